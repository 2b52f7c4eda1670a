/* SyntaxWarnings: expressions that are allowed but can hardly be meant. The generator asks before it
 * generates one; what is found is added to the diagnostics. Constants must have been folded. */
#ifndef PYTHON_COMPILE_WARN_H
#define PYTHON_COMPILE_WARN_H

#include "python/compile/generate.h"

/* `x is 1`: whether two equal literals are one object is not for the program to know. */
void py_warn_compare(PyCompiler *compiler, const PyExpr *compare);
/* `[(1, 2) (3, 4)]`: a forgotten comma makes a call of what cannot be called. */
void py_warn_call(PyCompiler *compiler, const PyExpr *call);
/* `[[1, 2] ["a"]]`: the same with a subscript, in a place where it is read. */
void py_warn_subscript(PyCompiler *compiler, const PyExpr *subscript);
/* `assert (x, "message")`: a tuple is always true. */
void py_warn_assert(PyCompiler *compiler, const PyStmt *assertion);

#endif
