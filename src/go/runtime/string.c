/* Strings and slices, see string.h. */
#include "go/runtime/string.h"

#include "base/utf8.h"
#include "go/runtime/panic.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD, GROW_THRESHOLD = 256 };

/* ---- strings ---- */

GoString go_string_new(GoRuntime *runtime, Str text) {
    if (!text.length) return (GoString){0};
    char *bytes = go_new_bytes(runtime, text.length, false);
    if (!bytes) return (GoString){0};
    memcpy(bytes, text.data, text.length);
    return (GoString){bytes, (int64_t)text.length};
}

GoString go_string_concat(GoRuntime *runtime, const GoString *parts, size_t count) {
    uint64_t total = 0;
    GoString last = {0};
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (!parts[i].length) continue;
        total += (uint64_t)parts[i].length; /* both far below 2^63: they lie in memory */
        last = parts[i];
        used++;
    }
    if (used <= 1) return last;
    char *bytes = go_new_bytes(runtime, total, false);
    if (!bytes) return (GoString){0};
    char *end = bytes;
    for (size_t i = 0; i < count; i++) {
        if (!parts[i].length) continue;
        memcpy(end, parts[i].data, (size_t)parts[i].length);
        end += parts[i].length;
    }
    return (GoString){bytes, (int64_t)total};
}

bool go_string_equal(GoString a, GoString b) {
    if (a.length != b.length) return false;
    return a.data == b.data || a.length == 0 || memcmp(a.data, b.data, (size_t)a.length) == 0;
}

int go_string_compare(GoString a, GoString b) {
    return str_compare(go_string_view(a), go_string_view(b));
}

GoString go_string_from_bytes(GoRuntime *runtime, GoSlice bytes) {
    return go_string_new(runtime, (Str){bytes.data, (size_t)bytes.length});
}

/* What is not a code point becomes U+FFFD. */
static uint32_t valid_rune(int64_t rune) {
    bool is_valid = rune >= 0 && rune <= 0x10FFFF && !(rune >= 0xD800 && rune <= 0xDFFF);
    return is_valid ? (uint32_t)rune : REPLACEMENT;
}

GoString go_string_from_rune(GoRuntime *runtime, int64_t rune) {
    char bytes[4];
    return go_string_new(runtime, (Str){bytes, utf8_encode(valid_rune(rune), bytes)});
}

GoString go_string_from_runes(GoRuntime *runtime, GoSlice runes) {
    StrBuf text = {0};
    const int32_t *items = runes.data;
    for (int64_t i = 0; i < runes.length; i++) strbuf_append_code_point(&text, valid_rune(items[i]));
    GoString result = go_string_new(runtime, strbuf_view(&text));
    strbuf_free(&text);
    return result;
}

GoSlice go_string_to_bytes(GoRuntime *runtime, GoString text) {
    uint64_t capacity = go_heap_round((uint64_t)text.length);
    void *bytes = go_new_bytes(runtime, capacity, false);
    if (!bytes) return (GoSlice){0};
    if (text.length) memcpy(bytes, text.data, (size_t)text.length);
    return (GoSlice){bytes, text.length, (int64_t)capacity};
}

int64_t go_string_next_rune(GoString text, int64_t offset, int32_t *rune) {
    unsigned char first = (unsigned char)text.data[offset];
    if (first < 0x80) {
        *rune = first;
        return offset + 1;
    }
    size_t place = (size_t)offset;
    uint32_t decoded = utf8_decode(go_string_view(text), &place);
    *rune = decoded == UTF8_INVALID ? REPLACEMENT : (int32_t)decoded;
    return (int64_t)place;
}

GoSlice go_string_to_runes(GoRuntime *runtime, GoString text) {
    int64_t count = 0;
    int32_t rune;
    for (int64_t i = 0; i < text.length; count++) i = go_string_next_rune(text, i, &rune);
    uint64_t bytes = go_heap_round((uint64_t)count * sizeof(int32_t));
    int32_t *runes = go_new_bytes(runtime, bytes, false);
    if (!runes) return (GoSlice){0};
    int64_t index = 0;
    for (int64_t i = 0; i < text.length; index++) i = go_string_next_rune(text, i, &runes[index]);
    return (GoSlice){runes, count, (int64_t)(bytes / sizeof(int32_t))};
}

/* ---- slices ---- */

/* More bytes than this are never given. */
static bool too_large(const GoRType *elem, uint64_t count) {
    uint64_t bytes;
    return __builtin_mul_overflow(elem->size, count, &bytes) || bytes > (uint64_t)1 << 47;
}

GoSlice go_slice_make(GoRuntime *runtime, const GoRType *elem, int64_t length, int64_t capacity) {
    if (length < 0 || too_large(elem, (uint64_t)length)) {
        go_panic_make_slice_length(runtime);
        return (GoSlice){0};
    }
    if (capacity < length || too_large(elem, (uint64_t)capacity)) {
        go_panic_make_slice_capacity(runtime);
        return (GoSlice){0};
    }
    void *data = go_new_array(runtime, elem, (uint64_t)capacity);
    return data ? (GoSlice){data, length, capacity} : (GoSlice){0};
}

/* Go 1.19's growslice: the capacity before rounding to a size class. */
static uint64_t grown_capacity(uint64_t old, uint64_t needed) {
    if (needed > old * 2) return needed;
    if (old < GROW_THRESHOLD) return old * 2;
    uint64_t capacity = old;
    while (capacity < needed) capacity += (capacity + 3 * GROW_THRESHOLD) / 4;
    return capacity;
}

GoSlice go_slice_grow(GoRuntime *runtime, const GoRType *elem, GoSlice slice, int64_t more) {
    int64_t needed;
    if (__builtin_add_overflow(slice.length, more, &needed) || too_large(elem, (uint64_t)needed)) {
        go_panic_grow_slice(runtime);
        return (GoSlice){0};
    }
    if (needed <= slice.capacity) return slice;
    if (elem->size == 0) return (GoSlice){(void *)runtime->zero_base, slice.length, needed};
    uint64_t capacity = grown_capacity((uint64_t)slice.capacity, (uint64_t)needed);
    uint64_t bytes = go_heap_round(capacity * elem->size);
    void *data = go_new_bytes(runtime, bytes, go_rtype_is(elem, GO_TYPE_POINTERS));
    if (!data) return (GoSlice){0};
    if (slice.length) memcpy(data, slice.data, (uint64_t)slice.length * elem->size);
    return (GoSlice){data, slice.length, (int64_t)(bytes / elem->size)};
}

GoSlice go_slice_append(GoRuntime *runtime, const GoRType *elem, GoSlice slice, const void *items,
                        int64_t count) {
    if (count == 0) return slice;
    GoSlice grown = go_slice_grow(runtime, elem, slice, count);
    if (!grown.data) return grown;
    if (elem->size)
        memmove((char *)grown.data + (uint64_t)grown.length * elem->size, items,
                (uint64_t)count * elem->size);
    grown.length += count;
    return grown;
}

int64_t go_slice_copy(const GoRType *elem, GoSlice to, const void *from, int64_t from_length) {
    int64_t count = to.length < from_length ? to.length : from_length;
    if (count > 0 && elem->size) memmove(to.data, from, (uint64_t)count * elem->size);
    return count;
}
