/* Checking without running, in the words of `go build`, see check_paths.h.
 *
 * A program that runs gets its packages from us (go/packages), which have what we can run. Here nothing is
 * run, so imports come from Go's own library: what compiles there compiles here. */
#include "go/check_paths.h"

#include "go/escape/escape.h"
#include "go/load/package_graph.h"
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

typedef struct Job {
    const EngineCheck *check;
    GoSourceLibrary *library; /* of the installed Go, once it was opened */
    StrBuf *report;
} Job;

/* False (reported) when no Go is installed. */
static bool job_open_library(Job *job) {
    StrBuf place = {0};
    job->library = go_source_library_open(GO_NEWEST_MINOR, &place);
    if (!job->library)
        strbuf_format(job->report,
                      "cannot find Go's own library in %s; install golang-1.19-src or set GOROOT\n",
                      place.data);
    strbuf_free(&place);
    return job->library;
}

/* One package. `minor`: of its language; 0: current Go. `explains`: the user asks about this one. */
static EngineVerdict check_package(const Job *job, const GoPackageFiles *files, const GoLibrary *library,
                                   const char *heading, int minor, bool explains) {
    explains = explains && job->check->explains_escapes;
    GoCheckOptions options = {.library = library, .checks_imports = explains, .language_minor = minor};
    DiagnosticList diagnostics = {0};
    GoProgram *program = go_check_package(files, &options, &diagnostics);
    EngineVerdict verdict = program ? ENGINE_CLEAN : ENGINE_WRONG;
    if (!program) go_report_package(&diagnostics, heading, job->report);
    if (program && explains) append_decisions(program, !job->check->keeps_calls, heading, job->report);
    go_program_free(program);
    diagnostic_list_free(&diagnostics);
    return verdict;
}

/* The version of the language that was asked for, or `unsaid`. */
static int asked_minor(const EngineCheck *check, int unsaid) {
    return check->version ? go_version_minor(check->version) : unsaid;
}

/* ---- Packages of modules ---------------------------------------------------------------------------- */

static bool imports_wrong(const GoGraphPackage *package) {
    for (size_t i = 0; i < package->imports.count; i++)
        if (package->imports.items[i]->is_wrong) return true;
    return false;
}

/* Every package behind those that it imports; what imports a wrong one is not looked at. */
static EngineVerdict check_graph(const Job *job, GoPackageGraph *graph, const GoGraphPackage *root) {
    EngineVerdict verdict = ENGINE_CLEAN;
    for (size_t i = 0; i < graph->order.count; i++) {
        GoGraphPackage *package = graph->order.items[i];
        if (package->is_standard) continue;
        package->is_wrong = imports_wrong(package);
        if (package->is_wrong) continue;
        bool is_root = package == root;
        int minor = is_root ? asked_minor(job->check, package->module->minor) : package->module->minor;
        EngineVerdict own = check_package(job, &package->files, go_package_graph_library(graph),
                                          package->path.data, minor, is_root);
        package->is_wrong = own != ENGINE_CLEAN;
        if (!package->is_wrong) continue;
        verdict = own;
        if (package->module->wanted_minor > GO_NEWEST_MINOR)
            strbuf_format(job->report, "note: module requires Go 1.%d\n", package->module->wanted_minor);
    }
    return verdict;
}

/* A package in a module. `path`: NULL for that of its folder. */
static EngineVerdict check_in_module(const Job *job, GoModuleSet *modules, GoFolder *folder, Str absolute,
                                     const char *path) {
    if (modules->fault.length) {
        strbuf_append(job->report, strbuf_view(&modules->fault));
        return ENGINE_WRONG;
    }
    GoPackageGraph graph = {.modules = modules, .library = job->library};
    graph.minor = asked_minor(job->check, GO_NEWEST_MINOR);
    GoGraphPackage root = {.directory = absolute, .module = go_module_main(modules)};
    root.import_path = go_module_import_path(modules, absolute);
    root.path = path ? str_from(path) : root.import_path;
    go_package_graph_load(&graph, &root, folder);
    size_t before = job->report->length;
    go_package_graph_report(&graph, job->report);
    EngineVerdict verdict = job->report->length > before ? ENGINE_WRONG : check_graph(job, &graph, &root);
    go_package_graph_free(&graph);
    VEC_FREE(&root.imports);
    return verdict;
}

/* ---- Folders ---------------------------------------------------------------------------------------- */

/* Outside of modules a package is named _/its/path. */
static EngineVerdict check_alone(const Job *job, GoFolder *folder, Str absolute) {
    Str name = go_folder_name(folder);
    StrBuf heading = {0};
    strbuf_format(&heading, "_%.*s", STR_ARGS(absolute));
    GoPackageFiles files = {.path = str_equal_c(name, "main") ? name : strbuf_view(&heading),
                            .name = name,
                            .sources = (const Source *const *)folder->sources.items,
                            .count = (uint32_t)folder->sources.count,
                            .lacks_bodies = folder->has_assembly};
    EngineVerdict verdict = check_package(job, &files, go_source_library(job->library), heading.data,
                                          asked_minor(job->check, 0), true);
    strbuf_free(&heading);
    return verdict;
}

/* What go says about a folder that is no package. `name`: as which it would be one. */
static void append_folder_fault(const Job *job, const GoFolder *folder, Str name, Str absolute) {
    if (folder->state == GO_FOLDER_TESTS_ONLY)
        strbuf_format(job->report, "go build %.*s: ", STR_ARGS(name));
    else if (folder->state == GO_FOLDER_EXCLUDED)
        strbuf_format(job->report, "package %.*s: ", STR_ARGS(name));
    go_package_graph_fault(folder, absolute, job->report);
    strbuf_append_char(job->report, '\n');
}

static EngineVerdict check_good_folder(Job *job, GoModuleSet *modules, GoFolder *folder, Str absolute) {
    if (!job_open_library(job)) return ENGINE_UNUSABLE;
    return modules ? check_in_module(job, modules, folder, absolute, NULL)
                   : check_alone(job, folder, absolute);
}

static EngineVerdict check_folder(Job *job) {
    GoFolder folder;
    GoModuleSet modules = {0};
    Arena arena = {0};
    go_folder_read(&folder, str_from(job->check->folder), asked_minor(job->check, GO_NEWEST_MINOR));
    char real[PATH_MAX];
    Str absolute = str_from(realpath(job->check->folder, real) ? real : job->check->folder);
    bool is_in_module = go_module_set_read(&modules, absolute) && !modules.fault.length;
    EngineVerdict verdict = folder.state == GO_FOLDER_EMPTY ? ENGINE_NOTHING : ENGINE_WRONG;
    if (folder.state == GO_FOLDER_GOOD) {
        verdict = check_good_folder(job, modules.modules.count ? &modules : NULL, &folder, absolute);
    } else if (verdict == ENGINE_WRONG) {
        Str name = is_in_module                           ? go_module_import_path(&modules, absolute)
                   : folder.state == GO_FOLDER_TESTS_ONLY ? arena_format(&arena, "_%.*s", STR_ARGS(absolute))
                                                          : str_from(job->check->folder);
        append_folder_fault(job, &folder, name, absolute);
    }
    go_module_set_free(&modules);
    go_folder_free(&folder);
    arena_free(&arena);
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

/* Named files that were read. */
static EngineVerdict check_file_package(Job *job, GoFolder *folder, Str absolute) {
    static const char path[] = "command-line-arguments";
    if (!job_open_library(job)) return ENGINE_UNUSABLE;
    GoModuleSet modules = {0};
    EngineVerdict verdict;
    if (go_module_set_read(&modules, absolute)) {
        verdict = check_in_module(job, &modules, folder, absolute, path);
    } else {
        GoPackageFiles files = {.path = STR("main"),
                                .name = go_folder_name(folder),
                                .sources = (const Source *const *)folder->sources.items,
                                .count = (uint32_t)folder->sources.count};
        verdict = check_package(job, &files, go_source_library(job->library), path,
                                asked_minor(job->check, 0), true);
    }
    go_module_set_free(&modules);
    return verdict;
}

static EngineVerdict check_files(Job *job) {
    const EngineCheck *check = job->check;
    StrBuf *report = job->report;
    if (!files_lie_together(check, report)) return ENGINE_WRONG;
    GoFolder folder = {0};
    EngineVerdict verdict = ENGINE_CLEAN;
    for (size_t i = 0; i < check->file_count; i++)
        if (!folder_add(&folder, check->files[i], report)) verdict = ENGINE_UNUSABLE;
    char real[PATH_MAX];
    Arena arena = {0};
    const char *where = arena_copy(&arena, path_folder(str_from(check->files[0]))).data;
    Str absolute = str_from(realpath(where, real) ? real : where);
    if (verdict == ENGINE_CLEAN && folder.other > 0) {
        folder.state = GO_FOLDER_MIXED;
        append_folder_fault(job, &folder, (Str){0}, absolute);
        verdict = ENGINE_WRONG;
    }
    if (verdict == ENGINE_CLEAN) verdict = check_file_package(job, &folder, absolute);
    arena_free(&arena);
    go_folder_free(&folder);
    return verdict;
}

EngineVerdict go_check_paths(const EngineCheck *check, StrBuf *report) {
    StrBuf fault = {0};
    const char *complaint = check->version ? go_version_fault(check->version, &fault) : NULL;
    if (complaint) strbuf_format(report, "%s\n", complaint);
    strbuf_free(&fault);
    if (complaint) return ENGINE_UNUSABLE;
    Job job = {.check = check, .report = report};
    EngineVerdict verdict = check->folder ? check_folder(&job) : check_files(&job);
    go_source_library_close(job.library);
    return verdict;
}
