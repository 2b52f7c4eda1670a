/* The protocol: what can be done to any object, whatever its type.
 *
 * Each function looks for the slot in the object's type (both operands' types for a binary operator), calls
 * it, and raises CPython's TypeError when there is none. This is the layer that the bytecode instructions
 * call. */
#ifndef PYTHON_OBJECTS_PROTOCOL_H
#define PYTHON_OBJECTS_PROTOCOL_H

#include "python/objects/object.h"

/* --- Text and identity --- */
PyObject *py_object_repr(PyObject *object);
PyObject *py_object_str(PyObject *object);
PyObject *py_object_ascii(PyObject *object);
PyObject *py_object_format(PyObject *object, PyObject *spec); /* spec: a str, or NULL for the empty one */
int64_t py_object_hash(PyObject *object);                     /* -1: TypeError, unhashable */
PyObject *py_object_dir(PyObject *object);                    /* sorted list of names */

/* --- Truth and comparison --- */
int py_object_is_true(PyObject *object);
PyObject *py_object_compare(PyObject *left, PyObject *right, PyComparison comparison);
/* 0 or 1; identical objects count as equal. -1: exception. */
int py_object_compare_bool(PyObject *left, PyObject *right, PyComparison comparison);

/* --- Attributes: name is a str --- */
PyObject *py_object_getattr(PyObject *object, PyObject *name);
PyObject *py_object_getattr_c(PyObject *object, const char *name);
/* 1 with a new reference, 0 and no exception when there is no such attribute, -1 on another error. */
int py_object_find_attr(PyObject *object, PyObject *name, PyObject **value);
int py_object_setattr(PyObject *object, PyObject *name, PyObject *value); /* NULL value: delete */
/* The default slots: instance dict, descriptors, mro. */
PyObject *py_object_generic_getattr(PyObject *object, PyObject *name);
int py_object_generic_setattr(PyObject *object, PyObject *name, PyObject *value);
/* LOAD_METHOD: a function that wants `object` as its first argument (returns 1, *method new), or a bound
 * attribute (0, *method new), or -1. */
int py_object_get_method(PyObject *object, PyObject *name, PyObject **method);
/* The instance's dict: borrowed, NULL if it has none (made when `create`). */
PyObject *py_object_dict(PyObject *object, bool create);
/* Looks a special method up in the type and binds it to `object`: 1 found (new reference), 0 not, -1. */
int py_object_find_special(PyObject *object, const char *name, PyObject **method);

/* --- Calls --- */
PyObject *py_object_call(PyObject *callable, PyObject *const *arguments, int64_t count,
                         PyObject *keyword_names);
PyObject *py_object_call_no_arguments(PyObject *callable);
PyObject *py_object_call_one(PyObject *callable, PyObject *argument);
/* CALL_FUNCTION_EX: a tuple of positional arguments and a dict of keywords (or NULL). */
PyObject *py_object_call_tuple(PyObject *callable, PyObject *arguments, PyObject *keywords);
PyObject *py_object_call_method(PyObject *object, const char *name, PyObject *const *arguments,
                                int64_t count);
bool py_object_is_callable(PyObject *object);

/* --- Items --- */
int64_t py_object_length(PyObject *object); /* -1: TypeError */
/* The length, or __length_hint__, or `fallback`. */
int64_t py_object_length_hint(PyObject *object, int64_t fallback);
PyObject *py_object_subscript(PyObject *object, PyObject *key);
int py_object_set_subscript(PyObject *object, PyObject *key, PyObject *value); /* NULL value: delete */
int py_object_contains(PyObject *container, PyObject *item);

/* --- Iteration --- */
PyObject *py_object_iter(PyObject *object);
/* The next item; NULL with no exception at the end (StopIteration is swallowed). */
PyObject *py_iter_next(PyObject *iterator);
bool py_object_is_iterator(PyObject *object);
PyObject *py_sequence_to_list(PyObject *iterable);
PyObject *py_sequence_to_tuple(PyObject *iterable);

/* --- Numbers --- */
/* `operator` is BINARY_OP's argument: PyOperator, plus PY_INPLACE for the in-place form. */
PyObject *py_number_operate(int operator, PyObject * left, PyObject *right);
PyObject *py_number_power(PyObject *base, PyObject *exponent, PyObject *modulus); /* modulus None: none */
PyObject *py_number_divmod(PyObject *left, PyObject *right);
PyObject *py_number_negative(PyObject *operand);
PyObject *py_number_positive(PyObject *operand);
PyObject *py_number_invert(PyObject *operand);
PyObject *py_number_absolute(PyObject *operand);
PyObject *
py_number_index(PyObject *operand); /* an int; TypeError "... cannot be interpreted as an integer" */
bool py_number_has_index(PyObject *object);
PyObject *py_number_to_int(PyObject *operand); /* int(x) */
PyObject *py_number_to_float(PyObject *operand);
/* An index as int64; when it is too large: with `clip` the nearest end, else IndexError. -1 with exception.
 */
int64_t py_number_as_index(PyObject *object, bool clip);
PyObject *py_number_to_base(PyObject *operand, int base); /* bin, oct, hex */

/* --- Classes --- */
int py_object_is_instance(PyObject *object, PyObject *class_or_tuple);
int py_object_is_subclass(PyObject *class, PyObject *class_or_tuple);

#endif
