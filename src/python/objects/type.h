/* type: what all types have in common, and how attributes are found in them.
 *
 * A type's attributes lie in its dict; a lookup walks the mro, the linear order of the type and its bases,
 * and is remembered in a cache keyed by the type's version and the name's address (names are interned).
 * Making a type ready fills its dict from its tables (methods, members, getset, and a wrapper for every slot
 * that it has) and inherits the slots that it lacks. */
#ifndef PYTHON_OBJECTS_TYPE_H
#define PYTHON_OBJECTS_TYPE_H

#include "python/objects/object.h"

enum { PY_TYPE_CACHE_SIZE = 4096 };

typedef struct PyTypeCacheEntry {
    PyObject *name;  /* borrowed: the entry dies with the type's version */
    PyObject *value; /* borrowed, NULL: not found */
    uint32_t version;
} PyTypeCacheEntry;

typedef struct PyTypeCache {
    PyTypeCacheEntry entries[PY_TYPE_CACHE_SIZE];
} PyTypeCache;

/* Fills in what the template leaves out. Its bases are ready. */
int py_type_ready(PyType *type);

/* Adds a wrapper such as __add__ to the type's dict for each slot that is its own (see type_slots.c). */
int py_type_add_slot_wrappers(PyType *type);

/* Copies the slots that `type` leaves out from `base`. */
void py_type_inherit_slots(PyType *type, const PyType *base);

/* The default slots of objects. */
PyObject *py_object_default_repr(PyObject *self);
int64_t py_object_hash_by_address(const void *object);
int64_t py_object_not_hashable(PyObject *self);
/* An instance by the type's alloc; for types whose instances need nothing else. */
PyObject *py_type_generic_new(PyType *type, PyObject *const *arguments, int64_t count,
                              PyObject *keyword_names);
PyObject *py_object_self(PyObject *self); /* iter of an iterator */

#endif
