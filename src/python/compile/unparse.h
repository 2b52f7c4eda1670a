/* Unparsing: an expression of the tree as text, as CPython writes annotations down under
 * `from __future__ import annotations`. */
#ifndef PYTHON_COMPILE_UNPARSE_H
#define PYTHON_COMPILE_UNPARSE_H

#include "python/syntax/ast.h"

void py_unparse_expr(const PyExpr *expr, StrBuf *out);

#endif
