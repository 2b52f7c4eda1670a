/* What the go command itself says about a program: errors before the compiler is called, and the form in
 * which all of them are shown. */
#ifndef GO_TYPES_REPORT_H
#define GO_TYPES_REPORT_H

#include "go/types/check.h"

/* The `kind` of diagnostics that come from the go command: shown without "# command-line-arguments". */
extern const char go_diagnostic_load[];

/* Appends file, line and column as the go command's own messages have them, whatever `//line` says. */
void go_report_place(const Source *source, uint32_t offset, StrBuf *out);

/* Adds the message for a package that nobody has. `offset`: of the path in the source. */
void go_report_unknown_import(DiagnosticList *diagnostics, const Source *source, uint32_t offset, Str path);

/* Looks at the beginning of a file as the go command does (beginning.h): false (reported) when there is no
 * package clause or an import is none. */
bool go_report_preliminary(DiagnosticList *diagnostics, const Source *source);

#endif
