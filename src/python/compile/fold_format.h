/* Folding of `"%s and %r" % (a, b)` into what an f-string compiles to. */
#ifndef PYTHON_COMPILE_FOLD_FORMAT_H
#define PYTHON_COMPILE_FOLD_FORMAT_H

#include "python/syntax/ast.h"

/* `expr` is `format % (arguments)`. Turns it into a JoinedStr when the format uses only %%, %s, %r and %a,
 * with at most a width, a precision and "-", and there are as many arguments as it asks for; else leaves it
 * alone. */
void py_fold_format(PyExpr *expr, Str format, PyExprList arguments, Arena *arena);

#endif
