/* Constants: from a number of any size to the bytes that its type stores. */
#include "go/ir/lower.h"

#include <string.h>

static void store_float(double value, uint64_t size, uint8_t *bytes) {
    float narrow = (float)value;
    if (size == 4)
        memcpy(bytes, &narrow, 4);
    else
        memcpy(bytes, &value, 8);
}

static void store_real(const GoConstant *constant, uint64_t size, uint8_t *bytes) {
    float narrow = go_constant_to_float(constant);
    if (size == 4)
        memcpy(bytes, &narrow, 4);
    else
        store_float(go_constant_to_double(constant), 8, bytes);
}

static void store_complex(const GoConstant *constant, uint64_t part, uint8_t *bytes) {
    Arena arena = {0};
    store_real(go_constant_real(&arena, constant), part, bytes);
    store_real(go_constant_imaginary(&arena, constant), part, bytes + part);
    arena_free(&arena);
}

void constant_bytes(Lowerer *lowerer, const GoConstant *constant, GoType *type, uint8_t bytes[16]) {
    unsigned flags = go_type_flags(type);
    uint64_t size = (uint64_t)go_type_size(type);
    memset(bytes, 0, 16);
    if (flags & GO_IS_STRING) {
        uint64_t address = data_text(lowerer, constant->string), length = constant->string.length;
        memcpy(bytes, &address, 8);
        memcpy(bytes + 8, &length, 8);
    } else if (flags & GO_IS_BOOLEAN) {
        bytes[0] = go_constant_is_true(constant);
    } else if (flags & GO_IS_FLOAT) {
        store_real(constant, size, bytes);
    } else if (flags & GO_IS_COMPLEX) {
        store_complex(constant, size / 2, bytes);
    } else {
        uint64_t bits = go_constant_low_bits(constant);
        memcpy(bytes, &bits, 8);
    }
}

/* Constants that fill one word become immediates. Small signed types are sign-extended, so that comparing
 * with an immediate compares the same number. */
Operand lower_constant_operand(Lowerer *lowerer, const GoConstant *constant, GoType *type) {
    uint64_t size = (uint64_t)go_type_size(type);
    if (!is_word(size) || go_type_flags(type) & GO_IS_COMPLEX) {
        Operand operand = {.slot = slot_of_type(lowerer, type)};
        lower_constant_into(lowerer, constant, type, operand.slot, 0);
        return operand;
    }
    uint8_t bytes[16];
    constant_bytes(lowerer, constant, type, bytes);
    int64_t value;
    memcpy(&value, bytes, 8);
    unsigned unused = 64 - 8 * (unsigned)size;
    bool is_unsigned = (go_type_flags(type) & GO_IS_UNSIGNED) != 0;
    value = is_unsigned ? (int64_t)((uint64_t)value << unused >> unused)
                        : (int64_t)((uint64_t)value << unused) >> unused;
    return (Operand){.is_constant = true, .value = value};
}

void lower_constant_into(Lowerer *lowerer, const GoConstant *constant, GoType *type, int32_t to,
                         uint16_t flags) {
    uint8_t bytes[16];
    constant_bytes(lowerer, constant, type, bytes);
    uint64_t size = (uint64_t)go_type_size(type);
    uint64_t low, high;
    memcpy(&low, bytes, 8);
    memcpy(&high, bytes + 8, 8);
    if (size <= 8) {
        emit_set(lowerer, flags, to, size, (int64_t)low);
        return;
    }
    uint32_t address = data_bytes(lowerer, bytes, 16, 8);
    emit_flagged(lowerer, flags, IR_LOADD16, to, (int32_t)address, 0);
}
