/* Channels. A send and a receive that meet copy straight from the one's frame to the other's; otherwise bytes
 * go through the buffer, or whoever came first waits. See scheduler.h. */
#include "go/interp/scheduler.h"
#include "go/runtime/panic.h"

#include <string.h>

#define AT(T, offset) ((T *)(fp + (offset)))
#define HELPER(NAME)  void machine_help_##NAME(Machine *machine, uint8_t *fp, const IrInstruction *instruction)

/* One end of a communication. */
typedef struct Side {
    GoChan *chan;
    void *element;
    uint8_t *ok;
} Side;

static void copy_element(const GoChan *chan, void *to, const void *from) {
    if (to && chan->element_size) memcpy(to, from, chan->element_size);
}

static uint8_t *buffer_at(GoChan *chan, int64_t index) {
    return chan->buffer + (uint64_t)((chan->first + index) % chan->capacity) * chan->element_size;
}

static void queue_add(WaiterQueue *queue, Waiter *waiter) {
    if (queue->last)
        queue->last->next = waiter;
    else
        queue->first = waiter;
    queue->last = waiter;
}

/* The partner goes on; a select of its is told which case it was. */
static void finish_waiter(Machine *machine, Waiter *waiter, bool ok) {
    Goroutine *goroutine = waiter->goroutine;
    if (waiter->ok) *waiter->ok = ok;
    if (waiter->chosen) *waiter->chosen = waiter->number;
    machine_forget_waiters(goroutine);
    machine_make_ready(machine, goroutine);
}

/* ---- Without waiting: true when it is done (or panics) ------------------------------------------------ */

static bool try_send(Machine *machine, Side side) {
    GoChan *chan = side.chan;
    if (chan->is_closed) {
        go_panic_plain(&machine->runtime, "send on closed channel");
        return true;
    }
    Waiter *receiver = chan->receivers.first;
    if (receiver) {
        copy_element(chan, receiver->element, side.element);
        finish_waiter(machine, receiver, true);
        return true;
    }
    if (chan->count == chan->capacity) return false;
    copy_element(chan, buffer_at(chan, chan->count++), side.element);
    return true;
}

static bool try_receive(Machine *machine, Side side) {
    GoChan *chan = side.chan;
    Waiter *sender = chan->senders.first;
    if (chan->count > 0) {
        copy_element(chan, side.element, buffer_at(chan, 0));
        chan->first = (chan->first + 1) % chan->capacity;
        chan->count--;
        if (sender) copy_element(chan, buffer_at(chan, chan->count++), sender->element);
    } else if (sender) {
        copy_element(chan, side.element, sender->element);
    } else if (chan->is_closed) {
        if (side.element) memset(side.element, 0, chan->element_size);
        if (side.ok) *side.ok = false;
        return true;
    } else {
        return false;
    }
    if (side.ok) *side.ok = true;
    if (sender) finish_waiter(machine, sender, true);
    return true;
}

static Waiter *waiters_new(Goroutine *goroutine, size_t count) {
    goroutine->waiters = base_alloc_zeroed((count + 1) * sizeof *goroutine->waiters);
    goroutine->waiter_count = count;
    return goroutine->waiters;
}

static void wait_at(Machine *machine, Side side, bool is_send) {
    if (machine->calls_from_c || !side.chan) {
        machine_wait(machine, is_send ? "chan send (nil chan)" : "chan receive (nil chan)");
        return;
    }
    Waiter *waiter = waiters_new(machine->current, 1);
    *waiter = (Waiter){.goroutine = machine->current,
                       .chan = side.chan,
                       .element = side.element,
                       .ok = side.ok,
                       .is_send = is_send};
    queue_add(is_send ? &side.chan->senders : &side.chan->receivers, waiter);
    machine_wait(machine, is_send ? "chan send" : "chan receive");
}

/* ---- The instructions --------------------------------------------------------------------------------- */

HELPER(CHAN_MAKE) {
    GoRuntime *runtime = &machine->runtime;
    const GoRType *type = machine->types.by_index[instruction->b];
    int64_t capacity = *AT(int64_t, instruction->c);
    uint64_t size = type->elem->size;
    bool is_wrong = capacity < 0 || (size && (uint64_t)capacity > ((uint64_t)1 << 40) / size);
    if (is_wrong) {
        go_panic_make_chan(runtime);
        return;
    }
    if (go_heap_should_collect(&runtime->heap)) go_collect(runtime);
    GoChan *chan = go_new_bytes(runtime, sizeof *chan + (uint64_t)capacity * size, true);
    if (chan) chan->capacity = capacity, chan->element_size = size;
    *AT(GoChan *, instruction->a) = chan;
}

HELPER(CHAN_SEND) {
    Side side = {.chan = *AT(GoChan *, instruction->a), .element = AT(void, instruction->b)};
    if (!side.chan || !try_send(machine, side)) wait_at(machine, side, true);
}

HELPER(CHAN_RECEIVE) {
    Side side = {.chan = *AT(GoChan *, instruction->b),
                 .element = AT(void, instruction->a),
                 .ok = AT(uint8_t, instruction->c)};
    if (!side.chan || !try_receive(machine, side)) wait_at(machine, side, false);
}

HELPER(CHAN_CLOSE) {
    GoChan *chan = *AT(GoChan *, instruction->a);
    if (!chan || chan->is_closed) {
        go_panic_plain(&machine->runtime, chan ? "close of closed channel" : "close of nil channel");
        return;
    }
    chan->is_closed = true;
    while (chan->receivers.first) {
        Waiter *waiter = chan->receivers.first;
        if (waiter->element) memset(waiter->element, 0, chan->element_size);
        finish_waiter(machine, waiter, false);
    }
    while (chan->senders.first) {
        chan->senders.first->goroutine->panics_on_wake = true;
        finish_waiter(machine, chan->senders.first, false);
    }
}

HELPER(CHAN_LENGTH) {
    (void)machine;
    const GoChan *chan = *AT(GoChan *, instruction->b);
    *AT(int64_t, instruction->a) = !chan ? 0 : instruction->c ? chan->capacity : chan->count;
}

/* ---- select ------------------------------------------------------------------------------------------- */

/* A case as lower_concurrency.c lays it out. */
typedef struct SelectCase {
    GoChan *chan;
    void *element;
    uint8_t *ok;
    uint64_t is_send;
} SelectCase;

static bool try_case(Machine *machine, const SelectCase *one) {
    Side side = {one->chan, one->element, one->ok};
    if (!one->chan) return false;
    return one->is_send ? try_send(machine, side) : try_receive(machine, side);
}

static void wait_at_all(Machine *machine, const SelectCase *cases, uint32_t count, int64_t *chosen) {
    if (machine->calls_from_c) {
        machine_wait(machine, "select");
        return;
    }
    Waiter *waiters = waiters_new(machine->current, count);
    size_t used = 0;
    for (uint32_t i = 0; i < count; i++) {
        const SelectCase *one = &cases[i];
        if (!one->chan) continue;
        Waiter *waiter = &waiters[used++];
        *waiter = (Waiter){.goroutine = machine->current,
                           .chan = one->chan,
                           .element = one->element,
                           .ok = one->ok,
                           .chosen = chosen,
                           .number = i,
                           .is_send = one->is_send};
        queue_add(one->is_send ? &one->chan->senders : &one->chan->receivers, waiter);
    }
    machine->current->waiter_count = used;
    machine_wait(machine, count ? "select" : "select (no cases)");
}

/* Several cases may be possible; they take turns at being asked first. */
HELPER(SELECT) {
    const SelectCase *cases = AT(SelectCase, instruction->b);
    uint32_t count = (uint32_t)instruction->c;
    int64_t *chosen = AT(int64_t, instruction->a);
    uint32_t start = count ? machine->select_turn++ % count : 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number = (start + i) % count;
        if (!try_case(machine, &cases[number])) continue;
        *chosen = number;
        return;
    }
    if (instruction->extra)
        *chosen = -1;
    else
        wait_at_all(machine, cases, count, chosen);
}
