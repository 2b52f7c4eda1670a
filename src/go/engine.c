/* The Go engine's table: source to checked program to IR, IR to a run. See memory/engine.h for the contract.
 */
#include "go/engine.h"

#include "go/check_paths.h"
#include "go/inspect/inspect.h"
#include "go/ir/lower.h"
#include "go/packages/packages.h"
#include "go/runtime/panic.h"
#include "go/version.h"

/* ---- Compiling ---------------------------------------------------------------------------------------- */

static EngineProgram *compile_version(const Source *source, const char *version,
                                      DiagnosticList *diagnostics) {
    GoLibrary library = {.find = go_native_package_text};
    GoCheckOptions options = {.library = &library,
                              .language_minor = version ? go_version_minor(version) : 0,
                              .makes_stencils = true};
    GoProgram *checked = go_check_program(source, &options, diagnostics);
    if (!checked) return NULL;
    IrProgram *ir = go_lower_program(checked, diagnostics);
    if (!ir) {
        go_program_free(checked);
        return NULL;
    }
    EngineProgram *program = base_alloc_zeroed(sizeof *program);
    *program = (EngineProgram){.source = source, .checked = checked, .ir = ir};
    return program;
}

static EngineProgram *compile(const Source *source, DiagnosticList *diagnostics) {
    return compile_version(source, NULL, diagnostics);
}

static void release(EngineProgram *program) {
    ir_program_free(program->ir);
    free(program->ir);
    go_program_free(program->checked);
    free(program);
}

/* ---- Running ------------------------------------------------------------------------------------------ */

static EngineState run_on(EngineRun *run, MachineStop (*loop)(Machine *)) {
    Machine *machine = &run->machine;
    if (machine->state == MACHINE_ENDED) return ENGINE_ENDED;
    machine->state = loop(machine);
    return machine->state == MACHINE_ENDED ? ENGINE_ENDED : ENGINE_PAUSED;
}

static EngineState resume(EngineRun *run, EngineUnit unit, uint64_t until, const EngineWatch *watch) {
    Machine *machine = &run->machine;
    machine->unit = unit;
    machine->until = until;
    machine->watch = watch;
    EngineState state = run_on(run, machine_run_stepping);
    machine->watch = NULL;
    return state;
}

static EngineRun *start(EngineProgram *program, const EngineOptions *options, const char **reason) {
    EngineRun *run = base_alloc_zeroed(sizeof *run);
    run->program = program;
    if (!machine_start(&run->machine, program->ir, program->checked, options, reason)) {
        free(run);
        return NULL;
    }
    resume(run, ENGINE_STATEMENT, 0, NULL);
    return run;
}

static int run_to_end(EngineRun *run) {
    run_on(run, machine_run_fast);
    return run->machine.exit_status;
}

static uint64_t steps(const EngineRun *run) {
    return run->machine.steps;
}

static int exit_status(const EngineRun *run) {
    return run->machine.exit_status;
}

static void interrupt(EngineRun *run) {
    run->machine.is_interrupted = true;
}

static void finish(EngineRun *run) {
    machine_free(&run->machine);
    free(run);
}

const Engine go_engine = {
    .name = "Go",
    .extension = ".go",
    .identity_term = "&x",
    .compile = compile,
    .compile_version = compile_version,
    .version_fault = go_version_fault,
    .report = go_report,
    .explains_escapes = true,
    .check = go_check_paths,
    .compile_error_status = 1,
    .disassemble = go_inspect_disassemble,
    .symbols = go_inspect_symbols,
    .release = release,
    .start = start,
    .run = run_to_end,
    .resume = resume,
    .steps = steps,
    .exit_status = exit_status,
    .interrupt = interrupt,
    .finish = finish,
    .place = go_inspect_place,
    .roots = go_inspect_roots,
    .cell = go_inspect_cell,
    .value = go_inspect_value,
    .instruction_text = go_inspect_instruction,
};
