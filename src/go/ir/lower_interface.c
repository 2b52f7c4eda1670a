/* Interfaces: method tables, calls through them, type assertions and type switches.
 *
 * An interface value holds a type descriptor and a word. A method called through it gets that word as its
 * receiver, whatever the type; for types that are not pointer-shaped the word is an address, and a forwarder
 * stands between (see lower_closure.c). So every type that is put into an interface has for each method two
 * functions: one that takes exactly its value (for the runtime's C code), and one that takes the word. */
#include "go/ir/lower.h"

/* Is the interface's word the value itself? Pointers, and structs and arrays of exactly one. */
static bool is_direct(GoType *type) {
    GoType *underlying = go_underlying(type);
    if (underlying->kind == GO_STRUCT)
        return underlying->structure.count == 1 && is_direct(underlying->structure.fields[0]->type);
    if (underlying->kind == GO_ARRAY)
        return underlying->array.length == 1 && is_direct(underlying->array.element);
    return go_type_is_pointer_shaped(type);
}

/* ---- Method tables ------------------------------------------------------------------------------------ */

static Str package_of(GoObject *method) {
    bool is_exported = method->name.length && method->name.data[0] >= 'A' && method->name.data[0] <= 'Z';
    return is_exported || !method->package ? STR("") : method->package->path;
}

int32_t method_name_index(Lowerer *lowerer, GoObject *method) {
    Str package = package_of(method);
    for (size_t i = 0; i < lowerer->program->method_names.count; i++) {
        IrMethodName *known = &lowerer->program->method_names.items[i];
        if (str_equal(known->name, method->name) && str_equal(known->package, package)) return (int32_t)i;
    }
    VEC_PUSH(&lowerer->program->method_names, (IrMethodName){method->name, package});
    return (int32_t)lowerer->program->method_names.count - 1;
}

/* A method whose receiver is exactly this type needs no forwarder to take its value. */
static bool is_own_method(GoType *type, const GoMethod *method) {
    GoObject *receiver = method->object->type->signature.receiver;
    return method->path_count == 1 && receiver && go_type_identical(receiver->type, type);
}

static void add_method(Lowerer *lowerer, GoType *type, const GoMethod *method) {
    IrMethod row = {.type = type, .name = method->object->name, .package = package_of(method->object)};
    row.signature = method->object->type;
    if (is_own_method(type, method))
        row.by_value = function_of_object(lowerer, method->object);
    else
        row.by_value =
            forwarder_new(lowerer, FORWARD_VALUE, type, method->object, method->path, method->path_count);
    row.by_word = row.by_value;
    if (!is_direct(type))
        row.by_word =
            forwarder_new(lowerer, FORWARD_WORD, type, method->object, method->path, method->path_count);
    VEC_PUSH(&lowerer->program->methods, row);
}

/* Compiles the methods of a type that is put into an interface, once. */
void note_dynamic_type(Lowerer *lowerer, GoType *type) {
    uint64_t key = (uintptr_t)type;
    if (intmap_get(&lowerer->dynamic_types, key)) return;
    intmap_set(&lowerer->dynamic_types, key, type);
    GoType *named = type->kind == GO_POINTER ? type->pointer.element : type;
    bool can_have_methods = named->kind == GO_NAMED || go_underlying(named)->kind == GO_STRUCT;
    if (!can_have_methods || go_type_is_interface(named)) return;
    GoMethodSet methods = go_method_set(lowerer->source, type);
    for (uint32_t i = 0; i < methods.count; i++) add_method(lowerer, type, &methods.items[i]);
}

int32_t lower_interface_receiver(Lowerer *lowerer, GoExpr *operand, GoSelection *selection) {
    uint32_t steps = selection->path_count - 1;
    int32_t slot = slot_new(lowerer, 16, 8);
    if (steps == 0)
        lower_into(lowerer, operand, slot, 0);
    else
        place_load(lowerer, place_selected(lowerer, operand, selection->path, steps, false), slot, 0);
    return slot;
}

/* ---- x.(T) -------------------------------------------------------------------------------------------- */

static void test_type(Lowerer *lowerer, int32_t value, GoType *type, int32_t result) {
    IrOpcode opcode = go_type_is_interface(type) ? IR_IMPLEMENTS : IR_IS_TYPE;
    emit(lowerer, opcode, result, value, type_index(lowerer, type));
}

/* The value of a concrete type that an interface at `value` holds. */
static void unbox(Lowerer *lowerer, int32_t value, GoType *type, int32_t to, uint16_t flags) {
    if (go_type_is_interface(type)) {
        emit_move(lowerer, flags, to, value, 16);
    } else if (is_direct(type)) {
        emit_move(lowerer, flags, to, value + 8, (uint64_t)go_type_size(type));
    } else {
        Place cell = {.kind = PLACE_POINTER, .slot = value + 8, .type = type};
        place_load(lowerer, cell, to, flags);
    }
}

void lower_assertion(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags, int32_t ok) {
    GoExpr *operand = expression->assertion.operand;
    GoType *type = expression->type;
    if (type->kind == GO_TUPLE) type = type->tuple.variables[0]->type;
    Label fails = {0}, end = {0};
    int32_t value = slot_new(lowerer, 16, 8), result = slot_new(lowerer, 1, 1);
    lower_into(lowerer, operand, value, 0);
    at_position(lowerer, expression->pos);
    test_type(lowerer, value, type, result);
    emit_jump(lowerer, IR_JF, result, 0, &fails);
    unbox(lowerer, value, type, to, flags);
    if (ok >= 0) emit_set(lowerer, 0, ok, 1, 1);
    emit_jump(lowerer, IR_JMP, 0, 0, &end);
    label_place(lowerer, &fails);
    if (ok >= 0) {
        emit_zero(lowerer, flags, to, (uint64_t)go_type_size(type));
        emit_set(lowerer, 0, ok, 1, 0);
    } else {
        emit_flagged(lowerer, (uint16_t)type_index(lowerer, operand->type), IR_ASSERTION_FAILED, value,
                     type_index(lowerer, type), 0);
    }
    label_place(lowerer, &end);
}

/* ---- switch x.(type) ---------------------------------------------------------------------------------- */

static bool is_nil_case(GoExpr *expression) {
    return expression->mode == GO_MODE_NIL || (expression->kind == GO_EXPR_NAME && expression->name.object &&
                                               expression->name.object->kind == GO_OBJECT_NIL);
}

static void lower_type_cases(Lowerer *lowerer, GoClause *clause, int32_t value, Label *body) {
    for (uint32_t i = 0; i < clause->cases.count; i++) {
        GoExpr *wanted = clause->cases.items[i];
        uint32_t top = lowerer->top;
        int32_t result = slot_new(lowerer, 1, 1);
        at_position(lowerer, wanted->pos);
        if (is_nil_case(wanted))
            emit(lowerer, IR_EQ8I, result, value, 0);
        else
            test_type(lowerer, value, wanted->type, result);
        emit_jump(lowerer, IR_JT, result, 0, body);
        lowerer->top = top;
    }
}

/* In a clause for one type the variable has that type, in all others the interface's. */
static void declare_clause_variable(Lowerer *lowerer, GoClause *clause, int32_t value) {
    GoObject *object = clause->object;
    if (!object) return;
    variable_declare(lowerer, object);
    Place place = place_of_variable(lowerer, object);
    if (place.kind == PLACE_SLOT) {
        unbox(lowerer, value, object->type, place.slot, place.flags);
    } else {
        int32_t copy = slot_of_type(lowerer, object->type);
        unbox(lowerer, value, object->type, copy, 0);
        place_store(lowerer, place, (Operand){.slot = copy});
    }
    variable_bind(lowerer, object);
}

static void lower_type_clause(Lowerer *lowerer, GoStmt *statement, GoClause *clause, int32_t value,
                              Label *end) {
    Scope scope = scope_open(lowerer);
    declare_clause_variable(lowerer, clause, value);
    lower_clause_body(lowerer, statement, clause, end);
    scope_close(lowerer, scope);
    emit_jump(lowerer, IR_JMP, 0, 0, end);
}

void lower_type_switch(Lowerer *lowerer, GoStmt *statement) {
    Scope scope = scope_open(lowerer);
    GoExpr *guard = statement->switch_.tag;
    GoClauseList clauses = statement->switch_.clauses;
    Label *bodies = ARENA_ARRAY(&lowerer->program->arena, Label, clauses.count + 1), end = {0};
    Label *otherwise = &end;
    if (statement->switch_.init) lower_statement(lowerer, statement->switch_.init);
    begin_statement(lowerer, statement->start, guard->end);
    int32_t value = slot_new(lowerer, 16, 8);
    lower_into(lowerer, guard->type_switch.operand, value, 0);
    for (uint32_t i = 0; i < clauses.count; i++) {
        if (clauses.items[i].is_default) otherwise = &bodies[i];
        lower_type_cases(lowerer, &clauses.items[i], value, &bodies[i]);
    }
    emit_jump(lowerer, IR_JMP, 0, 0, otherwise);
    for (uint32_t i = 0; i < clauses.count; i++) {
        label_place(lowerer, &bodies[i]);
        lower_type_clause(lowerer, statement, &clauses.items[i], value, &end);
    }
    label_place(lowerer, &end);
    scope_close(lowerer, scope);
}
