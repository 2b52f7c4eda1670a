/* str: text, in the narrowest of three widths that fits it (PEP 393).
 *
 * A str of ASCII takes a 48-byte header and one byte a character; any other one a 72-byte header and 1, 2 or
 * 4 bytes a character, depending on its largest one (below U+0100, below U+10000, or above). Behind the last
 * character stands a NUL of the same width, so "a" takes 50 bytes. Indexing is therefore an addition, and the
 * price of one emoji is four bytes for every letter.
 *
 * Interned strings (names in the program, above all) exist once: two of them are equal exactly when their
 * addresses are. One-character strings up to U+00FF are static. */
#ifndef PYTHON_OBJECTS_STR_H
#define PYTHON_OBJECTS_STR_H

#include "python/objects/object.h"

typedef enum PyStrInterned {
    PY_STR_NOT_INTERNED,
    PY_STR_INTERNED_MORTAL,
    PY_STR_INTERNED_IMMORTAL
} PyStrInterned;

typedef struct PyStr {
    PyObject base;
    int64_t length; /* code points */
    int64_t hash;   /* -1: not computed yet */
    struct {
        unsigned interned : 2; /* PyStrInterned */
        unsigned kind : 3;     /* bytes a character: 1, 2 or 4 */
        unsigned compact : 1;  /* the characters follow the header: always 1 */
        unsigned ascii : 1;
        unsigned ready : 1; /* always 1 */
        unsigned : 24;
    } state;
    void *wide; /* unused, kept for the layout */
} PyStr;

/* The header of a str that is not ASCII. */
typedef struct PyCompactStr {
    PyStr base;
    int64_t utf8_length; /* bytes */
    char *utf8;          /* the UTF-8 form, once somebody has asked for it; NULL before */
    int64_t wide_length; /* unused */
} PyCompactStr;

#define py_str_length(object)   (((PyStr *)(object))->length)
#define py_str_kind(object)     (((PyStr *)(object))->state.kind)
#define py_str_is_ascii(object) (((PyStr *)(object))->state.ascii)

/* Address of the first character. */
static inline void *py_str_data(const void *object) {
    const PyStr *string = object;
    return string->state.ascii ? (char *)string + sizeof(PyStr) : (char *)string + sizeof(PyCompactStr);
}

static inline uint32_t py_str_read(int kind, const void *data, int64_t index) {
    if (kind == 1) return ((const uint8_t *)data)[index];
    if (kind == 2) return ((const uint16_t *)data)[index];
    return ((const uint32_t *)data)[index];
}

static inline void py_str_write(int kind, void *data, int64_t index, uint32_t code_point) {
    if (kind == 1)
        ((uint8_t *)data)[index] = (uint8_t)code_point;
    else if (kind == 2)
        ((uint16_t *)data)[index] = (uint16_t)code_point;
    else
        ((uint32_t *)data)[index] = code_point;
}

static inline uint32_t py_str_at(const void *object, int64_t index) {
    return py_str_read(py_str_kind(object), py_str_data(object), index);
}

/* An uninitialised str that can hold code points up to `largest`; the final NUL is there. `length` 0 gives
 * the empty str. Only its maker may write into it, before anybody else sees it. */
PyObject *py_str_alloc(int64_t length, uint32_t largest);

/* UTF-8 to str. Surrogates that are encoded as such are taken (the tokenizer needs them for "\ud800"); any
 * other invalid byte raises UnicodeDecodeError. */
PyObject *py_str_from_utf8(Str text);
PyObject *py_str_from_c(const char *text); /* valid UTF-8, NUL-terminated */
PyObject *py_str_from_latin1(const uint8_t *bytes, int64_t length);
PyObject *py_str_from_code_point(uint32_t code_point);
PyObject *py_str_from_code_points(const uint32_t *code_points, int64_t length);
/* `length` characters of `kind` bytes at `data`; the result is as narrow as can be. */
PyObject *py_str_from_kind(int kind, const void *data, int64_t length);

/* Formats as printf with d i u x X c s p % (flags, width, precision; l ll z t j as lengths) and %R %S %U %T:
 * the repr, the str, a str object, the name of the type of an object. */
PyObject *py_str_format(const char *format, ...);
PyObject *py_str_format_list(const char *format, va_list arguments);

/* The UTF-8 form, NUL-terminated; owned by the str. For ASCII that is its own bytes. Lone surrogates give
 * UnicodeEncodeError and {NULL, 0}. */
Str py_str_utf8(PyObject *string);
/* The same, but surrogates are encoded as they are: cannot fail. */
void py_str_append_utf8(StrBuf *out, const PyObject *string);

/* Appends the text with every decimal digit as 0 to 9 and every white space as a blank, other characters
 * beyond ASCII as "?": what number parsing looks at. */
void py_str_append_ascii_digits(StrBuf *out, const PyObject *string);

/* Makes the str the one of its kind: replaces *string by the interned equal one (reference counts included).
 */
void py_str_intern(PyObject **string);
/* The interned str that is equal to this one (borrowed), or NULL. */
PyObject *py_str_find_interned(PyObject *string);
/* The interned str of a C string: new reference. */
PyObject *py_str_interned(const char *text);
/* True when the str has only letters, digits and underscores of ASCII (such constants are interned by the
 * compiler). */
bool py_str_is_name_like(const PyObject *string);

/* UnicodeEncodeError for string[start:end]. Returns NULL. */
void *py_raise_encode(PyObject *string, const char *encoding, int64_t start, int64_t end, const char *reason);
void py_str_dealloc(PyObject *self);

/* What Unicode says about a character, as str's methods ask it. */
bool py_char_is_space(uint32_t c);
int py_char_decimal(uint32_t c); /* 0 to 9, or -1 */

int64_t py_str_hash(PyObject *string);
bool py_str_equal(const PyObject *a, const PyObject *b);
bool py_str_equal_c(const PyObject *string, const char *ascii);
/* By code points: negative, 0, positive. */
int py_str_compare(const PyObject *a, const PyObject *b);
PyObject *py_str_concat(PyObject *left, PyObject *right);
/* s += t for the eval loop: consumes *left, may extend it in place when nobody else refers to it. On error
 * *left becomes NULL. */
void py_str_append(PyObject **left, PyObject *right);
PyObject *py_str_slice(PyObject *string, int64_t from, int64_t to);
/* Joins the strs in `items`: what BUILD_STRING does. */
PyObject *py_str_join_array(PyObject *separator, PyObject *const *items, int64_t count);
PyObject *py_str_join(PyObject *separator, PyObject *iterable);
/* Index of the first (last) occurrence in string[from:to], -1: none. */
int64_t py_str_find(const PyObject *string, const PyObject *part, int64_t from, int64_t to, bool last);
bool py_str_contains(const PyObject *string, const PyObject *part);
PyObject *py_str_repr(PyObject *string);

#endif
