/* The syntax tree of a Go program, and what the type checker finds out about it.
 *
 * The parser builds the tree, all in one arena; the checker then writes its findings into the nodes
 * themselves, so that whoever comes after (escape analysis, lowering) walks one structure and asks nobody. A
 * type is written as an expression (GoExpr), because until names are resolved the two cannot be told apart:
 * `f(x)` may be a call or a conversion, `a[b]` an element or an instantiation.
 *
 * Every node has `pos`, the place where Go's compiler reports errors about it (for `a + b` the operator, for
 * most others the first byte), and expressions and statements have `start` and `end`, the bytes they cover.
 *
 * Fields under "checker:" are set once go_check_program has succeeded; before that they are zero. */
#ifndef GO_SYNTAX_AST_H
#define GO_SYNTAX_AST_H

#include "base/arena.h"
#include "go/syntax/position.h"
#include "go/syntax/token.h"

typedef struct GoExpr GoExpr;
typedef struct GoStmt GoStmt;
typedef struct GoDecl GoDecl;
typedef struct GoField GoField;
typedef struct GoFunction GoFunction;
typedef struct GoFile GoFile;

/* Of the checker (types/types.h, types/constant.h). */
typedef struct GoType GoType;
typedef struct GoObject GoObject;
typedef struct GoScope GoScope;
typedef struct GoConstant GoConstant;
typedef struct GoSelection GoSelection;
typedef struct GoPackage GoPackage;

/* Lists are arrays in the arena. */
typedef struct GoExprList {
    GoExpr **items;
    uint32_t count;
} GoExprList;

typedef struct GoStmtList {
    GoStmt **items;
    uint32_t count;
} GoStmtList;

/* Of syntax/directive.h. */
typedef struct GoDirective GoDirective;
typedef struct GoLinkname GoLinkname;

typedef struct GoDirectiveList {
    GoDirective *items;
    uint32_t count;
} GoDirectiveList;

typedef struct GoFieldList {
    GoField **items;
    uint32_t count;
} GoFieldList;

typedef struct GoObjectList {
    GoObject **items;
    uint32_t count, capacity;
} GoObjectList;

typedef struct GoTypeList {
    GoType **items;
    uint32_t count;
} GoTypeList;

/* ---- Expressions and types -------------------------------------------------------------------------- */

typedef enum GoExprKind {
    GO_EXPR_BAD,            /* after a syntax error */
    GO_EXPR_NAME,           /* x */
    GO_EXPR_LITERAL,        /* 42, 'a', "text" */
    GO_EXPR_COMPOSITE,      /* T{1, 2}, {x: 1} inside another one */
    GO_EXPR_KEY_VALUE,      /* k: v, in a composite literal */
    GO_EXPR_FUNCTION,       /* func(x int) { ... } */
    GO_EXPR_PAREN,          /* (x) */
    GO_EXPR_SELECTOR,       /* x.name */
    GO_EXPR_INDEX,          /* x[i], F[int], G[K, V] */
    GO_EXPR_SLICE,          /* x[low:high:max] */
    GO_EXPR_TYPE_ASSERTION, /* x.(T) */
    GO_EXPR_TYPE_SWITCH,    /* y := x.(type), only as the guard of a switch */
    GO_EXPR_CALL,           /* f(x), T(x), len(x) */
    GO_EXPR_UNARY,          /* -x, &x, <-c, ~T */
    GO_EXPR_STAR,           /* *p: a dereference or a pointer type */
    GO_EXPR_BINARY,         /* a + b; in a constraint: A | B */
    GO_EXPR_ARRAY_TYPE,     /* [n]T, [...]T */
    GO_EXPR_SLICE_TYPE,     /* []T */
    GO_EXPR_DOTS_TYPE,      /* ...T, a last parameter's type */
    GO_EXPR_STRUCT_TYPE,
    GO_EXPR_FUNCTION_TYPE,
    GO_EXPR_INTERFACE_TYPE,
    GO_EXPR_MAP_TYPE,
    GO_EXPR_CHAN_TYPE
} GoExprKind;

/* checker: what an expression denotes. */
typedef enum GoMode {
    GO_MODE_INVALID,
    GO_MODE_VOID,      /* a call without result */
    GO_MODE_BUILTIN,   /* the name of a built-in function, about to be called */
    GO_MODE_TYPE,      /* a type */
    GO_MODE_CONSTANT,  /* a constant: see `constant` */
    GO_MODE_VARIABLE,  /* addressable: a variable, *p, s[i] ... */
    GO_MODE_MAP_INDEX, /* m[k]: assignable but not addressable; also gives `value, ok` */
    GO_MODE_VALUE,     /* any other value; a call with several results has a tuple type */
    GO_MODE_NIL,       /* the predeclared nil; its type is the type it takes in context */
    GO_MODE_COMMA_OK   /* a value that may also give `value, ok`: <-c, x.(T) */
} GoMode;

typedef enum GoCallKind {
    GO_CALL_NONE,
    GO_CALL_FUNCTION,   /* also method calls, calls of function values and of instantiated functions */
    GO_CALL_CONVERSION, /* T(x) */
    GO_CALL_BUILTIN     /* see `builtin` */
} GoCallKind;

/* X(NAME, text, least arguments, takes more, kind of statement or expression): the built-in functions; those
 * of package unsafe begin with UNSAFE_. */
#define GO_BUILTIN_TABLE(X)                                                                                  \
    X(APPEND, "append", 1, true, EXPRESSION)                                                                 \
    X(CAP, "cap", 1, false, EXPRESSION)                                                                      \
    X(CLEAR, "clear", 1, false, STATEMENT)                                                                   \
    X(CLOSE, "close", 1, false, STATEMENT)                                                                   \
    X(COMPLEX, "complex", 2, false, EXPRESSION)                                                              \
    X(COPY, "copy", 2, false, STATEMENT)                                                                     \
    X(DELETE, "delete", 2, false, STATEMENT)                                                                 \
    X(IMAG, "imag", 1, false, EXPRESSION)                                                                    \
    X(LEN, "len", 1, false, EXPRESSION)                                                                      \
    X(MAKE, "make", 1, true, EXPRESSION)                                                                     \
    X(MAX, "max", 1, true, EXPRESSION)                                                                       \
    X(MIN, "min", 1, true, EXPRESSION)                                                                       \
    X(NEW, "new", 1, false, EXPRESSION)                                                                      \
    X(PANIC, "panic", 1, false, STATEMENT)                                                                   \
    X(PRINT, "print", 0, true, STATEMENT)                                                                    \
    X(PRINTLN, "println", 0, true, STATEMENT)                                                                \
    X(REAL, "real", 1, false, EXPRESSION)                                                                    \
    X(RECOVER, "recover", 0, false, STATEMENT)                                                               \
    X(UNSAFE_ADD, "Add", 2, false, EXPRESSION)                                                               \
    X(UNSAFE_ALIGNOF, "Alignof", 1, false, EXPRESSION)                                                       \
    X(UNSAFE_OFFSETOF, "Offsetof", 1, false, EXPRESSION)                                                     \
    X(UNSAFE_SIZEOF, "Sizeof", 1, false, EXPRESSION)                                                         \
    X(UNSAFE_SLICE, "Slice", 2, false, EXPRESSION)                                                           \
    X(UNSAFE_SLICE_DATA, "SliceData", 1, false, EXPRESSION)                                                  \
    X(UNSAFE_STRING, "String", 2, false, EXPRESSION)                                                         \
    X(UNSAFE_STRING_DATA, "StringData", 1, false, EXPRESSION)

typedef enum GoBuiltin {
    GO_BUILTIN_NONE,
#define X(name, text, arguments, variadic, kind) GO_BUILTIN_##name,
    GO_BUILTIN_TABLE(X)
#undef X
} GoBuiltin;

typedef enum GoChanDirection {
    GO_CHAN_BOTH,
    GO_CHAN_SEND,   /* chan<- T */
    GO_CHAN_RECEIVE /* <-chan T */
} GoChanDirection;

/* The parameters and results of a function type. */
typedef struct GoFunctionType {
    GoFieldList type_parameters;
    GoFieldList parameters; /* the last one may have a GO_EXPR_DOTS_TYPE */
    GoFieldList results;
} GoFunctionType;

struct GoExpr {
    GoExprKind kind;
    GoMode mode;      /* checker: */
    GoPos pos;        /* where errors about it are reported */
    GoPos start, end; /* the bytes it covers, end exclusive */

    GoType *type;          /* checker: of the value, or the type that it denotes; untyped constants have got
                              their final type. NULL for GO_MODE_VOID and GO_MODE_BUILTIN */
    GoType *converted_to;  /* checker: the value is implicitly converted to this type where it is used: a
                              concrete value to an interface, an interface to a wider one, a bidirectional
                              channel to a direction, a value to a type with the same underlying type. NULL: it
                              is used as it is. Set on the outermost expression (around parentheses) */
    GoConstant *constant;  /* checker: the value, for GO_MODE_CONSTANT, representable in `type` */
    bool is_shift_operand; /* checker's own: an untyped constant on the left of a non-constant shift */

    union {
        /* NAME */
        struct {
            Str text;
            GoObject *object;          /* checker: what it means; NULL for the blank name `_` */
            GoTypeList type_arguments; /* checker: of a generic function used without explicit ones, or
                                          with some inferred */
        } name;
        /* LITERAL */
        struct {
            GoLiteralKind kind;
            Str text; /* as written */
            bool is_bad;
        } literal;
        /* COMPOSITE; for an elided `&T` in [](*T){{...}}, `type` is a pointer */
        struct {
            GoExpr *type; /* NULL: elided */
            GoExprList elements;
            bool has_keys; /* every element is KEY_VALUE */
            GoPos left_brace, right_brace;
            int64_t *indices; /* checker: arrays and slices: the index of each element; structs: the field
                                 number of each */
            int64_t length;   /* checker: arrays and slices: largest index plus 1 */
        } composite;
        /* KEY_VALUE */
        struct {
            GoExpr *key, *value;
        } key_value;
        /* FUNCTION */
        struct {
            GoExpr *type; /* FUNCTION_TYPE */
            GoFunction *function;
        } function;
        /* PAREN */
        struct {
            GoExpr *inner;
        } paren;
        /* SELECTOR */
        struct {
            GoExpr *operand;
            GoExpr *name;           /* NAME; its object is the field, method, or package member */
            GoSelection *selection; /* checker: how it is reached; NULL for package.member */
        } selector;
        /* INDEX: one index, or for an instantiation the type arguments */
        struct {
            GoExpr *operand;
            GoExprList indices;
            bool is_instance;          /* checker: F[int] or G[int]: see `type` and `type_arguments` */
            GoTypeList type_arguments; /* checker: all of a function's, also the inferred ones */
        } index;
        /* SLICE */
        struct {
            GoExpr *operand;
            GoExpr *bounds[3]; /* NULL where left out */
            bool has_max;
        } slice;
        /* TYPE_ASSERTION */
        struct {
            GoExpr *operand;
            GoExpr *type;
        } assertion;
        /* TYPE_SWITCH */
        struct {
            GoExpr *name; /* NAME of `y := `, or NULL */
            GoExpr *operand;
        } type_switch;
        /* CALL */
        struct {
            GoExpr *function;
            GoExprList arguments;
            bool has_dots;      /* f(a, b...) */
            GoCallKind kind;    /* checker: */
            GoBuiltin builtin;  /* checker: for GO_CALL_BUILTIN */
            bool spreads_tuple; /* checker: f(g()) where g has several results; its `converted_to` is NULL,
                                   compare the types one by one */
        } call;
        /* UNARY: ADD SUBTRACT NOT XOR AND(address of) ARROW(receive) TILDE */
        struct {
            GoToken operator;
            GoExpr *operand;
        } unary;
        /* STAR */
        struct {
            GoExpr *operand;
        } star;
        /* BINARY */
        struct {
            GoToken operator;
            GoExpr *left, *right;
        } binary;
        /* ARRAY_TYPE, SLICE_TYPE, DOTS_TYPE */
        struct {
            GoExpr *length; /* ARRAY_TYPE: NULL for [...]T */
            GoExpr *element;
        } array_type;
        /* STRUCT_TYPE */
        struct {
            GoFieldList fields;
        } struct_type;
        /* FUNCTION_TYPE */
        GoFunctionType function_type;
        /* INTERFACE_TYPE: methods have a name, embedded types and unions have none */
        struct {
            GoFieldList methods;
        } interface_type;
        /* MAP_TYPE */
        struct {
            GoExpr *key, *value;
        } map_type;
        /* CHAN_TYPE */
        struct {
            GoChanDirection direction;
            GoExpr *element;
        } chan_type;
    };
};

/* A parameter, result, struct field, type parameter, or an element of an interface. */
struct GoField {
    GoPos pos;
    GoExpr *name; /* NAME, or NULL: unnamed parameter, embedded field */
    GoExpr *type; /* fields declared together (`a, b int`) share it */
    GoExpr *tag;  /* LITERAL behind a struct field, or NULL */
    bool is_embedded;
    GoObject *object; /* checker: */
};

/* ---- Statements ------------------------------------------------------------------------------------- */

typedef enum GoStmtKind {
    GO_STMT_EMPTY,
    GO_STMT_BLOCK,
    GO_STMT_EXPRESSION, /* f(x), <-c */
    GO_STMT_SEND,       /* c <- x */
    GO_STMT_DECLARATION,
    GO_STMT_ASSIGN, /* =, :=, op=, ++, -- */
    GO_STMT_LABELED,
    GO_STMT_BRANCH, /* break continue goto fallthrough */
    GO_STMT_GO,
    GO_STMT_DEFER,
    GO_STMT_RETURN,
    GO_STMT_IF,
    GO_STMT_FOR,
    GO_STMT_RANGE,
    GO_STMT_SWITCH,
    GO_STMT_TYPE_SWITCH,
    GO_STMT_SELECT
} GoStmtKind;

typedef struct GoBlock {
    GoStmtList statements;
    GoPos left_brace, right_brace;
} GoBlock;

/* A clause of a switch, type switch or select. */
typedef struct GoClause {
    GoPos pos; /* of `case` or `default` */
    GoPos colon;
    bool is_default;
    GoExprList cases;      /* switch: values; type switch: types (the name nil stands for no type) */
    GoStmt *communication; /* select: SEND, EXPRESSION or ASSIGN; NULL for default */
    GoStmtList body;
    GoPos end;
    GoObject *object; /* checker: type switch: this clause's variable y; NULL when there is none */
} GoClause;

typedef struct GoClauseList {
    GoClause *items;
    uint32_t count;
} GoClauseList;

/* checker: what a range statement goes over. */
typedef enum GoRangeKind {
    GO_RANGE_NONE,
    GO_RANGE_INT,
    GO_RANGE_ARRAY,
    GO_RANGE_ARRAY_POINTER,
    GO_RANGE_SLICE,
    GO_RANGE_STRING,
    GO_RANGE_MAP,
    GO_RANGE_CHAN,
    GO_RANGE_FUNCTION
} GoRangeKind;

struct GoStmt {
    GoStmtKind kind;
    GoPos pos;        /* where errors about it are reported */
    GoPos start, end; /* the bytes it covers */
    union {
        GoBlock block;
        GoExpr *expression; /* EXPRESSION; GO and DEFER: the call */
        struct {
            GoExpr *channel, *value;
        } send;
        GoDecl *declaration; /* DECLARATION: the first of a chain through `next` */
        /* ASSIGN */
        struct {
            GoExprList left;
            GoExprList right;  /* empty for ++ and -- */
            GoToken operator;  /* of `op=`, `++` (ADD) and `--` (SUBTRACT); GO_TOKEN_EOF for = and := */
            bool is_increment; /* ++ or --: the right side is 1 */
            bool is_define;    /* := */
            bool is_comma_ok;  /* checker: v, ok = x */
            bool *is_new;      /* checker: `:=`: for each name on the left, does it declare it here? */
        } assign;
        struct {
            GoExpr *label; /* NAME */
            GoStmt *statement;
        } labeled;
        struct {
            GoToken keyword; /* BREAK CONTINUE GOTO FALLTHROUGH */
            GoExpr *label;   /* NAME or NULL */
            GoStmt
                *target; /* set by the parser: break, continue: the FOR, RANGE, SWITCH, TYPE_SWITCH or SELECT
                            that it leaves or continues; goto: the LABELED; fallthrough: the SWITCH */
        } branch;
        struct {
            GoExprList results;
        } return_;
        struct {
            GoStmt *init;
            GoExpr *condition;
            GoStmt *then;      /* BLOCK */
            GoStmt *otherwise; /* BLOCK, IF or NULL */
        } if_;
        struct {
            GoStmt *init;
            GoExpr *condition; /* NULL: forever */
            GoStmt *post;
            GoStmt *body;             /* BLOCK */
            bool has_fresh_variables; /* checker: every round has its own copies of what `init` declares */
            GoObjectList variables;   /* checker: these variables */
        } for_;
        struct {
            GoExpr *key, *value; /* NULL where left out */
            GoExpr *extra;       /* a third name: one too many, the checker complains */
            bool is_define;
            GoExpr *operand;
            GoStmt *body;
            GoRangeKind kind;              /* checker: */
            GoType *key_type, *value_type; /* checker: what a round gives; NULL where there is none */
            bool has_fresh_variables;      /* checker: as above */
        } range;
        struct {
            GoStmt *init;
            GoExpr *tag; /* NULL: true; for TYPE_SWITCH a GO_EXPR_TYPE_SWITCH */
            GoClauseList clauses;
            GoPos left_brace, right_brace;
        } switch_; /* SWITCH and TYPE_SWITCH */
        struct {
            GoClauseList clauses;
            GoPos left_brace, right_brace;
        } select;
    };
};

/* ---- Functions and declarations --------------------------------------------------------------------- */

/* A function with a body: a declared function, a method, or a function literal. */
struct GoFunction {
    GoExpr *type;        /* FUNCTION_TYPE */
    GoStmt *body;        /* BLOCK; NULL: written elsewhere (in C, for the packages that we provide) */
    GoDecl *declaration; /* NULL for a literal */
    GoFunction *outer;   /* checker: the function around a literal; NULL at package level */
    GoObject *object;    /* checker: of a declared function or method; NULL for a literal */
    GoType *signature;   /* checker: */
    GoObject *receiver;  /* checker: or NULL; also in `locals` */
    GoObjectList parameters, results; /* checker: all, the unnamed too (their name is empty or `_`) */
    GoObjectList locals;   /* checker: every variable declared in it (not in literals inside), in order of
                              declaration: receiver, parameters, results, then the body's */
    GoObjectList captured; /* checker: a literal's free variables: those of the functions around it */
    bool has_defer, calls_recover;
};

typedef enum GoDeclKind {
    GO_DECL_IMPORT,
    GO_DECL_CONST,
    GO_DECL_TYPE,
    GO_DECL_VAR,
    GO_DECL_FUNCTION
} GoDeclKind;

/* One specification: `import`, `const`, `type` and `var` groups are chains of these. */
struct GoDecl {
    GoDeclKind kind;
    GoPos pos; /* of the specification: its first name */
    GoPos start, end;
    GoDecl *next;   /* the next one of the file, or of the same declaration statement */
    uint32_t group; /* the same number for all of one parenthesised group; 0 outside of groups */
    bool is_local;  /* inside a function */
    GoDirectiveList directives;
    union {
        struct {
            GoExpr *name;       /* NAME (also `.` and `_`), or NULL */
            GoExpr *path;       /* LITERAL */
            GoPackage *package; /* checker: */
        } import;
        struct {
            GoExprList names;
            GoExpr *type;      /* or NULL */
            GoExprList values; /* empty: those of the specification before (const) or zero values (var) */
            uint32_t iota;     /* const: number within the group */
            GoDecl *inherited; /* const: the specification whose type and values it repeats, or NULL */
        } value;               /* CONST and VAR */
        struct {
            GoExpr *name;
            GoFieldList type_parameters;
            bool is_alias;
            GoExpr *type;
        } type;
        struct {
            GoField *receiver; /* or NULL */
            GoExpr *name;
            GoFunction *function;
        } function;
    };
};

struct GoFile {
    const Source *source;
    GoPos base;           /* position of its first byte */
    GoExpr *package_name; /* NAME */
    GoDecl *declarations; /* in order, imports first */
    GoPos end;
    GoDirectiveList directives; /* before the package clause */
    struct {
        GoDecl **items;
        uint32_t count;
    } directed; /* all declarations that have directives, local ones too */
    struct {
        GoLinkname *items;
        uint32_t count;
    } linknames;
    GoScope *scope; /* checker: the imported names */
};

#endif
