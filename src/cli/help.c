/* help and version: pages written from the table of subcommands. */
#include "cli/arguments.h"
#include "cli/output.h"

#include <string.h>

static void heading(StrBuf *out, const char *text) {
    if (cli_wants_colour(1))
        strbuf_format(out, "\033[1m%s\033[0m\n", text);
    else
        strbuf_format(out, "%s\n", text);
}

static void print_and_free(StrBuf *page) {
    cli_print(strbuf_view(page));
    strbuf_free(page);
}

void cli_help_overview(void) {
    StrBuf page = {0};
    strbuf_append_c(&page, "Varscope runs Python and Go programs and shows what their variables really are:\n"
                           "names, slots, objects, addresses, bytes.\n\n");
    heading(&page, "Usage");
    strbuf_append_c(&page, "  varscope COMMAND [ARGUMENT...]\n"
                           "  varscope FILE [ARG...]         the same as varscope run FILE [ARG...]\n\n");
    heading(&page, "Commands");
    for (size_t i = 0; cli_commands[i]; i++)
        strbuf_format(&page, "  %-9s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
    strbuf_append_c(&page, "\n");
    heading(&page, "Examples");
    strbuf_append_c(&page, "  varscope run e1.py\n"
                           "  varscope compare e1.py e1.go\n"
                           "  varscope view e2.go --line 7\n"
                           "  varscope python -m dis e1.py\n\n"
                           "'varscope help COMMAND' tells more about a command. Called through a link named\n"
                           "python, python3, python3.11 or go, varscope takes that tool's command line.\n");
    print_and_free(&page);
}

static void append_option(StrBuf *page, const CliOption *option) {
    StrBuf form = {0};
    if (option->letter)
        strbuf_format(&form, "-%c, ", option->letter);
    else
        strbuf_append_c(&form, "    ");
    strbuf_format(&form, "--%s%s%s", option->name, option->argument ? " " : "",
                  option->argument ? option->argument : "");
    strbuf_format(page, "  %-30s %s\n", form.data, option->help);
    strbuf_free(&form);
}

static const CliOption help_option = {"help", 'h', NULL, "show this page"};

void cli_help_command(const CliCommand *command) {
    StrBuf page = {0};
    strbuf_format(&page, "varscope %s: %s\n\n", command->name, command->summary);
    heading(&page, "Usage");
    strbuf_format(&page, "  varscope %s %s\n\n%s\n", command->name, command->synopsis, command->description);
    if (!command->own_help) {
        heading(&page, "Options");
        for (const CliOption *option = command->options; option && option->name; option++)
            append_option(&page, option);
        append_option(&page, &help_option);
    }
    if (command->examples) {
        strbuf_append_c(&page, "\n");
        heading(&page, "Examples");
        strbuf_append_c(&page, command->examples);
    }
    print_and_free(&page);
}

static int unknown_topic(const CliCommand *command, const char *topic) {
    const char *names[64];
    size_t count = 0;
    for (; cli_commands[count] && count < 64; count++) names[count] = cli_commands[count]->name;
    const char *near = cli_nearest(topic, names, count);
    if (near) return cli_usage_error(command, "no command '%s'. Did you mean '%s'?", topic, near);
    return cli_usage_error(command, "no command '%s'", topic);
}

static int help_run(const CliCommand *command, int count, char **words) {
    if (count > 2) return cli_usage_error(command, "one command at a time");
    if (count == 2 && words[1][0] == '-') return cli_usage_error(command, "unknown option '%s'", words[1]);
    if (count == 1) {
        cli_help_overview();
        return CLI_DONE;
    }
    const CliCommand *topic = cli_command_find(words[1]);
    if (!topic) return unknown_topic(command, words[1]);
    cli_help_command(topic);
    return CLI_DONE;
}

static int version_run(const CliCommand *command, int count, char **words) {
    (void)words;
    if (count > 1) return cli_usage_error(command, "it takes no arguments");
    cli_print_c("varscope " VARSCOPE_VERSION "\n");
    return CLI_DONE;
}

const CliCommand cli_command_help = {
    .name = "help",
    .summary = "explain a command",
    .synopsis = "[COMMAND]",
    .description = "Without a command, lists all of them.\n",
    .run = help_run,
};

const CliCommand cli_command_version = {
    .name = "version",
    .summary = "say which version this is",
    .synopsis = "",
    .description = "The same as varscope --version.\n",
    .run = version_run,
};
