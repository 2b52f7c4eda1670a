/* Calls as edges: arguments flow into parameters, results flow out.
 *
 * What is called decides how much is known: a function of the same batch is walked together with us; one of
 * an earlier batch has left its leaks; anything else may do whatever it likes with its arguments. */
#include "go/escape/graph.h"

static GoExpr *strip(GoExpr *expression) {
    while (expression->kind == GO_EXPR_PAREN) expression = expression->paren.inner;
    return expression;
}

GoFunction *static_callee(GoExpr *function, GoObject **object) {
    function = strip(function);
    *object = NULL;
    if (function->kind == GO_EXPR_INDEX && function->index.is_instance)
        function = strip(function->index.operand);
    if (function->kind == GO_EXPR_FUNCTION) return function->function.function;
    if (function->kind == GO_EXPR_NAME) *object = function->name.object;
    if (function->kind == GO_EXPR_SELECTOR) {
        GoSelection *selection = function->selector.selection;
        bool is_method = selection && selection->kind == GO_SELECT_METHOD;
        if (is_method) *object = selection->object;
        if (!selection) *object = function->selector.name->name.object;
    }
    if (!*object || (*object)->kind != GO_OBJECT_FUNC || (*object)->func.is_interface_method) {
        *object = NULL;
        return NULL;
    }
    return (*object)->func.function;
}

/* ---- Where an argument goes --------------------------------------------------------------------------- */

typedef struct CallFlow {
    Analysis *analysis;
    GoFunction *callee; /* with a body, or NULL */
    bool is_native;     /* written in C: known by convention */
    const Hole *results;
    uint32_t result_count;
} CallFlow;

static Hole hole_of_leaks(const CallFlow *call, const Leaks *leaks) {
    Hole holes[LEAK_RESULTS + 1];
    uint32_t count = 0;
    if (leaks->heap != LEAK_NONE) holes[count++] = hole_shift(hole_heap(call->analysis), leaks->heap);
    for (uint32_t i = 0; i < LEAK_RESULTS && i < call->result_count; i++)
        if (leaks->results[i] != LEAK_NONE && call->results[i].derefs >= 0)
            holes[count++] = hole_shift(call->results[i], leaks->results[i]);
    return hole_tee(call->analysis, holes, count);
}

/* C functions keep what slices, strings and receivers lead to, not the things themselves; other pointers
 * they may keep. */
static Hole hole_of_native(const CallFlow *call, GoType *type, bool is_receiver) {
    GoTypeKind kind = go_underlying(type)->kind;
    bool only_content = is_receiver || kind == GO_SLICE || kind == GO_STRING;
    return hole_shift(hole_heap(call->analysis), only_content ? 1 : 0);
}

/* The hole of parameter `index` (the receiver counts as the first). */
static Hole hole_of_parameter(const CallFlow *call, uint32_t index, GoType *type) {
    Analysis *analysis = call->analysis;
    if (call->is_native) return hole_of_native(call, type, false);
    if (!call->callee) return hole_heap(analysis);
    FunctionFacts *facts = function_facts(analysis, call->callee);
    if (facts->is_done)
        return index < facts->parameter_count ? hole_of_leaks(call, &facts->leaks[index])
                                              : hole_heap(analysis);
    GoFunction *callee = call->callee;
    if (callee->receiver && index == 0) {
        Location *location = location_of(analysis, callee->receiver);
        return location ? hole_of(location) : hole_heap(analysis);
    }
    uint32_t number = index - (callee->receiver ? 1 : 0);
    if (number >= callee->parameters.count) return hole_heap(analysis);
    Location *location = location_of(analysis, callee->parameters.items[number]);
    return location ? hole_of(location) : hole_heap(analysis);
}

/* ---- Arguments ---------------------------------------------------------------------------------------- */

static void flow_receiver(const CallFlow *call, GoExpr *selector, bool is_known) {
    Analysis *analysis = call->analysis;
    GoSelection *selection = selector->selector.selection;
    GoExpr *operand = selector->selector.operand;
    if (!is_known) {
        flow_expr(analysis, hole_heap(analysis), operand);
        return;
    }
    GoType *wanted = selection->object->type->signature.receiver->type;
    bool wants_pointer = go_underlying(wanted)->kind == GO_POINTER;
    bool is_pointer = go_underlying(operand->type)->kind == GO_POINTER;
    Hole hole = call->is_native ? hole_of_native(call, wanted, true) : hole_of_parameter(call, 0, wanted);
    bool is_embedded = selection->path_count > 1;
    if (wants_pointer && !is_pointer)
        hole = hole_shift(hole, -1);
    else if (!wants_pointer && is_pointer)
        hole = hole_shift(hole, 1);
    else if (is_embedded && !wants_pointer && selection->is_indirect)
        hole = hole_shift(hole, 1);
    flow_expr(analysis, hole, operand);
}

/* f(g()): the results of g flow into the parameters of f; boxed ones are new copies. */
static void flow_spread(const CallFlow *call, GoExpr *expression, GoType *signature, uint32_t first) {
    Analysis *analysis = call->analysis;
    GoExpr *inner = strip(expression->call.arguments.items[0]);
    GoType *given = inner->type, *parameters = signature->signature.parameters;
    uint32_t fixed = parameters->tuple.count - (signature->signature.is_variadic ? 1 : 0);
    Hole holes[64], array = hole_blank(analysis);
    if (signature->signature.is_variadic && given->tuple.count > fixed) {
        GoType *rest = parameters->tuple.variables[fixed]->type;
        array = flow_spill(analysis, hole_of_parameter(call, first + fixed, rest), expression,
                           STR("... argument"));
    }
    uint32_t count = given->tuple.count < 64 ? given->tuple.count : 64;
    for (uint32_t i = 0; i < count; i++) {
        bool is_rest = i >= fixed && signature->signature.is_variadic;
        GoType *wanted = parameters->tuple.variables[is_rest ? fixed : i]->type;
        holes[i] = is_rest ? array : hole_of_parameter(call, first + i, wanted);
        if (is_rest) wanted = go_underlying(wanted)->slice.element;
        GoType *type = given->tuple.variables[i]->type;
        bool is_boxed = go_type_is_interface(wanted) && !go_type_is_interface(type);
        if (is_boxed && !go_type_is_pointer_shaped(type)) {
            Location *box = location_new(analysis, NULL, NULL);
            flow(analysis, hole_shift(holes[i], -1), box);
            holes[i] = hole_of(box);
        }
    }
    flow_call(analysis, holes, count, inner);
}

static void flow_arguments(const CallFlow *call, GoExpr *expression, GoType *signature, uint32_t first) {
    Analysis *analysis = call->analysis;
    GoType *parameters = signature->signature.parameters;
    GoExprList arguments = expression->call.arguments;
    if (expression->call.spreads_tuple) {
        flow_spread(call, expression, signature, first);
        return;
    }
    uint32_t fixed = parameters->tuple.count;
    bool has_rest = signature->signature.is_variadic && !expression->call.has_dots;
    if (has_rest) fixed--;
    for (uint32_t i = 0; i < fixed && i < arguments.count; i++)
        flow_expr(analysis, hole_of_parameter(call, first + i, parameters->tuple.variables[i]->type),
                  arguments.items[i]);
    if (!has_rest || arguments.count <= fixed) return;
    GoType *rest = parameters->tuple.variables[fixed]->type;
    Hole array =
        flow_spill(analysis, hole_of_parameter(call, first + fixed, rest), expression, STR("... argument"));
    for (uint32_t i = fixed; i < arguments.count; i++) flow_expr(analysis, array, arguments.items[i]);
}

/* Results of a function in this batch flow from its result variables. */
static void flow_results(const CallFlow *call) {
    if (!call->callee || function_facts(call->analysis, call->callee)->is_done) return;
    for (uint32_t i = 0; i < call->result_count && i < call->callee->results.count; i++) {
        Location *result = location_of(call->analysis, call->callee->results.items[i]);
        if (result) flow(call->analysis, call->results[i], result);
    }
}

static void flow_function_call(Analysis *analysis, const Hole *holes, uint32_t count, GoExpr *expression) {
    GoExpr *function = strip(expression->call.function);
    GoObject *object;
    GoFunction *callee = static_callee(function, &object);
    bool is_known = callee || object;
    CallFlow call = {.analysis = analysis, .results = holes, .result_count = count};
    if (callee && callee->body) call.callee = callee;
    call.is_native = object && !call.callee;
    if (function->kind == GO_EXPR_FUNCTION) {
        function_facts(analysis, callee)->is_directly_called = true;
        flow_discard(analysis, function);
    }
    bool is_method = function->kind == GO_EXPR_SELECTOR && function->selector.selection &&
                     function->selector.selection->kind == GO_SELECT_METHOD;
    if (is_method)
        flow_receiver(&call, function, is_known);
    else if (!is_known)
        flow_discard(analysis, function);
    flow_results(&call);
    flow_arguments(&call, expression, go_underlying(function->type), is_method ? 1 : 0);
}

/* ---- Built-in functions ------------------------------------------------------------------------------- */

static GoType *element_of(GoType *type) {
    GoType *underlying = go_underlying(type);
    return underlying->kind == GO_SLICE ? underlying->slice.element : go_basic_type(GO_UINT8);
}

/* The old array may be what the result leads to, or its elements are copied to a new one on the heap. */
static void flow_append(Analysis *analysis, Hole hole, GoExpr *expression) {
    GoExprList arguments = expression->call.arguments;
    bool has_pointers = type_has_pointers(element_of(expression->type));
    Hole both[] = {hole, hole_shift(hole_heap(analysis), 1)};
    bool is_split = has_pointers && hole.derefs >= 0;
    flow_expr(analysis, is_split ? hole_tee(analysis, both, 2) : hole, arguments.items[0]);
    for (uint32_t i = 1; i < arguments.count; i++) {
        if (!expression->call.has_dots)
            flow_expr(analysis, hole_heap(analysis), arguments.items[i]);
        else
            flow_expr(analysis, has_pointers ? both[1] : hole_blank(analysis), arguments.items[i]);
    }
}

static Str source_text(Analysis *analysis, const GoExpr *expression) {
    uint32_t offset;
    const Source *source = go_source_set_find(&analysis->program->sources, expression->start, &offset);
    if (!source) return STR("");
    return str_slice(source->text, offset, offset + (expression->end - expression->start));
}

static void flow_builtin(Analysis *analysis, Hole hole, GoExpr *expression) {
    GoExprList arguments = expression->call.arguments;
    switch (expression->call.builtin) {
    case GO_BUILTIN_APPEND: flow_append(analysis, hole, expression); return;
    case GO_BUILTIN_NEW:
    case GO_BUILTIN_MAKE:
        flow_spill(analysis, hole, expression, source_text(analysis, expression));
        for (uint32_t i = 1; i < arguments.count; i++) flow_discard(analysis, arguments.items[i]);
        return;
    case GO_BUILTIN_PANIC: flow_list(analysis, hole_heap(analysis), arguments); return;
    case GO_BUILTIN_COPY: {
        flow_discard(analysis, arguments.items[0]);
        bool has_pointers = type_has_pointers(element_of(arguments.items[0]->type));
        Hole content = hole_shift(hole_heap(analysis), 1);
        flow_expr(analysis, has_pointers ? content : hole_blank(analysis), arguments.items[1]);
        return;
    }
    case GO_BUILTIN_MIN:
    case GO_BUILTIN_MAX:
    case GO_BUILTIN_UNSAFE_ADD:
    case GO_BUILTIN_UNSAFE_SLICE:
    case GO_BUILTIN_UNSAFE_STRING:
    case GO_BUILTIN_UNSAFE_SLICE_DATA:
    case GO_BUILTIN_UNSAFE_STRING_DATA: flow_list(analysis, hole, arguments); return;
    default: flow_list(analysis, hole_blank(analysis), arguments); return;
    }
}

void flow_call(Analysis *analysis, const Hole *holes, uint32_t count, GoExpr *call) {
    if (call->call.kind == GO_CALL_BUILTIN)
        flow_builtin(analysis, count ? holes[0] : hole_blank(analysis), call);
    else
        flow_function_call(analysis, holes, count, call);
}
