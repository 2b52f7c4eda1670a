/* What list and tuple do alike: both are an array of references. */
#ifndef PYTHON_OBJECTS_SEQUENCE_H
#define PYTHON_OBJECTS_SEQUENCE_H

#include "python/objects/object.h"

/* "[1, 2]" between `open` and `close`; an object within itself shows as open...close. `items` is read anew
 * for each item, since repr() may change a list: pass NULL for lists. */
PyObject *py_sequence_repr(PyObject *self, PyObject *const *items, const char *open, const char *close);

/* Compares two lists or two tuples item by item. */
PyObject *py_sequence_compare(PyObject *left, PyObject *right, PyComparison comparison);

PyObject *py_sequence_count(PyObject *const *items, int64_t size, PyObject *value);

/* The optional start and stop arguments of index(): defaults, negative ones counted from the end, clamped at
 * 0. */
int py_sequence_bounds(int64_t size, PyObject *start_object, PyObject *stop_object, int64_t *start,
                       int64_t *stop);

/* Marks an object whose repr is being made. 1: it already is (show "..."), 0: entered, -1: exception. */
int py_repr_enter(PyObject *object);
void py_repr_leave(PyObject *object);

#endif
