/* From the text of a number to its value. The tokenizer has checked its form. */
#include "python/syntax/parser_internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DECIMAL_DIGITS = 4300 }; /* CPython's limit, since decimal conversion takes quadratic time */

static Str without_underscores(Arena *arena, Str text) {
    if (!memchr(text.data, '_', text.length)) return arena_copy(arena, text);
    char *digits = arena_alloc(arena, text.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] != '_') digits[length++] = text.data[i];
    return (Str){digits, length};
}

static int digit_value(char c) {
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

static void set_small_value(PyConstant *constant) {
    int64_t value = 0;
    constant->integer.fits = true;
    for (size_t i = 0; i < constant->integer.digits.length && constant->integer.fits; i++) {
        int digit = digit_value(constant->integer.digits.data[i]);
        constant->integer.fits = !__builtin_mul_overflow(value, (int64_t)constant->integer.base, &value) &&
                                 !__builtin_add_overflow(value, (int64_t)digit, &value);
    }
    constant->integer.value = constant->integer.fits ? value : 0;
}

static bool read_integer(PyParser *parser, Str digits, PyConstant *constant) {
    int base = 10;
    if (digits.length > 2 && digits.data[0] == '0') {
        char letter = (char)(digits.data[1] | 0x20);
        base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
    }
    if (base != 10) digits = str_slice(digits, 2, digits.length);
    /* One that starts with 0 has no other digits. */
    if (base == 10 && digits.length > MAX_DECIMAL_DIGITS && digits.data[0] != '0') {
        py_fail_at(parser, PY_SPAN_OF_LINE(parser->tokens.items[parser->at - 1].at.start + 1),
                   "Exceeds the limit (%d digits) for integer string conversion: value has %zu digits; use "
                   "sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge "
                   "integer literals to avoid decimal conversion limits.",
                   MAX_DECIMAL_DIGITS, digits.length);
        return false;
    }
    constant->kind = PY_CONSTANT_INT;
    constant->integer.digits = digits;
    constant->integer.base = (uint8_t)base;
    set_small_value(constant);
    return true;
}

bool py_read_number(PyParser *parser, Str text, PyConstant *constant) {
    Str digits = without_underscores(parser->arena, text);
    bool hexadecimal = digits.length > 1 && (digits.data[1] | 0x20) == 'x';
    char last = (char)(digits.data[digits.length - 1] | 0x20);
    bool imaginary = last == 'j';
    if (!imaginary && (hexadecimal || !strpbrk(digits.data, ".eE")))
        return read_integer(parser, digits, constant);
    constant->kind = imaginary ? PY_CONSTANT_IMAGINARY : PY_CONSTANT_FLOAT;
    constant->number = strtod(digits.data, NULL);
    return true;
}
