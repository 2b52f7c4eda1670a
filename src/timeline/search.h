/* Searching a recording: the next or the previous step at which something is so.
 *
 * "Run back to line 7", "run to the next change of x": each is a goal, and both directions work the same way.
 * Forwards, a copy of the run walks on from here and looks before every step. Backwards, the stretch between
 * the last checkpoint and here is walked and the last match in it remembered; when there is none, the stretch
 * before that, and so on. So a search costs at most one walk over the steps between here and the match (plus
 * one stretch), at a few million steps a second. */
#ifndef TIMELINE_SEARCH_H
#define TIMELINE_SEARCH_H

#include "timeline/recording.h"

typedef enum TimelineGoalKind {
    TIMELINE_AT_LINE,        /* a statement of `line` is about to run */
    TIMELINE_DEPTH_AT_MOST,  /* no more than `depth` frames are there: the call has returned */
    TIMELINE_CHANGE_OF_NAME, /* the bytes in the slot of `name` are others than one step before, or it came or
                                went */
    TIMELINE_CHANGE_AT_ADDRESS, /* the `size` bytes at `address` are others than one step before */
    TIMELINE_CALL,              /* the step before called: there are more frames than before it */
    TIMELINE_RETURN,            /* it returned (or an exception left frames): there are fewer */
    TIMELINE_FAILURE,           /* it raised an exception or a panic */
    TIMELINE_PRINT,             /* it printed */
} TimelineGoalKind;

enum { TIMELINE_NAME_MAX = 120 }; /* bytes */

typedef struct TimelineGoal {
    TimelineGoalKind kind;
    uint32_t line, depth;
    uint64_t address, size;       /* size at most TIMELINE_NAME_MAX */
    char name[TIMELINE_NAME_MAX]; /* looked up in the innermost frame that has it */
} TimelineGoal;

/* When steps are instructions, a line is about to run where its statement begins. */
/* The nearest step behind `from` (before it, when not `forward`) that meets the goal. `found` says whether
 * there is one. False, with the reason, when the recording could not be asked. */
bool timeline_find(TimelineRecording *recording, uint64_t from, bool forward, const TimelineGoal *goal,
                   bool *found, uint64_t *step, const char **reason);

/* True when there are bytes at an address: a watch on others never fires. */
bool timeline_can_read(uint64_t address, uint64_t size);

/* Takes a walk forward to the nearest step that meets the goal, at most to step `most`; where it stands does
 * not count. */
bool timeline_walk_to_goal(TimelineWalk *walk, const TimelineGoal *goal, uint64_t most);

/* The step at which a statement of `line` is about to run for the `count`-th time (from 1) since the start.
 */
bool timeline_find_execution(TimelineRecording *recording, uint32_t line, uint64_t count, bool *found,
                             uint64_t *step, const char **reason);

#endif
