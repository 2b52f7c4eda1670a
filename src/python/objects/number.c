/* Operators: which operand's slot is asked first, and what is said when neither answers. */
#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/float.h"
#include "python/objects/int.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"

#include <string.h>

static const char *const operator_text[PY_OPERATORS] = {
    [PY_ADD] = "+",
    [PY_AND] = "&",
    [PY_FLOOR_DIVIDE] = "//",
    [PY_LEFT_SHIFT] = "<<",
    [PY_OR] = "|",
    [PY_MULTIPLY] = "*",
    [PY_MATRIX_MULTIPLY] = "@",
    [PY_REMAINDER] = "%",
    [PY_POWER] = "** or pow()",
    [PY_RIGHT_SHIFT] = ">>",
    [PY_SUBTRACT] = "-",
    [PY_TRUE_DIVIDE] = "/",
    [PY_XOR] = "^",
};

static PyBinary binary_slot(const PyObject *object, PyOperator operator) {
    return object->type->number ? object->type->number->binary[operator] : NULL;
}

/* Asks both operands; a right one of a derived class goes first. NotImplemented when neither knows. */
static PyObject *ask_both(PyBinary a, PyBinary b, PyObject *left, PyObject *right) {
    if (b == a) b = NULL;
    if (a && b && right->type != left->type && py_type_is_subtype(right->type, left->type)) {
        PyObject *result = b(left, right);
        if (result != PY_NOT_IMPLEMENTED) return result;
        py_decref(result);
        b = NULL;
    }
    if (a) {
        PyObject *result = a(left, right);
        if (result != PY_NOT_IMPLEMENTED) return result;
        py_decref(result);
    }
    return b ? b(left, right) : py_not_implemented();
}

static PyObject *unsupported(const char *text, PyObject *left, PyObject *right) {
    return py_raise(PY_TYPE(TypeError), "unsupported operand type(s) for %.100s: '%.100s' and '%.100s'", text,
                    left->type->name, right->type->name);
}

typedef PyObject *(*RepeatFunction)(PyObject *self, int64_t count);

static PyObject *repeat(RepeatFunction function, PyObject *sequence, PyObject *count_object) {
    if (!py_number_has_index(count_object))
        return py_raise(PY_TYPE(TypeError), "can't multiply sequence by non-int of type '%.200s'",
                        count_object->type->name);
    int64_t count = py_number_as_index(count_object, false);
    if (count == -1 && py_error_occurred()) return NULL;
    return function(sequence, count);
}

/* What sequences do with + and *, when the number slots gave no answer. NULL without exception: nothing. */
static PyObject *operate_sequence(PyOperator operator, bool inplace, PyObject *left, PyObject *right) {
    const PySequenceSlots *a = left->type->sequence, *b = right->type->sequence;
    if (operator== PY_ADD && a) {
        if (inplace && a->inplace_concat) return a->inplace_concat(left, right);
        if (a->concat) return a->concat(left, right);
    }
    if (operator== PY_MULTIPLY && a) {
        if (inplace && a->inplace_repeat) return repeat(a->inplace_repeat, left, right);
        if (a->repeat) return repeat(a->repeat, left, right);
    }
    if (operator== PY_MULTIPLY && b && b->repeat) return repeat(b->repeat, right, left);
    return NULL;
}

static PyObject *operate(PyOperator operator, bool inplace, PyObject *left, PyObject *right) {
    PyObject *result = ask_both(binary_slot(left, operator), binary_slot(right, operator), left, right);
    if (result != PY_NOT_IMPLEMENTED) return result;
    py_decref(result);
    result = operate_sequence(operator, inplace, left, right);
    if (result || py_error_occurred()) return result;
    if (!inplace) {
        bool print_shift = operator== PY_RIGHT_SHIFT &&
                           py_is_exact(left, PY_TYPE(builtin_function_or_method)) &&
                           strcmp(((PyBuiltin *)left)->method->name, "print") == 0;
        if (print_shift)
            return py_raise(
                PY_TYPE(TypeError),
                "unsupported operand type(s) for >>: '%.100s' and '%.100s'. Did you mean \"print(<message>, "
                "file=<output_stream>)\"?",
                left->type->name, right->type->name);
        return unsupported(operator_text[operator], left, right);
    }
    char text[8];
    strcpy(text, operator== PY_POWER ? "**" : operator_text[operator]);
    return unsupported(strcat(text, "="), left, right);
}

PyObject *py_number_operate(int operator, PyObject * left, PyObject *right) {
    if (operator<PY_OPERATORS) return operate((PyOperator) operator, false, left, right);
    operator-= PY_INPLACE;
    PyBinary inplace = left->type->number ? left->type->number->inplace[operator] : NULL;
    if (inplace) {
        PyObject *result = inplace(left, right);
        if (result != PY_NOT_IMPLEMENTED) return result;
        py_decref(result);
    }
    return operate((PyOperator) operator, true, left, right);
}

static PyTernary power_slot(const PyObject *object) {
    return object->type->number ? object->type->number->power : NULL;
}

PyObject *py_number_power(PyObject *base, PyObject *exponent, PyObject *modulus) {
    if (modulus == PY_NONE) return py_number_operate(PY_POWER, base, exponent);
    PyTernary slots[] = {power_slot(base), power_slot(exponent), power_slot(modulus)};
    for (size_t i = 0; i < 3; i++) {
        if (!slots[i] || (i && slots[i] == slots[i - 1])) continue;
        PyObject *result = slots[i](base, exponent, modulus);
        if (result != PY_NOT_IMPLEMENTED) return result;
        py_decref(result);
    }
    return py_raise(PY_TYPE(TypeError),
                    "unsupported operand type(s) for ** or pow(): '%.100s', '%.100s', '%.100s'",
                    base->type->name, exponent->type->name, modulus->type->name);
}

PyObject *py_number_divmod(PyObject *left, PyObject *right) {
    PyBinary a = left->type->number ? left->type->number->divmod : NULL;
    PyBinary b = right->type->number ? right->type->number->divmod : NULL;
    PyObject *result = ask_both(a, b, left, right);
    if (result != PY_NOT_IMPLEMENTED) return result;
    py_decref(result);
    return unsupported("divmod()", left, right);
}

#define UNARY(function, slot, text)                                                                          \
    PyObject *function(PyObject *operand) {                                                                  \
        const PyNumberSlots *number = operand->type->number;                                                 \
        if (number && number->slot) return number->slot(operand);                                            \
        return py_raise(PY_TYPE(TypeError), "bad operand type for " text ": '%.200s'", operand->type->name); \
    }
UNARY(py_number_negative, negative, "unary -")
UNARY(py_number_positive, positive, "unary +")
UNARY(py_number_invert, invert, "unary ~")
UNARY(py_number_absolute, absolute, "abs()")

/* --- Conversions ------------------------------------------------------------------------------------------
 */

bool py_number_has_index(PyObject *object) {
    return object->type->number && object->type->number->index;
}

/* The result of __index__ and __int__ must be an int. */
static PyObject *checked_int(PyObject *value, const char *method) {
    if (!value || py_is_int(value)) return value;
    py_raise(PY_TYPE(TypeError), "%s returned non-int (type %.200s)", method, value->type->name);
    py_decref(value);
    return NULL;
}

PyObject *py_number_index(PyObject *operand) {
    if (py_is_int(operand)) return py_new_ref(operand);
    if (!py_number_has_index(operand))
        return py_raise(PY_TYPE(TypeError), "'%.200s' object cannot be interpreted as an integer",
                        operand->type->name);
    return checked_int(operand->type->number->index(operand), "__index__");
}

PyObject *py_number_to_int(PyObject *operand) {
    const PyNumberSlots *number = operand->type->number;
    if (number && number->to_int) return checked_int(number->to_int(operand), "__int__");
    return py_number_index(operand);
}

PyObject *py_number_to_float(PyObject *operand) {
    const PyNumberSlots *number = operand->type->number;
    if (number && number->to_float) {
        PyObject *value = number->to_float(operand);
        if (!value || py_is_instance_of(value, PY_TYPE(float))) return value;
        py_raise(PY_TYPE(TypeError), "%.50s.__float__ returned non-float (type %.50s)", operand->type->name,
                 value->type->name);
        py_decref(value);
        return NULL;
    }
    if (!py_number_has_index(operand))
        return py_raise(PY_TYPE(TypeError),
                        "float() argument must be a string or a real number, not '%.200s'",
                        operand->type->name);
    PyObject *integer = py_number_index(operand);
    double value = integer ? py_int_to_double(integer) : -1.0;
    py_xdecref(integer);
    return py_error_occurred() ? NULL : py_float_new(value);
}

int64_t py_number_as_index(PyObject *object, bool clip) {
    PyObject *integer = py_number_index(object);
    if (!integer) return -1;
    int overflow;
    int64_t value = py_int_to_int64_or_overflow(integer, &overflow);
    py_decref(integer);
    if (!overflow) return value;
    if (clip) return overflow < 0 ? INT64_MIN : INT64_MAX;
    return py_raise_int(PY_TYPE(IndexError), "cannot fit '%.200s' into an index-sized integer",
                        object->type->name);
}

PyObject *py_number_to_base(PyObject *operand, int base) {
    PyObject *integer = py_number_index(operand);
    PyObject *text = integer ? py_int_to_str(integer, base, true) : NULL;
    py_xdecref(integer);
    return text;
}
