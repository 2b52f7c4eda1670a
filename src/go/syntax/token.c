/* Tokens: the readers of the table in token.h. */
#include "go/syntax/token.h"

#include <string.h>

static const char *const token_texts[GO_TOKEN_COUNT] = {[GO_TOKEN_EOF] = "EOF",
                                                        [GO_TOKEN_NAME] = "name",
                                                        [GO_TOKEN_LITERAL] = "literal",
                                                        [GO_TOKEN_ASSIGN_OPERATOR] = "op=",
                                                        [GO_TOKEN_INCREMENT] = "opop",
#define X(name, text, precedence) [GO_TOKEN_##name] = text,
                                                        GO_OPERATOR_TABLE(X)
#undef X
#define X(name, text) [GO_TOKEN_##name] = text,
                                                            GO_PUNCTUATION_TABLE(X) GO_KEYWORD_TABLE(X)
#undef X
};

static const int8_t token_precedences[GO_TOKEN_COUNT] = {
#define X(name, text, precedence) [GO_TOKEN_##name] = precedence,
    GO_OPERATOR_TABLE(X)
#undef X
};

const char *go_token_text(GoToken token) {
    return token_texts[token];
}

int go_token_precedence(GoToken token) {
    return token_precedences[token];
}

bool go_token_is_keyword(GoToken token) {
    return token >= GO_TOKEN_BREAK && token <= GO_TOKEN_VAR;
}

GoToken go_token_keyword(Str name) {
    if (name.length < 2 || name.length > 11 || name.data[0] < 'b' || name.data[0] > 'v') return GO_TOKEN_NAME;
    for (GoToken token = GO_TOKEN_BREAK; token <= GO_TOKEN_VAR; token++) {
        if (token_texts[token][0] == name.data[0] && str_equal_c(name, token_texts[token])) return token;
    }
    return GO_TOKEN_NAME;
}
