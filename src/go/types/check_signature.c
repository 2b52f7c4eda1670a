/* Signatures: parameters, results, receivers (spec: "Function types", "Method declarations"). */
#include "go/types/checker.h"

/* ---- Parameters ------------------------------------------------------------------------------------- */

/* The parts of a signature while they are collected. */
typedef struct SignatureWork {
    Checker *check;
    GoScope *scope;
    GoFunction *function; /* whose variables they become; NULL: a type only */
} SignatureWork;

static GoObject *signature_variable(SignatureWork *work, GoField *field, GoVariableKind kind, GoType *type) {
    Checker *check = work->check;
    Str name = field->name ? field->name->name.text : STR("");
    GoPos pos = field->name ? field->name->pos : field->pos;
    GoObject *variable = go_object_new(check->program, GO_OBJECT_VAR, name, pos);
    variable->package = check->package;
    variable->type = type;
    variable->variable.kind = kind;
    variable->variable.function = work->function;
    variable->is_used = true;
    field->object = variable;
    if (field->name) {
        field->name->name.object = variable;
        field->name->type = type;
        field->name->mode = GO_MODE_VARIABLE;
    }
    if (work->function) go_object_list_add(check->program, &work->function->locals, variable);
    return variable;
}

/* Names of parameters mean something in the body only: in `func f(url string, v url.Values)` the second `url`
 * is the package. So they are declared when all types are known. */
static void signature_declare(SignatureWork *work, GoFieldList list) {
    for (uint32_t i = 0; i < list.count; i++) {
        GoField *field = list.items[i];
        if (field->name) go_check_declare(work->check, work->scope, NULL, field->object, work->scope->start);
    }
}

static GoType *signature_tuple(SignatureWork *work, GoFieldList list, GoVariableKind kind,
                               bool *is_variadic) {
    Checker *check = work->check;
    GoObject **variables = ARENA_ARRAY(check->arena, GoObject *, list.count + 1);
    GoType *type = NULL;
    bool has_dots = false;
    for (uint32_t i = 0; i < list.count; i++) {
        GoField *field = list.items[i];
        GoExpr *written = field->type;
        if (i == 0 || written != list.items[i - 1]->type) {
            has_dots = written->kind == GO_EXPR_DOTS_TYPE;
            type = go_check_variable_type(check, has_dots ? written->array_type.element : written);
            bool is_last = is_variadic && i + 1 == list.count;
            if (has_dots && !is_last)
                go_check_error(check, go_expr_start(written),
                               "can only use ... with final parameter in list");
            if (has_dots && is_last) {
                *is_variadic = true;
                type = go_type_slice(check->program, type);
                written->mode = GO_MODE_TYPE;
                written->type = type;
            }
        }
        variables[i] = signature_variable(work, field, kind, type);
        if (!work->function) continue;
        go_object_list_add(check->program,
                           kind == GO_VARIABLE_RESULT ? &work->function->results
                                                      : &work->function->parameters,
                           variables[i]);
    }
    return go_type_tuple(check->program, variables, list.count);
}

/* ---- Receivers -------------------------------------------------------------------------------------- */

/* The name of the receiver's type, or NULL. `parameters` gets the names in brackets behind it. */
GoExpr *go_receiver_base(GoExpr *type, bool *is_pointer, GoExprList *parameters) {
    *is_pointer = false;
    while (type->kind == GO_EXPR_PAREN || type->kind == GO_EXPR_STAR) {
        if (type->kind == GO_EXPR_STAR) *is_pointer = true;
        type = type->kind == GO_EXPR_PAREN ? type->paren.inner : type->star.operand;
    }
    if (type->kind == GO_EXPR_INDEX) {
        if (parameters) *parameters = type->index.indices;
        type = type->index.operand;
    }
    return type->kind == GO_EXPR_NAME ? type : NULL;
}

/* func (r T[A, B]): A and B are new names for T's type parameters. */
static void receiver_type_parameters(Checker *check, GoType *signature, GoField *receiver) {
    bool is_pointer;
    GoExprList names = {0};
    GoExpr *base = go_receiver_base(receiver->type, &is_pointer, &names);
    if (!names.count) return;
    GoTypeList list = {ARENA_ARRAY(check->arena, GoType *, names.count), names.count};
    for (uint32_t i = 0; i < names.count; i++) {
        GoExpr *name = names.items[i];
        Str text = name->kind == GO_EXPR_NAME ? name->name.text : STR("_");
        if (name->kind != GO_EXPR_NAME && name->kind != GO_EXPR_BAD)
            go_check_error(check, go_expr_start(name), "receiver type parameter %s must be an identifier",
                           go_show_expr(check, name));
        GoObject *object = go_object_new(check->program, GO_OBJECT_TYPE, text, name->pos);
        object->package = check->package;
        object->type = list.items[i] =
            go_type_parameter_new(check->program, object, check->state->empty_interface);
        object->type->type_parameter.index = i;
        go_check_declare(check, check->env.scope, NULL, object, check->env.scope->start);
        if (str_equal_c(text, "_"))
            intmap_set(&check->receiver_blanks, (uint64_t)(uintptr_t)name, object->type);
    }
    signature->signature.receiver_type_parameters = list;
    VEC_PUSH(&check->parameter_lists, list);
    GoType *generic = base ? go_check_generic_type(check, base, false) : NULL;
    if (!generic || generic->kind != GO_NAMED) return;
    GoTypeList declared = generic->named.type_parameters;
    if (declared.count > names.count) {
        go_check_error(check, receiver->pos, "got %u type parameter%s, but receiver base type declares %u",
                       names.count, names.count == 1 ? "" : "s", declared.count);
        return;
    }
    for (uint32_t i = 0; i < names.count && i < declared.count; i++) {
        intmap_set(&check->receiver_parameters, (uint64_t)(uintptr_t)list.items[i], declared.items[i]);
        GoType *constraint = declared.items[i]->type_parameter.constraint;
        if (constraint)
            list.items[i]->type_parameter.constraint =
                go_type_substitute(check->program, constraint, declared, list);
    }
}

typedef struct ReceiverAt {
    GoObject *variable;
    GoType *signature;
} ReceiverAt;

static void receiver_check(Checker *check, void *user) {
    ReceiverAt *at = user;
    GoObject *variable = at->variable;
    GoType *type = variable->type->kind == GO_POINTER ? variable->type->pointer.element : variable->type;
    GoPos pos = variable->pos;
    const char *shown = go_show_type(check, type);
    if (type->kind == GO_INVALID) return;
    if (type->kind <= GO_UNTYPED_NIL) {
        go_check_error(check, pos, "cannot define new methods on non-local type %s", shown);
        return;
    }
    if (type->kind != GO_NAMED) {
        go_check_error(check, pos, "invalid receiver type %s", go_show_type(check, variable->type));
        return;
    }
    if (type->named.type_arguments.count && !at->signature->signature.receiver_type_parameters.count) {
        go_check_error(check, pos, "cannot define new methods on instantiated type %s", shown);
        return;
    }
    if (type->named.object->package != check->package) {
        go_check_error(check, pos, "cannot define new methods on non-local type %s", shown);
        return;
    }
    GoTypeKind kind = go_underlying(type)->kind;
    const char *cause = kind == GO_UNSAFE_POINTER ? "unsafe.Pointer" : NULL;
    if (kind == GO_POINTER || kind == GO_INTERFACE) cause = "pointer or interface type";
    if (cause) go_check_error(check, pos, "invalid receiver type %s (%s)", shown, cause);
}

static void signature_receiver(SignatureWork *work, GoType *signature, GoField *field) {
    Checker *check = work->check;
    GoType *type = go_check_variable_type(check, field->type);
    GoObject *variable = signature_variable(work, field, GO_VARIABLE_RECEIVER, type);
    signature->signature.receiver = variable;
    if (work->function) work->function->receiver = variable;
    if (check->is_stencil) return;
    ReceiverAt *at = ARENA_NEW(&check->scratch, ReceiverAt);
    *at = (ReceiverAt){variable, signature};
    go_check_later(check, receiver_check, at);
}

/* ---- Signatures ------------------------------------------------------------------------------------- */

/* Fills in a signature. With `function` its parameters become the variables of that function. */
void go_check_signature(Checker *check, GoType *signature, GoField *receiver, GoExpr *type,
                        GoFunction *function) {
    GoScope *outer = check->env.scope;
    GoScope *scope = go_scope_new(check->program, outer, type->start, type->end);
    scope->function = function;
    check->env.scope = scope;
    signature->signature.parameters = signature->signature.results = check->state->empty_tuple;
    signature->signature.scope = scope;
    if (receiver && !check->is_stencil) receiver_type_parameters(check, signature, receiver);
    const GoFunctionType *parts = &type->function_type;
    if (parts->type_parameters.count && !check->is_stencil)
        go_check_type_parameters(check, parts->type_parameters, &signature->signature.type_parameters);
    SignatureWork work = {check, scope, function};
    if (receiver) signature_receiver(&work, signature, receiver);
    bool is_variadic = false;
    GoType *parameters = signature_tuple(&work, parts->parameters, GO_VARIABLE_PARAMETER, &is_variadic);
    GoType *results = signature_tuple(&work, parts->results, GO_VARIABLE_RESULT, NULL);
    if (receiver) signature_declare(&work, (GoFieldList){&receiver, 1});
    signature_declare(&work, parts->parameters);
    signature_declare(&work, parts->results);
    signature->signature.parameters = parameters;
    signature->signature.results = results;
    signature->signature.is_variadic = is_variadic;
    check->env.scope = outer;
}
