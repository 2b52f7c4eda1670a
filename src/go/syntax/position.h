/* Positions: one 32-bit number for a place in any file of a program.
 *
 * A program is made of many files (its own, and those of the packages that it imports). The set lays them end
 * to end: file number n begins at `files[n].base`, and a GoPos is base plus byte offset. So a syntax tree
 * node needs four bytes to say where it is, comparing two positions of a file is comparing two integers, and
 * finding the file is a binary search. The first file of a set has base 0: in it a GoPos is the byte offset.
 */
#ifndef GO_SYNTAX_POSITION_H
#define GO_SYNTAX_POSITION_H

#include "base/source.h"
#include "base/vec.h"

typedef uint32_t GoPos;

#define GO_NO_POS UINT32_MAX

typedef struct GoSourceFile {
    const Source *source;
    GoPos base;
} GoSourceFile;

typedef struct GoSourceSet {
    VEC(GoSourceFile) files;
} GoSourceSet;

/* Adds a file and returns its base. The source outlives the set. */
GoPos go_source_set_add(GoSourceSet *set, const Source *source);
/* The file in which `pos` lies, with the byte offset there; NULL for GO_NO_POS. */
const Source *go_source_set_find(const GoSourceSet *set, GoPos pos, uint32_t *offset);
/* Line and column (in bytes) from 1; zeroes for GO_NO_POS. */
SourcePlace go_source_set_place(const GoSourceSet *set, GoPos pos);
void go_source_set_free(GoSourceSet *set);

#endif
