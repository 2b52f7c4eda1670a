/* Expressions, from `yield` down to the primaries.
 *
 * Binary operators are parsed by precedence climbing: one loop over a table instead of a function per level.
 * A group in parentheses leaves no node of its own, but its parentheses belong to the node around it:
 * `(a) + b` starts at the parenthesis. So each rule notes the token at which it starts and does not ask its
 * first operand. */
#include "python/syntax/parser_internal.h"

typedef struct BinaryOperator {
    uint8_t precedence; /* 0: the token is no binary operator */
    uint8_t op;
} BinaryOperator;

static const BinaryOperator binary_operators[PY_TOKEN_KIND_COUNT] = {
    [PY_TOKEN_BAR] = {1, PY_OP_BIT_OR},         [PY_TOKEN_CARET] = {2, PY_OP_BIT_XOR},
    [PY_TOKEN_AMPERSAND] = {3, PY_OP_BIT_AND},  [PY_TOKEN_LEFT_SHIFT] = {4, PY_OP_LSHIFT},
    [PY_TOKEN_RIGHT_SHIFT] = {4, PY_OP_RSHIFT}, [PY_TOKEN_PLUS] = {5, PY_OP_ADD},
    [PY_TOKEN_MINUS] = {5, PY_OP_SUB},          [PY_TOKEN_STAR] = {6, PY_OP_MULT},
    [PY_TOKEN_SLASH] = {6, PY_OP_DIV},          [PY_TOKEN_DOUBLE_SLASH] = {6, PY_OP_FLOOR_DIV},
    [PY_TOKEN_PERCENT] = {6, PY_OP_MOD},        [PY_TOKEN_AT] = {6, PY_OP_MAT_MULT},
};

bool py_starts_expression(PyTokenKind kind) {
    switch (kind) {
    case PY_TOKEN_NAME:
    case PY_TOKEN_NUMBER:
    case PY_TOKEN_STRING:
    case PY_TOKEN_LEFT_PAREN:
    case PY_TOKEN_LEFT_BRACKET:
    case PY_TOKEN_LEFT_BRACE:
    case PY_TOKEN_PLUS:
    case PY_TOKEN_MINUS:
    case PY_TOKEN_TILDE:
    case PY_TOKEN_ELLIPSIS:
    case PY_TOKEN_NOT:
    case PY_TOKEN_LAMBDA:
    case PY_TOKEN_AWAIT:
    case PY_TOKEN_NONE:
    case PY_TOKEN_TRUE:
    case PY_TOKEN_FALSE: return true;
    default: return false;
    }
}

static PyExpr *new_binary(PyParser *parser, PyExpr *left, PyBinaryOperator op, PyExpr *right,
                          PyPosition start) {
    PyExpr *expr = py_new_expr(parser, PY_EXPR_BIN_OP, start);
    expr->BinOp.left = left;
    expr->BinOp.op = op;
    expr->BinOp.right = right;
    return expr;
}

static PyExpr *new_unary(PyParser *parser, PyUnaryOperator op, PyExpr *operand, PyPosition start) {
    PyExpr *expr = py_new_expr(parser, PY_EXPR_UNARY_OP, start);
    expr->UnaryOp.op = op;
    expr->UnaryOp.operand = operand;
    return expr;
}

static PyExpr *parse_slice(PyParser *parser) {
    PyPosition start = py_start(parser);
    PyExpr *bounds[3] = {NULL};
    if (!py_at(parser, PY_TOKEN_COLON)) {
        bounds[0] = py_parse_named_expression(parser);
        if (!bounds[0] || !py_at(parser, PY_TOKEN_COLON)) return bounds[0];
        bool bare_walrus = bounds[0]->kind == PY_EXPR_NAMED_EXPR && bounds[0]->at.start == start.start;
        if (bare_walrus) return NULL;
    }
    for (int i = 1; i < 3 && py_accept(parser, PY_TOKEN_COLON); i++)
        if (py_starts_expression(py_peek(parser)->kind) && !(bounds[i] = py_parse_expression(parser)))
            return NULL;
    PyExpr *slice = py_new_expr(parser, PY_EXPR_SLICE, start);
    slice->Slice.lower = bounds[0];
    slice->Slice.upper = bounds[1];
    slice->Slice.step = bounds[2];
    return slice;
}

/* What stands between the brackets of a subscript. */
static PyExpr *parse_slices(PyParser *parser) {
    PyPosition start = py_start(parser);
    size_t list = py_list_begin(parser);
    bool starred = false;
    do {
        if (py_at(parser, PY_TOKEN_RIGHT_BRACKET) && parser->stack.count > list) break;
        bool star = py_at(parser, PY_TOKEN_STAR);
        PyExpr *item = star ? py_parse_starred(parser, py_parse_expression) : parse_slice(parser);
        if (!item) return NULL;
        starred |= star;
        py_list_push(parser, item);
    } while (py_accept(parser, PY_TOKEN_COMMA));
    bool single = parser->stack.count == list + 1 && !starred &&
                  parser->tokens.items[parser->at - 1].kind != PY_TOKEN_COMMA;
    return single ? VEC_POP(&parser->stack) : py_new_tuple(parser, list, start);
}

static PyExpr *parse_attribute(PyParser *parser, PyExpr *value, PyPosition start) {
    Str name = py_parse_name(parser);
    if (!name.data) return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_ATTRIBUTE, start);
    expr->Attribute.value = value;
    expr->Attribute.attr = name;
    return expr;
}

static PyExpr *parse_call(PyParser *parser, PyExpr *func, PyPosition start) {
    PyExprList args = {0};
    PyKeywordList keywords = {0};
    if (!py_parse_arguments(parser, &args, &keywords)) return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_CALL, start);
    expr->Call.func = func;
    expr->Call.args = args;
    expr->Call.keywords = keywords;
    return expr;
}

static PyExpr *parse_subscript(PyParser *parser, PyExpr *value, PyPosition start) {
    PyExpr *slice = parse_slices(parser);
    if (!slice || !py_accept(parser, PY_TOKEN_RIGHT_BRACKET)) return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_SUBSCRIPT, start);
    expr->Subscript.value = value;
    expr->Subscript.slice = slice;
    return expr;
}

/* An atom with attributes, calls and subscripts behind it. */
PyExpr *py_parse_primary(PyParser *parser) {
    PyPosition start = py_start(parser);
    PyExpr *expr = py_parse_atom(parser);
    while (expr) {
        PyTokenKind kind = py_peek(parser)->kind;
        if (kind == PY_TOKEN_DOT) {
            parser->at++;
            expr = parse_attribute(parser, expr, start);
        } else if (kind == PY_TOKEN_LEFT_PAREN || kind == PY_TOKEN_LEFT_BRACKET) {
            if (!py_enter(parser, PY_DEPTH_OF_BRACKETS)) return NULL;
            parser->at++;
            expr = kind == PY_TOKEN_LEFT_PAREN ? parse_call(parser, expr, start)
                                               : parse_subscript(parser, expr, start);
            py_leave(parser, PY_DEPTH_OF_BRACKETS);
        } else {
            break;
        }
    }
    return expr;
}

static PyExpr *parse_await(PyParser *parser) {
    PyPosition start = py_start(parser);
    if (!py_accept(parser, PY_TOKEN_AWAIT)) return py_parse_primary(parser);
    PyExpr *value = py_parse_primary(parser);
    if (!value) return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_AWAIT, start);
    expr->Await.value = value;
    return expr;
}

static PyExpr *parse_factor(PyParser *parser);

static PyExpr *parse_power(PyParser *parser) {
    PyPosition start = py_start(parser);
    PyExpr *base = parse_await(parser);
    if (!base || !py_at(parser, PY_TOKEN_POWER)) return base;
    if (!py_enter(parser, 2)) return NULL;
    parser->at++;
    PyExpr *exponent = parse_factor(parser);
    py_leave(parser, 2);
    return exponent ? new_binary(parser, base, PY_OP_POW, exponent, start) : NULL;
}

static PyExpr *parse_factor(PyParser *parser) {
    PyUnaryOperator op;
    switch (py_peek(parser)->kind) {
    case PY_TOKEN_PLUS: op = PY_OP_UADD; break;
    case PY_TOKEN_MINUS: op = PY_OP_USUB; break;
    case PY_TOKEN_TILDE: op = PY_OP_INVERT; break;
    default: return parse_power(parser);
    }
    PyPosition start = py_start(parser);
    if (!py_enter(parser, 1)) return NULL;
    parser->at++;
    PyExpr *operand = parse_factor(parser);
    py_leave(parser, 1);
    return operand ? new_unary(parser, op, operand, start) : NULL;
}

/* Operators of at least that precedence. */
static PyExpr *parse_binary(PyParser *parser, int precedence) {
    PyPosition start = py_start(parser);
    PyExpr *left = parse_factor(parser);
    while (left) {
        BinaryOperator operator= binary_operators[py_peek(parser)->kind];
        if (operator.precedence == 0 || operator.precedence<precedence) break;
        parser->at++;
        PyExpr *right = parse_binary(parser, operator.precedence + 1);
        left = right ? new_binary(parser, left, operator.op, right, start) : NULL;
    }
    return left;
}

PyExpr *py_parse_bitwise_or(PyParser *parser) {
    return parse_binary(parser, 1);
}

/* Consumes a comparison operator, one or two tokens. */
static bool accept_comparison(PyParser *parser, PyCompareOperator *op) {
    switch (py_peek(parser)->kind) {
    case PY_TOKEN_EQUAL_EQUAL: *op = PY_OP_EQ; break;
    case PY_TOKEN_NOT_EQUAL: *op = PY_OP_NOT_EQ; break;
    case PY_TOKEN_LESS: *op = PY_OP_LT; break;
    case PY_TOKEN_LESS_EQUAL: *op = PY_OP_LT_E; break;
    case PY_TOKEN_GREATER: *op = PY_OP_GT; break;
    case PY_TOKEN_GREATER_EQUAL: *op = PY_OP_GT_E; break;
    case PY_TOKEN_IN: *op = PY_OP_IN; break;
    case PY_TOKEN_IS:
        *op = py_peek_ahead(parser, 1)->kind == PY_TOKEN_NOT ? PY_OP_IS_NOT : PY_OP_IS;
        parser->at += *op == PY_OP_IS_NOT;
        break;
    case PY_TOKEN_NOT:
        if (py_peek_ahead(parser, 1)->kind != PY_TOKEN_IN) return false;
        *op = PY_OP_NOT_IN;
        parser->at++;
        break;
    default: return false;
    }
    parser->at++;
    return true;
}

static PyExpr *parse_comparison(PyParser *parser) {
    PyPosition start = py_start(parser);
    PyExpr *left = py_parse_bitwise_or(parser);
    PyCompareOperator op;
    if (!left || !accept_comparison(parser, &op)) return left;
    size_t list = py_list_begin(parser);
    VEC(PyCompareOperator) ops = {0};
    do {
        PyExpr *right = py_parse_bitwise_or(parser);
        if (!right) {
            VEC_FREE(&ops);
            return NULL;
        }
        VEC_PUSH(&ops, op);
        py_list_push(parser, right);
    } while (accept_comparison(parser, &op));
    PyExpr *expr = py_new_expr(parser, PY_EXPR_COMPARE, start);
    expr->Compare.left = left;
    PY_LIST_END(parser, list, &expr->Compare.comparators);
    expr->Compare.ops.count = (int)ops.count;
    expr->Compare.ops.items = arena_copy_bytes(parser->arena, ops.items, ops.count * sizeof *ops.items);
    VEC_FREE(&ops);
    return expr;
}

static PyExpr *parse_inversion(PyParser *parser) {
    PyPosition start = py_start(parser);
    if (!py_at(parser, PY_TOKEN_NOT)) return parse_comparison(parser);
    if (!py_enter(parser, 1)) return NULL;
    parser->at++;
    PyExpr *operand = parse_inversion(parser);
    py_leave(parser, 1);
    return operand ? new_unary(parser, PY_OP_NOT, operand, start) : NULL;
}

/* operand (separator operand)*, as one BoolOp. */
static PyExpr *parse_bool(PyParser *parser, PyTokenKind separator, PyBoolOperator op,
                          PyExpr *(*operand)(PyParser *)) {
    PyPosition start = py_start(parser);
    PyExpr *first = operand(parser);
    if (!first || !py_at(parser, separator)) return first;
    size_t list = py_list_begin(parser);
    py_list_push(parser, first);
    while (py_accept(parser, separator)) {
        PyExpr *next = operand(parser);
        if (!next) return NULL;
        py_list_push(parser, next);
    }
    PyExpr *expr = py_new_expr(parser, PY_EXPR_BOOL_OP, start);
    expr->BoolOp.op = op;
    PY_LIST_END(parser, list, &expr->BoolOp.values);
    return expr;
}

static PyExpr *parse_conjunction(PyParser *parser) {
    return parse_bool(parser, PY_TOKEN_AND, PY_OP_AND, parse_inversion);
}

PyExpr *py_parse_disjunction(PyParser *parser) {
    return parse_bool(parser, PY_TOKEN_OR, PY_OP_OR, parse_conjunction);
}

static PyExpr *parse_lambda(PyParser *parser) {
    PyPosition start = py_start(parser);
    if (!py_enter(parser, 2)) return NULL;
    parser->at++;
    PyArguments *args = py_parse_parameters(parser, PY_TOKEN_COLON);
    PyExpr *body = args && py_accept(parser, PY_TOKEN_COLON) ? py_parse_expression(parser) : NULL;
    py_leave(parser, 2);
    if (!body) return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_LAMBDA, start);
    expr->Lambda.args = args;
    expr->Lambda.body = body;
    return expr;
}

PyExpr *py_parse_expression(PyParser *parser) {
    if (py_at(parser, PY_TOKEN_LAMBDA)) return parse_lambda(parser);
    PyPosition start = py_start(parser);
    PyExpr *body = py_parse_disjunction(parser);
    if (!body || !py_accept(parser, PY_TOKEN_IF)) return body;
    PyExpr *test = py_parse_disjunction(parser);
    if (!test || !py_accept(parser, PY_TOKEN_ELSE) || !py_enter(parser, 1)) return NULL;
    PyExpr *orelse = py_parse_expression(parser);
    py_leave(parser, 1);
    if (!orelse) return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_IF_EXP, start);
    expr->IfExp.test = test;
    expr->IfExp.body = body;
    expr->IfExp.orelse = orelse;
    return expr;
}

PyExpr *py_parse_named_expression(PyParser *parser) {
    if (!py_at(parser, PY_TOKEN_NAME) || py_peek_ahead(parser, 1)->kind != PY_TOKEN_COLON_EQUAL) {
        PyExpr *expr = py_parse_expression(parser);
        return expr && !py_at(parser, PY_TOKEN_COLON_EQUAL) ? expr : NULL;
    }
    PyPosition start = py_start(parser);
    PyExpr *target = py_parse_atom(parser);
    parser->at++;
    PyExpr *value = target ? py_parse_expression(parser) : NULL;
    if (!value) return NULL;
    py_set_context(target, PY_STORE);
    PyExpr *expr = py_new_expr(parser, PY_EXPR_NAMED_EXPR, start);
    expr->NamedExpr.target = target;
    expr->NamedExpr.value = value;
    return expr;
}

PyExpr *py_parse_starred(PyParser *parser, PyExpr *(*operand)(PyParser *)) {
    PyPosition start = py_start(parser);
    parser->at++;
    PyExpr *value = operand(parser);
    if (!value) return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_STARRED, start);
    expr->Starred.value = value;
    return expr;
}

static PyExpr *parse_star_expression(PyParser *parser) {
    return py_at(parser, PY_TOKEN_STAR) ? py_parse_starred(parser, py_parse_bitwise_or)
                                        : py_parse_expression(parser);
}

PyExpr *py_parse_star_named_expression(PyParser *parser) {
    return py_at(parser, PY_TOKEN_STAR) ? py_parse_starred(parser, py_parse_bitwise_or)
                                        : py_parse_named_expression(parser);
}

PyExpr *py_new_tuple(PyParser *parser, size_t list, PyPosition start) {
    PyExpr *expr = py_new_expr(parser, PY_EXPR_TUPLE, start);
    PY_LIST_END(parser, list, &expr->Tuple.elts);
    return expr;
}

/* item (',' item)* [',']: a tuple as soon as there is a comma. */
static PyExpr *parse_tuple_without_parens(PyParser *parser, PyExpr *(*item)(PyParser *), bool stars) {
    PyPosition start = py_start(parser);
    PyExpr *expr = item(parser);
    if (!expr || !py_at(parser, PY_TOKEN_COMMA)) return expr;
    size_t list = py_list_begin(parser);
    py_list_push(parser, expr);
    while (py_accept(parser, PY_TOKEN_COMMA)) {
        PyTokenKind kind = py_peek(parser)->kind;
        if (!py_starts_expression(kind) && !(stars && kind == PY_TOKEN_STAR)) break;
        if (!(expr = item(parser))) return NULL;
        py_list_push(parser, expr);
    }
    return py_new_tuple(parser, list, start);
}

PyExpr *py_parse_star_expressions(PyParser *parser) {
    return parse_tuple_without_parens(parser, parse_star_expression, true);
}

PyExpr *py_parse_expressions(PyParser *parser) {
    return parse_tuple_without_parens(parser, py_parse_expression, false);
}

PyExpr *py_parse_yield(PyParser *parser) {
    PyPosition start = py_start(parser);
    parser->at++;
    if (py_accept(parser, PY_TOKEN_FROM)) {
        PyExpr *value = py_parse_expression(parser);
        if (!value) return NULL;
        PyExpr *expr = py_new_expr(parser, PY_EXPR_YIELD_FROM, start);
        expr->YieldFrom.value = value;
        return expr;
    }
    PyExpr *value = NULL;
    PyTokenKind kind = py_peek(parser)->kind;
    if ((py_starts_expression(kind) || kind == PY_TOKEN_STAR) && !(value = py_parse_star_expressions(parser)))
        return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_YIELD, start);
    expr->Yield.value = value;
    return expr;
}
