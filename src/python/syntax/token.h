/* Tokens: the words of a Python program.
 *
 * Every operator and every keyword is a kind of its own, so that the parser decides by comparing one number.
 * A new one is also entered under its first byte in token.c. The soft keywords (match, case, _) are plain
 * names: only the grammar knows where they mean more. */
#ifndef PYTHON_SYNTAX_TOKEN_H
#define PYTHON_SYNTAX_TOKEN_H

#include "python/syntax/ast.h"

/* T(NAME, text): classes of tokens, without a fixed text. */
#define PY_TOKEN_CLASSES(T)                                                                                  \
    T(END_MARKER, "ENDMARKER")                                                                               \
    T(NAME, "NAME")                                                                                          \
    T(NUMBER, "NUMBER")                                                                                      \
    T(STRING, "STRING")                                                                                      \
    T(NEWLINE, "NEWLINE")                                                                                    \
    T(INDENT, "INDENT")                                                                                      \
    T(DEDENT, "DEDENT")                                                                                      \
    T(TYPE_COMMENT, "TYPE_COMMENT") /* only when they are asked for, see PyTokenizer.type_comments */        \
    T(TYPE_IGNORE, "TYPE_IGNORE")   /* `# type: ignore`: the parser collects them and sees none */           \
    T(UNKNOWN, "OP")                /* a character that no token starts with: "$", "?", "!" */               \
    T(ERROR, "ERRORTOKEN")          /* the tokenizer has failed, see PyTokenizer.error */

#define PY_TOKEN_OPERATORS(T)                                                                                \
    T(POWER_EQUAL, "**=")                                                                                    \
    T(DOUBLE_SLASH_EQUAL, "//=")                                                                             \
    T(LEFT_SHIFT_EQUAL, "<<=")                                                                               \
    T(RIGHT_SHIFT_EQUAL, ">>=")                                                                              \
    T(ELLIPSIS, "...")                                                                                       \
    T(NOT_EQUAL, "!=")                                                                                       \
    T(PERCENT_EQUAL, "%=")                                                                                   \
    T(AMPERSAND_EQUAL, "&=")                                                                                 \
    T(POWER, "**")                                                                                           \
    T(STAR_EQUAL, "*=")                                                                                      \
    T(PLUS_EQUAL, "+=")                                                                                      \
    T(MINUS_EQUAL, "-=")                                                                                     \
    T(ARROW, "->")                                                                                           \
    T(DOUBLE_SLASH, "//")                                                                                    \
    T(SLASH_EQUAL, "/=")                                                                                     \
    T(COLON_EQUAL, ":=")                                                                                     \
    T(LEFT_SHIFT, "<<")                                                                                      \
    T(LESS_EQUAL, "<=")                                                                                      \
    T(LESS_GREATER, "<>")                                                                                    \
    T(EQUAL_EQUAL, "==")                                                                                     \
    T(GREATER_EQUAL, ">=")                                                                                   \
    T(RIGHT_SHIFT, ">>")                                                                                     \
    T(AT_EQUAL, "@=")                                                                                        \
    T(CARET_EQUAL, "^=")                                                                                     \
    T(BAR_EQUAL, "|=")                                                                                       \
    T(PERCENT, "%")                                                                                          \
    T(AMPERSAND, "&")                                                                                        \
    T(LEFT_PAREN, "(")                                                                                       \
    T(RIGHT_PAREN, ")")                                                                                      \
    T(STAR, "*")                                                                                             \
    T(PLUS, "+")                                                                                             \
    T(COMMA, ",")                                                                                            \
    T(MINUS, "-")                                                                                            \
    T(DOT, ".")                                                                                              \
    T(SLASH, "/")                                                                                            \
    T(COLON, ":")                                                                                            \
    T(SEMICOLON, ";")                                                                                        \
    T(LESS, "<")                                                                                             \
    T(EQUAL, "=")                                                                                            \
    T(GREATER, ">")                                                                                          \
    T(AT, "@")                                                                                               \
    T(LEFT_BRACKET, "[")                                                                                     \
    T(RIGHT_BRACKET, "]")                                                                                    \
    T(CARET, "^")                                                                                            \
    T(LEFT_BRACE, "{")                                                                                       \
    T(BAR, "|")                                                                                              \
    T(RIGHT_BRACE, "}")                                                                                      \
    T(TILDE, "~")

#define PY_TOKEN_KEYWORDS(T)                                                                                 \
    T(FALSE, "False")                                                                                        \
    T(NONE, "None")                                                                                          \
    T(TRUE, "True")                                                                                          \
    T(AND, "and")                                                                                            \
    T(AS, "as")                                                                                              \
    T(ASSERT, "assert")                                                                                      \
    T(ASYNC, "async")                                                                                        \
    T(AWAIT, "await")                                                                                        \
    T(BREAK, "break")                                                                                        \
    T(CLASS, "class")                                                                                        \
    T(CONTINUE, "continue")                                                                                  \
    T(DEF, "def")                                                                                            \
    T(DEL, "del")                                                                                            \
    T(ELIF, "elif")                                                                                          \
    T(ELSE, "else")                                                                                          \
    T(EXCEPT, "except")                                                                                      \
    T(FINALLY, "finally")                                                                                    \
    T(FOR, "for")                                                                                            \
    T(FROM, "from")                                                                                          \
    T(GLOBAL, "global")                                                                                      \
    T(IF, "if")                                                                                              \
    T(IMPORT, "import")                                                                                      \
    T(IN, "in")                                                                                              \
    T(IS, "is")                                                                                              \
    T(LAMBDA, "lambda")                                                                                      \
    T(NONLOCAL, "nonlocal")                                                                                  \
    T(NOT, "not")                                                                                            \
    T(OR, "or")                                                                                              \
    T(PASS, "pass")                                                                                          \
    T(RAISE, "raise")                                                                                        \
    T(RETURN, "return")                                                                                      \
    T(TRY, "try")                                                                                            \
    T(WHILE, "while")                                                                                        \
    T(WITH, "with")                                                                                          \
    T(YIELD, "yield")

typedef enum PyTokenKind {
#define T(NAME, text) PY_TOKEN_##NAME,
    PY_TOKEN_CLASSES(T) PY_TOKEN_OPERATORS(T) PY_TOKEN_KEYWORDS(T)
#undef T
        PY_TOKEN_KIND_COUNT,
    PY_TOKEN_FIRST_OPERATOR = PY_TOKEN_POWER_EQUAL,
    PY_TOKEN_FIRST_KEYWORD = PY_TOKEN_FALSE,
} PyTokenKind;

typedef struct PyToken {
    uint16_t kind; /* PyTokenKind */
    int16_t level; /* brackets that are open behind it */
    uint32_t word; /* of a name or keyword: its number, see names.h; of a string: 1 if its text is not what is
                      between the quotes */
    PyPosition at;
} PyToken;

/* The text of an operator or a keyword, the name of a class ("NAME"). */
const char *py_token_text(PyTokenKind kind);

/* The longest operator that `rest` starts with and its length in bytes, or PY_TOKEN_UNKNOWN. `rest` does not
 * start with a letter. */
PyTokenKind py_operator_find(Str rest, uint32_t *length);

#endif
