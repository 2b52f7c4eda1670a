/* Code generation: comprehensions and generator expressions.
 *
 * Each is a function of its own, called at once with the iterator of its outermost `for` as the only
 * argument (named .0), so that its variables do not leak. */
#include "python/compile/generate.h"

typedef struct Comprehension {
    PyComprehensionKind kind;
    Str name;
    PyComprehensionList generators;
    const PyExpr *element, *value; /* value: of a dict comprehension */
    PyPosition at;
} Comprehension;

static Comprehension describe(const PyExpr *expr) {
    switch (expr->kind) {
    case PY_EXPR_LIST_COMP:
        return (Comprehension){PY_LIST_COMPREHENSION,
                               STR("<listcomp>"),
                               expr->ListComp.generators,
                               expr->ListComp.elt,
                               NULL,
                               expr->at};
    case PY_EXPR_SET_COMP:
        return (Comprehension){PY_SET_COMPREHENSION,
                               STR("<setcomp>"),
                               expr->SetComp.generators,
                               expr->SetComp.elt,
                               NULL,
                               expr->at};
    case PY_EXPR_DICT_COMP:
        return (Comprehension){PY_DICT_COMPREHENSION, STR("<dictcomp>"),    expr->DictComp.generators,
                               expr->DictComp.key,    expr->DictComp.value, expr->at};
    default:
        return (Comprehension){PY_GENERATOR_EXPRESSION,
                               STR("<genexpr>"),
                               expr->GeneratorExp.generators,
                               expr->GeneratorExp.elt,
                               NULL,
                               expr->at};
    }
}

/* What happens to each element; `depth` loops' iterators lie above the collection. */
static void generate_element(PyCompiler *compiler, const Comprehension *comprehension, int depth) {
    py_generate_expr(compiler, comprehension->element);
    switch (comprehension->kind) {
    case PY_LIST_COMPREHENSION: py_emit(compiler, PY_OP_LIST_APPEND, depth + 1); break;
    case PY_SET_COMPREHENSION: py_emit(compiler, PY_OP_SET_ADD, depth + 1); break;
    case PY_DICT_COMPREHENSION:
        py_generate_expr(compiler, comprehension->value);
        py_emit(compiler, PY_OP_MAP_ADD, depth + 1);
        break;
    default:
        if (compiler->unit->scope->is_coroutine) py_emit(compiler, PY_OP_ASYNC_GEN_WRAP, 0);
        py_emit(compiler, PY_OP_YIELD_VALUE, 0);
        py_emit(compiler, PY_OP_RESUME, PY_RESUME_AFTER_YIELD);
        py_emit(compiler, PY_OP_POP_TOP, 0);
        break;
    }
}

static void generate_generator(PyCompiler *compiler, const Comprehension *comprehension, int index,
                               int depth);

static void generate_inner(PyCompiler *compiler, const Comprehension *comprehension, int index, int depth) {
    if (index + 1 < comprehension->generators.count)
        generate_generator(compiler, comprehension, index + 1, depth);
    else
        generate_element(compiler, comprehension, depth);
}

static void generate_conditions(PyCompiler *compiler, PyExprList conditions, PyBlock *skip) {
    for (int i = 0; i < conditions.count; i++)
        py_generate_jump_if(compiler, conditions.items[i], skip, false);
}

/* `for y in [x]` is an assignment. */
static const PyExpr *single_element(const PyExpr *iter) {
    PyExprList elements = {0};
    if (iter->kind == PY_EXPR_LIST)
        elements = iter->List.elts;
    else if (iter->kind == PY_EXPR_TUPLE)
        elements = iter->Tuple.elts;
    if (elements.count != 1 || elements.items[0]->kind == PY_EXPR_STARRED) return NULL;
    return elements.items[0];
}

static void generate_sync_generator(PyCompiler *compiler, const Comprehension *comprehension, int index,
                                    int depth) {
    const PyComprehension *generator = comprehension->generators.items[index];
    PyBlock *start = py_new_block(compiler), *skip = py_new_block(compiler), *anchor = py_new_block(compiler);
    const PyExpr *single = index ? single_element(generator->iter) : NULL;
    if (index == 0) {
        compiler->unit->argument_count = 1;
        py_emit(compiler, PY_OP_LOAD_FAST, 0);
    } else if (single) {
        py_generate_expr(compiler, single);
    } else {
        py_generate_expr(compiler, generator->iter);
        py_emit(compiler, PY_OP_GET_ITER, 0);
    }
    if (!single) {
        depth++;
        py_use_block(compiler, start);
        py_emit_jump(compiler, PY_OP_FOR_ITER, anchor);
    }
    py_generate_expr(compiler, generator->target);
    generate_conditions(compiler, generator->ifs, skip);
    generate_inner(compiler, comprehension, index, depth);
    py_use_block(compiler, skip);
    if (single) return;
    py_emit_jump(compiler, PY_OP_JUMP, start);
    py_use_block(compiler, anchor);
}

static void generate_async_generator(PyCompiler *compiler, const Comprehension *comprehension, int index,
                                     int depth) {
    const PyComprehension *generator = comprehension->generators.items[index];
    PyBlock *start = py_new_block(compiler), *except = py_new_block(compiler), *skip = py_new_block(compiler);
    if (index == 0) {
        compiler->unit->argument_count = 1;
        py_emit(compiler, PY_OP_LOAD_FAST, 0);
    } else {
        py_generate_expr(compiler, generator->iter);
        py_emit(compiler, PY_OP_GET_AITER, 0);
    }
    py_use_block(compiler, start);
    py_nest_push(compiler, (PyNest){.kind = PY_NEST_ASYNC_COMPREHENSION, .start = start});
    py_emit_jump(compiler, PY_OP_SETUP_FINALLY, except);
    py_emit(compiler, PY_OP_GET_ANEXT, 0);
    py_emit_none(compiler);
    py_emit_yield_from(compiler, true);
    py_emit(compiler, PY_OP_POP_BLOCK, 0);
    py_generate_expr(compiler, generator->target);
    generate_conditions(compiler, generator->ifs, skip);
    generate_inner(compiler, comprehension, index, depth + 1);
    py_use_block(compiler, skip);
    py_emit_jump(compiler, PY_OP_JUMP, start);
    py_nest_pop(compiler);
    py_use_block(compiler, except);
    py_emit(compiler, PY_OP_END_ASYNC_FOR, 0);
}

static void generate_generator(PyCompiler *compiler, const Comprehension *comprehension, int index,
                               int depth) {
    if (comprehension->generators.items[index]->is_async)
        generate_async_generator(compiler, comprehension, index, depth);
    else
        generate_sync_generator(compiler, comprehension, index, depth);
}

static PyObject *generate_body(PyCompiler *compiler, const Comprehension *comprehension) {
    static const int builds[] = {[PY_LIST_COMPREHENSION] = PY_OP_BUILD_LIST,
                                 [PY_SET_COMPREHENSION] = PY_OP_BUILD_SET,
                                 [PY_DICT_COMPREHENSION] = PY_OP_BUILD_MAP};
    bool collects = comprehension->kind != PY_GENERATOR_EXPRESSION;
    py_set_position(compiler, &comprehension->at);
    if (collects) py_emit(compiler, builds[comprehension->kind], 0);
    generate_generator(compiler, comprehension, 0, 0);
    if (collects) py_emit(compiler, PY_OP_RETURN_VALUE, 0);
    return py_unit_finish(compiler, true);
}

void py_generate_comprehension(PyCompiler *compiler, const PyExpr *expr) {
    Comprehension comprehension = describe(expr);
    PyUnitKind outer = compiler->unit->kind;
    const PyComprehension *outermost = comprehension.generators.items[0];
    py_unit_enter(compiler, PY_UNIT_COMPREHENSION, comprehension.name, expr, expr->at.lineno);
    bool is_awaited = compiler->unit->scope->is_coroutine && comprehension.kind != PY_GENERATOR_EXPRESSION;
    if (is_awaited && outer != PY_UNIT_ASYNC_FUNCTION && outer != PY_UNIT_COMPREHENSION) {
        py_set_position(compiler, &expr->at);
        py_generate_fail(compiler, "asynchronous comprehension outside of an asynchronous function");
    }
    py_emit_closure(compiler, generate_body(compiler, &comprehension), 0);
    py_generate_expr(compiler, outermost->iter);
    py_emit(compiler, outermost->is_async ? PY_OP_GET_AITER : PY_OP_GET_ITER, 0);
    py_emit_call(compiler, 0);
    if (!is_awaited) return;
    py_emit(compiler, PY_OP_GET_AWAITABLE, 0);
    py_emit_none(compiler);
    py_emit_yield_from(compiler, true);
}
