/* Compiling: from a syntax tree to a code object that is CPython 3.11's, byte for byte.
 *
 *     tree -> fold.c       constant expressions are computed
 *          -> symtable.c   every name is a local, a cell, free or global
 *          -> generate*.c  instructions, in a graph of blocks
 *          -> flow*.c      the graph is optimised, lines and handlers are settled
 *          -> assemble.c   bytes: code, line table, exception table -> a code object
 *
 * The objects (constants, names, code) are made in the running Python runtime: py_runtime_init comes first.
 * The measure of the result is `python3.11 -m dis`, which dis.h imitates. */
#ifndef PYTHON_COMPILE_COMPILE_H
#define PYTHON_COMPILE_COMPILE_H

#include "base/diagnostic.h"
#include "python/objects/code.h"
#include "python/syntax/parser.h"

typedef struct PyCompileOptions {
    Str filename;     /* co_filename */
    PyParseMode mode; /* how the tree was parsed */
} PyCompileOptions;

/* The code object of a module (a new reference), or NULL: then a diagnostic was added (a SyntaxError that
 * only the compiler finds, or "RecursionError" without a place). The tree is changed on the way (constants
 * are folded in place); `arena` is its arena, from which all intermediate data comes. */
PyCode *py_compile(PyAstModule *module, const PyCompileOptions *options, Arena *arena,
                   DiagnosticList *diagnostics);

#endif
