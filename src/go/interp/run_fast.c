/* The loop at full speed. */
#include "go/interp/loop.h"

#define LOOP_NAME machine_run_fast
#define LOOP_BEFORE()                                                                                        \
    do {                                                                                                     \
    } while (0)
#include "go/interp/loop.inc"
