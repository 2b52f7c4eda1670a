/* The symbol table's first pass: collect how every scope uses its names. */
#include "python/compile/symtable.h"

#include <string.h>

typedef struct Collector {
    PySymtable *table;
    PyScope *scope; /* the one being read */
    const Source *source;
    DiagnosticList *diagnostics;
    int depth;
    bool has_future_annotations;
} Collector;

static bool visit_expr(Collector *collector, const PyExpr *expr);
static bool visit_stmt(Collector *collector, const PyStmt *stmt);
static bool visit_pattern(Collector *collector, const PyPattern *pattern);

static bool fail(Collector *collector, const PyPosition *at, const char *format, Str name) {
    diagnostic_add(collector->diagnostics, "SyntaxError", collector->source, (SourceSpan){at->start, at->end},
                   format, STR_ARGS(name));
    return false;
}

static bool enter_depth(Collector *collector) {
    if (++collector->depth <= PY_COMPILE_DEPTH_MAX) return true;
    diagnostic_add(collector->diagnostics, "RecursionError", NULL, (SourceSpan){0},
                   "maximum recursion depth exceeded during compilation");
    return false;
}

/* --- scopes and symbols --- */

Str py_mangle(Arena *arena, Str class_name, Str name) {
    if (!class_name.data || name.length < 3 || name.data[0] != '_' || name.data[1] != '_') return name;
    if (str_ends_with(name, STR("__")) || str_find_byte(name, '.', 0) >= 0) return name;
    size_t underscores = 0;
    while (underscores < class_name.length && class_name.data[underscores] == '_') underscores++;
    if (underscores == class_name.length) return name;
    Str bare = str_slice(class_name, underscores, class_name.length);
    return arena_concat(arena, STR("_"), bare, name);
}

PySymbol *py_scope_symbol(const PyScope *scope, Str name) {
    return strmap_get(&scope->symbols, name);
}

static void **known_place(PyScope *scope, Str plain) {
    return name_cache_place(scope->known, sizeof scope->known / sizeof *scope->known, plain);
}

PySymbol *py_scope_find(PyScope *scope, Arena *arena, Str plain) {
    void **known = known_place(scope, plain);
    if (!*known) *known = py_scope_symbol(scope, py_mangle(arena, scope->class_name, plain));
    return *known;
}

PyScope *py_symtable_scope(const PySymtable *table, const void *node) {
    return intmap_get(&table->scopes, (uint64_t)(uintptr_t)node);
}

static unsigned flags_of(const PyScope *scope, Str name) {
    const PySymbol *symbol = py_scope_symbol(scope, name);
    return symbol ? symbol->flags : 0;
}

static PyScope *scope_enter(Collector *collector, PyScopeKind kind, Str name, const void *node) {
    PySymtable *table = collector->table;
    PyScope *parent = collector->scope;
    PyScope *scope = ARENA_NEW(table->arena, PyScope);
    scope->symbols.arena = table->arena;
    scope->kind = kind;
    scope->name = name;
    scope->parent = parent;
    if (parent) {
        scope->class_name = parent->class_name;
        scope->in_iteration_source = parent->in_iteration_source;
        scope->is_nested = parent->is_nested || parent->kind == PY_SCOPE_FUNCTION;
        if (kind != PY_SCOPE_ANNOTATION) VEC_PUSH_IN(table->arena, &parent->children, scope);
    }
    intmap_set(&table->scopes, (uint64_t)(uintptr_t)node, scope);
    collector->scope = scope;
    return scope;
}

static void scope_leave(Collector *collector) {
    collector->scope = collector->scope->parent;
}

static PySymbol *symbol_of(Collector *collector, PyScope *scope, Str name) {
    StrMapEntry *entry = strmap_add(&scope->symbols, name);
    if (entry->value) return entry->value;
    PySymbol *symbol = ARENA_NEW(collector->table->arena, PySymbol);
    symbol->name = name;
    return entry->value = symbol;
}

/* `plain` as the scope that is being read writes it. */
static PySymbol *symbol_of_plain(Collector *collector, PyScope *scope, Str plain) {
    void **known = known_place(scope, plain);
    if (!*known)
        *known = symbol_of(collector, scope,
                           py_mangle(collector->table->arena, collector->scope->class_name, plain));
    return *known;
}

static bool add_in(Collector *collector, PyScope *scope, Str plain, unsigned flag, const PyPosition *at) {
    PySymbol *symbol = symbol_of_plain(collector, scope, plain);
    if ((flag & PY_SYMBOL_PARAMETER) && (symbol->flags & PY_SYMBOL_PARAMETER))
        return fail(collector, at, "duplicate argument '%.*s' in function definition", plain);
    symbol->flags |= flag;
    if ((flag & PY_SYMBOL_BOUND) && !symbol->line) symbol->line = (uint32_t)at->lineno;
    if (scope->in_iteration_target) {
        if (symbol->flags & (PY_SYMBOL_GLOBAL | PY_SYMBOL_NONLOCAL))
            return fail(collector, at,
                        "comprehension inner loop cannot rebind assignment expression target '%.*s'", plain);
        symbol->flags |= PY_SYMBOL_ITERATION;
    }
    if (flag & PY_SYMBOL_PARAMETER) VEC_PUSH_IN(collector->table->arena, &scope->parameters, symbol->name);
    if (flag & PY_SYMBOL_GLOBAL) symbol_of(collector, collector->table->top, symbol->name)->flags |= flag;
    return true;
}

static bool add(Collector *collector, Str name, unsigned flag, const PyPosition *at) {
    return add_in(collector, collector->scope, name, flag, at);
}

/* --- lists --- */

static bool visit_exprs(Collector *collector, PyExprList list) {
    for (int i = 0; i < list.count; i++) {
        if (list.items[i] && !visit_expr(collector, list.items[i])) return false;
    }
    return true;
}

static bool visit_stmts(Collector *collector, PyStmtList list) {
    for (int i = 0; i < list.count; i++) {
        if (!visit_stmt(collector, list.items[i])) return false;
    }
    return true;
}

static bool visit_keywords(Collector *collector, PyKeywordList list) {
    for (int i = 0; i < list.count; i++) {
        if (!visit_expr(collector, list.items[i]->value)) return false;
    }
    return true;
}

static bool visit_optional(Collector *collector, const PyExpr *expr) {
    return !expr || visit_expr(collector, expr);
}

/* --- functions and classes --- */

/* Under PEP 563 an annotation is kept as text: what it names does not concern this scope. */
static bool visit_annotation(Collector *collector, const PyExpr *annotation) {
    if (!annotation) return true;
    if (!collector->has_future_annotations) return visit_expr(collector, annotation);
    scope_enter(collector, PY_SCOPE_ANNOTATION, STR("_annotation"), annotation);
    bool ok = visit_expr(collector, annotation);
    scope_leave(collector);
    return ok;
}

static bool visit_annotations(Collector *collector, PyArgList list) {
    for (int i = 0; i < list.count; i++) {
        if (!visit_annotation(collector, list.items[i]->annotation)) return false;
    }
    return true;
}

static bool visit_all_annotations(Collector *collector, const PyArguments *arguments, const PyExpr *returns) {
    return visit_annotations(collector, arguments->posonlyargs) &&
           visit_annotations(collector, arguments->args) &&
           (!arguments->vararg || visit_annotation(collector, arguments->vararg->annotation)) &&
           (!arguments->kwarg || visit_annotation(collector, arguments->kwarg->annotation)) &&
           visit_annotations(collector, arguments->kwonlyargs) && visit_annotation(collector, returns);
}

static bool add_parameters(Collector *collector, PyArgList list) {
    for (int i = 0; i < list.count; i++) {
        if (!add(collector, list.items[i]->arg, PY_SYMBOL_PARAMETER, &list.items[i]->at)) return false;
    }
    return true;
}

static bool add_all_parameters(Collector *collector, const PyArguments *arguments) {
    if (!add_parameters(collector, arguments->posonlyargs) || !add_parameters(collector, arguments->args) ||
        !add_parameters(collector, arguments->kwonlyargs))
        return false;
    const PyArg *vararg = arguments->vararg, *kwarg = arguments->kwarg;
    collector->scope->has_varargs = vararg != NULL;
    collector->scope->has_varkeywords = kwarg != NULL;
    return (!vararg || add(collector, vararg->arg, PY_SYMBOL_PARAMETER, &vararg->at)) &&
           (!kwarg || add(collector, kwarg->arg, PY_SYMBOL_PARAMETER, &kwarg->at));
}

static bool visit_function(Collector *collector, const PyStmt *stmt, bool is_async) {
    /* FunctionDef and AsyncFunctionDef have the same fields, but are different members of the union. */
    Str name = is_async ? stmt->AsyncFunctionDef.name : stmt->FunctionDef.name;
    const PyArguments *arguments = is_async ? stmt->AsyncFunctionDef.args : stmt->FunctionDef.args;
    PyStmtList body = is_async ? stmt->AsyncFunctionDef.body : stmt->FunctionDef.body;
    PyExprList decorators =
        is_async ? stmt->AsyncFunctionDef.decorator_list : stmt->FunctionDef.decorator_list;
    const PyExpr *returns = is_async ? stmt->AsyncFunctionDef.returns : stmt->FunctionDef.returns;
    if (!add(collector, name, PY_SYMBOL_LOCAL, &stmt->at) || !visit_exprs(collector, arguments->defaults) ||
        !visit_exprs(collector, arguments->kw_defaults) ||
        !visit_all_annotations(collector, arguments, returns) || !visit_exprs(collector, decorators))
        return false;
    PyScope *scope = scope_enter(collector, PY_SCOPE_FUNCTION, name, stmt);
    scope->is_coroutine = is_async;
    bool ok = add_all_parameters(collector, arguments) && visit_stmts(collector, body);
    scope_leave(collector);
    return ok;
}

static bool visit_lambda(Collector *collector, const PyExpr *expr) {
    const PyArguments *arguments = expr->Lambda.args;
    if (!visit_exprs(collector, arguments->defaults) || !visit_exprs(collector, arguments->kw_defaults))
        return false;
    scope_enter(collector, PY_SCOPE_FUNCTION, STR("lambda"), expr);
    bool ok = add_all_parameters(collector, arguments) && visit_expr(collector, expr->Lambda.body);
    scope_leave(collector);
    return ok;
}

static bool visit_class(Collector *collector, const PyStmt *stmt) {
    if (!add(collector, stmt->ClassDef.name, PY_SYMBOL_LOCAL, &stmt->at) ||
        !visit_exprs(collector, stmt->ClassDef.bases) ||
        !visit_keywords(collector, stmt->ClassDef.keywords) ||
        !visit_exprs(collector, stmt->ClassDef.decorator_list))
        return false;
    PyScope *scope = scope_enter(collector, PY_SCOPE_CLASS, stmt->ClassDef.name, stmt);
    scope->class_name = stmt->ClassDef.name;
    bool ok = visit_stmts(collector, stmt->ClassDef.body);
    scope_leave(collector);
    return ok;
}

/* --- comprehensions and assignment expressions --- */

static bool visit_generator(Collector *collector, const PyComprehension *generator, bool is_outermost) {
    PyScope *scope = collector->scope;
    scope->in_iteration_target = true;
    bool ok = visit_expr(collector, generator->target);
    scope->in_iteration_target = false;
    if (ok && !is_outermost) {
        scope->in_iteration_source++;
        ok = visit_expr(collector, generator->iter);
        scope->in_iteration_source--;
    }
    if (generator->is_async) scope->is_coroutine = true;
    return ok && visit_exprs(collector, generator->ifs);
}

/* The source of the outermost `for` is evaluated outside, everything else in a function of its own. */
static bool visit_comprehension(Collector *collector, const PyExpr *expr, PyComprehensionKind kind, Str name,
                                const PyExpr *element, const PyExpr *value, PyComprehensionList generators) {
    collector->scope->in_iteration_source++;
    bool ok = visit_expr(collector, generators.items[0]->iter);
    collector->scope->in_iteration_source--;
    if (!ok) return false;
    PyScope *scope = scope_enter(collector, PY_SCOPE_FUNCTION, name, expr);
    scope->comprehension = kind;
    ok = add(collector, STR(".0"), PY_SYMBOL_PARAMETER, &expr->at);
    for (int i = 0; ok && i < generators.count; i++)
        ok = visit_generator(collector, generators.items[i], i == 0);
    ok = ok && visit_optional(collector, value) && visit_expr(collector, element);
    scope->is_generator = kind == PY_GENERATOR_EXPRESSION;
    scope_leave(collector);
    if (scope->is_coroutine && !scope->is_generator) collector->scope->is_coroutine = true;
    return ok;
}

/* `:=` in a comprehension binds in the function or module around it. */
static bool extend_named_expr(Collector *collector, const PyExpr *target) {
    Str name = target->Name.id;
    for (PyScope *scope = collector->scope; scope; scope = scope->parent) {
        Str mangled = py_mangle(collector->table->arena, collector->scope->class_name, name);
        if (scope->comprehension) {
            if (flags_of(scope, mangled) & PY_SYMBOL_ITERATION)
                return fail(collector, &target->at,
                            "assignment expression cannot rebind comprehension iteration variable '%.*s'",
                            name);
            continue;
        }
        if (scope->kind == PY_SCOPE_CLASS)
            return fail(collector, &target->at,
                        "assignment expression within a comprehension cannot be used in a class body%.*s",
                        STR(""));
        bool is_global = scope->kind == PY_SCOPE_MODULE || (flags_of(scope, mangled) & PY_SYMBOL_GLOBAL);
        unsigned flag = is_global ? PY_SYMBOL_GLOBAL : PY_SYMBOL_NONLOCAL;
        VEC_PUSH_IN(collector->table->arena, &collector->scope->directives,
                    (PyDirective){mangled, target->at});
        return add(collector, name, flag, &target->at) &&
               add_in(collector, scope, name, scope->kind == PY_SCOPE_MODULE ? flag : PY_SYMBOL_LOCAL,
                      &target->at);
    }
    return true;
}

static bool visit_named_expr(Collector *collector, const PyExpr *expr) {
    if (collector->scope->in_iteration_source)
        return fail(collector, &expr->at,
                    "assignment expression cannot be used in a comprehension iterable expression%.*s",
                    STR(""));
    if (collector->scope->comprehension && !extend_named_expr(collector, expr->NamedExpr.target))
        return false;
    return visit_expr(collector, expr->NamedExpr.value) && visit_expr(collector, expr->NamedExpr.target);
}

static bool visit_yield(Collector *collector, const PyExpr *expr, const PyExpr *value) {
    static const char *const inside[] = {
        [PY_LIST_COMPREHENSION] = "'yield' inside list comprehension%.*s",
        [PY_SET_COMPREHENSION] = "'yield' inside set comprehension%.*s",
        [PY_DICT_COMPREHENSION] = "'yield' inside dict comprehension%.*s",
        [PY_GENERATOR_EXPRESSION] = "'yield' inside generator expression%.*s",
    };
    if (!visit_optional(collector, value)) return false;
    collector->scope->is_generator = true;
    if (!collector->scope->comprehension) return true;
    return fail(collector, &expr->at, inside[collector->scope->comprehension], STR(""));
}

/* --- expressions --- */

static bool visit_name(Collector *collector, const PyExpr *expr) {
    bool is_load = expr->Name.ctx == PY_LOAD;
    if (!add(collector, expr->Name.id, is_load ? PY_SYMBOL_USE : PY_SYMBOL_LOCAL, &expr->at)) return false;
    /* super() without arguments looks for the class in a variable that the compiler provides. */
    if (is_load && collector->scope->kind == PY_SCOPE_FUNCTION && str_equal(expr->Name.id, STR("super")))
        return add(collector, STR("__class__"), PY_SYMBOL_USE, &expr->at);
    return true;
}

static bool visit_expr_kind(Collector *collector, const PyExpr *expr) {
    switch (expr->kind) {
    case PY_EXPR_BOOL_OP: return visit_exprs(collector, expr->BoolOp.values);
    case PY_EXPR_NAMED_EXPR: return visit_named_expr(collector, expr);
    case PY_EXPR_BIN_OP:
        return visit_expr(collector, expr->BinOp.left) && visit_expr(collector, expr->BinOp.right);
    case PY_EXPR_UNARY_OP: return visit_expr(collector, expr->UnaryOp.operand);
    case PY_EXPR_LAMBDA: return visit_lambda(collector, expr);
    case PY_EXPR_IF_EXP:
        return visit_expr(collector, expr->IfExp.test) && visit_expr(collector, expr->IfExp.body) &&
               visit_expr(collector, expr->IfExp.orelse);
    case PY_EXPR_DICT:
        return visit_exprs(collector, expr->Dict.keys) && visit_exprs(collector, expr->Dict.values);
    case PY_EXPR_SET: return visit_exprs(collector, expr->Set.elts);
    case PY_EXPR_LIST_COMP:
        return visit_comprehension(collector, expr, PY_LIST_COMPREHENSION, STR("listcomp"),
                                   expr->ListComp.elt, NULL, expr->ListComp.generators);
    case PY_EXPR_SET_COMP:
        return visit_comprehension(collector, expr, PY_SET_COMPREHENSION, STR("setcomp"), expr->SetComp.elt,
                                   NULL, expr->SetComp.generators);
    case PY_EXPR_DICT_COMP:
        return visit_comprehension(collector, expr, PY_DICT_COMPREHENSION, STR("dictcomp"),
                                   expr->DictComp.key, expr->DictComp.value, expr->DictComp.generators);
    case PY_EXPR_GENERATOR_EXP:
        return visit_comprehension(collector, expr, PY_GENERATOR_EXPRESSION, STR("genexpr"),
                                   expr->GeneratorExp.elt, NULL, expr->GeneratorExp.generators);
    case PY_EXPR_AWAIT:
        collector->scope->is_coroutine = true;
        return visit_expr(collector, expr->Await.value);
    case PY_EXPR_YIELD: return visit_yield(collector, expr, expr->Yield.value);
    case PY_EXPR_YIELD_FROM: return visit_yield(collector, expr, expr->YieldFrom.value);
    case PY_EXPR_COMPARE:
        return visit_expr(collector, expr->Compare.left) && visit_exprs(collector, expr->Compare.comparators);
    case PY_EXPR_CALL:
        return visit_expr(collector, expr->Call.func) && visit_exprs(collector, expr->Call.args) &&
               visit_keywords(collector, expr->Call.keywords);
    case PY_EXPR_FORMATTED_VALUE:
        return visit_expr(collector, expr->FormattedValue.value) &&
               visit_optional(collector, expr->FormattedValue.format_spec);
    case PY_EXPR_JOINED_STR: return visit_exprs(collector, expr->JoinedStr.values);
    case PY_EXPR_ATTRIBUTE: return visit_expr(collector, expr->Attribute.value);
    case PY_EXPR_SUBSCRIPT:
        return visit_expr(collector, expr->Subscript.value) && visit_expr(collector, expr->Subscript.slice);
    case PY_EXPR_STARRED: return visit_expr(collector, expr->Starred.value);
    case PY_EXPR_NAME: return visit_name(collector, expr);
    case PY_EXPR_LIST: return visit_exprs(collector, expr->List.elts);
    case PY_EXPR_TUPLE: return visit_exprs(collector, expr->Tuple.elts);
    case PY_EXPR_SLICE:
        return visit_optional(collector, expr->Slice.lower) && visit_optional(collector, expr->Slice.upper) &&
               visit_optional(collector, expr->Slice.step);
    default: return true;
    }
}

static bool visit_expr(Collector *collector, const PyExpr *expr) {
    if (expr->kind == PY_EXPR_CONSTANT) return true;
    bool ok = enter_depth(collector) && visit_expr_kind(collector, expr);
    collector->depth--;
    return ok;
}

/* --- patterns --- */

static bool visit_patterns(Collector *collector, PyPatternList list) {
    for (int i = 0; i < list.count; i++) {
        if (!visit_pattern(collector, list.items[i])) return false;
    }
    return true;
}

static bool add_optional(Collector *collector, Str name, const PyPosition *at) {
    return !name.data || add(collector, name, PY_SYMBOL_LOCAL, at);
}

static bool visit_pattern_kind(Collector *collector, const PyPattern *pattern) {
    switch (pattern->kind) {
    case PY_PATTERN_MATCH_VALUE: return visit_expr(collector, pattern->MatchValue.value);
    case PY_PATTERN_MATCH_SEQUENCE: return visit_patterns(collector, pattern->MatchSequence.patterns);
    case PY_PATTERN_MATCH_STAR: return add_optional(collector, pattern->MatchStar.name, &pattern->at);
    case PY_PATTERN_MATCH_MAPPING:
        return visit_exprs(collector, pattern->MatchMapping.keys) &&
               visit_patterns(collector, pattern->MatchMapping.patterns) &&
               add_optional(collector, pattern->MatchMapping.rest, &pattern->at);
    case PY_PATTERN_MATCH_CLASS:
        return visit_expr(collector, pattern->MatchClass.cls) &&
               visit_patterns(collector, pattern->MatchClass.patterns) &&
               visit_patterns(collector, pattern->MatchClass.kwd_patterns);
    case PY_PATTERN_MATCH_AS:
        return (!pattern->MatchAs.pattern || visit_pattern(collector, pattern->MatchAs.pattern)) &&
               add_optional(collector, pattern->MatchAs.name, &pattern->at);
    case PY_PATTERN_MATCH_OR: return visit_patterns(collector, pattern->MatchOr.patterns);
    default: return true;
    }
}

static bool visit_pattern(Collector *collector, const PyPattern *pattern) {
    bool ok = enter_depth(collector) && visit_pattern_kind(collector, pattern);
    collector->depth--;
    return ok;
}

static bool visit_match(Collector *collector, const PyStmt *stmt) {
    if (!visit_expr(collector, stmt->Match.subject)) return false;
    for (int i = 0; i < stmt->Match.cases.count; i++) {
        const PyMatchCase *match_case = stmt->Match.cases.items[i];
        if (!visit_pattern(collector, match_case->pattern) || !visit_optional(collector, match_case->guard) ||
            !visit_stmts(collector, match_case->body))
            return false;
    }
    return true;
}

/* --- statements --- */

static bool visit_ann_assign(Collector *collector, const PyStmt *stmt) {
    const PyExpr *target = stmt->AnnAssign.target;
    if (target->kind != PY_EXPR_NAME) {
        if (!visit_expr(collector, target)) return false;
    } else {
        Str name = target->Name.id;
        unsigned flags = flags_of(collector->scope,
                                  py_mangle(collector->table->arena, collector->scope->class_name, name));
        bool is_module = collector->scope == collector->table->top;
        if ((flags & (PY_SYMBOL_GLOBAL | PY_SYMBOL_NONLOCAL)) && !is_module && stmt->AnnAssign.simple)
            return fail(collector, &stmt->at,
                        flags & PY_SYMBOL_GLOBAL ? "annotated name '%.*s' can't be global"
                                                 : "annotated name '%.*s' can't be nonlocal",
                        name);
        unsigned flag = stmt->AnnAssign.simple  ? PY_SYMBOL_ANNOTATED | PY_SYMBOL_LOCAL
                        : stmt->AnnAssign.value ? PY_SYMBOL_LOCAL
                                                : 0;
        if (flag && !add(collector, name, flag, &target->at)) return false;
    }
    return visit_annotation(collector, stmt->AnnAssign.annotation) &&
           visit_optional(collector, stmt->AnnAssign.value);
}

static bool visit_directive(Collector *collector, const PyStmt *stmt, PyNameList names, bool is_global) {
    for (int i = 0; i < names.count; i++) {
        Str name = names.items[i];
        Str mangled = py_mangle(collector->table->arena, collector->scope->class_name, name);
        unsigned flags = flags_of(collector->scope, mangled);
        const char *message = NULL;
        if (flags & PY_SYMBOL_PARAMETER)
            message =
                is_global ? "name '%.*s' is parameter and global" : "name '%.*s' is parameter and nonlocal";
        else if (flags & PY_SYMBOL_USE)
            message = is_global ? "name '%.*s' is used prior to global declaration"
                                : "name '%.*s' is used prior to nonlocal declaration";
        else if (flags & PY_SYMBOL_ANNOTATED)
            message = is_global ? "annotated name '%.*s' can't be global"
                                : "annotated name '%.*s' can't be nonlocal";
        else if (flags & PY_SYMBOL_LOCAL)
            message = is_global ? "name '%.*s' is assigned to before global declaration"
                                : "name '%.*s' is assigned to before nonlocal declaration";
        if (message) return fail(collector, &stmt->at, message, name);
        if (!add(collector, name, is_global ? PY_SYMBOL_GLOBAL : PY_SYMBOL_NONLOCAL, &stmt->at)) return false;
        VEC_PUSH_IN(collector->table->arena, &collector->scope->directives, (PyDirective){mangled, stmt->at});
    }
    return true;
}

static bool visit_aliases(Collector *collector, PyAliasList aliases) {
    for (int i = 0; i < aliases.count; i++) {
        const PyAlias *alias = aliases.items[i];
        Str name = alias->asname.data ? alias->asname : alias->name;
        if (str_equal(name, STR("*"))) {
            if (collector->scope->kind == PY_SCOPE_MODULE) continue;
            return fail(collector, &alias->at, "import * only allowed at module level%.*s", STR(""));
        }
        ptrdiff_t dot = str_find_byte(name, '.', 0);
        if (dot >= 0) name = str_slice(name, 0, (size_t)dot);
        if (!add(collector, name, PY_SYMBOL_IMPORT, &alias->at)) return false;
    }
    return true;
}

static bool visit_handlers(Collector *collector, PyHandlerList handlers) {
    for (int i = 0; i < handlers.count; i++) {
        const PyExceptHandler *handler = handlers.items[i];
        if (!visit_optional(collector, handler->type) ||
            !add_optional(collector, handler->name, &handler->at) || !visit_stmts(collector, handler->body))
            return false;
    }
    return true;
}

static bool visit_try(Collector *collector, PyStmtList body, PyStmtList orelse, PyHandlerList handlers,
                      PyStmtList finalbody) {
    return visit_stmts(collector, body) && visit_stmts(collector, orelse) &&
           visit_handlers(collector, handlers) && visit_stmts(collector, finalbody);
}

static bool visit_with(Collector *collector, PyWithItemList items, PyStmtList body) {
    for (int i = 0; i < items.count; i++) {
        if (!visit_expr(collector, items.items[i]->context_expr) ||
            !visit_optional(collector, items.items[i]->optional_vars))
            return false;
    }
    return visit_stmts(collector, body);
}

static bool visit_loop(Collector *collector, const PyExpr *first, const PyExpr *second, PyStmtList body,
                       PyStmtList orelse) {
    return visit_expr(collector, first) && visit_optional(collector, second) &&
           visit_stmts(collector, body) && visit_stmts(collector, orelse);
}

static bool visit_stmt_kind(Collector *collector, const PyStmt *stmt) {
    switch (stmt->kind) {
    case PY_STMT_FUNCTION_DEF: return visit_function(collector, stmt, false);
    case PY_STMT_ASYNC_FUNCTION_DEF: return visit_function(collector, stmt, true);
    case PY_STMT_CLASS_DEF: return visit_class(collector, stmt);
    case PY_STMT_RETURN: return visit_optional(collector, stmt->Return.value);
    case PY_STMT_DELETE: return visit_exprs(collector, stmt->Delete.targets);
    case PY_STMT_ASSIGN:
        return visit_exprs(collector, stmt->Assign.targets) && visit_expr(collector, stmt->Assign.value);
    case PY_STMT_AUG_ASSIGN:
        return visit_expr(collector, stmt->AugAssign.target) && visit_expr(collector, stmt->AugAssign.value);
    case PY_STMT_ANN_ASSIGN: return visit_ann_assign(collector, stmt);
    case PY_STMT_FOR:
        return visit_loop(collector, stmt->For.target, stmt->For.iter, stmt->For.body, stmt->For.orelse);
    case PY_STMT_ASYNC_FOR:
        return visit_loop(collector, stmt->AsyncFor.target, stmt->AsyncFor.iter, stmt->AsyncFor.body,
                          stmt->AsyncFor.orelse);
    case PY_STMT_WHILE:
        return visit_loop(collector, stmt->While.test, NULL, stmt->While.body, stmt->While.orelse);
    case PY_STMT_IF: return visit_loop(collector, stmt->If.test, NULL, stmt->If.body, stmt->If.orelse);
    case PY_STMT_WITH: return visit_with(collector, stmt->With.items, stmt->With.body);
    case PY_STMT_ASYNC_WITH: return visit_with(collector, stmt->AsyncWith.items, stmt->AsyncWith.body);
    case PY_STMT_MATCH: return visit_match(collector, stmt);
    case PY_STMT_RAISE:
        return visit_optional(collector, stmt->Raise.exc) && visit_optional(collector, stmt->Raise.cause);
    case PY_STMT_TRY:
        return visit_try(collector, stmt->Try.body, stmt->Try.orelse, stmt->Try.handlers,
                         stmt->Try.finalbody);
    case PY_STMT_TRY_STAR:
        return visit_try(collector, stmt->TryStar.body, stmt->TryStar.orelse, stmt->TryStar.handlers,
                         stmt->TryStar.finalbody);
    case PY_STMT_ASSERT:
        return visit_expr(collector, stmt->Assert.test) && visit_optional(collector, stmt->Assert.msg);
    case PY_STMT_IMPORT: return visit_aliases(collector, stmt->Import.names);
    case PY_STMT_IMPORT_FROM: return visit_aliases(collector, stmt->ImportFrom.names);
    case PY_STMT_GLOBAL: return visit_directive(collector, stmt, stmt->Global.names, true);
    case PY_STMT_NONLOCAL: return visit_directive(collector, stmt, stmt->Nonlocal.names, false);
    case PY_STMT_EXPR: return visit_expr(collector, stmt->Expr.value);
    default: return true;
    }
}

static bool visit_stmt(Collector *collector, const PyStmt *stmt) {
    bool ok = enter_depth(collector) && visit_stmt_kind(collector, stmt);
    collector->depth--;
    return ok;
}

/* --- the table --- */

bool py_symtable_build(PySymtable *table, const PyAstModule *module, bool has_future_annotations,
                       Arena *arena, DiagnosticList *diagnostics) {
    *table = (PySymtable){.arena = arena};
    Collector collector = {.table = table,
                           .source = module->source,
                           .diagnostics = diagnostics,
                           .has_future_annotations = has_future_annotations};
    table->top = scope_enter(&collector, PY_SCOPE_MODULE, STR("top"), module);
    return visit_stmts(&collector, module->body) && visit_optional(&collector, module->expression) &&
           py_symtable_analyze(table, module->source, diagnostics);
}

void py_symtable_free(PySymtable *table) {
    intmap_free(&table->scopes);
}
