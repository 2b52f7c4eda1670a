/* Programs, see program.h. */
#include "cli/program.h"

#include "cli/command.h"
#include "cli/output.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const Engine *engine_of_path(Str path) {
    for (size_t i = 0; cli_engines[i]; i++)
        if (str_ends_with(path, str_from(cli_engines[i]->extension))) return cli_engines[i];
    return NULL;
}

static void report_unknown_kind(const char *path) {
    StrBuf endings = {0};
    for (size_t i = 0; cli_engines[i]; i++)
        strbuf_format(&endings, "%s%s", i == 0 ? "" : " nor in ", cli_engines[i]->extension);
    cli_error("%s: not a program: the name ends neither in %s", path, endings.data ? endings.data : "");
    strbuf_free(&endings);
}

/* Where the file is, seen from the root: the folder we are in, then the path as it was written. */
static void append_full_path(StrBuf *out, const char *path) {
    char *folder = path[0] == '/' ? NULL : getcwd(NULL, 0);
    if (folder) strbuf_format(out, "%s/", folder);
    strbuf_append_c(out, path);
    free(folder);
}

bool cli_program_read(CliProgram *program, const Engine *engine, const char *path, CliPurpose purpose,
                      const char **reason) {
    *program = (CliProgram){.engine = engine};
    if (!source_read(&program->source, str_from(path), reason)) return false;
    if (purpose == CLI_TO_RUN && engine && engine->runs_by_full_path) {
        append_full_path(&program->path, path);
        program->source.path = strbuf_view(&program->path);
    }
    return true;
}

void cli_program_take(CliProgram *program, const Engine *engine, const char *path, Str text) {
    *program = (CliProgram){.engine = engine};
    source_init(&program->source, str_from(path), text);
}

static void close_source(CliProgram *program) {
    source_free(&program->source);
    strbuf_free(&program->path);
}

int cli_program_open(CliProgram *program, const char *path, CliPurpose purpose) {
    const char *reason = "";
    if (strcmp(path, "-") == 0) {
        cli_error("standard input has no ending that tells the language; try 'varscope python -' or "
                  "'varscope python -m dis -'");
        return CLI_USAGE;
    }
    if (!cli_program_read(program, engine_of_path(str_from(path)), path, purpose, &reason)) {
        cli_error("cannot open '%s': %s", path, reason);
        return CLI_USAGE;
    }
    if (program->engine) return cli_program_compile(program);
    close_source(program);
    report_unknown_kind(path);
    return CLI_USAGE;
}

int cli_program_compile(CliProgram *program) {
    DiagnosticList diagnostics = {0};
    const Engine *engine = program->engine;
    program->program = program->version
                           ? engine->compile_version(&program->source, program->version, &diagnostics)
                           : engine->compile(&program->source, &diagnostics);
    int status = 0;
    if (!program->program) {
        StrBuf report = {0};
        program->engine->report(&diagnostics, &report);
        cli_error_text(strbuf_view(&report));
        strbuf_free(&report);
        status = program->engine->compile_error_status;
        program->refused_kind = diagnostics.list.count ? diagnostics.list.items[0].kind : NULL;
    }
    diagnostic_list_free(&diagnostics);
    if (!program->program) close_source(program);
    return status;
}

void cli_program_close(CliProgram *program) {
    program->engine->release(program->program);
    close_source(program);
}

int cli_program_run(CliProgram *program, const char *script, char **arguments, int count) {
    Str *texts = base_alloc(sizeof *texts * (size_t)(count + 1));
    for (int i = 0; i < count; i++) texts[i] = str_from(arguments[i]);
    EngineOptions options = {.script = str_from(script),
                             .arguments = texts,
                             .argument_count = (size_t)count,
                             .io = cli_program_io()};
    const char *reason = "";
    const Engine *engine = program->engine;
    EngineRun *run = engine->start(program->program, &options, &reason);
    int status = CLI_FAILED;
    if (run) {
        cli_begin_program_output(engine);
        cli_watch_interrupts(engine, run);
        status = engine->run(run);
        cli_unwatch_interrupts();
        cli_end_program_output();
        engine->finish(run);
    } else {
        cli_error("cannot start the program: %s", reason);
    }
    free(texts);
    return status;
}

int cli_program_walk(const char *path, EngineUnit unit,
                     int (*body)(TimelineWalk *walk, const CliProgram *program, void *user), void *user) {
    CliProgram program;
    const char *reason = "";
    EngineOptions options = {.script = str_from(path), .io = cli_program_io()};
    TimelineWalk walk;
    int status = cli_program_open(&program, path, CLI_TO_READ);
    if (status) return status;
    if (timeline_walk_start(&walk, program.engine, program.program, &options, true, &reason)) {
        walk.unit = unit;
        cli_watch_interrupts(walk.engine, walk.run);
        status = body(&walk, &program, user);
        cli_unwatch_interrupts();
        timeline_walk_finish(&walk);
    } else {
        cli_error("cannot start '%s': %s", path, reason);
        status = CLI_FAILED;
    }
    cli_program_close(&program);
    return status;
}

int cli_program_disassemble(CliProgram *program) {
    StrBuf text = {0};
    bool done = program->engine->disassemble && program->engine->disassemble(program->program, &text);
    if (done)
        cli_print(strbuf_view(&text));
    else
        cli_error("%s programs have no disassembly yet", program->engine->name);
    strbuf_free(&text);
    return done ? CLI_DONE : CLI_FAILED;
}
