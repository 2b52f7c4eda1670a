/* One moment as JSON, see json.h. */
#include "view/json.h"

#include "base/utf8.h"

enum { VALUE_LIMIT = 400, BYTES_LIMIT = 256, ELEMENTS = 64, ELEMENTS_OF_EVERYTHING = 10000 };

void view_json_append_text(StrBuf *out, Str text) {
    strbuf_append_char(out, '"');
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        uint32_t code_point = utf8_decode(text, &at);
        if (code_point == UTF8_INVALID)
            strbuf_append_c(out, "\xef\xbf\xbd");
        else if (code_point == '"' || code_point == '\\')
            strbuf_format(out, "\\%c", (char)code_point);
        else if (code_point == '\n')
            strbuf_append_c(out, "\\n");
        else if (code_point < 0x20 || code_point == 0x7f || code_point == 0x2028 || code_point == 0x2029)
            strbuf_format(out, "\\u%04x", code_point);
        else
            strbuf_append(out, str_slice(text, start, at));
    }
    strbuf_append_char(out, '"');
}

/* A writer that knows when a comma is due. */
typedef struct Writer {
    const ViewMoment *moment;
    const ViewStyle *style;
    StrBuf *out;
    Arena arena;
    uint32_t depth;
    bool needs_comma;
} Writer;

static void next(Writer *writer) {
    if (writer->needs_comma) strbuf_append_char(writer->out, ',');
    if (writer->out->length) strbuf_append_char(writer->out, '\n');
    strbuf_append_repeated(writer->out, ' ', writer->depth * 2);
    writer->needs_comma = true;
}

static void key(Writer *writer, const char *name) {
    next(writer);
    strbuf_format(writer->out, "\"%s\": ", name);
}

static void open_with(Writer *writer, char bracket) {
    strbuf_append_char(writer->out, bracket);
    writer->depth++;
    writer->needs_comma = false;
}

static void close_with(Writer *writer, char bracket) {
    bool empty = !writer->needs_comma;
    writer->needs_comma = false;
    writer->depth--;
    if (!empty) next(writer);
    strbuf_append_char(writer->out, bracket);
    writer->needs_comma = true;
}

static void put_text(Writer *writer, const char *name, Str text) {
    key(writer, name);
    view_json_append_text(writer->out, text);
}

static void put_number(Writer *writer, const char *name, uint64_t number) {
    key(writer, name);
    strbuf_format(writer->out, "%llu", (unsigned long long)number);
}

/* Below 0 for bytes in front of a cell's address. */
static void put_offset(Writer *writer, uint64_t offset) {
    key(writer, "offset");
    strbuf_format(writer->out, "%lld", (long long)offset);
}

static void put_bool(Writer *writer, const char *name, bool value) {
    key(writer, name);
    strbuf_append_c(writer->out, value ? "true" : "false");
}

static void put_null(Writer *writer, const char *name) {
    key(writer, name);
    strbuf_append_c(writer->out, "null");
}

/* 0 becomes null. */
static void put_address(Writer *writer, const char *name, uint64_t address) {
    key(writer, name);
    strbuf_format(writer->out, address ? "\"0x%llx\"" : "null", (unsigned long long)address);
}

static void put_buffer(Writer *writer, const char *name, StrBuf *text) {
    put_text(writer, name, strbuf_view(text));
    strbuf_free(text);
}

static void put_bytes(Writer *writer, uint64_t address, uint64_t size) {
    uint64_t shown = size < BYTES_LIMIT ? size : BYTES_LIMIT;
    const unsigned char *bytes = (const unsigned char *)address;
    key(writer, "bytes");
    strbuf_append_char(writer->out, '"');
    for (uint64_t i = 0; i < shown; i++) strbuf_format(writer->out, "%02x", bytes[i]);
    strbuf_append_char(writer->out, '"');
    put_bool(writer, "cut", shown < size);
}

static void put_target(Writer *writer, uint64_t target) {
    if (!target) {
        put_null(writer, "leads_to");
        return;
    }
    ViewTarget found = view_target(writer->moment, target);
    key(writer, "leads_to");
    open_with(writer, '{');
    if (found.cell) put_number(writer, "cell", found.number);
    if (found.name) put_text(writer, "name", found.name->name);
    if (found.name) put_text(writer, "function", found.frame->function);
    if (found.cell || found.name) put_offset(writer, found.offset);
    put_address(writer, "address", target);
    close_with(writer, '}');
}

static const char *kind_name(MemKind kind) {
    static const char *const names[] = {
        [MEM_BYTES] = "bytes",     [MEM_BOOL] = "bool",   [MEM_INT] = "int",   [MEM_UINT] = "uint",
        [MEM_FLOAT] = "float",     [MEM_REF] = "ref",     [MEM_TEXT] = "text", [MEM_STRUCT] = "struct",
        [MEM_COMPLEX] = "complex", [MEM_ARRAY] = "array",
    };
    return names[kind];
}

static const char *role_name(MemRole role) {
    static const char *const names[] = {
        [MEM_ROLE_VALUE] = "value", [MEM_ROLE_TYPE] = "type",     [MEM_ROLE_REFCOUNT] = "refcount",
        [MEM_ROLE_SIZE] = "size",   [MEM_ROLE_HEADER] = "header", [MEM_ROLE_PADDING] = "padding",
    };
    return names[role];
}

static void put_field_value(Writer *writer, uint64_t address, const MemField *field) {
    StrBuf value = {0};
    put_text(writer, "kind", str_from(kind_name(field->kind)));
    put_text(writer, "role", str_from(role_name(field->role)));
    put_bytes(writer, address, field->size);
    view_append_field(writer->moment, &value, address, field, VALUE_LIMIT);
    put_buffer(writer, "value", &value);
    if (field->kind == MEM_REF) put_target(writer, mem_read_ref(address));
}

static void put_fields(Writer *writer, uint64_t address, const MemLayout *layout) {
    ViewFieldList fields = {0};
    uint64_t elements = writer->style->everything ? ELEMENTS_OF_EVERYTHING : ELEMENTS;
    view_fields(&writer->arena, layout, elements, &fields);
    key(writer, "fields");
    open_with(writer, '[');
    for (size_t i = 0; i < fields.count; i++) {
        const ViewField *field = &fields.items[i];
        next(writer);
        open_with(writer, '{');
        put_text(writer, "path", field->path);
        put_offset(writer, field->offset);
        put_number(writer, "size", field->size);
        if (field->field)
            put_field_value(writer, address + field->offset, field->field);
        else
            put_number(writer, "left_out", field->left_out);
        close_with(writer, '}');
    }
    close_with(writer, ']');
    VEC_FREE(&fields);
}

static void put_slot(Writer *writer, const MemName *name) {
    StrBuf text = {0}, writer_text = {0};
    put_number(writer, "size", name->layout->size);
    put_bytes(writer, name->slot, name->layout->size);
    if (view_name_is_tag(name)) put_target(writer, mem_read_ref(name->slot));
    view_append_name_value(writer->moment, name, VALUE_LIMIT, &text);
    put_buffer(writer, "value", &text);
    if (view_append_writer(writer->moment, name->slot, &writer_text))
        put_buffer(writer, "written_by", &writer_text);
    else
        put_null(writer, "written_by");
    put_fields(writer, name->slot, name->layout);
}

static void put_name(Writer *writer, const MemName *name) {
    next(writer);
    open_with(writer, '{');
    put_text(writer, "name", name->name);
    put_text(writer, "kind", name->kind);
    put_text(writer, "declared", name->declared);
    if (name->line)
        put_number(writer, "line", name->line);
    else
        put_null(writer, "line");
    put_address(writer, "identity", name->identity);
    put_text(writer, "identity_of", name->identity_text);
    put_address(writer, "slot", name->slot);
    if (name->slot) put_slot(writer, name);
    close_with(writer, '}');
}

static void put_frame(Writer *writer, const MemFrame *frame) {
    next(writer);
    open_with(writer, '{');
    put_text(writer, "function", frame->function);
    put_number(writer, "line", frame->line);
    put_address(writer, "address", frame->address);
    key(writer, "names");
    open_with(writer, '[');
    for (uint32_t i = 0; i < frame->name_count; i++)
        if (!frame->names[i].is_hidden || writer->style->everything) put_name(writer, &frame->names[i]);
    close_with(writer, ']');
    close_with(writer, '}');
}

static void put_cell(Writer *writer, const MemCell *cell, uint32_t number) {
    next(writer);
    open_with(writer, '{');
    put_number(writer, "number", number);
    put_address(writer, "address", cell->address);
    put_text(writer, "type", cell->layout->type_name);
    put_number(writer, "size", cell->layout->size);
    put_text(writer, "value", cell->value);
    put_text(writer, "place", cell->place);
    put_bool(writer, "cut", cell->is_cut);
    put_fields(writer, cell->address, cell->layout);
    close_with(writer, '}');
}

static void put_header(Writer *writer) {
    const ViewMoment *moment = writer->moment;
    put_text(writer, "format", STR("varscope-moment"));
    put_number(writer, "version", 1);
    key(writer, "program");
    open_with(writer, '{');
    put_text(writer, "file", moment->source->path);
    put_text(writer, "language", str_from(moment->engine->name));
    close_with(writer, '}');
    key(writer, "moment");
    open_with(writer, '{');
    put_number(writer, "step", moment->step);
    put_bool(writer, "ended", moment->has_ended);
    if (moment->has_ended)
        put_null(writer, "line");
    else
        put_number(writer, "line", moment->place.line);
    close_with(writer, '}');
}

static void put_picture(Writer *writer) {
    const MemPicture *picture = &writer->moment->picture;
    key(writer, "frames");
    open_with(writer, '[');
    for (uint32_t i = 0; i < picture->roots.frame_count; i++) put_frame(writer, &picture->roots.frames[i]);
    close_with(writer, ']');
    key(writer, "cells");
    open_with(writer, '[');
    for (uint32_t i = 0; i < picture->cell_count; i++)
        if (writer->moment->numbers[i]) put_cell(writer, &picture->cells[i], writer->moment->numbers[i]);
    close_with(writer, ']');
}

static void put_output(Writer *writer) {
    const TimelineWalk *walk = writer->moment->walk;
    Str output = strbuf_view(&walk->output.kept), errors = strbuf_view(&walk->errors.kept);
    key(writer, "left_out");
    open_with(writer, '{');
    put_number(writer, "references", writer->moment->picture.cells_left_out);
    put_number(writer, "output_bytes", walk->output.total - output.length);
    close_with(writer, '}');
    put_text(writer, "output", output);
    put_text(writer, "errors", errors);
}

void view_json(const ViewMoment *moment, const ViewStyle *style, StrBuf *out) {
    Writer writer = {.moment = moment, .style = style, .out = out};
    open_with(&writer, '{');
    put_header(&writer);
    put_picture(&writer);
    put_output(&writer);
    close_with(&writer, '}');
    strbuf_append_char(out, '\n');
    arena_free(&writer.arena);
}
