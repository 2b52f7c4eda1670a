/* module: an object around a dict, the module's globals. */
#ifndef PYTHON_OBJECTS_MODULE_H
#define PYTHON_OBJECTS_MODULE_H

#include "python/objects/object.h"

typedef struct PyModule {
    PyObject base;
    PyObject *dict;
    void *definition, *state;
    PyObject *weaklist;
    PyObject *name;
} PyModule;

/* With __name__, __doc__, __package__, __loader__ and __spec__ set, in this order. */
PyObject *py_module_new(PyObject *name);
#define py_module_dict(object) (((PyModule *)(object))->dict) /* borrowed */

/* Adds a function for each row of a table that ends with a NULL name. */
int py_module_add_functions(PyObject *module, const PyMethod *methods);
int py_module_add(PyObject *module, const char *name, PyObject *value); /* steals value */

#endif
