/* Steps and copies: what the stepping loop tells the world. */
#ifndef PYTHON_VM_STEP_H
#define PYTHON_VM_STEP_H

#include "python/vm/vm.h"

/* A byte for every code unit: 1 where a statement begins. Belongs to the code object. */
const uint8_t *py_step_starts(const PyCode *code);

/* The instruction about to run in `frame` begins a step: pauses when it is the one that was waited for.
 * False when the run is being given up. */
bool py_step(PyVm *vm, PyFrame *frame);

/* Reports that the 8 bytes at `to` were copied from `from` (NULL: computed) by the instruction that runs.
 * Does nothing when `to` is NULL: the reference went to no slot. */
void py_report_copy(PyVm *vm, const PyFrame *frame, const void *from, const void *to, MemCopyKind kind);

/* While a run is watched, tells the watcher about slots that move when a dict grows; py_runtime.slot_moved.
 */
void py_report_move(const void *from, const void *to);

/* Counts the current exception when it is a new one: no frame has noted it in its traceback yet. */
void py_note_failure(PyVm *vm);

/* The arguments of a call have become the callee's fast locals. */
void py_report_arguments(PyVm *vm, const PyFrame *caller, PyFrame *callee, PyObject **arguments,
                         int64_t count);

#endif
