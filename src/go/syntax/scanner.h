/* The scanner: from bytes to tokens (spec: "Lexical elements").
 *
 * In:  the text of a file.   Out: one token at a time, in the fields of the scanner itself.
 *
 * A line break ends a statement when the token before it could end one; the scanner remembers that in
 * `ends_statement` and then gives the line break as a semicolon. Tokens carry no copy of their text: it is a
 * view into the file. Text that is no token (a stray character, a cut string) is reported and skipped, so the
 * parser always sees a proper sequence. */
#ifndef GO_SYNTAX_SCANNER_H
#define GO_SYNTAX_SCANNER_H

#include "go/syntax/errors.h"
#include "go/syntax/token.h"

typedef struct GoScanner {
    Str text;
    GoPos base;
    GoErrorList *errors;

    /* Called for comments that begin with `//go:`, `//line ` or `/` `*line `; NULL: nobody asks. `offset`: of
     * the comment. */
    void (*on_directive)(void *user, uint32_t offset, Str comment);
    void *user;

    int32_t character;   /* about to be read; -1 at the end */
    uint32_t offset;     /* of that character */
    uint32_t next;       /* of the one behind it */
    bool ends_statement; /* a line break here would be a semicolon */

    GoToken token;
    GoPos start;      /* of the token */
    GoPos end;        /* behind it */
    Str spelling;     /* NAME, LITERAL: as written; SEMICOLON: "semicolon", "newline" or "EOF" */
    GoToken operator; /* the operator itself, of ASSIGN_OPERATOR, or of INCREMENT */
    int precedence;   /* of a binary operator, else 0 */
    GoLiteralKind literal_kind;
    bool is_bad; /* a literal that was reported */
} GoScanner;

/* `text` outlives the scanner. No token is read yet. */
void go_scanner_init(GoScanner *scanner, Str text, GoPos base, GoErrorList *errors);
/* Reads the next token. Behind the last one it gives GO_TOKEN_EOF for ever. */
void go_scanner_next(GoScanner *scanner);
/* At the token `{`: passes over everything up to the brace that closes it, which becomes the token, without
 * looking at the tokens between. False, and nothing has changed, when there is no such brace. */
bool go_scanner_skip_block(GoScanner *scanner);
/* Goes to the end of the file: all further tokens are GO_TOKEN_EOF. */
void go_scanner_stop(GoScanner *scanner);

#endif
