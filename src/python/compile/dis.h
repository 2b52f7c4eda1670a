/* The disassembler: code objects as text, as Python's own dis module shows them. */
#ifndef PYTHON_COMPILE_DIS_H
#define PYTHON_COMPILE_DIS_H

#include "python/objects/code.h"

/* Appends what `python3.11 -m dis FILE` prints for the code of FILE: the code, its exception table, and the
 * code objects within, recursively. Allocates nothing in the Python space. */
void py_dis(const PyCode *code, StrBuf *out);

/* Appends one instruction as it stands in that listing, without line number and offset: "LOAD_CONST 0 (1)".
 * `unit` is the index of its code unit; EXTENDED_ARGs in front are taken into account. */
void py_instruction_text(const PyCode *code, uint32_t unit, StrBuf *out);

/* An instruction, read from the code as the compiler made it (specialisation is looked through). */
typedef struct PyDecoded {
    uint32_t unit; /* of the opcode itself */
    int opcode;    /* as in PY_OPCODES */
    int argument;  /* with EXTENDED_ARGs applied */
    uint32_t next; /* the unit of the next instruction, behind the caches */
} PyDecoded;

/* Decodes the instruction at `unit`; `extended` is carried from call to call, 0 at first. */
PyDecoded py_decode(const PyCode *code, uint32_t unit, int *extended);

/* The index of the unit that a jump leads to, or -1 when it is none. */
int64_t py_jump_target(const PyDecoded *instruction);

#endif
