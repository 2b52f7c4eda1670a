/* Objects: what every Python value begins with, and the type that says how to read the rest.
 *
 * An object is a block of bytes in the Python space (see memory/space.h); its address is what id() returns.
 * It opens with 8 bytes of reference count and the address of its type. Objects whose length varies (int,
 * tuple, bytes) carry an item count behind that. All structs in this folder have the sizes and offsets that
 * CPython 3.11 gives them on x86-64, so that sys.getsizeof, a hex dump and the distance of two addresses are
 * the same.
 *
 *      object:   [refcount 8][type 8] ...          variable:  [refcount 8][type 8][size 8] items...
 *
 * A type is an object as well: a table of functions ("slots"), one for each thing that can be done to an
 * object. Static types, None, the small ints and the like lie at fixed addresses at the start of the space
 * (statics.h); PY_TYPE(int) is such an address, known at compile time.
 *
 * Rules that hold everywhere in this folder unless a contract says otherwise:
 * - A function that returns PyObject * returns a new reference, or NULL with the current exception set
 * (error.h).
 * - A function that returns int returns -1 with the exception set, otherwise 0 (or 0/1 for a question).
 * - Arguments are borrowed. "Steals" in a contract means that the function takes the caller's reference over,
 *   also when it fails.
 * - Only one run exists at a time (runtime.h), so the current run is a global. */
#ifndef PYTHON_OBJECTS_OBJECT_H
#define PYTHON_OBJECTS_OBJECT_H

#include "base/text.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct PyType PyType;

typedef struct PyObject {
    int64_t refcount;
    PyType *type;
} PyObject;

typedef struct PyVarObject {
    PyObject base;
    int64_t size; /* number of items; of an int its sign and its digits */
} PyVarObject;

/* Positional arguments first, then the values of the keyword arguments, whose names are in `keyword_names` (a
 * tuple of str, or NULL). `count` counts positional arguments only. Every callable has this shape. */
typedef PyObject *(*PyVectorCall)(PyObject *callable, PyObject *const *arguments, int64_t count,
                                  PyObject *keyword_names);

typedef PyObject *(*PyUnary)(PyObject *self);
typedef PyObject *(*PyBinary)(PyObject *left, PyObject *right);
typedef PyObject *(*PyTernary)(PyObject *self, PyObject *second, PyObject *third);
typedef int (*PyInquiry)(PyObject *self);
typedef int64_t (*PyLength)(PyObject *self);

/* Operators, numbered as BINARY_OP's argument numbers them; the in-place form is PY_INPLACE higher. */
typedef enum PyOperator {
    PY_ADD,
    PY_AND,
    PY_FLOOR_DIVIDE,
    PY_LEFT_SHIFT,
    PY_MATRIX_MULTIPLY,
    PY_MULTIPLY,
    PY_REMAINDER,
    PY_OR,
    PY_POWER,
    PY_RIGHT_SHIFT,
    PY_SUBTRACT,
    PY_TRUE_DIVIDE,
    PY_XOR,
    PY_OPERATORS, /* how many */
    PY_INPLACE = PY_OPERATORS,
} PyOperator;

/* Comparisons, numbered as COMPARE_OP's argument numbers them. */
typedef enum PyComparison { PY_LT, PY_LE, PY_EQ, PY_NE, PY_GT, PY_GE } PyComparison;

typedef struct PyNumberSlots {
    PyBinary binary[PY_OPERATORS]; /* may return NotImplemented (a new reference) */
    PyBinary inplace[PY_OPERATORS];
    PyTernary power; /* three-argument pow(); binary[PY_POWER] is the operator */
    PyBinary divmod;
    PyUnary negative, positive, absolute, invert;
    PyInquiry is_true;
    PyUnary to_int, to_float, index;
} PyNumberSlots;

typedef struct PySequenceSlots {
    PyLength length;
    PyBinary concat;
    PyObject *(*repeat)(PyObject *self, int64_t count);
    PyObject *(*item)(PyObject *self, int64_t index); /* negative indices are already made positive */
    int (*set_item)(PyObject *self, int64_t index, PyObject *value); /* NULL value: delete */
    int (*contains)(PyObject *self, PyObject *value);
    PyBinary inplace_concat;
    PyObject *(*inplace_repeat)(PyObject *self, int64_t count);
} PySequenceSlots;

typedef struct PyMappingSlots {
    PyLength length;
    PyBinary subscript;
    int (*set_subscript)(PyObject *self, PyObject *key, PyObject *value); /* NULL value: delete */
} PyMappingSlots;

typedef enum PyMethodFlags {
    PY_METHOD_CLASS = 1,       /* self is the type */
    PY_METHOD_STATIC = 2,      /* self is NULL */
    PY_METHOD_COEXIST = 4,     /* replaces the wrapper of a slot of the same name */
    PY_METHOD_RAW = 8,         /* gets its arguments as they come, `keywords` unread */
    PY_METHOD_NEEDS_FRAME = 16 /* looks at the calling frame (globals, locals, super) */
} PyMethodFlags;

/* A function written in C. It gets `maximum` arguments, in the order of `keywords` where there are any, NULL
 * for those that the caller left out (always at least `minimum` of them are there). With PY_METHOD_RAW, or
 * maximum -1, it gets what the caller gave: `count` positional ones, then the keyword values. */
typedef PyObject *(*PyMethodFunction)(PyObject *self, PyObject *const *arguments, int64_t count,
                                      PyObject *keyword_names);

typedef struct PyMethod {
    const char *name;
    PyMethodFunction function;
    int minimum, maximum; /* positional arguments; maximum -1: any number */
    unsigned flags;       /* PyMethodFlags */
    /* NULL: positional only. Else the parameters' names, separated by spaces, "/" behind the positional-only
     * ones and "*" before the keyword-only ones, as in "iterable / * key reverse". */
    const char *keywords;
    const char *doc; /* may be NULL */
} PyMethod;

typedef struct PyGetSet {
    const char *name;
    PyObject *(*get)(PyObject *self, void *closure);
    int (*set)(PyObject *self, PyObject *value, void *closure); /* NULL: read-only. NULL value: delete */
    const char *doc;
    void *closure;
} PyGetSet;

typedef enum PyMemberKind {
    PY_MEMBER_OBJECT,          /* a PyObject *, NULL reads as None */
    PY_MEMBER_OBJECT_REQUIRED, /* a PyObject *, NULL raises AttributeError */
    PY_MEMBER_INT32,
    PY_MEMBER_INT64,
    PY_MEMBER_BOOL,
    PY_MEMBER_TEXT, /* const char * */
} PyMemberKind;

/* A field of the C struct that the program sees as an attribute. */
typedef struct PyMember {
    const char *name;
    PyMemberKind kind;
    int64_t offset;
    bool is_writable;
} PyMember;

/* The bits of PyType.flags, where CPython has them. */
#define PY_FLAG_DISALLOW_INSTANTIATION ((uint64_t)1 << 7)
#define PY_FLAG_IMMUTABLE              ((uint64_t)1 << 8)
#define PY_FLAG_HEAP                   ((uint64_t)1 << 9)  /* made by a class statement */
#define PY_FLAG_BASE                   ((uint64_t)1 << 10) /* may be derived from */
#define PY_FLAG_READY                  ((uint64_t)1 << 12)
#define PY_FLAG_GC                     ((uint64_t)1 << 14) /* a PyGcHead lies before the object */
#define PY_FLAG_METHOD_DESCRIPTOR      ((uint64_t)1 << 17)
#define PY_FLAG_SEQUENCE               ((uint64_t)1 << 5) /* for match statements */
#define PY_FLAG_MAPPING                ((uint64_t)1 << 6)
#define PY_FLAG_MANAGED_DICT           ((uint64_t)1 << 4)
#define PY_MANAGED_DICT_BEFORE         24 /* bytes in front of an instance where the reference to its dict stands */
#define PY_FLAG_INT                    ((uint64_t)1 << 24) /* is a subclass of int, ... */
#define PY_FLAG_LIST                   ((uint64_t)1 << 25)
#define PY_FLAG_TUPLE                  ((uint64_t)1 << 26)
#define PY_FLAG_BYTES                  ((uint64_t)1 << 27)
#define PY_FLAG_STR                    ((uint64_t)1 << 28)
#define PY_FLAG_DICT                   ((uint64_t)1 << 29)
#define PY_FLAG_EXCEPTION              ((uint64_t)1 << 30)
#define PY_FLAG_TYPE                   ((uint64_t)1 << 31)

typedef int (*PyVisit)(PyObject *object, void *user);

/* 408 bytes, every field where PyTypeObject has its counterpart. */
struct PyType {
    PyVarObject base;
    const char *name; /* "int"; with its module where that is not builtins: "types.SimpleNamespace" */
    int64_t basic_size, item_size;   /* bytes */
    void (*dealloc)(PyObject *self); /* called when the last reference is gone */
    int64_t vectorcall_offset;
    void *unused_getattr, *unused_setattr, *async;
    PyUnary repr;
    const PyNumberSlots *number;
    const PySequenceSlots *sequence;
    const PyMappingSlots *mapping;
    int64_t (*hash)(PyObject *self); /* -1: exception set */
    PyVectorCall call;
    PyUnary str;
    PyBinary getattr;                                                /* name is a str */
    int (*setattr)(PyObject *self, PyObject *name, PyObject *value); /* NULL value: delete */
    void *buffer;
    uint64_t flags;
    const char *doc;
    int (*traverse)(PyObject *self, PyVisit visit, void *user); /* visits every object that self refers to */
    int (*clear)(PyObject *self); /* drops the references that may form cycles */
    PyObject *(*compare)(PyObject *self, PyObject *other, PyComparison comparison); /* may: NotImplemented */
    int64_t weaklist_offset;
    PyUnary iter;
    PyUnary next;            /* NULL without an exception: exhausted */
    const PyMethod *methods; /* these three end with a NULL name */
    const PyMember *members;
    const PyGetSet *getset;
    PyType *super; /* the base that the layout comes from: CPython's tp_base */
    PyObject *dict;
    PyTernary descriptor_get; /* (self, instance or NULL, owner) */
    int (*descriptor_set)(PyObject *self, PyObject *instance, PyObject *value);
    int64_t dict_offset;
    int (*init)(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *keyword_names);
    PyObject *(*alloc)(PyType *type, int64_t items);
    PyObject *(*new)(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names);
    void (*free)(void *self);
    PyInquiry is_gc;
    PyObject *bases; /* tuple */
    PyObject *mro;   /* tuple: where attributes are looked for, in this order */
    PyObject *cache;
    PyObject *subclasses;
    PyObject *weaklist;
    void *unused_del;
    uint32_t version_tag; /* changes whenever an attribute of the type or of a base does; 0: none given yet */
    void (*finalize)(PyObject *self);
    PyVectorCall vectorcall;
};

/* --- Reference counts -------------------------------------------------------------------------------------
 */

/* Frees the object; its count has reached 0. Containers that hold containers do not recurse in C deeper than
 * a fixed bound. */
void py_object_dealloc(PyObject *object);

static inline void py_incref_(PyObject *object) {
    object->refcount++;
}

static inline void py_decref_(PyObject *object) {
    assert(object->refcount > 0);
    if (--object->refcount == 0) py_object_dealloc(object);
}

#define py_incref(object) py_incref_((PyObject *)(object))
#define py_decref(object) py_decref_((PyObject *)(object))

static inline void py_xincref(void *object) {
    if (object) py_incref_((PyObject *)object);
}

static inline void py_xdecref(void *object) {
    if (object) py_decref_((PyObject *)object);
}

/* The same object with one reference more. */
static inline PyObject *py_new_ref_(PyObject *object) {
    object->refcount++;
    return object;
}

static inline PyObject *py_xnew_ref_(PyObject *object) {
    if (object) object->refcount++;
    return object;
}

#define py_new_ref(object)  py_new_ref_((PyObject *)(object))
#define py_xnew_ref(object) py_xnew_ref_((PyObject *)(object))

/* Puts NULL into a place and drops what was there, in this order: dropping may run code that looks at the
 * place. */
#define py_clear(place)                                                                                      \
    do {                                                                                                     \
        PyObject *py_old_ = (PyObject *)(place);                                                             \
        (place) = NULL;                                                                                      \
        py_xdecref(py_old_);                                                                                 \
    } while (0)

/* Puts `value` (stolen) into a place and drops what was there. */
#define py_replace(place, value)                                                                             \
    do {                                                                                                     \
        PyObject *py_old_ = (PyObject *)(place);                                                             \
        (place) = (value);                                                                                   \
        py_xdecref(py_old_);                                                                                 \
    } while (0)

/* --- Types ------------------------------------------------------------------------------------------------
 */

static inline bool py_is_exact(const void *object, const PyType *type) {
    return ((const PyObject *)object)->type == type;
}

static inline bool py_type_has(const void *object, uint64_t flag) {
    return (((const PyObject *)object)->type->flags & flag) != 0;
}

/* True when `type` is `ancestor` or derives from it (looks along the mro). */
bool py_type_is_subtype(const PyType *type, const PyType *ancestor);

static inline bool py_is_instance_of(const void *object, const PyType *type) {
    const PyType *own = ((const PyObject *)object)->type;
    return own == type || py_type_is_subtype(own, type);
}

/* Instances of the class or of a class derived from it. */
#define py_is_int(object)       py_type_has((object), PY_FLAG_INT)
#define py_is_str(object)       py_type_has((object), PY_FLAG_STR)
#define py_is_bytes(object)     py_type_has((object), PY_FLAG_BYTES)
#define py_is_list(object)      py_type_has((object), PY_FLAG_LIST)
#define py_is_tuple(object)     py_type_has((object), PY_FLAG_TUPLE)
#define py_is_dict(object)      py_type_has((object), PY_FLAG_DICT)
#define py_is_type(object)      py_type_has((object), PY_FLAG_TYPE)
#define py_is_exception(object) py_type_has((object), PY_FLAG_EXCEPTION)

static inline int64_t py_size(const void *object) {
    return ((const PyVarObject *)object)->size;
}

/* The type's name without its module: "int". */
const char *py_type_short_name(const PyType *type);

/* Finds an attribute along the mro, without binding it. Borrowed, NULL if there is none (no exception). */
PyObject *py_type_lookup(PyType *type, PyObject *name);
PyObject *py_type_lookup_c(PyType *type, const char *name);

/* Must be called after any change to a type's dict, so that cached lookups are dropped. */
void py_type_modified(PyType *type);

#endif
