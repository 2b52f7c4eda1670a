/* Literals: numbers, runes and strings (spec: "Integer literals" to "String literals").
 *
 * The scanner only finds where a literal ends and whether it is well formed; its value is computed by
 * types/constant.c. A malformed one is reported once and marked bad. */
#include "base/utf8.h"
#include "go/syntax/scan_internal.h"

#include <string.h>

static int32_t scan_lower(int32_t character) {
    return character | 0x20;
}

static bool scan_is_decimal(int32_t character) {
    return character >= '0' && character <= '9';
}

static bool scan_is_hex(int32_t character) {
    return scan_is_decimal(character) || (scan_lower(character) >= 'a' && scan_lower(character) <= 'f');
}

static void scan_set_literal(GoScanner *scanner, GoLiteralKind kind, bool is_good) {
    scanner->token = GO_TOKEN_LITERAL;
    scanner->literal_kind = kind;
    scanner->spelling = go_scan_segment(scanner);
    scanner->is_bad = !is_good;
    scanner->ends_statement = true;
}

static const char *scan_base_name(int base) {
    switch (base) {
    case 2: return "binary";
    case 8: return "octal";
    case 10: return "decimal";
    default: return "hexadecimal";
    }
}

/* ---- Numbers ---------------------------------------------------------------------------------------- */

/* What is known of a number while it is read. */
typedef struct Number {
    int base;
    int32_t prefix;     /* 'x', 'o', 'b', '0' for an old octal, 0 for none */
    bool has_digits;    /* in the current part */
    bool has_separator; /* `_`, anywhere */
    int64_t invalid;    /* offset of the first digit that is too large for the base, or -1 */
    bool is_good;
} Number;

static void scan_digits(GoScanner *scanner, Number *number, int base) {
    while (scanner->character == '_' ||
           (base == 16 ? scan_is_hex(scanner->character) : scan_is_decimal(scanner->character))) {
        if (scanner->character == '_')
            number->has_separator = true;
        else
            number->has_digits = true;
        if (base < 10 && scanner->character >= '0' + base && scanner->character != '_' && number->invalid < 0)
            number->invalid = scanner->offset;
        go_scan_advance(scanner);
    }
}

static void scan_number_error(GoScanner *scanner, Number *number, uint32_t offset, const char *format,
                              const char *detail) {
    if (!number->is_good) return;
    number->is_good = false;
    StrBuf message = {0};
    strbuf_format(&message, format, detail);
    go_scan_error_at(scanner, offset, "%s", message.data);
    strbuf_free(&message);
}

static void scan_prefix(GoScanner *scanner, Number *number) {
    if (scanner->character != '0') return;
    go_scan_advance(scanner);
    switch (scan_lower(scanner->character)) {
    case 'x': number->base = 16; break;
    case 'o': number->base = 8; break;
    case 'b': number->base = 2; break;
    default:
        number->base = 8;
        number->prefix = '0';
        number->has_digits = true; /* the zero itself */
        return;
    }
    number->prefix = scan_lower(scanner->character);
    go_scan_advance(scanner);
}

/* `e` or `p` with digits. True when there is one. */
static bool scan_exponent(GoScanner *scanner, Number *number) {
    int32_t letter = scan_lower(scanner->character);
    if (letter != 'e' && letter != 'p') return false;
    char shown[] = {(char)scanner->character, 0};
    if (letter == 'e' && number->prefix != 0 && number->prefix != '0')
        scan_number_error(scanner, number, scanner->offset, "'%s' exponent requires decimal mantissa", shown);
    if (letter == 'p' && number->prefix != 'x')
        scan_number_error(scanner, number, scanner->offset, "'%s' exponent requires hexadecimal mantissa",
                          shown);
    go_scan_advance(scanner);
    if (scanner->character == '+' || scanner->character == '-') go_scan_advance(scanner);
    number->has_digits = false;
    scan_digits(scanner, number, 10);
    if (!number->has_digits)
        scan_number_error(scanner, number, scanner->offset, "exponent has no digits%s", "");
    return true;
}

/* Index of the first `_` that does not stand between two digits (a prefix counts as one), or -1. */
static ptrdiff_t scan_bad_separator(Str text) {
    bool is_hex = false, previous_is_digit = false, previous_is_separator = false;
    size_t i = 0;
    if (text.length >= 2 && text.data[0] == '0') {
        int32_t letter = scan_lower(text.data[1]);
        is_hex = letter == 'x';
        if (is_hex || letter == 'o' || letter == 'b') {
            previous_is_digit = true;
            i = 2;
        }
    }
    for (; i < text.length; i++) {
        char character = text.data[i];
        bool is_separator = character == '_';
        bool is_digit = is_hex ? scan_is_hex(character) : scan_is_decimal(character);
        if (is_separator && !previous_is_digit) return (ptrdiff_t)i;
        if (!is_separator && !is_digit && previous_is_separator) return (ptrdiff_t)i - 1;
        previous_is_digit = is_digit;
        previous_is_separator = is_separator;
    }
    return previous_is_separator ? (ptrdiff_t)text.length - 1 : -1;
}

/* What can only be said of the whole literal. */
static void scan_check_number(GoScanner *scanner, Number *number, GoLiteralKind kind) {
    uint32_t start = scanner->start - scanner->base;
    if (kind == GO_LITERAL_INT && number->invalid >= 0 && number->is_good) {
        number->is_good = false;
        go_scan_error_at(scanner, (uint32_t)number->invalid, "invalid digit '%c' in %s literal",
                         scanner->text.data[number->invalid], scan_base_name(number->base));
    }
    if (!number->has_separator || !number->is_good) return;
    ptrdiff_t bad = scan_bad_separator(scanner->spelling);
    if (bad >= 0)
        scan_number_error(scanner, number, start + (uint32_t)bad, "'_' must separate successive digits%s",
                          "");
}

void go_scan_number(GoScanner *scanner, bool after_point) {
    Number number = {.base = 10, .invalid = -1, .is_good = true};
    GoLiteralKind kind = GO_LITERAL_INT;
    if (!after_point) {
        scan_prefix(scanner, &number);
        scan_digits(scanner, &number, number.base);
        if (scanner->character == '.') {
            if (number.prefix == 'o' || number.prefix == 'b')
                scan_number_error(scanner, &number, scanner->offset, "invalid radix point in %s literal",
                                  scan_base_name(number.base));
            go_scan_advance(scanner);
            after_point = true;
        }
    }
    if (after_point) {
        kind = GO_LITERAL_FLOAT;
        scan_digits(scanner, &number, number.base);
    }
    if (!number.has_digits)
        scan_number_error(scanner, &number, scanner->offset, "%s literal has no digits",
                          scan_base_name(number.base));
    if (scan_exponent(scanner, &number))
        kind = GO_LITERAL_FLOAT;
    else if (number.prefix == 'x' && kind == GO_LITERAL_FLOAT)
        scan_number_error(scanner, &number, scanner->offset, "hexadecimal mantissa requires a 'p' exponent%s",
                          "");
    if (scanner->character == 'i') {
        kind = GO_LITERAL_IMAGINARY;
        go_scan_advance(scanner);
    }
    scan_set_literal(scanner, kind, number.is_good);
    scan_check_number(scanner, &number, kind);
    scanner->is_bad = !number.is_good;
}

/* ---- Runes and strings ------------------------------------------------------------------------------ */

static void scan_escape_digit_error(GoScanner *scanner, int base) {
    StrBuf shown = {0};
    int32_t character = scanner->character;
    if (character == '\'' || character == '\\')
        strbuf_format(&shown, "'\\%c'", (char)character);
    else if (character == '\n')
        strbuf_append_c(&shown, "'\\n'");
    else {
        strbuf_append_char(&shown, '\'');
        strbuf_append_code_point(&shown, (uint32_t)character);
        strbuf_append_char(&shown, '\'');
    }
    go_scan_error_at(scanner, scanner->offset, "invalid character %s in %s escape", shown.data,
                     scan_base_name(base));
    strbuf_free(&shown);
}

/* `count` digits of an escape; false after an error. The end of the file is the caller's to report. */
static bool scan_escape_digits(GoScanner *scanner, int count, int base, uint32_t most) {
    uint64_t value = 0;
    for (; count > 0; count--) {
        int32_t character = scanner->character;
        if (character < 0) return true;
        int digit = scan_is_decimal(character) ? character - '0'
                    : scan_is_hex(character)   ? scan_lower(character) - 'a' + 10
                                               : base;
        if (digit >= base) {
            scan_escape_digit_error(scanner, base);
            return false;
        }
        value = value * (uint64_t)base + (uint64_t)digit;
        go_scan_advance(scanner);
    }
    if (value > most && base == 8) {
        go_scan_error_at(scanner, scanner->offset, "octal escape value %d > 255", (int)value);
        return false;
    }
    if (value > most || (value >= 0xD800 && value < 0xE000 && most > 255)) {
        go_scan_error_at(scanner, scanner->offset, "escape is invalid Unicode code point U+%04X",
                         (unsigned)value);
        return false;
    }
    return true;
}

/* Behind a backslash. */
static bool scan_escape(GoScanner *scanner, int32_t quote) {
    int32_t character = scanner->character;
    if (character < 0) return true;
    if (character >= '0' && character <= '7') return scan_escape_digits(scanner, 3, 8, 255);
    if (character == quote || (character < 0x80 && character && strchr("abfnrtv\\", character))) {
        go_scan_advance(scanner);
        return true;
    }
    if (character != 'x' && character != 'u' && character != 'U') {
        go_scan_error_at(scanner, scanner->offset, "unknown escape");
        return false;
    }
    go_scan_advance(scanner);
    if (character == 'x') return scan_escape_digits(scanner, 2, 16, 255);
    return scan_escape_digits(scanner, character == 'u' ? 4 : 8, 16, 0x10FFFF);
}

static void scan_raw_string(GoScanner *scanner) {
    while (scanner->character >= 0 && scanner->character != '`') go_scan_advance(scanner);
    bool is_closed = scanner->character == '`';
    if (is_closed)
        go_scan_advance(scanner);
    else
        go_scan_error_at(scanner, scanner->start - scanner->base, "string not terminated");
    scan_set_literal(scanner, GO_LITERAL_STRING, is_closed);
}

/* The characters of a quoted literal up to and with its closing quote. Counts them. */
static bool scan_quoted_body(GoScanner *scanner, int32_t quote, size_t *count) {
    bool is_good = true, is_rune = quote == '\'';
    for (*count = 0;; ++*count) {
        if (scanner->character == quote) return is_good;
        if (scanner->character == '\\') {
            go_scan_advance(scanner);
            if (!scan_escape(scanner, quote)) is_good = false;
            continue;
        }
        if (scanner->character == '\n' || scanner->character < 0) {
            if (is_rune && !is_good) return false;
            if (scanner->character == '\n')
                go_scan_error_at(scanner, scanner->offset,
                                 is_rune ? "newline in rune literal" : "newline in string");
            else
                go_scan_error_at(scanner, scanner->start - scanner->base,
                                 is_rune ? "rune literal not terminated" : "string not terminated");
            return false;
        }
        go_scan_advance(scanner);
    }
}

void go_scan_quoted(GoScanner *scanner, int32_t quote) {
    go_scan_advance(scanner);
    if (quote == '`') {
        scan_raw_string(scanner);
        return;
    }
    size_t count;
    bool is_good = scan_quoted_body(scanner, quote, &count);
    if (scanner->character == quote) {
        if (quote == '\'' && is_good && count != 1) {
            is_good = false;
            if (count == 0)
                go_scan_error_at(scanner, scanner->offset, "empty rune literal or unescaped '");
            else
                go_scan_error_at(scanner, scanner->start - scanner->base,
                                 "more than one character in rune literal");
        }
        go_scan_advance(scanner);
    }
    scan_set_literal(scanner, quote == '"' ? GO_LITERAL_STRING : GO_LITERAL_RUNE, is_good);
}
