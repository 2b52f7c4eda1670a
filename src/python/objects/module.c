/* The type module, see module.h. */
#include "python/objects/module.h"

#include "python/objects/alloc.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/type.h"

static int init_dict(PyObject *dict, PyObject *name, PyObject *doc) {
    if (py_dict_set_c(dict, "__name__", name) < 0 || py_dict_set_c(dict, "__doc__", doc) < 0) return -1;
    static const char *const others[] = {"__package__", "__loader__", "__spec__"};
    for (size_t i = 0; i < 3; i++)
        if (py_dict_set_c(dict, others[i], PY_NONE) < 0) return -1;
    return 0;
}

static PyObject *module_alloc(PyType *type) {
    PyModule *module = (PyModule *)py_object_alloc(type, 0);
    if (!module) return NULL;
    py_gc_track(module);
    module->dict = py_dict_new();
    if (!module->dict) py_clear(module);
    return (PyObject *)module;
}

PyObject *py_module_new(PyObject *name) {
    PyModule *module = (PyModule *)module_alloc(PY_TYPE(module));
    if (module && init_dict(module->dict, name, PY_NONE) < 0) py_clear(module);
    if (module) module->name = py_new_ref(name);
    return (PyObject *)module;
}

int py_module_add(PyObject *module, const char *name, PyObject *value) {
    if (!value) return -1;
    int status = py_dict_set_c(py_module_dict(module), name, value);
    py_decref(value);
    return status;
}

int py_module_add_functions(PyObject *module, const PyMethod *methods) {
    PyObject *name = py_dict_get_c(py_module_dict(module), "__name__");
    for (; methods->name; methods++)
        if (py_module_add(module, methods->name, py_builtin_new(methods, module, name)) < 0) return -1;
    return 0;
}

static void module_dealloc(PyObject *self) {
    PyModule *module = (PyModule *)self;
    py_gc_untrack(self);
    py_xdecref(module->dict);
    py_xdecref(module->name);
    py_object_free(self);
}

/* What the import system's repr says: from __spec__ or __file__, else built-in. */
static PyObject *module_repr(PyObject *self) {
    PyObject *dict = py_module_dict(self), *name = py_dict_get_c(dict, "__name__"),
             *file = py_dict_get_c(dict, "__file__");
    PyObject *spec = py_dict_get_c(dict, "__spec__"), *loader = py_dict_get_c(dict, "__loader__");
    if (!name) return py_str_from_c("<module '?'>");
    if (file) return py_str_format("<module %R from %R>", name, file);
    bool known = (spec && spec != PY_NONE) || (loader && loader != PY_NONE);
    return known ? py_str_format("<module %R (built-in)>", name) : py_str_format("<module %R>", name);
}

static PyObject *module_getattr(PyObject *self, PyObject *name) {
    PyObject *value;
    int found = py_is_str(name) ? py_dict_find(py_module_dict(self), name, &value) : 0;
    PyObject *of_type = found > 0 ? py_type_lookup(self->type, name) : NULL;
    if (found > 0 && !of_type) return py_new_ref(value);
    value = py_object_generic_getattr(self, name);
    if (value || !py_error_matches(PY_TYPE(AttributeError))) return value;
    PyObject *hook = py_dict_get_c(py_module_dict(self), "__getattr__");
    PyObject *module_name = py_dict_get_c(py_module_dict(self), "__name__");
    py_error_clear();
    if (hook) return py_object_call_one(hook, name);
    if (!module_name || !py_is_str(module_name))
        return py_raise(PY_TYPE(AttributeError), "module has no attribute '%U'", name);
    return py_raise(PY_TYPE(AttributeError), "module '%U' has no attribute '%U'", module_name, name);
}

static PyObject *module_new(PyType *type, PyObject *const *arguments, int64_t count,
                            PyObject *keyword_names) {
    (void)arguments, (void)count, (void)keyword_names;
    return module_alloc(type);
}

static int module_init(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    PyObject *slots[2];
    if (py_arguments_place("module", "name doc", 1, 2, arguments, count, keyword_names, slots) < 0) return -1;
    if (!py_is_str(slots[0]))
        return py_raise_int(PY_TYPE(TypeError), "module() argument 'name' must be str, not %s",
                            slots[0]->type->name);
    py_replace(((PyModule *)self)->name, py_new_ref(slots[0]));
    return init_dict(py_module_dict(self), slots[0], slots[1] ? slots[1] : PY_NONE);
}

static int module_traverse(PyObject *self, PyVisit visit, void *user) {
    return py_module_dict(self) ? visit(py_module_dict(self), user) : 0;
}

static PyObject *get_dict(PyObject *self, void *closure) {
    (void)closure;
    return py_new_ref(py_module_dict(self));
}

PY_METHOD(module_dir) {
    PyObject *list = py_dict_keys_list(py_module_dict(self));
    if (list && py_list_sort(list, NULL, false) < 0) py_clear(list);
    return list;
}

static const PyGetSet module_getset[] = {
    {"__dict__", get_dict, NULL, NULL, NULL},
    {0},
};

static const PyMethod module_methods[] = {
    {"__dir__", module_dir, 0, 0, 0, NULL, "__dir__() -> list\nspecialized dir() implementation"},
    {0},
};

const PyType py_module_template = {
    .name = "module",
    .basic_size = sizeof(PyModule),
    .dealloc = module_dealloc,
    .repr = module_repr,
    .getattr = module_getattr,
    .flags = PY_FLAG_BASE | PY_FLAG_GC,
    .doc = "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
    .traverse = module_traverse,
    .weaklist_offset = offsetof(PyModule, weaklist),
    .methods = module_methods,
    .getset = module_getset,
    .dict_offset = offsetof(PyModule, dict),
    .init = module_init,
    .new = module_new,
};
