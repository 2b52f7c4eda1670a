/* Numbers, strings and names: the tokens whose inside has rules of its own, see tokenizer.h.
 *
 * Nothing is converted here, a token is only delimited; number.c and string.c turn it into a value. But every
 * mistake in a number's form is found here, where the place is known. */
#include "python/syntax/tokenizer_internal.h"

#include "base/utf8.h"
#include "python/syntax/encoding.h"

#include <string.h>

static bool is_digit_of(int c, int base) {
    if (c >= '0' && c <= '9') return c - '0' < base;
    return base == 16 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
}

static bool is_word_byte(int c) {
    static const bool word_bytes[256] = {['a' ... 'z'] = true,
                                         ['A' ... 'Z'] = true,
                                         ['0' ... '9'] = true,
                                         ['_'] = true,
                                         [0x80 ... 0xFF] = true};
    return c >= 0 && word_bytes[c];
}

/* A keyword that may stand behind a number without a space between them (1if x else y). The two-letter ones
 * that start with i count even when they are only the beginning of a word, as in CPython. */
static bool keyword_follows(const PyTokenizer *tokenizer) {
    static const char *const words[] = {"and", "else", "for", "or", "not"}, *const beginnings[] = {"if", "in",
                                                                                                   "is"};
    Str rest = str_slice(tokenizer->source->text, tokenizer->at, tokenizer->end);
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (str_starts_with(rest, str_from(beginnings[i]))) return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        Str word = str_from(words[i]);
        if (str_starts_with(rest, word))
            return !is_word_byte(tokenizer_peek(tokenizer, (uint32_t)word.length));
    }
    return false;
}

/* The number ends here: what follows must not look like more of it. */
static PyTokenKind end_number(PyTokenizer *tokenizer, const char *form) {
    if (keyword_follows(tokenizer)) {

        diagnostic_add(tokenizer->diagnostics, "SyntaxWarning", tokenizer->source,
                       tokenizer_last_byte(tokenizer), "invalid %s literal", form);
        return PY_TOKEN_NUMBER;
    }
    if (is_word_byte(tokenizer_peek(tokenizer, 0)))
        return TOKENIZER_FAIL_HERE(tokenizer, "invalid %s literal", form);
    return PY_TOKEN_NUMBER;
}

/* 0x, 0o, 0b: `at` is behind the prefix. */
static PyTokenKind read_based(PyTokenizer *tokenizer, int base, const char *form) {
    do {
        if (tokenizer_peek(tokenizer, 0) == '_') tokenizer->at++;
        int c = tokenizer_peek(tokenizer, 0);
        if (!is_digit_of(c, base)) {
            if (!is_digit_of(c, 10)) return TOKENIZER_FAIL_HERE(tokenizer, "invalid %s literal", form);
            tokenizer->at++;
            return TOKENIZER_FAIL_HERE(tokenizer, "invalid digit '%c' in %s literal", c, form);
        }
        while (is_digit_of(tokenizer_peek(tokenizer, 0), base)) tokenizer->at++;
    } while (tokenizer_peek(tokenizer, 0) == '_');
    int c = tokenizer_peek(tokenizer, 0);
    if (base < 10 && is_digit_of(c, 10)) {
        tokenizer->at++;
        return TOKENIZER_FAIL_HERE(tokenizer, "invalid digit '%c' in %s literal", c, form);
    }
    return end_number(tokenizer, form);
}

/* Decimal digits with single underscores between them; `at` may be on a digit or an underscore. */
static bool read_digits(PyTokenizer *tokenizer) {
    for (;;) {
        while (is_digit_of(tokenizer_peek(tokenizer, 0), 10)) tokenizer->at++;
        if (tokenizer_peek(tokenizer, 0) != '_') return true;
        tokenizer->at++;
        if (is_digit_of(tokenizer_peek(tokenizer, 0), 10)) continue;
        TOKENIZER_FAIL_HERE(tokenizer, "invalid decimal literal");
        return false;
    }
}

/* What may stand behind the digits: a fraction, an exponent, a j. */
static PyTokenKind read_number_tail(PyTokenizer *tokenizer) {
    if (tokenizer_peek(tokenizer, 0) == '.') {
        tokenizer->at++;
        if (is_digit_of(tokenizer_peek(tokenizer, 0), 10) && !read_digits(tokenizer)) return PY_TOKEN_ERROR;
    }
    int c = tokenizer_peek(tokenizer, 0), next = tokenizer_peek(tokenizer, 1);
    if (c == 'e' || c == 'E') {
        bool sign = next == '+' || next == '-';
        if (is_digit_of(tokenizer_peek(tokenizer, sign ? 2 : 1), 10)) {
            tokenizer->at += sign ? 2 : 1;
            if (!read_digits(tokenizer)) return PY_TOKEN_ERROR;
        } else if (sign) {
            tokenizer->at += 2;
            return TOKENIZER_FAIL_HERE(tokenizer, "invalid decimal literal");
        }
    }
    c = tokenizer_peek(tokenizer, 0);
    if (c != 'j' && c != 'J') return end_number(tokenizer, "decimal");
    tokenizer->at++;
    return end_number(tokenizer, "imaginary");
}

/* A number that starts with 0 and is not 0x...: only zeros may follow, unless it becomes a float. */
static PyTokenKind read_leading_zero(PyTokenizer *tokenizer, uint32_t start) {
    uint32_t zeros_end = start;
    while (tokenizer_peek(tokenizer, 0) == '0' ||
           (tokenizer_peek(tokenizer, 0) == '_' && tokenizer_peek(tokenizer, 1) == '0'))
        tokenizer->at++;
    zeros_end = tokenizer->at;
    /* CPython's carets cover an underscore that follows, too. */
    uint32_t shown_end = zeros_end + (tokenizer_peek(tokenizer, 0) == '_');
    if (!read_digits(tokenizer)) return PY_TOKEN_ERROR;
    int c = tokenizer_peek(tokenizer, 0);
    bool is_float = c == '.' || c == 'e' || c == 'E' || c == 'j' || c == 'J';
    if (tokenizer->at > zeros_end && !is_float)
        return tokenizer_fail(tokenizer, "SyntaxError", (SourceSpan){start, shown_end},
                              "leading zeros in decimal integer literals are not permitted; "
                              "use an 0o prefix for octal integers");
    return read_number_tail(tokenizer);
}

PyTokenKind tokenizer_read_number(PyTokenizer *tokenizer) {
    uint32_t start = tokenizer->at;
    if (tokenizer_peek(tokenizer, 0) == '0') {
        int prefix = tokenizer_peek(tokenizer, 1) | 0x20;
        tokenizer->at += prefix == 'x' || prefix == 'o' || prefix == 'b' ? 2 : 0;
        if (prefix == 'x') return read_based(tokenizer, 16, "hexadecimal");
        if (prefix == 'o') return read_based(tokenizer, 8, "octal");
        if (prefix == 'b') return read_based(tokenizer, 2, "binary");
        return read_leading_zero(tokenizer, start);
    }
    if (tokenizer_peek(tokenizer, 0) != '.' && !read_digits(tokenizer)) return PY_TOKEN_ERROR;
    return read_number_tail(tokenizer);
}

/* An unterminated string is shown at its start; `line` is where its end was missed. */
static PyTokenKind fail_unterminated(PyTokenizer *tokenizer, uint32_t start, bool triple, int32_t line) {
    return tokenizer_fail(tokenizer, "SyntaxError", (SourceSpan){start, start},
                          "unterminated %sstring literal (detected at line %d)",
                          triple ? "triple-quoted " : "", line);
}

/* A word whose bytes are not 0 where (and, above the first such byte, perhaps elsewhere) those of `word`
 * equal `byte`. */
static uint64_t bytes_equal(uint64_t word, int byte) {
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    uint64_t difference = word ^ ones * (unsigned char)byte;
    return (difference - ones) & ~difference & highs;
}

/* Is one of the next eight bytes more than itself? */
static bool has_stop(const char *at, int quote) {
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return bytes_equal(word, quote) | bytes_equal(word, '\\') | bytes_equal(word, '\n') |
           bytes_equal(word, '\r');
}

/* Moves over the bytes of a string that mean only themselves; true if there are any. */
static bool skip_plain(PyTokenizer *tokenizer, int quote) {
    const char *start = tokenizer->source->text.data + tokenizer->at, *at = start;
    const char *end = tokenizer->source->text.data + tokenizer->end;
    while (end - at >= 8 && !has_stop(at, quote)) at += 8;
    while (at < end && *at != quote && *at != '\\' && *at != '\n' && *at != '\r') at++;
    tokenizer->at += (uint32_t)(at - start);
    return at > start;
}

PyTokenKind tokenizer_read_string(PyTokenizer *tokenizer, uint32_t token_start) {
    int quote = tokenizer_peek(tokenizer, 0);
    bool triple = tokenizer_peek(tokenizer, 1) == quote && tokenizer_peek(tokenizer, 2) == quote;
    tokenizer->at += triple ? 3 : 1;
    int needed = triple ? 3 : 1;
    for (int quotes = 0; quotes < needed;) {
        if (skip_plain(tokenizer, quote)) quotes = 0;
        int c = tokenizer_peek(tokenizer, 0);
        if (c == TOKENIZER_END || (c == '\n' && !triple)) {
            int32_t line = tokenizer->lineno - (c == TOKENIZER_END);
            return fail_unterminated(tokenizer, token_start, triple, line);
        }
        quotes = c == quote ? quotes + 1 : 0;
        bool returns = tokenizer->at < tokenizer->end && tokenizer->source->text.data[tokenizer->at] == '\r';
        if (c == '\\' || returns) tokenizer->word = 1;
        tokenizer_advance(tokenizer);
        if (c == '\\' && tokenizer_peek(tokenizer, 0) != TOKENIZER_END) tokenizer_advance(tokenizer);
    }
    return PY_TOKEN_STRING;
}

/* True when `prefix` (letters only) may stand before a quote. */
static bool is_string_prefix(Str prefix) {
    bool seen_b = false, seen_u = false, seen_r = false, seen_f = false;
    for (size_t i = 0; i < prefix.length; i++) {
        int c = prefix.data[i] | 0x20;
        if (c == 'b' && !(seen_b || seen_u || seen_f)) {
            seen_b = true;
        } else if (c == 'u' && !(seen_b || seen_u || seen_r || seen_f)) {
            seen_u = true;
        } else if (c == 'r' && !(seen_r || seen_u)) {
            seen_r = true;
        } else if (c == 'f' && !(seen_f || seen_b || seen_u)) {
            seen_f = true;
        } else {
            return false;
        }
    }
    return true;
}

/* The word holds characters beyond ASCII: it must be UTF-8, and each must be allowed where it stands (UAX
 * #31). It is a name even if it is normalised to a keyword. */
static PyTokenKind read_unicode_name(PyTokenizer *tokenizer, uint32_t start) {
    Str text = str_slice(tokenizer->source->text, 0, tokenizer->at);
    Str word = str_slice(text, start, text.length);
    ptrdiff_t broken = utf8_first_invalid(word);
    if (broken >= 0) {
        Str complaint = py_utf8_complaint(word, (size_t)broken, tokenizer->arena);
        SourceSpan last = {tokenizer->at - 1, tokenizer->at - 1};
        tokenizer_fail(tokenizer, "SyntaxError", last, "%.*s", STR_ARGS(complaint));
        tokenizer->error.in_characters = false;
        return PY_TOKEN_ERROR;
    }
    for (size_t at = start; at < text.length;) {
        size_t before = at;
        uint32_t c = utf8_decode(text, &at);
        if (c == '_' || (before == start ? utf8_is_xid_start(c) : utf8_is_xid_continue(c))) continue;
        tokenizer->at = (uint32_t)at;
        Str shown = str_slice(text, before, at);
        if (!utf8_is_printable(c))
            return TOKENIZER_FAIL_HERE(tokenizer, "invalid non-printable character U+%04X", c);
        return TOKENIZER_FAIL_HERE(tokenizer, "invalid character '%.*s' (U+%04X)", STR_ARGS(shown), c);
    }
    tokenizer->word = py_names_add_normalised(tokenizer->names, word);
    return PY_TOKEN_NAME;
}

PyTokenKind tokenizer_read_word(PyTokenizer *tokenizer) {
    uint32_t start = tokenizer->at, at = start;
    const unsigned char *text = (const unsigned char *)tokenizer->source->text.data;
    unsigned bits = 0;
    for (; at < tokenizer->end && is_word_byte(text[at]); at++) bits |= text[at];
    tokenizer->at = at;
    int c = tokenizer_peek(tokenizer, 0);
    Str word = str_slice(tokenizer->source->text, start, tokenizer->at);
    if ((c == '"' || c == '\'') && word.length <= 2 && is_string_prefix(word))
        return tokenizer_read_string(tokenizer, start);
    if (bits >= 0x80) return read_unicode_name(tokenizer, start);
    if (word.length <= 8 && tokenizer->source->text.length - start >= 8) {
        PyTokenKind kind;
        tokenizer->word = py_names_add_short(tokenizer->names, word.data, (uint32_t)word.length, &kind);
        return kind;
    }
    tokenizer->word = py_names_add(tokenizer->names, word);
    return py_names_kind(tokenizer->names, tokenizer->word);
}
