/* Folding of % formats: read the format, build the parts of an f-string. */
#include "python/compile/fold_format.h"

#include "base/vec.h"
#include "python/compile/flow.h"

#include <string.h>

enum { MAX_DIGITS = 3 }; /* a longer width or precision is left to run time */

typedef struct Formatter {
    Arena *arena;
    Str format;
    size_t at;
    VEC(PyExpr *) parts;
} Formatter;

static PyExpr *new_node(Formatter *formatter, PyNodeKind kind) {
    PyExpr *node = ARENA_NEW(formatter->arena, PyExpr);
    node->kind = kind;
    node->at = py_no_position;
    return node;
}

static PyExpr *new_text(Formatter *formatter, Str text) {
    PyExpr *node = new_node(formatter, PY_EXPR_CONSTANT);
    node->Constant.value = (PyConstant){.kind = PY_CONSTANT_STR, .text = arena_copy(formatter->arena, text)};
    return node;
}

static PyExpr *new_joined(Formatter *formatter, PyExpr *const *items, size_t count) {
    PyExpr *node = new_node(formatter, PY_EXPR_JOINED_STR);
    node->JoinedStr.values.items = ARENA_ARRAY(formatter->arena, PyExpr *, count + 1);
    if (count) memcpy(node->JoinedStr.values.items, items, count * sizeof *items);
    node->JoinedStr.values.count = (int)count;
    return node;
}

/* Literal text up to the next conversion; %% stands for a percent sign. */
static void read_text(Formatter *formatter) {
    StrBuf text = {0};
    Str format = formatter->format;
    while (formatter->at < format.length) {
        char byte = format.data[formatter->at];
        if (byte == '%') {
            if (formatter->at + 1 >= format.length || format.data[formatter->at + 1] != '%') break;
            formatter->at++;
        }
        formatter->at++;
        strbuf_append_char(&text, byte);
    }
    if (text.length) VEC_PUSH(&formatter->parts, new_text(formatter, strbuf_view(&text)));
    strbuf_free(&text);
}

static int peek(const Formatter *formatter) {
    return formatter->at < formatter->format.length ? formatter->format.data[formatter->at] : -1;
}

/* Digits as a number; -1 when there are too many. */
static int read_number(Formatter *formatter) {
    int value = 0, digits = 0;
    while (peek(formatter) >= '0' && peek(formatter) <= '9') {
        value = value * 10 + peek(formatter) - '0';
        formatter->at++;
        if (++digits >= MAX_DIGITS) return -1;
    }
    return value;
}

/* One conversion. False when it is none that an f-string could express. */
static bool read_conversion(Formatter *formatter, PyExpr *argument) {
    bool to_left = false;
    int width = 0, precision = -1;
    formatter->at++;
    for (; peek(formatter) == '-' || peek(formatter) == '+' || peek(formatter) == ' ' ||
           peek(formatter) == '#' || peek(formatter) == '0';
         formatter->at++)
        if (peek(formatter) == '-') to_left = true;
    if (peek(formatter) >= '0' && peek(formatter) <= '9' && (width = read_number(formatter)) < 0)
        return false;
    if (peek(formatter) == '.') {
        formatter->at++;
        if ((precision = read_number(formatter)) < 0) return false;
    }
    int type = peek(formatter);
    if (type != 's' && type != 'r' && type != 'a') return false;
    formatter->at++;
    PyExpr *part = new_node(formatter, PY_EXPR_FORMATTED_VALUE);
    part->at = argument->at;
    part->FormattedValue.value = argument;
    part->FormattedValue.conversion = type;
    StrBuf spec = {0};
    if (!to_left && width > 0) strbuf_append_char(&spec, '>');
    if (width > 0) strbuf_format(&spec, "%d", width);
    if (precision >= 0) strbuf_format(&spec, ".%d", precision);
    if (spec.length) {
        PyExpr *text = new_text(formatter, strbuf_view(&spec));
        part->FormattedValue.format_spec = new_joined(formatter, &text, 1);
    }
    strbuf_free(&spec);
    VEC_PUSH(&formatter->parts, part);
    return true;
}

static bool read_format(Formatter *formatter, PyExprList arguments) {
    int used = 0;
    for (;;) {
        read_text(formatter);
        if (formatter->at >= formatter->format.length) return used == arguments.count;
        if (used >= arguments.count || !read_conversion(formatter, arguments.items[used++])) return false;
    }
}

void py_fold_format(PyExpr *expr, Str format, PyExprList arguments, Arena *arena) {
    for (int i = 0; i < arguments.count; i++) {
        if (arguments.items[i]->kind == PY_EXPR_STARRED) return;
    }
    Formatter formatter = {.arena = arena, .format = format};
    if (read_format(&formatter, arguments)) {
        PyPosition at = expr->at;
        *expr = *new_joined(&formatter, formatter.parts.items, formatter.parts.count);
        expr->at = at;
    }
    VEC_FREE(&formatter.parts);
}
