/* Making classes, see class.h. */
#include "python/vm/class.h"

#include "python/objects/alloc.h"
#include "python/objects/cell.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/slot.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"
#include "python/objects/type.h"
#include "python/vm/vm.h"

#include <string.h>

/* --- Instances -------------------------------------------------------------------------------------------
 */

/* The nearest static type that the layout comes from. */
static PyType *solid_base(PyType *type) {
    while (type->flags & PY_FLAG_HEAP) type = type->super;
    return type;
}

/* Calls visit for each place that __slots__ of the class or of its bases made in the instance. */
static int each_slot(PyObject *self, int (*visit)(PyObject **place, void *user), void *user) {
    int status = 0;
    for (PyType *type = self->type; !status && type->flags & PY_FLAG_HEAP; type = type->super)
        for (const PyMember *member = ((PyClass *)type)->members; !status && member && member->name; member++)
            status = visit((PyObject **)((char *)self + member->offset), user);
    return status;
}

static int clear_place(PyObject **place, void *user) {
    (void)user;
    py_clear(*place);
    return 0;
}

static PyObject **dict_place(PyObject *self) {
    if (!(self->type->flags & PY_FLAG_MANAGED_DICT)) return NULL;
    return (PyObject **)((char *)self - PY_MANAGED_DICT_BEFORE);
}

/* Calls __del__, once. False when it has made the object reachable again. */
static bool call_finalizer(PyObject *self) {
    PyObject *bound = NULL;
    if (!py_class_lookup_special(self->type, "__del__")) return true;
    self->refcount = 1;
    PyObject *saved = py_error_fetch();
    if (py_object_find_special(self, "__del__", &bound) > 0) {
        PyObject *result = py_object_call_no_arguments(bound);
        py_xdecref(result);
    }
    py_xdecref(bound);
    py_error_clear();
    py_error_restore(saved);
    return --self->refcount == 0;
}

static void instance_dealloc(PyObject *self) {
    PyType *type = self->type;
    if (!call_finalizer(self)) return;
    py_gc_untrack(self);
    each_slot(self, clear_place, NULL);
    PyObject **dict = dict_place(self);
    if (dict) py_clear(*dict);
    solid_base(type)->dealloc(self);
}

typedef struct Visitor {
    PyVisit visit;
    void *user;
} Visitor;

static int visit_place(PyObject **place, void *user) {
    const Visitor *visitor = user;
    return *place ? visitor->visit(*place, visitor->user) : 0;
}

static int instance_traverse(PyObject *self, PyVisit visit, void *user) {
    Visitor visitor = {visit, user};
    int status = each_slot(self, visit_place, &visitor);
    PyObject **dict = dict_place(self);
    if (!status && dict && *dict) status = visit(*dict, user);
    PyType *base = solid_base(self->type);
    if (!status && base->traverse) status = base->traverse(self, visit, user);
    return status ? status : visit((PyObject *)self->type, user);
}

static int instance_clear(PyObject *self) {
    each_slot(self, clear_place, NULL);
    PyObject **dict = dict_place(self);
    if (dict) py_clear(*dict);
    PyType *base = solid_base(self->type);
    return base->clear ? base->clear(self) : 0;
}

static PyObject *get_instance_dict(PyObject *self, void *closure) {
    (void)closure;
    PyObject *dict = py_object_dict(self, true);
    if (!dict && !py_error_occurred())
        py_raise(PY_TYPE(AttributeError), "'%T' object has no attribute '__dict__'", self);
    return py_xnew_ref(dict);
}

static int set_instance_dict(PyObject *self, PyObject *value, void *closure) {
    (void)closure;
    PyObject **place = dict_place(self);
    if (!place || !value) return py_raise_int(PY_TYPE(TypeError), "cannot delete __dict__");
    if (!py_is_dict(value))
        return py_raise_int(PY_TYPE(TypeError), "__dict__ must be set to a dictionary, not a '%T'", value);
    py_replace(*place, py_new_ref(value));
    return 0;
}

static const PyGetSet dict_getset = {"__dict__", get_instance_dict, set_instance_dict,
                                     "dictionary for instance variables (if defined)", NULL};

/* --- The method resolution order (C3) --------------------------------------------------------------------
 */

/* Is `class` in the tail (behind the first entry not yet taken) of any of the sequences? */
static bool is_in_a_tail(PyObject *sequences, const int64_t *taken, PyObject *class) {
    for (int64_t i = 0; i < py_size(sequences); i++) {
        PyObject *sequence = py_tuple_item(sequences, i);
        for (int64_t k = taken[i] + 1; k < py_size(sequence); k++)
            if (py_tuple_item(sequence, k) == class) return true;
    }
    return false;
}

/* The next class of the merge: borrowed; NULL when all are taken or none fits (*blocked). */
static PyObject *next_class(PyObject *sequences, const int64_t *taken, bool *blocked) {
    *blocked = false;
    for (int64_t i = 0; i < py_size(sequences); i++) {
        PyObject *sequence = py_tuple_item(sequences, i);
        if (taken[i] >= py_size(sequence)) continue;
        PyObject *candidate = py_tuple_item(sequence, taken[i]);
        if (!is_in_a_tail(sequences, taken, candidate)) return candidate;
        *blocked = true;
    }
    return NULL;
}

static void *raise_no_order(PyObject *bases) {
    PyObject *names = NULL;
    for (int64_t i = 0; i < py_size(bases); i++) {
        PyObject *name = py_object_getattr_c(py_tuple_item(bases, i), "__name__");
        PyObject *longer = !name ? NULL : names ? py_str_format("%U, %U", names, name) : py_new_ref(name);
        py_xdecref(name);
        py_replace(names, longer);
    }
    if (names)
        py_raise(PY_TYPE(TypeError), "Cannot create a consistent method resolution\norder (MRO) for bases %U",
                 names);
    py_xdecref(names);
    return NULL;
}

/* Merges the bases' orders and the list of bases; the result (a list) begins with the class itself. */
static PyObject *merge(PyObject *class, PyObject *sequences, PyObject *bases) {
    int64_t *taken = py_memory_alloc((size_t)(py_size(sequences) + 1) * sizeof(int64_t));
    PyObject *order = taken ? py_list_new(0) : NULL, *next;
    bool blocked = false;
    if (taken) memset(taken, 0, (size_t)(py_size(sequences) + 1) * sizeof(int64_t));
    if (order && py_list_append(order, class) < 0) py_clear(order);
    while (order && (next = next_class(sequences, taken, &blocked))) {
        for (int64_t i = 0; i < py_size(sequences); i++) {
            PyObject *sequence = py_tuple_item(sequences, i);
            if (taken[i] < py_size(sequence) && py_tuple_item(sequence, taken[i]) == next) taken[i]++;
        }
        if (py_list_append(order, next) < 0) py_clear(order);
    }
    py_memory_free(taken);
    if (!order || !blocked) return order;
    py_decref(order);
    return raise_no_order(bases);
}

static PyObject *make_mro(PyObject *class, PyObject *bases) {
    int64_t count = py_size(bases);
    PyObject *sequences = py_tuple_new(count + 1);
    if (!sequences) return NULL;
    for (int64_t i = 0; i < count; i++)
        py_tuple_item(sequences, i) = py_new_ref(((PyType *)py_tuple_item(bases, i))->mro);
    py_tuple_item(sequences, count) = py_new_ref(bases);
    PyObject *order = merge(class, sequences, bases);
    PyObject *tuple = order ? py_list_to_tuple(order) : NULL;
    py_xdecref(order);
    py_decref(sequences);
    return tuple;
}

/* --- Bases and metaclass ---------------------------------------------------------------------------------
 */

/* Does the class add fields of its own to the layout of its base? */
static bool adds_layout(const PyType *type) {
    return type->super &&
           (type->basic_size != type->super->basic_size || type->item_size != type->super->item_size);
}

static PyType *layout_of(PyType *type) {
    while (type->super && !adds_layout(type)) type = type->super;
    return type;
}

/* The base whose layout the instances continue; all others must be contained in it. */
static PyType *best_base(PyObject *bases) {
    PyType *best = NULL, *best_layout = NULL;
    for (int64_t i = 0; i < py_size(bases); i++) {
        PyObject *item = py_tuple_item(bases, i);
        if (!py_is_type(item)) return py_raise(PY_TYPE(TypeError), "bases must be types");
        PyType *base = (PyType *)item, *layout = layout_of(base);
        if (!(base->flags & PY_FLAG_BASE))
            return py_raise(PY_TYPE(TypeError), "type '%s' is not an acceptable base type", base->name);
        if (!best || py_type_is_subtype(layout, best_layout)) {
            if (!best || layout != best_layout) best = base, best_layout = layout;
        } else if (!py_type_is_subtype(best_layout, layout)) {
            return py_raise(PY_TYPE(TypeError), "multiple bases have instance lay-out conflict");
        }
    }
    return best;
}

static PyType *most_derived_metatype(PyType *metatype, PyObject *bases) {
    for (int64_t i = 0; i < py_size(bases); i++) {
        PyType *other = py_tuple_item(bases, i)->type;
        if (py_type_is_subtype(metatype, other)) continue;
        if (!py_type_is_subtype(other, metatype))
            return py_raise(PY_TYPE(TypeError),
                            "metaclass conflict: the metaclass of a derived class must be a"
                            " (non-strict) subclass of the metaclasses of all its bases");
        metatype = other;
    }
    return metatype;
}

/* --- The namespace ---------------------------------------------------------------------------------------
 */

/* Functions of some names are class or static methods without saying so. */
static int wrap_method(PyObject *dict, const char *name, PyType *wrapper) {
    PyObject *function = py_dict_get_c(dict, name);
    if (!function || !py_is_exact(function, PY_TYPE(function))) return 0;
    PyObject *wrapped = py_object_call_one((PyObject *)wrapper, function);
    int status = wrapped ? py_dict_set_c(dict, name, wrapped) : -1;
    py_xdecref(wrapped);
    return status;
}

/* A class that type() makes belongs to the module of the code that calls it. */
static int set_module(PyObject *dict) {
    if (py_dict_get_c(dict, "__module__") || !py_vm->frame) return 0;
    PyObject *module = py_dict_get_c(py_vm->frame->globals, "__name__");
    return module ? py_dict_set_c(dict, "__module__", module) : 0;
}

static int take_qualified_name(PyObject *dict, PyObject *name, PyObject **qualified) {
    PyObject *given = py_dict_get_c(dict, "__qualname__");
    if (given && !py_is_str(given))
        return py_raise_int(PY_TYPE(TypeError), "type __qualname__ must be a str, not %T", given);
    *qualified = py_new_ref(given ? given : name);
    return 0;
}

static int complete_dict(PyObject *dict, PyObject *name) {
    PyObject *qualified = NULL;
    if (set_module(dict) < 0 || take_qualified_name(dict, name, &qualified) < 0) return -1;
    int status = py_dict_set_c(dict, "__qualname__", qualified);
    py_decref(qualified);
    if (status < 0 || wrap_method(dict, "__new__", PY_TYPE(staticmethod)) < 0) return -1;
    if (wrap_method(dict, "__init_subclass__", PY_TYPE(classmethod)) < 0) return -1;
    if (wrap_method(dict, "__class_getitem__", PY_TYPE(classmethod)) < 0) return -1;
    if (!py_dict_get_c(dict, "__doc__") && py_dict_set_c(dict, "__doc__", PY_NONE) < 0) return -1;
    /* Equality of one's own without a hash of one's own: not hashable. */
    if (py_dict_get_c(dict, "__eq__") && !py_dict_get_c(dict, "__hash__"))
        return py_dict_set_c(dict, "__hash__", PY_NONE);
    return 0;
}

/* --- __slots__ -------------------------------------------------------------------------------------------
 */

/* What __slots__ says, as a tuple of names; NULL without an exception: there is none. */
static PyObject *slot_names_of(PyObject *dict) {
    PyObject *slots = py_dict_get_c(dict, "__slots__");
    if (!slots) return NULL;
    PyObject *names = py_is_str(slots) ? py_tuple_pack(1, slots) : py_sequence_to_tuple(slots);
    for (int64_t i = 0; names && i < py_size(names); i++)
        if (!py_is_str(py_tuple_item(names, i))) {
            py_raise(PY_TYPE(TypeError), "__slots__ items must be strings, not '%T'",
                     py_tuple_item(names, i));
            py_clear(names);
        }
    return names;
}

/* __name in a class C is kept as _C__name. */
static PyObject *mangled(PyObject *name, const PyClass *class) {
    Str text = py_str_utf8(name), owner = py_str_utf8(class->name);
    bool is_private = str_starts_with(text, STR("__")) && !str_ends_with(text, STR("__"));
    while (owner.length && owner.data[0] == '_') owner = str_slice(owner, 1, owner.length);
    if (!is_private || !owner.length) return py_new_ref(name);
    return py_str_format("_%.*s%U", (int)owner.length, owner.data, name);
}

/* Gives each name a place behind the base's fields and a descriptor in the dict. "__dict__" and "__weakref__"
 * are permissions, not places. */
static int add_slots(PyClass *class, PyObject *names) {
    PyType *type = &class->type;
    int64_t count = py_size(names), made = 0;
    class->members = py_memory_alloc((size_t)(count + 1) * sizeof(PyMember));
    class->slot_names = py_tuple_new(count);
    if (!class->members || !class->slot_names) return -1;
    memset(class->members, 0, (size_t)(count + 1) * sizeof(PyMember));
    for (int64_t i = 0; i < count; i++) {
        PyObject *name = mangled(py_tuple_item(names, i), class);
        if (!name) return -1;
        py_str_intern(&name);
        py_tuple_item(class->slot_names, i) = name;
        if (py_str_equal_c(name, "__dict__") || py_str_equal_c(name, "__weakref__")) continue;
        if (py_dict_get(type->dict, name))
            return py_raise_int(PY_TYPE(ValueError), "%R in __slots__ conflicts with class variable", name);
        PyMember *member = &class->members[made++];
        *member = (PyMember){py_str_utf8(name).data, PY_MEMBER_OBJECT_REQUIRED, type->basic_size, true};
        type->basic_size += (int64_t)sizeof(PyObject *);
        PyObject *descriptor =
            py_descriptor_new(PY_TYPE(member_descriptor), type, member->name, member, NULL);
        int status = descriptor ? py_dict_set(type->dict, name, descriptor) : -1;
        py_xdecref(descriptor);
        if (status < 0) return -1;
    }
    type->members = class->members;
    return 0;
}

static bool names_dict(PyObject *names) {
    for (int64_t i = 0; i < py_size(names); i++)
        if (py_str_equal_c(py_tuple_item(names, i), "__dict__")) return true;
    return false;
}

/* Gives the instances places for their attributes: slots or a dict, and one for weak references. */
static int shape_instances(PyClass *class) {
    PyType *type = &class->type, *base = type->super;
    PyObject *names = slot_names_of(type->dict);
    if (!names && py_error_occurred()) return -1;
    int status = 0;
    bool has_dict =
        base->dict_offset || base->flags & PY_FLAG_MANAGED_DICT || py_type_is_subtype(base, PY_TYPE(type));
    if (base->flags & PY_FLAG_MANAGED_DICT) type->flags |= PY_FLAG_MANAGED_DICT;
    if (!has_dict && (!names || names_dict(names))) {
        type->flags |= PY_FLAG_MANAGED_DICT;
        PyObject *descriptor =
            py_descriptor_new(PY_TYPE(getset_descriptor), type, "__dict__", &dict_getset, NULL);
        status = descriptor ? py_dict_set_c(type->dict, "__dict__", descriptor) : -1;
        py_xdecref(descriptor);
    }
    if (!names && !base->weaklist_offset && !base->item_size && !py_type_is_subtype(base, PY_TYPE(type))) {
        type->weaklist_offset = type->basic_size;
        type->basic_size += (int64_t)sizeof(PyObject *);
    }
    if (status == 0 && names && base->item_size && py_size(names))
        status = py_raise_int(PY_TYPE(TypeError), "nonempty __slots__ not supported for subtype of '%s'",
                              base->name);
    else if (status == 0 && names)
        status = add_slots(class, names);
    py_xdecref(names);
    return status;
}

/* --- Making ----------------------------------------------------------------------------------------------
 */

static void copy_tables(PyClass *class, const PyType *base) {
    if (base->number) class->number = *base->number;
    if (base->sequence) class->sequence = *base->sequence;
    if (base->mapping) class->mapping = *base->mapping;
    class->type.number = &class->number;
    class->type.sequence = &class->sequence;
    class->type.mapping = &class->mapping;
}

static const uint64_t passed_on = PY_FLAG_INT | PY_FLAG_LIST | PY_FLAG_TUPLE | PY_FLAG_BYTES | PY_FLAG_STR |
                                  PY_FLAG_DICT | PY_FLAG_EXCEPTION | PY_FLAG_TYPE | PY_FLAG_SEQUENCE |
                                  PY_FLAG_MAPPING;

static uint64_t flags_from_bases(PyObject *bases) {
    uint64_t flags = 0;
    for (int64_t i = 0; i < py_size(bases); i++)
        flags |= ((PyType *)py_tuple_item(bases, i))->flags & passed_on;
    return flags;
}

/* A type with everything in it that does not depend on its namespace. */
static PyClass *alloc_class(PyType *metatype, PyObject *name, PyObject *bases, PyType *base) {
    PyClass *class = (PyClass *)py_object_alloc_bytes(metatype, sizeof(PyClass));
    if (!class) return NULL;
    memset((char *)class + sizeof(PyObject), 0, sizeof(PyClass) - sizeof(PyObject));
    PyType *type = &class->type;
    class->name = py_new_ref(name);
    type->name = py_str_utf8(name).data;
    type->flags = PY_FLAG_HEAP | PY_FLAG_BASE | PY_FLAG_GC | PY_FLAG_READY | flags_from_bases(bases);
    type->super = (PyType *)py_new_ref(base);
    type->bases = py_new_ref(bases);
    type->basic_size = base->basic_size;
    type->item_size = base->item_size;
    type->dict_offset = base->dict_offset;
    type->weaklist_offset = base->weaklist_offset;
    type->dealloc = py_type_is_subtype(base, PY_TYPE(type)) ? PY_TYPE(type)->dealloc : instance_dealloc;
    type->traverse = py_type_is_subtype(base, PY_TYPE(type)) ? PY_TYPE(type)->traverse : instance_traverse;
    type->clear = py_type_is_subtype(base, PY_TYPE(type)) ? PY_TYPE(type)->clear : instance_clear;
    type->new = base->new;
    type->init = base->init;
    type->alloc = base->alloc;
    type->hash = base->hash;
    copy_tables(class, base);
    py_gc_track(class);
    return class;
}

static int link_to_bases(PyType *type) {
    for (int64_t i = 0; i < py_size(type->bases); i++) {
        PyType *base = (PyType *)py_tuple_item(type->bases, i);
        if (!base->subclasses && !(base->subclasses = py_dict_new())) return -1;
        PyObject *key = py_int_from_uint64((uint64_t)type);
        int status = key ? py_dict_set(base->subclasses, key, (PyObject *)type) : -1;
        py_xdecref(key);
        if (status < 0) return -1;
        type->base.base.refcount--; /* a base does not keep its subclasses alive */
    }
    return 0;
}

/* The cell in which methods find __class__. */
static int fill_class_cell(PyType *type) {
    PyObject *cell = py_dict_get_c(type->dict, "__classcell__");
    if (!cell) return 0;
    if (!py_is_exact(cell, PY_TYPE(cell)))
        return py_raise_int(PY_TYPE(TypeError),
                            "type.__new__(): __classcell__ must be a nonlocal cell, not <%T>", cell);
    py_replace(((PyCell *)cell)->contents, py_new_ref(type));
    PyObject *key = py_str_interned("__classcell__");
    int status = key ? py_dict_delete(type->dict, key) : -1;
    py_xdecref(key);
    return status;
}

/* Tells every attribute that wants to know under which name it was stored. */
static int call_set_names(PyType *type) {
    PyObject *items = py_dict_items_list(type->dict);
    int status = items ? 0 : -1;
    for (int64_t i = 0; status == 0 && i < py_size(items); i++) {
        PyObject *pair = py_list_item(items, i), *method = NULL;
        status = py_object_find_special(py_tuple_item(pair, 1), "__set_name__", &method);
        if (status > 0) {
            PyObject *arguments[2] = {(PyObject *)type, py_tuple_item(pair, 0)};
            PyObject *result = py_object_call(method, arguments, 2, NULL);
            status = result ? 0 : -1;
            py_xdecref(result);
        }
        py_xdecref(method);
    }
    py_xdecref(items);
    return status;
}

/* super(type, type).__init_subclass__(**keywords) */
static int call_init_subclass(PyType *type, PyObject *const *values, PyObject *keyword_names) {
    PyObject *arguments[2] = {(PyObject *)type, (PyObject *)type};
    PyObject *super = py_object_call((PyObject *)PY_TYPE(super), arguments, 2, NULL);
    PyObject *method = super ? py_object_getattr_c(super, "__init_subclass__") : NULL;
    PyObject *result = method ? py_object_call(method, values, 0, keyword_names) : NULL;
    py_xdecref(super);
    py_xdecref(method);
    py_xdecref(result);
    return result ? 0 : -1;
}

static int finish_class(PyClass *class, PyObject *const *values, PyObject *keyword_names) {
    PyType *type = &class->type;
    if (complete_dict(type->dict, class->name) < 0 || shape_instances(class) < 0) return -1;
    if (!(type->mro = make_mro((PyObject *)type, type->bases)) || fill_class_cell(type) < 0) return -1;
    py_class_update_slots(type, NULL);
    if (py_error_occurred() || link_to_bases(type) < 0 || call_set_names(type) < 0) return -1;
    return call_init_subclass(type, values, keyword_names);
}

static PyObject *make_class(PyType *metatype, PyObject *name, PyObject *bases, PyObject *namespace,
                            PyObject *const *values, PyObject *keyword_names) {
    PyType *base = best_base(bases);
    if (!base) return NULL;
    if (!py_str_utf8(name).data) return NULL;
    if (strlen(py_str_utf8(name).data) != py_str_utf8(name).length)
        return py_raise(PY_TYPE(ValueError), "type name must not contain null characters");
    PyClass *class = alloc_class(metatype, name, bases, base);
    if (!class) return NULL;
    class->type.dict = py_dict_copy(namespace);
    if (class->type.dict && finish_class(class, values, keyword_names) == 0) return (PyObject *)class;
    py_decref(class);
    return NULL;
}

PyObject *py_class_new(PyType *metatype, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    if (count != 3) return py_raise(PY_TYPE(TypeError), "type() takes 1 or 3 arguments");
    if (!py_is_str(arguments[0]))
        return py_raise(PY_TYPE(TypeError), "type.__new__() argument 1 must be str, not %T", arguments[0]);
    if (!py_is_tuple(arguments[1]))
        return py_raise(PY_TYPE(TypeError), "type.__new__() argument 2 must be tuple, not %T", arguments[1]);
    if (!py_is_dict(arguments[2]))
        return py_raise(PY_TYPE(TypeError), "type.__new__() argument 3 must be dict, not %T", arguments[2]);
    PyType *winner = most_derived_metatype(metatype, arguments[1]);
    if (!winner) return NULL;
    if (winner != metatype && winner->new != py_class_new)
        return winner->new(winner, arguments, count, keyword_names);
    PyObject *bases = py_size(arguments[1]) ? py_new_ref(arguments[1]) : py_tuple_pack(1, PY_TYPE(object));
    PyObject *class =
        bases ? make_class(winner, arguments[0], bases, arguments[2], arguments + 3, keyword_names) : NULL;
    py_xdecref(bases);
    return class;
}

/* --- Death and change of classes -------------------------------------------------------------------------
 */

static void unlink_from_bases(PyType *type) {
    PyObject *key = py_int_from_uint64((uint64_t)type);
    for (int64_t i = 0; key && type->bases && i < py_size(type->bases); i++) {
        PyObject *subclasses = ((PyType *)py_tuple_item(type->bases, i))->subclasses;
        if (!subclasses || py_dict_contains(subclasses, key) <= 0) continue;
        type->base.base.refcount += 2; /* the dict's reference was not counted; and it must not die twice */
        py_dict_delete(subclasses, key);
        type->base.base.refcount--;
    }
    py_xdecref(key);
}

static void class_dealloc(PyObject *self) {
    PyClass *class = (PyClass *)self;
    PyType *type = &class->type;
    py_gc_untrack(self);
    unlink_from_bases(type);
    py_type_modified(type);
    py_clear(type->dict);
    py_clear(type->mro);
    py_clear(type->subclasses);
    py_clear(class->slot_names);
    py_memory_free(class->members);
    py_clear(class->name);
    py_clear(type->bases);
    py_clear(type->super);
    py_object_free(self);
}

static void update_with_subclasses(PyType *type, PyObject *name) {
    py_class_update_slots(type, name);
    int64_t position = 0;
    PyObject *key, *value;
    while (type->subclasses && py_dict_next(type->subclasses, &position, &key, &value))
        update_with_subclasses((PyType *)value, name);
}

/* What types do by themselves; static types keep it. */
static int (*default_setattr)(PyObject *self, PyObject *name, PyObject *value);

static int class_init(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    (void)self, (void)arguments, (void)keyword_names;
    if (count == 1 || count == 3) return 0;
    return py_raise_int(PY_TYPE(TypeError), "type.__init__() takes 1 or 3 arguments");
}

/* Setting a special method of a class changes what its instances can do. */
static int class_setattr(PyObject *self, PyObject *name, PyObject *value) {
    const PySlot *slot = NULL;
    for (slot = py_slots; slot->name && !(py_is_str(name) && py_str_equal_c(name, slot->name)); slot++)
        continue;
    if (default_setattr(self, name, value) < 0) return -1;
    if (((PyType *)self)->flags & PY_FLAG_HEAP && slot->name) update_with_subclasses((PyType *)self, name);
    return 0;
}

int py_class_install(void) {
    PyType *type = PY_TYPE(type);
    type->dealloc = class_dealloc;
    type->new = py_class_new;
    type->init = class_init;
    type->flags &= ~PY_FLAG_DISALLOW_INSTANTIATION;
    if (type->setattr != class_setattr) default_setattr = type->setattr;
    type->setattr = class_setattr;
    return py_type_add_slot_wrappers(type);
}
