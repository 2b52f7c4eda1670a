/* Calls: arguments are evaluated straight into the frame that the callee will have.
 *
 * The callee's frame begins in ours, above everything in use (its *window*). Arguments lie in it as in a C
 * struct, the results as in another one behind; nobody copies them a second time. What can be called is one
 * of four things: a function of the program, a function in C, a method of an interface's value, a func value.
 */
#include "go/ir/lower.h"

uint32_t block_next(uint32_t *end, GoType *type) {
    uint32_t at = (uint32_t)go_align_up(*end, go_type_align(type));
    *end = at + (uint32_t)go_type_size(type);
    return at;
}

uint32_t block_offset(GoType *tuple, uint32_t index) {
    uint32_t end = 0, at = 0;
    for (uint32_t i = 0; i <= index && i < tuple->tuple.count; i++)
        at = block_next(&end, tuple->tuple.variables[i]->type);
    return at;
}

static uint32_t tuple_end(GoType *tuple, uint32_t end) {
    for (uint32_t i = 0; i < tuple->tuple.count; i++) block_next(&end, tuple->tuple.variables[i]->type);
    return (uint32_t)go_align_up(end, 8);
}

BlockSizes block_sizes(GoType *signature, GoType *receiver) {
    uint32_t end = receiver ? (uint32_t)go_type_size(receiver) : 0;
    BlockSizes sizes = {.argument_bytes = tuple_end(signature->signature.parameters, end)};
    sizes.result_offset = IR_FRAME_HEADER + sizes.argument_bytes;
    sizes.result_bytes = tuple_end(signature->signature.results, 0);
    return sizes;
}

/* ---- What is called ----------------------------------------------------------------------------------- */

typedef enum CalleeKind { CALLEE_FUNCTION, CALLEE_INTERFACE, CALLEE_VALUE } CalleeKind;

typedef struct Callee {
    CalleeKind kind;
    IrFunction *function; /* FUNCTION */
    GoType *signature;
    GoType *receiver;       /* its type, or NULL */
    GoSelection *selection; /* how the receiver is reached */
    GoExpr *receiver_operand;
    int32_t value;   /* VALUE: slot of the func value; INTERFACE: of the interface */
    uint32_t method; /* INTERFACE: number in its sorted method set */
} Callee;

static Callee method_callee(Lowerer *lowerer, GoExpr *function) {
    GoSelection *selection = function->selector.selection;
    GoObject *method = selection->object;
    Callee callee = {.signature = go_underlying(function->type),
                     .selection = selection,
                     .receiver_operand = function->selector.operand};
    if (method->func.is_interface_method) {
        callee.kind = CALLEE_INTERFACE;
        callee.receiver = go_basic_type(GO_UNSAFE_POINTER);
        callee.method = selection->path[selection->path_count - 1];
        return callee;
    }
    callee.function = function_of_object(lowerer, method);
    callee.receiver = method->type->signature.receiver->type;
    return callee;
}

static Callee find_callee(Lowerer *lowerer, GoExpr *function) {
    function = strip_instance(function);
    GoSelection *selection = function->kind == GO_EXPR_SELECTOR ? function->selector.selection : NULL;
    if (selection && selection->kind == GO_SELECT_METHOD) return method_callee(lowerer, function);
    GoObject *object = NULL;
    if (function->kind == GO_EXPR_NAME) object = function->name.object;
    if (function->kind == GO_EXPR_SELECTOR && !selection) object = function->selector.name->name.object;
    Callee callee = {.signature = go_underlying(function->type)};
    if (object && object->kind == GO_OBJECT_FUNC) {
        callee.function = function_of_object(lowerer, object);
        return callee;
    }
    callee.kind = CALLEE_VALUE;
    callee.value = lower_to_slot(lowerer, function);
    return callee;
}

/* ---- Arguments ---------------------------------------------------------------------------------------- */

static bool is_pointer(GoType *type) {
    return go_underlying(type)->kind == GO_POINTER;
}

/* The receiver as the method wants it: its value, or its address. */
static void lower_receiver(Lowerer *lowerer, Callee *callee, int32_t to) {
    GoSelection *selection = callee->selection;
    GoExpr *operand = callee->receiver_operand;
    uint32_t steps = selection->path_count - 1;
    bool wants_pointer = is_pointer(callee->receiver);
    if (steps == 0 && is_pointer(operand->type) == wants_pointer) {
        lower_into(lowerer, operand, to, 0);
        return;
    }
    Place place = steps == 0 && !is_pointer(operand->type)
                      ? lower_place(lowerer, operand, false)
                      : place_selected(lowerer, operand, selection->path, steps, false);
    place_load_receiver(lowerer, place, callee->receiver, to);
}

static uint32_t variadic_count(const GoExpr *call, const Callee *callee) {
    if (!callee->signature->signature.is_variadic || call->call.has_dots) return 0;
    uint32_t fixed = callee->signature->signature.parameters->tuple.count - 1;
    uint32_t given = call->call.arguments.count;
    if (call->call.spreads_tuple) given = strip_parens(call->call.arguments.items[0])->type->tuple.count;
    return given > fixed ? given - fixed : 0;
}

/* Room for the array behind a variadic parameter that does not escape. It must lie below the window, since
 * the callee's frame overwrites everything above. */
static int32_t reserve_variadic(Lowerer *lowerer, GoExpr *call, const Callee *callee, bool is_kept) {
    uint32_t count = variadic_count(call, callee);
    if (count == 0 || is_kept || go_escape_decision(lowerer->escape, call)->is_heap) return -1;
    GoType *parameters = callee->signature->signature.parameters;
    GoType *element =
        go_underlying(parameters->tuple.variables[parameters->tuple.count - 1]->type)->slice.element;
    return slot_new(lowerer, (uint64_t)go_type_size(element) * count, (uint64_t)go_type_align(element));
}

static Place variadic_array(Lowerer *lowerer, GoType *element, uint32_t count, int32_t reserved) {
    if (reserved >= 0) return place_of_slot(reserved, element);
    int32_t address = slot_new(lowerer, 8, 8), length = slot_new(lowerer, 8, 8);
    emit_set(lowerer, 0, length, 8, count);
    emit(lowerer, IR_NEWARRAY, address, type_index(lowerer, element), length);
    return (Place){.kind = PLACE_POINTER, .type = element, .slot = address};
}

/* Element i of such an array. */
static Place array_part(Place array, uint32_t i) {
    int32_t offset = (int32_t)(i * (uint64_t)go_type_size(array.type));
    if (array.kind == PLACE_SLOT)
        array.slot += offset;
    else
        array.displacement += offset;
    return array;
}

static void finish_slice(Lowerer *lowerer, Place array, uint32_t count, int32_t to) {
    if (array.kind == PLACE_SLOT)
        emit(lowerer, IR_ADDR, to, array.slot, 0);
    else
        emit_move(lowerer, 0, to, array.slot, 8);
    emit_set(lowerer, 0, to + 8, 8, count);
    emit_set(lowerer, 0, to + 16, 8, count);
}

/* The slice of a variadic call: an array of the arguments, at `reserved` in this frame or (-1) on the heap.
 */
static void lower_variadic(Lowerer *lowerer, GoExpr *call, GoType *slice, uint32_t first, int32_t reserved,
                           int32_t to) {
    uint32_t count = call->call.arguments.count - first;
    if (count == 0) {
        emit_zero(lowerer, 0, to, 24);
        return;
    }
    Place array = variadic_array(lowerer, go_underlying(slice)->slice.element, count, reserved);
    for (uint32_t i = 0; i < count; i++) {
        GoExpr *argument = call->call.arguments.items[first + i];
        Place part = array_part(array, i);
        if (part.kind == PLACE_SLOT)
            lower_into(lowerer, argument, part.slot, 0);
        else
            place_store(lowerer, part, lower_operand(lowerer, argument));
    }
    finish_slice(lowerer, array, count, to);
}

/* f(g()): the results of one call are the arguments of the other, converted one by one. */
static void lower_spread(Lowerer *lowerer, GoExpr *call, const Callee *callee, int32_t reserved,
                         int32_t arguments, uint32_t end) {
    GoExpr *inner = strip_parens(call->call.arguments.items[0]);
    GoType *given = inner->type, *wanted = callee->signature->signature.parameters;
    uint32_t rest = variadic_count(call, callee), fixed = given->tuple.count - rest;
    int32_t results = lower_call(lowerer, inner);
    for (uint32_t i = 0; i < fixed; i++) {
        GoType *type = wanted->tuple.variables[i]->type;
        int32_t to = arguments + (int32_t)block_next(&end, type);
        int32_t from = results + (int32_t)block_offset(given, i);
        lower_implicit_conversion(lowerer, from, given->tuple.variables[i]->type, type, to, 0);
    }
    if (!callee->signature->signature.is_variadic) return;
    GoType *slice = wanted->tuple.variables[wanted->tuple.count - 1]->type;
    GoType *element = go_underlying(slice)->slice.element;
    int32_t to = arguments + (int32_t)block_next(&end, slice);
    if (rest == 0) {
        emit_zero(lowerer, 0, to, 24);
        return;
    }
    Place array = variadic_array(lowerer, element, rest, reserved);
    for (uint32_t i = 0; i < rest; i++) {
        GoType *type = given->tuple.variables[fixed + i]->type;
        int32_t value = slot_of_type(lowerer, element);
        lower_implicit_conversion(lowerer, results + (int32_t)block_offset(given, fixed + i), type, element,
                                  value, 0);
        place_store(lowerer, array_part(array, i), (Operand){.slot = value});
    }
    finish_slice(lowerer, array, rest, to);
}

static void lower_arguments(Lowerer *lowerer, GoExpr *call, Callee *callee, int32_t reserved,
                            int32_t arguments) {
    GoType *signature = callee->signature, *parameters = signature->signature.parameters;
    uint32_t end = callee->receiver ? (uint32_t)go_type_size(callee->receiver) : 0;
    if (call->call.spreads_tuple) {
        lower_spread(lowerer, call, callee, reserved, arguments, end);
        return;
    }
    for (uint32_t i = 0; i < parameters->tuple.count; i++) {
        GoType *type = parameters->tuple.variables[i]->type;
        int32_t to = arguments + (int32_t)block_next(&end, type);
        bool is_rest = signature->signature.is_variadic && i + 1 == parameters->tuple.count;
        if (is_rest && !call->call.has_dots)
            lower_variadic(lowerer, call, type, i, reserved, to);
        else if (i < call->call.arguments.count)
            lower_into(lowerer, call->call.arguments.items[i], to, 0);
    }
}

/* ---- The call ----------------------------------------------------------------------------------------- */

static IrOpcode call_opcode(const Callee *callee) {
    if (callee->kind == CALLEE_FUNCTION) return callee->function->native ? IR_CALLN : IR_CALL;
    return callee->kind == CALLEE_INTERFACE ? IR_CALLM : IR_CALLC;
}

/* `keep` is IR_NOP for a call; DEFER and GO have the operands of the call that `extra` names. */
static void emit_call(Lowerer *lowerer, const Callee *callee, int32_t window, IrOpcode keep) {
    IrOpcode opcode = call_opcode(callee);
    int32_t what = callee->kind == CALLEE_FUNCTION ? (int32_t)callee->function->index : callee->value;
    if (keep == IR_NOP)
        emit(lowerer, opcode, window, what, (int32_t)callee->method);
    else
        emit_flagged(lowerer, (uint16_t)opcode, keep, window, what, (int32_t)callee->method);
}

static int32_t prepare_call(Lowerer *lowerer, GoExpr *call, IrOpcode keep) {
    Callee callee = find_callee(lowerer, call->call.function);
    if (callee.kind == CALLEE_INTERFACE) {
        callee.value = lower_interface_receiver(lowerer, callee.receiver_operand, callee.selection);
        callee.method = (uint32_t)method_name_index(lowerer, callee.selection->object);
    }
    BlockSizes sizes = block_sizes(callee.signature, callee.receiver);
    int32_t reserved = reserve_variadic(lowerer, call, &callee, keep != IR_NOP);
    int32_t window = slot_new(lowerer, sizes.result_offset + sizes.result_bytes, 8);
    int32_t arguments = window + IR_FRAME_HEADER;
    if (callee.kind == CALLEE_FUNCTION && callee.receiver) lower_receiver(lowerer, &callee, arguments);
    lower_arguments(lowerer, call, &callee, reserved, arguments);
    at_position(lowerer, call->pos);
    if (keep != IR_NOP) emit_set(lowerer, 0, window, 8, sizes.argument_bytes);
    emit_call(lowerer, &callee, window, keep);
    return window + (int32_t)sizes.result_offset;
}

int32_t lower_call(Lowerer *lowerer, GoExpr *call) {
    return prepare_call(lowerer, call, IR_NOP);
}

void lower_call_as(Lowerer *lowerer, GoExpr *call, IrOpcode opcode) {
    prepare_call(lowerer, call, opcode);
}

void lower_call_into(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    int32_t results = lower_call(lowerer, call);
    if (!call->type || call->type->kind == GO_TUPLE) return;
    emit_move(lowerer, flags, to, results, (uint64_t)go_type_size(call->type));
}
