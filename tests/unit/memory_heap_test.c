/* The heap's promises: addresses that depend on the order of calls alone, freed blocks first, every block
 * found again. */
#include "memory/heap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const uint32_t classes[] = {16, 32, 48, 64, 512, 0};

typedef struct Fixture {
    MemSpace space;
    MemHeap heap;
} Fixture;

static int setup(void **state) {
    static Fixture fixture;
    const char *reason = "";
    if (!mem_space_reserve(&fixture.space, MEM_PYTHON_BASE, (uint64_t)64 << 20, &reason)) return -1;
    mem_heap_init(&fixture.heap, fixture.space.base, fixture.space.size, classes, 16384);
    *state = &fixture;
    return 0;
}

static int teardown(void **state) {
    Fixture *fixture = *state;
    mem_heap_destroy(&fixture->heap);
    mem_space_release(&fixture->space);
    return 0;
}

static void fresh_blocks_ascend(void **state) {
    Fixture *fixture = *state;
    char *first = mem_heap_alloc(&fixture->heap, 28), *second = mem_heap_alloc(&fixture->heap, 28);
    assert_int_equal((uint64_t)first, MEM_PYTHON_BASE);
    assert_int_equal(second - first, 32);
}

static void a_freed_block_is_given_first(void **state) {
    Fixture *fixture = *state;
    void *a = mem_heap_alloc(&fixture->heap, 40), *b = mem_heap_alloc(&fixture->heap, 40);
    mem_heap_free(&fixture->heap, a);
    mem_heap_free(&fixture->heap, b);
    assert_ptr_equal(mem_heap_alloc(&fixture->heap, 48), b);
    assert_ptr_equal(mem_heap_alloc(&fixture->heap, 33), a);
}

static void interior_addresses_find_their_block(void **state) {
    Fixture *fixture = *state;
    char *block = mem_heap_alloc(&fixture->heap, 64);
    uint64_t start, size;
    assert_true(mem_heap_find(&fixture->heap, (uint64_t)block + 63, &start, &size));
    assert_int_equal(start, (uint64_t)block);
    assert_int_equal(size, 64);
    mem_heap_free(&fixture->heap, block);
    assert_false(mem_heap_find(&fixture->heap, (uint64_t)block, &start, &size));
    assert_false(mem_heap_find(&fixture->heap, 12345, &start, &size));
}

static void large_blocks_take_and_return_pages(void **state) {
    Fixture *fixture = *state;
    char *large = mem_heap_alloc(&fixture->heap, 100000);
    memset(large, 7, 100000);
    mem_heap_free(&fixture->heap, large);
    char *again = mem_heap_alloc(&fixture->heap, 90000);
    assert_ptr_equal(again, large);
    assert_int_equal(again[50000], 0);
    assert_null(mem_heap_alloc(&fixture->heap, (size_t)65 << 20));
}

static void realloc_keeps_the_contents(void **state) {
    Fixture *fixture = *state;
    char *block = mem_heap_alloc(&fixture->heap, 24);
    memcpy(block, "eight bytes and more", 21);
    block = mem_heap_realloc(&fixture->heap, block, 5000);
    assert_string_equal(block, "eight bytes and more");
    block = mem_heap_realloc(&fixture->heap, block, 21);
    assert_string_equal(block, "eight bytes and more");
}

static void sum_sizes(void *user, void *block, size_t size) {
    (void)block;
    *(uint64_t *)user += size;
}

static void each_visits_what_is_live(void **state) {
    Fixture *fixture = *state;
    uint64_t total = 0;
    mem_heap_alloc(&fixture->heap, 20000);
    mem_heap_each(&fixture->heap, sum_sizes, &total);
    assert_int_equal(total, fixture->heap.bytes_live);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(fresh_blocks_ascend, setup, teardown),
        cmocka_unit_test_setup_teardown(a_freed_block_is_given_first, setup, teardown),
        cmocka_unit_test_setup_teardown(interior_addresses_find_their_block, setup, teardown),
        cmocka_unit_test_setup_teardown(large_blocks_take_and_return_pages, setup, teardown),
        cmocka_unit_test_setup_teardown(realloc_keeps_the_contents, setup, teardown),
        cmocka_unit_test_setup_teardown(each_visits_what_is_live, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
