/* The scheduler, see scheduler.h. */
#include "go/interp/scheduler.h"

#include "go/runtime/panic.h"

#include <string.h>
#include <time.h>

/* ---- Waiting and waking ------------------------------------------------------------------------------- */

void machine_make_ready(Machine *machine, Goroutine *goroutine) {
    goroutine->wait_reason = NULL;
    goroutine->wait_key = 0;
    goroutine->wake_at = 0;
    VEC_PUSH(&machine->ready, goroutine);
}

void machine_wait(Machine *machine, const char *reason) {
    if (machine->calls_from_c) {
        go_fatal(&machine->runtime, "a function called by a C function of the runtime cannot wait");
        return;
    }
    machine->current->wait_reason = reason;
    machine->runtime.signal = GO_SIGNAL_WAIT;
}

static void queue_remove(WaiterQueue *queue, Waiter *waiter) {
    Waiter *before = NULL;
    for (Waiter *at = queue->first; at; before = at, at = at->next) {
        if (at != waiter) continue;
        if (before)
            before->next = at->next;
        else
            queue->first = at->next;
        if (queue->last == at) queue->last = before;
        return;
    }
}

void machine_forget_waiters(Goroutine *goroutine) {
    for (size_t i = 0; i < goroutine->waiter_count; i++) {
        Waiter *waiter = &goroutine->waiters[i];
        queue_remove(waiter->is_send ? &waiter->chan->senders : &waiter->chan->receivers, waiter);
    }
    free(goroutine->waiters);
    goroutine->waiters = NULL;
    goroutine->waiter_count = 0;
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* Hooks of the runtime: wait for a key (0: only for the time), for at most so many nanoseconds (negative: for
 * ever; 0: only let the others run); wake the one that waits longest for a key. */
static void hook_wait(GoRuntime *runtime, uint64_t key, int64_t nanoseconds) {
    Machine *machine = runtime->machine;
    Goroutine *goroutine = machine->current;
    if (nanoseconds == 0) {
        if (machine->calls_from_c || machine->ready.count == 0) return;
        machine_wait(machine, "runnable");
        VEC_PUSH(&machine->ready, goroutine);
        return;
    }
    goroutine->wait_key = key;
    goroutine->wake_at = nanoseconds > 0 ? now() + nanoseconds : 0;
    machine_wait(machine, key ? "semacquire" : "sleep");
}

static bool hook_wake(GoRuntime *runtime, uint64_t key) {
    Machine *machine = runtime->machine;
    for (size_t i = 0; i < machine->goroutines.count; i++) {
        Goroutine *goroutine = machine->goroutines.items[i];
        if (goroutine->wait_key != key) continue;
        machine_make_ready(machine, goroutine);
        return true;
    }
    return false;
}

void machine_scheduler_init(Machine *machine) {
    machine->runtime.wait = hook_wait;
    machine->runtime.wake = hook_wake;
    VEC_PUSH(&machine->goroutines, &machine->main);
    machine->last_id = 1;
}

void machine_scheduler_free(Machine *machine) {
    for (size_t i = 0; i < machine->goroutines.count; i++) {
        Goroutine *goroutine = machine->goroutines.items[i];
        free(goroutine->waiters);
        if (goroutine != &machine->main) free(goroutine);
    }
    VEC_FREE(&machine->goroutines);
    VEC_FREE(&machine->ready);
}

/* ---- Switching ---------------------------------------------------------------------------------------- */

static Goroutine *take_ready(Machine *machine) {
    if (machine->ready.count == 0) return NULL;
    Goroutine *first = machine->ready.items[0];
    memmove(machine->ready.items, machine->ready.items + 1, --machine->ready.count * sizeof first);
    return first;
}

/* Sleeps until the first sleeper is due, and makes it ready. False: nobody sleeps. */
static bool wake_sleeper(Machine *machine) {
    Goroutine *first = NULL;
    for (size_t i = 0; i < machine->goroutines.count; i++) {
        Goroutine *goroutine = machine->goroutines.items[i];
        if (goroutine->wake_at && (!first || goroutine->wake_at < first->wake_at)) first = goroutine;
    }
    if (!first) return false;
    int64_t rest = first->wake_at - now();
    struct timespec pause = {rest / 1000000000, rest % 1000000000};
    if (rest > 0) nanosleep(&pause, NULL);
    machine_make_ready(machine, first);
    return true;
}

bool machine_switch(Machine *machine, uint8_t **fp, uint32_t *ip) {
    machine->runtime.signal = GO_SIGNAL_NONE;
    Goroutine *next;
    while (!(next = take_ready(machine))) {
        if (machine->is_interrupted) machine_interrupt(machine);
        if (machine->runtime.signal || !wake_sleeper(machine)) break;
    }
    if (!next) {
        if (!machine->runtime.signal) go_fatal(&machine->runtime, "all goroutines are asleep - deadlock!");
        return false;
    }
    next->wait_reason = NULL;
    machine->current = next;
    *fp = next->fp;
    *ip = next->is_started ? next->ip + 1 : next->ip;
    next->is_started = true;
    return true;
}

bool machine_goroutine_ended(Machine *machine, uint8_t **fp, uint32_t *ip) {
    Goroutine *ended = machine->current;
    for (size_t i = 0; i < machine->goroutines.count; i++) {
        if (machine->goroutines.items[i] != ended) continue;
        memmove(machine->goroutines.items + i, machine->goroutines.items + i + 1,
                (--machine->goroutines.count - i) * sizeof ended);
        break;
    }
    machine->current = &machine->main;
    free(ended);
    return machine_switch(machine, fp, ip);
}

/* ---- GO ----------------------------------------------------------------------------------------------- */

void machine_help_GO(Machine *machine, uint8_t *fp, const IrInstruction *instruction) {
    GoRuntime *runtime = &machine->runtime;
    uint8_t *window = fp + instruction->a;
    uint64_t bytes = *(uint64_t *)window;
    const GoClosure *context = NULL;
    const GoRFunction *function = machine_kept_function(machine, fp, instruction, &context);
    if (runtime->signal) return;
    if (!function) {
        go_fatal(runtime, "go of nil func value");
        return;
    }
    if (function->native) { /* runs at once: nobody can tell */
        machine_call_native(machine, function, window);
        return;
    }
    if (go_heap_should_collect(&runtime->heap)) go_collect(runtime);
    const MachineFunction *body = function->body;
    Goroutine *goroutine = base_alloc_zeroed(sizeof *goroutine);
    uint8_t *frame = machine_first_frame(machine, goroutine, body->frame_size);
    if (!frame) {
        free(goroutine);
        return;
    }
    memcpy(frame + 16, window + 16, bytes);
    goroutine->id = ++machine->last_id;
    goroutine->ip = body->entry;
    goroutine->context = context;
    VEC_PUSH(&machine->goroutines, goroutine);
    VEC_PUSH(&machine->ready, goroutine);
}
