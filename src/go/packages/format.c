/* Formatting of single values, see format.h. */
#include "go/packages/format.h"

#include "base/utf8.h"

#include <string.h>

enum { RUNE_MAX = 0x10FFFF, REPLACEMENT = 0xFFFD, INTEGER_DIGITS = 64 };

static const char lower_digits[] = "0123456789abcdef", upper_digits[] = "0123456789ABCDEF";

/* ---- padding ---- */

void go_format_padding(StrBuf *out, const GoFormat *format, int64_t count) {
    if (count > 0) strbuf_append_repeated(out, format->zero ? '0' : ' ', (size_t)count);
}

/* Code points, a wrong byte counting as one. */
static int64_t count_runes(Str text) {
    int64_t count = 0;
    for (size_t i = 0; i < text.length; count++) utf8_decode(text, &i);
    return count;
}

void go_format_pad(StrBuf *out, const GoFormat *format, Str text) {
    int64_t padding = format->has_width ? format->width - count_runes(text) : 0;
    if (!format->minus) go_format_padding(out, format, padding);
    strbuf_append(out, text);
    if (format->minus) go_format_padding(out, format, padding);
}

/* The same with spaces, whatever the format says. */
static void pad_with_spaces(StrBuf *out, const GoFormat *format, Str text) {
    GoFormat spaces = *format;
    spaces.zero = false;
    go_format_pad(out, &spaces, text);
}

void go_format_bool(StrBuf *out, const GoFormat *format, bool value) {
    go_format_pad(out, format, value ? STR("true") : STR("false"));
}

/* ---- integers ---- */

/* The digits of `value`, least significant first; returns how many. */
static int reversed_digits(char *digits, uint64_t value, unsigned base, const char *alphabet) {
    int count = 0;
    do {
        digits[count++] = alphabet[value % base];
        value /= base;
    } while (value);
    return count;
}

/* How many digits to write at least: %.3d and %03d both ask for leading zeros. */
static int least_digits(const GoFormat *format, bool has_sign) {
    if (format->has_precision) return format->precision;
    if (format->zero && format->has_width) return format->width - has_sign;
    return 0;
}

static const char *integer_prefix(const GoFormat *format, unsigned base, uint32_t verb, bool starts_with_0) {
    if (verb == 'O') return format->sharp && !starts_with_0 ? "0o0" : "0o";
    if (!format->sharp) return "";
    if (base == 2) return "0b";
    if (base == 8) return starts_with_0 ? "" : "0";
    if (base == 16) return verb == 'X' ? "0X" : "0x";
    return "";
}

void go_format_integer(StrBuf *out, const GoFormat *format, uint64_t bits, unsigned base, bool is_signed,
                       uint32_t verb) {
    bool is_negative = is_signed && (int64_t)bits < 0;
    uint64_t magnitude = is_negative ? 0 - bits : bits;
    if (format->has_precision && format->precision == 0 && bits == 0) {
        strbuf_append_repeated(out, ' ', format->has_width ? (size_t)format->width : 0);
        return;
    }
    char digits[INTEGER_DIGITS];
    int count = reversed_digits(digits, magnitude, base, verb == 'X' ? upper_digits : lower_digits);
    int least = least_digits(format, is_negative || format->plus || format->space);
    StrBuf text = {0};
    if (is_negative || format->plus || format->space)
        strbuf_append_char(&text, is_negative ? '-' : format->plus ? '+' : ' ');
    bool starts_with_0 = least > count || digits[count - 1] == '0';
    strbuf_append_c(&text, integer_prefix(format, base, verb, starts_with_0));
    if (least > count) strbuf_append_repeated(&text, '0', (size_t)(least - count));
    while (count > 0) strbuf_append_char(&text, digits[--count]);
    pad_with_spaces(out, format, strbuf_view(&text));
    strbuf_free(&text);
}

void go_format_unicode(StrBuf *out, const GoFormat *format, uint64_t rune) {
    char digits[INTEGER_DIGITS];
    int count = reversed_digits(digits, rune, 16, upper_digits);
    int least = format->has_precision && format->precision > 4 ? format->precision : 4;
    StrBuf text = {0};
    strbuf_append_c(&text, "U+");
    if (least > count) strbuf_append_repeated(&text, '0', (size_t)(least - count));
    while (count > 0) strbuf_append_char(&text, digits[--count]);
    if (format->sharp && rune <= RUNE_MAX && utf8_is_printable((uint32_t)rune)) {
        strbuf_append_c(&text, " '");
        strbuf_append_code_point(&text, (uint32_t)rune);
        strbuf_append_char(&text, '\'');
    }
    pad_with_spaces(out, format, strbuf_view(&text));
    strbuf_free(&text);
}

/* ---- texts ---- */

/* As much of the text as the precision allows, in code points. */
static Str truncate_text(const GoFormat *format, Str text) {
    if (!format->has_precision) return text;
    size_t offset = 0;
    for (int left = format->precision; left > 0 && offset < text.length; left--) utf8_decode(text, &offset);
    return str_slice(text, 0, offset);
}

void go_format_text(StrBuf *out, const GoFormat *format, Str text) {
    go_format_pad(out, format, truncate_text(format, text));
}

static void append_hex_bytes(StrBuf *out, const GoFormat *format, Str bytes, bool is_upper) {
    const char *digits = is_upper ? upper_digits : lower_digits;
    for (size_t i = 0; i < bytes.length; i++) {
        if (i && format->space) strbuf_append_char(out, ' ');
        if (format->sharp && (i == 0 || format->space)) strbuf_append_c(out, is_upper ? "0X" : "0x");
        strbuf_append_char(out, digits[(unsigned char)bytes.data[i] >> 4]);
        strbuf_append_char(out, digits[(unsigned char)bytes.data[i] & 15]);
    }
}

void go_format_hex(StrBuf *out, const GoFormat *format, Str bytes, bool is_upper) {
    if (format->has_precision) bytes = str_slice(bytes, 0, (size_t)format->precision);
    StrBuf text = {0};
    append_hex_bytes(&text, format, bytes, is_upper);
    go_format_pad(out, format, strbuf_view(&text));
    strbuf_free(&text);
}

bool go_can_backquote(Str text) {
    for (size_t i = 0; i < text.length;) {
        uint32_t rune = utf8_decode(text, &i);
        if (rune == UTF8_INVALID || rune == 0xFEFF || rune == '`' || rune == 0x7F) return false;
        if (rune < ' ' && rune != '\t') return false;
    }
    return true;
}

/* The letter behind the backslash of a short escape, or 0. */
static char short_escape(uint32_t rune) {
    static const char letters[] = "abtnvfr"; /* of the codes 7 to 13 */
    return rune >= 7 && rune <= 13 ? letters[rune - 7] : 0;
}

static void append_escaped(StrBuf *out, uint32_t rune, char quote, bool ascii_only) {
    if (rune == (unsigned char)quote || rune == '\\') {
        strbuf_append_char(out, '\\');
        strbuf_append_char(out, (char)rune);
    } else if (utf8_is_printable(rune) && (rune < 0x80 || !ascii_only)) {
        strbuf_append_code_point(out, rune);
    } else if (short_escape(rune)) {
        strbuf_append_char(out, '\\');
        strbuf_append_char(out, short_escape(rune));
    } else if (rune < ' ' || rune == 0x7F) {
        strbuf_format(out, "\\x%02x", rune);
    } else {
        strbuf_format(out, rune < 0x10000 ? "\\u%04x" : "\\U%08x", rune);
    }
}

void go_append_quoted(StrBuf *out, Str text, char quote, bool ascii_only) {
    strbuf_append_char(out, quote);
    for (size_t i = 0; i < text.length;) {
        unsigned char byte = (unsigned char)text.data[i];
        uint32_t rune = utf8_decode(text, &i);
        if (rune == UTF8_INVALID) {
            strbuf_format(out, "\\x%02x", byte);
        } else {
            append_escaped(out, rune, quote, ascii_only);
        }
    }
    strbuf_append_char(out, quote);
}

void go_append_quoted_rune(StrBuf *out, uint32_t rune, bool ascii_only) {
    if (rune > RUNE_MAX || (rune >= 0xD800 && rune <= 0xDFFF)) rune = REPLACEMENT;
    strbuf_append_char(out, '\'');
    append_escaped(out, rune, '\'', ascii_only);
    strbuf_append_char(out, '\'');
}

void go_format_quoted(StrBuf *out, const GoFormat *format, Str text) {
    StrBuf quoted = {0};
    text = truncate_text(format, text);
    if (format->sharp && go_can_backquote(text)) {
        strbuf_format(&quoted, "`%.*s`", STR_ARGS(text));
    } else {
        go_append_quoted(&quoted, text, '"', format->plus);
    }
    go_format_pad(out, format, strbuf_view(&quoted));
    strbuf_free(&quoted);
}

void go_format_rune(StrBuf *out, const GoFormat *format, uint64_t rune) {
    char bytes[4];
    bool is_valid = rune <= RUNE_MAX && !(rune >= 0xD800 && rune <= 0xDFFF);
    size_t length = utf8_encode(is_valid ? (uint32_t)rune : REPLACEMENT, bytes);
    go_format_pad(out, format, (Str){bytes, length});
}

void go_format_quoted_rune(StrBuf *out, const GoFormat *format, uint64_t rune) {
    StrBuf quoted = {0};
    go_append_quoted_rune(&quoted, rune > RUNE_MAX ? REPLACEMENT : (uint32_t)rune, format->plus);
    go_format_pad(out, format, strbuf_view(&quoted));
    strbuf_free(&quoted);
}
