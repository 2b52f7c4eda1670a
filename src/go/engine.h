/* The Go engine, see memory/engine.h. */
#ifndef GO_ENGINE_H
#define GO_ENGINE_H

#include "memory/engine.h"

extern const Engine go_engine;

#endif
