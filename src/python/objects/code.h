/* code: what the compiler makes of a module, a function or a class body, and what the machine runs.
 *
 * Instructions are 2 bytes each (opcode, argument), followed by their inline caches, at the end of the
 * object: the machine rewrites them while it runs ("adaptive"), and co_code gives the program the bytes as
 * compiled. Fast locals, cells and free variables are numbered in one sequence: local_names and local_kinds
 * describe it. */
#ifndef PYTHON_OBJECTS_CODE_H
#define PYTHON_OBJECTS_CODE_H

#include "base/source.h"
#include "python/objects/object.h"

/* The bits of PyCode.flags (co_flags). */
enum {
    PY_CODE_OPTIMIZED = 0x1,
    PY_CODE_NEW_LOCALS = 0x2,
    PY_CODE_VARARGS = 0x4,
    PY_CODE_VARKEYWORDS = 0x8,
    PY_CODE_NESTED = 0x10,
    PY_CODE_GENERATOR = 0x20,
    PY_CODE_COROUTINE = 0x80,
    PY_CODE_ITERABLE_COROUTINE = 0x100,
    PY_CODE_ASYNC_GENERATOR = 0x200,
    PY_CODE_FUTURE_ANNOTATIONS = 0x1000000,
};

/* What a fast local is: bits of a byte in local_kinds. */
enum { PY_LOCAL_FAST = 0x20, PY_LOCAL_CELL = 0x40, PY_LOCAL_FREE = 0x80 };

/* Where a statement begins: the table that stepping goes by, in order of `unit`. */
typedef struct PyStatement {
    uint32_t unit; /* index of its first instruction, in 2-byte units */
    uint32_t line; /* from 1 */
    SourceSpan span;
} PyStatement;

/* What CPython has no field for; allocated outside of the space. */
typedef struct PyCodeExtra {
    struct PyCodeExtra *previous, *next; /* all of a run's, so that none outlives it */
    void *machine;                       /* the virtual machine's own; freed with free() */
    uint32_t statement_count;
    PyStatement statements[];
} PyCodeExtra;

typedef struct PyCode {
    PyVarObject base;          /* size: 2-byte units of code, caches included */
    PyObject *consts;          /* tuple */
    PyObject *names;           /* tuple of str: globals, attributes, imports */
    PyObject *exception_table; /* bytes */
    int32_t flags;
    int16_t warmup;
    int16_t line_array_entry_size;
    int32_t argument_count; /* positional, positional-only ones included, *args not */
    int32_t positional_only_count;
    int32_t keyword_only_count;
    int32_t stack_size;
    int32_t first_line;
    int32_t local_count_all;  /* fast locals, cells and free variables: co_nlocalsplus */
    int32_t local_count;      /* co_nlocals */
    int32_t plain_cell_count; /* cells that are no arguments */
    int32_t cell_count;
    int32_t free_count;
    PyObject *local_names; /* tuple of str: co_localsplusnames */
    PyObject *local_kinds; /* bytes: PY_LOCAL_... */
    PyObject *filename, *name, *qualified_name;
    PyObject *line_table; /* bytes: PEP 626/657 location entries */
    PyObject *weaklist;
    PyObject *code_bytes; /* cache of co_code, or NULL */
    char *line_array;
    int32_t first_traceable; /* unit of the RESUME */
    PyCodeExtra *extra;
    uint16_t units[]; /* low byte opcode, high byte argument */
} PyCode;

/* What the compiler hands over. Objects are borrowed; `units` and `statements` are copied. */
typedef struct PyCodeParts {
    PyObject *filename, *name, *qualified_name;
    PyObject *consts, *names;               /* tuples */
    PyObject *local_names, *local_kinds;    /* tuple, bytes; same length */
    PyObject *line_table, *exception_table; /* bytes */
    const uint16_t *units;
    uint32_t unit_count;
    const PyStatement *statements;
    uint32_t statement_count;
    int32_t flags, first_line, stack_size;
    int32_t argument_count, positional_only_count, keyword_only_count;
} PyCodeParts;

/* Interns names and those string constants that look like names, counts locals, cells and free variables from
 * local_kinds. The units that it keeps for co_code are the ones given here. */
PyObject *py_code_new(const PyCodeParts *parts);

/* co_code, co_varnames, co_cellvars, co_freevars: new references. co_code is as compiled: specialised opcodes
 * are reset and caches zeroed through `py_runtime.deoptimise` if the machine has set it. */
PyObject *py_code_bytes(PyCode *code);
PyObject *py_code_variable_names(PyCode *code);
PyObject *py_code_cell_names(PyCode *code);
PyObject *py_code_free_names(PyCode *code);

/* Adds a reference to every constant of the code and of the functions in it, once for each object: what
 * CPython's syntax tree holds as long as the main program runs, so that sys.getrefcount counts it too. The
 * references end with the runtime. */
void py_code_hold_constants(PyObject *code);

/* The statement that the instruction at `unit` belongs to: the last one that begins at or before it, or NULL.
 */
const PyStatement *py_code_statement(const PyCode *code, uint32_t unit);

/* Source position of the instruction at `unit` from the line table; columns in bytes from 0, end exclusive.
 * -1 where the table does not say. False when `unit` is out of range. */
typedef struct PyCodePlace {
    int32_t line, end_line, column, end_column;
} PyCodePlace;
bool py_code_place(const PyCode *code, uint32_t unit, PyCodePlace *place);

/* The line of every unit (-1: none) in one pass over the table; `lines` has room for py_size(code) of them.
 */
void py_code_lines_of_units(const PyCode *code, int32_t *lines);

#endif
