/* A moment: everything that the views may say about one point of a run, collected once.
 *
 * It holds the picture (frames, names, cells) and answers the questions that every view asks of it: which
 * cells are worth showing and under which number, what an address leads to, which instruction wrote a slot,
 * how bytes look. It reads the program's memory when asked, so it is valid only until the run goes on.
 *
 * Cells that are a variable's own bytes (a pointer may lead there) are not shown a second time: an address
 * inside a name's slot leads to the name. */
#ifndef VIEW_MOMENT_H
#define VIEW_MOMENT_H

#include "timeline/walk.h"
#include "view/style.h"

typedef struct ViewRange {
    uint64_t start, end; /* addresses, end exclusive */
    uint32_t frame;      /* of names */
    uint32_t index;      /* of the name within its frame, or of the cell */
} ViewRange;

typedef VEC(ViewRange) ViewRangeList;

typedef struct ViewMoment {
    const Engine *engine;
    EngineRun *run;
    const Source *source;
    const TimelineWalk *walk;
    uint64_t step;
    bool has_ended;
    EnginePlace place; /* where it stands; not when has_ended */
    MemPicture picture;
    EngineSymbolList symbols;
    uint32_t *numbers;    /* by index of cell: the number under which it is shown, from 1; 0: not shown */
    uint32_t shown_cells; /* how many have a number */
    ViewRangeList name_ranges, cell_ranges; /* sorted by start */
} ViewMoment;

/* What the views follow and list before they begin to leave out. */
MemLimits view_limits(const ViewStyle *style);

/* Collects the moment at which `walk` stands. `program` may be NULL: then there are no symbols. */
void view_moment_take(ViewMoment *moment, const TimelineWalk *walk, const EngineProgram *program,
                      const Source *source, MemLimits limits);
void view_moment_free(ViewMoment *moment);

/* Where an address leads: at most one of name and cell is set. */
typedef struct ViewTarget {
    const MemFrame *frame;
    const MemName *name;
    const MemCell *cell;
    uint32_t number; /* of the cell */
    uint64_t offset; /* of the address within the name's slot or the cell */
} ViewTarget;

ViewTarget view_target(const ViewMoment *moment, uint64_t address);

/* True when the name's slot holds nothing but a reference to what has a type of its own: what the name stands
 * for is the cell, not the slot. */
bool view_name_is_tag(const MemName *name);

/* The cell that a tag refers to, or NULL. */
const MemCell *view_tagged_cell(const ViewMoment *moment, const MemName *name);

/* Where the moment is, in words: "before line 3, step 2", "after the last step, 4". */
void view_append_when(const ViewMoment *moment, StrBuf *out);

/* Appends the bytes in hex, at most `most` of them, and an ellipsis where there are more. */
void view_append_bytes(StrBuf *out, uint64_t address, uint64_t size, uint64_t most);
/* Appends up to 8 bytes, read as a little-endian number, as binary digits, the highest first. */
void view_append_bits(StrBuf *out, uint64_t address, uint64_t size);

/* Appends what the bytes of one field mean, cut to about `limit` bytes: a number, a text in quotes, "→ [3]
 * list", "→ var1". */
void view_append_field(const ViewMoment *moment, StrBuf *out, uint64_t address, const MemField *field,
                       size_t limit);

/* Appends where a reference leads: "→ [3] list", "→ var1", "none", "→ 0x20000013e90". */
void view_append_reference(const ViewMoment *moment, StrBuf *out, uint64_t target, MemRole role,
                           size_t limit);

/* Appends the value of a name as the language prints it; of a reference, where it leads. */
void view_append_name_value(const ViewMoment *moment, const MemName *name, size_t limit, StrBuf *out);

/* Appends the names whose slots refer to a cell, in the order of the frames. Returns how many there are. */
uint32_t view_append_referrers(const ViewMoment *moment, const MemCell *cell, StrBuf *out);

/* The colour of the reference that lies at `slot`: that of the cell to which it leads. */
ViewInk view_reference_ink(const ViewMoment *moment, const ViewStyle *style, uint64_t slot);

/* `usual`, unless the reader points at the slot or the cell at `address`. */
ViewInk view_lit_ink(const ViewStyle *style, uint64_t address, ViewInk usual);

/* Appends the instruction that wrote the slot last; false (and nothing) when it is not known. */
bool view_append_writer(const ViewMoment *moment, uint64_t slot, StrBuf *out);

/* Appends an identity as programs of this language print it. */
void view_append_identity(StrBuf *out, const Engine *engine, uint64_t identity);

/* The compiler's row about a name of this frame, or NULL. */
const EngineSymbol *view_symbol(const ViewMoment *moment, const MemFrame *frame, const MemName *name);

/* One line of a layout as it is shown: a scalar field or element, or a notice of what was left out. */
typedef struct ViewField {
    Str path;        /* "refcount", "origin.x", "[3]"; empty for a plain scalar */
    uint64_t offset; /* from the start of the cell */
    uint64_t size;
    const MemField *field; /* NULL: a notice */
    uint64_t left_out;     /* elements that the notice stands for */
} ViewField;

typedef VEC(ViewField) ViewFieldList;

/* Flattens a layout: the fields of structs and the elements of arrays, at most `elements` per array, each
 * with its path. Paths are owned by `arena`. */
void view_fields(Arena *arena, const MemLayout *layout, uint64_t elements, ViewFieldList *fields);

#endif
