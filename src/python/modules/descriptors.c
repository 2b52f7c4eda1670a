/* The descriptors that a program makes itself: property, classmethod, staticmethod; and super. They change
 * what an attribute of a class becomes when it is read through an instance. */
#include "python/objects/alloc.h"
#include "python/objects/bytes.h"
#include "python/objects/cell.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/statics.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"
#include "python/objects/type.h"
#include "python/vm/vm.h"

/* --- property --- */

typedef struct PyProperty {
    PyObject base;
    PyObject *get, *set, *delete, *doc, *name; /* each may be NULL */
    bool doc_is_getters;
} PyProperty;

static int property_init(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    PyProperty *property = (PyProperty *)self;
    PyObject *slots[4];
    if (py_arguments_place("property", "fget fset fdel doc", 0, 4, arguments, count, keyword_names, slots) <
        0)
        return -1;
    for (int i = 0; i < 4; i++)
        if (slots[i] == PY_NONE) slots[i] = NULL;
    py_replace(property->get, py_xnew_ref(slots[0]));
    py_replace(property->set, py_xnew_ref(slots[1]));
    py_replace(property->delete, py_xnew_ref(slots[2]));
    py_replace(property->doc, py_xnew_ref(slots[3]));
    if (!slots[3] && slots[0]) {
        PyObject *doc = py_object_getattr_c(slots[0], "__doc__");
        if (!doc) py_error_clear();
        if (doc == PY_NONE) py_clear(doc);
        py_replace(property->doc, doc);
        property->doc_is_getters = doc != NULL;
    }
    return 0;
}

static void property_dealloc(PyObject *self) {
    PyProperty *property = (PyProperty *)self;
    py_gc_untrack(self);
    py_xdecref(property->get);
    py_xdecref(property->set);
    py_xdecref(property->delete);
    py_xdecref(property->doc);
    py_xdecref(property->name);
    self->type->free ? self->type->free(self) : py_object_free(self);
}

static int property_traverse(PyObject *self, PyVisit visit, void *user) {
    PyProperty *property = (PyProperty *)self;
    PyObject *references[] = {property->get, property->set, property->delete, property->doc};
    int stop = 0;
    for (int i = 0; !stop && i < 4; i++)
        if (references[i]) stop = visit(references[i], user);
    return stop;
}

static void *raise_missing(const PyProperty *property, PyObject *object, const char *what) {
    PyObject *type_name = py_object_getattr_c((PyObject *)object->type, "__qualname__");
    if (type_name && property->name)
        py_raise(PY_TYPE(AttributeError), "property %R of %R object has no %s", property->name, type_name,
                 what);
    else if (type_name)
        py_raise(PY_TYPE(AttributeError), "property of %R object has no %s", type_name, what);
    py_xdecref(type_name);
    return NULL;
}

static PyObject *property_get(PyObject *self, PyObject *object, PyObject *owner) {
    (void)owner;
    const PyProperty *property = (PyProperty *)self;
    if (!object || object == PY_NONE) return py_new_ref(self);
    if (!property->get) return raise_missing(property, object, "getter");
    return py_object_call_one(property->get, object);
}

static int property_set(PyObject *self, PyObject *object, PyObject *value) {
    const PyProperty *property = (PyProperty *)self;
    PyObject *function = value ? property->set : property->delete;
    if (!function) {
        raise_missing(property, object, value ? "setter" : "deleter");
        return -1;
    }
    PyObject *arguments[2] = {object, value};
    PyObject *result = py_object_call(function, arguments, value ? 2 : 1, NULL);
    py_xdecref(result);
    return result ? 0 : -1;
}

/* A copy with one of the functions replaced: what @x.setter makes. */
static PyObject *property_with(PyObject *self, PyObject *get, PyObject *set, PyObject *delete) {
    PyProperty *old = (PyProperty *)self;
    PyObject *parts[4] = {get ? get : old->get, set ? set : old->set, delete ? delete : old->delete,
                          get && old->doc_is_getters ? NULL : old->doc};
    for (int i = 0; i < 4; i++)
        if (!parts[i]) parts[i] = PY_NONE;
    PyObject *made = py_object_call((PyObject *)self->type, parts, 4, NULL);
    if (made && py_is_instance_of(made, PY_TYPE(property)))
        ((PyProperty *)made)->name = py_xnew_ref(old->name);
    return made;
}

PY_METHOD(property_getter) {
    return property_with(self, arguments[0], NULL, NULL);
}

PY_METHOD(property_setter) {
    return property_with(self, NULL, arguments[0], NULL);
}

PY_METHOD(property_deleter) {
    return property_with(self, NULL, NULL, arguments[0]);
}

PY_METHOD(property_set_name) {
    PyProperty *property = (PyProperty *)self;
    py_replace(property->name, py_new_ref(arguments[1]));
    return py_none();
}

static const PyMethod property_methods[] = {{"getter", property_getter, 1, 1, 0, NULL, NULL},
                                            {"setter", property_setter, 1, 1, 0, NULL, NULL},
                                            {"deleter", property_deleter, 1, 1, 0, NULL, NULL},
                                            {"__set_name__", property_set_name, 2, 2, 0, NULL, NULL},
                                            {0}};
static const PyMember property_members[] = {{"fget", PY_MEMBER_OBJECT, offsetof(PyProperty, get), false},
                                            {"fset", PY_MEMBER_OBJECT, offsetof(PyProperty, set), false},
                                            {"fdel", PY_MEMBER_OBJECT, offsetof(PyProperty, delete), false},
                                            {"__doc__", PY_MEMBER_OBJECT, offsetof(PyProperty, doc), true},
                                            {0}};

const PyType py_property_template = {
    .name = "property",
    .basic_size = sizeof(PyProperty),
    .flags = PY_FLAG_GC | PY_FLAG_BASE,
    .doc = "Property attribute.",
    .dealloc = property_dealloc,
    .traverse = property_traverse,
    .new = py_type_generic_new,
    .init = property_init,
    .descriptor_get = property_get,
    .descriptor_set = property_set,
    .methods = property_methods,
    .members = property_members,
};

/* --- staticmethod and classmethod --- */

typedef struct PyWrappedFunction {
    PyObject base;
    PyObject *function;
    PyObject *dict;
} PyWrappedFunction;

static int wrapped_init(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    const char *name = py_type_short_name(self->type);
    if (py_arguments_no_keywords(name, keyword_names) < 0 || py_arguments_count(name, count, 1, 1) < 0)
        return -1;
    PyWrappedFunction *wrapped = (PyWrappedFunction *)self;
    py_replace(wrapped->function, py_new_ref(arguments[0]));
    return 0;
}

static void wrapped_dealloc(PyObject *self) {
    py_gc_untrack(self);
    py_xdecref(((PyWrappedFunction *)self)->function);
    py_xdecref(((PyWrappedFunction *)self)->dict);
    self->type->free ? self->type->free(self) : py_object_free(self);
}

static int wrapped_traverse(PyObject *self, PyVisit visit, void *user) {
    PyObject *function = ((PyWrappedFunction *)self)->function;
    return function ? visit(function, user) : 0;
}

static PyObject *wrapped_repr(PyObject *self) {
    return py_str_format("<%s(%R)>", py_type_short_name(self->type), ((PyWrappedFunction *)self)->function);
}

static PyObject *staticmethod_get(PyObject *self, PyObject *object, PyObject *owner) {
    (void)object, (void)owner;
    return py_new_ref(((PyWrappedFunction *)self)->function);
}

static PyObject *staticmethod_call(PyObject *self, PyObject *const *arguments, int64_t count,
                                   PyObject *names) {
    return py_object_call(((PyWrappedFunction *)self)->function, arguments, count, names);
}

static PyObject *classmethod_get(PyObject *self, PyObject *object, PyObject *owner) {
    PyObject *function = ((PyWrappedFunction *)self)->function;
    PyObject *class = owner ? owner : (PyObject *)object->type;
    if (function->type->descriptor_get && !py_is_exact(function, PY_TYPE(function)))
        return function->type->descriptor_get(function, class, class);
    return py_bound_method_new(function, class);
}

static const PyMember wrapped_members[] = {
    {"__func__", PY_MEMBER_OBJECT, offsetof(PyWrappedFunction, function), false},
    {"__wrapped__", PY_MEMBER_OBJECT, offsetof(PyWrappedFunction, function), false},
    {0}};

#define WRAPPED_TYPE(type_name, call_slot, text)                                                             \
    const PyType py_##type_name##_template = {                                                               \
        .name = #type_name,                                                                                  \
        .basic_size = sizeof(PyWrappedFunction),                                                             \
        .dict_offset = offsetof(PyWrappedFunction, dict),                                                    \
        .flags = PY_FLAG_GC | PY_FLAG_BASE,                                                                  \
        .doc = text,                                                                                         \
        .dealloc = wrapped_dealloc,                                                                          \
        .traverse = wrapped_traverse,                                                                        \
        .repr = wrapped_repr,                                                                                \
        .new = py_type_generic_new,                                                                          \
        .init = wrapped_init,                                                                                \
        .call = call_slot,                                                                                   \
        .descriptor_get = type_name##_get,                                                                   \
        .members = wrapped_members,                                                                          \
    };

WRAPPED_TYPE(staticmethod, staticmethod_call, "Convert a function to be a static method.")
WRAPPED_TYPE(classmethod, NULL, "Convert a function to be a class method.")

/* --- super --- */

typedef struct PySuper {
    PyObject base;
    PyType *type;       /* where the search begins behind; owned */
    PyObject *object;   /* what is bound to, or NULL; owned */
    PyType *start_type; /* whose mro is searched; owned */
} PySuper;

/* The type whose mro super() walks: of the object, or the object itself when it is a class. */
static PyType *super_check(PyType *type, PyObject *object) {
    if (py_is_type(object) && py_type_is_subtype((PyType *)object, type)) return (PyType *)object;
    if (py_type_is_subtype(object->type, type)) return object->type;
    return py_raise(PY_TYPE(TypeError), "super(type, obj): obj must be an instance or subtype of type");
}

/* super() without arguments: __class__ is a free variable of the calling method, self its first argument. */
static bool super_from_frame(PyType **type, PyObject **object) {
    PyFrame *frame = py_vm->frame;
    const PyCode *code = frame ? frame->code : NULL;
    if (!code || code->argument_count == 0) {
        py_raise(PY_TYPE(RuntimeError), code ? "super(): no arguments" : "super(): no current frame");
        return false;
    }
    PyObject **slot;
    *object = py_frame_variable(frame, 0, &slot);
    if (!*object) {
        py_raise(PY_TYPE(RuntimeError), "super(): arg[0] deleted");
        return false;
    }
    for (int i = code->local_count_all - code->free_count; i < code->local_count_all; i++) {
        if (!py_str_equal_c(py_tuple_item(code->local_names, i), "__class__")) continue;
        *type = (PyType *)py_frame_variable(frame, i, &slot);
        if (*type) return true;
        py_raise(PY_TYPE(RuntimeError), "super(): empty __class__ cell");
        return false;
    }
    py_raise(PY_TYPE(RuntimeError), "super(): __class__ cell not found");
    return false;
}

static int super_init(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    PySuper *super = (PySuper *)self;
    if (py_arguments_no_keywords("super", keyword_names) < 0 || py_arguments_count("super", count, 0, 2) < 0)
        return -1;
    PyType *type = NULL;
    PyObject *object = count > 1 && arguments[1] != PY_NONE ? arguments[1] : NULL;
    if (count == 0 && !super_from_frame(&type, &object)) return -1;
    if (count) type = (PyType *)arguments[0];
    if (!py_is_type(type))
        return py_raise_int(PY_TYPE(TypeError), "super() argument 1 must be a type, not %T",
                            (PyObject *)type);
    PyType *start = object ? super_check(type, object) : NULL;
    if (object && !start) return -1;
    py_replace(super->type, (PyType *)py_new_ref(type));
    py_replace(super->object, py_xnew_ref(object));
    py_replace(super->start_type, start ? (PyType *)py_new_ref(start) : NULL);
    return 0;
}

static void super_dealloc(PyObject *self) {
    PySuper *super = (PySuper *)self;
    py_gc_untrack(self);
    py_xdecref(super->type);
    py_xdecref(super->object);
    py_xdecref(super->start_type);
    self->type->free ? self->type->free(self) : py_object_free(self);
}

static int super_traverse(PyObject *self, PyVisit visit, void *user) {
    PyObject *object = ((PySuper *)self)->object;
    return object ? visit(object, user) : 0;
}

/* The attribute as found in the mro behind super->type: borrowed, or NULL. */
static PyObject *super_lookup(const PySuper *super, PyObject *name) {
    PyObject *mro = super->start_type->mro;
    int64_t i = 0;
    while (i < py_size(mro) && py_tuple_item(mro, i) != (PyObject *)super->type) i++;
    for (i++; i < py_size(mro); i++) {
        PyObject *value = py_dict_get(((PyType *)py_tuple_item(mro, i))->dict, name);
        if (value) return value;
    }
    return NULL;
}

static PyObject *super_getattr(PyObject *self, PyObject *name) {
    const PySuper *super = (PySuper *)self;
    PyObject *found = NULL;
    if (super->start_type && !py_str_equal_c(name, "__class__")) found = super_lookup(super, name);
    if (!found) return py_object_generic_getattr(self, name);
    if (!found->type->descriptor_get) return py_new_ref(found);
    bool is_class = super->object == (PyObject *)super->start_type;
    return found->type->descriptor_get(found, is_class ? NULL : super->object, (PyObject *)super->start_type);
}

static PyObject *super_repr(PyObject *self) {
    const PySuper *super = (PySuper *)self;
    if (!super->start_type)
        return py_str_format("<super: <class '%s'>, NULL>", py_type_short_name(super->type));
    return py_str_format("<super: <class '%s'>, <%s object>>", py_type_short_name(super->type),
                         py_type_short_name(super->start_type));
}

static const PyMember super_members[] = {
    {"__thisclass__", PY_MEMBER_OBJECT, offsetof(PySuper, type), false},
    {"__self__", PY_MEMBER_OBJECT, offsetof(PySuper, object), false},
    {"__self_class__", PY_MEMBER_OBJECT, offsetof(PySuper, start_type), false},
    {0}};

const PyType py_super_template = {
    .name = "super",
    .basic_size = sizeof(PySuper),
    .flags = PY_FLAG_GC | PY_FLAG_BASE,
    .doc = "super() -> same as super(__class__, <first argument>)",
    .dealloc = super_dealloc,
    .traverse = super_traverse,
    .repr = super_repr,
    .new = py_type_generic_new,
    .init = super_init,
    .getattr = super_getattr,
    .members = super_members,
};
