/* Composite literals: T{...}.
 *
 * A struct or array is built where it is needed: its bytes are zeroed first when the literal leaves some out,
 * then each element is evaluated into its place. A slice literal is a new array with a slice over it; a map
 * literal a new map and an assignment for each pair. */
#include "go/ir/lower.h"

static GoExpr *element_value(GoExpr *element) {
    return element->kind == GO_EXPR_KEY_VALUE ? element->key_value.value : element;
}

static void lower_elements(Lowerer *lowerer, GoExpr *literal, Place place);

/* An element that is a struct or array literal itself is built in place; others are evaluated and stored. */
static void lower_element_into(Lowerer *lowerer, GoExpr *value, Place place) {
    GoExpr *inner = strip_parens(value);
    bool is_nested = is_written_piecemeal(value) && !value->converted_to;
    if (is_nested)
        lower_elements(lowerer, inner, place);
    else if (place.kind == PLACE_SLOT)
        lower_into(lowerer, value, place.slot, place.flags);
    else
        place_store(lowerer, place, lower_operand(lowerer, value));
}

static int64_t part_count(GoType *type) {
    return type->kind == GO_STRUCT ? type->structure.count : type->array.length;
}

static Place element_place(Lowerer *lowerer, Place place, GoType *type, int64_t index) {
    if (type->kind == GO_STRUCT) return place_field(place, type, (uint32_t)index);
    GoType *element = type->array.element;
    int64_t offset = index * go_type_size(element);
    place.type = element;
    if (offset > INT32_MAX / 2) unsupported(lowerer, GO_NO_POS, "array literals over 1 GB");
    if (place.kind == PLACE_SLOT) place.slot += (int32_t)offset;
    if (place.kind == PLACE_POINTER) place.displacement += (int32_t)offset;
    if (place.kind == PLACE_DATA) place.address += (uint32_t)offset;
    return place;
}

/* Builds a struct or array literal in a place of the frame, behind a pointer, or in the data segment. */
static void lower_elements(Lowerer *lowerer, GoExpr *literal, Place place) {
    GoType *type = go_underlying(literal->type);
    uint32_t given = literal->composite.elements.count;
    bool has_padding = type->kind == GO_STRUCT;
    if (given < part_count(type) || has_padding) place_zero(lowerer, place);
    for (uint32_t i = 0; i < given; i++) {
        uint32_t saved = lowerer->top;
        GoExpr *value = element_value(literal->composite.elements.items[i]);
        Place part = element_place(lowerer, place, type, literal->composite.indices[i]);
        lower_element_into(lowerer, value, part);
        lowerer->top = saved;
    }
}

static void lower_slice_literal(Lowerer *lowerer, GoExpr *literal, GoType *type, int32_t to, uint16_t flags) {
    GoType *element = type->slice.element;
    int64_t length = literal->composite.length;
    int32_t slice = slot_new(lowerer, 24, 8);
    emit_set(lowerer, 0, slice + 8, 8, length);
    emit_set(lowerer, 0, slice + 16, 8, length);
    emit(lowerer, IR_NEWARRAY, slice, type_index(lowerer, element), slice + 8);
    for (uint32_t i = 0; i < literal->composite.elements.count; i++) {
        uint32_t saved = lowerer->top;
        int64_t offset = literal->composite.indices[i] * go_type_size(element);
        if (offset > INT32_MAX / 2) unsupported(lowerer, literal->pos, "slice literals over 1 GB");
        Place place = {.kind = PLACE_POINTER, .type = element, .slot = slice};
        place.displacement = (int32_t)offset;
        lower_element_into(lowerer, element_value(literal->composite.elements.items[i]), place);
        lowerer->top = saved;
    }
    emit_move(lowerer, flags, to, slice, 24);
}

static void lower_map_literal(Lowerer *lowerer, GoExpr *literal, GoType *type, int32_t to, uint16_t flags) {
    int32_t map = slot_new(lowerer, 8, 8), hint = slot_new(lowerer, 8, 8);
    emit_set(lowerer, 0, hint, 8, literal->composite.elements.count);
    emit(lowerer, IR_MAP_MAKE, map, type_index(lowerer, literal->type), hint);
    for (uint32_t i = 0; i < literal->composite.elements.count; i++) {
        uint32_t saved = lowerer->top;
        GoExpr *pair = literal->composite.elements.items[i];
        Place place = {.kind = PLACE_MAP, .type = type->map.value, .map_type = literal->type, .slot = map};
        place.index = slot_of_type(lowerer, type->map.key);
        lower_into(lowerer, pair->key_value.key, place.index, 0);
        Operand value = lower_operand(lowerer, pair->key_value.value);
        place_store(lowerer, place, value);
        lowerer->top = saved;
    }
    emit_move(lowerer, flags, to, map, 8);
}

void lower_composite(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    GoType *type = go_underlying(expression->type);
    switch (type->kind) {
    case GO_STRUCT:
    case GO_ARRAY: {
        Place place = {.kind = PLACE_SLOT, .type = expression->type, .slot = to, .flags = flags};
        lower_elements(lowerer, expression, place);
        break;
    }
    case GO_SLICE: lower_slice_literal(lowerer, expression, type, to, flags); break;
    case GO_MAP: lower_map_literal(lowerer, expression, type, to, flags); break;
    case GO_POINTER: lower_new_composite(lowerer, expression, expression, to, flags); break;
    default: unsupported(lowerer, expression->pos, "this literal"); break;
    }
}

void lower_new_composite(Lowerer *lowerer, GoExpr *expression, GoExpr *literal, int32_t to, uint16_t flags) {
    GoType *type = go_underlying(expression->type)->pointer.element;
    int32_t address = slot_new(lowerer, 8, 8);
    emit(lowerer, IR_NEW, address, type_index(lowerer, type), 0);
    Place place = {.kind = PLACE_POINTER, .type = type, .slot = address};
    GoTypeKind kind = go_underlying(type)->kind;
    if (kind == GO_STRUCT || kind == GO_ARRAY) {
        GoExpr as_value = *literal;
        as_value.type = type;
        lower_elements(lowerer, &as_value, place);
    } else {
        GoExpr as_value = *literal;
        as_value.type = type;
        place_store(lowerer, place, lower_operand(lowerer, &as_value));
    }
    emit_move(lowerer, flags, to, address, 8);
}
