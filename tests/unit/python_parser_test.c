/* The parser: what the comparison with CPython (tests/conformance) does not reach. */
#include "python/syntax/grammar.h"
#include "python/syntax/parser.h"
#include "python/syntax/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct Fixture {
    Source source;
    Arena arena;
    DiagnosticList diagnostics;
    PyAstModule *module;
} Fixture;

static void parse(Fixture *fixture, Str text, PyParseMode mode) {
    memset(fixture, 0, sizeof *fixture);
    source_init(&fixture->source, STR("test.py"), text);
    fixture->module = py_parse(&fixture->source, mode, &fixture->arena, &fixture->diagnostics);
}

static void stop(Fixture *fixture) {
    diagnostic_list_free(&fixture->diagnostics);
    arena_free(&fixture->arena);
    source_free(&fixture->source);
}

/* `unit` written `count` times between `before` and `after`. */
static StrBuf repeat(const char *before, const char *unit, int count, const char *after) {
    StrBuf text = {0};
    strbuf_append_c(&text, before);
    for (int i = 0; i < count; i++) strbuf_append_c(&text, unit);
    strbuf_append_c(&text, after);
    return text;
}

static void assert_error_kind(StrBuf text, const char *kind) {
    Fixture fixture;
    parse(&fixture, strbuf_view(&text), PY_PARSE_FILE);
    assert_null(fixture.module);
    assert_int_equal(fixture.diagnostics.list.count, 1);
    assert_string_equal(fixture.diagnostics.list.items[0].kind, kind);
    stop(&fixture);
    strbuf_free(&text);
}

static void assert_parses(StrBuf text) {
    Fixture fixture;
    parse(&fixture, strbuf_view(&text), PY_PARSE_FILE);
    assert_non_null(fixture.module);
    stop(&fixture);
    strbuf_free(&text);
}

/* CPython accepts and refuses at the same depths (but 5969 for the first, measured with its own stack). */
static void test_nesting(void **state) {
    (void)state;
    assert_parses(repeat("", "-", 5969, "1"));
    assert_error_kind(repeat("", "-", 5970, "1"), "MemoryError");
    assert_error_kind(repeat("", "not ", 100000, "1"), "MemoryError");
    assert_error_kind(repeat("", "lambda: ", 100000, "1"), "MemoryError");
    assert_error_kind(repeat("", "a if b else ", 100000, "1"), "MemoryError");
    assert_error_kind(repeat("", "a ** ", 100000, "1"), "MemoryError");
    assert_error_kind(repeat("if a: b\n", "elif a: b\n", 100000, ""), "MemoryError");
    assert_error_kind(repeat("", "(", 10000, ""), "SyntaxError");
    assert_error_kind(repeat("f'", "{a:", 100, "'"), "SyntaxError");
}

/* Chains to the left are as long as one likes. */
static void test_chains(void **state) {
    (void)state;
    assert_parses(repeat("a", " + a", 100000, ""));
    assert_parses(repeat("a", ".a", 100000, ""));
    assert_parses(repeat("a", "()", 100000, ""));
    assert_parses(repeat("a", " < a", 100000, ""));
    assert_parses(repeat("", "a = ", 100000, "1"));
    assert_parses(repeat("x = [", "1, ", 100000, "]"));
    assert_parses(repeat("'", "' 'a", 100000, "'"));
}

static void test_modes(void **state) {
    (void)state;
    Fixture fixture;
    parse(&fixture, STR("1 + 2\n\n"), PY_PARSE_EXPRESSION);
    assert_non_null(fixture.module);
    assert_int_equal(fixture.module->expression->kind, PY_EXPR_BIN_OP);
    stop(&fixture);
    parse(&fixture, STR("x = 1"), PY_PARSE_EXPRESSION);
    assert_null(fixture.module);
    stop(&fixture);
    parse(&fixture, STR("if x:\n  y\n"), PY_PARSE_INTERACTIVE);
    assert_non_null(fixture.module);
    assert_int_equal(fixture.module->body.count, 1);
    stop(&fixture);
    parse(&fixture, STR("a = 1\nb = 2"), PY_PARSE_INTERACTIVE);
    assert_null(fixture.module);
    assert_string_equal(fixture.diagnostics.list.items[0].message.data,
                        "multiple statements found while compiling a single statement");
    stop(&fixture);
}

static void test_names_are_interned(void **state) {
    (void)state;
    Fixture fixture;
    /* The second name is written with a ligature: NFKC makes it the same. */
    parse(&fixture, STR("fi; \xEF\xAC\x81; f'{fi}'"), PY_PARSE_FILE);
    assert_non_null(fixture.module);
    const char *first = fixture.module->body.items[0]->Expr.value->Name.id.data;
    assert_ptr_equal(first, fixture.module->body.items[1]->Expr.value->Name.id.data);
    const PyExpr *joined = fixture.module->body.items[2]->Expr.value;
    assert_ptr_equal(first, joined->JoinedStr.values.items[0]->FormattedValue.value->Name.id.data);
    stop(&fixture);
}

static void test_constants(void **state) {
    (void)state;
    Fixture fixture;
    parse(&fixture, STR("[9223372036854775807, 0xFFFF_FFFF_FFFF_FFFF, '\\ud800', b'\\xff']"),
          PY_PARSE_EXPRESSION);
    PyExpr **items = fixture.module->expression->List.elts.items;
    assert_true(items[0]->Constant.value.integer.fits);
    assert_int_equal(items[0]->Constant.value.integer.value, INT64_MAX);
    assert_false(items[1]->Constant.value.integer.fits);
    assert_string_equal(items[1]->Constant.value.integer.digits.data, "FFFFFFFFFFFFFFFF");
    assert_int_equal(items[1]->Constant.value.integer.base, 16);
    assert_memory_equal(items[2]->Constant.value.text.data, "\xED\xA0\x80", 3);
    assert_int_equal(items[3]->Constant.value.text.length, 1);
    stop(&fixture);
}

static void check_choice(const PyGrammarChoice *choice);

static void check_item(const PyGrammarItem *item) {
    if (item->kind == PY_ITEM_TOKEN || item->kind == PY_ITEM_FORCED)
        assert_int_not_equal(item->token, PY_TOKEN_ERROR);
    if (item->child) check_item(item->child);
    if (item->separator) check_item(item->separator);
    if (item->kind == PY_ITEM_GROUP) check_choice(&item->choice);
}

static void check_choice(const PyGrammarChoice *choice) {
    assert_true(choice->count > 0);
    for (int i = 0; i < choice->count; i++) {
        assert_true(choice->items[i].count > 0);
        for (int j = 0; j < choice->items[i].count; j++) check_item(&choice->items[i].items[j]);
    }
}

/* Every name in the grammar's text is a rule or a token. */
static void test_grammar_is_complete(void **state) {
    (void)state;
    Arena arena = {0};
    PyGrammar *grammar = py_grammar_read(&arena);
    for (int i = 0; i < grammar->count; i++) check_choice(&grammar->rules[i].choice);
    assert_non_null(py_grammar_find(grammar, STR("file")));
    arena_free(&arena);
}

static void test_report(void **state) {
    (void)state;
    Fixture fixture;
    parse(&fixture, STR("x = 1\n  \ty = f(a b)\n"), PY_PARSE_FILE);
    stop(&fixture);
    parse(&fixture, STR("if x:\n  \ty = f(a b)\n"), PY_PARSE_FILE);
    StrBuf report = {0};
    py_report(&fixture.diagnostics, &report);
    assert_string_equal(report.data, "  File \"test.py\", line 2\n"
                                     "    y = f(a b)\n"
                                     "          ^^^\n"
                                     "SyntaxError: invalid syntax. Perhaps you forgot a comma?\n");
    strbuf_free(&report);
    stop(&fixture);
}

/* The text ends where its last byte ends: nothing behind it may be read, not even to say what is wrong. */
static void test_errors_at_the_end(void **state) {
    (void)state;
    static const char *const texts[] = {"if 1:\n    # a comment", "f(\n    # a comment",
                                        "if 1:\n  else:\n  #,t("};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t length = strlen(texts[i]);
        char *exact = malloc(length);
        memcpy(exact, texts[i], length);
        Fixture fixture;
        parse(&fixture, (Str){exact, length}, PY_PARSE_FILE);
        assert_null(fixture.module);
        assert_int_equal(fixture.diagnostics.list.count, 1);
        stop(&fixture);
        free(exact);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nesting),   cmocka_unit_test(test_chains),
        cmocka_unit_test(test_modes),     cmocka_unit_test(test_names_are_interned),
        cmocka_unit_test(test_constants), cmocka_unit_test(test_grammar_is_complete),
        cmocka_unit_test(test_report),    cmocka_unit_test(test_errors_at_the_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
