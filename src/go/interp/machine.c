/* The machine's life, its stacks, and its calls into C and back. See machine.h. */
#include "go/interp/machine.h"

#include "go/runtime/panic.h"
#include "go/runtime/string.h"

#include <string.h>

enum {
    MAIN_SEGMENT = 64 << 10,
    FIRST_SEGMENT = 8 << 10,
    LARGEST_SEGMENT = 16 << 20,
    STACK_LIMIT = 256 << 20,
    CALLBACK_LIMIT = 200
};

/* ---- Life --------------------------------------------------------------------------------------------- */

static GoRFunction *make_descriptor(Machine *machine, const IrFunction *function, MachineFunction *body) {
    GoRFunction *descriptor = go_data_alloc(&machine->runtime, sizeof *descriptor, 8);
    StrBuf name = {0};
    ir_append_runtime_name(&name, function);
    descriptor->name = go_data_string(&machine->runtime, strbuf_view(&name));
    strbuf_free(&name);
    descriptor->native = function->native;
    descriptor->body = body;
    descriptor->argument_bytes = function->argument_bytes;
    descriptor->result_bytes = function->result_bytes;
    return descriptor;
}

static void prepare_functions(Machine *machine) {
    size_t count = machine->program->functions.count;
    machine->functions = base_alloc_zeroed(count * sizeof *machine->functions);
    for (size_t i = 0; i < count; i++) {
        const IrFunction *function = machine->program->functions.items[i];
        MachineFunction *ready = &machine->functions[i];
        GoClosure *closure = go_data_alloc(&machine->runtime, sizeof *closure, 8);
        ready->entry = function->entry;
        ready->frame_size = function->frame_size;
        ready->ir = function;
        ready->descriptor = make_descriptor(machine, function, ready);
        ready->closure = closure;
        closure->function = ready->descriptor;
    }
}

static void mark_instructions(Machine *machine) {
    const IrProgram *program = machine->program;
    machine->marks = base_alloc_zeroed(program->code.count + 1);
    for (size_t i = 0; i < program->statements.count; i++)
        machine->marks[program->statements.items[i].first] |= MARK_STATEMENT;
    for (size_t i = 0; i < program->by_entry.count; i++) {
        const IrFunction *function = program->by_entry.items[i];
        if (function->source != program->source) continue;
        for (uint32_t at = function->entry; at < function->end; at++)
            if (program->lines.items[at]) machine->marks[at] |= MARK_INSTRUCTION;
    }
    for (uint32_t i = program->main ? program->main->entry : 0; program->main && i < program->main->end; i++)
        if (program->code.items[i].opcode == IR_RET) machine->marks[i] |= MARK_RETURN;
}

static StackSegment *segment_new(Machine *machine, StackSegment *before, uint64_t least) {
    bool is_main = !machine->current;
    uint64_t size = before ? (before->end - (uint64_t)before) * 2 : is_main ? MAIN_SEGMENT : FIRST_SEGMENT;
    if (size > LARGEST_SEGMENT) size = LARGEST_SEGMENT;
    while (size < least) size *= 2;
    uint64_t total = size + (before ? before->total : 0);
    StackSegment *segment = total > STACK_LIMIT ? NULL : go_new_bytes(&machine->runtime, size, false);
    if (!segment) {
        go_fatal(&machine->runtime, "stack overflow");
        return NULL;
    }
    segment->before = before;
    segment->end = (uint64_t)segment + size;
    segment->total = total;
    return segment;
}

static uint8_t *first_frame(StackSegment *segment) {
    return (uint8_t *)(segment + 1);
}

/* The collector's roots. Only the frames in use count, not what earlier calls left above them. */
static void mark_stack(Machine *machine, const Goroutine *goroutine) {
    const IrFunction *function = ir_function_at(machine->program, goroutine->ip);
    uint64_t top = (uint64_t)goroutine->fp + (function ? function->frame_size : 0);
    for (StackSegment *segment = goroutine->segment; segment; segment = segment->before) {
        bool is_current = top > (uint64_t)segment && top <= segment->end;
        go_heap_mark_address(&machine->runtime.heap, (uint64_t)segment);
        go_heap_mark_range(&machine->runtime.heap, (uint64_t)first_frame(segment),
                           is_current ? top : segment->end);
    }
}

static void mark_roots(GoRuntime *runtime) {
    Machine *machine = runtime->machine;
    for (size_t i = 0; i < machine->goroutines.count; i++) {
        const Goroutine *goroutine = machine->goroutines.items[i];
        mark_stack(machine, goroutine);
        go_heap_mark_address(&runtime->heap, (uint64_t)goroutine->deferred);
        go_heap_mark_address(&runtime->heap, (uint64_t)goroutine->panics);
        go_heap_mark_address(&runtime->heap, (uint64_t)goroutine->context);
    }
    go_heap_mark_address(&runtime->heap, (uint64_t)machine->context);
}

static bool call_from_c(GoRuntime *runtime, const GoRFunction *function, const void *arguments,
                        void *results);

uint8_t *machine_first_frame(Machine *machine, Goroutine *goroutine, uint64_t frame_size) {
    goroutine->segment = segment_new(machine, NULL, sizeof(StackSegment) + frame_size);
    if (!goroutine->segment) return NULL;
    goroutine->fp = first_frame(goroutine->segment);
    ((uint64_t *)goroutine->fp)[0] = 0;
    ((uint64_t *)goroutine->fp)[1] = IR_AT_EXIT;
    return goroutine->fp;
}

static void start_main(Machine *machine) {
    const IrFunction *start = machine->program->start;
    Goroutine *goroutine = &machine->main;
    goroutine->id = 1;
    goroutine->ip = start->entry;
    goroutine->is_started = true;
    machine_first_frame(machine, goroutine, start->frame_size);
    machine->current = goroutine;
    machine_scheduler_init(machine);
}

bool machine_start(Machine *machine, const IrProgram *program, GoProgram *source,
                   const EngineOptions *options, const char **reason) {
    *machine = (Machine){.program = program};
    if (!go_runtime_init(&machine->runtime, options, (program->data_size + 63) & ~(uint64_t)63, reason))
        return false;
    machine->runtime.machine = machine;
    machine->runtime.call = call_from_c;
    machine->runtime.mark_roots = mark_roots;
    memcpy((void *)MEM_GO_DATA_BASE, program->data.data, program->data.length);
    go_runtime_types_init(&machine->types, &machine->runtime, source, program->types.items,
                          program->types.count);
    prepare_functions(machine);
    machine_set_methods(machine);
    mark_instructions(machine);
    start_main(machine);
    return true;
}

void machine_free(Machine *machine) {
    go_runtime_types_free(&machine->types);
    machine_scheduler_free(machine);
    free(machine->functions);
    free(machine->marks);
    go_runtime_free(&machine->runtime);
}

/* ---- Stacks ------------------------------------------------------------------------------------------- */

uint64_t machine_new_segment(Machine *machine, uint64_t window, const IrFunction *function,
                             uint64_t return_to) {
    Goroutine *goroutine = machine->current;
    uint64_t needed = sizeof(StackSegment) + function->frame_size;
    StackSegment *segment = segment_new(machine, goroutine->segment, needed);
    if (!segment) return 0;
    segment->window = window;
    segment->return_to = return_to;
    segment->result_offset = function->result_offset;
    segment->result_bytes = function->result_bytes;
    goroutine->segment = segment;
    uint64_t moved = (uint64_t)first_frame(segment);
    memcpy((void *)(moved + 16), (void *)(window + 16), function->argument_bytes);
    return moved;
}

uint8_t *machine_place_frame(Machine *machine, uint64_t window, uint64_t size) {
    Goroutine *goroutine = machine->current;
    if (window + size <= goroutine->segment->end) return (uint8_t *)window;
    StackSegment *segment = segment_new(machine, goroutine->segment, sizeof(StackSegment) + size);
    if (!segment) return NULL;
    goroutine->segment = segment;
    return first_frame(segment);
}

uint32_t machine_leave_segment(Machine *machine, uint8_t **fp) {
    StackSegment *segment = machine->current->segment;
    (void)fp;
    memcpy((void *)(segment->window + segment->result_offset), first_frame(segment) + segment->result_offset,
           segment->result_bytes);
    machine->current->segment = segment->before;
    return (uint32_t)segment->return_to;
}

/* A call is under way where the instruction before the return address is. */
void machine_frames(const Machine *machine, const Goroutine *goroutine, MachineFrameList *frames) {
    uint8_t *fp = goroutine->fp;
    uint32_t ip = goroutine->ip;
    while (fp) {
        const IrFunction *function = ir_function_at(machine->program, ip);
        if (!function) break;
        VEC_PUSH(frames, (MachineFrame){function, fp, ip});
        uint64_t return_to = ((uint64_t *)fp)[1];
        uint32_t low = (uint32_t)return_to, high = (uint32_t)(return_to >> 32);
        if (low == IR_AT_EXIT) break;
        ip = (low == IR_AT_UNSEGMENT || low == IR_AT_LEAVE || low == IR_AT_UNWIND ? high : low) - 1;
        fp = (uint8_t *)((uint64_t *)fp)[0];
    }
}

/* ---- C and Go ----------------------------------------------------------------------------------------- */

void machine_call_native(Machine *machine, const GoRFunction *function, uint8_t *window) {
    uint8_t *arguments = window + 16, *results = arguments + (function->argument_bytes + 7) / 8 * 8;
    memset(results, 0, function->result_bytes);
    function->native(&machine->runtime, arguments, results);
}

/* Runs a Go function for C code: a frame on top of the current one, and a run of the loop of its own. */
static bool call_from_c(GoRuntime *runtime, const GoRFunction *function, const void *arguments,
                        void *results) {
    Machine *machine = runtime->machine;
    Goroutine *goroutine = machine->current;
    const MachineFunction *callee = function->body;
    const IrFunction *caller = ir_function_at(machine->program, goroutine->ip);
    uint8_t *saved_fp = goroutine->fp;
    uint32_t saved_ip = goroutine->ip;
    StackSegment *saved_segment = goroutine->segment;
    uint64_t window = (uint64_t)saved_fp + (caller ? caller->frame_size : 0);
    uint64_t return_to = saved_ip + 1;
    if (machine->calls_from_c >= CALLBACK_LIMIT) {
        go_fatal(runtime, "stack overflow");
        return false;
    }
    window = (uint64_t)machine_place_frame(machine, window, callee->frame_size);
    if (!window) return false;
    ((uint64_t *)window)[0] = (uint64_t)saved_fp;
    ((uint64_t *)window)[1] = IR_AT_LEAVE | return_to << 32;
    memcpy((void *)(window + 16), arguments, function->argument_bytes);
    goroutine->fp = (uint8_t *)window;
    goroutine->ip = callee->entry;
    DeferredCall *saved_floor = goroutine->floor;
    goroutine->floor = goroutine->deferred;
    machine->calls_from_c++;
    MachineStop stop = machine_run_fast(machine);
    machine->calls_from_c--;
    goroutine->floor = saved_floor;
    if (stop == MACHINE_LEFT)
        memcpy(results, (void *)(window + callee->ir->result_offset), function->result_bytes);
    goroutine->fp = saved_fp;
    goroutine->ip = saved_ip;
    goroutine->segment = saved_segment;
    return stop == MACHINE_LEFT;
}
