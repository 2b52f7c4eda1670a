/* The Python engine, as seen from above: one table of functions (see memory/engine.h). */
#ifndef PYTHON_ENGINE_H
#define PYTHON_ENGINE_H

#include "memory/engine.h"

extern const Engine python_engine;

#endif
