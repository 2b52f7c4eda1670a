/* What the two halves of the tokenizer share: tokenizer.c (lines, indentation, operators) and
 * tokenizer_literal.c (numbers, strings, names). */
#ifndef PYTHON_SYNTAX_TOKENIZER_INTERNAL_H
#define PYTHON_SYNTAX_TOKENIZER_INTERNAL_H

#include "python/syntax/tokenizer.h"

enum { TOKENIZER_END = -1, TOKENIZER_FAILED = -2 };

/* The byte at `at + ahead`; a line end (also \r\n) is '\n', behind the text stands TOKENIZER_END. */
static inline int tokenizer_peek(const PyTokenizer *tokenizer, uint32_t ahead) {
    uint32_t at = tokenizer->at + ahead;
    const char *text = tokenizer->source->text.data;
    if (at < tokenizer->end) {
        if (text[at] == '\r' && at + 1 < tokenizer->end && text[at + 1] == '\n') return '\n';
        return (unsigned char)text[at];
    }
    return at == tokenizer->end && tokenizer->virtual_newline ? '\n' : TOKENIZER_END;
}

/* Moves behind one byte, or behind a line end, and counts lines. */
void tokenizer_advance(PyTokenizer *tokenizer);

/* Records an error (the first one wins). `span` as in PySyntaxError. Always returns PY_TOKEN_ERROR. */
PyTokenKind tokenizer_fail(PyTokenizer *tokenizer, const char *kind, SourceSpan span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A SyntaxError whose caret stands under the last byte read. */
#define TOKENIZER_FAIL_HERE(tokenizer, ...)                                                                  \
    tokenizer_fail((tokenizer), "SyntaxError", tokenizer_last_byte(tokenizer), __VA_ARGS__)
SourceSpan tokenizer_last_byte(const PyTokenizer *tokenizer);

/* Each reads one token that starts at `at` and returns its kind. */
PyTokenKind tokenizer_read_number(PyTokenizer *tokenizer);
PyTokenKind tokenizer_read_word(PyTokenizer *tokenizer); /* a name, a keyword, or a string with a prefix */
PyTokenKind tokenizer_read_string(PyTokenizer *tokenizer, uint32_t token_start); /* `at` is on the quote */

#endif
