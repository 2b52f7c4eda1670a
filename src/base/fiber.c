/* Fibers over POSIX contexts, see fiber.h. */
#include "base/fiber.h"
#include "base/memory_error.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FIBER_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define FIBER_ASAN 1
#endif

#ifdef FIBER_ASAN
#include <sanitizer/common_interface_defs.h>
#endif

enum { GUARD_SIZE = 4096, RESERVE_SIZE = 128 * 1024 };

struct Fiber {
    ucontext_t inside, outside;
    char *stack; /* with the guard page at its front */
    size_t size;
    void (*body)(void *user);
    void *user;
    bool has_ended;
    const void *outer_bottom; /* the stack of the one who resumed, for AddressSanitizer */
    size_t outer_size;
};

/* AddressSanitizer must know which stack is in use: it is told before each switch and right behind it. */
static void announce_switch(void **saved, const void *bottom, size_t size) {
#ifdef FIBER_ASAN
    __sanitizer_start_switch_fiber(saved, bottom, size);
#else
    (void)saved, (void)bottom, (void)size;
#endif
}

static void complete_switch(void *saved, const void **old_bottom, size_t *old_size) {
#ifdef FIBER_ASAN
    __sanitizer_finish_switch_fiber(saved, old_bottom, old_size);
#else
    (void)saved, (void)old_bottom, (void)old_size;
#endif
}

/* makecontext passes ints only, so the pointer travels in two halves. */
static void fiber_main(unsigned high, unsigned low) {
    Fiber *fiber = (Fiber *)(((uintptr_t)high << 32) | low);
    complete_switch(NULL, &fiber->outer_bottom, &fiber->outer_size);
    fiber->body(fiber->user);
    fiber->has_ended = true;
    announce_switch(NULL, fiber->outer_bottom, fiber->outer_size);
    setcontext(&fiber->outside);
}

Fiber *fiber_new(size_t stack_size, void (*body)(void *user), void *user) {
    size_t size = (stack_size + GUARD_SIZE - 1) / GUARD_SIZE * GUARD_SIZE + GUARD_SIZE;
    char *stack =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (stack == MAP_FAILED) return NULL;
    mprotect(stack, GUARD_SIZE, PROT_NONE);
    Fiber *fiber = base_alloc_zeroed(sizeof *fiber);
    *fiber = (Fiber){.stack = stack, .size = size, .body = body, .user = user};
    getcontext(&fiber->inside);
    fiber->inside.uc_stack.ss_sp = stack + GUARD_SIZE;
    fiber->inside.uc_stack.ss_size = size - GUARD_SIZE;
    fiber->inside.uc_link = NULL;
    uintptr_t self = (uintptr_t)fiber;
    makecontext(&fiber->inside, (void (*)(void))fiber_main, 2, (unsigned)(self >> 32), (unsigned)self);
    return fiber;
}

void fiber_resume(Fiber *fiber) {
    void *saved = NULL;
    announce_switch(&saved, fiber->stack + GUARD_SIZE, fiber->size - GUARD_SIZE);
    swapcontext(&fiber->outside, &fiber->inside);
    complete_switch(saved, NULL, NULL);
}

void fiber_pause(Fiber *fiber) {
    void *saved = NULL;
    announce_switch(&saved, fiber->outer_bottom, fiber->outer_size);
    swapcontext(&fiber->inside, &fiber->outside);
    complete_switch(saved, &fiber->outer_bottom, &fiber->outer_size);
}

bool fiber_has_ended(const Fiber *fiber) {
    return fiber->has_ended;
}

const char *fiber_stack_limit(const Fiber *fiber) {
    return fiber->stack + GUARD_SIZE + RESERVE_SIZE;
}

void fiber_free(Fiber *fiber) {
    if (!fiber) return;
    munmap(fiber->stack, fiber->size);
    free(fiber);
}
