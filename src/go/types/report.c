/* The go command's part: the form of its messages, and those about packages. */
#include "go/types/report.h"

#include "go/syntax/line_directive.h"
#include "go/syntax/path.h"
#include "go/syntax/scanner.h"

const char go_diagnostic_load[] = "load";

/* ---- Unknown packages ------------------------------------------------------------------------------- */

/* Go's standard library, as far as programs import it: these exist, even where we have not got them. */
static const char *const standard_packages[] = {
    "archive/tar",
    "archive/zip",
    "bufio",
    "bytes",
    "cmp",
    "compress/bzip2",
    "compress/flate",
    "compress/gzip",
    "compress/lzw",
    "compress/zlib",
    "container/heap",
    "container/list",
    "container/ring",
    "context",
    "crypto",
    "crypto/aes",
    "crypto/cipher",
    "crypto/des",
    "crypto/dsa",
    "crypto/ecdsa",
    "crypto/ed25519",
    "crypto/elliptic",
    "crypto/hmac",
    "crypto/md5",
    "crypto/rand",
    "crypto/rc4",
    "crypto/rsa",
    "crypto/sha1",
    "crypto/sha256",
    "crypto/sha512",
    "crypto/subtle",
    "crypto/tls",
    "crypto/x509",
    "database/sql",
    "debug/buildinfo",
    "debug/elf",
    "embed",
    "encoding",
    "encoding/ascii85",
    "encoding/asn1",
    "encoding/base32",
    "encoding/base64",
    "encoding/binary",
    "encoding/csv",
    "encoding/gob",
    "encoding/hex",
    "encoding/json",
    "encoding/pem",
    "encoding/xml",
    "errors",
    "expvar",
    "flag",
    "fmt",
    "go/ast",
    "go/build",
    "go/constant",
    "go/doc",
    "go/format",
    "go/importer",
    "go/parser",
    "go/printer",
    "go/scanner",
    "go/token",
    "go/types",
    "hash",
    "hash/adler32",
    "hash/crc32",
    "hash/crc64",
    "hash/fnv",
    "hash/maphash",
    "html",
    "html/template",
    "image",
    "image/color",
    "image/draw",
    "image/gif",
    "image/jpeg",
    "image/png",
    "index/suffixarray",
    "io",
    "io/fs",
    "io/ioutil",
    "iter",
    "log",
    "log/slog",
    "maps",
    "math",
    "math/big",
    "math/bits",
    "math/cmplx",
    "math/rand",
    "math/rand/v2",
    "mime",
    "mime/multipart",
    "net",
    "net/http",
    "net/http/httptest",
    "net/mail",
    "net/netip",
    "net/rpc",
    "net/smtp",
    "net/textproto",
    "net/url",
    "os",
    "os/exec",
    "os/signal",
    "os/user",
    "path",
    "path/filepath",
    "plugin",
    "reflect",
    "regexp",
    "regexp/syntax",
    "runtime",
    "runtime/debug",
    "runtime/metrics",
    "runtime/pprof",
    "runtime/trace",
    "slices",
    "sort",
    "strconv",
    "strings",
    "sync",
    "sync/atomic",
    "syscall",
    "testing",
    "testing/fstest",
    "testing/iotest",
    "testing/quick",
    "text/scanner",
    "text/tabwriter",
    "text/template",
    "time",
    "unicode",
    "unicode/utf16",
    "unicode/utf8",
    "unique",
    "weak",
};

static bool report_is_standard(Str path) {
    for (size_t i = 0; i < sizeof standard_packages / sizeof *standard_packages; i++) {
        if (str_equal_c(path, standard_packages[i])) return true;
    }
    return false;
}

void go_report_unknown_import(DiagnosticList *diagnostics, const Source *source, uint32_t offset, Str path) {
    SourceSpan span = {offset, offset + (uint32_t)path.length + 2};
    ptrdiff_t slash = str_find_byte(path, '/', 0);
    Str first = slash < 0 ? path : str_slice(path, 0, (size_t)slash);
    if (report_is_standard(path))
        diagnostic_add(diagnostics, go_diagnostic_load, source, span,
                       "varscope does not have package %.*s of Go's standard library yet", STR_ARGS(path));
    else if (str_find_byte(first, '.', 0) >= 0 && path.data[0] != '.')
        diagnostic_add(
            diagnostics, go_diagnostic_load, source, span,
            "no required module provides package %.*s: go.mod file not found in current directory or "
            "any parent directory; see 'go help modules'",
            STR_ARGS(path));
    else
        diagnostic_add(diagnostics, go_diagnostic_load, source, span,
                       "package %.*s is not in GOROOT (/usr/lib/go-1.19/src/%.*s)", STR_ARGS(path),
                       STR_ARGS(path));
}

/* ---- The package clause ----------------------------------------------------------------------------- */

static const char *report_found(const GoScanner *scanner, StrBuf *text) {
    strbuf_clear(text);
    switch (scanner->token) {
    case GO_TOKEN_EOF: strbuf_append_c(text, "'EOF'"); break;
    case GO_TOKEN_NAME:
    case GO_TOKEN_LITERAL: strbuf_append(text, scanner->spelling); break;
    case GO_TOKEN_SEMICOLON:
        strbuf_append_c(text, str_equal_c(scanner->spelling, "newline") ? "newline" : "';'");
        break;
    default: strbuf_format(text, "'%s'", go_token_text(scanner->token));
    }
    return text->data;
}

bool go_report_preliminary(DiagnosticList *diagnostics, const Source *source) {
    GoErrorList errors = {0};
    GoScanner scanner;
    StrBuf found = {0};
    go_scanner_init(&scanner, source->text, 0, &errors);
    go_scanner_next(&scanner);
    bool is_good = scanner.token == GO_TOKEN_PACKAGE || errors.items.count > 0;
    if (!is_good)
        diagnostic_add(diagnostics, go_diagnostic_load, source, (SourceSpan){scanner.start, scanner.end},
                       "expected 'package', found %s", report_found(&scanner, &found));
    if (is_good && errors.items.count == 0) {
        go_scanner_next(&scanner);
        is_good = scanner.token == GO_TOKEN_NAME || errors.items.count > 0;
        if (!is_good)
            diagnostic_add(diagnostics, go_diagnostic_load, source, (SourceSpan){scanner.start, scanner.end},
                           "expected 'IDENT', found %s", report_found(&scanner, &found));
    }
    strbuf_free(&found);
    go_errors_free(&errors);
    return is_good;
}

/* ---- Showing ---------------------------------------------------------------------------------------- */

void go_report(const DiagnosticList *diagnostics, StrBuf *out) {
    go_report_package(diagnostics, "command-line-arguments", out);
}

static void append_real_place(StrBuf *out, const Diagnostic *diagnostic) {
    SourcePlace place = source_place(diagnostic->source, diagnostic->span.start);
    go_append_short_path(out, diagnostic->source->path);
    strbuf_format(out, ":%u:%u", place.line, place.column);
}

void go_report_package(const DiagnosticList *diagnostics, const char *name, StrBuf *out) {
    bool has_heading = false;
    for (size_t i = 0; i < diagnostics->list.count; i++) {
        const Diagnostic *diagnostic = &diagnostics->list.items[i];
        bool is_load = diagnostic->kind == go_diagnostic_load;
        if (!is_load && !has_heading) {
            strbuf_format(out, "# %s\n", name);
            has_heading = true;
        }
        if (diagnostic->source) {
            if (is_load)
                append_real_place(out, diagnostic);
            else
                go_append_place(out, diagnostic->source, diagnostic->span.start, go_append_shown_path);
            strbuf_append_c(out, ": ");
        }
        strbuf_append(out, diagnostic->message);
        strbuf_append_char(out, '\n');
    }
}
