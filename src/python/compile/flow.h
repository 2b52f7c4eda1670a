/* The flow graph: the code of one function while it is still being changed.
 *
 * Code generation appends instructions to basic blocks: runs of instructions that are entered only at the top
 * and left only at the bottom. Jumps name the block they lead to, not a distance, so instructions can be
 * added, removed and moved freely. `next` chains the blocks in the order in which they will lie in memory; a
 * block that does not end with a jump or a return falls through into the next one. Then a row of passes runs
 * over the graph (flow_optimize.c, flow_lines.c, flow_stack.c), and the assembler (assemble.h) lays it out as
 * bytes.
 *
 * Some instructions exist only in the graph: jumps whose direction is not known yet, and the marks that open
 * and close the region of an exception handler, which cost nothing at run time and end up as rows of the
 * exception table.
 *
 * Everything lives in the compiler's arena. */
#ifndef PYTHON_COMPILE_FLOW_H
#define PYTHON_COMPILE_FLOW_H

#include "base/arena.h"
#include "python/compile/opcode.h"
#include "python/syntax/ast.h"

/* Name; the real instruction for a jump forward and for one backward (NOP: it leaves none); growth of the
 * stack, `is_jump` as in PY_OPCODES (for the marks: what the handler finds on its stack). */
#define PY_PSEUDO_OPCODES(X)                                                                                 \
    X(SETUP_FINALLY, NOP, NOP, is_jump ? 1 : 0)                                                              \
    X(SETUP_CLEANUP, NOP, NOP, is_jump ? 2 : 0)                                                              \
    X(SETUP_WITH, NOP, NOP, is_jump ? 1 : 0)                                                                 \
    X(POP_BLOCK, NOP, NOP, 0)                                                                                \
    X(JUMP, JUMP_FORWARD, JUMP_BACKWARD, 0)                                                                  \
    X(JUMP_NO_INTERRUPT, JUMP_FORWARD, JUMP_BACKWARD_NO_INTERRUPT, 0)                                        \
    X(POP_JUMP_IF_FALSE, POP_JUMP_FORWARD_IF_FALSE, POP_JUMP_BACKWARD_IF_FALSE, -1)                          \
    X(POP_JUMP_IF_TRUE, POP_JUMP_FORWARD_IF_TRUE, POP_JUMP_BACKWARD_IF_TRUE, -1)                             \
    X(POP_JUMP_IF_NONE, POP_JUMP_FORWARD_IF_NONE, POP_JUMP_BACKWARD_IF_NONE, -1)                             \
    X(POP_JUMP_IF_NOT_NONE, POP_JUMP_FORWARD_IF_NOT_NONE, POP_JUMP_BACKWARD_IF_NOT_NONE, -1)

enum {
    PY_PSEUDO_BEFORE_FIRST = 255,
#define X(name, forward, backward, growth) PY_OP_##name,
    PY_PSEUDO_OPCODES(X)
#undef X
};

typedef struct PyBlock PyBlock;

/* Where an instruction belongs: a PyPosition without the offsets, since there are many instructions. */
typedef struct PyPlace {
    int32_t lineno, col_offset; /* lineno -1: to no line; col_offset -1: to no column */
    int32_t end_lineno, end_col_offset;
} PyPlace;

typedef struct PyInstruction {
    int16_t opcode;     /* PyOpcode or one of the above */
    uint8_t units;      /* its size, set by the assembler */
    int32_t argument;   /* for jumps set by the assembler */
    uint32_t statement; /* number of the statement that begins here, 0: none does */
    PyPlace at;
    PyBlock *target;  /* of a jump or a handler mark, else NULL */
    PyBlock *handler; /* where an exception raised here goes, NULL: out of the function */
} PyInstruction;

/* The handlers around a place, innermost last. */
typedef struct PyHandlerStack {
    PyBlock *items[24];
    int count;
} PyHandlerStack;

struct PyBlock {
    PyBlock *next;  /* in the order of the code */
    PyBlock *older; /* the block that was made before this one */
    PyInstruction *items;
    int count, capacity;
    int predecessors;      /* ways to get here */
    int start_depth;       /* entries on the evaluation stack on entry; -1: not known yet */
    uint32_t offset, size; /* code units, set by the assembler */
    bool is_visited;       /* scratch of the pass that runs */
    bool is_closed;        /* ends with a jump or an exit: nothing may be emitted here any more */
    bool has_nops;         /* NOPs are (or were) among the instructions */
    bool lacks_lines;      /* ones that belong to no line are (or were) */
    bool has_marks;        /* handler marks or POP_BLOCKs are (or were) among the instructions */
    bool is_exit;          /* ends with a return or a raise */
    bool no_fallthrough;
    bool keeps_last_instruction; /* a handler that gets the raising instruction's offset pushed */
    PyHandlerStack *handlers;    /* scratch of py_flow_assign_handlers */
};

typedef struct PyFlow {
    Arena *arena;
    PyBlock *entry, *current;
    PyBlock *newest;      /* of all blocks ever made, linked through `older` */
    const PyPosition *at; /* given to the instructions that are emitted */
    uint32_t statement;   /* the next instruction begins this statement; 0: none */
    bool has_marks;       /* some block has */
    bool drops_constants; /* an instruction with a constant was removed */
} PyFlow;

/* What the passes must know about constants, which are objects. */
typedef struct PyFlowConstants {
    void *user;
    bool (*is_true)(void *user, int index);
    bool (*is_none)(void *user, int index);
    /* The index of the tuple of the given constants. */
    int (*make_tuple)(void *user, const int *indices, int count);
} PyFlowConstants;

/* The position of instructions that belong to no line. */
extern const PyPosition py_no_position;
#define PY_NO_PLACE ((PyPlace){-1, -1, -1, -1})

static inline PyPlace py_place_of(const PyPosition *at) {
    return (PyPlace){at->lineno, at->col_offset, at->end_lineno, at->end_col_offset};
}

/* --- building (flow.c) --- */

/* Starts a graph with one empty block. */
void py_flow_init(PyFlow *flow, Arena *arena);
PyBlock *py_flow_new_block(PyFlow *flow);
/* Puts `block` behind the current one and makes it the current one. */
void py_flow_use_block(PyFlow *flow, PyBlock *block);
/* Append at flow->at. Behind a jump or an exit a new block is begun. */
void py_flow_emit(PyFlow *flow, int opcode, int argument);
void py_flow_emit_jump(PyFlow *flow, int opcode, PyBlock *target);
/* Inserts before the index-th instruction of a block. */
void py_flow_insert(PyFlow *flow, PyBlock *block, int index, PyInstruction instruction);
void py_flow_append(PyFlow *flow, PyBlock *block, PyInstruction instruction);

/* A jump, real or pseudo; not the handler marks. */
static inline bool py_flow_is_jump(int opcode) {
    if (opcode > PY_PSEUDO_BEFORE_FIRST) return opcode >= PY_OP_JUMP;
    int kind = py_opcode_info[opcode].kind;
    return kind == PY_ARGUMENT_JUMP_FORWARD || kind == PY_ARGUMENT_JUMP_BACKWARD;
}

/* SETUP_... */
static inline bool py_flow_is_handler_mark(int opcode) {
    return opcode == PY_OP_SETUP_FINALLY || opcode == PY_OP_SETUP_CLEANUP || opcode == PY_OP_SETUP_WITH;
}

static inline bool py_flow_is_mark(int opcode) {
    return py_flow_is_handler_mark(opcode) || opcode == PY_OP_POP_BLOCK;
}

/* Leaves the function. */
static inline bool py_flow_is_exit(int opcode) {
    return opcode == PY_OP_RETURN_VALUE || opcode == PY_OP_RAISE_VARARGS || opcode == PY_OP_RERAISE;
}

/* No instruction may follow in its block. */
static inline bool py_flow_ends_block(int opcode) {
    return py_flow_is_exit(opcode) || py_flow_is_jump(opcode);
}

int py_pseudo_stack_growth(int opcode, bool is_jump);

static inline int py_flow_stack_growth(const PyInstruction *instruction, bool is_jump) {
    if (instruction->opcode > PY_PSEUDO_BEFORE_FIRST)
        return py_pseudo_stack_growth(instruction->opcode, is_jump);
    return py_opcode_stack_growth(instruction->opcode, instruction->argument, is_jump);
}

static inline PyInstruction *py_block_last(const PyBlock *block) {
    return block->count ? &block->items[block->count - 1] : NULL;
}

/* The index from which on instructions may have a target: a jump is the last one of its block. */
static inline int py_block_first_target(const PyBlock *block) {
    return block->has_marks || !block->count ? 0 : block->count - 1;
}

/* True when the block ends with a return or a raise and none of its instructions belongs to a line. */
bool py_block_is_exit_without_line(const PyBlock *block);

/* --- passes, in the order in which py_flow_finish runs them --- */

/* Notes which blocks exit or do not fall through, and skips empty blocks that are jumped to. */
void py_flow_normalize(PyFlow *flow);
/* Peephole optimisation, inlining of small exits, removal of what cannot be reached (flow_optimize.c). */
void py_flow_optimize(PyFlow *flow, const PyFlowConstants *constants);
/* Gives every exit a line of its own and fills in the positions that were left open (flow_lines.c). */
void py_flow_settle_lines(PyFlow *flow, int first_line);
/* The deepest evaluation stack, or -1 when the graph is not consistent; sets start_depth (flow_stack.c). */
int py_flow_stack_depth(PyFlow *flow);
/* Sets `handler` of every instruction and turns the marks into NOPs (flow_stack.c). */
void py_flow_assign_handlers(PyFlow *flow);
/* Removes jumps to what follows anyway and superfluous NOPs, and gives jumps their direction. */
void py_flow_settle_jumps(PyFlow *flow);

/* Shared by the passes (flow.c, flow_optimize.c). */
void py_flow_skip_empty_targets(PyFlow *flow);
void py_flow_remove_nops(PyBlock *block);
void py_flow_remove_redundant_jumps(PyFlow *flow);

#endif
