/* The runtime, see runtime.h. */
#include "python/objects/runtime.h"

#include "base/memory_error.h"
#include "python/objects/code.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/protocol.h"
#include "python/objects/statics.h"
#include "python/objects/type.h"

#include <stdlib.h>
#include <string.h>

PyRuntime py_runtime;

/* The heap begins one of CPython's arenas (1 MiB) into the space; the statics lie before it. */
enum { STATICS_ROOM = 1 << 20, SPAN_BYTES = 16384 };
static_assert(sizeof(PyStatics) <= STATICS_ROOM, "the statics fit before the heap");

/* 16, 32, ... 512 as in pymalloc; then four classes for each doubling up to 32 KiB. */
static void fill_class_sizes(uint32_t sizes[MEM_CLASSES_MAX]) {
    uint32_t count = 0;
    for (uint32_t size = 16; size <= 512; size += 16) sizes[count++] = size;
    for (uint32_t power = 512; power < 32768; power *= 2)
        for (uint32_t quarter = 1; quarter <= 4; quarter++) sizes[count++] = power + power / 4 * quarter;
    sizes[count] = 0;
}

/* CPython's generator for a given PYTHONHASHSEED; seed 0 means a key of zeroes. */
static void derive_hash_key(uint32_t seed, uint64_t key[2]) {
    uint8_t bytes[16] = {0};
    uint32_t state = seed;
    for (size_t i = 0; seed && i < sizeof bytes; i++) {
        state = state * 214013 + 2531011;
        bytes[i] = (uint8_t)(state >> 16);
    }
    memcpy(key, bytes, sizeof bytes);
}

static bool prepare(void) {
    py_runtime.interned = py_dict_new();
    if (!py_runtime.interned || !py_statics_ready_types()) return false;
    py_runtime.memory_error = py_object_call_no_arguments((PyObject *)PY_TYPE(MemoryError));
    return py_runtime.memory_error != NULL;
}

bool py_runtime_init(uint32_t hash_seed, const char **reason) {
    assert(!py_runtime.is_ready);
    py_runtime = (PyRuntime){
        .int_max_str_digits = PY_INT_MAX_STR_DIGITS,
                             .recursion_limit = PY_RECURSION_LIMIT, .gc_thresholds = {700, 10, 10}, .gc_enabled = true};
    if (!mem_space_reserve(&py_runtime.space, MEM_PYTHON_BASE, MEM_PYTHON_SIZE, reason)) return false;
    uint32_t sizes[MEM_CLASSES_MAX];
    fill_class_sizes(sizes);
    mem_heap_init(&py_runtime.heap, MEM_PYTHON_BASE + STATICS_ROOM, py_runtime.space.size - STATICS_ROOM,
                  sizes, SPAN_BYTES);
    derive_hash_key(hash_seed, py_runtime.hash_key);
    py_runtime.type_cache = base_alloc_zeroed(sizeof(PyTypeCache));
    py_statics_init();
    py_runtime.is_ready = true;
    if (prepare()) return true;
    *reason = "out of memory";
    py_runtime_free();
    return false;
}

static void free_code_extras(void) {
    for (PyCodeExtra *extra = py_runtime.code_extras, *next; extra; extra = next) {
        next = extra->next;
        free(extra->machine);
        free(extra);
    }
}

void py_runtime_free(void) {
    if (!py_runtime.is_ready) return;
    free_code_extras();
    free(py_runtime.type_cache);
    free(py_runtime.object_bits);
    mem_heap_destroy(&py_runtime.heap);
    mem_space_release(&py_runtime.space);
    py_runtime = (PyRuntime){0};
}
