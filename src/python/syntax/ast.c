/* Names of the syntax tree's nodes and operators, see ast.h. */
#include "python/syntax/ast.h"

const char *py_node_name(PyNodeKind kind) {
    static const char *const names[] = {
#define NODE(category, NAME, Name) #Name,
#include "python/syntax/ast_nodes.inc"
    };
    return kind < PY_NODE_KIND_COUNT ? names[kind] : "?";
}

#define OP(NAME, Name, symbol) symbol,

const char *py_operator_symbol(PyBinaryOperator op) {
    static const char *const symbols[] = {PY_BINARY_OPERATORS(OP)};
    return symbols[op];
}

const char *py_unary_operator_symbol(PyUnaryOperator op) {
    static const char *const symbols[] = {PY_UNARY_OPERATORS(OP)};
    return symbols[op];
}

const char *py_compare_operator_symbol(PyCompareOperator op) {
    static const char *const symbols[] = {PY_COMPARE_OPERATORS(OP)};
    return symbols[op];
}
