/* The beginning of a file: its package clause and its imports, which are all that the go command itself
 * reads.
 *
 * Before any compiler runs, the go command decides which packages a build is made of. For that it reads the
 * top of every file with a parser of its own, whose complaints have other words than the compiler's
 * ("expected 'STRING', found newline"). What is wrong further down is not looked at. */
#ifndef GO_TYPES_BEGINNING_H
#define GO_TYPES_BEGINNING_H

#include "base/arena.h"
#include "base/source.h"
#include "base/vec.h"

typedef struct GoImportClause {
    Str path;        /* decoded */
    uint32_t offset; /* where the clause begins: at the name, or at the path */
} GoImportClause;

typedef struct GoBeginning {
    Str package_name;            /* empty: there is none */
    VEC(GoImportClause) imports; /* in order */
    Str fault;                   /* the first complaint; empty: none that is the go command's to make */
    SourceSpan fault_span;
} GoBeginning;

/* Reads the beginning of a file. `text` outlives the result; what is made for it lies in `arena`. */
void go_beginning_read(GoBeginning *beginning, Str text, Arena *arena);
void go_beginning_free(GoBeginning *beginning);

#endif
