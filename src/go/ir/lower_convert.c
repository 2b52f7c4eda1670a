/* Conversions T(x). Between numbers they are one or two instructions, chosen by the widths; between types
 * with the same bytes nothing happens; between strings and slices the runtime works. */
#include "go/ir/lower.h"

static unsigned width_index(uint64_t size) {
    return size == 1 ? 0 : size == 2 ? 1 : size == 4 ? 2 : 3;
}

/* [unsigned][from][to] by width; 0 where nothing has to be widened. */
static const uint16_t widening[2][4][4] = {
    {{0, IR_SX1_2, IR_SX1_4, IR_SX1_8}, {0, 0, IR_SX2_4, IR_SX2_8}, {0, 0, 0, IR_SX4_8}},
    {{0, IR_ZX1_2, IR_ZX1_4, IR_ZX1_8}, {0, 0, IR_ZX2_4, IR_ZX2_8}, {0, 0, 0, IR_ZX4_8}},
};

static uint64_t size_of(GoType *type) {
    return (uint64_t)go_type_size(type);
}

static bool is_unsigned(GoType *type) {
    return (go_type_flags(type) & GO_IS_UNSIGNED) != 0;
}

int32_t widen_to_word(Lowerer *lowerer, int32_t slot, GoType *type) {
    uint64_t size = size_of(type);
    if (size == 8) return slot;
    int32_t wide = slot_new(lowerer, 8, 8);
    emit(lowerer, (IrOpcode)widening[is_unsigned(type)][width_index(size)][3], wide, slot, 0);
    return wide;
}

static void int_to_int(Lowerer *lowerer, int32_t from, GoType *source, GoType *target, int32_t to,
                       uint16_t flags) {
    IrOpcode opcode =
        (IrOpcode)widening[is_unsigned(source)][width_index(size_of(source))][width_index(size_of(target))];
    if (size_of(target) <= size_of(source))
        emit_move(lowerer, flags, to, from, size_of(target));
    else
        emit_flagged(lowerer, flags, opcode, to, from, 0);
}

static void int_to_float(Lowerer *lowerer, int32_t from, GoType *source, GoType *target, int32_t to,
                         uint16_t flags) {
    int32_t wide = widen_to_word(lowerer, from, source);
    bool needs_unsigned = is_unsigned(source) && size_of(source) == 8;
    IrOpcode opcode = needs_unsigned ? IR_UINT_TO_F4 : IR_INT_TO_F4;
    emit_flagged(lowerer, flags, opcode + (size_of(target) == 8), to, wide, 0);
}

static void float_to_int(Lowerer *lowerer, int32_t from, GoType *source, GoType *target, int32_t to,
                         uint16_t flags) {
    bool needs_unsigned = is_unsigned(target) && size_of(target) == 8;
    IrOpcode opcode = (needs_unsigned ? IR_F4_TO_UINT : IR_F4_TO_INT) + (size_of(source) == 8);
    if (size_of(target) == 8) {
        emit_flagged(lowerer, flags, opcode, to, from, 0);
        return;
    }
    int32_t wide = slot_new(lowerer, 8, 8);
    emit(lowerer, opcode, wide, from, 0);
    emit_move(lowerer, flags, to, wide, size_of(target));
}

static void float_to_float(Lowerer *lowerer, int32_t from, uint64_t source, uint64_t target, int32_t to,
                           uint16_t flags) {
    if (source == target)
        emit_move(lowerer, flags, to, from, target);
    else
        emit_flagged(lowerer, flags, target == 8 ? IR_F4_TO_F8 : IR_F8_TO_F4, to, from, 0);
}

static void complex_to_complex(Lowerer *lowerer, int32_t from, GoType *source, GoType *target, int32_t to,
                               uint16_t flags) {
    uint64_t half = size_of(source) / 2, wanted = size_of(target) / 2;
    int32_t both = slot_of_type(lowerer, target);
    float_to_float(lowerer, from, half, wanted, both, 0);
    float_to_float(lowerer, from + (int32_t)half, half, wanted, both + (int32_t)wanted, 0);
    emit_move(lowerer, flags, to, both, wanted * 2);
}

static void convert_number(Lowerer *lowerer, int32_t from, GoType *source, GoType *target, int32_t to,
                           uint16_t flags) {
    bool from_float = (go_type_flags(source) & GO_IS_FLOAT) != 0;
    bool to_float = (go_type_flags(target) & GO_IS_FLOAT) != 0;
    if (go_type_flags(source) & GO_IS_COMPLEX)
        complex_to_complex(lowerer, from, source, target, to, flags);
    else if (from_float && to_float)
        float_to_float(lowerer, from, size_of(source), size_of(target), to, flags);
    else if (from_float)
        float_to_int(lowerer, from, source, target, to, flags);
    else if (to_float)
        int_to_float(lowerer, from, source, target, to, flags);
    else
        int_to_int(lowerer, from, source, target, to, flags);
}

static bool is_byte_slice(GoType *type) {
    return type->kind == GO_SLICE && size_of(type->slice.element) == 1;
}

/* string(x) and []byte(s), []rune(s). */
static bool convert_text(Lowerer *lowerer, int32_t from, GoType *source, GoType *target, int32_t to,
                         uint16_t flags) {
    GoType *from_type = go_underlying(source), *to_type = go_underlying(target);
    bool from_string = (go_type_flags(source) & GO_IS_STRING) != 0;
    bool to_string = (go_type_flags(target) & GO_IS_STRING) != 0;
    if (from_string == to_string || go_type_is_interface(target)) return false;
    if (to_string && go_type_flags(source) & GO_IS_INTEGER)
        emit_flagged(lowerer, flags, IR_RUNE_TO_STRING, to, widen_to_word(lowerer, from, source), 0);
    else if (to_string)
        emit_flagged(lowerer, flags, is_byte_slice(from_type) ? IR_BYTES_TO_STRING : IR_RUNES_TO_STRING, to,
                     from, 0);
    else
        emit_flagged(lowerer, flags, is_byte_slice(to_type) ? IR_STRING_TO_BYTES : IR_STRING_TO_RUNES, to,
                     from, 0);
    return true;
}

/* A slice as a pointer to an array, or (by way of that) as an array. */
static bool convert_slice(Lowerer *lowerer, int32_t from, GoType *source, GoType *target, int32_t to,
                          uint16_t flags) {
    GoType *to_type = go_underlying(target);
    bool to_pointer = to_type->kind == GO_POINTER;
    if (go_underlying(source)->kind != GO_SLICE || (!to_pointer && to_type->kind != GO_ARRAY)) return false;
    GoType *array = go_underlying(to_pointer ? to_type->pointer.element : target);
    int32_t address = slot_new(lowerer, 8, 8);
    emit(lowerer, IR_SLICE_TO_ARRAY, address, from, (int32_t)array->array.length);
    if (to_pointer) {
        emit_move(lowerer, flags, to, address, 8);
        return true;
    }
    Place place = {.kind = PLACE_POINTER, .type = target, .slot = address};
    place_load(lowerer, place, to, flags);
    return true;
}

void lower_conversion(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    GoExpr *argument = call->call.arguments.items[0];
    GoType *target = call->type, *source = used_type(argument);
    if (argument->mode == GO_MODE_NIL) {
        emit_zero(lowerer, flags, to, size_of(target));
        return;
    }
    bool from_number = (go_type_flags(source) & GO_IS_NUMERIC) != 0;
    bool to_number = (go_type_flags(target) & GO_IS_NUMERIC) != 0;
    int32_t from = lower_to_slot(lowerer, argument);
    at_position(lowerer, call->pos);
    if (from_number && to_number)
        convert_number(lowerer, from, source, target, to, flags);
    else if (!convert_text(lowerer, from, source, target, to, flags) &&
             !convert_slice(lowerer, from, source, target, to, flags))
        lower_implicit_conversion(lowerer, from, source, target, to, flags);
}
