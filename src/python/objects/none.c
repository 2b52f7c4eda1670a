/* None, Ellipsis, NotImplemented: one object each, of a type of its own. */
#include "python/objects/error.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"

static PyObject *none_repr(PyObject *self) {
    (void)self;
    return py_str_interned("None");
}

static int none_is_true(PyObject *self) {
    (void)self;
    return 0;
}

/* The one instance of `type`, which takes no arguments. */
static PyObject *singleton(PyType *type, PyObject *object, int64_t count, PyObject *keyword_names) {
    if (count || (keyword_names && py_size(keyword_names)))
        return py_raise(PY_TYPE(TypeError), "%s takes no arguments", type->name);
    return py_new_ref(object);
}

static PyObject *none_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    (void)arguments;
    return singleton(type, PY_NONE, count, keyword_names);
}

static const PyNumberSlots none_number = {.is_true = none_is_true};

const PyType py_NoneType_template = {
    .name = "NoneType",
    .basic_size = sizeof(PyObject),
    .repr = none_repr,
    .number = &none_number,
    .new = none_new,
};

static PyObject *ellipsis_repr(PyObject *self) {
    (void)self;
    return py_str_interned("Ellipsis");
}

static PyObject *ellipsis_new(PyType *type, PyObject *const *arguments, int64_t count,
                              PyObject *keyword_names) {
    (void)arguments;
    return singleton(type, PY_ELLIPSIS, count, keyword_names);
}

const PyType py_ellipsis_template = {
    .name = "ellipsis",
    .basic_size = sizeof(PyObject),
    .repr = ellipsis_repr,
    .new = ellipsis_new,
};

static PyObject *not_implemented_repr(PyObject *self) {
    (void)self;
    return py_str_interned("NotImplemented");
}

static PyObject *not_implemented_new(PyType *type, PyObject *const *arguments, int64_t count,
                                     PyObject *keyword_names) {
    (void)arguments;
    return singleton(type, PY_NOT_IMPLEMENTED, count, keyword_names);
}

const PyType py_NotImplementedType_template = {
    .name = "NotImplementedType",
    .basic_size = sizeof(PyObject),
    .repr = not_implemented_repr,
    .new = not_implemented_new,
};
