/* The engines in this binary. */
#include "cli/program.h"

#include "go/engine.h"
#include "python/engine.h"

#include <string.h>

const Engine *const cli_engines[] = {&python_engine, &go_engine, NULL};

const Engine *cli_engine_named(const char *name) {
    for (size_t i = 0; cli_engines[i]; i++)
        if (strcmp(cli_engines[i]->name, name) == 0) return cli_engines[i];
    return NULL;
}
