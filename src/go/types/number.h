/* Real numbers of constants: integers, fractions, and 512-bit floats, all through GMP; for constant.c only.
 *
 * A GoReal is a number on the workbench, with memory of GMP's own, to be cleared after use; at rest it
 * becomes a GoConstant whose limbs lie in the arena. */
#ifndef GO_TYPES_NUMBER_H
#define GO_TYPES_NUMBER_H

#include "go/types/constant.h"

/* Bits of a float's mantissa, and of a fraction's parts before it is turned into a float. */
enum { GO_FLOAT_BITS = 512, GO_RATIONAL_BITS = 4096 };
/* Largest absolute value of a float's binary exponent. */
#define GO_EXPONENT_MAX INT64_C(0x7fffffff)

typedef enum GoRealKind { GO_REAL_INT, GO_REAL_RATIONAL, GO_REAL_FLOAT } GoRealKind;

typedef struct GoReal {
    GoRealKind kind;
    mpz_t integer;     /* the integer, the numerator, or the mantissa */
    mpz_t denominator; /* RATIONAL: positive, without common factors */
    int64_t exponent;  /* FLOAT: of two */
} GoReal;

void go_real_init(GoReal *x);
void go_real_clear(GoReal *x);
/* From and to rest. `x` is a real constant. */
void go_real_load(GoReal *x, const GoConstant *constant);
/* The simplest form. A number that is too small becomes 0; NULL when it is too large. */
GoConstant *go_real_store(Arena *arena, GoReal *x);

void go_real_add(GoReal *sum, const GoReal *x, const GoReal *y, bool subtract);
void go_real_multiply(GoReal *product, const GoReal *x, const GoReal *y);
void go_real_divide(GoReal *quotient, const GoReal *x, const GoReal *y); /* y is not zero */
int go_real_sign(const GoReal *x);
/* Ten to the power of `exponent`, exactly or to 512 bits. */
void go_real_power_of_ten(GoReal *x, int64_t exponent);
/* Rounded to nearest even into a binary format with `bits` of mantissa whose smallest normal exponent is
 * `lowest` (53 and -1022 for float64). Infinite when it is too large for a double. */
double go_real_round(const GoReal *x, int bits, int lowest);
/* Mantissa and binary exponent with at least `bits` significant bits (the last one sticky). */
void go_real_to_float(const GoReal *x, mpz_t mantissa, int64_t *exponent, size_t bits);

#endif
