/* Fuzzes Go's scanner and parser: any bytes, taken as a file, are parsed twice, whole and as an outline, and
 * looked at for build constraints. What parses without an error must do so as an outline too, with the same
 * number of declarations: bodies are passed over without being scanned, and must end at the same brace. */
#include "go/syntax/constraint.h"
#include "go/syntax/parser.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static uint32_t count_declarations(const GoFile *file) {
    uint32_t count = 0;
    for (const GoDecl *decl = file->declarations; decl; decl = decl->next) count++;
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    Source source;
    source_init(&source, STR("fuzz.go"), (Str){(const char *)bytes, size});
    Arena arena = {0};
    GoErrorList errors = {0}, outline_errors = {0};
    GoSourceSet sources = {0};
    DiagnosticList diagnostics = {0};
    GoPos base = go_source_set_add(&sources, &source);
    const GoFile *file = go_parse_library_file(&source, base, false, &arena, &errors);
    const GoFile *outline = go_parse_library_file(&source, base, true, &arena, &outline_errors);
    if (errors.items.count == 0 &&
        (outline_errors.items.count > 0 || count_declarations(file) != count_declarations(outline)))
        __builtin_trap();
    const char *reason;
    go_constraint_of_text(source.text, 19, &reason);
    go_constraint_allows_name(source.text);
    go_errors_flush(&errors, &sources, GO_ERRORS_ALL, &diagnostics);
    go_errors_free(&errors);
    go_errors_free(&outline_errors);
    go_source_set_free(&sources);
    diagnostic_list_free(&diagnostics);
    arena_free(&arena);
    source_free(&source);
    return 0;
}
