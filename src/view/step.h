/* What one step did: the events (a call, a return, an exception, output, the end) and the copies. */
#ifndef VIEW_STEP_H
#define VIEW_STEP_H

#include "view/moment.h"
#include "view/observe.h"

enum { VIEW_STEP_COPIES = 40 }; /* most copies that are described */

typedef struct ViewStep {
    uint64_t before, after;       /* steps; equal: nothing has run yet */
    uint32_t depth_before, depth; /* frames */
    uint64_t failures;            /* exceptions or panics that were raised */
    uint64_t printed;             /* bytes */
    Str failure;                  /* the kind of the last one */
    Str left;                     /* the function that was left, when depth < depth_before */
    ViewObservation observation;  /* the copies */
    Arena arena;
} ViewStep;

/* Walks on to `step`, and looks at what the last of these steps does. */
void view_step_take(ViewStep *step, TimelineWalk *walk, const Source *source, uint64_t number);
void view_step_free(ViewStep *step);

/* The place that the step wrote to last (a slot or inside of a cell), 0 when it wrote nothing. */
uint64_t view_step_written(const ViewStep *step);

/* Describes it, a line for each event and one (in the simple style) or two for each copy. `moment` stands
 * behind the step. */
void view_step_text(const ViewStep *step, const ViewMoment *moment, const ViewStyle *style, StrBuf *out);

#endif
