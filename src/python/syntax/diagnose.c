/* The interpreter of the grammar, see diagnose.h and grammar.h.
 *
 * CPython parses a wrong program twice: first as always, which tells how far it gets; then with the rules for
 * mistakes switched on, the first of which that matches gives the message. If none does, the message is
 * "invalid syntax" at the last token that the first pass read. This does the same, with the same grammar and
 * the same memory of results. A mistake found by the tokenizer further down in the file is more telling than
 * a guess, so at the end the rest of the file is read for one.
 *
 * Time: what is remembered per token keeps it nearly linear; a budget of steps ends the search in a statement
 * of a megabyte or so, with "invalid syntax" where the parser proper failed. */
#include "python/syntax/diagnose.h"

#include "python/syntax/grammar.h"

#include <string.h>

enum { MAX_RULE_DEPTH = 6000, MAX_STEPS = 20000000 };

/* The tokens from..to (exclusive) that a labelled item matched. */
typedef struct Capture {
    size_t from, to;
    const PyGrammarItem *item;
} Capture;

typedef struct Diagnosis {
    PyParser *parser;
    const PyGrammar *grammar;
    const PyGrammarRule *strings;        /* matched by the parser, which sees errors in them */
    const PyGrammarRule *without_faults; /* inside of it the rules for mistakes are off */
    IntMap memory;                       /* token and rule -> the token behind it plus 2, or 1: no match */
    size_t at;                           /* token */
    size_t furthest;                     /* the last token that was looked at */
    bool mistakes;                       /* the rules for mistakes are on */
    bool raised;                         /* `error` is the result */
    int depth;
    long steps;
    PySyntaxError error;
} Diagnosis;

static bool match_choice(Diagnosis *d, const PyGrammarChoice *choice);
static bool match_item(Diagnosis *d, const PyGrammarItem *item);

static const PyToken *token_at(Diagnosis *d, size_t index) {
    py_parser_fill(d->parser, index);
    if (index > d->furthest) d->furthest = index;
    return &d->parser->tokens.items[index];
}

static const PyToken *last_token(Diagnosis *d) {
    return &d->parser->tokens.items[d->furthest];
}

static bool raise(Diagnosis *d, PySyntaxError error) {
    if (!d->raised) d->error = error;
    d->raised = true;
    return false;
}

/* Where a token is shown. Tokens without text are a place; those that only indentation makes are a line: at
 * the end of the file, the last one. */
static SourceSpan token_span(Diagnosis *d, const PyToken *token) {
    uint32_t start = token->at.start;
    Str text = d->parser->tokenizer.source->text;
    switch (token->kind) {
    case PY_TOKEN_NEWLINE: /* a comment is a part of it, the line break is not */
        return (SourceSpan){start, start + (uint32_t)(token->at.end_col_offset - 1 - token->at.col_offset)};
    case PY_TOKEN_INDENT:
    case PY_TOKEN_DEDENT:
    case PY_TOKEN_END_MARKER:
        if (start > 0 && start == text.length && text.data[start - 1] == '\n') start--;
        return PY_SPAN_OF_LINE(start);
    default: return (SourceSpan){start, token->at.end};
    }
}

/* The error that the tokenizer has met: nothing behind it can be read. */
static bool raise_tokenizer_error(Diagnosis *d) {
    return raise(d, d->parser->tokenizer.error);
}

typedef PyExpr *(*ExpressionRule)(PyParser *);

static PyExpr *parse_starred_argument(PyParser *parser) {
    return py_at(parser, PY_TOKEN_STAR) ? py_parse_starred(parser, py_parse_expression) : NULL;
}

/* The parser's functions for the rules whose nodes an error may want to see. */
static ExpressionRule expression_rule(Str name) {
    static const struct {
        const char *name;
        ExpressionRule parse;
    } rules[] = {
        {"expression", py_parse_expression},
        {"expression_without_invalid", py_parse_expression},
        {"star_expressions", py_parse_star_expressions},
        {"star_named_expression", py_parse_star_named_expression},
        {"starred_expression", parse_starred_argument},
        {"disjunction", py_parse_disjunction},
        {"bitwise_or", py_parse_bitwise_or},
        {"yield_expr", py_parse_yield},
        {"invalid_ann_assign_target", py_parse_atom},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (str_equal_c(name, rules[i].name)) return rules[i].parse;
    return NULL;
}

/* Parses at a token for a look at the tree; the parser's own state is left as it was. */
static PyExpr *parse_at(Diagnosis *d, size_t token, ExpressionRule rule) {
    PyParser *parser = d->parser;
    size_t at = parser->at, stack = parser->stack.count;
    PySyntaxError error = parser->error;
    int depth = parser->depth;
    parser->at = token;
    parser->depth = 0;
    PyExpr *expr = rule(parser);
    parser->at = at;
    parser->stack.count = stack;
    parser->error = error;
    parser->depth = depth;
    return expr;
}

/* The parser never goes back, so it fails where more than the capture begins like an expression: `{a}.{b}`.
 * Then it gets to see the capture alone. */
static PyExpr *parse_up_to(Diagnosis *d, const Capture *capture, ExpressionRule rule) {
    PyTokenKind kind = token_at(d, capture->to)->kind;
    d->parser->tokens.items[capture->to].kind = PY_TOKEN_NEWLINE;
    PyExpr *expr = parse_at(d, capture->from, rule);
    d->parser->tokens.items[capture->to].kind = (uint16_t)kind;
    return expr;
}

/* The expression that a capture matched; NULL if it is none. */
static PyExpr *captured_expression(Diagnosis *d, const Capture *capture) {
    if (capture->item->kind != PY_ITEM_RULE) return NULL;
    ExpressionRule rule = expression_rule(capture->item->rule->name);
    if (!rule) return NULL;
    PyExpr *expr = parse_at(d, capture->from, rule);
    return expr ? expr : parse_up_to(d, capture, rule);
}

/* The last `if` or the last `in` of comprehension clauses is where they end. */
static PyExpr *parse_last_clause(PyParser *parser) {
    PyComprehensionList clauses;
    if (!py_parse_comprehensions(parser, &clauses) || clauses.count == 0) return NULL;
    const PyComprehension *last = clauses.items[clauses.count - 1];
    return last->ifs.count ? last->ifs.items[last->ifs.count - 1] : last->iter;
}

static SourceSpan capture_span(Diagnosis *d, const Capture *capture) {
    bool clauses =
        capture->item->kind == PY_ITEM_RULE && str_equal_c(capture->item->rule->name, "for_if_clauses");
    PyExpr *expr = clauses ? parse_at(d, capture->from, parse_last_clause) : captured_expression(d, capture);
    if (expr) return (SourceSpan){expr->at.start, expr->at.end};
    size_t last = capture->to - 1;
    while (last > capture->from && d->parser->tokens.items[last].kind == PY_TOKEN_COMMA) last--;
    return (SourceSpan){d->parser->tokens.items[capture->from].at.start,
                        d->parser->tokens.items[last].at.end};
}

static Str span_text(Diagnosis *d, SourceSpan span) {
    return str_slice(d->parser->tokenizer.source->text, span.start, span.end);
}

/* Fills {kind}, {text} and {line} in. */
static Str format_message(Diagnosis *d, Str message, const Capture *a) {
    StrBuf text = {0};
    for (size_t i = 0; i < message.length;) {
        Str rest = str_slice(message, i, message.length);
        if (str_starts_with(rest, STR("{kind}"))) {
            PyExpr *expr = captured_expression(d, a);
            strbuf_append_c(&text, expr ? py_expr_description(expr) : "name");
        } else if (str_starts_with(rest, STR("{text}"))) {
            strbuf_append(&text, span_text(d, capture_span(d, a)));
        } else if (str_starts_with(rest, STR("{line}"))) {
            strbuf_format(&text, "%d", d->parser->tokens.items[a->from].at.lineno);
        } else {
            strbuf_append_char(&text, message.data[i++]);
            continue;
        }
        i += 6;
    }
    Str result = arena_copy(d->parser->arena, strbuf_view(&text));
    strbuf_free(&text);
    return result;
}

/* The first part of a target that cannot be one. */
static const PyExpr *find_invalid_target(const PyExpr *expr, bool deleting, bool in_for) {
    const PyExprList *list = NULL;
    switch (expr->kind) {
    case PY_EXPR_NAME:
    case PY_EXPR_ATTRIBUTE:
    case PY_EXPR_SUBSCRIPT: return NULL;
    case PY_EXPR_LIST: list = &expr->List.elts; break;
    case PY_EXPR_TUPLE: list = &expr->Tuple.elts; break;
    case PY_EXPR_STARRED: return deleting ? expr : find_invalid_target(expr->Starred.value, deleting, in_for);
    case PY_EXPR_COMPARE:
        if (!in_for) return expr;
        if (expr->Compare.ops.items[0] != PY_OP_IN) return NULL;
        return find_invalid_target(expr->Compare.left, deleting, in_for);
    default: return expr;
    }
    const PyExpr *found = NULL;
    for (int i = 0; i < list->count && !found; i++)
        found = find_invalid_target(list->items[i], deleting, in_for);
    return found;
}

static bool raise_invalid_target(Diagnosis *d, const PyGrammarAlternative *alternative, const Capture *a) {
    PyExpr *expr = captured_expression(d, a);
    bool deleting = str_equal_c(alternative->message, "delete");
    const PyExpr *wrong =
        expr ? find_invalid_target(expr, deleting, alternative->action == PY_ACTION_FOR_TARGET) : NULL;
    if (!wrong) return false;
    Str message = arena_format(d->parser->arena, "cannot %.*s %s", STR_ARGS(alternative->message),
                               py_expr_description(wrong));
    return raise(d, (PySyntaxError){
                        .kind = "SyntaxError", .span = {wrong->at.start, wrong->at.end}, .message = message});
}

static bool is_print_or_exec(Diagnosis *d, const Capture *a) {
    Str text =
        a->to == a->from + 1 ? py_token_source(d->parser, &d->parser->tokens.items[a->from]) : (Str){0};
    return str_equal_c(text, "print") || str_equal_c(text, "exec");
}

/* The arguments of a call as far as they are correct; the Call has no function. */
static PyExpr *parse_call_arguments(PyParser *parser) {
    PyExpr *call = ARENA_NEW(parser->arena, PyExpr);
    py_parse_argument_prefix(parser, &call->Call.args, &call->Call.keywords);
    return call;
}

static bool has_unpacking(Diagnosis *d, const Capture *a) {
    PyExpr *call = parse_at(d, a->from, parse_call_arguments);
    bool found = false;
    for (int i = 0; i < call->Call.keywords.count; i++) found |= !call->Call.keywords.items[i]->arg.data;
    return found;
}

/* Start of the last positional argument, if there are several. */
static bool find_last_argument(Diagnosis *d, const Capture *a, SourceSpan *span) {
    PyExpr *call = parse_at(d, a->from, parse_call_arguments);
    if (call->Call.args.count <= 1) return false;
    *span = (SourceSpan){call->Call.args.items[call->Call.args.count - 1]->at.start, span->end};
    return true;
}

/* Where the error of a matched alternative lies; false: it is none after all. */
static bool error_span(Diagnosis *d, PyGrammarAction action, const Capture *a, const Capture *b,
                       SourceSpan *span) {
    if (action == PY_ACTION_HERE || action == PY_ACTION_INDENT || action == PY_ACTION_ORDER) {
        *span = token_span(d, last_token(d));
        if (action == PY_ACTION_INDENT && span->end > span->start) span->end = span->start;
        return true;
    }
    *span = capture_span(d, a);
    if (b->item) span->end = capture_span(d, b).end;
    switch (action) {
    case PY_ACTION_BEHIND: *span = (SourceSpan){span->end - 1, span->end - 1}; return true;
    case PY_ACTION_FROM: span->end = last_token(d)->at.end - 1; return true;
    case PY_ACTION_COMMA: return !is_print_or_exec(d, a) && d->parser->tokens.items[d->at - 1].level > 0;
    case PY_ACTION_LEGACY: return is_print_or_exec(d, a);
    case PY_ACTION_GENERATOR: return find_last_argument(d, a, span);
    default: return true;
    }
}

/* An alternative with an action has matched. Never a match: either it is an error or nothing. */
static bool perform(Diagnosis *d, const PyGrammarAlternative *alternative, const Capture *a,
                    const Capture *b) {
    if (alternative->action == PY_ACTION_TARGET || alternative->action == PY_ACTION_FOR_TARGET)
        return raise_invalid_target(d, alternative, a);
    if (last_token(d)->kind == PY_TOKEN_ERROR) return raise_tokenizer_error(d);
    PySyntaxError error = {.kind =
                               alternative->action == PY_ACTION_INDENT ? "IndentationError" : "SyntaxError"};
    if (!error_span(d, alternative->action, a, b, &error.span)) return false;
    Str message = alternative->message;
    if (alternative->action == PY_ACTION_ORDER && has_unpacking(d, a))
        message = STR("positional argument follows keyword argument unpacking");
    error.message = format_message(d, message, a);
    return raise(d, error);
}

/* Adjacent strings: they may hold errors of their own. */
static bool match_strings(Diagnosis *d) {
    if (token_at(d, d->at)->kind != PY_TOKEN_STRING) return false;
    PyParser *parser = d->parser;
    size_t at = parser->at;
    parser->at = d->at;
    PyExpr *strings = py_parse_strings(parser);
    if (strings) d->at = parser->at;
    parser->at = at;
    return strings || raise(d, parser->error);
}

static bool match_rule_body(Diagnosis *d, const PyGrammarRule *rule) {
    if (rule == d->strings) return match_strings(d);
    bool mistakes = d->mistakes;
    if (rule == d->without_faults) d->mistakes = false;
    bool matched = match_choice(d, &rule->choice);
    d->mistakes = mistakes;
    return matched;
}

static bool match_rule(Diagnosis *d, const PyGrammarRule *rule) {
    size_t start = d->at;
    uint64_t key = (uint64_t)start * (uint64_t)d->grammar->count + (uint64_t)rule->index;
    if (rule->remembered) {
        uintptr_t known = (uintptr_t)intmap_get(&d->memory, key);
        if (known >= 2) d->at = known - 2;
        if (known) return known >= 2;
    }
    if (++d->depth > MAX_RULE_DEPTH) return raise(d, (PySyntaxError){.kind = "MemoryError"});
    bool matched = match_rule_body(d, rule);
    d->depth--;
    if (d->raised) return false;
    if (!matched) d->at = start;
    if (rule->remembered) intmap_set(&d->memory, key, (void *)(uintptr_t)(matched ? d->at + 2 : 1));
    return matched;
}

static bool match_token(Diagnosis *d, PyTokenKind kind) {
    const PyToken *token = token_at(d, d->at);
    if (token->kind == PY_TOKEN_ERROR) return raise_tokenizer_error(d);
    if (token->kind != kind) return false;
    d->at++;
    return true;
}

/* CPython compares as many letters as the name has: `c` counts as well as `case`. */
static bool begins_soft_keyword(Str text) {
    return str_starts_with(STR("match"), text) || str_starts_with(STR("case"), text) ||
           str_equal_c(text, "_");
}

static bool match_word(Diagnosis *d, const PyGrammarItem *item) {
    const PyToken *token = token_at(d, d->at);
    if (token->kind == PY_TOKEN_ERROR) return raise_tokenizer_error(d);
    if (token->kind != PY_TOKEN_NAME) return false;
    Str text = py_token_source(d->parser, token);
    bool matched = item->kind == PY_ITEM_WORD ? str_equal(text, item->word) : begins_soft_keyword(text);
    d->at += matched;
    return matched;
}

/* The operator that must come here. */
static bool match_forced(Diagnosis *d, PyTokenKind kind) {
    if (match_token(d, kind)) return true;
    if (d->raised) return false;
    Str message = arena_format(d->parser->arena, "expected '%s'", py_token_text(kind));
    return raise(d, (PySyntaxError){.kind = "SyntaxError",
                                    .span = token_span(d, token_at(d, d->at)),
                                    .message = message});
}

/* Matches the child as often as it goes; returns how often. */
static int match_repeated(Diagnosis *d, const PyGrammarItem *item) {
    int count = 0;
    for (;; count++) {
        size_t before = d->at;
        bool separated = item->kind == PY_ITEM_SEPARATED && count > 0;
        bool matched = (!separated || match_item(d, item->separator)) && match_item(d, item->child);
        if (!matched || d->at == before) {
            d->at = before;
            return count;
        }
    }
}

static bool match_ahead(Diagnosis *d, const PyGrammarItem *item) {
    size_t before = d->at;
    bool matched = match_item(d, item->child);
    d->at = before;
    return !d->raised && matched == (item->kind == PY_ITEM_AHEAD);
}

static bool match_item(Diagnosis *d, const PyGrammarItem *item) {
    if (d->raised) return false;
    if (++d->steps > MAX_STEPS) return raise(d, (PySyntaxError){0});
    switch (item->kind) {
    case PY_ITEM_TOKEN: return match_token(d, item->token);
    case PY_ITEM_WORD:
    case PY_ITEM_ANY_WORD: return match_word(d, item);
    case PY_ITEM_RULE: return match_rule(d, item->rule);
    case PY_ITEM_GROUP: return match_choice(d, &item->choice);
    case PY_ITEM_OPTIONAL: match_item(d, item->child); return !d->raised;
    case PY_ITEM_STAR: match_repeated(d, item); return !d->raised;
    case PY_ITEM_PLUS:
    case PY_ITEM_SEPARATED: return match_repeated(d, item) > 0 && !d->raised;
    case PY_ITEM_AHEAD:
    case PY_ITEM_NOT: return match_ahead(d, item);
    case PY_ITEM_CUT: return true;
    case PY_ITEM_FORCED: return match_forced(d, item->token);
    }
    return false;
}

/* The items of an alternative in a row. *cut: no other alternative may be tried. */
static bool match_sequence(Diagnosis *d, const PyGrammarAlternative *alternative, Capture captures[2],
                           bool *cut) {
    for (int i = 0; i < alternative->count; i++) {
        const PyGrammarItem *item = &alternative->items[i];
        size_t from = d->at;
        if (!match_item(d, item)) return false;
        *cut |= item->kind == PY_ITEM_CUT;
        if (item->label) captures[item->label - 'a'] = (Capture){from, d->at, item};
    }
    return true;
}

static bool match_choice(Diagnosis *d, const PyGrammarChoice *choice) {
    size_t start = d->at;
    bool cut = false;
    for (int i = 0; i < choice->count && !cut; i++) {
        const PyGrammarAlternative *alternative = &choice->items[i];
        if (alternative->is_mistake && !d->mistakes) continue;
        Capture captures[2] = {{0}};
        d->at = start;
        bool matched = match_sequence(d, alternative, captures, &cut);
        if (d->raised) return false;
        if (!matched) continue;
        if (alternative->action == PY_ACTION_NONE) return true;
        perform(d, alternative, &captures[0], &captures[1]);
        break;
    }
    d->at = start;
    return false;
}

static void run_pass(Diagnosis *d, const PyGrammarRule *rule, size_t start, bool mistakes) {
    intmap_free(&d->memory);
    d->at = start;
    d->mistakes = mistakes;
    d->depth = 0;
    d->steps = 0;
    match_rule(d, rule);
}

/* Nothing better is known than the last token that a correct reading got to. */
static PySyntaxError generic_error(Diagnosis *d, const PyToken *last) {
    bool indent = last->kind == PY_TOKEN_INDENT;
    if (indent || last->kind == PY_TOKEN_DEDENT)
        return (PySyntaxError){.kind = "IndentationError",
                               .span = token_span(d, last),
                               .message = indent ? STR("unexpected indent") : STR("unexpected unindent")};
    return (PySyntaxError){
        .kind = "SyntaxError", .span = token_span(d, last), .message = STR("invalid syntax")};
}

/* A mistake that the tokenizer finds later in the file comes first; but an open bracket only if the error
 * lies on a later line than the bracket. */
PySyntaxError py_prefer_tokenizer_error(PyParser *parser, PySyntaxError error) {
    PyTokenizer *tokenizer = &parser->tokenizer;
    int32_t last_line = VEC_LAST(&parser->tokens).at.lineno;
    if (tokenizer->error.kind || strcmp(error.kind, "MemoryError") == 0) return error;
    py_tokenizer_drain(tokenizer);
    if (!tokenizer->error.kind || tokenizer->only_when_reached) return error;
    if (!tokenizer->unexpected_end) return tokenizer->error;
    bool earlier_bracket =
        tokenizer->level > 0 && tokenizer->brackets[tokenizer->level - 1].lineno < last_line;
    return earlier_bracket ? tokenizer->error : error;
}

PySyntaxError py_diagnose(PyParser *parser, const char *rule_name, size_t start) {
    Diagnosis d = {.parser = parser};
    d.furthest = start;
    d.grammar = py_grammar();
    d.strings = py_grammar_find(d.grammar, STR("strings"));
    d.without_faults = py_grammar_find(d.grammar, STR("expression_without_invalid"));
    const PyGrammarRule *rule = py_grammar_find(d.grammar, str_from(rule_name));
    size_t reached = parser->tokens.count ? parser->tokens.count - 1 : 0;
    run_pass(&d, rule, start, false);
    bool gave_up = d.raised && !d.error.kind;
    PyToken last = *token_at(&d, gave_up ? reached : d.furthest);
    if (!d.raised) run_pass(&d, rule, start, true);
    bool found = d.raised && d.error.kind;
    PySyntaxError error = found ? d.error : generic_error(&d, &last);
    intmap_free(&d.memory);
    bool indentation = strcmp(error.kind, "IndentationError") == 0;
    return indentation && !found ? error : py_prefer_tokenizer_error(parser, error);
}
