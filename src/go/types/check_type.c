/* Type expressions (spec: "Types").
 *
 * A declared type is known by its name before its right side is, so that it can refer to itself: `defined` is
 * that type, and gets its underlying type as soon as the outermost part of the right side exists. */
#include "go/types/checker.h"

void go_set_underlying(GoType *defined, GoType *type) {
    if (defined && !defined->named.underlying) defined->named.underlying = type;
}

static GoType *type_invalid(void) {
    return go_basic_type(GO_INVALID);
}

/* ---- Variables' types ------------------------------------------------------------------------------- */

typedef struct TypeAt {
    GoExpr *expr;
    GoType *type;
} TypeAt;

static void type_check_not_constraint(Checker *check, void *user) {
    TypeAt *at = user;
    GoType *underlying = go_underlying(at->type);
    if (underlying->kind != GO_INTERFACE) return;
    const GoTypeSet *set = go_interface_type_set(check->program, underlying);
    if (go_type_set_is_method_set(set)) return;
    go_check_error(check, go_expr_start(at->expr),
                   "cannot use type %s outside a type constraint: interface %s",
                   go_show_type(check, at->type),
                   set->is_comparable ? "is (or embeds) comparable" : "contains type constraints");
}

void go_check_valid_variable_type(Checker *check, GoExpr *expr, GoType *type) {
    if (type->kind == GO_TYPE_PARAMETER || type->kind <= GO_STRING) return;
    if (type->kind != GO_NAMED && type->kind != GO_INTERFACE) return;
    TypeAt *at = ARENA_NEW(&check->scratch, TypeAt);
    *at = (TypeAt){expr, type};
    go_check_later(check, type_check_not_constraint, at);
}

GoType *go_check_variable_type(Checker *check, GoExpr *expr) {
    GoType *type = go_check_defined_type(check, expr, NULL);
    go_check_valid_variable_type(check, expr, type);
    return type;
}

bool go_check_type_list(Checker *check, GoExprList list, GoTypeList *types) {
    types->items = ARENA_ARRAY(check->arena, GoType *, list.count + 1);
    types->count = list.count;
    bool is_good = true;
    for (uint32_t i = 0; i < list.count; i++) {
        types->items[i] = go_check_variable_type(check, list.items[i]);
        is_good &= types->items[i]->kind != GO_INVALID;
    }
    return is_good;
}

/* ---- Arrays, maps, pointers, channels --------------------------------------------------------------- */

/* -1 after an error. */
static int64_t type_array_length(Checker *check, GoExpr *expr) {
    if (expr->kind == GO_EXPR_NAME) {
        GoObject *object = go_scope_find(check->env.scope, expr->name.text, GO_NO_POS, NULL);
        const char *name = go_show_expr(check, expr);
        if (!object) {
            go_check_error(check, go_expr_start(expr), "undeclared name %s for array length", name);
            return -1;
        }
        if (object->kind != GO_OBJECT_CONST) {
            go_check_error(check, go_expr_start(expr), "invalid array length %s", name);
            return -1;
        }
    }
    GoOperand x;
    go_check_expr(check, &x, expr);
    if (x.mode == GO_MODE_INVALID) return -1;
    const char *shown = go_show_operand(check, &x);
    if (x.mode != GO_MODE_CONSTANT) {
        go_check_error(check, go_operand_pos(&x), "array length %s must be constant", shown);
        return -1;
    }
    bool is_integer = go_type_is_untyped(x.type) || (go_type_flags(x.type) & GO_IS_INTEGER);
    if (!is_integer || !go_constant_is_integer(x.constant) ||
        !go_representable(x.constant, go_basic_type(GO_INT), check->arena, NULL)) {
        go_check_error(check, go_operand_pos(&x), "array length %s must be integer", shown);
        return -1;
    }
    int64_t length;
    if (go_constant_to_int64(x.constant, &length) && length >= 0) {
        go_check_update_type(check, expr, go_basic_type(GO_INT), true);
        return length;
    }
    go_check_error(check, go_operand_pos(&x), "invalid array length %s", shown);
    return -1;
}

static GoType *type_array(Checker *check, GoExpr *expr, GoType *defined) {
    GoType *type = go_type_array(check->program, type_invalid(), -1);
    go_set_underlying(defined, type);
    if (expr->array_type.length)
        type->array.length = type_array_length(check, expr->array_type.length);
    else
        go_check_error(check, go_expr_start(expr),
                       "invalid use of [...] array (outside a composite literal)");
    type->array.element = go_check_variable_type(check, expr->array_type.element);
    go_limits_type(check, type, expr->pos);
    return type->array.length >= 0 ? type : type_invalid();
}

static GoType *type_pointer(Checker *check, GoExpr *expr, GoType *defined) {
    if (!defined) {
        GoType *element = go_check_variable_type(check, expr->star.operand);
        return element->kind == GO_INVALID ? element : go_type_pointer(check->program, element);
    }
    GoType *type = go_type_new(check->program, GO_POINTER);
    type->pointer.element = type_invalid();
    go_set_underlying(defined, type);
    type->pointer.element = go_check_variable_type(check, expr->star.operand);
    return type->pointer.element->kind == GO_INVALID ? type->pointer.element : type;
}

typedef struct MapKey {
    GoExpr *expr;
    GoType *map;
} MapKey;

static void type_check_map_key(Checker *check, void *user) {
    MapKey *at = user;
    GoType *key = at->map->map.key;
    if (key->kind == GO_INVALID || go_type_is_comparable(key)) return;
    go_check_error(check, go_expr_start(at->expr), "invalid map key type %s%s", go_show_type(check, key),
                   key->kind == GO_TYPE_PARAMETER ? " (missing comparable constraint)" : "");
}

static GoType *type_map(Checker *check, GoExpr *expr, GoType *defined) {
    GoType *type = go_type_map(check->program, type_invalid(), type_invalid());
    go_set_underlying(defined, type);
    type->map.key = go_check_variable_type(check, expr->map_type.key);
    type->map.value = go_check_variable_type(check, expr->map_type.value);
    MapKey *at = ARENA_NEW(&check->scratch, MapKey);
    *at = (MapKey){expr->map_type.key, type};
    go_check_later(check, type_check_map_key, at);
    return type;
}

/* ---- Structs ---------------------------------------------------------------------------------------- */

/* The name that an embedded field gets from its type, or NULL. */
static GoExpr *struct_embedded_name(GoExpr *type) {
    switch (type->kind) {
    case GO_EXPR_NAME: return type;
    case GO_EXPR_STAR:
        return type->star.operand->kind == GO_EXPR_STAR ? NULL : struct_embedded_name(type->star.operand);
    case GO_EXPR_SELECTOR: return type->selector.name;
    case GO_EXPR_INDEX: return struct_embedded_name(type->index.operand);
    default: return NULL;
    }
}

static void struct_check_embedded(Checker *check, void *user) {
    TypeAt *at = user;
    bool is_pointer = at->type->kind == GO_POINTER;
    GoType *type = is_pointer ? at->type->pointer.element : at->type;
    GoTypeKind kind = type->kind == GO_TYPE_PARAMETER ? GO_TYPE_PARAMETER : go_underlying(type)->kind;
    const char *problem = NULL;
    if (kind == GO_UNSAFE_POINTER) problem = "unsafe.Pointer";
    if (kind == GO_POINTER) problem = "a pointer";
    if (kind == GO_TYPE_PARAMETER) problem = "a (pointer to a) type parameter";
    if (kind == GO_INTERFACE && is_pointer) problem = "a pointer to an interface";
    if (problem) go_check_error(check, go_expr_start(at->expr), "embedded field type cannot be %s", problem);
}

/* A struct while its fields are collected. */
typedef struct StructWork {
    GoType *type;
    GoObject **fields;
    Str *tags;
    bool has_tags;
    uint32_t count;
} StructWork;

static Str struct_tag(Checker *check, const GoExpr *tag) {
    if (!tag || tag->literal.is_bad) return (Str){0};
    if (tag->literal.kind == GO_LITERAL_STRING)
        return go_constant_literal(check->arena, GO_LITERAL_STRING, tag->literal.text)->string;
    go_check_error(check, go_expr_start(tag), "invalid AST: incorrect tag syntax: %s",
                   go_show_expr(check, tag));
    return (Str){0};
}

static void struct_add(Checker *check, StructWork *work, GoField *field, Str name, GoPos pos, GoType *type) {
    if (!str_equal_c(name, "_")) {
        for (uint32_t i = 0; i < work->count; i++) {
            GoObject *other = work->fields[i];
            if (!str_equal(other->name, name)) continue;
            go_check_error(check, pos, "%s redeclared\n\t%s: other declaration of %s",
                           go_show_str(check, name), go_show_place(check, other->pos),
                           go_show_str(check, name));
            return;
        }
    }
    GoObject *object = go_object_new(check->program, GO_OBJECT_VAR, name, pos);
    object->package = check->package;
    object->type = type;
    object->variable.kind = GO_VARIABLE_FIELD;
    object->variable.is_embedded = !field->name;
    field->object = object;
    if (field->name) field->name->name.object = object;
    work->tags[work->count] = struct_tag(check, field->tag);
    work->has_tags |= work->tags[work->count].length > 0;
    work->fields[work->count++] = object;
}

static void struct_add_embedded(Checker *check, StructWork *work, GoField *field, GoType *type) {
    GoExpr *name = struct_embedded_name(field->type);
    GoPos pos = go_expr_start(field->type);
    if (!name) {
        go_check_error(check, pos, "invalid embedded field type %s", go_show_expr(check, field->type));
        struct_add(check, work, field, STR("_"), pos, type_invalid());
        return;
    }
    struct_add(check, work, field, name->name.text, pos, type);
    TypeAt *at = ARENA_NEW(&check->scratch, TypeAt);
    *at = (TypeAt){field->type, type};
    go_check_later(check, struct_check_embedded, at);
}

static GoType *type_struct(Checker *check, GoExpr *expr, GoType *defined) {
    GoFieldList list = expr->struct_type.fields;
    StructWork work = {.type = go_type_new(check->program, GO_STRUCT),
                       .fields = ARENA_ARRAY(check->arena, GoObject *, list.count + 1),
                       .tags = ARENA_ARRAY(check->arena, Str, list.count + 1)};
    work.type->structure.is_incomplete = true;
    go_set_underlying(defined, work.type);
    GoType *type = NULL;
    for (uint32_t i = 0; i < list.count; i++) {
        GoField *field = list.items[i];
        if (i == 0 || field->type != list.items[i - 1]->type)
            type = go_check_variable_type(check, field->type);
        if (field->name)
            struct_add(check, &work, field, field->name->name.text, field->name->pos, type);
        else
            struct_add_embedded(check, &work, field, type);
    }
    work.type->structure.fields = work.fields;
    work.type->structure.tags = work.has_tags ? work.tags : NULL;
    work.type->structure.count = work.count;
    work.type->structure.is_incomplete = false;
    return work.type;
}

/* ---- Interfaces ------------------------------------------------------------------------------------- */

static void interface_duplicate(void *user, GoPos pos, GoObject *method, GoPos other) {
    Checker *check = user;
    const char *name = go_show_str(check, method->name);
    go_check_error(check, pos, "duplicate method %s\n\t%s: other declaration of %s", name,
                   go_show_place(check, other), name);
}

/* Terms are compared each with each. */
enum { UNION_TERMS_MAX = 100 };

static void interface_too_many(Checker *check, GoPos pos) {
    go_check_error(check, pos, "cannot handle more than %d union terms (implementation limitation)",
                   UNION_TERMS_MAX);
}

/* Terms of a union with those of the interfaces in it. False (reported): too many. */
static bool interface_count_terms(Checker *check, GoPos pos, const GoType *type) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < type->set.terms.count; i++) {
        GoType *underlying = go_underlying(type->set.terms.items[i].type);
        if (underlying->kind == GO_INVALID) continue;
        const GoTypeSet *set =
            underlying->kind == GO_INTERFACE ? go_interface_type_set(check->program, underlying) : NULL;
        if (set && !set->has_terms) return true;
        count += set ? set->terms.count : 1;
    }
    if (count > UNION_TERMS_MAX) interface_too_many(check, pos);
    return count <= UNION_TERMS_MAX;
}

static bool interface_embeds(void *user, GoPos pos, GoType *type) {
    Checker *check = user;
    GoType *underlying = go_underlying(type);
    if (underlying->kind == GO_UNION)
        return go_check_require(check, pos, 18, "embedding interface element %s",
                                go_show_type(check, underlying)) &&
               interface_count_terms(check, pos, underlying);
    return underlying->kind == GO_INTERFACE ||
           go_check_require(check, pos, 18, "embedding non-interface type %s", go_show_type(check, type));
}

static void interface_check_type_set(Checker *check, void *user) {
    GoTypeSetReport report = {check, interface_duplicate, interface_embeds, !go_check_allows(check, 14)};
    go_interface_check_type_set(check->program, user, &report);
}

static void interface_add_method(Checker *check, GoType *type, GoType *defined, GoField *field) {
    GoExpr *name = field->name;
    if (str_equal_c(name->name.text, "_")) {
        go_check_error(check, go_expr_start(name), "methods must have a unique non-blank name");
        return;
    }
    GoType *signature = go_check_type(check, field->type);
    if (signature->kind != GO_FUNC) return;
    GoObject *receiver = go_object_new(check->program, GO_OBJECT_VAR, STR(""), name->pos);
    receiver->package = check->package;
    receiver->type = defined ? defined : type;
    signature->signature.receiver = receiver;
    GoObject *method = go_object_new(check->program, GO_OBJECT_FUNC, name->name.text, name->pos);
    method->package = check->package;
    method->type = signature;
    method->func.is_method = method->func.is_interface_method = true;
    name->name.object = field->object = method;
    go_object_list_add(check->program, &type->interface.methods, method);
}

static GoTerm interface_term(Checker *check, GoExpr *expr) {
    bool has_tilde = expr->kind == GO_EXPR_UNARY && expr->unary.operator== GO_TOKEN_TILDE;
    GoType *type = go_check_type(check, has_tilde ? expr->unary.operand : expr);
    if (type->kind == GO_TYPE_PARAMETER) {
        if (has_tilde)
            go_check_error(check, go_expr_start(expr->unary.operand),
                           "type in term %s cannot be a type parameter", go_show_expr(check, expr));
        else
            go_check_error(check, go_expr_start(expr), "term cannot be a type parameter");
        type = type_invalid();
    }
    if (has_tilde) {
        expr->mode = GO_MODE_TYPE;
        expr->type = type;
    }
    return (GoTerm){has_tilde, type};
}

typedef struct UnionAt {
    GoType *type;
    GoExpr **exprs;
} UnionAt;

static void interface_check_term(Checker *check, UnionAt *at, uint32_t index) {
    GoTerm *term = &at->type->set.terms.items[index];
    GoPos pos = go_expr_start(at->exprs[index]);
    GoType *underlying = go_underlying(term->type);
    if (underlying->kind == GO_INVALID) return;
    const char *shown = go_show_type(check, term->type);
    if (term->has_tilde && underlying->kind == GO_INTERFACE) {
        go_check_error(check, pos, "invalid use of ~ (%s is an interface)", shown);
        return;
    }
    if (term->has_tilde && !go_type_identical(underlying, term->type)) {
        go_check_error(check, pos, "invalid use of ~ (underlying type of %s is %s)", shown,
                       go_show_type(check, underlying));
        return;
    }
    if (at->type->set.terms.count == 1) return;
    if (underlying->kind == GO_INTERFACE) {
        const GoTypeSet *set = go_interface_type_set(check->program, underlying);
        if (set->methods.count) {
            shown = go_show_qualified_type(check, term->type);
            go_check_error(check, pos, "cannot use %s in union (%s contains methods)", shown, shown);
            return;
        }
        if (set->is_comparable) {
            bool is_itself = term->type == check->state->comparable_type;
            shown = go_show_qualified_type(check, term->type);
            go_check_error(check, pos,
                           is_itself ? "cannot use comparable in union"
                                     : "cannot use %s in union (%s embeds comparable)",
                           shown, shown);
        }
        return;
    }
    for (uint32_t i = 0; i < index; i++) {
        GoTerm *other = &at->type->set.terms.items[i];
        if (go_underlying(other->type)->kind == GO_INTERFACE) continue;
        GoType *a = other->has_tilde || term->has_tilde ? go_underlying(other->type) : other->type;
        GoType *b = other->has_tilde || term->has_tilde ? underlying : term->type;
        if (!go_type_identical(a, b)) continue;
        go_check_error(check, pos, "overlapping terms %s%s and %s%s", term->has_tilde ? "~" : "",
                       go_show_qualified_type(check, term->type), other->has_tilde ? "~" : "",
                       go_show_qualified_type(check, other->type));
        return;
    }
}

static void interface_check_union(Checker *check, void *user) {
    UnionAt *at = user;
    for (uint32_t i = 0; i < at->type->set.terms.count; i++) interface_check_term(check, at, i);
}

/* A | ~B: the terms from left to right. A single type without `~` stays itself. */
static GoType *interface_union(Checker *check, GoExpr *expr) {
    uint32_t count = 1;
    GoExpr *left = expr;
    for (; left->kind == GO_EXPR_BINARY && left->binary.operator== GO_TOKEN_OR; left = left->binary.left)
        count++;
    UnionAt *at = ARENA_NEW(&check->scratch, UnionAt);
    at->exprs = ARENA_ARRAY(&check->scratch, GoExpr *, count);
    GoExpr *current = expr;
    for (uint32_t i = count; i-- > 0;) {
        at->exprs[i] = i ? current->binary.right : current;
        if (i) current = current->binary.left;
    }
    GoTerm first = interface_term(check, at->exprs[0]);
    if (count == 1 && !first.has_tilde) return first.type;
    GoType *type = at->type = go_type_new(check->program, GO_UNION);
    type->set.terms.items = ARENA_ARRAY(check->arena, GoTerm, count);
    for (uint32_t i = 0; i < count; i++) {
        if (i == UNION_TERMS_MAX) interface_too_many(check, go_expr_start(at->exprs[i]));
        GoTerm term = i ? interface_term(check, at->exprs[i]) : first;
        if (i < UNION_TERMS_MAX) type->set.terms.items[type->set.terms.count++] = term;
    }
    expr->mode = GO_MODE_TYPE;
    if (count > UNION_TERMS_MAX) return expr->type = type_invalid();
    expr->type = type;
    go_check_later(check, interface_check_union, at);
    return type;
}

static GoType *type_interface(Checker *check, GoExpr *expr, GoType *defined) {
    GoFieldList list = expr->interface_type.methods;
    GoType *type = go_type_new(check->program, GO_INTERFACE);
    type->interface.program = check->program;
    type->interface.is_incomplete = true;
    go_set_underlying(defined, type);
    type->interface.embedded.items = ARENA_ARRAY(check->arena, GoType *, list.count + 1);
    type->interface.embedded_positions = ARENA_ARRAY(check->arena, GoPos, list.count + 1);
    for (uint32_t i = 0; i < list.count; i++) {
        if (list.items[i]->name) {
            interface_add_method(check, type, defined, list.items[i]);
            continue;
        }
        GoType *embedded = interface_union(check, list.items[i]->type);
        uint32_t index = type->interface.embedded.count++;
        type->interface.embedded.items[index] = embedded;
        type->interface.embedded_positions[index] = list.items[i]->type->start;
    }
    type->interface.is_incomplete = false;
    go_methods_sort(&type->interface.methods);
    go_check_later(check, interface_check_type_set, type);
    return type;
}

/* ---- Instances -------------------------------------------------------------------------------------- */

bool go_check_verify(Checker *check, GoPos pos, GoTypeList parameters, GoTypeList arguments, GoExprList at) {
    for (uint32_t i = 0; i < parameters.count && i < arguments.count; i++) {
        go_constraint_interface(check->program, parameters.items[i]); /* wraps [T int] */
        GoType *constraint = parameters.items[i]->type_parameter.constraint;
        if (!constraint) continue;
        GoType *bound = go_type_substitute(check->program, constraint, parameters, arguments);
        const char *problem = go_check_implements(check, arguments.items[i], bound);
        if (!problem) continue;
        go_check_error(check, i < at.count ? go_expr_start(at.items[i]) : pos, "%s", problem);
        return false;
    }
    return true;
}

typedef struct InstanceAt {
    GoExpr *expr;
    GoType *type;
} InstanceAt;

static void type_check_instance(Checker *check, void *user) {
    InstanceAt *at = user;
    GoType *type = at->type;
    GoTypeList parameters = type->named.origin->named.type_parameters;
    if (parameters.count != type->named.type_arguments.count) {
        go_check_error(check, go_expr_start(at->expr), "got %u arguments but %u type parameters",
                       type->named.type_arguments.count, parameters.count);
        return;
    }
    if (go_check_verify(check, at->expr->start, parameters, type->named.type_arguments,
                        at->expr->index.indices))
        go_check_note_instance(check, at->expr->start, parameters, type->named.type_arguments,
                               at->expr->index.indices);
    go_check_valid_recursion(check, type);
}

static GoType *type_instance(Checker *check, GoExpr *expr, GoType *defined) {
    go_check_require(check, expr->pos, 18, "type instantiation");
    GoType *generic = go_check_generic_type(check, expr->index.operand, true);
    if (generic->kind == GO_INVALID) return generic;
    GoTypeList arguments;
    if (!go_check_type_list(check, expr->index.indices, &arguments)) {
        go_set_underlying(defined, type_invalid());
        return type_invalid();
    }
    GoType *type = go_type_instantiate(check->program, generic, arguments);
    if (type->named.instance_pos == GO_NO_POS) type->named.instance_pos = expr->index.operand->pos;
    go_set_underlying(defined, type);
    expr->index.is_instance = true;
    expr->index.type_arguments = arguments;
    InstanceAt *at = ARENA_NEW(&check->scratch, InstanceAt);
    *at = (InstanceAt){expr, type};
    go_check_later(check, type_check_instance, at);
    return type;
}

/* ---- Any type --------------------------------------------------------------------------------------- */

/* A name or a qualified name, which turned out to be x. */
static GoType *type_of_name(Checker *check, GoOperand *x, GoType *defined) {
    if (x->mode == GO_MODE_TYPE) {
        go_set_underlying(defined, x->type);
        return x->type;
    }
    if (x->mode != GO_MODE_INVALID)
        go_check_error(check, go_operand_pos(x), "%s is not a type", go_show_operand(check, x));
    return type_invalid();
}

static GoType *type_expr(Checker *check, GoExpr *expr, GoType *defined) {
    GoOperand x = {.mode = GO_MODE_INVALID, .type = type_invalid(), .expr = expr};
    GoType *type;
    switch (expr->kind) {
    case GO_EXPR_BAD: return type_invalid();
    case GO_EXPR_NAME: go_check_name(check, &x, expr, defined, true); return type_of_name(check, &x, defined);
    case GO_EXPR_SELECTOR:
        go_check_selector(check, &x, expr, defined);
        return type_of_name(check, &x, defined);
    case GO_EXPR_INDEX: return type_instance(check, expr, defined);
    case GO_EXPR_PAREN: return go_check_defined_type(check, expr->paren.inner, defined);
    case GO_EXPR_ARRAY_TYPE: return type_array(check, expr, defined);
    case GO_EXPR_SLICE_TYPE:
        type = go_type_slice(check->program, type_invalid());
        go_set_underlying(defined, type);
        type->slice.element = go_check_variable_type(check, expr->array_type.element);
        return type;
    case GO_EXPR_DOTS_TYPE:
        go_check_error(check, go_expr_start(expr), "invalid use of '...'");
        go_check_use(check, expr->array_type.element);
        return type_invalid();
    case GO_EXPR_STRUCT_TYPE: return type_struct(check, expr, defined);
    case GO_EXPR_STAR: return type_pointer(check, expr, defined);
    case GO_EXPR_FUNCTION_TYPE:
        type = go_type_new(check->program, GO_FUNC);
        type->signature.parameters = type->signature.results = check->state->empty_tuple;
        go_set_underlying(defined, type);
        go_check_signature(check, type, NULL, expr, NULL);
        return type;
    case GO_EXPR_INTERFACE_TYPE: return type_interface(check, expr, defined);
    case GO_EXPR_MAP_TYPE: return type_map(check, expr, defined);
    case GO_EXPR_CHAN_TYPE:
        type = go_type_chan(check->program, type_invalid(), expr->chan_type.direction);
        go_set_underlying(defined, type);
        type->chan.element = go_check_variable_type(check, expr->chan_type.element);
        go_limits_type(check, type, expr->pos);
        return type;
    default:
        go_check_error(check, go_expr_start(expr), "%s is not a type", go_show_expr(check, expr));
        go_check_use(check, expr);
        return type_invalid();
    }
}

GoType *go_check_generic_type(Checker *check, GoExpr *expr, bool reports) {
    GoType *type = type_expr(check, expr, NULL);
    if (type->kind != GO_INVALID && !go_type_is_generic(type)) {
        if (reports)
            go_check_error(check, go_expr_start(expr), "%s is not a generic type", go_show_type(check, type));
        type = type_invalid();
    }
    expr->mode = GO_MODE_TYPE;
    expr->type = type;
    return type;
}

GoType *go_check_defined_type(Checker *check, GoExpr *expr, GoType *defined) {
    GoType *type = type_expr(check, expr, defined);
    if (go_type_is_generic(type)) {
        go_check_error(check, go_expr_start(expr), "cannot use generic type %s without instantiation",
                       go_show_type(check, type));
        type = type_invalid();
    }
    go_set_underlying(defined, type);
    expr->mode = GO_MODE_TYPE;
    expr->type = type;
    return type;
}

GoType *go_check_type(Checker *check, GoExpr *expr) {
    return go_check_defined_type(check, expr, NULL);
}
