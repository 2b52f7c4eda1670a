/* When two constants are the same, see constant.h.
 *
 * The hash is this file's own: == of Python objects, and so their hash, takes 1 and True for equal. The pool
 * merges a tuple's items before the tuple: then it can be known, and compared, by the addresses of its items.
 */
#include "python/compile/constant.h"

#include "python/objects/bytes.h"
#include "python/objects/code.h"
#include "python/objects/complex.h"
#include "python/objects/float.h"
#include "python/objects/int.h"
#include "python/objects/set.h"
#include "python/objects/statics.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

#include <string.h>

static uint64_t mix(uint64_t hash, uint64_t value) {
    return (hash ^ value) * 0x9e3779b97f4a7c15u ^ hash >> 29;
}

/* --- what constants are made of, as bytes --- */

static Str str_bytes(const PyObject *object) {
    return (Str){py_str_data(object), (size_t)(py_str_length(object) * py_str_kind(object))};
}

static Str int_bytes(const PyObject *object) {
    int64_t size = py_size(object);
    return (Str){(const char *)((const PyInt *)object)->digit, (size_t)(size < 0 ? -size : size) * 4};
}

static Str code_bytes(const PyCode *code) {
    return (Str){(const char *)code->units, (size_t)py_size(code) * sizeof *code->units};
}

/* --- hashes --- */

static uint64_t hash_double(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return mix(1, bits);
}

static uint64_t hash_tuple(const PyObject *tuple) {
    uint64_t hash = 2;
    for (int64_t i = 0; i < py_size(tuple); i++) hash = mix(hash, py_constant_hash(py_tuple_item(tuple, i)));
    return hash;
}

uint64_t py_constant_hash_items(PyObject *tuple) {
    uint64_t hash = 6;
    for (int64_t i = 0; i < py_size(tuple); i++)
        hash = mix(hash, (uint64_t)(uintptr_t)py_tuple_item(tuple, i) >> 4);
    return hash;
}

/* The items of a frozenset have no order of their own. */
static uint64_t hash_frozenset(PyObject *set) {
    uint64_t hash = 3;
    int64_t position = 0;
    PyObject *item;
    while (py_set_next(set, &position, &item)) hash += mix(3, py_constant_hash(item));
    return hash;
}

uint64_t py_constant_hash(PyObject *object) {
    if (py_is_exact(object, PY_TYPE(str))) return strmap_hash(str_bytes(object));
    if (py_is_exact(object, PY_TYPE(bytes))) return mix(4, strmap_hash(py_bytes_view(object)));
    if (py_is_exact(object, PY_TYPE(tuple))) return hash_tuple(object);
    if (py_is_exact(object, PY_TYPE(int)))
        return mix((uint64_t)py_size(object), strmap_hash(int_bytes(object)));
    if (py_is_exact(object, PY_TYPE(code)))
        return mix((uint64_t)((PyCode *)object)->first_line, strmap_hash(code_bytes((PyCode *)object)));
    if (py_is_exact(object, PY_TYPE(float))) return hash_double(py_float_value(object));
    if (py_is_exact(object, PY_TYPE(complex)))
        return mix(hash_double(((PyComplex *)object)->real), hash_double(((PyComplex *)object)->imaginary));
    if (py_is_exact(object, PY_TYPE(frozenset))) return hash_frozenset(object);
    return mix(5, (uint64_t)(uintptr_t)object); /* None, True, False, Ellipsis: there is one of each */
}

/* --- comparing --- */

/* 0.0 and -0.0 differ; and a number that is not equal to itself is the same as no other. */
static bool same_double(double a, double b) {
    return a == a && memcmp(&a, &b, sizeof a) == 0;
}

static bool same_tuple(PyObject *a, PyObject *b) {
    if (py_size(a) != py_size(b)) return false;
    for (int64_t i = 0; i < py_size(a); i++)
        if (!py_constant_is_same(py_tuple_item(a, i), py_tuple_item(b, i))) return false;
    return true;
}

/* An item of a frozenset with its hash, by which the items are sorted. */
typedef struct HashedItem {
    uint64_t hash;
    PyObject *object;
} HashedItem;

typedef VEC(HashedItem) HashedItems;

static int compare_hashes(const void *left, const void *right) {
    uint64_t a = ((const HashedItem *)left)->hash, b = ((const HashedItem *)right)->hash;
    return (a > b) - (a < b);
}

static HashedItems sorted_items(PyObject *set) {
    HashedItems items = {0};
    int64_t position = 0;
    PyObject *item;
    while (py_set_next(set, &position, &item)) VEC_PUSH(&items, (HashedItem){py_constant_hash(item), item});
    if (items.count) qsort(items.items, items.count, sizeof *items.items, compare_hashes);
    return items;
}

/* Is the item among those with its hash? `from`: where they may begin. */
static bool has_item(const HashedItems *items, size_t from, HashedItem wanted) {
    for (; from > 0 && items->items[from - 1].hash == wanted.hash;) from--;
    for (; from < items->count && items->items[from].hash == wanted.hash; from++)
        if (py_constant_is_same(items->items[from].object, wanted.object)) return true;
    return false;
}

/* No two items of a set are the same, so it is enough to find each of `a` in `b`. */
static bool same_frozenset(PyObject *a, PyObject *b) {
    HashedItems left = sorted_items(a), right = sorted_items(b);
    bool same = left.count == right.count;
    for (size_t i = 0; same && i < left.count; i++) same = has_item(&right, i, left.items[i]);
    VEC_FREE(&left);
    VEC_FREE(&right);
    return same;
}

/* Two code objects are one constant when nothing tells them apart: a finally clause is generated twice, and
 * what is defined in it should exist once. */
static bool same_code(const PyCode *a, const PyCode *b) {
    return a->flags == b->flags && a->first_line == b->first_line && a->argument_count == b->argument_count &&
           a->positional_only_count == b->positional_only_count &&
           a->keyword_only_count == b->keyword_only_count && str_equal(code_bytes(a), code_bytes(b)) &&
           py_constant_is_same(a->name, b->name) &&
           py_constant_is_same(a->qualified_name, b->qualified_name) &&
           py_constant_is_same(a->consts, b->consts) && py_constant_is_same(a->names, b->names) &&
           py_constant_is_same(a->local_names, b->local_names) &&
           py_constant_is_same(a->local_kinds, b->local_kinds) &&
           py_constant_is_same(a->line_table, b->line_table) &&
           py_constant_is_same(a->exception_table, b->exception_table);
}

bool py_constant_is_same(PyObject *a, PyObject *b) {
    if (a == b) return true;
    if (a->type != b->type) return false;
    if (py_is_exact(a, PY_TYPE(str))) return py_str_equal(a, b);
    if (py_is_exact(a, PY_TYPE(bytes))) return str_equal(py_bytes_view(a), py_bytes_view(b));
    if (py_is_exact(a, PY_TYPE(tuple))) return same_tuple(a, b);
    if (py_is_exact(a, PY_TYPE(int)))
        return py_size(a) == py_size(b) && str_equal(int_bytes(a), int_bytes(b));
    if (py_is_exact(a, PY_TYPE(code))) return same_code((PyCode *)a, (PyCode *)b);
    if (py_is_exact(a, PY_TYPE(float))) return same_double(py_float_value(a), py_float_value(b));
    if (py_is_exact(a, PY_TYPE(complex)))
        return same_double(((PyComplex *)a)->real, ((PyComplex *)b)->real) &&
               same_double(((PyComplex *)a)->imaginary, ((PyComplex *)b)->imaginary);
    return py_is_exact(a, PY_TYPE(frozenset)) && same_frozenset(a, b);
}
