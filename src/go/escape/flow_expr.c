/* Expressions as edges: where a value comes from, seen as pointers. What holds no pointers flows nowhere. */
#include "go/escape/graph.h"

enum { DEPTH_LIMIT = 10000 };

Hole flow_spill(Analysis *analysis, Hole hole, EscNode *node) {
    Location *made = location_new(analysis, NULL, node);
    flow(analysis, hole_shift(hole, -1), made);
    return hole_of(made);
}

void flow_discard(Analysis *analysis, EscNode *node) {
    if (node) flow_expr(analysis, hole_blank(analysis), node);
}

void flow_list(Analysis *analysis, Hole hole, EscNodeList list) {
    for (uint32_t i = 0; i < list.count; i++) flow_expr(analysis, hole, list.items[i]);
}

/* ---- By kind ------------------------------------------------------------------------------------------ */

/* What the literal captures is connected when its function and all around it have been seen: only then is
 * known whether a variable changes. Assignments before the first literal do not count as changes, unless a
 * loop may come back to them. */
static void flow_closure(Analysis *analysis, Hole hole, EscNode *node) {
    EscFunction *literal = node->function;
    VEC_PUSH(&analysis->captures, (Capture){flow_spill(analysis, hole, node), literal});
    for (uint32_t i = 0; i < literal->captured.count; i++) {
        Location *location = location_of(analysis, literal->captured.items[i]);
        if (!location->is_captured && location->loop_depth == analysis->loop_depth)
            location->is_reassigned = false;
        location->is_captured = true;
    }
    if (!literal->is_hidden) return;
    EscFunction *outer = analysis->function;
    int loop_depth = analysis->loop_depth;
    flow_function(analysis, literal);
    analysis->function = outer;
    analysis->loop_depth = loop_depth;
}

static EscNode *element_value(EscNode *element) {
    if (element->op == ESC_KEY) return element->y;
    return element->op == ESC_STRUCT_KEY ? element->x : element;
}

static void flow_elements(Analysis *analysis, Hole hole, EscNode *literal) {
    for (uint32_t i = 0; i < literal->list.count; i++)
        flow_expr(analysis, hole, element_value(literal->list.items[i]));
}

/* Keys and elements of maps are always on the heap. */
static void flow_map_literal(Analysis *analysis, Hole hole, EscNode *literal) {
    flow_spill(analysis, hole, literal);
    for (uint32_t i = 0; i < literal->list.count; i++) {
        flow_expr(analysis, hole_heap(analysis), literal->list.items[i]->x);
        flow_expr(analysis, hole_heap(analysis), literal->list.items[i]->y);
    }
}

/* x.M as a value: a closure that holds x, and whoever calls it may do with x what M does. */
static void flow_method_value(Analysis *analysis, Hole hole, EscNode *node) {
    Hole both[] = {hole_of_method(analysis, node->callee), flow_spill(analysis, hole, node)};
    flow_expr(analysis, hole_tee(analysis, both, 2), node->x);
}

static Hole hole_of_assertion(Hole hole, GoType *type) {
    bool is_held = go_type_is_interface(type) || go_type_is_pointer_shaped(type);
    return is_held ? hole : hole_shift(hole, 1);
}

bool flow_is_header_data(const EscNode *node) {
    if (node->op != ESC_DOT_POINTER || !str_equal_c(node->selected->name, "Data")) return false;
    GoType *type = node->x->type;
    if (esc_kind(type) == GO_POINTER) type = go_underlying(type)->pointer.element;
    if (type->kind != GO_NAMED || !type->named.object->package) return false;
    const GoObject *name = type->named.object;
    return str_equal_c(name->package->path, "reflect") &&
           (str_equal_c(name->name, "SliceHeader") || str_equal_c(name->name, "StringHeader"));
}

/* An integer that will become a pointer: arithmetic on pointers still leads to what they led to. */
void flow_unsafe(Analysis *analysis, Hole hole, EscNode *node) {
    flow_statements(analysis, node->init);
    switch (node->op) {
    case ESC_CONVERT:
    case ESC_CONVERT_NOTHING:
        if (esc_kind(node->x->type) == GO_UNSAFE_POINTER)
            flow_expr(analysis, hole, node->x);
        else
            flow_discard(analysis, node->x);
        break;
    case ESC_DOT_POINTER:
        if (flow_is_header_data(node))
            flow_expr(analysis, hole_shift(hole, 1), node->x);
        else
            flow_discard(analysis, node->x);
        break;
    case ESC_UNARY: flow_unsafe(analysis, hole, node->x); break;
    case ESC_BINARY:
        flow_unsafe(analysis, hole, node->x);
        if (node->token == GO_TOKEN_SHIFT_LEFT || node->token == GO_TOKEN_SHIFT_RIGHT)
            flow_discard(analysis, node->y);
        else
            flow_unsafe(analysis, hole, node->y);
        break;
    default: flow_discard(analysis, node); break;
    }
}

static void flow_conversion(Analysis *analysis, Hole hole, EscNode *node) {
    bool is_unsafe = esc_kind(node->type) == GO_UNSAFE_POINTER && esc_kind(node->x->type) == GO_UINTPTR;
    if (is_unsafe)
        flow_unsafe(analysis, hole, node->x);
    else
        flow_expr(analysis, hole, node->x);
}

static void flow_interface(Analysis *analysis, Hole hole, EscNode *node) {
    GoType *from = node->x->type;
    bool is_copied =
        from && !go_type_is_interface(from) && !go_type_is_pointer_shaped(from) && node->x->op != ESC_NIL;
    flow_expr(analysis, is_copied ? flow_spill(analysis, hole, node) : hole, node->x);
}

static void flow_index(Analysis *analysis, Hole hole, EscNode *node) {
    bool is_inside = esc_kind(node->x->type) == GO_ARRAY;
    flow_expr(analysis, is_inside ? hole : hole_shift(hole, 1), node->x);
    flow_discard(analysis, node->y);
}

static void flow_operands(Analysis *analysis, EscNode *node) {
    flow_discard(analysis, node->x);
    flow_discard(analysis, node->y);
}

static void flow_by_kind(Analysis *analysis, Hole hole, EscNode *node) {
    switch (node->op) {
    case ESC_NAME: flow(analysis, hole, location_of(analysis, node->variable)); break;
    case ESC_UNARY:
    case ESC_RECEIVE:
    case ESC_BINARY:
    case ESC_LOGICAL:
    case ESC_INDEX_MAP:
    case ESC_MAKE_CHAN: flow_operands(analysis, node); break;
    case ESC_CONCATENATE:
        flow_spill(analysis, hole, node);
        flow_list(analysis, hole_blank(analysis), node->list);
        break;
    case ESC_ADDRESS: flow_expr(analysis, hole_shift(hole, -1), node->x); break;
    case ESC_DEREFERENCE:
    case ESC_DOT_POINTER: flow_expr(analysis, hole_shift(hole, 1), node->x); break;
    case ESC_DOT:
    case ESC_DOT_INTERFACE:
    case ESC_CONVERT_ARRAY: flow_expr(analysis, hole, node->x); break;
    case ESC_METHOD_VALUE: flow_method_value(analysis, hole, node); break;
    case ESC_ASSERT: flow_expr(analysis, hole_of_assertion(hole, node->type), node->x); break;
    case ESC_INDEX: flow_index(analysis, hole, node); break;
    case ESC_SLICE:
        flow_expr(analysis, hole, node->x);
        flow_list(analysis, hole_blank(analysis), node->list);
        break;
    case ESC_CONVERT:
    case ESC_CONVERT_NOTHING: flow_conversion(analysis, hole, node); break;
    case ESC_CONVERT_INTERFACE: flow_interface(analysis, hole, node); break;
    case ESC_CONVERT_TEXT:
        flow_spill(analysis, hole, node);
        flow_discard(analysis, node->x);
        break;
    case ESC_CALL:
    case ESC_CALL_INTERFACE:
    case ESC_INLINED_CALL:
    case ESC_BUILTIN: flow_call(analysis, &hole, 1, node); break;
    case ESC_NEW: flow_spill(analysis, hole, node); break;
    case ESC_MAKE_SLICE:
    case ESC_MAKE_MAP:
        flow_spill(analysis, hole, node);
        flow_operands(analysis, node);
        break;
    case ESC_POINTER_LITERAL: flow_expr(analysis, flow_spill(analysis, hole, node), node->x); break;
    case ESC_STRUCT_LITERAL:
    case ESC_ARRAY_LITERAL: flow_elements(analysis, hole, node); break;
    case ESC_SLICE_LITERAL: flow_elements(analysis, flow_spill(analysis, hole, node), node); break;
    case ESC_MAP_LITERAL: flow_map_literal(analysis, hole, node); break;
    case ESC_CLOSURE: flow_closure(analysis, hole, node); break;
    default: break;
    }
}

void flow_expr(Analysis *analysis, Hole hole, EscNode *node) {
    if (!node || analysis->depth > DEPTH_LIMIT) return;
    analysis->depth++;
    flow_statements(analysis, node->init);
    GoType *type = node->type;
    bool holds_none = type && type->kind != GO_TUPLE && !go_type_is_untyped(type) &&
                      node->op != ESC_CLOSURE && !esc_type_has_pointers(type);
    if (hole.derefs >= 0 && holds_none) hole.to = &analysis->blank;
    flow_by_kind(analysis, hole, node);
    analysis->depth--;
}

/* ---- Targets of assignments --------------------------------------------------------------------------- */

Hole hole_of_target(Analysis *analysis, EscNode *target) {
    if (!target || target->op == ESC_BLANK) return hole_blank(analysis);
    switch (target->op) {
    case ESC_NAME: return hole_of(location_of(analysis, target->variable));
    case ESC_DOT: return hole_of_target(analysis, target->x);
    case ESC_INDEX:
        flow_discard(analysis, target->y);
        if (esc_kind(target->x->type) == GO_ARRAY) return hole_of_target(analysis, target->x);
        flow_discard(analysis, target->x);
        break;
    case ESC_INDEX_MAP:
        flow_discard(analysis, target->x);
        flow_expr(analysis, hole_heap(analysis), target->y);
        break;
    case ESC_GLOBAL: break;
    default: flow_discard(analysis, target); break;
    }
    return hole_heap(analysis);
}
