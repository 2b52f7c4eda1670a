/* sys.stdin, sys.stdout and sys.stderr as objects, and how builtin functions write to whatever a program has
 * put in their places. */
#ifndef PYTHON_MODULES_STREAMS_H
#define PYTHON_MODULES_STREAMS_H

#include "python/objects/object.h"

/* _io.TextIOWrapper over one of the three standard streams. */
typedef struct PyStreamObject {
    PyObject base;
    int descriptor;
    PyObject *name, *mode;
} PyStreamObject;

PyObject *py_stream_object_new(int descriptor, const char *name, const char *mode);

/* sys.NAME, borrowed; NULL with RuntimeError "lost sys.stdout" when it was deleted. */
PyObject *py_stream_find(const char *name);

/* file.write(text), file.flush(). False with an exception. */
bool py_stream_object_write(PyObject *file, Str text);
bool py_stream_object_write_str(PyObject *file, PyObject *text);
bool py_stream_object_flush(PyObject *file);

#endif
