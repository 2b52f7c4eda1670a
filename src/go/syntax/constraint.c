/* Build constraints, see constraint.h. */
#include "go/syntax/constraint.h"

#include <stdlib.h>

/* ---- Tags ------------------------------------------------------------------------------------------- */

static const char *const systems[] = {"aix",     "android", "darwin",  "dragonfly", "freebsd", "hurd",
                                      "illumos", "ios",     "js",      "linux",     "nacl",    "netbsd",
                                      "openbsd", "plan9",   "solaris", "wasip1",    "windows", "zos"};

static const char *const machines[] = {
    "386",     "amd64",  "amd64p32", "arm",      "armbe",     "arm64",       "arm64be", "loong64",
    "mips",    "mipsle", "mips64",   "mips64le", "mips64p32", "mips64p32le", "ppc",     "ppc64",
    "ppc64le", "riscv",  "riscv64",  "s390",     "s390x",     "sparc",       "sparc64", "wasm"};

/* What holds in every build of ours, beside the versions of the language. */
static const char *const tags[] = {
    "linux", "amd64", "gc", "unix", "amd64.v1", "goexperiment.regabiwrappers", "goexperiment.regabiargs"};

static bool list_has(const char *const *list, size_t count, Str word) {
    for (size_t i = 0; i < count; i++)
        if (str_equal_c(word, list[i])) return true;
    return false;
}

#define LIST_HAS(list, word) list_has(list, sizeof(list) / sizeof *(list), word)

/* N of the tag go1.N; -1: it is another one. */
static int tag_version(Str tag) {
    if (!str_starts_with(tag, STR("go1.")) || tag.length == 4 || tag.length > 8) return -1;
    int number = 0;
    for (size_t i = 4; i < tag.length; i++) {
        if (tag.data[i] < '0' || tag.data[i] > '9') return -1;
        number = number * 10 + tag.data[i] - '0';
    }
    return number;
}

/* go1.1, go1.2, ... hold up to the version that is in use. */
static bool tag_holds(Str tag, int minor) {
    int version = tag_version(tag);
    return LIST_HAS(tags, tag) || (version > 0 && version <= minor);
}

/* ---- Names ------------------------------------------------------------------------------------------ */

/* Takes the part behind the last underscore off `name`; empty when there is none. */
static Str name_take_part(Str *name) {
    for (size_t i = name->length; i-- > 0;) {
        if (name->data[i] != '_') continue;
        Str part = str_slice(*name, i + 1, name->length);
        name->length = i;
        return part;
    }
    return (Str){0};
}

bool go_constraint_allows_name(Str name) {
    ptrdiff_t dot = str_find_byte(name, '.', 0);
    if (dot >= 0) name.length = (size_t)dot;
    Str last = name_take_part(&name);
    if (str_equal_c(last, "test")) last = name_take_part(&name);
    if (LIST_HAS(machines, last)) {
        if (!str_equal_c(last, "amd64")) return false;
        last = name_take_part(&name);
    }
    return !LIST_HAS(systems, last) || str_equal_c(last, "linux");
}

/* ---- Expressions ------------------------------------------------------------------------------------ */

/* What is known of an expression. The versions are those that must be in use at least for it to hold, and for
 * it not to hold; -1: none is needed. */
typedef struct Value {
    bool holds;
    int least, least_negated;
} Value;

/* Recursive descent over the text behind `//go:build`. */
typedef struct Expression {
    Str text;
    size_t at;
    int minor;
    int depth;
    const char *error; /* the first one, or NULL */
} Expression;

enum { EXPRESSION_DEPTH_MAX = 1000 };

static Value expression_or(Expression *work);

static int smaller(int a, int b) {
    return a < b ? a : b;
}

static int larger(int a, int b) {
    return a > b ? a : b;
}

static Value value_and(Value a, Value b) {
    return (Value){a.holds && b.holds, larger(a.least, b.least), smaller(a.least_negated, b.least_negated)};
}

static Value value_or(Value a, Value b) {
    return (Value){a.holds || b.holds, smaller(a.least, b.least), larger(a.least_negated, b.least_negated)};
}

static Value value_not(Value a) {
    return (Value){!a.holds, a.least_negated, a.least};
}

static bool tag_has_byte(char byte) {
    return byte == '_' || byte == '.' || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || (unsigned char)byte >= 0x80;
}

static bool expression_got(Expression *work, const char *token) {
    while (work->at < work->text.length &&
           (work->text.data[work->at] == ' ' || work->text.data[work->at] == '\t'))
        work->at++;
    Str wanted = str_from(token);
    if (!str_starts_with(str_slice(work->text, work->at, work->text.length), wanted)) return false;
    work->at += wanted.length;
    return true;
}

static Value expression_fail(Expression *work, const char *reason) {
    if (!work->error) work->error = reason;
    work->at = work->text.length;
    return (Value){false, -1, -1};
}

static Value expression_tag(Expression *work) {
    size_t start = work->at;
    while (work->at < work->text.length && tag_has_byte(work->text.data[work->at])) work->at++;
    if (work->at == start)
        return expression_fail(work, start < work->text.length ? "unexpected token"
                                                               : "unexpected end of expression");
    Str tag = str_slice(work->text, start, work->at);
    return (Value){tag_holds(tag, work->minor), tag_version(tag), -1};
}

static Value expression_not(Expression *work) {
    if (++work->depth > EXPRESSION_DEPTH_MAX) return expression_fail(work, "expression nested too deeply");
    Value value;
    if (expression_got(work, "!")) {
        if (expression_got(work, "!")) return expression_fail(work, "double negation not allowed");
        value = value_not(expression_not(work));
    } else if (expression_got(work, "(")) {
        value = expression_or(work);
        if (!expression_got(work, ")")) expression_fail(work, "missing close paren");
    } else {
        value = expression_tag(work);
    }
    work->depth--;
    return value;
}

static Value expression_and(Expression *work) {
    Value value = expression_not(work);
    while (expression_got(work, "&&")) value = value_and(value, expression_not(work));
    return value;
}

static Value expression_or(Expression *work) {
    Value value = expression_and(work);
    while (expression_got(work, "||")) value = value_or(value, expression_and(work));
    return value;
}

/* `reason`: NULL when it is an expression. */
static Value value_of_expression(Str text, int minor, const char **reason) {
    Expression work = {.text = str_trim(text), .minor = minor};
    Value value = expression_or(&work);
    if (!work.error && work.at < work.text.length) work.error = "unexpected token";
    *reason = work.error;
    return value;
}

static GoConstraint constraint_of_expression(Str text, int minor, const char **reason) {
    Value value = value_of_expression(text, minor, reason);
    if (*reason) return GO_CONSTRAINT_IS_WRONG;
    return value.holds ? GO_CONSTRAINT_HOLDS : GO_CONSTRAINT_EXCLUDES;
}

/* ---- The older form --------------------------------------------------------------------------------- */

/* "linux,!cgo": every part must hold. */
static bool plus_group_holds(Str group, int minor) {
    for (size_t at = 0; at <= group.length;) {
        ptrdiff_t comma = str_find_byte(group, ',', at);
        size_t end = comma < 0 ? group.length : (size_t)comma;
        Str tag = str_slice(group, at, end);
        at = end + 1;
        bool is_negated = tag.length > 0 && tag.data[0] == '!';
        if (is_negated) tag = str_slice(tag, 1, tag.length);
        if (tag_holds(tag, minor) == is_negated) return false;
    }
    return true;
}

/* "a b,c !d": one of the groups must hold. */
static bool plus_line_holds(Str line, int minor) {
    for (size_t at = 0; at < line.length;) {
        size_t start = at;
        while (at < line.length && line.data[at] != ' ' && line.data[at] != '\t') at++;
        if (at > start && plus_group_holds(str_slice(line, start, at), minor)) return true;
        at++;
    }
    return false;
}

/* ---- The comments before the package clause --------------------------------------------------------- */

typedef struct Header {
    Str go_build; /* behind `//go:build`, or empty */
    bool has_go_build;
    size_t plus_end; /* `// +build` lines count up to here: the last empty line before other text */
} Header;

static Str header_line(Str text, size_t *at) {
    ptrdiff_t end = str_find_byte(text, '\n', *at);
    size_t stop = end < 0 ? text.length : (size_t)end;
    Str line = str_trim(str_slice(text, *at, stop));
    *at = stop + 1;
    return line;
}

/* Goes over the comments of a line. False: there is something else. */
static bool header_skip_comments(Str line, bool *is_inside) {
    while (line.length > 0) {
        if (*is_inside) {
            ptrdiff_t star = 0;
            while ((star = str_find_byte(line, '*', (size_t)star)) >= 0 &&
                   !((size_t)star + 1 < line.length && line.data[star + 1] == '/'))
                star++;
            if (star < 0) return true;
            *is_inside = false;
            line = str_trim(str_slice(line, (size_t)star + 2, line.length));
        } else if (str_starts_with(line, STR("//"))) {
            return true;
        } else if (str_starts_with(line, STR("/*"))) {
            *is_inside = true;
            line = str_slice(line, 2, line.length);
        } else {
            return false;
        }
    }
    return true;
}

static bool header_is_go_build(Str line) {
    return str_starts_with(line, STR("//go:build")) &&
           (line.length == 10 || line.data[10] == ' ' || line.data[10] == '\t');
}

static Header header_read(Str text) {
    Header header = {0};
    bool has_ended = false, is_inside = false;
    size_t at = str_starts_with(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    while (at < text.length) {
        size_t start = at;
        Str line = header_line(text, &at);
        if (line.length == 0) {
            if (!has_ended) header.plus_end = start;
            continue;
        }
        if (!str_starts_with(line, STR("//"))) has_ended = true;
        if (!is_inside && !header.has_go_build && header_is_go_build(line)) {
            header.has_go_build = true;
            header.go_build = str_slice(line, 10, line.length);
        }
        if (!header_skip_comments(line, &is_inside)) break;
    }
    return header;
}

static bool plus_lines_hold(Str text, int minor) {
    for (size_t at = 0; at < text.length;) {
        Str line = header_line(text, &at);
        if (!str_starts_with(line, STR("//"))) continue;
        line = str_trim(str_slice(line, 2, line.length));
        if (!str_starts_with(line, STR("+build")) ||
            (line.length > 6 && line.data[6] != ' ' && line.data[6] != '\t'))
            continue;
        if (!plus_line_holds(str_slice(line, 6, line.length), minor)) return false;
    }
    return true;
}

GoConstraint go_constraint_of_text(Str text, int minor, const char **reason) {
    Header header = header_read(text);
    if (header.has_go_build) return constraint_of_expression(header.go_build, minor, reason);
    return plus_lines_hold(str_slice(text, 0, header.plus_end), minor) ? GO_CONSTRAINT_HOLDS
                                                                       : GO_CONSTRAINT_EXCLUDES;
}

int go_constraint_version(Str text) {
    const char *reason;
    Header header = header_read(text);
    if (!header.has_go_build) return 0;
    Value value = value_of_expression(header.go_build, 0, &reason);
    return reason || value.least < 0 ? 0 : value.least;
}
