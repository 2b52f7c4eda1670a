/* Arguments, see arguments.h. */
#include "cli/arguments.h"

#include "cli/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

CliArguments cli_arguments(const CliCommand *command, int count, char **words) {
    return (CliArguments){.command = command, .count = count, .words = words, .next = 1};
}

int cli_usage_error(const CliCommand *command, const char *format, ...) {
    StrBuf message = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(&message, format, arguments);
    va_end(arguments);
    cli_error("%s: %s\nusage: varscope %s %s\nTry 'varscope help %s'.", command->name, message.data,
              command->name, command->synopsis, command->name);
    strbuf_free(&message);
    return CLI_USAGE;
}

enum { OPTIONS_MAX = 32 };

static const char *nearest_option(const CliCommand *command, const char *word) {
    const char *names[OPTIONS_MAX + 1] = {"help"};
    size_t count = 1;
    for (const CliOption *option = command->options; option && option->name && count < OPTIONS_MAX; option++)
        names[count++] = option->name;
    return cli_nearest(word, names, count);
}

static int unknown_option(const CliArguments *arguments, const char *word) {
    const char *near = nearest_option(arguments->command, word + strspn(word, "-"));
    if (near)
        cli_usage_error(arguments->command, "unknown option '%s'. Did you mean '--%s'?", word, near);
    else
        cli_usage_error(arguments->command, "unknown option '%s'", word);
    return CLI_ARGUMENT_WRONG;
}

/* Gives the option its value: `inside` the word, or the next word. */
static int take_value(CliArguments *arguments, int index, const char *inside) {
    const CliOption *option = &arguments->command->options[index];
    arguments->value = inside;
    if (!option->argument && inside) {
        cli_usage_error(arguments->command, "option '--%s' takes no value", option->name);
        return CLI_ARGUMENT_WRONG;
    }
    if (!option->argument || inside) return index;
    if (arguments->next == arguments->count) {
        cli_usage_error(arguments->command, "option '--%s' needs a value: %s", option->name,
                        option->argument);
        return CLI_ARGUMENT_WRONG;
    }
    arguments->value = arguments->words[arguments->next++];
    return index;
}

static int long_option(CliArguments *arguments, const char *word) {
    const char *name = word + 2, *equals = strchr(name, '=');
    Str wanted = equals ? (Str){name, (size_t)(equals - name)} : str_from(name);
    for (int i = 0; arguments->command->options && arguments->command->options[i].name; i++)
        if (str_equal_c(wanted, arguments->command->options[i].name))
            return take_value(arguments, i, equals ? equals + 1 : NULL);
    return unknown_option(arguments, word);
}

static int short_option(CliArguments *arguments, const char *word) {
    for (int i = 0; arguments->command->options && arguments->command->options[i].name; i++)
        if (word[1] == arguments->command->options[i].letter)
            return take_value(arguments, i, word[2] ? word + 2 : NULL);
    return unknown_option(arguments, word);
}

int cli_arguments_next(CliArguments *arguments) {
    if (arguments->next >= arguments->count) return CLI_ARGUMENT_END;
    const char *word = arguments->words[arguments->next++];
    bool option = !arguments->only_words && word[0] == '-' && word[1];
    if (option && strcmp(word, "--") == 0) {
        arguments->only_words = true;
        return cli_arguments_next(arguments);
    }
    if (option) return word[1] == '-' ? long_option(arguments, word) : short_option(arguments, word);
    if (arguments->command->words_follow_file) arguments->only_words = true;
    arguments->value = word;
    return CLI_ARGUMENT_WORD;
}

bool cli_arguments_number(const CliArguments *arguments, const char *option, uint64_t least,
                          uint64_t *number) {
    const char *text = arguments->value;
    char *end = NULL;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    bool digits = text[0] && strspn(text, "0123456789") == strlen(text);
    if (digits && errno == 0 && value >= least) {
        *number = value;
        return true;
    }
    cli_usage_error(arguments->command, "--%s wants a whole number from %llu, not '%s'", option,
                    (unsigned long long)least, text);
    return false;
}

int cli_arguments_choice(const CliArguments *arguments, const char *what, const char *const *words,
                         int count) {
    StrBuf all = {0};
    for (int i = 0; i < count; i++) {
        if (strcmp(arguments->value, words[i]) == 0) {
            strbuf_free(&all);
            return i;
        }
        strbuf_format(&all, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " and ", words[i]);
    }
    const char *near = cli_nearest(arguments->value, words, (size_t)count);
    if (near)
        cli_usage_error(arguments->command, "unknown %s '%s'. Did you mean '%s'?", what, arguments->value,
                        near);
    else
        cli_usage_error(arguments->command, "unknown %s '%s'; there are %s", what, arguments->value,
                        all.data);
    strbuf_free(&all);
    return -1;
}

bool cli_arguments_unit(const CliArguments *arguments, EngineUnit *unit) {
    static const char *const words[] = {
        [ENGINE_STATEMENT] = "statement", [ENGINE_INSTRUCTION] = "instruction"};
    int choice = cli_arguments_choice(arguments, "unit of steps", words, 2);
    if (choice >= 0) *unit = (EngineUnit)choice;
    return choice >= 0;
}

bool cli_arguments_files(const CliCommand *command, int count, char **words, const char **files, int wanted) {
    CliArguments arguments = cli_arguments(command, count, words);
    int got = 0;
    for (int kind; (kind = cli_arguments_next(&arguments)) != CLI_ARGUMENT_END; got++) {
        if (kind == CLI_ARGUMENT_WRONG) return false;
        if (got < wanted) files[got] = arguments.value;
    }
    if (got == wanted) return true;
    if (got < wanted)
        cli_usage_error(command, got == 0 ? "no file given" : "another file is missing");
    else
        cli_usage_error(command, "too many files");
    return false;
}
