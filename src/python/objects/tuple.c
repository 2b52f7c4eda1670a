/* The type tuple, see tuple.h. */
#include "python/objects/tuple.h"

#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/hash.h"
#include "python/objects/iter.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/sequence.h"
#include "python/objects/slice.h"

#include <stdarg.h>
#include <string.h>

/* --- Making -----------------------------------------------------------------------------------------------
 */

PyObject *py_tuple_new(int64_t size) {
    if (size == 0) return py_new_ref(PY_EMPTY_TUPLE);
    PyTuple *tuple = NULL;
    if (size > 0 && size < PY_FREE_TUPLE_LENGTHS)
        tuple = (PyTuple *)py_free_list_pop(&py_runtime.free_tuples[size], PY_TYPE(tuple));
    if (tuple)
        memset(tuple->items, 0, (size_t)size * sizeof(PyObject *));
    else
        tuple = (PyTuple *)py_object_alloc(PY_TYPE(tuple), size);
    if (!tuple) return NULL;
    tuple->base.size = size;
    py_gc_track(tuple);
    return (PyObject *)tuple;
}

PyObject *py_tuple_from_array(PyObject *const *items, int64_t size) {
    PyObject *tuple = py_tuple_new(size);
    for (int64_t i = 0; tuple && i < size; i++) py_tuple_item(tuple, i) = py_new_ref(items[i]);
    return tuple;
}

PyObject *py_tuple_from_array_stealing(PyObject *const *items, int64_t size) {
    PyObject *tuple = NULL;
    bool complete = true;
    for (int64_t i = 0; i < size; i++) complete = complete && items[i];
    if (complete) tuple = py_tuple_new(size);
    for (int64_t i = 0; i < size; i++) {
        if (tuple)
            py_tuple_item(tuple, i) = items[i];
        else
            py_xdecref(items[i]);
    }
    return tuple;
}

PyObject *py_tuple_pack(int64_t size, ...) {
    PyObject *tuple = py_tuple_new(size);
    va_list arguments;
    va_start(arguments, size);
    for (int64_t i = 0; tuple && i < size; i++)
        py_tuple_item(tuple, i) = py_new_ref(va_arg(arguments, PyObject *));
    va_end(arguments);
    return tuple;
}

PyObject *py_tuple_slice(PyObject *tuple, int64_t from, int64_t to) {
    int64_t size = py_size(tuple);
    if (from < 0) from = 0;
    if (to > size) to = size;
    if (from == 0 && to == size && py_is_exact(tuple, PY_TYPE(tuple))) return py_new_ref(tuple);
    return py_tuple_from_array(py_tuple_items(tuple) + from, to > from ? to - from : 0);
}

static void tuple_dealloc(PyObject *self) {
    int64_t size = py_size(self);
    py_gc_untrack(self);
    for (int64_t i = size; i-- > 0;) py_xdecref(py_tuple_item(self, i));
    bool kept = size < PY_FREE_TUPLE_LENGTHS && py_is_exact(self, PY_TYPE(tuple)) &&
                py_free_list_push(&py_runtime.free_tuples[size], self, PY_FREE_TUPLES);
    if (!kept) py_object_free(self);
}

/* --- Slots ------------------------------------------------------------------------------------------------
 */

static PyObject *tuple_repr(PyObject *self) {
    return py_sequence_repr(self, py_tuple_items(self), "(", py_size(self) == 1 ? ",)" : ")");
}

static int64_t tuple_hash(PyObject *self) {
    uint64_t state = py_hash_tuple_begin();
    for (int64_t i = 0; i < py_size(self); i++) {
        int64_t lane = py_object_hash(py_tuple_item(self, i));
        if (lane == -1) return -1;
        state = py_hash_tuple_add(state, lane);
    }
    return py_hash_tuple_end(state, py_size(self));
}

static PyObject *tuple_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    if (!py_is_tuple(other)) return py_not_implemented();
    return py_sequence_compare(self, other, comparison);
}

static int64_t tuple_length(PyObject *self) {
    return py_size(self);
}

static PyObject *tuple_item(PyObject *self, int64_t index) {
    if (index < 0 || index >= py_size(self)) return py_raise(PY_TYPE(IndexError), "tuple index out of range");
    return py_new_ref(py_tuple_item(self, index));
}

static PyObject *tuple_concat(PyObject *self, PyObject *other) {
    if (!py_is_tuple(other))
        return py_raise(PY_TYPE(TypeError), "can only concatenate tuple (not \"%.200s\") to tuple",
                        other->type->name);
    if (!py_size(self) && py_is_exact(other, PY_TYPE(tuple))) return py_new_ref(other);
    if (!py_size(other) && py_is_exact(self, PY_TYPE(tuple))) return py_new_ref(self);
    int64_t left = py_size(self), right = py_size(other);
    PyObject *tuple = py_tuple_new(left + right);
    if (!tuple) return NULL;
    for (int64_t i = 0; i < left; i++) py_tuple_item(tuple, i) = py_new_ref(py_tuple_item(self, i));
    for (int64_t i = 0; i < right; i++) py_tuple_item(tuple, left + i) = py_new_ref(py_tuple_item(other, i));
    return tuple;
}

static PyObject *tuple_repeat(PyObject *self, int64_t count) {
    int64_t size = py_size(self), total;
    if (count < 0) count = 0;
    if ((count == 1 || size == 0) && py_is_exact(self, PY_TYPE(tuple))) return py_new_ref(self);
    if (__builtin_mul_overflow(size, count, &total)) return py_raise_memory();
    PyObject *tuple = py_tuple_new(total);
    for (int64_t i = 0; tuple && i < total; i++)
        py_tuple_item(tuple, i) = py_new_ref(py_tuple_item(self, i % size));
    return tuple;
}

static PyObject *tuple_take_slice(PyObject *self, PyObject *slice) {
    int64_t start, stop, step;
    if (py_slice_unpack(slice, &start, &stop, &step) < 0) return NULL;
    int64_t count = py_slice_adjust(py_size(self), &start, &stop, step);
    if (step == 1) return py_tuple_slice(self, start, start + count);
    PyObject *tuple = py_tuple_new(count);
    for (int64_t i = 0; tuple && i < count; i++)
        py_tuple_item(tuple, i) = py_new_ref(py_tuple_item(self, start + i * step));
    return tuple;
}

static PyObject *tuple_subscript(PyObject *self, PyObject *key) {
    if (py_is_exact(key, PY_TYPE(slice))) return tuple_take_slice(self, key);
    if (!py_number_has_index(key))
        return py_raise(PY_TYPE(TypeError), "tuple indices must be integers or slices, not %.200s",
                        key->type->name);
    int64_t index = py_number_as_index(key, false);
    if (index == -1 && py_error_occurred()) return NULL;
    return tuple_item(self, index < 0 ? index + py_size(self) : index);
}

static int tuple_contains(PyObject *self, PyObject *value) {
    int found = 0;
    for (int64_t i = 0; i < py_size(self) && found == 0; i++)
        found = py_object_compare_bool(py_tuple_item(self, i), value, PY_EQ);
    return found;
}

static PyObject *tuple_iter(PyObject *self) {
    return py_sequence_iterator_new(PY_TYPE(tuple_iterator), self, 0);
}

static int tuple_traverse(PyObject *self, PyVisit visit, void *user) {
    for (int64_t i = 0; i < py_size(self); i++)
        if (py_tuple_item(self, i) && visit(py_tuple_item(self, i), user) < 0) return -1;
    return 0;
}

static PyObject *tuple_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    if (type == PY_TYPE(tuple) && py_arguments_no_keywords("tuple", keyword_names) < 0) return NULL;
    if (py_arguments_count("tuple", count, 0, 1) < 0) return NULL;
    PyObject *tuple = count ? py_sequence_to_tuple(arguments[0]) : py_new_ref(PY_EMPTY_TUPLE);
    if (!tuple || type == PY_TYPE(tuple)) return tuple;
    PyObject *derived = py_object_alloc(type, py_size(tuple));
    for (int64_t i = 0; derived && i < py_size(tuple); i++)
        py_tuple_item(derived, i) = py_new_ref(py_tuple_item(tuple, i));
    if (derived) py_gc_track(derived);
    py_decref(tuple);
    return derived;
}

PY_METHOD(tuple_count) {
    return py_sequence_count(py_tuple_items(self), py_size(self), arguments[0]);
}

PY_METHOD(tuple_index) {
    int64_t start, stop;
    if (py_sequence_bounds(py_size(self), arguments[1], arguments[2], &start, &stop) < 0) return NULL;
    for (int64_t i = start; i < stop && i < py_size(self); i++) {
        int equal = py_object_compare_bool(py_tuple_item(self, i), arguments[0], PY_EQ);
        if (equal) return equal < 0 ? NULL : py_int_from_int64(i);
    }
    return py_raise(PY_TYPE(ValueError), "tuple.index(x): x not in tuple");
}

PY_METHOD(tuple_new_arguments) {
    PyObject *plain = py_tuple_slice(self, 0, py_size(self));
    return plain ? py_tuple_from_array_stealing(&plain, 1) : NULL;
}

static const PySequenceSlots tuple_sequence = {
    .length = tuple_length,
    .concat = tuple_concat,
    .repeat = tuple_repeat,
    .item = tuple_item,
    .contains = tuple_contains,
};

static const PyMappingSlots tuple_mapping = {.length = tuple_length, .subscript = tuple_subscript};

static const PyMethod tuple_methods[] = {
    {"__getnewargs__", tuple_new_arguments, 0, 0, 0, NULL, NULL},
    {"index", tuple_index, 1, 3, 0, NULL,
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"count", tuple_count, 1, 1, 0, NULL, "Return number of occurrences of value."},
    {0},
};

const PyType py_tuple_template = {
    .name = "tuple",
    .basic_size = sizeof(PyTuple),
    .item_size = sizeof(PyObject *),
    .dealloc = tuple_dealloc,
    .repr = tuple_repr,
    .sequence = &tuple_sequence,
    .mapping = &tuple_mapping,
    .hash = tuple_hash,
    .flags = PY_FLAG_BASE | PY_FLAG_GC | PY_FLAG_TUPLE | PY_FLAG_SEQUENCE,
    .doc = "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty "
           "tuple.\nIf iterable "
           "is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the "
           "return value "
           "is the same object.",
    .traverse = tuple_traverse,
    .compare = tuple_compare,
    .iter = tuple_iter,
    .methods = tuple_methods,
    .new = tuple_new,
};
