/* How the errors of a Python program look, see report.h. */
#include "python/syntax/report.h"

#include "base/utf8.h"
#include "python/syntax/encoding.h"

static bool is_warning(const Diagnostic *diagnostic) {
    return diagnostic->kind && str_ends_with(str_from(diagnostic->kind), STR("Warning"));
}

/* Bytes of white space in front of the text. */
static size_t count_blanks(Str line) {
    size_t count = 0;
    while (count < line.length &&
           (line.data[count] == ' ' || line.data[count] == '\t' || line.data[count] == '\f'))
        count++;
    return count;
}

/* CPython 3.11 counts the columns in bytes, unless the tokenizer found the error, the file says its encoding,
 * or the text never was a file. */
static size_t count_columns(const Diagnostic *diagnostic, Str text) {
    bool characters = diagnostic->in_characters || py_source_has_encoding(diagnostic->source) ||
                      str_equal_c(diagnostic->source->path, "<string>");
    return characters ? utf8_count(text) : text.length;
}

static void append_carets(const Diagnostic *diagnostic, size_t strip, StrBuf *out) {
    SourceSpan span = diagnostic->span;
    SourcePlace place = source_place(diagnostic->source, span.start);
    Str line = source_line(diagnostic->source, place.line);
    size_t start = place.column - 1, end = start + (span.end - span.start);
    if (end > line.length) end = line.length;
    size_t width = end > start ? count_columns(diagnostic, str_slice(line, start, end)) : 0;
    strbuf_append_repeated(out, ' ', 4 + count_columns(diagnostic, str_slice(line, strip, start)));
    strbuf_append_repeated(out, '^', width ? width : 1);
    strbuf_append_char(out, '\n');
}

static void report_place(const Diagnostic *diagnostic, StrBuf *out) {
    const Source *source = diagnostic->source;
    SourcePlace place = source_place(source, diagnostic->span.start);
    strbuf_format(out, "  File \"%.*s\", line %u\n", STR_ARGS(source->path), place.line);
    Str line = source_line(source, place.line);
    size_t strip = count_blanks(line);
    strbuf_append_c(out, "    ");
    strbuf_append(out, str_slice(line, strip, line.length));
    strbuf_append_char(out, '\n');
    bool has_column = diagnostic->span.end >= diagnostic->span.start && place.column > strip;
    if (has_column) append_carets(diagnostic, strip, out);
}

void py_report(const DiagnosticList *diagnostics, StrBuf *out) {
    for (size_t i = 0; i < diagnostics->list.count; i++) {
        const Diagnostic *diagnostic = &diagnostics->list.items[i];
        if (is_warning(diagnostic)) continue;
        if (diagnostic->source) report_place(diagnostic, out);
        strbuf_append_c(out, diagnostic->kind ? diagnostic->kind : "SyntaxError");
        if (diagnostic->message.length) strbuf_format(out, ": %.*s", STR_ARGS(diagnostic->message));
        strbuf_append_char(out, '\n');
    }
}
