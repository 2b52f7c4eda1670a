/* The opcode table as data: what opcode.h describes, for those who look an opcode up by number. */
#include "python/compile/opcode.h"

const PyOpcodeInfo py_opcode_info[256] = {
#define X(number, name, kind, caches, growth) [number] = {#name, PY_ARGUMENT_##kind, caches, number},
    PY_OPCODES(X)
#undef X

#define X(number, name, base) [number] = {#name, 0, 0, PY_OP_##base},
        PY_SPECIALIZED_OPCODES(X)
#undef X
};

const char *const py_binary_op_signs[PY_BINARY_OP_COUNT] = {
#define X(name, sign) sign,
    PY_BINARY_OPS(X)
#undef X
};

const char *const py_compare_op_signs[PY_COMPARE_OP_COUNT] = {
#define X(name, sign) sign,
    PY_COMPARE_OPS(X)
#undef X
};

/* The parameters only give `argument` and `is_jump` a meaning: an expression with one of them in it is no
 * constant. */
static const int8_t *fixed_growth(int argument, bool is_jump) {
    (void)argument;
    (void)is_jump;
    static const int8_t fixed[256] = {
#define X(number, name, kind, caches, growth)                                                                \
    [number] = (int8_t)(__builtin_constant_p(growth) ? (growth) : PY_GROWTH_VARIES),
        PY_OPCODES(X)
#undef X
    };
    return fixed;
}

const int8_t *py_opcode_fixed_growth(void) {
    return fixed_growth(0, false);
}

int py_opcode_stack_growth(int opcode, int argument, bool is_jump) {
    switch (opcode) {
#define X(number, name, kind, caches, growth)                                                                \
    case number: return growth;
        PY_OPCODES(X)
#undef X
    default: return 0;
    }
}
