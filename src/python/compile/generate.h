/* Code generation: what its files share.
 *
 * The compiler walks the tree once more and emits instructions. Each function, class body and comprehension
 * is a *unit* with a flow graph, constants and names of its own; units form a stack while they are open. A
 * unit also keeps the *blocks* that a `return`, `break` or `continue` must leave properly: loops, with
 * statements, handlers, finally clauses.
 *
 * Errors are sticky: the first one is recorded and `failed` set, after which the walk only unwinds. So the
 * functions here return nothing, and no caller checks.
 *
 * Every instruction gets the position flow.at. A visit of a statement sets it; a visit of an expression sets
 * it and puts the old one back. */
#ifndef PYTHON_COMPILE_GENERATE_H
#define PYTHON_COMPILE_GENERATE_H

#include "python/compile/assemble.h"
#include "python/compile/compile.h"
#include "python/compile/constant.h"
#include "python/compile/flow.h"
#include "python/compile/symtable.h"

enum {
    PY_STACK_GUIDELINE = 30, /* longer displays are built piece by piece instead of on the stack */
    PY_BLOCKS_MAX = 20,      /* nested loops, try and with statements in one unit */
};

typedef enum PyUnitKind {
    PY_UNIT_MODULE,
    PY_UNIT_CLASS,
    PY_UNIT_FUNCTION,
    PY_UNIT_ASYNC_FUNCTION,
    PY_UNIT_LAMBDA,
    PY_UNIT_COMPREHENSION,
} PyUnitKind;

typedef enum PyNestKind {
    PY_NEST_WHILE,
    PY_NEST_FOR,
    PY_NEST_TRY,         /* the body of a try with handlers */
    PY_NEST_FINALLY_TRY, /* what a finally clause protects */
    PY_NEST_FINALLY_END, /* the finally clause, run because of an exception */
    PY_NEST_WITH,
    PY_NEST_ASYNC_WITH,
    PY_NEST_HANDLER_CLEANUP, /* the body of an except clause */
    PY_NEST_VALUE,           /* a return value lies on the stack */
    PY_NEST_HANDLER,         /* between the except clauses */
    PY_NEST_GROUP_HANDLER,   /* the same, of except* */
    PY_NEST_ASYNC_COMPREHENSION,
} PyNestKind;

/* Something that is open around the code being generated. */
typedef struct PyNest {
    PyNestKind kind;
    PyBlock *start, *exit;        /* of a loop: where continue and break lead */
    const PyStmtList *final_body; /* FINALLY_TRY */
    const PyStmt *stmt;           /* WITH: for its position */
    Str name;                     /* HANDLER_CLEANUP: `except E as name`; data NULL: none */
} PyNest;

/* Names in the order of their indices. */
typedef struct PyNameTable {
    StrMap index; /* name -> index + 1 */
    VEC(Str) names;
} PyNameTable;

typedef struct PyUnit PyUnit;

struct PyUnit {
    PyUnitKind kind;
    PyUnit *parent;
    PyScope *scope;
    Str name, qualified_name;
    int first_line;
    int argument_count, positional_only_count, keyword_only_count;
    PyPosition start; /* of its first instructions */
    PyFlow flow;
    NameCacheEntry name_indices[32]; /* in `names`, plus one, by the names as they are written */
    int nest_count;
    /* From here on a unit that takes over the memory of a finished one is not zeroed, see take_unit. */
    PyNest nests[PY_BLOCKS_MAX];
    PyConstantList constants;
    PyNameTable names, locals, cells, frees;
};

typedef struct PyCompiler {
    Arena *arena;
    const PyAstModule *module;
    const PyCompileOptions *options;
    DiagnosticList *diagnostics;
    PySymtable symtable;
    PyConstantPool pool;
    PyUnit *unit;                /* innermost */
    PyUnit *spare_units;         /* finished ones, linked through `parent` */
    VEC(PyStatement) statements; /* what PyInstruction.statement refers to */
    PyAssembly assembly;         /* of the unit that was finished last */
    PyObject *filename;          /* str */
    bool has_future_annotations;
    int32_t future_line; /* line of the last statement that may be `from __future__`; 0: none */
    int future_flags;
    int depth;
    bool failed;
} PyCompiler;

/* --- errors (generate.c) --- */
/* A SyntaxError at the position that instructions would get now. */
void py_generate_fail(PyCompiler *compiler, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* An exception of the runtime during compilation becomes a diagnostic. */
void py_generate_fail_exception(PyCompiler *compiler, PyPosition at);
/* Refuses the program because it nests too deeply. */
void py_generate_fail_depth(PyCompiler *compiler);

/* --- units (generate.c) --- */
void py_unit_enter(PyCompiler *compiler, PyUnitKind kind, Str name, const void *node, int first_line);
/* Closes the innermost unit and makes its code object (borrowed from the pool; NULL after a failure).
 * `returns_none`: falling off the end returns None. */
PyObject *py_unit_finish(PyCompiler *compiler, bool returns_none);

int py_name_table_add(PyNameTable *table, Str name);
/* -1: not there */
int py_name_table_find(const PyNameTable *table, Str name);

void py_nest_push(PyCompiler *compiler, PyNest nest);
void py_nest_pop(PyCompiler *compiler);

/* --- emitting (generate.c) --- */
static inline PyFlow *py_flow_of(PyCompiler *compiler) {
    return &compiler->unit->flow;
}
static inline PyBlock *py_new_block(PyCompiler *compiler) {
    return py_flow_new_block(py_flow_of(compiler));
}
static inline void py_use_block(PyCompiler *compiler, PyBlock *block) {
    py_flow_use_block(py_flow_of(compiler), block);
}
/* `at` stays where it is until another one is set. Returns the position before. */
static inline const PyPosition *py_set_position(PyCompiler *compiler, const PyPosition *at) {
    const PyPosition *before = py_flow_of(compiler)->at;
    py_flow_of(compiler)->at = at;
    return before;
}
static inline void py_emit(PyCompiler *compiler, int opcode, int argument) {
    py_flow_emit(py_flow_of(compiler), opcode, argument);
}
static inline void py_emit_jump(PyCompiler *compiler, int opcode, PyBlock *target) {
    py_flow_emit_jump(py_flow_of(compiler), opcode, target);
}
/* Without a position: they belong to what ran before. */
void py_emit_no_line(PyCompiler *compiler, int opcode, int argument);
void py_emit_jump_no_line(PyCompiler *compiler, int opcode, PyBlock *target);
void py_emit_const(PyCompiler *compiler, PyObject *object); /* LOAD_CONST; borrowed */
void py_emit_const_str(PyCompiler *compiler, Str text);
void py_emit_const_int(PyCompiler *compiler, int64_t value);
void py_emit_none(PyCompiler *compiler);
int py_const_index(PyCompiler *compiler, PyObject *object);
PyObject *py_str_constant(PyCompiler *compiler, Str text); /* borrowed */
/* An instruction whose argument is an index into co_names; the name is mangled if it is private. */
void py_emit_name(PyCompiler *compiler, int opcode, Str name);
void py_emit_call(PyCompiler *compiler, int argument_count); /* PRECALL, CALL */
/* await and `yield from`: SEND in a loop, until the iterator is exhausted. */
void py_emit_yield_from(PyCompiler *compiler, bool is_await);
/* Re-raises what a handler could not deal with. */
void py_emit_reraise(PyCompiler *compiler);
/* Reads, binds or deletes a variable, wherever it lives. */
void py_emit_variable(PyCompiler *compiler, Str name, PyExprContext context);
/* The object of a constant expression (borrowed). */
PyObject *py_constant_of(PyCompiler *compiler, const PyExpr *expr);

/* --- the walk --- */
void py_generate_stmt(PyCompiler *compiler, const PyStmt *stmt); /* generate_statement.c */
void py_generate_stmts(PyCompiler *compiler, PyStmtList list);
void py_generate_body(PyCompiler *compiler, PyStmtList body);    /* of a module or class: with docstring */
const PyExpr *py_docstring(PyStmtList body);                     /* or NULL */
void py_generate_expr(PyCompiler *compiler, const PyExpr *expr); /* generate_expression.c */
void py_generate_exprs(PyCompiler *compiler, PyExprList list);
/* Jumps to `target` when the truth of expr is `condition`. */
void py_generate_jump_if(PyCompiler *compiler, const PyExpr *expr, PyBlock *target, bool condition);
void py_generate_aug_assign(PyCompiler *compiler, const PyStmt *stmt);
/* A display or call arguments with `*x` in it; `pushed` elements lie on the stack already. */
typedef struct PyDisplay {
    int build, add, extend;
    bool is_tuple;
} PyDisplay;
extern const PyDisplay py_list_display, py_tuple_display, py_set_display;
void py_generate_display(PyCompiler *compiler, PyExprList elements, int pushed, const PyDisplay *display);
/* The position of the attribute's name, for instructions that fetch it. */
void py_move_to_attribute(PyCompiler *compiler, const PyExpr *attribute);

/* generate_call.c */
void py_generate_call(PyCompiler *compiler, const PyExpr *expr);
/* Arguments and the call itself; `pushed` arguments lie on the stack already. */
void py_generate_call_arguments(PyCompiler *compiler, int pushed, PyExprList arguments,
                                PyKeywordList keywords);

/* generate_function.c */
void py_generate_function(PyCompiler *compiler, const PyStmt *stmt, bool is_async);
void py_generate_class(PyCompiler *compiler, const PyStmt *stmt);
void py_generate_lambda(PyCompiler *compiler, const PyExpr *expr);
/* MAKE_FUNCTION for a code object, with its closure. */
void py_emit_closure(PyCompiler *compiler, PyObject *code, int flags);
/* An annotation's value, or its text under PEP 563. */
void py_generate_annotation(PyCompiler *compiler, const PyExpr *annotation);

/* generate_comprehension.c */
void py_generate_comprehension(PyCompiler *compiler, const PyExpr *expr);

/* generate_loop.c */
void py_generate_for(PyCompiler *compiler, const PyStmt *stmt);
void py_generate_async_for(PyCompiler *compiler, const PyStmt *stmt);
void py_generate_while(PyCompiler *compiler, const PyStmt *stmt);
void py_generate_break(PyCompiler *compiler, const PyStmt *stmt);
void py_generate_continue(PyCompiler *compiler, const PyStmt *stmt);
void py_generate_return(PyCompiler *compiler, const PyStmt *stmt);

/* generate_try.c */
void py_generate_try(PyCompiler *compiler, const PyStmt *stmt);
void py_generate_with(PyCompiler *compiler, const PyStmt *stmt);
void py_emit_exit_with_nones(PyCompiler *compiler);

/* generate_match.c */
void py_generate_match(PyCompiler *compiler, const PyStmt *stmt);

#endif
