/* Diagnostics, see diagnostic.h. */
#include "base/diagnostic.h"

#include "base/utf8.h"

#include <stdarg.h>

void diagnostic_add(DiagnosticList *diagnostics, const char *kind, const Source *source, SourceSpan span,
                    const char *format, ...) {
    StrBuf message = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(&message, format, arguments);
    va_end(arguments);
    Diagnostic diagnostic = {.kind = kind,
                             .source = source,
                             .span = span,
                             .message = arena_copy(&diagnostics->arena, strbuf_view(&message))};
    VEC_PUSH(&diagnostics->list, diagnostic);
    strbuf_free(&message);
}

/* White space as wide as `text`: tabs stay tabs, everything else becomes as many spaces as it has columns. */
static void append_blank(StrBuf *out, Str text) {
    for (size_t offset = 0; offset < text.length;) {
        size_t start = offset;
        uint32_t code_point = utf8_decode(text, &offset);
        if (code_point == '\t')
            strbuf_append_char(out, '\t');
        else
            strbuf_append_repeated(out, ' ', utf8_width(str_slice(text, start, offset)));
    }
}

void diagnostic_append_carets(StrBuf *out, const Source *source, SourceSpan span, size_t indent,
                              size_t strip) {
    SourcePlace place = source_place(source, span.start);
    Str line = source_line(source, place.line);
    size_t from = place.column - 1;
    size_t to = from + (span.end > span.start ? span.end - span.start : 0);
    if (strip > from) strip = from;
    strbuf_append_repeated(out, ' ', indent);
    append_blank(out, str_slice(line, strip, from));
    size_t width = utf8_width(str_slice(line, from, to));
    strbuf_append_repeated(out, '^', width ? width : 1);
    strbuf_append_char(out, '\n');
}

void diagnostic_list_free(DiagnosticList *diagnostics) {
    VEC_FREE(&diagnostics->list);
    arena_free(&diagnostics->arena);
}
