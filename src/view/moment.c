/* A moment, see moment.h. */
#include "view/moment.h"

#include <stdlib.h>
#include <string.h>

MemLimits view_limits(const ViewStyle *style) {
    static const MemLimits brief = {.cells = 100, .elements = 24, .depth = 24};
    return style->everything ? mem_default_limits : brief;
}

static int compare_ranges(const void *a, const void *b) {
    const ViewRange *first = a, *second = b;
    if (first->start != second->start) return first->start < second->start ? -1 : 1;
    return first->end < second->end ? -1 : first->end > second->end;
}

/* The last range that starts at or before `address` if it contains it. Ranges of one list do not overlap. */
static const ViewRange *find_range(const ViewRangeList *ranges, uint64_t address) {
    size_t low = 0, high = ranges->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ranges->items[middle].start <= address)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || address >= ranges->items[low - 1].end) return NULL;
    return &ranges->items[low - 1];
}

static void sort_ranges(ViewRangeList *ranges) {
    if (ranges->count) qsort(ranges->items, ranges->count, sizeof *ranges->items, compare_ranges);
}

static void collect_names(ViewMoment *moment) {
    const MemRoots *roots = &moment->picture.roots;
    for (uint32_t f = 0; f < roots->frame_count; f++)
        for (uint32_t n = 0; n < roots->frames[f].name_count; n++) {
            const MemName *name = &roots->frames[f].names[n];
            if (!name->slot || name->is_hidden) continue;
            VEC_PUSH(&moment->name_ranges, (ViewRange){name->slot, name->slot + name->layout->size, f, n});
        }
    sort_ranges(&moment->name_ranges);
}

static bool is_inside_name(const ViewMoment *moment, const MemCell *cell) {
    const ViewRange *range = find_range(&moment->name_ranges, cell->address);
    return range && cell->address + cell->layout->size <= range->end;
}

static void number_cells(ViewMoment *moment) {
    const MemPicture *picture = &moment->picture;
    moment->numbers = ARENA_ARRAY(&moment->picture.arena, uint32_t, picture->cell_count + 1);
    for (uint32_t i = 0; i < picture->cell_count; i++) {
        const MemCell *cell = &picture->cells[i];
        if (is_inside_name(moment, cell)) continue;
        moment->numbers[i] = ++moment->shown_cells;
        uint64_t size = cell->layout->size ? cell->layout->size : 1;
        VEC_PUSH(&moment->cell_ranges,
                 (ViewRange){cell->address - cell->layout->before, cell->address + size, 0, i});
    }
    sort_ranges(&moment->cell_ranges);
}

void view_moment_take(ViewMoment *moment, const TimelineWalk *walk, const EngineProgram *program,
                      const Source *source, MemLimits limits) {
    const Engine *engine = walk->engine;
    *moment = (ViewMoment){.engine = engine,
                           .run = walk->run,
                           .source = source,
                           .walk = walk,
                           .step = engine->steps(walk->run),
                           .has_ended = walk->state == ENGINE_ENDED};
    if (!moment->has_ended) moment->place = engine->place(walk->run);
    engine->roots(walk->run, &moment->picture.arena, &moment->picture.roots);
    MemReader reader = {.user = walk->run, .cell = engine->cell};
    mem_picture_build(&moment->picture, &reader, limits);
    if (program) engine->symbols(program, &moment->picture.arena, &moment->symbols);
    collect_names(moment);
    number_cells(moment);
}

void view_moment_free(ViewMoment *moment) {
    VEC_FREE(&moment->symbols);
    VEC_FREE(&moment->name_ranges);
    VEC_FREE(&moment->cell_ranges);
    mem_picture_free(&moment->picture);
}

ViewTarget view_target(const ViewMoment *moment, uint64_t address) {
    const ViewRange *range = find_range(&moment->name_ranges, address);
    if (range) {
        const MemFrame *frame = &moment->picture.roots.frames[range->frame];
        return (ViewTarget){
            .frame = frame, .name = &frame->names[range->index], .offset = address - range->start};
    }
    range = find_range(&moment->cell_ranges, address);
    if (!range) return (ViewTarget){0};
    const MemCell *cell = &moment->picture.cells[range->index];
    return (ViewTarget){
        .cell = cell, .number = moment->numbers[range->index], .offset = address - cell->address};
}

bool view_name_is_tag(const MemName *name) {
    const MemLayout *layout = name->layout;
    return layout && layout->field_count == 1 && layout->fields[0].kind == MEM_REF &&
           layout->fields[0].role == MEM_ROLE_VALUE && !layout->fields[0].layout;
}

const MemCell *view_tagged_cell(const ViewMoment *moment, const MemName *name) {
    if (!name->slot || !view_name_is_tag(name)) return NULL;
    return view_target(moment, mem_read_ref(name->slot)).cell;
}

void view_append_when(const ViewMoment *moment, StrBuf *out) {
    if (moment->has_ended) {
        strbuf_append_c(out, "at the end, after ");
        view_append_count(out, moment->step, "step");
        return;
    }
    strbuf_format(out, "before line %u runs, step ", moment->place.line);
    view_append_count(out, moment->step, "");
    if (moment->walk->unit != ENGINE_INSTRUCTION) return;
    strbuf_append_c(out, ", at ");
    moment->engine->instruction_text(moment->run, moment->place.instruction, out);
}

void view_append_identity(StrBuf *out, const Engine *engine, uint64_t identity) {
    strbuf_format(out, engine->identity_is_decimal ? "%llu" : "0x%llx", (unsigned long long)identity);
}

uint32_t view_append_referrers(const ViewMoment *moment, const MemCell *cell, StrBuf *out) {
    enum { SHOWN = 4 };
    const MemRoots *roots = &moment->picture.roots;
    uint32_t count = 0;
    for (uint32_t f = 0; f < roots->frame_count; f++)
        for (uint32_t n = 0; n < roots->frames[f].name_count; n++) {
            const MemName *name = &roots->frames[f].names[n];
            if (name->is_hidden || view_tagged_cell(moment, name) != cell) continue;
            if (count++ < SHOWN) strbuf_format(out, "%s%.*s", count > 1 ? ", " : "", STR_ARGS(name->name));
        }
    if (count > SHOWN) strbuf_format(out, " and %u more", count - SHOWN);
    return count;
}

ViewInk view_lit_ink(const ViewStyle *style, uint64_t address, ViewInk usual) {
    return address && address == style->selected ? VIEW_SELECTED : usual;
}

ViewInk view_reference_ink(const ViewMoment *moment, const ViewStyle *style, uint64_t slot) {
    ViewTarget target = view_target(moment, mem_read_ref(slot));
    uint64_t leads_to = target.cell ? target.cell->address : target.name ? target.name->slot : 0;
    return view_lit_ink(style, leads_to, view_cell_ink(target.number));
}

bool view_append_writer(const ViewMoment *moment, uint64_t slot, StrBuf *out) {
    const MemCopy *copy = slot ? mem_copy_log_last(&moment->walk->log, slot) : NULL;
    if (!copy) return false;
    if (copy->kind == MEM_COPY_MOVED) strbuf_append_c(out, "moved by ");
    moment->engine->instruction_text(moment->run, copy->instruction, out);
    return true;
}

/* "func main" and "main.main", "function f" and "f", "package main" and "main.main" (package variables stand
 * in the first frame). */
static bool scope_fits(Str scope, Str function) {
    ptrdiff_t space = str_find_byte(scope, ' ', 0);
    Str tail = space < 0 ? scope : str_slice(scope, (size_t)space + 1, scope.length);
    if (str_equal(scope, function) || str_equal(tail, function)) return true;
    return function.length > tail.length && str_ends_with(function, tail) &&
           function.data[function.length - tail.length - 1] == '.';
}

const EngineSymbol *view_symbol(const ViewMoment *moment, const MemFrame *frame, const MemName *name) {
    const EngineSymbol *found = NULL;
    for (size_t i = 0; i < moment->symbols.count; i++) {
        const EngineSymbol *symbol = &moment->symbols.items[i];
        if (!str_equal(symbol->name, name->name)) continue;
        bool line_fits = name->line == 0 || symbol->line == name->line;
        if (line_fits && scope_fits(symbol->scope, frame->function)) return symbol;
        if (line_fits && name->line && !found) found = symbol;
    }
    return found;
}

typedef struct Flattening {
    Arena *arena;
    ViewFieldList *fields;
    uint64_t elements;
    uint32_t depth;
} Flattening;

enum { NESTING_MAX = 16, FIELDS_MAX = 200000 };

static void flatten(Flattening *flattening, Str prefix, uint64_t offset, const MemLayout *layout);

static Str join_path(Arena *arena, Str prefix, Str name) {
    if (!name.length) return prefix;
    if (!prefix.length || name.data[0] == '[')
        return arena_format(arena, "%.*s%.*s", STR_ARGS(prefix), STR_ARGS(name));
    return arena_format(arena, "%.*s.%.*s", STR_ARGS(prefix), STR_ARGS(name));
}

static void flatten_array(Flattening *flattening, Str path, uint64_t offset, const MemField *field) {
    uint64_t most = field->count < flattening->elements ? field->count : flattening->elements, shown = 0;
    for (; shown < most && flattening->fields->count < FIELDS_MAX; shown++) {
        Str element =
            arena_format(flattening->arena, "%.*s[%llu]", STR_ARGS(path), (unsigned long long)shown);
        flatten(flattening, element, offset + shown * field->layout->size, field->layout);
    }
    if (shown == field->count) return;
    ViewField notice = {.path = path,
                        .offset = offset + shown * field->layout->size,
                        .size = (field->count - shown) * field->layout->size,
                        .left_out = field->count - shown};
    VEC_PUSH(flattening->fields, notice);
}

static void flatten_field(Flattening *flattening, Str prefix, uint64_t offset, const MemField *field) {
    Str path = join_path(flattening->arena, prefix, field->name);
    bool nested = field->layout && flattening->depth < NESTING_MAX;
    if (field->kind == MEM_STRUCT && nested)
        flatten(flattening, path, offset + field->offset, field->layout);
    else if (field->kind == MEM_ARRAY && nested)
        flatten_array(flattening, path, offset + field->offset, field);
    else
        VEC_PUSH(flattening->fields, (ViewField){path, offset + field->offset, field->size, field, 0});
}

static void flatten(Flattening *flattening, Str prefix, uint64_t offset, const MemLayout *layout) {
    flattening->depth++;
    for (uint32_t i = 0; i < layout->field_count; i++)
        flatten_field(flattening, prefix, offset, &layout->fields[i]);
    flattening->depth--;
}

void view_fields(Arena *arena, const MemLayout *layout, uint64_t elements, ViewFieldList *fields) {
    Flattening flattening = {.arena = arena, .fields = fields, .elements = elements};
    flatten(&flattening, (Str){0}, 0, layout);
}
