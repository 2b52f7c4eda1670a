/* Constants in messages. */
#include "base/memory_error.h"
#include "base/utf8.h"
#include "go/types/number.h"
#include "go/types/types.h"

#include <math.h>
#include <stdlib.h>

enum { SHOWN_STRING = 72 };

static void quote_code_point(StrBuf *out, uint32_t code_point) {
    static const char letters[] = "abtnvfr"; /* 7 to 13 */
    if (code_point == '"' || code_point == '\\')
        strbuf_format(out, "\\%c", (char)code_point);
    else if (code_point >= 7 && code_point <= 13)
        strbuf_format(out, "\\%c", letters[code_point - 7]);
    else if (utf8_is_printable(code_point))
        strbuf_append_code_point(out, code_point);
    else if (code_point < 0x80)
        strbuf_format(out, "\\x%02x", code_point);
    else
        strbuf_format(out, code_point < 0x10000 ? "\\u%04x" : "\\U%08x", code_point);
}

void go_quote(StrBuf *out, Str text) {
    strbuf_append_char(out, '"');
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        uint32_t code_point = utf8_decode(text, &at);
        if (code_point == UTF8_INVALID)
            strbuf_format(out, "\\x%02x", (unsigned char)text.data[start]);
        else
            quote_code_point(out, code_point);
    }
    strbuf_append_char(out, '"');
}

static void print_string(StrBuf *out, Str text) {
    StrBuf quoted = {0};
    go_quote(&quoted, text);
    Str shown = strbuf_view(&quoted);
    if (utf8_count(shown) > SHOWN_STRING) {
        size_t at = 0;
        for (int i = 0; i < SHOWN_STRING - 3; i++) utf8_decode(shown, &at);
        strbuf_append(out, str_slice(shown, 0, at));
        strbuf_append_c(out, "...");
    } else {
        strbuf_append(out, shown);
    }
    strbuf_free(&quoted);
}

/* Beyond the range of doubles: mantissa and decimal exponent from the binary one. */
static void print_huge(StrBuf *out, const GoReal *x) {
    mpz_t mantissa;
    int64_t exponent;
    mpz_init(mantissa);
    go_real_to_float(x, mantissa, &exponent, 64);
    long binary;
    double fraction = mpz_get_d_2exp(&binary, mantissa);
    double decimal = ((double)binary + (double)exponent) * log10(2.0) + log10(fabs(fraction));
    double whole = floor(decimal);
    strbuf_format(out, "%.6ge%+d", (fraction < 0 ? -1 : 1) * pow(10, decimal - whole), (int)whole);
    mpz_clear(mantissa);
}

static void print_float(StrBuf *out, const GoConstant *x) {
    double value = go_constant_to_double(x);
    if (isfinite(value) && (value != 0 || go_constant_sign(x) == 0)) {
        strbuf_format(out, "%.6g", value);
        return;
    }
    GoReal real;
    go_real_init(&real);
    go_real_load(&real, x);
    print_huge(out, &real);
    go_real_clear(&real);
}

static void print_int(StrBuf *out, const GoConstant *x) {
    mpz_t view;
    mpz_srcptr integer = mpz_roinit_n(view, x->integer.limbs, x->integer.size);
    char *digits = base_alloc(mpz_sizeinbase(integer, 10) + 2);
    strbuf_append_c(out, mpz_get_str(digits, 10, integer));
    free(digits);
}

static void print_complex(StrBuf *out, const GoConstant *real, const GoConstant *imaginary) {
    strbuf_append_char(out, '(');
    print_float(out, real);
    strbuf_append_c(out, " + ");
    if (imaginary)
        print_float(out, imaginary);
    else
        strbuf_append_char(out, '0');
    strbuf_append_c(out, "i)");
}

void go_constant_print(StrBuf *out, const GoConstant *x, unsigned type_flags) {
    if ((type_flags & GO_IS_COMPLEX) && go_constant_is_real(x)) {
        print_complex(out, x, NULL);
        return;
    }
    switch (x->kind) {
    case GO_CONSTANT_UNKNOWN: strbuf_append_c(out, "unknown"); break;
    case GO_CONSTANT_BOOL: strbuf_append_c(out, x->boolean ? "true" : "false"); break;
    case GO_CONSTANT_STRING: print_string(out, x->string); break;
    case GO_CONSTANT_INT:
        if (type_flags & GO_IS_FLOAT)
            print_float(out, x);
        else
            print_int(out, x);
        break;
    case GO_CONSTANT_RATIONAL:
    case GO_CONSTANT_FLOAT: print_float(out, x); break;
    case GO_CONSTANT_COMPLEX: print_complex(out, x->complex.real, x->complex.imaginary); break;
    }
}
