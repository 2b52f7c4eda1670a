/* The symbol table, as a table: one for each scope, in the order in which the engine gives them. */
#include "view/text.h"

static const ViewColumn columns[] = {
    {"name", false, 6, 4},   {"kind", false, 8, 3},    {"type", false, 8, 2}, {"size", true, 0, 0},
    {"place", false, 12, 1}, {"access", false, 12, 1}, {"line", true, 0, 0},
};

/* Of names whose bytes must lie at certain addresses (Go's). */
static const ViewColumn aligned_columns[] = {
    {"name", false, 6, 4}, {"kind", false, 8, 3},   {"type", false, 8, 2},    {"size", true, 0, 0},
    {"align", true, 0, 0}, {"place", false, 12, 1}, {"access", false, 12, 1}, {"line", true, 0, 0},
};

static void put_symbol(ViewTable *table, const EngineSymbol *symbol, bool shows_align) {
    view_table_put(table, VIEW_STRONG, symbol->name);
    view_table_put(table, VIEW_PLAIN, symbol->kind);
    view_table_put(table, VIEW_VALUE, symbol->type);
    if (symbol->size == UINT64_MAX)
        view_table_put(table, VIEW_PLAIN, (Str){0});
    else
        view_table_put(table, VIEW_PLAIN, view_count(table->arena, symbol->size, ""));
    if (shows_align && symbol->align)
        view_table_put_format(table, VIEW_PLAIN, "%llu", (unsigned long long)symbol->align);
    else if (shows_align)
        view_table_put(table, VIEW_PLAIN, (Str){0});
    view_table_put(table, VIEW_ADDRESS, symbol->place);
    view_table_put(table, VIEW_PLAIN, symbol->access);
    if (symbol->line)
        view_table_put_format(table, VIEW_DIM, "%u", symbol->line);
    else
        view_table_put(table, VIEW_DIM, (Str){0});
}

static bool has_align(const EngineSymbol *symbols, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (symbols[i].align) return true;
    return false;
}

static size_t scope_end(const EngineSymbolList *symbols, size_t start) {
    size_t end = start;
    while (end < symbols->count && str_equal(symbols->items[end].scope, symbols->items[start].scope)) end++;
    return end;
}

static void draw_scope(const EngineSymbol *symbols, size_t count, const ViewStyle *style, Arena *arena,
                       StrBuf *out) {
    bool shows_align = has_align(symbols, count);
    ViewTable table =
        shows_align ? view_table(arena, aligned_columns, sizeof aligned_columns / sizeof *aligned_columns)
                    : view_table(arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < count; i++)
        if (symbols[i].name.length) put_symbol(&table, &symbols[i], shows_align);
    view_append_ink(out, style, VIEW_STRONG, view_clean(arena, symbols[0].scope, 1));
    strbuf_append_char(out, '\n');
    view_table_draw(&table, style, 0, out);
    if (table.pieces.count == 0) view_append_ink(out, style, VIEW_DIM, STR("  no names\n"));
    view_table_free(&table);
}

void view_symbols_text(const EngineSymbolList *symbols, const ViewStyle *style, StrBuf *out) {
    Arena arena = {0};
    for (size_t start = 0, end; start < symbols->count; start = end) {
        end = scope_end(symbols, start);
        if (start > 0) strbuf_append_char(out, '\n');
        draw_scope(symbols->items + start, end - start, style, &arena, out);
    }
    if (symbols->count == 0) view_append_ink(out, style, VIEW_DIM, STR("no names\n"));
    arena_free(&arena);
}
