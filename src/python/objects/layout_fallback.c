/* What stands in where the layouts of objects are not linked: nothing is known about any address. */
#include "python/objects/layout.h"

__attribute__((weak)) const MemLayout py_slot_layout;

__attribute__((weak)) void py_object_text(PyObject *object, size_t limit, StrBuf *out) {
    (void)object, (void)limit, (void)out;
}

__attribute__((weak)) const MemLayout *py_object_layout(uint64_t address, Arena *arena) {
    (void)address, (void)arena;
    return NULL;
}
