/* Two programs beside each other, assignment by assignment, and what follows from what was seen. */
#ifndef VIEW_COMPARE_H
#define VIEW_COMPARE_H

#include "view/observe.h"
#include "view/style.h"

/* Draws two observations side by side, or one below the other when style->width is under 80 columns, and one
 * closing sentence for each. */
void view_compare(const ViewObservation *left, const ViewObservation *right, const ViewStyle *style,
                  StrBuf *out);

/* The closing sentence: drawn from what was observed, and nothing else. */
void view_append_findings(const ViewObservation *observation, StrBuf *out);

#endif
