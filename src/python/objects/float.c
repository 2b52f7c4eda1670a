/* The type float: arithmetic, hashing, methods. How floats look is in float_text.c. */
#include "python/objects/float.h"

#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/format.h"
#include "python/objects/int.h"
#include "python/objects/int_big.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/type.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

PyObject *py_float_new(double value) {
    PyFloat *object = (PyFloat *)py_free_list_pop(&py_runtime.free_floats, PY_TYPE(float));
    if (!object) object = (PyFloat *)py_object_alloc_bytes(PY_TYPE(float), sizeof(PyFloat));
    if (object) object->value = value;
    return (PyObject *)object;
}

static void float_dealloc(PyObject *self) {
    bool kept =
        py_is_exact(self, PY_TYPE(float)) && py_free_list_push(&py_runtime.free_floats, self, PY_FREE_FLOATS);
    if (!kept) py_object_free(self);
}

double py_float_as_double(PyObject *object) {
    if (py_is_instance_of(object, PY_TYPE(float))) return py_float_value(object);
    const PyNumberSlots *number = object->type->number;
    bool is_number = number && (number->to_float || number->index);
    if (!is_number) return py_raise(PY_TYPE(TypeError), "must be real number, not %T", object), -1.0;
    PyObject *converted = py_number_to_float(object);
    if (!converted) return -1.0;
    double value = py_float_value(converted);
    py_decref(converted);
    return value;
}

/* The operand as a double. 1 done, 0 it is no number of ours, -1 exception. */
static int operand(PyObject *object, double *value) {
    if (py_is_instance_of(object, PY_TYPE(float))) {
        *value = py_float_value(object);
        return 1;
    }
    if (!py_is_int(object)) return 0;
    *value = py_int_to_double(object);
    return *value == -1.0 && py_error_occurred() ? -1 : 1;
}

/* value mod 2^61 - 1, by 28 bits of the mantissa at a time, as the hash of an equal int. */
int64_t py_float_hash(double value, const void *object) {
    const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    if (isinf(value)) return value > 0 ? 314159 : -314159;
    if (isnan(value)) return py_object_hash_by_address(object);
    int exponent;
    double mantissa = frexp(fabs(value), &exponent);
    uint64_t hash = 0;
    while (mantissa != 0) {
        hash = (hash << 28 & modulus) | hash >> (61 - 28);
        mantissa *= 268435456.0;
        exponent -= 28;
        uint64_t part = (uint64_t)mantissa;
        mantissa -= (double)part;
        hash += part;
        if (hash >= modulus) hash -= modulus;
    }
    exponent = exponent >= 0 ? exponent % 61 : 60 - (-1 - exponent) % 61;
    if (exponent) hash = (hash << exponent & modulus) | hash >> (61 - exponent);
    int64_t result = value < 0 ? -(int64_t)hash : (int64_t)hash;
    return result == -1 ? -2 : result;
}

static int64_t float_hash(PyObject *self) {
    return py_float_hash(py_float_value(self), self);
}

/* --- Comparison -------------------------------------------------------------------------------------------
 */

/* Compares with an int exactly, however large it is. */
static int order_with_int(double value, PyObject *integer) {
    if (isinf(value)) return value > 0 ? 1 : -1;
    mpz_t big;
    py_int_to_big(integer, big);
    int order = -mpz_cmp_d(big, value);
    mpz_clear(big);
    return order;
}

static PyObject *float_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    double a = py_float_value(self);
    if (py_is_int(other) && py_int_bit_length(other) > 53 && !isnan(a)) {
        int order = order_with_int(a, other);
        const bool results[] = {order < 0, order <= 0, order == 0, order != 0, order > 0, order >= 0};
        return py_bool_from(results[comparison]);
    }
    double b;
    int known = operand(other, &b);
    if (known <= 0) return known ? NULL : py_not_implemented();
    const bool results[] = {a < b, a <= b, a == b, a != b, a > b, a >= b};
    return py_bool_from(results[comparison]);
}

/* --- Arithmetic -------------------------------------------------------------------------------------------
 */

static double remainder_of(double a, double b) {
    double rest = fmod(a, b);
    if (rest == 0) return copysign(0.0, b);
    return (b < 0) != (rest < 0) ? rest + b : rest;
}

/* The floor of a / b, made from the remainder so that both fit together. */
static double floor_quotient(double a, double b) {
    double rest = fmod(a, b), quotient = (a - rest) / b;
    if (rest != 0 && (b < 0) != (rest < 0)) quotient -= 1.0;
    if (quotient == 0) return copysign(0.0, a / b);
    double whole = floor(quotient);
    return quotient - whole > 0.5 ? whole + 1.0 : whole;
}

static PyObject *add(double a, double b) {
    return py_float_new(a + b);
}

static PyObject *subtract(double a, double b) {
    return py_float_new(a - b);
}

static PyObject *multiply(double a, double b) {
    return py_float_new(a * b);
}

static PyObject *divide(double a, double b) {
    if (b == 0) return py_raise(PY_TYPE(ZeroDivisionError), "float division by zero");
    return py_float_new(a / b);
}

static PyObject *divide_floor(double a, double b) {
    if (b == 0) return py_raise(PY_TYPE(ZeroDivisionError), "float floor division by zero");
    return py_float_new(floor_quotient(a, b));
}

static PyObject *take_remainder(double a, double b) {
    if (b == 0) return py_raise(PY_TYPE(ZeroDivisionError), "float modulo");
    return py_float_new(remainder_of(a, b));
}

/* A negative number to a fractional power is complex. */
static PyObject *power_complex(double a, double b) {
    PyObject *base = py_float_new(a), *exponent = py_float_new(b);
    PyObject *as_complex = base ? py_object_call_one((PyObject *)PY_TYPE(complex), base) : NULL;
    PyObject *result = as_complex && exponent ? py_number_operate(PY_POWER, as_complex, exponent) : NULL;
    py_xdecref(base);
    py_xdecref(exponent);
    py_xdecref(as_complex);
    return result;
}

static PyObject *power(double a, double b) {
    if (a == 0 && b < 0 && isfinite(b))
        return py_raise(PY_TYPE(ZeroDivisionError), "0.0 cannot be raised to a negative power");
    if (a < 0 && isfinite(a) && isfinite(b) && b != floor(b)) return power_complex(a, b);
    double value = pow(a, b);
    if (!isinf(value) || isinf(a) || isinf(b)) return py_float_new(value);
    py_raise_os_error(ERANGE, NULL);
    PyObject *arguments = py_tuple_pack(2, PY_NONE, PY_NONE), *number = py_int_from_int64(ERANGE);
    PyObject *message = py_str_from_c("Numerical result out of range");
    if (arguments && number && message) {
        py_error_clear();
        py_replace(py_tuple_item(arguments, 0), py_new_ref(number));
        py_replace(py_tuple_item(arguments, 1), py_new_ref(message));
        PyObject *error = py_object_call_tuple((PyObject *)PY_TYPE(OverflowError), arguments, NULL);
        if (error) py_raise_exception(error);
        py_xdecref(error);
    }
    py_xdecref(arguments);
    py_xdecref(number);
    py_xdecref(message);
    return NULL;
}

#define FLOAT_OPERATION(name, operation)                                                                     \
    static PyObject *name(PyObject *left, PyObject *right) {                                                 \
        double a, b;                                                                                         \
        int known = operand(left, &a);                                                                       \
        if (known > 0) known = operand(right, &b);                                                           \
        if (known <= 0) return known ? NULL : py_not_implemented();                                          \
        return operation(a, b);                                                                              \
    }
FLOAT_OPERATION(float_add, add)
FLOAT_OPERATION(float_subtract, subtract)
FLOAT_OPERATION(float_multiply, multiply)
FLOAT_OPERATION(float_true_divide, divide)
FLOAT_OPERATION(float_floor_divide, divide_floor)
FLOAT_OPERATION(float_remainder, take_remainder)
FLOAT_OPERATION(float_operator_power, power)

static PyObject *float_power(PyObject *base, PyObject *exponent, PyObject *modulus) {
    if (modulus != PY_NONE)
        return py_raise(PY_TYPE(TypeError),
                        "pow() 3rd argument not allowed unless all arguments are integers");
    return float_operator_power(base, exponent);
}

static PyObject *divmod(double a, double b) {
    if (b == 0) return py_raise(PY_TYPE(ZeroDivisionError), "float divmod()");
    PyObject *parts[] = {py_float_new(floor_quotient(a, b)), py_float_new(remainder_of(a, b))};
    return py_tuple_from_array_stealing(parts, 2);
}
FLOAT_OPERATION(float_divmod, divmod)

static PyObject *float_negative(PyObject *self) {
    return py_float_new(-py_float_value(self));
}

static PyObject *float_plain(PyObject *self) {
    return py_is_exact(self, PY_TYPE(float)) ? py_new_ref(self) : py_float_new(py_float_value(self));
}

static PyObject *float_absolute(PyObject *self) {
    return py_float_new(fabs(py_float_value(self)));
}

static int float_is_true(PyObject *self) {
    return py_float_value(self) != 0;
}

static PyObject *float_to_int(PyObject *self) {
    return py_int_from_double(py_float_value(self));
}

static const PyNumberSlots float_number = {
    .binary = {[PY_ADD] = float_add,
               [PY_SUBTRACT] = float_subtract,
               [PY_MULTIPLY] = float_multiply,
               [PY_TRUE_DIVIDE] = float_true_divide,
               [PY_FLOOR_DIVIDE] = float_floor_divide,
               [PY_REMAINDER] = float_remainder,
               [PY_POWER] = float_operator_power},
    .power = float_power,
    .divmod = float_divmod,
    .negative = float_negative,
    .positive = float_plain,
    .absolute = float_absolute,
    .is_true = float_is_true,
    .to_int = float_to_int,
    .to_float = float_plain,
};

/* --- Methods ----------------------------------------------------------------------------------------------
 */

PY_METHOD(float_is_integer) {
    double value = py_float_value(self);
    return py_bool_from(isfinite(value) && floor(value) == value);
}

PY_METHOD(float_conjugate) {
    return float_plain(self);
}

PY_METHOD(float_trunc) {
    return py_int_from_double(py_float_value(self));
}

PY_METHOD(float_floor) {
    return py_int_from_double(floor(py_float_value(self)));
}

PY_METHOD(float_ceil) {
    return py_int_from_double(ceil(py_float_value(self)));
}

PY_METHOD(float_format) {
    if (!py_is_str(arguments[0]))
        return py_raise(PY_TYPE(TypeError), "__format__() argument must be str, not %.50s",
                        arguments[0]->type->name);
    return py_format_float(self, arguments[0]);
}

/* round(2.675, 2): decimal digits are counted on the exact value, through its correctly rounded decimal form.
 */
PY_METHOD(float_round) {
    double value = py_float_value(self);
    if (!arguments[0] || arguments[0] == PY_NONE) return py_int_from_double(rint(value));
    int64_t places = py_int_as_int64(arguments[0]);
    if (places == -1 && py_error_occurred()) return NULL;
    if (!isfinite(value) || places > (int64_t)((DBL_MANT_DIG - DBL_MIN_EXP) * 0.30103))
        return py_float_new(value);
    if (places < -(int64_t)((DBL_MAX_EXP + 1) * 0.30103)) return py_float_new(copysign(0.0, value));
    char text[800];
    if (places >= 0) {
        snprintf(text, sizeof text, "%.*f", (int)places, value);
    } else {
        PyObject *whole = py_int_from_double(rint(value)), *cut = arguments[0];
        PyObject *rounded = whole ? py_object_call_method(whole, "__round__", &cut, 1) : NULL;
        double result = rounded ? py_int_to_double(rounded) : 0;
        py_xdecref(whole);
        py_xdecref(rounded);
        return py_error_occurred() ? NULL : py_float_new(result == 0 ? copysign(0.0, value) : result);
    }
    double rounded = strtod(text, NULL);
    if (isinf(rounded)) return py_raise(PY_TYPE(OverflowError), "rounded value too large to represent");
    return py_float_new(rounded);
}

PY_METHOD(float_as_ratio) {
    double value = py_float_value(self);
    if (isinf(value)) return py_raise(PY_TYPE(OverflowError), "cannot convert Infinity to integer ratio");
    if (isnan(value)) return py_raise(PY_TYPE(ValueError), "cannot convert NaN to integer ratio");
    mpq_t ratio;
    mpq_init(ratio);
    mpq_set_d(ratio, value);
    PyObject *parts[] = {py_int_from_big(mpq_numref(ratio)), py_int_from_big(mpq_denref(ratio))};
    mpq_clear(ratio);
    return py_tuple_from_array_stealing(parts, 2);
}

PY_METHOD(float_hex) {
    double value = py_float_value(self);
    if (!isfinite(value)) return py_object_repr(self);
    int exponent;
    double mantissa = frexp(fabs(value), &exponent);
    const char *sign = signbit(value) ? "-" : "";
    if (value == 0) return py_str_format("%s0x0.0p+0", sign);
    int shift = 1 - (DBL_MIN_EXP - exponent > 0 ? DBL_MIN_EXP - exponent : 0);
    mantissa = ldexp(mantissa, shift);
    exponent -= shift;
    uint64_t bits = (uint64_t)ldexp(mantissa - floor(mantissa), 52);
    return py_str_format("%s0x%d.%013llxp%s%d", sign, (int)mantissa, (unsigned long long)bits,
                         exponent < 0 ? "-" : "+", abs(exponent));
}

PY_METHOD(float_from_hex) {
    if (!py_is_str(arguments[0]))
        return py_raise(PY_TYPE(TypeError), "bad argument type for built-in operation");
    Str text = str_trim(py_str_utf8(arguments[0]));
    if (py_error_occurred()) return NULL;
    StrBuf buffer = {0};
    bool negative = text.length && text.data[0] == '-';
    if (text.length && (negative || text.data[0] == '+')) text = str_slice(text, 1, text.length);
    bool prefixed = text.length > 1 && text.data[0] == '0' && (text.data[1] | 0x20) == 'x';
    bool named = text.length && (text.data[0] | 0x20) >= 'g' && (text.data[0] | 0x20) <= 'z';
    if (!prefixed && !named) strbuf_append_c(&buffer, "0x");
    strbuf_append(&buffer, text);
    char *end = buffer.data;
    double value = buffer.data ? strtod(buffer.data, &end) : 0;
    bool valid = text.length && end == buffer.data + buffer.length;
    strbuf_free(&buffer);
    if (!valid) return py_raise(PY_TYPE(ValueError), "invalid hexadecimal floating-point string");
    if (isinf(value) && !named)
        return py_raise(PY_TYPE(OverflowError), "hexadecimal value too large to represent as a float");
    return py_float_new(negative ? -value : value);
}

PY_METHOD(float_new_arguments) {
    PyObject *value = float_plain(self);
    return value ? py_tuple_from_array_stealing(&value, 1) : NULL;
}

static const PyMethod float_methods[] = {
    {"conjugate", float_conjugate, 0, 0, 0, NULL, "Return self, the complex conjugate of any float."},
    {"__trunc__", float_trunc, 0, 0, 0, NULL, "Return the Integral closest to x between 0 and x."},
    {"__floor__", float_floor, 0, 0, 0, NULL, "Return the floor as an Integral."},
    {"__ceil__", float_ceil, 0, 0, 0, NULL, "Return the ceiling as an Integral."},
    {"__round__", float_round, 0, 1, 0, NULL, "Return the Integral closest to x, rounding half toward even."},
    {"as_integer_ratio", float_as_ratio, 0, 0, 0, NULL, "Return integer ratio."},
    {"fromhex", float_from_hex, 1, 1, PY_METHOD_CLASS, NULL,
     "Create a floating-point number from a hexadecimal string."},
    {"hex", float_hex, 0, 0, 0, NULL, "Return a hexadecimal representation of a floating-point number."},
    {"is_integer", float_is_integer, 0, 0, 0, NULL, "Return True if the float is an integer."},
    {"__getnewargs__", float_new_arguments, 0, 0, 0, NULL, NULL},
    {"__format__", float_format, 1, 1, 0, NULL, NULL},
    {0},
};

static PyObject *get_self(PyObject *self, void *closure) {
    (void)closure;
    return float_plain(self);
}

static PyObject *get_zero(PyObject *self, void *closure) {
    (void)self, (void)closure;
    return py_float_new(0.0);
}

static const PyGetSet float_getset[] = {
    {"real", get_self, NULL, "the real part of a complex number", NULL},
    {"imag", get_zero, NULL, "the imaginary part of a complex number", NULL},
    {0},
};

static PyObject *float_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    if (py_arguments_no_keywords("float", keyword_names) < 0 || py_arguments_count("float", count, 0, 1) < 0)
        return NULL;
    PyObject *value;
    if (!count)
        value = py_float_new(0.0);
    else if (py_is_str(arguments[0]) || py_is_bytes(arguments[0]))
        value = py_float_parse(arguments[0]);
    else
        value = py_number_to_float(arguments[0]);
    if (!value || type == PY_TYPE(float)) return value;
    PyFloat *object = (PyFloat *)py_object_alloc(type, 0);
    if (object) object->value = py_float_value(value);
    py_decref(value);
    return (PyObject *)object;
}

static PyObject *float_repr(PyObject *self) {
    StrBuf text = {0};
    py_float_append_repr(&text, py_float_value(self));
    PyObject *result = py_str_from_utf8(strbuf_view(&text));
    strbuf_free(&text);
    return result;
}

const PyType py_float_template = {
    .name = "float",
    .basic_size = sizeof(PyFloat),
    .dealloc = float_dealloc,
    .repr = float_repr,
    .number = &float_number,
    .hash = float_hash,
    .flags = PY_FLAG_BASE,
    .doc = "Convert a string or number to a floating point number, if possible.",
    .compare = float_compare,
    .methods = float_methods,
    .getset = float_getset,
    .new = float_new,
};
