/* Expressions: the dispatcher, names and literals (spec: "Expressions"). */
#include "go/types/checker.h"

/* Deeper than any tree that the parser builds. */
enum { EXPR_DEPTH_MAX = 12000 };

/* Writes what an operand turned out to be into its node. */
void go_record(GoOperand *x) {
    if (!x->expr) return;
    x->expr->mode = x->mode;
    x->expr->type = x->type;
    x->expr->constant = x->mode == GO_MODE_CONSTANT ? x->constant : NULL;
}

/* ---- Names ------------------------------------------------------------------------------------------ */

/* A function literal uses a variable of a function around it. */
static void name_capture(Checker *check, GoObject *variable) {
    GoFunction *owner = variable->variable.function;
    if (!owner || owner == check->env.function) return;
    variable->variable.is_captured = true;
    for (GoFunction *function = check->env.function; function && function != owner;
         function = function->outer) {
        bool is_known = false;
        for (uint32_t i = 0; i < function->captured.count && !is_known; i++)
            is_known = function->captured.items[i] == variable;
        if (!is_known) go_object_list_add(check->program, &function->captured, variable);
    }
}

static void name_constant(Checker *check, GoOperand *x, GoObject *object) {
    go_check_depends(check, object);
    if (object->type->kind == GO_INVALID) return;
    bool is_iota = !object->package && str_equal_c(object->name, "iota");
    if (is_iota && !check->env.iota) {
        go_check_error(check, go_expr_start(x->expr), "cannot use iota outside constant declaration");
        return;
    }
    x->constant = is_iota ? check->env.iota : object->constant.value;
    if (!x->constant) x->constant = go_constant_unknown(check->arena);
    x->mode = GO_MODE_CONSTANT;
}

static void name_undefined(Checker *check, GoOperand *x, GoExpr *expr) {
    if (!str_equal_c(expr->name.text, "_")) {
        go_check_error(check, go_expr_start(expr), "undefined: %s", go_show_expr(check, expr));
        return;
    }
    GoType *parameter = intmap_get(&check->receiver_blanks, (uint64_t)(uintptr_t)expr);
    if (parameter) {
        x->mode = GO_MODE_TYPE;
        x->type = parameter;
        return;
    }
    go_check_error(check, go_expr_start(expr), "cannot use _ as value or type");
}

static void name_mark_import(Checker *check, const GoScope *scope, const GoObject *object) {
    for (size_t i = 0; i < check->dot_imports.count; i++) {
        DotImport *import = &check->dot_imports.items[i];
        if (import->scope == scope && import->object == object) import->package_name->is_used = true;
    }
}

static bool name_is_too_new(const Checker *check, const GoObject *object) {
    GoBuiltin id = object->builtin.id;
    bool is_new = id == GO_BUILTIN_MIN || id == GO_BUILTIN_MAX || id == GO_BUILTIN_CLEAR;
    return is_new && !go_check_allows(check, 21);
}

void go_check_name(Checker *check, GoOperand *x, GoExpr *expr, GoType *defined, bool wants_type) {
    x->mode = GO_MODE_INVALID;
    x->type = go_basic_type(GO_INVALID);
    x->expr = expr;
    GoScope *scope = NULL;
    bool is_blank = str_equal_c(expr->name.text, "_");
    GoObject *object = is_blank ? NULL : go_scope_find(check->env.scope, expr->name.text, GO_NO_POS, &scope);
    if (object && object->kind == GO_OBJECT_BUILTIN && name_is_too_new(check, object)) object = NULL;
    if (!object) {
        name_undefined(check, x, expr);
        return;
    }
    expr->name.object = object;
    if (!object->type || (object->kind == GO_OBJECT_TYPE && wants_type))
        go_check_resolve(check, object, defined);
    name_mark_import(check, scope, object);
    switch (object->kind) {
    case GO_OBJECT_PACKAGE:
        go_check_error(check, go_expr_start(expr), "use of package %s not in selector",
                       go_show_str(check, object->name));
        return;
    case GO_OBJECT_CONST: name_constant(check, x, object); break;
    case GO_OBJECT_TYPE:
        if (object->type == check->state->any_type || object->type == check->state->comparable_type)
            go_check_require(check, go_expr_start(expr), 18, "predeclared %s",
                             go_show_str(check, object->name));
        x->mode = GO_MODE_TYPE;
        break;
    case GO_OBJECT_VAR:
        if (object->package == check->package) object->is_used = true;
        go_check_depends(check, object);
        if (!object->type || object->type->kind == GO_INVALID) return;
        name_capture(check, object);
        x->mode = GO_MODE_VARIABLE;
        break;
    case GO_OBJECT_FUNC:
        go_check_depends(check, object);
        x->mode = GO_MODE_VALUE;
        break;
    case GO_OBJECT_BUILTIN:
        x->builtin = object->builtin.id;
        x->mode = GO_MODE_BUILTIN;
        break;
    case GO_OBJECT_NIL: x->mode = GO_MODE_NIL; break;
    default: return;
    }
    x->type = object->type ? object->type : go_basic_type(GO_INVALID);
}

/* ---- Literals --------------------------------------------------------------------------------------- */

enum { LITERAL_LENGTH_MAX = 10000 };

static bool expr_literal(Checker *check, GoOperand *x, GoExpr *expr) {
    static const GoTypeKind kinds[] = {GO_UNTYPED_INT, GO_UNTYPED_FLOAT, GO_UNTYPED_COMPLEX, GO_UNTYPED_RUNE,
                                       GO_UNTYPED_STRING};
    if (expr->literal.is_bad) return false;
    go_check_literal_version(check, expr);
    GoLiteralKind kind = expr->literal.kind;
    if (kind <= GO_LITERAL_IMAGINARY && expr->literal.text.length > LITERAL_LENGTH_MAX) {
        go_check_error(check, go_expr_start(expr), "excessively long constant: %.10s... (%zu chars)",
                       expr->literal.text.data, expr->literal.text.length);
        return false;
    }
    x->constant = go_constant_literal(check->arena, kind, expr->literal.text);
    if (x->constant->kind == GO_CONSTANT_UNKNOWN) {
        go_check_error(check, go_expr_start(expr), "malformed constant: %s", go_show_expr(check, expr));
        return false;
    }
    x->mode = GO_MODE_CONSTANT;
    x->type = go_basic_type(kinds[kind]);
    return true;
}

/* A function literal whose body waits. */
typedef struct Literal {
    GoFunction *function;
    GoType *signature;
    DeclInfo *decl;
    GoConstant *iota;
} Literal;

static void literal_check_body(Checker *check, void *user) {
    Literal *literal = user;
    go_check_function_body(check, literal->function, literal->signature, literal->decl, literal->iota);
}

static bool expr_function(Checker *check, GoOperand *x, GoExpr *expr) {
    GoFunction *function = expr->function.function;
    function->outer = check->env.function;
    function->locals = function->captured = function->parameters = function->results = (GoObjectList){0};
    GoType *signature = go_type_new(check->program, GO_FUNC);
    go_check_signature(check, signature, NULL, expr->function.type, function);
    function->signature = signature;
    expr->function.type->type = signature;
    expr->function.type->mode = GO_MODE_TYPE;
    x->mode = GO_MODE_VALUE;
    x->type = signature;
    if (check->is_lazy) return true;
    Literal *literal = ARENA_NEW(check->arena, Literal);
    *literal = (Literal){function, signature, check->env.decl, check->env.iota};
    go_check_later(check, literal_check_body, literal);
    return true;
}

/* ---- Pointers and assertions ------------------------------------------------------------------------ */

typedef struct Dereference {
    Checker *check;
    GoOperand *x;
    GoType *base;
} Dereference;

static bool dereference_term(void *user, GoType *underlying) {
    Dereference *work = user;
    Checker *check = work->check;
    if (!underlying || underlying->kind != GO_POINTER) {
        go_check_error(check, go_operand_pos(work->x), "invalid operation: cannot indirect %s",
                       go_show_operand(check, work->x));
        return false;
    }
    if (work->base && !go_type_identical(work->base, underlying->pointer.element)) {
        go_check_error(check, go_operand_pos(work->x),
                       "invalid operation: pointers of %s must have identical base types",
                       go_show_operand(check, work->x));
        return false;
    }
    work->base = underlying->pointer.element;
    return true;
}

static bool expr_star(Checker *check, GoOperand *x, GoExpr *expr) {
    go_check_expr_or_type(check, x, expr->star.operand, false);
    if (x->mode == GO_MODE_INVALID) return false;
    if (x->mode == GO_MODE_TYPE) {
        go_check_valid_variable_type(check, expr->star.operand, x->type);
        x->type = go_type_pointer(check->program, x->type);
        return true;
    }
    if (x->mode == GO_MODE_NIL) {
        go_check_error(check, go_operand_pos(x), "invalid operation: cannot indirect %s",
                       go_show_operand(check, x));
        return false;
    }
    Dereference work = {check, x, NULL};
    if (!go_type_all_underlying(check->program, x->type, dereference_term, &work)) return false;
    x->mode = GO_MODE_VARIABLE;
    x->type = work.base;
    return true;
}

/* Can a value of interface type have dynamic type `type`? */
static void assertion_check(Checker *check, GoExpr *expr, GoOperand *x, GoType *type) {
    if (check->is_stencil || go_underlying(type)->kind == GO_INTERFACE) return;
    GoObject *wrong,
        *missing = go_missing_method(check->program, type, go_underlying(x->type), false, &wrong);
    if (!missing) return;
    go_check_error(check, go_expr_start(expr), "impossible type assertion: %s\n\t%s does not implement %s %s",
                   go_show_expr(check, expr), go_show_type(check, type), go_show_type(check, x->type),
                   go_missing_method_reason(check, type, x->type, missing, wrong));
}

static bool expr_assertion(Checker *check, GoOperand *x, GoExpr *expr) {
    go_check_expr(check, x, expr->assertion.operand);
    if (x->mode == GO_MODE_INVALID) return false;
    if (x->type->kind == GO_TYPE_PARAMETER) {
        go_check_error(check, go_operand_pos(x),
                       "invalid operation: cannot use type assertion on type parameter value %s",
                       go_show_operand(check, x));
        return false;
    }
    if (go_underlying(x->type)->kind != GO_INTERFACE) {
        go_check_error(check, go_operand_pos(x), "invalid operation: %s is not an interface",
                       go_show_operand(check, x));
        return false;
    }
    GoType *type = go_check_variable_type(check, expr->assertion.type);
    if (type->kind == GO_INVALID) return false;
    assertion_check(check, expr, x, type);
    x->mode = GO_MODE_COMMA_OK;
    x->type = type;
    return true;
}

/* ---- Dispatch --------------------------------------------------------------------------------------- */

/* Fills in x; false after an error. */
static bool expr_check(Checker *check, GoOperand *x, GoExpr *expr, GoType *hint, ExprKind *kind) {
    switch (expr->kind) {
    case GO_EXPR_BAD: return false;
    case GO_EXPR_NAME: go_check_name(check, x, expr, NULL, false); return x->mode != GO_MODE_INVALID;
    case GO_EXPR_LITERAL: return expr_literal(check, x, expr);
    case GO_EXPR_FUNCTION: return expr_function(check, x, expr);
    case GO_EXPR_COMPOSITE: return go_check_composite(check, x, expr, hint);
    case GO_EXPR_PAREN: *kind = go_check_raw_expr(check, x, expr->paren.inner, NULL, false); return true;
    case GO_EXPR_SELECTOR: go_check_selector(check, x, expr, NULL); return x->mode != GO_MODE_INVALID;
    case GO_EXPR_INDEX:
        if (go_check_index(check, x, expr)) go_check_instance(check, x, expr);
        return x->mode != GO_MODE_INVALID;
    case GO_EXPR_SLICE: go_check_slice(check, x, expr); return x->mode != GO_MODE_INVALID;
    case GO_EXPR_TYPE_ASSERTION: return expr_assertion(check, x, expr);
    case GO_EXPR_TYPE_SWITCH:
        go_check_error(check, go_expr_start(expr), "invalid AST: use of .(type) outside type switch");
        return false;
    case GO_EXPR_CALL: *kind = go_check_call(check, x, expr); return true;
    case GO_EXPR_STAR: return expr_star(check, x, expr);
    case GO_EXPR_UNARY:
        go_check_unary(check, x, expr);
        if (expr->unary.operator== GO_TOKEN_ARROW) *kind = EXPR_STATEMENT;
        return x->mode != GO_MODE_INVALID;
    case GO_EXPR_BINARY:
        go_check_binary(check, x, expr, expr->binary.left, expr->binary.right, expr->binary.operator);
        return x->mode != GO_MODE_INVALID;
    case GO_EXPR_KEY_VALUE:
        go_check_error(check, go_expr_start(expr), "invalid AST: no key:value expected");
        return false;
    case GO_EXPR_DOTS_TYPE: go_check_error(check, go_expr_start(expr), "invalid use of '...'"); return false;
    default: /* types */
        x->mode = GO_MODE_TYPE;
        x->type = go_check_type(check, expr);
        return true;
    }
}

bool go_type_is_generic(const GoType *type) {
    return type->kind == GO_NAMED && type->named.origin == type && type->named.type_parameters.count > 0;
}

void go_check_non_generic(Checker *check, GoOperand *x) {
    if (x->mode == GO_MODE_INVALID || x->mode == GO_MODE_VOID || !x->type) return;
    const char *what = NULL;
    if (go_type_is_generic(x->type)) what = "type";
    if (x->type->kind == GO_FUNC && x->type->signature.type_parameters.count) what = "function";
    if (!what) return;
    go_check_error(check, go_expr_start(x->expr), "cannot use generic %s %s without instantiation", what,
                   go_show_expr(check, x->expr));
    x->mode = GO_MODE_INVALID;
    x->type = go_basic_type(GO_INVALID);
}

ExprKind go_check_raw_expr(Checker *check, GoOperand *x, GoExpr *expr, GoType *hint, bool allows_generic) {
    *x = (GoOperand){.mode = GO_MODE_INVALID, .type = go_basic_type(GO_INVALID)};
    ExprKind kind = EXPR_EXPRESSION;
    expr->converted_to = NULL;
    if (++check->depth > EXPR_DEPTH_MAX) {
        go_check_error(check, go_expr_start(expr), "expression nested too deeply");
    } else if (!expr_check(check, x, expr, hint, &kind)) {
        x->mode = GO_MODE_INVALID;
        kind = EXPR_STATEMENT;
    }
    check->depth--;
    x->expr = expr;
    if (!allows_generic) go_check_non_generic(check, x);
    go_record(x);
    return kind;
}

static void expr_exclude(Checker *check, GoOperand *x, bool allows_type) {
    const char *format;
    switch (x->mode) {
    case GO_MODE_VOID: format = allows_type ? "%s used as value or type" : "%s used as value"; break;
    case GO_MODE_BUILTIN:
        if (allows_type) return;
        format = "%s must be called";
        break;
    case GO_MODE_TYPE:
        if (allows_type) return;
        format = "%s is not an expression";
        break;
    default: return;
    }
    const char *shown = go_show_operand(check, x);
    StrBuf message = {0};
    strbuf_append_c(&message, shown);
    strbuf_append_c(&message, format + 2);
    go_check_error(check, go_operand_pos(x), "%s", message.data);
    strbuf_free(&message);
    x->mode = GO_MODE_INVALID;
}

void go_check_single_value(Checker *check, GoOperand *x) {
    if (x->mode != GO_MODE_VALUE || x->type->kind != GO_TUPLE) return;
    go_check_error(check, go_operand_pos(x), "multiple-value %s in single-value context",
                   go_show_operand(check, x));
    x->mode = GO_MODE_INVALID;
}

void go_check_expr(Checker *check, GoOperand *x, GoExpr *expr) {
    go_check_expr_hinted(check, x, expr, NULL);
}

void go_check_expr_hinted(Checker *check, GoOperand *x, GoExpr *expr, GoType *hint) {
    go_check_raw_expr(check, x, expr, hint, false);
    expr_exclude(check, x, false);
    go_check_single_value(check, x);
}

void go_check_multi_expr(Checker *check, GoOperand *x, GoExpr *expr) {
    go_check_raw_expr(check, x, expr, NULL, false);
    expr_exclude(check, x, false);
}

void go_check_expr_or_type(Checker *check, GoOperand *x, GoExpr *expr, bool allows_generic) {
    go_check_raw_expr(check, x, expr, NULL, allows_generic);
    expr_exclude(check, x, true);
    go_check_single_value(check, x);
}

/* Looks at an expression only so that what it uses counts as used. */
void go_check_use(Checker *check, GoExpr *expr) {
    if (!expr || (expr->kind == GO_EXPR_NAME && str_equal_c(expr->name.text, "_"))) return;
    GoOperand x;
    go_check_raw_expr(check, &x, expr, NULL, false);
}

void go_check_use_list(Checker *check, GoExprList list) {
    for (uint32_t i = 0; i < list.count; i++) go_check_use(check, list.items[i]);
}
