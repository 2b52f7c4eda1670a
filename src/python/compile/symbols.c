/* The symbol view: a walk over the code objects.
 *
 * Nothing is kept for this view: the instructions themselves say which names a scope uses and how. A name in
 * a function's array of fast locals has a slot number; any other name is looked up in a dict when the
 * instruction runs, so the most that can be said beforehand is whether some code of the program binds it. */
#include "python/compile/symbols.h"

#include "python/compile/dis.h"
#include "python/compile/opcode.h"
#include "python/objects/bytes.h"
#include "python/objects/statics.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

#include <string.h>

enum { NESTING_MAX = 200, SLOT_BYTES = 8 };

/* The names that every module finds without binding them: those of builtins, and the module's own. */
/* clang-format off */
static const char *const builtin_names[] = {
    "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BaseExceptionGroup",
    "BlockingIOError", "BrokenPipeError", "BufferError", "BytesWarning", "ChildProcessError",
    "ConnectionAbortedError", "ConnectionError", "ConnectionRefusedError", "ConnectionResetError",
    "DeprecationWarning", "EOFError", "Ellipsis", "EncodingWarning", "EnvironmentError", "Exception",
    "ExceptionGroup", "False", "FileExistsError", "FileNotFoundError", "FloatingPointError",
    "FutureWarning", "GeneratorExit", "IOError", "ImportError", "ImportWarning", "IndentationError",
    "IndexError", "InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt", "LookupError",
    "MemoryError", "ModuleNotFoundError", "NameError", "None", "NotADirectoryError", "NotImplemented",
    "NotImplementedError", "OSError", "OverflowError", "PendingDeprecationWarning", "PermissionError",
    "ProcessLookupError", "RecursionError", "ReferenceError", "ResourceWarning", "RuntimeError",
    "RuntimeWarning", "StopAsyncIteration", "StopIteration", "SyntaxError", "SyntaxWarning", "SystemError",
    "SystemExit", "TabError", "TimeoutError", "True", "TypeError", "UnboundLocalError",
    "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError", "UnicodeTranslateError", "UnicodeWarning",
    "UserWarning", "ValueError", "Warning", "ZeroDivisionError", "__annotations__", "__build_class__",
    "__builtins__", "__debug__", "__doc__", "__file__", "__import__", "__loader__", "__name__",
    "__package__", "__spec__", "abs", "aiter", "all", "anext", "any", "ascii", "bin", "bool", "breakpoint",
    "bytearray", "bytes", "callable", "chr", "classmethod", "compile", "complex", "copyright", "credits",
    "delattr", "dict", "dir", "divmod", "enumerate", "eval", "exec", "exit", "filter", "float", "format",
    "frozenset", "getattr", "globals", "hasattr", "hash", "help", "hex", "id", "input", "int", "isinstance",
    "issubclass", "iter", "len", "license", "list", "locals", "map", "max", "memoryview", "min", "next",
    "object", "oct", "open", "ord", "pow", "print", "property", "quit", "range", "repr", "reversed",
    "round", "set", "setattr", "slice", "sorted", "staticmethod", "str", "sum", "super", "tuple", "type",
    "vars", "zip",
};
/* clang-format on */

static bool is_builtin(Str name) {
    for (size_t i = 0; i < sizeof builtin_names / sizeof *builtin_names; i++) {
        if (str_equal_c(name, builtin_names[i])) return true;
    }
    return false;
}

/* How one scope uses one name. */
typedef enum UseKind { USE_NAME, USE_GLOBAL, USE_SLOT } UseKind;

typedef struct Use {
    UseKind kind;
    int index;        /* into co_names, or the slot */
    uint16_t seen[4]; /* the opcodes: what reads it, what binds it, what unbinds it */
    int seen_count;
    uint32_t line; /* of the first binding; 0: none */
} Use;

typedef VEC(Use) UseList;

typedef struct SymbolWalk {
    Arena *arena;
    EngineSymbolList *out;
    StrMap module_names; /* names that some code of the program binds in the module's dict */
} SymbolWalk;

static Str text_of(SymbolWalk *walk, const PyObject *string) {
    StrBuf text = {0};
    py_str_append_utf8(&text, string);
    Str copy = arena_copy(walk->arena, strbuf_view(&text));
    strbuf_free(&text);
    return copy;
}

/* --- reading the instructions --- */

static bool is_store(int opcode) {
    return opcode == PY_OP_STORE_NAME || opcode == PY_OP_STORE_GLOBAL || opcode == PY_OP_STORE_FAST ||
           opcode == PY_OP_STORE_DEREF;
}

static bool is_delete(int opcode) {
    return opcode == PY_OP_DELETE_NAME || opcode == PY_OP_DELETE_GLOBAL || opcode == PY_OP_DELETE_FAST ||
           opcode == PY_OP_DELETE_DEREF;
}

static bool is_variable_name(int opcode) {
    return opcode == PY_OP_LOAD_NAME || opcode == PY_OP_STORE_NAME || opcode == PY_OP_DELETE_NAME;
}

static bool is_global_name(int opcode) {
    return opcode == PY_OP_LOAD_GLOBAL || opcode == PY_OP_STORE_GLOBAL || opcode == PY_OP_DELETE_GLOBAL;
}

static bool is_slot(int opcode) {
    int kind = py_opcode_info[opcode].kind;
    return kind == PY_ARGUMENT_FAST || (kind == PY_ARGUMENT_DEREF && opcode != PY_OP_MAKE_CELL);
}

static Use *use_of(UseList *uses, UseKind kind, int index) {
    for (size_t i = 0; i < uses->count; i++) {
        if (uses->items[i].kind == kind && uses->items[i].index == index) return &uses->items[i];
    }
    VEC_PUSH(uses, (Use){.kind = kind, .index = index});
    return &VEC_LAST(uses);
}

/* Reading comes before binding, and binding before unbinding. */
static int rank(int opcode) {
    return is_store(opcode) ? 1 : is_delete(opcode) ? 2 : 0;
}

static void add_opcode(Use *use, int opcode) {
    for (int i = 0; i < use->seen_count; i++) {
        if (use->seen[i] == opcode) return;
    }
    if (use->seen_count == (int)(sizeof use->seen / sizeof *use->seen)) return;
    int at = use->seen_count++;
    for (; at > 0 && rank(use->seen[at - 1]) > rank(opcode); at--) use->seen[at] = use->seen[at - 1];
    use->seen[at] = (uint16_t)opcode;
}

static void note(const PyCode *code, const PyDecoded *instruction, Use *use) {
    add_opcode(use, instruction->opcode);
    PyCodePlace place;
    if (!use->line && is_store(instruction->opcode) && py_code_place(code, instruction->unit, &place) &&
        place.line > 0)
        use->line = (uint32_t)place.line;
}

static void collect(const PyCode *code, UseList *uses) {
    int extended = 0;
    for (uint32_t unit = 0; unit < (uint64_t)py_size(code);) {
        PyDecoded decoded = py_decode(code, unit, &extended);
        unit = decoded.next;
        if (is_variable_name(decoded.opcode)) {
            note(code, &decoded, use_of(uses, USE_NAME, decoded.argument));
        } else if (is_global_name(decoded.opcode)) {
            int index = decoded.opcode == PY_OP_LOAD_GLOBAL ? decoded.argument >> 1 : decoded.argument;
            note(code, &decoded, use_of(uses, USE_GLOBAL, index));
        } else if (is_slot(decoded.opcode)) {
            note(code, &decoded, use_of(uses, USE_SLOT, decoded.argument));
        }
    }
}

/* --- rows --- */

/* "LOAD_FAST 0 / STORE_FAST 0" */
static Str access_text(SymbolWalk *walk, const Use *use) {
    StrBuf text = {0};
    for (int i = 0; i < use->seen_count; i++)
        strbuf_format(&text, "%s%s %d", i ? " / " : "", py_opcode_info[use->seen[i]].name, use->index);
    Str copy = arena_copy(walk->arena, strbuf_view(&text));
    strbuf_free(&text);
    return copy;
}

static bool is_module(const PyCode *code) {
    return !(code->flags & PY_CODE_OPTIMIZED) && py_str_equal_c(code->name, "<module>");
}

static Str scope_name(SymbolWalk *walk, const PyCode *code) {
    if (is_module(code)) return STR("module");
    const char *kind = code->flags & PY_CODE_OPTIMIZED ? "function" : "class";
    return arena_format(walk->arena, "%s %.*s", kind, STR_ARGS(text_of(walk, code->qualified_name)));
}

/* A row of a name that is looked up in dicts at run time. */
static EngineSymbol dict_row(SymbolWalk *walk, const PyCode *code, const Use *use, Str scope) {
    Str name = text_of(walk, py_tuple_item(code->names, use->index));
    bool is_class = use->kind == USE_NAME && !is_module(code);
    bool binds_here = use->seen[0] != PY_OP_LOAD_NAME || use->seen_count > 1;
    EngineSymbol row = {.scope = scope,
                        .name = name,
                        .size = SLOT_BYTES,
                        .access = access_text(walk, use),
                        .line = use->line};
    if (is_class && binds_here) {
        row.kind = STR("class attribute");
        row.place = STR("dict of the class body");
    } else if (strmap_get(&walk->module_names, name) || !is_builtin(name)) {
        row.kind = STR("global");
        row.place = strmap_get(&walk->module_names, name) ? STR("dict of the module")
                                                          : STR("dict of the module (not bound here)");
    } else {
        row.kind = STR("builtin");
        row.place = STR("dict of builtins");
    }
    return row;
}

static int parameter_count(const PyCode *code) {
    return code->argument_count + code->keyword_only_count + !!(code->flags & PY_CODE_VARARGS) +
           !!(code->flags & PY_CODE_VARKEYWORDS);
}

/* A row of a numbered slot of the frame. */
static EngineSymbol slot_row(SymbolWalk *walk, const PyCode *code, const Use *use, Str scope) {
    int slot = use->index;
    int kind = (unsigned char)py_bytes_view(code->local_kinds).data[slot];
    bool is_parameter = slot < parameter_count(code) && (kind & PY_LOCAL_FAST);
    EngineSymbol row = {.scope = scope,
                        .name = text_of(walk, py_tuple_item(code->local_names, slot)),
                        .size = SLOT_BYTES,
                        .access = access_text(walk, use),
                        .line = is_parameter ? (uint32_t)code->first_line : use->line};
    const char *suffix = is_parameter ? " (parameter)" : "";
    if (kind & PY_LOCAL_FREE) {
        row.kind = STR("free");
        row.place = arena_format(walk->arena, "cell of the enclosing function, through slot %d", slot);
    } else if (kind & PY_LOCAL_CELL) {
        row.kind = STR("cell");
        row.place = arena_format(walk->arena, "cell, through slot %d%s", slot, suffix);
    } else {
        row.kind = STR("fast local");
        row.place = arena_format(walk->arena, "fast local %d%s", slot, suffix);
    }
    return row;
}

/* Slots in the order of their numbers, then the other names in the order of their first use. */
static void append_scope(SymbolWalk *walk, const PyCode *code) {
    UseList uses = {0};
    Str scope = scope_name(walk, code);
    collect(code, &uses);
    for (int slot = 0; slot < code->local_count_all; slot++)
        VEC_PUSH(walk->out, slot_row(walk, code, use_of(&uses, USE_SLOT, slot), scope));
    for (size_t i = 0; i < uses.count; i++) {
        if (uses.items[i].kind != USE_SLOT) VEC_PUSH(walk->out, dict_row(walk, code, &uses.items[i], scope));
    }
    VEC_FREE(&uses);
}

static void each_code(SymbolWalk *walk, const PyCode *code, int depth,
                      void (*visit)(SymbolWalk *walk, const PyCode *code)) {
    visit(walk, code);
    for (int64_t i = 0; depth < NESTING_MAX && i < py_size(code->consts); i++) {
        const PyObject *constant = py_tuple_item(code->consts, i);
        if (py_is_exact(constant, PY_TYPE(code))) each_code(walk, (const PyCode *)constant, depth + 1, visit);
    }
}

static void note_module_names(SymbolWalk *walk, const PyCode *code) {
    UseList uses = {0};
    collect(code, &uses);
    for (size_t i = 0; i < uses.count; i++) {
        const Use *use = &uses.items[i];
        bool is_bound = false;
        for (int j = 0; j < use->seen_count; j++) {
            if (use->seen[j] == PY_OP_STORE_GLOBAL || (is_module(code) && use->seen[j] == PY_OP_STORE_NAME))
                is_bound = true;
        }
        if (is_bound)
            strmap_set(&walk->module_names, text_of(walk, py_tuple_item(code->names, use->index)), walk);
    }
    VEC_FREE(&uses);
}

void py_symbols(const PyCode *code, Arena *arena, EngineSymbolList *out) {
    SymbolWalk walk = {.arena = arena, .out = out};
    each_code(&walk, code, 0, note_module_names);
    each_code(&walk, code, 0, append_scope);
    strmap_free(&walk.module_names);
}
