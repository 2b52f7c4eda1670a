/* Atoms: names, literals, and everything that stands in brackets (groups, displays, comprehensions,
 * arguments). */
#include "python/syntax/literal.h"

PyExpr *py_new_constant(PyParser *parser, PyConstantKind kind, size_t start) {
    PyExpr *expr = py_new_expr(parser, PY_EXPR_CONSTANT, start);
    expr->Constant.value.kind = kind;
    return expr;
}

static bool at_comprehension(PyParser *parser) {
    PyTokenKind kind = py_peek(parser)->kind;
    return kind == PY_TOKEN_FOR || (kind == PY_TOKEN_ASYNC && py_peek_ahead(parser, 1)->kind == PY_TOKEN_FOR);
}

static PyComprehension *parse_comprehension(PyParser *parser) {
    PyComprehension *clause = ARENA_NEW(parser->arena, PyComprehension);
    clause->is_async = py_accept(parser, PY_TOKEN_ASYNC);
    if (!py_accept(parser, PY_TOKEN_FOR) || !(clause->target = py_parse_star_targets(parser))) return NULL;
    if (!py_accept(parser, PY_TOKEN_IN) || !(clause->iter = py_parse_disjunction(parser))) return NULL;
    size_t list = py_list_begin(parser);
    while (py_accept(parser, PY_TOKEN_IF)) {
        PyExpr *test = py_parse_disjunction(parser);
        if (!test) return NULL;
        py_list_push(parser, test);
    }
    PY_LIST_END(parser, list, &clause->ifs);
    return clause;
}

bool py_parse_comprehensions(PyParser *parser, PyComprehensionList *result) {
    size_t list = py_list_begin(parser);
    while (at_comprehension(parser)) {
        PyComprehension *clause = parse_comprehension(parser);
        if (!clause) return false;
        py_list_push(parser, clause);
    }
    PY_LIST_END(parser, list, result);
    return true;
}

/* The rest of `(elt for ...)`, which starts at `start` with its parenthesis. */
static PyExpr *parse_generator(PyParser *parser, PyExpr *elt, size_t start, PyTokenKind close) {
    PyComprehensionList generators;
    if (!py_parse_comprehensions(parser, &generators) || !py_accept(parser, close)) return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_GENERATOR_EXP, start);
    expr->GeneratorExp.elt = elt;
    expr->GeneratorExp.generators = generators;
    return expr;
}

/* More items of a display behind the first, which is on the list: (',' item)* [','] close. */
static bool parse_more_items(PyParser *parser, PyTokenKind close) {
    while (py_accept(parser, PY_TOKEN_COMMA)) {
        if (py_at(parser, close)) break;
        PyExpr *item = py_parse_star_named_expression(parser);
        if (!item) return false;
        py_list_push(parser, item);
    }
    return py_accept(parser, close);
}

PyExpr *py_parse_paren_content(PyParser *parser, size_t start, PyTokenKind close) {
    size_t list = py_list_begin(parser);
    if (py_at(parser, PY_TOKEN_YIELD)) {
        PyExpr *yield = py_parse_yield(parser);
        return yield && py_accept(parser, close) ? yield : NULL;
    }
    if (py_accept(parser, close)) return py_new_tuple(parser, list, start);
    bool starred = py_at(parser, PY_TOKEN_STAR);
    PyExpr *first = py_parse_star_named_expression(parser);
    if (!first) return NULL;
    if (!starred && py_accept(parser, close)) return first;
    if (!starred && at_comprehension(parser)) return parse_generator(parser, first, start, close);
    if (!py_at(parser, PY_TOKEN_COMMA)) return NULL;
    py_list_push(parser, first);
    return parse_more_items(parser, close) ? py_new_tuple(parser, list, start) : NULL;
}

static PyExpr *parse_paren(PyParser *parser) {
    size_t start = py_start(parser);
    parser->at++;
    return py_parse_paren_content(parser, start, PY_TOKEN_RIGHT_PAREN);
}

static PyExpr *parse_list_comprehension(PyParser *parser, PyExpr *elt, size_t start) {
    PyComprehensionList generators;
    if (!py_parse_comprehensions(parser, &generators) || !py_accept(parser, PY_TOKEN_RIGHT_BRACKET))
        return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_LIST_COMP, start);
    expr->ListComp.elt = elt;
    expr->ListComp.generators = generators;
    return expr;
}

static PyExpr *parse_list(PyParser *parser) {
    size_t start = py_start(parser);
    parser->at++;
    size_t list = py_list_begin(parser);
    if (!py_accept(parser, PY_TOKEN_RIGHT_BRACKET)) {
        bool starred = py_at(parser, PY_TOKEN_STAR);
        PyExpr *first = py_parse_star_named_expression(parser);
        if (!first) return NULL;
        if (!starred && at_comprehension(parser)) return parse_list_comprehension(parser, first, start);
        py_list_push(parser, first);
        if (!parse_more_items(parser, PY_TOKEN_RIGHT_BRACKET)) return NULL;
    }
    PyExpr *expr = py_new_expr(parser, PY_EXPR_LIST, start);
    PY_LIST_END(parser, list, &expr->List.elts);
    return expr;
}

static PyExpr *parse_set(PyParser *parser, PyExpr *first, size_t start) {
    if (at_comprehension(parser) && first->kind != PY_EXPR_STARRED) {
        PyComprehensionList generators;
        if (!py_parse_comprehensions(parser, &generators) || !py_accept(parser, PY_TOKEN_RIGHT_BRACE))
            return NULL;
        PyExpr *expr = py_new_expr(parser, PY_EXPR_SET_COMP, start);
        expr->SetComp.elt = first;
        expr->SetComp.generators = generators;
        return expr;
    }
    size_t list = py_list_begin(parser);
    py_list_push(parser, first);
    if (!parse_more_items(parser, PY_TOKEN_RIGHT_BRACE)) return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_SET, start);
    PY_LIST_END(parser, list, &expr->Set.elts);
    return expr;
}

/* `key: value` or `**value` (then *key is NULL). The key may have been parsed already. */
static bool parse_pair(PyParser *parser, PyExpr *parsed_key, PyExpr **key, PyExpr **value) {
    *key = NULL;
    if (!parsed_key && py_accept(parser, PY_TOKEN_POWER)) {
        *value = py_parse_bitwise_or(parser);
        return *value != NULL;
    }
    *key = parsed_key ? parsed_key : py_parse_expression(parser);
    if (!*key || !py_accept(parser, PY_TOKEN_COLON)) return false;
    *value = py_parse_expression(parser);
    return *value != NULL;
}

static PyExpr *parse_dict_comprehension(PyParser *parser, PyExpr *key, PyExpr *value, size_t start) {
    PyComprehensionList generators;
    if (!py_parse_comprehensions(parser, &generators) || !py_accept(parser, PY_TOKEN_RIGHT_BRACE))
        return NULL;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_DICT_COMP, start);
    expr->DictComp.key = key;
    expr->DictComp.value = value;
    expr->DictComp.generators = generators;
    return expr;
}

/* Splits the list of keys and values in turn that was pushed from `list` on. */
static PyExpr *new_dict(PyParser *parser, size_t list, size_t start) {
    int count = (int)(parser->stack.count - list) / 2;
    PyExpr *expr = py_new_expr(parser, PY_EXPR_DICT, start);
    expr->Dict.keys = (PyExprList){py_list_column(parser, list, count), count};
    expr->Dict.values = (PyExprList){py_list_column(parser, list + 1, count), count};
    parser->stack.count = list;
    return expr;
}

/* A dict whose first key (NULL: a `**` is next) has been parsed. */
static PyExpr *parse_dict(PyParser *parser, PyExpr *first_key, size_t start) {
    size_t list = py_list_begin(parser);
    PyExpr *key = first_key, *value;
    do {
        if (parser->stack.count > list && py_at(parser, PY_TOKEN_RIGHT_BRACE)) break;
        if (!parse_pair(parser, parser->stack.count > list ? NULL : first_key, &key, &value)) return NULL;
        if (parser->stack.count == list && key && at_comprehension(parser))
            return parse_dict_comprehension(parser, key, value, start);
        py_list_push(parser, key);
        py_list_push(parser, value);
    } while (py_accept(parser, PY_TOKEN_COMMA));
    return py_accept(parser, PY_TOKEN_RIGHT_BRACE) ? new_dict(parser, list, start) : NULL;
}

static PyExpr *parse_brace(PyParser *parser) {
    size_t start = py_start(parser);
    parser->at++;
    if (py_accept(parser, PY_TOKEN_RIGHT_BRACE)) return new_dict(parser, py_list_begin(parser), start);
    if (py_at(parser, PY_TOKEN_POWER)) return parse_dict(parser, NULL, start);
    uint32_t first_token = py_peek(parser)->at.start;
    PyExpr *first = py_parse_star_named_expression(parser);
    if (!first) return NULL;
    bool bare_walrus = first->kind == PY_EXPR_NAMED_EXPR && first->at.start == first_token;
    if (py_at(parser, PY_TOKEN_COLON) && (bare_walrus || first->kind == PY_EXPR_STARRED)) return NULL;
    return py_at(parser, PY_TOKEN_COLON) ? parse_dict(parser, first, start) : parse_set(parser, first, start);
}

static PyExpr *parse_bracketed(PyParser *parser, PyTokenKind open) {
    if (!py_enter(parser, PY_DEPTH_OF_BRACKETS)) return NULL;
    PyExpr *expr = open == PY_TOKEN_LEFT_PAREN     ? parse_paren(parser)
                   : open == PY_TOKEN_LEFT_BRACKET ? parse_list(parser)
                                                   : parse_brace(parser);
    py_leave(parser, PY_DEPTH_OF_BRACKETS);
    return expr;
}

static PyExpr *parse_number(PyParser *parser) {
    size_t start = py_start(parser);
    Str text = py_token_source(parser, py_peek(parser));
    parser->at++;
    PyExpr *expr = py_new_constant(parser, PY_CONSTANT_INT, start);
    return py_read_number(parser, text, &expr->Constant.value) ? expr : NULL;
}

static PyExpr *parse_keyword_constant(PyParser *parser, PyConstantKind kind) {
    size_t start = py_start(parser);
    parser->at++;
    return py_new_constant(parser, kind, start);
}

PyExpr *py_parse_atom(PyParser *parser) {
    PyTokenKind kind = py_peek(parser)->kind;
    switch (kind) {
    case PY_TOKEN_NAME: {
        size_t start = py_start(parser);
        Str name = py_parse_name(parser);
        PyExpr *expr = py_new_expr(parser, PY_EXPR_NAME, start);
        expr->Name.id = name;
        return expr;
    }
    case PY_TOKEN_NUMBER: return parse_number(parser);
    case PY_TOKEN_STRING: return py_parse_strings(parser);
    case PY_TOKEN_NONE: return parse_keyword_constant(parser, PY_CONSTANT_NONE);
    case PY_TOKEN_TRUE: return parse_keyword_constant(parser, PY_CONSTANT_TRUE);
    case PY_TOKEN_FALSE: return parse_keyword_constant(parser, PY_CONSTANT_FALSE);
    case PY_TOKEN_ELLIPSIS: return parse_keyword_constant(parser, PY_CONSTANT_ELLIPSIS);
    case PY_TOKEN_LEFT_PAREN:
    case PY_TOKEN_LEFT_BRACKET:
    case PY_TOKEN_LEFT_BRACE: return parse_bracketed(parser, kind);
    default: return NULL;
    }
}

/* `name=value` or `**value`. */
static PyKeyword *parse_keyword(PyParser *parser) {
    size_t start = py_start(parser);
    PyKeyword *keyword = ARENA_NEW(parser->arena, PyKeyword);
    if (!py_accept(parser, PY_TOKEN_POWER)) {
        keyword->arg = py_parse_name(parser);
        parser->at++;
    }
    if (!(keyword->value = py_parse_expression(parser))) return NULL;
    keyword->at = py_span_from(parser, start);
    return keyword;
}

/* What was seen among the arguments decides what may follow. */
typedef struct ArgumentState {
    bool keywords, unpackings; /* name=value; **value */
    size_t list;               /* where the keywords begin on the parser's stack of them */
} ArgumentState;

/* One argument; positional and starred ones are pushed, keywords go to a stack of their own. */
static bool parse_argument(PyParser *parser, ArgumentState *state) {
    PyTokenKind kind = py_peek(parser)->kind;
    bool named = kind == PY_TOKEN_NAME && py_peek_ahead(parser, 1)->kind == PY_TOKEN_EQUAL;
    if (named || kind == PY_TOKEN_POWER) {
        PyKeyword *keyword = parse_keyword(parser);
        if (keyword) VEC_PUSH(&parser->keywords, keyword);
        state->keywords = true;
        state->unpackings |= !named;
        return keyword != NULL;
    }
    PyExpr *value;
    if (kind == PY_TOKEN_STAR) {
        value = state->unpackings ? NULL : py_parse_starred(parser, py_parse_expression);
    } else {
        value = state->keywords ? NULL : py_parse_named_expression(parser);
        if (value && py_at(parser, PY_TOKEN_EQUAL)) return false;
    }
    if (value) py_list_push(parser, value);
    return value != NULL;
}

/* f(x for x in y): the generator's parentheses are those of the call. */
static bool parse_argument_list(PyParser *parser, size_t list, ArgumentState *state) {
    size_t open = parser->at - 1;
    while (!py_accept(parser, PY_TOKEN_RIGHT_PAREN)) {
        bool starred = py_at(parser, PY_TOKEN_STAR);
        if (!parse_argument(parser, state)) return false;
        bool sole = parser->stack.count == list + 1 && !state->keywords && !starred;
        if (sole && at_comprehension(parser)) {
            PyExpr *generator = parse_generator(parser, VEC_POP(&parser->stack), open, PY_TOKEN_RIGHT_PAREN);
            if (generator) py_list_push(parser, generator);
            return generator != NULL;
        }
        if (!py_accept(parser, PY_TOKEN_COMMA) && !py_at(parser, PY_TOKEN_RIGHT_PAREN)) return false;
    }
    return true;
}

static void take_arguments(PyParser *parser, size_t list, const ArgumentState *state, PyExprList *args,
                           PyKeywordList *keywords) {
    PY_LIST_END(parser, list, args);
    size_t count = parser->keywords.count - state->list;
    keywords->count = (int)count;
    keywords->items = count ? arena_copy_bytes(parser->arena, parser->keywords.items + state->list,
                                               count * sizeof *parser->keywords.items)
                            : NULL;
}

/* Starts behind the opening parenthesis and consumes the closing one. */
bool py_parse_arguments(PyParser *parser, PyExprList *args, PyKeywordList *keywords) {
    size_t list = py_list_begin(parser);
    ArgumentState state = {.list = parser->keywords.count};
    bool done = parse_argument_list(parser, list, &state);
    if (done) take_arguments(parser, list, &state, args, keywords);
    parser->keywords.count = state.list;
    return done;
}

void py_parse_argument_prefix(PyParser *parser, PyExprList *args, PyKeywordList *keywords) {
    size_t list = py_list_begin(parser);
    ArgumentState state = {.list = parser->keywords.count};
    while (parse_argument(parser, &state) && py_accept(parser, PY_TOKEN_COMMA)) continue;
    take_arguments(parser, list, &state, args, keywords);
    parser->keywords.count = state.list;
}
