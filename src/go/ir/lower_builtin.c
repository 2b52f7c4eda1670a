/* The built-in functions. Each has a row in a table with the function that lowers it. */
#include "go/ir/lower.h"

static GoExpr *argument(GoExpr *call, uint32_t index) {
    return call->call.arguments.items[index];
}

/* The length of a string or slice lies 8 bytes into it, the capacity 16. */
static void lower_length(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    GoExpr *operand = argument(call, 0);
    GoType *type = go_underlying(operand->type);
    if (type->kind == GO_POINTER) type = go_underlying(type->pointer.element);
    int32_t slot = lower_to_slot(lowerer, operand);
    bool is_cap = call->call.builtin == GO_BUILTIN_CAP;
    if (type->kind == GO_ARRAY)
        emit_set(lowerer, flags, to, 8, type->array.length);
    else if (type->kind == GO_MAP)
        emit_flagged(lowerer, flags, IR_MAP_LENGTH, to, slot, 0);
    else if (type->kind == GO_CHAN)
        emit_flagged(lowerer, flags, IR_CHAN_LENGTH, to, slot, is_cap);
    else
        emit_move(lowerer, flags, to, slot + (is_cap ? 16 : 8), 8);
}

static void lower_new(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    emit_flagged(lowerer, flags, IR_NEW, to, type_index(lowerer, go_underlying(call->type)->pointer.element),
                 0);
}

static void lower_panic(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    (void)to, (void)flags;
    int32_t slot = lower_to_slot(lowerer, argument(call, 0));
    at_position(lowerer, call->pos);
    emit(lowerer, IR_PANIC, slot, 0, 0);
}

static void print_argument(Lowerer *lowerer, int32_t block, uint32_t index, GoType *type, int32_t slot) {
    emit(lowerer, IR_PRINT_ARGUMENT, block + 16 * (int32_t)index, type_index(lowerer, type), slot);
}

/* println(f()), where f has several results. */
static void print_results(Lowerer *lowerer, GoExpr *call, int32_t block) {
    GoType *tuple = strip_parens(call)->type;
    int32_t results = lower_call(lowerer, strip_parens(call));
    for (uint32_t i = 0; i < tuple->tuple.count; i++)
        print_argument(lowerer, block, i, tuple->tuple.variables[i]->type,
                       results + (int32_t)block_offset(tuple, i));
}

static void lower_print(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    (void)to, (void)flags;
    uint32_t count = call->call.arguments.count;
    GoType *only = count == 1 ? argument(call, 0)->type : NULL;
    bool is_spread = only && only->kind == GO_TUPLE;
    if (is_spread) count = only->tuple.count;
    int32_t block = slot_new(lowerer, 16 * (uint64_t)count, 8);
    if (is_spread) print_results(lowerer, argument(call, 0), block);
    for (uint32_t i = 0; i < count && !is_spread; i++) {
        GoExpr *value = argument(call, i);
        int32_t slot = lower_to_slot(lowerer, value);
        print_argument(lowerer, block, i, used_type(value), slot);
    }
    bool has_line = call->call.builtin == GO_BUILTIN_PRINTLN;
    emit(lowerer, has_line ? IR_PRINTLN : IR_PRINT, block, (int32_t)count, 0);
}

/* min and max: keep the best so far, compare with the next. A NaN beats everything. */
static void lower_extreme(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    GoType *type = call->type;
    int32_t best = slot_of_type(lowerer, type), is_better = slot_new(lowerer, 1, 1);
    lower_into(lowerer, argument(call, 0), best, 0);
    GoToken operator= call->call.builtin == GO_BUILTIN_MIN ? GO_TOKEN_LESS : GO_TOKEN_GREATER;
    bool is_float = (go_type_flags(type) & GO_IS_FLOAT) != 0;
    for (uint32_t i = 1; i < call->call.arguments.count; i++) {
        Operand next = {.slot = lower_to_slot(lowerer, argument(call, i))}, current = {.slot = best};
        Label take = {0}, keep = {0};
        if (is_float) {
            lower_comparison(lowerer, GO_TOKEN_NOT_EQUAL, type, current, current, is_better, 0);
            emit_jump(lowerer, IR_JT, is_better, 0, &keep);
            lower_comparison(lowerer, GO_TOKEN_NOT_EQUAL, type, next, next, is_better, 0);
            emit_jump(lowerer, IR_JT, is_better, 0, &take);
        }
        lower_comparison(lowerer, operator, type, next, current, is_better, 0);
        emit_jump(lowerer, IR_JF, is_better, 0, &keep);
        label_place(lowerer, &take);
        emit_move(lowerer, 0, best, next.slot, (uint64_t)go_type_size(type));
        label_place(lowerer, &keep);
    }
    emit_move(lowerer, flags, to, best, (uint64_t)go_type_size(type));
}

static void lower_make_complex(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    int32_t both = slot_of_type(lowerer, call->type), half = (int32_t)go_type_size(call->type) / 2;
    lower_into(lowerer, argument(call, 0), both, 0);
    lower_into(lowerer, argument(call, 1), both + half, 0);
    emit_move(lowerer, flags, to, both, (uint64_t)half * 2);
}

static void lower_complex_part(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    int32_t slot = lower_to_slot(lowerer, argument(call, 0)), half = (int32_t)go_type_size(call->type);
    emit_move(lowerer, flags, to, slot + (call->call.builtin == GO_BUILTIN_IMAG ? half : 0), (uint64_t)half);
}

static void lower_unsafe_add(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    int32_t pointer = lower_to_slot(lowerer, argument(call, 0));
    GoExpr *distance = argument(call, 1);
    int32_t count = widen_to_word(lowerer, lower_to_slot(lowerer, distance), distance->type);
    emit_flagged(lowerer, flags, IR_ADD8, to, pointer, count);
}

typedef void LowerBuiltin(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags);

static LowerBuiltin *const builtins[] = {
    [GO_BUILTIN_LEN] = lower_length,
    [GO_BUILTIN_CAP] = lower_length,
    [GO_BUILTIN_NEW] = lower_new,
    [GO_BUILTIN_MAKE] = lower_make,
    [GO_BUILTIN_APPEND] = lower_append,
    [GO_BUILTIN_COPY] = lower_copy,
    [GO_BUILTIN_CLOSE] = lower_close,
    [GO_BUILTIN_DELETE] = lower_delete,
    [GO_BUILTIN_CLEAR] = lower_clear,
    [GO_BUILTIN_PANIC] = lower_panic,
    [GO_BUILTIN_PRINT] = lower_print,
    [GO_BUILTIN_PRINTLN] = lower_print,
    [GO_BUILTIN_MIN] = lower_extreme,
    [GO_BUILTIN_MAX] = lower_extreme,
    [GO_BUILTIN_COMPLEX] = lower_make_complex,
    [GO_BUILTIN_REAL] = lower_complex_part,
    [GO_BUILTIN_IMAG] = lower_complex_part,
    [GO_BUILTIN_RECOVER] = lower_recover,
    [GO_BUILTIN_UNSAFE_ADD] = lower_unsafe_add,
};

#define X(name, text, arguments, variadic, kind) [GO_BUILTIN_##name] = "the built-in function " text,
static const char *const builtin_names[] = {GO_BUILTIN_TABLE(X)};
#undef X

void lower_builtin_into(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    GoBuiltin builtin = call->call.builtin;
    bool is_known = builtin < sizeof builtins / sizeof *builtins && builtins[builtin];
    if (is_known)
        builtins[builtin](lowerer, call, to, flags);
    else
        unsupported(lowerer, call->pos, builtin_names[builtin]);
}
