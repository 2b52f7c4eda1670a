/* Targets: what may stand to the left of `=`, behind `for`, `del` and `as`.
 *
 * The grammar has rules of their own for targets, but every target is also an expression. So it is parsed as
 * one, checked, and its nodes are told that they are written to rather than read. */
#include "python/syntax/parser_internal.h"

static bool all_are_targets(const PyExprList *list, PyTargetKind kind) {
    for (int i = 0; i < list->count; i++)
        if (!py_is_target(list->items[i], kind)) return false;
    return true;
}

bool py_is_target(const PyExpr *expr, PyTargetKind kind) {
    switch (expr->kind) {
    case PY_EXPR_NAME:
    case PY_EXPR_ATTRIBUTE:
    case PY_EXPR_SUBSCRIPT: return true;
    case PY_EXPR_TUPLE: return kind != PY_TARGET_SINGLE && all_are_targets(&expr->Tuple.elts, kind);
    case PY_EXPR_LIST: return kind != PY_TARGET_SINGLE && all_are_targets(&expr->List.elts, kind);
    case PY_EXPR_STARRED:
        return kind == PY_TARGETS_STAR && expr->Starred.value->kind != PY_EXPR_STARRED &&
               py_is_target(expr->Starred.value, kind);
    default: return false;
    }
}

void py_set_context(PyExpr *expr, PyExprContext context) {
    PyExprList *children = NULL;
    switch (expr->kind) {
    case PY_EXPR_NAME: expr->Name.ctx = context; break;
    case PY_EXPR_ATTRIBUTE: expr->Attribute.ctx = context; break;
    case PY_EXPR_SUBSCRIPT: expr->Subscript.ctx = context; break;
    case PY_EXPR_STARRED:
        expr->Starred.ctx = context;
        py_set_context(expr->Starred.value, context);
        break;
    case PY_EXPR_TUPLE:
        expr->Tuple.ctx = context;
        children = &expr->Tuple.elts;
        break;
    case PY_EXPR_LIST:
        expr->List.ctx = context;
        children = &expr->List.elts;
        break;
    default: break;
    }
    for (int i = 0; children && i < children->count; i++) py_set_context(children->items[i], context);
}

/* One target of `for` or `as`. Its operand is a primary: `in` and the operators end it. */
PyExpr *py_parse_star_target(PyParser *parser) {
    PyExpr *target =
        py_at(parser, PY_TOKEN_STAR) ? py_parse_starred(parser, py_parse_primary) : py_parse_primary(parser);
    if (!target || !py_is_target(target, PY_TARGETS_STAR)) return NULL;
    py_set_context(target, PY_STORE);
    return target;
}

PyExpr *py_parse_star_targets(PyParser *parser) {
    size_t start = py_start(parser);
    PyExpr *target = py_parse_star_target(parser);
    if (!target || !py_at(parser, PY_TOKEN_COMMA)) return target;
    size_t list = py_list_begin(parser);
    py_list_push(parser, target);
    while (py_accept(parser, PY_TOKEN_COMMA)) {
        PyTokenKind kind = py_peek(parser)->kind;
        if (!py_starts_expression(kind) && kind != PY_TOKEN_STAR) break;
        if (!(target = py_parse_star_target(parser))) return NULL;
        py_list_push(parser, target);
    }
    PyExpr *tuple = py_new_tuple(parser, list, start);
    tuple->Tuple.ctx = PY_STORE;
    return tuple;
}
