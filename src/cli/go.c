/* varscope go: the command line of go, for `go run` and `go version`.
 *
 * `go run` builds a program, runs it, and reports a status other than 0 on standard error as "exit status N";
 * its own status is then 1. (`varscope run` gives the program's status itself.) */
#include "cli/output.h"
#include "cli/program.h"

#include "cli/command.h"

#include <string.h>
#include <sys/stat.h>

/* The go command ends with 1 when it finds fault with a file itself (the diagnostic's kind says "go"), and
 * with the compiler's status, 2, when the compiler does. */
enum { REFUSED_BY_COMPILER = 2 };

/* Says why `path` cannot be run, in go's words; 0 when nothing stands against it. */
static int check_file(const char *path) {
    struct stat status;
    if (stat(path, &status) != 0)
        return cli_error_line(CLI_FAILED, "stat %s: no such file or directory", path);
    if (S_ISDIR(status.st_mode))
        return cli_error_line(CLI_FAILED, "%s is a directory, should be a Go file", path);
    return 0;
}

static int run_program(const Engine *engine, const char *version, const char *path, char **arguments,
                       int count) {
    CliProgram program;
    const char *reason = "";
    if (!cli_program_read(&program, engine, path, CLI_TO_RUN, &reason))
        return cli_error_line(CLI_FAILED, "open %s: %s", path, reason);
    program.version = version;
    int status = cli_program_compile(&program);
    if (status) return program.refused_kind ? CLI_FAILED : REFUSED_BY_COMPILER;
    status = cli_program_run(&program, path, arguments, count);
    cli_program_close(&program);
    if (status) return cli_error_line(CLI_FAILED, "exit status %d", status);
    return CLI_DONE;
}

/* Words that end in .go are the package's files; the others belong to the program. */
static int go_files(int count, char **words) {
    int files = 0;
    while (files < count && str_ends_with(str_from(words[files]), STR(".go"))) files++;
    return files;
}

/* -gcflags=-lang=VERSION or -gcflags -lang=VERSION in front: takes it off and sets `version`. False when it
 * is no version (said). */
static bool take_version(const Engine *engine, int *count, char ***words, const char **version) {
    static const char flag[] = "-gcflags", lang[] = "-lang=";
    if (*count == 0 || strncmp((*words)[0], flag, sizeof flag - 1) != 0) return true;
    const char *value = (*words)[0] + sizeof flag - 1;
    int taken = 1;
    if (!*value && *count > 1) value = (*words)[taken++];
    if (*value == '=') value++;
    if (strncmp(value, lang, sizeof lang - 1) != 0) return true;
    *version = value + sizeof lang - 1;
    *words += taken;
    *count -= taken;
    StrBuf fault = {0};
    const char *complaint = engine->version_fault(*version, &fault);
    if (complaint) cli_error_line(CLI_USAGE, "# command-line-arguments\ncompile: %s", complaint);
    strbuf_free(&fault);
    return !complaint;
}

static int go_run(const Engine *engine, int count, char **words) {
    const char *version = NULL;
    if (!take_version(engine, &count, &words, &version)) return REFUSED_BY_COMPILER;
    if (count > 0 && words[0][0] == '-')
        return cli_error_line(CLI_USAGE,
                              "flag provided but not defined: %s\n"
                              "usage: go run [build flags] [-exec xprog] package [arguments...]\n"
                              "Run 'go help run' for details.",
                              words[0]);
    if (count == 0) return cli_error_line(CLI_FAILED, "go: no go files listed");
    int files = go_files(count, words);
    if (files == 0)
        return cli_error_line(CLI_FAILED, "varscope go: packages are not supported yet, name a .go file: %s",
                              words[0]);
    for (int i = 0; i < files; i++)
        if (check_file(words[i])) return CLI_FAILED;
    if (files > 1)
        return cli_error_line(CLI_FAILED, "varscope go: programs of several files are not supported yet");
    return run_program(engine, version, words[0], words + 1, count - 1);
}

static int go_main(const CliCommand *command, int count, char **words) {
    static const char *const unsupported[] = {"bug",  "build",    "clean", "doc",     "env",  "fix",
                                              "fmt",  "generate", "get",   "install", "list", "mod",
                                              "work", "test",     "tool",  "vet"};
    const Engine *engine = cli_engine_named("Go");
    if (!engine) return cli_error_line(CLI_FAILED, "varscope: this binary has no Go engine");
    const char *word = count > 1 ? words[1] : "help";
    if (strcmp(word, "run") == 0) return go_run(engine, count - 2, words + 2);
    if (strcmp(word, "version") == 0) {
        cli_print_c("go version go1.19 varscope" VARSCOPE_VERSION "\n");
        return CLI_DONE;
    }
    if (strcmp(word, "help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0) {
        cli_help_command(command);
        return count > 1 ? CLI_DONE : CLI_USAGE;
    }
    for (size_t i = 0; i < sizeof unsupported / sizeof *unsupported; i++)
        if (strcmp(word, unsupported[i]) == 0)
            return cli_error_line(CLI_USAGE, "varscope go: 'go %s' is not supported, only 'go run'", word);
    return cli_error_line(CLI_USAGE, "go %s: unknown command\nRun 'go help' for usage.", word);
}

const CliCommand cli_command_go = {
    .name = "go",
    .summary = "take the command line of go",
    .synopsis = "run [-gcflags=-lang=VERSION] FILE.go [arguments...]",
    .description =
        "Does what go does with the same words, in Varscope's Go engine: 'run' compiles a program\n"
        "and runs it, 'version' names the language version. As with the real go run, a program's\n"
        "exit status other than 0 is printed, and the status is then 1. With -lang=go1.19 a program\n"
        "has the meaning that it had in that version: all rounds of a loop share its variables.\n",
    .examples = "  varscope go run e1.go\n"
                "  varscope go run primes.go 1000\n"
                "  varscope go version\n",
    .own_help = true,
    .run = go_main,
};
