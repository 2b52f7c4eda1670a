/* Numbers as decimal digits, see number.h.
 *
 * Correctly rounded candidates come from printf, the round trip is checked with strtod. Any decimal of up to
 * 15 digits (6 for float) survives the trip through binary, so if the shortest form has no more, it is the
 * rounded one without its trailing zeros; only 16 and 17 (7 to 9) digits are left to try. At a power of two
 * the neighbour above is farther away than the one below, and the nearest decimal may miss where the next one
 * up does not, so that one is tried too. Subnormal numbers have fewer bits, so there the search starts at one
 * digit. */
#include "base/number.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reads_back(const char *digits, int exponent, double value, bool single) {
    char text[48];
    snprintf(text, sizeof text, "%c.%se%d", digits[0], digits + 1, exponent);
    return single ? strtof(text, NULL) == (float)value : strtod(text, NULL) == value;
}

/* Adds one unit in the last place; false when the carry runs out of the first digit. */
static bool next_decimal(char *digits, int count) {
    for (int i = count - 1; i >= 0; i--) {
        if (digits[i]++ != '9') return true;
        digits[i] = '0';
    }
    return false;
}

/* Splits "d.ddde±xx" into digits and exponent. */
static int print_digits(double value, int count, char *digits) {
    char text[48];
    snprintf(text, sizeof text, "%.*e", count - 1, value);
    char *exponent = strchr(text, 'e');
    digits[0] = text[0];
    if (count > 1) memcpy(digits + 1, text + 2, (size_t)count - 1);
    digits[count] = '\0';
    return atoi(exponent + 1);
}

static NumberDigits shortest(double value, bool single) {
    NumberDigits result = {.digits = "0", .count = 1, .point = 1};
    value = fabs(value);
    if (value == 0) return result;
    bool subnormal = value < (single ? (double)FLT_MIN : DBL_MIN);
    int exponent = 0, survives = single ? 6 : 15;
    for (int count = subnormal ? 1 : survives; count <= 17; count++) {
        exponent = print_digits(value, count, result.digits);
        result.count = count;
        if (reads_back(result.digits, exponent, value, single)) break;
        if (next_decimal(result.digits, count) && reads_back(result.digits, exponent, value, single)) break;
    }
    while (result.count > 1 && result.digits[result.count - 1] == '0') result.count--;
    result.digits[result.count] = '\0';
    result.point = exponent + 1;
    return result;
}

NumberDigits number_shortest(double value) {
    return shortest(value, false);
}

NumberDigits number_shortest_float(float value) {
    return shortest((double)value, true);
}
