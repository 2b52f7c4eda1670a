/* Devirtualization: `var w io.Writer = &buffer; w.Write(b)` calls (*bytes.Buffer).Write; if w never changes,
 * the compiler knows. The call then says what happens to its arguments. */
#include "go/escape/inline.h"

typedef struct Devirtualizer {
    EscBuilder *builder;
    EscFunction *function;
    EscSay *say;
    void *user;
} Devirtualizer;

static void call_method(Devirtualizer *work, EscNode *call, EscNode *receiver, const GoObject *method) {
    Arena *arena = work->builder->arena;
    EscNode *expression = esc_node_new(arena, ESC_METHOD_EXPRESSION, call->x->pos, method->type);
    expression->x = esc_node_new(arena, ESC_TYPE, call->x->pos, receiver->type);
    expression->method = method;
    expression->function = build_declared(work->builder, method);
    EscNodeList arguments = call->list;
    call->op = ESC_CALL;
    call->x = expression;
    call->list = (EscNodeList){0};
    esc_list_add(arena, &call->list, receiver);
    for (uint32_t i = 0; i < arguments.count; i++) esc_list_add(arena, &call->list, arguments.items[i]);
}

static void devirtualize(Devirtualizer *work, EscNode *call) {
    EscBuilder *builder = work->builder;
    EscNode *selector = call->x, *value = esc_static_value(selector->x);
    if (value->op != ESC_CONVERT_INTERFACE || !value->x->type) return;
    GoType *type = value->x->type;
    if (go_type_is_interface(type) || go_type_is_parameterized(type)) return;
    GoLookup found =
        go_lookup(builder->program, type, true, selector->method->package, selector->method->name);
    if (!found.object || found.object->kind != GO_OBJECT_FUNC) return;
    EscNode *asserted = esc_node_new(builder->arena, ESC_ASSERT, selector->pos, type);
    asserted->x = selector->x;
    EscNode *receiver = build_promoted(builder, asserted, &found, selector->pos);
    const GoPackage *from = work->function->package;
    bool is_partial = found.object->func.is_interface_method;
    Str shown = esc_text(builder->arena, selector, from), to = esc_type_text(builder->arena, type, from);
    work->say(work->user, from, call->pos,
              arena_format(builder->arena, "%sdevirtualizing %.*s to %.*s", is_partial ? "partially " : "",
                           STR_ARGS(shown), STR_ARGS(to)));
    if (is_partial)
        selector->x = receiver;
    else
        call_method(work, call, receiver, found.object);
}

static bool visit(void *user, EscNode *node) {
    if (node->op == ESC_CALL_INTERFACE) devirtualize(user, node);
    return false;
}

void esc_devirtualize(EscBuilder *builder, EscFunction *function, EscSay *say, void *user) {
    Devirtualizer work = {builder, function, say, user};
    for (uint32_t i = 0; i < function->body.count; i++) esc_any(function->body.items[i], visit, &work);
}
