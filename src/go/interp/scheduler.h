/* Goroutines: who runs, who waits, and for what.
 *
 * One goroutine runs until it waits, yields or ends; then the next in the queue runs. There are no other
 * threads and nobody is interrupted, so a program's run is the same every time. A goroutine waits for
 * partners at channels (it hangs in their queues with where its bytes are), for a wake-up by a key (sync), or
 * for a point in time. When nobody can run, either a sleeper is due next, or it is a deadlock. */
#ifndef GO_INTERP_SCHEDULER_H
#define GO_INTERP_SCHEDULER_H

#include "go/interp/machine.h"

/* A goroutine in the queue of a channel, in one case of a select or alone. */
typedef struct Waiter {
    struct Waiter *next;
    Goroutine *goroutine;
    struct GoChan *chan;
    void *element;   /* what it sends, or where it receives to (may be NULL) */
    uint8_t *ok;     /* where a receive says that it got a sent value, or NULL */
    int64_t *chosen; /* where a select is told its case, or NULL */
    int64_t number;  /* of the case */
    bool is_send;
} Waiter;

typedef struct WaiterQueue {
    Waiter *first, *last;
} WaiterQueue;

/* A channel, in the Go heap; its buffer lies behind it. */
typedef struct GoChan {
    int64_t count, capacity;
    uint64_t element_size;
    int64_t first; /* of the buffer */
    WaiterQueue senders, receivers;
    bool is_closed;
    uint8_t buffer[];
} GoChan;

/* The running goroutine stops here, and goes on behind its instruction once somebody makes it ready. `reason`
 * is what a stack trace calls it: "chan receive". */
void machine_wait(Machine *machine, const char *reason);
void machine_make_ready(Machine *machine, Goroutine *goroutine);
/* Takes it out of the queues that it hangs in. */
void machine_forget_waiters(Goroutine *goroutine);

#endif
