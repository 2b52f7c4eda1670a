/* The slots of classes: C functions that call the special method of the same name.
 *
 * py_class_update_slots goes through the table of slots (type_slots.c). For a name that is found in the
 * class's mro it puts the generic function from here into the slot, unless what was found is the wrapper of a
 * static type's own function: then that function itself, so that a subclass of int that defines nothing adds
 * as fast as int. */
#include "python/vm/class.h"

#include "python/objects/error.h"
#include "python/objects/float.h"
#include "python/objects/int.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/slot.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"
#include "python/objects/type.h"
#include "python/vm/vm.h"

#include <stdlib.h>
#include <string.h>

/* --- Calling a special method --- */

/* The interned str of a literal, remembered by the literal's address: borrowed. NULL: MemoryError. */
static PyObject *special_name(const char *literal) {
    PySpecialName *entry = &py_vm->special_names[((uintptr_t)literal >> 3) % PY_SPECIAL_NAMES];
    if (entry->literal == literal) return entry->name;
    PyObject *name = py_str_interned(literal);
    if (!name) return NULL;
    py_xdecref(entry->name);
    *entry = (PySpecialName){literal, name};
    return name;
}

PyObject *py_class_lookup_special(PyType *type, const char *literal) {
    PyObject *name = special_name(literal);
    return name ? py_type_lookup(type, name) : NULL;
}

/* 1 with the result of object.name(arguments...) in *result (NULL: exception), 0 when there is no such
 * method. */
static bool call_special(PyObject *object, const char *name, PyObject *const *arguments, int64_t count,
                         PyObject **result) {
    PyObject *method = py_class_lookup_special(object->type, name);
    *result = NULL;
    if (!method) return false;
    if (py_is_exact(method, PY_TYPE(function)) && count < 6) {
        PyObject *all[6] = {object};
        for (int64_t i = 0; i < count; i++) all[i + 1] = arguments[i];
        py_incref(method);
        *result = py_object_call(method, all, count + 1, NULL);
        py_decref(method);
        return true;
    }
    PyObject *bound = NULL;
    if (py_object_find_special(object, name, &bound) > 0)
        *result = py_object_call(bound, arguments, count, NULL);
    py_xdecref(bound);
    return true;
}

static PyObject *call_required(PyObject *object, const char *name, PyObject *const *arguments,
                               int64_t count) {
    PyObject *result;
    if (call_special(object, name, arguments, count, &result)) return result;
    return py_raise(PY_TYPE(AttributeError), "%s", name);
}

/* --- Unary and the like --- */

#define UNARY(function, name)                                                                                \
    static PyObject *function(PyObject *self) {                                                              \
        return call_required(self, name, NULL, 0);                                                           \
    }
#define BINARY(function, name)                                                                               \
    static PyObject *function(PyObject *self, PyObject *other) {                                             \
        return call_required(self, name, &other, 1);                                                         \
    }

UNARY(slot_iter, "__iter__")
UNARY(slot_negative, "__neg__")
UNARY(slot_positive, "__pos__")
UNARY(slot_absolute, "__abs__")
UNARY(slot_invert, "__invert__")
UNARY(slot_to_int, "__int__")
UNARY(slot_to_float, "__float__")
UNARY(slot_index, "__index__")
BINARY(slot_subscript, "__getitem__")

static PyObject *checked_text(PyObject *result, const char *name) {
    if (!result || py_is_str(result)) return result;
    py_raise(PY_TYPE(TypeError), "%s returned non-string (type %T)", name, result);
    py_decref(result);
    return NULL;
}

static PyObject *slot_repr(PyObject *self) {
    PyObject *result = call_required(self, "__repr__", NULL, 0);
    return checked_text(result, "__repr__");
}

static PyObject *slot_str(PyObject *self) {
    PyObject *result = call_required(self, "__str__", NULL, 0);
    return checked_text(result, "__str__");
}

static int64_t slot_hash(PyObject *self) {
    PyObject *result = call_required(self, "__hash__", NULL, 0);
    if (!result) return -1;
    if (!py_is_int(result)) {
        py_decref(result);
        return py_raise_int(PY_TYPE(TypeError), "__hash__ method should return an integer");
    }
    int overflow = 0;
    int64_t hash = py_int_to_int64_or_overflow(result, &overflow);
    if (overflow) hash = PY_TYPE(int)->hash(result);
    py_decref(result);
    return hash == -1 ? -2 : hash;
}

static PyObject *slot_call(PyObject *self, PyObject *const *arguments, int64_t count,
                           PyObject *keyword_names) {
    PyObject *bound = NULL;
    int found = py_object_find_special(self, "__call__", &bound);
    if (found == 0) py_raise(PY_TYPE(TypeError), "'%T' object is not callable", self);
    PyObject *result = found > 0 ? py_object_call(bound, arguments, count, keyword_names) : NULL;
    py_xdecref(bound);
    return result;
}

static PyObject *slot_next(PyObject *self) {
    PyObject *result = call_required(self, "__next__", NULL, 0);
    if (!result && py_error_matches(PY_TYPE(StopIteration))) py_error_clear();
    return result;
}

static PyObject *slot_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    static const char *const names[] = {"__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"};
    PyObject *result;
    return call_special(self, names[comparison], &other, 1, &result) ? result : py_not_implemented();
}

/* Drops a result that only says whether it worked. */
static int as_status(PyObject *result) {
    py_xdecref(result);
    return result ? 0 : -1;
}

/* Calls a Python function with `self` in front of the arguments, without making a bound method. */
static PyObject *call_with_self(PyObject *function, PyObject *self, PyObject *const *arguments, int64_t count,
                                PyObject *keyword_names) {
    enum { FEW = 8 };
    int64_t total = count + (keyword_names ? py_size(keyword_names) : 0);
    PyObject *few[FEW], **all = total < FEW ? few : base_alloc((size_t)(total + 1) * sizeof *all);
    all[0] = self;
    if (total) memcpy(all + 1, arguments, (size_t)total * sizeof *all);
    py_incref(function);
    PyObject *result = py_object_call(function, all, count + 1, keyword_names);
    py_decref(function);
    if (all != few) free(all);
    return result;
}

static PyObject *call_init(PyObject *self, PyObject *const *arguments, int64_t count,
                           PyObject *keyword_names) {
    PyObject *function = py_class_lookup_special(self->type, "__init__"), *bound = NULL;
    if (function && py_is_exact(function, PY_TYPE(function)))
        return call_with_self(function, self, arguments, count, keyword_names);
    if (py_object_find_special(self, "__init__", &bound) <= 0) return NULL;
    PyObject *result = py_object_call(bound, arguments, count, keyword_names);
    py_decref(bound);
    return result;
}

static int slot_init(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    PyObject *result = call_init(self, arguments, count, keyword_names);
    if (result && result != PY_NONE) {
        py_raise(PY_TYPE(TypeError), "__init__() should return None, not '%T'", result);
        py_clear(result);
    }
    return as_status(result);
}

static PyObject *slot_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    PyObject *function = py_object_getattr_c((PyObject *)type, "__new__");
    if (!function) return NULL;
    int64_t total = count + (keyword_names ? py_size(keyword_names) : 0);
    PyObject *with_type = py_tuple_new(total + 1);
    PyObject *result = NULL;
    if (with_type) {
        py_tuple_item(with_type, 0) = py_new_ref(type);
        for (int64_t i = 0; i < total; i++) py_tuple_item(with_type, i + 1) = py_new_ref(arguments[i]);
        result = py_object_call(function, py_tuple_items(with_type), count + 1, keyword_names);
    }
    py_xdecref(with_type);
    py_decref(function);
    return result;
}

/* --- Attributes --- */

/* __getattribute__, and __getattr__ where that fails. */
static PyObject *slot_getattr(PyObject *self, PyObject *name) {
    PyObject *method = py_class_lookup_special(self->type, "__getattribute__");
    PyObject *value = NULL;
    bool is_default = !method || py_is_exact(method, PY_TYPE(wrapper_descriptor));
    if (!is_default)
        value = call_required(self, "__getattribute__", &name, 1);
    else if (method && ((PyDescriptor *)method)->wrapped)
        value = ((PyBinary)((PyDescriptor *)method)->wrapped)(self, name);
    else
        value = py_object_generic_getattr(self, name);
    if (value || !py_error_matches(PY_TYPE(AttributeError)) ||
        !py_class_lookup_special(self->type, "__getattr__"))
        return value;
    py_error_clear();
    return call_required(self, "__getattr__", &name, 1);
}

static int slot_setattr(PyObject *self, PyObject *name, PyObject *value) {
    PyObject *arguments[2] = {name, value};
    if (!value) return as_status(call_required(self, "__delattr__", arguments, 1));
    return as_status(call_required(self, "__setattr__", arguments, 2));
}

static PyObject *slot_get(PyObject *self, PyObject *instance, PyObject *owner) {
    PyObject *arguments[2] = {instance ? instance : PY_NONE, owner ? owner : PY_NONE};
    return call_required(self, "__get__", arguments, 2);
}

static int slot_set(PyObject *self, PyObject *instance, PyObject *value) {
    PyObject *arguments[2] = {instance, value};
    if (!value) return as_status(call_required(self, "__delete__", arguments, 1));
    return as_status(call_required(self, "__set__", arguments, 2));
}

/* --- Containers --- */

static int64_t slot_length(PyObject *self) {
    PyObject *result = call_required(self, "__len__", NULL, 0);
    PyObject *index = result ? py_number_index(result) : NULL;
    py_xdecref(result);
    if (!index) return -1;
    if (py_int_sign(index) < 0) {
        py_decref(index);
        return py_raise_int(PY_TYPE(ValueError), "__len__() should return >= 0");
    }
    int64_t length = py_int_as_int64(index);
    if (length == -1 && py_error_occurred()) {
        py_error_clear();
        py_raise(PY_TYPE(OverflowError), "cannot fit 'int' into an index-sized integer");
    }
    py_decref(index);
    return length;
}

static int slot_set_subscript(PyObject *self, PyObject *key, PyObject *value) {
    PyObject *arguments[2] = {key, value};
    if (!value) return as_status(call_required(self, "__delitem__", arguments, 1));
    return as_status(call_required(self, "__setitem__", arguments, 2));
}

static PyObject *slot_item(PyObject *self, int64_t index) {
    PyObject *number = py_int_from_int64(index);
    PyObject *result = number ? call_required(self, "__getitem__", &number, 1) : NULL;
    py_xdecref(number);
    return result;
}

static int truth_of(PyObject *result) {
    int truth = result ? py_object_is_true(result) : -1;
    py_xdecref(result);
    return truth;
}

static int slot_contains(PyObject *self, PyObject *value) {
    return truth_of(call_required(self, "__contains__", &value, 1));
}

static int slot_is_true(PyObject *self) {
    PyObject *result = call_required(self, "__bool__", NULL, 0);
    if (result && !py_is_exact(result, PY_TYPE(bool))) {
        py_raise(PY_TYPE(TypeError), "__bool__ should return bool, returned %T", result);
        py_clear(result);
    }
    return truth_of(result);
}

/* --- Binary operators: the left operand's method, the right one's reflected method --- */

/* Does the right operand's class define the reflected method anew? Then it is asked first. */
static bool overrides(PyObject *left, PyObject *right, const char *reflected) {
    if (!py_type_is_subtype(right->type, left->type)) return false;
    return py_class_lookup_special(left->type, reflected) != py_class_lookup_special(right->type, reflected);
}

/* True when the answer stands: a result, or an exception. */
static bool ask(PyObject *object, const char *name, PyObject *other, PyObject **result) {
    if (!call_special(object, name, &other, 1, result)) return false;
    if (*result != PY_NOT_IMPLEMENTED) return true;
    py_decref(*result);
    return false;
}

/* The slot is called with the operands in their order, for the left operand's type or for the right one's;
 * `left_has` and `right_has` say whose slot leads here. */
static PyObject *operate(PyObject *left, PyObject *right, const char *name, const char *reflected,
                         bool left_has, bool right_has) {
    PyObject *result;
    bool try_right = right_has && left->type != right->type;
    if (left_has) {
        if (try_right && overrides(left, right, reflected)) {
            if (ask(right, reflected, left, &result)) return result;
            try_right = false;
        }
        if (ask(left, name, right, &result)) return result;
    }
    if (try_right && ask(right, reflected, left, &result)) return result;
    return py_not_implemented();
}

#define OPERATORS(X)                                                                                         \
    X(ADD, "add")                                                                                            \
    X(AND, "and")                                                                                            \
    X(FLOOR_DIVIDE, "floordiv")                                                                              \
    X(LEFT_SHIFT, "lshift")                                                                                  \
    X(MATRIX_MULTIPLY, "matmul")                                                                             \
    X(MULTIPLY, "mul")                                                                                       \
    X(REMAINDER, "mod")                                                                                      \
    X(OR, "or")                                                                                              \
    X(POWER, "pow")                                                                                          \
    X(RIGHT_SHIFT, "rshift")                                                                                 \
    X(SUBTRACT, "sub")                                                                                       \
    X(TRUE_DIVIDE, "truediv")                                                                                \
    X(XOR, "xor")

static bool has_binary(PyObject *object, int operator, PyBinary function) {
    const PyNumberSlots *number = object->type->number;
    return number && number->binary[operator] == function;
}

#define X(OPERATOR, word)                                                                                    \
    static PyObject *slot_##OPERATOR(PyObject *left, PyObject *right) {                                      \
        bool left_has = has_binary(left, PY_##OPERATOR, slot_##OPERATOR);                                    \
        bool right_has = has_binary(right, PY_##OPERATOR, slot_##OPERATOR);                                  \
        return operate(left, right, "__" word "__", "__r" word "__", left_has, right_has);                   \
    }                                                                                                        \
    static PyObject *slot_inplace_##OPERATOR(PyObject *left, PyObject *right) {                              \
        return call_required(left, "__i" word "__", &right, 1);                                              \
    }
OPERATORS(X)
#undef X

static PyObject *slot_power3(PyObject *base, PyObject *exponent, PyObject *modulus) {
    PyObject *arguments[2] = {exponent, modulus};
    PyObject *result;
    if (modulus == PY_NONE) return slot_POWER(base, exponent);
    return call_special(base, "__pow__", arguments, 2, &result) ? result : py_not_implemented();
}

static PyObject *slot_divmod(PyObject *left, PyObject *right) {
    bool left_has = left->type->number && left->type->number->divmod == slot_divmod;
    bool right_has = right->type->number && right->type->number->divmod == slot_divmod;
    return operate(left, right, "__divmod__", "__rdivmod__", left_has, right_has);
}

/* --- Which function belongs into which slot --- */

typedef struct GenericSlot {
    PySlotTable table;
    uint64_t offset;
    void *function;
} GenericSlot;

static const GenericSlot generic_slots[] = {
    {PY_SLOT_IN_TYPE, offsetof(PyType, getattr), (void *)slot_getattr},
    {PY_SLOT_IN_TYPE, offsetof(PyType, setattr), (void *)slot_setattr},
    {PY_SLOT_IN_TYPE, offsetof(PyType, repr), (void *)slot_repr},
    {PY_SLOT_IN_TYPE, offsetof(PyType, hash), (void *)slot_hash},
    {PY_SLOT_IN_TYPE, offsetof(PyType, call), (void *)slot_call},
    {PY_SLOT_IN_TYPE, offsetof(PyType, str), (void *)slot_str},
    {PY_SLOT_IN_TYPE, offsetof(PyType, compare), (void *)slot_compare},
    {PY_SLOT_IN_TYPE, offsetof(PyType, iter), (void *)slot_iter},
    {PY_SLOT_IN_TYPE, offsetof(PyType, next), (void *)slot_next},
    {PY_SLOT_IN_TYPE, offsetof(PyType, descriptor_get), (void *)slot_get},
    {PY_SLOT_IN_TYPE, offsetof(PyType, descriptor_set), (void *)slot_set},
    {PY_SLOT_IN_TYPE, offsetof(PyType, init), (void *)slot_init},
    {PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, negative), (void *)slot_negative},
    {PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, positive), (void *)slot_positive},
    {PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, absolute), (void *)slot_absolute},
    {PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, invert), (void *)slot_invert},
    {PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, is_true), (void *)slot_is_true},
    {PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, to_int), (void *)slot_to_int},
    {PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, to_float), (void *)slot_to_float},
    {PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, index), (void *)slot_index},
    {PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, power), (void *)slot_power3},
    {PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, divmod), (void *)slot_divmod},
    {PY_SLOT_IN_MAPPING, offsetof(PyMappingSlots, length), (void *)slot_length},
    {PY_SLOT_IN_MAPPING, offsetof(PyMappingSlots, subscript), (void *)slot_subscript},
    {PY_SLOT_IN_MAPPING, offsetof(PyMappingSlots, set_subscript), (void *)slot_set_subscript},
    {PY_SLOT_IN_SEQUENCE, offsetof(PySequenceSlots, length), (void *)slot_length},
    {PY_SLOT_IN_SEQUENCE, offsetof(PySequenceSlots, contains), (void *)slot_contains},
#define X(OPERATOR, word)                                                                                    \
    {PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, binary) + PY_##OPERATOR * sizeof(PyBinary),                  \
     (void *)slot_##OPERATOR},                                                                               \
        {PY_SLOT_IN_NUMBER, offsetof(PyNumberSlots, inplace) + PY_##OPERATOR * sizeof(PyBinary),             \
         (void *)slot_inplace_##OPERATOR},
    OPERATORS(X)
#undef X
};

static void *generic_function(const PySlot *slot) {
    for (size_t i = 0; i < sizeof generic_slots / sizeof *generic_slots; i++)
        if (generic_slots[i].table == slot->table && generic_slots[i].offset == slot->offset)
            return generic_slots[i].function;
    return NULL;
}

/* The function of the static type that `found` is the wrapper of, if it serves this very slot. */
static void *wrapped_function(PyObject *found, const PySlot *slot) {
    if (!py_is_exact(found, PY_TYPE(wrapper_descriptor))) return NULL;
    const PyDescriptor *wrapper = (PyDescriptor *)found;
    const PySlot *own = wrapper->definition;
    return own->table == slot->table && own->offset == slot->offset ? wrapper->wrapped : NULL;
}

/* Looks at all names that share one place and decides what belongs there; NULL: nothing. */
static void *choose(PyType *type, const PySlot *slot) {
    void *chosen = NULL;
    for (const PySlot *each = py_slots; each->name; each++) {
        if (each->table != slot->table || each->offset != slot->offset) continue;
        PyObject *found = py_type_lookup_c(type, each->name);
        if (!found) continue;
        if (found == PY_NONE && each->kind == PY_SLOT_HASH) return (void *)py_object_not_hashable;
        /* A method of a static type stands beside a slot that does the same. */
        if (py_is_exact(found, PY_TYPE(method_descriptor))) return *py_slot_place(type, slot);
        void *function = wrapped_function(found, each);
        if (!function && py_is_exact(found, PY_TYPE(wrapper_descriptor))) continue;
        if (!function || (chosen && chosen != function)) return generic_function(slot);
        chosen = function;
    }
    return chosen;
}

static bool concerns(const PySlot *slot, PyObject *name) {
    for (const PySlot *each = py_slots; name && each->name; each++)
        if (each->table == slot->table && each->offset == slot->offset && py_str_equal_c(name, each->name))
            return true;
    return !name;
}

/* What has no row in the table: __getattr__ goes with __getattribute__, __getitem__ also serves iteration,
 * the operator ** has two slots, and __new__ is called with the class. */
static void update_special_cases(PyType *type) {
    PyObject *new = py_type_lookup_c(type, "__new__");
    if (new && !py_is_exact(new, PY_TYPE(builtin_function_or_method))) type->new = slot_new;
    if (py_type_lookup_c(type, "__getattr__")) type->getattr = slot_getattr;
    PyObject *power = py_type_lookup_c(type, "__pow__"), *reflected = py_type_lookup_c(type, "__rpow__");
    bool has_power = (power && !py_is_exact(power, PY_TYPE(wrapper_descriptor))) ||
                     (reflected && !py_is_exact(reflected, PY_TYPE(wrapper_descriptor)));
    if (has_power) ((PyClass *)type)->number.binary[PY_POWER] = slot_POWER;
    PyObject *item = py_type_lookup_c(type, "__getitem__");
    if (item && !py_is_exact(item, PY_TYPE(wrapper_descriptor)) &&
        !py_is_exact(item, PY_TYPE(method_descriptor)))
        ((PyClass *)type)->sequence.item = slot_item;
}

void py_class_update_slots(PyType *type, PyObject *name) {
    for (const PySlot *slot = py_slots; slot->name; slot++) {
        if (!concerns(slot, name)) continue;
        void **place = py_slot_place(type, slot), *function = choose(type, slot);
        if (place && (function || generic_function(slot))) *place = function;
    }
    update_special_cases(type);
}
