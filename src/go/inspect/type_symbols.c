/* The types of a program as symbols: sizes and alignments, and for each struct where its fields lie and which
 * bytes between them nobody uses.
 *
 * Shown are the types that variables, fields and elements of the program have and whose layout is not in
 * their name: structs, arrays, and named types, instances of generic ones among them. */
#include "go/inspect/inspect.h"

typedef struct TypeList {
    VEC(GoType *) types; /* no two identical */
    Arena *arena;
    EngineSymbolList *out;
} TypeList;

static void collect(TypeList *list, GoType *type);

static bool is_known(const TypeList *list, GoType *type) {
    for (size_t i = 0; i < list->types.count; i++)
        if (go_type_identical(list->types.items[i], type)) return true;
    return false;
}

static void collect_parts(TypeList *list, GoType *type) {
    GoType *underlying = go_underlying(type);
    switch (underlying->kind) {
    case GO_POINTER: collect(list, underlying->pointer.element); break;
    case GO_SLICE: collect(list, underlying->slice.element); break;
    case GO_ARRAY: collect(list, underlying->array.element); break;
    case GO_CHAN: collect(list, underlying->chan.element); break;
    case GO_MAP:
        collect(list, underlying->map.key);
        collect(list, underlying->map.value);
        break;
    case GO_STRUCT:
        for (uint32_t i = 0; i < underlying->structure.count; i++)
            collect(list, underlying->structure.fields[i]->type);
        break;
    default: break;
    }
}

static void collect(TypeList *list, GoType *type) {
    if (!type || type->kind == GO_INVALID || go_type_is_parameterized(type)) return;
    bool is_predeclared = type->kind == GO_NAMED && !type->named.object->package;
    bool is_shown = type->kind == GO_STRUCT || type->kind == GO_ARRAY || type->kind == GO_NAMED;
    if (is_predeclared) return;
    if (is_shown) {
        if (is_known(list, type)) return;
        VEC_PUSH(&list->types, type);
    }
    collect_parts(list, type);
}

static Str kind_text(GoType *type) {
    static const char *const texts[GO_TYPE_KIND_COUNT] = {
        [GO_POINTER] = "pointer", [GO_ARRAY] = "array", [GO_SLICE] = "slice",         [GO_STRUCT] = "struct",
        [GO_MAP] = "map",         [GO_CHAN] = "chan",   [GO_INTERFACE] = "interface", [GO_FUNC] = "func"};
    const char *text = texts[go_underlying(type)->kind];
    return str_from(text ? text : "basic");
}

static void add_type(const TypeList *list, GoType *type) {
    EngineSymbol row = {.scope = STR("types"), .name = go_type_text(list->arena, type, NULL)};
    GoType *underlying = go_underlying(type);
    row.kind = kind_text(type);
    if (type->kind == GO_NAMED && underlying->kind != GO_STRUCT)
        row.type = go_type_text(list->arena, underlying, NULL);
    row.size = (uint64_t)go_type_size(type);
    row.align = (uint64_t)go_type_align(type);
    VEC_PUSH(list->out, row);
}

static void add_padding(const TypeList *list, Str scope, int64_t from, int64_t to) {
    if (to <= from) return;
    EngineSymbol row = {.scope = scope, .name = STR("-"), .kind = STR("padding")};
    row.size = (uint64_t)(to - from);
    row.place = arena_format(list->arena, "offset %lld", (long long)from);
    VEC_PUSH(list->out, row);
}

static void add_fields(const TypeList *list, GoType *type) {
    GoType *structure = go_underlying(type);
    Str name = go_type_text(list->arena, type, NULL);
    Str scope = type->kind == GO_NAMED ? arena_format(list->arena, "struct %.*s", STR_ARGS(name)) : name;
    int64_t end = 0;
    for (uint32_t i = 0; i < structure->structure.count; i++) {
        GoObject *field = structure->structure.fields[i];
        int64_t offset = go_struct_offset(structure, i);
        add_padding(list, scope, end, offset);
        EngineSymbol row = {.scope = scope, .name = field->name, .kind = STR("field")};
        row.type = go_type_text(list->arena, field->type, NULL);
        row.size = (uint64_t)go_type_size(field->type);
        row.align = (uint64_t)go_type_align(field->type);
        row.place = arena_format(list->arena, "offset %lld", (long long)offset);
        VEC_PUSH(list->out, row);
        end = offset + (int64_t)row.size;
    }
    add_padding(list, scope, end, go_type_size(type));
}

static void collect_program(TypeList *list, const EngineProgram *program) {
    GoScope *scope = program->checked->main->scope;
    for (size_t i = 0; i < scope->names.count; i++) {
        GoObject *object = scope->names.entries[i].value;
        bool is_type = object && object->kind == GO_OBJECT_TYPE && object->type;
        if (is_type && !(object->type->kind == GO_NAMED && object->type->named.type_parameters.count))
            collect(list, object->type);
        if (object && object->kind == GO_OBJECT_VAR) collect(list, object->type);
    }
    for (size_t i = 0; i < program->ir->functions.count; i++) {
        const IrFunction *function = program->ir->functions.items[i];
        bool is_own = function->is_compiled && function->source == program->source;
        for (size_t j = 0; is_own && j < function->slots.count; j++)
            collect(list, (GoType *)function->slots.items[j].type);
    }
}

void go_inspect_type_symbols(const EngineProgram *program, Arena *arena, EngineSymbolList *out) {
    TypeList list = {.arena = arena, .out = out};
    collect_program(&list, program);
    for (size_t i = 0; i < list.types.count; i++) add_type(&list, list.types.items[i]);
    for (size_t i = 0; i < list.types.count; i++)
        if (go_underlying(list.types.items[i])->kind == GO_STRUCT) add_fields(&list, list.types.items[i]);
    VEC_FREE(&list.types);
}
