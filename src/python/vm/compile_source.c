/* Compiling at run time, see compile_source.h. */
#include "python/vm/compile_source.h"

#include "base/utf8.h"
#include "python/compile/compile.h"
#include "python/objects/error.h"
#include "python/objects/exception.h"
#include "python/objects/int.h"
#include "python/objects/protocol.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

#include <string.h>

static PyType *exception_type(const char *kind) {
    const struct {
        const char *name;
        PyType *type;
    } kinds[] = {{"IndentationError", PY_TYPE(IndentationError)},
                 {"TabError", PY_TYPE(TabError)},
                 {"MemoryError", PY_TYPE(MemoryError)},
                 {"RecursionError", PY_TYPE(RecursionError)},
                 {"ValueError", PY_TYPE(ValueError)},
                 {"OverflowError", PY_TYPE(OverflowError)}};
    for (size_t i = 0; kind && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, kind) == 0) return kinds[i].type;
    return PY_TYPE(SyntaxError);
}

/* Columns of a SyntaxError count characters from 1. */
static int64_t column_of(const Source *source, uint32_t offset, SourcePlace place) {
    Str line = source_line(source, place.line);
    (void)offset;
    return (int64_t)utf8_count(str_slice(line, 0, place.column - 1)) + 1;
}

/* (filename, lineno, offset, text, end_lineno, end_offset) */
static PyObject *place_of(const Diagnostic *diagnostic, Str filename) {
    const Source *source = diagnostic->source;
    if (!source) return py_tuple_pack(1, PY_NONE);
    SourcePlace start = source_place(source, diagnostic->span.start);
    SourcePlace end = source_place(source, diagnostic->span.end);
    PyObject *parts[] = {py_str_from_utf8(filename),
                         py_int_from_int64(start.line),
                         py_int_from_int64(column_of(source, diagnostic->span.start, start)),
                         py_str_from_utf8(source_line(source, start.line)),
                         py_int_from_int64(end.line),
                         py_int_from_int64(column_of(source, diagnostic->span.end, end))};
    return py_tuple_from_array_stealing(parts, 6);
}

static void raise_diagnostic(const Diagnostic *diagnostic, Str filename) {
    PyType *type = exception_type(diagnostic->kind);
    PyObject *message = py_str_from_utf8(diagnostic->message);
    if (!message) return;
    if (!py_type_is_subtype(type, PY_TYPE(SyntaxError)) || !diagnostic->source) {
        py_raise(type, "%U", message);
    } else {
        PyObject *arguments[2] = {message, place_of(diagnostic, filename)};
        PyObject *error = arguments[1] ? py_object_call((PyObject *)type, arguments, 2, NULL) : NULL;
        if (error) py_raise_exception(error);
        py_xdecref(error);
        py_xdecref(arguments[1]);
    }
    py_decref(message);
}

static void raise_first(const DiagnosticList *diagnostics, Str filename) {
    for (size_t i = 0; i < diagnostics->list.count; i++) {
        const Diagnostic *each = &diagnostics->list.items[i];
        if (each->kind && str_ends_with(str_from(each->kind), STR("Warning"))) continue;
        raise_diagnostic(each, filename);
        return;
    }
    py_raise(PY_TYPE(SystemError), "compilation failed without a reason");
}

PyObject *py_compile_text(Str text, Str filename, PyParseMode mode) {
    Arena arena = {0};
    DiagnosticList diagnostics = {0};
    Source source;
    source_init(&source, filename, text);
    PyAstModule *module = py_parse(&source, mode, &arena, &diagnostics);
    PyCompileOptions options = {.filename = filename, .mode = mode};
    PyObject *code = module ? (PyObject *)py_compile(module, &options, &arena, &diagnostics) : NULL;
    if (!code && !py_error_occurred()) raise_first(&diagnostics, filename);
    diagnostic_list_free(&diagnostics);
    source_free(&source);
    arena_free(&arena);
    return code;
}
