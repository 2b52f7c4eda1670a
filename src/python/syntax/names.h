/* Names: the words of a file, each kept once.
 *
 * Every word of a program is looked up here as soon as it has been read, and from then on is a number. One
 * search answers two questions: is the word a keyword, and which text, of which there is only one copy, do
 * all nodes of the tree that have this name share? The keywords are entered first.
 *
 * Reference: "Identifiers and keywords" in the Python 3.11 language reference. */
#ifndef PYTHON_SYNTAX_NAMES_H
#define PYTHON_SYNTAX_NAMES_H

#include "base/arena.h"
#include "base/map.h"
#include "python/syntax/token.h"

/* A word of at most eight bytes, which most are, as a number: the first byte lowest. */
typedef struct PyShortWord {
    uint64_t text;
    uint32_t number;
    uint16_t kind; /* PY_TOKEN_NAME or a keyword's */
    uint16_t length;
} PyShortWord;

enum { PY_SHORT_WORDS = 256 };

typedef struct PyNames {
    StrMap words; /* the value of an entry is its token's kind */
    Arena *arena; /* owns the texts */
    PyShortWord
        known[PY_SHORT_WORDS]; /* where short words are looked for first; what collides is forgotten */
} PyNames;

void py_names_init(PyNames *names, Arena *arena);
/* The texts live as long as the arena. */
void py_names_free(PyNames *names);

static inline PyTokenKind py_names_kind(const PyNames *names, uint32_t number) {
    return (PyTokenKind)(uintptr_t)names->words.entries[number].value;
}

/* The number of a word of ASCII, or of one that is normalised. A new one is a NAME. */
uint32_t py_names_add(PyNames *names, Str word);
/* The same for the first `length` (1 to 8) bytes of the eight at `text`, with the kind. */
static inline uint32_t py_names_add_short(PyNames *names, const char *text, uint32_t length,
                                          PyTokenKind *kind) {
    uint64_t bytes;
    memcpy(&bytes, text, sizeof bytes);
    bytes &= UINT64_MAX >> (64 - 8 * length);
    PyShortWord *known = &names->known[(bytes * 0x9e3779b97f4a7c15u) >> 56];
    if (known->text != bytes || known->length != length) {
        uint32_t number = py_names_add(names, (Str){text, length});
        *known = (PyShortWord){bytes, number, (uint16_t)py_names_kind(names, number), (uint16_t)length};
    }
    *kind = (PyTokenKind)known->kind;
    return known->number;
}
/* The same for a word of any characters: it is normalised (NFKC). */
uint32_t py_names_add_normalised(PyNames *names, Str word);

static inline Str py_names_text(const PyNames *names, uint32_t number) {
    return names->words.entries[number].key;
}

#endif
