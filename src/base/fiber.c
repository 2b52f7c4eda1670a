/* Fibers, see fiber.h.
 *
 * Switching stacks means to save the registers that a call must keep on the old stack, to exchange the stack
 * pointers, and to load the registers from the new one. On x86-64 that is a dozen instructions, below;
 * elsewhere POSIX contexts do it, at the price of a system call. */
#include "base/fiber.h"
#include "base/memory_error.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#if !defined(__x86_64__)
#include <ucontext.h>
#endif

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

#if defined(__x86_64__)
typedef void *Context; /* the stack pointer; the registers lie there */
#else
typedef ucontext_t Context;
#endif

struct Fiber {
    Context inside, outside;
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

static void fiber_main(Fiber *fiber);

#if defined(__x86_64__)

/* Leaves the running stack in *from and goes on where `to` was left. */
__attribute__((naked, noinline)) static void switch_context(__attribute__((unused)) Context *from,
                                                            __attribute__((unused)) Context *to) {
    __asm__("pushq %rbp\n pushq %rbx\n pushq %r12\n pushq %r13\n pushq %r14\n pushq %r15\n"
            "subq $8, %rsp\n stmxcsr (%rsp)\n fnstcw 4(%rsp)\n"
            "movq %rsp, (%rdi)\n movq (%rsi), %rsp\n"
            "ldmxcsr (%rsp)\n fldcw 4(%rsp)\n addq $8, %rsp\n"
            "popq %r15\n popq %r14\n popq %r13\n popq %r12\n popq %rbx\n popq %rbp\n ret\n");
}

/* Where a fresh stack "returns" to: its first pop has put the fiber into r12. */
__attribute__((naked, noinline)) static void first_entry(void) {
    __asm__("movq %r12, %rdi\n call *%rbx\n ud2\n");
}

static void prepare_context(Fiber *fiber, char *bottom, size_t size) {
    uintptr_t top = ((uintptr_t)bottom + size) & ~(uintptr_t)15;
    uint64_t *frame = (uint64_t *)top - 10;
    uint32_t control[2] = {0x1F80, 0x037F}; /* the defaults of MXCSR and of the x87 control word */
    memset(frame, 0, 10 * sizeof *frame);
    memcpy(&frame[0], control, sizeof control);
    frame[4] = (uint64_t)fiber;      /* r12 */
    frame[5] = (uint64_t)fiber_main; /* rbx */
    frame[7] = (uint64_t)first_entry;
    fiber->inside = frame;
}

#else

static void switch_context(Context *from, Context *to) {
    swapcontext(from, to);
}

/* makecontext passes ints only, so the pointer travels in two halves. */
static void first_entry(unsigned high, unsigned low) {
    fiber_main((Fiber *)(((uintptr_t)high << 32) | low));
}

static void prepare_context(Fiber *fiber, char *bottom, size_t size) {
    getcontext(&fiber->inside);
    fiber->inside.uc_stack.ss_sp = bottom;
    fiber->inside.uc_stack.ss_size = size;
    fiber->inside.uc_link = NULL;
    uintptr_t self = (uintptr_t)fiber;
    makecontext(&fiber->inside, (void (*)(void))first_entry, 2, (unsigned)(self >> 32), (unsigned)self);
}

#endif

static void fiber_main(Fiber *fiber) {
    complete_switch(NULL, &fiber->outer_bottom, &fiber->outer_size);
    fiber->body(fiber->user);
    fiber->has_ended = true;
    announce_switch(NULL, fiber->outer_bottom, fiber->outer_size);
    switch_context(&fiber->inside, &fiber->outside);
}

Fiber *fiber_new(size_t stack_size, void (*body)(void *user), void *user) {
    size_t size = (stack_size + GUARD_SIZE - 1) / GUARD_SIZE * GUARD_SIZE + GUARD_SIZE;
    char *stack =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (stack == MAP_FAILED) return NULL;
    mprotect(stack, GUARD_SIZE, PROT_NONE);
    Fiber *fiber = base_alloc_zeroed(sizeof *fiber);
    *fiber = (Fiber){.stack = stack, .size = size, .body = body, .user = user};
    prepare_context(fiber, stack + GUARD_SIZE, size - GUARD_SIZE);
    return fiber;
}

void fiber_resume(Fiber *fiber) {
    void *saved = NULL;
    announce_switch(&saved, fiber->stack + GUARD_SIZE, fiber->size - GUARD_SIZE);
    switch_context(&fiber->outside, &fiber->inside);
    complete_switch(saved, NULL, NULL);
}

void fiber_pause(Fiber *fiber) {
    void *saved = NULL;
    announce_switch(&saved, fiber->outer_bottom, fiber->outer_size);
    switch_context(&fiber->inside, &fiber->outside);
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
