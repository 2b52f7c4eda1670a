/* Expressions as edges: where a value comes from, seen as pointers. What holds no pointers flows nowhere. */
#include "go/escape/graph.h"

enum { DEPTH_LIMIT = 2500 };

bool type_has_pointers(GoType *type) {
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
    case GO_ARRAY: return underlying->array.length > 0 && type_has_pointers(underlying->array.element);
    case GO_STRUCT:
        for (uint32_t i = 0; i < underlying->structure.count; i++)
            if (type_has_pointers(underlying->structure.fields[i]->type)) return true;
        return false;
    default: return underlying->kind >= GO_TUPLE;
    }
}

static GoTypeKind kind_of(GoType *type) {
    return type ? go_underlying(type)->kind : GO_INVALID;
}

Location *location_of(Analysis *analysis, GoObject *object) {
    return intmap_get(&analysis->variables, (uintptr_t)object);
}

static bool is_local(const GoObject *object) {
    return object && object->kind == GO_OBJECT_VAR && object->variable.kind != GO_VARIABLE_PACKAGE &&
           object->variable.kind != GO_VARIABLE_FIELD;
}

/* A new location for what the expression makes; its address flows into the hole. */
Hole flow_spill(Analysis *analysis, Hole hole, const GoExpr *expression, Str text) {
    Location *made = location_new(analysis, NULL, expression);
    made->text = text;
    flow(analysis, hole_shift(hole, -1), made);
    return hole_of(made);
}

void flow_discard(Analysis *analysis, GoExpr *expression) {
    if (expression) flow_expr(analysis, hole_blank(analysis), expression);
}

void flow_list(Analysis *analysis, Hole hole, GoExprList list) {
    for (uint32_t i = 0; i < list.count; i++) flow_expr(analysis, hole, list.items[i]);
}

/* ---- How the compiler's messages call an expression --------------------------------------------------- */

static Str source_text(Analysis *analysis, const GoExpr *expression) {
    uint32_t offset;
    const Source *source = go_source_set_find(&analysis->program->sources, expression->start, &offset);
    if (!source) return STR("");
    return str_slice(source->text, offset, offset + (expression->end - expression->start));
}

static Str literal_text(Analysis *analysis, const GoExpr *literal, bool is_address) {
    Arena *arena = &analysis->escape->arena;
    GoType *type = literal->type;
    if (kind_of(type) == GO_POINTER) type = go_underlying(type)->pointer.element, is_address = true;
    Str name = go_type_text(arena, type, analysis->program->main);
    return arena_format(arena, "%s%.*s{...}", is_address ? "&" : "", STR_ARGS(name));
}

/* ---- By kind ------------------------------------------------------------------------------------------ */

static void flow_name(Analysis *analysis, Hole hole, GoExpr *expression) {
    GoObject *object = expression->name.object;
    Location *location = is_local(object) ? location_of(analysis, object) : NULL;
    if (location) flow(analysis, hole, location);
}

static void flow_closure(Analysis *analysis, Hole hole, GoExpr *expression) {
    GoFunction *function = expression->function.function;
    Hole inside = flow_spill(analysis, hole, expression, STR("func literal"));
    for (uint32_t i = 0; i < function->captured.count; i++) {
        GoObject *object = function->captured.items[i];
        Location *source = location_of(analysis, object);
        if (!source) continue;
        VEC_PUSH(&analysis->captures, (Capture){inside, source, object});
    }
    GoFunction *outer = analysis->function;
    int loop_depth = analysis->loop_depth;
    flow_function(analysis, function);
    analysis->function = outer;
    analysis->loop_depth = loop_depth;
}

static GoExpr *element_value(GoExpr *element) {
    return element->kind == GO_EXPR_KEY_VALUE ? element->key_value.value : element;
}

/* `made` holds the elements of a struct, array or slice; a map's go to the heap. */
static void flow_elements(Analysis *analysis, Hole made, GoExpr *literal, GoTypeKind kind) {
    for (uint32_t i = 0; i < literal->composite.elements.count; i++) {
        GoExpr *element = literal->composite.elements.items[i];
        bool is_map = kind == GO_MAP;
        if (is_map && element->kind == GO_EXPR_KEY_VALUE)
            flow_expr(analysis, hole_heap(analysis), element->key_value.key);
        flow_expr(analysis, is_map ? hole_heap(analysis) : made, element_value(element));
    }
}

static void flow_composite(Analysis *analysis, Hole hole, GoExpr *literal, const GoExpr *address) {
    GoType *type = literal->type;
    bool is_address = address || kind_of(type) == GO_POINTER;
    Hole made = hole;
    if (is_address)
        made = flow_spill(analysis, hole, address ? address : literal, literal_text(analysis, literal, true));
    if (kind_of(type) == GO_POINTER) type = go_underlying(type)->pointer.element;
    GoTypeKind kind = kind_of(type);
    if (kind == GO_SLICE || kind == GO_MAP)
        made = flow_spill(analysis, made, literal, literal_text(analysis, literal, false));
    flow_elements(analysis, made, literal, kind);
}

static void flow_selector(Analysis *analysis, Hole hole, GoExpr *expression) {
    GoSelection *selection = expression->selector.selection;
    GoExpr *operand = expression->selector.operand;
    if (!selection) return; /* package.member */
    if (selection->kind == GO_SELECT_METHOD) {
        Hole closure = flow_spill(analysis, hole, expression, source_text(analysis, expression));
        Hole both[] = {closure, hole_heap(analysis)};
        flow_expr(analysis, hole_tee(analysis, both, 2), operand);
        return;
    }
    if (selection->kind == GO_SELECT_METHOD_EXPRESSION) return;
    int derefs = selection->is_indirect || kind_of(operand->type) == GO_POINTER ? 1 : 0;
    flow_expr(analysis, hole_shift(hole, derefs), operand);
}

static void flow_index(Analysis *analysis, Hole hole, GoExpr *expression) {
    if (expression->index.is_instance) return;
    GoExpr *operand = expression->index.operand;
    flow_list(analysis, hole_blank(analysis), expression->index.indices);
    switch (kind_of(operand->type)) {
    case GO_ARRAY: flow_expr(analysis, hole, operand); break;
    case GO_SLICE:
    case GO_POINTER: flow_expr(analysis, hole_shift(hole, 1), operand); break;
    default: flow_discard(analysis, operand); break;
    }
}

static void flow_slice(Analysis *analysis, Hole hole, GoExpr *expression) {
    GoExpr *operand = expression->slice.operand;
    for (int i = 0; i < 3; i++) flow_discard(analysis, expression->slice.bounds[i]);
    bool is_array = kind_of(operand->type) == GO_ARRAY;
    flow_expr(analysis, is_array ? hole_shift(hole, -1) : hole, operand);
}

static void flow_assertion(Analysis *analysis, Hole hole, GoExpr *expression) {
    GoType *type = expression->type;
    if (type->kind == GO_TUPLE) type = type->tuple.variables[0]->type;
    bool is_held = go_type_is_interface(type) || go_type_is_pointer_shaped(type);
    flow_expr(analysis, is_held ? hole : hole_shift(hole, 1), expression->assertion.operand);
}

static void flow_unary(Analysis *analysis, Hole hole, GoExpr *expression) {
    GoExpr *operand = expression->unary.operand;
    if (expression->unary.operator!= GO_TOKEN_AND) {
        flow_discard(analysis, operand);
        return;
    }
    while (operand->kind == GO_EXPR_PAREN) operand = operand->paren.inner;
    if (operand->kind == GO_EXPR_COMPOSITE)
        flow_composite(analysis, hole, operand, expression);
    else
        flow_expr(analysis, hole_shift(hole, -1), operand);
}

static void flow_binary(Analysis *analysis, Hole hole, GoExpr *expression) {
    bool makes_text = expression->type && go_type_flags(expression->type) & GO_IS_STRING;
    if (makes_text) flow_spill(analysis, hole, expression, source_text(analysis, expression));
    flow_discard(analysis, expression->binary.left);
    flow_discard(analysis, expression->binary.right);
}

static void flow_conversion(Analysis *analysis, Hole hole, GoExpr *call) {
    GoExpr *argument = call->call.arguments.items[0];
    GoType *from = argument->converted_to ? argument->converted_to : argument->type;
    GoTypeKind to_kind = kind_of(call->type), from_kind = kind_of(from);
    bool makes = (to_kind == GO_STRING) != (from_kind == GO_STRING) && from_kind != GO_UNTYPED_STRING;
    if (to_kind == GO_INTERFACE && from_kind != GO_INTERFACE) {
        if (!go_type_is_pointer_shaped(from))
            hole = flow_spill(analysis, hole, call, source_text(analysis, argument));
        flow_expr(analysis, hole, argument);
    } else if (makes) {
        flow_spill(analysis, hole, call, source_text(analysis, call));
        flow_discard(analysis, argument);
    } else {
        flow_expr(analysis, hole, argument);
    }
}

static void flow_call_expression(Analysis *analysis, Hole hole, GoExpr *expression) {
    if (expression->call.kind == GO_CALL_CONVERSION)
        flow_conversion(analysis, hole, expression);
    else
        flow_call(analysis, &hole, 1, expression);
}

static void flow_by_kind(Analysis *analysis, Hole hole, GoExpr *expression) {
    switch (expression->kind) {
    case GO_EXPR_NAME: flow_name(analysis, hole, expression); break;
    case GO_EXPR_COMPOSITE: flow_composite(analysis, hole, expression, NULL); break;
    case GO_EXPR_FUNCTION: flow_closure(analysis, hole, expression); break;
    case GO_EXPR_PAREN: flow_expr(analysis, hole, expression->paren.inner); break;
    case GO_EXPR_SELECTOR: flow_selector(analysis, hole, expression); break;
    case GO_EXPR_INDEX: flow_index(analysis, hole, expression); break;
    case GO_EXPR_SLICE: flow_slice(analysis, hole, expression); break;
    case GO_EXPR_TYPE_ASSERTION: flow_assertion(analysis, hole, expression); break;
    case GO_EXPR_CALL: flow_call_expression(analysis, hole, expression); break;
    case GO_EXPR_UNARY: flow_unary(analysis, hole, expression); break;
    case GO_EXPR_STAR: flow_expr(analysis, hole_shift(hole, 1), expression->star.operand); break;
    case GO_EXPR_BINARY: flow_binary(analysis, hole, expression); break;
    default: break;
    }
}

/* Implicit conversion to an interface makes a copy of the value, unless it is a pointer. */
static Hole flow_boxing(Analysis *analysis, Hole hole, GoExpr *expression) {
    bool is_boxed = expression->converted_to && go_type_is_interface(expression->converted_to) &&
                    expression->mode != GO_MODE_NIL && expression->type &&
                    !go_type_is_interface(expression->type);
    if (!is_boxed || go_type_is_pointer_shaped(expression->type)) return hole;
    hole = flow_spill(analysis, hole, expression, source_text(analysis, expression));
    hole.to->is_boxing = true;
    return hole;
}

void flow_expr(Analysis *analysis, Hole hole, GoExpr *expression) {
    if (!expression || analysis->depth > DEPTH_LIMIT || expression->mode == GO_MODE_TYPE) return;
    analysis->depth++;
    hole = flow_boxing(analysis, hole, expression);
    bool holds_none =
        expression->mode == GO_MODE_CONSTANT ||
        (expression->type && expression->type->kind != GO_TUPLE && !type_has_pointers(expression->type));
    if (hole.derefs >= 0 && holds_none) hole = hole_blank(analysis);
    if (expression->mode != GO_MODE_CONSTANT) flow_by_kind(analysis, hole, expression);
    analysis->depth--;
}

/* ---- Targets of assignments --------------------------------------------------------------------------- */

Hole hole_of_target(Analysis *analysis, GoExpr *target) {
    while (target->kind == GO_EXPR_PAREN) target = target->paren.inner;
    switch (target->kind) {
    case GO_EXPR_NAME: {
        GoObject *object = target->name.object;
        if (!object || str_equal_c(object->name, "_")) return hole_blank(analysis);
        Location *location = location_of(analysis, object);
        return location ? hole_of(location) : hole_heap(analysis);
    }
    case GO_EXPR_SELECTOR: {
        GoSelection *selection = target->selector.selection;
        GoExpr *operand = target->selector.operand;
        if (!selection) return hole_heap(analysis);
        bool is_indirect = selection->is_indirect || kind_of(operand->type) == GO_POINTER;
        if (!is_indirect) return hole_of_target(analysis, operand);
        flow_discard(analysis, operand);
        return hole_heap(analysis);
    }
    case GO_EXPR_INDEX: {
        GoExpr *operand = target->index.operand;
        bool is_map = kind_of(operand->type) == GO_MAP;
        flow_list(analysis, is_map ? hole_heap(analysis) : hole_blank(analysis), target->index.indices);
        if (kind_of(operand->type) == GO_ARRAY) return hole_of_target(analysis, operand);
        flow_discard(analysis, operand);
        return hole_heap(analysis);
    }
    default: flow_discard(analysis, target); return hole_heap(analysis);
    }
}
