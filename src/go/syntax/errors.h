/* Errors: collected while parsing and checking, shown the way Go's compiler shows them.
 *
 * The front end finds errors in the order in which it looks at things; people want them in the order of the
 * text. So they are collected, and at the end sorted, cleared of repetitions (one syntax error a line, no
 * message twice on a line) and cut after ten. */
#ifndef GO_SYNTAX_ERRORS_H
#define GO_SYNTAX_ERRORS_H

#include "base/diagnostic.h"
#include "go/syntax/position.h"

typedef struct GoError {
    GoPos pos;
    uint32_t order; /* in which it was found */
    uint32_t group; /* of errors with the same file and line directive: the order of the first one found */
    Str message;
} GoError;

typedef struct GoErrorList {
    VEC(GoError) items;
    Arena arena; /* owns the messages */
} GoErrorList;

/* Formats a message and appends it. It may have further lines, indented by a tab. */
void go_error_add(GoErrorList *errors, GoPos pos, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void go_error_add_list(GoErrorList *errors, GoPos pos, const char *format, va_list arguments);
void go_error_add_text(GoErrorList *errors, GoPos pos, Str message);
typedef enum GoErrorsShown {
    GO_ERRORS_FIRST_TEN, /* without repetitions, at most ten and then "too many errors" */
    GO_ERRORS_NO_ECHOES, /* without repetitions */
    GO_ERRORS_ALL
} GoErrorsShown;

/* Moves the errors over into `diagnostics`, sorted: those of the file (or behind the line directive) where
 * the first one was found come first. */
void go_errors_flush(GoErrorList *errors, const GoSourceSet *sources, GoErrorsShown shown,
                     DiagnosticList *diagnostics);
void go_errors_free(GoErrorList *errors);

#endif
