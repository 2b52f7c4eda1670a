/* Callables, see method.h. */
#include "python/objects/method.h"

#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/protocol.h"
#include "python/objects/slot.h"
#include "python/objects/type.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Arguments --------------------------------------------------------------------------------------------
 */

enum { PARAMETERS_MAX = 16 };

int py_arguments_no_keywords(const char *function, PyObject *keyword_names) {
    if (!keyword_names || !py_size(keyword_names)) return 0;
    return py_raise_int(PY_TYPE(TypeError), "%s() takes no keyword arguments", function);
}

int py_arguments_count(const char *function, int64_t count, int64_t minimum, int64_t maximum) {
    if (count >= minimum && count <= maximum) return 0;
    int64_t bound = count < minimum ? minimum : maximum;
    const char *relation = minimum == maximum ? "" : count < minimum ? "at least " : "at most ";
    return py_raise_int(PY_TYPE(TypeError), "%s expected %s%lld argument%s, got %lld", function, relation,
                        (long long)bound, bound == 1 ? "" : "s", (long long)count);
}

/* A parameter list as PyMethod.keywords writes it. */
typedef struct Parameters {
    Str names[PARAMETERS_MAX];
    int count;
    int positional_only; /* how many of them cannot be given by name */
    int positional;      /* how many can be given by position */
} Parameters;

static Parameters parse_parameters(const char *text) {
    Parameters parameters = {.positional = -1};
    for (const char *at = text; *at && parameters.count < PARAMETERS_MAX;) {
        size_t length = strcspn(at, " ");
        if (*at == '/')
            parameters.positional_only = parameters.count;
        else if (*at == '*')
            parameters.positional = parameters.count;
        else
            parameters.names[parameters.count++] = (Str){at, length};
        at += length;
        if (*at == ' ') at++;
    }
    if (parameters.positional < 0) parameters.positional = parameters.count;
    return parameters;
}

static int place_keyword(const char *function, const Parameters *parameters, PyObject *name, PyObject *value,
                         PyObject **slots) {
    Str text = py_str_utf8(name);
    for (int i = 0; i < parameters->count; i++) {
        if (!str_equal(parameters->names[i], text)) continue;
        if (i < parameters->positional_only) break;
        if (slots[i])
            return py_raise_int(PY_TYPE(TypeError),
                                "argument for %s() given by name ('%U') and position (%d)", function, name,
                                i + 1);
        slots[i] = value;
        return 0;
    }
    return py_raise_int(PY_TYPE(TypeError), "'%U' is an invalid keyword argument for %s()", name, function);
}

static int too_many(const char *function, const Parameters *parameters, int minimum, int64_t given,
                    bool keywords) {
    int bound = keywords ? parameters->count : parameters->positional;
    if (bound == 0) return py_raise_int(PY_TYPE(TypeError), "%s() takes no positional arguments", function);
    return py_raise_int(PY_TYPE(TypeError), "%s() takes %s %d %sargument%s (%lld given)", function,
                        minimum < bound ? "at most" : "exactly", bound,
                        !keywords && parameters->positional < parameters->count ? "positional " : "",
                        bound == 1 ? "" : "s", (long long)given);
}

int py_arguments_place(const char *function, const char *keywords, int minimum, int maximum,
                       PyObject *const *arguments, int64_t count, PyObject *keyword_names, PyObject **slots) {
    Parameters parameters = parse_parameters(keywords);
    int64_t named = keyword_names ? py_size(keyword_names) : 0;
    assert(parameters.count == maximum);
    for (int i = 0; i < maximum; i++) slots[i] = i < count ? arguments[i] : NULL;
    if (count + named > parameters.count)
        return too_many(function, &parameters, minimum, count + named, true);
    if (count > parameters.positional) return too_many(function, &parameters, minimum, count, false);
    for (int64_t i = 0; i < named; i++)
        if (place_keyword(function, &parameters, py_tuple_item(keyword_names, i), arguments[count + i],
                          slots) < 0)
            return -1;
    for (int i = 0; i < minimum; i++) {
        if (slots[i]) continue;
        if (i < parameters.positional_only)
            return py_raise_int(PY_TYPE(TypeError),
                                "%s() takes at least %d positional argument%s (%lld given)", function,
                                minimum, minimum == 1 ? "" : "s", (long long)count);
        return py_raise_int(PY_TYPE(TypeError), "%s() missing required argument '%.*s' (pos %d)", function,
                            STR_ARGS(parameters.names[i]), i + 1);
    }
    return 0;
}

/* --- Calling a PyMethod -----------------------------------------------------------------------------------
 */

/* "list.append" or, without a qualifier, "len". */
static const char *full_name(const PyMethod *method, const char *qualifier, char *buffer, size_t size) {
    if (!qualifier) return method->name;
    snprintf(buffer, size, "%s.%s", qualifier, method->name);
    return buffer;
}

static int check_count(const PyMethod *method, const char *qualifier, int64_t count) {
    if (count >= method->minimum && count <= method->maximum) return 0;
    char buffer[160];
    const char *name = full_name(method, qualifier, buffer, sizeof buffer);
    if (method->maximum == 0)
        return py_raise_int(PY_TYPE(TypeError), "%s() takes no arguments (%lld given)", name,
                            (long long)count);
    if (method->minimum == 1 && method->maximum == 1)
        return py_raise_int(PY_TYPE(TypeError), "%s() takes exactly one argument (%lld given)", name,
                            (long long)count);
    return py_arguments_count(method->name, count, method->minimum, method->maximum);
}

static PyObject *invoke_padded(const PyMethod *method, PyObject *self, PyObject *const *arguments,
                               int64_t count) {
    PyObject *slots[PARAMETERS_MAX];
    for (int i = 0; i < method->maximum; i++) slots[i] = i < count ? arguments[i] : NULL;
    return method->function(self, slots, count, NULL);
}

PyObject *py_method_invoke(const PyMethod *method, PyObject *self, const char *qualifier,
                           PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    bool is_raw = method->flags & PY_METHOD_RAW;
    if (is_raw && (method->maximum >= 0 || method->keywords || !keyword_names || qualifier))
        return method->function(self, arguments, count, keyword_names);
    if (is_raw) return method->function(self, arguments, count, keyword_names);
    if (method->keywords) {
        PyObject *slots[PARAMETERS_MAX];
        assert(method->maximum <= PARAMETERS_MAX);
        if (py_arguments_place(method->name, method->keywords, method->minimum, method->maximum, arguments,
                               count, keyword_names, slots) < 0)
            return NULL;
        return method->function(self, slots, count, NULL);
    }
    if (keyword_names && py_size(keyword_names)) {
        char buffer[160];
        py_arguments_no_keywords(full_name(method, qualifier, buffer, sizeof buffer), keyword_names);
        return NULL;
    }
    if (method->maximum < 0) {
        if (count < method->minimum) return check_count(method, qualifier, count), NULL;
        return method->function(self, arguments, count, NULL);
    }
    if (check_count(method, qualifier, count) < 0) return NULL;
    if (count == method->maximum) return method->function(self, arguments, count, NULL);
    return invoke_padded(method, self, arguments, count);
}

/* --- builtin_function_or_method ---------------------------------------------------------------------------
 */

static const char *self_qualifier(const PyBuiltin *builtin) {
    if (!builtin->self || py_is_exact(builtin->self, PY_TYPE(module))) return NULL;
    const PyType *type = py_is_type(builtin->self) ? (PyType *)builtin->self : builtin->self->type;
    return py_type_short_name(type);
}

static PyObject *builtin_call(PyObject *self, PyObject *const *arguments, int64_t count,
                              PyObject *keyword_names) {
    PyBuiltin *builtin = (PyBuiltin *)self;
    PyObject *bound = builtin->method->flags & PY_METHOD_STATIC ? NULL : builtin->self;
    return py_method_invoke(builtin->method, bound, self_qualifier(builtin), arguments, count, keyword_names);
}

PyObject *py_builtin_new(const PyMethod *method, PyObject *self, PyObject *module) {
    PyBuiltin *builtin = (PyBuiltin *)py_object_alloc(PY_TYPE(builtin_function_or_method), 0);
    if (!builtin) return NULL;
    builtin->method = method;
    builtin->self = py_xnew_ref(self);
    builtin->module = py_xnew_ref(module);
    py_gc_track(builtin);
    return (PyObject *)builtin;
}

static void builtin_dealloc(PyObject *self) {
    PyBuiltin *builtin = (PyBuiltin *)self;
    py_gc_untrack(self);
    py_xdecref(builtin->self);
    py_xdecref(builtin->module);
    py_object_free(self);
}

static bool is_module_function(const PyBuiltin *builtin) {
    return !builtin->self || py_is_exact(builtin->self, PY_TYPE(module));
}

static PyObject *builtin_repr(PyObject *self) {
    PyBuiltin *builtin = (PyBuiltin *)self;
    if (is_module_function(builtin)) return py_str_format("<built-in function %s>", builtin->method->name);
    return py_str_format("<built-in method %s of %s object at %p>", builtin->method->name,
                         builtin->self->type->name, (void *)builtin->self);
}

static PyObject *builtin_name(PyObject *self, void *closure) {
    (void)closure;
    return py_str_from_c(((PyBuiltin *)self)->method->name);
}

static PyObject *builtin_qualified_name(PyObject *self, void *closure) {
    (void)closure;
    PyBuiltin *builtin = (PyBuiltin *)self;
    if (is_module_function(builtin)) return py_str_from_c(builtin->method->name);
    PyObject *type = py_is_type(builtin->self) ? builtin->self : (PyObject *)builtin->self->type;
    return py_str_format("%s.%s", py_type_short_name((PyType *)type), builtin->method->name);
}

static PyObject *builtin_self(PyObject *self, void *closure) {
    (void)closure;
    PyObject *bound = ((PyBuiltin *)self)->self;
    return bound ? py_new_ref(bound) : py_none();
}

static PyObject *builtin_doc(PyObject *self, void *closure) {
    (void)closure;
    const char *doc = ((PyBuiltin *)self)->method->doc;
    return doc ? py_str_from_c(doc) : py_none();
}

static int64_t builtin_hash(PyObject *self) {
    PyBuiltin *builtin = (PyBuiltin *)self;
    int64_t hash = py_object_hash_by_address(builtin->self) ^ py_object_hash_by_address(builtin->method);
    return hash == -1 ? -2 : hash;
}

static PyObject *builtin_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    bool comparable = comparison == PY_EQ || comparison == PY_NE;
    if (!comparable || self->type != other->type) return py_not_implemented();
    PyBuiltin *a = (PyBuiltin *)self, *b = (PyBuiltin *)other;
    return py_bool_from((a->self == b->self && a->method == b->method) == (comparison == PY_EQ));
}

static int builtin_traverse(PyObject *self, PyVisit visit, void *user) {
    PyBuiltin *builtin = (PyBuiltin *)self;
    if (builtin->self && visit(builtin->self, user) < 0) return -1;
    return builtin->module ? visit(builtin->module, user) : 0;
}

static const PyGetSet builtin_getset[] = {
    {"__name__", builtin_name, NULL, NULL, NULL},
    {"__qualname__", builtin_qualified_name, NULL, NULL, NULL},
    {"__self__", builtin_self, NULL, NULL, NULL},
    {"__doc__", builtin_doc, NULL, NULL, NULL},
    {0},
};

static const PyMember builtin_members[] = {
    {"__module__", PY_MEMBER_OBJECT, offsetof(PyBuiltin, module), true},
    {0},
};

const PyType py_builtin_function_or_method_template = {
    .name = "builtin_function_or_method",
    .basic_size = sizeof(PyBuiltin),
    .dealloc = builtin_dealloc,
    .vectorcall_offset = offsetof(PyBuiltin, vectorcall),
    .repr = builtin_repr,
    .hash = builtin_hash,
    .compare = builtin_compare,
    .call = builtin_call,
    .flags = PY_FLAG_GC,
    .traverse = builtin_traverse,
    .weaklist_offset = offsetof(PyBuiltin, weaklist),
    .getset = builtin_getset,
    .members = builtin_members,
};

/* --- method -----------------------------------------------------------------------------------------------
 */

/* Calls with `self` put before the arguments. */
static PyObject *call_with_self(PyObject *function, PyObject *self, PyObject *const *arguments, int64_t count,
                                PyObject *keyword_names) {
    int64_t total = count + (keyword_names ? py_size(keyword_names) : 0);
    PyObject *few[16];
    PyObject **all = total + 1 <= 16 ? few : malloc(sizeof(PyObject *) * (size_t)(total + 1));
    if (!all) return py_raise_memory();
    all[0] = self;
    if (total) memcpy(all + 1, arguments, sizeof(PyObject *) * (size_t)total);
    PyObject *result = py_object_call(function, all, count + 1, keyword_names);
    if (all != few) free(all);
    return result;
}

static PyObject *bound_call(PyObject *self, PyObject *const *arguments, int64_t count,
                            PyObject *keyword_names) {
    PyBoundMethod *method = (PyBoundMethod *)self;
    return call_with_self(method->function, method->self, arguments, count, keyword_names);
}

PyObject *py_bound_method_new(PyObject *function, PyObject *self) {
    PyBoundMethod *method = (PyBoundMethod *)py_object_alloc(PY_TYPE(method), 0);
    if (!method) return NULL;
    method->function = py_new_ref(function);
    method->self = py_new_ref(self);
    py_gc_track(method);
    return (PyObject *)method;
}

static void bound_dealloc(PyObject *self) {
    PyBoundMethod *method = (PyBoundMethod *)self;
    py_gc_untrack(self);
    py_decref(method->function);
    py_decref(method->self);
    py_object_free(self);
}

static PyObject *bound_repr(PyObject *self) {
    PyBoundMethod *method = (PyBoundMethod *)self;
    PyObject *name = py_object_getattr_c(method->function, "__qualname__");
    if (!name) return NULL;
    PyObject *text = py_str_format("<bound method %S of %R>", name, method->self);
    py_decref(name);
    return text;
}

/* Other attributes are the function's. */
static PyObject *bound_getattr(PyObject *self, PyObject *name) {
    PyObject *own = py_type_lookup(self->type, name);
    if (own) return py_object_generic_getattr(self, name);
    return py_object_getattr(((PyBoundMethod *)self)->function, name);
}

static int64_t bound_hash(PyObject *self) {
    PyBoundMethod *method = (PyBoundMethod *)self;
    int64_t function = py_object_hash(method->function);
    if (function == -1) return -1;
    int64_t hash = py_object_hash_by_address(method->self) ^ function;
    return hash == -1 ? -2 : hash;
}

static PyObject *bound_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    bool comparable = comparison == PY_EQ || comparison == PY_NE;
    if (!comparable || self->type != other->type) return py_not_implemented();
    PyBoundMethod *a = (PyBoundMethod *)self, *b = (PyBoundMethod *)other;
    int equal = py_object_compare_bool(a->function, b->function, PY_EQ);
    if (equal < 0) return NULL;
    return py_bool_from((equal && a->self == b->self) == (comparison == PY_EQ));
}

static int bound_traverse(PyObject *self, PyVisit visit, void *user) {
    PyBoundMethod *method = (PyBoundMethod *)self;
    return visit(method->function, user) < 0 ? -1 : visit(method->self, user);
}

static const PyMember bound_members[] = {
    {"__func__", PY_MEMBER_OBJECT, offsetof(PyBoundMethod, function), false},
    {"__self__", PY_MEMBER_OBJECT, offsetof(PyBoundMethod, self), false},
    {0},
};

const PyType py_method_template = {
    .name = "method",
    .basic_size = sizeof(PyBoundMethod),
    .dealloc = bound_dealloc,
    .vectorcall_offset = offsetof(PyBoundMethod, vectorcall),
    .repr = bound_repr,
    .hash = bound_hash,
    .compare = bound_compare,
    .call = bound_call,
    .getattr = bound_getattr,
    .flags = PY_FLAG_GC,
    .traverse = bound_traverse,
    .weaklist_offset = offsetof(PyBoundMethod, weaklist),
    .members = bound_members,
};
