/* Fuzzes Python's whole front end: any bytes, taken as a program, either compile (and can then be
 * disassembled and listed, and their tree shown) or give diagnostics that can be printed.
 *
 * Starting the runtime takes many times as long as compiling a small program, so it is started once. What an
 * input leaves behind would then stay: so after each, as many objects must be alive as before it, and no
 * exception may be set. */
#include "python/compile/compile.h"
#include "python/compile/dis.h"
#include "python/compile/symbols.h"
#include "python/objects/alloc.h"
#include "python/objects/code.h"
#include "python/objects/error.h"
#include "python/objects/runtime.h"
#include "python/syntax/parser.h"
#include "python/syntax/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void start(void) {
    const char *reason;
    if (!py_runtime.is_ready && !py_runtime_init(0, &reason)) __builtin_trap();
}

static size_t live_objects(void) {
    size_t count = 0;
    for (size_t i = 0; i < py_runtime.object_bit_words; i++)
        count += (size_t)__builtin_popcountll(py_runtime.object_bits[i]);
    return count;
}

static void look_at(PyAstModule *module, const PyCode *code, Arena *arena) {
    StrBuf text = {0};
    EngineSymbolList symbols = {0};
    py_ast_dump(module, true, 1, &text);
    py_dis(code, &text);
    py_symbols(code, arena, &symbols);
    VEC_FREE(&symbols);
    strbuf_free(&text);
}

static void check_report(const DiagnosticList *diagnostics) {
    StrBuf report = {0};
    py_report(diagnostics, &report);
    if (report.length == 0) __builtin_trap(); /* refused without a word */
    strbuf_free(&report);
}

static void compile(const Source *source) {
    Arena arena = {0};
    DiagnosticList diagnostics = {0};
    PyAstModule *module = py_parse_with_type_comments(source, PY_PARSE_FILE, &arena, &diagnostics);
    PyCompileOptions options = {.filename = source->path, .mode = PY_PARSE_FILE};
    PyCode *code = module ? py_compile(module, &options, &arena, &diagnostics) : NULL;
    if (code)
        look_at(module, code, &arena);
    else
        check_report(&diagnostics);
    py_xdecref((PyObject *)code);
    diagnostic_list_free(&diagnostics);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    start();
    size_t before = live_objects();
    Source source;
    source_init(&source, STR("fuzz"), (Str){(const char *)bytes, size});
    compile(&source);
    source_free(&source);
    if (py_error_occurred()) __builtin_trap();
    if (live_objects() != before) __builtin_trap(); /* objects leaked */
    return 0;
}
