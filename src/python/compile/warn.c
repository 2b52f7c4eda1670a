/* SyntaxWarnings, see warn.h. What is warned of, and the words, are CPython 3.11's. */
#include "python/compile/warn.h"

#include "python/objects/object.h"

#include <string.h>

static void warn(PyCompiler *compiler, PyPosition at, Str message) {
    diagnostic_add(compiler->diagnostics, "SyntaxWarning", compiler->module->source,
                   (SourceSpan){at.start, at.end}, "%.*s", STR_ARGS(message));
}

static const char *constant_type(const PyConstant *constant) {
    switch (constant->kind) {
    case PY_CONSTANT_NONE: return "NoneType";
    case PY_CONSTANT_TRUE:
    case PY_CONSTANT_FALSE: return "bool";
    case PY_CONSTANT_ELLIPSIS: return "ellipsis";
    case PY_CONSTANT_INT: return "int";
    case PY_CONSTANT_FLOAT: return "float";
    case PY_CONSTANT_IMAGINARY: return "complex";
    case PY_CONSTANT_STR: return "str";
    case PY_CONSTANT_BYTES: return "bytes";
    case PY_CONSTANT_OBJECT: return ((const PyObject *)constant->object)->type->name;
    }
    return NULL;
}

/* The type that the value is sure to have; NULL: it cannot be told. */
static const char *inferred_type(const PyExpr *expr) {
    switch (expr->kind) {
    case PY_EXPR_TUPLE: return "tuple";
    case PY_EXPR_LIST:
    case PY_EXPR_LIST_COMP: return "list";
    case PY_EXPR_DICT:
    case PY_EXPR_DICT_COMP: return "dict";
    case PY_EXPR_SET:
    case PY_EXPR_SET_COMP: return "set";
    case PY_EXPR_GENERATOR_EXP: return "generator";
    case PY_EXPR_LAMBDA: return "function";
    case PY_EXPR_JOINED_STR:
    case PY_EXPR_FORMATTED_VALUE: return "str";
    case PY_EXPR_CONSTANT: return constant_type(&expr->Constant.value);
    default: return NULL;
    }
}

static bool is_one_of(const char *name, const char *const *names) {
    for (; *names; names++)
        if (strcmp(name, *names) == 0) return true;
    return false;
}

/* A constant other than the singletons. */
static bool is_literal(const PyExpr *expr) {
    static const char *const singletons[] = {"NoneType", "bool", "ellipsis", NULL};
    return expr->kind == PY_EXPR_CONSTANT && !is_one_of(constant_type(&expr->Constant.value), singletons);
}

void py_warn_compare(PyCompiler *compiler, const PyExpr *compare) {
    bool left = is_literal(compare->Compare.left);
    for (int i = 0; i < compare->Compare.ops.count; i++) {
        bool right = is_literal(compare->Compare.comparators.items[i]);
        PyCompareOperator op = compare->Compare.ops.items[i];
        if ((left || right) && op == PY_OP_IS) {
            warn(compiler, compare->at, STR("\"is\" with a literal. Did you mean \"==\"?"));
            return;
        }
        if ((left || right) && op == PY_OP_IS_NOT) {
            warn(compiler, compare->at, STR("\"is not\" with a literal. Did you mean \"!=\"?"));
            return;
        }
        left = right;
    }
}

static void warn_missing_comma(PyCompiler *compiler, PyPosition at, const char *type, const char *what) {
    warn(compiler, at,
         arena_format(compiler->arena, "'%s' object is not %s; perhaps you missed a comma?", type, what));
}

void py_warn_call(PyCompiler *compiler, const PyExpr *call) {
    const char *type = inferred_type(call->Call.func);
    if (type && call->Call.func->kind != PY_EXPR_LAMBDA)
        warn_missing_comma(compiler, call->Call.func->at, type, "callable");
}

/* The index is sure to be neither an int nor a slice, and the value is one that wants these. */
static void warn_index(PyCompiler *compiler, const PyExpr *subscript, const char *type) {
    static const char *const sequences[] = {"str", "bytes", "tuple", "list", NULL};
    const char *index = inferred_type(subscript->Subscript.slice);
    if (!index || strcmp(index, "int") == 0 || strcmp(index, "bool") == 0 || strcmp(index, "slice") == 0)
        return;
    if (!is_one_of(type, sequences)) return;
    warn(compiler, subscript->at,
         arena_format(compiler->arena,
                      "%s indices must be integers or slices, not %s; perhaps you missed a comma?", type,
                      index));
}

void py_warn_subscript(PyCompiler *compiler, const PyExpr *subscript) {
    static const char *const without_items[] = {"NoneType",  "ellipsis", "int", "bool",
                                                "float",     "complex",  "set", "frozenset",
                                                "generator", "function", NULL};
    const char *type = inferred_type(subscript->Subscript.value);
    if (!type || subscript->Subscript.ctx != PY_LOAD) return;
    if (is_one_of(type, without_items))
        warn_missing_comma(compiler, subscript->at, type, "subscriptable");
    else
        warn_index(compiler, subscript, type);
}

void py_warn_assert(PyCompiler *compiler, const PyStmt *assertion) {
    const PyExpr *test = assertion->Assert.test;
    bool is_tuple = test->kind == PY_EXPR_TUPLE && test->Tuple.elts.count > 0;
    if (test->kind == PY_EXPR_CONSTANT && test->Constant.value.kind == PY_CONSTANT_OBJECT) {
        const PyVarObject *value = test->Constant.value.object;
        is_tuple = py_is_tuple(value) && value->size > 0;
    }
    if (is_tuple) warn(compiler, assertion->at, STR("assertion is always true, perhaps remove parentheses?"));
}
