/* Unification: making two types equal by choosing types for type parameters (spec: "Type unification").
 *
 * Walks two types side by side. Where one has a type parameter that is being inferred, the other side becomes
 * its type, or must agree with what it has got already. Assignability is allowed for: a named type unifies
 * with an unnamed one through its underlying type, and channel directions do not count. */
#include "go/types/checker.h"

enum { UNIFY_DEPTH_MAX = 50 };

typedef struct Unifier {
    Checker *check;
    GoTypeList parameters;
    GoType **inferred;
    bool both_sides; /* parameters on the right are inferred too */
    int depth;
} Unifier;

static bool unify(Unifier *work, GoType *x, GoType *y);

static ptrdiff_t unify_index(const Unifier *work, const GoType *type) {
    if (type->kind != GO_TYPE_PARAMETER) return -1;
    for (uint32_t i = 0; i < work->parameters.count; i++) {
        if (work->parameters.items[i] == type) return (ptrdiff_t)i;
    }
    return -1;
}

static bool unify_has_name(const GoType *type) {
    return type->kind <= GO_UNTYPED_NIL || type->kind == GO_NAMED || type->kind == GO_TYPE_PARAMETER;
}

/* What a parameter stands for, following parameters that stand for each other. */
static GoType *unify_resolve(const Unifier *work, GoType *type) {
    for (uint32_t steps = 0; steps <= work->parameters.count; steps++) {
        ptrdiff_t index = unify_index(work, type);
        if (index < 0 || !work->inferred[index]) return type;
        type = work->inferred[index];
    }
    return type;
}

static bool unify_tuples(Unifier *work, GoType *x, GoType *y) {
    if (x->tuple.count != y->tuple.count) return false;
    for (uint32_t i = 0; i < x->tuple.count; i++) {
        if (!unify(work, x->tuple.variables[i]->type, y->tuple.variables[i]->type)) return false;
    }
    return true;
}

static bool unify_structs(Unifier *work, GoType *x, GoType *y) {
    if (x->structure.count != y->structure.count) return false;
    for (uint32_t i = 0; i < x->structure.count; i++) {
        GoObject *f = x->structure.fields[i], *g = y->structure.fields[i];
        if (f->variable.is_embedded != g->variable.is_embedded ||
            !go_same_name(f->name, f->package, g->name, g->package) || !unify(work, f->type, g->type))
            return false;
    }
    return true;
}

static bool unify_interfaces(Unifier *work, GoType *x, GoType *y) {
    const GoTypeSet *a = go_interface_type_set(NULL, x), *b = go_interface_type_set(NULL, y);
    if (a->is_comparable != b->is_comparable || a->methods.count != b->methods.count) return false;
    if (a->has_terms != b->has_terms || !go_type_set_is_subset(a, b) || !go_type_set_is_subset(b, a))
        return false;
    for (uint32_t i = 0; i < a->methods.count; i++) {
        GoObject *f = a->methods.items[i], *g = b->methods.items[i];
        if (!go_same_name(f->name, f->package, g->name, g->package) || !unify(work, f->type, g->type))
            return false;
    }
    return true;
}

static bool unify_named(Unifier *work, GoType *x, GoType *y) {
    GoTypeList a = x->named.type_arguments, b = y->named.type_arguments;
    if (x->named.origin != y->named.origin || a.count != b.count) return false;
    for (uint32_t i = 0; i < a.count; i++) {
        if (!unify(work, a.items[i], b.items[i])) return false;
    }
    return true;
}

static bool unify_structure(Unifier *work, GoType *x, GoType *y) {
    if (x->kind != y->kind) return false;
    switch (x->kind) {
    case GO_POINTER:
    case GO_SLICE: return unify(work, x->pointer.element, y->pointer.element);
    case GO_ARRAY:
        return x->array.length == y->array.length && unify(work, x->array.element, y->array.element);
    case GO_MAP: return unify(work, x->map.key, y->map.key) && unify(work, x->map.value, y->map.value);
    case GO_CHAN: return unify(work, x->chan.element, y->chan.element);
    case GO_STRUCT: return unify_structs(work, x, y);
    case GO_TUPLE: return unify_tuples(work, x, y);
    case GO_FUNC:
        return x->signature.is_variadic == y->signature.is_variadic &&
               unify_tuples(work, x->signature.parameters, y->signature.parameters) &&
               unify_tuples(work, x->signature.results, y->signature.results);
    case GO_INTERFACE: return unify_interfaces(work, x, y);
    case GO_NAMED: return unify_named(work, x, y);
    case GO_TYPE_PARAMETER: return x == y;
    default: return x->kind <= GO_UNTYPED_NIL;
    }
}

static bool unify_at(Unifier *work, GoType *x, GoType *y) {
    if (x == y) return true;
    ptrdiff_t i = unify_index(work, x), k = work->both_sides ? unify_index(work, y) : -1;
    if (x->kind == GO_NAMED && !unify_has_name(y)) return unify(work, go_underlying(x), y);
    if (y->kind == GO_NAMED && !unify_has_name(x)) return unify(work, x, go_underlying(y));
    if (i >= 0) {
        GoType *known = unify_resolve(work, x);
        if (unify_index(work, known) < 0) return unify(work, known, y);
        if (k >= 0) {
            y = unify_resolve(work, y);
            if (y == known) return true;
        }
        work->inferred[unify_index(work, known)] = y;
        return true;
    }
    if (k >= 0) {
        GoType *known = unify_resolve(work, y);
        if (unify_index(work, known) < 0) return unify(work, x, known);
        work->inferred[unify_index(work, known)] = x;
        return true;
    }
    if (x->kind == GO_TYPE_PARAMETER && !unify_has_name(y)) {
        GoType *core = go_core_type(work->check->program, x);
        if (core) return unify(work, core, y);
    } else if (y->kind == GO_TYPE_PARAMETER && !unify_has_name(x)) {
        GoType *core = go_core_type(work->check->program, y);
        if (core) return unify(work, x, core);
    }
    return unify_structure(work, x, y);
}

static bool unify(Unifier *work, GoType *x, GoType *y) {
    if (!x || !y || work->depth >= UNIFY_DEPTH_MAX) return false;
    work->depth++;
    bool is_equal = unify_at(work, x, y);
    work->depth--;
    return is_equal;
}

/* `inferred` has an entry for each parameter: its type, or NULL while it is not known. */
bool go_unify(Checker *check, GoTypeList parameters, GoType **inferred, GoType *x, GoType *y,
              bool both_sides) {
    Unifier work = {check, parameters, inferred, both_sides, 0};
    return unify(&work, x, y);
}
