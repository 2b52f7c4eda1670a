/* Escape analysis: which variables outlive the call that made them.
 *
 * A variable on the stack is free of charge, but its address must not be remembered by anything that lives
 * longer than its frame. So every place that can hold an address is a node of a graph: variables, what `new`
 * and literals make, results, and one node for the heap, that is, for everything that we know nothing
 * about. An assignment `dst = src` is an edge with a number: how often src is dereferenced on the way (-1:
 * its address is taken, 0: copied, 1: `*src` ...). Then, for each node, we walk its edges backwards and add
 * the numbers up; whoever is reached with a sum of -1 has its address in the node. If the node lives longer
 * (the heap, a result, a variable of an outer loop), what was reached moves to the heap, and then holds
 * things for as long as the heap does.
 *
 * The order of statements plays no part, so a function is one small graph. Functions are analysed callees
 * first: for each parameter it is remembered how it leaks (to the heap or to result i, and after how
 * many dereferences), and a caller needs no more. Functions that call each other share one graph.
 *
 * What is walked is not the syntax tree but the compiler's (tree.h), in which calls of small functions may
 * have been replaced by their bodies (inline.h). A program that runs here is analysed without: the
 * interpreter calls every function that is written, and a variable that `f` makes and returns the address of
 * lives on the heap whenever f is really called.
 *
 * The rules are those of Go 1.19's own compiler (cmd/compile/internal/escape), so that "moved to heap: x" is
 * said about the same variables. */
#ifndef GO_ESCAPE_ESCAPE_H
#define GO_ESCAPE_ESCAPE_H

#include "go/types/check.h"

typedef struct GoEscape GoEscape;

/* What was decided about a variable (GoObject), or an expression that makes something: &T{}, T{} of a slice
 * or map, new, make, a func literal, a value put into an interface. */
typedef struct GoEscapeDecision {
    bool is_heap;
    bool is_copied_by_literals; /* of a captured variable: see go_escape_captures_by_value */
    Str text; /* as the compiler says it: "moved to heap: x", "&T{...} escapes to heap", "x does not escape";
                 may be empty */
    GoPos pos;
} GoEscapeDecision;

/* Analyses all functions of the program that have a body, as they stand: for what runs. */
GoEscape *go_escape_analyse(GoProgram *program);
void go_escape_free(GoEscape *escape);

/* Does a func literal copy this captured variable into its closure (it does not change any more once a
 * literal has captured it, and its address is not taken), rather than refer to it? */
bool go_escape_captures_by_value(const GoEscape *escape, const GoObject *object);

/* The decision, never NULL; about what the analysis never saw it is "heap" with an empty text. `node` is a
 * GoObject or a GoExpr. */
const GoEscapeDecision *go_escape_decision(const GoEscape *escape, const void *node);

/* ---- What the compiler would say ---------------------------------------------------------------------- */

typedef struct GoEscapeOptions {
    bool inlines;     /* as `go build -gcflags=-m` does; false: as -gcflags='-m -l' */
    bool tells_costs; /* of inlining, as -m=2 tells them: "can inline f with cost 7" */
} GoEscapeOptions;

typedef struct GoEscapeMessage {
    const GoPackage *package; /* in whose compilation it is said */
    GoPos pos;
    Str text;
} GoEscapeMessage;

/* Analyses for the messages alone; such a result has no decisions. */
GoEscape *go_escape_explain(GoProgram *program, const GoEscapeOptions *options);
/* In the order in which the compiler says them: first what is about inlining, then function by function,
 * callees first. */
size_t go_escape_message_count(const GoEscape *escape);
const GoEscapeMessage *go_escape_message_at(const GoEscape *escape, size_t index);

#endif
