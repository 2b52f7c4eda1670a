/* range: one loop, and for each kind of operand three questions: how it starts, whether there is a next
 * round, and what that round's key and value are. */
#include "go/ir/lower.h"
#include "go/runtime/map.h"

/* Hidden slots of a loop. */
typedef struct RangeLoop {
    GoStmt *statement;
    int32_t operand; /* a copy of what is ranged over (an array: its place is `array`) */
    Place array;
    int32_t index, length;
    int32_t next; /* strings: offset behind the rune; maps: the addresses of key and value */
    int32_t rune, more, received;
    GoType *element;
} RangeLoop;

static GoRangeKind kind_of(const RangeLoop *loop) {
    return loop->statement->range.kind;
}

static bool is_wanted(GoExpr *name) {
    if (!name) return false;
    return name->kind != GO_EXPR_NAME || (name->name.object && !str_equal_c(name->name.text, "_"));
}

/* ---- Start -------------------------------------------------------------------------------------------- */

static void start_sequence(Lowerer *lowerer, RangeLoop *loop) {
    GoExpr *operand = loop->statement->range.operand;
    GoType *type = go_underlying(operand->type);
    bool wants_value = is_wanted(loop->statement->range.value);
    switch (kind_of(loop)) {
    case GO_RANGE_SLICE:
        lower_into(lowerer, operand, loop->operand = slot_new(lowerer, 24, 8), 0);
        emit_move(lowerer, 0, loop->length, loop->operand + 8, 8);
        loop->element = type->slice.element;
        break;
    case GO_RANGE_ARRAY_POINTER:
        loop->operand = slot_new(lowerer, 8, 8);
        lower_into(lowerer, operand, loop->operand, 0);
        type = go_underlying(type->pointer.element);
        emit_set(lowerer, 0, loop->length, 8, type->array.length);
        loop->element = type->array.element;
        break;
    default:
        if (wants_value || strip_parens(operand)->mode != GO_MODE_VARIABLE) {
            loop->operand = slot_of_type(lowerer, operand->type);
            lower_into(lowerer, operand, loop->operand, 0);
        }
        emit_set(lowerer, 0, loop->length, 8, type->array.length);
        loop->element = type->array.element;
        break;
    }
    emit_set(lowerer, 0, loop->index, 8, 0);
}

static void start_loop(Lowerer *lowerer, RangeLoop *loop) {
    GoExpr *operand = loop->statement->range.operand;
    loop->index = slot_new(lowerer, 8, 8);
    loop->length = slot_new(lowerer, 8, 8);
    loop->next = slot_new(lowerer, 16, 8);
    loop->rune = slot_new(lowerer, 4, 4);
    loop->more = slot_new(lowerer, 1, 1);
    switch (kind_of(loop)) {
    case GO_RANGE_INT: {
        GoType *type = used_type(operand);
        int32_t limit = lower_to_slot(lowerer, operand);
        emit_move(lowerer, 0, loop->length, widen_to_word(lowerer, limit, type), 8);
        emit_set(lowerer, 0, loop->index, 8, 0);
        break;
    }
    case GO_RANGE_STRING:
        loop->operand = slot_new(lowerer, 16, 8);
        lower_into(lowerer, operand, loop->operand, 0);
        emit_move(lowerer, 0, loop->length, loop->operand + 8, 8);
        emit_set(lowerer, 0, loop->next, 8, 0);
        break;
    case GO_RANGE_MAP:
        loop->operand = slot_new(lowerer, sizeof(GoMapIterator), 8);
        emit_zero(lowerer, 0, loop->operand, sizeof(GoMapIterator));
        lower_into(lowerer, operand, loop->operand, 0);
        break;
    case GO_RANGE_SLICE:
    case GO_RANGE_ARRAY:
    case GO_RANGE_ARRAY_POINTER: start_sequence(lowerer, loop); break;
    case GO_RANGE_CHAN:
        loop->operand = slot_new(lowerer, 8, 8);
        loop->element = go_underlying(operand->type)->chan.element;
        loop->received = slot_of_type(lowerer, loop->element);
        lower_into(lowerer, operand, loop->operand, 0);
        break;
    default: unsupported(lowerer, loop->statement->pos, "ranging over functions"); break;
    }
}

/* ---- Rounds ------------------------------------------------------------------------------------------- */

/* Jumps to the body when there is another round. */
static void test_loop(Lowerer *lowerer, RangeLoop *loop, Label *body) {
    Label end = {0};
    switch (kind_of(loop)) {
    case GO_RANGE_STRING:
        emit_jump(lowerer, IR_JGE8, loop->next, loop->length, &end);
        emit_move(lowerer, 0, loop->index, loop->next, 8);
        emit(lowerer, IR_NEXT_RUNE, loop->next, loop->operand, loop->rune);
        emit_jump(lowerer, IR_JMP, 0, 0, body);
        break;
    case GO_RANGE_MAP:
        emit(lowerer, IR_MAP_NEXT, loop->more, loop->operand, loop->next);
        emit_jump(lowerer, IR_JT, loop->more, 0, body);
        break;
    case GO_RANGE_CHAN:
        emit(lowerer, IR_CHAN_RECEIVE, loop->received, loop->operand, loop->more);
        emit_jump(lowerer, IR_JT, loop->more, 0, body);
        break;
    default: emit_jump(lowerer, IR_JLT8, loop->index, loop->length, body); break;
    }
    label_place(lowerer, &end);
}

static void advance_loop(Lowerer *lowerer, RangeLoop *loop) {
    GoRangeKind kind = kind_of(loop);
    if (kind != GO_RANGE_STRING && kind != GO_RANGE_MAP && kind != GO_RANGE_CHAN)
        emit(lowerer, IR_ADD8I, loop->index, loop->index, 1);
}

static Place element_place(Lowerer *lowerer, RangeLoop *loop) {
    uint64_t size = (uint64_t)go_type_size(loop->element);
    Place place = {.type = loop->element, .slot = loop->operand, .index = loop->index};
    bool is_array = kind_of(loop) == GO_RANGE_ARRAY;
    if (is_word(size)) {
        place.kind = is_array ? PLACE_PICKED : PLACE_ELEMENT;
        return place;
    }
    int32_t address = slot_new(lowerer, 8, 8), base = loop->operand;
    if (is_array) emit(lowerer, IR_ADDR, base = slot_new(lowerer, 8, 8), loop->operand, 0);
    emit(lowerer, IR_MUL8I, address, loop->index, (int32_t)size);
    emit(lowerer, IR_ADD8, address, address, base);
    place.kind = PLACE_POINTER;
    place.slot = address;
    return place;
}

static Place key_place(RangeLoop *loop) {
    GoType *type = loop->statement->range.key_type;
    if (kind_of(loop) == GO_RANGE_MAP)
        return (Place){.kind = PLACE_POINTER, .type = type, .slot = loop->next};
    return place_of_slot(kind_of(loop) == GO_RANGE_CHAN ? loop->received : loop->index, type);
}

static Place value_place(Lowerer *lowerer, RangeLoop *loop) {
    GoType *type = loop->statement->range.value_type;
    if (kind_of(loop) == GO_RANGE_MAP)
        return (Place){.kind = PLACE_POINTER, .type = type, .slot = loop->next + 8};
    if (kind_of(loop) == GO_RANGE_STRING) return place_of_slot(loop->rune, type);
    if (kind_of(loop) == GO_RANGE_ARRAY_POINTER) emit(lowerer, IR_CHECKNIL, loop->operand, 0, 0);
    return element_place(lowerer, loop);
}

static void assign_round(Lowerer *lowerer, Place to, Place from) {
    if (to.kind == PLACE_SLOT && !go_type_is_interface(to.type)) {
        place_load(lowerer, from, to.slot, to.flags);
        return;
    }
    int32_t value = slot_of_type(lowerer, from.type), converted = slot_of_type(lowerer, to.type);
    place_load(lowerer, from, value, 0);
    lower_implicit_conversion(lowerer, value, from.type, to.type, converted, 0);
    place_store(lowerer, to, (Operand){.slot = converted});
}

static void declare_round(Lowerer *lowerer, GoExpr *name) {
    if (is_wanted(name) && name->kind == GO_EXPR_NAME) variable_declare(lowerer, name->name.object);
}

static void bind_round(Lowerer *lowerer, GoExpr *name) {
    if (is_wanted(name) && name->kind == GO_EXPR_NAME) variable_bind(lowerer, name->name.object);
}

static void begin_round(Lowerer *lowerer, RangeLoop *loop) {
    GoStmt *statement = loop->statement;
    uint32_t top = lowerer->top;
    bool has_key = is_wanted(statement->range.key), has_value = is_wanted(statement->range.value);
    bool are_two = has_key && has_value && !statement->range.is_define;
    Place key = {0}, value = {0};
    if (has_key) key = lower_place(lowerer, statement->range.key, are_two);
    if (has_value) value = lower_place(lowerer, statement->range.value, are_two);
    if (has_key) assign_round(lowerer, key, key_place(loop));
    if (has_value) assign_round(lowerer, value, value_place(lowerer, loop));
    lowerer->top = top;
    if (!statement->range.is_define) return;
    bind_round(lowerer, statement->range.key);
    bind_round(lowerer, statement->range.value);
}

void lower_range(Lowerer *lowerer, GoStmt *statement) {
    Scope scope = scope_open(lowerer);
    RangeLoop loop = {.statement = statement};
    Label body = {0}, next = {0}, test = {0}, end = {0};
    JumpTarget target = {
        .outer = lowerer->targets, .statement = statement, .on_break = &end, .on_continue = &next};
    GoPos header_end = statement->range.operand->end;
    bool is_fresh = statement->range.has_fresh_variables;
    begin_statement(lowerer, statement->start, header_end);
    start_loop(lowerer, &loop);
    if (statement->range.is_define && !is_fresh) {
        declare_round(lowerer, statement->range.key);
        declare_round(lowerer, statement->range.value);
    }
    emit_jump(lowerer, IR_JMP, 0, 0, &test);
    label_place(lowerer, &body);
    if (statement->range.is_define && is_fresh) {
        declare_round(lowerer, statement->range.key);
        declare_round(lowerer, statement->range.value);
    }
    begin_round(lowerer, &loop);
    lowerer->targets = &target;
    lower_statement(lowerer, statement->range.body);
    lowerer->targets = target.outer;
    label_place(lowerer, &next);
    advance_loop(lowerer, &loop);
    begin_statement(lowerer, statement->start, header_end);
    label_place(lowerer, &test);
    test_loop(lowerer, &loop, &body);
    label_place(lowerer, &end);
    scope_close(lowerer, scope);
}
