/* Build constraints: is a file meant for this build at all? (`go help buildconstraint`)
 *
 * A package's folder holds files for all systems. Which of them belong to a build is decided by each file
 * alone: by its name (`x_windows.go`, `x_linux_arm64.go`) and by a condition among the comments before its
 * package clause (`//go:build linux && !cgo`, or the older `// +build` lines). We build for linux on amd64
 * with the gc compiler and without cgo, so that a package's pure Go variant is taken. */
#ifndef GO_SYNTAX_CONSTRAINT_H
#define GO_SYNTAX_CONSTRAINT_H

#include "base/text.h"

typedef enum GoConstraint {
    GO_CONSTRAINT_HOLDS,
    GO_CONSTRAINT_EXCLUDES,
    GO_CONSTRAINT_IS_WRONG /* not an expression */
} GoConstraint;

/* By the file's name, without folder. */
bool go_constraint_allows_name(Str name);

/* By the comments at the beginning of a file's text. `minor`: tags up to go1.MINOR hold. `reason` (of
 * GO_CONSTRAINT_IS_WRONG) says in Go's words what is wrong; it is a literal. */
GoConstraint go_constraint_of_text(Str text, int minor, const char **reason);

/* The version that a file's `//go:build` line asks for: 22 when the file belongs to no build before go1.22.
 * 0: it asks for none. */
int go_constraint_version(Str text);

#endif
