/* Building the flow graph, and what is known about its instructions. */
#include "python/compile/flow.h"

#include <string.h>

const PyPosition py_no_position = {-1, -1, -1, -1, 0, 0};

void py_flow_init(PyFlow *flow, Arena *arena) {
    *flow = (PyFlow){.arena = arena, .at = &py_no_position};
    flow->entry = flow->current = py_flow_new_block(flow);
}

PyBlock *py_flow_new_block(PyFlow *flow) {
    PyBlock *block = ARENA_NEW(flow->arena, PyBlock);
    block->older = flow->newest;
    flow->newest = block;
    return block;
}

void py_flow_use_block(PyFlow *flow, PyBlock *block) {
    flow->current->next = block;
    flow->current = block;
}

static void grow_block(PyFlow *flow, PyBlock *block) {
    int capacity = block->capacity ? block->capacity * 2 : 8;
    PyInstruction *items = arena_take(flow->arena, sizeof *items * (size_t)capacity);
    if (block->count) memcpy(items, block->items, sizeof *items * (size_t)block->count);
    block->items = items;
    block->capacity = capacity;
}

/* What the block's flags say must be true of the new instruction. */
static void note_instruction(PyFlow *flow, PyBlock *block, int opcode, int32_t lineno) {
    block->has_nops |= opcode == PY_OP_NOP;
    block->lacks_lines |= lineno < 0;
    if (py_flow_is_mark(opcode)) flow->has_marks = block->has_marks = true;
}

void py_flow_append(PyFlow *flow, PyBlock *block, PyInstruction instruction) {
    if (block->count == block->capacity) grow_block(flow, block);
    note_instruction(flow, block, instruction.opcode, instruction.at.lineno);
    block->items[block->count++] = instruction;
}

void py_flow_insert(PyFlow *flow, PyBlock *block, int index, PyInstruction instruction) {
    py_flow_append(flow, block, instruction);
    for (int i = block->count - 1; i > index; i--) block->items[i] = block->items[i - 1];
    block->items[index] = instruction;
}

static void emit(PyFlow *flow, int opcode, int argument, PyBlock *target) {
    if (flow->current->is_closed) py_flow_use_block(flow, py_flow_new_block(flow));
    PyBlock *block = flow->current;
    if (block->count == block->capacity) grow_block(flow, block);
    note_instruction(flow, block, opcode, flow->at->lineno);
    block->items[block->count++] = (PyInstruction){.opcode = (int16_t)opcode,
                                                   .argument = argument,
                                                   .statement = flow->statement,
                                                   .at = py_place_of(flow->at),
                                                   .target = target};
    flow->statement = 0;
}

void py_flow_emit(PyFlow *flow, int opcode, int argument) {
    emit(flow, opcode, argument, NULL);
    flow->current->is_closed = py_flow_is_exit(opcode);
}

void py_flow_emit_jump(PyFlow *flow, int opcode, PyBlock *target) {
    emit(flow, opcode, 0, target);
    flow->current->is_closed = !py_flow_is_handler_mark(opcode);
}

int py_pseudo_stack_growth(int opcode, bool is_jump) {
    switch (opcode) {
#define X(name, forward, backward, growth)                                                                   \
    case PY_OP_##name: return growth;
        PY_PSEUDO_OPCODES(X)
#undef X
    default: return 0;
    }
}

void py_flow_skip_empty_targets(PyFlow *flow) {
    for (PyBlock *block = flow->entry; block; block = block->next) {
        for (int i = py_block_first_target(block); i < block->count; i++) {
            PyInstruction *instruction = &block->items[i];
            while (instruction->target && instruction->target->count == 0 && instruction->target->next)
                instruction->target = instruction->target->next;
        }
    }
}

void py_flow_normalize(PyFlow *flow) {
    for (PyBlock *block = flow->entry; block; block = block->next) {
        if (!block->count) continue;
        int last = py_block_last(block)->opcode;
        block->is_exit = py_flow_is_exit(last);
        block->no_fallthrough = block->is_exit || last == PY_OP_JUMP || last == PY_OP_JUMP_NO_INTERRUPT;
    }
    py_flow_skip_empty_targets(flow);
}

/* The direction of a jump is known once the order of the blocks is: a block seen already lies behind. */
static int direct(int opcode, bool is_forward) {
    switch (opcode) {
#define X(name, forward, backward, growth)                                                                   \
    case PY_OP_##name: return is_forward ? PY_OP_##forward : PY_OP_##backward;
        PY_PSEUDO_OPCODES(X)
#undef X
    default: return opcode;
    }
}

void py_flow_settle_jumps(PyFlow *flow) {
    py_flow_remove_redundant_jumps(flow);
    for (PyBlock *block = flow->entry; block; block = block->next) py_flow_remove_nops(block);
    for (PyBlock *block = flow->entry; block; block = block->next) block->is_visited = false;
    for (PyBlock *block = flow->entry; block; block = block->next) {
        block->is_visited = true;
        PyInstruction *last = py_block_last(block);
        if (last && py_flow_is_jump(last->opcode))
            last->opcode = (int16_t)direct(last->opcode, !last->target->is_visited);
    }
}
