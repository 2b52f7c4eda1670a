/* varscope check: is it a program at all? */
#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/program.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { OPTION_LANG };

static const CliOption check_options[] = {
    [OPTION_LANG] = {"lang", 'l', "VERSION", "the version of Go that the files are written for: go1.19"},
    {NULL, 0, NULL, NULL},
};

typedef VEC(const char *) PathList;

typedef struct Work {
    const char *version; /* of Go, or NULL */
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

/* All of the paths that name a file of this engine's language. */
static void check_files(Work *work, const Engine *engine, const PathList *paths) {
    PathList files = {0};
    for (size_t i = 0; i < paths->count; i++) {
        struct stat status;
        bool is_folder = stat(paths->items[i], &status) == 0 && S_ISDIR(status.st_mode);
        if (!is_folder && str_ends_with(str_from(paths->items[i]), str_from(engine->extension)))
            VEC_PUSH(&files, paths->items[i]);
    }
    EngineCheck check = {.files = files.items, .file_count = files.count, .version = work->version};
    if (files.count) work_note(work, engine->check(&check, &work->report));
    VEC_FREE(&files);
}

static void check_folder(Work *work, const char *path) {
    bool has_any = false;
    for (size_t i = 0; cli_engines[i]; i++) {
        EngineCheck check = {.folder = path, .version = work->version};
        EngineVerdict verdict = cli_engines[i]->check(&check, &work->report);
        has_any |= verdict != ENGINE_NOTHING;
        work_note(work, verdict);
    }
    if (has_any) return;
    cli_error("no Go files and no Python files in '%s'", path);
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
        if (kind == OPTION_LANG)
            work.version = arguments.value;
        else
            VEC_PUSH(&paths, arguments.value);
    }
    if (kind == CLI_ARGUMENT_WRONG || paths.count == 0) {
        VEC_FREE(&paths);
        return kind == CLI_ARGUMENT_WRONG ? CLI_USAGE
                                          : cli_usage_error(command, "no file and no folder given");
    }
    for (size_t i = 0; i < paths.count; i++) check_path(&work, paths.items[i]);
    for (size_t i = 0; cli_engines[i]; i++) check_files(&work, cli_engines[i], &paths);
    VEC_FREE(&paths);
    strbuf_free(&work.report);
    return work.status;
}

const CliCommand cli_command_check = {
    .name = "check",
    .summary = "report what the compilers find wrong, without running anything",
    .synopsis = "[--lang VERSION] FILE|FOLDER...",
    .description = "Parses and checks each FILE and reports its errors as python3.11 and go build do. The\n"
                   "named .go files make up one package. A FOLDER is a Go package (the .go files whose\n"
                   "build constraints hold for linux on amd64, without tests), or every .py file in it and\n"
                   "below. Go imports come from the library of the installed Go (GOROOT).\n"
                   "The status is 0 when nothing is wrong, 1 when something is, 2 when something cannot\n"
                   "be read.\n",
    .options = check_options,
    .examples = "  varscope check e1.py e1.go\n"
                "  varscope check src/\n"
                "  varscope check --lang go1.19 loop.go\n",
    .run = check_run,
};
