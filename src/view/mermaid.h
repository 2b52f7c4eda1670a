/* Pictures as Mermaid diagrams, for Markdown pages (GitHub renders them).
 *
 * A name that is a tag on something with a type of its own becomes a box with the name and the pointer, and
 * an arrow to a box with the object: type, reference count, size, value. A name whose bytes were laid down by
 * a compiler becomes a row of boxes: the source line that declares it, its entry in the symbol table, the
 * instruction that wrote it, the slot with its address and raw bits. Which of the two it is, is decided by
 * the layout of the slot. */
#ifndef VIEW_MERMAID_H
#define VIEW_MERMAID_H

#include "view/moment.h"

/* Appends the diagram. GitHub renders up to 50,000 characters: what does not fit is left out, with a notice
 * in the diagram. */
void view_mermaid(const ViewMoment *moment, const ViewStyle *style, StrBuf *out);

/* Limits that suit a diagram. */
MemLimits view_mermaid_limits(void);

#endif
