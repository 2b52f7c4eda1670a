/* Making, walking and asking the compiler's tree, see tree.h. */
#include "go/escape/tree.h"

#include "go/syntax/list.h"

/* ---- Making ------------------------------------------------------------------------------------------- */

EscNode *esc_node_new(Arena *arena, EscOp op, GoPos pos, GoType *type) {
    EscNode *node = ARENA_NEW(arena, EscNode);
    node->op = op;
    node->pos = pos;
    node->type = type;
    return node;
}

void esc_list_add(Arena *arena, EscNodeList *list, EscNode *node) {
    GO_LIST_ADD(arena, list, node);
}

void esc_variables_add(Arena *arena, EscVariableList *list, EscVariable *variable) {
    GO_LIST_ADD(arena, list, variable);
}

EscVariable *esc_variable_new(Arena *arena, EscFunction *function, Str name, GoType *type,
                              EscVariableKind kind) {
    EscVariable *variable = ARENA_NEW(arena, EscVariable);
    *variable = (EscVariable){.name = name, .type = type, .kind = kind, .function = function};
    variable->pos = GO_NO_POS;
    esc_variables_add(arena, &function->variables, variable);
    return variable;
}

EscNode *esc_name_new(Arena *arena, GoPos pos, EscVariable *variable) {
    EscNode *node = esc_node_new(arena, ESC_NAME, pos, variable->type);
    node->variable = variable;
    return node;
}

/* ---- Walking ------------------------------------------------------------------------------------------ */

bool esc_each(EscNodeList list, EscVisit *visit, void *user) {
    for (uint32_t i = 0; i < list.count; i++)
        if (list.items[i] && visit(user, list.items[i])) return true;
    return false;
}

bool esc_each_child(EscNode *node, EscVisit *visit, void *user) {
    if (esc_each(node->init, visit, user)) return true;
    if (node->x && visit(user, node->x)) return true;
    if (node->y && visit(user, node->y)) return true;
    if (node->z && visit(user, node->z)) return true;
    return esc_each(node->list, visit, user) || esc_each(node->body, visit, user);
}

typedef struct AnyWalk {
    EscVisit *visit;
    void *user;
} AnyWalk;

static bool any_below(void *user, EscNode *node) {
    AnyWalk *walk = user;
    return walk->visit(walk->user, node) || esc_each_child(node, any_below, walk);
}

bool esc_any(EscNode *node, EscVisit *visit, void *user) {
    AnyWalk walk = {visit, user};
    return any_below(&walk, node);
}

void esc_edit_list(EscNodeList *list, EscEdit *edit, void *user) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i]) list->items[i] = edit(user, list->items[i]);
}

void esc_edit_children(EscNode *node, EscEdit *edit, void *user) {
    esc_edit_list(&node->init, edit, user);
    if (node->x) node->x = edit(user, node->x);
    if (node->y) node->y = edit(user, node->y);
    if (node->z) node->z = edit(user, node->z);
    esc_edit_list(&node->list, edit, user);
    esc_edit_list(&node->body, edit, user);
}

/* ---- Types -------------------------------------------------------------------------------------------- */

GoTypeKind esc_kind(GoType *type) {
    return type ? go_underlying(type)->kind : GO_INVALID;
}

bool esc_type_has_pointers(GoType *type) {
    GoType *underlying = go_underlying(type);
    switch (underlying->kind) {
    case GO_STRING:
    case GO_UNSAFE_POINTER:
    case GO_POINTER:
    case GO_SLICE:
    case GO_MAP:
    case GO_CHAN:
    case GO_FUNC:
    case GO_INTERFACE:
    case GO_UNTYPED_NIL:
    case GO_UNTYPED_STRING: return true;
    case GO_ARRAY: return underlying->array.length > 0 && esc_type_has_pointers(underlying->array.element);
    case GO_STRUCT:
        for (uint32_t i = 0; i < underlying->structure.count; i++)
            if (esc_type_has_pointers(underlying->structure.fields[i]->type)) return true;
        return false;
    default: return underlying->kind >= GO_TUPLE;
    }
}

int64_t esc_type_size(GoType *type) {
    if (!type || type->kind == GO_TUPLE || go_type_is_parameterized(type)) return 0;
    return go_type_size(type);
}

/* ---- Values that are known ---------------------------------------------------------------------------- */

bool esc_is_constant_bool(const EscNode *node, bool *value) {
    if (!node || node->op != ESC_LITERAL || !node->source || !node->source->constant) return false;
    const GoConstant *constant = node->source->constant;
    if (constant->kind != GO_CONSTANT_BOOL) return false;
    *value = go_constant_is_true(constant);
    return true;
}

/* The variable in whose bytes `node` lies: x of x.f, x[i] of an array. */
static EscNode *outer_value(EscNode *node) {
    for (;;) {
        bool is_inside =
            node->op == ESC_DOT || (node->op == ESC_INDEX && esc_kind(node->x->type) == GO_ARRAY);
        if (!is_inside) return node;
        node = node->x;
    }
}

static bool is_name(const EscNode *node, const EscVariable *variable) {
    return node && node->op == ESC_NAME && node->variable == variable;
}

static bool reassigns(void *user, EscNode *node) {
    EscVariable *variable = user;
    switch (node->op) {
    case ESC_ASSIGN: return is_name(node->x, variable) && node != variable->definition;
    case ESC_ASSIGN_LIST:
    case ESC_ASSIGN_CALL:
    case ESC_ASSIGN_OK:
        for (uint32_t i = 0; i < node->list.count; i++)
            if (is_name(node->list.items[i], variable) && node != variable->definition) return true;
        return false;
    case ESC_ADDRESS: return is_name(outer_value(node->x), variable);
    case ESC_CLOSURE:
        for (uint32_t i = 0; i < node->function->body.count; i++)
            if (esc_any(node->function->body.items[i], reassigns, variable)) return true;
        return false;
    default: return false;
    }
}

static bool is_reassigned(EscVariable *variable) {
    EscNodeList body = variable->function->body;
    for (uint32_t i = 0; i < body.count; i++)
        if (body.items[i] && esc_any(body.items[i], reassigns, variable)) return true;
    return false;
}

static EscNode *defining_value(EscNode *name) {
    EscVariable *variable = name->variable;
    EscNode *definition = variable->definition, *value = NULL;
    if (variable->kind != ESC_AUTOMATIC || !definition) return NULL;
    if (definition->op == ESC_ASSIGN) value = definition->y;
    for (uint32_t i = 0; definition->op == ESC_ASSIGN_LIST && i < definition->list.count; i++)
        if (is_name(definition->list.items[i], variable)) value = definition->body.items[i];
    return value && !is_reassigned(variable) ? value : NULL;
}

EscNode *esc_static_value(EscNode *node) {
    for (;;) {
        EscNode *next = NULL;
        if (node->op == ESC_CONVERT_NOTHING) next = node->x;
        if (node->op == ESC_INLINED_CALL && node->body.count == 1) next = node->body.items[0];
        if (node->op == ESC_NAME) next = defining_value(node);
        if (!next) return node;
        node = next;
    }
}
