/* Line directives: `//line parser.y:10:3`, comments that say where the text behind them really comes from.
 *
 * Programs that write Go leave them behind, so that messages name the file that a person wrote. There are two
 * forms: `//line` at the beginning of a line speaks about what follows from the next line on, and
 * `/` `*line ...*` `/` about what follows it directly. A place has the form file:line or file:line:column.
 * With the first one columns are unknown; with the second one an empty name stands for the file named before.
 * (cmd/compile, "Line Directives".)
 *
 * Positions stay byte offsets into the real file, for everybody. Only who shows one asks here: the directives
 * in force are then found by reading the file's comments once more, which costs nothing in a file that has
 * none. */
#ifndef GO_SYNTAX_LINE_DIRECTIVE_H
#define GO_SYNTAX_LINE_DIRECTIVE_H

#include "base/source.h"
#include "go/syntax/errors.h"

/* Is this comment one that could be a line directive? `is_at_start`: it stands at the beginning of a line. */
bool go_line_directive_is_meant(Str comment, bool is_at_start);
/* Reports numbers that are none. `pos`: of the comment. */
void go_line_directive_check(Str comment, GoPos pos, GoErrorList *errors);

/* Where the text in force begins, as a byte offset; 0: no directive speaks about `offset`. */
uint32_t go_line_directive_base(const Source *source, uint32_t offset);

/* Appends "./x.go:5:6", or the place that a directive says: "parser.y:10"; columns from 255 on are left out,
 * as the compiler does before its messages. `append_path` shortens the paths of files (syntax/path.h). */
typedef void GoAppendPath(StrBuf *out, Str path);
void go_append_place(StrBuf *out, const Source *source, uint32_t offset, GoAppendPath *append_path);
/* The same inside of a message: with all columns, and where a directive has spoken the real place too:
 * "parser.y:10[/home/me/x.go:5:6]". */
void go_append_both_places(StrBuf *out, const Source *source, uint32_t offset, GoAppendPath *append_path);

#endif
