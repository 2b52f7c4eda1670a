/* python_front_end: what the Python front end makes of programs, one after the other, for comparison with
 * the real one (python_front_end.py starts it once and asks for thousands of programs).
 *
 * A request on standard input is a line "VERB LENGTH NAME" and LENGTH bytes of program text; NAME is the file
 * that the text is said to come from. The answer on standard output is a line "ok LENGTH" or "refused LENGTH"
 * and so many bytes: what the verb asks for, or the error block that a user would see.
 *
 *     dis     the disassembly               tree    the syntax tree with positions
 *     code    every field of every code object, see describe_code
 *     check   nothing: is it accepted? */
#include "python/engine.h"

#include "base/map.h"
#include "python/compile/compile.h"
#include "python/objects/alloc.h"
#include "python/objects/bytes.h"
#include "python/objects/layout.h"
#include "python/objects/runtime.h"
#include "python/objects/statics.h"
#include "python/objects/tuple.h"
#include "python/syntax/report.h"
#include "python/vm/vm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- code objects --- */

/* Numbers objects in the order in which they are first met: whether two constants are one object shows. */
typedef struct Numbering {
    VEC(const PyObject *) seen;
    StrMap places; /* from the bytes of an address to an index in `seen` + 1 */
    Arena arena;
} Numbering;

static size_t number_of(Numbering *numbering, const PyObject *object) {
    Str key = {(const char *)&object, sizeof object};
    StrMapEntry *entry = strmap_find(&numbering->places, key);
    if (entry) return (size_t)(uintptr_t)entry->value - 1;
    VEC_PUSH(&numbering->seen, object);
    strmap_set(&numbering->places, arena_copy(&numbering->arena, key),
               (void *)(uintptr_t)numbering->seen.count);
    return numbering->seen.count - 1;
}

static void describe_constant(Numbering *numbering, const PyObject *constant, StrBuf *out) {
    bool nested = py_is_exact(constant, PY_TYPE(tuple)) && py_size(constant) > 0;
    strbuf_format(out, " #%zu", number_of(numbering, constant));
    if (py_is_exact(constant, PY_TYPE(code))) {
        strbuf_append_c(out, "code\n");
        return;
    }
    strbuf_append_char(out, ' ');
    py_object_text((PyObject *)constant, SIZE_MAX / 4, out);
    strbuf_append_char(out, '\n');
    for (int64_t i = 0; nested && i < py_size(constant); i++)
        describe_constant(numbering, py_tuple_item(constant, i), out);
}

static void describe_object(const char *name, PyObject *object, StrBuf *out) {
    strbuf_format(out, "%s ", name);
    py_object_text(object, SIZE_MAX / 4, out);
    strbuf_append_char(out, '\n');
    py_decref(object);
}

static void describe_bytes(const char *name, Str bytes, StrBuf *out) {
    strbuf_format(out, "%s ", name);
    for (size_t i = 0; i < bytes.length; i++) strbuf_format(out, "%02x", (unsigned char)bytes.data[i]);
    strbuf_append_char(out, '\n');
}

/* Field by field, as code_text in python_front_end.py does it. */
static void describe_code(Numbering *numbering, PyCode *code, StrBuf *out) {
    py_incref(code->qualified_name);
    describe_object("code", code->qualified_name, out);
    py_incref(code->name);
    describe_object("name", code->name, out);
    strbuf_format(out, "counts %d %d %d %d %d %#x line %d\n", code->argument_count,
                  code->positional_only_count, code->keyword_only_count, code->local_count, code->stack_size,
                  (unsigned)code->flags, code->first_line);
    py_incref(code->names);
    describe_object("names", code->names, out);
    describe_object("varnames", py_code_variable_names(code), out);
    describe_object("cellvars", py_code_cell_names(code), out);
    describe_object("freevars", py_code_free_names(code), out);
    PyObject *bytes = py_code_bytes(code);
    describe_bytes("bytes", py_bytes_view(bytes), out);
    py_decref(bytes);
    describe_bytes("lines", py_bytes_view(code->line_table), out);
    describe_bytes("exceptions", py_bytes_view(code->exception_table), out);
    strbuf_append_c(out, "consts\n");
    for (int64_t i = 0; i < py_size(code->consts); i++)
        describe_constant(numbering, py_tuple_item(code->consts, i), out);
    for (int64_t i = 0; i < py_size(code->consts); i++) {
        PyObject *constant = py_tuple_item(code->consts, i);
        if (py_is_exact(constant, PY_TYPE(code))) describe_code(numbering, (PyCode *)constant, out);
    }
}

/* --- verbs: each returns whether the program was accepted --- */

/* The builtins are there as in a real run: their names are interned, which the order of a frozenset may
 * depend on. */
static bool compile_code(const Source *source, DiagnosticList *diagnostics, StrBuf *out) {
    const char *reason = NULL;
    Arena arena = {0};
    PyVm vm = {0};
    if (!py_runtime_init(0, &reason) || !py_vm_init(&vm, &reason)) return false;
    PyAstModule *module = py_parse_module(source, &arena, diagnostics);
    PyCompileOptions options = {.filename = source->path, .mode = PY_PARSE_FILE};
    PyCode *code = module ? py_compile(module, &options, &arena, diagnostics) : NULL;
    if (code) {
        Numbering numbering = {0};
        describe_code(&numbering, code, out);
        VEC_FREE(&numbering.seen);
        strmap_free(&numbering.places);
        arena_free(&numbering.arena);
    }
    py_vm_free(&vm);
    py_runtime_free();
    arena_free(&arena);
    return code;
}

static bool dump_tree(const Source *source, DiagnosticList *diagnostics, StrBuf *out) {
    Arena arena = {0};
    PyAstModule *module = py_parse_with_type_comments(source, PY_PARSE_FILE, &arena, diagnostics);
    if (module) py_ast_dump(module, true, 3, out);
    arena_free(&arena);
    return module;
}

static bool disassemble(const Source *source, DiagnosticList *diagnostics, StrBuf *out) {
    EngineProgram *program = python_engine.compile(source, diagnostics);
    if (program) python_engine.disassemble(program, out);
    python_engine.release(program);
    return program;
}

static bool check(const Source *source, DiagnosticList *diagnostics, StrBuf *out) {
    (void)out;
    EngineProgram *program = python_engine.compile(source, diagnostics);
    python_engine.release(program);
    return program;
}

static const struct {
    const char *name;
    bool (*answer)(const Source *source, DiagnosticList *diagnostics, StrBuf *out);
} verbs[] = {{"dis", disassemble}, {"tree", dump_tree}, {"code", compile_code}, {"check", check}};

/* --- the conversation --- */

static bool answer(const char *verb, const char *name, Str text) {
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i].name, verb) != 0) continue;
        Source source;
        DiagnosticList diagnostics = {0};
        StrBuf out = {0};
        source_init(&source, str_from(name), text);
        bool accepted = verbs[i].answer(&source, &diagnostics, &out);
        if (!accepted) py_report(&diagnostics, &out);
        printf("%s %zu\n", accepted ? "ok" : "refused", out.length);
        fwrite(out.data, 1, out.length, stdout);
        fflush(stdout);
        strbuf_free(&out);
        diagnostic_list_free(&diagnostics);
        source_free(&source);
        return true;
    }
    return false;
}

int main(void) {
    char verb[16], name[4096];
    size_t length;
    while (scanf("%15s %zu %4095[^\n]", verb, &length, name) == 3) {
        char *text = malloc(length + 1);
        bool good = text && getchar() == '\n' && fread(text, 1, length, stdin) == length &&
                    answer(verb, name, (Str){text, length});
        free(text);
        if (!good) return 2;
    }
    return 0;
}
