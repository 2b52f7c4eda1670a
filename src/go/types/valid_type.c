/* Recursive types: a type must not contain itself, for it would have no end (spec: "Type declarations").
 *
 * A walk follows what lies in the type's own bytes (array elements, struct fields, what an interface embeds)
 * through declared types to their right sides. Two lists grow with it. The nest holds the types that lie
 * around the place where the walk is: meeting one of them again is the error. The path holds every type that
 * the walk came through, for the message. They differ at a type parameter, which stands for the argument of
 * the instance around it: the argument was written outside of that instance, so the walk goes on with a nest
 * that ends before it.
 *
 * What was found to be fine is remembered for the package (`valid_types`). */
#include "go/types/checker.h"

enum { PATH_MAX_LENGTH = 500 };

typedef struct Nest {
    const struct Nest *outer; /* NULL: none */
    GoType *type;
} Nest;

typedef struct Walk {
    Checker *check;
    VEC(GoType *) path;
} Walk;

static bool valid_type(Walk *walk, GoType *type, const Nest *nest);

static void valid_report(Walk *walk, GoType *type) {
    size_t start = 0, count = 0;
    while (walk->path.items[start] != type) start++;
    GoCycleMember *cycle = ARENA_ARRAY(&walk->check->scratch, GoCycleMember, walk->path.count - start);
    for (size_t i = start; i < walk->path.count; i++) {
        GoType *member = walk->path.items[i];
        bool is_instance = member->named.type_arguments.count > 0 && member->named.instance_pos != GO_NO_POS;
        GoObject *object = member->named.object;
        cycle[count++] = (GoCycleMember){object, is_instance ? member->named.instance_pos : object->pos};
    }
    go_check_cycle_members_error(walk->check, cycle, count);
}

static bool valid_named(Walk *walk, GoType *type, const Nest *nest) {
    Checker *check = walk->check;
    bool is_plain = type->named.type_arguments.count == 0;
    if (is_plain && type->named.object->package != check->package) return true;
    if (intmap_get(&check->valid_types, (uint64_t)(uintptr_t)type)) return true;
    if (go_underlying(type)->kind == GO_INVALID) return false;
    for (const Nest *around = nest; around; around = around->outer) {
        if (around->type != type) continue;
        type->named.underlying = go_basic_type(GO_INVALID);
        valid_report(walk, type);
        return false;
    }
    if (walk->path.count >= PATH_MAX_LENGTH) return true;
    VEC_PUSH(&walk->path, type);
    Nest inner = {nest, type};
    GoType *right = type->named.origin->named.right_side;
    bool is_valid = !right || valid_type(walk, right, &inner);
    walk->path.count--;
    if (is_valid) intmap_set(&check->valid_types, (uint64_t)(uintptr_t)type, type);
    return is_valid;
}

static bool valid_parameter(Walk *walk, GoType *parameter, const Nest *nest) {
    if (!nest) return true;
    GoTypeList parameters = nest->type->named.origin->named.type_parameters;
    GoTypeList arguments = nest->type->named.type_arguments;
    for (uint32_t i = 0; i < parameters.count && i < arguments.count; i++) {
        if (parameters.items[i] == parameter) return valid_type(walk, arguments.items[i], nest->outer);
    }
    return true;
}

static bool valid_type(Walk *walk, GoType *type, const Nest *nest) {
    switch (type->kind) {
    case GO_NAMED: return valid_named(walk, type, nest);
    case GO_TYPE_PARAMETER: return valid_parameter(walk, type, nest);
    case GO_ARRAY: return valid_type(walk, type->array.element, nest);
    case GO_STRUCT:
        for (uint32_t i = 0; i < type->structure.count; i++) {
            if (!valid_type(walk, type->structure.fields[i]->type, nest)) return false;
        }
        return true;
    case GO_UNION:
        for (uint32_t i = 0; i < type->set.terms.count; i++) {
            if (!valid_type(walk, type->set.terms.items[i].type, nest)) return false;
        }
        return true;
    case GO_INTERFACE:
        for (uint32_t i = 0; i < type->interface.embedded.count; i++) {
            if (!valid_type(walk, type->interface.embedded.items[i], nest)) return false;
        }
        return true;
    default: return true;
    }
}

void go_check_valid_recursion(Checker *check, GoType *named) {
    Walk walk = {.check = check};
    if (named->kind == GO_NAMED) valid_type(&walk, named, NULL);
    VEC_FREE(&walk.path);
}
