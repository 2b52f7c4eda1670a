/* Browsing: `varscope view` on a terminal. */
#ifndef CLI_BROWSE_H
#define CLI_BROWSE_H

#include "memory/engine.h"

typedef struct CliBrowse {
    const char *const *paths;
    int count;
    EngineUnit unit;          /* of the steps */
    uint64_t step;            /* to begin with */
    uint64_t max_steps;       /* 0: the usual */
    bool everything, machine; /* see ViewTuiOptions */
} CliBrowse;

/* True when a screen can be drawn on standard output: it is a terminal, and not one that can only print
 * (TERM). */
bool cli_can_browse(void);

/* Records the programs and steps through them on the screen, until the reader quits. Returns the exit status.
 */
int cli_browse(const CliBrowse *wanted);

#endif
