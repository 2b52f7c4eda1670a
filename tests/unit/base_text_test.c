/* Text, maps, UTF-8 and source places: the pieces that both front ends lean on. */
#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/map.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void slices_are_clamped(void **state) {
    (void)state;
    assert_true(str_equal(str_slice(STR("abc"), 1, 99), STR("bc")));
    assert_int_equal(str_slice(STR("abc"), 5, 9).length, 0);
    assert_true(str_equal(str_trim(STR(" \t a b\n")), STR("a b")));
    assert_int_equal(str_find_byte(STR("a=b=c"), '=', 2), 3);
    assert_int_equal(str_find_byte(STR("a=b"), '=', 9), -1);
}

static void distance_counts_edits(void **state) {
    (void)state;
    assert_int_equal(str_distance(STR("view"), STR("view")), 0);
    assert_int_equal(str_distance(STR("veiw"), STR("view")), 1);
    assert_int_equal(str_distance(STR("compar"), STR("compare")), 1);
    assert_int_equal(str_distance(STR(""), STR("dis")), 3);
}

static void invalid_utf8_is_found(void **state) {
    (void)state;
    assert_int_equal(utf8_first_invalid(STR("gr\xc3\xbc\xc3\x9f \xf0\x9f\x90\x8d")), -1);
    assert_int_equal(utf8_first_invalid(STR("ab\xff")), 2);
    assert_int_equal(utf8_first_invalid(STR("\xc0\x80")), 0);         /* overlong */
    assert_int_equal(utf8_first_invalid(STR("x\xed\xa0\x80")), 1);    /* surrogate */
    assert_int_equal(utf8_first_invalid(STR("\xf4\x90\x80\x80")), 0); /* over U+10FFFF */
    assert_int_equal(utf8_first_invalid(STR("\xe2\x82")), 0);         /* cut */
}

/* What is wrong, and how many bytes belong to it. */
static void broken_utf8_is_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *reason;
        size_t length;
    } broken[] = {
        {"\xff", "invalid start byte", 1},
        {"\xc0\x80", "invalid start byte", 1},
        {"\xe2\x82", "unexpected end of data", 2},
        {"\xe2\x82"
         "a",
         "invalid continuation byte", 2},
        {"\xed\xa0\x80", "invalid continuation byte", 1},
        {"\xf4\x90\x80\x80", "invalid continuation byte", 1},
        {"\xf0\x9f\x90", "unexpected end of data", 3},
    };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        const char *reason = NULL;
        assert_int_equal(utf8_broken_length(str_from(broken[i].text), 0, &reason), broken[i].length);
        assert_string_equal(reason, broken[i].reason);
    }
    uint32_t c = 0;
    assert_true(utf8_surrogate(STR("a\xed\xa0\x81"), 1, &c));
    assert_int_equal(c, 0xD801);
    assert_false(utf8_surrogate(STR("\xed\x9f\xbf"), 0, &c)); /* U+D7FF is a character */
    assert_false(utf8_surrogate(STR("\xed\xa0"), 0, &c));
}

static void widths_are_columns(void **state) {
    (void)state;
    assert_int_equal(utf8_width(STR("abc")), 3);
    assert_int_equal(utf8_width(STR("\xe6\x97\xa5\xe6\x9c\xac")), 4);
    assert_int_equal(utf8_width(STR("e\xcc\x81")), 1);
}

static void maps_keep_what_was_set(void **state) {
    (void)state;
    StrMap map = {0};
    Arena arena = {0};
    for (uintptr_t i = 1; i <= 5000; i++)
        assert_null(strmap_set(&map, arena_format(&arena, "key %d", (int)i), (void *)i));
    assert_ptr_equal(strmap_set(&map, STR("key 7"), (void *)8), (void *)7);
    assert_ptr_equal(strmap_get(&map, STR("key 7")), (void *)8);
    assert_ptr_equal(strmap_get(&map, STR("key 5000")), (void *)5000);
    assert_null(strmap_get(&map, STR("key 5001")));
    assert_true(str_equal(map.entries[41].key, STR("key 42")));
    strmap_free(&map);
    arena_free(&arena);
}

static void int_maps_take_zero(void **state) {
    (void)state;
    IntMap map = {0};
    intmap_set(&map, 0, &map);
    for (uint64_t key = 1; key < 3000; key++) intmap_set(&map, key << 32, &map);
    assert_ptr_equal(intmap_get(&map, 0), &map);
    assert_null(intmap_find(&map, 1));
    assert_non_null(intmap_find(&map, (uint64_t)2999 << 32));
    intmap_free(&map);
}

static void places_and_lines(void **state) {
    (void)state;
    Source source;
    source_init(&source, STR("x"), STR("one\ntwo\r\n\nlast"));
    assert_int_equal(source_place(&source, 0).line, 1);
    assert_int_equal(source_place(&source, 5).line, 2);
    assert_int_equal(source_place(&source, 5).column, 2);
    assert_true(str_equal(source_line(&source, 2), STR("two")));
    assert_int_equal(source_line(&source, 3).length, 0);
    assert_true(str_equal(source_line(&source, 4), STR("last")));
    assert_int_equal(source_line(&source, 99).length, 0);
    source_free(&source);
}

static void carets_stand_under_the_span(void **state) {
    (void)state;
    Source source;
    StrBuf out = {0};
    source_init(&source, STR("x"), STR("\ta \xe6\x97\xa5 = f(\n"));
    diagnostic_append_carets(&out, &source, (SourceSpan){9, 11}, 4, 1);
    assert_string_equal(out.data, "           ^^\n");
    strbuf_free(&out);
    source_free(&source);
}

static void an_arena_aligns_and_grows(void **state) {
    (void)state;
    Arena arena = {0};
    for (size_t size = 1; size < 100000; size = size * 3 + 1) {
        char *block = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)block % 16, 0);
        assert_int_equal(block[size - 1], 0);
        memset(block, 0xff, size);
    }
    arena_free(&arena);
    assert_null(arena.chunks);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_are_clamped),          cmocka_unit_test(distance_counts_edits),
        cmocka_unit_test(invalid_utf8_is_found),       cmocka_unit_test(broken_utf8_is_named),
        cmocka_unit_test(widths_are_columns),          cmocka_unit_test(maps_keep_what_was_set),
        cmocka_unit_test(int_maps_take_zero),          cmocka_unit_test(places_and_lines),
        cmocka_unit_test(carets_stand_under_the_span), cmocka_unit_test(an_arena_aligns_and_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
