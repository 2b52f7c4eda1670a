/* Functions as values.
 *
 * A func value is the address of a closure: a word that says which function it is, and behind it what the
 * function captured: a copy of each variable that never changes, the address of each that does. A literal's
 * code finds the closure with CONTEXT and treats such an address like that of a variable on the heap.
 *
 * A method value x.m is a closure that captured x; its code, and that of a method expression T.m, is a
 * *forwarder*: it puts the receiver where the method wants it, copies the arguments, and calls. */
#include "go/ir/lower.h"

static uint64_t size_of(GoType *type) {
    return (uint64_t)go_type_size(type);
}

/* ---- Captured variables ------------------------------------------------------------------------------- */

typedef struct CaptureLayout {
    uint32_t end;
} CaptureLayout;

/* The offset of the next captured variable in the closure. */
static uint32_t capture_next(const Lowerer *lowerer, CaptureLayout *layout, GoObject *object) {
    GoType *type =
        go_escape_captures_by_value(lowerer->escape, object) ? object->type : go_basic_type(GO_UINTPTR);
    return block_next(&layout->end, type);
}

static void store_capture(Lowerer *lowerer, GoObject *object, int32_t closure, uint32_t offset) {
    Place variable = place_of_variable(lowerer, object);
    Place cell = {.kind = PLACE_POINTER, .slot = closure, .displacement = (int32_t)offset};
    if (go_escape_captures_by_value(lowerer->escape, object)) {
        cell.type = object->type;
        int32_t value = slot_of_type(lowerer, object->type);
        place_load(lowerer, variable, value, 0);
        place_store(lowerer, cell, (Operand){.slot = value});
    } else {
        cell.type = go_basic_type(GO_UINTPTR);
        place_store(lowerer, cell, (Operand){.slot = place_address(lowerer, variable)});
    }
}

void lower_function_literal(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    GoFunction *source = expression->function.function;
    IrFunction *function = literal_function(lowerer, source);
    CaptureLayout sizes = {8}, layout = {8};
    for (uint32_t i = 0; i < source->captured.count; i++)
        capture_next(lowerer, &sizes, source->captured.items[i]);
    if (sizes.end == 8) {
        emit_flagged(lowerer, flags, IR_FUNCTION, to, (int32_t)function->index, 0);
        return;
    }
    int32_t closure = slot_new(lowerer, 8, 8);
    emit(lowerer, IR_CLOSURE, closure, (int32_t)function->index, (int32_t)sizes.end);
    for (uint32_t i = 0; i < source->captured.count; i++) {
        uint32_t top = lowerer->top;
        GoObject *object = source->captured.items[i];
        store_capture(lowerer, object, closure, capture_next(lowerer, &layout, object));
        lowerer->top = top;
    }
    emit_move(lowerer, flags, to, closure, 8);
}

static void declare_capture(Lowerer *lowerer, GoObject *object, int32_t context, uint32_t offset) {
    Variable *variable = ARENA_NEW(&lowerer->program->arena, Variable);
    object->user = variable;
    variable->is_indirect = !go_escape_captures_by_value(lowerer->escape, object);
    GoType *type = variable->is_indirect ? go_basic_type(GO_UINTPTR) : object->type;
    variable->slot = slot_of_type(lowerer, type);
    Place cell = {.kind = PLACE_POINTER, .slot = context, .displacement = (int32_t)offset, .type = type};
    place_load(lowerer, cell, variable->slot, 0);
    IrSlot *row = variable_row(lowerer, object, variable->slot, IR_SLOT_VARIABLE);
    row->is_captured = true;
}

void lower_captures(Lowerer *lowerer, GoFunction *function) {
    if (function->captured.count == 0) return;
    CaptureLayout layout = {8};
    int32_t context = slot_new(lowerer, 8, 8);
    emit(lowerer, IR_CONTEXT, context, 0, 0);
    for (uint32_t i = 0; i < function->captured.count; i++)
        declare_capture(lowerer, function->captured.items[i], context,
                        capture_next(lowerer, &layout, function->captured.items[i]));
}

void lower_function_value(Lowerer *lowerer, GoObject *object, int32_t to, uint16_t flags) {
    emit_flagged(lowerer, flags, IR_FUNCTION, to, (int32_t)function_of_object(lowerer, object)->index, 0);
}

/* ---- Forwarders --------------------------------------------------------------------------------------- */

/* Follows embedded fields from a place to the receiver of a method. */
static Place follow_path(Lowerer *lowerer, Place place, const uint32_t *path, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        GoType *type = go_underlying(place.type);
        if (type->kind == GO_POINTER) {
            int32_t pointer = slot_new(lowerer, 8, 8);
            place_load(lowerer, place, pointer, 0);
            emit(lowerer, IR_CHECKNIL, pointer, 0, 0);
            place = (Place){.kind = PLACE_POINTER, .slot = pointer, .type = type->pointer.element};
        }
        place = place_field(place, place.type, path[i]);
    }
    return place;
}

static void copy_parameters(Lowerer *lowerer, GoType *signature, uint32_t from_end, uint32_t to_end,
                            int32_t window) {
    GoType *parameters = signature->signature.parameters;
    for (uint32_t i = 0; i < parameters->tuple.count; i++) {
        GoType *type = parameters->tuple.variables[i]->type;
        uint32_t from = block_next(&from_end, type), to = block_next(&to_end, type);
        emit_move(lowerer, 0, window + IR_FRAME_HEADER + (int32_t)to, IR_FRAME_HEADER + (int32_t)from,
                  size_of(type));
    }
}

/* The body of a forwarder: its receiver is in `place`, its other arguments begin behind `argument_start`
 * bytes. */
static void forward_call(Lowerer *lowerer, GoObject *method, Place place, const uint32_t *path,
                         uint32_t path_count, uint32_t argument_start) {
    GoType *signature = method->type;
    bool is_interface = method->func.is_interface_method;
    place = follow_path(lowerer, place, path, path_count - 1);
    GoType *receiver = is_interface ? go_basic_type(GO_UNSAFE_POINTER) : signature->signature.receiver->type;
    int32_t value = 0;
    if (is_interface) place_load(lowerer, place, value = slot_new(lowerer, 16, 8), 0);
    BlockSizes sizes = block_sizes(signature, receiver);
    int32_t window = slot_new(lowerer, sizes.result_offset + sizes.result_bytes, 8);
    if (!is_interface) place_load_receiver(lowerer, place, receiver, window + IR_FRAME_HEADER);
    copy_parameters(lowerer, signature, argument_start, (uint32_t)size_of(receiver), window);
    if (is_interface) {
        emit(lowerer, IR_CALLM, window, value, method_name_index(lowerer, method));
    } else {
        IrFunction *target = function_of_object(lowerer, method);
        emit(lowerer, target->native ? IR_CALLN : IR_CALL, window, (int32_t)target->index, 0);
    }
    emit_move(lowerer, 0, (int32_t)lowerer->function->result_offset, window + (int32_t)sizes.result_offset,
              sizes.result_bytes);
    emit(lowerer, IR_RET, 0, 0, 0);
}

static void forwarder_body(Lowerer *lowerer, const Forwarder *forwarder) {
    GoType *receiver = forwarder->receiver;
    Place place = place_of_slot(IR_FRAME_HEADER, receiver);
    uint32_t start = (uint32_t)size_of(receiver);
    if (forwarder->kind == FORWARD_WORD) {
        start = 8;
        place = (Place){.kind = PLACE_POINTER, .slot = IR_FRAME_HEADER, .type = receiver};
    } else if (forwarder->kind == FORWARD_BOUND) {
        start = 0;
        int32_t context = slot_new(lowerer, 8, 8);
        emit(lowerer, IR_CONTEXT, context, 0, 0);
        place = (Place){.kind = PLACE_POINTER, .slot = context, .type = receiver, .displacement = 8};
    }
    forward_call(lowerer, forwarder->method, place, forwarder->path, forwarder->path_count, start);
}

/* Forwarders are lowered like other functions, after the one that needs them. */
void lower_forwarder(Lowerer *lowerer, IrFunction *function, const Forwarder *forwarder) {
    lowerer->line = 0;
    function_begin(lowerer, function, NULL);
    forwarder_body(lowerer, forwarder);
    function_end(lowerer);
}

IrFunction *forwarder_new(Lowerer *lowerer, ForwardKind kind, GoType *receiver, GoObject *method,
                          const uint32_t *path, uint32_t path_count) {
    Forwarder *forwarder = ARENA_NEW(&lowerer->program->arena, Forwarder);
    *forwarder = (Forwarder){kind, receiver, method, path, path_count};
    Str type = go_type_text(&lowerer->program->arena, receiver, NULL);
    const char *suffix = kind == FORWARD_BOUND ? "-fm" : "";
    IrFunction *function =
        function_new(lowerer, arena_format(&lowerer->program->arena, "%.*s.%.*s%s", STR_ARGS(type),
                                           STR_ARGS(method->name), suffix));
    GoType *given = kind == FORWARD_WORD    ? go_basic_type(GO_UNSAFE_POINTER)
                    : kind == FORWARD_BOUND ? NULL
                                            : receiver;
    function_set_sizes(function, method->type, given);
    VEC_PUSH(&lowerer->pending, (PendingFunction){.function = function, .forwarder = forwarder});
    return function;
}

/* ---- Method values ------------------------------------------------------------------------------------ */

static void lower_bound_method(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    GoSelection *selection = expression->selector.selection;
    GoExpr *operand = expression->selector.operand;
    GoObject *method = selection->object;
    bool is_interface = method->func.is_interface_method;
    GoType *receiver = is_interface ? operand->type : method->type->signature.receiver->type;
    uint32_t steps = selection->path_count - 1;
    Place place = steps ? place_selected(lowerer, operand, selection->path, steps, false)
                        : place_of_slot(0, operand->type);
    if (steps == 0) {
        bool is_addressable = strip_parens(operand)->mode == GO_MODE_VARIABLE;
        place = is_addressable ? lower_place(lowerer, operand, false)
                               : place_of_slot(lower_to_slot(lowerer, operand), operand->type);
    }
    if (is_interface) receiver = place.type;
    int32_t value = slot_of_type(lowerer, receiver), closure = slot_new(lowerer, 8, 8);
    if (is_interface)
        place_load(lowerer, place, value, 0);
    else
        place_load_receiver(lowerer, place, receiver, value);
    if (is_interface) emit(lowerer, IR_CHECKNIL, value, 0, 0);
    const uint32_t *last = selection->path + selection->path_count - 1;
    IrFunction *function = forwarder_new(lowerer, FORWARD_BOUND, receiver, method, last, 1);
    emit(lowerer, IR_CLOSURE, closure, (int32_t)function->index, (int32_t)(8 + size_of(receiver)));
    Place cell = {.kind = PLACE_POINTER, .slot = closure, .type = receiver, .displacement = 8};
    place_store(lowerer, cell, (Operand){.slot = value});
    emit_move(lowerer, flags, to, closure, 8);
}

void lower_method_value(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    GoSelection *selection = expression->selector.selection;
    if (selection->kind == GO_SELECT_METHOD) {
        lower_bound_method(lowerer, expression, to, flags);
        return;
    }
    IrFunction *function = forwarder_new(lowerer, FORWARD_VALUE, selection->receiver, selection->object,
                                         selection->path, selection->path_count);
    emit_flagged(lowerer, flags, IR_FUNCTION, to, (int32_t)function->index, 0);
}
