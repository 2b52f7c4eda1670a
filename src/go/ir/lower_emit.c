/* Emitting instructions: the hand that all of lowering writes with. Slots, labels, statements, constant data.
 */
#include "go/ir/lower.h"
#include "memory/space.h"

#include <string.h>

/* Frames beyond this are refused: frame offsets must fit the instruction's operands with room to spare. */
enum { FRAME_LIMIT = 1 << 28, DEPTH_LIMIT = 2000 };

uint32_t emit_flagged(Lowerer *lowerer, uint16_t flags, IrOpcode opcode, int32_t a, int32_t b, int32_t c) {
    IrInstruction instruction = {.opcode = (uint16_t)opcode, .extra = flags, .a = a, .b = b, .c = c};
    VEC_PUSH(&lowerer->program->code, instruction);
    VEC_PUSH(&lowerer->program->lines, lowerer->line);
    return (uint32_t)lowerer->program->code.count - 1;
}

uint32_t emit(Lowerer *lowerer, IrOpcode opcode, int32_t a, int32_t b, int32_t c) {
    return emit_flagged(lowerer, 0, opcode, a, b, c);
}

static unsigned width_index(uint64_t size) {
    return size == 1 ? 0 : size == 2 ? 1 : size == 4 ? 2 : 3;
}

bool is_word(uint64_t size) {
    return size == 1 || size == 2 || size == 4 || size == 8;
}

IrOpcode opcode_for(IrOpcode first, unsigned step, uint64_t size) {
    return (IrOpcode)(first + step * width_index(size));
}

void emit_set(Lowerer *lowerer, uint16_t flags, int32_t slot, uint64_t size, int64_t value) {
    IrOpcode opcode = opcode_for(IR_SET1, IR_SET2 - IR_SET1, size);
    emit_flagged(lowerer, flags, opcode, slot, (int32_t)(uint32_t)(uint64_t)value,
                 (int32_t)(uint32_t)((uint64_t)value >> 32));
}

void emit_move(Lowerer *lowerer, uint16_t flags, int32_t to, int32_t from, uint64_t size) {
    if (size == 0 || to == from) return;
    if (is_word(size))
        emit_flagged(lowerer, flags, opcode_for(IR_MOV1, IR_MOV2 - IR_MOV1, size), to, from, 0);
    else if (size == 16 || size == 24)
        emit_flagged(lowerer, flags, size == 16 ? IR_MOV16 : IR_MOV24, to, from, 0);
    else
        emit_flagged(lowerer, flags, IR_MOVN, to, from, (int32_t)size);
}

void emit_zero(Lowerer *lowerer, uint16_t flags, int32_t slot, uint64_t size) {
    if (size == 0) return;
    if (is_word(size))
        emit_set(lowerer, flags, slot, size, 0);
    else
        emit_flagged(lowerer, flags, IR_ZERO, slot, 0, (int32_t)size);
}

int32_t slot_new(Lowerer *lowerer, uint64_t size, uint64_t align) {
    if (align == 0) align = 1;
    uint64_t at = (lowerer->top + align - 1) / align * align;
    if (size > FRAME_LIMIT || at + size > FRAME_LIMIT) {
        unsupported(lowerer, GO_NO_POS, "stack frames over 256 MB");
        return IR_FRAME_HEADER;
    }
    lowerer->top = (uint32_t)(at + size);
    if (lowerer->top > lowerer->high) lowerer->high = lowerer->top;
    return (int32_t)at;
}

int32_t slot_of_type(Lowerer *lowerer, GoType *type) {
    return slot_new(lowerer, (uint64_t)go_type_size(type), (uint64_t)go_type_align(type));
}

void emit_jump(Lowerer *lowerer, IrOpcode opcode, int32_t a, int32_t b, Label *label) {
    uint32_t at = emit(lowerer, opcode, a, b, 0);
    if (label->is_placed) {
        lowerer->program->code.items[at].c = (int32_t)label->position - (int32_t)at;
        return;
    }
    lowerer->program->code.items[at].c = (int32_t)label->last_use;
    label->last_use = at + 1;
}

void label_place(Lowerer *lowerer, Label *label) {
    label->is_placed = true;
    label->position = (uint32_t)lowerer->program->code.count;
    for (uint32_t use = label->last_use; use != 0;) {
        IrInstruction *jump = &lowerer->program->code.items[use - 1];
        uint32_t next = (uint32_t)jump->c;
        jump->c = (int32_t)label->position - (int32_t)(use - 1);
        use = next;
    }
    label->last_use = 0;
}

void at_position(Lowerer *lowerer, GoPos pos) {
    if (pos == GO_NO_POS) return;
    lowerer->line = go_source_set_place(&lowerer->source->sources, pos).line;
}

/* Statements of imported packages are not steps: who steps through a program sees its own file.
 * Two statements cannot begin at one instruction: the earlier one, which needed none, gets a NOP. */
void begin_statement(Lowerer *lowerer, GoPos start, GoPos end) {
    IrProgram *program = lowerer->program;
    uint32_t here = (uint32_t)program->code.count, offset = 0;
    at_position(lowerer, start);
    const Source *file = go_source_set_find(&lowerer->source->sources, start, &offset);
    if (file != program->source) return;
    bool is_taken = program->statements.count && VEC_LAST(&program->statements).first == here;
    if (is_taken) emit(lowerer, IR_NOP, 0, 0, 0);
    SourceSpan span = {offset, offset + (end > start ? end - start : 0)};
    IrStatement statement = {.first = (uint32_t)program->code.count, .line = lowerer->line, .span = span};
    VEC_PUSH(&program->statements, statement);
}

int32_t type_index(Lowerer *lowerer, GoType *type) {
    uintptr_t known = (uintptr_t)intmap_get(&lowerer->type_indices, (uintptr_t)type);
    if (known) return (int32_t)(known - 1);
    VEC_PUSH(&lowerer->program->types, type);
    intmap_set(&lowerer->type_indices, (uintptr_t)type, (void *)lowerer->program->types.count);
    return (int32_t)lowerer->program->types.count - 1;
}

/* Package variables come first in the data segment, constants behind them. */
uint32_t data_bytes(Lowerer *lowerer, const void *bytes, uint64_t size, uint64_t align) {
    StrBuf *data = &lowerer->program->data;
    uint64_t at = (data->length + align - 1) / align * align;
    if (at + size > MEM_GO_DATA_SIZE / 2) {
        unsupported(lowerer, GO_NO_POS, "more than 16 MB of constants and package variables");
        return (uint32_t)MEM_GO_DATA_BASE;
    }
    strbuf_append_repeated(data, 0, at - data->length);
    if (bytes)
        strbuf_append_bytes(data, bytes, size);
    else
        strbuf_append_repeated(data, 0, size);
    return (uint32_t)(MEM_GO_DATA_BASE + at);
}

uint32_t data_text(Lowerer *lowerer, Str text) {
    if (text.length == 0) return 0;
    uintptr_t known = (uintptr_t)strmap_get(&lowerer->strings, text);
    if (known) return (uint32_t)known;
    uint32_t address = data_bytes(lowerer, text.data, text.length, 1);
    strmap_set(&lowerer->strings, text, (void *)(uintptr_t)address);
    return address;
}

void unsupported(Lowerer *lowerer, GoPos pos, const char *feature) {
    if (lowerer->has_failed && lowerer->diagnostics->list.count >= 10) return;
    lowerer->has_failed = true;
    uint32_t offset = 0;
    const Source *file = go_source_set_find(&lowerer->source->sources, pos, &offset);
    if (!file) file = lowerer->program->source;
    diagnostic_add(lowerer->diagnostics, NULL, file, (SourceSpan){offset, offset},
                   "varscope does not support %s yet", feature);
}

bool is_too_deep(Lowerer *lowerer, GoPos pos) {
    if (lowerer->depth < DEPTH_LIMIT) return false;
    if (!lowerer->has_failed) unsupported(lowerer, pos, "expressions nested this deep");
    return true;
}
