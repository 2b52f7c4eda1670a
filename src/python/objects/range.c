/* The type range and its iterators, see range.h. */
#include "python/objects/range.h"

#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/hash.h"
#include "python/objects/int.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/slice.h"
#include "python/objects/type.h"

/* --- Making -----------------------------------------------------------------------------------------------
 */

/* Number of items in machine words: (high - low - 1) / step + 1. */
static uint64_t word_length(int64_t start, int64_t stop, int64_t step) {
    if (step > 0) return start < stop ? ((uint64_t)stop - (uint64_t)start - 1) / (uint64_t)step + 1 : 0;
    return start > stop ? ((uint64_t)start - (uint64_t)stop - 1) / -(uint64_t)step + 1 : 0;
}

static PyObject *big_length(PyObject *start, PyObject *stop, PyObject *step) {
    bool up = py_int_sign(step) > 0;
    PyObject *low = up ? start : stop, *high = up ? stop : start;
    if (py_int_compare(low, high) >= 0) return py_int_from_int64(0);
    PyObject *one = py_int_from_int64(1), *stride = up ? py_new_ref(step) : py_int_negate(step);
    PyObject *distance = py_int_operate(PY_SUBTRACT, high, low), *length = NULL;
    PyObject *last = distance && one ? py_int_operate(PY_SUBTRACT, distance, one) : NULL;
    PyObject *quotient = last && stride ? py_int_operate(PY_FLOOR_DIVIDE, last, stride) : NULL;
    if (quotient) length = py_int_operate(PY_ADD, quotient, one);
    py_xdecref(one), py_xdecref(stride), py_xdecref(distance), py_xdecref(last), py_xdecref(quotient);
    return length;
}

static PyObject *length_of(PyObject *start, PyObject *stop, PyObject *step) {
    int overflow[3];
    int64_t a = py_int_to_int64_or_overflow(start, &overflow[0]),
            b = py_int_to_int64_or_overflow(stop, &overflow[1]);
    int64_t c = py_int_to_int64_or_overflow(step, &overflow[2]);
    if (overflow[0] || overflow[1] || overflow[2]) return big_length(start, stop, step);
    return py_int_from_uint64(word_length(a, b, c));
}

PyObject *py_range_new(PyObject *start, PyObject *stop, PyObject *step) {
    if (!py_int_sign(step)) return py_raise(PY_TYPE(ValueError), "range() arg 3 must not be zero");
    PyObject *length = length_of(start, stop, step);
    PyRange *range = length ? (PyRange *)py_object_alloc(PY_TYPE(range), 0) : NULL;
    if (!range) {
        py_xdecref(length);
        return NULL;
    }
    range->start = py_new_ref(start);
    range->stop = py_new_ref(stop);
    range->step = py_new_ref(step);
    range->length = length;
    return (PyObject *)range;
}

static PyObject *range_type_new(PyType *type, PyObject *const *arguments, int64_t count,
                                PyObject *keyword_names) {
    (void)type;
    if (py_arguments_no_keywords("range", keyword_names) < 0 || py_arguments_count("range", count, 1, 3) < 0)
        return NULL;
    PyObject *stop = py_number_index(arguments[count > 1]);
    PyObject *start = stop ? count > 1 ? py_number_index(arguments[0]) : py_int_from_int64(0) : NULL;
    PyObject *step = start ? count > 2 ? py_number_index(arguments[2]) : py_int_from_int64(1) : NULL;
    PyObject *range = step ? py_range_new(start, stop, step) : NULL;
    py_xdecref(start), py_xdecref(stop), py_xdecref(step);
    return range;
}

static void range_dealloc(PyObject *self) {
    PyRange *range = (PyRange *)self;
    py_decref(range->start);
    py_decref(range->stop);
    py_decref(range->step);
    py_decref(range->length);
    py_object_free(self);
}

/* --- Slots ------------------------------------------------------------------------------------------------
 */

static PyObject *range_repr(PyObject *self) {
    PyRange *range = (PyRange *)self;
    bool plain = py_int_is_single(range->step) && py_int_single(range->step) == 1;
    if (plain) return py_str_format("range(%R, %R)", range->start, range->stop);
    return py_str_format("range(%R, %R, %R)", range->start, range->stop, range->step);
}

static int64_t range_length(PyObject *self) {
    int overflow;
    int64_t length = py_int_to_int64_or_overflow(((PyRange *)self)->length, &overflow);
    if (overflow) return py_raise_int(PY_TYPE(OverflowError), "Python int too large to convert to C ssize_t");
    return length;
}

/* start + index * step */
static PyObject *compute_item(PyRange *range, PyObject *index) {
    PyObject *offset = py_int_operate(PY_MULTIPLY, index, range->step);
    PyObject *item = offset ? py_int_operate(PY_ADD, range->start, offset) : NULL;
    py_xdecref(offset);
    return item;
}

static PyObject *item_at(PyRange *range, PyObject *index) {
    PyObject *position =
        py_int_sign(index) < 0 ? py_int_operate(PY_ADD, index, range->length) : py_new_ref(index);
    if (!position) return NULL;
    PyObject *item = NULL;
    if (py_int_sign(position) < 0 || py_int_compare(position, range->length) >= 0)
        py_raise(PY_TYPE(IndexError), "range object index out of range");
    else
        item = compute_item(range, position);
    py_decref(position);
    return item;
}

static PyObject *range_item(PyObject *self, int64_t index) {
    PyObject *position = py_int_from_int64(index);
    PyObject *item = position ? item_at((PyRange *)self, position) : NULL;
    py_xdecref(position);
    return item;
}

static PyObject *take_slice(PyRange *range, PyObject *slice) {
    int64_t start, stop, step, length = range_length((PyObject *)range);
    if (length < 0 || py_slice_unpack(slice, &start, &stop, &step) < 0) return NULL;
    py_slice_adjust(length, &start, &stop, step);
    PyObject *numbers[] = {py_int_from_int64(start), py_int_from_int64(stop), py_int_from_int64(step)};
    PyObject *from = compute_item(range, numbers[0]), *to = compute_item(range, numbers[1]);
    PyObject *stride = py_int_operate(PY_MULTIPLY, range->step, numbers[2]);
    PyObject *result = from && to && stride ? py_range_new(from, to, stride) : NULL;
    for (size_t i = 0; i < 3; i++) py_xdecref(numbers[i]);
    py_xdecref(from), py_xdecref(to), py_xdecref(stride);
    return result;
}

static PyObject *range_subscript(PyObject *self, PyObject *key) {
    if (py_is_exact(key, PY_TYPE(slice))) return take_slice((PyRange *)self, key);
    if (!py_number_has_index(key))
        return py_raise(PY_TYPE(TypeError), "range indices must be integers or slices, not %.200s",
                        key->type->name);
    PyObject *index = py_number_index(key);
    PyObject *item = index ? item_at((PyRange *)self, index) : NULL;
    py_xdecref(index);
    return item;
}

/* Position of an int in the range, or NULL: with no exception when it is not there. */
static PyObject *position_of(PyRange *range, PyObject *value) {
    PyObject *distance = py_int_operate(PY_SUBTRACT, value, range->start), *quotient = NULL, *rest = NULL;
    bool divided = distance && py_int_divmod(distance, range->step, &quotient, &rest) == 0;
    bool inside = divided && !py_int_sign(rest) && py_int_sign(quotient) >= 0 &&
                  py_int_compare(quotient, range->length) < 0;
    py_xdecref(distance);
    py_xdecref(rest);
    if (!inside) py_clear(quotient);
    return quotient;
}

static int contains_by_search(PyObject *self, PyObject *value) {
    PyObject *iterator = py_object_iter(self), *item;
    int found = iterator ? 0 : -1;
    while (found == 0 && (item = py_iter_next(iterator))) {
        found = py_object_compare_bool(item, value, PY_EQ);
        py_decref(item);
    }
    py_xdecref(iterator);
    return found;
}

static int range_contains(PyObject *self, PyObject *value) {
    if (!py_is_exact(value, PY_TYPE(int)) && !py_is_exact(value, PY_TYPE(bool)))
        return contains_by_search(self, value);
    PyObject *position = position_of((PyRange *)self, value);
    if (!position) return py_error_occurred() ? -1 : 0;
    py_decref(position);
    return 1;
}

/* Two ranges are equal when they yield the same items. */
static bool ranges_equal(const PyRange *a, const PyRange *b) {
    if (!py_int_equal(a->length, b->length)) return false;
    if (!py_int_sign(a->length)) return true;
    if (!py_int_equal(a->start, b->start)) return false;
    bool single = py_int_is_single(a->length) && py_int_single(a->length) == 1;
    return single || py_int_equal(a->step, b->step);
}

static PyObject *range_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    bool comparable = comparison == PY_EQ || comparison == PY_NE;
    if (!comparable || !py_is_exact(other, PY_TYPE(range))) return py_not_implemented();
    return py_bool_from(ranges_equal((PyRange *)self, (PyRange *)other) == (comparison == PY_EQ));
}

static int64_t range_hash(PyObject *self) {
    PyRange *range = (PyRange *)self;
    bool empty = !py_int_sign(range->length);
    bool single = py_int_is_single(range->length) && py_int_single(range->length) == 1;
    PyObject *tuple = py_tuple_pack(3, range->length, empty ? PY_NONE : range->start,
                                    empty || single ? PY_NONE : range->step);
    int64_t hash = tuple ? py_object_hash(tuple) : -1;
    py_xdecref(tuple);
    return hash;
}

static int range_is_true(PyObject *self) {
    return py_int_sign(((PyRange *)self)->length) != 0;
}

PY_METHOD(range_count) {
    int found = range_contains(self, arguments[0]);
    return found < 0 ? NULL : py_int_from_int64(found);
}

PY_METHOD(range_index) {
    PyObject *position = NULL;
    if (py_is_int(arguments[0])) position = position_of((PyRange *)self, arguments[0]);
    if (position || py_error_occurred()) return position;
    return py_raise(PY_TYPE(ValueError), "%R is not in range", arguments[0]);
}

/* --- Iterators --------------------------------------------------------------------------------------------
 */

static PyObject *word_iterator(int64_t start, int64_t step, int64_t length) {
    PyRangeIterator *iterator = (PyRangeIterator *)py_object_alloc(PY_TYPE(range_iterator), 0);
    if (!iterator) return NULL;
    iterator->start = start;
    iterator->step = step;
    iterator->length = length;
    return (PyObject *)iterator;
}

/* `start`, `step` and `length` are stolen. */
static PyObject *big_iterator(PyObject *start, PyObject *step, PyObject *length) {
    PyLongRangeIterator *iterator =
        start && step && length ? (PyLongRangeIterator *)py_object_alloc(PY_TYPE(longrange_iterator), 0)
                                : NULL;
    if (!iterator) {
        py_xdecref(start), py_xdecref(step), py_xdecref(length);
        return NULL;
    }
    iterator->index = py_int_from_int64(0);
    iterator->start = start;
    iterator->step = step;
    iterator->length = length;
    return (PyObject *)iterator;
}

/* Iterates `length` items from `start`; in machine words when start and the place behind the last item fit.
 */
static PyObject *iterate(PyObject *start, PyObject *step, PyObject *length) {
    int overflow[3];
    int64_t a = py_int_to_int64_or_overflow(start, &overflow[0]),
            b = py_int_to_int64_or_overflow(step, &overflow[1]);
    int64_t n = py_int_to_int64_or_overflow(length, &overflow[2]), span, end;
    bool fits = !overflow[0] && !overflow[1] && !overflow[2] && !__builtin_mul_overflow(n, b, &span) &&
                !__builtin_add_overflow(a, span, &end);
    if (fits) return word_iterator(a, b, n);
    return big_iterator(py_new_ref(start), py_new_ref(step), py_new_ref(length));
}

static PyObject *range_iter(PyObject *self) {
    PyRange *range = (PyRange *)self;
    return iterate(range->start, range->step, range->length);
}

PY_METHOD(range_reversed) {
    PyRange *range = (PyRange *)self;
    PyObject *one = py_int_from_int64(1), *last = py_int_operate(PY_SUBTRACT, range->length, one);
    PyObject *start = last ? compute_item(range, last) : NULL, *step = py_int_negate(range->step);
    PyObject *iterator = start && step ? iterate(start, step, range->length) : NULL;
    py_xdecref(one), py_xdecref(last), py_xdecref(start), py_xdecref(step);
    return iterator;
}

static PyObject *word_next(PyObject *self) {
    PyRangeIterator *iterator = (PyRangeIterator *)self;
    if (iterator->index >= iterator->length) return NULL;
    return py_int_from_int64(iterator->start + iterator->index++ * iterator->step);
}

PY_METHOD(word_length_hint) {
    PyRangeIterator *iterator = (PyRangeIterator *)self;
    return py_int_from_int64(iterator->length - iterator->index);
}

static PyObject *big_next(PyObject *self) {
    PyLongRangeIterator *iterator = (PyLongRangeIterator *)self;
    if (py_int_compare(iterator->index, iterator->length) >= 0) return NULL;
    PyObject *one = py_int_from_int64(1), *next = py_int_operate(PY_ADD, iterator->index, one);
    PyObject *offset = next ? py_int_operate(PY_MULTIPLY, iterator->index, iterator->step) : NULL;
    PyObject *item = offset ? py_int_operate(PY_ADD, iterator->start, offset) : NULL;
    py_xdecref(one), py_xdecref(offset);
    if (item)
        py_replace(iterator->index, next);
    else
        py_xdecref(next);
    return item;
}

PY_METHOD(big_length_hint) {
    PyLongRangeIterator *iterator = (PyLongRangeIterator *)self;
    return py_int_operate(PY_SUBTRACT, iterator->length, iterator->index);
}

static void word_dealloc(PyObject *self) {
    py_object_free(self);
}

static void big_dealloc(PyObject *self) {
    PyLongRangeIterator *iterator = (PyLongRangeIterator *)self;
    py_xdecref(iterator->index), py_xdecref(iterator->start);
    py_xdecref(iterator->step), py_xdecref(iterator->length);
    py_object_free(self);
}

static const PyMethod word_methods[] = {
    {"__length_hint__", word_length_hint, 0, 0, 0, NULL,
     "Private method returning an estimate of len(list(it))."},
    {0},
};

static const PyMethod big_methods[] = {
    {"__length_hint__", big_length_hint, 0, 0, 0, NULL,
     "Private method returning an estimate of len(list(it))."},
    {0},
};

const PyType py_range_iterator_template = {
    .name = "range_iterator",
    .basic_size = sizeof(PyRangeIterator),
    .dealloc = word_dealloc,
    .iter = py_object_self,
    .next = word_next,
    .methods = word_methods,
};

const PyType py_longrange_iterator_template = {
    .name = "longrange_iterator",
    .basic_size = sizeof(PyLongRangeIterator),
    .dealloc = big_dealloc,
    .iter = py_object_self,
    .next = big_next,
    .methods = big_methods,
};

/* --- The type ---------------------------------------------------------------------------------------------
 */

static const PyMethod range_methods[] = {
    {"__reversed__", range_reversed, 0, 0, 0, NULL, "Return a reverse iterator."},
    {"count", range_count, 1, 1, 0, NULL,
     "rangeobject.count(value) -> integer -- return number of occurrences of value"},
    {"index", range_index, 1, 1, 0, NULL,
     "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not "
     "present."},
    {0},
};

static const PyMember range_members[] = {
    {"start", PY_MEMBER_OBJECT, offsetof(PyRange, start), false},
    {"stop", PY_MEMBER_OBJECT, offsetof(PyRange, stop), false},
    {"step", PY_MEMBER_OBJECT, offsetof(PyRange, step), false},
    {0},
};

static const PyNumberSlots range_number = {.is_true = range_is_true};
static const PySequenceSlots range_sequence = {
    .length = range_length, .item = range_item, .contains = range_contains};
static const PyMappingSlots range_mapping = {.length = range_length, .subscript = range_subscript};

const PyType py_range_template = {
    .name = "range",
    .basic_size = sizeof(PyRange),
    .dealloc = range_dealloc,
    .repr = range_repr,
    .number = &range_number,
    .sequence = &range_sequence,
    .mapping = &range_mapping,
    .hash = range_hash,
    .flags = PY_FLAG_SEQUENCE,
    .doc = "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that "
           "produces a "
           "sequence of integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces "
           "i, i+1, i+2, "
           "..., j-1.\nstart defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are "
           "exactly the "
           "valid indices for a list of 4 elements.\nWhen step is given, it specifies the increment (or "
           "decrement).",
    .compare = range_compare,
    .iter = range_iter,
    .methods = range_methods,
    .members = range_members,
    .new = range_type_new,
};
