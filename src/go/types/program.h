/* What the files of types/ share of a program; not for others. */
#ifndef GO_TYPES_PROGRAM_H
#define GO_TYPES_PROGRAM_H

#include "go/syntax/errors.h"
#include "go/types/check.h"

typedef struct GoProgramState {
    GoScope *universe;
    GoType *error_type;      /* the predeclared `error` */
    GoType *any_type;        /* the predeclared `any`: an empty interface that prints as "any" */
    GoType *comparable_type; /* the predeclared `comparable` */
    GoType *empty_interface;
    GoType *empty_tuple;
    GoPackage *unsafe;
    GoType *basic_pointers[GO_UNTYPED_NIL + 1];
    IntMap instances;               /* from a hash to a chain of Instance */
    VEC(GoType *) instance_list;    /* the same, in the order in which they were made */
    VEC(struct Stencil *) stencils; /* see stencil.c */
    IntMap stencil_table;           /* from a hash to a chain of Stencil */
    uint32_t next_type_parameter;
    uint32_t next_order;
    VEC(GoPackage *) packages;         /* checked whole */
    StrMap packages_by_path;           /* all */
    VEC(struct Checker *) checkers;    /* of packages that are resolved on demand */
    VEC(Source *) library_sources;     /* texts of library packages, owned */
    GoErrorList limits;                /* see limits.c */
    void (*resolve)(GoObject *object); /* of package level or a method; set while packages are checked */
} GoProgramState;

static inline GoProgramState *program_state(const GoProgram *program) {
    return program->private_state;
}

/* A new type of a kind, in the program's arena. */
GoType *go_type_new(GoProgram *program, GoTypeKind kind);
/* A new object; package, scope and type are the caller's to set. */
GoObject *go_object_new(GoProgram *program, GoObjectKind kind, Str name, GoPos pos);
bool go_object_is_exported(const GoObject *object);
/* Do two names of fields or methods mean the same one (unexported ones count per package)? */
bool go_same_name(Str a, const GoPackage *package_a, Str b, const GoPackage *package_b);
void go_object_list_add(GoProgram *program, GoObjectList *list, GoObject *object);

/* scope.c */
GoScope *go_scope_new(GoProgram *program, GoScope *parent, GoPos start, GoPos end);
/* The object of this name in the scope itself, or NULL. */
GoObject *go_scope_lookup(const GoScope *scope, Str name);
/* Enters an object under its name. Returns the one that was there already (then nothing changes), or NULL. */
GoObject *go_scope_insert(GoScope *scope, GoObject *object);
/* From the inside out. `pos`: local objects declared behind it are not seen; GO_NO_POS sees all. `where` (may
 * be NULL) gets the scope that has it. */
GoObject *go_scope_find(GoScope *scope, Str name, GoPos pos, GoScope **where);

/* universe.c */
void go_universe_init(GoProgram *program);

/* instantiate.c */
GoType *go_named_expand(GoType *named); /* the underlying type of an instance */
GoType *go_type_parameter_new(GoProgram *program, GoObject *object, GoType *constraint);

/* stencil.c: checks the concrete functions behind all uses of generic ones. Errors: what Varscope cannot do.
 */
void go_program_make_stencils(GoProgram *program, GoErrorList *errors);

/* limits.c: moves what was noted over to the errors of a program that has none, with what is wrong with its
 * directives. */
void go_limits_tell(GoProgram *program, GoErrorList *errors);

/* type_set.c */
/* What is wrong with an interface: its methods, and what it embeds. */
typedef struct GoTypeSetReport {
    void *user;
    void (*duplicate)(void *user, GoPos pos, GoObject *method, GoPos other);
    /* Called for everything embedded; false: it does not count. */
    bool (*embeds)(void *user, GoPos pos, GoType *type);
    bool forbids_overlap; /* before Go 1.14 no two embedded interfaces shared a method */
} GoTypeSetReport;
void go_interface_check_type_set(GoProgram *program, GoType *interface, const GoTypeSetReport *report);
/* In the order of type sets: exported ones first, then by name. */
void go_methods_sort(GoObjectList *methods);
bool go_type_set_is_empty(const GoTypeSet *set);
/* Only methods: a type that a variable may have. */
bool go_type_set_is_method_set(const GoTypeSet *set);
bool go_type_set_includes(const GoTypeSet *set, GoType *type);
bool go_type_set_is_subset(const GoTypeSet *inner, const GoTypeSet *outer);
/* Calls `test` for the underlying type of every type in the type set of `type` (a type parameter), or for its
 * own underlying type. True when all pass; a set of all types calls it with NULL. */
bool go_type_all_underlying(GoProgram *program, GoType *type, bool (*test)(void *user, GoType *underlying),
                            void *user);
/* As above with the terms themselves (`~` in has_tilde). For type parameters only. */
bool go_type_all_terms(GoProgram *program, GoType *type_parameter,
                       bool (*test)(void *user, const GoTerm *term), void *user);
/* Do all types of the type set have one of these flags? */
bool go_type_all_flags(GoProgram *program, GoType *type, unsigned flags);
/* As go_core_type, but a mix of string and []byte counts as string. */
GoType *go_core_string(GoProgram *program, GoType *type);
/* `is_dynamic`: interfaces count as comparable. `cause` (may be NULL) is told why not. */
bool go_type_comparable_cause(GoProgram *program, GoType *type, bool is_dynamic, const GoPackage *from,
                              StrBuf *cause);

/* lookup.c */
/* The first method of `interface` that `type` lacks or has with another type; NULL when it has all. `wrong`
 * gets the method found instead, or NULL. `is_static`: an interface type must have the method too. */
GoObject *go_missing_method(GoProgram *program, GoType *type, GoType *interface, bool is_static,
                            GoObject **wrong);

/* type_print.c */
void go_signature_print(StrBuf *out, GoType *signature, const GoPackage *from);

#endif
