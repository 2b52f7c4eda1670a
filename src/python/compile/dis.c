/* The disassembler. One row per instruction:
 *
 *      line   mark  offset  opcode               argument (what it means)
 *        3     >>      12   LOAD_CONST               1 (999)
 *
 * A line number stands where a new source line begins, with an empty row above; ">>" marks what is jumped to.
 */
#include "python/compile/dis.h"

#include "base/vec.h"
#include "python/compile/opcode.h"
#include "python/objects/bytes.h"
#include "python/objects/layout.h"
#include "python/objects/statics.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

#include <stdio.h>

enum { NESTING_MAX = 200 }; /* of code objects: the parser allows fewer blocks */

/* --- decoding --- */

PyDecoded py_decode(const PyCode *code, uint32_t unit, int *extended) {
    PyDecoded decoded = {.unit = unit};
    int raw = code->units[unit] & 0xFF;
    decoded.opcode = py_opcode_info[raw].name ? py_opcode_info[raw].base : raw;
    decoded.argument = (code->units[unit] >> 8) | *extended;
    *extended = decoded.opcode == PY_OP_EXTENDED_ARG ? (int)((unsigned)decoded.argument << 8) : 0;
    decoded.next = unit + 1 + py_opcode_info[decoded.opcode].caches;
    return decoded;
}

int64_t py_jump_target(const PyDecoded *instruction) {
    switch (py_opcode_info[instruction->opcode].kind) {
    case PY_ARGUMENT_JUMP_FORWARD: return (int64_t)instruction->unit + 1 + instruction->argument;
    case PY_ARGUMENT_JUMP_BACKWARD: return (int64_t)instruction->unit + 1 - instruction->argument;
    default: return -1;
    }
}

/* --- what an argument means --- */

static void append_repr(const PyObject *object, StrBuf *out) {
    py_object_text((PyObject *)object, SIZE_MAX / 4, out);
}

static void append_item(const PyObject *tuple, int64_t index, bool as_repr, StrBuf *out) {
    if (index < 0 || index >= py_size(tuple)) return;
    const PyObject *item = py_tuple_item(tuple, index);
    if (as_repr)
        append_repr(item, out);
    else
        py_str_append_utf8(out, item);
}

static void append_flags(int flags, StrBuf *out) {
    static const char *const names[] = {"defaults", "kwdefaults", "annotations", "closure"};
    const char *separator = "";
    for (int i = 0; i < 4; i++) {
        if (!(flags & 1 << i)) continue;
        strbuf_format(out, "%s%s", separator, names[i]);
        separator = ", ";
    }
}

static void append_conversion(int argument, StrBuf *out) {
    static const char *const names[] = {"", "str", "repr", "ascii"};
    const char *name = names[argument & PY_FORMAT_CONVERSION_MASK];
    strbuf_append_c(out, name);
    if (argument & PY_FORMAT_HAS_SPEC) strbuf_append_c(out, *name ? ", with format" : "with format");
}

/* What stands in parentheses; nothing for plain numbers. */
static void append_meaning(const PyCode *code, const PyDecoded *instruction, StrBuf *out) {
    int argument = instruction->argument;
    switch ((PyArgumentKind)py_opcode_info[instruction->opcode].kind) {
    case PY_ARGUMENT_CONST:
        if (instruction->opcode == PY_OP_LOAD_CONST) append_item(code->consts, argument, true, out);
        break;
    case PY_ARGUMENT_NAME: append_item(code->names, argument, false, out); break;
    case PY_ARGUMENT_GLOBAL:
        if (argument & 1) strbuf_append_c(out, "NULL + ");
        append_item(code->names, argument >> 1, false, out);
        break;
    case PY_ARGUMENT_FAST:
    case PY_ARGUMENT_DEREF: append_item(code->local_names, argument, false, out); break;
    case PY_ARGUMENT_JUMP_FORWARD:
    case PY_ARGUMENT_JUMP_BACKWARD:
        strbuf_format(out, "to %lld", (long long)py_jump_target(instruction) * 2);
        break;
    case PY_ARGUMENT_COMPARE:
        if (argument >= 0 && argument < PY_COMPARE_OP_COUNT)
            strbuf_append_c(out, py_compare_op_signs[argument]);
        break;
    case PY_ARGUMENT_BINARY:
        if (argument >= 0 && argument < PY_BINARY_OP_COUNT)
            strbuf_append_c(out, py_binary_op_signs[argument]);
        break;
    case PY_ARGUMENT_CONVERSION: append_conversion(argument, out); break;
    case PY_ARGUMENT_FUNCTION: append_flags(argument, out); break;
    case PY_ARGUMENT_NONE:
    case PY_ARGUMENT_NUMBER: break;
    }
}

/* Opcode and argument; `name_width` and `argument_width` are columns, 0 in running text. */
static void append_instruction(const PyCode *code, const PyDecoded *instruction, int name_width,
                               int argument_width, StrBuf *out) {
    const char *name = py_opcode_info[instruction->opcode].name;
    if (instruction->opcode < PY_HAVE_ARGUMENT) {
        strbuf_append_c(out, name ? name : "<unknown>");
        return;
    }
    strbuf_format(out, "%-*s %*d", name_width, name ? name : "<unknown>", argument_width,
                  instruction->argument);
    StrBuf meaning = {0};
    append_meaning(code, instruction, &meaning);
    if (meaning.length) strbuf_format(out, " (%.*s)", STR_ARGS(strbuf_view(&meaning)));
    strbuf_free(&meaning);
}

void py_instruction_text(const PyCode *code, uint32_t unit, StrBuf *out) {
    uint32_t start = unit, at;
    if (unit >= (uint64_t)py_size(code)) return;
    while (start > 0 && unit - start < 3 && (code->units[start - 1] & 0xFF) == PY_OP_EXTENDED_ARG) start--;
    int extended = 0;
    PyDecoded decoded = {0};
    for (at = start; at <= unit; at++) decoded = py_decode(code, at, &extended);
    append_instruction(code, &decoded, 0, 0, out);
}

/* --- the exception table --- */

typedef struct HandlerEntry {
    uint32_t start, end, target; /* units */
    int depth;
    bool lasti;
} HandlerEntry;

typedef VEC(HandlerEntry) HandlerEntries;

static uint32_t read_varint(Str table, size_t *at) {
    uint32_t value = 0;
    for (bool more = true; more && *at < table.length;) {
        unsigned char byte = (unsigned char)table.data[(*at)++];
        value = value << 6 | (byte & 0x3F);
        more = byte & 0x40;
    }
    return value;
}

static void read_handlers(const PyCode *code, HandlerEntries *entries) {
    Str table = py_bytes_view(code->exception_table);
    for (size_t at = 0; at < table.length;) {
        HandlerEntry entry = {.start = read_varint(table, &at)};
        entry.end = entry.start + read_varint(table, &at);
        entry.target = read_varint(table, &at);
        uint32_t depth = read_varint(table, &at);
        entry.depth = (int)(depth >> 1);
        entry.lasti = depth & 1;
        VEC_PUSH(entries, entry);
    }
}

static void append_handlers(const HandlerEntries *entries, StrBuf *out) {
    if (entries->count) strbuf_append_c(out, "ExceptionTable:\n");
    for (size_t i = 0; i < entries->count; i++) {
        const HandlerEntry *entry = &entries->items[i];
        strbuf_format(out, "  %lld to %lld -> %u [%d]%s\n", (long long)entry->start * 2,
                      (long long)entry->end * 2 - 2, entry->target * 2, entry->depth,
                      entry->lasti ? " lasti" : "");
    }
}

/* --- the listing --- */

typedef struct Listing {
    const PyCode *code;
    uint32_t count;   /* units */
    int32_t *line_of; /* per unit the line that starts there, -1: none */
    bool *is_target;
    int line_width, offset_width;
} Listing;

static int digits_of(int64_t number) {
    return snprintf(NULL, 0, "%lld", (long long)number);
}

/* Keeps the line numbers only where a line begins. */
static void find_lines(Listing *listing) {
    int32_t last = -1, largest = -1;
    py_code_lines_of_units(listing->code, listing->line_of);
    for (uint32_t unit = 0; unit < listing->count; unit++) {
        int32_t line = listing->line_of[unit];
        if (line == last || line < 0) {
            listing->line_of[unit] = -1;
            continue;
        }
        last = line;
        if (line > largest) largest = line;
    }
    listing->line_width = largest < 0 ? 0 : largest >= 1000 ? digits_of(largest) : 3;
}

static void find_targets(Listing *listing, const HandlerEntries *entries) {
    int extended = 0;
    for (uint32_t unit = 0; unit < listing->count;) {
        PyDecoded decoded = py_decode(listing->code, unit, &extended);
        int64_t target = py_jump_target(&decoded);
        if (target >= 0 && target < listing->count) listing->is_target[target] = true;
        unit = decoded.next;
    }
    for (size_t i = 0; i < entries->count; i++) {
        const HandlerEntry *entry = &entries->items[i];
        if (entry->end > entry->start && entry->target < listing->count)
            listing->is_target[entry->target] = true;
    }
}

static void append_row(const Listing *listing, const PyDecoded *instruction, StrBuf *out) {
    int32_t line = listing->line_of[instruction->unit];
    if (line >= 0 && instruction->unit > 0) strbuf_append_char(out, '\n');
    if (listing->line_width) {
        if (line >= 0)
            strbuf_format(out, "%*d ", listing->line_width, line);
        else
            strbuf_append_repeated(out, ' ', (size_t)listing->line_width + 1);
    }
    strbuf_format(out, "    %s %*u ", listing->is_target[instruction->unit] ? ">>" : "  ",
                  listing->offset_width, instruction->unit * 2);
    append_instruction(listing->code, instruction, 20, 5, out);
    strbuf_append_char(out, '\n');
}

static void append_listing(const PyCode *code, StrBuf *out) {
    uint32_t count = (uint32_t)py_size(code);
    Listing listing = {.code = code, .count = count, .offset_width = 4};
    int64_t last_offset = (int64_t)count * 2 - 2;
    if (last_offset >= 10000) listing.offset_width = digits_of(last_offset);
    listing.line_of = base_alloc(sizeof(int32_t) * (count + 1));
    listing.is_target = base_alloc_zeroed(count + 1);
    HandlerEntries entries = {0};
    read_handlers(code, &entries);
    find_lines(&listing);
    find_targets(&listing, &entries);
    int extended = 0;
    for (uint32_t unit = 0; unit < count;) {
        PyDecoded decoded = py_decode(code, unit, &extended);
        append_row(&listing, &decoded, out);
        unit = decoded.next;
    }
    append_handlers(&entries, out);
    VEC_FREE(&entries);
    free(listing.line_of);
    free(listing.is_target);
}

static void append_nested(const PyCode *code, int depth, StrBuf *out) {
    append_listing(code, out);
    if (depth == NESTING_MAX) return;
    for (int64_t i = 0; i < py_size(code->consts); i++) {
        const PyObject *constant = py_tuple_item(code->consts, i);
        if (!py_is_exact(constant, PY_TYPE(code))) continue;
        strbuf_append_c(out, "\nDisassembly of ");
        append_repr(constant, out);
        strbuf_append_c(out, ":\n");
        append_nested((const PyCode *)constant, depth + 1, out);
    }
}

void py_dis(const PyCode *code, StrBuf *out) {
    append_nested(code, 0, out);
}
