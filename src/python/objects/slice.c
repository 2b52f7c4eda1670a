/* The type slice, see slice.h. */
#include "python/objects/slice.h"

#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/hash.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/type.h"

PyObject *py_slice_new(PyObject *start, PyObject *stop, PyObject *step) {
    PySlice *slice = (PySlice *)py_object_alloc(PY_TYPE(slice), 0);
    if (!slice) return NULL;
    slice->start = py_new_ref(start ? start : PY_NONE);
    slice->stop = py_new_ref(stop ? stop : PY_NONE);
    slice->step = py_new_ref(step ? step : PY_NONE);
    py_gc_track(slice);
    return (PyObject *)slice;
}

static int take(PyObject *object, int64_t fallback, int64_t *value) {
    *value = fallback;
    if (object == PY_NONE) return 0;
    if (!py_number_has_index(object))
        return py_raise_int(PY_TYPE(TypeError),
                            "slice indices must be integers or None or have an __index__ method");
    *value = py_number_as_index(object, true);
    return *value == -1 && py_error_occurred() ? -1 : 0;
}

int py_slice_unpack(PyObject *object, int64_t *start, int64_t *stop, int64_t *step) {
    PySlice *slice = (PySlice *)object;
    if (take(slice->step, 1, step) < 0) return -1;
    if (*step == 0) return py_raise_int(PY_TYPE(ValueError), "slice step cannot be zero");
    if (*step < -INT64_MAX) *step = -INT64_MAX;
    if (take(slice->start, *step < 0 ? INT64_MAX : 0, start) < 0) return -1;
    return take(slice->stop, *step < 0 ? INT64_MIN : INT64_MAX, stop);
}

static int64_t clamp(int64_t value, int64_t length, bool backwards) {
    if (value < 0) {
        value += length;
        if (value < 0) return backwards ? -1 : 0;
        return value;
    }
    if (value >= length) return backwards ? length - 1 : length;
    return value;
}

int64_t py_slice_adjust(int64_t length, int64_t *start, int64_t *stop, int64_t step) {
    *start = clamp(*start, length, step < 0);
    *stop = clamp(*stop, length, step < 0);
    if (step < 0) return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
    return *start < *stop ? (*stop - *start - 1) / step + 1 : 0;
}

static void slice_dealloc(PyObject *self) {
    PySlice *slice = (PySlice *)self;
    py_gc_untrack(self);
    py_decref(slice->start);
    py_decref(slice->stop);
    py_decref(slice->step);
    py_object_free(self);
}

static PyObject *slice_repr(PyObject *self) {
    PySlice *slice = (PySlice *)self;
    return py_str_format("slice(%R, %R, %R)", slice->start, slice->stop, slice->step);
}

static PyObject *slice_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    if (!py_is_exact(other, PY_TYPE(slice))) return py_not_implemented();
    PySlice *a = (PySlice *)self, *b = (PySlice *)other;
    PyObject *left = py_tuple_pack(3, a->start, a->stop, a->step),
             *right = py_tuple_pack(3, b->start, b->stop, b->step);
    PyObject *result = left && right ? py_object_compare(left, right, comparison) : NULL;
    py_xdecref(left);
    py_xdecref(right);
    return result;
}

static int slice_traverse(PyObject *self, PyVisit visit, void *user) {
    PySlice *slice = (PySlice *)self;
    if (visit(slice->start, user) < 0 || visit(slice->stop, user) < 0) return -1;
    return visit(slice->step, user);
}

static PyObject *slice_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    (void)type;
    if (py_arguments_no_keywords("slice", keyword_names) < 0 || py_arguments_count("slice", count, 1, 3) < 0)
        return NULL;
    if (count == 1) return py_slice_new(NULL, arguments[0], NULL);
    return py_slice_new(arguments[0], arguments[1], count > 2 ? arguments[2] : NULL);
}

PY_METHOD(slice_indices) {
    int64_t start, stop, step, length = py_int_as_int64(arguments[0]);
    if (length == -1 && py_error_occurred()) return NULL;
    if (length < 0) return py_raise(PY_TYPE(ValueError), "length should not be negative");
    if (py_slice_unpack(self, &start, &stop, &step) < 0) return NULL;
    py_slice_adjust(length, &start, &stop, step);
    PyObject *numbers[] = {py_int_from_int64(start), py_int_from_int64(stop), py_int_from_int64(step)};
    return py_tuple_from_array_stealing(numbers, 3);
}

static const PyMethod slice_methods[] = {
    {"indices", slice_indices, 1, 1, 0, NULL,
     "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and "
     "stop\nindices, "
     "and the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a "
     "manner "
     "consistent with the\nhandling of normal slices."},
    {0},
};

static const PyMember slice_members[] = {
    {"start", PY_MEMBER_OBJECT, offsetof(PySlice, start), false},
    {"stop", PY_MEMBER_OBJECT, offsetof(PySlice, stop), false},
    {"step", PY_MEMBER_OBJECT, offsetof(PySlice, step), false},
    {0},
};

const PyType py_slice_template = {
    .name = "slice",
    .basic_size = sizeof(PySlice),
    .dealloc = slice_dealloc,
    .repr = slice_repr,
    .hash = py_object_not_hashable,
    .flags = PY_FLAG_GC,
    .doc = "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended "
           "slicing (e.g. "
           "a[0:10:2]).",
    .traverse = slice_traverse,
    .compare = slice_compare,
    .methods = slice_methods,
    .members = slice_members,
    .new = slice_new,
};
