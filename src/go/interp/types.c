/* From GoType to GoRType, see types.h. Defined types are entered before their parts are translated, since
 * they may contain themselves. */
#include "go/interp/types.h"

#include <string.h>

/* The front end's predeclared types, by the kind of their descriptors. */
static const GoRKind basic_kinds[GO_TYPE_KIND_COUNT] = {
    [GO_BOOL] = GO_KIND_BOOL,
    [GO_INT] = GO_KIND_INT,
    [GO_INT8] = GO_KIND_INT8,
    [GO_INT16] = GO_KIND_INT16,
    [GO_INT32] = GO_KIND_INT32,
    [GO_INT64] = GO_KIND_INT64,
    [GO_UINT] = GO_KIND_UINT,
    [GO_UINT8] = GO_KIND_UINT8,
    [GO_UINT16] = GO_KIND_UINT16,
    [GO_UINT32] = GO_KIND_UINT32,
    [GO_UINT64] = GO_KIND_UINT64,
    [GO_UINTPTR] = GO_KIND_UINTPTR,
    [GO_FLOAT32] = GO_KIND_FLOAT32,
    [GO_FLOAT64] = GO_KIND_FLOAT64,
    [GO_COMPLEX64] = GO_KIND_COMPLEX64,
    [GO_COMPLEX128] = GO_KIND_COMPLEX128,
    [GO_STRING] = GO_KIND_STRING,
    [GO_UNSAFE_POINTER] = GO_KIND_UNSAFE_POINTER,
    [GO_UNTYPED_NIL] = GO_KIND_UNSAFE_POINTER,
};

static bool is_exported(Str name) {
    return name.length && name.data[0] >= 'A' && name.data[0] <= 'Z';
}

static GoString text_of(GoRuntime *runtime, Str text) {
    return go_data_string(runtime, text);
}

static GoString package_of(GoRuntimeTypes *types, GoObject *object) {
    if (is_exported(object->name) || !object->package) return (GoString){0};
    return text_of(types->runtime, object->package->path);
}

static const GoRType *translate_struct(GoRuntimeTypes *types, GoType *type) {
    uint32_t count = type->structure.count;
    GoRField *fields = base_alloc_zeroed((count + 1) * sizeof *fields);
    for (uint32_t i = 0; i < count; i++) {
        GoObject *field = type->structure.fields[i];
        fields[i].name = text_of(types->runtime, field->name);
        fields[i].package = package_of(types, field);
        if (type->structure.tags) fields[i].tag = text_of(types->runtime, type->structure.tags[i]);
        fields[i].type = go_runtime_type(types, field->type);
        fields[i].is_embedded = field->variable.is_embedded;
    }
    const GoRType *result = go_rtype_struct(types->runtime, fields, count);
    free(fields);
    return result;
}

static const GoRType **translate_tuple(GoRuntimeTypes *types, GoType *tuple) {
    const GoRType **list = base_alloc_zeroed((tuple->tuple.count + 1) * sizeof *list);
    for (uint32_t i = 0; i < tuple->tuple.count; i++)
        list[i] = go_runtime_type(types, tuple->tuple.variables[i]->type);
    return list;
}

static const GoRType *translate_function(GoRuntimeTypes *types, GoType *type) {
    GoType *parameters = type->signature.parameters, *results = type->signature.results;
    const GoRType **given = translate_tuple(types, parameters), **back = translate_tuple(types, results);
    const GoRType *result = go_rtype_func(types->runtime, given, parameters->tuple.count, back,
                                          results->tuple.count, type->signature.is_variadic);
    free(given);
    free(back);
    return result;
}

static const GoRType *translate_interface(GoRuntimeTypes *types, GoType *type) {
    GoTypeSet *set = go_interface_type_set(types->program, type);
    uint32_t count = set->methods.count;
    GoRMethod *methods = base_alloc_zeroed((count + 1) * sizeof *methods);
    for (uint32_t i = 0; i < count; i++) {
        GoObject *method = set->methods.items[i];
        methods[i].name = text_of(types->runtime, method->name);
        methods[i].package = package_of(types, method);
        methods[i].type = go_runtime_type(types, method->type);
    }
    const GoRType *result = go_rtype_interface(types->runtime, methods, count);
    free(methods);
    return result;
}

static GoRChanDirection direction_of(GoChanDirection direction) {
    return direction == GO_CHAN_BOTH   ? GO_RCHAN_BOTH
           : direction == GO_CHAN_SEND ? GO_RCHAN_SEND
                                       : GO_RCHAN_RECEIVE;
}

/* Types of local declarations share the name of others; they are different descriptors all the same. */
static const GoRType *translate_named(GoRuntimeTypes *types, GoType *type) {
    GoObject *object = type->named.object;
    if (!object->package && str_equal_c(object->name, "error")) return types->runtime->types.error;
    StrBuf full = {0};
    go_type_print_reflect(&full, type);
    size_t prefix = object->package ? object->package->name.length + 1 : 0;
    GoRType *named = go_rtype_named(types->runtime, object->package ? object->package->path : STR(""),
                                    str_slice(strbuf_view(&full), prefix, SIZE_MAX));
    strbuf_free(&full);
    intmap_set(&types->known, (uintptr_t)type, named);
    named->origin = type;
    go_rtype_set_underlying(named, go_runtime_type(types, go_underlying(type)));
    return named;
}

static const GoRType *translate(GoRuntimeTypes *types, GoType *type) {
    GoRuntime *runtime = types->runtime;
    switch (type->kind) {
    case GO_NAMED: return translate_named(types, type);
    case GO_POINTER: return go_rtype_pointer(runtime, go_runtime_type(types, type->pointer.element));
    case GO_SLICE: return go_rtype_slice(runtime, go_runtime_type(types, type->slice.element));
    case GO_ARRAY:
        return go_rtype_array(runtime, go_runtime_type(types, type->array.element),
                              (uint64_t)type->array.length);
    case GO_MAP:
        return go_rtype_map(runtime, go_runtime_type(types, type->map.key),
                            go_runtime_type(types, type->map.value));
    case GO_CHAN:
        return go_rtype_chan(runtime, direction_of(type->chan.direction),
                             go_runtime_type(types, type->chan.element));
    case GO_STRUCT: return translate_struct(types, type);
    case GO_FUNC: return translate_function(types, type);
    case GO_INTERFACE: return translate_interface(types, type);
    default: return runtime->types.basic[basic_kinds[type->kind]];
    }
}

const GoRType *go_runtime_type(GoRuntimeTypes *types, GoType *type) {
    const GoRType *known = intmap_get(&types->known, (uintptr_t)type);
    if (known) return known;
    const GoRType *result = translate(types, type);
    intmap_set(&types->known, (uintptr_t)type, (void *)result);
    return result;
}

void go_runtime_types_init(GoRuntimeTypes *types, GoRuntime *runtime, GoProgram *program,
                           const GoType *const *list, size_t count) {
    *types = (GoRuntimeTypes){.runtime = runtime, .program = program};
    types->by_index = base_alloc_zeroed((count + 1) * sizeof *types->by_index);
    for (size_t i = 0; i < count; i++) types->by_index[i] = go_runtime_type(types, (GoType *)list[i]);
    go_rtype_settle(runtime);
}

void go_runtime_types_free(GoRuntimeTypes *types) {
    intmap_free(&types->known);
    free(types->by_index);
}
