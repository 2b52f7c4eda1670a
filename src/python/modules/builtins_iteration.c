/* Builtin functions on iterables: iter, next, all, any, min, max, sorted. */
#include "python/modules/modules.h"
#include "python/objects/error.h"
#include "python/objects/exception.h"
#include "python/objects/iter.h"
#include "python/objects/list.h"
#include "python/objects/protocol.h"
#include "python/objects/statics.h"

PY_METHOD(builtin_iter) {
    if (!arguments[1]) return py_object_iter(arguments[0]);
    if (!py_object_is_callable(arguments[0]))
        return py_raise(PY_TYPE(TypeError), "iter(v, w): v must be callable");
    return py_callable_iterator_new(arguments[0], arguments[1]);
}

PY_METHOD(builtin_next) {
    PyObject *iterator = arguments[0];
    if (!py_object_is_iterator(iterator))
        return py_raise(PY_TYPE(TypeError), "'%T' object is not an iterator", iterator);
    PyObject *item = iterator->type->next(iterator);
    if (item) return item;
    if (arguments[1] && (!py_error_occurred() || py_error_matches(PY_TYPE(StopIteration)))) {
        py_error_clear();
        return py_new_ref(arguments[1]);
    }
    return py_error_occurred() ? NULL : py_raise_object(PY_TYPE(StopIteration), NULL);
}

/* Looks for an item whose truth is `wanted`. */
static PyObject *search_truth(PyObject *iterable, int wanted) {
    PyObject *iterator = py_object_iter(iterable), *item;
    int truth = !wanted;
    while (iterator && truth == !wanted && (item = py_iter_next(iterator))) {
        truth = py_object_is_true(item);
        py_decref(item);
    }
    py_xdecref(iterator);
    return truth < 0 || py_error_occurred() ? NULL : py_bool_from(truth);
}

PY_METHOD(builtin_all) {
    return search_truth(arguments[0], 0);
}

PY_METHOD(builtin_any) {
    return search_truth(arguments[0], 1);
}

/* The best item seen so far, and what it was compared by. */
typedef struct Best {
    PyObject *item, *key;
    PyObject *function; /* key=, or NULL */
    PyComparison comparison;
} Best;

/* Takes over `item`. */
static int consider(Best *best, PyObject *item) {
    PyObject *key = best->function ? py_object_call_one(best->function, item) : py_new_ref(item);
    int better = !key ? -1 : !best->item ? 1 : py_object_compare_bool(key, best->key, best->comparison);
    if (better > 0) {
        py_replace(best->item, item);
        py_replace(best->key, key);
        return 0;
    }
    py_decref(item);
    py_xdecref(key);
    return better;
}

static int consider_all(Best *best, PyObject *iterable) {
    PyObject *iterator = py_object_iter(iterable), *item;
    int failed = iterator ? 0 : -1;
    while (!failed && (item = py_iter_next(iterator))) failed = consider(best, item);
    py_xdecref(iterator);
    return failed || py_error_occurred() ? -1 : 0;
}

static PyObject *find_best(const char *name, PyComparison comparison, PyObject *const *arguments,
                           int64_t count, PyObject *keyword_names) {
    PyObject *slots[2];
    if (py_arguments_place(name, "* key default", 0, 2, arguments + count, 0, keyword_names, slots) < 0)
        return NULL;
    if (count == 0) return py_raise(PY_TYPE(TypeError), "%s expected at least 1 argument, got 0", name);
    if (count > 1 && slots[1])
        return py_raise(PY_TYPE(TypeError),
                        "Cannot specify a default for %s() with multiple positional arguments", name);
    Best best = {.function = slots[0] == PY_NONE ? NULL : slots[0], .comparison = comparison};
    int failed = 0;
    if (count == 1) failed = consider_all(&best, arguments[0]);
    for (int64_t i = 0; count > 1 && !failed && i < count; i++)
        failed = consider(&best, py_new_ref(arguments[i]));
    py_xdecref(best.key);
    if (failed) py_clear(best.item);
    if (failed || best.item) return best.item;
    if (slots[1]) return py_new_ref(slots[1]);
    return py_raise(PY_TYPE(ValueError), "%s() arg is an empty sequence", name);
}

PY_METHOD(builtin_min) {
    return find_best("min", PY_LT, arguments, count, keyword_names);
}

PY_METHOD(builtin_max) {
    return find_best("max", PY_GT, arguments, count, keyword_names);
}

PY_METHOD(builtin_sorted) {
    PyObject *key = arguments[1] == PY_NONE ? NULL : arguments[1];
    int reverse = arguments[2] ? py_object_is_true(arguments[2]) : 0;
    PyObject *list = reverse < 0 ? NULL : py_list_from_iterable(arguments[0]);
    if (list && py_list_sort(list, key, reverse) < 0) py_clear(list);
    return list;
}

const PyMethod py_builtin_iteration_functions[] = {
    {"iter", builtin_iter, 1, 2, 0, NULL, "Get an iterator from an object."},
    {"next", builtin_next, 1, 2, 0, NULL, "Return the next item from the iterator."},
    {"all", builtin_all, 1, 1, 0, NULL, "Return True if bool(x) is True for all values x in the iterable."},
    {"any", builtin_any, 1, 1, 0, NULL, "Return True if bool(x) is True for any x in the iterable."},
    {"min", builtin_min, 0, -1, PY_METHOD_RAW, NULL, "Return the smallest item, or the smallest argument."},
    {"max", builtin_max, 0, -1, PY_METHOD_RAW, NULL, "Return the biggest item, or the biggest argument."},
    {"sorted", builtin_sorted, 1, 3, 0, "iterable / * key reverse",
     "Return a new list containing all items from the iterable in ascending order."},
    {0}};
