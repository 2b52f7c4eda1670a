/* Package math: the functions of the C library under Go's names.
 *
 * Results that IEEE 754 defines (Sqrt, Floor, Mod, FMA) are the same as Go's to the last bit; the others are
 * correct to within a unit in the last place on both sides. */
#include <math.h>

#include "go/packages/packages.h"

#include <string.h>

/* A C function of the shape double -> double, and of two doubles, as a GoNative. */
#define UNARY(name, expression)                                                                              \
    static void math_##name(GoRuntime *runtime, const void *arguments, void *results) {                      \
        (void)runtime;                                                                                       \
        double x = *(const double *)arguments;                                                               \
        *(double *)results = (expression);                                                                   \
    }
#define BINARY(name, expression)                                                                             \
    static void math_##name(GoRuntime *runtime, const void *arguments, void *results) {                      \
        (void)runtime;                                                                                       \
        double x = ((const double *)arguments)[0], y = ((const double *)arguments)[1];                       \
        *(double *)results = (expression);                                                                   \
    }

/* Go's rules for NaN and infinities differ from fmax's. */
static double larger(double x, double y) {
    if (isinf(x) && x > 0) return x;
    if (isinf(y) && y > 0) return y;
    if (isnan(x) || isnan(y)) return NAN;
    if (x == 0 && y == 0) return signbit(x) ? y : x;
    return x > y ? x : y;
}

static double smaller(double x, double y) {
    if (isinf(x) && x < 0) return x;
    if (isinf(y) && y < 0) return y;
    if (isnan(x) || isnan(y)) return NAN;
    if (x == 0 && y == 0) return signbit(x) ? x : y;
    return x < y ? x : y;
}

#define UNARY_TABLE(X)                                                                                       \
    X(Sqrt, sqrt(x))                                                                                         \
    X(Floor, floor(x))                                                                                       \
    X(Ceil, ceil(x))                                                                                         \
    X(Trunc, trunc(x))                                                                                       \
    X(Round, round(x))                                                                                       \
    X(RoundToEven, rint(x))                                                                                  \
    X(Abs, fabs(x))                                                                                          \
    X(Cbrt, (double)cbrtl(x))                                                                                \
    X(Exp, exp(x))                                                                                           \
    X(Exp2, exp2(x))                                                                                         \
    X(Expm1, expm1(x))                                                                                       \
    X(Log, log(x))                                                                                           \
    X(Log2, log2(x))                                                                                         \
    X(Log10, log10(x))                                                                                       \
    X(Log1p, log1p(x))                                                                                       \
    X(Sin, sin(x))                                                                                           \
    X(Cos, cos(x))                                                                                           \
    X(Tan, tan(x))                                                                                           \
    X(Asin, asin(x))                                                                                         \
    X(Acos, acos(x))                                                                                         \
    X(Atan, atan(x))                                                                                         \
    X(Sinh, sinh(x))                                                                                         \
    X(Cosh, cosh(x))                                                                                         \
    X(Tanh, tanh(x))                                                                                         \
    X(Asinh, asinh(x))                                                                                       \
    X(Acosh, acosh(x))                                                                                       \
    X(Atanh, atanh(x))                                                                                       \
    X(Gamma, tgamma(x))                                                                                      \
    X(Erf, erf(x))                                                                                           \
    X(Erfc, erfc(x))
#define BINARY_TABLE(X)                                                                                      \
    X(Pow, pow(x, y))                                                                                        \
    X(Mod, fmod(x, y))                                                                                       \
    X(Remainder, remainder(x, y))                                                                            \
    X(Atan2, atan2(x, y))                                                                                    \
    X(Hypot, hypot(x, y))                                                                                    \
    X(Max, larger(x, y))                                                                                     \
    X(Min, smaller(x, y))                                                                                    \
    X(Dim, x - y <= 0 ? 0 : x - y)                                                                           \
    X(Copysign, copysign(x, y))                                                                              \
    X(Nextafter, x == y ? x : nextafter(x, y))

UNARY_TABLE(UNARY)
BINARY_TABLE(BINARY)

/* Float64bits and its inverse: the same bytes under another type. */
static void math_same_bits(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    memcpy(results, arguments, sizeof(uint64_t));
}

static void math_same_bits_32(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    memcpy(results, arguments, sizeof(uint32_t));
}

typedef struct ModfResults {
    double whole, fraction;
} ModfResults;

static void math_modf(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    ModfResults *result = results;
    double value = *(const double *)arguments;
    result->fraction = modf(value, &result->whole);
    if (isinf(value)) result->fraction = NAN;
}

typedef struct FrexpResults {
    double fraction;
    int64_t exponent;
} FrexpResults;

static void math_frexp(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    FrexpResults *result = results;
    int exponent = 0;
    result->fraction = frexp(*(const double *)arguments, &exponent);
    result->exponent = isfinite(result->fraction) ? exponent : 0;
}

typedef struct LdexpArguments {
    double fraction;
    int64_t exponent;
} LdexpArguments;

static void math_ldexp(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const LdexpArguments *list = arguments;
    int64_t exponent = list->exponent > 5000 ? 5000 : list->exponent < -5000 ? -5000 : list->exponent;
    *(double *)results = ldexp(list->fraction, (int)exponent);
}

#define UNARY_MEMBER(name, expression)  X_(#name, math_##name, "func " #name "(x float64) float64")
#define BINARY_MEMBER(name, expression) X_(#name, math_##name, "func " #name "(x, y float64) float64")
#define MATH(X)                                                                                              \
    UNARY_TABLE(UNARY_MEMBER)                                                                                \
    BINARY_TABLE(BINARY_MEMBER)                                                                              \
    X("Float64bits", math_same_bits, "func Float64bits(f float64) uint64")                                   \
    X("Float64frombits", math_same_bits, "func Float64frombits(b uint64) float64")                           \
    X("Float32bits", math_same_bits_32, "func Float32bits(f float32) uint32")                                \
    X("Float32frombits", math_same_bits_32, "func Float32frombits(b uint32) float32")                        \
    X("Modf", math_modf, "func Modf(f float64) (int float64, frac float64)")                                 \
    X("Frexp", math_frexp, "func Frexp(f float64) (frac float64, exp int)")                                  \
    X("Ldexp", math_ldexp, "func Ldexp(frac float64, exp int) float64")                                      \
    X("", NULL,                                                                                              \
      "func NaN() float64 { return Float64frombits(0x7FF8000000000001) }\n"                                  \
      "func IsNaN(f float64) (is bool) { return f != f }\n"                                                  \
      "func Inf(sign int) float64 {\n"                                                                       \
      "	if sign >= 0 { return Float64frombits(0x7FF0000000000000) }\n"                                       \
      "	return Float64frombits(0xFFF0000000000000)\n"                                                        \
      "}\n"                                                                                                  \
      "func IsInf(f float64, sign int) bool { return sign >= 0 && f > MaxFloat64 || sign <= 0 && f < "       \
      "-MaxFloat64 }\n"                                                                                      \
      "func Signbit(x float64) bool { return Float64bits(x)>>63 != 0 }\n"                                    \
      "func Sincos(x float64) (sin, cos float64) { return Sin(x), Cos(x) }\n"                                \
      "func Pow10(n int) float64 { return Pow(10, float64(n)) }\n"                                           \
      "const (\n"                                                                                            \
      "	E       = 2.71828182845904523536028747135266249775724709369995957496696763\n"                        \
      "	Pi      = 3.14159265358979323846264338327950288419716939937510582097494459\n"                        \
      "	Phi     = 1.61803398874989484820458683436563811772030917980576286213544862\n"                        \
      "	Sqrt2   = 1.41421356237309504880168872420969807856967187537694807317667974\n"                        \
      "	SqrtE   = 1.64872127070012814684865078781416357165377610071014801157507931\n"                        \
      "	SqrtPi  = 1.77245385090551602729816748334114518279754945612238712821380779\n"                        \
      "	SqrtPhi = 1.27201964951406896425242246173749149171560804184009624861664038\n"                        \
      "	Ln2     = 0.693147180559945309417232121458176568075500134360255254120680009\n"                       \
      "	Log2E   = 1 / Ln2\n"                                                                                 \
      "	Ln10    = 2.30258509299404568401799145468436420760110148862877297603332790\n"                        \
      "	Log10E  = 1 / Ln10\n"                                                                                \
      "	MaxFloat32             = 0x1p127 * (1 + (1 - 0x1p-23))\n"                                            \
      "	SmallestNonzeroFloat32 = 0x1p-126 * 0x1p-23\n"                                                       \
      "	MaxFloat64             = 0x1p1023 * (1 + (1 - 0x1p-52))\n"                                           \
      "	SmallestNonzeroFloat64 = 0x1p-1022 * 0x1p-52\n"                                                      \
      "	MaxInt    = 1<<63 - 1\n"                                                                             \
      "	MinInt    = -1 << 63\n"                                                                              \
      "	MaxInt8   = 1<<7 - 1\n"                                                                              \
      "	MinInt8   = -1 << 7\n"                                                                               \
      "	MaxInt16  = 1<<15 - 1\n"                                                                             \
      "	MinInt16  = -1 << 15\n"                                                                              \
      "	MaxInt32  = 1<<31 - 1\n"                                                                             \
      "	MinInt32  = -1 << 31\n"                                                                              \
      "	MaxInt64  = 1<<63 - 1\n"                                                                             \
      "	MinInt64  = -1 << 63\n"                                                                              \
      "	MaxUint   = 1<<64 - 1\n"                                                                             \
      "	MaxUint8  = 1<<8 - 1\n"                                                                              \
      "	MaxUint16 = 1<<16 - 1\n"                                                                             \
      "	MaxUint32 = 1<<32 - 1\n"                                                                             \
      "	MaxUint64 = 1<<64 - 1\n"                                                                             \
      ")\n")

/* The rows of the inner tables expand with whatever the outer list is expanded with. */
#define X_ GO_MEMBER_ROW_
static const GoNativeMember members[] = {MATH(GO_MEMBER_ROW_)};
#undef X_
#define X_ GO_MEMBER_TEXT_
const GoNativePackage go_package_math = {"math", "package math\n" MATH(GO_MEMBER_TEXT_), members,
                                         sizeof members / sizeof *members};
