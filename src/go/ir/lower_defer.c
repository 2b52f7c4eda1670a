/* defer and recover.
 *
 * A deferred call is prepared like any other, function and arguments in a window; then DEFER keeps a copy of
 * the window instead of calling. A function that defers anything ends with RUN_DEFERRED, which makes the kept
 * calls, last first; and it has a second exit, where the machine goes on when a deferred function has
 * recovered from a panic. */
#include "go/ir/lower.h"

/* Built-in functions have no address: a deferred one is a call that a literal would make. */
static bool is_builtin(GoExpr *call) {
    return call->call.kind != GO_CALL_FUNCTION;
}

void lower_go_or_defer(Lowerer *lowerer, GoStmt *statement) {
    GoExpr *call = strip_parens(statement->expression);
    uint32_t top = lowerer->top;
    if (statement->kind == GO_STMT_GO) {
        lower_go(lowerer, statement);
        return;
    }
    begin_statement(lowerer, statement->start, statement->end);
    if (is_builtin(call))
        unsupported(lowerer, statement->pos, "defer of a built-in function");
    else
        lower_call_as(lowerer, call, IR_DEFER);
    lowerer->top = top;
}

void lower_recover(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    (void)call;
    int32_t value = to;
    if (value == 0) value = slot_new(lowerer, 16, 8);
    emit_flagged(lowerer, flags, IR_RECOVER, value, 0, 0);
}
