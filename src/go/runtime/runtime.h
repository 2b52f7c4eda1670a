/* The runtime: what a Go program has under it when it runs.
 *
 * One GoRuntime is one run of a program: its two address spaces (data segment and heap), its types, its world
 * (EngineIO), and the *signal*, by which anything in C says that the program cannot simply go on: it panics,
 * it ends. There is no longjmp: a C function sets the signal and returns, and the back end looks at it after
 * every call into C. A second run in the same process starts from the same addresses.
 *
 * The back end fills in the hooks: how to call a Go function from C (fmt calls String methods), and where its
 * stacks are (the collector asks). */
#ifndef GO_RUNTIME_RUNTIME_H
#define GO_RUNTIME_RUNTIME_H

#include "go/runtime/heap.h"
#include "go/runtime/type.h"
#include "go/runtime/value.h"
#include "memory/engine.h"

typedef enum GoSignal {
    GO_SIGNAL_NONE,
    GO_SIGNAL_PANIC, /* runtime->panic_value is being thrown: run deferred functions, see panic.h */
    GO_SIGNAL_FATAL, /* cannot be recovered: runtime->fatal says why ("stack overflow"); status 2 */
    GO_SIGNAL_EXIT,  /* os.Exit: runtime->exit_status */
    GO_SIGNAL_WAIT,  /* the goroutine waits: the back end lets another one run (see the hook `wait`) */
} GoSignal;

struct GoRuntime {
    MemSpace data_space, heap_space;
    uint64_t program_bytes; /* at the start of the data segment: package variables, roots of the collector */
    uint64_t data_next, data_end; /* the unused rest of the data segment */
    GoHeap heap;
    GoTypeTable types;
    uint64_t zero_base;    /* the address of all values of size 0 */
    uint64_t zero_value;   /* 24 zero bytes: an empty string, a nil slice */
    uint64_t static_bytes; /* the addresses of 256 words with the values 0 to 255 */

    EngineIO io;
    Str script;
    const Str *arguments;
    size_t argument_count;

    GoSignal signal;
    GoInterface panic_value;
    bool panic_is_signal; /* a nil dereference, which Go prints with a [signal ...] line */
    uint64_t panic_pc;    /* for that line: where the back end says it happened */
    GoString fatal;
    int exit_status;

    /* Hooks of the back end. */
    void *machine;
    /* Runs a function that has a body to its end. False: it panicked or ended the program; signal says which.
     */
    bool (*call)(GoRuntime *runtime, const GoRFunction *function, const void *arguments, void *results);
    /* The running goroutine waits: until `wake` is called with the key (not 0), at most for so many
     * nanoseconds (negative: for ever). Key 0: for the time only; 0 nanoseconds: it only lets the others run.
     * The C function that calls it must return at once. */
    void (*wait)(GoRuntime *runtime, uint64_t key, int64_t nanoseconds);
    /* Wakes the goroutine that has waited longest for the key. False: there is none. */
    bool (*wake)(GoRuntime *runtime, uint64_t key);
    /* Marks its roots with go_heap_mark_range: stacks, registers, closures under construction. */
    void (*mark_roots)(GoRuntime *runtime);

    /* What C code keeps between calls. */
    VEC(GoInterface) pinned; /* values that C code holds on to: roots */
    uint64_t random_state[4];

    /* Types of the errors that C code makes. */
    const GoRType *error_string;  /* *errors.errorString */
    const GoRType *wrap_error;    /* *fmt.wrapError */
    const GoRType *runtime_error; /* runtime.Error as panics carry it; its text with "runtime error: " */
    const GoRType *plain_error;   /* the same without that prefix */
    const GoRType *bounds_error, *assertion_error;
    const GoRType *printer_state; /* what fmt.Formatter gets; NULL until it is needed */
};

/* Reserves the spaces and builds the predeclared types. The first `program_bytes` bytes of the data segment
 * are left to the program (its package variables and constants, whose addresses the compiler fixed before the
 * run); everything else in it lies behind them. False (and why) when an address range is taken; then there is
 * nothing to free. The hooks are NULL until the back end sets them. */
bool go_runtime_init(GoRuntime *runtime, const EngineOptions *options, uint64_t program_bytes,
                     const char **reason);
void go_runtime_free(GoRuntime *runtime);

/* `size` zeroed bytes in the data segment, for as long as the run, for what holds no heap addresses:
 * constants, descriptors. Never NULL (see memory_error.h). */
void *go_data_alloc(GoRuntime *runtime, uint64_t size, uint64_t align);
/* A copy of the text there. */
GoString go_data_string(GoRuntime *runtime, Str text);

/* A zeroed heap variable (or an array of `count`) of a type. On a full heap sets a fatal signal and gives
 * NULL. Values of size 0 all have the address runtime->zero_base.
 *
 * Allocating never collects: C code may hold addresses in its variables. The back end asks
 * go_heap_should_collect between two instructions, when every live address is in a frame, and calls
 * go_collect then. */
void *go_new(GoRuntime *runtime, const GoRType *type);
void *go_new_array(GoRuntime *runtime, const GoRType *elem, uint64_t count);
/* The same for bytes of no particular type. */
void *go_new_bytes(GoRuntime *runtime, uint64_t size, bool has_pointers);

/* Collects now. */
void go_collect(GoRuntime *runtime);

/* Keeps a value reachable while C code that holds it calls Go code (which may collect); and lets go of the
 * last `count` ones. */
void go_pin(GoRuntime *runtime, GoInterface value);
void go_unpin(GoRuntime *runtime, size_t count);

/* Calls a Go or C function. False: see GoRuntime.call. `arguments` and `results` are blocks as GoNative has
 * them; results are zeroed first. */
bool go_call(GoRuntime *runtime, const GoRFunction *function, const void *arguments, void *results);

/* Calls a method of an interface's value that takes nothing and returns a string (Error, String, GoString).
 * False: it has no such method (*has_method false), or it panicked. */
bool go_call_text_method(GoRuntime *runtime, GoInterface value, Str method, GoString *text, bool *has_method);

/* The end of a block of arguments or results that begins with `size` bytes. The types must be settled. */
uint64_t go_rtype_block_size(const GoRType *const *list, uint32_t count, uint64_t size);

/* Registers C functions as the method set of a type made by the runtime itself. */
typedef struct GoNativeMethod {
    const char *name;
    GoNative native;
    const GoRType *type; /* FUNC type */
} GoNativeMethod;
void go_rtype_set_native_methods(GoRuntime *runtime, const GoRType *type, const GoNativeMethod *methods,
                                 uint32_t count);

/* errors.New(text): an error that shares the text's bytes. */
GoInterface go_error_of(GoRuntime *runtime, GoString text);
/* errors.New(text) as a value of the interface type error. The text is copied. */
GoInterface go_error_new(GoRuntime *runtime, Str text);
/* The same with fmt's wrapping of another error (Unwrap). */
GoInterface go_error_wrap(GoRuntime *runtime, Str text, GoInterface cause);

#endif
