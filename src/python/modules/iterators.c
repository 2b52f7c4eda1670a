/* The iterators that builtins makes of other iterators: enumerate, zip, map, filter, reversed. They hold the
 * iterators that they draw from, and nothing of what has passed through. */
#include "base/memory_error.h"
#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/int.h"
#include "python/objects/iter.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/statics.h"
#include "python/objects/tuple.h"

#include <stdlib.h>

/* One shape for all of them; each uses the fields that it needs. */
typedef struct PyIteratorChain {
    PyObject base;
    PyObject *first;  /* the iterator; of zip and map a tuple of them; of reversed the sequence */
    PyObject *second; /* the function; of enumerate the next number */
    int64_t index;    /* of reversed */
    bool is_strict;   /* zip(strict=True) */
} PyIteratorChain;

/* Takes over the references; NULL as one of them is an error that is set. */
static PyObject *chain_new(PyType *type, PyObject *first, PyObject *second) {
    PyIteratorChain *chain = first && second ? (PyIteratorChain *)py_object_alloc(type, 0) : NULL;
    if (!chain) {
        py_xdecref(first);
        py_xdecref(second);
        return NULL;
    }
    chain->first = first;
    chain->second = second;
    py_gc_track(chain);
    return (PyObject *)chain;
}

static void chain_dealloc(PyObject *self) {
    py_gc_untrack(self);
    py_xdecref(((PyIteratorChain *)self)->first);
    py_xdecref(((PyIteratorChain *)self)->second);
    py_object_free(self);
}

static int chain_traverse(PyObject *self, PyVisit visit, void *user) {
    PyIteratorChain *chain = (PyIteratorChain *)self;
    int stop = chain->first ? visit(chain->first, user) : 0;
    return stop || !chain->second ? stop : visit(chain->second, user);
}

static PyObject *chain_iter(PyObject *self) {
    return py_new_ref(self);
}

/* Iterators of all arguments from `from` on, as a tuple. */
static PyObject *iterators_of(PyObject *const *arguments, int64_t from, int64_t count, const char *zip_name) {
    PyObject *tuple = py_tuple_new(count - from);
    for (int64_t i = from; tuple && i < count; i++) {
        PyObject *iterator = py_object_iter(arguments[i]);
        if (!iterator && zip_name && py_error_matches(PY_TYPE(TypeError)) && !arguments[i]->type->iter) {
            py_error_clear();
            py_raise(PY_TYPE(TypeError), "%s argument #%lld must support iteration", zip_name,
                     (long long)(i + 1));
        }
        if (!iterator)
            py_clear(tuple);
        else
            py_tuple_item(tuple, i - from) = iterator;
    }
    return tuple;
}

/* --- enumerate --- */

static PyObject *enumerate_new(PyType *type, PyObject *const *arguments, int64_t count,
                               PyObject *keyword_names) {
    PyObject *slots[2];
    if (py_arguments_place("enumerate", "iterable start", 1, 2, arguments, count, keyword_names, slots) < 0)
        return NULL;
    PyObject *start = slots[1] ? py_number_index(slots[1]) : py_int_from_int64(0);
    return chain_new(type, start ? py_object_iter(slots[0]) : NULL, start);
}

static PyObject *enumerate_next(PyObject *self) {
    PyIteratorChain *chain = (PyIteratorChain *)self;
    PyObject *item = py_iter_next(chain->first);
    if (!item) return NULL;
    PyObject *one = py_int_from_int64(1);
    PyObject *next = one ? py_int_operate(PY_ADD, chain->second, one) : NULL;
    PyObject *pair[2] = {chain->second, item};
    py_xdecref(one);
    if (!next) {
        py_decref(item);
        return NULL;
    }
    chain->second = next;
    return py_tuple_from_array_stealing(pair, 2);
}

/* --- zip --- */

static PyObject *zip_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    PyObject *strict;
    if (py_arguments_place("zip", "* strict", 0, 1, arguments + count, 0, keyword_names, &strict) < 0)
        return NULL;
    int is_strict = strict ? py_object_is_true(strict) : 0;
    if (is_strict < 0) return NULL;
    PyObject *chain = chain_new(type, iterators_of(arguments, 0, count, "zip"), py_none());
    if (chain) ((PyIteratorChain *)chain)->is_strict = is_strict;
    return chain;
}

static PyObject *raise_uneven(int64_t index, const char *relation) {
    return py_raise(PY_TYPE(ValueError), "zip() argument %lld is %s than argument%s%lld",
                    (long long)index + 1, relation, index == 1 ? " " : "s 1-", (long long)index);
}

/* Iterator `index` is exhausted; with strict=True all others must be, too. */
static PyObject *zip_end(const PyIteratorChain *chain, int64_t index) {
    if (py_error_occurred() || !chain->is_strict) return NULL;
    if (index) return raise_uneven(index, "shorter");
    for (int64_t i = 1; i < py_size(chain->first); i++) {
        PyObject *item = py_iter_next(py_tuple_item(chain->first, i));
        py_xdecref(item);
        if (item) return raise_uneven(i, "longer");
        if (py_error_occurred()) return NULL;
    }
    return NULL;
}

static PyObject *zip_next(PyObject *self) {
    const PyIteratorChain *chain = (PyIteratorChain *)self;
    int64_t count = py_size(chain->first);
    PyObject *result = count ? py_tuple_new(count) : NULL;
    for (int64_t i = 0; result && i < count; i++) {
        PyObject *item = py_iter_next(py_tuple_item(chain->first, i));
        if (!item) {
            py_decref(result);
            return zip_end(chain, i);
        }
        py_tuple_item(result, i) = item;
    }
    return result;
}

/* --- map and filter --- */

static PyObject *map_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    if (py_arguments_no_keywords("map", keyword_names) < 0) return NULL;
    if (count < 2) return py_raise(PY_TYPE(TypeError), "map() must have at least two arguments.");
    return chain_new(type, iterators_of(arguments, 1, count, NULL), py_new_ref(arguments[0]));
}

static PyObject *map_next(PyObject *self) {
    const PyIteratorChain *chain = (PyIteratorChain *)self;
    int64_t count = py_size(chain->first), got = 0;
    PyObject *few[6], **items = count <= 6 ? few : base_alloc((size_t)count * sizeof(PyObject *));
    while (got < count && (items[got] = py_iter_next(py_tuple_item(chain->first, got)))) got++;
    PyObject *result = got == count ? py_object_call(chain->second, items, count, NULL) : NULL;
    while (got) py_decref(items[--got]);
    if (items != few) free(items);
    return result;
}

static PyObject *filter_new(PyType *type, PyObject *const *arguments, int64_t count,
                            PyObject *keyword_names) {
    if (py_arguments_no_keywords("filter", keyword_names) < 0) return NULL;
    if (py_arguments_count("filter", count, 2, 2) < 0) return NULL;
    return chain_new(type, py_object_iter(arguments[1]), py_new_ref(arguments[0]));
}

static int filter_accepts(const PyIteratorChain *chain, PyObject *item) {
    if (chain->second == PY_NONE || chain->second == (PyObject *)PY_TYPE(bool))
        return py_object_is_true(item);
    PyObject *answer = py_object_call_one(chain->second, item);
    int truth = answer ? py_object_is_true(answer) : -1;
    py_xdecref(answer);
    return truth;
}

static PyObject *filter_next(PyObject *self) {
    const PyIteratorChain *chain = (PyIteratorChain *)self;
    PyObject *item;
    while ((item = py_iter_next(chain->first))) {
        int accepted = filter_accepts(chain, item);
        if (accepted > 0) return item;
        py_decref(item);
        if (accepted < 0) return NULL;
    }
    return NULL;
}

/* --- reversed --- */

static PyObject *reversed_new(PyType *type, PyObject *const *arguments, int64_t count,
                              PyObject *keyword_names) {
    if (py_arguments_no_keywords("reversed", keyword_names) < 0) return NULL;
    if (py_arguments_count("reversed", count, 1, 1) < 0) return NULL;
    PyObject *sequence = arguments[0], *method = NULL;
    int found = py_object_find_special(sequence, "__reversed__", &method);
    if (found < 0) return NULL;
    if (found) {
        PyObject *result = method == PY_NONE ? NULL : py_object_call_no_arguments(method);
        py_decref(method);
        if (result || py_error_occurred()) return result;
    }
    bool is_sequence =
        !found && sequence->type->sequence && sequence->type->sequence->item && !py_is_dict(sequence);
    if (!is_sequence) return py_raise(PY_TYPE(TypeError), "'%T' object is not reversible", sequence);
    int64_t length = py_object_length(sequence);
    if (length < 0) return NULL;
    PyObject *chain = chain_new(type, py_new_ref(sequence), py_none());
    if (chain) ((PyIteratorChain *)chain)->index = length - 1;
    return chain;
}

static PyObject *reversed_next(PyObject *self) {
    PyIteratorChain *chain = (PyIteratorChain *)self;
    if (!chain->first || chain->index < 0) return NULL;
    PyObject *item = chain->first->type->sequence->item(chain->first, chain->index--);
    if (item) return item;
    if (py_error_matches(PY_TYPE(IndexError)) || py_error_matches(PY_TYPE(StopIteration))) py_error_clear();
    chain->index = -1;
    py_clear(chain->first);
    return NULL;
}

PY_METHOD(reversed_length_hint) {
    return py_int_from_int64(((PyIteratorChain *)self)->index + 1);
}

static const PyMethod reversed_methods[] = {{"__length_hint__", reversed_length_hint, 0, 0, 0, NULL, NULL},
                                            {0}};
static const PyMethod no_methods[] = {{0}};

#define ITERATOR_TYPE(type_name, method_table, text)                                                         \
    const PyType py_##type_name##_template = {                                                               \
        .name = #type_name,                                                                                  \
        .basic_size = sizeof(PyIteratorChain),                                                               \
        .flags = PY_FLAG_GC | PY_FLAG_BASE,                                                                  \
        .doc = text,                                                                                         \
        .dealloc = chain_dealloc,                                                                            \
        .traverse = chain_traverse,                                                                          \
        .iter = chain_iter,                                                                                  \
        .next = type_name##_next,                                                                            \
        .new = type_name##_new,                                                                              \
        .methods = method_table,                                                                             \
    };

ITERATOR_TYPE(enumerate, no_methods, "Return an enumerate object.")
ITERATOR_TYPE(zip, no_methods, "The zip object yields n-length tuples, where n is the number of iterables.")
ITERATOR_TYPE(map, no_methods,
              "Make an iterator that computes the function using arguments from each iterable.")
ITERATOR_TYPE(filter, no_methods,
              "Return an iterator yielding those items of iterable for which function(item) is true.")
ITERATOR_TYPE(reversed, reversed_methods, "Return a reverse iterator over the values of the given sequence.")
