/* str.format: text with replacement fields, "{name.attribute[index]!r:spec}", where the spec may hold fields
 * too. */
#include "python/objects/error.h"
#include "python/objects/format.h"
#include "python/objects/int.h"
#include "python/objects/protocol.h"

enum { NESTING_MAX = 2 };

/* Where fields find their values. */
typedef struct BraceArguments {
    PyObject *const *positional;
    int64_t count;
    PyObject *names;   /* of the keyword values behind the positional ones, or NULL */
    PyObject *mapping; /* of format_map, or NULL */
    int64_t next;      /* next automatic number */
    enum { NUMBERING_UNKNOWN, NUMBERING_AUTOMATIC, NUMBERING_MANUAL } numbering;
} BraceArguments;

static PyObject *expand(PyObject *format, BraceArguments *arguments, int depth);

static bool switch_numbering(BraceArguments *arguments, int wanted) {
    if (arguments->numbering == NUMBERING_UNKNOWN) arguments->numbering = wanted;
    if ((int)arguments->numbering == wanted) return true;
    py_raise(PY_TYPE(ValueError),
             wanted == NUMBERING_AUTOMATIC
                 ? "cannot switch from manual field specification to automatic field numbering"
                 : "cannot switch from automatic field numbering to manual field specification");
    return false;
}

/* The number that `text` spells, -1 when it spells none, -2 with an exception. */
static int64_t number_of(PyObject *text) {
    int64_t value = 0, length = py_str_length(text);
    for (int64_t i = 0; i < length; i++) {
        int digit = py_char_decimal(py_str_at(text, i));
        if (digit < 0) return -1;
        if (value > INT64_MAX / 10 - 10) {
            py_raise(PY_TYPE(ValueError), "Too many decimal digits in format string");
            return -2;
        }
        value = value * 10 + digit;
    }
    return length ? value : -1;
}

static PyObject *by_number(BraceArguments *arguments, int64_t index) {
    if (arguments->mapping) return py_raise(PY_TYPE(ValueError), "Format string contains positional fields");
    if (index >= arguments->count)
        return py_raise(PY_TYPE(IndexError), "Replacement index %lld out of range for positional args tuple",
                        (long long)index);
    return py_new_ref(arguments->positional[index]);
}

static PyObject *by_name(BraceArguments *arguments, PyObject *name) {
    if (arguments->mapping) return py_object_subscript(arguments->mapping, name);
    for (int64_t i = 0; arguments->names && i < py_size(arguments->names); i++)
        if (py_str_equal(py_tuple_item(arguments->names, i), name))
            return py_new_ref(arguments->positional[arguments->count + i]);
    return py_raise_object(PY_TYPE(KeyError), name);
}

static PyObject *first_value(BraceArguments *arguments, PyObject *name) {
    if (!py_str_length(name))
        return switch_numbering(arguments, NUMBERING_AUTOMATIC) ? by_number(arguments, arguments->next++)
                                                                : NULL;
    int64_t number = number_of(name);
    if (number == -2) return NULL;
    if (number < 0) return by_name(arguments, name);
    return switch_numbering(arguments, NUMBERING_MANUAL) ? by_number(arguments, number) : NULL;
}

static int64_t find_any(PyObject *text, int64_t from, int64_t to, uint32_t a, uint32_t b) {
    while (from < to && py_str_at(text, from) != a && py_str_at(text, from) != b) from++;
    return from;
}

/* object[key], where a key of digits is a number. */
static PyObject *subscript(PyObject *object, PyObject *key) {
    int64_t number = number_of(key);
    if (number == -2) return NULL;
    if (number < 0) return py_object_subscript(object, key);
    PyObject *index = py_int_from_int64(number), *value = index ? py_object_subscript(object, index) : NULL;
    py_xdecref(index);
    return value;
}

/* One ".name" or "[key]" at *at. */
static PyObject *access(PyObject *object, PyObject *format, int64_t *at, int64_t end) {
    bool is_attribute = py_str_at(format, *at) == '.';
    int64_t start = ++*at;
    *at = is_attribute ? find_any(format, start, end, '.', '[') : find_any(format, start, end, ']', ']');
    if (!is_attribute && *at == end) return py_raise(PY_TYPE(ValueError), "Missing ']' in format string");
    if (*at == start) return py_raise(PY_TYPE(ValueError), "Empty attribute in format string");
    PyObject *key = py_str_slice(format, start, *at);
    if (!is_attribute) ++*at;
    PyObject *value = !key ? NULL : is_attribute ? py_object_getattr(object, key) : subscript(object, key);
    py_xdecref(key);
    if (value && *at < end && py_str_at(format, *at) != '.' && py_str_at(format, *at) != '[') {
        py_raise(PY_TYPE(ValueError), "Only '.' or '[' may follow ']' in format field specifier");
        py_clear(value);
    }
    return value;
}

/* The value of the field name format[from:to]. */
static PyObject *field_value(PyObject *format, int64_t from, int64_t to, BraceArguments *arguments) {
    int64_t at = find_any(format, from, to, '.', '[');
    PyObject *name = py_str_slice(format, from, at);
    PyObject *value = name ? first_value(arguments, name) : NULL;
    py_xdecref(name);
    while (value && at < to) {
        PyObject *next = access(value, format, &at, to);
        py_decref(value);
        value = next;
    }
    return value;
}

/* Steals `value`. */
static PyObject *convert(PyObject *value, uint32_t conversion) {
    PyObject *converted = NULL;
    switch (conversion) {
    case 0: return value;
    case 's': converted = py_object_str(value); break;
    case 'r': converted = py_object_repr(value); break;
    case 'a': converted = py_object_ascii(value); break;
    default:
        if (conversion > 32 && conversion < 127)
            py_raise(PY_TYPE(ValueError), "Unknown conversion specifier %c", (int)conversion);
        else
            py_raise(PY_TYPE(ValueError), "Unknown conversion specifier \\x%x", (int)conversion);
    }
    py_decref(value);
    return converted;
}

/* A field's parts: name [from:name_end], conversion, spec [spec_from:to]. */
typedef struct Field {
    int64_t from, name_end, spec_from, to;
    uint32_t conversion;
    bool has_nested;
} Field;

/* Finds the end of the field that begins at `from`. False: ValueError. */
static bool parse_field(PyObject *format, int64_t from, Field *field) {
    int64_t length = py_str_length(format), at = from;
    int depth = 1;
    bool in_brackets = false;
    *field = (Field){.from = from};
    for (; at < length; at++) {
        uint32_t c = py_str_at(format, at);
        if (c == '[') in_brackets = true;
        if (c == ']') in_brackets = false;
        if (in_brackets) continue;
        if (c == '{') return py_raise(PY_TYPE(ValueError), "unexpected '{' in field name"), false;
        if (c == '}' || c == ':' || c == '!') break;
    }
    field->name_end = at;
    if (at < length && py_str_at(format, at) == '!') {
        if (at + 1 >= length)
            return py_raise(PY_TYPE(ValueError), "end of string while looking for conversion specifier"),
                   false;
        field->conversion = py_str_at(format, at + 1);
        at += 2;
        if (at >= length) return py_raise(PY_TYPE(ValueError), "unmatched '{' in format spec"), false;
        if (py_str_at(format, at) != ':' && py_str_at(format, at) != '}')
            return py_raise(PY_TYPE(ValueError), "expected ':' after conversion specifier"), false;
    }
    if (at < length && py_str_at(format, at) == ':') at++;
    for (field->spec_from = at; at < length; at++) {
        uint32_t c = py_str_at(format, at);
        if (c == '{') depth++, field->has_nested = true;
        if (c == '}' && --depth == 0) break;
    }
    field->to = at;
    if (at < length) return true;
    py_raise(PY_TYPE(ValueError), "expected '}' before end of string");
    return false;
}

static PyObject *render_field(PyObject *format, const Field *field, BraceArguments *arguments, int depth) {
    PyObject *value = field_value(format, field->from, field->name_end, arguments);
    if (value) value = convert(value, field->conversion);
    if (!value) return NULL;
    PyObject *spec = py_str_slice(format, field->spec_from, field->to);
    if (spec && field->has_nested) py_replace(spec, expand(spec, arguments, depth + 1));
    PyObject *text = spec ? py_object_format(value, spec) : NULL;
    py_xdecref(spec);
    py_decref(value);
    return text;
}

static bool append_field(StrBuf *out, PyObject *format, int64_t *at, BraceArguments *arguments, int depth) {
    Field field;
    if (*at == py_str_length(format))
        return py_raise(PY_TYPE(ValueError), "Single '{' encountered in format string"), false;
    if (!parse_field(format, *at, &field)) return false;
    PyObject *text = render_field(format, &field, arguments, depth);
    if (!text) return false;
    py_str_append_utf8(out, text);
    py_decref(text);
    *at = field.to + 1;
    return true;
}

static bool expand_into(StrBuf *out, PyObject *format, BraceArguments *arguments, int depth) {
    int64_t length = py_str_length(format);
    for (int64_t at = 0; at < length;) {
        uint32_t c = py_str_at(format, at++);
        bool doubled = (c == '{' || c == '}') && at < length && py_str_at(format, at) == c;
        if (doubled) at++;
        if (doubled || (c != '{' && c != '}')) {
            strbuf_append_code_point(out, c);
            continue;
        }
        if (c == '}') return py_raise(PY_TYPE(ValueError), "Single '}' encountered in format string"), false;
        if (!append_field(out, format, &at, arguments, depth)) return false;
    }
    return true;
}

static PyObject *expand(PyObject *format, BraceArguments *arguments, int depth) {
    if (depth >= NESTING_MAX) return py_raise(PY_TYPE(ValueError), "Max string recursion exceeded");
    StrBuf out = {0};
    PyObject *text = expand_into(&out, format, arguments, depth) ? py_str_from_utf8(strbuf_view(&out)) : NULL;
    strbuf_free(&out);
    return text;
}

PyObject *py_format_braces(PyObject *format, PyObject *const *positional, int64_t count,
                           PyObject *keyword_names) {
    BraceArguments arguments = {.positional = positional, .count = count, .names = keyword_names};
    return expand(format, &arguments, 0);
}

PyObject *py_format_map(PyObject *format, PyObject *mapping) {
    BraceArguments arguments = {.mapping = mapping};
    return expand(format, &arguments, 0);
}
