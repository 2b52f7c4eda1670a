/* Carets: the line under a source line of a traceback.
 *
 * Every instruction knows the columns of the expression that it belongs to, so a traceback can underline
 * what failed. Of a binary operation and of a subscript, CPython 3.11 marks the operator or the brackets
 * with carets and the operands with tildes: the expression is parsed once more to find out what it is. */
#ifndef PYTHON_VM_CARET_H
#define PYTHON_VM_CARET_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct PyCaretRange {
    int line, end_line;     /* from 1 */
    int column, end_column; /* in bytes of UTF-8, from 0, end exclusive */
} PyCaretRange;

/* Appends "    ", the markers and a line break for `range` in `line` (the source line with its indentation,
 * without its line break), or nothing when they would underline all of it, as CPython does then. */
void py_append_carets(StrBuf *out, Str line, PyCaretRange range);

#endif
