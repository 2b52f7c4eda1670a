/* What scanner.c and scan_literal.c share; not for others. */
#ifndef GO_SYNTAX_SCAN_INTERNAL_H
#define GO_SYNTAX_SCAN_INTERNAL_H

#include "go/syntax/scanner.h"

/* Moves to the next character; NUL bytes and broken UTF-8 are reported and skipped. */
void go_scan_advance(GoScanner *scanner);
/* Reports an error at a byte offset of the file. */
void go_scan_error_at(GoScanner *scanner, uint32_t offset, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The text of the token so far. */
Str go_scan_segment(const GoScanner *scanner);
/* Appends `U+0040 '@'`. */
void go_scan_append_character(StrBuf *out, int32_t character);
/* A number; with `after_point` a leading `.` has been read. */
void go_scan_number(GoScanner *scanner, bool after_point);
/* A string, raw string or rune literal that begins with `quote`, which is the current character. */
void go_scan_quoted(GoScanner *scanner, int32_t quote);

#endif
