/* The type complex, see complex.h. */
#include "python/objects/complex.h"

#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/float.h"
#include "python/objects/format.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"

#include <complex.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef double complex Value;

static Value make(double real, double imaginary) {
    union {
        double parts[2];
        Value value;
    } both = {{real, imaginary}};
    return both.value;
}

static Value value_of(const PyObject *object) {
    const PyComplex *number = (const PyComplex *)object;
    return make(number->real, number->imaginary);
}

PyObject *py_complex_new(double real, double imaginary) {
    PyComplex *number = (PyComplex *)py_object_alloc_bytes(PY_TYPE(complex), sizeof(PyComplex));
    if (!number) return NULL;
    number->real = real;
    number->imaginary = imaginary;
    return (PyObject *)number;
}

static PyObject *from_value(Value value) {
    return py_complex_new(creal(value), cimag(value));
}

static void complex_dealloc(PyObject *self) {
    py_object_free(self);
}

static void append_part(StrBuf *out, double value, bool sign) {
    if (sign && !signbit(value)) strbuf_append_char(out, '+');
    if (sign && isnan(value) && signbit(value)) strbuf_append_char(out, '+');
    py_float_append_format(out, value, 'r', 0, false, false);
}

static PyObject *complex_repr(PyObject *self) {
    double real = creal(value_of(self)), imaginary = cimag(value_of(self));
    bool pure = real == 0 && !signbit(real);
    StrBuf out = {0};
    if (!pure) {
        strbuf_append_char(&out, '(');
        append_part(&out, real, false);
    }
    append_part(&out, imaginary, !pure);
    strbuf_append_c(&out, pure ? "j" : "j)");
    PyObject *text = py_str_from_utf8(strbuf_view(&out));
    strbuf_free(&out);
    return text;
}

static int64_t complex_hash(PyObject *self) {
    int64_t real = py_float_hash(creal(value_of(self)), self),
            imaginary = py_float_hash(cimag(value_of(self)), self);
    int64_t hash = (int64_t)((uint64_t)real + 1000003u * (uint64_t)imaginary);
    return hash == -1 ? -2 : hash;
}

/* 1 done, 0 no number, -1 exception. */
static int operand(PyObject *object, Value *value) {
    if (py_is_instance_of(object, PY_TYPE(complex))) {
        *value = value_of(object);
        return 1;
    }
    if (!py_is_int(object) && !py_is_instance_of(object, PY_TYPE(float))) return 0;
    double real = py_float_as_double(object);
    *value = make(real, 0);
    return real == -1.0 && py_error_occurred() ? -1 : 1;
}

static PyObject *complex_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    if (comparison != PY_EQ && comparison != PY_NE) return py_not_implemented();
    bool equal;
    if (py_is_int(other)) {
        PyObject *real = py_float_new(creal(value_of(self)));
        int same = real && cimag(value_of(self)) == 0 ? py_object_compare_bool(real, other, PY_EQ) : 0;
        py_xdecref(real);
        if (same < 0) return NULL;
        equal = same;
    } else {
        Value b;
        int known = operand(other, &b);
        if (known <= 0) return known ? NULL : py_not_implemented();
        equal = creal(value_of(self)) == creal(b) && cimag(value_of(self)) == cimag(b);
    }
    return py_bool_from(equal == (comparison == PY_EQ));
}

/* --- Arithmetic -------------------------------------------------------------------------------------------
 */

static PyObject *add(Value a, Value b) {
    return py_complex_new(creal(a) + creal(b), cimag(a) + cimag(b));
}

static PyObject *subtract(Value a, Value b) {
    return py_complex_new(creal(a) - creal(b), cimag(a) - cimag(b));
}

static Value product(Value a, Value b) {
    return make(creal(a) * creal(b) - cimag(a) * cimag(b), creal(a) * cimag(b) + cimag(a) * creal(b));
}

static PyObject *multiply(Value a, Value b) {
    return from_value(product(a, b));
}

/* Smith's method: divides by the larger component, so that nothing overflows on the way. */
static Value quotient(Value a, Value b) {
    double br = creal(b), bi = cimag(b);
    if (fabs(br) >= fabs(bi)) {
        double ratio = bi / br, denominator = br + bi * ratio;
        return make((creal(a) + cimag(a) * ratio) / denominator, (cimag(a) - creal(a) * ratio) / denominator);
    }
    if (isnan(br) || isnan(bi)) return make(NAN, NAN);
    double ratio = br / bi, denominator = br * ratio + bi;
    return make((creal(a) * ratio + cimag(a)) / denominator, (cimag(a) * ratio - creal(a)) / denominator);
}

static PyObject *divide(Value a, Value b) {
    if (creal(b) == 0 && cimag(b) == 0)
        return py_raise(PY_TYPE(ZeroDivisionError), "complex division by zero");
    return from_value(quotient(a, b));
}

static Value power_by_squaring(Value base, int64_t exponent) {
    Value result = make(1, 0);
    for (uint64_t n = (uint64_t)llabs(exponent); n; n >>= 1) {
        if (n & 1) result = product(result, base);
        base = product(base, base);
    }
    return exponent < 0 ? quotient(make(1, 0), result) : result;
}

static Value power_by_angle(Value a, Value b) {
    double length = pow(hypot(creal(a), cimag(a)), creal(b)), angle = atan2(cimag(a), creal(a));
    double phase = angle * creal(b);
    if (cimag(b) != 0) {
        length *= exp(-angle * cimag(b));
        phase += cimag(b) * log(hypot(creal(a), cimag(a)));
    }
    return make(length * cos(phase), length * sin(phase));
}

static PyObject *power(Value a, Value b) {
    if (creal(b) == 0 && cimag(b) == 0) return py_complex_new(1, 0);
    if (creal(a) == 0 && cimag(a) == 0) {
        if (cimag(b) != 0 || creal(b) < 0)
            return py_raise(PY_TYPE(ZeroDivisionError), "0.0 to a negative or complex power");
        return py_complex_new(0, 0);
    }
    bool whole = cimag(b) == 0 && creal(b) == floor(creal(b)) && fabs(creal(b)) <= 100;
    Value result = whole ? power_by_squaring(a, (int64_t)creal(b)) : power_by_angle(a, b);
    if (isinf(creal(result)) || isinf(cimag(result)))
        return py_raise(PY_TYPE(OverflowError), "complex exponentiation");
    return from_value(result);
}

#define COMPLEX_OPERATION(name, operation)                                                                   \
    static PyObject *name(PyObject *left, PyObject *right) {                                                 \
        Value a, b;                                                                                          \
        int known = operand(left, &a);                                                                       \
        if (known > 0) known = operand(right, &b);                                                           \
        if (known <= 0) return known ? NULL : py_not_implemented();                                          \
        return operation(a, b);                                                                              \
    }
COMPLEX_OPERATION(complex_add, add)
COMPLEX_OPERATION(complex_subtract, subtract)
COMPLEX_OPERATION(complex_multiply, multiply)
COMPLEX_OPERATION(complex_divide, divide)
COMPLEX_OPERATION(complex_operator_power, power)

static PyObject *complex_power(PyObject *base, PyObject *exponent, PyObject *modulus) {
    if (modulus != PY_NONE) return py_raise(PY_TYPE(ValueError), "complex modulo");
    return complex_operator_power(base, exponent);
}

static PyObject *complex_negative(PyObject *self) {
    return py_complex_new(-creal(value_of(self)), -cimag(value_of(self)));
}

static PyObject *complex_positive(PyObject *self) {
    return py_is_exact(self, PY_TYPE(complex)) ? py_new_ref(self) : from_value(value_of(self));
}

static PyObject *complex_absolute(PyObject *self) {
    double length = hypot(creal(value_of(self)), cimag(value_of(self)));
    if (isinf(length) && isfinite(creal(value_of(self))) && isfinite(cimag(value_of(self))))
        return py_raise(PY_TYPE(OverflowError), "absolute value too large");
    return py_float_new(length);
}

static int complex_is_true(PyObject *self) {
    return creal(value_of(self)) != 0 || cimag(value_of(self)) != 0;
}

/* --- Making -----------------------------------------------------------------------------------------------
 */

/* Reads a float at the start; 0 characters when there is none. */
static size_t read_number(const char *text, double *value) {
    char *end;
    if (text[0] == '0' && (text[1] | 0x20) == 'x') return 0;
    *value = strtod(text, &end);
    return (size_t)(end - text);
}

static bool parse_text(const char *text, double *real, double *imaginary) {
    *real = *imaginary = 0;
    double first;
    size_t used = read_number(text, &first);
    if (used && !text[used]) {
        *real = first;
        return true;
    }
    if (used && (text[used] | 0x20) == 'j') {
        *imaginary = first;
        return !text[used + 1];
    }
    if (used) *real = first, text += used;
    if (*text != '+' && *text != '-' && (used || (*text | 0x20) != 'j')) return false;
    used = read_number(text, imaginary);
    if (!used) {
        *imaginary = *text == '-' ? -1 : 1;
        if (*text == '+' || *text == '-') text++;
    }
    text += used;
    return (*text | 0x20) == 'j' && !text[1];
}

static PyObject *parse(PyObject *string) {
    StrBuf text = {0};
    py_str_append_ascii_digits(&text, string);
    Str trimmed = str_trim(strbuf_view(&text));
    if (trimmed.length >= 2 && trimmed.data[0] == '(' && trimmed.data[trimmed.length - 1] == ')')
        trimmed = str_trim(str_slice(trimmed, 1, trimmed.length - 1));
    StrBuf plain = {0};
    for (size_t i = 0; i < trimmed.length; i++)
        if (trimmed.data[i] != '_') strbuf_append_char(&plain, trimmed.data[i]);
    double real, imaginary;
    bool valid = plain.length && parse_text(plain.data, &real, &imaginary);
    strbuf_free(&text);
    strbuf_free(&plain);
    if (!valid) return py_raise(PY_TYPE(ValueError), "complex() arg is a malformed string");
    return py_complex_new(real, imaginary);
}

/* A part as a complex: __complex__, else a real number. */
static bool take_part(PyObject *object, Value *value, const char *which) {
    PyObject *method;
    *value = 0;
    if (!object) return true;
    int found =
        py_is_exact(object, PY_TYPE(complex)) ? 0 : py_object_find_special(object, "__complex__", &method);
    if (found < 0) return false;
    if (found) {
        PyObject *converted = py_object_call_no_arguments(method);
        py_decref(method);
        if (converted) *value = py_is_instance_of(converted, PY_TYPE(complex)) ? value_of(converted) : 0;
        py_xdecref(converted);
        return converted != NULL;
    }
    if (py_is_instance_of(object, PY_TYPE(complex))) {
        *value = value_of(object);
        return true;
    }
    const PyNumberSlots *number = object->type->number;
    if (!number || (!number->to_float && !number->index)) {
        py_raise(PY_TYPE(TypeError), "complex() %s argument must be a %snumber, not '%.200s'", which,
                 which[0] == 'f' ? "string or a " : "", object->type->name);
        return false;
    }
    double real = py_float_as_double(object);
    *value = make(real, 0);
    return !(real == -1.0 && py_error_occurred());
}

static PyObject *complex_type_new(PyType *type, PyObject *const *arguments, int64_t count,
                                  PyObject *keyword_names) {
    PyObject *slots[2];
    Value real, imaginary;
    if (py_arguments_place("complex", "real imag", 0, 2, arguments, count, keyword_names, slots) < 0)
        return NULL;
    if (slots[0] && py_is_str(slots[0])) {
        if (slots[1])
            return py_raise(PY_TYPE(TypeError), "complex() can't take second arg if first is a string");
        return parse(slots[0]);
    }
    if (slots[1] && py_is_str(slots[1]))
        return py_raise(PY_TYPE(TypeError), "complex() second arg can't be a string");
    if (slots[0] && !slots[1] && type == PY_TYPE(complex) && py_is_exact(slots[0], type))
        return py_new_ref(slots[0]);
    if (!take_part(slots[0], &real, "first") || !take_part(slots[1], &imaginary, "second")) return NULL;
    double r = creal(real), i = creal(imaginary);
    if (cimag(imaginary) != 0) r -= cimag(imaginary); /* a real number adds nothing, not even a zero's sign */
    if (cimag(real) != 0) i += cimag(real);
    if (!slots[1]) i = cimag(real);
    PyComplex *number = (PyComplex *)py_object_alloc(type, 0);
    if (number) number->real = r, number->imaginary = i;
    return (PyObject *)number;
}

PY_METHOD(complex_conjugate) {
    return py_complex_new(creal(value_of(self)), -cimag(value_of(self)));
}

PY_METHOD(complex_format) {
    return py_format_complex(self, arguments[0]);
}

static PyObject *get_part(PyObject *self, void *closure) {
    return py_float_new(closure ? cimag(value_of(self)) : creal(value_of(self)));
}

static const PyMethod complex_methods[] = {
    {"conjugate", complex_conjugate, 0, 0, 0, NULL,
     "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."},
    {"__format__", complex_format, 1, 1, 0, NULL, "Convert to a string according to format_spec."},
    {0},
};

static const PyGetSet complex_getset[] = {
    {"real", get_part, NULL, "the real part of a complex number", NULL},
    {"imag", get_part, NULL, "the imaginary part of a complex number", (void *)1},
    {0},
};

static const PyNumberSlots complex_number = {
    .binary = {[PY_ADD] = complex_add,
               [PY_SUBTRACT] = complex_subtract,
               [PY_MULTIPLY] = complex_multiply,
               [PY_TRUE_DIVIDE] = complex_divide,
               [PY_POWER] = complex_operator_power},
    .power = complex_power,
    .negative = complex_negative,
    .positive = complex_positive,
    .absolute = complex_absolute,
    .is_true = complex_is_true,
};

const PyType py_complex_template = {
    .name = "complex",
    .basic_size = sizeof(PyComplex),
    .dealloc = complex_dealloc,
    .repr = complex_repr,
    .number = &complex_number,
    .hash = complex_hash,
    .flags = PY_FLAG_BASE,
    .doc = "Create a complex number from a real part and an optional imaginary part.\n\nThis is equivalent "
           "to (real + "
           "imag*1j) where imag defaults to 0.",
    .compare = complex_compare,
    .methods = complex_methods,
    .getset = complex_getset,
    .new = complex_type_new,
};
