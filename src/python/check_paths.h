/* Checking Python files and folders for `varscope check`. */
#ifndef PYTHON_CHECK_PATHS_H
#define PYTHON_CHECK_PATHS_H

#include "memory/engine.h"

/* See Engine.check. Each file is compiled for itself; of a folder every .py file in it and below, in order of
 * path, without folders whose names begin with a dot. */
EngineVerdict py_check_paths(const EngineCheck *check, StrBuf *report);

#endif
