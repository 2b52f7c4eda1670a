/* Lookup: fields and methods by name, through embedded fields (spec: "Selectors", "Method sets").
 *
 * The search goes level by level: first the type itself, then the types embedded in it, and so on. The first
 * level that has the name decides; two on the same level make it ambiguous. A type that is reached in two
 * ways on one level is kept once and marked, for everything found through it is ambiguous. */
#include "go/types/program.h"

#include <stdlib.h>

/* A type to be searched. */
typedef struct Place {
    GoType *type;
    uint32_t *path; /* to it */
    uint32_t path_count;
    bool is_indirect;
    bool is_multiple; /* reached more than once on this level */
} Place;

typedef VEC(Place) PlaceList;

typedef struct Search {
    GoProgram *program;
    const GoPackage *package;
    Str name;
    GoLookup result;
    bool is_found_twice;
    PlaceList current, next;
    VEC(GoType *) seen;
} Search;

static GoType *lookup_dereference(GoType *type, bool *is_pointer) {
    *is_pointer = type->kind == GO_POINTER;
    return *is_pointer ? type->pointer.element : type;
}

static uint32_t *lookup_extend(GoProgram *program, const Place *place, uint32_t index) {
    uint32_t *path = ARENA_ARRAY(&program->arena, uint32_t, place->path_count + 1);
    for (uint32_t i = 0; i < place->path_count; i++) path[i] = place->path[i];
    path[place->path_count] = index;
    return path;
}

static void lookup_found(Search *search, const Place *place, GoObject *object, uint32_t index) {
    if (search->result.object || place->is_multiple) search->is_found_twice = true;
    search->result.object = object;
    search->result.path = lookup_extend(search->program, place, index);
    search->result.path_count = place->path_count + 1;
    search->result.is_indirect = place->is_indirect;
}

static bool lookup_matches(const Search *search, const GoObject *object) {
    return go_same_name(object->name, object->package, search->name, search->package);
}

static bool lookup_named_method(Search *search, const Place *place) {
    GoObjectList *methods = &place->type->named.origin->named.methods;
    for (uint32_t i = 0; i < methods->count; i++) {
        if (!lookup_matches(search, methods->items[i])) continue;
        lookup_found(search, place, go_named_method(place->type, i), i);
        return true;
    }
    return false;
}

/* Embedded types are searched on the next level. */
static void lookup_embed(Search *search, const Place *place, GoObject *field, uint32_t index) {
    bool is_pointer;
    GoType *type = lookup_dereference(field->type, &is_pointer);
    GoTypeKind kind = go_underlying(type)->kind;
    if (kind != GO_STRUCT && kind != GO_INTERFACE && type->kind != GO_NAMED) return;
    for (size_t i = 0; i < search->next.count; i++) {
        if (!go_type_identical(search->next.items[i].type, type)) continue;
        search->next.items[i].is_multiple = true;
        return;
    }
    Place next = {type, lookup_extend(search->program, place, index), place->path_count + 1,
                  place->is_indirect || is_pointer, place->is_multiple};
    VEC_PUSH(&search->next, next);
}

static void lookup_struct(Search *search, const Place *place, GoType *structure) {
    for (uint32_t i = 0; i < structure->structure.count; i++) {
        GoObject *field = structure->structure.fields[i];
        if (lookup_matches(search, field))
            lookup_found(search, place, field, i);
        else if (!search->result.object && field->variable.is_embedded)
            lookup_embed(search, place, field, i);
    }
}

static void lookup_interface(Search *search, const Place *place, GoType *interface) {
    const GoTypeSet *set = go_interface_type_set(search->program, interface);
    for (uint32_t i = 0; i < set->methods.count; i++) {
        if (lookup_matches(search, set->methods.items[i]))
            lookup_found(search, place, set->methods.items[i], i);
    }
}

static void lookup_place(Search *search, const Place *place) {
    if (place->type->kind == GO_NAMED) {
        for (size_t i = 0; i < search->seen.count; i++) {
            if (search->seen.items[i] == place->type) return;
        }
        VEC_PUSH(&search->seen, place->type);
        if (lookup_named_method(search, place)) return;
    }
    GoType *underlying = go_underlying(place->type);
    if (underlying->kind == GO_STRUCT)
        lookup_struct(search, place, underlying);
    else if (underlying->kind == GO_INTERFACE)
        lookup_interface(search, place, underlying);
}

static void lookup_levels(Search *search) {
    while (search->current.count > 0 && !search->result.object) {
        search->next.count = 0;
        for (size_t i = 0; i < search->current.count; i++) lookup_place(search, &search->current.items[i]);
        PlaceList levels = search->current;
        search->current = search->next;
        search->next = levels;
    }
}

static GoLookup lookup_run(GoProgram *program, GoType *type, bool is_addressable, const GoPackage *package,
                           Str name) {
    Search search = {.program = program, .package = package, .name = name};
    bool is_pointer;
    GoType *start = lookup_dereference(type, &is_pointer);
    if (is_pointer && go_underlying(start)->kind == GO_INTERFACE) return search.result;
    VEC_PUSH(&search.current, (Place){start, NULL, 0, is_pointer, false});
    lookup_levels(&search);
    VEC_FREE(&search.current);
    VEC_FREE(&search.next);
    VEC_FREE(&search.seen);
    GoObject *object = search.result.object;
    if (search.is_found_twice) {
        search.result.object = NULL;
        search.result.is_ambiguous = true;
    } else if (object && object->kind == GO_OBJECT_FUNC && object->func.has_pointer_receiver &&
               !search.result.is_indirect && !is_addressable) {
        search.result.object = NULL;
        search.result.needs_pointer = true;
    }
    return search.result;
}

GoLookup go_lookup(GoProgram *program, GoType *type, bool is_addressable, GoPackage *package, Str name) {
    if (str_equal_c(name, "_")) return (GoLookup){0};
    if (type->kind != GO_NAMED || go_underlying(type)->kind != GO_POINTER)
        return lookup_run(program, type, is_addressable, package, name);
    /* A named pointer type has the fields of what it points to, but not its methods. */
    GoLookup found = lookup_run(program, go_underlying(type), false, package, name);
    if (found.object && found.object->kind == GO_OBJECT_FUNC) return (GoLookup){0};
    return found;
}

/* ---- Method sets ------------------------------------------------------------------------------------ */

typedef VEC(GoObject *) NameList;

/* The names of all methods that might be in the set of `type`. */
static void methods_collect(GoType *type, NameList *names, int depth) {
    bool is_pointer;
    type = lookup_dereference(type, &is_pointer);
    if (depth > 20) return;
    if (type->kind == GO_NAMED) {
        GoObjectList *methods = &type->named.origin->named.methods;
        for (uint32_t i = 0; i < methods->count; i++) VEC_PUSH(names, methods->items[i]);
    }
    GoType *underlying = go_underlying(type);
    if (underlying->kind == GO_INTERFACE) {
        const GoTypeSet *set = go_interface_type_set(NULL, underlying);
        for (uint32_t i = 0; i < set->methods.count; i++) VEC_PUSH(names, set->methods.items[i]);
    }
    if (underlying->kind != GO_STRUCT) return;
    for (uint32_t i = 0; i < underlying->structure.count; i++) {
        GoObject *field = underlying->structure.fields[i];
        if (field->variable.is_embedded) methods_collect(field->type, names, depth + 1);
    }
}

static int names_compare(const void *a, const void *b) {
    const GoObject *x = *(GoObject *const *)a, *y = *(GoObject *const *)b;
    int order = str_compare(x->name, y->name);
    if (order) return order;
    if (x->package && y->package && x->package != y->package)
        return str_compare(x->package->path, y->package->path);
    return 0;
}

GoMethodSet go_method_set(GoProgram *program, GoType *type) {
    NameList names = {0};
    methods_collect(type, &names, 0);
    if (names.count) qsort(names.items, names.count, sizeof(GoObject *), names_compare);
    GoMethodSet set = {ARENA_ARRAY(&program->arena, GoMethod, names.count + 1), 0};
    for (size_t i = 0; i < names.count; i++) {
        GoObject *name = names.items[i];
        if (i &&
            go_same_name(name->name, name->package, names.items[i - 1]->name, names.items[i - 1]->package))
            continue;
        GoLookup found = go_lookup(program, type, false, name->package, name->name);
        if (!found.object || found.object->kind != GO_OBJECT_FUNC) continue;
        set.items[set.count++] = (GoMethod){found.object, found.path, found.path_count, found.is_indirect};
    }
    VEC_FREE(&names);
    return set;
}

/* ---- Implementation --------------------------------------------------------------------------------- */

static void lookup_resolve(GoProgram *program, GoObject *method) {
    GoProgramState *state = program_state(program);
    if (!method->type && state->resolve) state->resolve(method);
}

/* The method as found in `type`, or NULL with what stands in its place in `wrong`. */
static bool method_is_there(GoProgram *program, GoType *type, GoObject *wanted, bool is_static,
                            GoObject **wrong) {
    bool is_interface = go_underlying(type)->kind == GO_INTERFACE && type->kind != GO_TYPE_PARAMETER;
    GoLookup found = go_lookup(program, type, false, wanted->package, wanted->name);
    *wrong = NULL;
    if (!found.object || found.object->kind != GO_OBJECT_FUNC) {
        if (is_interface && !is_static) return true;
        GoLookup on_pointer = go_lookup(program, type, true, wanted->package, wanted->name);
        if (on_pointer.object && on_pointer.object->kind == GO_OBJECT_FUNC) *wrong = on_pointer.object;
        if (*wrong) lookup_resolve(program, *wrong);
        return false;
    }
    lookup_resolve(program, found.object);
    if (found.object->type && go_type_identical(found.object->type, wanted->type)) return true;
    *wrong = found.object;
    return false;
}

/* A method whose name differs in case only: worth mentioning. */
static GoObject *method_similar(GoProgram *program, GoType *type, GoObject *wanted) {
    bool is_pointer;
    GoType *base = lookup_dereference(type, &is_pointer);
    if (base->kind != GO_NAMED) return NULL;
    for (uint32_t i = 0; i < go_named_method_count(base); i++) {
        GoObject *method = go_named_method(base, i);
        if (method->name.length != wanted->name.length) continue;
        bool is_similar = true;
        for (size_t k = 0; k < method->name.length && is_similar; k++)
            is_similar = (method->name.data[k] | 0x20) == (wanted->name.data[k] | 0x20);
        if (!is_similar) continue;
        lookup_resolve(program, method);
        return method;
    }
    return NULL;
}

GoObject *go_missing_method(GoProgram *program, GoType *type, GoType *interface, bool is_static,
                            GoObject **wrong) {
    const GoTypeSet *set = go_interface_type_set(program, go_underlying(interface));
    *wrong = NULL;
    for (uint32_t i = 0; i < set->methods.count; i++) {
        GoObject *wanted = set->methods.items[i];
        if (method_is_there(program, type, wanted, is_static, wrong)) continue;
        if (!*wrong) *wrong = method_similar(program, type, wanted);
        return wanted;
    }
    return NULL;
}

bool go_type_implements(GoProgram *program, GoType *type, GoType *interface) {
    GoType *underlying = go_underlying(interface);
    if (underlying->kind != GO_INTERFACE) return false;
    const GoTypeSet *set = go_interface_type_set(program, underlying);
    GoObject *wrong;
    if (go_missing_method(program, type, underlying, true, &wrong)) return false;
    if (set->is_comparable && !go_type_comparable_cause(program, type, false, NULL, NULL)) return false;
    if (!set->has_terms) return true;
    GoType *own = go_underlying(type);
    if (own->kind == GO_INTERFACE) return go_type_set_is_subset(go_interface_type_set(program, own), set);
    return go_type_set_includes(set, type);
}
