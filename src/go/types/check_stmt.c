/* Statements (spec: "Statements"). Labels and branches have been checked by the parser. */
#include "go/types/checker.h"

#include <stdlib.h>

/* ---- Scopes ----------------------------------------------------------------------------------------- */

static void stmt_open(Checker *check, GoPos start, GoPos end) {
    check->env.scope = go_scope_new(check->program, check->env.scope, start, end);
    VEC_PUSH(&check->function_scopes, check->env.scope);
}

static void stmt_close(Checker *check) {
    check->env.scope = check->env.scope->parent;
}

static void stmt_list(Checker *check, GoStmtList list) {
    for (uint32_t i = 0; i < list.count; i++) go_check_stmt(check, list.items[i]);
}

/* ---- Function bodies -------------------------------------------------------------------------------- */

static int unused_compare(const void *a, const void *b) {
    const GoObject *x = *(GoObject *const *)a, *y = *(GoObject *const *)b;
    return x->pos < y->pos ? -1 : x->pos > y->pos;
}

/* Variables of the scopes above `mark` that nobody used. */
static void body_report_unused(Checker *check, size_t mark) {
    VEC(GoObject *) unused = {0};
    for (size_t i = mark; i < check->function_scopes.count; i++) {
        const StrMap *names = &check->function_scopes.items[i]->names;
        for (size_t k = 0; k < names->count; k++) {
            GoObject *object = names->entries[k].value;
            if (object->kind == GO_OBJECT_VAR && !object->is_used) VEC_PUSH(&unused, object);
        }
    }
    if (unused.count) qsort(unused.items, unused.count, sizeof(GoObject *), unused_compare);
    for (size_t i = 0; i < unused.count; i++)
        go_check_error(check, unused.items[i]->pos, "%s declared but not used",
                       go_show_str(check, unused.items[i]->name));
    VEC_FREE(&unused);
    check->function_scopes.count = mark;
}

void go_check_function_body(Checker *check, GoFunction *function, GoType *signature, DeclInfo *decl,
                            GoConstant *iota) {
    Environment outer = check->env;
    size_t mark = check->function_scopes.count;
    check->env = (Environment){.decl = decl,
                               .scope = signature->signature.scope,
                               .iota = iota,
                               .declared_pos = GO_NO_POS,
                               .error_pos = GO_NO_POS,
                               .signature = signature,
                               .function = function};
    signature->signature.scope->start = function->body->start;
    signature->signature.scope->end = function->body->end;
    VEC_PUSH(&check->function_scopes, signature->signature.scope);
    stmt_list(check, function->body->block.statements);
    if (signature->signature.results->tuple.count > 0 && !go_is_terminating(function->body))
        go_check_error(check, function->body->block.right_brace, "missing return");
    body_report_unused(check, mark);
    go_limits_frame(check);
    check->env = outer;
}

/* ---- Simple statements ------------------------------------------------------------------------------ */

static void stmt_expression(Checker *check, GoStmt *stmt) {
    GoOperand x;
    ExprKind kind = go_check_raw_expr(check, &x, stmt->expression, NULL, false);
    const char *problem = "is not used";
    if (x.mode == GO_MODE_BUILTIN)
        problem = "must be called";
    else if (x.mode == GO_MODE_TYPE)
        problem = "is not an expression";
    else if (kind == EXPR_STATEMENT)
        return;
    go_check_error(check, go_operand_pos(&x), "%s %s", go_show_operand(check, &x), problem);
}

static void stmt_send(Checker *check, GoStmt *stmt) {
    GoOperand channel, value;
    go_check_expr(check, &channel, stmt->send.channel);
    go_check_expr(check, &value, stmt->send.value);
    if (channel.mode == GO_MODE_INVALID || value.mode == GO_MODE_INVALID) return;
    GoType *core = go_core_type(check->program, channel.type);
    const char *shown = go_show_operand(check, &channel), *problem = NULL;
    if (!core)
        problem = go_show_format(check, "%s: no core type", shown);
    else if (core->kind != GO_CHAN)
        problem = go_show_format(check, "non-channel %s", shown);
    else if (core->chan.direction == GO_CHAN_RECEIVE)
        problem = go_show_format(check, "receive-only channel %s", shown);
    if (problem) {
        go_check_error(check, stmt->start, "invalid operation: cannot send to %s", problem);
        return;
    }
    go_check_assignment(check, &value, core->chan.element, "send");
}

static void stmt_assign(Checker *check, GoStmt *stmt) {
    GoExprList left = stmt->assign.left;
    GoToken operator= stmt->assign.operator;
    GoOperand x;
    if (stmt->assign.is_define) {
        go_check_short_declaration(check, stmt);
        return;
    }
    if (stmt->assign.is_increment) {
        go_check_expr(check, &x, left.items[0]);
        if (x.mode == GO_MODE_INVALID) return;
        if (!go_type_all_flags(check->program, x.type, GO_IS_NUMERIC)) {
            const char *sign = go_token_text(operator);
            go_check_error(check, go_expr_start(left.items[0]),
                           "invalid operation: %s%s%s (non-numeric type %s)",
                           go_show_expr(check, left.items[0]), sign, sign, go_show_type(check, x.type));
            return;
        }
        x.is_component = true;
        go_check_assign_variable(check, left.items[0], &x);
        return;
    }
    if (operator== GO_TOKEN_EOF) {
        go_check_assign_variables(check, stmt);
        return;
    }
    go_check_binary(check, &x, NULL, left.items[0], stmt->assign.right.items[0], operator);
    x.is_component = true;
    go_check_assign_variable(check, left.items[0], &x);
}

static void stmt_call(Checker *check, GoStmt *stmt) {
    const char *keyword = stmt->kind == GO_STMT_GO ? "go" : "defer";
    if (stmt->kind == GO_STMT_DEFER && check->env.function) check->env.function->has_defer = true;
    GoOperand x;
    const char *problem;
    switch (go_check_raw_expr(check, &x, stmt->expression, NULL, false)) {
    case EXPR_CONVERSION: problem = "requires function call, not conversion"; break;
    case EXPR_EXPRESSION: problem = "discards result of"; break;
    default: return;
    }
    go_check_error(check, go_operand_pos(&x), "%s %s %s", keyword, problem, go_show_operand(check, &x));
}

static void stmt_return(Checker *check, GoStmt *stmt) {
    GoType *results = check->env.signature->signature.results;
    GoExprList values = stmt->return_.results;
    bool is_bare = values.count == 0 && results->tuple.count > 0 && results->tuple.variables[0]->name.length;
    if (!is_bare) {
        go_check_init_variables(check, results->tuple.variables, results->tuple.count, values, stmt, NULL);
        return;
    }
    for (uint32_t i = 0; i < results->tuple.count; i++) {
        GoObject *result = results->tuple.variables[i];
        GoObject *other = go_scope_find(check->env.scope, result->name, GO_NO_POS, NULL);
        if (!other || other == result || str_equal_c(result->name, "_")) continue;
        go_check_error(check, stmt->start,
                       "result parameter %s not in scope at return\n\t%s: inner declaration of %s",
                       go_show_str(check, result->name), go_show_place(check, other->pos),
                       go_show_object(check, result));
    }
}

/* ---- if and for ------------------------------------------------------------------------------------- */

static void stmt_condition(Checker *check, GoExpr *condition, const char *what) {
    GoOperand x;
    go_check_expr(check, &x, condition);
    if (x.mode == GO_MODE_INVALID) return;
    if (!go_type_all_flags(check->program, x.type, GO_IS_BOOLEAN)) {
        go_check_error(check, go_expr_start(condition), "non-boolean condition in %s statement", what);
        return;
    }
    if (go_type_is_untyped(x.type)) go_check_convert_untyped(check, &x, go_basic_type(GO_BOOL));
}

static void stmt_if(Checker *check, GoStmt *stmt) {
    stmt_open(check, stmt->start, stmt->end);
    if (stmt->if_.init) go_check_stmt(check, stmt->if_.init);
    stmt_condition(check, stmt->if_.condition, "if");
    go_check_stmt(check, stmt->if_.then);
    if (stmt->if_.otherwise) go_check_stmt(check, stmt->if_.otherwise);
    stmt_close(check);
}

static void stmt_for(Checker *check, GoStmt *stmt) {
    stmt_open(check, stmt->start, stmt->end);
    if (stmt->for_.init) go_check_stmt(check, stmt->for_.init);
    const StrMap *names = &check->env.scope->names;
    for (size_t i = 0; i < names->count; i++)
        go_object_list_add(check->program, &stmt->for_.variables, names->entries[i].value);
    stmt->for_.has_fresh_variables = stmt->for_.variables.count > 0 && go_check_allows(check, 22);
    if (stmt->for_.condition) stmt_condition(check, stmt->for_.condition, "for");
    if (stmt->for_.post) go_check_stmt(check, stmt->for_.post);
    go_check_stmt(check, stmt->for_.body);
    stmt_close(check);
}

/* ---- range ------------------------------------------------------------------------------------------ */

/* What ranging over a type gives. */
typedef struct Ranging {
    GoRangeKind kind;
    GoType *key, *value; /* NULL: there is none */
    const char *cause;   /* why it cannot be, or NULL */
} Ranging;

static Ranging range_function(GoType *function) {
    Ranging ranging = {GO_RANGE_NONE, NULL, NULL, NULL};
    GoType *parameters = function->signature.parameters;
    GoType *yield = parameters->tuple.count == 1 ? go_underlying(parameters->tuple.variables[0]->type) : NULL;
    if (!yield || function->signature.results->tuple.count || yield->kind != GO_FUNC) {
        ranging.cause = "func must be func(yield func(...) bool): argument is not func";
        return ranging;
    }
    GoType *results = yield->signature.results, *arguments = yield->signature.parameters;
    if (results->tuple.count != 1 || !(go_type_flags(results->tuple.variables[0]->type) & GO_IS_BOOLEAN)) {
        ranging.cause = "func must be func(yield func(...) bool): yield func does not return bool";
        return ranging;
    }
    if (arguments->tuple.count > 2) {
        ranging.cause = "func must be func(yield func(...) bool): yield func has too many parameters";
        return ranging;
    }
    ranging.kind = GO_RANGE_FUNCTION;
    if (arguments->tuple.count > 0) ranging.key = arguments->tuple.variables[0]->type;
    if (arguments->tuple.count > 1) ranging.value = arguments->tuple.variables[1]->type;
    return ranging;
}

static Ranging range_over(Checker *check, GoOperand *x, GoType *core) {
    GoType *int_type = go_basic_type(GO_INT);
    if (core->kind == GO_POINTER && go_underlying(core->pointer.element)->kind == GO_ARRAY)
        return (Ranging){GO_RANGE_ARRAY_POINTER, int_type,
                         go_underlying(core->pointer.element)->array.element, NULL};
    switch (core->kind) {
    case GO_STRING:
    case GO_UNTYPED_STRING: return (Ranging){GO_RANGE_STRING, int_type, go_rune_type(), NULL};
    case GO_ARRAY: return (Ranging){GO_RANGE_ARRAY, int_type, core->array.element, NULL};
    case GO_SLICE: return (Ranging){GO_RANGE_SLICE, int_type, core->slice.element, NULL};
    case GO_MAP: return (Ranging){GO_RANGE_MAP, core->map.key, core->map.value, NULL};
    case GO_CHAN:
        return (Ranging){GO_RANGE_CHAN, core->chan.element, NULL,
                         core->chan.direction == GO_CHAN_SEND ? "receive from send-only channel" : NULL};
    case GO_FUNC:
        if (go_check_allows(check, 23)) return range_function(core);
        break;
    default:
        if ((go_type_flags(core) & GO_IS_INTEGER) && go_check_allows(check, 22))
            return (Ranging){GO_RANGE_INT, x->type, NULL, NULL};
    }
    return (Ranging){GO_RANGE_NONE, NULL, NULL, NULL};
}

/* Finds out what is ranged over; an untyped number takes the type of the variable that it is assigned to. */
static Ranging range_operand(Checker *check, GoStmt *stmt) {
    GoOperand x;
    Ranging ranging = {GO_RANGE_NONE, NULL, NULL, NULL};
    go_check_expr(check, &x, stmt->range.operand);
    if (x.mode == GO_MODE_INVALID) return ranging;
    GoType *core = go_core_string(check->program, x.type);
    if (core)
        ranging = range_over(check, &x, core);
    else
        ranging.cause = go_show_format(check, "%s has no core type", go_show_type(check, x.type));
    if (x.mode == GO_MODE_NIL) ranging.kind = GO_RANGE_NONE;
    if (ranging.kind == GO_RANGE_NONE || ranging.cause) {
        const char *why = ranging.cause ? go_show_format(check, " (%s)", ranging.cause) : "";
        go_check_error(check, go_operand_pos(&x), "cannot range over %s%s", go_show_operand(check, &x), why);
        return (Ranging){GO_RANGE_NONE, NULL, NULL, NULL};
    }
    bool has_one = ranging.kind == GO_RANGE_CHAN || ranging.kind == GO_RANGE_INT;
    if (has_one && stmt->range.value)
        go_check_error(check, go_expr_start(stmt->range.value),
                       "range over %s permits only one iteration variable", go_show_operand(check, &x));
    else if (stmt->range.extra)
        go_check_error(check, go_expr_start(stmt->range.extra),
                       "range clause permits at most two iteration variables");
    else if (ranging.kind == GO_RANGE_FUNCTION && !ranging.key && stmt->range.key)
        go_check_error(check, go_expr_start(stmt->range.key), "range over %s permits no iteration variables",
                       go_show_operand(check, &x));
    else if (ranging.kind == GO_RANGE_FUNCTION && !ranging.value && stmt->range.value)
        go_check_error(check, go_expr_start(stmt->range.value),
                       "range over %s permits only one iteration variable", go_show_operand(check, &x));
    if (go_type_is_untyped(x.type)) {
        GoType *type = go_default_type(x.type);
        if (ranging.kind == GO_RANGE_INT && stmt->range.key && !stmt->range.is_define) {
            GoOperand key;
            go_check_expr(check, &key, stmt->range.key);
            if (key.mode == GO_MODE_VARIABLE) type = key.type;
        }
        go_check_convert_untyped(check, &x, type);
        if (ranging.kind == GO_RANGE_INT) ranging.key = type;
    }
    return ranging;
}

static GoObject *range_declare(Checker *check, GoExpr *name, GoType *type) {
    if (name->kind != GO_EXPR_NAME) {
        go_check_error(check, go_expr_start(name), "cannot declare %s", go_show_expr(check, name));
        return NULL;
    }
    GoObject *object = go_check_new_variable(check, name, GO_VARIABLE_LOCAL, NULL);
    if (type) {
        GoOperand x = {.mode = GO_MODE_VALUE, .expr = name, .type = type, .is_component = true};
        go_check_init_variable(check, object, &x, "range clause");
    } else {
        object->type = go_basic_type(GO_INVALID);
        object->is_used = true;
    }
    name->mode = GO_MODE_VARIABLE;
    name->type = object->type;
    if (str_equal_c(name->name.text, "_")) name->name.object = NULL;
    return object;
}

static void stmt_range(Checker *check, GoStmt *stmt) {
    Ranging ranging = range_operand(check, stmt);
    stmt->range.kind = ranging.kind;
    stmt->range.key_type = ranging.key;
    stmt->range.value_type = ranging.value;
    if (ranging.kind == GO_RANGE_ARRAY && stmt->range.value)
        go_limits_temporary(check, stmt->range.operand->type, 1); /* the rounds go over a copy */
    stmt_open(check, stmt->start, stmt->end);
    GoExpr *left[2] = {stmt->range.key, stmt->range.value};
    GoType *types[2] = {ranging.key, ranging.value};
    GoObject *declared[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
        if (!left[i]) continue;
        if (stmt->range.is_define) {
            declared[i] = range_declare(check, left[i], types[i]);
        } else if (types[i]) {
            GoOperand x = {.mode = GO_MODE_VALUE, .expr = left[i], .type = types[i], .is_component = true};
            go_check_assign_variable(check, left[i], &x);
        }
    }
    if (stmt->range.is_define) {
        bool has_new = false;
        for (int i = 0; i < 2; i++) {
            if (!declared[i]) continue;
            has_new |= !str_equal_c(declared[i]->name, "_");
            go_check_declare(check, check->env.scope, NULL, declared[i], stmt->range.body->start);
        }
        if (!has_new && stmt->range.key)
            go_check_error(check, stmt->start, "no new variables on left side of :=");
        stmt->range.has_fresh_variables = go_check_allows(check, 22);
    }
    go_check_stmt(check, stmt->range.body);
    stmt_close(check);
}

/* ---- switch ----------------------------------------------------------------------------------------- */

static void switch_check_defaults(Checker *check, GoClauseList clauses) {
    const GoClause *first = NULL;
    for (uint32_t i = 0; i < clauses.count; i++) {
        if (!clauses.items[i].is_default) continue;
        if (first)
            go_check_error(check, clauses.items[i].pos, "multiple defaults (first at %s)",
                           go_show_place(check, first->pos));
        else
            first = &clauses.items[i];
    }
}

/* A case value seen before. */
typedef struct SeenCase {
    GoConstant *value;
    GoType *type;
    GoPos pos;
} SeenCase;

typedef VEC(SeenCase) SeenCases;

static bool case_may_repeat(const GoConstant *value) {
    return value->kind == GO_CONSTANT_BOOL || value->kind == GO_CONSTANT_COMPLEX ||
           value->kind == GO_CONSTANT_UNKNOWN;
}

static void case_check_duplicate(Checker *check, GoOperand *value, SeenCases *seen) {
    if (case_may_repeat(value->constant)) return;
    for (size_t i = 0; i < seen->count; i++) {
        SeenCase *other = &seen->items[i];
        if (!go_type_identical(other->type, value->type) || other->value->kind != value->constant->kind)
            continue;
        if (!go_constant_compare(GO_TOKEN_EQUAL, other->value, value->constant)) continue;
        go_check_error(check, go_operand_pos(value),
                       "duplicate case %s in expression switch\n\t%s: previous case",
                       go_show_operand(check, value), go_show_place(check, other->pos));
        return;
    }
    VEC_PUSH(seen, (SeenCase){value->constant, value->type, value->expr->pos});
}

static void case_values(Checker *check, GoOperand *tag, GoExprList values, SeenCases *seen) {
    for (uint32_t i = 0; i < values.count; i++) {
        GoOperand value;
        go_check_expr(check, &value, values.items[i]);
        if (tag->mode == GO_MODE_INVALID || value.mode == GO_MODE_INVALID) continue;
        go_check_convert_untyped(check, &value, tag->type);
        if (value.mode == GO_MODE_INVALID) continue;
        GoOperand result = value, copy = *tag;
        copy.is_component = true;
        go_check_comparison(check, &result, &copy, GO_TOKEN_EQUAL, true);
        if (result.mode != GO_MODE_INVALID && value.mode == GO_MODE_CONSTANT)
            case_check_duplicate(check, &value, seen);
    }
}

static void switch_clause(Checker *check, GoClause *clause) {
    stmt_list(check, clause->body);
    stmt_close(check);
}

static GoOperand switch_tag(Checker *check, GoStmt *stmt) {
    GoOperand x;
    if (!stmt->switch_.tag) {
        GoExpr *name = ARENA_NEW(check->arena, GoExpr);
        name->kind = GO_EXPR_NAME;
        name->name.text = STR("true");
        name->pos = name->start =
            stmt->switch_.clauses.count ? stmt->switch_.clauses.items[0].pos : stmt->switch_.right_brace;
        name->end = name->start;
        return (GoOperand){.mode = GO_MODE_CONSTANT,
                           .expr = name,
                           .type = go_basic_type(GO_BOOL),
                           .constant = go_constant_bool(check->arena, true)};
    }
    go_check_expr(check, &x, stmt->switch_.tag);
    go_check_assignment(check, &x, NULL, "switch expression");
    if (x.mode != GO_MODE_INVALID && !go_type_is_comparable(x.type) && !go_type_has_nil(x.type)) {
        go_check_error(check, go_operand_pos(&x), "cannot switch on %s (%s is not comparable)",
                       go_show_operand(check, &x), go_show_type(check, x.type));
        x.mode = GO_MODE_INVALID;
    }
    return x;
}

static void stmt_switch(Checker *check, GoStmt *stmt) {
    stmt_open(check, stmt->start, stmt->end);
    if (stmt->switch_.init) go_check_stmt(check, stmt->switch_.init);
    GoOperand tag = switch_tag(check, stmt);
    switch_check_defaults(check, stmt->switch_.clauses);
    SeenCases seen = {0};
    for (uint32_t i = 0; i < stmt->switch_.clauses.count; i++) {
        GoClause *clause = &stmt->switch_.clauses.items[i];
        case_values(check, &tag, clause->cases, &seen);
        stmt_open(check, clause->pos, clause->end);
        switch_clause(check, clause);
    }
    VEC_FREE(&seen);
    stmt_close(check);
}

/* ---- Type switches ---------------------------------------------------------------------------------- */

/* A type seen before; NULL for nil. */
typedef struct TypeCase {
    GoExpr *expr;
    GoType *type;
} TypeCase;

typedef VEC(TypeCase) TypeCaseList;

static bool case_is_nil(Checker *check, GoExpr *expr) {
    expr = go_expr_unparen(expr);
    if (expr->kind != GO_EXPR_NAME) return false;
    GoObject *object = go_scope_find(check->env.scope, expr->name.text, GO_NO_POS, NULL);
    return object && object->kind == GO_OBJECT_NIL;
}

static bool case_is_duplicate(Checker *check, GoExpr *expr, GoType *type, TypeCaseList *seen) {
    if (check->is_stencil) return false;
    for (size_t i = 0; i < seen->count; i++) {
        GoType *other = seen->items[i].type;
        bool is_same = type && other ? go_type_identical(type, other) : type == other;
        if (!is_same) continue;
        go_check_error(check, go_expr_start(expr), "duplicate case %s in type switch\n\t%s: previous case",
                       type ? go_show_type(check, type) : "nil",
                       go_show_place(check, go_expr_start(seen->items[i].expr)));
        return true;
    }
    VEC_PUSH(seen, (TypeCase){expr, type});
    return false;
}

static void case_check_possible(Checker *check, GoOperand *x, GoExpr *expr, GoType *type) {
    if (check->is_stencil || go_underlying(type)->kind == GO_INTERFACE) return;
    GoObject *wrong,
        *missing = go_missing_method(check->program, type, go_underlying(x->type), false, &wrong);
    if (!missing) return;
    go_check_error(check, go_expr_start(expr),
                   "impossible type switch case: %s\n\t%s cannot have dynamic type %s %s",
                   go_show_expr(check, expr), go_show_operand(check, x), go_show_type(check, type),
                   go_missing_method_reason(check, type, x->type, missing, wrong));
}

/* Checks the types of a clause; the last one is returned (NULL: nil or none). `x` is NULL after an error. */
static GoType *case_types(Checker *check, GoOperand *x, GoExprList types, TypeCaseList *seen) {
    GoType *type = NULL;
    for (uint32_t i = 0; i < types.count; i++) {
        GoExpr *expr = types.items[i];
        if (case_is_nil(check, expr)) {
            GoOperand nil;
            type = NULL;
            go_check_expr(check, &nil, expr);
        } else {
            type = go_check_variable_type(check, expr);
            if (type->kind == GO_INVALID) continue;
        }
        if (case_is_duplicate(check, expr, type, seen)) continue;
        if (x && type) case_check_possible(check, x, expr, type);
    }
    return type;
}

/* The variable that a clause of `switch y := x.(type)` has. */
static GoObject *case_variable(Checker *check, GoClause *clause, GoExpr *name, GoType *type) {
    GoObject *outer = name->name.object;
    GoObject *object = go_check_new_variable(check, name, GO_VARIABLE_LOCAL, type);
    name->name.object = outer;
    GoPos from = clause->cases.count ? clause->cases.items[clause->cases.count - 1]->end : clause->pos;
    go_check_declare(check, check->env.scope, NULL, object, from);
    return clause->object = object;
}

static void type_switch_clauses(Checker *check, GoStmt *stmt, GoOperand *x, GoOperand *known, GoExpr *name) {
    TypeCaseList seen = {0};
    bool is_used = false;
    GoClauseList clauses = stmt->switch_.clauses;
    for (uint32_t i = 0; i < clauses.count; i++) {
        GoClause *clause = &clauses.items[i];
        GoType *type = case_types(check, known, clause->cases, &seen);
        stmt_open(check, clause->pos, clause->end);
        if (name) {
            if (clause->cases.count != 1 || !type) type = x->type;
            case_variable(check, clause, name, type);
        }
        switch_clause(check, clause);
    }
    VEC_FREE(&seen);
    if (!name) return;
    for (uint32_t i = 0; i < clauses.count; i++) {
        if (!clauses.items[i].object) continue;
        is_used |= clauses.items[i].object->is_used;
        clauses.items[i].object->is_used = true;
    }
    if (!is_used)
        go_check_error(check, go_expr_start(name), "%s declared but not used", go_show_expr(check, name));
}

static void stmt_type_switch(Checker *check, GoStmt *stmt) {
    GoExpr *guard = stmt->switch_.tag;
    stmt_open(check, stmt->start, stmt->end);
    if (stmt->switch_.init) go_check_stmt(check, stmt->switch_.init);
    GoExpr *name = guard->type_switch.name;
    if (name && str_equal_c(name->name.text, "_")) {
        go_check_error(check, go_expr_start(name), "no new variable on left side of :=");
        name = NULL;
    }
    GoOperand x;
    go_check_expr(check, &x, guard->type_switch.operand);
    if (x.mode != GO_MODE_INVALID) {
        GoOperand *known = NULL;
        if (x.type->kind == GO_TYPE_PARAMETER)
            go_check_error(check, go_operand_pos(&x), "cannot use type switch on type parameter value %s",
                           go_show_operand(check, &x));
        else if (go_underlying(x.type)->kind != GO_INTERFACE)
            go_check_error(check, go_operand_pos(&x), "%s is not an interface", go_show_operand(check, &x));
        else
            known = &x;
        guard->type = x.type;
        guard->mode = GO_MODE_VALUE;
        switch_check_defaults(check, stmt->switch_.clauses);
        type_switch_clauses(check, stmt, &x, known, name);
    }
    stmt_close(check);
}

/* ---- select ----------------------------------------------------------------------------------------- */

static bool select_is_valid(const GoStmt *stmt) {
    GoExpr *receive = NULL;
    if (stmt->kind == GO_STMT_SEND) return true;
    if (stmt->kind == GO_STMT_EXPRESSION) receive = stmt->expression;
    if (stmt->kind == GO_STMT_ASSIGN && stmt->assign.right.count == 1) receive = stmt->assign.right.items[0];
    if (!receive) return false;
    receive = go_expr_unparen(receive);
    return receive->kind == GO_EXPR_UNARY && receive->unary.operator== GO_TOKEN_ARROW;
}

static void stmt_select(Checker *check, GoStmt *stmt) {
    GoClauseList clauses = stmt->select.clauses;
    switch_check_defaults(check, clauses);
    for (uint32_t i = 0; i < clauses.count; i++) {
        GoClause *clause = &clauses.items[i];
        GoStmt *communication = clause->communication;
        if (communication && !select_is_valid(communication)) {
            go_check_error(check, communication->start,
                           "select case must be send or receive (possibly with assignment)");
            continue;
        }
        stmt_open(check, clause->pos, clause->end);
        if (communication) go_check_stmt(check, communication);
        switch_clause(check, clause);
    }
}

/* ---- All of them ------------------------------------------------------------------------------------ */

static void stmt_check(Checker *check, GoStmt *stmt) {
    switch (stmt->kind) {
    case GO_STMT_EMPTY:
    case GO_STMT_BRANCH: break;
    case GO_STMT_BLOCK:
        stmt_open(check, stmt->start, stmt->end);
        stmt_list(check, stmt->block.statements);
        stmt_close(check);
        break;
    case GO_STMT_EXPRESSION: stmt_expression(check, stmt); break;
    case GO_STMT_SEND: stmt_send(check, stmt); break;
    case GO_STMT_DECLARATION:
        if (stmt->declaration && stmt->declaration->kind == GO_DECL_TYPE)
            go_limits_local_type(check, stmt->start);
        go_check_declaration_stmt(check, stmt->declaration);
        break;
    case GO_STMT_ASSIGN: stmt_assign(check, stmt); break;
    case GO_STMT_LABELED: go_check_stmt(check, stmt->labeled.statement); break;
    case GO_STMT_GO:
    case GO_STMT_DEFER: stmt_call(check, stmt); break;
    case GO_STMT_RETURN: stmt_return(check, stmt); break;
    case GO_STMT_IF: stmt_if(check, stmt); break;
    case GO_STMT_FOR: stmt_for(check, stmt); break;
    case GO_STMT_RANGE: stmt_range(check, stmt); break;
    case GO_STMT_SWITCH: stmt_switch(check, stmt); break;
    case GO_STMT_TYPE_SWITCH: stmt_type_switch(check, stmt); break;
    case GO_STMT_SELECT: stmt_select(check, stmt); break;
    }
}

void go_check_stmt(Checker *check, GoStmt *stmt) {
    size_t top = check->delayed.count;
    stmt_check(check, stmt);
    go_check_run_delayed(check, top);
}
