/* The tables of a timeline: what is written once and referred to by number.
 *
 * Texts, layouts, names and places repeat at every step of a run. Each gets a number when it is met for the
 * first time; the lists are written behind the steps. docs/timeline-format.md describes them. */
#ifndef VIEW_EXPORT_TABLES_H
#define VIEW_EXPORT_TABLES_H

#include "base/map.h"
#include "memory/picture.h"

/* One list: the JSON of its entries, and the number of each. */
typedef struct ViewTimelineTable {
    StrMap numbers;
    StrBuf list;
} ViewTimelineTable;

typedef struct ViewTimelineTables {
    Arena arena;
    ViewTimelineTable texts, names, places;
    IntMap layout_numbers; /* by hash of the layout: its number plus 1 */
    StrBuf layout_list;
} ViewTimelineTables;

uint32_t view_timeline_text(ViewTimelineTables *tables, Str text);
uint32_t view_timeline_layout(ViewTimelineTables *tables, const MemLayout *layout);
/* What stays the same of a name. `identity`: 0 none, 1 the slot's address, 2 the address in the slot. */
uint32_t view_timeline_name(ViewTimelineTables *tables, const MemName *name, int identity);
/* A statement that is about to run; `column` from 0 and `length` in UTF-16 units within the line. */
uint32_t view_timeline_place(ViewTimelineTables *tables, uint32_t line, size_t column, size_t length,
                             Str instruction);

/* Appends ,"texts":[...],"layouts":[...],"names":[...],"places":[...] */
void view_timeline_tables_write(const ViewTimelineTables *tables, StrBuf *out);
void view_timeline_tables_free(ViewTimelineTables *tables);

/* UTF-16 units that a UTF-8 text takes: what JavaScript counts in. */
size_t view_utf16_length(Str text);

#endif
