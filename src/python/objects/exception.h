/* Exceptions as objects. Every one has the fields of BaseException; some have more. The classes are static
 * types with CPython's names (exception_types.h): PY_TYPE(ValueError). */
#ifndef PYTHON_OBJECTS_EXCEPTION_H
#define PYTHON_OBJECTS_EXCEPTION_H

#include "python/objects/object.h"

typedef struct PyException {
    PyObject base;
    PyObject *dict; /* or NULL */
    PyObject *args; /* tuple */
    PyObject *notes;
    PyObject *traceback; /* or NULL; all of these */
    PyObject *context, *cause;
    bool suppress_context;
} PyException;

typedef struct PySyntaxError {
    PyException base;
    PyObject *msg, *filename, *lineno, *offset, *end_lineno, *end_offset, *text, *print_file_and_line;
} PySyntaxError;

typedef struct PyImportError {
    PyException base;
    PyObject *msg, *name, *path;
} PyImportError;

typedef struct PyUnicodeError {
    PyException base;
    PyObject *encoding, *object;
    int64_t start, end;
    PyObject *reason;
} PyUnicodeError;

typedef struct PySystemExit {
    PyException base;
    PyObject *code;
} PySystemExit;

typedef struct PyOSError {
    PyException base;
    PyObject *error_number, *message, *filename, *filename2;
    int64_t written;
} PyOSError;

typedef struct PyStopIteration {
    PyException base;
    PyObject *value;
} PyStopIteration;

typedef struct PyNameError {
    PyException base;
    PyObject *name;
} PyNameError;

typedef struct PyAttributeError {
    PyException base;
    PyObject *object, *name;
} PyAttributeError;

/* An instance made as a call of the class makes it: `argument` may be NULL for none. */
PyObject *py_exception_new(PyType *type, PyObject *argument);

/* Gives the classes that have more fields than BaseException their size and slots, before they are made
 * ready. */
void py_exceptions_shape_types(void);

#endif
