/* The symbol view: what the compiler knew about each name, read back from the code it made. */
#ifndef PYTHON_COMPILE_SYMBOLS_H
#define PYTHON_COMPILE_SYMBOLS_H

#include "memory/engine.h"
#include "python/objects/code.h"

/* Appends a row for every name of every scope (module, functions, class bodies, comprehensions), outermost
 * scopes first; texts are owned by `arena`. Attribute names are no variables and have no row. Fits
 * Engine.symbols. */
void py_symbols(const PyCode *code, Arena *arena, EngineSymbolList *out);

#endif
