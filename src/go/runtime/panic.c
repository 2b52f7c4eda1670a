/* Panics: the errors of the runtime, and how a dying program shows them. See panic.h.
 *
 * A runtime error is a Go value like any other: of type runtime.errorString (a text), runtime.plainError (a
 * text without "runtime error: "), runtime.boundsError (two numbers and what they mean) or
 * *runtime.TypeAssertionError. Their methods Error and RuntimeError are C functions, so that `recover` gives
 * the program an error that it can print and compare. */
#include "go/runtime/panic.h"

#include "go/runtime/string.h"

#include <stdio.h>
#include <string.h>

/* The bytes of a runtime.boundsError. */
typedef struct BoundsError {
    int64_t x, y;
    bool x_is_signed;
    uint8_t bounds; /* GoBounds */
} BoundsError;

/* What a *runtime.TypeAssertionError points to. */
typedef struct AssertionError {
    const GoRType *source, *actual, *wanted; /* source NULL: "interface"; actual NULL: nil */
    GoString missing;
} AssertionError;

/* Texts with %x and %y for the two numbers, and for a negative x. */
static const struct {
    const char *text, *negative;
} bounds_texts[GO_BOUNDS_COUNT] = {
    [GO_BOUNDS_INDEX] = {"index out of range [%x] with length %y", "index out of range [%x]"},
    [GO_BOUNDS_SLICE_LENGTH] = {"slice bounds out of range [:%x] with length %y",
                                "slice bounds out of range [:%x]"},
    [GO_BOUNDS_SLICE_CAPACITY] = {"slice bounds out of range [:%x] with capacity %y",
                                  "slice bounds out of range [:%x]"},
    [GO_BOUNDS_SLICE_LOW] = {"slice bounds out of range [%x:%y]", "slice bounds out of range [%x:]"},
    [GO_BOUNDS_SLICE3_LENGTH] = {"slice bounds out of range [::%x] with length %y",
                                 "slice bounds out of range [::%x]"},
    [GO_BOUNDS_SLICE3_CAPACITY] = {"slice bounds out of range [::%x] with capacity %y",
                                   "slice bounds out of range [::%x]"},
    [GO_BOUNDS_SLICE3_HIGH] = {"slice bounds out of range [:%x:%y]", "slice bounds out of range [:%x:]"},
    [GO_BOUNDS_SLICE3_LOW] = {"slice bounds out of range [%x:%y:]", "slice bounds out of range [%x::]"},
    [GO_BOUNDS_CONVERT] = {"cannot convert slice with length %y to pointer to array with length %x",
                           "cannot convert slice to pointer to array with length %x"},
};

/* ---- what the errors' methods give ---- */

static void give_text(GoRuntime *runtime, void *results, StrBuf *text) {
    *(GoString *)results = go_string_new(runtime, strbuf_view(text));
    strbuf_free(text);
}

static void error_string_error(GoRuntime *runtime, const void *arguments, void *results) {
    StrBuf text = {0};
    strbuf_append_c(&text, "runtime error: ");
    strbuf_append(&text, go_string_view(*(const GoString *)arguments));
    give_text(runtime, results, &text);
}

static void plain_error_error(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    *(GoString *)results = *(const GoString *)arguments;
}

static void bounds_error_append(const BoundsError *error, StrBuf *out) {
    bool is_negative = error->x_is_signed && error->x < 0;
    strbuf_append_c(out, "runtime error: ");
    const char *text = is_negative ? bounds_texts[error->bounds].negative : bounds_texts[error->bounds].text;
    for (; *text; text++) {
        if (*text != '%') {
            strbuf_append_char(out, *text);
        } else if (*++text == 'y' || error->x_is_signed) {
            strbuf_format(out, "%lld", (long long)(*text == 'y' ? error->y : error->x));
        } else {
            strbuf_format(out, "%llu", (unsigned long long)error->x);
        }
    }
}

static void bounds_error_error(GoRuntime *runtime, const void *arguments, void *results) {
    StrBuf text = {0};
    bounds_error_append(arguments, &text);
    give_text(runtime, results, &text);
}

static void assertion_error_append(const AssertionError *error, StrBuf *out) {
    Str source = error->source ? go_string_view(error->source->name) : STR("interface");
    Str wanted = go_string_view(error->wanted->name);
    strbuf_append_c(out, "interface conversion: ");
    if (!error->actual) {
        strbuf_format(out, "%.*s is nil, not %.*s", STR_ARGS(source), STR_ARGS(wanted));
        return;
    }
    Str actual = go_string_view(error->actual->name);
    if (error->missing.length) {
        strbuf_format(out, "%.*s is not %.*s: missing method %.*s", STR_ARGS(actual), STR_ARGS(wanted),
                      STR_ARGS(go_string_view(error->missing)));
        return;
    }
    strbuf_format(out, "%.*s is %.*s, not %.*s", STR_ARGS(source), STR_ARGS(actual), STR_ARGS(wanted));
    if (!str_equal(actual, wanted)) return;
    bool same_package =
        str_equal(go_string_view(error->actual->package), go_string_view(error->wanted->package));
    strbuf_format(out, " (types from different %s)", same_package ? "scopes" : "packages");
}

static void assertion_error_error(GoRuntime *runtime, const void *arguments, void *results) {
    StrBuf text = {0};
    assertion_error_append(*(AssertionError *const *)arguments, &text);
    give_text(runtime, results, &text);
}

/* RuntimeError() is there only to tell runtime errors from others. */
static void runtime_error_mark(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime, (void)arguments, (void)results;
}

static void text_error_error(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    *(GoString *)results = **(GoString *const *)arguments;
}

/* *fmt.wrapError: the text, then the error that it wraps. */
typedef struct WrapError {
    GoString text;
    GoInterface cause;
} WrapError;

static void wrap_error_unwrap(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    *(GoInterface *)results = (*(WrapError *const *)arguments)->cause;
}

/* ---- their types ---- */

static const GoRType *named_struct(GoRuntime *runtime, Str package, Str name, const GoRField *fields,
                                   uint32_t count) {
    GoRType *type = go_rtype_named(runtime, package, name);
    go_rtype_set_underlying(type, go_rtype_struct(runtime, fields, count));
    return type;
}

static const GoRType *named_string(GoRuntime *runtime, Str name) {
    GoRType *type = go_rtype_named(runtime, STR("runtime"), name);
    go_rtype_set_underlying(type, runtime->types.basic[GO_KIND_STRING]);
    return type;
}

#define FIELD(field_name, field_type)                                                                        \
    {.name = GO_STRING(field_name), .package = GO_STRING("runtime"), .type = (field_type)}

static void build_runtime_errors(GoRuntime *runtime) {
    const GoRType *const *basic = runtime->types.basic;
    GoRField bounds[] = {FIELD("x", basic[GO_KIND_INT64]), FIELD("y", basic[GO_KIND_INT]),
                         FIELD("signed", basic[GO_KIND_BOOL]), FIELD("code", basic[GO_KIND_UINT8])};
    const GoRType *type = basic[GO_KIND_UNSAFE_POINTER];
    GoRField assertion[] = {FIELD("_interface", type), FIELD("concrete", type), FIELD("asserted", type),
                            FIELD("missingMethod", basic[GO_KIND_STRING])};
    runtime->runtime_error = named_string(runtime, STR("errorString"));
    runtime->plain_error = named_string(runtime, STR("plainError"));
    runtime->bounds_error = named_struct(runtime, STR("runtime"), STR("boundsError"), bounds, 4);
    runtime->assertion_error = go_rtype_pointer(
        runtime, named_struct(runtime, STR("runtime"), STR("TypeAssertionError"), assertion, 4));
}

static void build_library_errors(GoRuntime *runtime) {
    GoRField text = {
        .name = GO_STRING("s"), .package = GO_STRING("errors"), .type = runtime->types.basic[GO_KIND_STRING]};
    runtime->error_string =
        go_rtype_pointer(runtime, named_struct(runtime, STR("errors"), STR("errorString"), &text, 1));
    GoRField wrap[] = {
        {.name = GO_STRING("msg"), .package = GO_STRING("fmt"), .type = runtime->types.basic[GO_KIND_STRING]},
        {.name = GO_STRING("err"), .package = GO_STRING("fmt"), .type = runtime->types.error}};
    runtime->wrap_error =
        go_rtype_pointer(runtime, named_struct(runtime, STR("fmt"), STR("wrapError"), wrap, 2));
}

void go_panic_types_init(GoRuntime *runtime) {
    build_runtime_errors(runtime);
    build_library_errors(runtime);
    const GoRType *string = runtime->types.basic[GO_KIND_STRING], *error = runtime->types.error;
    const GoRType *text = go_rtype_func(runtime, NULL, 0, &string, 1, false);
    const GoRType *nothing = go_rtype_func(runtime, NULL, 0, NULL, 0, false);
    const GoRType *cause = go_rtype_func(runtime, NULL, 0, &error, 1, false);
    go_rtype_settle(runtime);
    const struct {
        const GoRType *type;
        GoNative error;
    } errors[] = {{runtime->runtime_error, error_string_error},
                  {runtime->plain_error, plain_error_error},
                  {runtime->bounds_error, bounds_error_error},
                  {runtime->assertion_error, assertion_error_error}};
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        GoNativeMethod methods[] = {{"Error", errors[i].error, text},
                                    {"RuntimeError", runtime_error_mark, nothing}};
        go_rtype_set_native_methods(runtime, errors[i].type, methods, 2);
    }
    GoNativeMethod plain = {"Error", text_error_error, text};
    go_rtype_set_native_methods(runtime, runtime->error_string, &plain, 1);
    GoNativeMethod wrap[] = {{"Error", text_error_error, text}, {"Unwrap", wrap_error_unwrap, cause}};
    go_rtype_set_native_methods(runtime, runtime->wrap_error, wrap, 2);
}

GoInterface go_error_of(GoRuntime *runtime, GoString text) {
    GoString *error = go_new(runtime, runtime->error_string->elem);
    if (!error) return (GoInterface){0};
    *error = text;
    return (GoInterface){runtime->error_string, error};
}

GoInterface go_error_new(GoRuntime *runtime, Str text) {
    return go_error_of(runtime, go_string_new(runtime, text));
}

GoInterface go_error_wrap(GoRuntime *runtime, Str text, GoInterface cause) {
    WrapError *error = go_new(runtime, runtime->wrap_error->elem);
    if (!error) return (GoInterface){0};
    *error = (WrapError){go_string_new(runtime, text), cause};
    return (GoInterface){runtime->wrap_error, error};
}

/* ---- throwing ---- */

void go_panic_value(GoRuntime *runtime, GoInterface value) {
    if (runtime->signal == GO_SIGNAL_FATAL || runtime->signal == GO_SIGNAL_EXIT) return;
    runtime->signal = GO_SIGNAL_PANIC;
    runtime->panic_value = value;
    runtime->panic_is_signal = false;
}

static void throw_value(GoRuntime *runtime, const GoRType *type, const void *value) {
    go_panic_value(runtime, go_interface_make(runtime, type, value));
}

static void throw_text(GoRuntime *runtime, const GoRType *type, Str text) {
    GoString string = go_string_new(runtime, text);
    throw_value(runtime, type, &string);
}

void go_panic_bounds(GoRuntime *runtime, GoBounds bounds, int64_t x, bool x_is_signed, int64_t y) {
    BoundsError error = {.x = x, .y = y, .x_is_signed = x_is_signed, .bounds = (uint8_t)bounds};
    throw_value(runtime, runtime->bounds_error, &error);
}

void go_panic_divide(GoRuntime *runtime) {
    throw_text(runtime, runtime->runtime_error, STR("integer divide by zero"));
}

void go_panic_shift(GoRuntime *runtime) {
    throw_text(runtime, runtime->runtime_error, STR("negative shift amount"));
}

void go_panic_nil(GoRuntime *runtime) {
    throw_text(runtime, runtime->runtime_error, STR("invalid memory address or nil pointer dereference"));
    runtime->panic_is_signal = true;
}

void go_panic_nil_map(GoRuntime *runtime) {
    go_panic_plain(runtime, "assignment to entry in nil map");
}

void go_panic_make_slice_length(GoRuntime *runtime) {
    throw_text(runtime, runtime->runtime_error, STR("makeslice: len out of range"));
}

void go_panic_make_slice_capacity(GoRuntime *runtime) {
    throw_text(runtime, runtime->runtime_error, STR("makeslice: cap out of range"));
}

void go_panic_make_chan(GoRuntime *runtime) {
    go_panic_plain(runtime, "makechan: size out of range");
}

void go_panic_grow_slice(GoRuntime *runtime) {
    throw_text(runtime, runtime->runtime_error, STR("growslice: cap out of range"));
}

void go_panic_runtime(GoRuntime *runtime, const char *format, ...) {
    StrBuf text = {0};
    va_list list;
    va_start(list, format);
    strbuf_format_list(&text, format, list);
    va_end(list);
    throw_text(runtime, runtime->runtime_error, strbuf_view(&text));
    strbuf_free(&text);
}

void go_panic_plain(GoRuntime *runtime, const char *text) {
    throw_text(runtime, runtime->plain_error, str_from(text));
}

void go_panic_assertion(GoRuntime *runtime, const GoRType *source, const GoRType *actual,
                        const GoRType *wanted) {
    AssertionError *error = go_new(runtime, runtime->assertion_error->elem);
    if (!error) return;
    *error = (AssertionError){.source = source, .actual = actual, .wanted = wanted};
    bool asks_for_interface = wanted->kind == GO_KIND_INTERFACE;
    if (asks_for_interface && !actual) error->source = NULL;
    if (asks_for_interface && actual) go_rtype_implements(actual, wanted, &error->missing, NULL);
    go_panic_value(runtime, (GoInterface){runtime->assertion_error, error});
}

void go_fatal(GoRuntime *runtime, const char *text) {
    if (runtime->signal == GO_SIGNAL_EXIT) return;
    runtime->signal = GO_SIGNAL_FATAL;
    runtime->fatal = go_data_string(runtime, str_from(text));
}

GoInterface go_panic_recover(GoRuntime *runtime) {
    GoInterface value = runtime->panic_value;
    runtime->panic_value = (GoInterface){0};
    runtime->signal = GO_SIGNAL_NONE;
    runtime->panic_is_signal = false;
    return value;
}

/* ---- reporting ---- */

/* A value of a basic kind, as print() writes it; false for other kinds. */
static bool append_basic(const GoRType *type, const void *value, StrBuf *out) {
    bool is_defined = type->package.length > 0;
    if (type->kind != GO_KIND_STRING && !go_print_append(type, value, NULL)) return false;
    if (is_defined) strbuf_format(out, "%.*s(", STR_ARGS(go_string_view(type->name)));
    if (type->kind == GO_KIND_STRING) {
        if (is_defined) strbuf_append_char(out, '"');
        strbuf_append(out, go_string_view(*(const GoString *)value));
        if (is_defined) strbuf_append_char(out, '"');
    } else {
        go_print_append(type, value, out);
    }
    if (is_defined) strbuf_append_char(out, ')');
    return true;
}

void go_panic_append_value(GoRuntime *runtime, GoInterface value, StrBuf *out) {
    (void)runtime;
    if (!value.type) {
        strbuf_append_c(out, "nil");
    } else if (!append_basic(value.type, go_interface_value(&value), out)) {
        strbuf_format(out, "(%.*s) 0x%llx", STR_ARGS(go_string_view(value.type->name)),
                      (unsigned long long)value.word);
    }
}

/* Replaces an error or a Stringer by its text. False: its method panicked; then `out` has the line that ends
 * the report. */
static bool append_value_with_methods(GoRuntime *runtime, GoInterface value, StrBuf *out) {
    static const char *const methods[] = {"Error", "String"};
    for (size_t i = 0; value.type && i < 2; i++) {
        GoString text;
        bool has_method;
        if (go_call_text_method(runtime, value, str_from(methods[i]), &text, &has_method)) {
            strbuf_append(out, go_string_view(text));
            return true;
        }
        if (!has_method) continue;
        GoInterface inner = runtime->panic_value;
        if (runtime->signal == GO_SIGNAL_PANIC) go_panic_recover(runtime);
        strbuf_clear(out);
        strbuf_append_c(out, "fatal error: panic while printing panic value: ");
        go_panic_append_value(runtime, inner, out);
        strbuf_append_char(out, '\n');
        return false;
    }
    go_panic_append_value(runtime, value, out);
    return true;
}

void go_panic_report(GoRuntime *runtime, const GoPanicLink *links, size_t count, StrBuf *out) {
    StrBuf text = {0};
    GoSignal signal = runtime->signal;
    runtime->signal = GO_SIGNAL_NONE; /* the methods of the values run now */
    bool is_signal = false, goes_on = true;
    for (size_t i = 0; i < count && goes_on; i++) {
        strbuf_append_c(&text, i ? "\tpanic: " : "panic: ");
        goes_on = append_value_with_methods(runtime, links[i].value, &text);
        if (!goes_on) break;
        if (links[i].is_recovered) strbuf_append_c(&text, " [recovered]");
        strbuf_append_char(&text, '\n');
        is_signal |= links[i].is_signal;
    }
    runtime->signal = signal;
    strbuf_append(out, strbuf_view(&text));
    strbuf_free(&text);
    if (is_signal && goes_on)
        strbuf_format(out, "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x%llx]\n",
                      (unsigned long long)runtime->panic_pc);
    strbuf_append_char(out, '\n');
}

void go_fatal_report(const GoRuntime *runtime, StrBuf *out) {
    strbuf_format(out, "fatal error: %.*s\n\n", STR_ARGS(go_string_view(runtime->fatal)));
}
