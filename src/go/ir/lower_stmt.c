/* Statements, and the variables of blocks.
 *
 * A statement's temporaries are given back when it ends. A block's variables are given back, and their names
 * unbound, when the block ends. */
#include "go/ir/lower.h"

/* ---- Variables ---------------------------------------------------------------------------------------- */

IrSlot *variable_row(Lowerer *lowerer, GoObject *object, int32_t offset, IrSlotKind kind) {
    const GoEscapeDecision *decision = go_escape_decision(lowerer->escape, object);
    Variable *variable = object->user;
    IrSlot row = {.name = object->name,
                  .type = object->type,
                  .kind = kind,
                  .offset = (uint32_t)offset,
                  .size = variable->is_indirect ? 8 : (uint32_t)go_type_size(object->type),
                  .escapes = variable->is_indirect,
                  .line = go_source_set_place(&lowerer->source->sources, object->pos).line,
                  .from = UINT32_MAX,
                  .to = UINT32_MAX};
    row.reason = arena_copy(&lowerer->program->arena, decision->text);
    variable->index = (uint32_t)lowerer->function->slots.count;
    VEC_PUSH(&lowerer->function->slots, row);
    return &VEC_LAST(&lowerer->function->slots);
}

Variable *variable_declare(Lowerer *lowerer, GoObject *object) {
    Variable *variable = ARENA_NEW(&lowerer->program->arena, Variable);
    object->user = variable;
    variable->is_indirect = go_escape_decision(lowerer->escape, object)->is_heap;
    variable->slot = variable->is_indirect ? slot_new(lowerer, 8, 8) : slot_of_type(lowerer, object->type);
    variable_row(lowerer, object, variable->slot, IR_SLOT_VARIABLE);
    if (variable->is_indirect) {
        at_position(lowerer, object->pos);
        emit(lowerer, IR_NEW, variable->slot, type_index(lowerer, object->type), 0);
    }
    return variable;
}

void variable_bind(Lowerer *lowerer, GoObject *object) {
    Variable *variable = object->user;
    if (variable->index == UINT32_MAX) return;
    lowerer->function->slots.items[variable->index].from = (uint32_t)lowerer->program->code.count;
}

void variables_end(Lowerer *lowerer, uint32_t from) {
    for (size_t i = from; i < lowerer->function->slots.count; i++) {
        IrSlot *slot = &lowerer->function->slots.items[i];
        if (slot->to == UINT32_MAX) slot->to = (uint32_t)lowerer->program->code.count;
    }
}

Scope scope_open(Lowerer *lowerer) {
    return (Scope){lowerer->top, (uint32_t)lowerer->function->slots.count};
}

void scope_close(Lowerer *lowerer, Scope scope) {
    variables_end(lowerer, scope.variables);
    lowerer->top = scope.top;
}

/* ---- By kind ------------------------------------------------------------------------------------------ */

void lower_statements(Lowerer *lowerer, GoStmtList list) {
    for (uint32_t i = 0; i < list.count; i++) lower_statement(lowerer, list.items[i]);
}

static void lower_block(Lowerer *lowerer, GoStmt *statement) {
    Scope scope = scope_open(lowerer);
    lower_statements(lowerer, statement->block.statements);
    scope_close(lowerer, scope);
}

static void lower_declarations(Lowerer *lowerer, GoStmt *statement) {
    for (GoDecl *declaration = statement->declaration; declaration; declaration = declaration->next) {
        if (declaration->kind != GO_DECL_VAR) continue;
        begin_statement(lowerer,
                        declaration->next || statement->declaration != declaration ? declaration->start
                                                                                   : statement->start,
                        declaration->end);
        lower_var(lowerer, declaration);
    }
}

static void lower_expression_statement(Lowerer *lowerer, GoStmt *statement) {
    uint32_t top = lowerer->top;
    begin_statement(lowerer, statement->start, statement->end);
    lower_discard(lowerer, statement->expression);
    lowerer->top = top;
}

static void lower_by_kind(Lowerer *lowerer, GoStmt *statement) {
    switch (statement->kind) {
    case GO_STMT_EMPTY: break;
    case GO_STMT_BLOCK: lower_block(lowerer, statement); break;
    case GO_STMT_EXPRESSION: lower_expression_statement(lowerer, statement); break;
    case GO_STMT_SEND: lower_send(lowerer, statement); break;
    case GO_STMT_DECLARATION: lower_declarations(lowerer, statement); break;
    case GO_STMT_ASSIGN: lower_assign(lowerer, statement); break;
    case GO_STMT_LABELED: lower_labeled(lowerer, statement); break;
    case GO_STMT_BRANCH: lower_branch(lowerer, statement); break;
    case GO_STMT_GO:
    case GO_STMT_DEFER: lower_go_or_defer(lowerer, statement); break;
    case GO_STMT_RETURN: lower_return(lowerer, statement); break;
    case GO_STMT_IF: lower_if(lowerer, statement); break;
    case GO_STMT_FOR: lower_for(lowerer, statement); break;
    case GO_STMT_RANGE: lower_range(lowerer, statement); break;
    case GO_STMT_SWITCH: lower_switch(lowerer, statement); break;
    case GO_STMT_TYPE_SWITCH: lower_type_switch(lowerer, statement); break;
    case GO_STMT_SELECT: lower_select(lowerer, statement); break;
    }
}

void lower_statement(Lowerer *lowerer, GoStmt *statement) {
    if (is_too_deep(lowerer, statement->pos)) return;
    lowerer->depth++;
    lower_by_kind(lowerer, statement);
    lowerer->depth--;
}
