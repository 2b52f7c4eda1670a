/* Layouts, see layout.h. */
#include "memory/layout.h"

#include <string.h>

uint64_t mem_read_uint(uint64_t address, uint64_t size) {
    uint64_t value = 0;
    memcpy(&value, (const void *)address, size < sizeof value ? size : sizeof value);
    return value;
}

int64_t mem_read_int(uint64_t address, uint64_t size) {
    uint64_t value = mem_read_uint(address, size);
    unsigned shift = size < 8 ? 64 - 8 * (unsigned)size : 0;
    return (int64_t)(value << shift) >> shift;
}

uint64_t mem_read_ref(uint64_t address) {
    return mem_read_uint(address, 8);
}
