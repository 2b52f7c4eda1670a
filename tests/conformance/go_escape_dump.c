/* go_escape_dump [-l] [-c] PACKAGE|FILE.go...: what Go 1.19's compiler would say under -m about packages of
 * its own library, or about packages of one file. -l: without inlining; -c: with its costs, as -m=2 has them.
 * Places have the file's base name. A wrong program prints its errors and gives status 1. */
#include "go/escape/escape.h"
#include "go/load/library.h"

#include <stdio.h>
#include <string.h>

enum { SKIPPED = 77, LANGUAGE = 19 };

static GoProgram *check_file(GoSourceLibrary *library, const char *path, Source *source,
                             DiagnosticList *diagnostics) {
    GoCheckOptions options = {
        .library = go_source_library(library), .checks_imports = true, .language_minor = LANGUAGE};
    const char *reason;
    if (!source_read(source, str_from(path), &reason)) {
        fprintf(stderr, "%s: %s\n", path, reason);
        return NULL;
    }
    const Source *sources[] = {source};
    GoPackageFiles files = {
        .path = STR("main"), .name = STR("main"), .sources = sources, .count = 1, .lacks_bodies = true};
    return go_check_package(&files, &options, diagnostics);
}

static GoProgram *check_package(GoSourceLibrary *library, const char *path, DiagnosticList *diagnostics) {
    GoCheckOptions options = {
        .library = go_source_library(library), .checks_imports = true, .language_minor = LANGUAGE};
    const GoPackageFiles *files = go_source_library_find(library, str_from(path));
    if (!files) fprintf(stderr, "%s: no such package\n", path);
    return files ? go_check_package(files, &options, diagnostics) : NULL;
}

static Str base_name(Str path) {
    for (size_t i = path.length; i > 0; i--)
        if (path.data[i - 1] == '/') return str_slice(path, i, path.length);
    return path;
}

static void print_message(const GoProgram *program, const GoEscapeMessage *message) {
    uint32_t offset;
    const Source *source = go_source_set_find(&program->sources, message->pos, &offset);
    SourcePlace place = go_source_set_place(&program->sources, message->pos);
    Str name = source ? base_name(source->path) : STR("?");
    printf("%.*s:%u:%u: %.*s\n", STR_ARGS(name), place.line, place.column, STR_ARGS(message->text));
}

static void print_messages(GoProgram *program, const GoEscapeOptions *options) {
    GoEscape *escape = go_escape_explain(program, options);
    for (size_t i = 0; i < go_escape_message_count(escape); i++) {
        const GoEscapeMessage *message = go_escape_message_at(escape, i);
        if (message->package == program->main) print_message(program, message);
    }
    go_escape_free(escape);
}

static bool dump(GoSourceLibrary *library, const char *path, const GoEscapeOptions *options) {
    DiagnosticList diagnostics = {0};
    Source source = {0};
    bool is_file = str_ends_with(str_from(path), STR(".go"));
    GoProgram *program = is_file ? check_file(library, path, &source, &diagnostics)
                                 : check_package(library, path, &diagnostics);
    if (program) {
        print_messages(program, options);
    } else {
        StrBuf report = {0};
        go_report(&diagnostics, &report);
        fwrite(report.data, 1, report.length, stdout);
        strbuf_free(&report);
    }
    bool is_good = program != NULL;
    go_program_free(program);
    diagnostic_list_free(&diagnostics);
    source_free(&source);
    return is_good;
}

int main(int count, char **words) {
    GoEscapeOptions options = {.inlines = true};
    int first = 1;
    for (; first < count && words[first][0] == '-'; first++) {
        if (strcmp(words[first], "-l") == 0) options.inlines = false;
        if (strcmp(words[first], "-c") == 0) options.tells_costs = true;
    }
    StrBuf place = {0};
    GoSourceLibrary *library = go_source_library_open(LANGUAGE, &place);
    if (!library) fprintf(stderr, "no Go library in %s\n", place.data);
    strbuf_free(&place);
    if (!library) return SKIPPED;
    bool is_good = true;
    for (int i = first; i < count; i++) is_good &= dump(library, words[i], &options);
    go_source_library_close(library);
    return is_good ? 0 : 1;
}
