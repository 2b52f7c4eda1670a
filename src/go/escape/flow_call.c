/* Calls as edges: arguments flow into parameters, results flow out.
 *
 * What is called decides how much is known: a function of the same batch is walked together with us; one of
 * an earlier batch has left its leaks; anything else may do whatever it likes with its arguments. */
#include "go/escape/graph.h"

#include "go/escape/inline.h"

/* ---- Where an argument goes --------------------------------------------------------------------------- */

typedef struct CallFlow {
    Analysis *analysis;
    EscFunction *callee; /* or NULL: unknown */
    const Hole *results;
    uint32_t result_count;
    EscNode *call;
    Location *later; /* of go and defer: the closure that holds what is passed */
} CallFlow;

static Hole hole_of_leaks(const CallFlow *call, const Leaks *leaks) {
    Hole holes[LEAK_RESULTS + 1];
    uint32_t count = 0;
    if (leaks->heap != LEAK_NONE) holes[count++] = hole_shift(hole_heap(call->analysis), leaks->heap);
    for (uint32_t i = 0; call->results && i < LEAK_RESULTS && i < call->result_count; i++)
        if (leaks->results[i] != LEAK_NONE) holes[count++] = hole_shift(call->results[i], leaks->results[i]);
    return hole_tee(call->analysis, holes, count);
}

/* Functions written in C keep what slices, strings and receivers lead to, not the things themselves; other
 * pointers they may keep. */
static Hole hole_of_native(const CallFlow *call, GoType *type, bool is_receiver) {
    GoTypeKind kind = esc_kind(type);
    bool only_content = is_receiver || kind == GO_SLICE || kind == GO_STRING;
    return hole_shift(hole_heap(call->analysis), only_content ? 1 : 0);
}

/* The hole of parameter `index` (the receiver counts as the first). */
static Hole hole_of_parameter(const CallFlow *call, uint32_t index) {
    EscFunction *callee = call->callee;
    if (!callee) return hole_heap(call->analysis);
    uint32_t first = callee->receiver ? 1 : 0;
    bool is_receiver = index < first;
    if (!is_receiver && index - first >= callee->parameters.count) return hole_heap(call->analysis);
    EscVariable *parameter = is_receiver ? callee->receiver : callee->parameters.items[index - first];
    if (!callee->has_body) {
        if (callee->is_native) return hole_of_native(call, parameter->type, is_receiver);
        return callee->directives & ESC_NO_ESCAPE ? hole_blank(call->analysis) : hole_heap(call->analysis);
    }
    if (callee->stage == STAGE_DONE) return hole_of_leaks(call, &callee->leaks[index]);
    return callee->stage == STAGE_BATCH ? hole_of(location_of(call->analysis, parameter))
                                        : hole_heap(call->analysis);
}

Hole hole_of_method(Analysis *analysis, EscFunction *callee) {
    Hole heap[LEAK_RESULTS];
    for (int i = 0; i < LEAK_RESULTS; i++) heap[i] = hole_heap(analysis);
    CallFlow call = {.analysis = analysis, .callee = callee, .results = heap, .result_count = LEAK_RESULTS};
    return hole_of_parameter(&call, 0);
}

/* ---- Arguments ---------------------------------------------------------------------------------------- */

static bool needs_no_copy(const EscNode *node) {
    return node->op == ESC_LITERAL || node->op == ESC_NIL || node->op == ESC_METHOD_EXPRESSION ||
           node->op == ESC_FUNCTION;
}

/* The argument of a go or defer statement waits in a variable, which a closure holds. */
static void flow_waiting(const CallFlow *call, Hole hole, EscNode *argument) {
    Analysis *analysis = call->analysis;
    if (needs_no_copy(argument)) {
        flow_expr(analysis, hole, argument);
        return;
    }
    Location *waiting = location_new(analysis, NULL, NULL);
    flow_expr(analysis, hole_of(waiting), argument);
    bool is_large = esc_type_size(argument->type) > 128;
    flow(analysis, hole_shift(hole_of(call->later), is_large ? -1 : 0), waiting);
    bool holds_none = argument->type && !esc_type_has_pointers(argument->type);
    if (!holds_none) flow(analysis, hole, waiting);
}

/* uintptr(p) as an argument of a system call: p is kept alive, or on the heap. */
static bool flow_uintptr(const CallFlow *call, EscNode *argument) {
    unsigned directives = call->callee ? call->callee->directives : 0;
    bool is_pointer = argument->op == ESC_CONVERT_NOTHING && esc_kind(argument->type) == GO_UINTPTR &&
                      esc_kind(argument->x->type) == GO_UNSAFE_POINTER;
    if (!is_pointer || !(directives & (ESC_UINTPTR_ESCAPES | ESC_UINTPTR_KEEPS))) return false;
    Location *kept = location_new(call->analysis, NULL, NULL);
    flow_expr(call->analysis, hole_of(kept), argument->x);
    if (directives & ESC_UINTPTR_ESCAPES) flow(call->analysis, hole_heap(call->analysis), kept);
    return true;
}

static void flow_one(const CallFlow *call, Hole hole, EscNode *argument) {
    if (flow_uintptr(call, argument)) return;
    if (call->later)
        flow_waiting(call, hole, argument);
    else
        flow_expr(call->analysis, hole, argument);
}

/* A slice literal is taken apart, so that its elements wait and not the slice. */
static void flow_argument(const CallFlow *call, Hole hole, EscNode *argument) {
    if (!argument) return;
    if (argument->op != ESC_SLICE_LITERAL) {
        flow_one(call, hole, argument);
        return;
    }
    Hole made = flow_spill(call->analysis, hole, argument);
    flow_statements(call->analysis, argument->init);
    for (uint32_t i = 0; i < argument->list.count; i++) {
        EscNode *element = argument->list.items[i];
        GoType *type = go_underlying(argument->type);
        bool holds_none = type->kind == GO_SLICE && !esc_type_has_pointers(type->slice.element);
        flow_one(call, holds_none ? hole_blank(call->analysis) : made,
                 element->op == ESC_KEY ? element->y : element);
    }
}

/* ---- Functions ---------------------------------------------------------------------------------------- */

static EscFunction *known_callee(EscNode *call) {
    EscNode *value = esc_static_value(call->x);
    bool is_known =
        value->op == ESC_FUNCTION || value->op == ESC_CLOSURE || value->op == ESC_METHOD_EXPRESSION;
    return is_known ? value->function : NULL;
}

static void flow_results(const CallFlow *call) {
    EscFunction *callee = call->callee;
    if (!callee || callee->stage != STAGE_BATCH || !call->results) return;
    for (uint32_t i = 0; i < call->result_count && i < callee->results.count; i++) {
        Location *result = location_of(call->analysis, callee->results.items[i]);
        Hole hole = call->results[i];
        bool holds_none = hole.derefs >= 0 && !esc_type_has_pointers(callee->results.items[i]->type);
        if (!holds_none) flow(call->analysis, hole, result);
    }
}

static void flow_function_call(CallFlow *call) {
    EscNode *node = call->call;
    Analysis *analysis = call->analysis;
    esc_fix_variadic(&analysis->builder, node);
    uint32_t first = 0;
    if (node->op == ESC_CALL) {
        if (node->x->op == ESC_CLOSURE) node->x->function->is_directly_called = true;
        call->callee = known_callee(node);
        flow_results(call);
        flow_argument(call, hole_blank(analysis), node->x);
    } else {
        flow_argument(call, hole_heap(analysis), node->x->x);
    }
    for (uint32_t i = 0; i < node->list.count; i++)
        flow_argument(call, hole_of_parameter(call, first + i), node->list.items[i]);
}

/* ---- Built-in functions ------------------------------------------------------------------------------- */

static bool elements_have_pointers(GoType *type) {
    GoType *underlying = type ? go_underlying(type) : NULL;
    if (!underlying || underlying->kind == GO_STRING) return false;
    return underlying->kind != GO_SLICE || esc_type_has_pointers(underlying->slice.element);
}

/* The old array may be what the result leads to, or its elements are copied to a new one on the heap. */
static void flow_append(CallFlow *call, Hole hole) {
    Analysis *analysis = call->analysis;
    EscNodeList arguments = call->call->list;
    Hole content = hole_shift(hole_heap(analysis), 1);
    Hole both[] = {hole, content};
    bool is_split = elements_have_pointers(arguments.items[0]->type);
    flow_argument(call, is_split ? hole_tee(analysis, both, 2) : hole, arguments.items[0]);
    for (uint32_t i = 1; i < arguments.count; i++) {
        if (!call->call->has_dots)
            flow_argument(call, hole_heap(analysis), arguments.items[i]);
        else
            flow_argument(call,
                          elements_have_pointers(arguments.items[i]->type) ? content : hole_blank(analysis),
                          arguments.items[i]);
    }
}

static void flow_builtin(CallFlow *call) {
    Analysis *analysis = call->analysis;
    EscNodeList arguments = call->call->list;
    Hole hole = call->results && call->result_count ? call->results[0] : hole_blank(analysis);
    Hole others = hole_blank(analysis), first = others;
    switch (call->call->builtin) {
    case GO_BUILTIN_APPEND: flow_append(call, hole); return;
    case GO_BUILTIN_PANIC: first = hole_heap(analysis); break;
    case GO_BUILTIN_COPY:
        if (arguments.count > 1 && elements_have_pointers(arguments.items[1]->type))
            others = hole_shift(hole_heap(analysis), 1);
        break;
    case GO_BUILTIN_MIN:
    case GO_BUILTIN_MAX: others = first = hole; break;
    case GO_BUILTIN_UNSAFE_ADD:
    case GO_BUILTIN_UNSAFE_SLICE:
    case GO_BUILTIN_UNSAFE_STRING:
    case GO_BUILTIN_UNSAFE_SLICE_DATA:
    case GO_BUILTIN_UNSAFE_STRING_DATA: first = hole; break;
    default: break;
    }
    for (uint32_t i = 0; i < arguments.count; i++)
        flow_argument(call, i ? others : first, arguments.items[i]);
}

/* ---- All ---------------------------------------------------------------------------------------------- */

static void flow_inlined(CallFlow *call) {
    EscNode *node = call->call;
    flow_statements(call->analysis, node->list);
    for (uint32_t i = 0; i < node->body.count; i++) {
        bool is_wanted = call->results && i < call->result_count;
        flow_expr(call->analysis, is_wanted ? call->results[i] : hole_blank(call->analysis),
                  node->body.items[i]);
    }
}

static void flow_any_call(CallFlow *call) {
    if (call->call->op == ESC_BUILTIN)
        flow_builtin(call);
    else if (call->call->op == ESC_INLINED_CALL)
        flow_inlined(call);
    else
        flow_function_call(call);
}

void flow_call(Analysis *analysis, const Hole *holes, uint32_t count, EscNode *node) {
    CallFlow call = {.analysis = analysis, .results = holes, .result_count = count, .call = node};
    flow_any_call(&call);
}

/* What a go statement is given outlives this function. A deferred call runs before it ends; in a loop there
 * may be any number of them, which are kept on the heap. */
void flow_go_or_defer(Analysis *analysis, EscNode *statement) {
    EscNode *node = statement->x;
    Hole hole = hole_heap(analysis);
    if (statement->op == ESC_DEFER && analysis->loop_depth == 1)
        hole = hole_of(location_new(analysis, NULL, NULL));
    flow_statements(analysis, node->init);
    node->init.count = 0;
    GoType *signature = node->op == ESC_CALL && node->x->type ? go_underlying(node->x->type) : NULL;
    bool is_simple = signature && signature->kind == GO_FUNC && node->list.count == 0 &&
                     signature->signature.parameters->tuple.count == 0 &&
                     signature->signature.results->tuple.count == 0;
    if (is_simple) {
        flow_expr(analysis, hole, node->x);
        return;
    }
    CallFlow call = {.analysis = analysis, .call = node, .later = location_new(analysis, NULL, NULL)};
    flow(analysis, hole_shift(hole, -1), call.later);
    flow_any_call(&call);
}
