/* How the compiler's messages show what they talk about: expressions without what is implicit, constants as
 * they were written, literals with `...` for their elements. */
#include "go/escape/tree.h"

#include "go/syntax/print.h"

typedef struct Printer {
    StrBuf *out;
    Arena *arena;
    const GoPackage *from;
} Printer;

/* ---- Types and names ---------------------------------------------------------------------------------- */

static void print_type(Printer *printer, GoType *type) {
    go_type_print_remark(printer->out, type, printer->from);
}

static void print_object(Printer *printer, const GoObject *object) {
    bool is_qualified = object->package && object->package != printer->from;
    if (is_qualified) go_package_print(printer->out, object->package, printer->from);
    if (is_qualified) strbuf_append_char(printer->out, '.');
    strbuf_append(printer->out, object->name);
}

/* ---- Operators ---------------------------------------------------------------------------------------- */

/* The compiler's table of strengths has no line for these, which makes them the weakest of all. */
static bool builtin_is_weak(GoBuiltin builtin) {
    return builtin == GO_BUILTIN_REAL || builtin == GO_BUILTIN_IMAG || builtin == GO_BUILTIN_COMPLEX ||
           builtin == GO_BUILTIN_RECOVER;
}

/* Binding strength: 8 for what needs no parentheses, 0 for what always does inside of something. */
static int precedence_of(const EscNode *node) {
    static const uint8_t of_tokens[] = {
        [GO_TOKEN_EQUAL] = 4,      [GO_TOKEN_NOT_EQUAL] = 4,  [GO_TOKEN_LESS] = 4,
        [GO_TOKEN_LESS_EQUAL] = 4, [GO_TOKEN_GREATER] = 4,    [GO_TOKEN_GREATER_EQUAL] = 4,
        [GO_TOKEN_ADD] = 5,        [GO_TOKEN_SUBTRACT] = 5,   [GO_TOKEN_OR] = 5,
        [GO_TOKEN_XOR] = 5,        [GO_TOKEN_MULTIPLY] = 6,   [GO_TOKEN_DIVIDE] = 6,
        [GO_TOKEN_REMAINDER] = 6,  [GO_TOKEN_AND] = 6,        [GO_TOKEN_AND_NOT] = 6,
        [GO_TOKEN_SHIFT_LEFT] = 6, [GO_TOKEN_SHIFT_RIGHT] = 6};
    switch (node->op) {
    case ESC_BINARY: return of_tokens[node->token];
    case ESC_LOGICAL: return node->token == GO_TOKEN_AND_AND ? 2 : 1;
    case ESC_UNARY:
    case ESC_ADDRESS:
    case ESC_DEREFERENCE:
    case ESC_RECEIVE: return 7;
    case ESC_BUILTIN: return builtin_is_weak(node->builtin) ? 0 : 8;
    case ESC_MAKE_MAP:
    case ESC_MAKE_CHAN:
    case ESC_POINTER_LITERAL:
    case ESC_INLINED_CALL:
    case ESC_CONCATENATE:
    case ESC_CLOSURE: return 0;
    default: return 8;
    }
}

static void print_node(Printer *printer, EscNode *node, int precedence);

static void print_list(Printer *printer, const char *open, EscNodeList list, const char *close) {
    strbuf_append_c(printer->out, open);
    for (uint32_t i = 0; i < list.count; i++) {
        if (i) strbuf_append_c(printer->out, ", ");
        print_node(printer, list.items[i], 0);
    }
    strbuf_append_c(printer->out, close);
}

static void print_selector(Printer *printer, EscNode *node) {
    const GoObject *selected = node->op == ESC_METHOD_EXPRESSION ? node->method : node->selected;
    print_node(printer, node->x, 8);
    strbuf_format(printer->out, ".%.*s", STR_ARGS(selected->name));
}

static void print_slice(Printer *printer, EscNode *node) {
    print_node(printer, node->x, 8);
    strbuf_append_char(printer->out, '[');
    for (uint32_t i = 0; i < node->list.count; i++) {
        EscNode *bound = node->list.items[i];
        if (i == 1 || (i == 2 && bound)) strbuf_append_char(printer->out, ':');
        if (bound) print_node(printer, bound, 0);
    }
    strbuf_append_char(printer->out, ']');
}

static void print_conversion(Printer *printer, EscNode *node) {
    bool has_name = node->type->kind == GO_NAMED || node->type->kind <= GO_UNTYPED_NIL ||
                    (node->type->kind == GO_INTERFACE && node->type->interface.is_any && !node->hides_any);
    if (!has_name) strbuf_append_char(printer->out, '(');
    if (node->hides_any)
        strbuf_append_c(printer->out, "interface {}");
    else
        print_type(printer, node->type);
    if (!has_name) strbuf_append_char(printer->out, ')');
    strbuf_append_char(printer->out, '(');
    print_node(printer, node->x, 0);
    strbuf_append_char(printer->out, ')');
}

static void print_literal(Printer *printer, EscNode *node) {
    if (!node->source) {
        strbuf_append_char(printer->out, '1');
    } else if (node->is_foreign && node->source->constant) {
        GoType *type = node->type;
        bool is_named = type && !go_type_is_untyped(type);
        if (is_named) print_type(printer, type);
        if (is_named) strbuf_append_char(printer->out, '(');
        go_constant_print(printer->out, node->source->constant, go_type_flags(type));
        if (is_named) strbuf_append_char(printer->out, ')');
    } else {
        go_expr_print(printer->out, go_expr_unparen((GoExpr *)node->source));
    }
}

static void print_composite(Printer *printer, EscNode *node) {
    if (node->is_implicit) {
        strbuf_append_c(printer->out, "... argument");
        return;
    }
    print_type(printer, node->type);
    strbuf_append_c(printer->out, node->list.count ? "{...}" : "{}");
}

static void print_make(Printer *printer, EscNode *node) {
    strbuf_append_c(printer->out, "make(");
    print_type(printer, node->type);
    bool has_size = node->op == ESC_MAKE_SLICE || (node->x && node->x->source);
    if (has_size) strbuf_append_c(printer->out, ", ");
    if (has_size) print_node(printer, node->x, 0);
    if (node->y) strbuf_append_c(printer->out, ", ");
    if (node->y) print_node(printer, node->y, 0);
    strbuf_append_char(printer->out, ')');
}

static const char *const builtin_texts[] = {
#define X(name, text, arguments, variadic, kind) [GO_BUILTIN_##name] = text,
    GO_BUILTIN_TABLE(X)
#undef X
};

static void print_unary(Printer *printer, EscNode *node, const char *operator) {
    bool repeats = node->x->op == node->op && node->op != ESC_DEREFERENCE && node->token == node->x->token;
    strbuf_append_c(printer->out, operator);
    if (repeats) strbuf_append_char(printer->out, ' ');
    print_node(printer, node->x, 8);
}

static void print_binary(Printer *printer, EscNode *node) {
    int precedence = precedence_of(node);
    print_node(printer, node->x, precedence);
    strbuf_format(printer->out, " %s ", go_token_text((GoToken)node->token));
    print_node(printer, node->y, precedence + 1);
}

static void print_by_kind(Printer *printer, EscNode *node) {
    StrBuf *out = printer->out;
    switch (node->op) {
    case ESC_NAME: strbuf_append(out, node->variable->name); break;
    case ESC_BLANK: strbuf_append_char(out, '_'); break;
    case ESC_GLOBAL: print_object(printer, node->object); break;
    case ESC_FUNCTION:
        if (node->function)
            strbuf_append(out, esc_function_text(printer->arena, node->function, printer->from));
        break;
    case ESC_LITERAL: print_literal(printer, node); break;
    case ESC_NIL: strbuf_append_c(out, "nil"); break;
    case ESC_TYPE: print_type(printer, node->type); break;
    case ESC_UNARY: print_unary(printer, node, go_token_text((GoToken)node->token)); break;
    case ESC_RECEIVE: print_unary(printer, node, "<-"); break;
    case ESC_ADDRESS: print_unary(printer, node, "&"); break;
    case ESC_DEREFERENCE: print_unary(printer, node, "*"); break;
    case ESC_BINARY:
    case ESC_LOGICAL: print_binary(printer, node); break;
    case ESC_CONCATENATE:
        for (uint32_t i = 0; i < node->list.count; i++) {
            if (i) strbuf_append_c(out, " + ");
            print_node(printer, node->list.items[i], 0);
        }
        break;
    case ESC_DOT:
    case ESC_DOT_POINTER:
    case ESC_DOT_INTERFACE:
    case ESC_METHOD_VALUE:
    case ESC_METHOD_EXPRESSION: print_selector(printer, node); break;
    case ESC_ASSERT:
        print_node(printer, node->x, 8);
        strbuf_append_c(out, ".(");
        print_type(printer, node->type);
        strbuf_append_char(out, ')');
        break;
    case ESC_INDEX:
    case ESC_INDEX_MAP:
        print_node(printer, node->x, 8);
        strbuf_append_char(out, '[');
        print_node(printer, node->y, 0);
        strbuf_append_char(out, ']');
        break;
    case ESC_SLICE: print_slice(printer, node); break;
    case ESC_CONVERT:
    case ESC_CONVERT_NOTHING:
    case ESC_CONVERT_INTERFACE:
    case ESC_CONVERT_TEXT:
    case ESC_CONVERT_ARRAY: print_conversion(printer, node); break;
    case ESC_CALL:
    case ESC_CALL_INTERFACE:
        print_node(printer, node->x, 8);
        print_list(printer, "(", node->list, node->has_dots ? "...)" : ")");
        break;
    case ESC_INLINED_CALL:
        if (node->body.count == 1) print_node(printer, node->body.items[0], 0);
        break;
    case ESC_BUILTIN:
        strbuf_append_c(out, builtin_texts[node->builtin]);
        print_list(printer, "(", node->list, node->has_dots ? "...)" : ")");
        break;
    case ESC_NEW:
        strbuf_append_c(out, "new(");
        print_node(printer, node->x, 0);
        strbuf_append_char(out, ')');
        break;
    case ESC_MAKE_SLICE:
    case ESC_MAKE_MAP:
    case ESC_MAKE_CHAN: print_make(printer, node); break;
    case ESC_POINTER_LITERAL: print_unary(printer, node, "&"); break;
    case ESC_ARRAY_LITERAL:
    case ESC_SLICE_LITERAL:
    case ESC_STRUCT_LITERAL:
    case ESC_MAP_LITERAL: print_composite(printer, node); break;
    case ESC_CLOSURE: strbuf_append_c(out, "func literal"); break;
    case ESC_ASSIGN:
        print_node(printer, node->x, 0);
        strbuf_append_c(out, node->is_define ? " := " : " = ");
        if (node->y) print_node(printer, node->y, 0);
        break;
    case ESC_ASSIGN_OPERATION:
        print_node(printer, node->x, 0);
        strbuf_format(out, " %s= ", go_token_text((GoToken)node->token));
        print_node(printer, node->y, 0);
        break;
    case ESC_ASSIGN_LIST:
        print_list(printer, "", node->list, node->is_define ? " := " : " = ");
        print_list(printer, "", node->body, "");
        break;
    default: break;
    }
}

static EscNode *without_implicit(EscNode *node) {
    for (;;) {
        bool is_hidden = node->is_implicit && node->x &&
                         (node->op == ESC_ADDRESS || node->op == ESC_DEREFERENCE ||
                          (node->op >= ESC_CONVERT && node->op <= ESC_CONVERT_INTERFACE));
        if (!is_hidden) return node;
        node = node->x;
    }
}

static void print_node(Printer *printer, EscNode *node, int precedence) {
    if (!node) return;
    node = without_implicit(node);
    bool is_loose = precedence > precedence_of(node);
    bool is_pointer_type = node->op == ESC_TYPE && node->type->kind == GO_POINTER && precedence > 7;
    if (is_loose || is_pointer_type) strbuf_append_char(printer->out, '(');
    print_by_kind(printer, node);
    if (is_loose || is_pointer_type) strbuf_append_char(printer->out, ')');
}

/* ---- All ---------------------------------------------------------------------------------------------- */

static Str finish_text(Arena *arena, StrBuf *out) {
    Str text = arena_copy(arena, strbuf_view(out));
    strbuf_free(out);
    return text;
}

Str esc_text(Arena *arena, EscNode *node, const GoPackage *from) {
    StrBuf out = {0};
    Printer printer = {&out, arena, from};
    print_node(&printer, node, 0);
    return finish_text(arena, &out);
}

Str esc_type_text(Arena *arena, GoType *type, const GoPackage *from) {
    StrBuf out = {0};
    Printer printer = {&out, arena, from};
    print_type(&printer, type);
    return finish_text(arena, &out);
}

Str esc_function_text(Arena *arena, const EscFunction *function, const GoPackage *from) {
    if (!function->package || function->package == from) return function->name;
    StrBuf out = {0};
    go_package_print(&out, function->package, from);
    strbuf_format(&out, ".%.*s", STR_ARGS(function->name));
    return finish_text(arena, &out);
}
