/* Sorting a list: stable, in the order of `<`, comparing as little as possible.
 *
 * A merge sort that uses the order that is there: the list is cut into runs that already ascend (or strictly
 * descend, which are reversed), short runs are made longer by binary insertion, and neighbouring runs are
 * merged until one is left. Sorted input costs n - 1 comparisons. While it is being sorted, the list is empty
 * to anybody who looks, and a change to it is an error. */
#include "base/memory_error.h"
#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/list.h"
#include "python/objects/protocol.h"

#include <stdlib.h>
#include <string.h>

enum { RUN_LEAST = 32 };

/* What is sorted: the item travels with the key that it is compared by. */
typedef struct SortItem {
    PyObject *key, *item;
} SortItem;

/* a.key < b.key: 0, 1, or -1 with an exception. */
static int less(const SortItem *a, const SortItem *b) {
    return py_object_compare_bool(a->key, b->key, PY_LT);
}

static void reverse(SortItem *items, size_t count) {
    for (size_t low = 0, high = count; low + 1 < high; low++) {
        SortItem item = items[low];
        items[low] = items[--high];
        items[high] = item;
    }
}

/* Length of the run at the start; a descending one is reversed. 0: exception. */
static size_t find_run(SortItem *items, size_t count) {
    if (count < 2) return count;
    int descending = less(&items[1], &items[0]);
    if (descending < 0) return 0;
    size_t run = 2;
    for (; run < count; run++) {
        int smaller = less(&items[run], &items[run - 1]);
        if (smaller < 0) return 0;
        if (smaller != descending) break;
    }
    if (descending) reverse(items, run);
    return run;
}

/* items[0..sorted) is in order; inserts the others, up to `count`. */
static int insert_rest(SortItem *items, size_t sorted, size_t count) {
    for (; sorted < count; sorted++) {
        SortItem item = items[sorted];
        size_t low = 0, high = sorted;
        while (low < high) {
            size_t middle = (low + high) / 2;
            int smaller = less(&item, &items[middle]);
            if (smaller < 0) return -1;
            if (smaller)
                high = middle;
            else
                low = middle + 1;
        }
        memmove(items + low + 1, items + low, (sorted - low) * sizeof *items);
        items[low] = item;
    }
    return 0;
}

/* Merges items[0..left) and items[left..total) through `buffer`, which holds the left part. On an exception
 * all items are still there, in some order. */
static int merge(SortItem *items, size_t left, size_t total, SortItem *buffer) {
    memcpy(buffer, items, left * sizeof *items);
    size_t a = 0, b = left, out = 0;
    int status = 0;
    while (a < left && b < total && status == 0) {
        int smaller = less(&items[b], &buffer[a]);
        if (smaller < 0)
            status = -1;
        else
            items[out++] = smaller ? items[b++] : buffer[a++];
    }
    memmove(items + out, buffer + a, (left - a) * sizeof *items);
    return status;
}

typedef struct Runs {
    size_t start[128], length[128]; /* lengths at least double from top to bottom: 128 are never reached */
    int count;
} Runs;

static int merge_top(Runs *runs, SortItem *items, SortItem *buffer) {
    int top = runs->count - 1;
    size_t start = runs->start[top - 1];
    int status =
        merge(items + start, runs->length[top - 1], runs->length[top - 1] + runs->length[top], buffer);
    runs->length[top - 1] += runs->length[top];
    runs->count--;
    return status;
}

static int sort_items(SortItem *items, size_t count, SortItem *buffer) {
    Runs runs = {0};
    for (size_t at = 0; at < count;) {
        size_t run = find_run(items + at, count - at);
        size_t wanted = count - at < RUN_LEAST ? count - at : RUN_LEAST;
        if (!run) return -1;
        if (run < wanted) {
            if (insert_rest(items + at, run, wanted) < 0) return -1;
            run = wanted;
        }
        runs.start[runs.count] = at;
        runs.length[runs.count++] = run;
        at += run;
        while (runs.count > 1 && runs.length[runs.count - 2] < 2 * runs.length[runs.count - 1])
            if (merge_top(&runs, items, buffer) < 0) return -1;
    }
    while (runs.count > 1)
        if (merge_top(&runs, items, buffer) < 0) return -1;
    return 0;
}

static int make_keys(SortItem *pairs, PyObject *const *items, size_t count, PyObject *key) {
    for (size_t i = 0; i < count; i++) {
        pairs[i].item = items[i];
        pairs[i].key = key ? py_object_call_one(key, items[i]) : items[i];
        if (pairs[i].key) continue;
        while (i-- > 0) py_decref(pairs[i].key);
        return -1;
    }
    return 0;
}

static int sort_array(PyObject **items, size_t count, PyObject *key, bool descending) {
    SortItem *pairs = base_alloc(count * 2 * sizeof *pairs + 1);
    int status = make_keys(pairs, items, count, key);
    if (status == 0) {
        /* Reversing before and after keeps equal items in their order. */
        if (descending) reverse(pairs, count);
        status = sort_items(pairs, count, pairs + count);
        if (descending) reverse(pairs, count);
        for (size_t i = 0; i < count; i++) {
            items[i] = pairs[i].item;
            if (key) py_decref(pairs[i].key);
        }
    }
    free(pairs);
    return status;
}

int py_list_sort(PyObject *object, PyObject *key, bool descending) {
    PyList *list = (PyList *)object;
    PyList saved = *list;
    list->items = NULL;
    list->base.size = 0;
    list->allocated = -1;
    int status = sort_array(saved.items, (size_t)saved.base.size, key, descending);
    bool changed = list->allocated != -1;
    PyObject **strange = list->items;
    int64_t strange_size = list->base.size;
    list->items = saved.items;
    list->base.size = saved.base.size;
    list->allocated = saved.allocated;
    for (int64_t i = 0; changed && i < strange_size; i++) py_decref(strange[i]);
    if (changed) py_memory_free(strange);
    if (changed && status == 0) status = py_raise_int(PY_TYPE(ValueError), "list modified during sort");
    return status;
}
