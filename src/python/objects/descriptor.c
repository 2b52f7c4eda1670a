/* Descriptors: what lies in a type's dict for a C method, a computed attribute, a field or a slot, and turns
 * into something else when it is read through an instance (see method.h). */
#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/slot.h"
#include "python/objects/type.h"

static PyDescriptor *descriptor(PyObject *self) {
    return (PyDescriptor *)self;
}

static PyObject *method_descriptor_call(PyObject *self, PyObject *const *arguments, int64_t count,
                                        PyObject *keyword_names);

PyObject *py_descriptor_new(PyType *kind, PyType *owner, const char *name, const void *definition,
                            void *wrapped) {
    PyDescriptor *made = (PyDescriptor *)py_object_alloc(kind, 0);
    if (!made) return NULL;
    made->owner = (PyType *)py_new_ref(owner);
    made->name = py_str_interned(name);
    made->definition = definition;
    made->wrapped = kind == PY_TYPE(method_descriptor) ? (void *)method_descriptor_call : wrapped;
    py_gc_track(made);
    return (PyObject *)made;
}

static void descriptor_dealloc(PyObject *self) {
    py_gc_untrack(self);
    py_xdecref(descriptor(self)->owner);
    py_xdecref(descriptor(self)->name);
    py_xdecref(descriptor(self)->qualified_name);
    py_object_free(self);
}

static int descriptor_traverse(PyObject *self, PyVisit visit, void *user) {
    return visit((PyObject *)descriptor(self)->owner, user);
}

/* The object must be an instance of the type that the descriptor was made for. */
static int check_instance(PyObject *self, PyObject *object) {
    if (py_is_instance_of(object, descriptor(self)->owner)) return 0;
    return py_raise_int(PY_TYPE(TypeError),
                        "descriptor '%U' for '%.100s' objects doesn't apply to a '%.100s' object",
                        descriptor(self)->name, descriptor(self)->owner->name, object->type->name);
}

static PyObject *get_name(PyObject *self, void *closure) {
    (void)closure;
    return py_new_ref(descriptor(self)->name);
}

static PyObject *get_qualified_name(PyObject *self, void *closure) {
    (void)closure;
    return py_str_format("%s.%U", py_type_short_name(descriptor(self)->owner), descriptor(self)->name);
}

static PyObject *get_owner(PyObject *self, void *closure) {
    (void)closure;
    return py_new_ref(descriptor(self)->owner);
}

static PyObject *get_doc(PyObject *self, void *closure) {
    (void)closure;
    const char *doc = NULL;
    if (self->type == PY_TYPE(method_descriptor) || self->type == PY_TYPE(classmethod_descriptor))
        doc = ((const PyMethod *)descriptor(self)->definition)->doc;
    if (self->type == PY_TYPE(getset_descriptor)) doc = ((const PyGetSet *)descriptor(self)->definition)->doc;
    return doc ? py_str_from_c(doc) : py_none();
}

static const PyGetSet descriptor_getset[] = {
    {"__name__", get_name, NULL, NULL, NULL},
    {"__qualname__", get_qualified_name, NULL, NULL, NULL},
    {"__objclass__", get_owner, NULL, NULL, NULL},
    {"__doc__", get_doc, NULL, NULL, NULL},
    {0},
};

#define DESCRIPTOR_COMMON                                                                                    \
    .basic_size = sizeof(PyDescriptor), .dealloc = descriptor_dealloc, .traverse = descriptor_traverse,      \
    .getset = descriptor_getset

/* --- method_descriptor ------------------------------------------------------------------------------------
 */

static PyObject *method_repr(PyObject *self) {
    return py_str_format("<method '%U' of '%s' objects>", descriptor(self)->name,
                         descriptor(self)->owner->name);
}

static PyObject *method_get(PyObject *self, PyObject *object, PyObject *owner) {
    (void)owner;
    if (!object) return py_new_ref(self);
    if (check_instance(self, object) < 0) return NULL;
    return py_builtin_new(descriptor(self)->definition, object, NULL);
}

static PyObject *method_descriptor_call(PyObject *self, PyObject *const *arguments, int64_t count,
                                        PyObject *keyword_names) {
    const PyDescriptor *method = descriptor(self);
    if (count < 1)
        return py_raise(PY_TYPE(TypeError), "unbound method %s.%U() needs an argument",
                        py_type_short_name(method->owner), method->name);
    if (check_instance(self, arguments[0]) < 0) return NULL;
    return py_method_invoke(method->definition, arguments[0], py_type_short_name(method->owner),
                            arguments + 1, count - 1, keyword_names);
}

const PyType py_method_descriptor_template = {
    .name = "method_descriptor",
    .repr = method_repr,
    .call = method_descriptor_call,
    .vectorcall_offset = offsetof(PyDescriptor, wrapped),
    .flags = PY_FLAG_GC | PY_FLAG_METHOD_DESCRIPTOR,
    .descriptor_get = method_get,
    DESCRIPTOR_COMMON,
};

/* --- classmethod_descriptor -------------------------------------------------------------------------------
 */

static PyObject *class_method_get(PyObject *self, PyObject *object, PyObject *owner) {
    if (!owner) owner = (PyObject *)object->type;
    return py_builtin_new(descriptor(self)->definition, owner, NULL);
}

static PyObject *class_method_call(PyObject *self, PyObject *const *arguments, int64_t count,
                                   PyObject *keyword_names) {
    if (count < 1)
        return py_raise(PY_TYPE(TypeError), "descriptor '%U' of '%.100s' object needs an argument",
                        descriptor(self)->name, descriptor(self)->owner->name);
    PyObject *bound = class_method_get(self, NULL, arguments[0]);
    PyObject *result = bound ? py_object_call(bound, arguments + 1, count - 1, keyword_names) : NULL;
    py_xdecref(bound);
    return result;
}

const PyType py_classmethod_descriptor_template = {
    .name = "classmethod_descriptor",
    .repr = method_repr,
    .call = class_method_call,
    .flags = PY_FLAG_GC,
    .descriptor_get = class_method_get,
    DESCRIPTOR_COMMON,
};

/* --- wrapper_descriptor and method-wrapper ----------------------------------------------------------------
 */

static PyObject *wrapper_repr(PyObject *self) {
    return py_str_format("<slot wrapper '%U' of '%s' objects>", descriptor(self)->name,
                         descriptor(self)->owner->name);
}

static PyObject *wrapper_call(PyObject *self, PyObject *const *arguments, int64_t count,
                              PyObject *keyword_names) {
    const PyDescriptor *wrapper = descriptor(self);
    if (count < 1)
        return py_raise(PY_TYPE(TypeError), "descriptor '%U' of '%.100s' object needs an argument",
                        wrapper->name, wrapper->owner->name);
    if (!py_is_instance_of(arguments[0], wrapper->owner))
        return py_raise(PY_TYPE(TypeError),
                        "descriptor '%U' requires a '%.100s' object but received a '%.100s'", wrapper->name,
                        wrapper->owner->name, arguments[0]->type->name);
    return py_slot_call(wrapper->definition, wrapper->wrapped, arguments[0], arguments + 1, count - 1,
                        keyword_names);
}

static PyObject *wrapper_get(PyObject *self, PyObject *object, PyObject *owner) {
    (void)owner;
    if (!object) return py_new_ref(self);
    if (check_instance(self, object) < 0) return NULL;
    PyMethodWrapper *bound = (PyMethodWrapper *)py_object_alloc(PY_TYPE(method_wrapper), 0);
    if (!bound) return NULL;
    bound->descriptor = py_new_ref(self);
    bound->self = py_new_ref(object);
    py_gc_track(bound);
    return (PyObject *)bound;
}

const PyType py_wrapper_descriptor_template = {
    .name = "wrapper_descriptor",
    .repr = wrapper_repr,
    .call = wrapper_call,
    .flags = PY_FLAG_GC | PY_FLAG_METHOD_DESCRIPTOR,
    .descriptor_get = wrapper_get,
    DESCRIPTOR_COMMON,
};

static void method_wrapper_dealloc(PyObject *self) {
    PyMethodWrapper *wrapper = (PyMethodWrapper *)self;
    py_gc_untrack(self);
    py_decref(wrapper->descriptor);
    py_decref(wrapper->self);
    py_object_free(self);
}

static PyObject *method_wrapper_repr(PyObject *self) {
    PyMethodWrapper *wrapper = (PyMethodWrapper *)self;
    return py_str_format("<method-wrapper '%U' of %s object at %p>", descriptor(wrapper->descriptor)->name,
                         wrapper->self->type->name, (void *)wrapper->self);
}

static PyObject *method_wrapper_call(PyObject *self, PyObject *const *arguments, int64_t count,
                                     PyObject *keyword_names) {
    PyMethodWrapper *wrapper = (PyMethodWrapper *)self;
    const PyDescriptor *of = descriptor(wrapper->descriptor);
    return py_slot_call(of->definition, of->wrapped, wrapper->self, arguments, count, keyword_names);
}

static int method_wrapper_traverse(PyObject *self, PyVisit visit, void *user) {
    PyMethodWrapper *wrapper = (PyMethodWrapper *)self;
    return visit(wrapper->descriptor, user) < 0 ? -1 : visit(wrapper->self, user);
}

static PyObject *method_wrapper_name(PyObject *self, void *closure) {
    (void)closure;
    return py_new_ref(descriptor(((PyMethodWrapper *)self)->descriptor)->name);
}

static const PyGetSet method_wrapper_getset[] = {
    {"__name__", method_wrapper_name, NULL, NULL, NULL},
    {0},
};

static const PyMember method_wrapper_members[] = {
    {"__self__", PY_MEMBER_OBJECT, offsetof(PyMethodWrapper, self), false},
    {0},
};

const PyType py_method_wrapper_template = {
    .name = "method-wrapper",
    .basic_size = sizeof(PyMethodWrapper),
    .dealloc = method_wrapper_dealloc,
    .repr = method_wrapper_repr,
    .call = method_wrapper_call,
    .flags = PY_FLAG_GC,
    .traverse = method_wrapper_traverse,
    .getset = method_wrapper_getset,
    .members = method_wrapper_members,
};

/* --- getset_descriptor ------------------------------------------------------------------------------------
 */

static PyObject *getset_repr(PyObject *self) {
    return py_str_format("<attribute '%U' of '%s' objects>", descriptor(self)->name,
                         descriptor(self)->owner->name);
}

static PyObject *getset_get(PyObject *self, PyObject *object, PyObject *owner) {
    (void)owner;
    if (!object) return py_new_ref(self);
    if (check_instance(self, object) < 0) return NULL;
    const PyGetSet *getset = descriptor(self)->definition;
    return getset->get(object, getset->closure);
}

static int getset_set(PyObject *self, PyObject *object, PyObject *value) {
    if (check_instance(self, object) < 0) return -1;
    const PyGetSet *getset = descriptor(self)->definition;
    if (getset->set) return getset->set(object, value, getset->closure);
    return py_raise_int(PY_TYPE(AttributeError), "attribute '%U' of '%.100s' objects is not writable",
                        descriptor(self)->name, descriptor(self)->owner->name);
}

const PyType py_getset_descriptor_template = {
    .name = "getset_descriptor",
    .repr = getset_repr,
    .flags = PY_FLAG_GC,
    .descriptor_get = getset_get,
    .descriptor_set = getset_set,
    DESCRIPTOR_COMMON,
};

/* --- member_descriptor ------------------------------------------------------------------------------------
 */

static PyObject *member_repr(PyObject *self) {
    return py_str_format("<member '%U' of '%s' objects>", descriptor(self)->name,
                         descriptor(self)->owner->name);
}

static PyObject *read_member(PyObject *object, const PyMember *member) {
    char *place = (char *)object + member->offset;
    PyObject *value;
    switch (member->kind) {
    case PY_MEMBER_OBJECT: value = *(PyObject **)place; return value ? py_new_ref(value) : py_none();
    case PY_MEMBER_OBJECT_REQUIRED:
        value = *(PyObject **)place;
        if (value) return py_new_ref(value);
        return py_raise(PY_TYPE(AttributeError), "'%.200s' object has no attribute '%s'", object->type->name,
                        member->name);
    case PY_MEMBER_INT32: return py_int_from_int64(*(int32_t *)place);
    case PY_MEMBER_INT64: return py_int_from_int64(*(int64_t *)place);
    case PY_MEMBER_BOOL: return py_bool_from(*(bool *)place);
    case PY_MEMBER_TEXT: return *(char **)place ? py_str_from_c(*(char **)place) : py_none();
    }
    return NULL;
}

static PyObject *member_get(PyObject *self, PyObject *object, PyObject *owner) {
    (void)owner;
    if (!object) return py_new_ref(self);
    if (check_instance(self, object) < 0) return NULL;
    return read_member(object, descriptor(self)->definition);
}

static int write_member(PyObject *object, const PyMember *member, PyObject *value) {
    char *place = (char *)object + member->offset;
    if (member->kind == PY_MEMBER_OBJECT || member->kind == PY_MEMBER_OBJECT_REQUIRED) {
        if (!value && member->kind == PY_MEMBER_OBJECT_REQUIRED && !*(PyObject **)place)
            return py_raise_int(PY_TYPE(AttributeError), "%s", member->name);
        py_replace(*(PyObject **)place, py_xnew_ref(value));
        return 0;
    }
    if (!value) return py_raise_int(PY_TYPE(TypeError), "can't delete numeric/char attribute");
    if (member->kind == PY_MEMBER_BOOL) {
        if (!py_is_exact(value, PY_TYPE(bool)))
            return py_raise_int(PY_TYPE(TypeError), "attribute value type must be bool");
        *(bool *)place = value == PY_TRUE;
        return 0;
    }
    int64_t number = py_int_as_int64(value);
    if (number == -1 && py_error_occurred()) return -1;
    if (member->kind == PY_MEMBER_INT32)
        *(int32_t *)place = (int32_t)number;
    else
        *(int64_t *)place = number;
    return 0;
}

static int member_set(PyObject *self, PyObject *object, PyObject *value) {
    if (check_instance(self, object) < 0) return -1;
    const PyMember *member = descriptor(self)->definition;
    if (member->is_writable && member->kind != PY_MEMBER_TEXT) return write_member(object, member, value);
    return py_raise_int(PY_TYPE(AttributeError), "readonly attribute");
}

const PyType py_member_descriptor_template = {
    .name = "member_descriptor",
    .repr = member_repr,
    .flags = PY_FLAG_GC,
    .descriptor_get = member_get,
    .descriptor_set = member_set,
    DESCRIPTOR_COMMON,
};
