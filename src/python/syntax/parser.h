/* The parser of Python 3.11: from a source file to its syntax tree.
 *
 * It is written by hand as a recursive descent over the tokens, with the grammar of the language reference
 * (the "Full Grammar specification") in mind: a function per rule, a loop over a table for the binary
 * operators. Where the grammar needs to look far ahead (is `(a, b) = c` an assignment?) the text is parsed as
 * an expression first and then turned into a target, so that parsing takes time linear in the file.
 *
 * Errors are found in a second pass, made only when the first one failed: it parses again with extra checks
 * switched on that recognise what people commonly write instead, and say so in CPython's words. */
#ifndef PYTHON_SYNTAX_PARSER_H
#define PYTHON_SYNTAX_PARSER_H

#include "base/diagnostic.h"
#include "python/syntax/ast.h"

/* Parses `source`. The tree and its texts live in `arena`, names may point into source.text: it must outlive
 * the tree. Returns NULL when the program is wrong; then one diagnostic was added, whose kind is
 * "SyntaxError", "IndentationError", "TabError" or "MemoryError" (nesting beyond the parser's stack).
 * Warnings (invalid escape sequences and the like) are added too, with kind "SyntaxWarning" or
 * "DeprecationWarning", and do not make it fail.
 *
 * module->source is `source` itself, unless the file is in Latin-1 or has bare carriage returns as line ends:
 * then it is a decoded copy, which lives in diagnostics->arena. */
PyAstModule *py_parse(const Source *source, PyParseMode mode, Arena *arena, DiagnosticList *diagnostics);

/* The same as ast.parse(type_comments=True) does it: type comments are kept, and wrong where the grammar has
 * none. */
PyAstModule *py_parse_with_type_comments(const Source *source, PyParseMode mode, Arena *arena,
                                         DiagnosticList *diagnostics);

/* py_parse of a file. */
PyAstModule *py_parse_module(const Source *source, Arena *arena, DiagnosticList *diagnostics);

#endif
