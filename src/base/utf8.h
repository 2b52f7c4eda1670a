/* UTF-8: code points in and out of bytes (RFC 3629), and what Unicode says about them (through utf8proc). */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/text.h"

enum { UTF8_INVALID = 0xFFFFFFFF };

/* Decodes the code point at text.data[*offset] and moves *offset behind it. Overlong forms, surrogates,
 * values over U+10FFFF and cut sequences give UTF8_INVALID and move by one byte. *offset must be less than
 * text.length. */
uint32_t utf8_decode(Str text, size_t *offset);

/* Writes 1 to 4 bytes and returns how many. `code_point` is at most 0x10FFFF; surrogates are encoded as they
 * are. */
size_t utf8_encode(uint32_t code_point, char bytes[4]);

/* Offset of the first byte at or behind `from` that is not ASCII, or the text's length. */
size_t utf8_ascii_end(Str text, size_t from);
/* Offset of the first byte that is not valid UTF-8, or -1 when all of it is. */
ptrdiff_t utf8_first_invalid(Str text);

/* True where a lone surrogate stands at `at`, in the three bytes that utf8_encode writes; gives it. */
bool utf8_surrogate(Str text, size_t at, uint32_t *code_point);

/* What is wrong at `at`, where utf8_first_invalid pointed: how many bytes begin a sequence that is then cut
 * short or broken (at least 1), and `reason` in the words of CPython's decoder. */
size_t utf8_broken_length(Str text, size_t at, const char **reason);

/* Number of code points of a valid text. */
size_t utf8_count(Str text);

/* Columns that a terminal needs: 0 for combining marks, 2 for wide characters. */
size_t utf8_width(Str text);

/* Character classes: letters (Unicode L), decimal digits (Nd), and the identifier classes of UAX #31 as
 * CPython and Go use them. */
bool utf8_is_letter(uint32_t code_point);
bool utf8_is_digit(uint32_t code_point);
bool utf8_is_xid_start(uint32_t code_point);
bool utf8_is_xid_continue(uint32_t code_point);
bool utf8_is_upper(uint32_t code_point);
/* True when repr() and %q show the character itself rather than an escape: not C*, and not Z* except the
 * space. */
bool utf8_is_printable(uint32_t code_point);

/* Appends the NFKC form of a valid text. */
void utf8_append_nfkc(StrBuf *out, Str text);

#endif
