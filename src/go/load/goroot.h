/* Where Go's own library lies: the folder `src` of an installed Go. */
#ifndef GO_LOAD_GOROOT_H
#define GO_LOAD_GOROOT_H

#include "base/text.h"

/* Appends the folder (without a slash at its end): that of the environment variable GOROOT when it is set,
 * else the first of the usual places that has one. False when there is none; then `out` has the folder that
 * should be there. */
bool go_root_find(StrBuf *out);

#endif
