/* Printing syntax, on one line. */
#include "go/syntax/print.h"

GoExpr *go_expr_unparen(GoExpr *expr) {
    while (expr->kind == GO_EXPR_PAREN) expr = expr->paren.inner;
    return expr;
}

GoPos go_expr_start(const GoExpr *expr) {
    for (;;) {
        switch (expr->kind) {
        case GO_EXPR_COMPOSITE:
            if (!expr->composite.type) return expr->pos;
            expr = expr->composite.type;
            break;
        case GO_EXPR_SELECTOR: expr = expr->selector.operand; break;
        case GO_EXPR_INDEX: expr = expr->index.operand; break;
        case GO_EXPR_TYPE_ASSERTION: expr = expr->assertion.operand; break;
        case GO_EXPR_TYPE_SWITCH:
            expr = expr->type_switch.name ? expr->type_switch.name : expr->type_switch.operand;
            break;
        case GO_EXPR_BINARY: expr = expr->binary.left; break;
        case GO_EXPR_CALL: expr = expr->call.function; break;
        default: return expr->pos;
        }
    }
}

static void print_list(StrBuf *out, GoExprList list) {
    for (uint32_t i = 0; i < list.count; i++) {
        if (i) strbuf_append_c(out, ", ");
        go_expr_print(out, list.items[i]);
    }
}

/* Parameters: those that share a type are printed together. */
/* `inner`: between names that share a type, `separator` between the others. */
static void print_fields(StrBuf *out, GoFieldList fields, const char *inner, const char *separator) {
    for (uint32_t i = 0; i < fields.count; i++) {
        const GoField *field = fields.items[i];
        if (i)
            strbuf_append_c(out, field->name && field->type == fields.items[i - 1]->type ? inner : separator);
        if (field->name) {
            strbuf_append(out, field->name->name.text);
            bool shares =
                i + 1 < fields.count && fields.items[i + 1]->name && fields.items[i + 1]->type == field->type;
            if (shares) continue;
            strbuf_append_char(out, ' ');
        }
        go_expr_print(out, field->type);
    }
}

static void print_signature(StrBuf *out, const GoFunctionType *type) {
    strbuf_append_char(out, '(');
    print_fields(out, type->parameters, ", ", ", ");
    strbuf_append_char(out, ')');
    if (type->results.count == 0) return;
    strbuf_append_char(out, ' ');
    bool is_bare = type->results.count == 1 && !type->results.items[0]->name;
    if (!is_bare) strbuf_append_char(out, '(');
    print_fields(out, type->results, ", ", ", ");
    if (!is_bare) strbuf_append_char(out, ')');
}

static void print_interface(StrBuf *out, GoFieldList methods) {
    strbuf_append_c(out, "interface{");
    for (uint32_t i = 0; i < methods.count; i++) {
        strbuf_append_c(out, i ? "; " : "");
        const GoField *method = methods.items[i];
        if (method->name && method->type->kind == GO_EXPR_FUNCTION_TYPE) {
            strbuf_append(out, method->name->name.text);
            print_signature(out, &method->type->function_type);
        } else {
            go_expr_print(out, method->type);
        }
    }
    strbuf_append_char(out, '}');
}

static void print_slice(StrBuf *out, const GoExpr *expr) {
    go_expr_print(out, expr->slice.operand);
    strbuf_append_char(out, '[');
    for (int i = 0; i < (expr->slice.has_max ? 3 : 2); i++) {
        if (i) strbuf_append_char(out, ':');
        if (expr->slice.bounds[i]) go_expr_print(out, expr->slice.bounds[i]);
    }
    strbuf_append_char(out, ']');
}

static void print_channel(StrBuf *out, const GoExpr *expr) {
    static const char *const heads[] = {"chan ", "chan<- ", "<-chan "};
    strbuf_append_c(out, heads[expr->chan_type.direction]);
    const GoExpr *element = expr->chan_type.element;
    bool needs_parens = element->kind == GO_EXPR_CHAN_TYPE &&
                        element->chan_type.direction == GO_CHAN_RECEIVE &&
                        expr->chan_type.direction != GO_CHAN_SEND;
    if (needs_parens) strbuf_append_char(out, '(');
    go_expr_print(out, element);
    if (needs_parens) strbuf_append_char(out, ')');
}

static void print_type(StrBuf *out, const GoExpr *expr) {
    switch (expr->kind) {
    case GO_EXPR_ARRAY_TYPE:
        strbuf_append_char(out, '[');
        if (expr->array_type.length)
            go_expr_print(out, expr->array_type.length);
        else
            strbuf_append_c(out, "...");
        strbuf_append_char(out, ']');
        go_expr_print(out, expr->array_type.element);
        break;
    case GO_EXPR_SLICE_TYPE:
        strbuf_append_c(out, "[]");
        go_expr_print(out, expr->array_type.element);
        break;
    case GO_EXPR_DOTS_TYPE:
        strbuf_append_c(out, "...");
        go_expr_print(out, expr->array_type.element);
        break;
    case GO_EXPR_STRUCT_TYPE:
        strbuf_append_c(out, "struct{");
        print_fields(out, expr->struct_type.fields, ", ", "; ");
        strbuf_append_char(out, '}');
        break;
    case GO_EXPR_FUNCTION_TYPE:
        strbuf_append_c(out, "func");
        print_signature(out, &expr->function_type);
        break;
    case GO_EXPR_INTERFACE_TYPE: print_interface(out, expr->interface_type.methods); break;
    case GO_EXPR_MAP_TYPE:
        strbuf_append_c(out, "map[");
        go_expr_print(out, expr->map_type.key);
        strbuf_append_char(out, ']');
        go_expr_print(out, expr->map_type.value);
        break;
    case GO_EXPR_CHAN_TYPE: print_channel(out, expr); break;
    default: strbuf_append_c(out, "_");
    }
}

static void print_binary(StrBuf *out, const GoExpr *expr) {
    go_expr_print(out, expr->binary.left);
    strbuf_format(out, " %s ", go_token_text(expr->binary.operator));
    go_expr_print(out, expr->binary.right);
}

static void print_function(StrBuf *out, const GoExpr *expr) {
    strbuf_append_c(out, "func");
    print_signature(out, &expr->function.type->function_type);
    const GoStmt *body = expr->function.function->body;
    strbuf_append_c(out, body && body->block.statements.count ? " {\xE2\x80\xA6}" : " {}");
}

static void print_postfix(StrBuf *out, const GoExpr *expr) {
    switch (expr->kind) {
    case GO_EXPR_SELECTOR:
        go_expr_print(out, expr->selector.operand);
        strbuf_append_char(out, '.');
        strbuf_append(out, expr->selector.name->name.text);
        break;
    case GO_EXPR_INDEX:
        go_expr_print(out, expr->index.operand);
        strbuf_append_char(out, '[');
        print_list(out, expr->index.indices);
        strbuf_append_char(out, ']');
        break;
    case GO_EXPR_TYPE_ASSERTION:
        go_expr_print(out, expr->assertion.operand);
        strbuf_append_c(out, ".(");
        go_expr_print(out, expr->assertion.type);
        strbuf_append_char(out, ')');
        break;
    case GO_EXPR_TYPE_SWITCH:
        if (expr->type_switch.name) {
            strbuf_append(out, expr->type_switch.name->name.text);
            strbuf_append_c(out, " := ");
        }
        go_expr_print(out, expr->type_switch.operand);
        strbuf_append_c(out, ".(type)");
        break;
    default: /* CALL */
        go_expr_print(out, expr->call.function);
        strbuf_append_char(out, '(');
        print_list(out, expr->call.arguments);
        strbuf_append_c(out, expr->call.has_dots ? "...)" : ")");
    }
}

void go_expr_print(StrBuf *out, const GoExpr *expr) {
    switch (expr->kind) {
    case GO_EXPR_BAD: strbuf_append_c(out, "<bad expr>"); break;
    case GO_EXPR_NAME: strbuf_append(out, expr->name.text); break;
    case GO_EXPR_LITERAL: strbuf_append(out, expr->literal.text); break;
    case GO_EXPR_COMPOSITE:
        if (expr->composite.type) go_expr_print(out, expr->composite.type);
        strbuf_append_c(out, expr->composite.elements.count ? "{\xE2\x80\xA6}" : "{}");
        break;
    case GO_EXPR_KEY_VALUE:
        go_expr_print(out, expr->key_value.key);
        strbuf_append_c(out, ": ");
        go_expr_print(out, expr->key_value.value);
        break;
    case GO_EXPR_FUNCTION: print_function(out, expr); break;
    case GO_EXPR_PAREN:
        strbuf_append_char(out, '(');
        go_expr_print(out, expr->paren.inner);
        strbuf_append_char(out, ')');
        break;
    case GO_EXPR_SLICE: print_slice(out, expr); break;
    case GO_EXPR_UNARY:
        strbuf_append_c(out, go_token_text(expr->unary.operator));
        go_expr_print(out, expr->unary.operand);
        break;
    case GO_EXPR_STAR:
        strbuf_append_char(out, '*');
        go_expr_print(out, expr->star.operand);
        break;
    case GO_EXPR_BINARY: print_binary(out, expr); break;
    case GO_EXPR_SELECTOR:
    case GO_EXPR_INDEX:
    case GO_EXPR_TYPE_ASSERTION:
    case GO_EXPR_TYPE_SWITCH:
    case GO_EXPR_CALL: print_postfix(out, expr); break;
    default: print_type(out, expr);
    }
}

Str go_expr_text(Arena *arena, const GoExpr *expr) {
    StrBuf out = {0};
    go_expr_print(&out, expr);
    Str text = arena_copy(arena, strbuf_view(&out));
    strbuf_free(&out);
    return text;
}

void go_simple_stmt_print(StrBuf *out, const GoStmt *stmt) {
    switch (stmt->kind) {
    case GO_STMT_ASSIGN:
        print_list(out, stmt->assign.left);
        if (stmt->assign.is_increment) {
            strbuf_append_c(out, stmt->assign.operator== GO_TOKEN_ADD ? "++" : "--");
            break;
        }
        strbuf_append_char(out, ' ');
        if (stmt->assign.is_define)
            strbuf_append_char(out, ':');
        else if (stmt->assign.operator!= GO_TOKEN_EOF)
            strbuf_append_c(out, go_token_text(stmt->assign.operator));
        strbuf_append_c(out, "= ");
        print_list(out, stmt->assign.right);
        break;
    case GO_STMT_SEND:
        go_expr_print(out, stmt->send.channel);
        strbuf_append_c(out, " <- ");
        go_expr_print(out, stmt->send.value);
        break;
    case GO_STMT_EXPRESSION: go_expr_print(out, stmt->expression); break;
    default: strbuf_append_c(out, "statement");
    }
}
