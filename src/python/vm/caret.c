/* Carets under a traceback's source line, see caret.h. */
#include "python/vm/caret.h"

#include "base/utf8.h"
#include "python/syntax/parser.h"

/* What is marked with carets rather than tildes: bytes within the expression. */
typedef struct Anchors {
    bool found;
    size_t start, end;
} Anchors;

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\f';
}

/* The operator stands between the operands, perhaps with spaces around it. */
static Anchors operator_anchors(Str text, const PyExpr *expression) {
    int end = expression->BinOp.right->at.col_offset;
    for (int i = expression->BinOp.left->at.end_col_offset; i < end; i++) {
        if (is_space(text.data[i])) continue;
        bool is_double = i + 1 < end && !is_space(text.data[i + 1]);
        return (Anchors){true, (size_t)i, (size_t)i + (is_double ? 2 : 1)};
    }
    return (Anchors){0};
}

static Anchors expression_anchors(Str text, const PyExpr *expression) {
    if (expression->kind == PY_EXPR_BIN_OP) return operator_anchors(text, expression);
    if (expression->kind == PY_EXPR_SUBSCRIPT)
        return (Anchors){true, (size_t)expression->Subscript.value->at.end_col_offset,
                         (size_t)expression->Subscript.slice->at.end_col_offset + 1};
    return (Anchors){0};
}

static Anchors find_anchors(Str text) {
    Arena arena = {0};
    DiagnosticList diagnostics = {0};
    Source source;
    source_init(&source, STR("<string>"), text);
    const PyAstModule *module = py_parse_module(&source, &arena, &diagnostics);
    Anchors anchors = {0};
    if (module && module->body.count == 1 && module->body.items[0]->kind == PY_STMT_EXPR &&
        module->body.items[0]->at.end_lineno == 1)
        anchors = expression_anchors(text, module->body.items[0]->Expr.value);
    diagnostic_list_free(&diagnostics);
    source_free(&source);
    arena_free(&arena);
    return anchors;
}

static size_t columns_before(Str line, size_t offset) {
    return utf8_count(str_slice(line, 0, offset));
}

static size_t indentation(Str line) {
    size_t count = 0;
    while (count < line.length && is_space(line.data[count])) count++;
    return count;
}

static Str without_trailing_space(Str line) {
    while (line.length && is_space(line.data[line.length - 1])) line.length--;
    return line;
}

void py_append_carets(StrBuf *out, Str line, PyCaretRange range) {
    if (range.column < 0 || range.end_column < 0 || (size_t)range.column > line.length) return;
    size_t start = (size_t)range.column, end = (size_t)range.end_column;
    Anchors anchors = {0};
    if (range.line == range.end_line) {
        if (end > line.length) end = line.length;
        anchors = find_anchors(str_slice(line, start, end));
    } else {
        end = without_trailing_space(line).length;
    }
    size_t indent = indentation(line), first = columns_before(line, start), last = columns_before(line, end);
    if (!anchors.found && last - first == utf8_count(line) - indent) return;
    size_t mark = columns_before(line, start + anchors.start),
           mark_end = columns_before(line, start + anchors.end);
    strbuf_append_c(out, "    ");
    for (size_t column = indent; column < last; column++) {
        bool is_tilde = anchors.found && !(column >= mark && column < mark_end);
        strbuf_append_char(out, column < first ? ' ' : is_tilde ? '~' : '^');
    }
    strbuf_append_char(out, '\n');
}
