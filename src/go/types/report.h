/* What the go command itself says about a program: errors before the compiler is called, and the form in
 * which all of them are shown. */
#ifndef GO_TYPES_REPORT_H
#define GO_TYPES_REPORT_H

#include "go/types/check.h"

/* The `kind` of diagnostics that come from the go command: shown without "# command-line-arguments". */
extern const char go_diagnostic_load[];

/* Adds the message for a package that nobody has. `offset`: of the path in the source. */
void go_report_unknown_import(DiagnosticList *diagnostics, const Source *source, uint32_t offset, Str path);

/* Looks at the beginning of a file as the go command does: false (reported) when there is no package clause.
 */
bool go_report_preliminary(DiagnosticList *diagnostics, const Source *source);

#endif
