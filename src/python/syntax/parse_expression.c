/* Expressions, from `yield` down to the primaries.
 *
 * Operators are parsed by precedence climbing: one loop over a table instead of a function per level, so that
 * an operand without operators, which most expressions are, costs one look at the token behind it.
 * A group in parentheses leaves no node of its own, but its parentheses belong to the node around it:
 * `(a) + b` starts at the parenthesis. So each rule notes the token at which it starts and does not ask its
 * first operand. */
#include "python/syntax/parser_internal.h"

/* How tightly the operators bind, the loosest first. */
typedef enum OperatorLevel {
    LEVEL_NONE, /* the token is no operator between two operands */
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_COMPARISON,
    LEVEL_BIT_OR,
    LEVEL_BIT_XOR,
    LEVEL_BIT_AND,
    LEVEL_SHIFT,
    LEVEL_SUM,
    LEVEL_PRODUCT
} OperatorLevel;

typedef struct InfixOperator {
    uint8_t level;
    uint8_t op; /* of a BinOp, a BoolOp or a Compare, as the level says */
} InfixOperator;

static const InfixOperator infix_operators[PY_TOKEN_KIND_COUNT] = {
    [PY_TOKEN_OR] = {LEVEL_OR, PY_OP_OR},
    [PY_TOKEN_AND] = {LEVEL_AND, PY_OP_AND},
    [PY_TOKEN_EQUAL_EQUAL] = {LEVEL_COMPARISON, PY_OP_EQ},
    [PY_TOKEN_NOT_EQUAL] = {LEVEL_COMPARISON, PY_OP_NOT_EQ},
    [PY_TOKEN_LESS] = {LEVEL_COMPARISON, PY_OP_LT},
    [PY_TOKEN_LESS_EQUAL] = {LEVEL_COMPARISON, PY_OP_LT_E},
    [PY_TOKEN_GREATER] = {LEVEL_COMPARISON, PY_OP_GT},
    [PY_TOKEN_GREATER_EQUAL] = {LEVEL_COMPARISON, PY_OP_GT_E},
    [PY_TOKEN_IN] = {LEVEL_COMPARISON, PY_OP_IN},
    [PY_TOKEN_IS] = {LEVEL_COMPARISON, PY_OP_IS},      /* or the first half of `is not` */
    [PY_TOKEN_NOT] = {LEVEL_COMPARISON, PY_OP_NOT_IN}, /* when `in` follows */
    [PY_TOKEN_BAR] = {LEVEL_BIT_OR, PY_OP_BIT_OR},
    [PY_TOKEN_CARET] = {LEVEL_BIT_XOR, PY_OP_BIT_XOR},
    [PY_TOKEN_AMPERSAND] = {LEVEL_BIT_AND, PY_OP_BIT_AND},
    [PY_TOKEN_LEFT_SHIFT] = {LEVEL_SHIFT, PY_OP_LSHIFT},
    [PY_TOKEN_RIGHT_SHIFT] = {LEVEL_SHIFT, PY_OP_RSHIFT},
    [PY_TOKEN_PLUS] = {LEVEL_SUM, PY_OP_ADD},
    [PY_TOKEN_MINUS] = {LEVEL_SUM, PY_OP_SUB},
    [PY_TOKEN_STAR] = {LEVEL_PRODUCT, PY_OP_MULT},
    [PY_TOKEN_SLASH] = {LEVEL_PRODUCT, PY_OP_DIV},
    [PY_TOKEN_DOUBLE_SLASH] = {LEVEL_PRODUCT, PY_OP_FLOOR_DIV},
    [PY_TOKEN_PERCENT] = {LEVEL_PRODUCT, PY_OP_MOD},
    [PY_TOKEN_AT] = {LEVEL_PRODUCT, PY_OP_MAT_MULT},
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

static PyExpr *new_binary(PyParser *parser, PyExpr *left, PyBinaryOperator op, PyExpr *right, size_t start) {
    PyExpr *expr = py_new_expr(parser, PY_EXPR_BIN_OP, start);
    expr->BinOp.left = left;
    expr->BinOp.op = op;
    expr->BinOp.right = right;
    return expr;
}

static PyExpr *new_unary(PyParser *parser, PyUnaryOperator op, PyExpr *operand, size_t start) {
    PyExpr *expr = py_new_expr(parser, PY_EXPR_UNARY_OP, start);
    expr->UnaryOp.op = op;
    expr->UnaryOp.operand = operand;
    return expr;
}

static PyExpr *parse_slice(PyParser *parser) {
    size_t start = py_start(parser);
    PyExpr *bounds[3] = {NULL};
    if (!py_at(parser, PY_TOKEN_COLON)) {
        bounds[0] = py_parse_named_expression(parser);
        if (!bounds[0] || !py_at(parser, PY_TOKEN_COLON)) return bounds[0];
        bool bare_walrus = bounds[0]->kind == PY_EXPR_NAMED_EXPR &&
                           bounds[0]->at.start == parser->tokens.items[start].at.start;
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
    size_t start = py_start(parser);
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

static PyExpr *parse_attribute(PyParser *parser, PyExpr *value, size_t start) {
    Str name = py_parse_name(parser);
    if (!name.data) return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_ATTRIBUTE, start);
    expr->Attribute.value = value;
    expr->Attribute.attr = name;
    return expr;
}

static PyExpr *parse_call(PyParser *parser, PyExpr *func, size_t start) {
    PyExprList args = {0};
    PyKeywordList keywords = {0};
    if (!py_parse_arguments(parser, &args, &keywords)) return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_CALL, start);
    expr->Call.func = func;
    expr->Call.args = args;
    expr->Call.keywords = keywords;
    return expr;
}

static PyExpr *parse_subscript(PyParser *parser, PyExpr *value, size_t start) {
    PyExpr *slice = parse_slices(parser);
    if (!slice || !py_accept(parser, PY_TOKEN_RIGHT_BRACKET)) return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_SUBSCRIPT, start);
    expr->Subscript.value = value;
    expr->Subscript.slice = slice;
    return expr;
}

/* An atom with attributes, calls and subscripts behind it. */
PyExpr *py_parse_primary(PyParser *parser) {
    size_t start = py_start(parser);
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
    size_t start = py_start(parser);
    if (!py_accept(parser, PY_TOKEN_AWAIT)) return py_parse_primary(parser);
    PyExpr *value = py_parse_primary(parser);
    if (!value) return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_AWAIT, start);
    expr->Await.value = value;
    return expr;
}

static PyExpr *parse_operation(PyParser *parser, OperatorLevel lowest);
static PyExpr *parse_factor(PyParser *parser);

static PyExpr *parse_power(PyParser *parser, PyExpr *base, size_t start) {
    if (!py_enter(parser, 2)) return NULL;
    parser->at++;
    PyExpr *exponent = parse_factor(parser);
    py_leave(parser, 2);
    return exponent ? new_binary(parser, base, PY_OP_POW, exponent, start) : NULL;
}

static PyExpr *parse_unary(PyParser *parser, PyUnaryOperator op, PyExpr *(*operand)(PyParser *)) {
    size_t start = py_start(parser);
    if (!py_enter(parser, 1)) return NULL;
    parser->at++;
    PyExpr *value = operand(parser);
    py_leave(parser, 1);
    return value ? new_unary(parser, op, value, start) : NULL;
}

/* An operand of the binary operators, with the signs before it and the power behind it. */
static PyExpr *parse_factor(PyParser *parser) {
    size_t start = py_start(parser);
    switch (py_peek(parser)->kind) {
    case PY_TOKEN_PLUS: return parse_unary(parser, PY_OP_UADD, parse_factor);
    case PY_TOKEN_MINUS: return parse_unary(parser, PY_OP_USUB, parse_factor);
    case PY_TOKEN_TILDE: return parse_unary(parser, PY_OP_INVERT, parse_factor);
    default: break;
    }
    PyExpr *base = parse_await(parser);
    return base && py_at(parser, PY_TOKEN_POWER) ? parse_power(parser, base, start) : base;
}

static PyExpr *parse_inversion(PyParser *parser) {
    return parse_operation(parser, LEVEL_NOT);
}

PyExpr *py_parse_bitwise_or(PyParser *parser) {
    return parse_operation(parser, LEVEL_BIT_OR);
}

/* Is the current token, or the one that follows with it, a comparison operator? Consumes it. */
static bool accept_comparison(PyParser *parser, PyCompareOperator *op) {
    PyTokenKind kind = py_peek(parser)->kind;
    InfixOperator infix = infix_operators[kind];
    if (infix.level != LEVEL_COMPARISON) return false;
    *op = (PyCompareOperator)infix.op;
    if (kind == PY_TOKEN_IS || kind == PY_TOKEN_NOT) {
        PyTokenKind second = py_peek_ahead(parser, 1)->kind;
        if (kind == PY_TOKEN_NOT && second != PY_TOKEN_IN) return false;
        if (kind == PY_TOKEN_IS && second == PY_TOKEN_NOT) *op = PY_OP_IS_NOT;
        if (*op != PY_OP_IS) parser->at++;
    }
    parser->at++;
    return true;
}

/* Splits the list of operators and operands in turn that was pushed from `list` on. */
static void take_comparisons(PyParser *parser, size_t list, PyExpr *compare) {
    int count = (int)(parser->stack.count - list) / 2;
    PyCompareOperator *ops = ARENA_ARRAY(parser->arena, PyCompareOperator, count);
    for (int i = 0; i < count; i++)
        ops[i] = (PyCompareOperator)(uintptr_t)parser->stack.items[list + 2 * (size_t)i];
    compare->Compare.ops.items = ops;
    compare->Compare.comparators.items = py_list_column(parser, list + 1, count);
    compare->Compare.ops.count = compare->Compare.comparators.count = count;
    parser->stack.count = list;
}

/* (operator operand)+ behind the first operand, as one Compare. When the token turns out to be no operator,
 * the first operand alone. */
static PyExpr *parse_comparisons(PyParser *parser, PyExpr *left, size_t start) {
    size_t list = py_list_begin(parser);
    PyCompareOperator op;
    if (!accept_comparison(parser, &op)) return left;
    do {
        PyExpr *right = py_parse_bitwise_or(parser);
        if (!right) return NULL;
        py_list_push(parser, (void *)(uintptr_t)op);
        py_list_push(parser, right);
    } while (accept_comparison(parser, &op));
    PyExpr *expr = py_new_expr(parser, PY_EXPR_COMPARE, start);
    expr->Compare.left = left;
    take_comparisons(parser, list, expr);
    return expr;
}

/* (separator operand)+ behind the first operand, as one BoolOp. */
static PyExpr *parse_bool(PyParser *parser, PyExpr *first, InfixOperator infix, size_t start) {
    PyTokenKind separator = py_peek(parser)->kind;
    size_t list = py_list_begin(parser);
    py_list_push(parser, first);
    while (py_accept(parser, separator)) {
        PyExpr *next = parse_operation(parser, infix.level + 1);
        if (!next) return NULL;
        py_list_push(parser, next);
    }
    PyExpr *expr = py_new_expr(parser, PY_EXPR_BOOL_OP, start);
    expr->BoolOp.op = (PyBoolOperator)infix.op;
    PY_LIST_END(parser, list, &expr->BoolOp.values);
    return expr;
}

static PyExpr *parse_binary(PyParser *parser, PyExpr *left, InfixOperator infix, size_t start) {
    parser->at++;
    PyExpr *right = parse_operation(parser, infix.level + 1);
    return right ? new_binary(parser, left, (PyBinaryOperator)infix.op, right, start) : NULL;
}

/* Operands and the operators between them, as far as these are of the lowest level or above it. */
static PyExpr *parse_operation(PyParser *parser, OperatorLevel lowest) {
    size_t start = py_start(parser);
    bool inverts = lowest <= LEVEL_NOT && py_at(parser, PY_TOKEN_NOT);
    PyExpr *left = inverts ? parse_unary(parser, PY_OP_NOT, parse_inversion) : parse_factor(parser);
    while (left) {
        InfixOperator infix = infix_operators[py_peek(parser)->kind];
        if (infix.level == LEVEL_NONE || infix.level < lowest) break;
        if (infix.level != LEVEL_COMPARISON) {
            left = infix.level <= LEVEL_AND ? parse_bool(parser, left, infix, start)
                                            : parse_binary(parser, left, infix, start);
            continue;
        }
        PyExpr *comparison = parse_comparisons(parser, left, start);
        if (comparison == left) break;
        left = comparison;
    }
    return left;
}

PyExpr *py_parse_disjunction(PyParser *parser) {
    return parse_operation(parser, LEVEL_OR);
}

static PyExpr *parse_lambda(PyParser *parser) {
    size_t start = py_start(parser);
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
    size_t start = py_start(parser);
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
    size_t start = py_start(parser);
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
    size_t start = py_start(parser);
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

PyExpr *py_new_tuple(PyParser *parser, size_t list, size_t start) {
    PyExpr *expr = py_new_expr(parser, PY_EXPR_TUPLE, start);
    PY_LIST_END(parser, list, &expr->Tuple.elts);
    return expr;
}

/* item (',' item)* [',']: a tuple as soon as there is a comma. */
static PyExpr *parse_tuple_without_parens(PyParser *parser, PyExpr *(*item)(PyParser *), bool stars) {
    size_t start = py_start(parser);
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
    size_t start = py_start(parser);
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
