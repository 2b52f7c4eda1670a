/* Hashing, see hash.h. */
#include "python/objects/hash.h"

#include "python/objects/runtime.h"

#include <string.h>

static inline uint64_t rotate(uint64_t value, int by) {
    return value << by | value >> (64 - by);
}

static inline void sip_round(uint64_t v[4]) {
    v[0] += v[1], v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1], v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

int64_t py_hash_bytes(const void *bytes, size_t size) {
    if (!size) return 0;
    uint64_t k0 = py_runtime.hash_key[0], k1 = py_runtime.hash_key[1];
    uint64_t v[4] = {k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d, k0 ^ 0x6c7967656e657261,
                     k1 ^ 0x7465646279746573};
    const char *at = bytes;
    uint64_t last = (uint64_t)size << 56;
    for (; size >= 8; size -= 8, at += 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        v[3] ^= word;
        sip_round(v);
        v[0] ^= word;
    }
    uint64_t rest = 0;
    memcpy(&rest, at, size);
    last |= rest;
    v[3] ^= last;
    sip_round(v);
    v[0] ^= last;
    v[2] ^= 0xff;
    for (int i = 0; i < 3; i++) sip_round(v);
    int64_t hash = (int64_t)(v[0] ^ v[1] ^ v[2] ^ v[3]);
    return hash == -1 ? -2 : hash;
}

static const uint64_t prime1 = 11400714785074694791u, prime2 = 14029467366897019727u,
                      prime5 = 2870177450012600261u;

uint64_t py_hash_tuple_begin(void) {
    return prime5;
}

uint64_t py_hash_tuple_add(uint64_t state, int64_t lane) {
    return rotate(state + (uint64_t)lane * prime2, 31) * prime1;
}

int64_t py_hash_tuple_end(uint64_t state, int64_t length) {
    state += (uint64_t)length ^ (prime5 ^ 3527539u);
    return state == UINT64_MAX ? 1546275796 : (int64_t)state;
}
