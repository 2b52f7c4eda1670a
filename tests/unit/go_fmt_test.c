/* fmt without a compiler: values of composite types, by their descriptors, as real Go prints them. (Scalars
 * and all flags are compared by programs in tests/go.) */
#include "go/packages/printer.h"
#include "go/runtime/map.h"
#include "go/runtime/panic.h"
#include "go/runtime/string.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static GoRuntime runtime;

static bool drop(void *user, int descriptor, const char *bytes, size_t size) {
    (void)user, (void)descriptor, (void)bytes, (void)size;
    return true;
}

static int setup(void **state) {
    (void)state;
    EngineOptions options = {.io = {.write = drop}};
    const char *reason = "";
    return go_runtime_init(&runtime, &options, 0, &reason) ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    go_runtime_free(&runtime);
    return 0;
}

static const GoRType *basic(GoRKind kind) {
    return runtime.types.basic[kind];
}

/* Prints the value of a type under a format and compares. */
static void check(const GoRType *type, const void *value, const char *format, const char *expected) {
    StrBuf out = {0};
    GoPrinter printer = {.runtime = &runtime, .out = &out};
    GoInterface operand = go_interface_make(&runtime, type, value);
    go_printer_formatted(&printer, str_from(format), (GoSlice){&operand, 1, 1});
    strbuf_append_c(&out, "");
    assert_string_equal(out.data, expected);
    strbuf_free(&out);
}

typedef struct Point {
    int64_t x, y;
} Point;

static const GoRType *point_type(void) {
    GoRField fields[] = {{.name = GO_STRING("X"), .type = basic(GO_KIND_INT)},
                         {.name = GO_STRING("y"), .package = GO_STRING("main"), .type = basic(GO_KIND_INT)}};
    GoRType *point = go_rtype_named(&runtime, STR("main"), STR("Point"));
    go_rtype_set_underlying(point, go_rtype_struct(&runtime, fields, 2));
    go_rtype_pointer(&runtime, point);
    go_rtype_settle(&runtime);
    return point;
}

static void structs(void **state) {
    (void)state;
    const GoRType *type = point_type();
    Point point = {1, 2}, *pointer = &point;
    check(type, &point, "%v", "{1 2}");
    check(type, &point, "%+v", "{X:1 y:2}");
    check(type, &point, "%#v", "main.Point{X:1, y:2}");
    check(type, &point, "%s", "{%!s(int=1) %!s(int=2)}");
    check(type, &point, "%6.2v|", "{    01     02}|");
    check(type->pointer, &pointer, "%v", "&{1 2}");
    check(type->pointer, &pointer, "%#v", "&main.Point{X:1, y:2}");
    check(type->pointer, &pointer, "%t", "&{%!t(int=1) %!t(int=2)}");
    pointer = NULL;
    check(type->pointer, &pointer, "%+v", "<nil>");
    check(type->pointer, &pointer, "%#v", "(*main.Point)(nil)");
    check(type->pointer, &pointer, "%s", "%!s(*main.Point=<nil>)");
}

static void sequences(void **state) {
    (void)state;
    const GoRType *ints = go_rtype_slice(&runtime, basic(GO_KIND_INT));
    const GoRType *array = go_rtype_array(&runtime, basic(GO_KIND_INT8), 3);
    go_rtype_settle(&runtime);
    int64_t items[] = {1, -2};
    GoSlice slice = {items, 2, 2}, nil = {0};
    check(ints, &slice, "%v", "[1 -2]");
    check(ints, &slice, "%#v", "[]int{1, -2}");
    check(ints, &nil, "%#v", "[]int(nil)");
    check(ints, &nil, "%v", "[]");
    check(ints, &slice, "%q", "['\\x01' '\xEF\xBF\xBD']");
    check(array, (int8_t[]){1, -2, 3}, "%v", "[1 -2 3]");
    check(array, (int8_t[]){1, -2, 3}, "%#v", "[3]int8{1, -2, 3}");
    GoSlice bytes = {"ab", 2, 2};
    check(runtime.types.byte_slice, &bytes, "%v %[1]s %[1]x %[1]q %[1]d %[1]T",
          "[97 98] ab 6162 \"ab\" [97 98] []uint8");
    check(runtime.types.byte_slice, &bytes, "%#v", "[]byte{0x61, 0x62}");
    check(runtime.types.byte_slice, &bytes, "%t", "[%!t(uint8=97) %!t(uint8=98)]");
}

static void maps_are_sorted(void **state) {
    (void)state;
    const GoRType *type = go_rtype_map(&runtime, runtime.types.any, basic(GO_KIND_INT));
    go_rtype_settle(&runtime);
    GoMap *map = go_map_make(&runtime, type, 0), *nil = NULL;
    GoString text = GO_STRING("a");
    int64_t numbers[] = {2, 1};
    GoInterface keys[] = {go_interface_make(&runtime, basic(GO_KIND_STRING), &text),
                          go_interface_make(&runtime, basic(GO_KIND_INT), &numbers[0]),
                          go_interface_make(&runtime, basic(GO_KIND_INT), &numbers[1]),
                          {0}};
    for (int i = 0; i < 4; i++) *(int64_t *)go_map_assign(&runtime, type, map, &keys[i]) = i;
    check(type, &map, "%v", "map[<nil>:3 1:2 2:1 a:0]");
    check(type, &map, "%#v", "map[interface {}]int{interface {}(nil):3, 1:2, 2:1, \"a\":0}");
    check(type, &nil, "%v", "map[]");
    check(type, &nil, "%#v", "map[interface {}]int(nil)");
}

static void errors_are_asked(void **state) {
    (void)state;
    GoInterface error = go_error_new(&runtime, STR("boo"));
    check(error.type, &error.word, "%v|%[1]s|%[1]q|%[1]x|%5[1]T",
          "boo|boo|\"boo\"|626f6f|*errors.errorString");
    const GoRType *list = go_rtype_slice(&runtime, runtime.types.error);
    go_rtype_settle(&runtime);
    GoInterface items[] = {error, {0}};
    check(list, &(GoSlice){items, 2, 2}, "%v", "[boo <nil>]");
    check(list, &(GoSlice){items + 1, 1, 1}, "%d", "[<nil>]");
}

static void wrong_formats_tell(void **state) {
    (void)state;
    int64_t five = 5;
    const GoRType *number = basic(GO_KIND_INT);
    check(number, &five, "%z", "%!z(int=5)");
    check(number, &five, "%d %d", "5 %!d(MISSING)");
    check(number, &five, "none", "none%!(EXTRA int=5)");
    check(number, &five, "%", "%!(NOVERB)%!(EXTRA int=5)");
    check(number, &five, "%[2]d", "%!d(BADINDEX)");
    check(number, &five, "%[x]d", "%!d(BADINDEX)");
    check(number, &five, "%*d", "%!d(MISSING)");
    check(number, &five, "%[1]*[1]d|", "    5|");
    check(number, &five, "%-[1]*.[1]*[1]d|", "00005|");
    check(number, &five, "%w", "%!w(int=5)");
    check(number, &five, "%!|%.", "%!!(int=5)|%!.(MISSING)");
    check(number, &five, "%[1]", "%!(NOVERB)");
    check(number, &five, "100%%", "100%%!(EXTRA int=5)");
}

static void a_value_that_contains_itself_ends(void **state) {
    (void)state;
    GoInterface element = {.type = runtime.types.any_slice};
    GoSlice slice = {&element, 1, 1};
    element.word = &slice;
    StrBuf out = {0};
    go_value_append(&runtime, runtime.types.any_slice, &slice, 100, &out);
    assert_true(out.length > 50 && out.length < 5000);
    assert_int_equal(runtime.signal, GO_SIGNAL_NONE);
    GoPrinter printer = {.runtime = &runtime, .out = &out};
    go_printer_operand(&printer, element, 'v');
    assert_int_equal(runtime.signal, GO_SIGNAL_FATAL);
    strbuf_free(&out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(structs),          TEST(sequences),          TEST(maps_are_sorted),
        TEST(errors_are_asked), TEST(wrong_formats_tell), TEST(a_value_that_contains_itself_ends)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
