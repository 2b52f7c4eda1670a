/* Steps and copies, see step.h. */
#include "python/vm/step.h"

#include "python/objects/code.h"
#include "python/objects/exception.h"

#include <stdio.h>

const uint8_t *py_step_starts(const PyCode *code) {
    PyCodeExtra *extra = code->extra;
    if (extra->machine) return extra->machine;
    size_t count = (size_t)code->base.size;
    uint8_t *starts = base_alloc_zeroed(count + 1);
    for (uint32_t i = 0; i < extra->statement_count; i++)
        if (extra->statements[i].unit < count) starts[extra->statements[i].unit] = 1;
    extra->machine = starts;
    return starts;
}

/* Notes the line of the statement that begins here, for the copies to come. */
static void note_line(PyVm *vm, const PyFrame *frame) {
    const PyStatement *statement = py_code_statement(frame->code, (uint32_t)py_frame_unit(frame));
    if (statement) vm->line = statement->line;
}

bool py_step(PyVm *vm, PyFrame *frame) {
    if (vm->steps >= vm->until) {
        fiber_pause(vm->fiber);
        if (vm->is_abandoned) {
            py_raise_object(PY_TYPE(KeyboardInterrupt), NULL);
            return false;
        }
    }
    vm->steps++;
    if (vm->watch) note_line(vm, frame);
    return true;
}

void py_report_copy(PyVm *vm, const PyFrame *frame, const void *from, const void *to, MemCopyKind kind) {
    if (!to || !vm->watch->copied) return;
    MemCopy copy = {.from = (uint64_t)from,
                    .to = (uint64_t)to,
                    .size = sizeof(PyObject *),
                    .kind = kind,
                    .line = vm->line,
                    .step = vm->steps ? vm->steps - 1 : 0,
                    .instruction = (uint64_t)frame->previous_instruction};
    vm->watch->copied(vm->watch->user, &copy);
}

void py_report_move(const void *from, const void *to) {
    if (py_vm->watch && py_vm->frame) py_report_copy(py_vm, py_vm->frame, from, to, MEM_COPY_MOVED);
}

void py_note_failure(PyVm *vm) {
    const PyException *exception = (const PyException *)py_runtime.exception;
    if (!exception || exception->traceback) return;
    vm->failures++;
    snprintf(vm->failure, sizeof vm->failure, "%s", exception->base.type->name);
}

void py_report_arguments(PyVm *vm, const PyFrame *caller, PyFrame *callee, PyObject **arguments,
                         int64_t count) {
    if (!vm->watch) return;
    int64_t parameters = callee->code->argument_count;
    for (int64_t i = 0; i < count && i < parameters; i++)
        py_report_copy(vm, caller, &arguments[i], &callee->slots[i], MEM_COPY_NAMED);
}
