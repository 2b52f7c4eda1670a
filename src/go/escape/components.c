/* The search for strongly connected components, see components.h. */
#include "go/escape/components.h"

/* `number` of a function that belongs to a finished component: no longer of interest to others. */
static const uint32_t finished = UINT32_MAX;

enum { CALL_DEPTH_LIMIT = 4000 };

typedef struct Search {
    EscComponent *visit;
    void *user;
    EscFunctionList stack;
    uint32_t next_number, depth;
} Search;

typedef struct Mentions {
    Search *search;
    uint32_t least;
} Mentions;

static uint32_t search_function(Search *search, EscFunction *function);

static void mention(Mentions *mentions, EscFunction *function) {
    if (!function || !function->has_body) return;
    uint32_t least = search_function(mentions->search, function);
    if (least < mentions->least) mentions->least = least;
}

static bool find_mentions(void *user, EscNode *node) {
    if (node->op == ESC_FUNCTION || node->op == ESC_METHOD_EXPRESSION || node->op == ESC_CLOSURE)
        mention(user, node->function);
    if (node->op == ESC_METHOD_VALUE) mention(user, node->callee);
    return false;
}

static void finish_component(Search *search, EscFunction *root, bool is_recursive) {
    size_t first = search->stack.count;
    do {
        search->stack.items[--first]->number = finished;
    } while (search->stack.items[first] != root);
    size_t count = search->stack.count - first;
    search->stack.count = first;
    EscFunctionList component = {0};
    for (size_t i = 0; i < count; i++) VEC_PUSH(&component, search->stack.items[first + i]);
    search->visit(search->user, component.items, count, is_recursive);
    VEC_FREE(&component);
}

static uint32_t search_function(Search *search, EscFunction *function) {
    if (function->number) return function->number;
    if (search->depth > CALL_DEPTH_LIMIT) return finished;
    uint32_t number = ++search->next_number;
    function->number = number;
    Mentions mentions = {search, ++search->next_number};
    VEC_PUSH(&search->stack, function);
    search->depth++;
    for (uint32_t i = 0; i < function->body.count; i++)
        esc_any(function->body.items[i], find_mentions, &mentions);
    search->depth--;
    bool is_root = (mentions.least == number || mentions.least == number + 1) && !function->is_hidden;
    if (is_root) finish_component(search, function, mentions.least == number);
    return mentions.least;
}

static bool reset_number(void *user, EscNode *node) {
    (void)user;
    if (node->op != ESC_CLOSURE) return false;
    node->function->number = 0;
    for (uint32_t i = 0; i < node->function->body.count; i++)
        esc_any(node->function->body.items[i], reset_number, NULL);
    return false;
}

void esc_each_component(const EscFunctionList *roots, EscComponent *visit, void *user) {
    Search search = {.visit = visit, .user = user};
    for (size_t i = 0; i < roots->count; i++) {
        roots->items[i]->number = 0;
        for (uint32_t j = 0; j < roots->items[i]->body.count; j++)
            esc_any(roots->items[i]->body.items[j], reset_number, NULL);
    }
    for (size_t i = 0; i < roots->count; i++)
        if (!roots->items[i]->is_hidden) search_function(&search, roots->items[i]);
    VEC_FREE(&search.stack);
}
