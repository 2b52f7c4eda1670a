/* A glance: what the terminal UI shows of one moment of a recording.
 *
 * The pictures are drawn where the memory is, in a copy of the recorded run that stands at the step (see
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

/* The texts of a glance. */
typedef enum ViewPart {
    VIEW_PART_PICTURE,     /* frames and cells */
    VIEW_PART_STEP,        /* what the last step did and copied */
    VIEW_PART_BYTES,       /* of what is selected, else of what the last step wrote to */
    VIEW_PART_OUTPUT,      /* the end of what was printed */
    VIEW_PART_INSTRUCTION, /* about to run; no line end */
    VIEW_PARTS
} ViewPart;

/* What is shown of one moment. */
typedef struct ViewGlance {
    uint64_t step;
    uint32_t line;   /* about to run; 0 at the end */
    SourceSpan span; /* the statement */
    uint32_t depth;  /* number of frames */
    bool has_ended;
    int status; /* when it has ended */
    uint64_t output_total;
    StrBuf parts[VIEW_PARTS]; /* drawn in the style that was asked for */
    ViewMarkList marks;       /* of the picture */
} ViewGlance;

/* Looks at a step. False with the reason. The texts replace those of the last glance. */
bool view_glance(const ViewRecorded *recorded, uint64_t step, const ViewStyle *style, ViewGlance *glance,
                 const char **reason);
void view_glance_free(ViewGlance *glance);

#endif
