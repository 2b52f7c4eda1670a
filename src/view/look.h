/* A glance: what the terminal UI shows of one moment of a recording.
 *
 * The picture is drawn where the memory is, in a copy of the recorded run that stands at the step (see
 * timeline/recording.h); what comes back is text. */
#ifndef VIEW_LOOK_H
#define VIEW_LOOK_H

#include "timeline/recording.h"
#include "view/style.h"

/* One program with its recording. The recording was made after source and program had been. */
typedef struct ViewRecorded {
    const Engine *engine;
    const Source *source;
    TimelineRecording *recording;
} ViewRecorded;

/* What is shown of one moment. */
typedef struct ViewGlance {
    uint64_t step;
    uint32_t line; /* about to run; 0 at the end */
    bool has_ended;
    int status;     /* when it has ended */
    StrBuf picture; /* frames and cells, drawn in the style that was asked for */
    StrBuf output;  /* the end of what was printed */
    uint64_t output_total;
} ViewGlance;

/* Looks at a step. False with the reason. The texts replace those of the last glance. */
bool view_glance(const ViewRecorded *recorded, uint64_t step, const ViewStyle *style, ViewGlance *glance,
                 const char **reason);
void view_glance_free(ViewGlance *glance);

#endif
