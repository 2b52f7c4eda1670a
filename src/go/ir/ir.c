/* The IR as data, see ir.h: what each opcode's operands are, and finding things by instruction. */
#include "go/ir/ir.h"

/* The tables of instructions.h once more, each row as one to twelve entries. */
const IrOpcodeInfo ir_opcodes[IR_OPCODE_COUNT] = {
#define ENTRY(NAME, SIZE, A, B, C)                                                                           \
    [IR_##NAME] = {#NAME, SIZE, {IR_OPERAND_##A, IR_OPERAND_##B, IR_OPERAND_##C}},
#define ROW(NAME, T, EXPRESSION) ENTRY(NAME, sizeof(T), OUT, IN, IN) ENTRY(NAME##I, sizeof(T), OUT, IN, IMM)
    IR_INT_BINARY(ROW) IR_SHIFT(ROW)
#undef ROW
#define ROW(NAME, T, EXPRESSION) ENTRY(NAME, sizeof(T), OUT, IN, IN)
        IR_FLOAT_BINARY(ROW)
#undef ROW
#define ROW(NAME, T, EXPRESSION) ENTRY(NAME, 1, OUT, IN, IN)
            IR_FLOAT_COMPARE(ROW)
#undef ROW
#define ROW(NAME, T, R, EXPRESSION) ENTRY(NAME, sizeof(R), OUT, IN, NONE)
                IR_UNARY(ROW)
#undef ROW
#define ROW(NAME, T, EXPRESSION)                                                                             \
    ENTRY(NAME, 1, OUT, IN, IN)                                                                              \
    ENTRY(NAME##I, 1, OUT, IN, IMM)                                                                          \
    ENTRY(J##NAME, sizeof(T), IN, IN, TARGET) ENTRY(J##NAME##I, sizeof(T), IN, IMM, TARGET)
                    IR_COMPARE(ROW)
#undef ROW
#define MOVES(WIDTH)                                                                                         \
    ENTRY(MOV##WIDTH, WIDTH, OUT, IN, NONE)                                                                  \
    ENTRY(LOAD##WIDTH, WIDTH, OUT, PTR, OFFSET)                                                              \
    ENTRY(STORE##WIDTH, WIDTH, PTR, IN, OFFSET)                                                              \
    ENTRY(LOADD##WIDTH, WIDTH, OUT, DATA, NONE)                                                              \
    ENTRY(STORED##WIDTH, WIDTH, DATA, IN, NONE)
#define ROW(WIDTH, T)                                                                                        \
    MOVES(WIDTH)                                                                                             \
    ENTRY(SET##WIDTH, WIDTH, OUT, IMM64, NONE)                                                               \
    ENTRY(STORE##WIDTH##I, WIDTH, PTR, IMM, OFFSET)                                                          \
    ENTRY(STORED##WIDTH##I, WIDTH, DATA, IMM, NONE)                                                          \
    ENTRY(FETCH##WIDTH, WIDTH, OUT, PTR, IN)                                                                 \
    ENTRY(PUT##WIDTH, WIDTH, PTR, IN, IN)                                                                    \
    ENTRY(PICK##WIDTH, WIDTH, OUT, FRAME, IN)                                                                \
    ENTRY(PLACE##WIDTH, WIDTH, FRAME, IN, IN)
                        IR_MOVE(ROW)
#undef ROW
#define ROW(WIDTH, T) MOVES(WIDTH)
                            IR_MOVE_WIDE(ROW)
#undef ROW
                                IR_OTHER(ENTRY) IR_HELPER(ENTRY)};

void ir_program_free(IrProgram *program) {
    for (size_t i = 0; i < program->functions.count; i++) VEC_FREE(&program->functions.items[i]->slots);
    VEC_FREE(&program->code);
    VEC_FREE(&program->statements);
    VEC_FREE(&program->lines);
    VEC_FREE(&program->functions);
    VEC_FREE(&program->by_entry);
    VEC_FREE(&program->method_names);
    VEC_FREE(&program->methods);
    VEC_FREE(&program->globals);
    VEC_FREE(&program->types);
    strbuf_free(&program->data);
    arena_free(&program->arena);
}

void ir_append_runtime_name(StrBuf *out, const IrFunction *function) {
    uint32_t depth = 0;
    for (size_t i = 0; i < function->name.length; i++) {
        char character = function->name.data[i];
        if (character == ']') depth--;
        if (depth == 0) strbuf_append_char(out, character);
        if (character == '[' && depth++ == 0) strbuf_append_c(out, "...");
    }
}

const IrFunction *ir_function_at(const IrProgram *program, uint32_t instruction) {
    size_t low = 0, high = program->by_entry.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (program->by_entry.items[middle]->entry <= instruction)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0) return NULL;
    const IrFunction *function = program->by_entry.items[low - 1];
    return instruction < function->end ? function : NULL;
}

int32_t ir_statement_at(const IrProgram *program, uint32_t instruction) {
    size_t low = 0, high = program->statements.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (program->statements.items[middle].first <= instruction)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0) return -1;
    const IrFunction *function = ir_function_at(program, instruction);
    bool is_before_function = !function || program->statements.items[low - 1].first < function->entry;
    return is_before_function ? -1 : (int32_t)low - 1;
}
