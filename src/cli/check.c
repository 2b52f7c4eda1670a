/* varscope check: is it a program at all? */
#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/program.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { OPTION_LANG, OPTION_EXPLAIN, OPTION_NO_INLINING };

static const CliOption check_options[] = {
    [OPTION_LANG] = {"lang", 'l', "VERSION", "the version of Go that the files are written for: go1.19"},
    [OPTION_EXPLAIN] = {"explain-escapes", 'm', NULL, "say what is inlined and what lives on the heap (Go)"},
    [OPTION_NO_INLINING] = {"no-inlining", 0, NULL, "the same for a compiler that inlines nothing"},
    {NULL, 0, NULL, NULL},
};

typedef VEC(const char *) PathList;

typedef struct Work {
    EngineCheck check; /* what is asked about each of the paths */
    int status;
    StrBuf report;
} Work;

static void work_note(Work *work, EngineVerdict verdict) {
    int status = verdict == ENGINE_WRONG ? CLI_FAILED : verdict == ENGINE_UNUSABLE ? CLI_USAGE : CLI_DONE;
    if (status > work->status) work->status = status;
    if (verdict == ENGINE_UNUSABLE)
        cli_error("%.*s", (int)work->report.length - 1, work->report.data);
    else
        cli_error_text(strbuf_view(&work->report));
    strbuf_clear(&work->report);
}

static void work_fail(Work *work) {
    work->status = CLI_USAGE;
}

/* Is there an answer to the question in this language at all? */
static bool work_suits(const Work *work, const Engine *engine) {
    return !work->check.explains_escapes || engine->explains_escapes;
}

/* All of the paths that name a file of this engine's language. */
static void check_files(Work *work, const Engine *engine, const PathList *paths) {
    PathList files = {0};
    for (size_t i = 0; i < paths->count; i++) {
        struct stat status;
        bool is_folder = stat(paths->items[i], &status) == 0 && S_ISDIR(status.st_mode);
        if (!is_folder && str_ends_with(str_from(paths->items[i]), str_from(engine->extension)))
            VEC_PUSH(&files, paths->items[i]);
    }
    EngineCheck check = work->check;
    check.files = files.items;
    check.file_count = files.count;
    if (files.count && work_suits(work, engine)) {
        work_note(work, engine->check(&check, &work->report));
    } else if (files.count) {
        cli_error("%s: --explain-escapes (-m) is for languages whose compiler decides where variables live; "
                  "in %s every object lives on the heap",
                  files.items[0], engine->name);
        work_fail(work);
    }
    VEC_FREE(&files);
}

static void check_folder(Work *work, const char *path) {
    bool has_any = false;
    for (size_t i = 0; cli_engines[i]; i++) {
        if (!work_suits(work, cli_engines[i])) continue;
        EngineCheck check = work->check;
        check.folder = path;
        EngineVerdict verdict = cli_engines[i]->check(&check, &work->report);
        has_any |= verdict != ENGINE_NOTHING;
        work_note(work, verdict);
    }
    if (has_any) return;
    StrBuf kinds = {0};
    for (size_t i = 0; cli_engines[i]; i++)
        if (work_suits(work, cli_engines[i]))
            strbuf_format(&kinds, "%sno %s files", kinds.length ? " and " : "", cli_engines[i]->name);
    cli_error("%s in '%s'", kinds.data, path);
    strbuf_free(&kinds);
    if (work->status < CLI_FAILED) work->status = CLI_FAILED;
}

/* A folder is checked at once; a file must be of a language that we have, and waits for its fellows. */
static void check_path(Work *work, const char *path) {
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        check_folder(work, path);
        return;
    }
    for (size_t i = 0; cli_engines[i]; i++)
        if (str_ends_with(str_from(path), str_from(cli_engines[i]->extension))) return;
    if (stat(path, &status) != 0)
        cli_error("cannot open '%s': %s", path, strerror(errno));
    else
        cli_error("%s: not a program: the name ends neither in .py nor in .go", path);
    work_fail(work);
}

static int check_run(const CliCommand *command, int count, char **words) {
    CliArguments arguments = cli_arguments(command, count, words);
    PathList paths = {0};
    Work work = {0};
    int kind;
    while ((kind = cli_arguments_next(&arguments)) != CLI_ARGUMENT_END && kind != CLI_ARGUMENT_WRONG) {
        switch (kind) {
        case OPTION_LANG: work.check.version = arguments.value; break;
        case OPTION_EXPLAIN: work.check.explains_escapes = true; break;
        case OPTION_NO_INLINING: work.check.keeps_calls = true; break;
        default: VEC_PUSH(&paths, arguments.value);
        }
    }
    if (kind == CLI_ARGUMENT_WRONG || paths.count == 0) {
        VEC_FREE(&paths);
        return kind == CLI_ARGUMENT_WRONG ? CLI_USAGE
                                          : cli_usage_error(command, "no file and no folder given");
    }
    work.check.explains_escapes |= work.check.keeps_calls;
    for (size_t i = 0; i < paths.count; i++) check_path(&work, paths.items[i]);
    for (size_t i = 0; cli_engines[i]; i++) check_files(&work, cli_engines[i], &paths);
    VEC_FREE(&paths);
    strbuf_free(&work.report);
    return work.status;
}

const CliCommand cli_command_check = {
    .name = "check",
    .summary = "report what the compilers find wrong, without running anything",
    .synopsis = "[--lang VERSION] [-m [--no-inlining]] FILE|FOLDER...",
    .description =
        "Parses and checks each FILE and reports its errors as python3.11 and go build do. The\n"
        "named .go files make up one package. A FOLDER is a Go package (the .go files whose\n"
        "build constraints hold for linux on amd64, without tests), or every .py file in it and\n"
        "below. Go imports come from the library of the installed Go (GOROOT), and in a module\n"
        "(go.mod) from its own folders, from replacements, vendor and the module cache; what is\n"
        "imported from there is checked as well.\n"
        "The status is 0 when nothing is wrong, 1 when something is, 2 when something cannot\n"
        "be read.\n\n"
        "With -m the decisions about a correct Go package are told as go build -gcflags=-m tells\n"
        "them: which functions and calls are inlined, which variables are moved to the heap, which\n"
        "values escape to it, and what parameters leak. --no-inlining is -gcflags=all=-l.\n",
    .options = check_options,
    .examples = "  varscope check e1.py e1.go\n"
                "  varscope check src/\n"
                "  varscope check --lang go1.19 loop.go\n"
                "  varscope check -m 09-stack-and-heap.go\n",
    .run = check_run,
};
