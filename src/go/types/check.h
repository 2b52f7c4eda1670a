/* The type checker: from a syntax tree to a program whose every expression has a type.
 *
 * go_check_program reads the file of package main, go_check_package all files of any package. Both load what
 * they import, resolve every name, compute every constant, and write their findings into the tree
 * (syntax/ast.h). Package level is resolved on demand, since declarations may stand in any order; function
 * bodies come after that, one by one. Last comes the order in which package variables must be initialised.
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

/* A package as source: its files, chosen and read (load/folder.h). */
typedef struct GoPackageFiles {
    Str path; /* "strings", "vendor/golang.org/x/net/idna"; "main" for a program */
    Str name; /* as the first file says */
    const Source *const *sources;
    uint32_t count;
    bool is_standard;  /* of Go's own library */
    bool lacks_bodies; /* functions may have their body elsewhere, in assembly */
} GoPackageFiles;

/* Where imports come from. A package that `find` has is taken from there, any other one from its source. */
typedef struct GoLibrary {
    void *user;
    /* The declarations of a package, or NULL when there is none of that path. Lives as long as the program.
     * May be NULL itself. */
    const char *(*find)(void *user, Str path);
    /* The path under which `files` knows a package; empty when there is none. `is_standard`: a package of
     * Go's own library imports it. What is made for the answer lies in `arena`. May be NULL itself. */
    Str (*locate)(void *user, Arena *arena, Str path, bool is_standard);
    /* The files of a package that was located, or NULL when they cannot be read. They live as long as the
     * program. */
    const GoPackageFiles *(*files)(void *user, Str path);
} GoLibrary;

typedef struct GoCheckOptions {
    const GoLibrary *library; /* NULL: only "unsafe" can be imported */
    int language_minor;       /* 19 for -lang=go1.19; 0: current Go */
    /* Packages that are imported from source are parsed without function bodies, and of their declarations
     * only those are resolved that somebody mentions. With this they are checked whole, as the main package
     * is, and stand in `packages`. */
    bool checks_imports;
    /* Code is to be generated: every use of a generic function gets a concrete one (types/stencil.c). */
    bool makes_stencils;
    /* As `go tool compile -e`: any package, every error, and nothing of what the go command adds. */
    bool is_compiler_only;
    /* As go/types alone: what could be parsed in spite of syntax errors, and no repetition left out. */
    bool is_checker_only;
    bool allows_missing_bodies; /* functions that other languages implement */
} GoCheckOptions;

struct GoProgram {
    Arena arena;
    GoSourceSet sources;  /* file 0 is the first file of package main */
    GoPackage *main;      /* the package that was to be checked, whatever its name */
    GoPackage **packages; /* that were checked whole, in the order in which they must be initialised; main
                             last */
    uint32_t package_count;
    GoCheckOptions options;
    GoScope *scopes; /* all, for freeing */
    void *private_state;
};

/* Parses and checks one program. NULL when it is wrong: `diagnostics` says why. `source` and the library
 * outlive the result. */
GoProgram *go_check_program(const Source *source, const GoCheckOptions *options, DiagnosticList *diagnostics);
/* The same for a package of several files that need not be a program. */
GoProgram *go_check_package(const GoPackageFiles *files, const GoCheckOptions *options,
                            DiagnosticList *diagnostics);
void go_program_free(GoProgram *program);

/* Appends the diagnostics as `go run FILE` prints them on standard error. */
void go_report(const DiagnosticList *diagnostics, StrBuf *out);
/* As `go build` prints them for the package `name`. */
void go_report_package(const DiagnosticList *diagnostics, const char *name, StrBuf *out);

#endif
