/* The terminal UI: one or two recordings, stepped through in both directions.
 *
 * Each program has a column: its source with the line about to run, its memory (scrollable), what the last
 * step did and copied, the bytes of what is selected, its output. All programs step together. Keys are those
 * of less, vim and gdb; `?` lists them. */
#ifndef VIEW_TUI_H
#define VIEW_TUI_H

#include "view/look.h"

enum { VIEW_TUI_PROGRAMS = 2 };

typedef struct ViewTuiOptions {
    uint64_t step;       /* to begin with */
    bool everything;     /* see ViewStyle */
    bool machine;        /* begin with addresses and bytes instead of values */
    bool by_instruction; /* steps are instructions: the one about to run is always named */
    const char *notice;  /* shown in the status line until the first key; may be NULL */
} ViewTuiOptions;

/* What view_tui_progress shows; the `user` of TimelineRecordOptions. */
typedef struct ViewTuiProgress {
    const char *path;
    uint64_t limit; /* steps */
} ViewTuiProgress;

/* Takes over the terminal, which must be opened by view_tui_open before (so that recording can show its
 * progress), until the reader quits. False, with the reason, when a recording could not be asked. */
bool view_tui(ViewRecorded *programs, size_t count, const ViewTuiOptions *options, const char **reason);

/* Switches the terminal to full screen; keys are read from standard input when that is a terminal, else from
 * /dev/tty. False, with the reason, when there is none. */
bool view_tui_open(bool colour, const char **reason);
/* Gives the terminal back. Does nothing when it was not opened. */
void view_tui_close(void);

/* Progress while recording; false when the reader has pressed Ctrl-C or q. Fits
 * TimelineRecordOptions.progress; `user` is a ViewTuiProgress. */
bool view_tui_progress(void *user, uint64_t steps);

#endif
