/* How the errors of a Python program look, see report.h. */
#include "python/syntax/report.h"

static bool is_warning(const Diagnostic *diagnostic) {
    return diagnostic->kind && str_ends_with(str_from(diagnostic->kind), STR("Warning"));
}

/* The line without the white space in front and behind; *strip is how much was cut in front. */
static Str trim_line(Str line, size_t *strip) {
    size_t from = 0, to = line.length;
    while (from < to && (line.data[from] == ' ' || line.data[from] == '\t' || line.data[from] == '\f'))
        from++;
    while (to > from && (line.data[to - 1] == ' ' || line.data[to - 1] == '\t' || line.data[to - 1] == '\f'))
        to--;
    *strip = from;
    return str_slice(line, from, to);
}

static void report_place(const Diagnostic *diagnostic, StrBuf *out) {
    const Source *source = diagnostic->source;
    SourcePlace place = source_place(source, diagnostic->span.start);
    strbuf_format(out, "  File \"%.*s\", line %u\n", STR_ARGS(source->path), place.line);
    size_t strip;
    Str line = trim_line(source_line(source, place.line), &strip);
    strbuf_append_c(out, "    ");
    strbuf_append(out, line);
    strbuf_append_char(out, '\n');
    diagnostic_append_carets(out, source, diagnostic->span, 4, strip);
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
