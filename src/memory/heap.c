/* The heap, see heap.h. */
#include "memory/heap.h"

#include "base/memory_error.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void mem_heap_init(MemHeap *heap, uint64_t base, uint64_t size, const uint32_t *class_sizes,
                   uint32_t span_bytes) {
    *heap = (MemHeap){.base = base, .size = size};
    for (; class_sizes[heap->class_count]; heap->class_count++) {
        assert(heap->class_count < MEM_CLASSES_MAX);
        uint32_t block = class_sizes[heap->class_count];
        uint32_t bytes = span_bytes > block * 2 ? span_bytes : block * 2;
        heap->classes[heap->class_count] =
            (MemClass){.size = block, .span_pages = (bytes + MEM_PAGE - 1) / MEM_PAGE};
        heap->largest_small = block;
    }
    heap->class_of = base_alloc(heap->largest_small / 8 + 1);
    uint32_t class = 0;
    for (uint32_t eighths = 0; eighths <= heap->largest_small / 8; eighths++) {
        if (eighths * 8 > heap->classes[class].size) class ++;
        heap->class_of[eighths] = (uint8_t)class;
    }
}

static uint32_t page_of(const MemHeap *heap, uint64_t address) {
    return (uint32_t)((address - heap->base) / MEM_PAGE);
}

/* Index of the first page of a free run, or of the end of the used pages when there is none. */
static uint32_t find_run(MemHeap *heap, uint32_t pages) {
    uint32_t run = 0;
    bool first = true;
    for (uint32_t page = heap->first_free; page < heap->page_count; page++) {
        if (heap->page_span[page]) {
            run = 0;
            continue;
        }
        if (first) heap->first_free = page;
        first = false;
        if (++run == pages) return page + 1 - pages;
    }
    if (first) heap->first_free = heap->page_count;
    return heap->page_count - run;
}

static bool use_pages(MemHeap *heap, uint32_t from, uint32_t pages) {
    if (((uint64_t)from + pages) * MEM_PAGE > heap->size) return false;
    uint32_t end = from + pages;
    if (end > heap->page_capacity) {
        uint32_t capacity = heap->page_capacity ? heap->page_capacity * 2 : 256;
        if (capacity < end) capacity = end;
        heap->page_span = base_realloc(heap->page_span, capacity * sizeof *heap->page_span);
        heap->page_capacity = capacity;
    }
    if (end > heap->page_count) {
        memset(heap->page_span + heap->page_count, 0, (end - heap->page_count) * sizeof *heap->page_span);
        heap->page_count = end;
    }
    return true;
}

static MemSpan *span_new(MemHeap *heap, uint32_t pages, uint32_t block_size) {
    uint32_t from = find_run(heap, pages);
    if (!use_pages(heap, from, pages)) return NULL;
    MemSpan *span = base_alloc_zeroed(sizeof *span);
    span->start = heap->base + (uint64_t)from * MEM_PAGE;
    span->pages = pages;
    span->block_size = block_size;
    if (block_size) {
        uint32_t blocks = pages * MEM_PAGE / block_size;
        span->inverse = (UINT32_MAX / block_size) + 1;
        span->live = base_alloc_zeroed((blocks + 63) / 64 * sizeof *span->live);
    }
    for (uint32_t page = from; page < from + pages; page++) heap->page_span[page] = span;
    return span;
}

static MemSpan *span_at(const MemHeap *heap, uint64_t address) {
    if (address < heap->base || address >= heap->base + (uint64_t)heap->page_count * MEM_PAGE) return NULL;
    return heap->page_span[page_of(heap, address)];
}

static void mark_live(MemSpan *span, uint64_t address, bool live) {
    uint64_t index = (address - span->start) * span->inverse >> 32;
    uint64_t bit = (uint64_t)1 << (index % 64);
    if (live)
        span->live[index / 64] |= bit;
    else
        span->live[index / 64] &= ~bit;
}

static bool is_live(const MemSpan *span, uint64_t index) {
    return span->live[index / 64] >> (index % 64) & 1;
}

static bool class_refill(MemHeap *heap, MemClass *class) {
    MemSpan *span = span_new(heap, class->span_pages, class->size);
    if (!span) return false;
    uint64_t bytes = (uint64_t)span->pages * MEM_PAGE;
    class->fresh = (char *)span->start;
    class->fresh_end = class->fresh + bytes / class->size * class->size;
    mem_poison(class->fresh, bytes);
    return true;
}

static void *alloc_small(MemHeap *heap, MemClass *class) {
    char *block = class->free;
    if (block) {
        mem_unpoison(block, class->size);
        memcpy(&class->free, block, sizeof class->free);
    } else {
        if (class->fresh == class->fresh_end && !class_refill(heap, class)) return NULL;
        block = class->fresh;
        class->fresh += class->size;
        mem_unpoison(block, class->size);
    }
    mark_live(span_at(heap, (uint64_t)block), (uint64_t)block, true);
    heap->bytes_live += class->size;
    return block;
}

static void *alloc_large(MemHeap *heap, size_t size) {
    uint64_t pages = (size + MEM_PAGE - 1) / MEM_PAGE;
    if (size > heap->size || pages > UINT32_MAX) return NULL;
    MemSpan *span = span_new(heap, (uint32_t)pages, 0);
    if (!span) return NULL;
    span->large_size = size;
    heap->bytes_live += size;
    mem_unpoison((void *)span->start, pages * MEM_PAGE);
    return (void *)span->start;
}

void *mem_heap_alloc(MemHeap *heap, size_t size) {
    if (size > heap->largest_small) return alloc_large(heap, size);
    return alloc_small(heap, &heap->classes[heap->class_of[(size + 7) / 8]]);
}

void *mem_heap_alloc_zeroed(MemHeap *heap, size_t size) {
    void *block = mem_heap_alloc(heap, size);
    if (block) memset(block, 0, size);
    return block;
}

static void span_free(MemHeap *heap, MemSpan *span) {
    uint32_t from = page_of(heap, span->start);
    for (uint32_t page = from; page < from + span->pages; page++) heap->page_span[page] = NULL;
    if (from < heap->first_free) heap->first_free = from;
    mem_space_discard(span->start, (uint64_t)span->pages * MEM_PAGE);
    mem_poison((void *)span->start, (size_t)span->pages * MEM_PAGE);
    free(span->live);
    free(span);
}

void mem_heap_free(MemHeap *heap, void *block) {
    if (!block) return;
    MemSpan *span = span_at(heap, (uint64_t)block);
    assert(span);
    if (!span->block_size) {
        heap->bytes_live -= span->large_size;
        span_free(heap, span);
        return;
    }
    MemClass *class = &heap->classes[heap->class_of[span->block_size / 8]];
    mark_live(span, (uint64_t)block, false);
    memcpy(block, &class->free, sizeof class->free);
    class->free = block;
    heap->bytes_live -= class->size;
    mem_poison(block, class->size);
}

size_t mem_heap_block_size(const MemHeap *heap, const void *block) {
    const MemSpan *span = span_at(heap, (uint64_t)block);
    assert(span);
    return span->block_size ? span->block_size : span->pages * (size_t)MEM_PAGE;
}

void *mem_heap_realloc(MemHeap *heap, void *block, size_t size) {
    if (!block) return mem_heap_alloc(heap, size);
    MemSpan *span = span_at(heap, (uint64_t)block);
    size_t room = mem_heap_block_size(heap, block);
    bool stays = span->block_size ? size <= room && (size > room / 4 * 3 || room <= 32)
                                  : size <= room && size > room / 2;
    if (stays) {
        if (!span->block_size) heap->bytes_live += size - span->large_size, span->large_size = size;
        return block;
    }
    void *moved = mem_heap_alloc(heap, size);
    if (!moved) return NULL;
    memcpy(moved, block, size < room ? size : room);
    mem_heap_free(heap, block);
    return moved;
}

bool mem_heap_find(const MemHeap *heap, uint64_t address, uint64_t *start, uint64_t *size) {
    const MemSpan *span = span_at(heap, address);
    if (!span) return false;
    if (!span->block_size) {
        *start = span->start;
        *size = span->large_size;
        return address - span->start < span->large_size;
    }
    uint64_t index = (address - span->start) / span->block_size;
    if (index >= (uint64_t)span->pages * MEM_PAGE / span->block_size || !is_live(span, index)) return false;
    *start = span->start + index * span->block_size;
    *size = span->block_size;
    return true;
}

static void each_in_span(MemSpan *span, void (*visit)(void *, void *, size_t), void *user) {
    uint64_t blocks = (uint64_t)span->pages * MEM_PAGE / span->block_size;
    for (uint64_t index = 0; index < blocks; index++)
        if (is_live(span, index))
            visit(user, (void *)(span->start + index * span->block_size), span->block_size);
}

void mem_heap_each(MemHeap *heap, void (*visit)(void *user, void *block, size_t size), void *user) {
    for (uint32_t page = 0; page < heap->page_count;) {
        MemSpan *span = heap->page_span[page];
        if (!span) {
            page++;
            continue;
        }
        page += span->pages;
        if (span->block_size)
            each_in_span(span, visit, user);
        else
            visit(user, (void *)span->start, span->large_size);
    }
}

void mem_heap_destroy(MemHeap *heap) {
    for (uint32_t page = 0; page < heap->page_count; page++) {
        MemSpan *span = heap->page_span[page];
        if (span) span_free(heap, span);
    }
    free(heap->page_span);
    free(heap->class_of);
    *heap = (MemHeap){0};
}
