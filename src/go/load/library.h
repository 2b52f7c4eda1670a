/* The source library: Go's own packages, read from an installed Go when a program imports them.
 *
 * Fits GoLibrary (go/types/check.h). Each package's folder is read once, when the first program asks for it,
 * and kept until the library is closed: several programs may be checked with one library. A package of the
 * library that imports "golang.org/x/..." gets the copy below `src/vendor`; programs cannot see that one. */
#ifndef GO_LOAD_LIBRARY_H
#define GO_LOAD_LIBRARY_H

#include "go/load/folder.h"
#include "go/types/check.h"

typedef struct GoSourceLibrary GoSourceLibrary;

/* Opens the library of the installed Go. `minor`: tags up to go1.MINOR hold in build constraints. NULL when
 * no Go is installed; `place` (may be NULL) gets the folder where it was looked for. */
GoSourceLibrary *go_source_library_open(int minor, StrBuf *place);
void go_source_library_close(GoSourceLibrary *library);

/* For GoCheckOptions.library; lives as long as the library. */
const GoLibrary *go_source_library(GoSourceLibrary *library);

/* The folder `src`. */
Str go_source_library_root(const GoSourceLibrary *library);

/* The files of a package by its path ("strings", "vendor/golang.org/x/net/idna"), or NULL. */
const GoPackageFiles *go_source_library_find(GoSourceLibrary *library, Str path);

/* Is there a folder of that path below `src`, be it a package or not? */
bool go_source_library_has_folder(const GoSourceLibrary *library, Str path);

/* Appends the paths of all packages in the library without those of commands, in order of path, as
 * `go list std` does. */
typedef VEC(Str) GoPathList;
void go_source_library_list(GoSourceLibrary *library, GoPathList *paths);

#endif
