/* Formatting of floats: decimal digits into %e, %f and %g, and the binary forms %b and %x.
 *
 * The digits come from base/number.h when the shortest form is wanted, and from printf, which rounds
 * correctly, when their number is given. Where the point goes is decided here, by Go's rules. */
#include "base/number.h"
#include "go/packages/format.h"
#include "go/runtime/string.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* d1 d2 d3 ... with the value 0.d1d2d3... * 10^point. */
typedef struct Digits {
    StrBuf text; /* without trailing zeros, at least one digit */
    int point;
} Digits;

static Digits digits_shortest(double value, unsigned bits) {
    NumberDigits number = bits == 32 ? number_shortest_float((float)value) : number_shortest(value);
    Digits digits = {.point = number.point};
    strbuf_append_bytes(&digits.text, number.digits, (size_t)number.count);
    return digits;
}

/* Rounded to `count` significant digits (at least 1). */
static Digits digits_rounded(double value, int count) {
    StrBuf scientific = {0};
    strbuf_format(&scientific, "%.*e", count - 1, fabs(value));
    Digits digits = {0};
    char *exponent = strchr(scientific.data, 'e');
    for (const char *c = scientific.data; c < exponent; c++)
        if (*c != '.') strbuf_append_char(&digits.text, *c);
    while (digits.text.length > 1 && digits.text.data[digits.text.length - 1] == '0') digits.text.length--;
    digits.text.data[digits.text.length] = '\0';
    digits.point = value == 0 ? 1 : atoi(exponent + 1) + 1;
    strbuf_free(&scientific);
    return digits;
}

static char digit_at(const Digits *digits, int index) {
    return index >= 0 && (size_t)index < digits->text.length ? digits->text.data[index] : '0';
}

/* d.ddde±dd with `precision` digits behind the point. */
static void append_scientific(StrBuf *out, const Digits *digits, int precision, char letter) {
    strbuf_append_char(out, digit_at(digits, 0));
    if (precision > 0) strbuf_append_char(out, '.');
    for (int i = 1; i <= precision; i++) strbuf_append_char(out, digit_at(digits, i));
    bool is_zero = digits->text.length == 1 && digits->text.data[0] == '0';
    int exponent = is_zero ? 0 : digits->point - 1;
    strbuf_format(out, "%c%c%02d", letter, exponent < 0 ? '-' : '+', abs(exponent));
}

/* ddd.ddd */
static void append_fixed(StrBuf *out, const Digits *digits, int precision) {
    for (int i = 0; i < digits->point; i++) strbuf_append_char(out, digit_at(digits, i));
    if (digits->point <= 0) strbuf_append_char(out, '0');
    if (precision > 0) strbuf_append_char(out, '.');
    for (int i = 0; i < precision; i++) strbuf_append_char(out, digit_at(digits, digits->point + i));
}

static int larger(int a, int b) {
    return a > b ? a : b;
}

/* %g: scientific for exponents below -4 and from the precision on (6 for the shortest form). */
static void append_general(StrBuf *out, double value, int precision, unsigned bits, char verb) {
    bool is_shortest = precision < 0;
    if (precision == 0) precision = 1;
    Digits digits = is_shortest ? digits_shortest(value, bits) : digits_rounded(value, precision);
    int count = (int)digits.text.length, exponent = digits.point - 1;
    if (is_shortest) precision = count;
    int limit = precision > count && count >= digits.point ? count : precision;
    if (is_shortest) limit = 6;
    if (exponent < -4 || exponent >= limit) {
        append_scientific(out, &digits, (precision > count ? count : precision) - 1, verb == 'G' ? 'E' : 'e');
    } else {
        append_fixed(out, &digits, larger((precision > digits.point ? count : precision) - digits.point, 0));
    }
    strbuf_free(&digits.text);
}

static void append_decimal(StrBuf *out, double value, char verb, int precision, unsigned bits) {
    if (verb == 'g' || verb == 'G') {
        append_general(out, value, precision, bits, verb);
    } else if (precision < 0) {
        Digits digits = digits_shortest(value, bits);
        if (verb == 'f') {
            append_fixed(out, &digits, larger((int)digits.text.length - digits.point, 0));
        } else {
            append_scientific(out, &digits, (int)digits.text.length - 1, verb);
        }
        strbuf_free(&digits.text);
    } else if (verb == 'f') {
        strbuf_format(out, "%.*f", precision, fabs(value));
    } else {
        Digits digits = digits_rounded(value, precision + 1);
        append_scientific(out, &digits, precision, verb);
        strbuf_free(&digits.text);
    }
}

/* ---- binary forms ---- */

/* value = mantissa * 2^exponent, the mantissa with its hidden bit. */
static uint64_t split(double value, unsigned bits, int *exponent) {
    if (bits == 32) {
        uint32_t pattern;
        float single = (float)value;
        memcpy(&pattern, &single, sizeof pattern);
        int biased = pattern >> 23 & 0xFF;
        uint64_t mantissa = pattern & 0x7FFFFF;
        *exponent = larger(biased, 1) - 127 - 23;
        return biased ? mantissa | 0x800000 : mantissa;
    }
    uint64_t pattern;
    memcpy(&pattern, &value, sizeof pattern);
    int biased = (int)(pattern >> 52 & 0x7FF);
    uint64_t mantissa = pattern & 0xFFFFFFFFFFFFF;
    *exponent = larger(biased, 1) - 1023 - 52;
    return biased ? mantissa | (uint64_t)1 << 52 : mantissa;
}

/* %b: the mantissa as an integer, and the power of two. */
static void append_binary(StrBuf *out, double value, unsigned bits) {
    int exponent;
    uint64_t mantissa = split(value, bits, &exponent);
    strbuf_format(out, "%llup%+d", (unsigned long long)mantissa, exponent);
}

/* %x: 0x1.hhhp±dd, rounded to `precision` hexadecimal digits (half to even), -1: as many as needed. */
static void append_hexadecimal(StrBuf *out, double value, char verb, int precision, unsigned bits) {
    const uint64_t one = (uint64_t)1 << 60;
    int exponent;
    uint64_t mantissa = split(value, bits, &exponent);
    int shift = bits == 32 ? 23 : 52;
    exponent = mantissa ? exponent + shift : 0;
    mantissa <<= 60 - shift;
    for (; mantissa && !(mantissa & one); exponent--) mantissa <<= 1;
    if (precision >= 0 && precision < 15) {
        int kept = precision * 4;
        uint64_t rest = mantissa << kept & (one - 1);
        mantissa >>= 60 - kept;
        if ((rest | (mantissa & 1)) > one / 2) mantissa++;
        mantissa <<= 60 - kept;
        if (mantissa & one << 1) {
            mantissa >>= 1;
            exponent++;
        }
    }
    const char *digits = verb == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
    strbuf_format(out, "0%c%d", verb, (int)(mantissa >> 60 & 1));
    mantissa <<= 4;
    if (precision > 0 || (precision < 0 && mantissa)) strbuf_append_char(out, '.');
    for (int i = 0; precision < 0 ? mantissa != 0 : i < precision; i++) {
        strbuf_append_char(out, digits[mantissa >> 60 & 15]);
        mantissa <<= 4;
    }
    strbuf_format(out, "%c%c%02d", verb == 'X' ? 'P' : 'p', exponent < 0 ? '-' : '+', abs(exponent));
}

void go_append_float(StrBuf *out, double value, char verb, int precision, unsigned bits) {
    if (go_append_unbounded(out, value)) return;
    if (signbit(value)) strbuf_append_char(out, '-');
    if (verb == 'b') {
        append_binary(out, value, bits);
    } else if (verb == 'x' || verb == 'X') {
        append_hexadecimal(out, value, verb, precision, bits);
    } else {
        append_decimal(out, value, verb, precision, bits);
    }
}

/* ---- flags ---- */

/* Where the exponent begins: at e or p, whichever the verb writes. */
static size_t find_exponent(Str number, char verb) {
    bool is_hexadecimal = verb == 'x' || verb == 'X';
    for (size_t i = 0; i < number.length; i++) {
        char c = number.data[i];
        if (c == 'p' || c == 'P' || (!is_hexadecimal && (c == 'e' || c == 'E'))) return i;
    }
    return number.length;
}

/* The sharp flag: a decimal point always, and for %g the trailing zeros too. `number` has no sign. */
static void add_point_and_zeros(StrBuf *number, char verb, int precision) {
    int missing = 0;
    if (verb == 'g' || verb == 'G' || verb == 'x') missing = precision == -1 ? 6 : precision;
    size_t end = find_exponent(strbuf_view(number), verb);
    bool has_point = false, has_digit = false;
    for (size_t i = 0; i < end; i++) {
        char c = number->data[i];
        if (c == '.') {
            has_point = true;
            continue;
        }
        has_digit |= c != '0';
        missing -= has_digit;
    }
    StrBuf result = {0};
    strbuf_append(&result, str_slice(strbuf_view(number), 0, end));
    if (!has_point) {
        if (end == 1 && number->data[0] == '0') missing--;
        strbuf_append_char(&result, '.');
    }
    if (missing > 0) strbuf_append_repeated(&result, '0', (size_t)missing);
    strbuf_append(&result, str_slice(strbuf_view(number), end, number->length));
    strbuf_free(number);
    *number = result;
}

void go_format_float(StrBuf *out, const GoFormat *format, double value, unsigned bits, char verb,
                     int precision) {
    if (format->has_precision) precision = format->precision;
    StrBuf number = {0};
    go_append_float(&number, isnan(value) ? value : fabs(value), verb, precision, bits);
    bool is_number = isfinite(value);
    if (isinf(value)) memmove(number.data, number.data + 1, number.length--); /* the sign is added below */
    if (is_number && format->sharp && verb != 'b') add_point_and_zeros(&number, verb, precision);
    bool is_negative = !isnan(value) && signbit(value);
    bool has_sign = is_negative || format->plus || format->space || isinf(value);
    bool is_space = format->space && !format->plus;
    StrBuf text = {0};
    if (has_sign) strbuf_append_char(&text, is_negative ? '-' : is_space ? ' ' : '+');
    GoFormat padding = *format;
    if (!is_number) padding.zero = false;
    if (has_sign && padding.zero && padding.has_width && (size_t)padding.width > number.length + 1)
        strbuf_append_repeated(&text, '0', (size_t)padding.width - number.length - 1);
    strbuf_append(&text, strbuf_view(&number));
    go_format_pad(out, &padding, strbuf_view(&text));
    strbuf_free(&text);
    strbuf_free(&number);
}
