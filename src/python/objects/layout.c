/* Layouts of Python objects, see layout.h.
 *
 * What is fixed in a type's struct stands in a table of fields with CPython's names; what varies from object
 * to object (an int's digits, a tuple's items, a str's characters) is added when the layout is asked for.
 * References of role VALUE are those that a picture follows: from a list to its item array, from there to the
 * items.
 *
 * Fields that hold addresses of the host (C functions and tables) are left out: they differ from run to run,
 * and a program cannot see them. */
#include "python/objects/layout.h"

#include "base/vec.h"
#include "python/objects/alloc.h"
#include "python/objects/cell.h"
#include "python/objects/code.h"
#include "python/objects/complex.h"
#include "python/objects/dict.h"
#include "python/objects/exception.h"
#include "python/objects/float.h"
#include "python/objects/function.h"
#include "python/objects/int.h"
#include "python/objects/iter.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/module.h"
#include "python/objects/range.h"
#include "python/objects/set.h"
#include "python/objects/slice.h"

#include <stdlib.h>
#include <string.h>

static MemField slot_fields[] = {{.size = 8, .kind = MEM_REF, .role = MEM_ROLE_VALUE}};
const MemLayout py_slot_layout = {
    .type_name = {"PyObject *", 10}, .size = 8, .align = 8, .fields = slot_fields, .field_count = 1};

/* --- Fixed fields -----------------------------------------------------------------------------------------
 */

typedef struct FieldSpec {
    const char *name; /* NULL ends a table */
    uint32_t offset, size;
    MemKind kind;
    MemRole role;
} FieldSpec;

#define FIELD(type, field, name, kind, role)                                                                 \
    {name, offsetof(type, field), sizeof(((type *)0)->field), kind, role}
#define REF(type, field, name)    FIELD(type, field, name, MEM_REF, MEM_ROLE_VALUE)
#define LINK(type, field, name)   FIELD(type, field, name, MEM_REF, MEM_ROLE_HEADER)
#define NUMBER(type, field, name) FIELD(type, field, name, MEM_INT, MEM_ROLE_HEADER)
#define WORD(type, field, name)   FIELD(type, field, name, MEM_UINT, MEM_ROLE_HEADER)

static const FieldSpec float_fields[] = {FIELD(PyFloat, value, "ob_fval", MEM_FLOAT, MEM_ROLE_VALUE), {0}};

static const FieldSpec complex_fields[] = {
    FIELD(PyComplex, real, "cval.real", MEM_FLOAT, MEM_ROLE_VALUE),
    FIELD(PyComplex, imaginary, "cval.imag", MEM_FLOAT, MEM_ROLE_VALUE),
    {0},
};

static const FieldSpec slice_fields[] = {
    REF(PySlice, start, "start"), REF(PySlice, stop, "stop"), REF(PySlice, step, "step"), {0}};

static const FieldSpec range_fields[] = {REF(PyRange, start, "start"),
                                         REF(PyRange, stop, "stop"),
                                         REF(PyRange, step, "step"),
                                         REF(PyRange, length, "length"),
                                         {0}};

static const FieldSpec range_iterator_fields[] = {NUMBER(PyRangeIterator, index, "index"),
                                                  NUMBER(PyRangeIterator, start, "start"),
                                                  NUMBER(PyRangeIterator, step, "step"),
                                                  NUMBER(PyRangeIterator, length, "len"),
                                                  {0}};

static const FieldSpec iterator_fields[] = {
    NUMBER(PySequenceIterator, index, "it_index"), REF(PySequenceIterator, sequence, "it_seq"), {0}};

static const FieldSpec dict_fields[] = {
    FIELD(PyDict, used, "ma_used", MEM_INT, MEM_ROLE_SIZE),
    WORD(PyDict, version, "ma_version_tag"),
    REF(PyDict, keys, "ma_keys"),
    LINK(PyDict, values, "ma_values"),
    {0},
};

static const FieldSpec view_fields[] = {REF(PyDictView, dict, "dv_dict"), {0}};

static const FieldSpec dict_iterator_fields[] = {
    REF(PyDictIterator, dict, "di_dict"),       NUMBER(PyDictIterator, used, "di_used"),
    NUMBER(PyDictIterator, position, "di_pos"), LINK(PyDictIterator, result, "di_result"),
    NUMBER(PyDictIterator, remaining, "len"),   {0},
};

static const FieldSpec proxy_fields[] = {REF(PyMappingProxy, mapping, "mapping"), {0}};

static const FieldSpec set_fields[] = {
    NUMBER(PySet, fill, "fill"),
    FIELD(PySet, used, "used", MEM_INT, MEM_ROLE_SIZE),
    NUMBER(PySet, mask, "mask"),
    REF(PySet, table, "table"),
    NUMBER(PySet, hash, "hash"),
    NUMBER(PySet, finger, "finger"),
    FIELD(PySet, small, "smalltable", MEM_ARRAY, MEM_ROLE_VALUE),
    LINK(PySet, weaklist, "weakreflist"),
    {0},
};

static const FieldSpec function_fields[] = {
    LINK(PyFunction, globals, "func_globals"),
    LINK(PyFunction, builtins, "func_builtins"),
    LINK(PyFunction, name, "func_name"),
    LINK(PyFunction, qualified_name, "func_qualname"),
    LINK(PyFunction, code, "func_code"),
    REF(PyFunction, defaults, "func_defaults"),
    REF(PyFunction, keyword_defaults, "func_kwdefaults"),
    REF(PyFunction, closure, "func_closure"),
    LINK(PyFunction, doc, "func_doc"),
    REF(PyFunction, dict, "func_dict"),
    LINK(PyFunction, weaklist, "func_weakreflist"),
    LINK(PyFunction, module, "func_module"),
    LINK(PyFunction, annotations, "func_annotations"),

    WORD(PyFunction, version, "func_version"),
    {0},
};

static const FieldSpec code_fields[] = {
    REF(PyCode, consts, "co_consts"),
    REF(PyCode, names, "co_names"),
    LINK(PyCode, exception_table, "co_exceptiontable"),
    NUMBER(PyCode, flags, "co_flags"),
    NUMBER(PyCode, warmup, "co_warmup"),
    NUMBER(PyCode, line_array_entry_size, "_co_linearray_entry_size"),
    NUMBER(PyCode, argument_count, "co_argcount"),
    NUMBER(PyCode, positional_only_count, "co_posonlyargcount"),
    NUMBER(PyCode, keyword_only_count, "co_kwonlyargcount"),
    NUMBER(PyCode, stack_size, "co_stacksize"),
    NUMBER(PyCode, first_line, "co_firstlineno"),
    NUMBER(PyCode, local_count_all, "co_nlocalsplus"),
    NUMBER(PyCode, local_count, "co_nlocals"),
    NUMBER(PyCode, plain_cell_count, "co_nplaincellvars"),
    NUMBER(PyCode, cell_count, "co_ncellvars"),
    NUMBER(PyCode, free_count, "co_nfreevars"),
    LINK(PyCode, local_names, "co_localsplusnames"),
    LINK(PyCode, local_kinds, "co_localspluskinds"),
    LINK(PyCode, filename, "co_filename"),
    LINK(PyCode, name, "co_name"),
    LINK(PyCode, qualified_name, "co_qualname"),
    LINK(PyCode, line_table, "co_linetable"),
    LINK(PyCode, weaklist, "co_weakreflist"),
    LINK(PyCode, code_bytes, "_co_code"),

    NUMBER(PyCode, first_traceable, "_co_firsttraceable"),

    {0},
};

static const FieldSpec cell_fields[] = {REF(PyCell, contents, "ob_ref"), {0}};

static const FieldSpec module_fields[] = {
    LINK(PyModule, dict, "md_dict"),
    LINK(PyModule, weaklist, "md_weaklist"),
    REF(PyModule, name, "md_name"),
    {0},
};

static const FieldSpec builtin_fields[] = {
    REF(PyBuiltin, self, "m_self"),
    LINK(PyBuiltin, module, "m_module"),
    LINK(PyBuiltin, weaklist, "m_weakreflist"),
    {0},
};

static const FieldSpec method_fields[] = {
    REF(PyBoundMethod, function, "im_func"),
    REF(PyBoundMethod, self, "im_self"),
    LINK(PyBoundMethod, weaklist, "im_weakreflist"),

    {0},
};

static const FieldSpec descriptor_fields[] = {
    LINK(PyDescriptor, owner, "d_type"),
    REF(PyDescriptor, name, "d_name"),
    LINK(PyDescriptor, qualified_name, "d_qualname"),

    {0},
};

static const FieldSpec exception_fields[] = {
    LINK(PyException, dict, "dict"),
    REF(PyException, args, "args"),
    LINK(PyException, notes, "notes"),
    LINK(PyException, traceback, "traceback"),
    LINK(PyException, context, "context"),
    LINK(PyException, cause, "cause"),
    FIELD(PyException, suppress_context, "suppress_context", MEM_BOOL, MEM_ROLE_HEADER),
    {0},
};

static const FieldSpec type_fields[] = {
    NUMBER(PyType, basic_size, "tp_basicsize"),
    NUMBER(PyType, item_size, "tp_itemsize"),
    NUMBER(PyType, vectorcall_offset, "tp_vectorcall_offset"),
    WORD(PyType, flags, "tp_flags"),
    NUMBER(PyType, weaklist_offset, "tp_weaklistoffset"),
    LINK(PyType, super, "tp_base"),
    LINK(PyType, dict, "tp_dict"),
    NUMBER(PyType, dict_offset, "tp_dictoffset"),
    LINK(PyType, bases, "tp_bases"),
    LINK(PyType, mro, "tp_mro"),
    LINK(PyType, subclasses, "tp_subclasses"),
    WORD(PyType, version_tag, "tp_version_tag"),
    {0},
};

static const struct {
    const PyType *type;
    const FieldSpec *fields;
} shapes[] = {
    {PY_TYPE(float), float_fields},
    {PY_TYPE(complex), complex_fields},
    {PY_TYPE(slice), slice_fields},
    {PY_TYPE(range), range_fields},
    {PY_TYPE(range_iterator), range_iterator_fields},
    {PY_TYPE(list_iterator), iterator_fields},
    {PY_TYPE(list_reverseiterator), iterator_fields},
    {PY_TYPE(tuple_iterator), iterator_fields},
    {PY_TYPE(str_iterator), iterator_fields},
    {PY_TYPE(str_ascii_iterator), iterator_fields},
    {PY_TYPE(bytes_iterator), iterator_fields},
    {PY_TYPE(iterator), iterator_fields},
    {PY_TYPE(dict), dict_fields},
    {PY_TYPE(dict_keys), view_fields},
    {PY_TYPE(dict_values), view_fields},
    {PY_TYPE(dict_items), view_fields},
    {PY_TYPE(dict_keyiterator), dict_iterator_fields},
    {PY_TYPE(dict_valueiterator), dict_iterator_fields},
    {PY_TYPE(dict_itemiterator), dict_iterator_fields},
    {PY_TYPE(mappingproxy), proxy_fields},
    {PY_TYPE(set), set_fields},
    {PY_TYPE(frozenset), set_fields},
    {PY_TYPE(function), function_fields},
    {PY_TYPE(code), code_fields},
    {PY_TYPE(cell), cell_fields},
    {PY_TYPE(module), module_fields},
    {PY_TYPE(builtin_function_or_method), builtin_fields},
    {PY_TYPE(method), method_fields},
    {PY_TYPE(method_descriptor), descriptor_fields},
    {PY_TYPE(classmethod_descriptor), descriptor_fields},
    {PY_TYPE(wrapper_descriptor), descriptor_fields},
    {PY_TYPE(getset_descriptor), descriptor_fields},
    {PY_TYPE(member_descriptor), descriptor_fields},
    {PY_TYPE(BaseException), exception_fields},
    {PY_TYPE(type), type_fields},
};

/* The table of the type or of the nearest base that has one. */
static const FieldSpec *fields_of(const PyType *type) {
    for (; type; type = type->super)
        for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
            if (shapes[i].type == type) return shapes[i].fields;
    return NULL;
}

/* --- Putting a layout together ----------------------------------------------------------------------------
 */

typedef struct LayoutBuilder {
    Arena *arena;
    VEC(MemField) fields;
} LayoutBuilder;

static MemField *add(LayoutBuilder *builder, const char *name, uint64_t offset, uint64_t size, MemKind kind,
                     MemRole role) {
    MemField field = {.name = str_from(name), .offset = offset, .size = size, .kind = kind, .role = role};
    VEC_PUSH(&builder->fields, field);
    return &builder->fields.items[builder->fields.count - 1];
}

static MemLayout *finish(LayoutBuilder *builder, Str type_name, uint64_t size) {
    MemLayout *layout = ARENA_NEW(builder->arena, MemLayout);
    *layout = (MemLayout){.type_name = type_name,
                          .size = size,
                          .align = 8,
                          .fields = ARENA_ARRAY(builder->arena, MemField, builder->fields.count + 1),
                          .field_count = (uint32_t)builder->fields.count};
    if (builder->fields.count)
        memcpy(layout->fields, builder->fields.items, builder->fields.count * sizeof(MemField));
    VEC_FREE(&builder->fields);
    return layout;
}

/* A nameless scalar: the element of an array. */
static const MemLayout *scalar(Arena *arena, const char *type_name, uint64_t size, MemKind kind,
                               MemRole role) {
    LayoutBuilder builder = {.arena = arena};
    add(&builder, "", 0, size, kind, role);
    return finish(&builder, str_from(type_name), size);
}

static void add_array(LayoutBuilder *builder, const char *name, uint64_t offset, const MemLayout *element,
                      uint64_t count, MemRole role) {
    if (!count) return;
    MemField *field = add(builder, name, offset, count * element->size, MEM_ARRAY, role);
    field->layout = element;
    field->count = count;
}

static void add_rest(LayoutBuilder *builder, const char *name, uint64_t from, uint64_t to) {
    if (from < to) add(builder, name, from, to - from, MEM_BYTES, MEM_ROLE_PADDING);
}

/* The block that a list's ob_item leads to. */
static const MemLayout *list_block(const PyList *list, Arena *arena) {
    LayoutBuilder builder = {.arena = arena};
    uint64_t used = (uint64_t)list->base.size, room = (uint64_t)list->allocated;
    add_array(&builder, "", 0, &py_slot_layout, used, MEM_ROLE_VALUE);
    add_rest(&builder, "unused", used * 8, room * 8);
    return finish(&builder, arena_format(arena, "PyObject *[%llu]", (unsigned long long)room), room * 8);
}

static const MemLayout *dict_entry(bool general, Arena *arena) {
    LayoutBuilder builder = {.arena = arena};
    uint64_t at = 0;
    if (general) add(&builder, "me_hash", 0, 8, MEM_INT, MEM_ROLE_HEADER), at = 8;
    add(&builder, "me_key", at, 8, MEM_REF, MEM_ROLE_VALUE);
    add(&builder, "me_value", at + 8, 8, MEM_REF, MEM_ROLE_VALUE);
    return finish(&builder, general ? STR("PyDictKeyEntry") : STR("PyDictUnicodeEntry"), at + 16);
}

/* The key table that a dict's ma_keys leads to. */
static const MemLayout *dict_block(const PyDictKeys *keys, Arena *arena) {
    LayoutBuilder builder = {.arena = arena};
    uint64_t indices = (uint64_t)1 << keys->log2_index_bytes, slots = (uint64_t)1 << keys->log2_size;
    uint64_t start = sizeof *keys + indices, size = (uint64_t)py_dict_keys_bytes(keys);
    const MemLayout *entry = dict_entry(keys->kind == PY_DICT_GENERAL, arena);
    const MemLayout *index = scalar(arena, "index", indices / slots, MEM_INT, MEM_ROLE_HEADER);
    add(&builder, "dk_refcnt", 0, 8, MEM_INT, MEM_ROLE_REFCOUNT);
    add(&builder, "dk_log2_size", offsetof(PyDictKeys, log2_size), 1, MEM_UINT, MEM_ROLE_HEADER);
    add(&builder, "dk_log2_index_bytes", offsetof(PyDictKeys, log2_index_bytes), 1, MEM_UINT,
        MEM_ROLE_HEADER);
    add(&builder, "dk_kind", offsetof(PyDictKeys, kind), 1, MEM_UINT, MEM_ROLE_HEADER);
    add(&builder, "dk_version", offsetof(PyDictKeys, version), 4, MEM_UINT, MEM_ROLE_HEADER);
    add(&builder, "dk_usable", offsetof(PyDictKeys, usable), 8, MEM_INT, MEM_ROLE_HEADER);
    add(&builder, "dk_nentries", offsetof(PyDictKeys, entry_count), 8, MEM_INT, MEM_ROLE_SIZE);
    add_array(&builder, "dk_indices", sizeof *keys, index, slots, MEM_ROLE_HEADER);
    add_array(&builder, "dk_entries", start, entry, (uint64_t)keys->entry_count, MEM_ROLE_VALUE);
    add_rest(&builder, "unused", start + (uint64_t)keys->entry_count * entry->size, size);
    return finish(&builder, STR("PyDictKeysObject"), size);
}

static const MemLayout *set_entry(Arena *arena) {
    LayoutBuilder builder = {.arena = arena};
    add(&builder, "key", 0, 8, MEM_REF, MEM_ROLE_VALUE);
    add(&builder, "hash", 8, 8, MEM_INT, MEM_ROLE_HEADER);
    return finish(&builder, STR("setentry"), 16);
}

static const MemLayout *set_block(const PySet *set, Arena *arena) {
    LayoutBuilder builder = {.arena = arena};
    uint64_t count = (uint64_t)set->mask + 1;
    add_array(&builder, "", 0, set_entry(arena), count, MEM_ROLE_VALUE);
    return finish(&builder, arena_format(arena, "setentry[%llu]", (unsigned long long)count), count * 16);
}

/* --- What varies ------------------------------------------------------------------------------------------
 */

static void add_digits(LayoutBuilder *builder, const PyObject *object) {
    uint64_t count = (uint64_t)llabs(py_size(object));
    add_array(builder, "ob_digit", offsetof(PyInt, digit),
              scalar(builder->arena, "digit", sizeof(uint32_t), MEM_UINT, MEM_ROLE_VALUE), count,
              MEM_ROLE_VALUE);
}

static void add_characters(LayoutBuilder *builder, const PyStr *string, uint64_t start) {
    uint64_t length = (uint64_t)string->length, kind = string->state.kind;
    if (string->state.ascii) {
        add(builder, "text", start, length, MEM_TEXT, MEM_ROLE_VALUE);
    } else {
        const char *name = kind == 1 ? "Py_UCS1" : kind == 2 ? "Py_UCS2" : "Py_UCS4";
        add_array(builder, "text", start, scalar(builder->arena, name, kind, MEM_UINT, MEM_ROLE_VALUE),
                  length, MEM_ROLE_VALUE);
    }
    add(builder, "NUL", start + length * kind, kind, MEM_BYTES, MEM_ROLE_HEADER);
}

static void add_str(LayoutBuilder *builder, const PyStr *string) {
    add(builder, "length", offsetof(PyStr, length), 8, MEM_INT, MEM_ROLE_SIZE);
    add(builder, "hash", offsetof(PyStr, hash), 8, MEM_INT, MEM_ROLE_HEADER);
    add(builder, "state", offsetof(PyStr, state), 4, MEM_UINT, MEM_ROLE_HEADER);
    add(builder, "wstr", offsetof(PyStr, wide), 8, MEM_UINT, MEM_ROLE_HEADER);
    if (!string->state.ascii) {
        add(builder, "utf8_length", offsetof(PyCompactStr, utf8_length), 8, MEM_INT, MEM_ROLE_HEADER);
        add(builder, "utf8", offsetof(PyCompactStr, utf8), 8, MEM_UINT, MEM_ROLE_HEADER);
        add(builder, "wstr_length", offsetof(PyCompactStr, wide_length), 8, MEM_INT, MEM_ROLE_HEADER);
    }
    add_characters(builder, string, string->state.ascii ? sizeof(PyStr) : sizeof(PyCompactStr));
}

static void add_bytes(LayoutBuilder *builder, const PyObject *object) {
    uint64_t length = (uint64_t)py_size(object);
    add(builder, "ob_shash", offsetof(PyBytes, hash), 8, MEM_INT, MEM_ROLE_HEADER);
    add(builder, "ob_sval", offsetof(PyBytes, data), length, MEM_BYTES, MEM_ROLE_VALUE);
    add(builder, "NUL", offsetof(PyBytes, data) + length, 1, MEM_BYTES, MEM_ROLE_HEADER);
}

static void add_list(LayoutBuilder *builder, const PyList *list) {
    MemField *items = add(builder, "ob_item", offsetof(PyList, items), 8, MEM_REF, MEM_ROLE_VALUE);
    if (list->items) items->layout = list_block(list, builder->arena);
    add(builder, "allocated", offsetof(PyList, allocated), 8, MEM_INT, MEM_ROLE_SIZE);
}

/* References to blocks that are no objects carry the block's layout. */
static void refine_field(MemField *field, const PyObject *object, Arena *arena) {
    if (py_is_dict(object) && field->offset == offsetof(PyDict, keys)) {
        const PyDictKeys *keys = ((const PyDict *)object)->keys;
        if (keys == PY_EMPTY_KEYS)
            field->role = MEM_ROLE_HEADER;
        else
            field->layout = dict_block(keys, arena);
    }
    if (!py_is_any_set(object)) return;
    const PySet *set = (const PySet *)object;
    if (field->offset == offsetof(PySet, table)) {
        if (set->table == set->small)
            field->role = MEM_ROLE_HEADER;
        else
            field->layout = set_block(set, arena);
    }
    if (field->kind != MEM_ARRAY) return;
    field->layout = set_entry(arena);
    field->count = PY_SET_SMALL;
    if (set->table != set->small) /* outgrown: what it holds is stale */
        *field = (MemField){
            .name = field->name, .offset = field->offset, .size = field->size, .role = MEM_ROLE_PADDING};
}

static void add_specs(LayoutBuilder *builder, const PyObject *object, const FieldSpec *spec) {
    for (; spec->name; spec++) {
        MemField *field = add(builder, spec->name, spec->offset, spec->size, spec->kind, spec->role);
        refine_field(field, object, builder->arena);
    }
}

/* Members that a class derived from BaseException adds, by the names that the program sees. */
static void add_members(LayoutBuilder *builder, const PyType *type) {
    while (type->flags & PY_FLAG_HEAP) type = type->super;
    while (type && !type->members) type = type->super;
    for (const PyMember *member = type ? type->members : NULL; member && member->name; member++)
        if (member->kind == PY_MEMBER_OBJECT && (size_t)member->offset >= sizeof(PyException))
            add(builder, member->name, (uint64_t)member->offset, 8, MEM_REF, MEM_ROLE_VALUE);
}

/* What instances of a class have: the dict for their attributes, whose reference lies before the object, and
 * behind the fields of the base the slots that __slots__ names. */
static void add_attributes(LayoutBuilder *builder, const PyType *type) {
    if (type->flags & PY_FLAG_MANAGED_DICT)
        add(builder, "__dict__", 0 - (uint64_t)PY_MANAGED_DICT_BEFORE, 8, MEM_REF, MEM_ROLE_VALUE);
    for (; type && (type->flags & PY_FLAG_HEAP); type = type->super)
        for (const PyMember *member = type->members; member && member->name; member++)
            if (member->kind == PY_MEMBER_OBJECT || member->kind == PY_MEMBER_OBJECT_REQUIRED)
                add(builder, member->name, (uint64_t)member->offset, 8, MEM_REF, MEM_ROLE_VALUE);
}

/* The weak references to an instance of a class. */
static void add_weak_references(LayoutBuilder *builder, const PyType *type) {
    if (type->weaklist_offset > 0)
        add(builder, "__weakref__", (uint64_t)type->weaklist_offset, 8, MEM_REF, MEM_ROLE_HEADER);
}

static bool is_plain_instance(const PyType *type) {
    while (type->flags & PY_FLAG_HEAP) type = type->super;
    return type == PY_TYPE(object);
}

/* A type that has no table here: word by word, those that hold an object's address as references. */
static void add_words(LayoutBuilder *builder, const PyObject *object, uint64_t from, uint64_t size) {
    for (uint64_t at = from; at + 8 <= size; at += 8) {
        uint64_t word = mem_read_uint((uint64_t)object + at, 8);
        bool is_reference = py_is_object(word);
        Str name = arena_format(builder->arena, "field_%llu", (unsigned long long)at);
        add(builder, name.data, at, 8, is_reference ? MEM_REF : MEM_UINT,
            is_reference ? MEM_ROLE_VALUE : MEM_ROLE_HEADER);
    }
}

static void add_body(LayoutBuilder *builder, const PyObject *object, uint64_t size) {
    if (py_is_int(object)) {
        add_digits(builder, object);
    } else if (py_is_str(object)) {
        add_str(builder, (const PyStr *)object);
    } else if (py_is_bytes(object)) {
        add_bytes(builder, object);
    } else if (py_is_tuple(object)) {
        add_array(builder, "ob_item", offsetof(PyTuple, items), &py_slot_layout, (uint64_t)py_size(object),
                  MEM_ROLE_VALUE);
    } else if (py_is_list(object)) {
        add_list(builder, (const PyList *)object);
    } else {
        const FieldSpec *specs = fields_of(object->type);
        if (specs)
            add_specs(builder, object, specs);
        else if (!is_plain_instance(object->type))
            add_words(builder, object, sizeof(PyObject), size);
        if (py_is_exception(object)) add_members(builder, object->type);
    }
    if (!(object->type->flags & PY_FLAG_HEAP)) return;
    add_attributes(builder, object->type);
    add_weak_references(builder, object->type);
}

/* Bytes of the object itself: without the blocks that hang from it. */
static uint64_t inline_size(PyObject *object) {
    const PyType *type = object->type;
    bool has_block = py_is_list(object) || py_is_dict(object) || py_is_any_set(object);
    if (has_block) return (uint64_t)type->basic_size;
    if (py_is_str(object)) {
        const PyStr *string = (const PyStr *)object;
        uint64_t header = string->state.ascii ? sizeof(PyStr) : sizeof(PyCompactStr);
        return header + (uint64_t)(string->length + 1) * string->state.kind;
    }
    return (uint64_t)py_object_own_size(object);
}

static bool has_size_field(const PyObject *object) {
    return object->type->item_size > 0 ? !py_is_str(object) : py_is_list(object) || py_is_type(object);
}

/* Fields in front of the object first. */
static int by_offset(const void *a, const void *b) {
    int64_t x = (int64_t)((const MemField *)a)->offset, y = (int64_t)((const MemField *)b)->offset;
    return (x > y) - (x < y);
}

const MemLayout *py_object_layout(uint64_t address, Arena *arena) {
    if (!py_is_object(address)) return NULL;
    PyObject *object = (PyObject *)address;
    LayoutBuilder builder = {.arena = arena};
    uint64_t size = inline_size(object);
    add(&builder, "ob_refcnt", 0, 8, MEM_INT, MEM_ROLE_REFCOUNT);
    add(&builder, "ob_type", 8, 8, MEM_REF, MEM_ROLE_TYPE);
    if (has_size_field(object)) add(&builder, "ob_size", 16, 8, MEM_INT, MEM_ROLE_SIZE);
    add_body(&builder, object, size);
    if (py_is_exact(object, PY_TYPE(code)))
        add_array(&builder, "co_code_adaptive", offsetof(PyCode, units),
                  scalar(arena, "_Py_CODEUNIT", 2, MEM_UINT, MEM_ROLE_VALUE), (uint64_t)py_size(object),
                  MEM_ROLE_VALUE);
    bool has_dict = object->type->flags & PY_FLAG_MANAGED_DICT;
    if (object->type->flags & PY_FLAG_HEAP)
        qsort(builder.fields.items, builder.fields.count, sizeof(MemField), by_offset);
    MemLayout *layout = finish(&builder, arena_copy(arena, str_from(py_type_short_name(object->type))), size);
    layout->before = has_dict ? PY_MANAGED_DICT_BEFORE : 0;
    return layout;
}
