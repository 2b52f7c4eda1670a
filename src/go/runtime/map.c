/* Maps, see map.h.
 *
 * An entry is [hash | 1][key][value]; a deleted one has hash 0 and zeroed contents, and keeps its place until
 * the entries are packed anew. The table is at most three quarters full and has a slot for every used entry.
 */
#include "go/runtime/map.h"

#include "go/runtime/panic.h"

#include <string.h>

enum { FIRST_CAPACITY = 8 };

static uint64_t *entry_hash(const GoMap *map, uint64_t index) {
    return (uint64_t *)(map->entries + index * map->stride);
}

static uint64_t align_up(uint64_t value, uint64_t align) {
    return (value + align - 1) / align * align;
}

/* The table's size for that many entries: a power of two with a quarter free. */
static uint64_t table_size(uint64_t capacity) {
    uint64_t size = 8;
    while (size * 3 / 4 < capacity) size *= 2;
    return size;
}

static void table_insert(const GoMap *map, uint64_t hash, uint64_t index) {
    uint64_t slot = hash >> 1 & map->table_mask;
    while (map->table[slot]) slot = (slot + 1) & map->table_mask;
    map->table[slot] = (uint32_t)(index + 1);
}

/* Moves the live entries into new blocks with room for `capacity`. False: out of memory. */
static bool map_resize(GoRuntime *runtime, GoMap *map, uint64_t capacity) {
    uint64_t size = table_size(capacity);
    if (capacity > UINT32_MAX / 2) {
        go_fatal(runtime, "runtime: out of memory: map too large");
        return false;
    }
    uint8_t *entries = go_new_bytes(runtime, capacity * map->stride, map->has_pointers);
    uint32_t *table = entries ? go_new_bytes(runtime, size * sizeof *table, false) : NULL;
    if (!table) return false;
    GoMap old = *map;
    map->entries = entries;
    map->table = table;
    map->table_mask = size - 1;
    map->capacity = capacity;
    map->used = 0;
    map->generation++;
    for (uint64_t i = 0; i < old.used; i++) {
        if (!*entry_hash(&old, i)) continue;
        memcpy(entry_hash(map, map->used), entry_hash(&old, i), map->stride);
        table_insert(map, *entry_hash(&old, i), map->used++);
    }
    return true;
}

GoMap *go_map_make(GoRuntime *runtime, const GoRType *type, int64_t hint) {
    GoMap *map = go_new_bytes(runtime, sizeof *map, true);
    if (!map) return NULL;
    const GoRType *key = type->key, *elem = type->elem;
    map->type = type;
    map->key_offset = (uint32_t)align_up(sizeof(uint64_t), key->align);
    map->value_offset = (uint32_t)align_up(map->key_offset + key->size, elem->align);
    map->stride = (uint32_t)align_up(map->value_offset + elem->size, 8);
    map->has_pointers = go_rtype_is(key, GO_TYPE_POINTERS) || go_rtype_is(elem, GO_TYPE_POINTERS);
    if (hint > FIRST_CAPACITY && !map_resize(runtime, map, (uint64_t)hint)) return NULL;
    return map;
}

/* The index of the entry with that key, or -1. */
static int64_t find_entry(GoRuntime *runtime, const GoMap *map, const void *key, uint64_t hash) {
    if (!map->table) return -1;
    for (uint64_t slot = hash >> 1 & map->table_mask; map->table[slot]; slot = (slot + 1) & map->table_mask) {
        uint64_t index = map->table[slot] - 1;
        if (*entry_hash(map, index) != hash) continue;
        if (go_value_equal(runtime, map->type->key, map->entries + index * map->stride + map->key_offset,
                           key))
            return (int64_t)index;
    }
    return -1;
}

/* False: the key cannot be hashed, and the panic is on its way. */
static bool hash_key(GoRuntime *runtime, const GoRType *type, const void *key, uint64_t *hash) {
    *hash = go_value_hash(runtime, type->key, key) | 1;
    return runtime->signal == GO_SIGNAL_NONE;
}

void *go_map_find(GoRuntime *runtime, const GoRType *type, const GoMap *map, const void *key) {
    uint64_t hash;
    if (!hash_key(runtime, type, key, &hash) || !map) return NULL;
    int64_t index = find_entry(runtime, map, key, hash);
    return index < 0 ? NULL : map->entries + (uint64_t)index * map->stride + map->value_offset;
}

/* The key of an existing entry stays, except that +0 and -0 are equal but different: Go overwrites those, and
 * strings and interfaces too. */
static bool key_needs_update(const GoRType *key) {
    return !go_rtype_is(key, GO_TYPE_PLAIN);
}

/* Makes room when the entries are used up: packs them when a quarter was deleted, doubles them otherwise. */
static bool map_make_room(GoRuntime *runtime, GoMap *map) {
    if (map->used < map->capacity) return true;
    uint64_t capacity = map->capacity ? map->capacity : FIRST_CAPACITY;
    bool is_sparse = map->used > 0 && (uint64_t)map->count <= map->used / 4 * 3;
    return map_resize(runtime, map, is_sparse || !map->capacity ? capacity : capacity * 2);
}

void *go_map_assign(GoRuntime *runtime, const GoRType *type, GoMap *map, const void *key) {
    if (!map) {
        go_panic_nil_map(runtime);
        return NULL;
    }
    uint64_t hash;
    if (!hash_key(runtime, type, key, &hash)) return NULL;
    int64_t found = find_entry(runtime, map, key, hash);
    if (found < 0) {
        if (!map_make_room(runtime, map)) return NULL;
        found = (int64_t)map->used++;
        *entry_hash(map, (uint64_t)found) = hash;
        table_insert(map, hash, (uint64_t)found);
        map->count++;
        memcpy(map->entries + (uint64_t)found * map->stride + map->key_offset, key, type->key->size);
    } else if (key_needs_update(type->key)) {
        memcpy(map->entries + (uint64_t)found * map->stride + map->key_offset, key, type->key->size);
    }
    return map->entries + (uint64_t)found * map->stride + map->value_offset;
}

void go_map_delete(GoRuntime *runtime, const GoRType *type, GoMap *map, const void *key) {
    uint64_t hash;
    if (!hash_key(runtime, type, key, &hash) || !map) return;
    int64_t index = find_entry(runtime, map, key, hash);
    if (index < 0) return;
    /* The table keeps the index: the search for another key must not end here. */
    memset(entry_hash(map, (uint64_t)index), 0, map->stride);
    if (--map->count == 0) go_map_clear(runtime, map);
}

void go_map_clear(GoRuntime *runtime, GoMap *map) {
    (void)runtime;
    if (!map || !map->table) return;
    memset(map->entries, 0, map->used * map->stride);
    memset(map->table, 0, (map->table_mask + 1) * sizeof *map->table);
    map->used = 0;
    map->count = 0;
    map->generation++;
}

/* Catches up with a map whose entries are still where they were. */
static void iterator_refresh(GoMapIterator *iterator) {
    const GoMap *map = iterator->map;
    if (iterator->has_begun && iterator->generation != map->generation) return;
    iterator->has_begun = true;
    iterator->generation = map->generation;
    iterator->entries = map->entries;
    iterator->used = map->used;
}

/* The value that belongs to an entry now, or NULL when it is gone. A NaN cannot be found, and not deleted. */
static void *current_value(GoRuntime *runtime, const GoMapIterator *iterator, uint8_t *entry) {
    const GoMap *map = iterator->map;
    const void *key = entry + map->key_offset;
    if (iterator->generation == map->generation || !go_value_equal(runtime, map->type->key, key, key))
        return entry + map->value_offset;
    return go_map_find(runtime, map->type, map, key);
}

bool go_map_next(GoRuntime *runtime, GoMapIterator *iterator, const void **key, void **value) {
    const GoMap *map = iterator->map;
    if (!map) return false;
    iterator_refresh(iterator);
    while (iterator->index < iterator->used) {
        uint8_t *entry = iterator->entries + iterator->index++ * map->stride;
        if (!*(const uint64_t *)entry) continue;
        *key = entry + map->key_offset;
        *value = current_value(runtime, iterator, entry);
        if (*value) return true;
    }
    return false;
}
