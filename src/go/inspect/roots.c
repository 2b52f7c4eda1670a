/* The roots of the picture: package variables, then the frames of the goroutine that runs, with the names
 * that are bound where it stands. */
#include "go/inspect/inspect.h"

#include <string.h>

/* ---- Where a run stands ------------------------------------------------------------------------------- */

/* Frames of functions that the user wrote; the start-up code has no source. */
static void shown_frames(const EngineRun *run, MachineFrameList *shown) {
    MachineFrameList all = {0};
    machine_frames(&run->machine, run->machine.current, &all);
    for (size_t i = all.count; i > 0; i--)
        if (all.items[i - 1].function->source) VEC_PUSH(shown, all.items[i - 1]);
    VEC_FREE(&all);
}

EnginePlace go_inspect_place(const EngineRun *run) {
    const IrProgram *program = run->program->ir;
    uint32_t ip = run->machine.current->ip;
    MachineFrameList frames = {0};
    shown_frames(run, &frames);
    EnginePlace place = {.instruction = ip,
                         .depth = (uint32_t)frames.count,
                         .begins_statement = run->machine.marks[ip] & MARK_STATEMENT,
                         .failures = run->machine.panics,
                         .failure = STR("panic")};
    VEC_FREE(&frames);
    int32_t statement = ir_statement_at(program, ip);
    if (statement >= 0) {
        place.line = program->statements.items[statement].line;
        place.span = program->statements.items[statement].span;
    }
    if (ip < program->lines.count && program->lines.items[ip]) place.line = program->lines.items[ip];
    return place;
}

/* ---- Names -------------------------------------------------------------------------------------------- */

static const char *const kind_names[] = {
    [IR_SLOT_PARAMETER] = "parameter", [IR_SLOT_RESULT] = "result", [IR_SLOT_VARIABLE] = "variable"};

static Str declared_text(Arena *arena, const IrSlot *slot, uint64_t size) {
    Str type = go_type_text(arena, (GoType *)slot->type, NULL);
    const char *plural = size == 1 ? "" : "s";
    if (slot->is_captured)
        return arena_format(arena, "%.*s, %llu byte%s, captured by %s", STR_ARGS(type),
                            (unsigned long long)size, plural, slot->escapes ? "reference" : "value");
    if (slot->escapes)
        return arena_format(arena, "%.*s, %llu byte%s, heap (%.*s)", STR_ARGS(type), (unsigned long long)size,
                            plural, STR_ARGS(slot->reason));
    return arena_format(arena, "%.*s, %llu byte%s, frame offset %u", STR_ARGS(type), (unsigned long long)size,
                        plural, slot->offset);
}

static MemName name_of_slot(EngineRun *run, Arena *arena, const MachineFrame *frame, const IrSlot *slot) {
    GoType *type = (GoType *)slot->type;
    uint64_t address = (uint64_t)frame->fp + slot->offset;
    bool is_bound = frame->ip >= slot->from && frame->ip < slot->to;
    if (slot->escapes && is_bound) address = mem_read_ref(address);
    MemName name = {.name = slot->name,
                    .kind = str_from(kind_names[slot->kind]),
                    .declared = declared_text(arena, slot, (uint64_t)go_type_size(type)),
                    .slot = is_bound ? address : 0,
                    .identity = is_bound ? address : 0,
                    .identity_text = arena_format(arena, "&%.*s", STR_ARGS(slot->name))};
    name.layout = go_layout(run, arena, type, name.slot);
    return name;
}

static MemFrame frame_of(EngineRun *run, Arena *arena, const MachineFrame *frame) {
    const IrFunction *function = frame->function;
    MemFrame result = {.function = function->name,
                       .file = function->source->path,
                       .line = run->program->ir->lines.items[frame->ip],
                       .address = (uint64_t)frame->fp,
                       .names = ARENA_ARRAY(arena, MemName, function->slots.count + 1),
                       .name_count = (uint32_t)function->slots.count};
    for (size_t i = 0; i < function->slots.count; i++)
        result.names[i] = name_of_slot(run, arena, frame, &function->slots.items[i]);
    return result;
}

static MemFrame package_frame(EngineRun *run, Arena *arena) {
    const IrProgram *program = run->program->ir;
    MemFrame frame = {.function = STR("package main"),
                      .file = program->source->path,
                      .names = ARENA_ARRAY(arena, MemName, program->globals.count + 1),
                      .name_count = (uint32_t)program->globals.count};
    for (size_t i = 0; i < program->globals.count; i++) {
        const IrGlobal *global = &program->globals.items[i];
        Str type = go_type_text(arena, (GoType *)global->type, NULL);
        frame.names[i] = (MemName){.name = global->name,
                                   .kind = STR("package variable"),
                                   .declared = arena_format(arena, "%.*s, %llu byte%s, data segment 0x%llx",
                                                            STR_ARGS(type), (unsigned long long)global->size,
                                                            global->size == 1 ? "" : "s",
                                                            (unsigned long long)global->address),
                                   .slot = global->address,
                                   .layout = go_layout(run, arena, (GoType *)global->type, global->address),
                                   .identity = global->address,
                                   .identity_text = arena_format(arena, "&%.*s", STR_ARGS(global->name))};
    }
    return frame;
}

void go_inspect_roots(EngineRun *run, Arena *arena, MemRoots *roots) {
    MachineFrameList frames = {0};
    shown_frames(run, &frames);
    roots->frames = ARENA_ARRAY(arena, MemFrame, frames.count + 1);
    roots->frame_count = (uint32_t)frames.count + 1;
    roots->frames[0] = package_frame(run, arena);
    for (size_t i = 0; i < frames.count; i++) roots->frames[i + 1] = frame_of(run, arena, &frames.items[i]);
    VEC_FREE(&frames);
}

/* Real addresses are known for instructions of the function that is running. */
void go_inspect_instruction(EngineRun *run, uint64_t instruction, StrBuf *out) {
    const Goroutine *goroutine = run->machine.current;
    const IrFunction *function = ir_function_at(run->program->ir, (uint32_t)instruction);
    bool is_running = function && function == ir_function_at(run->program->ir, goroutine->ip);
    ir_print_instruction(run->program->ir, (uint32_t)instruction, is_running ? (uint64_t)goroutine->fp : 0,
                         out);
}
