/* Batches: functions are analysed callees first, those that call each other together. Here the batches are
 * found (Tarjan, "Depth-first search and linear graph algorithms", 1972), walked, solved, and their results
 * written down. See escape.h. */
#include "go/escape/escape.h"

#include "go/escape/graph.h"

#include <string.h>

/* Variables beyond these sizes go to the heap whatever happens to their address; so do things made by
 * expressions. */
enum { LARGEST_VARIABLE = 10 << 20, LARGEST_IMPLICIT = 64 << 10 };

bool go_escape_captures_by_value(GoObject *object) {
    bool changes = object->variable.is_reassigned || object->variable.address_taken;
    if (changes || go_type_is_parameterized(object->type)) return false;
    return go_type_size(object->type) <= 128;
}

FunctionFacts *function_facts(Analysis *analysis, GoFunction *function) {
    FunctionFacts *facts = intmap_get(&analysis->functions, (uintptr_t)function);
    if (facts) return facts;
    facts = ARENA_NEW(&analysis->arena, FunctionFacts);
    facts->function = function;
    intmap_set(&analysis->functions, (uintptr_t)function, facts);
    return facts;
}

/* ---- Decisions ---------------------------------------------------------------------------------------- */

static void decide(GoEscape *escape, const void *node, bool is_heap, Str text, GoPos pos) {
    GoEscapeDecision *decision = ARENA_NEW(&escape->arena, GoEscapeDecision);
    *decision = (GoEscapeDecision){is_heap, text, pos};
    intmap_set(&escape->decisions, (uintptr_t)node, decision);
    if (text.length) VEC_PUSH(&escape->said, decision);
}

static Str parameter_text(Arena *arena, const Location *location) {
    Str name = location->object->name;
    const Leaks *leaks = &location->leaks;
    if (leaks->heap != LEAK_NONE)
        return arena_format(arena, "leaking param%s: %.*s", leaks->heap ? " content" : "", STR_ARGS(name));
    for (int i = 0; i < LEAK_RESULTS; i++) {
        if (leaks->results[i] == LEAK_NONE) continue;
        GoObject *result = location->function->results.items[i];
        Str result_name = result->name.length ? result->name : arena_format(arena, "~r%d", i);
        return arena_format(arena, "leaking param: %.*s to result %.*s level=%d", STR_ARGS(name),
                            STR_ARGS(result_name), leaks->results[i]);
    }
    return arena_format(arena, "%.*s does not escape", STR_ARGS(name));
}

static bool is_blank(const GoObject *object) {
    return object->name.length == 0 || str_equal_c(object->name, "_");
}

static void decide_variable(GoEscape *escape, const Location *location) {
    const GoObject *object = location->object;
    Str text = {0};
    bool has_leaks = location->is_parameter && type_has_pointers(object->type) && !is_blank(object);
    if (location->escapes)
        text = arena_format(&escape->arena, "moved to heap: %.*s", STR_ARGS(object->name));
    else if (has_leaks)
        text = parameter_text(&escape->arena, location);
    decide(escape, object, location->escapes, text, object->pos);
}

static void decide_expression(GoEscape *escape, const Location *location) {
    const char *what = location->escapes ? "escapes to heap" : "does not escape";
    Str text = arena_format(&escape->arena, "%.*s %s", STR_ARGS(location->text), what);
    const char *node = (const char *)location->expression + location->is_boxing;
    decide(escape, node, location->escapes, text, location->expression->pos);
}

/* ---- One batch ---------------------------------------------------------------------------------------- */

static void apply_size_limits(Analysis *analysis) {
    for (size_t i = 0; i < analysis->locations.count; i++) {
        Location *location = analysis->locations.items[i];
        bool is_sized = location->object && !go_type_is_parameterized(location->object->type);
        if (is_sized && go_type_size(location->object->type) > LARGEST_VARIABLE)
            location->escapes = !location->is_parameter && !location->result;
        const GoExpr *made = location->expression;
        GoType *type = made && made->kind == GO_EXPR_UNARY ? go_underlying(made->type) : NULL;
        bool is_pointer = type && type->kind == GO_POINTER;
        if (is_pointer && !go_type_is_parameterized(type) &&
            go_type_size(type->pointer.element) > LARGEST_IMPLICIT)
            location->escapes = true;
    }
}

static void connect_captures(Analysis *analysis) {
    for (size_t i = 0; i < analysis->captures.count; i++) {
        Capture *capture = &analysis->captures.items[i];
        bool by_value = go_escape_captures_by_value(capture->object);
        flow(analysis, hole_shift(capture->hole, by_value ? 0 : -1), capture->source);
    }
}

static void remember_leaks(Analysis *analysis, FunctionFacts *facts) {
    GoFunction *function = facts->function;
    uint32_t first = function->receiver ? 1 : 0, count = function->parameters.count + first;
    facts->parameter_count = count;
    facts->leaks = ARENA_ARRAY(&analysis->arena, Leaks, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        GoObject *object = i < first ? function->receiver : function->parameters.items[i - first];
        facts->leaks[i] = location_of(analysis, object)->leaks;
    }
    facts->is_done = true;
}

static void decide_all(Analysis *analysis) {
    for (size_t i = 0; i < analysis->locations.count; i++) {
        Location *location = analysis->locations.items[i];
        if (location->object)
            decide_variable(analysis->escape, location);
        else if (location->expression)
            decide_expression(analysis->escape, location);
    }
}

static void batch_clear(Analysis *analysis) {
    for (size_t i = 0; i < analysis->locations.count; i++) VEC_FREE(&analysis->locations.items[i]->edges);
    VEC_FREE(&analysis->heap.edges);
    VEC_FREE(&analysis->blank.edges);
    analysis->locations.count = 0;
    analysis->captures.count = 0;
    intmap_free(&analysis->variables);
    memset(&analysis->variables, 0, sizeof analysis->variables);
    analysis->heap = (Location){.escapes = true};
    analysis->blank = (Location){0};
}

static void declare_signature(Analysis *analysis, GoFunction *function) {
    analysis->function = function;
    analysis->loop_depth = 1;
    if (function->receiver) flow_declare(analysis, function->receiver);
    for (uint32_t i = 0; i < function->parameters.count; i++)
        flow_declare(analysis, function->parameters.items[i]);
    for (uint32_t i = 0; i < function->results.count; i++) flow_declare(analysis, function->results.items[i]);
}

static void analyse_batch(Analysis *analysis, FunctionFacts **batch, size_t count) {
    batch_clear(analysis);
    for (size_t i = 0; i < count; i++) declare_signature(analysis, batch[i]->function);
    for (size_t i = 0; i < count; i++) flow_function(analysis, batch[i]->function);
    connect_captures(analysis);
    apply_size_limits(analysis);
    graph_solve(analysis);
    for (size_t i = 0; i < count; i++) remember_leaks(analysis, batch[i]);
    decide_all(analysis);
}

/* ---- Finding the batches ------------------------------------------------------------------------------ */

static void visit_function(Analysis *analysis, FunctionFacts *facts);

static void reach(Analysis *analysis, FunctionFacts *from, GoFunction *function) {
    if (!function || !function->body) return;
    FunctionFacts *facts = function_facts(analysis, function);
    if (facts->number == 0) {
        if (analysis->depth > 2000) return;
        analysis->depth++;
        visit_function(analysis, facts);
        analysis->depth--;
        if (facts->low < from->low) from->low = facts->low;
    } else if (facts->is_on_stack && facts->number < from->low) {
        from->low = facts->number;
    }
}

static void visit_function(Analysis *analysis, FunctionFacts *facts) {
    facts->number = facts->low = ++analysis->next_number;
    facts->is_on_stack = true;
    VEC_PUSH(&analysis->component_stack, facts);
    GoFunctionList callees = {0};
    go_escape_callees(facts->function, &callees);
    for (size_t i = 0; i < callees.count; i++) reach(analysis, facts, callees.items[i]);
    VEC_FREE(&callees);
    if (facts->low != facts->number) return;
    size_t first = analysis->component_stack.count;
    while (analysis->component_stack.items[first - 1] != facts) first--;
    first--;
    for (size_t i = first; i < analysis->component_stack.count; i++)
        analysis->component_stack.items[i]->is_on_stack = false;
    analyse_batch(analysis, analysis->component_stack.items + first, analysis->component_stack.count - first);
    analysis->component_stack.count = first;
}

/* ---- The whole ---------------------------------------------------------------------------------------- */

static int by_position(const void *a, const void *b) {
    const GoEscapeDecision *x = *(GoEscapeDecision *const *)a, *y = *(GoEscapeDecision *const *)b;
    return x->pos < y->pos ? -1 : x->pos > y->pos;
}

/* Func literals in the initializers of package variables: nothing around them, so they are batches of one. */
static void analyse_initializers(Analysis *analysis, GoPackage *package) {
    GoFunction *outside = ARENA_NEW(&analysis->arena, GoFunction);
    batch_clear(analysis);
    analysis->function = outside;
    analysis->loop_depth = 1;
    for (uint32_t i = 0; i < package->initializer_count; i++)
        flow_expr(analysis, hole_heap(analysis), package->initializers[i].right);
    connect_captures(analysis);
    graph_solve(analysis);
    decide_all(analysis);
}

GoEscape *go_escape_analyse(GoProgram *program) {
    GoEscape *escape = base_alloc_zeroed(sizeof *escape);
    Analysis analysis = {.escape = escape, .program = program};
    for (uint32_t i = 0; i < program->package_count; i++) {
        GoPackage *package = program->packages[i];
        for (uint32_t j = 0; j < package->function_count; j++) {
            FunctionFacts *facts = function_facts(&analysis, package->functions[j]);
            if (package->functions[j]->body && facts->number == 0) visit_function(&analysis, facts);
        }
        analyse_initializers(&analysis, package);
    }
    batch_clear(&analysis);
    VEC_FREE(&analysis.locations);
    VEC_FREE(&analysis.captures);
    VEC_FREE(&analysis.component_stack);
    intmap_free(&analysis.functions);
    intmap_free(&analysis.looping_labels);
    arena_free(&analysis.arena);
    if (escape->said.count)
        qsort(escape->said.items, escape->said.count, sizeof *escape->said.items, by_position);
    return escape;
}

void go_escape_free(GoEscape *escape) {
    if (!escape) return;
    intmap_free(&escape->decisions);
    VEC_FREE(&escape->said);
    arena_free(&escape->arena);
    free(escape);
}

const GoEscapeDecision *go_escape_decision(const GoEscape *escape, const void *node) {
    static const GoEscapeDecision unknown = {.is_heap = true, .pos = GO_NO_POS};
    const GoEscapeDecision *decision = intmap_get(&escape->decisions, (uintptr_t)node);
    return decision ? decision : &unknown;
}

uint32_t go_escape_count(const GoEscape *escape) {
    return (uint32_t)escape->said.count;
}

const GoEscapeDecision *go_escape_at(const GoEscape *escape, uint32_t index) {
    return escape->said.items[index];
}
