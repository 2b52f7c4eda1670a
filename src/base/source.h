/* Source files: the text of a program, and where in it something is.
 *
 * A position is a byte offset into the file (32 bits, so a file holds at most 4 GiB - 1; larger ones are
 * refused). Lines and columns are computed from it when somebody wants to see them: a table of line starts,
 * made when it is first asked for, makes that a binary search. Offsets make a span two numbers, and comparing
 * positions an integer comparison.
 */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include "base/text.h"

typedef struct SourceSpan {
    uint32_t start, end; /* byte offsets, end exclusive */
} SourceSpan;

/* Where lines start; `starts` is NULL until somebody asks. */
typedef struct SourceLines {
    uint32_t *starts;
    uint32_t count;
} SourceLines;

typedef struct Source {
    Str path;           /* as the user wrote it */
    Str text;           /* the whole file */
    SourceLines *lines; /* not to be read: see source_line_count */
    void *owned;        /* what source_free frees, or NULL */
    bool is_excerpt;    /* not the file itself, but a piece of it, on the lines that it has there */
} Source;

typedef struct SourcePlace {
    uint32_t line;   /* from 1 */
    uint32_t column; /* in bytes, from 1 */
} SourcePlace;

/* Reads a whole file. On failure returns false and `reason` says why in the system's words ("No such file or
 * directory", "Is a directory", "File too large"). "-" reads standard input. */
bool source_read(Source *source, Str path, const char **reason);

/* A source over text that the caller keeps alive. */
void source_init(Source *source, Str path, Str text);

void source_free(Source *source);

/* At least 1: a text that ends with a line break has an empty line behind it. */
uint32_t source_line_count(const Source *source);
/* The same without that empty line. */
uint32_t source_lines_shown(const Source *source);

SourcePlace source_place(const Source *source, uint32_t offset);

/* The text of a line (from 1) without its line break; empty past the end. */
Str source_line(const Source *source, uint32_t line);

/* Offset at which a line starts (from 1); the text's length past the end. */
uint32_t source_line_start(const Source *source, uint32_t line);

#endif
