/* The type function, see function.h. */
#include "python/objects/function.h"

#include "python/objects/alloc.h"
#include "python/objects/code.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/type.h"

static PyFunction *function(PyObject *self) {
    return (PyFunction *)self;
}

static PyObject *function_call(PyObject *self, PyObject *const *arguments, int64_t count,
                               PyObject *keyword_names) {
    if (!py_runtime.call_function) return py_raise(PY_TYPE(SystemError), "no machine to run functions");
    return py_runtime.call_function(self, arguments, count, keyword_names);
}

/* The docstring is the first constant, when that is a str. */
static PyObject *docstring(const PyCode *code) {
    bool has_one = py_size(code->consts) > 0 && py_is_str(py_tuple_item(code->consts, 0));
    return has_one ? py_tuple_item(code->consts, 0) : PY_NONE;
}

PyObject *py_function_new(PyObject *code_object, PyObject *globals, PyObject *builtins,
                          PyObject *qualified_name) {
    const PyCode *code = (PyCode *)code_object;
    PyFunction *made = (PyFunction *)py_object_alloc(PY_TYPE(function), 0);
    if (!made) return NULL;
    made->globals = py_new_ref(globals);
    made->builtins = py_new_ref(builtins);
    made->name = py_new_ref(code->name);
    made->qualified_name = py_new_ref(qualified_name ? qualified_name : code->qualified_name);
    made->code = py_new_ref(code_object);
    made->doc = py_new_ref(docstring(code));
    made->module = py_xnew_ref(py_dict_get_c(globals, "__name__"));
    py_gc_track(made);
    return (PyObject *)made;
}

#define REFERENCES(made)                                                                                     \
    {(made)->globals,                                                                                        \
     (made)->builtins,                                                                                       \
     (made)->name,                                                                                           \
     (made)->qualified_name,                                                                                 \
     (made)->code,                                                                                           \
     (made)->defaults,                                                                                       \
     (made)->keyword_defaults,                                                                               \
     (made)->closure,                                                                                        \
     (made)->doc,                                                                                            \
     (made)->dict,                                                                                           \
     (made)->module,                                                                                         \
     (made)->annotations}

static void function_dealloc(PyObject *self) {
    PyObject *references[] = REFERENCES(function(self));
    py_gc_untrack(self);
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) py_xdecref(references[i]);
    py_object_free(self);
}

static int function_traverse(PyObject *self, PyVisit visit, void *user) {
    PyObject *references[] = REFERENCES(function(self));
    for (size_t i = 0; i < sizeof references / sizeof *references; i++)
        if (references[i] && visit(references[i], user) < 0) return -1;
    return 0;
}

static int function_clear(PyObject *self) {
    PyFunction *made = function(self);
    py_clear(made->defaults);
    py_clear(made->keyword_defaults);
    py_clear(made->closure);
    py_clear(made->dict);
    py_clear(made->annotations);
    return 0;
}

static PyObject *function_repr(PyObject *self) {
    return py_str_format("<function %U at %p>", function(self)->qualified_name, (void *)self);
}

static PyObject *function_get(PyObject *self, PyObject *instance, PyObject *owner) {
    (void)owner;
    return instance ? py_bound_method_new(self, instance) : py_new_ref(self);
}

/* --- Attributes -------------------------------------------------------------------------------------------
 */

/* The PyObject * field at the offset that `closure` holds. */
static PyObject **field(PyObject *self, void *closure) {
    return (PyObject **)((char *)self + (uint64_t)closure);
}

static PyObject *get_field(PyObject *self, void *closure) {
    PyObject *value = *field(self, closure);
    return value ? py_new_ref(value) : py_none();
}

static int set_name(PyObject *self, PyObject *value, void *closure) {
    bool is_name = closure == (void *)offsetof(PyFunction, name);
    if (!value || !py_is_str(value))
        return py_raise_int(PY_TYPE(TypeError), "%s must be set to a string object",
                            is_name ? "__name__" : "__qualname__");
    py_replace(*field(self, closure), py_new_ref(value));
    return 0;
}

static int set_code(PyObject *self, PyObject *value, void *closure) {
    if (!value || !py_is_exact(value, PY_TYPE(code)))
        return py_raise_int(PY_TYPE(TypeError), "__code__ must be set to a code object");
    int64_t closed = function(self)->closure ? py_size(function(self)->closure) : 0;
    int32_t free = ((PyCode *)value)->free_count;
    if (closed != free)
        return py_raise_int(PY_TYPE(ValueError), "%U() requires a code object with %lld free vars, not %d",
                            function(self)->name, (long long)closed, free);
    function(self)->version = 0;
    py_replace(*field(self, closure), py_new_ref(value));
    return 0;
}

static int set_defaults(PyObject *self, PyObject *value, void *closure) {
    if (value == PY_NONE) value = NULL;
    if (value && !py_is_tuple(value))
        return py_raise_int(PY_TYPE(TypeError), "__defaults__ must be set to a tuple object");
    function(self)->version = 0;
    py_replace(*field(self, closure), py_xnew_ref(value));
    return 0;
}

static int set_dict(PyObject *self, PyObject *value, void *closure) {
    bool is_attributes = closure == (void *)offsetof(PyFunction, dict);
    if (value == PY_NONE && !is_attributes) value = NULL;
    if (value ? !py_is_dict(value) : is_attributes)
        return py_raise_int(PY_TYPE(TypeError), "__%s__ must be set to a %s",
                            is_attributes                                          ? "dict"
                            : closure == (void *)offsetof(PyFunction, annotations) ? "annotations"
                                                                                   : "kwdefaults",
                            is_attributes ? "dictionary" : "dict object");
    function(self)->version = 0;
    py_replace(*field(self, closure), py_xnew_ref(value));
    return 0;
}

/* The dicts that a function gets only when somebody asks. */
static PyObject *get_dict(PyObject *self, void *closure) {
    PyObject **place = field(self, closure);
    if (!*place) *place = py_dict_new();
    return *place ? py_new_ref(*place) : NULL;
}

#define FIELD(name) (void *)offsetof(PyFunction, name)

static const PyGetSet function_getset[] = {
    {"__code__", get_field, set_code, NULL, FIELD(code)},
    {"__defaults__", get_field, set_defaults, NULL, FIELD(defaults)},
    {"__kwdefaults__", get_field, set_dict, NULL, FIELD(keyword_defaults)},
    {"__annotations__", get_dict, set_dict, NULL, FIELD(annotations)},
    {"__dict__", get_dict, set_dict, NULL, FIELD(dict)},
    {"__name__", get_field, set_name, NULL, FIELD(name)},
    {"__qualname__", get_field, set_name, NULL, FIELD(qualified_name)},
    {0},
};

static const PyMember function_members[] = {
    {"__closure__", PY_MEMBER_OBJECT, offsetof(PyFunction, closure), false},
    {"__doc__", PY_MEMBER_OBJECT, offsetof(PyFunction, doc), true},
    {"__globals__", PY_MEMBER_OBJECT, offsetof(PyFunction, globals), false},
    {"__module__", PY_MEMBER_OBJECT, offsetof(PyFunction, module), true},
    {"__builtins__", PY_MEMBER_OBJECT, offsetof(PyFunction, builtins), false},
    {0},
};

const PyType py_function_template = {
    .name = "function",
    .basic_size = sizeof(PyFunction),
    .dealloc = function_dealloc,
    .vectorcall_offset = offsetof(PyFunction, vectorcall),
    .repr = function_repr,
    .call = function_call,
    .flags = PY_FLAG_GC | PY_FLAG_METHOD_DESCRIPTOR,
    .doc = "Create a function object.",
    .traverse = function_traverse,
    .clear = function_clear,
    .weaklist_offset = offsetof(PyFunction, weaklist),
    .members = function_members,
    .getset = function_getset,
    .descriptor_get = function_get,
    .dict_offset = offsetof(PyFunction, dict),
};
