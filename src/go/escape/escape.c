/* The whole analysis: the tree, inlining, batches, and what is decided. See escape.h. */
#include "go/escape/escape.h"

#include "go/escape/components.h"
#include "go/escape/graph.h"
#include "go/escape/inline.h"

#include <string.h>

/* Variables beyond these sizes go to the heap whatever happens to their address; so do things made by
 * expressions. Literals copy variables of up to 128 bytes. */
enum { LARGEST_VARIABLE = 10 << 20, LARGEST_IMPLICIT = 64 << 10, LARGEST_COPY = 128 };

void analysis_say(Analysis *analysis, const GoPackage *package, GoPos pos, Str text) {
    VEC_PUSH(&analysis->escape->messages, (GoEscapeMessage){package, pos, text});
}

static void say(void *user, const GoPackage *package, GoPos pos, Str text) {
    Analysis *analysis = user;
    analysis_say(analysis, package, pos, arena_copy(&analysis->escape->arena, text));
}

/* ---- Parameters --------------------------------------------------------------------------------------- */

/* A way to a result that is no shorter than one to the heap adds nothing. */
static void drop_long_ways(Leaks *leaks) {
    for (int i = 0; i < LEAK_RESULTS; i++)
        if (leaks->results[i] != LEAK_NONE && leaks->results[i] >= leaks->heap) leaks->results[i] = LEAK_NONE;
}

typedef struct ParameterTexts {
    Str items[LEAK_RESULTS + 1];
    int count;
} ParameterTexts;

static ParameterTexts parameter_texts(Arena *arena, const EscVariable *parameter, const Leaks *leaks) {
    ParameterTexts texts = {0};
    Str name = parameter->name;
    if (leaks->heap != LEAK_NONE)
        texts.items[texts.count++] =
            arena_format(arena, "leaking param%s: %.*s", leaks->heap ? " content" : "", STR_ARGS(name));
    for (uint32_t i = 0; i < LEAK_RESULTS && i < parameter->function->results.count; i++) {
        if (leaks->results[i] == LEAK_NONE) continue;
        Str result = parameter->function->results.items[i]->name;
        texts.items[texts.count++] = arena_format(arena, "leaking param: %.*s to result %.*s level=%d",
                                                  STR_ARGS(name), STR_ARGS(result), leaks->results[i]);
    }
    if (texts.count == 0)
        texts.items[texts.count++] = arena_format(arena, "%.*s does not escape", STR_ARGS(name));
    return texts;
}

static bool is_nameless(const EscVariable *variable) {
    return variable->name.length == 0 || str_equal_c(variable->name, "_");
}

static bool is_uintptr_rest(const EscVariable *parameter) {
    GoType *type = go_underlying(parameter->type);
    return type->kind == GO_SLICE && esc_kind(type->slice.element) == GO_UINTPTR;
}

/* Of functions that are not written in Go, and of those with directives for system calls. True: no more. */
static bool say_foreign(Analysis *analysis, EscFunction *function, EscVariable *parameter) {
    Arena *arena = &analysis->escape->arena;
    bool is_uintptr = esc_kind(parameter->type) == GO_UINTPTR;
    bool has_pointers = esc_type_has_pointers(parameter->type);
    Str name = parameter->name, text = {0};
    if (!function->has_body && is_uintptr)
        text = arena_format(arena, "assuming %.*s is unsafe uintptr", STR_ARGS(name));
    else if (!function->has_body && has_pointers && name.length)
        text = arena_format(
            arena, function->directives & ESC_NO_ESCAPE ? "%.*s does not escape" : "leaking param: %.*s",
            STR_ARGS(name));
    else if (function->directives & ESC_UINTPTR_ESCAPES && is_uintptr)
        text = arena_format(arena, "marking %.*s as escaping uintptr", STR_ARGS(name));
    else if (function->directives & ESC_UINTPTR_ESCAPES && is_uintptr_rest(parameter))
        text = arena_format(arena, "marking %.*s as escaping ...uintptr", STR_ARGS(name));
    if (text.length) analysis_say(analysis, function->package, parameter->pos, text);
    return text.length || !function->has_body;
}

static void finish_parameter(Analysis *analysis, EscFunction *function, EscVariable *parameter,
                             Leaks *leaks) {
    leaks_init(leaks);
    if (say_foreign(analysis, function, parameter)) return;
    bool is_unused = !esc_type_has_pointers(parameter->type) || is_nameless(parameter);
    if (is_unused) return;
    Location *location = location_of(analysis, parameter);
    *leaks = location->leaks;
    drop_long_ways(leaks);
    if (location->escapes) return;
    ParameterTexts texts = parameter_texts(&analysis->escape->arena, parameter, leaks);
    for (int i = 0; i < texts.count; i++)
        analysis_say(analysis, function->package, parameter->pos, texts.items[i]);
}

static void finish_function(Analysis *analysis, EscFunction *function) {
    uint32_t first = function->receiver ? 1 : 0, count = function->parameters.count + first;
    function->leaks = ARENA_ARRAY(&analysis->arena, Leaks, count + 1);
    for (uint32_t i = 0; i < count; i++)
        finish_parameter(analysis, function,
                         i < first ? function->receiver : function->parameters.items[i - first],
                         &function->leaks[i]);
    function->stage = STAGE_DONE;
}

/* ---- Decisions ---------------------------------------------------------------------------------------- */

static void decide(Analysis *analysis, const void *key, bool is_heap, Str text, GoPos pos) {
    GoEscape *escape = analysis->escape;
    GoEscapeDecision *decision = ARENA_NEW(&escape->arena, GoEscapeDecision);
    *decision = (GoEscapeDecision){.is_heap = is_heap, .text = text, .pos = pos};
    intmap_set(&escape->decisions, (uintptr_t)key, decision);
}

static void decide_variable(Analysis *analysis, Location *location) {
    EscVariable *variable = location->variable;
    Arena *arena = &analysis->escape->arena;
    Str text = {0};
    if (location->escapes) {
        text = arena_format(arena, "moved to heap: %.*s", STR_ARGS(variable->name));
        analysis_say(analysis, variable->function->package, variable->pos, text);
    } else if (location->is_parameter && !is_nameless(variable) && esc_type_has_pointers(variable->type)) {
        drop_long_ways(&location->leaks);
        text = parameter_texts(arena, variable, &location->leaks).items[0];
    }
    if (!variable->object) return;
    decide(analysis, variable->object, location->escapes, text, variable->pos);
    GoEscapeDecision *decision = intmap_get(&analysis->escape->decisions, (uintptr_t)variable->object);
    decision->is_copied_by_literals = variable->by_value;
}

static void decide_node(Analysis *analysis, Location *location) {
    EscNode *node = location->node;
    const GoPackage *package = location->function->package;
    const char *what = location->escapes ? "escapes to heap" : "does not escape";
    Arena *arena = &analysis->escape->arena;
    Str text = arena_format(arena, "%.*s %s", STR_ARGS(esc_text(arena, node, package)), what);
    analysis_say(analysis, package, node->pos, text);
    if (!node->source) return;
    bool is_boxing = node->op == ESC_CONVERT_INTERFACE && node->is_implicit;
    decide(analysis, (const char *)node->source + is_boxing, location->escapes, text, node->pos);
}

/* The compiler knows all of the variables before it walks a body, so it speaks about them first. */
static void decide_all(Analysis *analysis) {
    for (size_t i = 0; i < analysis->locations.count; i++)
        if (analysis->locations.items[i]->variable) decide_variable(analysis, analysis->locations.items[i]);
    for (size_t i = 0; i < analysis->locations.count; i++)
        if (analysis->locations.items[i]->node) decide_node(analysis, analysis->locations.items[i]);
}

/* ---- What is too large -------------------------------------------------------------------------------- */

static bool is_small_constant(const EscNode *node, int64_t *value) {
    const GoConstant *constant = node && node->source ? node->source->constant : NULL;
    if (node && node->op == ESC_LITERAL && !node->source) return *value = 0, true;
    return node && node->op == ESC_LITERAL && constant && go_constant_to_int64(constant, value) &&
           *value >= 0 && *value <= INT32_MAX;
}

static bool is_large_slice(const EscNode *node) {
    int64_t length, size = esc_type_size(go_underlying(node->type)->kind == GO_SLICE
                                             ? go_underlying(node->type)->slice.element
                                             : NULL);
    if (!is_small_constant(node->y ? node->y : node->x, &length)) return true;
    return size && length > LARGEST_IMPLICIT / size;
}

static int64_t closure_size(const EscFunction *literal) {
    int64_t size = 8;
    for (uint32_t i = 0; i < literal->captured.count; i++) {
        const EscVariable *variable = literal->captured.items[i];
        size += variable->by_value ? esc_type_size(variable->type) : 8;
    }
    return size;
}

static bool is_too_large(const Location *location) {
    const EscNode *node = location->node;
    const EscVariable *variable = location->variable;
    if (variable) return variable->kind == ESC_AUTOMATIC && esc_type_size(variable->type) > LARGEST_VARIABLE;
    if (!node || !node->type) return false;
    GoType *type = go_underlying(node->type);
    if (esc_type_size(node->type) > LARGEST_VARIABLE) return true;
    bool is_pointed = node->op == ESC_NEW || node->op == ESC_POINTER_LITERAL;
    if (is_pointed && type->kind == GO_POINTER)
        return esc_type_size(type->pointer.element) > LARGEST_IMPLICIT;
    if (node->op == ESC_CLOSURE) return closure_size(node->function) > LARGEST_IMPLICIT;
    if (node->op == ESC_METHOD_VALUE) return esc_type_size(node->x->type) + 8 > LARGEST_IMPLICIT;
    return node->op == ESC_MAKE_SLICE && is_large_slice(node);
}

static void move_large_ones(Analysis *analysis) {
    for (size_t i = 0; i < analysis->locations.count; i++)
        if (is_too_large(analysis->locations.items[i])) analysis->locations.items[i]->escapes = true;
}

/* ---- One batch ---------------------------------------------------------------------------------------- */

static void connect_captures(Analysis *analysis) {
    for (size_t i = 0; i < analysis->captures.count; i++) {
        Capture *capture = &analysis->captures.items[i];
        for (uint32_t j = 0; j < capture->literal->captured.count; j++) {
            EscVariable *variable = capture->literal->captured.items[j];
            Location *location = location_of(analysis, variable);
            bool is_sized = !go_type_is_parameterized(variable->type);
            variable->by_value = !location->address_taken && !location->is_reassigned && is_sized &&
                                 go_type_size(variable->type) <= LARGEST_COPY;
            flow(analysis, variable->by_value ? capture->hole : hole_shift(capture->hole, -1), location);
        }
    }
}

static void batch_clear(Analysis *analysis) {
    for (size_t i = 0; i < analysis->locations.count; i++) VEC_FREE(&analysis->locations.items[i]->edges);
    VEC_FREE(&analysis->heap.edges);
    VEC_FREE(&analysis->blank.edges);
    analysis->locations.count = 0;
    analysis->captures.count = 0;
    analysis->heap = (Location){.escapes = true};
    analysis->blank = (Location){0};
}

static void analyse_batch(void *user, EscFunction **functions, size_t count, bool is_recursive) {
    Analysis *analysis = user;
    (void)is_recursive;
    batch_clear(analysis);
    for (size_t i = 0; i < count; i++) functions[i]->stage = STAGE_BATCH;
    for (size_t i = 0; i < count; i++)
        if (!functions[i]->is_hidden) flow_function(analysis, functions[i]);
    connect_captures(analysis);
    move_large_ones(analysis);
    graph_solve(analysis);
    for (size_t i = 0; i < count; i++) finish_function(analysis, functions[i]);
    decide_all(analysis);
}

/* ---- The whole ---------------------------------------------------------------------------------------- */

static void inline_calls(Analysis *analysis, const GoEscapeOptions *options) {
    EscInliner inliner = {.builder = &analysis->builder, .say = say, .user = analysis};
    inliner.tells_costs = options->tells_costs;
    if (options->inlines) esc_inline_program(&inliner);
}

static bool devirtualize_literal(void *user, EscNode *node) {
    Analysis *analysis = user;
    if (node->op != ESC_CLOSURE || !node->function->is_hidden) return false;
    esc_devirtualize(&analysis->builder, node->function, say, analysis);
    for (uint32_t i = 0; i < node->function->body.count; i++)
        esc_any(node->function->body.items[i], devirtualize_literal, analysis);
    return false;
}

static void devirtualize_all(Analysis *analysis) {
    for (size_t i = 0; i < analysis->builder.order.count; i++) {
        EscFunction *function = analysis->builder.order.items[i];
        esc_devirtualize(&analysis->builder, function, say, analysis);
        for (uint32_t j = 0; j < function->body.count; j++)
            esc_any(function->body.items[j], devirtualize_literal, analysis);
    }
}

GoEscape *go_escape_explain(GoProgram *program, const GoEscapeOptions *options) {
    GoEscape *escape = base_alloc_zeroed(sizeof *escape);
    Analysis *analysis = base_alloc_zeroed(sizeof *analysis);
    *analysis = (Analysis){.escape = escape, .builder = {.program = program}};
    analysis->builder.arena = &analysis->arena;
    esc_build_program(&analysis->builder);
    inline_calls(analysis, options);
    devirtualize_all(analysis);
    esc_each_component(&analysis->builder.order, analyse_batch, analysis);
    batch_clear(analysis);
    VEC_FREE(&analysis->locations);
    VEC_FREE(&analysis->captures);
    esc_builder_free(&analysis->builder);
    arena_free(&analysis->arena);
    free(analysis);
    return escape;
}

GoEscape *go_escape_analyse(GoProgram *program) {
    return go_escape_explain(program, &(GoEscapeOptions){0});
}

void go_escape_free(GoEscape *escape) {
    if (!escape) return;
    intmap_free(&escape->decisions);
    VEC_FREE(&escape->messages);
    arena_free(&escape->arena);
    free(escape);
}

const GoEscapeDecision *go_escape_decision(const GoEscape *escape, const void *node) {
    static const GoEscapeDecision unknown = {.is_heap = true, .pos = GO_NO_POS};
    const GoEscapeDecision *decision = intmap_get(&escape->decisions, (uintptr_t)node);
    return decision ? decision : &unknown;
}

bool go_escape_captures_by_value(const GoEscape *escape, const GoObject *object) {
    return go_escape_decision(escape, object)->is_copied_by_literals;
}

size_t go_escape_message_count(const GoEscape *escape) {
    return escape->messages.count;
}

const GoEscapeMessage *go_escape_message_at(const GoEscape *escape, size_t index) {
    return &escape->messages.items[index];
}
