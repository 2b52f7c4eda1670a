/* Arithmetic on ints: machine words first, GMP for the rest. */
#include "python/objects/error.h"
#include "python/objects/float.h"
#include "python/objects/int.h"
#include "python/objects/int_big.h"
#include "python/objects/protocol.h"

#include <math.h>
#include <stdlib.h>

/* Numbers of at most two digits fit in 60 bits: their sums, products and quotients can be made in words. */
static inline bool is_word(const PyObject *integer) {
    return llabs(py_size(integer)) <= 2;
}

static inline int64_t word(const PyObject *integer) {
    return (int64_t)py_int_low_bits(integer);
}

static int64_t floor_divide(int64_t a, int64_t b) {
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

static int64_t floor_remainder(int64_t a, int64_t b) {
    int64_t rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

static PyObject *too_large(void) {
    py_raise(PY_TYPE(OverflowError), "too many digits in integer");
    return NULL;
}

typedef void (*BigOperation)(mpz_t result, const mpz_t left, const mpz_t right);

static PyObject *operate_big(BigOperation operation, PyObject *left, PyObject *right) {
    mpz_t a, b;
    py_int_to_big(left, a);
    py_int_to_big(right, b);
    operation(a, a, b);
    mpz_clear(b);
    return py_int_from_big_clearing(a);
}

static PyObject *add(PyObject *left, PyObject *right) {
    if (is_word(left) && is_word(right)) return py_int_from_int64(word(left) + word(right));
    return py_int_add_digits(left, right, false);
}

static PyObject *subtract(PyObject *left, PyObject *right) {
    if (is_word(left) && is_word(right)) return py_int_from_int64(word(left) - word(right));
    return py_int_add_digits(left, right, true);
}

static PyObject *multiply(PyObject *left, PyObject *right) {
    int64_t product;
    if (is_word(left) && is_word(right) && !__builtin_mul_overflow(word(left), word(right), &product))
        return py_int_from_int64(product);
    if (py_int_bit_length(left) + py_int_bit_length(right) > PY_INT_MAX_BITS) return too_large();
    return operate_big(mpz_mul, left, right);
}

static PyObject *division_by_zero(const char *message) {
    return py_raise(PY_TYPE(ZeroDivisionError), "%s", message);
}

static PyObject *divide_floor(PyObject *left, PyObject *right) {
    if (!py_size(right)) return division_by_zero("integer division or modulo by zero");
    if (is_word(left) && is_word(right)) return py_int_from_int64(floor_divide(word(left), word(right)));
    return operate_big(mpz_fdiv_q, left, right);
}

static PyObject *take_remainder(PyObject *left, PyObject *right) {
    if (!py_size(right)) return division_by_zero("integer modulo by zero");
    if (is_word(left) && is_word(right)) return py_int_from_int64(floor_remainder(word(left), word(right)));
    return operate_big(mpz_fdiv_r, left, right);
}

int py_int_divmod(PyObject *left, PyObject *right, PyObject **quotient, PyObject **remainder) {
    if (!py_size(right)) return division_by_zero("integer division or modulo by zero"), -1;
    *quotient = divide_floor(left, right);
    *remainder = *quotient ? take_remainder(left, right) : NULL;
    if (*remainder) return 0;
    py_clear(*quotient);
    return -1;
}

/* --- True division ----------------------------------------------------------------------------------------
 */

/* The quotient with at least 55 significant bits, its lowest bit set when something is left over ("sticky"),
 * so that one rounding suffices. */
static PyObject *divide_big(PyObject *left, PyObject *right) {
    mpz_t a, b, rest;
    py_int_to_big(left, a);
    py_int_to_big(right, b);
    mpz_init(rest);
    bool negative = (mpz_sgn(a) < 0) != (mpz_sgn(b) < 0);
    mpz_abs(a, a);
    mpz_abs(b, b);
    int64_t shift = (int64_t)mpz_sizeinbase(b, 2) - (int64_t)mpz_sizeinbase(a, 2) + 66;
    if (shift > 0)
        mpz_mul_2exp(a, a, (uint64_t)shift);
    else
        mpz_mul_2exp(b, b, (uint64_t)-shift);
    mpz_tdiv_qr(a, rest, a, b);
    if (mpz_sgn(rest)) mpz_setbit(a, 0);
    double value = py_int_round_scaled(a, -shift);
    mpz_clears(a, b, rest, NULL);
    if (isinf(value))
        return py_raise(PY_TYPE(OverflowError), "integer division result too large for a float");
    return py_float_new(negative ? -value : value);
}

static PyObject *divide_true(PyObject *left, PyObject *right) {
    if (!py_size(right)) return division_by_zero("division by zero");
    if (py_int_bit_length(left) <= 53 && py_int_bit_length(right) <= 53)
        return py_float_new((double)word(left) / (double)word(right));
    return divide_big(left, right);
}

/* --- Shifts and powers ------------------------------------------------------------------------------------
 */

static PyObject *shift_left(PyObject *left, PyObject *right) {
    int overflow;
    int64_t count = py_int_to_int64_or_overflow(right, &overflow);
    if (py_size(right) < 0) return py_raise(PY_TYPE(ValueError), "negative shift count");
    if (!py_size(left)) return py_int_from_int64(0);
    uint64_t bits = py_int_bit_length(left);
    if (overflow || (uint64_t)count > PY_INT_MAX_BITS - bits) return too_large();
    if (bits + (uint64_t)count < 63) return py_int_from_int64(word(left) * ((int64_t)1 << count));
    mpz_t big;
    py_int_to_big(left, big);
    mpz_mul_2exp(big, big, (uint64_t)count);
    return py_int_from_big_clearing(big);
}

static PyObject *shift_right(PyObject *left, PyObject *right) {
    int overflow;
    int64_t count = py_int_to_int64_or_overflow(right, &overflow);
    if (py_size(right) < 0) return py_raise(PY_TYPE(ValueError), "negative shift count");
    if (overflow || (uint64_t)count > py_int_bit_length(left))
        return py_int_from_int64(py_size(left) < 0 ? -1 : 0);
    if (is_word(left)) return py_int_from_int64(word(left) >> (count < 63 ? count : 63));
    mpz_t big;
    py_int_to_big(left, big);
    mpz_fdiv_q_2exp(big, big, (uint64_t)count);
    return py_int_from_big_clearing(big);
}

static PyObject *power_float(PyObject *left, PyObject *right) {
    double a = py_int_to_double(left), b = py_int_to_double(right);
    if (py_error_occurred()) return NULL;
    PyObject *base = py_float_new(a), *exponent = py_float_new(b);
    PyObject *result = base && exponent ? py_number_operate(PY_POWER, base, exponent) : NULL;
    py_xdecref(base);
    py_xdecref(exponent);
    return result;
}

static PyObject *power(PyObject *left, PyObject *right) {
    if (py_size(right) < 0) return power_float(left, right);
    int overflow;
    int64_t exponent = py_int_to_int64_or_overflow(right, &overflow);
    uint64_t bits = py_int_bit_length(left);
    if (bits <= 1) { /* -1, 0, 1 */
        bool odd = py_int_low_bits(right) & 1;
        int64_t base = word(left);
        return py_int_from_int64(!py_size(right) ? 1 : base == -1 && !odd ? 1 : base);
    }
    if (overflow || (uint64_t)exponent > PY_INT_MAX_BITS / bits) return too_large();
    mpz_t big;
    py_int_to_big(left, big);
    mpz_pow_ui(big, big, (uint64_t)exponent);
    return py_int_from_big_clearing(big);
}

static void and_big(mpz_t result, const mpz_t a, const mpz_t b) {
    mpz_and(result, a, b);
}

static PyObject *bit_and(PyObject *left, PyObject *right) {
    if (is_word(left) && is_word(right)) return py_int_from_int64(word(left) & word(right));
    return operate_big(and_big, left, right);
}

static PyObject *bit_or(PyObject *left, PyObject *right) {
    if (is_word(left) && is_word(right)) return py_int_from_int64(word(left) | word(right));
    return operate_big(mpz_ior, left, right);
}

static PyObject *bit_xor(PyObject *left, PyObject *right) {
    if (is_word(left) && is_word(right)) return py_int_from_int64(word(left) ^ word(right));
    return operate_big(mpz_xor, left, right);
}

PyObject *py_int_operate(PyOperator operator, PyObject * left, PyObject *right) {
    static const PyBinary operations[PY_OPERATORS] = {
        [PY_ADD] = add,
        [PY_SUBTRACT] = subtract,
        [PY_MULTIPLY] = multiply,
        [PY_FLOOR_DIVIDE] = divide_floor,
        [PY_REMAINDER] = take_remainder,
        [PY_TRUE_DIVIDE] = divide_true,
        [PY_POWER] = power,
        [PY_LEFT_SHIFT] = shift_left,
        [PY_RIGHT_SHIFT] = shift_right,
        [PY_AND] = bit_and,
        [PY_OR] = bit_or,
        [PY_XOR] = bit_xor,
    };
    return operations[operator] ? operations[operator](left, right) : py_not_implemented();
}

PyObject *py_int_negate(PyObject *integer) {
    if (is_word(integer)) return py_int_from_int64(-word(integer));
    mpz_t big;
    py_int_to_big(integer, big);
    mpz_neg(big, big);
    return py_int_from_big_clearing(big);
}

PyObject *py_int_invert(PyObject *integer) {
    if (is_word(integer)) return py_int_from_int64(~word(integer));
    mpz_t big;
    py_int_to_big(integer, big);
    mpz_com(big, big);
    return py_int_from_big_clearing(big);
}
