/* Expressions (spec: "Expressions"): operands, the postfix forms, unary operators, and binary operators by
 * precedence climbing. */
#include "go/syntax/parse_internal.h"

/* ---- Nodes ------------------------------------------------------------------------------------------ */

GoExpr *go_parse_new(GoParser *parser, GoExprKind kind, GoPos pos) {
    GoExpr *expr = ARENA_NEW(parser->arena, GoExpr);
    expr->kind = kind;
    expr->pos = expr->start = pos;
    expr->end = parser->scanner.end;
    return expr;
}

void go_parse_finish(GoParser *parser, GoExpr *expr) {
    expr->end = parser->previous_end;
}

GoExpr *go_parse_bad(GoParser *parser) {
    return go_parse_new(parser, GO_EXPR_BAD, parse_pos(parser));
}

GoExpr *go_parse_new_name(GoParser *parser, GoPos pos, Str text) {
    GoExpr *name = go_parse_new(parser, GO_EXPR_NAME, pos);
    name->name.text = text;
    name->end = pos + (GoPos)text.length;
    return name;
}

GoExpr *go_parse_name(GoParser *parser) {
    if (parse_token(parser) == GO_TOKEN_NAME) {
        GoExpr *name = go_parse_new_name(parser, parse_pos(parser), parser->scanner.spelling);
        go_parse_next(parser);
        return name;
    }
    GoExpr *name = go_parse_new_name(parser, parse_pos(parser), STR("_"));
    go_parse_syntax_error(parser, "expecting name");
    if (parse_token(parser) != GO_TOKEN_EOF) go_parse_next(parser);
    return name;
}

GoExpr *go_parse_literal_or_null(GoParser *parser) {
    if (parse_token(parser) != GO_TOKEN_LITERAL) return NULL;
    GoExpr *literal = go_parse_new(parser, GO_EXPR_LITERAL, parse_pos(parser));
    literal->literal.kind = parser->scanner.literal_kind;
    literal->literal.text = parser->scanner.spelling;
    literal->literal.is_bad = parser->scanner.is_bad;
    go_parse_next(parser);
    return literal;
}

/* A node that begins with another expression. */
static GoExpr *parse_new_behind(GoParser *parser, GoExprKind kind, GoPos pos, const GoExpr *first) {
    GoExpr *expr = go_parse_new(parser, kind, pos);
    expr->start = first->start;
    return expr;
}

/* ---- Operands --------------------------------------------------------------------------------------- */

static GoExpr *parse_parenthesized(GoParser *parser) {
    GoExpr *paren = go_parse_new(parser, GO_EXPR_PAREN, parse_pos(parser));
    go_parse_next(parser);
    parser->expression_depth++;
    paren->paren.inner = go_parse_expr(parser);
    parser->expression_depth--;
    go_parse_want(parser, GO_TOKEN_RIGHT_PAREN);
    go_parse_finish(parser, paren);
    return paren;
}

/* `func` and a signature: a type, or with a body a literal. */
static GoExpr *parse_function_operand(GoParser *parser) {
    GoPos pos = parse_pos(parser);
    go_parse_next(parser);
    GoExpr *type = go_parse_function_type(parser, "function type");
    type->start = pos;
    if (parse_token(parser) != GO_TOKEN_LEFT_BRACE) return type;
    GoExpr *literal = go_parse_new(parser, GO_EXPR_FUNCTION, pos);
    GoFunction *function = ARENA_NEW(parser->arena, GoFunction);
    literal->function.type = function->type = type;
    literal->function.function = function;
    parser->expression_depth++;
    function->body = go_parse_function_body(parser);
    parser->expression_depth--;
    go_parse_finish(parser, literal);
    return literal;
}

static GoExpr *parse_operand(GoParser *parser) {
    switch (parse_token(parser)) {
    case GO_TOKEN_NAME: return go_parse_name(parser);
    case GO_TOKEN_LITERAL: return go_parse_literal_or_null(parser);
    case GO_TOKEN_LEFT_PAREN: return parse_parenthesized(parser);
    case GO_TOKEN_FUNC: return parse_function_operand(parser);
    case GO_TOKEN_LEFT_BRACKET:
    case GO_TOKEN_CHAN:
    case GO_TOKEN_MAP:
    case GO_TOKEN_STRUCT:
    case GO_TOKEN_INTERFACE: return go_parse_type(parser);
    default: break;
    }
    GoExpr *bad = go_parse_bad(parser);
    go_parse_syntax_error(parser, "expecting expression");
    PARSE_SKIP_TO(parser, GO_TOKEN_RIGHT_PAREN, GO_TOKEN_RIGHT_BRACKET, GO_TOKEN_RIGHT_BRACE);
    return bad;
}

/* ---- Composite literals ----------------------------------------------------------------------------- */

static GoExpr *parse_composite(GoParser *parser, GoExpr *type);

static GoExpr *parse_element_value(GoParser *parser) {
    if (parse_token(parser) != GO_TOKEN_LEFT_BRACE) return go_parse_expr(parser);
    GoExpr *bad = NULL;
    if (go_parse_enter(parser))
        bad = parse_composite(parser, NULL);
    else
        bad = go_parse_bad(parser);
    parser->nesting--;
    return bad;
}

static bool parse_element(GoParser *parser, void *user) {
    uint32_t *keys = user;
    GoExpr *element = parse_element_value(parser);
    if (parse_token(parser) == GO_TOKEN_COLON) {
        GoExpr *pair = parse_new_behind(parser, GO_EXPR_KEY_VALUE, parse_pos(parser), element);
        go_parse_next(parser);
        pair->key_value.key = element;
        pair->key_value.value = parse_element_value(parser);
        go_parse_finish(parser, pair);
        ++*keys;
        element = pair;
    }
    VEC_PUSH(&parser->pending, element);
    return false;
}

/* At `{`; `type` is NULL where it is left out. */
static GoExpr *parse_composite(GoParser *parser, GoExpr *type) {
    GoExpr *literal = go_parse_new(parser, GO_EXPR_COMPOSITE, parse_pos(parser));
    if (type) literal->start = type->start;
    literal->composite.type = type;
    literal->composite.left_brace = parse_pos(parser);
    parser->expression_depth++;
    go_parse_want(parser, GO_TOKEN_LEFT_BRACE);
    size_t mark = parser->pending.count;
    uint32_t keys = 0;
    literal->composite.right_brace = go_parse_list(parser, "composite literal", GO_TOKEN_COMMA,
                                                   GO_TOKEN_RIGHT_BRACE, parse_element, &keys);
    literal->composite.elements = go_parse_take_exprs(parser, mark);
    literal->composite.has_keys = keys > 0 && keys == literal->composite.elements.count;
    parser->expression_depth--;
    go_parse_finish(parser, literal);
    return literal;
}

/* Can it only be a value, not a type? */
static bool parse_is_value(const GoExpr *expr) {
    switch (expr->kind) {
    case GO_EXPR_LITERAL:
    case GO_EXPR_COMPOSITE:
    case GO_EXPR_FUNCTION:
    case GO_EXPR_SLICE:
    case GO_EXPR_TYPE_ASSERTION:
    case GO_EXPR_TYPE_SWITCH:
    case GO_EXPR_CALL:
    case GO_EXPR_UNARY:
    case GO_EXPR_BINARY: return true;
    case GO_EXPR_PAREN: return parse_is_value(expr->paren.inner);
    case GO_EXPR_INDEX:
        if (parse_is_value(expr->index.operand)) return true;
        return expr->index.indices.count == 1 && parse_is_value(expr->index.indices.items[0]);
    default: return false;
    }
}

/* Does `{` behind this expression begin a composite literal (or else a block)? */
static bool parse_takes_braces(const GoParser *parser, const GoExpr *expr) {
    switch (expr->kind) {
    case GO_EXPR_NAME:
    case GO_EXPR_SELECTOR: return parser->expression_depth >= 0;
    case GO_EXPR_INDEX: return parser->expression_depth >= 0 && !parse_is_value(expr);
    case GO_EXPR_ARRAY_TYPE:
    case GO_EXPR_SLICE_TYPE:
    case GO_EXPR_STRUCT_TYPE:
    case GO_EXPR_MAP_TYPE: return true;
    default: return false;
    }
}

/* ---- Postfix forms ---------------------------------------------------------------------------------- */

/* x.name, x.(T), x.(type) */
static GoExpr *parse_dot(GoParser *parser, GoExpr *operand) {
    GoPos pos = parse_pos(parser);
    go_parse_next(parser);
    GoExpr *expr;
    if (parse_token(parser) == GO_TOKEN_NAME) {
        expr = parse_new_behind(parser, GO_EXPR_SELECTOR, pos, operand);
        expr->selector.operand = operand;
        expr->selector.name = go_parse_name(parser);
    } else if (go_parse_got(parser, GO_TOKEN_LEFT_PAREN)) {
        if (go_parse_got(parser, GO_TOKEN_TYPE)) {
            expr = parse_new_behind(parser, GO_EXPR_TYPE_SWITCH, pos, operand);
            expr->type_switch.operand = operand;
        } else {
            expr = parse_new_behind(parser, GO_EXPR_TYPE_ASSERTION, pos, operand);
            expr->assertion.operand = operand;
            expr->assertion.type = go_parse_type(parser);
        }
        go_parse_want(parser, GO_TOKEN_RIGHT_PAREN);
    } else {
        go_parse_syntax_error(parser, "expecting name or (");
        PARSE_SKIP_TO(parser, GO_TOKEN_SEMICOLON, GO_TOKEN_RIGHT_PAREN);
        return operand;
    }
    go_parse_finish(parser, expr);
    return expr;
}

/* The bounds of a slice expression, behind the first one. */
static GoExpr *parse_slice(GoParser *parser, GoPos pos, GoExpr *operand, GoExpr *low) {
    GoExpr *expr = parse_new_behind(parser, GO_EXPR_SLICE, pos, operand);
    expr->slice.operand = operand;
    GoExpr **bounds = expr->slice.bounds;
    bounds[0] = low;
    parser->expression_depth++;
    if (parse_token(parser) != GO_TOKEN_COLON && parse_token(parser) != GO_TOKEN_RIGHT_BRACKET)
        bounds[1] = go_parse_expr(parser);
    if (parse_token(parser) == GO_TOKEN_COLON) {
        expr->slice.has_max = true;
        if (!bounds[1]) {
            go_parse_error_at(parser, parse_pos(parser), "middle index required in 3-index slice");
            bounds[1] = go_parse_bad(parser);
        }
        go_parse_next(parser);
        if (parse_token(parser) != GO_TOKEN_RIGHT_BRACKET) {
            bounds[2] = go_parse_expr(parser);
        } else {
            go_parse_error_at(parser, parse_pos(parser), "final index required in 3-index slice");
            bounds[2] = go_parse_bad(parser);
        }
    }
    parser->expression_depth--;
    go_parse_want(parser, GO_TOKEN_RIGHT_BRACKET);
    go_parse_finish(parser, expr);
    return expr;
}

/* x[i], x[low:high], F[int, string] */
static GoExpr *parse_brackets(GoParser *parser, GoExpr *operand) {
    GoPos pos = parse_pos(parser);
    go_parse_next(parser);
    if (parse_token(parser) == GO_TOKEN_RIGHT_BRACKET) {
        go_parse_syntax_error(parser, "expecting operand");
        go_parse_next(parser);
        return operand;
    }
    GoExprList list = {0};
    if (parse_token(parser) != GO_TOKEN_COLON) {
        bool has_comma;
        list = go_parse_type_list(parser, &has_comma);
        if (has_comma || parse_token(parser) == GO_TOKEN_RIGHT_BRACKET) {
            go_parse_want(parser, GO_TOKEN_RIGHT_BRACKET);
            GoExpr *expr = parse_new_behind(parser, GO_EXPR_INDEX, pos, operand);
            expr->index.operand = operand;
            expr->index.indices = list;
            go_parse_finish(parser, expr);
            return expr;
        }
    }
    if (!go_parse_got(parser, GO_TOKEN_COLON)) {
        go_parse_syntax_error(parser, "expecting comma, : or ]");
        PARSE_SKIP_TO(parser, GO_TOKEN_COMMA, GO_TOKEN_COLON, GO_TOKEN_RIGHT_BRACKET);
    }
    return parse_slice(parser, pos, operand, list.count ? list.items[0] : NULL);
}

static bool parse_argument(GoParser *parser, void *user) {
    bool *has_dots = user;
    GoExpr *argument = go_parse_expr(parser);
    VEC_PUSH(&parser->pending, argument);
    *has_dots = go_parse_got(parser, GO_TOKEN_DOTS);
    return *has_dots;
}

static GoExpr *parse_call(GoParser *parser, GoExpr *function) {
    GoExpr *call = parse_new_behind(parser, GO_EXPR_CALL, parse_pos(parser), function);
    go_parse_next(parser);
    call->call.function = function;
    parser->expression_depth++;
    size_t mark = parser->pending.count;
    go_parse_list(parser, "argument list", GO_TOKEN_COMMA, GO_TOKEN_RIGHT_PAREN, parse_argument,
                  &call->call.has_dots);
    call->call.arguments = go_parse_take_exprs(parser, mark);
    parser->expression_depth--;
    go_parse_finish(parser, call);
    return call;
}

/* An operand (already read, or NULL) and all that is attached to it. */
GoExpr *go_parse_primary(GoParser *parser, GoExpr *operand) {
    GoExpr *expr = operand ? operand : parse_operand(parser);
    for (int length = 0;; length++) {
        if (length > GO_CHAIN_MAX) go_parse_too_deep(parser);
        switch (parse_token(parser)) {
        case GO_TOKEN_DOT: expr = parse_dot(parser, expr); break;
        case GO_TOKEN_LEFT_BRACKET: expr = parse_brackets(parser, expr); break;
        case GO_TOKEN_LEFT_PAREN: expr = parse_call(parser, expr); break;
        case GO_TOKEN_LEFT_BRACE: {
            GoExpr *type = go_expr_unparen(expr);
            if (!parse_takes_braces(parser, type)) return expr;
            if (type != expr) go_parse_syntax_error(parser, "cannot parenthesize type in composite literal");
            expr = parse_composite(parser, expr);
            break;
        }
        default: return expr;
        }
    }
}

/* ---- Operators -------------------------------------------------------------------------------------- */

/* `<-` before a channel type binds to it: `<-chan int(x)` is a conversion. Re-associates the arrows of a
 * nested type: `<-chan (chan<- T)` read as `<-(chan (<-chan T))`. */
static void parse_associate_arrow(GoParser *parser, GoExpr *type) {
    GoChanDirection direction = GO_CHAN_SEND;
    GoExpr *current = type;
    while (direction == GO_CHAN_SEND && current->kind == GO_EXPR_CHAN_TYPE) {
        direction = current->chan_type.direction;
        if (direction == GO_CHAN_RECEIVE) go_parse_syntax_error(parser, "unexpected <-, expecting chan");
        current->chan_type.direction = GO_CHAN_RECEIVE;
        current = current->chan_type.element;
    }
    if (direction != GO_CHAN_SEND) return;
    StrBuf message = {0};
    strbuf_append_c(&message, "unexpected ");
    go_expr_print(&message, current);
    strbuf_append_c(&message, ", expecting chan");
    go_parse_syntax_error(parser, message.data);
    strbuf_free(&message);
}

static GoExpr *parse_unary(GoParser *parser);

static GoExpr *parse_unary_operator(GoParser *parser, GoToken operator) {
    GoPos pos = parse_pos(parser);
    go_parse_next(parser);
    GoExpr *operand = parse_unary(parser);
    if (operator== GO_TOKEN_ARROW && operand->kind == GO_EXPR_CHAN_TYPE) {
        parse_associate_arrow(parser, operand);
        operand->start = pos;
        return operand;
    }
    if (operator== GO_TOKEN_AND) operand = go_expr_unparen(operand);
    GoExpr *expr = go_parse_new(parser, operator== GO_TOKEN_MULTIPLY ? GO_EXPR_STAR : GO_EXPR_UNARY, pos);
    if (operator== GO_TOKEN_MULTIPLY) {
        expr->star.operand = operand;
    } else {
        expr->unary.operator= operator;
        expr->unary.operand = operand;
    }
    go_parse_finish(parser, expr);
    return expr;
}

static GoExpr *parse_unary(GoParser *parser) {
    GoExpr *expr;
    if (!go_parse_enter(parser)) {
        expr = go_parse_bad(parser);
    } else {
        GoToken token = parse_token(parser);
        switch (token) {
        case GO_TOKEN_MULTIPLY:
        case GO_TOKEN_ADD:
        case GO_TOKEN_SUBTRACT:
        case GO_TOKEN_NOT:
        case GO_TOKEN_XOR:
        case GO_TOKEN_TILDE:
        case GO_TOKEN_AND:
        case GO_TOKEN_ARROW: expr = parse_unary_operator(parser, token); break;
        default: expr = go_parse_primary(parser, NULL);
        }
    }
    parser->nesting--;
    return expr;
}

static bool parse_is_text(const GoExpr *expr) {
    return expr->kind == GO_EXPR_LITERAL && expr->literal.kind == GO_LITERAL_STRING;
}

/* Operators that bind tighter than `precedence`, with `left` (already read, or NULL) as first operand. */
GoExpr *go_parse_binary(GoParser *parser, GoExpr *left, int precedence) {
    GoExpr *expr = left ? left : parse_unary(parser);
    bool is_text = parse_is_text(expr);
    for (int length = 0; parser->scanner.precedence > precedence; length++) {
        GoExpr *both = parse_new_behind(parser, GO_EXPR_BINARY, parse_pos(parser), expr);
        int own = parser->scanner.precedence;
        both->binary.operator= parse_token(parser);
        go_parse_next(parser);
        both->binary.left = expr;
        both->binary.right = go_parse_binary(parser, NULL, own);
        go_parse_finish(parser, both);
        expr = both;
        is_text = is_text && both->binary.operator== GO_TOKEN_ADD && parse_is_text(both->binary.right);
        if (length > (is_text ? GO_TEXT_CHAIN_MAX : GO_CHAIN_MAX)) go_parse_too_deep(parser);
    }
    return expr;
}

GoExpr *go_parse_expr(GoParser *parser) {
    return go_parse_binary(parser, NULL, 0);
}

/* ---- Lists ------------------------------------------------------------------------------------------ */

GoExprList go_parse_expr_list(GoParser *parser) {
    size_t mark = parser->pending.count;
    do {
        GoExpr *expr = go_parse_expr(parser);
        VEC_PUSH(&parser->pending, expr);
    } while (go_parse_got(parser, GO_TOKEN_COMMA));
    return go_parse_take_exprs(parser, mark);
}

GoExprList go_parse_name_list(GoParser *parser, GoExpr *first) {
    size_t mark = parser->pending.count;
    VEC_PUSH(&parser->pending, first);
    while (go_parse_got(parser, GO_TOKEN_COMMA)) {
        GoExpr *name = go_parse_name(parser);
        VEC_PUSH(&parser->pending, name);
    }
    return go_parse_take_exprs(parser, mark);
}

GoExprList go_parse_type_list(GoParser *parser, bool *has_comma) {
    size_t mark = parser->pending.count;
    parser->expression_depth++;
    GoExpr *type = go_parse_expr(parser);
    VEC_PUSH(&parser->pending, type);
    *has_comma = false;
    while (go_parse_got(parser, GO_TOKEN_COMMA)) {
        *has_comma = true;
        type = go_parse_type_or_null(parser);
        if (!type) break;
        VEC_PUSH(&parser->pending, type);
    }
    parser->expression_depth--;
    return go_parse_take_exprs(parser, mark);
}
