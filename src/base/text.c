/* Text, see text.h. */
#include "base/text.h"

#include "base/memory_error.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Str str_from(const char *text) {
    return (Str){text, text ? strlen(text) : 0};
}

bool str_equal_c(Str a, const char *b) {
    return str_equal(a, str_from(b));
}

int str_compare(Str a, Str b) {
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;
    if (order) return order;
    return (a.length > b.length) - (a.length < b.length);
}

bool str_starts_with(Str text, Str prefix) {
    return text.length >= prefix.length && str_equal(str_slice(text, 0, prefix.length), prefix);
}

bool str_ends_with(Str text, Str suffix) {
    return text.length >= suffix.length &&
           str_equal(str_slice(text, text.length - suffix.length, text.length), suffix);
}

static bool is_space(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

Str str_trim(Str text) {
    while (text.length && is_space(text.data[0])) text = str_slice(text, 1, text.length);
    while (text.length && is_space(text.data[text.length - 1])) text.length--;
    return text;
}

ptrdiff_t str_find_byte(Str text, char byte, size_t from) {
    if (from >= text.length) return -1;
    const char *found = memchr(text.data + from, byte, text.length - from);
    return found ? found - text.data : -1;
}

uint64_t str_hash(Str text) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < text.length; i++) hash = (hash ^ (unsigned char)text.data[i]) * 0x100000001b3u;
    return hash;
}

static size_t smallest(size_t a, size_t b, size_t c) {
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

size_t str_distance(Str a, Str b) {
    enum { LONGEST = 64 };
    if (a.length > LONGEST || b.length > LONGEST) return SIZE_MAX;
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.length; j++) last[j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            size_t cost = a.data[i - 1] != b.data[j - 1];
            row[j] = smallest(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
            bool swapped = i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1];
            if (swapped && before[j - 2] + 1 < row[j]) row[j] = before[j - 2] + 1;
        }
        size_t *recycled = before;
        before = last;
        last = row;
        row = recycled;
    }
    return last[b.length];
}

char *strbuf_reserve(StrBuf *buffer, size_t more) {
    size_t needed = buffer->length + more + 1;
    if (needed <= buffer->capacity) return buffer->data + buffer->length;
    size_t capacity = buffer->capacity ? buffer->capacity * 2 : 64;
    if (capacity < needed) capacity = needed;
    buffer->data = base_realloc(buffer->data, capacity);
    buffer->capacity = capacity;
    return buffer->data + buffer->length;
}

void strbuf_append_bytes(StrBuf *buffer, const void *bytes, size_t size) {
    strbuf_reserve(buffer, size);
    if (size) memcpy(buffer->data + buffer->length, bytes, size);
    buffer->length += size;
    buffer->data[buffer->length] = '\0';
}

void strbuf_append(StrBuf *buffer, Str text) {
    strbuf_append_bytes(buffer, text.data, text.length);
}

void strbuf_append_c(StrBuf *buffer, const char *text) {
    strbuf_append(buffer, str_from(text));
}

void strbuf_append_repeated(StrBuf *buffer, char byte, size_t count) {
    strbuf_reserve(buffer, count);
    memset(buffer->data + buffer->length, byte, count);
    buffer->length += count;
    buffer->data[buffer->length] = '\0';
}

void strbuf_append_code_point(StrBuf *buffer, uint32_t code_point) {
    char bytes[4];
    strbuf_append_bytes(buffer, bytes, utf8_encode(code_point, bytes));
}

void strbuf_format_list(StrBuf *buffer, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length > 0) {
        strbuf_reserve(buffer, (size_t)length);
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

void strbuf_format(StrBuf *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(buffer, format, arguments);
    va_end(arguments);
}

Str strbuf_view(const StrBuf *buffer) {
    return (Str){buffer->data, buffer->length};
}

void strbuf_clear(StrBuf *buffer) {
    buffer->length = 0;
    if (buffer->data) buffer->data[0] = '\0';
}

void strbuf_free(StrBuf *buffer) {
    free(buffer->data);
    *buffer = (StrBuf){0};
}
