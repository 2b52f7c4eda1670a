/* Hashing of bytes and of tuples, as CPython 3.11 does it, so that sets of strings have the same order. */
#ifndef PYTHON_OBJECTS_HASH_H
#define PYTHON_OBJECTS_HASH_H

#include <stddef.h>
#include <stdint.h>

/* SipHash-1-3 (Aumasson, Bernstein, 2012) with the run's key; 0 for no bytes, never -1. */
int64_t py_hash_bytes(const void *bytes, size_t size);

/* One step of the tuple hash (xxHash64's lane), and its beginning and end. */
uint64_t py_hash_tuple_begin(void);
uint64_t py_hash_tuple_add(uint64_t state, int64_t lane);
int64_t py_hash_tuple_end(uint64_t state, int64_t length);

#endif
