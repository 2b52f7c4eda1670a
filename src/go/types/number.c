/* Real numbers of constants. See number.h. */
#include "go/types/number.h"

#include <math.h>

void go_real_init(GoReal *x) {
    x->kind = GO_REAL_INT;
    x->exponent = 0;
    mpz_init(x->integer);
    mpz_init_set_ui(x->denominator, 1);
}

void go_real_clear(GoReal *x) {
    mpz_clear(x->integer);
    mpz_clear(x->denominator);
}

int go_real_sign(const GoReal *x) {
    return mpz_sgn(x->integer);
}

static void real_set(GoReal *to, const GoReal *from) {
    to->kind = from->kind;
    to->exponent = from->exponent;
    mpz_set(to->integer, from->integer);
    mpz_set(to->denominator, from->denominator);
}

/* ---- Rest ------------------------------------------------------------------------------------------- */

static void real_load_limbs(mpz_t to, GoLimbs limbs) {
    mpz_t view;
    mpz_set(to, mpz_roinit_n(view, limbs.limbs, limbs.size));
}

static GoLimbs real_store_limbs(Arena *arena, const mpz_t from) {
    size_t count = mpz_size(from);
    const mp_limb_t *limbs = arena_copy_bytes(arena, mpz_limbs_read(from), count * sizeof(mp_limb_t));
    return (GoLimbs){limbs, mpz_sgn(from) < 0 ? -(int)count : (int)count};
}

void go_real_load(GoReal *x, const GoConstant *constant) {
    x->exponent = 0;
    mpz_set_ui(x->denominator, 1);
    switch (constant->kind) {
    case GO_CONSTANT_INT:
        x->kind = GO_REAL_INT;
        real_load_limbs(x->integer, constant->integer);
        break;
    case GO_CONSTANT_RATIONAL:
        x->kind = GO_REAL_RATIONAL;
        real_load_limbs(x->integer, constant->rational.numerator);
        real_load_limbs(x->denominator, constant->rational.denominator);
        break;
    case GO_CONSTANT_FLOAT:
        x->kind = GO_REAL_FLOAT;
        real_load_limbs(x->integer, constant->number.mantissa);
        x->exponent = constant->number.exponent;
        break;
    default: x->kind = GO_REAL_INT; mpz_set_ui(x->integer, 0);
    }
}

/* Divides by two to the power of `count`, rounding to nearest even. */
static void real_shift_right_rounded(mpz_t x, mp_bitcnt_t count) {
    if (count == 0) return;
    bool is_negative = mpz_sgn(x) < 0;
    mpz_abs(x, x);
    bool half = mpz_tstbit(x, count - 1);
    bool rest = half && mpz_scan1(x, 0) < count - 1;
    mpz_tdiv_q_2exp(x, x, count);
    if (half && (rest || mpz_odd_p(x))) mpz_add_ui(x, x, 1);
    if (is_negative) mpz_neg(x, x);
}

/* Rounds to 512 bits and takes factors of two out of the mantissa. */
static void real_normalize_float(GoReal *x) {
    size_t bits = mpz_sizeinbase(x->integer, 2);
    if (bits > GO_FLOAT_BITS) {
        real_shift_right_rounded(x->integer, bits - GO_FLOAT_BITS);
        x->exponent += (int64_t)(bits - GO_FLOAT_BITS);
    }
    if (mpz_sgn(x->integer) == 0) {
        x->exponent = 0;
        return;
    }
    mp_bitcnt_t zeros = mpz_scan1(x->integer, 0);
    mpz_tdiv_q_2exp(x->integer, x->integer, zeros);
    x->exponent += (int64_t)zeros;
}

static void real_become_float(GoReal *x) {
    mpz_t mantissa;
    mpz_init(mantissa);
    go_real_to_float(x, mantissa, &x->exponent, GO_FLOAT_BITS + 2);
    mpz_set(x->integer, mantissa);
    mpz_clear(mantissa);
    mpz_set_ui(x->denominator, 1);
    x->kind = GO_REAL_FLOAT;
    real_normalize_float(x);
}

/* Brings a number into its simplest kind. */
static void real_simplify(GoReal *x) {
    if (x->kind == GO_REAL_RATIONAL) {
        if (mpz_cmp_ui(x->denominator, 1) == 0)
            x->kind = GO_REAL_INT;
        else if (mpz_sizeinbase(x->integer, 2) > GO_RATIONAL_BITS ||
                 mpz_sizeinbase(x->denominator, 2) > GO_RATIONAL_BITS)
            real_become_float(x);
    }
    if (x->kind != GO_REAL_FLOAT) return;
    real_normalize_float(x);
    if (x->exponent < 0 || x->exponent > GO_RATIONAL_BITS) return;
    mpz_mul_2exp(x->integer, x->integer, (mp_bitcnt_t)x->exponent);
    x->exponent = 0;
    x->kind = GO_REAL_INT;
}

GoConstant *go_real_store(Arena *arena, GoReal *x) {
    real_simplify(x);
    GoConstant *constant = ARENA_NEW(arena, GoConstant);
    switch (x->kind) {
    case GO_REAL_INT:
        constant->kind = GO_CONSTANT_INT;
        constant->integer = real_store_limbs(arena, x->integer);
        break;
    case GO_REAL_RATIONAL:
        constant->kind = GO_CONSTANT_RATIONAL;
        constant->rational.numerator = real_store_limbs(arena, x->integer);
        constant->rational.denominator = real_store_limbs(arena, x->denominator);
        break;
    case GO_REAL_FLOAT:
        if (x->exponent < -GO_EXPONENT_MAX) return go_constant_int(arena, 0);
        if (x->exponent > GO_EXPONENT_MAX) return NULL;
        constant->kind = GO_CONSTANT_FLOAT;
        constant->number.mantissa = real_store_limbs(arena, x->integer);
        constant->number.exponent = x->exponent;
        break;
    }
    return constant;
}

/* ---- Arithmetic ------------------------------------------------------------------------------------- */

static void real_reduce(GoReal *x) {
    mpz_t divisor;
    mpz_init(divisor);
    mpz_gcd(divisor, x->integer, x->denominator);
    mpz_divexact(x->integer, x->integer, divisor);
    mpz_divexact(x->denominator, x->denominator, divisor);
    if (mpz_sgn(x->denominator) < 0) {
        mpz_neg(x->integer, x->integer);
        mpz_neg(x->denominator, x->denominator);
    }
    mpz_clear(divisor);
    x->kind = GO_REAL_RATIONAL;
    x->exponent = 0;
}

static bool real_needs_float(const GoReal *x, const GoReal *y) {
    return x->kind == GO_REAL_FLOAT || y->kind == GO_REAL_FLOAT;
}

/* A new number that has the value of x as a float. */
static void real_init_float(GoReal *number, const GoReal *x) {
    go_real_init(number);
    real_set(number, x);
    real_become_float(number);
}

static void real_add_floats(GoReal *sum, const GoReal *x, const GoReal *y) {
    GoReal a, b;
    real_init_float(&a, x);
    real_init_float(&b, y);
    if (a.exponent < b.exponent) {
        mpz_swap(a.integer, b.integer);
        int64_t exponent = a.exponent;
        a.exponent = b.exponent;
        b.exponent = exponent;
    }
    int64_t distance = a.exponent - b.exponent;
    bool is_negligible = distance > 4 * GO_FLOAT_BITS && mpz_sgn(a.integer) != 0;
    sum->kind = GO_REAL_FLOAT;
    if (is_negligible) {
        mpz_set(sum->integer, a.integer);
        sum->exponent = a.exponent;
    } else if (mpz_sgn(a.integer) == 0) {
        mpz_set(sum->integer, b.integer);
        sum->exponent = b.exponent;
    } else {
        mpz_mul_2exp(a.integer, a.integer, (mp_bitcnt_t)distance);
        mpz_add(sum->integer, a.integer, b.integer);
        sum->exponent = b.exponent;
    }
    mpz_set_ui(sum->denominator, 1);
    real_normalize_float(sum);
    go_real_clear(&a);
    go_real_clear(&b);
}

void go_real_add(GoReal *sum, const GoReal *x, const GoReal *y, bool subtract) {
    GoReal other;
    go_real_init(&other);
    real_set(&other, y);
    if (subtract) mpz_neg(other.integer, other.integer);
    if (real_needs_float(x, &other)) {
        real_add_floats(sum, x, &other);
    } else {
        mpz_t left, right;
        mpz_inits(left, right, NULL);
        mpz_mul(left, x->integer, other.denominator);
        mpz_mul(right, other.integer, x->denominator);
        mpz_mul(sum->denominator, x->denominator, other.denominator);
        mpz_add(sum->integer, left, right);
        mpz_clears(left, right, NULL);
        real_reduce(sum);
    }
    go_real_clear(&other);
}

void go_real_multiply(GoReal *product, const GoReal *x, const GoReal *y) {
    if (!real_needs_float(x, y)) {
        mpz_mul(product->integer, x->integer, y->integer);
        mpz_mul(product->denominator, x->denominator, y->denominator);
        real_reduce(product);
        return;
    }
    GoReal a, b;
    real_init_float(&a, x);
    real_init_float(&b, y);
    mpz_mul(product->integer, a.integer, b.integer);
    mpz_set_ui(product->denominator, 1);
    product->exponent = a.exponent + b.exponent;
    product->kind = GO_REAL_FLOAT;
    real_normalize_float(product);
    go_real_clear(&a);
    go_real_clear(&b);
}

void go_real_divide(GoReal *quotient, const GoReal *x, const GoReal *y) {
    GoReal a, b;
    go_real_init(&a);
    go_real_init(&b);
    real_set(&a, x);
    real_set(&b, y);
    if (!real_needs_float(x, y)) {
        mpz_mul(quotient->integer, a.integer, b.denominator);
        mpz_mul(quotient->denominator, a.denominator, b.integer);
        real_reduce(quotient);
    } else {
        real_become_float(&a);
        real_become_float(&b);
        GoReal fraction;
        go_real_init(&fraction);
        fraction.kind = GO_REAL_RATIONAL;
        mpz_set(fraction.integer, a.integer);
        mpz_set(fraction.denominator, b.integer);
        if (mpz_sgn(fraction.denominator) < 0) {
            mpz_neg(fraction.integer, fraction.integer);
            mpz_neg(fraction.denominator, fraction.denominator);
        }
        real_become_float(&fraction);
        real_set(quotient, &fraction);
        quotient->exponent += a.exponent - b.exponent;
        go_real_clear(&fraction);
    }
    go_real_clear(&a);
    go_real_clear(&b);
}

void go_real_power_of_ten(GoReal *x, int64_t exponent) {
    uint64_t count = (uint64_t)(exponent < 0 ? -exponent : exponent);
    if (count <= GO_RATIONAL_BITS / 4) {
        x->kind = exponent < 0 ? GO_REAL_RATIONAL : GO_REAL_INT;
        mpz_ui_pow_ui(exponent < 0 ? x->denominator : x->integer, 10, count);
        mpz_set_ui(exponent < 0 ? x->integer : x->denominator, 1);
        return;
    }
    GoReal base, result;
    go_real_init(&base);
    go_real_init(&result);
    mpz_set_ui(base.integer, 10);
    mpz_set_ui(result.integer, 1);
    for (; count > 0; count >>= 1) {
        if (count & 1) go_real_multiply(&result, &result, &base);
        if (count == 1) break;
        go_real_multiply(&base, &base, &base);
        if (mpz_sizeinbase(base.integer, 2) > GO_FLOAT_BITS) real_become_float(&base);
        if (mpz_sizeinbase(result.integer, 2) > GO_FLOAT_BITS) real_become_float(&result);
    }
    mpz_set_ui(base.integer, 1);
    mpz_set_ui(base.denominator, 1);
    base.kind = GO_REAL_INT;
    if (exponent < 0)
        go_real_divide(x, &base, &result);
    else
        real_set(x, &result);
    go_real_clear(&base);
    go_real_clear(&result);
}

/* ---- Rounding --------------------------------------------------------------------------------------- */

void go_real_to_float(const GoReal *x, mpz_t mantissa, int64_t *exponent, size_t bits) {
    if (x->kind != GO_REAL_RATIONAL) {
        mpz_set(mantissa, x->integer);
        *exponent = x->kind == GO_REAL_FLOAT ? x->exponent : 0;
        return;
    }
    size_t above = mpz_sizeinbase(x->integer, 2), below = mpz_sizeinbase(x->denominator, 2);
    size_t shift = above >= bits + below ? 0 : bits + below - above;
    mpz_t remainder;
    mpz_init(remainder);
    mpz_mul_2exp(mantissa, x->integer, shift);
    mpz_tdiv_qr(mantissa, remainder, mantissa, x->denominator);
    int sign = mpz_sgn(x->integer);
    mpz_mul_2exp(mantissa, mantissa, 1);
    if (mpz_sgn(remainder) != 0) {
        if (sign < 0)
            mpz_sub_ui(mantissa, mantissa, 1);
        else
            mpz_add_ui(mantissa, mantissa, 1);
    }
    *exponent = -(int64_t)shift - 1;
    mpz_clear(remainder);
}

double go_real_round(const GoReal *x, int bits, int lowest) {
    mpz_t mantissa;
    int64_t exponent;
    mpz_init(mantissa);
    go_real_to_float(x, mantissa, &exponent, 192);
    double result = 0;
    int sign = mpz_sgn(mantissa);
    if (sign != 0) {
        int64_t size = (int64_t)mpz_sizeinbase(mantissa, 2);
        int64_t top = size - 1 + exponent; /* exponent of the first bit */
        int64_t wanted = top < lowest ? bits - (lowest - top) : bits;
        if (top > 5000) {
            result = sign < 0 ? -HUGE_VAL : HUGE_VAL;
        } else if (wanted >= 0) {
            if (size > wanted) {
                real_shift_right_rounded(mantissa, (mp_bitcnt_t)(size - wanted));
                exponent += size - wanted;
            }
            result = ldexp(mpz_get_d(mantissa), (int)exponent);
        }
    }
    mpz_clear(mantissa);
    return result;
}
