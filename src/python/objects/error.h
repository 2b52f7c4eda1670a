/* The current exception: how a C function says that it failed.
 *
 * It sets the exception here and returns NULL or -1; every caller returns the same until somebody handles it.
 * The exception is always a finished object (never a class waiting to be called). */
#ifndef PYTHON_OBJECTS_ERROR_H
#define PYTHON_OBJECTS_ERROR_H

#include "python/objects/object.h"
#include "python/objects/runtime.h"
#include "python/objects/statics.h"

/* Sets an exception of `type` with a message formatted as py_str_format does. Returns NULL, so that
 * `return py_raise(...)` reads well; in a function that returns int write `return py_raise_int(...)`: -1. */
void *py_raise(PyType *type, const char *format, ...);
int py_raise_int(PyType *type, const char *format, ...);
/* With `argument` (borrowed) as the only argument, e.g. the key of a KeyError. NULL: without arguments. */
void *py_raise_object(PyType *type, PyObject *argument);
/* Sets an exception object (borrowed); its context becomes the exception that is being handled. */
void *py_raise_exception(PyObject *exception);
/* OSError (or the subclass that fits `number`) with strerror's message and the file name (may be NULL). */
void *py_raise_os_error(int number, PyObject *filename);
/* AttributeError with name and obj set: "'int' object has no attribute 'x'". */
void *py_raise_attribute(PyObject *object, PyObject *name);
void *py_raise_memory(void);

static inline bool py_error_occurred(void) {
    return py_runtime.exception != NULL;
}

/* True when the current exception is an instance of `type`. */
bool py_error_matches(const PyType *type);
void py_error_clear(void);
/* Takes the current exception away: the caller owns it (NULL if there is none). */
PyObject *py_error_fetch(void);
/* Makes `exception` current again (stolen; NULL clears), contexts untouched. */
void py_error_restore(PyObject *exception);

/* Guards a C function that may call itself through the objects it handles. `where` is the end of the message:
 * " while getting the repr of an object". On -1 RecursionError is set and leave must not be called. */
int py_recursion_enter(const char *where);
/* RecursionError with that ending, also where there is no room for calls left. Returns -1. */
int py_raise_recursion(const char *where);
static inline void py_recursion_leave(void) {
    py_runtime.depth--;
}

#endif
