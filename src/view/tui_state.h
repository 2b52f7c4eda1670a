/* What the parts of the terminal UI share: tui.c draws and loops, tui_keys.c acts on keys. */
#ifndef VIEW_TUI_STATE_H
#define VIEW_TUI_STATE_H

#include "timeline/search.h"
#include "view/tui.h"

typedef struct Column {
    ViewRecorded *program;
    ViewGlance glance;
    int scroll_down, scroll_right; /* of the picture; scroll_right also of the source */
    int picture_height;            /* rows that the picture had when it was drawn last */
    uint64_t selected;             /* address of a slot or a cell in the picture; 0: none */
} Column;

typedef struct Tui {
    Column columns[VIEW_TUI_PROGRAMS];
    size_t count, active; /* active: the column that scrolls and that searches are about */
    uint64_t step, last;
    bool everything, simple, by_instruction, zoomed, quits;
    int help_page;   /* from 1; 0: no help is shown */
    char number[16]; /* digits typed in front of a key */
    char notice[200];
    TimelineGoal goal; /* of the last search */
    bool has_goal;
    const char *reason;
} Tui;

enum { TUI_CONTROL_C = 3, TUI_CONTROL_L = 12, TUI_ESCAPE = 27 };

/* Does what the key says. */
void tui_press(Tui *tui, int code);

/* Draws a page of the help screen (from 1). False when there is no such page. */
bool tui_draw_help(int page);

#endif
