/* The picture: one moment of a run, as every view draws it.
 *
 * frames -> names -> slots -> cells -> references. The engine gives the roots (frames with their names, and
 * for each name the address and layout of its slot); mem_picture_build follows the references from there and
 * collects each cell once. A cell is a live run of bytes; the picture holds its address and layout and reads
 * the bytes when asked, so it is valid only while the program stands still.
 *
 * Nothing here says which language it is. A Python global is a name whose slot is the 8-byte value field of a
 * dictionary entry; a Go variable is a name whose slot is the value itself. */
#ifndef MEMORY_PICTURE_H
#define MEMORY_PICTURE_H

#include "base/arena.h"
#include "memory/layout.h"

typedef struct MemName {
    Str name;
    Str kind;      /* the language's term: "global", "fast local", "package variable", "parameter" */
    Str declared;  /* what is known before the run: "int, 8 bytes, frame offset 16"; empty if nothing */
    uint32_t line; /* of its declaration, from 1; 0: the language has none */
    uint64_t slot; /* address of the bytes the name is bound to; 0: unbound now */
    const MemLayout *layout; /* of the slot */
    uint64_t identity;       /* what the language calls this variable's identity: id(x), &x; 0 when unbound */
    Str identity_text;       /* how a program asks for it: "id(var1)", "&var1" */
    bool is_hidden;          /* there by itself (a module's __builtins__), shown only on demand */
} MemName;

typedef struct MemFrame {
    Str function; /* "<module>", "main.main" */
    Str file;
    uint32_t line;    /* about to run in the innermost frame, of the call in the others; from 1 */
    uint64_t address; /* where its slots begin; 0 if they are not in one place */
    MemName *names;   /* in the order of declaration or binding */
    uint32_t name_count;
} MemFrame;

/* What an engine gives: innermost frame last; package-level or module names in the first. Owned by `arena` of
 * the caller. */
typedef struct MemRoots {
    MemFrame *frames;
    uint32_t frame_count;
} MemRoots;

typedef struct MemCell {
    uint64_t address;
    const MemLayout *layout;
    uint64_t identity; /* number by which views name it: 1, 2, 3... in order of discovery */
    Str value;         /* as the language would print it, cut to a line */
    Str place;         /* "heap", "stack of main.f", "data segment"; empty where it says nothing */
    bool is_cut;       /* its references were not followed: limits reached */
} MemCell;

typedef struct MemPicture {
    Arena arena;
    MemRoots roots;
    MemCell *cells;
    uint32_t cell_count;
    uint64_t cells_left_out; /* references that were not followed because of the limits */
} MemPicture;

/* What the builder asks the engine. `user` is the run. */
typedef struct MemReader {
    void *user;
    /* Fills in a cell: the layout of the bytes at `address` (declared: what the reference said it leads to,
     * or NULL), `value` and `place`, all owned by `arena`. May set cell->address to the start of the block
     * when it was an interior address. False when there is nothing that can be shown. */
    bool (*cell)(void *user, uint64_t address, const MemLayout *declared, Arena *arena, MemCell *cell);
} MemReader;

typedef struct MemLimits {
    uint32_t cells;    /* most cells in a picture */
    uint32_t elements; /* most references followed out of one cell */
    uint32_t depth;    /* most references from a name to a cell */
} MemLimits;

extern const MemLimits mem_default_limits;

/* Follows the references out of `roots` (which must live in picture->arena) breadth-first and fills in the
 * cells. Only references with MEM_ROLE_VALUE lead to cells: what the runtime keeps for itself (an object's
 * type, a function's module) would drag half of the runtime into every picture. */
void mem_picture_build(MemPicture *picture, const MemReader *reader, MemLimits limits);

/* The cell at `address`, or NULL. */
const MemCell *mem_picture_cell(const MemPicture *picture, uint64_t address);

void mem_picture_free(MemPicture *picture);

/* Calls `visit` for every reference in the bytes at `address` read through `layout`: fields of kind REF, also
 * within nested structs and arrays, at most `limit` of them. Returns how many there are beyond the limit. */
uint64_t mem_each_reference(uint64_t address, const MemLayout *layout, uint64_t limit,
                            void (*visit)(void *user, uint64_t slot, uint64_t target,
                                          const MemLayout *declared),
                            void *user);

#endif
