/* Roots, see roots.h.
 *
 * A global name is bound to the 8-byte value field of its entry in the module's dict, a local one to an
 * 8-byte slot of its frame, a name that an inner function shares to the 8 bytes inside a cell object. All of
 * them hold a reference; the name's identity, id(name), is where that leads. */
#include "python/roots.h"

#include "python/objects/alloc.h"
#include "python/objects/bytes.h"
#include "python/objects/cell.h"
#include "python/objects/dict.h"
#include "python/objects/layout.h"
#include "python/objects/module.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

enum { VALUE_LIMIT = 200 };

static Str text_of(PyObject *string, Arena *arena) {
    StrBuf buffer = {0};
    if (string && py_is_str(string)) py_str_append_utf8(&buffer, string);
    Str text = arena_copy(arena, strbuf_view(&buffer));
    strbuf_free(&buffer);
    return text;
}

static bool is_dunder(Str name) {
    return name.length > 4 && str_starts_with(name, STR("__")) && str_ends_with(name, STR("__"));
}

static void bind(MemName *name, Arena *arena, uint64_t slot) {
    uint64_t object = slot ? mem_read_ref(slot) : 0;
    name->slot = object ? slot : 0;
    name->layout = &py_slot_layout;
    name->identity = object;
    name->identity_text = arena_format(arena, "id(%.*s)", STR_ARGS(name->name));
}

/* --- Names in a dict --- */

static void add_dict_names(MemFrame *frame, Arena *arena, PyObject *dict, const char *kind) {
    int64_t position = 0;
    PyObject *key, *value;
    frame->names = ARENA_ARRAY(arena, MemName, py_dict_used(dict) + 1);
    while (py_dict_next(dict, &position, &key, &value)) {
        if (!py_is_str(key)) continue;
        MemName *name = &frame->names[frame->name_count++];
        name->name = text_of(key, arena);
        name->kind = str_from(kind);
        name->is_hidden = is_dunder(name->name);
        bind(name, arena, py_dict_slot(dict, key));
    }
}

/* --- Names in the slots of a frame --- */

static const char *local_kind(int kind) {
    return kind & PY_LOCAL_FREE ? "free variable" : kind & PY_LOCAL_CELL ? "cell variable" : "fast local";
}

static void add_local_names(MemFrame *shown, Arena *arena, PyFrame *frame) {
    const PyCode *code = frame->code;
    const char *kinds = py_bytes_data(code->local_kinds);
    shown->names = ARENA_ARRAY(arena, MemName, code->local_count_all + 1);
    for (int32_t i = 0; i < code->local_count_all; i++) {
        PyObject **slot;
        MemName *name = &shown->names[shown->name_count++];
        py_frame_variable(frame, i, &slot);
        name->name = text_of(py_tuple_item(code->local_names, i), arena);
        name->kind = str_from(local_kind(kinds[i]));
        name->declared = slot == &frame->slots[i] ? arena_format(arena, "fast local %d", i)
                                                  : arena_format(arena, "in the cell of fast local %d", i);
        name->is_hidden = name->name.length && name->name.data[0] == '.';
        bind(name, arena, (uint64_t)slot);
    }
}

/* --- Frames --- */

static void show_frame(MemFrame *shown, Arena *arena, PyVm *vm, PyFrame *frame) {
    const PyCode *code = frame->code;
    shown->function = text_of(code->qualified_name, arena);
    shown->file = text_of(code->filename, arena);
    shown->line = (uint32_t)py_frame_line(frame);
    shown->address = (uint64_t)frame->slots;
    if (code->flags & PY_CODE_OPTIMIZED)
        add_local_names(shown, arena, frame);
    else if (frame->locals == frame->globals)
        add_dict_names(shown, arena, frame->globals, "global");
    else if (frame->locals && py_is_dict(frame->locals))
        add_dict_names(shown, arena, frame->locals, "class-level name");
    (void)vm;
}

static void show_module(MemFrame *shown, Arena *arena, PyVm *vm) {
    shown->function = STR("<module>");
    shown->file = vm->source ? vm->source->path : STR("");
    shown->line = vm->line;
    add_dict_names(shown, arena, py_module_dict(vm->main_module), "global");
}

void py_roots(PyVm *vm, Arena *arena, MemRoots *roots) {
    uint32_t count = 0;
    for (PyFrame *frame = vm->frame; frame; frame = frame->previous) count++;
    roots->frame_count = count ? count : 1;
    roots->frames = ARENA_ARRAY(arena, MemFrame, roots->frame_count);
    if (!count) show_module(&roots->frames[0], arena, vm);
    for (PyFrame *frame = vm->frame; frame; frame = frame->previous)
        show_frame(&roots->frames[--count], arena, vm, frame);
}

/* --- Cells and values --- */

static Str place_of(uint64_t address) {
    return py_is_static((void *)address) ? STR("made before the program began") : STR("heap");
}

bool py_cell_at(uint64_t address, const MemLayout *declared, Arena *arena, MemCell *cell) {
    bool is_object = py_is_object(address);
    const MemLayout *layout = is_object || !declared ? py_object_layout(address, arena) : declared;
    if (!layout) return false;
    *cell = (MemCell){.address = address, .layout = layout, .place = place_of(address)};
    if (is_object) {
        StrBuf text = {0};
        py_object_text((PyObject *)address, VALUE_LIMIT, &text);
        cell->value = arena_copy(arena, strbuf_view(&text));
        strbuf_free(&text);
    }
    return true;
}

void py_value_at(uint64_t address, const MemLayout *layout, size_t limit, StrBuf *out) {
    if (layout == &py_slot_layout ||
        (layout && layout->field_count == 1 && layout->fields[0].kind == MEM_REF))
        address = mem_read_ref(address);
    if (address && py_is_object(address)) py_object_text((PyObject *)address, limit, out);
}
