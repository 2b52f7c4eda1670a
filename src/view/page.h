/* The page: a timeline and its viewer in one HTML file that needs no network.
 *
 * The viewer is written as ES modules in web/; the build puts their text into the binary. Modules cannot
 * import each other inside of one page, so they are joined: in the order of their dependencies, without the
 * words import and export (which therefore stand at the start of a line there). */
#ifndef VIEW_PAGE_H
#define VIEW_PAGE_H

#include "base/text.h"

/* Appends the page. `timeline` is a document as view_export_document writes it. */
void view_page(Str title, Str timeline, StrBuf *out);

#endif
