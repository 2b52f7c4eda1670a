/* int: whole numbers of any size, as base-2^30 digits.
 *
 * The sign and the number of digits share one field: size -2 is a negative number of two digits, 0 is zero.
 * So 1 takes 24 + 4 = 28 bytes, and 2**30, the first that needs two digits, 32. The ints from -5 to 256 exist
 * once and for ever (statics.h); all others are made anew by every operation that yields them. Arithmetic on
 * one or two digits happens in machine words; larger numbers are converted to GMP and back. */
#ifndef PYTHON_OBJECTS_INT_H
#define PYTHON_OBJECTS_INT_H

#include "python/objects/object.h"

enum { PY_INT_SHIFT = 30 };

typedef struct PyInt {
    PyVarObject base;  /* size: digits, negative for a negative number */
    uint32_t digit[1]; /* least significant first, each below 2^30 */
} PyInt;

/* The most digits that a conversion between int and decimal str may have (0: no limit). */
enum { PY_INT_MAX_STR_DIGITS = 4300 };

PyObject *py_int_from_int64(int64_t value);
PyObject *py_int_from_uint64(uint64_t value);
PyObject *
py_int_from_double(double value); /* cuts the fraction off; OverflowError, ValueError for inf, nan */

/* Digits in `base` (2 to 36), optionally with underscores between them, without prefix, sign and white space:
 * what a tokenizer has in its hand. Does not obey the 4300-digit limit unless `limited`. ValueError when a
 * character is no digit. */
PyObject *py_int_from_digits(Str digits, int base, bool limited);

/* Text as int() takes it: white space, sign, prefix if base is 0 or fits it, underscores. ValueError. */
PyObject *py_int_parse(Str text, int base);

/* The value; on overflow -1 with *overflow set to the sign (1 or -1), else 0. No exception. */
int64_t py_int_to_int64_or_overflow(const PyObject *integer, int *overflow);

/* The value of an int or of anything that has __index__; -1 with OverflowError ("Python int too large to
 * convert to C ssize_t") or TypeError. */
int64_t py_int_as_int64(PyObject *object);

/* The low 64 bits, in two's complement. */
uint64_t py_int_low_bits(const PyObject *integer);

/* Correctly rounded; -1.0 with OverflowError when it is too large. */
double py_int_to_double(const PyObject *integer);

/* Digits in `base` 2 to 36 with "-" and, if asked for, the 0x 0o 0b prefix. Base 10 obeys the 4300-digit
 * limit. */
PyObject *py_int_to_str(const PyObject *integer, int base, bool prefix);

/* -1, 0 or 1. */
int py_int_sign(const PyObject *integer);
uint64_t py_int_bit_length(const PyObject *integer);
bool py_int_equal(const PyObject *a, const PyObject *b);
int py_int_compare(const PyObject *a, const PyObject *b);

/* One of the 13 operators on two ints (true division gives a float). */
PyObject *py_int_operate(PyOperator operator, PyObject * left, PyObject *right);
/* (quotient, remainder) as floor division gives them; both new references. */
int py_int_divmod(PyObject *left, PyObject *right, PyObject **quotient, PyObject **remainder);
PyObject *py_int_negate(PyObject *integer);
PyObject *py_int_invert(PyObject *integer);

/* True when the int has at most one digit, and its value then. */
static inline bool py_int_is_single(const PyObject *integer) {
    return (uint64_t)(py_size(integer) + 1) < 3;
}

static inline int64_t py_int_single(const PyObject *integer) {
    return py_size(integer) * (int64_t)((const PyInt *)integer)->digit[0];
}

#endif
