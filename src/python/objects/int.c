/* Ints: making them, and their value in C's types. See int.h. */
#include "python/objects/int.h"

#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/int_big.h"
#include "python/objects/protocol.h"

#include <math.h>
#include <stdlib.h>

#define DIGIT_MASK (((uint32_t)1 << PY_INT_SHIFT) - 1)

static PyObject *small_int(int64_t value) {
    return py_new_ref(&PY_STATICS->small_ints[value - PY_SMALL_INT_LEAST]);
}

static inline bool is_small(int64_t value) {
    return value >= PY_SMALL_INT_LEAST && value <= PY_SMALL_INT_MOST;
}

PyInt *py_int_alloc(int64_t digits) {
    size_t size = offsetof(PyInt, digit) + (size_t)(digits ? digits : 1) * sizeof(uint32_t);
    PyInt *integer = (PyInt *)py_object_alloc_bytes(PY_TYPE(int), size);
    if (integer) integer->base.size = digits, integer->digit[0] = 0;
    return integer;
}

static PyObject *from_magnitude(uint64_t magnitude, bool negative) {
    int64_t digits = magnitude >> PY_INT_SHIFT == 0 ? magnitude != 0 : magnitude >> 2 * PY_INT_SHIFT ? 3 : 2;
    PyInt *integer = py_int_alloc(digits);
    if (!integer) return NULL;
    for (int64_t i = 0; i < digits; i++, magnitude >>= PY_INT_SHIFT)
        integer->digit[i] = (uint32_t)magnitude & DIGIT_MASK;
    if (negative) integer->base.size = -digits;
    return (PyObject *)integer;
}

PyObject *py_int_from_int64(int64_t value) {
    if (is_small(value)) return small_int(value);
    return from_magnitude(value < 0 ? -(uint64_t)value : (uint64_t)value, value < 0);
}

PyObject *py_int_from_uint64(uint64_t value) {
    if (value <= PY_SMALL_INT_MOST) return small_int((int64_t)value);
    return from_magnitude(value, false);
}

PyObject *py_int_from_double(double value) {
    if (isinf(value)) return py_raise(PY_TYPE(OverflowError), "cannot convert float infinity to integer");
    if (isnan(value)) return py_raise(PY_TYPE(ValueError), "cannot convert float NaN to integer");
    if (fabs(value) < 9e18) return py_int_from_int64((int64_t)value);
    mpz_t big;
    mpz_init_set_d(big, value);
    return py_int_from_big_clearing(big);
}

/* --- GMP --------------------------------------------------------------------------------------------------
 */

void py_int_to_big(const PyObject *object, mpz_t big) {
    const PyInt *integer = (const PyInt *)object;
    int64_t size = integer->base.size;
    mpz_init(big);
    mpz_import(big, (size_t)llabs(size), -1, sizeof(uint32_t), 0, 32 - PY_INT_SHIFT, integer->digit);
    if (size < 0) mpz_neg(big, big);
}

PyObject *py_int_from_big(const mpz_t big) {
    size_t bits = mpz_sizeinbase(big, 2);
    if (mpz_fits_slong_p(big)) return py_int_from_int64(mpz_get_si(big));
    PyInt *integer = py_int_alloc((int64_t)((bits + PY_INT_SHIFT - 1) / PY_INT_SHIFT));
    if (!integer) return NULL;
    size_t count = 0;
    mpz_export(integer->digit, &count, -1, sizeof(uint32_t), 0, 32 - PY_INT_SHIFT, big);
    integer->base.size = mpz_sgn(big) < 0 ? -(int64_t)count : (int64_t)count;
    return (PyObject *)integer;
}

PyObject *py_int_from_big_clearing(mpz_t big) {
    PyObject *integer = py_int_from_big(big);
    mpz_clear(big);
    return integer;
}

/* --- Values -----------------------------------------------------------------------------------------------
 */

int py_int_sign(const PyObject *integer) {
    int64_t size = py_size(integer);
    return size < 0 ? -1 : size > 0;
}

uint64_t py_int_bit_length(const PyObject *object) {
    const PyInt *integer = (const PyInt *)object;
    uint64_t digits = (uint64_t)llabs(integer->base.size);
    if (!digits) return 0;
    return digits * PY_INT_SHIFT -
           (uint64_t)(__builtin_clz(integer->digit[digits - 1]) - (32 - PY_INT_SHIFT));
}

uint64_t py_int_low_bits(const PyObject *object) {
    const PyInt *integer = (const PyInt *)object;
    int64_t digits = llabs(integer->base.size);
    uint64_t value = 0;
    for (int64_t i = digits < 3 ? digits : 3; i-- > 0;) value = value << PY_INT_SHIFT | integer->digit[i];
    return integer->base.size < 0 ? -value : value;
}

int64_t py_int_to_int64_or_overflow(const PyObject *integer, int *overflow) {
    *overflow = 0;
    if (py_int_is_single(integer)) return py_int_single(integer);
    int sign = py_int_sign(integer);
    uint64_t bits = py_int_bit_length(integer), low = py_int_low_bits(integer);
    if (bits <= 63 || (bits == 64 && sign < 0 && low == (uint64_t)INT64_MIN)) return (int64_t)low;
    *overflow = sign;
    return -1;
}

int64_t py_int_as_int64(PyObject *object) {
    PyObject *integer = py_number_index(object);
    if (!integer) return -1;
    int overflow;
    int64_t value = py_int_to_int64_or_overflow(integer, &overflow);
    py_decref(integer);
    if (overflow) py_raise(PY_TYPE(OverflowError), "Python int too large to convert to C ssize_t");
    return value;
}

/* Rounds big / 2^drop half to even, in place. */
static void round_off(mpz_t big, uint64_t drop) {
    mpz_t half;
    mpz_init_set_ui(half, 1);
    mpz_mul_2exp(half, half, drop - 1);
    bool tie = mpz_scan1(big, 0) == drop - 1;
    mpz_add(big, big, half);
    mpz_fdiv_q_2exp(big, big, drop);
    if (tie) mpz_clrbit(big, 0);
    mpz_clear(half);
}

double py_int_round_scaled(const mpz_t value, int64_t exponent) {
    if (!mpz_sgn(value)) return 0;
    mpz_t big;
    mpz_init(big);
    mpz_abs(big, value);
    int64_t bits = (int64_t)mpz_sizeinbase(big, 2);
    int64_t keep =
        bits + exponent + 1074 < 53 ? bits + exponent + 1074 : 53; /* fewer for a subnormal result */
    if (keep < 0) keep = 0;
    if (bits > keep) {
        round_off(big, (uint64_t)(bits - keep));
        exponent += bits - keep;
    }
    double magnitude = exponent > 2000    ? HUGE_VAL
                       : exponent < -3000 ? 0
                                          : ldexp(mpz_get_d(big), (int)exponent);
    mpz_clear(big);
    return mpz_sgn(value) < 0 ? -magnitude : magnitude;
}

double py_int_to_double(const PyObject *integer) {
    if (py_int_bit_length(integer) <= 53) return (double)(int64_t)py_int_low_bits(integer);
    mpz_t big;
    py_int_to_big(integer, big);
    double value = py_int_round_scaled(big, 0);
    mpz_clear(big);
    if (isinf(value)) return py_raise(PY_TYPE(OverflowError), "int too large to convert to float"), -1.0;
    return value;
}

bool py_int_equal(const PyObject *a, const PyObject *b) {
    return py_int_compare(a, b) == 0;
}

int py_int_compare(const PyObject *left, const PyObject *right) {
    const PyInt *a = (const PyInt *)left, *b = (const PyInt *)right;
    if (a->base.size != b->base.size) return a->base.size < b->base.size ? -1 : 1;
    for (int64_t i = llabs(a->base.size); i-- > 0;) {
        if (a->digit[i] == b->digit[i]) continue;
        return (a->digit[i] < b->digit[i]) == (a->base.size > 0) ? -1 : 1;
    }
    return 0;
}
