/* How the errors of a Python program look: the block that python3.11 prints when a file does not compile. */
#ifndef PYTHON_SYNTAX_REPORT_H
#define PYTHON_SYNTAX_REPORT_H

#include "base/diagnostic.h"

/* Appends every diagnostic that is an error:
 *
 *       File "x.py", line 1
 *         x = = 1
 *             ^
 *     SyntaxError: invalid syntax
 *
 * Warnings (kinds that end with "Warning") are left out: the real tool shows them through the warnings
 * module, which hides them by default or belongs to the run. Fits Engine.report. */
void py_report(const DiagnosticList *diagnostics, StrBuf *out);

#endif
