/* varscope: the command.
 *
 * main decides who is meant: the name that the binary was called by (a link named python or go), a
 * subcommand, or a file, which is run. Everything else is in the subcommands' own files. */
#include "base/memory_error.h"
#include "cli/command.h"
#include "cli/output.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

_Noreturn static void out_of_memory(size_t wanted) {
    char message[96];
    int length = snprintf(message, sizeof message, "varscope: out of memory (%zu bytes wanted)\n", wanted);
    cli_flush();
    if (length > 0 && write(2, message, (size_t)length) < 0) _exit(CLI_FAILED);
    _exit(CLI_FAILED);
}

/* Other names that the binary answers to. */
static const struct {
    const char *name, *command;
} links[] = {{"python", "python"}, {"python3", "python"}, {"python3.11", "python"}, {"go", "go"}};

static const CliCommand *command_of_link(const char *path) {
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (strcmp(name, links[i].name) == 0) return cli_command_find(links[i].command);
    return NULL;
}

static bool looks_like_file(const char *word) {
    struct stat status;
    return strchr(word, '/') || strchr(word, '.') || stat(word, &status) == 0;
}

static int unknown_word(const char *word) {
    const char *names[64];
    size_t count = 0;
    for (; cli_commands[count] && count < 62; count++) names[count] = cli_commands[count]->name;
    bool option = word[0] == '-';
    const char *near = cli_nearest(word + strspn(word, "-"), names, count);
    StrBuf hint = {0};
    if (near) strbuf_format(&hint, " Did you mean 'varscope %s'?", near);
    cli_error("'%s' is %s.%s\nTry 'varscope help'.", word,
              option ? "not an option" : "neither a command nor a file", hint.data ? hint.data : "");
    strbuf_free(&hint);
    return CLI_USAGE;
}

/* `words` with the name of a command put in front: "varscope FILE ARG" is "run FILE ARG". */
static int run_file(int count, char **words) {
    words[0] = "run";
    return cli_command_run_words(&cli_command_run, count, words);
}

static int dispatch(int count, char **words) {
    const CliCommand *command = command_of_link(words[0]);
    if (command) return cli_command_run_words(command, count, words);
    if (count < 2) {
        cli_help_overview();
        return CLI_USAGE;
    }
    const char *word = words[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) word = "help";
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) word = "version";
    command = cli_command_find(word);
    if (command) return cli_command_run_words(command, count - 1, words + 1);
    if (word[0] != '-' && looks_like_file(word)) return run_file(count, words);
    return unknown_word(word);
}

int main(int count, char **words) {
    cli_output_open();
    base_on_out_of_memory(out_of_memory);
    if (count < 1) return CLI_USAGE;
    return cli_output_close(dispatch(count, words));
}
