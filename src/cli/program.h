/* Programs: from a path on the command line to a compiled program, and its run for the user. */
#ifndef CLI_PROGRAM_H
#define CLI_PROGRAM_H

#include "timeline/walk.h"

/* The engines in this binary; ends with NULL. */
extern const Engine *const cli_engines[];

/* The engine of that name ("Python", "Go"), or NULL when this binary has none. */
const Engine *cli_engine_named(const char *name);

typedef struct CliProgram {
    const Engine *engine;
    Source source;
    StrBuf path; /* owns source.path where it is not the caller's */
    EngineProgram *program;
    const char *version;      /* of the language, for cli_program_compile; NULL: the current one */
    const char *refused_kind; /* of the first diagnostic, when compiling failed; NULL: it has none */
} CliProgram;

/* What a program is opened for. */
typedef enum CliPurpose {
    CLI_TO_READ, /* its instructions, its symbols */
    CLI_TO_RUN,
} CliPurpose;

/* Opens and compiles the program at `path` with the engine that its ending asks for. Returns 0, or the exit
 * status after everything was said on standard error; then there is nothing to close. */
int cli_program_open(CliProgram *program, const char *path, CliPurpose purpose);

/* The same in two steps, for callers that know the engine. Reads the file; false with the system's reason. */
bool cli_program_read(CliProgram *program, const Engine *engine, const char *path, CliPurpose purpose,
                      const char **reason);
/* Takes `text` (kept alive by the caller) for a file of that name. */
void cli_program_take(CliProgram *program, const Engine *engine, const char *path, Str text);

/* Compiles what was read or taken. Returns as cli_program_open. */
int cli_program_compile(CliProgram *program);

void cli_program_close(CliProgram *program);

/* Runs it to its end on the standard descriptors; returns its exit status. `arguments` are what the program
 * sees behind its own name `script`. */
int cli_program_run(CliProgram *program, const char *script, char **arguments, int count);

/* Opens the program at `path`, starts a run of it that stands before its first step (and keeps its copies),
 * and hands both to `body`, whose return value is returned; then closes everything. Ctrl-C interrupts the run
 * meanwhile. Returns an exit status as cli_program_open when there is no run to be had. */
int cli_program_walk(const char *path, EngineUnit unit,
                     int (*body)(TimelineWalk *walk, const CliProgram *program, void *user), void *user);

/* Prints the disassembly. Returns the exit status. */
int cli_program_disassemble(CliProgram *program);

#endif
