/* Constants: making them, asking them, and computing with them. Literals are in constant_literal.c, printing
 * in constant_print.c. */
#include "go/types/constant.h"

#include "go/types/number.h"

#include <math.h>
#include <string.h>

/* ---- Making ----------------------------------------------------------------------------------------- */

GoConstant *go_constant_unknown(Arena *arena) {
    return ARENA_NEW(arena, GoConstant);
}

GoConstant *go_constant_bool(Arena *arena, bool value) {
    GoConstant *constant = ARENA_NEW(arena, GoConstant);
    constant->kind = GO_CONSTANT_BOOL;
    constant->boolean = value;
    return constant;
}

GoConstant *go_constant_string(Arena *arena, Str value) {
    GoConstant *constant = ARENA_NEW(arena, GoConstant);
    constant->kind = GO_CONSTANT_STRING;
    constant->string = value;
    return constant;
}

static GoConstant *constant_store(Arena *arena, GoReal *x) {
    GoConstant *constant = go_real_store(arena, x);
    go_real_clear(x);
    return constant ? constant : go_constant_unknown(arena);
}

GoConstant *go_constant_int(Arena *arena, int64_t value) {
    GoReal x;
    go_real_init(&x);
    mpz_set_si(x.integer, value);
    return constant_store(arena, &x);
}

GoConstant *go_constant_uint(Arena *arena, uint64_t value) {
    GoReal x;
    go_real_init(&x);
    mpz_set_ui(x.integer, value);
    return constant_store(arena, &x);
}

GoConstant *go_constant_double(Arena *arena, double value) {
    GoReal x;
    go_real_init(&x);
    int exponent;
    double mantissa = frexp(value, &exponent);
    mpz_set_d(x.integer, ldexp(mantissa, 53));
    x.kind = GO_REAL_FLOAT;
    x.exponent = exponent - 53;
    return constant_store(arena, &x);
}

GoConstant *go_constant_complex(Arena *arena, const GoConstant *real, const GoConstant *imaginary) {
    GoConstant *constant = ARENA_NEW(arena, GoConstant);
    if (real->kind == GO_CONSTANT_UNKNOWN || imaginary->kind == GO_CONSTANT_UNKNOWN) return constant;
    if (go_constant_sign(imaginary) == 0) {
        *constant = *real;
        return constant;
    }
    constant->kind = GO_CONSTANT_COMPLEX;
    constant->complex.real = real;
    constant->complex.imaginary = imaginary;
    return constant;
}

/* ---- Asking ----------------------------------------------------------------------------------------- */

bool go_constant_is_true(const GoConstant *x) {
    return x->kind == GO_CONSTANT_BOOL && x->boolean;
}

bool go_constant_is_numeric(const GoConstant *x) {
    return x->kind >= GO_CONSTANT_INT;
}

bool go_constant_is_integer(const GoConstant *x) {
    return x->kind == GO_CONSTANT_INT;
}

bool go_constant_is_real(const GoConstant *x) {
    return go_constant_is_numeric(x) && x->kind != GO_CONSTANT_COMPLEX;
}

int go_constant_sign(const GoConstant *x) {
    int size = 0;
    switch (x->kind) {
    case GO_CONSTANT_INT: size = x->integer.size; break;
    case GO_CONSTANT_RATIONAL: size = x->rational.numerator.size; break;
    case GO_CONSTANT_FLOAT: size = x->number.mantissa.size; break;
    case GO_CONSTANT_COMPLEX: return 1;
    default: break;
    }
    return size < 0 ? -1 : size > 0;
}

/* A read-only view of a resting integer; needs no clearing. */
static mpz_srcptr constant_view(const GoConstant *x, mpz_t view) {
    if (x->kind != GO_CONSTANT_INT) return mpz_roinit_n(view, NULL, 0);
    return mpz_roinit_n(view, x->integer.limbs, x->integer.size);
}

size_t go_constant_bit_length(const GoConstant *x) {
    mpz_t view;
    mpz_srcptr integer = constant_view(x, view);
    return mpz_sgn(integer) == 0 ? 0 : mpz_sizeinbase(integer, 2);
}

bool go_constant_to_int64(const GoConstant *x, int64_t *value) {
    mpz_t view;
    mpz_srcptr integer = constant_view(x, view);
    if (x->kind != GO_CONSTANT_INT || !mpz_fits_slong_p(integer)) return false;
    *value = mpz_get_si(integer);
    return true;
}

bool go_constant_to_uint64(const GoConstant *x, uint64_t *value) {
    mpz_t view;
    mpz_srcptr integer = constant_view(x, view);
    if (x->kind != GO_CONSTANT_INT || !mpz_fits_ulong_p(integer)) return false;
    *value = mpz_get_ui(integer);
    return true;
}

uint64_t go_constant_low_bits(const GoConstant *x) {
    mpz_t view;
    mpz_srcptr integer = constant_view(x, view);
    uint64_t low = mpz_size(integer) ? (uint64_t)mpz_getlimbn(integer, 0) : 0;
    return mpz_sgn(integer) < 0 ? 0 - low : low;
}

/* Rounded to a float of so many bits of precision, whose smallest normal exponent is `least`. */
static double constant_round(const GoConstant *x, int bits, int least) {
    GoReal real;
    go_real_init(&real);
    go_real_load(&real, x);
    double value = go_real_round(&real, bits, least);
    go_real_clear(&real);
    return value;
}

double go_constant_to_double(const GoConstant *x) {
    return constant_round(x, 53, -1022);
}

float go_constant_to_float(const GoConstant *x) {
    double value = constant_round(x, 24, -126);
    if (fabs(value) > 0x1.fffffep127) return value < 0 ? -INFINITY : INFINITY;
    return (float)value;
}

const GoConstant *go_constant_real(Arena *arena, const GoConstant *x) {
    (void)arena;
    return x->kind == GO_CONSTANT_COMPLEX ? x->complex.real : x;
}

const GoConstant *go_constant_imaginary(Arena *arena, const GoConstant *x) {
    if (x->kind == GO_CONSTANT_COMPLEX) return x->complex.imaginary;
    return x->kind == GO_CONSTANT_UNKNOWN ? x : go_constant_int(arena, 0);
}

/* ---- Computing -------------------------------------------------------------------------------------- */

/* +, -, *, / on real numbers. */
static GoConstant *constant_real_operation(Arena *arena, GoToken operator, const GoConstant * x,
                                           const GoConstant *y) {
    bool is_unknown = x->kind == GO_CONSTANT_UNKNOWN || y->kind == GO_CONSTANT_UNKNOWN;
    if (is_unknown || (operator== GO_TOKEN_DIVIDE && go_constant_sign(y) == 0))
        return go_constant_unknown(arena);
    GoReal a, b, result;
    go_real_init(&a);
    go_real_init(&b);
    go_real_init(&result);
    go_real_load(&a, x);
    go_real_load(&b, y);
    switch (operator) {
    case GO_TOKEN_ADD: go_real_add(&result, &a, &b, false); break;
    case GO_TOKEN_SUBTRACT: go_real_add(&result, &a, &b, true); break;
    case GO_TOKEN_MULTIPLY: go_real_multiply(&result, &a, &b); break;
    default: go_real_divide(&result, &a, &b);
    }
    go_real_clear(&a);
    go_real_clear(&b);
    return constant_store(arena, &result);
}

/* The operators that integers alone have, and the truncating division. */
static GoConstant *constant_int_operation(Arena *arena, GoToken operator, const GoConstant * x,
                                          const GoConstant *y) {
    mpz_t view_x, view_y;
    mpz_srcptr a = constant_view(x, view_x), b = constant_view(y, view_y);
    GoReal result;
    go_real_init(&result);
    switch (operator) {
    case GO_TOKEN_DIVIDE: mpz_tdiv_q(result.integer, a, b); break;
    case GO_TOKEN_REMAINDER: mpz_tdiv_r(result.integer, a, b); break;
    case GO_TOKEN_AND: mpz_and(result.integer, a, b); break;
    case GO_TOKEN_OR: mpz_ior(result.integer, a, b); break;
    case GO_TOKEN_XOR: mpz_xor(result.integer, a, b); break;
    default: /* AND_NOT */ mpz_com(result.integer, b); mpz_and(result.integer, a, result.integer);
    }
    return constant_store(arena, &result);
}

static GoConstant *constant_complex_operation(Arena *arena, GoToken operator, const GoConstant * x,
                                              const GoConstant *y) {
    const GoConstant *a = go_constant_real(arena, x), *b = go_constant_imaginary(arena, x);
    const GoConstant *c = go_constant_real(arena, y), *d = go_constant_imaginary(arena, y);
#define OP(op, l, r) constant_real_operation(arena, GO_TOKEN_##op, l, r)
    switch (operator) {
    case GO_TOKEN_ADD: return go_constant_complex(arena, OP(ADD, a, c), OP(ADD, b, d));
    case GO_TOKEN_SUBTRACT: return go_constant_complex(arena, OP(SUBTRACT, a, c), OP(SUBTRACT, b, d));
    case GO_TOKEN_MULTIPLY:
        return go_constant_complex(arena, OP(SUBTRACT, OP(MULTIPLY, a, c), OP(MULTIPLY, b, d)),
                                   OP(ADD, OP(MULTIPLY, b, c), OP(MULTIPLY, a, d)));
    default: break;
    }
    const GoConstant *norm = OP(ADD, OP(MULTIPLY, c, c), OP(MULTIPLY, d, d));
    const GoConstant *real = OP(ADD, OP(MULTIPLY, a, c), OP(MULTIPLY, b, d));
    const GoConstant *imaginary = OP(SUBTRACT, OP(MULTIPLY, b, c), OP(MULTIPLY, a, d));
    return go_constant_complex(arena, OP(DIVIDE, real, norm), OP(DIVIDE, imaginary, norm));
#undef OP
}

static GoConstant *constant_concatenate(Arena *arena, Str x, Str y) {
    char *bytes = arena_alloc(arena, x.length + y.length + 1);
    if (x.length) memcpy(bytes, x.data, x.length);
    if (y.length) memcpy(bytes + x.length, y.data, y.length);
    return go_constant_string(arena, (Str){bytes, x.length + y.length});
}

GoConstant *go_constant_binary(Arena *arena, GoToken operator, const GoConstant * x, const GoConstant *y,
                               bool integer_division) {
    if (x->kind == GO_CONSTANT_UNKNOWN || y->kind == GO_CONSTANT_UNKNOWN) return go_constant_unknown(arena);
    if (x->kind == GO_CONSTANT_BOOL)
        return go_constant_bool(arena, operator== GO_TOKEN_AND_AND ? x->boolean && y->boolean
                                                                   : x->boolean || y->boolean);
    if (x->kind == GO_CONSTANT_STRING) return constant_concatenate(arena, x->string, y->string);
    bool is_int = x->kind == GO_CONSTANT_INT && y->kind == GO_CONSTANT_INT;
    switch (operator) {
    case GO_TOKEN_DIVIDE:
        if (!is_int || !integer_division) break;
        return constant_int_operation(arena, operator, x, y);
    case GO_TOKEN_ADD:
    case GO_TOKEN_SUBTRACT:
    case GO_TOKEN_MULTIPLY: break;
    default: return is_int ? constant_int_operation(arena, operator, x, y) : go_constant_unknown(arena);
    }
    if (x->kind == GO_CONSTANT_COMPLEX || y->kind == GO_CONSTANT_COMPLEX)
        return constant_complex_operation(arena, operator, x, y);
    return constant_real_operation(arena, operator, x, y);
}

GoConstant *go_constant_unary(Arena *arena, GoToken operator, const GoConstant * x, int unsigned_bits) {
    if (x->kind == GO_CONSTANT_UNKNOWN) return go_constant_unknown(arena);
    GoConstant *zero = go_constant_int(arena, 0);
    switch (operator) {
    case GO_TOKEN_NOT: return go_constant_bool(arena, !x->boolean);
    case GO_TOKEN_SUBTRACT: return go_constant_binary(arena, GO_TOKEN_SUBTRACT, zero, x, false);
    case GO_TOKEN_XOR: break;
    default: return go_constant_binary(arena, GO_TOKEN_ADD, x, zero, false);
    }
    mpz_t view;
    GoReal result;
    go_real_init(&result);
    mpz_com(result.integer, constant_view(x, view));
    if (unsigned_bits) mpz_fdiv_r_2exp(result.integer, result.integer, (mp_bitcnt_t)unsigned_bits);
    return constant_store(arena, &result);
}

GoConstant *go_constant_shift(Arena *arena, GoToken operator, const GoConstant * x, uint64_t count) {
    if (x->kind != GO_CONSTANT_INT) return go_constant_unknown(arena);
    mpz_t view;
    GoReal result;
    go_real_init(&result);
    if (operator== GO_TOKEN_SHIFT_LEFT)
        mpz_mul_2exp(result.integer, constant_view(x, view), count);
    else
        mpz_fdiv_q_2exp(result.integer, constant_view(x, view), count);
    return constant_store(arena, &result);
}

static bool constant_order_matches(GoToken operator, int order) {
    switch (operator) {
    case GO_TOKEN_EQUAL: return order == 0;
    case GO_TOKEN_NOT_EQUAL: return order != 0;
    case GO_TOKEN_LESS: return order < 0;
    case GO_TOKEN_LESS_EQUAL: return order <= 0;
    case GO_TOKEN_GREATER: return order > 0;
    default: return order >= 0;
    }
}

static int constant_real_order(const GoConstant *x, const GoConstant *y) {
    GoReal a, b, difference;
    go_real_init(&a);
    go_real_init(&b);
    go_real_init(&difference);
    go_real_load(&a, x);
    go_real_load(&b, y);
    go_real_add(&difference, &a, &b, true);
    int order = go_real_sign(&difference);
    go_real_clear(&a);
    go_real_clear(&b);
    go_real_clear(&difference);
    return order;
}

bool go_constant_compare(GoToken operator, const GoConstant * x, const GoConstant *y) {
    if (x->kind == GO_CONSTANT_UNKNOWN || y->kind == GO_CONSTANT_UNKNOWN) return false;
    if (x->kind == GO_CONSTANT_BOOL) return constant_order_matches(operator, x->boolean - y->boolean);
    if (x->kind == GO_CONSTANT_STRING)
        return constant_order_matches(operator, str_compare(x->string, y->string));
    if (x->kind != GO_CONSTANT_COMPLEX && y->kind != GO_CONSTANT_COMPLEX)
        return constant_order_matches(operator, constant_real_order(x, y));
    bool is_equal = x->kind == y->kind && constant_real_order(x->complex.real, y->complex.real) == 0 &&
                    constant_real_order(x->complex.imaginary, y->complex.imaginary) == 0;
    return constant_order_matches(operator, is_equal ? 0 : 1);
}
