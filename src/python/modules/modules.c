/* The table of modules, see modules.h. */
#include "python/modules/modules.h"

#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/statics.h"
#include "python/objects/str.h"

typedef struct ModuleRow {
    const char *name;
    PyObject *(*make)(void);
} ModuleRow;

static const ModuleRow rows[] = {
#define X(name) {#name, py_module_##name},
    PY_MODULES(X)
#undef X
};

int py_module_make(PyObject *name, PyObject **module) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!py_str_equal_c(name, rows[i].name)) continue;
        *module = rows[i].make();
        return *module ? 1 : -1;
    }
    return 0;
}

PyObject *py_module_with_functions(const char *name, const char *doc, const PyMethod *functions) {
    PyObject *key = py_str_interned(name), *module = key ? py_module_new(key) : NULL;
    py_xdecref(key);
    if (!module) return NULL;
    PyObject *text = doc ? py_str_from_c(doc) : py_none();
    if (!text || py_module_add(module, "__doc__", text) < 0 ||
        py_module_add(module, "__loader__", py_new_ref(PY_TYPE(BuiltinImporter))) < 0 ||
        py_module_add_functions(module, functions) < 0)
        py_clear(module);
    return module;
}

/* What made the modules that are not files: only its name is seen, in __loader__. */
const PyType py_BuiltinImporter_template = {
    .name = "_frozen_importlib.BuiltinImporter",
    .basic_size = sizeof(PyObject),
    .flags = PY_FLAG_DISALLOW_INSTANTIATION,
    .doc = "Meta path import for built-in modules.",
};
