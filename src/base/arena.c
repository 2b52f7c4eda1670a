/* Arenas, see arena.h. */
#include "base/arena.h"

#include "base/memory_error.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_CHUNK = 4096,
    SIZE_CLASSES = 9, /* chunks of 4096 bytes doubled up to 8 times */
    LARGEST_CHUNK = FIRST_CHUNK << (SIZE_CLASSES - 1),
    KEPT_MAX = 16 << 20 /* bytes of chunks that no arena uses */
};

struct ArenaChunk {
    ArenaChunk *older;
    size_t capacity;
    _Alignas(ARENA_ALIGN) unsigned char bytes[];
};

/* The chunks that no arena uses, by their size. AddressSanitizer must see every one freed, to find those who
 * look into a dead arena: with it, nothing is kept. */
#if defined(__SANITIZE_ADDRESS__)
#define KEEPS_CHUNKS false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KEEPS_CHUNKS false
#endif
#endif
#ifndef KEEPS_CHUNKS
#define KEEPS_CHUNKS true
#endif
static _Thread_local ArenaChunk *kept[SIZE_CLASSES];
static _Thread_local size_t kept_size;

/* SIZE_CLASSES for a capacity of none of them: a chunk for a single large block. */
static int size_class(size_t capacity) {
    int class = 0;
    while (class < SIZE_CLASSES && capacity != (size_t)FIRST_CHUNK << class) class ++;
    return class;
}

static ArenaChunk *chunk_new(size_t capacity) {
    int class = size_class(capacity);
    ArenaChunk *chunk = class < SIZE_CLASSES ? kept[class] : NULL;
    if (chunk) {
        kept[class] = chunk->older;
        kept_size -= capacity;
        return chunk;
    }
    chunk = base_alloc(sizeof(ArenaChunk) + capacity);
    chunk->capacity = capacity;
    return chunk;
}

static void chunk_give_back(ArenaChunk *chunk) {
    int class = size_class(chunk->capacity);
    if (!KEEPS_CHUNKS || class == SIZE_CLASSES || kept_size + chunk->capacity > KEPT_MAX) {
        free(chunk);
        return;
    }
    chunk->older = kept[class];
    kept[class] = chunk;
    kept_size += chunk->capacity;
}

static void chunk_add(Arena *arena, size_t at_least) {
    size_t newest = arena->chunks ? arena->chunks->capacity : 0, capacity = FIRST_CHUNK;
    while (capacity <= newest && capacity < LARGEST_CHUNK) capacity *= 2;
    if (capacity < at_least) capacity = at_least;
    ArenaChunk *chunk = chunk_new(capacity);
    chunk->older = arena->chunks;
    arena->chunks = chunk;
    arena->at = chunk->bytes;
    arena->left = capacity;
}

void *arena_take_from_new_chunk(Arena *arena, size_t size) {
    if (size > SIZE_MAX / 2) base_out_of_memory(size);
    chunk_add(arena, (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1));
    return arena_take(arena, size);
}

void *arena_copy_bytes(Arena *arena, const void *bytes, size_t size) {
    void *copy = arena_take(arena, size);
    if (size) memcpy(copy, bytes, size);
    return copy;
}

Str arena_copy(Arena *arena, Str text) {
    char *copy = arena_take(arena, text.length + 1);
    if (text.length) memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    return (Str){copy, text.length};
}

static char *put_text(char *at, Str text) {
    if (text.length) memcpy(at, text.data, text.length);
    return at + text.length;
}

Str arena_concat(Arena *arena, Str first, Str second, Str third) {
    size_t length = first.length + second.length + third.length;
    char *text = arena_take(arena, length + 1);
    *put_text(put_text(put_text(text, first), second), third) = '\0';
    return (Str){text, length};
}

Str arena_format(Arena *arena, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    size_t size = length < 0 ? 0 : (size_t)length;
    char *text = arena_take(arena, size + 1);
    *text = '\0';
    vsnprintf(text, size + 1, format, again);
    va_end(again);
    return (Str){text, size};
}

void arena_free(Arena *arena) {
    for (ArenaChunk *chunk = arena->chunks, *older; chunk; chunk = older) {
        older = chunk->older;
        chunk_give_back(chunk);
    }
    *arena = (Arena){0};
}
