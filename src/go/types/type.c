/* Types: the predeclared ones, making others, and simple questions about them. */
#include "go/syntax/list.h"
#include "go/types/program.h"

/* ---- Predeclared ------------------------------------------------------------------------------------ */

const char *const go_basic_names[] = {[GO_INVALID] = "invalid type",
#define X(NAME, name, size, flags) [GO_##NAME] = name,
                                      GO_BASIC_TABLE(X)
#undef X
};

static const unsigned basic_flags[GO_TYPE_KIND_COUNT] = {
#define X(NAME, name, size, flags) [GO_##NAME] = flags,
    GO_BASIC_TABLE(X)
#undef X
};

/* Sizes are set, so that nobody ever writes to these. The alignment is the size, but for a string's parts and
 * a complex number's halves. */
static GoType basic_types[] = {[GO_INVALID] = {.kind = GO_INVALID, .size = 8, .align = 8},
#define X(NAME, name, bytes, flags)                                                                          \
    [GO_##NAME] = {.kind = GO_##NAME,                                                                        \
                   .size = (bytes),                                                                          \
                   .align = (flags) & GO_IS_COMPLEX   ? (bytes) / 2 + !(bytes)                               \
                            : (bytes) > 8 || !(bytes) ? 8                                                    \
                                                      : (bytes)},
                               GO_BASIC_TABLE(X)
#undef X
};

/* The same types under their other names: messages show the name that the program used. */
static GoType byte_type = {.kind = GO_UINT8, .size = 1, .align = 1};
static GoType rune_type = {.kind = GO_INT32, .size = 4, .align = 4};

GoType *go_basic_type(GoTypeKind kind) {
    return &basic_types[kind];
}

GoType *go_byte_type(void) {
    return &byte_type;
}

GoType *go_rune_type(void) {
    return &rune_type;
}

/* ---- Making ----------------------------------------------------------------------------------------- */

GoType *go_type_new(GoProgram *program, GoTypeKind kind) {
    GoType *type = ARENA_NEW(&program->arena, GoType);
    type->kind = kind;
    return type;
}

GoType *go_type_pointer(GoProgram *program, GoType *element) {
    GoType **known = &element->pointer_to;
    if (element->kind <= GO_UNTYPED_NIL) {
        if (element == &byte_type || element == &rune_type) {
            GoType *pointer = go_type_new(program, GO_POINTER);
            pointer->pointer.element = element;
            return pointer;
        }
        known = &program_state(program)->basic_pointers[element->kind];
    }
    if (*known) return *known;
    GoType *pointer = go_type_new(program, GO_POINTER);
    pointer->pointer.element = element;
    return *known = pointer;
}

GoType *go_type_slice(GoProgram *program, GoType *element) {
    GoType *slice = go_type_new(program, GO_SLICE);
    slice->slice.element = element;
    return slice;
}

GoType *go_type_array(GoProgram *program, GoType *element, int64_t length) {
    GoType *array = go_type_new(program, GO_ARRAY);
    array->array.element = element;
    array->array.length = length;
    return array;
}

GoType *go_type_map(GoProgram *program, GoType *key, GoType *value) {
    GoType *map = go_type_new(program, GO_MAP);
    map->map.key = key;
    map->map.value = value;
    return map;
}

GoType *go_type_chan(GoProgram *program, GoType *element, GoChanDirection direction) {
    GoType *chan = go_type_new(program, GO_CHAN);
    chan->chan.element = element;
    chan->chan.direction = direction;
    return chan;
}

GoType *go_type_tuple(GoProgram *program, GoObject **variables, uint32_t count) {
    if (count == 0) return program_state(program)->empty_tuple;
    GoType *tuple = go_type_new(program, GO_TUPLE);
    tuple->tuple.variables = variables;
    tuple->tuple.count = count;
    return tuple;
}

GoObject *go_object_new(GoProgram *program, GoObjectKind kind, Str name, GoPos pos) {
    GoObject *object = ARENA_NEW(&program->arena, GoObject);
    object->kind = kind;
    object->name = name;
    object->pos = pos;
    object->order = ++program_state(program)->next_order;
    object->scope_start = object->scope_end = GO_NO_POS;
    return object;
}

void go_object_list_add(GoProgram *program, GoObjectList *list, GoObject *object) {
    GO_LIST_ADD(&program->arena, list, object);
}

/* ---- Asking ----------------------------------------------------------------------------------------- */

/* A declared type's right side may be another declared type that is not complete yet. */
static GoType *type_resolve_chain(GoType *named) {
    GoType *type = named;
    for (int length = 0; type && type->kind == GO_NAMED; length++) {
        if (length > 1000) return go_basic_type(GO_INVALID);
        GoType *next = type->named.underlying;
        if (!next && type->named.origin != type) next = go_named_expand(type);
        type = next;
    }
    return type ? type : go_basic_type(GO_INVALID);
}

GoType *go_underlying(GoType *type) {
    if (type->kind == GO_NAMED) {
        GoType *underlying = type->named.underlying;
        if (underlying && underlying->kind != GO_NAMED && underlying->kind != GO_TYPE_PARAMETER)
            return underlying;
        type = type_resolve_chain(type);
    }
    if (type->kind == GO_TYPE_PARAMETER) return go_constraint_interface(NULL, type);
    return type;
}

unsigned go_type_flags(GoType *type) {
    return basic_flags[go_underlying(type)->kind];
}

bool go_type_is_untyped(const GoType *type) {
    return type->kind >= GO_UNTYPED_BOOL && type->kind <= GO_UNTYPED_NIL;
}

bool go_type_is_type_parameter(const GoType *type) {
    return type->kind == GO_TYPE_PARAMETER;
}

bool go_type_is_interface(GoType *type) {
    return type->kind != GO_TYPE_PARAMETER && go_underlying(type)->kind == GO_INTERFACE;
}

bool go_type_is_pointer_shaped(GoType *type) {
    GoType *underlying = go_underlying(type);
    switch (underlying->kind) {
    case GO_POINTER:
    case GO_MAP:
    case GO_CHAN:
    case GO_FUNC:
    case GO_UNSAFE_POINTER: return true;
    case GO_STRUCT:
        return underlying->structure.count == 1 &&
               go_type_is_pointer_shaped(underlying->structure.fields[0]->type);
    case GO_ARRAY:
        return underlying->array.length == 1 && go_type_is_pointer_shaped(underlying->array.element);
    default: return false;
    }
}

static bool type_kind_has_nil(void *user, GoType *underlying) {
    (void)user;
    if (!underlying) return false;
    switch (underlying->kind) {
    case GO_INVALID:
    case GO_UNSAFE_POINTER:
    case GO_UNTYPED_NIL:
    case GO_POINTER:
    case GO_SLICE:
    case GO_MAP:
    case GO_CHAN:
    case GO_FUNC:
    case GO_INTERFACE: return true;
    default: return false;
    }
}

bool go_type_has_nil(GoType *type) {
    if (type->kind == GO_TYPE_PARAMETER) return go_type_all_underlying(NULL, type, type_kind_has_nil, NULL);
    return type_kind_has_nil(NULL, go_underlying(type));
}

bool go_type_is_comparable(GoType *type) {
    return go_type_comparable_cause(NULL, type, true, NULL, NULL);
}

/* ---- Does a type mention type parameters? ------------------------------------------------------------ */

static bool type_mentions(GoType *type, int depth);

static bool type_list_mentions(GoTypeList list, int depth) {
    for (uint32_t i = 0; i < list.count; i++) {
        if (type_mentions(list.items[i], depth)) return true;
    }
    return false;
}

static bool type_objects_mention(GoObject **objects, uint32_t count, int depth) {
    for (uint32_t i = 0; i < count; i++) {
        if (objects[i]->type && type_mentions(objects[i]->type, depth)) return true;
    }
    return false;
}

static bool type_mentions(GoType *type, int depth) {
    if (!type || depth > 100) return false;
    depth++;
    switch (type->kind) {
    case GO_POINTER:
    case GO_SLICE: return type_mentions(type->pointer.element, depth);
    case GO_ARRAY: return type_mentions(type->array.element, depth);
    case GO_CHAN: return type_mentions(type->chan.element, depth);
    case GO_MAP: return type_mentions(type->map.key, depth) || type_mentions(type->map.value, depth);
    case GO_STRUCT: return type_objects_mention(type->structure.fields, type->structure.count, depth);
    case GO_TUPLE: return type_objects_mention(type->tuple.variables, type->tuple.count, depth);
    case GO_FUNC:
        return type_mentions(type->signature.parameters, depth) ||
               type_mentions(type->signature.results, depth);
    case GO_INTERFACE:
        return type_objects_mention(type->interface.methods.items, type->interface.methods.count, depth) ||
               type_list_mentions(type->interface.embedded, depth);
    case GO_NAMED: return type_list_mentions(type->named.type_arguments, depth);
    case GO_UNION:
        for (uint32_t i = 0; i < type->set.terms.count; i++) {
            if (type_mentions(type->set.terms.items[i].type, depth)) return true;
        }
        return false;
    case GO_TYPE_PARAMETER: return true;
    default: return false;
    }
}

bool go_type_is_parameterized(GoType *type) {
    return type_mentions(type, 0);
}
