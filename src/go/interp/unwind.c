/* When a program cannot go on: panics, fatal errors, os.Exit, and what Go prints about them. */
#include "go/interp/machine.h"
#include "go/runtime/panic.h"
#include "memory/layout.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- The stack trace ---------------------------------------------------------------------------------- */

/* CODE_BASE: where the instructions would lie if they were machine code, for addresses that messages name. */
enum { ARGUMENTS_SHOWN = 10, FRAMES_SHOWN = 100, CODE_BASE = 0x401000 };

static void append_path(StrBuf *out, const Source *source) {
    char given[PATH_MAX], full[PATH_MAX];
    if (source->path.length < sizeof given) {
        memcpy(given, source->path.data, source->path.length);
        given[source->path.length] = 0;
        if (realpath(given, full)) {
            strbuf_append_c(out, full);
            return;
        }
    }
    strbuf_append(out, source->path);
}

/* Words of an argument as the trace shows it: scalars in hexadecimal, what has parts in braces. */
static void append_argument(StrBuf *out, GoType *type, uint64_t address, uint32_t *shown) {
    GoType *underlying = go_underlying(type);
    uint64_t size = (uint64_t)go_type_size(type);
    if (*shown >= ARGUMENTS_SHOWN) return;
    if (size == 1 || size == 2 || size == 4 || (size == 8 && underlying->kind != GO_STRUCT)) {
        strbuf_format(out, "0x%llx", (unsigned long long)mem_read_uint(address, size));
        (*shown)++;
        return;
    }
    strbuf_append_char(out, '{');
    for (uint64_t offset = 0; offset + 8 <= size && *shown < ARGUMENTS_SHOWN; offset += 8) {
        if (offset) strbuf_append_c(out, ", ");
        strbuf_format(out, "0x%llx", (unsigned long long)mem_read_uint(address + offset, 8));
        (*shown)++;
    }
    strbuf_append_char(out, '}');
}

static void append_arguments(StrBuf *out, const MachineFrame *frame) {
    uint32_t shown = 0;
    const char *separator = "";
    for (size_t i = 0; i < frame->function->slots.count; i++) {
        const IrSlot *slot = &frame->function->slots.items[i];
        if (slot->kind != IR_SLOT_PARAMETER) continue;
        strbuf_append_c(out, separator);
        separator = ", ";
        if (shown >= ARGUMENTS_SHOWN) {
            strbuf_append_c(out, "...");
            return;
        }
        uint64_t address = (uint64_t)frame->fp + slot->offset;
        if (slot->escapes) address = mem_read_ref(address);
        append_argument(out, (GoType *)slot->type, address, &shown);
    }
}

static void append_frame(StrBuf *out, const Machine *machine, const MachineFrame *frame) {
    ir_append_runtime_name(out, frame->function);
    strbuf_append_char(out, '(');
    append_arguments(out, frame);
    strbuf_append_c(out, ")\n\t");
    append_path(out, frame->function->source);
    strbuf_format(out, ":%u +0x%x\n", machine->program->lines.items[frame->ip],
                  (frame->ip - frame->function->entry) * (unsigned)sizeof(IrInstruction));
}

/* A deep stack is shown as Go does: its first and last fifty frames. */
static void append_trace(StrBuf *out, const Machine *machine, const Goroutine *goroutine) {
    MachineFrameList frames = {0};
    machine_frames(machine, goroutine, &frames);
    const char *state = goroutine->wait_reason ? goroutine->wait_reason : "running";
    strbuf_format(out, "goroutine %llu [%s]:\n", (unsigned long long)goroutine->id, state);
    for (size_t i = 0; i < frames.count; i++) {
        if (frames.count > FRAMES_SHOWN && i == FRAMES_SHOWN / 2) {
            strbuf_append_c(out, "...additional frames elided...\n");
            i = frames.count - FRAMES_SHOWN / 2;
        }
        if (frames.items[i].function->source) append_frame(out, machine, &frames.items[i]);
    }
    VEC_FREE(&frames);
}

/* ---- Ends --------------------------------------------------------------------------------------------- */

static void write_error(Machine *machine, const StrBuf *text) {
    EngineIO *io = &machine->runtime.io;
    io->write(io->user, 2, text->data, text->length);
}

static void end(Machine *machine, int status) {
    machine->exit_status = status;
    machine->state = MACHINE_ENDED;
}

/* The chain of panics, first thrown first. */
static void report_panics(Machine *machine, StrBuf *text) {
    VEC(GoPanicLink) links = {0};
    for (PanicRecord *record = machine->current->panics; record; record = record->before)
        VEC_PUSH(&links, (GoPanicLink){record->value, record->is_recovered, record->is_signal});
    for (size_t i = 0; i < links.count / 2; i++) {
        GoPanicLink other = links.items[links.count - 1 - i];
        links.items[links.count - 1 - i] = links.items[i];
        links.items[i] = other;
    }
    go_panic_report(&machine->runtime, links.items, links.count, text);
    VEC_FREE(&links);
}

static void end_with_panic(Machine *machine) {
    StrBuf text = {0};
    machine->runtime.signal = GO_SIGNAL_NONE;
    machine->runtime.panic_pc = CODE_BASE + machine->current->ip * sizeof(IrInstruction);
    report_panics(machine, &text);
    append_trace(&text, machine, machine->current);
    write_error(machine, &text);
    strbuf_free(&text);
    end(machine, 2);
}

static void end_with_fatal(Machine *machine) {
    GoRuntime *runtime = &machine->runtime;
    StrBuf text = {0};
    if (str_equal_c(go_string_view(runtime->fatal), "stack overflow"))
        strbuf_append_c(&text, "runtime: goroutine stack exceeds 1000000000-byte limit\n");
    go_fatal_report(runtime, &text);
    append_trace(&text, machine, machine->current);
    for (size_t i = 0; i < machine->goroutines.count; i++) {
        if (machine->goroutines.items[i] == machine->current) continue;
        strbuf_append_char(&text, '\n');
        append_trace(&text, machine, machine->goroutines.items[i]);
    }
    write_error(machine, &text);
    strbuf_free(&text);
    end(machine, 2);
}

void machine_interrupt(Machine *machine) {
    machine->is_interrupted = false;
    machine->was_interrupted = true;
    machine->runtime.signal = GO_SIGNAL_EXIT;
    machine->runtime.exit_status = 130;
}

/* The goroutine that was switched to: it may find that what it waited for has gone wrong. */
static bool machine_resume(Machine *machine, uint8_t **fp, uint32_t *ip) {
    Goroutine *goroutine = machine->current;
    machine->context = goroutine->context;
    if (!goroutine->panics_on_wake) return true;
    goroutine->panics_on_wake = false;
    go_panic_plain(&machine->runtime, "send on closed channel");
    return machine_unwind(machine, fp, ip);
}

bool machine_unwind(Machine *machine, uint8_t **fp, uint32_t *ip) {
    if (machine->runtime.signal == GO_SIGNAL_WAIT) {
        if (machine_switch(machine, fp, ip)) return machine_resume(machine, fp, ip);
    }
    if (machine->runtime.signal == GO_SIGNAL_PANIC && machine_panic_step(machine, fp, ip)) return true;
    if (machine->calls_from_c) return false;
    switch (machine->runtime.signal) {
    case GO_SIGNAL_PANIC: end_with_panic(machine); break;
    case GO_SIGNAL_FATAL: end_with_fatal(machine); break;
    case GO_SIGNAL_EXIT: end(machine, machine->runtime.exit_status); break;
    case GO_SIGNAL_WAIT:
    case GO_SIGNAL_NONE: break;
    }
    return false;
}
