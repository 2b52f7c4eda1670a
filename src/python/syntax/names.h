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

typedef struct PyNames {
    StrMap words; /* the value of an entry is its token's kind */
    Arena *arena; /* owns the texts */
} PyNames;

void py_names_init(PyNames *names, Arena *arena);
/* The texts live as long as the arena. */
void py_names_free(PyNames *names);

/* The number of a word of ASCII, or of one that is normalised. A new one is a NAME. */
uint32_t py_names_add(PyNames *names, Str word);
/* The same for a word of any characters: it is normalised (NFKC). */
uint32_t py_names_add_normalised(PyNames *names, Str word);

static inline PyTokenKind py_names_kind(const PyNames *names, uint32_t number) {
    return (PyTokenKind)(uintptr_t)names->words.entries[number].value;
}

static inline Str py_names_text(const PyNames *names, uint32_t number) {
    return names->words.entries[number].key;
}

#endif
