/* The simple picture: values and references, nothing else.
 *
 * A line for each name, and a line for each cell that is worth one: a cell from which references go on, one
 * that several names share, or one that no name's line has shown. What an object keeps in a block of its own
 * (the items of a list, the table of a dict) belongs to the object here: its references are listed below the
 * object, and the block has no line. Machine pictures (text.c) show it as the cell that it is. */
#include "base/utf8.h"
#include "view/text.h"

enum { FRAMES_FIRST = 2, FRAMES_LAST = 8, REFERENCES = 12, REFERENCES_OF_ALL = 100000, VALUE_LEAST = 24 };

typedef struct Simple {
    const ViewMoment *moment;
    const ViewStyle *style;
    StrBuf *out;
    Arena arena;
    bool *is_storage, *is_listed; /* by index of cell */
} Simple;

static void ink(Simple *simple, ViewInk kind, Str text) {
    view_append_ink(simple->out, simple->style, kind, view_clean(&simple->arena, text, 1));
}

static uint32_t index_of(const Simple *simple, const MemCell *cell) {
    return (uint32_t)(cell - simple->moment->picture.cells);
}

/* Objects say themselves what they are; a block without such a field is part of what refers to it. */
static bool has_type_of_its_own(const MemCell *cell) {
    for (uint32_t i = 0; i < cell->layout->field_count; i++)
        if (cell->layout->fields[i].role == MEM_ROLE_TYPE) return true;
    return false;
}

typedef struct Sorting {
    Simple *simple;
    bool from_object, is_named;
    uint32_t count;
} Sorting;

static void sort_reference(void *user, uint64_t slot, uint64_t target, const MemLayout *declared) {
    Sorting *sorting = user;
    Simple *simple = sorting->simple;
    (void)slot, (void)declared;
    const MemCell *cell = target ? view_target(simple->moment, target).cell : NULL;
    if (!cell) return;
    sorting->count++;
    if (sorting->from_object && !has_type_of_its_own(cell)) simple->is_storage[index_of(simple, cell)] = true;
    if (sorting->is_named) simple->is_listed[index_of(simple, cell)] = true;
}

static void sort_cells(Simple *simple) {
    const MemPicture *picture = &simple->moment->picture;
    simple->is_storage = ARENA_ARRAY(&simple->arena, bool, picture->cell_count + 1);
    simple->is_listed = ARENA_ARRAY(&simple->arena, bool, picture->cell_count + 1);
    for (uint32_t i = 0; i < picture->cell_count; i++) {
        const MemCell *cell = &picture->cells[i];
        Sorting sorting = {.simple = simple, .from_object = has_type_of_its_own(cell)};
        mem_each_reference(cell->address, cell->layout, REFERENCES_OF_ALL, sort_reference, &sorting);
        StrBuf names = {0};
        if (sorting.count || view_append_referrers(simple->moment, cell, &names) > 1)
            simple->is_listed[i] = true;
        strbuf_free(&names);
    }
    for (uint32_t f = 0; f < picture->roots.frame_count; f++)
        for (uint32_t n = 0; n < picture->roots.frames[f].name_count; n++) {
            const MemName *name = &picture->roots.frames[f].names[n];
            Sorting sorting = {.simple = simple, .is_named = true};
            if (name->slot && !name->is_hidden && !view_name_is_tag(name))
                mem_each_reference(name->slot, name->layout, REFERENCES, sort_reference, &sorting);
        }
}

/* ---- Names -------------------------------------------------------------------------------------------- */

static size_t room_behind(const Simple *simple, size_t used) {
    return simple->style->width > used + VALUE_LEAST ? simple->style->width - used : VALUE_LEAST;
}

static void append_number(void *user, uint64_t slot, uint64_t target, const MemLayout *declared) {
    Simple *simple = user;
    (void)declared;
    ViewTarget found = target ? view_target(simple->moment, target) : (ViewTarget){0};
    if (!found.cell && !found.name) return;
    ViewInk kind = view_reference_ink(simple->moment, simple->style, slot);
    if (found.name)
        ink(simple, kind, arena_format(&simple->arena, "  → %.*s", STR_ARGS(found.name->name)));
    else
        ink(simple, kind, arena_format(&simple->arena, "  → [%u]", found.number));
}

/* A value that holds references (a slice, a struct) is followed by where they lead. */
static void draw_value(Simple *simple, const MemName *name, size_t used) {
    StrBuf value = {0};
    size_t room = room_behind(simple, used);
    view_append_name_value(simple->moment, name, room, &value);
    bool is_reference = name->layout->field_count == 1 && name->layout->fields[0].kind == MEM_REF;
    ViewInk kind = is_reference ? view_reference_ink(simple->moment, simple->style, name->slot) : VIEW_VALUE;
    ink(simple, kind, view_cut(&simple->arena, view_clean(&simple->arena, strbuf_view(&value), 1), room));
    strbuf_free(&value);
    if (!is_reference) mem_each_reference(name->slot, name->layout, 3, append_number, simple);
}

static void draw_name(Simple *simple, const MemName *name, size_t widest) {
    size_t width = utf8_width(name->name);
    view_mark(simple->style, simple->out, name->slot);
    strbuf_append_c(simple->out, "  ");
    ink(simple, view_lit_ink(simple->style, name->slot, VIEW_STRONG), name->name);
    strbuf_append_repeated(simple->out, ' ', width < widest ? widest - width + 2 : 2);
    if (name->slot)
        draw_value(simple, name, widest + 4);
    else
        ink(simple, VIEW_DIM, STR("not bound yet"));
    strbuf_append_char(simple->out, '\n');
}

static bool is_shown(const Simple *simple, const MemName *name) {
    return !name->is_hidden || simple->style->everything;
}

static void draw_frame(Simple *simple, const MemFrame *frame, bool innermost) {
    enum { WIDEST = 20 };
    if (frame->name_count == 0 && frame->line == 0 && !innermost) return;
    if (simple->out->length) strbuf_append_char(simple->out, '\n');
    ink(simple, VIEW_STRONG, frame->function);
    if (!innermost && frame->line)
        ink(simple, VIEW_DIM, arena_format(&simple->arena, "  in line %u", frame->line));
    strbuf_append_char(simple->out, '\n');
    size_t widest = 0, shown = 0;
    for (uint32_t i = 0; i < frame->name_count; i++) {
        size_t width = utf8_width(frame->names[i].name);
        if (!is_shown(simple, &frame->names[i])) continue;
        if (width > widest && width <= WIDEST) widest = width;
        shown++;
    }
    for (uint32_t i = 0; i < frame->name_count; i++)
        if (is_shown(simple, &frame->names[i])) draw_name(simple, &frame->names[i], widest);
    if (!shown) ink(simple, VIEW_DIM, STR("  no names yet"));
    if (!shown) strbuf_append_char(simple->out, '\n');
}

static void draw_frames(Simple *simple) {
    const MemRoots *roots = &simple->moment->picture.roots;
    uint32_t count = roots->frame_count, usual = FRAMES_FIRST + FRAMES_LAST;
    bool cut = count > usual + 1 && !simple->style->everything;
    for (uint32_t i = 0; i < count; i++) {
        if (cut && i == FRAMES_FIRST) {
            Str left_out = view_count(&simple->arena, count - usual, "frame");
            strbuf_append_char(simple->out, '\n');
            ink(simple, VIEW_DIM, arena_format(&simple->arena, "… %.*s left out …", STR_ARGS(left_out)));
            strbuf_append_char(simple->out, '\n');
            i = count - FRAMES_LAST;
        }
        draw_frame(simple, &roots->frames[i], i + 1 == count);
    }
}

/* ---- Cells -------------------------------------------------------------------------------------------- */

static bool leads_on(const Simple *simple, const MemCell *target) {
    return target && simple->is_listed[index_of(simple, target)];
}

static void draw_reference(Simple *simple, Str path, uint64_t slot) {
    StrBuf value = {0};
    view_append_reference(simple->moment, &value, mem_read_ref(slot), MEM_ROLE_VALUE, simple->style->width);
    size_t used = utf8_width(path) + 6;
    strbuf_append_c(simple->out, "    ");
    ink(simple, VIEW_DIM, path);
    strbuf_append_char(simple->out, ' ');
    ink(simple, view_reference_ink(simple->moment, simple->style, slot),
        view_cut(&simple->arena, view_clean(&simple->arena, strbuf_view(&value), 1),
                 room_behind(simple, used)));
    strbuf_append_char(simple->out, '\n');
    strbuf_free(&value);
}

/* "dk_entries[1].me_value" of a block that is part of the object: "[1].me_value". */
static Str path_in_storage(Str path) {
    ptrdiff_t bracket = str_find_byte(path, '[', 0);
    return bracket > 0 ? str_slice(path, (size_t)bracket, path.length) : path;
}

/* The references out of a cell that lead to cells with a line of their own; the heading shows the other
 * values. */
static void draw_references(Simple *simple, const MemCell *cell, bool in_storage, uint64_t *left) {
    ViewFieldList fields = {0};
    view_fields(&simple->arena, cell->layout, *left, &fields);
    for (size_t i = 0; i < fields.count && *left; i++) {
        const MemField *field = fields.items[i].field;
        if (!field || field->kind != MEM_REF || field->role != MEM_ROLE_VALUE) continue;
        uint64_t slot = cell->address + fields.items[i].offset;
        ViewTarget target = view_target(simple->moment, mem_read_ref(slot));
        if (target.cell && simple->is_storage[index_of(simple, target.cell)] && has_type_of_its_own(cell)) {
            draw_references(simple, target.cell, true, left);
        } else if (target.name || leads_on(simple, target.cell)) {
            Str path = fields.items[i].path;
            draw_reference(simple, in_storage ? path_in_storage(path) : path, slot);
            --*left;
        }
    }
    VEC_FREE(&fields);
}

static void draw_cell(Simple *simple, const MemCell *cell, uint32_t number) {
    StrBuf names = {0};
    Str label = arena_format(&simple->arena, "[%u]", number);
    Str value = view_clean(&simple->arena, cell->value, 1);
    view_append_referrers(simple->moment, cell, &names);
    size_t used = label.length + utf8_width(cell->layout->type_name) + 2;
    used += names.length ? utf8_width(strbuf_view(&names)) + 5 : 0;
    view_mark(simple->style, simple->out, cell->address);
    ink(simple, view_lit_ink(simple->style, cell->address, view_cell_ink(number)), label);
    strbuf_append_char(simple->out, ' ');
    ink(simple, VIEW_STRONG, cell->layout->type_name);
    strbuf_append_char(simple->out, ' ');
    ink(simple, VIEW_VALUE, view_cut(&simple->arena, value, room_behind(simple, used)));
    if (names.length) strbuf_append_c(simple->out, "  ← ");
    ink(simple, VIEW_STRONG, strbuf_view(&names));
    strbuf_append_char(simple->out, '\n');
    strbuf_free(&names);
    uint64_t left = simple->style->everything ? REFERENCES_OF_ALL : REFERENCES;
    draw_references(simple, cell, false, &left);
    if (left) return;
    ink(simple, VIEW_DIM, STR("    … (a shows all)"));
    strbuf_append_char(simple->out, '\n');
}

static void draw_cells(Simple *simple) {
    const ViewMoment *moment = simple->moment;
    bool first = true;
    for (uint32_t i = 0; i < moment->picture.cell_count; i++) {
        if (!moment->numbers[i] || !simple->is_listed[i] || simple->is_storage[i]) continue;
        if (first) strbuf_append_char(simple->out, '\n');
        first = false;
        draw_cell(simple, &moment->picture.cells[i], moment->numbers[i]);
    }
    uint64_t left_out = moment->picture.cells_left_out;
    if (!left_out) return;
    Str count = view_count(&simple->arena, left_out, "reference");
    ink(simple, VIEW_WARNING, arena_format(&simple->arena, "… %.*s not followed", STR_ARGS(count)));
    strbuf_append_char(simple->out, '\n');
}

void view_simple_picture(const ViewMoment *moment, const ViewStyle *style, StrBuf *out) {
    Simple simple = {.moment = moment, .style = style, .out = out};
    sort_cells(&simple);
    draw_frames(&simple);
    draw_cells(&simple);
    arena_free(&simple.arena);
}
