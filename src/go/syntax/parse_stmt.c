/* Statements (spec: "Statements"). */
#include "go/syntax/parse_internal.h"

static GoStmt *parse_stmt_or_null(GoParser *parser);
static GoStmtList parse_stmt_list(GoParser *parser);
static GoStmt *parse_block(GoParser *parser, const char *context);

static GoStmt *parse_new_stmt(GoParser *parser, GoStmtKind kind, GoPos pos) {
    GoStmt *stmt = ARENA_NEW(parser->arena, GoStmt);
    stmt->kind = kind;
    stmt->pos = stmt->start = pos;
    stmt->end = parser->scanner.end;
    return stmt;
}

static GoStmt *parse_end_stmt(GoParser *parser, GoStmt *stmt) {
    stmt->end = parser->previous_end;
    return stmt;
}

/* ---- Simple statements ------------------------------------------------------------------------------ */

static GoStmt *parse_expression_stmt(GoParser *parser, GoExpr *expr) {
    GoStmt *stmt = parse_new_stmt(parser, GO_STMT_EXPRESSION, expr->pos);
    stmt->start = expr->start;
    stmt->expression = expr;
    return parse_end_stmt(parser, stmt);
}

/* At `range`. */
static GoStmt *parse_range(GoParser *parser, GoExprList left, bool is_define) {
    GoStmt *stmt = parse_new_stmt(parser, GO_STMT_RANGE, parse_pos(parser));
    go_parse_next(parser);
    stmt->range.key = left.count > 0 ? left.items[0] : NULL;
    stmt->range.value = left.count > 1 ? left.items[1] : NULL;
    stmt->range.extra = left.count > 2 ? left.items[2] : NULL;
    stmt->range.is_define = is_define;
    stmt->range.operand = go_parse_expr(parser);
    return stmt;
}

static GoStmt *parse_new_assignment(GoParser *parser, GoExprList left) {
    GoStmt *stmt = parse_new_stmt(parser, GO_STMT_ASSIGN, parse_pos(parser));
    stmt->start = left.items[0]->start;
    stmt->assign.left = left;
    stmt->assign.operator= GO_TOKEN_EOF;
    return stmt;
}

/* Behind `left =` or `left :=`, at that token. `keyword`: of the statement in whose header it stands. */
static GoStmt *parse_assignment(GoParser *parser, GoExprList left, GoToken keyword) {
    GoStmt *stmt = parse_new_assignment(parser, left);
    stmt->assign.is_define = parse_token(parser) == GO_TOKEN_DEFINE;
    go_parse_next(parser);
    if (keyword == GO_TOKEN_FOR && parse_token(parser) == GO_TOKEN_RANGE)
        return parse_range(parser, left, stmt->assign.is_define);
    stmt->assign.right = go_parse_expr_list(parser);
    GoExpr *guard = stmt->assign.right.items[0];
    if (keyword == GO_TOKEN_SWITCH && stmt->assign.is_define && stmt->assign.right.count == 1 &&
        guard->kind == GO_EXPR_TYPE_SWITCH && left.count == 1 && left.items[0]->kind == GO_EXPR_NAME) {
        guard->type_switch.name = left.items[0];
        GoStmt *guarded = parse_expression_stmt(parser, guard);
        guarded->start = left.items[0]->start;
        return guarded;
    }
    return parse_end_stmt(parser, stmt);
}

/* One expression on the left, and no `=` or `:=`. */
static GoStmt *parse_single(GoParser *parser, GoExprList left) {
    GoStmt *stmt;
    switch (parse_token(parser)) {
    case GO_TOKEN_ASSIGN_OPERATOR:
    case GO_TOKEN_INCREMENT:
        stmt = parse_new_assignment(parser, left);
        stmt->assign.operator= parser->scanner.operator;
        stmt->assign.is_increment = parse_token(parser) == GO_TOKEN_INCREMENT;
        go_parse_next(parser);
        if (!stmt->assign.is_increment) {
            GoExpr *value = go_parse_expr(parser);
            VEC_PUSH(&parser->pending, value);
            stmt->assign.right = go_parse_take_exprs(parser, parser->pending.count - 1);
        }
        break;
    case GO_TOKEN_ARROW:
        stmt = parse_new_stmt(parser, GO_STMT_SEND, parse_pos(parser));
        stmt->start = left.items[0]->start;
        go_parse_next(parser);
        stmt->send.channel = left.items[0];
        stmt->send.value = go_parse_expr(parser);
        break;
    default: return parse_expression_stmt(parser, left.items[0]);
    }
    return parse_end_stmt(parser, stmt);
}

/* `left` has been read already, or is empty. `keyword`: FOR and SWITCH allow a range clause and a type switch
 * guard; EOF allows neither. */
static GoStmt *parse_simple(GoParser *parser, GoExprList left, GoToken keyword) {
    if (keyword == GO_TOKEN_FOR && parse_token(parser) == GO_TOKEN_RANGE)
        return parse_range(parser, left, false);
    if (left.count == 0) left = go_parse_expr_list(parser);
    GoToken token = parse_token(parser);
    if (token == GO_TOKEN_ASSIGN || token == GO_TOKEN_DEFINE) return parse_assignment(parser, left, keyword);
    if (left.count == 1) return parse_single(parser, left);
    go_parse_syntax_error(parser, "expecting := or = or comma");
    PARSE_SKIP_TO(parser, GO_TOKEN_SEMICOLON, GO_TOKEN_RIGHT_BRACE);
    return parse_expression_stmt(parser, left.items[0]);
}

/* ---- Headers of if, for, switch --------------------------------------------------------------------- */

typedef struct Header {
    GoStmt *init;
    GoExpr *condition;
    GoStmt *post;
} Header;

static void parse_not_a_value(GoParser *parser, const GoStmt *stmt) {
    StrBuf message = {0};
    strbuf_append_c(&message, "cannot use ");
    bool is_assignment =
        stmt->kind == GO_STMT_ASSIGN && !stmt->assign.is_define && stmt->assign.operator== GO_TOKEN_EOF;
    if (is_assignment) {
        strbuf_append_c(&message, "assignment (");
        for (uint32_t i = 0; i < stmt->assign.left.count; i++) {
            if (i) strbuf_append_c(&message, ", ");
            go_expr_print(&message, stmt->assign.left.items[i]);
        }
        strbuf_append_c(&message, ") = (");
        for (uint32_t i = 0; i < stmt->assign.right.count; i++) {
            if (i) strbuf_append_c(&message, ", ");
            go_expr_print(&message, stmt->assign.right.items[i]);
        }
        strbuf_append_c(&message, ")");
    } else {
        go_simple_stmt_print(&message, stmt);
    }
    strbuf_append_c(&message, " as value");
    go_parse_syntax_error_at(parser, stmt->pos, message.data);
    strbuf_free(&message);
}

/* The two statements behind the first `;` of a for header. */
static GoStmt *parse_for_clauses(GoParser *parser, Header *header) {
    GoStmt *condition = NULL;
    if (parse_token(parser) != GO_TOKEN_SEMICOLON) {
        if (parse_token(parser) == GO_TOKEN_LEFT_BRACE) {
            go_parse_syntax_error(parser, "expecting for loop condition");
            return NULL;
        }
        condition = parse_simple(parser, (GoExprList){0}, GO_TOKEN_EOF);
    }
    go_parse_want(parser, GO_TOKEN_SEMICOLON);
    if (parse_token(parser) != GO_TOKEN_LEFT_BRACE) {
        header->post = parse_simple(parser, (GoExprList){0}, GO_TOKEN_EOF);
        if (header->post->kind == GO_STMT_ASSIGN && header->post->assign.is_define)
            go_parse_syntax_error_at(parser, header->post->pos,
                                     "cannot declare in post statement of for loop");
    }
    return condition;
}

/* Behind the first simple statement: the rest up to `{`. Gives the statement that is the condition. */
static GoStmt *parse_header_rest(GoParser *parser, GoToken keyword, Header *header, GoPos *semicolon,
                                 Str *spelling) {
    if (parse_token(parser) == GO_TOKEN_LEFT_BRACE) {
        GoStmt *condition = header->init;
        header->init = NULL;
        return condition;
    }
    if (parse_token(parser) == GO_TOKEN_SEMICOLON) {
        *semicolon = parse_pos(parser);
        *spelling = parser->scanner.spelling;
        go_parse_next(parser);
    } else {
        go_parse_want(parser, GO_TOKEN_LEFT_BRACE);
        if (parse_token(parser) != GO_TOKEN_LEFT_BRACE)
            PARSE_SKIP_TO(parser, GO_TOKEN_LEFT_BRACE, GO_TOKEN_RIGHT_BRACE);
    }
    if (keyword == GO_TOKEN_FOR) return parse_for_clauses(parser, header);
    if (parse_token(parser) == GO_TOKEN_LEFT_BRACE) return NULL;
    return parse_simple(parser, (GoExprList){0}, keyword);
}

static GoExpr *parse_missing_condition(GoParser *parser, GoPos semicolon, Str spelling) {
    if (str_equal_c(spelling, "semicolon")) {
        go_parse_syntax_error_at(parser, semicolon, "missing condition in if statement");
    } else {
        char message[64];
        snprintf(message, sizeof message, "unexpected %.*s, expecting { after if clause", STR_ARGS(spelling));
        go_parse_syntax_error_at(parser, semicolon, message);
    }
    return go_parse_new(parser, GO_EXPR_BAD, semicolon);
}

/* At the keyword. A range clause comes back as `init`. */
static Header parse_header(GoParser *parser, GoToken keyword) {
    Header header = {0};
    go_parse_want(parser, keyword);
    if (parse_token(parser) == GO_TOKEN_LEFT_BRACE) {
        if (keyword != GO_TOKEN_IF) return header;
        go_parse_syntax_error(parser, "missing condition in if statement");
        header.condition = go_parse_bad(parser);
        return header;
    }
    int outer = parser->expression_depth;
    parser->expression_depth = -1;
    if (parse_token(parser) != GO_TOKEN_SEMICOLON) {
        if (go_parse_got(parser, GO_TOKEN_VAR)) {
            char message[64];
            snprintf(message, sizeof message, "var declaration not allowed in %s initializer",
                     go_token_text(keyword));
            go_parse_syntax_error(parser, message);
        }
        header.init = parse_simple(parser, (GoExprList){0}, keyword);
        if (header.init->kind == GO_STMT_RANGE) {
            parser->expression_depth = outer;
            return header;
        }
    }
    GoPos semicolon = GO_NO_POS;
    Str spelling = {0};
    GoStmt *condition = parse_header_rest(parser, keyword, &header, &semicolon, &spelling);
    if (condition && condition->kind == GO_STMT_EXPRESSION)
        header.condition = condition->expression;
    else if (condition)
        parse_not_a_value(parser, condition);
    else if (keyword == GO_TOKEN_IF && semicolon != GO_NO_POS)
        header.condition = parse_missing_condition(parser, semicolon, spelling);
    parser->expression_depth = outer;
    return header;
}

static GoStmt *parse_for(GoParser *parser) {
    GoPos pos = parse_pos(parser);
    Header header = parse_header(parser, GO_TOKEN_FOR);
    GoStmt *stmt;
    if (header.init && header.init->kind == GO_STMT_RANGE) {
        stmt = header.init;
        stmt->pos = stmt->start = pos;
        stmt->range.body = parse_block(parser, "for clause");
    } else {
        stmt = parse_new_stmt(parser, GO_STMT_FOR, pos);
        stmt->for_.init = header.init;
        stmt->for_.condition = header.condition;
        stmt->for_.post = header.post;
        stmt->for_.body = parse_block(parser, "for clause");
    }
    return parse_end_stmt(parser, stmt);
}

static GoStmt *parse_if(GoParser *parser) {
    GoStmt *stmt = parse_new_stmt(parser, GO_STMT_IF, parse_pos(parser));
    if (!go_parse_enter(parser)) {
        parser->nesting--;
        stmt->kind = GO_STMT_EMPTY;
        return stmt;
    }
    Header header = parse_header(parser, GO_TOKEN_IF);
    stmt->if_.init = header.init;
    stmt->if_.condition = header.condition ? header.condition : go_parse_bad(parser);
    stmt->if_.then = parse_block(parser, "if clause");
    if (go_parse_got(parser, GO_TOKEN_ELSE)) {
        if (parse_token(parser) == GO_TOKEN_IF) {
            stmt->if_.otherwise = parse_if(parser);
        } else if (parse_token(parser) == GO_TOKEN_LEFT_BRACE) {
            stmt->if_.otherwise = parse_block(parser, "");
        } else {
            go_parse_syntax_error(parser, "else must be followed by if or statement block");
            PARSE_SKIP_TO(parser, GO_TOKEN_NAME, GO_TOKEN_RIGHT_BRACE);
        }
    }
    parser->nesting--;
    return parse_end_stmt(parser, stmt);
}

/* ---- Clauses ---------------------------------------------------------------------------------------- */

static GoClause *parse_clause(GoParser *parser, bool is_select) {
    GoClause *clause = ARENA_NEW(parser->arena, GoClause);
    clause->pos = parse_pos(parser);
    if (go_parse_got(parser, GO_TOKEN_CASE)) {
        if (is_select)
            clause->communication = parse_simple(parser, (GoExprList){0}, GO_TOKEN_EOF);
        else
            clause->cases = go_parse_expr_list(parser);
    } else if (go_parse_got(parser, GO_TOKEN_DEFAULT)) {
        clause->is_default = true;
    } else {
        go_parse_syntax_error(parser, "expecting case or default or }");
        PARSE_SKIP_TO(parser, GO_TOKEN_COLON, GO_TOKEN_CASE, GO_TOKEN_DEFAULT, GO_TOKEN_RIGHT_BRACE);
    }
    clause->colon = parse_pos(parser);
    go_parse_want(parser, GO_TOKEN_COLON);
    clause->body = parse_stmt_list(parser);
    clause->end = parse_pos(parser);
    return clause;
}

static GoClauseList parse_clauses(GoParser *parser, bool is_select, GoPos *left_brace, GoPos *right_brace) {
    *left_brace = parse_pos(parser);
    if (!go_parse_got(parser, GO_TOKEN_LEFT_BRACE)) {
        go_parse_syntax_error(parser,
                              is_select ? "missing { after select clause" : "missing { after switch clause");
        PARSE_SKIP_TO(parser, GO_TOKEN_CASE, GO_TOKEN_DEFAULT, GO_TOKEN_RIGHT_BRACE);
    }
    size_t mark = parser->pending.count;
    while (parse_token(parser) != GO_TOKEN_EOF && parse_token(parser) != GO_TOKEN_RIGHT_BRACE) {
        GoClause *clause = parse_clause(parser, is_select);
        VEC_PUSH(&parser->pending, clause);
    }
    GoClauseList list = {NULL, (uint32_t)(parser->pending.count - mark)};
    list.items = ARENA_ARRAY(parser->arena, GoClause, list.count ? list.count : 1);
    for (uint32_t i = 0; i < list.count; i++) list.items[i] = *(GoClause *)parser->pending.items[mark + i];
    parser->pending.count = mark;
    *right_brace = parse_pos(parser);
    go_parse_want(parser, GO_TOKEN_RIGHT_BRACE);
    return list;
}

static GoStmt *parse_switch(GoParser *parser) {
    GoStmt *stmt = parse_new_stmt(parser, GO_STMT_SWITCH, parse_pos(parser));
    Header header = parse_header(parser, GO_TOKEN_SWITCH);
    stmt->switch_.init = header.init;
    stmt->switch_.tag = header.condition;
    if (header.condition && header.condition->kind == GO_EXPR_TYPE_SWITCH) stmt->kind = GO_STMT_TYPE_SWITCH;
    stmt->switch_.clauses =
        parse_clauses(parser, false, &stmt->switch_.left_brace, &stmt->switch_.right_brace);
    return parse_end_stmt(parser, stmt);
}

static GoStmt *parse_select(GoParser *parser) {
    GoStmt *stmt = parse_new_stmt(parser, GO_STMT_SELECT, parse_pos(parser));
    go_parse_next(parser);
    stmt->select.clauses = parse_clauses(parser, true, &stmt->select.left_brace, &stmt->select.right_brace);
    return parse_end_stmt(parser, stmt);
}

/* ---- Other statements ------------------------------------------------------------------------------- */

/* go f(x), defer f(x) */
static GoStmt *parse_call_stmt(GoParser *parser) {
    GoToken keyword = parse_token(parser);
    GoStmt *stmt =
        parse_new_stmt(parser, keyword == GO_TOKEN_GO ? GO_STMT_GO : GO_STMT_DEFER, parse_pos(parser));
    go_parse_next(parser);
    GoExpr *expr = go_parse_primary(parser, NULL);
    GoExpr *inner = go_expr_unparen(expr);
    if (inner != expr)
        go_parse_error_at(parser, expr->pos, "expression in %s must not be parenthesized",
                          go_token_text(keyword));
    if (inner->kind != GO_EXPR_CALL) {
        go_parse_error_at(parser, inner->pos, "expression in %s must be function call",
                          go_token_text(keyword));
        GoExpr *call = go_parse_new(parser, GO_EXPR_CALL, inner->pos);
        call->start = inner->start;
        call->call.function = inner;
        inner = call;
    }
    stmt->expression = inner;
    return parse_end_stmt(parser, stmt);
}

/* Behind the label, at the colon. NULL after an error. */
static GoStmt *parse_labeled(GoParser *parser, GoExpr *label) {
    GoStmt *stmt = parse_new_stmt(parser, GO_STMT_LABELED, parse_pos(parser));
    stmt->start = label->start;
    stmt->labeled.label = label;
    go_parse_want(parser, GO_TOKEN_COLON);
    if (parse_token(parser) == GO_TOKEN_RIGHT_BRACE) {
        stmt->labeled.statement = parse_new_stmt(parser, GO_STMT_EMPTY, parse_pos(parser));
        return parse_end_stmt(parser, stmt);
    }
    stmt->labeled.statement = parse_stmt_or_null(parser);
    if (stmt->labeled.statement) return parse_end_stmt(parser, stmt);
    go_parse_syntax_error_at(parser, stmt->pos, "missing statement after label");
    return NULL;
}

static GoStmt *parse_branch(GoParser *parser) {
    GoStmt *stmt = parse_new_stmt(parser, GO_STMT_BRANCH, parse_pos(parser));
    GoToken keyword = stmt->branch.keyword = parse_token(parser);
    go_parse_next(parser);
    bool may_have_label = keyword == GO_TOKEN_BREAK || keyword == GO_TOKEN_CONTINUE;
    if (keyword == GO_TOKEN_GOTO || (may_have_label && parse_token(parser) == GO_TOKEN_NAME))
        stmt->branch.label = go_parse_name(parser);
    return parse_end_stmt(parser, stmt);
}

static GoStmt *parse_return(GoParser *parser) {
    GoStmt *stmt = parse_new_stmt(parser, GO_STMT_RETURN, parse_pos(parser));
    go_parse_next(parser);
    if (parse_token(parser) != GO_TOKEN_SEMICOLON && parse_token(parser) != GO_TOKEN_RIGHT_BRACE)
        stmt->return_.results = go_parse_expr_list(parser);
    return parse_end_stmt(parser, stmt);
}

static GoStmt *parse_declaration_stmt(GoParser *parser, GoDeclKind kind) {
    GoStmt *stmt = parse_new_stmt(parser, GO_STMT_DECLARATION, parse_pos(parser));
    go_parse_next(parser);
    stmt->declaration = go_parse_declarations(parser, kind);
    return parse_end_stmt(parser, stmt);
}

/* A statement that begins with a name: labeled or simple. */
static GoStmt *parse_name_stmt(GoParser *parser) {
    GoExprList left = go_parse_expr_list(parser);
    if (left.count == 1 && left.items[0]->kind == GO_EXPR_NAME && parse_token(parser) == GO_TOKEN_COLON)
        return parse_labeled(parser, left.items[0]);
    return parse_simple(parser, left, GO_TOKEN_EOF);
}

static GoStmt *parse_stmt_at(GoParser *parser) {
    GoToken token = parse_token(parser);
    bool is_declaration = token == GO_TOKEN_VAR || token == GO_TOKEN_CONST || token == GO_TOKEN_TYPE;
    if (!is_declaration) parse_clear_directives(parser);
    switch (token) {
    case GO_TOKEN_NAME: return parse_name_stmt(parser);
    case GO_TOKEN_VAR: return parse_declaration_stmt(parser, GO_DECL_VAR);
    case GO_TOKEN_CONST: return parse_declaration_stmt(parser, GO_DECL_CONST);
    case GO_TOKEN_TYPE: return parse_declaration_stmt(parser, GO_DECL_TYPE);
    case GO_TOKEN_LEFT_BRACE: return parse_block(parser, "");
    case GO_TOKEN_ADD:
    case GO_TOKEN_SUBTRACT:
    case GO_TOKEN_MULTIPLY:
    case GO_TOKEN_AND:
    case GO_TOKEN_XOR:
    case GO_TOKEN_NOT:
    case GO_TOKEN_ARROW:
    case GO_TOKEN_LITERAL:
    case GO_TOKEN_FUNC:
    case GO_TOKEN_LEFT_PAREN:
    case GO_TOKEN_LEFT_BRACKET:
    case GO_TOKEN_STRUCT:
    case GO_TOKEN_MAP:
    case GO_TOKEN_CHAN:
    case GO_TOKEN_INTERFACE: return parse_simple(parser, (GoExprList){0}, GO_TOKEN_EOF);
    case GO_TOKEN_FOR: return parse_for(parser);
    case GO_TOKEN_SWITCH: return parse_switch(parser);
    case GO_TOKEN_SELECT: return parse_select(parser);
    case GO_TOKEN_IF: return parse_if(parser);
    case GO_TOKEN_FALLTHROUGH:
    case GO_TOKEN_BREAK:
    case GO_TOKEN_CONTINUE:
    case GO_TOKEN_GOTO: return parse_branch(parser);
    case GO_TOKEN_GO:
    case GO_TOKEN_DEFER: return parse_call_stmt(parser);
    case GO_TOKEN_RETURN: return parse_return(parser);
    case GO_TOKEN_SEMICOLON: return parse_new_stmt(parser, GO_STMT_EMPTY, parse_pos(parser));
    default: return NULL;
    }
}

static GoStmt *parse_stmt_or_null(GoParser *parser) {
    GoStmt *stmt = go_parse_enter(parser) ? parse_stmt_at(parser) : NULL;
    parser->nesting--;
    return stmt;
}

static bool parse_at_list_end(const GoParser *parser) {
    GoToken token = parse_token(parser);
    return token == GO_TOKEN_EOF || token == GO_TOKEN_RIGHT_BRACE || token == GO_TOKEN_CASE ||
           token == GO_TOKEN_DEFAULT;
}

static GoStmtList parse_stmt_list(GoParser *parser) {
    size_t mark = parser->pending.count;
    while (!parse_at_list_end(parser)) {
        GoStmt *stmt = parse_stmt_or_null(parser);
        parse_clear_directives(parser);
        if (!stmt) break;
        VEC_PUSH(&parser->pending, stmt);
        if (go_parse_got(parser, GO_TOKEN_SEMICOLON) || parse_token(parser) == GO_TOKEN_RIGHT_BRACE) continue;
        go_parse_syntax_error(parser, "at end of statement");
        PARSE_SKIP_TO(parser, GO_TOKEN_SEMICOLON, GO_TOKEN_RIGHT_BRACE, GO_TOKEN_CASE, GO_TOKEN_DEFAULT);
        go_parse_got(parser, GO_TOKEN_SEMICOLON);
    }
    GoStmtList list;
    list.items = (GoStmt **)go_parse_take(parser, mark, &list.count);
    return list;
}

static GoStmt *parse_block(GoParser *parser, const char *context) {
    GoStmt *stmt = parse_new_stmt(parser, GO_STMT_BLOCK, parse_pos(parser));
    stmt->block.left_brace = parse_pos(parser);
    if (!go_parse_got(parser, GO_TOKEN_LEFT_BRACE)) {
        char message[64];
        snprintf(message, sizeof message, "expecting { after %s", context);
        go_parse_syntax_error(parser, message);
        PARSE_SKIP_TO(parser, GO_TOKEN_NAME, GO_TOKEN_RIGHT_BRACE);
        stmt->block.right_brace = parse_pos(parser);
        if (go_parse_got(parser, GO_TOKEN_RIGHT_BRACE)) return parse_end_stmt(parser, stmt);
    }
    stmt->block.statements = parse_stmt_list(parser);
    stmt->block.right_brace = parse_pos(parser);
    go_parse_want(parser, GO_TOKEN_RIGHT_BRACE);
    return parse_end_stmt(parser, stmt);
}

GoStmt *go_parse_function_body(GoParser *parser) {
    size_t errors_before = parser->errors->items.count;
    int outer = parser->expression_depth;
    parser->function_depth++;
    parser->expression_depth = 0;
    GoStmt *body = parse_block(parser, "");
    parser->expression_depth = outer;
    parser->function_depth--;
    if (parser->errors->items.count == errors_before)
        go_check_branches(body, parser->source, parser->base, parser->errors);
    return body;
}
