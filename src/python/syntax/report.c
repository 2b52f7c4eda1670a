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

/* The line of an error as CPython shows it. Where its tokenizer found the error, that is the tokenizer's
 * line. For any other error it reads the file once more: in pieces of PIECE bytes, and shows the last piece
 * of a long line; a byte order mark is then a part of the line, though no column counts it. */
enum { PIECE = 999 };

typedef struct ShownLine {
    Str text;
    size_t end; /* columns end here: behind the text, or behind its line end in the piece of a longer line */
    bool in_characters; /* a column counts characters, not bytes */
    bool from_file;     /* it was read once more */
    StrBuf readable;    /* holds the text where the source's own is not UTF-8 */
} ShownLine;

static const Str byte_order_mark = {"\xEF\xBB\xBF", 3};

static void cut_piece(const Source *source, uint32_t number, ShownLine *line) {
    bool ends = source_line_start(source, number) + line->text.length < source->text.length;
    size_t length = line->text.length + ends, from = (length - 1) / PIECE * PIECE;
    bool whole_at_end = !ends && length % PIECE == 0; /* it looks for one more piece then, and gives up */
    if (from == 0 || whole_at_end || ((unsigned char)line->text.data[from] & 0xC0) == 0x80) return;
    line->end = length - from;
    line->text = str_slice(line->text, from, line->text.length);
}

/* What is no UTF-8 is shown as U+FFFD. */
static void make_readable(ShownLine *line) {
    Str rest = line->text;
    ptrdiff_t broken = utf8_first_invalid(rest);
    if (broken < 0) return;
    for (; broken >= 0; broken = utf8_first_invalid(rest)) {
        const char *reason;
        size_t length = utf8_broken_length(rest, (size_t)broken, &reason);
        strbuf_append(&line->readable, str_slice(rest, 0, (size_t)broken));
        strbuf_append_code_point(&line->readable, 0xFFFD);
        rest = str_slice(rest, (size_t)broken + length, rest.length);
    }
    strbuf_append(&line->readable, rest);
    line->text = strbuf_view(&line->readable);
    line->end = line->text.length;
}

static ShownLine find_line(const Diagnostic *diagnostic, uint32_t number) {
    const Source *source = diagnostic->source;
    ShownLine line = {.text = source_line(source, number)};
    line.from_file =
        !diagnostic->in_characters && !source->is_excerpt && !str_starts_with(source->path, STR("<"));
    line.in_characters =
        diagnostic->in_characters || py_source_has_encoding(source) || str_equal_c(source->path, "<string>");
    if (number == 1 && !line.from_file && str_starts_with(line.text, byte_order_mark))
        line.text = str_slice(line.text, 3, line.text.length);
    line.end = line.text.length;
    if (line.from_file && line.text.length >= PIECE) cut_piece(source, number, &line);
    make_readable(&line);
    return line;
}

/* The column, from 0, of a byte. In a line that was read once more, a byte inside of a character counts for
 * it. */
static size_t column_of(const ShownLine *line, size_t at) {
    if (at > line->end) at = line->end;
    if (!line->in_characters) return at;
    if (line->from_file && at < line->text.length) return utf8_count(str_slice(line->text, 0, at + 1)) - 1;
    return utf8_count(str_slice(line->text, 0, at)) + (at > line->text.length);
}

static void append_carets(size_t first, size_t last, StrBuf *out) {
    strbuf_append_repeated(out, ' ', first);
    strbuf_append_repeated(out, '^', last > first ? last - first : 1);
    strbuf_append_char(out, '\n');
}

static void report_place(const Diagnostic *diagnostic, StrBuf *out) {
    SourceSpan span = diagnostic->span;
    SourcePlace place = source_place(diagnostic->source, span.start);
    strbuf_format(out, "  File \"%.*s\", line %u\n", STR_ARGS(diagnostic->source->path), place.line);
    ShownLine line = find_line(diagnostic, place.line);
    size_t strip = count_blanks(line.text), start = place.column - 1;
    if (place.line == 1 && str_starts_with(diagnostic->source->text, byte_order_mark))
        start = start > 3 ? start - 3 : 0;
    strbuf_append_c(out, "    ");
    strbuf_append(out, str_slice(line.text, strip, line.text.length));
    strbuf_append_char(out, '\n');
    size_t first = column_of(&line, start < line.text.length ? start : line.text.length);
    bool has_column = span.end >= span.start && first >= strip;
    if (has_column)
        append_carets(4 + first - strip, 4 + column_of(&line, start + (span.end - span.start)) - strip, out);
    strbuf_free(&line.readable);
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
