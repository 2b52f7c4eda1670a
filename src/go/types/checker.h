/* The checker's workbench, shared by the check_*.c files; not for others.
 *
 * An expression is checked by a function that fills in a GoOperand: what the expression denotes so far.
 * Untyped constants and comparisons keep their untyped type until the context says what they become; then
 * go_check_update_type walks down the expression once more and writes the final type into its nodes.
 *
 * What cannot be decided yet, because a declaration that it depends on is being looked at (is this map key
 * comparable? does this type implement that interface?), and function bodies are put off: go_check_later. */
#ifndef GO_TYPES_CHECKER_H
#define GO_TYPES_CHECKER_H

#include "go/syntax/errors.h"
#include "go/syntax/print.h"
#include "go/types/program.h"

typedef struct GoOperand {
    GoMode mode;
    GoBuiltin builtin;
    bool shows_integer; /* messages show an untyped float as an integer: it could not become one */
    bool is_component;  /* one of several values of its expression, or made up: has no node of its own */
    GoExpr *expr;
    GoType *type;
    GoConstant *constant;
} GoOperand;

/* What a package-level object was declared with. */
typedef struct DeclInfo {
    GoScope *file_scope;
    GoDecl *decl;
    GoExpr *type, *init; /* const, var */
    GoObject **left;     /* var a, b = f(): all of them; else NULL */
    uint32_t left_count;
    int64_t iota;
    bool is_inherited;
    GoObjectList dependencies; /* package-level objects that its initialiser or body mentions */
} DeclInfo;

/* Where the checker stands. */
typedef struct Environment {
    DeclInfo *decl; /* whose dependencies are collected */
    GoScope *scope;
    GoConstant *iota;     /* within a constant declaration */
    GoPos declared_pos;   /* of the name whose type is being written, or of a call of make; or GO_NO_POS */
    GoPos error_pos;      /* errors go there (inherited constant initialisers); or GO_NO_POS */
    GoType *signature;    /* of the function around, or NULL */
    GoFunction *function; /* around, or NULL */
    bool has_call_or_receive;
    int64_t temporaries, callee; /* bytes that the function's frame needs beside its variables: limits.c */
} Environment;

typedef struct Checker Checker;

typedef struct Delayed {
    void (*run)(Checker *check, void *user);
    void *user;
} Delayed;

typedef struct MethodInfo {
    GoObject *method;
    uint32_t next; /* the number plus 1 of the next method of this type; 0: none */
} MethodInfo;

typedef struct DotImport {
    GoScope *scope;
    GoObject *object;
    GoObject *package_name;
} DotImport;

/* See instance_cycle.c. */
typedef struct InstanceVertex {
    GoType *parameter;
    uint32_t weight, length; /* of the longest path to it */
    uint32_t edge;           /* the last one of that path */
} InstanceVertex;

typedef struct InstanceEdge {
    uint32_t from, to;
    uint32_t weight;
    GoPos pos;
    GoType *type; /* the argument */
} InstanceEdge;

struct Checker {
    GoProgram *program;
    GoProgramState *state;
    Arena *arena;
    GoErrorList *errors;
    size_t errors_before;
    GoPackage *package;
    Environment env;
    Arena scratch;        /* texts for messages */
    IntMap valid_types;   /* see valid_type.c */
    IntMap infos;         /* from object to DeclInfo */
    GoObjectList objects; /* of package level, in order of declaration; methods too */
    VEC(Delayed) delayed;
    VEC(MethodInfo) methods;
    IntMap first_methods; /* from a type's name to the number plus 1 of its first method */
    VEC(DotImport) dot_imports;
    VEC(GoObject *) path;           /* objects that are being resolved */
    VEC(GoScope *) function_scopes; /* for unused variables, of the function being checked */
    GoObjectList import_names;
    IntMap receiver_blanks;          /* from a `_` in a receiver's type arguments to its type parameter */
    VEC(GoTypeList) parameter_lists; /* of all generic declarations of this package */
    IntMap receiver_parameters;      /* from a receiver's type parameter to the type's own */
    VEC(InstanceVertex) instance_vertices;
    VEC(InstanceEdge) instance_edges;
    bool in_type_parameters;
    bool is_lazy;     /* of an imported package: resolves what is asked for, and no bodies */
    bool is_draining; /* its delayed work is being done */
    bool is_stencil;  /* a generic function is checked again, with known types (stencil.c) */
    int depth;
};

typedef enum ExprKind { EXPR_CONVERSION, EXPR_EXPRESSION, EXPR_STATEMENT } ExprKind;

/* check.c: errors, delayed work. */
void go_check_error(Checker *check, GoPos pos, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Texts for messages, NUL-terminated, alive until the package is done. */
const char *go_show_type(Checker *check, GoType *type);
/* With the names of this package qualified too, as terms of unions are shown. */
const char *go_show_qualified_type(Checker *check, GoType *type);
const char *go_show_expr(Checker *check, const GoExpr *expr);
const char *go_show_operand(Checker *check, const GoOperand *x);
const char *go_show_place(Checker *check, GoPos pos);          /* "./x.go:3:5" */
const char *go_show_absolute_place(Checker *check, GoPos pos); /* "/home/me/x.go:3:5" */
const char *go_show_str(Checker *check, Str text);
const char *go_show_constant(Checker *check, const GoConstant *constant, GoType *type);
/* The object as messages describe it: "var x int". */
const char *go_show_object(Checker *check, const GoObject *object);
const char *go_show_format(Checker *check, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Where errors about an operand are reported. */
GoPos go_operand_pos(const GoOperand *x);
void go_check_later(Checker *check, void (*run)(Checker *check, void *user), void *user);
void go_check_run_delayed(Checker *check, size_t from);

/* check_import.c */
/* The package with this path as this package's files see it; reported and NULL when there is none. */
GoPackage *go_check_import(Checker *check, GoPos pos, Str path);
/* Makes the members of an imported package known: its scope is there afterwards. */
void go_check_open(Checker *check, GoPos pos, GoPackage *package);
/* A package of these files, not parsed yet. */
GoPackage *go_package_new(GoProgram *program, const GoPackageFiles *files);
/* Parses its files; `is_outline`: without function bodies. */
void go_package_parse(GoProgram *program, GoPackage *package, const GoPackageFiles *files, bool is_outline,
                      GoErrorList *errors);
/* Checks a parsed package whole. */
void go_package_check(GoProgram *program, GoPackage *package, GoErrorList *errors);
bool go_import_exists(const GoProgram *program, Str path);
/* Frees what belongs to a checker; for those in GoProgramState.checkers too. */
void go_checker_free(Checker *check);

/* limits.c */
/* Notes what the compiler will refuse if nothing else is wrong. */
void go_limits_note(Checker *check, GoPos pos, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* An array or channel type was written at `pos`. */
void go_limits_type(Checker *check, GoType *type, GoPos pos);
/* The frame of the function needs a place for so many values of a type that have no name. */
void go_limits_temporary(Checker *check, GoType *type, int64_t count);
/* ... and one for the arguments and results of a call. */
void go_limits_call(Checker *check, const GoExpr *call, GoType *signature);
/* The body of the function has been checked. */
void go_limits_frame(Checker *check);
/* A statement at `pos` declares types. */
void go_limits_local_type(Checker *check, GoPos pos);

/* version.c */
bool go_check_allows(const Checker *check, int minor); /* is go1.MINOR's language in use? */
/* The version that the file sets for itself, or 0. */
int go_check_file_language(const Checker *check, const GoFile *file);
/* The same; reports "... requires go1.MINOR or later" when it is not. */
bool go_check_require(Checker *check, GoPos pos, int minor, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void go_check_literal_version(Checker *check, const GoExpr *literal);

/* check_object.c: resolving what is declared at package level. */
void go_check_collect(Checker *check);
bool go_import_path_is_valid(Str path);
void go_check_objects(Checker *check);
void go_check_unused_imports(Checker *check);
DeclInfo *go_check_info(Checker *check, const GoObject *object);
void go_check_arity(Checker *check, GoPos pos, GoExprList names, GoExprList values, bool is_const,
                    bool is_inherited);

/* check_decl.c */
void go_check_resolve(Checker *check, GoObject *object, GoType *defined);
void go_check_declare(Checker *check, GoScope *scope, GoExpr *name, GoObject *object, GoPos from);
void go_check_declaration_stmt(Checker *check, GoDecl *decl);
typedef struct GoCycleMember {
    GoObject *object;
    GoPos pos; /* an instance's place is where it was first written */
} GoCycleMember;
/* Reports a cycle of declarations, beginning with the one that stands first in the source. */
void go_check_cycle_members_error(Checker *check, const GoCycleMember *cycle, size_t count);
void go_check_cycle_error(Checker *check, GoObject **cycle, size_t count);
void go_check_depends(Checker *check, GoObject *object);
GoObject *go_check_new_variable(Checker *check, GoExpr *name, GoVariableKind kind, GoType *type);
void go_check_missing_bodies(Checker *check);
void go_check_type_parameters(Checker *check, GoFieldList fields, GoTypeList *list);

/* check_type.c */
GoType *go_check_type(Checker *check, GoExpr *expr);
/* The type of a variable: not a constraint. */
GoType *go_check_variable_type(Checker *check, GoExpr *expr);
GoType *go_check_defined_type(Checker *check, GoExpr *expr, GoType *defined);
GoType *go_check_generic_type(Checker *check, GoExpr *expr, bool reports);
void go_check_valid_variable_type(Checker *check, GoExpr *expr, GoType *type);
bool go_check_type_list(Checker *check, GoExprList list, GoTypeList *types);
void go_set_underlying(GoType *defined, GoType *type);
bool go_type_is_generic(const GoType *type);
/* "wrong number" and unsatisfied constraints, reported at the argument. */
bool go_check_verify(Checker *check, GoPos pos, GoTypeList parameters, GoTypeList arguments, GoExprList at);

/* check_signature.c */
void go_check_signature(Checker *check, GoType *signature, GoField *receiver, GoExpr *type,
                        GoFunction *function);
GoExpr *go_receiver_base(GoExpr *type, bool *is_pointer, GoExprList *parameters);

/* check_expr.c */
void go_check_expr(Checker *check, GoOperand *x, GoExpr *expr);
void go_check_expr_hinted(Checker *check, GoOperand *x, GoExpr *expr, GoType *hint);
void go_check_multi_expr(Checker *check, GoOperand *x, GoExpr *expr);
void go_check_expr_or_type(Checker *check, GoOperand *x, GoExpr *expr, bool allows_generic);
ExprKind go_check_raw_expr(Checker *check, GoOperand *x, GoExpr *expr, GoType *hint, bool allows_generic);
void go_check_single_value(Checker *check, GoOperand *x);
void go_check_use(Checker *check, GoExpr *expr);
void go_check_use_list(Checker *check, GoExprList list);
void go_check_name(Checker *check, GoOperand *x, GoExpr *expr, GoType *defined, bool wants_type);
void go_record(GoOperand *x);
void go_check_non_generic(Checker *check, GoOperand *x);

/* check_untyped.c */
GoType *go_default_type(GoType *type);
bool go_representable(const GoConstant *value, GoType *basic, Arena *arena, GoConstant **rounded);
typedef enum Misfit { FITS, MISFIT_TRUNCATED, MISFIT_OVERFLOWS, MISFIT_OTHER } Misfit;
/* The type that an untyped operand takes when used as `target`; NULL with the reason when it cannot. */
GoType *go_check_implicit_type(Checker *check, GoOperand *x, GoType *target, GoConstant **value,
                               Misfit *misfit);
void go_check_convert_untyped(Checker *check, GoOperand *x, GoType *target);
void go_check_representable(Checker *check, GoOperand *x, GoType *basic);
void go_check_overflow(Checker *check, GoOperand *x);
void go_check_update_type(Checker *check, GoExpr *expr, GoType *type, bool is_final);
void go_check_update_value(GoExpr *expr, GoConstant *value);

/* check_operator.c */
void go_check_unary(Checker *check, GoOperand *x, GoExpr *expr);
void go_check_binary(Checker *check, GoOperand *x, GoExpr *expr, GoExpr *left, GoExpr *right,
                     GoToken operator);
void go_check_comparison(Checker *check, GoOperand *x, GoOperand *y, GoToken operator, bool is_case);

/* check_concatenate.c: true, and `x` is the result, when `expr` is a long sum of string literals. */
bool go_check_concatenation(Checker *check, GoOperand *x, GoExpr *expr);

/* check_convert.c */
bool go_check_assignable(Checker *check, const GoOperand *x, GoType *type, const char **reason);
void go_check_conversion(Checker *check, GoOperand *x, GoType *type);
/* NULL when `type` implements `interface`, else why not. */
const char *go_check_implements(Checker *check, GoType *type, GoType *interface);
const char *go_missing_method_reason(Checker *check, GoType *type, GoType *interface, GoObject *method,
                                     GoObject *wrong);

/* check_assign.c */
void go_check_assignment(Checker *check, GoOperand *x, GoType *type, const char *context);
void go_check_init_constant(Checker *check, GoObject *object, GoOperand *x);
bool go_check_init_variable(Checker *check, GoObject *object, GoOperand *x, const char *context);
void go_check_init_variables(Checker *check, GoObject **left, uint32_t count, GoExprList right,
                             GoStmt *return_stmt, bool *is_comma_ok);
bool go_check_assign_variable(Checker *check, GoExpr *left, GoOperand *x);
void go_check_assign_variables(Checker *check, GoStmt *stmt);
void go_check_short_declaration(Checker *check, GoStmt *stmt);
void go_mark_address_taken(GoExpr *expr);

/* check_composite.c, check_index.c, check_selector.c, check_call.c, check_builtin.c */
bool go_check_composite(Checker *check, GoOperand *x, GoExpr *expr, GoType *hint);
/* True: the expression instantiates a generic function; `x` is that function. */
bool go_check_index(Checker *check, GoOperand *x, GoExpr *expr);
void go_check_slice(Checker *check, GoOperand *x, GoExpr *expr);
/* An index expression's type (invalid after an error); `value` gets a constant's value or -1. */
GoType *go_check_index_value(Checker *check, GoExpr *index, int64_t max, int64_t *value);
bool go_check_valid_index(Checker *check, GoOperand *x, const char *what, bool allows_negative);
int64_t go_check_indexed_elements(Checker *check, GoExpr *literal, GoType *element, int64_t length);
void go_check_selector(Checker *check, GoOperand *x, GoExpr *expr, GoType *defined);
ExprKind go_check_call(Checker *check, GoOperand *x, GoExpr *expr);
void go_check_instance(Checker *check, GoOperand *x, GoExpr *expr);

typedef struct OperandList {
    GoOperand *items; /* in the scratch arena */
    uint32_t count;
} OperandList;

/* Several expressions, or one with several values. `is_comma_ok` (may be NULL): whether `value, ok` is
 * allowed, and then whether it is so. */
OperandList go_check_expr_list(Checker *check, GoExprList list, bool *is_comma_ok);
/* Checks arguments against a signature; returns it, instantiated if it was generic. */
GoType *go_check_arguments(Checker *check, GoExpr *call, GoType *signature, GoTypeList explicit_types,
                           OperandList arguments, GoExprList explicit_exprs);
bool go_check_builtin(Checker *check, GoOperand *x, GoExpr *call, GoBuiltin builtin);
ExprKind go_builtin_kind(GoBuiltin builtin);
const char *go_builtin_name(GoBuiltin builtin);
const char *go_check_types_summary(Checker *check, GoType **types, uint32_t count, bool is_variadic);

/* valid_type.c: reports a type that contains itself, and makes it invalid. */
void go_check_valid_recursion(Checker *check, GoType *named);

/* infer.c, unify.c */
bool go_check_infer(Checker *check, GoPos pos, GoTypeList parameters, GoTypeList explicit_types,
                    GoType *tuple, OperandList arguments, GoTypeList *result);
bool go_unify(Checker *check, GoTypeList parameters, GoType **inferred, GoType *x, GoType *y,
              bool both_sides);

/* instance_cycle.c */
/* An instantiation, for the search of cycles. */
void go_check_note_instance(Checker *check, GoPos pos, GoTypeList parameters, GoTypeList arguments,
                            GoExprList at);
void go_check_instance_cycles(Checker *check);

/* stencil.c: the function that a generic function is for these type arguments, with this signature; it gets
 * its body later. NULL when the arguments are not known: they mention type parameters. */
GoObject *go_check_stencil(Checker *check, GoObject *generic, GoTypeList arguments, GoType *signature);

/* check_stmt.c, check_return.c, init_order.c */
void go_check_function_body(Checker *check, GoFunction *function, GoType *signature, DeclInfo *decl,
                            GoConstant *iota);
void go_check_stmt(Checker *check, GoStmt *stmt);
bool go_is_terminating(const GoStmt *stmt);
void go_check_init_order(Checker *check);

#endif
