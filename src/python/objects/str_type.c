/* The type str: slots. Its methods are in str_methods.c and str_case.c. */
#include "base/utf8.h"
#include "python/objects/alloc.h"
#include "python/objects/codec.h"
#include "python/objects/error.h"
#include "python/objects/format.h"
#include "python/objects/iter.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/slice.h"
#include "python/objects/str_methods.h"

#include <string.h>

/* --- repr -------------------------------------------------------------------------------------------------
 */

static bool contains_char(const PyObject *string, uint32_t wanted) {
    for (int64_t i = 0; i < py_str_length(string); i++)
        if (py_str_at(string, i) == wanted) return true;
    return false;
}

static void append_escaped(StrBuf *out, uint32_t c, char quote) {
    if (c == (uint32_t)quote || c == '\\')
        strbuf_format(out, "\\%c", (int)c);
    else if (c == '\t')
        strbuf_append_c(out, "\\t");
    else if (c == '\n')
        strbuf_append_c(out, "\\n");
    else if (c == '\r')
        strbuf_append_c(out, "\\r");
    else if (c < ' ' || c == 0x7f)
        strbuf_format(out, "\\x%02x", c);
    else if (c < 0x7f || utf8_is_printable(c))
        strbuf_append_code_point(out, c);
    else if (c < 0x100)
        strbuf_format(out, "\\x%02x", c);
    else if (c < 0x10000)
        strbuf_format(out, "\\u%04x", c);
    else
        strbuf_format(out, "\\U%08x", c);
}

void py_str_append_repr(StrBuf *out, const PyObject *string) {
    char quote = contains_char(string, '\'') && !contains_char(string, '"') ? '"' : '\'';
    strbuf_append_char(out, quote);
    for (int64_t i = 0; i < py_str_length(string); i++) append_escaped(out, py_str_at(string, i), quote);
    strbuf_append_char(out, quote);
}

PyObject *py_str_repr(PyObject *string) {
    StrBuf out = {0};
    py_str_append_repr(&out, string);
    PyObject *text = py_str_from_utf8(strbuf_view(&out));
    strbuf_free(&out);
    return text;
}

/* --- Slots ------------------------------------------------------------------------------------------------
 */

static PyObject *str_str(PyObject *self) {
    return py_str_slice(self, 0, py_str_length(self));
}

static PyObject *str_type_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    if (!py_is_str(other)) return py_not_implemented();
    if (comparison == PY_EQ) return py_bool_from(py_str_equal(self, other));
    if (comparison == PY_NE) return py_bool_from(!py_str_equal(self, other));
    int order = self == other ? 0 : py_str_compare(self, other);
    const bool results[] = {order < 0, order <= 0, false, false, order > 0, order >= 0};
    return py_bool_from(results[comparison]);
}

static int64_t str_length(PyObject *self) {
    return py_str_length(self);
}

static PyObject *str_item(PyObject *self, int64_t index) {
    if (index < 0 || index >= py_str_length(self))
        return py_raise(PY_TYPE(IndexError), "string index out of range");
    return py_str_from_code_point(py_str_at(self, index));
}

static PyObject *str_concat(PyObject *self, PyObject *other) {
    if (!py_is_str(other))
        return py_raise(PY_TYPE(TypeError), "can only concatenate str (not \"%.200s\") to str",
                        other->type->name);
    return py_str_concat(self, other);
}

static PyObject *str_repeat(PyObject *self, int64_t count) {
    int64_t length = py_str_length(self), total;
    if (count < 1) return py_new_ref(PY_EMPTY_STR);
    if (count == 1 && py_is_exact(self, PY_TYPE(str))) return py_new_ref(self);
    if (__builtin_mul_overflow(length, count, &total)) return py_raise_memory();
    int kind = py_str_kind(self);
    static const uint32_t largest[] = {0, 0xFF, 0xFFFF, 0, 0x10FFFF};
    PyObject *string = py_str_alloc(total, py_str_is_ascii(self) ? 0x7F : largest[kind]);
    if (!string || !total) return string;
    size_t size = (size_t)(length * kind);
    for (int64_t i = 0; i < count; i++)
        memcpy((char *)py_str_data(string) + (size_t)i * size, py_str_data(self), size);
    return string;
}

static int str_contains(PyObject *self, PyObject *part) {
    if (!py_is_str(part))
        return py_raise_int(PY_TYPE(TypeError), "'in <string>' requires string as left operand, not %.100s",
                            part->type->name);
    return py_str_contains(self, part);
}

static PyObject *take_slice(PyObject *self, PyObject *slice) {
    int64_t start, stop, step;
    if (py_slice_unpack(slice, &start, &stop, &step) < 0) return NULL;
    int64_t count = py_slice_adjust(py_str_length(self), &start, &stop, step);
    if (step == 1) return py_str_slice(self, start, start + count);
    uint32_t largest = 0;
    for (int64_t i = 0; i < count; i++) largest |= py_str_at(self, start + i * step);
    if (count == 1) return py_str_from_code_point(largest);
    PyObject *string = py_str_alloc(count, largest);
    for (int64_t i = 0; string && i < count; i++)
        py_str_write(py_str_kind(string), py_str_data(string), i, py_str_at(self, start + i * step));
    return string;
}

static PyObject *str_subscript(PyObject *self, PyObject *key) {
    if (py_is_exact(key, PY_TYPE(slice))) return take_slice(self, key);
    if (!py_number_has_index(key))
        return py_raise(PY_TYPE(TypeError), "string indices must be integers, not '%.200s'", key->type->name);
    int64_t index = py_number_as_index(key, false);
    if (index == -1 && py_error_occurred()) return NULL;
    return str_item(self, index < 0 ? index + py_str_length(self) : index);
}

static PyObject *str_iter(PyObject *self) {
    PyType *type = py_str_is_ascii(self) ? PY_TYPE(str_ascii_iterator) : PY_TYPE(str_iterator);
    return py_sequence_iterator_new(type, self, 0);
}

static PyObject *str_remainder(PyObject *self, PyObject *arguments) {
    return py_is_str(self) ? py_format_percent(self, arguments) : py_not_implemented();
}

/* str(object), str(bytes, encoding, errors) */
static PyObject *make(PyObject *const *slots) {
    if (!slots[0]) return py_new_ref(PY_EMPTY_STR);
    if (!slots[1] && !slots[2]) return py_object_str(slots[0]);
    if (py_is_bytes(slots[0])) return py_codec_decode(slots[0], slots[1], slots[2]);
    if (py_is_str(slots[0])) return py_raise(PY_TYPE(TypeError), "decoding str is not supported");
    return py_raise(PY_TYPE(TypeError), "decoding to str: need a bytes-like object, %.80s found",
                    slots[0]->type->name);
}

/* A str of a derived class has the same layout, with the class's fields behind the text. Stolen. */
static PyObject *derive(PyType *type, PyObject *plain) {
    if (!plain) return NULL;
    size_t header = py_str_is_ascii(plain) ? sizeof(PyStr) : sizeof(PyCompactStr);
    size_t size = header + (size_t)(py_str_length(plain) + 1) * py_str_kind(plain);
    size_t room = size > (size_t)type->basic_size ? size : (size_t)type->basic_size;
    PyStr *string = (PyStr *)py_object_alloc_bytes(type, room + 8);
    if (string) {
        memcpy(&string->length, &((PyStr *)plain)->length, size - sizeof(PyObject));
        string->state.interned = PY_STR_NOT_INTERNED;
        if (!string->state.ascii) ((PyCompactStr *)string)->utf8 = NULL;
    }
    py_decref(plain);
    return (PyObject *)string;
}

static PyObject *str_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    PyObject *slots[3];
    if (py_arguments_place("str", "object encoding errors", 0, 3, arguments, count, keyword_names, slots) < 0)
        return NULL;
    PyObject *text = make(slots);
    return type == PY_TYPE(str) ? text : derive(type, text);
}

static const PyNumberSlots str_number = {.binary = {[PY_REMAINDER] = str_remainder}};

static const PySequenceSlots str_sequence = {
    .length = str_length,
    .concat = str_concat,
    .repeat = str_repeat,
    .item = str_item,
    .contains = str_contains,
};

static const PyMappingSlots str_mapping = {.length = str_length, .subscript = str_subscript};

const PyType py_str_template = {
    .name = "str",
    .basic_size = sizeof(PyCompactStr) + 8,
    .dealloc = py_str_dealloc,
    .repr = py_str_repr,
    .number = &str_number,
    .sequence = &str_sequence,
    .mapping = &str_mapping,
    .hash = py_str_hash,
    .str = str_str,
    .flags = PY_FLAG_BASE | PY_FLAG_STR,
    .doc = "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string "
           "object from the "
           "given object. If encoding or\nerrors is specified, then the object must expose a data "
           "buffer\nthat will be "
           "decoded using the given encoding and error handler.\nOtherwise, returns the result of "
           "object.__str__() (if "
           "defined)\nor repr(object).\nencoding defaults to sys.getdefaultencoding().\nerrors defaults to "
           "'strict'.",
    .compare = str_type_compare,
    .iter = str_iter,
    .methods = py_str_methods,
    .new = str_new,
};
