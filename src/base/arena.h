/* Arenas: memory that dies as a whole.
 *
 * A compiler phase allocates thousands of small nodes that all live until the phase is over. An arena hands
 * them out by moving a pointer through large chunks and frees the chunks together; no node is ever freed
 * alone, so no node needs an owner. Chunks double in size, so an arena of n bytes costs O(log n) of them.
 *
 * A chunk that an arena gives back is kept for the next arena of the same thread (up to some megabytes of
 * them): memory that comes fresh from the system costs a page fault every 4096 bytes, which is more than the
 * compilation of a small file takes. For the same reason memory is zeroed piece by piece, when it is handed
 * out and is about to be written anyway.
 *
 * Invariant: everything returned is aligned to 16 bytes and, except by arena_take, zeroed. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/text.h"

#include <stddef.h>
#include <string.h>

enum { ARENA_ALIGN = 16 };

typedef struct ArenaChunk ArenaChunk;

typedef struct Arena {
    ArenaChunk *chunks; /* newest first */
    unsigned char *at;  /* the next free byte of the newest chunk */
    size_t left;        /* bytes from there to its end */
    size_t total;       /* bytes handed out so far */
} Arena;

/* An empty arena is all zeroes: `Arena arena = {0};`. */

/* The rare case of arena_take: the newest chunk is full. */
void *arena_take_from_new_chunk(Arena *arena, size_t size);

/* `size` bytes with any contents, 16-aligned, owned by the arena. Never NULL. */
static inline void *arena_take(Arena *arena, size_t size) {
    size_t rounded = (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    if (rounded < size || rounded > arena->left) return arena_take_from_new_chunk(arena, size);
    void *block = arena->at;
    arena->at += rounded;
    arena->left -= rounded;
    arena->total += rounded;
    return block;
}

/* The same, zeroed. Inline, so that zeroing a struct is a few stores of known size. */
static inline void *arena_alloc(Arena *arena, size_t size) {
    void *block = arena_take(arena, size);
    return size ? memset(block, 0, size) : block;
}

/* A zeroed T, or an array of n of them. */
#define ARENA_NEW(arena, T)          ((T *)arena_alloc((arena), sizeof(T)))
#define ARENA_ARRAY(arena, T, count) ((T *)arena_alloc((arena), sizeof(T) * (size_t)(count)))

/* VEC_PUSH (base/vec.h) for a vector that lives in an arena, and is not to be freed. */
#define VEC_PUSH_IN(arena, vec, ...)                                                                         \
    do {                                                                                                     \
        if ((vec)->count == (vec)->capacity) {                                                               \
            size_t vec_capacity_ = (vec)->capacity ? (vec)->capacity * 2 : 4;                                \
            void *vec_items_ = arena_take((arena), vec_capacity_ * sizeof *(vec)->items);                    \
            if ((vec)->count) memcpy(vec_items_, (vec)->items, (vec)->count * sizeof *(vec)->items);         \
            (vec)->items = vec_items_;                                                                       \
            (vec)->capacity = vec_capacity_;                                                                 \
        }                                                                                                    \
        (vec)->items[(vec)->count++] = __VA_ARGS__;                                                          \
    } while (0)

/* A copy of `text` in the arena, NUL-terminated behind its last byte. */
Str arena_copy(Arena *arena, Str text);

/* The three texts one behind the other, NUL-terminated. */
Str arena_concat(Arena *arena, Str first, Str second, Str third);

/* A copy of `size` bytes. */
void *arena_copy_bytes(Arena *arena, const void *bytes, size_t size);

/* Formats as printf does into the arena; the result is NUL-terminated. */
Str arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Gives every chunk back. The arena is empty again and may be used anew. */
void arena_free(Arena *arena);

#endif
