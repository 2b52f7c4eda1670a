/* Layouts of Go values: the declared type beside the bytes.
 *
 * A pointer's layout names the type that it leads to but does not describe it (a list could go on forever);
 * the description is made when somebody follows the pointer, for the address that is found there. */
#include "go/inspect/inspect.h"
#include "go/packages/printer.h"
#include "go/runtime/map.h"

#include <string.h>

enum { EXPANDED_ELEMENTS = 64 };

typedef enum GoLayoutKind { LAYOUT_TYPE, LAYOUT_TEXT, LAYOUT_ELEMENTS, LAYOUT_MAP } GoLayoutKind;

/* Every layout that this engine hands out is the first part of one of these. */
typedef struct GoLayout {
    MemLayout layout;
    GoLayoutKind kind;
    GoType *type;           /* TYPE: of the value; ELEMENTS: of one element; MAP: the map */
    const GoRType *dynamic; /* TYPE, when only the run-time type is known */
    uint64_t count;         /* TEXT: bytes; ELEMENTS: elements */
} GoLayout;

static void fill_layout(EngineRun *run, Arena *arena, GoLayout *layout, uint64_t address);

static uint64_t size_of(GoType *type) {
    return (uint64_t)go_type_size(type);
}

/* A layout that only says what is there. */
static GoLayout *declare(Arena *arena, GoLayoutKind kind, GoType *type, uint64_t count) {
    GoLayout *result = ARENA_NEW(arena, GoLayout);
    result->kind = kind;
    result->type = type;
    result->count = count;
    result->layout.align = 1;
    switch (kind) {
    case LAYOUT_TYPE:
        result->layout.type_name = go_type_text(arena, type, NULL);
        result->layout.size = size_of(type);
        result->layout.align = (uint32_t)go_type_align(type);
        break;
    case LAYOUT_TEXT:
        result->layout.type_name = arena_format(arena, "%llu bytes of text", (unsigned long long)count);
        result->layout.size = count;
        break;
    case LAYOUT_ELEMENTS: {
        Str element = go_type_text(arena, type, NULL);
        result->layout.type_name =
            arena_format(arena, "[%llu]%.*s", (unsigned long long)count, STR_ARGS(element));
        result->layout.size = count * size_of(type);
        result->layout.align = (uint32_t)go_type_align(type);
        break;
    }
    case LAYOUT_MAP:
        result->layout.type_name = go_type_text(arena, type, NULL);
        result->layout.size = sizeof(GoMap);
        result->layout.align = 8;
        break;
    }
    return result;
}

static const MemLayout *declared_type(Arena *arena, GoType *type) {
    return &declare(arena, LAYOUT_TYPE, type, 0)->layout;
}

static void set_fields(Arena *arena, MemLayout *layout, const MemField *fields, uint32_t count) {
    layout->fields = arena_copy_bytes(arena, fields, count * sizeof *fields);
    layout->field_count = count;
}

/* ---- By kind ------------------------------------------------------------------------------------------ */

static MemKind scalar_kind(GoType *type) {
    unsigned flags = go_type_flags(type);
    if (flags & GO_IS_BOOLEAN) return MEM_BOOL;
    if (flags & GO_IS_UNSIGNED) return MEM_UINT;
    if (flags & GO_IS_INTEGER) return MEM_INT;
    if (flags & GO_IS_FLOAT) return MEM_FLOAT;
    return flags & GO_IS_COMPLEX ? MEM_COMPLEX : MEM_BYTES;
}

static void fill_reference(Arena *arena, MemLayout *layout, const MemLayout *target) {
    MemField field = {.size = 8, .kind = MEM_REF, .layout = target};
    set_fields(arena, layout, &field, 1);
}

static void fill_string(Arena *arena, MemLayout *layout, uint64_t address) {
    uint64_t length = address ? mem_read_uint(address + 8, 8) : 0;
    const MemLayout *text = length ? &declare(arena, LAYOUT_TEXT, NULL, length)->layout : NULL;
    MemField fields[] = {
        {.name = STR("data"), .size = 8, .kind = MEM_REF, .layout = text},
        {.name = STR("len"), .offset = 8, .size = 8, .kind = MEM_INT, .role = MEM_ROLE_SIZE},
    };
    set_fields(arena, layout, fields, 2);
}

static void fill_slice(Arena *arena, MemLayout *layout, GoType *element, uint64_t address) {
    uint64_t length = address ? mem_read_uint(address + 8, 8) : 0;
    const MemLayout *array = length ? &declare(arena, LAYOUT_ELEMENTS, element, length)->layout : NULL;
    MemField fields[] = {
        {.name = STR("data"), .size = 8, .kind = MEM_REF, .layout = array},
        {.name = STR("len"), .offset = 8, .size = 8, .kind = MEM_INT, .role = MEM_ROLE_SIZE},
        {.name = STR("cap"), .offset = 16, .size = 8, .kind = MEM_INT, .role = MEM_ROLE_SIZE},
    };
    set_fields(arena, layout, fields, 3);
}

/* The dynamic type decides what the second word is. */
static const MemLayout *held_layout(Arena *arena, const GoRType *type) {
    GoLayout *held = ARENA_NEW(arena, GoLayout);
    bool is_pointer = type->kind == GO_KIND_POINTER;
    held->dynamic = is_pointer ? type->elem : type;
    held->layout.type_name = go_string_view(held->dynamic->name);
    held->layout.size = held->dynamic->size;
    held->layout.align = held->dynamic->align;
    return &held->layout;
}

static void fill_interface(Arena *arena, MemLayout *layout, uint64_t address) {
    const GoRType *type = address ? *(const GoRType **)address : NULL;
    bool is_reference = type && (type->kind == GO_KIND_POINTER || !go_rtype_is(type, GO_TYPE_DIRECT));
    Str name = type ? go_string_view(type->name) : STR("nil");
    MemField fields[] = {
        {.name = arena_format(arena, "type (%.*s)", STR_ARGS(name)),
         .size = 8,
         .kind = MEM_UINT,
         .role = MEM_ROLE_TYPE},
        {.name = STR("value"),
         .offset = 8,
         .size = 8,
         .kind = type && !is_reference ? MEM_UINT : MEM_REF,
         .layout = is_reference ? held_layout(arena, type) : NULL},
    };
    set_fields(arena, layout, fields, 2);
}

/* A part of a struct or array: a scalar of its own, or a nested layout. */
static MemField part(EngineRun *run, Arena *arena, Str name, GoType *type, uint64_t offset,
                     uint64_t address) {
    const MemLayout *inner = go_layout(run, arena, type, address ? address + offset : 0);
    bool is_single = inner->field_count == 1 && inner->fields[0].name.length == 0;
    if (is_single) {
        MemField field = inner->fields[0];
        field.name = name;
        field.offset = offset;
        return field;
    }
    return (MemField){
        .name = name, .offset = offset, .size = inner->size, .kind = MEM_STRUCT, .layout = inner};
}

static void fill_struct(EngineRun *run, Arena *arena, MemLayout *layout, GoType *type, uint64_t address) {
    uint32_t count = type->structure.count;
    layout->fields = ARENA_ARRAY(arena, MemField, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        GoObject *field = type->structure.fields[i];
        layout->fields[i] =
            part(run, arena, field->name, field->type, (uint64_t)go_struct_offset(type, i), address);
    }
    layout->field_count = count;
}

/* Do all values of the type have one layout? */
static bool is_uniform(GoType *type) {
    GoType *underlying = go_underlying(type);
    switch (underlying->kind) {
    case GO_STRING:
    case GO_SLICE:
    case GO_INTERFACE: return false;
    case GO_ARRAY: return is_uniform(underlying->array.element);
    case GO_STRUCT:
        for (uint32_t i = 0; i < underlying->structure.count; i++)
            if (!is_uniform(underlying->structure.fields[i]->type)) return false;
        return true;
    default: return true;
    }
}

static void fill_elements(EngineRun *run, Arena *arena, MemLayout *layout, GoType *element, uint64_t count,
                          uint64_t address) {
    uint64_t size = size_of(element);
    if (is_uniform(element) || count > EXPANDED_ELEMENTS) {
        MemField field = {.size = count * size,
                          .kind = MEM_ARRAY,
                          .layout = go_layout(run, arena, element, 0),
                          .count = count};
        set_fields(arena, layout, &field, 1);
        return;
    }
    layout->fields = ARENA_ARRAY(arena, MemField, count + 1);
    for (uint64_t i = 0; i < count; i++) {
        Str name = arena_format(arena, "[%llu]", (unsigned long long)i);
        layout->fields[i] = part(run, arena, name, element, i * size, address);
    }
    layout->field_count = (uint32_t)count;
}

static void fill_type(EngineRun *run, Arena *arena, GoLayout *layout, uint64_t address) {
    GoType *type = go_underlying(layout->type);
    switch (type->kind) {
    case GO_STRING: fill_string(arena, &layout->layout, address); break;
    case GO_SLICE: fill_slice(arena, &layout->layout, type->slice.element, address); break;
    case GO_INTERFACE: fill_interface(arena, &layout->layout, address); break;
    case GO_STRUCT: fill_struct(run, arena, &layout->layout, type, address); break;
    case GO_ARRAY:
        fill_elements(run, arena, &layout->layout, type->array.element, (uint64_t)type->array.length,
                      address);
        break;
    case GO_POINTER:
        fill_reference(arena, &layout->layout, declared_type(arena, type->pointer.element));
        break;
    case GO_MAP:
        fill_reference(arena, &layout->layout, &declare(arena, LAYOUT_MAP, layout->type, 0)->layout);
        break;
    case GO_CHAN:
    case GO_FUNC:
    case GO_UNSAFE_POINTER:
        fill_reference(arena, &layout->layout, NULL);
        layout->layout.fields[0].role = MEM_ROLE_HEADER;
        break;
    default: {
        MemField field = {.size = layout->layout.size, .kind = scalar_kind(type)};
        set_fields(arena, &layout->layout, &field, 1);
        break;
    }
    }
}

static void fill_map(Arena *arena, GoLayout *layout, uint64_t address) {
    const GoMap *map = (const GoMap *)address;
    (void)map;
    MemField field = {.name = STR("count"), .size = 8, .kind = MEM_INT, .role = MEM_ROLE_SIZE};
    MemField rest = {.name = STR("table"), .offset = 8, .size = sizeof(GoMap) - 8, .role = MEM_ROLE_HEADER};
    MemField fields[] = {field, rest};
    set_fields(arena, &layout->layout, fields, 2);
}

/* A value of which only the descriptor is known: found through the compiler's type when it has one. */
static GoType *compiled_type(EngineRun *run, const GoRType *dynamic) {
    const GoRuntimeTypes *types = &run->machine.types;
    for (size_t i = 0; i < types->known.count; i++)
        if (types->known.entries[i].value == dynamic) return (GoType *)types->known.entries[i].key;
    return NULL;
}

static void fill_layout(EngineRun *run, Arena *arena, GoLayout *layout, uint64_t address) {
    if (layout->dynamic && !layout->type) layout->type = compiled_type(run, layout->dynamic);
    switch (layout->kind) {
    case LAYOUT_TYPE:
        if (layout->type) fill_type(run, arena, layout, address);
        break;
    case LAYOUT_TEXT: {
        MemField field = {.size = layout->count, .kind = MEM_TEXT};
        set_fields(arena, &layout->layout, &field, 1);
        break;
    }
    case LAYOUT_ELEMENTS:
        fill_elements(run, arena, &layout->layout, layout->type, layout->count, address);
        break;
    case LAYOUT_MAP: fill_map(arena, layout, address); break;
    }
}

const MemLayout *go_layout(EngineRun *run, Arena *arena, GoType *type, uint64_t address) {
    GoLayout *layout = declare(arena, LAYOUT_TYPE, type, 0);
    fill_layout(run, arena, layout, address);
    return &layout->layout;
}

/* ---- Cells and values --------------------------------------------------------------------------------- */

static bool is_readable(EngineRun *run, uint64_t address, uint64_t size) {
    GoRuntime *runtime = &run->machine.runtime;
    return mem_space_contains(&runtime->heap_space, address, size) ||
           mem_space_contains(&runtime->data_space, address, size);
}

static Str place_of(EngineRun *run, uint64_t address, Arena *arena) {
    GoRuntime *runtime = &run->machine.runtime;
    if (mem_space_contains(&runtime->data_space, address, 1)) return STR("data segment");
    MachineFrameList frames = {0};
    Str place = STR("heap");
    machine_frames(&run->machine, run->machine.current, &frames);
    for (size_t i = 0; i < frames.count; i++) {
        uint64_t start = (uint64_t)frames.items[i].fp;
        const IrFunction *function = frames.items[i].function;
        if (address < start || address >= start + function->frame_size) continue;
        place = arena_format(arena, "stack of %.*s", STR_ARGS(function->name));
        break;
    }
    VEC_FREE(&frames);
    return place;
}

bool go_inspect_cell(void *user, uint64_t address, const MemLayout *declared, Arena *arena, MemCell *cell) {
    EngineRun *run = user;
    if (!declared || !is_readable(run, address, declared->size)) return false;
    GoLayout *layout = arena_copy_bytes(arena, declared, sizeof(GoLayout));
    fill_layout(run, arena, layout, address);
    cell->address = address;
    cell->layout = &layout->layout;
    cell->place = place_of(run, address, arena);
    StrBuf text = {0};
    go_inspect_value(run, address, &layout->layout, 200, &text);
    cell->value = arena_copy(arena, strbuf_view(&text));
    strbuf_free(&text);
    return true;
}

static void append_elements(EngineRun *run, const GoLayout *layout, uint64_t address, size_t limit,
                            StrBuf *out) {
    size_t start = out->length;
    const GoRType *element = go_runtime_type(&run->machine.types, layout->type);
    strbuf_append_char(out, '[');
    for (uint64_t i = 0; i < layout->count; i++) {
        if (i) strbuf_append_char(out, ' ');
        if (out->length - start > limit) {
            strbuf_append_c(out, "...");
            break;
        }
        go_value_append(&run->machine.runtime, element, (const void *)(address + i * element->size), limit,
                        out);
    }
    strbuf_append_char(out, ']');
}

void go_inspect_value(EngineRun *run, uint64_t address, const MemLayout *layout, size_t limit, StrBuf *out) {
    const GoLayout *ours = (const GoLayout *)layout;
    GoRuntime *runtime = &run->machine.runtime;
    if (!is_readable(run, address, layout->size)) return;
    switch (ours->kind) {
    case LAYOUT_TEXT:
        strbuf_append(out, (Str){(const char *)address, ours->count < limit ? ours->count : limit});
        break;
    case LAYOUT_ELEMENTS: append_elements(run, ours, address, limit, out); break;
    case LAYOUT_MAP:
        go_value_append(runtime, go_runtime_type(&run->machine.types, ours->type), &address, limit, out);
        break;
    case LAYOUT_TYPE: {
        const GoRType *type =
            ours->dynamic ? ours->dynamic : go_runtime_type(&run->machine.types, ours->type);
        go_value_append(runtime, type, (const void *)address, limit, out);
        break;
    }
    }
}
