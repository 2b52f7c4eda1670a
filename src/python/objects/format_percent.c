/* The % operator of str: printf's conversions, with Python's objects. */
#include "python/objects/bytes.h"
#include "python/objects/error.h"
#include "python/objects/float.h"
#include "python/objects/format.h"
#include "python/objects/format_spec.h"
#include "python/objects/int.h"
#include "python/objects/protocol.h"

#include <ctype.h>
#include <string.h>

typedef struct PercentState {
    PyObject *format;
    int64_t at;
    PyObject *arguments; /* a tuple, or the only argument */
    bool is_tuple;
    int64_t next, count;
    PyObject *mapping;  /* when the argument can be asked for names */
    PyObject *selected; /* owned: what %(name) found for this conversion */
    StrBuf out;
} PercentState;

typedef struct Conversion {
    bool left, plus, blank, alternate, zero;
    int64_t width, precision; /* -1: none */
    uint32_t type;
} Conversion;

static uint32_t current(const PercentState *state) {
    return state->at < py_str_length(state->format) ? py_str_at(state->format, state->at) : 0;
}

static bool incomplete(const PercentState *state) {
    if (state->at < py_str_length(state->format)) return false;
    py_raise(PY_TYPE(ValueError), "incomplete format");
    return true;
}

/* Borrowed. */
static PyObject *next_argument(PercentState *state) {
    if (state->selected) return state->selected;
    if (state->next >= state->count)
        return py_raise(PY_TYPE(TypeError), "not enough arguments for format string");
    int64_t index = state->next++;
    return state->is_tuple ? py_tuple_item(state->arguments, index) : state->arguments;
}

static bool select_by_name(PercentState *state) {
    int64_t start = ++state->at;
    int depth = 1;
    if (!state->mapping) return py_raise(PY_TYPE(TypeError), "format requires a mapping"), false;
    for (; state->at < py_str_length(state->format); state->at++) {
        depth += current(state) == '(' ? 1 : current(state) == ')' ? -1 : 0;
        if (depth == 0) break;
    }
    if (depth) return py_raise(PY_TYPE(ValueError), "incomplete format key"), false;
    PyObject *key = py_str_slice(state->format, start, state->at++);
    PyObject *value = key ? py_object_subscript(state->mapping, key) : NULL;
    py_xdecref(key);
    py_replace(state->selected, value);
    return value != NULL;
}

static bool take_star(PercentState *state, int64_t *value) {
    PyObject *argument = next_argument(state);
    if (!argument) return false;
    if (!py_is_int(argument)) return py_raise(PY_TYPE(TypeError), "* wants int"), false;
    int overflow;
    *value = py_int_to_int64_or_overflow(argument, &overflow);
    if (!overflow && *value >= -INT32_MAX && *value <= INT32_MAX) return true;
    py_raise(PY_TYPE(OverflowError), "Python int too large to convert to C int");
    return false;
}

static bool take_digits(PercentState *state, int64_t *value, const char *what) {
    for (*value = 0; current(state) >= '0' && current(state) <= '9'; state->at++) {
        *value = *value * 10 + (current(state) - '0');
        if (*value > INT32_MAX) return py_raise(PY_TYPE(ValueError), "%s too big", what), false;
    }
    return true;
}

static void take_flags(PercentState *state, Conversion *conversion) {
    for (;; state->at++) {
        switch (current(state)) {
        case '-': conversion->left = true; break;
        case '+': conversion->plus = true; break;
        case ' ': conversion->blank = true; break;
        case '#': conversion->alternate = true; break;
        case '0': conversion->zero = true; break;
        default: return;
        }
    }
}

static bool parse_conversion(PercentState *state, Conversion *conversion) {
    *conversion = (Conversion){.width = -1, .precision = -1};
    py_clear(state->selected);
    if (current(state) == '(' && !select_by_name(state)) return false;
    take_flags(state, conversion);
    if (current(state) == '*') {
        state->at++;
        if (!take_star(state, &conversion->width)) return false;
        if (conversion->width < 0) conversion->left = true, conversion->width = -conversion->width;
    } else if (!take_digits(state, &conversion->width, "width")) {
        return false;
    }
    if (current(state) == '.') {
        state->at++;
        if (current(state) == '*') {
            state->at++;
            if (!take_star(state, &conversion->precision)) return false;
            if (conversion->precision < 0) conversion->precision = 0;
        } else if (!take_digits(state, &conversion->precision, "precision")) {
            return false;
        }
    }
    while (current(state) == 'l' || current(state) == 'h' || current(state) == 'L') state->at++;
    if (incomplete(state)) return false;
    conversion->type = current(state);
    state->at++;
    return true;
}

static FormatSpec spec_of(const Conversion *conversion, bool numeric) {
    bool zeros = numeric && conversion->zero && !conversion->left;
    return (FormatSpec){.fill = zeros ? '0' : ' ',
                        .align = conversion->left ? '<'
                                 : zeros          ? '='
                                                  : '>',
                        .sign = conversion->plus    ? '+'
                                : conversion->blank ? ' '
                                                    : 0,
                        .width = conversion->width,
                        .precision = conversion->precision};
}

static bool append_text(PercentState *state, const Conversion *conversion, PyObject *argument) {
    PyObject *text = conversion->type == 's'   ? py_object_str(argument)
                     : conversion->type == 'r' ? py_object_repr(argument)
                                               : py_object_ascii(argument);
    if (!text) return false;
    if (conversion->precision >= 0 && conversion->precision < py_str_length(text))
        py_replace(text, py_str_slice(text, 0, conversion->precision));
    StrBuf plain = {0};
    FormatSpec spec = spec_of(conversion, false);
    py_str_append_utf8(&plain, text);
    py_format_append_padded(&state->out, &spec, strbuf_view(&plain), py_str_length(text));
    strbuf_free(&plain);
    py_decref(text);
    return true;
}

static PyObject *to_int(const Conversion *conversion, PyObject *argument) {
    bool any_real = strchr("diu", (int)conversion->type) != NULL;
    const PyNumberSlots *number = argument->type->number;
    PyObject *value = NULL;
    if (any_real && number && (number->to_int || number->index)) value = py_number_to_int(argument);
    if (!any_real && number && number->index) value = py_number_index(argument);
    if (value || (py_error_occurred() && !py_error_matches(PY_TYPE(TypeError)))) return value;
    py_error_clear();
    return py_raise(PY_TYPE(TypeError),
                    any_real ? "%%%c format: a real number is required, not %.200s"
                             : "%%%c format: an integer is required, not %.200s",
                    (int)conversion->type, argument->type->name);
}

static bool append_int(PercentState *state, const Conversion *conversion, PyObject *argument) {
    PyObject *value = to_int(conversion, argument);
    int base = conversion->type == 'o' ? 8 : tolower((int)conversion->type) == 'x' ? 16 : 10;
    PyObject *digits = value ? py_int_to_str(value, base, false) : NULL;
    bool negative = value && py_int_sign(value) < 0;
    py_xdecref(value);
    if (!digits) return false;
    StrBuf text = {0};
    Str plain = py_str_utf8(digits);
    if (negative) plain = str_slice(plain, 1, plain.length);
    if (conversion->precision > (int64_t)plain.length)
        strbuf_append_repeated(&text, '0', (size_t)conversion->precision - plain.length);
    strbuf_append(&text, plain);
    py_decref(digits);
    for (size_t i = 0; conversion->type == 'X' && i < text.length; i++)
        text.data[i] = (char)toupper(text.data[i]);
    char prefix[3] = {'0', (char)conversion->type, '\0'};
    FormatSpec spec = spec_of(conversion, true);
    FormatNumber number = {.negative = negative,
                           .prefix = {prefix, conversion->alternate && base != 10 ? 2 : 0},
                           .digits = strbuf_view(&text)};
    py_format_append_number(&state->out, &spec, number);
    strbuf_free(&text);
    return true;
}

static bool append_float(PercentState *state, const Conversion *conversion, PyObject *argument) {
    const PyNumberSlots *number = argument->type->number;
    if (!number || (!number->to_float && !number->index)) {
        py_raise(PY_TYPE(TypeError), "must be real number, not %.50s", argument->type->name);
        return false;
    }
    double value = py_float_as_double(argument);
    if (value == -1.0 && py_error_occurred()) return false;
    StrBuf text = {0};
    FormatSpec spec = spec_of(conversion, true);
    int64_t precision = conversion->precision < 0 ? 6 : conversion->precision;
    FormatNumber pieces =
        py_format_split_float(&text, value, conversion->type, precision, conversion->alternate);
    py_format_append_number(&state->out, &spec, pieces);
    strbuf_free(&text);
    return true;
}

static bool append_character(PercentState *state, const Conversion *conversion, PyObject *argument) {
    uint32_t c;
    if (py_is_str(argument) && py_str_length(argument) == 1) {
        c = py_str_at(argument, 0);
    } else if (!py_is_str(argument) && py_number_has_index(argument)) {
        int64_t code = py_number_as_index(argument, true);
        if (code == -1 && py_error_occurred()) return false;
        if (code < 0 || code > 0x10FFFF)
            return py_raise(PY_TYPE(OverflowError), "%%c arg not in range(0x110000)"), false;
        c = (uint32_t)code;
    } else {
        return py_raise(PY_TYPE(TypeError), "%%c requires int or char"), false;
    }
    StrBuf text = {0};
    FormatSpec spec = spec_of(conversion, false);
    strbuf_append_code_point(&text, c);
    py_format_append_padded(&state->out, &spec, strbuf_view(&text), 1);
    strbuf_free(&text);
    return true;
}

static bool append_conversion(PercentState *state) {
    Conversion conversion;
    if (incomplete(state) || !parse_conversion(state, &conversion)) return false;
    if (conversion.type == '%') {
        strbuf_append_char(&state->out, '%');
        return true;
    }
    PyObject *argument = next_argument(state);
    if (!argument) return false;
    if (conversion.type < 128 && conversion.type) {
        if (strchr("sra", (int)conversion.type)) return append_text(state, &conversion, argument);
        if (strchr("diuoxX", (int)conversion.type)) return append_int(state, &conversion, argument);
        if (strchr("eEfFgG", (int)conversion.type)) return append_float(state, &conversion, argument);
        if (conversion.type == 'c') return append_character(state, &conversion, argument);
    }
    int shown = conversion.type >= 32 && conversion.type < 127 ? (int)conversion.type : '?';
    py_raise(PY_TYPE(ValueError), "unsupported format character '%c' (0x%x) at index %lld", shown,
             (int)conversion.type, (long long)state->at - 1);
    return false;
}

static bool run(PercentState *state) {
    while (state->at < py_str_length(state->format)) {
        uint32_t c = py_str_at(state->format, state->at++);
        if (c != '%')
            strbuf_append_code_point(&state->out, c);
        else if (!append_conversion(state))
            return false;
    }
    if (state->next >= state->count || state->mapping) return true;
    py_raise(PY_TYPE(TypeError), "not all arguments converted during string formatting");
    return false;
}

PyObject *py_format_percent(PyObject *format, PyObject *arguments) {
    PercentState state = {.format = format, .arguments = arguments, .is_tuple = py_is_tuple(arguments)};
    state.count = state.is_tuple ? py_size(arguments) : 1;
    bool is_mapping = arguments->type->mapping && arguments->type->mapping->subscript && !state.is_tuple &&
                      !py_is_str(arguments);
    if (is_mapping) state.mapping = arguments;
    PyObject *text = run(&state) ? py_str_from_utf8(strbuf_view(&state.out)) : NULL;
    py_xdecref(state.selected);
    strbuf_free(&state.out);
    return text;
}
