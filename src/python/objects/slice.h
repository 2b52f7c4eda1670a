/* slice: start, stop and step as the program wrote them, and what they mean for a given length. */
#ifndef PYTHON_OBJECTS_SLICE_H
#define PYTHON_OBJECTS_SLICE_H

#include "python/objects/object.h"

typedef struct PySlice {
    PyObject base;
    PyObject *start, *stop, *step; /* never NULL; None where left out */
} PySlice;

/* NULL stands for None. */
PyObject *py_slice_new(PyObject *start, PyObject *stop, PyObject *step);

/* The numbers, cut to the range of int64; None becomes the end that fits the step. ValueError for step 0. */
int py_slice_unpack(PyObject *slice, int64_t *start, int64_t *stop, int64_t *step);
/* Clamps start and stop to a sequence of `length` items; returns the number of items selected. */
int64_t py_slice_adjust(int64_t length, int64_t *start, int64_t *stop, int64_t step);

#endif
