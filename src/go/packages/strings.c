/* Package strings: searching, splitting, changing.
 *
 * Parts of a string share its bytes. What takes a function, and the Builder, are written in Go. */
#include "base/utf8.h"
#include "go/packages/packages.h"
#include "go/runtime/panic.h"
#include "go/runtime/string.h"

#include <string.h>
#include <utf8proc.h>

/* Blocks of arguments. */
typedef struct TwoStrings {
    GoString s, t;
} TwoStrings;

typedef struct StringAndNumber {
    GoString s;
    int64_t n;
} StringAndNumber;

typedef struct StringAndByte {
    GoString s;
    char byte;
} StringAndByte;

typedef struct StringAndRune {
    GoString s;
    int32_t rune;
} StringAndRune;

typedef struct SplitArguments {
    GoString s, separator;
    int64_t n;
} SplitArguments;

typedef struct ReplaceArguments {
    GoString s, old, new;
    int64_t n;
} ReplaceArguments;

typedef struct JoinArguments {
    GoSlice items;
    GoString separator;
} JoinArguments;

static GoString sub(GoString text, int64_t from, int64_t to) {
    return from == to ? (GoString){0} : (GoString){text.data + from, to - from};
}

/* Offset of `part` at or behind `from`, or -1. */
static int64_t find(GoString text, GoString part, int64_t from) {
    if (part.length == 0) return from <= text.length ? from : -1;
    if (part.length > text.length - from) return -1;
    const char *found =
        memmem(text.data + from, (size_t)(text.length - from), part.data, (size_t)part.length);
    return found ? found - text.data : -1;
}

static int64_t find_last(GoString text, GoString part) {
    for (int64_t i = text.length - part.length; i >= 0; i--)
        if (part.length == 0 || memcmp(text.data + i, part.data, (size_t)part.length) == 0) return i;
    return -1;
}

static int64_t find_rune(GoString text, int32_t rune) {
    int32_t found;
    for (int64_t i = 0; i < text.length;) {
        int64_t next = go_string_next_rune(text, i, &found);
        if (found == rune) return i;
        i = next;
    }
    return -1;
}

static int64_t count_runes(GoString text) {
    int64_t count = 0;
    int32_t rune;
    for (int64_t i = 0; i < text.length; count++) i = go_string_next_rune(text, i, &rune);
    return count;
}

static bool has_prefix(GoString text, GoString prefix) {
    return str_starts_with(go_string_view(text), go_string_view(prefix));
}

static bool has_suffix(GoString text, GoString suffix) {
    return str_ends_with(go_string_view(text), go_string_view(suffix));
}

static void give(GoRuntime *runtime, void *results, StrBuf *text) {
    *(GoString *)results = go_string_new(runtime, strbuf_view(text));
    strbuf_free(text);
}

/* ---- searching ---- */

static void strings_index(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const TwoStrings *list = arguments;
    *(int64_t *)results = find(list->s, list->t, 0);
}

static void strings_last_index(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const TwoStrings *list = arguments;
    *(int64_t *)results = find_last(list->s, list->t);
}

static void strings_index_byte(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const StringAndByte *list = arguments;
    *(int64_t *)results = str_find_byte(go_string_view(list->s), list->byte, 0);
}

static void strings_index_rune(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const StringAndRune *list = arguments;
    *(int64_t *)results = find_rune(list->s, list->rune);
}

static void strings_index_any(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const TwoStrings *list = arguments;
    int64_t *result = results;
    *result = -1;
    int32_t rune;
    for (int64_t i = 0; i < list->s.length && *result < 0;) {
        int64_t next = go_string_next_rune(list->s, i, &rune);
        if (find_rune(list->t, rune) >= 0) *result = i;
        i = next;
    }
}

static void strings_contains(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const TwoStrings *list = arguments;
    *(bool *)results = find(list->s, list->t, 0) >= 0;
}

static void strings_has_prefix(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const TwoStrings *list = arguments;
    *(bool *)results = has_prefix(list->s, list->t);
}

static void strings_has_suffix(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const TwoStrings *list = arguments;
    *(bool *)results = has_suffix(list->s, list->t);
}

static void strings_count(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const TwoStrings *list = arguments;
    int64_t count = 0;
    if (list->t.length == 0) {
        count = count_runes(list->s) + 1;
    } else {
        for (int64_t at = 0; (at = find(list->s, list->t, at)) >= 0; at += list->t.length) count++;
    }
    *(int64_t *)results = count;
}

/* The smaller of the forms that a rune has in both cases: equal for runes that fold together. */
static int32_t fold(int32_t rune) {
    int32_t upper = utf8proc_toupper(rune);
    return utf8proc_tolower(upper);
}

static void strings_equal_fold(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const TwoStrings *list = arguments;
    int64_t i = 0, j = 0;
    bool is_equal = true;
    while (is_equal && i < list->s.length && j < list->t.length) {
        int32_t a, b;
        i = go_string_next_rune(list->s, i, &a);
        j = go_string_next_rune(list->t, j, &b);
        is_equal = a == b || fold(a) == fold(b);
    }
    *(bool *)results = is_equal && i == list->s.length && j == list->t.length;
}

static void strings_compare(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const TwoStrings *list = arguments;
    int order = go_string_compare(list->s, list->t);
    *(int64_t *)results = (order > 0) - (order < 0);
}

/* ---- trimming ---- */

/* Unicode's White_Space as Go's unicode.IsSpace has it. */
static bool is_space(int32_t rune) {
    if (rune < 0x100) return (rune >= '\t' && rune <= '\r') || rune == ' ' || rune == 0x85 || rune == 0xA0;
    return rune == 0x1680 || (rune >= 0x2000 && rune <= 0x200A) || rune == 0x2028 || rune == 0x2029 ||
           rune == 0x202F || rune == 0x205F || rune == 0x3000;
}

/* Should a rune at an end go? A NULL set means white space. */
static bool is_cut(const GoString *set, int32_t rune) {
    return set ? find_rune(*set, rune) >= 0 : is_space(rune);
}

static int64_t trim_start(GoString text, const GoString *set) {
    int64_t start = 0;
    while (start < text.length) {
        int32_t rune;
        int64_t next = go_string_next_rune(text, start, &rune);
        if (!is_cut(set, rune)) break;
        start = next;
    }
    return start;
}

static int64_t trim_end(GoString text, int64_t start, const GoString *set) {
    int64_t end = text.length;
    while (end > start) {
        int64_t last = end - 1;
        while (last > start && end - last < 4 && ((unsigned char)text.data[last] & 0xC0) == 0x80) last--;
        int32_t rune;
        if (go_string_next_rune(sub(text, 0, end), last, &rune) != end) {
            last = end - 1; /* a stray byte */
            rune = 0xFFFD;
        }
        if (!is_cut(set, rune)) break;
        end = last;
    }
    return end;
}

static void strings_trim_space(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    GoString text = *(const GoString *)arguments;
    int64_t start = trim_start(text, NULL);
    *(GoString *)results = sub(text, start, trim_end(text, start, NULL));
}

static void strings_trim(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const TwoStrings *list = arguments;
    int64_t start = trim_start(list->s, &list->t);
    *(GoString *)results = sub(list->s, start, trim_end(list->s, start, &list->t));
}

static void strings_trim_left(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const TwoStrings *list = arguments;
    *(GoString *)results = sub(list->s, trim_start(list->s, &list->t), list->s.length);
}

static void strings_trim_right(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const TwoStrings *list = arguments;
    *(GoString *)results = sub(list->s, 0, trim_end(list->s, 0, &list->t));
}

static void strings_trim_prefix(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const TwoStrings *list = arguments;
    int64_t cut = has_prefix(list->s, list->t) ? list->t.length : 0;
    *(GoString *)results = sub(list->s, cut, list->s.length);
}

static void strings_trim_suffix(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const TwoStrings *list = arguments;
    int64_t cut = has_suffix(list->s, list->t) ? list->t.length : 0;
    *(GoString *)results = sub(list->s, 0, list->s.length - cut);
}

/* ---- splitting and joining ---- */

static void append_part(GoRuntime *runtime, GoSlice *list, GoString part) {
    *list = go_slice_append(runtime, runtime->types.basic[GO_KIND_STRING], *list, &part, 1);
}

/* Into single characters, at most n parts. */
static void explode(GoRuntime *runtime, GoString text, int64_t n, GoSlice *list) {
    int32_t rune;
    for (int64_t i = 0; i < text.length;) {
        int64_t next = list->length == n - 1 ? text.length : go_string_next_rune(text, i, &rune);
        append_part(runtime, list, sub(text, i, next));
        i = next;
    }
}

/* n < 0: all parts. `kept` bytes of the separator stay at the end of a part. */
static GoSlice split(GoRuntime *runtime, GoString text, GoString separator, int64_t kept, int64_t n) {
    GoSlice list = {0};
    if (n == 0) return list;
    list = go_slice_make(runtime, runtime->types.basic[GO_KIND_STRING], 0, 0);
    if (separator.length == 0) {
        explode(runtime, text, n, &list);
        return list;
    }
    int64_t from = 0, at;
    while ((n < 0 || list.length < n - 1) && (at = find(text, separator, from)) >= 0) {
        append_part(runtime, &list, sub(text, from, at + kept));
        from = at + separator.length;
    }
    append_part(runtime, &list, sub(text, from, text.length));
    return list;
}

static void strings_split(GoRuntime *runtime, const void *arguments, void *results) {
    const TwoStrings *list = arguments;
    *(GoSlice *)results = split(runtime, list->s, list->t, 0, -1);
}

static void strings_split_after(GoRuntime *runtime, const void *arguments, void *results) {
    const TwoStrings *list = arguments;
    *(GoSlice *)results = split(runtime, list->s, list->t, list->t.length, -1);
}

static void strings_split_n(GoRuntime *runtime, const void *arguments, void *results) {
    const SplitArguments *list = arguments;
    *(GoSlice *)results = split(runtime, list->s, list->separator, 0, list->n);
}

static void strings_fields(GoRuntime *runtime, const void *arguments, void *results) {
    GoString text = *(const GoString *)arguments;
    GoSlice list = go_slice_make(runtime, runtime->types.basic[GO_KIND_STRING], 0, 0);
    int64_t start = -1, next;
    int32_t rune;
    for (int64_t i = 0; i < text.length; i = next) {
        next = go_string_next_rune(text, i, &rune);
        if (!is_space(rune)) {
            if (start < 0) start = i;
        } else if (start >= 0) {
            append_part(runtime, &list, sub(text, start, i));
            start = -1;
        }
    }
    if (start >= 0) append_part(runtime, &list, sub(text, start, text.length));
    *(GoSlice *)results = list;
}

static void strings_join(GoRuntime *runtime, const void *arguments, void *results) {
    const JoinArguments *list = arguments;
    const GoString *items = list->items.data;
    StrBuf text = {0};
    for (int64_t i = 0; i < list->items.length; i++) {
        if (i) strbuf_append(&text, go_string_view(list->separator));
        strbuf_append(&text, go_string_view(items[i]));
    }
    give(runtime, results, &text);
}

static void strings_repeat(GoRuntime *runtime, const void *arguments, void *results) {
    const StringAndNumber *list = arguments;
    int64_t total;
    if (list->n < 0) {
        GoString text = GO_STRING("strings: negative Repeat count");
        go_panic_value(runtime, go_interface_make(runtime, runtime->types.basic[GO_KIND_STRING], &text));
        return;
    }
    if (__builtin_mul_overflow(list->s.length, list->n, &total)) {
        GoString text = GO_STRING("strings: Repeat count causes overflow");
        go_panic_value(runtime, go_interface_make(runtime, runtime->types.basic[GO_KIND_STRING], &text));
        return;
    }
    if (total == 0) return;
    char *bytes = go_new_bytes(runtime, (uint64_t)total, false);
    if (!bytes) return;
    for (int64_t i = 0; i < list->n; i++)
        memcpy(bytes + i * list->s.length, list->s.data, (size_t)list->s.length);
    *(GoString *)results = (GoString){bytes, total};
}

static void replace(GoRuntime *runtime, GoString s, GoString old, GoString new, int64_t n, void *results) {
    StrBuf text = {0};
    int64_t from = 0, at = 0;
    int32_t rune;
    for (int64_t done = 0; n < 0 || done < n; done++) {
        if (old.length == 0) {
            if (done > 0 && from >= s.length) break;
            at = done > 0 ? go_string_next_rune(s, from, &rune) : 0;
        } else {
            at = find(s, old, from);
            if (at < 0) break;
        }
        strbuf_append_bytes(&text, s.data + from, (size_t)(at - from));
        strbuf_append(&text, go_string_view(new));
        from = at + old.length;
    }
    if (from < s.length) strbuf_append_bytes(&text, s.data + from, (size_t)(s.length - from));
    give(runtime, results, &text);
}

static void strings_replace(GoRuntime *runtime, const void *arguments, void *results) {
    const ReplaceArguments *list = arguments;
    replace(runtime, list->s, list->old, list->new, list->n, results);
}

/* ---- case ---- */

static void map_runes(GoRuntime *runtime, GoString text, int32_t (*change)(int32_t), void *results) {
    StrBuf changed = {0};
    int32_t rune;
    for (int64_t i = 0; i < text.length;) {
        i = go_string_next_rune(text, i, &rune);
        strbuf_append_code_point(&changed, (uint32_t)change(rune));
    }
    give(runtime, results, &changed);
}

static void strings_to_upper(GoRuntime *runtime, const void *arguments, void *results) {
    map_runes(runtime, *(const GoString *)arguments, utf8proc_toupper, results);
}

static void strings_to_lower(GoRuntime *runtime, const void *arguments, void *results) {
    map_runes(runtime, *(const GoString *)arguments, utf8proc_tolower, results);
}

static void strings_to_title(GoRuntime *runtime, const void *arguments, void *results) {
    map_runes(runtime, *(const GoString *)arguments, utf8proc_totitle, results);
}

static void strings_title(GoRuntime *runtime, const void *arguments, void *results) {
    GoString text = *(const GoString *)arguments;
    StrBuf changed = {0};
    int32_t rune, before = ' ';
    for (int64_t i = 0; i < text.length; before = rune) {
        i = go_string_next_rune(text, i, &rune);
        bool is_first = !utf8_is_letter((uint32_t)before) && !utf8_is_digit((uint32_t)before) &&
                        before != '_' && before != '\'';
        strbuf_append_code_point(&changed, (uint32_t)(is_first ? utf8proc_totitle(rune) : rune));
    }
    give(runtime, results, &changed);
}

#define STRINGS(X)                                                                                           \
    X("Index", strings_index, "func Index(s, substr string) int")                                            \
    X("LastIndex", strings_last_index, "func LastIndex(s, substr string) int")                               \
    X("IndexByte", strings_index_byte, "func IndexByte(s string, c byte) int")                               \
    X("IndexRune", strings_index_rune, "func IndexRune(s string, r rune) int")                               \
    X("IndexAny", strings_index_any, "func IndexAny(s, chars string) int")                                   \
    X("Contains", strings_contains, "func Contains(s, substr string) bool")                                  \
    X("HasPrefix", strings_has_prefix, "func HasPrefix(s, prefix string) bool")                              \
    X("HasSuffix", strings_has_suffix, "func HasSuffix(s, suffix string) bool")                              \
    X("Count", strings_count, "func Count(s, substr string) int")                                            \
    X("EqualFold", strings_equal_fold, "func EqualFold(s, t string) bool")                                   \
    X("Compare", strings_compare, "func Compare(a, b string) int")                                           \
    X("TrimSpace", strings_trim_space, "func TrimSpace(s string) string")                                    \
    X("Trim", strings_trim, "func Trim(s, cutset string) string")                                            \
    X("TrimLeft", strings_trim_left, "func TrimLeft(s, cutset string) string")                               \
    X("TrimRight", strings_trim_right, "func TrimRight(s, cutset string) string")                            \
    X("TrimPrefix", strings_trim_prefix, "func TrimPrefix(s, prefix string) string")                         \
    X("TrimSuffix", strings_trim_suffix, "func TrimSuffix(s, suffix string) string")                         \
    X("Split", strings_split, "func Split(s, sep string) []string")                                          \
    X("SplitAfter", strings_split_after, "func SplitAfter(s, sep string) []string")                          \
    X("SplitN", strings_split_n, "func SplitN(s, sep string, n int) []string")                               \
    X("Fields", strings_fields, "func Fields(s string) []string")                                            \
    X("Join", strings_join, "func Join(elems []string, sep string) string")                                  \
    X("Repeat", strings_repeat, "func Repeat(s string, count int) string")                                   \
    X("Replace", strings_replace, "func Replace(s, old, new string, n int) string")                          \
    X("ToUpper", strings_to_upper, "func ToUpper(s string) string")                                          \
    X("ToLower", strings_to_lower, "func ToLower(s string) string")                                          \
    X("ToTitle", strings_to_title, "func ToTitle(s string) string")                                          \
    X("Title", strings_title, "func Title(s string) string")                                                 \
    X("", NULL,                                                                                              \
      "func ReplaceAll(s, old, new string) string { return Replace(s, old, new, -1) }\n"                     \
      "func ContainsRune(s string, r rune) bool { return IndexRune(s, r) >= 0 }\n"                           \
      "func ContainsAny(s, chars string) bool { return IndexAny(s, chars) >= 0 }\n"                          \
      "func Clone(s string) string { return string([]byte(s)) }\n"                                           \
      "func Cut(s, sep string) (before, after string, found bool) {\n"                                       \
      "	if i := Index(s, sep); i >= 0 { return s[:i], s[i+len(sep):], true }\n"                              \
      "	return s, \"\", false\n"                                                                             \
      "}\n"                                                                                                  \
      "func IndexFunc(s string, f func(rune) bool) int {\n"                                                  \
      "	for i, r := range s { if f(r) { return i } }\n"                                                      \
      "	return -1\n"                                                                                         \
      "}\n"                                                                                                  \
      "func TrimLeftFunc(s string, f func(rune) bool) string {\n"                                            \
      "	for i, r := range s { if !f(r) { return s[i:] } }\n"                                                 \
      "	return \"\"\n"                                                                                       \
      "}\n"                                                                                                  \
      "func TrimRightFunc(s string, f func(rune) bool) string {\n"                                           \
      "	end := 0\n"                                                                                          \
      "	for i, r := range s { if !f(r) { end = i + len(string(r)) } }\n"                                     \
      "	return s[:end]\n"                                                                                    \
      "}\n"                                                                                                  \
      "func TrimFunc(s string, f func(rune) bool) string { return TrimRightFunc(TrimLeftFunc(s, f), f) }\n"  \
      "func FieldsFunc(s string, f func(rune) bool) []string {\n"                                            \
      "	list := []string{}\n"                                                                                \
      "	start := -1\n"                                                                                       \
      "	for i, r := range s {\n"                                                                             \
      "		if !f(r) {\n"                                                                                       \
      "			if start < 0 { start = i }\n"                                                                      \
      "		} else if start >= 0 {\n"                                                                           \
      "			list = append(list, s[start:i])\n"                                                                 \
      "			start = -1\n"                                                                                      \
      "		}\n"                                                                                                \
      "	}\n"                                                                                                 \
      "	if start >= 0 { list = append(list, s[start:]) }\n"                                                  \
      "	return list\n"                                                                                       \
      "}\n"                                                                                                  \
      "func Map(mapping func(rune) rune, s string) string {\n"                                               \
      "	var b Builder\n"                                                                                     \
      "	for _, r := range s { if m := mapping(r); m >= 0 { b.WriteRune(m) } }\n"                             \
      "	return b.String()\n"                                                                                 \
      "}\n"                                                                                                  \
      "type Reader struct {\n"                                                                               \
      "	s    string\n"                                                                                       \
      "	i    int\n"                                                                                          \
      "	last int\n"                                                                                          \
      "}\n"                                                                                                  \
      "func NewReader(s string) *Reader { return &Reader{s, 0, -1} }\n"                                      \
      "func (r *Reader) Len() int { return len(r.s) - r.i }\n"                                               \
      "func (r *Reader) Size() int64 { return int64(len(r.s)) }\n"                                           \
      "func (r *Reader) Reset(s string) { *r = Reader{s, 0, -1} }\n"                                         \
      "func (r *Reader) Read(b []byte) (n int, err error) {\n"                                               \
      "	if r.i >= len(r.s) { return 0, io.EOF }\n"                                                           \
      "	r.last = -1\n"                                                                                       \
      "	n = copy(b, r.s[r.i:])\n"                                                                            \
      "	r.i += n\n"                                                                                          \
      "	return n, nil\n"                                                                                     \
      "}\n"                                                                                                  \
      "func (r *Reader) ReadByte() (byte, error) {\n"                                                        \
      "	r.last = -1\n"                                                                                       \
      "	if r.i >= len(r.s) { return 0, io.EOF }\n"                                                           \
      "	r.i++\n"                                                                                             \
      "	return r.s[r.i-1], nil\n"                                                                            \
      "}\n"                                                                                                  \
      "func (r *Reader) UnreadByte() error {\n"                                                              \
      "	if r.i <= 0 { return errors.New(\"strings.Reader.UnreadByte: at beginning of string\") }\n"          \
      "	r.last = -1\n"                                                                                       \
      "	r.i--\n"                                                                                             \
      "	return nil\n"                                                                                        \
      "}\n"                                                                                                  \
      "func (r *Reader) ReadRune() (ch rune, size int, err error) {\n"                                       \
      "	if r.i >= len(r.s) {\n"                                                                              \
      "		r.last = -1\n"                                                                                      \
      "		return 0, 0, io.EOF\n"                                                                              \
      "	}\n"                                                                                                 \
      "	r.last = r.i\n"                                                                                      \
      "	ch, size = utf8.DecodeRuneInString(r.s[r.i:])\n"                                                     \
      "	r.i += size\n"                                                                                       \
      "	return ch, size, nil\n"                                                                              \
      "}\n"                                                                                                  \
      "func (r *Reader) UnreadRune() error {\n"                                                              \
      "	if r.i <= 0 { return errors.New(\"strings.Reader.UnreadRune: at beginning of string\") }\n"          \
      "	if r.last < 0 { return errors.New(\"strings.Reader.UnreadRune: previous operation was not "          \
      "ReadRune\") }\n"                                                                                      \
      "	r.i, r.last = r.last, -1\n"                                                                          \
      "	return nil\n"                                                                                        \
      "}\n"                                                                                                  \
      "type Replacer struct { pairs []string }\n"                                                            \
      "func NewReplacer(oldnew ...string) *Replacer {\n"                                                     \
      "	if len(oldnew)%2 == 1 { panic(\"strings.NewReplacer: odd argument count\") }\n"                      \
      "	return &Replacer{append([]string(nil), oldnew...)}\n"                                                \
      "}\n"                                                                                                  \
      "func (r *Replacer) at(s string) int {\n"                                                              \
      "	for k := 0; k < len(r.pairs); k += 2 { if HasPrefix(s, r.pairs[k]) { return k } }\n"                 \
      "	return -1\n"                                                                                         \
      "}\n"                                                                                                  \
      "func (r *Replacer) Replace(s string) string {\n"                                                      \
      "	var b Builder\n"                                                                                     \
      "	matched := false\n"                                                                                  \
      "	for i := 0; i <= len(s); {\n"                                                                        \
      "		k := r.at(s[i:])\n"                                                                                 \
      "		if k >= 0 && !(matched && r.pairs[k] == \"\") {\n"                                                  \
      "			b.WriteString(r.pairs[k+1])\n"                                                                     \
      "			i += len(r.pairs[k])\n"                                                                            \
      "			matched = r.pairs[k] != \"\"\n"                                                                    \
      "			if matched { continue }\n"                                                                         \
      "		}\n"                                                                                                \
      "		matched = false\n"                                                                                  \
      "		if i < len(s) { b.WriteByte(s[i]) }\n"                                                              \
      "		i++\n"                                                                                              \
      "	}\n"                                                                                                 \
      "	return b.String()\n"                                                                                 \
      "}\n"                                                                                                  \
      "type Builder struct {\n"                                                                              \
      "	addr *Builder\n"                                                                                     \
      "	buf  []byte\n"                                                                                       \
      "}\n"                                                                                                  \
      "func hide(b *Builder) *Builder { // from escape analysis: a Builder that knows its own address need " \
      "not live on the heap\n"                                                                               \
      "	address := uintptr(unsafe.Pointer(b))\n"                                                             \
      "	return (*Builder)(unsafe.Pointer(address ^ 0))\n"                                                    \
      "}\n"                                                                                                  \
      "func (b *Builder) claim() {\n"                                                                        \
      "	if b.addr == nil { b.addr = hide(b) } else if b.addr != b { panic(\"strings: illegal use of "        \
      "non-zero Builder copied by value\") }\n"                                                              \
      "}\n"                                                                                                  \
      "func (b *Builder) String() string { return string(b.buf) }\n"                                         \
      "func (b *Builder) Len() int { return len(b.buf) }\n"                                                  \
      "func (b *Builder) Cap() int { return cap(b.buf) }\n"                                                  \
      "func (b *Builder) Reset() { b.addr, b.buf = nil, nil }\n"                                             \
      "func (b *Builder) Grow(n int) {\n"                                                                    \
      "	b.claim()\n"                                                                                         \
      "	if n < 0 { panic(\"strings.Builder.Grow: negative count\") }\n"                                      \
      "	if cap(b.buf)-len(b.buf) < n {\n"                                                                    \
      "		buf := make([]byte, len(b.buf), 2*cap(b.buf)+n)\n"                                                  \
      "		copy(buf, b.buf)\n"                                                                                 \
      "		b.buf = buf\n"                                                                                      \
      "	}\n"                                                                                                 \
      "}\n"                                                                                                  \
      "func (b *Builder) Write(p []byte) (int, error) { b.claim(); b.buf = append(b.buf, p...); return "     \
      "len(p), nil }\n"                                                                                      \
      "func (b *Builder) WriteByte(c byte) error { b.claim(); b.buf = append(b.buf, c); return nil }\n"      \
      "func (b *Builder) WriteRune(r rune) (int, error) { return b.WriteString(string(r)) }\n"               \
      "func (b *Builder) WriteString(s string) (int, error) {\n"                                             \
      "	b.claim()\n"                                                                                         \
      "	b.buf = append(b.buf, s...)\n"                                                                       \
      "	return len(s), nil\n"                                                                                \
      "}\n")

GO_NATIVE_PACKAGE(
    go_package_strings, "strings",
    "package strings; import \"errors\"; import \"io\"; import \"unicode/utf8\"; import \"unsafe\"", STRINGS)
