/* sys: the interpreter as a program sees it. */
#include "python/modules/modules.h"
#include "python/modules/streams.h"
#include "python/objects/alloc.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/exception.h"
#include "python/objects/int.h"
#include "python/objects/list.h"
#include "python/objects/protocol.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"
#include "python/vm/vm.h"

#include <stdio.h>

PY_METHOD(sys_getsizeof) {
    PyObject *method = NULL;
    int found = py_object_find_special(arguments[0], "__sizeof__", &method);
    py_xdecref(method);
    if (found < 0) return NULL;
    return py_int_from_int64(py_object_size_of(arguments[0]));
}

PY_METHOD(sys_getrefcount) {
    return py_int_from_int64(arguments[0]->refcount);
}

PY_METHOD(sys_exit) {
    return py_raise_object(PY_TYPE(SystemExit), arguments[0]);
}

PY_METHOD(sys_intern) {
    if (!py_is_exact(arguments[0], PY_TYPE(str)))
        return py_raise(PY_TYPE(TypeError), "can't intern %T", arguments[0]);
    PyObject *text = py_new_ref(arguments[0]);
    py_str_intern(&text);
    return text;
}

PY_METHOD(sys_getrecursionlimit) {
    return py_int_from_int64(py_runtime.recursion_limit);
}

PY_METHOD(sys_setrecursionlimit) {
    PyObject *index = py_number_index(arguments[0]);
    int64_t limit = index ? py_int_as_int64(index) : -1;
    py_xdecref(index);
    if (py_error_occurred()) return NULL;
    if (limit < 1) return py_raise(PY_TYPE(ValueError), "recursion limit must be greater or equal than 1");
    if (limit > INT32_MAX) return py_raise(PY_TYPE(OverflowError), "signed integer is greater than maximum");
    if (py_runtime.depth >= limit)
        return py_raise(
            PY_TYPE(RecursionError),
            "cannot set the recursion limit to %lld at the recursion depth %d: the limit is too low",
            (long long)limit, py_runtime.depth);
    py_runtime.recursion_limit = (int)limit;
    return py_none();
}

PY_METHOD(sys_exc_info) {
    PyObject *exception = py_runtime.handled;
    if (!exception) return py_tuple_pack(3, PY_NONE, PY_NONE, PY_NONE);
    PyObject *traceback = ((PyException *)exception)->traceback;
    return py_tuple_pack(3, exception->type, exception, traceback ? traceback : PY_NONE);
}

PY_METHOD(sys_exception) {
    return py_new_ref(py_runtime.handled ? py_runtime.handled : PY_NONE);
}

PY_METHOD(sys_getdefaultencoding) {
    return py_str_interned("utf-8");
}

PY_METHOD(sys_getfilesystemencoding) {
    return py_str_interned("utf-8");
}

PY_METHOD(sys_is_finalizing) {
    return py_bool_from(false);
}

PY_METHOD(sys_get_int_max_str_digits) {
    return py_int_from_int64(py_runtime.int_max_str_digits);
}

PY_METHOD(sys_set_int_max_str_digits) {
    int64_t digits = py_int_as_int64(arguments[0]);
    if (py_error_occurred()) return NULL;
    if (digits != 0 && digits < 640)
        return py_raise(PY_TYPE(ValueError), "maxdigits must be 0 or larger than 640");
    py_runtime.int_max_str_digits = digits;
    return py_none();
}

static const PyMethod sys_functions[] = {
    {"getsizeof", sys_getsizeof, 1, 2, 0, "object default",
     "getsizeof(object [, default]) -> int\n\nReturn the size of object in bytes."},
    {"getrefcount", sys_getrefcount, 1, 1, 0, NULL, "Return the reference count of object."},
    {"exit", sys_exit, 0, 1, 0, NULL, "Exit the interpreter by raising SystemExit(status)."},
    {"intern", sys_intern, 1, 1, 0, NULL, "``Intern'' the given string."},
    {"getrecursionlimit", sys_getrecursionlimit, 0, 0, 0, NULL,
     "Return the current value of the recursion limit."},
    {"setrecursionlimit", sys_setrecursionlimit, 1, 1, 0, NULL,
     "Set the maximum depth of the Python interpreter stack to n."},
    {"exc_info", sys_exc_info, 0, 0, 0, NULL,
     "Return current exception information: (type, value, traceback)."},
    {"exception", sys_exception, 0, 0, 0, NULL, "Return the current exception."},
    {"getdefaultencoding", sys_getdefaultencoding, 0, 0, 0, NULL, NULL},
    {"getfilesystemencoding", sys_getfilesystemencoding, 0, 0, 0, NULL, NULL},
    {"is_finalizing", sys_is_finalizing, 0, 0, 0, NULL, NULL},
    {"get_int_max_str_digits", sys_get_int_max_str_digits, 0, 0, 0, NULL, NULL},
    {"set_int_max_str_digits", sys_set_int_max_str_digits, 1, 1, 0, "maxdigits", NULL},
    {0}};

/* --- Values --- */

static int add_text(PyObject *module, const char *name, const char *text) {
    PyObject *value = py_str_from_c(text);
    return value ? py_module_add(module, name, value) : -1;
}

static int add_int(PyObject *module, const char *name, int64_t number) {
    PyObject *value = py_int_from_int64(number);
    return value ? py_module_add(module, name, value) : -1;
}

static int add_object(PyObject *module, const char *name, PyObject *value) {
    return value ? py_module_add(module, name, value) : -1;
}

static PyObject *version_info(void) {
    PyObject *items[] = {py_int_from_int64(3), py_int_from_int64(11), py_int_from_int64(2),
                         py_str_interned("final"), py_int_from_int64(0)};
    return py_tuple_from_array_stealing(items, 5);
}

static PyObject *module_names(void) {
    PyObject *names = py_list_new(0);
#define X(name)                                                                                              \
    if (names) py_list_append_stealing(names, py_str_interned(#name));
    X(builtins)
    X(sys)
    PY_MODULES(X)
#undef X
    PyObject *tuple = names ? py_list_to_tuple(names) : NULL;
    py_xdecref(names);
    return tuple;
}

static int add_values(PyObject *module) {
    if (add_text(module, "byteorder", "little") < 0 || add_text(module, "platform", "linux") < 0) return -1;
    if (add_text(module, "version", "3.11.2 (varscope " VARSCOPE_VERSION ")") < 0) return -1;
    if (add_text(module, "copyright", "Copyright (c) Varscope contributors") < 0) return -1;
    if (add_int(module, "hexversion", 0x030b02f0) < 0 || add_int(module, "maxsize", INT64_MAX) < 0) return -1;
    if (add_int(module, "maxunicode", 0x10FFFF) < 0 || add_int(module, "api_version", 1013) < 0) return -1;
    if (add_text(module, "executable", "") < 0 || add_text(module, "prefix", "/usr") < 0) return -1;
    if (add_text(module, "float_repr_style", "short") < 0) return -1;
    if (add_object(module, "version_info", version_info()) < 0) return -1;
    if (add_object(module, "builtin_module_names", module_names()) < 0) return -1;
    if (add_object(module, "path", py_list_new(0)) < 0 || add_object(module, "argv", py_list_new(0)) < 0)
        return -1;
    return add_object(module, "warnoptions", py_list_new(0));
}

static int add_streams(PyObject *module) {
    static const char *const names[] = {"stdin", "stdout", "stderr"};
    for (int i = 0; i < 3; i++) {
        char shown[16];
        snprintf(shown, sizeof shown, "<%s>", names[i]);
        PyObject *stream = py_stream_object_new(i, shown, i ? "w" : "r");
        if (!stream) return -1;
        char original[16];
        snprintf(original, sizeof original, "__%s__", names[i]);
        if (py_module_add(module, original, py_new_ref(stream)) < 0) return -1;
        if (py_module_add(module, names[i], stream) < 0) return -1;
    }
    return 0;
}

PyObject *py_module_sys(void) {
    PyObject *module = py_module_with_functions("sys",
                                                "This module provides access to some objects used or "
                                                "maintained by the\ninterpreter and to functions that"
                                                " interact strongly with the interpreter.",
                                                sys_functions);
    if (module && (add_values(module) < 0 || add_streams(module) < 0)) py_clear(module);
    return module;
}
