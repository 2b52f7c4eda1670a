/* Constants: keys, merging, and the objects of literals. */
#include "python/compile/constant.h"

#include "python/objects/bytes.h"
#include "python/objects/code.h"
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

/* --- keys --- */

static void append_key(StrBuf *key, PyObject *object);

static void append_number(StrBuf *key, uint64_t number) {
    strbuf_append_bytes(key, &number, sizeof number);
}

static void append_identity(StrBuf *key, const PyObject *object) {
    strbuf_append_char(key, '@');
    append_number(key, (uint64_t)(uintptr_t)object);
}

/* A number that is not equal to itself is equal to no other constant. */
static void append_doubles(StrBuf *key, char type, const PyObject *object, double real, double imaginary) {
    if (real != real || imaginary != imaginary) {
        append_identity(key, object);
        return;
    }
    strbuf_append_char(key, type);
    strbuf_append_bytes(key, &real, sizeof real);
    strbuf_append_bytes(key, &imaginary, sizeof imaginary);
}

static void append_sized(StrBuf *key, char type, Str bytes) {
    strbuf_append_char(key, type);
    append_number(key, bytes.length);
    strbuf_append(key, bytes);
}

static void append_int(StrBuf *key, const PyObject *object) {
    int64_t size = py_size(object);
    size_t digits = (size_t)(size < 0 ? -size : size);
    strbuf_append_char(key, size < 0 ? 'n' : 'i');
    append_number(key, digits);
    strbuf_append_bytes(key, ((const PyInt *)object)->digit, digits * sizeof(uint32_t));
}

static void append_str(StrBuf *key, const PyObject *object) {
    StrBuf text = {0};
    py_str_append_utf8(&text, object);
    append_sized(key, 's', strbuf_view(&text));
    strbuf_free(&text);
}

static int compare_keys(const void *left, const void *right) {
    return str_compare(*(const Str *)left, *(const Str *)right);
}

/* The items of a frozenset have no order of their own: their keys are sorted. */
static void append_frozenset(StrBuf *key, PyObject *object) {
    VEC(Str) keys = {0};
    int64_t position = 0;
    PyObject *item;
    while (py_set_next(object, &position, &item)) {
        StrBuf part = {0};
        append_key(&part, item);
        VEC_PUSH(&keys, strbuf_view(&part));
    }
    if (keys.count) qsort(keys.items, keys.count, sizeof *keys.items, compare_keys);
    strbuf_append_char(key, 'z');
    append_number(key, keys.count);
    for (size_t i = 0; i < keys.count; i++) {
        strbuf_append(key, keys.items[i]);
        free((char *)keys.items[i].data);
    }
    VEC_FREE(&keys);
}

static void append_tuple(StrBuf *key, PyObject *object) {
    strbuf_append_char(key, 't');
    append_number(key, (uint64_t)py_size(object));
    for (int64_t i = 0; i < py_size(object); i++) append_key(key, py_tuple_item(object, i));
}

/* Two code objects are one constant when nothing tells them apart: a finally clause is generated twice, and
 * what is defined in it should exist once. */
static void append_code(StrBuf *key, const PyCode *code) {
    strbuf_append_char(key, 'x');
    append_number(key, (uint64_t)code->flags);
    append_number(key, (uint64_t)code->first_line);
    append_number(key, (uint64_t)code->argument_count);
    append_number(key, (uint64_t)code->positional_only_count);
    append_number(key, (uint64_t)code->keyword_only_count);
    Str units = {(const char *)code->units, (size_t)py_size(code) * sizeof *code->units};
    append_sized(key, 'u', units);
    PyObject *const parts[] = {code->name,       code->qualified_name, code->consts,
                               code->names,      code->local_names,    code->local_kinds,
                               code->line_table, code->exception_table};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) append_key(key, parts[i]);
}

static void append_key(StrBuf *key, PyObject *object) {
    if (py_is_exact(object, PY_TYPE(int))) {
        append_int(key, object);
    } else if (py_is_exact(object, PY_TYPE(str))) {
        append_str(key, object);
    } else if (py_is_exact(object, PY_TYPE(float))) {
        append_doubles(key, 'f', object, py_float_value(object), 0.0);
    } else if (py_is_exact(object, PY_TYPE(complex))) {
        append_doubles(key, 'c', object, ((PyComplex *)object)->real, ((PyComplex *)object)->imaginary);
    } else if (py_is_exact(object, PY_TYPE(bytes))) {
        append_sized(key, 'b', py_bytes_view(object));
    } else if (py_is_exact(object, PY_TYPE(tuple))) {
        append_tuple(key, object);
    } else if (py_is_exact(object, PY_TYPE(frozenset))) {
        append_frozenset(key, object);
    } else if (py_is_exact(object, PY_TYPE(code))) {
        append_code(key, (const PyCode *)object);
    } else { /* None, True, False, Ellipsis: there is one of each */
        append_identity(key, object);
    }
}

/* --- the pool --- */

PyObject *py_constant_own(PyConstantPool *pool, PyObject *object) {
    if (object) VEC_PUSH(&pool->owned, object);
    return object;
}

/* The tuple itself when its items are the pool's already, else a copy with the pool's items. */
static PyObject *merge_items(PyConstantPool *pool, PyObject *tuple) {
    bool is_merged = true;
    for (int64_t i = 0; i < py_size(tuple); i++) {
        PyObject *item = py_constant_merge(pool, py_tuple_item(tuple, i));
        if (!item) return NULL;
        if (item != py_tuple_item(tuple, i)) is_merged = false;
    }
    if (is_merged) return py_constant_own(pool, py_new_ref(tuple));
    PyObject *copy = py_constant_own(pool, py_tuple_new(py_size(tuple)));
    for (int64_t i = 0; copy && i < py_size(tuple); i++)
        py_tuple_item(copy, i) = py_new_ref(py_constant_merge(pool, py_tuple_item(tuple, i)));
    return copy;
}

/* CPython makes a merged frozenset anew from the items in the order in which they lie. Where hashes collide
 * that changes the order, which a program can see. */
static PyObject *rebuild_frozenset(PyConstantPool *pool, PyObject *set) {
    PyObject *tuple = py_constant_own(pool, py_sequence_to_tuple(set));
    PyObject *items = tuple ? merge_items(pool, tuple) : NULL;
    return items ? py_constant_own(pool, py_frozenset_new(items)) : NULL;
}

static PyObject *merge_with_key(PyConstantPool *pool, PyObject *object, Str key) {
    PyObject *known = strmap_get(&pool->by_key, key);
    if (known) return known;
    if (py_is_exact(object, PY_TYPE(tuple)))
        object = merge_items(pool, object);
    else if (py_is_exact(object, PY_TYPE(frozenset)))
        object = rebuild_frozenset(pool, object);
    else
        py_constant_own(pool, py_new_ref(object));
    if (!object) return NULL;
    strmap_set(&pool->by_key, arena_copy(pool->arena, key), object);
    return object;
}

PyObject *py_constant_merge(PyConstantPool *pool, PyObject *object) {
    StrBuf key = {0};
    append_key(&key, object);
    PyObject *merged = merge_with_key(pool, object, strbuf_view(&key));
    strbuf_free(&key);
    return merged;
}

void py_constant_pool_free(PyConstantPool *pool) {
    for (size_t i = 0; i < pool->owned.count; i++) py_decref(pool->owned.items[i]);
    VEC_FREE(&pool->owned);
    strmap_free(&pool->by_key);
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
    case PY_CONSTANT_STR: return py_str_from_utf8(constant->text);
    case PY_CONSTANT_BYTES: return py_bytes_new(constant->text.data, (int64_t)constant->text.length);
    case PY_CONSTANT_OBJECT: return py_new_ref(constant->object);
    }
    return NULL;
}

PyObject *py_constant_object(PyConstantPool *pool, const PyConstant *constant) {
    return py_constant_own(pool, make_object(constant));
}

/* --- the constants of one code object --- */

int py_constant_add(PyConstantPool *pool, PyConstantList *list, PyObject *object) {
    PyObject *merged = py_constant_merge(pool, object);
    if (!merged) return -1;
    uintptr_t known = (uintptr_t)intmap_get(&list->indices, (uintptr_t)merged);
    if (!known) {
        VEC_PUSH(&list->items, merged);
        known = list->items.count;
        intmap_set(&list->indices, (uintptr_t)merged, (void *)known);
    }
    return (int)known - 1;
}

void py_constant_list_free(PyConstantList *list) {
    intmap_free(&list->indices);
    VEC_FREE(&list->items);
}
