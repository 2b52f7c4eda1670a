/* The assembler: from a finished flow graph to bytes.
 *
 * Its work is a loop: jumps are distances, distances depend on the sizes of the instructions between, and a
 * distance over 255 makes its own instruction longer. Sizes only grow, so the loop ends. Then one walk over
 * the instructions writes three tables side by side: the code units; the line table, which gives each
 * instruction its place in the source (PEP 657's format, described in CPython's Objects/locations.md); and
 * the exception table, which says for each range of instructions where an exception raised there is handled,
 * and costs nothing while none is.
 */
#ifndef PYTHON_COMPILE_ASSEMBLE_H
#define PYTHON_COMPILE_ASSEMBLE_H

#include "base/vec.h"
#include "python/compile/flow.h"
#include "python/objects/code.h"

typedef struct PyAssembly {
    VEC(uint16_t) units; /* low byte opcode, high byte argument */
    StrBuf line_table;
    StrBuf exception_table;
    VEC(PyStatement) statements;
} PyAssembly;

/* Lays out a graph whose passes have run. `spans` holds line and span of the statements that PyInstruction
 * refers to (number 1 is spans[0]). What `assembly` held before (all zeroes: nothing) is replaced, its memory
 * used again; it belongs to the caller (py_assembly_free). */
void py_assemble(PyFlow *flow, int first_line, const PyStatement *spans, PyAssembly *assembly);

void py_assembly_free(PyAssembly *assembly);

#endif
