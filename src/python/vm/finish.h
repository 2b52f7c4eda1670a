/* The end of a program: what is printed, and with which status it exits. */
#ifndef PYTHON_VM_FINISH_H
#define PYTHON_VM_FINISH_H

#include "python/vm/vm.h"

/* `result` is what the main module returned, NULL when an exception came out of it (it is current, and is
 * reported here as python3 does). Sends all output. Returns the exit status. */
int py_vm_finish(PyVm *vm, PyObject *result);

#endif
