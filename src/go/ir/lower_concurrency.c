/* Goroutines and channels. `go` keeps a prepared call as `defer` does; channel operations and select are
 * calls of the runtime, which may let another goroutine run before they return. */
#include "go/ir/lower.h"

static GoType *element_of(GoExpr *channel) {
    return go_underlying(channel->type)->chan.element;
}

void lower_go(Lowerer *lowerer, GoStmt *statement) {
    GoExpr *call = strip_parens(statement->expression);
    uint32_t top = lowerer->top;
    begin_statement(lowerer, statement->start, statement->end);
    if (call->call.kind == GO_CALL_FUNCTION)
        lower_call_as(lowerer, call, IR_GO);
    else
        unsupported(lowerer, statement->pos, "go with a built-in function");
    lowerer->top = top;
}

void lower_receive(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags, int32_t ok) {
    GoExpr *channel = expression->unary.operand;
    GoType *type = element_of(channel);
    int32_t slot = lower_to_slot(lowerer, channel), value = slot_of_type(lowerer, type);
    if (ok < 0) ok = slot_new(lowerer, 1, 1);
    at_position(lowerer, expression->pos);
    emit(lowerer, IR_CHAN_RECEIVE, value, slot, ok);
    emit_move(lowerer, flags, to, value, (uint64_t)go_type_size(type));
}

void lower_send(Lowerer *lowerer, GoStmt *statement) {
    uint32_t top = lowerer->top;
    begin_statement(lowerer, statement->start, statement->end);
    int32_t channel = lower_to_slot(lowerer, statement->send.channel);
    int32_t value = lower_to_slot(lowerer, statement->send.value);
    at_position(lowerer, statement->pos);
    emit(lowerer, IR_CHAN_SEND, channel, value, 0);
    lowerer->top = top;
}

void lower_close(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    (void)to, (void)flags;
    int32_t channel = lower_to_slot(lowerer, call->call.arguments.items[0]);
    at_position(lowerer, call->pos);
    emit(lowerer, IR_CHAN_CLOSE, channel, 0, 0);
}

/* ---- select ------------------------------------------------------------------------------------------- */

enum { CASE_BYTES = 32 };

/* What a clause communicates. */
typedef struct Communication {
    GoExpr *channel, *value; /* value: of a send */
    GoExprList left;         /* of a receive: v, ok */
    GoStmt *assign;
    int32_t element, ok;
    bool is_send;
} Communication;

static Communication find_communication(GoClause *clause) {
    GoStmt *statement = clause->communication;
    Communication result = {0};
    if (statement->kind == GO_STMT_SEND) {
        result.is_send = true;
        result.channel = statement->send.channel;
        result.value = statement->send.value;
        return result;
    }
    GoExpr *receive =
        statement->kind == GO_STMT_ASSIGN ? statement->assign.right.items[0] : statement->expression;
    if (statement->kind == GO_STMT_ASSIGN) {
        result.assign = statement;
        result.left = statement->assign.left;
    }
    result.channel = strip_parens(receive)->unary.operand;
    return result;
}

/* One case of the block: channel, address of the element, address of ok, direction. */
static void prepare_case(Lowerer *lowerer, Communication *communication, int32_t at) {
    GoType *type = element_of(communication->channel);
    lower_into(lowerer, communication->channel, at, 0);
    communication->element = slot_of_type(lowerer, type);
    communication->ok = slot_new(lowerer, 1, 1);
    if (communication->is_send) lower_into(lowerer, communication->value, communication->element, 0);
    emit(lowerer, IR_ADDR, at + 8, communication->element, 0);
    emit(lowerer, IR_ADDR, at + 16, communication->ok, 0);
    emit_set(lowerer, 0, at + 24, 8, communication->is_send);
}

static void store_received(Lowerer *lowerer, const Communication *communication) {
    GoStmt *assign = communication->assign;
    if (!assign) return;
    GoType *types[] = {element_of(communication->channel), go_basic_type(GO_BOOL)};
    int32_t slots[] = {communication->element, communication->ok};
    for (uint32_t i = 0; i < communication->left.count && i < 2; i++) {
        GoExpr *left = communication->left.items[i];
        GoObject *object = left->kind == GO_EXPR_NAME ? left->name.object : NULL;
        bool is_new = assign->assign.is_define && assign->assign.is_new && assign->assign.is_new[i] && object;
        if (is_new) variable_declare(lowerer, object);
        Place place = lower_place(lowerer, left, false);
        if (place.kind != PLACE_NONE) {
            int32_t value = slot_of_type(lowerer, place.type);
            lower_implicit_conversion(lowerer, slots[i], types[i], place.type, value, 0);
            place_store(lowerer, place, (Operand){.slot = value});
        }
        if (is_new) variable_bind(lowerer, object);
    }
}

static void lower_clause(Lowerer *lowerer, GoStmt *statement, GoClause *clause,
                         const Communication *communication, Label *end) {
    Scope scope = scope_open(lowerer);
    if (clause->communication) store_received(lowerer, communication);
    lower_clause_body(lowerer, statement, clause, end);
    scope_close(lowerer, scope);
    emit_jump(lowerer, IR_JMP, 0, 0, end);
}

void lower_select(Lowerer *lowerer, GoStmt *statement) {
    GoClauseList clauses = statement->select.clauses;
    Arena *arena = &lowerer->program->arena;
    Communication *communications = ARENA_ARRAY(arena, Communication, clauses.count + 1);
    Label *bodies = ARENA_ARRAY(arena, Label, clauses.count + 1), end = {0};
    uint32_t top = lowerer->top, count = 0;
    bool has_default = false;
    begin_statement(lowerer, statement->start, statement->start + 6);
    int32_t chosen = slot_new(lowerer, 8, 8);
    int32_t block = slot_new(lowerer, CASE_BYTES * (uint64_t)clauses.count, 8);
    for (uint32_t i = 0; i < clauses.count; i++) {
        if (!clauses.items[i].communication) {
            has_default = true;
            continue;
        }
        communications[i] = find_communication(&clauses.items[i]);
        prepare_case(lowerer, &communications[i], block + CASE_BYTES * (int32_t)count++);
    }
    emit_flagged(lowerer, has_default, IR_SELECT, chosen, block, (int32_t)count);
    int32_t number = 0;
    for (uint32_t i = 0; i < clauses.count; i++)
        emit_jump(lowerer, IR_JEQ8I, chosen, clauses.items[i].communication ? number++ : -1, &bodies[i]);
    emit_jump(lowerer, IR_JMP, 0, 0, &end);
    for (uint32_t i = 0; i < clauses.count; i++) {
        label_place(lowerer, &bodies[i]);
        lower_clause(lowerer, statement, &clauses.items[i], &communications[i], &end);
    }
    label_place(lowerer, &end);
    lowerer->top = top;
}
