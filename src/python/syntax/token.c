/* The texts of tokens, see token.h. */
#include "python/syntax/token.h"

#define T(NAME, text) {(text), sizeof(text) - 1},
static const Str token_texts[] = {PY_TOKEN_CLASSES(T) PY_TOKEN_OPERATORS(T) PY_TOKEN_KEYWORDS(T)};
#undef T

const char *py_token_text(PyTokenKind kind) {
    return kind < PY_TOKEN_KIND_COUNT ? token_texts[kind].data : "?";
}

PyTokenKind py_keyword_find(Str word) {
    if (word.length < 2 || word.length > 8) return PY_TOKEN_NAME;
    for (int kind = PY_TOKEN_FIRST_KEYWORD; kind < PY_TOKEN_KIND_COUNT; kind++)
        if (token_texts[kind].data[0] == word.data[0] && str_equal(token_texts[kind], word))
            return (PyTokenKind)kind;
    return PY_TOKEN_NAME;
}
