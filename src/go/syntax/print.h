/* Printing syntax: expressions as they appear in error messages, on one line and with long parts left out. */
#ifndef GO_SYNTAX_PRINT_H
#define GO_SYNTAX_PRINT_H

#include "go/syntax/ast.h"

/* Appends an expression or type. Bodies of function literals and the elements of composite literals show as
 * `...`. */
void go_expr_print(StrBuf *out, const GoExpr *expr);
/* The same in the arena. */
Str go_expr_text(Arena *arena, const GoExpr *expr);
/* Appends a simple statement (assignment, send, ++). */
void go_simple_stmt_print(StrBuf *out, const GoStmt *stmt);

/* Where errors about an expression are reported: mostly its first byte, but for some forms (a slice
 * expression, key: value) the place of their operator, as Go's compiler has it. */
GoPos go_expr_start(const GoExpr *expr);
/* The expression without parentheses around it. */
GoExpr *go_expr_unparen(GoExpr *expr);

#endif
