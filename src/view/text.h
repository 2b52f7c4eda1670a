/* Pictures for a terminal: the source with the line about to run, the frames with their names and slots, the
 * cells with their bytes, and what the program has printed. */
#ifndef VIEW_TEXT_H
#define VIEW_TEXT_H

#include "view/moment.h"

void view_text(const ViewMoment *moment, const ViewStyle *style, StrBuf *out);

/* Only the frames and the cells. */
void view_text_picture(const ViewMoment *moment, const ViewStyle *style, StrBuf *out);

/* The compile phase: what the compiler knew about each name, scope by scope. */
void view_symbols_text(const EngineSymbolList *symbols, const ViewStyle *style, StrBuf *out);

#endif
