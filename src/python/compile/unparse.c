/* Unparsing: a walk that puts parentheses only where precedence asks for them. */
#include "python/compile/unparse.h"

#include "python/syntax/repr.h"

/* From what binds loosest to what binds tightest. An expression is put in parentheses when its own level is
 * below the one that its surroundings ask for. */
enum {
    LEVEL_TUPLE,
    LEVEL_TEST, /* conditional expressions, lambda */
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_COMPARE,
    LEVEL_BIT_OR,
    LEVEL_BIT_XOR,
    LEVEL_BIT_AND,
    LEVEL_SHIFT,
    LEVEL_SUM,
    LEVEL_TERM,
    LEVEL_FACTOR,
    LEVEL_POWER,
    LEVEL_AWAIT,
    LEVEL_ATOM,
    LEVEL_EXPR = LEVEL_BIT_OR,
};

static void unparse(const PyExpr *expr, int level, StrBuf *out);

static void open(StrBuf *out, int level, int own) {
    if (level > own) strbuf_append_char(out, '(');
}

static void close(StrBuf *out, int level, int own) {
    if (level > own) strbuf_append_char(out, ')');
}

static void unparse_list(PyExprList list, StrBuf *out) {
    for (int i = 0; i < list.count; i++) {
        if (i) strbuf_append_c(out, ", ");
        unparse(list.items[i], LEVEL_TEST, out);
    }
}

/* --- operators --- */

static void unparse_bool_op(const PyExpr *expr, int level, StrBuf *out) {
    bool is_and = expr->BoolOp.op == PY_OP_AND;
    int own = is_and ? LEVEL_AND : LEVEL_OR;
    open(out, level, own);
    for (int i = 0; i < expr->BoolOp.values.count; i++) {
        if (i) strbuf_append_c(out, is_and ? " and " : " or ");
        unparse(expr->BoolOp.values.items[i], own + 1, out);
    }
    close(out, level, own);
}

static int binary_level(PyBinaryOperator op) {
    switch (op) {
    case PY_OP_ADD:
    case PY_OP_SUB: return LEVEL_SUM;
    case PY_OP_LSHIFT:
    case PY_OP_RSHIFT: return LEVEL_SHIFT;
    case PY_OP_BIT_OR: return LEVEL_BIT_OR;
    case PY_OP_BIT_XOR: return LEVEL_BIT_XOR;
    case PY_OP_BIT_AND: return LEVEL_BIT_AND;
    case PY_OP_POW: return LEVEL_POWER;
    default: return LEVEL_TERM;
    }
}

static void unparse_binary(const PyExpr *expr, int level, StrBuf *out) {
    int own = binary_level(expr->BinOp.op);
    bool to_right = expr->BinOp.op == PY_OP_POW;
    open(out, level, own);
    unparse(expr->BinOp.left, own + to_right, out);
    strbuf_format(out, " %s ", py_operator_symbol(expr->BinOp.op));
    unparse(expr->BinOp.right, own + !to_right, out);
    close(out, level, own);
}

static void unparse_unary(const PyExpr *expr, int level, StrBuf *out) {
    bool is_not = expr->UnaryOp.op == PY_OP_NOT;
    int own = is_not ? LEVEL_NOT : LEVEL_FACTOR;
    open(out, level, own);
    strbuf_append_c(out, py_unary_operator_symbol(expr->UnaryOp.op));
    if (is_not) strbuf_append_char(out, ' ');
    unparse(expr->UnaryOp.operand, own, out);
    close(out, level, own);
}

static void unparse_compare(const PyExpr *expr, int level, StrBuf *out) {
    open(out, level, LEVEL_COMPARE);
    unparse(expr->Compare.left, LEVEL_COMPARE + 1, out);
    for (int i = 0; i < expr->Compare.ops.count; i++) {
        strbuf_format(out, " %s ", py_compare_operator_symbol(expr->Compare.ops.items[i]));
        unparse(expr->Compare.comparators.items[i], LEVEL_COMPARE + 1, out);
    }
    close(out, level, LEVEL_COMPARE);
}

static void unparse_conditional(const PyExpr *expr, int level, StrBuf *out) {
    open(out, level, LEVEL_TEST);
    unparse(expr->IfExp.body, LEVEL_TEST + 1, out);
    strbuf_append_c(out, " if ");
    unparse(expr->IfExp.test, LEVEL_TEST + 1, out);
    strbuf_append_c(out, " else ");
    unparse(expr->IfExp.orelse, LEVEL_TEST, out);
    close(out, level, LEVEL_TEST);
}

/* --- lambda --- */

static void separate(StrBuf *out, bool *is_first) {
    if (!*is_first) strbuf_append_c(out, ", ");
    *is_first = false;
}

static void unparse_parameter(const PyArg *parameter, const PyExpr *fallback, StrBuf *out) {
    strbuf_append(out, parameter->arg);
    if (!fallback) return;
    strbuf_append_char(out, '=');
    unparse(fallback, LEVEL_TEST, out);
}

static void unparse_parameters(const PyArguments *arguments, StrBuf *out) {
    bool is_first = true;
    int only = arguments->posonlyargs.count, count = only + arguments->args.count;
    for (int i = 0; i < count; i++) {
        const PyArg *parameter = i < only ? arguments->posonlyargs.items[i] : arguments->args.items[i - only];
        int fallback = i - (count - arguments->defaults.count);
        separate(out, &is_first);
        unparse_parameter(parameter, fallback >= 0 ? arguments->defaults.items[fallback] : NULL, out);
        if (only && i + 1 == only) strbuf_append_c(out, ", /");
    }
    if (arguments->vararg || arguments->kwonlyargs.count) {
        separate(out, &is_first);
        strbuf_append_char(out, '*');
        if (arguments->vararg) strbuf_append(out, arguments->vararg->arg);
    }
    for (int i = 0; i < arguments->kwonlyargs.count; i++) {
        separate(out, &is_first);
        unparse_parameter(arguments->kwonlyargs.items[i], arguments->kw_defaults.items[i], out);
    }
    if (!arguments->kwarg) return;
    separate(out, &is_first);
    strbuf_append_c(out, "**");
    strbuf_append(out, arguments->kwarg->arg);
}

static void unparse_lambda(const PyExpr *expr, int level, StrBuf *out) {
    const PyArguments *arguments = expr->Lambda.args;
    bool is_spaced = arguments->posonlyargs.count || arguments->args.count; /* CPython writes lambda*a: a */
    open(out, level, LEVEL_TEST);
    strbuf_append_c(out, is_spaced ? "lambda " : "lambda");
    unparse_parameters(arguments, out);
    strbuf_append_c(out, ": ");
    unparse(expr->Lambda.body, LEVEL_TEST, out);
    close(out, level, LEVEL_TEST);
}

/* --- displays and comprehensions --- */

static void unparse_generators(PyComprehensionList generators, StrBuf *out) {
    for (int i = 0; i < generators.count; i++) {
        const PyComprehension *generator = generators.items[i];
        strbuf_append_c(out, generator->is_async ? " async for " : " for ");
        unparse(generator->target, LEVEL_TUPLE, out);
        strbuf_append_c(out, " in ");
        unparse(generator->iter, LEVEL_TEST + 1, out);
        for (int j = 0; j < generator->ifs.count; j++) {
            strbuf_append_c(out, " if ");
            unparse(generator->ifs.items[j], LEVEL_TEST + 1, out);
        }
    }
}

static void unparse_comprehension(char opening, const PyExpr *element, PyComprehensionList generators,
                                  char closing, StrBuf *out) {
    strbuf_append_char(out, opening);
    unparse(element, LEVEL_TEST, out);
    unparse_generators(generators, out);
    strbuf_append_char(out, closing);
}

static void unparse_dict(const PyExpr *expr, StrBuf *out) {
    strbuf_append_char(out, '{');
    for (int i = 0; i < expr->Dict.values.count; i++) {
        if (i) strbuf_append_c(out, ", ");
        if (expr->Dict.keys.items[i]) {
            unparse(expr->Dict.keys.items[i], LEVEL_TEST, out);
            strbuf_append_c(out, ": ");
            unparse(expr->Dict.values.items[i], LEVEL_TEST, out);
        } else {
            strbuf_append_c(out, "**");
            unparse(expr->Dict.values.items[i], LEVEL_EXPR, out);
        }
    }
    strbuf_append_char(out, '}');
}

static void unparse_dict_comprehension(const PyExpr *expr, StrBuf *out) {
    strbuf_append_char(out, '{');
    unparse(expr->DictComp.key, LEVEL_TEST, out);
    strbuf_append_c(out, ": ");
    unparse(expr->DictComp.value, LEVEL_TEST, out);
    unparse_generators(expr->DictComp.generators, out);
    strbuf_append_char(out, '}');
}

static void unparse_tuple(const PyExpr *expr, int level, StrBuf *out) {
    if (!expr->Tuple.elts.count) {
        strbuf_append_c(out, "()");
        return;
    }
    open(out, level, LEVEL_TUPLE);
    unparse_list(expr->Tuple.elts, out);
    if (expr->Tuple.elts.count == 1) strbuf_append_char(out, ',');
    close(out, level, LEVEL_TUPLE);
}

/* --- calls, attributes, f-strings --- */

static void unparse_call(const PyExpr *expr, StrBuf *out) {
    PyExprList arguments = expr->Call.args;
    PyKeywordList keywords = expr->Call.keywords;
    unparse(expr->Call.func, LEVEL_ATOM, out);
    if (arguments.count == 1 && !keywords.count && arguments.items[0]->kind == PY_EXPR_GENERATOR_EXP) {
        unparse(arguments.items[0], LEVEL_TUPLE, out);
        return;
    }
    strbuf_append_char(out, '(');
    unparse_list(arguments, out);
    for (int i = 0; i < keywords.count; i++) {
        if (i || arguments.count) strbuf_append_c(out, ", ");
        if (keywords.items[i]->arg.data) {
            strbuf_append(out, keywords.items[i]->arg);
            strbuf_append_char(out, '=');
        } else {
            strbuf_append_c(out, "**");
        }
        unparse(keywords.items[i]->value, LEVEL_TEST, out);
    }
    strbuf_append_char(out, ')');
}

static void unparse_attribute(const PyExpr *expr, StrBuf *out) {
    const PyExpr *value = expr->Attribute.value;
    bool is_int = value->kind == PY_EXPR_CONSTANT && value->Constant.value.kind == PY_CONSTANT_INT;
    unparse(value, LEVEL_ATOM, out);
    strbuf_append_c(out, is_int ? " ." : ".");
    strbuf_append(out, expr->Attribute.attr);
}

static void append_joined(const PyExpr *expr, StrBuf *out);

static void append_field(const PyExpr *expr, StrBuf *out) {
    StrBuf value = {0};
    unparse(expr->FormattedValue.value, LEVEL_TEST + 1, &value);
    bool opens_with_brace = value.length && value.data[0] == '{';
    strbuf_append_c(out, opens_with_brace ? "{ " : "{");
    strbuf_append(out, strbuf_view(&value));
    strbuf_free(&value);
    if (expr->FormattedValue.conversion > 0) strbuf_format(out, "!%c", expr->FormattedValue.conversion);
    if (expr->FormattedValue.format_spec) {
        strbuf_append_char(out, ':');
        append_joined(expr->FormattedValue.format_spec, out);
    }
    strbuf_append_char(out, '}');
}

static void append_literal(Str text, StrBuf *out) {
    for (size_t i = 0; i < text.length; i++) {
        strbuf_append_char(out, text.data[i]);
        if (text.data[i] == '{' || text.data[i] == '}') strbuf_append_char(out, text.data[i]);
    }
}

static void append_joined(const PyExpr *expr, StrBuf *out) {
    if (expr->kind == PY_EXPR_FORMATTED_VALUE) append_field(expr, out);
    if (expr->kind == PY_EXPR_CONSTANT) append_literal(expr->Constant.value.text, out);
    if (expr->kind != PY_EXPR_JOINED_STR) return;
    for (int i = 0; i < expr->JoinedStr.values.count; i++)
        append_joined(expr->JoinedStr.values.items[i], out);
}

static void unparse_f_string(const PyExpr *expr, StrBuf *out) {
    StrBuf body = {0};
    append_joined(expr, &body);
    strbuf_append_char(out, 'f');
    py_repr_text(out, strbuf_view(&body));
    strbuf_free(&body);
}

static void unparse_slice(const PyExpr *expr, StrBuf *out) {
    if (expr->Slice.lower) unparse(expr->Slice.lower, LEVEL_TEST, out);
    strbuf_append_char(out, ':');
    if (expr->Slice.upper) unparse(expr->Slice.upper, LEVEL_TEST, out);
    if (!expr->Slice.step) return;
    strbuf_append_char(out, ':');
    unparse(expr->Slice.step, LEVEL_TEST, out);
}

static void unparse_constant(const PyConstant *constant, StrBuf *out) {
    if (constant->kind == PY_CONSTANT_ELLIPSIS) {
        strbuf_append_c(out, "...");
        return;
    }
    if (constant->u_prefix) strbuf_append_char(out, 'u');
    StrBuf text = {0};
    py_repr_constant(&text, constant);
    bool is_infinite = str_starts_with(strbuf_view(&text), STR("inf")); /* also infj */
    if (is_infinite) strbuf_append_c(out, "1e309");
    strbuf_append(out, str_slice(strbuf_view(&text), is_infinite ? 3 : 0, text.length));
    strbuf_free(&text);
}

/* --- all kinds --- */

static void unparse(const PyExpr *expr, int level, StrBuf *out) {
    switch (expr->kind) {
    case PY_EXPR_BOOL_OP: unparse_bool_op(expr, level, out); break;
    case PY_EXPR_BIN_OP: unparse_binary(expr, level, out); break;
    case PY_EXPR_UNARY_OP: unparse_unary(expr, level, out); break;
    case PY_EXPR_COMPARE: unparse_compare(expr, level, out); break;
    case PY_EXPR_IF_EXP: unparse_conditional(expr, level, out); break;
    case PY_EXPR_LAMBDA: unparse_lambda(expr, level, out); break;
    case PY_EXPR_NAMED_EXPR:
        open(out, level, LEVEL_TUPLE);
        unparse(expr->NamedExpr.target, LEVEL_ATOM, out);
        strbuf_append_c(out, " := ");
        unparse(expr->NamedExpr.value, LEVEL_ATOM, out);
        close(out, level, LEVEL_TUPLE);
        break;
    case PY_EXPR_DICT: unparse_dict(expr, out); break;
    case PY_EXPR_SET:
        strbuf_append_char(out, '{');
        unparse_list(expr->Set.elts, out);
        strbuf_append_char(out, '}');
        break;
    case PY_EXPR_LIST_COMP:
        unparse_comprehension('[', expr->ListComp.elt, expr->ListComp.generators, ']', out);
        break;
    case PY_EXPR_SET_COMP:
        unparse_comprehension('{', expr->SetComp.elt, expr->SetComp.generators, '}', out);
        break;
    case PY_EXPR_GENERATOR_EXP:
        unparse_comprehension('(', expr->GeneratorExp.elt, expr->GeneratorExp.generators, ')', out);
        break;
    case PY_EXPR_DICT_COMP: unparse_dict_comprehension(expr, out); break;
    case PY_EXPR_AWAIT:
        open(out, level, LEVEL_AWAIT);
        strbuf_append_c(out, "await ");
        unparse(expr->Await.value, LEVEL_ATOM, out);
        close(out, level, LEVEL_AWAIT);
        break;
    case PY_EXPR_YIELD:
        strbuf_append_c(out, expr->Yield.value ? "(yield " : "(yield");
        if (expr->Yield.value) unparse(expr->Yield.value, LEVEL_TUPLE, out);
        strbuf_append_char(out, ')');
        break;
    case PY_EXPR_YIELD_FROM:
        strbuf_append_c(out, "(yield from ");
        unparse(expr->YieldFrom.value, LEVEL_TEST, out);
        strbuf_append_char(out, ')');
        break;
    case PY_EXPR_CALL: unparse_call(expr, out); break;
    case PY_EXPR_JOINED_STR:
    case PY_EXPR_FORMATTED_VALUE: unparse_f_string(expr, out); break;
    case PY_EXPR_CONSTANT: unparse_constant(&expr->Constant.value, out); break;
    case PY_EXPR_ATTRIBUTE: unparse_attribute(expr, out); break;
    case PY_EXPR_SUBSCRIPT:
        unparse(expr->Subscript.value, LEVEL_ATOM, out);
        strbuf_append_char(out, '[');
        unparse(expr->Subscript.slice, LEVEL_TUPLE, out);
        strbuf_append_char(out, ']');
        break;
    case PY_EXPR_STARRED:
        strbuf_append_char(out, '*');
        unparse(expr->Starred.value, LEVEL_EXPR, out);
        break;
    case PY_EXPR_NAME: strbuf_append(out, expr->Name.id); break;
    case PY_EXPR_LIST:
        strbuf_append_char(out, '[');
        unparse_list(expr->List.elts, out);
        strbuf_append_char(out, ']');
        break;
    case PY_EXPR_TUPLE: unparse_tuple(expr, level, out); break;
    case PY_EXPR_SLICE: unparse_slice(expr, out); break;
    default: break;
    }
}

void py_unparse_expr(const PyExpr *expr, StrBuf *out) {
    unparse(expr, LEVEL_TEST, out);
}
