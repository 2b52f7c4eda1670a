/* Python objects lie where CPython would put them, are as large, and are found again. */
#include "python/objects/alloc.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/float.h"
#include "python/objects/layout.h"
#include "python/objects/list.h"
#include "python/objects/protocol.h"
#include "python/objects/set.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int setup(void **state) {
    const char *reason = "";
    (void)state;
    return py_runtime_init(0, &reason) ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    py_runtime_free();
    return 0;
}

/* The text of an object, which is released. */
static void assert_repr(PyObject *object, const char *expected) {
    assert_non_null(object);
    PyObject *text = py_object_repr(object);
    assert_non_null(text);
    assert_string_equal(py_str_utf8(text).data, expected);
    py_decref(text);
    py_decref(object);
}

static void structs_have_documented_sizes(void **state) {
    (void)state;
    assert_int_equal(sizeof(PyType), 408);
    assert_int_equal(sizeof(PyStr), 48);
    assert_int_equal(sizeof(PyCompactStr), 72);
    assert_int_equal(sizeof(PyDict), 48);
    assert_int_equal(sizeof(PySet), 200);
    PyObject *letter = py_str_from_c("a"), *list = py_list_new(0), *one = py_int_from_int64(1);
    assert_int_equal(py_object_size_of(letter), 50);
    assert_int_equal(py_object_size_of(list), 56);
    assert_int_equal(py_object_size_of(one), 28);
    py_decref(letter);
    py_decref(list);
    py_decref(one);
}

static void small_ints_are_unique_and_others_are_not(void **state) {
    (void)state;
    PyObject *a = py_int_from_int64(256), *b = py_int_from_int64(256);
    PyObject *c = py_int_from_int64(257), *d = py_int_from_int64(257);
    assert_ptr_equal(a, b);
    assert_ptr_not_equal(c, d);
    assert_int_equal((char *)py_int_from_int64(6) - (char *)py_int_from_int64(5), 32);
    py_decref(c);
    py_decref(d);
}

static void freed_memory_is_given_again(void **state) {
    (void)state;
    PyObject *list = py_list_new(0);
    py_decref(list);
    PyObject *other = py_list_new(0);
    assert_ptr_equal(list, other);
    py_decref(other);
    PyObject *number = py_float_new(1.5);
    py_decref(number);
    PyObject *second = py_float_new(2.5);
    assert_ptr_equal(number, second);
    py_decref(second);
}

static void a_second_run_gives_the_same_addresses(void **state) {
    PyObject *first = py_int_from_int64(1 << 20), *list = py_list_new(3);
    teardown(state);
    assert_int_equal(setup(state), 0);
    assert_ptr_equal(py_int_from_int64(1 << 20), first);
    assert_ptr_equal(py_list_new(3), list);
}

static void only_beginnings_are_objects(void **state) {
    (void)state;
    PyObject *list = py_list_new(4);
    uint64_t address = (uint64_t)list;
    assert_true(py_is_object(address));
    assert_false(py_is_object(address + 8));
    assert_false(py_is_object((uint64_t)py_list_items(list)));
    assert_false(py_is_object(0));
    assert_false(py_is_object(UINT64_MAX));
    assert_false(py_is_object(12345));
    assert_true(py_is_object((uint64_t)PY_TYPE(int)));
    assert_ptr_equal(py_object_at(address + 20), list);
    py_decref(list);
    assert_false(py_is_object(address));
}

static void a_dict_grows_as_cpythons(void **state) {
    (void)state;
    static const struct {
        int count, size;
    } steps[] = {{0, 64}, {1, 224}, {5, 224}, {6, 352}, {10, 352}, {11, 632}, {21, 632}, {22, 1168}};
    PyObject *dict = py_dict_new();
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        while (py_dict_used(dict) < steps[i].count) {
            PyObject *key = py_int_from_int64(py_dict_used(dict));
            assert_int_equal(py_dict_set(dict, key, PY_NONE), 0);
            py_decref(key);
        }
        assert_int_equal(py_object_size_of(dict), steps[i].size);
    }
    py_decref(dict);
}

static void a_slot_holds_the_reference(void **state) {
    (void)state;
    PyObject *dict = py_dict_new(), *name = py_str_interned("var1"), *value = py_int_from_int64(999);
    py_dict_set(dict, name, value);
    uint64_t slot = py_dict_slot(dict, name);
    assert_int_equal(mem_read_ref(slot), (uint64_t)value);
    py_dict_set(dict, name, PY_NONE);
    assert_int_equal(py_dict_slot(dict, name), slot);
    assert_int_equal(mem_read_ref(slot), (uint64_t)PY_NONE);
    py_decref(dict);
    py_decref(name);
    py_decref(value);
}

static void hashes_are_cpythons_with_seed_zero(void **state) {
    (void)state;
    PyObject *text = py_str_from_c("hello"), *number = py_float_new(0.5);
    PyObject *pair = py_tuple_pack(2, py_int_from_int64(1), py_int_from_int64(2));
    assert_true(py_object_hash(text) == INT64_C(-2096571579003691106));
    assert_true(py_object_hash(number) == INT64_C(1152921504606846976));
    assert_true(py_object_hash(pair) == INT64_C(-3550055125485641917));
    py_decref(text);
    py_decref(number);
    py_decref(pair);
}

static void arithmetic_crosses_the_word(void **state) {
    (void)state;
    PyObject *big = py_int_from_digits(STR("1000000000000000000000"), 10, false);
    PyObject *seven = py_int_from_int64(-7), *quotient, *remainder;
    assert_repr(py_int_operate(PY_FLOOR_DIVIDE, big, seven), "-142857142857142857143");
    assert_repr(py_int_operate(PY_REMAINDER, big, seven), "-1");
    assert_repr(py_int_operate(PY_TRUE_DIVIDE, big, seven), "-1.4285714285714286e+20");
    assert_repr(py_int_operate(PY_RIGHT_SHIFT, big, py_int_from_int64(60)), "867");
    assert_int_equal(py_int_divmod(seven, big, &quotient, &remainder), 0);
    assert_repr(quotient, "-1");
    assert_repr(remainder, "999999999999999999993");
    py_decref(big);
    py_decref(seven);
}

static void text_stops_at_cycles_and_at_the_limit(void **state) {
    (void)state;
    PyObject *list = py_list_new(0);
    StrBuf text = {0};
    py_list_append(list, list);
    py_object_text(list, 100, &text);
    assert_string_equal(text.data, "[[...]]");
    strbuf_clear(&text);
    PyObject *name = py_str_from_c("a long piece of text");
    py_object_text(name, 10, &text);
    assert_true(text.length <= 13);
    strbuf_free(&text);
    py_decref(name);
}

static void layouts_name_cpythons_fields(void **state) {
    (void)state;
    Arena arena = {0};
    PyObject *number = py_int_from_int64(-((int64_t)1 << 40));
    const MemLayout *layout = py_object_layout((uint64_t)number, &arena);
    assert_non_null(layout);
    assert_int_equal(layout->size, 32);
    assert_true(str_equal_c(layout->fields[0].name, "ob_refcnt"));
    assert_int_equal(layout->fields[0].role, MEM_ROLE_REFCOUNT);
    assert_true(str_equal_c(layout->fields[3].name, "ob_digit"));
    assert_int_equal(layout->fields[3].count, 2);
    assert_null(py_object_layout((uint64_t)number + 4, &arena));
    arena_free(&arena);
    py_decref(number);
}

static void cycles_are_collected(void **state) {
    (void)state;
    PyObject *list = py_list_new(0);
    uint64_t address = (uint64_t)list;
    py_list_append(list, list);
    py_decref(list);
    assert_true(py_is_object(address));
    assert_true(py_gc_collect(2) >= 1);
    assert_false(py_is_object(address));
}

static void deep_nesting_is_freed_without_recursion(void **state) {
    (void)state;
    PyObject *outer = py_list_new(0);
    for (int i = 0; i < 200000; i++) {
        PyObject *next = py_list_new(0);
        py_list_append_stealing(next, outer);
        outer = next;
    }
    assert_null(py_object_repr(outer));
    assert_true(py_error_matches(PY_TYPE(RecursionError)));
    py_error_clear();
    py_decref(outer);
}

static void errors_are_finished_objects(void **state) {
    (void)state;
    assert_null(py_raise(PY_TYPE(ValueError), "%d is %s, %R", 5, "odd", PY_NONE));
    assert_true(py_error_matches(PY_TYPE(Exception)));
    assert_repr(py_error_fetch(), "ValueError('5 is odd, None')");
    assert_false(py_error_occurred());
    PyObject *list = py_list_new(0);
    assert_null(py_object_getattr_c(list, "nope"));
    assert_repr(py_error_fetch(), "AttributeError(\"'list' object has no attribute 'nope'\")");
    py_decref(list);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(structs_have_documented_sizes),
        CASE(small_ints_are_unique_and_others_are_not),
        CASE(freed_memory_is_given_again),
        CASE(a_second_run_gives_the_same_addresses),
        CASE(only_beginnings_are_objects),
        CASE(a_dict_grows_as_cpythons),
        CASE(a_slot_holds_the_reference),
        CASE(hashes_are_cpythons_with_seed_zero),
        CASE(arithmetic_crosses_the_word),
        CASE(text_stops_at_cycles_and_at_the_limit),
        CASE(layouts_name_cpythons_fields),
        CASE(cycles_are_collected),
        CASE(deep_nesting_is_freed_without_recursion),
        CASE(errors_are_finished_objects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
