/* Lines: which source line every instruction belongs to.
 *
 * Code generation leaves some instructions without a position, such as the implicit `return None`: they
 * belong to whatever ran before. A shared exit block without a position is copied for each jump that leads to
 * it, so that each copy can have its own line; then positions spread forward, along single ways only. */
#include "python/compile/flow.h"

bool py_block_is_exit_without_line(const PyBlock *block) {
    if (!block->is_exit || (block->count && !block->lacks_lines)) return false;
    for (int i = 0; i < block->count; i++) {
        if (block->items[i].at.lineno >= 0) return false;
    }
    return true;
}

static PyBlock *copy_block(PyFlow *flow, const PyBlock *block) {
    PyBlock *copy = py_flow_new_block(flow);
    for (int i = 0; i < block->count; i++) py_flow_append(flow, copy, block->items[i]);
    copy->is_exit = block->is_exit;
    copy->no_fallthrough = block->no_fallthrough;
    return copy;
}

/* The newest blocks come first: each copy lies right behind the original, so the order of the copies is
 * visible in the code. */
static void copy_shared_exits(PyFlow *flow) {
    for (PyBlock *block = flow->newest; block; block = block->older) {
        PyInstruction *last = py_block_last(block);
        if (!last || !py_flow_is_jump(last->opcode)) continue;
        PyBlock *target = last->target;
        if (!py_block_is_exit_without_line(target) || target->predecessors < 2) continue;
        PyBlock *copy = copy_block(flow, target);
        copy->items[0].at = last->at;
        last->target = copy;
        target->predecessors--;
        copy->predecessors = 1;
        copy->next = target->next;
        target->next = copy;
    }
    for (PyBlock *block = flow->entry; block; block = block->next) {
        while (block->next && block->next->count == 0) block->next = block->next->next;
    }
    for (PyBlock *block = flow->entry; block; block = block->next) {
        if (block->no_fallthrough || !block->next || block->count == 0) continue;
        if (py_block_is_exit_without_line(block->next)) block->next->items[0].at = py_block_last(block)->at;
    }
}

/* The last position. */
static const PyPlace *spread_in_block(PyBlock *block) {
    static const PyPlace nowhere = {-1, -1, -1, -1};
    if (!block->lacks_lines) return &py_block_last(block)->at;
    const PyPlace *at = &nowhere;
    for (int i = 0; i < block->count; i++) {
        if (block->items[i].at.lineno < 0)
            block->items[i].at = *at;
        else
            at = &block->items[i].at;
    }
    return at;
}

static void spread_positions(PyFlow *flow) {
    for (PyBlock *block = flow->entry; block; block = block->next) {
        if (block->count == 0) continue;
        const PyPlace *at = spread_in_block(block);
        PyBlock *next = block->no_fallthrough ? NULL : block->next;
        if (next && next->predecessors == 1 && next->count && next->items[0].at.lineno < 0)
            next->items[0].at = *at;
        const PyInstruction *last = py_block_last(block);
        if (!py_flow_is_jump(last->opcode)) continue;
        PyBlock *target = last->target;
        if (target->predecessors == 1 && target->items[0].at.lineno < 0) target->items[0].at = *at;
    }
}

/* A return that still has no line gets the one of the code before it. */
static void settle_exits(PyFlow *flow, int line) {
    for (PyBlock *block = flow->entry; block; block = block->next) {
        const PyInstruction *last = py_block_last(block);
        if (!last) continue;
        if (last->at.lineno >= 0) {
            line = last->at.lineno;
        } else if (last->opcode == PY_OP_RETURN_VALUE) {
            for (int i = 0; i < block->count; i++) block->items[i].at.lineno = line;
        }
    }
}

void py_flow_settle_lines(PyFlow *flow, int first_line) {
    copy_shared_exits(flow);
    spread_positions(flow);
    settle_exits(flow, first_line);
}
