/* Goroutines and channels: not compiled yet; each says so. */
#include "go/ir/lower.h"

void lower_receive(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags, int32_t ok) {
    (void)to, (void)flags, (void)ok;
    unsupported(lowerer, expression->pos, "channels");
}

void lower_send(Lowerer *lowerer, GoStmt *statement) {
    unsupported(lowerer, statement->pos, "channels");
}

void lower_go(Lowerer *lowerer, GoStmt *statement) {
    unsupported(lowerer, statement->pos, "go statements");
}

void lower_select(Lowerer *lowerer, GoStmt *statement) {
    unsupported(lowerer, statement->pos, "select statements");
}
