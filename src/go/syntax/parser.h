/* The parser: from tokens to the syntax tree (syntax/ast.h), for the whole of Go's current grammar.
 *
 * Recursive descent, one function for each production, with one token of lookahead. Go's grammar needs more
 * in two places, where it is settled by looking at what was parsed: whether `(a, b c)` are names or types,
 * and whether `type T[P any]` begins a list of type parameters or an array. After an error the parser skips
 * to a token from which it can go on, so one run reports several errors.
 *
 * Files: parser.c (errors, lists, declarations), parse_type.c, parse_expr.c, parse_stmt.c; branches.c checks
 * labels and jumps of each function as soon as it is read. */
#ifndef GO_SYNTAX_PARSER_H
#define GO_SYNTAX_PARSER_H

#include "go/syntax/ast.h"
#include "go/syntax/errors.h"

/* Parses one file that was added to a source set at `base`. Always returns a file, as far as it could be
 * understood; it is whole when no error was added. Nodes are owned by `arena`. */
GoFile *go_parse_file(const Source *source, GoPos base, Arena *arena, GoErrorList *errors);

/* The same for a file of Go's own library, which may use directives that others may not. `is_outline`: for
 * somebody who needs the declarations only: bodies of declared functions are passed over, so that
 * `function->body` is NULL, and what is wrong in them is not found. */
GoFile *go_parse_library_file(const Source *source, GoPos base, bool is_outline, Arena *arena,
                              GoErrorList *errors);

/* Parses a function declaration of a file that was parsed before once more: a second tree for the same text.
 * Returns the declaration. */
GoDecl *go_parse_function_again(const Source *source, GoPos base, const GoDecl *decl, Arena *arena,
                                GoErrorList *errors);

/* The goal of each break, continue and goto in a function body, or what is wrong with it; labels that nobody
 * uses. `sources` may be NULL: then messages that name another line are given without. */
void go_check_branches(GoStmt *body, const Source *source, GoPos base, GoErrorList *errors);

#endif
