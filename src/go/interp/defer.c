/* Deferred calls, and panics that run them.
 *
 * A goroutine has a chain of deferred calls, the last one first; each knows the frame of the function that
 * deferred it. When a function ends, it makes those of its own. A panic makes all of them, one by one, each
 * in a frame on top of the frames that are dying, so that a stack trace still shows where it all began. A
 * deferred function that calls recover marks the panic; when it has returned, the frames above its owner are
 * forgotten, and the owner goes on at its second exit. */
#include "go/interp/machine.h"
#include "go/runtime/panic.h"

#include <string.h>

/* ---- DEFER -------------------------------------------------------------------------------------------- */

const GoRFunction *machine_kept_function(Machine *machine, uint8_t *fp, const IrInstruction *instruction,
                                         const GoClosure **context) {
    switch (instruction->extra) {
    case IR_CALL:
    case IR_CALLN: return machine->functions[instruction->b].descriptor;
    case IR_CALLC:
        *context = *(const GoClosure **)(fp + instruction->b);
        return *context ? (*context)->function : NULL;
    default: {
        uint64_t saved = *(uint64_t *)(fp + instruction->a);
        const MachineFunction *method = machine_find_method(machine, fp, instruction);
        *(uint64_t *)(fp + instruction->a) = saved;
        return method ? method->descriptor : NULL;
    }
    }
}

void machine_help_DEFER(Machine *machine, uint8_t *fp, const IrInstruction *instruction) {
    Goroutine *goroutine = machine->current;
    GoRuntime *runtime = &machine->runtime;
    uint8_t *window = fp + instruction->a;
    uint64_t bytes = *(uint64_t *)window;
    const GoClosure *context = NULL;
    const GoRFunction *function = machine_kept_function(machine, fp, instruction, &context);
    if (runtime->signal) return;
    if (go_heap_should_collect(&runtime->heap)) go_collect(runtime);
    DeferredCall *call = go_new_bytes(runtime, sizeof *call + bytes, true);
    if (!call) return;
    *call = (DeferredCall){.before = goroutine->deferred,
                           .fp = fp,
                           .segment = goroutine->segment,
                           .function = function,
                           .context = context,
                           .recover = ir_function_at(machine->program, goroutine->ip)->recover,
                           .argument_bytes = bytes};
    memcpy(call->arguments, window + 16, bytes);
    goroutine->deferred = call;
}

/* ---- Making deferred calls ---------------------------------------------------------------------------- */

/* Puts the arguments into a frame at `window`. C functions are called at once, and NULL is given. */
static const MachineFunction *begin_call(Machine *machine, const DeferredCall *call, uint8_t *window) {
    if (!call->function) {
        go_panic_nil(&machine->runtime);
        return NULL;
    }
    memcpy(window + 16, call->arguments, call->argument_bytes);
    machine->context = call->context;
    if (!call->function->native) return call->function->body;
    machine_call_native(machine, call->function, window);
    return NULL;
}

/* Room for the call at *window, or at the start of a new segment, from which it returns by UNSEGMENT. */
static bool place_call(Machine *machine, const DeferredCall *call, uint8_t **window, uint64_t *return_to) {
    Goroutine *goroutine = machine->current;
    StackSegment *before = goroutine->segment;
    const MachineFunction *body = call->function && !call->function->native ? call->function->body : NULL;
    uint64_t results = call->function ? call->function->result_bytes : 0;
    uint64_t size = body ? body->frame_size : 64 + call->argument_bytes + results;
    uint8_t *placed = machine_place_frame(machine, (uint64_t)*window, size);
    if (!placed) return false;
    if (goroutine->segment != before) {
        goroutine->segment->return_to = *return_to;
        goroutine->segment->window = (uint64_t)*window;
        *return_to = IR_AT_UNSEGMENT | *return_to << 32;
    }
    *window = placed;
    return true;
}

const MachineFunction *machine_next_deferred(Machine *machine, uint8_t *fp, uint8_t **window,
                                             uint64_t *return_to) {
    Goroutine *goroutine = machine->current;
    uint8_t *given_window = *window;
    uint64_t given_return = *return_to;
    while (goroutine->deferred && goroutine->deferred->fp == fp) {
        DeferredCall *call = goroutine->deferred;
        StackSegment *segment = goroutine->segment;
        goroutine->deferred = call->before;
        *window = given_window;
        *return_to = given_return;
        if (!place_call(machine, call, window, return_to)) return NULL;
        const MachineFunction *function = begin_call(machine, call, *window);
        if (function) return function;
        goroutine->segment = segment;
        if (machine->runtime.signal) return NULL;
    }
    return NULL;
}

/* ---- Panics ------------------------------------------------------------------------------------------- */

/* The signal becomes a record, unless it is one already that only goes on. */
static bool begin_panic(Machine *machine) {
    GoRuntime *runtime = &machine->runtime;
    Goroutine *goroutine = machine->current;
    PanicRecord *record = go_new_bytes(runtime, sizeof *record, true);
    if (!record) return false;
    *record = (PanicRecord){.before = goroutine->panics,
                            .value = runtime->panic_value,
                            .is_signal = runtime->panic_is_signal,
                            .calls_from_c = machine->calls_from_c};
    goroutine->panics = record;
    machine->panics++;
    return true;
}

/* Runs the next deferred call on top of the stack. */
static bool call_next(Machine *machine, uint8_t **fp, uint32_t *ip) {
    Goroutine *goroutine = machine->current;
    PanicRecord *record = goroutine->panics;
    while (goroutine->deferred && goroutine->deferred != goroutine->floor) {
        DeferredCall *call = goroutine->deferred;
        goroutine->deferred = call->before;
        const IrFunction *top = ir_function_at(machine->program, goroutine->ip);
        const MachineFunction *body = call->function && !call->function->native ? call->function->body : NULL;
        uint64_t size = (body ? body->frame_size : 0) + call->argument_bytes + 4096;
        uint8_t *window =
            machine_place_frame(machine, (uint64_t)goroutine->fp + (top ? top->frame_size : 64), size);
        if (!window) return false;
        record->deferred_fp = window;
        record->owner_fp = call->fp;
        record->owner_segment = call->segment;
        record->recover = call->recover;
        ((uint64_t *)window)[0] = (uint64_t)goroutine->fp;
        ((uint64_t *)window)[1] = IR_AT_UNWIND | (uint64_t)(goroutine->ip + 1) << 32;
        machine->runtime.signal = GO_SIGNAL_NONE;
        const MachineFunction *function = begin_call(machine, call, window);
        if (function) {
            *fp = window;
            *ip = function->entry;
            return true;
        }
        if (machine->runtime.signal == GO_SIGNAL_PANIC && !begin_panic(machine)) return false;
        record = goroutine->panics;
    }
    machine->runtime.signal = GO_SIGNAL_PANIC;
    machine->runtime.panic_value = record->value;
    machine->runtime.panic_is_signal = record->is_signal;
    return false;
}

bool machine_panic_step(Machine *machine, uint8_t **fp, uint32_t *ip) {
    Goroutine *goroutine = machine->current;
    PanicRecord *last = goroutine->panics;
    bool is_the_same = last && last->calls_from_c > machine->calls_from_c;
    if (is_the_same)
        last->calls_from_c = machine->calls_from_c;
    else if (!begin_panic(machine))
        return false;
    return call_next(machine, fp, ip);
}

/* Panics whose deferred call was on the part of the stack that is forgotten are over. */
static void drop_aborted(Goroutine *goroutine, const PanicRecord *recovered) {
    goroutine->panics = recovered->before;
    while (goroutine->panics) {
        bool is_alive = false;
        for (uint8_t *fp = recovered->owner_fp; fp && !is_alive; fp = (uint8_t *)((uint64_t *)fp)[0])
            is_alive = fp == goroutine->panics->deferred_fp;
        if (is_alive) return;
        goroutine->panics = goroutine->panics->before;
    }
}

bool machine_panic_returned(Machine *machine, uint8_t **fp, uint32_t *ip) {
    Goroutine *goroutine = machine->current;
    PanicRecord *record = goroutine->panics;
    /* RET has put the dying frame back into *fp; its instruction is in the header of the deferred call. */
    uint32_t dying_ip = (uint32_t)(((uint64_t *)record->deferred_fp)[1] >> 32) - 1;
    goroutine->fp = *fp;
    goroutine->ip = dying_ip;
    *ip = dying_ip;
    if (!record->is_recovered) {
        machine->runtime.panic_value = record->value;
        return call_next(machine, fp, ip);
    }
    drop_aborted(goroutine, record);
    goroutine->segment = record->owner_segment;
    *fp = record->owner_fp;
    *ip = (uint32_t)record->recover;
    return true;
}

void machine_help_RECOVER(Machine *machine, uint8_t *fp, const IrInstruction *instruction) {
    PanicRecord *record = machine->current->panics;
    GoInterface *result = (GoInterface *)(fp + instruction->a);
    *result = (GoInterface){0};
    if (!record || record->is_recovered || record->deferred_fp != fp) return;
    record->is_recovered = true;
    *result = record->value;
}
