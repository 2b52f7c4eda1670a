/* The picture and the copy log, over bytes laid out by hand: two names that share a cell, a cycle, an array
 * with more references than the limit, and a value that travels through temporaries. */
#include "memory/copy.h"
#include "memory/picture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

typedef struct Node {
    int64_t value;
    struct Node *next;
} Node;

static MemField node_fields[] = {
    {.name = {"value", 5}, .offset = 0, .size = 8, .kind = MEM_INT},
    {.name = {"next", 4}, .offset = 8, .size = 8, .kind = MEM_REF},
};
static const MemLayout node_layout = {{"node", 4}, 16, 8, node_fields, 2, 0};
static MemField reference_field[] = {{.size = 8, .kind = MEM_REF}};
static const MemLayout reference_layout = {{"*node", 5}, 8, 8, reference_field, 1, 0};

static bool node_cell(void *user, uint64_t address, const MemLayout *declared, Arena *arena, MemCell *cell) {
    (void)user, (void)declared, (void)arena;
    cell->address = address;
    cell->layout = &node_layout;
    return true;
}

static MemPicture picture_of(Node **slots, uint32_t count, MemLimits limits) {
    MemPicture picture = {0};
    MemFrame *frame = ARENA_NEW(&picture.arena, MemFrame);
    frame->names = ARENA_ARRAY(&picture.arena, MemName, count);
    frame->name_count = count;
    for (uint32_t i = 0; i < count; i++)
        frame->names[i] = (MemName){.slot = (uint64_t)&slots[i], .layout = &reference_layout};
    picture.roots = (MemRoots){frame, 1};
    MemReader reader = {.cell = node_cell};
    mem_picture_build(&picture, &reader, limits);
    return picture;
}

static void a_shared_cell_appears_once(void **state) {
    (void)state;
    Node node = {1, NULL}, *slots[] = {&node, &node, NULL};
    MemPicture picture = picture_of(slots, 3, mem_default_limits);
    assert_int_equal(picture.cell_count, 1);
    assert_ptr_equal(mem_picture_cell(&picture, (uint64_t)&node), &picture.cells[0]);
    mem_picture_free(&picture);
}

static void a_cycle_ends(void **state) {
    (void)state;
    Node second = {2, NULL}, first = {1, &second}, *slots[] = {&first};
    second.next = &first;
    MemPicture picture = picture_of(slots, 1, mem_default_limits);
    assert_int_equal(picture.cell_count, 2);
    assert_int_equal(picture.cells_left_out, 0);
    mem_picture_free(&picture);
}

static void limits_are_counted(void **state) {
    (void)state;
    Node nodes[10] = {0}, *slots[] = {&nodes[0]};
    for (int i = 0; i < 9; i++) nodes[i].next = &nodes[i + 1];
    MemPicture picture = picture_of(slots, 1, (MemLimits){.cells = 4, .elements = 8, .depth = 100});
    assert_int_equal(picture.cell_count, 4);
    assert_int_equal(picture.cells_left_out, 1);
    mem_picture_free(&picture);
    picture = picture_of(slots, 1, (MemLimits){.cells = 100, .elements = 8, .depth = 2});
    assert_int_equal(picture.cell_count, 3);
    mem_picture_free(&picture);
}

static void ignore_reference(void *user, uint64_t slot, uint64_t target, const MemLayout *declared) {
    (void)slot, (void)target, (void)declared;
    ++*(int *)user;
}

static void array_elements_are_followed(void **state) {
    (void)state;
    Node node = {0}, *elements[100];
    for (int i = 0; i < 100; i++) elements[i] = &node;
    MemField field = {.size = sizeof elements, .kind = MEM_ARRAY, .layout = &reference_layout, .count = 100};
    MemLayout layout = {{"[100]*node", 10}, sizeof elements, 8, &field, 1, 0};
    int visited = 0;
    assert_int_equal(mem_each_reference((uint64_t)elements, &layout, 30, ignore_reference, &visited), 70);
    assert_int_equal(visited, 30);
}

static void an_origin_is_found_through_temporaries(void **state) {
    (void)state;
    MemCopyLog log = {0};
    enum { A = 0x10, STACK = 0x20, DEEPER = 0x30, B = 0x40, LATER = 0x50 };
    mem_copy_log_add(&log, &(MemCopy){.from = A, .to = STACK, .size = 8, .kind = MEM_COPY_TEMPORARY});
    mem_copy_log_add(&log, &(MemCopy){.from = STACK, .to = DEEPER, .size = 8, .kind = MEM_COPY_TEMPORARY});
    mem_copy_log_add(&log, &(MemCopy){.from = DEEPER, .to = B, .size = 8, .kind = MEM_COPY_NAMED});
    mem_copy_log_add(&log, &(MemCopy){.from = LATER, .to = STACK, .size = 8, .kind = MEM_COPY_TEMPORARY});
    assert_int_equal(mem_copy_log_origin(&log, mem_copy_log_last(&log, B)), A);
    assert_int_equal(mem_copy_log_last(&log, STACK)->from, LATER);
    assert_null(mem_copy_log_last(&log, A));
    mem_copy_log_free(&log);
}

static void integers_are_sign_extended(void **state) {
    (void)state;
    int8_t small = -5;
    int32_t middle = -70000;
    assert_int_equal(mem_read_int((uint64_t)&small, 1), -5);
    assert_int_equal(mem_read_int((uint64_t)&middle, 4), -70000);
    assert_int_equal(mem_read_uint((uint64_t)&small, 1), 251);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shared_cell_appears_once),
        cmocka_unit_test(a_cycle_ends),
        cmocka_unit_test(limits_are_counted),
        cmocka_unit_test(array_elements_are_followed),
        cmocka_unit_test(an_origin_is_found_through_temporaries),
        cmocka_unit_test(integers_are_sign_extended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
