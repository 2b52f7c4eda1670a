/* Slots and special methods: the table that pairs `type->iter` with `__iter__` (see type_slots.c). */
#ifndef PYTHON_OBJECTS_SLOT_H
#define PYTHON_OBJECTS_SLOT_H

#include "python/objects/object.h"

/* Which table of the type a slot lies in. */
typedef enum PySlotTable {
    PY_SLOT_IN_TYPE,
    PY_SLOT_IN_NUMBER,
    PY_SLOT_IN_SEQUENCE,
    PY_SLOT_IN_MAPPING
} PySlotTable;

/* The C signature of a slot and how a program's arguments reach it. */
typedef enum PySlotKind {
    PY_SLOT_UNARY,
    PY_SLOT_BINARY,
    PY_SLOT_REFLECTED, /* binary, with the operands swapped */
    PY_SLOT_POWER,
    PY_SLOT_REFLECTED_POWER,
    PY_SLOT_INQUIRY,
    PY_SLOT_HASH,
    PY_SLOT_LENGTH,
    PY_SLOT_NEXT,
    PY_SLOT_REPEAT,
    PY_SLOT_CONTAINS,
    PY_SLOT_COMPARE,
    PY_SLOT_CALL,
    PY_SLOT_INIT,
    PY_SLOT_GET,
    PY_SLOT_SET,
    PY_SLOT_DELETE,
    PY_SLOT_SETATTR,
    PY_SLOT_DELATTR,
    PY_SLOT_SET_ITEM,
    PY_SLOT_DELETE_ITEM,
} PySlotKind;

typedef struct PySlot {
    const char *name;
    PySlotKind kind;
    PySlotTable table;
    uint64_t offset; /* bytes, within the table */
    int comparison;  /* of PY_SLOT_COMPARE */
} PySlot;

/* Ends with a NULL name. */
extern const PySlot py_slots[];

/* Where the type keeps the function; NULL when it has no such table. */
void **py_slot_place(const PyType *type, const PySlot *slot);

/* Calls `function` as the special method that `slot` describes. */
PyObject *py_slot_call(const PySlot *slot, void *function, PyObject *self, PyObject *const *arguments,
                       int64_t count, PyObject *keyword_names);

#endif
