/* What every object can do by itself: die, show itself, give and take attributes, be an `object`. */
#include "python/objects/object.h"

#include "python/objects/alloc.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/type.h"

/* --- Death ------------------------------------------------------------------------------------------------
 */

/* Deallocations of containers within each other before the rest is put off. */
enum { DEALLOC_DEPTH_MAX = 50 };

static void put_off(PyObject *object) {
    py_gc_untrack(object);
    py_gc_head(object)->next = (uint64_t)py_runtime.dealloc_later;
    py_runtime.dealloc_later = object;
}

static void dealloc_put_off(void) {
    while (py_runtime.dealloc_later) {
        PyObject *object = py_runtime.dealloc_later;
        py_runtime.dealloc_later = (PyObject *)py_gc_head(object)->next;
        py_gc_head(object)->next = 0;
        py_runtime.dealloc_depth++;
        object->type->dealloc(object);
        py_runtime.dealloc_depth--;
    }
}

void py_object_dealloc(PyObject *object) {
    PyType *type = object->type;
    if (py_is_static(object)) { /* static objects live for ever */
        object->refcount = 1;
        return;
    }
    if (!(type->flags & PY_FLAG_GC)) {
        type->dealloc(object);
        return;
    }
    if (py_runtime.dealloc_depth >= DEALLOC_DEPTH_MAX) {
        put_off(object);
        return;
    }
    py_runtime.dealloc_depth++;
    type->dealloc(object);
    py_runtime.dealloc_depth--;
    if (py_runtime.dealloc_depth == 0 && py_runtime.dealloc_later) dealloc_put_off();
}

/* --- Attributes -------------------------------------------------------------------------------------------
 */

PyObject *py_object_dict(PyObject *object, bool create) {
    PyType *type = object->type;
    PyObject **place;
    if (type->flags & PY_FLAG_MANAGED_DICT)
        place = (PyObject **)((char *)object - PY_MANAGED_DICT_BEFORE);
    else if (type->dict_offset > 0)
        place = (PyObject **)((char *)object + type->dict_offset);
    else
        return NULL;
    if (!*place && create) *place = py_dict_new();
    return *place;
}

static bool is_data_descriptor(const PyObject *attribute) {
    return attribute->type->descriptor_set != NULL;
}

/* The attribute as the instance sees it. `attribute` is borrowed from the type. */
static PyObject *bind(PyObject *attribute, PyObject *object) {
    PyTernary get = attribute->type->descriptor_get;
    if (!get) return py_new_ref(attribute);
    py_incref(attribute);
    PyObject *bound = get(attribute, object, (PyObject *)object->type);
    py_decref(attribute);
    return bound;
}

/* Like getattr, but leaves a missing attribute to the caller: NULL without an exception. */
static PyObject *find_attribute(PyObject *object, PyObject *name) {
    PyObject *attribute = py_type_lookup(object->type, name);
    if (attribute && is_data_descriptor(attribute)) return bind(attribute, object);
    PyObject *dict = py_object_dict(object, false);
    PyObject *value = dict ? py_dict_get(dict, name) : NULL;
    if (value) return py_new_ref(value);
    if (py_error_occurred()) return NULL;
    return attribute ? bind(attribute, object) : NULL;
}

PyObject *py_object_generic_getattr(PyObject *object, PyObject *name) {
    if (!py_is_str(name))
        return py_raise(PY_TYPE(TypeError), "attribute name must be string, not '%.200s'", name->type->name);
    PyObject *value = find_attribute(object, name);
    if (!value && !py_error_occurred()) return py_raise_attribute(object, name);
    return value;
}

static int refuse_setattr(PyObject *object, PyObject *name, PyObject *attribute) {
    if (attribute)
        py_raise(PY_TYPE(AttributeError), "'%.100s' object attribute '%U' is read-only", object->type->name,
                 name);
    else
        py_raise_attribute(object, name);
    return -1;
}

int py_object_generic_setattr(PyObject *object, PyObject *name, PyObject *value) {
    if (!py_is_str(name))
        return py_raise_int(PY_TYPE(TypeError), "attribute name must be string, not '%.200s'",
                            name->type->name);
    PyObject *attribute = py_type_lookup(object->type, name);
    if (attribute && is_data_descriptor(attribute)) {
        py_incref(attribute);
        int status = attribute->type->descriptor_set(attribute, object, value);
        py_decref(attribute);
        return status;
    }
    PyObject *dict = py_object_dict(object, value != NULL);
    if (!dict) return py_error_occurred() ? -1 : refuse_setattr(object, name, attribute);
    if (value) {
        PyObject *key = py_new_ref(name);
        py_str_intern(&key);
        int status = py_dict_set(dict, key, value);
        py_decref(key);
        return status;
    }
    if (py_dict_contains(dict, name)) return py_dict_delete(dict, name);
    py_raise_attribute(object, name);
    return -1;
}

int py_object_find_attr(PyObject *object, PyObject *name, PyObject **value) {
    if (object->type->getattr == py_object_generic_getattr)
        *value = find_attribute(object, name);
    else
        *value = py_object_getattr(object, name);
    if (*value) return 1;
    if (!py_error_occurred()) return 0;
    if (!py_error_matches(PY_TYPE(AttributeError))) return -1;
    py_error_clear();
    return 0;
}

int py_object_get_method(PyObject *object, PyObject *name, PyObject **method) {
    PyType *type = object->type;
    if (type->getattr == py_object_generic_getattr) {
        PyObject *attribute = py_type_lookup(type, name);
        bool is_method = attribute && attribute->type->flags & PY_FLAG_METHOD_DESCRIPTOR;
        PyObject *dict = is_method ? py_object_dict(object, false) : NULL;
        if (is_method && (!dict || !py_dict_get(dict, name))) {
            *method = py_new_ref(attribute);
            return 1;
        }
    }
    *method = py_object_getattr(object, name);
    return *method ? 0 : -1;
}

int py_object_find_special(PyObject *object, const char *name, PyObject **method) {
    PyObject *attribute = py_type_lookup_c(object->type, name);
    *method = attribute ? bind(attribute, object) : NULL;
    if (*method) return 1;
    return py_error_occurred() ? -1 : 0;
}

/* --- The type `object` ------------------------------------------------------------------------------------
 */

PyObject *py_object_default_repr(PyObject *self) {
    PyObject *module = py_object_getattr_c((PyObject *)self->type, "__module__");
    PyObject *name = py_object_getattr_c((PyObject *)self->type, "__qualname__");
    PyObject *text = NULL;
    if (!module) py_error_clear();
    if (name && module && py_is_str(module) && !py_str_equal_c(module, "builtins"))
        text = py_str_format("<%U.%U object at %p>", module, name, (void *)self);
    else if (name)
        text = py_str_format("<%U object at %p>", name, (void *)self);
    py_xdecref(module);
    py_xdecref(name);
    return text;
}

static PyObject *object_str(PyObject *self) {
    return py_object_repr(self);
}

/* Rotated by 4, since the low bits of addresses are always 0. */
int64_t py_object_hash_by_address(const void *object) {
    uint64_t address = (uint64_t)object;
    int64_t hash = (int64_t)(address >> 4 | address << 60);
    return hash == -1 ? -2 : hash;
}

static int64_t object_hash(PyObject *self) {
    return py_object_hash_by_address(self);
}

int64_t py_object_not_hashable(PyObject *self) {
    return py_raise_int(PY_TYPE(TypeError), "unhashable type: '%.200s'", self->type->name);
}

static PyObject *object_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    if (comparison == PY_EQ) return self == other ? py_bool_from(true) : py_not_implemented();
    if (comparison != PY_NE || !self->type->compare) return py_not_implemented();
    PyObject *equal = self->type->compare(self, other, PY_EQ);
    if (!equal || equal == PY_NOT_IMPLEMENTED) return equal;
    int truth = py_object_is_true(equal);
    py_decref(equal);
    return truth < 0 ? NULL : py_bool_from(!truth);
}

static void object_dealloc(PyObject *self) {
    py_object_free(self);
}

PyObject *py_type_generic_new(PyType *type, PyObject *const *arguments, int64_t count,
                              PyObject *keyword_names) {
    (void)arguments, (void)count, (void)keyword_names;
    PyObject *object = py_object_alloc(type, 0);
    if (object && type->flags & PY_FLAG_GC) py_gc_track(object);
    return object;
}

static bool has_arguments(int64_t count, PyObject *keyword_names) {
    return count || (keyword_names && py_size(keyword_names));
}

static int object_init(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    (void)arguments;
    PyType *type = self->type;
    if (!has_arguments(count, keyword_names)) return 0;
    if (type->init != object_init)
        return py_raise_int(PY_TYPE(TypeError),
                            "object.__init__() takes exactly one argument (the instance to initialize)");
    if (type->new == PY_TYPE(object)->new)
        return py_raise_int(PY_TYPE(TypeError),
                            "%.200s.__init__() takes exactly one argument (the instance to initialize)",
                            type->name);
    return 0;
}

static PyObject *object_new(PyType *type, PyObject *const *arguments, int64_t count,
                            PyObject *keyword_names) {
    if (has_arguments(count, keyword_names)) {
        if (type->new != object_new)
            return py_raise(PY_TYPE(TypeError),
                            "object.__new__() takes exactly one argument (the type to instantiate)");
        if (type->init == object_init)
            return py_raise(PY_TYPE(TypeError), "%.200s() takes no arguments", type->name);
    }
    return py_type_generic_new(type, arguments, count, keyword_names);
}

PyObject *py_object_self(PyObject *self) {
    return py_new_ref(self);
}

static PyObject *object_get_class(PyObject *self, void *closure) {
    (void)closure;
    return py_new_ref(self->type);
}

static const PyGetSet object_getset[] = {
    {"__class__", object_get_class, NULL, "the object's class", NULL},
    {0},
};

PY_METHOD(object_sizeof) {
    return py_int_from_int64(py_object_own_size(self));
}

PY_METHOD(object_dir) {
    return py_object_dir(self);
}

PY_METHOD(object_format) {
    if (!py_is_str(arguments[0]))
        return py_raise(PY_TYPE(TypeError), "__format__() argument must be str, not %.50s",
                        arguments[0]->type->name);
    if (py_str_length(arguments[0]) > 0)
        return py_raise(PY_TYPE(TypeError), "unsupported format string passed to %.200s.__format__",
                        self->type->name);
    return py_object_str(self);
}

PY_METHOD(object_init_subclass) {
    return py_none();
}

PY_METHOD(object_subclass_hook) {
    return py_not_implemented();
}

/* What of the instance is not in its layout: its dict. */
PY_METHOD(object_getstate) {
    PyObject *dict = py_object_dict(self, false);
    return dict && py_dict_used(dict) ? py_dict_copy(dict) : py_none();
}

static const PyMethod object_methods[] = {
    {"__subclasshook__", object_subclass_hook, 1, 1, PY_METHOD_CLASS, NULL,
     "Abstract classes can override this to customize issubclass()."},
    {"__getstate__", object_getstate, 0, 0, 0, NULL, "Helper for pickle."},
    {"__dir__", object_dir, 0, 0, 0, NULL, "Default dir() implementation."},
    {"__format__", object_format, 1, 1, 0, NULL, "Default object formatter."},
    {"__sizeof__", object_sizeof, 0, 0, 0, NULL, "Size of object in memory, in bytes."},
    {"__init_subclass__", object_init_subclass, 0, 0, PY_METHOD_CLASS, NULL,
     "This method is called when a class is subclassed."},
    {0},
};

const PyType py_object_template = {
    .name = "object",
    .basic_size = sizeof(PyObject),
    .dealloc = object_dealloc,
    .repr = py_object_default_repr,
    .str = object_str,
    .hash = object_hash,
    .compare = object_compare,
    .getattr = py_object_generic_getattr,
    .setattr = py_object_generic_setattr,
    .flags = PY_FLAG_BASE,
    .doc = "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new "
           "featureless\ninstance that has no instance attributes and cannot be given any.\n",
    .methods = object_methods,
    .getset = object_getset,
    .init = object_init,
    .new = object_new,
};

/* --- dir() ------------------------------------------------------------------------------------------------
 */

static int add_type_names(PyObject *names, PyType *type) {
    for (int64_t i = py_size(type->mro); i-- > 0;) {
        PyType *base = (PyType *)py_tuple_item(type->mro, i);
        if (base->dict && py_dict_merge(names, base->dict, 1) < 0) return -1;
    }
    return 0;
}

PyObject *py_object_dir(PyObject *object) {
    PyObject *names = py_dict_new();
    if (!names) return NULL;
    PyObject *dict = py_is_type(object) ? NULL : py_object_dict(object, false);
    PyType *type = py_is_type(object) ? (PyType *)object : object->type;
    int status = add_type_names(names, type);
    if (status == 0 && dict) status = py_dict_merge(names, dict, 1);
    PyObject *list = status == 0 ? py_dict_keys_list(names) : NULL;
    py_decref(names);
    if (list && py_list_sort(list, NULL, false) < 0) py_clear(list);
    return list;
}
