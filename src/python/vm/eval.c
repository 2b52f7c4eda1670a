/* The evaluation loop in its two builds, and the ways into it. The loop itself is eval_loop.inc. */
#include "python/compile/opcode.h"
#include "python/objects/alloc.h"
#include "python/objects/cell.h"
#include "python/objects/dict.h"
#include "python/objects/int.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/set.h"
#include "python/objects/slice.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"
#include "python/vm/call.h"
#include "python/vm/generator.h"
#include "python/vm/import.h"
#include "python/vm/match.h"
#include "python/vm/names.h"
#include "python/vm/operations.h"
#include "python/vm/quick.h"
#include "python/vm/raise.h"
#include "python/vm/step.h"
#include "python/vm/traceback.h"
#include "python/vm/vm.h"

#define LOOP_NAME     run_fast
#define LOOP_STEPPING 0
#include "python/vm/eval_loop.inc"
#undef LOOP_NAME
#undef LOOP_STEPPING

#define LOOP_NAME     run_stepping
#define LOOP_STEPPING 1
#include "python/vm/eval_loop.inc"

PyObject *py_vm_run_frame(PyVm *vm, PyFrame *frame, bool throwing) {
    frame->is_entry = true;
    return vm->is_stepping ? run_stepping(vm, frame, throwing) : run_fast(vm, frame, throwing);
}

int py_vm_enter_frame(PyVm *vm) {
    char here;
    vm->depth++;
    py_runtime.depth++;
    if (vm->is_abandoned) return py_raise_object(PY_TYPE(KeyboardInterrupt), NULL) ? 0 : -1;
    bool has_stack = !vm->frame->is_entry || !py_runtime.stack_limit || &here > py_runtime.stack_limit;
    if (py_runtime.depth <= py_runtime.recursion_limit && has_stack) return 0;
    return py_raise_recursion("");
}

static void count_out(PyVm *vm, const PyFrame *frame) {
    vm->depth--;
    py_runtime.depth--;
    vm->frame = frame->previous;
}

void py_vm_leave_frame(PyVm *vm, PyFrame *frame) {
    count_out(vm, frame);
    py_frame_pop(vm, frame);
}

void py_vm_detach_frame(PyVm *vm, PyFrame *frame) {
    count_out(vm, frame);
    py_frame_release(vm, frame);
}

PyObject *py_vm_call_function(PyObject *callable, PyObject *const *arguments, int64_t count,
                              PyObject *keyword_names) {
    PyVm *vm = py_vm;
    int64_t total = count + (keyword_names ? py_size(keyword_names) : 0);
    PyObject *few[8], **owned = total <= 8 ? few : base_alloc((size_t)total * sizeof(PyObject *));
    for (int64_t i = 0; i < total; i++) owned[i] = py_new_ref(arguments[i]);
    py_incref(callable);
    PyFrame *frame = py_frame_push_call(vm, (PyFunction *)callable, owned, count, keyword_names);
    if (owned != few) free(owned);
    if (!frame) return NULL;
    frame->previous = vm->frame;
    return py_vm_run_frame(vm, frame, false);
}

PyObject *py_vm_run_code(PyObject *code, PyObject *globals, PyObject *locals) {
    PyVm *vm = py_vm;
    PyObject *function = py_function_new(code, globals, vm->builtins, NULL);
    if (!function) return NULL;
    PyFrame *frame = py_frame_push(vm, (PyFunction *)function, py_new_ref(locals ? locals : globals));
    if (!frame) return NULL;
    frame->previous = vm->frame;
    return py_vm_run_frame(vm, frame, false);
}

bool py_vm_handle_pending(PyVm *vm) {
    vm->pending = 0;
    if (py_gc_is_due()) py_gc_collect_due();
    if (!vm->interrupted) return true;
    vm->interrupted = 0;
    py_raise_object(PY_TYPE(KeyboardInterrupt), NULL);
    return false;
}

/* --- The handled exception --- */

/* What a new exception gets as its context: the nearest one in the chain. */
static void publish_handled(PyVm *vm) {
    PyHandled *link = vm->handled;
    while (link && !link->exception) link = link->previous;
    py_runtime.handled = link ? link->exception : NULL;
}

void py_vm_set_handled(PyVm *vm, PyObject *exception) {
    vm->handled->exception = exception;
    publish_handled(vm);
}

void py_vm_push_handled(PyVm *vm, PyHandled *handled) {
    handled->previous = vm->handled;
    vm->handled = handled;
    publish_handled(vm);
}

void py_vm_pop_handled(PyVm *vm) {
    vm->handled = vm->handled->previous;
    publish_handled(vm);
}
