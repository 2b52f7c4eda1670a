/* Recordings: any step in any order, cut runs, interrupted runs, copies that die. */
#include "counter_engine.h"
#include "timeline/recording.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Input that nobody can predict or read twice: each byte is the number of reads made in this process. */
static ptrdiff_t changing_input(void *user, char *bytes, size_t size) {
    (void)size;
    *bytes = (char)(++*(int *)user % 100);
    return 1;
}

typedef struct Seen {
    uint64_t steps, sum_of_input;
} Seen;

static void look(TimelineWalk *walk, const void *question, size_t size, StrBuf *answer) {
    (void)question, (void)size;
    Seen seen = {walk->run->steps, walk->run->sum_of_input};
    strbuf_append_bytes(answer, &seen, sizeof seen);
}

static Seen ask(TimelineRecording *recording, uint64_t step) {
    StrBuf answer = {0};
    const char *reason = "";
    Seen seen = {0};
    assert_true(timeline_ask(recording, step, look, "?", 1, &answer, &reason));
    assert_int_equal(answer.length, sizeof seen);
    memcpy(&seen, answer.data, sizeof seen);
    strbuf_free(&answer);
    return seen;
}

static TimelineRecording *record(uint64_t *program, const EngineOptions *options, TimelineRecordOptions how) {
    const char *reason = "";
    TimelineRecording *recording =
        timeline_record(&counter, (EngineProgram *)program, options, &how, &reason);
    if (!recording) assert_string_equal(reason, "nothing to count");
    return recording;
}

static uint64_t expected_sum(uint64_t steps) {
    uint64_t sum = 0;
    for (uint64_t read = 1; read <= (steps + 999) / 1000; read++) sum += read % 100;
    return sum;
}

static void any_step_in_any_order(void **state) {
    (void)state;
    uint64_t program = 3000000;
    int reads = 0;
    EngineOptions options = {.io = {.user = &reads, .read = changing_input}};
    TimelineRecording *recording = record(&program, &options, (TimelineRecordOptions){0});
    assert_int_equal(timeline_end(recording), TIMELINE_ENDED);
    assert_int_equal(timeline_exit_status(recording), 7);
    assert_int_equal(timeline_steps(recording), program);
    const uint64_t steps[] = {2999999, 0, 1, 1024, 1023, 1500001, 3000000, 777, 2000000};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        Seen seen = ask(recording, steps[i]);
        assert_int_equal(seen.steps, steps[i]);
        assert_int_equal(seen.sum_of_input, expected_sum(steps[i]));
        assert_true(timeline_checkpoint(recording, steps[i]) <= steps[i]);
    }
    timeline_recording_free(recording);
}

static void an_endless_run_is_cut(void **state) {
    (void)state;
    uint64_t program = UINT64_MAX;
    EngineOptions options = {0};
    TimelineRecording *recording = record(&program, &options, (TimelineRecordOptions){.max_steps = 50000});
    assert_int_equal(timeline_end(recording), TIMELINE_CUT);
    assert_int_equal(timeline_steps(recording), 50000);
    assert_int_equal(ask(recording, 50000).steps, 50000);
    timeline_recording_free(recording);
}

static bool enough(void *user, uint64_t steps) {
    (void)steps;
    return ++*(int *)user < 2;
}

static void an_interrupted_run_is_kept(void **state) {
    (void)state;
    uint64_t program = UINT64_MAX;
    int calls = 0;
    EngineOptions options = {0};
    TimelineRecording *recording =
        record(&program, &options,
               (TimelineRecordOptions){.max_steps = UINT64_MAX, .progress = enough, .user = &calls});
    assert_int_equal(timeline_end(recording), TIMELINE_INTERRUPTED);
    uint64_t last = timeline_steps(recording);
    assert_true(last > 0);
    assert_int_equal(ask(recording, last).steps, last);
    assert_int_equal(ask(recording, last / 2).steps, last / 2);
    timeline_recording_free(recording);
}

static ptrdiff_t endless_wait(void *user, char *bytes, size_t size) {
    (void)user, (void)bytes, (void)size;
    while (pause() < 0) continue; /* which it always is */
    return 0;
}

static ptrdiff_t wait_at_third(void *user, char *bytes, size_t size) {
    return ++*(int *)user < 3 ? changing_input(user, bytes, size) : endless_wait(user, bytes, size);
}

/* The recording ends before the step that waits for ever, and every step before it can be looked at. */
static void a_run_stuck_within_a_step_is_kept(void **state) {
    (void)state;
    uint64_t program = UINT64_MAX;
    int calls = 0, reads = 0;
    EngineOptions options = {.io = {.user = &reads, .read = wait_at_third}};
    TimelineRecording *recording =
        record(&program, &options, (TimelineRecordOptions){.progress = enough, .user = &calls});
    assert_int_equal(timeline_end(recording), TIMELINE_INTERRUPTED);
    assert_false(timeline_met_end_of_input(recording));
    uint64_t last = timeline_steps(recording);
    assert_int_equal(last, 1000); /* wait_at_third counts twice for each read */
    assert_int_equal(ask(recording, last).steps, last);
    assert_int_equal(ask(recording, 7).steps, 7);
    timeline_recording_free(recording);
}

/* Nothing is left of a recording: no process, no zombie, no descriptor. */
static void nothing_is_left_behind(void **state) {
    (void)state;
    uint64_t program = 200000;
    EngineOptions options = {0};
    int before = dup(0);
    close(before);
    for (int i = 0; i < 3; i++) {
        TimelineRecording *recording = record(&program, &options, (TimelineRecordOptions){0});
        assert_int_equal(ask(recording, 100000).steps, 100000);
        timeline_recording_free(recording);
    }
    int after = dup(0);
    close(after);
    assert_int_equal(before, after);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void a_run_that_cannot_start_says_why(void **state) {
    (void)state;
    EngineOptions options = {0};
    assert_null(record(NULL, &options, (TimelineRecordOptions){0}));
}

static void die(TimelineWalk *walk, const void *question, size_t size, StrBuf *answer) {
    (void)walk, (void)question, (void)size, (void)answer;
    _exit(3);
}

static void a_copy_that_dies_harms_nobody(void **state) {
    (void)state;
    uint64_t program = 5000;
    EngineOptions options = {0};
    TimelineRecording *recording = record(&program, &options, (TimelineRecordOptions){0});
    StrBuf answer = {0};
    const char *reason = "";
    assert_false(timeline_ask(recording, 3000, die, "", 0, &answer, &reason));
    assert_string_equal(reason, "the copy of the run that was asked has died");
    assert_int_equal(ask(recording, 3000).steps, 3000);
    strbuf_free(&answer);
    timeline_recording_free(recording);
}

static void kill_server(TimelineWalk *walk, const void *question, size_t size, StrBuf *answer) {
    (void)walk, (void)question, (void)size, (void)answer;
    kill(getppid(), SIGKILL);
    pause(); /* dies with its parent */
}

/* A checkpoint may be killed from outside (a machine without memory does that): the asker is told, and not
 * left waiting. */
static void a_checkpoint_that_dies_is_noticed(void **state) {
    (void)state;
    uint64_t program = 500;
    EngineOptions options = {0};
    TimelineRecording *recording = record(&program, &options, (TimelineRecordOptions){0});
    StrBuf answer = {0};
    const char *reason = "";
    assert_false(timeline_ask(recording, 300, kill_server, "", 0, &answer, &reason));
    assert_false(timeline_ask(recording, 300, look, "", 0, &answer, &reason));
    assert_true(strlen(reason) > 0);
    assert_int_equal(ask(recording, 500).steps, 500);
    strbuf_free(&answer);
    timeline_recording_free(recording);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_step_in_any_order),
        cmocka_unit_test(an_endless_run_is_cut),
        cmocka_unit_test(an_interrupted_run_is_kept),
        cmocka_unit_test(a_run_that_cannot_start_says_why),
        cmocka_unit_test(a_run_stuck_within_a_step_is_kept),
        cmocka_unit_test(nothing_is_left_behind),
        cmocka_unit_test(a_copy_that_dies_harms_nobody),
        cmocka_unit_test(a_checkpoint_that_dies_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
