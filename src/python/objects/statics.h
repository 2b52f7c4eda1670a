/* Statics: the objects that exist before the program begins, at addresses that never change.
 *
 * The first bytes of the Python space hold one struct: None and its like, the types, the ints from -5 to 256,
 * the one-character strings, the empty string, bytes and tuple. Since the space is at a fixed address, so is
 * each of them, and naming one costs nothing at run time. CPython keeps the same objects in its executable's
 * data.
 *
 * A new static type is one line in PY_TYPES and a template `const PyType py_NAME_template` in the file that
 * implements it; py_runtime_init copies the templates into the space and makes the types ready. */
#ifndef PYTHON_OBJECTS_STATICS_H
#define PYTHON_OBJECTS_STATICS_H

#include "memory/space.h"
#include "python/objects/bytes.h"
#include "python/objects/dict.h"
#include "python/objects/exception_types.h"
#include "python/objects/int.h"
#include "python/objects/machine_types.h"
#include "python/objects/object.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

/* Every static type but the exceptions, bases before what derives from them. */
#define PY_TYPES(X)                                                                                          \
    X(object)                                                                                                \
    X(type)                                                                                                  \
    X(int)                                                                                                   \
    X(bool)                                                                                                  \
    X(float) X(complex) X(str) X(bytes) X(tuple) X(list) X(dict) X(set) X(frozenset) X(slice) X(range)       \
        X(NoneType) X(ellipsis) X(NotImplementedType) X(function) X(code) X(cell) X(module)                  \
            X(builtin_function_or_method) X(method) X(method_descriptor) X(classmethod_descriptor)           \
                X(wrapper_descriptor) X(method_wrapper) X(getset_descriptor) X(member_descriptor)            \
                    X(mappingproxy) X(list_iterator) X(list_reverseiterator) X(tuple_iterator)               \
                        X(str_iterator) X(str_ascii_iterator) X(bytes_iterator) X(range_iterator)            \
                            X(longrange_iterator) X(dict_keys) X(dict_values) X(dict_items)                  \
                                X(dict_keyiterator) X(dict_valueiterator) X(dict_itemiterator)               \
                                    X(dict_reversekeyiterator) X(dict_reversevalueiterator)                  \
                                        X(dict_reverseitemiterator) X(set_iterator) X(iterator)              \
                                            X(callable_iterator) PY_MACHINE_TYPES(X)

/* What CPython's generational lists are: the collector's own links. */
typedef struct PyGcHead {
    uint64_t next;     /* address of the next head; 0: the object is not tracked */
    uint64_t previous; /* address; the low two bits are the collector's */
} PyGcHead;

enum { PY_SMALL_INT_LEAST = -5, PY_SMALL_INT_MOST = 256 };

/* A one-character string of Latin-1: ASCII ones have a 48-byte header, the others one of 72. */
typedef struct PyStaticAscii {
    PyStr header;
    char text[8];
} PyStaticAscii;

typedef struct PyStaticLatin1 {
    PyCompactStr header;
    char text[8];
} PyStaticLatin1;

typedef struct PyStaticBytes {
    PyVarObject base;
    int64_t hash;
    char data[8];
} PyStaticBytes;

typedef struct PyStatics {
    PyObject none, ellipsis, not_implemented;
    PyInt false_value, true_value;
    PyInt small_ints[PY_SMALL_INT_MOST - PY_SMALL_INT_LEAST + 1];
    PyStaticBytes empty_bytes, byte[256];
    PyStaticAscii empty_str, ascii[128];
    PyStaticLatin1 latin1[128];
    PyGcHead empty_tuple_gc;
    PyVarObject empty_tuple;
    uint64_t empty_keys[5];  /* the PyDictKeys of every empty dict: 32 bytes and 8 unused indices */
    PyGcHead generations[3]; /* heads of the collector's three lists */
#define X(name) PyType name##_type;
    PY_TYPES(X)
#undef X
#define X(name, base, doc) PyType name##_type;
    PY_EXCEPTIONS(X)
#undef X
} PyStatics;

#define PY_STATICS ((PyStatics *)MEM_PYTHON_BASE)

/* PY_TYPE(int), PY_TYPE(ValueError): a PyType * that is a constant. */
#define PY_TYPE(name) (&PY_STATICS->name##_type)

/* Borrowed; PyObject *. */
#define PY_NONE            (&PY_STATICS->none)
#define PY_ELLIPSIS        (&PY_STATICS->ellipsis)
#define PY_NOT_IMPLEMENTED (&PY_STATICS->not_implemented)
#define PY_TRUE            ((PyObject *)&PY_STATICS->true_value)
#define PY_FALSE           ((PyObject *)&PY_STATICS->false_value)
#define PY_EMPTY_TUPLE     ((PyObject *)&PY_STATICS->empty_tuple)
#define PY_EMPTY_STR       ((PyObject *)&PY_STATICS->empty_str)
#define PY_EMPTY_KEYS      ((PyDictKeys *)PY_STATICS->empty_keys)
#define PY_EMPTY_BYTES     ((PyObject *)&PY_STATICS->empty_bytes)

/* A new reference to None, True or False, NotImplemented, ready to be returned. */
static inline PyObject *py_none(void) {
    return py_new_ref(PY_NONE);
}

static inline PyObject *py_bool_from(bool value) {
    return py_new_ref(value ? PY_TRUE : PY_FALSE);
}

static inline PyObject *py_not_implemented(void) {
    return py_new_ref(PY_NOT_IMPLEMENTED);
}

/* True when `address` lies among the statics. */
static inline bool py_is_static(const void *address) {
    return (uint64_t)address - MEM_PYTHON_BASE < sizeof(PyStatics);
}

/* The start of the static object that `address` lies in, or 0. */
uint64_t py_statics_find(uint64_t address);

/* Writes the statics into the fresh space; types are made ready afterwards by py_statics_ready_types. */
void py_statics_init(void);
bool py_statics_ready_types(void);

#endif
