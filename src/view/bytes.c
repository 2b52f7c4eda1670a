/* Bytes: one slot or one cell, byte by byte, each field named. */
#include "base/utf8.h"
#include "view/text.h"

enum { IN_ROW = 8, ELEMENTS = 64, ELEMENTS_OF_ALL = 100000, ROWS_OF_FIELD = 4 };

/* What is looked at: the bytes, how they are read, what they are called. */
typedef struct Looked {
    uint64_t address;
    const MemLayout *layout;
    Str title;
} Looked;

static Looked find(const ViewMoment *moment, uint64_t address, Arena *arena) {
    ViewTarget target = view_target(moment, address);
    if (target.name)
        return (Looked){target.name->slot, target.name->layout,
                        arena_format(arena, "%.*s, slot", STR_ARGS(target.name->name))};
    if (!target.cell) return (Looked){0};
    Str value = view_cut(arena, view_clean(arena, target.cell->value, 1), 32);
    return (Looked){target.cell->address, target.cell->layout,
                    arena_format(arena, "[%u] %.*s %.*s", target.number,
                                 STR_ARGS(target.cell->layout->type_name), STR_ARGS(value))};
}

typedef struct Dump {
    const ViewMoment *moment;
    const ViewStyle *style;
    StrBuf *out;
    Arena arena;
    size_t name_width;
} Dump;

/* "+16  03 00 00 00 00 00 00 00 " up to where the name begins. */
static void draw_bytes(Dump *dump, uint64_t offset, uint64_t address, uint64_t size) {
    StrBuf bytes = {0};
    view_append_bytes(&bytes, address, size, IN_ROW);
    view_append_ink(
        dump->out, dump->style, VIEW_DIM,
        arena_format(&dump->arena, "%5s ", arena_format(&dump->arena, "%+lld", (long long)offset).data));
    view_append_ink(dump->out, dump->style, VIEW_ADDRESS,
                    arena_format(&dump->arena, "%-*s", IN_ROW * 3, strbuf_view(&bytes).data));
    strbuf_free(&bytes);
}

/* A field longer than a row goes on below, as far as is bearable. */
static void draw_further_rows(Dump *dump, const ViewField *field, uint64_t base) {
    uint64_t most = dump->style->everything ? field->size : IN_ROW * ROWS_OF_FIELD;
    uint64_t end = field->size < most ? field->size : most, at = IN_ROW;
    for (; at < end; at += IN_ROW) {
        uint64_t size = end - at < IN_ROW ? end - at : IN_ROW;
        draw_bytes(dump, field->offset + at, base + field->offset + at, size);
        strbuf_append_char(dump->out, '\n');
    }
    if (at >= field->size) return;
    Str count = view_count(&dump->arena, field->size - at, "byte");
    view_append_ink(dump->out, dump->style, VIEW_DIM,
                    arena_format(&dump->arena, "      … %.*s more\n", STR_ARGS(count)));
}

static void draw_field(Dump *dump, const ViewField *field, uint64_t base) {
    uint64_t address = base + field->offset;
    if (!field->field) {
        Str count = view_count(&dump->arena, field->left_out, "more element");
        view_append_ink(dump->out, dump->style, VIEW_DIM,
                        arena_format(&dump->arena, "      … %.*s\n", STR_ARGS(count)));
        return;
    }
    bool is_padding = field->field->role == MEM_ROLE_PADDING, is_reference = field->field->kind == MEM_REF;
    Str name = is_padding && !field->path.length ? STR("unused")
               : field->path.length              ? field->path
                                                 : STR("value");
    StrBuf value = {0};
    view_append_field(dump->moment, &value, address, field->field, dump->style->width);
    draw_bytes(dump, field->offset, address, field->size < IN_ROW ? field->size : IN_ROW);
    view_append_ink(dump->out, dump->style, is_padding ? VIEW_DIM : VIEW_PLAIN,
                    arena_format(&dump->arena, "%.*s", STR_ARGS(name)));
    size_t width = utf8_width(name);
    strbuf_append_repeated(dump->out, ' ', width < dump->name_width ? dump->name_width - width + 1 : 1);
    ViewInk ink = is_reference ? view_reference_ink(dump->moment, dump->style, address) : VIEW_VALUE;
    view_append_ink(dump->out, dump->style, ink, view_clean(&dump->arena, strbuf_view(&value), 1));
    strbuf_append_char(dump->out, '\n');
    strbuf_free(&value);
    draw_further_rows(dump, field, base);
}

void view_bytes(const ViewMoment *moment, uint64_t address, const ViewStyle *style, StrBuf *out) {
    Dump dump = {.moment = moment, .style = style, .out = out};
    Looked looked = find(moment, address, &dump.arena);
    if (!looked.layout) return;
    ViewFieldList fields = {0};
    view_fields(&dump.arena, looked.layout, style->everything ? ELEMENTS_OF_ALL : ELEMENTS, &fields);
    for (size_t i = 0; i < fields.count; i++) {
        size_t width = utf8_width(fields.items[i].path);
        if (width > dump.name_width && width <= 24) dump.name_width = width;
    }
    view_append_ink(out, style, VIEW_STRONG, looked.title);
    Str size = view_count(&dump.arena, looked.layout->size, "byte");
    view_append_ink(
        out, style, VIEW_DIM,
        arena_format(&dump.arena, "  at 0x%llx, %.*s\n", (unsigned long long)looked.address, STR_ARGS(size)));
    for (size_t i = 0; i < fields.count; i++) draw_field(&dump, &fields.items[i], looked.address);
    VEC_FREE(&fields);
    arena_free(&dump.arena);
}
