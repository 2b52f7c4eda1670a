/* The virtual machine: all that runs a Python program, beside the objects themselves.
 *
 * One machine exists at a time (the objects' space is at a fixed address), and C functions that the program
 * calls have no way to be told about it, so it is a global: py_vm. It runs on a stack of its own (a fiber),
 * and therefore can pause before any step, however many C functions lie in between. */
#ifndef PYTHON_VM_VM_H
#define PYTHON_VM_VM_H

#include "base/fiber.h"
#include "memory/engine.h"
#include "python/objects/error.h"
#include "python/objects/exception.h"
#include "python/objects/object.h"
#include "python/objects/protocol.h"
#include "python/objects/runtime.h"
#include "python/vm/frame.h"
#include "python/vm/stream.h"

#include <signal.h>

/* The exception whose handler is running, if any. Each generator has a link of its own in this chain, since
 * it can be left in the middle of its handler. */
typedef struct PyHandled {
    PyObject *exception; /* owned, or NULL */
    struct PyHandled *previous;
} PyHandled;

/* The str of a special method's name, see class_slots.c. */
enum { PY_SPECIAL_NAMES = 128 };
typedef struct PySpecialName {
    const char *literal;
    PyObject *name; /* owned */
} PySpecialName;

enum { PY_FAILURE_NAME = 64 };

struct PyVm {
    PyFrame *frame; /* the innermost one, or NULL */
    MemSpace stack; /* the data stack */
    char *stack_top;
    PyHandled *handled, base_handled;
    int depth; /* number of frames */

    uint32_t next_keys_version; /* for key tables of dicts, see quick.h; 0: there are none left */

    volatile sig_atomic_t interrupted; /* Ctrl-C was pressed */
    volatile sig_atomic_t pending;     /* something must be looked at before the program goes on */
    bool is_abandoned;                 /* the run is being taken down: nothing may be handled any more */

    /* Stepping. */
    bool is_stepping;
    bool every_instruction; /* the unit is the instruction, not the statement */
    uint64_t steps, until;
    uint32_t line; /* of the statement that runs */
    const EngineWatch *watch;
    Fiber *fiber;
    uint64_t failures;             /* exceptions that were raised */
    char failure[PY_FAILURE_NAME]; /* the type of the last one */

    PySpecialName special_names[PY_SPECIAL_NAMES];

    /* The world. */
    PyStreams streams;
    const Source *source;                   /* of the program's file, for tracebacks */
    PyObject *builtins_module, *sys_module; /* owned */
    PyObject *builtins;                     /* dict, borrowed from its module */
    PyObject *modules;                      /* sys.modules, owned */
    PyObject *main_module;                  /* owned */
};

extern PyVm *py_vm;

/* Makes a machine: the builtin modules and sys exist afterwards. The runtime (py_runtime_init) must be ready.
 * False, and why in `reason`, when that fails. */
bool py_vm_init(PyVm *vm, const char **reason);
/* Tells it what is to be run: sys.argv, sys.path, __file__, the streams. `options` and `source` outlive it.
 */
bool py_vm_set_program(PyVm *vm, const EngineOptions *options, const Source *source);
/* Drops what the machine refers to. */
void py_vm_free(PyVm *vm);

/* Runs a code object as the body of a module or of a class, or as exec() does: names are looked up in
 * `locals` (NULL: `globals`). Returns what it returns. */
PyObject *py_vm_run_code(PyObject *code, PyObject *globals, PyObject *locals);

/* Calls a Python function from C. Fits PyVectorCall. */
PyObject *py_vm_call_function(PyObject *callable, PyObject *const *arguments, int64_t count,
                              PyObject *keyword_names);

/* Runs a frame (whose `previous` is set) until it returns or yields. NULL: an exception came out. With
 * `throwing` the current exception is raised in it first. */
PyObject *py_vm_run_frame(PyVm *vm, PyFrame *frame, bool throwing);

/* Looks at what is pending. False when that raised an exception (KeyboardInterrupt). */
bool py_vm_handle_pending(PyVm *vm);

/* Makes `exception` (stolen, NULL for none) the handled one and forgets the previous one without dropping it:
 * the caller owns that now. */
void py_vm_set_handled(PyVm *vm, PyObject *exception);

/* A generator's link in the chain of handled exceptions comes to its front, and leaves it. */
void py_vm_push_handled(PyVm *vm, PyHandled *handled);
void py_vm_pop_handled(PyVm *vm);

/* Counts a frame in; -1 with RecursionError when there are too many, or too little C stack is left. In both
 * cases the frame is counted out by one of the two below. */
int py_vm_enter_frame(PyVm *vm);
/* The caller becomes the innermost frame. `frame` is popped, or only its memory given back (see
 * py_frame_release). */
void py_vm_leave_frame(PyVm *vm, PyFrame *frame);
void py_vm_detach_frame(PyVm *vm, PyFrame *frame);

#endif
