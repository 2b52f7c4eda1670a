/* Instructions that are calls of the runtime, one function each. Operands are as instructions.h says; what
 * fails leaves a signal in the runtime. A collection happens here only, before anything is made: every live
 * address is then in some frame. */
#include "go/interp/machine.h"
#include "go/runtime/panic.h"
#include "go/runtime/string.h"

#include <math.h>
#include <string.h>

#define AT(T, offset) ((T *)(fp + (offset)))
#define HELPER(NAME)  void machine_help_##NAME(Machine *machine, uint8_t *fp, const IrInstruction *instruction)
#define A             (instruction->a)
#define B             (instruction->b)
#define C             (instruction->c)

static const GoRType *type_of(const Machine *machine, int32_t index) {
    return machine->types.by_index[index];
}

static GoRuntime *before_allocation(Machine *machine) {
    if (go_heap_should_collect(&machine->runtime.heap)) go_collect(&machine->runtime);
    return &machine->runtime;
}

/* ---- Memory ------------------------------------------------------------------------------------------- */

HELPER(NEW) {
    *AT(void *, A) = go_new(before_allocation(machine), type_of(machine, B));
}

HELPER(NEWARRAY) {
    uint64_t count = (uint64_t)*AT(int64_t, C);
    *AT(void *, A) = go_new_array(before_allocation(machine), type_of(machine, B), count);
}

HELPER(BOX) {
    *AT(GoInterface, A) = go_interface_make(before_allocation(machine), type_of(machine, B), AT(void, C));
}

HELPER(BOXC) {
    (void)fp;
    const GoRType *type = type_of(machine, B);
    GoInterface result = {.type = type, .word = (void *)(uintptr_t)(uint32_t)C};
    if (go_rtype_is(type, GO_TYPE_DIRECT)) memcpy(&result.word, (void *)(uintptr_t)(uint32_t)C, 8);
    *AT(GoInterface, A) = result;
}

HELPER(EQUAL) {
    const GoRType *type = type_of(machine, instruction->extra);
    bool is_equal = type->kind == GO_KIND_INTERFACE
                        ? go_interface_equal(&machine->runtime, *AT(GoInterface, B), *AT(GoInterface, C))
                        : go_value_equal(&machine->runtime, type, AT(void, B), AT(void, C));
    *AT(bool, A) = is_equal;
}

/* ---- Text --------------------------------------------------------------------------------------------- */

HELPER(CONCAT) {
    *AT(GoString, A) = go_string_concat(before_allocation(machine), AT(GoString, B), (size_t)C);
}

HELPER(EQS) {
    (void)machine;
    *AT(bool, A) = go_string_equal(*AT(GoString, B), *AT(GoString, C));
}

HELPER(LTS) {
    (void)machine;
    *AT(bool, A) = go_string_compare(*AT(GoString, B), *AT(GoString, C)) < 0;
}

HELPER(LES) {
    (void)machine;
    *AT(bool, A) = go_string_compare(*AT(GoString, B), *AT(GoString, C)) <= 0;
}

HELPER(RUNE_TO_STRING) {
    *AT(GoString, A) = go_string_from_rune(before_allocation(machine), *AT(int64_t, B));
}

HELPER(BYTES_TO_STRING) {
    *AT(GoString, A) = go_string_from_bytes(before_allocation(machine), *AT(GoSlice, B));
}

HELPER(RUNES_TO_STRING) {
    *AT(GoString, A) = go_string_from_runes(before_allocation(machine), *AT(GoSlice, B));
}

HELPER(STRING_TO_BYTES) {
    *AT(GoSlice, A) = go_string_to_bytes(before_allocation(machine), *AT(GoString, B));
}

HELPER(STRING_TO_RUNES) {
    *AT(GoSlice, A) = go_string_to_runes(before_allocation(machine), *AT(GoString, B));
}

HELPER(SLICE_TO_ARRAY) {
    GoSlice slice = *AT(GoSlice, B);
    if (slice.length < C)
        go_panic_bounds(&machine->runtime, GO_BOUNDS_CONVERT, C, true, slice.length);
    else
        *AT(void *, A) = slice.data;
}

/* ---- Complex numbers ---------------------------------------------------------------------------------- */

static GoComplex128 wide(GoComplex64 x) {
    return (GoComplex128){x.real, x.imaginary};
}

static GoComplex64 narrow(GoComplex128 x) {
    return (GoComplex64){(float)x.real, (float)x.imaginary};
}

static GoComplex128 multiply(GoComplex128 x, GoComplex128 y) {
    return (GoComplex128){x.real * y.real - x.imaginary * y.imaginary,
                          x.real * y.imaginary + x.imaginary * y.real};
}

/* One part against the other, so that nothing overflows on the way; infinite operands give infinities and
 * zeros where the plain formula has NaN (C99, annex G). */
static GoComplex128 divide(GoComplex128 n, GoComplex128 m) {
    bool by_real = fabs(m.real) >= fabs(m.imaginary);
    double ratio = by_real ? m.imaginary / m.real : m.real / m.imaginary;
    double scale = by_real ? m.real + ratio * m.imaginary : m.imaginary + ratio * m.real;
    GoComplex128 q =
        by_real
            ? (GoComplex128){(n.real + n.imaginary * ratio) / scale, (n.imaginary - n.real * ratio) / scale}
            : (GoComplex128){(n.real * ratio + n.imaginary) / scale, (n.imaginary * ratio - n.real) / scale};
    if (!isnan(q.real) && !isnan(q.imaginary)) return q;
    double a = n.real, b = n.imaginary, c = m.real, d = m.imaginary;
    if (c == 0 && d == 0 && (!isnan(a) || !isnan(b)))
        return (GoComplex128){copysign(INFINITY, c) * a, copysign(INFINITY, c) * b};
    if ((isinf(a) || isinf(b)) && isfinite(c) && isfinite(d)) {
        a = copysign(isinf(a) ? 1 : 0, a), b = copysign(isinf(b) ? 1 : 0, b);
        return (GoComplex128){INFINITY * (a * c + b * d), INFINITY * (b * c - a * d)};
    }
    if ((isinf(c) || isinf(d)) && isfinite(a) && isfinite(b)) {
        c = copysign(isinf(c) ? 1 : 0, c), d = copysign(isinf(d) ? 1 : 0, d);
        return (GoComplex128){0 * (a * c + b * d), 0 * (b * c - a * d)};
    }
    return q;
}

HELPER(MULC8) {
    (void)machine;
    GoComplex64 x = *AT(GoComplex64, B), y = *AT(GoComplex64, C);
    *AT(GoComplex64, A) = (GoComplex64){x.real * y.real - x.imaginary * y.imaginary,
                                        x.real * y.imaginary + x.imaginary * y.real};
}

HELPER(MULC16) {
    (void)machine;
    *AT(GoComplex128, A) = multiply(*AT(GoComplex128, B), *AT(GoComplex128, C));
}

HELPER(DIVC8) {
    (void)machine;
    *AT(GoComplex64, A) = narrow(divide(wide(*AT(GoComplex64, B)), wide(*AT(GoComplex64, C))));
}

HELPER(DIVC16) {
    (void)machine;
    *AT(GoComplex128, A) = divide(*AT(GoComplex128, B), *AT(GoComplex128, C));
}

/* ---- Builtins ----------------------------------------------------------------------------------------- */

HELPER(PANIC) {
    go_panic_value(&machine->runtime, *AT(GoInterface, A));
}

HELPER(PRINT_ARGUMENT) {
    *AT(GoPrintArgument, A) = (GoPrintArgument){type_of(machine, B), AT(void, C)};
}

HELPER(PRINT) {
    go_print_builtin(&machine->runtime, AT(GoPrintArgument, A), (size_t)B, false);
}

HELPER(PRINTLN) {
    go_print_builtin(&machine->runtime, AT(GoPrintArgument, A), (size_t)B, true);
}
HELPER(MAP_LENGTH) {
    (void)machine;
    (void)fp;
    (void)instruction;
}
HELPER(MAP_MAKE) {
    (void)machine;
    (void)fp;
    (void)instruction;
}
HELPER(RUN_DEFERRED) {
    (void)machine;
    (void)fp;
    (void)instruction;
}
