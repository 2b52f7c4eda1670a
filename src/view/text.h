/* Pictures for a terminal: the source with the line about to run, the frames with their names and slots, the
 * cells with their bytes, and what the program has printed. */
#ifndef VIEW_TEXT_H
#define VIEW_TEXT_H

#include "view/moment.h"

void view_text(const ViewMoment *moment, const ViewStyle *style, StrBuf *out);

/* Only the frames and the cells: in the simple style by view_simple_picture, else with slots and bytes. */
void view_text_picture(const ViewMoment *moment, const ViewStyle *style, StrBuf *out);

/* Frames and cells without addresses and bytes: a line for each name, and for each cell that other cells hang
 * from or that several names share. */
void view_simple_picture(const ViewMoment *moment, const ViewStyle *style, StrBuf *out);

/* The bytes of the slot or the cell at `address`, field by field: offset, bytes, name, value. What lies
 * inside of one of them leads to the whole of it. Nothing when there is no such thing at this moment. */
void view_bytes(const ViewMoment *moment, uint64_t address, const ViewStyle *style, StrBuf *out);

/* The compile phase: what the compiler knew about each name, scope by scope. */
void view_symbols_text(const EngineSymbolList *symbols, const ViewStyle *style, StrBuf *out);

#endif
