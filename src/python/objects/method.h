/* Callables: functions written in C, methods bound to an object, and the descriptors that make attributes of
 * a type into either. */
#ifndef PYTHON_OBJECTS_METHOD_H
#define PYTHON_OBJECTS_METHOD_H

#include "python/objects/object.h"

/* The head of a PyMethodFunction: PY_METHOD(list_append) { ... arguments[0] ... }. Most use only some of the
 * four. */
#define PY_METHOD(name)                                                                                      \
    static PyObject *name(                                                                                   \
        __attribute__((unused)) PyObject *self, __attribute__((unused)) PyObject *const *arguments,          \
        __attribute__((unused)) int64_t count, __attribute__((unused)) PyObject *keyword_names)

/* builtin_function_or_method: len, [].append. */
typedef struct PyBuiltin {
    PyObject base;
    const PyMethod *method; /* lives as long as the run */
    PyObject *self;         /* NULL, the object, or the module */
    PyObject *module;       /* its name, or NULL */
    PyObject *weaklist;
    PyVectorCall vectorcall; /* 0 here: calls go through the type */
} PyBuiltin;

PyObject *py_builtin_new(const PyMethod *method, PyObject *self, PyObject *module);

/* Calls `method` with `self`: checks the number of arguments, puts keywords in their places. `qualifier` is
 * what messages write before the name ("list" for list.append), NULL for none. */
PyObject *py_method_invoke(const PyMethod *method, PyObject *self, const char *qualifier,
                           PyObject *const *arguments, int64_t count, PyObject *keyword_names);

/* Puts the arguments of a call into `slots` by the parameter list `keywords` (see PyMethod). `slots` has
 * `maximum` places, NULL where nothing was given. */
int py_arguments_place(const char *function, const char *keywords, int minimum, int maximum,
                       PyObject *const *arguments, int64_t count, PyObject *keyword_names, PyObject **slots);
/* TypeError "NAME() takes no keyword arguments" when there are any. */
int py_arguments_no_keywords(const char *function, PyObject *keyword_names);
/* TypeError "NAME expected at least 1 argument, got 0" and the like. */
int py_arguments_count(const char *function, int64_t count, int64_t minimum, int64_t maximum);

/* method: a Python function bound to an object. */
typedef struct PyBoundMethod {
    PyObject base;
    PyObject *function, *self;
    PyObject *weaklist;
    PyVectorCall vectorcall; /* 0 here: calls go through the type */
} PyBoundMethod;

PyObject *py_bound_method_new(PyObject *function, PyObject *self);

/* method_descriptor, wrapper_descriptor, getset_descriptor, member_descriptor: an attribute in a static
 * type's dict. What `definition` points to depends on the kind. */
typedef struct PyDescriptor {
    PyObject base;
    PyType *owner;
    PyObject *name, *qualified_name;
    const void *definition; /* PyMethod, PyGetSet, PyMember or PySlotWrapper */
    void *wrapped;          /* vectorcall of a method, the slot of a wrapper */
} PyDescriptor;

PyObject *py_descriptor_new(PyType *kind, PyType *owner, const char *name, const void *definition,
                            void *wrapped);

/* method-wrapper: (1).__add__. */
typedef struct PyMethodWrapper {
    PyObject base;
    PyObject *descriptor, *self;
} PyMethodWrapper;

#endif
