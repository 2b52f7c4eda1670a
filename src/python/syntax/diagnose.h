/* Finds out what is wrong with a program that the parser could not read. */
#ifndef PYTHON_SYNTAX_DIAGNOSE_H
#define PYTHON_SYNTAX_DIAGNOSE_H

#include "python/syntax/parser_internal.h"

/* Reads the tokens from `start` on as the rule named `rule` ("file", "eval", "interactive", "fstring") and
 * describes the first mistake on that way. `parser` has failed on them without an error of its own; it is
 * used to read more tokens and to look at single expressions. The message lives in parser->arena. */
PySyntaxError py_diagnose(PyParser *parser, const char *rule, size_t start);

/* A mistake that the tokenizer finds in the rest of the file comes before `error`; but a bracket that is
 * never closed only if the error lies on a later line. Reads the rest of the file. */
PySyntaxError py_prefer_tokenizer_error(PyParser *parser, PySyntaxError error);

/* What an expression is called in messages: "function call", "literal". */
const char *py_expr_description(const PyExpr *expr);

#endif
