/* Lines, indentation, brackets and operators, see tokenizer.h. */
#include "python/syntax/tokenizer_internal.h"

#include "base/utf8.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

void py_tokenizer_init(PyTokenizer *tokenizer, const Source *source, PyNames *names,
                       DiagnosticList *diagnostics) {
    Str text = source->text;
    *tokenizer =
        (PyTokenizer){.source = source, .arena = names->arena, .diagnostics = diagnostics, .names = names};
    tokenizer->end = (uint32_t)text.length;
    tokenizer->at = str_starts_with(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    tokenizer->line_start = tokenizer->at;
    tokenizer->lineno = 1;
    tokenizer->virtual_newline = tokenizer->at < tokenizer->end && text.data[text.length - 1] != '\n';
    tokenizer->at_line_start = true;
    tokenizer->indentation_count = 1;
}

void py_tokenizer_init_inside(PyTokenizer *tokenizer, const PyTokenizer *outer, uint32_t start, uint32_t end,
                              uint32_t line_start, int32_t lineno) {
    *tokenizer = (PyTokenizer){.source = outer->source,
                               .arena = outer->arena,
                               .diagnostics = outer->diagnostics,
                               .names = outer->names,
                               .broken_utf8 = outer->broken_utf8};
    tokenizer->at = start;
    tokenizer->end = end;
    tokenizer->line_start = line_start;
    tokenizer->lineno = lineno;
    tokenizer->indentation_count = 1;
    tokenizer->level = tokenizer->outer_level = 1;
    tokenizer->first_lineno = lineno;
    tokenizer->first_column = (int32_t)(start - line_start) - 1;
    tokenizer->brackets[0] = (PyOpenBracket){'(', lineno, start};
}

void tokenizer_advance(PyTokenizer *tokenizer) {
    if (tokenizer_peek(tokenizer, 0) != '\n') {
        tokenizer->at++;
        return;
    }
    bool two_bytes = tokenizer->at < tokenizer->end && tokenizer->source->text.data[tokenizer->at] == '\r';
    tokenizer->at += two_bytes ? 2 : 1;
    tokenizer->lineno++;
    tokenizer->line_start = tokenizer->at;
}

PyTokenKind tokenizer_fail(PyTokenizer *tokenizer, const char *kind, SourceSpan span, const char *format,
                           ...) {
    if (tokenizer->error.kind) return PY_TOKEN_ERROR;
    StrBuf message = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(&message, format, arguments);
    va_end(arguments);
    tokenizer->error = (PySyntaxError){.kind = kind,
                                       .span = span,
                                       .message = arena_copy(tokenizer->arena, strbuf_view(&message)),
                                       .in_characters = true};
    strbuf_free(&message);
    return PY_TOKEN_ERROR;
}

SourceSpan tokenizer_last_byte(const PyTokenizer *tokenizer) {
    uint32_t at = tokenizer->at > tokenizer->line_start ? tokenizer->at - 1 : tokenizer->at;
    while (at > tokenizer->line_start && (tokenizer->source->text.data[at] & 0xC0) == 0x80) at--;
    return (SourceSpan){at, at};
}

/* The text ends where a token was still to come. */
static PyTokenKind fail_at_end(PyTokenizer *tokenizer) {
    tokenizer->unexpected_end = true;
    if (tokenizer->level > 0) {
        PyOpenBracket *open = &tokenizer->brackets[tokenizer->level - 1];
        tokenizer_fail(tokenizer, "SyntaxError", (SourceSpan){open->offset, open->offset},
                       "'%c' was never closed", open->character);
    } else {
        uint32_t line_end = tokenizer->at > 0 ? tokenizer->at - 1 : 0;
        tokenizer_fail(tokenizer, "SyntaxError", (SourceSpan){line_end, line_end},
                       "unexpected EOF while parsing");
    }
    tokenizer->error.in_characters = false;
    return PY_TOKEN_ERROR;
}

/* A backslash at a line's end: moves to the next line. */
static bool read_continuation(PyTokenizer *tokenizer) {
    tokenizer->at++;
    if (tokenizer_peek(tokenizer, 0) != '\n') {
        SourceSpan span = {tokenizer->at, tokenizer->at};
        tokenizer->only_when_reached = true;
        tokenizer_fail(tokenizer, "SyntaxError", span,
                       "unexpected character after line continuation character");
        tokenizer->error.in_characters = false;
        return false;
    }
    tokenizer_advance(tokenizer);
    if (tokenizer_peek(tokenizer, 0) == TOKENIZER_END) fail_at_end(tokenizer);
    return !tokenizer->error.kind;
}

/* Moves over the spaces that come next; returns how many there were. */
static uint32_t skip_spaces(PyTokenizer *tokenizer) {
    const char *text = tokenizer->source->text.data;
    uint32_t start = tokenizer->at, at = start, end = tokenizer->end;
    while (at < end && text[at] == ' ') at++;
    tokenizer->at = at;
    return at - start;
}

/* The same, eight at a time. */
static uint32_t skip_many_spaces(PyTokenizer *tokenizer) {
    static const char eight[8] = "        ";
    const char *text = tokenizer->source->text.data;
    uint32_t start = tokenizer->at, end = tokenizer->end; /* behind a virtual line end, at is behind end */
    while (tokenizer->at < end && end - tokenizer->at >= 8 && memcmp(text + tokenizer->at, eight, 8) == 0)
        tokenizer->at += 8;
    skip_spaces(tokenizer);
    return tokenizer->at - start;
}

/* Columns of a line's first character, with tabs of 8 (`column`) and of 1 (`other`). */
typedef struct Indentation {
    int32_t column, other;
} Indentation;

static bool measure_indentation(PyTokenizer *tokenizer, Indentation *result) {
    Indentation before_continuation = {0, 0};
    int32_t spaces = (int32_t)skip_many_spaces(tokenizer);
    for (Indentation now = {spaces, spaces};; now.other++) {
        int c = tokenizer_peek(tokenizer, 0);
        if (c == ' ') {
            now.column++;
        } else if (c == '\t') {
            now.column = (now.column / 8 + 1) * 8;
        } else if (c == '\f') {
            now = (Indentation){0, -1};
        } else if (c == '\\') {
            if (!before_continuation.column) before_continuation = now;
            if (!read_continuation(tokenizer)) {
                if (tokenizer->unexpected_end) tokenizer->error.span = PY_SPAN_OF_LINE(tokenizer->at - 1);
                return false;
            }
            now.other--;
            continue;
        } else {
            *result = before_continuation.column ? before_continuation : now;
            return true;
        }
        tokenizer->at++;
    }
}

/* An error of the whole line. */
static bool fail_line(PyTokenizer *tokenizer, const char *kind, const char *message) {
    tokenizer->only_when_reached = true;
    tokenizer_fail(tokenizer, kind, PY_SPAN_OF_LINE(tokenizer->at), "%s", message);
    return false;
}

static bool fail_tabs(PyTokenizer *tokenizer) {
    return fail_line(tokenizer, "TabError", "inconsistent use of tabs and spaces in indentation");
}

/* CPython's caret stands behind the line's end here. */
static bool fail_dedent(PyTokenizer *tokenizer) {
    uint32_t line_end = tokenizer->at;
    const char *text = tokenizer->source->text.data;
    while (line_end < tokenizer->end && text[line_end] != '\n' && text[line_end] != '\r') line_end++;
    tokenizer->only_when_reached = true;
    tokenizer_fail(tokenizer, "IndentationError", (SourceSpan){line_end, line_end},
                   "unindent does not match any outer indentation level");
    return false;
}

/* Compares a line's indentation with the stack; sets `pending`. */
static bool apply_indentation(PyTokenizer *tokenizer, Indentation line) {
    int32_t *count = &tokenizer->indentation_count, *columns = tokenizer->columns;
    int32_t *others = tokenizer->other_columns;
    if (line.column > columns[*count - 1]) {
        if (*count == PY_MAX_INDENTATIONS)
            return fail_line(tokenizer, "IndentationError", "too many levels of indentation");
        if (line.other <= others[*count - 1]) return fail_tabs(tokenizer);
        columns[*count] = line.column;
        others[(*count)++] = line.other;
        tokenizer->pending++;
        return true;
    }
    for (; *count > 1 && line.column < columns[*count - 1]; --*count) tokenizer->pending--;
    if (line.column != columns[*count - 1]) return fail_dedent(tokenizer);
    return line.other == others[*count - 1] || fail_tabs(tokenizer);
}

/* Reads the white space in front of a line. False on an error. Sets *blank for a line that holds no token. */
static bool read_indentation(PyTokenizer *tokenizer, bool *blank) {
    Indentation line;
    tokenizer->at_line_start = false;
    if (!measure_indentation(tokenizer, &line)) return false;
    int c = tokenizer_peek(tokenizer, 0);
    *blank = c == '#' || c == '\n';
    return *blank || tokenizer->level > 0 || apply_indentation(tokenizer, line);
}

/* At a '#': is it `# type: T`? *content is where T starts. The blanks may be any or none. */
static bool at_type_comment(const PyTokenizer *tokenizer, uint32_t *content) {
    static const char prefix[] = "# type: ";
    if (!tokenizer->type_comments) return false;
    uint32_t ahead = 0;
    for (const char *expected = prefix; *expected; expected++) {
        int c = tokenizer_peek(tokenizer, ahead);
        if (*expected != ' ') {
            if (c != *expected) return false;
            ahead++;
            continue;
        }
        for (; c == ' ' || c == '\t'; c = tokenizer_peek(tokenizer, ahead)) ahead++;
    }
    *content = tokenizer->at + ahead;
    return true;
}

/* `# type: ignore`, alone or followed by anything but a letter or a digit. */
static bool is_type_ignore(Str content) {
    if (!str_starts_with(content, STR("ignore"))) return false;
    unsigned char next = content.length > 6 ? (unsigned char)content.data[6] : ' ';
    return next < 0x80 && !isalnum(next);
}

static void skip_to_line_end(PyTokenizer *tokenizer) {
    Str text = str_slice(tokenizer->source->text, 0, tokenizer->end);
    ptrdiff_t line_end = str_find_byte(text, '\n', tokenizer->at);
    tokenizer->at = line_end < 0 ? tokenizer->end : (uint32_t)line_end;
    if (line_end > 0 && text.data[line_end - 1] == '\r') tokenizer->at--;
}

/* Skips white space, comments and continuations inside of a line; stops at a type comment. The byte that
 * follows (see tokenizer_peek), or TOKENIZER_FAILED. */
static int skip_blanks(PyTokenizer *tokenizer) {
    for (;;) {
        skip_spaces(tokenizer);
        int c = tokenizer_peek(tokenizer, 0);
        if (c > '\\') return c;
        if (c == '\t' || c == '\f') {
            tokenizer->at++;
        } else if (c == '#') {
            if (at_type_comment(tokenizer, &(uint32_t){0})) return c;
            tokenizer->comment = tokenizer->at;
            skip_to_line_end(tokenizer);
        } else if (c == '\\') {
            if (!read_continuation(tokenizer)) return TOKENIZER_FAILED;
        } else {
            return c;
        }
    }
}

static PyTokenKind open_bracket(PyTokenizer *tokenizer, char c, uint32_t offset) {
    if (tokenizer->level == PY_MAX_BRACKETS)
        return TOKENIZER_FAIL_HERE(tokenizer, "too many nested parentheses");
    tokenizer->brackets[tokenizer->level++] = (PyOpenBracket){c, tokenizer->lineno, offset};
    return PY_TOKEN_NAME;
}

static PyTokenKind close_bracket(PyTokenizer *tokenizer, char c) {
    if (tokenizer->level == tokenizer->outer_level)
        return TOKENIZER_FAIL_HERE(tokenizer, "unmatched '%c'", c);
    PyOpenBracket open = tokenizer->brackets[--tokenizer->level];
    char fitting = open.character == '(' ? ')' : open.character == '[' ? ']' : '}';
    if (c == fitting) return PY_TOKEN_NAME;
    if (open.lineno != tokenizer->lineno)
        return TOKENIZER_FAIL_HERE(
            tokenizer, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c,
            open.character, open.lineno);
    return TOKENIZER_FAIL_HERE(tokenizer, "closing parenthesis '%c' does not match opening parenthesis '%c'",
                               c, open.character);
}

/* An operator, or a character that starts nothing. */
static PyTokenKind read_operator(PyTokenizer *tokenizer) {
    uint32_t start = tokenizer->at, length = 0;
    Str rest = str_slice(tokenizer->source->text, start, tokenizer->end);
    PyTokenKind kind = py_operator_find(rest, &length);
    unsigned char c = (unsigned char)rest.data[0];
    if (kind == PY_TOKEN_UNKNOWN) {
        tokenizer->at++;
        if (c >= ' ' && c < 0x7F) return PY_TOKEN_UNKNOWN;
        return TOKENIZER_FAIL_HERE(tokenizer, "invalid non-printable character U+%04X", (unsigned)c);
    }
    tokenizer->at += length;
    PyTokenKind bracket = PY_TOKEN_NAME;
    if (c == '(' || c == '[' || c == '{') bracket = open_bracket(tokenizer, (char)c, start);
    if (c == ')' || c == ']' || c == '}') bracket = close_bracket(tokenizer, (char)c);
    return bracket == PY_TOKEN_ERROR ? PY_TOKEN_ERROR : kind;
}

/* What a token that starts with a byte can be; where nothing is said, an operator. */
typedef enum StartClass { STARTS_OPERATOR, STARTS_WORD, STARTS_NUMBER, STARTS_STRING, STARTS_DOT } StartClass;

static const uint8_t start_classes[256] = {
    ['a' ... 'z'] = STARTS_WORD,   ['A' ... 'Z'] = STARTS_WORD,
    ['_'] = STARTS_WORD,           [0x80 ... 0xFF] = STARTS_WORD,
    ['0' ... '9'] = STARTS_NUMBER, ['"'] = STARTS_STRING,
    ['\''] = STARTS_STRING,        ['.'] = STARTS_DOT,
};

static PyTokenKind read_token(PyTokenizer *tokenizer, int c) {
    switch ((StartClass)start_classes[c]) {
    case STARTS_WORD: return tokenizer_read_word(tokenizer);
    case STARTS_NUMBER: return tokenizer_read_number(tokenizer);
    case STARTS_STRING: return tokenizer_read_string(tokenizer, tokenizer->at);
    case STARTS_DOT: {
        int next = tokenizer_peek(tokenizer, 1);
        return next >= '0' && next <= '9' ? tokenizer_read_number(tokenizer) : read_operator(tokenizer);
    }
    case STARTS_OPERATOR: break;
    }
    return read_operator(tokenizer);
}

/* Makes it a token of no width at the place that was reached. Tokens are written field by field where they
 * stay: there are many of them, and a processor that copies what it has just written in pieces has to wait.
 */
static void token_open(const PyTokenizer *tokenizer, PyToken *token, PyTokenKind kind) {
    int32_t column = (int32_t)(tokenizer->at - tokenizer->line_start);
    token->kind = (uint16_t)kind;
    token->level = (int16_t)tokenizer->level;
    token->word = 0;
    token->at.lineno = token->at.end_lineno = tokenizer->lineno;
    token->at.col_offset = token->at.end_col_offset = column;
    token->at.start = token->at.end = tokenizer->at;
}

static void token_close(const PyTokenizer *tokenizer, PyToken *token) {
    token->level = (int16_t)tokenizer->level;
    token->at.end_lineno = tokenizer->lineno;
    token->at.end_col_offset = (int32_t)(tokenizer->at - tokenizer->line_start);
    token->at.end = tokenizer->at;
}

/* In CPython 3.11 a string of several lines that starts in the first line of an f-string's expression forgets
 * the column at which that expression starts. Positions are what dis and tracebacks show, so they agree. */
static void shift_nested_string(const PyTokenizer *tokenizer, PyToken *token) {
    if (!tokenizer->outer_level || token->kind != PY_TOKEN_STRING) return;
    if (token->at.lineno == tokenizer->first_lineno && token->at.end_lineno > token->at.lineno)
        token->at.col_offset -= tokenizer->first_column;
}

static void read_newline(PyTokenizer *tokenizer, PyToken *token) {
    token_open(tokenizer, token, PY_TOKEN_NEWLINE);
    token->at.end_col_offset++;
    if (tokenizer->comment > tokenizer->line_start) {
        token->at.col_offset -= (int32_t)(token->at.start - tokenizer->comment);
        token->at.start = tokenizer->comment;
    }
    tokenizer_advance(tokenizer);
    token->at.end = tokenizer->at < tokenizer->end ? tokenizer->at : tokenizer->end;
    tokenizer->at_line_start = true;
}

/* The token's text begins behind the prefix (and behind "ignore"). A line that holds only an ignore is none.
 */
static void read_type_comment(PyTokenizer *tokenizer, PyToken *token, uint32_t content, bool blank) {
    tokenizer->at = content;
    skip_to_line_end(tokenizer);
    uint32_t end = tokenizer->at;
    bool ignores = is_type_ignore(str_slice(tokenizer->source->text, content, end));
    tokenizer->at = content + (ignores ? 6 : 0);
    token_open(tokenizer, token, ignores ? PY_TOKEN_TYPE_IGNORE : PY_TOKEN_TYPE_COMMENT);
    tokenizer->at = end;
    token_close(tokenizer, token);
    PyToken line_end;
    if (ignores && blank) read_newline(tokenizer, &line_end);
}

static void read_pending(PyTokenizer *tokenizer, PyToken *token) {
    bool indent = tokenizer->pending > 0;
    tokenizer->pending += indent ? -1 : 1;
    token_open(tokenizer, token, indent ? PY_TOKEN_INDENT : PY_TOKEN_DEDENT);
}

/* False: the text must not end here. */
static bool read_text_end(PyTokenizer *tokenizer, PyToken *token) {
    token_open(tokenizer, token, PY_TOKEN_END_MARKER);
    if (tokenizer->level == tokenizer->outer_level) return true;
    fail_at_end(tokenizer);
    return false;
}

/* False: an error. */
static bool read_next(PyTokenizer *tokenizer, PyToken *token) {
    for (;;) {
        bool blank = false;
        if (tokenizer->at_line_start && !read_indentation(tokenizer, &blank)) return false;
        if (tokenizer->pending) {
            read_pending(tokenizer, token);
            return true;
        }
        int c = skip_blanks(tokenizer);
        if (c == TOKENIZER_FAILED) return false;
        if (c == TOKENIZER_END) return read_text_end(tokenizer, token);
        uint32_t content;
        if (c == '#' && at_type_comment(tokenizer, &content)) {
            read_type_comment(tokenizer, token, content, blank);
            return true;
        }
        if (c != '\n') {
            token_open(tokenizer, token, PY_TOKEN_ERROR);
            tokenizer->word = 0;
            token->kind = (uint16_t)read_token(tokenizer, c);
            token->word = tokenizer->word;
            token_close(tokenizer, token);
            shift_nested_string(tokenizer, token);
            return true;
        }
        read_newline(tokenizer, token);
        if (!blank && tokenizer->level == 0) return true;
    }
}

void py_tokenizer_read(PyTokenizer *tokenizer, PyToken *token) {
    if (tokenizer->error.kind || !read_next(tokenizer, token)) token_open(tokenizer, token, PY_TOKEN_ERROR);
}

void py_tokenizer_drain(PyTokenizer *tokenizer) {
    PyTokenKind kind;
    do kind = py_tokenizer_next(tokenizer).kind;
    while (kind != PY_TOKEN_ERROR && kind != PY_TOKEN_END_MARKER);
}
