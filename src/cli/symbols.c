/* varscope symbols: the compile phase. */
#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/program.h"
#include "view/text.h"

static void print_symbols(const CliProgram *program) {
    Arena arena = {0};
    EngineSymbolList symbols = {0};
    StrBuf text = {0};
    ViewStyle style = {.width = cli_width(), .colour = cli_wants_colour(1)};
    program->engine->symbols(program->program, &arena, &symbols);
    view_symbols_text(&symbols, &style, &text);
    cli_print(strbuf_view(&text));
    strbuf_free(&text);
    VEC_FREE(&symbols);
    arena_free(&arena);
}

static int symbols_run(const CliCommand *command, int count, char **words) {
    const char *path;
    if (!cli_arguments_files(command, count, words, &path, 1)) return CLI_USAGE;
    CliProgram program;
    int status = cli_program_open(&program, path, CLI_TO_READ);
    if (status) return status;
    print_symbols(&program);
    cli_program_close(&program);
    return CLI_DONE;
}

const CliCommand cli_command_symbols = {
    .name = "symbols",
    .summary = "show what the compiler knows about each name",
    .synopsis = "FILE",
    .description = "Prints the symbol table of FILE, scope by scope: each name with its kind, its type and\n"
                   "its size in bytes where it is declared to have them, where it lives, and what reading\n"
                   "and writing it compiles to. The program is not run.\n",
    .examples = "  varscope symbols e1.py\n"
                "  varscope symbols e1.go\n",
    .run = symbols_run,
};
