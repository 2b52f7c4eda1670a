/* Looking at a Go program: what the layers above may ask about a compiled program and a paused run.
 *
 * Go's compiler knew every type and every offset, and forgot to tell the machine; here that knowledge is put
 * beside the bytes again. Nothing here changes the run. */
#ifndef GO_INSPECT_INSPECT_H
#define GO_INSPECT_INSPECT_H

#include "go/interp/machine.h"
#include "go/ir/ir.h"
#include "go/types/check.h"
#include "memory/engine.h"

struct EngineProgram {
    const Source *source;
    GoProgram *checked;
    IrProgram *ir;
};

struct EngineRun {
    EngineProgram *program;
    Machine machine;
};

/* layouts.c: the layout of a value of `type` at `address`. Strings, slices and interfaces lead to as many
 * bytes as they say at this moment, so the layout belongs to this address only; it is owned by `arena`.
 * Address 0: only what the type itself says. */
const MemLayout *go_layout(EngineRun *run, Arena *arena, GoType *type, uint64_t address);
bool go_inspect_cell(void *run, uint64_t address, const MemLayout *declared, Arena *arena, MemCell *cell);
void go_inspect_value(EngineRun *run, uint64_t address, const MemLayout *layout, size_t limit, StrBuf *out);

/* roots.c */
EnginePlace go_inspect_place(const EngineRun *run);
void go_inspect_roots(EngineRun *run, Arena *arena, MemRoots *roots);
void go_inspect_instruction(EngineRun *run, uint64_t instruction, StrBuf *out);

/* symbols.c */
void go_inspect_symbols(const EngineProgram *program, Arena *arena, EngineSymbolList *out);
bool go_inspect_disassemble(const EngineProgram *program, StrBuf *out);

/* The types of the program, and the fields of its structs. */
void go_inspect_type_symbols(const EngineProgram *program, Arena *arena, EngineSymbolList *out);

#endif
