/* The go command's part: the form of its messages, and those about packages. */
#include "go/types/report.h"

#include "go/syntax/line_directive.h"
#include "go/syntax/path.h"
#include "go/types/beginning.h"

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

/* ---- The beginning of a file ------------------------------------------------------------------------ */

bool go_report_preliminary(DiagnosticList *diagnostics, const Source *source) {
    Arena arena = {0};
    GoBeginning beginning;
    go_beginning_read(&beginning, source->text, &arena);
    bool is_good = beginning.fault.length == 0;
    if (!is_good)
        diagnostic_add(diagnostics, go_diagnostic_load, source, beginning.fault_span, "%.*s",
                       STR_ARGS(beginning.fault));
    go_beginning_free(&beginning);
    arena_free(&arena);
    return is_good;
}

/* ---- Showing ---------------------------------------------------------------------------------------- */

void go_report(const DiagnosticList *diagnostics, StrBuf *out) {
    go_report_package(diagnostics, "command-line-arguments", out);
}

/* The go command counts a line when something stands on it: the end of a file lies behind its last line
 * break. */
void go_report_place(const Source *source, uint32_t offset, StrBuf *out) {
    Str text = source->text;
    bool is_end = offset == text.length && offset > 0 && text.data[offset - 1] == '\n';
    SourcePlace place = source_place(source, is_end ? offset - 1 : offset);
    go_append_short_path(out, source->path);
    strbuf_format(out, ":%u:%u", place.line, place.column + is_end);
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
                go_report_place(diagnostic->source, diagnostic->span.start, out);
            else
                go_append_place(out, diagnostic->source, diagnostic->span.start, go_append_shown_path);
            strbuf_append_c(out, ": ");
        }
        strbuf_append(out, diagnostic->message);
        strbuf_append_char(out, '\n');
    }
}
