/* The tokenizer: kinds, positions, indentation, errors. */
#include "python/syntax/tokenizer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct Fixture {
    char *text;
    Source source;
    Arena arena;
    DiagnosticList diagnostics;
    PyNames names;
    PyTokenizer tokenizer;
} Fixture;

static void start(Fixture *fixture, const char *text) {
    memset(fixture, 0, sizeof *fixture);
    size_t length = strlen(text);
    fixture->text = malloc(length ? length : 1); /* no more: a look behind the text shall be noticed */
    memcpy(fixture->text, text, length);
    source_init(&fixture->source, STR("test.py"), (Str){fixture->text, length});
    py_names_init(&fixture->names, &fixture->arena);
    py_tokenizer_init(&fixture->tokenizer, &fixture->source, &fixture->names, &fixture->diagnostics);
}

static void stop(Fixture *fixture) {
    diagnostic_list_free(&fixture->diagnostics);
    py_names_free(&fixture->names);
    arena_free(&fixture->arena);
    source_free(&fixture->source);
    free(fixture->text);
}

/* The kinds of all tokens, with spaces between them. */
static void assert_kinds(const char *text, const char *expected) {
    Fixture fixture;
    start(&fixture, text);
    StrBuf kinds = {0};
    PyTokenKind kind;
    do {
        kind = py_tokenizer_next(&fixture.tokenizer).kind;
        strbuf_format(&kinds, "%s%s", kinds.length ? " " : "", py_token_text(kind));
    } while (kind != PY_TOKEN_END_MARKER && kind != PY_TOKEN_ERROR);
    assert_string_equal(kinds.data, expected);
    strbuf_free(&kinds);
    stop(&fixture);
}

static void assert_error(const char *text, const char *kind, const char *message, uint32_t start_offset) {
    Fixture fixture;
    start(&fixture, text);
    py_tokenizer_drain(&fixture.tokenizer);
    assert_non_null(fixture.tokenizer.error.kind);
    assert_string_equal(fixture.tokenizer.error.kind, kind);
    assert_string_equal(fixture.tokenizer.error.message.data, message);
    assert_int_equal(fixture.tokenizer.error.span.start, start_offset);
    stop(&fixture);
}

static void test_kinds(void **state) {
    (void)state;
    assert_kinds("x = 1", "NAME = NUMBER NEWLINE ENDMARKER");
    assert_kinds("", "ENDMARKER");
    assert_kinds("# only a comment", "ENDMARKER");
    assert_kinds("a**=b//c->d:=...", "NAME **= NAME // NAME -> NAME := ... NEWLINE ENDMARKER");
    assert_kinds("a!=b<>c", "NAME != NAME <> NAME NEWLINE ENDMARKER");
    assert_kinds("if not x: pass", "if not NAME : pass NEWLINE ENDMARKER");
    assert_kinds("match case _", "NAME NAME NAME NEWLINE ENDMARKER");
    assert_kinds("rb'a' Rb'b' f\"c\" u'' bu''", "STRING STRING STRING STRING NAME STRING NEWLINE ENDMARKER");
    assert_kinds("0x1F 1_000 .5 1e9 2.j 0b1 0o7 00",
                 "NUMBER NUMBER NUMBER NUMBER NUMBER NUMBER NUMBER NUMBER "
                 "NEWLINE ENDMARKER");
}

/* Each operator and keyword is found by its own text. */
static void test_fixed_texts(void **state) {
    (void)state;
    Arena arena = {0};
    PyNames names;
    py_names_init(&names, &arena);
    for (int kind = PY_TOKEN_FIRST_OPERATOR; kind < PY_TOKEN_KIND_COUNT; kind++) {
        Str text = str_from(py_token_text((PyTokenKind)kind));
        uint32_t length = 0;
        if (kind >= PY_TOKEN_FIRST_KEYWORD) {
            assert_int_equal(py_names_kind(&names, py_names_add(&names, text)), kind);
        } else {
            assert_int_equal(py_operator_find(text, &length), kind);
            assert_int_equal(length, text.length);
        }
    }
    uint32_t number = py_names_add(&names, STR("iff"));
    assert_int_equal(py_names_kind(&names, number), PY_TOKEN_NAME);
    assert_int_equal(py_names_add_normalised(&names, STR("iff")), number);
    assert_string_equal(py_names_text(&names, py_names_add_normalised(&names, STR("\uFB01"))).data, "fi");
    py_names_free(&names);
    arena_free(&arena);
}

static void test_lines(void **state) {
    (void)state;
    assert_kinds("if a:\n  b\n\n  # c\n  d\ne",
                 "if NAME : NEWLINE INDENT NAME NEWLINE NAME NEWLINE DEDENT NAME "
                 "NEWLINE ENDMARKER");
    assert_kinds("if a:\n\tif b:\n\t\tc",
                 "if NAME : NEWLINE INDENT if NAME : NEWLINE INDENT NAME NEWLINE DEDENT "
                 "DEDENT ENDMARKER");
    assert_kinds("f(\n1,\n   2)\nx", "NAME ( NUMBER , NUMBER ) NEWLINE NAME NEWLINE ENDMARKER");
    assert_kinds("a = \\\n  1\n", "NAME = NUMBER NEWLINE ENDMARKER");
    assert_kinds("a\r\nif b:\r\n  c\r\n",
                 "NAME NEWLINE if NAME : NEWLINE INDENT NAME NEWLINE DEDENT ENDMARKER");
    assert_kinds("\xEF\xBB\xBFx", "NAME NEWLINE ENDMARKER");
    assert_kinds("\fx", "NAME NEWLINE ENDMARKER");
}

static void test_positions(void **state) {
    (void)state;
    Fixture fixture;
    start(&fixture, "\xC3\xA9 = '''a\nb''' + 1");
    PyToken name = py_tokenizer_next(&fixture.tokenizer);
    assert_int_equal(name.at.end_col_offset, 2);
    py_tokenizer_next(&fixture.tokenizer);
    PyToken string = py_tokenizer_next(&fixture.tokenizer);
    assert_int_equal(string.at.lineno, 1);
    assert_int_equal(string.at.col_offset, 5);
    assert_int_equal(string.at.end_lineno, 2);
    assert_int_equal(string.at.end_col_offset, 4);
    PyToken plus = py_tokenizer_next(&fixture.tokenizer);
    assert_int_equal(plus.at.lineno, 2);
    assert_int_equal(plus.at.col_offset, 5);
    assert_int_equal(plus.at.start, 15);
    stop(&fixture);
}

static void test_errors(void **state) {
    (void)state;
    assert_error("x = 'a", "SyntaxError", "unterminated string literal (detected at line 1)", 4);
    assert_error("'''", "SyntaxError", "unterminated triple-quoted string literal (detected at line 1)", 0);
    assert_error("(\n", "SyntaxError", "'(' was never closed", 0);
    assert_error("(]", "SyntaxError", "closing parenthesis ']' does not match opening parenthesis '('", 1);
    assert_error("[\n)", "SyntaxError",
                 "closing parenthesis ')' does not match opening parenthesis '[' on line 1", 2);
    assert_error(")", "SyntaxError", "unmatched ')'", 0);
    assert_error("12ab", "SyntaxError", "invalid decimal literal", 1);
    assert_error("0o8", "SyntaxError", "invalid digit '8' in octal literal", 2);
    assert_error("a \xE2\x82\xAC", "SyntaxError", "invalid character '\xE2\x82\xAC' (U+20AC)", 2);
    assert_error("if 1:\n  a\n b", "IndentationError", "unindent does not match any outer indentation level",
                 12);
    assert_error("if 1:\n\ta\n        b", "TabError", "inconsistent use of tabs and spaces in indentation",
                 17);
}

static void test_depth(void **state) {
    (void)state;
    char brackets[202];
    memset(brackets, '(', 201);
    brackets[201] = 0;
    assert_error(brackets, "SyntaxError", "too many nested parentheses", 200);
    StrBuf blocks = {0};
    for (size_t i = 0; i <= PY_MAX_INDENTATIONS; i++) {
        strbuf_append_repeated(&blocks, ' ', i);
        strbuf_append_c(&blocks, "if x:\n");
    }
    Fixture fixture;
    start(&fixture, blocks.data);
    py_tokenizer_drain(&fixture.tokenizer);
    assert_string_equal(fixture.tokenizer.error.message.data, "too many levels of indentation");
    stop(&fixture);
    strbuf_free(&blocks);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_kinds),  cmocka_unit_test(test_fixed_texts),
                                       cmocka_unit_test(test_lines),  cmocka_unit_test(test_positions),
                                       cmocka_unit_test(test_errors), cmocka_unit_test(test_depth)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
