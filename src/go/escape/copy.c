/* Copying trees: a copy is what the inliner keeps of a function, and what it puts in place of a call.
 *
 * Variables and labels of the copied function get counterparts; a literal in it becomes another function with
 * variables of its own. Positions: what is inlined stands where the call stands, except inside of literals,
 * which remain functions. */
#include "go/escape/tree.h"

static EscVariable *mapped_variable(EscCopy *copy, EscVariable *variable) {
    EscVariable *other = intmap_get(&copy->variables, (uintptr_t)variable);
    return other ? other : variable;
}

static EscLabel *mapped_label(EscCopy *copy, EscLabel *label) {
    EscLabel *other = label ? intmap_get(&copy->labels, (uintptr_t)label) : NULL;
    if (other || !label || copy->is_inside_literal) return other ? other : label;
    other = ARENA_NEW(copy->arena, EscLabel);
    other->name = label->name;
    intmap_set(&copy->labels, (uintptr_t)label, other);
    return other;
}

Str esc_copy_name(EscCopy *copy, const EscVariable *variable) {
    Str name = variable->name;
    bool is_own = !copy->foreign || name.length == 0 || name.data[0] == '~' || name.data[0] == '.' ||
                  str_equal_c(name, "_") || str_find_byte(name, '.', 0) >= 0;
    if (is_own) return name;
    return arena_format(copy->arena, "%.*s.%.*s", STR_ARGS(copy->foreign->name), STR_ARGS(name));
}

/* The definition of a copied variable whose copied definition has not been reached yet. */
static EscNode pending_definition;

static bool is_assignment(const EscNode *node) {
    return node && node->op >= ESC_ASSIGN && node->op <= ESC_ASSIGN_OK;
}

/* A variable of a literal that is copied, for the copy. */
static void copy_variable(EscCopy *copy, EscFunction *function, EscVariable *variable) {
    EscVariable *other = esc_variable_new(copy->arena, function, esc_copy_name(copy, variable),
                                          variable->type, variable->kind);
    other->pos = variable->pos;
    other->object = variable->object;
    if (is_assignment(variable->definition)) other->definition = &pending_definition;
    intmap_set(&copy->variables, (uintptr_t)variable, other);
}

static void copy_variables(EscCopy *copy, EscFunction *other, const EscFunction *literal) {
    for (uint32_t i = 0; i < literal->variables.count; i++) {
        if (copy->shares_variables)
            esc_variables_add(copy->arena, &other->variables, literal->variables.items[i]);
        else
            copy_variable(copy, other, literal->variables.items[i]);
    }
}

static void map_list(EscCopy *copy, EscVariableList *to, const EscVariableList *from) {
    for (uint32_t i = 0; i < from->count; i++)
        esc_variables_add(copy->arena, to, mapped_variable(copy, from->items[i]));
}

static EscFunction *copy_literal(EscCopy *copy, EscFunction *literal) {
    EscFunction *other = ARENA_NEW(copy->arena, EscFunction);
    *other = (EscFunction){.source = literal->source,
                           .package = literal->package,
                           .name = literal->name,
                           .pos = literal->pos,
                           .signature = literal->signature,
                           .is_closure = true,
                           .is_hidden = true,
                           .has_body = true,
                           .outer = copy->function};
    EscFunction *outer = copy->function;
    bool was_inside = copy->is_inside_literal;
    copy->function = other;
    copy->is_inside_literal = true;
    copy_variables(copy, other, literal);
    map_list(copy, &other->parameters, &literal->parameters);
    map_list(copy, &other->results, &literal->results);
    map_list(copy, &other->captured, &literal->captured);
    other->body = esc_copy_list(copy, literal->body);
    copy->is_inside_literal = was_inside;
    copy->function = outer;
    return other;
}

static void define_pending(EscNode *name, EscNode *definition) {
    bool is_pending = name && name->op == ESC_NAME && name->variable->definition == &pending_definition;
    if (is_pending) name->variable->definition = definition;
}

static void define_copies(EscNode *node) {
    if (!is_assignment(node) || !node->is_define) return;
    define_pending(node->x, node);
    for (uint32_t i = 0; i < node->list.count; i++) define_pending(node->list.items[i], node);
}

/* What the compiler keeps of a body for other packages: constants lose how they were written, and what nobody
 * wrote can no longer be told from the rest. */
static void make_foreign(EscNode *node) {
    bool is_conversion = node->op >= ESC_CONVERT && node->op <= ESC_CONVERT_INTERFACE;
    node->is_foreign = true;
    if (is_conversion || node->op == ESC_ADDRESS || node->op == ESC_DEREFERENCE) node->is_implicit = false;
}

static EscNode *copy_parts(EscCopy *copy, EscNode *node) {
    EscNode *other = ARENA_NEW(copy->arena, EscNode);
    *other = *node;
    if (copy->pos != GO_NO_POS && !copy->is_inside_literal) other->pos = copy->pos;
    if (node->op == ESC_NAME) other->variable = mapped_variable(copy, node->variable);
    if (node->op == ESC_CLOSURE) other->function = copy_literal(copy, node->function);
    if (node->op == ESC_LABEL || node->op == ESC_GOTO || node->op == ESC_BRANCH)
        other->label = mapped_label(copy, node->label);
    if (copy->foreign) make_foreign(other);
    other->init = esc_copy_list(copy, node->init);
    other->x = esc_copy(copy, node->x);
    other->y = esc_copy(copy, node->y);
    other->z = esc_copy(copy, node->z);
    other->list = esc_copy_list(copy, node->list);
    other->body = esc_copy_list(copy, node->body);
    define_copies(other);
    return other;
}

EscNode *esc_copy(EscCopy *copy, EscNode *node) {
    if (!node) return NULL;
    if (node->op == ESC_RETURN && copy->change_return && !copy->is_inside_literal)
        return copy->change_return(copy, node);
    return copy_parts(copy, node);
}

EscNodeList esc_copy_list(EscCopy *copy, EscNodeList list) {
    EscNodeList other = {.count = list.count, .capacity = list.count};
    if (list.count) other.items = ARENA_ARRAY(copy->arena, EscNode *, list.count);
    for (uint32_t i = 0; i < list.count; i++) other.items[i] = esc_copy(copy, list.items[i]);
    return other;
}

void esc_copy_free(EscCopy *copy) {
    intmap_free(&copy->variables);
    intmap_free(&copy->labels);
}
