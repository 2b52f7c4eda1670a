/* Out of memory: the one answer that every allocation shares.
 *
 * Arenas, vectors and maps never return NULL. When the C library has no memory left they call the handler
 * that the program installed at its start; it reports the failure and does not return (the command line
 * prints "out of memory" and exits, an embedding program may longjmp out of the whole run). Without a handler
 * the process aborts: there is no state left that could be trusted. */
#ifndef BASE_MEMORY_ERROR_H
#define BASE_MEMORY_ERROR_H

#include <stddef.h>

typedef void (*BaseOutOfMemory)(size_t wanted);

/* Installs the handler. It must not return. */
void base_on_out_of_memory(BaseOutOfMemory handler);

/* Reports that `wanted` bytes could not be had. Does not return. */
_Noreturn void base_out_of_memory(size_t wanted);

/* malloc, calloc and realloc that cannot fail. Sizes in bytes; free with free(). */
void *base_alloc(size_t size);
void *base_alloc_zeroed(size_t size);
void *base_realloc(void *block, size_t size);

#endif
