/* Strings and slices: the operations that the compiler turns into calls.
 *
 * Strings are immutable, so parts of strings share their bytes, and only joining and converting allocates.
 * Slices grow as Go 1.19's do: doubled up to 256 elements, then by a quarter plus 192, rounded up to a size
 * class, so that cap() gives the same numbers. */
#ifndef GO_RUNTIME_STRING_H
#define GO_RUNTIME_STRING_H

#include "go/runtime/runtime.h"

/* A string in the heap with a copy of the bytes (an empty one points nowhere). */
GoString go_string_new(GoRuntime *runtime, Str text);
/* a + b + c...: one allocation; none when all but one are empty. */
GoString go_string_concat(GoRuntime *runtime, const GoString *parts, size_t count);
bool go_string_equal(GoString a, GoString b);
/* Negative, zero or positive: byte-wise order. */
int go_string_compare(GoString a, GoString b);

/* Conversions: string(bytes), string(runes), string(rune), []byte(s), []rune(s). */
GoString go_string_from_bytes(GoRuntime *runtime, GoSlice bytes);
GoString go_string_from_runes(GoRuntime *runtime, GoSlice runes);
GoString go_string_from_rune(GoRuntime *runtime, int64_t rune);
GoSlice go_string_to_bytes(GoRuntime *runtime, GoString text);
GoSlice go_string_to_runes(GoRuntime *runtime, GoString text);

/* One step of `for i, r := range s`: decodes the rune at `offset` (< length) and returns the offset behind
 * it. A wrong byte gives U+FFFD and one byte. */
int64_t go_string_next_rune(GoString text, int64_t offset, int32_t *rune);

/* make([]T, length, capacity). Panics as Go does when they are negative or too large. */
GoSlice go_slice_make(GoRuntime *runtime, const GoRType *elem, int64_t length, int64_t capacity);
/* Room for `more` elements behind the length: the slice itself, or a copy with the grown capacity; the length
 * stays. What append() does before it stores. */
GoSlice go_slice_grow(GoRuntime *runtime, const GoRType *elem, GoSlice slice, int64_t more);
/* append(slice, items...). `items` may overlap the slice. */
GoSlice go_slice_append(GoRuntime *runtime, const GoRType *elem, GoSlice slice, const void *items,
                        int64_t count);
/* copy(to, from): elements that may overlap; returns how many were copied. */
int64_t go_slice_copy(const GoRType *elem, GoSlice to, const void *from, int64_t from_length);

/* The builtins print and println, to standard error. An argument may be of interface type itself. */
typedef struct GoPrintArgument {
    const GoRType *type;
    const void *value; /* where its bytes are */
} GoPrintArgument;
void go_print_builtin(GoRuntime *runtime, const GoPrintArgument *arguments, size_t count, bool is_println);

/* Appends "NaN", "+Inf" or "-Inf"; false, and nothing, when the value is a number with an end. */
bool go_append_unbounded(StrBuf *out, double value);
/* Appends a value as print() writes it: floats as +1.500000e+000, pointers and interfaces as addresses, a
 * slice as [3/4]0xc000010000. False for kinds that print cannot take (structs, arrays). With `out` NULL it
 * only says whether the kind is a boolean or a number. */
bool go_print_append(const GoRType *type, const void *value, StrBuf *out);

#endif
