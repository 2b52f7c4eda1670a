/* tuple: a fixed number of references, inside the object. Freed tuples of up to 20 items are kept by length,
 * at most 2000 of each, and given again last freed first. The empty tuple exists once. */
#ifndef PYTHON_OBJECTS_TUPLE_H
#define PYTHON_OBJECTS_TUPLE_H

#include "python/objects/object.h"

typedef struct PyTuple {
    PyVarObject base;
    PyObject *items[];
} PyTuple;

#define py_tuple_items(object)       (((PyTuple *)(object))->items)
#define py_tuple_item(object, index) (((PyTuple *)(object))->items[index])

/* A tuple of `size` NULLs, which its maker fills in with references that it owns before anybody sees them. */
PyObject *py_tuple_new(int64_t size);
PyObject *py_tuple_from_array(PyObject *const *items, int64_t size);
/* Takes the references over. */
PyObject *py_tuple_from_array_stealing(PyObject *const *items, int64_t size);
/* Of the given objects, borrowed. */
PyObject *py_tuple_pack(int64_t size, ...);
PyObject *py_tuple_slice(PyObject *tuple, int64_t from, int64_t to);

#endif
