/* go_check_dump [-lang=go1.N] [-complete] FILE...: checks each file as a package of its own, as `go tool compile -e` does,
 * and prints every error as "path:line:column: message". For comparison with the expectations of Go's own
 * tests, see go_check.py. The status is 1 when there was an error. */
#include "go/packages/packages.h"
#include "go/types/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_diagnostics(const DiagnosticList *diagnostics) {
    for (size_t i = 0; i < diagnostics->list.count; i++) {
        const Diagnostic *diagnostic = &diagnostics->list.items[i];
        if (diagnostic->source) {
            SourcePlace place = source_place(diagnostic->source, diagnostic->span.start);
            printf("%.*s:%u:%u: ", STR_ARGS(diagnostic->source->path), place.line, place.column);
        }
        printf("%.*s\n", STR_ARGS(diagnostic->message));
    }
}

static bool check_file(const char *path, const GoCheckOptions *options) {
    Source source;
    const char *reason;
    if (!source_read(&source, str_from(path), &reason)) {
        fprintf(stderr, "%s: %s\n", path, reason);
        return false;
    }
    DiagnosticList diagnostics = {0};
    GoProgram *program = go_check_program(&source, options, &diagnostics);
    print_diagnostics(&diagnostics);
    diagnostic_list_free(&diagnostics);
    go_program_free(program);
    source_free(&source);
    return program != NULL;
}

int main(int count, char **arguments) {
    GoLibrary library = {.find = go_native_package_text};
    GoCheckOptions options = {.library = &library, .is_compiler_only = true, .allows_missing_bodies = true};
    bool good = true;
    for (int i = 1; i < count; i++) {
        if (strncmp(arguments[i], "-lang=go1.", 10) == 0)
            options.language_minor = atoi(arguments[i] + 10);
        else if (strcmp(arguments[i], "-complete") == 0)
            options.allows_missing_bodies = false;
        else
            good &= check_file(arguments[i], &options);
    }
    return good ? 0 : 1;
}
