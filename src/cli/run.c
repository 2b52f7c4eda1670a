/* varscope run: a program, from start to end. */
#include "cli/arguments.h"
#include "cli/program.h"

static int run_run(const CliCommand *command, int count, char **words) {
    CliArguments arguments = cli_arguments(command, count, words);
    int kind = cli_arguments_next(&arguments);
    if (kind == CLI_ARGUMENT_WRONG) return CLI_USAGE;
    if (kind == CLI_ARGUMENT_END) return cli_usage_error(command, "no file given");
    const char *path = arguments.value;
    CliProgram program;
    int status = cli_program_open(&program, path, CLI_TO_RUN);
    if (status) return status;
    status = cli_program_run(&program, path, words + arguments.next, count - arguments.next);
    cli_program_close(&program);
    return status;
}

const CliCommand cli_command_run = {
    .name = "run",
    .summary = "run a program",
    .synopsis = "FILE [ARG...]",
    .description = "Runs FILE, a Python program (.py) or a Go program (.go). The words behind FILE are the\n"
                   "program's own arguments. The exit status is the program's.\n",
    .examples = "  varscope run e1.py\n"
                "  varscope run primes.go 1000\n"
                "  varscope e1.go\n",
    .words_follow_file = true,
    .run = run_run,
};
