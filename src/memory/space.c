/* Spaces, see space.h. */
#include "memory/space.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#ifdef MEM_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/lsan_interface.h>

/* AddressSanitizer keeps the range between its shadow memories unmapped; the spaces are exactly there, so it
 * must leave it open. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
    return "protect_shadow_gap=0:detect_stack_use_after_return=0";
}

enum { ASAN_SPACE_LIMIT = 0x7fffffff & ~0xfff };

/* The shadow byte of each 8 bytes (AddressSanitizer's x86-64 mapping). Its own poison function refuses
 * addresses in the gap, and its memset refuses the shadow of low addresses; a bare instruction is not
 * watched.
 */
static void set_shadow(const void *from, size_t size, int value) {
    uintptr_t start = ((uintptr_t)from + 7) & ~(uintptr_t)7, end = ((uintptr_t)from + size) & ~(uintptr_t)7;
    if (start >= end) return;
    uintptr_t shadow = (start >> 3) + 0x7fff8000, count = (end - start) >> 3;
    __asm__ volatile("rep stosb" : "+D"(shadow), "+c"(count) : "a"(value) : "memory");
}

void mem_poison(const void *from, size_t size) {
    set_shadow(from, size, 0xf7);
}

void mem_unpoison(const void *from, size_t size) {
    set_shadow(from, size + 7, 0);
}

static uint64_t limit_size(uint64_t size) {
    return size < ASAN_SPACE_LIMIT ? size : ASAN_SPACE_LIMIT;
}

static void register_roots(const MemSpace *space) {
    __lsan_register_root_region((void *)space->base, space->size < 64 << 20 ? space->size : 64 << 20);
}

/* The shadow of a whole space is large; given back to the system, its pages read as zeroes, which allow
 * everything. */
static void forget_roots(const MemSpace *space) {
    madvise((void *)((space->base >> 3) + 0x7fff8000), space->size >> 3, MADV_DONTNEED);
    __lsan_unregister_root_region((void *)space->base, space->size < 64 << 20 ? space->size : 64 << 20);
}
#else

static uint64_t limit_size(uint64_t size) {
    return size;
}

static void register_roots(const MemSpace *space) {
    (void)space;
}

static void forget_roots(const MemSpace *space) {
    (void)space;
}
#endif

bool mem_space_reserve(MemSpace *space, uint64_t base, uint64_t size, const char **reason) {
    size = limit_size(size);
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;
    void *got = mmap((void *)base, size, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (got == MAP_FAILED) {
        *reason = strerror(errno);
        return false;
    }
    if (got != (void *)base) { /* a kernel before 4.17 takes the address as a hint only */
        munmap(got, size);
        *reason = "the addresses are taken";
        return false;
    }
    *space = (MemSpace){base, size};
    register_roots(space);
    return true;
}

void mem_space_discard(uint64_t from, uint64_t size) {
    madvise((void *)from, size, MADV_DONTNEED);
}

void mem_space_release(MemSpace *space) {
    if (!space->size) return;
    forget_roots(space);
    munmap((void *)space->base, space->size);
    *space = (MemSpace){0};
}
