/* Values: what bytes mean, in words. One function per kind of field; the only place that reads the program's
 * memory for display. */
#include "base/number.h"
#include "base/utf8.h"
#include "view/moment.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void view_append_bytes(StrBuf *out, uint64_t address, uint64_t size, uint64_t most) {
    uint64_t shown = size < most ? size : most;
    const unsigned char *bytes = (const unsigned char *)address;
    for (uint64_t i = 0; i < shown; i++) strbuf_format(out, "%s%02x", i ? " " : "", bytes[i]);
    if (shown < size) strbuf_append_c(out, " …");
}

void view_append_bits(StrBuf *out, uint64_t address, uint64_t size) {
    const unsigned char *bytes = (const unsigned char *)address;
    for (uint64_t i = size < 8 ? size : 8; i > 0; i--) {
        for (int bit = 7; bit >= 0; bit--) strbuf_append_char(out, bytes[i - 1] >> bit & 1 ? '1' : '0');
        if (i > 1) strbuf_append_char(out, ' ');
    }
}

static void append_float(StrBuf *out, uint64_t address, uint64_t size) {
    float single;
    double value;
    memcpy(&single, (const void *)address, sizeof single);
    if (size == 8)
        memcpy(&value, (const void *)address, sizeof value);
    else
        value = (double)single;
    if (!isfinite(value)) {
        strbuf_append_c(out, isnan(value) ? "NaN" : value < 0 ? "-Inf" : "+Inf");
        return;
    }
    NumberDigits digits = size == 8 ? number_shortest(value) : number_shortest_float(single);
    char format[40];
    snprintf(format, sizeof format, "%.*g", digits.count > 0 ? digits.count : 1, value);
    strbuf_append_c(out, format);
}

static void append_complex(StrBuf *out, uint64_t address, uint64_t size) {
    strbuf_append_char(out, '(');
    append_float(out, address, size / 2);
    strbuf_append_c(out, ", ");
    append_float(out, address + size / 2, size / 2);
    strbuf_append_char(out, ')');
}

/* UTF-8 in quotes. Only printable characters get through as they are; the others become escapes. */
static void append_text(StrBuf *out, uint64_t address, uint64_t size, size_t limit) {
    Str text = {(const char *)address, size < limit ? size : limit};
    strbuf_append_char(out, '"');
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        uint32_t code_point = utf8_decode(text, &at);
        if (code_point == UTF8_INVALID)
            strbuf_format(out, "\\x%02x", (unsigned char)text.data[start]);
        else if (!utf8_is_printable(code_point))
            strbuf_format(out, code_point < 0x100 ? "\\x%02x" : "\\u%04x", code_point);
        else
            strbuf_append(out, str_slice(text, start, at));
    }
    strbuf_append_c(out, size > limit ? "…\"" : "\"");
}

static void append_bool(StrBuf *out, uint64_t address) {
    uint64_t value = mem_read_uint(address, 1);
    if (value > 1)
        strbuf_format(out, "%llu", (unsigned long long)value);
    else
        strbuf_append_c(out, value ? "1 (true)" : "0 (false)");
}

/* What the runtime's own references lead to is not part of the picture; the engine can still say what it is.
 */
static bool append_unlisted(const ViewMoment *moment, StrBuf *out, uint64_t target, size_t limit) {
    Arena arena = {0};
    MemCell cell = {.address = target};
    bool known = moment->engine->cell(moment->run, target, NULL, &arena, &cell) && cell.value.length > 0;
    if (known) strbuf_append(out, view_cut(&arena, view_clean(&arena, cell.value, 1), limit));
    arena_free(&arena);
    return known;
}

static void append_offset(StrBuf *out, uint64_t offset) {
    if (offset) strbuf_format(out, "%+lld", (long long)offset);
}

void view_append_reference(const ViewMoment *moment, StrBuf *out, uint64_t target, MemRole role,
                           size_t limit) {
    if (!target) {
        strbuf_append_c(out, "none");
        return;
    }
    ViewTarget found = view_target(moment, target);
    if (role != MEM_ROLE_VALUE && append_unlisted(moment, out, target, limit)) return;
    strbuf_append_c(out, "→ ");
    if (found.name)
        strbuf_append(out, found.name->name);
    else if (found.cell)
        strbuf_format(out, "[%u]", found.number);
    else
        strbuf_format(out, "0x%llx", (unsigned long long)target);
    append_offset(out, found.offset);
    if (!found.cell || found.offset) return;
    Arena arena = {0};
    Str value = view_cut(&arena, view_clean(&arena, found.cell->value, 1), limit);
    strbuf_format(out, " %.*s %.*s", STR_ARGS(found.cell->layout->type_name), STR_ARGS(value));
    arena_free(&arena);
}

void view_append_field(const ViewMoment *moment, StrBuf *out, uint64_t address, const MemField *field,
                       size_t limit) {
    switch (field->kind) {
    case MEM_BOOL: append_bool(out, address); break;
    case MEM_INT: strbuf_format(out, "%lld", (long long)mem_read_int(address, field->size)); break;
    case MEM_UINT: strbuf_format(out, "%llu", (unsigned long long)mem_read_uint(address, field->size)); break;
    case MEM_FLOAT: append_float(out, address, field->size); break;
    case MEM_COMPLEX: append_complex(out, address, field->size); break;
    case MEM_REF: view_append_reference(moment, out, mem_read_ref(address), field->role, limit); break;
    case MEM_TEXT: append_text(out, address, field->size, limit); break;
    case MEM_BYTES:
    case MEM_STRUCT:
    case MEM_ARRAY: break;
    }
}

void view_append_name_value(const ViewMoment *moment, const MemName *name, size_t limit, StrBuf *out) {
    const MemField *first = name->layout->field_count == 1 ? &name->layout->fields[0] : NULL;
    if (first && first->kind == MEM_REF && first->role == MEM_ROLE_VALUE)
        view_append_reference(moment, out, mem_read_ref(name->slot), MEM_ROLE_VALUE, limit);
    else
        moment->engine->value(moment->run, name->slot, name->layout, limit, out);
}
