/* The heap: blocks of memory inside a space, with addresses that depend on the program alone.
 *
 * Small blocks come from *size classes*. A class owns spans, runs of pages cut into blocks of one size; a
 * fresh span gives its blocks in ascending order, and a freed block is the first to be given again. That is
 * how CPython's pymalloc and Go's mcache behave as a program can see it: `id([])` twice gives one address,
 * two live lists lie side by side. Large blocks take whole pages, first fit. The classes are the engine's
 * choice, so that its blocks are as far apart as the reference's.
 *
 * The heap knows every block: from any address inside one it finds the start and size (mem_heap_find), which
 * a garbage collector, a picture and an interior pointer all need. Bookkeeping is kept outside of the space,
 * so that the space holds nothing but the program's bytes; only a freed small block holds the link to the
 * next free one.
 *
 * Cost: allocation and free of a small block are a handful of instructions; page runs are found by a scan
 * that starts at the first page that may be free. */
#ifndef MEMORY_HEAP_H
#define MEMORY_HEAP_H

#include "memory/space.h"

enum { MEM_PAGE = 8192, MEM_CLASSES_MAX = 80 };

typedef struct MemSpan MemSpan;

typedef struct MemClass {
    uint32_t size;           /* bytes a block */
    uint32_t span_pages;     /* pages a span */
    void *free;              /* freed blocks, last freed first; each holds the address of the next */
    char *fresh, *fresh_end; /* the part of the newest span that was never given */
} MemClass;

typedef struct MemHeap {
    uint64_t base, size; /* the part of a space that this heap hands out */
    uint32_t page_count; /* pages used so far: [base, base + page_count * MEM_PAGE) */
    uint32_t first_free; /* no page before this one is free */
    MemSpan **page_span; /* for each page the span it belongs to, or NULL */
    uint32_t page_capacity;
    MemClass classes[MEM_CLASSES_MAX];
    uint32_t class_count;
    uint8_t *class_of; /* by (size + 7) / 8 */
    uint32_t largest_small;
    uint64_t bytes_live; /* sum of the sizes of live blocks, rounded up to their class */
} MemHeap;

struct MemSpan {
    uint64_t start;
    uint32_t pages;
    uint32_t block_size; /* 0: a large block that fills the span */
    uint32_t inverse;    /* 2^32 / block_size, rounded up: the index of a block without a division */
    uint64_t large_size; /* bytes asked for */
    uint64_t *live;      /* a bit for every block: is it given out? */
};

/* Prepares a heap in [base, base + size) of a reserved space. `class_sizes` ascend, are multiples of 8, and
 * end with 0; `span_bytes` is how much a class takes at a time (a multiple of MEM_PAGE). */
void mem_heap_init(MemHeap *heap, uint64_t base, uint64_t size, const uint32_t *class_sizes,
                   uint32_t span_bytes);

/* A block of at least `size` bytes, aligned to 8 (to 16 where its class is a multiple of 16), contents
 * undefined; large blocks are page-aligned. NULL when the space is full. */
void *mem_heap_alloc(MemHeap *heap, size_t size);

/* The same, zeroed. */
void *mem_heap_alloc_zeroed(MemHeap *heap, size_t size);

/* Moves a block when its class no longer fits; contents up to the smaller size are kept. NULL: full, the
 * block stays. `block` may be NULL. */
void *mem_heap_realloc(MemHeap *heap, void *block, size_t size);

/* Frees a block that this heap gave (NULL is allowed). */
void mem_heap_free(MemHeap *heap, void *block);

/* Bytes that a block can hold. */
size_t mem_heap_block_size(const MemHeap *heap, const void *block);

/* True when `address` lies in a live block; gives its start and size. */
bool mem_heap_find(const MemHeap *heap, uint64_t address, uint64_t *start, uint64_t *size);

/* Calls `visit` for every live block in address order. The callback may free the block that it is given. */
void mem_heap_each(MemHeap *heap, void (*visit)(void *user, void *block, size_t size), void *user);

/* Gives up all blocks and the bookkeeping; the space stays reserved. */
void mem_heap_destroy(MemHeap *heap);

#endif
