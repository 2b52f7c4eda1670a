/* A fiber pauses in the middle of a recursion and finds its frames again. */
#include "base/fiber.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct Counter {
    Fiber *fiber;
    int depth, value;
} Counter;

static int descend(Counter *counter, int depth) {
    counter->value = depth;
    fiber_pause(counter->fiber);
    return depth == counter->depth ? 0 : depth + descend(counter, depth + 1);
}

static void body(void *user) {
    Counter *counter = user;
    counter->value = descend(counter, 0);
}

static void test_pause_and_resume(void **state) {
    (void)state;
    Counter counter = {.depth = 4};
    counter.fiber = fiber_new(256 * 1024, body, &counter);
    for (int i = 0; i <= 4; i++) {
        fiber_resume(counter.fiber);
        assert_int_equal(counter.value, i);
        assert_false(fiber_has_ended(counter.fiber));
    }
    fiber_resume(counter.fiber);
    assert_true(fiber_has_ended(counter.fiber));
    assert_int_equal(counter.value, 6);
    fiber_free(counter.fiber);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pause_and_resume)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
