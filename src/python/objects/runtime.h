/* The runtime: everything that one run of a Python program owns, in one struct.
 *
 * py_runtime_init reserves the Python space and writes the static objects; py_runtime_free gives everything
 * back, also what the program leaked in cycles, so that a second run in the same process starts from the same
 * state and gives the same addresses. The virtual machine hooks itself in through the function pointers. */
#ifndef PYTHON_OBJECTS_RUNTIME_H
#define PYTHON_OBJECTS_RUNTIME_H

#include "memory/heap.h"
#include "python/objects/object.h"

enum {
    PY_FREE_TUPLE_LENGTHS = 20,
    PY_FREE_TUPLES = 2000,
    PY_FREE_FLOATS = 100,
    PY_FREE_LISTS = 80,
    PY_FREE_DICTS = 80,
    PY_REPR_DEPTH_MAX = 1000,
    PY_RECURSION_LIMIT = 1000,
};

typedef struct PyFreeList {
    PyObject *first; /* linked through the type field */
    int count;
} PyFreeList;

typedef struct PyRuntime {
    bool is_ready;
    MemSpace space;
    MemHeap heap;
    uint64_t *object_bits; /* a bit for every 16 bytes of the heap: does an object start here? */
    size_t object_bit_words;

    PyObject *exception; /* the current one, or NULL */
    PyObject *handled; /* the one whose handler is running (borrowed; kept up by the machine): the context of
                          a new one */
    int depth,
        recursion_limit; /* frames, and C functions that call back through objects: repr, comparison, calls */
    const char *stack_limit; /* lowest address of the C stack that recursion may reach; NULL: not known */

    PyObject *in_repr[PY_REPR_DEPTH_MAX]; /* containers whose repr is being made, to stop at cycles */
    size_t repr_depth;

    PyObject *interned; /* dict: each interned str to itself */
    uint64_t hash_key[2];
    PyFreeList free_tuples[PY_FREE_TUPLE_LENGTHS], free_floats, free_lists, free_dicts, free_dict_keys;
    uint64_t dict_version;
    uint32_t type_version;
    int64_t int_max_str_digits;

    PyObject *memory_error;          /* made beforehand */
    struct PyCodeExtra *code_extras; /* of all live code objects */
    struct PyTypeCache *type_cache;  /* recent attribute lookups in types */

    int dealloc_depth;
    PyObject *dealloc_later; /* containers whose turn comes when the depth is back at 0 */

    int64_t gc_counts[3], gc_thresholds[3];
    bool gc_enabled, gc_running;

    /* Hooks of the virtual machine. */
    PyVectorCall call_function;                         /* runs a Python function */
    void (*deoptimise)(uint16_t *units, int64_t count); /* undoes specialisation in a copy of code */
    int (*visit_roots)(PyVisit visit, void *user);      /* objects that frames refer to */
    void (*slot_moved)(const void *from,
                       const void *to); /* of a dict that grew; NULL: nobody wants to know */
} PyRuntime;

extern PyRuntime py_runtime;

/* `hash_seed` is PYTHONHASHSEED's number (0: the fixed default). False (reason says why) when the space
 * cannot be had.
 */
bool py_runtime_init(uint32_t hash_seed, const char **reason);
void py_runtime_free(void);

#endif
