/* Complex numbers: sums are two float operations, products and quotients a call of the runtime. */
#include "go/ir/lower.h"

void lower_complex_arithmetic(Lowerer *lowerer, GoToken operator, GoType * type, int32_t left, int32_t right,
                              int32_t to, uint16_t flags) {
    bool is_wide = go_type_size(type) == 16;
    if (operator== GO_TOKEN_MULTIPLY || operator== GO_TOKEN_DIVIDE) {
        IrOpcode narrow = operator== GO_TOKEN_MULTIPLY ? IR_MULC8 : IR_DIVC8;
        emit_flagged(lowerer, flags, narrow + is_wide, to, left, right);
        return;
    }
    IrOpcode opcode = (operator== GO_TOKEN_ADD ? IR_ADDF4 : IR_SUBF4) + is_wide;
    int32_t half = is_wide ? 8 : 4, both = slot_of_type(lowerer, type);
    emit(lowerer, opcode, both, left, right);
    emit(lowerer, opcode, both + half, left + half, right + half);
    emit_move(lowerer, flags, to, both, (uint64_t)half * 2);
}
