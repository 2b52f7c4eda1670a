/* The intermediate representation: three-address code over the slots of a frame.
 *
 * A compiled program is one array of instructions, cut into functions, and a picture of the data segment.
 * Every parameter, result, variable and temporary of a function has a *slot*: an offset and a size inside the
 * function's frame, fixed here. Instructions name offsets; names survive in the slots, for people. A variable
 * that outlives its call (escape/escape.h) has an 8-byte slot that holds the address of its heap cell.
 *
 * A frame, from low to high addresses:
 *
 *     fp+0   address of the caller's frame
 *     fp+8   where the caller goes on (an index into the instructions)
 *     fp+16  arguments, each at the next offset that its alignment allows (receiver first)
 *     ...    results, from the next multiple of 8
 *     ...    variables and temporaries; slots of disjoint scopes share bytes
 *     ...    windows: the frames of the functions called from here begin inside the caller's frame
 *
 * So a call copies nothing twice: the caller evaluates arguments straight into the callee's slots at
 * fp + window + 16, and finds the results there afterwards. A C function of the runtime (GoNative) gets the
 * same two blocks. Frames lie in Go's memory like everything that a program can point to.
 *
 * The text of the IR can be printed at any time (ir_print_*); instructions.h defines what each instruction
 * does. A program does not depend on a run: types are numbers into `types`, and data addresses are fixed,
 * since the program's part of the data segment comes first in it. */
#ifndef GO_IR_IR_H
#define GO_IR_IR_H

#include "base/arena.h"
#include "base/map.h"
#include "base/source.h"
#include "base/vec.h"
#include "go/ir/instructions.h"
#include "go/runtime/value.h"

typedef struct GoType GoType;

typedef struct IrBytes16 {
    uint64_t words[2];
} IrBytes16;

typedef struct IrBytes24 {
    uint64_t words[3];
} IrBytes24;

/* Opcodes: each row of each table. */
typedef enum IrOpcode {
#define ROW(NAME, T, EXPRESSION) IR_##NAME, IR_##NAME##I,
    IR_INT_BINARY(ROW) IR_SHIFT(ROW)
#undef ROW
#define ROW(NAME, T, EXPRESSION) IR_##NAME,
        IR_FLOAT_BINARY(ROW) IR_FLOAT_COMPARE(ROW)
#undef ROW
#define ROW(NAME, T, R, EXPRESSION) IR_##NAME,
            IR_UNARY(ROW)
#undef ROW
#define ROW(NAME, T, EXPRESSION) IR_##NAME, IR_##NAME##I, IR_J##NAME, IR_J##NAME##I,
                IR_COMPARE(ROW)
#undef ROW
#define ROW(WIDTH, T)                                                                                        \
    IR_MOV##WIDTH, IR_SET##WIDTH, IR_LOAD##WIDTH, IR_STORE##WIDTH, IR_STORE##WIDTH##I, IR_LOADD##WIDTH,      \
        IR_STORED##WIDTH, IR_STORED##WIDTH##I, IR_FETCH##WIDTH, IR_PUT##WIDTH, IR_PICK##WIDTH,               \
        IR_PLACE##WIDTH,
                    IR_MOVE(ROW)
#undef ROW
#define ROW(WIDTH, T) IR_MOV##WIDTH, IR_LOAD##WIDTH, IR_STORE##WIDTH, IR_LOADD##WIDTH, IR_STORED##WIDTH,
                        IR_MOVE_WIDE(ROW)
#undef ROW
#define ROW(NAME, SIZE, A, B, C) IR_##NAME,
                            IR_OTHER(ROW) IR_HELPER(ROW)
#undef ROW
                                IR_OPCODE_COUNT
} IrOpcode;

/* What an operand is. */
typedef enum IrOperandKind {
    IR_OPERAND_NONE,
    IR_OPERAND_OUT,    /* frame offset of a slot that is written */
    IR_OPERAND_IN,     /* frame offset of a slot that is read */
    IR_OPERAND_ANY,    /* frame offset of a slot, read or written */
    IR_OPERAND_PTR,    /* frame offset of a slot that holds an address; what lies there is meant */
    IR_OPERAND_FRAME,  /* a frame offset as a number */
    IR_OPERAND_IMM,    /* a number */
    IR_OPERAND_IMM64,  /* a number in b (low half) and c */
    IR_OPERAND_OFFSET, /* bytes to add to a PTR operand */
    IR_OPERAND_DATA,   /* an address in the data segment */
    IR_OPERAND_TARGET, /* distance in instructions from this one */
    IR_OPERAND_FUNC,   /* index into program->functions */
    IR_OPERAND_TYPE,   /* index into program->types */
    IR_OPERAND_BYTES,  /* a size */
    IR_OPERAND_WINDOW, /* frame offset where the callee's frame begins */
} IrOperandKind;

/* Flags in IrInstruction.extra of an instruction that writes: which kind of place it writes to. */
typedef enum IrFlags {
    IR_TO_NAMED =
        1,          /* the bytes of a variable: a slot, a heap cell that stands for one, a package variable */
    IR_TO_CELL = 2, /* reached through a pointer of the program */
} IrFlags;

/* What SLICE is given. */
typedef enum IrSliceParts {
    IR_SLICE_LOW = 1,
    IR_SLICE_HIGH = 2,
    IR_SLICE_MAX = 4,
    IR_SLICE_ARRAY = 8, /* of an array: messages name its length */
} IrSliceParts;

typedef struct IrInstruction {
    uint16_t opcode; /* IrOpcode */
    uint16_t extra;  /* IrFlags; INDEX: the size of an element; other meanings in instructions.h */
    int32_t a, b, c;
} IrInstruction;

static inline int64_t ir_immediate(const IrInstruction *instruction) {
    return (int64_t)((uint64_t)(uint32_t)instruction->c << 32 | (uint32_t)instruction->b);
}

typedef struct IrOpcodeInfo {
    const char *name;
    uint8_t size;     /* bytes that it writes (of a jump: that it compares); 0: see BYTES, or none */
    uint8_t kinds[3]; /* IrOperandKind of a, b, c */
} IrOpcodeInfo;

extern const IrOpcodeInfo ir_opcodes[IR_OPCODE_COUNT];

typedef enum IrSlotKind { IR_SLOT_PARAMETER, IR_SLOT_RESULT, IR_SLOT_VARIABLE } IrSlotKind;

/* A named variable of a function, in order of declaration. */
typedef struct IrSlot {
    Str name;
    const GoType *type;
    IrSlotKind kind;
    uint32_t offset;   /* in the frame */
    uint32_t size;     /* bytes in the frame: those of the type, or 8 when it escapes */
    bool escapes;      /* the slot holds the address of the variable: of a heap cell, or */
    bool is_captured;  /* through a closure: of a variable of the function around (or it holds a copy) */
    Str reason;        /* why: "moved to heap: x"; empty when it stays */
    uint32_t line;     /* of the declaration */
    uint32_t from, to; /* instructions at which the name is bound: [from, to) */
} IrSlot;

typedef struct IrFunction {
    Str name;            /* "main.f" */
    uint32_t index;      /* in program->functions */
    uint32_t entry;      /* index of its first instruction */
    uint32_t end;        /* behind its last */
    uint32_t recover;    /* where it goes on when a deferred function has recovered; 0: it defers nothing */
    uint32_t frame_size; /* bytes, a multiple of 8, with the header of a callee's window */
    uint32_t argument_bytes, result_offset, result_bytes;
    GoNative native;  /* C code; then it has no instructions */
    bool is_compiled; /* its code exists */
    const Source *source;
    uint32_t line;
    VEC(IrSlot) slots;
} IrFunction;

/* A package variable. */
typedef struct IrGlobal {
    Str name;
    const GoType *type;
    uint64_t address, size;
    uint32_t line;
} IrGlobal;

/* A statement: what one step runs. */
typedef struct IrStatement {
    uint32_t first; /* its first instruction */
    uint32_t line;
    SourceSpan span;
} IrStatement;

/* The name by which CALLM finds a method: `package` only for names that are not exported. */
typedef struct IrMethodName {
    Str name, package;
} IrMethodName;

/* A method of a type whose values are put into interfaces. */
typedef struct IrMethod {
    const GoType *type, *signature;
    Str name, package;
    struct IrFunction *by_value; /* takes the value itself first */
    struct IrFunction *by_word;  /* takes the interface's word first */
} IrMethod;

typedef struct IrProgram {
    Arena arena; /* names, GoTypes made here */
    const Source *source;
    VEC(IrInstruction) code;
    VEC(IrStatement) statements; /* by first instruction, ascending */
    VEC(uint32_t) lines;         /* of every instruction */
    VEC(IrFunction *) functions;
    VEC(IrFunction *) by_entry; /* those with code, in the order of their code */
    VEC(IrGlobal) globals;
    VEC(const GoType *) types; /* what TYPE operands index */
    VEC(IrMethodName) method_names;
    VEC(IrMethod) methods; /* those of one type side by side */
    StrBuf data;           /* the first bytes of the data segment, from MEM_GO_DATA_BASE */
    uint64_t data_size;    /* data, and zeroed variables behind it */
    IrFunction *start;     /* initialises the packages, calls main.main, returns */
    IrFunction *main;
} IrProgram;

/* Numbers of the instructions that every program begins with. */
enum { IR_AT_EXIT, IR_AT_UNSEGMENT, IR_AT_LEAVE, IR_AT_UNWIND };

void ir_program_free(IrProgram *program);

/* Appends a function's name as Go's runtime has it: "main.Map[...]" for main.Map[int,string]. */
void ir_append_runtime_name(StrBuf *out, const IrFunction *function);
/* The function that contains an instruction. */
const IrFunction *ir_function_at(const IrProgram *program, uint32_t instruction);
/* Index of the statement that an instruction belongs to, or -1 in code that belongs to none. */
int32_t ir_statement_at(const IrProgram *program, uint32_t instruction);

/* Appends one instruction, with operands as "[fp+16]" (with `function`, named slots show their names behind),
 * or the listing of a whole function or program. Reads a real address instead of [fp+n] when `frame` is not
 * 0. */
void ir_print_instruction(const IrProgram *program, uint32_t instruction, uint64_t frame, StrBuf *out);
void ir_print_function(const IrProgram *program, const IrFunction *function, StrBuf *out);
void ir_print_program(const IrProgram *program, StrBuf *out);

#endif
