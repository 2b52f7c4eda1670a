/* Code generation: try and with.
 *
 * What is protected stands between a SETUP mark and POP_BLOCK; the mark names the handler. Entering a
 * protected region costs nothing at run time. A finally clause is generated twice: once for the way through,
 * once as the handler; and again for each return, break or continue that leaves the region. */
#include "python/compile/generate.h"

#include "python/objects/statics.h"

/* The four parts, which Try and TryStar have in common. */
typedef struct TryParts {
    PyStmtList body, orelse;
    const PyStmtList *final_body;
    PyHandlerList handlers;
    bool is_star;
} TryParts;

static TryParts parts_of(const PyStmt *stmt) {
    if (stmt->kind == PY_STMT_TRY_STAR)
        return (TryParts){stmt->TryStar.body, stmt->TryStar.orelse, &stmt->TryStar.finalbody,
                          stmt->TryStar.handlers, true};
    return (TryParts){stmt->Try.body, stmt->Try.orelse, &stmt->Try.finalbody, stmt->Try.handlers, false};
}

/* --- except --- */

/* `except E as name` unbinds the name in the end, so that the exception does not stay alive. */
static void clear_name(PyCompiler *compiler, Str name) {
    py_emit_none(compiler);
    py_emit_variable(compiler, name, PY_STORE);
    py_emit_variable(compiler, name, PY_DEL);
}

static void generate_named_handler(PyCompiler *compiler, const PyExceptHandler *handler, PyBlock *end) {
    PyBlock *cleanup = py_new_block(compiler), *body = py_new_block(compiler);
    py_emit_variable(compiler, handler->name, PY_STORE);
    py_emit_jump(compiler, PY_OP_SETUP_CLEANUP, cleanup);
    py_use_block(compiler, body);
    py_nest_push(compiler, (PyNest){.kind = PY_NEST_HANDLER_CLEANUP, .start = body, .name = handler->name});
    py_generate_stmts(compiler, handler->body);
    py_nest_pop(compiler);
    py_set_position(compiler, &py_no_position);
    py_emit(compiler, PY_OP_POP_BLOCK, 0);
    py_emit(compiler, PY_OP_POP_BLOCK, 0);
    py_emit(compiler, PY_OP_POP_EXCEPT, 0);
    clear_name(compiler, handler->name);
    py_emit_jump(compiler, PY_OP_JUMP, end);
    py_use_block(compiler, cleanup);
    py_set_position(compiler, &py_no_position);
    clear_name(compiler, handler->name);
    py_emit(compiler, PY_OP_RERAISE, 1);
}

static void generate_plain_handler(PyCompiler *compiler, const PyExceptHandler *handler, PyBlock *end) {
    PyBlock *body = py_new_block(compiler);
    py_emit(compiler, PY_OP_POP_TOP, 0);
    py_use_block(compiler, body);
    py_nest_push(compiler, (PyNest){.kind = PY_NEST_HANDLER_CLEANUP, .start = body});
    py_generate_stmts(compiler, handler->body);
    py_nest_pop(compiler);
    py_set_position(compiler, &py_no_position);
    py_emit(compiler, PY_OP_POP_BLOCK, 0);
    py_emit(compiler, PY_OP_POP_EXCEPT, 0);
    py_emit_jump(compiler, PY_OP_JUMP, end);
}

static void generate_handlers(PyCompiler *compiler, PyHandlerList handlers, PyBlock *end) {
    for (int i = 0; i < handlers.count; i++) {
        const PyExceptHandler *handler = handlers.items[i];
        py_set_position(compiler, &handler->at);
        if (!handler->type && i < handlers.count - 1)
            py_generate_fail(compiler, "default 'except:' must be last");
        PyBlock *next = py_new_block(compiler);
        if (handler->type) {
            py_generate_expr(compiler, handler->type);
            py_emit(compiler, PY_OP_CHECK_EXC_MATCH, 0);
            py_emit_jump(compiler, PY_OP_POP_JUMP_IF_FALSE, next);
        }
        if (handler->name.data)
            generate_named_handler(compiler, handler, end);
        else
            generate_plain_handler(compiler, handler, end);
        py_use_block(compiler, next);
    }
}

/* The blocks of a try statement with handlers. Their order of making matters, see copy_small_exits. */
typedef struct TryBlocks {
    PyBlock *body, *except, *end, *cleanup;
    PyBlock *orelse; /* of except*; a plain else stands before the handlers */
} TryBlocks;

static TryBlocks make_blocks(PyCompiler *compiler, bool is_star) {
    TryBlocks blocks;
    blocks.body = py_new_block(compiler);
    blocks.except = py_new_block(compiler);
    blocks.orelse = is_star ? py_new_block(compiler) : NULL;
    blocks.end = py_new_block(compiler);
    blocks.cleanup = py_new_block(compiler);
    return blocks;
}

/* The protected body, up to the jump over the handlers; leaves the graph where the handlers begin. */
static void generate_protected(PyCompiler *compiler, const TryParts *parts, const TryBlocks *blocks) {
    py_emit_jump(compiler, PY_OP_SETUP_FINALLY, blocks->except);
    py_use_block(compiler, blocks->body);
    py_nest_push(compiler, (PyNest){.kind = PY_NEST_TRY, .start = blocks->body});
    py_generate_stmts(compiler, parts->body);
    py_nest_pop(compiler);
    py_emit_no_line(compiler, PY_OP_POP_BLOCK, 0);
    if (!blocks->orelse) py_generate_stmts(compiler, parts->orelse);
    py_emit_jump_no_line(compiler, PY_OP_JUMP, blocks->orelse ? blocks->orelse : blocks->end);
    py_use_block(compiler, blocks->except);
    py_set_position(compiler, &py_no_position);
    py_emit_jump(compiler, PY_OP_SETUP_CLEANUP, blocks->cleanup);
    py_emit(compiler, PY_OP_PUSH_EXC_INFO, 0);
}

static void generate_try_except(PyCompiler *compiler, const TryParts *parts) {
    TryBlocks blocks = make_blocks(compiler, false);
    generate_protected(compiler, parts, &blocks);
    py_nest_push(compiler, (PyNest){.kind = PY_NEST_HANDLER});
    generate_handlers(compiler, parts->handlers, blocks.end);
    py_set_position(compiler, &py_no_position);
    py_nest_pop(compiler);
    py_emit(compiler, PY_OP_RERAISE, 0);
    py_use_block(compiler, blocks.cleanup);
    py_emit_reraise(compiler);
    py_use_block(compiler, blocks.end);
}

/* --- except* --- */

/* What a clause does with the part of the group that it has matched. */
static void generate_star_body(PyCompiler *compiler, const PyExceptHandler *handler, PyBlock *next) {
    PyBlock *cleanup = py_new_block(compiler), *body = py_new_block(compiler);
    if (handler->name.data)
        py_emit_variable(compiler, handler->name, PY_STORE);
    else
        py_emit(compiler, PY_OP_POP_TOP, 0);
    py_emit_jump(compiler, PY_OP_SETUP_CLEANUP, cleanup);
    py_use_block(compiler, body);
    py_nest_push(compiler, (PyNest){.kind = PY_NEST_HANDLER_CLEANUP, .start = body, .name = handler->name});
    py_generate_stmts(compiler, handler->body);
    py_nest_pop(compiler);
    py_set_position(compiler, &py_no_position);
    py_emit(compiler, PY_OP_POP_BLOCK, 0);
    if (handler->name.data) clear_name(compiler, handler->name);
    py_emit_jump(compiler, PY_OP_JUMP, next);
    py_use_block(compiler, cleanup);
    py_set_position(compiler, &py_no_position);
    if (handler->name.data) clear_name(compiler, handler->name);
    py_emit(compiler, PY_OP_LIST_APPEND, 3);
    py_emit(compiler, PY_OP_POP_TOP, 0);
    py_emit_jump(compiler, PY_OP_JUMP, next);
}

/* The except* clauses. On the stack: the original group, a list of what the clauses raise, and what is left
 * to handle, of which each clause splits off the part that it matches. */
static void generate_star_handlers(PyCompiler *compiler, PyHandlerList handlers, PyBlock *raise_star) {
    for (int i = 0; i < handlers.count; i++) {
        const PyExceptHandler *handler = handlers.items[i];
        PyBlock *next = py_new_block(compiler), *matched = py_new_block(compiler);
        py_set_position(compiler, &handler->at);
        if (i == 0) {
            py_emit(compiler, PY_OP_COPY, 1);
            py_emit(compiler, PY_OP_BUILD_LIST, 0);
            py_emit(compiler, PY_OP_SWAP, 2);
        }
        if (handler->type) {
            py_generate_expr(compiler, handler->type);
            py_emit(compiler, PY_OP_CHECK_EG_MATCH, 0);
            py_emit(compiler, PY_OP_COPY, 1);
            py_emit_jump(compiler, PY_OP_POP_JUMP_IF_NOT_NONE, matched);
            py_emit(compiler, PY_OP_POP_TOP, 0);
            py_emit_jump(compiler, PY_OP_JUMP, next);
        }
        py_use_block(compiler, matched);
        generate_star_body(compiler, handler, next);
        py_use_block(compiler, next);
    }
    py_emit(compiler, PY_OP_LIST_APPEND, 1);
    py_emit_jump(compiler, PY_OP_JUMP, raise_star);
}

static void generate_try_star(PyCompiler *compiler, const TryParts *parts) {
    TryBlocks blocks = make_blocks(compiler, true);
    PyBlock *raise_star = py_new_block(compiler);
    generate_protected(compiler, parts, &blocks);
    py_nest_push(compiler, (PyNest){.kind = PY_NEST_GROUP_HANDLER});
    generate_star_handlers(compiler, parts->handlers, raise_star);
    py_nest_pop(compiler);
    py_set_position(compiler, &py_no_position);
    PyBlock *raise = py_new_block(compiler);
    py_use_block(compiler, raise_star);
    py_emit(compiler, PY_OP_PREP_RERAISE_STAR, 0);
    py_emit(compiler, PY_OP_COPY, 1);
    py_emit_jump(compiler, PY_OP_POP_JUMP_IF_NOT_NONE, raise);
    py_emit(compiler, PY_OP_POP_TOP, 0);
    py_emit(compiler, PY_OP_POP_BLOCK, 0);
    py_emit(compiler, PY_OP_POP_EXCEPT, 0);
    py_emit_jump(compiler, PY_OP_JUMP, blocks.end);
    py_use_block(compiler, raise);
    py_emit(compiler, PY_OP_POP_BLOCK, 0);
    py_emit(compiler, PY_OP_SWAP, 2);
    py_emit(compiler, PY_OP_POP_EXCEPT, 0);
    py_emit(compiler, PY_OP_RERAISE, 0);
    py_use_block(compiler, blocks.cleanup);
    py_emit_reraise(compiler);
    py_use_block(compiler, blocks.orelse);
    py_generate_stmts(compiler, parts->orelse);
    py_use_block(compiler, blocks.end);
}

/* --- finally --- */

static void generate_handled(PyCompiler *compiler, const TryParts *parts) {
    if (parts->is_star)
        generate_try_star(compiler, parts);
    else
        generate_try_except(compiler, parts);
}

static void generate_try_finally(PyCompiler *compiler, const TryParts *parts) {
    PyBlock *body = py_new_block(compiler), *end = py_new_block(compiler), *exit = py_new_block(compiler);
    PyBlock *cleanup = py_new_block(compiler);
    py_emit_jump(compiler, PY_OP_SETUP_FINALLY, end);
    py_use_block(compiler, body);
    py_nest_push(
        compiler,
        (PyNest){.kind = PY_NEST_FINALLY_TRY, .start = body, .exit = end, .final_body = parts->final_body});
    if (parts->handlers.count)
        generate_handled(compiler, parts);
    else
        py_generate_stmts(compiler, parts->body);
    py_emit_no_line(compiler, PY_OP_POP_BLOCK, 0);
    py_nest_pop(compiler);
    py_generate_stmts(compiler, *parts->final_body);
    py_emit_jump_no_line(compiler, PY_OP_JUMP, exit);
    py_use_block(compiler, end);
    py_set_position(compiler, &py_no_position);
    py_emit_jump(compiler, PY_OP_SETUP_CLEANUP, cleanup);
    py_emit(compiler, PY_OP_PUSH_EXC_INFO, 0);
    py_nest_push(compiler, (PyNest){.kind = PY_NEST_FINALLY_END, .start = end});
    py_generate_stmts(compiler, *parts->final_body);
    py_nest_pop(compiler);
    py_emit(compiler, PY_OP_RERAISE, 0);
    py_use_block(compiler, cleanup);
    py_emit_reraise(compiler);
    py_use_block(compiler, exit);
}

void py_generate_try(PyCompiler *compiler, const PyStmt *stmt) {
    TryParts parts = parts_of(stmt);
    if (parts.final_body->count)
        generate_try_finally(compiler, &parts);
    else
        generate_handled(compiler, &parts);
}

/* --- with --- */

void py_emit_exit_with_nones(PyCompiler *compiler) {
    for (int i = 0; i < 3; i++) py_emit_none(compiler);
    py_emit_call(compiler, 2);
}

static void await_on_stack(PyCompiler *compiler, int kind) {
    py_emit(compiler, PY_OP_GET_AWAITABLE, kind);
    py_emit_none(compiler);
    py_emit_yield_from(compiler, true);
}

/* __exit__ was called with an exception: a true result swallows it. */
static void finish_with_exception(PyCompiler *compiler, PyBlock *cleanup) {
    PyBlock *swallowed = py_new_block(compiler);
    py_set_position(compiler, &py_no_position);
    py_emit_jump(compiler, PY_OP_POP_JUMP_IF_TRUE, swallowed);
    py_emit(compiler, PY_OP_RERAISE, 2);
    py_use_block(compiler, cleanup);
    py_emit_reraise(compiler);
    py_use_block(compiler, swallowed);
    py_emit(compiler, PY_OP_POP_TOP, 0);
    py_emit(compiler, PY_OP_POP_BLOCK, 0);
    py_emit(compiler, PY_OP_POP_EXCEPT, 0);
    py_emit(compiler, PY_OP_POP_TOP, 0);
    py_emit(compiler, PY_OP_POP_TOP, 0);
}

/* The with statement from its index-th item on: `with a, b` nests. */
static void generate_with_item(PyCompiler *compiler, const PyStmt *stmt, bool is_async, int index) {
    if (compiler->failed) return;
    PyWithItemList items = is_async ? stmt->AsyncWith.items : stmt->With.items;
    const PyWithItem *item = items.items[index];
    PyBlock *block = py_new_block(compiler), *final = py_new_block(compiler);
    PyBlock *exit = py_new_block(compiler), *cleanup = py_new_block(compiler);
    py_generate_expr(compiler, item->context_expr);
    py_emit(compiler, is_async ? PY_OP_BEFORE_ASYNC_WITH : PY_OP_BEFORE_WITH, 0);
    if (is_async) await_on_stack(compiler, 1);
    py_emit_jump(compiler, PY_OP_SETUP_WITH, final);
    py_use_block(compiler, block);
    py_nest_push(
        compiler,
        (PyNest){.kind = is_async ? PY_NEST_ASYNC_WITH : PY_NEST_WITH, .start = block, .stmt = stmt});
    if (item->optional_vars)
        py_generate_expr(compiler, item->optional_vars);
    else
        py_emit(compiler, PY_OP_POP_TOP, 0);
    if (index + 1 < items.count)
        generate_with_item(compiler, stmt, is_async, index + 1);
    else
        py_generate_stmts(compiler, is_async ? stmt->AsyncWith.body : stmt->With.body);
    py_nest_pop(compiler);
    if (is_async) /* the body's last statement lends its line; in a plain `with` nothing does */
        py_emit(compiler, PY_OP_POP_BLOCK, 0);
    else
        py_emit_no_line(compiler, PY_OP_POP_BLOCK, 0);
    py_set_position(compiler, &stmt->at);
    py_emit_exit_with_nones(compiler);
    if (is_async) await_on_stack(compiler, 2);
    py_emit(compiler, PY_OP_POP_TOP, 0);
    py_emit_jump(compiler, PY_OP_JUMP, exit);
    py_use_block(compiler, final);
    py_emit_jump(compiler, PY_OP_SETUP_CLEANUP, cleanup);
    py_emit(compiler, PY_OP_PUSH_EXC_INFO, 0);
    py_emit(compiler, PY_OP_WITH_EXCEPT_START, 0);
    if (is_async) await_on_stack(compiler, 2);
    finish_with_exception(compiler, cleanup);
    py_use_block(compiler, exit);
}

void py_generate_with(PyCompiler *compiler, const PyStmt *stmt) {
    bool is_async = stmt->kind == PY_STMT_ASYNC_WITH;
    if (is_async && compiler->unit->kind != PY_UNIT_ASYNC_FUNCTION)
        py_generate_fail(compiler, "'async with' outside async function");
    generate_with_item(compiler, stmt, is_async, 0);
}
