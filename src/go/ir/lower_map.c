/* Maps: finding gives an address (0: no such key), storing goes to the address that inserting gives. */
#include "go/ir/lower.h"

static uint16_t map_number(Lowerer *lowerer, GoType *type) {
    int32_t number = type_index(lowerer, type);
    if (number > UINT16_MAX) unsupported(lowerer, GO_NO_POS, "more than 65535 types");
    return (uint16_t)number;
}

void lower_map_load(Lowerer *lowerer, Place place, int32_t to, uint16_t flags, int32_t ok) {
    Label missing = {0}, end = {0};
    int32_t address = slot_new(lowerer, 8, 8);
    emit_flagged(lowerer, map_number(lowerer, place.map_type), IR_MAP_FIND, address, place.slot, place.index);
    emit_jump(lowerer, IR_JEQ8I, address, 0, &missing);
    place_load(lowerer, (Place){.kind = PLACE_POINTER, .type = place.type, .slot = address}, to, flags);
    if (ok >= 0) emit_set(lowerer, 0, ok, 1, 1);
    emit_jump(lowerer, IR_JMP, 0, 0, &end);
    label_place(lowerer, &missing);
    emit_zero(lowerer, flags, to, (uint64_t)go_type_size(place.type));
    if (ok >= 0) emit_set(lowerer, 0, ok, 1, 0);
    label_place(lowerer, &end);
}

void lower_map_store(Lowerer *lowerer, Place place, Operand value) {
    int32_t address = slot_new(lowerer, 8, 8);
    emit_flagged(lowerer, map_number(lowerer, place.map_type), IR_MAP_ASSIGN, address, place.slot,
                 place.index);
    Place cell = {.kind = PLACE_POINTER, .type = place.type, .slot = address, .flags = IR_TO_CELL};
    place_store(lowerer, cell, value);
}

void lower_delete(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags) {
    (void)to, (void)flags;
    GoExpr *operand = call->call.arguments.items[0], *key = call->call.arguments.items[1];
    GoType *type = go_underlying(operand->type);
    int32_t map = slot_new(lowerer, 8, 8), key_slot = slot_of_type(lowerer, type->map.key);
    lower_into(lowerer, operand, map, 0);
    lower_into(lowerer, key, key_slot, 0);
    emit_flagged(lowerer, map_number(lowerer, operand->type), IR_MAP_DELETE, map, key_slot, 0);
}
