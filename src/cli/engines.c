/* The engines in this binary. */
#include "cli/program.h"

#include "python/engine.h"

#include <string.h>

#if __has_include("go/engine.h")
#include "go/engine.h"
#define GO_ENGINE &go_engine,
#else
#define GO_ENGINE
#endif

const Engine *const cli_engines[] = {&python_engine, GO_ENGINE NULL};

const Engine *cli_engine_named(const char *name) {
    for (size_t i = 0; cli_engines[i]; i++)
        if (strcmp(cli_engines[i]->name, name) == 0) return cli_engines[i];
    return NULL;
}
