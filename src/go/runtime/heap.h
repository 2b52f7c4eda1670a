/* The Go heap: where variables live that outlive their function.
 *
 * Blocks come from 67 *size classes*, the same as in Go 1.19 (8, 16, 24, 32, 48, ... 32768 bytes); larger
 * ones take whole pages of 8 KB. A class takes *spans*, runs of pages cut into blocks of its size, and has
 * two kinds of them: for values that hold pointers and for values that do not, so that the collector need not
 * look at the latter. Pointer-free values under 16 bytes are put side by side into blocks of 16 (the *tiny*
 * allocator): that is why two escaped ints lie 8 bytes apart, and two escaped strings 16.
 *
 * The collector marks from the roots that the owner names and sweeps at once. It takes every aligned word
 * that looks like an address inside a live block for a pointer to it (conservative, interior pointers count),
 * so no stack maps are needed; a number that happens to look like an address keeps garbage alive, no more.
 * Blocks never move: an address that a program has printed stays true.
 *
 * All bookkeeping is outside of the space. Addresses depend on the order of calls alone. */
#ifndef GO_RUNTIME_HEAP_H
#define GO_RUNTIME_HEAP_H

#include "base/vec.h"
#include "memory/space.h"

enum { GO_PAGE = 8192, GO_SIZE_CLASSES = 68, GO_SMALL_MAX = 32768 };

typedef struct GoSpan GoSpan;

typedef struct GoHeap {
    uint64_t base, size; /* what it may hand out, in whole pages */
    GoSpan **page_span;  /* for every used page its span, or NULL when free */
    uint32_t page_count; /* pages used so far from the start */
    uint32_t page_capacity, first_free;
    uint32_t top_pages;                       /* pages given from the end (go_heap_reserve_top) */
    GoSpan *current[GO_SIZE_CLASSES * 2];     /* by class * 2 + has_pointers: the span being filled */
    VEC(GoSpan *) spans[GO_SIZE_CLASSES * 2]; /* all of a class, by address; [0]: large blocks */
    uint32_t searched[GO_SIZE_CLASSES * 2];   /* the spans of a list before this one are full */
    uint64_t tiny_block, tiny_offset;         /* 0: none */
    uint64_t bytes_live, bytes_allocated, blocks_allocated, blocks_freed; /* in block sizes */
    uint64_t collect_at; /* go_heap_should_collect says yes when bytes_live is over this */
    uint64_t collections;
    VEC(uint64_t) gray; /* marked blocks whose words were not looked at */
} GoHeap;

void go_heap_init(GoHeap *heap, uint64_t base, uint64_t size);
void go_heap_destroy(GoHeap *heap);

/* A zeroed block of at least `size` > 0 bytes, aligned to what a value of that size may need (16 where the
 * class allows). NULL when the space is full. Never collects: see go_heap_should_collect. */
void *go_heap_alloc(GoHeap *heap, uint64_t size, bool has_pointers);

/* The size of the block that `size` bytes would get: what growing slices are rounded to. */
uint64_t go_heap_round(uint64_t size);

/* Takes `bytes` (rounded up to pages) from the end of the space, for goroutine stacks that must not be in the
 * way of the heap. They read as zeroes and belong to no block. 0: full. */
uint64_t go_heap_reserve_top(GoHeap *heap, uint64_t bytes);

/* The live block that contains `address`. Tiny values share a block of 16. */
bool go_heap_find(const GoHeap *heap, uint64_t address, uint64_t *start, uint64_t *size);

/* Calls `visit` for each live block in address order. */
void go_heap_each(GoHeap *heap, void (*visit)(void *user, uint64_t start, uint64_t size, bool has_pointers),
                  void *user);

static inline bool go_heap_should_collect(const GoHeap *heap) {
    return heap->bytes_live >= heap->collect_at;
}

/* One collection: begin, mark every root range, end. Marking looks at each aligned word of [from, to). */
void go_heap_collect_begin(GoHeap *heap);
void go_heap_mark_range(GoHeap *heap, uint64_t from, uint64_t to);
void go_heap_mark_address(GoHeap *heap, uint64_t address);
void go_heap_collect_end(GoHeap *heap);

#endif
