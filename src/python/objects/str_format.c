/* py_str_format: printf for messages that name objects. */
#include "python/objects/error.h"
#include "python/objects/protocol.h"
#include "python/objects/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One conversion of the format: "%-5.200lld". */
typedef struct Conversion {
    char text[32]; /* as printf wants it */
    int precision; /* -1: none */
    char length;   /* 0, 'l' (any 64-bit length) */
    char type;
} Conversion;

static const char *parse_conversion(const char *at, Conversion *conversion) {
    *conversion = (Conversion){.precision = -1};
    size_t used = strspn(at, "-+ #0123456789.");
    const char *point = memchr(at, '.', used);
    if (point) conversion->precision = atoi(point + 1);
    size_t flags = used < 16 ? used : 16;
    const char *start = at;
    at += used;
    while (strchr("lztjh", *at) && *at) {
        if (*at != 'h') conversion->length = 'l';
        at++;
    }
    conversion->type = *at;
    snprintf(conversion->text, sizeof conversion->text, "%%%.*s%s%c", (int)flags, start,
             conversion->length ? "l" : "", conversion->type);
    return *at ? at + 1 : at;
}

static int append_object(StrBuf *out, PyObject *object, const Conversion *conversion) {
    PyObject *text = conversion->type == 'R'   ? py_object_repr(object)
                     : conversion->type == 'S' ? py_object_str(object)
                                               : py_new_ref(object);
    if (!text) return -1;
    if (conversion->precision >= 0 && py_str_length(text) > conversion->precision)
        py_replace(text, py_str_slice(text, 0, conversion->precision));
    if (text) py_str_append_utf8(out, text);
    py_xdecref(text);
    return text ? 0 : -1;
}

/* Text from C may be cut in the middle of a character. */
static void append_text(StrBuf *out, const char *text, const Conversion *conversion) {
    strbuf_format(out, conversion->text, text ? text : "(null)");
}

static int append_number(StrBuf *out, const Conversion *conversion, va_list *arguments) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    if (conversion->length)
        strbuf_format(out, conversion->text, va_arg(*arguments, long));
    else
        strbuf_format(out, conversion->text, va_arg(*arguments, int));
#pragma GCC diagnostic pop
    return 0;
}

static int append_conversion(StrBuf *out, const Conversion *conversion, va_list *arguments) {
    switch (conversion->type) {
    case 's': append_text(out, va_arg(*arguments, const char *), conversion); return 0;
    case 'p': strbuf_format(out, "0x%llx", (unsigned long long)va_arg(*arguments, void *)); return 0;
    case 'R':
    case 'S':
    case 'U': return append_object(out, va_arg(*arguments, PyObject *), conversion);
    case 'T': strbuf_append_c(out, va_arg(*arguments, PyObject *)->type->name); return 0;
    case '%': strbuf_append_char(out, '%'); return 0;
    default: return append_number(out, conversion, arguments);
    }
}

/* "%.*s" takes its precision from the arguments. */
static const char *resolve_star(const char *at, char *buffer, size_t size, va_list *arguments) {
    size_t used = strspn(at, "-+ #0123456789.");
    if (at[used] != '*') return at;
    int precision = va_arg(*arguments, int);
    snprintf(buffer, size, "%.*s%d%.8s", (int)(used < 16 ? used : 16), at, precision, at + used + 1);
    return buffer;
}

PyObject *py_str_format_list(const char *format, va_list list) {
    StrBuf out = {0};
    va_list arguments;
    va_copy(arguments, list);
    int status = 0;
    for (const char *at = format; *at && status == 0;) {
        if (*at != '%') {
            size_t plain = strcspn(at, "%");
            strbuf_append_bytes(&out, at, plain);
            at += plain;
            continue;
        }
        char buffer[48];
        const char *resolved = resolve_star(at + 1, buffer, sizeof buffer, &arguments);
        Conversion conversion;
        const char *end = parse_conversion(resolved, &conversion);
        status = append_conversion(&out, &conversion, &arguments);
        if (resolved == at + 1)
            at = end;
        else /* behind the same type letter in the original */
            at = at + 1 + strspn(at + 1, "-+ #0123456789.*lztjh") + 1;
    }
    va_end(arguments);
    PyObject *string = status == 0 ? py_str_from_utf8(strbuf_view(&out)) : NULL;
    strbuf_free(&out);
    return string;
}

PyObject *py_str_format(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    PyObject *string = py_str_format_list(format, arguments);
    va_end(arguments);
    return string;
}
