/* What expressions are called in error messages. */
#include "python/syntax/diagnose.h"

static const char *describe_constant(PyConstantKind kind) {
    switch (kind) {
    case PY_CONSTANT_NONE: return "None";
    case PY_CONSTANT_TRUE: return "True";
    case PY_CONSTANT_FALSE: return "False";
    case PY_CONSTANT_ELLIPSIS: return "ellipsis";
    default: return "literal";
    }
}

const char *py_expr_description(const PyExpr *expr) {
    switch (expr->kind) {
    case PY_EXPR_ATTRIBUTE: return "attribute";
    case PY_EXPR_SUBSCRIPT: return "subscript";
    case PY_EXPR_STARRED: return "starred";
    case PY_EXPR_NAME: return "name";
    case PY_EXPR_LIST: return "list";
    case PY_EXPR_TUPLE: return "tuple";
    case PY_EXPR_LAMBDA: return "lambda";
    case PY_EXPR_CALL: return "function call";
    case PY_EXPR_BOOL_OP:
    case PY_EXPR_BIN_OP:
    case PY_EXPR_UNARY_OP: return "expression";
    case PY_EXPR_GENERATOR_EXP: return "generator expression";
    case PY_EXPR_YIELD:
    case PY_EXPR_YIELD_FROM: return "yield expression";
    case PY_EXPR_AWAIT: return "await expression";
    case PY_EXPR_LIST_COMP: return "list comprehension";
    case PY_EXPR_SET_COMP: return "set comprehension";
    case PY_EXPR_DICT_COMP: return "dict comprehension";
    case PY_EXPR_DICT: return "dict literal";
    case PY_EXPR_SET: return "set display";
    case PY_EXPR_JOINED_STR:
    case PY_EXPR_FORMATTED_VALUE: return "f-string expression";
    case PY_EXPR_CONSTANT: return describe_constant(expr->Constant.value.kind);
    case PY_EXPR_COMPARE: return "comparison";
    case PY_EXPR_IF_EXP: return "conditional expression";
    case PY_EXPR_NAMED_EXPR: return "named expression";
    default: return "expression";
    }
}
