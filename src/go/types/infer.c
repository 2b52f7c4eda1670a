/* Type inference: the type arguments that a call leaves out (spec: "Type inference").
 *
 * First the types of the arguments are unified with those of the parameters; then what is known is unified
 * with the core types of the constraints; then untyped constants give their default types; then the
 * constraints once more. */
#include "go/types/checker.h"

typedef struct Inference {
    Checker *check;
    GoPos pos;
    GoTypeList parameters;
    GoType **types; /* one for each parameter; NULL: not known */
} Inference;

static bool infer_is_complete(const Inference *work) {
    for (uint32_t i = 0; i < work->parameters.count; i++) {
        if (!work->types[i]) return false;
    }
    return true;
}

/* Does a type mention one of the parameters that are being inferred? */
static bool infer_mentions(const Inference *work, GoType *type) {
    GoTypeList gone = {ARENA_ARRAY(&work->check->scratch, GoType *, work->parameters.count),
                       work->parameters.count};
    for (uint32_t i = 0; i < gone.count; i++) gone.items[i] = go_basic_type(GO_INVALID);
    return go_type_substitute(work->check->program, type, work->parameters, gone) != type;
}

static const char *infer_names(Inference *work) {
    StrBuf out = {0};
    uint32_t count = work->parameters.count;
    for (uint32_t i = 0; i < count; i++) {
        if (i) strbuf_append_c(&out, i + 1 < count ? ", " : count == 2 ? " and " : ", and ");
        strbuf_append(&out, work->parameters.items[i]->type_parameter.object->name);
    }
    const char *text = go_show_str(work->check, strbuf_view(&out));
    strbuf_free(&out);
    return text;
}

static void infer_mismatch(Inference *work, const char *kind, GoType *parameter, GoType *type,
                           GoOperand *argument) {
    Checker *check = work->check;
    bool knows_nothing = true;
    for (uint32_t i = 0; i < work->parameters.count; i++) knows_nothing &= !work->types[i];
    const char *shown = go_show_type(check, type), *expr = go_show_expr(check, argument->expr);
    GoPos pos = go_operand_pos(argument);
    if (knows_nothing) {
        go_check_error(check, pos, "%s %s of %s does not match %s (cannot infer %s)", kind, shown, expr,
                       go_show_type(check, parameter), infer_names(work));
        return;
    }
    GoType *inferred = go_type_substitute(check->program, parameter, work->parameters,
                                          (GoTypeList){work->types, work->parameters.count});
    if (inferred != parameter)
        go_check_error(check, pos, "%s %s of %s does not match inferred type %s for %s", kind, shown, expr,
                       go_show_type(check, inferred), go_show_type(check, parameter));
    else
        go_check_error(check, pos, "%s %s of %s does not match %s", kind, shown, expr,
                       go_show_type(check, parameter));
}

/* ---- Function arguments ----------------------------------------------------------------------------- */

static bool infer_has_name(const GoType *type) {
    return type->kind <= GO_UNTYPED_NIL || type->kind == GO_NAMED || type->kind == GO_TYPE_PARAMETER;
}

/* Arguments of named types first: their types are the more precise ones. */
static bool infer_from_arguments(Inference *work, GoType *tuple, OperandList arguments) {
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < arguments.count; i++) {
            GoOperand *argument = &arguments.items[i];
            GoType *parameter = tuple->tuple.variables[i]->type;
            if (argument->mode == GO_MODE_INVALID || go_type_is_untyped(argument->type)) continue;
            if (infer_has_name(argument->type) != (round == 0) || !infer_mentions(work, parameter)) continue;
            if (go_unify(work->check, work->parameters, work->types, parameter, argument->type, false))
                continue;
            infer_mismatch(work, "type", parameter, argument->type, argument);
            return false;
        }
    }
    return true;
}

/* Which of two untyped constants' types wins: the later one of int, rune, float, complex. NULL: neither. */
static GoType *infer_larger_kind(GoType *a, GoType *b) {
    if (a == b) return a;
    if (!(go_type_flags(a) & GO_IS_NUMERIC) || !(go_type_flags(b) & GO_IS_NUMERIC)) return NULL;
    return b->kind > a->kind ? b : a;
}

/* Since Go 1.21 all untyped arguments of a parameter count; before, the first one alone. */
static bool infer_from_constants(Inference *work, GoType *tuple, OperandList arguments) {
    Checker *check = work->check;
    bool is_first_alone = !go_check_allows(check, 21);
    GoType **untyped = ARENA_ARRAY(&check->scratch, GoType *, work->parameters.count);
    for (uint32_t i = 0; i < arguments.count; i++) {
        GoOperand *argument = &arguments.items[i];
        GoType *parameter = tuple->tuple.variables[i]->type;
        if (argument->mode == GO_MODE_INVALID || !go_type_is_untyped(argument->type)) continue;
        if (argument->type->kind == GO_UNTYPED_NIL || parameter->kind != GO_TYPE_PARAMETER) continue;
        uint32_t k = 0;
        while (k < work->parameters.count && work->parameters.items[k] != parameter) k++;
        if (k == work->parameters.count || work->types[k]) continue;
        GoType *type = go_default_type(argument->type);
        if (untyped[k] && is_first_alone && go_default_type(untyped[k]) != type) {
            work->types[k] = go_default_type(untyped[k]);
            infer_mismatch(work, "default type", parameter, type, argument);
            return false;
        }
        GoType *larger = untyped[k] ? infer_larger_kind(untyped[k], argument->type) : argument->type;
        if (!larger) {
            go_check_error(check, go_operand_pos(argument), "mismatched types %s and %s (cannot infer %s)",
                           go_show_type(check, untyped[k]), go_show_type(check, argument->type),
                           go_show_type(check, parameter));
            return false;
        }
        untyped[k] = larger;
    }
    for (uint32_t k = 0; k < work->parameters.count; k++) {
        if (untyped[k]) work->types[k] = go_default_type(untyped[k]);
    }
    return true;
}

/* ---- Constraints ------------------------------------------------------------------------------------ */

typedef struct CoreTerm {
    uint32_t count;
    GoType *single;
    bool has_tilde;
} CoreTerm;

static bool infer_count_terms(void *user, const GoTerm *term) {
    CoreTerm *core = user;
    if (!term) return false;
    core->count++;
    core->single = term->type;
    core->has_tilde |= term->has_tilde;
    return true;
}

/* The core type of a constraint; `is_single`: it is the only type allowed. NULL: there is none. */
static GoType *infer_core(Inference *work, GoType *parameter, bool *has_tilde, bool *is_single) {
    CoreTerm core = {0};
    bool has_terms = go_type_all_terms(work->check->program, parameter, infer_count_terms, &core);
    *has_tilde = core.has_tilde;
    *is_single = has_terms && core.count == 1;
    if (!has_terms) return NULL;
    return *is_single ? core.single : go_core_type(work->check->program, parameter);
}

static bool infer_constraint(Inference *work, uint32_t index) {
    Checker *check = work->check;
    GoType *parameter = work->parameters.items[index], *known = work->types[index];
    bool has_tilde, is_single;
    GoType *core = infer_core(work, parameter, &has_tilde, &is_single);
    if (!core) return true;
    if (known) {
        if (has_tilde && known->kind != GO_TYPE_PARAMETER) known = go_underlying(known);
        if (go_unify(check, work->parameters, work->types, known, core, true)) return true;
        go_check_error(check, work->pos, "%s does not match %s%s", go_show_type(check, parameter),
                       has_tilde ? "~" : "", go_show_type(check, core));
        return false;
    }
    if (is_single && !has_tilde) work->types[index] = core;
    return true;
}

static uint32_t infer_unknown_count(const Inference *work) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < work->parameters.count; i++) count += !work->types[i];
    return count;
}

/* Puts what is known into what was inferred in terms of other parameters. */
static void infer_substitute(Inference *work) {
    GoTypeList known = {work->types, work->parameters.count};
    for (uint32_t round = 0; round < work->parameters.count; round++) {
        for (uint32_t i = 0; i < known.count; i++) {
            if (work->types[i])
                work->types[i] =
                    go_type_substitute(work->check->program, work->types[i], work->parameters, known);
        }
    }
    for (uint32_t i = 0; i < known.count; i++) {
        if (work->types[i] && infer_mentions(work, work->types[i])) work->types[i] = NULL;
    }
}

static bool infer_from_constraints(Inference *work) {
    uint32_t before = UINT32_MAX, unknown;
    while ((unknown = infer_unknown_count(work)) > 0 && unknown != before) {
        before = unknown;
        for (uint32_t i = 0; i < work->parameters.count && infer_unknown_count(work) > 0; i++) {
            if (!infer_constraint(work, i)) return false;
        }
    }
    infer_substitute(work);
    return true;
}

/* ---- All together ----------------------------------------------------------------------------------- */

/* A generic function that calls itself: its parameters are both what is inferred and what is known. Renames
 * the ones to be inferred. */
static void infer_rename(Inference *work, GoType **tuple) {
    Checker *check = work->check;
    GoTypeList old = work->parameters;
    GoTypeList fresh = {ARENA_ARRAY(check->arena, GoType *, old.count), old.count};
    for (uint32_t i = 0; i < old.count; i++) {
        fresh.items[i] = go_type_parameter_new(check->program, old.items[i]->type_parameter.object, NULL);
        fresh.items[i]->type_parameter.index = i;
    }
    for (uint32_t i = 0; i < old.count; i++) {
        GoType *constraint = old.items[i]->type_parameter.constraint;
        if (constraint)
            fresh.items[i]->type_parameter.constraint =
                go_type_substitute(check->program, constraint, old, fresh);
    }
    *tuple = go_type_substitute(check->program, *tuple, old, fresh);
    work->parameters = fresh;
}

/* `tuple` has one parameter for each argument. False after an error. */
bool go_check_infer(Checker *check, GoPos pos, GoTypeList parameters, GoTypeList explicit_types,
                    GoType *tuple, OperandList arguments, GoTypeList *result) {
    if (explicit_types.count == parameters.count) {
        *result = explicit_types;
        return true;
    }
    Inference work = {check, pos, parameters, ARENA_ARRAY(check->arena, GoType *, parameters.count)};
    for (uint32_t i = 0; i < explicit_types.count; i++) work.types[i] = explicit_types.items[i];
    infer_rename(&work, &tuple);
    if (explicit_types.count)
        tuple = go_type_substitute(check->program, tuple, work.parameters,
                                   (GoTypeList){work.types, parameters.count});
    *result = (GoTypeList){work.types, parameters.count};
    if (!infer_from_arguments(&work, tuple, arguments)) return false;
    if (infer_is_complete(&work)) return true;
    if (!infer_from_constraints(&work)) return false;
    if (infer_is_complete(&work)) return true;
    if (!infer_from_constants(&work, tuple, arguments) || !infer_from_constraints(&work)) return false;
    for (uint32_t i = 0; i < parameters.count; i++) {
        if (work.types[i]) continue;
        GoObject *object = parameters.items[i]->type_parameter.object;
        go_check_error(check, pos, "cannot infer %s (%s)", go_show_str(check, object->name),
                       go_show_absolute_place(check, object->pos));
        return false;
    }
    return true;
}
