/* What Unicode knows about characters: case, classes, digits. (Through utf8proc.) */
#include "base/utf8.h"
#include "base/vec.h"
#include "python/objects/error.h"
#include "python/objects/method.h"
#include "python/objects/str.h"
#include "python/objects/str_methods.h"

#include <stdlib.h>
#include <utf8proc.h>

typedef VEC(uint32_t) CodePoints;

static utf8proc_category_t category(uint32_t c) {
    return utf8proc_category((utf8proc_int32_t)c);
}

bool py_char_is_space(uint32_t c) {
    if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x1f);
    return c == 0x85 || category(c) == UTF8PROC_CATEGORY_ZS || c == 0x2028 || c == 0x2029;
}

/* Decimal digits come in runs of ten in ascending order, each run starting with its zero. */
int py_char_decimal(uint32_t c) {
    if (c < 0x80) return c >= '0' && c <= '9' ? (int)c - '0' : -1;
    if (category(c) != UTF8PROC_CATEGORY_ND) return -1;
    if (c >= 0x1D7CE && c <= 0x1D7FF) return (int)((c - 0x1D7CE) % 10);
    uint32_t first = c;
    while (c - first < 9 && category(first - 1) == UTF8PROC_CATEGORY_ND) first--;
    return (int)(c - first);
}

static bool is_letter(uint32_t c) {
    return utf8_is_letter(c);
}

static bool is_lower(uint32_t c) {
    if (c < 0x80) return c >= 'a' && c <= 'z';
    return utf8proc_islower((utf8proc_int32_t)c) || c == 0xAA || c == 0xBA;
}

static bool is_upper(uint32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    return utf8proc_isupper((utf8proc_int32_t)c) && category(c) != UTF8PROC_CATEGORY_LT;
}

static bool is_title(uint32_t c) {
    return category(c) == UTF8PROC_CATEGORY_LT;
}

/* Superscripts, circled digits and the like: digits that are not decimal ones. */
static bool is_digit(uint32_t c) {
    if (py_char_decimal(c) >= 0) return true;
    return c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ||
           (c >= 0x2080 && c <= 0x2089) || (c >= 0x2460 && c <= 0x2468) || (c >= 0x2474 && c <= 0x247C) ||
           (c >= 0x2488 && c <= 0x2490) || c == 0x24EA || (c >= 0x24F5 && c <= 0x24FD) || c == 0x24FF ||
           (c >= 0x2776 && c <= 0x277E) || (c >= 0x2780 && c <= 0x2788) || (c >= 0x278A && c <= 0x2792) ||
           (c >= 0x1369 && c <= 0x1371) || (c >= 0x1F100 && c <= 0x1F10A);
}

/* Ideographs that are numbers, in order. */
static bool is_number_ideograph(uint32_t c) {
    static const uint32_t numbers[] = {0x3007, 0x4E00, 0x4E03, 0x4E07, 0x4E09, 0x4E5D,
                                       0x4E8C, 0x4E94, 0x4EBF, 0x5104, 0x5146, 0x516B,
                                       0x516D, 0x5341, 0x5343, 0x56DB, 0x767E, 0x842C};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (numbers[i] == c) return true;
    return false;
}

static bool is_numeric(uint32_t c) {
    utf8proc_category_t kind = category(c);
    return is_digit(c) || kind == UTF8PROC_CATEGORY_NL || kind == UTF8PROC_CATEGORY_NO ||
           is_number_ideograph(c);
}

static bool is_decimal(uint32_t c) {
    return py_char_decimal(c) >= 0;
}

static bool is_alphanumeric(uint32_t c) {
    return is_letter(c) || is_numeric(c);
}

/* --- Questions --------------------------------------------------------------------------------------------
 */

static PyObject *all_are(PyObject *self, bool (*test)(uint32_t c), bool of_empty) {
    int64_t length = py_str_length(self);
    if (!length) return py_bool_from(of_empty);
    for (int64_t i = 0; i < length; i++)
        if (!test(py_str_at(self, i))) return py_bool_from(false);
    return py_bool_from(true);
}

#define QUESTION(name, test, of_empty)                                                                       \
    PyObject *py_str_##name(PyObject *self, PyObject *const *arguments, int64_t count,                       \
                            PyObject *keyword_names) {                                                       \
        (void)arguments, (void)count, (void)keyword_names;                                                   \
        return all_are(self, test, of_empty);                                                                \
    }
QUESTION(isalpha, is_letter, false)
QUESTION(isalnum, is_alphanumeric, false)
QUESTION(isdigit, is_digit, false)
QUESTION(isdecimal, is_decimal, false)
QUESTION(isnumeric, is_numeric, false)
QUESTION(isspace, py_char_is_space, false)
QUESTION(isprintable, utf8_is_printable, true)

#define METHOD(name)                                                                                         \
    PyObject *py_str_##name(PyObject *self, __attribute__((unused)) PyObject *const *arguments,              \
                            __attribute__((unused)) int64_t count,                                           \
                            __attribute__((unused)) PyObject *keyword_names)

METHOD(isascii) {
    return py_bool_from(py_str_is_ascii(self));
}

METHOD(isidentifier) {
    int64_t length = py_str_length(self);
    if (!length || !utf8_is_xid_start(py_str_at(self, 0))) return py_bool_from(false);
    for (int64_t i = 1; i < length; i++)
        if (!utf8_is_xid_continue(py_str_at(self, i))) return py_bool_from(false);
    return py_bool_from(true);
}

/* At least one cased letter, and none of the other case. */
static PyObject *has_only_case(PyObject *self, bool (*wanted)(uint32_t c), bool (*other)(uint32_t c)) {
    bool cased = false;
    for (int64_t i = 0; i < py_str_length(self); i++) {
        uint32_t c = py_str_at(self, i);
        if (other(c) || is_title(c)) return py_bool_from(false);
        cased = cased || wanted(c);
    }
    return py_bool_from(cased);
}

METHOD(islower) {
    return has_only_case(self, is_lower, is_upper);
}

METHOD(isupper) {
    return has_only_case(self, is_upper, is_lower);
}

METHOD(istitle) {
    bool after_cased = false, found = false;
    for (int64_t i = 0; i < py_str_length(self); i++) {
        uint32_t c = py_str_at(self, i);
        bool upper = is_upper(c) || is_title(c), lower = is_lower(c);
        if ((upper && after_cased) || (lower && !after_cased)) return py_bool_from(false);
        after_cased = upper || lower;
        found = found || after_cased;
    }
    return py_bool_from(found);
}

/* --- Conversions ------------------------------------------------------------------------------------------
 */

/* Characters whose upper case is more than one character (Unicode's SpecialCasing.txt). */
typedef struct SpecialUpper {
    uint32_t lower, upper[3], title[3];
} SpecialUpper;

static const SpecialUpper specials[] = {
    {0xDF, {'S', 'S', 0}, {'S', 's', 0}},
    {0x149, {0x2BC, 'N', 0}, {0x2BC, 'N', 0}},
    {0x1F0, {'J', 0x30C, 0}, {'J', 0x30C, 0}},
    {0x390, {0x399, 0x308, 0x301}, {0x399, 0x308, 0x301}},
    {0x3B0, {0x3A5, 0x308, 0x301}, {0x3A5, 0x308, 0x301}},
    {0x587, {0x535, 0x552, 0}, {0x535, 0x582, 0}},
    {0x1E96, {'H', 0x331, 0}, {'H', 0x331, 0}},
    {0x1E97, {'T', 0x308, 0}, {'T', 0x308, 0}},
    {0x1E98, {'W', 0x30A, 0}, {'W', 0x30A, 0}},
    {0x1E99, {'Y', 0x30A, 0}, {'Y', 0x30A, 0}},
    {0x1E9A, {'A', 0x2BE, 0}, {'A', 0x2BE, 0}},
    {0xFB00, {'F', 'F', 0}, {'F', 'f', 0}},
    {0xFB01, {'F', 'I', 0}, {'F', 'i', 0}},
    {0xFB02, {'F', 'L', 0}, {'F', 'l', 0}},
    {0xFB03, {'F', 'F', 'I'}, {'F', 'f', 'i'}},
    {0xFB04, {'F', 'F', 'L'}, {'F', 'f', 'l'}},
    {0xFB05, {'S', 'T', 0}, {'S', 't', 0}},
    {0xFB06, {'S', 'T', 0}, {'S', 't', 0}},
};

static void push_special(CodePoints *out, const uint32_t form[3]) {
    for (int i = 0; i < 3 && form[i]; i++) VEC_PUSH(out, form[i]);
}

static void push_upper(CodePoints *out, uint32_t c, bool title) {
    for (size_t i = 0; c >= 0xDF && i < sizeof specials / sizeof *specials; i++) {
        if (specials[i].lower != c) continue;
        push_special(out, title ? specials[i].title : specials[i].upper);
        return;
    }
    utf8proc_int32_t code = (utf8proc_int32_t)c;
    VEC_PUSH(out, (uint32_t)(title ? utf8proc_totitle(code) : utf8proc_toupper(code)));
}

/* A capital sigma at the end of a word becomes the final small one. */
static bool is_final_sigma(const PyObject *string, int64_t at) {
    int64_t before = at - 1, after = at + 1;
    while (before >= 0 && category(py_str_at(string, before)) == UTF8PROC_CATEGORY_MN) before--;
    while (after < py_str_length(string) && category(py_str_at(string, after)) == UTF8PROC_CATEGORY_MN)
        after++;
    bool letter_before = before >= 0 && is_letter(py_str_at(string, before));
    bool letter_after = after < py_str_length(string) && is_letter(py_str_at(string, after));
    return letter_before && !letter_after;
}

static void push_lower(CodePoints *out, const PyObject *string, int64_t at) {
    uint32_t c = py_str_at(string, at);
    if (c == 0x3A3) {
        VEC_PUSH(out, is_final_sigma(string, at) ? 0x3C2 : 0x3C3);
    } else if (c == 0x130) {
        VEC_PUSH(out, 'i');
        VEC_PUSH(out, 0x307);
    } else {
        VEC_PUSH(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)c));
    }
}

static PyObject *finish(CodePoints *out) {
    PyObject *string = py_str_from_code_points(out->items, (int64_t)out->count);
    VEC_FREE(out);
    return string;
}

METHOD(lower) {
    CodePoints out = {0};
    for (int64_t i = 0; i < py_str_length(self); i++) push_lower(&out, self, i);
    return finish(&out);
}

METHOD(upper) {
    CodePoints out = {0};
    for (int64_t i = 0; i < py_str_length(self); i++) push_upper(&out, py_str_at(self, i), false);
    return finish(&out);
}

METHOD(capitalize) {
    CodePoints out = {0};
    for (int64_t i = 0; i < py_str_length(self); i++) {
        if (i == 0)
            push_upper(&out, py_str_at(self, i), true);
        else
            push_lower(&out, self, i);
    }
    return finish(&out);
}

METHOD(title) {
    CodePoints out = {0};
    bool after_cased = false;
    for (int64_t i = 0; i < py_str_length(self); i++) {
        uint32_t c = py_str_at(self, i);
        if (after_cased)
            push_lower(&out, self, i);
        else
            push_upper(&out, c, true);
        after_cased = is_lower(c) || is_upper(c) || is_title(c);
    }
    return finish(&out);
}

METHOD(swapcase) {
    CodePoints out = {0};
    for (int64_t i = 0; i < py_str_length(self); i++) {
        uint32_t c = py_str_at(self, i);
        if (is_upper(c))
            push_lower(&out, self, i);
        else if (is_lower(c))
            push_upper(&out, c, false);
        else
            VEC_PUSH(&out, c);
    }
    return finish(&out);
}

METHOD(casefold) {
    CodePoints out = {0};
    for (int64_t i = 0; i < py_str_length(self); i++) {
        utf8proc_int32_t folded[8];
        int boundary = 0;
        utf8proc_ssize_t length = utf8proc_decompose_char((utf8proc_int32_t)py_str_at(self, i), folded, 8,
                                                          UTF8PROC_CASEFOLD, &boundary);
        if (length < 1 || length > 8) length = 1, folded[0] = (utf8proc_int32_t)py_str_at(self, i);
        for (utf8proc_ssize_t j = 0; j < length; j++) VEC_PUSH(&out, (uint32_t)folded[j]);
    }
    return finish(&out);
}
