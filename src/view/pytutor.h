/* Python Tutor's trace format, so that its players can show our runs.
 *
 * A document has `code` and `trace`, a list of moments, each complete in itself: event, line, func_name,
 * stdout, globals, ordered_globals, stack_to_render, heap. Names that are tags hold ["REF", id], what they
 * refer to is in the heap; slots of declared bytes are written the way its C player knows them, ["C_DATA",
 * address, type, value]. */
#ifndef VIEW_PYTUTOR_H
#define VIEW_PYTUTOR_H

#include "view/export.h"

/* Appends the document. `walk` stands before step 0; at most `steps` are written, and none is begun when
 * there are `size` bytes (each takes a whole state). */
ViewExportResult view_pytutor(TimelineWalk *walk, const Source *source, uint64_t steps, uint64_t size,
                              StrBuf *out);

#endif
