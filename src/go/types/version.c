/* Language versions: what -lang=go1.N does not allow yet, in the compiler's words.
 *
 * Only the package that the user is asking about is held to its version: the library is always read as
 * current Go. */
#include "go/syntax/constraint.h"
#include "go/types/checker.h"

/* Since this version a file's `//go:build go1.N` sets the file's language, and sets it to no older one. */
enum { MINOR_FILES = 21 };

int go_check_file_language(const Checker *check, const GoFile *file) {
    int language = check->program->options.language_minor;
    bool counts = language == 0 || language >= MINOR_FILES;
    int own =
        counts && check->package == check->program->main ? go_constraint_version(file->source->text) : 0;
    return own && own < MINOR_FILES ? MINOR_FILES : own;
}

static int file_language(const Checker *check) {
    const GoScope *scope = check->env.scope;
    while (scope && !scope->language_minor) scope = scope->parent;
    return scope ? scope->language_minor : 0;
}

bool go_check_allows(const Checker *check, int minor) {
    if (check->package != check->program->main) return true;
    int own = file_language(check), language = own ? own : check->program->options.language_minor;
    return language == 0 || language >= minor;
}

bool go_check_require(Checker *check, GoPos pos, int minor, const char *format, ...) {
    if (go_check_allows(check, minor)) return true;
    StrBuf what = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(&what, format, arguments);
    va_end(arguments);
    int own = file_language(check);
    const char *why = own ? go_show_format(check, "file declares //go:build go1.%d", own)
                          : go_show_format(check, "-lang was set to go1.%d; check go.mod",
                                           check->program->options.language_minor);
    go_check_error(check, pos, "%s requires go1.%d or later (%s)", what.data, minor, why);
    strbuf_free(&what);
    return false;
}

/* Forms of numbers that Go 1.13 brought. */
void go_check_literal_version(Checker *check, const GoExpr *literal) {
    Str text = literal->literal.text;
    if (go_check_allows(check, 13) || text.length <= 2 || literal->literal.kind > GO_LITERAL_IMAGINARY)
        return;
    GoPos pos = go_expr_start(literal);
    if (str_find_byte(text, '_', 0) >= 0) {
        go_check_require(check, pos, 13, "underscores in numeric literals");
        return;
    }
    if (text.data[0] != '0') return;
    char radix = (char)(text.data[1] | 0x20);
    if (radix == 'b')
        go_check_require(check, pos, 13, "binary literals");
    else if (radix == 'o')
        go_check_require(check, pos, 13, "0o/0O-style octal literals");
    else if (radix == 'x' && literal->literal.kind != GO_LITERAL_INT)
        go_check_require(check, pos, 13, "hexadecimal floating-point literals");
}
