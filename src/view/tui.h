/* The terminal UI: one or two recordings, stepped through in both directions.
 *
 * Each program has a column: its source with the line about to run, its picture (scrollable), its output. All
 * programs step together. Keys are those of less, vim and gdb; `?` lists them. */
#ifndef VIEW_TUI_H
#define VIEW_TUI_H

#include "view/look.h"

enum { VIEW_TUI_PROGRAMS = 2 };

typedef struct ViewTuiOptions {
    uint64_t step; /* to begin with */
    bool colour;
    bool everything; /* see ViewStyle */
} ViewTuiOptions;

/* Takes over the terminal, which must be opened by view_tui_open before (so that recording can show its
 * progress), until the reader quits. False, with the reason, when a recording could not be asked. */
bool view_tui(ViewRecorded *programs, size_t count, const ViewTuiOptions *options, const char **reason);

/* Switches the terminal to full screen. False, with the reason, when it is none. */
bool view_tui_open(bool colour, const char **reason);
/* Gives the terminal back. Does nothing when it was not opened. */
void view_tui_close(void);

/* A line of progress while recording; false when the reader has pressed Ctrl-C or q. Fits
 * TimelineRecordOptions.progress; `user` is the program's path (const char *). */
bool view_tui_progress(void *user, uint64_t steps);

#endif
