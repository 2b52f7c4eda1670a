/* math: functions of C's <math.h> with Python's errors, and some on ints. */
#include "python/modules/modules.h"
#include "python/objects/error.h"
#include "python/objects/exception.h"
#include "python/objects/float.h"
#include "python/objects/int.h"
#include "python/objects/protocol.h"
#include "python/objects/statics.h"

#include <math.h>

/* A result that is no number though the argument was one is outside of the domain; an infinite one of a
 * finite argument is a pole (also the domain) or too large. */
static PyObject *checked(double argument, double result, bool can_overflow) {
    if (isnan(result) && !isnan(argument)) return py_raise(PY_TYPE(ValueError), "math domain error");
    if (isinf(result) && isfinite(argument))
        return can_overflow ? py_raise(PY_TYPE(OverflowError), "math range error")
                            : py_raise(PY_TYPE(ValueError), "math domain error");
    return py_float_new(result);
}

/* name, C function, can its result overflow */
#define UNARY_FUNCTIONS(X)                                                                                   \
    X(acos, acos, false)                                                                                     \
    X(acosh, acosh, false)                                                                                   \
    X(asin, asin, false)                                                                                     \
    X(asinh, asinh, false)                                                                                   \
    X(atan, atan, false)                                                                                     \
    X(atanh, atanh, false)                                                                                   \
    X(cbrt, cbrt, false)                                                                                     \
    X(cos, cos, false)                                                                                       \
    X(cosh, cosh, true)                                                                                      \
    X(erf, erf, false)                                                                                       \
    X(erfc, erfc, false)                                                                                     \
    X(exp, exp, true)                                                                                        \
    X(exp2, exp2, true)                                                                                      \
    X(expm1, expm1, true)                                                                                    \
    X(fabs, fabs, false)                                                                                     \
    X(log1p, log1p, false)                                                                                   \
    X(sin, sin, false)                                                                                       \
    X(sinh, sinh, true)                                                                                      \
    X(sqrt, sqrt, false)                                                                                     \
    X(tan, tan, false)                                                                                       \
    X(tanh, tanh, false)

#define X(name, function, can_overflow)                                                                      \
    PY_METHOD(math_##name) {                                                                                 \
        double value = py_float_as_double(arguments[0]);                                                     \
        return py_error_occurred() ? NULL : checked(value, function(value), can_overflow);                   \
    }
UNARY_FUNCTIONS(X)
#undef X

#define BINARY_FUNCTIONS(X)                                                                                  \
    X(atan2, atan2)                                                                                          \
    X(copysign, copysign)                                                                                    \
    X(fmod, fmod)                                                                                            \
    X(remainder, remainder)                                                                                  \
    X(nextafter, nextafter)

#define X(name, function)                                                                                    \
    PY_METHOD(math_##name) {                                                                                 \
        double left = py_float_as_double(arguments[0]);                                                      \
        if (py_error_occurred()) return NULL;                                                                \
        double right = py_float_as_double(arguments[1]);                                                     \
        if (py_error_occurred()) return NULL;                                                                \
        double result = function(left, right);                                                               \
        if (isnan(result) && !isnan(left) && !isnan(right))                                                  \
            return py_raise(PY_TYPE(ValueError), "math domain error");                                       \
        return py_float_new(result);                                                                         \
    }
BINARY_FUNCTIONS(X)
#undef X

PY_METHOD(math_pow) {
    double base = py_float_as_double(arguments[0]);
    if (py_error_occurred()) return NULL;
    double exponent = py_float_as_double(arguments[1]);
    if (py_error_occurred()) return NULL;
    double result = pow(base, exponent);
    if (isfinite(base) && isfinite(exponent) && isnan(result))
        return py_raise(PY_TYPE(ValueError), "math domain error");
    if (isfinite(base) && isfinite(exponent) && isinf(result))
        return base == 0 ? py_raise(PY_TYPE(ValueError), "math domain error")
                         : py_raise(PY_TYPE(OverflowError), "math range error");
    return py_float_new(result);
}

/* --- Logarithms: of ints of any size --- */

/* The logarithm of an int that no double can hold: of its leading bits, plus what was shifted out. */
static PyObject *log_of_large(PyObject *integer, double (*function)(double)) {
    int64_t shift = (int64_t)py_int_bit_length(integer) - 64;
    PyObject *amount = py_int_from_int64(shift);
    PyObject *high = amount ? py_int_operate(PY_RIGHT_SHIFT, integer, amount) : NULL;
    double value = high ? py_int_to_double(high) : 0;
    py_xdecref(amount);
    py_xdecref(high);
    return high ? py_float_new(function(value) + function(2.0) * (double)shift) : NULL;
}

static PyObject *logarithm(PyObject *object, double (*function)(double)) {
    if (py_is_int(object)) {
        if (py_int_sign(object) <= 0) return py_raise(PY_TYPE(ValueError), "math domain error");
        if (py_int_bit_length(object) > 1000) return log_of_large(object, function);
    }
    double value = py_float_as_double(object);
    if (py_error_occurred()) return NULL;
    if (value <= 0) return py_raise(PY_TYPE(ValueError), "math domain error");
    return py_float_new(function(value));
}

PY_METHOD(math_log) {
    PyObject *result = logarithm(arguments[0], log);
    if (!result || !arguments[1]) return result;
    PyObject *base = logarithm(arguments[1], log);
    PyObject *quotient = base ? py_number_operate(PY_TRUE_DIVIDE, result, base) : NULL;
    py_decref(result);
    py_xdecref(base);
    return quotient;
}

PY_METHOD(math_log2) {
    return logarithm(arguments[0], log2);
}

PY_METHOD(math_log10) {
    return logarithm(arguments[0], log10);
}

/* --- Rounding --- */

static PyObject *round_by(PyObject *object, const char *special, double (*function)(double)) {
    PyObject *method = NULL;
    if (!py_is_exact(object, PY_TYPE(float))) {
        int found = py_object_find_special(object, special, &method);
        if (found < 0) return NULL;
        PyObject *result = found ? py_object_call_no_arguments(method) : NULL;
        py_xdecref(method);
        if (found) return result;
    }
    double value = py_float_as_double(object);
    return py_error_occurred() ? NULL : py_int_from_double(function(value));
}

PY_METHOD(math_floor) {
    return round_by(arguments[0], "__floor__", floor);
}

PY_METHOD(math_ceil) {
    return round_by(arguments[0], "__ceil__", ceil);
}

PY_METHOD(math_trunc) {
    return round_by(arguments[0], "__trunc__", trunc);
}

/* --- Questions --- */

#define QUESTIONS(X) X(isnan) X(isinf) X(isfinite)
#define X(name)                                                                                              \
    PY_METHOD(math_##name) {                                                                                 \
        double value = py_float_as_double(arguments[0]);                                                     \
        return py_error_occurred() ? NULL : py_bool_from(name(value));                                       \
    }
QUESTIONS(X)
#undef X

PY_METHOD(math_degrees) {
    double value = py_float_as_double(arguments[0]);
    return py_error_occurred() ? NULL : py_float_new(value * (180.0 / M_PI));
}

PY_METHOD(math_radians) {
    double value = py_float_as_double(arguments[0]);
    return py_error_occurred() ? NULL : py_float_new(value * (M_PI / 180.0));
}

PY_METHOD(math_hypot) {
    double result = 0;
    for (int64_t i = 0; i < count; i++) {
        double value = py_float_as_double(arguments[i]);
        if (py_error_occurred()) return NULL;
        result = hypot(result, value);
    }
    return py_float_new(result);
}

/* --- On ints --- */

PY_METHOD(math_factorial) {
    int64_t number = py_int_as_int64(arguments[0]);
    if (py_error_occurred()) return NULL;
    if (number < 0) return py_raise(PY_TYPE(ValueError), "factorial() not defined for negative values");
    PyObject *product = py_int_from_int64(1);
    for (int64_t i = 2; product && i <= number; i++) {
        PyObject *factor = py_int_from_int64(i);
        PyObject *next = factor ? py_int_operate(PY_MULTIPLY, product, factor) : NULL;
        py_xdecref(factor);
        py_replace(product, next);
    }
    return product;
}

/* Both operands are new references or NULL; takes them over. */
static PyObject *greatest_divisor(PyObject *a, PyObject *b) {
    while (a && b && py_int_sign(b) != 0) {
        PyObject *rest = py_int_operate(PY_REMAINDER, a, b);
        py_decref(a);
        a = b;
        b = rest;
    }
    PyObject *result = a && b ? py_number_absolute(a) : NULL;
    py_xdecref(a);
    py_xdecref(b);
    return result;
}

PY_METHOD(math_gcd) {
    PyObject *result = py_int_from_int64(0);
    for (int64_t i = 0; result && i < count; i++)
        result = greatest_divisor(result, py_number_index(arguments[i]));
    return result;
}

PY_METHOD(math_isqrt) {
    PyObject *number = py_number_index(arguments[0]);
    if (!number) return NULL;
    if (py_int_sign(number) < 0) {
        py_decref(number);
        return py_raise(PY_TYPE(ValueError), "isqrt() argument must be nonnegative");
    }
    /* Newton's iteration from above: x = (x + n // x) // 2 as long as it falls. */
    PyObject *one = py_int_from_int64(1);
    PyObject *bits = py_int_from_int64(((int64_t)py_int_bit_length(number) + 1) / 2);
    PyObject *root = one && bits ? py_int_operate(PY_LEFT_SHIFT, one, bits) : NULL;
    while (root) {
        PyObject *quotient = py_int_operate(PY_FLOOR_DIVIDE, number, root);
        PyObject *sum = quotient ? py_int_operate(PY_ADD, root, quotient) : NULL;
        PyObject *next = sum ? py_int_operate(PY_RIGHT_SHIFT, sum, one) : NULL;
        py_xdecref(quotient);
        py_xdecref(sum);
        bool is_done = !next || py_int_compare(next, root) >= 0;
        if (!is_done || !next) {
            py_replace(root, next);
            continue;
        }
        py_decref(next);
        break;
    }
    py_xdecref(one);
    py_xdecref(bits);
    py_decref(number);
    return root;
}

static const PyMethod math_functions[] = {
#define X(name, function, can_overflow) {#name, math_##name, 1, 1, 0, NULL, NULL},
    UNARY_FUNCTIONS(X)
#undef X
#define X(name, function) {#name, math_##name, 2, 2, 0, NULL, NULL},
        BINARY_FUNCTIONS(X)
#undef X
#define X(name) {#name, math_##name, 1, 1, 0, NULL, NULL},
            QUESTIONS(X)
#undef X
                {"pow", math_pow, 2, 2, 0, NULL, NULL},
    {"log", math_log, 1, 2, 0, NULL, NULL},
    {"log2", math_log2, 1, 1, 0, NULL, NULL},
    {"log10", math_log10, 1, 1, 0, NULL, NULL},
    {"floor", math_floor, 1, 1, 0, NULL, NULL},
    {"ceil", math_ceil, 1, 1, 0, NULL, NULL},
    {"trunc", math_trunc, 1, 1, 0, NULL, NULL},
    {"degrees", math_degrees, 1, 1, 0, NULL, NULL},
    {"radians", math_radians, 1, 1, 0, NULL, NULL},
    {"hypot", math_hypot, 0, -1, 0, NULL, NULL},
    {"factorial", math_factorial, 1, 1, 0, NULL, NULL},
    {"gcd", math_gcd, 0, -1, 0, NULL, NULL},
    {"isqrt", math_isqrt, 1, 1, 0, NULL, NULL},
    {0}};

PyObject *py_module_math(void) {
    PyObject *module = py_module_with_functions(
        "math", "This module provides access to the mathematical functions\ndefined by the C standard.",
        math_functions);
    const struct {
        const char *name;
        double value;
    } constants[] = {{"pi", M_PI}, {"e", M_E}, {"tau", 2 * M_PI}, {"inf", INFINITY}, {"nan", NAN}};
    for (size_t i = 0; module && i < sizeof constants / sizeof *constants; i++) {
        PyObject *value = py_float_new(constants[i].value);
        if (!value || py_module_add(module, constants[i].name, value) < 0) py_clear(module);
    }
    return module;
}
