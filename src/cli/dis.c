/* varscope dis: the instructions of a program. */
#include "cli/arguments.h"
#include "cli/program.h"

static int dis_run(const CliCommand *command, int count, char **words) {
    const char *path;
    if (!cli_arguments_files(command, count, words, &path, 1)) return CLI_USAGE;
    CliProgram program;
    int status = cli_program_open(&program, path, CLI_TO_READ);
    if (status) return status;
    status = cli_program_disassemble(&program);
    cli_program_close(&program);
    return status;
}

const CliCommand cli_command_dis = {
    .name = "dis",
    .summary = "show the instructions that a program was compiled to",
    .synopsis = "FILE",
    .description = "Prints what the compiler made of FILE: for Python the bytecode, as python3.11 -m dis\n"
                   "prints it; for Go the instructions over the slots of each function's frame.\n",
    .examples = "  varscope dis e1.py\n"
                "  varscope dis e1.go\n",
    .run = dis_run,
};
