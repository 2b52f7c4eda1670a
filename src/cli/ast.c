/* varscope ast: the syntax tree of a Python program, and python -m ast with its options.
 *
 * The tree is the Python front end's own matter: no engine interface has one, since Go's tools print none. */
#include "cli/ast.h"

#include "cli/arguments.h"
#include "cli/output.h"
#include "python/syntax/parser.h"
#include "python/syntax/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct AstOptions {
    PyParseMode mode;
    bool no_type_comments, positions;
    int indent;
} AstOptions;

/* Prints the tree, or on standard error why there is none. */
static int print_tree(const Source *source, const AstOptions *options) {
    Arena arena = {0};
    DiagnosticList diagnostics = {0};
    StrBuf out = {0};
    PyAstModule *module = options->no_type_comments
                              ? py_parse(source, options->mode, &arena, &diagnostics)
                              : py_parse_with_type_comments(source, options->mode, &arena, &diagnostics);
    bool done = module && py_ast_dump(module, options->positions, options->indent, &out);
    if (done) {
        cli_print(strbuf_view(&out));
    } else {
        strbuf_clear(&out);
        py_report(&diagnostics, &out);
        if (module) strbuf_append_c(&out, "RecursionError: the tree is too deep to be shown\n");
        cli_error_text(strbuf_view(&out));
    }
    strbuf_free(&out);
    diagnostic_list_free(&diagnostics);
    arena_free(&arena);
    return done ? CLI_DONE : CLI_FAILED;
}

static int ast_run(const CliCommand *command, int count, char **words) {
    const char *path, *reason = "";
    if (!cli_arguments_files(command, count, words, &path, 1)) return CLI_USAGE;
    Source source;
    if (!source_read(&source, str_from(path), &reason)) {
        cli_error("cannot open '%s': %s", path, reason);
        return CLI_USAGE;
    }
    if (strcmp(path, "-") == 0) source.path = STR("<stdin>");
    int status = print_tree(&source, &(AstOptions){.mode = PY_PARSE_FILE, .indent = 3});
    source_free(&source);
    return status;
}

const CliCommand cli_command_ast = {
    .name = "ast",
    .summary = "show the syntax tree of a Python program",
    .synopsis = "FILE",
    .description = "Prints the tree that the parser made of FILE, a Python program, as python3.11 -m ast\n"
                   "prints it. `varscope python -m ast` takes that module's options.\n",
    .examples = "  varscope ast e1.py\n"
                "  varscope python -m ast -a e1.py\n",
    .run = ast_run,
};

/* --- python -m ast --- */

#define USAGE                                                                                                \
    "usage: python -m ast [-h] [-m {exec,single,eval,func_type}]\n"                                          \
    "                     [--no-type-comments] [-a] [-i INDENT]\n"                                           \
    "                     [infile]\n"

static int show_help(void) {
    cli_print_c(USAGE "\npositional arguments:\n"
                      "  infile                the file to parse; defaults to stdin\n"
                      "\noptions:\n"
                      "  -h, --help            show this help message and exit\n"
                      "  -m {exec,single,eval,func_type}, --mode {exec,single,eval,func_type}\n"
                      "                        specify what kind of code must be parsed\n"
                      "  --no-type-comments    don't add information about type comments\n"
                      "  -a, --include-attributes\n"
                      "                        include attributes such as line numbers and column\n"
                      "                        offsets\n"
                      "  -i INDENT, --indent INDENT\n"
                      "                        indentation of nodes (number of spaces)\n");
    return CLI_DONE;
}

static int usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

static int usage_error(const char *format, ...) {
    StrBuf text = {0};
    strbuf_append_c(&text, USAGE "python -m ast: error: ");
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(&text, format, arguments);
    va_end(arguments);
    strbuf_append_char(&text, '\n');
    cli_error_text(strbuf_view(&text));
    strbuf_free(&text);
    return CLI_USAGE;
}

static int read_mode(const char *word, AstOptions *options) {
    static const char *const names[] = {[PY_PARSE_FILE] = "exec",
                                        [PY_PARSE_INTERACTIVE] = "single",
                                        [PY_PARSE_EXPRESSION] = "eval",
                                        [PY_PARSE_FUNCTION_TYPE] = "func_type"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(word, names[i]) != 0) continue;
        options->mode = (PyParseMode)i;
        return CLI_DONE;
    }
    return usage_error("argument -m/--mode: invalid choice: '%s' (choose from 'exec', 'single', 'eval', "
                       "'func_type')",
                       word);
}

static int read_indent(const char *word, AstOptions *options) {
    char *end;
    long number = strtol(word, &end, 10);
    if (end == word || *end || number > 1000 || number < -1000)
        return usage_error("argument -i/--indent: invalid int value: '%s'", word);
    options->indent = (int)number;
    return CLI_DONE;
}

/* The value of the option `letter`/`name` if the word at *at is that option, else NULL: glued to the letter,
 * behind
 * "=", or the next word. *missing: there is none. */
static const char *option_value(char **words, int count, int *at, char letter, const char *name,
                                bool *missing) {
    const char *word = words[*at];
    size_t length = strlen(name);
    bool is_long = strncmp(word, name, length) == 0 && (word[length] == 0 || word[length] == '=');
    if (!is_long && !(word[0] == '-' && word[1] == letter)) return NULL;
    const char *value = is_long ? word + length + (word[length] == '=') : word + 2;
    if (*value) return value;
    *missing = *at + 1 == count;
    return *missing ? NULL : words[++*at];
}

/* One option. -1: the word is none. */
static int read_option(char **words, int count, int *at, AstOptions *options) {
    const char *word = words[*at], *value;
    bool missing = false;
    if (strcmp(word, "--no-type-comments") == 0) {
        options->no_type_comments = true;
        return CLI_DONE;
    }
    if (strcmp(word, "-a") == 0 || strcmp(word, "--include-attributes") == 0) {
        options->positions = true;
        return CLI_DONE;
    }
    if ((value = option_value(words, count, at, 'm', "--mode", &missing))) return read_mode(value, options);
    if (missing) return usage_error("argument -m/--mode: expected one argument");
    if ((value = option_value(words, count, at, 'i', "--indent", &missing)))
        return read_indent(value, options);
    if (missing) return usage_error("argument -i/--indent: expected one argument");
    return -1;
}

int cli_ast_module(int count, char **words) {
    AstOptions options = {.mode = PY_PARSE_FILE, .indent = 3};
    const char *path = NULL, *reason = "";
    for (int i = 0; i < count; i++) {
        if (strcmp(words[i], "-h") == 0 || strcmp(words[i], "--help") == 0) return show_help();
        bool is_option = words[i][0] == '-' && words[i][1];
        int status = is_option ? read_option(words, count, &i, &options) : -1;
        if (status > 0) return status;
        if (status == 0) continue;
        if (path || is_option) return usage_error("unrecognized arguments: %s", words[i]);
        path = words[i];
    }
    Source source;
    if (!path) path = "-";
    if (!source_read(&source, str_from(path), &reason))
        return usage_error("argument infile: can't open '%s': [Errno %d] %s: '%s'", path, errno,
                           strerror(errno), path);
    if (strcmp(path, "-") == 0) source.path = STR("<stdin>");
    int status = print_tree(&source, &options);
    source_free(&source);
    return status;
}
