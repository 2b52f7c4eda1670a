/* Generators: functions that can be left at a `yield` and taken up again.
 *
 * Calling a generator function runs none of it: RETURN_GENERATOR moves the fresh frame from the data stack
 * into a generator object, where it survives its caller. Each next() links the frame on top of whoever asks,
 * runs it in a loop of its own until YIELD_VALUE or the end, and unlinks it. */
#ifndef PYTHON_VM_GENERATOR_H
#define PYTHON_VM_GENERATOR_H

#include "python/vm/vm.h"

typedef enum PyGeneratorState {
    PY_GENERATOR_CREATED = -2,
    PY_GENERATOR_SUSPENDED = -1,
    PY_GENERATOR_RUNNING = 0,
    PY_GENERATOR_ENDED = 4,
} PyGeneratorState;

/* CPython's PyGenObject. */
typedef struct PyGenerator {
    PyObject base;
    PyObject *code, *weaklist, *name, *qualified_name;
    PyHandled handled;
    PyObject *origin;
    char hooks_inited, closed, running_async;
    int8_t state; /* PyGeneratorState */
    PyFrame frame;
} PyGenerator;

typedef enum PySendResult { PY_SEND_ERROR, PY_SEND_RETURN, PY_SEND_YIELD } PySendResult;

/* Moves `frame` into a new generator. */
PyObject *py_generator_from_frame(PyFrame *frame);

/* YIELD_VALUE has detached the frame. */
void py_generator_suspend(PyFrame *frame);

/* Sends `value` (None to begin) into a generator or any iterator: what came out is in *result (new). */
PySendResult py_generator_send_any(PyObject *receiver, PyObject *value, PyObject **result);

/* GET_YIELD_FROM_ITER: new reference. */
PyObject *py_yield_from_iterator(PyObject *iterable);

#endif
