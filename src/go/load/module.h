/* Modules: which folder an import path stands for.
 *
 * A file go.mod makes its folder and all folders below it a module with a path of its own: in module
 * example.com/shop the import "example.com/shop/cart" is the package in the folder cart. go.mod also says
 * which version of the language its packages are written in, and which other modules they may import. Of
 * those we find what is on this machine: folders that a `replace` names, the folder vendor, and what the go
 * command downloaded into its module cache. Nothing is ever fetched.
 *
 * A go.work around the module lists modules that are worked on together: each of them finds the others'
 * packages in their folders.
 *
 * go.mod lists every module that the build needs, with the version that was chosen for it (since Go 1.17), so
 * no search for versions is made here. */
#ifndef GO_LOAD_MODULE_H
#define GO_LOAD_MODULE_H

#include "base/arena.h"
#include "base/vec.h"

typedef struct GoModule {
    Str path;
    Str folder;       /* absolute; empty: it is required, but not on this machine */
    Str version;      /* "v1.2.3"; empty for the module of the user, and where a replacement has none */
    int minor;        /* its packages are written in go1.MINOR */
    int wanted_minor; /* what its go.mod says, which may be newer than all that we know */
    bool was_read;    /* `minor` is what its go.mod says */
    bool is_vendor;   /* not a module but the folder vendor: every path may be in it */
} GoModule;

typedef struct GoModuleSet {
    VEC(GoModule *) modules; /* the user's own one first */
    bool is_workspace;       /* a go.work lists the user's modules */
    StrBuf fault;            /* what is wrong with go.mod, in the go command's words; empty: nothing */
    Arena arena;
} GoModuleSet;

/* Reads the go.mod of the module to which an absolute folder belongs. False when it belongs to none or to
 * Go's own library, whose packages find each other without, or GO111MODULE is off. `set` is all zeroes
 * before; free it in any case. */
bool go_module_set_read(GoModuleSet *set, Str folder);
void go_module_set_free(GoModuleSet *set);

/* The user's own module. */
const GoModule *go_module_main(const GoModuleSet *set);

/* The module whose package has the import path, and its folder (in the set's arena); NULL when no module has
 * one. A folder is a package when it holds a .go file and lies in no module of its own. */
const GoModule *go_module_locate(GoModuleSet *set, Str path, Str *folder);

/* The import path of an absolute folder of the user's module, in the set's arena. */
Str go_module_import_path(GoModuleSet *set, Str folder);

#endif
