/* How large objects are: what __sizeof__ says. */
#include "python/objects/alloc.h"
#include "python/objects/code.h"
#include "python/objects/dict.h"
#include "python/objects/int.h"
#include "python/objects/list.h"
#include "python/objects/set.h"

#include <stdlib.h>

static int64_t str_size(const PyObject *object) {
    const PyStr *string = (const PyStr *)object;
    int64_t header = string->state.ascii ? (int64_t)sizeof(PyStr) : (int64_t)sizeof(PyCompactStr);
    int64_t size = header + (string->length + 1) * string->state.kind;
    if (!string->state.ascii && ((PyCompactStr *)string)->utf8)
        size += ((PyCompactStr *)string)->utf8_length + 1;
    return size;
}

static int64_t int_size(const PyObject *object) {
    int64_t digits = llabs(py_size(object)); /* zero has none, but the room for one */
    return object->type->basic_size + (digits ? digits : 1) * (int64_t)sizeof(uint32_t);
}

static int64_t dict_size(const PyObject *object) {
    const PyDict *dict = (const PyDict *)object;
    return object->type->basic_size + (dict->keys == PY_EMPTY_KEYS ? 0 : py_dict_keys_bytes(dict->keys));
}

static int64_t set_size(const PyObject *object) {
    const PySet *set = (const PySet *)object;
    bool outside = set->table != set->small;
    return object->type->basic_size + (outside ? (set->mask + 1) * (int64_t)sizeof(PySetEntry) : 0);
}

/* In whole words. */
static int64_t code_size(const PyObject *object) {
    return (object->type->basic_size + py_size(object) * (int64_t)sizeof(uint16_t) + 7) & ~(int64_t)7;
}

/* The frame lies in the generator, with as many slots as the code asks for; the code is its first field. */
static int64_t generator_size(const PyObject *object) {
    const PyCode *code = *(PyCode *const *)(object + 1);
    int64_t slots = (int64_t)code->local_count_all + code->stack_size;
    return object->type->basic_size + slots * (int64_t)sizeof(PyObject *);
}

int64_t py_object_own_size(PyObject *object) {
    const PyType *type = object->type;
    if (py_is_exact(object, PY_TYPE(generator))) return generator_size(object);
    if (py_is_str(object)) return str_size(object);
    if (py_is_int(object)) return int_size(object);
    if (py_is_dict(object)) return dict_size(object);
    if (py_is_list(object))
        return type->basic_size + ((PyList *)object)->allocated * (int64_t)sizeof(PyObject *);
    if (py_is_any_set(object)) return set_size(object);
    if (py_is_type(object)) return type->basic_size;
    if (py_is_exact(object, PY_TYPE(code))) return code_size(object);
    return type->basic_size + (type->item_size ? py_size(object) * type->item_size : 0);
}
