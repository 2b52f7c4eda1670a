/* Sizes: how many bytes a type takes on amd64, and where its fields lie.
 *
 * Fields lie in order of declaration, each at the next multiple of its alignment; a struct is padded to a
 * multiple of its largest alignment. If the last field of a struct that has bytes takes none, the struct gets
 * a byte more, so that a pointer to that field does not point behind the struct. */
#include "go/types/program.h"

enum { POINTER_BYTES = 8 };

int64_t go_align_up(int64_t offset, int64_t align) {
    return (offset + align - 1) / align * align;
}

static int64_t size_saturate(int64_t count, int64_t size) {
    int64_t product;
    return __builtin_mul_overflow(count, size, &product) ? INT64_MAX / 4 : product;
}

static void size_of_struct(GoType *type) {
    uint32_t count = type->structure.count;
    int64_t offset = 0, last = 0;
    uint32_t align = 1;
    for (uint32_t i = 0; i < count; i++) {
        GoType *field = type->structure.fields[i]->type;
        int64_t own = go_type_align(field);
        if (own > align) align = (uint32_t)own;
        offset = go_align_up(offset, own);
        if (type->structure.offsets) type->structure.offsets[i] = offset;
        last = go_type_size(field);
        if (offset < INT64_MAX / 8) offset += last;
    }
    if (count > 0 && last == 0 && offset > 0) offset++;
    type->align = align;
    type->size = go_align_up(offset, align);
}

static void size_compute(GoType *type) {
    type->align = POINTER_BYTES;
    switch (type->kind) {
    case GO_SLICE: type->size = 3 * POINTER_BYTES; break;
    case GO_INTERFACE: type->size = 2 * POINTER_BYTES; break;
    case GO_ARRAY: {
        int64_t length = type->array.length < 0 ? 0 : type->array.length;
        type->size = size_saturate(length, go_type_size(type->array.element));
        type->align = (uint32_t)go_type_align(type->array.element);
        break;
    }
    case GO_STRUCT: size_of_struct(type); break;
    case GO_TUPLE: type->size = 0; break;
    default: type->size = POINTER_BYTES; /* pointers, maps, channels, functions */
    }
}

/* The type whose size counts, computed. */
static GoType *size_resolve(GoType *type) {
    type = go_underlying(type);
    if (type->align || type->is_being_sized) return type;
    type->is_being_sized = true; /* a type that contains itself was reported; any size will do */
    size_compute(type);
    type->is_being_sized = false;
    return type;
}

int64_t go_type_size(GoType *type) {
    return size_resolve(type)->size;
}

int64_t go_type_align(GoType *type) {
    uint32_t align = size_resolve(type)->align;
    return align ? align : 1;
}

int64_t go_struct_offset(GoType *structure, uint32_t field) {
    if (structure->structure.offsets) return structure->structure.offsets[field];
    int64_t offset = 0;
    for (uint32_t i = 0; i <= field; i++) {
        GoType *type = structure->structure.fields[i]->type;
        offset = go_align_up(offset, go_type_align(type));
        if (i < field) offset += go_type_size(type);
    }
    return offset;
}
