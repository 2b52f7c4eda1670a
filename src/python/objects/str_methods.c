/* The methods of str: searching, splitting, padding, replacing. Case and character classes are in str_case.c.
 */
#include "python/objects/str_methods.h"

#include "base/memory_error.h"
#include "base/vec.h"
#include "python/objects/codec.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/format.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/str.h"

#include <stdlib.h>
#include <string.h>

/* --- Searching --------------------------------------------------------------------------------------------
 */

static int bound(PyObject *object, int64_t length, int64_t fallback, int64_t *value) {
    *value = fallback;
    if (!object || object == PY_NONE) return 0;
    if (!py_number_has_index(object))
        return py_raise_int(PY_TYPE(TypeError),
                            "slice indices must be integers or None or have an __index__ method");
    *value = py_number_as_index(object, true);
    if (*value == -1 && py_error_occurred()) return -1;
    if (*value < 0) *value = *value + length < 0 ? 0 : *value + length;
    return 0;
}

/* The optional start and end arguments; `to` is cut to the length, `from` is not. */
static int bounds(PyObject *self, PyObject *const *arguments, int64_t *from, int64_t *to) {
    int64_t length = py_str_length(self);
    if (bound(arguments[1], length, 0, from) < 0 || bound(arguments[2], length, length, to) < 0) return -1;
    if (*to > length) *to = length;
    return 0;
}

static bool must_be_str(PyObject *object) {
    if (py_is_str(object)) return true;
    py_raise(PY_TYPE(TypeError), "must be str, not %.100s", object->type->name);
    return false;
}

static bool search(PyObject *self, PyObject *const *arguments, bool last, int64_t *at) {
    int64_t from, to;
    if (!must_be_str(arguments[0]) || bounds(self, arguments, &from, &to) < 0) return false;
    *at = py_str_find(self, arguments[0], from, to, last);
    return true;
}

PY_METHOD(str_find) {
    int64_t at;
    return search(self, arguments, false, &at) ? py_int_from_int64(at) : NULL;
}

PY_METHOD(str_rfind) {
    int64_t at;
    return search(self, arguments, true, &at) ? py_int_from_int64(at) : NULL;
}

static PyObject *found_or_error(int64_t at) {
    return at >= 0 ? py_int_from_int64(at) : py_raise(PY_TYPE(ValueError), "substring not found");
}

PY_METHOD(str_index) {
    int64_t at;
    return search(self, arguments, false, &at) ? found_or_error(at) : NULL;
}

PY_METHOD(str_rindex) {
    int64_t at;
    return search(self, arguments, true, &at) ? found_or_error(at) : NULL;
}

PY_METHOD(str_count) {
    int64_t from, to, found = 0;
    if (!must_be_str(arguments[0]) || bounds(self, arguments, &from, &to) < 0) return NULL;
    int64_t length = py_str_length(arguments[0]);
    if (!length) return py_int_from_int64(from <= to ? to - from + 1 : 0);
    for (int64_t at; (at = py_str_find(self, arguments[0], from, to, false)) >= 0; from = at + length)
        found++;
    return py_int_from_int64(found);
}

static bool has_affix(PyObject *self, PyObject *affix, int64_t from, int64_t to, bool prefix) {
    int64_t length = py_str_length(affix);
    if (to - from < length) return false;
    int64_t at = prefix ? from : to - length;
    return py_str_find(self, affix, at, at + length, false) == at;
}

static PyObject *test_affix(PyObject *self, PyObject *const *arguments, bool prefix) {
    const char *name = prefix ? "startswith" : "endswith";
    int64_t from, to;
    if (bounds(self, arguments, &from, &to) < 0) return NULL;
    bool many = py_is_tuple(arguments[0]);
    for (int64_t i = 0; i < (many ? py_size(arguments[0]) : 1); i++) {
        PyObject *affix = many ? py_tuple_item(arguments[0], i) : arguments[0];
        if (!py_is_str(affix) && many)
            return py_raise(PY_TYPE(TypeError), "tuple for %s must only contain str, not %.100s", name,
                            affix->type->name);
        if (!py_is_str(affix))
            return py_raise(PY_TYPE(TypeError), "%s first arg must be str or a tuple of str, not %.100s",
                            name, affix->type->name);
        if (has_affix(self, affix, from, to, prefix)) return py_bool_from(true);
    }
    return py_bool_from(false);
}

PY_METHOD(str_startswith) {
    return test_affix(self, arguments, true);
}

PY_METHOD(str_endswith) {
    return test_affix(self, arguments, false);
}

static bool argument_is_str(const char *function, PyObject *object) {
    if (py_is_str(object)) return true;
    py_raise(PY_TYPE(TypeError), "%s() argument must be str, not %.50s", function, object->type->name);
    return false;
}

PY_METHOD(str_removeprefix) {
    if (!argument_is_str("removeprefix", arguments[0])) return NULL;
    int64_t length = py_str_length(self);
    bool found = has_affix(self, arguments[0], 0, length, true);
    return py_str_slice(self, found ? py_str_length(arguments[0]) : 0, length);
}

PY_METHOD(str_removesuffix) {
    if (!argument_is_str("removesuffix", arguments[0])) return NULL;
    int64_t length = py_str_length(self);
    bool found = has_affix(self, arguments[0], 0, length, false);
    return py_str_slice(self, 0, found ? length - py_str_length(arguments[0]) : length);
}

/* --- Splitting --------------------------------------------------------------------------------------------
 */

static int push_slice(PyObject *list, PyObject *string, int64_t from, int64_t to) {
    PyObject *part = py_str_slice(string, from, to);
    return part ? py_list_append_stealing(list, part) : -1;
}

static int split_at(PyObject *list, PyObject *self, PyObject *separator, int64_t limit) {
    int64_t from = 0, length = py_str_length(self), width = py_str_length(separator);
    for (; limit != 0; limit--) {
        int64_t at = py_str_find(self, separator, from, length, false);
        if (at < 0) break;
        if (push_slice(list, self, from, at) < 0) return -1;
        from = at + width;
    }
    return push_slice(list, self, from, length);
}

static int split_space(PyObject *list, PyObject *self, int64_t limit) {
    int64_t at = 0, length = py_str_length(self);
    for (;;) {
        while (at < length && py_char_is_space(py_str_at(self, at))) at++;
        if (at == length) return 0;
        int64_t end = at;
        while (end < length && !py_char_is_space(py_str_at(self, end))) end++;
        if (limit-- == 0) {
            end = length;
            while (py_char_is_space(py_str_at(self, end - 1))) end--;
            return push_slice(list, self, at, length > end ? end : length);
        }
        if (push_slice(list, self, at, end) < 0) return -1;
        at = end;
    }
}

static int rsplit_at(PyObject *list, PyObject *self, PyObject *separator, int64_t limit) {
    int64_t to = py_str_length(self), width = py_str_length(separator);
    for (; limit != 0; limit--) {
        int64_t at = py_str_find(self, separator, 0, to, true);
        if (at < 0) break;
        if (push_slice(list, self, at + width, to) < 0) return -1;
        to = at;
    }
    return push_slice(list, self, 0, to);
}

static int rsplit_space(PyObject *list, PyObject *self, int64_t limit) {
    int64_t end = py_str_length(self);
    for (;;) {
        while (end > 0 && py_char_is_space(py_str_at(self, end - 1))) end--;
        if (end == 0) return 0;
        int64_t start = end;
        if (limit-- == 0) {
            start = 0;
            while (py_char_is_space(py_str_at(self, start))) start++;
            return push_slice(list, self, start, end);
        }
        while (start > 0 && !py_char_is_space(py_str_at(self, start - 1))) start--;
        if (push_slice(list, self, start, end) < 0) return -1;
        end = start;
    }
}

/* split(sep=None, maxsplit=-1), from either end. */
static PyObject *split(PyObject *self, PyObject *const *arguments, bool from_right) {
    PyObject *separator = arguments[0] == PY_NONE ? NULL : arguments[0];
    int64_t limit = arguments[1] ? py_number_as_index(arguments[1], true) : -1;
    if (arguments[1] && limit == -1 && py_error_occurred()) return NULL;
    if (separator && !py_is_str(separator))
        return py_raise(PY_TYPE(TypeError), "must be str or None, not %.100s", separator->type->name);
    if (separator && !py_str_length(separator)) return py_raise(PY_TYPE(ValueError), "empty separator");
    PyObject *list = py_list_new(0);
    if (!list) return NULL;
    int status;
    if (separator)
        status =
            from_right ? rsplit_at(list, self, separator, limit) : split_at(list, self, separator, limit);
    else
        status = from_right ? rsplit_space(list, self, limit) : split_space(list, self, limit);
    if (status == 0 && from_right) py_list_reverse(list);
    if (status < 0) py_clear(list);
    return list;
}

PY_METHOD(str_split) {
    return split(self, arguments, false);
}

PY_METHOD(str_rsplit) {
    return split(self, arguments, true);
}

static bool is_line_break(uint32_t c) {
    return (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

PY_METHOD(str_splitlines) {
    int keep = arguments[0] ? py_object_is_true(arguments[0]) : 0;
    if (keep < 0) return NULL;
    PyObject *list = py_list_new(0);
    int64_t length = py_str_length(self);
    for (int64_t at = 0; list && at < length;) {
        int64_t start = at;
        while (at < length && !is_line_break(py_str_at(self, at))) at++;
        int64_t end = at;
        if (at < length)
            at += py_str_at(self, at) == '\r' && at + 1 < length && py_str_at(self, at + 1) == '\n' ? 2 : 1;
        if (push_slice(list, self, start, keep ? at : end) < 0) py_clear(list);
    }
    return list;
}

static PyObject *partition(PyObject *self, PyObject *separator, bool last) {
    if (!must_be_str(separator)) return NULL;
    if (!py_str_length(separator)) return py_raise(PY_TYPE(ValueError), "empty separator");
    int64_t length = py_str_length(self), at = py_str_find(self, separator, 0, length, last);
    if (at < 0 && last) return py_tuple_pack(3, PY_EMPTY_STR, PY_EMPTY_STR, self);
    if (at < 0) return py_tuple_pack(3, self, PY_EMPTY_STR, PY_EMPTY_STR);
    PyObject *parts[] = {py_str_slice(self, 0, at), py_new_ref(separator),
                         py_str_slice(self, at + py_str_length(separator), length)};
    return py_tuple_from_array_stealing(parts, 3);
}

PY_METHOD(str_partition) {
    return partition(self, arguments[0], false);
}

PY_METHOD(str_rpartition) {
    return partition(self, arguments[0], true);
}

PY_METHOD(str_join_method) {
    return py_str_join(self, arguments[0]);
}

/* --- Stripping and padding --------------------------------------------------------------------------------
 */

enum { STRIP_LEFT = 1, STRIP_RIGHT = 2 };

static bool is_stripped(PyObject *characters, uint32_t c) {
    if (!characters) return py_char_is_space(c);
    for (int64_t i = 0; i < py_str_length(characters); i++)
        if (py_str_at(characters, i) == c) return true;
    return false;
}

static PyObject *strip(PyObject *self, PyObject *characters, int sides, const char *name) {
    if (characters == PY_NONE) characters = NULL;
    if (characters && !py_is_str(characters))
        return py_raise(PY_TYPE(TypeError), "%s arg must be None or str", name);
    int64_t from = 0, to = py_str_length(self);
    while (sides & STRIP_LEFT && from < to && is_stripped(characters, py_str_at(self, from))) from++;
    while (sides & STRIP_RIGHT && to > from && is_stripped(characters, py_str_at(self, to - 1))) to--;
    return py_str_slice(self, from, to);
}

PY_METHOD(str_strip) {
    return strip(self, arguments[0], STRIP_LEFT | STRIP_RIGHT, "strip");
}

PY_METHOD(str_lstrip) {
    return strip(self, arguments[0], STRIP_LEFT, "lstrip");
}

PY_METHOD(str_rstrip) {
    return strip(self, arguments[0], STRIP_RIGHT, "rstrip");
}

/* The text with `left` and `right` fill characters around it. */
static PyObject *pad(PyObject *self, int64_t left, int64_t right, uint32_t fill) {
    if (left <= 0 && right <= 0) return py_str_slice(self, 0, py_str_length(self));
    PyObject *unit = py_str_from_code_point(fill);
    PyObject *before = unit ? unit->type->sequence->repeat(unit, left) : NULL;
    PyObject *after = before ? unit->type->sequence->repeat(unit, right) : NULL;
    PyObject *parts[] = {before, self, after};
    PyObject *padded = after ? py_str_join_array(PY_EMPTY_STR, parts, 3) : NULL;
    py_xdecref(unit);
    py_xdecref(before);
    py_xdecref(after);
    return padded;
}

static bool take_fill(PyObject *const *arguments, int64_t *width, uint32_t *fill) {
    *width = py_int_as_int64(arguments[0]);
    *fill = ' ';
    if (*width == -1 && py_error_occurred()) return false;
    if (!arguments[1]) return true;
    if (!py_is_str(arguments[1])) {
        py_raise(PY_TYPE(TypeError), "The fill character must be a unicode character, not %.100s",
                 arguments[1]->type->name);
        return false;
    }
    if (py_str_length(arguments[1]) != 1) {
        py_raise(PY_TYPE(TypeError), "The fill character must be exactly one character long");
        return false;
    }
    *fill = py_str_at(arguments[1], 0);
    return true;
}

PY_METHOD(str_ljust) {
    int64_t width;
    uint32_t fill;
    return take_fill(arguments, &width, &fill) ? pad(self, 0, width - py_str_length(self), fill) : NULL;
}

PY_METHOD(str_rjust) {
    int64_t width;
    uint32_t fill;
    return take_fill(arguments, &width, &fill) ? pad(self, width - py_str_length(self), 0, fill) : NULL;
}

PY_METHOD(str_center) {
    int64_t width;
    uint32_t fill;
    if (!take_fill(arguments, &width, &fill)) return NULL;
    int64_t margin = width - py_str_length(self);
    if (margin <= 0) return pad(self, 0, 0, fill);
    int64_t left = margin / 2 + (margin & width & 1);
    return pad(self, left, margin - left, fill);
}

PY_METHOD(str_zfill) {
    int64_t width = py_int_as_int64(arguments[0]), length = py_str_length(self);
    if (width == -1 && py_error_occurred()) return NULL;
    if (width <= length) return pad(self, 0, 0, '0');
    uint32_t first = length ? py_str_at(self, 0) : 0;
    if (first != '+' && first != '-') return pad(self, width - length, 0, '0');
    PyObject *sign = py_str_from_code_point(first), *rest = py_str_slice(self, 1, length);
    PyObject *padded = rest ? pad(rest, width - length, 0, '0') : NULL;
    PyObject *result = sign && padded ? py_str_concat(sign, padded) : NULL;
    py_xdecref(sign);
    py_xdecref(rest);
    py_xdecref(padded);
    return result;
}

PY_METHOD(str_expandtabs) {
    int64_t size = arguments[0] ? py_int_as_int64(arguments[0]) : 8, column = 0;
    if (size == -1 && py_error_occurred()) return NULL;
    StrBuf out = {0};
    for (int64_t i = 0; i < py_str_length(self); i++) {
        uint32_t c = py_str_at(self, i);
        if (c == '\t') {
            int64_t blanks = size > 0 ? size - column % size : 0;
            strbuf_append_repeated(&out, ' ', (size_t)blanks);
            column += blanks;
            continue;
        }
        strbuf_append_code_point(&out, c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
    PyObject *string = py_str_from_utf8(strbuf_view(&out));
    strbuf_free(&out);
    return string;
}

/* --- Replacing --------------------------------------------------------------------------------------------
 */

/* An empty `old` stands before every character and at the end. */
static PyObject *replace_empty(PyObject *self, PyObject *new, int64_t limit) {
    PyObject *list = py_list_new(0);
    int64_t length = py_str_length(self), i = 0;
    for (; list && i < length && limit != 0; i++, limit--)
        if (py_list_append(list, new) < 0 || push_slice(list, self, i, i + 1) < 0) py_clear(list);
    if (list && i < length && push_slice(list, self, i, length) < 0) py_clear(list);
    if (list && limit != 0 && py_list_append(list, new) < 0) py_clear(list);
    PyObject *string = list ? py_str_join_array(PY_EMPTY_STR, py_list_items(list), py_size(list)) : NULL;
    py_xdecref(list);
    return string;
}

PY_METHOD(str_replace) {
    for (int i = 0; i < 2; i++)
        if (!py_is_str(arguments[i]))
            return py_raise(PY_TYPE(TypeError), "replace() argument %d must be str, not %.50s", i + 1,
                            arguments[i]->type->name);
    int64_t limit = arguments[2] ? py_int_as_int64(arguments[2]) : -1;
    if (limit == -1 && py_error_occurred()) return NULL;
    if (!py_str_length(arguments[0])) return replace_empty(self, arguments[1], limit);
    bool found = limit != 0 && py_str_contains(self, arguments[0]);
    if (!found) return py_str_slice(self, 0, py_str_length(self));
    PyObject *list = py_list_new(0);
    if (list && split_at(list, self, arguments[0], limit) < 0) py_clear(list);
    PyObject *string = list ? py_str_join_array(arguments[1], py_list_items(list), py_size(list)) : NULL;
    py_xdecref(list);
    return string;
}

/* What `table` maps the character to, appended. */
static int translate_one(PyObject *parts, PyObject *table, uint32_t c) {
    PyObject *key = py_int_from_int64(c), *mapped = key ? py_object_subscript(table, key) : NULL;
    py_xdecref(key);
    if (!mapped) {
        if (!py_error_matches(PY_TYPE(LookupError))) return -1;
        py_error_clear();
        PyObject *same = py_str_from_code_point(c);
        return same ? py_list_append_stealing(parts, same) : -1;
    }
    int status = 0;
    if (py_is_int(mapped)) {
        int64_t code = py_int_as_int64(mapped);
        if (code < 0 || code > 0x10FFFF) {
            status = py_error_occurred() ? -1
                                         : py_raise_int(PY_TYPE(ValueError),
                                                        "character mapping must be in range(0x%x)", 0x110000);
        } else {
            PyObject *one = py_str_from_code_point((uint32_t)code);
            status = one ? py_list_append_stealing(parts, one) : -1;
        }
    } else if (py_is_str(mapped)) {
        status = py_list_append(parts, mapped);
    } else if (mapped != PY_NONE) {
        status = py_raise_int(PY_TYPE(TypeError), "character mapping must return integer, None or str");
    }
    py_decref(mapped);
    return status;
}

PY_METHOD(str_translate) {
    PyObject *parts = py_list_new(0);
    for (int64_t i = 0; parts && i < py_str_length(self); i++)
        if (translate_one(parts, arguments[0], py_str_at(self, i)) < 0) py_clear(parts);
    PyObject *string = parts ? py_str_join_array(PY_EMPTY_STR, py_list_items(parts), py_size(parts)) : NULL;
    py_xdecref(parts);
    return string;
}

static int map_character(PyObject *dict, uint32_t from, PyObject *value) {
    PyObject *key = py_int_from_int64(from);
    int status = key && value ? py_dict_set(dict, key, value) : -1;
    py_xdecref(key);
    return status;
}

/* maketrans(dict): keys that are one-character strs become code points. */
static int map_from_dict(PyObject *dict, PyObject *source) {
    int64_t position = 0;
    PyObject *key, *value;
    if (!py_is_exact(source, PY_TYPE(dict)))
        return py_raise_int(PY_TYPE(TypeError),
                            "if you give only one argument to maketrans it must be a dict");
    while (py_dict_next(source, &position, &key, &value)) {
        int status;
        if (py_is_str(key) && py_str_length(key) != 1)
            return py_raise_int(PY_TYPE(ValueError), "string keys in translate table must be of length 1");
        if (!py_is_str(key) && !py_is_int(key))
            return py_raise_int(PY_TYPE(TypeError), "keys in translate table must be strings or integers");
        status =
            py_is_str(key) ? map_character(dict, py_str_at(key, 0), value) : py_dict_set(dict, key, value);
        if (status < 0) return -1;
    }
    return 0;
}

static int map_from_strings(PyObject *dict, PyObject *const *arguments) {
    for (int i = 0; i < 3 && arguments[i]; i++)
        if (!py_is_str(arguments[i]))
            return py_raise_int(PY_TYPE(TypeError),
                                i ? "maketrans() argument %d must be str, not %.50s"
                                  : "first maketrans argument must be a string if there is a second argument",
                                i + 1, arguments[i]->type->name);
    if (py_str_length(arguments[0]) != py_str_length(arguments[1]))
        return py_raise_int(PY_TYPE(ValueError), "the first two maketrans arguments must have equal length");
    for (int64_t i = 0; i < py_str_length(arguments[0]); i++) {
        PyObject *to = py_int_from_int64(py_str_at(arguments[1], i));
        int status = map_character(dict, py_str_at(arguments[0], i), to);
        py_xdecref(to);
        if (status < 0) return -1;
    }
    for (int64_t i = 0; arguments[2] && i < py_str_length(arguments[2]); i++)
        if (map_character(dict, py_str_at(arguments[2], i), PY_NONE) < 0) return -1;
    return 0;
}

PY_METHOD(str_maketrans) {
    PyObject *dict = py_dict_new();
    int status = !dict          ? -1
                 : arguments[1] ? map_from_strings(dict, arguments)
                                : map_from_dict(dict, arguments[0]);
    if (status < 0) py_clear(dict);
    return dict;
}

/* --- Formatting and encoding ------------------------------------------------------------------------------
 */

PY_METHOD(str_format_method) {
    return py_format_braces(self, arguments, count, keyword_names);
}

PY_METHOD(str_format_map) {
    return py_format_map(self, arguments[0]);
}

PY_METHOD(str_format_spec) {
    if (!argument_is_str("__format__", arguments[0])) return NULL;
    return py_format_str(self, arguments[0]);
}

PY_METHOD(str_encode) {
    return py_codec_encode(self, arguments[0], arguments[1]);
}

PY_METHOD(str_new_arguments) {
    PyObject *plain = py_str_slice(self, 0, py_str_length(self));
    return plain ? py_tuple_from_array_stealing(&plain, 1) : NULL;
}

#define SEARCH "sub[, start[, end]]"

const PyMethod py_str_methods[] = {
    {"encode", str_encode, 0, 2, 0, "encoding errors",
     "Encode the string using the codec registered for encoding."},
    {"replace", str_replace, 2, 3, 0, NULL,
     "Return a copy with all occurrences of substring old replaced by new."},
    {"split", str_split, 0, 2, 0, "sep maxsplit",
     "Return a list of the substrings in the string, using sep as the separator string."},
    {"rsplit", str_rsplit, 0, 2, 0, "sep maxsplit",
     "Return a list of the substrings in the string, using sep as the separator string."},
    {"join", str_join_method, 1, 1, 0, NULL, "Concatenate any number of strings."},
    {"capitalize", py_str_capitalize, 0, 0, 0, NULL, "Return a capitalized version of the string."},
    {"casefold", py_str_casefold, 0, 0, 0, NULL,
     "Return a version of the string suitable for caseless comparisons."},
    {"title", py_str_title, 0, 0, 0, NULL, "Return a version of the string where each word is titlecased."},
    {"center", str_center, 1, 2, 0, NULL, "Return a centered string of length width."},
    {"count", str_count, 1, 3, 0, NULL, "S.count(" SEARCH ") -> int"},
    {"expandtabs", str_expandtabs, 0, 1, 0, "tabsize",
     "Return a copy where all tab characters are expanded using spaces."},
    {"find", str_find, 1, 3, 0, NULL, "S.find(" SEARCH ") -> int"},
    {"partition", str_partition, 1, 1, 0, NULL,
     "Partition the string into three parts using the given separator."},
    {"index", str_index, 1, 3, 0, NULL, "S.index(" SEARCH ") -> int"},
    {"ljust", str_ljust, 1, 2, 0, NULL, "Return a left-justified string of length width."},
    {"lower", py_str_lower, 0, 0, 0, NULL, "Return a copy of the string converted to lowercase."},
    {"lstrip", str_lstrip, 0, 1, 0, NULL, "Return a copy of the string with leading whitespace removed."},
    {"rfind", str_rfind, 1, 3, 0, NULL, "S.rfind(" SEARCH ") -> int"},
    {"rindex", str_rindex, 1, 3, 0, NULL, "S.rindex(" SEARCH ") -> int"},
    {"rjust", str_rjust, 1, 2, 0, NULL, "Return a right-justified string of length width."},
    {"rstrip", str_rstrip, 0, 1, 0, NULL, "Return a copy of the string with trailing whitespace removed."},
    {"rpartition", str_rpartition, 1, 1, 0, NULL,
     "Partition the string into three parts using the given separator."},
    {"splitlines", str_splitlines, 0, 1, 0, "keepends",
     "Return a list of the lines in the string, breaking at line boundaries."},
    {"strip", str_strip, 0, 1, 0, NULL,
     "Return a copy of the string with leading and trailing whitespace removed."},
    {"swapcase", py_str_swapcase, 0, 0, 0, NULL,
     "Convert uppercase characters to lowercase and lowercase characters to uppercase."},
    {"translate", str_translate, 1, 1, 0, NULL,
     "Replace each character in the string using the given translation table."},
    {"upper", py_str_upper, 0, 0, 0, NULL, "Return a copy of the string converted to uppercase."},
    {"startswith", str_startswith, 1, 3, 0, NULL, "S.startswith(prefix[, start[, end]]) -> bool"},
    {"endswith", str_endswith, 1, 3, 0, NULL, "S.endswith(suffix[, start[, end]]) -> bool"},
    {"removeprefix", str_removeprefix, 1, 1, 0, NULL,
     "Return a str with the given prefix string removed if present."},
    {"removesuffix", str_removesuffix, 1, 1, 0, NULL,
     "Return a str with the given suffix string removed if present."},
    {"isascii", py_str_isascii, 0, 0, 0, NULL,
     "Return True if all characters in the string are ASCII, False otherwise."},
    {"islower", py_str_islower, 0, 0, 0, NULL,
     "Return True if the string is a lowercase string, False otherwise."},
    {"isupper", py_str_isupper, 0, 0, 0, NULL,
     "Return True if the string is an uppercase string, False otherwise."},
    {"istitle", py_str_istitle, 0, 0, 0, NULL,
     "Return True if the string is a title-cased string, False otherwise."},
    {"isspace", py_str_isspace, 0, 0, 0, NULL,
     "Return True if the string is a whitespace string, False otherwise."},
    {"isdecimal", py_str_isdecimal, 0, 0, 0, NULL,
     "Return True if the string is a decimal string, False otherwise."},
    {"isdigit", py_str_isdigit, 0, 0, 0, NULL,
     "Return True if the string is a digit string, False otherwise."},
    {"isnumeric", py_str_isnumeric, 0, 0, 0, NULL,
     "Return True if the string is a numeric string, False otherwise."},
    {"isalpha", py_str_isalpha, 0, 0, 0, NULL,
     "Return True if the string is an alphabetic string, False otherwise."},
    {"isalnum", py_str_isalnum, 0, 0, 0, NULL,
     "Return True if the string is an alpha-numeric string, False otherwise."},
    {"isidentifier", py_str_isidentifier, 0, 0, 0, NULL,
     "Return True if the string is a valid Python identifier, False otherwise."},
    {"isprintable", py_str_isprintable, 0, 0, 0, NULL,
     "Return True if the string is printable, False otherwise."},
    {"zfill", str_zfill, 1, 1, 0, NULL,
     "Pad a numeric string with zeros on the left, to fill a field of the given width."},
    {"format", str_format_method, 0, -1, PY_METHOD_RAW, NULL, "S.format(*args, **kwargs) -> str"},
    {"format_map", str_format_map, 1, 1, 0, NULL, "S.format_map(mapping) -> str"},
    {"__format__", str_format_spec, 1, 1, 0, NULL,
     "Return a formatted version of the string as described by format_spec."},
    {"maketrans", str_maketrans, 1, 3, PY_METHOD_STATIC, NULL,
     "Return a translation table usable for str.translate()."},
    {"__getnewargs__", str_new_arguments, 0, 0, 0, NULL, NULL},
    {0},
};
