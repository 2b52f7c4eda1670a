/* The table of a file's words, see names.h. */
#include "python/syntax/names.h"

#include "base/utf8.h"

static void *value_of(PyTokenKind kind) {
    return (void *)(uintptr_t)kind;
}

void py_names_init(PyNames *names, Arena *arena) {
    *names = (PyNames){.arena = arena};
    for (int kind = PY_TOKEN_FIRST_KEYWORD; kind < PY_TOKEN_KIND_COUNT; kind++)
        strmap_add(&names->words, str_from(py_token_text((PyTokenKind)kind)))->value =
            value_of((PyTokenKind)kind);
}

void py_names_free(PyNames *names) {
    strmap_free(&names->words);
}

/* A new key is a view of text that need not live as long as the tree: it is replaced by a copy. */
uint32_t py_names_add(PyNames *names, Str word) {
    StrMapEntry *entry = strmap_add(&names->words, word);
    if (!entry->value) {
        entry->key = arena_copy(names->arena, word);
        entry->value = value_of(PY_TOKEN_NAME);
    }
    return (uint32_t)(entry - names->words.entries);
}

uint32_t py_names_add_normalised(PyNames *names, Str word) {
    if (utf8_ascii_end(word, 0) == word.length) return py_names_add(names, word);
    StrBuf normalised = {0};
    utf8_append_nfkc(&normalised, word);
    uint32_t number = py_names_add(names, strbuf_view(&normalised));
    strbuf_free(&normalised);
    return number;
}
