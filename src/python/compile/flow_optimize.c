/* Optimising the flow graph: peephole rewriting, and removal of what cannot run.
 *
 * The rules are CPython 3.11's, because the result must be its bytecode to the byte. None of them changes
 * what a program does or which lines a debugger visits: an instruction may only vanish when its line is kept
 * by a neighbour, which is why most rules compare line numbers.
 *
 * An instruction that vanishes first becomes a NOP in its place and is swept out later, so that indices stay
 * valid while a rule works. */
#include "python/compile/flow.h"

enum { SMALL_EXIT = 4 }; /* an exit block of at most so many instructions is copied instead of jumped to */

static void make_nop(PyBlock *block, PyInstruction *instruction) {
    block->has_nops = true;
    instruction->opcode = PY_OP_NOP;
    instruction->argument = 0;
    instruction->target = NULL;
}

/* --- sweeping --- */

/* When an instruction goes, its place in the source and the mark of its statement go to the next one. */
static void inherit(PyInstruction *heir, const PyInstruction *gone, bool with_position) {
    if (with_position) heir->at = gone->at;
    if (!heir->statement) heir->statement = gone->statement;
}

static PyBlock *skip_empty(PyBlock *block) {
    while (block && block->count == 0) block = block->next;
    return block;
}

/* Whether the NOP at `index` may go; hands what it carried to its heir. */
static bool is_removable(PyBlock *block, int index, int previous_line) {
    PyInstruction *nop = &block->items[index];
    int line = nop->at.lineno;
    PyInstruction *follower = index + 1 < block->count ? nop + 1 : NULL;
    if (line < 0 || line == previous_line) {
        if (follower) inherit(follower, nop, false);
        return true;
    }
    if (follower) {
        if (follower->at.lineno >= 0 && follower->at.lineno != line) return false;
        inherit(follower, nop, follower->at.lineno < 0);
        return true;
    }
    PyBlock *next = skip_empty(block->next);
    if (!next || next->items[0].at.lineno != line) return false;
    inherit(&next->items[0], nop, false);
    return true;
}

void py_flow_remove_nops(PyBlock *block) {
    if (!block->has_nops) return;
    block->has_nops = false;
    int kept = 0, previous_line = -1;
    for (int i = 0; i < block->count; i++) {
        int line = block->items[i].at.lineno;
        if (block->items[i].opcode == PY_OP_NOP) {
            if (is_removable(block, i, previous_line)) continue;
            block->has_nops = true;
        }
        if (kept != i) block->items[kept] = block->items[i];
        kept++;
        previous_line = line;
    }
    block->count = kept;
}

static void remove_empty_blocks(PyFlow *flow) {
    bool removed = false;
    for (PyBlock *block = flow->entry; block; block = block->next) {
        for (; block->next && block->next->count == 0 && block->next->next; removed = true)
            block->next = block->next->next;
    }
    if (removed) py_flow_skip_empty_targets(flow);
}

void py_flow_remove_redundant_jumps(PyFlow *flow) {
    bool removed = false;
    for (PyBlock *block = flow->entry; block; block = block->next) {
        PyInstruction *last = py_block_last(block);
        if (!last || (last->opcode != PY_OP_JUMP && last->opcode != PY_OP_JUMP_NO_INTERRUPT)) continue;
        if (last->target != block->next) continue;
        block->no_fallthrough = false;
        make_nop(block, last);
        py_flow_remove_nops(block);
        removed = true;
    }
    if (removed) remove_empty_blocks(flow);
}

/* --- peephole rules --- */

typedef struct Peephole {
    PyFlow *flow;
    PyBlock *block;
    const PyFlowConstants *constants;
} Peephole;

static int opcode_at(const PyBlock *block, int index) {
    return index >= 0 && index < block->count ? block->items[index].opcode : -1;
}

static void drop_load(Peephole *peephole, PyInstruction *load) {
    make_nop(peephole->block, load);
    peephole->flow->drops_constants = true;
}

/* A conditional jump on a constant either always jumps or never does. */
static void decide_jump(Peephole *peephole, PyInstruction *load, bool jumps_if_true, bool pops) {
    PyInstruction *jump = load + 1;
    bool jumps = peephole->constants->is_true(peephole->constants->user, load->argument) == jumps_if_true;
    if (pops || !jumps) drop_load(peephole, load);
    if (jumps) {
        jump->opcode = PY_OP_JUMP;
        peephole->block->no_fallthrough = true;
    } else {
        make_nop(peephole->block, jump);
    }
}

/* `x is None` before a jump needs neither the constant nor the comparison. */
static void decide_none(Peephole *peephole, int index) {
    PyInstruction *load = &peephole->block->items[index];
    int jump = opcode_at(peephole->block, index + 2);
    if (jump != PY_OP_POP_JUMP_IF_FALSE && jump != PY_OP_POP_JUMP_IF_TRUE) return;
    if (!peephole->constants->is_none(peephole->constants->user, load->argument)) return;
    bool is_not = load[1].argument == 1;
    bool jumps_if_not_none = is_not != (jump == PY_OP_POP_JUMP_IF_FALSE);
    drop_load(peephole, load);
    make_nop(peephole->block, load + 1);
    load[2].opcode = jumps_if_not_none ? PY_OP_POP_JUMP_IF_NOT_NONE : PY_OP_POP_JUMP_IF_NONE;
}

static void optimize_load_const(Peephole *peephole, int index) {
    PyInstruction *load = &peephole->block->items[index];
    switch (opcode_at(peephole->block, index + 1)) {
    case PY_OP_POP_JUMP_IF_FALSE: decide_jump(peephole, load, false, true); break;
    case PY_OP_POP_JUMP_IF_TRUE: decide_jump(peephole, load, true, true); break;
    case PY_OP_JUMP_IF_FALSE_OR_POP: decide_jump(peephole, load, false, false); break;
    case PY_OP_JUMP_IF_TRUE_OR_POP: decide_jump(peephole, load, true, false); break;
    case PY_OP_IS_OP: decide_none(peephole, index); break;
    default: break;
    }
}

/* A tuple whose elements are all constants is a constant. */
static void fold_tuple(Peephole *peephole, int index, int count) {
    PyInstruction *build = &peephole->block->items[index];
    int *indices = ARENA_ARRAY(peephole->flow->arena, int, count ? count : 1);
    for (int i = 0; i < count; i++) {
        if (build[i - count].opcode != PY_OP_LOAD_CONST) return;
        indices[i] = build[i - count].argument;
    }
    build->argument = peephole->constants->make_tuple(peephole->constants->user, indices, count);
    build->opcode = PY_OP_LOAD_CONST;
    for (int i = 0; i < count; i++) drop_load(peephole, &build[i - count]);
}

static void optimize_build_tuple(Peephole *peephole, int index) {
    PyInstruction *build = &peephole->block->items[index];
    int count = build->argument;
    bool is_unpacked =
        opcode_at(peephole->block, index + 1) == PY_OP_UNPACK_SEQUENCE && build[1].argument == count;
    if (is_unpacked && count == 1) {
        make_nop(peephole->block, build);
        make_nop(peephole->block, build + 1);
    } else if (is_unpacked && (count == 2 || count == 3)) {
        make_nop(peephole->block, build);
        build[1].opcode = PY_OP_SWAP;
    } else if (index >= count) {
        fold_tuple(peephole, index, count);
    }
}

/* Jumps straight to where the jump at the target leads. True: something changed, look again. */
static bool thread_jump(PyInstruction *jump, const PyInstruction *target, int opcode) {
    if (jump->at.lineno != target->at.lineno || jump->target == target->target) return false;
    jump->target = target->target;
    jump->opcode = (int16_t)opcode;
    return true;
}

/* `a and b or c`: the value that decides the first jump decides the one it leads to as well. */
static bool optimize_jump_or_pop(PyInstruction *jump, const PyInstruction *target) {
    bool is_false = jump->opcode == PY_OP_JUMP_IF_FALSE_OR_POP;
    int pop_same = is_false ? PY_OP_POP_JUMP_IF_FALSE : PY_OP_POP_JUMP_IF_TRUE;
    int pop_other = is_false ? PY_OP_POP_JUMP_IF_TRUE : PY_OP_POP_JUMP_IF_FALSE;
    int keep_other = is_false ? PY_OP_JUMP_IF_TRUE_OR_POP : PY_OP_JUMP_IF_FALSE_OR_POP;
    if (target->opcode == pop_same) return thread_jump(jump, target, pop_same);
    if (target->opcode == PY_OP_JUMP || target->opcode == jump->opcode)
        return thread_jump(jump, target, jump->opcode);
    if (target->opcode != pop_other && target->opcode != keep_other) return false;
    if (jump->at.lineno != target->at.lineno) return false;
    jump->opcode = (int16_t)pop_same;
    jump->target = jump->target->next;
    return true;
}

static bool optimize_jump(PyInstruction *jump, const PyInstruction *target) {
    switch (jump->opcode) {
    case PY_OP_JUMP_IF_FALSE_OR_POP:
    case PY_OP_JUMP_IF_TRUE_OR_POP: return optimize_jump_or_pop(jump, target);
    case PY_OP_POP_JUMP_IF_NONE:
    case PY_OP_POP_JUMP_IF_NOT_NONE:
    case PY_OP_POP_JUMP_IF_FALSE:
    case PY_OP_POP_JUMP_IF_TRUE:
    case PY_OP_JUMP: return target->opcode == PY_OP_JUMP && thread_jump(jump, target, jump->opcode);
    default: return false;
    }
}

/* --- SWAP --- */

/* A run of SWAPs permutes the stack; the fewest SWAPs that do the same come from walking the cycles of the
 * permutation. Only position 0 can be swapped with others, so each cycle is entered and left through it; the
 * walk gives the swaps that would undo the permutation, hence they are written from the end. Returns the
 * index of the run's last instruction. */
static int shorten_swaps(Peephole *peephole, int first) {
    PyBlock *block = peephole->block;
    int depth = 0, swaps = 0, end = first;
    for (; opcode_at(block, end) == PY_OP_SWAP || opcode_at(block, end) == PY_OP_NOP; end++) {
        if (block->items[end].opcode != PY_OP_SWAP) continue;
        swaps++;
        if (block->items[end].argument > depth) depth = block->items[end].argument;
    }
    if (swaps < 2) return first;
    int *place = ARENA_ARRAY(peephole->flow->arena, int, depth);
    for (int i = 0; i < depth; i++) place[i] = i;
    for (int i = first; i < end; i++) {
        if (block->items[i].opcode != PY_OP_SWAP) continue;
        int other = block->items[i].argument - 1, top = place[0];
        place[0] = place[other];
        place[other] = top;
    }
    int write = end - 1;
    for (int start = 0; start < depth; start++) {
        if (place[start] < 0 || place[start] == start) continue;
        for (int at = start;;) {
            if (at) {
                block->items[write].opcode = PY_OP_SWAP;
                block->items[write--].argument = at + 1;
            }
            if (place[at] < 0) break;
            int following = place[at];
            place[at] = -1;
            at = following;
        }
    }
    for (; write >= first; write--) make_nop(block, &block->items[write]);
    return end - 1;
}

static bool is_reorderable(int opcode) {
    return opcode == PY_OP_STORE_FAST || opcode == PY_OP_POP_TOP;
}

/* The first instruction behind `index` that takes just the top of the stack, on `line` when that is not
 * negative; -1 when another one comes first. */
static int find_reorderable(const PyBlock *block, int index, int line) {
    while (++index < block->count) {
        const PyInstruction *instruction = &block->items[index];
        if (line >= 0 && instruction->at.lineno != line) return -1;
        if (instruction->opcode == PY_OP_NOP) continue;
        return is_reorderable(instruction->opcode) ? index : -1;
    }
    return -1;
}

/* Instead of swapping two entries and then storing each, the two stores can change places. Goes back from
 * `index` over a run of such SWAPs. */
static void swap_stores(PyBlock *block, int index) {
    for (; index >= 0; index--) {
        PyInstruction *swap = &block->items[index];
        if (swap->opcode != PY_OP_SWAP) {
            if (swap->opcode == PY_OP_NOP || is_reorderable(swap->opcode)) continue;
            return;
        }
        int near = find_reorderable(block, index, -1);
        if (near < 0) return;
        int line = block->items[near].at.lineno, far = near;
        for (int i = 1; i < swap->argument; i++) {
            far = find_reorderable(block, far, line);
            if (far < 0) return;
        }
        make_nop(block, swap);
        PyInstruction store = block->items[near];
        block->items[near] = block->items[far];
        block->items[far] = store;
        uint32_t mark = block->items[far].statement;
        block->items[far].statement = block->items[near].statement;
        block->items[near].statement = mark;
    }
}

static int optimize_swap(Peephole *peephole, int index) {
    PyInstruction *swap = &peephole->block->items[index];
    if (swap->argument == 1) {
        make_nop(peephole->block, swap);
        return index;
    }
    index = shorten_swaps(peephole, index);
    swap_stores(peephole->block, index);
    return index;
}

/* --- one block --- */

/* Is there a rule that begins with the instruction? Most instructions are left at once. */
static bool has_rule(const PyInstruction *instruction) {
    static const bool begins[256] = {
        [PY_OP_LOAD_CONST] = true, [PY_OP_BUILD_TUPLE] = true, [PY_OP_SWAP] = true, [PY_OP_PUSH_NULL] = true};
    return instruction->target || (instruction->opcode < 256 && begins[instruction->opcode]);
}

static void optimize_block(Peephole *peephole) {
    PyBlock *block = peephole->block;
    for (int i = 0; i < block->count; i++) {
        PyInstruction *instruction = &block->items[i];
        if (!has_rule(instruction)) continue;
        while (instruction->target && instruction->target->count == 0 && instruction->target->next)
            instruction->target = instruction->target->next;
        if (instruction->target && instruction->target->count &&
            !py_flow_is_handler_mark(instruction->opcode)) {
            if (optimize_jump(instruction, &instruction->target->items[0])) i--;
            continue;
        }
        switch (instruction->opcode) {
        case PY_OP_LOAD_CONST: optimize_load_const(peephole, i); break;
        case PY_OP_BUILD_TUPLE: optimize_build_tuple(peephole, i); break;
        case PY_OP_SWAP: i = optimize_swap(peephole, i); break;
        case PY_OP_PUSH_NULL:
            if (opcode_at(block, i + 1) == PY_OP_LOAD_GLOBAL && !(instruction[1].argument & 1)) {
                make_nop(block, instruction);
                instruction[1].argument |= 1;
            }
            break;
        default: break;
        }
    }
}

/* A jump to a small block that leaves the function and has no line of its own is replaced by that block. */
static void copy_small_exit(PyFlow *flow, PyBlock *block) {
    PyInstruction *last = py_block_last(block);
    if (!last || last->opcode != PY_OP_JUMP) return;
    const PyBlock *target = last->target;
    if (!py_block_is_exit_without_line(target) || target->count > SMALL_EXIT) return;
    make_nop(block, last);
    for (int i = 0; i < target->count; i++) py_flow_append(flow, block, target->items[i]);
    block->is_exit = block->no_fallthrough = true;
}

/* Newest blocks first, which decides how far the copies spread. */
static void copy_small_exits(PyFlow *flow) {
    for (PyBlock *block = flow->newest; block; block = block->older) copy_small_exit(flow, block);
}

/* --- the whole graph --- */

static void reach(PyBlock *block, PyBlock **stack, int *depth) {
    if (block->predecessors++ == 0) stack[(*depth)++] = block;
}

static void count_predecessors(PyFlow *flow) {
    int blocks = 0, depth = 0;
    for (PyBlock *block = flow->entry; block; block = block->next) {
        block->predecessors = 0;
        blocks++;
    }
    PyBlock **stack = ARENA_ARRAY(flow->arena, PyBlock *, blocks);
    reach(flow->entry, stack, &depth);
    while (depth > 0) {
        PyBlock *block = stack[--depth];
        if (block->next && !block->no_fallthrough) reach(block->next, stack, &depth);
        for (int i = py_block_first_target(block); i < block->count; i++) {
            if (block->items[i].target) reach(block->items[i].target, stack, &depth);
        }
    }
}

void py_flow_optimize(PyFlow *flow, const PyFlowConstants *constants) {
    copy_small_exits(flow);
    for (PyBlock *block = flow->entry; block; block = block->next) {
        optimize_block(&(Peephole){flow, block, constants});
        py_flow_remove_nops(block);
    }
    copy_small_exits(flow);
    count_predecessors(flow);
    for (PyBlock *block = flow->entry; block; block = block->next) {
        if (block->predecessors) continue;
        flow->drops_constants |= block->count > 0;
        block->count = 0;
        block->no_fallthrough = false;
    }
    for (PyBlock *block = flow->entry; block; block = block->next) py_flow_remove_nops(block);
    remove_empty_blocks(flow);
    py_flow_remove_redundant_jumps(flow);
}
