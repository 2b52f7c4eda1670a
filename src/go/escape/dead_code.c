/* Dead code: what stands behind a condition that is a constant, as in `if debug { ... }`, is left out before
 * anything is decided, since what is not there can neither escape nor cost. */
#include "go/escape/build.h"

static EscNode *simplify(EscNode *node) {
    bool value;
    if (!node || node->op != ESC_LOGICAL) return node;
    node->x = simplify(node->x);
    node->y = simplify(node->y);
    if (!esc_is_constant_bool(node->x, &value)) return node;
    bool is_and = node->token == GO_TOKEN_AND_AND;
    return value == is_and ? node->y : node->x;
}

static bool leaves(const EscNode *node) {
    return node->op == ESC_RETURN || (node->op == ESC_BUILTIN && node->builtin == GO_BUILTIN_PANIC);
}

/* True when nothing behind the statement can be reached. */
static bool remove_from_if(EscNode *node) {
    bool value;
    node->x = simplify(node->x);
    if (!esc_is_constant_bool(node->x, &value)) return false;
    EscNodeList *dead = value ? &node->body : &node->list;
    EscNodeList live = value ? node->list : node->body;
    *dead = (EscNodeList){0};
    return live.count && leaves(live.items[live.count - 1]);
}

static bool has_fallthrough(const EscNode *branch) {
    for (uint32_t i = 0; i < branch->body.count; i++)
        if (branch->body.items[i]->op == ESC_FALLTHROUGH) return true;
    return false;
}

/* 1: equal, 0: not, -1: not known. `tag` NULL: true. */
static int compare_case(const EscNode *tag, const EscNode *value) {
    if (value->op != ESC_LITERAL || !value->source || !value->source->constant) return -1;
    const GoConstant *constant = value->source->constant;
    if (!tag) return constant->kind == GO_CONSTANT_BOOL ? go_constant_is_true(constant) : -1;
    return go_constant_compare(GO_TOKEN_EQUAL, tag->source->constant, constant);
}

static void keep_case(EscNode *node, EscNode *branch) {
    node->list.count = 0;
    if (branch) node->list.items[node->list.count++] = branch;
}

/* A switch on a constant keeps the one clause that it takes. */
static void remove_from_switch(EscNode *node) {
    EscNode *otherwise = NULL;
    if (node->x && (node->x->op != ESC_LITERAL || !node->x->source || !node->x->source->constant)) return;
    for (uint32_t i = 0; i < node->list.count; i++) {
        EscNode *branch = node->list.items[i];
        if (branch->list.count == 0) otherwise = branch;
        for (uint32_t j = 0; j < branch->list.count; j++) {
            int equal = compare_case(node->x, branch->list.items[j]);
            if (equal < 0 || (equal && has_fallthrough(branch))) return;
            if (!equal) continue;
            branch->list.items[0] = branch->list.items[j];
            branch->list.count = 1;
            keep_case(node, branch);
            return;
        }
    }
    if (otherwise && has_fallthrough(otherwise)) return;
    keep_case(node, otherwise);
}

static void remove_below(EscNode *node) {
    esc_remove_dead_code(&node->init);
    switch (node->op) {
    case ESC_IF: esc_remove_dead_code(&node->list); // fall through
    case ESC_FOR:
    case ESC_RANGE: esc_remove_dead_code(&node->body); break;
    case ESC_SWITCH:
    case ESC_SELECT:
        for (uint32_t i = 0; i < node->list.count; i++) esc_remove_dead_code(&node->list.items[i]->body);
        break;
    default: break;
    }
}

void esc_remove_dead_code(EscNodeList *list) {
    uint32_t last_label = 0;
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i]->op == ESC_LABEL) last_label = i + 1;
    for (uint32_t i = 0; i < list->count; i++) {
        EscNode *node = list->items[i];
        bool is_end = node->op == ESC_IF && remove_from_if(node) && i >= last_label;
        if (node->op == ESC_SWITCH && !(node->x && node->x->op == ESC_TYPE_GUARD)) remove_from_switch(node);
        remove_below(node);
        if (is_end) list->count = i + 1;
    }
}
