/* Constants: merging, and the objects of literals. */
#include "python/compile/constant.h"

#include "python/objects/bytes.h"
#include "python/objects/complex.h"
#include "python/objects/error.h"
#include "python/objects/float.h"
#include "python/objects/int.h"
#include "python/objects/protocol.h"
#include "python/objects/set.h"
#include "python/objects/statics.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

#include <string.h>

/* --- the pool --- */

PyObject *py_constant_own(PyConstantPool *pool, PyObject *object) {
    if (object) VEC_PUSH(&pool->owned, object);
    return object;
}

static PyObject *copy_tuple(PyConstantPool *pool, PyObject *tuple) {
    return py_constant_own(pool, py_tuple_from_array(&py_tuple_item(tuple, 0), py_size(tuple)));
}

/* The tuple itself when its items are the pool's already, else a copy with the pool's items. */
static PyObject *merge_items(PyConstantPool *pool, PyObject *tuple) {
    PyObject *copy = NULL;
    for (int64_t i = 0; i < py_size(tuple); i++) {
        PyObject *item = py_tuple_item(tuple, i), *merged = py_constant_merge(pool, item);
        if (!merged || (merged != item && !copy && !(copy = copy_tuple(pool, tuple)))) return NULL;
        if (merged == item) continue;
        py_tuple_item(copy, i) = py_new_ref(merged);
        py_decref(item);
    }
    return copy ? copy : tuple;
}

/* CPython makes a merged frozenset anew from the items in the order in which they lie. Where hashes collide
 * that changes the order, which a program can see. */
static PyObject *rebuild_frozenset(PyConstantPool *pool, PyObject *set) {
    PyObject *tuple = py_constant_own(pool, py_sequence_to_tuple(set));
    PyObject *items = tuple ? merge_items(pool, tuple) : NULL;
    return items ? py_constant_own(pool, py_frozenset_new(items)) : NULL;
}

static PyConstantSlot *free_slot(PyConstantPool *pool, uint64_t hash) {
    size_t at = hash & (pool->table_size - 1);
    while (pool->table[at].object) at = (at + 1) & (pool->table_size - 1);
    return &pool->table[at];
}

static void grow_table(PyConstantPool *pool) {
    enum { FIRST_SIZE = 1024 };
    PyConstantSlot *old = pool->table;
    size_t old_size = pool->table_size;
    pool->table_size = old_size ? old_size * 2 : FIRST_SIZE;
    pool->table = base_alloc_zeroed(pool->table_size * sizeof *pool->table);
    for (size_t i = 0; i < old_size; i++)
        if (old[i].object) *free_slot(pool, old[i].hash) = old[i];
    free(old);
}

static void enter(PyConstantPool *pool, uint64_t hash, PyObject *object) {
    if (++pool->count * 2 > pool->table_size) grow_table(pool);
    *free_slot(pool, hash) = (PyConstantSlot){hash, object};
}

static PyObject *find(const PyConstantPool *pool, PyObject *object, uint64_t hash) {
    if (!pool->count) return NULL;
    const PyConstantSlot *slot;
    for (size_t at = hash;; at++) {
        slot = &pool->table[at & (pool->table_size - 1)];
        if (!slot->object || (slot->hash == hash && py_constant_is_same(slot->object, object)))
            return slot->object;
    }
}

PyObject *py_constant_merge_tuple(PyConstantPool *pool, PyObject *tuple) {
    uint64_t hash = py_constant_hash_items(tuple);
    PyObject *known = find(pool, tuple, hash);
    if (known) return known;
    enter(pool, hash, py_constant_own(pool, py_new_ref(tuple)));
    return tuple;
}

PyObject *py_constant_merge(PyConstantPool *pool, PyObject *object) {
    if (py_is_exact(object, PY_TYPE(tuple))) {
        PyObject *tuple = merge_items(pool, object);
        return tuple ? py_constant_merge_tuple(pool, tuple) : NULL;
    }
    uint64_t hash = py_constant_hash(object);
    PyObject *known = find(pool, object, hash);
    if (known) return known;
    if (py_is_exact(object, PY_TYPE(frozenset)))
        object = rebuild_frozenset(pool, object);
    else
        py_constant_own(pool, py_new_ref(object));
    if (object) enter(pool, hash, object);
    return object;
}

/* Does the object hold the text, which may be anything? Only a str of ASCII is told so easily. */
static bool is_ascii_text(PyObject *object, Str text) {
    return py_is_exact(object, PY_TYPE(str)) && py_str_is_ascii(object) &&
           str_equal((Str){py_str_data(object), (size_t)py_str_length(object)}, text);
}

static PyObject *find_or_make_str(PyConstantPool *pool, Str text) {
    uint64_t hash = strmap_hash(text);
    for (size_t at = hash; pool->count; at++) {
        const PyConstantSlot *slot = &pool->table[at & (pool->table_size - 1)];
        if (!slot->object) break;
        if (slot->hash == hash && is_ascii_text(slot->object, text)) return slot->object;
    }
    PyObject *string = py_constant_own(pool, py_str_from_utf8(text));
    if (!string || !py_str_is_ascii(string)) return string ? py_constant_merge(pool, string) : NULL;
    enter(pool, hash, string);
    return string;
}

PyObject *py_constant_str(PyConstantPool *pool, Str text) {
    void **known = name_cache_place(pool->names, sizeof pool->names / sizeof *pool->names, text);
    if (!*known) *known = find_or_make_str(pool, text);
    return *known;
}

void py_constant_pool_free(PyConstantPool *pool) {
    for (size_t i = 0; i < pool->owned.count; i++) py_decref(pool->owned.items[i]);
    VEC_FREE(&pool->owned);
    free(pool->table);
    pool->table = NULL;
    pool->table_size = pool->count = 0;
}

/* Will interning put another object in its place? An identifier is interned before any constant is; but there
 * is only one object of each single character. */
static bool is_replaced_when_interned(PyObject *object, const PyNameList *identifiers) {
    if (!py_is_exact(object, PY_TYPE(str)) || !py_str_is_name_like(object)) return false;
    Str text = py_str_utf8(object);
    for (int i = 0; i < identifiers->count && text.length > 1; i++)
        if (str_equal(identifiers->items[i], text)) return true;
    PyObject *interned = py_str_find_interned(object);
    return interned && interned != object;
}

PyObject *py_constant_intern_items(PyConstantPool *pool, PyObject *set, const PyNameList *identifiers) {
    int64_t position = 0;
    PyObject *item;
    bool replaced = false;
    while (py_set_next(set, &position, &item)) replaced |= is_replaced_when_interned(item, identifiers);
    PyObject *items = replaced ? py_constant_own(pool, py_sequence_to_tuple(set)) : NULL;
    if (!items) return replaced ? NULL : set;
    for (int64_t i = 0; i < py_size(items); i++) {
        PyObject **place = &py_tuple_item(items, i);
        if (py_is_exact(*place, PY_TYPE(str)) && py_str_is_name_like(*place)) py_str_intern(place);
    }
    return py_constant_own(pool, py_frozenset_new(items));
}

static PyObject *int_object(const PyConstant *constant) {
    if (constant->integer.fits) return py_int_from_int64(constant->integer.value);
    return py_int_from_digits(constant->integer.digits, constant->integer.base, constant->integer.base == 10);
}

static PyObject *make_object(const PyConstant *constant) {
    switch (constant->kind) {
    case PY_CONSTANT_NONE: return py_none();
    case PY_CONSTANT_TRUE: return py_bool_from(true);
    case PY_CONSTANT_FALSE: return py_bool_from(false);
    case PY_CONSTANT_ELLIPSIS: return py_new_ref(PY_ELLIPSIS);
    case PY_CONSTANT_INT: return int_object(constant);
    case PY_CONSTANT_FLOAT: return py_float_new(constant->number);
    case PY_CONSTANT_IMAGINARY: return py_complex_new(0.0, constant->number);
    case PY_CONSTANT_STR: break; /* py_constant_str */
    case PY_CONSTANT_BYTES: return py_bytes_new(constant->text.data, (int64_t)constant->text.length);
    case PY_CONSTANT_OBJECT: return py_new_ref(constant->object);
    }
    return NULL;
}

PyObject *py_constant_object(PyConstantPool *pool, const PyConstant *constant) {
    if (constant->kind == PY_CONSTANT_STR) return py_constant_str(pool, constant->text);
    return py_constant_own(pool, make_object(constant));
}

/* --- the constants of one code object --- */

int py_constant_add(PyConstantPool *pool, PyConstantList *list, PyObject *object) {
    uintptr_t known = (uintptr_t)intmap_get(&list->indices, (uintptr_t)object);
    if (known) return (int)known - 1;
    PyObject *merged = py_constant_merge(pool, object);
    if (!merged) return -1;
    if (merged != object) known = (uintptr_t)intmap_get(&list->indices, (uintptr_t)merged);
    if (!known) {
        VEC_PUSH(&list->items, merged);
        known = list->items.count;
        intmap_set(&list->indices, (uintptr_t)merged, (void *)known);
    }
    return (int)known - 1;
}

void py_constant_list_clear(PyConstantList *list) {
    intmap_clear(&list->indices);
    list->items.count = 0;
}

void py_constant_list_free(PyConstantList *list) {
    intmap_free(&list->indices);
    VEC_FREE(&list->items);
}
