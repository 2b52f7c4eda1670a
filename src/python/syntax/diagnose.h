/* Finds out what is wrong with a program that the parser could not read. */
#ifndef PYTHON_SYNTAX_DIAGNOSE_H
#define PYTHON_SYNTAX_DIAGNOSE_H

#include "python/syntax/parser_internal.h"

/* Reads the tokens from `start` on as the rule named `rule` ("file", "eval", "interactive", "fstring") and
 * describes the first mistake on that way. `parser` has failed on them without an error of its own; it is
 * used to read more tokens and to look at single expressions. The message lives in parser->arena. */
PySyntaxError py_diagnose(PyParser *parser, const char *rule, size_t start);

/* What an expression is called in messages: "function call", "literal". */
const char *py_expr_description(const PyExpr *expr);

#endif
