/* Constants from literals (spec: "Integer literals" to "String literals"). The scanner has made sure that
 * they are well formed. */
#include "base/utf8.h"
#include "go/types/number.h"

#include <string.h>

/* ---- Numbers ---------------------------------------------------------------------------------------- */

static int literal_digit(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    return (character | 0x20) - 'a' + 10;
}

/* Base by prefix; moves `*text` behind it. */
static int literal_base(Str *text, bool is_imaginary) {
    if (text->length < 2 || text->data[0] != '0') return 10;
    int base = 10;
    switch (text->data[1] | 0x20) {
    case 'x': base = 16; break;
    case 'o': base = 8; break;
    case 'b': base = 2; break;
    default: return is_imaginary ? 10 : 8; /* 0755, but 0755i is decimal */
    }
    *text = str_slice(*text, 2, text->length);
    return base;
}

/* The digits without `_` and point, in `digits` (NUL-terminated); gives the number of digits behind the
 * point. */
static size_t literal_digits(Str text, char *digits) {
    size_t count = 0, behind = 0;
    bool is_behind = false;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '.') {
            is_behind = true;
        } else if (text.data[i] != '_') {
            digits[count++] = text.data[i];
            behind += is_behind;
        }
    }
    if (count == 0) digits[count++] = '0';
    digits[count] = 0;
    return behind;
}

/* An exponent's value, far outside of any reach when it is too long. */
static int64_t literal_exponent(Str text) {
    bool is_negative = text.length && text.data[0] == '-';
    int64_t value = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') continue;
        if (value < INT64_C(1) << 40) value = value * 10 + (text.data[i] - '0');
    }
    return is_negative ? -value : value;
}

static GoConstant *literal_store(Arena *arena, GoReal *x) {
    GoConstant *constant = go_real_store(arena, x);
    go_real_clear(x);
    return constant ? constant : go_constant_unknown(arena);
}

static GoConstant *literal_number(Arena *arena, Str text, bool is_int, bool is_imaginary) {
    bool may_be_octal = is_int;
    int base = literal_base(&text, is_imaginary || !may_be_octal);
    Str exponent = {0};
    for (size_t i = 0; i < text.length; i++) {
        char letter = (char)(text.data[i] | 0x20);
        if ((letter == 'e' && base == 10) || letter == 'p') {
            exponent = str_slice(text, i + 1, text.length);
            text = str_slice(text, 0, i);
        }
    }
    GoReal x;
    go_real_init(&x);
    char *digits = arena_alloc(arena, text.length + 2);
    int64_t behind = (int64_t)literal_digits(text, digits);
    mpz_set_str(x.integer, digits, base);
    int64_t power = literal_exponent(exponent);
    if (power > GO_EXPONENT_MAX || power < -GO_EXPONENT_MAX) {
        bool is_zero = power < 0 || mpz_sgn(x.integer) == 0;
        go_real_clear(&x);
        return is_zero ? go_constant_int(arena, 0) : go_constant_unknown(arena);
    }
    if (base == 16 && (behind || power)) {
        x.kind = GO_REAL_FLOAT;
        x.exponent = power - 4 * behind;
    } else if (behind || power) {
        GoReal scale;
        go_real_init(&scale);
        go_real_power_of_ten(&scale, power - behind);
        go_real_multiply(&x, &x, &scale);
        go_real_clear(&scale);
    }
    return literal_store(arena, &x);
}

/* ---- Runes and strings ------------------------------------------------------------------------------ */

static uint32_t literal_number_escape(Str text, size_t *at, int count, int base) {
    uint32_t value = 0;
    for (; count > 0 && *at < text.length; count--)
        value = value * (uint32_t)base + (uint32_t)literal_digit(text.data[(*at)++]);
    return value;
}

/* The escape behind a backslash at text[*at - 1]. `is_byte`: it stands for a byte, not for a code point. */
static uint32_t literal_escape(Str text, size_t *at, bool *is_byte) {
    static const char letters[] = "abfnrtv", values[] = "\a\b\f\n\r\t\v";
    char letter = text.data[(*at)++];
    *is_byte = false;
    const char *found = letter ? strchr(letters, letter) : NULL;
    if (found) return (uint32_t)values[found - letters];
    switch (letter) {
    case 'x': *is_byte = true; return literal_number_escape(text, at, 2, 16);
    case 'u': return literal_number_escape(text, at, 4, 16);
    case 'U': return literal_number_escape(text, at, 8, 16);
    default: break;
    }
    if (letter < '0' || letter > '7') return (uint32_t)(unsigned char)letter;
    *is_byte = true;
    --*at;
    return literal_number_escape(text, at, 3, 8);
}

static GoConstant *literal_rune(Arena *arena, Str text) {
    size_t at = 1;
    bool is_byte;
    uint32_t value;
    if (text.length < 3) return go_constant_unknown(arena);
    if (text.data[1] == '\\') {
        at = 2;
        value = literal_escape(text, &at, &is_byte);
    } else {
        value = utf8_decode(text, &at);
    }
    return go_constant_int(arena, value);
}

/* Raw strings lose their carriage returns. */
static GoConstant *literal_raw_string(Arena *arena, Str text) {
    char *bytes = arena_alloc(arena, text.length + 1);
    size_t length = 0;
    for (size_t i = 1; i + 1 < text.length; i++) {
        if (text.data[i] != '\r') bytes[length++] = text.data[i];
    }
    return go_constant_string(arena, (Str){bytes, length});
}

static GoConstant *literal_string(Arena *arena, Str text) {
    if (text.length < 2) return go_constant_unknown(arena);
    if (text.data[0] == '`') return literal_raw_string(arena, text);
    char *bytes = arena_alloc(arena, text.length + 4);
    size_t length = 0;
    text = str_slice(text, 0, text.length - 1);
    for (size_t at = 1; at < text.length;) {
        if (text.data[at] != '\\') {
            bytes[length++] = text.data[at++];
            continue;
        }
        at++;
        bool is_byte;
        uint32_t value = literal_escape(text, &at, &is_byte);
        if (is_byte)
            bytes[length++] = (char)value;
        else
            length += utf8_encode(value, bytes + length);
    }
    return go_constant_string(arena, (Str){bytes, length});
}

GoConstant *go_constant_literal(Arena *arena, GoLiteralKind kind, Str text) {
    switch (kind) {
    case GO_LITERAL_INT: return literal_number(arena, text, true, false);
    case GO_LITERAL_FLOAT: return literal_number(arena, text, false, false);
    case GO_LITERAL_IMAGINARY:
        text = str_slice(text, 0, text.length - 1);
        return go_constant_complex(arena, go_constant_int(arena, 0), literal_number(arena, text, true, true));
    case GO_LITERAL_RUNE: return literal_rune(arena, text);
    default: return literal_string(arena, text);
    }
}
