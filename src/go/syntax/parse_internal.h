/* What the parser's files share; not for others. */
#ifndef GO_SYNTAX_PARSE_INTERNAL_H
#define GO_SYNTAX_PARSE_INTERNAL_H

#include "go/syntax/directive.h"
#include "go/syntax/parser.h"
#include "go/syntax/print.h"
#include "go/syntax/scanner.h"

#include <stdio.h>

/* The deepest nesting that is understood: of brackets, blocks, types together. The tree is walked recursively
 * by everyone, so this bounds the C stack. A chain `a + b + c ...` is a tree as deep as it is long; one of
 * string literals only may be longer, since it is a constant as a whole: only messages look into it. */
enum { GO_NESTING_MAX = 1000, GO_CHAIN_MAX = 2000, GO_TEXT_CHAIN_MAX = 20000 };

typedef struct GoParser {
    GoScanner scanner;
    const Source *source;
    GoPos base;
    Arena *arena;
    GoErrorList *errors;
    size_t
        errors_before; /* in the list when this file began; with those about directives, which stop nothing */
    GoPos previous_end;   /* behind the token read last */
    int function_depth;   /* inside how many function bodies */
    int expression_depth; /* below 0: in the header of if, for, switch, where `{` begins the block */
    int nesting;
    uint32_t group_count;
    bool is_outline;               /* bodies of declared functions are passed over */
    GoDirectiveReader *directives; /* NULL: nobody asks for them */
    VEC(void *) pending;           /* elements of the lists that are being read */
} GoParser;

static inline GoToken parse_token(const GoParser *parser) {
    return parser->scanner.token;
}

static inline GoPos parse_pos(const GoParser *parser) {
    return parser->scanner.start;
}

/* Something begins that cannot have directives. */
static inline void parse_clear_directives(GoParser *parser) {
    if (!parser->directives) return;
    size_t errors = parser->errors->items.count;
    go_directive_clear(parser->directives);
    parser->errors_before += parser->errors->items.count - errors;
}

/* parser.c */
void go_parse_next(GoParser *parser);
bool go_parse_got(GoParser *parser, GoToken token);
void go_parse_want(GoParser *parser, GoToken token);
bool go_parse_got_assign(GoParser *parser);
void go_parse_error_at(GoParser *parser, GoPos pos, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A syntax error. A message that begins with "expecting ", "in ", "at " or "after " is put behind
 * "unexpected TOKEN". */
void go_parse_syntax_error(GoParser *parser, const char *message);
void go_parse_syntax_error_at(GoParser *parser, GoPos pos, const char *message);
/* "semicolon or newline", "comma", or the token as written. */
const char *go_parse_token_name(GoToken token);
/* Skips to one of the tokens (or, inside a function, to a statement's keyword). */
void go_parse_skip(GoParser *parser, const GoToken *follow, size_t count);
#define PARSE_SKIP_TO(parser, ...)                                                                           \
    go_parse_skip((parser), (const GoToken[]){__VA_ARGS__},                                                  \
                  sizeof((const GoToken[]){__VA_ARGS__}) / sizeof(GoToken))
/* Counts one level deeper; false (reported, parsing is over) when it is too deep. Leave with `nesting--`. */
bool go_parse_enter(GoParser *parser);
/* Reports that the program nests too deeply and ends the parsing. */
void go_parse_too_deep(GoParser *parser);
/* Elements up to `close`, read by `element` (true: it must be the last). Returns the place of the end. */
GoPos go_parse_list(GoParser *parser, const char *context, GoToken separator, GoToken close,
                    bool (*element)(GoParser *parser, void *user), void *user);
/* The pending elements from `mark` on, as an array in the arena. */
void **go_parse_take(GoParser *parser, size_t mark, uint32_t *count);
GoExprList go_parse_take_exprs(GoParser *parser, size_t mark);
GoFieldList go_parse_take_fields(GoParser *parser, size_t mark);
GoDecl *go_parse_declarations(GoParser *parser, GoDeclKind kind);
void go_parse_finish(GoParser *parser, GoExpr *expr); /* sets `end` to what has been read */

/* parse_type.c */
GoExpr *go_parse_type(GoParser *parser);
GoExpr *go_parse_type_or_null(GoParser *parser);
GoExpr *go_parse_array_type(GoParser *parser, GoPos pos, GoExpr *length, bool has_length);
GoExpr *go_parse_slice_type(GoParser *parser, GoPos pos);
GoExpr *go_parse_function_type(GoParser *parser, const char *context);
GoFieldList go_parse_parameters(GoParser *parser, GoExpr *name, GoExpr *type, GoToken close,
                                bool are_type_parameters);

/* parse_expr.c */
GoExpr *go_parse_new(GoParser *parser, GoExprKind kind, GoPos pos);
GoExpr *go_parse_bad(GoParser *parser);
GoExpr *go_parse_name(GoParser *parser);
GoExpr *go_parse_new_name(GoParser *parser, GoPos pos, Str text);
GoExpr *go_parse_literal_or_null(GoParser *parser);
GoExpr *go_parse_expr(GoParser *parser);
GoExpr *go_parse_binary(GoParser *parser, GoExpr *left, int precedence);
GoExpr *go_parse_primary(GoParser *parser, GoExpr *operand);
GoExprList go_parse_expr_list(GoParser *parser);
GoExprList go_parse_name_list(GoParser *parser, GoExpr *first);
/* Expressions or types between brackets; says whether there was a comma. */
GoExprList go_parse_type_list(GoParser *parser, bool *has_comma);

/* parse_stmt.c */
GoStmt *go_parse_function_body(GoParser *parser);

#endif
