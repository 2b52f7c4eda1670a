/* Work of instructions on containers, see operations.h. */
#include "python/vm/operations.h"

#include "python/compile/opcode.h"
#include "python/modules/streams.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/list.h"
#include "python/objects/protocol.h"
#include "python/objects/set.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

PyObject *py_build_map(PyObject *const *pairs, int64_t count) {
    PyObject *dict = py_dict_new();
    for (int64_t i = 0; dict && i < count; i++)
        if (py_dict_set(dict, pairs[2 * i], pairs[2 * i + 1]) < 0) py_clear(dict);
    return dict;
}

PyObject *py_build_const_key_map(PyObject *keys, PyObject *const *values, int64_t count) {
    PyObject *dict = py_dict_new();
    for (int64_t i = 0; dict && i < count; i++)
        if (py_dict_set(dict, py_tuple_item(keys, i), values[i]) < 0) py_clear(dict);
    return dict;
}

PyObject *py_build_set(PyObject *const *items, int64_t count) {
    PyObject *set = py_set_new(NULL);
    for (int64_t i = 0; set && i < count; i++)
        if (py_set_add(set, items[i]) < 0) py_clear(set);
    return set;
}

PyObject *py_format_value(PyObject *value, PyObject *spec, int conversion) {
    PyObject *converted = conversion == 1   ? py_object_str(value)
                          : conversion == 2 ? py_object_repr(value)
                          : conversion == 3 ? py_object_ascii(value)
                                            : py_new_ref(value);
    if (!converted || (!spec && py_is_exact(converted, PY_TYPE(str)))) return converted;
    PyObject *text = py_object_format(converted, spec);
    py_decref(converted);
    return text;
}

static bool can_be_iterated(const PyObject *object) {
    const PyType *type = object->type;
    return type->iter || (type->sequence && type->sequence->item);
}

bool py_list_extend_unpacked(PyObject *list, PyObject *iterable) {
    if (py_list_extend(list, iterable) >= 0) return true;
    if (!py_error_matches(PY_TYPE(TypeError)) || can_be_iterated(iterable)) return false;
    py_error_clear();
    py_raise(PY_TYPE(TypeError), "Value after * must be an iterable, not %T", iterable);
    return false;
}

bool py_dict_update_unpacked(PyObject *dict, PyObject *mapping) {
    if (py_dict_merge(dict, mapping, 1) >= 0) return true;
    if (!py_error_matches(PY_TYPE(AttributeError)) &&
        !(py_error_matches(PY_TYPE(TypeError)) && !mapping->type->mapping))
        return false;
    py_error_clear();
    py_raise(PY_TYPE(TypeError), "'%T' object is not a mapping", mapping);
    return false;
}

/* --- Taking apart --- */

static bool raise_not_enough(int64_t wanted, int64_t got, bool at_least) {
    py_raise(PY_TYPE(ValueError), "not enough values to unpack (expected %s%lld, got %lld)",
             at_least ? "at least " : "", (long long)wanted, (long long)got);
    return false;
}

static bool raise_too_many(int64_t wanted) {
    py_raise(PY_TYPE(ValueError), "too many values to unpack (expected %lld)", (long long)wanted);
    return false;
}

PyObject **py_unpack_slot(PyObject *sequence, int64_t index) {
    if (py_is_exact(sequence, PY_TYPE(tuple))) return &py_tuple_item(sequence, index);
    if (py_is_exact(sequence, PY_TYPE(list))) return &py_list_item(sequence, index);
    return NULL;
}

static bool unpack_array(PyObject **items, int64_t size, int64_t count, PyObject **to) {
    if (size < count) return raise_not_enough(count, size, false);
    if (size > count) return raise_too_many(count);
    for (int64_t i = 0; i < count; i++) to[count - 1 - i] = py_new_ref(items[i]);
    return true;
}

static PyObject *unpack_iterator(PyObject *sequence) {
    PyObject *iterator = py_object_iter(sequence);
    if (iterator || !py_error_matches(PY_TYPE(TypeError)) || can_be_iterated(sequence)) return iterator;
    py_error_clear();
    return py_raise(PY_TYPE(TypeError), "cannot unpack non-iterable %T object", sequence);
}

static void drop_all(PyObject **items, int64_t count) {
    for (int64_t i = 0; i < count; i++) py_decref(items[i]);
}

/* Takes `count` items into to[total - 1], to[total - 2], ... */
static bool take_items(PyObject *iterator, int64_t count, int64_t wanted, bool at_least, PyObject **end) {
    for (int64_t i = 0; i < count; i++) {
        PyObject *item = py_iter_next(iterator);
        if (item) {
            *--end = item;
            continue;
        }
        drop_all(end, i);
        return py_error_occurred() ? false : raise_not_enough(wanted, i, at_least);
    }
    return true;
}

static bool unpack_iterable(PyObject *iterator, int64_t count, PyObject **to) {
    if (!take_items(iterator, count, count, false, to + count)) return false;
    PyObject *more = py_iter_next(iterator);
    if (!more && !py_error_occurred()) return true;
    drop_all(to, count);
    py_xdecref(more);
    return more ? raise_too_many(count) : false;
}

bool py_unpack_sequence(PyObject *sequence, int64_t count, PyObject **to) {
    if (py_is_exact(sequence, PY_TYPE(tuple)))
        return unpack_array(py_tuple_items(sequence), py_size(sequence), count, to);
    if (py_is_exact(sequence, PY_TYPE(list)))
        return unpack_array(py_list_items(sequence), py_size(sequence), count, to);
    PyObject *iterator = unpack_iterator(sequence);
    if (!iterator) return false;
    bool ok = unpack_iterable(iterator, count, to);
    py_decref(iterator);
    return ok;
}

/* The list takes what is left; its last `behind` items then move out of it. */
static bool unpack_rest(PyObject *iterator, int64_t before, int64_t behind, PyObject **to) {
    PyObject *list = py_list_from_iterable(iterator);
    if (!list) return false;
    int64_t rest = py_size(list) - behind;
    if (rest < 0) {
        raise_not_enough(before + behind, before + py_size(list), true);
        py_decref(list);
        return false;
    }
    to[behind] = list;
    for (int64_t i = 0; i < behind; i++) to[behind - 1 - i] = py_new_ref(py_list_item(list, rest + i));
    if (behind) py_list_assign_slice(list, rest, rest + behind, NULL);
    return true;
}

bool py_unpack_starred(PyObject *sequence, int64_t before, int64_t behind, PyObject **to) {
    PyObject *iterator = unpack_iterator(sequence);
    if (!iterator) return false;
    PyObject **end = to + before + 1 + behind;
    bool ok = take_items(iterator, before, before + behind, true, end);
    if (ok && !unpack_rest(iterator, before, behind, to)) {
        drop_all(end - before, before);
        ok = false;
    }
    py_decref(iterator);
    return ok;
}

void py_raise_unsupported(int opcode) {
    const char *name = py_opcode_info[opcode].name;
    py_raise(PY_TYPE(SystemError), "varscope cannot run the instruction %s yet", name ? name : "<unknown>");
}

bool py_display_expression(PyObject *value) {
    if (value == PY_NONE) return true;
    PyObject *text = py_object_repr(value), *file = text ? py_stream_find("stdout") : NULL;
    bool ok = file && py_stream_object_write_str(file, text) && py_stream_object_write(file, STR("\n"));
    py_xdecref(text);
    return ok;
}
