/* Checking without running, see check_paths.h: each file is compiled, and what is wrong with it is shown as
 * python3.11 shows it before it runs anything. */
#include "python/check_paths.h"

#include "python/engine.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

typedef struct Work {
    StrBuf *report;
    EngineVerdict verdict;
    size_t files;
} Work;

/* The worst one counts. */
static void work_note(Work *work, EngineVerdict verdict) {
    if (work->verdict != ENGINE_UNUSABLE && verdict != ENGINE_CLEAN) work->verdict = verdict;
}

static void check_file(Work *work, Str path) {
    Source source;
    const char *reason = NULL;
    work->files++;
    if (!source_read(&source, path, &reason)) {
        strbuf_format(work->report, "cannot open '%.*s': %s\n", STR_ARGS(path), reason);
        work_note(work, ENGINE_UNUSABLE);
        return;
    }
    DiagnosticList diagnostics = {0};
    EngineProgram *program = python_engine.compile(&source, &diagnostics);
    if (program) {
        python_engine.release(program);
    } else {
        python_engine.report(&diagnostics, work->report);
        work_note(work, ENGINE_WRONG);
    }
    diagnostic_list_free(&diagnostics);
    source_free(&source);
}

static int name_is_shown(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

static int names_by_bytes(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

enum { DEPTH_MAX = 100 };

static void check_folder(Work *work, Str folder, int depth);

/* Links to folders are not followed: they may lead back. */
static void check_entry(Work *work, Str path, int depth) {
    struct stat status;
    if (lstat(path.data, &status) != 0) return;
    if (S_ISDIR(status.st_mode))
        check_folder(work, path, depth + 1);
    else if (str_ends_with(path, STR(".py")) && stat(path.data, &status) == 0 && !S_ISDIR(status.st_mode))
        check_file(work, path);
}

static void check_folder(Work *work, Str folder, int depth) {
    Arena arena = {0};
    struct dirent **entries;
    folder = arena_copy(&arena, folder);
    int count = depth > DEPTH_MAX ? 0 : scandir(folder.data, &entries, name_is_shown, names_by_bytes);
    if (count < 0) {
        strbuf_format(work->report, "cannot open '%s': %s\n", folder.data, strerror(errno));
        work_note(work, ENGINE_UNUSABLE);
    }
    const char *slash = str_ends_with(folder, STR("/")) ? "" : "/";
    for (int i = 0; i < count; i++) {
        check_entry(work, arena_format(&arena, "%s%s%s", folder.data, slash, entries[i]->d_name), depth);
        free(entries[i]);
    }
    if (count >= 0 && depth <= DEPTH_MAX) free(entries);
    arena_free(&arena);
}

EngineVerdict py_check_paths(const EngineCheck *check, StrBuf *report) {
    Work work = {.report = report, .verdict = ENGINE_CLEAN};
    for (size_t i = 0; i < check->file_count; i++) check_file(&work, str_from(check->files[i]));
    if (check->folder) check_folder(&work, str_from(check->folder), 0);
    return work.files == 0 && work.verdict == ENGINE_CLEAN ? ENGINE_NOTHING : work.verdict;
}
