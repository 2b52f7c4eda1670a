/* Paths in messages: the shorter of the absolute and the relative one. */
#include "go/syntax/path.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

static Str path_parent(Str path) {
    while (path.length > 0 && path.data[path.length - 1] != '/') path.length--;
    if (path.length > 0) path.length--;
    return path;
}

void go_path_append_clean(StrBuf *out, Str path) {
    for (size_t at = 0; at <= path.length;) {
        ptrdiff_t slash = str_find_byte(path, '/', at);
        size_t end = slash < 0 ? path.length : (size_t)slash;
        Str part = str_slice(path, at, end);
        at = end + 1;
        if (part.length == 0 || str_equal_c(part, ".")) continue;
        if (str_equal_c(part, "..")) {
            out->length = path_parent(strbuf_view(out)).length;
            continue;
        }
        strbuf_append_char(out, '/');
        strbuf_append(out, part);
    }
}

/* The way from an absolute directory to an absolute path. */
static void path_append_relative(StrBuf *out, Str directory, Str path) {
    size_t common = 0;
    for (size_t i = 0;; i++) {
        bool directory_ends = i >= directory.length || directory.data[i] == '/';
        bool path_ends = i >= path.length || path.data[i] == '/';
        if (directory_ends && path_ends) common = i;
        if (i >= directory.length || i >= path.length || directory.data[i] != path.data[i]) break;
    }
    for (size_t i = common; i < directory.length; i++) {
        if (directory.data[i] == '/') strbuf_append_c(out, "../");
    }
    strbuf_append(out, str_slice(path, common + 1, path.length));
}

void go_append_short_path(StrBuf *out, Str path) {
    char directory[PATH_MAX];
    if (!getcwd(directory, sizeof directory) || path.length == 0 || path.data[0] == '$') {
        strbuf_append(out, path);
        return;
    }
    StrBuf absolute = {0}, relative = {0};
    if (path.data[0] != '/') go_path_append_clean(&absolute, str_from(directory));
    go_path_append_clean(&absolute, path);
    Str where = str_from(directory);
    if (where.length == 1) where.length = 0; /* the root */
    path_append_relative(&relative, where, strbuf_view(&absolute));
    bool is_shorter = relative.length < absolute.length;
    strbuf_append(out, strbuf_view(is_shorter ? &relative : &absolute));
    strbuf_free(&absolute);
    strbuf_free(&relative);
}

void go_append_shown_path(StrBuf *out, Str path) {
    StrBuf text = {0};
    go_append_short_path(&text, path);
    Str shown = strbuf_view(&text);
    if (str_find_byte(shown, '/', 0) < 0) strbuf_append_c(out, "./");
    strbuf_append(out, shown);
    strbuf_free(&text);
}

void go_append_absolute_path(StrBuf *out, Str path) {
    char directory[PATH_MAX];
    if (path.length > 0 && path.data[0] != '/' && path.data[0] != '$' &&
        getcwd(directory, sizeof directory)) {
        StrBuf absolute = {0};
        go_path_append_clean(&absolute, str_from(directory));
        go_path_append_clean(&absolute, path);
        strbuf_append(out, strbuf_view(&absolute));
        strbuf_free(&absolute);
        return;
    }
    strbuf_append(out, path);
}
