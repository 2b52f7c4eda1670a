/* The assembler: sizes, code units, line table, exception table. */
#include "python/compile/assemble.h"

#include <assert.h>
#include <string.h>

/* --- sizes and jumps --- */

static int argument_units(int argument) {
    uint32_t bits = (uint32_t)argument;
    return bits > 0xFFFFFF ? 4 : bits > 0xFFFF ? 3 : bits > 0xFF ? 2 : 1;
}

/* In code units: EXTENDED_ARGs, the instruction, its caches. */
static int instruction_size(const PyInstruction *instruction) {
    static const uint8_t caches[256] = {
#define X(number, name, kind, cache_count, growth) [number] = cache_count,
        PY_OPCODES(X)
#undef X
    };
    return argument_units(instruction->argument) + caches[instruction->opcode];
}

/* Notes the size of every instruction. */
static void measure(PyFlow *flow) {
    for (PyBlock *block = flow->entry; block; block = block->next) {
        uint32_t size = 0;
        for (int i = 0; i < block->count; i++) {
            block->items[i].units = (uint8_t)instruction_size(&block->items[i]);
            size += block->items[i].units;
        }
        block->size = size;
    }
}

/* Returns the size of the whole code. */
static uint32_t place_blocks(PyFlow *flow) {
    uint32_t offset = 0;
    for (PyBlock *block = flow->entry; block; block = block->next) {
        block->offset = offset;
        offset += block->size;
    }
    return offset;
}

/* Sets the distance of a block's jump (its last instruction). True when its size has changed. */
static bool set_distance(PyBlock *block) {
    PyInstruction *jump = py_block_last(block);
    uint32_t end = block->offset + block->size, target = jump->target->offset;
    jump->argument = (int32_t)(target < end ? end - target : target - end);
    int before = jump->units;
    jump->units = (uint8_t)instruction_size(jump);
    block->size += (uint32_t)(jump->units - before);
    return jump->units != before;
}

/* Returns the size of the whole code. */
static uint32_t place_jumps(PyFlow *flow) {
    uint32_t size = 0;
    measure(flow);
    for (bool changed = true; changed;) {
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

static uint16_t code_unit(int opcode, int argument) {
    return (uint16_t)(opcode | (argument & 0xFF) << 8);
}

enum { CACHES_MAX = 12 };

/* Writes at `at` and returns what is behind; up to CACHES_MAX units behind that are overwritten as well. */
static uint16_t *put_instruction(uint16_t *at, const PyInstruction *instruction) {
    int argument = instruction->argument;
    int prefixes = argument_units(argument) - 1, caches = instruction->units - prefixes - 1;
    for (; prefixes > 0; prefixes--) *at++ = code_unit(PY_OP_EXTENDED_ARG, argument >> (8 * prefixes));
    *at++ = code_unit(instruction->opcode, argument);
    memset(at, 0, CACHES_MAX * sizeof *at); /* CACHE 0, as many as there may be: cheaper than a loop */
    return at + caches;
}

static void emit_statement(PyAssembly *assembly, PyStatement statement, uint32_t unit) {
    statement.unit = unit;
    VEC_PUSH(&assembly->statements, statement);
}

/* --- line table --- */

/* An entry opens with a byte: bit 7 set, the kind of entry in bits 3 to 6, the number of units it covers
 * minus 1 in bits 0 to 2. Kinds 0 to 9 hold short columns in a second byte. The functions here write at `at`
 * and return what is behind their bytes. */
enum {
    LINES_ONE = 10,
    LINES_NO_COLUMN = 13,
    LINES_LONG = 14,
    LINES_NONE = 15,
    ENTRY_UNITS = 8, /* that one entry can cover */
    LINES_MAX =
        64 /* bytes for one instruction: two entries, the longest of which has four varints of six bytes */
};

static char *entry_open(char *at, int kind, int units) {
    *at = (char)(0x80 | kind << 3 | (units - 1));
    return at + 1;
}

static char *put_varint(char *at, uint32_t value) {
    for (; value >= 64; value >>= 6) *at++ = (char)(0x40 | (value & 0x3F));
    *at = (char)value;
    return at + 1;
}

static char *put_signed(char *at, int value) {
    return put_varint(at, value < 0 ? (uint32_t)-value << 1 | 1 : (uint32_t)value << 1);
}

static char *put_long_entry(char *at, const PyPlace *place, int units, int delta) {
    at = entry_open(at, LINES_LONG, units);
    at = put_signed(at, delta);
    at = put_varint(at, (uint32_t)(place->end_lineno - place->lineno));
    at = put_varint(at, (uint32_t)(place->col_offset + 1));
    return put_varint(at, (uint32_t)(place->end_col_offset + 1));
}

static char *put_entry(char *at, const PyPlace *place, int units, int delta) {
    int column = place->col_offset, end = place->end_col_offset;
    bool one_line = place->end_lineno == place->lineno;
    if (column < 0 || end < 0) {
        if (one_line || place->end_lineno == -1)
            return put_signed(entry_open(at, LINES_NO_COLUMN, units), delta);
    } else if (one_line) {
        if (delta == 0 && column < 80 && end >= column && end - column < 16) {
            at = entry_open(at, column >> 3, units);
            *at = (char)((column & 7) << 4 | (end - column));
            return at + 1;
        }
        if (delta >= 0 && delta < 3 && column < 128 && end < 128) {
            at = entry_open(at, LINES_ONE + delta, units);
            at[0] = (char)column;
            at[1] = (char)end;
            return at + 2;
        }
    }
    return put_long_entry(at, place, units, delta);
}

/* *line is that of the instruction before, and becomes that of this one if it has any. */
static char *put_lines(char *at, const PyInstruction *instruction, int *line) {
    const PyPlace *place = &instruction->at;
    for (int left = instruction->units; left > 0; left -= ENTRY_UNITS) {
        int units = left < ENTRY_UNITS ? left : ENTRY_UNITS;
        if (place->lineno < 0) {
            at = entry_open(at, LINES_NONE, units);
        } else {
            at = put_entry(at, place, units, place->lineno - *line);
            *line = place->lineno;
        }
    }
    return at;
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

/* Follows the handler in force from instruction to instruction. */
typedef struct HandlerRange {
    const PyBlock *handler; /* NULL: none */
    uint32_t start;         /* code units */
} HandlerRange;

static void change_handler(PyAssembly *assembly, HandlerRange *range, const PyBlock *handler, uint32_t here) {
    if (range->handler) append_range(&assembly->exception_table, range->start, here, range->handler);
    *range = (HandlerRange){handler, here};
}

static void clear(PyAssembly *assembly) {
    assembly->units.count = assembly->statements.count = 0;
    strbuf_clear(&assembly->line_table);
    strbuf_clear(&assembly->exception_table);
}

/* What goes on from block to block. */
typedef struct Assembler {
    PyAssembly *assembly;
    const PyStatement *spans;
    HandlerRange range;
    int line;
} Assembler;

static void assemble_block(Assembler *assembler, const PyBlock *block) {
    PyAssembly *assembly = assembler->assembly;
    StrBuf *table = &assembly->line_table;
    uint16_t *start = assembly->units.items + assembly->units.count, *unit = start;
    char *lines = strbuf_reserve(table, (size_t)block->count * LINES_MAX), *lines_start = lines;
    for (int i = 0; i < block->count; i++) {
        const PyInstruction *instruction = &block->items[i];
        uint32_t here = block->offset + (uint32_t)(unit - start);
        if (instruction->statement)
            emit_statement(assembly, assembler->spans[instruction->statement - 1], here);
        if (instruction->handler != assembler->range.handler)
            change_handler(assembly, &assembler->range, instruction->handler, here);
        unit = put_instruction(unit, instruction);
        lines = put_lines(lines, instruction, &assembler->line);
    }
    assembly->units.count += (size_t)(unit - start);
    table->length += (size_t)(lines - lines_start);
    *lines = '\0';
}

void py_assemble(PyFlow *flow, int first_line, const PyStatement *spans, PyAssembly *assembly) {
    Assembler assembler = {.assembly = assembly, .spans = spans, .line = first_line};
    clear(assembly);
    uint32_t size = place_jumps(flow);
    VEC_RESERVE(&assembly->units, size + CACHES_MAX);
    for (PyBlock *block = flow->entry; block; block = block->next) assemble_block(&assembler, block);
    change_handler(assembly, &assembler.range, NULL, size);
    assert(assembly->units.count == size);
}

void py_assembly_free(PyAssembly *assembly) {
    VEC_FREE(&assembly->units);
    VEC_FREE(&assembly->statements);
    strbuf_free(&assembly->line_table);
    strbuf_free(&assembly->exception_table);
}
