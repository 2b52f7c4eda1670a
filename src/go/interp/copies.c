/* What an instruction copies: read off the table of operands, with the addresses that it has at this moment.
 */
#include "go/interp/machine.h"
#include "memory/layout.h"

/* Instructions whose `extra` is not flags write temporaries. */
static uint16_t flags_of(const IrInstruction *instruction) {
    switch (instruction->opcode) {
    case IR_INDEX:
    case IR_BOUNDS:
    case IR_BOUNDSI:
    case IR_EQUAL:
    case IR_MAP_FIND:
    case IR_MAP_ASSIGN: return 0;
    default: return instruction->extra;
    }
}

/* The address that an operand names, 0 when it is no place. */
static uint64_t operand_address(const uint8_t *fp, const IrInstruction *instruction, int operand) {
    const IrOpcodeInfo *info = &ir_opcodes[instruction->opcode];
    int32_t value = operand == 0 ? instruction->a : instruction->b;
    bool has_index = info->kinds[2] == IR_OPERAND_IN;
    uint64_t index = has_index ? mem_read_uint((uint64_t)fp + (uint32_t)instruction->c, 8) : 0;
    switch ((IrOperandKind)info->kinds[operand]) {
    case IR_OPERAND_OUT:
    case IR_OPERAND_IN: return (uint64_t)fp + (uint32_t)value;
    case IR_OPERAND_PTR: {
        uint64_t offset = info->kinds[2] == IR_OPERAND_OFFSET ? (uint64_t)instruction->c : index * info->size;
        return mem_read_ref((uint64_t)fp + (uint32_t)value) + offset;
    }
    case IR_OPERAND_FRAME: return (uint64_t)fp + (uint32_t)value + index * info->size;
    case IR_OPERAND_DATA: return (uint32_t)value;
    default: return 0;
    }
}

/* True for plain copies: what is written is exactly what operand b names. */
static bool is_move(const IrInstruction *instruction) {
#define MOVES(WIDTH)                                                                                         \
    case IR_MOV##WIDTH:                                                                                      \
    case IR_LOAD##WIDTH:                                                                                     \
    case IR_STORE##WIDTH:                                                                                    \
    case IR_LOADD##WIDTH:                                                                                    \
    case IR_STORED##WIDTH:
#define ROW(WIDTH, T)                                                                                        \
    MOVES(WIDTH) case IR_FETCH##WIDTH:                                                                       \
    case IR_PUT##WIDTH:                                                                                      \
    case IR_PICK##WIDTH:                                                                                     \
    case IR_PLACE##WIDTH:
    switch (instruction->opcode) {
        IR_MOVE(ROW)
#undef ROW
#define ROW(WIDTH, T) MOVES(WIDTH)
        IR_MOVE_WIDE(ROW)
        MOVES(N)
    case IR_COPYP: return true;
    default: return false;
    }
#undef ROW
#undef MOVES
}

/* Jumps and checks write nothing; of the others, the first operand says where. */
static bool writes(const IrOpcodeInfo *info) {
    IrOperandKind first = (IrOperandKind)info->kinds[0];
    if (first == IR_OPERAND_OUT) return true;
    bool is_store = first == IR_OPERAND_PTR || first == IR_OPERAND_DATA || first == IR_OPERAND_FRAME;
    return is_store && info->kinds[2] != IR_OPERAND_TARGET;
}

void machine_report_copy(Machine *machine, const uint8_t *fp, uint32_t ip) {
    const IrInstruction *instruction = &machine->program->code.items[ip];
    const IrOpcodeInfo *info = &ir_opcodes[instruction->opcode];
    if (!writes(info)) return;
    uint64_t size = info->size ? info->size : (uint32_t)instruction->c;
    uint16_t flags = flags_of(instruction);
    MemCopy copy = {
        .from = is_move(instruction) ? operand_address(fp, instruction, 1) : 0,
        .to = operand_address(fp, instruction, 0),
        .size = size,
        .kind = flags & IR_TO_NAMED  ? MEM_COPY_NAMED
                : flags & IR_TO_CELL ? MEM_COPY_CELL
                                     : MEM_COPY_TEMPORARY,
        .line = machine->program->lines.items[ip],
        .step = machine->steps ? machine->steps - 1 : 0,
        .instruction = ip,
    };
    machine->watch->copied(machine->watch->user, &copy);
}
