/* The symbol table's second pass: decide which variable every name means.
 *
 * On the way in, each scope tells its children which names are bound in the functions around them (`bound`)
 * and which are declared global (`global`). On the way out, each scope tells its parent which names it could
 * not resolve itself (`free`). A local that comes back as free from a child is a cell.
 *
 * A class body is special: its names are not visible in its methods, so what it binds is not passed on. */
#include "python/compile/symtable.h"

#include <string.h>

/* A set of names: a map whose value is non-NULL for a member. */
typedef StrMap NameSet;

static bool set_has(const NameSet *set, Str name) {
    return set && strmap_get(set, name) != NULL;
}

static void set_add(NameSet *set, Str name) {
    strmap_set(set, name, (void *)set);
}

static void set_add_entry(NameSet *set, const StrMapEntry *entry) {
    strmap_add_hashed(set, entry->key, entry->hash)->value = (void *)set;
}

static void set_remove(NameSet *set, Str name) {
    if (set_has(set, name)) strmap_set(set, name, NULL);
}

static void set_add_all(NameSet *set, const NameSet *other) {
    for (size_t i = 0; other && i < other->count; i++) {
        if (other->entries[i].value) set_add_entry(set, &other->entries[i]);
    }
}

typedef struct Analysis {
    const Source *source;
    DiagnosticList *diagnostics;
} Analysis;

static bool fail(Analysis *analysis, const PyScope *scope, Str name, const char *format) {
    SourceSpan span = {0};
    for (size_t i = 0; i < scope->directives.count; i++) {
        if (!str_equal(scope->directives.items[i].name, name)) continue;
        span = (SourceSpan){scope->directives.items[i].at.start, scope->directives.items[i].at.end};
        break;
    }
    Str shown = strchr(format, '%') ? name : STR("");
    diagnostic_add(analysis->diagnostics, "SyntaxError", analysis->source, span, format, STR_ARGS(shown));
    return false;
}

/* What one scope works with. `bound` and `global` change on the way only for the sake of the scopes inside:
 * where there are none, as in most functions, they are the parent's own and stay as they are, and `local` is
 * not collected. */
typedef struct Sets {
    NameSet *bound;  /* names of the functions around; NULL at module level */
    NameSet *global; /* names declared global around */
    bool has_children;
    NameSet local;                     /* bound here */
    NameSet free;                      /* not resolved here */
    NameSet inner_bound, inner_global; /* what the children get */
} Sets;

static void note_global(Sets *sets, Str name) {
    if (!sets->has_children) return;
    set_add(sets->global, name);
    if (sets->bound) set_remove(sets->bound, name);
}

static void note_local(Sets *sets, const StrMapEntry *symbol) {
    if (!sets->has_children) return;
    set_add_entry(&sets->local, symbol);
    set_remove(sets->global, symbol->key);
}

static bool decide(Analysis *analysis, PyScope *scope, const StrMapEntry *entry, Sets *sets) {
    PySymbol *symbol = entry->value;
    Str name = symbol->name;
    if (symbol->flags & PY_SYMBOL_GLOBAL) {
        if (symbol->flags & PY_SYMBOL_NONLOCAL)
            return fail(analysis, scope, name, "name '%.*s' is nonlocal and global");
        symbol->binding = PY_BINDING_GLOBAL_EXPLICIT;
        note_global(sets, name);
        return true;
    }
    if (symbol->flags & PY_SYMBOL_NONLOCAL) {
        if (!sets->bound)
            return fail(analysis, scope, name, "nonlocal declaration not allowed at module level");
        if (!set_has(sets->bound, name))
            return fail(analysis, scope, name, "no binding for nonlocal '%.*s' found");
    } else if (symbol->flags & PY_SYMBOL_BOUND) {
        symbol->binding = PY_BINDING_LOCAL;
        note_local(sets, entry);
        return true;
    }
    if (set_has(sets->bound, name)) {
        symbol->binding = PY_BINDING_FREE;
        scope->has_free = true;
        set_add(&sets->free, name);
        return true;
    }
    if (!set_has(sets->global, name) && scope->is_nested) scope->has_free = true;
    symbol->binding = PY_BINDING_GLOBAL_IMPLICIT;
    return true;
}

static bool decide_all(Analysis *analysis, PyScope *scope, Sets *sets) {
    for (size_t i = 0; i < scope->symbols.count; i++) {
        if (!decide(analysis, scope, &scope->symbols.entries[i], sets)) return false;
    }
    return true;
}

static void make_cells(PyScope *scope, NameSet *free) {
    for (size_t i = 0; i < scope->symbols.count; i++) {
        PySymbol *symbol = scope->symbols.entries[i].value;
        if (symbol->binding != PY_BINDING_LOCAL || !set_has(free, symbol->name)) continue;
        symbol->binding = PY_BINDING_CELL;
        set_remove(free, symbol->name);
    }
}

/* A scope passes on the free variables of its children: it must have them itself to hand them in. */
static void adopt_free(PySymtable *table, PyScope *scope, const NameSet *bound, const NameSet *free) {
    for (size_t i = 0; i < free->count; i++) {
        if (!free->entries[i].value) continue;
        Str name = free->entries[i].key;
        PySymbol *symbol = py_scope_symbol(scope, name);
        if (symbol) {
            if (scope->kind == PY_SCOPE_CLASS && (symbol->flags & (PY_SYMBOL_BOUND | PY_SYMBOL_GLOBAL)))
                symbol->flags |= PY_SYMBOL_CLASS_FREE;
            continue;
        }
        if (bound && !set_has(bound, name)) continue;
        symbol = ARENA_NEW(table->arena, PySymbol);
        symbol->name = name;
        symbol->binding = PY_BINDING_FREE;
        strmap_set(&scope->symbols, name, symbol);
    }
}

static bool analyze(Analysis *analysis, PySymtable *table, PyScope *scope, NameSet *bound, NameSet *global,
                    NameSet *free);

/* A scope with scopes inside changes what it is handed. */
static bool analyze_with_copies(Analysis *analysis, PySymtable *table, PyScope *child, Sets *sets) {
    NameSet bound = {0}, global = {0};
    set_add_all(&bound, &sets->inner_bound);
    set_add_all(&global, &sets->inner_global);
    bool ok = analyze(analysis, table, child, &bound, &global, &sets->free);
    strmap_free(&bound);
    strmap_free(&global);
    return ok;
}

static bool analyze_children(Analysis *analysis, PySymtable *table, PyScope *scope, Sets *sets) {
    for (size_t i = 0; i < scope->children.count; i++) {
        PyScope *child = scope->children.items[i];
        bool ok = child->children.count
                      ? analyze_with_copies(analysis, table, child, sets)
                      : analyze(analysis, table, child, &sets->inner_bound, &sets->inner_global, &sets->free);
        if (!ok) return false;
        if (child->has_free || child->child_has_free) scope->child_has_free = true;
    }
    return true;
}

/* A class body hands on what was around it, a function what it leaves of that, and its own locals. */
static bool analyze_inside(Analysis *analysis, PySymtable *table, PyScope *scope, Sets *sets) {
    if (scope->kind == PY_SCOPE_CLASS) {
        set_add_all(&sets->inner_global, sets->global);
        set_add_all(&sets->inner_bound, sets->bound);
    }
    if (!decide_all(analysis, scope, sets)) return false;
    if (scope->kind == PY_SCOPE_CLASS) {
        set_add(&sets->inner_bound, STR("__class__"));
    } else {
        if (scope->kind == PY_SCOPE_FUNCTION) set_add_all(&sets->inner_bound, &sets->local);
        set_add_all(&sets->inner_bound, sets->bound);
        set_add_all(&sets->inner_global, sets->global);
    }
    return analyze_children(analysis, table, scope, sets);
}

static bool analyze_with(Analysis *analysis, PySymtable *table, PyScope *scope, Sets *sets) {
    bool ok =
        sets->has_children ? analyze_inside(analysis, table, scope, sets) : decide_all(analysis, scope, sets);
    if (!ok) return false;
    if (scope->kind == PY_SCOPE_FUNCTION) make_cells(scope, &sets->free);
    if (scope->kind == PY_SCOPE_CLASS && set_has(&sets->free, STR("__class__"))) {
        scope->needs_class_cell = true;
        set_remove(&sets->free, STR("__class__"));
    }
    adopt_free(table, scope, sets->bound, &sets->free);
    return true;
}

static bool analyze(Analysis *analysis, PySymtable *table, PyScope *scope, NameSet *bound, NameSet *global,
                    NameSet *free) {
    Sets sets = {.bound = bound, .global = global, .has_children = scope->children.count > 0};
    bool ok = analyze_with(analysis, table, scope, &sets);
    if (ok) set_add_all(free, &sets.free);
    strmap_free(&sets.local);
    strmap_free(&sets.free);
    strmap_free(&sets.inner_bound);
    strmap_free(&sets.inner_global);
    return ok;
}

bool py_symtable_analyze(PySymtable *table, const Source *source, DiagnosticList *diagnostics) {
    Analysis analysis = {source, diagnostics};
    NameSet global = {0}, free = {0};
    bool ok = analyze(&analysis, table, table->top, NULL, &global, &free);
    strmap_free(&global);
    strmap_free(&free);
    return ok;
}
