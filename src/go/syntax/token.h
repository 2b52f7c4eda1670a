/* Tokens: the words of a Go program (spec: "Lexical elements").
 *
 * One table names every token; the scanner, the parser's messages and the printer all read it. An operator
 * has a binary precedence (0: it is not a binary operator), which is all that the expression parser needs to
 * know about it. */
#ifndef GO_SYNTAX_TOKEN_H
#define GO_SYNTAX_TOKEN_H

#include "base/text.h"

/* X(name, text, precedence) */
#define GO_OPERATOR_TABLE(X)                                                                                 \
    X(OR_OR, "||", 1)                                                                                        \
    X(AND_AND, "&&", 2)                                                                                      \
    X(EQUAL, "==", 3)                                                                                        \
    X(NOT_EQUAL, "!=", 3)                                                                                    \
    X(LESS, "<", 3)                                                                                          \
    X(LESS_EQUAL, "<=", 3)                                                                                   \
    X(GREATER, ">", 3)                                                                                       \
    X(GREATER_EQUAL, ">=", 3)                                                                                \
    X(ADD, "+", 4)                                                                                           \
    X(SUBTRACT, "-", 4)                                                                                      \
    X(OR, "|", 4)                                                                                            \
    X(XOR, "^", 4)                                                                                           \
    X(MULTIPLY, "*", 5)                                                                                      \
    X(DIVIDE, "/", 5)                                                                                        \
    X(REMAINDER, "%", 5)                                                                                     \
    X(AND, "&", 5)                                                                                           \
    X(AND_NOT, "&^", 5)                                                                                      \
    X(SHIFT_LEFT, "<<", 5)                                                                                   \
    X(SHIFT_RIGHT, ">>", 5)                                                                                  \
    X(NOT, "!", 0)                                                                                           \
    X(TILDE, "~", 0)                                                                                         \
    X(ARROW, "<-", 0)

/* X(name, text) */
#define GO_PUNCTUATION_TABLE(X)                                                                              \
    X(ASSIGN, "=")                                                                                           \
    X(DEFINE, ":=")                                                                                          \
    X(LEFT_PAREN, "(")                                                                                       \
    X(RIGHT_PAREN, ")")                                                                                      \
    X(LEFT_BRACKET, "[")                                                                                     \
    X(RIGHT_BRACKET, "]")                                                                                    \
    X(LEFT_BRACE, "{")                                                                                       \
    X(RIGHT_BRACE, "}")                                                                                      \
    X(COMMA, ",")                                                                                            \
    X(SEMICOLON, ";")                                                                                        \
    X(COLON, ":")                                                                                            \
    X(DOT, ".")                                                                                              \
    X(DOTS, "...")

/* X(name, text) */
#define GO_KEYWORD_TABLE(X)                                                                                  \
    X(BREAK, "break")                                                                                        \
    X(CASE, "case")                                                                                          \
    X(CHAN, "chan")                                                                                          \
    X(CONST, "const")                                                                                        \
    X(CONTINUE, "continue")                                                                                  \
    X(DEFAULT, "default")                                                                                    \
    X(DEFER, "defer")                                                                                        \
    X(ELSE, "else")                                                                                          \
    X(FALLTHROUGH, "fallthrough")                                                                            \
    X(FOR, "for")                                                                                            \
    X(FUNC, "func")                                                                                          \
    X(GO, "go")                                                                                              \
    X(GOTO, "goto")                                                                                          \
    X(IF, "if")                                                                                              \
    X(IMPORT, "import")                                                                                      \
    X(INTERFACE, "interface")                                                                                \
    X(MAP, "map")                                                                                            \
    X(PACKAGE, "package")                                                                                    \
    X(RANGE, "range")                                                                                        \
    X(RETURN, "return")                                                                                      \
    X(SELECT, "select")                                                                                      \
    X(STRUCT, "struct")                                                                                      \
    X(SWITCH, "switch")                                                                                      \
    X(TYPE, "type")                                                                                          \
    X(VAR, "var")

typedef enum GoToken {
    GO_TOKEN_EOF,
    GO_TOKEN_NAME,
    GO_TOKEN_LITERAL,
#define X(name, text, precedence) GO_TOKEN_##name,
    GO_OPERATOR_TABLE(X)
#undef X
        GO_TOKEN_ASSIGN_OPERATOR, /* `+=` and the like: the token's `operator` says which */
    GO_TOKEN_INCREMENT,           /* `++` or `--`: `operator` is ADD or SUBTRACT */
#define X(name, text) GO_TOKEN_##name,
    GO_PUNCTUATION_TABLE(X) GO_KEYWORD_TABLE(X)
#undef X
        GO_TOKEN_COUNT
} GoToken;

typedef enum GoLiteralKind {
    GO_LITERAL_INT,
    GO_LITERAL_FLOAT,
    GO_LITERAL_IMAGINARY,
    GO_LITERAL_RUNE,
    GO_LITERAL_STRING
} GoLiteralKind;

/* The token as it is written: "<<", "func"; "EOF", "name", "literal" for the others. */
const char *go_token_text(GoToken token);
/* 1 (||) to 5 (*), or 0 when it is not a binary operator. */
int go_token_precedence(GoToken token);
/* The keyword of this spelling, or GO_TOKEN_NAME. */
GoToken go_token_keyword(Str name);
bool go_token_is_keyword(GoToken token);

#endif
