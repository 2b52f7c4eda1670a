/* Compound statements: those that hold blocks. */
#include "python/syntax/parser_internal.h"

enum { DEPTH_OF_BLOCK = 8 };

bool py_parse_block(PyParser *parser, PyStmtList *body) {
    if (!py_enter(parser, DEPTH_OF_BLOCK)) return false;
    bool done;
    if (py_accept(parser, PY_TOKEN_NEWLINE)) {
        done = py_accept(parser, PY_TOKEN_INDENT) && py_parse_statements(parser, body) && body->count > 0 &&
               py_accept(parser, PY_TOKEN_DEDENT);
    } else {
        size_t list = py_list_begin(parser);
        done = py_parse_simple_statements(parser);
        if (done) PY_LIST_END(parser, list, body);
    }
    py_leave(parser, DEPTH_OF_BLOCK);
    return done;
}

static bool parse_colon_block(PyParser *parser, PyStmtList *body) {
    return py_accept(parser, PY_TOKEN_COLON) && py_parse_block(parser, body);
}

/* An `else` with its block, if there is one. */
static bool parse_else(PyParser *parser, PyStmtList *body) {
    return !py_accept(parser, PY_TOKEN_ELSE) || parse_colon_block(parser, body);
}

/* if and elif: an elif is an If that is alone in its predecessor's orelse. */
static PyStmt *parse_if(PyParser *parser) {
    size_t start = py_start(parser);
    parser->at++;
    PyStmtList body = {0}, orelse = {0};
    PyExpr *test = py_parse_named_expression(parser);
    if (!test || !parse_colon_block(parser, &body)) return NULL;
    if (py_at(parser, PY_TOKEN_ELIF)) {
        if (!py_enter(parser, 1)) return NULL;
        size_t list = py_list_begin(parser);
        PyStmt *elif = parse_if(parser);
        py_leave(parser, 1);
        if (!elif) return NULL;
        py_list_push(parser, elif);
        PY_LIST_END(parser, list, &orelse);
    } else if (!parse_else(parser, &orelse)) {
        return NULL;
    }
    PyStmt *stmt = py_new_stmt(parser, PY_STMT_IF, start);
    stmt->If.test = test;
    stmt->If.body = body;
    stmt->If.orelse = orelse;
    return stmt;
}

static PyStmt *parse_while(PyParser *parser) {
    size_t start = py_start(parser);
    parser->at++;
    PyStmtList body = {0}, orelse = {0};
    PyExpr *test = py_parse_named_expression(parser);
    if (!test || !parse_colon_block(parser, &body) || !parse_else(parser, &orelse)) return NULL;
    PyStmt *stmt = py_new_stmt(parser, PY_STMT_WHILE, start);
    stmt->While.test = test;
    stmt->While.body = body;
    stmt->While.orelse = orelse;
    return stmt;
}

static PyStmt *parse_for(PyParser *parser, size_t start, bool is_async) {
    parser->at++;
    PyStmtList body = {0}, orelse = {0};
    PyExpr *target = py_parse_star_targets(parser);
    if (!target || !py_accept(parser, PY_TOKEN_IN)) return NULL;
    PyExpr *iter = py_parse_star_expressions(parser);
    if (!iter || !py_accept(parser, PY_TOKEN_COLON)) return NULL;
    Str type_comment = py_parse_type_comment(parser);
    if (!py_parse_block(parser, &body) || !parse_else(parser, &orelse)) return NULL;
    PyStmt *stmt = py_new_stmt(parser, is_async ? PY_STMT_ASYNC_FOR : PY_STMT_FOR, start);
    stmt->For.type_comment = type_comment;
    stmt->For.target = target;
    stmt->For.iter = iter;
    stmt->For.body = body;
    stmt->For.orelse = orelse;
    return stmt;
}

static PyWithItem *parse_with_item(PyParser *parser) {
    PyWithItem *item = ARENA_NEW(parser->arena, PyWithItem);
    if (!(item->context_expr = py_parse_expression(parser))) return NULL;
    if (!py_accept(parser, PY_TOKEN_AS)) return item;
    return (item->optional_vars = py_parse_star_target(parser)) ? item : NULL;
}

static bool parse_with_items(PyParser *parser, PyTokenKind end) {
    do {
        if (end == PY_TOKEN_RIGHT_PAREN && py_at(parser, end) &&
            parser->tokens.items[parser->at - 1].kind == PY_TOKEN_COMMA)
            break;
        PyWithItem *item = parse_with_item(parser);
        if (!item) return false;
        py_list_push(parser, item);
    } while (py_accept(parser, PY_TOKEN_COMMA));
    return end == PY_TOKEN_COLON || py_accept(parser, end);
}

/* The current token is a parenthesis whose partner stands before a colon: it may enclose the items (but then
 * no type comment follows). */
static bool at_enclosing_paren(PyParser *parser) {
    if (!py_at(parser, PY_TOKEN_LEFT_PAREN)) return false;
    int32_t level = py_peek(parser)->level - 1;
    for (size_t ahead = 1;; ahead++) {
        const PyToken *token = py_peek_ahead(parser, ahead);
        if (token->kind == PY_TOKEN_ERROR || token->kind == PY_TOKEN_END_MARKER) return false;
        if (token->level == level)
            return py_peek_ahead(parser, ahead + 1)->kind == PY_TOKEN_COLON &&
                   py_peek_ahead(parser, ahead + 2)->kind != PY_TOKEN_TYPE_COMMENT;
    }
}

static PyStmt *parse_with(PyParser *parser, size_t start, bool is_async) {
    parser->at++;
    size_t list = py_list_begin(parser), before = parser->at;
    bool done = false;
    if (at_enclosing_paren(parser)) {
        parser->at++;
        done = parse_with_items(parser, PY_TOKEN_RIGHT_PAREN);
        if (!done && parser->error.kind) return NULL;
    }
    if (!done) {
        parser->at = before;
        parser->stack.count = list;
        done = parse_with_items(parser, PY_TOKEN_COLON);
    }
    PyWithItemList items;
    PyStmtList body = {0};
    if (!done) return NULL;
    PY_LIST_END(parser, list, &items);
    if (!py_accept(parser, PY_TOKEN_COLON)) return NULL;
    Str type_comment = py_parse_type_comment(parser);
    if (!py_parse_block(parser, &body)) return NULL;
    PyStmt *stmt = py_new_stmt(parser, is_async ? PY_STMT_ASYNC_WITH : PY_STMT_WITH, start);
    stmt->With.type_comment = type_comment;
    stmt->With.items = items;
    stmt->With.body = body;
    return stmt;
}

/* One except clause; *star says which kind the statement has, -1 at first. */
static PyExceptHandler *parse_handler(PyParser *parser, int *star) {
    size_t start = py_start(parser);
    parser->at++;
    PyExceptHandler *handler = ARENA_NEW(parser->arena, PyExceptHandler);
    int has_star = py_accept(parser, PY_TOKEN_STAR);
    if (*star >= 0 && *star != has_star) return NULL;
    *star = has_star;
    if (has_star || !py_at(parser, PY_TOKEN_COLON)) {
        if (!(handler->type = py_parse_expression(parser))) return NULL;
        if (py_accept(parser, PY_TOKEN_AS) && !(handler->name = py_parse_name(parser)).data) return NULL;
    }
    if (!parse_colon_block(parser, &handler->body)) return NULL;
    handler->at = py_span_from(parser, start);
    return handler;
}

static PyStmt *parse_try(PyParser *parser) {
    size_t start = py_start(parser);
    parser->at++;
    PyStmtList body = {0}, orelse = {0}, finalbody = {0};
    PyHandlerList handlers;
    if (!parse_colon_block(parser, &body)) return NULL;
    int star = -1;
    size_t list = py_list_begin(parser);
    while (py_at(parser, PY_TOKEN_EXCEPT)) {
        PyExceptHandler *handler = parse_handler(parser, &star);
        if (!handler) return NULL;
        py_list_push(parser, handler);
    }
    PY_LIST_END(parser, list, &handlers);
    if (handlers.count && !parse_else(parser, &orelse)) return NULL;
    bool finally = py_accept(parser, PY_TOKEN_FINALLY);
    if (finally ? !parse_colon_block(parser, &finalbody) : !handlers.count) return NULL;
    PyStmt *stmt = py_new_stmt(parser, star == 1 ? PY_STMT_TRY_STAR : PY_STMT_TRY, start);
    stmt->Try.body = body;
    stmt->Try.handlers = handlers;
    stmt->Try.orelse = orelse;
    stmt->Try.finalbody = finalbody;
    return stmt;
}

/* Behind the colon, or alone on the first line of the block. */
static Str parse_function_type_comment(PyParser *parser) {
    bool own_line = py_at(parser, PY_TOKEN_NEWLINE) &&
                    py_peek_ahead(parser, 1)->kind == PY_TOKEN_TYPE_COMMENT &&
                    py_peek_ahead(parser, 2)->kind == PY_TOKEN_NEWLINE &&
                    py_peek_ahead(parser, 3)->kind == PY_TOKEN_INDENT;
    if (own_line) parser->at++;
    return py_parse_type_comment(parser);
}

static PyStmt *parse_function(PyParser *parser, size_t start, bool is_async, PyExprList decorators) {
    parser->at++;
    Str name = py_parse_name(parser);
    if (!name.data || !py_accept(parser, PY_TOKEN_LEFT_PAREN)) return NULL;
    PyArguments *args = py_parse_parameters(parser, PY_TOKEN_RIGHT_PAREN);
    if (!args || !py_accept(parser, PY_TOKEN_RIGHT_PAREN)) return NULL;
    PyExpr *returns = NULL;
    if (py_accept(parser, PY_TOKEN_ARROW) && !(returns = py_parse_expression(parser))) return NULL;
    PyStmtList body = {0};
    if (!py_accept(parser, PY_TOKEN_COLON)) return NULL;
    Str type_comment = parse_function_type_comment(parser);
    if (!py_parse_block(parser, &body)) return NULL;
    PyStmt *stmt = py_new_stmt(parser, is_async ? PY_STMT_ASYNC_FUNCTION_DEF : PY_STMT_FUNCTION_DEF, start);
    stmt->FunctionDef.type_comment = type_comment;
    stmt->FunctionDef.name = name;
    stmt->FunctionDef.args = args;
    stmt->FunctionDef.body = body;
    stmt->FunctionDef.decorator_list = decorators;
    stmt->FunctionDef.returns = returns;
    return stmt;
}

static bool holds_generator_without_parens(const PyExprList *bases, uint32_t open_paren) {
    return bases->count == 1 && bases->items[0]->kind == PY_EXPR_GENERATOR_EXP &&
           bases->items[0]->at.start == open_paren;
}

static PyStmt *parse_class(PyParser *parser, PyExprList decorators) {
    size_t start = py_start(parser);
    parser->at++;
    PyExprList bases = {0};
    PyKeywordList keywords = {0};
    PyStmtList body = {0};
    Str name = py_parse_name(parser);
    if (!name.data) return NULL;
    uint32_t open_paren = py_peek(parser)->at.start;
    if (py_accept(parser, PY_TOKEN_LEFT_PAREN)) {
        if (!py_parse_arguments(parser, &bases, &keywords)) return NULL;
        if (holds_generator_without_parens(&bases, open_paren)) return NULL;
    }
    if (!parse_colon_block(parser, &body)) return NULL;
    PyStmt *stmt = py_new_stmt(parser, PY_STMT_CLASS_DEF, start);
    stmt->ClassDef.name = name;
    stmt->ClassDef.bases = bases;
    stmt->ClassDef.keywords = keywords;
    stmt->ClassDef.body = body;
    stmt->ClassDef.decorator_list = decorators;
    return stmt;
}

static PyStmt *parse_async(PyParser *parser, PyExprList decorators) {
    size_t start = py_start(parser);
    parser->at++;
    switch (py_peek(parser)->kind) {
    case PY_TOKEN_DEF: return parse_function(parser, start, true, decorators);
    case PY_TOKEN_FOR: return parse_for(parser, start, true);
    case PY_TOKEN_WITH: return parse_with(parser, start, true);
    default: return NULL;
    }
}

static PyStmt *parse_decorated(PyParser *parser) {
    size_t list = py_list_begin(parser);
    while (py_accept(parser, PY_TOKEN_AT)) {
        PyExpr *decorator = py_parse_named_expression(parser);
        if (!decorator || !py_accept(parser, PY_TOKEN_NEWLINE)) return NULL;
        py_list_push(parser, decorator);
    }
    PyExprList decorators;
    PY_LIST_END(parser, list, &decorators);
    size_t start = py_start(parser);
    PyTokenKind kind = py_peek(parser)->kind;
    if (kind == PY_TOKEN_CLASS) return parse_class(parser, decorators);
    if (kind == PY_TOKEN_DEF) return parse_function(parser, start, false, decorators);
    bool is_async = kind == PY_TOKEN_ASYNC && py_peek_ahead(parser, 1)->kind == PY_TOKEN_DEF;
    return is_async ? parse_async(parser, decorators) : NULL;
}

/* NULL with *is_compound false: a simple statement starts here. */
PyStmt *py_parse_compound_statement(PyParser *parser, bool *is_compound) {
    *is_compound = true;
    switch (py_peek(parser)->kind) {
    case PY_TOKEN_IF: return parse_if(parser);
    case PY_TOKEN_WHILE: return parse_while(parser);
    case PY_TOKEN_FOR: return parse_for(parser, py_start(parser), false);
    case PY_TOKEN_TRY: return parse_try(parser);
    case PY_TOKEN_WITH: return parse_with(parser, py_start(parser), false);
    case PY_TOKEN_DEF: return parse_function(parser, py_start(parser), false, (PyExprList){0});
    case PY_TOKEN_CLASS: return parse_class(parser, (PyExprList){0});
    case PY_TOKEN_AT: return parse_decorated(parser);
    case PY_TOKEN_ASYNC: return parse_async(parser, (PyExprList){0});
    default: break;
    }
    *is_compound = false;
    return py_at_word(parser, "match") ? py_parse_match(parser) : NULL;
}
