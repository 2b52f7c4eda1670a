/* The parameters of a function or a lambda.
 *
 * One loop over the items: a name, `/`, `*`, `*name`, `**name`. A small state says what has been seen, and so
 * what is still allowed. The plain names go to one list, each with its default value or NULL; at the end it
 * is split: first come the positional ones, then those that can only be given by keyword. Lambdas have no
 * annotations, since the colon ends their parameters. */
#include "python/syntax/parser_internal.h"

typedef struct ParameterState {
    PyArguments *arguments;
    int positional, keyword_only, defaults; /* so many so far; `defaults`: of positional ones */
    bool slash, star, bare_star, done;      /* `done`: behind `**name` nothing may follow */
    bool annotations;
    PyArg *last; /* of the item at hand; NULL: `/` or a bare `*` */
} ParameterState;

static PyArg *parse_parameter(PyParser *parser, ParameterState *state, bool star_annotation) {
    size_t start = py_start(parser);
    Str name = py_parse_name(parser);
    if (!name.data) return NULL;
    PyArg *arg = ARENA_NEW(parser->arena, PyArg);
    arg->arg = name;
    if (state->annotations && py_accept(parser, PY_TOKEN_COLON)) {
        bool star = star_annotation && py_at(parser, PY_TOKEN_STAR);
        arg->annotation = star ? py_parse_starred(parser, py_parse_bitwise_or) : py_parse_expression(parser);
        if (!arg->annotation) return NULL;
    }
    arg->at = py_span_from(parser, start);
    return state->last = arg;
}

static bool parse_slash(ParameterState *state) {
    if (state->slash || state->star || state->positional == 0) return false;
    state->slash = true;
    state->arguments->posonlyargs.count = state->positional;
    return true;
}

static bool parse_star(PyParser *parser, ParameterState *state) {
    if (state->star) return false;
    state->star = true;
    if (py_at(parser, PY_TOKEN_COMMA)) {
        state->bare_star = true;
        return true;
    }
    return (state->arguments->vararg = parse_parameter(parser, state, true)) != NULL;
}

static bool parse_plain(PyParser *parser, ParameterState *state) {
    PyArg *arg = parse_parameter(parser, state, false);
    if (!arg) return false;
    PyExpr *value = NULL;
    if (py_accept(parser, PY_TOKEN_EQUAL) && !(value = py_parse_expression(parser))) return false;
    if (!state->star && !value && state->defaults) return false;
    py_list_push(parser, arg);
    py_list_push(parser, value);
    state->keyword_only += state->star;
    state->positional += !state->star;
    state->defaults += !state->star && value;
    return true;
}

static bool parse_item(PyParser *parser, ParameterState *state) {
    if (state->done) return false;
    if (py_accept(parser, PY_TOKEN_SLASH)) return parse_slash(state);
    if (py_accept(parser, PY_TOKEN_STAR)) return parse_star(parser, state);
    if (py_accept(parser, PY_TOKEN_POWER)) {
        state->done = true;
        return (state->arguments->kwarg = parse_parameter(parser, state, false)) != NULL;
    }
    return parse_plain(parser, state);
}

static bool parse_items(PyParser *parser, ParameterState *state, PyTokenKind end) {
    while (!py_at(parser, end)) {
        state->last = NULL;
        if (!parse_item(parser, state)) return false;
        bool comma = py_accept(parser, PY_TOKEN_COMMA);
        if (state->last && !comma) state->last->type_comment = py_parse_type_comment(parser);
        if (!comma && !py_at(parser, end)) return false;
        if (state->last && comma) state->last->type_comment = py_parse_type_comment(parser);
    }
    return !state->bare_star || state->keyword_only > 0;
}

static void take_lists(PyParser *parser, size_t list, const ParameterState *state) {
    PyArguments *arguments = state->arguments;
    int first = arguments->posonlyargs.count, rest = state->positional - first;
    size_t keywords = list + 2 * (size_t)state->positional;
    arguments->posonlyargs.items = py_list_column(parser, list, first);
    arguments->args.items = py_list_column(parser, list + 2 * (size_t)first, rest);
    arguments->args.count = rest;
    arguments->kwonlyargs.items = py_list_column(parser, keywords, state->keyword_only);
    arguments->kw_defaults.items = py_list_column(parser, keywords + 1, state->keyword_only);
    arguments->kwonlyargs.count = arguments->kw_defaults.count = state->keyword_only;
    arguments->defaults.items =
        py_list_column(parser, keywords - 2 * (size_t)state->defaults + 1, state->defaults);
    arguments->defaults.count = state->defaults;
}

PyArguments *py_parse_parameters(PyParser *parser, PyTokenKind end) {
    ParameterState state = {.arguments = ARENA_NEW(parser->arena, PyArguments)};
    state.annotations = end != PY_TOKEN_COLON;
    size_t list = py_list_begin(parser);
    if (!parse_items(parser, &state, end)) return NULL;
    take_lists(parser, list, &state);
    parser->stack.count = list;
    return state.arguments;
}
