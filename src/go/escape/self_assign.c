/* Assignments that put back what was in the same object before, as b.buf = b.buf[n:]: nothing new is stored,
 * so nothing leaks by them. */
#include "go/escape/graph.h"

static const EscNode *skip_conversions(const EscNode *node) {
    while (node->op == ESC_CONVERT_NOTHING) node = node->x;
    return node;
}

static bool is_same_safe(const EscNode *a, const EscNode *b) {
    a = skip_conversions(a);
    b = skip_conversions(b);
    if (a->op != b->op || !a->type || !b->type || !go_type_identical(a->type, b->type)) return false;
    switch (a->op) {
    case ESC_NAME: return a->variable == b->variable;
    case ESC_GLOBAL: return a->object == b->object;
    case ESC_DOT:
    case ESC_DOT_POINTER: return a->selected == b->selected && is_same_safe(a->x, b->x);
    case ESC_DEREFERENCE: return is_same_safe(a->x, b->x);
    case ESC_UNARY: return a->token == b->token && is_same_safe(a->x, b->x);
    case ESC_BINARY: return a->token == b->token && is_same_safe(a->x, b->x) && is_same_safe(a->y, b->y);
    case ESC_INDEX:
    case ESC_INDEX_MAP: return is_same_safe(a->x, b->x) && is_same_safe(a->y, b->y);
    case ESC_LITERAL:
        return a->source && b->source && a->source->constant && b->source->constant &&
               go_constant_compare(GO_TOKEN_EQUAL, a->source->constant, b->source->constant);
    case ESC_NIL: return true;
    default: return false;
    }
}

static bool may_affect_memory(const EscNode *node) {
    switch (node->op) {
    case ESC_NAME:
    case ESC_GLOBAL:
    case ESC_LITERAL:
    case ESC_NIL: return false;
    case ESC_BINARY:
    case ESC_INDEX: return may_affect_memory(node->x) || may_affect_memory(node->y);
    case ESC_CONVERT:
    case ESC_CONVERT_NOTHING:
    case ESC_UNARY:
    case ESC_DOT:
    case ESC_DOT_POINTER:
    case ESC_DEREFERENCE: return may_affect_memory(node->x);
    case ESC_BUILTIN:
        return !(node->builtin == GO_BUILTIN_LEN || node->builtin == GO_BUILTIN_CAP) ||
               may_affect_memory(node->list.items[0]);
    default: return true;
    }
}

/* The variable whose object x.f or *x lies in. */
static const EscVariable *pointed_by(const EscNode *node) {
    bool is_pointed = node->op == ESC_DEREFERENCE || node->op == ESC_DOT_POINTER;
    return is_pointed && node->x->op == ESC_NAME ? node->x->variable : NULL;
}

static bool is_slice_of_itself(const EscNode *target, const EscNode *value) {
    const EscVariable *variable = pointed_by(target);
    if (!variable || value->op != ESC_SLICE || value->x->op == ESC_ADDRESS) return false;
    return pointed_by(value->x) == variable;
}

bool esc_is_self_assignment(const EscNode *target, const EscNode *value) {
    if (is_slice_of_itself(target, value)) return true;
    if (target->op != value->op) return false;
    switch (target->op) {
    case ESC_DOT:
    case ESC_DOT_POINTER: return is_same_safe(target->x, value->x);
    case ESC_INDEX:
        return !may_affect_memory(target->y) && !may_affect_memory(value->y) &&
               is_same_safe(target->x, value->x);
    default: return false;
    }
}
