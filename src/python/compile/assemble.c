/* The assembler: sizes, code units, line table, exception table. */
#include "python/compile/assemble.h"

#include <assert.h>

/* --- sizes and jumps --- */

static int argument_units(int argument) {
    uint32_t bits = (uint32_t)argument;
    return bits > 0xFFFFFF ? 4 : bits > 0xFFFF ? 3 : bits > 0xFF ? 2 : 1;
}

/* In code units: EXTENDED_ARGs, the instruction, its caches. */
static int instruction_size(const PyInstruction *instruction) {
    return argument_units(instruction->argument) + py_opcode_info[instruction->opcode].caches;
}

/* Returns the size of the whole code. */
static uint32_t place_blocks(PyFlow *flow) {
    uint32_t offset = 0;
    for (PyBlock *block = flow->entry; block; block = block->next) {
        block->offset = offset;
        for (int i = 0; i < block->count; i++) offset += (uint32_t)instruction_size(&block->items[i]);
        block->end = offset;
    }
    return offset;
}

/* Sets the distances of a block's jump (its last instruction). True when its size has changed. */
static bool set_distance(PyBlock *block) {
    uint32_t end = block->end;
    PyInstruction *jump = py_block_last(block);
    int before = instruction_size(jump);
    uint32_t target = jump->target->offset;
    jump->argument = (int32_t)(target < end ? end - target : target - end);
    return instruction_size(jump) != before;
}

/* Returns the size of the whole code. */
static uint32_t place_jumps(PyFlow *flow) {
    uint32_t size = 0;
    bool changed = true;
    while (changed) {
        changed = false;
        size = place_blocks(flow);
        for (PyBlock *block = flow->entry; block; block = block->next) {
            const PyInstruction *last = py_block_last(block);
            if (last && last->target && set_distance(block)) changed = true;
        }
    }
    return size;
}

/* --- code units --- */

/* There is room for all units, see py_assemble. */
static void emit_unit(PyAssembly *assembly, int opcode, int argument) {
    assembly->units.items[assembly->units.count++] = (uint16_t)(opcode | (argument & 0xFF) << 8);
}

static void emit_instruction(PyAssembly *assembly, const PyInstruction *instruction) {
    for (int extra = argument_units(instruction->argument) - 1; extra > 0; extra--)
        emit_unit(assembly, PY_OP_EXTENDED_ARG, instruction->argument >> (8 * extra));
    emit_unit(assembly, instruction->opcode, instruction->argument);
    for (int i = 0; i < py_opcode_info[instruction->opcode].caches; i++) emit_unit(assembly, PY_OP_CACHE, 0);
}

static void emit_code(PyFlow *flow, const PyStatement *spans, PyAssembly *assembly) {
    for (PyBlock *block = flow->entry; block; block = block->next) {
        for (int i = 0; i < block->count; i++) {
            const PyInstruction *instruction = &block->items[i];
            if (instruction->statement) {
                PyStatement statement = spans[instruction->statement - 1];
                statement.unit = (uint32_t)assembly->units.count;
                VEC_PUSH(&assembly->statements, statement);
            }
            emit_instruction(assembly, instruction);
        }
    }
}

/* --- line table --- */

/* An entry opens with a byte: bit 7 set, the kind of entry in bits 3 to 6, the number of units it covers
 * minus 1 in bits 0 to 2. Kinds 0 to 9 hold short columns in a second byte. */
enum { LINES_ONE = 10, LINES_NO_COLUMN = 13, LINES_LONG = 14, LINES_NONE = 15 };

static void entry_open(StrBuf *table, int kind, int units) {
    strbuf_append_char(table, (char)(0x80 | kind << 3 | (units - 1)));
}

static void append_varint(StrBuf *table, uint32_t value) {
    for (; value >= 64; value >>= 6) strbuf_append_char(table, (char)(0x40 | (value & 0x3F)));
    strbuf_append_char(table, (char)value);
}

static void append_signed(StrBuf *table, int value) {
    append_varint(table, value < 0 ? (uint32_t)-value << 1 | 1 : (uint32_t)value << 1);
}

static void append_columns(StrBuf *table, const PyPosition *at) {
    strbuf_append_char(table, (char)at->col_offset);
    strbuf_append_char(table, (char)at->end_col_offset);
}

static void append_long_entry(StrBuf *table, const PyPosition *at, int units, int delta) {
    entry_open(table, LINES_LONG, units);
    append_signed(table, delta);
    append_varint(table, (uint32_t)(at->end_lineno - at->lineno));
    append_varint(table, (uint32_t)(at->col_offset + 1));
    append_varint(table, (uint32_t)(at->end_col_offset + 1));
}

static void append_entry(StrBuf *table, const PyPosition *at, int units, int *line) {
    if (at->lineno < 0) {
        entry_open(table, LINES_NONE, units);
        return;
    }
    int delta = at->lineno - *line, column = at->col_offset, end = at->end_col_offset;
    bool one_line = at->end_lineno == at->lineno;
    *line = at->lineno;
    if (column < 0 || end < 0) {
        if (one_line || at->end_lineno == -1) {
            entry_open(table, LINES_NO_COLUMN, units);
            append_signed(table, delta);
            return;
        }
    } else if (one_line) {
        if (delta == 0 && column < 80 && end >= column && end - column < 16) {
            entry_open(table, column >> 3, units);
            strbuf_append_char(table, (char)((column & 7) << 4 | (end - column)));
            return;
        }
        if (delta >= 0 && delta < 3 && column < 128 && end < 128) {
            entry_open(table, LINES_ONE + delta, units);
            append_columns(table, at);
            return;
        }
    }
    append_long_entry(table, at, units, delta);
}

static void emit_lines(PyFlow *flow, int first_line, StrBuf *table) {
    enum { ENTRY_UNITS = 8 };
    int line = first_line;
    for (PyBlock *block = flow->entry; block; block = block->next) {
        for (int i = 0; i < block->count; i++) {
            int units = instruction_size(&block->items[i]);
            for (; units > ENTRY_UNITS; units -= ENTRY_UNITS)
                append_entry(table, &block->items[i].at, ENTRY_UNITS, &line);
            append_entry(table, &block->items[i].at, units, &line);
        }
    }
}

/* --- exception table --- */

/* Big-endian groups of six bits; bit 6: more follow; bit 7 (in `first`): an entry begins here. */
static void append_group(StrBuf *table, uint32_t value, int first) {
    for (int shift = 24; shift > 0; shift -= 6) {
        if (value < (1u << shift)) continue;
        strbuf_append_char(table, (char)(first | 0x40 | ((value >> shift) & 0x3F)));
        first = 0;
    }
    strbuf_append_char(table, (char)(first | (value & 0x3F)));
}

static void append_range(StrBuf *table, uint32_t start, uint32_t end, const PyBlock *handler) {
    int depth = handler->start_depth - 1 - (handler->keeps_last_instruction ? 1 : 0);
    append_group(table, start, 0x80);
    append_group(table, end - start, 0);
    append_group(table, handler->offset, 0);
    append_group(table, (uint32_t)depth << 1 | handler->keeps_last_instruction, 0);
}

static void emit_handlers(PyFlow *flow, StrBuf *table) {
    const PyBlock *handler = NULL;
    uint32_t start = 0, offset = 0;
    for (PyBlock *block = flow->entry; block; block = block->next) {
        for (int i = 0; i < block->count; i++) {
            const PyInstruction *instruction = &block->items[i];
            if (instruction->handler != handler) {
                if (handler) append_range(table, start, offset, handler);
                start = offset;
                handler = instruction->handler;
            }
            offset += (uint32_t)instruction_size(instruction);
        }
    }
    if (handler) append_range(table, start, offset, handler);
}

void py_assemble(PyFlow *flow, int first_line, const PyStatement *spans, PyAssembly *assembly) {
    *assembly = (PyAssembly){0};
    uint32_t size = place_jumps(flow);
    VEC_RESERVE(&assembly->units, size);
    emit_code(flow, spans, assembly);
    assert(assembly->units.count == size);
    emit_lines(flow, first_line, &assembly->line_table);
    emit_handlers(flow, &assembly->exception_table);
}

void py_assembly_free(PyAssembly *assembly) {
    VEC_FREE(&assembly->units);
    VEC_FREE(&assembly->statements);
    strbuf_free(&assembly->line_table);
    strbuf_free(&assembly->exception_table);
}
