/* Untyped values: which type a constant can have, and what becomes of an untyped expression when its context
 * is known (spec: "Representability", "Conversions", "Constant expressions"). */
#include "go/types/checker.h"

#include <math.h>

GoType *go_default_type(GoType *type) {
    switch (type->kind) {
    case GO_UNTYPED_BOOL: return go_basic_type(GO_BOOL);
    case GO_UNTYPED_INT: return go_basic_type(GO_INT);
    case GO_UNTYPED_RUNE: return go_rune_type();
    case GO_UNTYPED_FLOAT: return go_basic_type(GO_FLOAT64);
    case GO_UNTYPED_COMPLEX: return go_basic_type(GO_COMPLEX128);
    case GO_UNTYPED_STRING: return go_basic_type(GO_STRING);
    default: return type;
    }
}

/* ---- Representability ------------------------------------------------------------------------------- */

static bool representable_int(const GoConstant *value, GoType *type) {
    if (!go_constant_is_integer(value)) return false;
    if (type->kind == GO_UNTYPED_INT || type->kind == GO_UNTYPED_RUNE) return true;
    int bits = (int)type->size * 8;
    int64_t small;
    uint64_t large;
    if (go_type_flags(type) & GO_IS_UNSIGNED)
        return go_constant_to_uint64(value, &large) && (bits == 64 || large >> bits == 0);
    if (!go_constant_to_int64(value, &small)) return false;
    return bits == 64 || (small >= -(INT64_C(1) << (bits - 1)) && small < INT64_C(1) << (bits - 1));
}

/* A real value rounded to 32 or 64 bits; false when it is too large. */
static bool representable_real(const GoConstant *value, bool is_single, Arena *arena, GoConstant **rounded) {
    double result = is_single ? (double)go_constant_to_float(value) : go_constant_to_double(value);
    if (isinf(result)) return false;
    if (rounded) *rounded = go_constant_double(arena, result);
    return true;
}

static bool representable_complex(const GoConstant *value, GoType *type, Arena *arena, GoConstant **rounded) {
    if (type->kind == GO_UNTYPED_COMPLEX) return true;
    bool is_single = type->kind == GO_COMPLEX64;
    GoConstant *real = NULL, *imaginary = NULL;
    if (!representable_real(go_constant_real(arena, value), is_single, arena, rounded ? &real : NULL))
        return false;
    if (!representable_real(go_constant_imaginary(arena, value), is_single, arena,
                            rounded ? &imaginary : NULL))
        return false;
    if (rounded) *rounded = go_constant_complex(arena, real, imaginary);
    return true;
}

bool go_representable(const GoConstant *value, GoType *basic, Arena *arena, GoConstant **rounded) {
    if (value->kind == GO_CONSTANT_UNKNOWN) return true;
    unsigned flags = go_type_flags(basic);
    if (flags & GO_IS_STRING) return value->kind == GO_CONSTANT_STRING;
    if (flags & GO_IS_BOOLEAN) return value->kind == GO_CONSTANT_BOOL;
    if (!go_constant_is_numeric(value)) return false;
    if (flags & GO_IS_INTEGER) return representable_int(value, basic);
    if (flags & GO_IS_COMPLEX) return representable_complex(value, basic, arena, rounded);
    if (!(flags & GO_IS_FLOAT) || !go_constant_is_real(value)) return false;
    if (basic->kind == GO_UNTYPED_FLOAT) return true;
    return representable_real(value, basic->kind == GO_FLOAT32, arena, rounded);
}

/* The constant as `basic` holds it, or NULL and why not. */
static GoConstant *untyped_represent(Checker *check, const GoOperand *x, GoType *basic, Misfit *misfit) {
    GoConstant *value = x->constant;
    *misfit = FITS;
    if (go_representable(x->constant, basic, check->arena, &value)) return value;
    unsigned from = go_type_flags(x->type), to = go_type_flags(basic);
    *misfit = MISFIT_OTHER;
    if ((from & GO_IS_NUMERIC) && (to & GO_IS_NUMERIC))
        *misfit = !(from & GO_IS_INTEGER) && (to & GO_IS_INTEGER) ? MISFIT_TRUNCATED : MISFIT_OVERFLOWS;
    return NULL;
}

static void untyped_complain(Checker *check, GoOperand *x, GoType *target, Misfit misfit) {
    const char *shown = go_show_operand(check, x), *type = go_show_type(check, target);
    if (misfit == MISFIT_TRUNCATED)
        go_check_error(check, go_operand_pos(x), "%s truncated to %s", shown, type);
    else if (misfit == MISFIT_OVERFLOWS)
        go_check_error(check, go_operand_pos(x), "%s overflows %s", shown, type);
    else
        go_check_error(check, go_operand_pos(x), "cannot convert %s to %s", shown, type);
    x->mode = GO_MODE_INVALID;
}

void go_check_representable(Checker *check, GoOperand *x, GoType *basic) {
    Misfit misfit;
    GoConstant *value = untyped_represent(check, x, basic, &misfit);
    if (value)
        x->constant = value;
    else
        untyped_complain(check, x, basic, misfit);
}

static const char *overflow_operation(const GoExpr *expr) {
    if (expr->kind == GO_EXPR_UNARY) return expr->unary.operator== GO_TOKEN_XOR ? "bitwise complement" : "";
    if (expr->kind != GO_EXPR_BINARY) return "";
    switch (expr->binary.operator) {
    case GO_TOKEN_ADD: return "addition";
    case GO_TOKEN_SUBTRACT: return "subtraction";
    case GO_TOKEN_XOR: return "bitwise XOR";
    case GO_TOKEN_MULTIPLY: return "multiplication";
    case GO_TOKEN_SHIFT_LEFT: return "shift";
    default: return "";
    }
}

/* After a constant operation: does the result fit its type, or into 512 bits when it has none? */
void go_check_overflow(Checker *check, GoOperand *x) {
    bool is_operation = x->expr->kind == GO_EXPR_BINARY || x->expr->kind == GO_EXPR_UNARY;
    GoPos pos = is_operation ? x->expr->pos : x->expr->start;
    if (x->constant->kind == GO_CONSTANT_UNKNOWN) {
        go_check_error(check, pos, "constant result is not representable");
        return;
    }
    if (!go_type_is_untyped(x->type)) {
        go_check_representable(check, x, go_underlying(x->type));
        return;
    }
    if (!(go_type_flags(x->type) & GO_IS_INTEGER) || go_constant_bit_length(x->constant) <= 512) return;
    const char *operation = overflow_operation(x->expr);
    go_check_error(check, pos, "constant %s overflow", operation);
    x->constant = go_constant_unknown(check->arena);
}

/* ---- Implicit types --------------------------------------------------------------------------------- */

typedef struct TermTest {
    Checker *check;
    GoOperand *x;
} TermTest;

static bool untyped_fits_term(void *user, GoType *underlying) {
    TermTest *test = user;
    if (!underlying) return false;
    GoConstant *value = NULL;
    Misfit misfit;
    return go_check_implicit_type(test->check, test->x, underlying, &value, &misfit) != NULL;
}

/* Both are untyped: the larger kind of number, or the same kind. */
static GoType *untyped_join(GoType *type, GoType *target) {
    if ((go_type_flags(type) & GO_IS_NUMERIC) && (go_type_flags(target) & GO_IS_NUMERIC))
        return type->kind < target->kind ? target : type;
    return type->kind == target->kind ? type : NULL;
}

static bool untyped_kind_matches(const GoOperand *x, GoType *target) {
    unsigned to = go_type_flags(target);
    switch (x->type->kind) {
    case GO_UNTYPED_BOOL: return to & GO_IS_BOOLEAN;
    case GO_UNTYPED_STRING: return to & GO_IS_STRING;
    case GO_UNTYPED_NIL: return go_type_has_nil(target);
    default: return to & GO_IS_NUMERIC;
    }
}

GoType *go_check_implicit_type(Checker *check, GoOperand *x, GoType *target, GoConstant **value,
                               Misfit *misfit) {
    *value = NULL;
    *misfit = FITS;
    if (x->mode == GO_MODE_INVALID || !go_type_is_untyped(x->type) || target->kind == GO_INVALID)
        return x->type;
    *misfit = MISFIT_OTHER;
    if (go_type_is_untyped(target)) return untyped_join(x->type, target);
    if (x->mode == GO_MODE_NIL) return go_type_has_nil(target) ? target : NULL;
    if (target->kind == GO_TYPE_PARAMETER) {
        TermTest test = {check, x};
        return go_type_all_underlying(check->program, target, untyped_fits_term, &test) ? target : NULL;
    }
    GoType *underlying = go_underlying(target);
    if (underlying->kind == GO_INTERFACE) {
        const GoTypeSet *set = go_interface_type_set(check->program, underlying);
        bool is_empty = set->methods.count == 0 && !set->has_terms && !set->is_comparable;
        return is_empty ? go_default_type(x->type) : NULL;
    }
    if (underlying->kind > GO_UNTYPED_NIL) return NULL;
    if (x->mode == GO_MODE_CONSTANT) {
        *value = untyped_represent(check, x, underlying, misfit);
        return *value ? target : NULL;
    }
    return untyped_kind_matches(x, underlying) ? target : NULL;
}

void go_check_update_value(GoExpr *expr, GoConstant *value) {
    if (expr->type && go_type_is_untyped(expr->type)) expr->constant = value;
}

void go_check_convert_untyped(Checker *check, GoOperand *x, GoType *target) {
    GoConstant *value;
    Misfit misfit;
    GoType *type = go_check_implicit_type(check, x, target, &value, &misfit);
    if (!type) {
        untyped_complain(check, x, target->kind == GO_TYPE_PARAMETER ? target : go_underlying(target),
                         misfit);
        return;
    }
    if (value) {
        x->constant = value;
        if (x->expr && !x->is_component) go_check_update_value(x->expr, value);
    }
    if (type == x->type) return;
    x->type = type;
    if (x->expr && !x->is_component) go_check_update_type(check, x->expr, type, false);
}

/* ---- Handing the final type down -------------------------------------------------------------------- */

static void untyped_update(Checker *check, GoExpr *parent, GoExpr *expr, GoType *type, bool is_final);

static void untyped_update_operands(Checker *check, GoExpr *expr, GoType *type, bool is_final) {
    switch (expr->kind) {
    case GO_EXPR_PAREN: untyped_update(check, expr, expr->paren.inner, type, is_final); break;
    case GO_EXPR_UNARY:
        if (!expr->constant) untyped_update(check, expr, expr->unary.operand, type, is_final);
        break;
    case GO_EXPR_BINARY: {
        if (expr->constant) break;
        GoToken operator= expr->binary.operator;
        if (go_token_precedence(operator) == 3) break; /* a comparison's operands have their types */
        untyped_update(check, expr, expr->binary.left, type, is_final);
        if (operator!= GO_TOKEN_SHIFT_LEFT && operator!= GO_TOKEN_SHIFT_RIGHT)
            untyped_update(check, expr, expr->binary.right, type, is_final);
        break;
    }
    default: break;
    }
}

static void untyped_update(Checker *check, GoExpr *parent, GoExpr *expr, GoType *type, bool is_final) {
    if (!expr->type || !go_type_is_untyped(expr->type) || expr->mode == GO_MODE_INVALID) return;
    untyped_update_operands(check, expr, type, is_final);
    if (!is_final && go_type_is_untyped(type)) {
        expr->type = go_underlying(type);
        return;
    }
    if (expr->is_shift_operand && !go_type_all_flags(check->program, type, GO_IS_INTEGER)) {
        go_check_error(check, go_expr_start(expr), "invalid operation: %s (shift of type %s)",
                       go_show_expr(check, parent ? parent : expr), go_show_type(check, type));
        expr->mode = GO_MODE_INVALID;
        return;
    }
    if (expr->constant) {
        GoOperand x = {.mode = expr->mode,
                       .expr = expr,
                       .type = expr->type,
                       .constant = expr->constant,
                       .is_component = true};
        go_check_convert_untyped(check, &x, type);
        if (x.mode == GO_MODE_INVALID) return;
        expr->constant = x.constant;
    }
    expr->type = type;
}

void go_check_update_type(Checker *check, GoExpr *expr, GoType *type, bool is_final) {
    untyped_update(check, NULL, expr, type, is_final);
}
