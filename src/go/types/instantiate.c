/* Instances: generic types and functions with types put in for their parameters (spec: "Instantiations").
 *
 * Substitution copies only what changes. An instance of a named type is made at once but gets its underlying
 * type and methods when somebody asks for them, since generic types refer to themselves. Instances are kept
 * in a table, so List[int] is one type in the whole program. */
#include "go/types/program.h"

typedef struct Instance {
    GoType *type;
    struct Instance *next;
} Instance;

typedef struct Substitution {
    GoProgram *program;
    GoTypeList parameters, arguments;
    int depth;
} Substitution;

static GoType *substitute(Substitution *work, GoType *type);

GoType *go_type_parameter_new(GoProgram *program, GoObject *object, GoType *constraint) {
    GoType *type = go_type_new(program, GO_TYPE_PARAMETER);
    type->type_parameter.object = object;
    type->type_parameter.program = program;
    type->type_parameter.id = ++program_state(program)->next_type_parameter;
    type->type_parameter.constraint = constraint;
    return type;
}

/* ---- Substitution ----------------------------------------------------------------------------------- */

static GoTypeList substitute_list(Substitution *work, GoTypeList list, bool *has_changed) {
    GoTypeList result = list;
    for (uint32_t i = 0; i < list.count; i++) {
        GoType *type = substitute(work, list.items[i]);
        if (type == list.items[i]) continue;
        if (result.items == list.items)
            result.items = arena_copy_bytes(&work->program->arena, list.items, list.count * sizeof(GoType *));
        result.items[i] = type;
        *has_changed = true;
    }
    return result;
}

/* Variables, fields or methods with other types. The same array when nothing changes. */
static GoObject **substitute_objects(Substitution *work, GoObject **objects, uint32_t count) {
    GoObject **result = objects;
    for (uint32_t i = 0; i < count; i++) {
        GoType *type = substitute(work, objects[i]->type);
        if (type == objects[i]->type) continue;
        if (result == objects)
            result = arena_copy_bytes(&work->program->arena, objects, count * sizeof(GoObject *));
        GoObject *copy = arena_copy_bytes(&work->program->arena, objects[i], sizeof(GoObject));
        copy->type = type;
        copy->user = NULL;
        if (copy->kind == GO_OBJECT_VAR) {
            GoObject *origin = objects[i]->variable.origin;
            copy->variable.origin = origin ? origin : objects[i];
        } else if (copy->kind == GO_OBJECT_FUNC) {
            copy->func.origin = objects[i]->func.origin ? objects[i]->func.origin : objects[i];
        }
        result[i] = copy;
    }
    return result;
}

static GoType *substitute_tuple(Substitution *work, GoType *type) {
    GoObject **variables = substitute_objects(work, type->tuple.variables, type->tuple.count);
    if (variables == type->tuple.variables) return type;
    return go_type_tuple(work->program, variables, type->tuple.count);
}

static GoType *substitute_signature(Substitution *work, GoType *type) {
    GoType *parameters = substitute(work, type->signature.parameters);
    GoType *results = substitute(work, type->signature.results);
    if (parameters == type->signature.parameters && results == type->signature.results) return type;
    GoType *copy = arena_copy_bytes(&work->program->arena, type, sizeof(GoType));
    copy->pointer_to = NULL;
    copy->signature.parameters = parameters;
    copy->signature.results = results;
    return copy;
}

static GoType *substitute_struct(Substitution *work, GoType *type) {
    GoObject **fields = substitute_objects(work, type->structure.fields, type->structure.count);
    if (fields == type->structure.fields) return type;
    GoType *copy = go_type_new(work->program, GO_STRUCT);
    copy->structure.fields = fields;
    copy->structure.count = type->structure.count;
    copy->structure.tags = type->structure.tags;
    return copy;
}

static GoType *substitute_interface(Substitution *work, GoType *type) {
    bool has_changed = false;
    GoObjectList methods = type->interface.methods;
    methods.items = substitute_objects(work, methods.items, methods.count);
    GoTypeList embedded = substitute_list(work, type->interface.embedded, &has_changed);
    if (methods.items == type->interface.methods.items && !has_changed) return type;
    GoType *copy = arena_copy_bytes(&work->program->arena, type, sizeof(GoType));
    copy->pointer_to = NULL;
    copy->interface.methods = methods;
    copy->interface.methods.capacity = methods.count;
    copy->interface.embedded = embedded;
    copy->interface.type_set = NULL;
    return copy;
}

static GoType *substitute_union(Substitution *work, GoType *type) {
    GoType *copy = NULL;
    for (uint32_t i = 0; i < type->set.terms.count; i++) {
        GoType *term = substitute(work, type->set.terms.items[i].type);
        if (term == type->set.terms.items[i].type) continue;
        if (!copy) {
            copy = go_type_new(work->program, GO_UNION);
            copy->set.terms.count = type->set.terms.count;
            copy->set.terms.items = arena_copy_bytes(&work->program->arena, type->set.terms.items,
                                                     type->set.terms.count * sizeof(GoTerm));
        }
        copy->set.terms.items[i].type = term;
    }
    return copy ? copy : type;
}

static GoType *substitute_named(Substitution *work, GoType *type) {
    bool has_changed = false;
    GoTypeList arguments = substitute_list(work, type->named.type_arguments, &has_changed);
    return has_changed ? go_type_instantiate(work->program, type->named.origin, arguments) : type;
}

static GoType *substitute_parameter(const Substitution *work, GoType *type) {
    for (uint32_t i = 0; i < work->parameters.count && i < work->arguments.count; i++) {
        if (work->parameters.items[i] == type)
            return work->arguments.items[i] ? work->arguments.items[i] : type;
    }
    return type;
}

static GoType *substitute_map(Substitution *work, GoType *type) {
    GoType *key = substitute(work, type->map.key), *value = substitute(work, type->map.value);
    if (key == type->map.key && value == type->map.value) return type;
    return go_type_map(work->program, key, value);
}

static GoType *substitute_at(Substitution *work, GoType *type) {
    GoProgram *program = work->program;
    GoType *element;
    switch (type->kind) {
    case GO_POINTER:
        element = substitute(work, type->pointer.element);
        return element == type->pointer.element ? type : go_type_pointer(program, element);
    case GO_SLICE:
        element = substitute(work, type->slice.element);
        return element == type->slice.element ? type : go_type_slice(program, element);
    case GO_ARRAY:
        element = substitute(work, type->array.element);
        return element == type->array.element ? type : go_type_array(program, element, type->array.length);
    case GO_CHAN:
        element = substitute(work, type->chan.element);
        return element == type->chan.element ? type : go_type_chan(program, element, type->chan.direction);
    case GO_MAP: return substitute_map(work, type);
    case GO_STRUCT: return substitute_struct(work, type);
    case GO_TUPLE: return substitute_tuple(work, type);
    case GO_FUNC: return substitute_signature(work, type);
    case GO_INTERFACE: return substitute_interface(work, type);
    case GO_UNION: return substitute_union(work, type);
    case GO_NAMED: return substitute_named(work, type);
    case GO_TYPE_PARAMETER: return substitute_parameter(work, type);
    default: return type;
    }
}

static GoType *substitute(Substitution *work, GoType *type) {
    if (!type || work->depth > 200) return type;
    work->depth++;
    GoType *result = substitute_at(work, type);
    work->depth--;
    return result;
}

GoType *go_type_substitute(GoProgram *program, GoType *type, GoTypeList parameters, GoTypeList arguments) {
    if (parameters.count == 0) return type;
    Substitution work = {program, parameters, arguments, 0};
    return substitute(&work, type);
}

/* ---- Instances -------------------------------------------------------------------------------------- */

static bool instance_matches(const GoType *instance, const GoType *generic, GoTypeList arguments) {
    if (instance->named.origin != generic || instance->named.type_arguments.count != arguments.count)
        return false;
    for (uint32_t i = 0; i < arguments.count; i++) {
        if (!go_type_identical(instance->named.type_arguments.items[i], arguments.items[i])) return false;
    }
    return true;
}

GoType *go_type_instantiate(GoProgram *program, GoType *generic, GoTypeList arguments) {
    IntMap *instances = &program_state(program)->instances;
    uint64_t hash = generic->named.object->order;
    for (uint32_t i = 0; i < arguments.count; i++)
        hash = hash * UINT64_C(0x100000001b3) ^ go_type_hash(arguments.items[i]);
    Instance *chain = intmap_get(instances, hash);
    for (Instance *known = chain; known; known = known->next) {
        if (instance_matches(known->type, generic, arguments)) return known->type;
    }
    GoType *type = go_type_new(program, GO_NAMED);
    type->named.object = generic->named.object;
    type->named.origin = generic;
    type->named.program = program;
    type->named.instance_pos = GO_NO_POS;
    type->named.type_arguments.count = arguments.count;
    type->named.type_arguments.items =
        arena_copy_bytes(&program->arena, arguments.items, arguments.count * sizeof(GoType *));
    Instance *instance = ARENA_NEW(&program->arena, Instance);
    *instance = (Instance){type, chain};
    intmap_set(instances, hash, instance);
    VEC_PUSH(&program_state(program)->instance_list, type);
    return type;
}

GoType *go_named_expand(GoType *named) {
    GoType *origin = named->named.origin;
    if (!origin->named.underlying) return NULL; /* still being declared */
    GoType *underlying = go_underlying(origin);
    if (origin->named.type_parameters.count != named->named.type_arguments.count)
        return named->named.underlying = go_basic_type(GO_INVALID);
    GoType *result = go_type_substitute(named->named.program, underlying, origin->named.type_parameters,
                                        named->named.type_arguments);
    /* While the generic type is being declared its parts change: then the result is for now only. */
    if (origin->named.is_complete) named->named.underlying = result;
    return result;
}

/* ---- Methods ---------------------------------------------------------------------------------------- */

uint32_t go_named_method_count(GoType *named) {
    return named->named.origin->named.methods.count;
}

static GoObject *named_instance_method(GoType *named, GoObject *generic) {
    GoProgram *program = named->named.program;
    GoProgramState *state = program_state(program);
    if (!generic->type && state->resolve) state->resolve(generic);
    GoObject *method = arena_copy_bytes(&program->arena, generic, sizeof(GoObject));
    method->user = NULL;
    method->func.origin = generic;
    if (!generic->type || generic->type->kind != GO_FUNC) return method;
    GoTypeList parameters = generic->type->signature.receiver_type_parameters;
    method->type = go_type_substitute(program, generic->type, parameters, named->named.type_arguments);
    if (method->type == generic->type)
        method->type = arena_copy_bytes(&program->arena, generic->type, sizeof(GoType));
    GoObject *receiver = generic->type->signature.receiver;
    if (receiver) {
        GoObject *copy = arena_copy_bytes(&program->arena, receiver, sizeof(GoObject));
        copy->type = go_type_substitute(program, receiver->type, parameters, named->named.type_arguments);
        method->type->signature.receiver = copy;
    }
    return method;
}

GoObject *go_named_method(GoType *named, uint32_t index) {
    GoObjectList *generic = &named->named.origin->named.methods;
    if (named->named.origin == named) return generic->items[index];
    GoObjectList *own = &named->named.methods;
    if (own->count < generic->count) {
        GoObject **items = ARENA_ARRAY(&named->named.program->arena, GoObject *, generic->count);
        for (uint32_t i = 0; i < own->count; i++) items[i] = own->items[i];
        own->items = items;
        own->count = own->capacity = generic->count;
    }
    if (!own->items[index]) own->items[index] = named_instance_method(named, generic->items[index]);
    return own->items[index];
}
