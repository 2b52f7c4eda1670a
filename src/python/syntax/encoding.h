/* Encodings: every Python file becomes UTF-8 before it is read.
 *
 * A file may declare its encoding in a comment in one of its first two lines (PEP 263); without one it is
 * UTF-8. Most files need nothing done and are used as they are. A copy is made only for another encoding, or
 * when carriage returns alone end lines. */
#ifndef PYTHON_SYNTAX_ENCODING_H
#define PYTHON_SYNTAX_ENCODING_H

#include "base/diagnostic.h"

/* The source as UTF-8: `source` itself, or a copy that lives in diagnostics->arena. NULL when it cannot be
 * read as what it says it is; then a diagnostic was added. A file that says it is UTF-8 is believed, as
 * CPython does: where that is not true, *broken is set, and an error only when a name or a literal holds such
 * bytes (in comments nobody minds). */
const Source *py_decode_source(const Source *source, DiagnosticList *diagnostics, bool *broken);

/* What CPython's decoder says about the bytes at text[at], which are not UTF-8. */
Str py_utf8_complaint(Str text, size_t at, Arena *arena);

/* Does the file say its encoding, by a comment or a byte order mark? */
bool py_source_has_encoding(const Source *source);

#endif
