/* Compiling while the program runs: for compile(), eval(), exec() and imports. */
#ifndef PYTHON_VM_COMPILE_SOURCE_H
#define PYTHON_VM_COMPILE_SOURCE_H

#include "python/objects/object.h"
#include "python/syntax/parser.h"

/* A code object for `text`: new reference; NULL with SyntaxError (or MemoryError, ...) set from the first
 * diagnostic. */
PyObject *py_compile_text(Str text, Str filename, PyParseMode mode);

#endif
