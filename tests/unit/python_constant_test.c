/* Which constants are one object (constant_same.c), and the pool that sees to it. What CPython does with each
 * pair, a program can see: `x = A; z = B` loads one object or two. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "python/compile/compile.h"
#include "python/compile/constant.h"
#include "python/objects/code.h"
#include "python/objects/runtime.h"
#include "python/objects/tuple.h"

static int start(void **state) {
    (void)state;
    const char *reason = NULL;
    return py_runtime_init(0, &reason) ? 0 : -1;
}

static int stop(void **state) {
    (void)state;
    py_runtime_free();
    return 0;
}

/* The constants of a program, compiled for itself, with a pool of its own. A new reference. */
static PyCode *compile(const char *format, const char *a, const char *b) {
    StrBuf text = {0};
    Source source;
    Arena arena = {0};
    DiagnosticList diagnostics = {0};
    strbuf_format(&text, format, a, b);
    source_init(&source, STR("test.py"), strbuf_view(&text));
    PyAstModule *module = py_parse_module(&source, &arena, &diagnostics);
    assert_non_null(module);
    PyCompileOptions options = {STR("test.py"), PY_PARSE_FILE};
    PyCode *code = py_compile(module, &options, &arena, &diagnostics);
    assert_non_null(code);
    diagnostic_list_free(&diagnostics);
    arena_free(&arena);
    source_free(&source);
    strbuf_free(&text);
    return code;
}

typedef struct Pair {
    const char *a, *b;
    bool same;
} Pair;

static const Pair pairs[] = {
    {"1", "1", true},
    {"1", "2", false},
    {"1", "True", false},
    {"1", "1.0", false},
    {"True", "1.0", false},
    {"True", "True", true},
    {"0", "False", false},
    {"-1", "1", false},
    {"2**60", "2**60", true},
    {"2**60", "-2**60", false},
    {"2**60", "2**60 + 1", false},
    {"0.0", "0.0", true},
    {"0.0", "-0.0", false},
    {"0.0", "0", false},
    {"1e400", "1e400", true},
    {"1e400 - 1e400", "1e400 - 1e400", false}, /* a NaN is never another NaN */
    {"0j", "0j", true},
    {"0j", "-0j", false},
    {"1j", "1", false},
    {"0j", "0.0", false},
    {"1 + 0j", "1 - 0j", true},
    {"'a'", "'a'", true},
    {"'a'", "b'a'", false},
    {"''", "b''", false},
    {"'a'", "'b'", false},
    {"'\\xe9'", "'é'", true},
    {"'\\xe9'", "b'\\xe9'", false},
    {"'\\ud800'", "'\\ud800'", true},
    {"'ab' * 2", "'abab'", true},
    {"None", "None", true},
    {"...", "...", true},
    {"None", "...", false},
    {"()", "()", true},
    {"(1, 2)", "(1, 2)", true},
    {"(1, 2)", "(2, 1)", false},
    {"(1,)", "(1, 1)", false},
    {"(1,)", "(True,)", false},
    {"(0.0,)", "(-0.0,)", false},
    {"((1,), 'a')", "((1,), 'a')", true},
    {"((1,), 'a')", "((1.0,), 'a')", false},
    {"((1,), 'a')", "((1,), b'a')", false},
    {"(None,)", "(...,)", false},
    {"y in {1, 2}", "y in {2, 1}", true},
    {"y in {1, 2}", "y in {1, 2, 3}", false},
    {"y in {1}", "y in {True}", false},
    {"y in {0.0}", "y in {-0.0}", false},
    {"y in {'a'}", "y in {b'a'}", false},
    {"y in {(1,)}", "y in {(1.0,)}", false},
    {"y in {1, 'a'}", "y in {'a', 1}", true},
    {"lambda: 1", "lambda: 2", false},
    {"lambda: 1", "lambda: 1.0", false},
    {"lambda: 1", "lambda: True", false},
    {"lambda a: 1", "lambda b: 1", false},
    {"lambda: 1", "lambda:  1", false},
};
enum { PAIR_COUNT = sizeof pairs / sizeof *pairs };

static PyObject *first_constant(const PyCode *code) {
    return py_tuple_item(code->consts, 0);
}

/* Objects of different pools: by what they are, not by where they lie. */
static void test_same(void **state) {
    (void)state;
    for (int i = 0; i < PAIR_COUNT; i++) {
        PyCode *a = compile("x = %s\n", pairs[i].a, NULL), *b = compile("x = %s\n", pairs[i].b, NULL);
        PyObject *first = first_constant(a), *second = first_constant(b);
        if (py_constant_is_same(first, second) != pairs[i].same)
            fail_msg("%s and %s: wanted %d", pairs[i].a, pairs[i].b, pairs[i].same);
        assert_int_equal(py_constant_is_same(second, first), pairs[i].same);
        if (pairs[i].same) assert_true(py_constant_hash(first) == py_constant_hash(second));
        assert_true(py_constant_is_same(first, first));
        py_decref((PyObject *)a);
        py_decref((PyObject *)b);
    }
}

/* In one program: one entry of co_consts or two. */
static void test_one_program(void **state) {
    (void)state;
    for (int i = 0; i < PAIR_COUNT; i++) {
        PyCode *code = compile("x = %s\nz = %s\n", pairs[i].a, pairs[i].b);
        PyObject *first = first_constant(code), *found = NULL;
        for (int64_t at = 1; at < py_size(code->consts) && !found; at++) {
            PyObject *other = py_tuple_item(code->consts, at);
            if (other->type == first->type && py_constant_is_same(first, other)) found = other;
        }
        if (found) fail_msg("%s and %s: a constant stands twice in co_consts", pairs[i].a, pairs[i].b);
        py_decref((PyObject *)code);
    }
}

static void test_pool(void **state) {
    (void)state;
    PyConstantPool pool = {0};
    PyConstantList list = {0};
    PyCode *one = compile("x = %s\n", "(1, 'a', (2.5,))", NULL),
           *two = compile("x = %s\n", "(1, 'a', (2.5,))", NULL);
    PyCode *inner = compile("x = %s\n", "(2.5,)", NULL);
    PyObject *merged = py_constant_merge(&pool, first_constant(one));
    assert_non_null(merged);
    assert_ptr_equal(py_constant_merge(&pool, first_constant(two)), merged);
    assert_ptr_equal(py_constant_merge(&pool, first_constant(inner)), py_tuple_item(merged, 2));
    assert_ptr_equal(py_constant_str(&pool, STR("a")), py_tuple_item(merged, 1));
    assert_int_equal(py_constant_add(&pool, &list, first_constant(one)), 0);
    assert_int_equal(py_constant_add(&pool, &list, first_constant(inner)), 1);
    assert_int_equal(py_constant_add(&pool, &list, first_constant(two)), 0);
    py_constant_list_free(&list);
    py_constant_pool_free(&pool);
    py_decref((PyObject *)one);
    py_decref((PyObject *)two);
    py_decref((PyObject *)inner);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same),
        cmocka_unit_test(test_one_program),
        cmocka_unit_test(test_pool),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
