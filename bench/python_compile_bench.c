/* python_compile_bench FILE...: how long our front end takes from the text of each file to its code object.
 * The list of files comes from the words; every round compiles all of them, and the fastest round counts.
 *
 * Prints the seconds of the fastest round and the number of files that compiled. Reading the files does not
 * count, nor does setting the runtime up: CPython's compile(), which bench/run.py times beside it, has its
 * runtime already. */
#include "python/compile/compile.h"
#include "python/objects/runtime.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 3 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Seconds for one file; negative when it does not compile. */
static double compile_one(const Source *source) {
    Arena arena = {0};
    DiagnosticList diagnostics = {0};
    double start = now();
    Source fresh;
    source_init(&fresh, source->path, source->text);
    PyAstModule *module = py_parse_module(&fresh, &arena, &diagnostics);
    PyCompileOptions options = {.filename = source->path, .mode = PY_PARSE_FILE};
    PyCode *code = module ? py_compile(module, &options, &arena, &diagnostics) : NULL;
    arena_free(&arena);
    bool good = code;
    py_xdecref(code);
    double took = good ? now() - start : -1;
    diagnostic_list_free(&diagnostics);
    source_free(&fresh);
    return took;
}

int main(int count, char **paths) {
    Source *sources = calloc((size_t)count, sizeof *sources);
    const char *reason;
    double best = 0;
    int compiled = 0;
    for (int i = 1; i < count; i++)
        if (!source_read(&sources[i], str_from(paths[i]), &reason)) return 1;
    if (!py_runtime_init(0, &reason)) return 1;
    for (int round = 0; round < ROUNDS; round++) {
        double total = 0;
        compiled = 0;
        for (int i = 1; i < count; i++) {
            double took = compile_one(&sources[i]);
            if (took < 0) continue;
            total += took;
            compiled++;
        }
        if (round == 0 || total < best) best = total;
    }
    printf("%.6f %d\n", best, compiled);
    py_runtime_free();
    for (int i = 1; i < count; i++) source_free(&sources[i]);
    free(sources);
    return 0;
}
