/* The screen: the terminal in full-screen mode, and coloured text in rectangles of it. */
#ifndef VIEW_TUI_SCREEN_H
#define VIEW_TUI_SCREEN_H

#include "base/text.h"

/* ncurses defines many short words as macros; the functions are enough. */
#define NCURSES_NOMACROS 1
#include <ncurses.h>

typedef struct Rectangle {
    int top, left, height, width;
} Rectangle;

/* Puts a line with ANSI colours at the top of `area`, from its column `skip` on; what does not fit is cut,
 * with a mark at the edge. `added` attributes come on top of its own. */
void screen_put(Rectangle area, int skip, attr_t added, Str line);

/* Puts the lines of `text` from the `first`-th on (from 0) into the area. */
void screen_put_lines(Rectangle area, int first, int skip, Str text);

/* Takes the next line out of a text. */
Str screen_next_line(Str *text);
int screen_count_lines(Str text);

#endif
