/* Recordings: a run that can be looked at at any step, in any order.
 *
 * Engines are deterministic, so a run needs no trace: to see step N again, run again and stop there. What
 * makes that fast is *checkpoints*. While the run is recorded, the process that runs it forks itself now and
 * then; each copy sleeps, with the whole state of the run in its (shared, copy-on-write) memory. To look at
 * step N, the last checkpoint before N forks a copy of itself, which runs on to N, answers the question that
 * is asked of it, and is gone. So going back costs what going forward costs: the steps between two
 * checkpoints, at full stepping speed.
 *
 *      recorder  --o-------o-------o-------o-----> end      checkpoints o, evenly spaced
 *                          |
 *                          +--fork--> runs to N --> answer
 *
 * The number of checkpoints is bounded: when there are too many, every other one is dropped and the distance
 * doubled. What came from outside (standard input) is logged while recording, and replayed.
 *
 * A question is a function of the caller that runs in the copy, with a walk that stands at the wanted step;
 * it reads the program's memory, may walk on from there (to search), and writes an answer of bytes. Questions
 * are asked one at a time.
 *
 * The engine must not be running otherwise: the calling process itself never starts the run. */
#ifndef TIMELINE_RECORDING_H
#define TIMELINE_RECORDING_H

#include "timeline/walk.h"

typedef struct TimelineRecording TimelineRecording;

typedef struct TimelineRecordOptions {
    EngineUnit unit;
    uint64_t max_steps; /* the recording is cut there; 0: TIMELINE_MAX_STEPS */
    /* Called about ten times a second while recording, with the steps made so far. False ends the recording
     * and keeps it. May be NULL. */
    bool (*progress)(void *user, uint64_t steps);
    void *user;
} TimelineRecordOptions;

#define TIMELINE_MAX_STEPS ((uint64_t)100000000)

/* How a recording ended. */
typedef enum TimelineEnd {
    TIMELINE_ENDED,       /* the program ended by itself */
    TIMELINE_CUT,         /* after max_steps */
    TIMELINE_INTERRUPTED, /* progress() said so */
    TIMELINE_LOST, /* the recording process died; the steps that it had counted can still be looked at */
} TimelineEnd;

/* Runs the program to its end (or to a limit). When progress() ends a recording whose step does not (it
 * computes, sleeps, waits for input), the recording ends before that step. `program` and what `options`
 * points to outlive the recording. NULL on failure, with the reason. Standard input is read through
 * options->io.read, in another process. */
TimelineRecording *timeline_record(const Engine *engine, EngineProgram *program, const EngineOptions *options,
                                   const TimelineRecordOptions *record, const char **reason);

TimelineEnd timeline_end(const TimelineRecording *recording);

/* Steps that were recorded: one can ask for 0 up to and including this number (the state after the last
 * step). */
uint64_t timeline_steps(const TimelineRecording *recording);

/* Valid when the end is TIMELINE_ENDED. */
int timeline_exit_status(const TimelineRecording *recording);

/* True when the program asked for more standard input than there was. */
bool timeline_met_end_of_input(const TimelineRecording *recording);

/* A question. `walk` stands before the step asked for; `question` is a copy of the asker's bytes. */
typedef void (*TimelineLook)(TimelineWalk *walk, const void *question, size_t size, StrBuf *answer);

/* Asks at a step (at most timeline_steps). Appends the answer. False, with the reason, when no copy could be
 * made or it died. */
bool timeline_ask(TimelineRecording *recording, uint64_t step, TimelineLook look, const void *question,
                  size_t size, StrBuf *answer, const char **reason);

/* The step of the last checkpoint at or before `step`: where a backward search begins its window. */
uint64_t timeline_checkpoint(const TimelineRecording *recording, uint64_t step);

/* Ends the checkpoints and gives everything back. */
void timeline_recording_free(TimelineRecording *recording);

#endif
