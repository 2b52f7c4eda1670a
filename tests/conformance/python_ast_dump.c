/* python_ast_dump [-a] FILE...: parses each file and prints its tree as `python3.11 -m ast` does (with -a
 * also the positions), or its syntax error; with -q nothing. For comparison with the real one, see
 * python_ast.py. */
#include "python/syntax/parser.h"
#include "python/syntax/report.h"

#include <stdio.h>
#include <string.h>

static bool dump_file(const char *path, bool positions, bool quiet) {
    Source source;
    const char *reason;
    if (!source_read(&source, str_from(path), &reason)) {
        fprintf(stderr, "%s: %s\n", path, reason);
        return false;
    }
    Arena arena = {0};
    DiagnosticList diagnostics = {0};
    StrBuf out = {0};
    PyAstModule *module = py_parse_module(&source, &arena, &diagnostics);
    if (!module)
        py_report(&diagnostics, &out);
    else if (!quiet)
        py_ast_dump(module, positions, &out);
    fwrite(out.data, 1, out.length, module ? stdout : stderr);
    strbuf_free(&out);
    diagnostic_list_free(&diagnostics);
    arena_free(&arena);
    source_free(&source);
    return module;
}

int main(int count, char **arguments) {
    bool positions = false, quiet = false, good = true;
    for (int i = 1; i < count; i++) {
        if (strcmp(arguments[i], "-a") == 0)
            positions = true;
        else if (strcmp(arguments[i], "-q") == 0)
            quiet = true;
        else
            good &= dump_file(arguments[i], positions, quiet);
    }
    return good ? 0 : 1;
}
