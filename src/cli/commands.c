/* The table of subcommands, and how one is found and called. */
#include "cli/arguments.h"
#include "cli/output.h"

#include <string.h>

const CliCommand *const cli_commands[] = {
    &cli_command_run,
    &cli_command_view,
    &cli_command_compare,
    &cli_command_export,
    &cli_command_symbols,
    &cli_command_check,
    &cli_command_dis,
    &cli_command_ast,
    &cli_command_python,
    &cli_command_go,
    &cli_command_help,
    &cli_command_version,
    NULL,
};

const CliCommand *cli_command_find(const char *name) {
    for (size_t i = 0; cli_commands[i]; i++)
        if (strcmp(cli_commands[i]->name, name) == 0) return cli_commands[i];
    return NULL;
}

/* Is one of the command's own words --help? Words behind a program's file belong to the program. */
static bool asks_for_help(const CliCommand *command, int count, char **words) {
    if (command->own_help) return false;
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], "--help") == 0 || strcmp(words[i], "-h") == 0) return true;
        if (strcmp(words[i], "--") == 0) return false;
        if (command->words_follow_file && words[i][0] != '-') return false;
    }
    return false;
}

int cli_command_run_words(const CliCommand *command, int count, char **words) {
    if (asks_for_help(command, count, words)) {
        cli_help_command(command);
        return CLI_DONE;
    }
    return command->run(command, count, words);
}

/* Distances are in edits; a third of the word may be wrong. */
const char *cli_nearest(const char *word, const char *const *candidates, size_t count) {
    const char *best = NULL;
    size_t limit = strlen(word) / 3 + 1, best_distance = limit + 1;
    for (size_t i = 0; i < count; i++) {
        size_t distance = str_distance(str_from(word), str_from(candidates[i]));
        if (distance < best_distance && distance < strlen(candidates[i])) {
            best = candidates[i];
            best_distance = distance;
        }
    }
    return best;
}
