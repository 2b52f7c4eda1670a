/* float: one IEEE 754 double behind the object header, 24 bytes. Up to 100 freed floats are kept and reused,
 * the last freed first, as a program that prints ids can see. */
#ifndef PYTHON_OBJECTS_FLOAT_H
#define PYTHON_OBJECTS_FLOAT_H

#include "python/objects/object.h"

typedef struct PyFloat {
    PyObject base;
    double value;
} PyFloat;

#define py_float_value(object) (((PyFloat *)(object))->value)

PyObject *py_float_new(double value);

/* Text as float() takes it (white space, sign, inf, nan, underscores). ValueError with float()'s message. */
PyObject *py_float_parse(PyObject *text);

/* The value of a float, an int, or anything with __float__ or __index__; -1.0 with TypeError. */
double py_float_as_double(PyObject *object);

/* As repr shows it: 0.1, 1e+16, inf. */
void py_float_append_repr(StrBuf *out, double value);

/* hash(value); `object` gives nan its own hash. */
int64_t py_float_hash(double value, const void *object);

/* value in the form of a format type e E f F g G % (or 'r' for repr), with `precision` digits; `alternate`
 * keeps the point, `always_sign` writes "+". "add_dot_0" writes 1.0 for 1 with 'r'. Appends ASCII. */
void py_float_append_format(StrBuf *out, double value, char type, int precision, bool alternate,
                            bool add_dot_0);

#endif
