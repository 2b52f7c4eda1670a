/* Type sets: which types satisfy an interface (spec: "General interfaces").
 *
 * The set is kept as methods that all its types have, plus a list of terms (`int`, `~string`); no list means
 * all types. Embedding intersects sets, a union of terms joins them. It is computed once for an interface,
 * when somebody first asks. */
#include "go/types/program.h"

#include <stdlib.h>

/* ---- Terms ------------------------------------------------------------------------------------------ */

/* Does the term contain the type? */
static bool term_includes(const GoTerm *term, GoType *type) {
    return go_type_identical(term->type, term->has_tilde ? go_underlying(type) : type);
}

/* Is everything in `inner` in `outer` too? */
static bool term_is_subset(const GoTerm *inner, const GoTerm *outer) {
    GoType *own = outer->has_tilde ? go_underlying(inner->type) : inner->type;
    return go_type_identical(own, outer->type) && (outer->has_tilde || !inner->has_tilde);
}

static void terms_add(Arena *arena, GoTermList *list, GoTerm term) {
    for (uint32_t i = 0; i < list->count; i++) {
        if (term_is_subset(&term, &list->items[i])) return;
    }
    GoTerm *items = ARENA_ARRAY(arena, GoTerm, list->count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        if (!term_is_subset(&list->items[i], &term)) items[count++] = list->items[i];
    }
    items[count++] = term;
    *list = (GoTermList){items, count};
}

/* Both have terms. */
static GoTermList terms_intersect(Arena *arena, GoTermList a, GoTermList b) {
    GoTermList result = {0};
    for (uint32_t i = 0; i < a.count; i++) {
        for (uint32_t j = 0; j < b.count; j++) {
            if (term_is_subset(&a.items[i], &b.items[j]))
                terms_add(arena, &result, a.items[i]);
            else if (term_is_subset(&b.items[j], &a.items[i]))
                terms_add(arena, &result, b.items[j]);
        }
    }
    return result;
}

/* ---- Computing -------------------------------------------------------------------------------------- */

typedef struct Computation {
    GoProgram *program;
    Arena *arena;
    const GoTypeSetReport *report;
    GoTypeSet *set;
    GoPos *positions; /* of each method: where it or the embedding stands */
} Computation;

static int methods_compare(const void *a, const void *b) {
    const GoObject *x = *(GoObject *const *)a, *y = *(GoObject *const *)b;
    bool x_exported = go_object_is_exported(x), y_exported = go_object_is_exported(y);
    if (x_exported != y_exported) return x_exported ? -1 : 1;
    int order = str_compare(x->name, y->name);
    if (order || x_exported || !x->package || !y->package) return order;
    return str_compare(x->package->path, y->package->path);
}

void go_methods_sort(GoObjectList *methods) {
    if (methods->count > 1) qsort(methods->items, methods->count, sizeof(GoObject *), methods_compare);
}

static void set_add_method(Computation *work, GoPos pos, GoObject *method, bool is_explicit) {
    GoObjectList *methods = &work->set->methods;
    for (uint32_t i = 0; i < methods->count; i++) {
        GoObject *other = methods->items[i];
        if (!go_same_name(other->name, other->package, method->name, method->package)) continue;
        if (!work->report) return;
        bool is_same =
            !is_explicit && !work->report->forbids_overlap && go_type_identical(method->type, other->type);
        if (!is_same) work->report->duplicate(work->report->user, pos, method, work->positions[i]);
        return;
    }
    uint32_t index = methods->count;
    go_object_list_add(work->program, methods, method);
    GoPos *positions = ARENA_ARRAY(work->arena, GoPos, index + 1);
    for (uint32_t i = 0; i < index; i++) positions[i] = work->positions[i];
    positions[index] = pos;
    work->positions = positions;
}

/* The terms of one union; false when it stands for all types. */
static bool set_union_terms(Computation *work, GoType *type, GoTermList *terms) {
    for (uint32_t i = 0; i < type->set.terms.count; i++) {
        GoTerm term = type->set.terms.items[i];
        GoType *underlying = go_underlying(term.type);
        if (underlying->kind == GO_INVALID) continue;
        if (underlying->kind != GO_INTERFACE) {
            if (!term.has_tilde || go_type_identical(term.type, underlying))
                terms_add(work->arena, terms, term);
            continue;
        }
        const GoTypeSet *inner = go_interface_type_set(work->program, underlying);
        if (!inner->has_terms) return false;
        for (uint32_t k = 0; k < inner->terms.count; k++)
            terms_add(work->arena, terms, inner->terms.items[k]);
    }
    return true;
}

static void set_restrict(Computation *work, GoTermList terms) {
    GoTypeSet *set = work->set;
    int language = work->program->options.language_minor;
    if (language && language < 18) return; /* an error that is reported where it stands */
    set->terms = set->has_terms ? terms_intersect(work->arena, set->terms, terms) : terms;
    set->has_terms = true;
}

static void set_embed(Computation *work, GoType *type, GoPos pos) {
    GoType *underlying = go_underlying(type);
    if (underlying->kind == GO_INVALID) return;
    if (work->report && !work->report->embeds(work->report->user, pos, type)) return;
    if (underlying->kind == GO_UNION) {
        GoTermList terms = {0};
        if (set_union_terms(work, underlying, &terms)) set_restrict(work, terms);
        return;
    }
    if (underlying->kind != GO_INTERFACE) {
        GoTermList terms = {0};
        terms_add(work->arena, &terms, (GoTerm){false, type});
        set_restrict(work, terms);
        return;
    }
    const GoTypeSet *inner = go_interface_type_set(work->program, underlying);
    for (uint32_t i = 0; i < inner->methods.count; i++)
        set_add_method(work, pos, inner->methods.items[i], false);
    if (inner->has_terms) set_restrict(work, inner->terms);
    if (inner->is_comparable) work->set->is_comparable = true;
}

/* `comparable` with terms: what is left are the comparable terms, and nothing more is asked. */
static void set_apply_comparable(Computation *work) {
    GoTypeSet *set = work->set;
    if (!set->is_comparable || !set->has_terms) return;
    GoTermList kept = {0};
    for (uint32_t i = 0; i < set->terms.count; i++) {
        if (go_type_is_comparable(set->terms.items[i].type))
            terms_add(work->arena, &kept, set->terms.items[i]);
    }
    set->terms = kept;
    set->is_comparable = false;
}

static void set_fill(Computation *work, GoType *interface) {
    GoTypeSet *set = work->set;
    set->is_comparable = interface->interface.is_comparable_itself;
    for (uint32_t i = 0; i < interface->interface.methods.count; i++) {
        GoObject *method = interface->interface.methods.items[i];
        set_add_method(work, method->pos, method, true);
    }
    for (uint32_t i = 0; i < interface->interface.embedded.count; i++) {
        GoPos pos =
            interface->interface.embedded_positions ? interface->interface.embedded_positions[i] : GO_NO_POS;
        set_embed(work, interface->interface.embedded.items[i], pos);
    }
    set_apply_comparable(work);
    go_methods_sort(&set->methods);
}

GoTypeSet *go_interface_type_set(GoProgram *program, GoType *interface) {
    static GoTypeSet unfinished; /* of an interface that is still being declared */
    if (interface->interface.type_set) return interface->interface.type_set;
    if (interface->interface.is_incomplete) return &unfinished;
    if (!program) program = interface->interface.program;
    GoTypeSet *set = ARENA_NEW(&program->arena, GoTypeSet);
    interface->interface.type_set = set; /* also ends the recursion of a (wrongly) recursive one */
    Computation work = {program, &program->arena, NULL, set, NULL};
    set_fill(&work, interface);
    return set;
}

void go_interface_check_type_set(GoProgram *program, GoType *interface, const GoTypeSetReport *report) {
    GoTypeSet *set = ARENA_NEW(&program->arena, GoTypeSet);
    Computation work = {program, &program->arena, report, set, NULL};
    set_fill(&work, interface);
}

/* ---- Asking ----------------------------------------------------------------------------------------- */

bool go_type_set_is_empty(const GoTypeSet *set) {
    return set->has_terms && set->terms.count == 0;
}

bool go_type_set_is_method_set(const GoTypeSet *set) {
    return !set->has_terms && !set->is_comparable;
}

bool go_type_set_includes(const GoTypeSet *set, GoType *type) {
    if (!set->has_terms) return true;
    for (uint32_t i = 0; i < set->terms.count; i++) {
        if (term_includes(&set->terms.items[i], type)) return true;
    }
    return false;
}

bool go_type_set_is_subset(const GoTypeSet *inner, const GoTypeSet *outer) {
    if (!outer->has_terms) return true;
    if (!inner->has_terms) return false;
    for (uint32_t i = 0; i < inner->terms.count; i++) {
        bool is_found = false;
        for (uint32_t k = 0; k < outer->terms.count && !is_found; k++)
            is_found = term_is_subset(&inner->terms.items[i], &outer->terms.items[k]);
        if (!is_found) return false;
    }
    return true;
}

GoType *go_constraint_interface(GoProgram *program, GoType *type_parameter) {
    GoType *constraint = type_parameter->type_parameter.constraint;
    if (!program) program = type_parameter->type_parameter.program;
    if (!constraint) return program_state(program)->empty_interface;
    GoType *underlying =
        constraint->kind == GO_TYPE_PARAMETER ? go_basic_type(GO_INVALID) : go_underlying(constraint);
    if (underlying->kind == GO_INTERFACE) return underlying;
    if (underlying->kind == GO_INVALID) return program_state(program)->empty_interface;
    GoType *interface = go_type_new(program, GO_INTERFACE); /* [T int] means [T interface{ int }] */
    interface->interface.program = program;
    interface->interface.is_implicit = true;
    interface->interface.embedded.items = ARENA_ARRAY(&program->arena, GoType *, 1);
    interface->interface.embedded.items[0] = constraint;
    interface->interface.embedded.count = 1;
    type_parameter->type_parameter.constraint = interface;
    return interface;
}

bool go_type_all_terms(GoProgram *program, GoType *type_parameter,
                       bool (*test)(void *user, const GoTerm *term), void *user) {
    const GoTypeSet *set = go_interface_type_set(program, go_constraint_interface(program, type_parameter));
    if (!set->has_terms || set->terms.count == 0) return test(user, NULL);
    for (uint32_t i = 0; i < set->terms.count; i++) {
        if (!test(user, &set->terms.items[i])) return false;
    }
    return true;
}

typedef struct UnderlyingTest {
    bool (*test)(void *user, GoType *underlying);
    void *user;
} UnderlyingTest;

static bool type_test_term(void *user, const GoTerm *term) {
    UnderlyingTest *test = user;
    return test->test(test->user, term ? go_underlying(term->type) : NULL);
}

bool go_type_all_underlying(GoProgram *program, GoType *type, bool (*test)(void *user, GoType *underlying),
                            void *user) {
    if (type->kind != GO_TYPE_PARAMETER) return test(user, go_underlying(type));
    UnderlyingTest all = {test, user};
    return go_type_all_terms(program, type, type_test_term, &all);
}

static bool type_has_flags(void *user, GoType *underlying) {
    return underlying && (go_type_flags(underlying) & *(unsigned *)user);
}

bool go_type_all_flags(GoProgram *program, GoType *type, unsigned flags) {
    return go_type_all_underlying(program, type, type_has_flags, &flags);
}

typedef struct CoreSearch {
    GoProgram *program;
    GoType *core;
    bool takes_bytes; /* []byte and string together count as string */
    bool has_string;
} CoreSearch;

static bool type_is_bytes(GoType *type) {
    return type->kind == GO_SLICE && go_underlying(type->slice.element)->kind == GO_UINT8;
}

static bool type_find_core(void *user, GoType *underlying) {
    CoreSearch *search = user;
    if (!underlying) return false;
    if (search->takes_bytes && (go_type_flags(underlying) & GO_IS_STRING)) {
        search->has_string = true;
        if (!search->core) search->core = underlying;
        return type_is_bytes(search->core) || (go_type_flags(search->core) & GO_IS_STRING);
    }
    if (!search->core) {
        search->core = underlying;
        return true;
    }
    if (search->takes_bytes && type_is_bytes(underlying) && (go_type_flags(search->core) & GO_IS_STRING))
        return true;
    if (go_type_identical(search->core, underlying)) return true;
    if (search->core->kind != GO_CHAN || underlying->kind != GO_CHAN) return false;
    if (!go_type_identical(search->core->chan.element, underlying->chan.element)) return false;
    if (search->core->chan.direction == GO_CHAN_BOTH) search->core = underlying;
    return underlying->chan.direction == GO_CHAN_BOTH ||
           underlying->chan.direction == search->core->chan.direction;
}

GoType *go_core_type(GoProgram *program, GoType *type) {
    if (type->kind != GO_TYPE_PARAMETER) return go_underlying(type);
    CoreSearch search = {program, NULL, false, false};
    return go_type_all_underlying(program, type, type_find_core, &search) ? search.core : NULL;
}

GoType *go_core_string(GoProgram *program, GoType *type) {
    if (type->kind != GO_TYPE_PARAMETER) return go_underlying(type);
    CoreSearch search = {program, NULL, true, false};
    if (!go_type_all_underlying(program, type, type_find_core, &search)) return NULL;
    return search.has_string ? go_basic_type(GO_STRING) : search.core;
}

/* ---- Comparability ---------------------------------------------------------------------------------- */

typedef struct Comparability {
    GoProgram *program;
    bool is_dynamic;
    const GoPackage *from;
    StrBuf *cause;
    int depth;
} Comparability;

static bool comparable_type(Comparability *work, GoType *type, bool wants_cause);

static void comparable_explain(Comparability *work, bool wants_cause, const char *format, GoType *type) {
    if (!work->cause || !wants_cause) return;
    StrBuf text = {0};
    go_type_print(&text, type, work->from);
    strbuf_format(work->cause, format, text.data ? text.data : "");
    strbuf_free(&text);
}

static bool comparable_struct(Comparability *work, GoType *structure, bool wants_cause) {
    for (uint32_t i = 0; i < structure->structure.count; i++) {
        GoType *field = structure->structure.fields[i]->type;
        if (comparable_type(work, field, false)) continue;
        comparable_explain(work, wants_cause, "struct containing %s cannot be compared", field);
        return false;
    }
    return true;
}

static bool comparable_set(Comparability *work, GoType *interface, bool wants_cause) {
    const GoTypeSet *set = go_interface_type_set(work->program, interface);
    bool is_empty = set->has_terms && set->terms.count == 0;
    bool result = set->has_terms ? !is_empty : set->is_comparable;
    for (uint32_t i = 0; i < set->terms.count && result; i++)
        result = comparable_type(work, set->terms.items[i].type, false);
    if (!result && work->cause && wants_cause)
        strbuf_append_c(work->cause, is_empty ? "empty type set" : "incomparable types in type set");
    return result;
}

static bool comparable_type(Comparability *work, GoType *type, bool wants_cause) {
    if (work->depth > 100) return true;
    if (type->kind == GO_TYPE_PARAMETER)
        return comparable_set(work, go_constraint_interface(work->program, type), wants_cause);
    GoType *underlying = go_underlying(type);
    work->depth++;
    bool result = true;
    switch (underlying->kind) {
    case GO_UNTYPED_NIL:
    case GO_SLICE:
    case GO_MAP:
    case GO_FUNC: result = false; break;
    case GO_STRUCT: result = comparable_struct(work, underlying, wants_cause); break;
    case GO_ARRAY:
        result = comparable_type(work, underlying->array.element, false);
        if (!result) comparable_explain(work, wants_cause, "%s cannot be compared", underlying);
        break;
    case GO_INTERFACE:
        if (!work->is_dynamic) result = comparable_set(work, underlying, wants_cause);
        break;
    default: break;
    }
    work->depth--;
    return result;
}

bool go_type_comparable_cause(GoProgram *program, GoType *type, bool is_dynamic, const GoPackage *from,
                              StrBuf *cause) {
    Comparability work = {program, is_dynamic, from, cause, 0};
    return comparable_type(&work, type, true);
}
