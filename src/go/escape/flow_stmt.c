/* Statements as edges, and the depth of loops: a variable declared in a loop is a new one in every round, so
 * nothing outside may hold its address on the stack. */
#include "go/escape/graph.h"

static void flow_statement(Analysis *analysis, GoStmt *statement);

static void flow_statements(Analysis *analysis, GoStmtList list) {
    for (uint32_t i = 0; i < list.count; i++) flow_statement(analysis, list.items[i]);
}

void flow_declare(Analysis *analysis, GoObject *object) {
    if (!object || location_of(analysis, object)) return;
    Location *location = location_new(analysis, object, NULL);
    intmap_set(&analysis->variables, (uintptr_t)object, location);
}

static GoObject *declared_object(GoExpr *name) {
    return name && name->kind == GO_EXPR_NAME ? name->name.object : NULL;
}

/* ---- Assignments -------------------------------------------------------------------------------------- */

static void flow_to_targets(Analysis *analysis, GoExprList left, GoExpr *right) {
    Hole holes[64];
    uint32_t count = left.count < 64 ? left.count : 64;
    for (uint32_t i = 0; i < count; i++) holes[i] = hole_of_target(analysis, left.items[i]);
    while (right->kind == GO_EXPR_PAREN) right = right->paren.inner;
    if (right->kind == GO_EXPR_CALL)
        flow_call(analysis, holes, count, right);
    else
        flow_expr(analysis, holes[0], right);
}

static void flow_assign(Analysis *analysis, GoStmt *statement) {
    GoExprList left = statement->assign.left, right = statement->assign.right;
    for (uint32_t i = 0; statement->assign.is_define && i < left.count; i++)
        if (statement->assign.is_new && statement->assign.is_new[i])
            flow_declare(analysis, declared_object(left.items[i]));
    if (right.count == 1 && left.count > 1) {
        flow_to_targets(analysis, left, right.items[0]);
        return;
    }
    for (uint32_t i = 0; i < left.count; i++) {
        Hole hole = hole_of_target(analysis, left.items[i]);
        if (i < right.count) flow_expr(analysis, hole, right.items[i]);
    }
}

static void flow_var(Analysis *analysis, GoDecl *declaration) {
    GoExprList names = declaration->value.names, values = declaration->value.values;
    for (uint32_t i = 0; i < names.count; i++) flow_declare(analysis, declared_object(names.items[i]));
    if (values.count == 1 && names.count > 1) {
        flow_to_targets(analysis, names, values.items[0]);
        return;
    }
    for (uint32_t i = 0; i < values.count && i < names.count; i++)
        flow_expr(analysis, hole_of_target(analysis, names.items[i]), values.items[i]);
}

static Hole result_hole(Analysis *analysis, uint32_t index) {
    Location *location = location_of(analysis, analysis->function->results.items[index]);
    return location ? hole_of(location) : hole_heap(analysis);
}

static void flow_return(Analysis *analysis, GoStmt *statement) {
    GoExprList values = statement->return_.results;
    uint32_t count = analysis->function->results.count;
    if (values.count == 1 && count > 1) {
        Hole holes[64];
        for (uint32_t i = 0; i < count && i < 64; i++) holes[i] = result_hole(analysis, i);
        GoExpr *call = values.items[0];
        while (call->kind == GO_EXPR_PAREN) call = call->paren.inner;
        flow_call(analysis, holes, count < 64 ? count : 64, call);
        return;
    }
    for (uint32_t i = 0; i < values.count && i < count; i++)
        flow_expr(analysis, result_hole(analysis, i), values.items[i]);
}

/* ---- Loops -------------------------------------------------------------------------------------------- */

static void flow_for(Analysis *analysis, GoStmt *statement) {
    bool is_fresh = statement->for_.has_fresh_variables;
    if (is_fresh) analysis->loop_depth++;
    if (statement->for_.init) flow_statement(analysis, statement->for_.init);
    if (!is_fresh) analysis->loop_depth++;
    flow_discard(analysis, statement->for_.condition);
    if (statement->for_.post) flow_statement(analysis, statement->for_.post);
    flow_statement(analysis, statement->for_.body);
    analysis->loop_depth--;
}

static void flow_range(Analysis *analysis, GoStmt *statement) {
    GoExpr *key = statement->range.key, *value = statement->range.value;
    Location *operand = location_new(analysis, NULL, NULL);
    flow_expr(analysis, hole_of(operand), statement->range.operand);
    bool is_fresh = statement->range.has_fresh_variables;
    if (is_fresh) analysis->loop_depth++;
    if (statement->range.is_define) {
        flow_declare(analysis, declared_object(key));
        flow_declare(analysis, declared_object(value));
    }
    if (!is_fresh) analysis->loop_depth++;
    if (key) hole_of_target(analysis, key);
    bool is_array = statement->range.kind == GO_RANGE_ARRAY;
    if (value && statement->range.value_type && type_has_pointers(statement->range.value_type))
        flow(analysis, hole_shift(hole_of_target(analysis, value), is_array ? 0 : 1), operand);
    flow_statement(analysis, statement->range.body);
    analysis->loop_depth--;
}

/* A label to which a later goto jumps back begins a loop. */
static void find_looping_labels(Analysis *analysis, GoStmt *statement);

static void find_in_list(Analysis *analysis, GoStmtList list) {
    for (uint32_t i = 0; i < list.count; i++) find_looping_labels(analysis, list.items[i]);
}

static void find_in_clauses(Analysis *analysis, GoClauseList clauses) {
    for (uint32_t i = 0; i < clauses.count; i++) find_in_list(analysis, clauses.items[i].body);
}

static void find_looping_labels(Analysis *analysis, GoStmt *statement) {
    if (!statement || analysis->depth > 2500) return;
    analysis->depth++;
    switch (statement->kind) {
    case GO_STMT_BLOCK: find_in_list(analysis, statement->block.statements); break;
    case GO_STMT_LABELED: find_looping_labels(analysis, statement->labeled.statement); break;
    case GO_STMT_IF:
        find_looping_labels(analysis, statement->if_.then);
        find_looping_labels(analysis, statement->if_.otherwise);
        break;
    case GO_STMT_FOR: find_looping_labels(analysis, statement->for_.body); break;
    case GO_STMT_RANGE: find_looping_labels(analysis, statement->range.body); break;
    case GO_STMT_SWITCH:
    case GO_STMT_TYPE_SWITCH: find_in_clauses(analysis, statement->switch_.clauses); break;
    case GO_STMT_SELECT: find_in_clauses(analysis, statement->select.clauses); break;
    case GO_STMT_BRANCH: {
        GoStmt *target = statement->branch.keyword == GO_TOKEN_GOTO ? statement->branch.target : NULL;
        if (target && target->start < statement->start)
            intmap_set(&analysis->looping_labels, (uintptr_t)target, target);
        break;
    }
    default: break;
    }
    analysis->depth--;
}

/* ---- Switches ----------------------------------------------------------------------------------------- */

static void flow_switch(Analysis *analysis, GoStmt *statement) {
    if (statement->switch_.init) flow_statement(analysis, statement->switch_.init);
    flow_discard(analysis, statement->switch_.tag);
    for (uint32_t i = 0; i < statement->switch_.clauses.count; i++) {
        GoClause *clause = &statement->switch_.clauses.items[i];
        flow_list(analysis, hole_blank(analysis), clause->cases);
        flow_statements(analysis, clause->body);
    }
}

static void flow_type_switch(Analysis *analysis, GoStmt *statement) {
    GoExpr *guard = statement->switch_.tag;
    Location *operand = location_new(analysis, NULL, NULL);
    if (statement->switch_.init) flow_statement(analysis, statement->switch_.init);
    flow_expr(analysis, hole_of(operand), guard->type_switch.operand);
    for (uint32_t i = 0; i < statement->switch_.clauses.count; i++) {
        GoClause *clause = &statement->switch_.clauses.items[i];
        if (clause->object) {
            GoType *type = clause->object->type;
            flow_declare(analysis, clause->object);
            bool is_held = go_type_is_interface(type) || go_type_is_pointer_shaped(type);
            if (type_has_pointers(type))
                flow(analysis, hole_shift(hole_of(location_of(analysis, clause->object)), is_held ? 0 : 1),
                     operand);
        }
        flow_statements(analysis, clause->body);
    }
}

static void flow_select(Analysis *analysis, GoStmt *statement) {
    for (uint32_t i = 0; i < statement->select.clauses.count; i++) {
        GoClause *clause = &statement->select.clauses.items[i];
        if (clause->communication) flow_statement(analysis, clause->communication);
        flow_statements(analysis, clause->body);
    }
}

/* ---- go and defer ------------------------------------------------------------------------------------- */

/* What a go statement is given outlives this function. A deferred call runs before it ends; in a loop there
 * may be any number of them, which are kept on the heap. */
static void flow_go_or_defer(Analysis *analysis, GoStmt *statement) {
    GoExpr *call = statement->expression;
    while (call->kind == GO_EXPR_PAREN) call = call->paren.inner;
    bool stays = statement->kind == GO_STMT_DEFER && analysis->loop_depth == 1;
    if (stays || call->kind != GO_EXPR_CALL) {
        flow_discard(analysis, call);
        return;
    }
    GoExpr *function = call->call.function;
    if (call->call.kind == GO_CALL_FUNCTION) {
        bool is_method = function->kind == GO_EXPR_SELECTOR && function->selector.selection;
        flow_expr(analysis, hole_heap(analysis), is_method ? function->selector.operand : function);
    }
    flow_list(analysis, hole_heap(analysis), call->call.arguments);
}

/* ---- All ---------------------------------------------------------------------------------------------- */

static void flow_by_kind(Analysis *analysis, GoStmt *statement) {
    switch (statement->kind) {
    case GO_STMT_BLOCK: flow_statements(analysis, statement->block.statements); break;
    case GO_STMT_EXPRESSION: flow_discard(analysis, statement->expression); break;
    case GO_STMT_SEND:
        flow_discard(analysis, statement->send.channel);
        flow_expr(analysis, hole_heap(analysis), statement->send.value);
        break;
    case GO_STMT_DECLARATION:
        for (GoDecl *declaration = statement->declaration; declaration; declaration = declaration->next)
            if (declaration->kind == GO_DECL_VAR) flow_var(analysis, declaration);
        break;
    case GO_STMT_ASSIGN: flow_assign(analysis, statement); break;
    case GO_STMT_LABELED:
        if (intmap_get(&analysis->looping_labels, (uintptr_t)statement)) analysis->loop_depth++;
        flow_statement(analysis, statement->labeled.statement);
        break;
    case GO_STMT_GO:
    case GO_STMT_DEFER: flow_go_or_defer(analysis, statement); break;
    case GO_STMT_RETURN: flow_return(analysis, statement); break;
    case GO_STMT_IF:
        if (statement->if_.init) flow_statement(analysis, statement->if_.init);
        flow_discard(analysis, statement->if_.condition);
        flow_statement(analysis, statement->if_.then);
        if (statement->if_.otherwise) flow_statement(analysis, statement->if_.otherwise);
        break;
    case GO_STMT_FOR: flow_for(analysis, statement); break;
    case GO_STMT_RANGE: flow_range(analysis, statement); break;
    case GO_STMT_SWITCH: flow_switch(analysis, statement); break;
    case GO_STMT_TYPE_SWITCH: flow_type_switch(analysis, statement); break;
    case GO_STMT_SELECT: flow_select(analysis, statement); break;
    case GO_STMT_EMPTY:
    case GO_STMT_BRANCH: break;
    }
}

static void flow_statement(Analysis *analysis, GoStmt *statement) {
    if (analysis->depth > 2500) return;
    analysis->depth++;
    flow_by_kind(analysis, statement);
    analysis->depth--;
}

static void declare_fixed(Analysis *analysis, GoObjectList list, bool are_results) {
    for (uint32_t i = 0; i < list.count; i++) {
        flow_declare(analysis, list.items[i]);
        Location *location = location_of(analysis, list.items[i]);
        location->is_parameter = !are_results;
        location->result = are_results ? (int)i + 1 : 0;
    }
}

void flow_function(Analysis *analysis, GoFunction *function) {
    analysis->function = function;
    analysis->loop_depth = 1;
    if (function->receiver) {
        flow_declare(analysis, function->receiver);
        location_of(analysis, function->receiver)->is_parameter = true;
    }
    declare_fixed(analysis, function->parameters, false);
    declare_fixed(analysis, function->results, true);
    if (!function->body) return;
    find_looping_labels(analysis, function->body);
    flow_statement(analysis, function->body);
}
