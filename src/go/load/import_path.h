/* Import paths: which of them the go command accepts, and who may import whom.
 *
 * An import path names a folder on some machine, so only plain ones are allowed
 * (https://go.dev/ref/mod#go-mod-file-ident). A folder `internal` keeps the packages below it for the code
 * around it, a folder `vendor` keeps them for that code under their own paths. */
#ifndef GO_LOAD_IMPORT_PATH_H
#define GO_LOAD_IMPORT_PATH_H

#include "base/text.h"

/* "./x", "..": by a way through folders. */
bool go_import_path_is_local(Str path);

/* Appends what the go command says about a path that cannot be a package's; nothing when it can. */
void go_import_path_complain(Str path, StrBuf *out);

/* Paths without a dot in their first part are those of Go's own library. */
bool go_import_path_is_standard(Str path);

/* Of a path with a part `internal`: the path of the code that may import it (with "a/b/internal/c", "a/b").
 * False when there is no such part. */
bool go_import_path_owner(Str path, Str *owner);

/* Is the path `prefix`, or below it? Every path is below the empty one. */
bool go_import_path_is_below(Str path, Str prefix);

/* Of a path below a folder `vendor`: under which path it is to be imported. Empty: there is no such part. */
Str go_import_path_vendored(Str path);

#endif
