/* Allocation: blocks for objects and for what hangs from them, in the Python space.
 *
 * Sizes up to 512 bytes come from classes 16 bytes apart, as in CPython's pymalloc; a freed block is the next
 * to be given. An object of a type with PY_FLAG_GC has 16 bytes before it (PyGcHead), which is why two lists
 * of 56 bytes lie 64 apart and begin 16 bytes into their block. Which addresses are objects is kept on the
 * side (py_runtime.object_bits), so that a picture never takes bytes for an object that is none. */
#ifndef PYTHON_OBJECTS_ALLOC_H
#define PYTHON_OBJECTS_ALLOC_H

#include "python/objects/object.h"
#include "python/objects/runtime.h"
#include "python/objects/statics.h"

/* Raw memory in the space: item arrays, key tables. NULL: MemoryError is set. Free gets NULL gladly. */
void *py_memory_alloc(size_t size);
void *py_memory_realloc(void *block, size_t size); /* NULL: MemoryError, the block stays */
void py_memory_free(void *block);

/* An object of `type` with room for `items` items (basic_size + items * item_size bytes): reference count 1,
 * type and, for variable types, size filled in, the rest zeroed. Not tracked yet. NULL: MemoryError. */
PyObject *py_object_alloc(PyType *type, int64_t items);
/* The same with an explicit number of bytes, of which nothing but the header is set. */
PyObject *py_object_alloc_bytes(PyType *type, size_t size);
/* Moves an object that only its maker knows. */
PyObject *py_object_realloc(PyObject *object, size_t size);
/* Gives the block back; what the object refers to was dropped before. */
void py_object_free(void *object);

/* Freed objects of one size that are kept for reuse. Push: false when `limit` are there already (the object
 * is then still the caller's). Pop gives a block whose header is set as by alloc, or NULL. */
bool py_free_list_push(PyFreeList *list, PyObject *object, int limit);
PyObject *py_free_list_pop(PyFreeList *list, PyType *type);

/* Cycle collector's list: a container is tracked from when it is complete to when it dies. */
void py_gc_track(void *object);
void py_gc_untrack(void *object);
bool py_gc_is_tracked(const void *object);
static inline PyGcHead *py_gc_head(const void *object) {
    return (PyGcHead *)object - 1;
}
/* Frees the cycles that nothing outside refers to, among generations 0..generation. Returns how many objects.
 */
int64_t py_gc_collect(int generation);

/* True when enough containers were made since the last collection; the machine then calls py_gc_collect_due
 * between two instructions, where every live object is counted. */
bool py_gc_is_due(void);
void py_gc_collect_due(void);
void py_gc_init(void);

/* True when an object begins at this very address: safe for any number. */
bool py_is_object(uint64_t address);
/* The live object that `address` lies in (its PyGcHead included), or NULL. */
PyObject *py_object_at(uint64_t address);

/* What sys.getsizeof returns: the object's bytes with what belongs to it alone (a list's array, a dict's
 * table) and the PyGcHead. */
int64_t py_object_size_of(PyObject *object);
/* What object.__sizeof__ returns: the same without the bytes before the object. */
int64_t py_object_own_size(PyObject *object);

#endif
