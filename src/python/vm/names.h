/* Names: how the instructions find a variable that is not a fast local.
 *
 * A global name is looked up in the module's dict and then in that of the builtins, a name at class level in
 * the class body's mapping first. The functions below also say in which 8 bytes the reference was found, for
 * those who watch the copies that a program makes. */
#ifndef PYTHON_VM_NAMES_H
#define PYTHON_VM_NAMES_H

#include "python/vm/frame.h"

/* The value of a name: new reference; NULL with NameError. *from is the slot that it was read from, or NULL
 * where a mapping computed it. Valid until the next change of the dict. */
PyObject *py_name_load(PyFrame *frame, PyObject *name, PyObject ***from);
PyObject *py_global_load(PyFrame *frame, PyObject *name, PyObject ***from);
/* LOAD_CLASSDEREF: the class body's mapping, then the cell. */
PyObject *py_class_deref(PyFrame *frame, int index, PyObject ***from);

bool py_name_store(PyFrame *frame, PyObject *name, PyObject *value);
bool py_name_delete(PyFrame *frame, PyObject *name);
bool py_global_delete(PyFrame *frame, PyObject *name);

/* The slot of a name in a mapping (anything but a dict has none) or NULL. */
PyObject **py_name_slot(PyObject *mapping, PyObject *name);
/* The slot of container[key] in a list, a tuple or a dict, or NULL. Raises nothing, runs no program code. */
PyObject **py_item_slot(PyObject *container, PyObject *key);
/* The slot of object.name in the object's own dict, or NULL. */
PyObject **py_attribute_slot(PyObject *object, PyObject *name);

/* The slot that a list's or a tuple's iterator will read next, or NULL. */
PyObject **py_iterator_slot(PyObject *iterator);

/* NameError or UnboundLocalError for an empty slot of `frame`. */
void py_raise_unbound(PyFrame *frame, int index);

/* SETUP_ANNOTATIONS: makes __annotations__ where the frame's names are kept. */
bool py_setup_annotations(PyFrame *frame);

/* LOAD_BUILD_CLASS: new reference. */
PyObject *py_build_class_load(PyFrame *frame);

#endif
