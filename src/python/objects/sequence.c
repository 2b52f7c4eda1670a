/* What list and tuple do alike, see sequence.h. */
#include "python/objects/sequence.h"

#include "python/objects/error.h"
#include "python/objects/int.h"
#include "python/objects/list.h"
#include "python/objects/protocol.h"

/* --- repr -------------------------------------------------------------------------------------------------
 */

/* The objects whose repr is being made, innermost first; each lives in the C frame that makes it. */
int py_repr_enter(PyObject *object) {
    for (size_t i = 0; i < py_runtime.repr_depth; i++)
        if (py_runtime.in_repr[i] == object) return 1;
    if (py_runtime.repr_depth == PY_REPR_DEPTH_MAX)
        return py_raise_int(PY_TYPE(RecursionError),
                            "maximum recursion depth exceeded while getting the repr of an object");
    py_runtime.in_repr[py_runtime.repr_depth++] = object;
    return 0;
}

void py_repr_leave(PyObject *object) {
    assert(py_runtime.repr_depth && py_runtime.in_repr[py_runtime.repr_depth - 1] == object);
    (void)object;
    py_runtime.repr_depth--;
}

static int append_items(StrBuf *out, PyObject *self, PyObject *const *items) {
    for (int64_t i = 0; i < py_size(self); i++) {
        PyObject *item = py_new_ref(items ? items[i] : py_list_item(self, i));
        PyObject *text = py_object_repr(item);
        py_decref(item);
        if (!text) return -1;
        if (i) strbuf_append_c(out, ", ");
        py_str_append_utf8(out, text);
        py_decref(text);
    }
    return 0;
}

PyObject *py_sequence_repr(PyObject *self, PyObject *const *items, const char *open, const char *close) {
    if (!py_size(self)) return py_str_format("%s%s", open, close);
    int entered = py_repr_enter(self);
    if (entered) return entered < 0 ? NULL : py_str_format("%s...%s", open, items ? ")" : close);
    StrBuf out = {0};
    strbuf_append_c(&out, open);
    int status = append_items(&out, self, items);
    strbuf_append_c(&out, close);
    PyObject *text = status == 0 ? py_str_from_utf8(strbuf_view(&out)) : NULL;
    strbuf_free(&out);
    py_repr_leave(self);
    return text;
}

/* --- Comparison -------------------------------------------------------------------------------------------
 */

static PyObject *item_at(PyObject *sequence, int64_t index) {
    return py_is_tuple(sequence) ? py_tuple_item(sequence, index) : py_list_item(sequence, index);
}

/* Index of the first place where they differ (perhaps the end of one), or -1 with an exception. */
static int64_t first_difference(PyObject *left, PyObject *right) {
    int64_t i = 0;
    for (; i < py_size(left) && i < py_size(right); i++) {
        PyObject *a = py_new_ref(item_at(left, i)), *b = py_new_ref(item_at(right, i));
        int equal = a == b ? 1 : py_object_compare_bool(a, b, PY_EQ);
        py_decref(a);
        py_decref(b);
        if (equal < 0) return -1;
        if (!equal) break;
    }
    return i;
}

PyObject *py_sequence_compare(PyObject *left, PyObject *right, PyComparison comparison) {
    bool asks_equal = comparison == PY_EQ || comparison == PY_NE;
    if (asks_equal && py_size(left) != py_size(right)) return py_bool_from(comparison == PY_NE);
    int64_t at = first_difference(left, right);
    if (at < 0) return NULL;
    int64_t a = py_size(left), b = py_size(right);
    if (at >= a || at >= b) {
        const bool results[] = {a < b, a <= b, a == b, a != b, a > b, a >= b};
        return py_bool_from(results[comparison]);
    }
    if (asks_equal) return py_bool_from(comparison == PY_NE);
    return py_object_compare(item_at(left, at), item_at(right, at), comparison);
}

PyObject *py_sequence_count(PyObject *const *items, int64_t size, PyObject *value) {
    int64_t count = 0;
    for (int64_t i = 0; i < size; i++) {
        int equal = py_object_compare_bool(items[i], value, PY_EQ);
        if (equal < 0) return NULL;
        count += equal;
    }
    return py_int_from_int64(count);
}

static int bound(PyObject *object, int64_t size, int64_t fallback, int64_t *value) {
    *value = fallback;
    if (!object) return 0;
    if (!py_number_has_index(object))
        return py_raise_int(PY_TYPE(TypeError), "slice indices must be integers or have an __index__ method");
    *value = py_number_as_index(object, true);
    if (*value == -1 && py_error_occurred()) return -1;
    if (*value < 0) *value += size;
    if (*value < 0) *value = 0;
    return 0;
}

int py_sequence_bounds(int64_t size, PyObject *start_object, PyObject *stop_object, int64_t *start,
                       int64_t *stop) {
    if (bound(start_object, size, 0, start) < 0) return -1;
    return bound(stop_object, size, INT64_MAX, stop);
}
