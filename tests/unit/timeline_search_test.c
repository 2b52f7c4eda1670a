/* Searches: both directions, lines, depths, changes, and the N-th execution of a line. */
#include "counter_engine.h"
#include "timeline/search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { NOWHERE = -1, STEPS = 200000 };

static TimelineRecording *recording;

static int record(void **state) {
    (void)state;
    static uint64_t program = STEPS;
    static EngineOptions options;
    const char *reason = "";
    recording =
        timeline_record(&counter, (EngineProgram *)&program, &options, &(TimelineRecordOptions){0}, &reason);
    return recording ? 0 : -1;
}

static int forget(void **state) {
    (void)state;
    timeline_recording_free(recording);
    return 0;
}

static int64_t find(uint64_t from, bool forward, TimelineGoal goal) {
    bool found;
    uint64_t step;
    const char *reason = "";
    assert_true(timeline_find(recording, from, forward, &goal, &found, &step, &reason));
    return found ? (int64_t)step : NOWHERE;
}

static void lines_are_found_in_both_directions(void **state) {
    (void)state;
    TimelineGoal third = {.kind = TIMELINE_AT_LINE, .line = 3};
    assert_int_equal(find(0, true, third), 2);
    assert_int_equal(find(2, true, third), 12);
    assert_int_equal(find(100002, false, third), 99992);
    assert_int_equal(find(3, false, third), 2);
    assert_int_equal(find(2, false, third), NOWHERE);
    assert_int_equal(find(199995, true, third), NOWHERE);
}

static void the_first_step_can_be_found(void **state) {
    (void)state;
    TimelineGoal first = {.kind = TIMELINE_AT_LINE, .line = 1};
    assert_int_equal(find(10, false, first), 0);
    assert_int_equal(find(0, false, first), NOWHERE);
}

static void changes_of_a_name(void **state) {
    (void)state;
    TimelineGoal change = {.kind = TIMELINE_CHANGE_OF_NAME, .name = "hundreds"};
    assert_int_equal(find(0, true, change), 100);
    assert_int_equal(find(100, true, change), 200);
    assert_int_equal(find(150, false, change), 100);
    assert_int_equal(find(131072, false, change), 131000);
    assert_int_equal(find(100, false, change), NOWHERE);
    TimelineGoal unknown = {.kind = TIMELINE_CHANGE_OF_NAME, .name = "thousands"};
    assert_int_equal(find(0, true, unknown), NOWHERE);
}

static void a_call_is_left(void **state) {
    (void)state;
    TimelineGoal outside = {.kind = TIMELINE_DEPTH_AT_MOST, .depth = 1};
    assert_int_equal(find(7, true, outside), 10);
    assert_int_equal(find(9, false, outside), 6);
}

static void executions_are_counted(void **state) {
    (void)state;
    bool found;
    uint64_t step;
    const char *reason = "";
    assert_true(timeline_find_execution(recording, 1, 1, &found, &step, &reason));
    assert_true(found && step == 0);
    assert_true(timeline_find_execution(recording, 5, 1000, &found, &step, &reason));
    assert_true(found && step == 9994);
    assert_true(timeline_find_execution(recording, 5, 1000000, &found, &step, &reason));
    assert_false(found);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_found_in_both_directions),
        cmocka_unit_test(the_first_step_can_be_found),
        cmocka_unit_test(changes_of_a_name),
        cmocka_unit_test(a_call_is_left),
        cmocka_unit_test(executions_are_counted),
    };
    return cmocka_run_group_tests(tests, record, forget);
}
