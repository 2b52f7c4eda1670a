/* The timeline of a run as JSON: every step, as changes.
 *
 * The program is walked statement by statement. What is on display at a step (frames, names with their slots,
 * cells) is compared with the step before, and only the difference is written: a few bytes that changed, a
 * name that came, a cell that went. Something that comes back to the place where it was is not written
 * again, a value that can be read off the bytes is not written at all, and of a changed text only the changed
 * part. A viewer applies the changes in order; docs/timeline-format.md describes them. */
#ifndef VIEW_EXPORT_H
#define VIEW_EXPORT_H

#include "timeline/walk.h"

typedef struct ViewExportLimits {
    uint64_t steps;  /* most steps to write */
    uint64_t output; /* most bytes of the program's output to write */
    uint64_t size;   /* bytes of JSON after which no further step is begun */
    uint32_t bytes;  /* most bytes of one name's slot or one cell */
    MemLimits picture;
} ViewExportLimits;

/* What an export shows; with `everything`, what --all asks for. */
ViewExportLimits view_export_limits(bool everything);

/* What was left out of an export, for a notice. */
typedef struct ViewExportResult {
    uint64_t steps;
    bool is_cut;      /* the program goes on behind the last step */
    bool is_too_long; /* because of limits.size */
} ViewExportResult;

/* Appends one program as a JSON object. `walk` stands before step 0 and keeps copies. */
ViewExportResult view_export_program(TimelineWalk *walk, const Source *source, ViewExportLimits limits,
                                     StrBuf *out);

/* Appends a whole timeline document around program objects. */
void view_export_document(const StrBuf *programs, size_t count, StrBuf *out);

#endif
