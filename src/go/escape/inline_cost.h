/* Which functions can be inlined, see inline.h. */
#ifndef GO_ESCAPE_INLINE_COST_H
#define GO_ESCAPE_INLINE_COST_H

#include "go/escape/inline.h"

/* Sets function->inlining when it can; says so, the first time. */
void esc_check_inlining(EscInliner *inliner, EscFunction *function);
/* A call that becomes an instruction. */
bool esc_is_intrinsic(const EscNode *call);

#endif
