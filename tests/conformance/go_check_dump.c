/* go_check_dump [-lang=go1.N] [-complete] [-package PATH FILE...]... : checks a package as `go tool compile
 * -e` does, and prints every error as "path:line:column: message". Without -package the files form one
 * package; with several, each can import those before it (test/x as "./x" too), and the last one is checked.
 * Go's own library is read from source. -std: the package passes for one of Go's own. -complete: functions
 * without a body are errors. -checker: as go/types alone. For comparison with the expectations of Go's own
 * tests, see go_errorcheck.py. The status is 1 when there was an error. */
#include "go/load/library.h"
#include "go/syntax/line_directive.h"
#include "go/syntax/scanner.h"
#include "go/types/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PACKAGES_MAX = 64, FILES_MAX = 256, SKIPPED = 77 };

typedef struct Tool {
    GoPackageFiles packages[PACKAGES_MAX];
    uint32_t package_count;
    Source sources[FILES_MAX];
    const Source *files[FILES_MAX];
    uint32_t file_count;
    const GoLibrary *standard;
    bool is_standard; /* the package passes for one of Go's own */
} Tool;

/* ---- Imports: the packages of the command line, and the library ------------------------------------- */

static const GoPackageFiles *tool_find(const Tool *tool, Str path) {
    for (uint32_t i = 0; i + 1 < tool->package_count; i++) {
        if (str_equal(tool->packages[i].path, path)) return &tool->packages[i];
    }
    return NULL;
}

static Str tool_locate(void *user, Arena *arena, Str path, bool is_standard) {
    const Tool *tool = user;
    if (str_starts_with(path, STR("./")))
        path = arena_format(arena, "test/%.*s", (int)path.length - 2, path.data + 2);
    if (tool_find(tool, path)) return path;
    return tool->standard->locate(tool->standard->user, arena, path, is_standard);
}

static const GoPackageFiles *tool_files(void *user, Str path) {
    const Tool *tool = user;
    const GoPackageFiles *own = tool_find(tool, path);
    return own ? own : tool->standard->files(tool->standard->user, path);
}

/* ---- Reading and printing --------------------------------------------------------------------------- */

static void tool_begin_package(Tool *tool, const char *path) {
    if (tool->package_count == PACKAGES_MAX) return;
    GoPackageFiles *package = &tool->packages[tool->package_count++];
    *package = (GoPackageFiles){.path = str_from(path)};
    package->sources = tool->files + tool->file_count;
}

/* The word behind `package`. */
static Str package_name(const Source *source) {
    GoErrorList errors = {0};
    GoScanner scanner;
    go_scanner_init(&scanner, source->text, 0, &errors);
    for (int i = 0; i < 2; i++) go_scanner_next(&scanner);
    go_errors_free(&errors);
    return scanner.token == GO_TOKEN_NAME ? scanner.spelling : STR("");
}

static bool tool_add_file(Tool *tool, const char *path) {
    const char *reason = "Too many files";
    if (tool->package_count == 0) tool_begin_package(tool, "main");
    Source *source = &tool->sources[tool->file_count];
    if (tool->file_count == FILES_MAX || !source_read(source, str_from(path), &reason)) {
        fprintf(stderr, "%s: %s\n", path, reason);
        return false;
    }
    tool->files[tool->file_count++] = source;
    GoPackageFiles *package = &tool->packages[tool->package_count - 1];
    if (package->count++ == 0) package->name = package_name(source);
    return true;
}

static void print_diagnostics(const DiagnosticList *diagnostics) {
    for (size_t i = 0; i < diagnostics->list.count; i++) {
        const Diagnostic *diagnostic = &diagnostics->list.items[i];
        if (diagnostic->source) {
            StrBuf place = {0};
            go_append_place(&place, diagnostic->source, diagnostic->span.start, strbuf_append);
            printf("%s: ", place.data);
            strbuf_free(&place);
        }
        printf("%.*s\n", STR_ARGS(diagnostic->message));
    }
}

static bool tool_check(Tool *tool, const GoCheckOptions *asked) {
    GoLibrary library = {.user = tool, .locate = tool_locate, .files = tool_files};
    GoCheckOptions options = *asked;
    options.library = &library;
    tool->packages[tool->package_count - 1].is_standard = tool->is_standard;
    DiagnosticList diagnostics = {0};
    GoProgram *program = go_check_package(&tool->packages[tool->package_count - 1], &options, &diagnostics);
    print_diagnostics(&diagnostics);
    diagnostic_list_free(&diagnostics);
    go_program_free(program);
    return program != NULL;
}

int main(int count, char **words) {
    static Tool tool;
    GoCheckOptions options = {.is_compiler_only = true, .allows_missing_bodies = true};
    bool is_good = true;
    for (int i = 1; i < count && is_good; i++) {
        if (strncmp(words[i], "-lang=go1.", 10) == 0)
            options.language_minor = atoi(words[i] + 10);
        else if (strcmp(words[i], "-std") == 0)
            tool.is_standard = true;
        else if (strcmp(words[i], "-complete") == 0)
            options.allows_missing_bodies = false;
        else if (strcmp(words[i], "-checker") == 0)
            options.is_checker_only = true;
        else if (strcmp(words[i], "-package") == 0 && i + 1 < count)
            tool_begin_package(&tool, words[++i]);
        else
            is_good = tool_add_file(&tool, words[i]);
    }
    if (!is_good || tool.file_count == 0) return 2;
    GoSourceLibrary *standard = go_source_library_open(19, NULL);
    if (!standard) return SKIPPED;
    tool.standard = go_source_library(standard);
    for (uint32_t i = 0; i < tool.package_count; i++)
        tool.packages[i].lacks_bodies = options.allows_missing_bodies;
    is_good = tool_check(&tool, &options);
    go_source_library_close(standard);
    for (uint32_t i = 0; i < tool.file_count; i++) source_free(&tool.sources[i]);
    return is_good ? 0 : 1;
}
