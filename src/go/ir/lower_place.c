/* Places: where a variable, a field, an element or what a pointer leads to is. See lower.h. */
#include "go/ir/lower.h"

static uint64_t size_of(Place place) {
    return (uint64_t)go_type_size(place.type);
}

Place place_of_slot(int32_t slot, GoType *type) {
    return (Place){.kind = PLACE_SLOT, .type = type, .slot = slot};
}

Place place_of_variable(Lowerer *lowerer, GoObject *object) {
    Variable *variable = object->user;
    Place place = {.type = object->type, .flags = IR_TO_NAMED};
    if (!variable) {
        unsupported(lowerer, object->pos, "this kind of variable");
        place.kind = PLACE_SLOT, place.slot = IR_FRAME_HEADER;
    } else if (variable->address) {
        place.kind = PLACE_DATA, place.address = variable->address;
    } else {
        place.kind = variable->is_indirect ? PLACE_POINTER : PLACE_SLOT;
        place.slot = variable->slot;
    }
    return place;
}

/* ---- Reading and writing ----------------------------------------------------------------------------- */

static void load_opcode(Lowerer *lowerer, Place place, int32_t to, uint16_t flags) {
    uint64_t size = size_of(place);
    if (is_word(size))
        emit_flagged(lowerer, flags, opcode_for(IR_LOAD1, IR_LOAD2 - IR_LOAD1, size), to, place.slot,
                     place.displacement);
    else if (size == 16 || size == 24)
        emit_flagged(lowerer, flags, size == 16 ? IR_LOAD16 : IR_LOAD24, to, place.slot, place.displacement);
    else
        emit_flagged(lowerer, flags, IR_LOADN, to, place_address(lowerer, place), (int32_t)size);
}

static void load_data(Lowerer *lowerer, Place place, int32_t to, uint16_t flags) {
    uint64_t size = size_of(place);
    int32_t address = (int32_t)place.address;
    if (is_word(size))
        emit_flagged(lowerer, flags, opcode_for(IR_LOADD1, IR_LOADD2 - IR_LOADD1, size), to, address, 0);
    else if (size == 16 || size == 24)
        emit_flagged(lowerer, flags, size == 16 ? IR_LOADD16 : IR_LOADD24, to, address, 0);
    else
        emit_flagged(lowerer, flags, IR_LOADDN, to, address, (int32_t)size);
}

void place_load(Lowerer *lowerer, Place place, int32_t to, uint16_t flags) {
    uint64_t size = size_of(place);
    if (size == 0) return;
    switch (place.kind) {
    case PLACE_SLOT: emit_move(lowerer, flags, to, place.slot, size); break;
    case PLACE_POINTER: load_opcode(lowerer, place, to, flags); break;
    case PLACE_DATA: load_data(lowerer, place, to, flags); break;
    case PLACE_ELEMENT:
        emit_flagged(lowerer, flags, opcode_for(IR_FETCH1, IR_FETCH2 - IR_FETCH1, size), to, place.slot,
                     place.index);
        break;
    case PLACE_PICKED:
        emit_flagged(lowerer, flags, opcode_for(IR_PICK1, IR_PICK2 - IR_PICK1, size), to, place.slot,
                     place.index);
        break;
    case PLACE_MAP: lower_map_load(lowerer, place, to, flags, -1); break;
    case PLACE_NONE: break;
    }
}

static void store_pointer(Lowerer *lowerer, Place place, Operand value, uint64_t size) {
    bool is_small = value.is_constant && value.value == (int32_t)value.value && is_word(size);
    if (is_small) {
        emit_flagged(lowerer, place.flags, opcode_for(IR_STORE1I, IR_STORE2I - IR_STORE1I, size), place.slot,
                     (int32_t)value.value, place.displacement);
        return;
    }
    int32_t from = operand_slot(lowerer, value, place.type);
    if (is_word(size))
        emit_flagged(lowerer, place.flags, opcode_for(IR_STORE1, IR_STORE2 - IR_STORE1, size), place.slot,
                     from, place.displacement);
    else if (size == 16 || size == 24)
        emit_flagged(lowerer, place.flags, size == 16 ? IR_STORE16 : IR_STORE24, place.slot, from,
                     place.displacement);
    else
        emit_flagged(lowerer, place.flags, IR_STOREN, place_address(lowerer, place), from, (int32_t)size);
}

static void store_data(Lowerer *lowerer, Place place, Operand value, uint64_t size) {
    int32_t address = (int32_t)place.address;
    if (value.is_constant && value.value == (int32_t)value.value && is_word(size)) {
        emit_flagged(lowerer, place.flags, opcode_for(IR_STORED1I, IR_STORED2I - IR_STORED1I, size), address,
                     (int32_t)value.value, 0);
        return;
    }
    int32_t from = operand_slot(lowerer, value, place.type);
    if (is_word(size))
        emit_flagged(lowerer, place.flags, opcode_for(IR_STORED1, IR_STORED2 - IR_STORED1, size), address,
                     from, 0);
    else if (size == 16 || size == 24)
        emit_flagged(lowerer, place.flags, size == 16 ? IR_STORED16 : IR_STORED24, address, from, 0);
    else
        emit_flagged(lowerer, place.flags, IR_STOREDN, address, from, (int32_t)size);
}

static void store_indexed(Lowerer *lowerer, Place place, Operand value, uint64_t size) {
    int32_t from = operand_slot(lowerer, value, place.type);
    IrOpcode first = place.kind == PLACE_ELEMENT ? IR_PUT1 : IR_PLACE1;
    emit_flagged(lowerer, place.flags, opcode_for(first, IR_PUT2 - IR_PUT1, size), place.slot, from,
                 place.index);
}

void place_store(Lowerer *lowerer, Place place, Operand value) {
    uint64_t size = place.kind == PLACE_NONE ? 0 : size_of(place);
    if (size == 0 && place.kind != PLACE_MAP) return;
    switch (place.kind) {
    case PLACE_SLOT: operand_into(lowerer, value, place.type, place.slot, place.flags); break;
    case PLACE_POINTER: store_pointer(lowerer, place, value, size); break;
    case PLACE_DATA: store_data(lowerer, place, value, size); break;
    case PLACE_ELEMENT:
    case PLACE_PICKED: store_indexed(lowerer, place, value, size); break;
    case PLACE_MAP: lower_map_store(lowerer, place, value); break;
    case PLACE_NONE: break;
    }
}

void place_zero(Lowerer *lowerer, Place place) {
    uint64_t size = size_of(place);
    if (size == 0) return;
    if (is_word(size) || place.kind == PLACE_ELEMENT || place.kind == PLACE_PICKED)
        place_store(lowerer, place, (Operand){.is_constant = true});
    else if (place.kind == PLACE_SLOT)
        emit_zero(lowerer, place.flags, place.slot, size);
    else if (place.kind == PLACE_DATA)
        emit_flagged(lowerer, place.flags, IR_ZEROD, (int32_t)place.address, 0, (int32_t)size);
    else
        emit_flagged(lowerer, place.flags, IR_ZEROP, place_address(lowerer, place), 0, (int32_t)size);
}

int32_t place_address(Lowerer *lowerer, Place place) {
    uint64_t size = size_of(place);
    if (place.kind == PLACE_POINTER && place.displacement == 0) return place.slot;
    int32_t result = slot_new(lowerer, 8, 8);
    switch (place.kind) {
    case PLACE_SLOT: emit(lowerer, IR_ADDR, result, place.slot, 0); break;
    case PLACE_POINTER: emit(lowerer, IR_ADD8I, result, place.slot, place.displacement); break;
    case PLACE_DATA: emit_set(lowerer, 0, result, 8, place.address); break;
    case PLACE_ELEMENT:
        emit_flagged(lowerer, (uint16_t)size, IR_INDEX, result, place.slot, place.index);
        break;
    case PLACE_PICKED:
        emit(lowerer, IR_ADDR, result, place.slot, 0);
        emit_flagged(lowerer, (uint16_t)size, IR_INDEX, result, result, place.index);
        break;
    case PLACE_MAP:
    case PLACE_NONE: emit_set(lowerer, 0, result, 8, 0); break;
    }
    return result;
}

/* ---- Fields and elements ----------------------------------------------------------------------------- */

static Place as_pointer(Lowerer *lowerer, Place place) {
    int32_t address = place_address(lowerer, place);
    return (Place){.kind = PLACE_POINTER, .type = place.type, .slot = address, .flags = place.flags};
}

Place place_field(Place place, GoType *structure, uint32_t field) {
    GoType *underlying = go_underlying(structure);
    int64_t offset = go_struct_offset(underlying, field);
    place.type = underlying->structure.fields[field]->type;
    if (place.kind == PLACE_SLOT)
        place.slot += (int32_t)offset;
    else if (place.kind == PLACE_POINTER)
        place.displacement += (int32_t)offset;
    else if (place.kind == PLACE_DATA)
        place.address += (uint32_t)offset;
    if (place.flags) place.flags = IR_TO_CELL;
    return place;
}

/* Copies what a later assignment to a variable could change. */
static int32_t stable_slot(Lowerer *lowerer, int32_t slot, uint64_t size, bool is_stable) {
    if (!is_stable) return slot;
    int32_t copy = slot_new(lowerer, size, size > 8 ? 8 : size);
    emit_move(lowerer, 0, copy, slot, size);
    return copy;
}

static Place pointed_to(Lowerer *lowerer, GoExpr *pointer, GoType *type, bool is_stable) {
    int32_t slot = stable_slot(lowerer, lower_to_slot(lowerer, pointer), 8, is_stable);
    emit(lowerer, IR_CHECKNIL, slot, 0, 0);
    return (Place){.kind = PLACE_POINTER, .type = type, .slot = slot, .flags = IR_TO_CELL};
}

/* An operand that need not be addressable: its value goes to a temporary. */
static Place place_of_value(Lowerer *lowerer, GoExpr *expression, bool is_stable) {
    GoExpr *inner = strip_parens(expression);
    if (inner->mode == GO_MODE_VARIABLE) return lower_place(lowerer, inner, is_stable);
    return place_of_slot(lower_to_slot(lowerer, expression), inner->type);
}

static bool is_pointer(GoType *type) {
    return go_underlying(type)->kind == GO_POINTER;
}

Place place_selected(Lowerer *lowerer, GoExpr *operand, const uint32_t *path, uint32_t count,
                     bool is_stable) {
    GoType *type = operand->type;
    Place place;
    if (is_pointer(type)) {
        type = go_underlying(type)->pointer.element;
        place = pointed_to(lowerer, operand, type, is_stable);
    } else {
        place = place_of_value(lowerer, operand, is_stable);
    }
    for (uint32_t i = 0; i < count; i++) {
        if (is_pointer(place.type)) {
            GoType *element = go_underlying(place.type)->pointer.element;
            int32_t pointer = slot_new(lowerer, 8, 8);
            place_load(lowerer, place, pointer, 0);
            emit(lowerer, IR_CHECKNIL, pointer, 0, 0);
            place = (Place){.kind = PLACE_POINTER, .type = element, .slot = pointer, .flags = IR_TO_CELL};
        }
        bool is_plain = place.kind == PLACE_SLOT || place.kind == PLACE_POINTER || place.kind == PLACE_DATA;
        if (!is_plain) place = as_pointer(lowerer, place);
        place = place_field(place, place.type, path[i]);
    }
    return place;
}

void place_load_receiver(Lowerer *lowerer, Place place, GoType *wanted, int32_t to) {
    bool is_pointer = go_underlying(place.type)->kind == GO_POINTER;
    bool wants_pointer = go_underlying(wanted)->kind == GO_POINTER;
    if (is_pointer == wants_pointer) {
        place_load(lowerer, place, to, 0);
    } else if (wants_pointer) {
        emit_move(lowerer, 0, to, place_address(lowerer, place), 8);
    } else {
        int32_t pointer = slot_new(lowerer, 8, 8);
        place_load(lowerer, place, pointer, 0);
        emit(lowerer, IR_CHECKNIL, pointer, 0, 0);
        place_load(lowerer, (Place){.kind = PLACE_POINTER, .slot = pointer, .type = wanted}, to, 0);
    }
}

/* The index as an int (or uint64) in a slot of eight bytes; 1 in *is_unsigned when it cannot be negative. */
static Operand lower_index(Lowerer *lowerer, GoExpr *index, bool is_stable, uint16_t *is_unsigned) {
    Operand operand = lower_operand(lowerer, index);
    *is_unsigned = (go_type_flags(index->type) & GO_IS_UNSIGNED) != 0;
    if (operand.is_constant) return operand;
    operand.slot = widen_to_word(lowerer, operand.slot, index->type);
    operand.slot = stable_slot(lowerer, operand.slot, 8, is_stable);
    return operand;
}

static void check_constant_length(Lowerer *lowerer, Operand index, uint16_t is_unsigned, int64_t length) {
    if (index.is_constant && index.value >= 0 && index.value < length) return;
    int32_t slot = operand_slot(lowerer, index, go_basic_type(GO_INT));
    emit_flagged(lowerer, is_unsigned, IR_BOUNDSI, slot, (int32_t)length, 0);
}

/* Moves a place by index elements of the type. */
static Place offset_place(Lowerer *lowerer, Place base, Operand index, GoType *element) {
    uint64_t size = (uint64_t)go_type_size(element);
    Place place = base;
    place.type = element;
    bool is_near = index.is_constant && index.value * (int64_t)size < INT32_MAX / 2;
    if (is_near && (base.kind == PLACE_SLOT || base.kind == PLACE_POINTER || base.kind == PLACE_DATA)) {
        int32_t offset = (int32_t)(index.value * (int64_t)size);
        if (base.kind == PLACE_SLOT) place.slot += offset;
        if (base.kind == PLACE_POINTER) place.displacement += offset;
        if (base.kind == PLACE_DATA) place.address += (uint32_t)offset;
        return place;
    }
    place.index = operand_slot(lowerer, index, go_basic_type(GO_INT));
    if (base.kind == PLACE_SLOT && is_word(size)) {
        place.kind = PLACE_PICKED;
        return place;
    }
    base.type = element;
    place.slot = place_address(lowerer, base);
    place.displacement = 0;
    place.kind = PLACE_ELEMENT;
    if (is_word(size)) return place;
    int32_t address = slot_new(lowerer, 8, 8);
    if (size <= UINT16_MAX) {
        emit_flagged(lowerer, (uint16_t)size, IR_INDEX, address, place.slot, place.index);
    } else {
        emit(lowerer, IR_MUL8I, address, place.index, (int32_t)size);
        emit(lowerer, IR_ADD8, address, address, place.slot);
    }
    return (Place){.kind = PLACE_POINTER, .type = element, .slot = address, .flags = base.flags};
}

static Place slice_element(Lowerer *lowerer, GoExpr *expression, GoType *slice, bool is_stable) {
    GoExpr *operand = expression->index.operand;
    int32_t base = stable_slot(lowerer, lower_to_slot(lowerer, operand), 24, is_stable);
    uint16_t is_unsigned;
    Operand index = lower_index(lowerer, expression->index.indices.items[0], is_stable, &is_unsigned);
    index.slot = operand_slot(lowerer, index, go_basic_type(GO_INT));
    at_position(lowerer, expression->pos);
    emit_flagged(lowerer, is_unsigned, IR_BOUNDS, index.slot, base + 8, 0);
    Place start = {.kind = PLACE_POINTER, .slot = base, .flags = IR_TO_CELL, .type = slice->slice.element};
    return offset_place(lowerer, start, index, slice->slice.element);
}

static Place array_element(Lowerer *lowerer, GoExpr *expression, Place array, bool is_stable) {
    GoType *type = go_underlying(array.type);
    if (array.kind == PLACE_PICKED || array.kind == PLACE_ELEMENT) array = as_pointer(lowerer, array);
    uint16_t is_unsigned;
    Operand index = lower_index(lowerer, expression->index.indices.items[0], is_stable, &is_unsigned);
    at_position(lowerer, expression->pos);
    check_constant_length(lowerer, index, is_unsigned, type->array.length);
    if (array.flags) array.flags = IR_TO_CELL;
    return offset_place(lowerer, array, index, type->array.element);
}

static Place string_byte(Lowerer *lowerer, GoExpr *expression) {
    int32_t base = lower_to_slot(lowerer, expression->index.operand);
    uint16_t is_unsigned;
    Operand index = lower_index(lowerer, expression->index.indices.items[0], false, &is_unsigned);
    index.slot = operand_slot(lowerer, index, go_basic_type(GO_INT));
    at_position(lowerer, expression->pos);
    emit_flagged(lowerer, is_unsigned, IR_BOUNDS, index.slot, base + 8, 0);
    return (Place){.kind = PLACE_ELEMENT, .type = go_byte_type(), .slot = base, .index = index.slot};
}

static Place map_element(Lowerer *lowerer, GoExpr *expression, GoType *map) {
    GoExpr *operand = expression->index.operand, *key = expression->index.indices.items[0];
    Place place = {.kind = PLACE_MAP, .type = map->map.value, .map_type = operand->type};
    place.slot = stable_slot(lowerer, lower_to_slot(lowerer, operand), 8, true);
    place.index = slot_of_type(lowerer, map->map.key);
    lower_into(lowerer, key, place.index, 0);
    place.flags = IR_TO_CELL;
    return place;
}

Place lower_element(Lowerer *lowerer, GoExpr *expression, bool is_stable) {
    GoExpr *operand = expression->index.operand;
    GoType *type = go_underlying(operand->type);
    switch (type->kind) {
    case GO_SLICE: return slice_element(lowerer, expression, type, is_stable);
    case GO_MAP: return map_element(lowerer, expression, type);
    case GO_POINTER:
        return array_element(lowerer, expression,
                             pointed_to(lowerer, operand, type->pointer.element, is_stable), is_stable);
    case GO_ARRAY:
        return array_element(lowerer, expression, place_of_value(lowerer, operand, is_stable), is_stable);
    default: return string_byte(lowerer, expression);
    }
}

static Place place_of_selector(Lowerer *lowerer, GoExpr *expression, bool is_stable) {
    GoSelection *selection = expression->selector.selection;
    if (!selection) return place_of_variable(lowerer, expression->selector.name->name.object);
    return place_selected(lowerer, expression->selector.operand, selection->path, selection->path_count,
                          is_stable);
}

Place lower_place(Lowerer *lowerer, GoExpr *expression, bool is_stable) {
    expression = strip_parens(expression);
    switch (expression->kind) {
    case GO_EXPR_NAME:
        if (!expression->name.object || str_equal_c(expression->name.text, "_"))
            return (Place){.kind = PLACE_NONE};
        return place_of_variable(lowerer, expression->name.object);
    case GO_EXPR_SELECTOR: return place_of_selector(lowerer, expression, is_stable);
    case GO_EXPR_INDEX: return lower_element(lowerer, expression, is_stable);
    case GO_EXPR_STAR: return pointed_to(lowerer, expression->star.operand, expression->type, is_stable);
    default: return place_of_slot(lower_to_slot(lowerer, expression), expression->type);
    }
}
