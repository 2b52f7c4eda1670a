/* Code generation: calls.
 *
 * The stack under a call holds NULL and the callable, or a method and its object: either way two entries, so
 * that a method call needs no bound method object. `f(*args)` and `f(**kwargs)` gather a tuple and a dict
 * instead. */
#include "python/compile/generate.h"
#include "python/compile/warn.h"

#include "python/objects/error.h"
#include "python/objects/statics.h"
#include "python/objects/tuple.h"

static bool has_unpacking(PyExprList arguments, PyKeywordList keywords) {
    for (int i = 0; i < arguments.count; i++) {
        if (arguments.items[i]->kind == PY_EXPR_STARRED) return true;
    }
    for (int i = 0; i < keywords.count; i++) {
        if (!keywords.items[i]->arg.data) return true;
    }
    return false;
}

/* Is it worth the while to compare each keyword with each? Few are compared sooner than put into a table. */
static bool may_repeat(PyKeywordList keywords) {
    enum { FEW = 32 };
    if (keywords.count <= FEW) return true;
    StrMap seen = {0};
    bool repeats = false;
    for (int i = 0; i < keywords.count && !repeats; i++) {
        if (!keywords.items[i]->arg.data) continue;
        StrMapEntry *entry = strmap_add(&seen, keywords.items[i]->arg);
        repeats = entry->value != NULL;
        entry->value = keywords.items[i];
    }
    strmap_free(&seen);
    return repeats;
}

static void check_keywords(PyCompiler *compiler, PyKeywordList keywords) {
    bool compares = may_repeat(keywords);
    for (int i = 0; i < keywords.count; i++) {
        Str name = keywords.items[i]->arg;
        if (!name.data) continue;
        if (str_equal(name, STR("__debug__"))) py_generate_fail(compiler, "cannot assign to __debug__");
        for (int j = i + 1; compares && j < keywords.count; j++) {
            if (!keywords.items[j]->arg.data || !str_equal(name, keywords.items[j]->arg)) continue;
            py_set_position(compiler, &keywords.items[j]->at);
            py_generate_fail(compiler, "keyword argument repeated: %.*s", STR_ARGS(name));
        }
    }
}

static PyObject *tuple_of_keywords(PyCompiler *compiler, PyKeywordList keywords, int from, int to) {
    PyObject *tuple = py_constant_own(&compiler->pool, py_tuple_new(to - from));
    for (int i = from; tuple && i < to; i++)
        py_tuple_item(tuple, i - from) = py_new_ref(py_str_constant(compiler, keywords.items[i]->arg));
    return tuple;
}

static void generate_keyword_values(PyCompiler *compiler, PyKeywordList keywords, int from, int to) {
    for (int i = from; i < to; i++) py_generate_expr(compiler, keywords.items[i]->value);
}

static void generate_simple_keywords(PyCompiler *compiler, PyKeywordList keywords) {
    if (!keywords.count) return;
    generate_keyword_values(compiler, keywords, 0, keywords.count);
    PyObject *names = tuple_of_keywords(compiler, keywords, 0, keywords.count);
    py_emit(compiler, PY_OP_KW_NAMES, py_const_index(compiler, names));
}

/* Keywords from..to, none of them `**x`, as a dict. */
static void generate_keyword_dict(PyCompiler *compiler, PyKeywordList keywords, int from, int to) {
    int count = to - from;
    bool is_long = count * 2 > PY_STACK_GUIDELINE;
    if (count > 1 && !is_long) {
        generate_keyword_values(compiler, keywords, from, to);
        py_emit_const(compiler, tuple_of_keywords(compiler, keywords, from, to));
        py_emit(compiler, PY_OP_BUILD_CONST_KEY_MAP, count);
        return;
    }
    if (is_long) py_emit_no_line(compiler, PY_OP_BUILD_MAP, 0);
    for (int i = from; i < to; i++) {
        py_emit_const_str(compiler, keywords.items[i]->arg);
        py_generate_expr(compiler, keywords.items[i]->value);
        if (is_long) py_emit_no_line(compiler, PY_OP_MAP_ADD, 1);
    }
    if (!is_long) py_emit(compiler, PY_OP_BUILD_MAP, count);
}

static void merge_keyword_dict(PyCompiler *compiler, PyKeywordList keywords, int from, int to,
                               bool *is_built) {
    generate_keyword_dict(compiler, keywords, from, to);
    if (*is_built) py_emit(compiler, PY_OP_DICT_MERGE, 1);
    *is_built = true;
}

static void generate_unpacked_keywords(PyCompiler *compiler, PyKeywordList keywords) {
    bool is_built = false;
    int waiting = 0;
    for (int i = 0; i < keywords.count; i++) {
        if (keywords.items[i]->arg.data) {
            waiting++;
            continue;
        }
        if (waiting) merge_keyword_dict(compiler, keywords, i - waiting, i, &is_built);
        waiting = 0;
        if (!is_built) py_emit(compiler, PY_OP_BUILD_MAP, 0);
        is_built = true;
        py_generate_expr(compiler, keywords.items[i]->value);
        py_emit(compiler, PY_OP_DICT_MERGE, 1);
    }
    if (waiting) merge_keyword_dict(compiler, keywords, keywords.count - waiting, keywords.count, &is_built);
}

void py_generate_call_arguments(PyCompiler *compiler, int pushed, PyExprList arguments,
                                PyKeywordList keywords) {
    check_keywords(compiler, keywords);
    bool is_long = arguments.count + keywords.count * 2 > PY_STACK_GUIDELINE;
    if (!is_long && !has_unpacking(arguments, keywords)) {
        py_generate_exprs(compiler, arguments);
        generate_simple_keywords(compiler, keywords);
        py_emit_call(compiler, pushed + arguments.count + keywords.count);
        return;
    }
    bool is_one_star = !pushed && arguments.count == 1 && arguments.items[0]->kind == PY_EXPR_STARRED;
    if (is_one_star)
        py_generate_expr(compiler, arguments.items[0]->Starred.value);
    else
        py_generate_display(compiler, arguments, pushed, &py_tuple_display);
    generate_unpacked_keywords(compiler, keywords);
    py_emit(compiler, PY_OP_CALL_FUNCTION_EX, keywords.count > 0);
}

/* A name that the module imports is most likely a module, whose functions are no methods. */
static bool is_imported(const PyCompiler *compiler, const PyExpr *expr) {
    if (expr->kind != PY_EXPR_NAME) return false;
    const PySymbol *symbol = py_scope_symbol(compiler->symtable.top, expr->Name.id);
    return symbol && (symbol->flags & PY_SYMBOL_IMPORT);
}

/* `object.name(...)` without unpacking. */
static bool is_method_call(const PyCompiler *compiler, const PyExpr *expr) {
    int keywords = expr->Call.keywords.count;
    return expr->Call.func->kind == PY_EXPR_ATTRIBUTE &&
           !is_imported(compiler, expr->Call.func->Attribute.value) &&
           expr->Call.args.count + keywords + (keywords != 0) < PY_STACK_GUIDELINE &&
           !has_unpacking(expr->Call.args, expr->Call.keywords);
}

static void generate_method_call(PyCompiler *compiler, const PyExpr *expr) {
    const PyExpr *method = expr->Call.func;
    check_keywords(compiler, expr->Call.keywords);
    py_generate_expr(compiler, method->Attribute.value);
    py_set_position(compiler, &method->at);
    py_move_to_attribute(compiler, method);
    py_emit_name(compiler, PY_OP_LOAD_METHOD, method->Attribute.attr);
    py_generate_exprs(compiler, expr->Call.args);
    generate_simple_keywords(compiler, expr->Call.keywords);
    py_set_position(compiler, &expr->at);
    py_move_to_attribute(compiler, method);
    py_emit_call(compiler, expr->Call.args.count + expr->Call.keywords.count);
}

void py_generate_call(PyCompiler *compiler, const PyExpr *expr) {
    if (is_method_call(compiler, expr)) {
        generate_method_call(compiler, expr);
        return;
    }
    py_warn_call(compiler, expr);
    py_set_position(compiler, &expr->Call.func->at);
    py_emit(compiler, PY_OP_PUSH_NULL, 0);
    py_set_position(compiler, &expr->at);
    py_generate_expr(compiler, expr->Call.func);
    py_generate_call_arguments(compiler, 0, expr->Call.args, expr->Call.keywords);
}
