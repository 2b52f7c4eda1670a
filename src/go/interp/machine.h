/* The machine that runs IR: state, stacks, calls.
 *
 * Everything that a Go program could see of its own execution lies in Go's memory: frames with their return
 * addresses are in the goroutine's stack, so the machine can be left before any instruction and entered again
 * later, and a Go call does not use C's stack. What the machine keeps itself is a frame address and an
 * instruction.
 *
 * A stack is a chain of *segments*, blocks of the Go heap that double in size. When a call does not fit, its
 * window is copied to the start of a new segment; the function returns to the instruction UNSEGMENT, which
 * brings the results back. So stacks start small, nothing ever moves, and pointers into frames stay true.
 *
 * The loop (loop.inc) is compiled twice: without any watching, and with a look at every instruction for
 * steps and copies. */
#ifndef GO_INTERP_MACHINE_H
#define GO_INTERP_MACHINE_H

#include "go/interp/types.h"
#include "go/ir/ir.h"
#include "go/runtime/runtime.h"
#include "memory/engine.h"

/* A function ready to run. */
typedef struct MachineFunction {
    uint32_t entry, frame_size;
    GoRFunction *descriptor; /* in the data segment: what func values and method tables lead to */
    GoClosure *closure;      /* the func value of a function that captures nothing */
    const IrFunction *ir;
    const struct MachineFunction *by_word; /* a method's entry for calls through interfaces, or NULL */
} MachineFunction;

enum { METHOD_CACHE = 256 };

typedef struct MethodCacheEntry {
    const GoRType *type;
    int32_t name;
    const GoRFunction *function;
} MethodCacheEntry;

/* At the start of each segment; the frames lie behind. */
typedef struct StackSegment {
    struct StackSegment *before;
    uint64_t end;           /* address behind the segment */
    uint64_t window;        /* the frame address that the moved call would have had */
    uint64_t return_to;     /* the instruction to which it would have returned */
    uint64_t result_offset; /* results are copied back from here */
    uint64_t result_bytes;
    uint64_t total; /* bytes of this segment and those before */
} StackSegment;

/* A deferred call, in the Go heap. */
typedef struct DeferredCall {
    struct DeferredCall *before;
    uint8_t *fp; /* of the function that deferred it */
    StackSegment *segment;
    const GoRFunction *function;
    const GoClosure *context;
    uint64_t recover; /* where that function goes on after a recover */
    uint64_t argument_bytes;
    uint8_t arguments[];
} DeferredCall;

/* A panic that is under way, in the Go heap. */
typedef struct PanicRecord {
    struct PanicRecord *before;
    GoInterface value;
    uint8_t *deferred_fp; /* frame of the deferred function that it is calling now */
    uint8_t *owner_fp;    /* frame of the function that deferred it */
    StackSegment *owner_segment;
    uint64_t recover;
    uint32_t calls_from_c; /* nested runs of the loop when it began */
    bool is_signal, is_recovered;
} PanicRecord;

typedef struct Goroutine {
    uint64_t id;
    StackSegment *segment;
    uint8_t *fp;
    uint32_t ip;
    DeferredCall *deferred; /* last first */
    PanicRecord *panics;    /* last first */
    const GoClosure *context;
    const char *wait_reason; /* NULL: it runs or is ready */
    uint64_t wait_key;
    int64_t wake_at; /* nanoseconds of the monotonic clock; 0: not sleeping */
    struct Waiter *waiters;
    size_t waiter_count;
    bool is_started;
    bool panics_on_wake; /* the channel that it wanted to send to was closed */
    DeferredCall *floor; /* those of the frames below the innermost call from C begin here */
} Goroutine;

typedef enum MachineStop {
    MACHINE_RUNNING,
    MACHINE_PAUSED,
    MACHINE_ENDED, /* by return from main, a panic, os.Exit */
    MACHINE_LEFT,  /* a function that C code called has returned */
} MachineStop;

/* What the stepping loop must know about an instruction at a glance. */
typedef enum MachineMark {
    MARK_STATEMENT = 1,   /* begins a statement */
    MARK_INSTRUCTION = 2, /* belongs to a line of the program's own file */
    MARK_RETURN = 4,      /* of func main: the last moment of its frame */
} MachineMark;

typedef struct Machine {
    GoRuntime runtime;
    const IrProgram *program;
    MachineFunction *functions; /* by IrFunction.index */
    GoRuntimeTypes types;
    Goroutine main;
    VEC(Goroutine *) goroutines; /* all that have not ended */
    VEC(Goroutine *) ready;      /* in the order in which they will run */
    uint64_t last_id;
    uint32_t select_turn;
    Goroutine *current;
    const GoClosure *context; /* of the last CALLC, for CONTEXT */
    uint8_t *marks;           /* MachineMark, for each instruction */
    MethodCacheEntry method_cache[METHOD_CACHE];
    uint32_t calls_from_c; /* nested runs of the loop */
    volatile bool is_interrupted;
    bool was_interrupted;
    int exit_status;
    MachineStop state;

    /* Stepping. */
    EngineUnit unit;
    uint64_t steps, until;
    const EngineWatch *watch;
    uint64_t panics; /* that were begun */
} Machine;

/* Prepares a run that stands before the first instruction. False: `reason` says why. */
bool machine_start(Machine *machine, const IrProgram *program, GoProgram *source,
                   const EngineOptions *options, const char **reason);
void machine_free(Machine *machine);

/* Runs on from machine->current until it ends, pauses, or (in a nested run) leaves. */
MachineStop machine_run_fast(Machine *machine);
MachineStop machine_run_stepping(Machine *machine);

/* Moves a call whose frame does not fit to a new segment: gives the new frame's address, or 0 (with the
 * signal set) when the stack has reached its limit. */
uint64_t machine_new_segment(Machine *machine, uint64_t window, const IrFunction *function,
                             uint64_t return_to);
/* A frame of `size` bytes at `window`, or in a new segment of its own (as for a call that copies nothing
 * back). */
uint8_t *machine_place_frame(Machine *machine, uint64_t window, uint64_t size);
/* Where the function that began a segment goes on; *fp becomes its caller's frame. */
uint32_t machine_leave_segment(Machine *machine, uint8_t **fp);

/* scheduler.c */
void machine_scheduler_init(Machine *machine);
void machine_scheduler_free(Machine *machine);
/* The running goroutine waits or has ended: gives the next one's frame and instruction. False: there is none
 * (the signal says so). */
bool machine_switch(Machine *machine, uint8_t **fp, uint32_t *ip);
bool machine_goroutine_ended(Machine *machine, uint8_t **fp, uint32_t *ip);
/* The frame in which a goroutine's function will begin; NULL: the heap is full. */
uint8_t *machine_first_frame(Machine *machine, Goroutine *goroutine, uint64_t frame_size);

/* defer.c. The function that a DEFER or GO instruction keeps, with its closure; NULL: a nil func value, or it
 * panics. */
const GoRFunction *machine_kept_function(Machine *machine, uint8_t *fp, const IrInstruction *instruction,
                                         const GoClosure **context);
/* The next deferred call of the function whose frame is at fp, its arguments ready in a frame at *window,
 * from which it returns to *return_to (both may be changed: a new segment). NULL when there is none; C
 * functions are called at once. */
const MachineFunction *machine_next_deferred(Machine *machine, uint8_t *fp, uint8_t **window,
                                             uint64_t *return_to);
/* A panic is under way: prepares its next deferred call. False: there is none left. */
bool machine_panic_step(Machine *machine, uint8_t **fp, uint32_t *ip);
/* A deferred function that a panic called has returned (UNWIND). False: the panic goes on without any left.
 */
bool machine_panic_returned(Machine *machine, uint8_t **fp, uint32_t *ip);

/* What the signal in machine->runtime asks for, at instruction `ip` of frame `fp`: finds the instruction to
 * go on with (true), or reports the panic and ends the run (false). */
bool machine_unwind(Machine *machine, uint8_t **fp, uint32_t *ip);

/* Calls C code whose frame would begin at `window`. */
void machine_call_native(Machine *machine, const GoRFunction *function, uint8_t *window);
/* CALLM: the method of the dynamic type; the receiver is put into the window. NULL: it panics. */
const MachineFunction *machine_find_method(Machine *machine, uint8_t *fp, const IrInstruction *instruction);
void machine_set_methods(Machine *machine);
/* Ends the program as Ctrl-C does. */
void machine_interrupt(Machine *machine);

/* copies.c: reports what the instruction is about to copy. */
void machine_report_copy(Machine *machine, const uint8_t *fp, uint32_t ip);

/* helpers.c: one function for each row of IR_HELPER. */
typedef void MachineHelper(Machine *machine, uint8_t *fp, const IrInstruction *instruction);
#define ROW(NAME, SIZE, A, B, C) MachineHelper machine_help_##NAME;
IR_HELPER(ROW)
#undef ROW

/* The heap variable of a type; collects first when it is time. */
void *machine_new(Machine *machine, const GoRType *type, uint64_t count);

/* The frames of a goroutine, innermost first. */
typedef struct MachineFrame {
    const IrFunction *function;
    uint8_t *fp;
    uint32_t ip; /* the instruction that is about to run, or the call that is under way */
} MachineFrame;
typedef VEC(MachineFrame) MachineFrameList;
void machine_frames(const Machine *machine, const Goroutine *goroutine, MachineFrameList *frames);

#endif
