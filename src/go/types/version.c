/* Language versions: what -lang=go1.N does not allow yet, in the compiler's words.
 *
 * Only the package that the user is asking about is held to its version: the library is always read as
 * current Go. */
#include "go/types/checker.h"

bool go_check_allows(const Checker *check, int minor) {
    int language = check->program->options.language_minor;
    return language == 0 || language >= minor || check->package != check->program->main;
}

bool go_check_require(Checker *check, GoPos pos, int minor, const char *format, ...) {
    if (go_check_allows(check, minor)) return true;
    StrBuf what = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(&what, format, arguments);
    va_end(arguments);
    go_check_error(check, pos, "%s requires go1.%d or later (-lang was set to go1.%d; check go.mod)",
                   what.data, minor, check->program->options.language_minor);
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
