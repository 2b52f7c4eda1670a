/* The printer: any Go value as text, by its type descriptor.
 *
 * It is what fmt does with an operand and a verb: `%v` of a struct walks the fields, `%x` of a string gives
 * its bytes, a value with an Error or String method is asked for its text. A wrong verb is not an error but
 * part of the output ("%!d(string=hi)").
 *
 * The printer runs Go methods through the runtime; with `runs_no_code` it does not, and so can be used while
 * the program stands still. */
#ifndef GO_PACKAGES_PRINTER_H
#define GO_PACKAGES_PRINTER_H

#include "go/packages/format.h"
#include "go/runtime/runtime.h"

/* A value somewhere in memory. `is_hidden`: reached through an unexported field, so its methods are not
 * called; `is_hidden_embedded`: the same, but the fields of an embedded struct are visible again. */
typedef struct GoValue {
    const GoRType *type; /* NULL: no value */
    const void *bytes;
    bool is_hidden, is_hidden_embedded;
} GoValue;

typedef struct GoPrinter {
    GoRuntime *runtime;
    StrBuf *out;
    GoFormat format;
    GoValue operand; /* what a bad verb names */
    bool runs_no_code;
    size_t limit;  /* stop when the output is longer; 0: no limit */
    bool erroring; /* within a bad verb's text: no methods */
    bool is_panicking;
    bool wraps_errors; /* Errorf: %w is allowed */
    GoInterface wrapped;
    uint32_t depth; /* of values within values */
} GoPrinter;

/* Prints one operand under a verb. Stops early when runtime->signal is set. */
void go_printer_operand(GoPrinter *printer, GoInterface operand, uint32_t verb);
/* Print's and Println's spacing. `operands` is a slice of interfaces. */
void go_printer_list(GoPrinter *printer, GoSlice operands, bool is_println);
/* Printf. */
void go_printer_formatted(GoPrinter *printer, Str format, GoSlice operands);

/* Lets a value with a method Format(fmt.State, rune) print itself; false when it has none. */
bool go_printer_formatter(GoPrinter *printer, GoValue value, uint32_t verb, bool *has_panicked);

/* Appends the value of `type` at `bytes` as Println shows it, without running program code, cut to about
 * `limit` bytes. */
void go_value_append(GoRuntime *runtime, const GoRType *type, const void *bytes, size_t limit, StrBuf *out);

/* Orders two map keys of a type as fmt prints maps: negative, zero or positive. */
int go_value_compare(const GoRType *type, const void *a, const void *b);

#endif
