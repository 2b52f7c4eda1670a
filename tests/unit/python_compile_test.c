/* The compiler's tables: stack growth of opcodes, the statements that stepping stops at, the symbol view,
 * annotations as texts. (What it compiles to is compared with python3.11 by tests/conformance/python_dis.py.)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "python/compile/compile.h"
#include "python/compile/dis.h"
#include "python/compile/opcode.h"
#include "python/compile/symbols.h"
#include "python/objects/runtime.h"
#include "python/objects/statics.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

typedef struct Fixture {
    Source source;
    Arena arena;
    DiagnosticList diagnostics;
    PyCode *code;
} Fixture;

static void compile(Fixture *fixture, const char *text) {
    *fixture = (Fixture){0};
    const char *reason = NULL;
    assert_true(py_runtime_init(0, &reason));
    source_init(&fixture->source, STR("test.py"), str_from(text));
    PyAstModule *module = py_parse_module(&fixture->source, &fixture->arena, &fixture->diagnostics);
    assert_non_null(module);
    PyCompileOptions options = {STR("test.py"), PY_PARSE_FILE};
    fixture->code = py_compile(module, &options, &fixture->arena, &fixture->diagnostics);
}

static void release(Fixture *fixture) {
    if (fixture->code) py_decref(fixture->code);
    py_runtime_free();
    arena_free(&fixture->arena);
    diagnostic_list_free(&fixture->diagnostics);
    source_free(&fixture->source);
}

static void test_stack_growth(void **state) {
    (void)state;
    assert_int_equal(py_opcode_stack_growth(PY_OP_LOAD_CONST, 0, false), 1);
    assert_int_equal(py_opcode_stack_growth(PY_OP_BUILD_TUPLE, 3, false), -2);
    assert_int_equal(py_opcode_stack_growth(PY_OP_UNPACK_EX, 2 | 3 << 8, false), 5);
    assert_int_equal(py_opcode_stack_growth(PY_OP_FOR_ITER, 7, false), 1);
    assert_int_equal(py_opcode_stack_growth(PY_OP_FOR_ITER, 7, true), -1);
    assert_int_equal(py_opcode_stack_growth(PY_OP_LOAD_GLOBAL, 5, false), 2);
    assert_int_equal(py_opcode_stack_growth(PY_OP_MAKE_FUNCTION, 9, false), -2);
    assert_string_equal(py_opcode_info[PY_OP_CALL].name, "CALL");
    assert_int_equal(py_opcode_info[PY_OP_CALL].caches, 4);
    assert_int_equal(py_opcode_info[PY_OP_LOAD_FAST__LOAD_FAST].base, PY_OP_LOAD_FAST);
}

/* Each statement is stopped at where its code begins; a for loop again on each turn. */
static void test_statements(void **state) {
    (void)state;
    Fixture fixture;
    compile(&fixture, "a = 1\nfor b in a:\n    c = b; d = c\n");
    const PyCodeExtra *extra = fixture.code->extra;
    static const uint32_t lines[] = {1, 2, 2, 3, 3};
    assert_int_equal(extra->statement_count, 5);
    for (int i = 0; i < 5; i++) assert_int_equal(extra->statements[i].line, lines[i]);
    assert_int_equal(extra->statements[1].span.start, 6);
    assert_int_equal(extra->statements[1].span.end, 16);
    int extended = 0;
    assert_int_equal(py_decode(fixture.code, extra->statements[2].unit, &extended).opcode, PY_OP_FOR_ITER);
    release(&fixture);
}

static void test_instruction_text(void **state) {
    (void)state;
    Fixture fixture;
    compile(&fixture, "var1 = 999\n");
    StrBuf text = {0};
    py_instruction_text(fixture.code, 1, &text);
    strbuf_append_c(&text, "; ");
    py_instruction_text(fixture.code, 2, &text);
    assert_string_equal(text.data, "LOAD_CONST 0 (999); STORE_NAME 0 (var1)");
    strbuf_free(&text);
    release(&fixture);
}

static void check_row(const EngineSymbol *row, const char *name, const char *kind, const char *access) {
    assert_true(str_equal_c(row->name, name));
    assert_true(str_equal_c(row->kind, kind));
    assert_true(str_equal_c(row->access, access));
}

static void test_symbols(void **state) {
    (void)state;
    Fixture fixture;
    compile(&fixture, "def f(a):\n    b = a\n    def g():\n        return b\n    print(c)\nc = 1\n");
    EngineSymbolList rows = {0};
    py_symbols(fixture.code, &fixture.arena, &rows);
    assert_int_equal(rows.count, 8);
    check_row(&rows.items[0], "f", "global", "STORE_NAME 0");
    check_row(&rows.items[1], "c", "global", "STORE_NAME 1");
    check_row(&rows.items[2], "a", "fast local", "LOAD_FAST 0");
    check_row(&rows.items[3], "g", "fast local", "STORE_FAST 1");
    check_row(&rows.items[4], "b", "cell", "LOAD_CLOSURE 2 / STORE_DEREF 2");
    check_row(&rows.items[5], "print", "builtin", "LOAD_GLOBAL 0");
    check_row(&rows.items[6], "c", "global", "LOAD_GLOBAL 1");
    check_row(&rows.items[7], "b", "free", "LOAD_DEREF 0");
    assert_int_equal(rows.items[1].line, 6);
    VEC_FREE(&rows);
    release(&fixture);
}

static void test_error(void **state) {
    (void)state;
    Fixture fixture;
    compile(&fixture, "def f():\n    nonlocal x\n");
    assert_null(fixture.code);
    assert_int_equal(fixture.diagnostics.list.count, 1);
    assert_true(str_equal_c(fixture.diagnostics.list.items[0].message, "no binding for nonlocal 'x' found"));
    release(&fixture);
}

/* What stands in __annotations__ once `from __future__ import annotations` has made texts of them:
 * python3.11's words. */
static const struct {
    const char *annotation, *text;
} annotations[] = {
    {"a", "a"},
    {"a.b.c", "a.b.c"},
    {"a[1:2, ::3]", "a[1:2, ::3]"},
    {"a[b, *c]", "a[b, *c]"},
    {"a[*b]", "a[*b,]"},
    {"a[()]", "a[()]"},
    {"-a ** -b", "-a ** (-b)"},
    {"(-a) ** b", "(-a) ** b"},
    {"not a", "not a"},
    {"(not a) + 1", "(not a) + 1"},
    {"a and b or c", "a and b or c"},
    {"a or (b and c)", "a or b and c"},
    {"(a or b) and c", "(a or b) and c"},
    {"a < b <= c != d is not e not in f", "a < b <= c != d is not e not in f"},
    {"(a < b) < c", "(a < b) < c"},
    {"a if b else c", "a if b else c"},
    {"(a if b else c) if d else e", "(a if b else c) if d else e"},
    {"a if b else (c if d else e)", "a if b else c if d else e"},
    {"lambda: 1", "lambda: 1"},
    {"lambda x, /, y=1, *z, k, m=2, **n: x", "lambda x, /, y=1, *z, k, m=2, **n: x"},
    {"lambda *, k: k", "lambda*, k: k"},
    {"(lambda: 1)()", "(lambda: 1)()"},
    {"[a, *b]", "[a, *b]"},
    {"(a,)", "(a,)"},
    {"(a, *b)", "(a, *b)"},
    {"()", "()"},
    {"{a, b}", "{a, b}"},
    {"{a: b, **c}", "{a: b, **c}"},
    {"[x for x in y if z if w for q in r]", "[x for x in y if z if w for q in r]"},
    {"{x for x in y}", "{x for x in y}"},
    {"{x: y for x, y in z}", "{x: y for x, y in z}"},
    {"(x async for x in y)", "(x async for x in y)"},
    {"f(a, *b, c=1, **d)", "f(a, *b, c=1, **d)"},
    {"f(x for x in y)", "f(x for x in y)"},
    {"f((x for x in y), 1)", "f((x for x in y), 1)"},
    {"f'{a!r:>{b}}'", "f'{a!r:>{b}}'"},
    {"f'a{b}c{{d}}'", "f'a{b}c{{d}}'"},
    {"f'{a:x}'", "f'{a:x}'"},
    {"f\"{'x'}\"", "f\"{'x'}\""},
    {"f'{a[\"b\"]}'", "f\"{a['b']}\""},
    {"f'{ {1: 2} }'", "f'{ {1: 2}}'"},
    {"'a' 'b'", "'ab'"},
    {"'it\\'s \"x\"'", "'it\\'s \"x\"'"},
    {"b'a\\xff'", "b'a\\xff'"},
    {"1", "1"},
    {"1.5", "1.5"},
    {"1e400", "1e309"},
    {"-1e400", "-1e309"},
    {"1j", "1j"},
    {"1e400j", "1e309j"},
    {"0xff", "255"},
    {"1_000", "1000"},
    {"None", "None"},
    {"True", "True"},
    {"...", "..."},
    {"'\\ud800'", "'\\ud800'"},
    {"a @ b // c % d << e >> f & g ^ h | i", "a @ b // c % d << e >> f & g ^ h | i"},
    {"a - (b - c)", "a - (b - c)"},
    {"(a - b) - c", "a - b - c"},
    {"a ** b ** c", "a ** b ** c"},
    {"(a ** b) ** c", "(a ** b) ** c"},
    {"~a", "~a"},
    {"+a", "+a"},
    {"1 .real", "1 .real"},
    {"1.5.real", "1.5.real"},
    {"(1).real", "1 .real"},
    {"1j.imag", "1j.imag"},
    {"'x'.y", "'x'.y"},
    {"[1][0]", "[1][0]"},
    {"{1}.x", "{1}.x"},
    {"a[b][c](d).e", "a[b][c](d).e"},
    {"a[1, 2]", "a[1, 2]"},
    {"a[1:]", "a[1:]"},
    {"a[:]", "a[:]"},
    {"a[::2]", "a[::2]"},
    {"u'x'", "u'x'"},
    {"\"a\\nb\"", "'a\\nb'"},
    {"not not a", "not not a"},
    {"- -a", "--a"},
    {"-(+a)", "-+a"},
    {"(a, b)[0]", "(a, b)[0]"},
    {"(a if b else c).d", "(a if b else c).d"},
    {"(lambda x: x, 1)", "(lambda x: x, 1)"},
    {"[lambda x: x]", "[lambda x: x]"},
    {"x if (lambda: 1) else z", "x if (lambda: 1) else z"},
    {"a or not b", "a or not b"},
    {"not (a or b)", "not (a or b)"},
    {"a is (b is c)", "a is (b is c)"},
    {"{**a}", "{**a}"},
    {"{*a}", "{*a}"},
};

static void test_annotation_texts(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof annotations / sizeof *annotations; i++) {
        Fixture fixture;
        StrBuf program = {0};
        strbuf_format(&program, "from __future__ import annotations\nx: %s\n", annotations[i].annotation);
        compile(&fixture, program.data);
        assert_non_null(fixture.code);
        bool found = false;
        for (int64_t at = 0; at < py_size(fixture.code->consts); at++) {
            PyObject *constant = py_tuple_item(fixture.code->consts, at);
            StrBuf text = {0};
            if (py_is_exact(constant, PY_TYPE(str))) py_str_append_utf8(&text, constant);
            found |= text.length && str_equal_c(strbuf_view(&text), annotations[i].text);
            strbuf_free(&text);
        }
        if (!found) fail_msg("%s is not written as %s", annotations[i].annotation, annotations[i].text);
        strbuf_free(&program);
        release(&fixture);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stack_growth),
        cmocka_unit_test(test_statements),
        cmocka_unit_test(test_instruction_text),
        cmocka_unit_test(test_symbols),
        cmocka_unit_test(test_error),
        cmocka_unit_test(test_annotation_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
