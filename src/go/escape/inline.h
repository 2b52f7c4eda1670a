/* Inlining: a call of a small function is replaced by its body.
 *
 * It is done before escape analysis, because it changes what that finds: the pointer that a small constructor
 * returns need not outlive the caller any more. Which functions are small is decided as Go 1.19's compiler
 * decides it: a budget of 80, from which every node of the body takes one, a call that stays a call 57 more,
 * and a call that will itself be inlined the cost of that one. */
#ifndef GO_ESCAPE_INLINE_H
#define GO_ESCAPE_INLINE_H

#include "go/escape/build.h"

/* Told where what is said: "can inline f", "inlining call to f". `seen_from`: the package compiled. */
typedef void EscSay(void *user, const GoPackage *seen_from, GoPos pos, Str text);

typedef struct EscInliner {
    EscBuilder *builder;
    EscSay *say;
    void *user;
    bool tells_costs; /* also what it costs to inline each function, and why it is not possible */
    /* The function into which is inlined. */
    EscFunction *function;
    int largest_cost;
    EscFunctionList active; /* being inlined, outermost first */
    uint32_t generation;
} EscInliner;

/* Works on every function of the program. */
void esc_inline_program(EscInliner *inliner);
/* The function that a callee expression certainly means, or NULL. */
EscFunction *esc_callee(EscNode *callee);
/* Makes the slice of a variadic call explicit. */
void esc_fix_variadic(EscBuilder *builder, EscNode *call);

/* devirtualize.c: calls of methods of interfaces whose dynamic type is known become calls of functions. */
void esc_devirtualize(EscBuilder *builder, EscFunction *function, EscSay *say, void *user);

#endif
