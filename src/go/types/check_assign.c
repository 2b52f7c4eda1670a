/* Assignments of all kinds: to variables, parameters, results, elements (spec: "Assignment statements",
 * "Short variable declarations", "Variable declarations"). */
#include "go/types/checker.h"

/* ---- Facts about variables -------------------------------------------------------------------------- */

/* The variable whose bytes an addressable expression lies in, or NULL when a pointer leads there. */
static GoObject *assign_root(GoExpr *expr) {
    for (;;) {
        switch (expr->kind) {
        case GO_EXPR_PAREN: expr = expr->paren.inner; break;
        case GO_EXPR_NAME: {
            GoObject *object = expr->name.object;
            return object && object->kind == GO_OBJECT_VAR ? object : NULL;
        }
        case GO_EXPR_SELECTOR:
            if (!expr->selector.selection || expr->selector.selection->is_indirect) return NULL;
            if (expr->selector.operand->type &&
                go_underlying(expr->selector.operand->type)->kind == GO_POINTER)
                return NULL;
            expr = expr->selector.operand;
            break;
        case GO_EXPR_INDEX:
            if (!expr->index.operand->type || go_underlying(expr->index.operand->type)->kind != GO_ARRAY)
                return NULL;
            expr = expr->index.operand;
            break;
        default: return NULL;
        }
    }
}

void go_mark_address_taken(GoExpr *expr) {
    GoObject *root = assign_root(expr);
    if (root) root->variable.address_taken = true;
}

/* ---- One value -------------------------------------------------------------------------------------- */

static void assignment_misfit(Checker *check, GoOperand *x, GoType *type, const char *context,
                              Misfit misfit) {
    static const char *const endings[] = {"", " (truncated)", " (overflows)", ""};
    go_check_error(check, go_operand_pos(x), "cannot use %s as %s value in %s%s", go_show_operand(check, x),
                   go_show_type(check, type), context, endings[misfit]);
    x->mode = GO_MODE_INVALID;
}

/* An untyped value gets its type. False after an error. */
static bool assignment_untyped(Checker *check, GoOperand *x, GoType *type, const char *context) {
    GoType *target = type;
    if (x->mode == GO_MODE_NIL) {
        if (!type) {
            go_check_error(check, go_operand_pos(x), "use of untyped nil in %s", context);
            x->mode = GO_MODE_INVALID;
            return false;
        }
    } else if (!type || go_type_is_interface(type)) {
        target = go_default_type(x->type);
    }
    GoConstant *value;
    Misfit misfit;
    GoType *final = go_check_implicit_type(check, x, target, &value, &misfit);
    if (!final) {
        assignment_misfit(check, x, target, context, misfit);
        return false;
    }
    if (value) {
        x->constant = value;
        if (!x->is_component) go_check_update_value(x->expr, value);
    }
    if (final != x->type) {
        x->type = final;
        if (!x->is_component) go_check_update_type(check, x->expr, final, false);
    }
    return true;
}

/* Checks that x may be assigned to a variable of `type` (NULL: of its own, for `_`) and notes the conversion
 * that this implies. */
void go_check_assignment(Checker *check, GoOperand *x, GoType *type, const char *context) {
    go_check_single_value(check, x);
    switch (x->mode) {
    case GO_MODE_INVALID: return;
    case GO_MODE_CONSTANT:
    case GO_MODE_VARIABLE:
    case GO_MODE_MAP_INDEX:
    case GO_MODE_VALUE:
    case GO_MODE_NIL:
    case GO_MODE_COMMA_OK: break;
    default:
        go_check_error(check, go_operand_pos(x), "cannot assign %s to %s in %s", go_show_operand(check, x),
                       type ? go_show_type(check, type) : "_", context);
        return;
    }
    if (go_type_is_untyped(x->type) && !assignment_untyped(check, x, type, context)) return;
    GoType *underlying = go_underlying(x->type);
    if (underlying->kind == GO_FUNC && underlying->signature.type_parameters.count > 0)
        go_check_error(check, go_operand_pos(x), "cannot use generic function %s without instantiation in %s",
                       go_show_operand(check, x), context);
    if (!type) return;
    const char *reason = NULL;
    if (go_check_assignable(check, x, type, &reason)) {
        bool is_converted = !x->is_component && type->kind != GO_INVALID && !go_type_identical(x->type, type);
        if (is_converted) x->expr->converted_to = type;
        return;
    }
    const char *shown = go_show_operand(check, x), *to = go_show_type(check, type);
    if (reason && reason[0])
        go_check_error(check, go_operand_pos(x), "cannot use %s as type %s in %s:\n\t%s", shown, to, context,
                       reason);
    else
        go_check_error(check, go_operand_pos(x), "cannot use %s as type %s in %s", shown, to, context);
    x->mode = GO_MODE_INVALID;
}

void go_check_init_constant(Checker *check, GoObject *object, GoOperand *x) {
    GoType *invalid = go_basic_type(GO_INVALID);
    bool is_bad = x->mode == GO_MODE_INVALID || x->type->kind == GO_INVALID ||
                  (object->type && object->type->kind == GO_INVALID);
    if (!is_bad && x->mode != GO_MODE_CONSTANT) {
        go_check_error(check, go_operand_pos(x), "%s is not constant", go_show_operand(check, x));
        is_bad = true;
    }
    if (is_bad) {
        if (!object->type) object->type = invalid;
        return;
    }
    if (!object->type) object->type = x->type;
    go_check_assignment(check, x, object->type, "constant declaration");
    if (x->mode != GO_MODE_INVALID) object->constant.value = x->constant;
}

/* False after an error; the variable then has some type in any case. */
bool go_check_init_variable(Checker *check, GoObject *object, GoOperand *x, const char *context) {
    if (x->mode == GO_MODE_INVALID || x->type->kind == GO_INVALID ||
        (object->type && object->type->kind == GO_INVALID)) {
        if (!object->type) object->type = go_basic_type(GO_INVALID);
        object->is_used = true;
        return false;
    }
    if (!object->type) {
        if (x->type->kind == GO_UNTYPED_NIL) {
            go_check_error(check, go_operand_pos(x), "use of untyped nil in %s", context);
            object->type = go_basic_type(GO_INVALID);
            return false;
        }
        object->type = go_default_type(x->type);
    }
    go_check_assignment(check, x, object->type, context);
    if (x->mode != GO_MODE_INVALID) return true;
    object->is_used = true;
    return false;
}

/* ---- Several values --------------------------------------------------------------------------------- */

const char *go_check_types_summary(Checker *check, GoType **types, uint32_t count, bool is_variadic) {
    StrBuf out = {0};
    strbuf_append_char(&out, '(');
    for (uint32_t i = 0; i < count; i++) {
        if (i) strbuf_append_c(&out, ", ");
        GoType *type = types[i];
        if (!type || type->kind == GO_INVALID) {
            strbuf_append_c(&out, "<T>");
        } else if (go_type_is_untyped(type)) {
            bool is_number = go_type_flags(type) & GO_IS_NUMERIC;
            strbuf_append_c(&out, is_number ? "number" : go_basic_names[type->kind] + sizeof "untyped");
        } else if (is_variadic && i + 1 == count && type->kind == GO_SLICE) {
            strbuf_format(&out, "...%s", go_show_type(check, type->slice.element));
        } else {
            strbuf_append_c(&out, go_show_type(check, type));
        }
    }
    strbuf_append_char(&out, ')');
    const char *text = go_show_str(check, strbuf_view(&out));
    strbuf_free(&out);
    return text;
}

static const char *assign_measure(Checker *check, uint32_t count, const char *unit) {
    return go_show_format(check, "%u %s%s", count, unit, count == 1 ? "" : "s");
}

static void assign_mismatch(Checker *check, GoExprList right, uint32_t variables, uint32_t values) {
    GoExpr *first = right.items[0], *inner = go_expr_unparen(first);
    const char *left = assign_measure(check, variables, "variable");
    const char *count = assign_measure(check, values, "value");
    if (right.count == 1 && inner->kind == GO_EXPR_CALL)
        go_check_error(check, go_expr_start(first), "assignment mismatch: %s but %s returns %s", left,
                       go_show_expr(check, inner->call.function), count);
    else
        go_check_error(check, go_expr_start(first), "assignment mismatch: %s but %s", left, count);
}

static GoType **assign_operand_types(Checker *check, OperandList list) {
    GoType **types = ARENA_ARRAY(&check->scratch, GoType *, list.count + 1);
    for (uint32_t i = 0; i < list.count; i++) types[i] = list.items[i].type;
    return types;
}

static void return_mismatch(Checker *check, GoStmt *stmt, GoObject **left, uint32_t count,
                            OperandList right) {
    GoPos pos = stmt->pos;
    const char *quantity = "not enough";
    if (right.count > count) {
        pos = go_expr_start(right.items[count].expr);
        quantity = "too many";
    } else if (right.count > 0) {
        pos = go_expr_start(right.items[right.count - 1].expr);
    }
    GoType **wanted = ARENA_ARRAY(&check->scratch, GoType *, count + 1);
    for (uint32_t i = 0; i < count; i++) wanted[i] = left[i]->type;
    go_check_error(check, pos, "%s return values\n\thave %s\n\twant %s", quantity,
                   go_check_types_summary(check, assign_operand_types(check, right), right.count, false),
                   go_check_types_summary(check, wanted, count, false));
}

static bool assign_has_invalid(OperandList list) {
    for (uint32_t i = 0; i < list.count; i++) {
        if (list.items[i].mode == GO_MODE_INVALID) return true;
    }
    return false;
}

/* var a, b = right; also the results of a return statement. */
void go_check_init_variables(Checker *check, GoObject **left, uint32_t count, GoExprList right,
                             GoStmt *return_stmt, bool *is_comma_ok) {
    bool comma_ok = count == 2 && !return_stmt;
    OperandList values = go_check_expr_list(check, right, &comma_ok);
    if (is_comma_ok) *is_comma_ok = comma_ok;
    if (values.count != count) {
        for (uint32_t i = 0; i < count; i++) {
            left[i]->is_used = true;
            if (!left[i]->type) left[i]->type = go_basic_type(GO_INVALID);
        }
        if (assign_has_invalid(values)) return;
        if (return_stmt)
            return_mismatch(check, return_stmt, left, count, values);
        else
            assign_mismatch(check, right, count, values.count);
        return;
    }
    const char *context = return_stmt ? "return statement" : "assignment";
    bool is_good = true;
    for (uint32_t i = 0; i < count; i++)
        is_good &= go_check_init_variable(check, left[i], &values.items[i], context);
    for (uint32_t i = 0; i < count && !is_good; i++) left[i]->is_used = true;
}

/* ---- Assignment to what is there -------------------------------------------------------------------- */

static GoObject *assign_local(Checker *check, GoExpr *name) {
    GoObject *object = go_scope_find(check->env.scope, name->name.text, GO_NO_POS, NULL);
    bool is_variable = object && object->kind == GO_OBJECT_VAR && object->package == check->package;
    return is_variable ? object : NULL;
}

static void assign_refuse(Checker *check, GoOperand *z) {
    GoExpr *expr = z->expr;
    if (expr->kind == GO_EXPR_SELECTOR) {
        GoOperand operand = {0};
        go_check_expr(check, &operand, expr->selector.operand);
        if (operand.mode == GO_MODE_MAP_INDEX) {
            go_check_error(check, go_operand_pos(z), "cannot assign to struct field %s in map",
                           go_show_expr(check, expr));
            return;
        }
    }
    go_check_error(check, go_operand_pos(z), "cannot assign to %s", go_show_operand(check, z));
}

/* left = x. False after an error. */
bool go_check_assign_variable(Checker *check, GoExpr *left, GoOperand *x) {
    if (x->mode == GO_MODE_INVALID || x->type->kind == GO_INVALID) {
        go_check_use(check, left);
        return false;
    }
    GoExpr *name = go_expr_unparen(left);
    bool is_name = name->kind == GO_EXPR_NAME;
    if (is_name && str_equal_c(name->name.text, "_")) {
        name->name.object = NULL;
        go_check_assignment(check, x, NULL, "assignment to _ identifier");
        return x->mode != GO_MODE_INVALID;
    }
    /* Being assigned to is not being used. */
    GoObject *variable = is_name ? assign_local(check, name) : NULL;
    bool was_used = variable && variable->is_used;
    GoOperand z = {0};
    go_check_expr(check, &z, left);
    if (variable) variable->is_used = was_used;
    if (z.mode == GO_MODE_INVALID || z.type->kind == GO_INVALID) return false;
    if (z.mode != GO_MODE_VARIABLE && z.mode != GO_MODE_MAP_INDEX) {
        assign_refuse(check, &z);
        return false;
    }
    GoObject *root = assign_root(left);
    if (root) root->variable.is_reassigned = true;
    go_check_assignment(check, x, z.type, "assignment");
    return x->mode != GO_MODE_INVALID;
}

static void assign_mark_used(Checker *check, GoExprList left) {
    for (uint32_t i = 0; i < left.count; i++) {
        GoExpr *name = go_expr_unparen(left.items[i]);
        GoObject *variable = name->kind == GO_EXPR_NAME ? assign_local(check, name) : NULL;
        if (variable) variable->is_used = true;
    }
}

void go_check_assign_variables(Checker *check, GoStmt *stmt) {
    GoExprList left = stmt->assign.left, right = stmt->assign.right;
    bool comma_ok = left.count == 2;
    OperandList values = go_check_expr_list(check, right, &comma_ok);
    stmt->assign.is_comma_ok = comma_ok;
    if (values.count != left.count) {
        go_check_use_list(check, left);
        if (!assign_has_invalid(values)) assign_mismatch(check, right, left.count, values.count);
        return;
    }
    bool is_good = true;
    for (uint32_t i = 0; i < left.count; i++)
        is_good &= go_check_assign_variable(check, left.items[i], &values.items[i]);
    if (!is_good) assign_mark_used(check, left);
}

/* ---- := --------------------------------------------------------------------------------------------- */

static bool short_is_repeated(GoExprList left, uint32_t index) {
    for (uint32_t i = 0; i < index; i++) {
        if (left.items[i]->kind == GO_EXPR_NAME &&
            str_equal(left.items[i]->name.text, left.items[index]->name.text))
            return true;
    }
    return false;
}

/* The variable on the left at `index`: new, or one of this scope. NULL after an error. */
static GoObject *short_variable(Checker *check, GoStmt *stmt, uint32_t index) {
    GoExpr *name = stmt->assign.left.items[index];
    if (name->kind != GO_EXPR_NAME) {
        go_check_use(check, name);
        go_check_error(check, go_expr_start(name),
                       "non-name %s on left side of :=", go_show_expr(check, name));
        return NULL;
    }
    bool is_blank = str_equal_c(name->name.text, "_");
    if (!is_blank && short_is_repeated(stmt->assign.left, index)) {
        go_check_error(check, go_expr_start(name),
                       "%s repeated on left side of :=", go_show_expr(check, name));
        return NULL;
    }
    GoObject *known = is_blank ? NULL : go_scope_lookup(check->env.scope, name->name.text);
    if (known) {
        name->name.object = known;
        if (known->kind == GO_OBJECT_VAR) {
            known->variable.is_reassigned = true;
            return known;
        }
        go_check_error(check, go_expr_start(name), "cannot assign to %s", go_show_expr(check, name));
        return NULL;
    }
    stmt->assign.is_new[index] = true;
    return go_check_new_variable(check, name, GO_VARIABLE_LOCAL, NULL);
}

void go_check_short_declaration(Checker *check, GoStmt *stmt) {
    size_t top = check->delayed.count;
    GoExprList left = stmt->assign.left, right = stmt->assign.right;
    GoObject **variables = ARENA_ARRAY(check->arena, GoObject *, left.count);
    stmt->assign.is_new = ARENA_ARRAY(check->arena, bool, left.count);
    bool has_error = false, has_new = false;
    for (uint32_t i = 0; i < left.count; i++) {
        variables[i] = short_variable(check, stmt, i);
        if (variables[i]) {
            has_new |= stmt->assign.is_new[i] && !str_equal_c(variables[i]->name, "_");
            continue;
        }
        has_error = true;
        variables[i] = go_object_new(check->program, GO_OBJECT_VAR, STR("_"), left.items[i]->start);
        variables[i]->is_used = true;
    }
    go_check_init_variables(check, variables, left.count, right, NULL, &stmt->assign.is_comma_ok);
    go_check_run_delayed(check, top);
    if (!has_new && !has_error) go_check_error(check, stmt->pos, "no new variables on left side of :=");
    for (uint32_t i = 0; i < left.count; i++) {
        GoExpr *name = left.items[i];
        name->mode = GO_MODE_VARIABLE;
        name->type = variables[i]->type;
        bool is_blank = name->kind == GO_EXPR_NAME && str_equal_c(name->name.text, "_");
        if (is_blank) stmt->assign.is_new[i] = false;
        if (stmt->assign.is_new[i])
            go_check_declare(check, check->env.scope, NULL, variables[i], right.items[right.count - 1]->end);
        else if (is_blank)
            name->name.object = NULL;
    }
}
