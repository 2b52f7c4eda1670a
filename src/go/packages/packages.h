/* Packages: what a Go program can import that is written in C.
 *
 * A package is a Go source text, and a table with the C code of those of its functions that have no body
 * there. The compiler parses and checks the text like any other, so it needs no second way to learn a
 * signature, and compiles what has a body. Both are made from one list of members (an X-macro), so that a
 * declaration stands beside its C function:
 *
 *     X("Repeat", strings_repeat, "func Repeat(s string, count int) string")
 *     X("Duration.String", time_duration_string, "func (d Duration) String() string")
 *     X("(*Builder).Len", NULL, "func (b *Builder) Len() int { return len(b.buf) }")
 *     X("", NULL, "const MaxInt8 = 1<<7 - 1")
 *
 * Names that are not exported may be used between the members of a package as in any package. */
#ifndef GO_PACKAGES_PACKAGES_H
#define GO_PACKAGES_PACKAGES_H

#include "go/runtime/runtime.h"

typedef struct GoNativeMember {
    const char *name; /* "Println", "Duration.String", "(*Builder).Len"; "" for other declarations */
    GoNative native;  /* NULL: has a body, or is no function */
} GoNativeMember;

typedef struct GoNativePackage {
    const char *path; /* as imported: "math/rand" */
    const char *text; /* the package as one Go source file */
    const GoNativeMember *members;
    size_t member_count;
} GoNativePackage;

/* Defines `const GoNativePackage variable`. `clause` is the package clause with the imports. */
#define GO_NATIVE_PACKAGE(variable, import_path, clause, MEMBERS)                                            \
    static const GoNativeMember variable##_members[] = {MEMBERS(GO_MEMBER_ROW_)};                            \
    const GoNativePackage variable = {import_path, clause "\n" MEMBERS(GO_MEMBER_TEXT_), variable##_members, \
                                      sizeof variable##_members / sizeof *variable##_members};
#define GO_MEMBER_ROW_(name, native, declaration)  {name, native},
#define GO_MEMBER_TEXT_(name, native, declaration) declaration "\n"

/* All of them, ends with NULL. */
extern const GoNativePackage *const go_native_packages[];

/* The package with this import path, or NULL. */
const GoNativePackage *go_native_package_find(Str path);

/* Its text, or NULL when there is none. Fits GoLibrary.find (go/types/check.h); `user` is not used. */
const char *go_native_package_text(void *user, Str path);

/* The C code of a function or method ("Println", "(*Builder).Len"), or NULL. */
GoNative go_native_find(Str path, Str name);

#endif
