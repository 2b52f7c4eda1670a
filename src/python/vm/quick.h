/* Short cuts: what the loop does itself instead of asking the type.
 *
 * Most operands of most programs are small ints, floats and strings, and most globals are where they were the
 * last time. Each function here answers the common case in a few instructions, or says that it is not the
 * common case (NULL, false), and then the general way is taken. The results are the same objects, made in the
 * same order, that the general way makes. */
#ifndef PYTHON_VM_QUICK_H
#define PYTHON_VM_QUICK_H

#include "python/compile/opcode.h"
#include "python/objects/dict.h"
#include "python/objects/float.h"
#include "python/objects/int.h"
#include "python/objects/list.h"
#include "python/objects/range.h"
#include "python/objects/statics.h"
#include "python/objects/tuple.h"
#include "python/vm/vm.h"

static inline bool quick_both(const PyObject *left, const PyObject *right, const PyType *type) {
    return left->type == type && right->type == type;
}

/* Both are ints of at most one digit. */
static inline bool quick_small_ints(const PyObject *left, const PyObject *right) {
    return quick_both(left, right, PY_TYPE(int)) && py_int_is_single(left) && py_int_is_single(right);
}

/* + - * and % of small ints, + - * of floats: new reference, or NULL when it is something else. */
static inline PyObject *quick_operate(uint32_t operation, PyObject *left, PyObject *right) {
    if (operation >= PY_INPLACE) operation -= PY_INPLACE;
    if (quick_small_ints(left, right)) {
        int64_t a = py_int_single(left), b = py_int_single(right);
        switch (operation) {
        case PY_BINARY_ADD: return py_int_from_int64(a + b);
        case PY_BINARY_SUBTRACT: return py_int_from_int64(a - b);
        case PY_BINARY_MULTIPLY: return py_int_from_int64(a * b);
        case PY_BINARY_REMAINDER:
            if (a >= 0 && b > 0) return py_int_from_int64(a % b);
            return NULL;
        case PY_BINARY_FLOOR_DIVIDE:
            if (a >= 0 && b > 0) return py_int_from_int64(a / b);
            return NULL;
        case PY_BINARY_AND: return a >= 0 && b >= 0 ? py_int_from_int64(a & b) : NULL;
        default: return NULL;
        }
    }
    if (!quick_both(left, right, PY_TYPE(float))) return NULL;
    double a = py_float_value(left), b = py_float_value(right);
    switch (operation) {
    case PY_BINARY_ADD: return py_float_new(a + b);
    case PY_BINARY_SUBTRACT: return py_float_new(a - b);
    case PY_BINARY_MULTIPLY: return py_float_new(a * b);
    default: return NULL;
    }
}

/* Compares two small ints: 0 or 1, -1 when they are not. */
static inline int quick_compare(uint32_t comparison, const PyObject *left, const PyObject *right) {
    if (!quick_small_ints(left, right)) return -1;
    int64_t a = py_int_single(left), b = py_int_single(right);
    switch (comparison) {
    case PY_COMPARE_LT: return a < b;
    case PY_COMPARE_LE: return a <= b;
    case PY_COMPARE_EQ: return a == b;
    case PY_COMPARE_NE: return a != b;
    case PY_COMPARE_GT: return a > b;
    default: return a >= b;
    }
}

/* The place of list[index] or tuple[index] for a small int that is in range; NULL else. */
static inline PyObject **quick_item(PyObject *container, PyObject *key) {
    if (key->type != PY_TYPE(int) || !py_int_is_single(key)) return NULL;
    int64_t index = py_int_single(key);
    if (container->type == PY_TYPE(list))
        return (uint64_t)index < (uint64_t)py_size(container) ? &py_list_item(container, index) : NULL;
    if (container->type == PY_TYPE(tuple))
        return (uint64_t)index < (uint64_t)py_size(container) ? &py_tuple_item(container, index) : NULL;
    return NULL;
}

/* --- Globals: the CACHE units behind LOAD_GLOBAL --- */

/* What a lookup found: the entry's index, as long as neither dict's keys have changed. `builtins_version` 0:
 * it was in the globals. */
typedef struct QuickGlobal {
    uint16_t index;
    uint16_t globals_version[2], builtins_version[2];
} QuickGlobal;

static inline uint32_t quick_read32(const uint16_t *units) {
    return (uint32_t)units[0] | (uint32_t)units[1] << 16;
}

static inline void quick_write32(uint16_t *units, uint32_t value) {
    units[0] = (uint16_t)value;
    units[1] = (uint16_t)(value >> 16);
}

static inline PyObject **quick_dict_value(const PyDict *dict, uint16_t index) {
    const PyDictKeys *keys = dict->keys;
    PyDictUnicodeEntry *entries =
        (PyDictUnicodeEntry *)(keys->indices + ((size_t)1 << keys->log2_index_bytes));
    return &entries[index].value;
}

/* The slot that the cache leads to, or NULL when it is out of date. Builtins are an exact dict then. */
static inline PyObject **quick_global(const PyFrame *frame, const QuickGlobal *cache) {
    const PyDict *globals = (PyDict *)frame->globals, *builtins = (PyDict *)frame->builtins;
    uint32_t version = quick_read32(cache->globals_version);
    if (!version || version != globals->keys->version) return NULL;
    uint32_t builtins_version = quick_read32(cache->builtins_version);
    if (!builtins_version) return quick_dict_value(globals, cache->index);
    return builtins_version == builtins->keys->version ? quick_dict_value(builtins, cache->index) : NULL;
}

/* Fills the cache after a lookup of `name` the general way. */
void py_quick_note_global(const PyFrame *frame, PyObject *name, QuickGlobal *cache);

/* --- Iteration --- */

/* The next int of a range, NULL when it is exhausted. Only for a range_iterator. */
static inline PyObject *quick_range_next(PyObject *iterator) {
    PyRangeIterator *range = (PyRangeIterator *)iterator;
    if (range->index >= range->length) return NULL;
    return py_int_from_int64(range->start + range->index++ * range->step);
}

/* Undoes what the loop has written into a copy of code: for co_code. Fits PyRuntime.deoptimise. */
void py_quick_undo(uint16_t *units, int64_t count);

#endif
