/* Arenas, see arena.h. */
#include "base/arena.h"

#include "base/memory_error.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_ALIGN = 16, ARENA_FIRST_CHUNK = 4096, ARENA_LARGEST_CHUNK = 1 << 20 };

struct ArenaChunk {
    ArenaChunk *older;
    size_t used, capacity;
    _Alignas(ARENA_ALIGN) unsigned char bytes[];
};

static ArenaChunk *chunk_add(Arena *arena, size_t at_least) {
    size_t capacity = arena->chunks ? arena->chunks->capacity * 2 : ARENA_FIRST_CHUNK;
    if (capacity > ARENA_LARGEST_CHUNK) capacity = ARENA_LARGEST_CHUNK;
    if (capacity < at_least) capacity = at_least;
    ArenaChunk *chunk = base_alloc_zeroed(sizeof(ArenaChunk) + capacity);
    chunk->capacity = capacity;
    chunk->older = arena->chunks;
    arena->chunks = chunk;
    return chunk;
}

void *arena_alloc(Arena *arena, size_t size) {
    if (size > SIZE_MAX / 2) base_out_of_memory(size);
    size = (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    ArenaChunk *chunk = arena->chunks;
    if (!chunk || chunk->capacity - chunk->used < size) chunk = chunk_add(arena, size);
    void *block = chunk->bytes + chunk->used;
    chunk->used += size;
    arena->total += size;
    return block;
}

void *arena_copy_bytes(Arena *arena, const void *bytes, size_t size) {
    void *copy = arena_alloc(arena, size);
    if (size) memcpy(copy, bytes, size);
    return copy;
}

Str arena_copy(Arena *arena, Str text) {
    char *copy = arena_alloc(arena, text.length + 1);
    if (text.length) memcpy(copy, text.data, text.length);
    return (Str){copy, text.length};
}

Str arena_format(Arena *arena, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    size_t size = length < 0 ? 0 : (size_t)length;
    char *text = arena_alloc(arena, size + 1);
    vsnprintf(text, size + 1, format, again);
    va_end(again);
    return (Str){text, size};
}

void arena_free(Arena *arena) {
    for (ArenaChunk *chunk = arena->chunks, *older; chunk; chunk = older) {
        older = chunk->older;
        free(chunk);
    }
    *arena = (Arena){0};
}
