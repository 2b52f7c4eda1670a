/* The type code, see code.h. */
#include "python/objects/code.h"

#include "base/map.h"
#include "base/memory_error.h"
#include "python/objects/alloc.h"
#include "python/objects/bytes.h"
#include "python/objects/error.h"
#include "python/objects/hash.h"
#include "python/objects/int.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/type.h"

#include <stdlib.h>
#include <string.h>

/* --- Making -----------------------------------------------------------------------------------------------
 */

static void intern_all(PyObject *names) {
    for (int64_t i = 0; i < py_size(names); i++) py_str_intern(&py_tuple_item(names, i));
}

/* Strings among the constants that look like names; also those in tuples. */
static void intern_constants(PyObject *constants) {
    for (int64_t i = 0; i < py_size(constants); i++) {
        PyObject **place = &py_tuple_item(constants, i);
        if (py_is_exact(*place, PY_TYPE(str)) && py_str_is_name_like(*place)) py_str_intern(place);
        if (py_is_exact(*place, PY_TYPE(tuple))) intern_constants(*place);
    }
}

static void count_locals(PyCode *code) {
    const uint8_t *kinds = (const uint8_t *)py_bytes_data(code->local_kinds);
    code->local_count_all = (int32_t)py_size(code->local_kinds);
    for (int32_t i = 0; i < code->local_count_all; i++) {
        if (kinds[i] & PY_LOCAL_FAST) code->local_count++;
        if (kinds[i] & PY_LOCAL_CELL) code->cell_count++;
        if (kinds[i] & PY_LOCAL_CELL && !(kinds[i] & PY_LOCAL_FAST)) code->plain_cell_count++;
        if (kinds[i] & PY_LOCAL_FREE) code->free_count++;
    }
}

static PyCodeExtra *extra_new(const PyCodeParts *parts) {
    size_t size = parts->statement_count * sizeof(PyStatement);
    PyCodeExtra *extra = base_alloc(sizeof *extra + size);
    *extra = (PyCodeExtra){0};
    if (size) memcpy(extra->statements, parts->statements, size);
    extra->statement_count = parts->statement_count;
    extra->next = py_runtime.code_extras;
    if (extra->next) extra->next->previous = extra;
    py_runtime.code_extras = extra;
    return extra;
}

static void extra_free(PyCodeExtra *extra) {
    if (extra->previous)
        extra->previous->next = extra->next;
    else
        py_runtime.code_extras = extra->next;
    if (extra->next) extra->next->previous = extra->previous;
    free(extra->machine);
    free(extra);
}

static void fill_objects(PyCode *code, const PyCodeParts *parts) {
    code->consts = py_new_ref(parts->consts);
    code->names = py_new_ref(parts->names);
    code->exception_table = py_new_ref(parts->exception_table);
    code->local_names = py_new_ref(parts->local_names);
    code->local_kinds = py_new_ref(parts->local_kinds);
    code->filename = py_new_ref(parts->filename);
    code->name = py_new_ref(parts->name);
    code->qualified_name = py_new_ref(parts->qualified_name);
    code->line_table = py_new_ref(parts->line_table);
    intern_all(code->names);
    intern_all(code->local_names);
    intern_constants(code->consts);
    py_str_intern(&code->name);
    py_str_intern(&code->qualified_name);
}

PyObject *py_code_new(const PyCodeParts *parts) {
    PyCode *code = (PyCode *)py_object_alloc(PY_TYPE(code), parts->unit_count);
    if (!code) return NULL;
    fill_objects(code, parts);
    code->flags = parts->flags;
    code->argument_count = parts->argument_count;
    code->positional_only_count = parts->positional_only_count;
    code->keyword_only_count = parts->keyword_only_count;
    code->stack_size = parts->stack_size;
    code->first_line = parts->first_line;
    count_locals(code);
    memcpy(code->units, parts->units, parts->unit_count * sizeof(uint16_t));
    code->extra = extra_new(parts);
    enum { OPCODE_RESUME = 151 };
    while ((uint32_t)code->first_traceable < parts->unit_count &&
           (code->units[code->first_traceable] & 0xFF) != OPCODE_RESUME)
        code->first_traceable++;
    if ((uint32_t)code->first_traceable == parts->unit_count) code->first_traceable = 0;
    return (PyObject *)code;
}

static void code_dealloc(PyObject *self) {
    PyCode *code = (PyCode *)self;
    PyObject *parts[] = {
        code->consts,   code->names, code->exception_table, code->local_names, code->local_kinds,
        code->filename, code->name,  code->qualified_name,  code->line_table,  code->code_bytes};
    if (code->extra) extra_free(code->extra);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) py_xdecref(parts[i]);
    py_object_free(self);
}

/* --- Holding constants ------------------------------------------------------------------------------------
 */

static void hold_constant(IntMap *held, PyObject *constant);

static void hold_all(IntMap *held, PyObject *tuple) {
    for (int64_t i = 0; i < py_size(tuple); i++) hold_constant(held, py_tuple_item(tuple, i));
}

static void hold_constant(IntMap *held, PyObject *constant) {
    bool is_single = constant == PY_NONE || constant == PY_ELLIPSIS || py_is_exact(constant, PY_TYPE(bool));
    if (is_single || intmap_find(held, (uint64_t)constant)) return;
    intmap_set(held, (uint64_t)constant, held);
    if (py_is_exact(constant, PY_TYPE(code))) {
        hold_all(held, ((PyCode *)constant)->consts);
        return;
    }
    py_incref(constant);
    if (py_is_exact(constant, PY_TYPE(tuple))) hold_all(held, constant);
}

void py_code_hold_constants(PyObject *code) {
    IntMap held = {0};
    hold_constant(&held, code);
    intmap_free(&held);
}

/* --- What it says about itself ----------------------------------------------------------------------------
 */

PyObject *py_code_bytes(PyCode *code) {
    if (!code->code_bytes) {
        code->code_bytes = py_bytes_new(code->units, py_size(code) * 2);
        if (!code->code_bytes) return NULL;
        if (py_runtime.deoptimise)
            py_runtime.deoptimise((uint16_t *)py_bytes_data(code->code_bytes), py_size(code));
    }
    return py_new_ref(code->code_bytes);
}

static PyObject *names_of_kind(PyCode *code, uint8_t kind) {
    const uint8_t *kinds = (const uint8_t *)py_bytes_data(code->local_kinds);
    int64_t count = 0, at = 0;
    for (int32_t i = 0; i < code->local_count_all; i++) count += (kinds[i] & kind) != 0;
    PyObject *names = py_tuple_new(count);
    for (int32_t i = 0; names && i < code->local_count_all; i++)
        if (kinds[i] & kind) py_tuple_item(names, at++) = py_new_ref(py_tuple_item(code->local_names, i));
    return names;
}

PyObject *py_code_variable_names(PyCode *code) {
    return names_of_kind(code, PY_LOCAL_FAST);
}

PyObject *py_code_cell_names(PyCode *code) {
    return names_of_kind(code, PY_LOCAL_CELL);
}

PyObject *py_code_free_names(PyCode *code) {
    return names_of_kind(code, PY_LOCAL_FREE);
}

const PyStatement *py_code_statement(const PyCode *code, uint32_t unit) {
    const PyCodeExtra *extra = code->extra;
    uint32_t low = 0, high = extra ? extra->statement_count : 0;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (extra->statements[middle].unit <= unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &extra->statements[low - 1] : NULL;
}

/* --- The line table ---------------------------------------------------------------------------------------
 */

/* Each entry: a first byte with bit 7 set, the form in bits 3 to 6, the number of units less one in
 * bits 0 to 2; the bytes that follow have bit 7 clear. Numbers are base 64, least significant first. */
typedef struct LineReader {
    const uint8_t *at, *end;
    int32_t line;
} LineReader;

static uint32_t read_number(LineReader *reader) {
    uint32_t value = 0, byte = 0x40;
    for (unsigned shift = 0; byte & 0x40 && reader->at < reader->end && shift < 32; shift += 6) {
        byte = *reader->at++;
        value |= (byte & 0x3F) << shift;
    }
    return value;
}

static int32_t read_signed(LineReader *reader) {
    uint32_t value = read_number(reader);
    return value & 1 ? -(int32_t)(value >> 1) : (int32_t)(value >> 1);
}

static uint8_t read_byte(LineReader *reader) {
    return reader->at < reader->end ? *reader->at++ : 0;
}

static void read_short_form(LineReader *reader, uint8_t form, PyCodePlace *place) {
    uint8_t second = read_byte(reader);
    place->line = place->end_line = reader->line;
    place->column = form << 3 | second >> 4;
    place->end_column = place->column + (second & 15);
}

static void read_long_form(LineReader *reader, PyCodePlace *place) {
    reader->line += read_signed(reader);
    place->line = reader->line;
    place->end_line = reader->line + (int32_t)read_number(reader);
    place->column = (int32_t)read_number(reader) - 1;
    place->end_column = (int32_t)read_number(reader) - 1;
}

static void read_one_line_form(LineReader *reader, uint8_t form, PyCodePlace *place) {
    reader->line += form - 10;
    place->line = place->end_line = reader->line;
    place->column = read_byte(reader);
    place->end_column = read_byte(reader);
}

/* Reads an entry; returns how many units it covers. */
static uint32_t read_entry(LineReader *reader, PyCodePlace *place) {
    uint8_t first = read_byte(reader), form = first >> 3 & 15;
    *place = (PyCodePlace){-1, -1, -1, -1};
    if (form < 10) {
        read_short_form(reader, form, place);
    } else if (form <= 12) {
        read_one_line_form(reader, form, place);
    } else if (form == 13) {
        reader->line += read_signed(reader);
        place->line = place->end_line = reader->line;
    } else if (form == 14) {
        read_long_form(reader, place);
    }
    return (first & 7u) + 1;
}

static LineReader reader_of(const PyCode *code) {
    Str table = py_bytes_view(code->line_table);
    return (LineReader){(const uint8_t *)table.data, (const uint8_t *)table.data + table.length,
                        code->first_line};
}

bool py_code_place(const PyCode *code, uint32_t unit, PyCodePlace *place) {
    LineReader reader = reader_of(code);
    for (uint32_t covered = 0; reader.at < reader.end;) {
        covered += read_entry(&reader, place);
        if (unit < covered) return true;
    }
    *place = (PyCodePlace){-1, -1, -1, -1};
    return false;
}

void py_code_lines_of_units(const PyCode *code, int32_t *lines) {
    LineReader reader = reader_of(code);
    uint32_t unit = 0, count = (uint32_t)py_size(code);
    while (reader.at < reader.end && unit < count) {
        PyCodePlace place;
        uint32_t units = read_entry(&reader, &place);
        for (uint32_t i = 0; i < units && unit < count; i++) lines[unit++] = place.line;
    }
    while (unit < count) lines[unit++] = -1;
}

static PyObject *number_or_none(int32_t value) {
    return value < 0 ? py_none() : py_int_from_int64(value);
}

PY_METHOD(code_positions) {
    PyCode *code = (PyCode *)self;
    PyObject *list = py_tuple_new(py_size(code));
    for (int64_t i = 0; list && i < py_size(code); i++) {
        PyCodePlace place;
        py_code_place(code, (uint32_t)i, &place);
        PyObject *parts[] = {number_or_none(place.line), number_or_none(place.end_line),
                             number_or_none(place.column), number_or_none(place.end_column)};
        py_tuple_item(list, i) = py_tuple_from_array_stealing(parts, 4);
        if (!py_tuple_item(list, i)) py_clear(list);
    }
    PyObject *iterator = list ? py_object_iter(list) : NULL;
    py_xdecref(list);
    return iterator;
}

/* Neighbouring entries of the same line become one (start, end, line), in bytes. */
static PyObject *line_ranges(PyCode *code) {
    PyObject *list = py_list_new(0);
    LineReader reader = reader_of(code);
    uint32_t start = 0, end = 0;
    int32_t line = -2;
    while (list) {
        PyCodePlace place = {-2, 0, 0, 0};
        bool more = reader.at < reader.end;
        uint32_t units = more ? read_entry(&reader, &place) : 0;
        if (place.line != line && end > start) {
            PyObject *parts[] = {py_int_from_int64(start * 2), py_int_from_int64(end * 2),
                                 number_or_none(line)};
            PyObject *range = py_tuple_from_array_stealing(parts, 3);
            if (!range || py_list_append_stealing(list, range) < 0) py_clear(list);
        }
        if (!more) break;
        if (place.line != line) start = end, line = place.line;
        end += units;
    }
    return list;
}

PY_METHOD(code_lines) {
    PyObject *list = line_ranges((PyCode *)self);
    PyObject *iterator = list ? py_object_iter(list) : NULL;
    py_xdecref(list);
    return iterator;
}

/* --- The type ---------------------------------------------------------------------------------------------
 */

static PyObject *code_repr(PyObject *self) {
    PyCode *code = (PyCode *)self;
    return py_str_format("<code object %U at %p, file \"%U\", line %d>", code->name, (void *)code,
                         code->filename, code->first_line);
}

static bool codes_equal(PyCode *a, PyCode *b) {
    bool same_shape = py_size(a) == py_size(b) && a->argument_count == b->argument_count &&
                      a->positional_only_count == b->positional_only_count &&
                      a->keyword_only_count == b->keyword_only_count && a->flags == b->flags &&
                      a->first_line == b->first_line;
    return same_shape && py_str_equal(a->name, b->name) &&
           memcmp(a->units, b->units, (size_t)py_size(a) * sizeof(uint16_t)) == 0;
}

static PyObject *code_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    bool comparable = comparison == PY_EQ || comparison == PY_NE;
    if (!comparable || !py_is_exact(other, PY_TYPE(code))) return py_not_implemented();
    PyCode *a = (PyCode *)self, *b = (PyCode *)other;
    PyObject *left = py_tuple_pack(3, a->consts, a->names, a->local_names);
    PyObject *right = py_tuple_pack(3, b->consts, b->names, b->local_names);
    int equal = left && right ? py_object_compare_bool(left, right, PY_EQ) : -1;
    py_xdecref(left);
    py_xdecref(right);
    if (equal < 0) return NULL;
    return py_bool_from((equal && codes_equal(a, b)) == (comparison == PY_EQ));
}

static int64_t code_hash(PyObject *self) {
    PyCode *code = (PyCode *)self;
    uint64_t state = py_hash_tuple_begin();
    state = py_hash_tuple_add(state, py_str_hash(code->name));
    state = py_hash_tuple_add(state, code->first_line);
    return py_hash_tuple_end(state, py_size(code));
}

static PyObject *get_code(PyObject *self, void *closure) {
    return ((PyObject * (*)(PyCode *)) closure)((PyCode *)self);
}

static const PyGetSet code_getset[] = {
    {"co_code", get_code, NULL, NULL, (void *)py_code_bytes},
    {"co_varnames", get_code, NULL, NULL, (void *)py_code_variable_names},
    {"co_cellvars", get_code, NULL, NULL, (void *)py_code_cell_names},
    {"co_freevars", get_code, NULL, NULL, (void *)py_code_free_names},
    {"_co_code_adaptive", get_code, NULL, NULL, (void *)py_code_bytes},
    {0},
};

static const PyMember code_members[] = {
    {"co_argcount", PY_MEMBER_INT32, offsetof(PyCode, argument_count), false},
    {"co_posonlyargcount", PY_MEMBER_INT32, offsetof(PyCode, positional_only_count), false},
    {"co_kwonlyargcount", PY_MEMBER_INT32, offsetof(PyCode, keyword_only_count), false},
    {"co_stacksize", PY_MEMBER_INT32, offsetof(PyCode, stack_size), false},
    {"co_flags", PY_MEMBER_INT32, offsetof(PyCode, flags), false},
    {"co_names", PY_MEMBER_OBJECT, offsetof(PyCode, names), false},
    {"co_filename", PY_MEMBER_OBJECT, offsetof(PyCode, filename), false},
    {"co_name", PY_MEMBER_OBJECT, offsetof(PyCode, name), false},
    {"co_qualname", PY_MEMBER_OBJECT, offsetof(PyCode, qualified_name), false},
    {"co_firstlineno", PY_MEMBER_INT32, offsetof(PyCode, first_line), false},
    {"co_linetable", PY_MEMBER_OBJECT, offsetof(PyCode, line_table), false},
    {"co_exceptiontable", PY_MEMBER_OBJECT, offsetof(PyCode, exception_table), false},
    {"co_consts", PY_MEMBER_OBJECT, offsetof(PyCode, consts), false},
    {"co_nlocals", PY_MEMBER_INT32, offsetof(PyCode, local_count), false},
    {0},
};

static const PyMethod code_methods[] = {
    {"co_lines", code_lines, 0, 0, 0, NULL, NULL},
    {"co_positions", code_positions, 0, 0, 0, NULL, NULL},
    {0},
};

const PyType py_code_template = {
    .name = "code",
    .basic_size = offsetof(PyCode, units),
    .item_size = sizeof(uint16_t),
    .dealloc = code_dealloc,
    .repr = code_repr,
    .hash = code_hash,
    .doc = "Create a code object.  Not for mere mortals.",
    .compare = code_compare,
    .weaklist_offset = offsetof(PyCode, weaklist),
    .methods = code_methods,
    .members = code_members,
    .getset = code_getset,
};
