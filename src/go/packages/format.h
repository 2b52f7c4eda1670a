/* Formatting of single values under the flags of a verb: what is between "%" and the letter.
 *
 * fmt's verbs come down to a few ways to write a number or a text: sign, prefix, digits, padding. They are
 * here, apart from types and format strings; strconv uses them too. All append to a buffer. Widths and
 * precisions count code points. */
#ifndef GO_PACKAGES_FORMAT_H
#define GO_PACKAGES_FORMAT_H

#include "base/text.h"

typedef struct GoFormat {
    int width, precision;
    bool has_width, has_precision;
    bool minus;           /* pad on the right */
    bool plus;            /* always a sign; ASCII only for %q */
    bool sharp;           /* the alternate form: 0x, a decimal point, back quotes */
    bool space;           /* a space where a plus would be; spaces between bytes of %x */
    bool zero;            /* pad with zeros on the left */
    bool plus_v, sharp_v; /* %+v, %#v */
} GoFormat;

/* An integer's bits in base 2, 8, 10 or 16. `verb` 'O' asks for the prefix 0o, 'X' for upper case. */
void go_format_integer(StrBuf *out, const GoFormat *format, uint64_t bits, unsigned base, bool is_signed,
                       uint32_t verb);
/* A float of 32 or 64 bits. `verb` is one of e E f g G x X b; `precision` holds where the format has none,
 * -1: the shortest that reads back. */
void go_format_float(StrBuf *out, const GoFormat *format, double value, unsigned bits, char verb,
                     int precision);
void go_format_bool(StrBuf *out, const GoFormat *format, bool value);
/* %s */
void go_format_text(StrBuf *out, const GoFormat *format, Str text);
/* %q of a text, %x and %X of its bytes. */
void go_format_quoted(StrBuf *out, const GoFormat *format, Str text);
void go_format_hex(StrBuf *out, const GoFormat *format, Str bytes, bool is_upper);
/* %c, %q and %U of a code point. */
void go_format_rune(StrBuf *out, const GoFormat *format, uint64_t rune);
void go_format_quoted_rune(StrBuf *out, const GoFormat *format, uint64_t rune);
void go_format_unicode(StrBuf *out, const GoFormat *format, uint64_t rune);
/* The text padded to the width; no precision. */
void go_format_pad(StrBuf *out, const GoFormat *format, Str text);
/* `count` spaces, or zeros when the format says so. */
void go_format_padding(StrBuf *out, const GoFormat *format, int64_t count);

/* strconv.AppendFloat: as go_format_float without flags; a positive number has no sign. */
void go_append_float(StrBuf *out, double value, char verb, int precision, unsigned bits);
/* A Go literal in `quote` ('"' or '\''), with escapes; `ascii_only` escapes everything else. */
void go_append_quoted(StrBuf *out, Str text, char quote, bool ascii_only);
void go_append_quoted_rune(StrBuf *out, uint32_t rune, bool ascii_only);
/* Can the text stand between back quotes? */
bool go_can_backquote(Str text);

/* The other way: text to values, as strconv does it. */
typedef enum GoParse { GO_PARSE_OK, GO_PARSE_SYNTAX, GO_PARSE_RANGE } GoParse;

/* Base 2 to 36, or 0: a prefix (0x, 0o, 0b, 0) says which, and underscores are allowed. `bits` 1 to 64; a
 * value that needs more gives the largest one and GO_PARSE_RANGE. */
GoParse go_parse_unsigned(Str text, int64_t base, int64_t bits, uint64_t *value);
/* A decimal or hexadecimal float, inf or nan. Too large: an infinity and GO_PARSE_RANGE. */
GoParse go_parse_float(Str text, int64_t bits, double *value);
/* The text of a Go literal in any of the three quotes. False: it is none. */
bool go_unquote(Str literal, StrBuf *out);

#endif
