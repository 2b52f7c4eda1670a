/* Code generation: functions, lambdas and classes.
 *
 * A `def` is a statement that runs: it evaluates defaults and annotations, then makes a function object from
 * the code object of the body, which is a constant. A class body is a function as well, called once to fill
 * the class's namespace. */
#include "python/compile/generate.h"

#include "python/compile/unparse.h"
#include "python/objects/error.h"
#include "python/objects/statics.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

/* --- closures --- */

/* The slot, in the unit that makes the function, of a cell that the function will see as free. */
static int closure_slot(const PyUnit *unit, Str name) {
    int cell = py_name_table_find(&unit->cells, name);
    const PySymbol *symbol = py_scope_symbol(unit->scope, name);
    bool is_class_cell = unit->kind == PY_UNIT_CLASS && str_equal(name, STR("__class__"));
    if (cell >= 0 && (is_class_cell || (symbol && symbol->binding == PY_BINDING_CELL))) return cell;
    return (int)unit->cells.names.count + py_name_table_find(&unit->frees, name);
}

void py_emit_closure(PyCompiler *compiler, PyObject *object, int flags) {
    if (!object) return;
    const PyCode *code = (const PyCode *)object;
    if (code->free_count) {
        for (int i = code->local_count_all - code->free_count; i < code->local_count_all; i++) {
            Str name = py_str_utf8(py_tuple_item(code->local_names, i));
            py_emit(compiler, PY_OP_LOAD_CLOSURE, closure_slot(compiler->unit, name));
        }
        flags |= PY_FUNCTION_CLOSURE;
        py_emit(compiler, PY_OP_BUILD_TUPLE, code->free_count);
    }
    py_emit_const(compiler, object);
    py_emit(compiler, PY_OP_MAKE_FUNCTION, flags);
}

/* --- decorators --- */

static int first_line_of(const PyStmt *stmt, PyExprList decorators) {
    return decorators.count ? decorators.items[0]->at.lineno : stmt->at.lineno;
}

static void apply_decorators(PyCompiler *compiler, PyExprList decorators) {
    const PyPosition *before = py_flow_of(compiler)->at;
    for (int i = decorators.count - 1; i >= 0; i--) {
        py_set_position(compiler, &decorators.items[i]->at);
        py_emit_call(compiler, 0);
    }
    py_set_position(compiler, before);
}

/* --- defaults and annotations --- */

static PyObject *tuple_of_strs(PyCompiler *compiler, const Str *names, int count) {
    PyObject *tuple = py_constant_own(&compiler->pool, py_tuple_new(count));
    for (int i = 0; tuple && i < count; i++)
        py_tuple_item(tuple, i) = py_new_ref(py_str_constant(compiler, names[i]));
    return tuple;
}

static int generate_keyword_defaults(PyCompiler *compiler, const PyArguments *arguments) {
    int count = 0;
    Str *names = ARENA_ARRAY(compiler->arena, Str, arguments->kwonlyargs.count + 1);
    for (int i = 0; i < arguments->kwonlyargs.count; i++) {
        const PyExpr *value = arguments->kw_defaults.items[i];
        if (!value) continue;
        names[count++] = py_mangle(compiler->arena, compiler->unit->scope->class_name,
                                   arguments->kwonlyargs.items[i]->arg);
        py_generate_expr(compiler, value);
    }
    if (!count) return 0;
    py_emit_const(compiler, tuple_of_strs(compiler, names, count));
    py_emit(compiler, PY_OP_BUILD_CONST_KEY_MAP, count);
    return PY_FUNCTION_KEYWORD_DEFAULTS;
}

static int generate_defaults(PyCompiler *compiler, const PyArguments *arguments) {
    int flags = 0;
    if (arguments->defaults.count) {
        flags |= PY_FUNCTION_DEFAULTS;
        py_generate_exprs(compiler, arguments->defaults);
        py_emit(compiler, PY_OP_BUILD_TUPLE, arguments->defaults.count);
    }
    if (arguments->kwonlyargs.count) flags |= generate_keyword_defaults(compiler, arguments);
    return flags;
}

void py_generate_annotation(PyCompiler *compiler, const PyExpr *annotation) {
    if (!compiler->has_future_annotations) {
        py_generate_expr(compiler, annotation);
        return;
    }
    StrBuf text = {0};
    py_unparse_expr(annotation, &text);
    py_emit_const_str(compiler, arena_copy(compiler->arena, strbuf_view(&text)));
    strbuf_free(&text);
}

/* Name and value of one annotation. Returns by how much the tuple grows. */
static int generate_parameter_annotation(PyCompiler *compiler, Str name, const PyExpr *annotation) {
    if (!annotation) return 0;
    py_emit_const_str(compiler, py_mangle(compiler->arena, compiler->unit->scope->class_name, name));
    if (annotation->kind == PY_EXPR_STARRED && !compiler->has_future_annotations) {
        py_generate_expr(compiler, annotation->Starred.value);
        py_emit(compiler, PY_OP_UNPACK_SEQUENCE, 1);
    } else {
        py_generate_annotation(compiler, annotation);
    }
    return 2;
}

static int generate_list_annotations(PyCompiler *compiler, PyArgList list) {
    int count = 0;
    for (int i = 0; i < list.count; i++)
        count += generate_parameter_annotation(compiler, list.items[i]->arg, list.items[i]->annotation);
    return count;
}

static int generate_annotations(PyCompiler *compiler, const PyArguments *arguments, const PyExpr *returns) {
    const PyArg *vararg = arguments->vararg, *kwarg = arguments->kwarg;
    int count = generate_list_annotations(compiler, arguments->args);
    count += generate_list_annotations(compiler, arguments->posonlyargs);
    if (vararg) count += generate_parameter_annotation(compiler, vararg->arg, vararg->annotation);
    count += generate_list_annotations(compiler, arguments->kwonlyargs);
    if (kwarg) count += generate_parameter_annotation(compiler, kwarg->arg, kwarg->annotation);
    count += generate_parameter_annotation(compiler, STR("return"), returns);
    if (!count) return 0;
    py_emit(compiler, PY_OP_BUILD_TUPLE, count);
    return PY_FUNCTION_ANNOTATIONS;
}

/* --- functions --- */

static void check_name(PyCompiler *compiler, const PyArg *arg) {
    if (arg && str_equal(arg->arg, STR("__debug__")))
        py_generate_fail(compiler, "cannot assign to __debug__");
}

static void check_names(PyCompiler *compiler, PyArgList list) {
    for (int i = 0; i < list.count; i++) check_name(compiler, list.items[i]);
}

static void check_parameters(PyCompiler *compiler, const PyArguments *arguments) {
    check_names(compiler, arguments->posonlyargs);
    check_names(compiler, arguments->args);
    check_name(compiler, arguments->vararg);
    check_names(compiler, arguments->kwonlyargs);
    check_name(compiler, arguments->kwarg);
}

static void count_parameters(PyUnit *unit, const PyArguments *arguments) {
    unit->argument_count = arguments->posonlyargs.count + arguments->args.count;
    unit->positional_only_count = arguments->posonlyargs.count;
    unit->keyword_only_count = arguments->kwonlyargs.count;
}

static PyObject *generate_function_body(PyCompiler *compiler, const PyArguments *arguments, PyStmtList body) {
    const PyExpr *docstring = py_docstring(body);
    py_const_index(compiler, docstring ? py_constant_of(compiler, docstring) : PY_NONE);
    count_parameters(compiler->unit, arguments);
    for (int i = docstring ? 1 : 0; i < body.count; i++) py_generate_stmt(compiler, body.items[i]);
    return py_unit_finish(compiler, true);
}

void py_generate_function(PyCompiler *compiler, const PyStmt *stmt, bool is_async) {
    Str name = is_async ? stmt->AsyncFunctionDef.name : stmt->FunctionDef.name;
    const PyArguments *arguments = is_async ? stmt->AsyncFunctionDef.args : stmt->FunctionDef.args;
    PyStmtList body = is_async ? stmt->AsyncFunctionDef.body : stmt->FunctionDef.body;
    PyExprList decorators =
        is_async ? stmt->AsyncFunctionDef.decorator_list : stmt->FunctionDef.decorator_list;
    const PyExpr *returns = is_async ? stmt->AsyncFunctionDef.returns : stmt->FunctionDef.returns;
    py_generate_exprs(compiler, decorators);
    check_parameters(compiler, arguments);
    int flags = generate_defaults(compiler, arguments);
    flags |= generate_annotations(compiler, arguments, returns);
    py_unit_enter(compiler, is_async ? PY_UNIT_ASYNC_FUNCTION : PY_UNIT_FUNCTION, name, stmt,
                  first_line_of(stmt, decorators));
    py_emit_closure(compiler, generate_function_body(compiler, arguments, body), flags);
    apply_decorators(compiler, decorators);
    py_emit_variable(compiler, name, PY_STORE);
}

void py_generate_lambda(PyCompiler *compiler, const PyExpr *expr) {
    check_parameters(compiler, expr->Lambda.args);
    int flags = generate_defaults(compiler, expr->Lambda.args);
    py_unit_enter(compiler, PY_UNIT_LAMBDA, STR("<lambda>"), expr, expr->at.lineno);
    py_const_index(compiler, PY_NONE);
    count_parameters(compiler->unit, expr->Lambda.args);
    py_generate_expr(compiler, expr->Lambda.body);
    bool is_generator = compiler->unit->scope->is_generator;
    if (!is_generator) {
        py_emit(compiler, PY_OP_RETURN_VALUE, 0);
    }
    py_emit_closure(compiler, py_unit_finish(compiler, !is_generator), flags);
}

/* --- classes --- */

static PyObject *generate_class_body(PyCompiler *compiler, const PyStmt *stmt) {
    PyUnit *unit = compiler->unit;
    py_emit_variable(compiler, STR("__name__"), PY_LOAD);
    py_emit_variable(compiler, STR("__module__"), PY_STORE);
    py_emit_const_str(compiler, unit->qualified_name);
    py_emit_variable(compiler, STR("__qualname__"), PY_STORE);
    py_generate_body(compiler, stmt->ClassDef.body);
    py_set_position(compiler, &py_no_position);
    if (unit->scope->needs_class_cell) {
        py_emit(compiler, PY_OP_LOAD_CLOSURE, py_name_table_find(&unit->cells, STR("__class__")));
        py_emit(compiler, PY_OP_COPY, 1);
        py_emit_variable(compiler, STR("__classcell__"), PY_STORE);
    } else {
        py_emit_none(compiler);
    }
    py_emit(compiler, PY_OP_RETURN_VALUE, 0);
    return py_unit_finish(compiler, true);
}

void py_generate_class(PyCompiler *compiler, const PyStmt *stmt) {
    PyExprList decorators = stmt->ClassDef.decorator_list;
    py_generate_exprs(compiler, decorators);
    int first_line = first_line_of(stmt, decorators);
    py_unit_enter(compiler, PY_UNIT_CLASS, stmt->ClassDef.name, stmt, first_line);
    PyObject *code = generate_class_body(compiler, stmt);
    py_emit(compiler, PY_OP_PUSH_NULL, 0);
    py_emit(compiler, PY_OP_LOAD_BUILD_CLASS, 0);
    py_emit_closure(compiler, code, 0);
    py_emit_const_str(compiler, stmt->ClassDef.name);
    py_generate_call_arguments(compiler, 2, stmt->ClassDef.bases, stmt->ClassDef.keywords);
    apply_decorators(compiler, decorators);
    py_emit_variable(compiler, stmt->ClassDef.name, PY_STORE);
}
