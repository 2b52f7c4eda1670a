/* format() for int, float, complex and str, see format.h. */
#include "python/objects/format.h"

#include "python/objects/complex.h"
#include "python/objects/error.h"
#include "python/objects/float.h"
#include "python/objects/format_spec.h"
#include "python/objects/int.h"
#include "python/objects/protocol.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

static PyObject *finish(StrBuf *out) {
    PyObject *text = py_str_from_utf8(strbuf_view(out));
    strbuf_free(out);
    return text;
}

/* --- str --------------------------------------------------------------------------------------------------
 */

static bool check_str_spec(const FormatSpec *spec) {
    const char *message = NULL;
    if (spec->sign)
        message = spec->sign == ' ' ? "Space not allowed in string format specifier"
                                    : "Sign not allowed in string format specifier";
    else if (spec->no_negative_zero)
        message = "Negative zero coercion (z) not allowed in string format specifier";
    else if (spec->alternate)
        message = "Alternate form (#) not allowed in string format specifier";
    else if (spec->align == '=')
        message = "'=' alignment not allowed in string format specifier";
    if (message) py_raise(PY_TYPE(ValueError), "%s", message);
    return !message;
}

PyObject *py_format_str(PyObject *object, PyObject *text) {
    FormatSpec spec;
    if (!py_str_length(text)) return py_object_str(object);
    if (!py_format_parse_spec(text, object->type->name, '<', 's', &spec)) return NULL;
    if (spec.type != 's') return py_format_unknown_code(&spec, object->type->name);
    if (!check_str_spec(&spec)) return NULL;
    int64_t length = py_str_length(object);
    if (spec.precision >= 0 && spec.precision < length) length = spec.precision;
    PyObject *cut = py_str_slice(object, 0, length);
    if (!cut || spec.width <= length) return cut;
    StrBuf plain = {0}, out = {0};
    py_str_append_utf8(&plain, cut);
    py_decref(cut);
    py_format_append_padded(&out, &spec, strbuf_view(&plain), length);
    strbuf_free(&plain);
    return finish(&out);
}

/* --- int --------------------------------------------------------------------------------------------------
 */

static PyObject *format_character(PyObject *object, FormatSpec *spec) {
    if (spec->sign)
        return py_raise(PY_TYPE(ValueError), "Sign not allowed with integer format specifier 'c'");
    if (spec->alternate)
        return py_raise(PY_TYPE(ValueError),
                        "Alternate form (#) not allowed with integer format specifier 'c'");
    int overflow;
    int64_t code = py_int_to_int64_or_overflow(object, &overflow);
    if (overflow || code < 0 || code > 0x10FFFF)
        return py_raise(PY_TYPE(OverflowError), "%%c arg not in range(0x110000)");
    StrBuf character = {0}, out = {0};
    strbuf_append_code_point(&character, (uint32_t)code);
    if (spec->align == '=') spec->align = '>';
    py_format_append_padded(&out, spec, strbuf_view(&character), 1);
    strbuf_free(&character);
    return finish(&out);
}

static PyObject *format_digits(PyObject *object, const FormatSpec *spec) {
    int base = spec->type == 'b' ? 2 : spec->type == 'o' ? 8 : tolower((int)spec->type) == 'x' ? 16 : 10;
    PyObject *digits = py_int_to_str(object, base, false);
    if (!digits) return NULL;
    StrBuf text = {0}, out = {0};
    py_str_append_utf8(&text, digits);
    py_decref(digits);
    for (size_t i = 0; spec->type == 'X' && i < text.length; i++) text.data[i] = (char)toupper(text.data[i]);
    char prefix[3] = {'0', (char)spec->type, '\0'};
    FormatNumber number = {.negative = py_int_sign(object) < 0,
                           .prefix = {prefix, spec->alternate && base != 10 ? 2 : 0},
                           .digits = strbuf_view(&text)};
    if (number.negative) number.digits = str_slice(number.digits, 1, text.length);
    py_format_append_number(&out, spec, number);
    strbuf_free(&text);
    return finish(&out);
}

static PyObject *format_as_float(double value, FormatSpec *spec);

PyObject *py_format_int(PyObject *object, PyObject *text) {
    FormatSpec spec;
    if (!py_str_length(text)) return py_object_str(object);
    if (!py_format_parse_spec(text, object->type->name, '>', 'd', &spec)) return NULL;
    if (spec.type && spec.type < 128 && strchr("eEfFgG%", (int)spec.type)) {
        double value = py_int_to_double(object);
        return value == -1.0 && py_error_occurred() ? NULL : format_as_float(value, &spec);
    }
    if (!spec.type || spec.type >= 128 || !strchr("bcdoxXn", (int)spec.type))
        return py_format_unknown_code(&spec, object->type->name);
    if (spec.precision >= 0)
        return py_raise(PY_TYPE(ValueError), "Precision not allowed in integer format specifier");
    if (spec.no_negative_zero)
        return py_raise(PY_TYPE(ValueError),
                        "Negative zero coercion (z) not allowed in integer format specifier");
    return spec.type == 'c' ? format_character(object, &spec) : format_digits(object, &spec);
}

/* --- float ------------------------------------------------------------------------------------------------
 */

static bool is_zero_text(FormatNumber number) {
    for (size_t i = 0; i < number.digits.length; i++)
        if (number.digits.data[i] != '0') return false;
    for (size_t i = 0; i < number.rest.length && (number.rest.data[i] | 0x20) != 'e'; i++)
        if (number.rest.data[i] >= '1' && number.rest.data[i] <= '9') return false;
    return true;
}

static PyObject *format_as_float(double value, FormatSpec *spec) {
    StrBuf text = {0}, out = {0};
    if (spec->precision > INT32_MAX / 2) return py_raise(PY_TYPE(ValueError), "precision too big");
    FormatNumber number = py_format_split_float(&text, value, spec->type, spec->precision, spec->alternate);
    if (spec->no_negative_zero && number.negative && isfinite(value) && is_zero_text(number))
        number.negative = false;
    py_format_append_number(&out, spec, number);
    strbuf_free(&text);
    return finish(&out);
}

PyObject *py_format_float(PyObject *object, PyObject *text) {
    FormatSpec spec;
    if (!py_str_length(text)) return py_object_str(object);
    if (!py_format_parse_spec(text, object->type->name, '>', 0, &spec)) return NULL;
    if (spec.type && (spec.type >= 128 || !strchr("eEfFgGn%", (int)spec.type)))
        return py_format_unknown_code(&spec, object->type->name);
    return format_as_float(py_float_value(object), &spec);
}

/* --- complex ----------------------------------------------------------------------------------------------
 */

static void append_part(StrBuf *out, const FormatSpec *spec, double value, char sign) {
    StrBuf text = {0};
    FormatSpec plain = *spec;
    plain.width = -1;
    plain.sign = sign;
    FormatNumber number = py_format_split_float(&text, value, spec->type, spec->precision, spec->alternate);
    bool whole = !spec->type && str_equal_c(number.rest, ".0");
    if (whole) number.rest.length = 0;
    py_format_append_number(out, &plain, number);
    strbuf_free(&text);
}

PyObject *py_format_complex(PyObject *object, PyObject *text) {
    FormatSpec spec;
    PyComplex *number = (PyComplex *)object;
    if (!py_str_length(text)) return py_object_str(object);
    if (!py_format_parse_spec(text, object->type->name, '>', 0, &spec)) return NULL;
    if (spec.type && (spec.type >= 128 || !strchr("eEfFgGn", (int)spec.type)))
        return py_format_unknown_code(&spec, object->type->name);
    if (spec.fill == '0')
        return py_raise(PY_TYPE(ValueError), "Zero padding is not allowed in complex format specifier");
    if (spec.align == '=')
        return py_raise(PY_TYPE(ValueError), "'=' alignment flag is not allowed in complex format specifier");
    bool parentheses = !spec.type && (number->real != 0 || signbit(number->real));
    StrBuf inner = {0}, out = {0};
    if (parentheses) strbuf_append_char(&inner, '(');
    if (spec.type || parentheses) append_part(&inner, &spec, number->real, spec.sign);
    append_part(&inner, &spec, number->imaginary, spec.type || parentheses ? '+' : spec.sign);
    strbuf_append_c(&inner, parentheses ? "j)" : "j");
    py_format_append_padded(&out, &spec, strbuf_view(&inner), (int64_t)inner.length);
    strbuf_free(&inner);
    return finish(&out);
}
