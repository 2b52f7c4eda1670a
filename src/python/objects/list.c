/* The type list: growth, slots, methods. See list.h; sorting is in list_sort.c. */
#include "python/objects/list.h"

#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/int.h"
#include "python/objects/iter.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/sequence.h"
#include "python/objects/slice.h"
#include "python/objects/type.h"

#include <stdlib.h>
#include <string.h>

/* --- Making and growing -----------------------------------------------------------------------------------
 */

static PyList *list_alloc(void) {
    PyList *list = (PyList *)py_free_list_pop(&py_runtime.free_lists, PY_TYPE(list));
    if (!list) list = (PyList *)py_object_alloc(PY_TYPE(list), 0);
    if (list) list->base.size = 0, list->items = NULL, list->allocated = 0;
    return list;
}

static PyObject **items_alloc(int64_t count) {
    if ((uint64_t)count > (uint64_t)INT64_MAX / sizeof(PyObject *)) return py_raise_memory();
    return py_memory_alloc((size_t)count * sizeof(PyObject *));
}

PyObject *py_list_new(int64_t size) {
    if (size < 0) return py_raise_memory();
    PyList *list = list_alloc();
    if (!list) return NULL;
    if (size > 0) {
        list->items = items_alloc(size);
        if (!list->items) {
            py_decref(list);
            return NULL;
        }
        memset(list->items, 0, (size_t)size * sizeof(PyObject *));
    }
    list->base.size = list->allocated = size;
    py_gc_track(list);
    return (PyObject *)list;
}

PyObject *py_list_from_array_stealing(PyObject *const *items, int64_t size) {
    PyObject *list = py_list_new(size);
    for (int64_t i = 0; i < size; i++) {
        if (list)
            py_list_item(list, i) = items[i];
        else
            py_decref(items[i]);
    }
    return list;
}

/* Sets the size; the array moves when it is too small or more than twice too large. New places are undefined.
 */
static int resize(PyList *list, int64_t size) {
    if (list->allocated >= size && size >= list->allocated >> 1) {
        list->base.size = size;
        return 0;
    }
    int64_t allocated = (size + (size >> 3) + 6) & ~(int64_t)3;
    if (size - list->base.size > allocated - size) allocated = (size + 3) & ~(int64_t)3;
    if (size == 0) {
        py_memory_free(list->items);
        list->items = NULL;
        list->base.size = list->allocated = 0;
        return 0;
    }
    if ((uint64_t)allocated > (uint64_t)INT64_MAX / sizeof(PyObject *)) return py_raise_memory(), -1;
    PyObject **items = py_memory_realloc(list->items, (size_t)allocated * sizeof(PyObject *));
    if (!items) return -1;
    list->items = items;
    list->base.size = size;
    list->allocated = allocated;
    return 0;
}

int py_list_append_stealing(PyObject *self, PyObject *item) {
    PyList *list = (PyList *)self;
    int64_t size = list->base.size;
    if (size < list->allocated) {
        list->base.size++;
    } else if (resize(list, size + 1) < 0) {
        py_decref(item);
        return -1;
    }
    list->items[size] = item;
    return 0;
}

int py_list_append(PyObject *list, PyObject *item) {
    return py_list_append_stealing(list, py_new_ref(item));
}

int py_list_insert(PyObject *self, int64_t index, PyObject *item) {
    PyList *list = (PyList *)self;
    int64_t size = list->base.size;
    if (resize(list, size + 1) < 0) return -1;
    if (index < 0) index += size;
    if (index < 0) index = 0;
    if (index > size) index = size;
    memmove(list->items + index + 1, list->items + index, (size_t)(size - index) * sizeof(PyObject *));
    list->items[index] = py_new_ref(item);
    return 0;
}

/* Room for exactly `count` items (rounded up to 16 bytes) in a list that has no array yet. */
static int reserve_exactly(PyList *list, int64_t count) {
    int64_t allocated = (count + 1) & ~(int64_t)1;
    list->items = items_alloc(allocated);
    if (!list->items) return -1;
    list->allocated = allocated;
    return 0;
}

static int extend_from_array(PyList *list, PyObject *source) {
    int64_t old = list->base.size, more = py_size(source);
    if (!more) return 0;
    if (!list->items) {
        if (reserve_exactly(list, more) < 0) return -1;
        list->base.size = more;
    } else if (resize(list, old + more) < 0) {
        return -1;
    }
    /* Read behind the resize: the source may be the list itself. */
    PyObject *const *items = py_is_tuple(source) ? py_tuple_items(source) : py_list_items(source);
    for (int64_t i = 0; i < more; i++) list->items[old + i] = py_new_ref(items[i]);
    return 0;
}

static int extend_from_iterator(PyList *list, PyObject *iterator, int64_t hint) {
    int64_t size = list->base.size;
    if (!list->items) {
        if (hint && reserve_exactly(list, hint) < 0) return -1;
    } else if (hint < INT32_MAX) {
        if (resize(list, size + hint) < 0) return -1;
        list->base.size = size;
    }
    PyObject *item;
    while ((item = py_iter_next(iterator)))
        if (py_list_append_stealing((PyObject *)list, item) < 0) return -1;
    if (py_error_occurred()) return -1;
    if (list->base.size < list->allocated) return resize(list, list->base.size);
    return 0;
}

int py_list_extend(PyObject *self, PyObject *iterable) {
    PyList *list = (PyList *)self;
    bool is_array = py_is_exact(iterable, PY_TYPE(list)) || py_is_exact(iterable, PY_TYPE(tuple));
    if (is_array) return extend_from_array(list, iterable);
    PyObject *iterator = py_object_iter(iterable);
    if (!iterator) return -1;
    int64_t hint = py_object_length_hint(iterable, 8);
    int status = hint < 0 ? -1 : extend_from_iterator(list, iterator, hint);
    py_decref(iterator);
    return status;
}

PyObject *py_list_from_iterable(PyObject *iterable) {
    PyObject *list = py_list_new(0);
    if (list && py_list_extend(list, iterable) < 0) py_clear(list);
    return list;
}

static void clear_items(PyList *list) {
    PyObject **items = list->items;
    int64_t size = list->base.size;
    list->items = NULL;
    list->base.size = list->allocated = 0;
    while (size-- > 0) py_xdecref(items[size]);
    py_memory_free(items);
}

static void list_dealloc(PyObject *self) {
    py_gc_untrack(self);
    clear_items((PyList *)self);
    bool kept =
        py_is_exact(self, PY_TYPE(list)) && py_free_list_push(&py_runtime.free_lists, self, PY_FREE_LISTS);
    if (!kept) py_object_free(self);
}

/* --- Slices -----------------------------------------------------------------------------------------------
 */

static void clamp(int64_t size, int64_t *from, int64_t *to) {
    if (*from < 0) *from = 0;
    if (*from > size) *from = size;
    if (*to < *from) *to = *from;
    if (*to > size) *to = size;
}

PyObject *py_list_slice(PyObject *self, int64_t from, int64_t to) {
    clamp(py_size(self), &from, &to);
    PyObject *list = py_list_new(to - from);
    for (int64_t i = from; list && i < to; i++)
        py_list_item(list, i - from) = py_new_ref(py_list_item(self, i));
    return list;
}

PyObject *py_list_to_tuple(PyObject *list) {
    return py_tuple_from_array(py_list_items(list), py_size(list));
}

/* Replaces list[from:to] by `count` items. The old ones are dropped at the end, when the list is whole again.
 */
static int replace_range(PyList *list, int64_t from, int64_t to, PyObject *const *items, int64_t count) {
    int64_t old_count = to - from, tail = list->base.size - to, size = list->base.size + count - old_count;
    PyObject **dropped = malloc(((size_t)old_count + 1) * sizeof *dropped);
    if (!dropped) return py_raise_memory(), -1;
    memcpy(dropped, list->items + from, (size_t)old_count * sizeof *dropped);
    if (count < old_count)
        memmove(list->items + from + count, list->items + to, (size_t)tail * sizeof(PyObject *));
    if (resize(list, size) < 0) {
        free(dropped);
        return -1;
    }
    if (count > old_count)
        memmove(list->items + from + count, list->items + to, (size_t)tail * sizeof(PyObject *));
    for (int64_t i = 0; i < count; i++) list->items[from + i] = py_new_ref(items[i]);
    while (old_count-- > 0) py_xdecref(dropped[old_count]);
    free(dropped);
    return 0;
}

int py_list_assign_slice(PyObject *self, int64_t from, int64_t to, PyObject *iterable) {
    PyObject *values = NULL;
    if (iterable == self)
        values = py_list_slice(self, 0, py_size(self));
    else if (iterable)
        values = py_sequence_to_tuple(iterable);
    if (iterable && !values) {
        if (py_error_matches(PY_TYPE(TypeError)) && !iterable->type->iter)
            py_error_clear(), py_raise(PY_TYPE(TypeError), "can only assign an iterable");
        return -1;
    }
    clamp(py_size(self), &from, &to);
    PyObject *const *items = !values               ? NULL
                             : py_is_tuple(values) ? py_tuple_items(values)
                                                   : py_list_items(values);
    int status = 0;
    if (to > from || values)
        status = replace_range((PyList *)self, from, to, items, values ? py_size(values) : 0);
    py_xdecref(values);
    return status;
}

static PyObject *take_slice(PyObject *self, PyObject *slice) {
    int64_t start, stop, step;
    if (py_slice_unpack(slice, &start, &stop, &step) < 0) return NULL;
    int64_t count = py_slice_adjust(py_size(self), &start, &stop, step);
    PyObject *list = py_list_new(count);
    for (int64_t i = 0; list && i < count; i++)
        py_list_item(list, i) = py_new_ref(py_list_item(self, start + i * step));
    return list;
}

static void delete_stepped(PyList *list, int64_t start, int64_t step, int64_t count) {
    if (step < 0) start += (count - 1) * step, step = -step;
    int64_t kept = start, next = start, left = count;
    PyObject **dropped = malloc((size_t)count * sizeof *dropped);
    if (!dropped) return;
    for (int64_t i = start; i < list->base.size; i++) {
        if (left && i == next) {
            dropped[count - left--] = list->items[i];
            next += step;
        } else {
            list->items[kept++] = list->items[i];
        }
    }
    resize(list, kept);
    for (int64_t i = 0; i < count; i++) py_decref(dropped[i]);
    free(dropped);
}

static int assign_stepped(PyList *list, int64_t start, int64_t step, int64_t count, PyObject *value) {
    PyObject *values =
        value == (PyObject *)list ? py_list_slice(value, 0, py_size(value)) : py_sequence_to_list(value);
    if (!values) {
        if (!value->type->iter) {
            py_error_clear();
            py_raise(PY_TYPE(TypeError), "must assign iterable to extended slice");
        }
        return -1;
    }
    if (py_size(values) != count) {
        py_raise(PY_TYPE(ValueError),
                 "attempt to assign sequence of size %lld to extended slice of size %lld",
                 (long long)py_size(values), (long long)count);
        py_decref(values);
        return -1;
    }
    for (int64_t i = 0; i < count; i++) {
        PyObject *old = list->items[start + i * step];
        list->items[start + i * step] = py_list_item(values, i);
        py_list_item(values, i) = old;
    }
    py_decref(values);
    return 0;
}

static int set_slice(PyObject *self, PyObject *slice, PyObject *value) {
    int64_t start, stop, step;
    if (py_slice_unpack(slice, &start, &stop, &step) < 0) return -1;
    int64_t count = py_slice_adjust(py_size(self), &start, &stop, step);
    if (step == 1) return py_list_assign_slice(self, start, start + count, value);
    if (value) return assign_stepped((PyList *)self, start, step, count, value);
    if (count) delete_stepped((PyList *)self, start, step, count);
    return 0;
}

/* --- Slots ------------------------------------------------------------------------------------------------
 */

static PyObject *list_repr(PyObject *self) {
    return py_sequence_repr(self, NULL, "[", "]");
}

static PyObject *list_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    if (!py_is_list(other)) return py_not_implemented();
    return py_sequence_compare(self, other, comparison);
}

static int64_t list_length(PyObject *self) {
    return py_size(self);
}

static PyObject *list_item(PyObject *self, int64_t index) {
    if (index < 0 || index >= py_size(self)) return py_raise(PY_TYPE(IndexError), "list index out of range");
    return py_new_ref(py_list_item(self, index));
}

static int list_set_item(PyObject *self, int64_t index, PyObject *value) {
    if (index < 0 || index >= py_size(self))
        return py_raise_int(PY_TYPE(IndexError), "list assignment index out of range");
    if (!value) return py_list_assign_slice(self, index, index + 1, NULL);
    py_replace(py_list_item(self, index), py_new_ref(value));
    return 0;
}

static PyObject *list_concat(PyObject *self, PyObject *other) {
    if (!py_is_list(other))
        return py_raise(PY_TYPE(TypeError), "can only concatenate list (not \"%.200s\") to list",
                        other->type->name);
    int64_t left = py_size(self), right = py_size(other);
    PyObject *list = py_list_new(left + right);
    if (!list) return NULL;
    for (int64_t i = 0; i < left; i++) py_list_item(list, i) = py_new_ref(py_list_item(self, i));
    for (int64_t i = 0; i < right; i++) py_list_item(list, left + i) = py_new_ref(py_list_item(other, i));
    return list;
}

static PyObject *list_repeat(PyObject *self, int64_t count) {
    int64_t size = py_size(self), total;
    if (count < 0) count = 0;
    if (__builtin_mul_overflow(size, count, &total)) return py_raise_memory();
    PyObject *list = py_list_new(total);
    for (int64_t i = 0; list && i < total; i++)
        py_list_item(list, i) = py_new_ref(py_list_item(self, i % size));
    return list;
}

static PyObject *list_inplace_concat(PyObject *self, PyObject *other) {
    return py_list_extend(self, other) < 0 ? NULL : py_new_ref(self);
}

static PyObject *list_inplace_repeat(PyObject *self, int64_t count) {
    PyList *list = (PyList *)self;
    int64_t size = list->base.size, total;
    if (size == 0 || count == 1) return py_new_ref(self);
    if (count < 1) return clear_items(list), py_new_ref(self);
    if (__builtin_mul_overflow(size, count, &total)) return py_raise_memory();
    if (resize(list, total) < 0) return NULL;
    for (int64_t i = size; i < total; i++) list->items[i] = py_new_ref(list->items[i % size]);
    return py_new_ref(self);
}

static int list_contains(PyObject *self, PyObject *value) {
    int found = 0;
    for (int64_t i = 0; i < py_size(self) && found == 0; i++) {
        PyObject *item = py_new_ref(py_list_item(self, i));
        found = py_object_compare_bool(item, value, PY_EQ);
        py_decref(item);
    }
    return found;
}

static bool take_index(PyObject *self, PyObject *key, int64_t *index) {
    if (!py_number_has_index(key)) {
        py_raise(PY_TYPE(TypeError), "list indices must be integers or slices, not %.200s", key->type->name);
        return false;
    }
    *index = py_number_as_index(key, false);
    if (*index == -1 && py_error_occurred()) return false;
    if (*index < 0) *index += py_size(self);
    return true;
}

static PyObject *list_subscript(PyObject *self, PyObject *key) {
    int64_t index;
    if (py_is_exact(key, PY_TYPE(slice))) return take_slice(self, key);
    return take_index(self, key, &index) ? list_item(self, index) : NULL;
}

static int list_set_subscript(PyObject *self, PyObject *key, PyObject *value) {
    int64_t index;
    if (py_is_exact(key, PY_TYPE(slice))) return set_slice(self, key, value);
    return take_index(self, key, &index) ? list_set_item(self, index, value) : -1;
}

static PyObject *list_iter(PyObject *self) {
    return py_sequence_iterator_new(PY_TYPE(list_iterator), self, 0);
}

static int list_traverse(PyObject *self, PyVisit visit, void *user) {
    for (int64_t i = 0; i < py_size(self); i++)
        if (py_list_item(self, i) && visit(py_list_item(self, i), user) < 0) return -1;
    return 0;
}

static int list_clear_slot(PyObject *self) {
    clear_items((PyList *)self);
    return 0;
}

static PyObject *list_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    (void)arguments, (void)count, (void)keyword_names;
    if (type == PY_TYPE(list)) return py_list_new(0);
    PyObject *list = py_object_alloc(type, 0);
    if (list) py_gc_track(list);
    return list;
}

static int list_init(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    if (py_is_exact(self, PY_TYPE(list)) && py_arguments_no_keywords("list", keyword_names) < 0) return -1;
    if (py_arguments_count("list", count, 0, 1) < 0) return -1;
    if (((PyList *)self)->items) clear_items((PyList *)self);
    return count ? py_list_extend(self, arguments[0]) : 0;
}

/* --- Methods ----------------------------------------------------------------------------------------------
 */

PY_METHOD(list_append) {
    return py_list_append(self, arguments[0]) < 0 ? NULL : py_none();
}

PY_METHOD(list_extend) {
    return py_list_extend(self, arguments[0]) < 0 ? NULL : py_none();
}

PY_METHOD(list_insert) {
    int64_t index = py_number_as_index(arguments[0], true);
    if (index == -1 && py_error_occurred()) return NULL;
    return py_list_insert(self, index, arguments[1]) < 0 ? NULL : py_none();
}

PY_METHOD(list_pop) {
    PyList *list = (PyList *)self;
    int64_t index = -1;
    if (arguments[0]) {
        index = py_number_as_index(arguments[0], false);
        if (index == -1 && py_error_occurred()) return NULL;
    }
    if (!list->base.size) return py_raise(PY_TYPE(IndexError), "pop from empty list");
    if (index < 0) index += list->base.size;
    if (index < 0 || index >= list->base.size) return py_raise(PY_TYPE(IndexError), "pop index out of range");
    PyObject *item = list->items[index];
    memmove(list->items + index, list->items + index + 1,
            (size_t)(list->base.size - index - 1) * sizeof(PyObject *));
    resize(list, list->base.size - 1);
    return item;
}

PY_METHOD(list_remove) {
    for (int64_t i = 0; i < py_size(self); i++) {
        PyObject *item = py_new_ref(py_list_item(self, i));
        int equal = py_object_compare_bool(item, arguments[0], PY_EQ);
        py_decref(item);
        if (equal < 0) return NULL;
        if (equal) return py_list_assign_slice(self, i, i + 1, NULL) < 0 ? NULL : py_none();
    }
    return py_raise(PY_TYPE(ValueError), "list.remove(x): x not in list");
}

PY_METHOD(list_index) {
    int64_t start, stop;
    if (py_sequence_bounds(py_size(self), arguments[1], arguments[2], &start, &stop) < 0) return NULL;
    for (int64_t i = start; i < stop && i < py_size(self); i++) {
        PyObject *item = py_new_ref(py_list_item(self, i));
        int equal = py_object_compare_bool(item, arguments[0], PY_EQ);
        py_decref(item);
        if (equal) return equal < 0 ? NULL : py_int_from_int64(i);
    }
    return py_raise(PY_TYPE(ValueError), "%R is not in list", arguments[0]);
}

PY_METHOD(list_count) {
    int64_t found = 0;
    for (int64_t i = 0; i < py_size(self); i++) {
        PyObject *item = py_new_ref(py_list_item(self, i));
        int equal = py_object_compare_bool(item, arguments[0], PY_EQ);
        py_decref(item);
        if (equal < 0) return NULL;
        found += equal;
    }
    return py_int_from_int64(found);
}

PY_METHOD(list_clear) {
    clear_items((PyList *)self);
    return py_none();
}

PY_METHOD(list_copy) {
    return py_list_slice(self, 0, py_size(self));
}

int py_list_reverse(PyObject *list) {
    PyObject **items = py_list_items(list);
    for (int64_t low = 0, high = py_size(list) - 1; low < high; low++, high--) {
        PyObject *item = items[low];
        items[low] = items[high];
        items[high] = item;
    }
    return 0;
}

PY_METHOD(list_reverse) {
    py_list_reverse(self);
    return py_none();
}

PY_METHOD(list_sort) {
    int reverse = arguments[1] ? py_object_is_true(arguments[1]) : 0;
    if (reverse < 0) return NULL;
    PyObject *key = arguments[0] == PY_NONE ? NULL : arguments[0];
    return py_list_sort(self, key, reverse) < 0 ? NULL : py_none();
}

PY_METHOD(list_reversed) {
    return py_sequence_iterator_new(PY_TYPE(list_reverseiterator), self, py_size(self) - 1);
}

PY_METHOD(list_getitem) {
    return list_subscript(self, arguments[0]);
}

PY_METHOD(list_sizeof) {
    return py_int_from_int64(py_object_own_size(self));
}

static const PyMethod list_methods[] = {
    {"__getitem__", list_getitem, 1, 1, PY_METHOD_COEXIST, NULL, "x.__getitem__(y) <==> x[y]"},
    {"__reversed__", list_reversed, 0, 0, 0, NULL, "Return a reverse iterator over the list."},
    {"__sizeof__", list_sizeof, 0, 0, 0, NULL, "Return the size of the list in memory, in bytes."},
    {"clear", list_clear, 0, 0, 0, NULL, "Remove all items from list."},
    {"copy", list_copy, 0, 0, 0, NULL, "Return a shallow copy of the list."},
    {"append", list_append, 1, 1, 0, NULL, "Append object to the end of the list."},
    {"insert", list_insert, 2, 2, 0, NULL, "Insert object before index."},
    {"extend", list_extend, 1, 1, 0, NULL, "Extend list by appending elements from the iterable."},
    {"pop", list_pop, 0, 1, 0, NULL,
     "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out "
     "of range."},
    {"remove", list_remove, 1, 1, 0, NULL,
     "Remove first occurrence of value.\n\nRaises ValueError if the value is not present."},
    {"index", list_index, 1, 3, 0, NULL,
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"count", list_count, 1, 1, 0, NULL, "Return number of occurrences of value."},
    {"reverse", list_reverse, 0, 0, 0, NULL, "Reverse *IN PLACE*."},
    {"sort", list_sort, 0, 2, 0, "* key reverse",
     "Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is "
     "modified) and "
     "stable (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it "
     "once to each "
     "list item and sort them,\nascending or descending, according to their function values.\n\nThe reverse "
     "flag can be "
     "set to sort in descending order."},
    {0},
};

static const PySequenceSlots list_sequence = {
    .length = list_length,
    .concat = list_concat,
    .repeat = list_repeat,
    .item = list_item,
    .set_item = list_set_item,
    .contains = list_contains,
    .inplace_concat = list_inplace_concat,
    .inplace_repeat = list_inplace_repeat,
};

static const PyMappingSlots list_mapping = {
    .length = list_length,
    .subscript = list_subscript,
    .set_subscript = list_set_subscript,
};

const PyType py_list_template = {
    .name = "list",
    .basic_size = sizeof(PyList),
    .dealloc = list_dealloc,
    .repr = list_repr,
    .sequence = &list_sequence,
    .mapping = &list_mapping,
    .hash = py_object_not_hashable,
    .flags = PY_FLAG_BASE | PY_FLAG_GC | PY_FLAG_LIST | PY_FLAG_SEQUENCE,
    .doc = "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty "
           "list.\nThe argument "
           "must be an iterable if specified.",
    .traverse = list_traverse,
    .clear = list_clear_slot,
    .compare = list_compare,
    .iter = list_iter,
    .methods = list_methods,
    .init = list_init,
    .new = list_new,
};
