/* range: start, stop, step and length, all four Python ints; its iterator works in machine words where they
 * fit. */
#ifndef PYTHON_OBJECTS_RANGE_H
#define PYTHON_OBJECTS_RANGE_H

#include "python/objects/object.h"

typedef struct PyRange {
    PyObject base;
    PyObject *start, *stop, *step, *length;
} PyRange;

typedef struct PyRangeIterator {
    PyObject base;
    int64_t index, start, step, length;
} PyRangeIterator;

typedef struct PyLongRangeIterator {
    PyObject base;
    PyObject *index, *start, *step, *length;
} PyLongRangeIterator;

PyObject *py_range_new(PyObject *start, PyObject *stop, PyObject *step);

#endif
