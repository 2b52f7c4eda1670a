/* varscope python: the command line of python3, for the programs that Varscope can run.
 *
 *     python [option]... [-c cmd | -m dis | -m ast | file | -] [arg]...
 *
 * Words, messages and statuses are CPython's (Modules/main.c's behaviour, Python/initconfig.c's options). Of
 * the modules that -m runs, dis and ast are here; options that only tune CPython are taken and have no
 * effect. */
#include "cli/argparse.h"
#include "cli/ast.h"
#include "cli/output.h"
#include "cli/program.h"

#include "cli/command.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct PythonCall {
    const char *tool; /* how python itself was called */
    const Engine *engine;
    char **words; /* from the one that says what to run */
    int count;
} PythonCall;

static int usage_error(const PythonCall *call, const char *what, const char *word) {
    return cli_error_line(CLI_USAGE,
                          "%s%s\nusage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
                          "Try `python -h' for more information.",
                          what, word, call->tool);
}

/* Compiles what is in `program`, runs it as `script`, closes it. */
static int compile_and_run(CliProgram *program, const char *script, char **arguments, int count) {
    int status = cli_program_compile(program);
    if (status) return status;
    status = cli_program_run(program, script, arguments, count);
    cli_program_close(program);
    return status;
}

static int run_text(const PythonCall *call) {
    CliProgram program;
    cli_program_take(&program, call->engine, "<string>", str_from(call->words[0]));
    return compile_and_run(&program, "-c", call->words + 1, call->count - 1);
}

static int run_standard_input(const PythonCall *call) {
    CliProgram program;
    if (isatty(0))
        cli_error_line(CLI_USAGE, "%s: there is no interactive mode; type a program and end it with Ctrl-D",
                       call->tool);
    const char *reason = "";
    if (!cli_program_read(&program, call->engine, "-", CLI_TO_READ, &reason))
        return cli_error_line(CLI_USAGE, "%s: <stdin>: %s", call->tool, reason);
    program.source.path = STR("<stdin>");
    int skip = call->count > 0;
    return compile_and_run(&program, skip ? "-" : "", call->words + skip, call->count - skip);
}

static int cannot_open(const PythonCall *call, const char *path, int error) {
    char *folder = path[0] == '/' ? NULL : getcwd(NULL, 0);
    int status = cli_error_line(CLI_USAGE, "%s: can't open file '%s%s%s': [Errno %d] %s", call->tool,
                                folder ? folder : "", folder ? "/" : "", path, error, strerror(error));
    free(folder);
    return status;
}

static int cannot_run_folder(const PythonCall *call, const char *path) {
    char *folder = path[0] == '/' ? NULL : getcwd(NULL, 0);
    bool here = strcmp(path, ".") == 0;
    cli_error_line(CLI_USAGE, "%s: can't find '__main__' module in '%s%s%s'", call->tool,
                   folder ? folder : "", folder && !here ? "/" : "", here ? "" : path);
    free(folder);
    return CLI_FAILED;
}

static int run_file(const PythonCall *call) {
    const char *path = call->words[0], *reason = "";
    struct stat status;
    CliProgram program;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) return cannot_run_folder(call, path);
    if (!cli_program_read(&program, call->engine, path, CLI_TO_RUN, &reason))
        return cannot_open(call, path, errno);
    return compile_and_run(&program, path, call->words + 1, call->count - 1);
}

/* --- python -m dis --- */

typedef struct DisCall {
    const Engine *engine;
    CliProgram program;
    bool is_open;
} DisCall;

static int open_dis(void *user, const char *path);

static const CliModule dis_module = {
    .program = "dis.py",
    .usage = "usage: dis.py [-h] [infile]\n",
    .help = "\npositional arguments:\n  infile\n\noptions:\n  -h, --help  show this help message and exit\n",
    .options = &(const CliModuleOption){0},
    .open = open_dis,
};

static int open_dis(void *user, const char *path) {
    DisCall *dis = user;
    const char *reason = "";
    dis->is_open = cli_program_read(&dis->program, dis->engine, path, CLI_TO_READ, &reason);
    if (!dis->is_open) return cli_module_cannot_open(&dis_module, path);
    if (strcmp(path, "-") == 0) dis->program.source.path = STR("<stdin>");
    return CLI_DONE;
}

static int run_dis(const PythonCall *call) {
    DisCall dis = {.engine = call->engine};
    int status = cli_module_read(&dis_module, &dis, call->count - 1, call->words + 1);
    if (status == CLI_MODULE_GO) {
        status = cli_program_compile(&dis.program);
        if (status) return status;
        status = cli_program_disassemble(&dis.program);
    }
    if (dis.is_open) cli_program_close(&dis.program);
    return status;
}

static int run_module(const PythonCall *call) {
    if (strcmp(call->words[0], "dis") == 0) return run_dis(call);
    if (strcmp(call->words[0], "ast") == 0) return cli_ast_module(call->count - 1, call->words + 1);
    cli_error_line(CLI_USAGE, "%s: No module named %s", call->tool, call->words[0]);
    return CLI_FAILED;
}

static int print_version(void) {
    cli_print_c("Python 3.11.2 (Varscope " VARSCOPE_VERSION ")\n");
    return CLI_DONE;
}

/* One word of options, "-uB" or "-W ignore". Gives the number of words it takes, 0 when it is wrong (status
 * is set), -1 when it says what to run. */
static int read_options(const PythonCall *call, int at, int *status) {
    static const char without_effect[] = "bBdEIqRsSuvxP", with_value[] = "WX";
    const char *word = call->words[at];
    for (const char *letter = word + 1; *letter; letter++) {
        if (*letter == 'c' || *letter == 'm') return -1;
        if (strchr(with_value, *letter)) return letter[1] ? 1 : 2;
        if (strchr(without_effect, *letter)) continue;
        char text[2] = {*letter, 0};
        if (strchr("Oi", *letter))
            *status = cli_error_line(CLI_USAGE, "%s: option -%s is not supported by Varscope yet", call->tool,
                                     text);
        else
            *status = usage_error(call, "Unknown option: -", text);
        return 0;
    }
    return 1;
}

/* -c CODE or -m MODULE; the value may be glued to the letter. */
static int run_option(PythonCall *call, int at) {
    char *word = call->words[at];
    size_t letters = strcspn(word, "cm");
    char letter = word[letters];
    char *value = word + letters + 1;
    if (!*value && at + 1 == call->count) {
        char text[32] = {'-', letter, 0};
        strcat(text, " option");
        return usage_error(call, "Argument expected for the ", text);
    }
    call->words += at + !*value;
    call->count -= at + !*value;
    if (*value) call->words[0] = value;
    return letter == 'c' ? run_text(call) : run_module(call);
}

static int run_what_follows(PythonCall *call, int at) {
    call->words += at;
    call->count -= at;
    if (call->count == 0 || strcmp(call->words[0], "-") == 0) return run_standard_input(call);
    return run_file(call);
}

static int python_run(const CliCommand *command, int count, char **words) {
    PythonCall call = {.tool = words[0], .engine = cli_engine_named("Python"), .words = words + 1};
    call.count = count - 1;
    int at = 0, status = 0;
    if (!call.engine) return cli_error_line(CLI_USAGE, "varscope: this binary has no Python engine");
    while (at < call.count && call.words[at][0] == '-' && call.words[at][1]) {
        const char *word = call.words[at];
        if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "-?") == 0) {
            cli_help_command(command);
            return CLI_DONE;
        }
        if (strcmp(word, "--version") == 0 || word[1] == 'V') return print_version();
        if (strcmp(word, "--") == 0) return run_what_follows(&call, at + 1);
        if (word[1] == '-') return usage_error(&call, "unknown option ", word);
        int taken = read_options(&call, at, &status);
        if (taken < 0) return run_option(&call, at);
        if (taken == 0) return status;
        at += taken;
    }
    return run_what_follows(&call, at < call.count ? at : call.count);
}

const CliCommand cli_command_python = {
    .name = "python",
    .summary = "take the command line of python3",
    .synopsis = "[option] ... [-c cmd | -m mod | file | -] [arg] ...",
    .description =
        "Does what python3 does with the same words, in Varscope's Python engine. -m knows the\n"
        "modules dis and ast. The options -b -B -d -E -I -q -R -s -S -u -v -x -P, -W arg and -X opt\n"
        "are taken and change nothing.\n",
    .examples = "  varscope python e1.py\n"
                "  varscope python -m dis e1.py\n"
                "  varscope python -c 'print(id(1))'\n"
                "  echo 'print(1)' | varscope python\n",
    .own_help = true,
    .run = python_run,
};
