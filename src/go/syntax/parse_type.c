/* Types (spec: "Types"): what stands behind a name in a declaration, and the lists of parameters and fields
 * inside. */
#include "go/syntax/parse_internal.h"

static bool parse_at_or(const GoParser *parser) {
    return parse_token(parser) == GO_TOKEN_OR;
}

static GoExpr *parse_pointer(GoParser *parser, GoPos pos, GoExpr *element) {
    GoExpr *pointer = go_parse_new(parser, GO_EXPR_STAR, pos);
    pointer->star.operand = element;
    go_parse_finish(parser, pointer);
    return pointer;
}

/* T[int, string], behind the name. */
static GoExpr *parse_instance(GoParser *parser, GoExpr *generic) {
    GoExpr *instance = go_parse_new(parser, GO_EXPR_INDEX, parse_pos(parser));
    instance->start = generic->start;
    instance->index.operand = generic;
    go_parse_want(parser, GO_TOKEN_LEFT_BRACKET);
    if (parse_token(parser) == GO_TOKEN_RIGHT_BRACKET) {
        go_parse_syntax_error(parser, "expecting type");
        VEC_PUSH(&parser->pending, go_parse_bad(parser));
        instance->index.indices = go_parse_take_exprs(parser, parser->pending.count - 1);
    } else {
        bool has_comma;
        instance->index.indices = go_parse_type_list(parser, &has_comma);
    }
    go_parse_want(parser, GO_TOKEN_RIGHT_BRACKET);
    go_parse_finish(parser, instance);
    return instance;
}

/* T, pkg.T, pkg.T[int]; `name` has been read already or is NULL. */
static GoExpr *parse_qualified_name(GoParser *parser, GoExpr *name) {
    if (!name && parse_token(parser) == GO_TOKEN_NAME) name = go_parse_name(parser);
    if (!name) {
        name = go_parse_new_name(parser, parse_pos(parser), STR("_"));
        go_parse_syntax_error(parser, "expecting name");
        PARSE_SKIP_TO(parser, GO_TOKEN_DOT, GO_TOKEN_SEMICOLON, GO_TOKEN_RIGHT_BRACE);
    }
    if (parse_token(parser) == GO_TOKEN_DOT) {
        GoExpr *selector = go_parse_new(parser, GO_EXPR_SELECTOR, parse_pos(parser));
        go_parse_next(parser);
        selector->start = name->start;
        selector->selector.operand = name;
        selector->selector.name = go_parse_name(parser);
        go_parse_finish(parser, selector);
        name = selector;
    }
    return parse_token(parser) == GO_TOKEN_LEFT_BRACKET ? parse_instance(parser, name) : name;
}

/* ---- Arrays, slices, channels, maps ------------------------------------------------------------------ */

/* Behind `[`, or with `has_length` behind the length. */
GoExpr *go_parse_array_type(GoParser *parser, GoPos pos, GoExpr *length, bool has_length) {
    GoExpr *array = go_parse_new(parser, GO_EXPR_ARRAY_TYPE, pos);
    if (!has_length && !go_parse_got(parser, GO_TOKEN_DOTS)) {
        parser->expression_depth++;
        length = go_parse_expr(parser);
        parser->expression_depth--;
    }
    if (parse_token(parser) == GO_TOKEN_COMMA) {
        go_parse_syntax_error(parser, "unexpected comma; expecting ]");
        go_parse_next(parser);
    }
    go_parse_want(parser, GO_TOKEN_RIGHT_BRACKET);
    array->array_type.length = length;
    array->array_type.element = go_parse_type(parser);
    go_parse_finish(parser, array);
    return array;
}

/* Behind `[]`. */
GoExpr *go_parse_slice_type(GoParser *parser, GoPos pos) {
    GoExpr *slice = go_parse_new(parser, GO_EXPR_SLICE_TYPE, pos);
    slice->array_type.element = go_parse_type(parser);
    go_parse_finish(parser, slice);
    return slice;
}

/* `name [`: the name's type is an array or a slice, or the name itself is instantiated. In the last case the
 * result is an INDEX without operand, which the caller fills in. */
static GoExpr *parse_array_or_arguments(GoParser *parser) {
    GoPos pos = parse_pos(parser);
    go_parse_want(parser, GO_TOKEN_LEFT_BRACKET);
    if (go_parse_got(parser, GO_TOKEN_RIGHT_BRACKET)) return go_parse_slice_type(parser, pos);
    if (go_parse_got(parser, GO_TOKEN_DOTS)) return go_parse_array_type(parser, pos, NULL, true);
    bool has_comma;
    GoExprList list = go_parse_type_list(parser, &has_comma);
    go_parse_want(parser, GO_TOKEN_RIGHT_BRACKET);
    GoExpr *element = has_comma ? NULL : go_parse_type_or_null(parser);
    GoExpr *result = go_parse_new(parser, element ? GO_EXPR_ARRAY_TYPE : GO_EXPR_INDEX, pos);
    if (element) {
        result->array_type.length = list.items[0];
        result->array_type.element = element;
    } else {
        result->index.indices = list;
    }
    go_parse_finish(parser, result);
    return result;
}

static void parse_set_operand(GoExpr *instance, GoExpr *name) {
    instance->index.operand = name;
    instance->start = name->start;
}

static GoExpr *parse_channel(GoParser *parser, GoPos pos, GoChanDirection direction) {
    GoExpr *channel = go_parse_new(parser, GO_EXPR_CHAN_TYPE, pos);
    channel->chan_type.direction = direction;
    channel->chan_type.element = go_parse_type_or_null(parser);
    if (!channel->chan_type.element) {
        channel->chan_type.element = go_parse_bad(parser);
        go_parse_syntax_error(parser, "missing channel element type");
    }
    go_parse_finish(parser, channel);
    return channel;
}

static GoExpr *parse_map(GoParser *parser, GoPos pos) {
    GoExpr *map = go_parse_new(parser, GO_EXPR_MAP_TYPE, pos);
    go_parse_want(parser, GO_TOKEN_LEFT_BRACKET);
    map->map_type.key = go_parse_type(parser);
    go_parse_want(parser, GO_TOKEN_RIGHT_BRACKET);
    map->map_type.value = go_parse_type(parser);
    go_parse_finish(parser, map);
    return map;
}

/* ---- Structs ---------------------------------------------------------------------------------------- */

static GoField *parse_add_field(GoParser *parser, GoPos pos, GoExpr *name, GoExpr *type, GoExpr *tag) {
    GoField *field = ARENA_NEW(parser->arena, GoField);
    field->pos = pos;
    field->name = name;
    field->type = type;
    field->tag = tag;
    VEC_PUSH(&parser->pending, field);
    return field;
}

static void parse_add_embedded(GoParser *parser, GoPos pos, GoExpr *type) {
    GoExpr *tag = go_parse_literal_or_null(parser);
    parse_add_field(parser, pos, NULL, type, tag)->is_embedded = true;
}

/* `a, b T`, `T`, `pkg.T`, `T[int]`, behind nothing. */
static void parse_named_fields(GoParser *parser, GoPos pos) {
    GoExpr *name = go_parse_name(parser);
    GoToken token = parse_token(parser);
    if (token == GO_TOKEN_DOT || token == GO_TOKEN_LITERAL || token == GO_TOKEN_SEMICOLON ||
        token == GO_TOKEN_RIGHT_BRACE) {
        parse_add_embedded(parser, pos, parse_qualified_name(parser, name));
        return;
    }
    GoExprList names = go_parse_name_list(parser, name);
    GoExpr *type;
    if (names.count == 1 && parse_token(parser) == GO_TOKEN_LEFT_BRACKET) {
        type = parse_array_or_arguments(parser);
        if (type->kind == GO_EXPR_INDEX) {
            parse_set_operand(type, name);
            parse_add_embedded(parser, pos, type);
            return;
        }
    } else {
        type = go_parse_type(parser);
    }
    GoExpr *tag = go_parse_literal_or_null(parser);
    for (uint32_t i = 0; i < names.count; i++)
        parse_add_field(parser, names.items[i]->pos, names.items[i], type, tag);
}

/* `*T`, and the forms with parentheses, which Go forbids. */
static void parse_embedded_field(GoParser *parser, GoPos pos) {
    bool has_parens = false;
    if (parse_token(parser) == GO_TOKEN_LEFT_PAREN) {
        go_parse_syntax_error(parser, "cannot parenthesize embedded type");
        go_parse_next(parser);
        has_parens = true;
    }
    GoPos star = parse_pos(parser);
    bool is_pointer = go_parse_got(parser, GO_TOKEN_MULTIPLY);
    if (is_pointer && !has_parens && parse_token(parser) == GO_TOKEN_LEFT_PAREN) {
        go_parse_syntax_error(parser, "cannot parenthesize embedded type");
        go_parse_next(parser);
        has_parens = true;
    }
    GoExpr *type = parse_qualified_name(parser, NULL);
    if (is_pointer) type = parse_pointer(parser, star, type);
    if (has_parens) go_parse_got(parser, GO_TOKEN_RIGHT_PAREN);
    parse_add_embedded(parser, pos, type);
}

static bool parse_field(GoParser *parser, void *user) {
    (void)user;
    GoPos pos = parse_pos(parser);
    switch (parse_token(parser)) {
    case GO_TOKEN_NAME: parse_named_fields(parser, pos); break;
    case GO_TOKEN_MULTIPLY:
    case GO_TOKEN_LEFT_PAREN: parse_embedded_field(parser, pos); break;
    default:
        go_parse_syntax_error(parser, "expecting field name or embedded type");
        PARSE_SKIP_TO(parser, GO_TOKEN_SEMICOLON, GO_TOKEN_RIGHT_BRACE);
    }
    return false;
}

static GoExpr *parse_struct(GoParser *parser, GoPos pos) {
    GoExpr *structure = go_parse_new(parser, GO_EXPR_STRUCT_TYPE, pos);
    go_parse_want(parser, GO_TOKEN_LEFT_BRACE);
    size_t mark = parser->pending.count;
    go_parse_list(parser, "struct type", GO_TOKEN_SEMICOLON, GO_TOKEN_RIGHT_BRACE, parse_field, NULL);
    structure->struct_type.fields = go_parse_take_fields(parser, mark);
    go_parse_finish(parser, structure);
    return structure;
}

/* ---- Interfaces and constraints --------------------------------------------------------------------- */

/* ~T or T. */
static GoExpr *parse_term(GoParser *parser) {
    GoPos pos = parse_pos(parser);
    if (go_parse_got(parser, GO_TOKEN_TILDE)) {
        GoExpr *term = go_parse_new(parser, GO_EXPR_UNARY, pos);
        term->unary.operator= GO_TOKEN_TILDE;
        term->unary.operand = go_parse_type(parser);
        go_parse_finish(parser, term);
        return term;
    }
    GoExpr *type = go_parse_type_or_null(parser);
    if (type) return type;
    type = go_parse_bad(parser);
    go_parse_syntax_error(parser, "expecting ~ term or type");
    PARSE_SKIP_TO(parser, GO_TOKEN_OR, GO_TOKEN_SEMICOLON, GO_TOKEN_RIGHT_PAREN, GO_TOKEN_RIGHT_BRACKET,
                  GO_TOKEN_RIGHT_BRACE);
    return type;
}

/* A | ~B | C; the first term has been read already or is NULL. */
static GoExpr *parse_union(GoParser *parser, GoExpr *first) {
    GoExpr *type = first ? first : parse_term(parser);
    for (int length = 0; parse_at_or(parser); length++) {
        GoExpr *both = go_parse_new(parser, GO_EXPR_BINARY, parse_pos(parser));
        go_parse_next(parser);
        both->binary.operator= GO_TOKEN_OR;
        both->binary.left = type;
        both->binary.right = parse_term(parser);
        both->start = type->start;
        go_parse_finish(parser, both);
        type = both;
        if (length > GO_CHAIN_MAX) go_parse_too_deep(parser);
    }
    return type;
}

/* `name [...]` in an interface: type arguments, or (wrongly) a method's type parameters. */
static void parse_bracketed_method(GoParser *parser, GoField *field, GoExpr *name) {
    GoPos pos = parse_pos(parser);
    go_parse_next(parser);
    GoPos inside = parse_pos(parser);
    GoFieldList list = {0};
    if (!go_parse_got(parser, GO_TOKEN_RIGHT_BRACKET))
        list = go_parse_parameters(parser, NULL, NULL, GO_TOKEN_RIGHT_BRACKET, false);
    bool is_method = list.count ? list.items[0]->name != NULL : parse_token(parser) == GO_TOKEN_LEFT_PAREN;
    if (is_method) {
        field->name = name;
        field->type = go_parse_function_type(parser, "interface method");
        if (list.count)
            go_parse_error_at(parser, pos, "interface method must have no type parameters");
        else
            go_parse_error_at(parser, inside, "empty type parameter list");
        return;
    }
    if (list.count == 0) {
        go_parse_error_at(parser, inside, "empty type argument list");
        field->type = name;
        return;
    }
    field->type = go_parse_new(parser, GO_EXPR_INDEX, pos);
    parse_set_operand(field->type, name);
    size_t mark = parser->pending.count;
    for (uint32_t i = 0; i < list.count; i++) VEC_PUSH(&parser->pending, list.items[i]->type);
    field->type->index.indices = go_parse_take_exprs(parser, mark);
    go_parse_finish(parser, field->type);
}

static bool parse_interface_element(GoParser *parser, void *user) {
    (void)user;
    GoField *field = ARENA_NEW(parser->arena, GoField);
    field->pos = parse_pos(parser);
    if (parse_token(parser) == GO_TOKEN_NAME) {
        GoExpr *name = go_parse_name(parser);
        if (parse_token(parser) == GO_TOKEN_LEFT_PAREN) {
            field->name = name;
            field->type = go_parse_function_type(parser, "interface method");
        } else if (parse_token(parser) == GO_TOKEN_LEFT_BRACKET) {
            parse_bracketed_method(parser, field, name);
        } else {
            field->type = parse_qualified_name(parser, name);
        }
    }
    if (!field->name) {
        field->type = parse_union(parser, field->type);
        field->is_embedded = true;
    }
    VEC_PUSH(&parser->pending, field);
    return false;
}

static GoExpr *parse_interface(GoParser *parser, GoPos pos) {
    GoExpr *interface = go_parse_new(parser, GO_EXPR_INTERFACE_TYPE, pos);
    go_parse_want(parser, GO_TOKEN_LEFT_BRACE);
    size_t mark = parser->pending.count;
    go_parse_list(parser, "interface type", GO_TOKEN_SEMICOLON, GO_TOKEN_RIGHT_BRACE, parse_interface_element,
                  NULL);
    interface->interface_type.methods = go_parse_take_fields(parser, mark);
    go_parse_finish(parser, interface);
    return interface;
}

/* ---- Parameters ------------------------------------------------------------------------------------- */

/* A list of parameters while it is read. */
typedef struct Parameters {
    GoExpr *name, *type; /* the first parameter's, as far as it has been read; else NULL */
    GoToken close;
    bool are_type_parameters;
    uint32_t named; /* have a name and a type */
    uint32_t typed; /* have a type */
} Parameters;

static void parse_dots(GoParser *parser, GoField *field) {
    GoExpr *dots = go_parse_new(parser, GO_EXPR_DOTS_TYPE, parse_pos(parser));
    go_parse_next(parser);
    dots->array_type.element = go_parse_type_or_null(parser);
    if (!dots->array_type.element) {
        dots->array_type.element = go_parse_bad(parser);
        go_parse_syntax_error(parser, "... is missing type");
    }
    go_parse_finish(parser, dots);
    field->type = dots;
}

/* Behind a name: does a type follow at once that belongs to the name itself (`T[int]`, `pkg.T`)? Or, for an
 * array type, to a parameter of that name. True: the field is complete. */
static bool parse_after_name(GoParser *parser, GoField *field, GoExpr *name, bool may_be_union) {
    if (parse_token(parser) == GO_TOKEN_LEFT_BRACKET) {
        field->type = parse_array_or_arguments(parser);
        if (field->type->kind == GO_EXPR_INDEX)
            parse_set_operand(field->type, name);
        else
            field->name = name;
    } else if (parse_token(parser) == GO_TOKEN_DOT) {
        field->type = parse_qualified_name(parser, name);
    } else if (may_be_union && parse_at_or(parser)) {
        field->type = name;
    } else {
        field->name = name;
        return false;
    }
    if (may_be_union && parse_at_or(parser)) field->type = parse_union(parser, field->type);
    return true;
}

/* One parameter: at least a name or a type. NULL after an error. */
static GoField *parse_parameter(GoParser *parser, Parameters *parameters) {
    bool may_be_union = parameters->close == GO_TOKEN_RIGHT_BRACKET;
    GoField *field = ARENA_NEW(parser->arena, GoField);
    GoExpr *name = parameters->name;
    field->pos = name ? name->pos : parse_pos(parser);
    if (!name && parse_token(parser) == GO_TOKEN_NAME) name = go_parse_name(parser);
    if (name && parse_after_name(parser, field, name, may_be_union)) return field;
    if (parse_token(parser) == GO_TOKEN_DOTS) {
        parse_dots(parser, field);
        return field;
    }
    if (may_be_union && parse_token(parser) == GO_TOKEN_TILDE) {
        field->type = parse_union(parser, NULL);
        return field;
    }
    field->type = go_parse_type_or_null(parser);
    if (may_be_union && field->type && parse_at_or(parser)) field->type = parse_union(parser, field->type);
    if (field->name || field->type) return field;
    char message[64];
    snprintf(message, sizeof message, "expecting %s", go_parse_token_name(parameters->close));
    go_parse_syntax_error(parser, message);
    PARSE_SKIP_TO(parser, GO_TOKEN_COMMA, parameters->close);
    return NULL;
}

static bool parse_parameter_element(GoParser *parser, void *user) {
    Parameters *parameters = user;
    GoField *field;
    if (parameters->type) {
        field = ARENA_NEW(parser->arena, GoField);
        field->pos = parameters->name->pos;
        field->name = parameters->name;
        field->type = parameters->type;
    } else {
        field = parse_parameter(parser, parameters);
    }
    parameters->name = parameters->type = NULL;
    if (!field) return false;
    parameters->named += field->name && field->type;
    parameters->typed += field->type != NULL;
    VEC_PUSH(&parser->pending, field);
    return false;
}

/* Some have names and types, some only one of the two: `a, b int` is complete from the right; anything that
 * stays without a type is an error. */
static void parse_distribute_types(GoParser *parser, GoFieldList list, const Parameters *parameters,
                                   GoPos end) {
    GoPos wrong = GO_NO_POS;
    GoExpr *type = NULL;
    for (uint32_t i = list.count; i-- > 0;) {
        GoField *field = list.items[i];
        if (field->type) {
            type = field->type;
            if (field->name) continue;
            wrong = type->start;
            field->name = go_parse_new_name(parser, wrong, STR("_"));
        } else if (type) {
            field->type = type;
        } else {
            wrong = field->name->pos;
            field->type = go_parse_bad(parser);
        }
    }
    if (wrong == GO_NO_POS) return;
    if (!parameters->are_type_parameters)
        go_parse_syntax_error_at(parser, wrong, "mixed named and unnamed parameters");
    else if (parameters->named == parameters->typed)
        go_parse_syntax_error_at(parser, end, "missing type constraint");
    else
        go_parse_syntax_error_at(parser, wrong, "type parameters must be named");
}

/* Behind the opening bracket, up to and with `close`. `name` and `type` belong to the first parameter when
 * they have been read already. */
GoFieldList go_parse_parameters(GoParser *parser, GoExpr *name, GoExpr *type, GoToken close,
                                bool are_type_parameters) {
    Parameters parameters = {name, type, close, are_type_parameters, 0, 0};
    size_t mark = parser->pending.count;
    GoPos end = parse_pos(parser);
    if (name && type && parse_token(parser) == close) {
        parse_parameter_element(parser, &parameters);
        go_parse_next(parser);
    } else {
        end = go_parse_list(parser, "parameter list", GO_TOKEN_COMMA, close, parse_parameter_element,
                            &parameters);
    }
    GoFieldList list = go_parse_take_fields(parser, mark);
    if (parameters.named == 0 && !are_type_parameters) {
        for (uint32_t i = 0; i < list.count; i++) { /* all are types */
            if (!list.items[i]->name) continue;
            list.items[i]->type = list.items[i]->name;
            list.items[i]->name = NULL;
        }
    } else if (parameters.named != list.count) {
        parse_distribute_types(parser, list, &parameters, end);
    }
    return list;
}

static GoFieldList parse_results(GoParser *parser) {
    if (go_parse_got(parser, GO_TOKEN_LEFT_PAREN))
        return go_parse_parameters(parser, NULL, NULL, GO_TOKEN_RIGHT_PAREN, false);
    GoPos pos = parse_pos(parser);
    GoExpr *type = go_parse_type_or_null(parser);
    if (!type) return (GoFieldList){0};
    size_t mark = parser->pending.count;
    parse_add_field(parser, pos, NULL, type, NULL);
    return go_parse_take_fields(parser, mark);
}

/* Type parameters, parameters and results. `context`: what must not have type parameters; empty: it may. */
GoExpr *go_parse_function_type(GoParser *parser, const char *context) {
    GoExpr *type = go_parse_new(parser, GO_EXPR_FUNCTION_TYPE, parse_pos(parser));
    if (go_parse_got(parser, GO_TOKEN_LEFT_BRACKET)) {
        if (context[0]) {
            char message[64];
            snprintf(message, sizeof message, "%s must have no type parameters", context);
            go_parse_syntax_error_at(parser, type->pos, message);
        }
        if (parse_token(parser) == GO_TOKEN_RIGHT_BRACKET) {
            go_parse_syntax_error(parser, "empty type parameter list");
            go_parse_next(parser);
        } else {
            GoFieldList list = go_parse_parameters(parser, NULL, NULL, GO_TOKEN_RIGHT_BRACKET, true);
            if (!context[0]) type->function_type.type_parameters = list;
        }
    }
    go_parse_want(parser, GO_TOKEN_LEFT_PAREN);
    type->function_type.parameters = go_parse_parameters(parser, NULL, NULL, GO_TOKEN_RIGHT_PAREN, false);
    type->function_type.results = parse_results(parser);
    go_parse_finish(parser, type);
    return type;
}

/* ---- Any type --------------------------------------------------------------------------------------- */

static GoExpr *parse_type_at(GoParser *parser) {
    GoPos pos = parse_pos(parser);
    GoToken token = parse_token(parser);
    if (token == GO_TOKEN_NAME) return parse_qualified_name(parser, NULL);
    GoExpr *type;
    switch (token) {
    case GO_TOKEN_MULTIPLY: go_parse_next(parser); return parse_pointer(parser, pos, go_parse_type(parser));
    case GO_TOKEN_ARROW:
        go_parse_next(parser);
        go_parse_want(parser, GO_TOKEN_CHAN);
        return parse_channel(parser, pos, GO_CHAN_RECEIVE);
    case GO_TOKEN_FUNC:
        go_parse_next(parser);
        type = go_parse_function_type(parser, "function type");
        type->start = pos;
        return type;
    case GO_TOKEN_LEFT_BRACKET:
        go_parse_next(parser);
        if (go_parse_got(parser, GO_TOKEN_RIGHT_BRACKET)) return go_parse_slice_type(parser, pos);
        return go_parse_array_type(parser, pos, NULL, false);
    case GO_TOKEN_CHAN:
        go_parse_next(parser);
        return parse_channel(parser, pos, go_parse_got(parser, GO_TOKEN_ARROW) ? GO_CHAN_SEND : GO_CHAN_BOTH);
    case GO_TOKEN_MAP: go_parse_next(parser); return parse_map(parser, pos);
    case GO_TOKEN_STRUCT: go_parse_next(parser); return parse_struct(parser, pos);
    case GO_TOKEN_INTERFACE: go_parse_next(parser); return parse_interface(parser, pos);
    case GO_TOKEN_LEFT_PAREN:
        go_parse_next(parser);
        type = go_parse_type(parser);
        go_parse_want(parser, GO_TOKEN_RIGHT_PAREN);
        return type;
    default: return NULL;
    }
}

GoExpr *go_parse_type_or_null(GoParser *parser) {
    GoExpr *type = go_parse_enter(parser) ? parse_type_at(parser) : NULL;
    parser->nesting--;
    return type;
}

GoExpr *go_parse_type(GoParser *parser) {
    GoExpr *type = go_parse_type_or_null(parser);
    if (type) return type;
    type = go_parse_bad(parser);
    go_parse_syntax_error(parser, "expecting type");
    PARSE_SKIP_TO(parser, GO_TOKEN_COMMA, GO_TOKEN_COLON, GO_TOKEN_SEMICOLON, GO_TOKEN_RIGHT_PAREN,
                  GO_TOKEN_RIGHT_BRACKET, GO_TOKEN_RIGHT_BRACE);
    return type;
}
