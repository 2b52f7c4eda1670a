/* The Python engine behind the one interface of memory/engine.h.
 *
 * A program is compiled inside of the runtime that will run it: its constants and code objects are Python
 * objects at addresses of their own. So that these are the same however often a program is compiled, shown
 * and run, each of these begins from a fresh runtime and goes the same way: runtime, builtin modules,
 * compile, run. One runtime exists at a time; `current` is the program whose code is in it.
 *
 * The run itself is a fiber. It pauses where the stepping loop is told to, and is resumed from there; a run
 * that is given up is resumed once more to unwind. */
#include "python/engine.h"

#include "python/check_paths.h"
#include "python/compile/compile.h"
#include "python/compile/dis.h"
#include "python/compile/symbols.h"
#include "python/objects/alloc.h"
#include "python/objects/dict.h"
#include "python/objects/int.h"
#include "python/objects/module.h"
#include "python/objects/str.h"
#include "python/roots.h"
#include "python/syntax/report.h"
#include "python/vm/finish.h"
#include "python/vm/step.h"
#include "python/vm/vm.h"

#include <stdlib.h>
#include <string.h>

enum { C_STACK_SIZE = 256 << 20 };

struct EngineProgram {
    const Source *source;
    PyVm vm;
    PyCode *code; /* in the runtime, as long as this program is the current one */
};

struct EngineRun {
    EngineProgram *program;
    const EngineOptions *options;
    Fiber *fiber;
    bool has_started, has_ended;
    int status;
};

static EngineProgram *current;

/* --- A fresh runtime with the program compiled in it --- */

static void take_down(void) {
    if (!current) return;
    py_vm_free(&current->vm);
    py_runtime_free();
    current->code = NULL;
    current = NULL;
}

static uint32_t hash_seed(void) {
    const char *text = getenv("PYTHONHASHSEED");
    return text ? (uint32_t)strtoul(text, NULL, 10) : 0;
}

static PyCode *compile_source(const Source *source, DiagnosticList *diagnostics) {
    Arena arena = {0};
    PyAstModule *module = py_parse_module(source, &arena, diagnostics);
    PyCompileOptions options = {.filename = source->path, .mode = PY_PARSE_FILE};
    PyCode *code = module ? py_compile(module, &options, &arena, diagnostics) : NULL;
    arena_free(&arena);
    if (code) py_code_hold_constants((PyObject *)code);
    return code;
}

/* Makes `program` the current one, in a runtime that nothing has run in. */
static bool set_up(EngineProgram *program, DiagnosticList *diagnostics, const char **reason) {
    take_down();
    if (!py_runtime_init(hash_seed(), reason)) return false;
    current = program;
    *reason = NULL;
    if (py_vm_init(&program->vm, reason)) program->code = compile_source(program->source, diagnostics);
    if (program->code) return true;
    take_down();
    return false;
}

/* The code of `program`, compiled anew when another program has been in the runtime since. */
static PyCode *code_of(const EngineProgram *program) {
    if (current == program) return program->code;
    DiagnosticList diagnostics = {0};
    const char *reason;
    set_up((EngineProgram *)program, &diagnostics, &reason);
    diagnostic_list_free(&diagnostics);
    return program->code;
}

static EngineProgram *engine_compile(const Source *source, DiagnosticList *diagnostics) {
    EngineProgram *program = base_alloc_zeroed(sizeof *program);
    const char *reason = NULL;
    program->source = source;
    if (set_up(program, diagnostics, &reason)) return program;
    if (reason) diagnostic_add(diagnostics, "MemoryError", NULL, (SourceSpan){0}, "%s", reason);
    free(program);
    return NULL;
}

static void engine_release(EngineProgram *program) {
    if (!program) return;
    if (current == program) take_down();
    free(program);
}

static bool engine_disassemble(const EngineProgram *program, StrBuf *out) {
    const PyCode *code = code_of(program);
    if (code) py_dis(code, out);
    return code != NULL;
}

static void engine_symbols(const EngineProgram *program, Arena *arena, EngineSymbolList *out) {
    const PyCode *code = code_of(program);
    if (code) py_symbols(code, arena, out);
}

/* --- Running --- */

/* The whole run, on the fiber's stack. */
static void run_body(void *user) {
    EngineRun *run = user;
    PyVm *vm = &run->program->vm;
    PyObject *globals = py_module_dict(vm->main_module);
    PyObject *result = py_vm_run_code((PyObject *)run->program->code, globals, NULL);
    run->status = vm->is_abandoned ? 0 : py_vm_finish(vm, result);
    py_xdecref(result);
    run->has_ended = true;
}

/* python3 shows a SyntaxWarning when it compiles, before the program runs; other warnings are hidden. */
static void show_warnings(const DiagnosticList *diagnostics, const EngineIO *io) {
    StrBuf text = {0};
    for (size_t i = 0; i < diagnostics->list.count; i++) {
        const Diagnostic *each = &diagnostics->list.items[i];
        if (!each->kind || !each->source || strcmp(each->kind, "SyntaxWarning") != 0) continue;
        uint32_t line = source_place(each->source, each->span.start).line;
        strbuf_format(&text, "%.*s:%u: SyntaxWarning: %.*s\n  %.*s\n", STR_ARGS(each->source->path), line,
                      STR_ARGS(each->message), STR_ARGS(str_trim(source_line(each->source, line))));
    }
    if (text.length) io->write(io->user, 2, text.data, text.length);
    strbuf_free(&text);
}

static EngineRun *engine_start(EngineProgram *program, const EngineOptions *options, const char **reason) {
    DiagnosticList diagnostics = {0};
    bool ok = set_up(program, &diagnostics, reason);
    if (ok) show_warnings(&diagnostics, &options->io);
    diagnostic_list_free(&diagnostics);
    if (!ok) {
        if (!*reason) *reason = "the program does not compile";
        return NULL;
    }
    EngineRun *run = base_alloc_zeroed(sizeof *run);
    run->program = program;
    run->options = options;
    run->fiber = fiber_new(C_STACK_SIZE, run_body, run);
    if (run->fiber && py_vm_set_program(&program->vm, options, program->source)) {
        program->vm.fiber = run->fiber;
        py_runtime.stack_limit = fiber_stack_limit(run->fiber);
        return run;
    }
    *reason = "out of memory";
    fiber_free(run->fiber);
    free(run);
    return NULL;
}

static void go_on(EngineRun *run) {
    run->has_started = true;
    if (!run->has_ended) fiber_resume(run->fiber);
}

static int engine_run(EngineRun *run) {
    PyVm *vm = &run->program->vm;
    vm->until = UINT64_MAX;
    vm->watch = NULL;
    go_on(run);
    return run->status;
}

static EngineState engine_resume(EngineRun *run, EngineUnit unit, uint64_t until, const EngineWatch *watch) {
    PyVm *vm = &run->program->vm;
    vm->is_stepping = true;
    vm->every_instruction = unit == ENGINE_INSTRUCTION;
    vm->until = until;
    vm->watch = watch;
    py_runtime.slot_moved = watch ? py_report_move : NULL;
    if (!run->has_ended && (!run->has_started || until > vm->steps)) go_on(run);
    vm->watch = NULL;
    py_runtime.slot_moved = NULL;
    return run->has_ended ? ENGINE_ENDED : ENGINE_PAUSED;
}

static uint64_t engine_steps(const EngineRun *run) {
    return run->program->vm.steps;
}

static int engine_exit_status(const EngineRun *run) {
    return run->status;
}

static void engine_interrupt(EngineRun *run) {
    run->program->vm.interrupted = 1;
    run->program->vm.pending = 1;
}

static void engine_finish(EngineRun *run) {
    if (!run) return;
    PyVm *vm = &run->program->vm;
    if (run->has_started && !run->has_ended) {
        vm->is_abandoned = true;
        fiber_resume(run->fiber);
    }
    fiber_free(run->fiber);
    if (current == run->program) take_down();
    free(run);
}

/* --- Looking --- */

static EnginePlace place_in(const PyVm *vm, const PyCode *code, const uint16_t *instruction, uint32_t depth) {
    int64_t unit = instruction - code->units;
    const PyStatement *statement = py_code_statement(code, unit < 0 ? 0 : (uint32_t)unit);
    if (!statement && code->extra->statement_count) statement = code->extra->statements;
    EnginePlace place = {.instruction = (uint64_t)instruction,
                         .depth = depth,
                         .failures = vm->failures,
                         .failure = str_from(vm->failure)};
    if (statement) {
        place.begins_statement = unit >= 0 && statement->unit == (uint32_t)unit;
        place.line = statement->line;
        place.span = statement->span;
    }
    return place;
}

static EnginePlace engine_place(const EngineRun *run) {
    const PyVm *vm = &run->program->vm;
    const PyCode *code = run->program->code;
    if (!vm->frame) return place_in(vm, code, code->units, run->has_ended ? 0 : 1);
    return place_in(vm, vm->frame->code, vm->frame->previous_instruction, (uint32_t)vm->depth);
}

static void engine_roots(EngineRun *run, Arena *arena, MemRoots *roots) {
    py_roots(&run->program->vm, arena, roots);
}

static bool engine_cell(void *run, uint64_t address, const MemLayout *declared, Arena *arena, MemCell *cell) {
    (void)run;
    return py_cell_at(address, declared, arena, cell);
}

static void engine_value(EngineRun *run, uint64_t address, const MemLayout *layout, size_t limit,
                         StrBuf *out) {
    (void)run;
    py_value_at(address, layout, limit, out);
}

static void engine_instruction_text(EngineRun *run, uint64_t instruction, StrBuf *out) {
    (void)run;
    PyObject *object = py_object_at(instruction);
    if (!object || !py_is_exact(object, PY_TYPE(code))) return;
    const PyCode *code = (PyCode *)object;
    int64_t unit = (const uint16_t *)instruction - code->units;
    if (unit >= 0 && unit < code->base.size) py_instruction_text(code, (uint32_t)unit, out);
}

const Engine python_engine = {
    .name = "Python",
    .extension = ".py",
    .identity_term = "id(x)",
    .identity_is_decimal = true,
    .runs_by_full_path = true,
    .sees_broken_pipe = true,
    .compile = engine_compile,
    .report = py_report,
    .check = py_check_paths,
    .compile_error_status = 1,
    .disassemble = engine_disassemble,
    .symbols = engine_symbols,
    .release = engine_release,
    .start = engine_start,
    .run = engine_run,
    .resume = engine_resume,
    .steps = engine_steps,
    .exit_status = engine_exit_status,
    .interrupt = engine_interrupt,
    .finish = engine_finish,
    .place = engine_place,
    .roots = engine_roots,
    .cell = engine_cell,
    .value = engine_value,
    .instruction_text = engine_instruction_text,
};
