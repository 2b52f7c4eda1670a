/* Positions: which file, which line. */
#include "go/syntax/position.h"

GoPos go_source_set_add(GoSourceSet *set, const Source *source) {
    GoPos base = 0;
    if (set->files.count > 0) {
        const GoSourceFile *last = &VEC_LAST(&set->files);
        base = last->base + (GoPos)last->source->text.length + 1;
    }
    VEC_PUSH(&set->files, (GoSourceFile){source, base});
    return base;
}

const Source *go_source_set_find(const GoSourceSet *set, GoPos pos, uint32_t *offset) {
    if (pos == GO_NO_POS || set->files.count == 0) return NULL;
    size_t low = 0, high = set->files.count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (set->files.items[middle].base <= pos)
            low = middle;
        else
            high = middle;
    }
    *offset = pos - set->files.items[low].base;
    return set->files.items[low].source;
}

SourcePlace go_source_set_place(const GoSourceSet *set, GoPos pos) {
    uint32_t offset;
    const Source *source = go_source_set_find(set, pos, &offset);
    return source ? source_place(source, offset) : (SourcePlace){0, 0};
}

void go_source_set_free(GoSourceSet *set) {
    VEC_FREE(&set->files);
}
