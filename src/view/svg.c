/* Pictures as SVG, see svg.h.
 *
 * Everything is measured in characters of a monospaced font, so that no font need be known: a text of n
 * columns is n * CHARACTER wide. First all boxes are placed, then they are drawn, then the arrows, which need
 * the places of both ends. */
#include "view/svg.h"

#include "base/utf8.h"

#include <string.h>

enum {
    CHARACTER = 7, /* pixels, of the 12 pixel font */
    ROW = 20,
    PADDING = 10,
    GAP = 16,
    COLUMN_GAP = 70,
    TEXT_MOST = 40, /* columns of a text */
    ROWS_MOST = 24,
    DEPTH_MOST = 6,
};

/* A line in a box: a title and a value, or a dot from which an arrow starts. */
typedef struct Row {
    Str title, value;
    uint64_t target; /* 0: no arrow */
} Row;

typedef struct Box {
    Str heading, note; /* the note stands in small print behind the heading */
    Row rows[ROWS_MOST];
    uint32_t row_count;
    uint32_t column; /* 0: frames */
    uint32_t x, y, width, height;
    size_t title_width; /* columns of the widest title */
    bool is_frame;
} Box;

typedef struct Drawing {
    const ViewMoment *moment;
    const ViewStyle *style;
    StrBuf *out;
    Arena arena;
    VEC(Box) boxes;
    uint32_t *depths;  /* by index of cell: its column; 0: not placed yet */
    size_t first_cell; /* index in boxes of the cell with number 1 */
    uint32_t width, height;
} Drawing;

static Str shorten(Drawing *drawing, Str text) {
    return view_cut(&drawing->arena, view_clean(&drawing->arena, text, 1), TEXT_MOST);
}

static Str keep(Drawing *drawing, StrBuf *buffer) {
    Str text = shorten(drawing, arena_copy(&drawing->arena, strbuf_view(buffer)));
    strbuf_free(buffer);
    return text;
}

/* A reference that leads to something on display becomes an arrow, others a text. */
static Row reference_row(Drawing *drawing, Str title, uint64_t address) {
    ViewTarget found = view_target(drawing->moment, address);
    if (found.cell || found.name) return (Row){.title = title, .target = address};
    StrBuf text = {0};
    view_append_reference(drawing->moment, &text, address, MEM_ROLE_VALUE, TEXT_MOST);
    return (Row){.title = title, .value = keep(drawing, &text)};
}

static void add_row(Box *box, Row row) {
    if (box->row_count < ROWS_MOST) box->rows[box->row_count++] = row;
}

static bool is_program_reference(const ViewField *field) {
    return field->field && field->field->kind == MEM_REF && field->field->role == MEM_ROLE_VALUE;
}

/* The references inside of a slot or a cell, a row each. */
static void add_references(Drawing *drawing, Box *box, uint64_t address, const MemLayout *layout,
                           const char *lead) {
    ViewFieldList fields = {0};
    view_fields(&drawing->arena, layout, ROWS_MOST - 2, &fields);
    for (size_t i = 0; i < fields.count; i++) {
        if (!is_program_reference(&fields.items[i])) continue;
        Str title = arena_format(&drawing->arena, "%s%.*s", lead, STR_ARGS(fields.items[i].path));
        add_row(box, reference_row(drawing, title, mem_read_ref(address + fields.items[i].offset)));
    }
    VEC_FREE(&fields);
}

static void add_name(Drawing *drawing, Box *box, const MemName *name) {
    Str title = shorten(drawing, name->name);
    if (!name->slot) {
        add_row(box, (Row){.title = title, .value = STR("unbound")});
        return;
    }
    const MemField *first = name->layout->field_count == 1 ? &name->layout->fields[0] : NULL;
    if (first && first->kind == MEM_REF) {
        add_row(box, reference_row(drawing, title, mem_read_ref(name->slot)));
        return;
    }
    StrBuf value = {0};
    view_append_name_value(drawing->moment, name, TEXT_MOST, &value);
    add_row(box, (Row){.title = title, .value = keep(drawing, &value)});
    add_references(drawing, box, name->slot, name->layout, "  ");
}

static void add_frames(Drawing *drawing) {
    const MemRoots *roots = &drawing->moment->picture.roots;
    uint32_t start = roots->frame_count > DEPTH_MOST ? roots->frame_count - DEPTH_MOST : 0;
    for (uint32_t f = 0; f < roots->frame_count; f++) {
        const MemFrame *frame = &roots->frames[f];
        bool is_empty = frame->name_count == 0 && f + 1 < roots->frame_count;
        if (is_empty || (f > 0 && f < start)) continue;
        Box box = {.heading = shorten(drawing, frame->function), .is_frame = true};
        for (uint32_t n = 0; n < frame->name_count; n++)
            if (!frame->names[n].is_hidden || drawing->style->everything)
                add_name(drawing, &box, &frame->names[n]);
        VEC_PUSH(&drawing->boxes, box);
    }
}

static const MemField *refcount_field(const MemLayout *layout) {
    for (uint32_t i = 0; i < layout->field_count; i++)
        if (layout->fields[i].role == MEM_ROLE_REFCOUNT) return &layout->fields[i];
    return NULL;
}

static void add_cell(Drawing *drawing, const MemCell *cell, uint32_t column) {
    Box box = {.heading = shorten(drawing, cell->layout->type_name), .column = column};
    const MemField *count = refcount_field(cell->layout);
    StrBuf note = {0};
    strbuf_format(&note, "0x%llx", (unsigned long long)cell->address);
    if (count)
        strbuf_format(&note, ", %llu ref",
                      (unsigned long long)mem_read_uint(cell->address + count->offset, count->size));
    box.note = keep(drawing, &note);
    add_references(drawing, &box, cell->address, cell->layout, "");
    if (box.row_count == 0) add_row(&box, (Row){.value = shorten(drawing, cell->value)});
    VEC_PUSH(&drawing->boxes, box);
}

/* The picture lists cells breadth-first, so the first reference to one comes from the nearest place. */
typedef struct Reach {
    Drawing *drawing;
    uint32_t depth;
} Reach;

static void reach(void *user, uint64_t slot, uint64_t target, const MemLayout *declared) {
    Reach *from = user;
    (void)slot, (void)declared;
    ViewTarget found = view_target(from->drawing->moment, target);
    if (!found.cell) return;
    uint32_t *depth = &from->drawing->depths[found.cell - from->drawing->moment->picture.cells];
    if (!*depth) *depth = from->depth < DEPTH_MOST ? from->depth : DEPTH_MOST;
}

static void find_depths(Drawing *drawing) {
    const MemPicture *picture = &drawing->moment->picture;
    drawing->depths = ARENA_ARRAY(&drawing->arena, uint32_t, picture->cell_count + 1);
    Reach from = {drawing, 1};
    for (uint32_t f = 0; f < picture->roots.frame_count; f++)
        for (uint32_t n = 0; n < picture->roots.frames[f].name_count; n++) {
            const MemName *name = &picture->roots.frames[f].names[n];
            if (name->slot && !name->is_hidden)
                mem_each_reference(name->slot, name->layout, ROWS_MOST, reach, &from);
        }
    for (uint32_t i = 0; i < picture->cell_count; i++) {
        from.depth = (drawing->depths[i] ? drawing->depths[i] : 1) + 1;
        mem_each_reference(picture->cells[i].address, picture->cells[i].layout, ROWS_MOST, reach, &from);
    }
}

static void measure(Box *box) {
    size_t widest = utf8_width(box->heading) + (box->note.length ? utf8_width(box->note) + 2 : 0), value = 1;
    for (uint32_t i = 0; i < box->row_count; i++) {
        size_t title = utf8_width(box->rows[i].title), here = utf8_width(box->rows[i].value);
        if (title > box->title_width) box->title_width = title;
        if (here > value) value = here;
    }
    if (box->title_width + 2 + value > widest) widest = box->title_width + 2 + value;
    box->width = (uint32_t)widest * CHARACTER + 2 * PADDING;
    box->height = ROW * (box->row_count + 1) + PADDING;
}

/* Columns from left to right, each as wide as its widest box; boxes from top to bottom. */
static void place(Drawing *drawing) {
    uint32_t x = GAP;
    for (uint32_t column = 0; column <= DEPTH_MOST; column++) {
        uint32_t y = GAP, widest = 0;
        for (size_t i = 0; i < drawing->boxes.count; i++) {
            Box *box = &drawing->boxes.items[i];
            if (box->column != column) continue;
            measure(box);
            box->x = x;
            box->y = y;
            y += box->height + GAP;
            if (box->width > widest) widest = box->width;
        }
        if (y > drawing->height) drawing->height = y;
        if (widest) x += widest + COLUMN_GAP;
    }
    drawing->width = x - COLUMN_GAP + GAP;
}

static void append_text(Drawing *drawing, const char *class, uint32_t x, uint32_t y, Str text) {
    if (!text.length) return;
    strbuf_format(drawing->out, "<text class=\"%s\" x=\"%u\" y=\"%u\">", class, x, y);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (byte == '<' || byte == '&' || byte == '>')
            strbuf_format(drawing->out, "&#%d;", byte);
        else
            strbuf_append_char(drawing->out, byte);
    }
    strbuf_append_c(drawing->out, "</text>\n");
}

static uint32_t value_x(const Box *box) {
    return box->x + PADDING + (uint32_t)(box->title_width ? box->title_width + 2 : 0) * CHARACTER;
}

static uint32_t row_y(const Box *box, uint32_t row) {
    return box->y + ROW * (row + 1) + ROW / 2;
}

static void draw_box(Drawing *drawing, const Box *box) {
    uint32_t heading = (uint32_t)utf8_width(box->heading);
    strbuf_format(drawing->out,
                  "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\" rx=\"7\"/>\n",
                  box->is_frame ? "frame" : "cell", box->x, box->y, box->width, box->height);
    append_text(drawing, "heading", box->x + PADDING, box->y + 16, box->heading);
    append_text(drawing, "note", box->x + PADDING + (heading + 2) * CHARACTER, box->y + 16, box->note);
    for (uint32_t i = 0; i < box->row_count; i++) {
        append_text(drawing, "title", box->x + PADDING, row_y(box, i) + 4, box->rows[i].title);
        append_text(drawing, "value", value_x(box), row_y(box, i) + 4, box->rows[i].value);
        if (box->rows[i].target)
            strbuf_format(drawing->out, "<circle cx=\"%u\" cy=\"%u\" r=\"4\"/>\n", value_x(box) + 5,
                          row_y(box, i));
    }
}

/* Where an arrow to the cell or the name ends: at the left edge, in the height of its heading or row. */
static bool arrow_end(const Drawing *drawing, uint64_t target, uint32_t *x, uint32_t *y) {
    ViewTarget found = view_target(drawing->moment, target);
    if (found.cell) {
        const Box *box = &drawing->boxes.items[drawing->first_cell + found.number - 1];
        *x = box->x;
        *y = box->y + 12;
        return true;
    }
    for (size_t i = 0; found.name && i < drawing->first_cell; i++) {
        const Box *box = &drawing->boxes.items[i];
        if (!str_equal(box->heading, found.frame->function)) continue;
        for (uint32_t row = 0; row < box->row_count; row++) {
            if (!str_equal(box->rows[row].title, found.name->name)) continue;
            *x = box->x + box->width;
            *y = row_y(box, row);
            return true;
        }
    }
    return false;
}

static void draw_arrows(Drawing *drawing, const Box *box) {
    for (uint32_t i = 0; i < box->row_count; i++) {
        uint32_t x, y, from_x = value_x(box) + 9, from_y = row_y(box, i);
        if (!box->rows[i].target || !arrow_end(drawing, box->rows[i].target, &x, &y)) continue;
        uint32_t bend = x > from_x + 20 ? (x - from_x) / 2 : 40;
        uint32_t end = x > box->x + box->width ? x - bend : x + bend;
        strbuf_format(drawing->out, "<path d=\"M%u,%u C%u,%u %u,%u %u,%u\" marker-end=\"url(#head)\"/>\n",
                      from_x, from_y, from_x + bend, from_y, end, y, x, y);
    }
}

static const char look[] =
    "<style>text{font:12px ui-monospace,'DejaVu Sans Mono',monospace;fill:#1d2329}.heading{font-weight:700}"
    ".note,.title{fill:#59636e}.value{fill:#19692c}.frame{fill:#fff;stroke:#0b6bcb}.cell{fill:#fffbe8;stroke:"
    "#d9b93a}"
    "path{fill:none;stroke:#0b6bcb;stroke-width:1.5}circle,marker path{fill:#0b6bcb;stroke:none}"
    "@media (prefers-color-scheme:dark){text{fill:#e6e9ec}.note,.title{fill:#a3acb5}.value{fill:#8ddb8c}"
    ".frame{fill:#1d2228}.cell{fill:#26231a;stroke:#8a7425}path{stroke:#6cb6ff}circle,marker "
    "path{fill:#6cb6ff}}"
    "</style>\n<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" "
    "markerHeight=\"7\""
    " orient=\"auto\"><path d=\"M0,0 L8,4 L0,8 z\"/></marker></defs>\n";

void view_svg(const ViewMoment *moment, const ViewStyle *style, StrBuf *out) {
    Drawing drawing = {.moment = moment, .style = style, .out = out};
    add_frames(&drawing);
    drawing.first_cell = drawing.boxes.count;
    find_depths(&drawing);
    for (uint32_t i = 0; i < moment->picture.cell_count; i++)
        if (moment->numbers[i])
            add_cell(&drawing, &moment->picture.cells[i], drawing.depths[i] ? drawing.depths[i] : 1);
    place(&drawing);
    strbuf_format(
        out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\" viewBox=\"0 0 %u %u\">\n",
        drawing.width, drawing.height, drawing.width, drawing.height);
    strbuf_append_c(out, look);
    for (size_t i = 0; i < drawing.boxes.count; i++) draw_box(&drawing, &drawing.boxes.items[i]);
    for (size_t i = 0; i < drawing.boxes.count; i++) draw_arrows(&drawing, &drawing.boxes.items[i]);
    strbuf_append_c(out, "</svg>\n");
    VEC_FREE(&drawing.boxes);
    arena_free(&drawing.arena);
}
