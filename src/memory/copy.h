/* Copies: the events that assignments are made of.
 *
 * Assignment is a copy in both languages; what differs is what is copied. While a program is being watched,
 * its engine reports each copy that it makes: these bytes, from here to there, by this instruction. A plain
 * `b = a` is one copy in Go (variable to variable) and two in Python (name to evaluation stack, stack to
 * name); a log joins such a chain, so that a reader may ask for the place a value finally came from. */
#ifndef MEMORY_COPY_H
#define MEMORY_COPY_H

#include "base/map.h"
#include "base/vec.h"

#include <stdint.h>

/* Where a copy lands, seen from the program. */
typedef enum MemCopyKind {
    MEM_COPY_TEMPORARY, /* an evaluation stack entry, a compiler's temporary, an argument on its way */
    MEM_COPY_NAMED,     /* a variable's slot */
    MEM_COPY_CELL,      /* inside of something reached through a reference: an element, a field, *p */
    MEM_COPY_MOVED,     /* a slot that the runtime moved as it was: a dictionary has grown */
} MemCopyKind;

typedef struct MemCopy {
    uint64_t from; /* address; 0: the bytes come from the instruction itself or were computed */
    uint64_t to;   /* address */
    uint64_t size; /* bytes */
    MemCopyKind kind;
    uint32_t line;        /* of the statement, from 1 */
    uint64_t step;        /* the statement's number within the run */
    uint64_t instruction; /* the engine's name for the instruction; see Engine.instruction_text */
} MemCopy;

typedef struct MemCopyLog {
    VEC(MemCopy) copies; /* in the order in which they were made */
    IntMap last_to;      /* by address: index of the last copy to it, plus 1 (as a pointer) */
} MemCopyLog;

void mem_copy_log_add(MemCopyLog *log, const MemCopy *copy);

/* The last copy that landed exactly at `address`, or NULL. Valid until the next add. */
const MemCopy *mem_copy_log_last(const MemCopyLog *log, uint64_t address);

/* Where the bytes of `copy` came from when temporaries are looked through: the address of a slot or a cell,
 * or 0. */
uint64_t mem_copy_log_origin(const MemCopyLog *log, const MemCopy *copy);

/* Forgets temporaries, and copies that later ones to the same address have overwritten. */
void mem_copy_log_compact(MemCopyLog *log);

/* Forgets everything. */
void mem_copy_log_clear(MemCopyLog *log);
void mem_copy_log_free(MemCopyLog *log);

#endif
