/* The smallest engine there can be: a counter in memory that goes up by one each step, prints and reads a
 * byte at every thousandth, fails at every five thousandth, and ends after `program` steps. For tests of what
 * records and searches runs. */
#ifndef COUNTER_ENGINE_H
#define COUNTER_ENGINE_H

#include "memory/engine.h"

#include <stdlib.h>

struct EngineRun {
    uint64_t steps, sum_of_input, end;
    uint64_t hundreds; /* steps / 100 */
    const EngineOptions *options;
};

static EngineRun *counter_start(EngineProgram *program, const EngineOptions *options, const char **reason) {
    if (!program) *reason = "nothing to count";
    EngineRun *run = program ? calloc(1, sizeof *run) : NULL;
    if (run) *run = (EngineRun){.end = *(uint64_t *)program, .options = options};
    return run;
}

static EngineState counter_resume(EngineRun *run, EngineUnit unit, uint64_t until, const EngineWatch *watch) {
    (void)unit, (void)watch;
    while (run->steps < until && run->steps < run->end) {
        char byte = 0;
        if (run->steps % 1000 == 0 && run->options->io.read(run->options->io.user, &byte, 1) == 1)
            run->sum_of_input += (unsigned char)byte;
        if (run->steps % 1000 == 0) run->options->io.write(run->options->io.user, 1, ".", 1);
        run->steps++;
        run->hundreds = run->steps / 100;
    }
    return run->steps >= run->end ? ENGINE_ENDED : ENGINE_PAUSED;
}

static uint64_t counter_steps(const EngineRun *run) {
    return run->steps;
}

static int counter_exit_status(const EngineRun *run) {
    (void)run;
    return 7;
}

static void counter_finish(EngineRun *run) {
    free(run);
}

/* Ten lines, over and over; the last three of them inside of a call. */
static EnginePlace counter_place(const EngineRun *run) {
    uint32_t line = (uint32_t)(run->steps % 10) + 1;
    return (EnginePlace){.line = line, .depth = line > 7 ? 2 : 1, .failures = run->steps / 5000};
}

static void counter_roots(EngineRun *run, Arena *arena, MemRoots *roots) {
    static const MemLayout number = {{"number", 6}, 8, 8, NULL, 0, 0};
    roots->frames = ARENA_NEW(arena, MemFrame);
    roots->frame_count = 1;
    roots->frames[0].names = ARENA_NEW(arena, MemName);
    roots->frames[0].name_count = 1;
    roots->frames[0].names[0] =
        (MemName){.name = STR("hundreds"), .slot = (uint64_t)&run->hundreds, .layout = &number};
}

static const Engine counter = {.name = "counter",
                               .start = counter_start,
                               .resume = counter_resume,
                               .steps = counter_steps,
                               .exit_status = counter_exit_status,
                               .finish = counter_finish,
                               .place = counter_place,
                               .roots = counter_roots};

#endif
