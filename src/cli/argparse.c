/* Command lines as argparse reads them, see argparse.h. */
#include "cli/argparse.h"

#include "cli/command.h"
#include "cli/output.h"

#include <errno.h>
#include <string.h>

typedef struct Reader {
    const CliModule *module;
    void *user;
    int count, next;
    char **words;
    bool only_words; /* behind `--` */
    bool has_file;
    StrBuf unwanted;
} Reader;

int cli_module_error(const CliModule *module, const char *format, ...) {
    StrBuf text = {0};
    strbuf_format(&text, "%s%s: error: ", module->usage, module->program);
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(&text, format, arguments);
    va_end(arguments);
    strbuf_append_char(&text, '\n');
    cli_error_text(strbuf_view(&text));
    strbuf_free(&text);
    return CLI_USAGE;
}

int cli_module_cannot_open(const CliModule *module, const char *path) {
    return cli_module_error(module, "argument infile: can't open '%s': [Errno %d] %s: '%s'", path, errno,
                            strerror(errno), path);
}

/* "-m/--mode: what is wrong" */
static int option_error(const Reader *reader, const CliModuleOption *option, const char *what,
                        const char *value) {
    char letter[] = {'-', option->letter, '/', 0};
    return cli_module_error(reader->module, "argument %s%s: %s%s", option->letter ? letter : "", option->name,
                            what, value);
}

/* -1, -.5: these are words. */
static bool is_negative_number(const char *word) {
    size_t digits = strspn(word + 1, "0123456789");
    const char *rest = word + 1 + digits;
    if (*rest == 0) return digits > 0;
    return *rest == '.' && rest[1] && rest[1 + strspn(rest + 1, "0123456789")] == 0;
}

static bool looks_like_option(const char *word) {
    return word[0] == '-' && word[1] && !is_negative_number(word);
}

static int show_help(const CliModule *module) {
    cli_print_c(module->usage);
    cli_print_c(module->help);
    return CLI_DONE;
}

static int take_word(Reader *reader, const char *word) {
    if (reader->has_file) {
        strbuf_format(&reader->unwanted, " %s", word);
        return CLI_MODULE_GO;
    }
    reader->has_file = true;
    int status = reader->module->open(reader->user, word);
    return status ? status : CLI_MODULE_GO;
}

/* `value` is what is glued to the option, or NULL. */
static int set_option(Reader *reader, const CliModuleOption *option, const char *value) {
    if (!option->takes_value && value) {
        StrBuf quoted = {0};
        strbuf_format(&quoted, "'%s'", value);
        int status = option_error(reader, option, "ignored explicit argument ", quoted.data);
        strbuf_free(&quoted);
        return status;
    }
    if (option->takes_value && !value) {
        bool is_there = reader->next < reader->count && !looks_like_option(reader->words[reader->next]);
        if (!is_there) return option_error(reader, option, "expected one argument", "");
        value = reader->words[reader->next++];
    }
    int status = reader->module->set(reader->user, (int)(option - reader->module->options), value);
    return status ? status : CLI_MODULE_GO;
}

static const CliModuleOption help_option = {'h', "--help", false};

static int apply(Reader *reader, const CliModuleOption *option, const char *value) {
    if (option == &help_option && !value) return show_help(reader->module);
    return set_option(reader, option, value);
}

/* The options whose names begin as the word does, up to its "=". */
static int read_long(Reader *reader, const char *word) {
    size_t length = strcspn(word, "=");
    const CliModuleOption *found = NULL;
    StrBuf names = {0};
    int matches = 0;
    for (const CliModuleOption *option = &help_option; option->name;
         option = option == &help_option ? reader->module->options : option + 1) {
        if (strncmp(option->name, word, length) != 0) continue;
        found = option;
        strbuf_format(&names, "%s%s", matches++ ? ", " : "", option->name);
        if (!option->name[length]) {
            matches = 1;
            break;
        }
    }
    int status = CLI_MODULE_GO;
    if (matches == 0)
        strbuf_format(&reader->unwanted, " %s", word);
    else if (matches > 1)
        status = cli_module_error(reader->module, "ambiguous option: %s could match %s", word, names.data);
    else
        status = apply(reader, found, word[length] ? word + length + 1 : NULL);
    strbuf_free(&names);
    return status;
}

static const CliModuleOption *option_of_letter(const Reader *reader, char letter) {
    if (letter == help_option.letter) return &help_option;
    for (const CliModuleOption *option = reader->module->options; option->name; option++)
        if (option->letter == letter) return option;
    return NULL;
}

/* -a, -i2, -i=2, -ai2 */
static int read_short(Reader *reader, const char *word) {
    if (!option_of_letter(reader, word[1])) {
        strbuf_format(&reader->unwanted, " %s", word);
        return CLI_MODULE_GO;
    }
    for (const char *at = word + 1;; at++) {
        const CliModuleOption *option = option_of_letter(reader, *at);
        const char *rest = at[1] ? at + 1 : NULL;
        if (rest && *rest == '=' && at == word + 1) rest++;
        bool more = rest && !option->takes_value && option_of_letter(reader, *rest);
        int status = apply(reader, option, more ? NULL : rest);
        if (!more || status != CLI_MODULE_GO) return status;
    }
}

static int read_word(Reader *reader) {
    const char *word = reader->words[reader->next++];
    if (!reader->only_words && strcmp(word, "--") == 0) {
        reader->only_words = true;
        return CLI_MODULE_GO;
    }
    if (reader->only_words || !looks_like_option(word)) return take_word(reader, word);
    return word[1] == '-' ? read_long(reader, word) : read_short(reader, word);
}

int cli_module_read(const CliModule *module, void *user, int count, char **words) {
    Reader reader = {.module = module, .user = user, .count = count, .words = words};
    int status = CLI_MODULE_GO;
    while (status == CLI_MODULE_GO && reader.next < count) status = read_word(&reader);
    if (status == CLI_MODULE_GO && reader.unwanted.length)
        status = cli_module_error(module, "unrecognized arguments:%s", reader.unwanted.data);
    if (status == CLI_MODULE_GO && !reader.has_file) status = take_word(&reader, "-");
    strbuf_free(&reader.unwanted);
    return status;
}
