/* Calls: how the arguments of a call find the parameters of a Python function. */
#ifndef PYTHON_VM_CALL_H
#define PYTHON_VM_CALL_H

#include "python/objects/function.h"
#include "python/vm/frame.h"

/* Puts the arguments (positional ones, then the values of `keyword_names`) into the first `slots` of a frame,
 * as "6.3.4 Calls" of the language reference says: defaults, *args, **kwargs, keyword-only parameters. Takes
 * over the references to the arguments, also on error: false with TypeError. */
bool py_call_bind(PyFunction *function, PyObject **slots, PyObject **arguments, int64_t count,
                  PyObject *keyword_names);

/* MAKE_FUNCTION: a function of `code`. Behind `end` lie, from the top: closure, annotations, keyword
 * defaults, defaults, as `flags` says. Takes over the references to them (not on error). */
PyObject *py_function_make(PyFrame *frame, PyObject *code, uint32_t flags, PyObject **end);

/* CALL_FUNCTION_EX: makes *arguments, whatever was behind the star, a tuple. */
bool py_call_prepare_star(PyObject *callable, PyObject **arguments);

/* DICT_MERGE: adds the items of `mapping` to the keyword arguments collected in `keywords` for `callable`;
 * TypeError when a name comes twice. */
bool py_dict_merge_keywords(PyObject *keywords, PyObject *mapping, PyObject *callable);

/* What messages call a function: "f()", "Class.method()". New reference. */
PyObject *py_callable_text(PyObject *callable);

#endif
