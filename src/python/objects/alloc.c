/* Allocation, see alloc.h. The cycle collector is in gc.c. */
#include "python/objects/alloc.h"

#include "base/memory_error.h"
#include "python/objects/error.h"

#include <string.h>

/* --- Raw memory -------------------------------------------------------------------------------------------
 */

static void *checked(void *block) {
    return block ? block : py_raise_memory();
}

void *py_memory_alloc(size_t size) {
    return checked(mem_heap_alloc(&py_runtime.heap, size ? size : 1));
}

void *py_memory_realloc(void *block, size_t size) {
    return checked(mem_heap_realloc(&py_runtime.heap, block, size ? size : 1));
}

void py_memory_free(void *block) {
    mem_heap_free(&py_runtime.heap, block);
}

/* --- Which addresses are objects --------------------------------------------------------------------------
 */

static void grow_object_bits(void) {
    size_t words = (size_t)py_runtime.heap.page_capacity * (MEM_PAGE / 16 / 64);
    py_runtime.object_bits = base_realloc(py_runtime.object_bits, words * sizeof(uint64_t));
    memset(py_runtime.object_bits + py_runtime.object_bit_words, 0,
           (words - py_runtime.object_bit_words) * sizeof(uint64_t));
    py_runtime.object_bit_words = words;
}

static inline void mark_object(const void *object) {
    uint64_t granule = ((uint64_t)object - py_runtime.heap.base) / 16;
    if (granule / 64 >= py_runtime.object_bit_words) grow_object_bits();
    py_runtime.object_bits[granule / 64] |= (uint64_t)1 << (granule % 64);
}

static inline void unmark_object(const void *object) {
    uint64_t granule = ((uint64_t)object - py_runtime.heap.base) / 16;
    py_runtime.object_bits[granule / 64] &= ~((uint64_t)1 << (granule % 64));
}

bool py_is_object(uint64_t address) {
    if (!py_runtime.is_ready) return false;
    if (py_is_static((void *)address)) return py_statics_find(address) == address;
    uint64_t offset = address - py_runtime.heap.base, word = offset / 16 / 64;
    if (address < py_runtime.heap.base || offset % 16 || word >= py_runtime.object_bit_words) return false;
    return py_runtime.object_bits[word] >> (offset / 16 % 64) & 1;
}

/* Bytes before an object that belong to it: its instance dict (managed) and the collector's links. */
static inline size_t prefix_size(const PyType *type) {
    size_t size = type->flags & PY_FLAG_GC ? sizeof(PyGcHead) : 0;
    return type->flags & PY_FLAG_MANAGED_DICT ? size + 16 : size;
}

PyObject *py_object_at(uint64_t address) {
    if (!py_runtime.is_ready) return NULL;
    if (py_is_static((void *)address)) return (PyObject *)py_statics_find(address);
    uint64_t start, size;
    if (!mem_heap_find(&py_runtime.heap, address, &start, &size)) return NULL;
    for (uint64_t prefix = 0; prefix <= 32 && prefix < size; prefix += 16)
        if (py_is_object(start + prefix)) return (PyObject *)(start + prefix);
    return NULL;
}

/* --- Objects ----------------------------------------------------------------------------------------------
 */

static inline void set_header(PyObject *object, PyType *type) {
    object->refcount = 1;
    object->type = type;
    if (type->flags & PY_FLAG_HEAP) py_incref(type);
    mark_object(object);
}

PyObject *py_object_alloc_bytes(PyType *type, size_t size) {
    size_t prefix = prefix_size(type);
    char *block = mem_heap_alloc(&py_runtime.heap, prefix + size);
    if (!block) return py_raise_memory();
    memset(block, 0, prefix);
    PyObject *object = (PyObject *)(block + prefix);
    set_header(object, type);
    return object;
}

PyObject *py_object_alloc(PyType *type, int64_t items) {
    size_t size = (size_t)(type->basic_size + items * type->item_size);
    if (items < 0 || (type->item_size && items > INT32_MAX * (int64_t)64)) return py_raise_memory();
    PyObject *object = py_object_alloc_bytes(type, size);
    if (!object) return NULL;
    memset(object + 1, 0, size - sizeof *object);
    if (type->item_size) ((PyVarObject *)object)->size = items;
    return object;
}

PyObject *py_object_realloc(PyObject *object, size_t size) {
    size_t prefix = prefix_size(object->type);
    unmark_object(object);
    char *block = mem_heap_realloc(&py_runtime.heap, (char *)object - prefix, prefix + size);
    if (!block) {
        mark_object(object);
        return py_raise_memory();
    }
    mark_object(block + prefix);
    return (PyObject *)(block + prefix);
}

void py_object_free(void *self) {
    PyObject *object = self;
    PyType *type = object->type;
    assert(!py_is_static(object));
    unmark_object(object);
    mem_heap_free(&py_runtime.heap, (char *)object - prefix_size(type));
    if (type->flags & PY_FLAG_HEAP) py_decref(type);
}

bool py_free_list_push(PyFreeList *list, PyObject *object, int limit) {
    if (list->count >= limit || object->type->flags & PY_FLAG_HEAP) return false;
    unmark_object(object);
    object->type = (PyType *)list->first;
    list->first = object;
    list->count++;
    return true;
}

PyObject *py_free_list_pop(PyFreeList *list, PyType *type) {
    PyObject *object = list->first;
    if (!object) return NULL;
    list->first = (PyObject *)object->type;
    list->count--;
    set_header(object, type);
    return object;
}

int64_t py_object_size_of(PyObject *object) {
    return py_object_own_size(object) + (int64_t)prefix_size(object->type);
}
