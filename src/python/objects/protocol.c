/* The protocol: text, truth, comparison, attributes, calls, items and iteration. See protocol.h; operators
 * are in number.c. */
#include "python/objects/protocol.h"

#include "python/objects/alloc.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/iter.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/slice.h"
#include "python/objects/type.h"

#include <stdlib.h>
#include <string.h>

/* --- Text -------------------------------------------------------------------------------------------------
 */

static PyObject *checked_text(PyObject *text, const char *method) {
    if (!text || py_is_str(text)) return text;
    py_raise(PY_TYPE(TypeError), "%s returned non-string (type %.200s)", method, text->type->name);
    py_decref(text);
    return NULL;
}

PyObject *py_object_repr(PyObject *object) {
    if (!object->type->repr) return py_object_default_repr(object);
    if (py_recursion_enter(" while getting the repr of an object") < 0) return NULL;
    PyObject *text = object->type->repr(object);
    py_recursion_leave();
    return checked_text(text, "__repr__");
}

PyObject *py_object_str(PyObject *object) {
    if (py_is_exact(object, PY_TYPE(str))) return py_new_ref(object);
    if (!object->type->str) return py_object_repr(object);
    if (py_recursion_enter(" while getting the str of an object") < 0) return NULL;
    PyObject *text = object->type->str(object);
    py_recursion_leave();
    return checked_text(text, "__str__");
}

PyObject *py_object_ascii(PyObject *object) {
    PyObject *text = py_object_repr(object);
    if (!text || py_str_is_ascii(text)) return text;
    StrBuf out = {0};
    for (int64_t i = 0; i < py_str_length(text); i++) {
        uint32_t c = py_str_at(text, i);
        const char *form = c < 0x80 ? "%c" : c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        strbuf_format(&out, form, c);
#pragma GCC diagnostic pop
    }
    py_decref(text);
    PyObject *ascii = py_str_from_utf8(strbuf_view(&out));
    strbuf_free(&out);
    return ascii;
}

PyObject *py_object_format(PyObject *object, PyObject *spec) {
    if (!spec || !py_str_length(spec)) {
        if (py_is_exact(object, PY_TYPE(str))) return py_new_ref(object);
        if (py_is_exact(object, PY_TYPE(int))) return py_object_str(object);
    }
    PyObject *method;
    int found = py_object_find_special(object, "__format__", &method);
    if (found <= 0)
        return found ? NULL
                     : py_raise(PY_TYPE(TypeError), "Type %.100s doesn't define __format__",
                                object->type->name);
    PyObject *text = py_object_call_one(method, spec ? spec : PY_EMPTY_STR);
    py_decref(method);
    return checked_text(text, "__format__");
}

int64_t py_object_hash(PyObject *object) {
    if (object->type->hash) return object->type->hash(object);
    return py_object_not_hashable(object);
}

/* --- Truth and comparison ---------------------------------------------------------------------------------
 */

int py_object_is_true(PyObject *object) {
    if (object == PY_TRUE) return 1;
    if (object == PY_FALSE || object == PY_NONE) return 0;
    const PyType *type = object->type;
    int64_t length;
    if (type->number && type->number->is_true) return type->number->is_true(object);
    if (type->mapping && type->mapping->length)
        length = type->mapping->length(object);
    else if (type->sequence && type->sequence->length)
        length = type->sequence->length(object);
    else
        return 1;
    return length < 0 ? -1 : length > 0;
}

static const char *const comparison_text[] = {"<", "<=", "==", "!=", ">", ">="};
static const PyComparison swapped[] = {PY_GT, PY_GE, PY_EQ, PY_NE, PY_LT, PY_LE};

/* The result, NotImplemented when neither side knows, or NULL. The right side goes first when its class
 * derives from the left one's. */
static PyObject *ask_both(PyObject *left, PyObject *right, PyComparison comparison) {
    bool right_first =
        left->type != right->type && right->type->compare && py_type_is_subtype(right->type, left->type);
    PyObject *result;
    if (right_first) {
        result = right->type->compare(right, left, swapped[comparison]);
        if (result != PY_NOT_IMPLEMENTED) return result;
        py_decref(result);
    }
    if (left->type->compare) {
        result = left->type->compare(left, right, comparison);
        if (result != PY_NOT_IMPLEMENTED) return result;
        py_decref(result);
    }
    if (right_first || !right->type->compare) return py_not_implemented();
    return right->type->compare(right, left, swapped[comparison]);
}

PyObject *py_object_compare(PyObject *left, PyObject *right, PyComparison comparison) {
    if (py_recursion_enter(" in comparison") < 0) return NULL;
    PyObject *result = ask_both(left, right, comparison);
    py_recursion_leave();
    if (result != PY_NOT_IMPLEMENTED) return result;
    py_decref(result);
    if (comparison == PY_EQ) return py_bool_from(left == right);
    if (comparison == PY_NE) return py_bool_from(left != right);
    return py_raise(PY_TYPE(TypeError), "'%s' not supported between instances of '%.100s' and '%.100s'",
                    comparison_text[comparison], left->type->name, right->type->name);
}

int py_object_compare_bool(PyObject *left, PyObject *right, PyComparison comparison) {
    if (left == right && (comparison == PY_EQ || comparison == PY_NE)) return comparison == PY_EQ;
    if (comparison == PY_EQ && py_is_exact(left, PY_TYPE(str)) && py_is_exact(right, PY_TYPE(str)))
        return py_str_equal(left, right);
    PyObject *result = py_object_compare(left, right, comparison);
    if (!result) return -1;
    int truth = py_object_is_true(result);
    py_decref(result);
    return truth;
}

/* --- Attributes -------------------------------------------------------------------------------------------
 */

PyObject *py_object_getattr(PyObject *object, PyObject *name) {
    if (object->type->getattr) return object->type->getattr(object, name);
    return py_object_generic_getattr(object, name);
}

PyObject *py_object_getattr_c(PyObject *object, const char *name) {
    PyObject *key = py_str_interned(name);
    PyObject *value = key ? py_object_getattr(object, key) : NULL;
    py_xdecref(key);
    return value;
}

int py_object_setattr(PyObject *object, PyObject *name, PyObject *value) {
    if (object->type->setattr) return object->type->setattr(object, name, value);
    return py_object_generic_setattr(object, name, value);
}

/* --- Calls ------------------------------------------------------------------------------------------------
 */

bool py_object_is_callable(PyObject *object) {
    return object->type->call != NULL;
}

/* A result and an exception exclude each other; a C function that errs in this becomes a SystemError. */
static PyObject *checked_result(PyObject *callable, PyObject *result) {
    if ((result != NULL) != py_error_occurred()) return result;
    const char *what = result ? "a result with an exception set" : "NULL without setting an exception";
    py_xdecref(result);
    py_error_clear();
    return py_raise(PY_TYPE(SystemError), "%R returned %s", callable, what);
}

PyObject *py_object_call(PyObject *callable, PyObject *const *arguments, int64_t count,
                         PyObject *keyword_names) {
    PyVectorCall call = callable->type->call;
    if (!call) return py_raise(PY_TYPE(TypeError), "'%.200s' object is not callable", callable->type->name);
    /* A Python function counts itself when its frame begins. */
    bool is_python = py_is_exact(callable, PY_TYPE(function)) || py_is_exact(callable, PY_TYPE(method));
    if (!is_python && py_recursion_enter(" while calling a Python object") < 0) return NULL;
    PyObject *result = call(callable, arguments, count, keyword_names);
    if (!is_python) py_recursion_leave();
    return checked_result(callable, result);
}

PyObject *py_object_call_no_arguments(PyObject *callable) {
    return py_object_call(callable, NULL, 0, NULL);
}

PyObject *py_object_call_one(PyObject *callable, PyObject *argument) {
    return py_object_call(callable, &argument, 1, NULL);
}

static PyObject *call_with_dict(PyObject *callable, PyObject *arguments, PyObject *keywords) {
    int64_t count = py_size(arguments), named = py_dict_used(keywords), position = 0, i = 0;
    PyObject **all = malloc(sizeof *all * (size_t)(count + named + 1));
    PyObject *names = py_tuple_new(named), *key, *value, *result = NULL;
    if (!all) py_raise_memory();
    if (count && all) memcpy(all, py_tuple_items(arguments), sizeof *all * (size_t)count);
    bool valid = all && names;
    while (valid && py_dict_next(keywords, &position, &key, &value)) {
        valid = py_is_str(key);
        if (!valid) py_raise(PY_TYPE(TypeError), "keywords must be strings");
        all[count + i] = py_new_ref(value);
        py_tuple_item(names, i++) = py_new_ref(key);
    }
    if (valid) result = py_object_call(callable, all, count, names);
    while (i-- > 0) py_decref(all[count + i]);
    py_xdecref(names);
    free(all);
    return result;
}

PyObject *py_object_call_tuple(PyObject *callable, PyObject *arguments, PyObject *keywords) {
    if (keywords && py_dict_used(keywords)) return call_with_dict(callable, arguments, keywords);
    return py_object_call(callable, py_tuple_items(arguments), py_size(arguments), NULL);
}

PyObject *py_object_call_method(PyObject *object, const char *name, PyObject *const *arguments,
                                int64_t count) {
    PyObject *method = py_object_getattr_c(object, name);
    PyObject *result = method ? py_object_call(method, arguments, count, NULL) : NULL;
    py_xdecref(method);
    return result;
}

/* --- Items ------------------------------------------------------------------------------------------------
 */

int64_t py_object_length(PyObject *object) {
    const PyType *type = object->type;
    if (type->sequence && type->sequence->length) return type->sequence->length(object);
    if (type->mapping && type->mapping->length) return type->mapping->length(object);
    return py_raise_int(PY_TYPE(TypeError), "object of type '%.200s' has no len()", type->name);
}

int64_t py_object_length_hint(PyObject *object, int64_t fallback) {
    const PyType *type = object->type;
    if ((type->sequence && type->sequence->length) || (type->mapping && type->mapping->length)) {
        int64_t length = py_object_length(object);
        if (length >= 0 || !py_error_matches(PY_TYPE(TypeError))) return length;
        py_error_clear();
    }
    PyObject *method, *hint;
    int found = py_object_find_special(object, "__length_hint__", &method);
    if (found <= 0) return found ? -1 : fallback;
    hint = py_object_call_no_arguments(method);
    py_decref(method);
    if (!hint) {
        if (!py_error_matches(PY_TYPE(TypeError))) return -1;
        py_error_clear();
        return fallback;
    }
    int64_t length = hint == PY_NOT_IMPLEMENTED ? fallback : py_int_as_int64(hint);
    py_decref(hint);
    return length;
}

/* type[...]: only for classes with __class_getitem__. */
static PyObject *subscript_type(PyObject *type, PyObject *key) {
    PyObject *name = py_str_interned("__class_getitem__"), *method = NULL, *result = NULL;
    int found = name ? py_object_find_attr(type, name, &method) : -1;
    if (found > 0)
        result = py_object_call_one(method, key);
    else if (found == 0)
        py_raise(PY_TYPE(TypeError), "type '%.200s' is not subscriptable", ((PyType *)type)->name);
    py_xdecref(name);
    py_xdecref(method);
    return result;
}

/* The index that a sequence slot takes: negative ones count from the end. */
static int sequence_index(PyObject *object, PyObject *key, int64_t *index) {
    *index = py_number_as_index(key, false);
    if (*index == -1 && py_error_occurred()) return -1;
    if (*index >= 0 || !object->type->sequence->length) return 0;
    int64_t length = object->type->sequence->length(object);
    *index += length;
    return length < 0 ? -1 : 0;
}

PyObject *py_object_subscript(PyObject *object, PyObject *key) {
    const PyType *type = object->type;
    int64_t index;
    if (type->mapping && type->mapping->subscript) return type->mapping->subscript(object, key);
    if (type->sequence && type->sequence->item) {
        if (!py_number_has_index(key))
            return py_raise(PY_TYPE(TypeError), "sequence index must be integer, not '%.200s'",
                            key->type->name);
        return sequence_index(object, key, &index) < 0 ? NULL : type->sequence->item(object, index);
    }
    if (py_is_type(object)) return subscript_type(object, key);
    return py_raise(PY_TYPE(TypeError), "'%.200s' object is not subscriptable", type->name);
}

int py_object_set_subscript(PyObject *object, PyObject *key, PyObject *value) {
    const PyType *type = object->type;
    int64_t index;
    if (type->mapping && type->mapping->set_subscript)
        return type->mapping->set_subscript(object, key, value);
    if (type->sequence && type->sequence->set_item) {
        if (!py_number_has_index(key))
            return py_raise_int(PY_TYPE(TypeError), "sequence index must be integer, not '%.200s'",
                                key->type->name);
        return sequence_index(object, key, &index) < 0 ? -1 : type->sequence->set_item(object, index, value);
    }
    return py_raise_int(PY_TYPE(TypeError), "'%.200s' object %s", type->name,
                        value ? "does not support item assignment" : "does not support item deletion");
}

static int contains_by_iteration(PyObject *container, PyObject *item) {
    PyObject *iterator = py_object_iter(container), *candidate;
    if (!iterator) {
        if (py_error_matches(PY_TYPE(TypeError))) {
            py_error_clear();
            py_raise(PY_TYPE(TypeError), "argument of type '%.200s' is not iterable", container->type->name);
        }
        return -1;
    }
    int found = 0;
    while (found == 0 && (candidate = py_iter_next(iterator))) {
        found = py_object_compare_bool(candidate, item, PY_EQ);
        py_decref(candidate);
    }
    py_decref(iterator);
    return found == 0 && py_error_occurred() ? -1 : found;
}

int py_object_contains(PyObject *container, PyObject *item) {
    const PySequenceSlots *sequence = container->type->sequence;
    if (sequence && sequence->contains) return sequence->contains(container, item);
    return contains_by_iteration(container, item);
}

/* --- Iteration --------------------------------------------------------------------------------------------
 */

bool py_object_is_iterator(PyObject *object) {
    return object->type->next != NULL;
}

PyObject *py_object_iter(PyObject *object) {
    const PyType *type = object->type;
    if (!type->iter) {
        if (type->sequence && type->sequence->item)
            return py_sequence_iterator_new(PY_TYPE(iterator), object, 0);
        return py_raise(PY_TYPE(TypeError), "'%.200s' object is not iterable", type->name);
    }
    PyObject *iterator = type->iter(object);
    if (!iterator || py_object_is_iterator(iterator)) return iterator;
    py_raise(PY_TYPE(TypeError), "iter() returned non-iterator of type '%.100s'", iterator->type->name);
    py_decref(iterator);
    return NULL;
}

PyObject *py_iter_next(PyObject *iterator) {
    PyObject *item = iterator->type->next(iterator);
    if (!item && py_error_matches(PY_TYPE(StopIteration))) py_error_clear();
    return item;
}

PyObject *py_sequence_to_list(PyObject *iterable) {
    return py_list_from_iterable(iterable);
}

PyObject *py_sequence_to_tuple(PyObject *iterable) {
    if (py_is_exact(iterable, PY_TYPE(tuple))) return py_new_ref(iterable);
    if (py_is_list(iterable)) return py_list_to_tuple(iterable);
    PyObject *list = py_list_from_iterable(iterable);
    if (!list) return NULL;
    /* The references move over, so that no item is seen twice. */
    PyObject *tuple = py_tuple_new(py_size(list));
    for (int64_t i = 0; tuple && i < py_size(list); i++) {
        py_tuple_item(tuple, i) = py_list_item(list, i);
        py_list_item(list, i) = NULL;
    }
    py_decref(list);
    return tuple;
}

/* --- Classes ----------------------------------------------------------------------------------------------
 */

static int check_class(PyObject *object, PyObject *class, const char *function) {
    if (!py_is_type(class))
        return py_raise_int(PY_TYPE(TypeError), "%s arg 2 must be a type, a tuple of types, or a union",
                            function);
    return py_is_instance_of(object, (PyType *)class);
}

/* A metaclass may have its own idea. */
static int ask_metaclass(PyObject *class, const char *name, PyObject *argument) {
    PyObject *method;
    int found = py_object_find_special(class, name, &method);
    if (found <= 0) return found < 0 ? -1 : -2;
    PyObject *answer = py_object_call_one(method, argument);
    py_decref(method);
    int truth = answer ? py_object_is_true(answer) : -1;
    py_xdecref(answer);
    return truth;
}

int py_object_is_instance(PyObject *object, PyObject *class) {
    if ((PyObject *)object->type == class) return 1;
    if (py_is_tuple(class)) {
        int found = py_recursion_enter(" in __instancecheck__");
        for (int64_t i = 0; found == 0 && i < py_size(class); i++)
            found = py_object_is_instance(object, py_tuple_item(class, i));
        py_recursion_leave();
        return found;
    }
    if (py_is_type(class) && class->type != PY_TYPE(type)) {
        int answer = ask_metaclass(class, "__instancecheck__", object);
        if (answer != -2) return answer;
    }
    return check_class(object, class, "isinstance()");
}

int py_object_is_subclass(PyObject *class, PyObject *ancestor) {
    if (py_is_tuple(ancestor)) {
        int found = py_recursion_enter(" in __subclasscheck__");
        for (int64_t i = 0; found == 0 && i < py_size(ancestor); i++)
            found = py_object_is_subclass(class, py_tuple_item(ancestor, i));
        py_recursion_leave();
        return found;
    }
    if (py_is_type(ancestor) && ancestor->type != PY_TYPE(type)) {
        int answer = ask_metaclass(ancestor, "__subclasscheck__", class);
        if (answer != -2) return answer;
    }
    if (!py_is_type(class)) return py_raise_int(PY_TYPE(TypeError), "issubclass() arg 1 must be a class");
    if (!py_is_type(ancestor))
        return py_raise_int(PY_TYPE(TypeError),
                            "issubclass() arg 2 must be a class, a tuple of classes, or a union");
    return py_type_is_subtype((PyType *)class, (PyType *)ancestor);
}
