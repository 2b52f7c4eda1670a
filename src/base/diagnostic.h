/* Diagnostics: what is wrong with a program, and where.
 *
 * Front ends collect them in a list and carry on where that makes sense; nothing below the command line
 * prints. How they look is the language's matter (CPython's "File ..., line ..." block, Go's
 * "file:line:column: message"), so each engine renders its own list; the caret line is shared. */
#ifndef BASE_DIAGNOSTIC_H
#define BASE_DIAGNOSTIC_H

#include "base/arena.h"
#include "base/source.h"
#include "base/vec.h"

typedef struct Diagnostic {
    const char
        *kind; /* the language's name for it: "SyntaxError", "IndentationError"; NULL where it has none */
    const Source *source; /* the file; NULL when the message has no place */
    SourceSpan span;      /* what the caret underlines; empty: a place only */
    Str message;          /* one line, without position */
    bool in_characters;   /* the real tool counts the columns of this one in characters, where it counts those
                             of   others in bytes (CPython) */
} Diagnostic;

typedef struct DiagnosticList {
    VEC(Diagnostic) list;
    Arena arena; /* owns the messages */
} DiagnosticList;

/* Formats a message and appends it. */
void diagnostic_add(DiagnosticList *diagnostics, const char *kind, const Source *source, SourceSpan span,
                    const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Appends `indent` spaces and carets under the columns of `span` that lie on its first line, then a line
 * break. `strip` is the number of bytes that were cut from the front of the shown line. Columns are terminal
 * columns; tabs are kept as tabs. */
void diagnostic_append_carets(StrBuf *out, const Source *source, SourceSpan span, size_t indent,
                              size_t strip);

void diagnostic_list_free(DiagnosticList *diagnostics);

#endif
