/* Which functions a function mentions: the arrows of the call graph. A function that is only mentioned may
 * be called later through its value, so it counts too. Literals belong to the function around them. */
#include "go/escape/graph.h"

enum { DEPTH_LIMIT = 2500 };

typedef struct Finder {
    GoFunctionList *found;
    uint32_t depth;
} Finder;

static void find_expr(Finder *finder, GoExpr *expression);
static void find_stmt(Finder *finder, GoStmt *statement);

static void find_exprs(Finder *finder, GoExprList list) {
    for (uint32_t i = 0; i < list.count; i++) find_expr(finder, list.items[i]);
}

static void find_stmts(Finder *finder, GoStmtList list) {
    for (uint32_t i = 0; i < list.count; i++) find_stmt(finder, list.items[i]);
}

static void note(Finder *finder, GoExpr *expression) {
    GoObject *object;
    GoFunction *function = static_callee(expression, &object);
    if (function && object) VEC_PUSH(finder->found, function);
}

static void find_by_kind(Finder *finder, GoExpr *expression) {
    switch (expression->kind) {
    case GO_EXPR_NAME: note(finder, expression); break;
    case GO_EXPR_COMPOSITE: find_exprs(finder, expression->composite.elements); break;
    case GO_EXPR_KEY_VALUE:
        find_expr(finder, expression->key_value.key);
        find_expr(finder, expression->key_value.value);
        break;
    case GO_EXPR_FUNCTION: find_stmt(finder, expression->function.function->body); break;
    case GO_EXPR_PAREN: find_expr(finder, expression->paren.inner); break;
    case GO_EXPR_SELECTOR:
        note(finder, expression);
        find_expr(finder, expression->selector.operand);
        break;
    case GO_EXPR_INDEX:
        find_expr(finder, expression->index.operand);
        find_exprs(finder, expression->index.indices);
        break;
    case GO_EXPR_SLICE:
        find_expr(finder, expression->slice.operand);
        for (int i = 0; i < 3; i++) find_expr(finder, expression->slice.bounds[i]);
        break;
    case GO_EXPR_TYPE_ASSERTION: find_expr(finder, expression->assertion.operand); break;
    case GO_EXPR_TYPE_SWITCH: find_expr(finder, expression->type_switch.operand); break;
    case GO_EXPR_CALL:
        find_expr(finder, expression->call.function);
        find_exprs(finder, expression->call.arguments);
        break;
    case GO_EXPR_UNARY: find_expr(finder, expression->unary.operand); break;
    case GO_EXPR_STAR: find_expr(finder, expression->star.operand); break;
    case GO_EXPR_BINARY:
        find_expr(finder, expression->binary.left);
        find_expr(finder, expression->binary.right);
        break;
    default: break;
    }
}

static void find_expr(Finder *finder, GoExpr *expression) {
    if (!expression || finder->depth > DEPTH_LIMIT || expression->mode == GO_MODE_TYPE) return;
    finder->depth++;
    find_by_kind(finder, expression);
    finder->depth--;
}

static void find_clauses(Finder *finder, GoClauseList clauses) {
    for (uint32_t i = 0; i < clauses.count; i++) {
        find_exprs(finder, clauses.items[i].cases);
        find_stmt(finder, clauses.items[i].communication);
        find_stmts(finder, clauses.items[i].body);
    }
}

static void find_declarations(Finder *finder, GoDecl *declaration) {
    for (; declaration; declaration = declaration->next)
        if (declaration->kind == GO_DECL_VAR) find_exprs(finder, declaration->value.values);
}

static void find_stmt_by_kind(Finder *finder, GoStmt *statement) {
    switch (statement->kind) {
    case GO_STMT_BLOCK: find_stmts(finder, statement->block.statements); break;
    case GO_STMT_GO:
    case GO_STMT_DEFER:
    case GO_STMT_EXPRESSION: find_expr(finder, statement->expression); break;
    case GO_STMT_SEND:
        find_expr(finder, statement->send.channel);
        find_expr(finder, statement->send.value);
        break;
    case GO_STMT_DECLARATION: find_declarations(finder, statement->declaration); break;
    case GO_STMT_ASSIGN:
        find_exprs(finder, statement->assign.left);
        find_exprs(finder, statement->assign.right);
        break;
    case GO_STMT_LABELED: find_stmt(finder, statement->labeled.statement); break;
    case GO_STMT_RETURN: find_exprs(finder, statement->return_.results); break;
    case GO_STMT_IF:
        find_stmt(finder, statement->if_.init);
        find_expr(finder, statement->if_.condition);
        find_stmt(finder, statement->if_.then);
        find_stmt(finder, statement->if_.otherwise);
        break;
    case GO_STMT_FOR:
        find_stmt(finder, statement->for_.init);
        find_expr(finder, statement->for_.condition);
        find_stmt(finder, statement->for_.post);
        find_stmt(finder, statement->for_.body);
        break;
    case GO_STMT_RANGE:
        find_expr(finder, statement->range.operand);
        find_stmt(finder, statement->range.body);
        break;
    case GO_STMT_SWITCH:
    case GO_STMT_TYPE_SWITCH:
        find_stmt(finder, statement->switch_.init);
        find_expr(finder, statement->switch_.tag);
        find_clauses(finder, statement->switch_.clauses);
        break;
    case GO_STMT_SELECT: find_clauses(finder, statement->select.clauses); break;
    case GO_STMT_EMPTY:
    case GO_STMT_BRANCH: break;
    }
}

static void find_stmt(Finder *finder, GoStmt *statement) {
    if (!statement || finder->depth > DEPTH_LIMIT) return;
    finder->depth++;
    find_stmt_by_kind(finder, statement);
    finder->depth--;
}

void go_escape_callees(GoFunction *function, GoFunctionList *found) {
    Finder finder = {.found = found};
    find_stmt(&finder, function->body);
}
