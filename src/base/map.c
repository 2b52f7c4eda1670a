/* Maps, see map.h. Both kinds share the table: a slot holds an entry's index plus one. */
#include "base/map.h"

#include "base/memory_error.h"

#include <stdlib.h>
#include <string.h>

enum { MAP_FIRST_SIZE = 16 };

static uint64_t mix(uint64_t key) {
    key ^= key >> 32;
    key *= 0x9e3779b97f4a7c15u;
    return key ^ (key >> 29);
}

static bool needs_growth(size_t count, size_t table_size) {
    return (count + 1) * 4 > table_size * 3;
}

static size_t free_slot(const uint32_t *table, size_t size, uint64_t hash) {
    size_t slot = hash & (size - 1);
    while (table[slot]) slot = (slot + 1) & (size - 1);
    return slot;
}

static void strmap_rebuild(StrMap *map) {
    map->table_size = map->table_size ? map->table_size * 2 : MAP_FIRST_SIZE;
    free(map->table);
    map->table = base_alloc_zeroed(map->table_size * sizeof *map->table);
    for (size_t i = 0; i < map->count; i++)
        map->table[free_slot(map->table, map->table_size, map->entries[i].hash)] = (uint32_t)i + 1;
}

static StrMapEntry *strmap_lookup(const StrMap *map, Str key, uint64_t hash) {
    if (!map->table_size) return NULL;
    size_t slot = hash & (map->table_size - 1);
    for (; map->table[slot]; slot = (slot + 1) & (map->table_size - 1)) {
        StrMapEntry *entry = &map->entries[map->table[slot] - 1];
        if (entry->hash == hash && str_equal(entry->key, key)) return entry;
    }
    return NULL;
}

StrMapEntry *strmap_find(const StrMap *map, Str key) {
    return strmap_lookup(map, key, str_hash(key));
}

void *strmap_get(const StrMap *map, Str key) {
    StrMapEntry *entry = strmap_find(map, key);
    return entry ? entry->value : NULL;
}

void *strmap_set(StrMap *map, Str key, void *value) {
    uint64_t hash = str_hash(key);
    StrMapEntry *entry = strmap_lookup(map, key, hash);
    if (entry) {
        void *before = entry->value;
        entry->value = value;
        return before;
    }
    if (map->count == map->capacity) {
        map->capacity = map->capacity ? map->capacity * 2 : MAP_FIRST_SIZE;
        map->entries = base_realloc(map->entries, map->capacity * sizeof *map->entries);
    }
    if (needs_growth(map->count, map->table_size)) strmap_rebuild(map);
    map->entries[map->count++] = (StrMapEntry){key, hash, value};
    map->table[free_slot(map->table, map->table_size, hash)] = (uint32_t)map->count;
    return NULL;
}

void strmap_free(StrMap *map) {
    free(map->entries);
    free(map->table);
    *map = (StrMap){0};
}

static void intmap_rebuild(IntMap *map) {
    map->table_size = map->table_size ? map->table_size * 2 : MAP_FIRST_SIZE;
    free(map->table);
    map->table = base_alloc_zeroed(map->table_size * sizeof *map->table);
    for (size_t i = 0; i < map->count; i++)
        map->table[free_slot(map->table, map->table_size, mix(map->entries[i].key))] = (uint32_t)i + 1;
}

IntMapEntry *intmap_find(const IntMap *map, uint64_t key) {
    if (!map->table_size) return NULL;
    size_t slot = mix(key) & (map->table_size - 1);
    for (; map->table[slot]; slot = (slot + 1) & (map->table_size - 1)) {
        IntMapEntry *entry = &map->entries[map->table[slot] - 1];
        if (entry->key == key) return entry;
    }
    return NULL;
}

void *intmap_get(const IntMap *map, uint64_t key) {
    IntMapEntry *entry = intmap_find(map, key);
    return entry ? entry->value : NULL;
}

void *intmap_set(IntMap *map, uint64_t key, void *value) {
    IntMapEntry *entry = intmap_find(map, key);
    if (entry) {
        void *before = entry->value;
        entry->value = value;
        return before;
    }
    if (map->count == map->capacity) {
        map->capacity = map->capacity ? map->capacity * 2 : MAP_FIRST_SIZE;
        map->entries = base_realloc(map->entries, map->capacity * sizeof *map->entries);
    }
    if (needs_growth(map->count, map->table_size)) intmap_rebuild(map);
    map->entries[map->count++] = (IntMapEntry){key, value};
    map->table[free_slot(map->table, map->table_size, mix(key))] = (uint32_t)map->count;
    return NULL;
}

void intmap_free(IntMap *map) {
    free(map->entries);
    free(map->table);
    *map = (IntMap){0};
}
