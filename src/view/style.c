/* Style, see style.h. */
#include "view/style.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const char *const ink_codes[] = {
    [VIEW_PLAIN] = "",
    [VIEW_DIM] = "\033[2m",
    [VIEW_STRONG] = "\033[1m",
    [VIEW_ADDRESS] = "\033[36m",
    [VIEW_REFERENCE] = "\033[1;35m",
    [VIEW_VALUE] = "\033[32m",
    [VIEW_WARNING] = "\033[33m",
    [VIEW_SELECTED] = "\033[1;7m",
    [VIEW_CELL] = "\033[1;35m",
    [VIEW_CELL + 1] = "\033[1;34m",
    [VIEW_CELL + 2] = "\033[1;33m",
    [VIEW_CELL + 3] = "\033[1;36m",
    [VIEW_CELL + 4] = "\033[1;31m",
    [VIEW_CELL + 5] = "\033[1;32m",
};

ViewInk view_cell_ink(uint32_t number) {
    return number ? (ViewInk)(VIEW_CELL + (number - 1) % VIEW_CELL_INKS) : VIEW_REFERENCE;
}

void view_mark(const ViewStyle *style, const StrBuf *out, uint64_t address) {
    if (!style->marks || !address) return;
    ViewMark mark = {address, out->length};
    VEC_PUSH(style->marks, mark);
}

void view_append_ink(StrBuf *out, const ViewStyle *style, ViewInk ink, Str text) {
    bool coloured = style->colour && ink != VIEW_PLAIN && text.length > 0;
    if (coloured) strbuf_append_c(out, ink_codes[ink]);
    strbuf_append(out, text);
    if (coloured) strbuf_append_c(out, "\033[0m");
}

/* Nothing but printable ASCII: the usual case, decided quickly. */
static bool is_plain(Str text) {
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] < 0x20 || text.data[i] == 0x7f) return false;
    return true;
}

/* C1 controls and the marks that turn the writing direction would change the lines around them. */
static bool is_harmful(uint32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0) ||
           (code_point >= 0x202a && code_point <= 0x202e) || (code_point >= 0x2066 && code_point <= 0x2069) ||
           code_point == UTF8_INVALID;
}

Str view_clean(Arena *arena, Str text, uint32_t tab) {
    if (is_plain(text)) return text;
    StrBuf clean = {0};
    for (size_t at = 0; at < text.length;) {
        uint32_t code_point = utf8_decode(text, &at);
        if (code_point == '\t')
            strbuf_append_repeated(&clean, ' ', tab);
        else
            strbuf_append_code_point(&clean, is_harmful(code_point) ? 0xfffd : code_point);
    }
    Str copy = arena_copy(arena, strbuf_view(&clean));
    strbuf_free(&clean);
    return copy;
}

/* Offset behind the longest start of `text` that takes at most `width` columns. */
static size_t fitting_bytes(Str text, size_t width) {
    size_t at = 0, used = 0;
    while (at < text.length) {
        size_t next = at;
        utf8_decode(text, &next);
        used += utf8_width(str_slice(text, at, next));
        if (used > width) break;
        at = next;
    }
    return at;
}

Str view_cut(Arena *arena, Str text, size_t width) {
    if (text.length <= width || utf8_width(text) <= width) return text;
    if (width == 0) return str_slice(text, 0, 0);
    return arena_format(arena, "%.*s…", (int)fitting_bytes(text, width - 1), text.data);
}

void view_append_count(StrBuf *out, uint64_t number, const char *noun) {
    char digits[32];
    int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) strbuf_append_char(out, ',');
        strbuf_append_char(out, digits[i]);
    }
    if (*noun) strbuf_format(out, " %s%s", noun, number == 1 ? "" : "s");
}

Str view_count(Arena *arena, uint64_t number, const char *noun) {
    StrBuf text = {0};
    view_append_count(&text, number, noun);
    Str copy = arena_copy(arena, strbuf_view(&text));
    strbuf_free(&text);
    return copy;
}

ViewTable view_table(Arena *arena, const ViewColumn *columns, uint32_t column_count) {
    ViewTable table = {.arena = arena, .columns = columns, .column_count = column_count};
    for (uint32_t i = 0; i < column_count; i++) table.has_heading |= columns[i].title != NULL;
    return table;
}

void view_table_put(ViewTable *table, ViewInk ink, Str text) {
    VEC_PUSH(&table->pieces, (ViewPiece){view_clean(table->arena, text, 1), ink});
}

void view_table_put_format(ViewTable *table, ViewInk ink, const char *format, ...) {
    StrBuf text = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(&text, format, arguments);
    va_end(arguments);
    view_table_put(table, ink, arena_copy(table->arena, strbuf_view(&text)));
    strbuf_free(&text);
}

void view_table_mark(ViewTable *table, uint64_t address) {
    ViewMark mark = {address, table->pieces.count - 1};
    if (address) VEC_PUSH(&table->row_marks, mark);
}

void view_table_free(ViewTable *table) {
    VEC_FREE(&table->pieces);
    VEC_FREE(&table->row_marks);
}

/* A table being drawn. A column of width 0 has nothing to show and is left out. */
typedef struct Drawing {
    const ViewTable *table;
    const ViewStyle *style;
    StrBuf *out;
    uint32_t indent;
    size_t widths[VIEW_COLUMNS_MAX];
} Drawing;

static void measure(Drawing *drawing) {
    const ViewTable *table = drawing->table;
    for (size_t i = 0; i < table->pieces.count; i++) {
        size_t width = utf8_width(table->pieces.items[i].text);
        size_t *column = &drawing->widths[i % table->column_count];
        if (width > *column) *column = width;
    }
    for (uint32_t i = 0; i < table->column_count; i++) {
        size_t title = table->columns[i].title ? strlen(table->columns[i].title) : 0;
        if (drawing->widths[i] > 0 && title > drawing->widths[i]) drawing->widths[i] = title;
    }
}

static size_t total_width(const Drawing *drawing) {
    size_t total = drawing->indent + 1;
    for (uint32_t i = 0; i < drawing->table->column_count; i++)
        if (drawing->widths[i]) total += drawing->widths[i] + 3;
    return total;
}

/* The column that is to become narrower next, or NULL. */
static size_t *next_to_cut(Drawing *drawing) {
    const ViewColumn *columns = drawing->table->columns;
    uint32_t best = UINT32_MAX;
    for (uint32_t i = 0; i < drawing->table->column_count; i++) {
        if (!columns[i].narrow || drawing->widths[i] <= columns[i].narrow) continue;
        bool before = best == UINT32_MAX || columns[i].rank < columns[best].rank;
        bool wider = best != UINT32_MAX && columns[i].rank == columns[best].rank &&
                     drawing->widths[i] > drawing->widths[best];
        if (before || wider) best = i;
    }
    return best == UINT32_MAX ? NULL : &drawing->widths[best];
}

static void fit(Drawing *drawing) {
    size_t *column;
    while (total_width(drawing) > drawing->style->width && (column = next_to_cut(drawing))) --*column;
}

static void draw_rule(const Drawing *drawing, const char *left, const char *middle, const char *right) {
    StrBuf rule = {0};
    const char *joint = left;
    for (uint32_t i = 0; i < drawing->table->column_count; i++) {
        if (!drawing->widths[i]) continue;
        strbuf_append_c(&rule, joint);
        for (size_t k = 0; k < drawing->widths[i] + 2; k++) strbuf_append_c(&rule, "─");
        joint = middle;
    }
    strbuf_append_c(&rule, right);
    strbuf_append_repeated(drawing->out, ' ', drawing->indent);
    view_append_ink(drawing->out, drawing->style, VIEW_DIM, strbuf_view(&rule));
    strbuf_append_char(drawing->out, '\n');
    strbuf_free(&rule);
}

static void draw_piece(const Drawing *drawing, uint32_t column, ViewPiece piece) {
    size_t width = drawing->widths[column];
    Str text = view_cut(drawing->table->arena, piece.text, width);
    size_t gap = width - utf8_width(text);
    bool right = drawing->table->columns[column].right;
    view_append_ink(drawing->out, drawing->style, VIEW_DIM, STR("│ "));
    if (right) strbuf_append_repeated(drawing->out, ' ', gap);
    view_append_ink(drawing->out, drawing->style, piece.ink, text);
    strbuf_append_repeated(drawing->out, ' ', right ? 1 : gap + 1);
}

static void draw_row(const Drawing *drawing, const ViewPiece *pieces) {
    strbuf_append_repeated(drawing->out, ' ', drawing->indent);
    for (uint32_t i = 0; i < drawing->table->column_count; i++)
        if (drawing->widths[i]) draw_piece(drawing, i, pieces[i]);
    view_append_ink(drawing->out, drawing->style, VIEW_DIM, STR("│"));
    strbuf_append_char(drawing->out, '\n');
}

static void draw_heading(const Drawing *drawing) {
    ViewPiece titles[VIEW_COLUMNS_MAX];
    for (uint32_t i = 0; i < drawing->table->column_count; i++)
        titles[i] = (ViewPiece){str_from(drawing->table->columns[i].title), VIEW_DIM};
    draw_row(drawing, titles);
    draw_rule(drawing, "├", "┼", "┤");
}

void view_table_draw(const ViewTable *table, const ViewStyle *style, uint32_t indent, StrBuf *out) {
    Drawing drawing = {.table = table, .style = style, .out = out, .indent = indent};
    measure(&drawing);
    fit(&drawing);
    if (table->pieces.count < table->column_count) return;
    draw_rule(&drawing, "┌", "┬", "┐");
    if (table->has_heading) draw_heading(&drawing);
    size_t marks = 0;
    for (size_t i = 0; i + table->column_count <= table->pieces.count; i += table->column_count) {
        if (marks < table->row_marks.count && table->row_marks.items[marks].offset == i)
            view_mark(style, out, table->row_marks.items[marks++].address);
        draw_row(&drawing, table->pieces.items + i);
    }
    draw_rule(&drawing, "└", "┴", "┘");
}
