/* Style: how text is laid out for a reader: colours, columns, tables.
 *
 * Views build text out of short pieces, each with an *ink* that says what the piece is (an address, a value);
 * whether an ink becomes a colour is decided once, here. A table is rows of such pieces; it finds its own
 * column widths (in terminal columns, so that wide characters count twice), and where the reader's screen is
 * too narrow it cuts the columns that may be cut, in the order of their ranks. */
#ifndef VIEW_STYLE_H
#define VIEW_STYLE_H

#include "base/arena.h"
#include "base/vec.h"

/* Where something stands in a text: for a reader who points at it. */
typedef struct ViewMark {
    uint64_t address; /* of a slot or a cell */
    uint64_t offset;  /* of its line in the text, in bytes */
} ViewMark;

typedef VEC(ViewMark) ViewMarkList;

typedef struct ViewStyle {
    uint32_t width;      /* terminal columns */
    bool colour;         /* ANSI escapes are welcome */
    bool everything;     /* show what is usually left out */
    bool simple;         /* values only: no addresses, no bytes, nothing that the runtime keeps for itself */
    uint64_t selected;   /* address of a slot or a cell; it and what refers to it are lit up; 0: none */
    ViewMarkList *marks; /* takes the places of slots and cells; NULL: not wanted */
} ViewStyle;

typedef enum ViewInk {
    VIEW_PLAIN,
    VIEW_DIM,    /* of little interest: line numbers, padding */
    VIEW_STRONG, /* names, headings */
    VIEW_ADDRESS,
    VIEW_REFERENCE, /* an address that leads to a cell on display */
    VIEW_VALUE,
    VIEW_WARNING,  /* notices */
    VIEW_SELECTED, /* what the reader points at, and what refers to it */
    VIEW_CELL,     /* the first of VIEW_CELL_INKS colours by which cells are told apart */
} ViewInk;

enum { VIEW_CELL_INKS = 6 };

/* The colour of the cell shown under a number, and of all references to it; 0: of none. */
ViewInk view_cell_ink(uint32_t number);

/* Notes that the line of `out` which is being written is about `address`. */
void view_mark(const ViewStyle *style, const StrBuf *out, uint64_t address);

/* Appends `text` in the given ink. */
void view_append_ink(StrBuf *out, const ViewStyle *style, ViewInk ink, Str text);

/* `text` on one line and harmless for a terminal: control characters and invalid UTF-8 are replaced, tabs are
 * `tab` spaces. Owned by `arena` (or `text` itself, when nothing had to be done). */
Str view_clean(Arena *arena, Str text, uint32_t tab);

/* `text` cut to at most `width` terminal columns, the last of them being an ellipsis. */
Str view_cut(Arena *arena, Str text, size_t width);

/* Appends `number` with commas between thousands, and the noun in singular or plural: "1 byte", "1,024
 * bytes". */
void view_append_count(StrBuf *out, uint64_t number, const char *noun);
Str view_count(Arena *arena, uint64_t number, const char *noun);

typedef struct ViewPiece {
    Str text;
    ViewInk ink;
} ViewPiece;

typedef struct ViewColumn {
    const char *title;
    bool right;      /* numbers stand at the right */
    uint32_t narrow; /* may be cut to so many columns; 0: never */
    uint32_t rank;   /* of two that may be cut, the one with the lower rank is cut first */
} ViewColumn;

enum { VIEW_COLUMNS_MAX = 10 };

typedef struct ViewTable {
    Arena *arena; /* owns the texts */
    const ViewColumn *columns;
    uint32_t column_count;
    VEC(ViewPiece) pieces;  /* row by row */
    ViewMarkList row_marks; /* offset: index of a row's first piece */
    bool has_heading;
} ViewTable;

ViewTable view_table(Arena *arena, const ViewColumn *columns, uint32_t column_count);
/* Appends the next piece of the row; rows fill up by themselves. `text` is kept, not copied. */
void view_table_put(ViewTable *table, ViewInk ink, Str text);
void view_table_put_format(ViewTable *table, ViewInk ink, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The piece put last marks its row (see ViewStyle.marks). */
void view_table_mark(ViewTable *table, uint64_t address);
/* Draws the table with box characters, `indent` columns from the left. Columns without any text are left out.
 */
void view_table_draw(const ViewTable *table, const ViewStyle *style, uint32_t indent, StrBuf *out);
void view_table_free(ViewTable *table);

#endif
