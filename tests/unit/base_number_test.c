/* Shortest digits: the values whose shortest form is easy to get wrong. Expected digits are CPython's repr
 * and Go's %v. */
#include "base/number.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void expect_digits(NumberDigits got, const char *digits, int point) {
    assert_string_equal(got.digits, digits);
    assert_int_equal(got.point, point);
}

static void ordinary_values(void **state) {
    (void)state;
    expect_digits(number_shortest(0.0), "0", 1);
    expect_digits(number_shortest(-0.1), "1", 0);
    expect_digits(number_shortest(0.1 + 0.2), "30000000000000004", 0);
    expect_digits(number_shortest(1e22), "1", 23);
    expect_digits(number_shortest(123456789.125), "123456789125", 9);
}

static void limits_and_powers_of_two(void **state) {
    (void)state;
    expect_digits(number_shortest(5e-324), "5", -323);
    expect_digits(number_shortest(DBL_MIN), "22250738585072014", -307);
    expect_digits(number_shortest(DBL_MAX), "17976931348623157", 309);
    expect_digits(number_shortest(ldexp(1, -44)), "5684341886080802", -13);
    expect_digits(number_shortest(9007199254740993.0), "9007199254740992", 16);
}

static void single_precision(void **state) {
    (void)state;
    expect_digits(number_shortest_float(0.1f), "1", 0);
    expect_digits(number_shortest_float(16777216.0f), "16777216", 8);
    expect_digits(number_shortest_float(FLT_MAX), "34028235", 39);
    expect_digits(number_shortest_float(1.4e-45f), "1", -44);
}

static void every_value_reads_back(void **state) {
    (void)state;
    uint64_t bits = 88172645463325252u;
    for (int i = 0; i < 20000; i++) {
        bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
        union {
            uint64_t bits;
            double value;
        } number = {bits & 0x7fffffffffffffff};
        if (!isfinite(number.value)) continue;
        NumberDigits shortest = number_shortest(number.value);
        char text[64];
        snprintf(text, sizeof text, "0.%se%d", shortest.digits, shortest.point);
        assert_true(strtod(text, NULL) == number.value);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_values),
        cmocka_unit_test(limits_and_powers_of_two),
        cmocka_unit_test(single_precision),
        cmocka_unit_test(every_value_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
