/* Statics, see statics.h. */
#include "python/objects/statics.h"

#include "python/objects/alloc.h"
#include "python/objects/exception.h"
#include "python/objects/type.h"

#include <string.h>

#define X(name) extern const PyType py_##name##_template;
PY_TYPES(X)
#undef X
#define X(name, base, doc) extern const PyType py_##name##_template;
PY_EXCEPTIONS(X)
#undef X

/* One run of equal objects in PyStatics. */
typedef struct StaticRun {
    uint32_t offset, stride, count;
} StaticRun;

#define RUN(field, number) {offsetof(PyStatics, field), sizeof(((PyStatics *)0)->field) / (number), number}

static const StaticRun runs[] = {RUN(none, 1),
                                 RUN(ellipsis, 1),
                                 RUN(not_implemented, 1),
                                 RUN(false_value, 1),
                                 RUN(true_value, 1),
                                 RUN(small_ints, PY_SMALL_INT_MOST - PY_SMALL_INT_LEAST + 1),
                                 RUN(empty_bytes, 1),
                                 RUN(byte, 256),
                                 RUN(empty_str, 1),
                                 RUN(ascii, 128),
                                 RUN(latin1, 128),
                                 RUN(empty_tuple, 1),
#define X(name) RUN(name##_type, 1),
                                 PY_TYPES(X)
#undef X
#define X(name, base, doc) RUN(name##_type, 1),
                                     PY_EXCEPTIONS(X)
#undef X
};

uint64_t py_statics_find(uint64_t address) {
    uint64_t offset = address - MEM_PYTHON_BASE;
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        if (offset < runs[i].offset || offset >= runs[i].offset + runs[i].stride * runs[i].count) continue;
        return MEM_PYTHON_BASE + runs[i].offset + (offset - runs[i].offset) / runs[i].stride * runs[i].stride;
    }
    return 0;
}

static void init_int(PyInt *integer, PyType *type, int64_t value) {
    integer->base = (PyVarObject){{1, type}, value < 0 ? -1 : value > 0};
    integer->digit[0] = (uint32_t)(value < 0 ? -value : value);
}

static PyStr str_header(int64_t length, bool ascii) {
    return (PyStr){.base = {1, PY_TYPE(str)},
                   .length = length,
                   .hash = -1,
                   .state = {.kind = 1, .compact = 1, .ascii = ascii, .ready = 1}};
}

static void init_bytes(PyStaticBytes *bytes, int64_t length, int byte) {
    *bytes = (PyStaticBytes){.base = {{1, PY_TYPE(bytes)}, length}, .hash = -1, .data = {(char)byte}};
}

static void init_texts(PyStatics *statics) {
    init_bytes(&statics->empty_bytes, 0, 0);
    for (int i = 0; i < 256; i++) init_bytes(&statics->byte[i], 1, i);
    statics->empty_str = (PyStaticAscii){.header = str_header(0, true)};
    for (int i = 0; i < 128; i++)
        statics->ascii[i] = (PyStaticAscii){.header = str_header(1, true), .text = {(char)i}};
    for (int i = 0; i < 128; i++)
        statics->latin1[i] =
            (PyStaticLatin1){.header = {.base = str_header(1, false)}, .text = {(char)(128 + i)}};
}

static void init_type(PyType *type, const PyType *template) {
    *type = *template;
    type->base = (PyVarObject){{1, PY_TYPE(type)}, 0};
    type->flags |= PY_FLAG_IMMUTABLE;
}

void py_statics_init(void) {
    PyStatics *statics = PY_STATICS;
    statics->none = (PyObject){1, PY_TYPE(NoneType)};
    statics->ellipsis = (PyObject){1, PY_TYPE(ellipsis)};
    statics->not_implemented = (PyObject){1, PY_TYPE(NotImplementedType)};
    init_int(&statics->false_value, PY_TYPE(bool), 0);
    init_int(&statics->true_value, PY_TYPE(bool), 1);
    for (int i = PY_SMALL_INT_LEAST; i <= PY_SMALL_INT_MOST; i++)
        init_int(&statics->small_ints[i - PY_SMALL_INT_LEAST], PY_TYPE(int), i);
    init_texts(statics);
    statics->empty_tuple = (PyVarObject){{1, PY_TYPE(tuple)}, 0};
    *PY_EMPTY_KEYS = (PyDictKeys){.refcount = 1, .kind = PY_DICT_UNICODE};
    memset(PY_EMPTY_KEYS->indices, 0xff, sizeof statics->empty_keys - sizeof(PyDictKeys));
    py_gc_init();
#define X(name) init_type(&statics->name##_type, &py_##name##_template);
    PY_TYPES(X)
#undef X
#define X(name, base, doc) init_type(&statics->name##_type, &py_##name##_template);
    PY_EXCEPTIONS(X)
#undef X
    py_exceptions_shape_types();
}

bool py_statics_ready_types(void) {
    bool ready = true;
#define X(name) ready = ready && py_type_ready(&PY_STATICS->name##_type) == 0;
    PY_TYPES(X)
#undef X
#define X(name, base, doc) ready = ready && py_type_ready(&PY_STATICS->name##_type) == 0;
    PY_EXCEPTIONS(X)
#undef X
    return ready;
}
