/* set and frozenset: an open-addressing table of (reference, hash), the first eight entries inside the
 * object. Entries lie where their hash puts them, probed linearly nine at a time and then by perturbation, as
 * in CPython: the order in which a set prints is part of what a program sees. */
#ifndef PYTHON_OBJECTS_SET_H
#define PYTHON_OBJECTS_SET_H

#include "python/objects/object.h"

enum { PY_SET_SMALL = 8 };

typedef struct PySetEntry {
    PyObject *key;
    int64_t hash;
} PySetEntry;

typedef struct PySet {
    PyObject base;
    int64_t fill; /* entries used, deleted ones included */
    int64_t used; /* items */
    int64_t mask; /* entries minus 1 */
    PySetEntry *table;
    int64_t hash;   /* of a frozenset; -1: not computed yet */
    int64_t finger; /* where pop() goes on searching */
    PySetEntry small[PY_SET_SMALL];
    PyObject *weaklist;
} PySet;

#define py_set_used(object) (((PySet *)(object))->used)

/* Of what `iterable` yields (NULL: empty). */
PyObject *py_set_new(PyObject *iterable);
PyObject *py_frozenset_new(PyObject *iterable);
/* Also fills a new frozenset that nobody else has seen. */
int py_set_add(PyObject *set, PyObject *item);
int py_set_contains(PyObject *set, PyObject *item);
/* 1 removed, 0 was not there, -1 exception. */
int py_set_discard(PyObject *set, PyObject *item);
int py_set_update(PyObject *set, PyObject *iterable);
/* Walks the items: start with *position 0. Borrowed. */
bool py_set_next(PyObject *set, int64_t *position, PyObject **item);
bool py_is_any_set(const PyObject *object);

#endif
