/* Expressions: from a tree to a value in a slot.
 *
 * There are two ways to ask. lower_into says where the value must go; lower_operand takes it where it is
 * cheapest: a constant stays a constant, a variable of this frame is used in place, and only what must be
 * computed gets a temporary. Whichever is asked, a value that its context uses as another type (an int given
 * to a parameter of type any) is converted on the way. */
#include "go/ir/lower.h"

GoExpr *strip_parens(GoExpr *expression) {
    while (expression->kind == GO_EXPR_PAREN && !expression->converted_to)
        expression = expression->paren.inner;
    return expression;
}

GoExpr *strip_instance(GoExpr *expression) {
    expression = strip_parens(expression);
    bool is_instance = expression->kind == GO_EXPR_INDEX && expression->index.is_instance;
    return is_instance ? strip_parens(expression->index.operand) : expression;
}

GoType *used_type(const GoExpr *expression) {
    return expression->converted_to ? expression->converted_to : expression->type;
}

int32_t operand_slot(Lowerer *lowerer, Operand operand, GoType *type) {
    if (!operand.is_constant) return operand.slot;
    int32_t slot = slot_of_type(lowerer, type);
    emit_set(lowerer, 0, slot, (uint64_t)go_type_size(type), operand.value);
    return slot;
}

void operand_into(Lowerer *lowerer, Operand operand, GoType *type, int32_t to, uint16_t flags) {
    uint64_t size = (uint64_t)go_type_size(type);
    if (operand.is_constant && is_word(size))
        emit_set(lowerer, flags, to, size, operand.value);
    else if (operand.is_constant)
        emit_zero(lowerer, flags, to, size);
    else
        emit_move(lowerer, flags, to, operand.slot, size);
}

/* ---- Implicit conversions ----------------------------------------------------------------------------- */

/* Both kinds of interface values begin with the type descriptor, so a wider interface is the same two words.
 */
void lower_implicit_conversion(Lowerer *lowerer, int32_t from_slot, GoType *from, GoType *to, int32_t to_slot,
                               uint16_t flags) {
    if (go_type_is_interface(to) && !go_type_is_interface(from)) {
        note_dynamic_type(lowerer, from);
        emit_flagged(lowerer, flags, IR_BOX, to_slot, type_index(lowerer, from), from_slot);
    } else {
        emit_move(lowerer, flags, to_slot, from_slot, (uint64_t)go_type_size(to));
    }
}

static bool is_boxed(const GoExpr *expression) {
    if (!expression->converted_to || !go_type_is_interface(expression->converted_to)) return false;
    return expression->mode != GO_MODE_NIL && !go_type_is_interface(expression->type);
}

/* A constant in an interface needs no heap: its bytes are in the data segment. */
static void box_constant(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    uint8_t bytes[16];
    constant_bytes(lowerer, expression->constant, expression->type, bytes);
    uint32_t address = data_bytes(lowerer, bytes, (uint64_t)go_type_size(expression->type), 8);
    emit_flagged(lowerer, flags, IR_BOXC, to, type_index(lowerer, expression->type), (int32_t)address);
}

static void lower_unconverted(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags);
static Operand unconverted_operand(Lowerer *lowerer, GoExpr *expression);

static void lower_boxed(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    note_dynamic_type(lowerer, expression->type);
    if (expression->mode == GO_MODE_CONSTANT) {
        box_constant(lowerer, expression, to, flags);
        return;
    }
    Operand operand = unconverted_operand(lowerer, expression);
    int32_t slot = operand_slot(lowerer, operand, expression->type);
    at_position(lowerer, expression->pos);
    emit_flagged(lowerer, flags, IR_BOX, to, type_index(lowerer, expression->type), slot);
}

/* ---- Asking ------------------------------------------------------------------------------------------- */

/* A variable whose bytes are in this frame can be read where it is. */
static bool is_in_frame(GoExpr *expression, int32_t *slot) {
    if (expression->kind != GO_EXPR_NAME || expression->mode != GO_MODE_VARIABLE) return false;
    GoObject *object = expression->name.object;
    Variable *variable = object ? object->user : NULL;
    if (!variable || variable->is_indirect || variable->address) return false;
    *slot = variable->slot;
    return true;
}

static bool is_place(const GoExpr *expression) {
    bool has_place = expression->kind == GO_EXPR_NAME || expression->kind == GO_EXPR_INDEX ||
                     expression->kind == GO_EXPR_STAR || expression->kind == GO_EXPR_SELECTOR;
    return has_place && (expression->mode == GO_MODE_VARIABLE || expression->mode == GO_MODE_MAP_INDEX);
}

static Operand operand_of_place(Lowerer *lowerer, GoExpr *expression) {
    Place place = lower_place(lowerer, expression, false);
    if (place.kind == PLACE_SLOT) return (Operand){.slot = place.slot};
    int32_t slot = slot_of_type(lowerer, place.type);
    place_load(lowerer, place, slot, 0);
    return (Operand){.slot = slot};
}

static Operand unconverted_operand(Lowerer *lowerer, GoExpr *expression) {
    expression = strip_parens(expression);
    int32_t slot;
    if (expression->mode == GO_MODE_CONSTANT)
        return lower_constant_operand(lowerer, expression->constant, expression->type);
    if (expression->mode == GO_MODE_NIL && is_word((uint64_t)go_type_size(expression->type)))
        return (Operand){.is_constant = true};
    if (is_in_frame(expression, &slot)) return (Operand){.slot = slot};
    if (is_place(expression)) return operand_of_place(lowerer, expression);
    if (expression->kind == GO_EXPR_CALL && expression->call.kind == GO_CALL_FUNCTION)
        return (Operand){.slot = lower_call(lowerer, expression)};
    slot = slot_of_type(lowerer, expression->type);
    lower_unconverted(lowerer, expression, slot, 0);
    return (Operand){.slot = slot};
}

Operand lower_operand(Lowerer *lowerer, GoExpr *expression) {
    if (is_too_deep(lowerer, expression->pos)) return (Operand){.is_constant = true};
    lowerer->depth++;
    Operand operand;
    if (is_boxed(expression)) {
        operand = (Operand){.slot = slot_new(lowerer, 16, 8)};
        lower_boxed(lowerer, expression, operand.slot, 0);
    } else {
        operand = unconverted_operand(lowerer, expression);
    }
    lowerer->depth--;
    return operand;
}

int32_t lower_to_slot(Lowerer *lowerer, GoExpr *expression) {
    return operand_slot(lowerer, lower_operand(lowerer, expression), used_type(expression));
}

void lower_into(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    if (is_too_deep(lowerer, expression->pos)) return;
    lowerer->depth++;
    if (is_boxed(expression))
        lower_boxed(lowerer, expression, to, flags);
    else
        lower_unconverted(lowerer, expression, to, flags);
    lowerer->depth--;
}

void lower_discard(Lowerer *lowerer, GoExpr *expression) {
    GoExpr *inner = strip_parens(expression);
    bool is_call = inner->kind == GO_EXPR_CALL;
    if (is_call && inner->call.kind == GO_CALL_FUNCTION)
        lower_call(lowerer, inner);
    else if (is_call && inner->call.kind == GO_CALL_BUILTIN)
        lower_builtin_into(lowerer, inner, inner->type ? slot_of_type(lowerer, inner->type) : 0, 0);
    else
        lower_to_slot(lowerer, expression);
}

bool is_written_piecemeal(GoExpr *expression) {
    expression = strip_parens(expression);
    if (expression->kind != GO_EXPR_COMPOSITE) return false;
    GoTypeKind kind = go_underlying(expression->type)->kind;
    return kind == GO_STRUCT || kind == GO_ARRAY;
}

/* ---- By kind ------------------------------------------------------------------------------------------ */

static void lower_name(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    GoObject *object = expression->name.object;
    if (object && object->kind == GO_OBJECT_FUNC)
        lower_function_value(lowerer, object, to, flags);
    else if (object && object->kind == GO_OBJECT_NIL)
        emit_zero(lowerer, flags, to, (uint64_t)go_type_size(expression->type));
    else
        place_load(lowerer, lower_place(lowerer, expression, false), to, flags);
}

static void lower_selector(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    GoSelection *selection = expression->selector.selection;
    GoObject *object = expression->selector.name->name.object;
    if (selection && selection->kind != GO_SELECT_FIELD)
        lower_method_value(lowerer, expression, to, flags);
    else if (!selection && object && object->kind == GO_OBJECT_FUNC)
        lower_function_value(lowerer, object, to, flags);
    else
        place_load(lowerer, lower_place(lowerer, expression, false), to, flags);
}

static void lower_call_expression(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    switch (expression->call.kind) {
    case GO_CALL_CONVERSION: lower_conversion(lowerer, expression, to, flags); break;
    case GO_CALL_BUILTIN: lower_builtin_into(lowerer, expression, to, flags); break;
    default: lower_call_into(lowerer, expression, to, flags); break;
    }
}

static void lower_unconverted(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    expression = strip_parens(expression);
    if (expression->mode == GO_MODE_CONSTANT) {
        lower_constant_into(lowerer, expression->constant, expression->type, to, flags);
        return;
    }
    if (expression->mode == GO_MODE_NIL) {
        GoType *type = expression->converted_to ? expression->converted_to : expression->type;
        emit_zero(lowerer, flags, to, (uint64_t)go_type_size(type));
        return;
    }
    switch (expression->kind) {
    case GO_EXPR_NAME: lower_name(lowerer, expression, to, flags); break;
    case GO_EXPR_SELECTOR: lower_selector(lowerer, expression, to, flags); break;
    case GO_EXPR_INDEX:
        if (expression->index.is_instance)
            lower_unconverted(lowerer, expression->index.operand, to, flags);
        else
            place_load(lowerer, lower_element(lowerer, expression, false), to, flags);
        break;
    case GO_EXPR_STAR: place_load(lowerer, lower_place(lowerer, expression, false), to, flags); break;
    case GO_EXPR_PAREN: lower_into(lowerer, expression->paren.inner, to, flags); break;
    case GO_EXPR_COMPOSITE: lower_composite(lowerer, expression, to, flags); break;
    case GO_EXPR_FUNCTION: lower_function_literal(lowerer, expression, to, flags); break;
    case GO_EXPR_SLICE: lower_slicing(lowerer, expression, to, flags); break;
    case GO_EXPR_TYPE_ASSERTION: lower_assertion(lowerer, expression, to, flags, -1); break;
    case GO_EXPR_CALL: lower_call_expression(lowerer, expression, to, flags); break;
    case GO_EXPR_UNARY: lower_unary(lowerer, expression, to, flags); break;
    case GO_EXPR_BINARY: lower_binary(lowerer, expression, to, flags); break;
    default: unsupported(lowerer, expression->pos, "this expression"); break;
    }
}
