/* Code generation: loops, and the ways out of them and of functions.
 *
 * A `while` tests twice in the code: once before the first turn, and once at the bottom of the loop, so that
 * a turn costs one jump. `break`, `continue` and `return` first undo what is open around them (py_unwind):
 * pop a for loop's iterator, run finally clauses, call __exit__. */
#include "python/compile/generate.h"

#include "python/objects/statics.h"

void py_generate_for(PyCompiler *compiler, const PyStmt *stmt) {
    PyBlock *start = py_new_block(compiler), *body = py_new_block(compiler);
    PyBlock *cleanup = py_new_block(compiler), *end = py_new_block(compiler);
    uint32_t number = py_flow_of(compiler)->statement;
    py_nest_push(compiler, (PyNest){.kind = PY_NEST_FOR, .start = start, .exit = end});
    py_generate_expr(compiler, stmt->For.iter);
    py_emit(compiler, PY_OP_GET_ITER, 0);
    py_use_block(compiler, start);
    py_flow_of(compiler)->statement = number;
    py_emit_jump(compiler, PY_OP_FOR_ITER, cleanup);
    py_use_block(compiler, body);
    py_generate_expr(compiler, stmt->For.target);
    py_generate_stmts(compiler, stmt->For.body);
    py_set_position(compiler, &py_no_position);
    py_emit_jump(compiler, PY_OP_JUMP, start);
    py_use_block(compiler, cleanup);
    py_nest_pop(compiler);
    py_generate_stmts(compiler, stmt->For.orelse);
    py_use_block(compiler, end);
}

void py_generate_async_for(PyCompiler *compiler, const PyStmt *stmt) {
    if (compiler->unit->kind != PY_UNIT_ASYNC_FUNCTION)
        py_generate_fail(compiler, "'async for' outside async function");
    PyBlock *start = py_new_block(compiler), *except = py_new_block(compiler), *end = py_new_block(compiler);
    uint32_t number = py_flow_of(compiler)->statement;
    py_generate_expr(compiler, stmt->AsyncFor.iter);
    py_emit(compiler, PY_OP_GET_AITER, 0);
    py_use_block(compiler, start);
    py_nest_push(compiler, (PyNest){.kind = PY_NEST_FOR, .start = start, .exit = end});
    py_emit_jump(compiler, PY_OP_SETUP_FINALLY, except);
    py_flow_of(compiler)->statement = number;
    py_emit(compiler, PY_OP_GET_ANEXT, 0);
    py_emit_none(compiler);
    py_emit_yield_from(compiler, true);
    py_emit(compiler, PY_OP_POP_BLOCK, 0);
    py_generate_expr(compiler, stmt->AsyncFor.target);
    py_generate_stmts(compiler, stmt->AsyncFor.body);
    py_set_position(compiler, &py_no_position);
    py_emit_jump(compiler, PY_OP_JUMP, start);
    py_nest_pop(compiler);
    py_use_block(compiler, except);
    py_set_position(compiler, &stmt->AsyncFor.iter->at);
    py_emit(compiler, PY_OP_END_ASYNC_FOR, 0);
    py_generate_stmts(compiler, stmt->AsyncFor.orelse);
    py_use_block(compiler, end);
}

void py_generate_while(PyCompiler *compiler, const PyStmt *stmt) {
    PyBlock *loop = py_new_block(compiler), *body = py_new_block(compiler);
    PyBlock *anchor = py_new_block(compiler), *end = py_new_block(compiler);
    uint32_t number = py_flow_of(compiler)->statement;
    py_use_block(compiler, loop);
    py_nest_push(compiler, (PyNest){.kind = PY_NEST_WHILE, .start = loop, .exit = end});
    py_generate_jump_if(compiler, stmt->While.test, anchor, false);
    py_use_block(compiler, body);
    py_generate_stmts(compiler, stmt->While.body);
    py_set_position(compiler, &stmt->at);
    py_flow_of(compiler)->statement = number;
    py_generate_jump_if(compiler, stmt->While.test, body, true);
    py_nest_pop(compiler);
    py_use_block(compiler, anchor);
    py_generate_stmts(compiler, stmt->While.orelse);
    py_use_block(compiler, end);
}

/* --- ways out --- */

static void swap_under_value(PyCompiler *compiler, bool has_value) {
    if (has_value) py_emit(compiler, PY_OP_SWAP, 2);
}

static void leave_finally_try(PyCompiler *compiler, const PyNest *nest, bool has_value) {
    py_emit(compiler, PY_OP_POP_BLOCK, 0);
    if (has_value) py_nest_push(compiler, (PyNest){.kind = PY_NEST_VALUE});
    py_generate_stmts(compiler, *nest->final_body);
    if (has_value) py_nest_pop(compiler);
    py_set_position(compiler, &py_no_position);
}

static void leave_with(PyCompiler *compiler, const PyNest *nest, bool has_value) {
    py_set_position(compiler, &nest->stmt->at);
    py_emit(compiler, PY_OP_POP_BLOCK, 0);
    swap_under_value(compiler, has_value);
    py_emit_exit_with_nones(compiler);
    if (nest->kind == PY_NEST_ASYNC_WITH) {
        py_emit(compiler, PY_OP_GET_AWAITABLE, 2);
        py_emit_none(compiler);
        py_emit_yield_from(compiler, true);
    }
    py_emit(compiler, PY_OP_POP_TOP, 0);
    py_set_position(compiler, &py_no_position);
}

static void leave_handler(PyCompiler *compiler, const PyNest *nest, bool has_value) {
    if (nest->name.data) py_emit(compiler, PY_OP_POP_BLOCK, 0);
    swap_under_value(compiler, has_value);
    py_emit(compiler, PY_OP_POP_BLOCK, 0);
    py_emit(compiler, PY_OP_POP_EXCEPT, 0);
    if (!nest->name.data) return;
    py_emit_none(compiler);
    py_emit_variable(compiler, nest->name, PY_STORE);
    py_emit_variable(compiler, nest->name, PY_DEL);
}

/* Leaves one nest; `has_value`: a return value on top of the stack must stay there. */
static void leave(PyCompiler *compiler, const PyNest *nest, bool has_value) {
    switch (nest->kind) {
    case PY_NEST_FOR:
    case PY_NEST_VALUE:
        swap_under_value(compiler, has_value);
        py_emit(compiler, PY_OP_POP_TOP, 0);
        break;
    case PY_NEST_TRY: py_emit(compiler, PY_OP_POP_BLOCK, 0); break;
    case PY_NEST_FINALLY_TRY: leave_finally_try(compiler, nest, has_value); break;
    case PY_NEST_FINALLY_END:
        swap_under_value(compiler, has_value);
        py_emit(compiler, PY_OP_POP_TOP, 0);
        swap_under_value(compiler, has_value);
        py_emit(compiler, PY_OP_POP_BLOCK, 0);
        py_emit(compiler, PY_OP_POP_EXCEPT, 0);
        break;
    case PY_NEST_WITH:
    case PY_NEST_ASYNC_WITH: leave_with(compiler, nest, has_value); break;
    case PY_NEST_HANDLER_CLEANUP: leave_handler(compiler, nest, has_value); break;
    case PY_NEST_WHILE:
    case PY_NEST_HANDLER:
    case PY_NEST_GROUP_HANDLER:
    case PY_NEST_ASYNC_COMPREHENSION: break;
    }
}

/* Leaves nests from the innermost outwards, up to (not including) the innermost loop when `loop` is given,
 * else all. A nest is not open any more while the code that leaves it is generated. */
static void unwind(PyCompiler *compiler, PyPosition at, bool has_value, PyNest *loop) {
    PyUnit *unit = compiler->unit;
    if (unit->nest_count == 0 || compiler->failed) return;
    PyNest nest = unit->nests[unit->nest_count - 1];
    if (nest.kind == PY_NEST_GROUP_HANDLER) {
        py_generate_fail(compiler, "'break', 'continue' and 'return' cannot appear in an except* block");
        return;
    }
    if (loop && (nest.kind == PY_NEST_WHILE || nest.kind == PY_NEST_FOR)) {
        *loop = nest;
        return;
    }
    unit->nest_count--;
    leave(compiler, &nest, has_value);
    unwind(compiler, at, has_value, loop);
    if (!compiler->failed) unit->nests[unit->nest_count++] = nest;
}

void py_generate_break(PyCompiler *compiler, const PyStmt *stmt) {
    PyNest loop = {0};
    py_emit(compiler, PY_OP_NOP, 0);
    unwind(compiler, stmt->at, false, &loop);
    if (!loop.exit) {
        py_set_position(compiler, &stmt->at);
        py_generate_fail(compiler, "'break' outside loop");
        return;
    }
    leave(compiler, &loop, false);
    py_emit_jump(compiler, PY_OP_JUMP, loop.exit);
}

void py_generate_continue(PyCompiler *compiler, const PyStmt *stmt) {
    PyNest loop = {0};
    py_emit(compiler, PY_OP_NOP, 0);
    unwind(compiler, stmt->at, false, &loop);
    if (!loop.exit) {
        py_set_position(compiler, &stmt->at);
        py_generate_fail(compiler, "'continue' not properly in loop");
        return;
    }
    py_emit_jump(compiler, PY_OP_JUMP, loop.start);
}

void py_generate_return(PyCompiler *compiler, const PyStmt *stmt) {
    const PyExpr *value = stmt->Return.value;
    const PyScope *scope = compiler->unit->scope;
    bool has_value = value && value->kind != PY_EXPR_CONSTANT;
    if (scope->kind != PY_SCOPE_FUNCTION) py_generate_fail(compiler, "'return' outside function");
    if (value && scope->is_coroutine && scope->is_generator)
        py_generate_fail(compiler, "'return' with value in async generator");
    if (has_value) {
        py_generate_expr(compiler, value);
    } else if (value) { /* a constant is loaded only after the finally clauses */
        py_set_position(compiler, &value->at);
        py_emit(compiler, PY_OP_NOP, 0);
    }
    if (!value || value->at.lineno != stmt->at.lineno) {
        py_set_position(compiler, &stmt->at);
        py_emit(compiler, PY_OP_NOP, 0);
    }
    unwind(compiler, stmt->at, has_value, NULL);
    if (!value)
        py_emit_none(compiler);
    else if (!has_value)
        py_emit_const(compiler, py_constant_of(compiler, value));
    py_emit(compiler, PY_OP_RETURN_VALUE, 0);
}
