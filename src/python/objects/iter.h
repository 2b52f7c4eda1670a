/* Iterators of the sequences: an index and the sequence, which they give up once they reach its end. (Dicts,
 * sets and ranges have theirs in their own headers.) */
#ifndef PYTHON_OBJECTS_ITER_H
#define PYTHON_OBJECTS_ITER_H

#include "python/objects/object.h"

/* list_iterator, tuple_iterator, str_iterator, str_ascii_iterator, bytes_iterator, list_reverseiterator, and
 * "iterator" for anything with __getitem__. */
typedef struct PySequenceIterator {
    PyObject base;
    int64_t index;
    PyObject *sequence; /* NULL once exhausted */
} PySequenceIterator;

/* iter(callable, sentinel) */
typedef struct PyCallableIterator {
    PyObject base;
    PyObject *callable, *sentinel;
} PyCallableIterator;

PyObject *py_sequence_iterator_new(PyType *type, PyObject *sequence, int64_t index);
PyObject *py_callable_iterator_new(PyObject *callable, PyObject *sentinel);

#endif
