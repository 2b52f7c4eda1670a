/* Long concatenations: "..." + "..." + "...", as programs that carry files along have them.
 *
 * Such an expression is a tree as deep as it is long, and the value of each node is a string that begins with
 * the value of the node below. Computed one by one, n pieces would cost n recursions and the square of their
 * length. Here the spine is walked in a loop: all pieces are laid into one run of bytes, and the value of
 * each node is a view of its beginning. */
#include "go/types/checker.h"

enum { LONG_CHAIN = 16 }; /* below that the usual way is as good */

static bool is_string_literal(const GoExpr *expr) {
    return expr->kind == GO_EXPR_LITERAL && expr->literal.kind == GO_LITERAL_STRING && !expr->literal.is_bad;
}

/* How many `+` stand between string literals alone; 0: there is something else among them. */
static size_t chain_length(const GoExpr *expr) {
    size_t length = 0;
    for (; expr->kind == GO_EXPR_BINARY; expr = expr->binary.left, length++) {
        if (expr->binary.operator!= GO_TOKEN_ADD || !is_string_literal(expr->binary.right)) return 0;
    }
    return is_string_literal(expr) ? length : 0;
}

static void chain_record(GoExpr *expr, GoConstant *value) {
    expr->mode = GO_MODE_CONSTANT;
    expr->type = go_basic_type(GO_UNTYPED_STRING);
    expr->constant = value;
}

/* Appends the literal's value, and makes it the literal's own. */
static void chain_append(Checker *check, StrBuf *bytes, GoExpr *literal) {
    GoConstant *value = go_constant_literal(check->arena, GO_LITERAL_STRING, literal->literal.text);
    strbuf_append(bytes, value->string);
    chain_record(literal, value);
}

bool go_check_concatenation(Checker *check, GoOperand *x, GoExpr *expr) {
    if (expr->binary.operator!= GO_TOKEN_ADD || expr->binary.left->kind != GO_EXPR_BINARY) return false;
    size_t length = chain_length(expr);
    if (length < LONG_CHAIN) return false;
    GoExpr **nodes = base_alloc(length * sizeof *nodes); /* from the inside out */
    size_t *ends = base_alloc(length * sizeof *ends);
    GoExpr *inner = expr;
    for (size_t i = length; i-- > 0; inner = inner->binary.left) nodes[i] = inner;
    StrBuf bytes = {0};
    chain_append(check, &bytes, inner);
    for (size_t i = 0; i < length; i++) {
        chain_append(check, &bytes, nodes[i]->binary.right);
        ends[i] = bytes.length;
    }
    Str all = arena_copy(check->arena, strbuf_view(&bytes));
    for (size_t i = 0; i < length; i++)
        chain_record(nodes[i], go_constant_string(check->arena, str_slice(all, 0, ends[i])));
    x->mode = GO_MODE_CONSTANT;
    x->type = expr->type;
    x->constant = expr->constant;
    x->expr = expr;
    strbuf_free(&bytes);
    free(nodes);
    free(ends);
    return true;
}
