/* bytes: an immutable run of bytes, followed by a NUL that does not count: 33 bytes plus its length. */
#ifndef PYTHON_OBJECTS_BYTES_H
#define PYTHON_OBJECTS_BYTES_H

#include "python/objects/object.h"

typedef struct PyBytes {
    PyVarObject base;
    int64_t hash; /* -1: not computed yet */
    char data[];
} PyBytes;

#define py_bytes_data(object) (((PyBytes *)(object))->data)

/* A copy of `size` bytes; `data` NULL leaves them undefined for the caller to fill in. */
PyObject *py_bytes_new(const void *data, int64_t size);

static inline Str py_bytes_view(const void *object) {
    return (Str){((const PyBytes *)object)->data, (size_t)py_size(object)};
}

/* b'...' as repr shows it. */
void py_bytes_append_repr(StrBuf *out, Str bytes);

#endif
