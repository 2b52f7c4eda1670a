/* Code generation: statements.
 *
 * Each statement that leaves code is numbered, and its first instruction carries the number: that is where a
 * stepping run stops. Loops carry theirs a second time, where each further turn begins. */
#include "python/compile/generate.h"
#include "python/compile/warn.h"

#include "python/objects/error.h"
#include "python/objects/statics.h"
#include "python/objects/tuple.h"

#include <string.h>

/* --- numbering --- */

/* Where the part of a compound statement ends that runs when the statement does: `if x`, `for a in b`. */
static uint32_t header_end(const Source *source, const PyStmt *stmt) {
    switch (stmt->kind) {
    case PY_STMT_IF: return stmt->If.test->at.end;
    case PY_STMT_WHILE: return stmt->While.test->at.end;
    case PY_STMT_FOR: return stmt->For.iter->at.end;
    case PY_STMT_ASYNC_FOR: return stmt->AsyncFor.iter->at.end;
    case PY_STMT_MATCH: return stmt->Match.subject->at.end;
    case PY_STMT_WITH:
    case PY_STMT_ASYNC_WITH:
    case PY_STMT_TRY:
    case PY_STMT_TRY_STAR:
    case PY_STMT_FUNCTION_DEF:
    case PY_STMT_ASYNC_FUNCTION_DEF:
    case PY_STMT_CLASS_DEF: break;
    default: return stmt->at.end;
    }
    ptrdiff_t line_end = str_find_byte(source->text, '\n', stmt->at.start);
    uint32_t end = line_end < 0 ? (uint32_t)source->text.length : (uint32_t)line_end;
    for (; end > stmt->at.start; end--) {
        char last = source->text.data[end - 1];
        if (last != ' ' && last != ':' && last != '\r') break;
    }
    return end < stmt->at.end ? end : stmt->at.end;
}

static uint32_t number_statement(PyCompiler *compiler, const PyStmt *stmt) {
    PyStatement statement = {.line = (uint32_t)stmt->at.lineno,
                             .span = {stmt->at.start, header_end(compiler->module->source, stmt)}};
    VEC_PUSH(&compiler->statements, statement);
    return (uint32_t)compiler->statements.count;
}

/* --- bodies --- */

const PyExpr *py_docstring(PyStmtList body) {
    if (!body.count || body.items[0]->kind != PY_STMT_EXPR) return NULL;
    const PyExpr *value = body.items[0]->Expr.value;
    bool is_text = value->kind == PY_EXPR_CONSTANT && value->Constant.value.kind == PY_CONSTANT_STR;
    return is_text ? value : NULL;
}

void py_generate_stmts(PyCompiler *compiler, PyStmtList list) {
    for (int i = 0; i < list.count; i++) py_generate_stmt(compiler, list.items[i]);
}

/* True when a variable is annotated in this body, not in functions and classes within. */
static bool has_annotation(PyStmtList list);

static bool stmt_has_annotation(const PyStmt *stmt) {
    switch (stmt->kind) {
    case PY_STMT_ANN_ASSIGN: return true;
    case PY_STMT_FOR: return has_annotation(stmt->For.body) || has_annotation(stmt->For.orelse);
    case PY_STMT_ASYNC_FOR:
        return has_annotation(stmt->AsyncFor.body) || has_annotation(stmt->AsyncFor.orelse);
    case PY_STMT_WHILE: return has_annotation(stmt->While.body) || has_annotation(stmt->While.orelse);
    case PY_STMT_IF: return has_annotation(stmt->If.body) || has_annotation(stmt->If.orelse);
    case PY_STMT_WITH: return has_annotation(stmt->With.body);
    case PY_STMT_ASYNC_WITH: return has_annotation(stmt->AsyncWith.body);
    case PY_STMT_MATCH:
        for (int i = 0; i < stmt->Match.cases.count; i++) {
            if (has_annotation(stmt->Match.cases.items[i]->body)) return true;
        }
        return false;
    case PY_STMT_TRY:
    case PY_STMT_TRY_STAR: {
        bool is_star = stmt->kind == PY_STMT_TRY_STAR;
        PyHandlerList handlers = is_star ? stmt->TryStar.handlers : stmt->Try.handlers;
        for (int i = 0; i < handlers.count; i++) {
            if (has_annotation(handlers.items[i]->body)) return true;
        }
        return has_annotation(is_star ? stmt->TryStar.body : stmt->Try.body) ||
               has_annotation(is_star ? stmt->TryStar.orelse : stmt->Try.orelse) ||
               has_annotation(is_star ? stmt->TryStar.finalbody : stmt->Try.finalbody);
    }
    default: return false;
    }
}

static bool has_annotation(PyStmtList list) {
    for (int i = 0; i < list.count; i++) {
        if (stmt_has_annotation(list.items[i])) return true;
    }
    return false;
}

void py_generate_body(PyCompiler *compiler, PyStmtList body) {
    if (compiler->unit->kind == PY_UNIT_MODULE && body.count) py_set_position(compiler, &body.items[0]->at);
    if (has_annotation(body)) py_emit(compiler, PY_OP_SETUP_ANNOTATIONS, 0);
    const PyExpr *docstring = py_docstring(body);
    if (docstring) {
        py_flow_of(compiler)->statement = number_statement(compiler, body.items[0]);
        py_generate_expr(compiler, docstring);
        py_set_position(compiler, &py_no_position);
        py_emit_variable(compiler, STR("__doc__"), PY_STORE);
    }
    for (int i = docstring ? 1 : 0; i < body.count; i++) py_generate_stmt(compiler, body.items[i]);
}

/* --- simple statements --- */

static void generate_if(PyCompiler *compiler, const PyStmt *stmt) {
    PyBlock *end = py_new_block(compiler);
    PyBlock *otherwise = stmt->If.orelse.count ? py_new_block(compiler) : end;
    py_generate_jump_if(compiler, stmt->If.test, otherwise, false);
    py_generate_stmts(compiler, stmt->If.body);
    if (stmt->If.orelse.count) {
        py_emit_jump_no_line(compiler, PY_OP_JUMP, end);
        py_use_block(compiler, otherwise);
        py_generate_stmts(compiler, stmt->If.orelse);
    }
    py_use_block(compiler, end);
}

static void generate_assign(PyCompiler *compiler, const PyStmt *stmt) {
    PyExprList targets = stmt->Assign.targets;
    py_generate_expr(compiler, stmt->Assign.value);
    for (int i = 0; i < targets.count; i++) {
        if (i + 1 < targets.count) py_emit(compiler, PY_OP_COPY, 1);
        py_generate_expr(compiler, targets.items[i]);
    }
}

/* Evaluated for its effects only. */
static void generate_discarded(PyCompiler *compiler, const PyExpr *expr) {
    py_generate_expr(compiler, expr);
    py_emit(compiler, PY_OP_POP_TOP, 0);
}

static void discard_subscript(PyCompiler *compiler, const PyExpr *expr) {
    if (expr->kind == PY_EXPR_TUPLE) {
        for (int i = 0; i < expr->Tuple.elts.count; i++)
            discard_subscript(compiler, expr->Tuple.elts.items[i]);
    } else if (expr->kind == PY_EXPR_SLICE) {
        if (expr->Slice.lower) generate_discarded(compiler, expr->Slice.lower);
        if (expr->Slice.upper) generate_discarded(compiler, expr->Slice.upper);
        if (expr->Slice.step) generate_discarded(compiler, expr->Slice.step);
    } else {
        generate_discarded(compiler, expr);
    }
}

static void generate_ann_assign(PyCompiler *compiler, const PyStmt *stmt) {
    const PyExpr *target = stmt->AnnAssign.target, *value = stmt->AnnAssign.value;
    bool keeps = compiler->unit->kind == PY_UNIT_MODULE || compiler->unit->kind == PY_UNIT_CLASS;
    if (value) {
        py_generate_expr(compiler, value);
        py_generate_expr(compiler, target);
    }
    if (target->kind == PY_EXPR_NAME) {
        if (str_equal(target->Name.id, STR("__debug__")))
            py_generate_fail(compiler, "cannot assign to __debug__");
        if (stmt->AnnAssign.simple && keeps) {
            py_generate_annotation(compiler, stmt->AnnAssign.annotation);
            py_emit_name(compiler, PY_OP_LOAD_NAME, STR("__annotations__"));
            py_emit_const_str(compiler,
                              py_mangle(compiler->arena, compiler->unit->scope->class_name, target->Name.id));
            py_emit(compiler, PY_OP_STORE_SUBSCR, 0);
        }
    } else if (!value && target->kind == PY_EXPR_ATTRIBUTE) {
        if (str_equal(target->Attribute.attr, STR("__debug__")))
            py_generate_fail(compiler, "cannot assign to __debug__");
        generate_discarded(compiler, target->Attribute.value);
    } else if (!value && target->kind == PY_EXPR_SUBSCRIPT) {
        generate_discarded(compiler, target->Subscript.value);
        discard_subscript(compiler, target->Subscript.slice);
    }
    if (!stmt->AnnAssign.simple && keeps && !compiler->has_future_annotations)
        generate_discarded(compiler, stmt->AnnAssign.annotation);
}

static void generate_expr_stmt(PyCompiler *compiler, const PyStmt *stmt) {
    const PyExpr *value = stmt->Expr.value;
    if (compiler->options->mode == PY_PARSE_INTERACTIVE && !compiler->unit->parent) {
        py_generate_expr(compiler, value);
        py_emit(compiler, PY_OP_PRINT_EXPR, 0);
        return;
    }
    if (value->kind == PY_EXPR_CONSTANT) {
        py_emit(compiler, PY_OP_NOP, 0);
        return;
    }
    py_generate_expr(compiler, value);
    py_set_position(compiler, &py_no_position);
    py_emit(compiler, PY_OP_POP_TOP, 0);
}

static void generate_raise(PyCompiler *compiler, const PyStmt *stmt) {
    int count = 0;
    if (stmt->Raise.exc) {
        py_generate_expr(compiler, stmt->Raise.exc);
        count++;
        if (stmt->Raise.cause) {
            py_generate_expr(compiler, stmt->Raise.cause);
            count++;
        }
    }
    py_emit(compiler, PY_OP_RAISE_VARARGS, count);
}

static void generate_assert(PyCompiler *compiler, const PyStmt *stmt) {
    py_warn_assert(compiler, stmt);
    PyBlock *end = py_new_block(compiler);
    py_generate_jump_if(compiler, stmt->Assert.test, end, true);
    py_emit(compiler, PY_OP_LOAD_ASSERTION_ERROR, 0);
    if (stmt->Assert.msg) {
        py_generate_expr(compiler, stmt->Assert.msg);
        py_emit_call(compiler, 0);
    }
    py_emit(compiler, PY_OP_RAISE_VARARGS, 1);
    py_use_block(compiler, end);
}

/* --- imports --- */

static Str until_dot(Str name, size_t from) {
    ptrdiff_t dot = str_find_byte(name, '.', from);
    return str_slice(name, from, dot < 0 ? name.length : (size_t)dot);
}

/* `import a.b.c as x`: the import gives a, the rest is fetched from there. */
static void generate_import_as(PyCompiler *compiler, const PyAlias *alias) {
    Str name = alias->name;
    size_t at = until_dot(name, 0).length;
    bool is_dotted = at < name.length;
    while (at < name.length) {
        Str part = until_dot(name, at + 1);
        py_emit_name(compiler, PY_OP_IMPORT_FROM, part);
        at += 1 + part.length;
        if (at == name.length) break;
        py_emit(compiler, PY_OP_SWAP, 2);
        py_emit(compiler, PY_OP_POP_TOP, 0);
    }
    py_emit_variable(compiler, alias->asname, PY_STORE);
    if (is_dotted) py_emit(compiler, PY_OP_POP_TOP, 0);
}

static void generate_import(PyCompiler *compiler, const PyStmt *stmt) {
    for (int i = 0; i < stmt->Import.names.count; i++) {
        const PyAlias *alias = stmt->Import.names.items[i];
        py_emit_const_int(compiler, 0);
        py_emit_none(compiler);
        py_emit_name(compiler, PY_OP_IMPORT_NAME, alias->name);
        if (alias->asname.data)
            generate_import_as(compiler, alias);
        else
            py_emit_variable(compiler, until_dot(alias->name, 0), PY_STORE);
    }
}

static void generate_import_from(PyCompiler *compiler, const PyStmt *stmt) {
    PyAliasList names = stmt->ImportFrom.names;
    if (stmt->at.lineno > compiler->future_line && str_equal(stmt->ImportFrom.module, STR("__future__")))
        py_generate_fail(compiler, "from __future__ imports must occur at the beginning of the file");
    py_emit_const_int(compiler, stmt->ImportFrom.level);
    PyObject *tuple = py_constant_own(&compiler->pool, py_tuple_new(names.count));
    for (int i = 0; tuple && i < names.count; i++)
        py_tuple_item(tuple, i) = py_new_ref(py_str_constant(compiler, names.items[i]->name));
    py_emit_const(compiler, tuple);
    Str module = stmt->ImportFrom.module;
    py_emit_name(compiler, PY_OP_IMPORT_NAME, module.data ? module : STR(""));
    for (int i = 0; i < names.count; i++) {
        const PyAlias *alias = names.items[i];
        if (i == 0 && str_equal(alias->name, STR("*"))) {
            py_emit(compiler, PY_OP_IMPORT_STAR, 0);
            return;
        }
        py_emit_name(compiler, PY_OP_IMPORT_FROM, alias->name);
        py_emit_variable(compiler, alias->asname.data ? alias->asname : alias->name, PY_STORE);
    }
    py_emit(compiler, PY_OP_POP_TOP, 0);
}

/* --- all kinds --- */

static void generate_kind(PyCompiler *compiler, const PyStmt *stmt) {
    switch (stmt->kind) {
    case PY_STMT_FUNCTION_DEF: py_generate_function(compiler, stmt, false); break;
    case PY_STMT_ASYNC_FUNCTION_DEF: py_generate_function(compiler, stmt, true); break;
    case PY_STMT_CLASS_DEF: py_generate_class(compiler, stmt); break;
    case PY_STMT_RETURN: py_generate_return(compiler, stmt); break;
    case PY_STMT_DELETE: py_generate_exprs(compiler, stmt->Delete.targets); break;
    case PY_STMT_ASSIGN: generate_assign(compiler, stmt); break;
    case PY_STMT_AUG_ASSIGN: py_generate_aug_assign(compiler, stmt); break;
    case PY_STMT_ANN_ASSIGN: generate_ann_assign(compiler, stmt); break;
    case PY_STMT_FOR: py_generate_for(compiler, stmt); break;
    case PY_STMT_ASYNC_FOR: py_generate_async_for(compiler, stmt); break;
    case PY_STMT_WHILE: py_generate_while(compiler, stmt); break;
    case PY_STMT_IF: generate_if(compiler, stmt); break;
    case PY_STMT_WITH:
    case PY_STMT_ASYNC_WITH: py_generate_with(compiler, stmt); break;
    case PY_STMT_MATCH: py_generate_match(compiler, stmt); break;
    case PY_STMT_RAISE: generate_raise(compiler, stmt); break;
    case PY_STMT_TRY:
    case PY_STMT_TRY_STAR: py_generate_try(compiler, stmt); break;
    case PY_STMT_ASSERT: generate_assert(compiler, stmt); break;
    case PY_STMT_IMPORT: generate_import(compiler, stmt); break;
    case PY_STMT_IMPORT_FROM: generate_import_from(compiler, stmt); break;
    case PY_STMT_EXPR: generate_expr_stmt(compiler, stmt); break;
    case PY_STMT_PASS: py_emit(compiler, PY_OP_NOP, 0); break;
    case PY_STMT_BREAK: py_generate_break(compiler, stmt); break;
    case PY_STMT_CONTINUE: py_generate_continue(compiler, stmt); break;
    default: break; /* global and nonlocal concern the symbol table only */
    }
}

void py_generate_stmt(PyCompiler *compiler, const PyStmt *stmt) {
    if (compiler->failed) return;
    py_set_position(compiler, &stmt->at);
    uint32_t number = number_statement(compiler, stmt);
    py_flow_of(compiler)->statement = number;
    if (++compiler->depth > PY_COMPILE_DEPTH_MAX)
        py_generate_fail_depth(compiler);
    else
        generate_kind(compiler, stmt);
    compiler->depth--;
    if (py_flow_of(compiler)->statement == number) py_flow_of(compiler)->statement = 0;
}
