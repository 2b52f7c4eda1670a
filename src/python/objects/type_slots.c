/* Slots and special methods: two names for one thing.
 *
 * What C calls `type->number->binary[PY_ADD]` a program calls `__add__`. The table below pairs them, once for
 * all readers: a static type gets a wrapper object in its dict for each slot that it fills, so that
 * `(1).__add__(2)` and `int.__add__` work and dir() shows them; a class statement goes the other way
 * (class.c). */
#include "python/objects/alloc.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/slot.h"
#include "python/objects/type.h"

#include <string.h>

#define TYPE(field)     PY_SLOT_IN_TYPE, offsetof(PyType, field)
#define NUMBER(field)   PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, field)
#define BINARY(op)      PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, binary) + (op) * sizeof(PyBinary)
#define INPLACE(op)     PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, inplace) + (op) * sizeof(PyBinary)
#define SEQUENCE(field) PY_SLOT_IN_SEQUENCE, offsetof(PySequenceSlots, field)
#define MAPPING(field)  PY_SLOT_IN_MAPPING, offsetof(PyMappingSlots, field)

/* The order is that in which CPython fills a type's dict; where two rows share a name, the first that applies
 * wins. */
const PySlot py_slots[] = {
    {"__getattribute__", PY_SLOT_BINARY, TYPE(getattr), 0},
    {"__setattr__", PY_SLOT_SETATTR, TYPE(setattr), 0},
    {"__delattr__", PY_SLOT_DELATTR, TYPE(setattr), 0},
    {"__repr__", PY_SLOT_UNARY, TYPE(repr), 0},
    {"__hash__", PY_SLOT_HASH, TYPE(hash), 0},
    {"__call__", PY_SLOT_CALL, TYPE(call), 0},
    {"__str__", PY_SLOT_UNARY, TYPE(str), 0},
    {"__lt__", PY_SLOT_COMPARE, TYPE(compare), PY_LT},
    {"__le__", PY_SLOT_COMPARE, TYPE(compare), PY_LE},
    {"__eq__", PY_SLOT_COMPARE, TYPE(compare), PY_EQ},
    {"__ne__", PY_SLOT_COMPARE, TYPE(compare), PY_NE},
    {"__gt__", PY_SLOT_COMPARE, TYPE(compare), PY_GT},
    {"__ge__", PY_SLOT_COMPARE, TYPE(compare), PY_GE},
    {"__iter__", PY_SLOT_UNARY, TYPE(iter), 0},
    {"__next__", PY_SLOT_NEXT, TYPE(next), 0},
    {"__get__", PY_SLOT_GET, TYPE(descriptor_get), 0},
    {"__set__", PY_SLOT_SET, TYPE(descriptor_set), 0},
    {"__delete__", PY_SLOT_DELETE, TYPE(descriptor_set), 0},
    {"__init__", PY_SLOT_INIT, TYPE(init), 0},
    {"__add__", PY_SLOT_BINARY, BINARY(PY_ADD), 0},
    {"__radd__", PY_SLOT_REFLECTED, BINARY(PY_ADD), 0},
    {"__sub__", PY_SLOT_BINARY, BINARY(PY_SUBTRACT), 0},
    {"__rsub__", PY_SLOT_REFLECTED, BINARY(PY_SUBTRACT), 0},
    {"__mul__", PY_SLOT_BINARY, BINARY(PY_MULTIPLY), 0},
    {"__rmul__", PY_SLOT_REFLECTED, BINARY(PY_MULTIPLY), 0},
    {"__mod__", PY_SLOT_BINARY, BINARY(PY_REMAINDER), 0},
    {"__rmod__", PY_SLOT_REFLECTED, BINARY(PY_REMAINDER), 0},
    {"__divmod__", PY_SLOT_BINARY, NUMBER(divmod), 0},
    {"__rdivmod__", PY_SLOT_REFLECTED, NUMBER(divmod), 0},
    {"__pow__", PY_SLOT_POWER, NUMBER(power), 0},
    {"__rpow__", PY_SLOT_REFLECTED_POWER, NUMBER(power), 0},
    {"__neg__", PY_SLOT_UNARY, NUMBER(negative), 0},
    {"__pos__", PY_SLOT_UNARY, NUMBER(positive), 0},
    {"__abs__", PY_SLOT_UNARY, NUMBER(absolute), 0},
    {"__bool__", PY_SLOT_INQUIRY, NUMBER(is_true), 0},
    {"__invert__", PY_SLOT_UNARY, NUMBER(invert), 0},
    {"__lshift__", PY_SLOT_BINARY, BINARY(PY_LEFT_SHIFT), 0},
    {"__rlshift__", PY_SLOT_REFLECTED, BINARY(PY_LEFT_SHIFT), 0},
    {"__rshift__", PY_SLOT_BINARY, BINARY(PY_RIGHT_SHIFT), 0},
    {"__rrshift__", PY_SLOT_REFLECTED, BINARY(PY_RIGHT_SHIFT), 0},
    {"__and__", PY_SLOT_BINARY, BINARY(PY_AND), 0},
    {"__rand__", PY_SLOT_REFLECTED, BINARY(PY_AND), 0},
    {"__xor__", PY_SLOT_BINARY, BINARY(PY_XOR), 0},
    {"__rxor__", PY_SLOT_REFLECTED, BINARY(PY_XOR), 0},
    {"__or__", PY_SLOT_BINARY, BINARY(PY_OR), 0},
    {"__ror__", PY_SLOT_REFLECTED, BINARY(PY_OR), 0},
    {"__int__", PY_SLOT_UNARY, NUMBER(to_int), 0},
    {"__float__", PY_SLOT_UNARY, NUMBER(to_float), 0},
    {"__iadd__", PY_SLOT_BINARY, INPLACE(PY_ADD), 0},
    {"__isub__", PY_SLOT_BINARY, INPLACE(PY_SUBTRACT), 0},
    {"__imul__", PY_SLOT_BINARY, INPLACE(PY_MULTIPLY), 0},
    {"__imod__", PY_SLOT_BINARY, INPLACE(PY_REMAINDER), 0},
    {"__ipow__", PY_SLOT_BINARY, INPLACE(PY_POWER), 0},
    {"__ilshift__", PY_SLOT_BINARY, INPLACE(PY_LEFT_SHIFT), 0},
    {"__irshift__", PY_SLOT_BINARY, INPLACE(PY_RIGHT_SHIFT), 0},
    {"__iand__", PY_SLOT_BINARY, INPLACE(PY_AND), 0},
    {"__ixor__", PY_SLOT_BINARY, INPLACE(PY_XOR), 0},
    {"__ior__", PY_SLOT_BINARY, INPLACE(PY_OR), 0},
    {"__floordiv__", PY_SLOT_BINARY, BINARY(PY_FLOOR_DIVIDE), 0},
    {"__rfloordiv__", PY_SLOT_REFLECTED, BINARY(PY_FLOOR_DIVIDE), 0},
    {"__truediv__", PY_SLOT_BINARY, BINARY(PY_TRUE_DIVIDE), 0},
    {"__rtruediv__", PY_SLOT_REFLECTED, BINARY(PY_TRUE_DIVIDE), 0},
    {"__ifloordiv__", PY_SLOT_BINARY, INPLACE(PY_FLOOR_DIVIDE), 0},
    {"__itruediv__", PY_SLOT_BINARY, INPLACE(PY_TRUE_DIVIDE), 0},
    {"__index__", PY_SLOT_UNARY, NUMBER(index), 0},
    {"__matmul__", PY_SLOT_BINARY, BINARY(PY_MATRIX_MULTIPLY), 0},
    {"__rmatmul__", PY_SLOT_REFLECTED, BINARY(PY_MATRIX_MULTIPLY), 0},
    {"__imatmul__", PY_SLOT_BINARY, INPLACE(PY_MATRIX_MULTIPLY), 0},
    {"__len__", PY_SLOT_LENGTH, MAPPING(length), 0},
    {"__getitem__", PY_SLOT_BINARY, MAPPING(subscript), 0},
    {"__setitem__", PY_SLOT_SET_ITEM, MAPPING(set_subscript), 0},
    {"__delitem__", PY_SLOT_DELETE_ITEM, MAPPING(set_subscript), 0},
    {"__len__", PY_SLOT_LENGTH, SEQUENCE(length), 0},
    {"__add__", PY_SLOT_BINARY, SEQUENCE(concat), 0},
    {"__mul__", PY_SLOT_REPEAT, SEQUENCE(repeat), 0},
    {"__rmul__", PY_SLOT_REPEAT, SEQUENCE(repeat), 0},
    {"__contains__", PY_SLOT_CONTAINS, SEQUENCE(contains), 0},
    {"__iadd__", PY_SLOT_BINARY, SEQUENCE(inplace_concat), 0},
    {"__imul__", PY_SLOT_REPEAT, SEQUENCE(inplace_repeat), 0},
    {0},
};

void **py_slot_place(const PyType *type, const PySlot *slot) {
    const void *tables[] = {type, type->number, type->sequence, type->mapping};
    char *table = (char *)tables[slot->table];
    return table ? (void **)(table + slot->offset) : NULL;
}

/* A type whose instances cannot be hashed has __hash__ = None. */
static int add_hash_none(PyType *type) {
    bool is_unhashable = type->hash == py_object_not_hashable || (!type->hash && type->compare);
    if (!is_unhashable) return 0;
    type->hash = py_object_not_hashable;
    return py_dict_set_c(type->dict, "__hash__", PY_NONE);
}

PY_METHOD(new_wrapper) {
    PyType *type = (PyType *)self;
    if (count < 1) return py_raise(PY_TYPE(TypeError), "%s.__new__(): not enough arguments", type->name);
    if (!py_is_type(arguments[0]))
        return py_raise(PY_TYPE(TypeError), "%s.__new__(X): X is not a type object (%s)", type->name,
                        arguments[0]->type->name);
    PyType *wanted = (PyType *)arguments[0];
    if (!py_type_is_subtype(wanted, type))
        return py_raise(PY_TYPE(TypeError), "%s.__new__(%s): %s is not a subtype of %s", type->name,
                        wanted->name, wanted->name, type->name);
    PyType *solid = wanted;
    while (solid->flags & PY_FLAG_HEAP) solid = solid->super;
    if (solid->new != type->new)
        return py_raise(PY_TYPE(TypeError), "%s.__new__(%s) is not safe, use %s.__new__()", type->name,
                        wanted->name, solid->name);
    return type->new(wanted, arguments + 1, count - 1, keyword_names);
}

static const PyMethod new_method = {
    "__new__",
    new_wrapper,
    0,
    -1,
    PY_METHOD_RAW,
    NULL,
    "Create and return a new object.  See help(type) for accurate signature.",
};

static int add_new(PyType *type) {
    bool is_own = type->new && (!type->super || type->new != type->super->new);
    if (!is_own || type->flags & PY_FLAG_HEAP) return 0;
    PyObject *wrapper = py_builtin_new(&new_method, (PyObject *)type, NULL);
    if (!wrapper) return -1;
    int status = py_dict_set_c(type->dict, "__new__", wrapper);
    py_decref(wrapper);
    return status;
}

static bool is_replaced_by_method(const PyType *type, const char *name) {
    for (const PyMethod *method = type->methods; method && method->name; method++)
        if (method->flags & PY_METHOD_COEXIST && strcmp(method->name, name) == 0) return true;
    return false;
}

int py_type_add_slot_wrappers(PyType *type) {
    if (add_new(type) < 0 || add_hash_none(type) < 0) return -1;
    for (const PySlot *slot = py_slots; slot->name; slot++) {
        void **place = py_slot_place(type, slot);
        if (!place || !*place || *place == (void *)py_object_not_hashable) continue;
        if (py_dict_get_c(type->dict, slot->name) || is_replaced_by_method(type, slot->name)) continue;
        PyObject *wrapper = py_descriptor_new(PY_TYPE(wrapper_descriptor), type, slot->name, slot, *place);
        int status = wrapper ? py_dict_set_c(type->dict, slot->name, wrapper) : -1;
        py_xdecref(wrapper);
        if (status < 0) return -1;
    }
    return 0;
}

void py_type_inherit_slots(PyType *type, const PyType *base) {
    if (!type->hash && !type->compare) type->hash = base->hash, type->compare = base->compare;
#define INHERIT(field)                                                                                       \
    if (!type->field) type->field = base->field
    INHERIT(dealloc);
    INHERIT(repr);
    INHERIT(call);
    INHERIT(str);
    INHERIT(getattr);
    INHERIT(setattr);
    INHERIT(iter);
    INHERIT(next);
    INHERIT(descriptor_get);
    INHERIT(descriptor_set);
    INHERIT(init);
    INHERIT(alloc);
    INHERIT(number);
    INHERIT(sequence);
    INHERIT(mapping);
    INHERIT(traverse);
    INHERIT(clear);
#undef INHERIT
}

/* --- Calling a wrapper ------------------------------------------------------------------------------------
 */

static PyObject *status_to_none(int status) {
    return status < 0 ? NULL : py_none();
}

static PyObject *bool_or_error(int truth) {
    return truth < 0 ? NULL : py_bool_from(truth > 0);
}

static PyObject *call_next(void *slot, PyObject *self) {
    PyObject *item = ((PyUnary)slot)(self);
    if (!item && !py_error_occurred()) py_raise_object(PY_TYPE(StopIteration), NULL);
    return item;
}

static PyObject *call_hash(void *slot, PyObject *self) {
    int64_t hash = ((int64_t (*)(PyObject *))slot)(self);
    return hash == -1 && py_error_occurred() ? NULL : py_int_from_int64(hash);
}

static PyObject *call_length(void *slot, PyObject *self) {
    int64_t length = ((PyLength)slot)(self);
    return length < 0 ? NULL : py_int_from_int64(length);
}

static PyObject *call_repeat(void *slot, PyObject *self, PyObject *times) {
    int64_t count = py_number_as_index(times, false);
    if (count == -1 && py_error_occurred()) return NULL;
    return ((PyObject * (*)(PyObject *, int64_t)) slot)(self, count);
}

static PyObject *call_compare(const PySlot *definition, void *slot, PyObject *self, PyObject *other) {
    return ((PyObject * (*)(PyObject *, PyObject *, PyComparison))
                slot)(self, other, (PyComparison)definition->comparison);
}

static PyObject *call_reflected_power(void *slot, PyObject *self, PyObject *const *arguments, int64_t count) {
    return ((PyTernary)slot)(arguments[0], self, count > 1 ? arguments[1] : PY_NONE);
}

static PyObject *call_get(void *slot, PyObject *self, PyObject *const *arguments, int64_t count) {
    PyObject *instance = arguments[0] == PY_NONE ? NULL : arguments[0];
    PyObject *owner = count > 1 && arguments[1] != PY_NONE ? arguments[1] : NULL;
    if (!instance && !owner) return py_raise(PY_TYPE(TypeError), "__get__(None, None) is invalid");
    return ((PyTernary)slot)(self, instance, owner);
}

typedef int (*SetFunction)(PyObject *self, PyObject *first, PyObject *second);
typedef int (*InitFunction)(PyObject *self, PyObject *const *arguments, int64_t count,
                            PyObject *keyword_names);

/* How many arguments each kind takes (behind self); -1: any. */
static const int8_t least_arguments[] = {
    [PY_SLOT_UNARY] = 0,
    [PY_SLOT_BINARY] = 1,
    [PY_SLOT_REFLECTED] = 1,
    [PY_SLOT_POWER] = 1,
    [PY_SLOT_INQUIRY] = 0,
    [PY_SLOT_HASH] = 0,
    [PY_SLOT_REFLECTED_POWER] = 1,
    [PY_SLOT_LENGTH] = 0,
    [PY_SLOT_NEXT] = 0,
    [PY_SLOT_REPEAT] = 1,
    [PY_SLOT_CONTAINS] = 1,
    [PY_SLOT_COMPARE] = 1,
    [PY_SLOT_CALL] = -1,
    [PY_SLOT_INIT] = -1,
    [PY_SLOT_GET] = 1,
    [PY_SLOT_SET] = 2,
    [PY_SLOT_DELETE] = 1,
    [PY_SLOT_SETATTR] = 2,
    [PY_SLOT_DELATTR] = 1,
    [PY_SLOT_SET_ITEM] = 2,
    [PY_SLOT_DELETE_ITEM] = 1,
};

static int64_t most_arguments(const PySlot *slot) {
    bool has_optional =
        slot->kind == PY_SLOT_POWER || slot->kind == PY_SLOT_REFLECTED_POWER || slot->kind == PY_SLOT_GET;
    return least_arguments[slot->kind] + has_optional;
}

static int check_arguments(const PySlot *slot, int64_t count, PyObject *keyword_names) {
    int64_t least = least_arguments[slot->kind], most = most_arguments(slot);
    if (least < 0) return 0;
    if (keyword_names && py_size(keyword_names))
        return py_raise_int(PY_TYPE(TypeError), "wrapper %s() takes no keyword arguments", slot->name);
    if (count >= least && count <= most) return 0;
    if (least == most)
        return py_raise_int(PY_TYPE(TypeError), "expected %lld argument%s, got %lld", (long long)least,
                            least == 1 ? "" : "s", (long long)count);
    return py_raise_int(PY_TYPE(TypeError), "expected at %s %lld argument%s, got %lld",
                        count < least ? "least" : "most", (long long)(count < least ? least : most),
                        (count < least ? least : most) == 1 ? "" : "s", (long long)count);
}

PyObject *py_slot_call(const PySlot *slot, void *function, PyObject *self, PyObject *const *arguments,
                       int64_t count, PyObject *keyword_names) {
    if (check_arguments(slot, count, keyword_names) < 0) return NULL;
    switch (slot->kind) {
    case PY_SLOT_UNARY: return ((PyUnary)function)(self);
    case PY_SLOT_BINARY: return ((PyBinary)function)(self, arguments[0]);
    case PY_SLOT_REFLECTED: return ((PyBinary)function)(arguments[0], self);
    case PY_SLOT_POWER: return ((PyTernary)function)(self, arguments[0], count > 1 ? arguments[1] : PY_NONE);
    case PY_SLOT_REFLECTED_POWER: return call_reflected_power(function, self, arguments, count);
    case PY_SLOT_INQUIRY: return bool_or_error(((PyInquiry)function)(self));
    case PY_SLOT_HASH: return call_hash(function, self);
    case PY_SLOT_LENGTH: return call_length(function, self);
    case PY_SLOT_NEXT: return call_next(function, self);
    case PY_SLOT_REPEAT: return call_repeat(function, self, arguments[0]);
    case PY_SLOT_CONTAINS:
        return bool_or_error(((int (*)(PyObject *, PyObject *))function)(self, arguments[0]));
    case PY_SLOT_COMPARE: return call_compare(slot, function, self, arguments[0]);
    case PY_SLOT_CALL: return ((PyVectorCall)function)(self, arguments, count, keyword_names);
    case PY_SLOT_INIT: return status_to_none(((InitFunction)function)(self, arguments, count, keyword_names));
    case PY_SLOT_GET: return call_get(function, self, arguments, count);
    case PY_SLOT_SET:
    case PY_SLOT_SETATTR:
    case PY_SLOT_SET_ITEM: return status_to_none(((SetFunction)function)(self, arguments[0], arguments[1]));
    case PY_SLOT_DELETE:
    case PY_SLOT_DELATTR:
    case PY_SLOT_DELETE_ITEM: return status_to_none(((SetFunction)function)(self, arguments[0], NULL));
    }
    return NULL;
}
