/* Modules written in C: each is a table of functions and a constructor, found by its name.
 *
 * A new module is one line in PY_MODULES and a function py_module_NAME in a file of its own. */
#ifndef PYTHON_MODULES_MODULES_H
#define PYTHON_MODULES_MODULES_H

#include "python/objects/method.h"
#include "python/objects/module.h"
#include "python/objects/object.h"

/* Without builtins and sys, which exist from the start. */
#define PY_MODULES(X)                                                                                        \
    X(math)                                                                                                  \
    X(time)

/* New references. */
PyObject *py_module_builtins(void);
PyObject *py_module_sys(void);
#define X(name) PyObject *py_module_##name(void);
PY_MODULES(X)
#undef X

/* Makes the module NAME of the table: 1 and *module new, 0 there is none, -1 exception. */
int py_module_make(PyObject *name, PyObject **module);

/* A module of the given name with the functions of a table (ends with a NULL name). */
PyObject *py_module_with_functions(const char *name, const char *doc, const PyMethod *functions);

/* The functions of builtins, by topic; each table ends with a NULL name. */
extern const PyMethod py_builtin_code_functions[];
extern const PyMethod py_builtin_iteration_functions[];
extern const PyMethod py_builtin_number_functions[];
extern const PyMethod py_builtin_object_functions[];
extern const PyMethod py_builtin_text_functions[];

#endif
