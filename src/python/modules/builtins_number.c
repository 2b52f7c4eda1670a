/* Builtin functions on numbers: abs, divmod, pow, round, bin, oct, hex, sum. */
#include "python/modules/modules.h"
#include "python/objects/error.h"
#include "python/objects/int.h"
#include "python/objects/protocol.h"
#include "python/objects/statics.h"

PY_METHOD(builtin_abs) {
    return py_number_absolute(arguments[0]);
}

PY_METHOD(builtin_divmod) {
    return py_number_divmod(arguments[0], arguments[1]);
}

PY_METHOD(builtin_pow) {
    return py_number_power(arguments[0], arguments[1], arguments[2] ? arguments[2] : PY_NONE);
}

PY_METHOD(builtin_round) {
    PyObject *round = NULL;
    int found = py_object_find_special(arguments[0], "__round__", &round);
    if (found == 0) py_raise(PY_TYPE(TypeError), "type %T doesn't define __round__ method", arguments[0]);
    if (found <= 0) return NULL;
    bool has_digits = arguments[1] && arguments[1] != PY_NONE;
    PyObject *result =
        has_digits ? py_object_call_one(round, arguments[1]) : py_object_call_no_arguments(round);
    py_decref(round);
    return result;
}

PY_METHOD(builtin_bin) {
    return py_number_to_base(arguments[0], 2);
}

PY_METHOD(builtin_oct) {
    return py_number_to_base(arguments[0], 8);
}

PY_METHOD(builtin_hex) {
    return py_number_to_base(arguments[0], 16);
}

static const char *refusal(const PyObject *start) {
    if (py_is_str(start)) return "sum() can't sum strings [use ''.join(seq) instead]";
    if (py_is_bytes(start)) return "sum() can't sum bytes [use b''.join(seq) instead]";
    return NULL;
}

PY_METHOD(builtin_sum) {
    PyObject *total =
        py_new_ref(arguments[1] ? arguments[1] : (PyObject *)&PY_STATICS->small_ints[-PY_SMALL_INT_LEAST]);
    const char *message = refusal(total);
    PyObject *iterator = message ? py_raise(PY_TYPE(TypeError), "%s", message) : py_object_iter(arguments[0]);
    PyObject *item;
    while (iterator && total && (item = py_iter_next(iterator))) {
        PyObject *next = py_number_operate(PY_ADD, total, item);
        py_decref(item);
        py_replace(total, next);
    }
    if (!iterator || py_error_occurred()) py_clear(total);
    py_xdecref(iterator);
    return total;
}

const PyMethod py_builtin_number_functions[] = {
    {"abs", builtin_abs, 1, 1, 0, NULL, "Return the absolute value of the argument."},
    {"divmod", builtin_divmod, 2, 2, 0, NULL, "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."},
    {"pow", builtin_pow, 2, 3, 0, "base exp mod",
     "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments."},
    {"round", builtin_round, 1, 2, 0, "number ndigits",
     "Round a number to a given precision in decimal digits."},
    {"bin", builtin_bin, 1, 1, 0, NULL, "Return the binary representation of an integer."},
    {"oct", builtin_oct, 1, 1, 0, NULL, "Return the octal representation of an integer."},
    {"hex", builtin_hex, 1, 1, 0, NULL, "Return the hexadecimal representation of an integer."},
    {"sum", builtin_sum, 1, 2, 0, "iterable / start",
     "Return the sum of a 'start' value (default: 0) plus an iterable of numbers"},
    {0}};
