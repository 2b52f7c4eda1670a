/* The inside of sets, for set_type.c: entries with their hashes. */
#ifndef PYTHON_OBJECTS_SET_TABLE_H
#define PYTHON_OBJECTS_SET_TABLE_H

#include "python/objects/set.h"

/* True for an entry that holds an item: neither free nor removed. */
bool py_set_entry_is_live(const PySetEntry *entry);
/* Makes a table for more than `least` items. */
int py_set_resize(PySet *set, int64_t least);
int py_set_add_entry(PySet *set, PyObject *key, int64_t hash);
int py_set_contains_entry(PySet *set, PyObject *key, int64_t hash);
int py_set_discard_entry(PySet *set, PyObject *key, int64_t hash);
bool py_set_next_entry(PySet *set, int64_t *position, PySetEntry *entry);
/* Removes and returns an item (new reference); KeyError when empty. */
PyObject *py_set_take_any(PySet *set);
void py_set_clear_entries(PySet *set);
/* A set or frozenset, or of a class derived from them. */
PyObject *py_set_make(PyType *type, PyObject *iterable);

typedef struct PySetIterator {
    PyObject base;
    PyObject *set; /* NULL once exhausted */
    int64_t used, position, remaining;
} PySetIterator;

#endif
