/* Ints as text, both ways. */
#include "base/memory_error.h"
#include "base/utf8.h"
#include "python/objects/error.h"
#include "python/objects/int.h"
#include "python/objects/int_big.h"

#include <stdlib.h>
#include <string.h>

static int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'z') return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
    return 99;
}

/* Checks digits and single underscores between them; the number of digits, or -1. */
static int64_t count_digits(Str text, int base) {
    int64_t digits = 0;
    bool after_digit = false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c == '_' ? !after_digit : digit_value(c) >= base) return -1;
        after_digit = c != '_';
        digits += after_digit;
    }
    return after_digit ? digits : -1;
}

static PyObject *exceeds_limit(int64_t digits) {
    return py_raise(
        PY_TYPE(ValueError),
        "Exceeds the limit (%lld digits) for integer string conversion: value has %lld digits; use "
        "sys.set_int_max_str_digits() to increase the limit",
        (long long)py_runtime.int_max_str_digits, (long long)digits);
}

static PyObject *convert_big(Str text, int base, int64_t digits) {
    char *plain = base_alloc((size_t)digits + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] != '_') plain[length++] = text.data[i];
    plain[length] = '\0';
    mpz_t big;
    mpz_init(big);
    mpz_set_str(big, plain, base);
    free(plain);
    return py_int_from_big_clearing(big);
}

PyObject *py_int_from_digits(Str text, int base, bool limited) {
    int64_t digits = count_digits(text, base);
    if (digits < 0) return py_raise(PY_TYPE(ValueError), "invalid digits");
    bool power_of_two = (base & (base - 1)) == 0;
    int64_t limit = py_runtime.int_max_str_digits;
    if (limited && !power_of_two && limit && digits > limit) return exceeds_limit(digits);
    if (digits > 11) return convert_big(text, base, digits);
    int64_t value = 0;
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] != '_') value = value * base + digit_value(text.data[i]);
    return py_int_from_int64(value);
}

/* 16 for 0x, 8 for 0o, 2 for 0b, else 0. */
static int prefix_base(Str text) {
    if (text.length < 2 || text.data[0] != '0') return 0;
    switch (text.data[1] | 0x20) {
    case 'x': return 16;
    case 'o': return 8;
    case 'b': return 2;
    default: return 0;
    }
}

/* Cuts the prefix off; false when the text cannot be an int. */
static bool resolve_base(Str *text, int *base) {
    int prefix = prefix_base(*text);
    if (prefix && (*base == 0 || *base == prefix)) {
        *text = str_slice(*text, 2, text->length);
        if (text->length && text->data[0] == '_') *text = str_slice(*text, 1, text->length);
        *base = prefix;
        return true;
    }
    if (*base) return true;
    *base = 10;
    for (size_t i = 0; text->length && text->data[0] == '0' && i < text->length; i++)
        if (text->data[i] != '0' && text->data[i] != '_') return false; /* 0123 is no int in base 0 */
    return true;
}

PyObject *py_int_parse(Str original, int base) {
    int asked = base;
    Str text = original;
    while (text.length && strchr(" \t\n\r\f\v", text.data[0])) text = str_slice(text, 1, text.length);
    while (text.length && strchr(" \t\n\r\f\v", text.data[text.length - 1])) text.length--;
    bool negative = text.length && text.data[0] == '-';
    if (text.length && (negative || text.data[0] == '+')) text = str_slice(text, 1, text.length);
    if (!text.length || !resolve_base(&text, &base) || count_digits(text, base) < 0) {
        PyObject *shown = py_str_from_utf8(original);
        if (shown)
            py_raise(PY_TYPE(ValueError), "invalid literal for int() with base %d: %.200R", asked, shown);
        py_xdecref(shown);
        return NULL;
    }
    PyObject *magnitude = py_int_from_digits(text, base, true);
    if (!magnitude || !negative) return magnitude;
    PyObject *integer = py_int_negate(magnitude);
    py_decref(magnitude);
    return integer;
}

static PyObject *big_to_str(const PyObject *integer, int base, const char *prefix) {
    mpz_t big;
    py_int_to_big(integer, big);
    size_t length = mpz_sizeinbase(big, base);
    char *text = base_alloc(length + 8);
    size_t lead = 0;
    if (mpz_sgn(big) < 0) text[lead++] = '-';
    mpz_abs(big, big);
    memcpy(text + lead, prefix, strlen(prefix));
    mpz_get_str(text + lead + strlen(prefix), base, big);
    mpz_clear(big);
    PyObject *result = py_str_from_c(text);
    free(text);
    return result;
}

static bool exceeds_digits(const PyObject *integer) {
    int64_t limit = py_runtime.int_max_str_digits;
    /* 10^limit has limit * 3.32 bits; in the narrow band between, the digits are counted. */
    double bits = (double)py_int_bit_length(integer);
    if (!limit || bits < (double)limit * 3.3219280948873623) return false;
    if (bits > (double)limit * 3.3219280948873623 + 2) return true;
    mpz_t big, bound;
    py_int_to_big(integer, big);
    mpz_init(bound);
    mpz_ui_pow_ui(bound, 10, (unsigned long)limit);
    bool exceeds = mpz_cmpabs(big, bound) >= 0;
    mpz_clears(big, bound, NULL);
    return exceeds;
}

PyObject *py_int_to_str(const PyObject *integer, int base, bool prefix) {
    if (base == 10 && llabs(py_size(integer)) <= 2)
        return py_str_format("%lld", (long long)py_int_low_bits(integer));
    if (base == 10 && exceeds_digits(integer))
        return py_raise(PY_TYPE(ValueError),
                        "Exceeds the limit (%lld digits) for integer string conversion; use "
                        "sys.set_int_max_str_digits() to increase the limit",
                        (long long)py_runtime.int_max_str_digits);
    const char *text = !prefix ? "" : base == 16 ? "0x" : base == 8 ? "0o" : base == 2 ? "0b" : "";
    return big_to_str(integer, base, text);
}
