/* varscope ast: the syntax tree of a Python program, and python -m ast with its options.
 *
 * The tree is the Python front end's own matter: no engine interface has one, since Go's tools print none. */
#include "cli/ast.h"

#include "cli/argparse.h"
#include "cli/arguments.h"
#include "cli/output.h"
#include "python/syntax/parser.h"
#include "python/syntax/report.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct AstOptions {
    PyParseMode mode;
    bool no_type_comments, positions;
    int indent;
    bool is_open;
    Source source;
} AstOptions;

/* The order is that of PyParseMode. */
static const char *const mode_names[] = {[PY_PARSE_FILE] = "exec",
                                         [PY_PARSE_EXPRESSION] = "eval",
                                         [PY_PARSE_INTERACTIVE] = "single",
                                         [PY_PARSE_FUNCTION_TYPE] = "func_type"};
enum { MODE_COUNT = sizeof mode_names / sizeof *mode_names, LARGEST_INDENT = 1000 };

/* Prints the tree, or on standard error why there is none. */
static int print_tree(const AstOptions *options) {
    const Source *source = &options->source;
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
        if (module)
            strbuf_append_c(&out,
                            "RecursionError: maximum recursion depth exceeded during ast construction\n");
        cli_error_text(strbuf_view(&out));
    }
    strbuf_free(&out);
    diagnostic_list_free(&diagnostics);
    arena_free(&arena);
    return done ? CLI_DONE : CLI_FAILED;
}

static bool open_source(AstOptions *options, const char *path, const char **reason) {
    options->is_open = source_read(&options->source, str_from(path), reason);
    if (options->is_open && strcmp(path, "-") == 0) options->source.path = STR("<stdin>");
    return options->is_open;
}

/* int(word), as far as it makes sense here. */
static bool read_indent(const char *word, int *indent) {
    while (isspace((unsigned char)*word)) word++;
    bool negative = *word == '-';
    if (*word == '-' || *word == '+') word++;
    long number = 0;
    char before = '_';
    for (; isdigit((unsigned char)*word) || (*word == '_' && before != '_'); before = *word++)
        if (*word != '_' && (number = number * 10 + (*word - '0')) > LARGEST_INDENT) return false;
    if (before == '_') return false;
    while (isspace((unsigned char)*word)) word++;
    *indent = (int)(negative ? -number : number);
    return *word == 0;
}

/* --- varscope ast --- */

enum { OPTION_MODE, OPTION_NO_TYPE_COMMENTS, OPTION_POSITIONS, OPTION_INDENT };

static const CliOption ast_options[] = {
    {"mode", 'm', "MODE", "exec (a file, the default), single, eval, func_type"},
    {"no-type-comments", 0, NULL, "leave type comments out"},
    {"include-attributes", 'a', NULL, "show lines and columns"},
    {"indent", 'i', "N", "indent by so many spaces (3)"},
    {0},
};

static bool read_ast_option(CliArguments *arguments, int option, AstOptions *options) {
    int mode;
    switch (option) {
    case OPTION_MODE:
        mode = cli_arguments_choice(arguments, "mode", mode_names, MODE_COUNT);
        if (mode < 0) return false;
        options->mode = (PyParseMode)mode;
        return true;
    case OPTION_NO_TYPE_COMMENTS: options->no_type_comments = true; return true;
    case OPTION_POSITIONS: options->positions = true; return true;
    case OPTION_INDENT:
        if (read_indent(arguments->value, &options->indent)) return true;
        cli_usage_error(arguments->command, "--indent wants a whole number, not '%s'", arguments->value);
        return false;
    default: return false;
    }
}

static int ast_run(const CliCommand *command, int count, char **words) {
    AstOptions options = {.mode = PY_PARSE_FILE, .indent = 3};
    CliArguments arguments = cli_arguments(command, count, words);
    const char *path = NULL, *reason = "";
    for (int option; (option = cli_arguments_next(&arguments)) != CLI_ARGUMENT_END;) {
        if (option == CLI_ARGUMENT_WORD && path)
            return cli_usage_error(command, "one file is enough; what is '%s'?", arguments.value);
        if (option == CLI_ARGUMENT_WORD)
            path = arguments.value;
        else if (!read_ast_option(&arguments, option, &options))
            return CLI_USAGE;
    }
    if (!path) path = "-";
    if (!open_source(&options, path, &reason)) {
        cli_error("cannot open '%s': %s", path, reason);
        return CLI_USAGE;
    }
    int status = print_tree(&options);
    source_free(&options.source);
    return status;
}

const CliCommand cli_command_ast = {
    .name = "ast",
    .summary = "show the syntax tree of a Python program",
    .synopsis = "[FILE]",
    .description = "Prints the tree that the parser made of FILE, a Python program, as python3.11 -m ast\n"
                   "prints it. Without FILE, or for -, the program comes from standard input.\n",
    .options = ast_options,
    .examples = "  varscope ast e1.py\n"
                "  varscope ast -a -i 1 e1.py\n"
                "  echo '1 + 2' | varscope ast -m eval\n",
    .run = ast_run,
};

/* --- python -m ast --- */

static const CliModuleOption module_options[] = {
    [OPTION_MODE] = {'m', "--mode", true},
    [OPTION_NO_TYPE_COMMENTS] = {0, "--no-type-comments", false},
    [OPTION_POSITIONS] = {'a', "--include-attributes", false},
    [OPTION_INDENT] = {'i', "--indent", true},
    {0},
};

static int set_module_option(void *user, int option, const char *value);
static int open_infile(void *user, const char *path);

static const CliModule ast_module = {
    .program = "python -m ast",
    .usage = "usage: python -m ast [-h] [-m {exec,single,eval,func_type}]\n"
             "                     [--no-type-comments] [-a] [-i INDENT]\n"
             "                     [infile]\n",
    .help = "\npositional arguments:\n"
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
            "                        indentation of nodes (number of spaces)\n",
    .options = module_options,
    .set = set_module_option,
    .open = open_infile,
};

static int set_mode(AstOptions *options, const char *value) {
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        if (strcmp(value, mode_names[mode]) != 0) continue;
        options->mode = (PyParseMode)mode;
        return CLI_DONE;
    }
    return cli_module_error(
        &ast_module,
        "argument -m/--mode: invalid choice: '%s' (choose from 'exec', 'single', 'eval', 'func_type')",
        value);
}

static int set_module_option(void *user, int option, const char *value) {
    AstOptions *options = user;
    if (option == OPTION_MODE) return set_mode(options, value);
    if (option == OPTION_INDENT && !read_indent(value, &options->indent))
        return cli_module_error(&ast_module, "argument -i/--indent: invalid int value: '%s'", value);
    options->no_type_comments |= option == OPTION_NO_TYPE_COMMENTS;
    options->positions |= option == OPTION_POSITIONS;
    return CLI_DONE;
}

static int open_infile(void *user, const char *path) {
    const char *reason = "";
    return open_source(user, path, &reason) ? CLI_DONE : cli_module_cannot_open(&ast_module, path);
}

int cli_ast_module(int count, char **words) {
    AstOptions options = {.mode = PY_PARSE_FILE, .indent = 3};
    int status = cli_module_read(&ast_module, &options, count, words);
    if (status == CLI_MODULE_GO) status = print_tree(&options);
    if (options.is_open) source_free(&options.source);
    return status;
}
