/* The picture, see picture.h. */
#include "memory/picture.h"

#include "base/map.h"
#include "base/vec.h"

const MemLimits mem_default_limits = {.cells = 2000, .elements = 64, .depth = 64};

/* One walk over the references of a cell. */
typedef struct ReferenceWalk {
    uint64_t left, beyond;
    bool values_only; /* pass over references that the runtime keeps for itself */
    void (*visit)(void *user, uint64_t slot, uint64_t target, const MemLayout *declared);
    void *user;
} ReferenceWalk;

static void walk_layout(ReferenceWalk *walk, uint64_t address, const MemLayout *layout);

static bool has_references(const MemLayout *layout) {
    for (uint32_t i = 0; i < layout->field_count; i++) {
        const MemField *field = &layout->fields[i];
        if (field->kind == MEM_REF) return true;
        bool nested = field->kind == MEM_STRUCT || field->kind == MEM_ARRAY;
        if (nested && field->layout && has_references(field->layout)) return true;
    }
    return false;
}

static void walk_reference(ReferenceWalk *walk, uint64_t slot, const MemLayout *declared) {
    uint64_t target = mem_read_ref(slot);
    if (target == 0) return;
    if (walk->left == 0) {
        walk->beyond++;
        return;
    }
    walk->left--;
    walk->visit(walk->user, slot, target, declared);
}

static void walk_array(ReferenceWalk *walk, uint64_t address, const MemField *field) {
    if (!field->layout || !has_references(field->layout)) return;
    for (uint64_t i = 0; i < field->count; i++) {
        if (walk->left == 0) {
            walk->beyond += field->count - i;
            return;
        }
        walk_layout(walk, address + i * field->layout->size, field->layout);
    }
}

static void walk_layout(ReferenceWalk *walk, uint64_t address, const MemLayout *layout) {
    for (uint32_t i = 0; i < layout->field_count; i++) {
        const MemField *field = &layout->fields[i];
        if (walk->values_only && field->role != MEM_ROLE_VALUE) continue;
        uint64_t at = address + field->offset;
        if (field->kind == MEM_REF) walk_reference(walk, at, field->layout);
        if (field->kind == MEM_STRUCT && field->layout) walk_layout(walk, at, field->layout);
        if (field->kind == MEM_ARRAY) walk_array(walk, at, field);
    }
}

uint64_t mem_each_reference(uint64_t address, const MemLayout *layout, uint64_t limit,
                            void (*visit)(void *user, uint64_t slot, uint64_t target,
                                          const MemLayout *declared),
                            void *user) {
    ReferenceWalk walk = {.left = limit, .visit = visit, .user = user};
    walk_layout(&walk, address, layout);
    return walk.beyond;
}

/* The breadth-first search. `cells` is both the result and the queue; `depths` runs beside it. */
typedef struct Builder {
    MemPicture *picture;
    const MemReader *reader;
    MemLimits limits;
    VEC(MemCell) cells;
    VEC(uint32_t) depths;
    IntMap seen;
    uint32_t depth; /* of the cells that are found now */
} Builder;

static void found_reference(void *user, uint64_t slot, uint64_t target, const MemLayout *declared) {
    Builder *builder = user;
    (void)slot;
    if (intmap_find(&builder->seen, target)) return;
    if (builder->cells.count >= builder->limits.cells || builder->depth > builder->limits.depth) {
        builder->picture->cells_left_out++;
        return;
    }
    MemCell cell = {.address = target};
    const MemReader *reader = builder->reader;
    if (!reader->cell(reader->user, target, declared, &builder->picture->arena, &cell)) return;
    intmap_set(&builder->seen, target, &builder->seen);
    if (cell.address != target) {
        if (intmap_find(&builder->seen, cell.address)) return;
        intmap_set(&builder->seen, cell.address, &builder->seen);
    }
    cell.identity = builder->cells.count + 1;
    VEC_PUSH(&builder->cells, cell);
    VEC_PUSH(&builder->depths, builder->depth);
}

/* Finds the cells that the bytes at `address` refer to. Returns how many references were beyond the limit. */
static uint64_t follow_references(Builder *builder, uint64_t address, const MemLayout *layout) {
    ReferenceWalk walk = {
        .left = builder->limits.elements, .values_only = true, .visit = found_reference, .user = builder};
    walk_layout(&walk, address, layout);
    builder->picture->cells_left_out += walk.beyond;
    return walk.beyond;
}

static void follow_names(Builder *builder) {
    const MemRoots *roots = &builder->picture->roots;
    for (uint32_t f = 0; f < roots->frame_count; f++) {
        for (uint32_t n = 0; n < roots->frames[f].name_count; n++) {
            const MemName *name = &roots->frames[f].names[n];
            if (name->slot && !name->is_hidden) follow_references(builder, name->slot, name->layout);
        }
    }
}

static void follow_cells(Builder *builder) {
    for (size_t i = 0; i < builder->cells.count; i++) {
        builder->depth = builder->depths.items[i] + 1;
        MemCell cell = builder->cells.items[i];
        uint64_t beyond = follow_references(builder, cell.address, cell.layout);
        builder->cells.items[i].is_cut = beyond > 0;
    }
}

void mem_picture_build(MemPicture *picture, const MemReader *reader, MemLimits limits) {
    Builder builder = {.picture = picture, .reader = reader, .limits = limits};
    follow_names(&builder);
    follow_cells(&builder);
    picture->cell_count = (uint32_t)builder.cells.count;
    picture->cells =
        arena_copy_bytes(&picture->arena, builder.cells.items, builder.cells.count * sizeof(MemCell));
    VEC_FREE(&builder.cells);
    VEC_FREE(&builder.depths);
    intmap_free(&builder.seen);
}

const MemCell *mem_picture_cell(const MemPicture *picture, uint64_t address) {
    for (uint32_t i = 0; i < picture->cell_count; i++)
        if (picture->cells[i].address == address) return &picture->cells[i];
    return NULL;
}

void mem_picture_free(MemPicture *picture) {
    arena_free(&picture->arena);
    *picture = (MemPicture){0};
}
