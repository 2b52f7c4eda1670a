/* The parameters of a function or a lambda.
 *
 * One loop over the items: a name, `/`, `*`, `*name`, `**name`. A small state says what has been seen, and so
 * what is still allowed. Lambdas have no annotations, since the colon ends their parameters. */
#include "python/syntax/parser_internal.h"

typedef struct ParameterState {
    PyArguments *arguments;
    VEC(PyArg *) args, keyword_only;
    VEC(PyExpr *) defaults, keyword_defaults;
    bool slash, star, bare_star, done; /* `done`: behind `**name` nothing may follow */
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
    if (state->slash || state->star || state->args.count == 0) return false;
    state->slash = true;
    state->arguments->posonlyargs.count = (int)state->args.count;
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
    if (state->star) {
        VEC_PUSH(&state->keyword_only, arg);
        VEC_PUSH(&state->keyword_defaults, value);
        return true;
    }
    if (!value && state->defaults.count) return false;
    VEC_PUSH(&state->args, arg);
    if (value) VEC_PUSH(&state->defaults, value);
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
    return !state->bare_star || state->keyword_only.count > 0;
}

/* A copy of `count` pointers in the arena. */
static void *copy_pointers(PyParser *parser, void *items, size_t count) {
    return count ? arena_copy_bytes(parser->arena, items, count * sizeof(void *)) : NULL;
}

static void take_lists(PyParser *parser, ParameterState *state) {
    PyArguments *arguments = state->arguments;
    size_t first = (size_t)arguments->posonlyargs.count, rest = state->args.count - first;
    size_t keyword_only = state->keyword_only.count, defaults = state->defaults.count;
    arguments->posonlyargs.items = copy_pointers(parser, state->args.items, first);
    arguments->args.items = rest ? copy_pointers(parser, state->args.items + first, rest) : NULL;
    arguments->args.count = (int)rest;
    arguments->kwonlyargs.items = copy_pointers(parser, state->keyword_only.items, keyword_only);
    arguments->kwonlyargs.count = (int)keyword_only;
    arguments->kw_defaults.items = copy_pointers(parser, state->keyword_defaults.items, keyword_only);
    arguments->kw_defaults.count = (int)keyword_only;
    arguments->defaults.items = copy_pointers(parser, state->defaults.items, defaults);
    arguments->defaults.count = (int)defaults;
}

PyArguments *py_parse_parameters(PyParser *parser, PyTokenKind end) {
    ParameterState state = {.arguments = ARENA_NEW(parser->arena, PyArguments)};
    state.annotations = end != PY_TOKEN_COLON;
    bool done = parse_items(parser, &state, end);
    if (done) take_lists(parser, &state);
    VEC_FREE(&state.args);
    VEC_FREE(&state.keyword_only);
    VEC_FREE(&state.defaults);
    VEC_FREE(&state.keyword_defaults);
    return done ? state.arguments : NULL;
}
