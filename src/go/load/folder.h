/* A folder as a Go package: which of its files belong to it.
 *
 * The go command does not ask for a list of files: a package is all `.go` files of a folder whose names and
 * build constraints (syntax/constraint.h) allow this build, without those that test it. They are read here,
 * each of them whole, since the compiler wants their text next. All must say the same package name. */
#ifndef GO_LOAD_FOLDER_H
#define GO_LOAD_FOLDER_H

#include "go/types/beginning.h"

typedef enum GoFolderState {
    GO_FOLDER_GOOD,
    GO_FOLDER_UNREADABLE, /* the folder or one of its files: see `reason` and `culprit` */
    GO_FOLDER_EMPTY,      /* no .go file at all */
    GO_FOLDER_TESTS_ONLY, /* only files that are left out: x_test.go */
    GO_FOLDER_EXCLUDED,   /* build constraints exclude all of them */
    GO_FOLDER_MIXED,      /* files 0 and `other` say different package names */
    GO_FOLDER_WRONG       /* a build constraint in `culprit` is no expression: see `reason` */
} GoFolderState;

typedef struct GoFolder {
    GoFolderState state;
    VEC(Source *) sources;       /* the chosen files in order of name; their paths are "FOLDER/x.go" */
    VEC(GoBeginning) beginnings; /* of each: package clause and imports */
    size_t other;
    bool has_assembly;  /* there are .s files: functions may lack a body */
    Str culprit;        /* a path */
    const char *reason; /* a literal, or the system's words */
    Arena arena;        /* owns paths and sources */
} GoFolder;

/* Reads the package in the folder `path`. `minor`: the language version for constraints
 * (syntax/constraint.h). Looks at `folder->state` for how it went; free it in any case. */
void go_folder_read(GoFolder *folder, Str path, int minor);
/* Adds a file that was named one by one: its constraints do not count. `folder` may be all zeroes. False with
 * the system's reason when it cannot be read. */
bool go_folder_add_file(GoFolder *folder, Str path, const char **reason);
/* The package name that the first file says (empty: none). There is a file. */
Str go_folder_name(const GoFolder *folder);
void go_folder_free(GoFolder *folder);

#endif
