/* Roots: what the variables of a paused Python program are, for pictures. */
#ifndef PYTHON_ROOTS_H
#define PYTHON_ROOTS_H

#include "memory/engine.h"
#include "python/vm/vm.h"

/* The frames outermost first with their names. Without a frame (before the first step, after the end) there
 * is one, of the module. Texts and arrays are owned by `arena`. */
void py_roots(PyVm *vm, Arena *arena, MemRoots *roots);

/* The cell at `address`, see MemReader.cell. */
bool py_cell_at(uint64_t address, const MemLayout *declared, Arena *arena, MemCell *cell);

/* Appends what the bytes at `address` mean when read through `layout`, cut at about `limit` bytes. */
void py_value_at(uint64_t address, const MemLayout *layout, size_t limit, StrBuf *out);

#endif
