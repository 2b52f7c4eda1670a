/* Reading line directives, see line_directive.h. */
#include "go/syntax/line_directive.h"

#include "go/syntax/path.h"
#include "go/syntax/scanner.h"

#include <string.h>

enum { LARGEST_NUMBER = 1 << 30 };

/* ---- One comment -------------------------------------------------------------------------------------- */

typedef struct Directive {
    Str file; /* empty: the one named before, if there is a column */
    uint32_t line, column;
    const char *fault; /* NULL, or what is no number */
    uint32_t culprit;  /* where it begins, in the comment, and the text from there */
    Str wrong;
} Directive;

bool go_line_directive_is_meant(Str comment, bool is_at_start) {
    return (is_at_start && str_starts_with(comment, STR("//line "))) ||
           str_starts_with(comment, STR("/*line "));
}

/* The number behind the last colon: false when it is none. `start` is where it begins; 0: no colon. */
static bool read_last_number(Str text, size_t *start, uint64_t *number) {
    *start = text.length;
    while (*start > 0 && text.data[*start - 1] != ':') (*start)--;
    *number = 0;
    if (*start == 0 || *start == text.length) return false;
    for (size_t i = *start; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') return false;
        *number = *number * 10 + (uint64_t)(text.data[i] - '0');
        if (*number > (uint64_t)UINT32_MAX) *number = UINT32_MAX;
    }
    return true;
}

enum { WORD = sizeof "//line " - 1 };

static Str directive_text(Str comment) {
    if (comment.data[1] == '*') return str_slice(comment, WORD, comment.length - 2);
    bool has_return = comment.data[comment.length - 1] == '\r';
    return str_slice(comment, WORD, comment.length - has_return);
}

static bool directive_fail(Directive *directive, const char *fault, Str text, size_t start) {
    directive->fault = fault;
    directive->culprit = WORD + (uint32_t)start;
    directive->wrong = str_slice(text, start, text.length);
    return false;
}

static bool is_number_of_place(uint64_t number) {
    return number > 0 && number <= LARGEST_NUMBER;
}

/* False: it is none, or it has a fault. */
static bool directive_read(Str comment, Directive *directive) {
    *directive = (Directive){0};
    Str text = directive_text(comment);
    size_t last, first;
    uint64_t number, line;
    bool is_number = read_last_number(text, &last, &number);
    if (last == 0) return false;
    if (!is_number) return directive_fail(directive, "line", text, last);
    bool has_column = read_last_number(str_slice(text, 0, last - 1), &first, &line);
    if (has_column && !is_number_of_place(number)) return directive_fail(directive, "column", text, last);
    if (has_column) {
        directive->column = (uint32_t)number;
        text = str_slice(text, 0, last - 1);
        number = line;
        last = first;
    }
    if (!is_number_of_place(number)) return directive_fail(directive, "line", text, last);
    directive->line = (uint32_t)number;
    directive->file = str_slice(text, 0, last - 1);
    return true;
}

void go_line_directive_check(Str comment, GoPos pos, GoErrorList *errors) {
    Directive directive;
    if (directive_read(comment, &directive) || !directive.fault) return;
    go_error_add(errors, pos + directive.culprit, "invalid %s number: %.*s", directive.fault,
                 STR_ARGS(directive.wrong));
}

/* ---- The directive in force --------------------------------------------------------------------------- */

typedef struct Base {
    const Source *source;
    uint32_t start; /* of the text that it speaks about; 0: there is none */
    Str file;
    bool is_real_file; /* the name is the file's own */
    uint32_t line, column;
} Base;

static void base_note(void *user, uint32_t offset, Str comment) {
    Base *base = user;
    bool is_at_start = offset == 0 || base->source->text.data[offset - 1] == '\n';
    Directive directive;
    if (!go_line_directive_is_meant(comment, is_at_start) || !directive_read(comment, &directive)) return;
    base->start = offset + (uint32_t)comment.length + (comment.data[1] == '/');
    base->line = directive.line;
    base->column = directive.column;
    if (directive.file.length == 0 && directive.column) return;
    base->file = directive.file;
    base->is_real_file = false;
}

static bool has_directives(Str text) {
    for (ptrdiff_t at = str_find_byte(text, '/', 0); at >= 0; at = str_find_byte(text, '/', (size_t)at + 1))
        if (go_line_directive_is_meant(str_slice(text, (size_t)at, text.length), true)) return true;
    return false;
}

/* Only what ends before `offset` counts. */
static Base base_find(const Source *source, uint32_t offset) {
    Base base = {.source = source, .is_real_file = true};
    Str before = str_slice(source->text, 0, offset);
    if (!has_directives(before)) return base;
    GoErrorList errors = {0};
    GoScanner scanner;
    go_scanner_init(&scanner, before, 0, &errors);
    scanner.on_directive = base_note;
    scanner.user = &base;
    do go_scanner_next(&scanner);
    while (scanner.token != GO_TOKEN_EOF);
    go_errors_free(&errors);
    return base;
}

uint32_t go_line_directive_base(const Source *source, uint32_t offset) {
    return base_find(source, offset).start;
}

/* ---- Showing ------------------------------------------------------------------------------------------ */

/* The compiler's own positions have eight bits for a column: what is beyond is not shown. */
enum { ANY_COLUMN = INT32_MAX, COLUMN_LIMIT = 255 };

static void append_column(StrBuf *out, uint32_t column, uint32_t limit) {
    if (column > 0 && column < limit) strbuf_format(out, ":%u", column);
}

/* True: a directive has spoken. */
static bool append_place(StrBuf *out, const Source *source, uint32_t offset, uint32_t limit,
                         GoAppendPath *append_path) {
    Base base = base_find(source, offset);
    SourcePlace place = source_place(source, offset);
    if (base.start == 0) {
        append_path(out, source->path);
        strbuf_format(out, ":%u", place.line);
        append_column(out, place.column, limit);
        return false;
    }
    SourcePlace start = source_place(source, base.start);
    if (base.is_real_file || str_starts_with(base.file, STR("/")))
        append_path(out, base.is_real_file ? source->path : base.file);
    else
        strbuf_append(out, base.file);
    strbuf_format(out, ":%u", base.line + (place.line - start.line));
    uint32_t shift = place.line == start.line ? base.column - start.column : 0;
    if (base.column) append_column(out, place.column + shift, limit);
    return true;
}

void go_append_place(StrBuf *out, const Source *source, uint32_t offset, GoAppendPath *append_path) {
    append_place(out, source, offset, COLUMN_LIMIT, append_path);
}

void go_append_both_places(StrBuf *out, const Source *source, uint32_t offset, GoAppendPath *append_path) {
    if (!append_place(out, source, offset, ANY_COLUMN, append_path)) return;
    SourcePlace place = source_place(source, offset);
    strbuf_append_char(out, '[');
    go_append_absolute_path(out, source->path);
    strbuf_format(out, ":%u:%u]", place.line, place.column);
}
