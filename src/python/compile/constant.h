/* Constants: from the literals of the tree to objects, each different value once.
 *
 * Within one compilation equal constants are one object, as in CPython, which a program can see with `is`.
 * "Equal" here is stricter than ==: 1, 1.0 and True are three constants, 0.0 and -0.0 are two, and so on
 * inside of tuples (constant_same.c). The pool is a table of the constants that it knows, by that equality.
 *
 * The pool owns a reference to every object that it gives out, until it is freed; code objects that use a
 * constant hold their own. */
#ifndef PYTHON_COMPILE_CONSTANT_H
#define PYTHON_COMPILE_CONSTANT_H

#include "base/map.h"
#include "base/vec.h"
#include "python/objects/object.h"
#include "python/syntax/ast.h"

typedef struct PyConstantSlot {
    uint64_t hash;
    PyObject *object; /* NULL: the slot is free */
} PyConstantSlot;

/* An empty pool is all zeroes. */
typedef struct PyConstantPool {
    PyConstantSlot *table; /* open addressing, at most half full */
    size_t table_size, count;
    VEC(PyObject *) owned;
    NameCacheEntry names[512]; /* text -> its str, borrowed */
} PyConstantPool;

/* The constants of one code object, in the order of co_consts. */
typedef struct PyConstantList {
    IntMap indices;        /* address of a merged object -> index + 1 */
    VEC(PyObject *) items; /* borrowed from the pool */
} PyConstantList;

/* Keeps a new reference (stolen) alive until the pool dies, and returns it borrowed. NULL gives NULL. */
PyObject *py_constant_own(PyConstantPool *pool, PyObject *object);
/* The object of a literal, borrowed. NULL: an exception is set (a too large int). */
PyObject *py_constant_object(PyConstantPool *pool, const PyConstant *constant);
/* The one object of the pool that stands for this value (borrowed); tuples are merged with their items.
 * NULL: an exception is set. */
PyObject *py_constant_merge(PyConstantPool *pool, PyObject *object);
/* The same for a tuple whose items are the pool's. */
PyObject *py_constant_merge_tuple(PyConstantPool *pool, PyObject *tuple);
/* What a code object has for a merged frozenset (borrowed): the set itself or, when interning replaces one of
 * its items, a new one for this code object alone, in which items whose hashes collide may lie in another
 * order: as in CPython. `identifiers`: of the file. NULL: an exception is set. */
PyObject *py_constant_intern_items(PyConstantPool *pool, PyObject *set, const PyNameList *identifiers);
/* The one str of the pool with this text (borrowed), whose bytes outlive the pool. NULL: an exception is set.
 */
PyObject *py_constant_str(PyConstantPool *pool, Str text);
void py_constant_pool_free(PyConstantPool *pool);

/* Whether two objects are the same constant, and a hash that agrees with it (constant_same.c). The hash of a
 * str of ASCII is strmap_hash of its text. */
bool py_constant_is_same(PyObject *a, PyObject *b);
uint64_t py_constant_hash(PyObject *object);
/* A hash of a tuple by the addresses of its items. */
uint64_t py_constant_hash_items(PyObject *tuple);

/* The index of a constant in the list, added if need be. -1: an exception is set. */
int py_constant_add(PyConstantPool *pool, PyConstantList *list, PyObject *object);
void py_constant_list_clear(PyConstantList *list);
void py_constant_list_free(PyConstantList *list);

#endif
