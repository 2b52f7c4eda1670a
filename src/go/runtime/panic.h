/* Panics: what a Go program says when it cannot go on.
 *
 * Every check that the compiler emits ends in one of these functions when it fails. They make the value that
 * is thrown (a runtime.Error, so that `recover` gets an error with Go's exact text), put it into
 * runtime->panic_value, set the signal and return; the back end then unwinds.
 *
 * The texts are Go 1.19's, kept in one table (panic.c). */
#ifndef GO_RUNTIME_PANIC_H
#define GO_RUNTIME_PANIC_H

#include "go/runtime/runtime.h"

/* Which bounds check failed, and what its two numbers mean. */
typedef enum GoBounds {
    GO_BOUNDS_INDEX,          /* s[x], length y: "index out of range [x] with length y" */
    GO_BOUNDS_SLICE_LENGTH,   /* s[:x] of a string or an array: "slice bounds out of range [:x] with length y"
                               */
    GO_BOUNDS_SLICE_CAPACITY, /* s[:x] of a slice: "... [:x] with capacity y" */
    GO_BOUNDS_SLICE_LOW,      /* s[x:y]: "... [x:y]" */
    GO_BOUNDS_SLICE3_LENGTH,  /* a[::x]: "... [::x] with length y" */
    GO_BOUNDS_SLICE3_CAPACITY, /* s[::x]: "... [::x] with capacity y" */
    GO_BOUNDS_SLICE3_HIGH,     /* s[:x:y]: "... [:x:y]" */
    GO_BOUNDS_SLICE3_LOW,      /* s[x:y:]: "... [x:y:]" */
    GO_BOUNDS_CONVERT,         /* (*[x]T)(s), length y: "cannot convert slice with length y to pointer to
                                  array with length x" */
    GO_BOUNDS_COUNT
} GoBounds;

/* `x` as the program gave it: signed, or an unsigned 64-bit value. A negative x drops the second number. */
void go_panic_bounds(GoRuntime *runtime, GoBounds bounds, int64_t x, bool x_is_signed, int64_t y);

void go_panic_divide(GoRuntime *runtime);  /* integer divide by zero */
void go_panic_shift(GoRuntime *runtime);   /* negative shift amount */
void go_panic_nil(GoRuntime *runtime);     /* invalid memory address or nil pointer dereference */
void go_panic_nil_map(GoRuntime *runtime); /* assignment to entry in nil map (not a runtime error: text) */
void go_panic_make_slice_length(GoRuntime *runtime);   /* makeslice: len out of range */
void go_panic_make_slice_capacity(GoRuntime *runtime); /* makeslice: cap out of range */
void go_panic_make_chan(GoRuntime *runtime);           /* makechan: size out of range */
void go_panic_grow_slice(GoRuntime *runtime);          /* growslice: len out of range */
/* Any other text behind "runtime error: ". */
void go_panic_runtime(GoRuntime *runtime, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A runtime.Error whose text has no "runtime error: " in front ("close of closed channel"). */
void go_panic_plain(GoRuntime *runtime, const char *text);

/* x.(wanted) failed: `source` is the static interface type of x, `actual` what x holds (NULL: nil). Finds out
 * which of Go's texts it is ("interface conversion: interface {} is string, not int", "... is nil, not int",
 * "main.T is not main.I: missing method M"). */
void go_panic_assertion(GoRuntime *runtime, const GoRType *source, const GoRType *actual,
                        const GoRType *wanted);

/* panic(value), as the program calls it. panic(nil) throws a nil interface, as Go 1.19 does. */
void go_panic_value(GoRuntime *runtime, GoInterface value);

/* An error that no deferred function sees: "stack overflow", "all goroutines are asleep - deadlock!". The
 * text stands behind "fatal error: ". */
void go_fatal(GoRuntime *runtime, const char *text);

/* Takes the signal back: what recover() does. Returns the value that was thrown. */
GoInterface go_panic_recover(GoRuntime *runtime);

/* One entry of the chain of panics that a dying goroutine shows, first thrown first. */
typedef struct GoPanicLink {
    GoInterface value;
    bool is_recovered;
    bool is_signal; /* a nil dereference */
} GoPanicLink;

/* Appends what Go prints before "goroutine 1 [running]:": "panic: " and the value of each link (calling Error
 * and String methods), and the signal line; ends with an empty line. */
void go_panic_report(GoRuntime *runtime, const GoPanicLink *links, size_t count, StrBuf *out);

/* Appends "fatal error: " and the text of a fatal signal, and an empty line. */
void go_fatal_report(const GoRuntime *runtime, StrBuf *out);

/* Appends a value as the line "panic: ..." shows it, without calling methods. */
void go_panic_append_value(GoRuntime *runtime, GoInterface value, StrBuf *out);

#endif
