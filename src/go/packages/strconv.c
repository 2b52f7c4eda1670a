/* Package strconv: numbers to text and back, and quoting.
 *
 * Parsing is done here in C; the errors (*NumError) are made by Go code, since a program may look into them.
 */
#include "base/utf8.h"
#include "go/packages/format.h"
#include "go/packages/packages.h"
#include "go/runtime/string.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void give(GoRuntime *runtime, void *results, StrBuf *text) {
    *(GoString *)results = go_string_new(runtime, strbuf_view(text));
    strbuf_free(text);
}

/* ---- integers ---- */

typedef struct FormatIntegerArguments {
    uint64_t value;
    int64_t base;
    bool is_signed;
} FormatIntegerArguments;

static void strconv_format_integer(GoRuntime *runtime, const void *arguments, void *results) {
    const FormatIntegerArguments *list = arguments;
    if (list->base < 2 || list->base > 36) return;
    bool is_negative = list->is_signed && (int64_t)list->value < 0;
    uint64_t magnitude = is_negative ? 0 - list->value : list->value, base = (uint64_t)list->base;
    char digits[65];
    size_t at = sizeof digits;
    do {
        digits[--at] = "0123456789abcdefghijklmnopqrstuvwxyz"[magnitude % base];
        magnitude /= base;
    } while (magnitude);
    if (is_negative) digits[--at] = '-';
    *(GoString *)results = go_string_new(runtime, (Str){digits + at, sizeof digits - at});
}

typedef struct ParseUnsignedArguments {
    GoString text;
    int64_t base, bits;
} ParseUnsignedArguments;

typedef struct ParseUnsignedResults {
    uint64_t value;
    int64_t status;
} ParseUnsignedResults;

static int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'z') return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
    return 99;
}

/* Underscores stand between digits, or between a prefix and a digit. */
static bool underscores_are_right(Str text) {
    char before = '^';
    size_t i = 0;
    bool is_hexadecimal = false;
    if (text.length >= 2 && text.data[0] == '0' && strchr("bBoOxX", text.data[1])) {
        is_hexadecimal = text.data[1] == 'x' || text.data[1] == 'X';
        before = '0';
        i = 2;
    }
    for (; i < text.length; i++) {
        bool is_digit = digit_value(text.data[i]) < (is_hexadecimal ? 16 : 10);
        if (text.data[i] == '_' && before != '0') return false;
        if (!is_digit && text.data[i] != '_' && before == '_') return false;
        before = is_digit ? '0' : text.data[i] == '_' ? '_' : '!';
    }
    return before != '_';
}

/* Base 0: the prefix says which, and underscores are allowed. Returns the text behind the prefix. */
static Str skip_prefix(Str text, int64_t *base) {
    *base = 10;
    if (text.length == 0 || text.data[0] != '0') return text;
    char letter = text.length >= 3 ? (char)(text.data[1] | 0x20) : 0;
    *base = letter == 'b' ? 2 : letter == 'o' ? 8 : letter == 'x' ? 16 : 8;
    return str_slice(text, letter == 'b' || letter == 'o' || letter == 'x' ? 2 : 1, text.length);
}

GoParse go_parse_unsigned(Str whole, int64_t base, int64_t bits, uint64_t *result) {
    Str text = whole;
    bool allows_underscores = base == 0;
    *result = 0;
    if (!text.length) return GO_PARSE_SYNTAX;
    if (base == 0) text = skip_prefix(text, &base);
    uint64_t limit = bits == 64 ? UINT64_MAX : ((uint64_t)1 << bits) - 1, value = 0;
    bool is_too_large = false;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '_' && allows_underscores) continue;
        int digit = digit_value(text.data[i]);
        if (digit >= base) return GO_PARSE_SYNTAX;
        if (__builtin_mul_overflow(value, (uint64_t)base, &value) ||
            __builtin_add_overflow(value, (uint64_t)digit, &value) || value > limit)
            is_too_large = true;
        if (is_too_large) value = limit;
    }
    if (allows_underscores && memchr(whole.data, '_', whole.length) && !underscores_are_right(whole))
        return GO_PARSE_SYNTAX;
    *result = is_too_large ? limit : value;
    return is_too_large ? GO_PARSE_RANGE : GO_PARSE_OK;
}

static void strconv_parse_unsigned(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const ParseUnsignedArguments *list = arguments;
    ParseUnsignedResults *result = results;
    result->status = go_parse_unsigned(go_string_view(list->text), list->base, list->bits, &result->value);
}

/* ---- floats ---- */

typedef struct FormatFloatArguments {
    double value;
    uint8_t verb;
    int64_t precision, bits;
} FormatFloatArguments;

static void strconv_format_float(GoRuntime *runtime, const void *arguments, void *results) {
    const FormatFloatArguments *list = arguments;
    StrBuf text = {0};
    int precision = list->precision > 1000000 ? 1000000 : list->precision < 0 ? -1 : (int)list->precision;
    if (list->verb && strchr("eEfgGbxX", list->verb)) {
        go_append_float(&text, list->value, (char)list->verb, precision, (unsigned)list->bits);
    } else {
        strbuf_append_char(&text, '%');
        strbuf_append_char(&text, (char)list->verb);
    }
    give(runtime, results, &text);
}

typedef struct ParseFloatArguments {
    GoString text;
    int64_t bits;
} ParseFloatArguments;

typedef struct ParseFloatResults {
    double value;
    int64_t status;
} ParseFloatResults;

static bool equals_ignoring_case(Str text, const char *word) {
    return text.length == strlen(word) && strncasecmp(text.data, word, text.length) == 0;
}

/* inf, infinity, nan with or without sign (NaN has none). */
static bool parse_special(Str text, double *value) {
    bool is_signed = text.length && (text.data[0] == '+' || text.data[0] == '-');
    Str word = str_slice(text, is_signed, text.length);
    if (equals_ignoring_case(word, "inf") || equals_ignoring_case(word, "infinity")) {
        *value = text.data[0] == '-' ? -INFINITY : INFINITY;
        return true;
    }
    *value = NAN;
    return equals_ignoring_case(text, "nan");
}

/* Is it [sign] digits [. digits] [exponent], decimal or hexadecimal with its p exponent? */
static bool is_float_syntax(const char *text) {
    if (*text == '+' || *text == '-') text++;
    bool is_hexadecimal = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    if (is_hexadecimal) text += 2;
    const char *digits = is_hexadecimal ? "0123456789abcdefABCDEF" : "0123456789";
    size_t whole = strspn(text, digits), fraction = 0;
    text += whole;
    if (*text == '.') {
        fraction = strspn(text + 1, digits);
        text += 1 + fraction;
    }
    if (whole + fraction == 0) return false;
    char letter = (char)(*text | 0x20);
    if (letter != (is_hexadecimal ? 'p' : 'e')) return *text == '\0' && !is_hexadecimal;
    text++;
    if (*text == '+' || *text == '-') text++;
    size_t exponent = strspn(text, "0123456789");
    return exponent > 0 && text[exponent] == '\0';
}

GoParse go_parse_float(Str text, int64_t bits, double *value) {
    if (parse_special(text, value)) return GO_PARSE_OK;
    *value = 0;
    StrBuf copy = {0};
    strbuf_append(&copy, text);
    bool is_right = copy.length && strlen(copy.data) == copy.length && is_float_syntax(copy.data);
    if (is_right) *value = bits == 32 ? (double)strtof(copy.data, NULL) : strtod(copy.data, NULL);
    strbuf_free(&copy);
    if (!is_right) return GO_PARSE_SYNTAX;
    return isinf(*value) ? GO_PARSE_RANGE : GO_PARSE_OK;
}

static void strconv_parse_float(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const ParseFloatArguments *list = arguments;
    ParseFloatResults *result = results;
    result->status = go_parse_float(go_string_view(list->text), list->bits, &result->value);
}

/* ---- quoting ---- */

typedef struct QuoteArguments {
    GoString text;
    bool ascii_only;
} QuoteArguments;

static void strconv_quote(GoRuntime *runtime, const void *arguments, void *results) {
    const QuoteArguments *list = arguments;
    StrBuf text = {0};
    go_append_quoted(&text, go_string_view(list->text), '"', list->ascii_only);
    give(runtime, results, &text);
}

static void strconv_quote_rune(GoRuntime *runtime, const void *arguments, void *results) {
    StrBuf text = {0};
    go_append_quoted_rune(&text, *(const uint32_t *)arguments, false);
    give(runtime, results, &text);
}

typedef struct UnquoteResults {
    GoString text;
    bool is_right;
} UnquoteResults;

/* Reads `count` digits of a base behind an escape; -1 when they are not there. */
static int64_t escape_digits(Str text, size_t *at, int count, int base) {
    int64_t value = 0;
    for (int i = 0; i < count; i++, ++*at) {
        if (*at >= text.length || digit_value(text.data[*at]) >= base) return -1;
        value = value * base + digit_value(text.data[*at]);
    }
    return value;
}

/* One escape; `at` stands behind the backslash. */
static bool unescape(Str text, size_t *at, char quote, StrBuf *out) {
    static const char letters[] = "abtnvfr";
    if (*at >= text.length) return false;
    char c = text.data[(*at)++];
    const char *letter = c ? strchr(letters, c) : NULL;
    if (letter) {
        strbuf_append_char(out, (char)(7 + (letter - letters)));
    } else if (c == '\\' || c == quote) {
        strbuf_append_char(out, c);
    } else if (c == 'x' || (c >= '0' && c <= '7')) {
        if (c != 'x') --*at;
        int64_t byte = c == 'x' ? escape_digits(text, at, 2, 16) : escape_digits(text, at, 3, 8);
        if (byte < 0 || byte > 255) return false;
        strbuf_append_char(out, (char)byte);
    } else if (c == 'u' || c == 'U') {
        int64_t rune = escape_digits(text, at, c == 'u' ? 4 : 8, 16);
        if (rune < 0 || rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF)) return false;
        strbuf_append_code_point(out, (uint32_t)rune);
    } else {
        return false;
    }
    return true;
}

bool go_unquote(Str text, StrBuf *out) {
    if (text.length < 2 || text.data[0] != text.data[text.length - 1]) return false;
    char quote = text.data[0];
    Str inner = str_slice(text, 1, text.length - 1);
    if (quote == '`') {
        for (size_t i = 0; i < inner.length; i++) {
            if (inner.data[i] == '`') return false;
            if (inner.data[i] != '\r') strbuf_append_char(out, inner.data[i]);
        }
        return true;
    }
    if (quote != '"' && quote != '\'') return false;
    for (size_t at = 0; at < inner.length;) {
        char c = inner.data[at++];
        if (c == quote || c == '\n') return false;
        if (c != '\\') {
            strbuf_append_char(out, c);
        } else if (!unescape(inner, &at, quote, out)) {
            return false;
        }
    }
    return quote == '"' || utf8_count(strbuf_view(out)) == 1;
}

static void strconv_unquote(GoRuntime *runtime, const void *arguments, void *results) {
    UnquoteResults *result = results;
    StrBuf text = {0};
    result->is_right = go_unquote(go_string_view(*(const GoString *)arguments), &text);
    if (result->is_right) result->text = go_string_new(runtime, strbuf_view(&text));
    strbuf_free(&text);
}

#define STRCONV(X)                                                                                           \
    X("formatInteger", strconv_format_integer,                                                               \
      "func formatInteger(value uint64, base int, isSigned bool) string")                                    \
    X("parseUnsigned", strconv_parse_unsigned,                                                               \
      "func parseUnsigned(s string, base, bits int) (value uint64, status int)")                             \
    X("FormatFloat", strconv_format_float,                                                                   \
      "func FormatFloat(f float64, fmt byte, prec, bitSize int) string")                                     \
    X("parseFloat", strconv_parse_float, "func parseFloat(s string, bits int) (value float64, status int)")  \
    X("quote", strconv_quote, "func quote(s string, isASCII bool) string")                                   \
    X("QuoteRune", strconv_quote_rune, "func QuoteRune(r rune) string")                                      \
    X("unquote", strconv_unquote, "func unquote(s string) (text string, isRight bool)")                      \
    X("", NULL,                                                                                              \
      "const IntSize = 64\n"                                                                                 \
      "var ErrRange = errors.New(\"value out of range\")\n"                                                  \
      "var ErrSyntax = errors.New(\"invalid syntax\")\n"                                                     \
      "type NumError struct {\n"                                                                             \
      "	Func string\n"                                                                                       \
      "	Num  string\n"                                                                                       \
      "	Err  error\n"                                                                                        \
      "}\n"                                                                                                  \
      "func (e *NumError) Error() string {\n"                                                                \
      "	return \"strconv.\" + e.Func + \": parsing \" + Quote(e.Num) + \": \" + e.Err.Error()\n"             \
      "}\n"                                                                                                  \
      "func (e *NumError) Unwrap() error { return e.Err }\n"                                                 \
      "func numError(name, s string, status int) error {\n"                                                  \
      "	if status == 0 { return nil }\n"                                                                     \
      "	if status == 1 { return &NumError{name, s, ErrSyntax} }\n"                                           \
      "	return &NumError{name, s, ErrRange}\n"                                                               \
      "}\n"                                                                                                  \
      "func Itoa(i int) string { return formatInteger(uint64(i), 10, true) }\n"                              \
      "func FormatInt(i int64, base int) string { return formatInteger(uint64(i), base, true) }\n"           \
      "func FormatUint(i uint64, base int) string { return formatInteger(i, base, false) }\n"                \
      "func FormatBool(b bool) string { if b { return \"true\" }; return \"false\" }\n"                      \
      "func parseBase(name, s string, base, bitSize int) error {\n"                                          \
      "	if base != 0 && (base < 2 || base > 36) {\n"                                                         \
      "		return &NumError{name, s, errors.New(\"invalid base \" + Itoa(base))}\n"                            \
      "	}\n"                                                                                                 \
      "	if bitSize < 0 || bitSize > 64 {\n"                                                                  \
      "		return &NumError{name, s, errors.New(\"invalid bit size \" + Itoa(bitSize))}\n"                     \
      "	}\n"                                                                                                 \
      "	return nil\n"                                                                                        \
      "}\n"                                                                                                  \
      "func ParseUint(s string, base int, bitSize int) (uint64, error) {\n"                                  \
      "	if err := parseBase(\"ParseUint\", s, base, bitSize); err != nil && s != \"\" { return 0, err }\n"   \
      "	if bitSize == 0 { bitSize = 64 }\n"                                                                  \
      "	value, status := parseUnsigned(s, base, bitSize)\n"                                                  \
      "	return value, numError(\"ParseUint\", s, status)\n"                                                  \
      "}\n"                                                                                                  \
      "func parseSigned(name, s string, base int, bitSize int) (int64, error) {\n"                           \
      "	if err := parseBase(name, s, base, bitSize); err != nil && s != \"\" { return 0, err }\n"            \
      "	if bitSize == 0 { bitSize = 64 }\n"                                                                  \
      "	digits, negative := s, false\n"                                                                      \
      "	if s != \"\" && (s[0] == '+' || s[0] == '-') { digits, negative = s[1:], s[0] == '-' }\n"            \
      "	value, status := parseUnsigned(digits, base, bitSize)\n"                                             \
      "	if status == 1 { return 0, numError(name, s, 1) }\n"                                                 \
      "	limit := uint64(1) << uint(bitSize-1)\n"                                                             \
      "	if !negative && value >= limit { return int64(limit - 1), numError(name, s, 2) }\n"                  \
      "	if negative && value > limit { return -int64(limit), numError(name, s, 2) }\n"                       \
      "	if negative { return -int64(value), nil }\n"                                                         \
      "	return int64(value), nil\n"                                                                          \
      "}\n"                                                                                                  \
      "func ParseInt(s string, base int, bitSize int) (int64, error) {\n"                                    \
      "	return parseSigned(\"ParseInt\", s, base, bitSize)\n"                                                \
      "}\n"                                                                                                  \
      "func Atoi(s string) (int, error) {\n"                                                                 \
      "	value, err := parseSigned(\"Atoi\", s, 10, 64)\n"                                                    \
      "	return int(value), err\n"                                                                            \
      "}\n"                                                                                                  \
      "func ParseFloat(s string, bitSize int) (float64, error) {\n"                                          \
      "	value, status := parseFloat(s, bitSize)\n"                                                           \
      "	return value, numError(\"ParseFloat\", s, status)\n"                                                 \
      "}\n"                                                                                                  \
      "func ParseBool(s string) (bool, error) {\n"                                                           \
      "	switch s {\n"                                                                                        \
      "	case \"1\", \"t\", \"T\", \"true\", \"TRUE\", \"True\": return true, nil\n"                          \
      "	case \"0\", \"f\", \"F\", \"false\", \"FALSE\", \"False\": return false, nil\n"                      \
      "	}\n"                                                                                                 \
      "	return false, numError(\"ParseBool\", s, 1)\n"                                                       \
      "}\n"                                                                                                  \
      "func Quote(s string) string { return quote(s, false) }\n"                                             \
      "func QuoteToASCII(s string) string { return quote(s, true) }\n"                                       \
      "func Unquote(s string) (string, error) {\n"                                                           \
      "	text, isRight := unquote(s)\n"                                                                       \
      "	if !isRight { return \"\", ErrSyntax }\n"                                                            \
      "	return text, nil\n"                                                                                  \
      "}\n"                                                                                                  \
      "func AppendInt(dst []byte, i int64, base int) []byte { return append(dst, FormatInt(i, base)...) }\n" \
      "func AppendQuote(dst []byte, s string) []byte { return append(dst, Quote(s)...) }\n")

GO_NATIVE_PACKAGE(go_package_strconv, "strconv", "package strconv; import \"errors\"", STRCONV)
