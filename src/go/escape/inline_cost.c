/* What it costs to inline a function, see inline.h. */
#include "go/escape/inline_cost.h"

#include <string.h>

enum { BUDGET = 80, CALL_COST = 57, CLOSURE_COST = 15 };

/* ---- Functions that are instructions ------------------------------------------------------------------ */

typedef struct Intrinsics {
    const char *package;
    const char *names; /* with a space on both sides of each */
} Intrinsics;

static const Intrinsics intrinsics[] = {
    {"math", " Sqrt Trunc Ceil Floor RoundToEven FMA "},
    {"math/bits",
     " TrailingZeros64 TrailingZeros32 TrailingZeros16 TrailingZeros8 ReverseBytes64 ReverseBytes32 "
     "Len64 Len32 Len16 Len8 Len RotateLeft8 RotateLeft16 RotateLeft32 RotateLeft64 RotateLeft "
     "OnesCount64 OnesCount32 OnesCount16 OnesCount Mul64 Mul Add64 Add Sub64 Sub Div64 Div "},
    {"sync/atomic",
     " LoadInt32 LoadInt64 LoadPointer LoadUint32 LoadUint64 LoadUintptr StoreInt32 StoreInt64 StoreUint32 "
     "StoreUint64 StoreUintptr SwapInt32 SwapInt64 SwapUint32 SwapUint64 SwapUintptr CompareAndSwapInt32 "
     "CompareAndSwapInt64 CompareAndSwapUint32 CompareAndSwapUint64 CompareAndSwapUintptr AddInt32 AddInt64 "
     "AddUint32 AddUint64 AddUintptr "},
    {"sync", " runtime_LoadAcquintptr runtime_StoreReluintptr "},
    {"math/big", " mulWW "},
    {"runtime", " slicebytetostringtmp mulUintptr KeepAlive getclosureptr getcallerpc getcallersp "},
    {"runtime/internal/math", " MulUintptr Mul64 "},
    {"runtime/internal/sys",
     " Ctz32 Ctz64 Bswap32 Bswap64 Prefetch PrefetchStreamed Ctz8 TrailingZeros8 TrailingZeros64 Len8 Len64 "
     "OnesCount64 "},
    {"runtime/internal/atomic",
     " Load Load8 Load64 LoadAcq LoadAcq64 Loadp Store Store8 Store64 StorepNoWB StoreRel StoreRel64 Xchg "
     "Xchg64 Xadd Xadd64 Cas Cas64 CasRel And8 And Or8 Or Loadint32 Loadint64 Loaduintptr Loaduint "
     "LoadAcquintptr Storeint32 Storeint64 Storeuintptr StoreReluintptr Xchgint32 Xchgint64 Xchguintptr "
     "Xaddint32 Xaddint64 Xadduintptr Casint32 Casint64 Casuintptr Casp1 "},
    /* Methods that the compiler knows to become one load or store. */
    {"encoding/binary",
     " littleEndian.Uint64 littleEndian.Uint32 littleEndian.Uint16 bigEndian.Uint64 bigEndian.Uint32 "
     "bigEndian.Uint16 littleEndian.PutUint64 littleEndian.PutUint32 littleEndian.PutUint16 "
     "bigEndian.PutUint64 bigEndian.PutUint32 bigEndian.PutUint16 "},
};

static bool is_listed(const char *names, Str name) {
    char word[80];
    if (name.length + 3 > sizeof word) return false;
    word[0] = ' ';
    memcpy(word + 1, name.data, name.length);
    word[name.length + 1] = ' ';
    word[name.length + 2] = 0;
    return strstr(names, word) != NULL;
}

static bool is_in_table(const EscFunction *function) {
    for (size_t i = 0; function->package && i < sizeof intrinsics / sizeof *intrinsics; i++)
        if (str_equal_c(function->package->path, intrinsics[i].package))
            return is_listed(intrinsics[i].names, function->name);
    return false;
}

bool esc_is_intrinsic(const EscNode *call) {
    const EscNode *callee = call->x;
    return callee && callee->op == ESC_FUNCTION && callee->function && is_in_table(callee->function);
}

/* ---- Counting ----------------------------------------------------------------------------------------- */

typedef struct Count {
    EscInliner *inliner;
    int budget;
    const char *reason;
    bool counts_all; /* to tell the whole cost */
} Count;

static bool count_node(void *user, EscNode *node);

static bool stop(Count *count, const char *reason) {
    count->reason = reason;
    return true;
}

static bool is_of_runtime(const EscFunction *function, const char *name) {
    return function && function->package && str_equal_c(function->package->path, "runtime") &&
           str_equal_c(function->name, name);
}

static bool count_call(Count *count, EscNode *call) {
    EscFunction *named = call->x->op == ESC_FUNCTION ? call->x->function : NULL;
    if (is_of_runtime(named, "getcallerpc") || is_of_runtime(named, "getcallersp"))
        return stop(count, "call to getcallerpc");
    if (is_of_runtime(named, "throw")) {
        count->budget -= BUDGET;
        return false;
    }
    bool is_method = call->x->op == ESC_METHOD_EXPRESSION && call->x->function;
    if (esc_is_intrinsic(call) || (is_method && is_in_table(call->x->function))) return false;
    EscFunction *callee = esc_callee(call->x);
    if (callee && callee->is_closure) esc_check_inlining(count->inliner, callee);
    count->budget -= callee && callee->inlining ? callee->inlining->cost : CALL_COST;
    return false;
}

static void count_builtin(Count *count, EscNode *node) {
    if (node->builtin != GO_BUILTIN_PANIC) return;
    EscNode *value = node->list.count ? node->list.items[0] : NULL;
    bool is_converted = value && value->op == ESC_CONVERT_INTERFACE && value->is_implicit;
    count->budget -= is_converted ? 0 : 1;
}

static void count_dereference(Count *count, EscNode *node) {
    EscNode *pointer = node->x;
    while (pointer->op == ESC_CONVERT_NOTHING) pointer = pointer->x;
    if (pointer->op == ESC_ADDRESS) count->budget++;
}

/* True: the condition is a constant, and *stops says how counting what it leaves went. */
static bool count_if(Count *count, EscNode *node, bool *stops) {
    bool value;
    if (!esc_is_constant_bool(node->x, &value)) return false;
    *stops = esc_each(node->init, count_node, count) ||
             esc_each(value ? node->list : node->body, count_node, count);
    return true;
}

/* Takes what is special about the node; true to stop. *done: nothing more to do with it. */
static bool count_special(Count *count, EscNode *node, bool *done) {
    bool stops = false;
    switch (node->op) {
    case ESC_CALL: return count_call(count, node);
    case ESC_CALL_INTERFACE: count->budget -= CALL_COST; break;
    case ESC_BUILTIN:
        if (node->builtin == GO_BUILTIN_RECOVER) return stop(count, "call to recover");
        count_builtin(count, node);
        break;
    case ESC_CLOSURE: count->budget -= CLOSURE_COST; return esc_each(node->function->body, count_node, count);
    case ESC_GO: return stop(count, "unhandled op GO");
    case ESC_DEFER: return stop(count, "unhandled op DEFER");
    case ESC_DECLARE_TYPE: return stop(count, "unhandled op DCLTYPE");
    case ESC_DEREFERENCE: count_dereference(count, node); break;
    case ESC_BLOCK:
    case ESC_METHOD_EXPRESSION:
    case ESC_CONVERT_NOTHING: count->budget++; break;
    case ESC_FALLTHROUGH: *done = true; break;
    case ESC_IF: *done = count_if(count, node, &stops); return stops;
    case ESC_METHOD_VALUE:
    case ESC_SLICE_LITERAL: count->budget--; break;
    default: break;
    }
    return false;
}

static bool count_node(void *user, EscNode *node) {
    Count *count = user;
    bool done = false;
    if (count_special(count, node, &done)) return true;
    if (done) return false;
    count->budget--;
    if (count->budget < 0 && !count->counts_all) return stop(count, "function too complex");
    return esc_each_child(node, count_node, count);
}

/* ---- Decisions ---------------------------------------------------------------------------------------- */

static bool count_returns(void *user, EscNode *node) {
    uint32_t *returns = user;
    if (node->op == ESC_RETURN) *returns += node->list.count ? 1 : 2;
    return false;
}

static bool delays_results(EscFunction *function) {
    uint32_t returns = 0;
    for (uint32_t i = 0; i < function->body.count; i++)
        esc_any(function->body.items[i], count_returns, &returns);
    if (returns != 1) return false;
    for (uint32_t i = 0; i < function->results.count; i++) {
        Str name = function->results.items[i]->name;
        bool is_named = !str_equal_c(name, "_") && !str_starts_with(name, STR("~r"));
        if (is_named) return false;
    }
    return true;
}

static const char *forbidden(const EscFunction *function) {
    if (function->directives & ESC_NO_INLINE) return "marked go:noinline";
    if (!function->has_body) return "no function body";
    if (function->directives & (ESC_UINTPTR_KEEPS | ESC_UINTPTR_ESCAPES | ESC_NEVER_INLINE))
        return "marked with a directive";
    return function->is_generic ? "generic" : NULL;
}

static void say_cost(EscInliner *inliner, EscFunction *function, const Count *count) {
    Arena *arena = inliner->builder->arena;
    int cost = BUDGET - count->budget;
    Str text = function->name;
    if (count->reason)
        text = arena_format(arena, "cannot inline %.*s: %s", STR_ARGS(text), count->reason);
    else if (count->budget < 0)
        text = arena_format(arena, "cannot inline %.*s: function too complex: cost %d exceeds budget %d",
                            STR_ARGS(text), cost, BUDGET);
    else
        text = arena_format(arena, "can inline %.*s with cost %d", STR_ARGS(text), cost);
    inliner->say(inliner->user, function->package, function->pos, text);
}

static void keep_body(EscInliner *inliner, EscFunction *function, int cost) {
    Arena *arena = inliner->builder->arena;
    EscCopy copy = {.arena = arena, .pos = GO_NO_POS, .function = function, .shares_variables = true};
    function->inlining = ARENA_NEW(arena, EscInline);
    *function->inlining = (EscInline){.cost = cost, .delays_results = delays_results(function)};
    copy.is_inside_literal = true; /* labels stay */
    function->inlining->body = esc_copy_list(&copy, function->body);
    function->inlining->variables = function->variables;
    esc_copy_free(&copy);
}

void esc_check_inlining(EscInliner *inliner, EscFunction *function) {
    if (function->is_inlining_checked || forbidden(function)) return;
    function->is_inlining_checked = true;
    Count count = {.inliner = inliner, .budget = BUDGET, .counts_all = inliner->tells_costs};
    bool stops = esc_each(function->body, count_node, &count);
    bool is_too_much = stops || count.budget < 0;
    if (!is_too_much) keep_body(inliner, function, BUDGET - count.budget);
    if (inliner->tells_costs)
        say_cost(inliner, function, &count);
    else if (!is_too_much)
        inliner->say(inliner->user, function->package, function->pos,
                     arena_format(inliner->builder->arena, "can inline %.*s", STR_ARGS(function->name)));
}
