/* The syntax tree of a Python 3.11 module.
 *
 * The tree mirrors the abstract grammar that the documentation of Python's `ast` module gives: the same node
 * kinds, the same field names, the same positions. A PyExpr (PyStmt, PyPattern) is a tagged union: `kind`
 * says which member is alive, and that member is named as the node is:
 *
 *     case PY_EXPR_BIN_OP: compile(expr->BinOp.left); compile(expr->BinOp.right); ...
 *
 * All members are listed once, in ast_nodes.inc. Everything lives in one arena, together with the texts; no
 * node is shared, so a pass may rewrite nodes in place (the constant folder does).
 *
 * Names are interned in the arena and in NFKC form: two names of one tree are the same exactly when their
 * `data` pointers are. The tree holds no Python objects: numbers and strings are the plain PyConstant below.
 *
 * Depth: brackets nest at most 200 deep, blocks 100, and the parser refuses other nesting from some thousand
 * levels on. But chains that grow to the left (a + b + c ..., a.b.c, f()()()) are parsed in a loop and may be
 * as deep as the file is long: a recursive walk must bound its own depth. */
#ifndef PYTHON_SYNTAX_AST_H
#define PYTHON_SYNTAX_AST_H

#include "base/arena.h"
#include "base/source.h"

typedef struct PyExpr PyExpr;
typedef struct PyStmt PyStmt;
typedef struct PyPattern PyPattern;
typedef struct PyExceptHandler PyExceptHandler;
typedef struct PyArguments PyArguments;
typedef struct PyArg PyArg;
typedef struct PyKeyword PyKeyword;
typedef struct PyAlias PyAlias;
typedef struct PyWithItem PyWithItem;
typedef struct PyMatchCase PyMatchCase;
typedef struct PyComprehension PyComprehension;

/* Where a node stands. Columns count UTF-8 bytes from 0, lines from 1; `end` is behind the last character.
 * start and end are the same places as byte offsets into PyAstModule.source. */
typedef struct PyPosition {
    int32_t lineno, col_offset, end_lineno, end_col_offset;
    uint32_t start, end;
} PyPosition;

/* Lists: `count` pointers. items may be NULL when count is 0. */
typedef struct PyExprList {
    PyExpr **items; /* Dict.keys: NULL stands for `**value`; arguments.kw_defaults: NULL for no default */
    int count;
} PyExprList;
typedef struct PyStmtList {
    PyStmt **items;
    int count;
} PyStmtList;
typedef struct PyPatternList {
    PyPattern **items;
    int count;
} PyPatternList;
typedef struct PyHandlerList {
    PyExceptHandler **items;
    int count;
} PyHandlerList;
typedef struct PyArgList {
    PyArg **items;
    int count;
} PyArgList;
typedef struct PyKeywordList {
    PyKeyword **items;
    int count;
} PyKeywordList;
typedef struct PyAliasList {
    PyAlias **items;
    int count;
} PyAliasList;
typedef struct PyWithItemList {
    PyWithItem **items;
    int count;
} PyWithItemList;
typedef struct PyMatchCaseList {
    PyMatchCase **items;
    int count;
} PyMatchCaseList;
typedef struct PyComprehensionList {
    PyComprehension **items;
    int count;
} PyComprehensionList;
typedef struct PyNameList {
    Str *items;
    int count;
} PyNameList;

typedef enum PyExprContext { PY_LOAD, PY_STORE, PY_DEL } PyExprContext;

/* OP(NAME, Name, symbol): the operators, as the tree names them and as they are written. */
#define PY_BOOL_OPERATORS(OP)                                                                                \
    OP(AND, And, "and")                                                                                      \
    OP(OR, Or, "or")
#define PY_BINARY_OPERATORS(OP)                                                                              \
    OP(ADD, Add, "+")                                                                                        \
    OP(SUB, Sub, "-")                                                                                        \
    OP(MULT, Mult, "*")                                                                                      \
    OP(MAT_MULT, MatMult, "@")                                                                               \
    OP(DIV, Div, "/")                                                                                        \
    OP(MOD, Mod, "%")                                                                                        \
    OP(POW, Pow, "**")                                                                                       \
    OP(LSHIFT, LShift, "<<")                                                                                 \
    OP(RSHIFT, RShift, ">>")                                                                                 \
    OP(BIT_OR, BitOr, "|")                                                                                   \
    OP(BIT_XOR, BitXor, "^")                                                                                 \
    OP(BIT_AND, BitAnd, "&")                                                                                 \
    OP(FLOOR_DIV, FloorDiv, "//")
#define PY_UNARY_OPERATORS(OP)                                                                               \
    OP(INVERT, Invert, "~")                                                                                  \
    OP(NOT, Not, "not")                                                                                      \
    OP(UADD, UAdd, "+")                                                                                      \
    OP(USUB, USub, "-")
#define PY_COMPARE_OPERATORS(OP)                                                                             \
    OP(EQ, Eq, "==")                                                                                         \
    OP(NOT_EQ, NotEq, "!=")                                                                                  \
    OP(LT, Lt, "<")                                                                                          \
    OP(LT_E, LtE, "<=")                                                                                      \
    OP(GT, Gt, ">")                                                                                          \
    OP(GT_E, GtE, ">=")                                                                                      \
    OP(IS, Is, "is")                                                                                         \
    OP(IS_NOT, IsNot, "is not")                                                                              \
    OP(IN, In, "in")                                                                                         \
    OP(NOT_IN, NotIn, "not in")

#define OP(NAME, Name, symbol) PY_OP_##NAME,
typedef enum PyBoolOperator { PY_BOOL_OPERATORS(OP) } PyBoolOperator;
typedef enum PyBinaryOperator { PY_BINARY_OPERATORS(OP) } PyBinaryOperator;
typedef enum PyUnaryOperator { PY_UNARY_OPERATORS(OP) } PyUnaryOperator;
typedef enum PyCompareOperator { PY_COMPARE_OPERATORS(OP) } PyCompareOperator;
#undef OP

typedef struct PyCompareOperatorList {
    PyCompareOperator *items;
    int count;
} PyCompareOperatorList;

typedef enum PyConstantKind {
    PY_CONSTANT_NONE,
    PY_CONSTANT_TRUE,
    PY_CONSTANT_FALSE,
    PY_CONSTANT_ELLIPSIS,
    PY_CONSTANT_INT,
    PY_CONSTANT_FLOAT,
    PY_CONSTANT_IMAGINARY, /* 2j: `number` is the imaginary part, the real one is 0 */
    PY_CONSTANT_STR,
    PY_CONSTANT_BYTES,
    PY_CONSTANT_OBJECT, /* never made by the parser: free for a later pass (a folded constant) */
} PyConstantKind;

/* The value of a literal. Literals are never negative. */
typedef struct PyConstant {
    PyConstantKind kind;
    bool u_prefix; /* the (first) string was written u"..." */
    union {
        struct {
            Str digits;   /* in `base`, without prefix and underscores, at least one */
            uint8_t base; /* 2, 8, 10 or 16 */
            bool fits;    /* `value` is the number */
            int64_t value;
        } integer;
        double number;
        Str text; /* STR: UTF-8, where a lone surrogate (from an escape) stands as its three bytes; BYTES: as
                     is */
        void *object;
    };
} PyConstant;

/* The C type of each field type of ast_nodes.inc. */
#define PY_FIELD_expr              PyExpr *
#define PY_FIELD_exprs             PyExprList
#define PY_FIELD_stmts             PyStmtList
#define PY_FIELD_pattern           PyPattern *
#define PY_FIELD_patterns          PyPatternList
#define PY_FIELD_name              Str
#define PY_FIELD_names             PyNameList
#define PY_FIELD_handlers          PyHandlerList
#define PY_FIELD_arguments         PyArguments *
#define PY_FIELD_keywords          PyKeywordList
#define PY_FIELD_aliases           PyAliasList
#define PY_FIELD_with_items        PyWithItemList
#define PY_FIELD_cases             PyMatchCaseList
#define PY_FIELD_comprehensions    PyComprehensionList
#define PY_FIELD_constant          PyConstant
#define PY_FIELD_context           PyExprContext
#define PY_FIELD_bool_operator     PyBoolOperator
#define PY_FIELD_operator          PyBinaryOperator
#define PY_FIELD_unary_operator    PyUnaryOperator
#define PY_FIELD_compare_operators PyCompareOperatorList
#define PY_FIELD_integer           int

typedef enum PyNodeKind {
#define NODE(category, NAME, Name) PY_##category##_##NAME,
#include "python/syntax/ast_nodes.inc"
    PY_NODE_KIND_COUNT
} PyNodeKind;

#define PY_NODE_OPEN(category, NAME, Name) struct {
#define PY_NODE_FIELD(Name, type, name)    PY_FIELD_##type name;
#define PY_NODE_CLOSE(category, Name)                                                                        \
    }                                                                                                        \
    Name;

struct PyExpr {
    PyNodeKind kind; /* PY_EXPR_... */
    PyPosition at;
    union {
#define PY_AST_WITHOUT_STATEMENTS
#define PY_AST_WITHOUT_PATTERNS
#define NODE     PY_NODE_OPEN
#define FIELD    PY_NODE_FIELD
#define OPTIONAL PY_NODE_FIELD
#define END      PY_NODE_CLOSE
#include "python/syntax/ast_nodes.inc"
    };
};

struct PyStmt {
    PyNodeKind kind; /* PY_STMT_... */
    PyPosition at;
    union {
#define PY_AST_WITHOUT_EXPRESSIONS
#define PY_AST_WITHOUT_PATTERNS
#define NODE     PY_NODE_OPEN
#define FIELD    PY_NODE_FIELD
#define OPTIONAL PY_NODE_FIELD
#define END      PY_NODE_CLOSE
#include "python/syntax/ast_nodes.inc"
    };
};

struct PyPattern {
    PyNodeKind kind; /* PY_PATTERN_... */
    PyPosition at;
    union {
#define PY_AST_WITHOUT_EXPRESSIONS
#define PY_AST_WITHOUT_STATEMENTS
#define NODE     PY_NODE_OPEN
#define FIELD    PY_NODE_FIELD
#define OPTIONAL PY_NODE_FIELD
#define END      PY_NODE_CLOSE
#include "python/syntax/ast_nodes.inc"
    };
};

/* `except TYPE as NAME:`, `except:` (type NULL), `except* TYPE:` (inside a TryStar). */
struct PyExceptHandler {
    PyPosition at;
    PyExpr *type;
    Str name; /* data NULL: none */
    PyStmtList body;
};

struct PyArg {
    PyPosition at;
    Str arg;
    PyExpr *annotation; /* or NULL */
    Str type_comment;   /* data NULL: none */
};

/* The parameters of a function. `defaults` belong to the last ones of posonlyargs + args; kw_defaults has one
 * item per kwonlyargs, NULL where there is none. */
struct PyArguments {
    PyArgList posonlyargs, args;
    PyArg *vararg; /* or NULL */
    PyArgList kwonlyargs;
    PyExprList kw_defaults;
    PyArg *kwarg; /* or NULL */
    PyExprList defaults;
};

struct PyKeyword {
    PyPosition at;
    Str arg; /* data NULL: `**value` */
    PyExpr *value;
};

struct PyAlias {
    PyPosition at;
    Str name;   /* dotted; "*" for `from m import *` */
    Str asname; /* data NULL: none */
};

struct PyWithItem {
    PyExpr *context_expr;
    PyExpr *optional_vars; /* or NULL */
};

struct PyMatchCase {
    PyPattern *pattern;
    PyExpr *guard; /* or NULL */
    PyStmtList body;
};

struct PyComprehension {
    PyExpr *target, *iter;
    PyExprList ifs;
    int is_async;
};

/* `# type: ignore`, only when type comments are asked for. */
typedef struct PyTypeIgnore {
    int lineno;
    Str tag; /* what follows "ignore" */
} PyTypeIgnore;

typedef struct PyTypeIgnoreList {
    PyTypeIgnore **items;
    int count;
} PyTypeIgnoreList;

typedef enum PyParseMode {
    PY_PARSE_FILE,          /* a module: compile(..., "exec") */
    PY_PARSE_EXPRESSION,    /* one expression: compile(..., "eval") */
    PY_PARSE_INTERACTIVE,   /* one statement as typed at a prompt: compile(..., "single") */
    PY_PARSE_FUNCTION_TYPE, /* the type comment of a function, `(int, str) -> None`: only for its tree */
} PyParseMode;

/* A whole program. Which of body, expression and argument_types is used depends on `mode`. */
typedef struct PyAstModule {
    const Source *source; /* what positions refer to, see py_parse_module */
    PyParseMode mode;
    PyStmtList body;           /* PY_PARSE_FILE and PY_PARSE_INTERACTIVE */
    PyTypeIgnoreList ignores;  /* PY_PARSE_FILE */
    PyExpr *expression;        /* PY_PARSE_EXPRESSION; of PY_PARSE_FUNCTION_TYPE what is returned */
    PyExprList argument_types; /* PY_PARSE_FUNCTION_TYPE */
    PyNameList names;          /* every identifier of the file once, in the order in which they were met */
} PyAstModule;

/* The node's name as the ast module writes it: "BinOp". */
const char *py_node_name(PyNodeKind kind);
/* The operator as it is written: "+", "not in". */
const char *py_operator_symbol(PyBinaryOperator op);
const char *py_unary_operator_symbol(PyUnaryOperator op);
const char *py_compare_operator_symbol(PyCompareOperator op);

/* Appends the tree as ast.dump() shows it, ending with a line break; with `positions` as
 * ast.dump(include_attributes=True) does. `indent` is the number of blanks for each level (`python3.11 -m
 * ast` has 3); not more than 0 puts what contains something on new lines without any. False when the tree is
 * too deep to be shown. */
bool py_ast_dump(const PyAstModule *module, bool positions, int indent, StrBuf *out);

#endif
