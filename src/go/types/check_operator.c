/* Operators (spec: "Operators"). */
#include "go/types/checker.h"

static void operator_fail(GoOperand *x) {
    x->mode = GO_MODE_INVALID;
}

/* Which flags an operator's operands must have. */
static unsigned operator_flags(GoToken operator, bool is_unary) {
    switch (operator) {
    case GO_TOKEN_ADD: return is_unary ? GO_IS_NUMERIC : GO_IS_NUMERIC | GO_IS_STRING;
    case GO_TOKEN_SUBTRACT:
    case GO_TOKEN_MULTIPLY:
    case GO_TOKEN_DIVIDE: return GO_IS_NUMERIC;
    case GO_TOKEN_AND_AND:
    case GO_TOKEN_OR_OR:
    case GO_TOKEN_NOT: return GO_IS_BOOLEAN;
    default: return GO_IS_INTEGER;
    }
}

static bool operator_is_defined(Checker *check, GoOperand *x, GoToken operator, bool is_unary) {
    if (go_type_all_flags(check->program, x->type, operator_flags(operator, is_unary))) return true;
    go_check_error(check, go_operand_pos(x), "invalid operation: operator %s not defined on %s",
                   go_token_text(operator), go_show_operand(check, x));
    return false;
}

/* ---- Unary ------------------------------------------------------------------------------------------ */

static void unary_address(Checker *check, GoOperand *x, GoExpr *operand) {
    bool is_literal = go_expr_unparen(operand)->kind == GO_EXPR_COMPOSITE;
    if (!is_literal && x->mode != GO_MODE_VARIABLE) {
        go_check_error(check, go_operand_pos(x), "invalid operation: cannot take address of %s",
                       go_show_operand(check, x));
        operator_fail(x);
        return;
    }
    go_mark_address_taken(operand);
    x->mode = GO_MODE_VALUE;
    x->type = go_type_pointer(check->program, x->type);
}

static void unary_receive(Checker *check, GoOperand *x) {
    const char *problem = NULL;
    GoType *core = go_core_type(check->program, x->type);
    if (!core)
        problem = go_show_format(check, "cannot receive from %s: no core type", go_show_operand(check, x));
    else if (core->kind != GO_CHAN)
        problem = go_show_format(check, "cannot receive from non-channel %s", go_show_operand(check, x));
    else if (core->chan.direction == GO_CHAN_SEND)
        problem =
            go_show_format(check, "cannot receive from send-only channel %s", go_show_operand(check, x));
    if (problem) {
        go_check_error(check, go_operand_pos(x), "invalid operation: %s", problem);
        operator_fail(x);
        return;
    }
    x->mode = GO_MODE_COMMA_OK;
    x->type = core->chan.element;
    check->env.has_call_or_receive = true;
}

void go_check_unary(Checker *check, GoOperand *x, GoExpr *expr) {
    GoToken operator= expr->unary.operator;
    go_check_expr(check, x, expr->unary.operand);
    if (x->mode == GO_MODE_INVALID) return;
    if (operator== GO_TOKEN_AND) {
        unary_address(check, x, expr->unary.operand);
        return;
    }
    if (operator== GO_TOKEN_ARROW) {
        unary_receive(check, x);
        return;
    }
    if (operator== GO_TOKEN_TILDE) {
        go_check_error(check, go_expr_start(expr), "cannot use ~ outside of interface or type constraint");
        operator_fail(x);
        return;
    }
    if (!operator_is_defined(check, x, operator, true)) {
        operator_fail(x);
        return;
    }
    if (x->mode != GO_MODE_CONSTANT) {
        x->mode = GO_MODE_VALUE;
        return;
    }
    if (x->constant->kind == GO_CONSTANT_UNKNOWN) return;
    bool is_unsigned = go_type_flags(x->type) & GO_IS_UNSIGNED;
    x->constant = go_constant_unary(check->arena, operator, x->constant,
                                    is_unsigned ? (int)go_type_size(x->type) * 8 : 0);
    x->expr = expr;
    go_check_overflow(check, x);
}

/* ---- Shifts ----------------------------------------------------------------------------------------- */

enum { SHIFT_COUNT_MAX = 1023 - 1 + 52 };

static bool shift_check_count(Checker *check, GoOperand *y) {
    if (y->mode == GO_MODE_CONSTANT) {
        if (go_constant_is_integer(y->constant) && go_constant_sign(y->constant) < 0) {
            go_check_error(check, go_operand_pos(y), "invalid operation: negative shift count %s",
                           go_show_operand(check, y));
            return false;
        }
        if (!go_type_is_untyped(y->type)) {
            if (go_type_all_flags(check->program, y->type, GO_IS_INTEGER)) return true;
            go_check_error(check, go_operand_pos(y), "invalid operation: shift count %s must be integer",
                           go_show_operand(check, y));
            return false;
        }
        go_check_representable(check, y, go_basic_type(GO_UINT));
        return y->mode != GO_MODE_INVALID;
    }
    if (go_type_all_flags(check->program, y->type, GO_IS_INTEGER) && !go_type_is_untyped(y->type)) {
        if (go_check_allows(check, 13) || go_type_all_flags(check->program, y->type, GO_IS_UNSIGNED))
            return true;
        go_check_error(check, go_operand_pos(y),
                       "invalid operation: signed shift count %s requires go1.13 or later",
                       go_show_operand(check, y));
        return false;
    }
    if (go_type_is_untyped(y->type)) {
        go_check_convert_untyped(check, y, go_basic_type(GO_UINT));
        return y->mode != GO_MODE_INVALID;
    }
    go_check_error(check, go_operand_pos(y), "invalid operation: shift count %s must be integer",
                   go_show_operand(check, y));
    return false;
}

static void shift_constants(Checker *check, GoOperand *x, GoOperand *y, GoExpr *expr, GoToken operator) {
    bool is_integer = go_type_flags(x->type) & GO_IS_INTEGER;
    if (x->constant->kind == GO_CONSTANT_UNKNOWN || y->constant->kind == GO_CONSTANT_UNKNOWN) {
        x->constant = go_constant_unknown(check->arena);
        if (!is_integer) x->type = go_basic_type(GO_UNTYPED_INT);
        return;
    }
    uint64_t count;
    if (!go_constant_to_uint64(y->constant, &count) || count > SHIFT_COUNT_MAX) {
        go_check_error(check, go_operand_pos(y), "invalid operation: invalid shift count %s",
                       go_show_operand(check, y));
        operator_fail(x);
        return;
    }
    if (!is_integer) x->type = go_basic_type(GO_UNTYPED_INT);
    x->constant = go_constant_shift(check->arena, operator, x->constant, count);
    if (expr) x->expr = expr;
    go_check_overflow(check, x);
}

/* `expr` is NULL for x <<= y. */
static void operator_shift(Checker *check, GoOperand *x, GoOperand *y, GoExpr *expr, GoToken operator) {
    bool is_integer_constant = x->mode == GO_MODE_CONSTANT && go_constant_is_integer(x->constant);
    bool is_untyped = go_type_is_untyped(x->type);
    if (!go_type_all_flags(check->program, x->type, GO_IS_INTEGER) && !(is_untyped && is_integer_constant)) {
        go_check_error(check, go_operand_pos(x), "invalid operation: shifted operand %s must be integer",
                       go_show_operand(check, x));
        operator_fail(x);
        return;
    }
    if (!shift_check_count(check, y)) {
        operator_fail(x);
        return;
    }
    if (x->mode == GO_MODE_CONSTANT && y->mode == GO_MODE_CONSTANT) {
        if (y->expr) go_check_update_type(check, y->expr, go_basic_type(GO_UINT), true);
        shift_constants(check, x, y, expr, operator);
        return;
    }
    if (y->mode == GO_MODE_CONSTANT && y->expr)
        go_check_update_type(check, y->expr, go_basic_type(GO_UINT), true);
    if (x->mode == GO_MODE_CONSTANT && is_untyped) {
        /* The operand takes the type that the whole shift gets. */
        if (x->expr && go_type_is_untyped(x->expr->type)) x->expr->is_shift_operand = true;
        x->mode = GO_MODE_VALUE;
        x->constant = NULL;
        return;
    }
    if (!go_type_all_flags(check->program, x->type, GO_IS_INTEGER)) {
        go_check_error(check, go_operand_pos(x), "invalid operation: shifted operand %s must be integer",
                       go_show_operand(check, x));
        operator_fail(x);
        return;
    }
    x->mode = GO_MODE_VALUE;
    x->constant = NULL;
}

/* ---- Comparisons ------------------------------------------------------------------------------------ */

static const char *comparison_kind_text(Checker *check, GoType *type) {
    if (type->kind == GO_TYPE_PARAMETER)
        return go_show_format(check, "type parameter %s", go_show_type(check, type));
    switch (go_underlying(type)->kind) {
    case GO_ARRAY: return "array";
    case GO_SLICE: return "slice";
    case GO_STRUCT: return "struct";
    case GO_POINTER: return "pointer";
    case GO_FUNC: return "func";
    case GO_INTERFACE: return "interface";
    case GO_MAP: return "map";
    case GO_CHAN: return "chan";
    default: return go_show_type(check, type);
    }
}

static const char *comparison_incomparable(Checker *check, GoType *type) {
    GoTypeKind kind = go_underlying(type)->kind;
    if (kind == GO_SLICE || kind == GO_FUNC || kind == GO_MAP)
        return go_show_format(check, "%s can only be compared to nil", comparison_kind_text(check, type));
    StrBuf cause = {0};
    go_type_comparable_cause(check->program, type, true, check->package, &cause);
    const char *text = go_show_str(check, strbuf_view(&cause));
    strbuf_free(&cause);
    return text;
}

/* What is wrong with comparing x and y, or NULL. `culprit` is the operand that the error is about. */
static const char *comparison_problem(Checker *check, GoOperand *x, GoOperand *y, GoToken operator,
                                      GoOperand ** culprit) {
    *culprit = x;
    bool is_assignable =
        go_check_assignable(check, x, y->type, NULL) || go_check_assignable(check, y, x->type, NULL);
    if (!is_assignable) {
        *culprit = y;
        return go_show_format(check, "mismatched types %s and %s", go_show_type(check, x->type),
                              go_show_type(check, y->type));
    }
    if (operator!= GO_TOKEN_EQUAL && operator!= GO_TOKEN_NOT_EQUAL) {
        if (!go_type_all_flags(check->program, x->type, GO_IS_ORDERED)) return "";
        *culprit = y;
        return go_type_all_flags(check->program, y->type, GO_IS_ORDERED) ? NULL : "";
    }
    if (x->mode == GO_MODE_NIL || y->mode == GO_MODE_NIL) {
        *culprit = y;
        GoType *other = x->mode == GO_MODE_NIL ? y->type : x->type;
        return go_type_has_nil(other) && other->kind != GO_UNTYPED_NIL ? NULL : "";
    }
    if (!go_type_is_comparable(x->type)) return comparison_incomparable(check, x->type);
    *culprit = y;
    return go_type_is_comparable(y->type) ? NULL : comparison_incomparable(check, y->type);
}

static void comparison_complain(Checker *check, GoOperand *x, GoOperand *y, GoToken operator, bool is_case,
                                GoOperand *culprit, const char *cause) {
    if (!cause[0]) {
        bool x_is_parameter = x->type->kind == GO_TYPE_PARAMETER;
        if (x_is_parameter || y->type->kind == GO_TYPE_PARAMETER) {
            if (!x_is_parameter) culprit = y;
            cause = go_show_format(check, "type parameter %s is not comparable with %s",
                                   go_show_type(check, culprit->type), go_token_text(operator));
        } else {
            cause = go_show_format(check, "operator %s not defined on %s", go_token_text(operator),
                                   comparison_kind_text(check, culprit->type));
        }
    }
    if (is_case)
        go_check_error(check, go_operand_pos(x), "invalid case %s in switch on %s (%s)",
                       go_show_expr(check, x->expr), go_show_expr(check, y->expr), cause);
    else
        go_check_error(check, go_operand_pos(culprit), "invalid operation: %s %s %s (%s)",
                       go_show_expr(check, x->expr), go_token_text(operator), go_show_expr(check, y->expr),
                       cause);
    x->mode = GO_MODE_INVALID;
}

/* A concrete value compared with an interface is converted to it. */
static void comparison_convert(GoOperand *x, GoOperand *y) {
    if (go_type_is_interface(y->type) && !go_type_is_interface(x->type) && x->mode != GO_MODE_NIL &&
        !x->is_component)
        x->expr->converted_to = y->type;
}

void go_check_comparison(Checker *check, GoOperand *x, GoOperand *y, GoToken operator, bool is_case) {
    if (is_case) operator= GO_TOKEN_EQUAL;
    GoOperand *culprit;
    const char *cause = comparison_problem(check, x, y, operator, & culprit);
    if (cause) {
        comparison_complain(check, x, y, operator, is_case, culprit, cause);
        return;
    }
    if (x->mode == GO_MODE_CONSTANT && y->mode == GO_MODE_CONSTANT) {
        x->constant = go_constant_bool(check->arena, go_constant_compare(operator, x->constant, y->constant));
    } else {
        if (!x->is_component) go_check_update_type(check, x->expr, go_default_type(x->type), true);
        if (!y->is_component) go_check_update_type(check, y->expr, go_default_type(y->type), true);
        comparison_convert(x, y);
        comparison_convert(y, x);
        x->mode = GO_MODE_VALUE;
        x->constant = NULL;
    }
    x->type = go_basic_type(GO_UNTYPED_BOOL);
}

/* ---- Binary ----------------------------------------------------------------------------------------- */

/* Should an untyped operand take the other one's type? Where that cannot work, the error about mismatched
 * types is the better one. */
static bool binary_can_mix(Checker *check, const GoOperand *x, const GoOperand *y) {
    if (go_type_is_interface(x->type) || go_type_is_interface(y->type)) return true;
    unsigned kinds[] = {GO_IS_BOOLEAN, GO_IS_STRING};
    for (int i = 0; i < 2; i++) {
        if (go_type_all_flags(check->program, x->type, kinds[i]) !=
            go_type_all_flags(check->program, y->type, kinds[i]))
            return false;
    }
    if (x->mode == GO_MODE_NIL && !go_type_has_nil(y->type)) return false;
    return y->mode != GO_MODE_NIL || go_type_has_nil(x->type);
}

static bool binary_is_tiny(Arena *arena, const GoConstant *part) {
    return go_constant_sign(go_constant_binary(arena, GO_TOKEN_MULTIPLY, part, part, false)) == 0;
}

/* A complex number is zero too when the squares of its parts are too small to be told from it. */
static bool binary_is_zero(Checker *check, const GoOperand *x, const GoOperand *y) {
    if (y->mode != GO_MODE_CONSTANT || y->constant->kind == GO_CONSTANT_UNKNOWN ||
        !go_constant_is_numeric(y->constant))
        return false;
    if (go_constant_sign(y->constant) == 0) return true;
    if (x->mode != GO_MODE_CONSTANT || !(go_type_flags(x->type) & GO_IS_COMPLEX)) return false;
    return binary_is_tiny(&check->scratch, go_constant_real(&check->scratch, y->constant)) &&
           binary_is_tiny(&check->scratch, go_constant_imaginary(&check->scratch, y->constant));
}

static void binary_mismatch(Checker *check, GoOperand *x, GoOperand *y, GoExpr *expr, GoExpr *left,
                            GoExpr *right, GoToken operator) {
    operator_fail(x);
    if (x->type->kind == GO_INVALID || y->type->kind == GO_INVALID) return;
    const char *types = go_show_format(check, "(mismatched types %s and %s)", go_show_type(check, x->type),
                                       go_show_type(check, y->type));
    if (expr)
        go_check_error(check, go_operand_pos(x), "invalid operation: %s %s", go_show_expr(check, expr),
                       types);
    else
        go_check_error(check, go_operand_pos(x), "invalid operation: %s %s= %s %s", go_show_expr(check, left),
                       go_token_text(operator), go_show_expr(check, right), types);
}

static void binary_arithmetic(Checker *check, GoOperand *x, GoOperand *y, GoExpr *expr, GoToken operator) {
    bool divides = operator== GO_TOKEN_DIVIDE || operator== GO_TOKEN_REMAINDER;
    bool is_integer = go_type_all_flags(check->program, x->type, GO_IS_INTEGER);
    if (divides && (x->mode == GO_MODE_CONSTANT || is_integer) && binary_is_zero(check, x, y)) {
        go_check_error(check, go_operand_pos(y), "invalid operation: division by zero");
        operator_fail(x);
        return;
    }
    if (x->mode != GO_MODE_CONSTANT || y->mode != GO_MODE_CONSTANT) {
        x->mode = GO_MODE_VALUE;
        x->constant = NULL;
        return;
    }
    bool is_unknown = x->constant->kind == GO_CONSTANT_UNKNOWN || y->constant->kind == GO_CONSTANT_UNKNOWN;
    x->constant = go_constant_binary(check->arena, operator, x->constant, y->constant, is_integer);
    if (is_unknown) return;
    if (expr) x->expr = expr;
    go_check_overflow(check, x);
}

/* `expr` is the whole expression; NULL for left op= right. */
void go_check_binary(Checker *check, GoOperand *x, GoExpr *expr, GoExpr *left, GoExpr *right,
                     GoToken operator) {
    if (expr && go_check_concatenation(check, x, expr)) return;
    GoOperand y = {0};
    go_check_expr(check, x, left);
    go_check_expr(check, &y, right);
    if (x->mode == GO_MODE_INVALID) return;
    if (y.mode == GO_MODE_INVALID) {
        operator_fail(x);
        x->expr = y.expr;
        return;
    }
    if (operator== GO_TOKEN_SHIFT_LEFT || operator== GO_TOKEN_SHIFT_RIGHT) {
        operator_shift(check, x, &y, expr, operator);
        return;
    }
    if (binary_can_mix(check, x, &y)) {
        go_check_convert_untyped(check, x, y.type);
        if (x->mode == GO_MODE_INVALID) return;
        go_check_convert_untyped(check, &y, x->type);
        if (y.mode == GO_MODE_INVALID) {
            operator_fail(x);
            return;
        }
    }
    if (go_token_precedence(operator) == 3) {
        go_check_comparison(check, x, &y, operator, false);
        return;
    }
    if (!go_type_identical(x->type, y.type)) {
        binary_mismatch(check, x, &y, expr, left, right, operator);
        return;
    }
    if (!operator_is_defined(check, x, operator, false)) {
        operator_fail(x);
        return;
    }
    binary_arithmetic(check, x, &y, expr, operator);
}
