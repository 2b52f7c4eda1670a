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

/* Calls and returns where lines 8 to 10 begin and end; output at each multiple of 1000; a failure every 5000.
 */
static void events_are_found_in_both_directions(void **state) {
    (void)state;
    TimelineGoal call = {.kind = TIMELINE_CALL}, back = {.kind = TIMELINE_RETURN};
    TimelineGoal output = {.kind = TIMELINE_PRINT}, failure = {.kind = TIMELINE_FAILURE};
    assert_int_equal(find(0, true, call), 7);
    assert_int_equal(find(7, true, call), 17);
    assert_int_equal(find(100000, false, call), 99997);
    assert_int_equal(find(7, true, back), 10);
    assert_int_equal(find(100000, false, back), 99990);
    assert_int_equal(find(1, true, output), 1001);
    assert_int_equal(find(1001, true, output), 2001);
    assert_int_equal(find(50000, false, output), 49001);
    assert_int_equal(find(0, true, failure), 5000);
    assert_int_equal(find(5000, false, failure), NOWHERE);
}

static void a_walk_finds_goals_too(void **state) {
    (void)state;
    uint64_t program = 500;
    EngineOptions options = {0};
    const char *reason = "";
    TimelineWalk walk;
    assert_true(timeline_walk_start(&walk, &counter, (EngineProgram *)&program, &options, false, &reason));
    TimelineGoal third = {.kind = TIMELINE_AT_LINE, .line = 3};
    assert_true(timeline_walk_to_goal(&walk, &third, 400));
    assert_int_equal(walk.run->steps, 2);
    assert_true(timeline_walk_to_goal(&walk, &third, 400));
    assert_int_equal(walk.run->steps, 12);
    TimelineGoal nowhere = {.kind = TIMELINE_AT_LINE, .line = 99};
    assert_false(timeline_walk_to_goal(&walk, &nowhere, 400));
    assert_int_equal(walk.run->steps, 400);
    timeline_walk_finish(&walk);
}

/* A watch on memory that is not there never fires, and harms nobody. */
static void an_address_without_memory(void **state) {
    (void)state;
    TimelineGoal change = {.kind = TIMELINE_CHANGE_AT_ADDRESS, .address = 16, .size = 8};
    assert_false(timeline_can_read(16, 8));
    assert_true(timeline_can_read((uint64_t)&change, 8));
    assert_int_equal(find(0, true, change), NOWHERE);
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
        cmocka_unit_test(events_are_found_in_both_directions),
        cmocka_unit_test(a_walk_finds_goals_too),
        cmocka_unit_test(an_address_without_memory),
    };
    return cmocka_run_group_tests(tests, record, forget);
}
