/* go_std_check [-w] [-t] [PATH...]: type-checks packages of Go's own library, all of them when none is named,
 * each with its function bodies and with as much of its imports as it needs (-w: the imports with their
 * bodies too). Prints the errors, and with -t the lines and seconds of each; last the number of packages that
 * are fine.
 *
 * The status is 1 when a named package is refused; go_std.py compares the number of all with a floor. */
#include "go/load/library.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { SKIPPED = 77 };

typedef struct Totals {
    size_t packages, good;
    uint64_t lines, bytes;
    double seconds;
} Totals;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void print_errors(const DiagnosticList *diagnostics, const char *path) {
    StrBuf report = {0};
    go_report_package(diagnostics, path, &report);
    fwrite(report.data, 1, report.length, stdout);
    strbuf_free(&report);
}

static bool check_package(GoSourceLibrary *library, const char *path, bool checks_imports, bool shows_time,
                          Totals *totals) {
    double start = now();
    const GoPackageFiles *files = go_source_library_find(library, str_from(path));
    totals->packages++;
    if (!files) {
        printf("%s: no such package\n", path);
        return false;
    }
    GoCheckOptions options = {.library = go_source_library(library), .checks_imports = checks_imports};
    DiagnosticList diagnostics = {0};
    GoProgram *program = go_check_package(files, &options, &diagnostics);
    double seconds = now() - start;
    uint64_t lines = 0;
    for (uint32_t i = 0; i < files->count; i++) {
        lines += source_line_count(files->sources[i]);
        totals->bytes += files->sources[i]->text.length;
    }
    if (shows_time) printf("%s %llu %.6f\n", path, (unsigned long long)lines, seconds);
    totals->lines += lines;
    totals->seconds += seconds;
    bool is_good = program != NULL;
    if (!is_good) print_errors(&diagnostics, path);
    totals->good += is_good;
    go_program_free(program);
    diagnostic_list_free(&diagnostics);
    return is_good;
}

/* All but builtin, which only documents what the language itself declares. */
static void list_packages(GoSourceLibrary *library, GoPathList *paths) {
    go_source_library_list(library, paths);
    size_t kept = 0;
    for (size_t i = 0; i < paths->count; i++) {
        Str path = paths->items[i];
        if (!str_equal_c(path, "builtin") && !str_equal_c(path, "unsafe")) paths->items[kept++] = path;
    }
    paths->count = kept;
}

int main(int count, char **words) {
    bool checks_imports = false, shows_time = false;
    int first = 1;
    for (; first < count && words[first][0] == '-'; first++) {
        if (strcmp(words[first], "-w") == 0) checks_imports = true;
        if (strcmp(words[first], "-t") == 0) shows_time = true;
    }
    StrBuf place = {0};
    GoSourceLibrary *library = go_source_library_open(19, &place);
    if (!library) fprintf(stderr, "no Go library in %s\n", place.data);
    strbuf_free(&place);
    if (!library) return SKIPPED;
    Totals totals = {0};
    GoPathList paths = {0};
    if (first == count) list_packages(library, &paths);
    bool is_good = true;
    for (size_t i = 0; i < paths.count; i++)
        check_package(library, paths.items[i].data, checks_imports, shows_time, &totals);
    for (int i = first; i < count; i++)
        is_good &= check_package(library, words[i], checks_imports, shows_time, &totals);
    printf("%zu of %zu packages, %llu lines in %.3f s\n", totals.good, totals.packages,
           (unsigned long long)totals.lines, totals.seconds);
    VEC_FREE(&paths);
    go_source_library_close(library);
    return is_good ? 0 : 1;
}
