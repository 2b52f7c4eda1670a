/* Literals as Python writes them: what repr() gives for a constant of the tree. */
#ifndef PYTHON_SYNTAX_REPR_H
#define PYTHON_SYNTAX_REPR_H

#include "python/syntax/ast.h"

/* 'text' with escapes, in the quotes that need fewer of them. `text` is UTF-8, lone surrogates as three
 * bytes. */
void py_repr_text(StrBuf *out, Str text);
/* b'...' */
void py_repr_bytes(StrBuf *out, Str bytes);
/* The shortest digits that read back: 1.0, 1e+16, inf. */
void py_repr_float(StrBuf *out, double value);
/* Any constant of a literal (not PY_CONSTANT_OBJECT). */
void py_repr_constant(StrBuf *out, const PyConstant *constant);

#endif
