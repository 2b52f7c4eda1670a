/* Tracebacks: where an exception has passed through, and how the whole story is told.
 *
 * While an exception leaves frame after frame, each adds an entry to the front of a linked list: its code,
 * the instruction that ran, the line. The list hangs from the exception and survives the frames. */
#ifndef PYTHON_VM_TRACEBACK_H
#define PYTHON_VM_TRACEBACK_H

#include "python/vm/vm.h"

typedef struct PyTraceback {
    PyObject base;
    PyObject *next;    /* the frame that was called from here, or NULL */
    PyObject *code;    /* owned */
    PyObject *globals; /* owned */
    int32_t last_unit; /* index of the instruction, in code units */
    int32_t line;
} PyTraceback;

/* Adds `frame`, at the instruction that runs, to the front of the current exception's traceback. */
void py_traceback_add(PyFrame *frame);

/* Appends what python3 prints for an exception that nobody caught: what led to it, the traceback with source
 * lines and carets, and the message. Runs program code (__str__ of the exception). */
void py_traceback_append(StrBuf *out, PyObject *exception);

/* Appends the last line(s) alone: "ValueError: message" with a suggestion, if there is one. */
void py_exception_append(StrBuf *out, PyObject *exception);

/* Appends ". Did you mean: 'x'?" when the exception is about a name and there is one like it. */
void py_suggestion_append(StrBuf *out, PyObject *exception);

#endif
