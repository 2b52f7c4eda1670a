/* Checking Go files and folders for `varscope check`. */
#ifndef GO_CHECK_PATHS_H
#define GO_CHECK_PATHS_H

#include "memory/engine.h"

/* See Engine.check. The files make up one package, whatever their build constraints say, as for
 * `go build x.go y.go`; of a folder those are taken whose constraints hold, as for `go build ./folder`. */
EngineVerdict go_check_paths(const EngineCheck *check, StrBuf *report);

#endif
