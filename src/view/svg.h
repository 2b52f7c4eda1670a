/* Pictures as SVG: one moment, for slides and pages.
 *
 * Frames stand at the left, each a box with a row per name; cells to the right, in a column for each step of
 * distance from the names; arrows lead from the dot that stands for a reference to the cell's edge. Light and
 * dark themes follow the reader's. */
#ifndef VIEW_SVG_H
#define VIEW_SVG_H

#include "view/moment.h"

void view_svg(const ViewMoment *moment, const ViewStyle *style, StrBuf *out);

#endif
