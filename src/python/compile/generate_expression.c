/* Code generation: expressions. Each leaves its value on top of the stack. */
#include "python/compile/generate.h"
#include "python/compile/warn.h"

#include "python/objects/error.h"
#include "python/objects/set.h"
#include "python/objects/statics.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

/* The argument of BINARY_OP for each operator of the tree. */
static const int binary_ops[] = {
    [PY_OP_ADD] = PY_BINARY_ADD,
    [PY_OP_SUB] = PY_BINARY_SUBTRACT,
    [PY_OP_MULT] = PY_BINARY_MULTIPLY,
    [PY_OP_MAT_MULT] = PY_BINARY_MATRIX_MULTIPLY,
    [PY_OP_DIV] = PY_BINARY_TRUE_DIVIDE,
    [PY_OP_MOD] = PY_BINARY_REMAINDER,
    [PY_OP_POW] = PY_BINARY_POWER,
    [PY_OP_LSHIFT] = PY_BINARY_LSHIFT,
    [PY_OP_RSHIFT] = PY_BINARY_RSHIFT,
    [PY_OP_BIT_OR] = PY_BINARY_OR,
    [PY_OP_BIT_XOR] = PY_BINARY_XOR,
    [PY_OP_BIT_AND] = PY_BINARY_AND,
    [PY_OP_FLOOR_DIV] = PY_BINARY_FLOOR_DIVIDE,
};

static const int unary_ops[] = {
    [PY_OP_INVERT] = PY_OP_UNARY_INVERT,
    [PY_OP_NOT] = PY_OP_UNARY_NOT,
    [PY_OP_UADD] = PY_OP_UNARY_POSITIVE,
    [PY_OP_USUB] = PY_OP_UNARY_NEGATIVE,
};

/* Instruction and argument of each comparison. */
static const struct {
    int opcode, argument;
} compare_ops[] = {
    [PY_OP_EQ] = {PY_OP_COMPARE_OP, PY_COMPARE_EQ},
    [PY_OP_NOT_EQ] = {PY_OP_COMPARE_OP, PY_COMPARE_NE},
    [PY_OP_LT] = {PY_OP_COMPARE_OP, PY_COMPARE_LT},
    [PY_OP_LT_E] = {PY_OP_COMPARE_OP, PY_COMPARE_LE},
    [PY_OP_GT] = {PY_OP_COMPARE_OP, PY_COMPARE_GT},
    [PY_OP_GT_E] = {PY_OP_COMPARE_OP, PY_COMPARE_GE},
    [PY_OP_IS] = {PY_OP_IS_OP, 0},
    [PY_OP_IS_NOT] = {PY_OP_IS_OP, 1},
    [PY_OP_IN] = {PY_OP_CONTAINS_OP, 0},
    [PY_OP_NOT_IN] = {PY_OP_CONTAINS_OP, 1},
};

const PyDisplay py_list_display = {PY_OP_BUILD_LIST, PY_OP_LIST_APPEND, PY_OP_LIST_EXTEND, false};
const PyDisplay py_tuple_display = {PY_OP_BUILD_LIST, PY_OP_LIST_APPEND, PY_OP_LIST_EXTEND, true};
const PyDisplay py_set_display = {PY_OP_BUILD_SET, PY_OP_SET_ADD, PY_OP_SET_UPDATE, false};

void py_generate_exprs(PyCompiler *compiler, PyExprList list) {
    for (int i = 0; i < list.count; i++) py_generate_expr(compiler, list.items[i]);
}

/* --- displays --- */

static bool all_constant(PyExprList list, int from, int to) {
    for (int i = from; i < to; i++) {
        if (!list.items[i] || list.items[i]->kind != PY_EXPR_CONSTANT) return false;
    }
    return true;
}

static PyObject *tuple_of_constants(PyCompiler *compiler, PyExprList list, int from, int to) {
    PyObject *tuple = py_constant_own(&compiler->pool, py_tuple_new(to - from));
    for (int i = from; tuple && i < to; i++)
        py_tuple_item(tuple, i - from) = py_new_ref(py_constant_of(compiler, list.items[i]));
    return tuple;
}

/* Three and more constants come from one constant tuple. */
static void generate_constant_display(PyCompiler *compiler, PyExprList elements, int pushed,
                                      const PyDisplay *display) {
    PyObject *tuple = tuple_of_constants(compiler, elements, 0, elements.count);
    if (display->is_tuple && !pushed) {
        py_emit_const(compiler, tuple);
        return;
    }
    if (tuple && display->add == PY_OP_SET_ADD)
        tuple = py_constant_own(&compiler->pool, py_frozenset_new(tuple));
    py_emit(compiler, display->build, pushed);
    py_emit_const(compiler, tuple);
    py_emit(compiler, display->extend, 1);
    if (display->is_tuple) py_emit(compiler, PY_OP_LIST_TO_TUPLE, 0);
}

static bool has_star(PyExprList elements) {
    for (int i = 0; i < elements.count; i++) {
        if (elements.items[i]->kind == PY_EXPR_STARRED) return true;
    }
    return false;
}

/* A display that does not fit onto the stack, or whose length is not known, grows element by element. */
static void generate_growing_display(PyCompiler *compiler, PyExprList elements, int pushed,
                                     const PyDisplay *display, bool is_long) {
    bool is_built = is_long;
    if (is_built) py_emit(compiler, display->build, pushed);
    for (int i = 0; i < elements.count; i++) {
        const PyExpr *element = elements.items[i];
        if (element->kind == PY_EXPR_STARRED) {
            if (!is_built) py_emit(compiler, display->build, i + pushed);
            is_built = true;
            py_generate_expr(compiler, element->Starred.value);
            py_emit(compiler, display->extend, 1);
        } else {
            py_generate_expr(compiler, element);
            if (is_built) py_emit(compiler, display->add, 1);
        }
    }
    if (display->is_tuple) py_emit(compiler, PY_OP_LIST_TO_TUPLE, 0);
}

void py_generate_display(PyCompiler *compiler, PyExprList elements, int pushed, const PyDisplay *display) {
    if (elements.count > 2 && all_constant(elements, 0, elements.count)) {
        generate_constant_display(compiler, elements, pushed, display);
        return;
    }
    bool is_long = elements.count + pushed > PY_STACK_GUIDELINE;
    if (is_long || has_star(elements)) {
        generate_growing_display(compiler, elements, pushed, display, is_long);
        return;
    }
    py_generate_exprs(compiler, elements);
    py_emit(compiler, display->is_tuple ? PY_OP_BUILD_TUPLE : display->build, elements.count + pushed);
}

/* `a, *b, c = ...`: the counts before and behind the star in one argument. */
static void generate_unpack(PyCompiler *compiler, PyExprList elements) {
    int star = -1;
    for (int i = 0; i < elements.count; i++) {
        if (elements.items[i]->kind != PY_EXPR_STARRED) continue;
        if (star >= 0) {
            py_generate_fail(compiler, "multiple starred expressions in assignment");
            return;
        }
        star = i;
    }
    int behind = elements.count - star - 1;
    if (star >= 256 || (star >= 0 && behind >= 1 << 23))
        py_generate_fail(compiler, "too many expressions in star-unpacking assignment");
    else if (star >= 0)
        py_emit(compiler, PY_OP_UNPACK_EX, star + (behind << 8));
    else
        py_emit(compiler, PY_OP_UNPACK_SEQUENCE, elements.count);
    for (int i = 0; i < elements.count; i++) {
        const PyExpr *element = elements.items[i];
        py_generate_expr(compiler, element->kind == PY_EXPR_STARRED ? element->Starred.value : element);
    }
}

static void generate_sequence(PyCompiler *compiler, PyExprList elements, PyExprContext context,
                              const PyDisplay *display) {
    if (context == PY_STORE)
        generate_unpack(compiler, elements);
    else if (context == PY_LOAD)
        py_generate_display(compiler, elements, 0, display);
    else
        py_generate_exprs(compiler, elements);
}

/* Items from..to of a dict display, none of them `**x`. */
static void generate_dict_part(PyCompiler *compiler, const PyExpr *expr, int from, int to) {
    PyExprList keys = expr->Dict.keys, values = expr->Dict.values;
    int count = to - from;
    bool is_long = count * 2 > PY_STACK_GUIDELINE;
    if (count > 1 && !is_long && all_constant(keys, from, to)) {
        for (int i = from; i < to; i++) py_generate_expr(compiler, values.items[i]);
        py_emit_const(compiler, tuple_of_constants(compiler, keys, from, to));
        py_emit(compiler, PY_OP_BUILD_CONST_KEY_MAP, count);
        return;
    }
    if (is_long) py_emit(compiler, PY_OP_BUILD_MAP, 0);
    for (int i = from; i < to; i++) {
        py_generate_expr(compiler, keys.items[i]);
        py_generate_expr(compiler, values.items[i]);
        if (is_long) py_emit(compiler, PY_OP_MAP_ADD, 1);
    }
    if (!is_long) py_emit(compiler, PY_OP_BUILD_MAP, count);
}

static void flush_dict_part(PyCompiler *compiler, const PyExpr *expr, int from, int to, bool *is_built) {
    generate_dict_part(compiler, expr, from, to);
    if (*is_built) py_emit(compiler, PY_OP_DICT_UPDATE, 1);
    *is_built = true;
}

static void generate_dict(PyCompiler *compiler, const PyExpr *expr) {
    bool is_built = false;
    int waiting = 0, count = expr->Dict.values.count;
    for (int i = 0; i < count; i++) {
        if (!expr->Dict.keys.items[i]) {
            if (waiting) flush_dict_part(compiler, expr, i - waiting, i, &is_built);
            waiting = 0;
            if (!is_built) py_emit(compiler, PY_OP_BUILD_MAP, 0);
            is_built = true;
            py_generate_expr(compiler, expr->Dict.values.items[i]);
            py_emit(compiler, PY_OP_DICT_UPDATE, 1);
        } else if (waiting * 2 > PY_STACK_GUIDELINE) {
            flush_dict_part(compiler, expr, i - waiting, i + 1, &is_built);
            waiting = 0;
        } else {
            waiting++;
        }
    }
    if (waiting) flush_dict_part(compiler, expr, count - waiting, count, &is_built);
    if (!is_built) py_emit(compiler, PY_OP_BUILD_MAP, 0);
}

/* --- truth --- */

static void emit_compare(PyCompiler *compiler, PyCompareOperator op) {
    py_emit(compiler, compare_ops[op].opcode, compare_ops[op].argument);
}

/* `a < b < c`: b is kept on the stack for the second comparison; the way out pops it. */
static void generate_compare_chain(PyCompiler *compiler, const PyExpr *expr, int jump, PyBlock *cleanup) {
    int last = expr->Compare.ops.count - 1;
    py_generate_expr(compiler, expr->Compare.left);
    for (int i = 0; i < last; i++) {
        py_generate_expr(compiler, expr->Compare.comparators.items[i]);
        py_emit(compiler, PY_OP_SWAP, 2);
        py_emit(compiler, PY_OP_COPY, 2);
        emit_compare(compiler, expr->Compare.ops.items[i]);
        py_emit_jump(compiler, jump, cleanup);
    }
    py_generate_expr(compiler, expr->Compare.comparators.items[last]);
    emit_compare(compiler, expr->Compare.ops.items[last]);
}

static void jump_if_bool_op(PyCompiler *compiler, const PyExpr *expr, PyBlock *target, bool condition) {
    bool is_or = expr->BoolOp.op == PY_OP_OR;
    PyBlock *decided = is_or == condition ? target : py_new_block(compiler);
    int last = expr->BoolOp.values.count - 1;
    for (int i = 0; i < last; i++)
        py_generate_jump_if(compiler, expr->BoolOp.values.items[i], decided, is_or);
    py_generate_jump_if(compiler, expr->BoolOp.values.items[last], target, condition);
    if (decided != target) py_use_block(compiler, decided);
}

static void jump_if_conditional(PyCompiler *compiler, const PyExpr *expr, PyBlock *target, bool condition) {
    PyBlock *end = py_new_block(compiler), *otherwise = py_new_block(compiler);
    py_generate_jump_if(compiler, expr->IfExp.test, otherwise, false);
    py_generate_jump_if(compiler, expr->IfExp.body, target, condition);
    py_emit_jump_no_line(compiler, PY_OP_JUMP, end);
    py_use_block(compiler, otherwise);
    py_generate_jump_if(compiler, expr->IfExp.orelse, target, condition);
    py_use_block(compiler, end);
}

static void jump_if_chain(PyCompiler *compiler, const PyExpr *expr, PyBlock *target, bool condition) {
    PyBlock *cleanup = py_new_block(compiler);
    generate_compare_chain(compiler, expr, PY_OP_POP_JUMP_IF_FALSE, cleanup);
    py_emit_jump(compiler, condition ? PY_OP_POP_JUMP_IF_TRUE : PY_OP_POP_JUMP_IF_FALSE, target);
    PyBlock *end = py_new_block(compiler);
    py_emit_jump_no_line(compiler, PY_OP_JUMP, end);
    py_use_block(compiler, cleanup);
    py_emit(compiler, PY_OP_POP_TOP, 0);
    if (!condition) py_emit_jump_no_line(compiler, PY_OP_JUMP, target);
    py_use_block(compiler, end);
}

static void jump_if_kind(PyCompiler *compiler, const PyExpr *expr, PyBlock *target, bool condition) {
    switch (expr->kind) {
    case PY_EXPR_UNARY_OP:
        if (expr->UnaryOp.op != PY_OP_NOT) break;
        py_generate_jump_if(compiler, expr->UnaryOp.operand, target, !condition);
        return;
    case PY_EXPR_BOOL_OP: jump_if_bool_op(compiler, expr, target, condition); return;
    case PY_EXPR_IF_EXP: jump_if_conditional(compiler, expr, target, condition); return;
    case PY_EXPR_COMPARE:
        py_set_position(compiler, &expr->at);
        if (expr->Compare.ops.count == 1) break;
        py_warn_compare(compiler, expr);
        jump_if_chain(compiler, expr, target, condition);
        return;
    default: break;
    }
    py_generate_expr(compiler, expr);
    py_emit_jump(compiler, condition ? PY_OP_POP_JUMP_IF_TRUE : PY_OP_POP_JUMP_IF_FALSE, target);
}

void py_generate_jump_if(PyCompiler *compiler, const PyExpr *expr, PyBlock *target, bool condition) {
    if (compiler->failed) return;
    if (++compiler->depth > PY_COMPILE_DEPTH_MAX)
        py_generate_fail_depth(compiler);
    else
        jump_if_kind(compiler, expr, target, condition);
    compiler->depth--;
}

static void generate_bool_op(PyCompiler *compiler, const PyExpr *expr) {
    PyBlock *end = py_new_block(compiler);
    int jump = expr->BoolOp.op == PY_OP_AND ? PY_OP_JUMP_IF_FALSE_OR_POP : PY_OP_JUMP_IF_TRUE_OR_POP;
    int last = expr->BoolOp.values.count - 1;
    for (int i = 0; i < last; i++) {
        py_generate_expr(compiler, expr->BoolOp.values.items[i]);
        py_emit_jump(compiler, jump, end);
    }
    py_generate_expr(compiler, expr->BoolOp.values.items[last]);
    py_use_block(compiler, end);
}

static void generate_conditional(PyCompiler *compiler, const PyExpr *expr) {
    PyBlock *end = py_new_block(compiler), *otherwise = py_new_block(compiler);
    py_generate_jump_if(compiler, expr->IfExp.test, otherwise, false);
    py_generate_expr(compiler, expr->IfExp.body);
    py_emit_jump_no_line(compiler, PY_OP_JUMP, end);
    py_use_block(compiler, otherwise);
    py_generate_expr(compiler, expr->IfExp.orelse);
    py_use_block(compiler, end);
}

static void generate_compare(PyCompiler *compiler, const PyExpr *expr) {
    py_warn_compare(compiler, expr);
    if (expr->Compare.ops.count == 1) {
        py_generate_expr(compiler, expr->Compare.left);
        py_generate_expr(compiler, expr->Compare.comparators.items[0]);
        emit_compare(compiler, expr->Compare.ops.items[0]);
        return;
    }
    PyBlock *cleanup = py_new_block(compiler);
    generate_compare_chain(compiler, expr, PY_OP_JUMP_IF_FALSE_OR_POP, cleanup);
    PyBlock *end = py_new_block(compiler);
    py_emit_jump_no_line(compiler, PY_OP_JUMP, end);
    py_use_block(compiler, cleanup);
    py_emit(compiler, PY_OP_SWAP, 2);
    py_emit(compiler, PY_OP_POP_TOP, 0);
    py_use_block(compiler, end);
}

/* --- f-strings --- */

static void generate_joined_str(PyCompiler *compiler, const PyExpr *expr) {
    PyExprList values = expr->JoinedStr.values;
    if (values.count <= PY_STACK_GUIDELINE) {
        py_generate_exprs(compiler, values);
        if (values.count != 1) py_emit(compiler, PY_OP_BUILD_STRING, values.count);
        return;
    }
    py_emit_const_str(compiler, STR(""));
    py_emit_name(compiler, PY_OP_LOAD_METHOD, STR("join"));
    py_emit(compiler, PY_OP_BUILD_LIST, 0);
    for (int i = 0; i < values.count; i++) {
        py_generate_expr(compiler, values.items[i]);
        py_emit(compiler, PY_OP_LIST_APPEND, 1);
    }
    py_emit_call(compiler, 1);
}

static void generate_formatted_value(PyCompiler *compiler, const PyExpr *expr) {
    int argument = 0;
    py_generate_expr(compiler, expr->FormattedValue.value);
    switch (expr->FormattedValue.conversion) {
    case 's': argument = PY_FORMAT_STR; break;
    case 'r': argument = PY_FORMAT_REPR; break;
    case 'a': argument = PY_FORMAT_ASCII; break;
    default: break;
    }
    if (expr->FormattedValue.format_spec) {
        py_generate_expr(compiler, expr->FormattedValue.format_spec);
        argument |= PY_FORMAT_HAS_SPEC;
    }
    py_emit(compiler, PY_OP_FORMAT_VALUE, argument);
}

/* --- attributes and subscripts --- */

/* When an attribute's name stands on a later line than its object, errors should point at the name. */
void py_move_to_attribute(PyCompiler *compiler, const PyExpr *attribute) {
    const PyPosition *before = py_flow_of(compiler)->at;
    if (before->lineno == attribute->at.end_lineno) return;
    PyPosition *at = arena_copy_bytes(compiler->arena, before, sizeof *before);
    at->lineno = attribute->at.end_lineno;
    int length = 0; /* code points */
    for (size_t i = 0; i < attribute->Attribute.attr.length; i++)
        length += (attribute->Attribute.attr.data[i] & 0xC0) != 0x80;
    if (length <= attribute->at.end_col_offset) {
        at->col_offset = attribute->at.end_col_offset - length;
    } else {
        at->col_offset = at->end_col_offset = -1;
    }
    py_set_position(compiler, at);
}

static void emit_attribute(PyCompiler *compiler, const PyExpr *expr) {
    static const int opcodes[] = {PY_OP_LOAD_ATTR, PY_OP_STORE_ATTR, PY_OP_DELETE_ATTR};
    PyExprContext context = expr->Attribute.ctx;
    py_move_to_attribute(compiler, expr);
    if (context == PY_STORE && str_equal(expr->Attribute.attr, STR("__debug__")))
        py_generate_fail(compiler, "cannot assign to __debug__");
    py_emit_name(compiler, opcodes[context], expr->Attribute.attr);
}

static void generate_attribute(PyCompiler *compiler, const PyExpr *expr) {
    py_generate_expr(compiler, expr->Attribute.value);
    emit_attribute(compiler, expr);
}

static void generate_subscript(PyCompiler *compiler, const PyExpr *expr) {
    static const int opcodes[] = {PY_OP_BINARY_SUBSCR, PY_OP_STORE_SUBSCR, PY_OP_DELETE_SUBSCR};
    py_warn_subscript(compiler, expr);
    py_generate_expr(compiler, expr->Subscript.value);
    py_generate_expr(compiler, expr->Subscript.slice);
    py_emit(compiler, opcodes[expr->Subscript.ctx], 0);
}

static void generate_optional(PyCompiler *compiler, const PyExpr *expr) {
    if (expr)
        py_generate_expr(compiler, expr);
    else
        py_emit_none(compiler);
}

static void generate_slice(PyCompiler *compiler, const PyExpr *expr) {
    generate_optional(compiler, expr->Slice.lower);
    generate_optional(compiler, expr->Slice.upper);
    if (expr->Slice.step) py_generate_expr(compiler, expr->Slice.step);
    py_emit(compiler, PY_OP_BUILD_SLICE, expr->Slice.step ? 3 : 2);
}

/* `target += value`: the target is evaluated once, read and stored through what is left on the stack. */
void py_generate_aug_assign(PyCompiler *compiler, const PyStmt *stmt) {
    const PyExpr *target = stmt->AugAssign.target;
    py_set_position(compiler, &target->at);
    if (target->kind == PY_EXPR_ATTRIBUTE) {
        py_generate_expr(compiler, target->Attribute.value);
        py_emit(compiler, PY_OP_COPY, 1);
        py_move_to_attribute(compiler, target);
        py_emit_name(compiler, PY_OP_LOAD_ATTR, target->Attribute.attr);
    } else if (target->kind == PY_EXPR_SUBSCRIPT) {
        py_generate_expr(compiler, target->Subscript.value);
        py_generate_expr(compiler, target->Subscript.slice);
        py_emit(compiler, PY_OP_COPY, 2);
        py_emit(compiler, PY_OP_COPY, 2);
        py_emit(compiler, PY_OP_BINARY_SUBSCR, 0);
    } else {
        py_emit_variable(compiler, target->Name.id, PY_LOAD);
    }
    py_set_position(compiler, &stmt->at);
    py_generate_expr(compiler, stmt->AugAssign.value);
    py_emit(compiler, PY_OP_BINARY_OP, binary_ops[stmt->AugAssign.op] + PY_BINARY_INPLACE_ADD);
    py_set_position(compiler, &target->at);
    if (target->kind == PY_EXPR_ATTRIBUTE) {
        py_move_to_attribute(compiler, target);
        py_emit(compiler, PY_OP_SWAP, 2);
        py_emit_name(compiler, PY_OP_STORE_ATTR, target->Attribute.attr);
    } else if (target->kind == PY_EXPR_SUBSCRIPT) {
        py_emit(compiler, PY_OP_SWAP, 3);
        py_emit(compiler, PY_OP_SWAP, 2);
        py_emit(compiler, PY_OP_STORE_SUBSCR, 0);
    } else {
        py_emit_variable(compiler, target->Name.id, PY_STORE);
    }
}

/* --- yield and await --- */

static void generate_yield(PyCompiler *compiler, const PyExpr *expr) {
    if (compiler->unit->scope->kind != PY_SCOPE_FUNCTION)
        py_generate_fail(compiler, "'yield' outside function");
    generate_optional(compiler, expr->Yield.value);
    if (compiler->unit->scope->is_generator && compiler->unit->scope->is_coroutine)
        py_emit(compiler, PY_OP_ASYNC_GEN_WRAP, 0);
    py_emit(compiler, PY_OP_YIELD_VALUE, 0);
    py_emit(compiler, PY_OP_RESUME, PY_RESUME_AFTER_YIELD);
}

static void generate_yield_from(PyCompiler *compiler, const PyExpr *expr) {
    if (compiler->unit->scope->kind != PY_SCOPE_FUNCTION)
        py_generate_fail(compiler, "'yield' outside function");
    else if (compiler->unit->kind == PY_UNIT_ASYNC_FUNCTION)
        py_generate_fail(compiler, "'yield from' inside async function");
    py_generate_expr(compiler, expr->YieldFrom.value);
    py_emit(compiler, PY_OP_GET_YIELD_FROM_ITER, 0);
    py_emit_none(compiler);
    py_emit_yield_from(compiler, false);
}

static void generate_await(PyCompiler *compiler, const PyExpr *expr) {
    PyUnitKind kind = compiler->unit->kind;
    if (compiler->unit->scope->kind != PY_SCOPE_FUNCTION)
        py_generate_fail(compiler, "'await' outside function");
    else if (kind != PY_UNIT_ASYNC_FUNCTION && kind != PY_UNIT_COMPREHENSION)
        py_generate_fail(compiler, "'await' outside async function");
    py_generate_expr(compiler, expr->Await.value);
    py_emit(compiler, PY_OP_GET_AWAITABLE, 0);
    py_emit_none(compiler);
    py_emit_yield_from(compiler, true);
}

/* --- all kinds --- */

static void generate_kind(PyCompiler *compiler, const PyExpr *expr) {
    switch (expr->kind) {
    case PY_EXPR_BOOL_OP: generate_bool_op(compiler, expr); break;
    case PY_EXPR_NAMED_EXPR:
        py_generate_expr(compiler, expr->NamedExpr.value);
        py_emit(compiler, PY_OP_COPY, 1);
        py_generate_expr(compiler, expr->NamedExpr.target);
        break;
    case PY_EXPR_BIN_OP:
        py_generate_expr(compiler, expr->BinOp.left);
        py_generate_expr(compiler, expr->BinOp.right);
        py_emit(compiler, PY_OP_BINARY_OP, binary_ops[expr->BinOp.op]);
        break;
    case PY_EXPR_UNARY_OP:
        py_generate_expr(compiler, expr->UnaryOp.operand);
        py_emit(compiler, unary_ops[expr->UnaryOp.op], 0);
        break;
    case PY_EXPR_LAMBDA: py_generate_lambda(compiler, expr); break;
    case PY_EXPR_IF_EXP: generate_conditional(compiler, expr); break;
    case PY_EXPR_DICT: generate_dict(compiler, expr); break;
    case PY_EXPR_SET: py_generate_display(compiler, expr->Set.elts, 0, &py_set_display); break;
    case PY_EXPR_LIST_COMP:
    case PY_EXPR_SET_COMP:
    case PY_EXPR_DICT_COMP:
    case PY_EXPR_GENERATOR_EXP: py_generate_comprehension(compiler, expr); break;
    case PY_EXPR_AWAIT: generate_await(compiler, expr); break;
    case PY_EXPR_YIELD: generate_yield(compiler, expr); break;
    case PY_EXPR_YIELD_FROM: generate_yield_from(compiler, expr); break;
    case PY_EXPR_COMPARE: generate_compare(compiler, expr); break;
    case PY_EXPR_CALL: py_generate_call(compiler, expr); break;
    case PY_EXPR_FORMATTED_VALUE: generate_formatted_value(compiler, expr); break;
    case PY_EXPR_JOINED_STR: generate_joined_str(compiler, expr); break;
    case PY_EXPR_CONSTANT: py_emit_const(compiler, py_constant_of(compiler, expr)); break;
    case PY_EXPR_ATTRIBUTE: generate_attribute(compiler, expr); break;
    case PY_EXPR_SUBSCRIPT: generate_subscript(compiler, expr); break;
    case PY_EXPR_STARRED:
        py_generate_fail(compiler, expr->Starred.ctx == PY_STORE
                                       ? "starred assignment target must be in a list or tuple"
                                       : "can't use starred expression here");
        break;
    case PY_EXPR_NAME: py_emit_variable(compiler, expr->Name.id, expr->Name.ctx); break;
    case PY_EXPR_LIST: generate_sequence(compiler, expr->List.elts, expr->List.ctx, &py_list_display); break;
    case PY_EXPR_TUPLE:
        generate_sequence(compiler, expr->Tuple.elts, expr->Tuple.ctx, &py_tuple_display);
        break;
    case PY_EXPR_SLICE: generate_slice(compiler, expr); break;
    default: break;
    }
}

void py_generate_expr(PyCompiler *compiler, const PyExpr *expr) {
    if (compiler->failed) return;
    const PyPosition *before = py_set_position(compiler, &expr->at);
    if (++compiler->depth > PY_COMPILE_DEPTH_MAX)
        py_generate_fail_depth(compiler);
    else
        generate_kind(compiler, expr);
    compiler->depth--;
    py_set_position(compiler, before);
}
