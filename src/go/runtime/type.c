/* Type descriptors: construction and layout, see type.h.
 *
 * A type literal is made only once: its canonical form, a text with the addresses of its parts ("map 5001a0
 * 500260"), is looked up first. Layout is a depth-first walk that is started for every unsettled type; it
 * ends, because a Go type cannot contain itself except behind a pointer, whose size is known. */
#include "go/runtime/type.h"

#include "go/runtime/runtime.h"

#include <string.h>

typedef GoRType *Descriptor;

static Descriptor descriptor_new(GoRuntime *runtime, GoRKind kind, Str name) {
    Descriptor type = go_data_alloc(runtime, sizeof *type, 16);
    type->kind = (uint8_t)kind;
    type->name = go_data_string(runtime, name);
    type->hash = (uint32_t)(str_hash(name) ^ str_hash(name) >> 32);
    type->underlying = type;
    VEC_PUSH(&runtime->types.unsettled, type);
    VEC_PUSH(&runtime->types.all, type);
    return type;
}

/* The literal with this canonical form, or a new one (*is_new). Both texts are consumed. */
static Descriptor literal_find_or_new(GoRuntime *runtime, GoRKind kind, StrBuf *form, StrBuf *name,
                                      bool *is_new) {
    GoTypeTable *types = &runtime->types;
    Descriptor type = strmap_get(&types->literals, strbuf_view(form));
    *is_new = type == NULL;
    if (!type) {
        type = descriptor_new(runtime, kind, strbuf_view(name));
        strmap_set(&types->literals, arena_copy(&types->arena, strbuf_view(form)), type);
    }
    strbuf_free(form);
    strbuf_free(name);
    return type;
}

static void append_name(StrBuf *out, const GoRType *type) {
    strbuf_append(out, go_string_view(type->name));
}

const GoRType *go_rtype_pointer(GoRuntime *runtime, const GoRType *elem) {
    if (elem->pointer) return elem->pointer;
    StrBuf name = {0};
    strbuf_append_c(&name, "*");
    append_name(&name, elem);
    Descriptor type = descriptor_new(runtime, GO_KIND_POINTER, strbuf_view(&name));
    strbuf_free(&name);
    type->elem = elem;
    ((Descriptor)elem)->pointer = type;
    return type;
}

const GoRType *go_rtype_slice(GoRuntime *runtime, const GoRType *elem) {
    StrBuf form = {0}, name = {0};
    bool is_new;
    strbuf_format(&form, "slice %p", (const void *)elem);
    strbuf_append_c(&name, "[]");
    append_name(&name, elem);
    Descriptor type = literal_find_or_new(runtime, GO_KIND_SLICE, &form, &name, &is_new);
    type->elem = elem;
    return type;
}

const GoRType *go_rtype_array(GoRuntime *runtime, const GoRType *elem, uint64_t length) {
    StrBuf form = {0}, name = {0};
    bool is_new;
    strbuf_format(&form, "array %p %llu", (const void *)elem, (unsigned long long)length);
    strbuf_format(&name, "[%llu]", (unsigned long long)length);
    append_name(&name, elem);
    Descriptor type = literal_find_or_new(runtime, GO_KIND_ARRAY, &form, &name, &is_new);
    type->elem = elem;
    type->length = length;
    return type;
}

const GoRType *go_rtype_map(GoRuntime *runtime, const GoRType *key, const GoRType *elem) {
    StrBuf form = {0}, name = {0};
    bool is_new;
    strbuf_format(&form, "map %p %p", (const void *)key, (const void *)elem);
    strbuf_append_c(&name, "map[");
    append_name(&name, key);
    strbuf_append_c(&name, "]");
    append_name(&name, elem);
    Descriptor type = literal_find_or_new(runtime, GO_KIND_MAP, &form, &name, &is_new);
    type->key = key;
    type->elem = elem;
    return type;
}

const GoRType *go_rtype_chan(GoRuntime *runtime, GoRChanDirection direction, const GoRType *elem) {
    static const char *const words[] = {"", "<-chan ", "chan<- ", "chan "};
    StrBuf form = {0}, name = {0};
    bool is_new, is_wrapped = direction == GO_RCHAN_BOTH && elem->kind == GO_KIND_CHAN &&
                              elem->chan_direction == GO_RCHAN_RECEIVE && !elem->defined_name.length;
    strbuf_format(&form, "chan %d %p", (int)direction, (const void *)elem);
    strbuf_append_c(&name, words[direction]);
    if (is_wrapped) strbuf_append_c(&name, "(");
    append_name(&name, elem);
    if (is_wrapped) strbuf_append_c(&name, ")");
    Descriptor type = literal_find_or_new(runtime, GO_KIND_CHAN, &form, &name, &is_new);
    type->elem = elem;
    type->chan_direction = (uint8_t)direction;
    return type;
}

static void append_list(StrBuf *form, StrBuf *name, const GoRType *const *list, uint32_t count,
                        bool is_variadic) {
    for (uint32_t i = 0; i < count; i++) {
        if (i) strbuf_append_c(name, ", ");
        strbuf_format(form, " %p", (const void *)list[i]);
        bool is_last = is_variadic && i == count - 1;
        if (is_last) strbuf_append_c(name, "...");
        append_name(name, is_last ? list[i]->elem : list[i]);
    }
}

static void append_signature(StrBuf *name, const GoRType *func) {
    strbuf_append(name, str_slice(go_string_view(func->name), sizeof "func" - 1, SIZE_MAX));
}

static const GoRType *const *copy_list(GoRuntime *runtime, const GoRType *const *list, uint32_t count) {
    const GoRType **copy = go_data_alloc(runtime, count * sizeof *copy, 8);
    if (count) memcpy(copy, list, count * sizeof *copy);
    return copy;
}

const GoRType *go_rtype_func(GoRuntime *runtime, const GoRType *const *parameters, uint32_t parameter_count,
                             const GoRType *const *results, uint32_t result_count, bool is_variadic) {
    StrBuf form = {0}, name = {0};
    bool is_new;
    strbuf_format(&form, "func %d %u", is_variadic, parameter_count);
    strbuf_append_c(&name, "func(");
    append_list(&form, &name, parameters, parameter_count, is_variadic);
    strbuf_append_c(&name, result_count == 0 ? ")" : result_count == 1 ? ") " : ") (");
    append_list(&form, &name, results, result_count, false);
    if (result_count > 1) strbuf_append_c(&name, ")");
    Descriptor type = literal_find_or_new(runtime, GO_KIND_FUNC, &form, &name, &is_new);
    if (!is_new) return type;
    type->parameters = copy_list(runtime, parameters, parameter_count);
    type->results = copy_list(runtime, results, result_count);
    type->parameter_count = parameter_count;
    type->result_count = result_count;
    type->is_variadic = is_variadic;
    return type;
}

/* A tag stands in a type's name as a string literal in double quotes. */
static void append_quoted(StrBuf *out, GoString text) {
    strbuf_append_char(out, '"');
    for (int64_t i = 0; i < text.length; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\') strbuf_append_char(out, '\\');
        strbuf_append_char(out, text.data[i]);
    }
    strbuf_append_char(out, '"');
}

static void append_field(StrBuf *form, StrBuf *name, const GoRField *field) {
    strbuf_format(form, " %.*s|%.*s|%d|%p|", STR_ARGS(go_string_view(field->name)),
                  STR_ARGS(go_string_view(field->package)), field->is_embedded, (const void *)field->type);
    append_quoted(form, field->tag);
    strbuf_append_c(name, " ");
    if (!field->is_embedded) {
        strbuf_append(name, go_string_view(field->name));
        strbuf_append_c(name, " ");
    }
    append_name(name, field->type);
    if (!field->tag.length) return;
    strbuf_append_c(name, " ");
    append_quoted(name, field->tag);
}

const GoRType *go_rtype_struct(GoRuntime *runtime, const GoRField *fields, uint32_t count) {
    StrBuf form = {0}, name = {0};
    bool is_new;
    strbuf_append_c(&form, "struct");
    strbuf_append_c(&name, "struct {");
    for (uint32_t i = 0; i < count; i++) {
        append_field(&form, &name, &fields[i]);
        strbuf_append_c(&name, i + 1 < count ? ";" : " ");
    }
    strbuf_append_c(&name, "}");
    Descriptor type = literal_find_or_new(runtime, GO_KIND_STRUCT, &form, &name, &is_new);
    if (!is_new) return type;
    GoRField *copy = go_data_alloc(runtime, count * sizeof *copy, 8);
    for (uint32_t i = 0; i < count; i++) {
        copy[i] = fields[i];
        copy[i].name = go_data_string(runtime, go_string_view(fields[i].name));
        copy[i].package = go_data_string(runtime, go_string_view(fields[i].package));
        copy[i].tag = go_data_string(runtime, go_string_view(fields[i].tag));
    }
    type->fields = copy;
    type->field_count = count;
    return type;
}

/* ---- methods ---- */

static int method_compare(const void *a, const void *b) {
    const GoRMethod *x = a, *y = b;
    int order = str_compare(go_string_view(x->name), go_string_view(y->name));
    return order ? order : str_compare(go_string_view(x->package), go_string_view(y->package));
}

static const GoRMethod *methods_copy(GoRuntime *runtime, const GoRMethod *methods, uint32_t count) {
    GoRMethod *copy = go_data_alloc(runtime, count * sizeof *copy, 8);
    for (uint32_t i = 0; i < count; i++) {
        copy[i] = methods[i];
        copy[i].name = go_data_string(runtime, go_string_view(methods[i].name));
        copy[i].package = go_data_string(runtime, go_string_view(methods[i].package));
    }
    if (count) qsort(copy, count, sizeof *copy, method_compare);
    return copy;
}

/* The last element of an import path: what a qualified name shows. */
static Str package_name(Str path) {
    size_t start = path.length;
    while (start > 0 && path.data[start - 1] != '/') start--;
    return str_slice(path, start, path.length);
}

static void append_method(StrBuf *form, StrBuf *name, const GoRMethod *method) {
    strbuf_format(form, " %.*s|%.*s|%p", STR_ARGS(go_string_view(method->name)),
                  STR_ARGS(go_string_view(method->package)), (const void *)method->type);
    strbuf_append_c(name, " ");
    if (method->package.length) {
        strbuf_append(name, package_name(go_string_view(method->package)));
        strbuf_append_c(name, ".");
    }
    strbuf_append(name, go_string_view(method->name));
    append_signature(name, method->type);
}

const GoRType *go_rtype_interface(GoRuntime *runtime, const GoRMethod *methods, uint32_t count) {
    StrBuf form = {0}, name = {0};
    bool is_new;
    const GoRMethod *sorted = methods_copy(runtime, methods, count);
    strbuf_append_c(&form, "interface");
    strbuf_append_c(&name, "interface {");
    for (uint32_t i = 0; i < count; i++) {
        append_method(&form, &name, &sorted[i]);
        strbuf_append_c(&name, i + 1 < count ? ";" : " ");
    }
    strbuf_append_c(&name, "}");
    Descriptor type = literal_find_or_new(runtime, GO_KIND_INTERFACE, &form, &name, &is_new);
    type->methods = sorted;
    type->method_count = count;
    return type;
}

void go_rtype_set_methods(GoRuntime *runtime, const GoRType *type, const GoRMethod *methods, uint32_t count) {
    Descriptor descriptor = (Descriptor)type;
    descriptor->methods = methods_copy(runtime, methods, count);
    descriptor->method_count = count;
}

uint64_t go_rtype_block_size(const GoRType *const *list, uint32_t count, uint64_t size) {
    for (uint32_t i = 0; i < count; i++)
        size = (size + list[i]->align - 1) / list[i]->align * list[i]->align + list[i]->size;
    return size;
}

void go_rtype_set_native_methods(GoRuntime *runtime, const GoRType *type, const GoNativeMethod *methods,
                                 uint32_t count) {
    GoRMethod *list = base_alloc_zeroed(count * sizeof *list);
    for (uint32_t i = 0; i < count; i++) {
        GoRFunction *function = go_data_alloc(runtime, sizeof *function, 8);
        const GoRType *func = methods[i].type;
        StrBuf name = {0};
        strbuf_format(&name, "%.*s.%s", STR_ARGS(go_string_view(type->name)), methods[i].name);
        *function = (GoRFunction){
            .name = go_data_string(runtime, strbuf_view(&name)),
            .native = methods[i].native,
            .argument_bytes =
                (uint32_t)go_rtype_block_size(func->parameters, func->parameter_count, type->size),
            .result_bytes = (uint32_t)go_rtype_block_size(func->results, func->result_count, 0)};
        list[i] = (GoRMethod){.name = go_data_string(runtime, str_from(methods[i].name)),
                              .type = methods[i].type,
                              .function = function};
        strbuf_free(&name);
    }
    go_rtype_set_methods(runtime, type, list, count);
    free(list);
}

const GoRMethod *go_rtype_method(const GoRType *type, Str name, Str package) {
    uint32_t low = 0, high = type->method_count;
    GoRMethod wanted = {.name = {name.data, (int64_t)name.length},
                        .package = {package.data, (int64_t)package.length}};
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        int order = method_compare(&wanted, &type->methods[middle]);
        if (order == 0) return &type->methods[middle];
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

bool go_rtype_implements(const GoRType *type, const GoRType *interface, GoString *missing,
                         bool *has_pointer_receiver) {
    for (uint32_t i = 0; i < interface->method_count; i++) {
        const GoRMethod *wanted = &interface->methods[i];
        Str name = go_string_view(wanted->name), package = go_string_view(wanted->package);
        const GoRMethod *found = go_rtype_method(type, name, package);
        if (found && found->type == wanted->type) continue;
        if (missing) *missing = wanted->name;
        if (has_pointer_receiver)
            *has_pointer_receiver = type->pointer && go_rtype_method(type->pointer, name, package);
        return false;
    }
    return true;
}

/* ---- defined types ---- */

GoRType *go_rtype_named(GoRuntime *runtime, Str package, Str name) {
    StrBuf full = {0};
    Str qualifier = package_name(package);
    if (qualifier.length) strbuf_format(&full, "%.*s.", STR_ARGS(qualifier));
    strbuf_append(&full, name);
    Descriptor type = descriptor_new(runtime, GO_KIND_INVALID, strbuf_view(&full));
    strbuf_free(&full);
    type->defined_name = go_data_string(runtime, name);
    type->package = go_data_string(runtime, package);
    return type;
}

void go_rtype_set_underlying(GoRType *named, const GoRType *underlying) {
    named->underlying = underlying;
    named->kind = underlying->kind;
    named->chan_direction = underlying->chan_direction;
    named->is_variadic = underlying->is_variadic;
    named->elem = underlying->elem;
    named->key = underlying->key;
    named->length = underlying->length;
    named->fields = underlying->fields;
    named->field_count = underlying->field_count;
    named->parameters = underlying->parameters;
    named->parameter_count = underlying->parameter_count;
    named->results = underlying->results;
    named->result_count = underlying->result_count;
    if (underlying->kind == GO_KIND_INTERFACE) {
        named->methods = underlying->methods;
        named->method_count = underlying->method_count;
    }
}

/* ---- layout ---- */

/* Kinds whose size does not depend on other types. */
static const struct {
    uint8_t size, align, flags;
    const char *name; /* of the predeclared type, if there is one */
} kinds[GO_KIND_COUNT] = {
    [GO_KIND_BOOL] = {1, 1, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN, "bool"},
    [GO_KIND_INT] = {8, 8, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN, "int"},
    [GO_KIND_INT8] = {1, 1, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN, "int8"},
    [GO_KIND_INT16] = {2, 2, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN, "int16"},
    [GO_KIND_INT32] = {4, 4, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN, "int32"},
    [GO_KIND_INT64] = {8, 8, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN, "int64"},
    [GO_KIND_UINT] = {8, 8, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN, "uint"},
    [GO_KIND_UINT8] = {1, 1, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN, "uint8"},
    [GO_KIND_UINT16] = {2, 2, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN, "uint16"},
    [GO_KIND_UINT32] = {4, 4, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN, "uint32"},
    [GO_KIND_UINT64] = {8, 8, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN, "uint64"},
    [GO_KIND_UINTPTR] = {8, 8, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN, "uintptr"},
    [GO_KIND_FLOAT32] = {4, 4, GO_TYPE_COMPARABLE, "float32"},
    [GO_KIND_FLOAT64] = {8, 8, GO_TYPE_COMPARABLE, "float64"},
    [GO_KIND_COMPLEX64] = {8, 4, GO_TYPE_COMPARABLE, "complex64"},
    [GO_KIND_COMPLEX128] = {16, 8, GO_TYPE_COMPARABLE, "complex128"},
    [GO_KIND_CHAN] = {8, 8, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN | GO_TYPE_DIRECT | GO_TYPE_POINTERS, NULL},
    [GO_KIND_FUNC] = {8, 8, GO_TYPE_DIRECT | GO_TYPE_POINTERS, NULL},
    [GO_KIND_INTERFACE] = {16, 8, GO_TYPE_COMPARABLE | GO_TYPE_POINTERS, NULL},
    [GO_KIND_MAP] = {8, 8, GO_TYPE_DIRECT | GO_TYPE_POINTERS, NULL},
    [GO_KIND_POINTER] = {8, 8, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN | GO_TYPE_DIRECT | GO_TYPE_POINTERS, NULL},
    [GO_KIND_SLICE] = {24, 8, GO_TYPE_POINTERS, NULL},
    [GO_KIND_STRING] = {16, 8, GO_TYPE_COMPARABLE | GO_TYPE_POINTERS, "string"},
    [GO_KIND_UNSAFE_POINTER] = {8, 8, GO_TYPE_COMPARABLE | GO_TYPE_PLAIN | GO_TYPE_DIRECT | GO_TYPE_POINTERS,
                                "unsafe.Pointer"},
};

static void settle(Descriptor type);

static void settle_array(Descriptor type) {
    const GoRType *elem = type->elem;
    settle((Descriptor)elem);
    type->align = elem->align;
    if (elem->size && type->length > MEM_GO_HEAP_SIZE / elem->size) {
        type->size = MEM_GO_HEAP_SIZE; /* can never be allocated; the type checker refuses it earlier */
    } else {
        type->size = elem->size * type->length;
    }
    type->flags = elem->flags & (GO_TYPE_COMPARABLE | GO_TYPE_PLAIN);
    if (type->length) type->flags |= elem->flags & GO_TYPE_POINTERS;
    if (type->length == 1) type->flags |= elem->flags & GO_TYPE_DIRECT;
}

static void settle_struct(Descriptor type) {
    GoRField *fields = (GoRField *)type->fields;
    uint8_t flags = GO_TYPE_COMPARABLE | GO_TYPE_PLAIN;
    uint64_t offset = 0, last_size = 1;
    type->align = 1;
    for (uint32_t i = 0; i < type->field_count; i++) {
        const GoRType *field = fields[i].type;
        settle((Descriptor)field);
        uint64_t start = (offset + field->align - 1) / field->align * field->align;
        if (start != offset || str_equal(go_string_view(fields[i].name), STR("_")))
            flags &= (uint8_t)~GO_TYPE_PLAIN;
        fields[i].offset = start;
        offset = start + field->size;
        last_size = field->size;
        if (field->align > type->align) type->align = field->align;
        flags &= (uint8_t)(field->flags | ~(GO_TYPE_COMPARABLE | GO_TYPE_PLAIN));
        flags |= field->flags & GO_TYPE_POINTERS;
    }
    /* An address of a last field without size must not lie behind the struct. */
    if (offset && last_size == 0) offset++;
    type->size = (offset + type->align - 1) / type->align * type->align;
    if (type->size != offset || (offset && last_size == 0)) flags &= (uint8_t)~GO_TYPE_PLAIN;
    if (type->field_count == 1) flags |= fields[0].type->flags & GO_TYPE_DIRECT;
    type->flags = flags;
}

static void settle(Descriptor type) {
    if (type->flags & GO_TYPE_SETTLED) return;
    if (type->kind == GO_KIND_ARRAY) {
        settle_array(type);
    } else if (type->kind == GO_KIND_STRUCT) {
        settle_struct(type);
    } else {
        type->size = kinds[type->kind].size;
        type->align = kinds[type->kind].align;
        type->flags = kinds[type->kind].flags;
    }
    type->flags |= GO_TYPE_SETTLED;
}

void go_rtype_settle(GoRuntime *runtime) {
    GoTypeTable *types = &runtime->types;
    for (size_t i = 0; i < types->unsettled.count; i++) settle(types->unsettled.items[i]);
    types->unsettled.count = 0;
}

/* ---- predeclared types ---- */

static const GoRType *build_error(GoRuntime *runtime) {
    const GoRType *string = runtime->types.basic[GO_KIND_STRING];
    GoRMethod method = {.name = GO_STRING("Error"),
                        .type = go_rtype_func(runtime, NULL, 0, &string, 1, false)};
    GoRType *error = go_rtype_named(runtime, STR(""), STR("error"));
    go_rtype_set_underlying(error, go_rtype_interface(runtime, &method, 1));
    return error;
}

void go_rtype_table_init(GoRuntime *runtime) {
    GoTypeTable *types = &runtime->types;
    for (int kind = 1; kind < GO_KIND_COUNT; kind++) {
        if (!kinds[kind].name) continue;
        Descriptor type = descriptor_new(runtime, (GoRKind)kind, str_from(kinds[kind].name));
        type->defined_name = type->name;
        types->basic[kind] = type;
    }
    types->byte_slice = go_rtype_slice(runtime, types->basic[GO_KIND_UINT8]);
    types->rune_slice = go_rtype_slice(runtime, types->basic[GO_KIND_INT32]);
    types->string_slice = go_rtype_slice(runtime, types->basic[GO_KIND_STRING]);
    types->any = go_rtype_interface(runtime, NULL, 0);
    types->any_slice = go_rtype_slice(runtime, types->any);
    types->error = build_error(runtime);
    go_rtype_settle(runtime);
}

void go_rtype_table_free(GoTypeTable *types) {
    strmap_free(&types->literals);
    VEC_FREE(&types->unsettled);
    VEC_FREE(&types->all);
    arena_free(&types->arena);
}
