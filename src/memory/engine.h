/* engine.h: the one interface between a language engine and everything above it.
 *
 * An engine compiles a program, runs it, can stop it before any statement, and can then say what lies where.
 * It is a table of functions; python/ and go/ each define one (`python_engine`, `go_engine`) and nothing
 * above knows more about them. An engine prints nothing by itself (all output goes through EngineIO), never
 * exits the process, and keeps all of its state in the EngineProgram and EngineRun that it returns. At most
 * one run of an engine exists at a time, since its spaces are at fixed addresses; one run of each may exist
 * side by side.
 *
 * Order of calls: compile -> (disassemble, symbols)* -> start -> (resume, roots, cell, ...)* -> finish ->
 * release. */
#ifndef MEMORY_ENGINE_H
#define MEMORY_ENGINE_H

#include "base/diagnostic.h"
#include "memory/copy.h"
#include "memory/picture.h"

typedef struct EngineProgram EngineProgram; /* a compiled program; the engine's own */
typedef struct EngineRun EngineRun;         /* a program being run; the engine's own */

/* What a program sees of the world. */
typedef struct EngineIO {
    void *user;
    /* Writes all bytes to the program's standard output (1) or standard error (2). False when they cannot be
     * written (errno says why): the program sees the error as it would see a closed pipe. */
    bool (*write)(void *user, int descriptor, const char *bytes, size_t size);
    /* Hands what was written so far on to the reader at once (print(flush=True), File.Sync). Written bytes
     * may wait without it. False as for write. */
    bool (*flush)(void *user);
    /* Reads at most `size` bytes of standard input; 0 at its end, -1 on an error. */
    ptrdiff_t (*read)(void *user, char *bytes, size_t size);
    /* What the program is told when it asks (isatty). */
    bool output_is_terminal;
    /* Lines are to be written when they are complete, as on a terminal, whatever the program is told. */
    bool output_by_lines;
} EngineIO;

typedef struct EngineOptions {
    Str script;           /* what the program sees as its own name (sys.argv[0], os.Args[0]) */
    const Str *arguments; /* behind the script's name */
    size_t argument_count;
    EngineIO io;
} EngineOptions;

/* What one step is. */
typedef enum EngineUnit {
    ENGINE_STATEMENT,   /* one statement is about to run */
    ENGINE_INSTRUCTION, /* one bytecode or IR instruction is about to run */
} EngineUnit;

typedef enum EngineState {
    ENGINE_PAUSED, /* stands before a step */
    ENGINE_ENDED,  /* has ended; exit_status is valid. Memory stays readable as it was at the last step until
                      finish() */
} EngineState;

/* Where a paused run stands. */
typedef struct EnginePlace {
    uint32_t line;         /* from 1 */
    SourceSpan span;       /* the statement, in bytes of the source; empty if unknown */
    uint64_t instruction;  /* the instruction about to run, for instruction_text */
    uint32_t depth;        /* number of frames */
    bool begins_statement; /* the instruction is the first one of the statement */
    uint64_t failures;     /* exceptions or panics that were raised since the start */
    Str failure;           /* the kind of the last one: "ValueError", "panic"; valid until the run goes on */
} EnginePlace;

/* Watches a run. Both functions may be NULL. */
typedef struct EngineWatch {
    void *user;
    void (*copied)(void *user, const MemCopy *copy);
} EngineWatch;

/* One row of the symbol table: what the compiler knew about a name. Empty texts and UINT64_MAX mean "does not
 * apply". */
typedef struct EngineSymbol {
    Str scope; /* "module", "function f", "package main", "func main" */
    Str name;
    Str kind;       /* "global", "fast local", "var", "const", "func", "param", "result", "field",
                       "padding" */
    Str type;       /* Go only; Python's types belong to objects */
    uint64_t size;  /* bytes of the variable itself */
    uint64_t align; /* its address is a multiple of this; 0: nobody asks for more than a byte */
    Str place; /* "frame offset 16", "heap: &x escapes", "data segment 0x500010", "fast local 0", "dict of the
                  module" */
    Str access; /* what reading and writing it compiles to: "LOAD_FAST 0 / STORE_FAST 0", "MOV8 [fp+16], ..."
                 */
    uint32_t line; /* of the declaration or the first binding; 0: none */
} EngineSymbol;

typedef VEC(EngineSymbol) EngineSymbolList;

/* What is to be checked without being run: files of one language, or a folder. */
typedef struct EngineCheck {
    const char *const *files;
    size_t file_count;
    const char *folder;  /* NULL: the files */
    const char *version; /* of the language, as the real tool takes it ("go1.19"); NULL: the current one */
    /* Of a program that is right, report what the compiler decided: which calls it replaces by the bodies of
     * functions, and what it keeps on the heap. Only for an engine that `explains_escapes`. */
    bool explains_escapes;
    bool keeps_calls; /* ... when it replaces no call */
} EngineCheck;

typedef enum EngineVerdict {
    ENGINE_CLEAN,
    ENGINE_WRONG,   /* the report says why */
    ENGINE_NOTHING, /* the folder has no files of this language */
    ENGINE_UNUSABLE /* what was asked for cannot be done at all: the report says why */
} EngineVerdict;

typedef struct Engine {
    const char *name;      /* "Python", "Go" */
    const char *extension; /* ".py", ".go" */
    /* What a step at the end is called, what the language calls identity: for headings. */
    const char *identity_term; /* "id(x)", "&x" */
    /* How programs print an identity: in decimal digits (2199023255552) or as 0xc000012030. */
    bool identity_is_decimal;
    /* The real tool names a program that it runs by its full path (in tracebacks), not as it was written:
     * then source->path is the full one when a program is compiled to be run. */
    bool runs_by_full_path;
    /* A program learns from a failed write that nobody reads its output any more (EPIPE); else it dies of
     * SIGPIPE. */
    bool sees_broken_pipe;
    /* The compiler decides where variables live, and `check` can say how. */
    bool explains_escapes;

    /* Compiles. NULL when the program is wrong: then `diagnostics` says why. `source` outlives the program.
     */
    EngineProgram *(*compile)(const Source *source, DiagnosticList *diagnostics);
    /* The same for a version of the language ("go1.19", which version_fault has no complaint about). NULL:
     * the engine knows one version only. */
    EngineProgram *(*compile_version)(const Source *source, const char *version, DiagnosticList *diagnostics);
    /* NULL, or what is wrong with the name of a version, in the words of the real tool; `buffer` holds it. */
    const char *(*version_fault)(const char *version, StrBuf *buffer);
    /* Appends the diagnostics in the words and the form of the real tool. */
    void (*report)(const DiagnosticList *diagnostics, StrBuf *out);
    /* Parses and checks, and appends what the real compiler would say. What a folder means is the language's
     * matter: a Go package; every .py file in it and below. */
    EngineVerdict (*check)(const EngineCheck *check, StrBuf *report);
    /* The exit status of the real tool for a program that does not compile. */
    int compile_error_status;

    /* Appends the disassembly of the whole program in the form of the real tool. NULL: there is none. */
    bool (*disassemble)(const EngineProgram *program, StrBuf *out);
    /* Appends the rows, in scopes outermost first. Texts are owned by `arena`. */
    void (*symbols)(const EngineProgram *program, Arena *arena, EngineSymbolList *out);
    void (*release)(EngineProgram *program);

    /* Prepares a run that stands before its first step. NULL on failure (`reason` says why). `program`,
     * `options` and what they point to outlive the run. */
    EngineRun *(*start)(EngineProgram *program, const EngineOptions *options, const char **reason);
    /* Runs at full speed to the end. Returns the exit status; an uncaught exception or panic has been
     * reported through io. */
    int (*run)(EngineRun *run);
    /* Runs until `until` steps have been made since the start (or to the end) and reports copies to `watch`
     * (may be NULL). The unit must be the same in all calls of a run. */
    EngineState (*resume)(EngineRun *run, EngineUnit unit, uint64_t until, const EngineWatch *watch);
    /* Steps made so far: the number of the step it stands before, from 0. */
    uint64_t (*steps)(const EngineRun *run);
    /* Valid once ENGINE_ENDED. */
    int (*exit_status)(const EngineRun *run);
    /* Asks a run to stop as Ctrl-C would (KeyboardInterrupt, "signal: interrupt"). Async-signal-safe. */
    void (*interrupt)(EngineRun *run);
    void (*finish)(EngineRun *run);

    /* Looking at a paused or ended run. Results are owned by `arena`. */
    EnginePlace (*place)(const EngineRun *run);
    void (*roots)(EngineRun *run, Arena *arena, MemRoots *roots);
    /* See MemReader.cell; user is the run. */
    bool (*cell)(void *run, uint64_t address, const MemLayout *declared, Arena *arena, MemCell *cell);
    /* Appends the value that the bytes at `address` have when read through `layout`, as the language prints
     * it, cut to about `limit` bytes. Runs no program code. */
    void (*value)(EngineRun *run, uint64_t address, const MemLayout *layout, size_t limit, StrBuf *out);
    /* Appends an instruction as the disassembly shows it, with real offsets and addresses: "STORE_NAME 0
     * (var1)", "MOV8 [0xc000010000], 1". */
    void (*instruction_text)(EngineRun *run, uint64_t instruction, StrBuf *out);
} Engine;

#endif
