/* The parser's core: tokens, errors and lists, and the declarations (spec: "Declarations and scope"). */
#include "go/syntax/parser.h"

#include "go/syntax/line_directive.h"
#include "go/syntax/parse_internal.h"

#include <string.h>

/* ---- Tokens ----------------------------------------------------------------------------------------- */

void go_parse_next(GoParser *parser) {
    parser->previous_end = parser->scanner.end;
    go_scanner_next(&parser->scanner);
}

bool go_parse_got(GoParser *parser, GoToken token) {
    if (parse_token(parser) != token) return false;
    go_parse_next(parser);
    return true;
}

void go_parse_want(GoParser *parser, GoToken token) {
    if (go_parse_got(parser, token)) return;
    char message[64];
    snprintf(message, sizeof message, "expecting %s", go_parse_token_name(token));
    go_parse_syntax_error(parser, message);
    if (parse_token(parser) != GO_TOKEN_EOF) go_parse_next(parser);
}

/* `=`; also `:=`, a common slip. */
bool go_parse_got_assign(GoParser *parser) {
    if (parse_token(parser) == GO_TOKEN_DEFINE)
        go_parse_syntax_error(parser, "expecting =");
    else if (parse_token(parser) != GO_TOKEN_ASSIGN)
        return false;
    go_parse_next(parser);
    return true;
}

void go_parse_too_deep(GoParser *parser) {
    if (parse_token(parser) != GO_TOKEN_EOF)
        go_parse_error_at(parser, parse_pos(parser), "exceeded max nesting depth");
    go_scanner_stop(&parser->scanner);
}

bool go_parse_enter(GoParser *parser) {
    if (++parser->nesting <= GO_NESTING_MAX) return true;
    go_parse_too_deep(parser);
    return false;
}

/* ---- Errors ----------------------------------------------------------------------------------------- */

void go_parse_error_at(GoParser *parser, GoPos pos, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    go_error_add_list(parser->errors, pos, format, arguments);
    va_end(arguments);
}

const char *go_parse_token_name(GoToken token) {
    switch (token) {
    case GO_TOKEN_COMMA: return "comma";
    case GO_TOKEN_SEMICOLON: return "semicolon or newline";
    default: return go_token_text(token);
    }
}

static void parse_append_token(const GoParser *parser, StrBuf *out) {
    const GoScanner *scanner = &parser->scanner;
    switch (scanner->token) {
    case GO_TOKEN_NAME:
    case GO_TOKEN_SEMICOLON: strbuf_append(out, scanner->spelling); break;
    case GO_TOKEN_LITERAL:
        strbuf_append_c(out, "literal ");
        strbuf_append(out, scanner->spelling);
        break;
    case GO_TOKEN_ASSIGN_OPERATOR: strbuf_format(out, "%s=", go_token_text(scanner->operator)); break;
    case GO_TOKEN_INCREMENT: strbuf_append_c(out, scanner->operator== GO_TOKEN_ADD ? "++" : "--"); break;
    default: strbuf_append_c(out, go_parse_token_name(scanner->token));
    }
}

void go_parse_syntax_error_at(GoParser *parser, GoPos pos, const char *message) {
    bool has_errors = parser->errors->items.count > parser->errors_before;
    if (parse_token(parser) == GO_TOKEN_EOF && has_errors) return; /* an echo of what went before */
    StrBuf text = {0};
    strbuf_append_c(&text, "syntax error: ");
    bool is_expectation = strncmp(message, "expecting ", 10) == 0;
    bool is_place = strncmp(message, "in ", 3) == 0 || strncmp(message, "at ", 3) == 0 ||
                    strncmp(message, "after ", 6) == 0;
    if (is_expectation || is_place) {
        strbuf_append_c(&text, "unexpected ");
        parse_append_token(parser, &text);
        strbuf_append_c(&text, is_expectation ? ", " : " ");
    }
    strbuf_append_c(&text, message);
    go_error_add_text(parser->errors, pos, strbuf_view(&text));
    strbuf_free(&text);
}

void go_parse_syntax_error(GoParser *parser, const char *message) {
    go_parse_syntax_error_at(parser, parse_pos(parser), message);
}

/* Keywords that begin a statement: inside a function, skipping stops there. */
static bool parse_begins_statement(GoToken token) {
    switch (token) {
    case GO_TOKEN_BREAK:
    case GO_TOKEN_CONST:
    case GO_TOKEN_CONTINUE:
    case GO_TOKEN_DEFER:
    case GO_TOKEN_FALLTHROUGH:
    case GO_TOKEN_FOR:
    case GO_TOKEN_GO:
    case GO_TOKEN_GOTO:
    case GO_TOKEN_IF:
    case GO_TOKEN_RETURN:
    case GO_TOKEN_SELECT:
    case GO_TOKEN_SWITCH:
    case GO_TOKEN_TYPE:
    case GO_TOKEN_VAR: return true;
    default: return false;
    }
}

void go_parse_skip(GoParser *parser, const GoToken *follow, size_t count) {
    while (parse_token(parser) != GO_TOKEN_EOF) {
        for (size_t i = 0; i < count; i++) {
            if (parse_token(parser) == follow[i]) return;
        }
        if (parser->function_depth > 0 && parse_begins_statement(parse_token(parser))) return;
        go_parse_next(parser);
    }
}

/* ---- Lists ------------------------------------------------------------------------------------------ */

GoPos go_parse_list(GoParser *parser, const char *context, GoToken separator, GoToken close,
                    bool (*element)(GoParser *parser, void *user), void *user) {
    bool is_done = false;
    while (parse_token(parser) != GO_TOKEN_EOF && parse_token(parser) != close && !is_done) {
        is_done = element(parser, user);
        if (go_parse_got(parser, separator) || parse_token(parser) == close) continue;
        char message[128];
        snprintf(message, sizeof message, "in %s; possibly missing %s or %s", context,
                 go_parse_token_name(separator), go_parse_token_name(close));
        go_parse_syntax_error(parser, message);
        PARSE_SKIP_TO(parser, GO_TOKEN_RIGHT_PAREN, GO_TOKEN_RIGHT_BRACKET, GO_TOKEN_RIGHT_BRACE);
        if (parse_token(parser) != close) return parse_pos(parser);
    }
    GoPos pos = parse_pos(parser);
    go_parse_want(parser, close);
    return pos;
}

void **go_parse_take(GoParser *parser, size_t mark, uint32_t *count) {
    *count = (uint32_t)(parser->pending.count - mark);
    if (*count == 0) return NULL;
    void **items = arena_copy_bytes(parser->arena, parser->pending.items + mark, *count * sizeof(void *));
    parser->pending.count = mark;
    return items;
}

GoExprList go_parse_take_exprs(GoParser *parser, size_t mark) {
    GoExprList list;
    list.items = (GoExpr **)go_parse_take(parser, mark, &list.count);
    return list;
}

GoFieldList go_parse_take_fields(GoParser *parser, size_t mark) {
    GoFieldList list;
    list.items = (GoField **)go_parse_take(parser, mark, &list.count);
    return list;
}

/* ---- Declarations ----------------------------------------------------------------------------------- */

static void parse_import(GoParser *parser, GoDecl *decl) {
    if (parse_token(parser) == GO_TOKEN_NAME) {
        decl->import.name = go_parse_name(parser);
    } else if (parse_token(parser) == GO_TOKEN_DOT) {
        decl->import.name = go_parse_new_name(parser, parse_pos(parser), STR("."));
        go_parse_next(parser);
    }
    decl->import.path = go_parse_literal_or_null(parser);
    if (!decl->import.path) {
        go_parse_syntax_error(parser, "missing import path");
        PARSE_SKIP_TO(parser, GO_TOKEN_SEMICOLON, GO_TOKEN_RIGHT_PAREN);
        return;
    }
    if (!decl->import.path->literal.is_bad && decl->import.path->literal.kind != GO_LITERAL_STRING) {
        go_parse_syntax_error_at(parser, decl->import.path->pos, "import path must be a string");
        decl->import.path->literal.is_bad = true;
    }
}

static void parse_constants(GoParser *parser, GoDecl *decl) {
    decl->value.names = go_parse_name_list(parser, go_parse_name(parser));
    GoToken token = parse_token(parser);
    if (token == GO_TOKEN_EOF || token == GO_TOKEN_SEMICOLON || token == GO_TOKEN_RIGHT_PAREN) return;
    decl->value.type = go_parse_type_or_null(parser);
    if (go_parse_got_assign(parser)) decl->value.values = go_parse_expr_list(parser);
}

static void parse_variables(GoParser *parser, GoDecl *decl) {
    decl->value.names = go_parse_name_list(parser, go_parse_name(parser));
    if (go_parse_got_assign(parser)) {
        decl->value.values = go_parse_expr_list(parser);
        return;
    }
    decl->value.type = go_parse_type(parser);
    if (go_parse_got_assign(parser)) decl->value.values = go_parse_expr_list(parser);
}

static bool parse_is_type_element(const GoExpr *expr) {
    switch (expr->kind) {
    case GO_EXPR_ARRAY_TYPE:
    case GO_EXPR_SLICE_TYPE:
    case GO_EXPR_STRUCT_TYPE:
    case GO_EXPR_FUNCTION_TYPE:
    case GO_EXPR_INTERFACE_TYPE:
    case GO_EXPR_MAP_TYPE:
    case GO_EXPR_CHAN_TYPE: return true;
    case GO_EXPR_BINARY:
        return parse_is_type_element(expr->binary.left) || parse_is_type_element(expr->binary.right);
    case GO_EXPR_UNARY:
        return expr->unary.operator== GO_TOKEN_TILDE || parse_is_type_element(expr->unary.operand);
    case GO_EXPR_STAR: return parse_is_type_element(expr->star.operand);
    case GO_EXPR_PAREN: return parse_is_type_element(expr->paren.inner);
    default: return false;
    }
}

/* `type T[P *C]`, `[P *C|D]`, `[P (C)]` look like expressions until something shows that a type is meant (or
 * `is_forced`: a comma followed). Splits such an expression into the name (returned) and what follows it
 * (`type`, NULL for a name alone). NULL: it is an expression, hence an array's length. */
static GoExpr *parse_split_parameter(GoParser *parser, GoExpr *expr, bool is_forced, GoExpr **type) {
    *type = NULL;
    if (expr->kind == GO_EXPR_NAME) return expr;
    if (expr->kind == GO_EXPR_BINARY && expr->binary.operator== GO_TOKEN_MULTIPLY) {
        GoExpr *name = expr->binary.left;
        if (name->kind != GO_EXPR_NAME || !(is_forced || parse_is_type_element(expr->binary.right)))
            return NULL;
        *type = go_parse_new(parser, GO_EXPR_STAR, expr->pos);
        (*type)->star.operand = expr->binary.right;
        (*type)->end = expr->end;
        return name;
    }
    if (expr->kind == GO_EXPR_BINARY && expr->binary.operator== GO_TOKEN_OR) {
        GoExpr *left;
        is_forced = is_forced || parse_is_type_element(expr->binary.right);
        GoExpr *name = parse_split_parameter(parser, expr->binary.left, is_forced, &left);
        if (!name || !left) return NULL;
        *type = go_parse_new(parser, GO_EXPR_BINARY, expr->pos);
        (*type)->binary.operator= GO_TOKEN_OR;
        (*type)->binary.left = left;
        (*type)->binary.right = expr->binary.right;
        (*type)->start = left->start;
        (*type)->end = expr->end;
        return name;
    }
    if (expr->kind == GO_EXPR_CALL && expr->call.function->kind == GO_EXPR_NAME &&
        expr->call.arguments.count == 1 && !expr->call.has_dots &&
        (is_forced || parse_is_type_element(expr->call.arguments.items[0]))) {
        *type = expr->call.arguments.items[0];
        return expr->call.function;
    }
    return NULL;
}

/* Behind `type T [`: type parameters or an array type. */
static void parse_bracketed_type(GoParser *parser, GoDecl *decl, GoPos pos) {
    if (go_parse_got(parser, GO_TOKEN_RIGHT_BRACKET)) {
        decl->type.type = go_parse_slice_type(parser, pos);
        return;
    }
    if (parse_token(parser) != GO_TOKEN_NAME) {
        decl->type.type = go_parse_array_type(parser, pos, NULL, false);
        return;
    }
    GoExpr *expr = go_parse_name(parser);
    if (parse_token(parser) != GO_TOKEN_LEFT_BRACKET) {
        parser->expression_depth++;
        expr = go_parse_binary(parser, go_parse_primary(parser, expr), 0);
        parser->expression_depth--;
    }
    GoExpr *type;
    GoExpr *name = parse_split_parameter(parser, expr, parse_token(parser) == GO_TOKEN_COMMA, &type);
    if (name && (type || parse_token(parser) != GO_TOKEN_RIGHT_BRACKET)) {
        decl->type.type_parameters = go_parse_parameters(parser, name, type, GO_TOKEN_RIGHT_BRACKET, true);
        decl->type.is_alias = go_parse_got_assign(parser);
        decl->type.type = go_parse_type_or_null(parser);
        return;
    }
    decl->type.type = go_parse_array_type(parser, pos, expr, true);
}

static void parse_type_declaration(GoParser *parser, GoDecl *decl) {
    decl->type.name = go_parse_name(parser);
    GoPos pos = parse_pos(parser);
    if (go_parse_got(parser, GO_TOKEN_LEFT_BRACKET)) {
        parse_bracketed_type(parser, decl, pos);
    } else {
        decl->type.is_alias = go_parse_got_assign(parser);
        decl->type.type = go_parse_type_or_null(parser);
    }
    if (decl->type.type) return;
    decl->type.type = go_parse_bad(parser);
    go_parse_syntax_error(parser, "in type declaration");
    PARSE_SKIP_TO(parser, GO_TOKEN_SEMICOLON, GO_TOKEN_RIGHT_PAREN);
}

static GoDecl *parse_new_declaration(GoParser *parser, GoDeclKind kind) {
    GoDecl *decl = ARENA_NEW(parser->arena, GoDecl);
    decl->kind = kind;
    decl->pos = decl->start = parse_pos(parser);
    return decl;
}

static void parse_take_directives(GoParser *parser, GoDecl *decl) {
    decl->is_local = parser->function_depth > 0;
    if (parser->directives) go_directive_take_for(parser->directives, decl);
}

/* The specifications of one declaration, as they are read. */
typedef struct Group {
    GoDeclKind kind;
    GoDecl *first, *last;
    uint32_t number; /* 0: no parentheses */
    uint32_t iota;
    GoDecl *inherited; /* const: the last specification with values */
} Group;

static bool parse_specification(GoParser *parser, void *user) {
    Group *group = user;
    GoDecl *decl = parse_new_declaration(parser, group->kind);
    decl->group = group->number;
    parse_take_directives(parser, decl);
    switch (group->kind) {
    case GO_DECL_IMPORT: parse_import(parser, decl); break;
    case GO_DECL_CONST:
        parse_constants(parser, decl);
        decl->value.iota = group->iota++;
        if (decl->value.type || decl->value.values.count)
            group->inherited = decl;
        else
            decl->value.inherited = group->inherited;
        break;
    case GO_DECL_TYPE: parse_type_declaration(parser, decl); break;
    default: parse_variables(parser, decl);
    }
    decl->end = parser->previous_end;
    if (group->last)
        group->last->next = decl;
    else
        group->first = decl;
    group->last = decl;
    return false;
}

GoDecl *go_parse_declarations(GoParser *parser, GoDeclKind kind) {
    Group group = {.kind = kind};
    if (parse_token(parser) == GO_TOKEN_LEFT_PAREN) {
        parse_clear_directives(parser);
        go_parse_next(parser);
        group.number = ++parser->group_count;
        go_parse_list(parser, "grouped declaration", GO_TOKEN_SEMICOLON, GO_TOKEN_RIGHT_PAREN,
                      parse_specification, &group);
    } else {
        parse_specification(parser, &group);
    }
    return group.first;
}

static GoField *parse_receiver(GoParser *parser) {
    GoFieldList receivers = go_parse_parameters(parser, NULL, NULL, GO_TOKEN_RIGHT_PAREN, false);
    if (receivers.count == 0) {
        go_parse_error_at(parser, parse_pos(parser), "method has no receiver");
        return NULL;
    }
    if (receivers.count > 1) go_parse_error_at(parser, parse_pos(parser), "method has multiple receivers");
    return receivers.items[0];
}

/* At the `{` of a declared function. */
static void parse_declared_body(GoParser *parser, GoFunction *function) {
    if (!parser->is_outline || !go_scanner_skip_block(&parser->scanner)) {
        function->body = go_parse_function_body(parser);
        return;
    }
    go_parse_next(parser);
}

/* Behind `func`. NULL after an error. */
static GoDecl *parse_function(GoParser *parser) {
    GoDecl *decl = parse_new_declaration(parser, GO_DECL_FUNCTION);
    parse_take_directives(parser, decl);
    bool is_method = go_parse_got(parser, GO_TOKEN_LEFT_PAREN);
    if (is_method) decl->function.receiver = parse_receiver(parser);
    if (parse_token(parser) != GO_TOKEN_NAME) {
        go_parse_syntax_error(parser, "expecting name or (");
        PARSE_SKIP_TO(parser, GO_TOKEN_LEFT_BRACE, GO_TOKEN_SEMICOLON);
        return NULL;
    }
    decl->function.name = go_parse_name(parser);
    GoFunction *function = decl->function.function = ARENA_NEW(parser->arena, GoFunction);
    function->declaration = decl;
    function->type = go_parse_function_type(parser, decl->function.receiver ? "method" : "");
    if (parse_token(parser) == GO_TOKEN_LEFT_BRACE) parse_declared_body(parser, function);
    decl->end = parser->previous_end;
    return decl;
}

/* ---- Files ------------------------------------------------------------------------------------------ */

static void parse_append_declarations(GoFile *file, GoDecl **last, GoDecl *more) {
    if (!more) return;
    if (*last)
        (*last)->next = more;
    else
        file->declarations = more;
    while (more->next) more = more->next;
    *last = more;
}

static void parse_skip_to_declaration(GoParser *parser) {
    PARSE_SKIP_TO(parser, GO_TOKEN_CONST, GO_TOKEN_TYPE, GO_TOKEN_VAR, GO_TOKEN_FUNC);
}

/* One top-level declaration. False: there was none. */
static bool parse_top_level(GoParser *parser, GoFile *file, GoDecl **last) {
    GoDecl *decl = NULL;
    GoToken token = parse_token(parser);
    switch (token) {
    case GO_TOKEN_CONST:
    case GO_TOKEN_TYPE:
    case GO_TOKEN_VAR:
        go_parse_next(parser);
        decl = go_parse_declarations(parser, token == GO_TOKEN_CONST  ? GO_DECL_CONST
                                             : token == GO_TOKEN_TYPE ? GO_DECL_TYPE
                                                                      : GO_DECL_VAR);
        break;
    case GO_TOKEN_FUNC:
        go_parse_next(parser);
        decl = parse_function(parser);
        break;
    default:
        if (token == GO_TOKEN_LEFT_BRACE && *last && (*last)->kind == GO_DECL_FUNCTION &&
            !(*last)->function.function->body)
            go_parse_syntax_error(parser, "unexpected semicolon or newline before {");
        else
            go_parse_syntax_error(parser, "non-declaration statement outside function body");
        return false;
    }
    parse_append_declarations(file, last, decl);
    return true;
}

static void parse_file_body(GoParser *parser, GoFile *file) {
    GoDecl *last = NULL;
    while (go_parse_got(parser, GO_TOKEN_IMPORT)) {
        parse_append_declarations(file, &last, go_parse_declarations(parser, GO_DECL_IMPORT));
        go_parse_want(parser, GO_TOKEN_SEMICOLON);
    }
    while (parse_token(parser) != GO_TOKEN_EOF) {
        if (!parse_top_level(parser, file, &last)) {
            parse_skip_to_declaration(parser);
            continue;
        }
        parse_clear_directives(parser); /* before the next token, whose comments belong to what follows */
        if (parse_token(parser) == GO_TOKEN_EOF || go_parse_got(parser, GO_TOKEN_SEMICOLON)) continue;
        go_parse_syntax_error(parser, "after top level declaration");
        parse_skip_to_declaration(parser);
    }
    parse_clear_directives(parser);
}

static void parse_package(GoParser *parser, GoFile *file) {
    go_scanner_next(&parser->scanner);
    if (parser->directives) file->directives = go_directive_take(parser->directives);
    if (!go_parse_got(parser, GO_TOKEN_PACKAGE)) {
        go_parse_syntax_error(parser, "package statement must be first");
    } else {
        file->package_name = go_parse_name(parser);
        go_parse_want(parser, GO_TOKEN_SEMICOLON);
        if (parser->errors->items.count == parser->errors_before) parse_file_body(parser, file);
    }
    file->end = parse_pos(parser);
}

/* A directive to a declaration stands alone when its line holds nothing before it. */
static void parse_on_directive(void *user, uint32_t offset, Str comment) {
    GoParser *parser = user;
    uint32_t before = offset;
    while (before > 0 &&
           (parser->source->text.data[before - 1] == ' ' || parser->source->text.data[before - 1] == '\t'))
        before--;
    bool is_alone = before == 0 || parser->source->text.data[before - 1] == '\n';
    if (go_line_directive_is_meant(comment, is_alone && before == offset))
        go_line_directive_check(comment, parser->base + offset, parser->errors);
    if (!str_starts_with(comment, STR("//go:"))) return;
    size_t errors = parser->errors->items.count;
    go_directive_read(parser->directives, parser->base + offset + 2, str_slice(comment, 2, comment.length),
                      is_alone);
    parser->errors_before += parser->errors->items.count - errors;
}

static GoFile *parse_file(GoParser *parser) {
    GoFile *file = ARENA_NEW(parser->arena, GoFile);
    file->source = parser->source;
    file->base = parser->base;
    parser->errors_before = parser->errors->items.count;
    go_scanner_init(&parser->scanner, parser->source->text, parser->base, parser->errors);
    if (parser->directives) {
        parser->scanner.on_directive = parse_on_directive;
        parser->scanner.user = parser;
    }
    parse_package(parser, file);
    if (parser->directives) go_directive_finish(parser->directives, file);
    VEC_FREE(&parser->pending);
    return file;
}

GoFile *go_parse_file(const Source *source, GoPos base, Arena *arena, GoErrorList *errors) {
    GoDirectiveReader directives = {.arena = arena, .errors = errors};
    GoParser parser = {
        .source = source, .base = base, .arena = arena, .errors = errors, .directives = &directives};
    return parse_file(&parser);
}

GoFile *go_parse_library_file(const Source *source, GoPos base, bool is_outline, Arena *arena,
                              GoErrorList *errors) {
    GoParser parser = {
        .source = source, .base = base, .arena = arena, .errors = errors, .is_outline = is_outline};
    return parse_file(&parser);
}

GoDecl *go_parse_function_again(const Source *source, GoPos base, const GoDecl *decl, Arena *arena,
                                GoErrorList *errors) {
    GoParser parser = {.source = source,
                       .base = base,
                       .arena = arena,
                       .errors = errors,
                       .errors_before = errors->items.count};
    Str rest = str_slice(source->text, decl->start - base, SIZE_MAX);
    go_scanner_init(&parser.scanner, rest, decl->start, errors);
    go_scanner_next(&parser.scanner);
    GoDecl *again = parse_function(&parser);
    VEC_FREE(&parser.pending);
    return again;
}
