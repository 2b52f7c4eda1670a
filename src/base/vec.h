/* Vectors: growing arrays of any element type.
 *
 * `VEC(T)` declares the struct, the macros below work on every one of them. Elements are stored side by side
 * and move when the vector grows, so a pointer to an element is valid only until the next push.
 *
 *     typedef VEC(int) IntVec;
 *     IntVec numbers = {0};
 *     VEC_PUSH(&numbers, 42);
 *     for (size_t i = 0; i < numbers.count; i++) use(numbers.items[i]);
 *     VEC_FREE(&numbers);                                                     */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/memory_error.h"

#include <stdlib.h>

#define VEC(T)                                                                                               \
    struct {                                                                                                 \
        T *items;                                                                                            \
        size_t count, capacity;                                                                              \
    }

/* Makes room for `more` further elements. */
#define VEC_RESERVE(vec, more)                                                                               \
    do {                                                                                                     \
        size_t vec_needed_ = (vec)->count + (more);                                                          \
        if (vec_needed_ > (vec)->capacity) {                                                                 \
            size_t vec_capacity_ = (vec)->capacity ? (vec)->capacity * 2 : 8;                                \
            if (vec_capacity_ < vec_needed_) vec_capacity_ = vec_needed_;                                    \
            (vec)->items = base_realloc((vec)->items, vec_capacity_ * sizeof *(vec)->items);                 \
            (vec)->capacity = vec_capacity_;                                                                 \
        }                                                                                                    \
    } while (0)

/* Appends one element (the value may contain commas: it is variadic). */
#define VEC_PUSH(vec, ...)                                                                                   \
    do {                                                                                                     \
        VEC_RESERVE(vec, 1);                                                                                 \
        (vec)->items[(vec)->count++] = __VA_ARGS__;                                                          \
    } while (0)

/* The last element, and the last element taken off. The vector must not be empty. */
#define VEC_LAST(vec) ((vec)->items[(vec)->count - 1])
#define VEC_POP(vec)  ((vec)->items[--(vec)->count])

#define VEC_FREE(vec)                                                                                        \
    do {                                                                                                     \
        free((vec)->items);                                                                                  \
        (vec)->items = NULL;                                                                                 \
        (vec)->count = (vec)->capacity = 0;                                                                  \
    } while (0)

#endif
