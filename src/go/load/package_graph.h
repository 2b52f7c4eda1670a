/* The packages of a build: a package, and all that it imports.
 *
 * Before it compiles anything the go command reads the beginnings of all files, follows their imports from
 * folder to folder, and complains when that leads nowhere, in a circle, or where it may not: as `go list`
 * and `go build` do, in their words. What is left are packages in an order in which they can be compiled:
 * each behind those that it imports.
 *
 * The packages of Go's own library are the ends of the graph; they are known to be right. */
#ifndef GO_LOAD_PACKAGE_GRAPH_H
#define GO_LOAD_PACKAGE_GRAPH_H

#include "go/load/library.h"
#include "go/load/module.h"

typedef struct GoGraphPackage GoGraphPackage;

/* What is wrong with a package, in the go command's words. */
typedef struct GoGraphComplaint {
    Str text;         /* empty: nothing is wrong */
    Str place;        /* of the import, or in the file; empty: none */
    const Str *stack; /* who imports it, from the package that was asked for */
    size_t depth;
    bool shows_stack; /* although there is a place */
    bool is_cycle;
} GoGraphComplaint;

struct GoGraphPackage {
    Str path;               /* by which it is imported; of named files "command-line-arguments" */
    Str import_path;        /* as which it imports others, of named files too */
    Str directory;          /* absolute */
    const GoModule *module; /* NULL: of Go's library, or nowhere */
    GoFolder *folder;       /* NULL the same */
    GoPackageFiles files;
    VEC(GoGraphPackage *) imports; /* in order of path */
    GoGraphComplaint complaint;
    bool is_standard, is_program;
    bool is_loading; /* its imports are being followed */
    bool was_visited;
    bool is_wrong; /* for the caller: it, or something that it imports, does not compile */
};

typedef struct GoPackageGraph {
    GoModuleSet *modules;
    GoSourceLibrary *library;
    int minor;                   /* tags up to go1.MINOR hold in build constraints */
    StrMap packages;             /* by path */
    VEC(GoGraphPackage *) all;   /* for freeing, variants with a complaint of their own among them */
    VEC(GoGraphPackage *) order; /* what is to be compiled: each behind its imports */
    VEC(Str) stack;
    GoLibrary table;
    Arena arena;
} GoPackageGraph;

/* Follows the imports of a package. `folder` (in state GO_FOLDER_GOOD) and its path stay the caller's; `root`
 * says path, import_path and directory. `graph` has modules, library and minor; free it in any case. */
void go_package_graph_load(GoPackageGraph *graph, GoGraphPackage *root, GoFolder *folder);
void go_package_graph_free(GoPackageGraph *graph);

/* Appends what the go command says, if anything. */
void go_package_graph_report(const GoPackageGraph *graph, StrBuf *out);

/* Where the packages of the graph get their imports from, for GoCheckOptions. */
const GoLibrary *go_package_graph_library(GoPackageGraph *graph);

/* "found packages a (x.go) and b (y.go) in FOLDER", and the like: why a folder that is not
 * GO_FOLDER_GOOD (and has .go files) is no package. */
void go_package_graph_fault(const GoFolder *folder, Str absolute, StrBuf *out);

#endif
