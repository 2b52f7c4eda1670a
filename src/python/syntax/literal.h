/* What the files for string literals share. */
#ifndef PYTHON_SYNTAX_LITERAL_H
#define PYTHON_SYNTAX_LITERAL_H

#include "python/syntax/parser_internal.h"

/* One string token, taken apart. */
typedef struct PyStringToken {
    const PyToken *token;
    Str body;            /* between the quotes */
    uint32_t body_start; /* its offset in the source */
    bool bytes, raw, formatted, u_prefix;
} PyStringToken;

/* The pieces of adjacent string tokens, while they are put together. Literal text gathers in `text` until an
 * expression comes. */
typedef struct PyStringBuilder {
    StrBuf text;
    size_t values; /* list of the finished values on the parser's stack */
    PyPosition at; /* of all tokens together: every node but the expressions stands there */
    bool formatted, bytes, u_prefix;
} PyStringBuilder;

/* Appends a piece of a literal to `out`, resolving escapes unless `raw`. False: an error was recorded. */
bool py_decode_string(PyParser *parser, Str piece, bool raw, StrBuf *out);
bool py_decode_bytes(PyParser *parser, Str piece, bool raw, StrBuf *out);

/* The code point of a Unicode character's name (any case), or UTF8_INVALID. */
uint32_t py_character_by_name(Str name);

/* Pushes the gathered text as a Constant, if there is any. */
void py_string_flush(PyParser *parser, PyStringBuilder *builder, PyPosition at);

/* Appends the values of an f-string. */
bool py_parse_fstring(PyParser *parser, PyStringBuilder *builder, const PyStringToken *string);

/* parse_atom.c: what stands between parentheses, from behind the opening one, which is at `start`, up to and
 * including `close`: a group, a tuple or a generator. */
PyExpr *py_parse_paren_content(PyParser *parser, size_t start, PyTokenKind close);

#endif
