/* Calls of the compiler's tree: of functions, methods and built-ins, and conversions that look like calls. */
#include "go/escape/build.h"

static EscNode *call_node(EscBuilder *builder, EscOp op, const GoExpr *call) {
    EscNode *node = esc_node_new(builder->arena, op, call->pos, call->type);
    node->source = call;
    return node;
}

/* ---- Several results ---------------------------------------------------------------------------------- */

/* A variable of the compiler's own, with its name in an assignment's list. */
static EscNode *temporary(EscBuilder *builder, GoType *type, GoPos pos) {
    EscVariable *variable =
        esc_variable_new(builder->arena, builder->function, STR(".autotmp"), type, ESC_AUTOMATIC);
    return esc_name_new(builder->arena, pos, variable);
}

EscNodeList build_spread(EscBuilder *builder, EscNodeList *init, GoExpr *call, GoPos pos) {
    EscNodeList names = {0};
    EscNode *assign = esc_node_new(builder->arena, ESC_ASSIGN_CALL, pos, NULL);
    GoType *type = call->type;
    esc_list_add(builder->arena, &assign->body, build_value(builder, call));
    for (uint32_t i = 0; i < type->tuple.count; i++) {
        EscNode *name = temporary(builder, type->tuple.variables[i]->type, pos);
        EscNode *declare = esc_node_new(builder->arena, ESC_DECLARE, pos, NULL);
        declare->x = esc_name_new(builder->arena, pos, name->variable);
        esc_list_add(builder->arena, &assign->init, declare);
        esc_list_add(builder->arena, &assign->list, name);
        esc_list_add(builder->arena, &names, esc_name_new(builder->arena, pos, name->variable));
    }
    esc_list_add(builder->arena, init, assign);
    return names;
}

/* ---- Functions ---------------------------------------------------------------------------------------- */

static bool is_call_or_channel(void *user, EscNode *node) {
    (void)user;
    switch (node->op) {
    case ESC_CALL:
    case ESC_CALL_INTERFACE:
    case ESC_BUILTIN:
    case ESC_RECEIVE: return true;
    default: return false;
    }
}

/* What is called, or the receiver, is computed before the arguments when it takes a call itself. */
static EscNode *hoisted(EscBuilder *builder, EscNode *call, EscNode *node) {
    if (!esc_any(node, is_call_or_channel, NULL)) return node;
    EscNode *assign = esc_node_new(builder->arena, ESC_ASSIGN, call->pos, NULL);
    assign->x = temporary(builder, node->type, node->pos);
    assign->y = node;
    assign->x->variable->definition = assign;
    assign->is_define = true;
    esc_list_add(builder->arena, &call->init, assign);
    return esc_name_new(builder->arena, assign->x->pos, assign->x->variable);
}

/* f(g()): the results of g as the parameters of f want them. */
static EscNodeList spread_arguments(EscBuilder *builder, EscNode *node, GoExpr *call, GoType *signature) {
    GoExpr *inner = build_unparen(call->call.arguments.items[0]);
    EscNodeList names = build_spread(builder, &node->init, inner, call->pos);
    if (!signature || signature->kind != GO_FUNC) return names;
    GoType *parameters = signature->signature.parameters;
    uint32_t last = parameters->tuple.count ? parameters->tuple.count - 1 : 0;
    for (uint32_t i = 0; i < names.count && parameters->tuple.count; i++) {
        bool is_rest = signature->signature.is_variadic && i >= last;
        GoType *type = parameters->tuple.variables[i < last ? i : last]->type;
        if (is_rest) type = go_underlying(type)->slice.element;
        names.items[i] = build_conversion(builder, names.items[i], type, true);
    }
    return names;
}

static void add_arguments(EscBuilder *builder, EscNode *node, EscNodeList arguments) {
    for (uint32_t i = 0; i < arguments.count; i++)
        esc_list_add(builder->arena, &node->list, arguments.items[i]);
}

/* x.M(...) of a known method is T.M(x, ...). */
static void method_call(EscBuilder *builder, EscNode *node, EscNode *function, EscNodeList arguments) {
    EscNode *expression = esc_node_new(builder->arena, ESC_METHOD_EXPRESSION, function->pos, function->type);
    expression->x = esc_node_new(builder->arena, ESC_TYPE, function->pos, function->x->type);
    expression->method = function->method;
    expression->function = function->callee;
    node->x = expression;
    esc_list_add(builder->arena, &node->list, function->x);
    add_arguments(builder, node, arguments);
}

static EscNode *function_call(EscBuilder *builder, GoExpr *call) {
    EscNode *node = call_node(builder, ESC_CALL, call);
    EscNode *function = build_value(builder, call->call.function);
    GoType *signature = go_underlying(call->call.function->type);
    bool is_spread = call->call.spreads_tuple;
    EscNodeList arguments = {0};
    if (!is_spread) arguments = build_values(builder, call->call.arguments);
    builder->place = call->pos;
    if (is_spread)
        arguments = spread_arguments(builder, node, call, signature);
    else
        build_convert_each(builder, &arguments, call->call.arguments);
    node->has_dots = call->call.has_dots;
    if (function->op != ESC_METHOD_VALUE) {
        node->x = hoisted(builder, node, function);
        add_arguments(builder, node, arguments);
        return node;
    }
    function->x = hoisted(builder, node, function->x);
    if (function->callee || !function->method->func.is_interface_method) {
        method_call(builder, node, function, arguments);
        return node;
    }
    function->op = ESC_DOT_INTERFACE;
    node->op = ESC_CALL_INTERFACE;
    node->x = function;
    add_arguments(builder, node, arguments);
    return node;
}

/* ---- Built-in functions ------------------------------------------------------------------------------- */

static EscNode *zero_size(EscBuilder *builder, GoPos pos) {
    return esc_node_new(builder->arena, ESC_LITERAL, pos, go_basic_type(GO_UNTYPED_INT));
}

static EscNode *make_node(EscBuilder *builder, GoExpr *call) {
    GoType *core = go_core_type(builder->program, call->type);
    GoTypeKind kind = core ? core->kind : GO_SLICE;
    EscNode *node = call_node(builder,
                              kind == GO_SLICE ? ESC_MAKE_SLICE
                              : kind == GO_MAP ? ESC_MAKE_MAP
                                               : ESC_MAKE_CHAN,
                              call);
    GoExprList arguments = call->call.arguments;
    node->x = arguments.count > 1 ? build_value(builder, arguments.items[1]) : zero_size(builder, call->pos);
    if (arguments.count > 2) node->y = build_value(builder, arguments.items[2]);
    return node;
}

/* len(p) of a pointer to an array is len(*p). */
static void dereference_array(EscBuilder *builder, EscNode *node) {
    if (node->list.count != 1) return;
    EscNode *operand = node->list.items[0];
    GoType *type = operand->type ? go_underlying(operand->type) : NULL;
    if (!type || type->kind != GO_POINTER) return;
    EscNode *star = esc_node_new(builder->arena, ESC_DEREFERENCE, operand->pos, type->pointer.element);
    star->x = operand;
    star->is_implicit = true;
    node->list.items[0] = star;
}

static EscNode *builtin_call(EscBuilder *builder, GoExpr *call) {
    GoBuiltin builtin = call->call.builtin;
    if (builtin == GO_BUILTIN_MAKE) return make_node(builder, call);
    if (builtin == GO_BUILTIN_NEW) {
        EscNode *node = call_node(builder, ESC_NEW, call);
        node->x = build_value(builder, call->call.arguments.items[0]);
        return node;
    }
    EscNode *node = call_node(builder, ESC_BUILTIN, call);
    node->builtin = (uint8_t)builtin;
    node->has_dots = call->call.has_dots;
    if (call->call.spreads_tuple) {
        node->list = spread_arguments(builder, node, call, NULL);
    } else {
        node->list = build_values(builder, call->call.arguments);
        for (uint32_t i = 0; i < node->list.count; i++)
            node->list.items[i] =
                build_conversion_of(builder, node->list.items[i], call->call.arguments.items[i]);
    }
    EscNode *value = node->list.count ? node->list.items[0] : NULL;
    if (builtin == GO_BUILTIN_PANIC && value) value->hides_any = true;
    if (builtin == GO_BUILTIN_LEN || builtin == GO_BUILTIN_CAP) dereference_array(builder, node);
    return node;
}

EscNode *build_call(EscBuilder *builder, GoExpr *call) {
    if (call->call.kind == GO_CALL_BUILTIN) return builtin_call(builder, call);
    if (call->call.kind == GO_CALL_FUNCTION) return function_call(builder, call);
    EscNode *value = build_value(builder, call->call.arguments.items[0]);
    EscNode *node = call_node(builder, ESC_CONVERT_NOTHING, call);
    node->x = value;
    if (value->type && value->op != ESC_NIL) {
        EscNode *conversion = build_conversion(builder, value, call->type, false);
        if (conversion != value) node->op = conversion->op;
    }
    return node;
}
