/* Out of memory, see memory_error.h. */
#include "base/memory_error.h"

#include <stdlib.h>

static BaseOutOfMemory out_of_memory_handler;

void base_on_out_of_memory(BaseOutOfMemory handler) {
    out_of_memory_handler = handler;
}

_Noreturn void base_out_of_memory(size_t wanted) {
    if (out_of_memory_handler) out_of_memory_handler(wanted);
    abort();
}

void *base_alloc(size_t size) {
    void *block = malloc(size ? size : 1);
    if (!block) base_out_of_memory(size);
    return block;
}

void *base_alloc_zeroed(size_t size) {
    void *block = calloc(1, size ? size : 1);
    if (!block) base_out_of_memory(size);
    return block;
}

void *base_realloc(void *block, size_t size) {
    void *grown = realloc(block, size ? size : 1);
    if (!grown) base_out_of_memory(size);
    return grown;
}
