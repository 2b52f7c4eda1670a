/* Arguments to parameters, see call.h. Messages are CPython's. */
#include "python/vm/call.h"

#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/exception.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

/* A call being bound. */
typedef struct Binding {
    PyFunction *function;
    PyCode *code;
    PyObject **slots;
    int32_t parameters;       /* positional and keyword-only ones, without * and ** */
    PyObject *extra_keywords; /* the ** dict, borrowed from its slot; NULL if the function has none */
} Binding;

static PyObject *parameter_name(const Binding *binding, int32_t index) {
    return py_tuple_item(binding->code->local_names, index);
}

/* --- Messages --- */

/* "'a', 'b', and 'c'": quotes and joins the names in a list. */
static PyObject *join_names(PyObject *names) {
    int64_t count = py_size(names);
    PyObject **items = py_list_items(names);
    if (count == 1) return py_str_format("'%U'", items[0]);
    if (count == 2) return py_str_format("'%U' and '%U'", items[0], items[1]);
    PyObject *text = py_str_format("'%U'", items[0]);
    for (int64_t i = 1; text && i < count; i++) {
        const char *between = i == count - 1 ? ", and" : ",";
        PyObject *longer = py_str_format("%U%s '%U'", text, between, items[i]);
        py_replace(text, longer);
    }
    return text;
}

static bool raise_missing(const Binding *binding, int32_t from, int32_t to, const char *kind) {
    PyObject *names = py_list_new(0);
    for (int32_t i = from; names && i < to; i++)
        if (!binding->slots[i] && py_list_append(names, parameter_name(binding, i)) < 0) py_clear(names);
    if (!names) return false;
    PyObject *text = join_names(names);
    int64_t count = py_size(names);
    py_decref(names);
    if (!text) return false;
    py_raise(PY_TYPE(TypeError), "%U() missing %d required %s argument%s: %U",
             binding->function->qualified_name, (int)count, kind, count == 1 ? "" : "s", text);
    py_decref(text);
    return false;
}

static bool raise_too_many(const Binding *binding, int64_t given) {
    const PyCode *code = binding->code;
    int most = code->argument_count, keyword_only = 0;
    int defaults = binding->function->defaults ? (int)py_size(binding->function->defaults) : 0;
    for (int32_t i = most; i < binding->parameters; i++) keyword_only += binding->slots[i] != NULL;
    PyObject *takes =
        defaults ? py_str_format("from %d to %d", most - defaults, most) : py_str_format("%d", most);
    PyObject *and_keywords =
        keyword_only ? py_str_format(" positional argument%s (and %d keyword-only argument%s)",
                                     given == 1 ? "" : "s", keyword_only, keyword_only == 1 ? "" : "s")
                     : py_new_ref(PY_EMPTY_STR);
    if (takes && and_keywords)
        py_raise(PY_TYPE(TypeError), "%U() takes %U positional argument%s but %d%U %s given",
                 binding->function->qualified_name, takes, defaults || most != 1 ? "s" : "", (int)given,
                 and_keywords, given == 1 && !keyword_only ? "was" : "were");
    py_xdecref(takes);
    py_xdecref(and_keywords);
    return false;
}

/* The names of positional-only parameters that were given as keywords, if that is what went wrong. */
static bool raise_if_positional_only(const Binding *binding, PyObject *keyword_names) {
    PyObject *text = NULL;
    for (int32_t i = 0; i < binding->code->positional_only_count; i++) {
        PyObject *name = parameter_name(binding, i);
        for (int64_t k = 0; k < py_size(keyword_names); k++) {
            if (!py_str_equal(name, py_tuple_item(keyword_names, k))) continue;
            PyObject *longer = text ? py_str_format("%U, %U", text, name) : py_new_ref(name);
            py_replace(text, longer);
        }
    }
    if (!text) return false;
    py_raise(PY_TYPE(TypeError), "%U() got some positional-only arguments passed as keyword arguments: '%U'",
             binding->function->qualified_name, text);
    py_decref(text);
    return true;
}

/* --- Binding --- */

static int32_t find_parameter(const Binding *binding, PyObject *name) {
    PyObject **names = py_tuple_items(binding->code->local_names);
    int32_t from = binding->code->positional_only_count;
    for (int32_t i = from; i < binding->parameters; i++)
        if (names[i] == name) return i;
    for (int32_t i = from; i < binding->parameters; i++)
        if (py_str_equal(names[i], name)) return i;
    return -1;
}

/* Places one keyword argument; takes over `value`. */
static bool bind_keyword(const Binding *binding, PyObject *name, PyObject *value, PyObject *keyword_names) {
    int32_t index = find_parameter(binding, name);
    if (index >= 0 && !binding->slots[index]) {
        binding->slots[index] = value;
        return true;
    }
    bool ok = false;
    if (index >= 0)
        py_raise(PY_TYPE(TypeError), "%U() got multiple values for argument '%S'",
                 binding->function->qualified_name, name);
    else if (binding->extra_keywords)
        ok = py_dict_set(binding->extra_keywords, name, value) >= 0;
    else if (!raise_if_positional_only(binding, keyword_names))
        py_raise(PY_TYPE(TypeError), "%U() got an unexpected keyword argument '%S'",
                 binding->function->qualified_name, name);
    py_decref(value);
    return ok;
}

static bool bind_keywords(const Binding *binding, PyObject **values, PyObject *keyword_names) {
    bool ok = true;
    for (int64_t i = 0; i < py_size(keyword_names); i++) {
        if (ok)
            ok = bind_keyword(binding, py_tuple_item(keyword_names, i), values[i], keyword_names);
        else
            py_decref(values[i]);
    }
    return ok;
}

/* Positional arguments beyond the parameters go to *args, or are too many; returns false only when memory is
 * gone. */
static bool bind_positional(const Binding *binding, PyObject **arguments, int64_t count) {
    int64_t placed = count < binding->code->argument_count ? count : binding->code->argument_count;
    for (int64_t i = 0; i < placed; i++) binding->slots[i] = arguments[i];
    if (binding->code->flags & PY_CODE_VARARGS) {
        PyObject *rest = py_tuple_from_array_stealing(arguments + placed, count - placed);
        binding->slots[binding->parameters] = rest;
        return rest != NULL;
    }
    for (int64_t i = placed; i < count; i++) py_decref(arguments[i]);
    return true;
}

static bool fill_positional_defaults(const Binding *binding, int64_t count) {
    int32_t total = binding->code->argument_count;
    if (count >= total) return true;
    PyObject *defaults = binding->function->defaults;
    int32_t first = total - (defaults ? (int32_t)py_size(defaults) : 0);
    for (int32_t i = (int32_t)count; i < first; i++)
        if (!binding->slots[i]) return raise_missing(binding, 0, first, "positional");
    for (int32_t i = first < 0 ? 0 : first; i < total; i++)
        if (!binding->slots[i]) binding->slots[i] = py_new_ref(py_tuple_item(defaults, i - first));
    return true;
}

static bool fill_keyword_defaults(const Binding *binding) {
    PyObject *defaults = binding->function->keyword_defaults;
    bool is_missing = false;
    for (int32_t i = binding->code->argument_count; i < binding->parameters; i++) {
        if (binding->slots[i]) continue;
        PyObject *value = defaults ? py_dict_get(defaults, parameter_name(binding, i)) : NULL;
        if (value)
            binding->slots[i] = py_new_ref(value);
        else
            is_missing = true;
    }
    if (!is_missing) return true;
    return raise_missing(binding, binding->code->argument_count, binding->parameters, "keyword-only");
}

static bool bind_general(Binding *binding, PyObject **arguments, int64_t count, PyObject *keyword_names) {
    int flags = binding->code->flags;
    if (flags & PY_CODE_VARKEYWORDS) {
        int32_t index = binding->parameters + ((flags & PY_CODE_VARARGS) ? 1 : 0);
        binding->extra_keywords = binding->slots[index] = py_dict_new();
    }
    bool ok = bind_positional(binding, arguments, count);
    if ((flags & PY_CODE_VARKEYWORDS) && !binding->extra_keywords) ok = false;
    if (keyword_names) ok = bind_keywords(binding, arguments + count, keyword_names) && ok;
    if (!ok) return false;
    if (count > binding->code->argument_count && !(flags & PY_CODE_VARARGS))
        return raise_too_many(binding, count);
    return fill_positional_defaults(binding, count) && fill_keyword_defaults(binding);
}

bool py_call_bind(PyFunction *function, PyObject **slots, PyObject **arguments, int64_t count,
                  PyObject *keyword_names) {
    PyCode *code = (PyCode *)function->code;
    bool is_plain = !(code->flags & (PY_CODE_VARARGS | PY_CODE_VARKEYWORDS)) && !code->keyword_only_count;
    if (is_plain && !keyword_names && count == code->argument_count) {
        for (int64_t i = 0; i < count; i++) slots[i] = arguments[i];
        return true;
    }
    Binding binding = {function, code, slots, code->argument_count + code->keyword_only_count, NULL};
    return bind_general(&binding, arguments, count, keyword_names);
}

/* --- Around calls --- */

PyObject *py_function_make(PyFrame *frame, PyObject *code, uint32_t flags, PyObject **end) {
    PyObject *made = py_function_new(code, frame->globals, frame->builtins, NULL);
    if (!made) return NULL;
    PyFunction *function = (PyFunction *)made;
    if (flags & 8) function->closure = *--end;
    if (flags & 4) function->annotations = *--end;
    if (flags & 2) function->keyword_defaults = *--end;
    if (flags & 1) function->defaults = *--end;
    return made;
}

PyObject *py_callable_text(PyObject *callable) {
    if (py_is_exact(callable, PY_TYPE(method))) callable = ((PyBoundMethod *)callable)->function;
    PyObject *name = NULL, *module = NULL, *text = NULL;
    if (py_is_exact(callable, PY_TYPE(function)) ||
        py_is_exact(callable, PY_TYPE(builtin_function_or_method)) || py_is_type(callable) ||
        py_is_exact(callable, PY_TYPE(method_descriptor))) {
        name = py_object_getattr_c(callable, "__qualname__");
        module = name ? py_object_getattr_c(callable, "__module__") : NULL;
        if (name && module && py_is_str(module) && !py_str_equal_c(module, "builtins"))
            text = py_str_format("%U.%S()", module, name);
        else if (name)
            text = py_str_format("%S()", name);
    }
    if (!text) {
        py_error_clear();
        text = py_object_str(callable);
    }
    py_xdecref(name);
    py_xdecref(module);
    return text;
}

bool py_call_prepare_star(PyObject *callable, PyObject **arguments) {
    if (py_is_exact(*arguments, PY_TYPE(tuple))) return true;
    PyObject *tuple = py_sequence_to_tuple(*arguments);
    if (!tuple) {
        PyType *type = (*arguments)->type;
        bool can_be_iterated = type->iter || (type->sequence && type->sequence->item);
        if (!py_error_matches(PY_TYPE(TypeError)) || can_be_iterated) return false;
        py_error_clear();
        PyObject *text = py_callable_text(callable);
        if (text)
            py_raise(PY_TYPE(TypeError), "%U argument after * must be an iterable, not %T", text, *arguments);
        py_xdecref(text);
        return false;
    }
    py_replace(*arguments, tuple);
    return true;
}

/* Puts the right words to what py_dict_merge said. */
static bool explain_merge(PyObject *mapping, PyObject *callable) {
    PyObject *error = py_error_fetch(), *text = py_callable_text(callable);
    PyObject *args = ((PyException *)error)->args;
    if (text && py_is_instance_of(error, PY_TYPE(AttributeError)))
        py_raise(PY_TYPE(TypeError), "%U argument after ** must be a mapping, not %T", text, mapping);
    else if (text && py_is_instance_of(error, PY_TYPE(KeyError)) && py_size(args) == 1 &&
             py_is_str(py_tuple_item(args, 0)))
        py_raise(PY_TYPE(TypeError), "%U got multiple values for keyword argument '%S'", text,
                 py_tuple_item(args, 0));
    else if (text && py_is_instance_of(error, PY_TYPE(KeyError)))
        py_raise(PY_TYPE(TypeError), "keywords must be strings");
    else if (text)
        py_error_restore(py_new_ref(error));
    py_xdecref(text);
    py_decref(error);
    return false;
}

bool py_dict_merge_keywords(PyObject *keywords, PyObject *mapping, PyObject *callable) {
    if (!py_is_dict(mapping)) {
        PyObject *keys = NULL;
        PyObject *name = py_str_interned("keys");
        int found = name ? py_object_find_attr(mapping, name, &keys) : -1;
        py_xdecref(name);
        py_xdecref(keys);
        if (found < 0) return false;
        if (!found) {
            py_raise_object(PY_TYPE(AttributeError), NULL);
            return explain_merge(mapping, callable);
        }
    }
    return py_dict_merge(keywords, mapping, 2) >= 0 || explain_merge(mapping, callable);
}
