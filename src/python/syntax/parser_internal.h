/* What the parser's files share: the state, the helpers, and the rules that call each other across files.
 *
 * A rule is a function py_parse_RULE that starts at the parser's current token. It returns its node and
 * stands behind the last token that belongs to it, or returns NULL: the text does not fit. NULL is passed up
 * at once; a rule that wants to try something else first notes `parser->at` and sets it back. NULL with
 * `error.kind` set is final: the text is wrong in a way that only this rule could tell (a bad escape in a
 * string).
 *
 * No rule guesses what the mistake was: that is diagnose.c's work, see there. */
#ifndef PYTHON_SYNTAX_PARSER_INTERNAL_H
#define PYTHON_SYNTAX_PARSER_INTERNAL_H

#include "base/map.h"
#include "base/vec.h"
#include "python/syntax/parser.h"
#include "python/syntax/tokenizer.h"

enum {
    PY_MAX_DEPTH = 5969,      /* CPython's parser gives up at this nesting of unary operators */
    PY_DEPTH_OF_BRACKETS = 24 /* one pair of brackets is as deep as so many unary operators */
};

typedef struct PyParser PyParser;
struct PyParser {
    PyTokenizer tokenizer;
    VEC(PyToken)
    tokens;    /* those that were read since the current statement of the module began, and one before */
    size_t at; /* index of the current one; tokens[at] may still have to be read */
    Arena *arena;
    VEC(PyTypeIgnore *) ignores;
    PyNames *names;
    VEC(PyKeyword *) keywords; /* of calls under construction, one above the other */
    VEC(void *) stack;         /* lists under construction, one above the other */
    int depth;                 /* of the recursion, see PY_MAX_DEPTH */
    int string_depth;          /* f-strings that the text stands in */
    size_t statement;          /* token with which the current statement of the module starts */
    PySyntaxError error;       /* of the rules; the tokenizer's own is in tokenizer.error */
};

/* Starts at the tokenizer's place. Frees with py_parser_free (the tree stays: it is in the arena). */
void py_parser_init(PyParser *parser, PyNames *names);
void py_parser_free(PyParser *parser);

/* Reads tokens until there is one at `index` (or an error or the end of the file, which repeats). */
void py_parser_fill(PyParser *parser, size_t index);

static inline const PyToken *py_peek(PyParser *parser) {
    if (parser->at >= parser->tokens.count) py_parser_fill(parser, parser->at);
    return &parser->tokens.items[parser->at];
}

static inline const PyToken *py_peek_ahead(PyParser *parser, size_t ahead) {
    if (parser->at + ahead >= parser->tokens.count) py_parser_fill(parser, parser->at + ahead);
    return &parser->tokens.items[parser->at + ahead];
}

static inline bool py_at(PyParser *parser, PyTokenKind kind) {
    return py_peek(parser)->kind == kind;
}

/* Moves behind the current token if it is of that kind. */
static inline bool py_accept(PyParser *parser, PyTokenKind kind) {
    if (!py_at(parser, kind)) return false;
    parser->at++;
    return true;
}

/* The current token is the soft keyword `word`. */
bool py_at_word(PyParser *parser, const char *word);

/* Consumes a type comment; data NULL if the token is none. */
Str py_parse_type_comment(PyParser *parser);

/* False, with an error, when the text is not UTF-8 (only a file that lies about its encoding has such). */
bool py_check_utf8(PyParser *parser, Str text);

/* The text of a token. */
Str py_token_source(const PyParser *parser, const PyToken *token);

/* Tokens that no node ends with. */
static inline bool py_has_no_text(PyTokenKind kind) {
    return kind == PY_TOKEN_NEWLINE || kind == PY_TOKEN_INDENT || kind == PY_TOKEN_DEDENT ||
           kind == PY_TOKEN_END_MARKER;
}

/* The index of the current token: where a node starts. Its place is looked up when the node is made. */
static inline size_t py_start(const PyParser *parser) {
    return parser->at;
}
/* From token `start` up to the end of the last token that was consumed (line ends and dedents do not count).
 */
static inline PyPosition py_span_from(const PyParser *parser, size_t start) {
    const PyToken *first = &parser->tokens.items[start], *last = &parser->tokens.items[parser->at - 1];
    while (last > first && py_has_no_text((PyTokenKind)last->kind)) last--;
    return (PyPosition){first->at.lineno,        first->at.col_offset, last->at.end_lineno,
                        last->at.end_col_offset, first->at.start,      last->at.end};
}

/* New nodes from token `start` up to the last token consumed. */
static inline PyExpr *py_new_expr(PyParser *parser, PyNodeKind kind, size_t start) {
    PyExpr *expr = ARENA_NEW(parser->arena, PyExpr);
    expr->kind = kind;
    expr->at = py_span_from(parser, start);
    return expr;
}
static inline PyStmt *py_new_stmt(PyParser *parser, PyNodeKind kind, size_t start) {
    PyStmt *stmt = ARENA_NEW(parser->arena, PyStmt);
    stmt->kind = kind;
    stmt->at = py_span_from(parser, start);
    return stmt;
}
PyPattern *py_new_pattern(PyParser *parser, PyNodeKind kind, size_t start);

/* The one Str of that name, NFKC-normalised. */
Str py_intern(PyParser *parser, Str name);
/* Consumes a NAME and returns it interned; data NULL if the token is none. */
Str py_parse_name(PyParser *parser);

/* Lists: note py_list_begin(), push, then PY_LIST_END copies the items to the arena. */
static inline size_t py_list_begin(PyParser *parser) {
    return parser->stack.count;
}
static inline void py_list_push(PyParser *parser, void *item) {
    VEC_PUSH(&parser->stack, item);
}
void **py_list_end(PyParser *parser, size_t begin, int *count);
/* For a list of pairs: a copy of every other one of `count` pairs, the first at `from`. The list goes on. */
void *py_list_column(PyParser *parser, size_t from, int count);
#define PY_LIST_END(parser, begin, list)                                                                     \
    ((list)->items = (void *)py_list_end((parser), (begin), &(list)->count))

/* Goes `cost` levels deeper; false (and a MemoryError, as CPython has it) when that is too deep. Every enter
 * that returned true is followed by a leave. */
bool py_enter(PyParser *parser, int cost);
static inline void py_leave(PyParser *parser, int cost) {
    parser->depth -= cost;
}

/* Records an error at the last token read. Always returns NULL. */
void *py_fail(PyParser *parser, const char *format, ...) __attribute__((format(printf, 2, 3)));
void *py_fail_at(PyParser *parser, SourceSpan span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* parse_expression.c */
PyExpr *py_parse_expression(PyParser *parser);
PyExpr *py_parse_named_expression(PyParser *parser);
PyExpr *py_parse_star_expressions(PyParser *parser);
PyExpr *py_parse_star_named_expression(PyParser *parser);
PyExpr *py_parse_expressions(PyParser *parser);
PyExpr *py_parse_yield(PyParser *parser);
PyExpr *py_parse_disjunction(PyParser *parser);
PyExpr *py_parse_bitwise_or(PyParser *parser);
PyExpr *py_parse_primary(PyParser *parser);
PyExpr *py_parse_starred(PyParser *parser, PyExpr *(*operand)(PyParser *)); /* at the '*' */
PyExpr *py_new_tuple(PyParser *parser, size_t list, size_t start);
bool py_starts_expression(PyTokenKind kind);

/* parse_atom.c */
PyExpr *py_parse_atom(PyParser *parser);
bool py_parse_comprehensions(PyParser *parser, PyComprehensionList *list);
bool py_parse_arguments(PyParser *parser, PyExprList *args, PyKeywordList *keywords);
/* The same up to the first argument that does not fit, from behind the parenthesis. */
void py_parse_argument_prefix(PyParser *parser, PyExprList *args, PyKeywordList *keywords);
PyExpr *py_new_constant(PyParser *parser, PyConstantKind kind, size_t start);

/* parse_parameters.c: up to `end` (a closing parenthesis or a colon), which is not consumed. */
PyArguments *py_parse_parameters(PyParser *parser, PyTokenKind end);

/* parse_target.c */
typedef enum PyTargetKind {
    PY_TARGETS_STAR,  /* of = and of `for`: names, attributes, subscripts, lists, tuples, starred ones */
    PY_TARGET_SINGLE, /* of += and annotations: a name, an attribute or a subscript */
    PY_TARGETS_DEL,   /* of del: no starred ones */
} PyTargetKind;
bool py_is_target(const PyExpr *expr, PyTargetKind kind);
void py_set_context(PyExpr *expr, PyExprContext context);
PyExpr *py_parse_star_targets(PyParser *parser);
PyExpr *py_parse_star_target(PyParser *parser);

/* parse_statement.c, parse_compound.c */
bool py_parse_statements(PyParser *parser, PyStmtList *body);
bool py_parse_simple_statements(PyParser *parser); /* pushes them */
PyStmt *py_parse_compound_statement(PyParser *parser, bool *is_compound);
bool py_parse_block(PyParser *parser, PyStmtList *body);

/* parse_pattern.c */
PyStmt *py_parse_match(PyParser *parser);

/* literal_number.c, literal_string.c, literal_fstring.c */
bool py_read_number(PyParser *parser, Str text, PyConstant *constant);
PyExpr *py_parse_strings(PyParser *parser);

#endif
