/* Browsing: `varscope view` on a terminal. */
#ifndef CLI_BROWSE_H
#define CLI_BROWSE_H

#include <stdbool.h>
#include <stdint.h>

/* Records the programs and steps through them on the screen, until the reader quits. Returns the exit status.
 */
int cli_browse(const char *const *paths, int count, uint64_t step, uint64_t max_steps, bool everything);

#endif
