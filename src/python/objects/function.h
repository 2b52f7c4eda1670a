/* function: a code object with the globals that it was defined in. 136 bytes; calling one is the virtual
 * machine's business (py_runtime.call_function). */
#ifndef PYTHON_OBJECTS_FUNCTION_H
#define PYTHON_OBJECTS_FUNCTION_H

#include "python/objects/object.h"

typedef struct PyFunction {
    PyObject base;
    PyObject *globals, *builtins; /* dicts */
    PyObject *name, *qualified_name;
    PyObject *code;
    PyObject *defaults;         /* tuple or NULL */
    PyObject *keyword_defaults; /* dict or NULL */
    PyObject *closure;          /* tuple of cells or NULL */
    PyObject *doc;
    PyObject *dict; /* attributes that the program set, or NULL */
    PyObject *weaklist;
    PyObject *module; /* the globals' __name__, or NULL */
    PyObject *annotations;
    PyVectorCall vectorcall; /* 0 here: calls go through the type */
    uint32_t version; /* for inline caches; 0: none */
} PyFunction;

/* `builtins` is what code in `globals` sees as builtins (borrowed, as all arguments). `qualified_name` may be
 * NULL: the code's own. */
PyObject *py_function_new(PyObject *code, PyObject *globals, PyObject *builtins, PyObject *qualified_name);

#endif
