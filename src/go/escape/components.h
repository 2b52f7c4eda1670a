/* Bottom-up: functions are worked on callees first, those that call each other together, since what is known
 * about a callee decides about its callers. A function that is only mentioned counts too: it may be called
 * later, through its value (Tarjan, "Depth-first search and linear graph algorithms", 1972). */
#ifndef GO_ESCAPE_COMPONENTS_H
#define GO_ESCAPE_COMPONENTS_H

#include "go/escape/tree.h"

/* `functions` mention each other, literals among them; recursive: or the one mentions itself. */
typedef void EscComponent(void *user, EscFunction **functions, size_t count, bool is_recursive);
void esc_each_component(const EscFunctionList *roots, EscComponent *visit, void *user);

#endif
