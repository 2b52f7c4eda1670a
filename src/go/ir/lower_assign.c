/* Assignments, declarations and returns: everything that copies a value into a variable.
 *
 * A single assignment evaluates straight into the variable's slot where that is one instruction's work. With
 * several values at a time the spec's two phases are visible: first all operands (what is indexed, what is
 * dereferenced, the right sides) go into temporaries, then the copies are made from left to right. */
#include "go/ir/lower.h"

static uint64_t size_of(GoType *type) {
    return (uint64_t)go_type_size(type);
}

/* Does evaluating it call anything, so that it matters when it is evaluated? */
static bool has_call(GoExpr *expression) {
    if (!expression) return false;
    switch (expression->kind) {
    case GO_EXPR_CALL: return expression->mode != GO_MODE_CONSTANT;
    case GO_EXPR_PAREN: return has_call(expression->paren.inner);
    case GO_EXPR_SELECTOR: return has_call(expression->selector.operand);
    case GO_EXPR_STAR: return has_call(expression->star.operand);
    case GO_EXPR_UNARY:
        return expression->unary.operator== GO_TOKEN_ARROW || has_call(expression->unary.operand);
    case GO_EXPR_BINARY: return has_call(expression->binary.left) || has_call(expression->binary.right);
    case GO_EXPR_INDEX:
        return has_call(expression->index.operand) || has_call(expression->index.indices.items[0]);
    default: return false;
    }
}

/* ---- One value ---------------------------------------------------------------------------------------- */

static void store_into_place(Lowerer *lowerer, Place place, GoExpr *right) {
    if (place.kind == PLACE_NONE)
        lower_discard(lowerer, right);
    else if (place.kind == PLACE_SLOT && !is_written_piecemeal(right))
        lower_into(lowerer, right, place.slot, place.flags);
    else
        place_store(lowerer, place, lower_operand(lowerer, right));
}

static bool is_plain_variable(GoExpr *left) {
    return strip_parens(left)->kind == GO_EXPR_NAME;
}

/* The right side comes first unless the left one calls something: a failing index on the left must not keep
 * the right side from being evaluated. */
static void assign_single(Lowerer *lowerer, GoExpr *left, GoExpr *right) {
    if (is_plain_variable(left)) {
        store_into_place(lowerer, lower_place(lowerer, left, false), right);
        return;
    }
    bool right_first = has_call(right) && !has_call(left);
    Operand value = {0};
    if (right_first) value = lower_operand(lowerer, right);
    Place place = lower_place(lowerer, left, !right_first && has_call(right));
    at_position(lowerer, left->pos);
    if (right_first)
        place_store(lowerer, place, value);
    else
        store_into_place(lowerer, place, right);
}

/* ---- op= ---------------------------------------------------------------------------------------------- */

static void assign_operation(Lowerer *lowerer, GoStmt *statement) {
    GoExpr *left = statement->assign.left.items[0];
    GoType *type = left->type;
    Operand right = {.is_constant = true, .value = 1};
    GoType *right_type = type;
    bool is_float = (go_type_flags(type) & (GO_IS_FLOAT | GO_IS_COMPLEX)) != 0;
    if (statement->assign.is_increment && is_float) {
        GoConstant *one = go_constant_int(&lowerer->program->arena, 1);
        right = lower_constant_operand(lowerer, one, type);
    }
    bool is_string = (go_type_flags(type) & GO_IS_STRING) != 0;
    Place place = {0};
    bool left_first = has_call(left);
    if (left_first) place = lower_place(lowerer, left, true);
    if (!statement->assign.is_increment) {
        right = lower_operand(lowerer, statement->assign.right.items[0]);
        right_type = used_type(statement->assign.right.items[0]);
    }
    if (!left_first) place = lower_place(lowerer, left, false);
    at_position(lowerer, statement->pos);
    GoToken operator= statement->assign.operator;
    if (place.kind == PLACE_SLOT && !is_string) {
        lower_arithmetic(lowerer, operator, type, place.slot, right, right_type, place.slot, place.flags);
        return;
    }
    int32_t value = slot_of_type(lowerer, type);
    place_load(lowerer, place, value, 0);
    lower_arithmetic(lowerer, operator, type, value, right, right_type, value, 0);
    place_store(lowerer, place, (Operand){.slot = value});
}

/* ---- Several values ----------------------------------------------------------------------------------- */

/* Variables on the left of `:=` that it declares get their slots; true for each that is new. */
static bool is_declared_here(const GoStmt *statement, uint32_t index) {
    return statement->assign.is_define && statement->assign.is_new && statement->assign.is_new[index];
}

static GoObject *name_object(GoExpr *name) {
    return name->kind == GO_EXPR_NAME ? name->name.object : NULL;
}

static void declare_new(Lowerer *lowerer, GoStmt *statement) {
    for (uint32_t i = 0; i < statement->assign.left.count; i++) {
        GoObject *object = name_object(statement->assign.left.items[i]);
        if (object && is_declared_here(statement, i)) variable_declare(lowerer, object);
    }
}

static void bind_new(Lowerer *lowerer, GoStmt *statement) {
    for (uint32_t i = 0; i < statement->assign.left.count; i++) {
        GoObject *object = name_object(statement->assign.left.items[i]);
        if (object && is_declared_here(statement, i)) variable_bind(lowerer, object);
    }
}

/* The type a value must have to be stored there. */
static GoType *target_type(Place place, GoType *fallback) {
    return place.kind == PLACE_NONE ? fallback : place.type;
}

static void store_converted(Lowerer *lowerer, Place place, int32_t slot, GoType *type) {
    GoType *target = target_type(place, type);
    if (go_type_is_interface(target) && !go_type_is_interface(type)) {
        int32_t boxed = slot_new(lowerer, 16, 8);
        lower_implicit_conversion(lowerer, slot, type, target, boxed, 0);
        slot = boxed;
    }
    place_store(lowerer, place, (Operand){.slot = slot});
}

static void assign_parallel(Lowerer *lowerer, GoStmt *statement) {
    uint32_t count = statement->assign.left.count;
    Place *places = ARENA_ARRAY(&lowerer->program->arena, Place, count);
    Operand *values = ARENA_ARRAY(&lowerer->program->arena, Operand, count);
    for (uint32_t i = 0; i < count; i++)
        places[i] = lower_place(lowerer, statement->assign.left.items[i], true);
    for (uint32_t i = 0; i < count; i++) {
        GoExpr *right = statement->assign.right.items[i];
        if (right->mode == GO_MODE_CONSTANT && !right->converted_to) {
            values[i] = lower_operand(lowerer, right);
            continue;
        }
        values[i].slot = slot_of_type(lowerer, used_type(right));
        lower_into(lowerer, right, values[i].slot, 0);
    }
    for (uint32_t i = 0; i < count; i++)
        if (places[i].kind != PLACE_NONE) place_store(lowerer, places[i], values[i]);
}

/* All names on the left are new: nothing on the right can see them, so each value goes straight to its slot.
 */
static bool is_all_new(const GoStmt *statement) {
    for (uint32_t i = 0; i < statement->assign.left.count; i++) {
        GoExpr *left = statement->assign.left.items[i];
        if (!is_declared_here(statement, i) && !(left->kind == GO_EXPR_NAME && !left->name.object))
            return false;
    }
    return true;
}

static void define_each(Lowerer *lowerer, GoExprList left, GoExprList right) {
    for (uint32_t i = 0; i < left.count; i++) {
        Place place = lower_place(lowerer, left.items[i], false);
        if (place.kind == PLACE_SLOT)
            lower_into(lowerer, right.items[i], place.slot, place.flags);
        else
            store_into_place(lowerer, place, right.items[i]);
    }
}

/* a, b = f() */
static void assign_call(Lowerer *lowerer, GoStmt *statement) {
    GoExpr *call = strip_parens(statement->assign.right.items[0]);
    GoType *tuple = call->type;
    uint32_t count = statement->assign.left.count;
    Place *places = ARENA_ARRAY(&lowerer->program->arena, Place, count);
    for (uint32_t i = 0; i < count; i++)
        places[i] = lower_place(lowerer, statement->assign.left.items[i], true);
    int32_t results = lower_call(lowerer, call);
    for (uint32_t i = 0; i < count; i++) {
        if (places[i].kind == PLACE_NONE) continue;
        store_converted(lowerer, places[i], results + (int32_t)block_offset(tuple, i),
                        tuple->tuple.variables[i]->type);
    }
}

/* v, ok = m[k], x.(T), <-c: the value and a bool in temporaries. */
static void lower_comma_ok(Lowerer *lowerer, GoExpr *right, GoType *type, int32_t value, int32_t ok) {
    (void)type;
    right = strip_parens(right);
    if (right->kind == GO_EXPR_INDEX)
        lower_map_load(lowerer, lower_element(lowerer, right, false), value, 0, ok);
    else if (right->kind == GO_EXPR_TYPE_ASSERTION)
        lower_assertion(lowerer, right, value, 0, ok);
    else
        lower_receive(lowerer, right, value, 0, ok);
}

static GoType *comma_ok_type(GoExpr *right) {
    right = strip_parens(right);
    GoType *type = right->type;
    return type->kind == GO_TUPLE ? type->tuple.variables[0]->type : type;
}

static void assign_comma_ok(Lowerer *lowerer, GoExpr *right, Place first, Place second) {
    GoType *type = comma_ok_type(right);
    int32_t value = slot_of_type(lowerer, type), ok = slot_new(lowerer, 1, 1);
    lower_comma_ok(lowerer, right, type, value, ok);
    if (first.kind != PLACE_NONE) store_converted(lowerer, first, value, type);
    if (second.kind != PLACE_NONE) store_converted(lowerer, second, ok, go_basic_type(GO_BOOL));
}

void lower_assign(Lowerer *lowerer, GoStmt *statement) {
    uint32_t count = statement->assign.left.count;
    begin_statement(lowerer, statement->start, statement->end);
    if (statement->assign.is_define) declare_new(lowerer, statement);
    uint32_t top = lowerer->top;
    GoExprList left = statement->assign.left, right = statement->assign.right;
    if (statement->assign.is_increment || statement->assign.operator!= GO_TOKEN_EOF)
        assign_operation(lowerer, statement);
    else if (statement->assign.is_comma_ok)
        assign_comma_ok(lowerer, right.items[0], lower_place(lowerer, left.items[0], true),
                        lower_place(lowerer, left.items[1], true));
    else if (right.count == 1 && count > 1)
        assign_call(lowerer, statement);
    else if (statement->assign.is_define && is_all_new(statement))
        define_each(lowerer, left, right);
    else if (count == 1)
        assign_single(lowerer, left.items[0], right.items[0]);
    else
        assign_parallel(lowerer, statement);
    lowerer->top = top;
    if (statement->assign.is_define) bind_new(lowerer, statement);
}

/* ---- var ---------------------------------------------------------------------------------------------- */

static void var_from_call(Lowerer *lowerer, GoExprList names, GoExpr *call) {
    call = strip_parens(call);
    int32_t results = lower_call(lowerer, call);
    for (uint32_t i = 0; i < names.count; i++) {
        Place place = lower_place(lowerer, names.items[i], false);
        if (place.kind == PLACE_NONE) continue;
        store_converted(lowerer, place, results + (int32_t)block_offset(call->type, i),
                        call->type->tuple.variables[i]->type);
    }
}

void lower_var(Lowerer *lowerer, GoDecl *declaration) {
    GoExprList names = declaration->value.names, values = declaration->value.values;
    for (uint32_t i = 0; i < names.count; i++) {
        GoObject *object = name_object(names.items[i]);
        if (!object || !object->name.length || str_equal_c(object->name, "_")) continue;
        variable_declare(lowerer, object);
        Place place = place_of_variable(lowerer, object);
        if (values.count == 0 && place.kind == PLACE_SLOT) place_zero(lowerer, place);
    }
    uint32_t top = lowerer->top;
    if (values.count == names.count)
        define_each(lowerer, names, values);
    else if (values.count == 1 && strip_parens(values.items[0])->kind != GO_EXPR_CALL)
        assign_comma_ok(lowerer, values.items[0], lower_place(lowerer, names.items[0], false),
                        lower_place(lowerer, names.items[1], false));
    else if (values.count == 1)
        var_from_call(lowerer, names, values.items[0]);
    lowerer->top = top;
    for (uint32_t i = 0; i < names.count; i++) {
        GoObject *object = name_object(names.items[i]);
        if (object && object->user) variable_bind(lowerer, object);
    }
}

static Place initializer_place(Lowerer *lowerer, GoObject *object) {
    bool is_blank = !object || str_equal_c(object->name, "_");
    return is_blank ? (Place){.kind = PLACE_NONE} : place_of_variable(lowerer, object);
}

void lower_initializer(Lowerer *lowerer, const GoInitializer *initializer) {
    GoExpr *right = initializer->right;
    uint32_t top = lowerer->top;
    GoPos start = initializer->left_count ? initializer->left[0]->pos : right->start;
    begin_statement(lowerer, start, right->end);
    if (initializer->left_count == 0) {
        lower_discard(lowerer, right);
    } else if (initializer->is_comma_ok) {
        assign_comma_ok(lowerer, right, initializer_place(lowerer, initializer->left[0]),
                        initializer_place(lowerer, initializer->left[1]));
    } else if (initializer->left_count == 1) {
        store_into_place(lowerer, initializer_place(lowerer, initializer->left[0]), right);
    } else {
        GoExpr *call = strip_parens(right);
        int32_t results = lower_call(lowerer, call);
        for (uint32_t i = 0; i < initializer->left_count; i++) {
            Place place = initializer_place(lowerer, initializer->left[i]);
            if (place.kind == PLACE_NONE) continue;
            store_converted(lowerer, place, results + (int32_t)block_offset(call->type, i),
                            call->type->tuple.variables[i]->type);
        }
    }
    lowerer->top = top;
}

/* ---- return ------------------------------------------------------------------------------------------- */

static GoType *result_tuple(Lowerer *lowerer) {
    return go_underlying(lowerer->go_function->signature)->signature.results;
}

static bool results_are_named(Lowerer *lowerer) {
    GoObjectList results = lowerer->go_function->results;
    return results.count > 0 && results.items[0]->name.length > 0;
}

static Place result_place(Lowerer *lowerer, uint32_t index) {
    GoObject *object = lowerer->go_function->results.items[index];
    if (object->user) return place_of_variable(lowerer, object);
    int32_t slot = (int32_t)(lowerer->function->result_offset + block_offset(result_tuple(lowerer), index));
    return place_of_slot(slot, result_tuple(lowerer)->tuple.variables[index]->type);
}

static void return_several(Lowerer *lowerer, GoExprList values) {
    Operand *operands = ARENA_ARRAY(&lowerer->program->arena, Operand, values.count);
    bool is_direct = !results_are_named(lowerer);
    for (uint32_t i = 0; i < values.count; i++) {
        if (is_direct) {
            lower_into(lowerer, values.items[i], result_place(lowerer, i).slot, 0);
            continue;
        }
        operands[i].slot = slot_of_type(lowerer, used_type(values.items[i]));
        lower_into(lowerer, values.items[i], operands[i].slot, 0);
    }
    if (is_direct) return;
    for (uint32_t i = 0; i < values.count; i++) place_store(lowerer, result_place(lowerer, i), operands[i]);
}

static void return_call(Lowerer *lowerer, GoExpr *call) {
    call = strip_parens(call);
    int32_t results = lower_call(lowerer, call);
    for (uint32_t i = 0; i < call->type->tuple.count; i++)
        store_converted(lowerer, result_place(lowerer, i), results + (int32_t)block_offset(call->type, i),
                        call->type->tuple.variables[i]->type);
}

void lower_leave(Lowerer *lowerer) {
    GoFunction *function = lowerer->go_function;
    if (function && function->has_defer) emit(lowerer, IR_RUN_DEFERRED, 0, 0, 0);
    for (uint32_t i = 0; function && i < function->results.count; i++) {
        Variable *variable = function->results.items[i]->user;
        if (!variable || !variable->is_indirect) continue;
        int32_t slot = (int32_t)(lowerer->function->result_offset + block_offset(result_tuple(lowerer), i));
        place_load(lowerer, place_of_variable(lowerer, function->results.items[i]), slot, 0);
    }
    emit(lowerer, IR_RET, 0, 0, 0);
}

void lower_return(Lowerer *lowerer, GoStmt *statement) {
    GoExprList values = statement->return_.results;
    uint32_t top = lowerer->top;
    begin_statement(lowerer, statement->start, statement->end);
    if (values.count == 1 && lowerer->go_function->results.count > 1)
        return_call(lowerer, values.items[0]);
    else if (values.count == 1)
        store_into_place(lowerer, result_place(lowerer, 0), values.items[0]);
    else if (values.count > 1)
        return_several(lowerer, values);
    at_position(lowerer, statement->start);
    lower_leave(lowerer);
    lowerer->top = top;
    (void)size_of;
}
