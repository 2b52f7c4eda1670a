/* The table of sets: lookup, insertion, growth. See set.h; the types are in set_type.c. */
#include "python/objects/set.h"

#include "python/objects/alloc.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/protocol.h"
#include "python/objects/set_table.h"

#include <string.h>

enum { LINEAR_PROBES = 9, PERTURB_SHIFT = 5 };

/* The key of an entry whose item was removed: no object, only an address that no object has. */
static char removed_mark;
#define REMOVED ((PyObject *)&removed_mark)

bool py_set_entry_is_live(const PySetEntry *entry) {
    return entry->key && entry->key != REMOVED;
}

bool py_is_any_set(const PyObject *object) {
    return py_is_instance_of(object, PY_TYPE(set)) || py_is_instance_of(object, PY_TYPE(frozenset));
}

/* Does the entry hold `key`? -1: exception, -2: the table changed meanwhile. */
static int matches(PySet *set, PySetEntry *entry, PyObject *key, int64_t hash) {
    PyObject *candidate = entry->key;
    if (entry->hash != hash || candidate == REMOVED) return 0;
    if (candidate == key) return 1;
    if (py_is_exact(candidate, PY_TYPE(str)) && py_is_exact(key, PY_TYPE(str)))
        return py_str_equal(candidate, key);
    PySetEntry *table = set->table;
    py_incref(candidate);
    int equal = py_object_compare_bool(candidate, key, PY_EQ);
    py_decref(candidate);
    if (equal < 0) return -1;
    return set->table != table || entry->key != candidate ? -2 : equal;
}

/* The entry that holds the key, or the free one where the search ended; NULL with an exception. */
static PySetEntry *find(PySet *set, PyObject *key, int64_t hash) {
restart:;
    uint64_t mask = (uint64_t)set->mask, perturb = (uint64_t)hash, slot = perturb & mask;
    for (;;) {
        PySetEntry *entry = &set->table[slot];
        uint64_t probes = slot + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
        do {
            if (!entry->key) return entry;
            int match = matches(set, entry, key, hash);
            if (match == -2) goto restart;
            if (match) return match > 0 ? entry : NULL;
            entry++;
        } while (probes--);
        perturb >>= PERTURB_SHIFT;
        slot = (slot * 5 + 1 + perturb) & mask;
    }
}

/* Puts a key into a table that has neither it nor removed entries. */
static void put_clean(PySetEntry *table, uint64_t mask, PyObject *key, int64_t hash) {
    uint64_t perturb = (uint64_t)hash, slot = perturb & mask;
    for (;;) {
        PySetEntry *entry = &table[slot];
        uint64_t probes = slot + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
        do {
            if (!entry->key) {
                *entry = (PySetEntry){key, hash};
                return;
            }
            entry++;
        } while (probes--);
        perturb >>= PERTURB_SHIFT;
        slot = (slot * 5 + 1 + perturb) & mask;
    }
}

int py_set_resize(PySet *set, int64_t least) {
    int64_t size = PY_SET_SMALL;
    while (size <= least) size <<= 1;
    PySetEntry saved[PY_SET_SMALL], *old = set->table;
    bool was_small = old == set->small;
    if (was_small && size == PY_SET_SMALL && set->fill == set->used) return 0;
    if (was_small) old = memcpy(saved, set->small, sizeof saved);
    PySetEntry *table = size == PY_SET_SMALL ? set->small : py_memory_alloc((size_t)size * sizeof *table);
    if (!table) return -1;
    memset(table, 0, (size_t)size * sizeof *table);
    for (int64_t i = 0; i <= set->mask; i++)
        if (py_set_entry_is_live(&old[i])) put_clean(table, (uint64_t)size - 1, old[i].key, old[i].hash);
    set->table = table;
    set->mask = size - 1;
    set->fill = set->used;
    if (!was_small) py_memory_free(old);
    return 0;
}

int py_set_add_entry(PySet *set, PyObject *key, int64_t hash) {
    py_incref(key);
    PySetEntry *entry = find(set, key, hash);
    if (!entry || entry->key) {
        py_decref(key);
        return entry ? 0 : -1;
    }
    *entry = (PySetEntry){key, hash};
    set->fill++;
    set->used++;
    if (set->fill * 5 < set->mask * 3) return 0;
    return py_set_resize(set, set->used > 50000 ? set->used * 2 : set->used * 4);
}

int py_set_add(PyObject *set, PyObject *item) {
    int64_t hash = py_object_hash(item);
    return hash == -1 ? -1 : py_set_add_entry((PySet *)set, item, hash);
}

int py_set_contains_entry(PySet *set, PyObject *key, int64_t hash) {
    PySetEntry *entry = find(set, key, hash);
    return entry ? entry->key != NULL : -1;
}

int py_set_contains(PyObject *set, PyObject *item) {
    int64_t hash = py_object_hash(item);
    return hash == -1 ? -1 : py_set_contains_entry((PySet *)set, item, hash);
}

int py_set_discard_entry(PySet *set, PyObject *key, int64_t hash) {
    PySetEntry *entry = find(set, key, hash);
    if (!entry) return -1;
    if (!entry->key) return 0;
    PyObject *old = entry->key;
    *entry = (PySetEntry){REMOVED, -1};
    set->used--;
    py_decref(old);
    return 1;
}

int py_set_discard(PyObject *set, PyObject *item) {
    int64_t hash = py_object_hash(item);
    return hash == -1 ? -1 : py_set_discard_entry((PySet *)set, item, hash);
}

bool py_set_next_entry(PySet *set, int64_t *position, PySetEntry *entry) {
    for (; *position <= set->mask; ++*position) {
        if (!py_set_entry_is_live(&set->table[*position])) continue;
        *entry = set->table[(*position)++];
        return true;
    }
    return false;
}

bool py_set_next(PyObject *set, int64_t *position, PyObject **item) {
    PySetEntry entry;
    bool found = py_set_next_entry((PySet *)set, position, &entry);
    if (found) *item = entry.key;
    return found;
}

PyObject *py_set_take_any(PySet *set) {
    if (!set->used) return py_raise(PY_TYPE(KeyError), "pop from an empty set");
    int64_t at = set->finger & set->mask;
    while (!py_set_entry_is_live(&set->table[at])) at = (at + 1) & set->mask;
    PyObject *item = set->table[at].key;
    set->table[at] = (PySetEntry){REMOVED, -1};
    set->used--;
    set->finger = at + 1;
    return item;
}

void py_set_clear_entries(PySet *set) {
    PySetEntry saved[PY_SET_SMALL], *old = set->table;
    int64_t mask = set->mask;
    bool was_small = old == set->small;
    if (was_small) old = memcpy(saved, set->small, sizeof saved);
    memset(set->small, 0, sizeof set->small);
    set->table = set->small;
    set->mask = PY_SET_SMALL - 1;
    set->fill = set->used = set->finger = 0;
    set->hash = -1;
    for (int64_t i = 0; i <= mask; i++)
        if (py_set_entry_is_live(&old[i])) py_decref(old[i].key);
    if (!was_small) py_memory_free(old);
}

static int merge_set(PySet *set, PySet *other) {
    if (set == other || !other->used) return 0;
    if ((set->fill + other->used) * 5 >= set->mask * 3 &&
        py_set_resize(set, (set->used + other->used) * 2) < 0)
        return -1;
    /* An empty set of the same size takes the other's table as it is, order included. */
    bool same_shape = !set->fill && set->mask == other->mask && other->fill == other->used;
    int64_t position = 0;
    PySetEntry entry;
    if (same_shape) {
        memcpy(set->table, other->table, (size_t)(set->mask + 1) * sizeof entry);
        while (py_set_next_entry(set, &position, &entry)) py_incref(entry.key);
        set->fill = set->used = other->used;
        return 0;
    }
    bool clean = !set->fill;
    while (py_set_next_entry(other, &position, &entry)) {
        if (clean) {
            put_clean(set->table, (uint64_t)set->mask, py_new_ref(entry.key), entry.hash);
            set->fill++, set->used++;
        } else if (py_set_add_entry(set, entry.key, entry.hash) < 0) {
            return -1;
        }
    }
    return 0;
}

static int merge_dict(PyObject *set, PyObject *dict) {
    int64_t position = 0;
    PyObject *key, *value;
    PySet *into = (PySet *)set;
    int64_t count = py_dict_used(dict);
    if ((into->fill + count) * 5 >= into->mask * 3 && py_set_resize(into, (into->used + count) * 2) < 0)
        return -1;
    while (py_dict_next(dict, &position, &key, &value))
        if (py_set_add(set, key) < 0) return -1;
    return 0;
}

int py_set_update(PyObject *set, PyObject *iterable) {
    if (py_is_any_set(iterable)) return merge_set((PySet *)set, (PySet *)iterable);
    if (py_is_exact(iterable, PY_TYPE(dict))) return merge_dict(set, iterable);
    PyObject *iterator = py_object_iter(iterable), *item;
    int status = iterator ? 0 : -1;
    while (status == 0 && (item = py_iter_next(iterator))) {
        status = py_set_add(set, item);
        py_decref(item);
    }
    py_xdecref(iterator);
    return status == 0 && py_error_occurred() ? -1 : status;
}

PyObject *py_set_make(PyType *type, PyObject *iterable) {
    PySet *set = (PySet *)py_object_alloc(type, 0);
    if (!set) return NULL;
    set->table = set->small;
    set->mask = PY_SET_SMALL - 1;
    set->hash = -1;
    py_gc_track(set);
    if (iterable && py_set_update((PyObject *)set, iterable) < 0) py_clear(set);
    return (PyObject *)set;
}

PyObject *py_set_new(PyObject *iterable) {
    return py_set_make(PY_TYPE(set), iterable);
}

PyObject *py_frozenset_new(PyObject *iterable) {
    return py_set_make(PY_TYPE(frozenset), iterable);
}
