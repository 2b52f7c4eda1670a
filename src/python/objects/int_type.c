/* The types int and bool: slots and methods. */
#include "python/objects/alloc.h"
#include "python/objects/bytes.h"
#include "python/objects/error.h"
#include "python/objects/float.h"
#include "python/objects/format.h"
#include "python/objects/int.h"
#include "python/objects/int_big.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"

#include <stdlib.h>
#include <string.h>

static void int_dealloc(PyObject *self) {
    py_object_free(self);
}

static PyObject *int_repr(PyObject *self) {
    return py_int_to_str(self, 10, false);
}

/* The value modulo 2^61 - 1, so that equal numbers of all types have equal hashes. */
static int64_t int_hash(PyObject *self) {
    const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    const PyInt *integer = (const PyInt *)self;
    uint64_t hash = 0;
    for (int64_t i = llabs(integer->base.size); i-- > 0;) {
        hash = (hash << PY_INT_SHIFT & modulus) | hash >> (61 - PY_INT_SHIFT);
        hash += integer->digit[i];
        if (hash >= modulus) hash -= modulus;
    }
    int64_t value = integer->base.size < 0 ? -(int64_t)hash : (int64_t)hash;
    return value == -1 ? -2 : value;
}

static PyObject *int_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    if (!py_is_int(other)) return py_not_implemented();
    int order = py_int_compare(self, other);
    const bool results[] = {order < 0, order <= 0, order == 0, order != 0, order > 0, order >= 0};
    return py_bool_from(results[comparison]);
}

/* One C function per operator: a slot does not know which one it was called for. */
#define INT_OPERATION(name, operator)                                                                        \
    static PyObject *name(PyObject *left, PyObject *right) {                                                 \
        if (!py_is_int(left) || !py_is_int(right)) return py_not_implemented();                              \
        return py_int_operate(operator, left, right);                                                        \
    }
INT_OPERATION(int_add, PY_ADD)
INT_OPERATION(int_and, PY_AND)
INT_OPERATION(int_floor_divide, PY_FLOOR_DIVIDE)
INT_OPERATION(int_left_shift, PY_LEFT_SHIFT)
INT_OPERATION(int_multiply, PY_MULTIPLY)
INT_OPERATION(int_remainder, PY_REMAINDER)
INT_OPERATION(int_or, PY_OR)
INT_OPERATION(int_operator_power, PY_POWER)
INT_OPERATION(int_right_shift, PY_RIGHT_SHIFT)
INT_OPERATION(int_subtract, PY_SUBTRACT)
INT_OPERATION(int_true_divide, PY_TRUE_DIVIDE)
INT_OPERATION(int_xor, PY_XOR)

/* base ** exponent % modulus; a negative exponent inverts the base first. */
static PyObject *power_modulo(PyObject *base, PyObject *exponent, PyObject *modulus) {
    mpz_t b, e, m;
    if (!py_size(modulus)) return py_raise(PY_TYPE(ValueError), "pow() 3rd argument cannot be 0");
    py_int_to_big(base, b);
    py_int_to_big(exponent, e);
    py_int_to_big(modulus, m);
    PyObject *result = NULL;
    if (mpz_sgn(e) < 0 && !mpz_invert(b, b, m)) {
        py_raise(PY_TYPE(ValueError), "base is not invertible for the given modulus");
    } else {
        mpz_abs(e, e);
        mpz_powm(b, b, e, m);
        mpz_fdiv_r(b, b, m);
        result = py_int_from_big(b);
    }
    mpz_clears(b, e, m, NULL);
    return result;
}

static PyObject *int_power(PyObject *base, PyObject *exponent, PyObject *modulus) {
    if (!py_is_int(base) || !py_is_int(exponent)) return py_not_implemented();
    if (modulus == PY_NONE) return py_int_operate(PY_POWER, base, exponent);
    if (!py_is_int(modulus)) return py_not_implemented();
    return power_modulo(base, exponent, modulus);
}

static PyObject *int_divmod(PyObject *left, PyObject *right) {
    PyObject *parts[2];
    if (!py_is_int(left) || !py_is_int(right)) return py_not_implemented();
    if (py_int_divmod(left, right, &parts[0], &parts[1]) < 0) return NULL;
    return py_tuple_from_array_stealing(parts, 2);
}

/* The value as a plain int: the object itself unless it belongs to a subclass. */
static PyObject *int_plain(PyObject *self) {
    if (py_is_exact(self, PY_TYPE(int))) return py_new_ref(self);
    if (py_int_is_single(self)) return py_int_from_int64(py_int_single(self));
    mpz_t big;
    py_int_to_big(self, big);
    return py_int_from_big_clearing(big);
}

static PyObject *int_absolute(PyObject *self) {
    return py_size(self) < 0 ? py_int_negate(self) : int_plain(self);
}

static int int_is_true(PyObject *self) {
    return py_size(self) != 0;
}

static PyObject *int_to_float(PyObject *self) {
    double value = py_int_to_double(self);
    return value == -1.0 && py_error_occurred() ? NULL : py_float_new(value);
}

static const PyNumberSlots int_number = {
    .binary = {[PY_ADD] = int_add,
               [PY_AND] = int_and,
               [PY_FLOOR_DIVIDE] = int_floor_divide,
               [PY_LEFT_SHIFT] = int_left_shift,
               [PY_MULTIPLY] = int_multiply,
               [PY_REMAINDER] = int_remainder,
               [PY_OR] = int_or,
               [PY_POWER] = int_operator_power,
               [PY_RIGHT_SHIFT] = int_right_shift,
               [PY_SUBTRACT] = int_subtract,
               [PY_TRUE_DIVIDE] = int_true_divide,
               [PY_XOR] = int_xor},
    .power = int_power,
    .divmod = int_divmod,
    .negative = py_int_negate,
    .positive = int_plain,
    .absolute = int_absolute,
    .invert = py_int_invert,
    .is_true = int_is_true,
    .to_int = int_plain,
    .to_float = int_to_float,
    .index = int_plain,
};

/* --- int(x, base) -----------------------------------------------------------------------------------------
 */

/* Text as ASCII, with the decimal digits of other scripts made into 0 to 9. */
static PyObject *parse_text(PyObject *text, int base) {
    StrBuf ascii = {0};
    py_str_append_ascii_digits(&ascii, text);
    PyObject *integer = py_int_parse(strbuf_view(&ascii), base);
    strbuf_free(&ascii);
    if (!integer && py_error_matches(PY_TYPE(ValueError)) && !py_str_is_ascii(text)) {
        py_error_clear();
        py_raise(PY_TYPE(ValueError), "invalid literal for int() with base %d: %.200R", base, text);
    }
    return integer;
}

static PyObject *parse_bytes(PyObject *bytes, int base) {
    PyObject *integer = py_int_parse(py_bytes_view(bytes), base);
    if (integer || !py_error_matches(PY_TYPE(ValueError))) return integer;
    py_error_clear();
    return py_raise(PY_TYPE(ValueError), "invalid literal for int() with base %d: %.200R", base, bytes);
}

static PyObject *int_from_object(PyObject *object) {
    const PyNumberSlots *number = object->type->number;
    PyObject *special;
    if (number && (number->to_int || number->index)) return py_number_to_int(object);
    int found = py_object_find_special(object, "__trunc__", &special);
    if (found < 0) return NULL;
    if (found) {
        PyObject *result = py_object_call_no_arguments(special);
        py_decref(special);
        return result;
    }
    if (py_is_str(object)) return parse_text(object, 10);
    if (py_is_bytes(object)) return parse_bytes(object, 10);
    return py_raise(PY_TYPE(TypeError),
                    "int() argument must be a string, a bytes-like object or a real number, not '%.200s'",
                    object->type->name);
}

static PyObject *int_with_base(PyObject *object, PyObject *base_object) {
    int64_t base = py_int_as_int64(base_object);
    if (base == -1 && py_error_occurred()) return NULL;
    if (base != 0 && (base < 2 || base > 36))
        return py_raise(PY_TYPE(ValueError), "int() base must be >= 2 and <= 36, or 0");
    if (py_is_str(object)) return parse_text(object, (int)base);
    if (py_is_bytes(object)) return parse_bytes(object, (int)base);
    return py_raise(PY_TYPE(TypeError), "int() can't convert non-string with explicit base");
}

/* An instance of a subclass with the value of `plain` (stolen). */
static PyObject *int_of_subtype(PyType *type, PyObject *plain) {
    if (!plain) return NULL;
    size_t digits = (size_t)llabs(py_size(plain));
    size_t header = offsetof(PyInt, digit) + (digits ? digits : 1) * sizeof(uint32_t);
    size_t size = header > (size_t)type->basic_size ? header : (size_t)type->basic_size;
    PyInt *integer = (PyInt *)py_object_alloc_bytes(type, (size + 15) & ~(size_t)7);
    if (integer) {
        integer->base.size = py_size(plain);
        memcpy(integer->digit, ((PyInt *)plain)->digit, (digits ? digits : 1) * sizeof(uint32_t));
    }
    py_decref(plain);
    return (PyObject *)integer;
}

static PyObject *int_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    PyObject *slots[2];
    if (py_arguments_place("int", "x / base", 0, 2, arguments, count, keyword_names, slots) < 0) return NULL;
    PyObject *value;
    if (!slots[0] && slots[1]) return py_raise(PY_TYPE(TypeError), "int() missing string argument");
    if (!slots[0])
        value = py_int_from_int64(0);
    else if (slots[1])
        value = int_with_base(slots[0], slots[1]);
    else
        value = int_from_object(slots[0]);
    return type == PY_TYPE(int) ? value : int_of_subtype(type, value);
}

/* --- Methods ----------------------------------------------------------------------------------------------
 */

PY_METHOD(int_bit_length) {
    return py_int_from_uint64(py_int_bit_length(self));
}

PY_METHOD(int_bit_count) {
    uint64_t bits = 0;
    for (int64_t i = 0; i < llabs(py_size(self)); i++)
        bits += (uint64_t)__builtin_popcount(((PyInt *)self)->digit[i]);
    return py_int_from_uint64(bits);
}

PY_METHOD(int_conjugate) {
    return int_plain(self);
}

PY_METHOD(int_as_ratio) {
    PyObject *parts[] = {int_plain(self), py_int_from_int64(1)};
    return py_tuple_from_array_stealing(parts, 2);
}

PY_METHOD(int_format) {
    if (!py_is_str(arguments[0]))
        return py_raise(PY_TYPE(TypeError), "__format__() argument must be str, not %.50s",
                        arguments[0]->type->name);
    return py_format_int(self, arguments[0]);
}

/* round(1250, -2) is 1200: half to even at the tens that are cut. */
static PyObject *round_to_tens(PyObject *self, int64_t tens) {
    mpz_t big, unit, rest, twice;
    py_int_to_big(self, big);
    mpz_inits(unit, rest, twice, NULL);
    mpz_ui_pow_ui(unit, 10, (unsigned long)tens);
    mpz_fdiv_r(rest, big, unit);
    mpz_sub(big, big, rest);
    mpz_mul_2exp(twice, rest, 1);
    int order = mpz_cmp(twice, unit);
    mpz_divexact(rest, big, unit);
    if (order > 0 || (order == 0 && mpz_odd_p(rest))) mpz_add(big, big, unit);
    mpz_clears(unit, rest, twice, NULL);
    return py_int_from_big_clearing(big);
}

PY_METHOD(int_round) {
    if (!arguments[0]) return int_plain(self);
    PyObject *digits = py_number_index(arguments[0]);
    if (!digits) return NULL;
    int overflow;
    int64_t places = py_int_to_int64_or_overflow(digits, &overflow);
    py_decref(digits);
    if (py_int_sign(arguments[0]) >= 0) return int_plain(self);
    if (overflow || (uint64_t)-places > py_int_bit_length(self)) return py_int_from_int64(0);
    return round_to_tens(self, -places);
}

static int parse_byte_order(PyObject *order, bool *little) {
    *little = false;
    if (!order) return 0;
    if (!py_is_str(order))
        return py_raise_int(PY_TYPE(TypeError), "to_bytes() argument 'byteorder' must be str, not %s",
                            order->type->name);
    *little = py_str_equal_c(order, "little");
    if (*little || py_str_equal_c(order, "big")) return 0;
    return py_raise_int(PY_TYPE(ValueError), "byteorder must be either 'little' or 'big'");
}

static PyObject *write_bytes(PyObject *self, size_t length, bool little) {
    PyObject *bytes = py_bytes_new(NULL, (int64_t)length);
    if (!bytes) return NULL;
    mpz_t big;
    py_int_to_big(self, big);
    if (mpz_sgn(big) < 0) { /* two's complement */
        mpz_t power;
        mpz_init_set_ui(power, 1);
        mpz_mul_2exp(power, power, length * 8);
        mpz_add(big, big, power);
        mpz_clear(power);
    }
    memset(py_bytes_data(bytes), 0, length);
    size_t used = mpz_sgn(big) ? (mpz_sizeinbase(big, 2) + 7) / 8 : 0;
    char *place = py_bytes_data(bytes) + (little ? 0 : length - used);
    if (mpz_sgn(big)) mpz_export(place, NULL, little ? -1 : 1, 1, 0, 0, big);
    mpz_clear(big);
    return bytes;
}

PY_METHOD(int_to_bytes) {
    bool little;
    int64_t length = arguments[0] ? py_int_as_int64(arguments[0]) : 1;
    if (length == -1 && py_error_occurred()) return NULL;
    if (parse_byte_order(arguments[1], &little) < 0) return NULL;
    int is_signed = arguments[2] ? py_object_is_true(arguments[2]) : 0;
    if (is_signed < 0) return NULL;
    if (length < 0) return py_raise(PY_TYPE(ValueError), "length argument must be non-negative");
    if (py_size(self) < 0 && !is_signed)
        return py_raise(PY_TYPE(OverflowError), "can't convert negative int to unsigned");
    uint64_t bits = py_int_bit_length(self);
    if (is_signed && py_size(self) < 0) {
        PyObject *inverted = py_int_invert(self);
        bits = inverted ? py_int_bit_length(inverted) : 0;
        py_xdecref(inverted);
    }
    if (bits + (is_signed ? 1 : 0) > (uint64_t)length * 8 && !(length == 0 && !py_size(self)))
        return py_raise(PY_TYPE(OverflowError), "int too big to convert");
    return write_bytes(self, (size_t)length, little);
}

PY_METHOD(int_from_bytes) {
    bool little;
    if (parse_byte_order(arguments[1], &little) < 0) return NULL;
    int is_signed = arguments[2] ? py_object_is_true(arguments[2]) : 0;
    if (is_signed < 0) return NULL;
    PyObject *bytes = py_object_call_one((PyObject *)PY_TYPE(bytes), arguments[0]);
    if (!bytes) return NULL;
    Str view = py_bytes_view(bytes);
    mpz_t big;
    mpz_init(big);
    mpz_import(big, view.length, little ? -1 : 1, 1, 0, 0, view.data);
    if (is_signed && view.length && mpz_tstbit(big, view.length * 8 - 1)) {
        mpz_t power;
        mpz_init_set_ui(power, 1);
        mpz_mul_2exp(power, power, view.length * 8);
        mpz_sub(big, big, power);
        mpz_clear(power);
    }
    py_decref(bytes);
    PyObject *value = py_int_from_big_clearing(big);
    if (!value || self == (PyObject *)PY_TYPE(int)) return value;
    PyObject *converted = py_object_call_one(self, value);
    py_decref(value);
    return converted;
}

PY_METHOD(int_new_arguments) {
    PyObject *value = int_plain(self);
    return value ? py_tuple_from_array_stealing(&value, 1) : NULL;
}

static const PyMethod int_methods[] = {
    {"conjugate", int_conjugate, 0, 0, 0, NULL, "Returns self, the complex conjugate of any int."},
    {"bit_length", int_bit_length, 0, 0, 0, NULL, "Number of bits necessary to represent self in binary."},
    {"bit_count", int_bit_count, 0, 0, 0, NULL,
     "Number of ones in the binary representation of the absolute value of self."},
    {"to_bytes", int_to_bytes, 0, 3, 0, "length byteorder * signed",
     "Return an array of bytes representing an integer."},
    {"from_bytes", int_from_bytes, 1, 3, PY_METHOD_CLASS, "bytes byteorder * signed",
     "Return the integer represented by the given array of bytes."},
    {"as_integer_ratio", int_as_ratio, 0, 0, 0, NULL, "Return integer ratio."},
    {"__trunc__", int_conjugate, 0, 0, 0, NULL, "Truncating an Integral returns itself."},
    {"__floor__", int_conjugate, 0, 0, 0, NULL, "Flooring an Integral returns itself."},
    {"__ceil__", int_conjugate, 0, 0, 0, NULL, "Ceiling of an Integral returns itself."},
    {"__round__", int_round, 0, 1, 0, NULL, "Rounding an Integral returns itself."},
    {"__getnewargs__", int_new_arguments, 0, 0, 0, NULL, NULL},
    {"__format__", int_format, 1, 1, 0, NULL, NULL},
    {0},
};

static PyObject *get_self(PyObject *self, void *closure) {
    (void)closure;
    return int_plain(self);
}

static PyObject *get_constant(PyObject *self, void *closure) {
    (void)self;
    return py_int_from_int64((int64_t)closure);
}

static const PyGetSet int_getset[] = {
    {"real", get_self, NULL, "the real part of a complex number", NULL},
    {"imag", get_constant, NULL, "the imaginary part of a complex number", (void *)0},
    {"numerator", get_self, NULL, "the numerator of a rational number in lowest terms", NULL},
    {"denominator", get_constant, NULL, "the denominator of a rational number in lowest terms", (void *)1},
    {0},
};

const PyType py_int_template = {
    .name = "int",
    .basic_size = offsetof(PyInt, digit),
    .item_size = sizeof(uint32_t),
    .dealloc = int_dealloc,
    .repr = int_repr,
    .number = &int_number,
    .hash = int_hash,
    .flags = PY_FLAG_BASE | PY_FLAG_INT,
    .doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or "
           "return 0 if no "
           "arguments\nare given.",
    .compare = int_compare,
    .methods = int_methods,
    .getset = int_getset,
    .new = int_new,
};

/* --- bool -------------------------------------------------------------------------------------------------
 */

static PyObject *bool_repr(PyObject *self) {
    return py_str_interned(self == PY_TRUE ? "True" : "False");
}

static PyObject *bool_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    (void)type;
    if (py_arguments_no_keywords("bool", keyword_names) < 0 || py_arguments_count("bool", count, 0, 1) < 0)
        return NULL;
    int truth = count ? py_object_is_true(arguments[0]) : 0;
    return truth < 0 ? NULL : py_bool_from(truth);
}

#define BOOL_OPERATION(name, operator, fallback)                                                             \
    static PyObject *name(PyObject *left, PyObject *right) {                                                 \
        if (!py_is_exact(left, PY_TYPE(bool)) || !py_is_exact(right, PY_TYPE(bool)))                         \
            return fallback(left, right);                                                                    \
        return py_bool_from((left == PY_TRUE) operator(right == PY_TRUE));                                   \
    }
BOOL_OPERATION(bool_and, &, int_and)
BOOL_OPERATION(bool_or, |, int_or)
BOOL_OPERATION(bool_xor, ^, int_xor)

static const PyNumberSlots bool_number = {
    .binary = {[PY_ADD] = int_add,
               [PY_AND] = bool_and,
               [PY_FLOOR_DIVIDE] = int_floor_divide,
               [PY_LEFT_SHIFT] = int_left_shift,
               [PY_MULTIPLY] = int_multiply,
               [PY_REMAINDER] = int_remainder,
               [PY_OR] = bool_or,
               [PY_POWER] = int_operator_power,
               [PY_RIGHT_SHIFT] = int_right_shift,
               [PY_SUBTRACT] = int_subtract,
               [PY_TRUE_DIVIDE] = int_true_divide,
               [PY_XOR] = bool_xor},
    .power = int_power,
    .divmod = int_divmod,
    .negative = py_int_negate,
    .positive = int_plain,
    .absolute = int_absolute,
    .invert = py_int_invert,
    .is_true = int_is_true,
    .to_int = int_plain,
    .to_float = int_to_float,
    .index = int_plain,
};

const PyType py_bool_template = {
    .name = "bool",
    .super = PY_TYPE(int),
    .basic_size = offsetof(PyInt, digit),
    .item_size = sizeof(uint32_t),
    .repr = bool_repr,
    .number = &bool_number,
    .doc = "bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise.\nThe builtins True "
           "and False are "
           "the only two instances of the class bool.\nThe class bool is a subclass of the class int, and "
           "cannot be "
           "subclassed.",
    .new = bool_new,
};
