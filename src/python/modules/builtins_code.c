/* Builtin functions on code: compile, eval, exec, __import__, __build_class__, exit and quit. */
#include "python/modules/modules.h"
#include "python/objects/bytes.h"
#include "python/objects/cell.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/exception.h"
#include "python/objects/int.h"
#include "python/objects/protocol.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"
#include "python/vm/compile_source.h"
#include "python/vm/import.h"
#include "python/vm/vm.h"

#include <string.h>

/* --- compile, eval, exec --- */

/* The text of source code given as a str or as bytes. */
static bool code_text(PyObject *source, const char *function, Str *text) {
    if (py_is_str(source))
        *text = py_str_utf8(source);
    else if (py_is_bytes(source))
        *text = py_bytes_view(source);
    else
        py_raise(PY_TYPE(TypeError), "%s() arg 1 must be a string, bytes or code object", function);
    if (py_error_occurred()) return false;
    if (!memchr(text->data, 0, text->length)) return true;
    py_raise(PY_TYPE(ValueError), "source code string cannot contain null bytes");
    return false;
}

static bool find_mode(PyObject *name, PyParseMode *mode) {
    static const char *const names[] = {"exec", "eval", "single"};
    for (int i = 0; i < 3; i++)
        if (py_is_str(name) && py_str_equal_c(name, names[i])) {
            *mode = (PyParseMode)i;
            return true;
        }
    py_raise(PY_TYPE(ValueError), "compile() mode must be 'exec', 'eval' or 'single'");
    return false;
}

PY_METHOD(builtin_compile) {
    Str text, filename;
    PyParseMode mode;
    if (!py_is_str(arguments[1]))
        return py_raise(PY_TYPE(TypeError), "compile() arg 2 must be str, not %T", arguments[1]);
    if (!find_mode(arguments[2], &mode) || !code_text(arguments[0], "compile", &text)) return NULL;
    filename = py_str_utf8(arguments[1]);
    return filename.data ? py_compile_text(text, filename, mode) : NULL;
}

/* The namespaces of eval and exec: what is left out comes from the caller. Borrowed. */
static bool find_namespaces(const char *function, PyObject **globals, PyObject **locals) {
    PyFrame *frame = py_vm->frame;
    if (*globals == PY_NONE) *globals = NULL;
    if (*locals == PY_NONE) *locals = NULL;
    if (!*globals) {
        *globals = frame->globals;
        if (!*locals) *locals = py_frame_locals(frame);
        if (!*locals) return false;
    }
    if (!py_is_dict(*globals)) {
        py_raise(PY_TYPE(TypeError), "%s() globals must be a dict, not %T", function, *globals);
        return false;
    }
    if (!*locals) *locals = *globals;
    if (py_dict_get_c(*globals, "__builtins__")) return true;
    return py_dict_set_c(*globals, "__builtins__", py_vm->builtins_module) >= 0;
}

static PyObject *run_code(PyObject *source, PyParseMode mode, PyObject *globals, PyObject *locals,
                          const char *function) {
    Str text;
    if (!find_namespaces(function, &globals, &locals)) return NULL;
    if (py_is_exact(source, PY_TYPE(code))) return py_vm_run_code(source, globals, locals);
    if (!code_text(source, function, &text)) return NULL;
    if (mode == PY_PARSE_EXPRESSION) text = str_trim(text);
    PyObject *code = py_compile_text(text, STR("<string>"), mode);
    PyObject *result = code ? py_vm_run_code(code, globals, locals) : NULL;
    py_xdecref(code);
    return result;
}

PY_METHOD(builtin_eval) {
    return run_code(arguments[0], PY_PARSE_EXPRESSION, arguments[1] ? arguments[1] : PY_NONE,
                    arguments[2] ? arguments[2] : PY_NONE, "eval");
}

PY_METHOD(builtin_exec) {
    PyObject *result = run_code(arguments[0], PY_PARSE_FILE, arguments[1] ? arguments[1] : PY_NONE,
                                arguments[2] ? arguments[2] : PY_NONE, "exec");
    py_xdecref(result);
    return result ? py_none() : NULL;
}

PY_METHOD(builtin_import) {
    if (!py_is_str(arguments[0])) return py_raise(PY_TYPE(TypeError), "module name must be a string");
    PyObject *from_list = arguments[3] ? arguments[3] : PY_EMPTY_TUPLE;
    PyObject *level = arguments[4] ? py_new_ref(arguments[4]) : py_int_from_int64(0);
    PyObject *module = level ? py_import_name(py_vm->frame, arguments[0], from_list, level) : NULL;
    py_xdecref(level);
    return module;
}

/* --- Class statements --- */

/* What a class statement is made of. */
typedef struct ClassParts {
    PyObject *body, *name;
    PyObject *bases;          /* owned tuple */
    PyObject *metaclass;      /* owned */
    PyObject *keywords;       /* owned dict without `metaclass`, or NULL */
    PyObject *original_bases; /* owned, when __mro_entries__ changed them */
} ClassParts;

static void drop_parts(ClassParts *parts) {
    py_clear(parts->bases);
    py_clear(parts->metaclass);
    py_clear(parts->keywords);
}

/* The metaclass that all bases can live with: the most derived one. */
static PyObject *most_derived(PyObject *metaclass, PyObject *bases) {
    for (int64_t i = 0; i < py_size(bases); i++) {
        PyType *other = py_tuple_item(bases, i)->type;
        if (py_type_is_subtype((PyType *)metaclass, other)) continue;
        if (!py_type_is_subtype(other, (PyType *)metaclass))
            return py_raise(PY_TYPE(TypeError),
                            "metaclass conflict: the metaclass of a derived class must be a"
                            " (non-strict) subclass of the metaclasses of all its bases");
        metaclass = (PyObject *)other;
    }
    return py_new_ref(metaclass);
}

static bool take_keywords(ClassParts *parts, PyObject *const *values, PyObject *names) {
    parts->keywords = py_dict_new();
    for (int64_t i = 0; parts->keywords && i < py_size(names); i++) {
        PyObject *name = py_tuple_item(names, i);
        if (py_str_equal_c(name, "metaclass"))
            parts->metaclass = py_new_ref(values[i]);
        else if (py_dict_set(parts->keywords, name, values[i]) < 0)
            return false;
    }
    return parts->keywords != NULL;
}

static bool choose_metaclass(ClassParts *parts) {
    if (!parts->metaclass) {
        PyObject *first = py_size(parts->bases) ? py_tuple_item(parts->bases, 0) : NULL;
        parts->metaclass = py_new_ref(first ? first->type : PY_TYPE(type));
    }
    if (!py_is_type(parts->metaclass)) return true;
    PyObject *winner = most_derived(parts->metaclass, parts->bases);
    py_replace(parts->metaclass, winner);
    return winner != NULL;
}

/* The mapping that the class body fills: what the metaclass's __prepare__ gives, or a dict. */
static PyObject *prepare_namespace(const ClassParts *parts) {
    PyObject *name = py_str_interned("__prepare__"), *prepare = NULL;
    int found = name && parts->metaclass != (PyObject *)PY_TYPE(type)
                    ? py_object_find_attr(parts->metaclass, name, &prepare)
                    : 0;
    py_xdecref(name);
    if (found < 0) return NULL;
    if (!found) return py_dict_new();
    PyObject *arguments = py_tuple_pack(2, parts->name, parts->bases);
    PyObject *result = arguments ? py_object_call_tuple(prepare, arguments, parts->keywords) : NULL;
    py_xdecref(arguments);
    py_decref(prepare);
    return result;
}

/* Runs the body; what it returns is the cell of __class__, or None. */
static PyObject *run_body(PyObject *body, PyObject *namespace) {
    PyVm *vm = py_vm;
    PyFrame *frame = py_frame_push(vm, (PyFunction *)py_new_ref(body), py_new_ref(namespace));
    if (!frame) return NULL;
    frame->previous = vm->frame;
    return py_vm_run_frame(vm, frame, false);
}

static PyObject *make_class(const ClassParts *parts, PyObject *namespace) {
    PyObject *cell = run_body(parts->body, namespace);
    PyObject *arguments = cell ? py_tuple_pack(3, parts->name, parts->bases, namespace) : NULL;
    PyObject *class = arguments ? py_object_call_tuple(parts->metaclass, arguments, parts->keywords) : NULL;
    py_xdecref(arguments);
    if (class && py_is_type(class) && py_is_exact(cell, PY_TYPE(cell))) {
        PyObject *contents = ((PyCell *)cell)->contents;
        if (contents != class) {
            py_raise(
                contents ? PY_TYPE(TypeError) : PY_TYPE(RuntimeError),
                contents
                    ? "__class__ set to %R defining %R as %R"
                    : "__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?",
                contents ? contents : parts->name, contents ? parts->name : class, class);
            py_clear(class);
        }
    }
    py_xdecref(cell);
    return class;
}

PY_METHOD(builtin_build_class) {
    if (count < 2) return py_raise(PY_TYPE(TypeError), "__build_class__: not enough arguments");
    if (!py_is_exact(arguments[0], PY_TYPE(function)))
        return py_raise(PY_TYPE(TypeError), "__build_class__: func must be a function");
    if (!py_is_str(arguments[1]))
        return py_raise(PY_TYPE(TypeError), "__build_class__: name is not a string");
    ClassParts parts = {.body = arguments[0], .name = arguments[1]};
    parts.bases = py_tuple_from_array(arguments + 2, count - 2);
    bool ok = parts.bases && (!keyword_names || take_keywords(&parts, arguments + count, keyword_names));
    ok = ok && choose_metaclass(&parts);
    PyObject *namespace = ok ? prepare_namespace(&parts) : NULL;
    PyObject *class = namespace ? make_class(&parts, namespace) : NULL;
    py_xdecref(namespace);
    drop_parts(&parts);
    return class;
}

PY_METHOD(builtin_exit) {
    return py_raise_object(PY_TYPE(SystemExit), arguments[0]);
}

const PyMethod py_builtin_code_functions[] = {
    {"compile", builtin_compile, 3, 6, 0, "source filename mode flags dont_inherit optimize",
     "Compile source into a code object that can be executed by exec() or eval()."},
    {"eval", builtin_eval, 1, 3, PY_METHOD_NEEDS_FRAME, NULL,
     "Evaluate the given source in the context of globals and locals."},
    {"exec", builtin_exec, 1, 3, PY_METHOD_NEEDS_FRAME, "source globals locals",
     "Execute the given source in the context of globals and locals."},
    {"__import__", builtin_import, 1, 5, PY_METHOD_NEEDS_FRAME, "name globals locals fromlist level",
     "Import a module."},
    {"__build_class__", builtin_build_class, 0, -1, PY_METHOD_RAW, NULL,
     "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal helper function used "
     "by the"
     " class statement."},
    {"exit", builtin_exit, 0, 1, 0, "code", NULL},
    {"quit", builtin_exit, 0, 1, 0, "code", NULL},
    {0}};
