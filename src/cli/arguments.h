/* Arguments: one walk over a command line.
 *
 * A command asks for the next argument until CLI_ARGUMENT_END. Options are known by their place in the
 * command's option table, so a command keeps an enum beside its table. Long options may be written
 * --name=value or --name value, short ones -n value or -nvalue; `--` ends the options. */
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include "cli/command.h"
#include "memory/engine.h"

enum { CLI_ARGUMENT_END = -1, CLI_ARGUMENT_WORD = -2, CLI_ARGUMENT_WRONG = -3 };

typedef struct CliArguments {
    const CliCommand *command;
    int count;
    char **words;
    int next;          /* index of the next word */
    bool only_words;   /* behind `--` */
    const char *value; /* of the option or the word just given */
} CliArguments;

CliArguments cli_arguments(const CliCommand *command, int count, char **words);

/* The option's index in the table, or CLI_ARGUMENT_*. After _WRONG the message has been shown; the command
 * returns CLI_USAGE. */
int cli_arguments_next(CliArguments *arguments);

/* Reads arguments->value as a whole number of at least `least`. False after a message naming `option`. */
bool cli_arguments_number(const CliArguments *arguments, const char *option, uint64_t least,
                          uint64_t *number);

/* Reads arguments->value as one of `count` words and gives its index; -1 after a message that calls the thing
 * a `what` ("format"). */
int cli_arguments_choice(const CliArguments *arguments, const char *what, const char *const *words,
                         int count);

/* Reads arguments->value as the unit of steps: "statement" or "instruction". False after a message. */
bool cli_arguments_unit(const CliArguments *arguments, EngineUnit *unit);

/* Shows "varscope COMMAND: MESSAGE" and where help is found. Returns CLI_USAGE. */
int cli_usage_error(const CliCommand *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Reads all arguments of a command without options into `files`, exactly `wanted` of them. False after a
 * message. */
bool cli_arguments_files(const CliCommand *command, int count, char **words, const char **files, int wanted);

#endif
