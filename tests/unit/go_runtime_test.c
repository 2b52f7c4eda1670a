/* The Go runtime without a compiler: addresses of the heap, collection, descriptors, slices, maps, panics. */
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
    (void)descriptor;
    if (user) strbuf_append_bytes(user, bytes, size);
    return true;
}

static StrBuf output;

static int setup(void **state) {
    (void)state;
    EngineOptions options = {.io = {.user = &output, .write = drop}};
    const char *reason = "";
    return go_runtime_init(&runtime, &options, 4096, &reason) ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    strbuf_free(&output);
    go_runtime_free(&runtime);
    return 0;
}

static const GoRType *basic(GoRKind kind) {
    return runtime.types.basic[kind];
}

static void tiny_values_share_blocks_of_16(void **state) {
    (void)state;
    char *a = go_new(&runtime, basic(GO_KIND_INT)), *b = go_new(&runtime, basic(GO_KIND_INT));
    char *c = go_new(&runtime, basic(GO_KIND_INT32)), *d = go_new(&runtime, basic(GO_KIND_FLOAT64));
    assert_int_equal((uint64_t)a % 16, 0);
    assert_int_equal(b - a, 8);
    assert_int_equal(c - a, 16);
    assert_int_equal(d - a, 24);
    char *text = go_new(&runtime, basic(GO_KIND_STRING)), *next = go_new(&runtime, basic(GO_KIND_STRING));
    assert_int_equal(next - text, 16);
}

static void addresses_are_the_same_in_every_run(void **state) {
    uint64_t first = (uint64_t)go_new(&runtime, basic(GO_KIND_INT));
    uint64_t type = (uint64_t)go_rtype_slice(&runtime, basic(GO_KIND_FLOAT64));
    teardown(state);
    assert_int_equal(setup(state), 0);
    assert_int_equal((uint64_t)go_new(&runtime, basic(GO_KIND_INT)), first);
    assert_int_equal((uint64_t)go_rtype_slice(&runtime, basic(GO_KIND_FLOAT64)), type);
    assert_true(first >= MEM_GO_HEAP_BASE);
}

static uint64_t *root;

static void mark_the_root(GoRuntime *self) {
    go_heap_mark_range(&self->heap, (uint64_t)&root, (uint64_t)(&root + 1));
}

static void collection_keeps_what_is_reachable(void **state) {
    (void)state;
    runtime.mark_roots = mark_the_root;
    root = go_new_bytes(&runtime, 64, true);
    uint64_t *inner = go_new_bytes(&runtime, 100000, false);
    root[3] = (uint64_t)inner + 5000; /* an interior pointer */
    uint64_t *lost = go_new_bytes(&runtime, 64, true);
    lost[0] = 7;
    uint64_t live = runtime.heap.bytes_live;
    go_collect(&runtime);
    assert_int_equal(live - runtime.heap.bytes_live, 64);
    uint64_t start, size;
    assert_true(go_heap_find(&runtime.heap, (uint64_t)inner + 99999, &start, &size));
    assert_int_equal(start, (uint64_t)inner);
    assert_false(go_heap_find(&runtime.heap, (uint64_t)lost, &start, &size));
    assert_ptr_equal(go_new_bytes(&runtime, 64, true), lost);
    assert_int_equal(lost[0], 0);
}

static void a_long_list_is_marked_without_recursion(void **state) {
    (void)state;
    runtime.mark_roots = mark_the_root;
    root = NULL;
    for (int i = 0; i < 300000; i++) {
        uint64_t **node = go_new_bytes(&runtime, 16, true);
        *node = root;
        root = (uint64_t *)node;
    }
    go_collect(&runtime);
    assert_int_equal(runtime.heap.bytes_live, 300000 * 16);
    root = NULL;
    go_collect(&runtime);
    assert_int_equal(runtime.heap.bytes_live, 0);
}

static void identical_types_share_a_descriptor(void **state) {
    (void)state;
    const GoRType *number = basic(GO_KIND_INT);
    const GoRType *map = go_rtype_map(&runtime, basic(GO_KIND_STRING), go_rtype_slice(&runtime, number));
    assert_ptr_equal(map, go_rtype_map(&runtime, basic(GO_KIND_STRING), go_rtype_slice(&runtime, number)));
    assert_true(str_equal_c(go_string_view(map->name), "map[string][]int"));
    const GoRType *parameters[] = {number, runtime.types.string_slice},
                  *results[] = {number, runtime.types.error};
    const GoRType *func = go_rtype_func(&runtime, parameters, 2, results, 2, true);
    assert_true(str_equal_c(go_string_view(func->name), "func(int, ...string) (int, error)"));
    const GoRType *receive = go_rtype_chan(&runtime, GO_RCHAN_RECEIVE, number);
    const GoRType *chan = go_rtype_chan(&runtime, GO_RCHAN_BOTH, receive);
    assert_true(str_equal_c(go_string_view(chan->name), "chan (<-chan int)"));
}

static void a_type_may_contain_itself(void **state) {
    (void)state;
    GoRType *list = go_rtype_named(&runtime, STR("main"), STR("List"));
    GoRField fields[] = {
        {.name = GO_STRING("small"), .package = GO_STRING("main"), .type = basic(GO_KIND_INT8)},
        {.name = GO_STRING("Next"), .type = go_rtype_pointer(&runtime, list)},
        {.name = GO_STRING("Flag"), .type = basic(GO_KIND_BOOL)}};
    go_rtype_set_underlying(list, go_rtype_struct(&runtime, fields, 3));
    go_rtype_settle(&runtime);
    assert_int_equal(list->size, 24);
    assert_int_equal(list->fields[1].offset, 8);
    assert_int_equal(list->fields[2].offset, 16);
    assert_true(go_rtype_is(list, GO_TYPE_COMPARABLE));
    assert_false(go_rtype_is(list, GO_TYPE_PLAIN));
    assert_true(str_equal_c(go_string_view(list->underlying->name),
                            "struct { small int8; Next *main.List; Flag bool }"));
}

static void interfaces_box_what_is_not_a_pointer(void **state) {
    (void)state;
    int64_t small = 5, large = 5000;
    GoInterface a = go_interface_make(&runtime, basic(GO_KIND_INT), &small);
    GoInterface b = go_interface_make(&runtime, basic(GO_KIND_INT), &large);
    GoInterface c = go_interface_make(&runtime, basic(GO_KIND_INT), &large);
    assert_true(mem_space_contains(&runtime.data_space, (uint64_t)a.word, 8));
    assert_true(mem_space_contains(&runtime.heap_space, (uint64_t)b.word, 8));
    assert_ptr_not_equal(b.word, c.word);
    assert_true(go_interface_equal(&runtime, b, c));
    assert_false(go_interface_equal(&runtime, a, b));
    void *pointer = &small;
    GoInterface d = go_interface_make(&runtime, go_rtype_pointer(&runtime, basic(GO_KIND_INT)), &pointer);
    go_rtype_settle(&runtime);
    assert_int_equal(runtime.signal, GO_SIGNAL_NONE);
    assert_non_null(d.type);
}

/* The capacities that appending one by one goes through, as Go 1.19 has them. */
static void check_growth(const GoRType *elem, const int64_t *capacities, size_t count) {
    GoSlice slice = {0};
    char item[64] = {0};
    for (size_t i = 0; i < count;) {
        int64_t before = slice.capacity;
        slice = go_slice_append(&runtime, elem, slice, item, 1);
        if (slice.capacity != before) assert_int_equal(slice.capacity, capacities[i++]);
    }
}

static void slices_grow_as_in_go(void **state) {
    (void)state;
    static const int64_t ints[] = {1,   2,   4,    8,    16,   32,   64,   128, 256,
                                   512, 848, 1280, 1792, 2560, 3408, 5120, 7168};
    static const int64_t bytes[] = {8, 16, 32, 64, 128, 256, 512, 896, 1408, 2048, 3072};
    static const int64_t strings[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 848, 1280, 1792};
    check_growth(basic(GO_KIND_INT), ints, sizeof ints / sizeof *ints);
    check_growth(basic(GO_KIND_UINT8), bytes, sizeof bytes / sizeof *bytes);
    check_growth(basic(GO_KIND_STRING), strings, sizeof strings / sizeof *strings);
}

static void maps_keep_the_order_of_insertion(void **state) {
    (void)state;
    const GoRType *type = go_rtype_map(&runtime, basic(GO_KIND_INT), basic(GO_KIND_INT));
    go_rtype_settle(&runtime);
    GoMap *map = go_map_make(&runtime, type, 0);
    for (int64_t i = 0; i < 1000; i++) {
        int64_t key = i * 7919 % 1000;
        *(int64_t *)go_map_assign(&runtime, type, map, &key) = i;
    }
    for (int64_t i = 0; i < 1000; i += 2) {
        int64_t key = i * 7919 % 1000;
        go_map_delete(&runtime, type, map, &key);
    }
    assert_int_equal(go_map_length(map), 500);
    GoMapIterator iterator = {.map = map};
    const void *key;
    void *value;
    int64_t expected = 1, inserted = 0;
    while (go_map_next(&runtime, &iterator, &key, &value)) {
        /* Insertions while walking move the entries. */
        for (int64_t i = 0; i < 4 && inserted < 4000; i++, inserted++) {
            int64_t fresh = 1000 + inserted;
            *(int64_t *)go_map_assign(&runtime, type, map, &fresh) = 1000 + inserted;
        }
        if (*(const int64_t *)key >= 1000) continue;
        assert_int_equal(*(const int64_t *)key, expected * 7919 % 1000);
        expected += 2;
    }
    assert_int_equal(expected, 1001);
}

static void maps_with_interface_keys(void **state) {
    (void)state;
    const GoRType *type = go_rtype_map(&runtime, runtime.types.any, basic(GO_KIND_INT));
    go_rtype_settle(&runtime);
    GoMap *map = go_map_make(&runtime, type, 0);
    int64_t number = 300;
    GoString text = GO_STRING("300");
    GoInterface a = go_interface_make(&runtime, basic(GO_KIND_INT), &number);
    GoInterface b = go_interface_make(&runtime, basic(GO_KIND_STRING), &text);
    GoInterface again = go_interface_make(&runtime, basic(GO_KIND_INT), &number);
    *(int64_t *)go_map_assign(&runtime, type, map, &a) = 1;
    *(int64_t *)go_map_assign(&runtime, type, map, &b) = 2;
    assert_int_equal(*(int64_t *)go_map_find(&runtime, type, map, &again), 1);
    assert_int_equal(go_map_length(map), 2);
    GoSlice slice = {0};
    GoInterface wrong = go_interface_make(&runtime, runtime.types.byte_slice, &slice);
    assert_null(go_map_find(&runtime, type, map, &wrong));
    assert_int_equal(runtime.signal, GO_SIGNAL_PANIC);
    go_panic_recover(&runtime);
    assert_null(go_map_assign(&runtime, type, NULL, &a));
    StrBuf text_of_panic = {0};
    GoPanicLink link = {.value = go_panic_recover(&runtime)};
    go_panic_report(&runtime, &link, 1, &text_of_panic);
    assert_string_equal(text_of_panic.data, "panic: assignment to entry in nil map\n\n");
    strbuf_free(&text_of_panic);
}

static void check_panic(const char *expected) {
    assert_int_equal(runtime.signal, GO_SIGNAL_PANIC);
    GoPanicLink link = {.is_signal = runtime.panic_is_signal};
    link.value = go_panic_recover(&runtime);
    StrBuf text = {0};
    go_panic_report(&runtime, &link, 1, &text);
    assert_string_equal(text.data, expected);
    strbuf_free(&text);
}

static void panics_use_the_words_of_go(void **state) {
    (void)state;
    go_panic_bounds(&runtime, GO_BOUNDS_INDEX, 5, true, 3);
    check_panic("panic: runtime error: index out of range [5] with length 3\n\n");
    go_panic_bounds(&runtime, GO_BOUNDS_INDEX, -1, true, 3);
    check_panic("panic: runtime error: index out of range [-1]\n\n");
    go_panic_bounds(&runtime, GO_BOUNDS_INDEX, INT64_MIN, false, 3);
    check_panic("panic: runtime error: index out of range [9223372036854775808] with length 3\n\n");
    go_panic_bounds(&runtime, GO_BOUNDS_CONVERT, 4, true, 3);
    check_panic(
        "panic: runtime error: cannot convert slice with length 3 to pointer to array with length 4\n\n");
    go_panic_divide(&runtime);
    check_panic("panic: runtime error: integer divide by zero\n\n");
    runtime.panic_pc = 0x401000;
    go_panic_nil(&runtime);
    check_panic("panic: runtime error: invalid memory address or nil pointer dereference\n"
                "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x401000]\n\n");
    go_panic_assertion(&runtime, runtime.types.any, basic(GO_KIND_STRING), basic(GO_KIND_INT));
    check_panic("panic: interface conversion: interface {} is string, not int\n\n");
    go_panic_assertion(&runtime, runtime.types.any, basic(GO_KIND_STRING), runtime.types.error);
    check_panic("panic: interface conversion: string is not error: missing method Error\n\n");
    go_panic_assertion(&runtime, runtime.types.any, NULL, runtime.types.error);
    check_panic("panic: interface conversion: interface is nil, not error\n\n");
}

static void panics_show_values(void **state) {
    (void)state;
    double number = 1.5;
    go_panic_value(&runtime, go_interface_make(&runtime, basic(GO_KIND_FLOAT64), &number));
    check_panic("panic: +1.500000e+000\n\n");
    GoRType *named = go_rtype_named(&runtime, STR("main"), STR("S"));
    go_rtype_set_underlying(named, basic(GO_KIND_STRING));
    go_rtype_settle(&runtime);
    GoString text = GO_STRING("q\n\"x");
    go_panic_value(&runtime, go_interface_make(&runtime, named, &text));
    check_panic("panic: main.S(\"q\n\"x\")\n\n");
    go_panic_value(&runtime, go_error_new(&runtime, STR("boo")));
    check_panic("panic: boo\n\n");
    go_panic_value(&runtime, (GoInterface){0});
    check_panic("panic: nil\n\n");
}

static void runes_are_decoded_one_by_one(void **state) {
    (void)state;
    GoString text = GO_STRING("a\xc3\xa9\xff\xe6\x97\xa5");
    static const int32_t runes[] = {'a', 0xE9, 0xFFFD, 0x65E5};
    int64_t offset = 0;
    for (int i = 0; i < 4; i++) {
        int32_t rune;
        offset = go_string_next_rune(text, offset, &rune);
        assert_int_equal(rune, runes[i]);
    }
    assert_int_equal(offset, text.length);
    GoSlice slice = go_string_to_runes(&runtime, text);
    assert_int_equal(slice.length, 4);
    assert_int_equal(slice.capacity, 4);
    GoString back = go_string_from_runes(&runtime, slice);
    assert_int_equal(back.length, 9);
    assert_int_equal(go_string_from_rune(&runtime, -1).length, 3);
}

static void print_has_its_own_float_format(void **state) {
    (void)state;
    double values[] = {0, -1.5, 1e100, 123456.789};
    GoPrintArgument arguments[4];
    for (int i = 0; i < 4; i++) arguments[i] = (GoPrintArgument){basic(GO_KIND_FLOAT64), &values[i]};
    go_print_builtin(&runtime, arguments, 4, true);
    assert_string_equal(output.data, "+0.000000e+000 -1.500000e+000 +1.000000e+100 +1.234568e+005\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(tiny_values_share_blocks_of_16),       TEST(addresses_are_the_same_in_every_run),
        TEST(collection_keeps_what_is_reachable),   TEST(a_long_list_is_marked_without_recursion),
        TEST(identical_types_share_a_descriptor),   TEST(a_type_may_contain_itself),
        TEST(interfaces_box_what_is_not_a_pointer), TEST(slices_grow_as_in_go),
        TEST(maps_keep_the_order_of_insertion),     TEST(maps_with_interface_keys),
        TEST(panics_use_the_words_of_go),           TEST(panics_show_values),
        TEST(runes_are_decoded_one_by_one),         TEST(print_has_its_own_float_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
