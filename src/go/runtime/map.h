/* Maps: Go's map type.
 *
 * A map value is one word, the address of a GoMap in the heap; nil is 0. Entries lie side by side in
 * insertion order (key, value, a mark for deleted ones), and a power-of-two table of 32-bit indices finds
 * them by hash. Ranging walks the entries, so the order is the order of insertion: Go leaves the order open
 * (and shuffles it), Varscope gives the same one in every run. An entry inserted during a range is visited; a
 * deleted one is not; both as the language allows.
 *
 * All parts are blocks of the Go heap, found by the collector like everything else. */
#ifndef GO_RUNTIME_MAP_H
#define GO_RUNTIME_MAP_H

#include "go/runtime/runtime.h"

typedef struct GoMap {
    int64_t count;       /* len(m) */
    uint64_t used;       /* entries used in `entries`, deleted ones included */
    uint64_t capacity;   /* entries that `entries` has room for */
    uint8_t *entries;    /* stride bytes each: uint64_t hash | 1 (0: deleted), key, value */
    uint32_t *table;     /* index into entries plus 1; 0 is free */
    uint64_t table_mask; /* size of the table minus 1 */
    const GoRType *type; /* the MAP type */
    uint32_t key_offset, value_offset, stride; /* within an entry */
    uint32_t generation;                       /* grows whenever entries move to other indices */
    bool has_pointers;                         /* keys or values hold pointers */
} GoMap;

/* make(map[K]V, hint). A negative hint counts as 0. */
GoMap *go_map_make(GoRuntime *runtime, const GoRType *type, int64_t hint);

/* The address of the value under a key, or NULL; `map` may be nil. Panics (and NULL) for unhashable keys. */
void *go_map_find(GoRuntime *runtime, const GoRType *type, const GoMap *map, const void *key);
/* The address of the value, inserted as zero when it is new. Valid until the next insertion. Panics for a nil
 * map. */
void *go_map_assign(GoRuntime *runtime, const GoRType *type, GoMap *map, const void *key);
void go_map_delete(GoRuntime *runtime, const GoRType *type, GoMap *map, const void *key);
void go_map_clear(GoRuntime *runtime, GoMap *map);
static inline int64_t go_map_length(const GoMap *map) {
    return map ? map->count : 0;
}

/* Walking: zero the iterator, set `map`, then call next until it gives false. The map may change between two
 * calls: when its entries move, the iterator goes on with the old ones, which it keeps alive, and looks up
 * each key. Lies in a frame, where the collector sees it. */
typedef struct GoMapIterator {
    GoMap *map;
    uint8_t *entries; /* those of `generation` */
    uint64_t used, index;
    uint32_t generation;
    bool has_begun;
} GoMapIterator;
bool go_map_next(GoRuntime *runtime, GoMapIterator *iterator, const void **key, void **value);

#endif
