/* cell: the 8 bytes that a variable of a function lives in when an inner function uses it too. */
#ifndef PYTHON_OBJECTS_CELL_H
#define PYTHON_OBJECTS_CELL_H

#include "python/objects/object.h"

typedef struct PyCell {
    PyObject base;
    PyObject *contents; /* NULL: unbound */
} PyCell;

PyObject *py_cell_new(PyObject *contents); /* contents may be NULL */

#endif
