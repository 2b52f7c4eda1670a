/* Lists in arenas: growing arrays {items, count, capacity} of syntax trees and what hangs on them.
 *
 * They die with their arena. A list that grows leaves its old items behind there, so an element that
 * somebody points at is not moved away under him. */
#ifndef GO_SYNTAX_LIST_H
#define GO_SYNTAX_LIST_H

#include "base/arena.h"

/* Makes room for one more element. */
#define GO_LIST_RESERVE(arena, list)                                                                         \
    do {                                                                                                     \
        if ((list)->count < (list)->capacity) break;                                                         \
        uint32_t list_capacity_ = (list)->capacity ? (list)->capacity * 2 : 4;                               \
        void *list_items_ = arena_alloc((arena), list_capacity_ * sizeof *(list)->items);                    \
        if ((list)->count) memcpy(list_items_, (list)->items, (list)->count * sizeof *(list)->items);        \
        (list)->items = list_items_;                                                                         \
        (list)->capacity = list_capacity_;                                                                   \
    } while (0)

/* Appends one element. */
#define GO_LIST_ADD(arena, list, element)                                                                    \
    do {                                                                                                     \
        GO_LIST_RESERVE(arena, list);                                                                        \
        (list)->items[(list)->count++] = (element);                                                          \
    } while (0)

#endif
