/* The compiler's tree: a function body in the form in which decisions are taken about it.
 *
 * The syntax tree says what was written; this one says what will be done. Conversions that nobody wrote are
 * nodes, so are dereferences behind `x.f`, the slice behind a variadic call, and the declaration hidden in
 * `:=`; a method call is a call of a function whose first argument is the receiver. That makes the three
 * readers simple: the inliner counts and copies nodes (inline.c), devirtualization replaces calls
 * (devirtualize.c), and escape analysis walks what they left (flow_*.c).
 *
 * It also makes them comparable with Go's own compiler, whose inliner has a budget of 80 nodes: this tree has
 * a node where that one has a node, in the same order (`x, y, z, list, body` behind `init`).
 *
 * All of it lives in the arena of the analysis. Nodes are never shared between two places, except that
 * captured variables are the same EscVariable in the function that declares them and in the literals. */
#ifndef GO_ESCAPE_TREE_H
#define GO_ESCAPE_TREE_H

#include "base/map.h"
#include "base/vec.h"
#include "go/types/check.h"

/* X(NAME): expressions first. What the operands are stands beside each. */
#define ESC_OP_TABLE(X)                                                                                      \
    X(NAME)     /* a variable of a function */                                                               \
    X(BLANK)    /* _ */                                                                                      \
    X(GLOBAL)   /* a package variable */                                                                     \
    X(FUNCTION) /* a declared function as a value */                                                         \
    X(LITERAL)  /* a constant */                                                                             \
    X(NIL)                                                                                                   \
    X(TYPE)                                                                                                  \
    X(IDENTIFIER)        /* the name of a type switch's variable */                                          \
    X(METHOD_EXPRESSION) /* T.m: x is the TYPE */                                                            \
    X(UNARY)             /* token x */                                                                       \
    X(RECEIVE)           /* <-x */                                                                           \
    X(BINARY)            /* x token y, comparisons too */                                                    \
    X(LOGICAL)           /* x && y, x || y */                                                                \
    X(CONCATENATE)       /* list[0] + list[1] + ... of strings */                                            \
    X(ADDRESS)           /* &x */                                                                            \
    X(DEREFERENCE)       /* *x */                                                                            \
    X(DOT)               /* x.selected of a struct */                                                        \
    X(DOT_POINTER)       /* x.selected of a pointer to a struct */                                           \
    X(DOT_INTERFACE)     /* x.selected, a method of an interface about to be called */                       \
    X(METHOD_VALUE)      /* x.selected, not called */                                                        \
    X(ASSERT)            /* x.(type) */                                                                      \
    X(INDEX)             /* x[y] of an array, slice or string */                                             \
    X(INDEX_MAP)         /* x[y] of a map */                                                                 \
    X(SLICE)             /* x[list[0]:list[1]:list[2]] */                                                    \
    X(CONVERT)           /* type(x) that computes something */                                               \
    X(CONVERT_NOTHING)   /* type(x) of the same bytes */                                                     \
    X(CONVERT_INTERFACE) /* x as an interface */                                                             \
    X(CONVERT_TEXT)      /* between strings and slices: makes a copy */                                      \
    X(CONVERT_ARRAY)     /* a slice as a pointer to an array */                                              \
    X(CALL)              /* x(list...) */                                                                    \
    X(CALL_INTERFACE)    /* x is DOT_INTERFACE */                                                            \
    X(INLINED_CALL)      /* list is the body, body the names of the results */                               \
    X(BUILTIN)           /* builtin(list...) */                                                              \
    X(NEW)               /* new(x), x a TYPE */                                                              \
    X(MAKE_SLICE)        /* x: length, y: capacity or NULL */                                                \
    X(MAKE_MAP)          /* x: size */                                                                       \
    X(MAKE_CHAN)         /* x: size */                                                                       \
    X(POINTER_LITERAL)   /* &x of a literal */                                                               \
    X(ARRAY_LITERAL)     /* list */                                                                          \
    X(SLICE_LITERAL)     /* list; implicit: of a variadic call */                                            \
    X(STRUCT_LITERAL)    /* list of STRUCT_KEY */                                                            \
    X(MAP_LITERAL)       /* list of KEY */                                                                   \
    X(KEY)               /* x: y in a literal */                                                             \
    X(STRUCT_KEY)        /* field: x */                                                                      \
    X(CLOSURE)           /* a function literal: `function` */                                                \
    X(DECLARE)           /* x begins to exist */                                                             \
    X(DECLARE_TYPE)                                                                                          \
    X(ASSIGN)           /* x = y; y NULL: zero */                                                            \
    X(ASSIGN_OPERATION) /* x token= y */                                                                     \
    X(ASSIGN_LIST)      /* list = body */                                                                    \
    X(ASSIGN_CALL)      /* list = body[0], a call with several results */                                    \
    X(ASSIGN_OK)        /* list[0], list[1] = body[0]: assertion, map element, receive */                    \
    X(BLOCK)            /* list */                                                                           \
    X(LABEL)                                                                                                 \
    X(GOTO)                                                                                                  \
    X(BRANCH) /* break, continue */                                                                          \
    X(FALLTHROUGH)                                                                                           \
    X(IF)            /* if x list else body */                                                               \
    X(FOR)           /* for init; x; y body */                                                               \
    X(RANGE)         /* for y, z = range x body */                                                           \
    X(SWITCH)        /* x: tag, list of CASE */                                                              \
    X(TYPE_GUARD)    /* x: IDENTIFIER or NULL, y: the operand */                                             \
    X(CASE)          /* x: variable of a type switch, list: values, body */                                  \
    X(SELECT)        /* list of COMMUNICATION */                                                             \
    X(COMMUNICATION) /* x: statement, body */                                                                \
    X(SEND)          /* x <- y */                                                                            \
    X(RETURN)        /* list */                                                                              \
    X(GO)            /* x: the call */                                                                       \
    X(DEFER)

typedef enum EscOp {
#define X(name) ESC_##name,
    ESC_OP_TABLE(X)
#undef X
} EscOp;

typedef struct EscNode EscNode;
typedef struct EscVariable EscVariable;
typedef struct EscFunction EscFunction;
typedef struct EscLocation EscLocation;

typedef struct EscNodeList {
    EscNode **items; /* some may be NULL: parts that were left out */
    uint32_t count, capacity;
} EscNodeList;

typedef struct EscLabel {
    Str name;
    uint8_t state; /* of the walk: not seen, seen, jumped back to */
} EscLabel;

struct EscNode {
    EscOp op;
    GoPos pos; /* for what was inlined: of the outermost call */
    GoType *type;
    EscNodeList init; /* statements that run first */
    EscNode *x, *y, *z;
    EscNodeList list, body;
    bool is_implicit;     /* nobody wrote it: messages leave it out */
    bool has_dots;        /* CALL, BUILTIN append: the last argument is passed as the whole slice */
    bool is_fixed;        /* CALL: the slice of a variadic call has been made */
    bool no_inline;       /* CALL: of go and defer */
    bool is_define;       /* ASSIGN...: declares what stands on the left */
    bool hides_any;       /* CONVERT_INTERFACE of panic: to interface{}, not any */
    bool is_foreign;      /* LITERAL: read from another package, which keeps its value only */
    bool is_fresh;        /* FOR, RANGE: each round has variables of its own */
    uint8_t token;        /* GoToken of an operator */
    uint8_t builtin;      /* GoBuiltin */
    const GoExpr *source; /* what it was made from, or NULL */
    union {
        EscVariable *variable;    /* NAME */
        const GoObject *object;   /* GLOBAL */
        EscFunction *function;    /* FUNCTION, METHOD_EXPRESSION (NULL: of an interface), CLOSURE */
        const GoObject *selected; /* DOT...: the field or method */
        EscLabel *label;          /* LABEL, GOTO, BRANCH */
    };
    const GoObject *method; /* METHOD_EXPRESSION, METHOD_VALUE, DOT_INTERFACE: the method */
    EscFunction *callee;    /* METHOD_VALUE: its function when it is known */
};

typedef enum EscVariableKind { ESC_AUTOMATIC, ESC_PARAMETER, ESC_RESULT } EscVariableKind;

struct EscVariable {
    Str name;
    GoType *type;
    EscVariableKind kind;
    GoPos pos;
    const GoObject *object; /* NULL: made by the compiler */
    EscFunction *function;  /* in which it lives */
    EscNode *definition;    /* ASSIGN..., RANGE, TYPE_GUARD that declares it, or NULL */
    EscLocation *location;  /* of escape analysis */
    bool by_value;          /* literals copy it */
    bool is_captured;
};

typedef struct EscVariableList {
    EscVariable **items;
    uint32_t count, capacity;
} EscVariableList;

/* //go: lines before a function. */
enum {
    ESC_NO_INLINE = 1,
    ESC_NO_ESCAPE = 2,
    ESC_UINTPTR_ESCAPES = 4,
    ESC_UINTPTR_KEEPS = 8,
    ESC_NEVER_INLINE = 16 /* others that forbid inlining */
};

/* How a parameter leaks: least number of dereferences on a way to the heap and to each result. */
enum { LEAK_RESULTS = 7, LEAK_NONE = 255 };
typedef struct Leaks {
    uint8_t heap, results[LEAK_RESULTS];
} Leaks;

/* What the inliner keeps of a function: its body as it was before anything was inlined there. */
typedef struct EscInline {
    int cost;
    EscNodeList body;
    EscVariableList variables;
    bool delays_results; /* one return with values: the results need no earlier declaration */
} EscInline;

struct EscFunction {
    const GoFunction *source;
    GoPackage *package;
    Str name; /* f, T.m, (*T).m, f.func1 */
    GoPos pos;
    GoType *signature;
    bool is_closure, is_hidden; /* a literal; one inside of a function */
    bool is_generic, has_body, is_native;
    bool is_init;           /* runs the initializers of a package */
    uint32_t closure_count; /* for their names */
    unsigned directives;
    EscFunction *outer; /* of a hidden literal */
    EscVariable *receiver;
    EscVariableList parameters, results;
    EscVariableList variables; /* all declared in it */
    EscVariableList captured;  /* of a literal */
    EscNodeList body;

    bool is_inlining_checked;
    EscInline *inlining; /* NULL: cannot be inlined */

    uint8_t stage; /* of escape analysis: not yet, in the batch, done */
    bool is_directly_called;
    Leaks *leaks;    /* receiver first, then parameters; of one that is done */
    uint32_t number; /* of the search for components */
};

typedef VEC(EscFunction *) EscFunctionList;

/* ---- Making ------------------------------------------------------------------------------------------- */

EscNode *esc_node_new(Arena *arena, EscOp op, GoPos pos, GoType *type);
void esc_list_add(Arena *arena, EscNodeList *list, EscNode *node);
void esc_variables_add(Arena *arena, EscVariableList *list, EscVariable *variable);
EscVariable *esc_variable_new(Arena *arena, EscFunction *function, Str name, GoType *type,
                              EscVariableKind kind);
EscNode *esc_name_new(Arena *arena, GoPos pos, EscVariable *variable);

/* ---- Walking ------------------------------------------------------------------------------------------ */

/* Visits children in the order of the budget: init, x, y, z, list, body; not the bodies of literals. Stops
 * with true when `visit` returns true. */
typedef bool EscVisit(void *user, EscNode *node);
bool esc_each_child(EscNode *node, EscVisit *visit, void *user);
bool esc_each(EscNodeList list, EscVisit *visit, void *user);
/* The node itself and everything below, before its children. */
bool esc_any(EscNode *node, EscVisit *visit, void *user);
/* Replaces each child by what `edit` returns. */
typedef EscNode *EscEdit(void *user, EscNode *node);
void esc_edit_children(EscNode *node, EscEdit *edit, void *user);
void esc_edit_list(EscNodeList *list, EscEdit *edit, void *user);

/* ---- Copying ------------------------------------------------------------------------------------------ */

typedef struct EscCopy {
    Arena *arena;
    IntMap variables, labels; /* what stands for what in the copy; others stay as they are */
    GoPos pos;                /* of every node, or GO_NO_POS: as they were */
    EscFunction *function;    /* into which is copied: owns what literals in the copy are in */
    const GoPackage *foreign; /* whose body is copied into another package; NULL: its own */
    bool shares_variables;    /* literals in the copy keep the variables of the originals */
    bool is_inside_literal;
    /* A return of the copied function becomes what this makes of it; NULL keeps it. */
    EscNode *(*change_return)(struct EscCopy *copy, EscNode *node);
    void *user;
} EscCopy;

EscNode *esc_copy(EscCopy *copy, EscNode *node);
EscNodeList esc_copy_list(EscCopy *copy, EscNodeList list);
/* The name of a copied variable: one from another package is qualified. */
Str esc_copy_name(EscCopy *copy, const EscVariable *variable);
void esc_copy_free(EscCopy *copy);

/* ---- Asking ------------------------------------------------------------------------------------------- */

/* The kind of the underlying type; GO_INVALID without a type. */
GoTypeKind esc_kind(GoType *type);
bool esc_type_has_pointers(GoType *type);
/* go_type_size, or 0 for a type that depends on type parameters. */
int64_t esc_type_size(GoType *type);
/* The value that a never changed variable was declared with, through copies of copies; else the node. */
EscNode *esc_static_value(EscNode *node);
bool esc_is_constant_bool(const EscNode *node, bool *value);

/* ---- Texts (text.c) ----------------------------------------------------------------------------------- */

/* As the compiler's messages show an expression, a type, a function, seen from a package. */
Str esc_text(Arena *arena, EscNode *node, const GoPackage *from);
Str esc_type_text(Arena *arena, GoType *type, const GoPackage *from);
Str esc_function_text(Arena *arena, const EscFunction *function, const GoPackage *from);

/* directive.c: the ESC_ flags of the lines above a declaration. */
unsigned esc_directives(const GoSourceSet *sources, GoPos declaration);

#endif
