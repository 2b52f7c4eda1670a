/* Selectors: package members, fields, methods (spec: "Selectors", "Qualified identifiers", "Method
 * expressions"). */
#include "go/types/checker.h"

static void selector_fail(GoOperand *x) {
    x->mode = GO_MODE_INVALID;
    x->type = go_basic_type(GO_INVALID);
}

/* ---- package.Member --------------------------------------------------------------------------------- */

static GoObject *selector_package(Checker *check, GoExpr *expr) {
    if (expr->kind != GO_EXPR_NAME) return NULL;
    GoObject *object = go_scope_find(check->env.scope, expr->name.text, GO_NO_POS, NULL);
    return object && object->kind == GO_OBJECT_PACKAGE ? object : NULL;
}

static void selector_member(Checker *check, GoOperand *x, GoExpr *expr, GoObject *package_name) {
    GoExpr *name = expr->selector.name;
    GoPackage *package = package_name->package_name.imported;
    expr->selector.operand->name.object = package_name;
    package_name->is_used = true;
    go_check_open(check, expr->pos, package);
    GoObject *member = go_scope_lookup(package->scope, name->name.text);
    selector_fail(x);
    if (package->is_stand_in) return;
    /* Compiled packages, which Go's compiler reads, know of their hidden names types only. */
    bool is_hidden = member && !go_object_is_exported(member) && member->kind != GO_OBJECT_TYPE;
    if (!member || member->kind == GO_OBJECT_PACKAGE || is_hidden) {
        go_check_error(check, go_expr_start(name), "undefined: %s.%s", go_show_str(check, package->name),
                       go_show_expr(check, name));
        return;
    }
    if (!go_object_is_exported(member)) {
        go_check_error(check, go_expr_start(name), "%s not exported by package %s", go_show_expr(check, name),
                       go_show_str(check, package->name));
        return;
    }
    name->name.object = member;
    if (!member->type && member->kind != GO_OBJECT_BUILTIN) go_check_resolve(check, member, NULL);
    x->type = member->type;
    switch (member->kind) {
    case GO_OBJECT_CONST:
        x->mode = GO_MODE_CONSTANT;
        x->constant = member->constant.value;
        break;
    case GO_OBJECT_TYPE: x->mode = GO_MODE_TYPE; break;
    case GO_OBJECT_VAR: x->mode = GO_MODE_VARIABLE; break;
    case GO_OBJECT_FUNC: x->mode = GO_MODE_VALUE; break;
    case GO_OBJECT_BUILTIN:
        x->mode = GO_MODE_BUILTIN;
        x->builtin = member->builtin.id;
        break;
    default: selector_fail(x);
    }
    name->mode = x->mode;
    name->type = x->type;
}

/* ---- Missing ones ----------------------------------------------------------------------------------- */

/* The name with its first letter in the other case. */
static Str selector_other_case(Checker *check, Str name) {
    char *copy = arena_alloc(&check->scratch, name.length + 1);
    for (size_t i = 0; i < name.length; i++) copy[i] = name.data[i];
    char letter = (char)(copy[0] | 0x20);
    if (letter >= 'a' && letter <= 'z') copy[0] ^= 0x20;
    return (Str){copy, name.length};
}

static void selector_undefined(Checker *check, GoOperand *x, GoExpr *expr, GoLookup found) {
    GoExpr *name = expr->selector.name;
    const char *shown = go_show_expr(check, name), *type = go_show_type(check, x->type);
    const char *operand = go_show_expr(check, expr->selector.operand);
    if (go_underlying(x->type)->kind == GO_INVALID) return;
    if (found.is_ambiguous) {
        go_check_error(check, go_expr_start(name), "ambiguous selector %s.%s", operand, shown);
        return;
    }
    if (found.needs_pointer) {
        go_check_error(check, go_expr_start(name), "cannot call pointer method %s on %s", shown, type);
        return;
    }
    const char *why = go_show_format(check, "type %s has no field or method %s", type, shown);
    GoType *underlying = go_underlying(x->type);
    if (underlying->kind == GO_POINTER && go_underlying(underlying->pointer.element)->kind == GO_INTERFACE) {
        bool is_parameter = underlying->pointer.element->kind == GO_TYPE_PARAMETER;
        why = go_show_format(check, "type %s is pointer to %s, not %s", type,
                             is_parameter ? "type parameter" : "interface",
                             is_parameter ? "type parameter" : "interface");
    } else {
        Str other = selector_other_case(check, name->name.text);
        GoLookup similar =
            go_lookup(check->program, x->type, x->mode == GO_MODE_VARIABLE, check->package, other);
        if (similar.object)
            why = go_show_format(check, "%s, but does have %s", why, go_show_str(check, other));
    }
    go_check_error(check, go_expr_start(name), "%s.%s undefined (%s)", operand, shown, why);
}

/* ---- Fields and methods ----------------------------------------------------------------------------- */

static GoSelection *selector_record(Checker *check, GoExpr *expr, GoSelectionKind kind, GoType *receiver,
                                    GoLookup found) {
    GoSelection *selection = ARENA_NEW(check->arena, GoSelection);
    *selection = (GoSelection){kind, receiver, found.object, found.path, found.path_count, found.is_indirect};
    expr->selector.selection = selection;
    expr->selector.name->name.object = found.object;
    return selection;
}

/* T.m: a function that takes the receiver as its first parameter. */
static void selector_method_expression(Checker *check, GoOperand *x, GoExpr *expr, GoLookup found) {
    GoObject *method = found.object;
    if (method->kind != GO_OBJECT_FUNC) {
        const char *name = go_show_expr(check, expr->selector.name);
        go_check_error(check, go_expr_start(expr->selector.name),
                       "%s.%s undefined (type %s has no method %s)",
                       go_show_expr(check, expr->selector.operand), name, go_show_type(check, x->type), name);
        selector_fail(x);
        return;
    }
    selector_record(check, expr, GO_SELECT_METHOD_EXPRESSION, x->type, found);
    GoType *signature = method->type;
    GoType *parameters = signature->signature.parameters;
    GoObject **all = ARENA_ARRAY(check->arena, GoObject *, parameters->tuple.count + 1);
    bool is_named = parameters->tuple.count && parameters->tuple.variables[0]->name.length;
    GoObject *receiver = signature->signature.receiver;
    Str name = is_named ? STR("_") : STR("");
    if (is_named && receiver && receiver->name.length) name = receiver->name;
    all[0] = go_object_new(check->program, GO_OBJECT_VAR, name, receiver ? receiver->pos : GO_NO_POS);
    all[0]->package = check->package;
    all[0]->type = x->type;
    for (uint32_t i = 0; i < parameters->tuple.count; i++) all[i + 1] = parameters->tuple.variables[i];
    GoType *function = go_type_new(check->program, GO_FUNC);
    function->signature.parameters = go_type_tuple(check->program, all, parameters->tuple.count + 1);
    function->signature.results = signature->signature.results;
    function->signature.is_variadic = signature->signature.is_variadic;
    x->mode = GO_MODE_VALUE;
    x->type = function;
    go_check_depends(check, method->func.origin ? method->func.origin : method);
}

static void selector_method_value(Checker *check, GoOperand *x, GoExpr *expr, GoLookup found) {
    GoObject *method = found.object;
    selector_record(check, expr, GO_SELECT_METHOD, x->type, found);
    bool takes_address = method->func.has_pointer_receiver && x->mode == GO_MODE_VARIABLE &&
                         !found.is_indirect && go_underlying(x->type)->kind != GO_POINTER;
    if (takes_address) go_mark_address_taken(expr->selector.operand);
    GoType *signature = arena_copy_bytes(check->arena, method->type, sizeof(GoType));
    signature->signature.receiver = NULL;
    signature->pointer_to = NULL;
    x->mode = GO_MODE_VALUE;
    x->type = signature;
    go_check_depends(check, method->func.origin ? method->func.origin : method);
}

static void selector_field(Checker *check, GoOperand *x, GoExpr *expr, GoLookup found) {
    selector_record(check, expr, GO_SELECT_FIELD, x->type, found);
    bool is_variable = x->mode == GO_MODE_VARIABLE || found.is_indirect;
    x->mode = is_variable ? GO_MODE_VARIABLE : GO_MODE_VALUE;
    x->constant = NULL;
    x->type = found.object->type ? found.object->type : go_basic_type(GO_INVALID);
}

void go_check_selector(Checker *check, GoOperand *x, GoExpr *expr, GoType *defined) {
    GoObject *package_name = selector_package(check, expr->selector.operand);
    x->expr = expr;
    if (package_name) {
        selector_member(check, x, expr, package_name);
        return;
    }
    go_check_expr_or_type(check, x, expr->selector.operand, false);
    if (x->mode == GO_MODE_TYPE && defined && x->type == defined) {
        go_check_cycle_error(check, &defined->named.object, 1);
        x->mode = GO_MODE_INVALID;
    }
    if (x->mode == GO_MODE_BUILTIN) {
        go_check_error(check, expr->pos, "cannot select on %s", go_show_operand(check, x));
        x->mode = GO_MODE_INVALID;
    }
    if (x->mode == GO_MODE_NIL) {
        go_check_error(check, go_expr_start(expr), "invalid use of nil");
        x->mode = GO_MODE_INVALID;
    }
    if (x->mode == GO_MODE_INVALID) {
        selector_fail(x);
        return;
    }
    Str name = expr->selector.name->name.text;
    GoLookup found = go_lookup(check->program, x->type, x->mode == GO_MODE_VARIABLE, check->package, name);
    if (!found.object) {
        selector_undefined(check, x, expr, found);
        selector_fail(x);
        return;
    }
    if (found.object->kind == GO_OBJECT_FUNC && !found.object->type)
        go_check_resolve(check, found.object, NULL);
    if (found.object->kind == GO_OBJECT_FUNC &&
        (!found.object->type || found.object->type->kind != GO_FUNC)) {
        selector_fail(x);
        return;
    }
    if (x->mode == GO_MODE_TYPE && found.object->kind == GO_OBJECT_FUNC &&
        !found.object->type->signature.receiver) {
        go_check_error(check, go_expr_start(expr), "illegal cycle in method declaration");
        selector_fail(x);
        return;
    }
    if (x->mode == GO_MODE_TYPE)
        selector_method_expression(check, x, expr, found);
    else if (found.object->kind == GO_OBJECT_FUNC)
        selector_method_value(check, x, expr, found);
    else
        selector_field(check, x, expr, found);
    x->expr = expr;
}
