/* Encodings: every Python file becomes UTF-8 before it is read.
 *
 * A file may declare its encoding in a comment in one of its first two lines (PEP 263); without one it is
 * UTF-8. Most files need nothing done and are used as they are. A copy is made only for another encoding, or
 * when carriage returns alone end lines. */
#ifndef PYTHON_SYNTAX_ENCODING_H
#define PYTHON_SYNTAX_ENCODING_H

#include "base/diagnostic.h"

/* The source as UTF-8: `source` itself, or a copy that lives in diagnostics->arena. NULL when it cannot be
 * read as what it says it is; then a diagnostic was added. */
const Source *py_decode_source(const Source *source, DiagnosticList *diagnostics);

/* Does the file say its encoding, by a comment or a byte order mark? */
bool py_source_has_encoding(const Source *source);

#endif
