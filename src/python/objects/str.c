/* Strings: making them, their bytes, interning, hashing. See str.h. The methods are in str_methods.c. */
#include "python/objects/str.h"

#include "base/memory_error.h"
#include "base/utf8.h"
#include "python/objects/alloc.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/hash.h"
#include "python/objects/list.h"
#include "python/objects/protocol.h"

#include <stdlib.h>
#include <string.h>

/* --- Making strings ---------------------------------------------------------------------------------------
 */

PyObject *py_str_alloc(int64_t length, uint32_t largest) {
    if (length == 0) return py_new_ref(PY_EMPTY_STR);
    bool ascii = largest < 0x80;
    unsigned kind = largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4;
    size_t header = ascii ? sizeof(PyStr) : sizeof(PyCompactStr);
    if (length < 0 || (uint64_t)length > (UINT64_MAX >> 8) / kind) return py_raise_memory();
    PyStr *string = (PyStr *)py_object_alloc_bytes(PY_TYPE(str), header + ((size_t)length + 1) * kind);
    if (!string) return NULL;
    memset(&string->length, 0, header - sizeof(PyObject));
    string->length = length;
    string->hash = -1;
    string->state.kind = kind & 7;
    string->state.compact = string->state.ready = 1;
    string->state.ascii = ascii;
    py_str_write((int)kind, py_str_data(string), length, 0);
    return (PyObject *)string;
}

PyObject *py_str_from_code_point(uint32_t code_point) {
    if (code_point < 0x80) return py_new_ref(&PY_STATICS->ascii[code_point]);
    if (code_point < 0x100) return py_new_ref(&PY_STATICS->latin1[code_point - 0x80]);
    PyObject *string = py_str_alloc(1, code_point);
    if (string) py_str_write(py_str_kind(string), py_str_data(string), 0, code_point);
    return string;
}

static uint32_t largest_of(int kind, const void *data, int64_t length) {
    uint32_t bits = 0;
    if (kind == 1)
        for (int64_t i = 0; i < length; i++) bits |= ((const uint8_t *)data)[i];
    else if (kind == 2)
        for (int64_t i = 0; i < length; i++) bits |= ((const uint16_t *)data)[i];
    else
        for (int64_t i = 0; i < length; i++) bits |= ((const uint32_t *)data)[i];
    return bits;
}

/* Copies characters into a str whose kind may be another. */
static void copy_characters(PyObject *into, int64_t at, int kind, const void *data, int64_t from,
                            int64_t length) {
    int own = py_str_kind(into);
    char *target = (char *)py_str_data(into) + at * own;
    const char *source = (const char *)data + from * kind;
    if (own == kind) {
        memcpy(target, source, (size_t)(length * kind));
        return;
    }
    for (int64_t i = 0; i < length; i++) py_str_write(own, target, i, py_str_read(kind, source, i));
}

PyObject *py_str_from_kind(int kind, const void *data, int64_t length) {
    if (length == 1) return py_str_from_code_point(py_str_read(kind, data, 0));
    PyObject *string = py_str_alloc(length, largest_of(kind, data, length));
    if (string && length) copy_characters(string, 0, kind, data, 0, length);
    return string;
}

PyObject *py_str_from_latin1(const uint8_t *bytes, int64_t length) {
    return py_str_from_kind(1, bytes, length);
}

PyObject *py_str_from_code_points(const uint32_t *code_points, int64_t length) {
    return py_str_from_kind(4, code_points, length);
}

/* Decodes one code point, surrogates included; UTF8_INVALID for a bad byte. */
static uint32_t decode_with_surrogates(Str text, size_t *offset) {
    uint32_t surrogate;
    if (!utf8_surrogate(text, *offset, &surrogate)) return utf8_decode(text, offset);
    *offset += 3;
    return surrogate;
}

static PyObject *invalid_utf8(Str text, size_t at) {
    PyObject *bytes = py_bytes_new(text.data, (int64_t)text.length), *position = py_int_from_uint64(at);
    PyObject *end = py_int_from_uint64(at + 1), *encoding = py_str_from_c("utf-8");
    unsigned char byte = (unsigned char)text.data[at];
    bool starts = byte >= 0xC2 && byte <= 0xF4;
    size_t need = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    PyObject *reason = py_str_from_c(!starts                   ? "invalid start byte"
                                     : at + need > text.length ? "unexpected end of data"
                                                               : "invalid continuation byte");
    PyObject *arguments[] = {encoding, bytes, position, end, reason};
    PyObject *error = NULL;
    if (bytes && position && end && encoding && reason)
        error = py_object_call((PyObject *)PY_TYPE(UnicodeDecodeError), arguments, 5, NULL);
    if (error) py_raise_exception(error);
    py_xdecref(error);
    for (size_t i = 0; i < 5; i++) py_xdecref(arguments[i]);
    return NULL;
}

PyObject *py_str_from_utf8(Str text) {
    size_t ascii = utf8_ascii_end(text, 0);
    if (ascii == text.length && text.length > 1) {
        PyObject *string = py_str_alloc((int64_t)ascii, 'a');
        if (string) memcpy(py_str_data(string), text.data, ascii);
        return string;
    }
    int64_t length = 0;
    uint32_t largest = 0, only = 0;
    for (size_t offset = 0; offset < text.length; length++) {
        size_t start = offset;
        only = decode_with_surrogates(text, &offset);
        if (only == UTF8_INVALID) return invalid_utf8(text, start);
        if (only > largest) largest = only;
    }
    if (length == 1) return py_str_from_code_point(only);
    PyObject *string = py_str_alloc(length, largest);
    if (!string || !length) return string;
    void *data = py_str_data(string);
    int kind = py_str_kind(string);
    size_t offset = 0;
    for (int64_t i = 0; i < length; i++) py_str_write(kind, data, i, decode_with_surrogates(text, &offset));
    return string;
}

PyObject *py_str_from_c(const char *text) {
    return py_str_from_utf8(str_from(text));
}

/* The two references that the table of interned strings holds do not count; they come back for its delete. */
static void forget_interned(PyObject *self) {
    PyObject *exception = py_error_fetch();
    ((PyStr *)self)->state.interned = PY_STR_NOT_INTERNED;
    self->refcount = 3;
    py_dict_delete(py_runtime.interned, self);
    self->refcount = 0;
    py_error_restore(exception);
}

void py_str_dealloc(PyObject *self) {
    PyStr *string = (PyStr *)self;
    if (string->state.interned == PY_STR_INTERNED_MORTAL) forget_interned(self);
    if (!string->state.ascii) py_memory_free(((PyCompactStr *)self)->utf8);
    py_object_free(self);
}

/* --- UTF-8 ------------------------------------------------------------------------------------------------
 */

void py_str_append_utf8(StrBuf *out, const PyObject *string) {
    int64_t length = py_str_length(string);
    int kind = py_str_kind(string);
    const void *data = py_str_data(string);
    if (py_str_is_ascii(string)) {
        strbuf_append_bytes(out, data, (size_t)length);
        return;
    }
    for (int64_t i = 0; i < length; i++) strbuf_append_code_point(out, py_str_read(kind, data, i));
}

static int64_t first_surrogate(const PyObject *string) {
    if (py_str_kind(string) == 1) return -1;
    for (int64_t i = 0; i < py_str_length(string); i++) {
        uint32_t c = py_str_at(string, i);
        if (c >= 0xD800 && c <= 0xDFFF) return i;
    }
    return -1;
}

void *py_raise_encode(PyObject *string, const char *encoding, int64_t start, int64_t end,
                      const char *reason) {
    PyObject *arguments[] = {py_str_from_c(encoding), py_new_ref(string), py_int_from_int64(start),
                             py_int_from_int64(end), py_str_from_c(reason)};
    PyObject *error = NULL;
    if (arguments[0] && arguments[2] && arguments[3] && arguments[4])
        error = py_object_call((PyObject *)PY_TYPE(UnicodeEncodeError), arguments, 5, NULL);
    if (error) py_raise_exception(error);
    py_xdecref(error);
    for (size_t i = 0; i < 5; i++) py_xdecref(arguments[i]);
    return NULL;
}

Str py_str_utf8(PyObject *string) {
    if (py_str_is_ascii(string)) return (Str){py_str_data(string), (size_t)py_str_length(string)};
    PyCompactStr *compact = (PyCompactStr *)string;
    if (!compact->utf8) {
        int64_t surrogate = first_surrogate(string);
        if (surrogate >= 0) {
            py_raise_encode(string, "utf-8", surrogate, surrogate + 1, "surrogates not allowed");
            return (Str){NULL, 0};
        }
        StrBuf text = {0};
        py_str_append_utf8(&text, string);
        char *copy = py_memory_alloc(text.length + 1);
        if (copy) {
            memcpy(copy, text.data, text.length + 1);
            compact->utf8 = copy;
            compact->utf8_length = (int64_t)text.length;
        }
        strbuf_free(&text);
    }
    return (Str){compact->utf8, (size_t)compact->utf8_length};
}

static void append_ascii_digit(StrBuf *out, uint32_t c) {
    if (c < 0x80) {
        strbuf_append_char(out, (char)c);
    } else if (py_char_is_space(c)) {
        strbuf_append_char(out, ' ');
    } else {
        int digit = py_char_decimal(c);
        strbuf_append_char(out, digit < 0 ? '?' : (char)('0' + digit));
    }
}

void py_str_append_ascii_digits(StrBuf *out, const PyObject *string) {
    for (int64_t i = 0; i < py_str_length(string); i++) append_ascii_digit(out, py_str_at(string, i));
}

/* --- Interning --------------------------------------------------------------------------------------------
 */

void py_str_intern(PyObject **place) {
    PyStr *string = (PyStr *)*place;
    if (!py_is_exact(string, PY_TYPE(str)) || string->state.interned) return;
    PyObject *known = py_dict_set_default(py_runtime.interned, *place, *place);
    if (!known) {
        py_error_clear();
    } else if (known != *place) {
        py_incref(known);
        py_decref(*place);
        *place = known;
    } else {
        string->base.refcount -= 2;
        string->state.interned = PY_STR_INTERNED_MORTAL;
    }
}

PyObject *py_str_find_interned(PyObject *string) {
    return py_dict_get(py_runtime.interned, string);
}

PyObject *py_str_interned(const char *text) {
    PyObject *string = py_str_from_c(text);
    if (string) py_str_intern(&string);
    return string;
}

bool py_str_is_name_like(const PyObject *string) {
    if (!py_str_is_ascii(string)) return false;
    const char *text = py_str_data(string);
    for (int64_t i = 0; i < py_str_length(string); i++) {
        char c = text[i], letter = (char)(c | 0x20);
        if (!(letter >= 'a' && letter <= 'z') && !(c >= '0' && c <= '9') && c != '_') return false;
    }
    return true;
}

/* --- Hash and order ---------------------------------------------------------------------------------------
 */

int64_t py_str_hash(PyObject *object) {
    PyStr *string = (PyStr *)object;
    if (string->hash == -1)
        string->hash = py_hash_bytes(py_str_data(string), (size_t)(string->length * string->state.kind));
    return string->hash;
}

bool py_str_equal(const PyObject *a, const PyObject *b) {
    if (a == b) return true;
    int kind = py_str_kind(a);
    if (py_str_length(a) != py_str_length(b) || kind != (int)py_str_kind(b)) return false;
    return memcmp(py_str_data(a), py_str_data(b), (size_t)(py_str_length(a) * kind)) == 0;
}

bool py_str_equal_c(const PyObject *string, const char *ascii) {
    size_t length = strlen(ascii);
    if (!py_str_is_ascii(string) || (size_t)py_str_length(string) != length) return false;
    return memcmp(py_str_data(string), ascii, length) == 0;
}

int py_str_compare(const PyObject *a, const PyObject *b) {
    int64_t shorter = py_str_length(a) < py_str_length(b) ? py_str_length(a) : py_str_length(b);
    for (int64_t i = 0; i < shorter; i++) {
        uint32_t left = py_str_at(a, i), right = py_str_at(b, i);
        if (left != right) return left < right ? -1 : 1;
    }
    return py_str_length(a) < py_str_length(b) ? -1 : py_str_length(a) > py_str_length(b);
}

/* --- Putting together and taking apart --------------------------------------------------------------------
 */

/* A code point that stands for the width of the str: what py_str_alloc needs to hold its characters. */
static uint32_t width_of(const PyObject *string) {
    static const uint32_t largest[] = {0x7F, 0xFF, 0xFFFF, 0, 0x10FFFF};
    return py_str_is_ascii(string) ? largest[0] : largest[py_str_kind(string)];
}

PyObject *py_str_concat(PyObject *left, PyObject *right) {
    if (!py_str_length(left)) return py_new_ref(right);
    if (!py_str_length(right)) return py_new_ref(left);
    uint32_t a = width_of(left), b = width_of(right);
    PyObject *string = py_str_alloc(py_str_length(left) + py_str_length(right), a > b ? a : b);
    if (!string) return NULL;
    copy_characters(string, 0, py_str_kind(left), py_str_data(left), 0, py_str_length(left));
    copy_characters(string, py_str_length(left), py_str_kind(right), py_str_data(right), 0,
                    py_str_length(right));
    return string;
}

/* The left str is extended where it stands when nobody else can see it. */
static bool can_extend(const PyObject *left, const PyObject *right) {
    const PyStr *string = (const PyStr *)left;
    return left->refcount == 1 && !string->state.interned && py_is_exact(left, PY_TYPE(str)) &&
           !py_is_static(left) && width_of(left) >= width_of(right) && string->length > 0;
}

void py_str_append(PyObject **place, PyObject *right) {
    PyObject *left = *place;
    if (!can_extend(left, right)) {
        *place = py_str_concat(left, right);
        py_decref(left);
        return;
    }
    int kind = py_str_kind(left);
    int64_t old = py_str_length(left), length = old + py_str_length(right);
    size_t header = py_str_is_ascii(left) ? sizeof(PyStr) : sizeof(PyCompactStr);
    if (!py_str_is_ascii(left)) {
        py_memory_free(((PyCompactStr *)left)->utf8);
        ((PyCompactStr *)left)->utf8 = NULL;
        ((PyCompactStr *)left)->utf8_length = 0;
    }
    PyObject *longer = py_object_realloc(left, header + (size_t)((length + 1) * kind));
    if (!longer) {
        py_clear(*place);
        return;
    }
    ((PyStr *)longer)->length = length;
    ((PyStr *)longer)->hash = -1;
    copy_characters(longer, old, py_str_kind(right), py_str_data(right), 0, py_str_length(right));
    py_str_write(kind, py_str_data(longer), length, 0);
    *place = longer;
}

PyObject *py_str_slice(PyObject *string, int64_t from, int64_t to) {
    int64_t length = py_str_length(string);
    if (from < 0) from = 0;
    if (to > length) to = length;
    if (from >= to) return py_new_ref(PY_EMPTY_STR);
    if (from == 0 && to == length && py_is_exact(string, PY_TYPE(str))) return py_new_ref(string);
    int kind = py_str_kind(string);
    return py_str_from_kind(kind, (char *)py_str_data(string) + from * kind, to - from);
}

static int check_items(PyObject *const *items, int64_t count, int64_t *length, uint32_t *width) {
    for (int64_t i = 0; i < count; i++) {
        if (!py_is_str(items[i]))
            return py_raise_int(PY_TYPE(TypeError), "sequence item %lld: expected str instance, %.80s found",
                                (long long)i, items[i]->type->name);
        *length += py_str_length(items[i]);
        if (width_of(items[i]) > *width) *width = width_of(items[i]);
    }
    return 0;
}

PyObject *py_str_join_array(PyObject *separator, PyObject *const *items, int64_t count) {
    int64_t gap = py_str_length(separator), length = count > 1 ? gap * (count - 1) : 0, at = 0;
    uint32_t width = count > 1 && gap ? width_of(separator) : 0;
    if (check_items(items, count, &length, &width) < 0) return NULL;
    if (count == 1 && py_is_exact(items[0], PY_TYPE(str))) return py_new_ref(items[0]);
    PyObject *string = py_str_alloc(length, width);
    if (!string || !length) return string;
    for (int64_t i = 0; i < count; i++) {
        if (i) copy_characters(string, at, py_str_kind(separator), py_str_data(separator), 0, gap), at += gap;
        copy_characters(string, at, py_str_kind(items[i]), py_str_data(items[i]), 0, py_str_length(items[i]));
        at += py_str_length(items[i]);
    }
    return string;
}

PyObject *py_str_join(PyObject *separator, PyObject *iterable) {
    if (!iterable->type->iter && !iterable->type->sequence)
        return py_raise(PY_TYPE(TypeError), "can only join an iterable");
    PyObject *list = py_is_tuple(iterable) || py_is_exact(iterable, PY_TYPE(list))
                         ? py_new_ref(iterable)
                         : py_sequence_to_list(iterable);
    if (!list) return NULL;
    PyObject *const *items = py_is_tuple(list) ? py_tuple_items(list) : py_list_items(list);
    PyObject *string = py_str_join_array(separator, items, py_size(list));
    py_decref(list);
    return string;
}

/* --- Searching --------------------------------------------------------------------------------------------
 */

static bool matches_at(const PyObject *string, int64_t at, const PyObject *part) {
    int kind = py_str_kind(string);
    int64_t length = py_str_length(part);
    if (kind == (int)py_str_kind(part))
        return memcmp((char *)py_str_data(string) + at * kind, py_str_data(part), (size_t)(length * kind)) ==
               0;
    for (int64_t i = 0; i < length; i++)
        if (py_str_at(string, at + i) != py_str_at(part, i)) return false;
    return true;
}

int64_t py_str_find(const PyObject *string, const PyObject *part, int64_t from, int64_t to, bool last) {
    int64_t length = py_str_length(part);
    if (to - from < length) return -1;
    if (!length) return last ? to : from;
    uint32_t first = py_str_at(part, 0);
    for (int64_t i = 0; i <= to - from - length; i++) {
        int64_t at = last ? to - length - i : from + i;
        if (py_str_at(string, at) == first && matches_at(string, at, part)) return at;
    }
    return -1;
}

bool py_str_contains(const PyObject *string, const PyObject *part) {
    return py_str_find(string, part, 0, py_str_length(string), false) >= 0;
}
