/* The Python engine as the layers above use it: stepping, looking, giving up in the middle, running again. */
#include "python/engine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static StrBuf printed;

static bool take_output(void *user, int descriptor, const char *bytes, size_t size) {
    (void)user, (void)descriptor;
    strbuf_append_bytes(&printed, bytes, size);
    return true;
}

typedef struct Program {
    Source source;
    EngineProgram *program;
    EngineOptions options;
    EngineRun *run;
} Program;

static void start(Program *program, const char *text) {
    DiagnosticList diagnostics = {0};
    const char *reason = "";
    source_init(&program->source, STR("test.py"), str_from(text));
    program->program = python_engine.compile(&program->source, &diagnostics);
    assert_non_null(program->program);
    diagnostic_list_free(&diagnostics);
    program->options = (EngineOptions){.script = STR("test.py"), .io = {.write = take_output}};
    program->run = python_engine.start(program->program, &program->options, &reason);
    assert_non_null(program->run);
    strbuf_clear(&printed);
}

static void stop(Program *program) {
    python_engine.finish(program->run);
    python_engine.release(program->program);
    source_free(&program->source);
    strbuf_free(&printed);
}

static EngineState step_to(Program *program, uint64_t until, const EngineWatch *watch) {
    return python_engine.resume(program->run, ENGINE_STATEMENT, until, watch);
}

static uint64_t identity_of(Program *program, const char *name) {
    Arena arena = {0};
    MemRoots roots;
    uint64_t identity = 0;
    python_engine.roots(program->run, &arena, &roots);
    const MemFrame *frame = &roots.frames[roots.frame_count - 1];
    for (uint32_t i = 0; i < frame->name_count; i++)
        if (str_equal_c(frame->names[i].name, name)) identity = frame->names[i].identity;
    arena_free(&arena);
    return identity;
}

static void test_steps(void **state) {
    (void)state;
    Program program;
    start(&program, "a = 999\nb = a\nprint(a)\n");
    assert_int_equal(python_engine.place(program.run).line, 1);
    assert_int_equal(step_to(&program, 2, NULL), ENGINE_PAUSED);
    assert_int_equal(python_engine.steps(program.run), 2);
    assert_int_equal(python_engine.place(program.run).line, 3);
    assert_true(identity_of(&program, "a") != 0);
    assert_true(identity_of(&program, "a") == identity_of(&program, "b"));
    assert_int_equal(step_to(&program, 100, NULL), ENGINE_ENDED);
    assert_int_equal(python_engine.steps(program.run), 3);
    assert_true(identity_of(&program, "a") != 0);
    assert_string_equal(printed.data, "999\n");
    stop(&program);
}

static uint64_t last_from, last_to;
static unsigned named_copies;

static void note_copy(void *user, const MemCopy *copy) {
    (void)user;
    if (copy->kind != MEM_COPY_NAMED) return;
    named_copies++;
    last_from = copy->from;
    last_to = copy->to;
}

static void test_copies(void **state) {
    (void)state;
    Program program;
    EngineWatch watch = {.copied = note_copy};
    start(&program, "def f(x):\n    y = x\n    return y\nf(5)\n");
    named_copies = 0;
    assert_int_equal(step_to(&program, 100, &watch), ENGINE_ENDED);
    assert_int_equal(named_copies, 3); /* f, the argument to x, x to y */
    stop(&program);
}

/* The stop falls into a function that C code calls, and the run is given up there. */
static void test_giving_up_below_c(void **state) {
    (void)state;
    Program program;
    start(&program, "def key(x):\n    y = -x\n    return y\nprint(sorted([3, 1, 2], key=key))\n");
    assert_int_equal(step_to(&program, 4, NULL), ENGINE_PAUSED);
    assert_int_equal(python_engine.place(program.run).depth, 2);
    stop(&program);
    start(&program, "def key(x):\n    y = -x\n    return y\nprint(sorted([3, 1, 2], key=key))\n");
    for (uint64_t step = 1; step_to(&program, step, NULL) == ENGINE_PAUSED;) step++;
    assert_string_equal(printed.data, "[3, 2, 1]\n");
    assert_int_equal(python_engine.exit_status(program.run), 0);
    stop(&program);
}

static void test_same_addresses(void **state) {
    (void)state;
    uint64_t identities[2];
    for (int i = 0; i < 2; i++) {
        Program program;
        start(&program, "a = [1, 2]\nb = {'k': a}\nc = 'text' * 3\n");
        python_engine.run(program.run);
        identities[i] = identity_of(&program, "c");
        assert_int_equal(python_engine.exit_status(program.run), 0);
        stop(&program);
    }
    assert_true(identities[0] != 0 && identities[0] == identities[1]);
}

static void test_uncaught(void **state) {
    (void)state;
    Program program;
    start(&program, "a = 1\na / 0\n");
    assert_int_equal(python_engine.run(program.run), 1);
    assert_non_null(strstr(printed.data, "ZeroDivisionError: division by zero"));
    assert_true(identity_of(&program, "a") != 0);
    stop(&program);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_copies),
        cmocka_unit_test(test_giving_up_below_c),
        cmocka_unit_test(test_same_addresses),
        cmocka_unit_test(test_uncaught),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
