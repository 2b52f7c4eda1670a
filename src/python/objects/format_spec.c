/* Format specs: parsing, grouping and padding. See format_spec.h. */
#include "python/objects/format_spec.h"

#include "python/objects/error.h"
#include "python/objects/float.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Parsing ----------------------------------------------------------------------------------------------
 */

typedef struct SpecReader {
    PyObject *text;
    int64_t at;
} SpecReader;

static uint32_t peek(const SpecReader *reader, int64_t ahead) {
    int64_t at = reader->at + ahead;
    return at < py_str_length(reader->text) ? py_str_at(reader->text, at) : 0;
}

static bool take(SpecReader *reader, uint32_t c) {
    if (peek(reader, 0) != c || reader->at >= py_str_length(reader->text)) return false;
    reader->at++;
    return true;
}

static bool is_align(uint32_t c) {
    return c == '<' || c == '>' || c == '=' || c == '^';
}

/* -1 when there is no number, -2 with an exception. */
static int64_t take_number(SpecReader *reader) {
    int64_t value = -1;
    for (int digit; (digit = py_char_decimal(peek(reader, 0))) >= 0 && peek(reader, 0); reader->at++) {
        value = (value < 0 ? 0 : value) * 10 + digit;
        if (value > INT32_MAX) {
            py_raise(PY_TYPE(ValueError), "Too many decimal digits in format string");
            return -2;
        }
    }
    return value;
}

static void parse_alignment(SpecReader *reader, char default_align, FormatSpec *spec, bool *fill_given,
                            bool *align_given) {
    *spec = (FormatSpec){.fill = ' ', .align = default_align, .width = -1, .precision = -1};
    *fill_given = is_align(peek(reader, 1)) && py_str_length(reader->text) > 1;
    *align_given = *fill_given || is_align(peek(reader, 0));
    if (*fill_given) {
        spec->fill = peek(reader, 0);
        reader->at++;
    }
    if (*align_given) spec->align = (char)peek(reader, 0), reader->at++;
}

static bool parse_grouping(SpecReader *reader, FormatSpec *spec) {
    if (take(reader, ',')) spec->separator = ',';
    if (take(reader, '_')) {
        if (spec->separator) return py_raise(PY_TYPE(ValueError), "Cannot specify both ',' and '_'."), false;
        spec->separator = '_';
    }
    if (peek(reader, 0) == ',' && spec->separator)
        return py_raise(PY_TYPE(ValueError), spec->separator == '_' ? "Cannot specify both ',' and '_'."
                                                                    : "Cannot specify ',' with ','."),
               false;
    return true;
}

static bool check_separator(const FormatSpec *spec) {
    if (!spec->separator || !spec->type || strchr("defgEG%F", (int)spec->type)) return true;
    if (spec->separator == '_' && strchr("boxX", (int)spec->type)) return true;
    if (spec->type > 32 && spec->type < 128)
        py_raise(PY_TYPE(ValueError), "Cannot specify '%c' with '%c'.", spec->separator, (int)spec->type);
    else
        py_raise(PY_TYPE(ValueError), "Cannot specify '%c' with '\\x%x'.", spec->separator, (int)spec->type);
    return false;
}

bool py_format_parse_spec(PyObject *text, const char *type_name, char default_align, uint32_t default_type,
                          FormatSpec *spec) {
    SpecReader reader = {text, 0};
    bool fill_given, align_given;
    parse_alignment(&reader, default_align, spec, &fill_given, &align_given);
    spec->type = default_type;
    if (take(&reader, '+'))
        spec->sign = '+';
    else if (take(&reader, '-'))
        spec->sign = '-';
    else if (take(&reader, ' '))
        spec->sign = ' ';
    spec->no_negative_zero = take(&reader, 'z');
    spec->alternate = take(&reader, '#');
    if (!fill_given && take(&reader, '0')) {
        spec->fill = '0';
        if (!align_given && default_align == '>') spec->align = '=';
    }
    spec->width = take_number(&reader);
    if (spec->width == -2 || !parse_grouping(&reader, spec)) return false;
    if (take(&reader, '.')) {
        spec->precision = take_number(&reader);
        if (spec->precision == -1) py_raise(PY_TYPE(ValueError), "Format specifier missing precision");
        if (spec->precision < 0) return false;
    }
    int64_t left = py_str_length(text) - reader.at;
    if (left > 1) {
        py_raise(PY_TYPE(ValueError), "Invalid format specifier '%U' for object of type '%.200s'", text,
                 type_name);
        return false;
    }
    if (left == 1) spec->type = peek(&reader, 0);
    return check_separator(spec);
}

void *py_format_unknown_code(const FormatSpec *spec, const char *type_name) {
    if (spec->type > 32 && spec->type < 128)
        return py_raise(PY_TYPE(ValueError), "Unknown format code '%c' for object of type '%.200s'",
                        (int)spec->type, type_name);
    return py_raise(PY_TYPE(ValueError), "Unknown format code '\\x%x' for object of type '%.200s'",
                    (int)spec->type, type_name);
}

/* --- Grouping and padding ---------------------------------------------------------------------------------
 */

static void append_fill(StrBuf *out, uint32_t fill, int64_t count) {
    while (count-- > 0) strbuf_append_code_point(out, fill);
}

static int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b) {
    return a > b ? a : b;
}

/* The digits in groups from the right, with as many leading zeros as make it `least` characters wide. */
static void append_grouped(StrBuf *out, Str digits, int64_t group, char separator, int64_t least) {
    StrBuf reversed = {0};
    int64_t left = (int64_t)digits.length;
    if (!separator) group = INT64_MAX;
    for (;;) {
        int64_t length = smaller(group, larger(larger(left, least), 1)), real = smaller(left, length);
        for (int64_t i = 0; i < real; i++) strbuf_append_char(&reversed, digits.data[left - 1 - i]);
        strbuf_append_repeated(&reversed, '0', (size_t)(length - real));
        left -= real;
        least -= length;
        if (left <= 0 && least <= 0) break;
        strbuf_append_char(&reversed, separator);
        least--;
    }
    for (size_t i = reversed.length; i-- > 0;) strbuf_append_char(out, reversed.data[i]);
    strbuf_free(&reversed);
}

static int64_t group_size(const FormatSpec *spec) {
    return spec->type && strchr("boxX", (int)spec->type) ? 4 : 3;
}

void py_format_append_number(StrBuf *out, const FormatSpec *spec, FormatNumber number) {
    const char *sign = number.negative ? "-" : spec->sign == '+' ? "+" : spec->sign == ' ' ? " " : "";
    int64_t fixed = (int64_t)(strlen(sign) + number.prefix.length + number.rest.length);
    bool zeros_in_groups = spec->fill == '0' && spec->align == '=';
    StrBuf digits = {0};
    int64_t least = zeros_in_groups ? spec->width - fixed : 0;
    if (number.digits.length) /* "inf" has none: it is padded like text */
        append_grouped(&digits, number.digits, group_size(spec), spec->separator, least);
    int64_t pad = spec->width - fixed - (int64_t)digits.length;
    int64_t left = spec->align == '>' ? pad : spec->align == '^' ? pad / 2 : 0;
    if (pad < 0) pad = left = 0;
    append_fill(out, spec->fill, left);
    strbuf_append_c(out, sign);
    strbuf_append(out, number.prefix);
    if (spec->align == '=') append_fill(out, spec->fill, pad);
    strbuf_append(out, strbuf_view(&digits));
    strbuf_append(out, number.rest);
    if (spec->align == '<' || spec->align == '^') append_fill(out, spec->fill, pad - left);
    strbuf_free(&digits);
}

void py_format_append_padded(StrBuf *out, const FormatSpec *spec, Str text, int64_t length) {
    int64_t pad = larger(spec->width - length, 0);
    int64_t left = spec->align == '>' ? pad : spec->align == '^' ? pad / 2 : 0;
    append_fill(out, spec->fill, left);
    strbuf_append(out, text);
    append_fill(out, spec->fill, pad - left);
}

/* --- Floats in pieces -------------------------------------------------------------------------------------
 */

/* Like %g, but never without a point: what a spec with a precision and no type gives. */
static void append_general(StrBuf *text, double value, int64_t precision) {
    char digits[1200], *exponent_at;
    int places = precision > 1000 ? 1000 : precision < 1 ? 1 : (int)precision;
    snprintf(digits, sizeof digits, "%.*e", places - 1, value);
    exponent_at = strchr(digits, 'e');
    int point = atoi(exponent_at + 1) + 1;
    if (point <= -4 || point > places - 1) {
        py_float_append_format(text, value, 'e', places - 1, false, false);
        char *mark = strchr(text->data, 'e'), *end = mark;
        if (!memchr(text->data, '.', (size_t)(mark - text->data))) return;
        while (end[-1] == '0') end--;
        if (end[-1] == '.') end--;
        memmove(end, mark, strlen(mark) + 1);
        text->length = strlen(text->data);
        return;
    }
    py_float_append_format(text, value, 'g', places, false, false);
    if (!strchr(text->data, '.')) strbuf_append_c(text, ".0");
}

FormatNumber py_format_split_float(StrBuf *text, double value, uint32_t type, int64_t precision,
                                   bool alternate) {
    bool negative = signbit(value) && !isnan(value);
    double magnitude = negative ? -value : value;
    char form = type == 'n' ? 'g' : (char)type;
    int places = precision > INT32_MAX ? INT32_MAX : (int)precision;
    if (!isfinite(magnitude))
        py_float_append_format(text, magnitude, form ? form : 'r', 6, false, false);
    else if (!type && precision < 0)
        py_float_append_format(text, magnitude, 'r', 0, alternate, true);
    else if (!type)
        append_general(text, magnitude, precision);
    else
        py_float_append_format(text, magnitude, form, precision < 0 ? 6 : places, alternate, false);
    size_t digits = 0;
    while (digits < text->length && isdigit((unsigned char)text->data[digits])) digits++;
    Str view = strbuf_view(text);
    return (FormatNumber){.negative = negative,
                          .digits = str_slice(view, 0, digits),
                          .rest = str_slice(view, digits, view.length)};
}
