/* The rules for import paths, see import_path.h. */
#include "go/load/import_path.h"

#include "base/utf8.h"

#include <string.h>

/* ---- Parts ------------------------------------------------------------------------------------------ */

bool go_import_path_is_local(Str path) {
    return str_equal_c(path, ".") || str_equal_c(path, "..") || str_starts_with(path, STR("./")) ||
           str_starts_with(path, STR("../"));
}

bool go_import_path_is_standard(Str path) {
    ptrdiff_t slash = str_find_byte(path, '/', 0), dot = str_find_byte(path, '.', 0);
    return dot < 0 || (slash >= 0 && slash < dot);
}

bool go_import_path_is_below(Str path, Str prefix) {
    return prefix.length == 0 || (str_starts_with(path, prefix) &&
                                  (path.length == prefix.length || path.data[prefix.length] == '/'));
}

/* Where the last part `name` begins that is whole; -1 when there is none. */
static ptrdiff_t last_part(Str path, Str name, bool may_be_last) {
    for (size_t at = path.length + 1; at-- > 0;) {
        bool begins = at == 0 || path.data[at - 1] == '/';
        size_t end = at + name.length;
        bool ends = end == path.length ? may_be_last : end < path.length && path.data[end] == '/';
        if (begins && ends && memcmp(path.data + at, name.data, name.length) == 0) return (ptrdiff_t)at;
    }
    return -1;
}

bool go_import_path_owner(Str path, Str *owner) {
    ptrdiff_t at = last_part(path, STR("internal"), true);
    if (at >= 0) *owner = str_slice(path, 0, at > 0 ? (size_t)at - 1 : 0);
    return at >= 0;
}

Str go_import_path_vendored(Str path) {
    ptrdiff_t at = last_part(path, STR("vendor"), false);
    return at < 0 ? (Str){0} : str_slice(path, (size_t)at + strlen("vendor/"), path.length);
}

/* ---- Malformed paths -------------------------------------------------------------------------------- */

static bool is_character(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           (byte && strchr("-._~+", byte));
}

/* Names of devices, with which no file on Windows can begin. */
static bool is_device(Str name) {
    static const char *const devices[] = {"con",  "com1", "com2", "com3", "com4", "com5", "com6", "com7",
                                          "com8", "com9", "prn",  "aux",  "nul",  "lpt1", "lpt2", "lpt3",
                                          "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"};
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++)
        if (strlen(devices[i]) == name.length && strncasecmp(devices[i], name.data, name.length) == 0)
            return true;
    return false;
}

/* "x~1": what Windows calls a file whose name is too long for it. */
static bool is_short_name(Str name) {
    size_t digits = 0;
    while (digits < name.length && name.data[name.length - digits - 1] >= '0' &&
           name.data[name.length - digits - 1] <= '9')
        digits++;
    return digits > 0 && digits < name.length && name.data[name.length - digits - 1] == '~';
}

static bool is_of_dots(Str part) {
    size_t dots = 0;
    while (dots < part.length && part.data[dots] == '.') dots++;
    return dots == part.length;
}

/* The first character that is not allowed; 0: all are. */
static uint32_t bad_character(Str part) {
    size_t at = 0;
    while (at < part.length && is_character(part.data[at])) at++;
    return at < part.length ? utf8_decode(part, &at) : 0;
}

static void complain_part(Str part, StrBuf *out) {
    uint32_t character = bad_character(part);
    ptrdiff_t dot = str_find_byte(part, '.', 0);
    Str stem = str_slice(part, 0, dot < 0 ? part.length : (size_t)dot);
    if (is_of_dots(part)) {
        strbuf_format(out, "invalid path element \"%.*s\"", STR_ARGS(part));
    } else if (part.data[part.length - 1] == '.') {
        strbuf_append_c(out, "trailing dot in path element");
    } else if (character) {
        strbuf_append_c(out, "invalid char '");
        strbuf_append_code_point(out, character);
        strbuf_append_char(out, '\'');
    } else if (is_device(stem)) {
        strbuf_format(out, "\"%.*s\" disallowed as path element component on Windows", STR_ARGS(stem));
    } else if (is_short_name(stem)) {
        strbuf_append_c(out, "trailing tilde and digits in path element");
    }
}

static bool has_double_slash(Str path) {
    for (size_t i = 1; i < path.length; i++)
        if (path.data[i] == '/' && path.data[i - 1] == '/') return true;
    return false;
}

static void complain_parts(Str path, StrBuf *out) {
    for (size_t at = 0; at <= path.length && out->length == 0;) {
        ptrdiff_t slash = str_find_byte(path, '/', at);
        size_t end = slash < 0 ? path.length : (size_t)slash;
        complain_part(str_slice(path, at, end), out);
        at = end + 1;
    }
}

static void complain_malformed(Str path, StrBuf *out) {
    StrBuf reason = {0};
    if (path.data[0] == '-')
        strbuf_append_c(&reason, "leading dash");
    else if (has_double_slash(path))
        strbuf_append_c(&reason, "double slash");
    else if (path.data[path.length - 1] == '/')
        strbuf_append_c(&reason, "trailing slash");
    else
        complain_parts(path, &reason);
    if (reason.length) strbuf_format(out, "malformed import path \"%.*s\": %s", STR_ARGS(path), reason.data);
    strbuf_free(&reason);
}

/* Paths that mean something else to the go command. */
static bool complain_special(Str path, StrBuf *out) {
    if (path.data[0] == '/')
        strbuf_format(out, "\"%.*s\" is not a package path; see 'go help packages'", STR_ARGS(path));
    else if (str_equal_c(path, "all") || str_equal_c(path, "std") || str_equal_c(path, "cmd"))
        strbuf_format(out, "\"%.*s\" is not an importable package; see 'go help packages'", STR_ARGS(path));
    else
        return false;
    return true;
}

void go_import_path_complain(Str path, StrBuf *out) {
    if (!complain_special(path, out)) complain_malformed(path, out);
}
