/* Paths in messages, as the go command shows them. */
#ifndef GO_SYNTAX_PATH_H
#define GO_SYNTAX_PATH_H

#include "base/text.h"

/* Appends a path as the go command's own messages show it: relative to the working directory, or absolute
 * when that is shorter. */
void go_append_short_path(StrBuf *out, Str path);

/* The same as the compiler's messages show it: with "./" before a file of the working directory. */
void go_append_shown_path(StrBuf *out, Str path);

/* Appends `path` to an absolute directory, resolving `.` and `..`. */
void go_path_append_clean(StrBuf *out, Str path);

/* Appends the whole path, as the compiler itself writes it where the go command does not shorten it. */
void go_append_absolute_path(StrBuf *out, Str path);

#endif
