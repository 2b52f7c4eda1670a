/* The builtins print and println: the runtime's own, small formatting, to standard error.
 *
 * Unlike fmt they know no types beyond their kinds; floats have one fixed form with seven digits. */
#include "go/runtime/string.h"

#include <math.h>

bool go_append_unbounded(StrBuf *out, double value) {
    if (isfinite(value)) return false;
    strbuf_append_c(out, isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
    return true;
}

/* The form of a float is ±d.dddddde±ddd. Go computes the digits with a few float operations of its own, whose
 * small errors are part of the output; this follows the same steps. */
static void append_float(StrBuf *out, double value) {
    enum { DIGITS = 7 };
    if (go_append_unbounded(out, value)) return;
    char sign = signbit(value) ? '-' : '+';
    int exponent = 0;
    if (value != 0) {
        value = fabs(value);
        while (value >= 10) {
            exponent++;
            value /= 10;
        }
        while (value < 1) {
            exponent--;
            value *= 10;
        }
        double half = 5;
        for (int i = 0; i < DIGITS; i++) half /= 10;
        value += half;
        if (value >= 10) {
            exponent++;
            value /= 10;
        }
    }
    strbuf_append_char(out, sign);
    for (int i = 0; i < DIGITS; i++) {
        int digit = (int)value;
        strbuf_append_char(out, (char)('0' + digit));
        if (i == 0) strbuf_append_char(out, '.');
        value = (value - digit) * 10;
    }
    strbuf_format(out, "e%c%03d", exponent < 0 ? '-' : '+', exponent < 0 ? -exponent : exponent);
}

static void append_complex(StrBuf *out, double real, double imaginary) {
    strbuf_append_char(out, '(');
    append_float(out, real);
    append_float(out, imaginary);
    strbuf_append_c(out, "i)");
}

static void append_signed(StrBuf *out, const GoRType *type, const void *value) {
    strbuf_format(out, "%lld", (long long)mem_read_int((uint64_t)value, type->size));
}

static void append_unsigned(StrBuf *out, const GoRType *type, const void *value) {
    strbuf_format(out, "%llu", (unsigned long long)mem_read_uint((uint64_t)value, type->size));
}

static bool is_printable(const GoRType *type) {
    return type->kind != GO_KIND_STRUCT && type->kind != GO_KIND_ARRAY;
}

bool go_print_append(const GoRType *type, const void *value, StrBuf *out) {
    if (!out) return is_printable(type) && type->kind <= GO_KIND_COMPLEX128;
    switch (type->kind) {
    case GO_KIND_BOOL: strbuf_append_c(out, *(const bool *)value ? "true" : "false"); break;
    case GO_KIND_INT:
    case GO_KIND_INT8:
    case GO_KIND_INT16:
    case GO_KIND_INT32:
    case GO_KIND_INT64: append_signed(out, type, value); break;
    case GO_KIND_UINT:
    case GO_KIND_UINT8:
    case GO_KIND_UINT16:
    case GO_KIND_UINT32:
    case GO_KIND_UINT64:
    case GO_KIND_UINTPTR: append_unsigned(out, type, value); break;
    case GO_KIND_FLOAT32: append_float(out, (double)*(const float *)value); break;
    case GO_KIND_FLOAT64: append_float(out, *(const double *)value); break;
    case GO_KIND_COMPLEX64: {
        const GoComplex64 *complex = value;
        append_complex(out, (double)complex->real, (double)complex->imaginary);
        break;
    }
    case GO_KIND_COMPLEX128: {
        const GoComplex128 *complex = value;
        append_complex(out, complex->real, complex->imaginary);
        break;
    }
    case GO_KIND_STRING: strbuf_append(out, go_string_view(*(const GoString *)value)); break;
    case GO_KIND_SLICE: {
        const GoSlice *slice = value;
        strbuf_format(out, "[%lld/%lld]0x%llx", (long long)slice->length, (long long)slice->capacity,
                      (unsigned long long)slice->data);
        break;
    }
    case GO_KIND_INTERFACE: {
        const GoInterface *interface = value;
        strbuf_format(out, "(0x%llx,0x%llx)", (unsigned long long)interface->type,
                      (unsigned long long)interface->word);
        break;
    }
    case GO_KIND_STRUCT:
    case GO_KIND_ARRAY: return false;
    default: strbuf_format(out, "0x%llx", (unsigned long long)*(const uint64_t *)value); break;
    }
    return true;
}

void go_print_builtin(GoRuntime *runtime, const GoPrintArgument *arguments, size_t count, bool is_println) {
    StrBuf out = {0};
    for (size_t i = 0; i < count; i++) {
        if (i && is_println) strbuf_append_char(&out, ' ');
        go_print_append(arguments[i].type, arguments[i].value, &out);
    }
    if (is_println) strbuf_append_char(&out, '\n');
    if (out.length) runtime->io.write(runtime->io.user, 2, out.data, out.length);
    strbuf_free(&out);
}
