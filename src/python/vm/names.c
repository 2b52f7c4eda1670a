/* Names, see names.h. */
#include "python/vm/names.h"

#include "python/objects/bytes.h"
#include "python/objects/cell.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/exception.h"
#include "python/objects/int.h"
#include "python/objects/iter.h"
#include "python/objects/list.h"
#include "python/objects/protocol.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

/* NameError keeps the name, from which a suggestion is made once it is shown. */
static void raise_name_error(PyType *type, const char *format, PyObject *shown, PyObject *name) {
    py_raise(type, format, shown);
    PyObject *error = py_runtime.exception;
    if (error && py_is_instance_of(error, PY_TYPE(NameError)) && !((PyNameError *)error)->name)
        ((PyNameError *)error)->name = py_new_ref(name);
}

/* The message shows at most so many bytes of a name. */
enum { SHOWN_NAME = 200 };

static PyObject *shown_name(PyObject *name) {
    StrBuf text = {0};
    py_str_append_utf8(&text, name);
    size_t end = text.length > SHOWN_NAME ? SHOWN_NAME : text.length;
    bool is_cut = end < text.length && ((unsigned char)text.data[end] & 0xC0) == 0x80;
    while (is_cut && ((unsigned char)text.data[end] & 0xC0) == 0x80) end--;
    text.length = end;
    if (is_cut) strbuf_append_code_point(&text, 0xFFFD);
    PyObject *shown = py_str_from_utf8(strbuf_view(&text));
    strbuf_free(&text);
    return shown;
}

static void *raise_not_defined(PyObject *name) {
    if (py_error_occurred() && !py_error_matches(PY_TYPE(KeyError))) return NULL;
    py_error_clear();
    PyObject *shown = shown_name(name);
    if (!shown) return NULL;
    raise_name_error(PY_TYPE(NameError), "name '%U' is not defined", shown, name);
    py_decref(shown);
    return NULL;
}

void py_raise_unbound(PyFrame *frame, int index) {
    PyObject *name = py_tuple_item(frame->code->local_names, index);
    int kind = py_bytes_data(frame->code->local_kinds)[index];
    if (kind & PY_LOCAL_FREE)
        raise_name_error(PY_TYPE(NameError),
                         "cannot access free variable '%U' where it is not associated with a value in"
                         " enclosing scope",
                         name, name);
    else
        py_raise(PY_TYPE(UnboundLocalError),
                 "cannot access local variable '%U' where it is not associated with a value", name);
}

PyObject **py_name_slot(PyObject *mapping, PyObject *name) {
    if (!mapping || !py_is_dict(mapping)) return NULL;
    return (PyObject **)py_dict_slot(mapping, name);
}

/* Looks in a dict: a borrowed value, NULL when it is not there. */
static PyObject *find_in_dict(PyObject *dict, PyObject *name, PyObject ***from) {
    PyObject **slot = (PyObject **)py_dict_slot(dict, name);
    if (!slot) return NULL;
    *from = slot;
    return *slot;
}

/* Builtins are a dict unless a program puts something else there. */
static PyObject *load_builtin(PyFrame *frame, PyObject *name, PyObject ***from) {
    if (!py_is_exact(frame->builtins, PY_TYPE(dict))) {
        PyObject *value = py_object_subscript(frame->builtins, name);
        return value ? value : raise_not_defined(name);
    }
    PyObject *value = find_in_dict(frame->builtins, name, from);
    return value ? py_new_ref(value) : raise_not_defined(name);
}

PyObject *py_global_load(PyFrame *frame, PyObject *name, PyObject ***from) {
    PyObject *value = find_in_dict(frame->globals, name, from);
    return value ? py_new_ref(value) : load_builtin(frame, name, from);
}

/* Looks in the mapping of a class body or of exec(): 1 found (new reference), 0 not, -1 error. */
static int find_in_locals(PyFrame *frame, PyObject *name, PyObject **value, PyObject ***from) {
    if (py_is_exact(frame->locals, PY_TYPE(dict))) {
        *value = py_xnew_ref(find_in_dict(frame->locals, name, from));
        return *value != NULL;
    }
    *value = py_object_subscript(frame->locals, name);
    if (*value) return 1;
    if (!py_error_matches(PY_TYPE(KeyError))) return -1;
    py_error_clear();
    return 0;
}

PyObject *py_name_load(PyFrame *frame, PyObject *name, PyObject ***from) {
    PyObject *value = NULL;
    if (!frame->locals) return py_raise(PY_TYPE(SystemError), "no locals when loading '%U'", name);
    int found = find_in_locals(frame, name, &value, from);
    if (found) return value;
    return py_global_load(frame, name, from);
}

PyObject *py_class_deref(PyFrame *frame, int index, PyObject ***from) {
    PyObject *value = NULL;
    int found = find_in_locals(frame, py_tuple_item(frame->code->local_names, index), &value, from);
    if (found) return value;
    PyObject **slot = &((PyCell *)frame->slots[index])->contents;
    if (!*slot) {
        py_raise_unbound(frame, index);
        return NULL;
    }
    *from = slot;
    return py_new_ref(*slot);
}

bool py_name_store(PyFrame *frame, PyObject *name, PyObject *value) {
    if (!frame->locals) {
        py_raise(PY_TYPE(SystemError), "no locals found when storing '%U'", name);
        return false;
    }
    if (py_is_exact(frame->locals, PY_TYPE(dict))) return py_dict_set(frame->locals, name, value) >= 0;
    return py_object_set_subscript(frame->locals, name, value) >= 0;
}

bool py_name_delete(PyFrame *frame, PyObject *name) {
    if (frame->locals && py_object_set_subscript(frame->locals, name, NULL) >= 0) return true;
    raise_not_defined(name);
    return false;
}

bool py_global_delete(PyFrame *frame, PyObject *name) {
    if (py_dict_delete(frame->globals, name) >= 0) return true;
    raise_not_defined(name);
    return false;
}

static PyObject **sequence_slot(PyObject **items, int64_t length, PyObject *key) {
    int overflow = 0;
    if (!py_is_int(key)) return NULL;
    int64_t index = py_int_to_int64_or_overflow(key, &overflow);
    if (index < 0) index += length;
    return overflow || index < 0 || index >= length ? NULL : &items[index];
}

PyObject **py_item_slot(PyObject *container, PyObject *key) {
    if (py_is_exact(container, PY_TYPE(list)))
        return sequence_slot(py_list_items(container), py_size(container), key);
    if (py_is_exact(container, PY_TYPE(tuple)))
        return sequence_slot(py_tuple_items(container), py_size(container), key);
    if (!py_is_exact(container, PY_TYPE(dict))) return NULL;
    if (py_is_exact(key, PY_TYPE(str))) return (PyObject **)py_dict_slot(container, key);
    /* Hashing and comparing numbers runs no program code; of other keys the slot is found by identity. */
    int64_t position = 0, before = 0;
    PyObject *each, *value;
    while (before = position, py_dict_next(container, &position, &each, &value))
        if (each == key ||
            (py_is_exact(each, PY_TYPE(int)) && py_is_exact(key, PY_TYPE(int)) && py_int_equal(each, key)))
            return (PyObject **)py_dict_slot_at(container, before);
    return NULL;
}

PyObject **py_iterator_slot(PyObject *iterator) {
    if (!py_is_exact(iterator, PY_TYPE(list_iterator)) && !py_is_exact(iterator, PY_TYPE(tuple_iterator)))
        return NULL;
    const PySequenceIterator *state = (PySequenceIterator *)iterator;
    if (!state->sequence || state->index >= py_size(state->sequence)) return NULL;
    PyObject **items =
        py_is_list(state->sequence) ? py_list_items(state->sequence) : py_tuple_items(state->sequence);
    return &items[state->index];
}

PyObject **py_attribute_slot(PyObject *object, PyObject *name) {
    PyObject *dict = py_is_type(object) ? ((PyType *)object)->dict : py_object_dict(object, false);
    return dict ? py_name_slot(dict, name) : NULL;
}

bool py_setup_annotations(PyFrame *frame) {
    PyObject *name = py_str_interned("__annotations__"), *annotations = NULL, **from;
    if (!name) return false;
    int found = find_in_locals(frame, name, &annotations, &from);
    if (found == 0 && (annotations = py_dict_new())) found = py_name_store(frame, name, annotations) ? 1 : -1;
    py_xdecref(annotations);
    py_decref(name);
    return found > 0;
}

PyObject *py_build_class_load(PyFrame *frame) {
    PyObject *name = py_str_interned("__build_class__"), **from, *value = NULL;
    if (!name) return NULL;
    if (py_is_exact(frame->builtins, PY_TYPE(dict)))
        value = py_xnew_ref(find_in_dict(frame->builtins, name, &from));
    if (!value) py_raise(PY_TYPE(NameError), "__build_class__ not found");
    py_decref(name);
    return value;
}
