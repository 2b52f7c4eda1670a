/* What instructions do that needs more than a line and belongs to no object: building and taking apart
 * containers, formatting a value of an f-string. */
#ifndef PYTHON_VM_OPERATIONS_H
#define PYTHON_VM_OPERATIONS_H

#include "python/objects/object.h"

/* `count` pairs of key and value. */
PyObject *py_build_map(PyObject *const *pairs, int64_t count);
PyObject *py_build_const_key_map(PyObject *keys, PyObject *const *values, int64_t count);
PyObject *py_build_set(PyObject *const *items, int64_t count);

/* FORMAT_VALUE: conversion 0 none, 1 str, 2 repr, 3 ascii; spec a str or NULL. */
PyObject *py_format_value(PyObject *value, PyObject *spec, int conversion);

/* [*iterable], {**mapping}: TypeError in the display's own words. */
bool py_list_extend_unpacked(PyObject *list, PyObject *iterable);
bool py_dict_update_unpacked(PyObject *dict, PyObject *mapping);

/* Takes a sequence apart into `count` new references, the last one first, as the evaluation stack wants it.
 */
bool py_unpack_sequence(PyObject *sequence, int64_t count, PyObject **to);
/* The slot of item `index` in a list or tuple, or NULL. */
PyObject **py_unpack_slot(PyObject *sequence, int64_t index);
/* a, *b, c = sequence: `before` items, the list of the rest, `behind` items. */
bool py_unpack_starred(PyObject *sequence, int64_t before, int64_t behind, PyObject **to);

/* PRINT_EXPR: what the interactive prompt does with the value of an expression. */
bool py_display_expression(PyObject *value);

/* SystemError that names the instruction. */
void py_raise_unsupported(int opcode);

#endif
