/* The texts of tokens, see token.h. */
#include "python/syntax/token.h"

#define T(NAME, text) {(text), sizeof(text) - 1},
static const Str token_texts[] = {PY_TOKEN_CLASSES(T) PY_TOKEN_OPERATORS(T) PY_TOKEN_KEYWORDS(T)};
#undef T

const char *py_token_text(PyTokenKind kind) {
    return kind < PY_TOKEN_KIND_COUNT ? token_texts[kind].data : "?";
}

/* The operators that begin with a byte, the longer ones first; 0 ends the list. */
enum { SAME_FIRST_BYTE_MAX = 5 };
#define K(NAME) PY_TOKEN_##NAME
static const uint8_t kinds_by_first_byte[128][SAME_FIRST_BYTE_MAX + 1] = {
    ['!'] = {K(NOT_EQUAL)},
    ['%'] = {K(PERCENT_EQUAL), K(PERCENT)},
    ['&'] = {K(AMPERSAND_EQUAL), K(AMPERSAND)},
    ['('] = {K(LEFT_PAREN)},
    [')'] = {K(RIGHT_PAREN)},
    ['*'] = {K(POWER_EQUAL), K(POWER), K(STAR_EQUAL), K(STAR)},
    ['+'] = {K(PLUS_EQUAL), K(PLUS)},
    [','] = {K(COMMA)},
    ['-'] = {K(MINUS_EQUAL), K(ARROW), K(MINUS)},
    ['.'] = {K(ELLIPSIS), K(DOT)},
    ['/'] = {K(DOUBLE_SLASH_EQUAL), K(DOUBLE_SLASH), K(SLASH_EQUAL), K(SLASH)},
    [':'] = {K(COLON_EQUAL), K(COLON)},
    [';'] = {K(SEMICOLON)},
    ['<'] = {K(LEFT_SHIFT_EQUAL), K(LEFT_SHIFT), K(LESS_EQUAL), K(LESS_GREATER), K(LESS)},
    ['='] = {K(EQUAL_EQUAL), K(EQUAL)},
    ['>'] = {K(RIGHT_SHIFT_EQUAL), K(RIGHT_SHIFT), K(GREATER_EQUAL), K(GREATER)},
    ['@'] = {K(AT_EQUAL), K(AT)},
    ['['] = {K(LEFT_BRACKET)},
    [']'] = {K(RIGHT_BRACKET)},
    ['^'] = {K(CARET_EQUAL), K(CARET)},
    ['{'] = {K(LEFT_BRACE)},
    ['|'] = {K(BAR_EQUAL), K(BAR)},
    ['}'] = {K(RIGHT_BRACE)},
    ['~'] = {K(TILDE)},
};
#undef K

/* The operators of one byte; 0 where there is none. */
#define K(NAME) PY_TOKEN_##NAME
static const uint8_t single_byte_operators[128] = {
    ['%'] = K(PERCENT),      ['&'] = K(AMPERSAND),     ['('] = K(LEFT_PAREN), [')'] = K(RIGHT_PAREN),
    ['*'] = K(STAR),         ['+'] = K(PLUS),          [','] = K(COMMA),      ['-'] = K(MINUS),
    ['.'] = K(DOT),          ['/'] = K(SLASH),         [':'] = K(COLON),      [';'] = K(SEMICOLON),
    ['<'] = K(LESS),         ['='] = K(EQUAL),         ['>'] = K(GREATER),    ['@'] = K(AT),
    ['['] = K(LEFT_BRACKET), [']'] = K(RIGHT_BRACKET), ['^'] = K(CARET),      ['{'] = K(LEFT_BRACE),
    ['|'] = K(BAR),          ['}'] = K(RIGHT_BRACE),   ['~'] = K(TILDE),
};
#undef K

PyTokenKind py_operator_find(Str rest, uint32_t *length) {
    /* The bytes that follow the first one in some operator. */
    static const bool follows[256] = {
        ['='] = true, ['*'] = true, ['/'] = true, ['<'] = true, ['>'] = true, ['.'] = true};
    if (!rest.length || (unsigned char)rest.data[0] >= 128) return PY_TOKEN_UNKNOWN;
    if (rest.length == 1 || !follows[(unsigned char)rest.data[1]]) {
        uint8_t kind = single_byte_operators[(unsigned char)rest.data[0]];
        *length = 1;
        return kind ? (PyTokenKind)kind : PY_TOKEN_UNKNOWN;
    }
    for (const uint8_t *kind = kinds_by_first_byte[(unsigned char)rest.data[0]]; *kind; kind++) {
        Str text = token_texts[*kind];
        if (text.length > rest.length || (text.length > 1 && text.data[1] != rest.data[1])) continue;
        if (text.length > 2 && text.data[2] != rest.data[2]) continue;
        *length = (uint32_t)text.length;
        return (PyTokenKind)*kind;
    }
    return PY_TOKEN_UNKNOWN;
}
