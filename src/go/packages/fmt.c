/* Package fmt: printing to standard output, to writers and into strings. */
#include "go/packages/packages.h"
#include "go/packages/printer.h"
#include "go/packages/scan.h"
#include "go/runtime/string.h"

/* The blocks of arguments of the functions below. */
typedef struct ListArguments {
    GoSlice operands;
} ListArguments;

typedef struct FormatArguments {
    GoString format;
    GoSlice operands;
} FormatArguments;

typedef struct WriteResults {
    int64_t count;
    GoInterface error;
} WriteResults;

/* Writes to standard output: n and err as the program gets them. */
static void write_out(GoRuntime *runtime, StrBuf *text, WriteResults *results) {
    if (runtime->signal == GO_SIGNAL_NONE && text->length) {
        if (runtime->io.write(runtime->io.user, 1, text->data, text->length)) {
            results->count = (int64_t)text->length;
        } else {
            results->error = go_error_new(runtime, STR("write /dev/stdout: broken pipe"));
        }
    }
    strbuf_free(text);
}

static void give_string(GoRuntime *runtime, StrBuf *text, void *results) {
    *(GoString *)results = go_string_new(runtime, strbuf_view(text));
    strbuf_free(text);
}

static StrBuf print_list(GoRuntime *runtime, const void *arguments, bool is_println) {
    StrBuf text = {0};
    GoPrinter printer = {.runtime = runtime, .out = &text};
    go_printer_list(&printer, ((const ListArguments *)arguments)->operands, is_println);
    return text;
}

static StrBuf print_formatted(GoRuntime *runtime, const void *arguments, GoPrinter *printer) {
    const FormatArguments *list = arguments;
    StrBuf text = {0};
    printer->runtime = runtime;
    printer->out = &text;
    go_printer_formatted(printer, go_string_view(list->format), list->operands);
    return text;
}

static void fmt_print(GoRuntime *runtime, const void *arguments, void *results) {
    StrBuf text = print_list(runtime, arguments, false);
    write_out(runtime, &text, results);
}

static void fmt_println(GoRuntime *runtime, const void *arguments, void *results) {
    StrBuf text = print_list(runtime, arguments, true);
    write_out(runtime, &text, results);
}

static void fmt_printf(GoRuntime *runtime, const void *arguments, void *results) {
    GoPrinter printer = {0};
    StrBuf text = print_formatted(runtime, arguments, &printer);
    write_out(runtime, &text, results);
}

static void fmt_sprint(GoRuntime *runtime, const void *arguments, void *results) {
    StrBuf text = print_list(runtime, arguments, false);
    give_string(runtime, &text, results);
}

static void fmt_sprintln(GoRuntime *runtime, const void *arguments, void *results) {
    StrBuf text = print_list(runtime, arguments, true);
    give_string(runtime, &text, results);
}

static void fmt_sprintf(GoRuntime *runtime, const void *arguments, void *results) {
    GoPrinter printer = {0};
    StrBuf text = print_formatted(runtime, arguments, &printer);
    give_string(runtime, &text, results);
}

static void fmt_errorf(GoRuntime *runtime, const void *arguments, void *results) {
    GoPrinter printer = {.wraps_errors = true};
    StrBuf text = print_formatted(runtime, arguments, &printer);
    GoInterface *error = results;
    *error = printer.wrapped.type ? go_error_wrap(runtime, strbuf_view(&text), printer.wrapped)
                                  : go_error_new(runtime, strbuf_view(&text));
    strbuf_free(&text);
}

typedef struct ScanArguments {
    int64_t kind;
    GoInterface reader;
    GoString text;
    int64_t mode;
    GoString format;
    GoSlice operands;
} ScanArguments;

typedef struct ScanResults {
    int64_t count, status;
    GoString message;
} ScanResults;

static void fmt_scan(GoRuntime *runtime, const void *arguments, void *results) {
    const ScanArguments *list = arguments;
    ScanResults *result = results;
    GoScanSource source = {(GoScanKind)list->kind, go_string_view(list->text), list->reader};
    GoScanStatus status;
    StrBuf message;
    result->count = go_scan(runtime, &source, (GoScanMode)list->mode, go_string_view(list->format),
                            list->operands, &status, &message);
    result->status = status;
    result->message = go_string_new(runtime, strbuf_view(&message));
    strbuf_free(&message);
}

/* The writers are asked by Go code: it knows how to call a method of an interface. */
#define FMT(X)                                                                                               \
    X("", NULL, "type Stringer interface { String() string }")                                               \
    X("", NULL, "type GoStringer interface { GoString() string }")                                           \
    X("", NULL,                                                                                              \
      "type State interface { Write(b []byte) (n int, err error); Width() (wid int, ok bool); Precision() "  \
      "(prec int, ok bool); Flag(c int) bool }")                                                             \
    X("", NULL, "type Formatter interface { Format(f State, verb rune) }")                                   \
    X("Print", fmt_print, "func Print(a ...any) (n int, err error)")                                         \
    X("Println", fmt_println, "func Println(a ...any) (n int, err error)")                                   \
    X("Printf", fmt_printf, "func Printf(format string, a ...any) (n int, err error)")                       \
    X("Sprint", fmt_sprint, "func Sprint(a ...any) string")                                                  \
    X("Sprintln", fmt_sprintln, "func Sprintln(a ...any) string")                                            \
    X("Sprintf", fmt_sprintf, "func Sprintf(format string, a ...any) string")                                \
    X("Errorf", fmt_errorf, "func Errorf(format string, a ...any) error")                                    \
    X("Fprint", NULL,                                                                                        \
      "func Fprint(w io.Writer, a ...any) (n int, err error) { return w.Write([]byte(Sprint(a...))) }")      \
    X("Fprintln", NULL,                                                                                      \
      "func Fprintln(w io.Writer, a ...any) (n int, err error) { return w.Write([]byte(Sprintln(a...))) }")  \
    X("Fprintf", NULL,                                                                                       \
      "func Fprintf(w io.Writer, format string, a ...any) (n int, err error) "                               \
      "{ return w.Write([]byte(Sprintf(format, a...))) }")                                                   \
    X("scan", fmt_scan,                                                                                      \
      "func scan(kind int, reader io.Reader, text string, mode int, format string, a []any) (n, status "     \
      "int, message string)")                                                                                \
    X("", NULL,                                                                                              \
      "func scanned(n, status int, message string) (int, error) {\n"                                         \
      "	switch status {\n"                                                                                   \
      "	case 0: return n, nil\n"                                                                             \
      "	case 1: return n, io.EOF\n"                                                                          \
      "	case 2: return n, io.ErrUnexpectedEOF\n"                                                             \
      "	}\n"                                                                                                 \
      "	return n, errors.New(message)\n"                                                                     \
      "}\n"                                                                                                  \
      "func Sscan(str string, a ...any) (n int, err error) { return scanned(scan(0, nil, str, 0, \"\", a)) " \
      "}\n"                                                                                                  \
      "func Sscanln(str string, a ...any) (n int, err error) { return scanned(scan(0, nil, str, 1, \"\", "   \
      "a)) }\n"                                                                                              \
      "func Sscanf(str string, format string, a ...any) (n int, err error) { return scanned(scan(0, nil, "   \
      "str, 2, format, a)) }\n"                                                                              \
      "func Scan(a ...any) (n int, err error) { return scanned(scan(1, nil, \"\", 0, \"\", a)) }\n"          \
      "func Scanln(a ...any) (n int, err error) { return scanned(scan(1, nil, \"\", 1, \"\", a)) }\n"        \
      "func Scanf(format string, a ...any) (n int, err error) { return scanned(scan(1, nil, \"\", 2, "       \
      "format, a)) }\n"                                                                                      \
      "func Fscan(r io.Reader, a ...any) (n int, err error) { return scanned(scan(2, r, \"\", 0, \"\", a)) " \
      "}\n"                                                                                                  \
      "func Fscanln(r io.Reader, a ...any) (n int, err error) { return scanned(scan(2, r, \"\", 1, \"\", "   \
      "a)) }\n"                                                                                              \
      "func Fscanf(r io.Reader, format string, a ...any) (n int, err error) { return scanned(scan(2, r, "    \
      "\"\", 2, format, a)) }\n")

GO_NATIVE_PACKAGE(go_package_fmt, "fmt", "package fmt; import \"errors\"; import \"io\"", FMT)
