/* The compiler's tables: stack growth of opcodes, the statements that stepping stops at, the symbol view.
 * (What it compiles to is compared with python3.11 by tests/conformance/python_dis.py.) */
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stack_growth),
        cmocka_unit_test(test_statements),
        cmocka_unit_test(test_instruction_text),
        cmocka_unit_test(test_symbols),
        cmocka_unit_test(test_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
