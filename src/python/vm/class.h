/* Classes: types that a program makes with a class statement.
 *
 * Such a type lives on the heap and is followed by function tables of its own. Its slots hold generic
 * functions that look the special method up and call it (class_slots.c), but only where a class in the mro
 * defines one: a class without __add__ has no `add` slot, so that `a + b` costs no lookup. Instances have a
 * dict, whose reference lies before the object ("managed dict"), or the slots that __slots__ names, behind
 * the fields of the base. */
#ifndef PYTHON_VM_CLASS_H
#define PYTHON_VM_CLASS_H

#include "python/objects/object.h"

typedef struct PyClass {
    PyType type;
    PyNumberSlots number;
    PySequenceSlots sequence;
    PyMappingSlots mapping;
    PyObject *name;       /* owned: `type.name` points into it */
    PyObject *slot_names; /* owned tuple, or NULL: what __slots__ named */
    PyMember *members;    /* for slot_names, ends with a NULL name; freed with py_memory_free */
} PyClass;

/* Lets `type` make classes. Called once per run, when the static types are ready. */
int py_class_install(void);

/* type.__new__(metatype, name, bases, namespace, **keywords) */
PyObject *py_class_new(PyType *metatype, PyObject *const *arguments, int64_t count, PyObject *keyword_names);

/* Finds a special method along the mro: borrowed, NULL when there is none. `literal` is a string literal. */
PyObject *py_class_lookup_special(PyType *type, const char *literal);

/* Sets those slots of a class that its special methods (own or inherited) call for, after a change of the
 * attribute `name` (NULL: of all). */
void py_class_update_slots(PyType *type, PyObject *name);

#endif
