/* Builtin functions on any object: identity, attributes, classes, namespaces. */
#include "python/modules/modules.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/exception.h"
#include "python/objects/int.h"
#include "python/objects/list.h"
#include "python/objects/protocol.h"
#include "python/objects/str.h"
#include "python/vm/vm.h"

PY_METHOD(builtin_id) {
    return py_int_from_uint64((uint64_t)arguments[0]);
}

PY_METHOD(builtin_len) {
    int64_t length = py_object_length(arguments[0]);
    return length < 0 ? NULL : py_int_from_int64(length);
}

PY_METHOD(builtin_hash) {
    int64_t hash = py_object_hash(arguments[0]);
    return hash == -1 ? NULL : py_int_from_int64(hash);
}

PY_METHOD(builtin_callable) {
    return py_bool_from(py_object_is_callable(arguments[0]));
}

static bool check_name(const char *function, PyObject *name) {
    if (py_is_str(name)) return true;
    if (function)
        py_raise(PY_TYPE(TypeError), "%s(): attribute name must be string", function);
    else
        py_raise(PY_TYPE(TypeError), "attribute name must be string, not '%T'", name);
    return false;
}

PY_METHOD(builtin_getattr) {
    if (!check_name(NULL, arguments[1])) return NULL;
    if (!arguments[2]) return py_object_getattr(arguments[0], arguments[1]);
    PyObject *value = NULL;
    int found = py_object_find_attr(arguments[0], arguments[1], &value);
    return found < 0 ? NULL : found ? value : py_new_ref(arguments[2]);
}

PY_METHOD(builtin_hasattr) {
    if (!check_name(NULL, arguments[1])) return NULL;
    PyObject *value = NULL;
    int found = py_object_find_attr(arguments[0], arguments[1], &value);
    py_xdecref(value);
    return found < 0 ? NULL : py_bool_from(found);
}

PY_METHOD(builtin_setattr) {
    if (!check_name(NULL, arguments[1])) return NULL;
    return py_object_setattr(arguments[0], arguments[1], arguments[2]) < 0 ? NULL : py_none();
}

PY_METHOD(builtin_delattr) {
    if (!check_name(NULL, arguments[1])) return NULL;
    return py_object_setattr(arguments[0], arguments[1], NULL) < 0 ? NULL : py_none();
}

PY_METHOD(builtin_isinstance) {
    int answer = py_object_is_instance(arguments[0], arguments[1]);
    return answer < 0 ? NULL : py_bool_from(answer);
}

PY_METHOD(builtin_issubclass) {
    int answer = py_object_is_subclass(arguments[0], arguments[1]);
    return answer < 0 ? NULL : py_bool_from(answer);
}

PY_METHOD(builtin_globals) {
    return py_new_ref(py_vm->frame->globals);
}

PY_METHOD(builtin_locals) {
    return py_xnew_ref(py_frame_locals(py_vm->frame));
}

PY_METHOD(builtin_vars) {
    if (!arguments[0]) return py_xnew_ref(py_frame_locals(py_vm->frame));
    PyObject *name = py_str_interned("__dict__"), *dict = NULL;
    int found = name ? py_object_find_attr(arguments[0], name, &dict) : -1;
    py_xdecref(name);
    if (found == 0) py_raise(PY_TYPE(TypeError), "vars() argument must have __dict__ attribute");
    return dict;
}

PY_METHOD(builtin_dir) {
    if (arguments[0]) return py_object_dir(arguments[0]);
    PyObject *locals = py_frame_locals(py_vm->frame);
    PyObject *names = locals ? py_list_from_iterable(locals) : NULL;
    if (names && py_list_sort(names, NULL, false) < 0) py_clear(names);
    return names;
}

const PyMethod py_builtin_object_functions[] = {
    {"id", builtin_id, 1, 1, 0, NULL, "Return the identity of an object."},
    {"len", builtin_len, 1, 1, 0, NULL, "Return the number of items in a container."},
    {"hash", builtin_hash, 1, 1, 0, NULL, "Return the hash value for the given object."},
    {"callable", builtin_callable, 1, 1, 0, NULL,
     "Return whether the object is callable (i.e., some kind of function)."},
    {"getattr", builtin_getattr, 2, 3, 0, NULL, "Get a named attribute from an object."},
    {"hasattr", builtin_hasattr, 2, 2, 0, NULL,
     "Return whether the object has an attribute with the given name."},
    {"setattr", builtin_setattr, 3, 3, 0, NULL,
     "Sets the named attribute on the given object to the specified value."},
    {"delattr", builtin_delattr, 2, 2, 0, NULL, "Deletes the named attribute from the given object."},
    {"isinstance", builtin_isinstance, 2, 2, 0, NULL,
     "Return whether an object is an instance of a class or of a subclass thereof."},
    {"issubclass", builtin_issubclass, 2, 2, 0, NULL,
     "Return whether 'cls' is derived from another class or is the same class."},
    {"globals", builtin_globals, 0, 0, PY_METHOD_NEEDS_FRAME, NULL,
     "Return the dictionary containing the current scope's global variables."},
    {"locals", builtin_locals, 0, 0, PY_METHOD_NEEDS_FRAME, NULL,
     "Return a dictionary containing the current scope's local variables."},
    {"vars", builtin_vars, 0, 1, PY_METHOD_NEEDS_FRAME, NULL,
     "Without arguments, equivalent to locals().  With an argument, equivalent to object.__dict__."},
    {"dir", builtin_dir, 0, 1, PY_METHOD_NEEDS_FRAME, NULL, "Show attributes of an object."},
    {0}};
