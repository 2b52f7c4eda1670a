/* Versions of the Go language, as -lang names them. */
#ifndef GO_VERSION_H
#define GO_VERSION_H

#include "base/text.h"

enum { GO_NEWEST_MINOR = 23 }; /* the newest version that we know: go1.23 */

/* The number behind "go1."; -1 when the text is no version. */
int go_version_minor(const char *version);

/* NULL when we know this version; else what the compiler says about it, in `buffer`. */
const char *go_version_fault(const char *version, StrBuf *buffer);

#endif
