/* The symbol table: which variable every name means, decided before any code is generated.
 *
 * Python has no declarations: a name is local to a function because the function binds it somewhere, and to
 * know that, the whole function must have been read. So two passes run over the tree. The first (symtable.c)
 * collects for every scope (module, function, class body, comprehension) how each name is used there. The
 * second (symtable_analyze.c) walks the scopes from the outside in and decides for each name whether it is a
 * local, a global, a *cell* (a local that an inner function uses, and that therefore must live longer than
 * the call) or *free* (it belongs to an enclosing function).
 *
 * The rules are those of the language reference, "Naming and binding". */
#ifndef PYTHON_COMPILE_SYMTABLE_H
#define PYTHON_COMPILE_SYMTABLE_H

#include "base/diagnostic.h"
#include "base/map.h"
#include "python/syntax/ast.h"

/* How a scope uses a name: bits. */
enum {
    PY_SYMBOL_GLOBAL = 1,       /* named in a global statement */
    PY_SYMBOL_LOCAL = 2,        /* bound here */
    PY_SYMBOL_PARAMETER = 4,    /* a parameter */
    PY_SYMBOL_NONLOCAL = 8,     /* named in a nonlocal statement */
    PY_SYMBOL_USE = 16,         /* read here */
    PY_SYMBOL_IMPORT = 32,      /* bound by an import */
    PY_SYMBOL_ANNOTATED = 64,   /* has an annotation */
    PY_SYMBOL_ITERATION = 128,  /* the target of a comprehension's for */
    PY_SYMBOL_CLASS_FREE = 256, /* a class binds it, but its methods mean the one of a function outside */
    PY_SYMBOL_BOUND = PY_SYMBOL_LOCAL | PY_SYMBOL_PARAMETER | PY_SYMBOL_IMPORT,
};

/* Which variable it is. */
typedef enum PyBinding {
    PY_BINDING_UNKNOWN,
    PY_BINDING_LOCAL,
    PY_BINDING_GLOBAL_EXPLICIT, /* a global statement says so */
    PY_BINDING_GLOBAL_IMPLICIT, /* bound nowhere around: a global or a builtin */
    PY_BINDING_FREE,
    PY_BINDING_CELL,
} PyBinding;

typedef enum PyScopeKind {
    PY_SCOPE_MODULE,
    PY_SCOPE_FUNCTION,
    PY_SCOPE_CLASS,
    PY_SCOPE_ANNOTATION
} PyScopeKind;

typedef enum PyComprehensionKind {
    PY_NO_COMPREHENSION,
    PY_LIST_COMPREHENSION,
    PY_SET_COMPREHENSION,
    PY_DICT_COMPREHENSION,
    PY_GENERATOR_EXPRESSION,
} PyComprehensionKind;

typedef struct PySymbol {
    Str name; /* mangled */
    unsigned flags;
    PyBinding binding;
    uint32_t line; /* of the first binding in this scope; 0: none */
    int slot;      /* of a fast local: its number plus one, once code generation has met it */
} PySymbol;

typedef struct PyScope PyScope;

/* A name in a global or nonlocal statement, for messages. */
typedef struct PyDirective {
    Str name;
    PyPosition at;
} PyDirective;

struct PyScope {
    PyScopeKind kind;
    PyComprehensionKind comprehension;
    Str name;       /* "top", the function's or class's name, "lambda", "listcomp", ... */
    Str class_name; /* of the innermost class around, for private names; data NULL: none */
    PyScope *parent;
    StrMap symbols;           /* Str -> PySymbol * */
    NameCacheEntry known[32]; /* the same by the names as they are written, not mangled */
    VEC(Str) parameters;      /* in the order of their slots */
    VEC(PyScope *) children;
    VEC(PyDirective) directives;
    bool is_nested; /* inside of a function, at any depth */
    bool is_generator, is_coroutine, has_varargs, has_varkeywords;
    bool has_free, child_has_free;
    bool needs_class_cell; /* a class some of whose methods use __class__ or super() */
    bool in_iteration_target;
    int in_iteration_source; /* of comprehensions around it, too: how deep */
};

typedef struct PySymtable {
    Arena *arena;
    PyScope *top;
    IntMap scopes; /* address of the tree's node -> PyScope * */
} PySymtable;

/* Builds the table of a module, in the arena. False when the program breaks a rule: then one diagnostic was
 * added. `has_future_annotations`: annotations are not evaluated (PEP 563). */
bool py_symtable_build(PySymtable *table, const PyAstModule *module, bool has_future_annotations,
                       Arena *arena, DiagnosticList *diagnostics);
void py_symtable_free(PySymtable *table);

/* The scope that a FunctionDef, ClassDef, Lambda, comprehension or module (the PyAstModule) opens. */
PyScope *py_symtable_scope(const PySymtable *table, const void *node);

/* NULL: the scope does not know the name. `name` is already mangled. */
PySymbol *py_scope_symbol(const PyScope *scope, Str name);

/* The same for a name as it is written in that scope. */
PySymbol *py_scope_find(PyScope *scope, Arena *arena, Str plain);

/* A private name (__x) inside of class C means _C__x. Any other name is returned as it is. */
Str py_mangle(Arena *arena, Str class_name, Str name);

/* The second pass. False: a diagnostic was added. */
bool py_symtable_analyze(PySymtable *table, const Source *source, DiagnosticList *diagnostics);

/* Deepest nesting of expressions and statements that the compiler's walks follow. */
enum { PY_COMPILE_DEPTH_MAX = 3000 };

#endif
