/* Raising and handling: what the instructions for `raise`, `try` and `with` do beside jumping. */
#ifndef PYTHON_VM_RAISE_H
#define PYTHON_VM_RAISE_H

#include "python/vm/vm.h"

/* The `raise` statement. `exception` NULL: raise again what is being handled. Sets the current exception in
 * any case; true when it was raised again as it is, with its traceback. */
bool py_raise_statement(PyVm *vm, PyObject *exception, PyObject *cause);

/* Does `exception` match what stands behind `except` (a class or a tuple of classes)? -1: it is neither. */
int py_exception_matches(PyObject *exception, PyObject *classes);

/* A handler found in a code's exception table. */
typedef struct PyHandler {
    int64_t target; /* code unit */
    int depth;      /* entries that stay on the evaluation stack */
    bool push_unit; /* the failing instruction's unit goes onto the stack, for RERAISE */
} PyHandler;

/* Finds the handler for the instruction at `unit` in the exception table (CPython's format: four numbers in
 * base 64 each). */
bool py_code_find_handler(const PyCode *code, int64_t unit, PyHandler *handler);

/* BEFORE_WITH: calls __enter__ (result, new) and gives the bound __exit__. */
PyObject *py_with_enter(PyObject *manager, PyObject **leave);
/* WITH_EXCEPT_START: calls __exit__ with the exception. */
PyObject *py_with_exit_exception(PyObject *leave, PyObject *exception);

#endif
