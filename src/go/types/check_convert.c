/* Assignability, conversion, and implementing an interface (spec: "Assignability", "Conversions",
 * "Implementing an interface"). */
#include "go/types/checker.h"

/* ---- Implementing an interface ----------------------------------------------------------------------- */

static bool type_is_interface_pointer(GoType *type) {
    GoType *underlying = go_underlying(type);
    return underlying->kind == GO_POINTER && go_underlying(underlying->pointer.element)->kind == GO_INTERFACE;
}

static const char *interface_pointer_text(Checker *check, GoType *type) {
    bool is_parameter = go_underlying(type)->pointer.element->kind == GO_TYPE_PARAMETER;
    return go_show_format(check,
                          is_parameter ? "type %s is pointer to type parameter, not type parameter"
                                       : "type %s is pointer to interface, not interface",
                          go_show_type(check, type));
}

static const char *method_text(Checker *check, const GoObject *method) {
    StrBuf out = {0};
    strbuf_append(&out, method->name);
    go_signature_print(&out, method->type, check->package);
    const char *text = go_show_str(check, strbuf_view(&out));
    strbuf_free(&out);
    return text;
}

const char *go_missing_method_reason(Checker *check, GoType *type, GoType *interface, GoObject *method,
                                     GoObject *wrong) {
    const char *name = go_show_str(check, method->name);
    const char *shown = go_show_format(check, "%s method", name);
    if (wrong) {
        if (!str_equal(method->name, wrong->name))
            return go_show_format(check, "(missing %s)\n\t\thave %s\n\t\twant %s", shown,
                                  method_text(check, wrong), method_text(check, method));
        if (go_type_identical(method->type, wrong->type))
            return go_show_format(check, "(%s has pointer receiver)", shown);
        return go_show_format(check, "(wrong type for %s)\n\t\thave %s\n\t\twant %s", shown,
                              method_text(check, wrong), method_text(check, method));
    }
    if (type_is_interface_pointer(type))
        return go_show_format(check, "(%s)", interface_pointer_text(check, type));
    if (type_is_interface_pointer(interface))
        return go_show_format(check, "(%s)", interface_pointer_text(check, interface));
    return go_show_format(check, "(missing %s)", shown);
}

static const char *implements_terms(Checker *check, GoType *type, GoType *interface, const GoTypeSet *set) {
    const char *from = go_show_type(check, type), *to = go_show_type(check, interface);
    for (uint32_t i = 0; i < set->terms.count; i++) {
        const GoTerm *term = &set->terms.items[i];
        bool would_fit = !term->has_tilde && go_type_identical(term->type, go_underlying(term->type)) &&
                         go_type_identical(term->type, go_underlying(type));
        if (would_fit)
            return go_show_format(check,
                                  "%s does not implement %s (possibly missing ~ for %s in constraint %s)",
                                  from, to, go_show_type(check, term->type), to);
    }
    GoType terms = {.kind = GO_UNION, .set.terms = set->terms};
    StrBuf shown = {0};
    for (uint32_t i = 0; i < set->terms.count; i++) {
        GoType one = {.kind = GO_UNION, .set.terms = {&terms.set.terms.items[i], 1}};
        if (i) strbuf_append_c(&shown, " | ");
        go_type_print(&shown, &one, NULL);
    }
    const char *text = go_show_format(check, "%s does not implement %s (%s missing in %s)", from, to, from,
                                      shown.data ? shown.data : "");
    strbuf_free(&shown);
    return text;
}

const char *go_check_implements(Checker *check, GoType *type, GoType *interface) {
    GoType *own = go_underlying(type), *wanted = go_underlying(interface);
    if (own->kind == GO_INVALID || wanted->kind == GO_INVALID) return NULL;
    if (own->kind == GO_POINTER && go_underlying(own->pointer.element)->kind == GO_INVALID) return NULL;
    const char *from = go_show_type(check, type), *to = go_show_type(check, interface);
    if (wanted->kind != GO_INTERFACE) {
        const char *cause = type_is_interface_pointer(wanted)
                                ? interface_pointer_text(check, interface)
                                : go_show_format(check, "%s is not an interface", to);
        return go_show_format(check, "%s does not implement %s (%s)", from, to, cause);
    }
    const GoTypeSet *set = go_interface_type_set(check->program, wanted);
    if (!set->has_terms && !set->is_comparable && set->methods.count == 0) return NULL;
    const GoTypeSet *own_set = own->kind == GO_INTERFACE ? go_interface_type_set(check->program, own) : NULL;
    if (own_set && go_type_set_is_empty(own_set)) return NULL;
    if (go_type_set_is_empty(set)) return go_show_format(check, "cannot implement %s (empty type set)", to);
    GoObject *wrong, *missing = go_missing_method(check->program, type, wanted, true, &wrong);
    if (missing)
        return go_show_format(check, "%s does not implement %s %s", from, to,
                              go_missing_method_reason(check, type, interface, missing, wrong));
    const char *pending = NULL;
    bool is_strict = check->program->options.language_minor && check->program->options.language_minor < 20;
    if (set->is_comparable &&
        !go_type_comparable_cause(check->program, type, !is_strict, check->package, NULL))
        pending = go_show_format(check, "%s does not implement comparable", from);
    if (!set->has_terms) return pending;
    if (own_set)
        return go_type_set_is_subset(own_set, set)
                   ? pending
                   : go_show_format(check, "%s does not implement %s", from, to);
    return go_type_set_includes(set, type) ? pending : implements_terms(check, type, interface, set);
}

/* ---- Assignability ---------------------------------------------------------------------------------- */

static bool type_has_name(GoType *type) {
    return type->kind <= GO_UNTYPED_NIL || type->kind == GO_NAMED || type->kind == GO_TYPE_PARAMETER;
}

typedef struct AssignTest {
    Checker *check;
    const GoOperand *x;
    GoType *type;
    const char **reason;
    bool is_from_term; /* the term is the operand's type; else the type assigned to */
    GoType *parameter;
} AssignTest;

static void assign_add_reason(AssignTest *test, const char *text) {
    if (!test->reason) return;
    const char *old = *test->reason;
    *test->reason = old && old[0] ? go_show_format(test->check, "%s\n\t%s", text, old) : text;
}

static bool assign_term(void *user, const GoTerm *term) {
    AssignTest *test = user;
    if (!term) return false;
    GoOperand x = *test->x;
    GoType *type = test->type;
    if (test->is_from_term)
        x.type = term->type;
    else
        type = term->type;
    if (go_check_assignable(test->check, &x, type, test->reason)) return true;
    Checker *check = test->check;
    const char *parameter = go_show_type(check, test->parameter);
    assign_add_reason(
        test, test->is_from_term
                  ? go_show_format(check, "cannot assign %s (in %s) to %s", go_show_type(check, x.type),
                                   parameter, go_show_type(check, type))
                  : go_show_format(check, "cannot assign %s to %s (in %s)", go_show_type(check, x.type),
                                   go_show_type(check, type), parameter));
    return false;
}

static bool assignable_parameters(Checker *check, const GoOperand *x, GoType *type, const char **reason) {
    AssignTest test = {check, x, type, reason, false, NULL};
    if (type->kind == GO_TYPE_PARAMETER && !type_has_name(x->type)) {
        test.parameter = type;
        return go_type_all_terms(check->program, type, assign_term, &test);
    }
    if (x->type->kind == GO_TYPE_PARAMETER && !type_has_name(type)) {
        test.parameter = x->type;
        test.is_from_term = true;
        return go_type_all_terms(check->program, x->type, assign_term, &test);
    }
    return false;
}

bool go_check_assignable(Checker *check, const GoOperand *x, GoType *type, const char **reason) {
    if (x->mode == GO_MODE_INVALID || type->kind == GO_INVALID || x->type->kind == GO_INVALID) return true;
    GoType *from = x->type;
    if (go_type_identical(from, type)) return true;
    if (go_type_is_untyped(from)) {
        GoOperand copy = *x;
        GoConstant *value;
        Misfit misfit;
        return go_check_implicit_type(check, &copy, type, &value, &misfit) != NULL;
    }
    GoType *own = go_underlying(from), *to = go_underlying(type);
    bool from_parameter = from->kind == GO_TYPE_PARAMETER, to_parameter = type->kind == GO_TYPE_PARAMETER;
    bool is_unnamed = !type_has_name(from) || !type_has_name(type);
    if (!from_parameter && !to_parameter && is_unnamed && go_type_identical(own, to)) return true;
    if ((to->kind == GO_INTERFACE && !to_parameter) || type_is_interface_pointer(to)) {
        const char *why = go_check_implements(check, from, type);
        if (why && reason) *reason = why;
        return !why;
    }
    if (own->kind == GO_INTERFACE && !from_parameter && !go_check_implements(check, type, from)) {
        if (reason) *reason = "need type assertion";
        return false;
    }
    if (own->kind == GO_CHAN && own->chan.direction == GO_CHAN_BOTH && to->kind == GO_CHAN &&
        go_type_identical(own->chan.element, to->chan.element))
        return is_unnamed;
    if (!from_parameter && !to_parameter) return false;
    return assignable_parameters(check, x, type, reason);
}

/* ---- Conversion ------------------------------------------------------------------------------------- */

static bool type_is_bytes_or_runes(GoType *underlying) {
    if (underlying->kind != GO_SLICE) return false;
    GoTypeKind element = go_underlying(underlying->slice.element)->kind;
    return element == GO_UINT8 || element == GO_INT32;
}

static bool convertible_slices(Checker *check, GoType *own, GoType *to, const char **cause) {
    if (own->kind != GO_SLICE) return false;
    GoType *array = to;
    if (to->kind == GO_POINTER) array = go_underlying(to->pointer.element);
    if (array->kind != GO_ARRAY || !go_type_identical(own->slice.element, array->array.element)) return false;
    if (to->kind != GO_POINTER) return go_check_allows(check, 20);
    if (go_check_allows(check, 17)) return true;
    *cause =
        go_show_format(check,
                       "conversion of slices to array pointers requires go1.17 or later (-lang was set to "
                       "go1.%d; check go.mod)",
                       check->program->options.language_minor);
    return false;
}

static bool convertible(Checker *check, const GoOperand *x, GoType *type, const char **cause);

typedef struct ConvertTest {
    Checker *check;
    const GoOperand *x;
    GoType *type;
    const char **cause;
    GoType *from_parameter, *to_parameter;
} ConvertTest;

static bool convert_to_term(void *user, const GoTerm *term) {
    ConvertTest *test = user;
    if (!term) return false;
    if (convertible(test->check, test->x, term->type, test->cause)) return true;
    Checker *check = test->check;
    const char *from = go_show_type(check, test->x->type);
    if (test->from_parameter)
        from = go_show_format(check, "%s (in %s)", from, go_show_type(check, test->from_parameter));
    const char *text =
        go_show_format(check, "cannot convert %s to %s (in %s)", from, go_show_type(check, term->type),
                       go_show_type(check, test->to_parameter));
    *test->cause = *test->cause ? go_show_format(check, "%s\n\t%s", text, *test->cause) : text;
    return false;
}

static bool convert_from_term(void *user, const GoTerm *term) {
    ConvertTest *test = user;
    if (!term) return false;
    GoOperand x = *test->x;
    x.type = term->type;
    if (test->to_parameter) {
        ConvertTest inner = *test;
        inner.x = &x;
        return go_type_all_terms(test->check->program, test->to_parameter, convert_to_term, &inner);
    }
    if (convertible(test->check, &x, test->type, test->cause)) return true;
    Checker *check = test->check;
    const char *text =
        go_show_format(check, "cannot convert %s (in %s) to %s", go_show_type(check, term->type),
                       go_show_type(check, test->from_parameter), go_show_type(check, test->type));
    *test->cause = *test->cause ? go_show_format(check, "%s\n\t%s", text, *test->cause) : text;
    return false;
}

static bool convertible_basic(GoType *own, GoType *to) {
    unsigned from = go_type_flags(own), target = go_type_flags(to);
    unsigned real = GO_IS_INTEGER | GO_IS_FLOAT;
    if ((from & real) && (target & real)) return true;
    if ((from & GO_IS_COMPLEX) && (target & GO_IS_COMPLEX)) return true;
    if (((from & GO_IS_INTEGER) || type_is_bytes_or_runes(own)) && (target & GO_IS_STRING)) return true;
    if ((from & GO_IS_STRING) && type_is_bytes_or_runes(to)) return true;
    bool from_word = own->kind == GO_POINTER || own->kind == GO_UINTPTR;
    bool to_word = to->kind == GO_POINTER || to->kind == GO_UINTPTR;
    if (from_word && to->kind == GO_UNSAFE_POINTER) return true;
    return own->kind == GO_UNSAFE_POINTER && to_word;
}

static bool convertible(Checker *check, const GoOperand *x, GoType *type, const char **cause) {
    if (go_check_assignable(check, x, type, cause)) return true;
    GoType *from_parameter = x->type->kind == GO_TYPE_PARAMETER ? x->type : NULL;
    GoType *to_parameter = type->kind == GO_TYPE_PARAMETER ? type : NULL;
    GoType *own = go_underlying(x->type), *to = go_underlying(type);
    if (!from_parameter && !to_parameter) {
        if (go_type_identical_but_tags(own, to)) return true;
        if (x->type->kind == GO_POINTER && type->kind == GO_POINTER &&
            go_type_identical_but_tags(go_underlying(x->type->pointer.element),
                                       go_underlying(type->pointer.element)))
            return true;
        return convertible_basic(own, to) || convertible_slices(check, own, to, cause);
    }
    ConvertTest test = {check, x, type, cause, from_parameter, to_parameter};
    if (from_parameter) return go_type_all_terms(check->program, from_parameter, convert_from_term, &test);
    return go_type_all_terms(check->program, to_parameter, convert_to_term, &test);
}

/* A constant converted to a basic type; an integer to a string becomes that code point. */
static bool convert_constant(Checker *check, const GoOperand *x, GoType *type, GoConstant **value) {
    GoType *basic = go_underlying(type);
    if (basic->kind > GO_UNTYPED_NIL) return false;
    if (go_representable(x->constant, basic, check->arena, value)) return true;
    if (!(go_type_flags(x->type) & GO_IS_INTEGER) || !(go_type_flags(basic) & GO_IS_STRING)) return false;
    uint64_t code_point;
    if (!go_constant_to_uint64(x->constant, &code_point) || code_point > 0x10FFFF ||
        (code_point >= 0xD800 && code_point < 0xE000))
        code_point = 0xFFFD;
    StrBuf text = {0};
    strbuf_append_code_point(&text, (uint32_t)code_point);
    if (value) *value = go_constant_string(check->arena, arena_copy(check->arena, strbuf_view(&text)));
    strbuf_free(&text);
    return true;
}

static bool convert_constant_term(void *user, GoType *underlying) {
    ConvertTest *test = user;
    if (!underlying) {
        *test->cause = go_show_format(test->check, "%s does not contain specific types",
                                      go_show_type(test->check, test->type));
        return false;
    }
    if ((go_type_flags(test->x->type) & GO_IS_STRING) && type_is_bytes_or_runes(underlying)) return true;
    if (convert_constant(test->check, test->x, underlying, NULL)) return true;
    *test->cause =
        go_show_format(test->check, "cannot convert %s to %s (in %s)", go_show_operand(test->check, test->x),
                       go_show_type(test->check, underlying), go_show_type(test->check, test->type));
    return false;
}

static bool conversion_is_possible(Checker *check, GoOperand *x, GoType *type, const char **cause) {
    bool is_constant = x->mode == GO_MODE_CONSTANT;
    bool to_constant = type->kind != GO_TYPE_PARAMETER && (go_type_flags(type) & GO_IS_CONSTANT);
    if (is_constant && to_constant) return convert_constant(check, x, type, &x->constant);
    if (is_constant && type->kind == GO_TYPE_PARAMETER) {
        ConvertTest test = {check, x, type, cause, NULL, type};
        bool is_possible = go_type_all_underlying(check->program, type, convert_constant_term, &test);
        x->mode = GO_MODE_VALUE;
        return is_possible;
    }
    if (!convertible(check, x, type, cause)) return false;
    x->mode = GO_MODE_VALUE;
    return true;
}

void go_check_conversion(Checker *check, GoOperand *x, GoType *type) {
    bool was_constant = x->mode == GO_MODE_CONSTANT;
    bool was_nil = x->mode == GO_MODE_NIL;
    const char *cause = NULL;
    GoOperand before = *x;
    if (!conversion_is_possible(check, x, type, &cause)) {
        if (type->kind == GO_TYPE_PARAMETER && was_constant) before.mode = GO_MODE_VALUE;
        before.shows_integer = was_constant && (go_type_flags(type) & GO_IS_INTEGER);
        const char *shown = go_show_operand(check, &before), *to = go_show_type(check, type);
        if (cause && cause[0])
            go_check_error(check, go_operand_pos(x), "cannot convert %s to type %s:\n\t%s", shown, to, cause);
        else
            go_check_error(check, go_operand_pos(x), "cannot convert %s to type %s", shown, to);
        x->mode = GO_MODE_INVALID;
        return;
    }
    if (go_type_is_untyped(x->type)) {
        GoType *final = type;
        bool is_constant_type = type->kind != GO_TYPE_PARAMETER && (go_type_flags(type) & GO_IS_CONSTANT);
        if (go_type_is_interface(type) || (was_constant && !is_constant_type))
            final = was_nil ? type : go_default_type(x->type);
        else if (x->mode == GO_MODE_CONSTANT && (go_type_flags(x->type) & GO_IS_INTEGER) &&
                 (go_type_flags(type) & GO_IS_STRING))
            final = x->type; /* the number itself is not kept */
        go_check_update_type(check, x->expr, final, true);
    }
    if (x->mode != GO_MODE_CONSTANT) x->constant = NULL;
    x->type = type;
}
