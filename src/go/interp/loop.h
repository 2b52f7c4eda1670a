/* What both versions of the loop include. */
#ifndef GO_INTERP_LOOP_H
#define GO_INTERP_LOOP_H

#include "go/interp/machine.h"
#include "go/runtime/panic.h"

#include <string.h>

/* Float to integer as x86-64 converts: what does not fit gives the smallest number. */
static inline int64_t ir_float_to_int(double x) {
    return x >= -0x1p63 && x < 0x1p63 ? (int64_t)x : INT64_MIN;
}

static inline uint64_t ir_float_to_uint(double x) {
    if (x < 0x1p63) return (uint64_t)ir_float_to_int(x);
    return (uint64_t)ir_float_to_int(x - 0x1p63) ^ (uint64_t)1 << 63;
}

#endif
