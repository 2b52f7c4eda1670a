/* The runtime's life: spaces, data segment, allocation, calls, errors. See runtime.h. */
#include "go/runtime/runtime.h"

#include "go/runtime/panic.h"
#include "go/runtime/string.h"

#include <string.h>

/* Of type.c and panic.c: built once, at the start. */
void go_rtype_table_init(GoRuntime *runtime);
void go_rtype_table_free(GoTypeTable *types);
void go_panic_types_init(GoRuntime *runtime);

enum { ZERO_BASE_BYTES = 16, DATA_CHUNK = 1 << 20 };

/* Values that many programs share: what &struct{}{} points to, and one word for each byte value, to which an
 * interface that holds a single byte points. */
static void shared_values_init(GoRuntime *runtime) {
    runtime->zero_base = (uint64_t)go_data_alloc(runtime, ZERO_BASE_BYTES, 16);
    runtime->zero_value = (uint64_t)go_data_alloc(runtime, sizeof(GoSlice), 16);
    uint64_t *bytes = go_data_alloc(runtime, 256 * sizeof *bytes, 8);
    for (uint64_t i = 0; i < 256; i++) bytes[i] = i;
    runtime->static_bytes = (uint64_t)bytes;
}

bool go_runtime_init(GoRuntime *runtime, const EngineOptions *options, uint64_t program_bytes,
                     const char **reason) {
    memset(runtime, 0, sizeof *runtime);
    if (!mem_space_reserve(&runtime->data_space, MEM_GO_DATA_BASE, MEM_GO_DATA_SIZE, reason)) return false;
    if (!mem_space_reserve(&runtime->heap_space, MEM_GO_HEAP_BASE, MEM_GO_HEAP_SIZE, reason)) {
        mem_space_release(&runtime->data_space);
        return false;
    }
    if (program_bytes > runtime->data_space.size / 2) {
        *reason = "the package variables do not fit into the data segment";
        mem_space_release(&runtime->data_space);
        mem_space_release(&runtime->heap_space);
        return false;
    }
    go_heap_init(&runtime->heap, runtime->heap_space.base, runtime->heap_space.size);
    runtime->program_bytes = program_bytes;
    runtime->data_next = runtime->data_space.base + program_bytes;
    runtime->data_end = runtime->data_space.base + runtime->data_space.size;
    runtime->io = options->io;
    runtime->script = options->script;
    runtime->arguments = options->arguments;
    runtime->argument_count = options->argument_count;
    go_rtype_table_init(runtime);
    shared_values_init(runtime);
    go_panic_types_init(runtime);
    return true;
}

void go_runtime_free(GoRuntime *runtime) {
    go_rtype_table_free(&runtime->types);
    go_heap_destroy(&runtime->heap);
    VEC_FREE(&runtime->pinned);
    mem_space_release(&runtime->heap_space);
    mem_space_release(&runtime->data_space);
}

/* ---- data segment ---- */

static uint64_t align_up(uint64_t value, uint64_t align) {
    return (value + align - 1) / align * align;
}

/* A full data segment goes on in pages at the end of the heap's space. */
static void data_extend(GoRuntime *runtime, uint64_t size) {
    uint64_t chunk = align_up(size + 64, DATA_CHUNK);
    uint64_t start = go_heap_reserve_top(&runtime->heap, chunk);
    if (!start) base_out_of_memory(size);
    runtime->data_next = start;
    runtime->data_end = start + chunk;
}

void *go_data_alloc(GoRuntime *runtime, uint64_t size, uint64_t align) {
    uint64_t start = align_up(runtime->data_next, align);
    if (start > runtime->data_end || size > runtime->data_end - start) {
        data_extend(runtime, size);
        start = align_up(runtime->data_next, align);
    }
    runtime->data_next = start + size;
    return (void *)start;
}

GoString go_data_string(GoRuntime *runtime, Str text) {
    if (!text.length) return (GoString){0};
    char *copy = go_data_alloc(runtime, text.length, 1);
    memcpy(copy, text.data, text.length);
    return (GoString){copy, (int64_t)text.length};
}

/* ---- allocation ---- */

void *go_new_bytes(GoRuntime *runtime, uint64_t size, bool has_pointers) {
    if (size == 0) return (void *)runtime->zero_base;
    void *block = go_heap_alloc(&runtime->heap, size, has_pointers);
    if (!block) go_fatal(runtime, "runtime: out of memory");
    return block;
}

void *go_new(GoRuntime *runtime, const GoRType *type) {
    return go_new_bytes(runtime, type->size, go_rtype_is(type, GO_TYPE_POINTERS));
}

void *go_new_array(GoRuntime *runtime, const GoRType *elem, uint64_t count) {
    uint64_t bytes;
    if (__builtin_mul_overflow(elem->size, count, &bytes)) bytes = UINT64_MAX;
    return go_new_bytes(runtime, bytes, go_rtype_is(elem, GO_TYPE_POINTERS));
}

void go_collect(GoRuntime *runtime) {
    GoHeap *heap = &runtime->heap;
    go_heap_collect_begin(heap);
    go_heap_mark_range(heap, runtime->data_space.base, runtime->data_space.base + runtime->program_bytes);
    for (size_t i = 0; i < runtime->pinned.count; i++)
        go_heap_mark_range(heap, (uint64_t)&runtime->pinned.items[i],
                           (uint64_t)(&runtime->pinned.items[i] + 1));
    go_heap_mark_range(heap, (uint64_t)&runtime->panic_value, (uint64_t)(&runtime->panic_value + 1));
    if (runtime->mark_roots) runtime->mark_roots(runtime);
    go_heap_collect_end(heap);
}

void go_pin(GoRuntime *runtime, GoInterface value) {
    VEC_PUSH(&runtime->pinned, value);
}

void go_unpin(GoRuntime *runtime, size_t count) {
    runtime->pinned.count -= count;
}

/* ---- calls ---- */

bool go_call(GoRuntime *runtime, const GoRFunction *function, const void *arguments, void *results) {
    memset(results, 0, function->result_bytes);
    if (function->native) {
        function->native(runtime, arguments, results);
        return runtime->signal == GO_SIGNAL_NONE;
    }
    if (runtime->call) return runtime->call(runtime, function, arguments, results);
    go_panic_runtime(runtime, "no machine to run %.*s", STR_ARGS(go_string_view(function->name)));
    return false;
}

bool go_call_text_method(GoRuntime *runtime, GoInterface value, Str method, GoString *text,
                         bool *has_method) {
    const GoRType *string = runtime->types.basic[GO_KIND_STRING];
    const GoRMethod *found = go_rtype_method(value.type, method, STR(""));
    *has_method = found && found->function && found->type->parameter_count == 0 &&
                  found->type->result_count == 1 && found->type->results[0] == string;
    if (!*has_method) return false;
    go_pin(runtime, value);
    bool is_done = go_call(runtime, found->function, go_interface_value(&value), text);
    go_unpin(runtime, 1);
    return is_done;
}
