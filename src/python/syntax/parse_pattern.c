/* `match` and its patterns.
 *
 * match, case and _ are ordinary names that mean more in one place only. A line that starts with `match` is a
 * match statement if it reads as one: a subject, a colon, a line end, and a block whose first word is `case`.
 * Otherwise the parser goes back and takes it for an expression. */
#include "python/syntax/parser_internal.h"

static PyPattern *parse_pattern(PyParser *parser);
static PyPattern *parse_maybe_star_pattern(PyParser *parser);

static PyExpr *parse_subject(PyParser *parser) {
    size_t start = py_start(parser);
    bool starred = py_at(parser, PY_TOKEN_STAR);
    PyExpr *subject = py_parse_star_named_expression(parser);
    if (!subject || !py_at(parser, PY_TOKEN_COMMA)) return starred ? NULL : subject;
    size_t list = py_list_begin(parser);
    py_list_push(parser, subject);
    while (py_accept(parser, PY_TOKEN_COMMA)) {
        PyTokenKind kind = py_peek(parser)->kind;
        if (!py_starts_expression(kind) && kind != PY_TOKEN_STAR) break;
        if (!(subject = py_parse_star_named_expression(parser))) return NULL;
        py_list_push(parser, subject);
    }
    return py_new_tuple(parser, list, start);
}

/* A name that is bound; not `_`, and not the beginning of a dotted name, a class or a keyword. */
static bool at_capture(PyParser *parser) {
    if (!py_at(parser, PY_TOKEN_NAME) || py_at_word(parser, "_")) return false;
    PyTokenKind next = py_peek_ahead(parser, 1)->kind;
    return next != PY_TOKEN_DOT && next != PY_TOKEN_LEFT_PAREN && next != PY_TOKEN_EQUAL;
}

static PyExpr *parse_imaginary(PyParser *parser) {
    PyExpr *number = py_at(parser, PY_TOKEN_NUMBER) ? py_parse_atom(parser) : NULL;
    if (number && number->Constant.value.kind != PY_CONSTANT_IMAGINARY)
        return py_fail_at(parser, (SourceSpan){number->at.start, number->at.end},
                          "imaginary number required in complex literal");
    return number;
}

/* [-] number [(+|-) imaginary] */
static PyExpr *parse_signed_number(PyParser *parser) {
    size_t start = py_start(parser);
    bool minus = py_accept(parser, PY_TOKEN_MINUS);
    if (!py_at(parser, PY_TOKEN_NUMBER)) return NULL;
    PyExpr *number = py_parse_atom(parser);
    if (!number) return NULL;
    bool real = number->Constant.value.kind != PY_CONSTANT_IMAGINARY;
    SourceSpan real_span = {number->at.start, number->at.end};
    if (minus) {
        PyExpr *negative = py_new_expr(parser, PY_EXPR_UNARY_OP, start);
        negative->UnaryOp.op = PY_OP_USUB;
        negative->UnaryOp.operand = number;
        number = negative;
    }
    bool plus = py_at(parser, PY_TOKEN_PLUS);
    if (!plus && !py_at(parser, PY_TOKEN_MINUS)) return number;
    if (!real) return py_fail_at(parser, real_span, "real number required in complex literal");
    parser->at++;
    PyExpr *imaginary = parse_imaginary(parser);
    if (!imaginary) return NULL;
    PyExpr *sum = py_new_expr(parser, PY_EXPR_BIN_OP, start);
    sum->BinOp.left = number;
    sum->BinOp.op = plus ? PY_OP_ADD : PY_OP_SUB;
    sum->BinOp.right = imaginary;
    return sum;
}

/* name.name.name: at least one dot unless `bare` is allowed. */
static PyExpr *parse_dotted(PyParser *parser) {
    size_t start = py_start(parser);
    PyExpr *expr = py_at(parser, PY_TOKEN_NAME) ? py_parse_atom(parser) : NULL;
    while (expr && py_accept(parser, PY_TOKEN_DOT)) {
        Str name = py_parse_name(parser);
        if (!name.data) return NULL;
        PyExpr *attribute = py_new_expr(parser, PY_EXPR_ATTRIBUTE, start);
        attribute->Attribute.value = expr;
        attribute->Attribute.attr = name;
        expr = attribute;
    }
    return expr;
}

static PyPattern *new_value_pattern(PyParser *parser, PyExpr *value, size_t start) {
    if (!value) return NULL;
    PyPattern *pattern = py_new_pattern(parser, PY_PATTERN_MATCH_VALUE, start);
    pattern->MatchValue.value = value;
    return pattern;
}

static PyPattern *parse_singleton(PyParser *parser, PyConstantKind kind) {
    size_t start = py_start(parser);
    parser->at++;
    PyPattern *pattern = py_new_pattern(parser, PY_PATTERN_MATCH_SINGLETON, start);
    pattern->MatchSingleton.value.kind = kind;
    return pattern;
}

/* The arguments of a class pattern: positional ones, then name=pattern. */
static bool parse_class_arguments(PyParser *parser, PyPattern *result) {
    size_t list = py_list_begin(parser);
    VEC(Str) names = {0};
    size_t positional = 0;
    bool good = true;
    while (good && !py_at(parser, PY_TOKEN_RIGHT_PAREN)) {
        if (py_at(parser, PY_TOKEN_NAME) && py_peek_ahead(parser, 1)->kind == PY_TOKEN_EQUAL) {
            Str name = py_parse_name(parser);
            VEC_PUSH(&names, name);
            parser->at++;
        } else {
            good = names.count == 0;
            positional++;
        }
        PyPattern *argument = good ? parse_pattern(parser) : NULL;
        if (argument) py_list_push(parser, argument);
        good = argument && (py_accept(parser, PY_TOKEN_COMMA) || py_at(parser, PY_TOKEN_RIGHT_PAREN));
    }
    if (good) {
        PyPatternList all;
        PY_LIST_END(parser, list, &all);
        result->MatchClass.patterns = (PyPatternList){all.items, (int)positional};
        result->MatchClass.kwd_patterns =
            (PyPatternList){names.count ? all.items + positional : NULL, (int)names.count};
        result->MatchClass.kwd_attrs = (PyNameList){
            arena_copy_bytes(parser->arena, names.items, names.count * sizeof(Str)), (int)names.count};
    }
    VEC_FREE(&names);
    return good;
}

static PyPattern *parse_class_pattern(PyParser *parser, PyExpr *class, size_t start) {
    parser->at++;
    PyPattern *pattern = py_new_pattern(parser, PY_PATTERN_MATCH_CLASS, start);
    pattern->MatchClass.cls = class;
    if (!parse_class_arguments(parser, pattern) || !py_accept(parser, PY_TOKEN_RIGHT_PAREN)) return NULL;
    pattern->at = py_span_from(parser, start);
    return pattern;
}

static PyPattern *new_capture(PyParser *parser, Str name, size_t start) {
    PyPattern *pattern = py_new_pattern(parser, PY_PATTERN_MATCH_AS, start);
    pattern->MatchAs.name = name;
    return pattern;
}

/* A name: capture, wildcard, value (dotted) or class. */
static PyPattern *parse_name_pattern(PyParser *parser) {
    size_t start = py_start(parser);
    if (at_capture(parser)) {
        Str name = py_parse_name(parser);
        return new_capture(parser, name, start);
    }
    PyTokenKind next = py_peek_ahead(parser, 1)->kind;
    if (py_at_word(parser, "_") && next != PY_TOKEN_DOT && next != PY_TOKEN_LEFT_PAREN) {
        parser->at++;
        return new_capture(parser, (Str){0}, start);
    }
    PyExpr *expr = parse_dotted(parser);
    if (!expr) return NULL;
    if (py_at(parser, PY_TOKEN_LEFT_PAREN)) return parse_class_pattern(parser, expr, start);
    if (expr->kind != PY_EXPR_ATTRIBUTE || py_at(parser, PY_TOKEN_EQUAL)) return NULL;
    return new_value_pattern(parser, expr, start);
}

/* Items up to `close`, which is consumed; *trailing_comma says whether one stood before it. */
static bool parse_sequence_items(PyParser *parser, PyTokenKind close, bool *trailing_comma) {
    *trailing_comma = false;
    while (!py_accept(parser, close)) {
        PyPattern *item = parse_maybe_star_pattern(parser);
        if (!item) return false;
        py_list_push(parser, item);
        *trailing_comma = py_accept(parser, PY_TOKEN_COMMA);
        if (!*trailing_comma && !py_at(parser, close)) return false;
    }
    return true;
}

/* (...) or [...]: parentheses around one pattern without a comma only group. */
static PyPattern *parse_sequence(PyParser *parser, PyTokenKind close) {
    size_t start = py_start(parser);
    parser->at++;
    size_t list = py_list_begin(parser);
    bool trailing_comma;
    if (!parse_sequence_items(parser, close, &trailing_comma)) return NULL;
    if (close == PY_TOKEN_RIGHT_PAREN && parser->stack.count == list + 1 && !trailing_comma) {
        PyPattern *group = VEC_POP(&parser->stack);
        return group->kind == PY_PATTERN_MATCH_STAR ? NULL : group;
    }
    PyPattern *pattern = py_new_pattern(parser, PY_PATTERN_MATCH_SEQUENCE, start);
    PY_LIST_END(parser, list, &pattern->MatchSequence.patterns);
    return pattern;
}

static PyExpr *parse_mapping_key(PyParser *parser) {
    switch (py_peek(parser)->kind) {
    case PY_TOKEN_MINUS:
    case PY_TOKEN_NUMBER: return parse_signed_number(parser);
    case PY_TOKEN_STRING: return py_parse_strings(parser);
    case PY_TOKEN_NONE:
    case PY_TOKEN_TRUE:
    case PY_TOKEN_FALSE: return py_parse_atom(parser);
    default: break;
    }
    PyExpr *key = parse_dotted(parser);
    return key && key->kind == PY_EXPR_ATTRIBUTE ? key : NULL;
}

/* One `key: pattern` (pushed as two items) or `**rest`. */
static bool parse_mapping_item(PyParser *parser, Str *rest) {
    if (rest->data) return false;
    if (py_accept(parser, PY_TOKEN_POWER)) {
        if (!at_capture(parser)) return false;
        *rest = py_parse_name(parser);
        return true;
    }
    PyExpr *key = parse_mapping_key(parser);
    PyPattern *value = key && py_accept(parser, PY_TOKEN_COLON) ? parse_pattern(parser) : NULL;
    if (!value) return false;
    py_list_push(parser, key);
    py_list_push(parser, value);
    return true;
}

static PyPattern *parse_mapping(PyParser *parser) {
    size_t start = py_start(parser);
    parser->at++;
    size_t list = py_list_begin(parser);
    Str rest = {0};
    while (!py_accept(parser, PY_TOKEN_RIGHT_BRACE)) {
        if (!parse_mapping_item(parser, &rest)) return NULL;
        if (!py_accept(parser, PY_TOKEN_COMMA) && !py_at(parser, PY_TOKEN_RIGHT_BRACE)) return NULL;
    }
    int count;
    void **items = py_list_end(parser, list, &count);
    PyPattern *pattern = py_new_pattern(parser, PY_PATTERN_MATCH_MAPPING, start);
    pattern->MatchMapping.keys = (PyExprList){ARENA_ARRAY(parser->arena, PyExpr *, count / 2), count / 2};
    pattern->MatchMapping.patterns =
        (PyPatternList){ARENA_ARRAY(parser->arena, PyPattern *, count / 2), count / 2};
    for (int i = 0; i < count / 2; i++) {
        pattern->MatchMapping.keys.items[i] = items[2 * i];
        pattern->MatchMapping.patterns.items[i] = items[2 * i + 1];
    }
    pattern->MatchMapping.rest = rest;
    return pattern;
}

static PyPattern *parse_closed_pattern(PyParser *parser) {
    size_t start = py_start(parser);
    switch (py_peek(parser)->kind) {
    case PY_TOKEN_MINUS:
    case PY_TOKEN_NUMBER: return new_value_pattern(parser, parse_signed_number(parser), start);
    case PY_TOKEN_STRING: return new_value_pattern(parser, py_parse_strings(parser), start);
    case PY_TOKEN_NONE: return parse_singleton(parser, PY_CONSTANT_NONE);
    case PY_TOKEN_TRUE: return parse_singleton(parser, PY_CONSTANT_TRUE);
    case PY_TOKEN_FALSE: return parse_singleton(parser, PY_CONSTANT_FALSE);
    case PY_TOKEN_NAME: return parse_name_pattern(parser);
    case PY_TOKEN_LEFT_PAREN: return parse_sequence(parser, PY_TOKEN_RIGHT_PAREN);
    case PY_TOKEN_LEFT_BRACKET: return parse_sequence(parser, PY_TOKEN_RIGHT_BRACKET);
    case PY_TOKEN_LEFT_BRACE: return parse_mapping(parser);
    default: return NULL;
    }
}

static PyPattern *parse_or_pattern(PyParser *parser) {
    size_t start = py_start(parser);
    PyPattern *first = parse_closed_pattern(parser);
    if (!first || !py_at(parser, PY_TOKEN_BAR)) return first;
    size_t list = py_list_begin(parser);
    py_list_push(parser, first);
    while (py_accept(parser, PY_TOKEN_BAR)) {
        PyPattern *next = parse_closed_pattern(parser);
        if (!next) return NULL;
        py_list_push(parser, next);
    }
    PyPattern *pattern = py_new_pattern(parser, PY_PATTERN_MATCH_OR, start);
    PY_LIST_END(parser, list, &pattern->MatchOr.patterns);
    return pattern;
}

static PyPattern *parse_pattern(PyParser *parser) {
    size_t start = py_start(parser);
    if (!py_enter(parser, PY_DEPTH_OF_BRACKETS)) return NULL;
    PyPattern *inner = parse_or_pattern(parser);
    py_leave(parser, PY_DEPTH_OF_BRACKETS);
    if (!inner || !py_accept(parser, PY_TOKEN_AS)) return inner;
    if (!at_capture(parser)) return NULL;
    Str name = py_parse_name(parser);
    PyPattern *pattern = new_capture(parser, name, start);
    pattern->MatchAs.pattern = inner;
    return pattern;
}

static PyPattern *parse_maybe_star_pattern(PyParser *parser) {
    size_t start = py_start(parser);
    if (!py_accept(parser, PY_TOKEN_STAR)) return parse_pattern(parser);
    bool wildcard = py_at_word(parser, "_");
    if (!wildcard && !at_capture(parser)) return NULL;
    Str name = py_parse_name(parser);
    PyPattern *pattern = py_new_pattern(parser, PY_PATTERN_MATCH_STAR, start);
    pattern->MatchStar.name = wildcard ? (Str){0} : name;
    return pattern;
}

/* The patterns of a case: without parentheses, a comma makes a sequence. */
static PyPattern *parse_patterns(PyParser *parser) {
    size_t start = py_start(parser);
    PyPattern *first = parse_maybe_star_pattern(parser);
    if (!first || !py_at(parser, PY_TOKEN_COMMA))
        return first && first->kind == PY_PATTERN_MATCH_STAR ? NULL : first;
    size_t list = py_list_begin(parser);
    py_list_push(parser, first);
    while (py_accept(parser, PY_TOKEN_COMMA)) {
        if (py_at(parser, PY_TOKEN_COLON) || py_at(parser, PY_TOKEN_IF)) break;
        PyPattern *next = parse_maybe_star_pattern(parser);
        if (!next) return NULL;
        py_list_push(parser, next);
    }
    PyPattern *pattern = py_new_pattern(parser, PY_PATTERN_MATCH_SEQUENCE, start);
    PY_LIST_END(parser, list, &pattern->MatchSequence.patterns);
    return pattern;
}

static PyMatchCase *parse_case(PyParser *parser) {
    parser->at++;
    PyMatchCase *match_case = ARENA_NEW(parser->arena, PyMatchCase);
    if (!(match_case->pattern = parse_patterns(parser))) return NULL;
    if (py_accept(parser, PY_TOKEN_IF) && !(match_case->guard = py_parse_named_expression(parser)))
        return NULL;
    bool done = py_accept(parser, PY_TOKEN_COLON) && py_parse_block(parser, &match_case->body);
    return done ? match_case : NULL;
}

/* The current token is the name `match`. Goes back and returns NULL when this is no match statement. */
PyStmt *py_parse_match(PyParser *parser) {
    size_t start = py_start(parser);
    size_t before = parser->at, list = py_list_begin(parser);
    parser->at++;
    PyTokenKind kind = py_peek(parser)->kind;
    PyExpr *subject = py_starts_expression(kind) || kind == PY_TOKEN_STAR ? parse_subject(parser) : NULL;
    bool header = subject && py_accept(parser, PY_TOKEN_COLON) && py_accept(parser, PY_TOKEN_NEWLINE) &&
                  py_accept(parser, PY_TOKEN_INDENT) && py_at_word(parser, "case");
    if (!header) {
        parser->at = before;
        parser->stack.count = list;
        return NULL;
    }
    do {
        PyMatchCase *match_case = parse_case(parser);
        if (!match_case) return NULL;
        py_list_push(parser, match_case);
    } while (py_at_word(parser, "case"));
    if (!py_accept(parser, PY_TOKEN_DEDENT)) return NULL;
    PyStmt *stmt = py_new_stmt(parser, PY_STMT_MATCH, start);
    stmt->Match.subject = subject;
    PY_LIST_END(parser, list, &stmt->Match.cases);
    return stmt;
}
