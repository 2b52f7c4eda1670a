/* Statements as edges, and the depth of loops: a variable declared in a loop is a new one in every round, so
 * nothing outside may hold its address on the stack. */
#include "go/escape/graph.h"

enum { HOLE_LIMIT = 64 };
enum { LABEL_UNSEEN, LABEL_SEEN, LABEL_LOOPS };

void flow_statements(Analysis *analysis, EscNodeList list) {
    for (uint32_t i = 0; i < list.count; i++) flow_statement(analysis, list.items[i]);
}

/* What a block declares at a label's loop depth ends with the block. */
static void flow_block(Analysis *analysis, EscNodeList list) {
    int loop_depth = analysis->loop_depth;
    flow_statements(analysis, list);
    analysis->loop_depth = loop_depth;
}

/* ---- Assignments -------------------------------------------------------------------------------------- */

/* Notes that the targets change, except where they are declared. */
static void note_reassigned(Analysis *analysis, EscNode *target, Hole hole, const EscNode *where) {
    if (hole.to == &analysis->blank || hole.to == &analysis->heap) return;
    bool is_zero = where->op == ESC_ASSIGN && !where->y && target && target->op == ESC_NAME &&
                   !target->variable->definition;
    const EscVariable *variable = hole.to->variable;
    bool is_definition = variable && variable->definition == where && where->op != ESC_RANGE;
    if (!is_zero && !is_definition) hole.to->is_reassigned = true;
}

static void flow_assignment(Analysis *analysis, Hole hole, EscNode *target, EscNode *value, EscNode *where) {
    if (target && value && flow_is_header_data(target)) {
        flow_unsafe(analysis, hole_heap(analysis), value);
        return;
    }
    if (target && value && esc_is_self_assignment(target, value)) {
        Arena *arena = &analysis->escape->arena;
        const GoPackage *from = analysis->function->package;
        Str function = esc_function_text(arena, analysis->function, from),
            text = esc_text(arena, where, from);
        analysis_say(
            analysis, from, where->pos,
            arena_format(arena, "%.*s ignoring self-assignment in %.*s", STR_ARGS(function), STR_ARGS(text)));
        hole = hole_blank(analysis);
    }
    flow_expr(analysis, hole, value);
}

static void flow_assign_list(Analysis *analysis, EscNode *statement, EscNodeList left, EscNodeList right) {
    Hole holes[HOLE_LIMIT];
    uint32_t count = left.count < HOLE_LIMIT ? left.count : HOLE_LIMIT;
    for (uint32_t i = 0; i < count; i++) holes[i] = hole_of_target(analysis, left.items[i]);
    for (uint32_t i = 0; i < count && i < right.count; i++)
        flow_assignment(analysis, holes[i], left.items[i], right.items[i], statement);
    for (uint32_t i = 0; i < count; i++) note_reassigned(analysis, left.items[i], holes[i], statement);
}

static void flow_assign(Analysis *analysis, EscNode *statement) {
    EscNodeList left = {.items = &statement->x, .count = 1}, right = {.items = &statement->y, .count = 1};
    flow_assign_list(analysis, statement, left, right);
}

static void flow_assign_call(Analysis *analysis, EscNode *statement) {
    Hole holes[HOLE_LIMIT];
    EscNodeList left = statement->list;
    EscNode *call = statement->body.items[0];
    uint32_t count = left.count < HOLE_LIMIT ? left.count : HOLE_LIMIT;
    flow_statements(analysis, call->init);
    for (uint32_t i = 0; i < count; i++) holes[i] = hole_of_target(analysis, left.items[i]);
    flow_call(analysis, holes, count, call);
    for (uint32_t i = 0; i < count; i++) note_reassigned(analysis, left.items[i], holes[i], statement);
}

static void flow_return(Analysis *analysis, EscNode *statement) {
    EscVariableList results = analysis->function->results;
    for (uint32_t i = 0; i < statement->list.count && i < results.count; i++) {
        Hole hole = hole_of(location_of(analysis, results.items[i]));
        flow_expr(analysis, hole, statement->list.items[i]);
        hole.to->is_reassigned = true;
    }
}

static void flow_declare(Analysis *analysis, EscVariable *variable) {
    location_of(analysis, variable)->loop_depth = analysis->loop_depth;
}

/* ---- Loops -------------------------------------------------------------------------------------------- */

/* Variables that each round has for itself live inside of the loop. */
static void deepen(Analysis *analysis, EscNodeList init) {
    for (uint32_t i = 0; i < init.count; i++) {
        deepen(analysis, init.items[i]->init);
        if (init.items[i]->op == ESC_DECLARE) flow_declare(analysis, init.items[i]->x->variable);
    }
}

static void flow_for(Analysis *analysis, EscNode *statement) {
    analysis->loop_depth++;
    if (statement->is_fresh) deepen(analysis, statement->init);
    flow_discard(analysis, statement->x);
    if (statement->y) flow_statement(analysis, statement->y);
    flow_block(analysis, statement->body);
    analysis->loop_depth--;
}

static void flow_range(Analysis *analysis, EscNode *statement) {
    Location *operand = location_new(analysis, NULL, NULL);
    flow_expr(analysis, hole_of(operand), statement->x);
    analysis->loop_depth++;
    if (statement->is_fresh) deepen(analysis, statement->init);
    Hole key = hole_of_target(analysis, statement->y), value = hole_of_target(analysis, statement->z);
    bool is_array = esc_kind(statement->x->type) == GO_ARRAY;
    flow(analysis, is_array ? value : hole_shift(value, 1), operand);
    note_reassigned(analysis, statement->y, key, statement);
    note_reassigned(analysis, statement->z, value, statement);
    flow_block(analysis, statement->body);
    analysis->loop_depth--;
}

/* A label to which a later goto jumps back begins a loop. */
static bool find_looping_labels(void *user, EscNode *node) {
    (void)user;
    if (node->op == ESC_LABEL) node->label->state = LABEL_SEEN;
    if (node->op == ESC_GOTO && node->label && node->label->state == LABEL_SEEN)
        node->label->state = LABEL_LOOPS;
    return false;
}

static void flow_label(Analysis *analysis, EscLabel *label) {
    if (label->state == LABEL_LOOPS) analysis->loop_depth++;
    label->state = LABEL_UNSEEN;
}

/* ---- Branches ----------------------------------------------------------------------------------------- */

static void flow_type_guard(Analysis *analysis, EscNode *statement) {
    Hole holes[HOLE_LIMIT];
    uint32_t count = 0;
    Location *operand = NULL;
    for (uint32_t i = 0; i < statement->list.count; i++) {
        EscNode *name = statement->list.items[i]->x;
        if (!name) continue;
        flow_declare(analysis, name->variable);
        GoType *type = name->variable->type;
        if (!esc_type_has_pointers(type)) continue;
        bool is_held = go_type_is_interface(type) || go_type_is_pointer_shaped(type);
        Hole hole = hole_shift(hole_of(location_of(analysis, name->variable)), is_held ? 0 : 1);
        if (!operand) operand = location_new(analysis, NULL, NULL);
        if (count < HOLE_LIMIT) holes[count++] = hole;
        flow(analysis, hole, operand);
    }
    flow_expr(analysis,
              count == 1 ? holes[0]
              : operand  ? hole_of(operand)
                         : hole_blank(analysis),
              statement->x->y);
}

static void flow_switch(Analysis *analysis, EscNode *statement) {
    if (statement->x && statement->x->op == ESC_TYPE_GUARD)
        flow_type_guard(analysis, statement);
    else
        flow_discard(analysis, statement->x);
    for (uint32_t i = 0; i < statement->list.count; i++) {
        flow_list(analysis, hole_blank(analysis), statement->list.items[i]->list);
        flow_block(analysis, statement->list.items[i]->body);
    }
}

static void flow_select(Analysis *analysis, EscNode *statement) {
    for (uint32_t i = 0; i < statement->list.count; i++) {
        EscNode *branch = statement->list.items[i];
        if (branch->x) flow_statement(analysis, branch->x);
        flow_block(analysis, branch->body);
    }
}

/* ---- All ---------------------------------------------------------------------------------------------- */

static void flow_by_kind(Analysis *analysis, EscNode *statement) {
    switch (statement->op) {
    case ESC_BLOCK: flow_statements(analysis, statement->list); break;
    case ESC_DECLARE: flow_declare(analysis, statement->x->variable); break;
    case ESC_ASSIGN:
    case ESC_ASSIGN_OPERATION: flow_assign(analysis, statement); break;
    case ESC_ASSIGN_LIST:
    case ESC_ASSIGN_OK: flow_assign_list(analysis, statement, statement->list, statement->body); break;
    case ESC_ASSIGN_CALL: flow_assign_call(analysis, statement); break;
    case ESC_LABEL: flow_label(analysis, statement->label); break;
    case ESC_IF:
        flow_discard(analysis, statement->x);
        flow_block(analysis, statement->list);
        flow_block(analysis, statement->body);
        break;
    case ESC_FOR: flow_for(analysis, statement); break;
    case ESC_RANGE: flow_range(analysis, statement); break;
    case ESC_SWITCH: flow_switch(analysis, statement); break;
    case ESC_SELECT: flow_select(analysis, statement); break;
    case ESC_SEND:
        flow_discard(analysis, statement->x);
        flow_expr(analysis, hole_heap(analysis), statement->y);
        break;
    case ESC_RETURN: flow_return(analysis, statement); break;
    case ESC_GO:
    case ESC_DEFER: flow_go_or_defer(analysis, statement); break;
    case ESC_CALL:
    case ESC_CALL_INTERFACE:
    case ESC_INLINED_CALL:
    case ESC_BUILTIN: flow_call(analysis, NULL, 0, statement); break;
    case ESC_DECLARE_TYPE:
    case ESC_GOTO:
    case ESC_BRANCH:
    case ESC_FALLTHROUGH: break;
    default: flow_discard(analysis, statement); break;
    }
}

void flow_statement(Analysis *analysis, EscNode *statement) {
    if (!statement || analysis->depth > 10000) return;
    analysis->depth++;
    flow_statements(analysis, statement->init);
    flow_by_kind(analysis, statement);
    analysis->depth--;
}

void flow_function(Analysis *analysis, EscFunction *function) {
    analysis->function = function;
    analysis->loop_depth = 1;
    for (uint32_t i = 0; i < function->body.count; i++)
        esc_any(function->body.items[i], find_looping_labels, NULL);
    for (uint32_t i = 0; i < function->results.count; i++)
        location_of(analysis, function->results.items[i])->result = (int)i + 1;
    flow_block(analysis, function->body);
}
