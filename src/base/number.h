/* Numbers as decimal digits: the shortest ones that read back as the same float.
 *
 * Python's repr and Go's %v both print a float with the fewest digits that identify it, and among those the
 * ones nearest to its value (Steele and White, "How to print floating-point numbers accurately", 1990). They
 * differ only in where they put the point and the exponent, so what is shared is the digits. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stddef.h>

typedef struct NumberDigits {
    char digits[24]; /* without leading or trailing zeros, NUL-terminated; "0" for zero */
    int count;
    int point; /* the value is 0.DIGITS times 10 to the power of `point` */
} NumberDigits;

/* `value` must be finite; its sign is ignored. */
NumberDigits number_shortest(double value);
NumberDigits number_shortest_float(float value);

#endif
