/* From the checked syntax tree to the compiler's tree; internal to escape/. */
#ifndef GO_ESCAPE_BUILD_H
#define GO_ESCAPE_BUILD_H

#include "go/escape/tree.h"

typedef struct EscBuilder {
    Arena *arena;
    GoProgram *program;
    IntMap functions;      /* GoFunction to EscFunction */
    EscFunctionList order; /* in the order in which the compiler visits them: those that are not hidden */
    /* While a body is being built. */
    EscFunction *function;
    GoPackage *package;
    IntMap variables;          /* GoObject to EscVariable */
    IntMap labels;             /* GoStmt (LABELED) to EscLabel */
    uint32_t package_literals; /* literals outside of functions, for their names */
    uint32_t init_count;       /* functions called init in the package */
    uint32_t depth;
    GoPos place; /* of what was looked at last: where implicit conversions are said to stand */
} EscBuilder;

/* Builds the functions of all packages, callees or not, with one `init` per package that has initializers. */
void esc_build_program(EscBuilder *builder);
void esc_builder_free(EscBuilder *builder);
/* The function of a declaration; made when first asked for. */
EscFunction *esc_build_function(EscBuilder *builder, const GoFunction *source, GoPackage *package);

/* build_expr.c: the function of a declared function or method, NULL for an interface's. */
EscFunction *build_declared(EscBuilder *builder, const GoObject *object);
/* a value as it is, and converted to the type that its place wants. */
EscNode *build_value(EscBuilder *builder, GoExpr *expression);
EscNode *build_converted(EscBuilder *builder, GoExpr *expression);
EscNodeList build_values(EscBuilder *builder, GoExprList list);
/* Converts implicitly, at builder->place. */
EscNode *build_conversion(EscBuilder *builder, EscNode *node, GoType *to, bool is_implicit);
/* Converts the value of `expression`, which has been built, as its place wants it. */
EscNode *build_conversion_of(EscBuilder *builder, EscNode *node, const GoExpr *expression);
/* The arguments of a call or return one after the other: each that has a place of its own is looked at. */
void build_convert_each(EscBuilder *builder, EscNodeList *nodes, GoExprList list);
void build_look_at(EscBuilder *builder, const EscNode *node);
/* x.a.b for the method that `found` leads to, with & or * where the method wants it. */
EscNode *build_promoted(EscBuilder *builder, EscNode *x, const GoLookup *found, GoPos pos);
EscNode *build_literal_function(EscBuilder *builder, GoExpr *expression);

/* build_call.c */
EscNode *build_call(EscBuilder *builder, GoExpr *call);
/* Values of a call with several results, each in a variable; the assignment goes to `init`. */
EscNodeList build_spread(EscBuilder *builder, EscNodeList *init, GoExpr *call, GoPos pos);

/* build_stmt.c */
void build_body(EscBuilder *builder, EscFunction *function, const GoFunction *source);
EscVariable *build_variable(EscBuilder *builder, const GoObject *object);
void esc_remove_dead_code(EscNodeList *list);

GoExpr *build_unparen(GoExpr *expression);

#endif
