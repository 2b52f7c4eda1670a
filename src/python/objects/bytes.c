/* The type bytes, see bytes.h. */
#include "python/objects/bytes.h"

#include "python/objects/alloc.h"
#include "python/objects/codec.h"
#include "python/objects/error.h"
#include "python/objects/hash.h"
#include "python/objects/iter.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/sequence.h"
#include "python/objects/slice.h"

#include <string.h>

/* --- Making -----------------------------------------------------------------------------------------------
 */

static PyBytes *bytes_alloc(PyType *type, int64_t size) {
    if (size < 0 || size > INT64_MAX / 2) return py_raise_memory();
    PyBytes *bytes = (PyBytes *)py_object_alloc_bytes(type, sizeof(PyBytes) + (size_t)size + 1);
    if (!bytes) return NULL;
    bytes->base.size = size;
    bytes->hash = -1;
    bytes->data[size] = '\0';
    return bytes;
}

PyObject *py_bytes_new(const void *data, int64_t size) {
    if (size == 0) return py_new_ref(PY_EMPTY_BYTES);
    if (size == 1 && data) return py_new_ref(&PY_STATICS->byte[*(const uint8_t *)data]);
    PyBytes *bytes = bytes_alloc(PY_TYPE(bytes), size);
    if (bytes && data) memcpy(bytes->data, data, (size_t)size);
    return (PyObject *)bytes;
}

static void bytes_dealloc(PyObject *self) {
    py_object_free(self);
}

static PyObject *from_items(PyObject *iterable) {
    PyObject *iterator = py_object_iter(iterable), *item;
    StrBuf buffer = {0};
    bool valid = iterator;
    while (valid && (item = py_iter_next(iterator))) {
        int64_t value = py_int_as_int64(item);
        py_decref(item);
        valid = !(value == -1 && py_error_occurred());
        if (valid && (value < 0 || value > 255)) {
            py_raise(PY_TYPE(ValueError), "bytes must be in range(0, 256)");
            valid = false;
        }
        strbuf_append_char(&buffer, (char)value);
    }
    py_xdecref(iterator);
    PyObject *bytes = NULL;
    if (valid && !py_error_occurred())
        bytes = py_bytes_new(buffer.length ? buffer.data : "", (int64_t)buffer.length);
    strbuf_free(&buffer);
    return bytes;
}

static PyObject *from_count(PyObject *object) {
    int64_t size = py_number_as_index(object, false);
    if (size == -1 && py_error_occurred()) return NULL;
    if (size < 0) return py_raise(PY_TYPE(ValueError), "negative count");
    PyObject *bytes = size == 1 ? py_bytes_new("", 1) : py_bytes_new(NULL, size);
    if (bytes && size > 1) memset(py_bytes_data(bytes), 0, (size_t)size);
    return bytes;
}

static PyObject *from_object(PyObject *object) {
    PyObject *special;
    int found = py_object_find_special(object, "__bytes__", &special);
    if (found < 0) return NULL;
    if (found) {
        PyObject *bytes = py_object_call_no_arguments(special);
        py_decref(special);
        if (!bytes || py_is_bytes(bytes)) return bytes;
        py_raise(PY_TYPE(TypeError), "__bytes__ returned non-bytes (type %.200s)", bytes->type->name);
        py_decref(bytes);
        return NULL;
    }
    if (py_is_exact(object, PY_TYPE(bytes))) return py_new_ref(object);
    if (py_is_bytes(object)) return py_bytes_new(py_bytes_data(object), py_size(object));
    if (py_is_str(object)) return py_raise(PY_TYPE(TypeError), "string argument without an encoding");
    if (py_number_has_index(object)) return from_count(object);
    if (object->type->iter || object->type->sequence) return from_items(object);
    return py_raise(PY_TYPE(TypeError), "cannot convert '%.200s' object to bytes", object->type->name);
}

static PyObject *bytes_type_new(PyType *type, PyObject *const *arguments, int64_t count,
                                PyObject *keyword_names) {
    PyObject *slots[3], *bytes;
    if (py_arguments_place("bytes", "source encoding errors", 0, 3, arguments, count, keyword_names, slots) <
        0)
        return NULL;
    if (!slots[0]) {
        if (slots[1] || slots[2])
            return py_raise(PY_TYPE(TypeError), slots[1] ? "encoding without a string argument"
                                                         : "errors without a string argument");
        bytes = py_new_ref(PY_EMPTY_BYTES);
    } else if (slots[1] || slots[2]) {
        if (!py_is_str(slots[0]))
            return py_raise(PY_TYPE(TypeError), slots[1] ? "encoding without a string argument"
                                                         : "errors without a string argument");
        bytes = py_codec_encode(slots[0], slots[1], slots[2]);
    } else {
        bytes = from_object(slots[0]);
    }
    if (!bytes || type == PY_TYPE(bytes)) return bytes;
    PyBytes *derived = bytes_alloc(type, py_size(bytes));
    if (derived) memcpy(derived->data, py_bytes_data(bytes), (size_t)py_size(bytes));
    py_decref(bytes);
    return (PyObject *)derived;
}

/* --- Slots ------------------------------------------------------------------------------------------------
 */

void py_bytes_append_repr(StrBuf *out, Str bytes) {
    bool has_single = str_find_byte(bytes, '\'', 0) >= 0, has_double = str_find_byte(bytes, '"', 0) >= 0;
    char quote = has_single && !has_double ? '"' : '\'';
    strbuf_append_char(out, 'b');
    strbuf_append_char(out, quote);
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char c = (unsigned char)bytes.data[i];
        if (c == (unsigned char)quote || c == '\\')
            strbuf_format(out, "\\%c", c);
        else if (c == '\t')
            strbuf_append_c(out, "\\t");
        else if (c == '\n')
            strbuf_append_c(out, "\\n");
        else if (c == '\r')
            strbuf_append_c(out, "\\r");
        else if (c < ' ' || c >= 0x7f)
            strbuf_format(out, "\\x%02x", c);
        else
            strbuf_append_char(out, (char)c);
    }
    strbuf_append_char(out, quote);
}

static PyObject *bytes_repr(PyObject *self) {
    StrBuf out = {0};
    py_bytes_append_repr(&out, py_bytes_view(self));
    PyObject *text = py_str_from_utf8(strbuf_view(&out));
    strbuf_free(&out);
    return text;
}

static int64_t bytes_hash(PyObject *self) {
    PyBytes *bytes = (PyBytes *)self;
    if (bytes->hash == -1) bytes->hash = py_hash_bytes(bytes->data, (size_t)bytes->base.size);
    return bytes->hash;
}

static PyObject *bytes_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    if (!py_is_bytes(other)) return py_not_implemented();
    int order = str_compare(py_bytes_view(self), py_bytes_view(other));
    const bool results[] = {order < 0, order <= 0, order == 0, order != 0, order > 0, order >= 0};
    return py_bool_from(results[comparison]);
}

static int64_t bytes_length(PyObject *self) {
    return py_size(self);
}

static PyObject *bytes_item(PyObject *self, int64_t index) {
    if (index < 0 || index >= py_size(self)) return py_raise(PY_TYPE(IndexError), "index out of range");
    return py_int_from_int64((uint8_t)py_bytes_data(self)[index]);
}

static PyObject *bytes_concat(PyObject *self, PyObject *other) {
    if (!py_is_bytes(other))
        return py_raise(PY_TYPE(TypeError), "can't concat %.100s to %.100s", other->type->name,
                        self->type->name);
    if (!py_size(self)) return py_new_ref(other);
    if (!py_size(other)) return py_new_ref(self);
    PyObject *bytes = py_bytes_new(NULL, py_size(self) + py_size(other));
    if (!bytes) return NULL;
    memcpy(py_bytes_data(bytes), py_bytes_data(self), (size_t)py_size(self));
    memcpy(py_bytes_data(bytes) + py_size(self), py_bytes_data(other), (size_t)py_size(other));
    return bytes;
}

static PyObject *bytes_repeat(PyObject *self, int64_t count) {
    int64_t size = py_size(self), total;
    if (count < 0) count = 0;
    if (count == 1 && py_is_exact(self, PY_TYPE(bytes))) return py_new_ref(self);
    if (__builtin_mul_overflow(size, count, &total)) return py_raise_memory();
    PyObject *bytes = py_bytes_new(NULL, total);
    for (int64_t i = 0; bytes && total && i < count; i++)
        memcpy(py_bytes_data(bytes) + i * size, py_bytes_data(self), (size_t)size);
    return bytes;
}

static int bytes_contains(PyObject *self, PyObject *part) {
    Str view = py_bytes_view(self);
    if (py_is_bytes(part)) {
        Str wanted = py_bytes_view(part);
        return !wanted.length || memmem(view.data, view.length, wanted.data, wanted.length) != NULL;
    }
    if (!py_number_has_index(part))
        return py_raise_int(PY_TYPE(TypeError), "a bytes-like object is required, not '%.100s'",
                            part->type->name);
    int64_t value = py_int_as_int64(part);
    if (value == -1 && py_error_occurred()) return -1;
    if (value < 0 || value > 255) return py_raise_int(PY_TYPE(ValueError), "byte must be in range(0, 256)");
    return str_find_byte(view, (char)value, 0) >= 0;
}

static PyObject *take_slice(PyObject *self, PyObject *slice) {
    int64_t start, stop, step;
    if (py_slice_unpack(slice, &start, &stop, &step) < 0) return NULL;
    int64_t count = py_slice_adjust(py_size(self), &start, &stop, step);
    if (step == 1 && count == py_size(self) && py_is_exact(self, PY_TYPE(bytes))) return py_new_ref(self);
    if (count == 1 || step == 1) return py_bytes_new(py_bytes_data(self) + start, count);
    PyObject *bytes = py_bytes_new(NULL, count);
    for (int64_t i = 0; bytes && i < count; i++)
        py_bytes_data(bytes)[i] = py_bytes_data(self)[start + i * step];
    return bytes;
}

static PyObject *bytes_subscript(PyObject *self, PyObject *key) {
    if (py_is_exact(key, PY_TYPE(slice))) return take_slice(self, key);
    if (!py_number_has_index(key))
        return py_raise(PY_TYPE(TypeError), "byte indices must be integers or slices, not %.200s",
                        key->type->name);
    int64_t index = py_number_as_index(key, false);
    if (index == -1 && py_error_occurred()) return NULL;
    return bytes_item(self, index < 0 ? index + py_size(self) : index);
}

static PyObject *bytes_iter(PyObject *self) {
    return py_sequence_iterator_new(PY_TYPE(bytes_iterator), self, 0);
}

/* --- Methods ----------------------------------------------------------------------------------------------
 */

PY_METHOD(bytes_decode) {
    return py_codec_decode(self, arguments[0], arguments[1]);
}

PY_METHOD(bytes_hex) {
    StrBuf out = {0};
    for (int64_t i = 0; i < py_size(self); i++) strbuf_format(&out, "%02x", (uint8_t)py_bytes_data(self)[i]);
    PyObject *text = py_str_from_utf8(strbuf_view(&out));
    strbuf_free(&out);
    return text;
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

PY_METHOD(bytes_fromhex) {
    if (!py_is_str(arguments[0]))
        return py_raise(PY_TYPE(TypeError), "fromhex() argument must be str, not %s",
                        arguments[0]->type->name);
    StrBuf text = {0}, out = {0};
    py_str_append_ascii_digits(&text, arguments[0]);
    int64_t bad = -1;
    for (size_t i = 0; i < text.length && bad < 0; i++) {
        if (strchr(" \t\n\r\f\v", text.data[i])) continue;
        int high = hex_value(text.data[i]), low = i + 1 < text.length ? hex_value(text.data[i + 1]) : -1;
        if (high < 0 || low < 0) bad = (int64_t)i + (high >= 0);
        strbuf_append_char(&out, (char)(high * 16 + low));
        i++;
    }
    PyObject *bytes = bad < 0 ? py_bytes_new(out.length ? out.data : "", (int64_t)out.length) : NULL;
    if (bad >= 0)
        py_raise(PY_TYPE(ValueError), "non-hexadecimal number found in fromhex() arg at position %lld",
                 (long long)bad);
    strbuf_free(&text);
    strbuf_free(&out);
    return bytes;
}

/* The argument's bytes, a single int standing for one byte. */
static bool part_of(PyObject *object, Str *part, char *single) {
    if (py_is_bytes(object)) {
        *part = py_bytes_view(object);
        return true;
    }
    if (!py_number_has_index(object)) {
        py_raise(PY_TYPE(TypeError), "argument should be integer or bytes-like object, not '%.100s'",
                 object->type->name);
        return false;
    }
    int64_t value = py_int_as_int64(object);
    if (value == -1 && py_error_occurred()) return false;
    if (value < 0 || value > 255)
        return py_raise(PY_TYPE(ValueError), "byte must be in range(0, 256)"), false;
    *single = (char)value;
    *part = (Str){single, 1};
    return true;
}

static bool bounded_view(PyObject *self, PyObject *const *arguments, Str *view, int64_t *start) {
    int64_t stop;
    if (py_sequence_bounds(py_size(self), arguments[1] == PY_NONE ? NULL : arguments[1],
                           arguments[2] == PY_NONE ? NULL : arguments[2], start, &stop) < 0)
        return false;
    if (stop > py_size(self)) stop = py_size(self);
    *view = *start <= stop ? str_slice(py_bytes_view(self), (size_t)*start, (size_t)stop) : (Str){NULL, 0};
    return true;
}

static int64_t find_first(Str view, Str part) {
    if (!part.length) return 0;
    const char *at = view.length ? memmem(view.data, view.length, part.data, part.length) : NULL;
    return at ? at - view.data : -1;
}

PY_METHOD(bytes_find) {
    Str view, part;
    char single;
    int64_t start;
    if (!part_of(arguments[0], &part, &single) || !bounded_view(self, arguments, &view, &start)) return NULL;
    int64_t at = start > py_size(self) ? -1 : find_first(view, part);
    return py_int_from_int64(at < 0 ? -1 : at + start);
}

PY_METHOD(bytes_index) {
    PyObject *found = bytes_find(self, arguments, count, NULL);
    if (!found || py_int_sign(found) >= 0) return found;
    py_decref(found);
    return py_raise(PY_TYPE(ValueError), "subsection not found");
}

PY_METHOD(bytes_count) {
    Str view, part;
    char single;
    int64_t start, found = 0;
    if (!part_of(arguments[0], &part, &single) || !bounded_view(self, arguments, &view, &start)) return NULL;
    if (!part.length) return py_int_from_int64((int64_t)view.length + 1);
    for (int64_t at; (at = find_first(view, part)) >= 0; found++)
        view = str_slice(view, (size_t)at + part.length, view.length);
    return py_int_from_int64(found);
}

static PyObject *has_affix(PyObject *self, PyObject *const *arguments, bool prefix, const char *name) {
    Str view;
    int64_t start;
    if (!bounded_view(self, arguments, &view, &start)) return NULL;
    bool many = py_is_tuple(arguments[0]);
    for (int64_t i = 0; i < (many ? py_size(arguments[0]) : 1); i++) {
        PyObject *affix = many ? py_tuple_item(arguments[0], i) : arguments[0];
        if (!py_is_bytes(affix))
            return py_raise(PY_TYPE(TypeError), "%s first arg must be bytes or a tuple of bytes, not %s",
                            name, affix->type->name);
        Str part = py_bytes_view(affix);
        if (prefix ? str_starts_with(view, part) : str_ends_with(view, part)) return py_bool_from(true);
    }
    return py_bool_from(false);
}

PY_METHOD(bytes_startswith) {
    return has_affix(self, arguments, true, "startswith");
}

PY_METHOD(bytes_endswith) {
    return has_affix(self, arguments, false, "endswith");
}

PY_METHOD(bytes_join) {
    PyObject *list = py_sequence_to_list(arguments[0]);
    StrBuf out = {0};
    bool valid = list;
    for (int64_t i = 0; valid && i < py_size(list); i++) {
        PyObject *item = py_list_item(list, i);
        valid = py_is_bytes(item);
        if (i) strbuf_append(&out, py_bytes_view(self));
        if (valid)
            strbuf_append(&out, py_bytes_view(item));
        else
            py_raise(PY_TYPE(TypeError), "sequence item %lld: expected a bytes-like object, %.80s found",
                     (long long)i, item->type->name);
    }
    PyObject *bytes = valid ? py_bytes_new(out.length ? out.data : "", (int64_t)out.length) : NULL;
    strbuf_free(&out);
    py_xdecref(list);
    return bytes;
}

PY_METHOD(bytes_replace) {
    for (int i = 0; i < 2; i++)
        if (!py_is_bytes(arguments[i]))
            return py_raise(PY_TYPE(TypeError), "a bytes-like object is required, not '%.100s'",
                            arguments[i]->type->name);
    int64_t limit = arguments[2] ? py_int_as_int64(arguments[2]) : -1;
    if (arguments[2] && limit == -1 && py_error_occurred()) return NULL;
    Str view = py_bytes_view(self), old = py_bytes_view(arguments[0]), new = py_bytes_view(arguments[1]);
    StrBuf out = {0};
    for (; limit != 0; limit--) {
        int64_t at = find_first(view, old);
        if (at < 0 || (!old.length && !view.length && limit >= 0 && out.length == 0 && py_size(self))) break;
        strbuf_append(&out, str_slice(view, 0, (size_t)at));
        strbuf_append(&out, new);
        if (!old.length) {
            if (!view.length) break;
            strbuf_append_char(&out, view.data[0]);
        }
        view = str_slice(view, (size_t)at + (old.length ? old.length : 1), view.length);
    }
    strbuf_append(&out, view);
    PyObject *bytes = py_bytes_new(out.length ? out.data : "", (int64_t)out.length);
    strbuf_free(&out);
    return bytes;
}

static const PyMethod bytes_methods[] = {
    {"decode", bytes_decode, 0, 2, 0, "encoding errors",
     "Decode the bytes using the codec registered for encoding."},
    {"hex", bytes_hex, 0, 0, 0, NULL, "Create a string of hexadecimal numbers from a bytes object."},
    {"fromhex", bytes_fromhex, 1, 1, PY_METHOD_CLASS, NULL,
     "Create a bytes object from a string of hexadecimal numbers."},
    {"find", bytes_find, 1, 3, 0, NULL, "B.find(sub[, start[, end]]) -> int"},
    {"index", bytes_index, 1, 3, 0, NULL, "B.index(sub[, start[, end]]) -> int"},
    {"count", bytes_count, 1, 3, 0, NULL, "B.count(sub[, start[, end]]) -> int"},
    {"startswith", bytes_startswith, 1, 3, 0, NULL, "B.startswith(prefix[, start[, end]]) -> bool"},
    {"endswith", bytes_endswith, 1, 3, 0, NULL, "B.endswith(suffix[, start[, end]]) -> bool"},
    {"join", bytes_join, 1, 1, 0, NULL, "Concatenate any number of bytes objects."},
    {"replace", bytes_replace, 2, 3, 0, NULL,
     "Return a copy with all occurrences of substring old replaced by new."},
    {0},
};

static const PySequenceSlots bytes_sequence = {
    .length = bytes_length,
    .concat = bytes_concat,
    .repeat = bytes_repeat,
    .item = bytes_item,
    .contains = bytes_contains,
};
static const PyMappingSlots bytes_mapping = {.length = bytes_length, .subscript = bytes_subscript};

const PyType py_bytes_template = {
    .name = "bytes",
    .basic_size = sizeof(PyBytes) + 1,
    .item_size = 1,
    .dealloc = bytes_dealloc,
    .repr = bytes_repr,
    .sequence = &bytes_sequence,
    .mapping = &bytes_mapping,
    .hash = bytes_hash,
    .flags = PY_FLAG_BASE | PY_FLAG_BYTES,
    .doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> "
           "bytes\nbytes(bytes_or_buffer) -> "
           "immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter "
           "initialized with "
           "null bytes\nbytes() -> empty bytes object\n\nConstruct an immutable array of bytes from:\n  - an "
           "iterable "
           "yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  - any "
           "object "
           "implementing the buffer API.\n  - an integer",
    .compare = bytes_compare,
    .iter = bytes_iter,
    .methods = bytes_methods,
    .new = bytes_type_new,
};
