/* Instructions that are calls of the runtime, one function each. Operands are as instructions.h says; what
 * fails leaves a signal in the runtime. A collection happens here only, before anything is made: every live
 * address is then in some frame. */
#include "go/interp/machine.h"
#include "go/runtime/map.h"
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
/* ---- Functions and interfaces ------------------------------------------------------------------------- */

HELPER(FUNCTION) {
    *AT(const GoClosure *, A) = machine->functions[B].closure;
}

HELPER(CLOSURE) {
    GoClosure *closure = go_new_bytes(before_allocation(machine), (uint32_t)C, true);
    if (closure) closure->function = machine->functions[B].descriptor;
    *AT(GoClosure *, A) = closure;
}

HELPER(IS_TYPE) {
    *AT(bool, A) = AT(GoInterface, B)->type == type_of(machine, C);
}

HELPER(IMPLEMENTS) {
    const GoRType *type = AT(GoInterface, B)->type;
    *AT(bool, A) = type && go_rtype_implements(type, type_of(machine, C), NULL, NULL);
}

HELPER(ASSERTION_FAILED) {
    go_panic_assertion(&machine->runtime, type_of(machine, instruction->extra), AT(GoInterface, A)->type,
                       type_of(machine, B));
}

/* ---- Slices ------------------------------------------------------------------------------------------- */

typedef struct SliceOperands {
    GoSlice slice;
    int64_t low, high, max;
} SliceOperands;

/* Checks low <= high <= max <= capacity from the outside in, as Go does. False: it panics. */
static bool check_slice(GoRuntime *runtime, const SliceOperands *given, int32_t parts, int64_t low,
                        int64_t high, int64_t max) {
    int64_t capacity = given->slice.capacity;
    bool is_array = parts & IR_SLICE_ARRAY, has_max = parts & IR_SLICE_MAX;
    if (has_max && (uint64_t)max > (uint64_t)capacity)
        go_panic_bounds(runtime, is_array ? GO_BOUNDS_SLICE3_LENGTH : GO_BOUNDS_SLICE3_CAPACITY, max, true,
                        capacity);
    else if (has_max && (uint64_t)high > (uint64_t)max)
        go_panic_bounds(runtime, GO_BOUNDS_SLICE3_HIGH, high, true, max);
    else if (has_max && (uint64_t)low > (uint64_t)high)
        go_panic_bounds(runtime, GO_BOUNDS_SLICE3_LOW, low, true, high);
    else if ((uint64_t)high > (uint64_t)capacity)
        go_panic_bounds(runtime, is_array ? GO_BOUNDS_SLICE_LENGTH : GO_BOUNDS_SLICE_CAPACITY, high, true,
                        capacity);
    else if ((uint64_t)low > (uint64_t)high)
        go_panic_bounds(runtime, GO_BOUNDS_SLICE_LOW, low, true, high);
    else
        return true;
    return false;
}

HELPER(SLICE) {
    const SliceOperands *given = AT(SliceOperands, B);
    uint64_t element = (uint32_t)C >> 4;
    int64_t low = C & IR_SLICE_LOW ? given->low : 0;
    int64_t high = C & IR_SLICE_HIGH ? given->high : given->slice.length;
    int64_t max = C & IR_SLICE_MAX ? given->max : given->slice.capacity;
    if (!check_slice(&machine->runtime, given, C, low, high, max)) return;
    GoSlice result = {given->slice.data, high - low, max - low};
    if (result.capacity) result.data = (void *)((uint64_t)given->slice.data + (uint64_t)low * element);
    *AT(GoSlice, A) = result;
}

HELPER(SLICE_STRING) {
    const SliceOperands *given = AT(SliceOperands, B);
    int64_t length = given->slice.length;
    int64_t low = C & IR_SLICE_LOW ? given->low : 0, high = C & IR_SLICE_HIGH ? given->high : length;
    if ((uint64_t)high > (uint64_t)length)
        go_panic_bounds(&machine->runtime, GO_BOUNDS_SLICE_LENGTH, high, true, length);
    else if ((uint64_t)low > (uint64_t)high)
        go_panic_bounds(&machine->runtime, GO_BOUNDS_SLICE_LOW, low, true, high);
    else
        *AT(GoString, A) =
            high == low ? (GoString){0} : (GoString){(const char *)given->slice.data + low, high - low};
}

HELPER(MAKE_SLICE) {
    const int64_t *sizes = AT(int64_t, C);
    *AT(GoSlice, A) = go_slice_make(before_allocation(machine), type_of(machine, B), sizes[0], sizes[1]);
}

typedef struct AppendOperands {
    GoSlice slice;
    const void *items;
    int64_t count;
} AppendOperands;

HELPER(APPEND) {
    const AppendOperands *given = AT(AppendOperands, C);
    *AT(GoSlice, A) = go_slice_append(before_allocation(machine), type_of(machine, B), given->slice,
                                      given->items, given->count);
}

HELPER(COPY) {
    const AppendOperands *given = AT(AppendOperands, C);
    *AT(int64_t, A) = go_slice_copy(type_of(machine, B), given->slice, given->items, given->count);
}

HELPER(CLEAR_SLICE) {
    GoSlice slice = *AT(GoSlice, A);
    if (slice.length) memset(slice.data, 0, (uint64_t)slice.length * type_of(machine, B)->size);
}

HELPER(NEXT_RUNE) {
    (void)machine;
    *AT(int64_t, A) = go_string_next_rune(*AT(GoString, B), *AT(int64_t, A), AT(int32_t, C));
}

/* ---- Maps --------------------------------------------------------------------------------------------- */

HELPER(MAP_MAKE) {
    *AT(GoMap *, A) = go_map_make(before_allocation(machine), type_of(machine, B), *AT(int64_t, C));
}

HELPER(MAP_LENGTH) {
    (void)machine;
    *AT(int64_t, A) = go_map_length(*AT(GoMap *, B));
}

HELPER(MAP_FIND) {
    const GoRType *type = type_of(machine, instruction->extra);
    *AT(void *, A) = go_map_find(&machine->runtime, type, *AT(GoMap *, B), AT(void, C));
}

HELPER(MAP_ASSIGN) {
    const GoRType *type = type_of(machine, instruction->extra);
    *AT(void *, A) = go_map_assign(before_allocation(machine), type, *AT(GoMap *, B), AT(void, C));
}

HELPER(MAP_DELETE) {
    const GoRType *type = type_of(machine, instruction->extra);
    go_map_delete(&machine->runtime, type, *AT(GoMap *, A), AT(void, B));
}

HELPER(MAP_CLEAR) {
    GoMap *map = *AT(GoMap *, A);
    if (map) go_map_clear(&machine->runtime, map);
}

HELPER(MAP_NEXT) {
    void **found = AT(void *, C);
    *AT(bool, A) = go_map_next(&machine->runtime, AT(GoMapIterator, B), (const void **)&found[0], &found[1]);
}
