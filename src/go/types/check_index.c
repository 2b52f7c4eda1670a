/* Index and slice expressions (spec: "Index expressions", "Slice expressions"). */
#include "go/types/checker.h"

/* ---- Indices ---------------------------------------------------------------------------------------- */

bool go_check_valid_index(Checker *check, GoOperand *x, const char *what, bool allows_negative) {
    if (x->mode == GO_MODE_INVALID) return false;
    go_check_convert_untyped(check, x, go_basic_type(GO_INT));
    if (x->mode == GO_MODE_INVALID) return false;
    const char *problem = NULL;
    if (!go_type_all_flags(check->program, x->type, GO_IS_INTEGER))
        problem = "must be integer";
    else if (x->mode == GO_MODE_CONSTANT && !allows_negative && go_constant_sign(x->constant) < 0)
        problem = "must not be negative";
    else if (x->mode == GO_MODE_CONSTANT &&
             !go_representable(x->constant, go_basic_type(GO_INT), check->arena, NULL))
        problem = "overflows int";
    if (!problem) return true;
    go_check_error(check, go_operand_pos(x), "invalid argument: %s %s %s", what, go_show_operand(check, x),
                   problem);
    return false;
}

GoType *go_check_index_value(Checker *check, GoExpr *index, int64_t max, int64_t *value) {
    GoOperand x;
    *value = -1;
    go_check_expr(check, &x, index);
    if (!go_check_valid_index(check, &x, "index", false)) return go_basic_type(GO_INVALID);
    if (x.mode != GO_MODE_CONSTANT) return x.type;
    if (!go_constant_to_int64(x.constant, value)) return go_basic_type(GO_INVALID);
    if (max < 0 || *value < max) return x.type;
    go_check_error(check, go_operand_pos(&x), "invalid argument: index %s out of bounds [0:%lld]",
                   go_show_constant(check, x.constant, x.type), (long long)max);
    *value = -1;
    return go_basic_type(GO_INVALID);
}

static GoExpr *index_single(Checker *check, GoExpr *expr) {
    if (expr->index.indices.count > 1)
        go_check_error(check, go_expr_start(expr->index.indices.items[1]),
                       "invalid operation: more than one index");
    return expr->index.indices.items[0];
}

/* ---- What can be indexed ---------------------------------------------------------------------------- */

/* What indexing a type gives. */
typedef struct Indexing {
    GoType *key; /* of a map, else NULL */
    GoType *element;
    int64_t length; /* -1: not known */
    GoMode mode;
} Indexing;

/* False when a value of this underlying type cannot be indexed. */
static bool index_underlying(GoType *underlying, GoMode mode, Indexing *out) {
    *out = (Indexing){NULL, NULL, -1, GO_MODE_VARIABLE};
    switch (underlying->kind) {
    case GO_STRING:
    case GO_UNTYPED_STRING:
        out->element = go_byte_type();
        out->mode = GO_MODE_VALUE;
        return true;
    case GO_ARRAY:
        out->element = underlying->array.element;
        out->length = underlying->array.length;
        if (mode != GO_MODE_VARIABLE) out->mode = GO_MODE_VALUE;
        return true;
    case GO_POINTER: {
        GoType *array = go_underlying(underlying->pointer.element);
        if (array->kind != GO_ARRAY) return false;
        out->element = array->array.element;
        out->length = array->array.length;
        return true;
    }
    case GO_SLICE: out->element = underlying->slice.element; return true;
    case GO_MAP:
        out->key = underlying->map.key;
        out->element = underlying->map.value;
        out->mode = GO_MODE_MAP_INDEX;
        return true;
    default: return false;
    }
}

typedef struct IndexTest {
    GoMode mode;
    Indexing result;
    bool has_result;
} IndexTest;

static bool index_term(void *user, GoType *underlying) {
    IndexTest *test = user;
    Indexing one;
    if (!underlying || !index_underlying(underlying, test->mode, &one)) return false;
    if (!test->has_result) {
        test->has_result = true;
        test->result = one;
        return true;
    }
    Indexing *all = &test->result;
    if ((all->key != NULL) != (one.key != NULL)) return false;
    if (one.key && !go_type_identical(all->key, one.key)) return false;
    if (!go_type_identical(all->element, one.element)) return false;
    if (one.length >= 0 && (all->length < 0 || one.length < all->length)) all->length = one.length;
    if (one.mode == GO_MODE_VALUE) all->mode = GO_MODE_VALUE;
    return true;
}

static bool index_find(Checker *check, const GoOperand *x, Indexing *out) {
    if (x->type->kind != GO_TYPE_PARAMETER) return index_underlying(go_underlying(x->type), x->mode, out);
    IndexTest test = {.mode = x->mode};
    if (!go_type_all_underlying(check->program, x->type, index_term, &test)) return false;
    *out = test.result;
    return true;
}

static bool index_is_generic_function(const GoOperand *x) {
    if (x->mode != GO_MODE_VALUE) return false;
    GoType *underlying = go_underlying(x->type);
    return underlying->kind == GO_FUNC && underlying->signature.type_parameters.count > 0;
}

bool go_check_index(Checker *check, GoOperand *x, GoExpr *expr) {
    go_check_expr_or_type(check, x, expr->index.operand, true);
    if (x->mode == GO_MODE_INVALID) {
        go_check_use_list(check, expr->index.indices);
        return false;
    }
    if (x->mode == GO_MODE_TYPE) {
        x->type = go_check_variable_type(check, expr);
        x->mode = x->type->kind == GO_INVALID ? GO_MODE_INVALID : GO_MODE_TYPE;
        return false;
    }
    if (index_is_generic_function(x)) return true;
    go_check_non_generic(check, x);
    if (x->mode == GO_MODE_INVALID) return false;
    Indexing indexing;
    if (x->mode == GO_MODE_NIL || !index_find(check, x, &indexing)) {
        go_check_error(check, expr->pos, "invalid operation: cannot index %s", go_show_operand(check, x));
        x->mode = GO_MODE_INVALID;
        return false;
    }
    GoExpr *index = index_single(check, expr);
    if (x->mode == GO_MODE_CONSTANT && x->constant->kind == GO_CONSTANT_STRING)
        indexing.length = (int64_t)x->constant->string.length;
    if (go_type_is_untyped(x->type)) go_check_update_type(check, x->expr, go_basic_type(GO_STRING), true);
    x->mode = indexing.mode;
    x->constant = NULL;
    x->type = indexing.element;
    if (indexing.key) {
        GoOperand key;
        go_check_expr(check, &key, index);
        go_check_assignment(check, &key, indexing.key, "map index");
        return false;
    }
    int64_t value;
    go_check_index_value(check, index, indexing.length, &value);
    return false;
}

/* ---- Slices ----------------------------------------------------------------------------------------- */

/* Changes x to what is sliced, and gives its length where it is known. False after an error. */
static bool slice_operand(Checker *check, GoOperand *x, GoExpr *expr, int64_t *length) {
    GoType *core = go_core_string(check->program, x->type);
    *length = -1;
    if (!core) {
        go_check_error(check, go_operand_pos(x), "invalid operation: cannot slice %s: %s has no core type",
                       go_show_operand(check, x), go_show_type(check, x->type));
        return false;
    }
    if (go_type_flags(core) & GO_IS_STRING) {
        if (expr->slice.has_max) {
            go_check_error(check, go_expr_start(expr->slice.bounds[2]),
                           "invalid operation: 3-index slice of string");
            return false;
        }
        if (x->mode == GO_MODE_CONSTANT && x->constant->kind == GO_CONSTANT_STRING)
            *length = (int64_t)x->constant->string.length;
        if (go_type_is_untyped(x->type)) {
            go_check_update_type(check, x->expr, go_basic_type(GO_STRING), true);
            x->type = go_basic_type(GO_STRING);
        }
        return true;
    }
    if (core->kind == GO_SLICE) return true;
    GoType *array = core->kind == GO_POINTER ? go_underlying(core->pointer.element) : core;
    if (array->kind != GO_ARRAY) {
        go_check_error(check, go_operand_pos(x), "invalid operation: cannot slice %s",
                       go_show_operand(check, x));
        return false;
    }
    if (core->kind == GO_ARRAY && x->mode != GO_MODE_VARIABLE) {
        go_check_error(check, go_operand_pos(x), "invalid operation: %s (slice of unaddressable value)",
                       go_show_operand(check, x));
        return false;
    }
    if (core->kind == GO_ARRAY) go_mark_address_taken(expr->slice.operand);
    *length = array->array.length;
    x->type = go_type_slice(check->program, array->array.element);
    return true;
}

static void slice_check_order(Checker *check, GoExpr *expr, const int64_t values[3]) {
    for (int i = 0; i < 2; i++) {
        for (int k = i + 1; k < 3 && values[i] > 0; k++) {
            if (values[k] < 0 || values[k] >= values[i]) continue;
            GoExpr *at = expr->slice.bounds[k] ? expr->slice.bounds[k] : expr->slice.bounds[i];
            go_check_error(check, go_expr_start(at), "invalid slice indices: %lld < %lld",
                           (long long)values[k], (long long)values[i]);
            return;
        }
    }
}

void go_check_slice(Checker *check, GoOperand *x, GoExpr *expr) {
    go_check_expr(check, x, expr->slice.operand);
    int64_t length;
    if (x->mode == GO_MODE_INVALID || !slice_operand(check, x, expr, &length)) {
        if (x->mode == GO_MODE_INVALID)
            for (int i = 0; i < 3; i++) go_check_use(check, expr->slice.bounds[i]);
        x->mode = GO_MODE_INVALID;
        return;
    }
    x->mode = GO_MODE_VALUE;
    x->constant = NULL;
    int64_t values[3];
    for (int i = 0; i < 3; i++) {
        values[i] = i == 0 ? 0 : length;
        GoExpr *bound = expr->slice.bounds[i];
        if (!bound) continue;
        go_check_index_value(check, bound, length >= 0 ? length + 1 : -1, &values[i]);
    }
    slice_check_order(check, expr, values);
}
