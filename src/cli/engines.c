/* The engines in this binary. */
#include "cli/program.h"

#include <string.h>

#if __has_include("python/engine.h")
#include "python/engine.h"
#define PYTHON_ENGINE &python_engine,
#else
#define PYTHON_ENGINE
#endif
#if __has_include("go/engine.h")
#include "go/engine.h"
#define GO_ENGINE &go_engine,
#else
#define GO_ENGINE
#endif

const Engine *const cli_engines[] = {PYTHON_ENGINE GO_ENGINE NULL};

const Engine *cli_engine_named(const char *name) {
    for (size_t i = 0; cli_engines[i]; i++)
        if (strcmp(cli_engines[i]->name, name) == 0) return cli_engines[i];
    return NULL;
}
