/* builtins: the names that every module sees. The functions are in builtins_*.c, by topic; here they, the
 * types and the exceptions come together in one module. */
#include "python/modules/modules.h"
#include "python/objects/error.h"
#include "python/objects/exception.h"
#include "python/objects/statics.h"

/* The types that have a name in builtins. */
#define BUILTIN_TYPES(X)                                                                                     \
    X(bytes)                                                                                                 \
    X(classmethod)                                                                                           \
    X(complex)                                                                                               \
    X(dict)                                                                                                  \
    X(enumerate)                                                                                             \
    X(filter)                                                                                                \
    X(float)                                                                                                 \
    X(frozenset)                                                                                             \
    X(property)                                                                                              \
    X(int)                                                                                                   \
    X(list)                                                                                                  \
    X(map)                                                                                                   \
    X(object)                                                                                                \
    X(range)                                                                                                 \
    X(reversed)                                                                                              \
    X(set)                                                                                                   \
    X(slice)                                                                                                 \
    X(staticmethod)                                                                                          \
    X(str)                                                                                                   \
    X(super)                                                                                                 \
    X(tuple)                                                                                                 \
    X(type)                                                                                                  \
    X(zip)

static int add(PyObject *module, const char *name, void *object) {
    return py_module_add(module, name, py_new_ref(object));
}

static int add_functions(PyObject *module) {
    const PyMethod *const tables[] = {py_builtin_code_functions, py_builtin_iteration_functions,
                                      py_builtin_number_functions, py_builtin_object_functions,
                                      py_builtin_text_functions};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (py_module_add_functions(module, tables[i]) < 0) return -1;
    return 0;
}

static int add_constants(PyObject *module) {
    if (add(module, "None", PY_NONE) < 0 || add(module, "Ellipsis", PY_ELLIPSIS) < 0) return -1;
    if (add(module, "NotImplemented", PY_NOT_IMPLEMENTED) < 0 || add(module, "False", PY_FALSE) < 0)
        return -1;
    return add(module, "True", PY_TRUE) < 0 || add(module, "__debug__", PY_TRUE) < 0 ? -1 : 0;
}

static int add_types(PyObject *module) {
    /* <stdbool.h> makes `bool` a macro, which a table would replace on its way to PY_TYPE. */
    if (add(module, "bool", PY_TYPE(bool)) < 0) return -1;
#define X(name)                                                                                              \
    if (add(module, #name, PY_TYPE(name)) < 0) return -1;
    BUILTIN_TYPES(X)
#undef X
#define X(name, base, doc)                                                                                   \
    if (add(module, #name, PY_TYPE(name)) < 0) return -1;
    PY_EXCEPTIONS(X)
#undef X
    if (add(module, "EnvironmentError", PY_TYPE(OSError)) < 0) return -1;
    return add(module, "IOError", PY_TYPE(OSError));
}

PyObject *py_module_builtins(void) {
    static const PyMethod none[] = {{0}};
    PyObject *module = py_module_with_functions(
        "builtins",
        "Built-in functions, exceptions, and other objects.\n\nNoteworthy: None is the `nil' object;"
        " Ellipsis represents `...' in slices.",
        none);
    if (module && (add_functions(module) < 0 || add_constants(module) < 0 || add_types(module) < 0))
        py_clear(module);
    return module;
}
