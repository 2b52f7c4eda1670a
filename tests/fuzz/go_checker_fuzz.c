/* Fuzzes Go's type checker: any bytes, taken as a package, either pass or are refused with a message that can
 * be printed. Zero bytes separate the package's files. Imports come from the installed Go, which is opened
 * once; without one every import is an error. */
#include "go/load/library.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { FILES_MAX = 4 };

/* Of the language in use: the first byte decides, so that older versions get their share. */
static int language_of(const uint8_t *bytes, size_t size) {
    return size > 0 && bytes[0] == '\n' ? 19 : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static GoSourceLibrary *library;
    static bool is_open;
    if (!is_open) library = go_source_library_open(19, NULL);
    is_open = true;
    Source files[FILES_MAX];
    const Source *list[FILES_MAX];
    uint32_t count = 0;
    for (size_t at = 0; at <= size && count < FILES_MAX;) {
        ptrdiff_t zero = count + 1 < FILES_MAX ? str_find_byte((Str){(const char *)bytes, size}, 0, at) : -1;
        size_t end = zero < 0 ? size : (size_t)zero;
        static const char *const names[] = {"a.go", "b.go", "c.go", "d.go"};
        source_init(&files[count], str_from(names[count]), (Str){(const char *)bytes + at, end - at});
        list[count] = &files[count];
        count++;
        at = end + 1;
    }
    GoPackageFiles package = {.path = STR("fuzz"), .name = STR("fuzz"), .sources = list, .count = count};
    GoCheckOptions options = {.library = library ? go_source_library(library) : NULL,
                              .language_minor = language_of(bytes, size)};
    DiagnosticList diagnostics = {0};
    GoProgram *program = go_check_package(&package, &options, &diagnostics);
    if (!program && diagnostics.list.count == 0) __builtin_trap(); /* refused without a word */
    StrBuf report = {0};
    go_report(&diagnostics, &report);
    strbuf_free(&report);
    go_program_free(program);
    diagnostic_list_free(&diagnostics);
    for (uint32_t i = 0; i < count; i++) source_free(&files[i]);
    return 0;
}
