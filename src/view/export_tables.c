/* The tables of a timeline, see export_tables.h. */
#include "view/export_tables.h"

#include "view/json.h"

enum { NESTING_MAX = 16 };

/* The number of an entry: `key` tells entries apart, `json` is written for a new one. */
static uint32_t number_of(ViewTimelineTables *tables, ViewTimelineTable *table, Str key, Str json) {
    StrMapEntry *entry = strmap_find(&table->numbers, key);
    if (entry) return (uint32_t)(uintptr_t)entry->value;
    uint32_t number = (uint32_t)table->numbers.count;
    strmap_set(&table->numbers, arena_copy(&tables->arena, key), (void *)(uintptr_t)number);
    strbuf_append_c(&table->list, number ? ",\n" : "");
    strbuf_append(&table->list, json);
    return number;
}

uint32_t view_timeline_text(ViewTimelineTables *tables, Str text) {
    StrMapEntry *entry = strmap_find(&tables->texts.numbers, text);
    if (entry) return (uint32_t)(uintptr_t)entry->value;
    StrBuf json = {0};
    view_json_append_text(&json, text);
    uint32_t number = number_of(tables, &tables->texts, text, strbuf_view(&json));
    strbuf_free(&json);
    return number;
}

static bool is_nested(const MemField *field, uint32_t depth) {
    bool nests = field->kind == MEM_STRUCT || field->kind == MEM_ARRAY;
    return nests && field->layout && depth < NESTING_MAX;
}

static uint64_t mix(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

static uint64_t layout_hash(const MemLayout *layout, uint32_t depth) {
    uint64_t hash = mix(mix(str_hash(layout->type_name), layout->size), layout->before);
    for (uint32_t i = 0; i < layout->field_count; i++) {
        const MemField *field = &layout->fields[i];
        hash = mix(mix(mix(hash, str_hash(field->name)), field->offset), field->size);
        hash = mix(mix(mix(hash, field->kind), field->role), field->count);
        bool nested = is_nested(field, depth);
        hash = mix(hash, nested ? layout_hash(field->layout, depth + 1) : field->layout != NULL);
    }
    return hash;
}

static uint32_t layout_number(ViewTimelineTables *tables, const MemLayout *layout, uint32_t depth);

static void append_field(ViewTimelineTables *tables, StrBuf *out, const MemField *field, uint64_t before,
                         uint32_t depth) {
    int64_t nested = field->kind == MEM_REF && field->layout ? 0 : -1;
    if (is_nested(field, depth)) nested = layout_number(tables, field->layout, depth + 1);
    strbuf_format(out, "[%u,%llu,%llu,%d,%d,%lld,%llu]", view_timeline_text(tables, field->name),
                  (unsigned long long)(field->offset + before), (unsigned long long)field->size, field->kind,
                  field->role, (long long)nested, (unsigned long long)field->count);
}

/* Nested layouts come first in the list, so that a number always refers to what was read before. */
static uint32_t layout_number(ViewTimelineTables *tables, const MemLayout *layout, uint32_t depth) {
    uint64_t hash = layout_hash(layout, depth);
    uintptr_t known = (uintptr_t)intmap_get(&tables->layout_numbers, hash);
    if (known) return (uint32_t)known - 1;
    StrBuf text = {0};
    strbuf_format(&text, "[%u,%llu,[", view_timeline_text(tables, layout->type_name),
                  (unsigned long long)layout->size);
    for (uint32_t i = 0; i < layout->field_count; i++) {
        if (i) strbuf_append_char(&text, ',');
        append_field(tables, &text, &layout->fields[i], layout->before, depth);
    }
    strbuf_append_char(&text, ']');
    if (layout->before) strbuf_format(&text, ",%u", layout->before);
    strbuf_append_char(&text, ']');
    uint32_t number = (uint32_t)tables->layout_numbers.count;
    intmap_set(&tables->layout_numbers, hash, (void *)(uintptr_t)(number + 1));
    strbuf_append_c(&tables->layout_list, number ? ",\n" : "");
    strbuf_append(&tables->layout_list, strbuf_view(&text));
    strbuf_free(&text);
    return number;
}

uint32_t view_timeline_layout(ViewTimelineTables *tables, const MemLayout *layout) {
    return layout_number(tables, layout, 0);
}

uint32_t view_timeline_name(ViewTimelineTables *tables, const MemName *name, int identity) {
    StrBuf json = {0};
    strbuf_format(&json, "[%u,%u,%u,%d,%u,%d,%u]", view_timeline_text(tables, name->name),
                  view_timeline_text(tables, name->kind), view_timeline_text(tables, name->declared),
                  name->slot ? (int)view_timeline_layout(tables, name->layout) : -1, name->line, identity,
                  view_timeline_text(tables, name->identity_text));
    uint32_t number = number_of(tables, &tables->names, strbuf_view(&json), strbuf_view(&json));
    strbuf_free(&json);
    return number;
}

uint32_t view_timeline_place(ViewTimelineTables *tables, uint32_t line, size_t column, size_t length,
                             Str instruction) {
    StrBuf json = {0};
    strbuf_format(&json, "[%u,%zu,%zu,%u]", line, column, length, view_timeline_text(tables, instruction));
    uint32_t number = number_of(tables, &tables->places, strbuf_view(&json), strbuf_view(&json));
    strbuf_free(&json);
    return number;
}

static void write_list(StrBuf *out, const char *key, const StrBuf *list) {
    strbuf_format(out, ",\n\"%s\":[", key);
    strbuf_append(out, strbuf_view(list));
    strbuf_append_char(out, ']');
}

void view_timeline_tables_write(const ViewTimelineTables *tables, StrBuf *out) {
    write_list(out, "texts", &tables->texts.list);
    write_list(out, "layouts", &tables->layout_list);
    write_list(out, "names", &tables->names.list);
    write_list(out, "places", &tables->places.list);
}

static void free_table(ViewTimelineTable *table) {
    strmap_free(&table->numbers);
    strbuf_free(&table->list);
}

void view_timeline_tables_free(ViewTimelineTables *tables) {
    free_table(&tables->texts);
    free_table(&tables->names);
    free_table(&tables->places);
    intmap_free(&tables->layout_numbers);
    strbuf_free(&tables->layout_list);
    arena_free(&tables->arena);
}

size_t view_utf16_length(Str text) {
    size_t units = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if ((byte & 0xc0) != 0x80) units += byte >= 0xf0 ? 2 : 1;
    }
    return units;
}
