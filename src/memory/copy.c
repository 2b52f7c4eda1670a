/* Copies, see copy.h. */
#include "memory/copy.h"

void mem_copy_log_add(MemCopyLog *log, const MemCopy *copy) {
    VEC_PUSH(&log->copies, *copy);
    intmap_set(&log->last_to, copy->to, (void *)(uintptr_t)log->copies.count);
}

static const MemCopy *last_before(const MemCopyLog *log, uint64_t address, size_t end) {
    size_t index = (size_t)(uintptr_t)intmap_get(&log->last_to, address);
    if (index == 0) return NULL;
    if (index <= end) return &log->copies.items[index - 1];
    for (size_t i = end; i > 0; i--)
        if (log->copies.items[i - 1].to == address) return &log->copies.items[i - 1];
    return NULL;
}

const MemCopy *mem_copy_log_last(const MemCopyLog *log, uint64_t address) {
    return last_before(log, address, log->copies.count);
}

uint64_t mem_copy_log_origin(const MemCopyLog *log, const MemCopy *copy) {
    size_t end = (size_t)(copy - log->copies.items);
    while (copy->from) {
        const MemCopy *before = last_before(log, copy->from, end);
        if (!before || before->kind != MEM_COPY_TEMPORARY) return copy->from;
        end = (size_t)(before - log->copies.items);
        copy = before;
    }
    return 0;
}

void mem_copy_log_compact(MemCopyLog *log) {
    IntMap last_to = {0};
    size_t kept = 0;
    for (size_t i = 0; i < log->copies.count; i++) {
        MemCopy copy = log->copies.items[i];
        bool is_last = (size_t)(uintptr_t)intmap_get(&log->last_to, copy.to) == i + 1;
        if (!is_last || copy.kind == MEM_COPY_TEMPORARY) continue;
        log->copies.items[kept++] = copy;
        intmap_set(&last_to, copy.to, (void *)(uintptr_t)kept);
    }
    log->copies.count = kept;
    intmap_free(&log->last_to);
    log->last_to = last_to;
}

void mem_copy_log_clear(MemCopyLog *log) {
    log->copies.count = 0;
    intmap_free(&log->last_to);
}

void mem_copy_log_free(MemCopyLog *log) {
    VEC_FREE(&log->copies);
    intmap_free(&log->last_to);
}
