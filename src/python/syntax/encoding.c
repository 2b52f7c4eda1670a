/* Encodings, see encoding.h. */
#include "python/syntax/encoding.h"

#include "base/utf8.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>

static const Str byte_order_mark = {"\xEF\xBB\xBF", 3};

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\f';
}

/* The name behind "coding:" or "coding=" in a line that is a comment; empty if there is none. */
static Str find_declaration(Str line) {
    size_t at = 0;
    while (at < line.length && is_blank(line.data[at])) at++;
    if (at == line.length || line.data[at] != '#') return (Str){0};
    for (; at + 7 <= line.length; at++) {
        bool found = memcmp(line.data + at, "coding", 6) == 0 && strchr(":=", line.data[at + 6]);
        if (!found || !line.data[at + 6]) continue;
        size_t from = at + 7;
        while (from < line.length && (line.data[from] == ' ' || line.data[from] == '\t')) from++;
        size_t to = from;
        while (to < line.length && (isalnum((unsigned char)line.data[to]) || strchr("-_.", line.data[to])) &&
               line.data[to])
            to++;
        if (to > from) return str_slice(line, from, to);
    }
    return (Str){0};
}

/* A second line counts only if the first holds nothing but white space and a comment. */
static bool allows_second_line(Str line) {
    size_t at = 0;
    while (at < line.length && (is_blank(line.data[at]) || line.data[at] == '\r')) at++;
    return at == line.length || line.data[at] == '#';
}

static bool starts_with_name(const char *name, const char *prefix) {
    size_t length = strlen(prefix);
    return strncmp(name, prefix, length) == 0 && (name[length] == 0 || name[length] == '-');
}

/* Writes the declared name in CPython's usual form: lower case, dashes, and one name for UTF-8 and Latin-1.
 */
static void normalise_name(Str name, char result[64]) {
    size_t length = name.length < 63 ? name.length : 63;
    for (size_t i = 0; i < length; i++)
        result[i] = name.data[i] == '_' ? '-' : (char)tolower((unsigned char)name.data[i]);
    result[length] = 0;
    if (starts_with_name(result, "utf-8")) strcpy(result, "utf-8");
    if (starts_with_name(result, "latin-1") || starts_with_name(result, "iso-8859-1") ||
        starts_with_name(result, "iso-latin-1") || strcmp(result, "latin1") == 0)
        strcpy(result, "iso-8859-1");
}

/* The first line of `text`, which is left with the others. (source_line would look for all of them.) */
static Str take_line(Str *text) {
    ptrdiff_t end = str_find_byte(*text, '\n', 0);
    Str line = str_slice(*text, 0, end < 0 ? text->length : (size_t)end);
    *text = str_slice(*text, line.length + 1, text->length);
    if (line.length && line.data[line.length - 1] == '\r') line.length--;
    return line;
}

/* The declared encoding, in `name` in usual form; empty: none is declared. */
static Str find_encoding(const Source *source, char name[64]) {
    Str rest = source->text, first = take_line(&rest);
    if (str_starts_with(first, byte_order_mark)) first = str_slice(first, 3, first.length);
    Str declared = find_declaration(first);
    if (!declared.length && allows_second_line(first)) declared = find_declaration(take_line(&rest));
    normalise_name(declared, name);
    return declared;
}

bool py_source_has_encoding(const Source *source) {
    char name[64];
    find_encoding(source, name);
    return name[0] || str_starts_with(source->text, byte_order_mark);
}

static const Source *fail_at(const Source *source, DiagnosticList *diagnostics, size_t offset,
                             const char *message) {
    SourceSpan span = {(uint32_t)offset, (uint32_t)offset};
    diagnostic_add(diagnostics, "SyntaxError", source, span, "%s", message);
    return NULL;
}

static const Source *fail_encoding(DiagnosticList *diagnostics, Str name, const char *more) {
    diagnostic_add(diagnostics, "SyntaxError", NULL, (SourceSpan){0, 0}, "encoding problem: %.*s%s",
                   STR_ARGS(name), more);
    return NULL;
}

/* A source over `text`, all of it owned by the diagnostics. */
static const Source *new_source(const Source *original, Str text, DiagnosticList *diagnostics) {
    Source indexed;
    source_init(&indexed, arena_copy(&diagnostics->arena, original->path), text);
    Source *copy = ARENA_NEW(&diagnostics->arena, Source);
    *copy = indexed;
    copy->text = arena_copy(&diagnostics->arena, text);
    copy->lines = ARENA_NEW(&diagnostics->arena, SourceLines);
    copy->lines->count = source_line_count(&indexed);
    copy->lines->starts = arena_copy_bytes(&diagnostics->arena, indexed.lines->starts,
                                           copy->lines->count * sizeof *copy->lines->starts);
    copy->owned = NULL;
    source_free(&indexed);
    return copy;
}

/* Converts through the C library. False: it does not know the encoding, or the text is not in it. */
static bool convert(Str text, const char *encoding, StrBuf *out) {
    iconv_t converter = iconv_open("UTF-8", encoding);
    if (converter == (iconv_t)-1) return false;
    char *from = (char *)(uintptr_t)text.data, block[4096];
    size_t left = text.length;
    bool good = true;
    while (good && left > 0) {
        char *to = block;
        size_t room = sizeof block;
        good = iconv(converter, &from, &left, &to, &room) != (size_t)-1 || errno == E2BIG;
        strbuf_append_bytes(out, block, sizeof block - room);
    }
    iconv_close(converter);
    return good;
}

/* CPython speaks of an encoding by the name that was declared, but of Latin-1 by one name. */
static const Source *decode_other(const Source *source, const char *encoding, Str declared,
                                  DiagnosticList *diagnostics) {
    Str shown = strcmp(encoding, "iso-8859-1") == 0 ? STR("iso-8859-1") : declared;
    if (str_starts_with(source->text, byte_order_mark)) return fail_encoding(diagnostics, shown, " with BOM");
    StrBuf text = {0};
    bool good = convert(source->text, encoding, &text);
    const Source *decoded =
        good ? new_source(source, strbuf_view(&text), diagnostics) : fail_encoding(diagnostics, shown, "");
    strbuf_free(&text);
    return decoded;
}

Str py_utf8_complaint(Str text, size_t at, Arena *arena) {
    const char *reason;
    size_t length = utf8_broken_length(text, at, &reason);
    if (length > 1)
        return arena_format(arena, "(unicode error) 'utf-8' codec can't decode bytes in position %zu-%zu: %s",
                            at, at + length - 1, reason);
    return arena_format(arena, "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %zu: %s",
                        (unsigned char)text.data[at], at, reason);
}

/* A text that does not say that it is UTF-8 must be. */
static const Source *fail_undeclared(const Source *source, size_t invalid, DiagnosticList *diagnostics) {
    unsigned byte = (unsigned char)source->text.data[invalid];
    SourcePlace place = source_place(source, (uint32_t)invalid);
    diagnostic_add(
        diagnostics, "SyntaxError", NULL, (SourceSpan){0, 0},
        "Non-UTF-8 code starting with '\\x%02x' in file %.*s on line %u, but no encoding declared; "
        "see https://peps.python.org/pep-0263/ for details",
        byte, STR_ARGS(source->path), place.line);
    return NULL;
}

static bool has_bare_return(Str text) {
    for (ptrdiff_t at = 0; (at = str_find_byte(text, '\r', (size_t)at)) >= 0; at++)
        if ((size_t)at + 1 == text.length || text.data[at + 1] != '\n') return true;
    return false;
}

/* Makes every line end \n. */
static const Source *normalise_lines(const Source *source, DiagnosticList *diagnostics) {
    StrBuf text = {0};
    Str from = source->text;
    for (size_t i = 0; i < from.length; i++) {
        bool paired = from.data[i] == '\r' && i + 1 < from.length && from.data[i + 1] == '\n';
        if (!paired) strbuf_append_char(&text, from.data[i] == '\r' ? '\n' : from.data[i]);
    }
    const Source *result = new_source(source, strbuf_view(&text), diagnostics);
    strbuf_free(&text);
    return result;
}

const Source *py_decode_source(const Source *source, DiagnosticList *diagnostics, bool *broken) {
    ptrdiff_t nul = str_find_byte(source->text, '\0', 0);
    char encoding[64];
    Str declared = find_encoding(source, encoding);
    bool marked = str_starts_with(source->text, byte_order_mark);
    bool is_utf8 =
        !encoding[0] || strcmp(encoding, "utf-8") == 0 || (!marked && strcmp(encoding, "utf8") == 0);
    ptrdiff_t invalid = is_utf8 ? utf8_first_invalid(source->text) : -1;
    *broken = invalid >= 0;
    if (*broken && !encoding[0] && !marked) return fail_undeclared(source, (size_t)invalid, diagnostics);
    if (nul >= 0) return fail_at(source, diagnostics, (size_t)nul, "source code cannot contain null bytes");
    if (!is_utf8 && !(source = decode_other(source, encoding, declared, diagnostics))) return NULL;
    return has_bare_return(source->text) ? normalise_lines(source, diagnostics) : source;
}
