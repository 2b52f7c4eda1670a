/* Arenas: memory that dies as a whole.
 *
 * A compiler phase allocates thousands of small nodes that all live until the phase is over. An arena hands
 * them out by moving a pointer through large chunks and frees the chunks together; no node is ever freed
 * alone, so no node needs an owner. Chunks double in size, so an arena of n bytes costs O(log n) calls of
 * malloc.
 *
 * Invariant: everything returned is aligned to 16 bytes and zeroed. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/text.h"

#include <stddef.h>

typedef struct ArenaChunk ArenaChunk;

typedef struct Arena {
    ArenaChunk *chunks; /* newest first */
    size_t total;       /* bytes handed out so far */
} Arena;

/* An empty arena is all zeroes: `Arena arena = {0};`. */

/* `size` zeroed bytes, 16-aligned, owned by the arena. Never NULL. */
void *arena_alloc(Arena *arena, size_t size);

/* A zeroed T, or an array of n of them. */
#define ARENA_NEW(arena, T)          ((T *)arena_alloc((arena), sizeof(T)))
#define ARENA_ARRAY(arena, T, count) ((T *)arena_alloc((arena), sizeof(T) * (size_t)(count)))

/* A copy of `text` in the arena, NUL-terminated behind its last byte. */
Str arena_copy(Arena *arena, Str text);

/* A copy of `size` bytes. */
void *arena_copy_bytes(Arena *arena, const void *bytes, size_t size);

/* Formats as printf does into the arena; the result is NUL-terminated. */
Str arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Frees every chunk. The arena is empty again and may be used anew. */
void arena_free(Arena *arena);

#endif
