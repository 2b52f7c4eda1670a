/* Constants: exact arithmetic, rounding to floats, and how messages show them. */
#include "go/types/constant.h"
#include "go/types/types.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static Arena arena;

static GoConstant *number(const char *text) {
    Str literal = str_from(text);
    bool is_float = str_find_byte(literal, '.', 0) >= 0 || str_find_byte(literal, 'e', 0) >= 0 ||
                    str_find_byte(literal, 'p', 0) >= 0;
    return go_constant_literal(&arena, is_float ? GO_LITERAL_FLOAT : GO_LITERAL_INT, literal);
}

static GoConstant *compute(const char *x, GoToken operator, const char * y) {
    return go_constant_binary(&arena, operator, number(x), number(y), false);
}

static void assert_shown(const GoConstant *x, unsigned flags, const char *expected) {
    StrBuf out = {0};
    go_constant_print(&out, x, flags);
    assert_string_equal(out.data, expected);
    strbuf_free(&out);
}

static void test_integers_have_any_size(void **state) {
    (void)state;
    GoConstant *big = go_constant_shift(&arena, GO_TOKEN_SHIFT_LEFT, number("1"), 200);
    assert_int_equal(go_constant_bit_length(big), 201);
    assert_shown(go_constant_shift(&arena, GO_TOKEN_SHIFT_RIGHT, big, 190), 0, "1024");
    assert_shown(number("0x_ff"), 0, "255");
    assert_shown(number("0b101"), 0, "5");
    assert_shown(number("0755"), 0, "493");
    assert_shown(go_constant_binary(&arena, GO_TOKEN_DIVIDE, number("7"), number("2"), true), 0, "3");
    assert_shown(go_constant_unary(&arena, GO_TOKEN_XOR, number("5"), 8), 0, "250");
    assert_shown(go_constant_unary(&arena, GO_TOKEN_XOR, number("5"), 0), 0, "-6");
}

static void test_fractions_are_exact(void **state) {
    (void)state;
    GoConstant *third = compute("1", GO_TOKEN_DIVIDE, "3");
    GoConstant *one = go_constant_binary(&arena, GO_TOKEN_MULTIPLY, third, number("3"), false);
    assert_int_equal(one->kind, GO_CONSTANT_INT);
    assert_true(go_constant_compare(GO_TOKEN_EQUAL, one, number("1")));
    assert_int_equal(number("2.0")->kind, GO_CONSTANT_INT);
    assert_true(go_constant_compare(GO_TOKEN_EQUAL, compute("0.1", GO_TOKEN_ADD, "0.2"), number("0.3")));
}

static void test_floats_round_to_nearest_even(void **state) {
    (void)state;
    static const char *const texts[] = {"0.1",
                                        "1e22",
                                        "9007199254740993.0",
                                        "5e-324",
                                        "2.5e-324",
                                        "1.7976931348623157e308",
                                        "2.2250738585072011e-308"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(go_constant_to_double(number(texts[i])) == strtod(texts[i], NULL));
    assert_true(isinf(go_constant_to_double(number("1e309"))));
    assert_true(isinf(go_constant_to_float(number("1e39"))));
    assert_true(go_constant_to_float(number("0.1")) == 0.1f);
    assert_true(go_constant_to_double(number("0x1p-2")) == 0.25);
    assert_true(go_constant_to_double(number("1e-400")) == 0);
}

static void test_huge_exponents(void **state) {
    (void)state;
    GoConstant *ratio = compute("1e100000000", GO_TOKEN_DIVIDE, "1e99999999");
    assert_true(fabs(go_constant_to_double(ratio) - 10) < 1e-9);
    assert_int_equal(number("1e99999999999")->kind, GO_CONSTANT_UNKNOWN);
}

static void test_strings_and_runes(void **state) {
    (void)state;
    GoConstant *text = go_constant_literal(&arena, GO_LITERAL_STRING, STR("\"a\\n\\x41\\u00e9\\101\""));
    assert_true(str_equal(text->string, STR("a\nA\xC3\xA9"
                                            "A")));
    GoConstant *raw = go_constant_literal(&arena, GO_LITERAL_STRING, STR("`a\\n\r`"));
    assert_true(str_equal(raw->string, STR("a\\n")));
    int64_t rune;
    assert_true(go_constant_to_int64(go_constant_literal(&arena, GO_LITERAL_RUNE, STR("'\\''")), &rune));
    assert_int_equal(rune, '\'');
}

static void test_messages(void **state) {
    (void)state;
    assert_shown(number("1e100"), GO_IS_FLOAT, "1e+100");
    assert_shown(number("1.5"), GO_IS_FLOAT, "1.5");
    assert_shown(number("1"), GO_IS_COMPLEX, "(1 + 0i)");
    assert_shown(go_constant_literal(&arena, GO_LITERAL_STRING, STR("\"x\\ty\"")), 0, "\"x\\ty\"");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_integers_have_any_size),
        cmocka_unit_test(test_fractions_are_exact),
        cmocka_unit_test(test_floats_round_to_nearest_even),
        cmocka_unit_test(test_huge_exponents),
        cmocka_unit_test(test_strings_and_runes),
        cmocka_unit_test(test_messages),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
