/* Fuzzes Go's whole front end: any bytes, taken as a program, either compile (and can then be disassembled
 * and listed) or give diagnostics that can be printed. */
#include "go/engine.h"

#include "base/diagnostic.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void look_at(const Engine *engine, const EngineProgram *program) {
    StrBuf listing = {0};
    Arena arena = {0};
    EngineSymbolList symbols = {0};
    if (engine->disassemble) engine->disassemble(program, &listing);
    engine->symbols(program, &arena, &symbols);
    VEC_FREE(&symbols);
    arena_free(&arena);
    strbuf_free(&listing);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    const Engine *engine = &go_engine;
    Source source;
    source_init(&source, STR("fuzz"), (Str){(const char *)bytes, size});
    DiagnosticList diagnostics = {0};
    EngineProgram *program = engine->compile(&source, &diagnostics);
    if (program) {
        look_at(engine, program);
        engine->release(program);
    } else {
        StrBuf report = {0};
        engine->report(&diagnostics, &report);
        if (report.length == 0) __builtin_trap(); /* refused without a word */
        strbuf_free(&report);
    }
    diagnostic_list_free(&diagnostics);
    source_free(&source);
    return 0;
}
