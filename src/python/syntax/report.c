/* How the errors of a Python program look, see report.h. */
#include "python/syntax/report.h"

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
    if (has_column) diagnostic_append_carets(out, source, diagnostic->span, 4, strip);
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
