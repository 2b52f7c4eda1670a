/* The IR as text: what `varscope dis` and the picture of a moment show.
 *
 *       4  0007  ADD8      [fp+32], [fp+16], [fp+24]          ; sum, a, b
 *
 * The columns are the source line (once for each run of instructions), the instruction's number, its name,
 * its operands, and the names of the variables that the operands are. */
#include "go/ir/ir.h"
#include "go/types/types.h"
#include "memory/layout.h"

/* One instruction on its way into text. */
typedef struct Printer {
    const IrProgram *program;
    const IrFunction *function;
    uint32_t index;
    uint64_t frame; /* 0: addresses are not known */
    StrBuf *out;
    StrBuf names;
} Printer;

static void note_name(Printer *printer, int32_t offset) {
    if (!printer->function) return;
    for (size_t i = 0; i < printer->function->slots.count; i++) {
        const IrSlot *slot = &printer->function->slots.items[i];
        bool is_bound = printer->index + 1 >= slot->from && printer->index < slot->to;
        bool is_inside = offset >= (int32_t)slot->offset && offset < (int32_t)(slot->offset + slot->size);
        if (!is_bound || !is_inside || slot->name.length == 0) continue;
        if (printer->names.length) strbuf_append_c(&printer->names, ", ");
        strbuf_format(&printer->names, "%s%.*s", slot->escapes ? "&" : "", STR_ARGS(slot->name));
        return;
    }
}

static void note_global(Printer *printer, uint32_t address) {
    for (size_t i = 0; i < printer->program->globals.count; i++) {
        const IrGlobal *global = &printer->program->globals.items[i];
        if (address < global->address || address >= global->address + global->size) continue;
        if (printer->names.length) strbuf_append_c(&printer->names, ", ");
        strbuf_append(&printer->names, global->name);
        return;
    }
}

static void print_slot(Printer *printer, int32_t offset) {
    note_name(printer, offset);
    if (printer->frame)
        strbuf_format(printer->out, "[0x%llx]", (unsigned long long)(printer->frame + (uint32_t)offset));
    else
        strbuf_format(printer->out, "[fp+%d]", offset);
}

/* What a pointer leads to: the address itself when the frame is there to read it from. */
static void print_pointer(Printer *printer, int32_t offset, int32_t displacement) {
    note_name(printer, offset);
    uint64_t target = printer->frame ? mem_read_ref(printer->frame + (uint32_t)offset) : 0;
    if (target)
        strbuf_format(printer->out, "[0x%llx]", (unsigned long long)(target + (uint32_t)displacement));
    else if (displacement)
        strbuf_format(printer->out, "[[fp+%d]+%d]", offset, displacement);
    else
        strbuf_format(printer->out, "[[fp+%d]]", offset);
}

static void print_type(Printer *printer, int32_t type) {
    Arena arena = {0};
    strbuf_append(printer->out, go_type_text(&arena, (GoType *)printer->program->types.items[type], NULL));
    arena_free(&arena);
}

/* Floats are stored as their bits; the width decides how an immediate is best read. */
static void print_operand(Printer *printer, const IrInstruction *instruction, int operand) {
    const IrOpcodeInfo *info = &ir_opcodes[instruction->opcode];
    int32_t value = operand == 0 ? instruction->a : operand == 1 ? instruction->b : instruction->c;
    bool has_offset = info->kinds[2] == IR_OPERAND_OFFSET;
    switch ((IrOperandKind)info->kinds[operand]) {
    case IR_OPERAND_OUT:
    case IR_OPERAND_IN:
    case IR_OPERAND_ANY: print_slot(printer, value); break;
    case IR_OPERAND_PTR: print_pointer(printer, value, has_offset ? instruction->c : 0); break;
    case IR_OPERAND_FRAME: strbuf_format(printer->out, "fp+%d", value); break;
    case IR_OPERAND_IMM:
    case IR_OPERAND_BYTES: strbuf_format(printer->out, "%d", value); break;
    case IR_OPERAND_IMM64: strbuf_format(printer->out, "%lld", (long long)ir_immediate(instruction)); break;
    case IR_OPERAND_DATA:
        note_global(printer, (uint32_t)value);
        strbuf_format(printer->out, "[0x%x]", (unsigned)value);
        break;
    case IR_OPERAND_TARGET: strbuf_format(printer->out, "%04u", printer->index + (uint32_t)value); break;
    case IR_OPERAND_FUNC: strbuf_append(printer->out, printer->program->functions.items[value]->name); break;
    case IR_OPERAND_TYPE: print_type(printer, value); break;
    case IR_OPERAND_WINDOW: strbuf_format(printer->out, "fp+%d", value); break;
    case IR_OPERAND_OFFSET:
    case IR_OPERAND_NONE: break;
    }
}

static void print_operands(Printer *printer, const IrInstruction *instruction) {
    const IrOpcodeInfo *info = &ir_opcodes[instruction->opcode];
    const char *separator = "";
    for (int operand = 0; operand < 3; operand++) {
        if (info->kinds[operand] == IR_OPERAND_NONE || info->kinds[operand] == IR_OPERAND_OFFSET) continue;
        strbuf_append_c(printer->out, separator);
        print_operand(printer, instruction, operand);
        separator = ", ";
    }
    if (instruction->opcode == IR_INDEX) strbuf_format(printer->out, " * %u", instruction->extra);
}

static Printer printer_start(const IrProgram *program, uint32_t instruction, uint64_t frame, StrBuf *out) {
    return (Printer){.program = program,
                     .function = ir_function_at(program, instruction),
                     .index = instruction,
                     .frame = frame,
                     .out = out};
}

void ir_print_instruction(const IrProgram *program, uint32_t instruction, uint64_t frame, StrBuf *out) {
    if (instruction >= program->code.count) return;
    const IrInstruction *code = &program->code.items[instruction];
    Printer printer = printer_start(program, instruction, frame, out);
    strbuf_append_c(out, ir_opcodes[code->opcode].name);
    if (ir_opcodes[code->opcode].kinds[0] || ir_opcodes[code->opcode].kinds[2]) strbuf_append_char(out, ' ');
    print_operands(&printer, code);
    strbuf_free(&printer.names);
}

static void pad_to(StrBuf *out, size_t start, size_t column) {
    size_t written = out->length - start;
    strbuf_append_repeated(out, ' ', written < column ? column - written : 1);
}

static void print_line(const IrProgram *program, uint32_t index, StrBuf *out) {
    const IrInstruction *code = &program->code.items[index];
    const IrFunction *function = ir_function_at(program, index);
    uint32_t line = program->lines.items[index];
    bool is_new_line = index == function->entry || program->lines.items[index - 1] != line;
    size_t start = out->length;
    if (is_new_line && line)
        strbuf_format(out, "%6u", line);
    else
        strbuf_append_c(out, "      ");
    strbuf_format(out, "  %04u  %s", index, ir_opcodes[code->opcode].name);
    Printer printer = printer_start(program, index, 0, out);
    if (ir_opcodes[code->opcode].kinds[0] || ir_opcodes[code->opcode].kinds[2]) pad_to(out, start, 26);
    print_operands(&printer, code);
    if (printer.names.length) {
        pad_to(out, start, 60);
        strbuf_append_c(out, "; ");
        strbuf_append(out, strbuf_view(&printer.names));
    }
    strbuf_append_char(out, '\n');
    strbuf_free(&printer.names);
}

void ir_print_function(const IrProgram *program, const IrFunction *function, StrBuf *out) {
    strbuf_format(out, "%.*s: frame of %u bytes\n", STR_ARGS(function->name), function->frame_size);
    for (uint32_t i = function->entry; i < function->end; i++) print_line(program, i, out);
}

void ir_print_program(const IrProgram *program, StrBuf *out) {
    const char *separator = "";
    for (size_t i = 0; i < program->functions.count; i++) {
        const IrFunction *function = program->functions.items[i];
        if (!function->is_compiled || function->entry == function->end) continue;
        strbuf_append_c(out, separator);
        ir_print_function(program, function, out);
        separator = "\n";
    }
}
