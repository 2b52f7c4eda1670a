/* Pictures for a terminal, see text.h.
 *
 * From top to bottom: where we are; the lines of source around it; one table per frame (a row per name, and
 * below it a row per field when the slot holds more than one); one table per cell, headed by its number, by
 * which references name it ("→ [3]"); the end of the output. What is too much for a reader is counted instead
 * of shown. */
#include "view/text.h"

#include "base/utf8.h"

#include <stdio.h>

enum {
    SOURCE_AROUND = 4, /* lines before and behind the current one */
    FRAMES_FIRST = 2,
    FRAMES_LAST = 8,
    ELEMENTS = 16, /* of an array */
    ELEMENTS_IN_SLOT = 8,
    FIELDS_IN_SLOT = 24,
    WIDE_ENOUGH_FOR_WRITER = 96,
    BYTES_IN_ROW = 8,
    VALUE_LIMIT = 72,
    RUNTIME_FIELDS = 8,
    OUTPUT_LIMIT = 1500,
    EVERYTHING = 100000,
};

/* What all parts of the drawing share. */
typedef struct Sheet {
    const ViewMoment *moment;
    const ViewStyle *style;
    StrBuf *out;
    Arena arena;
} Sheet;

static void ink(Sheet *sheet, ViewInk kind, Str text) {
    view_append_ink(sheet->out, sheet->style, kind, text);
}

static void heading(Sheet *sheet, Str text) {
    strbuf_append_char(sheet->out, '\n');
    ink(sheet, VIEW_STRONG, view_clean(&sheet->arena, text, 1));
}

static uint64_t limit(const Sheet *sheet, uint64_t usual) {
    return sheet->style->everything ? EVERYTHING : usual;
}

/* A StrBuf's content as a text of the arena; the buffer is freed. */
static Str keep(Sheet *sheet, StrBuf *buffer) {
    Str text = arena_copy(&sheet->arena, strbuf_view(buffer));
    strbuf_free(buffer);
    return text;
}

static void draw_title(Sheet *sheet) {
    StrBuf when = {0};
    view_append_when(sheet->moment, &when);
    ink(sheet, VIEW_STRONG, view_clean(&sheet->arena, sheet->moment->source->path, 1));
    strbuf_append_c(sheet->out, "  ");
    ink(sheet, VIEW_PLAIN, keep(sheet, &when));
    strbuf_append_c(sheet->out, "\n\n");
}

static void draw_line(Sheet *sheet, uint32_t line, uint32_t current, int digits) {
    bool marked = line == current;
    Str text = view_clean(&sheet->arena, source_line(sheet->moment->source, line), 4);
    size_t room = sheet->style->width > (uint32_t)digits + 6 ? sheet->style->width - (uint32_t)digits - 6 : 1;
    ink(sheet, marked ? VIEW_WARNING : VIEW_DIM,
        arena_format(&sheet->arena, " %s %*u  ", marked ? "▶" : " ", digits, line));
    ink(sheet, marked ? VIEW_STRONG : VIEW_PLAIN, view_cut(&sheet->arena, text, room));
    strbuf_append_char(sheet->out, '\n');
}

static void draw_source(Sheet *sheet) {
    const ViewMoment *moment = sheet->moment;
    uint32_t lines = source_lines_shown(moment->source), current = moment->has_ended ? 0 : moment->place.line;
    uint32_t middle = current ? current : lines, around = (uint32_t)limit(sheet, SOURCE_AROUND);
    uint32_t first = middle > around ? middle - around : 1;
    uint32_t last = lines - middle > around ? middle + around : lines;
    if (middle > lines || moment->source->text.length == 0) return;
    int digits = snprintf(NULL, 0, "%u", last);
    for (uint32_t line = first; line <= last; line++) draw_line(sheet, line, current, digits);
}

static Str hex_bytes(Sheet *sheet, uint64_t address, uint64_t size) {
    StrBuf bytes = {0};
    view_append_bytes(&bytes, address, size, BYTES_IN_ROW);
    return keep(sheet, &bytes);
}

static Str field_value(Sheet *sheet, uint64_t address, const MemField *field) {
    StrBuf value = {0};
    view_append_field(sheet->moment, &value, address, field, VALUE_LIMIT);
    return keep(sheet, &value);
}

static ViewInk value_ink(const Sheet *sheet, uint64_t address, const MemField *field) {
    if (field->role == MEM_ROLE_PADDING) return VIEW_DIM;
    return field->kind == MEM_REF ? view_reference_ink(sheet->moment, sheet->style, address) : VIEW_VALUE;
}

static const ViewColumn name_columns[] = {
    {"name", false, 8, 4},   {"declared", false, 18, 2}, {"slot", false, 0, 0},
    {"bytes", false, 11, 5}, {"holds", false, 14, 3},    {"written by", false, 10, 1},
};

static Str name_value(Sheet *sheet, const MemName *name) {
    StrBuf value = {0};
    view_append_name_value(sheet->moment, name, VALUE_LIMIT, &value);
    return keep(sheet, &value);
}

static Str name_writer(Sheet *sheet, const MemName *name) {
    StrBuf writer = {0};
    if (sheet->style->width < WIDE_ENOUGH_FOR_WRITER) return (Str){0};
    view_append_writer(sheet->moment, name->slot, &writer);
    return keep(sheet, &writer);
}

static void put_unbound(ViewTable *table) {
    view_table_put(table, VIEW_DIM, STR("unbound"));
    for (int i = 0; i < 3; i++) view_table_put(table, VIEW_DIM, (Str){0});
}

static void put_left_out(ViewTable *table, Sheet *sheet, const char *lead, const ViewField *field,
                         uint32_t columns) {
    view_table_put_format(table, VIEW_DIM, "%s%.*s", lead, STR_ARGS(field->path));
    for (uint32_t i = 1; i < columns; i++) {
        Str count = view_count(&sheet->arena, field->left_out, "more element");
        view_table_put(table, VIEW_DIM,
                       i == 4 ? arena_format(&sheet->arena, "… %.*s", STR_ARGS(count)) : (Str){0});
    }
}

static void put_slot_field(Sheet *sheet, ViewTable *table, const MemName *name, const ViewField *field) {
    uint64_t address = name->slot + field->offset;
    if (!field->field) {
        put_left_out(table, sheet, "  ", field, table->column_count);
        return;
    }
    bool element = field->path.length && field->path.data[0] == '[';
    view_table_put_format(table, VIEW_PLAIN, "  %s%.*s", element ? "" : ".", STR_ARGS(field->path));
    view_table_put_format(table, VIEW_DIM, "+%llu, %llu", (unsigned long long)field->offset,
                          (unsigned long long)field->size);
    view_table_put_format(table, VIEW_ADDRESS, "0x%llx", (unsigned long long)address);
    view_table_put(table, VIEW_PLAIN, hex_bytes(sheet, address, field->size));
    view_table_put(table, value_ink(sheet, address, field->field), field_value(sheet, address, field->field));
    view_table_put(table, VIEW_DIM, (Str){0});
}

/* A slot that holds more than a scalar shows its fields below. */
static void put_slot_fields(Sheet *sheet, ViewTable *table, const MemName *name) {
    ViewFieldList fields = {0};
    view_fields(&sheet->arena, name->layout, limit(sheet, ELEMENTS_IN_SLOT), &fields);
    bool scalar = fields.count == 1 && fields.items[0].path.length == 0;
    size_t most = limit(sheet, FIELDS_IN_SLOT), shown = fields.count < most ? fields.count : most;
    for (size_t i = 0; i < shown && !scalar; i++) put_slot_field(sheet, table, name, &fields.items[i]);
    if (shown < fields.count) {
        ViewField rest = {.left_out = fields.count - shown};
        put_left_out(table, sheet, "  …", &rest, table->column_count);
    }
    VEC_FREE(&fields);
}

static void put_name(Sheet *sheet, ViewTable *table, const MemName *name) {
    view_table_put(table, view_lit_ink(sheet->style, name->slot, VIEW_STRONG), name->name);
    view_table_mark(table, name->slot);
    view_table_put(table, VIEW_DIM, name->declared.length ? name->declared : name->kind);
    if (!name->slot) {
        put_unbound(table);
        return;
    }
    bool tag = view_name_is_tag(name);
    view_table_put_format(table, VIEW_ADDRESS, "0x%llx", (unsigned long long)name->slot);
    view_table_put(table, VIEW_PLAIN, hex_bytes(sheet, name->slot, name->layout->size));
    view_table_put(table, tag ? view_reference_ink(sheet->moment, sheet->style, name->slot) : VIEW_VALUE,
                   name_value(sheet, name));
    view_table_put(table, VIEW_DIM, name_writer(sheet, name));
    if (!tag) put_slot_fields(sheet, table, name);
}

static void draw_names(Sheet *sheet, const MemFrame *frame) {
    ViewTable table = view_table(&sheet->arena, name_columns, sizeof name_columns / sizeof *name_columns);
    uint32_t hidden = 0;
    for (uint32_t i = 0; i < frame->name_count; i++) {
        if (frame->names[i].is_hidden && !sheet->style->everything)
            hidden++;
        else
            put_name(sheet, &table, &frame->names[i]);
    }
    view_table_draw(&table, sheet->style, 0, sheet->out);
    if (table.pieces.count == 0)
        ink(sheet, VIEW_DIM, hidden ? STR("  no names of its own yet\n") : STR("  no names\n"));
    view_table_free(&table);
}

static void draw_frame(Sheet *sheet, const MemFrame *frame, bool innermost) {
    if (frame->name_count == 0 && frame->line == 0 && !innermost) return;
    heading(sheet, frame->function);
    if (frame->address)
        ink(sheet, VIEW_DIM,
            arena_format(&sheet->arena, "  frame at 0x%llx", (unsigned long long)frame->address));
    if (!innermost && frame->line)
        ink(sheet, VIEW_DIM, arena_format(&sheet->arena, "  in line %u", frame->line));
    strbuf_append_char(sheet->out, '\n');
    draw_names(sheet, frame);
}

static void draw_frames(Sheet *sheet) {
    const MemRoots *roots = &sheet->moment->picture.roots;
    uint32_t count = roots->frame_count, usual = FRAMES_FIRST + FRAMES_LAST;
    bool cut = count > usual + 1 && !sheet->style->everything;
    for (uint32_t i = 0; i < count; i++) {
        if (cut && i == FRAMES_FIRST) {
            Str left_out = view_count(&sheet->arena, count - usual, "frame");
            heading(sheet, arena_format(&sheet->arena, "… %.*s left out …\n", STR_ARGS(left_out)));
            i = count - FRAMES_LAST;
        }
        draw_frame(sheet, &roots->frames[i], i + 1 == count);
    }
}

static const ViewColumn field_columns[] = {
    {NULL, true, 0, 0}, {NULL, false, 8, 2}, {NULL, true, 0, 0}, {NULL, false, 11, 3}, {NULL, false, 10, 1},
};

static void put_cell_field(Sheet *sheet, ViewTable *table, const MemCell *cell, const ViewField *field) {
    uint64_t address = cell->address + field->offset;
    view_table_put_format(table, VIEW_DIM, "%+lld", (long long)field->offset);
    if (!field->field) {
        Str count = view_count(&sheet->arena, field->left_out, "more element");
        view_table_put(table, VIEW_DIM, field->path);
        view_table_put_format(table, VIEW_DIM, "%llu", (unsigned long long)field->size);
        view_table_put(table, VIEW_DIM, STR("…"));
        view_table_put(table, VIEW_DIM, count);
        return;
    }
    bool padding = field->field->role == MEM_ROLE_PADDING;
    Str title = field->path.length ? field->path : STR("value");
    view_table_put(table, VIEW_DIM, padding && !field->path.length ? STR("unused") : title);
    view_table_put_format(table, VIEW_DIM, "%llu", (unsigned long long)field->size);
    view_table_put(table, padding ? VIEW_DIM : VIEW_PLAIN, hex_bytes(sheet, address, field->size));
    view_table_put(table, value_ink(sheet, address, field->field), field_value(sheet, address, field->field));
}

static void draw_cell_heading(Sheet *sheet, const MemCell *cell, uint32_t number) {
    strbuf_append_char(sheet->out, '\n');
    view_mark(sheet->style, sheet->out, cell->address);
    ink(sheet, view_lit_ink(sheet->style, cell->address, view_cell_ink(number)),
        arena_format(&sheet->arena, "[%u]", number));
    strbuf_append_char(sheet->out, ' ');
    ink(sheet, VIEW_STRONG, view_clean(&sheet->arena, cell->layout->type_name, 1));
    strbuf_append_char(sheet->out, ' ');
    Str value = view_clean(&sheet->arena, cell->value, 1);
    ink(sheet, VIEW_VALUE, view_cut(&sheet->arena, value, VALUE_LIMIT));
    strbuf_append_c(sheet->out, "  ");
    ink(sheet, VIEW_ADDRESS, arena_format(&sheet->arena, "0x%llx", (unsigned long long)cell->address));
    Str size = view_count(&sheet->arena, cell->layout->size, "byte");
    ink(sheet, VIEW_DIM, arena_format(&sheet->arena, ", %.*s", STR_ARGS(size)));
    if (cell->place.length)
        ink(sheet, VIEW_DIM, arena_format(&sheet->arena, ", %.*s", STR_ARGS(cell->place)));
    StrBuf names = {0};
    if (view_append_referrers(sheet->moment, cell, &names)) {
        strbuf_append_c(sheet->out, "  ← ");
        ink(sheet, VIEW_STRONG, view_clean(&sheet->arena, strbuf_view(&names), 1));
    }
    strbuf_free(&names);
    strbuf_append_char(sheet->out, '\n');
}

/* Of a cell in which the runtime keeps much for itself only the rest is shown. */
static size_t drop_runtime_fields(const Sheet *sheet, ViewFieldList *fields) {
    size_t dropped = 0, kept = 0;
    for (size_t i = 0; i < fields->count; i++)
        dropped += fields->items[i].field && fields->items[i].field->role == MEM_ROLE_HEADER;
    if (dropped <= RUNTIME_FIELDS || sheet->style->everything) return 0;
    for (size_t i = 0; i < fields->count; i++)
        if (!fields->items[i].field || fields->items[i].field->role != MEM_ROLE_HEADER)
            fields->items[kept++] = fields->items[i];
    fields->count = kept;
    return dropped;
}

static void draw_cell(Sheet *sheet, const MemCell *cell, uint32_t number) {
    ViewTable table = view_table(&sheet->arena, field_columns, sizeof field_columns / sizeof *field_columns);
    ViewFieldList fields = {0};
    draw_cell_heading(sheet, cell, number);
    view_fields(&sheet->arena, cell->layout, limit(sheet, ELEMENTS), &fields);
    size_t dropped = drop_runtime_fields(sheet, &fields);
    for (size_t i = 0; i < fields.count; i++) put_cell_field(sheet, &table, cell, &fields.items[i]);
    view_table_draw(&table, sheet->style, 0, sheet->out);
    if (dropped)
        ink(sheet, VIEW_DIM,
            arena_format(&sheet->arena, "  … and %zu fields that the runtime keeps for itself (--all)\n",
                         dropped));
    VEC_FREE(&fields);
    view_table_free(&table);
}

static void draw_cells(Sheet *sheet) {
    const ViewMoment *moment = sheet->moment;
    for (uint32_t i = 0; i < moment->picture.cell_count; i++)
        if (moment->numbers[i]) draw_cell(sheet, &moment->picture.cells[i], moment->numbers[i]);
    uint64_t left_out = moment->picture.cells_left_out;
    if (!left_out) return;
    Str count = view_count(&sheet->arena, left_out, "reference");
    strbuf_append_char(sheet->out, '\n');
    ink(sheet, VIEW_WARNING,
        arena_format(&sheet->arena, "… %.*s not followed%s\n", STR_ARGS(count),
                     sheet->style->everything ? "" : " (--all follows more)"));
}

static void draw_output_line(Sheet *sheet, Str line) {
    ink(sheet, VIEW_DIM, STR("  │ "));
    Str clean = view_clean(&sheet->arena, line, 4);
    strbuf_append(sheet->out, view_cut(&sheet->arena, clean, sheet->style->width - 5));
    strbuf_append_char(sheet->out, '\n');
}

static void draw_output(Sheet *sheet, const char *title, const TimelineOutput *output) {
    if (!output->total) return;
    Str tail = timeline_output_tail(output, limit(sheet, OUTPUT_LIMIT));
    heading(sheet, str_from(title));
    strbuf_append_char(sheet->out, '\n');
    if (tail.length < output->total) {
        Str count = view_count(&sheet->arena, output->total - tail.length, "byte");
        ink(sheet, VIEW_WARNING, arena_format(&sheet->arena, "  … %.*s before\n", STR_ARGS(count)));
    }
    while (tail.length) {
        ptrdiff_t end = str_find_byte(tail, '\n', 0);
        size_t length = end < 0 ? tail.length : (size_t)end;
        draw_output_line(sheet, str_slice(tail, 0, length));
        tail = str_slice(tail, length + 1, tail.length);
    }
}

void view_text(const ViewMoment *moment, const ViewStyle *style, StrBuf *out) {
    Sheet sheet = {.moment = moment, .style = style, .out = out};
    draw_title(&sheet);
    draw_source(&sheet);
    view_text_picture(moment, style, out);
    draw_output(&sheet, "output", &moment->walk->output);
    draw_output(&sheet, "errors", &moment->walk->errors);
    arena_free(&sheet.arena);
}

void view_text_picture(const ViewMoment *moment, const ViewStyle *style, StrBuf *out) {
    if (style->simple) {
        view_simple_picture(moment, style, out);
        return;
    }
    Sheet sheet = {.moment = moment, .style = style, .out = out};
    draw_frames(&sheet);
    draw_cells(&sheet);
    arena_free(&sheet.arena);
}
