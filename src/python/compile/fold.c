/* Constant folding: a walk over the tree, inside out. */
#include "python/compile/fold.h"

#include "python/compile/fold_format.h"
#include "python/compile/opcode.h"
#include "python/compile/symtable.h"
#include "python/objects/error.h"
#include "python/objects/int.h"
#include "python/objects/protocol.h"
#include "python/objects/set.h"
#include "python/objects/statics.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

/* Results larger than these are computed when the program runs, so that `1 << 10000000` costs nothing in a
 * function that is never called. */
enum {
    MAX_INT_BITS = 128,
    MAX_TUPLE_ITEMS = 256,
    MAX_STR_SIZE = 4096,
    MAX_NESTED_ITEMS = 1024,
};

typedef struct Folder {
    PyConstantPool *pool;
    Arena *arena;
    bool has_future_annotations;
    int depth;
    bool failed; /* nested too deeply */
} Folder;

static void fold_expr(Folder *folder, PyExpr *expr);
static void fold_stmts(Folder *folder, PyStmtList list);

static bool is_constant(const PyExpr *expr) {
    return expr->kind == PY_EXPR_CONSTANT;
}

/* The value of a constant node, borrowed. It is kept in the node, so that it is made only once. */
static PyObject *value_of(Folder *folder, PyExpr *expr) {
    PyConstant *constant = &expr->Constant.value;
    if (constant->kind == PY_CONSTANT_OBJECT) return constant->object;
    PyObject *object = py_constant_object(folder->pool, constant);
    if (!object) py_error_clear();
    return object;
}

/* Turns a node into a constant; `value` is stolen, NULL (with an exception) leaves the node alone. */
static void make_constant(Folder *folder, PyExpr *expr, PyObject *value) {
    if (!value) {
        py_error_clear();
        return;
    }
    py_constant_own(folder->pool, value);
    expr->kind = PY_EXPR_CONSTANT;
    expr->Constant.value = (PyConstant){.kind = PY_CONSTANT_OBJECT, .object = value};
    if (py_is_exact(value, PY_TYPE(str))) {
        /* Strings stay readable for those who look for texts (docstrings, formats). */
        StrBuf text = {0};
        py_str_append_utf8(&text, value);
        expr->Constant.value.kind = PY_CONSTANT_STR;
        expr->Constant.value.text = arena_copy(folder->arena, strbuf_view(&text));
        strbuf_free(&text);
    }
}

/* --- limits --- */

static int64_t collection_size(const PyObject *object) {
    if (py_is_exact(object, PY_TYPE(str))) return py_str_length(object);
    return py_size(object);
}

/* The number of items of a tuple with those of the tuples within, or -1 when it is over `limit`. */
static int64_t count_items(PyObject *object, int64_t limit) {
    if (!py_is_exact(object, PY_TYPE(tuple))) return limit;
    limit -= py_size(object);
    for (int64_t i = 0; limit >= 0 && i < py_size(object); i++)
        limit = count_items(py_tuple_item(object, i), limit);
    return limit;
}

static bool is_text(const PyObject *object) {
    return py_is_exact(object, PY_TYPE(str)) || py_is_exact(object, PY_TYPE(bytes));
}

static bool may_repeat(PyObject *count, PyObject *object) {
    int64_t size = collection_size(object);
    if (!size) return true;
    int overflow = 0;
    int64_t times = py_int_to_int64_or_overflow(count, &overflow);
    bool is_tuple = py_is_exact(object, PY_TYPE(tuple));
    if (overflow || times < 0 || times > (is_tuple ? MAX_TUPLE_ITEMS : MAX_STR_SIZE) / size) return false;
    return !is_tuple || !times || count_items(object, MAX_NESTED_ITEMS / times) >= 0;
}

static bool may_multiply(PyObject *left, PyObject *right) {
    if (py_is_int(left) && py_is_int(right))
        return !py_size(left) || !py_size(right) ||
               py_int_bit_length(left) + py_int_bit_length(right) <= MAX_INT_BITS;
    if (py_is_int(left) && (is_text(right) || py_is_exact(right, PY_TYPE(tuple))))
        return may_repeat(left, right);
    if (py_is_int(right) && (is_text(left) || py_is_exact(left, PY_TYPE(tuple))))
        return may_repeat(right, left);
    return true;
}

static bool may_raise_to_power(PyObject *left, PyObject *right) {
    if (!py_is_int(left) || !py_is_int(right) || !py_size(left) || py_size(right) <= 0) return true;
    int overflow = 0;
    int64_t exponent = py_int_to_int64_or_overflow(right, &overflow);
    return !overflow && py_int_bit_length(left) <= (uint64_t)(MAX_INT_BITS / exponent);
}

static bool may_shift(PyObject *left, PyObject *right) {
    if (!py_is_int(left) || !py_is_int(right) || !py_size(left) || !py_size(right)) return true;
    int overflow = 0;
    int64_t places = py_int_to_int64_or_overflow(right, &overflow);
    if (overflow || places < 0 || places > MAX_INT_BITS) return false;
    return py_int_bit_length(left) <= (uint64_t)(MAX_INT_BITS - places);
}

/* --- operators --- */

static PyObject *operate(PyBinaryOperator op, PyObject *left, PyObject *right) {
    switch (op) {
    case PY_OP_ADD: return py_number_operate(PY_BINARY_ADD, left, right);
    case PY_OP_SUB: return py_number_operate(PY_BINARY_SUBTRACT, left, right);
    case PY_OP_MULT:
        return may_multiply(left, right) ? py_number_operate(PY_BINARY_MULTIPLY, left, right) : NULL;
    case PY_OP_DIV: return py_number_operate(PY_BINARY_TRUE_DIVIDE, left, right);
    case PY_OP_FLOOR_DIV: return py_number_operate(PY_BINARY_FLOOR_DIVIDE, left, right);
    case PY_OP_MOD: return is_text(left) ? NULL : py_number_operate(PY_BINARY_REMAINDER, left, right);
    case PY_OP_POW:
        return may_raise_to_power(left, right) ? py_number_operate(PY_BINARY_POWER, left, right) : NULL;
    case PY_OP_LSHIFT:
        return may_shift(left, right) ? py_number_operate(PY_BINARY_LSHIFT, left, right) : NULL;
    case PY_OP_RSHIFT: return py_number_operate(PY_BINARY_RSHIFT, left, right);
    case PY_OP_BIT_OR: return py_number_operate(PY_BINARY_OR, left, right);
    case PY_OP_BIT_XOR: return py_number_operate(PY_BINARY_XOR, left, right);
    case PY_OP_BIT_AND: return py_number_operate(PY_BINARY_AND, left, right);
    case PY_OP_MAT_MULT: return NULL;
    }
    return NULL;
}

static void fold_binary(Folder *folder, PyExpr *expr) {
    PyExpr *left = expr->BinOp.left, *right = expr->BinOp.right;
    fold_expr(folder, left);
    fold_expr(folder, right);
    if (!is_constant(left)) return;
    bool is_format = expr->BinOp.op == PY_OP_MOD && right->kind == PY_EXPR_TUPLE &&
                     left->Constant.value.kind == PY_CONSTANT_STR;
    if (is_format) {
        py_fold_format(expr, left->Constant.value.text, right->Tuple.elts, folder->arena);
        return;
    }
    if (!is_constant(right)) return;
    PyObject *a = value_of(folder, left), *b = value_of(folder, right);
    if (a && b) make_constant(folder, expr, operate(expr->BinOp.op, a, b));
}

static PyObject *operate_unary(PyUnaryOperator op, PyObject *operand) {
    switch (op) {
    case PY_OP_INVERT: return py_number_invert(operand);
    case PY_OP_UADD: return py_number_positive(operand);
    case PY_OP_USUB: return py_number_negative(operand);
    case PY_OP_NOT: {
        int truth = py_object_is_true(operand);
        return truth < 0 ? NULL : py_bool_from(!truth);
    }
    }
    return NULL;
}

/* `not a in b` is `a not in b`. */
static void fold_not_compare(PyExpr *expr) {
    PyExpr *compare = expr->UnaryOp.operand;
    if (compare->kind != PY_EXPR_COMPARE || compare->Compare.ops.count != 1) return;
    PyCompareOperator *op = &compare->Compare.ops.items[0];
    switch (*op) {
    case PY_OP_IS: *op = PY_OP_IS_NOT; break;
    case PY_OP_IS_NOT: *op = PY_OP_IS; break;
    case PY_OP_IN: *op = PY_OP_NOT_IN; break;
    case PY_OP_NOT_IN: *op = PY_OP_IN; break;
    default: return;
    }
    *expr = *compare;
}

static void fold_unary(Folder *folder, PyExpr *expr) {
    fold_expr(folder, expr->UnaryOp.operand);
    if (is_constant(expr->UnaryOp.operand)) {
        PyObject *operand = value_of(folder, expr->UnaryOp.operand);
        if (operand) make_constant(folder, expr, operate_unary(expr->UnaryOp.op, operand));
    } else if (expr->UnaryOp.op == PY_OP_NOT) {
        fold_not_compare(expr);
    }
}

static void fold_subscript(Folder *folder, PyExpr *expr) {
    PyExpr *value = expr->Subscript.value, *index = expr->Subscript.slice;
    fold_expr(folder, value);
    fold_expr(folder, index);
    if (expr->Subscript.ctx != PY_LOAD || !is_constant(value) || !is_constant(index)) return;
    PyObject *container = value_of(folder, value), *key = value_of(folder, index);
    if (container && key) make_constant(folder, expr, py_object_subscript(container, key));
}

/* --- sequences --- */

static void fold_exprs(Folder *folder, PyExprList list) {
    for (int i = 0; i < list.count; i++) {
        if (list.items[i]) fold_expr(folder, list.items[i]);
    }
}

/* A new tuple, or NULL without an exception when not all elements are constants. */
static PyObject *make_tuple(Folder *folder, PyExprList elements) {
    for (int i = 0; i < elements.count; i++) {
        if (!is_constant(elements.items[i]) || !value_of(folder, elements.items[i])) return NULL;
    }
    PyObject *tuple = py_tuple_new(elements.count);
    for (int i = 0; tuple && i < elements.count; i++)
        py_tuple_item(tuple, i) = py_new_ref(value_of(folder, elements.items[i]));
    return tuple;
}

/* What is only looked through, by `in` or `for`, can be a tuple instead of a list, a frozenset instead of a
 * set. */
static void fold_iterated(Folder *folder, PyExpr *expr) {
    if (expr->kind == PY_EXPR_LIST) {
        PyExprList elements = expr->List.elts;
        for (int i = 0; i < elements.count; i++) {
            if (elements.items[i]->kind == PY_EXPR_STARRED) return;
        }
        PyObject *tuple = make_tuple(folder, elements);
        if (tuple) {
            make_constant(folder, expr, tuple);
            return;
        }
        expr->kind = PY_EXPR_TUPLE;
        expr->Tuple.elts = elements;
        expr->Tuple.ctx = PY_LOAD;
    } else if (expr->kind == PY_EXPR_SET) {
        PyObject *tuple = make_tuple(folder, expr->Set.elts);
        if (!tuple) return;
        make_constant(folder, expr, py_frozenset_new(tuple));
        py_decref(tuple);
    }
}

static void fold_compare(Folder *folder, PyExpr *expr) {
    fold_expr(folder, expr->Compare.left);
    fold_exprs(folder, expr->Compare.comparators);
    int last = expr->Compare.ops.count - 1;
    PyCompareOperator op = expr->Compare.ops.items[last];
    if (op == PY_OP_IN || op == PY_OP_NOT_IN) fold_iterated(folder, expr->Compare.comparators.items[last]);
}

/* The loops of a comprehension stand in each other, so they count like nested expressions. */
static void fold_generators(Folder *folder, PyComprehensionList generators) {
    if (folder->depth + generators.count > PY_COMPILE_DEPTH_MAX) folder->failed = true;
    for (int i = 0; i < generators.count; i++) {
        fold_expr(folder, generators.items[i]->target);
        fold_expr(folder, generators.items[i]->iter);
        fold_exprs(folder, generators.items[i]->ifs);
        fold_iterated(folder, generators.items[i]->iter);
    }
}

static void fold_keywords(Folder *folder, PyKeywordList keywords) {
    for (int i = 0; i < keywords.count; i++) fold_expr(folder, keywords.items[i]->value);
}

static void fold_optional(Folder *folder, PyExpr *expr) {
    if (expr) fold_expr(folder, expr);
}

static void fold_annotation(Folder *folder, PyExpr *annotation) {
    if (annotation && !folder->has_future_annotations) fold_expr(folder, annotation);
}

static void fold_parameters(Folder *folder, PyArgList list) {
    for (int i = 0; i < list.count; i++) fold_annotation(folder, list.items[i]->annotation);
}

static void fold_arguments(Folder *folder, PyArguments *arguments) {
    fold_parameters(folder, arguments->posonlyargs);
    fold_parameters(folder, arguments->args);
    if (arguments->vararg) fold_annotation(folder, arguments->vararg->annotation);
    fold_parameters(folder, arguments->kwonlyargs);
    fold_exprs(folder, arguments->kw_defaults);
    if (arguments->kwarg) fold_annotation(folder, arguments->kwarg->annotation);
    fold_exprs(folder, arguments->defaults);
}

/* --- expressions --- */

static void fold_kind(Folder *folder, PyExpr *expr) {
    switch (expr->kind) {
    case PY_EXPR_BOOL_OP: fold_exprs(folder, expr->BoolOp.values); break;
    case PY_EXPR_NAMED_EXPR: fold_expr(folder, expr->NamedExpr.value); break;
    case PY_EXPR_BIN_OP: fold_binary(folder, expr); break;
    case PY_EXPR_UNARY_OP: fold_unary(folder, expr); break;
    case PY_EXPR_LAMBDA:
        fold_arguments(folder, expr->Lambda.args);
        fold_expr(folder, expr->Lambda.body);
        break;
    case PY_EXPR_IF_EXP:
        fold_expr(folder, expr->IfExp.test);
        fold_expr(folder, expr->IfExp.body);
        fold_expr(folder, expr->IfExp.orelse);
        break;
    case PY_EXPR_DICT:
        fold_exprs(folder, expr->Dict.keys);
        fold_exprs(folder, expr->Dict.values);
        break;
    case PY_EXPR_SET: fold_exprs(folder, expr->Set.elts); break;
    case PY_EXPR_LIST_COMP:
        fold_expr(folder, expr->ListComp.elt);
        fold_generators(folder, expr->ListComp.generators);
        break;
    case PY_EXPR_SET_COMP:
        fold_expr(folder, expr->SetComp.elt);
        fold_generators(folder, expr->SetComp.generators);
        break;
    case PY_EXPR_DICT_COMP:
        fold_expr(folder, expr->DictComp.key);
        fold_expr(folder, expr->DictComp.value);
        fold_generators(folder, expr->DictComp.generators);
        break;
    case PY_EXPR_GENERATOR_EXP:
        fold_expr(folder, expr->GeneratorExp.elt);
        fold_generators(folder, expr->GeneratorExp.generators);
        break;
    case PY_EXPR_AWAIT: fold_expr(folder, expr->Await.value); break;
    case PY_EXPR_YIELD: fold_optional(folder, expr->Yield.value); break;
    case PY_EXPR_YIELD_FROM: fold_expr(folder, expr->YieldFrom.value); break;
    case PY_EXPR_COMPARE: fold_compare(folder, expr); break;
    case PY_EXPR_CALL:
        fold_expr(folder, expr->Call.func);
        fold_exprs(folder, expr->Call.args);
        fold_keywords(folder, expr->Call.keywords);
        break;
    case PY_EXPR_FORMATTED_VALUE:
        fold_expr(folder, expr->FormattedValue.value);
        fold_optional(folder, expr->FormattedValue.format_spec);
        break;
    case PY_EXPR_JOINED_STR: fold_exprs(folder, expr->JoinedStr.values); break;
    case PY_EXPR_ATTRIBUTE: fold_expr(folder, expr->Attribute.value); break;
    case PY_EXPR_SUBSCRIPT: fold_subscript(folder, expr); break;
    case PY_EXPR_STARRED: fold_expr(folder, expr->Starred.value); break;
    case PY_EXPR_NAME:
        if (expr->Name.ctx == PY_LOAD && str_equal(expr->Name.id, STR("__debug__")))
            make_constant(folder, expr, py_bool_from(true));
        break;
    case PY_EXPR_LIST: fold_exprs(folder, expr->List.elts); break;
    case PY_EXPR_TUPLE: {
        fold_exprs(folder, expr->Tuple.elts);
        PyObject *tuple = expr->Tuple.ctx == PY_LOAD ? make_tuple(folder, expr->Tuple.elts) : NULL;
        if (tuple) make_constant(folder, expr, tuple);
        break;
    }
    case PY_EXPR_SLICE:
        fold_optional(folder, expr->Slice.lower);
        fold_optional(folder, expr->Slice.upper);
        fold_optional(folder, expr->Slice.step);
        break;
    default: break;
    }
}

/* Nothing is in it to be folded, and it is not worth a call. */
static bool is_plain_leaf(const PyExpr *expr) {
    if (expr->kind == PY_EXPR_NAME) return expr->Name.id.length != STR("__debug__").length;
    return expr->kind == PY_EXPR_CONSTANT;
}

static void fold_expr(Folder *folder, PyExpr *expr) {
    if (is_plain_leaf(expr) || folder->failed) return;
    if (++folder->depth > PY_COMPILE_DEPTH_MAX)
        folder->failed = true;
    else
        fold_kind(folder, expr);
    folder->depth--;
}

/* --- patterns --- */

static void fold_pattern(Folder *folder, PyPattern *pattern);

static void fold_patterns(Folder *folder, PyPatternList list) {
    for (int i = 0; i < list.count; i++) fold_pattern(folder, list.items[i]);
}

static void fold_pattern(Folder *folder, PyPattern *pattern) {
    if (folder->failed) return;
    switch (pattern->kind) {
    case PY_PATTERN_MATCH_VALUE: fold_expr(folder, pattern->MatchValue.value); break;
    case PY_PATTERN_MATCH_SEQUENCE: fold_patterns(folder, pattern->MatchSequence.patterns); break;
    case PY_PATTERN_MATCH_MAPPING:
        fold_exprs(folder, pattern->MatchMapping.keys);
        fold_patterns(folder, pattern->MatchMapping.patterns);
        break;
    case PY_PATTERN_MATCH_CLASS:
        fold_expr(folder, pattern->MatchClass.cls);
        fold_patterns(folder, pattern->MatchClass.patterns);
        fold_patterns(folder, pattern->MatchClass.kwd_patterns);
        break;
    case PY_PATTERN_MATCH_AS:
        if (pattern->MatchAs.pattern) fold_pattern(folder, pattern->MatchAs.pattern);
        break;
    case PY_PATTERN_MATCH_OR: fold_patterns(folder, pattern->MatchOr.patterns); break;
    default: break;
    }
}

/* --- statements --- */

static bool is_docstring(PyStmtList body) {
    return body.count && body.items[0]->kind == PY_STMT_EXPR && is_constant(body.items[0]->Expr.value) &&
           body.items[0]->Expr.value->Constant.value.kind == PY_CONSTANT_STR;
}

/* `"a" + "b"` as the first statement is no docstring, though it has become one string: it is wrapped up. */
static void fold_body(Folder *folder, PyStmtList body) {
    bool had_docstring = is_docstring(body);
    fold_stmts(folder, body);
    if (had_docstring || !is_docstring(body)) return;
    PyExpr *constant = body.items[0]->Expr.value;
    PyExpr *joined = ARENA_NEW(folder->arena, PyExpr);
    joined->kind = PY_EXPR_JOINED_STR;
    joined->at = constant->at;
    joined->JoinedStr.values.items = ARENA_ARRAY(folder->arena, PyExpr *, 1);
    joined->JoinedStr.values.items[0] = constant;
    joined->JoinedStr.values.count = 1;
    body.items[0]->Expr.value = joined;
}

static void fold_with_items(Folder *folder, PyWithItemList items) {
    for (int i = 0; i < items.count; i++) {
        fold_expr(folder, items.items[i]->context_expr);
        fold_optional(folder, items.items[i]->optional_vars);
    }
}

static void fold_handlers(Folder *folder, PyHandlerList handlers) {
    for (int i = 0; i < handlers.count; i++) {
        fold_optional(folder, handlers.items[i]->type);
        fold_stmts(folder, handlers.items[i]->body);
    }
}

static void fold_cases(Folder *folder, PyMatchCaseList cases) {
    for (int i = 0; i < cases.count; i++) {
        fold_pattern(folder, cases.items[i]->pattern);
        fold_optional(folder, cases.items[i]->guard);
        fold_stmts(folder, cases.items[i]->body);
    }
}

static void fold_for(Folder *folder, PyExpr *target, PyExpr *iter, PyStmtList body, PyStmtList orelse) {
    fold_expr(folder, target);
    fold_expr(folder, iter);
    fold_stmts(folder, body);
    fold_stmts(folder, orelse);
    fold_iterated(folder, iter);
}

static void fold_function(Folder *folder, PyArguments *arguments, PyStmtList body, PyExprList decorators,
                          PyExpr *returns) {
    fold_arguments(folder, arguments);
    fold_body(folder, body);
    fold_exprs(folder, decorators);
    fold_annotation(folder, returns);
}

static void fold_stmt_kind(Folder *folder, PyStmt *stmt) {
    switch (stmt->kind) {
    case PY_STMT_FUNCTION_DEF:
        fold_function(folder, stmt->FunctionDef.args, stmt->FunctionDef.body,
                      stmt->FunctionDef.decorator_list, stmt->FunctionDef.returns);
        break;
    case PY_STMT_ASYNC_FUNCTION_DEF:
        fold_function(folder, stmt->AsyncFunctionDef.args, stmt->AsyncFunctionDef.body,
                      stmt->AsyncFunctionDef.decorator_list, stmt->AsyncFunctionDef.returns);
        break;
    case PY_STMT_CLASS_DEF:
        fold_exprs(folder, stmt->ClassDef.bases);
        fold_keywords(folder, stmt->ClassDef.keywords);
        fold_body(folder, stmt->ClassDef.body);
        fold_exprs(folder, stmt->ClassDef.decorator_list);
        break;
    case PY_STMT_RETURN: fold_optional(folder, stmt->Return.value); break;
    case PY_STMT_DELETE: fold_exprs(folder, stmt->Delete.targets); break;
    case PY_STMT_ASSIGN:
        fold_exprs(folder, stmt->Assign.targets);
        fold_expr(folder, stmt->Assign.value);
        break;
    case PY_STMT_AUG_ASSIGN:
        fold_expr(folder, stmt->AugAssign.target);
        fold_expr(folder, stmt->AugAssign.value);
        break;
    case PY_STMT_ANN_ASSIGN:
        fold_expr(folder, stmt->AnnAssign.target);
        fold_annotation(folder, stmt->AnnAssign.annotation);
        fold_optional(folder, stmt->AnnAssign.value);
        break;
    case PY_STMT_FOR:
        fold_for(folder, stmt->For.target, stmt->For.iter, stmt->For.body, stmt->For.orelse);
        break;
    case PY_STMT_ASYNC_FOR:
        fold_expr(folder, stmt->AsyncFor.target);
        fold_expr(folder, stmt->AsyncFor.iter);
        fold_stmts(folder, stmt->AsyncFor.body);
        fold_stmts(folder, stmt->AsyncFor.orelse);
        break;
    case PY_STMT_WHILE:
        fold_expr(folder, stmt->While.test);
        fold_stmts(folder, stmt->While.body);
        fold_stmts(folder, stmt->While.orelse);
        break;
    case PY_STMT_IF:
        fold_expr(folder, stmt->If.test);
        fold_stmts(folder, stmt->If.body);
        fold_stmts(folder, stmt->If.orelse);
        break;
    case PY_STMT_WITH:
        fold_with_items(folder, stmt->With.items);
        fold_stmts(folder, stmt->With.body);
        break;
    case PY_STMT_ASYNC_WITH:
        fold_with_items(folder, stmt->AsyncWith.items);
        fold_stmts(folder, stmt->AsyncWith.body);
        break;
    case PY_STMT_MATCH:
        fold_expr(folder, stmt->Match.subject);
        fold_cases(folder, stmt->Match.cases);
        break;
    case PY_STMT_RAISE:
        fold_optional(folder, stmt->Raise.exc);
        fold_optional(folder, stmt->Raise.cause);
        break;
    case PY_STMT_TRY:
        fold_stmts(folder, stmt->Try.body);
        fold_handlers(folder, stmt->Try.handlers);
        fold_stmts(folder, stmt->Try.orelse);
        fold_stmts(folder, stmt->Try.finalbody);
        break;
    case PY_STMT_TRY_STAR:
        fold_stmts(folder, stmt->TryStar.body);
        fold_handlers(folder, stmt->TryStar.handlers);
        fold_stmts(folder, stmt->TryStar.orelse);
        fold_stmts(folder, stmt->TryStar.finalbody);
        break;
    case PY_STMT_ASSERT:
        fold_expr(folder, stmt->Assert.test);
        fold_optional(folder, stmt->Assert.msg);
        break;
    case PY_STMT_EXPR: fold_expr(folder, stmt->Expr.value); break;
    default: break;
    }
}

static void fold_stmts(Folder *folder, PyStmtList list) {
    for (int i = 0; i < list.count && !folder->failed; i++) {
        if (++folder->depth > PY_COMPILE_DEPTH_MAX)
            folder->failed = true;
        else
            fold_stmt_kind(folder, list.items[i]);
        folder->depth--;
    }
}

bool py_fold_module(PyAstModule *module, bool has_future_annotations, PyConstantPool *pool, Arena *arena) {
    Folder folder = {.pool = pool, .arena = arena, .has_future_annotations = has_future_annotations};
    fold_body(&folder, module->body);
    fold_optional(&folder, module->expression);
    return !folder.failed;
}
