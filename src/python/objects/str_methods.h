/* The methods of str: one table, filled from two files. */
#ifndef PYTHON_OBJECTS_STR_METHODS_H
#define PYTHON_OBJECTS_STR_METHODS_H

#include "python/objects/object.h"

extern const PyMethod py_str_methods[];

/* The tables' functions that change or ask about the case of letters (str_case.c). */
#define PY_STR_CASE_METHODS(X)                                                                               \
    X(lower)                                                                                                 \
    X(upper)                                                                                                 \
    X(title)                                                                                                 \
    X(capitalize) X(swapcase) X(casefold) X(isalpha) X(isalnum) X(isdigit) X(isdecimal) X(isnumeric)         \
        X(isspace) X(islower) X(isupper) X(istitle) X(isidentifier) X(isprintable) X(isascii)

#define X(name)                                                                                              \
    PyObject *py_str_##name(PyObject *self, PyObject *const *arguments, int64_t count,                       \
                            PyObject *keyword_names);
PY_STR_CASE_METHODS(X)
#undef X

/* Appends 'text' as repr shows it. */
void py_str_append_repr(StrBuf *out, const PyObject *string);

#endif
