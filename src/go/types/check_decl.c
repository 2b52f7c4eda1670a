/* Declarations: resolving an object the first time that somebody asks for it, and declarations inside
 * functions (spec: "Declarations and scope").
 *
 * Objects of package level may refer to each other in any order. An object is white until it is asked for,
 * grey while it is being resolved, then black; asking for a grey one is a cycle. The objects that are being
 * resolved stand on a path, so the cycle is the part of the path behind it. Cycles through a type definition
 * are fine (linked lists), and so are functions that call each other; anything else is an error. */
#include "go/types/checker.h"

enum { WHITE, GREY, BLACK };

/* ---- Names ------------------------------------------------------------------------------------------ */

void go_check_declare(Checker *check, GoScope *scope, GoExpr *name, GoObject *object, GoPos from) {
    if (name) name->name.object = object;
    if (str_equal_c(object->name, "_") || object->name.length == 0) return;
    GoObject *other = go_scope_insert(scope, object);
    if (other && other != object) {
        const char *text = go_show_str(check, object->name);
        const char *where = other->pos == GO_NO_POS ? NULL : go_show_place(check, other->pos);
        if (where)
            go_check_error(check, object->pos, "%s redeclared in this block\n\t%s: other declaration of %s",
                           text, where, text);
        else
            go_check_error(check, object->pos, "%s redeclared in this block", text);
        return;
    }
    object->scope_start = from;
    object->scope_end = scope->end;
}

/* A variable of the function (or, without one, of the package) that is being checked. */
GoObject *go_check_new_variable(Checker *check, GoExpr *name, GoVariableKind kind, GoType *type) {
    GoObject *variable = go_object_new(check->program, GO_OBJECT_VAR, name->name.text, name->pos);
    variable->package = check->package;
    variable->type = type;
    variable->variable.kind = kind;
    variable->variable.function = check->env.function;
    variable->scope_start = name->end;
    variable->scope_end = check->env.scope->end;
    name->name.object = variable;
    if (check->env.function) go_object_list_add(check->program, &check->env.function->locals, variable);
    return variable;
}

void go_check_depends(Checker *check, GoObject *object) {
    DeclInfo *decl = check->env.decl;
    if (!decl || !go_check_info(check, object)) return;
    for (uint32_t i = 0; i < decl->dependencies.count; i++) {
        if (decl->dependencies.items[i] == object) return;
    }
    go_object_list_add(check->program, &decl->dependencies, object);
}

/* ---- Cycles ----------------------------------------------------------------------------------------- */

static bool decl_is_alias(Checker *check, const GoObject *object) {
    DeclInfo *info = go_check_info(check, object);
    return info ? info->decl->type.is_alias : object->type_name.is_alias;
}

void go_check_cycle_members_error(Checker *check, const GoCycleMember *cycle, size_t count) {
    size_t first = 0;
    for (size_t i = 1; i < count; i++) {
        if (cycle[i].pos < cycle[first].pos) first = i;
    }
    const GoCycleMember *start = &cycle[first];
    StrBuf message = {0};
    strbuf_format(&message,
                  start->object->kind == GO_OBJECT_TYPE ? "invalid recursive type %s"
                                                        : "illegal cycle in declaration of %s",
                  go_show_str(check, start->object->name));
    for (size_t i = 0; i < count; i++) {
        const GoCycleMember *current = &cycle[(first + i) % count];
        strbuf_format(&message, "\n\t%s: ", go_show_place(check, current->pos));
        if (current->object->package != check->package)
            strbuf_format(&message, "%s.", go_show_str(check, current->object->package->name));
        strbuf_format(&message, "%s refers to", go_show_str(check, current->object->name));
    }
    strbuf_format(&message, "\n\t%s: %s", go_show_place(check, start->pos),
                  go_show_str(check, start->object->name));
    go_check_error(check, start->pos, "%s", message.data);
    strbuf_free(&message);
}

void go_check_cycle_error(Checker *check, GoObject **cycle, size_t count) {
    GoCycleMember *members = ARENA_ARRAY(&check->scratch, GoCycleMember, count);
    for (size_t i = 0; i < count; i++) members[i] = (GoCycleMember){cycle[i], cycle[i]->pos};
    go_check_cycle_members_error(check, members, count);
}

/* `object` is grey: is that fine? Reports when it is not. What lies on the path depends on where the walk
 * began. In an imported package that is anywhere, and such a package is known to be right. */
static bool decl_cycle_is_valid(Checker *check, GoObject *object) {
    if (check->is_lazy) return true;
    size_t start = check->path.count;
    while (start > 0 && check->path.items[start - 1] != object) start--;
    if (start == 0) return true;
    start--;
    size_t count = check->path.count - start, values = 0, definitions = 0;
    bool is_through_parameters = false;
    for (size_t i = start; i < check->path.count; i++) {
        GoObject *member = check->path.items[i];
        if (member->kind == GO_OBJECT_CONST || member->kind == GO_OBJECT_VAR) values++;
        if (member->kind != GO_OBJECT_TYPE) continue;
        if (check->in_type_parameters && member->type && go_type_is_generic(member->type)) {
            is_through_parameters = true;
            break;
        }
        if (!decl_is_alias(check, member)) definitions++;
    }
    if (!is_through_parameters && (values == count || (values == 0 && definitions > 0))) return true;
    go_check_cycle_error(check, check->path.items + start, count);
    return false;
}

static void decl_cycle(Checker *check, GoObject *object) {
    bool is_valid = decl_cycle_is_valid(check, object);
    if (object->kind == GO_OBJECT_FUNC) return;
    bool is_value = object->kind == GO_OBJECT_CONST || object->kind == GO_OBJECT_VAR;
    if (!is_valid || (is_value && !object->type)) object->type = go_basic_type(GO_INVALID);
}

/* ---- Constants and variables ------------------------------------------------------------------------ */

static void decl_constant(Checker *check, GoObject *object, GoExpr *type, GoExpr *init, int64_t iota,
                          bool is_inherited) {
    GoConstant *outer_iota = check->env.iota;
    GoPos outer_pos = check->env.error_pos;
    check->env.iota = go_constant_int(check->arena, iota);
    check->env.error_pos = GO_NO_POS;
    object->constant.value = go_constant_unknown(check->arena);
    GoOperand x = {.mode = GO_MODE_INVALID, .type = go_basic_type(GO_INVALID)};
    bool is_good = true;
    if (type) {
        GoType *declared = go_check_type(check, type);
        is_good = declared->kind != GO_TYPE_PARAMETER && (go_type_flags(declared) & GO_IS_CONSTANT);
        if (!is_good && go_underlying(declared)->kind != GO_INVALID)
            go_check_error(check, go_expr_start(type), "invalid constant type %s",
                           go_show_type(check, declared));
        object->type = is_good ? declared : go_basic_type(GO_INVALID);
    }
    if (is_good && init) {
        if (is_inherited) check->env.error_pos = object->pos;
        go_check_expr(check, &x, init);
    }
    if (is_good) go_check_init_constant(check, object, &x);
    check->env.iota = outer_iota;
    check->env.error_pos = outer_pos;
}

/* `left` are all variables of `var a, b = f()`, or NULL. */
static void decl_variable(Checker *check, GoObject *object, GoObject **left, uint32_t left_count,
                          GoExpr *type, GoExpr *init) {
    GoPos outer_pos = check->env.declared_pos;
    check->env.declared_pos = object->pos;
    if (type) object->type = go_check_variable_type(check, type);
    check->env.declared_pos = outer_pos;
    if (!init || (type && check->is_lazy)) {
        if (!type) object->type = go_basic_type(GO_INVALID);
    } else if (left_count <= 1) {
        GoOperand x;
        go_check_expr(check, &x, init);
        go_check_init_variable(check, object, &x, "variable declaration");
    } else {
        for (uint32_t i = 0; i < left_count && type; i++) left[i]->type = object->type;
        GoExprList right = {&init, 1};
        go_check_init_variables(check, left, left_count, right, NULL, NULL);
    }
    if (object->type->kind == GO_INVALID) object->is_used = true;
}

/* ---- Types ------------------------------------------------------------------------------------------ */

static void decl_check_recursion(Checker *check, void *user) {
    GoObject *object = user;
    if (object->type && object->type->kind == GO_NAMED) go_check_valid_recursion(check, object->type);
}

static GoType *decl_bound(Checker *check, GoExpr *expr) {
    bool is_union = (expr->kind == GO_EXPR_UNARY && expr->unary.operator== GO_TOKEN_TILDE) ||
                    (expr->kind == GO_EXPR_BINARY && expr->binary.operator== GO_TOKEN_OR);
    if (!is_union) return go_check_type(check, expr);
    GoField *field = ARENA_NEW(check->arena, GoField); /* ~A|B means interface{ ~A|B } */
    field->type = expr;
    field->pos = expr->pos;
    GoExpr *wrapped = ARENA_NEW(check->arena, GoExpr);
    wrapped->kind = GO_EXPR_INTERFACE_TYPE;
    wrapped->pos = wrapped->start = expr->start;
    wrapped->end = expr->end;
    wrapped->interface_type.methods.items = ARENA_ARRAY(check->arena, GoField *, 1);
    wrapped->interface_type.methods.items[0] = field;
    wrapped->interface_type.methods.count = 1;
    GoType *type = go_check_type(check, wrapped);
    if (type->kind == GO_INTERFACE) type->interface.is_implicit = true;
    return type;
}

/* Declares type parameters in the current scope; all first, since constraints may mention any of them. */
void go_check_type_parameters(Checker *check, GoFieldList fields, GoTypeList *list) {
    list->items = ARENA_ARRAY(check->arena, GoType *, fields.count);
    list->count = fields.count;
    for (uint32_t i = 0; i < fields.count; i++) {
        GoExpr *name = fields.items[i]->name;
        GoObject *object = go_object_new(check->program, GO_OBJECT_TYPE, name->name.text, name->pos);
        object->package = check->package;
        object->color = BLACK;
        object->type = list->items[i] =
            go_type_parameter_new(check->program, object, go_basic_type(GO_INVALID));
        object->type->type_parameter.index = i;
        fields.items[i]->object = object;
        go_check_declare(check, check->env.scope, name, object, check->env.scope->start);
    }
    VEC_PUSH(&check->parameter_lists, *list);
    bool outer = check->in_type_parameters;
    check->in_type_parameters = true;
    GoType *bound = NULL;
    for (uint32_t i = 0; i < fields.count; i++) {
        GoField *field = fields.items[i];
        if (i == 0 || field->type != fields.items[i - 1]->type) {
            bound = decl_bound(check, field->type);
            if (bound->kind == GO_TYPE_PARAMETER) {
                go_check_error(check, go_expr_start(field->type),
                               "cannot use a type parameter as constraint");
                bound = go_basic_type(GO_INVALID);
            }
        }
        list->items[i]->type_parameter.constraint = bound;
    }
    check->in_type_parameters = outer;
}

static void decl_alias(Checker *check, GoObject *object, GoDecl *decl) {
    object->type_name.is_alias = true;
    object->type = go_basic_type(GO_INVALID);
    object->type = go_check_type(check, decl->type.type);
}

/* The right side may be another name, and so on. A chain that comes back to a name is a cycle without end.
 * An instance leads on to its generic type's right side; what that becomes with the type arguments put in is
 * known only when that type's declaration is over. */
static void decl_shorten_chain(Checker *check, GoType *named) {
    GoCycleMember cycle[100];
    size_t count = 0;
    bool is_waiting = false;
    for (GoType *type = named; type && type->kind == GO_NAMED; type = type->named.origin->named.underlying) {
        bool is_instance = type->named.origin != type && type->named.instance_pos != GO_NO_POS;
        GoObject *object = type->named.object;
        GoPos pos = is_instance ? type->named.instance_pos : object->pos;
        for (size_t i = 0; i < count; i++) {
            if (cycle[i].object != object) continue;
            if (is_instance) cycle[i].pos = pos;
            go_check_cycle_members_error(check, cycle + i, count - i);
            for (; i < count; i++) cycle[i].object->type->named.underlying = go_basic_type(GO_INVALID);
            return;
        }
        if (count == sizeof cycle / sizeof *cycle) return;
        is_waiting |= !type->named.origin->named.is_complete;
        cycle[count++] = (GoCycleMember){object, pos};
    }
    if (is_waiting) return;
    GoType *underlying = go_underlying(named);
    if (underlying->kind != GO_INVALID) named->named.underlying = underlying;
}

static void decl_type(Checker *check, GoObject *object, GoDecl *decl, GoType *defined) {
    go_check_later(check, decl_check_recursion, object);
    decl->type.name->name.object = object;
    bool is_generic = decl->type.type_parameters.count > 0;
    if (decl->type.is_alias && is_generic)
        go_check_error(check, decl->pos, "generic type cannot be alias");
    else if (decl->type.is_alias) {
        go_check_require(check, decl->pos, 9, "type aliases");
        decl_alias(check, object, decl);
        return;
    }
    GoType *named = go_type_new(check->program, GO_NAMED);
    named->named.object = object;
    named->named.origin = named;
    named->named.program = check->program;
    object->type = named;
    go_set_underlying(defined, named);
    GoScope *outer = check->env.scope;
    if (is_generic) {
        check->env.scope = go_scope_new(check->program, outer, decl->start, decl->end);
        go_check_type_parameters(check, decl->type.type_parameters, &named->named.type_parameters);
    }
    GoPos outer_pos = check->env.declared_pos;
    check->env.declared_pos = object->pos;
    GoType *right = go_check_defined_type(check, decl->type.type, named);
    check->env.declared_pos = outer_pos;
    check->env.scope = outer;
    named->named.right_side = right;
    if (!named->named.underlying) named->named.underlying = go_basic_type(GO_INVALID);
    if (right->kind == GO_TYPE_PARAMETER) {
        go_check_error(check, go_expr_start(decl->type.type),
                       "cannot use a type parameter as RHS in type declaration");
        named->named.underlying = go_basic_type(GO_INVALID);
    }
    named->named.is_complete = true;
    decl_shorten_chain(check, named);
}

/* ---- Methods of a type ------------------------------------------------------------------------------ */

static void methods_check_fields(Checker *check, void *user) {
    GoType *named = user;
    GoType *structure = go_underlying(named);
    if (structure->kind != GO_STRUCT) return;
    for (uint32_t i = 0; i < structure->structure.count; i++) {
        GoObject *field = structure->structure.fields[i];
        for (uint32_t k = 0; k < named->named.methods.count; k++) {
            GoObject *method = named->named.methods.items[k];
            if (!str_equal(method->name, field->name) || str_equal_c(field->name, "_")) continue;
            const char *name = go_show_str(check, field->name);
            go_check_error(check, method->pos,
                           "field and method with the same name %s\n\t%s: other declaration of %s", name,
                           go_show_place(check, field->pos), name);
        }
    }
}

/* Gives a type the methods that are declared for it. */
static void decl_collect_methods(Checker *check, GoObject *object) {
    GoType *named = object->type && object->type->kind == GO_NAMED ? object->type : NULL;
    uint64_t key = (uint64_t)(uintptr_t)object;
    uintptr_t first = (uintptr_t)intmap_get(&check->first_methods, key), next = 0;
    if (first) intmap_set(&check->first_methods, key, NULL);
    for (uintptr_t number = first; number; number = next) {
        GoObject *method = check->methods.items[number - 1].method, *other = NULL;
        next = check->methods.items[number - 1].next;
        if (!named || named->named.object != object) continue;
        for (uint32_t k = 0; k < named->named.methods.count && !other; k++) {
            if (str_equal(named->named.methods.items[k]->name, method->name))
                other = named->named.methods.items[k];
        }
        if (other) {
            const char *name = go_show_str(check, method->name);
            go_check_error(check, method->pos,
                           "%s.%s redeclared in this block\n\t%s: other declaration of %s",
                           go_show_str(check, object->name), name, go_show_place(check, other->pos), name);
            continue;
        }
        go_object_list_add(check->program, &named->named.methods, method);
    }
    if (first && named) go_check_later(check, methods_check_fields, named);
}

/* ---- Functions -------------------------------------------------------------------------------------- */

typedef struct BodyLater {
    GoObject *object;
    DeclInfo *info;
} BodyLater;

static void decl_check_body(Checker *check, void *user) {
    BodyLater *later = user;
    GoFunction *function = later->info->decl->function.function;
    go_check_function_body(check, function, later->object->type, later->info, NULL);
}

static void decl_function(Checker *check, GoObject *object, DeclInfo *info) {
    GoDecl *decl = info->decl;
    GoFunction *function = decl->function.function;
    GoType *signature = go_type_new(check->program, GO_FUNC);
    signature->signature.parameters = signature->signature.results = check->state->empty_tuple;
    object->type = signature;
    object->color = BLACK; /* a function may mention itself */
    function->object = object;
    object->func.function = function;
    go_check_signature(check, signature, decl->function.receiver, function->type, function);
    function->signature = signature;
    function->type->type = signature;
    function->type->mode = GO_MODE_TYPE;
    if (function->type->function_type.type_parameters.count && !function->body && !check->is_lazy)
        go_check_error(check, decl->pos, "parameterized function is missing function body");
    if (!function->body || check->is_lazy) return;
    BodyLater *later = ARENA_NEW(check->arena, BodyLater);
    *later = (BodyLater){object, info};
    go_check_later(check, decl_check_body, later);
}

/* Has the file a line `//go:linkname NAME ...`? Then the linker finds the body under another name. */
static bool decl_is_linked(Checker *check, GoObject *object) {
    uint32_t offset;
    const Source *source = go_source_set_find(&check->program->sources, object->pos, &offset);
    static const char directive[] = "//go:linkname ";
    for (ptrdiff_t at = 0; source && (at = str_find_byte(source->text, '\n', (size_t)at)) >= 0;) {
        Str line = str_slice(source->text, (size_t)++at, source->text.length);
        if (!str_starts_with(line, STR(directive))) continue;
        line = str_slice(line, sizeof directive - 1, line.length);
        bool is_it = str_starts_with(line, object->name) && line.length > object->name.length &&
                     (line.data[object->name.length] == ' ' || line.data[object->name.length] == '\n');
        if (is_it) return true;
    }
    return false;
}

/* Only a program that is right otherwise is told that a body is missing. */
void go_check_missing_bodies(Checker *check) {
    if (check->package->is_native || check->package->lacks_bodies) return;
    for (uint32_t i = 0; i < check->objects.count; i++) {
        GoObject *object = check->objects.items[i];
        bool is_missing =
            object->kind == GO_OBJECT_FUNC && !go_check_info(check, object)->decl->function.function->body;
        if (is_missing && !decl_is_linked(check, object))
            go_limits_note(check, object->pos, "missing function body");
    }
}

/* ---- Resolving -------------------------------------------------------------------------------------- */

static void resolve(Checker *check, GoObject *object, GoType *defined) {
    if (object->color == WHITE && object->type) {
        object->color = BLACK;
        return;
    }
    if (object->color == GREY) {
        decl_cycle(check, object);
        return;
    }
    DeclInfo *info = go_check_info(check, object);
    if (!info) {
        object->type = go_basic_type(GO_INVALID);
        return;
    }
    object->color = GREY;
    VEC_PUSH(&check->path, object);
    Environment outer = check->env;
    bool outer_in_type_parameters = check->in_type_parameters;
    check->env = (Environment){.scope = info->file_scope, .declared_pos = GO_NO_POS, .error_pos = GO_NO_POS};
    check->in_type_parameters = false;
    switch (object->kind) {
    case GO_OBJECT_CONST:
        check->env.decl = info;
        decl_constant(check, object, info->type, info->init, info->iota, info->is_inherited);
        break;
    case GO_OBJECT_VAR:
        check->env.decl = info;
        decl_variable(check, object, info->left, info->left_count, info->type, info->init);
        break;
    case GO_OBJECT_TYPE:
        decl_type(check, object, info->decl, defined);
        decl_collect_methods(check, object);
        break;
    default: decl_function(check, object, info);
    }
    check->env = outer;
    check->in_type_parameters = outer_in_type_parameters;
    check->path.count--;
    object->color = BLACK;
    if (!object->type) object->type = go_basic_type(GO_INVALID);
}

/* What an imported package put off is done when nothing of it is in the making any more. */
static void resolve_drain(Checker *owner) {
    if (owner->path.count > 0 || owner->is_draining) return;
    owner->is_draining = true;
    go_check_run_delayed(owner, 0);
    owner->is_draining = false;
}

void go_check_resolve(Checker *check, GoObject *object, GoType *defined) {
    if (object->color == BLACK) return;
    Checker *owner = object->package ? object->package->checker : NULL;
    if (!owner || owner == check) {
        resolve(check, object, defined);
    } else {
        resolve(owner, object, NULL);
        if (owner->is_lazy) resolve_drain(owner);
    }
}

/* ---- Declarations inside functions ------------------------------------------------------------------- */

static void stmt_constants(Checker *check, GoDecl *decl) {
    size_t top = check->delayed.count;
    GoDecl *source = decl->value.inherited ? decl->value.inherited : decl;
    GoExprList names = decl->value.names, values = source->value.values;
    GoObject **objects = ARENA_ARRAY(check->arena, GoObject *, names.count);
    for (uint32_t i = 0; i < names.count; i++) {
        GoExpr *name = names.items[i];
        objects[i] = go_object_new(check->program, GO_OBJECT_CONST, name->name.text, name->pos);
        objects[i]->package = check->package;
        objects[i]->color = BLACK;
        decl_constant(check, objects[i], source->value.type, i < values.count ? values.items[i] : NULL,
                      decl->value.iota, source != decl);
    }
    go_check_arity(check, decl->pos, names, values, true, source != decl);
    go_check_run_delayed(check, top);
    for (uint32_t i = 0; i < names.count; i++)
        go_check_declare(check, check->env.scope, names.items[i], objects[i], decl->end);
}

static void stmt_variables(Checker *check, GoDecl *decl) {
    size_t top = check->delayed.count;
    GoExprList names = decl->value.names, values = decl->value.values;
    GoObject **objects = ARENA_ARRAY(check->arena, GoObject *, names.count);
    for (uint32_t i = 0; i < names.count; i++)
        objects[i] = go_check_new_variable(check, names.items[i], GO_VARIABLE_LOCAL, NULL);
    for (uint32_t i = 0; i < names.count; i++) {
        bool is_call = values.count == 1 && names.count > 1;
        GoExpr *init = i < values.count ? values.items[i] : NULL;
        decl_variable(check, objects[i], is_call ? objects : NULL, is_call ? names.count : 1,
                      decl->value.type, init);
        if (is_call) break;
    }
    if (!decl->value.type || values.count) go_check_arity(check, decl->pos, names, values, false, false);
    go_check_run_delayed(check, top);
    for (uint32_t i = 0; i < names.count; i++) {
        GoExpr *name = names.items[i];
        if (!objects[i]->type) objects[i]->type = go_basic_type(GO_INVALID);
        name->mode = GO_MODE_VARIABLE;
        name->type = objects[i]->type;
        go_check_declare(check, check->env.scope, name, objects[i], decl->end);
    }
}

static void stmt_type(Checker *check, GoDecl *decl) {
    GoExpr *name = decl->type.name;
    GoObject *object = go_object_new(check->program, GO_OBJECT_TYPE, name->name.text, name->pos);
    object->package = check->package;
    object->color = GREY;
    object->type_name.is_alias = decl->type.is_alias;
    go_check_declare(check, check->env.scope, name, object, name->pos);
    VEC_PUSH(&check->path, object);
    decl_type(check, object, decl, NULL);
    check->path.count--;
    object->color = BLACK;
}

void go_check_declaration_stmt(Checker *check, GoDecl *decl) {
    for (; decl; decl = decl->next) {
        switch (decl->kind) {
        case GO_DECL_CONST: stmt_constants(check, decl); break;
        case GO_DECL_VAR: stmt_variables(check, decl); break;
        case GO_DECL_TYPE: stmt_type(check, decl); break;
        default: break;
        }
    }
}
