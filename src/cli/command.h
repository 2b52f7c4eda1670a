/* Subcommands: one table describes them, and everybody reads it.
 *
 * A subcommand is a CliCommand: its name, what it does in one line, how it is called, its options, examples,
 * and the function that does the work. The dispatcher, `--help`, `varscope help`, the option parser and "did
 * you mean" all read the same table, so a new subcommand is one file and one line in commands.c.
 *
 * Exit statuses: a program's own status where one was run; 1 when the work failed; CLI_USAGE when the command
 * line was wrong. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/text.h"

enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

typedef struct CliOption {
    const char *name;     /* the long form without dashes; ends the table when NULL */
    char letter;          /* the short form; 0: none */
    const char *argument; /* "FILE"; NULL: the option takes none */
    const char *help;
} CliOption;

typedef struct CliCommand CliCommand;
struct CliCommand {
    const char *name;
    const char *summary;      /* one line, lower case, no full stop */
    const char *synopsis;     /* what stands behind the name: "FILE [ARG...]" */
    const char *description;  /* a paragraph or two, lines broken at 78 columns */
    const CliOption *options; /* NULL: none but --help */
    const char *examples;     /* lines; NULL: none */
    bool words_follow_file;   /* everything behind the first plain word belongs to the program */
    bool own_help;            /* --help and -h are the tool's own words (python, go) */
    /* words[0] is the command's name. Returns the exit status. */
    int (*run)(const CliCommand *command, int count, char **words);
};

/* All subcommands in the order of the help page; ends with NULL. */
extern const CliCommand *const cli_commands[];

extern const CliCommand cli_command_run, cli_command_view, cli_command_compare, cli_command_export,
    cli_command_symbols, cli_command_check, cli_command_dis, cli_command_ast, cli_command_python,
    cli_command_go, cli_command_help, cli_command_version;

/* The command of that name, or NULL. */
const CliCommand *cli_command_find(const char *name);

/* Runs `command` with its words; answers --help itself. */
int cli_command_run_words(const CliCommand *command, int count, char **words);

/* Prints the help page of all commands, or of one. */
void cli_help_overview(void);
void cli_help_command(const CliCommand *command);

/* The name among `count` candidates that is nearest to `word`, or NULL when none is near. */
const char *cli_nearest(const char *word, const char *const *candidates, size_t count);

#endif
