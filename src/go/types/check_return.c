/* Terminating statements: can control reach the end of a function that must return something (spec:
 * "Terminating statements")? */
#include "go/types/checker.h"

static bool is_terminating(const GoStmt *stmt);

static bool list_is_terminating(GoStmtList list) {
    uint32_t count = list.count;
    while (count > 0 && list.items[count - 1]->kind == GO_STMT_EMPTY) count--;
    return count > 0 && is_terminating(list.items[count - 1]);
}

/* ---- Does a break leave the statement? -------------------------------------------------------------- */

static bool has_break(const GoStmt *stmt, const GoStmt *target);

static bool list_has_break(GoStmtList list, const GoStmt *target) {
    for (uint32_t i = 0; i < list.count; i++) {
        if (has_break(list.items[i], target)) return true;
    }
    return false;
}

static bool clauses_have_break(GoClauseList clauses, const GoStmt *target) {
    for (uint32_t i = 0; i < clauses.count; i++) {
        if (list_has_break(clauses.items[i].body, target)) return true;
    }
    return false;
}

static bool has_break(const GoStmt *stmt, const GoStmt *target) {
    if (!stmt) return false;
    switch (stmt->kind) {
    case GO_STMT_BRANCH: return stmt->branch.keyword == GO_TOKEN_BREAK && stmt->branch.target == target;
    case GO_STMT_BLOCK: return list_has_break(stmt->block.statements, target);
    case GO_STMT_LABELED: return has_break(stmt->labeled.statement, target);
    case GO_STMT_IF: return has_break(stmt->if_.then, target) || has_break(stmt->if_.otherwise, target);
    case GO_STMT_FOR: return has_break(stmt->for_.body, target);
    case GO_STMT_RANGE: return has_break(stmt->range.body, target);
    case GO_STMT_SWITCH:
    case GO_STMT_TYPE_SWITCH: return clauses_have_break(stmt->switch_.clauses, target);
    case GO_STMT_SELECT: return clauses_have_break(stmt->select.clauses, target);
    default: return false;
    }
}

/* ---- Statements ------------------------------------------------------------------------------------- */

static bool clause_falls_through(const GoClause *clause) {
    GoStmtList list = clause->body;
    while (list.count > 0 && list.items[list.count - 1]->kind == GO_STMT_EMPTY) list.count--;
    if (list.count == 0) return false;
    const GoStmt *last = list.items[list.count - 1];
    return last->kind == GO_STMT_BRANCH && last->branch.keyword == GO_TOKEN_FALLTHROUGH;
}

static bool clauses_are_terminating(const GoStmt *stmt, GoClauseList clauses, bool needs_default) {
    bool has_default = false;
    for (uint32_t i = 0; i < clauses.count; i++) {
        const GoClause *clause = &clauses.items[i];
        has_default |= clause->is_default;
        if (!list_is_terminating(clause->body) && !clause_falls_through(clause)) return false;
        if (list_has_break(clause->body, stmt)) return false;
    }
    return has_default || !needs_default;
}

static bool is_panic(const GoStmt *stmt) {
    const GoExpr *call = stmt->expression;
    while (call->kind == GO_EXPR_PAREN) call = call->paren.inner;
    return call->kind == GO_EXPR_CALL && call->call.kind == GO_CALL_BUILTIN &&
           call->call.builtin == GO_BUILTIN_PANIC;
}

static bool is_terminating(const GoStmt *stmt) {
    switch (stmt->kind) {
    case GO_STMT_RETURN: return true;
    case GO_STMT_EXPRESSION: return is_panic(stmt);
    case GO_STMT_BRANCH: return stmt->branch.keyword == GO_TOKEN_GOTO;
    case GO_STMT_LABELED: return is_terminating(stmt->labeled.statement);
    case GO_STMT_BLOCK: return list_is_terminating(stmt->block.statements);
    case GO_STMT_IF:
        return stmt->if_.otherwise && is_terminating(stmt->if_.then) && is_terminating(stmt->if_.otherwise);
    case GO_STMT_FOR: return !stmt->for_.condition && !has_break(stmt->for_.body, stmt);
    case GO_STMT_SWITCH:
    case GO_STMT_TYPE_SWITCH: return clauses_are_terminating(stmt, stmt->switch_.clauses, true);
    case GO_STMT_SELECT: return clauses_are_terminating(stmt, stmt->select.clauses, false);
    default: return false;
    }
}

bool go_is_terminating(const GoStmt *stmt) {
    return is_terminating(stmt);
}
