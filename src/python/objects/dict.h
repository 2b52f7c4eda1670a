/* dict: names and keys to references, in insertion order.
 *
 * Two blocks: the dict object, whose address never changes, and its key table, which is replaced by a larger
 * one as the dict grows. The table has two parts: a sparse array of small indices (1, 2, 4 or 8 bytes each),
 * found by hash, and a dense array of entries in insertion order, which the indices point into. As long as
 * all keys are strs, an entry is 16 bytes (key, value), because a str knows its own hash; else 24 (hash, key,
 * value).
 *
 *     dict object --keys--> [header 32][indices: 2^log2_size of them][entries: 2/3 of that many]
 *                                          `-- e.g. 8 bytes --'       [key][value] [key][value] ...
 *
 * The value field of an entry is "the slot" of a global variable: storing to the name overwrites these 8
 * bytes. */
#ifndef PYTHON_OBJECTS_DICT_H
#define PYTHON_OBJECTS_DICT_H

#include "python/objects/object.h"

typedef enum PyDictKind { PY_DICT_GENERAL, PY_DICT_UNICODE, PY_DICT_SPLIT } PyDictKind;

typedef struct PyDictKeys {
    int64_t refcount;
    uint8_t log2_size;        /* slots in the index array */
    uint8_t log2_index_bytes; /* bytes of the index array */
    uint8_t kind;             /* PyDictKind */
    uint32_t version;         /* for inline caches; 0: none given since the last change of keys */
    int64_t usable;           /* entries that may still be added */
    int64_t entry_count;      /* entries used, deleted ones included */
    char indices[];           /* then the entries */
} PyDictKeys;

typedef struct PyDictEntry {
    int64_t hash;
    PyObject *key, *value; /* NULL value: deleted */
} PyDictEntry;

typedef struct PyDictUnicodeEntry {
    PyObject *key, *value;
} PyDictUnicodeEntry;

typedef struct PyDict {
    PyObject base;
    int64_t used;     /* items */
    uint64_t version; /* changes with every change */
    PyDictKeys *keys;
    PyObject **values; /* NULL but for split tables, where the values lie in the instance */
} PyDict;

#define py_dict_used(object) (((PyDict *)(object))->used)

PyObject *py_dict_new(void);
/* Room for `count` items without growing. */
PyObject *py_dict_new_presized(int64_t count, bool unicode);
PyObject *py_dict_copy(PyObject *dict);

/* Borrowed value; NULL: not there, or an exception (py_error_occurred tells, only for keys that are no str).
 */
PyObject *py_dict_get(PyObject *dict, PyObject *key);
PyObject *py_dict_get_c(PyObject *dict, const char *key);
/* 1 with a borrowed *value, 0 not there, -1 exception. */
int py_dict_find(PyObject *dict, PyObject *key, PyObject **value);
int py_dict_contains(PyObject *dict, PyObject *key);
int py_dict_set(PyObject *dict, PyObject *key, PyObject *value);
int py_dict_set_c(PyObject *dict, const char *key, PyObject *value); /* the key is interned */
/* KeyError when it is not there. */
int py_dict_delete(PyObject *dict, PyObject *key);
/* Removes and returns (new reference); NULL without exception when it is not there. */
PyObject *py_dict_take(PyObject *dict, PyObject *key);
/* The value under `key`, or `fallback` stored there: borrowed. */
PyObject *py_dict_set_default(PyObject *dict, PyObject *key, PyObject *fallback);
void py_dict_clear(PyObject *dict);
/* Takes over everything of `other` (a dict, or a mapping with keys(), or an iterable of pairs). `override`: 1
 * newer values win, 0 older values stay, 2 KeyError on a duplicate (with the key as argument). */
int py_dict_merge(PyObject *dict, PyObject *other, int override);
int py_dict_merge_pairs(PyObject *dict, PyObject *pairs);

/* Walks the items in order: start with *position 0; false at the end. Borrowed. The dict must not change. */
bool py_dict_next(PyObject *dict, int64_t *position, PyObject **key, PyObject **value);

/* Address of the 8 bytes that hold the reference under `key`, a str; 0 when it is not there. Valid until the
 * dict grows. Runs no program code. */
uint64_t py_dict_slot(PyObject *dict, PyObject *key);
/* The same for the entry that py_dict_next gives at *position. */
uint64_t py_dict_slot_at(PyObject *dict, int64_t position);

PyObject *py_dict_keys_list(PyObject *dict);
PyObject *py_dict_values_list(PyObject *dict);
PyObject *py_dict_items_list(PyObject *dict);
/* Bytes of the key table. */
int64_t py_dict_keys_bytes(const PyDictKeys *keys);

/* The entries of a general and of a unicode table; which one it is, `keys->kind` says. */
static inline void *py_dict_entries(const PyDictKeys *keys) {
    return (char *)keys->indices + ((size_t)1 << keys->log2_index_bytes);
}

/* Removes and returns the last item as a pair; KeyError when empty. */
PyObject *py_dict_pop_last(PyObject *dict);
/* Index of the entry of a str key, -1: not there (for inline caches). */
int64_t py_dict_entry_index(PyObject *dict, PyObject *key);
/* d.keys(), d.values(), d.items(): `type` is the type of the view. */
PyObject *py_dict_view_new(PyType *type, PyObject *dict);
PyObject *py_dict_iterator_new(PyType *type, PyObject *dict);

/* A view of a dict: d.keys(), d.values(), d.items(). */
typedef struct PyDictView {
    PyObject base;
    PyObject *dict;
} PyDictView;

typedef struct PyDictIterator {
    PyObject base;
    PyObject *dict; /* NULL once exhausted */
    int64_t used;   /* what the dict had at the start: a change raises RuntimeError */
    int64_t position;
    PyObject *result; /* items: the pair that is reused while nobody else holds it */
    int64_t remaining;
} PyDictIterator;

/* A read-only window on a mapping: type.__dict__. */
typedef struct PyMappingProxy {
    PyObject base;
    PyObject *mapping;
} PyMappingProxy;

PyObject *py_mapping_proxy_new(PyObject *mapping);

#endif
