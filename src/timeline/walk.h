/* Walks: a run of a program, taken step by step.
 *
 * A walk owns an EngineRun and takes it forward: to the N-th step, to a line, to the end. What the program
 * prints is captured, so that it can be shown beside its memory, and the copies that it makes are logged, so
 * that a view can say which instruction wrote a slot. Both are bounded: of a long output only the end is kept
 * (and how much there was), and of the copies those that nothing has overwritten since, whenever the log has
 * grown to twice the size that it had after the last clean-up.
 *
 * A walk goes forward only; an earlier step is reached by a new walk, which sees the same addresses. */
#ifndef TIMELINE_WALK_H
#define TIMELINE_WALK_H

#include "memory/engine.h"

/* What a program printed on one of its streams. */
typedef struct TimelineOutput {
    StrBuf kept;    /* the end of it */
    uint64_t total; /* bytes */
} TimelineOutput;

typedef struct TimelineWalk {
    const Engine *engine;
    EngineRun *run;
    EngineState state;
    EngineUnit unit;   /* of the steps; ENGINE_STATEMENT unless set before the first one */
    bool keeps_copies; /* log the copies (slower) */
    MemCopyLog log;
    size_t log_limit; /* copies at which the log is cleaned up next */
    TimelineOutput output, errors;
    EngineIO input; /* where standard input comes from */
    EngineOptions options;
} TimelineWalk;

/* Starts a run of `program` that stands before step 0. Only `options->io.read` of its io is used (NULL: empty
 * input). `program` and what `options` points to outlive the walk; the walk itself must not be moved. False
 * on failure, with the reason; then there is nothing to finish. */
bool timeline_walk_start(TimelineWalk *walk, const Engine *engine, EngineProgram *program,
                         const EngineOptions *options, bool keeps_copies, const char **reason);

/* Goes on until the run stands before step `step`, or to its end. */
EngineState timeline_walk_to(TimelineWalk *walk, uint64_t step);

/* Goes on until a statement in `line` is about to run (the present one counts), at most to step `most`. True
 * when one is. */
bool timeline_walk_to_line(TimelineWalk *walk, uint32_t line, uint64_t most);

/* The last `most` bytes of what is kept, from the start of a line where that is possible. */
Str timeline_output_tail(const TimelineOutput *output, size_t most);

void timeline_walk_finish(TimelineWalk *walk);

#endif
