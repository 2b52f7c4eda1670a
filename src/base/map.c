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

/* The hash of the entry at `index`, in either kind of map. */
typedef uint64_t HashAt(const void *entries, size_t index);

static uint64_t hash_in_strmap(const void *entries, size_t index) {
    return ((const StrMapEntry *)entries)[index].hash;
}

static uint64_t hash_in_intmap(const void *entries, size_t index) {
    return mix(((const IntMapEntry *)entries)[index].key);
}

/* Makes room for one more entry, in the list of entries and in the table. */
static void *make_room(void *entries, size_t entry_size, size_t count, size_t *capacity, uint32_t **table,
                       size_t *table_size, HashAt *hash_at) {
    if (count == *capacity) {
        *capacity = *capacity ? *capacity * 2 : MAP_FIRST_SIZE;
        entries = base_realloc(entries, *capacity * entry_size);
    }
    if (!needs_growth(count, *table_size)) return entries;
    *table_size = *table_size ? *table_size * 2 : MAP_FIRST_SIZE;
    free(*table);
    *table = base_alloc_zeroed(*table_size * sizeof **table);
    for (size_t i = 0; i < count; i++)
        (*table)[free_slot(*table, *table_size, hash_at(entries, i))] = (uint32_t)i + 1;
    return entries;
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
    map->entries = make_room(map->entries, sizeof *map->entries, map->count, &map->capacity, &map->table,
                             &map->table_size, hash_in_strmap);
    map->entries[map->count++] = (StrMapEntry){key, hash, value};
    map->table[free_slot(map->table, map->table_size, hash)] = (uint32_t)map->count;
    return NULL;
}

void strmap_free(StrMap *map) {
    free(map->entries);
    free(map->table);
    *map = (StrMap){0};
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
    map->entries = make_room(map->entries, sizeof *map->entries, map->count, &map->capacity, &map->table,
                             &map->table_size, hash_in_intmap);
    map->entries[map->count++] = (IntMapEntry){key, value};
    map->table[free_slot(map->table, map->table_size, mix(key))] = (uint32_t)map->count;
    return NULL;
}

void intmap_free(IntMap *map) {
    free(map->entries);
    free(map->table);
    *map = (IntMap){0};
}
