/* Type descriptors: what remains of a type when the program runs.
 *
 * The compiler's types disappear into offsets and widths. What the program still needs afterwards (for
 * interfaces, %v and %T, map keys, ==, the collector) is written down in a descriptor: size, alignment, kind,
 * name, parts, methods. Descriptors lie in Go's data segment, since interface values point to them, and are
 * *canonical*: identical types share one descriptor, so two types are identical if and only if their
 * addresses are equal.
 *
 * They are built bottom-up with the constructors below. A defined type may refer to itself, so it is declared
 * first and given its underlying type later; sizes and offsets are therefore not known while a group of types
 * is being built, but computed for all of them by go_rtype_settle.
 *
 *     GoRType *list = go_rtype_named(runtime, STR("main"), STR("List"));
 *     GoRField fields[] = {{.name = ..., .type = go_rtype_pointer(runtime, list)}};
 *     go_rtype_set_underlying(list, go_rtype_struct(runtime, fields, 1));
 *     go_rtype_settle(runtime); */
#ifndef GO_RUNTIME_TYPE_H
#define GO_RUNTIME_TYPE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "go/runtime/value.h"

#include <stdbool.h>

/* The kinds, with the numbers that package reflect gives them. */
typedef enum GoRKind {
    GO_KIND_INVALID,
    GO_KIND_BOOL,
    GO_KIND_INT,
    GO_KIND_INT8,
    GO_KIND_INT16,
    GO_KIND_INT32,
    GO_KIND_INT64,
    GO_KIND_UINT,
    GO_KIND_UINT8,
    GO_KIND_UINT16,
    GO_KIND_UINT32,
    GO_KIND_UINT64,
    GO_KIND_UINTPTR,
    GO_KIND_FLOAT32,
    GO_KIND_FLOAT64,
    GO_KIND_COMPLEX64,
    GO_KIND_COMPLEX128,
    GO_KIND_ARRAY,
    GO_KIND_CHAN,
    GO_KIND_FUNC,
    GO_KIND_INTERFACE,
    GO_KIND_MAP,
    GO_KIND_POINTER,
    GO_KIND_SLICE,
    GO_KIND_STRING,
    GO_KIND_STRUCT,
    GO_KIND_UNSAFE_POINTER,
    GO_KIND_COUNT
} GoRKind;

typedef enum GoRTypeFlags {
    GO_TYPE_COMPARABLE = 1, /* == is defined (it may still panic, when an interface holds what is not) */
    GO_TYPE_DIRECT = 2,     /* pointer-shaped: an interface's word is the value itself */
    GO_TYPE_POINTERS = 4,   /* holds pointers: the collector must look inside */
    GO_TYPE_PLAIN = 8,      /* two values are equal if and only if their bytes are: no floats, strings,
                               interfaces, padding or blank fields */
    GO_TYPE_SETTLED = 16,   /* size, align and the flags above are known */
} GoRTypeFlags;

typedef enum GoRChanDirection { GO_RCHAN_RECEIVE = 1, GO_RCHAN_SEND = 2, GO_RCHAN_BOTH = 3 } GoRChanDirection;

typedef struct GoRField {
    GoString name;
    GoString package; /* import path that an unexported name belongs to; empty for exported names */
    GoString tag;
    const GoRType *type;
    uint64_t offset; /* bytes; set by go_rtype_settle */
    bool is_embedded;
} GoRField;

/* A method of a method set, or one that an interface asks for (then function is NULL). */
typedef struct GoRMethod {
    GoString name;
    GoString package;            /* as in GoRField */
    const GoRType *type;         /* a FUNC type without the receiver */
    const GoRFunction *function; /* takes the receiver, by value, as its first argument */
} GoRMethod;

struct GoRType {
    uint64_t size; /* bytes */
    uint32_t align;
    uint32_t hash; /* of the name: the same in every run */
    uint8_t kind;  /* GoRKind */
    uint8_t flags; /* GoRTypeFlags */
    uint8_t chan_direction;
    bool is_variadic;                 /* FUNC */
    GoString name;                    /* as %T prints it: "main.T", "*int", "map[string][]float64" */
    GoString defined_name;            /* "T" of a defined or predeclared type; empty for a type literal */
    GoString package;                 /* import path of a defined type: "main", "encoding/json" */
    const GoRType *elem;              /* ARRAY, CHAN, MAP, POINTER, SLICE */
    const GoRType *key;               /* MAP */
    uint64_t length;                  /* ARRAY */
    const GoRField *fields;           /* STRUCT: in declaration order */
    const GoRType *const *parameters; /* FUNC; a variadic last one is a slice */
    const GoRType *const *results;
    const GoRMethod *methods; /* the method set sorted by name; INTERFACE: the methods asked for */
    uint32_t field_count, parameter_count, result_count, method_count;
    const GoRType *underlying; /* of a defined type: the literal or predeclared type; else itself */
    const GoRType *pointer;    /* the type *T, once somebody asked for it */
    const void *origin;        /* free for the compiler: its own type */
};

static inline bool go_rtype_is(const GoRType *type, GoRTypeFlags flag) {
    return (type->flags & flag) != 0;
}

/* All descriptors of a run. Part of GoRuntime. */
typedef struct GoTypeTable {
    StrMap literals; /* canonical form of a type literal to its descriptor */
    VEC(GoRType *) unsettled;
    VEC(GoRType *) all; /* in the order of their construction */
    const GoRType *basic[GO_KIND_COUNT];
    const GoRType *byte_slice, *rune_slice, *string_slice, *any, *any_slice, *error;
    Arena arena; /* the canonical forms */
} GoTypeTable;

/* Constructors. Names, fields, lists of methods and parameters are copied into the data segment. They give
 * the one descriptor of that type; NULL arguments are not allowed. The predeclared types are ready from the
 * start: runtime->types.basic[GO_KIND_INT] and so on (byte is UINT8, rune is INT32). */
const GoRType *go_rtype_pointer(GoRuntime *runtime, const GoRType *elem);
const GoRType *go_rtype_slice(GoRuntime *runtime, const GoRType *elem);
const GoRType *go_rtype_array(GoRuntime *runtime, const GoRType *elem, uint64_t length);
const GoRType *go_rtype_map(GoRuntime *runtime, const GoRType *key, const GoRType *elem);
const GoRType *go_rtype_chan(GoRuntime *runtime, GoRChanDirection direction, const GoRType *elem);
const GoRType *go_rtype_func(GoRuntime *runtime, const GoRType *const *parameters, uint32_t parameter_count,
                             const GoRType *const *results, uint32_t result_count, bool is_variadic);
/* `fields[i].offset` is ignored. */
const GoRType *go_rtype_struct(GoRuntime *runtime, const GoRField *fields, uint32_t count);
/* `methods` in any order. */
const GoRType *go_rtype_interface(GoRuntime *runtime, const GoRMethod *methods, uint32_t count);

/* A new defined type, different from every other one. `package` is the import path, whose last element is
 * the name before the dot in %T; `name` is without package ("T", "Pair[int,string]"). Give it its underlying
 * type before go_rtype_settle. */
GoRType *go_rtype_named(GoRuntime *runtime, Str package, Str name);
void go_rtype_set_underlying(GoRType *named, const GoRType *underlying);

/* The method set of a defined type T, of *T, or of a struct literal with embedded fields: all methods that a
 * value of exactly this type has, promoted ones included, each function taking exactly this type as its
 * receiver. In any order; replaces what was there. Not for interfaces. */
void go_rtype_set_methods(GoRuntime *runtime, const GoRType *type, const GoRMethod *methods, uint32_t count);

/* Computes size, alignment, offsets and flags of all types built since the last call. Must be called before
 * values of those types exist. */
void go_rtype_settle(GoRuntime *runtime);

/* The method of that name (package as in GoRField, empty for exported names), or NULL. */
const GoRMethod *go_rtype_method(const GoRType *type, Str name, Str package);

/* Does `type` have every method that `interface` asks for? If not, *missing (may be NULL) is the first
 * one in the order of names, and *has_pointer_receiver (may be NULL) is true when *T would have it. */
bool go_rtype_implements(const GoRType *type, const GoRType *interface, GoString *missing,
                         bool *has_pointer_receiver);

/* Equality of two values of `type` (Go's ==). False and runtime->signal set when an interface inside holds a
 * value that cannot be compared ("runtime error: comparing uncomparable type []int"). */
bool go_value_equal(GoRuntime *runtime, const GoRType *type, const void *a, const void *b);

/* A hash that is equal for equal values. 0 and runtime->signal set for what cannot be hashed ("runtime error:
 * hash of unhashable type []int"). */
uint64_t go_value_hash(GoRuntime *runtime, const GoRType *type, const void *value);

bool go_interface_equal(GoRuntime *runtime, GoInterface a, GoInterface b);

/* The value at `value` (of `type`, not an interface type) as an interface: pointer-shaped ones direct, others
 * in a new heap cell, or in a shared one that is never written (zero-size values, single bytes). */
GoInterface go_interface_make(GoRuntime *runtime, const GoRType *type, const void *value);

/* Where the bytes of an interface's value are: in its word, or where the word points. `interface` must
 * outlive the result. */
static inline const void *go_interface_value(const GoInterface *interface) {
    return go_rtype_is(interface->type, GO_TYPE_DIRECT) ? (const void *)&interface->word : interface->word;
}

#endif
