/* Packages: what a Go program can import that is written in C.
 *
 * A package is a table of members. Each member is one declaration in Go's own syntax, which the importer
 * parses and checks like any other Go text, and, for functions without a body, the C function that does the
 * work. So the type checker needs no second way to learn a signature, and the back end no second way to call:
 *
 *     {"func Repeat(s string, count int) string", strings_repeat}
 *     {"const MaxInt64 = 1<<63 - 1", NULL}
 *     {"func (d Duration) String() string", time_duration_string}
 *
 * Member i stands alone on lines of its own in the text that go_package_source gives. A declaration may have
 * a body: then it is ordinary Go, `native` is NULL and the compiler compiles it. Names that are not exported
 * may be used between the members of a package as in any package. */
#ifndef GO_PACKAGES_PACKAGES_H
#define GO_PACKAGES_PACKAGES_H

#include "go/runtime/runtime.h"

typedef struct GoRPackageMember {
    const char *declaration; /* one top-level declaration; without line breaks unless it has a body */
    GoNative native;         /* for a func without a body; else NULL */
} GoRPackageMember;

typedef struct GoRPackage {
    const char *path;                /* as imported: "math/rand" */
    const char *name;                /* "rand" */
    const char *const *imports;      /* paths that the declarations use, NULL-terminated; NULL: none */
    const GoRPackageMember *members; /* ends with a NULL declaration */
} GoRPackage;

/* All of them, ends with NULL. */
extern const GoRPackage *const go_packages[];

/* The package with this import path, or NULL. */
const GoRPackage *go_package_find(Str path);

/* Appends the package as one Go source file: the package clause, imports, members. */
void go_package_source(const GoRPackage *package, StrBuf *out);

/* The C function of a member, by the name that a declaration gives it: "Println", and for methods
 * "Duration.String" or "(*Builder).WriteString". NULL: there is none. */
GoNative go_package_native(const GoRPackage *package, Str name);

#endif
