/* Frames: where a call of a Python function keeps its variables.
 *
 * A frame is a header of 72 bytes and behind it one array of 8-byte slots, each holding a reference: first
 * the fast locals (parameters, then other locals), then cells and free variables, then the evaluation stack.
 * The compiler has given every variable its index, so LOAD_FAST 0 is a read of slots[0]: no dictionary, no
 * name.
 *
 * Frames lie one behind the other in the data stack, a space of its own just below the objects'. A call puts
 * the callee's frame where the caller's ends, a return gives it back; so the address of a local
 * depends on nothing but the calls in progress. The frame of a generator, which outlives its call, lies
 * inside the generator object instead.
 *
 * This is CPython 3.11's _PyInterpreterFrame, field by field. */
#ifndef PYTHON_VM_FRAME_H
#define PYTHON_VM_FRAME_H

#include "python/objects/code.h"
#include "python/objects/function.h"
#include "python/objects/object.h"

typedef struct PyVm PyVm;
typedef struct PyFrame PyFrame;

typedef enum PyFrameOwner { PY_FRAME_OF_STACK, PY_FRAME_OF_GENERATOR } PyFrameOwner;

struct PyFrame {
    PyFunction *function; /* owned */
    PyObject *globals;    /* of the function */
    PyObject *builtins;   /* of the function */
    PyObject *locals;     /* owned; where names are looked up outside of functions; NULL in a function */
    PyCode *code;         /* owned */
    PyObject *object;     /* owned; what the program sees as a frame; NULL as long as nobody asked */
    PyFrame *previous;    /* the caller */
    uint16_t *previous_instruction; /* the one that runs or has run last */
    int32_t stack_top;              /* index into slots of the first free one; kept up before calls only */
    bool is_entry;                  /* entered from C: returning from it leaves the loop */
    uint8_t owner;                  /* PyFrameOwner */
    PyObject *slots[];
};

/* Index of the instruction that runs, in code units; -1 before the first. */
static inline int64_t py_frame_unit(const PyFrame *frame) {
    return frame->previous_instruction - frame->code->units;
}

/* The line that runs, from 1; 0 when the code has none there. */
int py_frame_line(const PyFrame *frame);

/* A frame for `function` at the top of the data stack, its slots empty, standing before the first
 * instruction. Takes over the references to `function` and to `locals` (NULL for a function), also on error:
 * NULL with RecursionError when the stack is full. The caller links `previous`. */
PyFrame *py_frame_push(PyVm *vm, PyFunction *function, PyObject *locals);

/* The same for a call: takes over the references to `function` and to all of the arguments (positional ones,
 * then the values of `keyword_names`) and binds them to the parameters. NULL with TypeError when they do not
 * fit. */
PyFrame *py_frame_push_call(PyVm *vm, PyFunction *function, PyObject **arguments, int64_t count,
                            PyObject *keyword_names);

/* Drops everything that the frame refers to and gives its place back. Frames go in the reverse order of their
 * coming. */
void py_frame_pop(PyVm *vm, PyFrame *frame);

/* Drops what the frame refers to, slots and stack included; its memory stays. */
void py_frame_clear(PyFrame *frame);

/* Gives the memory back without dropping anything: the contents have moved elsewhere. */
void py_frame_release(PyVm *vm, PyFrame *frame);

/* Bytes of a frame of `code`. */
size_t py_frame_size(const PyCode *code);

/* COPY_FREE_VARS: puts the `count` cells of the function's closure into the last slots before the stack. */
void py_frame_copy_free_variables(PyFrame *frame, int count);

/* locals(): at module and class level the dict itself, in a function a snapshot, which is kept with the frame
 * and brought up to date by each call. Borrowed. */
PyObject *py_frame_locals(PyFrame *frame);

/* What a fast local's slot holds for the program: the content of a cell, or the reference itself; NULL when
 * unbound. Borrowed. `slot` becomes the address of the 8 bytes that the variable lives in (a cell's content
 * when it is one). */
PyObject *py_frame_variable(PyFrame *frame, int index, PyObject ***slot);

#endif
