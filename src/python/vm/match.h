/* The instructions of the match statement (PEP 634). */
#ifndef PYTHON_VM_MATCH_H
#define PYTHON_VM_MATCH_H

#include "python/objects/object.h"

/* The values under `keys` (a tuple) as a tuple, or None when one is not there. */
PyObject *py_match_keys(PyObject *subject, PyObject *keys);

/* Is `subject` an instance of `class`, with `count` positional sub-patterns and one for each of `names`? The
 * attributes to be matched as a tuple, or None. */
PyObject *py_match_class(PyObject *subject, PyObject *class, int64_t count, PyObject *names);

#endif
