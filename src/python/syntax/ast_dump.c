/* The tree as text, as ast.dump() of Python 3.11 shows it.
 *
 * A node is described by its fields, taken from ast_nodes.inc: name, type, offset in the C struct. One walk
 * over that table prints every node. A node stands on one line when it has at most three arguments and none
 * of them contains anything itself; else every argument gets a line of its own. */
#include "python/syntax/repr.h"

#include <stddef.h>

enum { MAX_DUMP_DEPTH = 2000 };

typedef enum FieldType {
    TYPE_end,
    TYPE_expr,
    TYPE_exprs,
    TYPE_stmts,
    TYPE_pattern,
    TYPE_patterns,
    TYPE_name,
    TYPE_names,
    TYPE_handlers,
    TYPE_arguments,
    TYPE_arg,
    TYPE_args,
    TYPE_keywords,
    TYPE_aliases,
    TYPE_with_items,
    TYPE_cases,
    TYPE_comprehensions,
    TYPE_constant,
    TYPE_context,
    TYPE_bool_operator,
    TYPE_operator,
    TYPE_unary_operator,
    TYPE_compare_operators,
    TYPE_integer,
    TYPE_type_ignores,
} FieldType;

typedef struct Field {
    const char *name;
    uint16_t offset;
    uint8_t type; /* FieldType */
    bool optional;
} Field;

typedef struct Description {
    const char *name;
    const Field *fields; /* ended by TYPE_end */
    int position;        /* offset of the PyPosition, -1: the node has none */
} Description;

/* The fields of the tagged unions. */
#define NODE(category, NAME, Name) static const Field fields_of_##Name##_##category[] = {
#define END(category, Name)                                                                                  \
    {                                                                                                        \
        NULL, 0, TYPE_end, false                                                                             \
    }                                                                                                        \
    }                                                                                                        \
    ;
#define FIELD(Name, type, name)    {#name, offsetof(OWNER, Name.name), TYPE_##type, false},
#define OPTIONAL(Name, type, name) {#name, offsetof(OWNER, Name.name), TYPE_##type, true},
#define OWNER                      PyStmt
#define PY_AST_WITHOUT_EXPRESSIONS
#define PY_AST_WITHOUT_PATTERNS
#include "python/syntax/ast_nodes.inc"
#undef OWNER
#define OWNER                      PyExpr
#define NODE(category, NAME, Name) static const Field fields_of_##Name##_##category[] = {
#define END(category, Name)                                                                                  \
    {                                                                                                        \
        NULL, 0, TYPE_end, false                                                                             \
    }                                                                                                        \
    }                                                                                                        \
    ;
#define FIELD(Name, type, name)    {#name, offsetof(OWNER, Name.name), TYPE_##type, false},
#define OPTIONAL(Name, type, name) {#name, offsetof(OWNER, Name.name), TYPE_##type, true},
#define PY_AST_WITHOUT_STATEMENTS
#define PY_AST_WITHOUT_PATTERNS
#include "python/syntax/ast_nodes.inc"
#undef OWNER
#define OWNER                      PyPattern
#define NODE(category, NAME, Name) static const Field fields_of_##Name##_##category[] = {
#define END(category, Name)                                                                                  \
    {                                                                                                        \
        NULL, 0, TYPE_end, false                                                                             \
    }                                                                                                        \
    }                                                                                                        \
    ;
#define FIELD(Name, type, name)    {#name, offsetof(OWNER, Name.name), TYPE_##type, false},
#define OPTIONAL(Name, type, name) {#name, offsetof(OWNER, Name.name), TYPE_##type, true},
#define PY_AST_WITHOUT_STATEMENTS
#define PY_AST_WITHOUT_EXPRESSIONS
#include "python/syntax/ast_nodes.inc"
#undef OWNER

/* By kind. Statements, expressions and patterns have their position at the same place. */
static const Description descriptions[] = {
#define NODE(category, NAME, Name) {#Name, fields_of_##Name##_##category, offsetof(PyExpr, at)},
#include "python/syntax/ast_nodes.inc"
};
_Static_assert(offsetof(PyExpr, at) == offsetof(PyStmt, at) &&
                   offsetof(PyExpr, at) == offsetof(PyPattern, at),
               "the walk reads positions without asking for the category");

/* The nodes that are plain structs. */
#define PLAIN(Type, name, type, optional) {#name, offsetof(Type, name), TYPE_##type, optional}
#define PLAIN_END                         {NULL, 0, TYPE_end, false}
static const Field handler_fields[] = {PLAIN(PyExceptHandler, type, expr, true),
                                       PLAIN(PyExceptHandler, name, name, true),
                                       PLAIN(PyExceptHandler, body, stmts, false), PLAIN_END};
static const Field arg_fields[] = {PLAIN(PyArg, arg, name, false), PLAIN(PyArg, annotation, expr, true),
                                   PLAIN(PyArg, type_comment, name, true), PLAIN_END};
static const Field arguments_fields[] = {
    PLAIN(PyArguments, posonlyargs, args, false),  PLAIN(PyArguments, args, args, false),
    PLAIN(PyArguments, vararg, arg, true),         PLAIN(PyArguments, kwonlyargs, args, false),
    PLAIN(PyArguments, kw_defaults, exprs, false), PLAIN(PyArguments, kwarg, arg, true),
    PLAIN(PyArguments, defaults, exprs, false),    PLAIN_END};
static const Field keyword_fields[] = {PLAIN(PyKeyword, arg, name, true),
                                       PLAIN(PyKeyword, value, expr, false), PLAIN_END};
static const Field alias_fields[] = {PLAIN(PyAlias, name, name, false), PLAIN(PyAlias, asname, name, true),
                                     PLAIN_END};
static const Field with_item_fields[] = {PLAIN(PyWithItem, context_expr, expr, false),
                                         PLAIN(PyWithItem, optional_vars, expr, true), PLAIN_END};
static const Field case_fields[] = {PLAIN(PyMatchCase, pattern, pattern, false),
                                    PLAIN(PyMatchCase, guard, expr, true),
                                    PLAIN(PyMatchCase, body, stmts, false), PLAIN_END};
static const Field comprehension_fields[] = {
    PLAIN(PyComprehension, target, expr, false), PLAIN(PyComprehension, iter, expr, false),
    PLAIN(PyComprehension, ifs, exprs, false), PLAIN(PyComprehension, is_async, integer, false), PLAIN_END};
static const Field type_ignore_fields[] = {PLAIN(PyTypeIgnore, lineno, integer, false),
                                           PLAIN(PyTypeIgnore, tag, name, false), PLAIN_END};
static const Field module_fields[] = {
    PLAIN(PyAstModule, body, stmts, false),
    {"type_ignores", offsetof(PyAstModule, ignores), TYPE_type_ignores, false},
    PLAIN_END};
static const Field expression_fields[] = {{"body", offsetof(PyAstModule, expression), TYPE_expr, false},
                                          PLAIN_END};
static const Field interactive_fields[] = {PLAIN(PyAstModule, body, stmts, false), PLAIN_END};
static const Field function_type_fields[] = {
    {"argtypes", offsetof(PyAstModule, argument_types), TYPE_exprs, false},
    {"returns", offsetof(PyAstModule, expression), TYPE_expr, false},
    PLAIN_END};

static const Description handler_description = {"ExceptHandler", handler_fields,
                                                offsetof(PyExceptHandler, at)};
static const Description arg_description = {"arg", arg_fields, offsetof(PyArg, at)};
static const Description arguments_description = {"arguments", arguments_fields, -1};
static const Description keyword_description = {"keyword", keyword_fields, offsetof(PyKeyword, at)};
static const Description alias_description = {"alias", alias_fields, offsetof(PyAlias, at)};
static const Description with_item_description = {"withitem", with_item_fields, -1};
static const Description case_description = {"match_case", case_fields, -1};
static const Description comprehension_description = {"comprehension", comprehension_fields, -1};
static const Description type_ignore_description = {"TypeIgnore", type_ignore_fields, -1};
static const Description mode_descriptions[] = {
    [PY_PARSE_FILE] = {"Module", module_fields, -1},
    [PY_PARSE_EXPRESSION] = {"Expression", expression_fields, -1},
    [PY_PARSE_INTERACTIVE] = {"Interactive", interactive_fields, -1},
    [PY_PARSE_FUNCTION_TYPE] = {"FunctionType", function_type_fields, -1},
};

/* What a field of a type points to; lists and single nodes alike. NULL: not to nodes, or to those whose kind
 * says it. */
static const Description *const described[] = {
    [TYPE_handlers] = &handler_description,
    [TYPE_arguments] = &arguments_description,
    [TYPE_arg] = &arg_description,
    [TYPE_args] = &arg_description,
    [TYPE_keywords] = &keyword_description,
    [TYPE_aliases] = &alias_description,
    [TYPE_with_items] = &with_item_description,
    [TYPE_cases] = &case_description,
    [TYPE_comprehensions] = &comprehension_description,
    [TYPE_type_ignores] = &type_ignore_description,
};

/* Every list of the tree has this shape. */
typedef struct NodeList {
    void **items;
    int count;
} NodeList;

typedef struct Dump {
    StrBuf *out;
    bool positions, too_deep;
    int level, indent;
} Dump;

static const Description *describe(FieldType type, const void *node) {
    if (described[type]) return described[type];
    return &descriptions[*(const PyNodeKind *)node];
}

static bool is_absent(const Field *field, const void *at) {
    if (!field->optional) return false;
    return field->type == TYPE_name ? !((const Str *)at)->data : !*(void *const *)at;
}

/* Constants have an optional argument of their own: kind='u'. */
static bool has_u_prefix(const Description *node, const void *base) {
    return node == &descriptions[PY_EXPR_CONSTANT] && ((const PyExpr *)base)->Constant.value.u_prefix;
}

/* The number of arguments that the node is printed with. */
static int count_arguments(const Dump *dump, const Description *node, const void *base) {
    int count = dump->positions && node->position >= 0 ? 4 : 0;
    count += has_u_prefix(node, base);
    for (const Field *field = node->fields; field->type != TYPE_end; field++)
        count += !is_absent(field, (const char *)base + field->offset);
    return count;
}

/* The value contains nothing, so it does not force its node onto several lines. */
static bool is_simple(const Dump *dump, const Field *field, const void *at) {
    switch ((FieldType)field->type) {
    case TYPE_expr:
    case TYPE_pattern:
    case TYPE_arg:
    case TYPE_arguments: {
        const void *node = *(void *const *)at;
        return count_arguments(dump, describe(field->type, node), node) == 0;
    }
    case TYPE_exprs:
    case TYPE_stmts:
    case TYPE_patterns:
    case TYPE_handlers:
    case TYPE_args:
    case TYPE_keywords:
    case TYPE_aliases:
    case TYPE_with_items:
    case TYPE_cases:
    case TYPE_type_ignores:
    case TYPE_comprehensions: return ((const NodeList *)at)->count == 0;
    case TYPE_names: return ((const PyNameList *)at)->count == 0;
    case TYPE_compare_operators: return false;
    default: return true;
    }
}

static void new_line(Dump *dump) {
    strbuf_append_char(dump->out, '\n');
    strbuf_append_repeated(dump->out, ' ', (size_t)dump->indent * (size_t)dump->level);
}

/* Between two items of a node or a list. */
static void separate(Dump *dump, bool first, bool one_line) {
    if (!first) strbuf_append_c(dump->out, one_line ? ", " : ",");
    if (!one_line) new_line(dump);
}

static void dump_node(Dump *dump, const Description *node, const void *base);

static void dump_list(Dump *dump, FieldType type, const NodeList *list) {
    strbuf_append_char(dump->out, '[');
    dump->level++;
    for (int i = 0; i < list->count; i++) {
        separate(dump, i == 0, false);
        if (list->items[i])
            dump_node(dump, describe(type, list->items[i]), list->items[i]);
        else
            strbuf_append_c(dump->out, "None");
    }
    dump->level--;
    strbuf_append_char(dump->out, ']');
}

static void dump_names(Dump *dump, const PyNameList *names) {
    strbuf_append_char(dump->out, '[');
    dump->level++;
    for (int i = 0; i < names->count; i++) {
        separate(dump, i == 0, false);
        py_repr_text(dump->out, names->items[i]);
    }
    dump->level--;
    strbuf_append_char(dump->out, ']');
}

#define OP(NAME, Name, symbol) #Name "()",
static const char *const bool_operator_texts[] = {PY_BOOL_OPERATORS(OP)};
static const char *const operator_texts[] = {PY_BINARY_OPERATORS(OP)};
static const char *const unary_operator_texts[] = {PY_UNARY_OPERATORS(OP)};
static const char *const compare_operator_texts[] = {PY_COMPARE_OPERATORS(OP)};
#undef OP
static const char *const context_texts[] = {"Load()", "Store()", "Del()"};

static void dump_compare_operators(Dump *dump, const PyCompareOperatorList *ops) {
    strbuf_append_char(dump->out, '[');
    dump->level++;
    for (int i = 0; i < ops->count; i++) {
        separate(dump, i == 0, false);
        strbuf_append_c(dump->out, compare_operator_texts[ops->items[i]]);
    }
    dump->level--;
    strbuf_append_char(dump->out, ']');
}

static void dump_value(Dump *dump, const Field *field, const void *at) {
    StrBuf *out = dump->out;
    switch ((FieldType)field->type) {
    case TYPE_end: break;
    case TYPE_expr:
    case TYPE_pattern:
    case TYPE_arg:
    case TYPE_arguments: {
        const void *node = *(void *const *)at;
        dump_node(dump, describe(field->type, node), node);
        break;
    }
    case TYPE_exprs:
    case TYPE_stmts:
    case TYPE_patterns:
    case TYPE_handlers:
    case TYPE_args:
    case TYPE_keywords:
    case TYPE_aliases:
    case TYPE_with_items:
    case TYPE_cases:
    case TYPE_type_ignores:
    case TYPE_comprehensions: dump_list(dump, field->type, at); break;
    case TYPE_name: py_repr_text(out, *(const Str *)at); break;
    case TYPE_names: dump_names(dump, at); break;
    case TYPE_constant: py_repr_constant(out, at); break;
    case TYPE_context: strbuf_append_c(out, context_texts[*(const PyExprContext *)at]); break;
    case TYPE_bool_operator: strbuf_append_c(out, bool_operator_texts[*(const PyBoolOperator *)at]); break;
    case TYPE_operator: strbuf_append_c(out, operator_texts[*(const PyBinaryOperator *)at]); break;
    case TYPE_unary_operator: strbuf_append_c(out, unary_operator_texts[*(const PyUnaryOperator *)at]); break;
    case TYPE_compare_operators: dump_compare_operators(dump, at); break;
    case TYPE_integer: strbuf_format(out, "%d", *(const int *)at); break;
    }
}

static void dump_position(Dump *dump, const PyPosition *at, bool first) {
    const char *const names[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};
    const int32_t values[] = {at->lineno, at->col_offset, at->end_lineno, at->end_col_offset};
    for (int i = 0; i < 4; i++) {
        separate(dump, first && i == 0, false);
        strbuf_format(dump->out, "%s=%d", names[i], values[i]);
    }
}

static void dump_arguments(Dump *dump, const Description *node, const char *base, bool one_line) {
    bool first = true;
    for (const Field *field = node->fields; field->type != TYPE_end; field++) {
        if (is_absent(field, base + field->offset)) continue;
        separate(dump, first, one_line);
        first = false;
        strbuf_format(dump->out, "%s=", field->name);
        dump_value(dump, field, base + field->offset);
    }
    if (has_u_prefix(node, base)) {
        separate(dump, first, one_line);
        strbuf_append_c(dump->out, "kind='u'");
    }
    if (dump->positions && node->position >= 0)
        dump_position(dump, (const PyPosition *)(const void *)(base + node->position), first);
}

static void dump_node(Dump *dump, const Description *node, const void *base) {
    if (dump->level >= MAX_DUMP_DEPTH) {
        dump->too_deep = true;
        return;
    }
    bool one_line = count_arguments(dump, node, base) <= 3;
    for (const Field *field = node->fields; field->type != TYPE_end && one_line; field++) {
        const char *at = (const char *)base + field->offset;
        one_line = is_absent(field, at) || is_simple(dump, field, at);
    }
    strbuf_format(dump->out, "%s(", node->name);
    dump->level++;
    dump_arguments(dump, node, base, one_line);
    dump->level--;
    strbuf_append_char(dump->out, ')');
}

bool py_ast_dump(const PyAstModule *module, bool positions, int indent, StrBuf *out) {
    Dump dump = {.out = out, .positions = positions, .indent = indent > 0 ? indent : 0};
    dump_node(&dump, &mode_descriptions[module->mode], module);
    strbuf_append_char(out, '\n');
    return !dump.too_deep;
}
