/* Values: the bytes of Go's built-in types as programs, back ends and the runtime agree on them.
 *
 * A Go value is its bytes; there is no header. These structs are the few types that consist of more than one
 * machine word, in the shape that every Go programmer knows from the language's own compiler (gc, amd64): a
 * string is an address and a length, a slice adds a capacity, an interface is a type and a word. Maps,
 * channels and functions are one word: the address of something the runtime or the back end owns.
 *
 * Unlike gc, both kinds of interfaces (`any` and those with methods) hold the address of the *type
 * descriptor* in their first word; methods are looked up there (see type.h). */
#ifndef GO_RUNTIME_VALUE_H
#define GO_RUNTIME_VALUE_H

#include "base/text.h"

#include <stdint.h>

typedef struct GoRType GoRType;
typedef struct GoRuntime GoRuntime;

typedef struct GoString {
    const char *data; /* NULL only when length is 0; bytes, usually UTF-8, never NUL-terminated */
    int64_t length;
} GoString;

typedef struct GoSlice {
    void *data; /* NULL: the nil slice */
    int64_t length, capacity;
} GoSlice;

/* An interface value. Pointer-shaped types (pointers, maps, channels, functions, and structs and arrays of
 * exactly one such) are held in the word itself; of any other type the word is the address of a copy that is
 * never written again. type NULL: the nil interface. */
typedef struct GoInterface {
    const GoRType *type;
    void *word;
} GoInterface;

typedef struct GoComplex64 {
    float real, imaginary;
} GoComplex64;

typedef struct GoComplex128 {
    double real, imaginary;
} GoComplex128;

/* The C side of a function of the runtime or of a package. `arguments` and `results` are blocks in which the
 * parameters and results lie one after another, each at the next offset that its alignment allows (a C struct
 * of the same fields has the same offsets); a method's receiver is its first argument; a variadic parameter
 * is one slice. The results are zeroed before the call. A function that panics or ends the program says so in
 * runtime->signal (runtime.h) and returns. */
typedef void (*GoNative)(GoRuntime *runtime, const void *arguments, void *results);

/* A function as code: what a func value, a method table and a call instruction lead to. */
typedef struct GoRFunction {
    GoString name;           /* "main.f", "main.(*T).String", "fmt.Println" */
    GoNative native;         /* C code, or NULL: `body` is the back end's own */
    void *body;              /* what the back end runs when native is NULL */
    uint32_t argument_bytes; /* size of the block of arguments, the receiver included */
    uint32_t result_bytes;   /* size of the block of results */
} GoRFunction;

/* A func value is the address of one of these; what it captured lies behind. */
typedef struct GoClosure {
    const GoRFunction *function;
} GoClosure;

static inline Str go_string_view(GoString text) {
    return (Str){text.length ? text.data : "", (size_t)text.length};
}

/* The GoString of a C literal; the bytes are not in Go's memory. */
#define GO_STRING(literal) ((GoString){(literal), (int64_t)sizeof(literal) - 1})

#endif
