/* Which names could have been meant: what an exception about a missing name is compared with. See suggest.h
 * for how. */
#include "python/objects/dict.h"
#include "python/objects/list.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"
#include "python/vm/suggest.h"
#include "python/vm/traceback.h"

static void consider_all(PySuggestion *search, PyObject *const *names, int64_t count) {
    if (count >= PY_SUGGEST_CANDIDATES_MAX) return;
    for (int64_t i = 0; i < count; i++)
        if (py_is_str(names[i])) {
            Str text = py_str_utf8(names[i]);
            if (text.data) py_suggest_consider(search, text);
        }
    py_error_clear();
}

static void append_best(StrBuf *out, const PySuggestion *search) {
    strbuf_format(out, ". Did you mean: '%.*s'?", STR_ARGS(search->best));
}

static void consider_dict(PySuggestion *search, PyObject *dict) {
    int64_t position = 0;
    PyObject *key, *value;
    if (!dict || !py_is_dict(dict) || py_dict_used(dict) >= PY_SUGGEST_CANDIDATES_MAX) return;
    while (py_dict_next(dict, &position, &key, &value)) consider_all(search, &key, 1);
}

/* A name: first the function's own variables, then the globals, then the builtins. */
static void suggest_name(StrBuf *out, PyObject *name, const PyTraceback *entry) {
    while (entry && entry->next) entry = (const PyTraceback *)entry->next;
    Str text = py_str_utf8(name);
    if (!entry || !text.data) return;
    PySuggestion search = py_suggest_start(text);
    PyObject *locals = ((PyCode *)entry->code)->local_names;
    consider_all(&search, py_tuple_items(locals), py_size(locals));
    if (!search.best.data) consider_dict(&search, entry->globals);
    if (!search.best.data) consider_dict(&search, py_vm->builtins);
    if (search.best.data) append_best(out, &search);
}

static void suggest_attribute(StrBuf *out, PyObject *object, PyObject *name) {
    PyObject *names = py_object_dir(object);
    Str text = py_str_utf8(name);
    if (names && text.data) {
        PySuggestion search = py_suggest_start(text);
        consider_all(&search, py_list_items(names), py_size(names));
        if (search.best.data) append_best(out, &search);
    }
    py_xdecref(names);
    py_error_clear();
}

void py_suggestion_append(StrBuf *out, PyObject *exception) {
    if (py_is_instance_of(exception, PY_TYPE(AttributeError))) {
        const PyAttributeError *error = (PyAttributeError *)exception;
        if (error->object && error->name && py_is_str(error->name))
            suggest_attribute(out, error->object, error->name);
    } else if (py_is_instance_of(exception, PY_TYPE(NameError))) {
        const PyNameError *error = (PyNameError *)exception;
        if (error->name && py_is_str(error->name))
            suggest_name(out, error->name, (const PyTraceback *)error->base.traceback);
    }
}
