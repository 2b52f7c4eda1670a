/* The parser's state and helpers, see parser_internal.h, and the entry points, see parser.h. */
#include "python/syntax/parser_internal.h"

#include "base/utf8.h"
#include "python/syntax/diagnose.h"
#include "python/syntax/encoding.h"

#include <stdarg.h>
#include <string.h>

void py_parser_init(PyParser *parser, PyNames *names) {
    parser->arena = names->arena;
    parser->names = names;
}

void py_parser_free(PyParser *parser) {
    VEC_FREE(&parser->tokens);
    VEC_FREE(&parser->keywords);
    VEC_FREE(&parser->stack);
    VEC_FREE(&parser->ignores);
}

static void keep_ignore(PyParser *parser, const PyToken *token) {
    PyTypeIgnore *ignore = ARENA_NEW(parser->arena, PyTypeIgnore);
    *ignore = (PyTypeIgnore){token->at.lineno, py_token_source(parser, token)};
    VEC_PUSH(&parser->ignores, ignore);
}

void py_parser_fill(PyParser *parser, size_t index) {
    while (parser->tokens.count <= index) {
        VEC_RESERVE(&parser->tokens, 1);
        PyToken *token = &parser->tokens.items[parser->tokens.count];
        py_tokenizer_read(&parser->tokenizer, token);
        if (token->kind == PY_TOKEN_TYPE_IGNORE)
            keep_ignore(parser, token);
        else
            parser->tokens.count++;
    }
}

Str py_parse_type_comment(PyParser *parser) {
    const PyToken *token = py_peek(parser);
    if (token->kind != PY_TOKEN_TYPE_COMMENT) return (Str){0};
    parser->at++;
    Str text = py_token_source(parser, token);
    return py_check_utf8(parser, text) ? text : (Str){0};
}

bool py_check_utf8(PyParser *parser, Str text) {
    ptrdiff_t broken = parser->tokenizer.broken_utf8 ? utf8_first_invalid(text) : -1;
    if (broken < 0) return true;
    return py_fail(parser, "%.*s", STR_ARGS(py_utf8_complaint(text, (size_t)broken, parser->arena)));
}

Str py_token_source(const PyParser *parser, const PyToken *token) {
    return str_slice(parser->tokenizer.source->text, token->at.start, token->at.end);
}

bool py_at_word(PyParser *parser, const char *word) {
    return py_at(parser, PY_TOKEN_NAME) && str_equal_c(py_token_source(parser, py_peek(parser)), word);
}

PyPattern *py_new_pattern(PyParser *parser, PyNodeKind kind, size_t start) {
    PyPattern *pattern = ARENA_NEW(parser->arena, PyPattern);
    pattern->kind = kind;
    pattern->at = py_span_from(parser, start);
    return pattern;
}

Str py_intern(PyParser *parser, Str name) {
    return py_names_text(parser->names, py_names_add_normalised(parser->names, name));
}

Str py_parse_name(PyParser *parser) {
    const PyToken *token = py_peek(parser);
    if (token->kind != PY_TOKEN_NAME) return (Str){0};
    parser->at++;
    return py_names_text(parser->names, token->word);
}

void **py_list_end(PyParser *parser, size_t begin, int *count) {
    size_t size = parser->stack.count - begin;
    *count = (int)size;
    parser->stack.count = begin;
    if (size == 0) return NULL;
    return arena_copy_bytes(parser->arena, parser->stack.items + begin, size * sizeof(void *));
}

void *py_list_column(PyParser *parser, size_t from, int count) {
    void **items = count ? arena_take(parser->arena, (size_t)count * sizeof *items) : NULL;
    for (int i = 0; i < count; i++) items[i] = parser->stack.items[from + 2 * (size_t)i];
    return items;
}

void *py_fail_at(PyParser *parser, SourceSpan span, const char *format, ...) {
    if (parser->error.kind) return NULL;
    StrBuf message = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(&message, format, arguments);
    va_end(arguments);
    parser->error = (PySyntaxError){
        .kind = "SyntaxError", .span = span, .message = arena_copy(parser->arena, strbuf_view(&message))};
    strbuf_free(&message);
    return NULL;
}

void *py_fail(PyParser *parser, const char *format, ...) {
    if (parser->error.kind) return NULL;
    py_peek(parser);
    const PyToken *last = &VEC_LAST(&parser->tokens);
    SourceSpan span = {last->at.start, last->at.start};
    StrBuf message = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(&message, format, arguments);
    va_end(arguments);
    py_fail_at(parser, span, "%.*s", STR_ARGS(strbuf_view(&message)));
    strbuf_free(&message);
    return NULL;
}

bool py_enter(PyParser *parser, int cost) {
    if (parser->depth + cost <= PY_MAX_DEPTH) {
        parser->depth += cost;
        return true;
    }
    if (!parser->error.kind) parser->error = (PySyntaxError){.kind = "MemoryError"};
    return false;
}

static bool parse_file(PyParser *parser, PyAstModule *module) {
    return py_parse_statements(parser, &module->body) && py_accept(parser, PY_TOKEN_END_MARKER);
}

static bool parse_eval(PyParser *parser, PyAstModule *module) {
    if (!(module->expression = py_parse_expressions(parser))) return false;
    while (py_accept(parser, PY_TOKEN_NEWLINE)) continue;
    return py_accept(parser, PY_TOKEN_END_MARKER);
}

/* (A, B, *C, **D) -> E */
static bool parse_function_type(PyParser *parser, PyAstModule *module) {
    size_t list = py_list_begin(parser);
    bool star = false, two_stars = false;
    if (!py_accept(parser, PY_TOKEN_LEFT_PAREN)) return false;
    while (!py_at(parser, PY_TOKEN_RIGHT_PAREN)) {
        if (two_stars || !(parser->stack.count == list || py_accept(parser, PY_TOKEN_COMMA))) return false;
        two_stars = py_accept(parser, PY_TOKEN_POWER);
        if (!two_stars && star) return false;
        if (!two_stars) star = py_accept(parser, PY_TOKEN_STAR);
        PyExpr *type = py_parse_expression(parser);
        if (!type) return false;
        py_list_push(parser, type);
    }
    PY_LIST_END(parser, list, &module->argument_types);
    parser->at++;
    if (!py_accept(parser, PY_TOKEN_ARROW)) return false;
    if (!(module->expression = py_parse_expression(parser))) return false;
    while (py_accept(parser, PY_TOKEN_NEWLINE)) continue;
    return py_accept(parser, PY_TOKEN_END_MARKER);
}

/* One compound statement, or one line of simple ones; behind it only blank lines and comments. */
static bool parse_interactive(PyParser *parser, PyAstModule *module) {
    size_t list = py_list_begin(parser);
    bool is_compound;
    PyStmt *stmt = py_parse_compound_statement(parser, &is_compound);
    if (stmt)
        py_list_push(parser, stmt);
    else if (is_compound || parser->error.kind || !py_parse_simple_statements(parser))
        return false;
    PY_LIST_END(parser, list, &module->body);
    uint32_t line_end = parser->tokens.items[parser->at - 1].at.start;
    while (py_accept(parser, PY_TOKEN_NEWLINE)) continue;
    if (py_at(parser, PY_TOKEN_END_MARKER)) return true;
    if (!stmt)
        py_fail_at(parser, (SourceSpan){line_end, line_end},
                   "multiple statements found while compiling a single statement");
    return false;
}

/* The keywords are not kept. */
static void keep_names(const PyNames *names, Arena *arena, PyNameList *list) {
    const uint32_t first = PY_TOKEN_KIND_COUNT - PY_TOKEN_FIRST_KEYWORD;
    list->count = (int)(names->words.count - first);
    list->items = ARENA_ARRAY(arena, Str, list->count + 1);
    for (int i = 0; i < list->count; i++) list->items[i] = py_names_text(names, first + (uint32_t)i);
}

static const char *const mode_rules[] = {[PY_PARSE_FILE] = "file",
                                         [PY_PARSE_EXPRESSION] = "eval",
                                         [PY_PARSE_INTERACTIVE] = "interactive",
                                         [PY_PARSE_FUNCTION_TYPE] = "function_type"};

/* What was wrong: known already, or still to be found out. */
static void report_failure(PyParser *parser, PyParseMode mode, DiagnosticList *diagnostics) {
    PySyntaxError error = parser->tokenizer.error.kind ? parser->tokenizer.error : parser->error;
    error = error.kind ? py_prefer_tokenizer_error(parser, error)
                       : py_diagnose(parser, mode_rules[mode], parser->statement);
    bool placed = strcmp(error.kind, "MemoryError") != 0;
    if (!error.source) error.source = parser->tokenizer.source;
    diagnostic_add(diagnostics, error.kind, placed ? error.source : NULL, error.span, "%.*s",
                   STR_ARGS(error.message));
    VEC_LAST(&diagnostics->list).in_characters = error.in_characters;
}

static bool parse_mode(PyParser *parser, PyParseMode mode, PyAstModule *module) {
    switch (mode) {
    case PY_PARSE_FILE: return parse_file(parser, module);
    case PY_PARSE_EXPRESSION: return parse_eval(parser, module);
    case PY_PARSE_INTERACTIVE: return parse_interactive(parser, module);
    case PY_PARSE_FUNCTION_TYPE: return parse_function_type(parser, module);
    }
    return false;
}

static PyAstModule *parse(const Source *source, PyParseMode mode, bool type_comments, Arena *arena,
                          DiagnosticList *diagnostics) {
    bool broken;
    if (!(source = py_decode_source(source, diagnostics, &broken))) return NULL;
    PyParser parser = {0};
    PyNames names;
    py_names_init(&names, arena);
    py_tokenizer_init(&parser.tokenizer, source, &names, diagnostics);
    parser.tokenizer.broken_utf8 = broken;
    parser.tokenizer.type_comments = type_comments;
    py_parser_init(&parser, &names);
    VEC_RESERVE(&parser.tokens, 512);
    PyAstModule *module = ARENA_NEW(arena, PyAstModule);
    module->source = source;
    module->mode = mode;
    bool done = parse_mode(&parser, mode, module) && !parser.error.kind;
    if (!done) report_failure(&parser, mode, diagnostics);
    keep_names(&names, arena, &module->names);
    module->ignores.count = (int)parser.ignores.count;
    module->ignores.items =
        arena_copy_bytes(arena, parser.ignores.items, parser.ignores.count * sizeof(void *));
    py_parser_free(&parser);
    py_names_free(&names);
    return done ? module : NULL;
}

PyAstModule *py_parse(const Source *source, PyParseMode mode, Arena *arena, DiagnosticList *diagnostics) {
    return parse(source, mode, false, arena, diagnostics);
}

PyAstModule *py_parse_with_type_comments(const Source *source, PyParseMode mode, Arena *arena,
                                         DiagnosticList *diagnostics) {
    return parse(source, mode, true, arena, diagnostics);
}

PyAstModule *py_parse_module(const Source *source, Arena *arena, DiagnosticList *diagnostics) {
    return py_parse(source, PY_PARSE_FILE, arena, diagnostics);
}
