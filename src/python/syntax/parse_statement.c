/* Simple statements: those that fit on a line.
 *
 * Whether `a, b = c` is an assignment shows only at the `=`, so an expression comes first and is then turned
 * into targets, see parse_target.c. */
#include "python/syntax/parser_internal.h"

#include <string.h>

static PyExpr *parse_yield_or_star_expressions(PyParser *parser) {
    return py_at(parser, PY_TOKEN_YIELD) ? py_parse_yield(parser) : py_parse_star_expressions(parser);
}

static bool augmented_operator(PyTokenKind kind, PyBinaryOperator *op) {
    switch (kind) {
    case PY_TOKEN_PLUS_EQUAL: *op = PY_OP_ADD; return true;
    case PY_TOKEN_MINUS_EQUAL: *op = PY_OP_SUB; return true;
    case PY_TOKEN_STAR_EQUAL: *op = PY_OP_MULT; return true;
    case PY_TOKEN_AT_EQUAL: *op = PY_OP_MAT_MULT; return true;
    case PY_TOKEN_SLASH_EQUAL: *op = PY_OP_DIV; return true;
    case PY_TOKEN_PERCENT_EQUAL: *op = PY_OP_MOD; return true;
    case PY_TOKEN_AMPERSAND_EQUAL: *op = PY_OP_BIT_AND; return true;
    case PY_TOKEN_BAR_EQUAL: *op = PY_OP_BIT_OR; return true;
    case PY_TOKEN_CARET_EQUAL: *op = PY_OP_BIT_XOR; return true;
    case PY_TOKEN_LEFT_SHIFT_EQUAL: *op = PY_OP_LSHIFT; return true;
    case PY_TOKEN_RIGHT_SHIFT_EQUAL: *op = PY_OP_RSHIFT; return true;
    case PY_TOKEN_POWER_EQUAL: *op = PY_OP_POW; return true;
    case PY_TOKEN_DOUBLE_SLASH_EQUAL: *op = PY_OP_FLOOR_DIV; return true;
    default: return false;
    }
}

/* target = target = ... value: `first` is parsed, the current token is `=`. */
static PyStmt *parse_assign(PyParser *parser, PyExpr *first, size_t start) {
    size_t list = py_list_begin(parser);
    PyExpr *value = first;
    while (py_accept(parser, PY_TOKEN_EQUAL)) {
        if (!py_is_target(value, PY_TARGETS_STAR)) return NULL;
        py_set_context(value, PY_STORE);
        py_list_push(parser, value);
        if (!(value = parse_yield_or_star_expressions(parser))) return NULL;
    }
    Str type_comment = py_parse_type_comment(parser);
    PyStmt *stmt = py_new_stmt(parser, PY_STMT_ASSIGN, start);
    stmt->Assign.type_comment = type_comment;
    PY_LIST_END(parser, list, &stmt->Assign.targets);
    stmt->Assign.value = value;
    return stmt;
}

static PyStmt *parse_annotated(PyParser *parser, PyExpr *target, size_t start, bool parenthesised) {
    if (!py_is_target(target, PY_TARGET_SINGLE)) return NULL;
    parser->at++;
    PyExpr *annotation = py_parse_expression(parser), *value = NULL;
    if (!annotation) return NULL;
    if (py_accept(parser, PY_TOKEN_EQUAL) && !(value = parse_yield_or_star_expressions(parser))) return NULL;
    py_set_context(target, PY_STORE);
    PyStmt *stmt = py_new_stmt(parser, PY_STMT_ANN_ASSIGN, start);
    stmt->AnnAssign.target = target;
    stmt->AnnAssign.annotation = annotation;
    stmt->AnnAssign.value = value;
    stmt->AnnAssign.simple = target->kind == PY_EXPR_NAME && !parenthesised;
    return stmt;
}

static PyStmt *parse_augmented(PyParser *parser, PyExpr *target, PyBinaryOperator op, size_t start) {
    if (!py_is_target(target, PY_TARGET_SINGLE)) return NULL;
    parser->at++;
    PyExpr *value = parse_yield_or_star_expressions(parser);
    if (!value) return NULL;
    py_set_context(target, PY_STORE);
    PyStmt *stmt = py_new_stmt(parser, PY_STMT_AUG_ASSIGN, start);
    stmt->AugAssign.target = target;
    stmt->AugAssign.op = op;
    stmt->AugAssign.value = value;
    return stmt;
}

static PyStmt *parse_expression_statement(PyParser *parser) {
    size_t start = py_start(parser);
    bool parenthesised = py_at(parser, PY_TOKEN_LEFT_PAREN);
    PyExpr *expr = parse_yield_or_star_expressions(parser);
    if (!expr) return NULL;
    PyTokenKind kind = py_peek(parser)->kind;
    PyBinaryOperator op;
    if (kind == PY_TOKEN_EQUAL) return parse_assign(parser, expr, start);
    if (kind == PY_TOKEN_COLON) return parse_annotated(parser, expr, start, parenthesised);
    if (augmented_operator(kind, &op)) return parse_augmented(parser, expr, op, start);
    PyStmt *stmt = py_new_stmt(parser, PY_STMT_EXPR, start);
    stmt->Expr.value = expr;
    return stmt;
}

/* A statement that is one keyword. */
static PyStmt *parse_keyword_statement(PyParser *parser, PyNodeKind kind) {
    size_t start = py_start(parser);
    parser->at++;
    return py_new_stmt(parser, kind, start);
}

static PyStmt *parse_return(PyParser *parser) {
    size_t start = py_start(parser);
    parser->at++;
    PyTokenKind kind = py_peek(parser)->kind;
    PyExpr *value = NULL;
    if ((py_starts_expression(kind) || kind == PY_TOKEN_STAR) && !(value = py_parse_star_expressions(parser)))
        return NULL;
    PyStmt *stmt = py_new_stmt(parser, PY_STMT_RETURN, start);
    stmt->Return.value = value;
    return stmt;
}

static PyStmt *parse_raise(PyParser *parser) {
    size_t start = py_start(parser);
    parser->at++;
    PyExpr *exception = NULL, *cause = NULL;
    if (py_starts_expression(py_peek(parser)->kind)) {
        if (!(exception = py_parse_expression(parser))) return NULL;
        if (py_accept(parser, PY_TOKEN_FROM) && !(cause = py_parse_expression(parser))) return NULL;
    }
    PyStmt *stmt = py_new_stmt(parser, PY_STMT_RAISE, start);
    stmt->Raise.exc = exception;
    stmt->Raise.cause = cause;
    return stmt;
}

static PyStmt *parse_delete(PyParser *parser) {
    size_t start = py_start(parser);
    parser->at++;
    size_t list = py_list_begin(parser);
    do {
        PyTokenKind kind = py_peek(parser)->kind;
        if (parser->stack.count > list && (kind == PY_TOKEN_NEWLINE || kind == PY_TOKEN_SEMICOLON)) break;
        PyExpr *target = py_parse_primary(parser);
        if (!target || !py_is_target(target, PY_TARGETS_DEL)) return NULL;
        py_set_context(target, PY_DEL);
        py_list_push(parser, target);
    } while (py_accept(parser, PY_TOKEN_COMMA));
    PyStmt *stmt = py_new_stmt(parser, PY_STMT_DELETE, start);
    PY_LIST_END(parser, list, &stmt->Delete.targets);
    return stmt;
}

static PyStmt *parse_assert(PyParser *parser) {
    size_t start = py_start(parser);
    parser->at++;
    PyExpr *test = py_parse_expression(parser), *message = NULL;
    if (!test) return NULL;
    if (py_accept(parser, PY_TOKEN_COMMA) && !(message = py_parse_expression(parser))) return NULL;
    PyStmt *stmt = py_new_stmt(parser, PY_STMT_ASSERT, start);
    stmt->Assert.test = test;
    stmt->Assert.msg = message;
    return stmt;
}

/* global and nonlocal. */
static PyStmt *parse_declaration(PyParser *parser, PyNodeKind kind) {
    size_t start = py_start(parser);
    parser->at++;
    VEC(Str) names = {0};
    Str name;
    do {
        name = py_parse_name(parser);
        if (name.data) VEC_PUSH(&names, name);
    } while (name.data && py_accept(parser, PY_TOKEN_COMMA));
    PyStmt *stmt = py_new_stmt(parser, kind, start);
    stmt->Global.names = (PyNameList){arena_copy_bytes(parser->arena, names.items, names.count * sizeof(Str)),
                                      (int)names.count};
    VEC_FREE(&names);
    return name.data ? stmt : NULL;
}

/* a.b.c as one name. */
static Str parse_dotted_name(PyParser *parser) {
    Str name = py_parse_name(parser);
    if (!name.data || !py_at(parser, PY_TOKEN_DOT)) return name;
    StrBuf dotted = {0};
    strbuf_append(&dotted, name);
    while (name.data && py_accept(parser, PY_TOKEN_DOT)) {
        name = py_parse_name(parser);
        strbuf_append_char(&dotted, '.');
        strbuf_append(&dotted, name);
    }
    Str result = name.data ? py_intern(parser, strbuf_view(&dotted)) : name;
    strbuf_free(&dotted);
    return result;
}

static PyAlias *parse_alias(PyParser *parser, bool dotted) {
    size_t start = py_start(parser);
    PyAlias *alias = ARENA_NEW(parser->arena, PyAlias);
    alias->name = dotted ? parse_dotted_name(parser) : py_parse_name(parser);
    if (!alias->name.data) return NULL;
    if (py_accept(parser, PY_TOKEN_AS) && !(alias->asname = py_parse_name(parser)).data) return NULL;
    alias->at = py_span_from(parser, start);
    return alias;
}

static PyStmt *parse_import(PyParser *parser) {
    size_t start = py_start(parser);
    parser->at++;
    size_t list = py_list_begin(parser);
    do {
        PyAlias *alias = parse_alias(parser, true);
        if (!alias) return NULL;
        py_list_push(parser, alias);
    } while (py_accept(parser, PY_TOKEN_COMMA));
    PyStmt *stmt = py_new_stmt(parser, PY_STMT_IMPORT, start);
    PY_LIST_END(parser, list, &stmt->Import.names);
    return stmt;
}

/* What follows `from m import`: *, names, or names in parentheses. Pushes aliases. */
static bool parse_import_targets(PyParser *parser) {
    if (py_at(parser, PY_TOKEN_STAR)) {
        PyAlias *alias = ARENA_NEW(parser->arena, PyAlias);
        size_t start = py_start(parser);
        parser->at++;
        alias->name = py_intern(parser, STR("*"));
        alias->at = py_span_from(parser, start);
        py_list_push(parser, alias);
        return true;
    }
    bool parenthesised = py_accept(parser, PY_TOKEN_LEFT_PAREN);
    do {
        if (parenthesised && py_at(parser, PY_TOKEN_RIGHT_PAREN) &&
            parser->tokens.items[parser->at - 1].kind == PY_TOKEN_COMMA)
            break;
        PyAlias *alias = parse_alias(parser, false);
        if (!alias) return false;
        py_list_push(parser, alias);
    } while (py_accept(parser, PY_TOKEN_COMMA));
    return !parenthesised || py_accept(parser, PY_TOKEN_RIGHT_PAREN);
}

static PyStmt *parse_import_from(PyParser *parser) {
    size_t start = py_start(parser);
    parser->at++;
    int level = 0;
    for (;; level++) {
        if (py_accept(parser, PY_TOKEN_ELLIPSIS))
            level += 2;
        else if (!py_accept(parser, PY_TOKEN_DOT))
            break;
    }
    Str module = {0};
    if ((level == 0 || !py_at(parser, PY_TOKEN_IMPORT)) && !(module = parse_dotted_name(parser)).data)
        return NULL;
    size_t list = py_list_begin(parser);
    if (!py_accept(parser, PY_TOKEN_IMPORT) || !parse_import_targets(parser)) return NULL;
    PyStmt *stmt = py_new_stmt(parser, PY_STMT_IMPORT_FROM, start);
    stmt->ImportFrom.module = module;
    stmt->ImportFrom.level = level;
    PY_LIST_END(parser, list, &stmt->ImportFrom.names);
    return stmt;
}

static PyStmt *parse_simple_statement(PyParser *parser) {
    switch (py_peek(parser)->kind) {
    case PY_TOKEN_PASS: return parse_keyword_statement(parser, PY_STMT_PASS);
    case PY_TOKEN_BREAK: return parse_keyword_statement(parser, PY_STMT_BREAK);
    case PY_TOKEN_CONTINUE: return parse_keyword_statement(parser, PY_STMT_CONTINUE);
    case PY_TOKEN_RETURN: return parse_return(parser);
    case PY_TOKEN_IMPORT: return parse_import(parser);
    case PY_TOKEN_FROM: return parse_import_from(parser);
    case PY_TOKEN_RAISE: return parse_raise(parser);
    case PY_TOKEN_DEL: return parse_delete(parser);
    case PY_TOKEN_ASSERT: return parse_assert(parser);
    case PY_TOKEN_GLOBAL: return parse_declaration(parser, PY_STMT_GLOBAL);
    case PY_TOKEN_NONLOCAL: return parse_declaration(parser, PY_STMT_NONLOCAL);
    default: return parse_expression_statement(parser);
    }
}

bool py_parse_simple_statements(PyParser *parser) {
    do {
        if (py_at(parser, PY_TOKEN_NEWLINE) &&
            parser->tokens.items[parser->at - 1].kind == PY_TOKEN_SEMICOLON)
            break;
        PyStmt *stmt = parse_simple_statement(parser);
        if (!stmt) return false;
        py_list_push(parser, stmt);
    } while (py_accept(parser, PY_TOKEN_SEMICOLON));
    return py_accept(parser, PY_TOKEN_NEWLINE);
}

/* A statement of the module begins: nobody looks back further than to the token before it. */
static void forget_tokens(PyParser *parser) {
    if (parser->at > 1) {
        size_t from = parser->at - 1;
        parser->tokens.count -= from;
        memmove(parser->tokens.items, parser->tokens.items + from,
                parser->tokens.count * sizeof *parser->tokens.items);
        parser->at = 1;
    }
    parser->statement = parser->at;
}

bool py_parse_statements(PyParser *parser, PyStmtList *body) {
    size_t list = py_list_begin(parser);
    bool in_module = parser->depth == 0;
    for (;;) {
        PyTokenKind kind = py_peek(parser)->kind;
        if (kind == PY_TOKEN_END_MARKER || kind == PY_TOKEN_DEDENT) break;
        if (in_module) forget_tokens(parser);
        bool is_compound;
        PyStmt *stmt = py_parse_compound_statement(parser, &is_compound);
        if (stmt)
            py_list_push(parser, stmt);
        else if (is_compound || parser->error.kind || !py_parse_simple_statements(parser))
            return false;
    }
    PY_LIST_END(parser, list, body);
    return true;
}
