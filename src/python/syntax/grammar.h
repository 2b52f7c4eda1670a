/* The grammar as data: for finding out what is wrong with a program.
 *
 * The parser proper (parse_*.c) knows correct programs only, which keeps it short and fast. When it fails,
 * the program is read again by an interpreter of parsing expression grammars (diagnose.c; Ford, "Parsing
 * Expression Grammars", 2004), which tries alternatives in order and so reaches a mistake on the same way as
 * CPython's generated parser does. grammar_text.c is that grammar; this is its form in memory. */
#ifndef PYTHON_SYNTAX_GRAMMAR_H
#define PYTHON_SYNTAX_GRAMMAR_H

#include "base/vec.h"
#include "python/syntax/token.h"

typedef enum PyGrammarItemKind {
    PY_ITEM_TOKEN,
    PY_ITEM_WORD,     /* a soft keyword */
    PY_ITEM_ANY_WORD, /* any soft keyword */
    PY_ITEM_RULE,
    PY_ITEM_GROUP,
    PY_ITEM_OPTIONAL,
    PY_ITEM_STAR,
    PY_ITEM_PLUS,
    PY_ITEM_SEPARATED,
    PY_ITEM_AHEAD,
    PY_ITEM_NOT,
    PY_ITEM_CUT,
    PY_ITEM_FORCED,
} PyGrammarItemKind;

/* What a match of an alternative means. X(NAME, word in the notation). */
#define PY_GRAMMAR_ACTIONS(X)                                                                                \
    X(AT, "at")                 /* error at a */                                                             \
    X(BEHIND, "behind")         /* error at the last character of a */                                       \
    X(RANGE, "range")           /* error from a to b */                                                      \
    X(FROM, "from")             /* error from a to the last token read */                                    \
    X(HERE, "here")             /* error at the last token read */                                           \
    X(INDENT, "indent")         /* IndentationError at the last token read */                                \
    X(TARGET, "target")         /* error at what in a cannot be written to (or deleted), if there is any */  \
    X(FOR_TARGET, "for_target") /* the same for `for a in b`, where a still holds the `in` */                \
    X(COMMA, "comma")           /* range, unless outside of brackets, or a is print or exec */               \
    X(LEGACY, "legacy")         /* range, if a is print or exec */                                           \
    X(GENERATOR, "generator")   /* range from the last argument of a, if it has more than one */             \
    X(ORDER, "order")           /* here; names unpacking if a holds a `**` */

typedef enum PyGrammarAction {
    PY_ACTION_NONE,
#define X(NAME, word) PY_ACTION_##NAME,
    PY_GRAMMAR_ACTIONS(X)
#undef X
} PyGrammarAction;

typedef struct PyGrammarRule PyGrammarRule;
typedef struct PyGrammarItem PyGrammarItem;
typedef struct PyGrammarAlternative PyGrammarAlternative;

typedef struct PyGrammarChoice {
    PyGrammarAlternative *items;
    int count;
} PyGrammarChoice;

struct PyGrammarItem {
    PyGrammarItemKind kind;
    char label;                /* 'a', 'b' or 0 */
    PyTokenKind token;         /* TOKEN, FORCED */
    Str word;                  /* WORD */
    const PyGrammarRule *rule; /* RULE */
    PyGrammarChoice choice;    /* GROUP */
    PyGrammarItem *child;      /* OPTIONAL, STAR, PLUS, SEPARATED, AHEAD, NOT */
    PyGrammarItem *separator;  /* SEPARATED */
};

struct PyGrammarAlternative {
    PyGrammarItem *items;
    int count;
    bool is_mistake; /* one invalid_ rule: only tried when looking for mistakes */
    PyGrammarAction action;
    Str message;
};

struct PyGrammarRule {
    Str name;
    int index;
    bool remembered;
    PyGrammarChoice choice;
};

typedef struct PyGrammar {
    PyGrammarRule *rules;
    int count;
} PyGrammar;

extern const char py_grammar_text[];

/* Reads py_grammar_text. Everything lives in `arena`. */
PyGrammar *py_grammar_read(Arena *arena);

/* The grammar, read when it is first asked for and kept as long as the process lives: reading takes longer
 * than finding out what is wrong with a small program. */
const PyGrammar *py_grammar(void);

const PyGrammarRule *py_grammar_find(const PyGrammar *grammar, Str name);

#endif
