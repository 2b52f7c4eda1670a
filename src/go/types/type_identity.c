/* Identity: when are two types the same (spec: "Type identity")?
 *
 * Named types and type parameters are equal to themselves only, and instances exist once for the same
 * arguments; everything else is compared by structure. Interfaces may be recursive through their methods, so
 * the pairs that are being compared are remembered and taken for equal when they come up again. */
#include "go/types/program.h"

typedef struct Pair {
    GoType *a, *b;
    const struct Pair *outer;
    bool ignores_tags; /* of struct fields, as conversions do */
} Pair;

/* The end of each list of pairs: says what kind of comparison it is. */
static const Pair identity_strict, identity_without_tags = {.ignores_tags = true};

static bool identity_compare(GoType *a, GoType *b, const Pair *pairs);

static bool identity_tuples(GoType *a, GoType *b, const Pair *pairs) {
    if (a->tuple.count != b->tuple.count) return false;
    for (uint32_t i = 0; i < a->tuple.count; i++) {
        if (!identity_compare(a->tuple.variables[i]->type, b->tuple.variables[i]->type, pairs)) return false;
    }
    return true;
}

static Str identity_tag(GoType *structure, uint32_t i) {
    return structure->structure.tags ? structure->structure.tags[i] : (Str){0};
}

static bool identity_structs(GoType *a, GoType *b, const Pair *pairs) {
    if (a->structure.count != b->structure.count) return false;
    for (uint32_t i = 0; i < a->structure.count; i++) {
        GoObject *x = a->structure.fields[i], *y = b->structure.fields[i];
        if (x->variable.is_embedded != y->variable.is_embedded) return false;
        if (!pairs->ignores_tags && !str_equal(identity_tag(a, i), identity_tag(b, i))) return false;
        if (!go_same_name(x->name, x->package, y->name, y->package)) return false;
        if (!identity_compare(x->type, y->type, pairs)) return false;
    }
    return true;
}

static bool identity_terms(const GoTypeSet *a, const GoTypeSet *b) {
    if (a->has_terms != b->has_terms) return false;
    return go_type_set_is_subset(a, b) && go_type_set_is_subset(b, a);
}

static bool identity_interfaces(GoType *a, GoType *b, const Pair *pairs) {
    const GoTypeSet *x = go_interface_type_set(NULL, a), *y = go_interface_type_set(NULL, b);
    if (x->is_comparable != y->is_comparable || x->methods.count != y->methods.count) return false;
    for (const Pair *pair = pairs; pair; pair = pair->outer) {
        if ((pair->a == a && pair->b == b) || (pair->a == b && pair->b == a)) return true;
    }
    if ((x->has_terms || y->has_terms) && !identity_terms(x, y)) return false;
    Pair pair = {a, b, pairs, pairs->ignores_tags};
    for (uint32_t i = 0; i < x->methods.count; i++) {
        GoObject *f = x->methods.items[i], *g = y->methods.items[i];
        if (!go_same_name(f->name, f->package, g->name, g->package)) return false;
        if (!identity_compare(f->type, g->type, &pair)) return false;
    }
    return true;
}

/* Generic signatures are identical when they are after renaming the parameters; those of one declaration are
 * the only ones that are ever compared. */
static bool identity_signatures(GoType *a, GoType *b, const Pair *pairs) {
    if (a->signature.type_parameters.count != b->signature.type_parameters.count) return false;
    return a->signature.is_variadic == b->signature.is_variadic &&
           identity_tuples(a->signature.parameters, b->signature.parameters, pairs) &&
           identity_tuples(a->signature.results, b->signature.results, pairs);
}

static bool identity_named(GoType *a, GoType *b, const Pair *pairs) {
    if (a->named.origin != b->named.origin) return false;
    if (a->named.type_arguments.count == 0 || a->named.type_arguments.count != b->named.type_arguments.count)
        return false;
    for (uint32_t i = 0; i < a->named.type_arguments.count; i++) {
        if (!identity_compare(a->named.type_arguments.items[i], b->named.type_arguments.items[i], pairs))
            return false;
    }
    return true;
}

static bool identity_unions(GoType *a, GoType *b, const Pair *pairs) {
    if (a->set.terms.count != b->set.terms.count) return false;
    for (uint32_t i = 0; i < a->set.terms.count; i++) {
        const GoTerm *x = &a->set.terms.items[i], *y = &b->set.terms.items[i];
        if (x->has_tilde != y->has_tilde || !identity_compare(x->type, y->type, pairs)) return false;
    }
    return true;
}

static bool identity_compare(GoType *a, GoType *b, const Pair *pairs) {
    if (a == b) return true;
    if (!a || !b || a->kind != b->kind) return false;
    switch (a->kind) {
    case GO_POINTER:
    case GO_SLICE: return identity_compare(a->pointer.element, b->pointer.element, pairs);
    case GO_ARRAY:
        return (a->array.length < 0 || b->array.length < 0 || a->array.length == b->array.length) &&
               identity_compare(a->array.element, b->array.element, pairs);
    case GO_STRUCT: return identity_structs(a, b, pairs);
    case GO_MAP:
        return identity_compare(a->map.key, b->map.key, pairs) &&
               identity_compare(a->map.value, b->map.value, pairs);
    case GO_CHAN:
        return a->chan.direction == b->chan.direction &&
               identity_compare(a->chan.element, b->chan.element, pairs);
    case GO_FUNC: return identity_signatures(a, b, pairs);
    case GO_TUPLE: return identity_tuples(a, b, pairs);
    case GO_INTERFACE: return identity_interfaces(a, b, pairs);
    case GO_NAMED: return identity_named(a, b, pairs);
    case GO_UNION: return identity_unions(a, b, pairs);
    case GO_TYPE_PARAMETER: return false;
    default: return true; /* basic types of the same kind: byte and uint8 */
    }
}

bool go_type_identical(GoType *a, GoType *b) {
    return identity_compare(a, b, &identity_strict);
}

bool go_type_identical_but_tags(GoType *a, GoType *b) {
    return identity_compare(a, b, &identity_without_tags);
}

/* ---- Hashes ----------------------------------------------------------------------------------------- */

static uint64_t hash_mix(uint64_t hash, uint64_t value) {
    return (hash ^ value) * UINT64_C(0x100000001b3);
}

static uint64_t hash_type(GoType *type, int depth);

static uint64_t hash_tuple(GoType *tuple, int depth) {
    uint64_t hash = tuple->tuple.count;
    for (uint32_t i = 0; i < tuple->tuple.count; i++)
        hash = hash_mix(hash, hash_type(tuple->tuple.variables[i]->type, depth));
    return hash;
}

static uint64_t hash_composite(GoType *type, int depth) {
    uint64_t hash = type->kind;
    switch (type->kind) {
    case GO_POINTER:
    case GO_SLICE: return hash_mix(hash, hash_type(type->pointer.element, depth));
    case GO_ARRAY:
        return hash_mix(hash_mix(hash, (uint64_t)type->array.length), hash_type(type->array.element, depth));
    case GO_MAP:
        return hash_mix(hash_mix(hash, hash_type(type->map.key, depth)), hash_type(type->map.value, depth));
    case GO_CHAN: return hash_mix(hash_mix(hash, type->chan.direction), hash_type(type->chan.element, depth));
    case GO_STRUCT:
        for (uint32_t i = 0; i < type->structure.count; i++) {
            hash = hash_mix(hash, str_hash(type->structure.fields[i]->name));
            hash = hash_mix(hash, hash_type(type->structure.fields[i]->type, depth));
        }
        return hash;
    case GO_FUNC:
        hash = hash_mix(hash, hash_tuple(type->signature.parameters, depth));
        return hash_mix(hash, hash_tuple(type->signature.results, depth));
    case GO_TUPLE: return hash_tuple(type, depth);
    case GO_INTERFACE: {
        const GoTypeSet *set = go_interface_type_set(NULL, type);
        for (uint32_t i = 0; i < set->methods.count; i++)
            hash = hash_mix(hash, str_hash(set->methods.items[i]->name));
        return hash;
    }
    default: return hash;
    }
}

static uint64_t hash_type(GoType *type, int depth) {
    if (!type || depth > 8) return 7;
    depth++;
    if (type->kind == GO_NAMED) {
        uint64_t hash = hash_mix(type->kind, type->named.origin->named.object->order);
        for (uint32_t i = 0; i < type->named.type_arguments.count; i++)
            hash = hash_mix(hash, hash_type(type->named.type_arguments.items[i], depth));
        return hash;
    }
    if (type->kind == GO_TYPE_PARAMETER) return hash_mix(type->kind, type->type_parameter.id);
    return hash_composite(type, depth);
}

uint64_t go_type_hash(GoType *type) {
    return hash_type(type, 0);
}
