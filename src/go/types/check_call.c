/* Calls: of functions, and conversions, which look the same (spec: "Calls", "Instantiations"). */
#include "go/types/checker.h"

/* ---- Lists of values -------------------------------------------------------------------------------- */

OperandList go_check_expr_list(Checker *check, GoExprList list, bool *is_comma_ok) {
    bool allows_comma_ok = is_comma_ok && *is_comma_ok;
    if (is_comma_ok) *is_comma_ok = false;
    OperandList result = {ARENA_ARRAY(&check->scratch, GoOperand, list.count + 2), list.count};
    if (list.count != 1) {
        for (uint32_t i = 0; i < list.count; i++) go_check_expr(check, &result.items[i], list.items[i]);
        return result;
    }
    GoOperand *x = &result.items[0];
    go_check_multi_expr(check, x, list.items[0]);
    if (x->mode != GO_MODE_INVALID && x->type->kind == GO_TUPLE) {
        GoType *tuple = x->type;
        result.count = tuple->tuple.count;
        result.items = ARENA_ARRAY(&check->scratch, GoOperand, result.count + 1);
        for (uint32_t i = 0; i < result.count; i++)
            result.items[i] = (GoOperand){.mode = GO_MODE_VALUE,
                                          .expr = list.items[0],
                                          .type = tuple->tuple.variables[i]->type,
                                          .is_component = true};
        return result;
    }
    if (allows_comma_ok && (x->mode == GO_MODE_MAP_INDEX || x->mode == GO_MODE_COMMA_OK)) {
        x->mode = GO_MODE_VALUE;
        x->is_component = true;
        result.items[1] = (GoOperand){.mode = GO_MODE_VALUE,
                                      .expr = list.items[0],
                                      .type = go_basic_type(GO_UNTYPED_BOOL),
                                      .is_component = true};
        result.count = 2;
        *is_comma_ok = true;
    }
    return result;
}

/* ---- Arguments -------------------------------------------------------------------------------------- */

static GoType **call_types(Checker *check, OperandList list) {
    GoType **types = ARENA_ARRAY(&check->scratch, GoType *, list.count + 1);
    for (uint32_t i = 0; i < list.count; i++) types[i] = list.items[i].type;
    return types;
}

static void call_wrong_count(Checker *check, GoExpr *call, GoType *signature, OperandList arguments,
                             uint32_t wanted) {
    GoPos pos = go_expr_start(call);
    const char *quantity = "not enough";
    if (arguments.count > wanted) {
        pos = go_expr_start(arguments.items[wanted].expr);
        quantity = "too many";
    } else if (arguments.count > 0) {
        pos = go_expr_start(arguments.items[arguments.count - 1].expr);
    }
    GoType *tuple = signature->signature.parameters;
    GoType **types = ARENA_ARRAY(&check->scratch, GoType *, tuple->tuple.count + 1);
    for (uint32_t i = 0; i < tuple->tuple.count; i++) types[i] = tuple->tuple.variables[i]->type;
    go_check_error(
        check, pos, "%s arguments in call to %s\n\thave %s\n\twant %s", quantity,
        go_show_expr(check, call->call.function),
        go_check_types_summary(check, call_types(check, arguments), arguments.count, false),
        go_check_types_summary(check, types, tuple->tuple.count, signature->signature.is_variadic));
}

/* The parameters one for each argument: a variadic one repeated. */
static GoType *call_spread_parameters(Checker *check, GoType *parameters, uint32_t count) {
    uint32_t fixed = parameters->tuple.count - 1;
    GoObject *last = parameters->tuple.variables[fixed];
    GoType *element = last->type->kind == GO_SLICE ? last->type->slice.element : last->type;
    GoObject **variables = ARENA_ARRAY(check->arena, GoObject *, count + 1);
    for (uint32_t i = 0; i < fixed; i++) variables[i] = parameters->tuple.variables[i];
    for (uint32_t i = fixed; i < count; i++) {
        variables[i] = go_object_new(check->program, GO_OBJECT_VAR, last->name, last->pos);
        variables[i]->package = last->package;
        variables[i]->type = element;
    }
    return go_type_tuple(check->program, variables, count);
}

/* Matches the number of arguments with the parameters. NULL after an error. */
static GoType *call_match_count(Checker *check, GoExpr *call, GoType *signature, OperandList arguments,
                                bool *is_spread) {
    GoType *parameters = signature->signature.parameters;
    uint32_t wanted = parameters->tuple.count;
    bool has_dots = call->call.has_dots;
    *is_spread = false;
    if (!signature->signature.is_variadic) {
        if (has_dots) {
            go_check_error(check, go_expr_start(call), "cannot use ... in call to non-variadic %s",
                           go_show_expr(check, call->call.function));
            return NULL;
        }
    } else if (has_dots) {
        if (call->call.arguments.count == 1 && arguments.count > 1) {
            go_check_error(check, go_expr_start(call), "cannot use ... with %u-valued %s", arguments.count,
                           go_show_expr(check, call->call.arguments.items[0]));
            return NULL;
        }
    } else if (arguments.count + 1 >= wanted) {
        parameters = call_spread_parameters(check, parameters, arguments.count);
        wanted = arguments.count;
        *is_spread = true;
    } else {
        wanted--;
    }
    if (arguments.count == wanted) return parameters;
    call_wrong_count(check, call, signature, arguments, wanted);
    return NULL;
}

/* A verification of type arguments that waits until all types are known. */
typedef struct Verification {
    GoPos pos;
    GoTypeList parameters, arguments;
    GoExprList at;
} Verification;

static void call_verify(Checker *check, void *user) {
    Verification *later = user;
    if (go_check_verify(check, later->pos, later->parameters, later->arguments, later->at))
        go_check_note_instance(check, later->pos, later->parameters, later->arguments, later->at);
}

static GoType *call_instantiate(Checker *check, GoPos pos, GoType *signature, GoTypeList types,
                                GoExprList at) {
    GoTypeList parameters = signature->signature.type_parameters;
    GoType *instance = go_type_substitute(check->program, signature, parameters, types);
    if (instance == signature) instance = arena_copy_bytes(check->arena, signature, sizeof(GoType));
    instance->signature.type_parameters = (GoTypeList){0};
    instance->pointer_to = NULL;
    Verification *later = ARENA_NEW(check->arena, Verification);
    *later = (Verification){pos, parameters, types, at};
    go_check_later(check, call_verify, later);
    return instance;
}

/* Notes the type arguments where the function is named. */
static void call_record_instance(Checker *check, GoExpr *function, GoTypeList types, GoType *signature) {
    GoExpr *expr = go_expr_unparen(function);
    function->type = expr->type = signature;
    function->mode = expr->mode = GO_MODE_VALUE;
    if (expr->kind == GO_EXPR_INDEX) {
        expr->index.is_instance = true;
        expr->index.type_arguments = types;
        expr = go_expr_unparen(expr->index.operand);
        expr->type = signature;
    }
    if (expr->kind == GO_EXPR_SELECTOR) expr = expr->selector.name;
    if (expr->kind != GO_EXPR_NAME) return;
    expr->name.type_arguments = types;
    GoObject *generic = expr->name.object;
    if (!generic || generic->kind != GO_OBJECT_FUNC) return;
    GoObject *concrete = go_check_stencil(check, generic, types, signature);
    if (concrete) expr->name.object = concrete;
}

GoType *go_check_arguments(Checker *check, GoExpr *call, GoType *signature, GoTypeList explicit_types,
                           OperandList arguments, GoExprList explicit_exprs) {
    for (uint32_t i = 0; i < arguments.count; i++) {
        if (arguments.items[i].mode == GO_MODE_INVALID) return signature;
    }
    bool is_spread;
    GoType *parameters = call_match_count(check, call, signature, arguments, &is_spread);
    if (!parameters) return signature;
    GoTypeList type_parameters = signature->signature.type_parameters;
    if (type_parameters.count > 0) {
        GoTypeList types;
        GoExpr *function = call->call.function;
        if (function->kind == GO_EXPR_INDEX)
            go_check_require(check, function->pos, 18, "function instantiation");
        else
            go_check_require(check, call->pos, 18, "implicit function instantiation");
        if (!go_check_infer(check, call->pos, type_parameters, explicit_types, parameters, arguments, &types))
            return signature;
        GoType *instance = call_instantiate(check, call->pos, signature, types, explicit_exprs);
        call_record_instance(check, call->call.function, types, instance);
        parameters = is_spread ? go_type_substitute(check->program, parameters, type_parameters, types)
                               : instance->signature.parameters;
        signature = instance;
    }
    const char *context = go_show_format(check, "argument to %s", go_show_expr(check, call->call.function));
    for (uint32_t i = 0; i < arguments.count; i++)
        go_check_assignment(check, &arguments.items[i], parameters->tuple.variables[i]->type, context);
    return signature;
}

/* F[int] without a call. */
void go_check_instance(Checker *check, GoOperand *x, GoExpr *expr) {
    GoType *signature = go_underlying(x->type);
    GoTypeList types, parameters = signature->signature.type_parameters;
    GoExprList list = expr->index.indices;
    x->expr = expr;
    go_check_require(check, expr->pos, 18, "function instantiation");
    if (!go_check_type_list(check, list, &types)) {
        x->mode = GO_MODE_INVALID;
        return;
    }
    if (types.count > parameters.count) {
        go_check_error(check, go_expr_start(list.items[types.count - 1]), "got %u type arguments but want %u",
                       types.count, parameters.count);
        x->mode = GO_MODE_INVALID;
        return;
    }
    if (types.count < parameters.count &&
        !go_check_infer(check, expr->pos, parameters, types, check->state->empty_tuple, (OperandList){0},
                        &types)) {
        x->mode = GO_MODE_INVALID;
        return;
    }
    GoType *instance = call_instantiate(check, expr->start, signature, types, list);
    call_record_instance(check, expr, types, instance);
    x->type = instance;
    x->mode = GO_MODE_VALUE;
}

/* ---- Conversions ------------------------------------------------------------------------------------ */

/* Is it a type parameter of the generic function whose stencil this is? */
static bool call_is_type_argument(const GoExpr *function) {
    if (function->kind != GO_EXPR_NAME) return false;
    const GoObject *object = function->name.object;
    return object && object->kind == GO_OBJECT_TYPE && object->type_name.is_argument;
}

static void call_conversion(Checker *check, GoOperand *x, GoExpr *call) {
    GoType *type = x->type;
    GoExprList arguments = call->call.arguments;
    call->call.kind = GO_CALL_CONVERSION;
    x->mode = GO_MODE_INVALID;
    if (arguments.count == 0) {
        go_check_error(check, go_expr_start(call), "missing argument in conversion to %s",
                       go_show_type(check, type));
        return;
    }
    if (arguments.count > 1) {
        go_check_use_list(check, arguments);
        go_check_error(check, go_expr_start(arguments.items[arguments.count - 1]),
                       "too many arguments in conversion to %s", go_show_type(check, type));
        return;
    }
    go_check_expr(check, x, arguments.items[0]);
    if (x->mode == GO_MODE_INVALID) return;
    GoType *underlying = go_underlying(type);
    if (underlying->kind == GO_INTERFACE && type->kind != GO_TYPE_PARAMETER &&
        !go_type_set_is_method_set(go_interface_type_set(check->program, underlying))) {
        go_check_error(check, go_expr_start(call),
                       "cannot use interface %s in conversion (contains specific type constraints or is "
                       "comparable)",
                       go_show_type(check, type));
        x->mode = GO_MODE_INVALID;
        return;
    }
    if (call->call.has_dots) {
        go_check_error(check, go_expr_start(arguments.items[0]),
                       "invalid use of ... in type conversion to %s", go_show_type(check, type));
        x->mode = GO_MODE_INVALID;
        return;
    }
    go_check_conversion(check, x, type);
    if (x->mode != GO_MODE_CONSTANT || !call_is_type_argument(go_expr_unparen(call->call.function))) return;
    x->mode = GO_MODE_VALUE;
    x->constant = NULL;
}

/* ---- Calls ------------------------------------------------------------------------------------------ */

/* The type arguments written in F[int](x). False after an error. */
static bool call_explicit_types(Checker *check, GoExpr *call, GoType *signature, GoTypeList *types,
                                GoExprList *list) {
    *list = call->call.function->index.indices;
    bool is_good = go_check_type_list(check, *list, types);
    uint32_t wanted = signature->signature.type_parameters.count;
    if (is_good && types->count > wanted) {
        go_check_error(check, go_expr_start(list->items[wanted]), "got %u type arguments but want %u",
                       types->count, wanted);
        is_good = false;
    }
    if (!is_good) go_check_use_list(check, call->call.arguments);
    return is_good;
}

static void call_set_result(GoOperand *x, GoType *signature) {
    GoType *results = signature->signature.results;
    x->constant = NULL;
    if (results->tuple.count == 0) {
        x->mode = GO_MODE_VOID;
        x->type = NULL;
        return;
    }
    x->mode = GO_MODE_VALUE;
    x->type = results->tuple.count == 1 ? results->tuple.variables[0]->type : results;
    /* Type arguments that were not found would only cause more messages. */
    if (signature->signature.type_parameters.count && go_type_is_parameterized(x->type))
        x->mode = GO_MODE_INVALID;
}

static ExprKind call_function(Checker *check, GoOperand *x, GoExpr *call, bool is_instance) {
    GoType *signature = go_core_type(check->program, x->type);
    if (!signature || signature->kind != GO_FUNC || x->mode == GO_MODE_NIL) {
        /* An invalid type was reported where it was written. */
        if (!signature || signature->kind != GO_INVALID)
            go_check_error(check, go_operand_pos(x), "invalid operation: cannot call non-function %s",
                           go_show_operand(check, x));
        go_check_use_list(check, call->call.arguments);
        x->mode = GO_MODE_INVALID;
        return EXPR_STATEMENT;
    }
    GoTypeList types = {0};
    GoExprList list = {0};
    if (is_instance && !call_explicit_types(check, call, signature, &types, &list)) {
        x->mode = GO_MODE_INVALID;
        return EXPR_STATEMENT;
    }
    call->call.kind = GO_CALL_FUNCTION;
    OperandList arguments = go_check_expr_list(check, call->call.arguments, NULL);
    call->call.spreads_tuple = call->call.arguments.count == 1 && arguments.count != 1;
    signature = go_check_arguments(check, call, signature, types, arguments, list);
    call_set_result(x, signature);
    if (signature) go_limits_call(check, call, signature);
    check->env.has_call_or_receive = true;
    return EXPR_STATEMENT;
}

static ExprKind call_builtin(Checker *check, GoOperand *x, GoExpr *call) {
    GoBuiltin builtin = x->builtin;
    call->call.kind = GO_CALL_BUILTIN;
    call->call.builtin = builtin;
    if (!go_check_builtin(check, x, call, builtin)) x->mode = GO_MODE_INVALID;
    if (x->mode == GO_MODE_VOID) x->type = NULL;
    if (x->mode != GO_MODE_INVALID && x->mode != GO_MODE_CONSTANT) check->env.has_call_or_receive = true;
    return go_builtin_kind(builtin);
}

ExprKind go_check_call(Checker *check, GoOperand *x, GoExpr *call) {
    GoExpr *function = call->call.function;
    bool is_instance = false;
    if (function->kind == GO_EXPR_INDEX) {
        *x = (GoOperand){.mode = GO_MODE_INVALID, .type = go_basic_type(GO_INVALID)};
        is_instance = go_check_index(check, x, function);
        x->expr = function;
        go_record(x);
    } else {
        go_check_expr_or_type(check, x, function, true);
    }
    ExprKind kind;
    switch (x->mode) {
    case GO_MODE_INVALID:
        go_check_use_list(check, call->call.arguments);
        kind = EXPR_STATEMENT;
        break;
    case GO_MODE_TYPE:
        go_check_non_generic(check, x);
        if (x->mode != GO_MODE_INVALID) call_conversion(check, x, call);
        kind = EXPR_CONVERSION;
        break;
    case GO_MODE_BUILTIN: kind = call_builtin(check, x, call); break;
    default: kind = call_function(check, x, call, is_instance);
    }
    x->expr = call;
    return kind;
}
