/* Iterators of the sequences, see iter.h. */
#include "python/objects/iter.h"

#include "python/objects/alloc.h"
#include "python/objects/bytes.h"
#include "python/objects/error.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/type.h"

PyObject *py_sequence_iterator_new(PyType *type, PyObject *sequence, int64_t index) {
    PySequenceIterator *iterator = (PySequenceIterator *)py_object_alloc(type, 0);
    if (!iterator) return NULL;
    iterator->index = index;
    iterator->sequence = py_new_ref(sequence);
    py_gc_track(iterator);
    return (PyObject *)iterator;
}

static void iterator_dealloc(PyObject *self) {
    py_gc_untrack(self);
    py_xdecref(((PySequenceIterator *)self)->sequence);
    py_object_free(self);
}

static int iterator_traverse(PyObject *self, PyVisit visit, void *user) {
    PyObject *sequence = ((PySequenceIterator *)self)->sequence;
    return sequence ? visit(sequence, user) : 0;
}

/* At the end the sequence is given up, so that a list that grows later does not revive the iterator. */
static PyObject *exhaust(PySequenceIterator *iterator) {
    py_clear(iterator->sequence);
    return NULL;
}

static PyObject *list_next(PyObject *self) {
    PySequenceIterator *iterator = (PySequenceIterator *)self;
    if (!iterator->sequence) return NULL;
    if (iterator->index >= py_size(iterator->sequence)) return exhaust(iterator);
    return py_new_ref(py_list_item(iterator->sequence, iterator->index++));
}

static PyObject *list_previous(PyObject *self) {
    PySequenceIterator *iterator = (PySequenceIterator *)self;
    if (!iterator->sequence) return NULL;
    if (iterator->index < 0 || iterator->index >= py_size(iterator->sequence)) return exhaust(iterator);
    return py_new_ref(py_list_item(iterator->sequence, iterator->index--));
}

static PyObject *tuple_next(PyObject *self) {
    PySequenceIterator *iterator = (PySequenceIterator *)self;
    if (!iterator->sequence) return NULL;
    if (iterator->index >= py_size(iterator->sequence)) return exhaust(iterator);
    return py_new_ref(py_tuple_item(iterator->sequence, iterator->index++));
}

static PyObject *str_next(PyObject *self) {
    PySequenceIterator *iterator = (PySequenceIterator *)self;
    if (!iterator->sequence) return NULL;
    if (iterator->index >= py_str_length(iterator->sequence)) return exhaust(iterator);
    return py_str_from_code_point(py_str_at(iterator->sequence, iterator->index++));
}

static PyObject *bytes_next(PyObject *self) {
    PySequenceIterator *iterator = (PySequenceIterator *)self;
    if (!iterator->sequence) return NULL;
    if (iterator->index >= py_size(iterator->sequence)) return exhaust(iterator);
    return py_int_from_int64((uint8_t)py_bytes_data(iterator->sequence)[iterator->index++]);
}

/* Anything with __getitem__: until IndexError. */
static PyObject *item_next(PyObject *self) {
    PySequenceIterator *iterator = (PySequenceIterator *)self;
    if (!iterator->sequence) return NULL;
    PyObject *item = iterator->sequence->type->sequence->item(iterator->sequence, iterator->index++);
    if (item) return item;
    if (py_error_matches(PY_TYPE(IndexError)) || py_error_matches(PY_TYPE(StopIteration))) {
        py_error_clear();
        return exhaust(iterator);
    }
    return NULL;
}

PY_METHOD(iterator_length_hint) {
    PySequenceIterator *iterator = (PySequenceIterator *)self;
    if (!iterator->sequence) return py_int_from_int64(0);
    int64_t length = py_object_length(iterator->sequence);
    if (length < 0) return NULL;
    return py_int_from_int64(length > iterator->index ? length - iterator->index : 0);
}

PY_METHOD(reverse_length_hint) {
    PySequenceIterator *iterator = (PySequenceIterator *)self;
    return py_int_from_int64(iterator->sequence ? iterator->index + 1 : 0);
}

static const PyMethod iterator_methods[] = {
    {"__length_hint__", iterator_length_hint, 0, 0, 0, NULL,
     "Private method returning an estimate of len(list(it))."},
    {0},
};

static const PyMethod reverse_methods[] = {
    {"__length_hint__", reverse_length_hint, 0, 0, 0, NULL,
     "Private method returning an estimate of len(list(it))."},
    {0},
};

#define ITERATOR_TYPE(type_name, next_function, method_table)                                                \
    const PyType py_##type_name##_template = {                                                               \
        .name = #type_name,                                                                                  \
        .basic_size = sizeof(PySequenceIterator),                                                            \
        .dealloc = iterator_dealloc,                                                                         \
        .flags = PY_FLAG_GC,                                                                                 \
        .traverse = iterator_traverse,                                                                       \
        .iter = py_object_self,                                                                              \
        .next = next_function,                                                                               \
        .methods = method_table,                                                                             \
    };
ITERATOR_TYPE(list_iterator, list_next, iterator_methods)
ITERATOR_TYPE(list_reverseiterator, list_previous, reverse_methods)
ITERATOR_TYPE(tuple_iterator, tuple_next, iterator_methods)
ITERATOR_TYPE(str_iterator, str_next, iterator_methods)
ITERATOR_TYPE(str_ascii_iterator, str_next, iterator_methods)
ITERATOR_TYPE(bytes_iterator, bytes_next, iterator_methods)
ITERATOR_TYPE(iterator, item_next, iterator_methods)

/* --- iter(callable, sentinel) -----------------------------------------------------------------------------
 */

PyObject *py_callable_iterator_new(PyObject *callable, PyObject *sentinel) {
    PyCallableIterator *iterator = (PyCallableIterator *)py_object_alloc(PY_TYPE(callable_iterator), 0);
    if (!iterator) return NULL;
    iterator->callable = py_new_ref(callable);
    iterator->sentinel = py_new_ref(sentinel);
    py_gc_track(iterator);
    return (PyObject *)iterator;
}

static void callable_dealloc(PyObject *self) {
    PyCallableIterator *iterator = (PyCallableIterator *)self;
    py_gc_untrack(self);
    py_xdecref(iterator->callable);
    py_xdecref(iterator->sentinel);
    py_object_free(self);
}

static PyObject *callable_next(PyObject *self) {
    PyCallableIterator *iterator = (PyCallableIterator *)self;
    if (!iterator->callable) return NULL;
    PyObject *value = py_object_call_no_arguments(iterator->callable);
    if (!value) {
        if (!py_error_matches(PY_TYPE(StopIteration))) return NULL;
        py_error_clear();
    } else {
        int equal = iterator->sentinel ? py_object_compare_bool(iterator->sentinel, value, PY_EQ) : -1;
        if (equal == 0) return value;
        py_decref(value);
        if (equal < 0) return NULL;
    }
    py_clear(iterator->callable);
    py_clear(iterator->sentinel);
    return NULL;
}

static int callable_traverse(PyObject *self, PyVisit visit, void *user) {
    PyCallableIterator *iterator = (PyCallableIterator *)self;
    if (iterator->callable && visit(iterator->callable, user) < 0) return -1;
    return iterator->sentinel ? visit(iterator->sentinel, user) : 0;
}

const PyType py_callable_iterator_template = {
    .name = "callable_iterator",
    .basic_size = sizeof(PyCallableIterator),
    .dealloc = callable_dealloc,
    .flags = PY_FLAG_GC,
    .traverse = callable_traverse,
    .iter = py_object_self,
    .next = callable_next,
};
