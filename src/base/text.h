/* Text: strings that know their length, and a buffer to build them in.
 *
 * A `Str` is a view: a pointer and a length in bytes. It owns nothing, may contain NUL bytes, and need not be
 * NUL-terminated. Program text, names and messages travel as Str, so that a slice of a source file costs
 * nothing. A `StrBuf` owns a growing run of bytes, always followed by a NUL that does not count. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct Str {
    const char *data;
    size_t length; /* bytes */
} Str;

/* A Str of a string literal. STR_ARGS fits the printf format "%.*s". */
#define STR(literal)   ((Str){(literal), sizeof(literal) - 1})
#define STR_ARGS(text) (int)(text).length, (text).data

/* The view of a NUL-terminated string (NULL gives the empty one). */
Str str_from(const char *text);

static inline bool str_equal(Str a, Str b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}
bool str_equal_c(Str a, const char *b);
/* Byte-wise order: negative, zero or positive, as memcmp. */
int str_compare(Str a, Str b);
bool str_starts_with(Str text, Str prefix);
bool str_ends_with(Str text, Str suffix);
/* text[from:to], clamped to the text. */
static inline Str str_slice(Str text, size_t from, size_t to) {
    if (to > text.length) to = text.length;
    if (from > to) from = to;
    return (Str){from ? text.data + from : text.data, to - from};
}
/* The text without ASCII white space at both ends. */
Str str_trim(Str text);
/* Offset of the first `byte` at or behind `from`, or -1. */
ptrdiff_t str_find_byte(Str text, char byte, size_t from);
/* 64-bit FNV-1a of the bytes. Fixed: the same in every run. */
uint64_t str_hash(Str text);
/* Damerau-Levenshtein distance in bytes, for "did you mean". Texts over 64 bytes count as far away
 * (SIZE_MAX). */
size_t str_distance(Str a, Str b);

typedef struct StrBuf {
    char *data; /* NUL-terminated once anything was appended; NULL before */
    size_t length, capacity;
} StrBuf;

/* An empty buffer is all zeroes. Appending never fails (see memory_error.h). */
/* Makes room for `more` bytes and the NUL; the place of the first of them. Who writes there moves `length`.
 */
char *strbuf_reserve(StrBuf *buffer, size_t more);
void strbuf_append(StrBuf *buffer, Str text);
void strbuf_append_c(StrBuf *buffer, const char *text);
void strbuf_append_bytes(StrBuf *buffer, const void *bytes, size_t size);
static inline void strbuf_append_char(StrBuf *buffer, char byte) {
    if (buffer->length + 2 > buffer->capacity) strbuf_reserve(buffer, 1);
    buffer->data[buffer->length++] = byte;
    buffer->data[buffer->length] = '\0';
}
void strbuf_append_repeated(StrBuf *buffer, char byte, size_t count);
/* Appends one code point as UTF-8. Surrogates are written too (as CPython's "surrogatepass"). */
void strbuf_append_code_point(StrBuf *buffer, uint32_t code_point);
void strbuf_format(StrBuf *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void strbuf_format_list(StrBuf *buffer, const char *format, va_list arguments);
/* A view of what was built; valid until the next append. */
Str strbuf_view(const StrBuf *buffer);
/* Empties the buffer and keeps its memory. */
void strbuf_clear(StrBuf *buffer);
void strbuf_free(StrBuf *buffer);

#endif
