/* The match statement's instructions, see match.h. */
#include "python/vm/match.h"

#include "python/objects/error.h"
#include "python/objects/protocol.h"
#include "python/objects/set.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

/* 1 when `key` was not seen before; ValueError else. */
static int note_key(PyObject *seen, PyObject *key) {
    int found = py_set_contains(seen, key);
    if (found > 0) return py_raise_int(PY_TYPE(ValueError), "mapping pattern checks duplicate key (%R)", key);
    return found < 0 || py_set_add(seen, key) < 0 ? -1 : 1;
}

/* Fills `values`; 1 all found, 0 one is missing, -1 error. */
static int find_values(PyObject *get, PyObject *missing, PyObject *keys, PyObject *values) {
    PyObject *seen = py_set_new(NULL);
    int found = seen ? 1 : -1;
    for (int64_t i = 0; found > 0 && i < py_size(keys); i++) {
        PyObject *arguments[2] = {py_tuple_item(keys, i), missing};
        found = note_key(seen, arguments[0]);
        PyObject *value = found > 0 ? py_object_call(get, arguments, 2, NULL) : NULL;
        if (found > 0 && (!value || value == missing)) found = value ? 0 : -1;
        if (found > 0)
            py_tuple_item(values, i) = value;
        else
            py_xdecref(value);
    }
    py_xdecref(seen);
    return found;
}

PyObject *py_match_keys(PyObject *subject, PyObject *keys) {
    if (py_size(keys) == 0) return py_new_ref(PY_EMPTY_TUPLE);
    /* A fresh object that the mapping cannot contain stands for "not there". */
    PyObject *missing = py_set_new(NULL), *get = py_object_getattr_c(subject, "get");
    PyObject *values = py_tuple_new(py_size(keys));
    int found = missing && get && values ? find_values(get, missing, keys, values) : -1;
    py_xdecref(missing);
    py_xdecref(get);
    if (found <= 0) py_clear(values);
    return found < 0 ? NULL : found ? values : py_none();
}

/* Appends subject.name to the attributes: 1, 0 not there, -1 error. */
static int take_attribute(PyObject *subject, PyObject *class, PyObject *name, PyObject *seen, PyObject **to) {
    int found = py_set_contains(seen, name);
    if (found > 0)
        return py_raise_int(PY_TYPE(TypeError), "%s() got multiple sub-patterns for attribute %R",
                            py_type_short_name((PyType *)class), name);
    if (found < 0 || py_set_add(seen, name) < 0) return -1;
    return py_object_find_attr(subject, name, to);
}

/* Builtin classes match themselves by their only positional pattern: case int(x). */
static bool matches_itself(const PyType *type) {
    const PyType *types[] = {PY_TYPE(bool), PY_TYPE(bytes), PY_TYPE(dict), PY_TYPE(float), PY_TYPE(frozenset),
                             PY_TYPE(int),  PY_TYPE(list),  PY_TYPE(set),  PY_TYPE(str),   PY_TYPE(tuple)};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (py_type_is_subtype(type, types[i])) return true;
    return false;
}

static int check_count(const PyType *type, int64_t allowed, int64_t count) {
    if (count <= allowed) return 1;
    return py_raise_int(PY_TYPE(TypeError), "%s() accepts %lld positional sub-pattern%s (%lld given)",
                        py_type_short_name(type), (long long)allowed, allowed == 1 ? "" : "s",
                        (long long)count);
}

/* The attributes for the positional patterns, as __match_args__ names them. */
static int take_positional(PyObject *subject, PyObject *class, int64_t count, PyObject *seen,
                           PyObject *taken) {
    PyObject *names = NULL, *key = py_str_interned("__match_args__");
    int found = key ? py_object_find_attr(class, key, &names) : -1;
    py_xdecref(key);
    if (found == 0 && matches_itself((PyType *)class)) {
        found = check_count((PyType *)class, 1, count);
        if (found > 0) py_tuple_item(taken, 0) = py_new_ref(subject);
        return found;
    }
    if (found > 0 && !py_is_exact(names, PY_TYPE(tuple)))
        found = py_raise_int(PY_TYPE(TypeError), "%s.__match_args__ must be a tuple (got %T)",
                             py_type_short_name((PyType *)class), names);
    if (found >= 0) found = check_count((PyType *)class, names ? py_size(names) : 0, count);
    for (int64_t i = 0; found > 0 && i < count; i++) {
        PyObject *name = py_tuple_item(names, i);
        found = py_is_str(name) ? take_attribute(subject, class, name, seen, &py_tuple_item(taken, i))
                                : py_raise_int(PY_TYPE(TypeError),
                                               "__match_args__ elements must be strings (got %T)", name);
    }
    py_xdecref(names);
    return found;
}

PyObject *py_match_class(PyObject *subject, PyObject *class, int64_t count, PyObject *names) {
    if (!py_is_type(class)) return py_raise(PY_TYPE(TypeError), "called match pattern must be a class");
    int found = py_object_is_instance(subject, class);
    if (found <= 0) return found < 0 ? NULL : py_none();
    PyObject *seen = py_set_new(NULL), *taken = py_tuple_new(count + py_size(names));
    if (!seen || !taken) found = -1;
    if (found > 0 && count) found = take_positional(subject, class, count, seen, taken);
    for (int64_t i = 0; found > 0 && i < py_size(names); i++)
        found =
            take_attribute(subject, class, py_tuple_item(names, i), seen, &py_tuple_item(taken, count + i));
    py_xdecref(seen);
    if (found <= 0) py_clear(taken);
    return found < 0 ? NULL : found ? taken : py_none();
}
