/* The types set and frozenset: slots and methods. */
#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/sequence.h"
#include "python/objects/set.h"
#include "python/objects/set_table.h"
#include "python/objects/type.h"

static void set_dealloc(PyObject *self) {
    py_gc_untrack(self);
    py_set_clear_entries((PySet *)self);
    py_object_free(self);
}

static PyType *plain_type(PyObject *self) {
    return py_is_instance_of(self, PY_TYPE(frozenset)) ? PY_TYPE(frozenset) : PY_TYPE(set);
}

static PyObject *set_repr(PyObject *self) {
    const char *name = py_type_short_name(self->type);
    if (!py_set_used(self)) return py_str_format("%s()", name);
    int entered = py_repr_enter(self);
    if (entered) return entered < 0 ? NULL : py_str_format("%s(...)", name);
    PyObject *items = py_list_from_iterable(self), *text = items ? py_object_repr(items) : NULL;
    py_repr_leave(self);
    py_xdecref(items);
    if (!text) return NULL;
    PyObject *inner = py_str_slice(text, 1, py_str_length(text) - 1);
    py_decref(text);
    if (!inner) return NULL;
    text = py_is_exact(self, PY_TYPE(set)) ? py_str_format("{%U}", inner)
                                           : py_str_format("%s({%U})", name, inner);
    py_decref(inner);
    return text;
}

static uint64_t shuffle(uint64_t hash) {
    return (hash ^ 89869747u ^ hash << 16) * 3644798167u;
}

/* Independent of the order of the items. */
static int64_t frozenset_hash(PyObject *self) {
    PySet *set = (PySet *)self;
    if (set->hash != -1) return set->hash;
    uint64_t hash = 0;
    int64_t position = 0;
    PySetEntry entry;
    while (py_set_next_entry(set, &position, &entry)) hash ^= shuffle((uint64_t)entry.hash);
    hash ^= ((uint64_t)set->used + 1) * 1927868237u;
    hash ^= hash >> 11 ^ hash >> 25;
    hash = hash * 69069u + 907133923u;
    set->hash = hash == UINT64_MAX ? 590923713 : (int64_t)hash;
    return set->hash;
}

static int is_subset(PyObject *self, PyObject *other) {
    if (py_set_used(self) > py_set_used(other)) return 0;
    int64_t position = 0;
    PySetEntry entry;
    while (py_set_next_entry((PySet *)self, &position, &entry)) {
        int found = py_set_contains_entry((PySet *)other, entry.key, entry.hash);
        if (found <= 0) return found;
    }
    return 1;
}

static PyObject *answer(int truth) {
    return truth < 0 ? NULL : py_bool_from(truth);
}

static PyObject *set_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    if (!py_is_any_set(other)) return py_not_implemented();
    int64_t a = py_set_used(self), b = py_set_used(other);
    int equal;
    switch (comparison) {
    case PY_LE: return answer(is_subset(self, other));
    case PY_GE: return answer(is_subset(other, self));
    case PY_LT: return answer(a < b ? is_subset(self, other) : 0);
    case PY_GT: return answer(a > b ? is_subset(other, self) : 0);
    default:
        equal = a == b ? is_subset(self, other) : 0;
        return equal < 0 ? NULL : py_bool_from(equal == (comparison == PY_EQ));
    }
}

static int64_t set_length(PyObject *self) {
    return py_set_used(self);
}

/* A set as a key stands for the frozenset of its items. */
static PyObject *as_key(PyObject *item) {
    bool convert = py_is_instance_of(item, PY_TYPE(set)) && py_error_matches(PY_TYPE(TypeError));
    if (!convert) return NULL;
    py_error_clear();
    return py_frozenset_new(item);
}

static int set_contains(PyObject *self, PyObject *item) {
    int found = py_set_contains(self, item);
    PyObject *key = found < 0 ? as_key(item) : NULL;
    if (!key) return found;
    found = py_set_contains(self, key);
    py_decref(key);
    return found;
}

static PyObject *set_iter(PyObject *self) {
    PySetIterator *iterator = (PySetIterator *)py_object_alloc(PY_TYPE(set_iterator), 0);
    if (!iterator) return NULL;
    iterator->set = py_new_ref(self);
    iterator->used = iterator->remaining = py_set_used(self);
    py_gc_track(iterator);
    return (PyObject *)iterator;
}

static int set_traverse(PyObject *self, PyVisit visit, void *user) {
    int64_t position = 0;
    PyObject *item;
    while (py_set_next(self, &position, &item))
        if (visit(item, user) < 0) return -1;
    return 0;
}

static int set_clear_slot(PyObject *self) {
    py_set_clear_entries((PySet *)self);
    return 0;
}

/* --- Algebra ----------------------------------------------------------------------------------------------
 */

static PyObject *copy_plain(PyObject *self) {
    return py_set_make(plain_type(self), self);
}

static PyObject *intersection(PyObject *self, PyObject *other) {
    PyObject *result = py_set_make(plain_type(self), NULL);
    PyObject *walked = other, *asked = self;
    if (!result) return NULL;
    if (py_is_any_set(other) && py_set_used(other) > py_set_used(self)) walked = self, asked = other;
    PyObject *iterator = py_object_iter(walked), *item;
    int status = iterator ? 0 : -1;
    while (status >= 0 && (item = py_iter_next(iterator))) {
        status = py_set_contains(asked, item);
        if (status > 0) status = py_set_add(result, item);
        py_decref(item);
    }
    py_xdecref(iterator);
    if (status < 0 || py_error_occurred()) py_clear(result);
    return result;
}

static int remove_all(PyObject *self, PyObject *other) {
    if (self == other) return py_set_clear_entries((PySet *)self), 0;
    PyObject *iterator = py_object_iter(other), *item;
    int status = iterator ? 0 : -1;
    while (status >= 0 && (item = py_iter_next(iterator))) {
        status = py_set_discard(self, item);
        py_decref(item);
    }
    py_xdecref(iterator);
    return status < 0 || py_error_occurred() ? -1 : 0;
}

static PyObject *difference(PyObject *self, PyObject *other) {
    if (!py_is_any_set(other)) {
        PyObject *result = copy_plain(self);
        if (result && remove_all(result, other) < 0) py_clear(result);
        return result;
    }
    PyObject *result = py_set_make(plain_type(self), NULL);
    int64_t position = 0;
    PySetEntry entry;
    while (result && py_set_next_entry((PySet *)self, &position, &entry)) {
        int found = py_set_contains_entry((PySet *)other, entry.key, entry.hash);
        if (found < 0 || (!found && py_set_add_entry((PySet *)result, entry.key, entry.hash) < 0))
            py_clear(result);
    }
    return result;
}

/* Adds what is not there and removes what is, for each item of the set `other`. */
static int toggle_all(PyObject *self, PyObject *other) {
    int64_t position = 0;
    PySetEntry entry;
    while (py_set_next_entry((PySet *)other, &position, &entry)) {
        int removed = py_set_discard_entry((PySet *)self, entry.key, entry.hash);
        if (removed < 0 || (!removed && py_set_add_entry((PySet *)self, entry.key, entry.hash) < 0))
            return -1;
    }
    return 0;
}

static int symmetric_update(PyObject *self, PyObject *other) {
    if (self == other) return py_set_clear_entries((PySet *)self), 0;
    PyObject *items = py_is_any_set(other) ? py_new_ref(other) : py_set_new(other);
    int status = items ? toggle_all(self, items) : -1;
    py_xdecref(items);
    return status;
}

static PyObject *symmetric_difference(PyObject *self, PyObject *other) {
    PyObject *result = py_set_make(plain_type(self), other);
    if (result && symmetric_update(result, self) < 0) py_clear(result);
    return result;
}

static PyObject *union_of(PyObject *self, PyObject *other) {
    PyObject *result = copy_plain(self);
    if (result && py_set_update(result, other) < 0) py_clear(result);
    return result;
}

/* Replaces the items of `self` by those of `result` (stolen). */
static int take_over(PyObject *self, PyObject *result) {
    if (!result) return -1;
    py_set_clear_entries((PySet *)self);
    int status = py_set_update(self, result);
    py_decref(result);
    return status;
}

static int intersect_update(PyObject *self, PyObject *other) {
    return take_over(self, intersection(self, other));
}

#define SET_OPERATOR(name, operation)                                                                        \
    static PyObject *name(PyObject *left, PyObject *right) {                                                 \
        if (!py_is_any_set(left) || !py_is_any_set(right)) return py_not_implemented();                      \
        return operation(left, right);                                                                       \
    }
SET_OPERATOR(set_and, intersection)
SET_OPERATOR(set_or, union_of)
SET_OPERATOR(set_subtract, difference)
SET_OPERATOR(set_xor, symmetric_difference)

#define SET_INPLACE(name, operation)                                                                         \
    static PyObject *name(PyObject *left, PyObject *right) {                                                 \
        if (!py_is_any_set(right)) return py_not_implemented();                                              \
        return operation(left, right) < 0 ? NULL : py_new_ref(left);                                         \
    }
SET_INPLACE(set_inplace_and, intersect_update)
SET_INPLACE(set_inplace_or, py_set_update)
SET_INPLACE(set_inplace_subtract, remove_all)
SET_INPLACE(set_inplace_xor, symmetric_update)

/* --- Methods ----------------------------------------------------------------------------------------------
 */

PY_METHOD(set_add) {
    return py_set_add(self, arguments[0]) < 0 ? NULL : py_none();
}

static int discard(PyObject *self, PyObject *item) {
    int removed = py_set_discard(self, item);
    PyObject *key = removed < 0 ? as_key(item) : NULL;
    if (!key) return removed;
    removed = py_set_discard(self, key);
    py_decref(key);
    return removed;
}

PY_METHOD(set_discard) {
    return discard(self, arguments[0]) < 0 ? NULL : py_none();
}

PY_METHOD(set_remove) {
    int removed = discard(self, arguments[0]);
    if (removed == 0) return py_raise_object(PY_TYPE(KeyError), arguments[0]);
    return removed < 0 ? NULL : py_none();
}

PY_METHOD(set_pop) {
    return py_set_take_any((PySet *)self);
}

PY_METHOD(set_clear) {
    py_set_clear_entries((PySet *)self);
    return py_none();
}

PY_METHOD(set_copy) {
    if (py_is_exact(self, PY_TYPE(frozenset))) return py_new_ref(self);
    return copy_plain(self);
}

PY_METHOD(set_update) {
    for (int64_t i = 0; i < count; i++)
        if (py_set_update(self, arguments[i]) < 0) return NULL;
    return py_none();
}

/* A new set made by applying a binary operation with each argument in turn. */
static PyObject *fold(PyBinary operation, PyObject *self, PyObject *const *arguments, int64_t count) {
    PyObject *result = count ? py_new_ref(self) : copy_plain(self);
    for (int64_t i = 0; result && i < count; i++) {
        PyObject *next = operation(result, arguments[i]);
        py_decref(result);
        result = next;
    }
    return result;
}

PY_METHOD(set_union) {
    return fold(union_of, self, arguments, count);
}

PY_METHOD(set_intersection) {
    return fold(intersection, self, arguments, count);
}

PY_METHOD(set_difference) {
    return fold(difference, self, arguments, count);
}

PY_METHOD(set_symmetric_difference) {
    return symmetric_difference(self, arguments[0]);
}

PY_METHOD(set_intersection_update) {
    return take_over(self, fold(intersection, self, arguments, count)) < 0 ? NULL : py_none();
}

PY_METHOD(set_difference_update) {
    for (int64_t i = 0; i < count; i++)
        if (remove_all(self, arguments[i]) < 0) return NULL;
    return py_none();
}

PY_METHOD(set_symmetric_difference_update) {
    return symmetric_update(self, arguments[0]) < 0 ? NULL : py_none();
}

/* The argument as a set: itself or a new one. */
static PyObject *to_set(PyObject *object) {
    return py_is_any_set(object) ? py_new_ref(object) : py_set_new(object);
}

PY_METHOD(set_is_subset) {
    PyObject *other = to_set(arguments[0]);
    int truth = other ? is_subset(self, other) : -1;
    py_xdecref(other);
    return answer(truth);
}

PY_METHOD(set_is_superset) {
    PyObject *other = to_set(arguments[0]);
    int truth = other ? is_subset(other, self) : -1;
    py_xdecref(other);
    return answer(truth);
}

PY_METHOD(set_is_disjoint) {
    PyObject *common = intersection(self, arguments[0]);
    if (!common) return NULL;
    bool disjoint = !py_set_used(common);
    py_decref(common);
    return py_bool_from(disjoint);
}

PY_METHOD(set_contains_method) {
    return answer(set_contains(self, arguments[0]));
}

#define SHARED_METHODS                                                                                       \
    {"__contains__", set_contains_method, 1, 1, PY_METHOD_COEXIST, NULL, "x.__contains__(y) <==> y in x."},  \
        {"copy", set_copy, 0, 0, 0, NULL, "Return a shallow copy of a set."},                                \
        {"difference",                                                                                       \
         set_difference,                                                                                     \
         0,                                                                                                  \
         -1,                                                                                                 \
         0,                                                                                                  \
         NULL,                                                                                               \
         "Return the difference of two or more sets as a new set."},                                         \
        {"intersection",                                                                                     \
         set_intersection,                                                                                   \
         0,                                                                                                  \
         -1,                                                                                                 \
         0,                                                                                                  \
         NULL,                                                                                               \
         "Return the intersection of two sets as a new set."},                                               \
        {"isdisjoint", set_is_disjoint, 1, 1, 0, NULL, "Return True if two sets have a null intersection."}, \
        {"issubset", set_is_subset, 1, 1, 0, NULL, "Report whether another set contains this set."},         \
        {"issuperset", set_is_superset, 1, 1, 0, NULL, "Report whether this set contains another set."},     \
        {"symmetric_difference",                                                                             \
         set_symmetric_difference,                                                                           \
         1,                                                                                                  \
         1,                                                                                                  \
         0,                                                                                                  \
         NULL,                                                                                               \
         "Return the symmetric difference of two sets as a new set."},                                       \
        {"union", set_union, 0, -1, 0, NULL, "Return the union of sets as a new set."}

static const PyMethod frozenset_methods[] = {SHARED_METHODS, {0}};

static const PyMethod set_methods[] = {
    SHARED_METHODS,
    {"add", set_add, 1, 1, 0, NULL,
     "Add an element to a set.\n\nThis has no effect if the element is already present."},
    {"clear", set_clear, 0, 0, 0, NULL, "Remove all elements from this set."},
    {"discard", set_discard, 1, 1, 0, NULL, "Remove an element from a set if it is a member."},
    {"difference_update", set_difference_update, 0, -1, 0, NULL,
     "Remove all elements of another set from this set."},
    {"intersection_update", set_intersection_update, 0, -1, 0, NULL,
     "Update a set with the intersection of itself and another."},
    {"pop", set_pop, 0, 0, 0, NULL,
     "Remove and return an arbitrary set element.\nRaises KeyError if the set is empty."},
    {"remove", set_remove, 1, 1, 0, NULL,
     "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a "
     "KeyError."},
    {"symmetric_difference_update", set_symmetric_difference_update, 1, 1, 0, NULL,
     "Update a set with the symmetric difference of itself and another."},
    {"update", set_update, 0, -1, 0, NULL, "Update a set with the union of itself and others."},
    {0},
};

static PyObject *set_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    (void)arguments, (void)count, (void)keyword_names;
    return py_set_make(type, NULL);
}

static int set_init(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    if (py_is_exact(self, PY_TYPE(set)) && py_arguments_no_keywords("set", keyword_names) < 0) return -1;
    if (py_arguments_count("set", count, 0, 1) < 0) return -1;
    py_set_clear_entries((PySet *)self);
    return count ? py_set_update(self, arguments[0]) : 0;
}

static PyObject *frozenset_new(PyType *type, PyObject *const *arguments, int64_t count,
                               PyObject *keyword_names) {
    if (type == PY_TYPE(frozenset) && py_arguments_no_keywords("frozenset", keyword_names) < 0) return NULL;
    if (py_arguments_count("frozenset", count, 0, 1) < 0) return NULL;
    bool same = count && type == PY_TYPE(frozenset) && py_is_exact(arguments[0], type);
    return same ? py_new_ref(arguments[0]) : py_set_make(type, count ? arguments[0] : NULL);
}

static const PyNumberSlots set_number = {
    .binary = {[PY_AND] = set_and, [PY_OR] = set_or, [PY_SUBTRACT] = set_subtract, [PY_XOR] = set_xor},
    .inplace = {[PY_AND] = set_inplace_and,
                [PY_OR] = set_inplace_or,
                [PY_SUBTRACT] = set_inplace_subtract,
                [PY_XOR] = set_inplace_xor},
};
static const PyNumberSlots frozenset_number = {
    .binary = {[PY_AND] = set_and, [PY_OR] = set_or, [PY_SUBTRACT] = set_subtract, [PY_XOR] = set_xor},
};
static const PySequenceSlots set_sequence = {.length = set_length, .contains = set_contains};

#define SET_COMMON                                                                                           \
    .basic_size = sizeof(PySet), .dealloc = set_dealloc, .repr = set_repr, .sequence = &set_sequence,        \
    .flags = PY_FLAG_BASE | PY_FLAG_GC, .traverse = set_traverse, .clear = set_clear_slot,                   \
    .compare = set_compare, .weaklist_offset = offsetof(PySet, weaklist), .iter = set_iter

const PyType py_set_template = {
    .name = "set",
    SET_COMMON,
    .number = &set_number,
    .hash = py_object_not_hashable,
    .doc = "set() -> new empty set object\nset(iterable) -> new set object\n\nBuild an unordered collection "
           "of unique "
           "elements.",
    .methods = set_methods,
    .init = set_init,
    .new = set_new,
};

const PyType py_frozenset_template = {
    .name = "frozenset",
    SET_COMMON,
    .number = &frozenset_number,
    .hash = frozenset_hash,
    .doc = "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object\n\nBuild an "
           "immutable unordered "
           "collection of unique elements.",
    .methods = frozenset_methods,
    .new = frozenset_new,
};

/* --- set_iterator -----------------------------------------------------------------------------------------
 */

static void iterator_dealloc(PyObject *self) {
    py_gc_untrack(self);
    py_xdecref(((PySetIterator *)self)->set);
    py_object_free(self);
}

static PyObject *iterator_next(PyObject *self) {
    PySetIterator *iterator = (PySetIterator *)self;
    PyObject *item;
    if (!iterator->set) return NULL;
    if (iterator->used != py_set_used(iterator->set)) {
        iterator->used = -1;
        return py_raise(PY_TYPE(RuntimeError), "Set changed size during iteration");
    }
    if (py_set_next(iterator->set, &iterator->position, &item)) {
        iterator->remaining--;
        return py_new_ref(item);
    }
    py_clear(iterator->set);
    return NULL;
}

PY_METHOD(iterator_length_hint) {
    PySetIterator *iterator = (PySetIterator *)self;
    bool valid = iterator->set && iterator->used == py_set_used(iterator->set);
    return py_int_from_int64(valid ? iterator->remaining : 0);
}

static int iterator_traverse(PyObject *self, PyVisit visit, void *user) {
    PyObject *set = ((PySetIterator *)self)->set;
    return set ? visit(set, user) : 0;
}

static const PyMethod iterator_methods[] = {
    {"__length_hint__", iterator_length_hint, 0, 0, 0, NULL,
     "Private method returning an estimate of len(list(it))."},
    {0},
};

const PyType py_set_iterator_template = {
    .name = "set_iterator",
    .basic_size = sizeof(PySetIterator),
    .dealloc = iterator_dealloc,
    .flags = PY_FLAG_GC,
    .traverse = iterator_traverse,
    .iter = py_object_self,
    .next = iterator_next,
    .methods = iterator_methods,
};
