/* Putting bodies in place of calls, see inline.h.
 *
 * A call f(x) of `func f(p T) R { ... return r }` becomes: `p := x`, the body with every `return r` turned
 * into an assignment to a new variable and a jump behind the body, and that variable as the value. */
#include "go/escape/inline.h"

#include "go/escape/components.h"
#include "go/escape/inline_cost.h"

enum { BIG_FUNCTION = 5000, LARGEST_COST = 80, LARGEST_COST_IN_BIG = 20 };

static EscNode *inline_node(void *user, EscNode *node);

/* ---- Callees ------------------------------------------------------------------------------------------ */

EscFunction *esc_callee(EscNode *callee) {
    callee = esc_static_value(callee);
    bool is_known = callee->op == ESC_FUNCTION || callee->op == ESC_CLOSURE;
    if (is_known) return callee->function;
    if (callee->op != ESC_METHOD_EXPRESSION || !callee->function) return NULL;
    EscVariable *receiver = callee->function->receiver;
    bool fits =
        receiver && (callee->function->is_generic || go_type_identical(receiver->type, callee->x->type));
    return fits ? callee->function : NULL;
}

void esc_fix_variadic(EscBuilder *builder, EscNode *call) {
    EscFunction *callee = esc_callee(call->x);
    GoType *type = callee ? callee->signature : call->x->type ? go_underlying(call->x->type) : NULL;
    bool is_variadic = type && type->kind == GO_FUNC && type->signature.is_variadic;
    if (!is_variadic || call->has_dots || call->is_fixed) return;
    bool has_receiver = call->x->op == ESC_METHOD_EXPRESSION;
    GoType *parameters = type->signature.parameters;
    uint32_t last = parameters->tuple.count - 1;
    uint32_t first = last + (has_receiver && (callee || parameters->tuple.count > 0) ? 1 : 0);
    if (has_receiver && !call->x->method) first = last;
    EscNode *slice =
        esc_node_new(builder->arena, ESC_NIL, call->pos, parameters->tuple.variables[last]->type);
    if (call->list.count > first) slice->op = ESC_SLICE_LITERAL;
    slice->is_implicit = true;
    slice->source = call->source;
    for (uint32_t i = first; i < call->list.count; i++)
        esc_list_add(builder->arena, &slice->list, call->list.items[i]);
    if (call->list.count > first) call->list.count = first;
    esc_list_add(builder->arena, &call->list, slice);
    call->has_dots = call->is_fixed = true;
}

/* ---- One call ----------------------------------------------------------------------------------------- */

typedef struct Expansion {
    EscInliner *inliner;
    EscFunction *callee;
    EscVariableList results; /* new variables */
    EscLabel *end;
    GoPos pos;
} Expansion;

static EscNode *new_node(Expansion *expansion, EscOp op) {
    return esc_node_new(expansion->inliner->builder->arena, op, expansion->pos, NULL);
}

static EscNode *declaration_of(Expansion *expansion, EscVariable *variable) {
    EscNode *node = new_node(expansion, ESC_DECLARE);
    node->x = esc_name_new(expansion->inliner->builder->arena, expansion->pos, variable);
    return node;
}

static void add_result_names(Expansion *expansion, EscNodeList *list) {
    Arena *arena = expansion->inliner->builder->arena;
    for (uint32_t i = 0; i < expansion->results.count; i++)
        esc_list_add(arena, list, esc_name_new(arena, expansion->pos, expansion->results.items[i]));
}

/* `return x` as `result = x; goto end`. */
static EscNode *expand_return(EscCopy *copy, EscNode *node) {
    Expansion *expansion = copy->user;
    EscNode *block = new_node(expansion, ESC_BLOCK), *leave = new_node(expansion, ESC_GOTO);
    block->list = esc_copy_list(copy, node->init);
    if (node->list.count && expansion->results.count) {
        EscNode *assign = new_node(expansion, ESC_ASSIGN_LIST);
        add_result_names(expansion, &assign->list);
        assign->body = esc_copy_list(copy, node->list);
        for (uint32_t i = 0; expansion->callee->inlining->delays_results && i < expansion->results.count;
             i++) {
            esc_list_add(copy->arena, &assign->init, declaration_of(expansion, expansion->results.items[i]));
            expansion->results.items[i]->definition = assign;
        }
        esc_list_add(copy->arena, &block->list, assign);
    }
    leave->label = expansion->end;
    esc_list_add(copy->arena, &block->list, leave);
    return block;
}

static EscVariable *local_for(Expansion *expansion, EscCopy *copy, EscVariable *variable, Str name) {
    EscFunction *function = expansion->inliner->function;
    EscVariable *local = esc_variable_new(copy->arena, function, name, variable->type, ESC_AUTOMATIC);
    local->object = variable->object;
    local->pos = expansion->pos;
    intmap_set(&copy->variables, (uintptr_t)variable, local);
    return local;
}

static void map_variables(Expansion *expansion, EscCopy *copy) {
    EscVariableList variables = expansion->callee->inlining->variables;
    uint32_t number = 0;
    for (uint32_t i = 0; i < variables.count; i++) {
        EscVariable *variable = variables.items[i];
        Str name = esc_copy_name(copy, variable);
        bool is_result = variable->kind == ESC_RESULT;
        bool is_nameless = is_result && (str_equal_c(name, "_") || str_starts_with(name, STR("~r")));
        if (is_nameless) name = arena_format(copy->arena, "~R%u", number);
        number += is_result;
        EscVariable *local = local_for(expansion, copy, variable, name);
        if (is_result) esc_variables_add(copy->arena, &expansion->results, local);
    }
}

static void add_parameter(Expansion *expansion, EscCopy *copy, EscNode *assign, EscVariable *parameter) {
    bool is_blank = parameter->name.length == 0 || str_equal_c(parameter->name, "_");
    if (is_blank) {
        esc_list_add(copy->arena, &assign->list, new_node(expansion, ESC_BLANK));
        return;
    }
    EscVariable *local = intmap_get(&copy->variables, (uintptr_t)parameter);
    local->definition = assign;
    esc_list_add(copy->arena, &assign->init, declaration_of(expansion, local));
    esc_list_add(copy->arena, &assign->list, esc_name_new(copy->arena, expansion->pos, local));
}

/* The effects that computing the callee has. */
static void take_callee_effects(Arena *arena, EscNodeList *init, EscNode *callee) {
    for (uint32_t i = 0; i < callee->init.count; i++) esc_list_add(arena, init, callee->init.items[i]);
    if (callee->op == ESC_CONVERT_NOTHING) take_callee_effects(arena, init, callee->x);
    if (callee->op != ESC_INLINED_CALL) return;
    for (uint32_t i = 0; i < callee->list.count; i++) esc_list_add(arena, init, callee->list.items[i]);
    if (callee->body.count == 1) take_callee_effects(arena, init, callee->body.items[0]);
}

static EscNode *assign_arguments(Expansion *expansion, EscCopy *copy, EscNode *call) {
    EscNode *assign = new_node(expansion, ESC_ASSIGN_LIST);
    EscFunction *callee = expansion->callee;
    assign->is_define = true;
    assign->body = call->list;
    if (callee->receiver) add_parameter(expansion, copy, assign, callee->receiver);
    for (uint32_t i = 0; i < callee->parameters.count; i++)
        add_parameter(expansion, copy, assign, callee->parameters.items[i]);
    return assign;
}

static EscNode *expand(EscInliner *inliner, EscNode *call, EscFunction *callee) {
    Arena *arena = inliner->builder->arena;
    Expansion expansion = {inliner, callee, {0}, ARENA_NEW(arena, EscLabel), call->pos};
    EscCopy copy = {.arena = arena,
                    .pos = call->pos,
                    .function = inliner->function,
                    .foreign = callee->package != inliner->function->package ? callee->package : NULL,
                    .change_return = expand_return,
                    .user = &expansion};
    EscNode *node = new_node(&expansion, ESC_INLINED_CALL);
    node->type = call->type;
    node->init = call->init;
    take_callee_effects(arena, &node->init, call->x);
    map_variables(&expansion, &copy);
    if (call->list.count) esc_list_add(arena, &node->init, assign_arguments(&expansion, &copy, call));
    for (uint32_t i = 0; !callee->inlining->delays_results && i < expansion.results.count; i++) {
        EscNode *zero = new_node(&expansion, ESC_ASSIGN);
        zero->x = esc_name_new(arena, call->pos, expansion.results.items[i]);
        esc_list_add(arena, &node->init, declaration_of(&expansion, expansion.results.items[i]));
        esc_list_add(arena, &node->init, zero);
    }
    node->list = esc_copy_list(&copy, callee->inlining->body);
    EscNode *label = new_node(&expansion, ESC_LABEL);
    label->label = expansion.end;
    esc_list_add(arena, &node->list, label);
    add_result_names(&expansion, &node->body);
    esc_copy_free(&copy);
    return node;
}

static bool is_active(const EscInliner *inliner, const EscFunction *function) {
    for (size_t i = 0; i < inliner->active.count; i++)
        if (inliner->active.items[i] == function) return true;
    return false;
}

static EscNode *inline_call(EscInliner *inliner, EscNode *call, EscFunction *callee) {
    bool is_refused = !callee->inlining || callee->inlining->cost > inliner->largest_cost ||
                      callee == inliner->function || is_active(inliner, callee) ||
                      inliner->function->is_generic;
    if (is_refused) return call;
    const GoPackage *from = inliner->function->package;
    Arena *arena = inliner->builder->arena;
    esc_fix_variadic(inliner->builder, call);
    Str name = esc_function_text(arena, callee, from);
    inliner->say(inliner->user, from, call->pos,
                 arena_format(arena, "inlining call to %.*s", STR_ARGS(name)));
    VEC_PUSH(&inliner->active, callee);
    EscNode *node = expand(inliner, call, callee);
    esc_edit_children(node, inline_node, inliner);
    inliner->active.count--;
    return node;
}

static EscNode *inline_node(void *user, EscNode *node) {
    EscInliner *inliner = user;
    bool is_started = node->op == ESC_GO || node->op == ESC_DEFER;
    if (is_started && node->x->op == ESC_CALL) node->x->no_inline = true;
    if (node->op == ESC_CLOSURE) return node;
    esc_edit_children(node, inline_node, inliner);
    if (node->op != ESC_CALL || node->no_inline || esc_is_intrinsic(node)) return node;
    EscFunction *callee = esc_callee(node->x);
    if (!callee) return node;
    if (callee->is_closure) esc_check_inlining(inliner, callee);
    return inline_call(inliner, node, callee);
}

/* ---- All ---------------------------------------------------------------------------------------------- */

static bool is_big_from(void *user, EscNode *node) {
    int *budget = user;
    (void)node;
    return --*budget <= 0;
}

static bool is_big(EscFunction *function) {
    int budget = BIG_FUNCTION - 1;
    for (uint32_t i = 0; i < function->body.count; i++)
        if (esc_any(function->body.items[i], is_big_from, &budget)) return true;
    return false;
}

static void inline_component(void *user, EscFunction **functions, size_t count, bool is_recursive) {
    EscInliner *inliner = user;
    size_t declared = 0;
    for (size_t i = 0; i < count; i++) declared += !functions[i]->is_closure;
    for (size_t i = 0; i < count; i++) {
        EscFunction *function = functions[i];
        if (!is_recursive || declared > 1) esc_check_inlining(inliner, function);
        inliner->function = function;
        inliner->largest_cost = is_big(function) ? LARGEST_COST_IN_BIG : LARGEST_COST;
        esc_edit_list(&function->body, inline_node, inliner);
    }
}

void esc_inline_program(EscInliner *inliner) {
    esc_each_component(&inliner->builder->order, inline_component, inliner);
    VEC_FREE(&inliner->active);
}
