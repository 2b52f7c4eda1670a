/* Importing: from a name to a module object. */
#ifndef PYTHON_VM_IMPORT_H
#define PYTHON_VM_IMPORT_H

#include "python/vm/vm.h"

/* IMPORT_NAME through __import__'s rules: `level` and `from_list` as the instruction has them on the stack.
 * New reference. */
PyObject *py_import_name(PyFrame *frame, PyObject *name, PyObject *from_list, PyObject *level);
/* IMPORT_FROM: new reference; ImportError when the module has no such name. */
PyObject *py_import_from(PyObject *module, PyObject *name);
/* IMPORT_STAR: copies the public names into the frame's namespace. */
bool py_import_star(PyFrame *frame, PyObject *module);

/* A module written in C: found by its name, made when it is first imported. */
typedef struct PyModuleDefinition {
    const char *name;
    PyObject *(*make)(void); /* new reference */
} PyModuleDefinition;

#endif
