/* Suggestions, see suggest.h. The distance is Levenshtein's, computed row by row with one buffer. */
#include "python/vm/suggest.h"

#include <string.h>

enum { LENGTH_MAX = 40, MOVE_COST = 2, CASE_COST = 1 };

static char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static size_t substitution_cost(char a, char b) {
    if (a == b) return 0;
    return lower(a) == lower(b) ? CASE_COST : MOVE_COST;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Cuts what both texts share at their ends: it costs nothing. */
static void trim_common(Str *a, Str *b) {
    while (a->length && b->length && a->data[0] == b->data[0])
        *a = str_slice(*a, 1, a->length), *b = str_slice(*b, 1, b->length);
    while (a->length && b->length && a->data[a->length - 1] == b->data[b->length - 1])
        a->length--, b->length--;
}

/* One row of the table: the distances of every prefix of `shorter` to a prefix of the other text that ends
 * with `byte`. Returns the least of them. */
static size_t advance_row(size_t *row, Str shorter, char byte, size_t row_number) {
    size_t diagonal = row_number * MOVE_COST, left = diagonal, minimum = SIZE_MAX;
    for (size_t i = 0; i < shorter.length; i++) {
        size_t substitute = diagonal + substitution_cost(byte, shorter.data[i]);
        diagonal = row[i];
        left = least(least(left, diagonal) + MOVE_COST, substitute);
        row[i] = left;
        minimum = least(minimum, left);
    }
    return minimum;
}

/* The distance, or `limit` + 1 when it is more than `limit`. */
static size_t distance_within(Str a, Str b, size_t limit) {
    trim_common(&a, &b);
    if (a.length == 0 || b.length == 0) return (a.length + b.length) * MOVE_COST;
    if (a.length > LENGTH_MAX || b.length > LENGTH_MAX) return limit + 1;
    Str shorter = a.length <= b.length ? a : b, longer = a.length <= b.length ? b : a;
    if ((longer.length - shorter.length) * MOVE_COST > limit) return limit + 1;
    size_t row[LENGTH_MAX];
    for (size_t i = 0; i < shorter.length; i++) row[i] = (i + 1) * MOVE_COST;
    for (size_t i = 0; i < longer.length; i++)
        if (advance_row(row, shorter, longer.data[i], i) > limit) return limit + 1;
    return row[shorter.length - 1];
}

PySuggestion py_suggest_start(Str name) {
    return (PySuggestion){.name = name, .distance = SIZE_MAX};
}

void py_suggest_consider(PySuggestion *search, Str candidate) {
    if (str_equal(search->name, candidate)) return;
    size_t limit = (search->name.length + candidate.length + 3) * MOVE_COST / 6;
    limit = least(limit, search->distance - 1);
    size_t distance = distance_within(search->name, candidate, limit);
    if (distance > limit) return;
    search->best = candidate;
    search->distance = distance;
}
