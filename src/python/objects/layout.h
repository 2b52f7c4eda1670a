/* Python objects as the pictures see them: layouts with CPython's field names, and text that runs no code. */
#ifndef PYTHON_OBJECTS_LAYOUT_H
#define PYTHON_OBJECTS_LAYOUT_H

#include "base/arena.h"
#include "memory/layout.h"
#include "python/objects/object.h"

/* The layout of the object or of the block (a list's item array, a dict's key table) that begins at
 * `address`; NULL when nothing that is known begins there. Owned by `arena`. A dict's and a list's reference
 * to their block carries its layout, so that a view can follow it. */
const MemLayout *py_object_layout(uint64_t address, Arena *arena);

/* The layout of an 8-byte slot that holds a reference to an object. Static. */
extern const MemLayout py_slot_layout;

/* Appends what repr() shows, cut at about `limit` bytes ("..." at the cut); objects of classes that the
 * program defined show as <Name object>. Runs no program code, allocates nothing in the space, safe for
 * cycles. */
void py_object_text(PyObject *object, size_t limit, StrBuf *out);

#endif
