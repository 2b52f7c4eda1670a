/* Lowering a program: package variables, initialisation, and one function after the other, see lower.h.
 *
 * All functions of package main are lowered, so that what Varscope cannot compile is reported even when it is
 * not called; functions of imported packages only when something that is lowered mentions them. */
#include "go/ir/lower.h"
#include "go/packages/packages.h"
#include "memory/space.h"

#include <string.h>

/* ---- Functions as things to call ---------------------------------------------------------------------- */

/* "name", "name[int,string]" */
static Str name_with_arguments(Arena *arena, Str name, GoTypeList arguments) {
    if (arguments.count == 0) return name;
    StrBuf out = {0};
    strbuf_append(&out, name);
    for (uint32_t i = 0; i < arguments.count; i++) {
        strbuf_append_char(&out, i ? ',' : '[');
        go_type_print_reflect(&out, arguments.items[i]);
    }
    strbuf_append_char(&out, ']');
    Str text = arena_copy(arena, strbuf_view(&out));
    strbuf_free(&out);
    return text;
}

/* "main.f", "main.T.m", "main.(*T[int]).m" */
static Str function_name(Lowerer *lowerer, GoObject *object) {
    Arena *arena = &lowerer->program->arena;
    GoObject *receiver = object->type->signature.receiver;
    Str package = object->package ? object->package->path : STR("");
    if (!receiver) {
        Str name = name_with_arguments(arena, object->name, object->func.type_arguments);
        return arena_format(arena, "%.*s.%.*s", STR_ARGS(package), STR_ARGS(name));
    }
    GoType *type = receiver->type;
    bool is_pointer = type->kind == GO_POINTER, is_named;
    if (is_pointer) type = type->pointer.element;
    is_named = type->kind == GO_NAMED;
    Str name = is_named ? name_with_arguments(arena, type->named.object->name, type->named.type_arguments)
                        : STR("?");
    return arena_format(arena, is_pointer ? "%.*s.(*%.*s).%.*s" : "%.*s.%.*s.%.*s", STR_ARGS(package),
                        STR_ARGS(name), STR_ARGS(object->name));
}

/* The C function behind a declaration without body; its name in the package's table lacks the package. */
static GoNative find_native(GoObject *object, Str full_name) {
    if (!object->package) return NULL;
    Str path = object->package->path;
    return go_native_find(path, str_slice(full_name, path.length + 1, SIZE_MAX));
}

void function_set_sizes(IrFunction *function, GoType *signature, GoType *receiver) {
    BlockSizes sizes = block_sizes(signature, receiver);
    function->argument_bytes = sizes.argument_bytes;
    function->result_offset = sizes.result_offset;
    function->result_bytes = sizes.result_bytes;
    function->frame_size = sizes.result_offset + sizes.result_bytes;
}

IrFunction *function_new(Lowerer *lowerer, Str name) {
    IrFunction *function = ARENA_NEW(&lowerer->program->arena, IrFunction);
    function->name = name;
    function->index = (uint32_t)lowerer->program->functions.count;
    VEC_PUSH(&lowerer->program->functions, function);
    return function;
}

IrFunction *function_of_object(Lowerer *lowerer, GoObject *object) {
    IrFunction *function = intmap_get(&lowerer->functions, (uintptr_t)object);
    if (function) return function;
    function = function_new(lowerer, function_name(lowerer, object));
    intmap_set(&lowerer->functions, (uintptr_t)object, function);
    GoObject *receiver = object->type->signature.receiver;
    function_set_sizes(function, object->type, receiver ? receiver->type : NULL);
    GoFunction *source = object->func.function;
    if (source && source->body) {
        VEC_PUSH(&lowerer->pending, (PendingFunction){.function = function, .source = source});
    } else {
        function->native = find_native(object, function->name);
        if (!function->native) {
            Str text = arena_format(&lowerer->program->arena, "%.*s", STR_ARGS(function->name));
            unsupported(lowerer, object->pos, text.data);
        }
    }
    return function;
}

/* "main.f.func1": named after the declared function around it, numbered within that. */
IrFunction *literal_function(Lowerer *lowerer, GoFunction *source) {
    Arena *arena = &lowerer->program->arena;
    Str outer = lowerer->function ? lowerer->function->name : STR("main.glob.");
    IrFunction *function =
        function_new(lowerer, arena_format(arena, "%.*s.func%u", STR_ARGS(outer), ++lowerer->literal_count));
    function_set_sizes(function, source->signature, NULL);
    VEC_PUSH(&lowerer->pending, (PendingFunction){.function = function, .source = source});
    return function;
}

/* ---- One function ------------------------------------------------------------------------------------- */

static void parameter_to_heap(Lowerer *lowerer, GoObject *object, int32_t argument) {
    Variable *variable = object->user;
    variable->slot = slot_new(lowerer, 8, 8);
    emit(lowerer, IR_NEW, variable->slot, type_index(lowerer, object->type), 0);
    if (argument >= 0) place_store(lowerer, place_of_variable(lowerer, object), (Operand){.slot = argument});
}

/* A parameter or result at a fixed offset; one that escapes moves to the heap at the entry. */
static void declare_fixed(Lowerer *lowerer, GoObject *object, uint32_t offset, IrSlotKind kind) {
    Variable *variable = ARENA_NEW(&lowerer->program->arena, Variable);
    object->user = variable;
    variable->index = UINT32_MAX;
    variable->slot = (int32_t)offset;
    variable->is_indirect = go_escape_decision(lowerer->escape, object)->is_heap;
    if (str_equal_c(object->name, "_") || object->name.length == 0) variable->is_indirect = false;
    if (variable->is_indirect)
        parameter_to_heap(lowerer, object, kind == IR_SLOT_PARAMETER ? (int32_t)offset : -1);
    if (object->name.length && !str_equal_c(object->name, "_"))
        variable_row(lowerer, object, variable->slot, kind);
}

static void declare_parameters(Lowerer *lowerer, GoFunction *function) {
    uint32_t end = IR_FRAME_HEADER;
    if (function->receiver)
        declare_fixed(lowerer, function->receiver, block_next(&end, function->receiver->type),
                      IR_SLOT_PARAMETER);
    for (uint32_t i = 0; i < function->parameters.count; i++) {
        GoObject *object = function->parameters.items[i];
        declare_fixed(lowerer, object, block_next(&end, object->type), IR_SLOT_PARAMETER);
    }
}

static void declare_results(Lowerer *lowerer, GoFunction *function) {
    uint32_t end = lowerer->function->result_offset;
    bool is_named = false;
    for (uint32_t i = 0; i < function->results.count; i++) {
        GoObject *object = function->results.items[i];
        uint32_t offset = block_next(&end, object->type);
        object->user = NULL;
        if (object->name.length == 0) continue;
        is_named = true;
        declare_fixed(lowerer, object, offset, IR_SLOT_RESULT);
    }
    if (is_named || function->has_defer)
        emit_zero(lowerer, 0, (int32_t)lowerer->function->result_offset, lowerer->function->result_bytes);
}

void function_begin(Lowerer *lowerer, IrFunction *function, GoFunction *source) {
    lowerer->function = function;
    lowerer->literal_count = 0;
    lowerer->go_function = source;
    lowerer->top = lowerer->high = function->result_offset + function->result_bytes;
    function->entry = (uint32_t)lowerer->program->code.count;
    function->is_compiled = true;
    VEC_PUSH(&lowerer->program->by_entry, function);
}

/* The frame ends where the window of a callee without arguments would, so that a call can always write its
 * header. */
void function_end(Lowerer *lowerer) {
    IrFunction *function = lowerer->function;
    function->end = (uint32_t)lowerer->program->code.count;
    function->frame_size = (uint32_t)go_align_up(lowerer->high, 8);
    variables_end(lowerer, 0);
}

static bool ends_in_jump(const IrProgram *program, const IrFunction *function) {
    if (program->code.count == function->entry) return false;
    return VEC_LAST(&program->code).opcode == IR_RET;
}

static void lower_function(Lowerer *lowerer, IrFunction *function, GoFunction *source) {
    uint32_t offset = 0;
    function->source = go_source_set_find(&lowerer->source->sources, source->body->start, &offset);
    at_position(lowerer, source->body->start);
    function->line = lowerer->line;
    function_begin(lowerer, function, source);
    lower_captures(lowerer, source);
    declare_parameters(lowerer, source);
    declare_results(lowerer, source);
    for (size_t i = 0; i < function->slots.count; i++)
        function->slots.items[i].from = (uint32_t)lowerer->program->code.count;
    lower_statements(lowerer, source->body->block.statements);
    at_position(lowerer, source->body->end - 1);
    if (source->results.count == 0)
        lower_leave(lowerer);
    else if (!ends_in_jump(lowerer->program, function))
        emit(lowerer, IR_UNREACHABLE, 0, 0, 0);
    if (source->has_defer) {
        function->recover = (uint32_t)lowerer->program->code.count;
        lower_leave(lowerer);
    }
    function_end(lowerer);
}

static void lower_pending(Lowerer *lowerer) {
    while (lowerer->pending.count) {
        PendingFunction next = lowerer->pending.items[0];
        memmove(lowerer->pending.items, lowerer->pending.items + 1, --lowerer->pending.count * sizeof next);
        if (next.forwarder)
            lower_forwarder(lowerer, next.function, next.forwarder);
        else
            lower_function(lowerer, next.function, next.source);
    }
}

/* ---- Package variables -------------------------------------------------------------------------------- */

static void place_globals(Lowerer *lowerer, GoPackage *package) {
    for (uint32_t i = 0; i < package->variables.count; i++) {
        GoObject *object = package->variables.items[i];
        if (str_equal_c(object->name, "_")) continue;
        uint64_t size = (uint64_t)go_type_size(object->type);
        Variable *variable = ARENA_NEW(&lowerer->program->arena, Variable);
        variable->address = data_bytes(lowerer, NULL, size, (uint64_t)go_type_align(object->type));
        variable->index = UINT32_MAX;
        object->user = variable;
        if (package != lowerer->source->main) continue;
        IrGlobal global = {.name = object->name,
                           .type = object->type,
                           .address = variable->address,
                           .size = size,
                           .line = go_source_set_place(&lowerer->source->sources, object->pos).line};
        VEC_PUSH(&lowerer->program->globals, global);
    }
}

/* A package variable that starts as a constant has its value from the beginning, as in any compiled program:
 * the bytes are part of the data segment's picture. */
static bool initialise_statically(Lowerer *lowerer, const GoInitializer *initializer) {
    GoExpr *right = strip_parens(initializer->right);
    if (initializer->left_count != 1 || right->mode != GO_MODE_CONSTANT || right->converted_to) return false;
    Variable *variable = initializer->left[0]->user;
    if (!variable || !variable->address) return false;
    uint8_t bytes[16];
    constant_bytes(lowerer, right->constant, right->type, bytes);
    memcpy(lowerer->program->data.data + (variable->address - MEM_GO_DATA_BASE), bytes,
           (size_t)go_type_size(right->type));
    return true;
}

static void call_initializers(Lowerer *lowerer, GoPackage *package) {
    for (uint32_t i = 0; i < package->function_count; i++) {
        GoFunction *source = package->functions[i];
        bool is_init = source->object && !source->receiver && str_equal_c(source->object->name, "init");
        if (!is_init) continue;
        IrFunction *function = function_new(
            lowerer, arena_format(&lowerer->program->arena, "%.*s.init.%u", STR_ARGS(package->path), i));
        function_set_sizes(function, source->signature, NULL);
        VEC_PUSH(&lowerer->pending, (PendingFunction){.function = function, .source = source});
        int32_t window = slot_new(lowerer, IR_FRAME_HEADER, 8);
        emit(lowerer, IR_CALL, window, (int32_t)function->index, 0);
    }
}

static IrFunction *lower_initialisation(Lowerer *lowerer, GoPackage *package) {
    IrFunction *function =
        function_new(lowerer, arena_format(&lowerer->program->arena, "%.*s.init", STR_ARGS(package->path)));
    function->result_offset = IR_FRAME_HEADER;
    function->source = package->file_count ? package->files[0]->source : NULL;
    function_begin(lowerer, function, NULL);
    for (uint32_t i = 0; i < package->initializer_count; i++)
        if (!initialise_statically(lowerer, &package->initializers[i]))
            lower_initializer(lowerer, &package->initializers[i]);
    call_initializers(lowerer, package);
    emit(lowerer, IR_RET, 0, 0, 0);
    function_end(lowerer);
    return function;
}

/* ---- The program -------------------------------------------------------------------------------------- */

/* Everything of package main is compiled, used or not. */
static IrFunction *queue_main(Lowerer *lowerer) {
    GoPackage *package = lowerer->source->main;
    IrFunction *main = NULL;
    for (uint32_t i = 0; i < package->function_count; i++) {
        GoFunction *source = package->functions[i];
        if (!source->object || str_equal_c(source->object->name, "init") ||
            str_equal_c(source->object->name, "_"))
            continue;
        GoObject *receiver = source->receiver;
        bool is_generic = source->object->type->signature.type_parameters.count > 0 ||
                          source->object->type->signature.receiver_type_parameters.count > 0;
        if (is_generic) continue;
        IrFunction *function = function_of_object(lowerer, source->object);
        if (!receiver && str_equal_c(source->object->name, "main")) main = function;
    }
    return main;
}

static void lower_start(Lowerer *lowerer) {
    GoProgram *source = lowerer->source;
    IrFunction *inits[256];
    uint32_t count = 0;
    for (uint32_t i = 0; i < source->package_count; i++) place_globals(lowerer, source->packages[i]);
    for (uint32_t i = 0; i < source->package_count && count < 256; i++)
        if (source->packages[i]->initializer_count || source->packages[i] == source->main)
            inits[count++] = lower_initialisation(lowerer, source->packages[i]);
    IrFunction *main = queue_main(lowerer);
    IrFunction *start = function_new(lowerer, STR("runtime.main"));
    start->result_offset = IR_FRAME_HEADER;
    lowerer->line = 0;
    function_begin(lowerer, start, NULL);
    int32_t window = slot_new(lowerer, IR_FRAME_HEADER, 8);
    for (uint32_t i = 0; i < count; i++) emit(lowerer, IR_CALL, window, (int32_t)inits[i]->index, 0);
    if (main) emit(lowerer, IR_CALL, window, (int32_t)main->index, 0);
    emit(lowerer, IR_RET, 0, 0, 0);
    function_end(lowerer);
    lowerer->program->start = start;
    lowerer->program->main = main;
}

static void lowerer_free(Lowerer *lowerer) {
    VEC_FREE(&lowerer->pending);
    strmap_free(&lowerer->strings);
    intmap_free(&lowerer->functions);
    intmap_free(&lowerer->type_indices);
    intmap_free(&lowerer->dynamic_types);
    intmap_free(&lowerer->labels);
    go_escape_free(lowerer->escape);
}

IrProgram *go_lower_program(GoProgram *program, DiagnosticList *diagnostics) {
    Lowerer lowerer = {.source = program, .diagnostics = diagnostics};
    lowerer.program = base_alloc_zeroed(sizeof *lowerer.program);
    lowerer.program->source = program->sources.files.items[0].source;
    lowerer.escape = go_escape_analyse(program);
    /* Address 0 of the data segment's picture is never a variable's. */
    data_bytes(&lowerer, NULL, 16, 16);
    emit(&lowerer, IR_EXIT, 0, 0, 0);
    emit(&lowerer, IR_UNSEGMENT, 0, 0, 0);
    emit(&lowerer, IR_LEAVE, 0, 0, 0);
    emit(&lowerer, IR_UNWIND, 0, 0, 0);
    lower_start(&lowerer);
    lower_pending(&lowerer);
    lowerer.program->data_size = lowerer.program->data.length;
    IrProgram *result = lowerer.program;
    bool has_failed = lowerer.has_failed;
    lowerer_free(&lowerer);
    if (!has_failed) return result;
    ir_program_free(result);
    free(result);
    return NULL;
}
