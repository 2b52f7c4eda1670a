/* The scanner's machinery: characters, white space, names and operators. Literals are in scan_literal.c. */
#include "go/syntax/scanner.h"

#include "base/utf8.h"
#include "go/syntax/scan_internal.h"

/* ---- Characters ------------------------------------------------------------------------------------- */

void go_scan_error_at(GoScanner *scanner, uint32_t offset, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    StrBuf message = {0};
    strbuf_format_list(&message, format, arguments);
    va_end(arguments);
    go_error_add_text(scanner->errors, scanner->base + offset, strbuf_view(&message));
    strbuf_free(&message);
}

/* Decodes the character at `next` into `character`; false when it was reported and must be skipped. */
static bool scan_decode(GoScanner *scanner) {
    scanner->offset = scanner->next;
    if (scanner->next >= scanner->text.length) {
        scanner->character = -1;
        return true;
    }
    unsigned char byte = (unsigned char)scanner->text.data[scanner->next];
    if (byte - 1u < 0x7F) {
        scanner->character = byte;
        scanner->next++;
        return true;
    }
    if (byte == 0) {
        scanner->next++;
        go_scan_error_at(scanner, scanner->offset, "invalid NUL character");
        return false;
    }
    size_t at = scanner->next;
    uint32_t code_point = utf8_decode(scanner->text, &at);
    scanner->next = (uint32_t)at;
    if (code_point == UTF8_INVALID) {
        go_scan_error_at(scanner, scanner->offset, "invalid UTF-8 encoding");
        return false;
    }
    if (code_point == 0xFEFF) { /* a byte order mark: allowed as the very first character only */
        if (scanner->offset > 0)
            go_scan_error_at(scanner, scanner->offset, "invalid BOM in the middle of the file");
        return false;
    }
    scanner->character = (int32_t)code_point;
    return true;
}

void go_scan_advance(GoScanner *scanner) {
    while (!scan_decode(scanner)) {
    }
}

void go_scanner_init(GoScanner *scanner, Str text, GoPos base, GoErrorList *errors) {
    *scanner = (GoScanner){.text = text, .base = base, .errors = errors};
    go_scan_advance(scanner);
}

void go_scanner_stop(GoScanner *scanner) {
    scanner->next = scanner->offset = (uint32_t)scanner->text.length;
    scanner->character = -1;
    scanner->ends_statement = false;
    scanner->token = GO_TOKEN_EOF;
    scanner->start = scanner->end = scanner->base + scanner->offset;
}

void go_scan_append_character(StrBuf *out, int32_t character) {
    strbuf_format(out, "U+%04X", (unsigned)character);
    if (!utf8_is_printable((uint32_t)character)) return;
    strbuf_append_c(out, " '");
    strbuf_append_code_point(out, (uint32_t)character);
    strbuf_append_char(out, '\'');
}

/* Reports the current character in the form of `U+0040 '@'`. */
static void scan_complain(GoScanner *scanner, const char *before, const char *after) {
    StrBuf shown = {0};
    go_scan_append_character(&shown, scanner->character);
    go_scan_error_at(scanner, scanner->offset, "%s%s%s", before, shown.data, after);
    strbuf_free(&shown);
}

/* ---- Names ------------------------------------------------------------------------------------------ */

static bool scan_is_ascii_letter(int32_t character) {
    int32_t lower = character | 0x20;
    return (lower >= 'a' && lower <= 'z') || character == '_';
}

/* True when the character belongs to a name. Beyond ASCII everything is taken for a part of one, and
 * reported when it is not a letter or a digit, since a name with one wrong character is one mistake. */
static bool scan_at_name_character(GoScanner *scanner, bool is_first) {
    int32_t character = scanner->character;
    if (scan_is_ascii_letter(character)) return true;
    if (character >= 0x80 && utf8_is_letter((uint32_t)character)) return true;
    if ((character >= '0' && character <= '9') || (character >= 0x80 && utf8_is_digit((uint32_t)character))) {
        if (is_first) scan_complain(scanner, "identifier cannot begin with digit ", "");
        return true;
    }
    if (character < 0x80) return false;
    scan_complain(scanner, "invalid character ", " in identifier");
    return true;
}

static void scan_name(GoScanner *scanner) {
    while (scan_at_name_character(scanner, false)) go_scan_advance(scanner);
    scanner->spelling = go_scan_segment(scanner);
    scanner->token = go_token_keyword(scanner->spelling);
    scanner->ends_statement = scanner->token == GO_TOKEN_NAME || scanner->token == GO_TOKEN_BREAK ||
                              scanner->token == GO_TOKEN_CONTINUE || scanner->token == GO_TOKEN_FALLTHROUGH ||
                              scanner->token == GO_TOKEN_RETURN;
}

/* ---- Comments --------------------------------------------------------------------------------------- */

static void scan_skip_line(GoScanner *scanner) {
    while (scanner->character >= 0 && scanner->character != '\n') go_scan_advance(scanner);
}

/* Skips to behind the closing characters; says whether there was a line break on the way. False (reported):
 * there are none. */
static bool scan_skip_comment(GoScanner *scanner, bool *has_line_break) {
    *has_line_break = false;
    while (scanner->character >= 0) {
        int32_t previous = scanner->character;
        if (previous == '\n') *has_line_break = true;
        go_scan_advance(scanner);
        if (previous == '*' && scanner->character == '/') {
            go_scan_advance(scanner);
            return true;
        }
    }
    go_scan_error_at(scanner, scanner->start - scanner->base, "comment not terminated");
    return false;
}

/* ---- Operators -------------------------------------------------------------------------------------- */

static bool scan_accept(GoScanner *scanner, int32_t character) {
    if (scanner->character != character) return false;
    go_scan_advance(scanner);
    return true;
}

static void scan_set_operator(GoScanner *scanner, GoToken operator) {
    scanner->token = scanner->operator= operator;
    scanner->precedence = go_token_precedence(operator);
}

/* An operator that may be followed by `=`. */
static void scan_set_arithmetic(GoScanner *scanner, GoToken operator) {
    scan_set_operator(scanner, operator);
    if (!scan_accept(scanner, '=')) return;
    scanner->token = GO_TOKEN_ASSIGN_OPERATOR;
    scanner->precedence = 0;
}

static void scan_plus_minus(GoScanner *scanner, int32_t character, GoToken operator) {
    if (!scan_accept(scanner, character)) {
        scan_set_arithmetic(scanner, operator);
        return;
    }
    scanner->token = GO_TOKEN_INCREMENT;
    scanner->operator= operator;
    scanner->ends_statement = true;
}

static void scan_angle(GoScanner *scanner, int32_t character) {
    bool is_less = character == '<';
    if (scan_accept(scanner, '='))
        scan_set_operator(scanner, is_less ? GO_TOKEN_LESS_EQUAL : GO_TOKEN_GREATER_EQUAL);
    else if (scan_accept(scanner, character))
        scan_set_arithmetic(scanner, is_less ? GO_TOKEN_SHIFT_LEFT : GO_TOKEN_SHIFT_RIGHT);
    else if (is_less && scan_accept(scanner, '-'))
        scan_set_operator(scanner, GO_TOKEN_ARROW);
    else
        scan_set_operator(scanner, is_less ? GO_TOKEN_LESS : GO_TOKEN_GREATER);
}

static void scan_dot(GoScanner *scanner) {
    if (scanner->character >= '0' && scanner->character <= '9') {
        go_scan_number(scanner, true);
        return;
    }
    scanner->token = GO_TOKEN_DOT;
    Str rest = str_slice(scanner->text, scanner->offset, scanner->offset + 2);
    if (!str_equal_c(rest, "..")) return;
    go_scan_advance(scanner);
    go_scan_advance(scanner);
    scanner->token = GO_TOKEN_DOTS;
}

static void scan_closing(GoScanner *scanner, GoToken token) {
    scanner->token = token;
    scanner->ends_statement = true;
}

/* The token that begins with `character`, which has been read. False: it is none (reported). */
static bool scan_operator(GoScanner *scanner, int32_t character) {
    switch (character) {
    case '(': scanner->token = GO_TOKEN_LEFT_PAREN; break;
    case '[': scanner->token = GO_TOKEN_LEFT_BRACKET; break;
    case '{': scanner->token = GO_TOKEN_LEFT_BRACE; break;
    case ',': scanner->token = GO_TOKEN_COMMA; break;
    case ')': scan_closing(scanner, GO_TOKEN_RIGHT_PAREN); break;
    case ']': scan_closing(scanner, GO_TOKEN_RIGHT_BRACKET); break;
    case '}': scan_closing(scanner, GO_TOKEN_RIGHT_BRACE); break;
    case ':': scanner->token = scan_accept(scanner, '=') ? GO_TOKEN_DEFINE : GO_TOKEN_COLON; break;
    case '.': scan_dot(scanner); break;
    case '+': scan_plus_minus(scanner, '+', GO_TOKEN_ADD); break;
    case '-': scan_plus_minus(scanner, '-', GO_TOKEN_SUBTRACT); break;
    case '*': scan_set_arithmetic(scanner, GO_TOKEN_MULTIPLY); break;
    case '/': scan_set_arithmetic(scanner, GO_TOKEN_DIVIDE); break;
    case '%': scan_set_arithmetic(scanner, GO_TOKEN_REMAINDER); break;
    case '^': scan_set_arithmetic(scanner, GO_TOKEN_XOR); break;
    case '~': scan_set_operator(scanner, GO_TOKEN_TILDE); break;
    case '&':
        if (scan_accept(scanner, '&'))
            scan_set_operator(scanner, GO_TOKEN_AND_AND);
        else
            scan_set_arithmetic(scanner, scan_accept(scanner, '^') ? GO_TOKEN_AND_NOT : GO_TOKEN_AND);
        break;
    case '|':
        if (scan_accept(scanner, '|'))
            scan_set_operator(scanner, GO_TOKEN_OR_OR);
        else
            scan_set_arithmetic(scanner, GO_TOKEN_OR);
        break;
    case '<':
    case '>': scan_angle(scanner, character); break;
    case '=':
        if (scan_accept(scanner, '='))
            scan_set_operator(scanner, GO_TOKEN_EQUAL);
        else
            scanner->token = GO_TOKEN_ASSIGN;
        break;
    case '!':
        scan_set_operator(scanner, scan_accept(scanner, '=') ? GO_TOKEN_NOT_EQUAL : GO_TOKEN_NOT);
        break;
    default: return false;
    }
    return true;
}

/* ---- Tokens ----------------------------------------------------------------------------------------- */

Str go_scan_segment(const GoScanner *scanner) {
    return str_slice(scanner->text, scanner->start - scanner->base, scanner->offset);
}

static void scan_semicolon(GoScanner *scanner, const char *spelling) {
    scanner->token = GO_TOKEN_SEMICOLON;
    scanner->spelling = str_from(spelling);
}

static void scan_tell_directive(GoScanner *scanner) {
    Str comment = go_scan_segment(scanner);
    bool is_directive = str_starts_with(comment, STR("//go:")) || str_starts_with(comment, STR("//line ")) ||
                        str_starts_with(comment, STR("/*line "));
    if (scanner->on_directive && is_directive)
        scanner->on_directive(scanner->user, scanner->start - scanner->base, comment);
}

/* A `/` has been read: skips a comment. True: it was one; the token is set if it stands for a line break. */
static bool scan_comment(GoScanner *scanner, bool ends_statement, bool *is_token) {
    *is_token = false;
    if (scanner->character == '/') {
        scan_skip_line(scanner);
        scan_tell_directive(scanner);
        return true;
    }
    if (!scan_accept(scanner, '*')) return false;
    bool has_line_break;
    if (!scan_skip_comment(scanner, &has_line_break)) return true;
    scan_tell_directive(scanner);
    if (has_line_break && ends_statement) {
        scan_semicolon(scanner, "newline");
        *is_token = true;
    }
    return true;
}

/* Reads one token; false: there was only a comment or a bad character. */
static bool scan_token(GoScanner *scanner, bool ends_statement) {
    int32_t character = scanner->character;
    while (character == ' ' || character == '\t' || character == '\r' ||
           (character == '\n' && !ends_statement)) {
        go_scan_advance(scanner);
        character = scanner->character;
    }
    scanner->start = scanner->base + scanner->offset;
    if (scan_is_ascii_letter(character) || (character >= 0x80 && scan_at_name_character(scanner, true))) {
        go_scan_advance(scanner);
        scan_name(scanner);
        return true;
    }
    if (character < 0) {
        if (ends_statement)
            scan_semicolon(scanner, "EOF");
        else
            scanner->token = GO_TOKEN_EOF;
        return true;
    }
    if (character >= '0' && character <= '9') {
        go_scan_number(scanner, false);
        return true;
    }
    if (character == '"' || character == '`' || character == '\'') {
        go_scan_quoted(scanner, character);
        return true;
    }
    uint32_t offset = scanner->offset;
    go_scan_advance(scanner);
    if (character == '\n' || character == ';') {
        scan_semicolon(scanner, character == ';' ? "semicolon" : "newline");
        return true;
    }
    bool is_token;
    if (character == '/' && scan_comment(scanner, ends_statement, &is_token)) return is_token;
    if (scan_operator(scanner, character)) return true;
    StrBuf shown = {0};
    go_scan_append_character(&shown, character);
    go_scan_error_at(scanner, offset, "invalid character %s", shown.data);
    strbuf_free(&shown);
    return false;
}

void go_scanner_next(GoScanner *scanner) {
    bool ends_statement = scanner->ends_statement;
    scanner->ends_statement = false;
    scanner->precedence = 0;
    while (!scan_token(scanner, ends_statement)) {
    }
    scanner->end = scanner->base + scanner->offset;
}

/* ---- Passing over blocks ---------------------------------------------------------------------------- */

/* Offset behind the quoted text that begins at `at`. */
static size_t block_skip_quoted(Str text, size_t at) {
    char quote = text.data[at++];
    while (at < text.length && text.data[at] != quote) {
        if (quote != '`' && text.data[at] == '\n') return at; /* cut: the parser would complain */
        at += quote != '`' && text.data[at] == '\\' ? 2 : 1;
    }
    return at + 1;
}

/* Offset behind the comment that begins at `at`, or behind the slash when it is none. */
static size_t block_skip_slash(Str text, size_t at) {
    if (at + 1 >= text.length) return at + 1;
    if (text.data[at + 1] == '/') {
        ptrdiff_t end = str_find_byte(text, '\n', at);
        return end < 0 ? text.length : (size_t)end;
    }
    if (text.data[at + 1] != '*') return at + 1;
    for (ptrdiff_t end = (ptrdiff_t)at + 2; (end = str_find_byte(text, '*', (size_t)end)) >= 0; end++) {
        if ((size_t)end + 1 < text.length && text.data[end + 1] == '/') return (size_t)end + 2;
    }
    return text.length;
}

/* Offset of the brace that closes a block whose inside begins at `at`; the text's length when none does. */
static size_t block_find_end(Str text, size_t at) {
    size_t depth = 1;
    while (at < text.length) {
        switch (text.data[at]) {
        case '{':
            depth++;
            at++;
            break;
        case '}':
            if (--depth == 0) return at;
            at++;
            break;
        case '"':
        case '`':
        case '\'': at = block_skip_quoted(text, at); break;
        case '/': at = block_skip_slash(text, at); break;
        default: at++;
        }
    }
    return text.length;
}

bool go_scanner_skip_block(GoScanner *scanner) {
    size_t end = block_find_end(scanner->text, scanner->offset);
    if (end >= scanner->text.length) return false;
    scanner->next = (uint32_t)end;
    go_scan_advance(scanner);
    scanner->ends_statement = false;
    go_scanner_next(scanner);
    return true;
}
