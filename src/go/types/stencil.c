/* Stencils: generic functions made concrete (spec: "Instantiations").
 *
 * The checker checks a generic function once, with its type parameters as types. Whoever generates code needs
 * to know sizes, so each combination of type arguments that the program uses gets a function of its own: its
 * stencil. It is made in the plainest way there is. The declaration is parsed once more, and checked once
 * more with each type parameter as an alias of its argument; what comes out is a function like any other,
 * with variables, closures and types of its own, and nobody behind the checker has to know what a type
 * parameter is. That costs one more reading of the text for each combination, which is little beside what is
 * saved: a second way to compile an expression, for types that are not known.
 *
 * In:  calls and values of generic functions (go_check_stencil, from checked code whose own types are known),
 *      and every instance of a generic type, for its methods.
 * Out: GoPackage.functions gets the stencils; names in the tree mean the stencil instead of the generic
 *      function.
 *
 * Stencils ask for further stencils; there is an end to it, since instance_cycle.c has refused programs that
 * would need endlessly many. Two rules differ in a stencil, because the generic text was valid: cases of a
 * type switch may be duplicates, or impossible, for these arguments; and T(1) is no constant although int(1)
 * is. */
#include "go/syntax/parser.h"
#include "go/types/checker.h"

typedef struct Stencil {
    GoObject *generic;    /* the function or method as declared */
    GoTypeList arguments; /* for its type parameters, or for those of its receiver's type */
    GoObject *object;     /* the concrete function */
    struct Stencil *next; /* of the same hash */
} Stencil;

/* ---- Asking for one --------------------------------------------------------------------------------- */

static bool types_are_known(GoTypeList types) {
    for (uint32_t i = 0; i < types.count; i++)
        if (types.items[i]->kind == GO_INVALID || go_type_is_parameterized(types.items[i])) return false;
    return true;
}

static bool types_are_same(GoTypeList a, GoTypeList b) {
    for (uint32_t i = 0; i < a.count; i++)
        if (!go_type_identical(a.items[i], b.items[i])) return false;
    return a.count == b.count;
}

static void stencil_add(GoProgram *program, Stencil *stencil) {
    VEC_PUSH(&program_state(program)->stencils, stencil);
}

GoObject *go_check_stencil(Checker *check, GoObject *generic, GoTypeList arguments, GoType *signature) {
    if (!check->program->options.makes_stencils || !types_are_known(arguments)) return NULL;
    IntMap *table = &check->state->stencil_table;
    uint64_t hash = generic->order;
    for (uint32_t i = 0; i < arguments.count; i++)
        hash = hash * UINT64_C(0x100000001b3) ^ go_type_hash(arguments.items[i]);
    Stencil *chain = intmap_get(table, hash);
    for (Stencil *known = chain; known; known = known->next)
        if (known->generic == generic && types_are_same(known->arguments, arguments)) return known->object;
    GoObject *object = arena_copy_bytes(check->arena, generic, sizeof *generic);
    object->type = signature;
    object->user = NULL;
    object->func.function = NULL;
    object->func.origin = generic;
    object->func.type_arguments = arguments;
    Stencil *stencil = ARENA_NEW(check->arena, Stencil);
    *stencil = (Stencil){generic, arguments, object, chain};
    intmap_set(table, hash, stencil);
    stencil_add(check->program, stencil);
    return object;
}

/* The methods of an instance of a generic type. */
static void stencil_methods(GoProgram *program, GoType *named) {
    if (!types_are_known(named->named.type_arguments)) return;
    for (uint32_t i = 0; i < go_named_method_count(named); i++) {
        GoObject *method = go_named_method(named, i);
        Stencil *stencil = ARENA_NEW(&program->arena, Stencil);
        *stencil = (Stencil){method->func.origin, named->named.type_arguments, method, NULL};
        stencil_add(program, stencil);
    }
}

/* ---- Making one ------------------------------------------------------------------------------------- */

static GoFile *stencil_file(const GoObject *object) {
    for (uint32_t i = 0; i < object->package->file_count; i++) {
        GoFile *file = object->package->files[i];
        if (object->pos >= file->base && object->pos <= file->end) return file;
    }
    return NULL;
}

static void bind_argument(Checker *check, GoScope *scope, GoExpr *name, GoType *argument) {
    if (str_equal_c(name->name.text, "_")) {
        intmap_set(&check->receiver_blanks, (uint64_t)(uintptr_t)name, argument);
        return;
    }
    GoObject *object = go_object_new(check->program, GO_OBJECT_TYPE, name->name.text, name->pos);
    object->package = check->package;
    object->type = argument;
    object->type_name.is_alias = object->type_name.is_argument = true;
    go_scope_insert(scope, object);
}

/* A scope in which the type parameters of the declaration mean the arguments. */
static GoScope *bind_arguments(Checker *check, GoScope *outer, GoDecl *decl, GoTypeList arguments) {
    GoScope *scope = go_scope_new(check->program, outer, decl->start, decl->end);
    GoFieldList fields = decl->function.function->type->function_type.type_parameters;
    GoExprList names = {0};
    bool is_pointer;
    if (decl->function.receiver) go_receiver_base(decl->function.receiver->type, &is_pointer, &names);
    for (uint32_t i = 0; i < arguments.count; i++)
        bind_argument(check, scope, decl->function.receiver ? names.items[i] : fields.items[i]->name,
                      arguments.items[i]);
    return scope;
}

static void check_stencil(Checker *check, Stencil *stencil, GoDecl *decl, GoScope *file_scope) {
    GoFunction *function = decl->function.function;
    GoType *signature = go_type_new(check->program, GO_FUNC);
    check->env.scope = bind_arguments(check, file_scope, decl, stencil->arguments);
    function->object = stencil->object;
    stencil->object->func.function = function;
    go_check_signature(check, signature, decl->function.receiver, function->type, function);
    function->signature = signature;
    function->type->type = signature;
    function->type->mode = GO_MODE_TYPE;
    go_check_function_body(check, function, signature, NULL, NULL);
    go_check_run_delayed(check, 0);
}

static Str arguments_text(Arena *arena, GoTypeList arguments, const GoPackage *from) {
    StrBuf out = {0};
    for (uint32_t i = 0; i < arguments.count; i++) {
        if (i) strbuf_append_c(&out, ", ");
        go_type_print(&out, arguments.items[i], from);
    }
    Str text = arena_copy(arena, strbuf_view(&out));
    strbuf_free(&out);
    return text;
}

/* The generic function was right, so this is a case that checking it once more does not cover. */
static void report_failure(GoProgram *program, const Stencil *stencil, const GoErrorList *found,
                           GoErrorList *errors) {
    Str arguments = arguments_text(&program->arena, stencil->arguments, stencil->object->package);
    Str text = arena_format(&program->arena, "varscope cannot compile %.*s[%.*s] yet: %.*s",
                            STR_ARGS(stencil->generic->name), STR_ARGS(arguments),
                            STR_ARGS(found->items.items[0].message));
    go_error_add_text(errors, found->items.items[0].pos, text);
}

static void make_stencil(GoProgram *program, Stencil *stencil, GoErrorList *errors) {
    GoFile *file = stencil_file(stencil->generic);
    GoFunction *generic = stencil->generic->func.function;
    if (!file || !generic || !generic->body) return;
    GoErrorList found = {0};
    Checker check = {.program = program,
                     .state = program_state(program),
                     .arena = &program->arena,
                     .errors = &found,
                     .package = stencil->generic->package,
                     .env = {.declared_pos = GO_NO_POS, .error_pos = GO_NO_POS},
                     .is_stencil = true};
    GoDecl *decl =
        go_parse_function_again(file->source, file->base, generic->declaration, check.arena, &found);
    check_stencil(&check, stencil, decl, file->scope);
    if (found.items.count) report_failure(program, stencil, &found, errors);
    go_errors_free(&found);
    go_checker_free(&check);
}

/* ---- All of them ------------------------------------------------------------------------------------ */

static void package_add_functions(GoProgram *program, GoPackage *package) {
    GoProgramState *state = program_state(program);
    uint32_t count = package->function_count;
    GoFunction **all = ARENA_ARRAY(&program->arena, GoFunction *, count + state->stencils.count + 1);
    for (uint32_t i = 0; i < count; i++) all[i] = package->functions[i];
    for (size_t i = 0; i < state->stencils.count; i++) {
        const Stencil *stencil = state->stencils.items[i];
        if (stencil->generic->package == package && stencil->object->func.function)
            all[count++] = stencil->object->func.function;
    }
    package->functions = all;
    package->function_count = count;
}

void go_program_make_stencils(GoProgram *program, GoErrorList *errors) {
    GoProgramState *state = program_state(program);
    size_t types = 0, made = 0;
    if (!program->options.makes_stencils) return;
    while (types < state->instance_list.count || made < state->stencils.count) {
        if (types < state->instance_list.count)
            stencil_methods(program, state->instance_list.items[types++]);
        else
            make_stencil(program, state->stencils.items[made++], errors);
    }
    for (size_t i = 0; made && i < state->packages.count; i++)
        package_add_functions(program, state->packages.items[i]);
}
