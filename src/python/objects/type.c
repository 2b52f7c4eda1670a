/* Types, see type.h. Classes that a program defines are made in class.c. */
#include "python/objects/type.h"

#include "python/objects/alloc.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"

#include <string.h>

const char *py_type_short_name(const PyType *type) {
    const char *dot = strrchr(type->name, '.');
    return dot ? dot + 1 : type->name;
}

bool py_type_is_subtype(const PyType *type, const PyType *ancestor) {
    if (type == ancestor) return true;
    if (!type->mro) {
        for (; type; type = type->super)
            if (type == ancestor) return true;
        return ancestor == PY_TYPE(object);
    }
    for (int64_t i = 0; i < py_size(type->mro); i++)
        if (py_tuple_item(type->mro, i) == (PyObject *)ancestor) return true;
    return false;
}

/* --- Lookup -----------------------------------------------------------------------------------------------
 */

static PyObject *lookup_in_mro(PyType *type, PyObject *name) {
    if (!type->mro) return type->dict ? py_dict_get(type->dict, name) : NULL;
    for (int64_t i = 0; i < py_size(type->mro); i++) {
        PyObject *dict = ((PyType *)py_tuple_item(type->mro, i))->dict;
        PyObject *value = dict ? py_dict_get(dict, name) : NULL;
        if (value) return value;
    }
    return NULL;
}

PyObject *py_type_lookup(PyType *type, PyObject *name) {
    if (((PyStr *)name)->state.interned == PY_STR_NOT_INTERNED) return lookup_in_mro(type, name);
    if (!type->version_tag) type->version_tag = ++py_runtime.type_version;
    size_t index = ((uint64_t)name >> 4 ^ (uint64_t)type->version_tag * 31) % PY_TYPE_CACHE_SIZE;
    PyTypeCacheEntry *entry = &py_runtime.type_cache->entries[index];
    if (entry->version == type->version_tag && entry->name == name) return entry->value;
    PyObject *value = lookup_in_mro(type, name);
    py_incref(name); /* the cache keeps the name alive, so that its address is not reused */
    py_xdecref(entry->name);
    *entry = (PyTypeCacheEntry){name, value, type->version_tag};
    return value;
}

PyObject *py_type_lookup_c(PyType *type, const char *name) {
    PyObject *key = py_str_interned(name);
    PyObject *value = key ? py_type_lookup(type, key) : NULL;
    py_xdecref(key);
    return value;
}

void py_type_modified(PyType *type) {
    type->version_tag = 0;
    if (!type->subclasses) return;
    int64_t position = 0;
    PyObject *key, *value;
    while (py_dict_next(type->subclasses, &position, &key, &value)) py_type_modified((PyType *)value);
}

/* --- Making a type ready ----------------------------------------------------------------------------------
 */

static int add_attribute(PyType *type, const char *name, PyObject *value) {
    if (!value) return -1;
    int status = 0;
    PyObject *key = py_str_interned(name);
    if (!key || (!py_dict_get(type->dict, key) && py_dict_set(type->dict, key, value) < 0)) status = -1;
    py_xdecref(key);
    py_decref(value);
    return status;
}

static PyObject *method_object(PyType *type, const PyMethod *method) {
    if (method->flags & PY_METHOD_STATIC) return py_builtin_new(method, (PyObject *)type, NULL);
    PyType *kind =
        method->flags & PY_METHOD_CLASS ? PY_TYPE(classmethod_descriptor) : PY_TYPE(method_descriptor);
    return py_descriptor_new(kind, type, method->name, method, NULL);
}

static int add_tables(PyType *type) {
    for (const PyMethod *method = type->methods; method && method->name; method++)
        if (add_attribute(type, method->name, method_object(type, method)) < 0) return -1;
    for (const PyMember *member = type->members; member && member->name; member++)
        if (add_attribute(type, member->name,
                          py_descriptor_new(PY_TYPE(member_descriptor), type, member->name, member, NULL)) <
            0)
            return -1;
    for (const PyGetSet *getset = type->getset; getset && getset->name; getset++)
        if (add_attribute(type, getset->name,
                          py_descriptor_new(PY_TYPE(getset_descriptor), type, getset->name, getset, NULL)) <
            0)
            return -1;
    return 0;
}

/* The mro of a type with one base: itself, then the base's. */
static PyObject *single_mro(PyType *type) {
    PyObject *rest = type->super ? type->super->mro : NULL;
    int64_t count = rest ? py_size(rest) : 0;
    PyObject *mro = py_tuple_new(1 + count);
    if (!mro) return NULL;
    py_tuple_item(mro, 0) = py_new_ref(type);
    for (int64_t i = 0; i < count; i++) py_tuple_item(mro, 1 + i) = py_new_ref(py_tuple_item(rest, i));
    return mro;
}

static int inherit(PyType *type) {
    for (int64_t i = 1; i < py_size(type->mro); i++)
        py_type_inherit_slots(type, (PyType *)py_tuple_item(type->mro, i));
    return 0;
}

static const uint64_t inherited_flags = PY_FLAG_INT | PY_FLAG_LIST | PY_FLAG_TUPLE | PY_FLAG_BYTES |
                                        PY_FLAG_STR | PY_FLAG_DICT | PY_FLAG_EXCEPTION | PY_FLAG_TYPE |
                                        PY_FLAG_SEQUENCE | PY_FLAG_MAPPING;

static void inherit_layout(PyType *type) {
    const PyType *base = type->super;
    if (!type->basic_size) type->basic_size = base->basic_size;
    if (!type->item_size) type->item_size = base->item_size;
    if (!type->dict_offset) type->dict_offset = base->dict_offset;
    if (!type->weaklist_offset) type->weaklist_offset = base->weaklist_offset;
    if (!(type->flags & PY_FLAG_GC) && base->flags & PY_FLAG_GC && !type->traverse) type->flags |= PY_FLAG_GC;
    type->flags |= base->flags & inherited_flags;
}

/* A class of which nobody derives instances by calling it: iterators, views, code... */
static void inherit_new(PyType *type) {
    if (type->new || !type->super) return;
    bool from_object = type->super == PY_TYPE(object) && !(type->flags & PY_FLAG_HEAP);
    if (from_object)
        type->flags |= PY_FLAG_DISALLOW_INSTANTIATION;
    else
        type->new = type->super->new;
}

static int link_to_base(PyType *type) {
    PyType *base = type->super;
    if (!base) return 0;
    if (!base->subclasses && !(base->subclasses = py_dict_new())) return -1;
    PyObject *key = py_int_from_uint64((uint64_t)type);
    int status = key ? py_dict_set(base->subclasses, key, (PyObject *)type) : -1;
    py_xdecref(key);
    if (status == 0) type->base.base.refcount--; /* the base does not keep its subclasses alive */
    return status;
}

int py_type_ready(PyType *type) {
    if (type->flags & PY_FLAG_READY) return 0;
    if (!type->super && type != PY_TYPE(object)) type->super = PY_TYPE(object);
    if (type->super && !(type->super->flags & PY_FLAG_READY) && py_type_ready(type->super) < 0) return -1;
    if (!type->dict && !(type->dict = py_dict_new())) return -1;
    if (!type->bases) type->bases = type->super ? py_tuple_pack(1, type->super) : py_new_ref(PY_EMPTY_TUPLE);
    if (!type->mro) type->mro = single_mro(type);
    if (!type->bases || !type->mro) return -1;
    if (type->super) inherit_layout(type);
    inherit_new(type);
    if (py_type_add_slot_wrappers(type) < 0 || add_tables(type) < 0) return -1;
    if (add_attribute(type, "__doc__", type->doc ? py_str_from_c(type->doc) : py_none()) < 0) return -1;
    inherit(type);
    if (link_to_base(type) < 0) return -1;
    type->flags |= PY_FLAG_READY;
    return 0;
}

/* --- The type `type` --------------------------------------------------------------------------------------
 */

static PyObject *type_module(PyType *type) {
    PyObject *module = type->flags & PY_FLAG_HEAP ? py_dict_get_c(type->dict, "__module__") : NULL;
    if (module) return py_new_ref(module);
    const char *dot = strrchr(type->name, '.');
    if (!dot || type->flags & PY_FLAG_HEAP) return py_str_interned("builtins");
    return py_str_from_utf8((Str){type->name, (size_t)(dot - type->name)});
}

static PyObject *type_qualified_name(PyType *type) {
    PyObject *name = NULL;
    if (type->flags & PY_FLAG_HEAP) name = py_dict_get_c(type->dict, "__qualname__");
    return name ? py_new_ref(name) : py_str_interned(py_type_short_name(type));
}

static PyObject *type_repr(PyObject *self) {
    PyObject *module = type_module((PyType *)self), *name = type_qualified_name((PyType *)self), *text = NULL;
    if (module && name && py_is_str(module) && !py_str_equal_c(module, "builtins"))
        text = py_str_format("<class '%U.%U'>", module, name);
    else if (name)
        text = py_str_format("<class '%U'>", name);
    py_xdecref(module);
    py_xdecref(name);
    return text;
}

static PyObject *type_call(PyObject *self, PyObject *const *arguments, int64_t count,
                           PyObject *keyword_names) {
    PyType *type = (PyType *)self;
    if (type == PY_TYPE(type) && count == 1 && (!keyword_names || !py_size(keyword_names)))
        return py_new_ref(arguments[0]->type);
    if (!type->new || type->flags & PY_FLAG_DISALLOW_INSTANTIATION)
        return py_raise(PY_TYPE(TypeError), "cannot create '%s' instances", type->name);
    PyObject *object = type->new(type, arguments, count, keyword_names);
    if (!object || !py_is_instance_of(object, type)) return object;
    if (object->type->init && object->type->init(object, arguments, count, keyword_names) < 0)
        py_clear(object);
    return object;
}

/* Attributes of a type: its metatype's data descriptors, then its own mro (bound to no instance), then the
 * metatype's others. */
static PyObject *type_getattr(PyObject *self, PyObject *name) {
    PyType *type = (PyType *)self, *meta = self->type;
    if (!py_is_str(name))
        return py_raise(PY_TYPE(TypeError), "attribute name must be string, not '%.200s'", name->type->name);
    PyObject *of_meta = py_type_lookup(meta, name);
    if (of_meta && of_meta->type->descriptor_set && of_meta->type->descriptor_get)
        return of_meta->type->descriptor_get(of_meta, self, (PyObject *)meta);
    PyObject *own = py_type_lookup(type, name);
    if (own && own->type->descriptor_get) {
        py_incref(own);
        PyObject *bound = own->type->descriptor_get(own, NULL, self);
        py_decref(own);
        return bound;
    }
    if (own) return py_new_ref(own);
    if (of_meta && of_meta->type->descriptor_get)
        return of_meta->type->descriptor_get(of_meta, self, (PyObject *)meta);
    if (of_meta) return py_new_ref(of_meta);
    return py_raise_attribute(self, name);
}

static int type_setattr(PyObject *self, PyObject *name, PyObject *value) {
    PyType *type = (PyType *)self;
    if (type->flags & PY_FLAG_IMMUTABLE)
        return py_raise_int(PY_TYPE(TypeError), "cannot set %R attribute of immutable type '%s'", name,
                            type->name);
    PyObject *of_meta = py_type_lookup(self->type, name);
    if (of_meta && of_meta->type->descriptor_set) return of_meta->type->descriptor_set(of_meta, self, value);
    if (!value && !py_dict_contains(type->dict, name)) return py_raise_attribute(self, name), -1;
    PyObject *key = py_new_ref(name);
    py_str_intern(&key);
    int status = value ? py_dict_set(type->dict, key, value) : py_dict_delete(type->dict, key);
    py_decref(key);
    py_type_modified(type);
    return status;
}

static PyObject *get_name(PyObject *self, void *closure) {
    (void)closure;
    return py_str_from_c(py_type_short_name((PyType *)self));
}

static PyObject *get_qualified_name(PyObject *self, void *closure) {
    (void)closure;
    return type_qualified_name((PyType *)self);
}

static PyObject *get_module(PyObject *self, void *closure) {
    (void)closure;
    return type_module((PyType *)self);
}

static PyObject *get_bases(PyObject *self, void *closure) {
    (void)closure;
    return py_new_ref(((PyType *)self)->bases);
}

static PyObject *get_mro(PyObject *self, void *closure) {
    (void)closure;
    return py_new_ref(((PyType *)self)->mro);
}

static PyObject *get_base(PyObject *self, void *closure) {
    (void)closure;
    PyType *super = ((PyType *)self)->super;
    return super ? py_new_ref(super) : py_none();
}

static PyObject *get_dict(PyObject *self, void *closure) {
    (void)closure;
    return py_mapping_proxy_new(((PyType *)self)->dict);
}

static PyObject *get_doc(PyObject *self, void *closure) {
    (void)closure;
    PyObject *doc = py_dict_get_c(((PyType *)self)->dict, "__doc__");
    return doc ? py_new_ref(doc) : py_none();
}

static const PyGetSet type_getset[] = {
    {"__name__", get_name, NULL, NULL, NULL},
    {"__qualname__", get_qualified_name, NULL, NULL, NULL},
    {"__module__", get_module, NULL, NULL, NULL},
    {"__bases__", get_bases, NULL, NULL, NULL},
    {"__mro__", get_mro, NULL, NULL, NULL},
    {"__base__", get_base, NULL, NULL, NULL},
    {"__dict__", get_dict, NULL, NULL, NULL},
    {"__doc__", get_doc, NULL, NULL, NULL},
    {0},
};

static const PyMember type_members[] = {
    {"__basicsize__", PY_MEMBER_INT64, offsetof(PyType, basic_size), false},
    {"__itemsize__", PY_MEMBER_INT64, offsetof(PyType, item_size), false},
    {"__flags__", PY_MEMBER_INT64, offsetof(PyType, flags), false},
    {"__weakrefoffset__", PY_MEMBER_INT64, offsetof(PyType, weaklist_offset), false},
    {"__dictoffset__", PY_MEMBER_INT64, offsetof(PyType, dict_offset), false},
    {0},
};

PY_METHOD(type_mro_list) {
    return py_sequence_to_list(((PyType *)self)->mro);
}

PY_METHOD(type_subclasses) {
    PyObject *subclasses = ((PyType *)self)->subclasses;
    return subclasses ? py_dict_values_list(subclasses) : py_list_new(0);
}

PY_METHOD(type_instance_check) {
    return py_bool_from(py_is_instance_of(arguments[0], (PyType *)self));
}

PY_METHOD(type_subclass_check) {
    return py_bool_from(py_is_type(arguments[0]) &&
                        py_type_is_subtype((PyType *)arguments[0], (PyType *)self));
}

PY_METHOD(type_dir) {
    return py_object_dir(self);
}

static const PyMethod type_methods[] = {
    {"mro", type_mro_list, 0, 0, 0, NULL, "Return a type's method resolution order."},
    {"__subclasses__", type_subclasses, 0, 0, 0, NULL, "Return a list of immediate subclasses."},
    {"__instancecheck__", type_instance_check, 1, 1, 0, NULL, "Check if an object is an instance."},
    {"__subclasscheck__", type_subclass_check, 1, 1, 0, NULL, "Check if a class is a subclass."},
    {"__dir__", type_dir, 0, 0, 0, NULL, "Specialized __dir__ implementation for types."},
    {0},
};

static int type_traverse(PyObject *self, PyVisit visit, void *user) {
    PyType *type = (PyType *)self;
    PyObject *references[] = {type->dict, type->bases, type->mro, (PyObject *)type->super};
    for (size_t i = 0; i < sizeof references / sizeof *references; i++)
        if (references[i] && visit(references[i], user) < 0) return -1;
    return 0;
}

const PyType py_type_template = {
    .name = "type",
    .basic_size = sizeof(PyType),
    .item_size = 0,
    .dealloc = NULL,
    .repr = type_repr,
    .call = type_call,
    .getattr = type_getattr,
    .setattr = type_setattr,
    .flags = PY_FLAG_BASE | PY_FLAG_GC | PY_FLAG_TYPE,
    .doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    .traverse = type_traverse,
    .methods = type_methods,
    .members = type_members,
    .getset = type_getset,
};
