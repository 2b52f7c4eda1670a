/* The file go.mod: what a module is called, and what it needs (https://go.dev/ref/mod#go-mod-file); and
 * go.work, which lists modules that are worked on together (https://go.dev/ref/mod#go-work-file).
 *
 * Lines of words: a directive and its arguments, or a directive with a list of them in parentheses. */
#ifndef GO_LOAD_MOD_FILE_H
#define GO_LOAD_MOD_FILE_H

#include "base/arena.h"
#include "base/vec.h"

typedef struct GoModRequirement {
    Str path, version;
} GoModRequirement;

typedef struct GoModReplacement {
    Str old_path, old_version; /* no version: all of them */
    Str new_path, new_version; /* a path without version is a folder */
} GoModReplacement;

typedef struct GoModFile {
    Str folder;
    Str path;  /* of the module */
    int minor; /* go 1.MINOR; 0: it does not say */
    VEC(GoModRequirement) requirements;
    VEC(GoModReplacement) replacements;
    VEC(Str) uses; /* of go.work: folders of modules, as written */
    StrBuf fault;  /* what the go command says about it; empty: nothing is wrong */
} GoModFile;

/* Reads FOLDER/go.mod. False when that cannot be read, or is wrong: see `fault`. Names lie in `arena`. Free
 * the file in any case. */
bool go_mod_file_read(GoModFile *file, Str folder, Arena *arena);
/* The same for FOLDER/go.work. */
bool go_work_file_read(GoModFile *file, Str folder, Arena *arena);
void go_mod_file_free(GoModFile *file);

#endif
