/* Code generation: units, emitting, variables, and the way from a finished unit to a code object. */
#include "python/compile/generate.h"

#include "python/compile/fold.h"
#include "python/objects/bytes.h"
#include "python/objects/error.h"
#include "python/objects/int.h"
#include "python/objects/protocol.h"
#include "python/objects/statics.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

#include <string.h>

/* --- errors --- */

void py_generate_fail(PyCompiler *compiler, const char *format, ...) {
    if (compiler->failed) return;
    compiler->failed = true;
    PyPosition at = *compiler->unit->flow.at;
    StrBuf message = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(&message, format, arguments);
    va_end(arguments);
    diagnostic_add(compiler->diagnostics, "SyntaxError", compiler->module->source,
                   (SourceSpan){at.start, at.end}, "%.*s", STR_ARGS(strbuf_view(&message)));
    strbuf_free(&message);
}

void py_generate_fail_depth(PyCompiler *compiler) {
    if (!compiler->failed)
        diagnostic_add(compiler->diagnostics, "RecursionError", NULL, (SourceSpan){0},
                       "maximum recursion depth exceeded during compilation");
    compiler->failed = true;
}

/* The name of an exception type as a string that outlives the runtime: diagnostics keep only the pointer. */
static const char *kind_of(const PyObject *exception) {
    if (py_is_exact(exception, PY_TYPE(MemoryError))) return "MemoryError";
    if (py_is_exact(exception, PY_TYPE(RecursionError))) return "RecursionError";
    return "SyntaxError";
}

void py_generate_fail_exception(PyCompiler *compiler, PyPosition at) {
    PyObject *exception = py_error_fetch();
    if (!exception) return;
    PyObject *text = compiler->failed ? NULL : py_object_str(exception);
    StrBuf message = {0};
    if (text) py_str_append_utf8(&message, text);
    if (!compiler->failed)
        diagnostic_add(compiler->diagnostics, kind_of(exception), compiler->module->source,
                       (SourceSpan){at.start, at.end}, "%.*s", STR_ARGS(strbuf_view(&message)));
    compiler->failed = true;
    strbuf_free(&message);
    py_xdecref(text);
    py_error_clear();
    py_decref(exception);
}

/* --- names and constants --- */

int py_name_table_find(const PyNameTable *table, Str name) {
    return (int)(uintptr_t)strmap_get(&table->index, name) - 1;
}

int py_name_table_add(PyNameTable *table, Str name) {
    StrMapEntry *entry = strmap_add(&table->index, name);
    if (!entry->value) {
        VEC_PUSH(&table->names, name);
        entry->value = (void *)(uintptr_t)table->names.count;
    }
    return (int)(uintptr_t)entry->value - 1;
}

static void name_table_clear(PyNameTable *table) {
    strmap_clear(&table->index);
    table->names.count = 0;
}

static void name_table_free(PyNameTable *table) {
    strmap_free(&table->index);
    VEC_FREE(&table->names);
}

PyObject *py_str_constant(PyCompiler *compiler, Str text) {
    PyObject *string = py_constant_str(&compiler->pool, text);
    if (string) return string;
    py_generate_fail_exception(compiler, *py_flow_of(compiler)->at);
    return PY_NONE;
}

int py_const_index(PyCompiler *compiler, PyObject *object) {
    int index = object ? py_constant_add(&compiler->pool, &compiler->unit->constants, object) : -1;
    if (index >= 0) return index;
    py_generate_fail_exception(compiler, *py_flow_of(compiler)->at);
    return 0;
}

PyObject *py_constant_of(PyCompiler *compiler, const PyExpr *expr) {
    PyObject *object = py_constant_object(&compiler->pool, &expr->Constant.value);
    if (object) return object;
    py_generate_fail_exception(compiler, expr->at);
    return PY_NONE;
}

/* --- emitting --- */

void py_emit_no_line(PyCompiler *compiler, int opcode, int argument) {
    const PyPosition *before = py_set_position(compiler, &py_no_position);
    py_emit(compiler, opcode, argument);
    py_set_position(compiler, before);
}

void py_emit_jump_no_line(PyCompiler *compiler, int opcode, PyBlock *target) {
    const PyPosition *before = py_set_position(compiler, &py_no_position);
    py_emit_jump(compiler, opcode, target);
    py_set_position(compiler, before);
}

void py_emit_const(PyCompiler *compiler, PyObject *object) {
    py_emit(compiler, PY_OP_LOAD_CONST, py_const_index(compiler, object));
}

void py_emit_const_str(PyCompiler *compiler, Str text) {
    py_emit_const(compiler, py_str_constant(compiler, text));
}

void py_emit_const_int(PyCompiler *compiler, int64_t value) {
    py_emit_const(compiler, py_constant_own(&compiler->pool, py_int_from_int64(value)));
}

void py_emit_none(PyCompiler *compiler) {
    py_emit_const(compiler, PY_NONE);
}

static Str mangle(PyCompiler *compiler, Str name) {
    return py_mangle(compiler->arena, compiler->unit->scope->class_name, name);
}

static int name_index(PyCompiler *compiler, Str name) {
    PyUnit *unit = compiler->unit;
    void **known =
        name_cache_place(unit->name_indices, sizeof unit->name_indices / sizeof *unit->name_indices, name);
    if (!*known) *known = (void *)((uintptr_t)py_name_table_add(&unit->names, mangle(compiler, name)) + 1);
    return (int)(uintptr_t)*known - 1;
}

void py_emit_name(PyCompiler *compiler, int opcode, Str name) {
    py_emit(compiler, opcode, name_index(compiler, name));
}

void py_emit_call(PyCompiler *compiler, int argument_count) {
    py_emit(compiler, PY_OP_PRECALL, argument_count);
    py_emit(compiler, PY_OP_CALL, argument_count);
}

void py_emit_yield_from(PyCompiler *compiler, bool is_await) {
    PyBlock *start = py_new_block(compiler), *resume = py_new_block(compiler), *exit = py_new_block(compiler);
    py_use_block(compiler, start);
    py_emit_jump(compiler, PY_OP_SEND, exit);
    py_use_block(compiler, resume);
    py_emit(compiler, PY_OP_YIELD_VALUE, 0);
    py_emit(compiler, PY_OP_RESUME, is_await ? PY_RESUME_AFTER_AWAIT : PY_RESUME_AFTER_YIELD_FROM);
    py_emit_jump(compiler, PY_OP_JUMP_NO_INTERRUPT, start);
    py_use_block(compiler, exit);
}

void py_emit_reraise(PyCompiler *compiler) {
    py_emit(compiler, PY_OP_COPY, 3);
    py_emit(compiler, PY_OP_POP_EXCEPT, 0);
    py_emit(compiler, PY_OP_RERAISE, 1);
}

/* --- variables --- */

/* What reading, binding and deleting compile to, in the order of PyExprContext. */
typedef struct VariableAccess {
    int opcodes[3];
} VariableAccess;

static const VariableAccess access_fast = {{PY_OP_LOAD_FAST, PY_OP_STORE_FAST, PY_OP_DELETE_FAST}};
static const VariableAccess access_global = {{PY_OP_LOAD_GLOBAL, PY_OP_STORE_GLOBAL, PY_OP_DELETE_GLOBAL}};
static const VariableAccess access_name = {{PY_OP_LOAD_NAME, PY_OP_STORE_NAME, PY_OP_DELETE_NAME}};
static const VariableAccess access_deref = {{PY_OP_LOAD_DEREF, PY_OP_STORE_DEREF, PY_OP_DELETE_DEREF}};
static const VariableAccess access_class_deref = {
    {PY_OP_LOAD_CLASSDEREF, PY_OP_STORE_DEREF, PY_OP_DELETE_DEREF}};

static const VariableAccess *access_of(const PyUnit *unit, const PySymbol *symbol) {
    bool is_function = unit->scope->kind == PY_SCOPE_FUNCTION;
    switch (symbol ? symbol->binding : PY_BINDING_UNKNOWN) {
    case PY_BINDING_FREE:
    case PY_BINDING_CELL: return unit->scope->kind == PY_SCOPE_CLASS ? &access_class_deref : &access_deref;
    case PY_BINDING_LOCAL: return is_function ? &access_fast : &access_name;
    case PY_BINDING_GLOBAL_IMPLICIT: return is_function ? &access_global : &access_name;
    case PY_BINDING_GLOBAL_EXPLICIT: return &access_global;
    case PY_BINDING_UNKNOWN: break;
    }
    return &access_name;
}

/* Cells and free variables share one numbering until their slots are known. */
static int deref_index(const PyUnit *unit, const PySymbol *symbol) {
    if (symbol->binding == PY_BINDING_CELL) return py_name_table_find(&unit->cells, symbol->name);
    return (int)unit->cells.names.count + py_name_table_find(&unit->frees, symbol->name);
}

void py_emit_variable(PyCompiler *compiler, Str name, PyExprContext context) {
    PyUnit *unit = compiler->unit;
    if (context != PY_LOAD && str_equal(name, STR("__debug__"))) {
        py_generate_fail(compiler, "cannot %s __debug__", context == PY_STORE ? "assign to" : "delete");
        return;
    }
    PySymbol *symbol = py_scope_find(unit->scope, compiler->arena, name);
    const VariableAccess *access = access_of(unit, symbol);
    int opcode = access->opcodes[context];
    if (access == &access_fast) {
        if (!symbol->slot) symbol->slot = py_name_table_add(&unit->locals, symbol->name) + 1;
        py_emit(compiler, opcode, symbol->slot - 1);
    } else if (access == &access_deref || access == &access_class_deref) {
        py_emit(compiler, opcode, deref_index(unit, symbol));
    } else {
        int index = name_index(compiler, name);
        py_emit(compiler, opcode, opcode == PY_OP_LOAD_GLOBAL ? index << 1 : index);
    }
}

/* --- opening a unit --- */

static int compare_names(const void *left, const void *right) {
    return str_compare(*(const Str *)left, *(const Str *)right);
}

/* Cells, or free variables, in the order of their names. */
static void collect_derefs(PyCompiler *compiler, const PyScope *scope, PyBinding binding, unsigned flag,
                           PyNameTable *table) {
    VEC(Str) names = {0};
    for (size_t i = 0; i < scope->symbols.count; i++) {
        const PySymbol *symbol = scope->symbols.entries[i].value;
        if (symbol->binding == binding || (symbol->flags & flag))
            VEC_PUSH_IN(compiler->arena, &names, symbol->name);
    }
    if (names.count) qsort(names.items, names.count, sizeof *names.items, compare_names);
    for (size_t i = 0; i < names.count; i++) py_name_table_add(table, names.items[i]);
}

/* The dotted path to a function or class: "f.<locals>.g", "C.m". */
static Str qualify(PyCompiler *compiler, const PyUnit *unit) {
    const PyUnit *parent = unit->parent;
    if (!parent || !parent->parent) return unit->name;
    if (unit->kind == PY_UNIT_FUNCTION || unit->kind == PY_UNIT_ASYNC_FUNCTION ||
        unit->kind == PY_UNIT_CLASS) {
        Str mangled = py_mangle(compiler->arena, parent->scope->class_name, unit->name);
        const PySymbol *symbol = py_scope_symbol(parent->scope, mangled);
        if (symbol && symbol->binding == PY_BINDING_GLOBAL_EXPLICIT) return unit->name;
    }
    bool is_function = parent->kind == PY_UNIT_FUNCTION || parent->kind == PY_UNIT_ASYNC_FUNCTION ||
                       parent->kind == PY_UNIT_LAMBDA;
    return arena_concat(compiler->arena, parent->qualified_name, is_function ? STR(".<locals>.") : STR("."),
                        unit->name);
}

static PyUnit *take_unit(PyCompiler *compiler) {
    PyUnit *unit = compiler->spare_units;
    if (!unit) return ARENA_NEW(compiler->arena, PyUnit);
    compiler->spare_units = unit->parent;
    memset(unit, 0, offsetof(PyUnit, nests));
    return unit;
}

/* What stands in a finally clause is generated twice: a scope may have had a unit before. */
static void forget_slots(PyScope *scope) {
    for (size_t i = 0; i < scope->symbols.count; i++) ((PySymbol *)scope->symbols.entries[i].value)->slot = 0;
}

void py_unit_enter(PyCompiler *compiler, PyUnitKind kind, Str name, const void *node, int first_line) {
    PyUnit *unit = take_unit(compiler);
    unit->kind = kind;
    unit->name = name;
    unit->parent = compiler->unit;
    unit->first_line = first_line;
    unit->scope = py_symtable_scope(&compiler->symtable, node);
    py_flow_init(&unit->flow, compiler->arena);
    forget_slots(unit->scope);
    for (size_t i = 0; i < unit->scope->parameters.count; i++)
        py_name_table_add(&unit->locals, unit->scope->parameters.items[i]);
    collect_derefs(compiler, unit->scope, PY_BINDING_CELL, 0, &unit->cells);
    if (unit->scope->needs_class_cell) py_name_table_add(&unit->cells, STR("__class__"));
    collect_derefs(compiler, unit->scope, PY_BINDING_FREE, PY_SYMBOL_CLASS_FREE, &unit->frees);
    unit->qualified_name = qualify(compiler, unit);
    compiler->unit = unit;
    int line = kind == PY_UNIT_MODULE ? 0 : first_line;
    unit->start = (PyPosition){line, 0, first_line, 0, 0, 0};
    unit->flow.at = &unit->start;
    py_emit(compiler, PY_OP_RESUME, PY_RESUME_FUNCTION_START);
    if (kind == PY_UNIT_MODULE) unit->flow.at = &py_no_position;
}

void py_nest_push(PyCompiler *compiler, PyNest nest) {
    PyUnit *unit = compiler->unit;
    if (unit->nest_count == PY_BLOCKS_MAX) {
        py_generate_fail(compiler, "too many statically nested blocks");
        return;
    }
    unit->nests[unit->nest_count++] = nest;
}

void py_nest_pop(PyCompiler *compiler) {
    if (compiler->unit->nest_count > 0) compiler->unit->nest_count--;
}

/* --- slots --- */

/* The slot of each cell and free variable: a parameter that is a cell keeps the parameter's slot, the others
 * come behind the locals. */
static int *place_derefs(PyCompiler *compiler, const PyUnit *unit) {
    int cells = (int)unit->cells.names.count, frees = (int)unit->frees.names.count;
    int *slots = ARENA_ARRAY(compiler->arena, int, cells + frees + 1);
    int next = (int)unit->locals.names.count;
    for (int i = 0; i < cells; i++) {
        int local = py_name_table_find(&unit->locals, unit->cells.names.items[i]);
        slots[i] = local >= 0 ? local : next++;
    }
    for (int i = 0; i < frees; i++) slots[cells + i] = next++;
    return slots;
}

static PyInstruction prefix(int opcode, int argument, PyPlace at) {
    return (PyInstruction){.opcode = (int16_t)opcode, .argument = argument, .at = at};
}

/* What must happen before the first instruction: cells are made, in the order of their slots, free variables
 * taken from the closure; a generator is split off. */
static void insert_prefix(PyUnit *unit, const int *slots) {
    PyFlow *flow = &unit->flow;
    int at = 0;
    if (unit->frees.names.count)
        py_flow_insert(flow, flow->entry, at++,
                       prefix(PY_OP_COPY_FREE_VARS, (int)unit->frees.names.count, PY_NO_PLACE));
    int slot_count = (int)(unit->locals.names.count + unit->cells.names.count);
    for (int slot = 0; slot < slot_count; slot++) {
        for (size_t cell = 0; cell < unit->cells.names.count; cell++) {
            if (slots[cell] == slot)
                py_flow_insert(flow, flow->entry, at++, prefix(PY_OP_MAKE_CELL, (int)cell, PY_NO_PLACE));
        }
    }
    const PyScope *scope = unit->scope;
    if (scope->kind != PY_SCOPE_FUNCTION || (!scope->is_generator && !scope->is_coroutine)) return;
    PyPlace start = {unit->first_line, -1, unit->first_line, -1};
    py_flow_insert(flow, flow->entry, at++, prefix(PY_OP_RETURN_GENERATOR, 0, start));
    py_flow_insert(flow, flow->entry, at, prefix(PY_OP_POP_TOP, 0, PY_NO_PLACE));
}

static bool uses_deref(int opcode) {
    return opcode <= PY_PSEUDO_BEFORE_FIRST && py_opcode_info[opcode].kind == PY_ARGUMENT_DEREF;
}

static void settle_derefs(PyUnit *unit, const int *slots) {
    if (!unit->cells.names.count && !unit->frees.names.count) return;
    for (PyBlock *block = unit->flow.entry; block; block = block->next) {
        for (int i = 0; i < block->count; i++) {
            PyInstruction *instruction = &block->items[i];
            if (uses_deref(instruction->opcode)) instruction->argument = slots[instruction->argument];
        }
    }
}

/* --- what the optimiser asks about constants --- */

static bool constant_is_true(void *user, int index) {
    PyCompiler *compiler = user;
    int truth = py_object_is_true(compiler->unit->constants.items.items[index]);
    if (truth < 0) py_error_clear();
    return truth > 0;
}

static bool constant_is_none(void *user, int index) {
    PyCompiler *compiler = user;
    return compiler->unit->constants.items.items[index] == PY_NONE;
}

static int constant_make_tuple(void *user, const int *indices, int count) {
    PyCompiler *compiler = user;
    PyObject *tuple = py_constant_own(&compiler->pool, py_tuple_new(count));
    for (int i = 0; tuple && i < count; i++)
        py_tuple_item(tuple, i) = py_new_ref(compiler->unit->constants.items.items[indices[i]]);
    return py_const_index(compiler, tuple);
}

/* --- closing a unit --- */

/* Constants that the optimiser made superfluous are dropped from the end; the first, which may be the
 * docstring, stays. */
static int count_used_constants(const PyUnit *unit) {
    int last = 0;
    if (!unit->flow.drops_constants) return (int)unit->constants.items.count;
    for (const PyBlock *block = unit->flow.entry; block; block = block->next) {
        for (int i = 0; i < block->count; i++) {
            int opcode = block->items[i].opcode;
            bool is_used = opcode == PY_OP_LOAD_CONST || opcode == PY_OP_KW_NAMES;
            if (is_used && block->items[i].argument > last) last = block->items[i].argument;
        }
    }
    int count = (int)unit->constants.items.count;
    return last + 1 < count ? last + 1 : count;
}

static int code_flags(const PyCompiler *compiler, const PyUnit *unit) {
    const PyScope *scope = unit->scope;
    int flags = compiler->future_flags;
    if (scope->kind != PY_SCOPE_FUNCTION) return flags;
    flags |= PY_CODE_NEW_LOCALS | PY_CODE_OPTIMIZED;
    if (scope->is_nested) flags |= PY_CODE_NESTED;
    if (scope->is_generator && scope->is_coroutine)
        flags |= PY_CODE_ASYNC_GENERATOR;
    else if (scope->is_generator)
        flags |= PY_CODE_GENERATOR;
    else if (scope->is_coroutine)
        flags |= PY_CODE_COROUTINE;
    if (scope->has_varargs) flags |= PY_CODE_VARARGS;
    if (scope->has_varkeywords) flags |= PY_CODE_VARKEYWORDS;
    return flags;
}

/* The objects are the pool's. */
static PyObject *tuple_of_objects(PyCompiler *compiler, PyObject *const *items, int count) {
    PyObject *tuple = py_constant_own(&compiler->pool, py_tuple_from_array(items, count));
    PyObject *merged = tuple ? py_constant_merge_tuple(&compiler->pool, tuple) : NULL;
    if (!merged) py_generate_fail_exception(compiler, py_no_position);
    return merged;
}

static PyObject *tuple_of_names(PyCompiler *compiler, const Str *names, size_t count) {
    PyObject **items = ARENA_ARRAY(compiler->arena, PyObject *, count + 1);
    for (size_t i = 0; i < count; i++) items[i] = py_str_constant(compiler, names[i]);
    return tuple_of_objects(compiler, items, (int)count);
}

static PyObject *bytes_of(PyCompiler *compiler, Str bytes) {
    PyObject *object = py_constant_own(&compiler->pool, py_bytes_new(bytes.data, (int64_t)bytes.length));
    PyObject *merged = object ? py_constant_merge(&compiler->pool, object) : NULL;
    if (!merged) py_generate_fail_exception(compiler, py_no_position);
    return merged;
}

/* The variables of a unit in the order of their slots. */
typedef struct LocalList {
    Str *names;
    char *kinds;
    size_t count;
} LocalList;

static void add_local(LocalList *list, Str name, int kind) {
    list->names[list->count] = name;
    list->kinds[list->count++] = (char)kind;
}

/* Fast locals, then the cells that are no parameters, then the free variables. */
static void describe_locals(PyCompiler *compiler, const PyUnit *unit, PyCodeParts *parts) {
    size_t locals = unit->locals.names.count, cells = unit->cells.names.count,
           frees = unit->frees.names.count;
    size_t most = locals + cells + frees;
    LocalList list = {.names = arena_take(compiler->arena, most * sizeof(Str)),
                      .kinds = arena_take(compiler->arena, most)};
    for (size_t i = 0; i < locals; i++) {
        Str name = unit->locals.names.items[i];
        bool is_cell = cells && py_name_table_find(&unit->cells, name) >= 0;
        add_local(&list, name, PY_LOCAL_FAST | (is_cell ? PY_LOCAL_CELL : 0));
    }
    for (size_t i = 0; i < cells; i++)
        if (py_name_table_find(&unit->locals, unit->cells.names.items[i]) < 0)
            add_local(&list, unit->cells.names.items[i], PY_LOCAL_CELL);
    for (size_t i = 0; i < frees; i++) add_local(&list, unit->frees.names.items[i], PY_LOCAL_FREE);
    parts->local_names = tuple_of_names(compiler, list.names, list.count);
    parts->local_kinds = bytes_of(compiler, (Str){list.kinds, list.count});
}

static PyObject *tuple_of_constants(PyCompiler *compiler, PyUnit *unit) {
    int count = (int)unit->constants.items.count;
    PyObject *tuple = tuple_of_objects(compiler, unit->constants.items.items, count);
    for (int i = 0; tuple && i < count; i++) {
        PyObject *constant = py_tuple_item(tuple, i);
        if (!py_is_exact(constant, PY_TYPE(frozenset))) continue;
        PyObject *set = py_constant_intern_items(&compiler->pool, constant, &compiler->module->names);
        if (!set) return NULL;
        py_tuple_item(tuple, i) = py_new_ref(set);
        py_decref(constant);
    }
    return tuple;
}

static PyObject *make_code(PyCompiler *compiler, PyUnit *unit, int stack_size, const PyAssembly *assembly) {
    PyCodeParts parts = {
        .filename = compiler->filename,
        .name = py_str_constant(compiler, unit->name),
        .qualified_name = py_str_constant(compiler, unit->qualified_name),
        .consts = tuple_of_constants(compiler, unit),
        .names = tuple_of_names(compiler, unit->names.names.items, unit->names.names.count),
        .line_table = bytes_of(compiler, strbuf_view(&assembly->line_table)),
        .exception_table = bytes_of(compiler, strbuf_view(&assembly->exception_table)),
        .units = assembly->units.items,
        .unit_count = (uint32_t)assembly->units.count,
        .statements = assembly->statements.items,
        .statement_count = (uint32_t)assembly->statements.count,
        .flags = code_flags(compiler, unit),
        .first_line = unit->first_line,
        .stack_size = stack_size,
        .argument_count = unit->argument_count,
        .positional_only_count = unit->positional_only_count,
        .keyword_only_count = unit->keyword_only_count,
    };
    describe_locals(compiler, unit, &parts);
    if (compiler->failed) return NULL;
    PyObject *code = py_constant_own(&compiler->pool, py_code_new(&parts));
    if (!code) py_generate_fail_exception(compiler, py_no_position);
    return code;
}

/* Runs the passes over a unit's graph and assembles it. */
static PyObject *finish_graph(PyCompiler *compiler, PyUnit *unit) {
    PyFlow *flow = &unit->flow;
    py_flow_normalize(flow);
    const int *slots = place_derefs(compiler, unit);
    insert_prefix(unit, slots);
    settle_derefs(unit, slots);
    py_flow_optimize(flow,
                     &(PyFlowConstants){compiler, constant_is_true, constant_is_none, constant_make_tuple});
    py_flow_settle_lines(flow, unit->first_line);
    unit->constants.items.count = (size_t)count_used_constants(unit);
    int stack_size = py_flow_stack_depth(flow);
    if (stack_size < 0) {
        py_generate_fail(compiler, "varscope cannot work out the stack depth of '%.*s'",
                         STR_ARGS(unit->name));
        return NULL;
    }
    py_flow_assign_handlers(flow);
    py_flow_settle_jumps(flow);
    py_assemble(flow, unit->first_line, compiler->statements.items, &compiler->assembly);
    return make_code(compiler, unit, stack_size, &compiler->assembly);
}

/* Puts a unit that is finished aside: the next one takes over the memory of its tables. */
static void put_aside(PyCompiler *compiler, PyUnit *unit) {
    py_constant_list_clear(&unit->constants);
    name_table_clear(&unit->names);
    name_table_clear(&unit->locals);
    name_table_clear(&unit->cells);
    name_table_clear(&unit->frees);
    unit->parent = compiler->spare_units;
    compiler->spare_units = unit;
}

static void unit_free(PyUnit *unit) {
    py_constant_list_free(&unit->constants);
    name_table_free(&unit->names);
    name_table_free(&unit->locals);
    name_table_free(&unit->cells);
    name_table_free(&unit->frees);
}

PyObject *py_unit_finish(PyCompiler *compiler, bool returns_none) {
    PyUnit *unit = compiler->unit;
    const PyInstruction *last = py_block_last(unit->flow.current);
    if (!last || last->opcode != PY_OP_RETURN_VALUE) {
        unit->flow.at = &py_no_position;
        if (returns_none) py_emit_none(compiler);
        py_emit(compiler, PY_OP_RETURN_VALUE, 0);
    }
    PyObject *code = compiler->failed ? NULL : finish_graph(compiler, unit);
    compiler->unit = unit->parent;
    put_aside(compiler, unit);
    return code;
}

/* --- the module --- */

static PyObject *generate_module(PyCompiler *compiler) {
    py_unit_enter(compiler, PY_UNIT_MODULE, STR("<module>"), compiler->module, 1);
    if (compiler->options->mode == PY_PARSE_EXPRESSION) {
        py_generate_expr(compiler, compiler->module->expression);
        return py_unit_finish(compiler, false);
    }
    if (compiler->options->mode == PY_PARSE_INTERACTIVE)
        py_generate_stmts(compiler, compiler->module->body);
    else
        py_generate_body(compiler, compiler->module->body);
    return py_unit_finish(compiler, true);
}

static bool is_future_import(const PyStmt *stmt) {
    return stmt->kind == PY_STMT_IMPORT_FROM && str_equal(stmt->ImportFrom.module, STR("__future__"));
}

/* The features of __future__ that are there in 3.11; those without a flag are part of the language by now. */
static bool note_feature(PyCompiler *compiler, const PyStmt *stmt, Str name) {
    static const struct {
        const char *name;
        int flag;
    } features[] = {
        {"nested_scopes", 0},    {"generators", 0},
        {"division", 0},         {"absolute_import", 0},
        {"with_statement", 0},   {"print_function", 0},
        {"unicode_literals", 0}, {"barry_as_FLUFL", 0x400000},
        {"generator_stop", 0},   {"annotations", PY_CODE_FUTURE_ANNOTATIONS},
    };
    for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
        if (!str_equal_c(name, features[i].name)) continue;
        compiler->future_flags |= features[i].flag;
        return true;
    }
    const char *format =
        str_equal(name, STR("braces")) ? "not a chance%.*s" : "future feature %.*s is not defined";
    Str shown = str_equal(name, STR("braces")) ? STR("") : name;
    diagnostic_add(compiler->diagnostics, "SyntaxError", compiler->module->source,
                   (SourceSpan){stmt->at.start, stmt->at.start}, format, STR_ARGS(shown));
    compiler->failed = true;
    return false;
}

/* CPython's caret stands one column to the left here. */
static void fail_late_future(PyCompiler *compiler, const PyStmt *stmt) {
    uint32_t place = stmt->at.start ? stmt->at.start - 1 : 0;
    diagnostic_add(compiler->diagnostics, "SyntaxError", compiler->module->source, (SourceSpan){place, place},
                   "from __future__ imports must occur at the beginning of the file");
    compiler->failed = true;
}

/* `from __future__` statements stand at the start, behind the docstring. A late one on
 * the line of the statement that ended the start is found here, any other one when it is generated. */
static void find_futures(PyCompiler *compiler) {
    PyStmtList body = compiler->module->body;
    bool has_ended = false;
    for (int i = 0; i < body.count && !compiler->failed; i++) {
        const PyStmt *stmt = body.items[i];
        if (has_ended && stmt->at.lineno > body.items[i - 1]->at.lineno) break;
        if (!is_future_import(stmt)) {
            has_ended |= i > 0 || !py_docstring(body);
        } else if (has_ended) {
            fail_late_future(compiler, stmt);
        } else {
            for (int name = 0; name < stmt->ImportFrom.names.count; name++)
                if (!note_feature(compiler, stmt, stmt->ImportFrom.names.items[name]->name)) return;
            compiler->future_line = stmt->at.lineno;
        }
    }
    compiler->has_future_annotations = (compiler->future_flags & PY_CODE_FUTURE_ANNOTATIONS) != 0;
}

static PyObject *compile_module(PyCompiler *compiler, PyAstModule *module) {
    find_futures(compiler);
    if (compiler->failed) return NULL;
    if (!py_fold_module(module, compiler->has_future_annotations, &compiler->pool, compiler->arena)) {
        py_generate_fail_depth(compiler);
        return NULL;
    }
    if (!py_symtable_build(&compiler->symtable, module, compiler->has_future_annotations, compiler->arena,
                           compiler->diagnostics))
        return NULL;
    compiler->filename = py_constant_own(&compiler->pool, py_str_from_utf8(compiler->options->filename));
    if (!compiler->filename) {
        py_generate_fail_exception(compiler, py_no_position);
        return NULL;
    }
    return generate_module(compiler);
}

PyCode *py_compile(PyAstModule *module, const PyCompileOptions *options, Arena *arena,
                   DiagnosticList *diagnostics) {
    PyCompiler compiler = {.arena = arena, .module = module, .options = options, .diagnostics = diagnostics};
    PyObject *code = compile_module(&compiler, module);
    if (compiler.failed) code = NULL;
    py_xincref(code);
    py_symtable_free(&compiler.symtable);
    py_constant_pool_free(&compiler.pool);
    VEC_FREE(&compiler.statements);
    for (PyUnit *unit = compiler.spare_units; unit; unit = unit->parent) unit_free(unit);
    py_assembly_free(&compiler.assembly);
    return (PyCode *)code;
}
