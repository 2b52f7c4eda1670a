/* Directives: comments that speak to the compiler, `//go:noinline` and its like.
 *
 * A directive stands on a line of its own, before the declaration that it is about. The parser collects those
 * that it meets; a declaration that begins takes them, and what nobody has taken when something else begins
 * is misplaced. Which directives a declaration may have is settled after the types are: see
 * go_directives_check.
 *
 * `//line` directives are another matter: see syntax/line_directive.h. */
#ifndef GO_SYNTAX_DIRECTIVE_H
#define GO_SYNTAX_DIRECTIVE_H

#include "go/syntax/ast.h"
#include "go/syntax/errors.h"

enum {
    GO_DIRECTIVE_BUILD = 1,
    GO_DIRECTIVE_FUNCTION = 2, /* any that is about functions only */
    GO_DIRECTIVE_TYPE = 4,
    GO_DIRECTIVE_NOESCAPE = 8,
    GO_DIRECTIVE_RUNTIME = 16, /* only allowed in Go's runtime */
    GO_DIRECTIVE_STANDARD = 32,
    GO_DIRECTIVE_EMBED = 64
};

struct GoDirective {
    unsigned flags;
    GoPos pos; /* of `go:` */
};

/* `//go:linkname local [remote]` */
struct GoLinkname {
    GoPos pos;
    Str local;
};

/* What parsing has collected so far. */
typedef struct GoDirectiveReader {
    Arena *arena;
    GoErrorList *errors;
    VEC(GoDirective) pending;
    VEC(GoDecl *) declarations; /* that have taken some */
    VEC(GoLinkname) linknames;
} GoDirectiveReader;

/* A comment `//go:...`; `text` begins with "go:", `pos` is its place. `is_alone`: nothing stands before it on
 * its line. */
void go_directive_read(GoDirectiveReader *reader, GoPos pos, Str text, bool is_alone);
/* The pending ones; they are not pending any more. */
GoDirectiveList go_directive_take(GoDirectiveReader *reader);
/* A declaration takes the pending ones. */
void go_directive_take_for(GoDirectiveReader *reader, GoDecl *declaration);
/* Something begins that cannot have directives: reports the pending ones. */
void go_directive_clear(GoDirectiveReader *reader);
/* Moves what was found into the file and frees the reader. */
void go_directive_finish(GoDirectiveReader *reader, GoFile *file);

/* May the file have `//go:linkname` lines? */
bool go_directives_may_link(const GoFile *file);

/* Reports the directives of declarations that cannot have them, of a file without other errors.
 * `language_minor` as in GoCheckOptions. */
void go_directives_check(const GoFile *file, int language_minor, GoErrorList *errors);

#endif
