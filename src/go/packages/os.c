/* Package os: the program's arguments and environment, its standard streams, its end. */
#include "go/packages/packages.h"
#include "go/runtime/string.h"

#include <stdlib.h>

typedef struct WriteArguments {
    int64_t descriptor;
    GoSlice bytes;
} WriteArguments;

typedef struct WriteResults {
    int64_t count;
    GoInterface error;
} WriteResults;

static void os_exit(GoRuntime *runtime, const void *arguments, void *results) {
    (void)results;
    runtime->signal = GO_SIGNAL_EXIT;
    runtime->exit_status = (int)(*(const int64_t *)arguments & 0xFF);
}

static void os_write(GoRuntime *runtime, const void *arguments, void *results) {
    const WriteArguments *list = arguments;
    WriteResults *result = results;
    if (list->bytes.length == 0) return;
    if (runtime->io.write(runtime->io.user, (int)list->descriptor, list->bytes.data,
                          (size_t)list->bytes.length)) {
        result->count = list->bytes.length;
    } else {
        result->error = go_error_new(runtime, STR("write: broken pipe"));
    }
}

/* Reads standard input; 0 bytes at its end. */
static void os_read(GoRuntime *runtime, const void *arguments, void *results) {
    const GoSlice *bytes = arguments;
    WriteResults *result = results;
    if (bytes->length == 0 || !runtime->io.read) return;
    ptrdiff_t count = runtime->io.read(runtime->io.user, bytes->data, (size_t)bytes->length);
    result->count = count > 0 ? count : 0;
    if (count < 0) result->error = go_error_new(runtime, STR("read /dev/stdin: input/output error"));
}

/* os.Args: the script's name and what stood behind it. */
static void os_arguments(GoRuntime *runtime, const void *arguments, void *results) {
    (void)arguments;
    const GoRType *string = runtime->types.basic[GO_KIND_STRING];
    int64_t count = (int64_t)runtime->argument_count + 1;
    GoSlice list = go_slice_make(runtime, string, count, count);
    if (!list.data) return;
    GoString *items = list.data;
    items[0] = go_string_new(runtime, runtime->script);
    for (int64_t i = 1; i < count; i++) items[i] = go_string_new(runtime, runtime->arguments[i - 1]);
    *(GoSlice *)results = list;
}

typedef struct LookupResults {
    GoString value;
    bool is_there;
} LookupResults;

static void os_lookup_environment(GoRuntime *runtime, const void *arguments, void *results) {
    const GoString *key = arguments;
    LookupResults *result = results;
    StrBuf name = {0};
    strbuf_append(&name, (Str){key->data, (size_t)key->length});
    bool is_name = name.length > 0 && str_find_byte(strbuf_view(&name), '\0', 0) < 0;
    const char *value = is_name ? getenv(name.data) : NULL;
    result->is_there = value != NULL;
    if (value) result->value = go_string_new(runtime, str_from(value));
    strbuf_free(&name);
}

#define OS(X)                                                                                                \
    X("Exit", os_exit, "func Exit(code int)")                                                                \
    X("write", os_write, "func write(fd int, p []byte) (n int, err error)")                                  \
    X("read", os_read, "func read(p []byte) (n int, err error)")                                             \
    X("arguments", os_arguments, "func arguments() []string")                                                \
    X("LookupEnv", os_lookup_environment, "func LookupEnv(key string) (string, bool)")                       \
    X("Getenv", NULL, "func Getenv(key string) string { value, _ := LookupEnv(key); return value }")         \
    X("", NULL, "var Args []string = arguments()")                                                           \
    X("", NULL, "type File struct { fd int; name string }")                                                  \
    X("(*File).Write", NULL, "func (f *File) Write(p []byte) (n int, err error) { return write(f.fd, p) }")  \
    X("(*File).WriteString", NULL,                                                                           \
      "func (f *File) WriteString(s string) (n int, err error) { return write(f.fd, []byte(s)) }")           \
    X("(*File).Read", NULL,                                                                                  \
      "func (f *File) Read(p []byte) (n int, err error) { "                                                  \
      "if len(p) == 0 { return 0, nil }; n, err = read(p); "                                                 \
      "if n == 0 && err == nil { err = io.EOF }; return }")                                                  \
    X("(*File).Name", NULL, "func (f *File) Name() string { return f.name }")                                \
    X("(*File).Close", NULL, "func (f *File) Close() error { return nil }")                                  \
    X("", NULL, "var Stdin = &File{0, \"/dev/stdin\"}")                                                      \
    X("", NULL, "var Stdout = &File{1, \"/dev/stdout\"}")                                                    \
    X("", NULL, "var Stderr = &File{2, \"/dev/stderr\"}")

GO_NATIVE_PACKAGE(go_package_os, "os", "package os; import \"io\"", OS)
