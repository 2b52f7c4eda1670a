/* Floats as text, both ways. The digits come from base/number.h or, with a given precision, from printf,
 * which rounds correctly; only where point and exponent go is decided here. */
#include "base/number.h"
#include "python/objects/bytes.h"
#include "python/objects/error.h"
#include "python/objects/float.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void append_special(StrBuf *out, double value, bool upper) {
    const char *text = isnan(value) ? "nan" : signbit(value) ? "-inf" : "inf";
    for (; *text; text++) strbuf_append_char(out, upper ? (char)toupper(*text) : *text);
}

/* The shortest digits, with an exponent from 1e16 on and below 1e-4. */
static void append_shortest(StrBuf *out, double value, bool add_dot_0) {
    NumberDigits number = number_shortest(value);
    int count = number.count, point = number.point;
    if (signbit(value)) strbuf_append_char(out, '-');
    if (value != 0 && (point > 16 || point < -3)) {
        strbuf_append_char(out, number.digits[0]);
        if (count > 1) strbuf_format(out, ".%s", number.digits + 1);
        int exponent = point - 1;
        strbuf_format(out, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
        return;
    }
    if (point <= 0) {
        strbuf_append_c(out, "0.");
        strbuf_append_repeated(out, '0', (size_t)-point);
        strbuf_append_c(out, number.digits);
        return;
    }
    strbuf_append_bytes(out, number.digits, (size_t)(count < point ? count : point));
    if (count < point) strbuf_append_repeated(out, '0', (size_t)(point - count));
    if (count > point)
        strbuf_format(out, ".%s", number.digits + point);
    else if (add_dot_0)
        strbuf_append_c(out, ".0");
}

void py_float_append_repr(StrBuf *out, double value) {
    if (!isfinite(value))
        append_special(out, value, false);
    else
        append_shortest(out, value, true);
}

/* printf's forms, with a lowercase type. The exponent has at least two digits there as here. */
static void append_printf(StrBuf *out, double value, char type, int precision, bool alternate) {
    char format[] = {'%', '.', '*', type, '\0', '\0'};
    if (alternate) memcpy(format, "%#.*", 4), format[4] = type;
    strbuf_format(out, "%s", "");
    size_t needed = (size_t)snprintf(NULL, 0, format, precision, value);
    char *text = malloc(needed + 1);
    if (!text) return;
    snprintf(text, needed + 1, format, precision, value);
    strbuf_append_bytes(out, text, needed);
    free(text);
}

void py_float_append_format(StrBuf *out, double value, char type, int precision, bool alternate,
                            bool add_dot_0) {
    bool upper = type == 'E' || type == 'F' || type == 'G';
    size_t start = out->length;
    if (type == '%') value *= 100;
    if (!isfinite(value))
        append_special(out, value, upper);
    else if (type == 'r')
        append_shortest(out, value, add_dot_0);
    else
        append_printf(out, value, type == '%' ? 'f' : (char)tolower(type), precision, alternate);
    for (size_t i = start; upper && i < out->length; i++) out->data[i] = (char)toupper(out->data[i]);
    if (type == '%') strbuf_append_char(out, '%');
}

/* --- Parsing ----------------------------------------------------------------------------------------------
 */

/* Removes underscores, which must stand between digits. */
static bool remove_underscores(StrBuf *out, Str text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c != '_') {
            strbuf_append_char(out, c);
            continue;
        }
        if (i == 0 || i + 1 == text.length || !isdigit((unsigned char)text.data[i - 1]) ||
            !isdigit((unsigned char)text.data[i + 1]))
            return false;
    }
    return true;
}

/* strtod takes more than float() does: hexadecimal, "nan(...)". */
static bool has_only_decimal(Str text) {
    for (size_t i = 0; i < text.length; i++)
        if (!memchr("0123456789+-.eE", text.data[i], 15)) return false;
    return true;
}

static bool is_word(Str text, const char *word) {
    return text.length == strlen(word) && strncasecmp(text.data, word, text.length) == 0;
}

static bool parse(Str text, double *value) {
    bool negative = text.length && text.data[0] == '-';
    Str magnitude = text.length && (negative || text.data[0] == '+') ? str_slice(text, 1, text.length) : text;
    if (is_word(magnitude, "inf") || is_word(magnitude, "infinity")) {
        *value = negative ? -HUGE_VAL : HUGE_VAL;
        return true;
    }
    if (is_word(magnitude, "nan")) {
        *value = negative ? -NAN : NAN;
        return true;
    }
    StrBuf plain = {0};
    bool valid = remove_underscores(&plain, text) && plain.length && has_only_decimal(strbuf_view(&plain));
    if (valid) {
        char *end;
        *value = strtod(plain.data, &end);
        valid = end == plain.data + plain.length;
    }
    strbuf_free(&plain);
    return valid;
}

PyObject *py_float_parse(PyObject *object) {
    StrBuf text = {0};
    if (py_is_str(object))
        py_str_append_ascii_digits(&text, object);
    else
        strbuf_append(&text, py_bytes_view(object));
    double value = 0;
    bool valid = parse(str_trim(strbuf_view(&text)), &value);
    strbuf_free(&text);
    if (valid) return py_float_new(value);
    return py_raise(PY_TYPE(ValueError), "could not convert string to float: %R", object);
}
