/* The tokenizer: cuts a Python file into words and turns its indentation into INDENT and DEDENT tokens.
 *
 * A stack holds the columns of the blocks that are open; a line that starts further right opens one, one that
 * starts further left closes as many as it takes to find its own column again. Columns are counted twice,
 * with tabs of 8 and of 1: if the two counts disagree about a line, its meaning depends on the width of a
 * tab, which is an error. Inside of brackets line ends and indentation mean nothing.
 *
 * Positions are those of the original bytes: a byte order mark is skipped, \r\n counts as one line end, and a
 * last line without line end is read as if it had one.
 *
 * Reference: "Lexical analysis" in the Python 3.11 language reference. */
#ifndef PYTHON_SYNTAX_TOKENIZER_H
#define PYTHON_SYNTAX_TOKENIZER_H

#include "base/diagnostic.h"
#include "python/syntax/names.h"

enum {
    PY_MAX_BRACKETS = 200,    /* open at the same time */
    PY_MAX_INDENTATIONS = 100 /* columns on the stack, the 0 of the module included */
};

/* What is wrong and where; `kind` NULL: nothing. An empty span is shown as one caret. */
typedef struct PySyntaxError {
    const char *kind;
    const Source *source; /* what the span is of; NULL: the tokenizer's source */
    SourceSpan span;
    Str message;
    bool in_characters; /* see Diagnostic */
} PySyntaxError;

/* A span that says no more than the line of `offset` (which is not 0): it is shown without a caret. */
#define PY_SPAN_OF_LINE(offset) ((SourceSpan){(offset), (offset) ? (offset) - 1 : 0})

typedef struct PyOpenBracket {
    char character;
    int32_t lineno;
    uint32_t offset;
} PyOpenBracket;

typedef struct PyTokenizer {
    const Source *source;
    Arena *arena;                /* owns messages */
    DiagnosticList *diagnostics; /* takes warnings, and owns what errors point to */
    PyNames *names;              /* takes all words */
    uint32_t word;               /* of the token that is being read */
    uint32_t at, end;            /* the next byte, and the end of the text */
    uint32_t line_start;         /* offset at which the line of `at` starts */
    int32_t lineno;
    uint32_t comment; /* where the comment that ends the line begins, as long as it is the last thing read */
    bool virtual_newline;   /* the last line has no line end: pretend one at `end` */
    bool at_line_start;     /* indentation is to be read */
    bool broken_utf8;       /* not all of the text is UTF-8, so literals and comments must be looked at */
    bool type_comments;     /* `# type: T` gives a token, as ast.parse(type_comments=True) has it */
    bool only_when_reached; /* the error is about lines (indentation, a stray backslash): it counts when the
                               parser gets there, not when somebody only looks ahead */
    bool unexpected_end;    /* the error is that the file ends too early: inside of brackets, or behind a
                               backslash */
    int32_t pending;        /* INDENTs (positive) or DEDENTs (negative) still to be returned */
    int32_t indentation_count; /* entries on the two stacks; the first is column 0 */
    int32_t columns[PY_MAX_INDENTATIONS], other_columns[PY_MAX_INDENTATIONS];
    int32_t level;       /* open brackets */
    int32_t outer_level; /* brackets that are thought to be open around the text: 0, or 1 in an f-string */
    int32_t first_lineno, first_column; /* where the parenthesis before such a text is thought to stand */
    PyOpenBracket brackets[PY_MAX_BRACKETS];
    PySyntaxError error; /* the first one; from then on only PY_TOKEN_ERROR is returned */
} PyTokenizer;

/* Starts at the first byte of the source. `source`, `names` and their arena, which takes messages too,
 * outlive the tokenizer. */
void py_tokenizer_init(PyTokenizer *tokenizer, const Source *source, PyNames *names,
                       DiagnosticList *diagnostics);

/* Starts inside of the source, at `start`, which lies on line `lineno` that starts at `line_start`, and sees
 * nothing behind `end`. Reads as if an opening parenthesis stood before: line ends mean nothing. For the
 * expressions in f-strings. */
void py_tokenizer_init_inside(PyTokenizer *tokenizer, const PyTokenizer *outer, uint32_t start, uint32_t end,
                              uint32_t line_start, int32_t lineno);

/* The next token, written where it shall stay. At the end of the file PY_TOKEN_END_MARKER, as often as it is
 * called. */
void py_tokenizer_read(PyTokenizer *tokenizer, PyToken *token);

static inline PyToken py_tokenizer_next(PyTokenizer *tokenizer) {
    PyToken token;
    py_tokenizer_read(tokenizer, &token);
    return token;
}

/* Reads and drops the rest of the file: to learn whether it holds an error. */
void py_tokenizer_drain(PyTokenizer *tokenizer);

#endif
