/* Slices: s[i:j:k], make, append, copy, clear. The runtime does the work; here its operands are laid side by
 * side. */
#include "go/ir/lower.h"

static GoExpr *argument(GoExpr *call, uint32_t index) {
    return call->call.arguments.items[index];
}

/* An int-like value as eight bytes at `to`. */
static void lower_int_into(Lowerer *lowerer, GoExpr *expression, int32_t to) {
    Operand operand = lower_operand(lowerer, expression);
    if (operand.is_constant)
        emit_set(lowerer, 0, to, 8, operand.value);
    else
        emit_move(lowerer, 0, to, widen_to_word(lowerer, operand.slot, used_type(expression)), 8);
}

/* ---- s[i:j:k] ----------------------------------------------------------------------------------------- */

/* An array is sliced through its address: the block begins with a slice of the whole array. */
static void lower_array_base(Lowerer *lowerer, GoExpr *operand, GoType *array, bool is_pointer,
                             int32_t block) {
    if (is_pointer) {
        lower_into(lowerer, operand, block, 0);
        emit(lowerer, IR_CHECKNIL, block, 0, 0);
    } else {
        emit_move(lowerer, 0, block, place_address(lowerer, lower_place(lowerer, operand, false)), 8);
    }
    emit_set(lowerer, 0, block + 8, 8, array->array.length);
    emit_set(lowerer, 0, block + 16, 8, array->array.length);
}

void lower_slicing(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    GoExpr *operand = expression->slice.operand;
    GoType *type = go_underlying(operand->type), *element = go_byte_type();
    bool is_pointer = type->kind == GO_POINTER;
    if (is_pointer) type = go_underlying(type->pointer.element);
    bool is_array = type->kind == GO_ARRAY, is_slice = type->kind == GO_SLICE;
    if (is_array) element = type->array.element;
    if (is_slice) element = type->slice.element;
    int32_t block = slot_new(lowerer, 48, 8);
    if (is_array)
        lower_array_base(lowerer, operand, type, is_pointer, block);
    else
        lower_into(lowerer, operand, block, 0);
    int32_t given = is_array ? IR_SLICE_ARRAY : 0;
    for (int i = 0; i < 3; i++) {
        if (!expression->slice.bounds[i]) continue;
        lower_int_into(lowerer, expression->slice.bounds[i], block + 24 + 8 * i);
        given |= IR_SLICE_LOW << i;
    }
    at_position(lowerer, expression->pos);
    if (!is_array && !is_slice)
        emit_flagged(lowerer, flags, IR_SLICE_STRING, to, block, given);
    else
        emit_flagged(lowerer, flags, IR_SLICE, to, block, given | (int32_t)go_type_size(element) << 4);
}

/* ---- make, append, copy, clear ------------------------------------------------------------------------ */

static void lower_make_slice(Lowerer *lowerer, GoExpr *call, GoType *type, int32_t to, uint16_t flags) {
    int32_t block = slot_new(lowerer, 16, 8);
    bool has_capacity = call->call.arguments.count > 2;
    lower_int_into(lowerer, argument(call, 1), block);
    if (has_capacity)
        lower_int_into(lowerer, argument(call, 2), block + 8);
    else
        emit_move(lowerer, 0, block + 8, block, 8);
    at_position(lowerer, call->pos);
    emit_flagged(lowerer, flags, IR_MAKE_SLICE, to, type_index(lowerer, type->slice.element), block);
}

void lower_make(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    GoType *type = go_underlying(call->type);
    if (type->kind == GO_SLICE) {
        lower_make_slice(lowerer, call, type, to, flags);
    } else {
        int32_t hint = slot_new(lowerer, 8, 8);
        if (call->call.arguments.count > 1)
            lower_int_into(lowerer, argument(call, 1), hint);
        else
            emit_set(lowerer, 0, hint, 8, 0);
        at_position(lowerer, call->pos);
        IrOpcode opcode = type->kind == GO_MAP ? IR_MAP_MAKE : IR_CHAN_MAKE;
        emit_flagged(lowerer, flags, opcode, to, type_index(lowerer, call->type), hint);
    }
}

/* The appended values: an array in this frame, or the array of another slice or string. */
static void lower_appended(Lowerer *lowerer, GoExpr *call, GoType *element, int32_t items) {
    uint32_t count = call->call.arguments.count - 1;
    uint64_t size = (uint64_t)go_type_size(element);
    if (call->call.has_dots) {
        int32_t other = lower_to_slot(lowerer, argument(call, 1));
        if (argument(call, 1)->mode == GO_MODE_NIL)
            emit_zero(lowerer, 0, items, 16);
        else
            emit_move(lowerer, 0, items, other, 16);
        return;
    }
    int32_t values = slot_new(lowerer, size * count, (uint64_t)go_type_align(element));
    for (uint32_t i = 0; i < count; i++)
        lower_into(lowerer, argument(call, i + 1), values + (int32_t)(i * size), 0);
    emit(lowerer, IR_ADDR, items, values, 0);
    emit_set(lowerer, 0, items + 8, 8, count);
}

void lower_append(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    GoType *element = go_underlying(call->type)->slice.element;
    int32_t block = slot_new(lowerer, 40, 8);
    lower_into(lowerer, argument(call, 0), block, 0);
    if (call->call.arguments.count > 1)
        lower_appended(lowerer, call, element, block + 24);
    else
        emit_zero(lowerer, 0, block + 24, 16);
    at_position(lowerer, call->pos);
    emit_flagged(lowerer, flags, IR_APPEND, to, type_index(lowerer, element), block);
}

void lower_copy(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    GoType *element = go_underlying(argument(call, 0)->type)->slice.element;
    int32_t block = slot_new(lowerer, 40, 8), count = slot_new(lowerer, 8, 8);
    lower_into(lowerer, argument(call, 0), block, 0);
    emit_move(lowerer, 0, block + 24, lower_to_slot(lowerer, argument(call, 1)), 16);
    emit(lowerer, IR_COPY, count, type_index(lowerer, element), block);
    if (to) emit_move(lowerer, flags, to, count, 8);
}

void lower_clear(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    (void)to, (void)flags;
    GoExpr *operand = argument(call, 0);
    GoType *type = go_underlying(operand->type);
    int32_t slot = lower_to_slot(lowerer, operand);
    if (type->kind == GO_MAP)
        emit(lowerer, IR_MAP_CLEAR, slot, 0, 0);
    else
        emit(lowerer, IR_CLEAR_SLICE, slot, type_index(lowerer, type->slice.element), 0);
}
