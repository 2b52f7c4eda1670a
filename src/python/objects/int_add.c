/* Sums and differences of large ints, digit by digit.
 *
 * Adding is one pass over the digits, so converting to GMP and back would cost several times the sum itself.
 * Signs decide which of two things happens to the magnitudes: they are added, or the smaller is taken from
 * the larger. */
#include "python/objects/int_big.h"

#include <stdlib.h>

enum { DIGIT_MASK = (1 << PY_INT_SHIFT) - 1 };

/* Takes zeros off the front, gives the sign, and lets numbers that exist already be those. Steals `sum`. */
static PyObject *finish(PyInt *sum, int64_t digits, bool negative) {
    while (digits > 0 && sum->digit[digits - 1] == 0) digits--;
    sum->base.size = negative ? -digits : digits;
    if (digits > 1) return (PyObject *)sum;
    PyObject *word = py_int_from_int64((int64_t)py_int_low_bits((PyObject *)sum));
    py_decref((PyObject *)sum);
    return word;
}

/* The magnitude of `a` has at least as many digits as that of `b`. */
static PyObject *add_magnitudes(const PyInt *a, const PyInt *b, bool negative) {
    int64_t long_size = llabs(a->base.size), short_size = llabs(b->base.size);
    PyInt *sum = py_int_alloc(long_size + 1);
    if (!sum) return NULL;
    uint32_t carry = 0;
    for (int64_t i = 0; i < long_size; i++) {
        carry += a->digit[i] + (i < short_size ? b->digit[i] : 0);
        sum->digit[i] = carry & DIGIT_MASK;
        carry >>= PY_INT_SHIFT;
    }
    sum->digit[long_size] = carry;
    return finish(sum, long_size + 1, negative);
}

/* The magnitude of `a` is not less than that of `b`. */
static PyObject *subtract_magnitudes(const PyInt *a, const PyInt *b, bool negative) {
    int64_t long_size = llabs(a->base.size), short_size = llabs(b->base.size);
    PyInt *difference = py_int_alloc(long_size);
    if (!difference) return NULL;
    uint32_t borrow = 0;
    for (int64_t i = 0; i < long_size; i++) {
        uint32_t digit = a->digit[i] - (i < short_size ? b->digit[i] : 0) - borrow;
        difference->digit[i] = digit & DIGIT_MASK;
        borrow = digit >> PY_INT_SHIFT & 1;
    }
    return finish(difference, long_size, negative);
}

static bool has_smaller_magnitude(const PyInt *a, const PyInt *b) {
    int64_t a_size = llabs(a->base.size), b_size = llabs(b->base.size);
    if (a_size != b_size) return a_size < b_size;
    for (int64_t i = a_size; i-- > 0;)
        if (a->digit[i] != b->digit[i]) return a->digit[i] < b->digit[i];
    return false;
}

PyObject *py_int_add_digits(const PyObject *left, const PyObject *right, bool subtract) {
    const PyInt *a = (const PyInt *)left, *b = (const PyInt *)right;
    bool a_negative = a->base.size < 0, b_negative = (b->base.size < 0) != subtract;
    bool swapped = has_smaller_magnitude(a, b);
    const PyInt *larger = swapped ? b : a, *smaller = swapped ? a : b;
    bool negative = swapped ? b_negative : a_negative;
    if (a_negative == b_negative) return add_magnitudes(larger, smaller, negative);
    return subtract_magnitudes(larger, smaller, negative);
}
