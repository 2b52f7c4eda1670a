/* Reads the grammar's notation, see grammar_text.c. The text is ours and complete, so there are no errors. */
#include "python/syntax/grammar.h"

#include "base/map.h"

#include <string.h>

typedef struct Reader {
    Arena *arena;
    const char *at;
    PyGrammar *grammar;
    StrMap rules; /* name -> PyGrammarRule */
} Reader;

static void skip_spaces(Reader *reader) {
    while (*reader->at == ' ') reader->at++;
}

/* Alternatives go on over line ends when the next line starts with a bar. */
static bool at_bar(Reader *reader) {
    skip_spaces(reader);
    const char *at = reader->at;
    while (*at == '\n' || *at == ' ') at++;
    if (*at != '|') return false;
    reader->at = at;
    return true;
}

static bool is_word_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static Str read_word(Reader *reader) {
    const char *from = reader->at;
    while (is_word_char(*reader->at)) reader->at++;
    return (Str){from, (size_t)(reader->at - from)};
}

static Str read_quoted(Reader *reader) {
    const char *end = strchr(reader->at + 1, *reader->at);
    Str text = {reader->at + 1, (size_t)(end - reader->at - 1)};
    reader->at = end + 1;
    return text;
}

static PyTokenKind find_token(Str text) {
    for (int kind = 0; kind < PY_TOKEN_KIND_COUNT; kind++)
        if (str_equal_c(text, py_token_text((PyTokenKind)kind))) return (PyTokenKind)kind;
    return PY_TOKEN_ERROR;
}

static PyGrammarChoice read_choice(Reader *reader);
static PyGrammarItem read_item(Reader *reader);

static PyGrammarItem *new_child(Reader *reader, PyGrammarItem item) {
    return arena_copy_bytes(reader->arena, &item, sizeof item);
}

static PyGrammarItem read_name(Reader *reader) {
    Str word = read_word(reader);
    const PyGrammarRule *rule = strmap_get(&reader->rules, word);
    if (rule) return (PyGrammarItem){.kind = PY_ITEM_RULE, .rule = rule};
    if (str_equal_c(word, "SOFT_KEYWORD")) return (PyGrammarItem){.kind = PY_ITEM_ANY_WORD};
    return (PyGrammarItem){.kind = PY_ITEM_TOKEN, .token = find_token(word)};
}

static PyGrammarItem read_atom(Reader *reader) {
    switch (*reader->at) {
    case '\'': return (PyGrammarItem){.kind = PY_ITEM_TOKEN, .token = find_token(read_quoted(reader))};
    case '`': return (PyGrammarItem){.kind = PY_ITEM_WORD, .word = read_quoted(reader)};
    case '(': {
        reader->at++;
        PyGrammarItem group = {.kind = PY_ITEM_GROUP, .choice = read_choice(reader)};
        skip_spaces(reader);
        reader->at++;
        return group;
    }
    default: return read_name(reader);
    }
}

/* An atom with ?, *, + or .item+ behind it. */
static PyGrammarItem read_suffixed(Reader *reader) {
    PyGrammarItem atom = read_atom(reader);
    PyGrammarItem result = {0};
    switch (*reader->at) {
    case '?': result.kind = PY_ITEM_OPTIONAL; break;
    case '*': result.kind = PY_ITEM_STAR; break;
    case '+': result.kind = PY_ITEM_PLUS; break;
    case '.':
        reader->at++;
        result.kind = PY_ITEM_SEPARATED;
        result.separator = new_child(reader, atom);
        atom = read_atom(reader);
        break;
    default: return atom;
    }
    reader->at++;
    result.child = new_child(reader, atom);
    return result;
}

static PyGrammarItem read_item(Reader *reader) {
    const char *at = reader->at;
    if (*at == '~') {
        reader->at++;
        return (PyGrammarItem){.kind = PY_ITEM_CUT};
    }
    if (at[0] == '&' && at[1] == '&') {
        reader->at += 2;
        return (PyGrammarItem){.kind = PY_ITEM_FORCED, .token = find_token(read_quoted(reader))};
    }
    if (*at == '&' || *at == '!') {
        reader->at++;
        PyGrammarItem *child = new_child(reader, read_suffixed(reader));
        return (PyGrammarItem){.kind = *at == '&' ? PY_ITEM_AHEAD : PY_ITEM_NOT, .child = child};
    }
    char label = is_word_char(at[0]) && at[1] == '=' ? at[0] : 0;
    if (label) reader->at += 2;
    PyGrammarItem item = read_suffixed(reader);
    item.label = label;
    return item;
}

/* => word a b `message` */
static void read_action(Reader *reader, PyGrammarAlternative *alternative) {
    static const char *const words[] = {
#define X(NAME, word) word,
        PY_GRAMMAR_ACTIONS(X)
#undef X
    };
    reader->at += 2;
    skip_spaces(reader);
    Str word = read_word(reader);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal_c(word, words[i])) alternative->action = (PyGrammarAction)(i + 1);
    reader->at = strchr(reader->at, '`');
    alternative->message = read_quoted(reader);
}

static bool at_alternative_end(Reader *reader) {
    skip_spaces(reader);
    return *reader->at == '|' || *reader->at == ')' || *reader->at == '\n' || *reader->at == 0;
}

static PyGrammarAlternative read_alternative(Reader *reader) {
    PyGrammarAlternative alternative = {0};
    VEC(PyGrammarItem) items = {0};
    while (!at_alternative_end(reader)) {
        if (reader->at[0] == '=' && reader->at[1] == '>')
            read_action(reader, &alternative);
        else
            VEC_PUSH(&items, read_item(reader));
    }
    alternative.count = (int)items.count;
    alternative.items = arena_copy_bytes(reader->arena, items.items, items.count * sizeof *items.items);
    VEC_FREE(&items);
    alternative.is_mistake = alternative.count == 1 && alternative.items[0].kind == PY_ITEM_RULE &&
                             str_starts_with(alternative.items[0].rule->name, STR("invalid_"));
    return alternative;
}

static PyGrammarChoice read_choice(Reader *reader) {
    VEC(PyGrammarAlternative) alternatives = {0};
    do {
        if (at_bar(reader)) reader->at++;
        VEC_PUSH(&alternatives, read_alternative(reader));
    } while (at_bar(reader));
    PyGrammarChoice choice = {
        arena_copy_bytes(reader->arena, alternatives.items, alternatives.count * sizeof *alternatives.items),
        (int)alternatives.count};
    VEC_FREE(&alternatives);
    return choice;
}

/* The next line that starts a rule, or NULL. */
static const char *next_rule(const char *at) {
    while (*at && !is_word_char(*at)) {
        at = strchr(at, '\n');
        if (!at) return NULL;
        at++;
    }
    return *at ? at : NULL;
}

static const char *next_line(const char *at) {
    const char *end = strchr(at, '\n');
    return end ? end + 1 : at + strlen(at);
}

/* First the names, so that rules can point to those that come later. */
static void declare_rules(Reader *reader) {
    int count = 0;
    for (const char *at = py_grammar_text; (at = next_rule(at)); at = next_line(at)) count++;
    reader->grammar->rules = ARENA_ARRAY(reader->arena, PyGrammarRule, count);
    for (const char *at = py_grammar_text; (at = next_rule(at)); at = next_line(at)) {
        PyGrammarRule *rule = &reader->grammar->rules[reader->grammar->count];
        reader->at = at;
        rule->name = read_word(reader);
        rule->remembered = *reader->at == '!';
        rule->index = reader->grammar->count++;
        strmap_set(&reader->rules, rule->name, rule);
    }
}

PyGrammar *py_grammar_read(Arena *arena) {
    Reader reader = {.arena = arena, .grammar = ARENA_NEW(arena, PyGrammar)};
    declare_rules(&reader);
    const char *at = py_grammar_text;
    for (int i = 0; i < reader.grammar->count; i++, at = next_line(at)) {
        at = next_rule(at);
        reader.at = strchr(at, ':') + 1;
        reader.grammar->rules[i].choice = read_choice(&reader);
    }
    strmap_free(&reader.rules);
    return reader.grammar;
}

const PyGrammar *py_grammar(void) {
    static Arena arena;
    static const PyGrammar *grammar;
    if (!grammar) grammar = py_grammar_read(&arena);
    return grammar;
}

const PyGrammarRule *py_grammar_find(const PyGrammar *grammar, Str name) {
    for (int i = 0; i < grammar->count; i++)
        if (str_equal(grammar->rules[i].name, name)) return &grammar->rules[i];
    return NULL;
}
