/* The loop that counts steps, stops where it is told to, and reports copies. */
#include "go/interp/loop.h"

/* True when the run stands before the step at which it must pause. */
static inline bool before(Machine *machine, Goroutine *goroutine, uint8_t *fp, uint32_t index) {
    uint8_t mark = machine->marks[index];
    bool is_step = mark & (machine->unit == ENGINE_STATEMENT ? MARK_STATEMENT : MARK_INSTRUCTION);
    if (is_step) {
        if (machine->steps == machine->until) return true;
        machine->steps++;
    }
    if (mark & (MARK_STATEMENT | MARK_RETURN)) {
        goroutine->fp = fp;
        goroutine->ip = index;
    }
    bool is_watched = machine->watch && machine->watch->copied && mark & MARK_INSTRUCTION;
    if (is_watched) machine_report_copy(machine, fp, index);
    return false;
}

#define LOOP_NAME machine_run_stepping
#define LOOP_PAUSES
#define LOOP_BEFORE()                                                                                        \
    do {                                                                                                     \
        if (before(machine, goroutine, fp, (uint32_t)(ip - code))) goto paused;                              \
    } while (0)
#include "go/interp/loop.inc"
