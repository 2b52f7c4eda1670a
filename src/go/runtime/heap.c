/* The Go heap, see heap.h.
 *
 * A span is described by a GoSpan outside of the heap's own pages: where it starts, how large its blocks are,
 * and two bit sets, `live` (given out) and `marked` (reached by the current collection). Allocation takes the
 * lowest block of the current span that is not live; sweeping is `live = marked`. */
#include "go/runtime/heap.h"

#include <assert.h>
#include <string.h>

struct GoSpan {
    uint64_t start;
    uint32_t pages;
    uint32_t block_count;
    uint64_t block_size;
    uint32_t next;       /* no block before this one is free */
    uint32_t live_count; /* set bits of `live` */
    uint16_t list;       /* index into GoHeap.spans */
    bool is_dirty;       /* blocks may hold old bytes: zero them when they are given out */
    uint64_t *live, *marked;
};

enum { TINY_BLOCK = 16, TINY_CLASS = 2, FIRST_COLLECTION = 4 << 20 };

/* Size and pages a span of every class, from Go 1.19's runtime/sizeclasses.go. Class 0 is for large blocks.
 */
static const struct {
    uint32_t size, pages;
} classes[GO_SIZE_CLASSES] = {
    {0, 0},     {8, 1},      {16, 1},    {24, 1},    {32, 1},    {48, 1},    {64, 1},    {80, 1},
    {96, 1},    {112, 1},    {128, 1},   {144, 1},   {160, 1},   {176, 1},   {192, 1},   {208, 1},
    {224, 1},   {240, 1},    {256, 1},   {288, 1},   {320, 1},   {352, 1},   {384, 1},   {416, 1},
    {448, 1},   {480, 1},    {512, 1},   {576, 1},   {640, 1},   {704, 1},   {768, 1},   {896, 1},
    {1024, 1},  {1152, 1},   {1280, 1},  {1408, 2},  {1536, 1},  {1792, 2},  {2048, 1},  {2304, 2},
    {2688, 1},  {3072, 3},   {3200, 2},  {3456, 3},  {4096, 1},  {4864, 3},  {5376, 2},  {6144, 3},
    {6528, 4},  {6784, 5},   {6912, 6},  {8192, 1},  {9472, 7},  {9728, 6},  {10240, 5}, {10880, 4},
    {12288, 3}, {13568, 5},  {14336, 7}, {16384, 2}, {18432, 9}, {19072, 7}, {20480, 5}, {21760, 8},
    {24576, 3}, {27264, 10}, {28672, 7}, {32768, 4},
};

void go_heap_init(GoHeap *heap, uint64_t base, uint64_t size) {
    memset(heap, 0, sizeof *heap);
    heap->base = base;
    heap->size = size / GO_PAGE * GO_PAGE;
    heap->collect_at = FIRST_COLLECTION;
}

void go_heap_destroy(GoHeap *heap) {
    for (size_t list = 0; list < GO_SIZE_CLASSES * 2; list++) {
        for (size_t i = 0; i < heap->spans[list].count; i++) free(heap->spans[list].items[i]);
        VEC_FREE(&heap->spans[list]);
    }
    uint64_t used = (uint64_t)heap->page_count * GO_PAGE;
    if (used) mem_unpoison((void *)heap->base, used);
    free(heap->page_span);
    VEC_FREE(&heap->gray);
    memset(heap, 0, sizeof *heap);
}

/* The smallest class that holds `size` bytes, which is at most GO_SMALL_MAX. */
static uint32_t class_of(uint64_t size) {
    uint32_t low = 1, high = GO_SIZE_CLASSES - 1;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (classes[middle].size >= size) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

uint64_t go_heap_round(uint64_t size) {
    if (size <= GO_SMALL_MAX) return size ? classes[class_of(size)].size : 0;
    if (size > UINT64_MAX - GO_PAGE) return size;
    return (size + GO_PAGE - 1) / GO_PAGE * GO_PAGE;
}

/* ---- pages ---- */

static bool pages_make_room(GoHeap *heap, uint64_t count) {
    uint64_t limit = heap->size / GO_PAGE - heap->top_pages;
    if (count > limit || heap->page_count > limit - count) return false;
    uint64_t needed = heap->page_count + count;
    if (needed <= heap->page_capacity) return true;
    uint64_t capacity = heap->page_capacity ? heap->page_capacity * 2 : 256;
    if (capacity < needed) capacity = needed;
    heap->page_span = base_realloc(heap->page_span, capacity * sizeof(GoSpan *));
    heap->page_capacity = (uint32_t)capacity;
    return true;
}

/* The first run of `count` free pages; UINT32_MAX when there is none left. */
static uint32_t pages_take(GoHeap *heap, uint64_t count) {
    while (heap->first_free < heap->page_count && heap->page_span[heap->first_free]) heap->first_free++;
    uint64_t run = 0;
    for (uint32_t page = heap->first_free; page < heap->page_count; page++) {
        run = heap->page_span[page] ? 0 : run + 1;
        if (run == count) return page + 1 - (uint32_t)count;
    }
    /* `run` free pages are at the end already. */
    if (!pages_make_room(heap, count - run)) return UINT32_MAX;
    uint32_t first = heap->page_count - (uint32_t)run;
    heap->page_count += (uint32_t)(count - run);
    return first;
}

static GoSpan *span_new(GoHeap *heap, uint32_t list, uint64_t pages, uint64_t block_size) {
    uint32_t first = pages_take(heap, pages);
    if (first == UINT32_MAX) return NULL;
    uint32_t blocks = (uint32_t)(list < 2 ? 1 : pages * GO_PAGE / block_size);
    size_t words = (blocks + 63) / 64;
    GoSpan *span = base_alloc_zeroed(sizeof *span + 2 * words * sizeof(uint64_t));
    *span = (GoSpan){.start = heap->base + (uint64_t)first * GO_PAGE,
                     .pages = (uint32_t)pages,
                     .block_count = blocks,
                     .block_size = block_size,
                     .list = (uint16_t)list,
                     .live = (uint64_t *)(span + 1)};
    span->marked = span->live + words;
    for (uint64_t i = 0; i < pages; i++) heap->page_span[first + i] = span;
    mem_poison((void *)span->start, pages * GO_PAGE);
    VEC_PUSH(&heap->spans[list], span);
    return span;
}

/* Gives the pages back; the caller takes the span off its list. */
static void span_free(GoHeap *heap, GoSpan *span) {
    uint32_t first = (uint32_t)((span->start - heap->base) / GO_PAGE);
    for (uint32_t i = 0; i < span->pages; i++) heap->page_span[first + i] = NULL;
    if (first < heap->first_free) heap->first_free = first;
    mem_unpoison((void *)span->start, (size_t)span->pages * GO_PAGE);
    mem_space_discard(span->start, (uint64_t)span->pages * GO_PAGE);
    free(span);
}

/* ---- allocation ---- */

static bool bit_get(const uint64_t *bits, uint64_t index) {
    return bits[index / 64] >> (index % 64) & 1;
}

static void bit_set(uint64_t *bits, uint64_t index) {
    bits[index / 64] |= (uint64_t)1 << (index % 64);
}

/* The lowest free block from span->next on; block_count when all are live. */
static uint32_t span_next_free(const GoSpan *span) {
    for (uint32_t index = span->next; index < span->block_count; index = (index | 63) + 1) {
        uint64_t free_bits = ~span->live[index / 64] >> (index % 64);
        if (free_bits) {
            uint32_t found = index + (uint32_t)__builtin_ctzll(free_bits);
            return found < span->block_count ? found : span->block_count;
        }
    }
    return span->block_count;
}

static void *span_give(GoHeap *heap, GoSpan *span, uint32_t index) {
    bit_set(span->live, index);
    span->next = index + 1;
    span->live_count++;
    heap->bytes_live += span->block_size;
    heap->bytes_allocated += span->block_size;
    heap->blocks_allocated++;
    void *block = (void *)(span->start + index * span->block_size);
    mem_unpoison(block, span->block_size);
    if (span->is_dirty) memset(block, 0, span->block_size);
    return block;
}

/* A span of the class with a free block: the first such one in the list, or a new one. Blocks are freed only
 * by a collection, so the spans before `searched` stay full until then. */
static GoSpan *span_with_room(GoHeap *heap, uint32_t list) {
    for (uint32_t *i = &heap->searched[list]; *i < heap->spans[list].count; ++*i) {
        GoSpan *span = heap->spans[list].items[*i];
        if (span->live_count < span->block_count) return span;
    }
    return span_new(heap, list, classes[list / 2].pages, classes[list / 2].size);
}

static void *small_alloc(GoHeap *heap, uint32_t class, bool has_pointers) {
    uint32_t list = class * 2 + has_pointers;
    GoSpan *span = heap->current[list];
    uint32_t index = span ? span_next_free(span) : 0;
    if (!span || index == span->block_count) {
        span = heap->current[list] = span_with_room(heap, list);
        if (!span) return NULL;
        index = span_next_free(span);
    }
    return span_give(heap, span, index);
}

/* Puts a pointer-free value of less than 16 bytes behind the last one, in the same block of 16 when it fits.
 */
static void *tiny_alloc(GoHeap *heap, uint64_t size) {
    uint64_t align = size % 8 == 0 ? 8 : size % 4 == 0 ? 4 : size % 2 == 0 ? 2 : 1;
    uint64_t offset = (heap->tiny_offset + align - 1) / align * align;
    if (heap->tiny_block && offset + size <= TINY_BLOCK) {
        heap->tiny_offset = offset + size;
        return (void *)(heap->tiny_block + offset);
    }
    void *block = small_alloc(heap, TINY_CLASS, false);
    /* Go on with the block that has more room left. */
    if (block && (!heap->tiny_block || size < heap->tiny_offset)) {
        heap->tiny_block = (uint64_t)block;
        heap->tiny_offset = size;
    }
    return block;
}

static void *large_alloc(GoHeap *heap, uint64_t size, bool has_pointers) {
    if (size > heap->size) return NULL;
    uint64_t pages = (size + GO_PAGE - 1) / GO_PAGE;
    GoSpan *span = span_new(heap, has_pointers, pages, pages * GO_PAGE);
    return span ? span_give(heap, span, 0) : NULL;
}

void *go_heap_alloc(GoHeap *heap, uint64_t size, bool has_pointers) {
    assert(size > 0);
    if (size > GO_SMALL_MAX) return large_alloc(heap, size, has_pointers);
    if (size < TINY_BLOCK && !has_pointers) return tiny_alloc(heap, size);
    return small_alloc(heap, class_of(size), has_pointers);
}

uint64_t go_heap_reserve_top(GoHeap *heap, uint64_t bytes) {
    uint64_t pages = bytes / GO_PAGE + (bytes % GO_PAGE != 0);
    uint64_t free_pages = heap->size / GO_PAGE - heap->top_pages - heap->page_count;
    if (pages == 0 || pages > free_pages) return 0;
    heap->top_pages += (uint32_t)pages;
    return heap->base + heap->size - (uint64_t)heap->top_pages * GO_PAGE;
}

/* ---- looking ---- */

/* The span and the number of the live block that contains `address`; NULL when there is none. */
static GoSpan *find_block(const GoHeap *heap, uint64_t address, uint64_t *index) {
    if (address < heap->base || address >= heap->base + (uint64_t)heap->page_count * GO_PAGE) return NULL;
    GoSpan *span = heap->page_span[(address - heap->base) / GO_PAGE];
    if (!span) return NULL;
    *index = (address - span->start) / span->block_size;
    return *index < span->block_count && bit_get(span->live, *index) ? span : NULL;
}

bool go_heap_find(const GoHeap *heap, uint64_t address, uint64_t *start, uint64_t *size) {
    uint64_t index;
    const GoSpan *span = find_block(heap, address, &index);
    if (!span) return false;
    *start = span->start + index * span->block_size;
    *size = span->block_size;
    return true;
}

void go_heap_each(GoHeap *heap, void (*visit)(void *user, uint64_t start, uint64_t size, bool has_pointers),
                  void *user) {
    for (uint32_t page = 0; page < heap->page_count; page++) {
        GoSpan *span = heap->page_span[page];
        if (!span) continue;
        for (uint64_t i = 0; i < span->block_count; i++)
            if (bit_get(span->live, i))
                visit(user, span->start + i * span->block_size, span->block_size, span->list & 1);
        page += span->pages - 1;
    }
}

/* ---- collection ---- */

void go_heap_collect_begin(GoHeap *heap) {
    for (size_t list = 0; list < GO_SIZE_CLASSES * 2; list++)
        for (size_t i = 0; i < heap->spans[list].count; i++) {
            GoSpan *span = heap->spans[list].items[i];
            memset(span->marked, 0, (size_t)(span->marked - span->live) * sizeof(uint64_t));
        }
    heap->gray.count = 0;
}

void go_heap_mark_address(GoHeap *heap, uint64_t address) {
    uint64_t index;
    GoSpan *span = find_block(heap, address, &index);
    if (!span || bit_get(span->marked, index)) return;
    bit_set(span->marked, index);
    if (span->list & 1) VEC_PUSH(&heap->gray, span->start + index * span->block_size);
}

static void mark_words(GoHeap *heap, uint64_t from, uint64_t to) {
    for (const uint64_t *word = (const uint64_t *)((from + 7) & ~(uint64_t)7); (uint64_t)(word + 1) <= to;
         word++)
        go_heap_mark_address(heap, *word);
}

void go_heap_mark_range(GoHeap *heap, uint64_t from, uint64_t to) {
    mark_words(heap, from, to);
    while (heap->gray.count) {
        uint64_t index, block = VEC_POP(&heap->gray);
        GoSpan *span = find_block(heap, block, &index);
        mark_words(heap, block, block + span->block_size);
    }
}

/* Makes what was not marked free again. True when nothing is left. */
static bool span_sweep(GoHeap *heap, GoSpan *span) {
    uint32_t kept = 0;
    for (uint64_t i = 0; i < span->block_count; i++) {
        if (bit_get(span->marked, i)) {
            kept++;
        } else if (bit_get(span->live, i)) {
            mem_poison((void *)(span->start + i * span->block_size), span->block_size);
            span->is_dirty = true;
        }
    }
    heap->blocks_freed += span->live_count - kept;
    heap->bytes_live -= (span->live_count - kept) * span->block_size;
    memcpy(span->live, span->marked, (size_t)(span->marked - span->live) * sizeof(uint64_t));
    span->live_count = kept;
    span->next = 0;
    return kept == 0;
}

void go_heap_collect_end(GoHeap *heap) {
    for (size_t list = 0; list < GO_SIZE_CLASSES * 2; list++) {
        size_t kept = 0;
        for (size_t i = 0; i < heap->spans[list].count; i++) {
            GoSpan *span = heap->spans[list].items[i];
            if (span_sweep(heap, span)) {
                span_free(heap, span);
            } else {
                heap->spans[list].items[kept++] = span;
            }
        }
        heap->spans[list].count = kept;
        heap->current[list] = NULL;
        heap->searched[list] = 0;
    }
    heap->tiny_block = heap->tiny_offset = 0;
    heap->collect_at = heap->bytes_live * 2 > FIRST_COLLECTION ? heap->bytes_live * 2 : FIRST_COLLECTION;
    heap->collections++;
}
