/* The universe: what is declared without a program declaring it (spec: "Predeclared identifiers"), and
 * package unsafe, which no source text could define. */
#include "go/types/program.h"

#include <string.h>

/* One row for each built-in function, in the order of GoBuiltin. */
static const char *const builtin_names[] = {"",
#define X(name, text, arguments, variadic, kind) text,
                                            GO_BUILTIN_TABLE(X)
#undef X
};

static void universe_add(GoScope *scope, GoObject *object, GoPackage *package) {
    object->package = package;
    go_scope_insert(scope, object);
}

static GoObject *universe_type(GoProgram *program, GoScope *scope, const char *name, GoType *type) {
    GoObject *object = go_object_new(program, GO_OBJECT_TYPE, str_from(name), GO_NO_POS);
    object->type = type;
    universe_add(scope, object, NULL);
    return object;
}

static void universe_basic_types(GoProgram *program, GoScope *scope) {
    for (GoTypeKind kind = GO_BOOL; kind <= GO_STRING; kind++)
        universe_type(program, scope, go_basic_names[kind], go_basic_type(kind));
    universe_type(program, scope, "byte", go_byte_type())->type_name.is_alias = true;
    universe_type(program, scope, "rune", go_rune_type())->type_name.is_alias = true;
}

static GoType *universe_interface(GoProgram *program) {
    GoType *interface = go_type_new(program, GO_INTERFACE);
    interface->interface.program = program;
    return interface;
}

static GoType *universe_named(GoProgram *program, GoScope *scope, const char *name, GoType *underlying) {
    GoType *named = go_type_new(program, GO_NAMED);
    named->named.program = program;
    named->named.origin = named;
    named->named.is_complete = true;
    named->named.underlying = named->named.right_side = underlying;
    named->named.object = universe_type(program, scope, name, named);
    return named;
}

/* type error interface { Error() string } */
static void universe_error(GoProgram *program, GoScope *scope) {
    GoProgramState *state = program_state(program);
    GoType *interface = universe_interface(program);
    state->error_type = universe_named(program, scope, "error", interface);
    GoObject **results = ARENA_ARRAY(&program->arena, GoObject *, 1);
    results[0] = go_object_new(program, GO_OBJECT_VAR, STR(""), GO_NO_POS);
    results[0]->type = go_basic_type(GO_STRING);
    GoType *signature = go_type_new(program, GO_FUNC);
    signature->signature.parameters = state->empty_tuple;
    signature->signature.results = go_type_tuple(program, results, 1);
    signature->signature.receiver = go_object_new(program, GO_OBJECT_VAR, STR(""), GO_NO_POS);
    signature->signature.receiver->type = state->error_type;
    GoObject *method = go_object_new(program, GO_OBJECT_FUNC, STR("Error"), GO_NO_POS);
    method->type = signature;
    method->func.is_method = method->func.is_interface_method = true;
    go_object_list_add(program, &interface->interface.methods, method);
}

static void universe_constants(GoProgram *program, GoScope *scope) {
    static const char *const names[] = {"false", "true", "iota"};
    for (int i = 0; i < 3; i++) {
        GoObject *object = go_object_new(program, GO_OBJECT_CONST, str_from(names[i]), GO_NO_POS);
        object->type = go_basic_type(i < 2 ? GO_UNTYPED_BOOL : GO_UNTYPED_INT);
        object->constant.value =
            i < 2 ? go_constant_bool(&program->arena, i == 1) : go_constant_int(&program->arena, 0);
        universe_add(scope, object, NULL);
    }
    GoObject *nil = go_object_new(program, GO_OBJECT_NIL, STR("nil"), GO_NO_POS);
    nil->type = go_basic_type(GO_UNTYPED_NIL);
    universe_add(scope, nil, NULL);
}

static bool universe_has_builtin(const GoProgram *program, GoBuiltin id) {
    int minor = program->options.language_minor;
    switch (id) {
    case GO_BUILTIN_CLEAR:
    case GO_BUILTIN_MAX:
    case GO_BUILTIN_MIN: return minor == 0 || minor >= 21;
    case GO_BUILTIN_UNSAFE_SLICE_DATA:
    case GO_BUILTIN_UNSAFE_STRING:
    case GO_BUILTIN_UNSAFE_STRING_DATA: return minor == 0 || minor >= 20;
    default: return true;
    }
}

static void universe_builtins(GoProgram *program, GoScope *scope, GoBuiltin first, GoBuiltin last,
                              GoPackage *package) {
    for (GoBuiltin id = first; id <= last; id++) {
        if (!universe_has_builtin(program, id)) continue;
        GoObject *object = go_object_new(program, GO_OBJECT_BUILTIN, str_from(builtin_names[id]), GO_NO_POS);
        object->type = go_basic_type(GO_INVALID);
        object->builtin.id = id;
        universe_add(scope, object, package);
    }
}

static void universe_unsafe(GoProgram *program) {
    GoPackage *package = ARENA_NEW(&program->arena, GoPackage);
    package->path = package->name = STR("unsafe");
    package->is_native = package->is_unsafe = package->is_complete = true;
    package->scope = go_scope_new(program, program_state(program)->universe, GO_NO_POS, GO_NO_POS);
    GoObject *pointer = universe_type(program, package->scope, "Pointer", go_basic_type(GO_UNSAFE_POINTER));
    pointer->package = package;
    universe_builtins(program, package->scope, GO_BUILTIN_UNSAFE_ADD, GO_BUILTIN_UNSAFE_STRING_DATA, package);
    program_state(program)->unsafe = package;
}

void go_universe_init(GoProgram *program) {
    GoProgramState *state = program_state(program);
    GoScope *scope = state->universe = go_scope_new(program, NULL, GO_NO_POS, GO_NO_POS);
    state->empty_tuple = go_type_new(program, GO_TUPLE);
    state->empty_interface = universe_interface(program);
    universe_basic_types(program, scope);
    state->any_type = universe_interface(program);
    state->any_type->interface.is_any = true;
    universe_type(program, scope, "any", state->any_type)->type_name.is_alias = true;
    GoType *comparable = universe_interface(program);
    comparable->interface.is_comparable_itself = true;
    state->comparable_type = universe_named(program, scope, "comparable", comparable);
    universe_error(program, scope);
    universe_constants(program, scope);
    universe_builtins(program, scope, GO_BUILTIN_APPEND, GO_BUILTIN_RECOVER, NULL);
    universe_unsafe(program);
}
