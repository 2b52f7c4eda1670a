/* Suggestions: "Did you mean: 'lenght'?"
 *
 * For a name that was not found the candidates are compared with it by a weighted edit distance, in which a
 * change of case is cheaper than a change of letter; the nearest candidate wins if it is near enough. Costs
 * and limits are the ones of CPython 3.11, since its choice is what people see. */
#ifndef PYTHON_VM_SUGGEST_H
#define PYTHON_VM_SUGGEST_H

#include "base/text.h"

typedef struct PySuggestion {
    Str name;        /* what is looked for; UTF-8 */
    Str best;        /* the nearest candidate so far; empty when none is near enough */
    size_t distance; /* of `best`; begin with SIZE_MAX */
} PySuggestion;

/* Starts a search for something like `name`. */
PySuggestion py_suggest_start(Str name);

/* Weighs one candidate, whose bytes must stay where they are as long as the search lasts. Of two equally
 * near ones the first stays. */
void py_suggest_consider(PySuggestion *search, Str candidate);

enum { PY_SUGGEST_CANDIDATES_MAX = 750 }; /* with this many or more nothing is suggested */

#endif
