/* Values by descriptor: ==, hashing, and boxing into interfaces.
 *
 * The compiler knows how to compare an int; what it cannot know at compile time (the two sides of an
 * interface, a map's key, a large struct) is compared and hashed here, by walking the descriptor. Runs of
 * bytes that mean nothing but themselves (GO_TYPE_PLAIN) are compared as bytes. */
#include "go/runtime/panic.h"
#include "go/runtime/string.h"

#include <string.h>

static bool floats_equal(const GoRType *type, const void *a, const void *b) {
    switch (type->kind) {
    case GO_KIND_FLOAT32: return *(const float *)a == *(const float *)b;
    case GO_KIND_FLOAT64: return *(const double *)a == *(const double *)b;
    case GO_KIND_COMPLEX64: {
        const GoComplex64 *x = a, *y = b;
        return x->real == y->real && x->imaginary == y->imaginary;
    }
    default: {
        const GoComplex128 *x = a, *y = b;
        return x->real == y->real && x->imaginary == y->imaginary;
    }
    }
}

static bool structs_equal(GoRuntime *runtime, const GoRType *type, const void *a, const void *b) {
    for (uint32_t i = 0; i < type->field_count; i++) {
        const GoRField *field = &type->fields[i];
        if (str_equal(go_string_view(field->name), STR("_"))) continue;
        if (!go_value_equal(runtime, field->type, (const char *)a + field->offset,
                            (const char *)b + field->offset))
            return false;
    }
    return true;
}

static bool arrays_equal(GoRuntime *runtime, const GoRType *type, const void *a, const void *b) {
    uint64_t size = type->elem->size;
    for (uint64_t i = 0; i < type->length; i++)
        if (!go_value_equal(runtime, type->elem, (const char *)a + i * size, (const char *)b + i * size))
            return false;
    return true;
}

bool go_value_equal(GoRuntime *runtime, const GoRType *type, const void *a, const void *b) {
    if (go_rtype_is(type, GO_TYPE_PLAIN)) return memcmp(a, b, type->size) == 0;
    switch (type->kind) {
    case GO_KIND_FLOAT32:
    case GO_KIND_FLOAT64:
    case GO_KIND_COMPLEX64:
    case GO_KIND_COMPLEX128: return floats_equal(type, a, b);
    case GO_KIND_STRING: return go_string_equal(*(const GoString *)a, *(const GoString *)b);
    case GO_KIND_INTERFACE:
        return go_interface_equal(runtime, *(const GoInterface *)a, *(const GoInterface *)b);
    case GO_KIND_STRUCT: return structs_equal(runtime, type, a, b);
    case GO_KIND_ARRAY: return arrays_equal(runtime, type, a, b);
    default: return *(void *const *)a == *(void *const *)b;
    }
}

bool go_interface_equal(GoRuntime *runtime, GoInterface a, GoInterface b) {
    if (a.type != b.type) return false;
    if (!a.type) return true;
    if (!go_rtype_is(a.type, GO_TYPE_COMPARABLE)) {
        go_panic_runtime(runtime, "comparing uncomparable type %.*s", STR_ARGS(go_string_view(a.type->name)));
        return false;
    }
    if (go_rtype_is(a.type, GO_TYPE_DIRECT)) return a.word == b.word;
    return go_value_equal(runtime, a.type, a.word, b.word);
}

/* ---- hashing: 64-bit FNV-1a over the bytes that take part in equality, then mixed ---- */

static uint64_t mix(uint64_t hash) {
    hash ^= hash >> 32;
    hash *= 0xd6e8feb86659fd93u;
    hash ^= hash >> 32;
    return hash;
}

static uint64_t hash_bytes(const void *bytes, size_t size) {
    if (size == 8 || size == 4) return mix(mem_read_uint((uint64_t)bytes, size) * 0x9e3779b97f4a7c15u);
    return mix(str_hash((Str){bytes, size}));
}

/* +0 and -0 are equal, so they must hash alike. A NaN equals nothing; any hash will do. */
static uint64_t hash_float(double value) {
    if (value == 0) value = 0;
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return mix(bits == (uint64_t)1 << 63 ? 0 : bits);
}

static uint64_t hash_interface(GoRuntime *runtime, const GoInterface *value) {
    if (!value->type) return 0;
    if (!go_rtype_is(value->type, GO_TYPE_COMPARABLE)) {
        go_panic_runtime(runtime, "hash of unhashable type %.*s",
                         STR_ARGS(go_string_view(value->type->name)));
        return 0;
    }
    return go_value_hash(runtime, value->type, go_interface_value(value)) + value->type->hash;
}

static uint64_t hash_struct(GoRuntime *runtime, const GoRType *type, const char *value) {
    uint64_t hash = type->field_count;
    for (uint32_t i = 0; i < type->field_count; i++) {
        const GoRField *field = &type->fields[i];
        if (str_equal(go_string_view(field->name), STR("_"))) continue;
        hash = mix(hash * 31 + go_value_hash(runtime, field->type, value + field->offset));
    }
    return hash;
}

uint64_t go_value_hash(GoRuntime *runtime, const GoRType *type, const void *value) {
    if (go_rtype_is(type, GO_TYPE_PLAIN)) return hash_bytes(value, type->size);
    switch (type->kind) {
    case GO_KIND_FLOAT32: return hash_float((double)*(const float *)value);
    case GO_KIND_FLOAT64: return hash_float(*(const double *)value);
    case GO_KIND_COMPLEX64: {
        const GoComplex64 *complex = value;
        return mix(hash_float((double)complex->real) * 31 + hash_float((double)complex->imaginary));
    }
    case GO_KIND_COMPLEX128: {
        const GoComplex128 *complex = value;
        return mix(hash_float(complex->real) * 31 + hash_float(complex->imaginary));
    }
    case GO_KIND_STRING: {
        Str text = go_string_view(*(const GoString *)value);
        return hash_bytes(text.data, text.length);
    }
    case GO_KIND_INTERFACE: return hash_interface(runtime, value);
    case GO_KIND_STRUCT: return hash_struct(runtime, type, value);
    case GO_KIND_ARRAY: {
        uint64_t hash = type->length;
        for (uint64_t i = 0; i < type->length; i++)
            hash = mix(hash * 31 +
                       go_value_hash(runtime, type->elem, (const char *)value + i * type->elem->size));
        return hash;
    }
    default: return 0; /* not comparable: the checker refuses it as a key */
    }
}

/* ---- boxing ---- */

/* Small numbers need no cell of their own, as in Go: values below 256 of 1, 2, 4 or 8 bytes without pointers
 * share static words, and so do empty strings and nil slices. NULL: it needs one. */
static void *shared_cell(const GoRuntime *runtime, const GoRType *type, const void *value) {
    if (type->kind == GO_KIND_STRING && ((const GoString *)value)->length == 0)
        return (void *)runtime->zero_value;
    if (type->kind == GO_KIND_SLICE && !((const GoSlice *)value)->data) return (void *)runtime->zero_value;
    bool is_word = type->size == 1 || type->size == 2 || type->size == 4 || type->size == 8;
    if (!is_word || type->align != type->size || go_rtype_is(type, GO_TYPE_POINTERS)) return NULL;
    uint64_t number = mem_read_uint((uint64_t)value, type->size);
    return number < 256 ? (void *)(runtime->static_bytes + number * 8) : NULL;
}

GoInterface go_interface_make(GoRuntime *runtime, const GoRType *type, const void *value) {
    GoInterface result = {.type = type};
    if (go_rtype_is(type, GO_TYPE_DIRECT)) {
        memcpy(&result.word, value, sizeof result.word);
    } else if (!(result.word = shared_cell(runtime, type, value))) {
        result.word = go_new(runtime, type);
        if (result.word && type->size) memcpy(result.word, value, type->size);
    }
    return result;
}
