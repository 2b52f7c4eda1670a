/* What is on the evaluation stack, and which handler is in force.
 *
 * Both are walks along every way through the graph. The depth of the stack at an instruction is the same on
 * all ways that lead to it; the deepest one is what the frame must have room for. The handlers in force are a
 * stack as well: a SETUP mark pushes one, POP_BLOCK pops it, a jump takes the present stack along. */
#include "python/compile/flow.h"

typedef struct Walk {
    PyBlock **todo;
    int count;
} Walk;

static Walk walk_begin(PyFlow *flow) {
    int blocks = 0;
    for (PyBlock *block = flow->entry; block; block = block->next) {
        block->is_visited = false;
        blocks++;
    }
    return (Walk){ARENA_ARRAY(flow->arena, PyBlock *, blocks + 1), 0};
}

/* --- depth --- */

/* A block is looked at once, with the depth of the first way that leads there. */
static bool reach_with_depth(Walk *walk, PyBlock *block, int depth) {
    if (block->start_depth >= 0) return block->start_depth == depth;
    if (depth < 0) return false;
    block->start_depth = depth;
    walk->todo[walk->count++] = block;
    return true;
}

static bool measure_block(Walk *walk, PyBlock *block, int *deepest) {
    const int8_t *growths = py_opcode_fixed_growth();
    int depth = block->start_depth;
    for (int i = 0; i < block->count; i++) {
        const PyInstruction *instruction = &block->items[i];
        int opcode = instruction->opcode, fixed = opcode < 256 ? growths[opcode] : PY_GROWTH_VARIES;
        int after = depth + (fixed != PY_GROWTH_VARIES ? fixed : py_flow_stack_growth(instruction, false));
        if (after > *deepest) *deepest = after;
        if (instruction->target) {
            int at_target = depth + py_flow_stack_growth(instruction, true);
            if (at_target > *deepest) *deepest = at_target;
            if (!reach_with_depth(walk, instruction->target, at_target)) return false;
        }
        depth = after;
        if (depth < 0) return false;
    }
    const PyInstruction *last = py_block_last(block);
    bool falls_through = !last || !py_flow_ends_block(last->opcode) || !block->no_fallthrough;
    return !falls_through || !block->next || reach_with_depth(walk, block->next, depth);
}

static bool is_generator_like(const PyFlow *flow) {
    for (int i = 0; i < flow->entry->count; i++) {
        if (flow->entry->items[i].opcode == PY_OP_RETURN_GENERATOR) return true;
    }
    return false;
}

int py_flow_stack_depth(PyFlow *flow) {
    Walk walk = walk_begin(flow);
    int deepest = 0;
    for (PyBlock *block = flow->entry; block; block = block->next) block->start_depth = -1;
    reach_with_depth(&walk, flow->entry, is_generator_like(flow) ? 1 : 0);
    while (walk.count > 0) {
        if (!measure_block(&walk, walk.todo[--walk.count], &deepest)) return -1;
    }
    return deepest;
}

/* --- handlers --- */

/* Mostly the stack is empty: only what is on it is copied. */
static PyHandlerStack *copy_handlers(PyFlow *flow, const PyHandlerStack *handlers) {
    PyHandlerStack *copy = arena_take(flow->arena, sizeof *copy);
    copy->count = handlers->count;
    for (int i = 0; i < copy->count; i++) copy->items[i] = handlers->items[i];
    return copy;
}

static void reach_with_handlers(PyFlow *flow, Walk *walk, PyBlock *block, const PyHandlerStack *handlers) {
    if (block->is_visited) return;
    block->is_visited = true;
    block->handlers = copy_handlers(flow, handlers);
    walk->todo[walk->count++] = block;
}

static PyBlock *innermost(const PyHandlerStack *handlers) {
    return handlers->count ? handlers->items[handlers->count - 1] : NULL;
}

static void assign_in_block(PyFlow *flow, Walk *walk, PyBlock *block) {
    PyHandlerStack *handlers = block->handlers;
    bool is_plain = !block->has_marks && !handlers->count; /* no instruction has a handler */
    for (int i = is_plain ? py_block_first_target(block) : 0; i < block->count; i++) {
        PyInstruction *instruction = &block->items[i];
        if (py_flow_is_handler_mark(instruction->opcode)) {
            PyBlock *target = instruction->target;
            reach_with_handlers(flow, walk, target, handlers);
            if (instruction->opcode != PY_OP_SETUP_FINALLY) target->keeps_last_instruction = true;
            if (handlers->count < (int)(sizeof handlers->items / sizeof *handlers->items))
                handlers->items[handlers->count++] = target;
        } else if (instruction->opcode == PY_OP_POP_BLOCK) {
            if (handlers->count) handlers->count--;
        } else {
            instruction->handler = innermost(handlers);
            if (instruction->target) reach_with_handlers(flow, walk, instruction->target, handlers);
        }
    }
    if (!block->no_fallthrough && block->next) reach_with_handlers(flow, walk, block->next, handlers);
}

static void remove_marks(PyFlow *flow) {
    for (PyBlock *block = flow->entry; block; block = block->next) {
        for (int i = 0; block->has_marks && i < block->count; i++) {
            PyInstruction *instruction = &block->items[i];
            if (!py_flow_is_mark(instruction->opcode)) continue;
            instruction->opcode = PY_OP_NOP;
            instruction->target = NULL;
            block->has_nops = true;
        }
    }
}

void py_flow_assign_handlers(PyFlow *flow) {
    if (!flow->has_marks) return;
    Walk walk = walk_begin(flow);
    reach_with_handlers(flow, &walk, flow->entry, &(PyHandlerStack){0});
    while (walk.count > 0) assign_in_block(flow, &walk, walk.todo[--walk.count]);
    remove_marks(flow);
}
