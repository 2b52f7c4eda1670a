/* Formatting: the mini-language behind format(), f-strings, str.format and the % operator. */
#ifndef PYTHON_OBJECTS_FORMAT_H
#define PYTHON_OBJECTS_FORMAT_H

#include "python/objects/object.h"

/* format(object, spec) for the three types that have a spec of their own. spec is a str. */
PyObject *py_format_int(PyObject *object, PyObject *spec);
PyObject *py_format_float(PyObject *object, PyObject *spec);
PyObject *py_format_str(PyObject *object, PyObject *spec);
PyObject *py_format_complex(PyObject *object, PyObject *spec);

/* format % arguments */
PyObject *py_format_percent(PyObject *format, PyObject *arguments);
/* "...".format(*args, **kwargs): keyword values follow the positional ones. */
PyObject *py_format_braces(PyObject *format, PyObject *const *arguments, int64_t count,
                           PyObject *keyword_names);

/* "...".format_map(mapping) */
PyObject *py_format_map(PyObject *format, PyObject *mapping);

#endif
