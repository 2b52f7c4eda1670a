/* Literals as Python writes them, see repr.h. */
#include "python/syntax/repr.h"

#include "base/memory_error.h"
#include "base/number.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static char choose_quote(Str text) {
    bool single = text.length && memchr(text.data, '\'', text.length);
    bool both = single && memchr(text.data, '"', text.length);
    return single && !both ? '"' : '\'';
}

/* The escapes that strings and bytes share; false if `c` is none of them. */
static bool append_escape(StrBuf *out, uint32_t c, char quote) {
    if (c == (unsigned char)quote || c == '\\') {
        strbuf_append_char(out, '\\');
        strbuf_append_char(out, (char)c);
    } else if (c == '\n') {
        strbuf_append_c(out, "\\n");
    } else if (c == '\r') {
        strbuf_append_c(out, "\\r");
    } else if (c == '\t') {
        strbuf_append_c(out, "\\t");
    } else {
        return false;
    }
    return true;
}

/* utf8_decode, but a surrogate of three bytes counts as a code point. */
static uint32_t decode_with_surrogates(Str text, size_t *offset) {
    const unsigned char *bytes = (const unsigned char *)text.data + *offset;
    if (bytes[0] == 0xED && *offset + 2 < text.length && bytes[1] >= 0xA0) {
        *offset += 3;
        return 0xD000u | (uint32_t)(bytes[1] & 0x3F) << 6 | (uint32_t)(bytes[2] & 0x3F);
    }
    return utf8_decode(text, offset);
}

void py_repr_text(StrBuf *out, Str text) {
    char quote = choose_quote(text);
    strbuf_append_char(out, quote);
    for (size_t at = 0; at < text.length;) {
        uint32_t c = decode_with_surrogates(text, &at);
        if (append_escape(out, c, quote)) continue;
        bool surrogate = c >= 0xD800 && c < 0xE000;
        if (c == ' ' || (!surrogate && utf8_is_printable(c)))
            strbuf_append_code_point(out, c);
        else
            strbuf_format(out, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    }
    strbuf_append_char(out, quote);
}

void py_repr_bytes(StrBuf *out, Str bytes) {
    char quote = choose_quote(bytes);
    strbuf_append_char(out, 'b');
    strbuf_append_char(out, quote);
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char c = (unsigned char)bytes.data[i];
        if (append_escape(out, c, quote)) continue;
        if (c >= ' ' && c < 0x7F)
            strbuf_append_char(out, (char)c);
        else
            strbuf_format(out, "\\x%02x", c);
    }
    strbuf_append_char(out, quote);
}

/* Digits with the point where it belongs; `fraction`: show .0 for whole numbers. */
static void append_plain(StrBuf *out, const NumberDigits *digits, bool fraction) {
    int point = digits->point, count = digits->count;
    if (point <= 0) {
        strbuf_append_c(out, "0.");
        strbuf_append_repeated(out, '0', (size_t)-point);
        strbuf_append_c(out, digits->digits);
        return;
    }
    int whole = count < point ? count : point;
    strbuf_append_bytes(out, digits->digits, (size_t)whole);
    strbuf_append_repeated(out, '0', (size_t)(point - whole));
    if (count > point) {
        strbuf_append_char(out, '.');
        strbuf_append_c(out, digits->digits + point);
    } else if (fraction) {
        strbuf_append_c(out, ".0");
    }
}

static void append_float(StrBuf *out, double value, bool fraction) {
    if (isnan(value) || isinf(value)) {
        strbuf_append_c(out, isnan(value) ? "nan" : value < 0 ? "-inf" : "inf");
        return;
    }
    if (signbit(value)) strbuf_append_char(out, '-');
    if (value == 0) {
        strbuf_append_c(out, fraction ? "0.0" : "0");
        return;
    }
    NumberDigits digits = number_shortest(value);
    if (digits.point > -4 && digits.point <= 16) {
        append_plain(out, &digits, fraction);
        return;
    }
    strbuf_append_char(out, digits.digits[0]);
    if (digits.count > 1) strbuf_format(out, ".%s", digits.digits + 1);
    strbuf_format(out, "e%+03d", digits.point - 1);
}

void py_repr_float(StrBuf *out, double value) {
    append_float(out, value, true);
}

/* Long division by hand: base 2, 8 or 16 digits to decimal, nine decimal digits at a time. */
static void append_big_integer(StrBuf *out, Str digits, unsigned base) {
    size_t capacity = digits.length / 7 + 2, count = 0;
    uint32_t *groups = base_alloc_zeroed(capacity * sizeof *groups);
    for (size_t i = 0; i < digits.length; i++) {
        char c = digits.data[i];
        uint64_t carry = (uint64_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        for (size_t j = 0; j < count; j++) {
            carry += (uint64_t)groups[j] * base;
            groups[j] = (uint32_t)(carry % 1000000000);
            carry /= 1000000000;
        }
        if (carry) groups[count++] = (uint32_t)carry;
    }
    strbuf_format(out, "%" PRIu32, count ? groups[count - 1] : 0);
    for (size_t j = count; j-- > 1;) strbuf_format(out, "%09" PRIu32, groups[j - 1]);
    free(groups);
}

static void append_integer(StrBuf *out, const PyConstant *constant) {
    if (constant->integer.fits)
        strbuf_format(out, "%" PRId64, constant->integer.value);
    else
        append_big_integer(out, constant->integer.digits, constant->integer.base);
}

void py_repr_constant(StrBuf *out, const PyConstant *constant) {
    switch (constant->kind) {
    case PY_CONSTANT_NONE: strbuf_append_c(out, "None"); break;
    case PY_CONSTANT_TRUE: strbuf_append_c(out, "True"); break;
    case PY_CONSTANT_FALSE: strbuf_append_c(out, "False"); break;
    case PY_CONSTANT_ELLIPSIS: strbuf_append_c(out, "Ellipsis"); break;
    case PY_CONSTANT_INT: append_integer(out, constant); break;
    case PY_CONSTANT_FLOAT: py_repr_float(out, constant->number); break;
    case PY_CONSTANT_IMAGINARY:
        append_float(out, constant->number, false);
        strbuf_append_char(out, 'j');
        break;
    case PY_CONSTANT_STR: py_repr_text(out, constant->text); break;
    case PY_CONSTANT_BYTES: py_repr_bytes(out, constant->text); break;
    case PY_CONSTANT_OBJECT: strbuf_append_c(out, "<object>"); break;
    }
}
