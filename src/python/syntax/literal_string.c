/* String literals: prefixes, escapes, and the joining of adjacent ones into a single constant.
 *
 * Errors in a string are found when the token behind it has been read, so that is where CPython's caret
 * stands, and ours (py_fail). */
#include "python/syntax/literal.h"

#include "base/utf8.h"

#include <string.h>

/* The escapes of one character: letter and value. */
static int simple_escape(char c) {
    switch (c) {
    case '\\':
    case '\'':
    case '"': return c;
    case 'a': return 7;
    case 'b': return 8;
    case 'f': return 12;
    case 'n': return 10;
    case 'r': return 13;
    case 't': return 9;
    case 'v': return 11;
    default: return -1;
    }
}

/* Reads at most `limit` digits of 8 or 16 and moves *at behind them. */
static uint32_t read_escape_digits(Str text, size_t *at, size_t limit, int base, size_t *count) {
    uint32_t value = 0;
    for (*count = 0; *count < limit && *at < text.length; (*count)++, (*at)++) {
        char c = text.data[*at];
        int digit = c >= '0' && c <= '9'                     ? c - '0'
                    : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                             : 99;
        if (digit >= base) break;
        value = value * (uint32_t)base + (uint32_t)digit;
    }
    return value;
}

static void warn_invalid_escape(PyParser *parser, char c) {
    DiagnosticList *diagnostics = parser->tokenizer.diagnostics;
    const PyToken *token = &parser->tokens.items[parser->at - 1];

    diagnostic_add(diagnostics, "DeprecationWarning", parser->tokenizer.source,
                   (SourceSpan){token->at.start, token->at.end}, "invalid escape sequence '\\%c'", c);
}

/* Positions in messages count as CPython does, whose decoder sees each character beyond ASCII as \UXXXXXXXX.
 */
static size_t decoder_position(Str piece, size_t offset) {
    size_t position = 0;
    for (size_t i = 0; i < offset && i < piece.length; i++) {
        unsigned char c = (unsigned char)piece.data[i];
        position += c < 0x80 ? 1 : (c & 0xC0) == 0x80 ? 0 : 10;
    }
    return position;
}

static bool fail_unicode(PyParser *parser, Str piece, size_t start, size_t end, const char *reason) {
    size_t first = decoder_position(piece, start), last = decoder_position(piece, end) - 1;
    if (first == last)
        py_fail(parser, "(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position %zu: %s",
                first, reason);
    else
        py_fail(parser, "(unicode error) 'unicodeescape' codec can't decode bytes in position %zu-%zu: %s",
                first, last, reason);
    return false;
}

/* \xXX, \uXXXX, \UXXXXXXXX: *at is behind the letter. */
static bool decode_code_point(PyParser *parser, Str piece, size_t *at, size_t digits, StrBuf *out) {
    size_t start = *at - 2, count;
    uint32_t c = read_escape_digits(piece, at, digits, 16, &count);
    if (count < digits)
        return fail_unicode(parser, piece, start, *at,
                            digits == 2   ? "truncated \\xXX escape"
                            : digits == 4 ? "truncated \\uXXXX escape"
                                          : "truncated \\UXXXXXXXX escape");
    if (c > 0x10FFFF) return fail_unicode(parser, piece, start, *at, "illegal Unicode character");
    strbuf_append_code_point(out, c);
    return true;
}

/* \N{name}: *at is behind the N. */
static bool decode_named(PyParser *parser, Str piece, size_t *at, StrBuf *out) {
    size_t start = *at - 2;
    bool open = *at < piece.length && piece.data[*at] == '{';
    ptrdiff_t close = open ? str_find_byte(piece, '}', *at) : -1;
    if (close < 0 || (size_t)close == *at + 1) {
        size_t end = !open ? *at : close < 0 ? piece.length : (size_t)close;
        return fail_unicode(parser, piece, start, end, "malformed \\N character escape");
    }
    Str name = str_slice(piece, *at + 1, (size_t)close);
    uint32_t c = py_character_by_name(name);
    *at = (size_t)close + 1;
    if (c == UTF8_INVALID) return fail_unicode(parser, piece, start, *at, "unknown Unicode character name");
    strbuf_append_code_point(out, c);
    return true;
}

static void decode_octal(Str piece, size_t *at, bool bytes, StrBuf *out) {
    size_t count;
    uint32_t c = read_escape_digits(piece, at, 3, 8, &count);
    if (bytes)
        strbuf_append_char(out, (char)(c & 0xFF));
    else
        strbuf_append_code_point(out, c);
}

/* The escape whose backslash stands before *at. Common to strings and bytes; false: it is none of these. */
static bool decode_common_escape(Str piece, size_t *at, bool bytes, StrBuf *out) {
    char c = piece.data[*at];
    int value = simple_escape(c);
    if (value >= 0) {
        strbuf_append_char(out, (char)value);
        ++*at;
    } else if (c == '\n') {
        ++*at;
    } else if (c == '\r' && *at + 1 < piece.length && piece.data[*at + 1] == '\n') {
        *at += 2;
    } else if (c >= '0' && c <= '7') {
        decode_octal(piece, at, bytes, out);
    } else {
        return false;
    }
    return true;
}

static bool decode_string_escape(PyParser *parser, Str piece, size_t *at, StrBuf *out) {
    if (*at == piece.length) {
        strbuf_append_char(out, '\\');
        return true;
    }
    if (decode_common_escape(piece, at, false, out)) return true;
    char c = piece.data[*at];
    ++*at;
    switch (c) {
    case 'x': return decode_code_point(parser, piece, at, 2, out);
    case 'u': return decode_code_point(parser, piece, at, 4, out);
    case 'U': return decode_code_point(parser, piece, at, 8, out);
    case 'N': return decode_named(parser, piece, at, out);
    default: break;
    }
    --*at;
    if ((unsigned char)c < 0x80) warn_invalid_escape(parser, c);
    strbuf_append_char(out, '\\');
    return true;
}

static bool decode_bytes_escape(PyParser *parser, Str piece, size_t *at, StrBuf *out) {
    if (decode_common_escape(piece, at, true, out)) return true;
    if (piece.data[*at] != 'x') {
        warn_invalid_escape(parser, piece.data[*at]);
        strbuf_append_char(out, '\\');
        return true;
    }
    size_t start = (*at)++ - 1, count;
    uint32_t c = read_escape_digits(piece, at, 2, 16, &count);
    if (count < 2) return py_fail(parser, "(value error) invalid \\x escape at position %zu", start);
    strbuf_append_char(out, (char)c);
    return true;
}

/* Appends bytes up to the next backslash (or the end); \r\n becomes \n. */
static size_t copy_plain(Str piece, size_t at, bool raw, StrBuf *out) {
    size_t from = at;
    for (; at < piece.length && (raw || piece.data[at] != '\\'); at++) {
        if (piece.data[at] != '\r' || at + 1 == piece.length || piece.data[at + 1] != '\n') continue;
        strbuf_append(out, str_slice(piece, from, at));
        from = at + 1;
    }
    strbuf_append(out, str_slice(piece, from, at));
    return at;
}

/* CPython decodes a raw piece at once, but each run of bytes beyond ASCII between escapes for itself;
 * positions in messages count from there. */
static bool check_piece(PyParser *parser, Str piece, bool raw) {
    if (!parser->tokenizer.broken_utf8 || raw) return py_check_utf8(parser, piece);
    for (size_t at = 0; (at = utf8_ascii_end(piece, at)) < piece.length;) {
        size_t from = at;
        while (at < piece.length && (unsigned char)piece.data[at] >= 0x80) at++;
        if (!py_check_utf8(parser, str_slice(piece, from, at))) return false;
    }
    return true;
}

bool py_decode_string(PyParser *parser, Str piece, bool raw, StrBuf *out) {
    if (!check_piece(parser, piece, raw)) return false;
    for (size_t at = 0; (at = copy_plain(piece, at, raw, out)) < piece.length;) {
        at++;
        if (!decode_string_escape(parser, piece, &at, out)) return false;
    }
    return true;
}

bool py_decode_bytes(PyParser *parser, Str piece, bool raw, StrBuf *out) {
    for (size_t i = 0; i < piece.length; i++)
        if ((unsigned char)piece.data[i] >= 0x80)
            return py_fail(parser, "bytes can only contain ASCII literal characters");
    for (size_t at = 0; (at = copy_plain(piece, at, raw, out)) < piece.length;) {
        at++;
        if (!decode_bytes_escape(parser, piece, &at, out)) return false;
    }
    return true;
}

static PyStringToken take_apart(const PyParser *parser, const PyToken *token) {
    Str text = py_token_source(parser, token);
    PyStringToken string = {.token = token};
    size_t at = 0;
    for (; text.data[at] != '"' && text.data[at] != '\''; at++) {
        string.u_prefix |= text.data[at] == 'u';
        switch (text.data[at] | 0x20) {
        case 'b': string.bytes = true; break;
        case 'r': string.raw = true; break;
        case 'f': string.formatted = true; break;
        default: break;
        }
    }
    size_t quotes =
        text.length - at >= 6 && text.data[at] == text.data[at + 1] && text.data[at] == text.data[at + 2] ? 3
                                                                                                          : 1;
    string.body = str_slice(text, at + quotes, text.length - quotes);
    string.body_start = (uint32_t)(token->at.start + at + quotes);
    return string;
}

static PyExpr *new_text_constant(PyParser *parser, PyStringBuilder *builder, PyPosition at) {
    PyExpr *expr = ARENA_NEW(parser->arena, PyExpr);
    expr->kind = PY_EXPR_CONSTANT;
    expr->at = at;
    expr->Constant.value.kind = builder->bytes ? PY_CONSTANT_BYTES : PY_CONSTANT_STR;
    expr->Constant.value.u_prefix = builder->u_prefix;
    expr->Constant.value.text = arena_copy(parser->arena, strbuf_view(&builder->text));
    return expr;
}

void py_string_flush(PyParser *parser, PyStringBuilder *builder, PyPosition at) {
    if (builder->text.length == 0) return;
    py_list_push(parser, new_text_constant(parser, builder, at));
    strbuf_clear(&builder->text);
}

static bool append_token(PyParser *parser, PyStringBuilder *builder, const PyStringToken *string) {
    if (string->bytes) return py_decode_bytes(parser, string->body, string->raw, &builder->text);
    if (!string->formatted) {
        bool raw = string->raw || str_find_byte(string->body, '\\', 0) < 0;
        return py_decode_string(parser, string->body, raw, &builder->text);
    }
    builder->formatted = true;
    return py_parse_fstring(parser, builder, string);
}

static PyExpr *finish_strings(PyParser *parser, PyStringBuilder *builder) {
    if (!builder->formatted) return new_text_constant(parser, builder, builder->at);
    py_string_flush(parser, builder, builder->at);
    PyExpr *expr = ARENA_NEW(parser->arena, PyExpr);
    expr->kind = PY_EXPR_JOINED_STR;
    expr->at = builder->at;
    PY_LIST_END(parser, builder->values, &expr->JoinedStr.values);
    return expr;
}

/* A str without escapes, which most are: its text stands in the source. */
static bool is_literally_text(const PyStringToken *string) {
    return !string->bytes && !string->formatted && !string->token->word;
}

static PyExpr *new_literal_text(PyParser *parser, const PyStringToken *string, size_t start) {
    PyExpr *expr = py_new_constant(parser, PY_CONSTANT_STR, start);
    expr->Constant.value.u_prefix = string->u_prefix;
    expr->Constant.value.text = arena_copy(parser->arena, string->body);
    return expr;
}

/* One or more string tokens. */
PyExpr *py_parse_strings(PyParser *parser) {
    size_t first = py_start(parser);
    while (py_accept(parser, PY_TOKEN_STRING)) continue;
    size_t end = parser->at;
    if (end == first + 1) {
        PyStringToken string = take_apart(parser, &parser->tokens.items[first]);
        if (is_literally_text(&string))
            return py_check_utf8(parser, string.body) ? new_literal_text(parser, &string, first) : NULL;
    }
    PyStringBuilder builder = {.values = py_list_begin(parser), .at = py_span_from(parser, first)};
    bool done = true;
    for (size_t i = first; i < end && done; i++) {
        PyStringToken string = take_apart(parser, &parser->tokens.items[i]);
        if (i == first) {
            builder.bytes = string.bytes;
            builder.u_prefix = py_token_source(parser, string.token).data[0] == 'u';
        }
        if (string.bytes != builder.bytes)
            done = py_fail(parser, "cannot mix bytes and nonbytes literals") != NULL;
        else
            done = append_token(parser, &builder, &string);
    }
    PyExpr *expr = done ? finish_strings(parser, &builder) : NULL;
    strbuf_free(&builder.text);
    return expr;
}
