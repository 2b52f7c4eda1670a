/* Checking without running, in the words of `go build`, see check_paths.h.
 *
 * A program that runs gets its packages from us (go/packages), which have what we can run. Here nothing is
 * run, so imports come from Go's own library: what compiles there compiles here. */
#include "go/check_paths.h"

#include "go/escape/escape.h"
#include "go/load/library.h"
#include "go/syntax/line_directive.h"
#include "go/syntax/path.h"
#include "go/version.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- Packages --------------------------------------------------------------------------------------- */

static void append_message(const GoProgram *program, const GoEscapeMessage *message, StrBuf *report) {
    uint32_t offset;
    const Source *source = go_source_set_find(&program->sources, message->pos, &offset);
    if (source) go_append_place(report, source, offset, go_append_shown_path);
    strbuf_format(report, ": %.*s\n", STR_ARGS(message->text));
}

/* What `go build -gcflags=-m` says about the package itself. */
static void append_decisions(GoProgram *program, bool inlines, const char *heading, StrBuf *report) {
    GoEscape *escape = go_escape_explain(program, &(GoEscapeOptions){.inlines = inlines});
    bool has_heading = false;
    for (size_t i = 0; i < go_escape_message_count(escape); i++) {
        const GoEscapeMessage *message = go_escape_message_at(escape, i);
        if (message->package != program->main) continue;
        if (!has_heading) strbuf_format(report, "# %s\n", heading);
        has_heading = true;
        append_message(program, message, report);
    }
    go_escape_free(escape);
}

static EngineVerdict check_package(const EngineCheck *check, const GoPackageFiles *files, const char *heading,
                                   StrBuf *report) {
    StrBuf place = {0};
    GoSourceLibrary *library = go_source_library_open(GO_NEWEST_MINOR, &place);
    if (!library) {
        strbuf_format(report, "cannot find Go's own library in %s; install golang-1.19-src or set GOROOT\n",
                      place.data);
        strbuf_free(&place);
        return ENGINE_UNUSABLE;
    }
    strbuf_free(&place);
    GoCheckOptions options = {.library = go_source_library(library),
                              .checks_imports = check->explains_escapes,
                              .language_minor = check->version ? go_version_minor(check->version) : 0};
    DiagnosticList diagnostics = {0};
    GoProgram *program = go_check_package(files, &options, &diagnostics);
    EngineVerdict verdict = program ? ENGINE_CLEAN : ENGINE_WRONG;
    if (!program) go_report_package(&diagnostics, heading, report);
    if (program && check->explains_escapes) append_decisions(program, !check->keeps_calls, heading, report);
    go_program_free(program);
    go_source_library_close(library);
    diagnostic_list_free(&diagnostics);
    return verdict;
}

/* ---- Folders ---------------------------------------------------------------------------------------- */

static void append_base(StrBuf *out, Str path) {
    size_t start = path.length;
    while (start > 0 && path.data[start - 1] != '/') start--;
    strbuf_append(out, str_slice(path, start, path.length));
}

static void append_mixed(const GoFolder *folder, Str absolute, StrBuf *report) {
    Str *names = folder->package_names.items;
    strbuf_format(report, "found packages %.*s (", STR_ARGS(names[0]));
    append_base(report, folder->sources.items[0]->path);
    strbuf_format(report, ") and %.*s (", STR_ARGS(names[folder->other]));
    append_base(report, folder->sources.items[folder->other]->path);
    strbuf_format(report, ") in %.*s\n", STR_ARGS(absolute));
}

/* What go says about a folder that is no package. Outside of modules a package is named _/its/path. */
static void append_folder_fault(const GoFolder *folder, const char *path, Str absolute, StrBuf *report) {
    switch (folder->state) {
    case GO_FOLDER_TESTS_ONLY:
        strbuf_format(report, "go build _%.*s: no non-test Go files in %.*s\n", STR_ARGS(absolute),
                      STR_ARGS(absolute));
        break;
    case GO_FOLDER_EXCLUDED:
        strbuf_format(report, "package %s: build constraints exclude all Go files in %.*s\n", path,
                      STR_ARGS(absolute));
        break;
    case GO_FOLDER_MIXED: append_mixed(folder, absolute, report); break;
    case GO_FOLDER_WRONG:
        append_base(report, folder->culprit);
        strbuf_format(report, ": parsing //go:build line: %s\n", folder->reason);
        break;
    case GO_FOLDER_UNREADABLE:
        strbuf_format(report, "open %.*s: %s\n", STR_ARGS(folder->culprit), folder->reason);
        break;
    default: break;
    }
}

static EngineVerdict check_folder(const EngineCheck *check, StrBuf *report) {
    int minor = check->version ? go_version_minor(check->version) : GO_NEWEST_MINOR;
    GoFolder folder;
    go_folder_read(&folder, str_from(check->folder), minor);
    char real[PATH_MAX];
    Str absolute = str_from(realpath(check->folder, real) ? real : check->folder);
    EngineVerdict verdict = folder.state == GO_FOLDER_EMPTY ? ENGINE_NOTHING : ENGINE_WRONG;
    if (folder.state == GO_FOLDER_GOOD) {
        Str name = folder.package_names.items[0];
        StrBuf heading = {0};
        strbuf_format(&heading, "_%.*s", STR_ARGS(absolute));
        GoPackageFiles files = {.path = str_equal_c(name, "main") ? name : strbuf_view(&heading),
                                .name = name,
                                .sources = (const Source *const *)folder.sources.items,
                                .count = (uint32_t)folder.sources.count,
                                .lacks_bodies = folder.has_assembly};
        verdict = check_package(check, &files, heading.data, report);
        strbuf_free(&heading);
    } else {
        append_folder_fault(&folder, check->folder, absolute, report);
    }
    go_folder_free(&folder);
    return verdict;
}

/* ---- Files ------------------------------------------------------------------------------------------ */

static Str path_folder(Str path) {
    while (path.length > 0 && path.data[path.length - 1] != '/') path.length--;
    while (path.length > 1 && path.data[path.length - 1] == '/') path.length--;
    return path.length ? path : STR(".");
}

/* False (reported) when two files lie in different folders. */
static bool files_lie_together(const EngineCheck *check, StrBuf *report) {
    Str first = path_folder(str_from(check->files[0]));
    for (size_t i = 1; i < check->file_count; i++) {
        Str other = path_folder(str_from(check->files[i]));
        if (str_equal(first, other)) continue;
        strbuf_format(report, "named files must all be in one directory; have %.*s and %.*s\n",
                      STR_ARGS(first), STR_ARGS(other));
        return false;
    }
    return true;
}

/* Reads the file and finds its package name. */
static bool folder_add(GoFolder *folder, const char *path, StrBuf *report) {
    const char *reason = NULL;
    if (go_folder_add_file(folder, str_from(path), &reason)) return true;
    strbuf_format(report, "cannot open '%s': %s\n", path, reason);
    return false;
}

static EngineVerdict check_files(const EngineCheck *check, StrBuf *report) {
    if (!files_lie_together(check, report)) return ENGINE_WRONG;
    GoFolder folder = {0};
    EngineVerdict verdict = ENGINE_CLEAN;
    for (size_t i = 0; i < check->file_count; i++)
        if (!folder_add(&folder, check->files[i], report)) verdict = ENGINE_UNUSABLE;
    if (verdict == ENGINE_CLEAN && folder.other > 0) {
        char real[PATH_MAX];
        Arena arena = {0};
        const char *where = arena_copy(&arena, path_folder(str_from(check->files[0]))).data;
        append_mixed(&folder, str_from(realpath(where, real) ? real : where), report);
        arena_free(&arena);
        verdict = ENGINE_WRONG;
    }
    if (verdict == ENGINE_CLEAN) {
        GoPackageFiles files = {.path = STR("main"),
                                .name = folder.package_names.items[0],
                                .sources = (const Source *const *)folder.sources.items,
                                .count = (uint32_t)folder.sources.count};
        verdict = check_package(check, &files, "command-line-arguments", report);
    }
    go_folder_free(&folder);
    return verdict;
}

EngineVerdict go_check_paths(const EngineCheck *check, StrBuf *report) {
    StrBuf fault = {0};
    const char *complaint = check->version ? go_version_fault(check->version, &fault) : NULL;
    if (complaint) strbuf_format(report, "%s\n", complaint);
    strbuf_free(&fault);
    if (complaint) return ENGINE_UNUSABLE;
    return check->folder ? check_folder(check, report) : check_files(check, report);
}
