/* list: a growing array of references, in a block of its own.
 *
 * The object (40 bytes) holds the address of the array and how many items fit; appending to a full list moves
 * the array to one about an eighth larger, so that n appends cost O(n): 0, 4, 8, 16, 24, 32, 40, 52, 64 ...
 * The list's own address never changes. */
#ifndef PYTHON_OBJECTS_LIST_H
#define PYTHON_OBJECTS_LIST_H

#include "python/objects/object.h"

typedef struct PyList {
    PyVarObject base;
    PyObject **items;
    int64_t allocated;
} PyList;

#define py_list_items(object)       (((PyList *)(object))->items)
#define py_list_item(object, index) (((PyList *)(object))->items[index])

/* A list of `size` NULLs for its maker to fill in; its array is exactly that long. */
PyObject *py_list_new(int64_t size);
PyObject *py_list_from_array_stealing(PyObject *const *items, int64_t size);
int py_list_append(PyObject *list, PyObject *item);
/* Appends and takes the reference over. */
int py_list_append_stealing(PyObject *list, PyObject *item);
int py_list_insert(PyObject *list, int64_t index, PyObject *item);
/* Appends everything that `iterable` yields. */
int py_list_extend(PyObject *list, PyObject *iterable);
PyObject *py_list_slice(PyObject *list, int64_t from, int64_t to);
/* list[from:to] = items of `iterable` (NULL: delete). */
int py_list_assign_slice(PyObject *list, int64_t from, int64_t to, PyObject *iterable);
PyObject *py_list_to_tuple(PyObject *list);
/* Stable, by `<`; `key` may be NULL. */
int py_list_sort(PyObject *list, PyObject *key, bool reverse);
int py_list_reverse(PyObject *list);
/* A new list of what `iterable` yields. */
PyObject *py_list_from_iterable(PyObject *iterable);

#endif
