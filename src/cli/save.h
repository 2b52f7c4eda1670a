/* Saving: a file is replaced as a whole or not at all.
 *
 * The bytes go into a temporary file beside the target, reach the disk, and then take the target's name in
 * one step. Whatever goes wrong before, the old file stays as it was. */
#ifndef CLI_SAVE_H
#define CLI_SAVE_H

#include "base/text.h"

/* Writes `text` to the file at `path`. False after a message on standard error. A path that is not a regular
 * file (a pipe, /dev/stdout) is written to directly. */
bool cli_save(const char *path, Str text);

/* Writes to `path`, or prints when it is NULL. Returns the exit status. */
int cli_deliver(const char *path, Str text);

#endif
