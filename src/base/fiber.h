/* Fibers: a second C stack, so that a computation can be left in its middle and taken up again.
 *
 * An interpreter that must stop before any statement has a problem when C code stands in between: `sorted`
 * calls a key function of the program, which is where the stop falls. Were the interpreter to return to its
 * caller, the sort would be lost. A fiber has a stack of its own, and pausing it means to switch to the other
 * stack: everything below stays as it is, C frames included.
 *
 * The stack's memory is reserved, not used, until it is touched; a guard page stands at its end. What runs
 * on it can ask how much of it is left, and so turn a recursion that is too deep into an error of the program
 * instead of a crash. */
#ifndef BASE_FIBER_H
#define BASE_FIBER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Fiber Fiber;

/* A fiber that will run `body(user)` when it is first resumed. `stack_size` in bytes. NULL when the system
 * has no memory for its stack. */
Fiber *fiber_new(size_t stack_size, void (*body)(void *user), void *user);

/* Runs the fiber until it pauses or its body returns. Not from within itself, not once it has ended. */
void fiber_resume(Fiber *fiber);

/* Goes back to whoever resumed the fiber; returns when it is resumed again. Only from within. */
void fiber_pause(Fiber *fiber);

bool fiber_has_ended(const Fiber *fiber);

/* The lowest address that what runs on the stack may use before it should call itself too deep. */
const char *fiber_stack_limit(const Fiber *fiber);

/* Frees the stack. What ran on it and has not ended is forgotten as it stands: its C frames clean up
 * nothing, so the owner lets the body return first. */
void fiber_free(Fiber *fiber);

#endif
