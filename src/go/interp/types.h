/* Types at run time: the descriptors of the types that a program mentions.
 *
 * The compiler knows types as GoType, the runtime as GoRType (an interface value points to one). Here they
 * are translated, on demand and once each. */
#ifndef GO_INTERP_TYPES_H
#define GO_INTERP_TYPES_H

#include "base/map.h"
#include "go/runtime/runtime.h"
#include "go/types/types.h"

typedef struct GoRuntimeTypes {
    GoRuntime *runtime;
    GoProgram *program;
    IntMap known;             /* GoType to GoRType */
    const GoRType **by_index; /* for the program's TYPE operands */
} GoRuntimeTypes;

/* Translates all types of the list. */
void go_runtime_types_init(GoRuntimeTypes *types, GoRuntime *runtime, GoProgram *program,
                           const GoType *const *list, size_t count);
void go_runtime_types_free(GoRuntimeTypes *types);

/* The descriptor of a type that the list contained, or of a part of one. */
const GoRType *go_runtime_type(GoRuntimeTypes *types, GoType *type);

#endif
