/* Control flow: if, for, switch, labels and the branches between them. Conditions jump directly
 * (lower_operator.c). */
#include "go/ir/lower.h"

/* ---- Variables of a header ---------------------------------------------------------------------------- */

/* Jumps away when the condition is `jump_if`; a statement of its own, for who steps through. */
static void lower_test(Lowerer *lowerer, GoPos start, GoExpr *condition, bool jump_if, Label *label) {
    uint32_t top = lowerer->top;
    begin_statement(lowerer, start, condition->end);
    lower_condition(lowerer, condition, jump_if, label);
    lowerer->top = top;
}

void lower_if(Lowerer *lowerer, GoStmt *statement) {
    Scope scope = scope_open(lowerer);
    Label otherwise = {0}, end = {0};
    if (statement->if_.init) lower_statement(lowerer, statement->if_.init);
    lower_test(lowerer, statement->if_.init ? statement->if_.condition->start : statement->start,
               statement->if_.condition, false, &otherwise);
    lower_statement(lowerer, statement->if_.then);
    if (statement->if_.otherwise) emit_jump(lowerer, IR_JMP, 0, 0, &end);
    label_place(lowerer, &otherwise);
    if (statement->if_.otherwise) lower_statement(lowerer, statement->if_.otherwise);
    label_place(lowerer, &end);
    scope_close(lowerer, scope);
}

/* ---- Loops -------------------------------------------------------------------------------------------- */

void lower_fresh_variables(Lowerer *lowerer, GoObjectList variables) {
    for (uint32_t i = 0; i < variables.count; i++) {
        Variable *variable = variables.items[i]->user;
        if (!variable || !variable->is_indirect) continue;
        uint32_t top = lowerer->top;
        Place place = place_of_variable(lowerer, variables.items[i]);
        int32_t value = slot_of_type(lowerer, place.type);
        place_load(lowerer, place, value, 0);
        emit(lowerer, IR_NEW, variable->slot, type_index(lowerer, place.type), 0);
        place_store(lowerer, place, (Operand){.slot = value});
        lowerer->top = top;
    }
}

/* The test stands at the end of the body: one jump a round. */
void lower_for(Lowerer *lowerer, GoStmt *statement) {
    Scope scope = scope_open(lowerer);
    Label body = {0}, next = {0}, test = {0}, end = {0};
    JumpTarget target = {
        .outer = lowerer->targets, .statement = statement, .on_break = &end, .on_continue = &next};
    if (statement->for_.init) lower_statement(lowerer, statement->for_.init);
    if (statement->for_.condition) emit_jump(lowerer, IR_JMP, 0, 0, &test);
    label_place(lowerer, &body);
    lowerer->targets = &target;
    lower_statement(lowerer, statement->for_.body);
    lowerer->targets = target.outer;
    label_place(lowerer, &next);
    if (statement->for_.has_fresh_variables) lower_fresh_variables(lowerer, statement->for_.variables);
    if (statement->for_.post) lower_statement(lowerer, statement->for_.post);
    label_place(lowerer, &test);
    if (statement->for_.condition)
        lower_test(lowerer, statement->for_.condition->start, statement->for_.condition, true, &body);
    else
        emit_jump(lowerer, IR_JMP, 0, 0, &body);
    label_place(lowerer, &end);
    scope_close(lowerer, scope);
}

/* ---- switch ------------------------------------------------------------------------------------------- */

/* A case of a switch without a tag: a condition, or an interface value that is compared with true. */
static void lower_bare_case(Lowerer *lowerer, GoExpr *value, Label *body) {
    if (!go_type_is_interface(used_type(value))) {
        lower_condition(lowerer, value, true, body);
        return;
    }
    GoType *boolean = go_basic_type(GO_BOOL);
    int32_t truth = slot_new(lowerer, 1, 1), boxed = slot_new(lowerer, 16, 8);
    emit_set(lowerer, 0, truth, 1, 1);
    lower_implicit_conversion(lowerer, truth, boolean, used_type(value), boxed, 0);
    Operand left = lower_operand(lowerer, value);
    lower_comparison(lowerer, GO_TOKEN_EQUAL, used_type(value), left, (Operand){.slot = boxed}, truth, 0);
    emit_jump(lowerer, IR_JT, truth, 0, body);
}

/* The comparisons of one clause. */
static void lower_cases(Lowerer *lowerer, GoStmt *statement, GoClause *clause, int32_t tag, Label *body) {
    GoExpr *tag_expression = statement->switch_.tag;
    for (uint32_t i = 0; i < clause->cases.count; i++) {
        GoExpr *value = clause->cases.items[i];
        uint32_t top = lowerer->top;
        if (!tag_expression) {
            begin_statement(lowerer, value->start, value->end);
            lower_bare_case(lowerer, value, body);
        } else {
            GoType *type = used_type(tag_expression);
            if (go_type_is_interface(used_type(value))) type = used_type(value);
            int32_t is_equal = slot_new(lowerer, 1, 1);
            at_position(lowerer, value->pos);
            int32_t given = tag;
            if (go_type_is_interface(type) && !go_type_is_interface(used_type(tag_expression))) {
                given = slot_new(lowerer, 16, 8);
                lower_implicit_conversion(lowerer, tag, used_type(tag_expression), type, given, 0);
            }
            if (value->mode == GO_MODE_NIL)
                emit(lowerer, IR_EQ8I, is_equal, given, 0);
            else
                lower_comparison(lowerer, GO_TOKEN_EQUAL, type, (Operand){.slot = given},
                                 lower_operand_as(lowerer, value, type), is_equal, 0);
            emit_jump(lowerer, IR_JT, is_equal, 0, body);
        }
        lowerer->top = top;
    }
}

void lower_clause_body(Lowerer *lowerer, GoStmt *statement, GoClause *clause, Label *end) {
    JumpTarget target = {.outer = lowerer->targets, .statement = statement, .on_break = end};
    lowerer->targets = &target;
    lower_statements(lowerer, clause->body);
    lowerer->targets = target.outer;
}

static void lower_clause_bodies(Lowerer *lowerer, GoStmt *statement, Label *bodies, Label *end) {
    GoClauseList clauses = statement->switch_.clauses;
    for (uint32_t i = 0; i < clauses.count; i++) {
        JumpTarget target = {.outer = lowerer->targets,
                             .statement = statement,
                             .on_break = end,
                             .on_fallthrough = i + 1 < clauses.count ? &bodies[i + 1] : end};
        Scope scope = scope_open(lowerer);
        label_place(lowerer, &bodies[i]);
        lowerer->targets = &target;
        lower_statements(lowerer, clauses.items[i].body);
        lowerer->targets = target.outer;
        scope_close(lowerer, scope);
        if (i + 1 < clauses.count) emit_jump(lowerer, IR_JMP, 0, 0, end);
    }
}

void lower_switch(Lowerer *lowerer, GoStmt *statement) {
    Scope scope = scope_open(lowerer);
    GoExpr *tag_expression = statement->switch_.tag;
    GoClauseList clauses = statement->switch_.clauses;
    Label *bodies = ARENA_ARRAY(&lowerer->program->arena, Label, clauses.count + 1), end = {0};
    Label *otherwise = &end;
    int32_t tag = 0;
    if (statement->switch_.init) lower_statement(lowerer, statement->switch_.init);
    if (tag_expression) {
        begin_statement(lowerer, statement->switch_.init ? tag_expression->start : statement->start,
                        tag_expression->end);
        tag = slot_of_type(lowerer, used_type(tag_expression));
        lower_into(lowerer, tag_expression, tag, 0);
    }
    for (uint32_t i = 0; i < clauses.count; i++) {
        if (clauses.items[i].is_default) otherwise = &bodies[i];
        lower_cases(lowerer, statement, &clauses.items[i], tag, &bodies[i]);
    }
    emit_jump(lowerer, IR_JMP, 0, 0, otherwise);
    lower_clause_bodies(lowerer, statement, bodies, &end);
    label_place(lowerer, &end);
    scope_close(lowerer, scope);
}

/* ---- Labels and branches ------------------------------------------------------------------------------ */

static Label *label_of(Lowerer *lowerer, GoStmt *labeled) {
    Label *label = intmap_get(&lowerer->labels, (uintptr_t)labeled);
    if (label) return label;
    label = ARENA_NEW(&lowerer->program->arena, Label);
    intmap_set(&lowerer->labels, (uintptr_t)labeled, label);
    return label;
}

void lower_labeled(Lowerer *lowerer, GoStmt *statement) {
    label_place(lowerer, label_of(lowerer, statement));
    lower_statement(lowerer, statement->labeled.statement);
}

static Label *branch_label(Lowerer *lowerer, GoStmt *statement) {
    GoToken keyword = statement->branch.keyword;
    if (keyword == GO_TOKEN_GOTO) return label_of(lowerer, statement->branch.target);
    for (JumpTarget *target = lowerer->targets; target; target = target->outer) {
        if (target->statement != statement->branch.target) continue;
        if (keyword == GO_TOKEN_BREAK) return target->on_break;
        return keyword == GO_TOKEN_CONTINUE ? target->on_continue : target->on_fallthrough;
    }
    return NULL;
}

void lower_branch(Lowerer *lowerer, GoStmt *statement) {
    begin_statement(lowerer, statement->start, statement->end);
    Label *label = branch_label(lowerer, statement);
    if (label)
        emit_jump(lowerer, IR_JMP, 0, 0, label);
    else
        unsupported(lowerer, statement->pos, "this branch");
}
