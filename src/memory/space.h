/* Spaces: runs of addresses at fixed places.
 *
 * A learner who reads `id(x)` twice must see the same number twice, and a replayed step must find its bytes
 * where they were. So an engine does not allocate where malloc pleases: it reserves a space, a range of
 * addresses that is the same in every run and on every machine, and hands out its bytes from there in an
 * order that depends on the program alone. Reserving costs nothing; a page takes memory when it is first
 * touched, and reads as zeroes before.
 *
 * The places (see docs/architecture.md for the map):
 *     0x00000500000   Go: package variables and constants
 *     0x0c000000000   Go: heap and goroutine stacks
 *     0x20000000000   Python: objects
 *
 * Under AddressSanitizer the spaces are in the gap that it leaves unused, and smaller; freed bytes are
 * poisoned. */
#ifndef MEMORY_SPACE_H
#define MEMORY_SPACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MEM_GO_DATA_BASE ((uint64_t)0x500000)
#define MEM_GO_DATA_SIZE ((uint64_t)32 << 20)
#define MEM_GO_HEAP_BASE ((uint64_t)0xc000000000)
#define MEM_GO_HEAP_SIZE ((uint64_t)64 << 30)
#define MEM_PYTHON_BASE  ((uint64_t)0x20000000000)
#define MEM_PYTHON_SIZE  ((uint64_t)64 << 30)

typedef struct MemSpace {
    uint64_t base, size; /* bytes; size 0: not reserved */
} MemSpace;

/* Reserves [base, base + size) readable and writable; both multiples of 4096. False (and why, in `reason`)
 * when another mapping is in the way or the system refuses. With AddressSanitizer the size is cut to 2 GiB.
 */
bool mem_space_reserve(MemSpace *space, uint64_t base, uint64_t size, const char **reason);

/* Gives the pages of [from, from + size) back to the system; they read as zeroes afterwards. Page-aligned. */
void mem_space_discard(uint64_t from, uint64_t size);

void mem_space_release(MemSpace *space);

static inline bool mem_space_contains(const MemSpace *space, uint64_t address, uint64_t size) {
    return address >= space->base && size <= space->size && address - space->base <= space->size - size;
}

/* Marks bytes as forbidden or allowed for AddressSanitizer; without it they do nothing. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MEM_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define MEM_ASAN 1
#endif

#ifdef MEM_ASAN
void mem_poison(const void *from, size_t size);
void mem_unpoison(const void *from, size_t size);
#else
static inline void mem_poison(const void *from, size_t size) {
    (void)from, (void)size;
}
static inline void mem_unpoison(const void *from, size_t size) {
    (void)from, (void)size;
}
#endif

#endif
