/* Maps: from text to a pointer, and from a number to a pointer.
 *
 * Open addressing with linear probing in a power-of-two table, at most three quarters full; a map of few
 * entries has no table. An entry keeps its place in insertion order, so walking a map gives the same order in
 * every run (a compiler whose output depends on the addresses of its symbols could not be tested). Entries
 * are never removed; set the value to NULL instead.
 *
 * Keys of a StrMap are views: the caller keeps their bytes alive as long as the map. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

typedef struct StrMapEntry {
    Str key;
    uint64_t hash;
    void *value;
} StrMapEntry;

typedef struct StrMap {
    StrMapEntry *entries; /* in insertion order */
    size_t count, capacity;
    uint32_t *table; /* index into entries plus 1; 0 is free */
    size_t table_size;
    Arena *arena; /* where all this lies; NULL: on the heap */
} StrMap;

/* An empty map is all zeroes, but for the arena if it is to live in one (then strmap_free is not needed). */

/* The value under `key`, or NULL. */
void *strmap_get(const StrMap *map, Str key);
/* The entry of `key`, or NULL: tells a key with a NULL value from no key. */
StrMapEntry *strmap_find(const StrMap *map, Str key);
/* The entry of `key`; a new one, with a NULL value, when there was none. Valid until the map grows. */
StrMapEntry *strmap_add(StrMap *map, Str key);
/* The same for a key whose hash is known, from another map's entry. */
StrMapEntry *strmap_add_hashed(StrMap *map, Str key, uint64_t hash);
/* Sets the value and returns the one that stood there before (NULL for a new key). */
void *strmap_set(StrMap *map, Str key, void *value);
/* Removes all entries and keeps the memory for the next ones (but not a large table). Not for a map in an
 * arena. */
void strmap_clear(StrMap *map);
void strmap_free(StrMap *map);
/* The hash that the map uses: a fast one, which may change from one version to the next (unlike str_hash). */
uint64_t strmap_hash(Str key);

/* A cache in front of a search by name, for names of which there is one copy each (interned ones, literals):
 * the place of their bytes identifies them, which is cheaper than a hash. It is a table of entries, a power
 * of two of them; one that is all zeroes is empty. What collides is forgotten. */
typedef struct NameCacheEntry {
    Str name;
    void *value;
} NameCacheEntry;

/* Where the value of `name` is kept; it is NULL when it is not known. Valid until the next call. The bytes of
 * `name` outlive the cache and do not change. */
static inline void **name_cache_place(NameCacheEntry *cache, size_t size, Str name) {
    uintptr_t address = (uintptr_t)name.data;
    NameCacheEntry *entry = &cache[(address >> 4 ^ address >> 13) & (size - 1)];
    if (entry->name.data != name.data || entry->name.length != name.length)
        *entry = (NameCacheEntry){name, NULL};
    return &entry->value;
}

typedef struct IntMapEntry {
    uint64_t key;
    void *value;
} IntMapEntry;

typedef struct IntMap {
    IntMapEntry *entries; /* in insertion order */
    size_t count, capacity;
    uint32_t *table;
    size_t table_size;
} IntMap;

void *intmap_get(const IntMap *map, uint64_t key);
IntMapEntry *intmap_find(const IntMap *map, uint64_t key);
void *intmap_set(IntMap *map, uint64_t key, void *value);
void intmap_clear(IntMap *map);
void intmap_free(IntMap *map);

#endif
