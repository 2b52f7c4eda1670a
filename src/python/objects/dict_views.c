/* Views and iterators of dicts: d.keys(), d.values(), d.items(). */
#include "python/objects/alloc.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/sequence.h"
#include "python/objects/set.h"
#include "python/objects/type.h"

/* --- Iterators --------------------------------------------------------------------------------------------
 */

static bool is_item_iterator(const PyType *type) {
    return type == PY_TYPE(dict_itemiterator) || type == PY_TYPE(dict_reverseitemiterator);
}

static bool is_reverse(const PyType *type) {
    return type == PY_TYPE(dict_reversekeyiterator) || type == PY_TYPE(dict_reversevalueiterator) ||
           type == PY_TYPE(dict_reverseitemiterator);
}

PyObject *py_dict_iterator_new(PyType *type, PyObject *dict) {
    PyDictIterator *iterator = (PyDictIterator *)py_object_alloc(type, 0);
    if (!iterator) return NULL;
    iterator->dict = py_new_ref(dict);
    iterator->used = iterator->remaining = py_dict_used(dict);
    if (is_reverse(type)) iterator->position = ((PyDict *)dict)->keys->entry_count - 1;
    if (is_item_iterator(type)) iterator->result = py_tuple_pack(2, PY_NONE, PY_NONE);
    py_gc_track(iterator);
    return (PyObject *)iterator;
}

static void iterator_dealloc(PyObject *self) {
    py_gc_untrack(self);
    py_xdecref(((PyDictIterator *)self)->dict);
    py_xdecref(((PyDictIterator *)self)->result);
    py_object_free(self);
}

static int iterator_traverse(PyObject *self, PyVisit visit, void *user) {
    PyDictIterator *iterator = (PyDictIterator *)self;
    if (iterator->dict && visit(iterator->dict, user) < 0) return -1;
    return iterator->result ? visit(iterator->result, user) : 0;
}

/* Moves to the next item in either direction; false at the end or with an exception. */
static bool advance(PyDictIterator *iterator, PyObject **key, PyObject **value) {
    if (!iterator->dict) return false;
    if (iterator->used != py_dict_used(iterator->dict)) {
        iterator->used = -1;
        py_raise(PY_TYPE(RuntimeError), "dictionary changed size during iteration");
        return false;
    }
    bool found;
    if (is_reverse(iterator->base.type)) {
        int64_t before = iterator->position;
        found = false;
        for (; before >= 0 && !found; before--) {
            int64_t at = before;
            found = py_dict_next(iterator->dict, &at, key, value) && at == before + 1;
        }
        iterator->position = before;
    } else {
        found = py_dict_next(iterator->dict, &iterator->position, key, value);
    }
    if (found && iterator->remaining-- == 0) {
        py_raise(PY_TYPE(RuntimeError), "dictionary keys changed during iteration");
        return false;
    }
    if (!found) py_clear(iterator->dict);
    return found;
}

static PyObject *key_next(PyObject *self) {
    PyObject *key, *value;
    return advance((PyDictIterator *)self, &key, &value) ? py_new_ref(key) : NULL;
}

static PyObject *value_next(PyObject *self) {
    PyObject *key, *value;
    return advance((PyDictIterator *)self, &key, &value) ? py_new_ref(value) : NULL;
}

/* The pair is reused as long as the program did not keep it. */
static PyObject *item_next(PyObject *self) {
    PyDictIterator *iterator = (PyDictIterator *)self;
    PyObject *key, *value;
    if (!advance(iterator, &key, &value)) return NULL;
    PyObject *pair = iterator->result;
    if (!pair || pair->refcount != 1) return py_tuple_pack(2, key, value);
    py_incref(pair);
    py_replace(py_tuple_item(pair, 0), py_new_ref(key));
    py_replace(py_tuple_item(pair, 1), py_new_ref(value));
    return pair;
}

PY_METHOD(iterator_length_hint) {
    PyDictIterator *iterator = (PyDictIterator *)self;
    bool valid = iterator->dict && iterator->used == py_dict_used(iterator->dict);
    return py_int_from_int64(valid ? iterator->remaining : 0);
}

static const PyMethod iterator_methods[] = {
    {"__length_hint__", iterator_length_hint, 0, 0, 0, NULL,
     "Private method returning an estimate of len(list(it))."},
    {0},
};

#define ITERATOR_TYPE(type_name, next_function)                                                              \
    const PyType py_##type_name##_template = {                                                               \
        .name = #type_name,                                                                                  \
        .basic_size = sizeof(PyDictIterator),                                                                \
        .dealloc = iterator_dealloc,                                                                         \
        .flags = PY_FLAG_GC,                                                                                 \
        .traverse = iterator_traverse,                                                                       \
        .iter = py_object_self,                                                                              \
        .next = next_function,                                                                               \
        .methods = iterator_methods,                                                                         \
    };
ITERATOR_TYPE(dict_keyiterator, key_next)
ITERATOR_TYPE(dict_valueiterator, value_next)
ITERATOR_TYPE(dict_itemiterator, item_next)
ITERATOR_TYPE(dict_reversekeyiterator, key_next)
ITERATOR_TYPE(dict_reversevalueiterator, value_next)
ITERATOR_TYPE(dict_reverseitemiterator, item_next)

/* --- Views ------------------------------------------------------------------------------------------------
 */

PyObject *py_dict_view_new(PyType *type, PyObject *dict) {
    PyDictView *view = (PyDictView *)py_object_alloc(type, 0);
    if (!view) return NULL;
    view->dict = py_new_ref(dict);
    py_gc_track(view);
    return (PyObject *)view;
}

static PyObject *dict_of(PyObject *self) {
    return ((PyDictView *)self)->dict;
}

static void view_dealloc(PyObject *self) {
    py_gc_untrack(self);
    py_decref(dict_of(self));
    py_object_free(self);
}

static int view_traverse(PyObject *self, PyVisit visit, void *user) {
    return visit(dict_of(self), user);
}

static int64_t view_length(PyObject *self) {
    return py_dict_used(dict_of(self));
}

static PyObject *view_repr(PyObject *self) {
    int entered = py_repr_enter(self);
    if (entered) return entered < 0 ? NULL : py_str_from_c("...");
    PyObject *items = py_list_from_iterable(self);
    PyObject *text = items ? py_str_format("%s(%R)", self->type->name, items) : NULL;
    py_xdecref(items);
    py_repr_leave(self);
    return text;
}

static PyObject *keys_iter(PyObject *self) {
    return py_dict_iterator_new(PY_TYPE(dict_keyiterator), dict_of(self));
}

static PyObject *values_iter(PyObject *self) {
    return py_dict_iterator_new(PY_TYPE(dict_valueiterator), dict_of(self));
}

static PyObject *items_iter(PyObject *self) {
    return py_dict_iterator_new(PY_TYPE(dict_itemiterator), dict_of(self));
}

PY_METHOD(view_reversed) {
    PyType *type = self->type == PY_TYPE(dict_keys)     ? PY_TYPE(dict_reversekeyiterator)
                   : self->type == PY_TYPE(dict_values) ? PY_TYPE(dict_reversevalueiterator)
                                                        : PY_TYPE(dict_reverseitemiterator);
    return py_dict_iterator_new(type, dict_of(self));
}

static int keys_contains(PyObject *self, PyObject *key) {
    return py_dict_contains(dict_of(self), key);
}

static int items_contains(PyObject *self, PyObject *pair) {
    PyObject *value;
    if (!py_is_tuple(pair) || py_size(pair) != 2) return 0;
    int found = py_dict_find(dict_of(self), py_tuple_item(pair, 0), &value);
    if (found <= 0) return found;
    py_incref(value);
    int equal = py_object_compare_bool(value, py_tuple_item(pair, 1), PY_EQ);
    py_decref(value);
    return equal;
}

static bool is_set_like(PyObject *object) {
    return py_is_any_set(object) || object->type == PY_TYPE(dict_keys) || object->type == PY_TYPE(dict_items);
}

static int all_contained(PyObject *inner, PyObject *outer) {
    PyObject *iterator = py_object_iter(inner), *item;
    int contained = iterator ? 1 : -1;
    while (contained > 0 && (item = py_iter_next(iterator))) {
        contained = py_object_contains(outer, item);
        py_decref(item);
    }
    py_xdecref(iterator);
    return py_error_occurred() ? -1 : contained;
}

static PyObject *view_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    if (!is_set_like(other)) return py_not_implemented();
    int64_t a = py_object_length(self), b = py_object_length(other);
    int truth = 0;
    switch (comparison) {
    case PY_EQ:
    case PY_NE: truth = a == b ? all_contained(self, other) : 0; break;
    case PY_LT: truth = a < b ? all_contained(self, other) : 0; break;
    case PY_LE: truth = a <= b ? all_contained(self, other) : 0; break;
    case PY_GT: truth = a > b ? all_contained(other, self) : 0; break;
    case PY_GE: truth = a >= b ? all_contained(other, self) : 0; break;
    }
    if (truth < 0) return NULL;
    return py_bool_from(comparison == PY_NE ? !truth : truth);
}

/* Views take part in set algebra as the set of their items. */
static PyObject *view_operate(PyOperator operator, PyObject * left, PyObject *right) {
    PyObject *a = py_set_new(left), *b = a ? py_set_new(right) : NULL;
    PyObject *result = b ? py_number_operate((int)operator, a, b) : NULL;
    py_xdecref(a);
    py_xdecref(b);
    return result;
}

#define VIEW_OPERATOR(name, operator)                                                                        \
    static PyObject *name(PyObject *left, PyObject *right) {                                                 \
        return view_operate(operator, left, right);                                                          \
    }
VIEW_OPERATOR(view_and, PY_AND)
VIEW_OPERATOR(view_or, PY_OR)
VIEW_OPERATOR(view_subtract, PY_SUBTRACT)
VIEW_OPERATOR(view_xor, PY_XOR)

PY_METHOD(view_is_disjoint) {
    PyObject *common = view_and(self, arguments[0]);
    if (!common) return NULL;
    bool disjoint = !py_set_used(common);
    py_decref(common);
    return py_bool_from(disjoint);
}

static PyObject *view_mapping(PyObject *self, void *closure) {
    (void)closure;
    return py_mapping_proxy_new(dict_of(self));
}

static const PyMethod set_like_methods[] = {
    {"isdisjoint", view_is_disjoint, 1, 1, 0, NULL,
     "Return True if the view and the given iterable have a null intersection."},
    {"__reversed__", view_reversed, 0, 0, 0, NULL, "Return a reverse iterator over the dict keys."},
    {0},
};

static const PyMethod values_methods[] = {
    {"__reversed__", view_reversed, 0, 0, 0, NULL, "Return a reverse iterator over the dict values."},
    {0},
};

static const PyGetSet view_getset[] = {
    {"mapping", view_mapping, NULL, "dictionary that this view refers to", NULL},
    {0},
};

static const PyNumberSlots view_number = {
    .binary = {[PY_AND] = view_and, [PY_OR] = view_or, [PY_SUBTRACT] = view_subtract, [PY_XOR] = view_xor},
};
static const PySequenceSlots keys_sequence = {.length = view_length, .contains = keys_contains};
static const PySequenceSlots items_sequence = {.length = view_length, .contains = items_contains};
static const PySequenceSlots values_sequence = {.length = view_length};

#define VIEW_COMMON                                                                                          \
    .basic_size = sizeof(PyDictView), .dealloc = view_dealloc, .repr = view_repr, .flags = PY_FLAG_GC,       \
    .traverse = view_traverse, .getset = view_getset

const PyType py_dict_keys_template = {
    .name = "dict_keys",
    VIEW_COMMON,
    .number = &view_number,
    .sequence = &keys_sequence,
    .compare = view_compare,
    .hash = py_object_not_hashable,
    .iter = keys_iter,
    .methods = set_like_methods,
};

const PyType py_dict_items_template = {
    .name = "dict_items",
    VIEW_COMMON,
    .number = &view_number,
    .sequence = &items_sequence,
    .compare = view_compare,
    .hash = py_object_not_hashable,
    .iter = items_iter,
    .methods = set_like_methods,
};

const PyType py_dict_values_template = {
    .name = "dict_values",
    VIEW_COMMON,
    .sequence = &values_sequence,
    .iter = values_iter,
    .methods = values_methods,
};
