/* The key table of dicts: lookup, insertion, growth. See dict.h. The type is in dict_type.c.
 *
 * An index is EMPTY, DELETED or the number of an entry. A lookup starts at the low bits of the hash and goes
 * on through all slots in an order that the higher bits decide (perturbation), until it meets EMPTY; so a
 * deleted key leaves DELETED behind. */
#include "python/objects/dict.h"

#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/list.h"
#include "python/objects/protocol.h"

#include <string.h>

enum { EMPTY = -1, DELETED = -2, FAILED = -3, LOG2_LEAST = 3 };

/* --- Tables -----------------------------------------------------------------------------------------------
 */

static inline int64_t usable_of(int log2_size) {
    return ((int64_t)2 << log2_size) / 3;
}

static inline size_t entry_size(const PyDictKeys *keys) {
    return keys->kind == PY_DICT_GENERAL ? sizeof(PyDictEntry) : sizeof(PyDictUnicodeEntry);
}

int64_t py_dict_keys_bytes(const PyDictKeys *keys) {
    size_t indices = (size_t)1 << keys->log2_index_bytes;
    int64_t entries = keys == PY_EMPTY_KEYS ? 0 : usable_of(keys->log2_size);
    return (int64_t)(sizeof *keys + indices) + entries * (int64_t)entry_size(keys);
}

static int64_t read_index(const PyDictKeys *keys, uint64_t slot) {
    switch (keys->log2_index_bytes - keys->log2_size) {
    case 0: return ((const int8_t *)keys->indices)[slot];
    case 1: return ((const int16_t *)keys->indices)[slot];
    default: return ((const int32_t *)keys->indices)[slot];
    }
}

static void write_index(PyDictKeys *keys, uint64_t slot, int64_t index) {
    switch (keys->log2_index_bytes - keys->log2_size) {
    case 0: ((int8_t *)keys->indices)[slot] = (int8_t)index; break;
    case 1: ((int16_t *)keys->indices)[slot] = (int16_t)index; break;
    default: ((int32_t *)keys->indices)[slot] = (int32_t)index; break;
    }
}

static inline PyObject **key_place(const PyDictKeys *keys, int64_t index) {
    if (keys->kind == PY_DICT_GENERAL) return &((PyDictEntry *)py_dict_entries(keys))[index].key;
    return &((PyDictUnicodeEntry *)py_dict_entries(keys))[index].key;
}

static inline PyObject **value_place(const PyDictKeys *keys, int64_t index) {
    if (keys->kind == PY_DICT_GENERAL) return &((PyDictEntry *)py_dict_entries(keys))[index].value;
    return &((PyDictUnicodeEntry *)py_dict_entries(keys))[index].value;
}

static inline int64_t hash_at(const PyDictKeys *keys, int64_t index) {
    if (keys->kind == PY_DICT_GENERAL) return ((PyDictEntry *)py_dict_entries(keys))[index].hash;
    return ((PyStr *)*key_place(keys, index))->hash;
}

static bool is_kept(const PyDictKeys *keys) {
    return keys->kind == PY_DICT_UNICODE && keys->log2_size == LOG2_LEAST;
}

/* The smallest unicode tables are kept for reuse; they are no objects, so the list goes through their first
 * word. */
static PyDictKeys *take_kept(void) {
    PyFreeList *list = &py_runtime.free_dict_keys;
    PyDictKeys *keys = (PyDictKeys *)list->first;
    if (!keys) return NULL;
    list->first = (PyObject *)keys->refcount;
    list->count--;
    return keys;
}

static void free_table(PyDictKeys *keys) {
    PyFreeList *list = &py_runtime.free_dict_keys;
    if (keys == PY_EMPTY_KEYS) return;
    if (!is_kept(keys) || list->count >= PY_FREE_DICTS) {
        py_memory_free(keys);
        return;
    }
    keys->refcount = (int64_t)list->first;
    list->first = (PyObject *)keys;
    list->count++;
}

static PyDictKeys *table_new(int log2_size, bool unicode) {
    int index_width = log2_size < 8 ? 0 : log2_size < 16 ? 1 : 2;
    if (log2_size > 31) return py_raise_memory();
    PyDictKeys header = {.refcount = 1,
                         .log2_size = (uint8_t)log2_size,
                         .log2_index_bytes = (uint8_t)(log2_size + index_width),
                         .kind = unicode ? PY_DICT_UNICODE : PY_DICT_GENERAL,
                         .usable = usable_of(log2_size)};
    PyDictKeys *keys = is_kept(&header) ? take_kept() : NULL;
    if (!keys) keys = py_memory_alloc((size_t)py_dict_keys_bytes(&header));
    if (!keys) return NULL;
    *keys = header;
    size_t indices = (size_t)1 << header.log2_index_bytes;
    memset(keys->indices, 0xff, indices);
    memset(keys->indices + indices, 0, entry_size(keys) * (size_t)header.usable);
    return keys;
}

/* CPython's estimate, with its quirk: where bit 3 of `slots` is clear, a power of two counts as more than
 * itself. */
static int log2_for_slots(int64_t slots) {
    uint64_t most = ((uint64_t)slots | 8) - 1;
    return 64 - __builtin_clzll(most | 7);
}

static int log2_for_items(int64_t items) {
    return log2_for_slots((items * 3 + 1) / 2);
}

static void drop_entries(PyDictKeys *keys) {
    for (int64_t i = 0; i < keys->entry_count; i++) {
        py_xdecref(*key_place(keys, i));
        py_xdecref(*value_place(keys, i));
    }
}

static void table_free(PyDictKeys *keys) {
    if (keys == PY_EMPTY_KEYS) return;
    drop_entries(keys);
    free_table(keys);
}

/* --- Lookup -----------------------------------------------------------------------------------------------
 */

static inline uint64_t next_slot(uint64_t slot, uint64_t *perturb, uint64_t mask) {
    *perturb >>= 5;
    return (slot * 5 + *perturb + 1) & mask;
}

static int64_t lookup_str(const PyDictKeys *keys, PyObject *key, int64_t hash) {
    uint64_t mask = ((uint64_t)1 << keys->log2_size) - 1, perturb = (uint64_t)hash;
    for (uint64_t slot = perturb & mask;; slot = next_slot(slot, &perturb, mask)) {
        int64_t index = read_index(keys, slot);
        if (index == EMPTY) return EMPTY;
        if (index == DELETED) continue;
        PyObject *candidate = *key_place(keys, index);
        if (candidate == key) return index;
        if (hash_at(keys, index) != hash || !py_is_exact(candidate, PY_TYPE(str))) continue;
        if (py_str_equal(candidate, key)) return index;
    }
}

/* Comparing may run the program's code, and that may change the dict: then the search begins anew. */
static int64_t lookup_any(PyDict *dict, PyObject *key, int64_t hash) {
restart:;
    PyDictKeys *keys = dict->keys;
    uint64_t mask = ((uint64_t)1 << keys->log2_size) - 1, perturb = (uint64_t)hash;
    for (uint64_t slot = perturb & mask;; slot = next_slot(slot, &perturb, mask)) {
        int64_t index = read_index(keys, slot);
        if (index == EMPTY) return EMPTY;
        if (index == DELETED) continue;
        PyObject *candidate = *key_place(keys, index);
        if (candidate == key) return index;
        if (hash_at(keys, index) != hash) continue;
        py_incref(candidate);
        int equal = py_object_compare_bool(candidate, key, PY_EQ);
        py_decref(candidate);
        if (equal < 0) return FAILED;
        if (dict->keys != keys || *key_place(keys, index) != candidate) goto restart;
        if (equal) return index;
    }
}

static int64_t lookup(PyDict *dict, PyObject *key, int64_t hash) {
    bool all_str = py_is_exact(key, PY_TYPE(str)) && dict->keys->kind != PY_DICT_GENERAL;
    return all_str ? lookup_str(dict->keys, key, hash) : lookup_any(dict, key, hash);
}

static int64_t hash_of(PyObject *key) {
    if (py_is_exact(key, PY_TYPE(str))) return py_str_hash(key);
    return py_object_hash(key);
}

/* The slot of the index array that holds `index`. */
static uint64_t slot_of(const PyDictKeys *keys, int64_t hash, int64_t index) {
    uint64_t mask = ((uint64_t)1 << keys->log2_size) - 1, perturb = (uint64_t)hash, slot = perturb & mask;
    while (read_index(keys, slot) != index) slot = next_slot(slot, &perturb, mask);
    return slot;
}

/* --- Insertion --------------------------------------------------------------------------------------------
 */

static void touch(PyDict *dict) {
    dict->version = ++py_runtime.dict_version;
}

/* Adds an entry (both references stolen) for a key that is not there, to a table with room. */
static void add_entry(PyDictKeys *keys, PyObject *key, int64_t hash, PyObject *value) {
    uint64_t mask = ((uint64_t)1 << keys->log2_size) - 1, perturb = (uint64_t)hash, slot = perturb & mask;
    while (read_index(keys, slot) >= 0) slot = next_slot(slot, &perturb, mask);
    int64_t index = keys->entry_count++;
    write_index(keys, slot, index);
    if (keys->kind == PY_DICT_GENERAL)
        ((PyDictEntry *)py_dict_entries(keys))[index] = (PyDictEntry){hash, key, value};
    else
        ((PyDictUnicodeEntry *)py_dict_entries(keys))[index] = (PyDictUnicodeEntry){key, value};
    keys->usable--;
}

/* Moves all items into a new table, without the gaps that deleted ones left. */
static int resize(PyDict *dict, int log2_size, bool unicode) {
    PyDictKeys *old = dict->keys;
    if (old->kind == PY_DICT_GENERAL) unicode = false;
    PyDictKeys *keys = table_new(log2_size, unicode);
    if (!keys) return -1;
    for (int64_t i = 0; i < old->entry_count; i++) {
        PyObject **place = value_place(old, i);
        if (!*place) continue;
        add_entry(keys, *key_place(old, i), hash_at(old, i), *place);
        if (py_runtime.slot_moved) py_runtime.slot_moved(place, value_place(keys, keys->entry_count - 1));
    }
    dict->keys = keys;
    free_table(old);
    return 0;
}

static int make_room(PyDict *dict, PyObject *key) {
    bool unicode = py_is_exact(key, PY_TYPE(str));
    if (dict->keys == PY_EMPTY_KEYS) {
        PyDictKeys *keys = table_new(LOG2_LEAST, unicode);
        if (!keys) return -1;
        dict->keys = keys;
        return 0;
    }
    bool must_widen = !unicode && dict->keys->kind != PY_DICT_GENERAL;
    if (dict->keys->usable > 0 && !must_widen) return 0;
    return resize(dict, log2_for_slots(dict->used * 3), unicode);
}

/* Steals key and value. */
static int insert_new(PyDict *dict, PyObject *key, int64_t hash, PyObject *value) {
    if (make_room(dict, key) < 0) {
        py_decref(key);
        py_decref(value);
        return -1;
    }
    add_entry(dict->keys, key, hash, value);
    dict->keys->version = 0;
    dict->used++;
    touch(dict);
    return 0;
}

static int set_with_hash(PyDict *dict, PyObject *key, int64_t hash, PyObject *value) {
    int64_t index = lookup(dict, key, hash);
    if (index == FAILED) return -1;
    if (index < 0) return insert_new(dict, py_new_ref(key), hash, py_new_ref(value));
    PyObject **place = value_place(dict->keys, index), *old = *place;
    *place = py_new_ref(value);
    if (old != value) touch(dict);
    py_decref(old);
    return 0;
}

int py_dict_set(PyObject *self, PyObject *key, PyObject *value) {
    int64_t hash = hash_of(key);
    if (hash == -1) return -1;
    return set_with_hash((PyDict *)self, key, hash, value);
}

int py_dict_set_c(PyObject *self, const char *key, PyObject *value) {
    PyObject *name = py_str_interned(key);
    int status = name ? py_dict_set(self, name, value) : -1;
    py_xdecref(name);
    return status;
}

PyObject *py_dict_set_default(PyObject *self, PyObject *key, PyObject *fallback) {
    PyDict *dict = (PyDict *)self;
    int64_t hash = hash_of(key);
    if (hash == -1) return NULL;
    int64_t index = lookup(dict, key, hash);
    if (index == FAILED) return NULL;
    if (index >= 0) return *value_place(dict->keys, index);
    return insert_new(dict, py_new_ref(key), hash, py_new_ref(fallback)) < 0 ? NULL : fallback;
}

/* --- Reading ----------------------------------------------------------------------------------------------
 */

int py_dict_find(PyObject *self, PyObject *key, PyObject **value) {
    PyDict *dict = (PyDict *)self;
    *value = NULL;
    int64_t hash = hash_of(key);
    if (hash == -1) return -1;
    int64_t index = lookup(dict, key, hash);
    if (index < 0) return index == FAILED ? -1 : 0;
    *value = *value_place(dict->keys, index);
    return 1;
}

PyObject *py_dict_get(PyObject *dict, PyObject *key) {
    PyObject *value;
    py_dict_find(dict, key, &value);
    return value;
}

PyObject *py_dict_get_c(PyObject *dict, const char *key) {
    PyObject *name = py_str_interned(key);
    PyObject *value = name ? py_dict_get(dict, name) : NULL;
    py_xdecref(name);
    return value;
}

int py_dict_contains(PyObject *dict, PyObject *key) {
    PyObject *value;
    return py_dict_find(dict, key, &value);
}

int64_t py_dict_entry_index(PyObject *self, PyObject *key) {
    PyDict *dict = (PyDict *)self;
    return dict->keys->kind == PY_DICT_GENERAL ? EMPTY : lookup_str(dict->keys, key, py_str_hash(key));
}

bool py_dict_next(PyObject *self, int64_t *position, PyObject **key, PyObject **value) {
    const PyDictKeys *keys = ((PyDict *)self)->keys;
    for (; *position < keys->entry_count; ++*position) {
        if (!*value_place(keys, *position)) continue;
        *key = *key_place(keys, *position);
        *value = *value_place(keys, *position);
        ++*position;
        return true;
    }
    return false;
}

uint64_t py_dict_slot(PyObject *self, PyObject *key) {
    PyDict *dict = (PyDict *)self;
    int64_t index = lookup_str(dict->keys, key, py_str_hash(key));
    return index < 0 ? 0 : (uint64_t)value_place(dict->keys, index);
}

uint64_t py_dict_slot_at(PyObject *self, int64_t position) {
    const PyDictKeys *keys = ((PyDict *)self)->keys;
    while (position < keys->entry_count && !*value_place(keys, position)) position++;
    return position < keys->entry_count ? (uint64_t)value_place(keys, position) : 0;
}

/* --- Deletion ---------------------------------------------------------------------------------------------
 */

/* Takes the entry out; the caller gets its value's reference. */
static PyObject *remove_entry(PyDict *dict, int64_t index, int64_t hash) {
    PyDictKeys *keys = dict->keys;
    write_index(keys, slot_of(keys, hash, index), DELETED);
    PyObject *key = *key_place(keys, index), *value = *value_place(keys, index);
    *key_place(keys, index) = *value_place(keys, index) = NULL;
    keys->version = 0;
    dict->used--;
    touch(dict);
    py_decref(key);
    return value;
}

PyObject *py_dict_take(PyObject *self, PyObject *key) {
    PyDict *dict = (PyDict *)self;
    int64_t hash = hash_of(key);
    if (hash == -1) return NULL;
    int64_t index = lookup(dict, key, hash);
    return index < 0 ? NULL : remove_entry(dict, index, hash);
}

int py_dict_delete(PyObject *dict, PyObject *key) {
    PyObject *value = py_dict_take(dict, key);
    if (value) {
        py_decref(value);
        return 0;
    }
    if (!py_error_occurred()) py_raise_object(PY_TYPE(KeyError), key);
    return -1;
}

PyObject *py_dict_pop_last(PyObject *self) {
    PyDict *dict = (PyDict *)self;
    if (!dict->used) return py_raise(PY_TYPE(KeyError), "popitem(): dictionary is empty");
    PyDictKeys *keys = dict->keys;
    int64_t index = keys->entry_count - 1;
    while (!*value_place(keys, index)) index--;
    PyObject *pair = py_tuple_new(2);
    if (!pair) return NULL;
    py_tuple_item(pair, 0) = py_new_ref(*key_place(keys, index));
    py_tuple_item(pair, 1) = remove_entry(dict, index, hash_at(keys, index));
    keys->entry_count = index; /* the usable count stays: the index slot remains taken */
    return pair;
}

void py_dict_clear(PyObject *self) {
    PyDict *dict = (PyDict *)self;
    PyDictKeys *keys = dict->keys;
    dict->keys = PY_EMPTY_KEYS;
    dict->used = 0;
    touch(dict);
    table_free(keys);
}

/* --- Making and copying -----------------------------------------------------------------------------------
 */

PyObject *py_dict_new(void) {
    PyDict *dict = (PyDict *)py_free_list_pop(&py_runtime.free_dicts, PY_TYPE(dict));
    if (!dict) dict = (PyDict *)py_object_alloc(PY_TYPE(dict), 0);
    if (!dict) return NULL;
    dict->used = 0;
    dict->keys = PY_EMPTY_KEYS;
    dict->values = NULL;
    touch(dict);
    py_gc_track(dict);
    return (PyObject *)dict;
}

PyObject *py_dict_new_presized(int64_t count, bool unicode) {
    PyDict *dict = (PyDict *)py_dict_new();
    if (!dict || count <= usable_of(LOG2_LEAST)) return (PyObject *)dict;
    PyDictKeys *keys = table_new(log2_for_items(count), unicode);
    if (!keys) py_clear(dict);
    if (dict) dict->keys = keys;
    return (PyObject *)dict;
}

static PyDictKeys *table_clone(const PyDictKeys *keys) {
    size_t size = (size_t)py_dict_keys_bytes(keys);
    PyDictKeys *clone = is_kept(keys) ? take_kept() : NULL;
    if (!clone) clone = py_memory_alloc(size);
    if (!clone) return NULL;
    memcpy(clone, keys, size);
    clone->refcount = 1;
    clone->version = 0;
    for (int64_t i = 0; i < clone->entry_count; i++) {
        py_xincref(*key_place(clone, i));
        py_xincref(*value_place(clone, i));
    }
    return clone;
}

static int clone_into(PyDict *dict, const PyDict *other) {
    PyDictKeys *keys = table_clone(other->keys);
    if (!keys) return -1;
    free_table(dict->keys);
    dict->keys = keys;
    dict->used = other->used;
    touch(dict);
    return 0;
}

PyObject *py_dict_copy(PyObject *self) {
    PyDict *other = (PyDict *)self;
    PyObject *dict = py_dict_new();
    if (!dict || !other->used) return dict;
    bool is_dense = other->used >= other->keys->entry_count * 2 / 3;
    int status = is_dense ? clone_into((PyDict *)dict, other) : py_dict_merge(dict, self, 1);
    if (status < 0) py_clear(dict);
    return dict;
}

/* --- Merging ----------------------------------------------------------------------------------------------
 */

static int merge_item(PyDict *dict, PyObject *key, PyObject *value, int override) {
    int known = override == 1 ? 0 : py_dict_contains((PyObject *)dict, key);
    if (known < 0) return -1;
    if (!known) return py_dict_set((PyObject *)dict, key, value);
    if (override == 2) py_raise_object(PY_TYPE(KeyError), key);
    return override == 2 ? -1 : 0;
}

static int merge_dict(PyDict *dict, PyDict *other, int override) {
    const PyDictKeys *keys = other->keys;
    if (dict == other || !other->used) return 0;
    bool is_exact_fit = keys->log2_size == LOG2_LEAST || usable_of(keys->log2_size - 1) < other->used;
    if (!dict->used && other->used == keys->entry_count && is_exact_fit && dict->keys->entry_count == 0)
        return clone_into(dict, other);
    bool unicode = keys->kind != PY_DICT_GENERAL;
    int64_t room = dict->keys == PY_EMPTY_KEYS ? 0 : usable_of(dict->keys->log2_size);
    if (room < other->used && resize(dict, log2_for_items(dict->used + other->used), unicode) < 0) return -1;
    int64_t position = 0, used = other->used;
    PyObject *key, *value;
    while (py_dict_next((PyObject *)other, &position, &key, &value)) {
        py_incref(key);
        py_incref(value);
        int status = merge_item(dict, key, value, override);
        py_decref(key);
        py_decref(value);
        if (status < 0) return -1;
        if (other->used != used) return py_raise_int(PY_TYPE(RuntimeError), "dict mutated during update");
    }
    return 0;
}

static int merge_mapping(PyObject *dict, PyObject *other, PyObject *keys_method, int override) {
    PyObject *keys = py_object_call_no_arguments(keys_method);
    PyObject *iterator = keys ? py_object_iter(keys) : NULL;
    py_xdecref(keys);
    if (!iterator) return -1;
    int status = 0;
    PyObject *key;
    while (status == 0 && (key = py_iter_next(iterator))) {
        PyObject *value = py_object_subscript(other, key);
        status = value ? merge_item((PyDict *)dict, key, value, override) : -1;
        py_xdecref(value);
        py_decref(key);
    }
    py_decref(iterator);
    return status == 0 && py_error_occurred() ? -1 : status;
}

static int merge_pair(PyObject *dict, PyObject *item, int64_t number) {
    PyObject *pair = py_sequence_to_list(item);
    if (!pair) {
        if (py_error_matches(PY_TYPE(TypeError))) {
            py_error_clear();
            py_raise(PY_TYPE(TypeError),
                     "cannot convert dictionary update sequence element #%lld to a sequence",
                     (long long)number);
        }
        return -1;
    }
    int status;
    if (py_size(pair) == 2)
        status = py_dict_set(dict, py_list_item(pair, 0), py_list_item(pair, 1));
    else
        status = py_raise_int(PY_TYPE(ValueError),
                              "dictionary update sequence element #%lld has length %lld; 2 is required",
                              (long long)number, (long long)py_size(pair));
    py_decref(pair);
    return status;
}

int py_dict_merge_pairs(PyObject *dict, PyObject *pairs) {
    PyObject *iterator = py_object_iter(pairs), *item;
    if (!iterator) return -1;
    int status = 0;
    for (int64_t number = 0; status == 0 && (item = py_iter_next(iterator)); number++) {
        status = merge_pair(dict, item, number);
        py_decref(item);
    }
    py_decref(iterator);
    return status == 0 && py_error_occurred() ? -1 : status;
}

int py_dict_merge(PyObject *dict, PyObject *other, int override) {
    if (py_is_dict(other)) return merge_dict((PyDict *)dict, (PyDict *)other, override);
    PyObject *name = py_str_interned("keys"), *method;
    int found = name ? py_object_find_attr(other, name, &method) : -1;
    py_xdecref(name);
    if (found < 0) return -1;
    if (!found) return py_dict_merge_pairs(dict, other);
    int status = merge_mapping(dict, other, method, override);
    py_decref(method);
    return status;
}

/* --- Lists of its parts -----------------------------------------------------------------------------------
 */

static PyObject *list_of(PyObject *dict, PyObject *(*part)(PyObject *key, PyObject *value)) {
    PyObject *list = py_list_new(py_dict_used(dict));
    int64_t position = 0, i = 0;
    PyObject *key, *value;
    while (list && py_dict_next(dict, &position, &key, &value)) {
        PyObject *item = part(key, value);
        if (!item) py_clear(list);
        if (item) py_list_item(list, i++) = item;
    }
    return list;
}

static PyObject *key_part(PyObject *key, PyObject *value) {
    (void)value;
    return py_new_ref(key);
}

static PyObject *value_part(PyObject *key, PyObject *value) {
    (void)key;
    return py_new_ref(value);
}

static PyObject *item_part(PyObject *key, PyObject *value) {
    return py_tuple_pack(2, key, value);
}

PyObject *py_dict_keys_list(PyObject *dict) {
    return list_of(dict, key_part);
}

PyObject *py_dict_values_list(PyObject *dict) {
    return list_of(dict, value_part);
}

PyObject *py_dict_items_list(PyObject *dict) {
    return list_of(dict, item_part);
}
