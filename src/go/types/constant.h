/* Constants: values that the compiler computes with, of any size (spec: "Constants").
 *
 * `1 << 100 >> 98` and `1.0 / 3 * 3 == 1` must come out exactly, so constants know no overflow and hardly any
 * rounding: integers are as long as they need to be, and a float is an exact fraction while its parts stay
 * short, and beyond that a 512-bit binary number. GMP does the arithmetic. The results are kept as
 * plain limbs in the arena of the compilation, so a constant is an immutable value that nobody frees.
 *
 * A value is always in its simplest kind: 2.0 is stored as the integer 2, 1+0i as 1. Its *type* (untyped
 * float, int8 ...) is the expression's matter. Use the go_constant_to_... functions to get at a value in the
 * kind that its type calls for. */
#ifndef GO_TYPES_CONSTANT_H
#define GO_TYPES_CONSTANT_H

#include "base/arena.h"
#include "go/syntax/token.h"

#include <gmp.h>

typedef enum GoConstantKind {
    GO_CONSTANT_UNKNOWN, /* after an error: combines with everything to unknown */
    GO_CONSTANT_BOOL,
    GO_CONSTANT_STRING,
    GO_CONSTANT_INT,
    GO_CONSTANT_RATIONAL, /* not an integer */
    GO_CONSTANT_FLOAT,    /* mantissa times two to the power of an exponent */
    GO_CONSTANT_COMPLEX   /* imaginary part not zero */
} GoConstantKind;

/* A GMP integer at rest: size limbs, negative when `size` is. */
typedef struct GoLimbs {
    const mp_limb_t *limbs;
    int size;
} GoLimbs;

typedef struct GoConstant GoConstant;
struct GoConstant {
    GoConstantKind kind;
    union {
        bool boolean;
        Str string; /* may hold any bytes */
        GoLimbs integer;
        struct {
            GoLimbs numerator, denominator;
        } rational;
        struct {
            GoLimbs mantissa;
            int64_t exponent;
        } number;
        struct {
            const GoConstant *real, *imaginary;
        } complex;
    };
};

/* Making constants. All are owned by the arena. */
GoConstant *go_constant_unknown(Arena *arena);
GoConstant *go_constant_bool(Arena *arena, bool value);
GoConstant *go_constant_string(Arena *arena, Str value);
GoConstant *go_constant_int(Arena *arena, int64_t value);
GoConstant *go_constant_uint(Arena *arena, uint64_t value);
GoConstant *go_constant_double(Arena *arena, double value); /* finite */
GoConstant *go_constant_complex(Arena *arena, const GoConstant *real, const GoConstant *imaginary);
/* The value of a literal as written. Unknown when it is malformed or its exponent is out of reach. */
GoConstant *go_constant_literal(Arena *arena, GoLiteralKind kind, Str text);

/* Computing. Operands of matching kinds (the checker sees to that); the result is unknown when an operand is.
 * `integer_division`: the operands have integer type, so `/` truncates. The divisor is not zero. */
GoConstant *go_constant_unary(Arena *arena, GoToken operator, const GoConstant * x, int unsigned_bits);
GoConstant *go_constant_binary(Arena *arena, GoToken operator, const GoConstant * x, const GoConstant *y,
                               bool integer_division);
bool go_constant_compare(GoToken operator, const GoConstant * x, const GoConstant *y);
GoConstant *go_constant_shift(Arena *arena, GoToken operator, const GoConstant * x, uint64_t count);

/* Asking. */
bool go_constant_is_true(const GoConstant *x);
int go_constant_sign(const GoConstant *x); /* of a real number; of a complex one whether it is not zero */
bool go_constant_is_numeric(const GoConstant *x);
/* True when the value is an integer (also 2.0, 3+0i) / a real number. */
bool go_constant_is_integer(const GoConstant *x);
bool go_constant_is_real(const GoConstant *x);
/* Bits of the absolute value of an integer. */
size_t go_constant_bit_length(const GoConstant *x);
/* False when the value is not an integer of that range. */
bool go_constant_to_int64(const GoConstant *x, int64_t *value);
bool go_constant_to_uint64(const GoConstant *x, uint64_t *value);
/* The low 64 bits of an integer in two's complement: what a variable of any integer type stores. */
uint64_t go_constant_low_bits(const GoConstant *x);
/* Rounded to nearest even; infinite when too large. Of a real number. */
double go_constant_to_double(const GoConstant *x);
float go_constant_to_float(const GoConstant *x);
/* The parts of any number. */
const GoConstant *go_constant_real(Arena *arena, const GoConstant *x);
const GoConstant *go_constant_imaginary(Arena *arena, const GoConstant *x);

/* Appends the value as Go's compiler shows it in messages ("256", "3.14159", "\"text\"" cut to 72 bytes).
 * `type_flags`: GO_IS_FLOAT and GO_IS_COMPLEX of its type (go_type_flags); as a float 1e100 is not written
 * out in digits, as a complex number 1 is "(1 + 0i)". */
void go_constant_print(StrBuf *out, const GoConstant *x, unsigned type_flags);
/* Appends a string in Go's double quotes (strconv.Quote). */
void go_quote(StrBuf *out, Str text);

#endif
