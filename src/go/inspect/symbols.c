/* The symbol table of a compiled program: what the compiler knew about each name, and what became of it. */
#include "go/inspect/inspect.h"

static Str type_text(Arena *arena, const GoType *type) {
    return go_type_text(arena, (GoType *)type, NULL);
}

static bool is_word(uint64_t size) {
    return size == 1 || size == 2 || size == 4 || size == 8 || size == 16 || size == 24;
}

static Str width_text(Arena *arena, uint64_t size) {
    return is_word(size) ? arena_format(arena, "%llu", (unsigned long long)size) : STR("N");
}

/* How instructions reach the variable. */
static Str slot_access(Arena *arena, const IrSlot *slot) {
    Str width = width_text(arena, (uint64_t)go_type_size((GoType *)slot->type));
    if (slot->escapes)
        return arena_format(arena, "LOAD%.*s / STORE%.*s [[fp+%u]]", STR_ARGS(width), STR_ARGS(width),
                            slot->offset);
    return arena_format(arena, "MOV%.*s [fp+%u]", STR_ARGS(width), slot->offset);
}

static const char *const kind_names[] = {
    [IR_SLOT_PARAMETER] = "param", [IR_SLOT_RESULT] = "result", [IR_SLOT_VARIABLE] = "var"};

static void add_function(const IrFunction *function, Arena *arena, EngineSymbolList *out) {
    Str scope = arena_format(arena, "func %.*s", STR_ARGS(function->name));
    for (size_t i = 0; i < function->slots.count; i++) {
        const IrSlot *slot = &function->slots.items[i];
        EngineSymbol row = {.scope = scope,
                            .name = slot->name,
                            .kind = str_from(kind_names[slot->kind]),
                            .type = type_text(arena, slot->type),
                            .size = (uint64_t)go_type_size((GoType *)slot->type),
                            .align = (uint64_t)go_type_align((GoType *)slot->type),
                            .access = slot_access(arena, slot),
                            .line = slot->line};
        if (slot->is_captured)
            row.place = arena_format(arena, "captured by %s: frame offset %u",
                                     slot->escapes ? "reference" : "value", slot->offset);
        else if (slot->escapes)
            row.place = arena_format(arena, "heap: %.*s", STR_ARGS(slot->reason));
        else
            row.place = arena_format(arena, "frame offset %u%s%.*s", slot->offset,
                                     slot->reason.length ? ": " : "", STR_ARGS(slot->reason));
        VEC_PUSH(out, row);
    }
}

static void add_globals(const IrProgram *program, Arena *arena, EngineSymbolList *out) {
    for (size_t i = 0; i < program->globals.count; i++) {
        const IrGlobal *global = &program->globals.items[i];
        Str width = width_text(arena, global->size);
        unsigned long long address = global->address;
        EngineSymbol row = {.scope = STR("package main"),
                            .name = global->name,
                            .kind = STR("var"),
                            .type = type_text(arena, global->type),
                            .size = global->size,
                            .align = (uint64_t)go_type_align((GoType *)global->type),
                            .place = arena_format(arena, "data segment 0x%llx", address),
                            .access = arena_format(arena, "LOADD%.*s / STORED%.*s [0x%llx]", STR_ARGS(width),
                                                   STR_ARGS(width), address),
                            .line = global->line};
        VEC_PUSH(out, row);
    }
}

static EngineSymbol package_symbol(const EngineProgram *program, Arena *arena, GoObject *object) {
    EngineSymbol row = {.scope = STR("package main"), .name = object->name, .size = UINT64_MAX};
    row.line = go_source_set_place(&program->checked->sources, object->pos).line;
    if (object->type) row.type = type_text(arena, object->type);
    if (object->kind == GO_OBJECT_FUNC) {
        row.kind = STR("func");
        row.place = STR("code");
    } else if (object->kind == GO_OBJECT_CONST) {
        StrBuf value = {0};
        row.kind = STR("const");
        row.place = STR("none: the value is in the instructions");
        unsigned flags = go_type_flags(object->type);
        go_constant_print(&value, object->constant.value, flags & (GO_IS_FLOAT | GO_IS_COMPLEX));
        row.access = arena_copy(arena, strbuf_view(&value));
        strbuf_free(&value);
    } else {
        row.kind = STR("type");
        row.place = STR("none: only the compiler knows it");
        bool is_generic =
            object->type && object->type->kind == GO_NAMED && object->type->named.type_parameters.count;
        bool is_sized = object->type && !is_generic && !go_type_is_parameterized(object->type);
        if (is_sized && object->kind == GO_OBJECT_TYPE && go_underlying(object->type)->kind != GO_INVALID)
            row.size = (uint64_t)go_type_size(object->type);
        if (row.size != UINT64_MAX) row.align = (uint64_t)go_type_align(object->type);
    }
    return row;
}

static void add_package(const EngineProgram *program, Arena *arena, EngineSymbolList *out) {
    GoScope *scope = program->checked->main->scope;
    for (size_t i = 0; i < scope->names.count; i++) {
        GoObject *object = scope->names.entries[i].value;
        bool is_shown = object && (object->kind == GO_OBJECT_CONST || object->kind == GO_OBJECT_TYPE ||
                                   object->kind == GO_OBJECT_FUNC);
        if (is_shown) VEC_PUSH(out, package_symbol(program, arena, object));
    }
}

void go_inspect_symbols(const EngineProgram *program, Arena *arena, EngineSymbolList *out) {
    add_globals(program->ir, arena, out);
    add_package(program, arena, out);
    go_inspect_type_symbols(program, arena, out);
    for (size_t i = 0; i < program->ir->functions.count; i++) {
        const IrFunction *function = program->ir->functions.items[i];
        if (function->is_compiled && function->source == program->source) add_function(function, arena, out);
    }
}

bool go_inspect_disassemble(const EngineProgram *program, StrBuf *out) {
    ir_print_program(program->ir, out);
    return true;
}
