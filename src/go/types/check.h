/* The type checker: from a syntax tree to a program whose every expression has a type.
 *
 * go_check_program reads the files of package main, loads what they import, resolves every name, computes
 * every constant, and writes its findings into the tree (syntax/ast.h). Package level is resolved on demand,
 * since declarations may stand in any order; function bodies come after that, one by one. Last comes the
 * order in which package variables must be initialised.
 *
 * Wrong programs give diagnostics in the words of Go's compiler; go_report shows them as `go run` does. */
#ifndef GO_TYPES_CHECK_H
#define GO_TYPES_CHECK_H

#include "base/diagnostic.h"
#include "go/types/types.h"

/* A package that is declared for the checker and implemented in C. `text` is ordinary Go: a package clause,
 * imports, types, constants, variables, and functions without bodies:
 *
 *     package fmt
 *     type Stringer interface { String() string }
 *     func Println(a ...any) (n int, err error)                                       */
typedef struct GoLibraryPackage {
    const char *path;
    const char *text;
} GoLibraryPackage;

/* Where imports come from. */
typedef struct GoLibrary {
    void *user;
    /* The declarations of a package, or NULL when there is none of that path. Lives as long as the program.
     */
    const char *(*find)(void *user, Str path);
} GoLibrary;

typedef struct GoCheckOptions {
    const GoLibrary *library; /* NULL: only "unsafe" can be imported */
    int language_minor;       /* 19 for -lang=go1.19; 0: current Go */
} GoCheckOptions;

struct GoProgram {
    Arena arena;
    GoSourceSet sources; /* file 0 is the first file of package main */
    GoPackage *main;
    GoPackage **packages; /* in the order in which they must be initialised; main last */
    uint32_t package_count;
    GoCheckOptions options;
    GoScope *scopes; /* all, for freeing */
    void *private_state;
};

/* Parses and checks one program. NULL when it is wrong: `diagnostics` says why. `source` and the library
 * outlive the result. */
GoProgram *go_check_program(const Source *source, const GoCheckOptions *options, DiagnosticList *diagnostics);
void go_program_free(GoProgram *program);

/* Appends the diagnostics as `go run FILE` prints them on standard error. */
void go_report(const DiagnosticList *diagnostics, StrBuf *out);

#endif
