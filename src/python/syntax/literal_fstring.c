/* f-strings: literal text with expressions in braces.
 *
 * In Python 3.11 an f-string is one token. Its inside is scanned here by hand: the end of an expression is
 * found by counting brackets and quotes, without knowing the grammar; then a parser of its own reads the
 * expression in place, as if it stood in parentheses. So nodes get their true positions, and an f-string
 * inside of an f-string needs no more than recursion. */
#include "python/syntax/diagnose.h"
#include "python/syntax/literal.h"

#include <string.h>

enum { MAX_FORMAT_DEPTH = 2, MAX_FSTRING_DEPTH = 8 };

/* Where the scan stands: an offset into the body of the token. */
typedef struct Scan {
    PyParser *parser;
    PyStringBuilder *builder;
    const PyStringToken *string;
    Str body;
    size_t at;
    int depth; /* 0 in the string itself, 1 in a format specification */
} Scan;

static bool scan_values(Scan *scan);

static bool fail_unexpected_end(Scan *scan) {
    return py_fail(scan->parser, "f-string: expecting '}'");
}

/* End of the literal text at `at`: the offset of a brace that is not part of it. */
static size_t find_literal_end(const Scan *scan) {
    size_t at = scan->at;
    Str body = scan->body;
    while (at < body.length) {
        char c = body.data[at];
        if (c == '{' || c == '}') break;
        at++;
        if (c != '\\' || scan->string->raw || at == body.length) continue;
        if (body.data[at] == 'N' && at + 1 < body.length && body.data[at + 1] == '{') {
            ptrdiff_t close = str_find_byte(body, '}', at);
            at = close < 0 ? body.length : (size_t)close + 1;
        } else if (body.data[at] != '{' && body.data[at] != '}') {
            at++;
        }
    }
    return at;
}

/* Appends literal text up to an expression, the end of a format specification, or the end. */
static bool scan_literal(Scan *scan) {
    for (;;) {
        size_t end = find_literal_end(scan);
        bool brace = end < scan->body.length;
        bool doubled = brace && scan->depth == 0 && end + 1 < scan->body.length &&
                       scan->body.data[end] == scan->body.data[end + 1];
        Str piece = str_slice(scan->body, scan->at, end + doubled);
        if (!py_decode_string(scan->parser, piece, scan->string->raw, &scan->builder->text)) return false;
        scan->at = end + (doubled ? 2 : 0);
        if (doubled) continue;
        if (brace && scan->body.data[end] == '}' && scan->depth == 0)
            return py_fail(scan->parser, "f-string: single '}' is not allowed");
        return true;
    }
}

/* What the search for an expression's end has seen. */
typedef struct Nesting {
    char quote; /* 0: not in a string */
    int quotes; /* 1 or 3 */
    int count;
    char open[PY_MAX_BRACKETS];
} Nesting;

static size_t count_quotes(Str body, size_t at) {
    bool triple =
        at + 2 < body.length && body.data[at + 1] == body.data[at] && body.data[at + 2] == body.data[at];
    return triple ? 3 : 1;
}

/* A character of a string inside of the expression. Returns how many bytes it took. */
static size_t step_in_string(Nesting *nesting, Str body, size_t at) {
    if (body.data[at] != nesting->quote) return 1;
    if (nesting->quotes == 3 && count_quotes(body, at) != 3) return 1;
    nesting->quote = 0;
    return (size_t)nesting->quotes;
}

static bool close_nested(Scan *scan, Nesting *nesting, char c) {
    if (nesting->count == 0) return py_fail(scan->parser, "f-string: unmatched '%c'", c);
    char open = nesting->open[--nesting->count];
    if ((open == '(' && c == ')') || (open == '[' && c == ']') || (open == '{' && c == '}')) return true;
    return py_fail(scan->parser, "f-string: closing parenthesis '%c' does not match opening parenthesis '%c'",
                   c, open);
}

/* `c` ends the expression, unless it is half of ==, !=, <= or >=. */
static bool ends_expression(Str body, size_t at) {
    char c = body.data[at], next = at + 1 < body.length ? body.data[at + 1] : 0;
    return c == ':' || c == '}' || ((c == '!' || c == '=') && next != '=');
}

/* Finds the end of the expression that starts at scan->at. False: an error was recorded. */
static bool find_expression_end(Scan *scan, size_t *end) {
    Nesting nesting = {0};
    Str body = scan->body;
    size_t at = scan->at;
    while (at < body.length) {
        char c = body.data[at];
        if (c == '\\') return py_fail(scan->parser, "f-string expression part cannot include a backslash");
        if (nesting.quote) {
            at += step_in_string(&nesting, body, at);
            continue;
        }
        if (c == '\'' || c == '"') {
            nesting.quote = c;
            nesting.quotes = (int)count_quotes(body, at);
            at += (size_t)nesting.quotes;
            continue;
        }
        if (c == '#') return py_fail(scan->parser, "f-string expression part cannot include '#'");
        if (nesting.count == 0 && ends_expression(body, at)) break;
        if (c == '(' || c == '[' || c == '{') {
            if (nesting.count == PY_MAX_BRACKETS)
                return py_fail(scan->parser, "f-string: too many nested parenthesis");
            nesting.open[nesting.count++] = c;
        } else if ((c == ')' || c == ']' || c == '}') && !close_nested(scan, &nesting, c)) {
            return false;
        }
        bool comparison =
            nesting.count == 0 && strchr("!=<>", c) && at + 1 < body.length && body.data[at + 1] == '=';
        at += comparison ? 2 : 1;
    }
    *end = at;
    if (nesting.quote) return py_fail(scan->parser, "f-string: unterminated string");
    if (nesting.count)
        return py_fail(scan->parser, "f-string: unmatched '%c'", nesting.open[nesting.count - 1]);
    return at < body.length || fail_unexpected_end(scan);
}

static bool is_blank(Str text) {
    for (size_t i = 0; i < text.length; i++)
        if (!strchr(" \t\n\r\f", text.data[i]) || !text.data[i]) return false;
    return true;
}

/* Line and line start of an offset in the token. */
static void locate(const Scan *scan, uint32_t offset, int32_t *lineno, uint32_t *line_start) {
    const PyPosition *token = &scan->string->token->at;
    const char *text = scan->parser->tokenizer.source->text.data;
    *lineno = token->lineno;
    *line_start = token->start - (uint32_t)token->col_offset;
    for (uint32_t i = token->start; i < offset; i++) {
        if (text[i] != '\n') continue;
        ++*lineno;
        *line_start = i + 1;
    }
}

/* The expression alone, in parentheses, as a source whose first line has the number `lineno`: CPython shows
 * errors in it so. It lives as long as the diagnostics. */
static const Source *new_expression_source(Scan *scan, Str expression, int32_t lineno) {
    Arena *arena = &scan->parser->tokenizer.diagnostics->arena;
    Source *source = ARENA_NEW(arena, Source);
    source->path = arena_copy(arena, scan->parser->tokenizer.source->path);
    source->text = arena_format(arena, "(%.*s)", STR_ARGS(expression));
    source->is_excerpt = true;
    uint32_t breaks = 0;
    for (size_t i = 0; i < source->text.length; i++) breaks += source->text.data[i] == '\n';
    SourceLines *lines = source->lines = ARENA_NEW(arena, SourceLines);
    lines->count = (uint32_t)lineno + breaks;
    lines->starts = ARENA_ARRAY(arena, uint32_t, lines->count);
    for (size_t i = 0, line = (size_t)lineno; i < source->text.length; i++)
        if (source->text.data[i] == '\n') lines->starts[line++] = (uint32_t)i + 1;
    return source;
}

/* Finds out why an expression could not be parsed, and makes that the parser's error. */
static void diagnose_expression(Scan *scan, Str expression, int32_t lineno) {
    PyParser *outer = scan->parser;
    const Source *source = new_expression_source(scan, expression, lineno);
    PyParser inner = {.string_depth = outer->string_depth + 1};
    py_tokenizer_init(&inner.tokenizer, source, outer->names, outer->tokenizer.diagnostics);
    inner.tokenizer.lineno = lineno;
    py_parser_init(&inner, outer->names);
    PySyntaxError error = py_diagnose(&inner, "fstring", 0);
    bool own = !inner.tokenizer.error.kind && !inner.error.kind && error.message.length;
    if (own) error.message = arena_format(outer->arena, "f-string: %.*s", STR_ARGS(error.message));
    if (!error.source) error.source = source;
    outer->error = error;
    py_parser_free(&inner);
}

/* The brace in front of the expression, at `column` bytes behind it, is the token with which a tuple or a
 * generator in it starts. */
static void push_brace(PyParser *inner, int32_t lineno, uint32_t column, uint32_t offset) {
    int32_t before = (int32_t)column - 1;
    PyPosition at = {lineno, before, lineno, before, offset - 1, offset - 1};
    VEC_PUSH(&inner->tokens,
             ((PyToken){.kind = PY_TOKEN_LEFT_BRACE, .level = (int16_t)inner->tokenizer.level, .at = at}));
    inner->at = 1;
}

/* An error in a literal inside of the expression. */
static PySyntaxError shift_error(Scan *scan, PySyntaxError error, size_t from, size_t to, int32_t lineno) {
    bool placed = !error.source && strcmp(error.kind, "MemoryError") != 0;
    if (!placed) return error;
    uint32_t start =
        scan->string->body_start + (uint32_t)from - 1; /* where the parenthesis is thought to be */
    error.source = new_expression_source(scan, str_slice(scan->body, from, to), lineno);
    error.span.start -= start;
    error.span.end -= start;
    error.message = arena_format(scan->parser->arena, "f-string: %.*s", STR_ARGS(error.message));
    return error;
}

/* Parses body[from:to]. */
static PyExpr *parse_expression_at(Scan *scan, size_t from, size_t to) {
    PyParser *outer = scan->parser;
    uint32_t start = scan->string->body_start + (uint32_t)from, line_start;
    int32_t lineno;
    if (outer->string_depth == MAX_FSTRING_DEPTH)
        return py_fail(outer, "f-string: expressions nested too deeply");
    locate(scan, start, &lineno, &line_start);
    PyParser inner = {.string_depth = outer->string_depth + 1, .depth = outer->depth + PY_DEPTH_OF_BRACKETS};
    py_tokenizer_init_inside(&inner.tokenizer, &outer->tokenizer, start,
                             scan->string->body_start + (uint32_t)to, line_start, lineno);
    py_parser_init(&inner, outer->names);
    push_brace(&inner, lineno, start - line_start, start);
    PyExpr *expr = py_parse_paren_content(&inner, 0, PY_TOKEN_END_MARKER);
    if (!expr && inner.error.kind) outer->error = shift_error(scan, inner.error, from, to, lineno);
    if (!expr && !outer->error.kind) diagnose_expression(scan, str_slice(scan->body, from, to), lineno);
    if (expr && expr->at.start == start - 1) {
        expr->at.end = inner.tokenizer.end + 1;
        expr->at.end_lineno = inner.tokenizer.lineno;
        expr->at.end_col_offset = (int32_t)(expr->at.end - inner.tokenizer.line_start);
    }
    py_parser_free(&inner);
    return expr;
}

/* A format specification: an f-string of its own that ends at the brace. It stands at its token, not at all
 * the tokens that are joined; so does the text behind its last expression. */
static PyExpr *parse_format(Scan *scan) {
    PyStringBuilder builder = {.values = py_list_begin(scan->parser), .at = scan->builder->at};
    builder.u_prefix = scan->builder->u_prefix;
    Scan inner = *scan;
    inner.builder = &builder;
    inner.depth = scan->depth + 1;
    bool done = scan_values(&inner);
    scan->at = inner.at;
    PyExpr *expr = NULL;
    if (done) {
        py_string_flush(scan->parser, &builder, scan->string->token->at);
        expr = ARENA_NEW(scan->parser->arena, PyExpr);
        expr->kind = PY_EXPR_JOINED_STR;
        expr->at = scan->string->token->at;
        PY_LIST_END(scan->parser, builder.values, &expr->JoinedStr.values);
    }
    strbuf_free(&builder.text);
    return expr;
}

static bool scan_conversion(Scan *scan, int *conversion) {
    size_t start = ++scan->at;
    if (start >= scan->body.length) return fail_unexpected_end(scan);
    char c = scan->body.data[scan->at++];
    if (c != 's' && c != 'r' && c != 'a')
        return py_fail(scan->parser, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
    *conversion = c;
    return scan->at < scan->body.length || fail_unexpected_end(scan);
}

/* `{x=}` shows the expression's own text in front of its value. */
static bool scan_debug_text(Scan *scan, size_t start) {
    scan->at++;
    while (scan->at < scan->body.length && is_blank(str_slice(scan->body, scan->at, scan->at + 1)))
        scan->at++;
    if (scan->at >= scan->body.length) return fail_unexpected_end(scan);
    return py_decode_string(scan->parser, str_slice(scan->body, start, scan->at), true, &scan->builder->text);
}

/* What follows the expression: [=] [!conversion] [:format] } */
static bool scan_expression_tail(Scan *scan, PyExpr *value, size_t start) {
    int conversion = -1;
    PyExpr *format = NULL;
    bool debug = scan->body.data[scan->at] == '=';
    if (debug && !scan_debug_text(scan, start)) return false;
    if (scan->body.data[scan->at] == '!' && !scan_conversion(scan, &conversion)) return false;
    py_string_flush(scan->parser, scan->builder, scan->builder->at);
    if (scan->body.data[scan->at] == ':') {
        scan->at++;
        if (!(format = parse_format(scan))) return false;
    }
    if (scan->at >= scan->body.length || scan->body.data[scan->at] != '}') return fail_unexpected_end(scan);
    scan->at++;
    if (debug && !format && conversion == -1) conversion = 'r';
    PyExpr *expr = ARENA_NEW(scan->parser->arena, PyExpr);
    expr->kind = PY_EXPR_FORMATTED_VALUE;
    expr->at = scan->builder->at;
    expr->FormattedValue.value = value;
    expr->FormattedValue.conversion = conversion;
    expr->FormattedValue.format_spec = format;
    py_list_push(scan->parser, expr);
    return true;
}

/* An expression with everything between its braces; scan->at is on the opening one. */
static bool scan_expression(Scan *scan) {
    if (scan->depth >= MAX_FORMAT_DEPTH)
        return py_fail(scan->parser, "f-string: expressions nested too deeply");
    size_t start = ++scan->at, end = start;
    if (!find_expression_end(scan, &end)) return false;
    if (is_blank(str_slice(scan->body, start, end))) {
        char c = scan->body.data[end];
        if (c == '}') return py_fail(scan->parser, "f-string: empty expression not allowed");
        return py_fail(scan->parser, "f-string: expression required before '%c'", c);
    }
    PyExpr *value = parse_expression_at(scan, start, end);
    scan->at = end;
    return value && scan_expression_tail(scan, value, start);
}

static bool scan_values(Scan *scan) {
    for (;;) {
        if (!scan_literal(scan)) return false;
        if (scan->at >= scan->body.length || scan->body.data[scan->at] == '}') return true;
        if (!scan_expression(scan)) return false;
    }
}

bool py_parse_fstring(PyParser *parser, PyStringBuilder *builder, const PyStringToken *string) {
    Scan scan = {.parser = parser, .builder = builder, .string = string, .body = string->body};
    return scan_values(&scan);
}
