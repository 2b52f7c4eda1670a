/* The type dict: slots and methods, and mappingproxy. The table is in dict.c, the views in dict_views.c. */
#include "python/objects/alloc.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/sequence.h"
#include "python/objects/type.h"

static void dict_dealloc(PyObject *self) {
    py_gc_untrack(self);
    py_dict_clear(self);
    bool kept =
        py_is_exact(self, PY_TYPE(dict)) && py_free_list_push(&py_runtime.free_dicts, self, PY_FREE_DICTS);
    if (!kept) py_object_free(self);
}

static int append_repr(StrBuf *out, PyObject *object) {
    PyObject *text = py_object_repr(object);
    if (!text) return -1;
    py_str_append_utf8(out, text);
    py_decref(text);
    return 0;
}

static int append_items(StrBuf *out, PyObject *dict) {
    int64_t position = 0;
    PyObject *key, *value;
    bool first = true;
    while (py_dict_next(dict, &position, &key, &value)) {
        py_incref(key);
        py_incref(value);
        if (!first) strbuf_append_c(out, ", ");
        first = false;
        int status = append_repr(out, key);
        strbuf_append_c(out, ": ");
        if (status == 0) status = append_repr(out, value);
        py_decref(key);
        py_decref(value);
        if (status < 0) return -1;
    }
    return 0;
}

static PyObject *dict_repr(PyObject *self) {
    if (!py_dict_used(self)) return py_str_from_c("{}");
    int entered = py_repr_enter(self);
    if (entered) return entered < 0 ? NULL : py_str_from_c("{...}");
    StrBuf out = {0};
    strbuf_append_c(&out, "{");
    int status = append_items(&out, self);
    strbuf_append_c(&out, "}");
    PyObject *text = status == 0 ? py_str_from_utf8(strbuf_view(&out)) : NULL;
    strbuf_free(&out);
    py_repr_leave(self);
    return text;
}

static int dicts_equal(PyObject *a, PyObject *b) {
    if (py_dict_used(a) != py_dict_used(b)) return 0;
    int64_t position = 0;
    PyObject *key, *value, *other;
    while (py_dict_next(a, &position, &key, &value)) {
        py_incref(key);
        py_incref(value);
        int equal = py_dict_find(b, key, &other);
        if (equal > 0) {
            py_incref(other);
            equal = py_object_compare_bool(value, other, PY_EQ);
            py_decref(other);
        }
        py_decref(key);
        py_decref(value);
        if (equal <= 0) return equal;
    }
    return 1;
}

static PyObject *dict_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    bool comparable = comparison == PY_EQ || comparison == PY_NE;
    if (!comparable || !py_is_dict(other)) return py_not_implemented();
    int equal = dicts_equal(self, other);
    return equal < 0 ? NULL : py_bool_from(equal == (comparison == PY_EQ));
}

static int64_t dict_length(PyObject *self) {
    return py_dict_used(self);
}

/* A subclass may say what stands for a missing key. */
static PyObject *missing(PyObject *self, PyObject *key) {
    PyObject *method;
    int found = py_is_exact(self, PY_TYPE(dict)) ? 0 : py_object_find_special(self, "__missing__", &method);
    if (found < 0) return NULL;
    if (!found) return py_raise_object(PY_TYPE(KeyError), key);
    PyObject *value = py_object_call_one(method, key);
    py_decref(method);
    return value;
}

static PyObject *dict_subscript(PyObject *self, PyObject *key) {
    PyObject *value;
    int found = py_dict_find(self, key, &value);
    if (found < 0) return NULL;
    return found ? py_new_ref(value) : missing(self, key);
}

static int dict_set_subscript(PyObject *self, PyObject *key, PyObject *value) {
    return value ? py_dict_set(self, key, value) : py_dict_delete(self, key);
}

static PyObject *dict_iter(PyObject *self) {
    return py_dict_iterator_new(PY_TYPE(dict_keyiterator), self);
}

static PyObject *dict_or(PyObject *left, PyObject *right) {
    if (!py_is_dict(left) || !py_is_dict(right)) return py_not_implemented();
    PyObject *dict = py_dict_copy(left);
    if (dict && py_dict_merge(dict, right, 1) < 0) py_clear(dict);
    return dict;
}

static PyObject *dict_inplace_or(PyObject *self, PyObject *other) {
    return py_dict_merge(self, other, 1) < 0 ? NULL : py_new_ref(self);
}

static int dict_traverse(PyObject *self, PyVisit visit, void *user) {
    int64_t position = 0;
    PyObject *key, *value;
    while (py_dict_next(self, &position, &key, &value))
        if (visit(key, user) < 0 || visit(value, user) < 0) return -1;
    return 0;
}

static int dict_clear_slot(PyObject *self) {
    py_dict_clear(self);
    return 0;
}

static PyObject *dict_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    (void)arguments, (void)count, (void)keyword_names;
    if (type == PY_TYPE(dict)) return py_dict_new();
    PyDict *dict = (PyDict *)py_object_alloc(type, 0);
    if (!dict) return NULL;
    dict->keys = PY_EMPTY_KEYS;
    py_gc_track(dict);
    return (PyObject *)dict;
}

static int update(PyObject *self, const char *name, PyObject *const *arguments, int64_t count,
                  PyObject *keyword_names) {
    if (py_arguments_count(name, count, 0, 1) < 0) return -1;
    if (count && py_dict_merge(self, arguments[0], 1) < 0) return -1;
    int64_t named = keyword_names ? py_size(keyword_names) : 0;
    for (int64_t i = 0; i < named; i++)
        if (py_dict_set(self, py_tuple_item(keyword_names, i), arguments[count + i]) < 0) return -1;
    return 0;
}

static int dict_init(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    return update(self, "dict", arguments, count, keyword_names);
}

/* --- Methods ----------------------------------------------------------------------------------------------
 */

PY_METHOD(dict_contains) {
    int found = py_dict_contains(self, arguments[0]);
    return found < 0 ? NULL : py_bool_from(found);
}

PY_METHOD(dict_getitem) {
    return dict_subscript(self, arguments[0]);
}

PY_METHOD(dict_get) {
    PyObject *value;
    int found = py_dict_find(self, arguments[0], &value);
    if (found < 0) return NULL;
    return found ? py_new_ref(value) : arguments[1] ? py_new_ref(arguments[1]) : py_none();
}

PY_METHOD(dict_setdefault) {
    PyObject *value = py_dict_set_default(self, arguments[0], arguments[1] ? arguments[1] : PY_NONE);
    return value ? py_new_ref(value) : NULL;
}

PY_METHOD(dict_pop) {
    PyObject *value = py_dict_take(self, arguments[0]);
    if (value || py_error_occurred()) return value;
    return arguments[1] ? py_new_ref(arguments[1]) : py_raise_object(PY_TYPE(KeyError), arguments[0]);
}

PY_METHOD(dict_popitem) {
    return py_dict_pop_last(self);
}

PY_METHOD(dict_keys) {
    return py_dict_view_new(PY_TYPE(dict_keys), self);
}

PY_METHOD(dict_values) {
    return py_dict_view_new(PY_TYPE(dict_values), self);
}

PY_METHOD(dict_items) {
    return py_dict_view_new(PY_TYPE(dict_items), self);
}

PY_METHOD(dict_update) {
    return update(self, "update", arguments, count, keyword_names) < 0 ? NULL : py_none();
}

PY_METHOD(dict_clear) {
    py_dict_clear(self);
    return py_none();
}

PY_METHOD(dict_copy) {
    return py_dict_copy(self);
}

PY_METHOD(dict_reversed) {
    return py_dict_iterator_new(PY_TYPE(dict_reversekeyiterator), self);
}

PY_METHOD(dict_fromkeys) {
    PyObject *dict = py_object_call_no_arguments(self), *iterator, *key;
    PyObject *value = arguments[1] ? arguments[1] : PY_NONE;
    if (!dict) return NULL;
    iterator = py_object_iter(arguments[0]);
    int status = iterator ? 0 : -1;
    while (status == 0 && (key = py_iter_next(iterator))) {
        status = py_object_set_subscript(dict, key, value);
        py_decref(key);
    }
    py_xdecref(iterator);
    if (status < 0 || py_error_occurred()) py_clear(dict);
    return dict;
}

static const PyMethod dict_methods[] = {
    {"__contains__", dict_contains, 1, 1, PY_METHOD_COEXIST, NULL,
     "True if the dictionary has the specified key, else False."},
    {"__getitem__", dict_getitem, 1, 1, PY_METHOD_COEXIST, NULL, "x.__getitem__(y) <==> x[y]"},
    {"get", dict_get, 1, 2, 0, NULL, "Return the value for key if key is in the dictionary, else default."},
    {"setdefault", dict_setdefault, 1, 2, 0, NULL,
     "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key "
     "is in the "
     "dictionary, else default."},
    {"pop", dict_pop, 1, 2, 0, NULL,
     "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not "
     "found, return the "
     "default if given; otherwise,\nraise a KeyError."},
    {"popitem", dict_popitem, 0, 0, 0, NULL,
     "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) "
     "order.\n"
     "Raises KeyError if the dict is empty."},
    {"keys", dict_keys, 0, 0, 0, NULL, "D.keys() -> a set-like object providing a view on D's keys"},
    {"items", dict_items, 0, 0, 0, NULL, "D.items() -> a set-like object providing a view on D's items"},
    {"values", dict_values, 0, 0, 0, NULL, "D.values() -> an object providing a view on D's values"},
    {"update", dict_update, 0, -1, PY_METHOD_RAW, NULL,
     "D.update([E, ]**F) -> None.  Update D from dict/iterable E and F."},
    {"fromkeys", dict_fromkeys, 1, 2, PY_METHOD_CLASS, NULL,
     "Create a new dictionary with keys from iterable and values set to value."},
    {"clear", dict_clear, 0, 0, 0, NULL, "D.clear() -> None.  Remove all items from D."},
    {"copy", dict_copy, 0, 0, 0, NULL, "D.copy() -> a shallow copy of D"},
    {"__reversed__", dict_reversed, 0, 0, 0, NULL, "Return a reverse iterator over the dict keys."},
    {0},
};

static const PyNumberSlots dict_number = {.binary = {[PY_OR] = dict_or},
                                          .inplace = {[PY_OR] = dict_inplace_or}};
static const PySequenceSlots dict_sequence = {.contains = py_dict_contains};
static const PyMappingSlots dict_mapping = {
    .length = dict_length,
    .subscript = dict_subscript,
    .set_subscript = dict_set_subscript,
};

const PyType py_dict_template = {
    .name = "dict",
    .basic_size = sizeof(PyDict),
    .dealloc = dict_dealloc,
    .repr = dict_repr,
    .number = &dict_number,
    .sequence = &dict_sequence,
    .mapping = &dict_mapping,
    .hash = py_object_not_hashable,
    .flags = PY_FLAG_BASE | PY_FLAG_GC | PY_FLAG_DICT | PY_FLAG_MAPPING,
    .doc =
        "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping "
        "object's\n    (key, "
        "value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in "
        "iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value "
        "pairs\n    in the "
        "keyword argument list.  For example:  dict(one=1, two=2)",
    .traverse = dict_traverse,
    .clear = dict_clear_slot,
    .compare = dict_compare,
    .iter = dict_iter,
    .methods = dict_methods,
    .init = dict_init,
    .new = dict_new,
};

/* --- mappingproxy -----------------------------------------------------------------------------------------
 */

PyObject *py_mapping_proxy_new(PyObject *mapping) {
    PyMappingProxy *proxy = (PyMappingProxy *)py_object_alloc(PY_TYPE(mappingproxy), 0);
    if (!proxy) return NULL;
    proxy->mapping = py_new_ref(mapping);
    py_gc_track(proxy);
    return (PyObject *)proxy;
}

static PyObject *mapping_of(PyObject *self) {
    return ((PyMappingProxy *)self)->mapping;
}

static void proxy_dealloc(PyObject *self) {
    py_gc_untrack(self);
    py_decref(mapping_of(self));
    py_object_free(self);
}

static PyObject *proxy_repr(PyObject *self) {
    return py_str_format("mappingproxy(%R)", mapping_of(self));
}

static PyObject *proxy_str(PyObject *self) {
    return py_object_str(mapping_of(self));
}

static int64_t proxy_length(PyObject *self) {
    return py_object_length(mapping_of(self));
}

static PyObject *proxy_subscript(PyObject *self, PyObject *key) {
    return py_object_subscript(mapping_of(self), key);
}

static int proxy_contains(PyObject *self, PyObject *key) {
    return py_object_contains(mapping_of(self), key);
}

static PyObject *proxy_iter(PyObject *self) {
    return py_object_iter(mapping_of(self));
}

static PyObject *proxy_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    return py_object_compare(mapping_of(self), other, comparison);
}

static int proxy_traverse(PyObject *self, PyVisit visit, void *user) {
    return visit(mapping_of(self), user);
}

/* These methods are the mapping's own. */
#define FORWARD(name)                                                                                        \
    PY_METHOD(proxy_##name) {                                                                                \
        return py_object_call_method(mapping_of(self), #name, arguments, count);                             \
    }
FORWARD(get)
FORWARD(keys)
FORWARD(values)
FORWARD(items)
FORWARD(copy)

static const PyMethod proxy_methods[] = {
    {"get", proxy_get, 1, -1, 0, NULL, NULL},      {"keys", proxy_keys, 0, 0, 0, NULL, NULL},
    {"values", proxy_values, 0, 0, 0, NULL, NULL}, {"items", proxy_items, 0, 0, 0, NULL, NULL},
    {"copy", proxy_copy, 0, 0, 0, NULL, NULL},     {0},
};

static PyObject *proxy_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    (void)type;
    PyObject *slot;
    if (py_arguments_place("mappingproxy", "mapping", 1, 1, arguments, count, keyword_names, &slot) < 0)
        return NULL;
    return py_mapping_proxy_new(slot);
}

static const PySequenceSlots proxy_sequence = {.contains = proxy_contains};
static const PyMappingSlots proxy_mapping = {.length = proxy_length, .subscript = proxy_subscript};

const PyType py_mappingproxy_template = {
    .name = "mappingproxy",
    .basic_size = sizeof(PyMappingProxy),
    .dealloc = proxy_dealloc,
    .repr = proxy_repr,
    .str = proxy_str,
    .sequence = &proxy_sequence,
    .mapping = &proxy_mapping,
    .flags = PY_FLAG_GC | PY_FLAG_MAPPING,
    .traverse = proxy_traverse,
    .compare = proxy_compare,
    .iter = proxy_iter,
    .methods = proxy_methods,
    .new = proxy_new,
};
