/* Packages unicode and unicode/utf8: what a code point is, and how it is written in bytes.
 *
 * The properties come from utf8proc. */
#include "base/utf8.h"
#include "go/packages/packages.h"

#include <utf8proc.h>

static bool is_in(int32_t rune, utf8proc_category_t first, utf8proc_category_t last) {
    if (rune < 0 || rune > 0x10FFFF) return false;
    utf8proc_category_t category = utf8proc_category(rune);
    return category >= first && category <= last;
}

static bool is_space(int32_t rune) {
    if (rune >= 0 && rune < 0x100)
        return (rune >= '\t' && rune <= '\r') || rune == ' ' || rune == 0x85 || rune == 0xA0;
    return is_in(rune, UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_ZP);
}

static bool is_printable(int32_t rune) {
    return rune >= 0 && rune <= 0x10FFFF && utf8_is_printable((uint32_t)rune);
}

static bool is_graphic(int32_t rune) {
    return is_printable(rune) || is_in(rune, UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_ZS);
}

/* X(name, condition on rune) */
#define PREDICATES(X)                                                                                        \
    X(IsLetter, is_in(rune, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO))                                     \
    X(IsUpper, is_in(rune, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LU))                                      \
    X(IsLower, is_in(rune, UTF8PROC_CATEGORY_LL, UTF8PROC_CATEGORY_LL))                                      \
    X(IsTitle, is_in(rune, UTF8PROC_CATEGORY_LT, UTF8PROC_CATEGORY_LT))                                      \
    X(IsDigit, is_in(rune, UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_ND))                                      \
    X(IsNumber, is_in(rune, UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_NO))                                     \
    X(IsPunct, is_in(rune, UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PO))                                      \
    X(IsSymbol, is_in(rune, UTF8PROC_CATEGORY_SM, UTF8PROC_CATEGORY_SO))                                     \
    X(IsMark, is_in(rune, UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_ME))                                       \
    X(IsControl, is_in(rune, UTF8PROC_CATEGORY_CC, UTF8PROC_CATEGORY_CC))                                    \
    X(IsSpace, is_space(rune))                                                                               \
    X(IsPrint, is_printable(rune))                                                                           \
    X(IsGraphic, is_graphic(rune))

#define PREDICATE(name, condition)                                                                           \
    static void unicode_##name(GoRuntime *runtime, const void *arguments, void *results) {                   \
        (void)runtime;                                                                                       \
        int32_t rune = *(const int32_t *)arguments;                                                          \
        *(bool *)results = (condition);                                                                      \
    }
PREDICATES(PREDICATE)

#define CONVERSION(name, function)                                                                           \
    static void unicode_##name(GoRuntime *runtime, const void *arguments, void *results) {                   \
        (void)runtime;                                                                                       \
        int32_t rune = *(const int32_t *)arguments;                                                          \
        *(int32_t *)results = rune < 0 || rune > 0x10FFFF ? rune : function(rune);                           \
    }
CONVERSION(ToUpper, utf8proc_toupper)
CONVERSION(ToLower, utf8proc_tolower)
CONVERSION(ToTitle, utf8proc_totitle)

#define PREDICATE_MEMBER(name, condition) X_(#name, unicode_##name, "func " #name "(r rune) bool")
#define UNICODE(X)                                                                                           \
    PREDICATES(PREDICATE_MEMBER)                                                                             \
    X("ToUpper", unicode_ToUpper, "func ToUpper(r rune) rune")                                               \
    X("ToLower", unicode_ToLower, "func ToLower(r rune) rune")                                               \
    X("ToTitle", unicode_ToTitle, "func ToTitle(r rune) rune")                                               \
    X("", NULL,                                                                                              \
      "const (\n"                                                                                            \
      "	MaxRune         = '\\U0010FFFF'\n"                                                                   \
      "	ReplacementChar = '\\uFFFD'\n"                                                                       \
      "	MaxASCII        = '\\u007F'\n"                                                                       \
      "	MaxLatin1       = '\\u00FF'\n"                                                                       \
      ")\n")

/* The rows of PREDICATES expand with whatever the outer list is expanded with. */
#define X_ GO_MEMBER_ROW_
static const GoNativeMember unicode_members[] = {UNICODE(GO_MEMBER_ROW_)};
#undef X_
#define X_ GO_MEMBER_TEXT_
const GoNativePackage go_package_unicode = {"unicode", "package unicode\n" UNICODE(GO_MEMBER_TEXT_),
                                            unicode_members,
                                            sizeof unicode_members / sizeof *unicode_members};

/* ---- unicode/utf8: in Go, by means of the language's own conversions ---- */

#define UTF8(X)                                                                                              \
    X("", NULL,                                                                                              \
      "const (\n"                                                                                            \
      "	RuneError = '\\uFFFD'\n"                                                                             \
      "	RuneSelf  = 0x80\n"                                                                                  \
      "	MaxRune   = '\\U0010FFFF'\n"                                                                         \
      "	UTFMax    = 4\n"                                                                                     \
      ")\n"                                                                                                  \
      "func RuneCountInString(s string) (n int) { for range s { n++ }; return n }\n"                         \
      "func RuneCount(p []byte) int { return RuneCountInString(string(p)) }\n"                               \
      "func RuneLen(r rune) int {\n"                                                                         \
      "	if !ValidRune(r) { return -1 }\n"                                                                    \
      "	return len(string(r))\n"                                                                             \
      "}\n"                                                                                                  \
      "func ValidRune(r rune) bool { return r >= 0 && r < 0xD800 || r > 0xDFFF && r <= MaxRune }\n"          \
      "func ValidString(s string) bool {\n"                                                                  \
      "	for i, r := range s {\n"                                                                             \
      "		if r == RuneError && (len(s)-i < 3 || s[i:i+3] != string(RuneError)) { return false }\n"            \
      "	}\n"                                                                                                 \
      "	return true\n"                                                                                       \
      "}\n"                                                                                                  \
      "func Valid(p []byte) bool { return ValidString(string(p)) }\n"                                        \
      "func DecodeRuneInString(s string) (rune, int) {\n"                                                    \
      "	if len(s) == 0 { return RuneError, 0 }\n"                                                            \
      "	first, size := RuneError, 0\n"                                                                       \
      "	for i, r := range s {\n"                                                                             \
      "		if i > 0 { return first, i }\n"                                                                     \
      "		first, size = r, len(s)\n"                                                                          \
      "	}\n"                                                                                                 \
      "	return first, size\n"                                                                                \
      "}\n"                                                                                                  \
      "func DecodeRune(p []byte) (rune, int) {\n"                                                            \
      "	if len(p) > UTFMax { p = p[:UTFMax] }\n"                                                             \
      "	return DecodeRuneInString(string(p))\n"                                                              \
      "}\n"                                                                                                  \
      "func DecodeLastRuneInString(s string) (rune, int) {\n"                                                \
      "	for size := UTFMax; size > 1; size-- {\n"                                                            \
      "		if len(s) < size { continue }\n"                                                                    \
      "		if r, n := DecodeRuneInString(s[len(s)-size:]); n == size { return r, n }\n"                        \
      "	}\n"                                                                                                 \
      "	if len(s) == 0 { return RuneError, 0 }\n"                                                            \
      "	return DecodeRuneInString(s[len(s)-1:])\n"                                                           \
      "}\n"                                                                                                  \
      "func DecodeLastRune(p []byte) (rune, int) { return DecodeLastRuneInString(string(p)) }\n"             \
      "func EncodeRune(p []byte, r rune) int { return copy(p, string(r)) }\n"                                \
      "func AppendRune(p []byte, r rune) []byte { return append(p, string(r)...) }\n"                        \
      "func RuneStart(b byte) bool { return b&0xC0 != 0x80 }\n"                                              \
      "func FullRuneInString(s string) bool {\n"                                                             \
      "	if len(s) == 0 { return false }\n"                                                                   \
      "	need, low, high := 1, byte(0x80), byte(0xBF)\n"                                                      \
      "	switch first := s[0]; {\n"                                                                           \
      "	case first >= 0xF0 && first <= 0xF4: need = 4\n"                                                     \
      "	case first >= 0xE0 && first < 0xF0: need = 3\n"                                                      \
      "	case first >= 0xC2 && first < 0xE0: need = 2\n"                                                      \
      "	}\n"                                                                                                 \
      "	switch s[0] {\n"                                                                                     \
      "	case 0xE0: low = 0xA0\n"                                                                             \
      "	case 0xED: high = 0x9F\n"                                                                            \
      "	case 0xF0: low = 0x90\n"                                                                             \
      "	case 0xF4: high = 0x8F\n"                                                                            \
      "	}\n"                                                                                                 \
      "	if len(s) >= need || len(s) > 1 && (s[1] < low || s[1] > high) { return true }\n"                    \
      "	return len(s) > 2 && RuneStart(s[2])\n"                                                              \
      "}\n"                                                                                                  \
      "func FullRune(p []byte) bool { return FullRuneInString(string(p)) }\n")

GO_NATIVE_PACKAGE(go_package_utf8, "unicode/utf8", "package utf8", UTF8)
