/* Maps, see map.h. Both kinds share the table: a slot holds an entry's index plus one.
 *
 * Most maps stay small (the names of one function), and many are made and dropped: as long as a map has at
 * most SMALL entries it has no table, and a search walks along the hashes. */
#include "base/map.h"

#include "base/memory_error.h"

#include <stdlib.h>
#include <string.h>

enum { SMALL = 8, FIRST_TABLE = 32, KEPT_TABLE = 128 };

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

static void *grow_entries(Arena *arena, void *entries, size_t size, size_t new_size) {
    if (!arena) return base_realloc(entries, new_size);
    void *copy = arena_take(arena, new_size);
    if (size) memcpy(copy, entries, size);
    return copy;
}

static uint32_t *new_table(Arena *arena, uint32_t *old, size_t size) {
    if (arena) return ARENA_ARRAY(arena, uint32_t, size);
    free(old);
    return base_alloc_zeroed(size * sizeof *old);
}

/* Makes room for one more entry, in the list of entries and in the table. */
static void *make_room(Arena *arena, void *entries, size_t entry_size, size_t count, size_t *capacity,
                       uint32_t **table, size_t *table_size, HashAt *hash_at) {
    if (count == *capacity) {
        *capacity = count ? count * 2 : SMALL;
        entries = grow_entries(arena, entries, count * entry_size, *capacity * entry_size);
    }
    if (count < SMALL || !needs_growth(count, *table_size)) return entries;
    *table_size = *table_size ? *table_size * 2 : FIRST_TABLE;
    *table = new_table(arena, *table, *table_size);
    for (size_t i = 0; i < count; i++)
        (*table)[free_slot(*table, *table_size, hash_at(entries, i))] = (uint32_t)i + 1;
    return entries;
}

/* Notes the newest entry, number `count` from 1, in the table if there is one. */
static void enter_newest(uint32_t *table, size_t table_size, size_t count, uint64_t hash) {
    if (table) table[free_slot(table, table_size, hash)] = (uint32_t)count;
}

static uint64_t read_word(const char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* The bytes of a text of fewer than eight as one number, different for different texts of one length. */
static uint64_t read_short(Str text) {
    if (text.length >= 4) {
        uint32_t first, last;
        memcpy(&first, text.data, sizeof first);
        memcpy(&last, text.data + text.length - sizeof last, sizeof last);
        return (uint64_t)first << 32 | last;
    }
    if (!text.length) return 0;
    const unsigned char *bytes = (const unsigned char *)text.data;
    return (uint64_t)bytes[0] << 16 | (uint64_t)bytes[text.length / 2] << 8 | bytes[text.length - 1];
}

/* Spreads every bit of both words over the result: the halves of a 128-bit product. */
static uint64_t multiply_words(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The hash of a map's key, eight bytes at a step: unlike str_hash nobody sees its value. The last step reads
 * the last eight bytes, which may overlap those before; a key of fewer bytes is one short step. */
static inline uint64_t hash_of(Str key) {
    const uint64_t step = 0x9e3779b97f4a7c15u, start = 0xd6e8feb86659fd93u;
    uint64_t hash = start ^ key.length;
    if (key.length >= 8) {
        const char *at = key.data, *last = key.data + key.length - 8;
        for (; at < last; at += 8) hash = multiply_words(hash ^ read_word(at), step);
        return multiply_words(hash ^ read_word(last), step);
    }
    return multiply_words(hash ^ read_short(key), step);
}

/* The same text. Interned ones mostly lie at the same place; names are mostly short. */
static inline bool same_text(Str a, Str b) {
    if (a.length != b.length) return false;
    if (a.data == b.data) return true;
    if (a.length < 8) return read_short(a) == read_short(b);
    if (a.length > 16) return memcmp(a.data, b.data, a.length) == 0;
    return read_word(a.data) == read_word(b.data) &&
           read_word(a.data + a.length - 8) == read_word(b.data + b.length - 8);
}

uint64_t strmap_hash(Str key) {
    return hash_of(key);
}

static inline StrMapEntry *strmap_lookup(const StrMap *map, Str key, uint64_t hash) {
    if (!map->table) {
        for (size_t i = 0; i < map->count; i++)
            if (map->entries[i].hash == hash && same_text(map->entries[i].key, key)) return &map->entries[i];
        return NULL;
    }
    size_t slot = hash & (map->table_size - 1);
    for (; map->table[slot]; slot = (slot + 1) & (map->table_size - 1)) {
        StrMapEntry *entry = &map->entries[map->table[slot] - 1];
        if (entry->hash == hash && same_text(entry->key, key)) return entry;
    }
    return NULL;
}

StrMapEntry *strmap_find(const StrMap *map, Str key) {
    return map->count ? strmap_lookup(map, key, hash_of(key)) : NULL;
}

void *strmap_get(const StrMap *map, Str key) {
    StrMapEntry *entry = strmap_find(map, key);
    return entry ? entry->value : NULL;
}

StrMapEntry *strmap_add_hashed(StrMap *map, Str key, uint64_t hash) {
    StrMapEntry *entry = strmap_lookup(map, key, hash);
    if (entry) return entry;
    map->entries = make_room(map->arena, map->entries, sizeof *map->entries, map->count, &map->capacity,
                             &map->table, &map->table_size, hash_in_strmap);
    entry = &map->entries[map->count++];
    *entry = (StrMapEntry){key, hash, NULL};
    enter_newest(map->table, map->table_size, map->count, hash);
    return entry;
}

StrMapEntry *strmap_add(StrMap *map, Str key) {
    return strmap_add_hashed(map, key, hash_of(key));
}

void *strmap_set(StrMap *map, Str key, void *value) {
    StrMapEntry *entry = strmap_add(map, key);
    void *before = entry->value;
    entry->value = value;
    return before;
}

/* A map that is cleared keeps its table, unless that is so large that emptying it takes long. */
static uint32_t *emptied_table(uint32_t *table, size_t *size) {
    if (*size <= KEPT_TABLE) return table ? memset(table, 0, *size * sizeof *table) : NULL;
    free(table);
    *size = 0;
    return NULL;
}

void strmap_clear(StrMap *map) {
    map->count = 0;
    map->table = emptied_table(map->table, &map->table_size);
}

void strmap_free(StrMap *map) {
    if (!map->arena) {
        free(map->entries);
        free(map->table);
    }
    *map = (StrMap){.arena = map->arena};
}

IntMapEntry *intmap_find(const IntMap *map, uint64_t key) {
    if (!map->table) {
        for (size_t i = 0; i < map->count; i++)
            if (map->entries[i].key == key) return &map->entries[i];
        return NULL;
    }
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
    map->entries = make_room(NULL, map->entries, sizeof *map->entries, map->count, &map->capacity,
                             &map->table, &map->table_size, hash_in_intmap);
    map->entries[map->count++] = (IntMapEntry){key, value};
    enter_newest(map->table, map->table_size, map->count, mix(key));
    return NULL;
}

void intmap_clear(IntMap *map) {
    map->count = 0;
    map->table = emptied_table(map->table, &map->table_size);
}

void intmap_free(IntMap *map) {
    free(map->entries);
    free(map->table);
    *map = (IntMap){0};
}
