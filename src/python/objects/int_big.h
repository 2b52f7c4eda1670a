/* Arithmetic that machine words cannot hold: sums digit by digit, the rest through GMP. */
#ifndef PYTHON_OBJECTS_INT_BIG_H
#define PYTHON_OBJECTS_INT_BIG_H

#include "python/objects/int.h"

#include <gmp.h>

/* More bits than that no int may have (128 MiB): GMP would end the process when it cannot get memory. */
#define PY_INT_MAX_BITS ((uint64_t)1 << 30)

/* A new int with room for so many digits, positive, the digits undefined. NULL without memory. */
PyInt *py_int_alloc(int64_t digits);

/* left + right, or left - right. */
PyObject *py_int_add_digits(const PyObject *left, const PyObject *right, bool subtract);

/* Initialises `big` with the value of an int; the caller clears it. */
void py_int_to_big(const PyObject *integer, mpz_t big);
PyObject *py_int_from_big(const mpz_t big);
/* The same, and clears `big`. */
PyObject *py_int_from_big_clearing(mpz_t big);

/* big * 2^exponent as a double, rounded half to even, where the lowest bit of `big` may stand for "and some
 * more" if it has at least 55 bits. Infinite when too large. */
double py_int_round_scaled(const mpz_t big, int64_t exponent);

#endif
