/* Built-in functions (spec: "Built-in functions", "Package unsafe").
 *
 * Each has a function here that checks its arguments and says what the call gives; GO_BUILTIN_TABLE says how
 * many there may be. */
#include "go/types/checker.h"

typedef struct BuiltinInfo {
    const char *name;
    uint32_t arguments; /* at least */
    bool is_variadic;
    ExprKind kind;
} BuiltinInfo;

static const BuiltinInfo builtins[] = {{"", 0, false, EXPR_EXPRESSION},
#define X(NAME, text, arguments, variadic, kind) {text, arguments, variadic, EXPR_##kind},
                                       GO_BUILTIN_TABLE(X)
#undef X
};

ExprKind go_builtin_kind(GoBuiltin builtin) {
    return builtins[builtin].kind;
}

const char *go_builtin_name(GoBuiltin builtin) {
    return builtins[builtin].name;
}

/* A call that is being checked. */
typedef struct BuiltinCall {
    Checker *check;
    GoOperand *x; /* the first argument, and then the result */
    GoExpr *call;
    GoBuiltin builtin;
    OperandList arguments;
} BuiltinCall;

static bool builtin_fail(BuiltinCall *work, const char *prefix, const char *text) {
    go_check_error(work->check, go_operand_pos(work->x), "%s%s", prefix, text);
    return false;
}

#define SHOW(x) go_show_operand(work->check, (x))

static bool builtin_void(GoOperand *x) {
    x->mode = GO_MODE_VOID;
    x->constant = NULL;
    return true;
}

static bool builtin_value(GoOperand *x, GoType *type) {
    x->mode = GO_MODE_VALUE;
    x->constant = NULL;
    x->type = type;
    return true;
}

static bool builtin_constant(GoOperand *x, GoConstant *value, GoType *type) {
    x->mode = GO_MODE_CONSTANT;
    x->constant = value;
    x->type = type;
    return true;
}

/* ---- Slices, maps, channels ------------------------------------------------------------------------- */

static bool builtin_append(BuiltinCall *work) {
    Checker *check = work->check;
    GoOperand *x = work->x;
    GoType *slice = x->type;
    GoType *core = go_core_type(check->program, slice);
    if (!core || core->kind != GO_SLICE) {
        const char *cause = go_show_format(check, "have %s", SHOW(x));
        if (x->mode == GO_MODE_NIL)
            cause = "have untyped nil";
        else if (slice->kind == GO_TYPE_PARAMETER)
            cause = core ? go_show_format(check, "%s has core type %s", SHOW(x), go_show_type(check, core))
                         : go_show_format(check, "%s has no core type", SHOW(x));
        return builtin_fail(work, "first argument to append must be a slice; ", cause);
    }
    GoType *bytes = go_type_slice(check->program, go_byte_type());
    if (work->arguments.count == 2 && work->call->call.has_dots &&
        go_check_assignable(check, x, bytes, NULL)) {
        GoOperand *text = &work->arguments.items[1];
        if (text->mode == GO_MODE_INVALID) return false;
        GoType *string = go_core_string(check->program, text->type);
        if (string && (go_type_flags(string) & GO_IS_STRING)) {
            if (go_type_is_untyped(text->type))
                go_check_convert_untyped(check, text, go_basic_type(GO_STRING));
            return builtin_value(x, slice);
        }
    }
    GoObject **variables = ARENA_ARRAY(check->arena, GoObject *, 2);
    for (int i = 0; i < 2; i++)
        variables[i] = go_object_new(check->program, GO_OBJECT_VAR, STR(""), GO_NO_POS);
    variables[0]->type = slice;
    variables[1]->type = go_type_slice(check->program, core->slice.element);
    GoType *signature = go_type_new(check->program, GO_FUNC);
    signature->signature.parameters = go_type_tuple(check->program, variables, 2);
    signature->signature.results = check->state->empty_tuple;
    signature->signature.is_variadic = true;
    go_check_arguments(check, work->call, signature, (GoTypeList){0}, work->arguments, (GoExprList){0});
    return builtin_value(x, slice);
}

static GoType *builtin_array_behind(GoType *underlying) {
    if (underlying->kind != GO_POINTER) return underlying;
    GoType *array = go_underlying(underlying->pointer.element);
    return array->kind == GO_ARRAY ? array : underlying;
}

static bool builtin_has_length(GoType *type, bool is_len) {
    switch (type->kind) {
    case GO_ARRAY:
    case GO_SLICE:
    case GO_CHAN: return true;
    case GO_MAP:
    case GO_STRING:
    case GO_UNTYPED_STRING: return is_len;
    default: return false;
    }
}

static bool builtin_length_term(void *user, GoType *underlying) {
    return underlying && builtin_has_length(builtin_array_behind(underlying), *(bool *)user);
}

static bool builtin_length(BuiltinCall *work) {
    Checker *check = work->check;
    GoOperand *x = work->x;
    bool is_len = work->builtin == GO_BUILTIN_LEN;
    GoType *int_type = go_basic_type(GO_INT);
    if (x->type->kind == GO_INVALID) return false;
    GoType *underlying = builtin_array_behind(go_underlying(x->type));
    if (x->mode == GO_MODE_CONSTANT && is_len && x->constant->kind == GO_CONSTANT_STRING) {
        GoConstant *value = go_constant_int(check->arena, (int64_t)x->constant->string.length);
        if (go_type_is_untyped(x->type)) go_check_convert_untyped(check, x, go_basic_type(GO_STRING));
        return builtin_constant(x, value, int_type);
    }
    bool is_good = go_type_all_underlying(check->program, x->type, builtin_length_term, &is_len);
    if (x->mode == GO_MODE_NIL) is_good = false;
    if (!is_good)
        return builtin_fail(work, "invalid argument: ",
                            go_show_format(check, "%s for %s", SHOW(x), go_builtin_name(work->builtin)));
    if (go_type_is_untyped(x->type)) go_check_convert_untyped(check, x, go_basic_type(GO_STRING));
    bool is_constant =
        x->type->kind != GO_TYPE_PARAMETER && underlying->kind == GO_ARRAY && !check->env.has_call_or_receive;
    if (is_constant)
        return builtin_constant(x,
                                underlying->array.length >= 0
                                    ? go_constant_int(check->arena, underlying->array.length)
                                    : go_constant_unknown(check->arena),
                                int_type);
    return builtin_value(x, int_type);
}

static bool builtin_clear_term(void *user, GoType *underlying) {
    (void)user;
    return underlying && (underlying->kind == GO_MAP || underlying->kind == GO_SLICE);
}

static bool builtin_clear(BuiltinCall *work) {
    if (!go_type_all_underlying(work->check->program, work->x->type, builtin_clear_term, NULL))
        return builtin_fail(work, "invalid argument: ",
                            go_show_format(work->check,
                                           "clear(%s): argument must be (or constrained by) map or "
                                           "slice",
                                           go_show_expr(work->check, work->x->expr)));
    return builtin_void(work->x);
}

static bool builtin_close_term(void *user, GoType *underlying) {
    BuiltinCall *work = user;
    if (!underlying || underlying->kind != GO_CHAN)
        return builtin_fail(work, "invalid operation: cannot close non-channel ", SHOW(work->x));
    if (underlying->chan.direction == GO_CHAN_RECEIVE)
        return builtin_fail(work, "invalid operation: cannot close receive-only channel ", SHOW(work->x));
    return true;
}

static bool builtin_close(BuiltinCall *work) {
    if (!go_type_all_underlying(work->check->program, work->x->type, builtin_close_term, work)) return false;
    return builtin_void(work->x);
}

static bool builtin_copy(BuiltinCall *work) {
    Checker *check = work->check;
    GoOperand *x = work->x, *y = &work->arguments.items[1];
    if (y->mode == GO_MODE_INVALID) return false;
    GoType *to = go_core_type(check->program, x->type), *from = go_core_string(check->program, y->type);
    if (from && (go_type_flags(from) & GO_IS_STRING)) from = go_type_slice(check->program, go_byte_type());
    if (!to || to->kind != GO_SLICE || !from || from->kind != GO_SLICE)
        return builtin_fail(
            work, "invalid argument: ",
            go_show_format(check, "copy expects slice arguments; found %s and %s", SHOW(x), SHOW(y)));
    if (!go_type_identical(to->slice.element, from->slice.element))
        return builtin_fail(
            work, "invalid argument: ",
            go_show_format(check, "arguments to copy %s and %s have different element types %s and %s",
                           SHOW(x), SHOW(y), go_show_type(check, to->slice.element),
                           go_show_type(check, from->slice.element)));
    if (go_type_is_untyped(y->type)) go_check_convert_untyped(check, y, go_basic_type(GO_STRING));
    return builtin_value(x, go_basic_type(GO_INT));
}

typedef struct DeleteTest {
    BuiltinCall *work;
    GoType *key;
} DeleteTest;

static bool builtin_delete_term(void *user, GoType *underlying) {
    DeleteTest *test = user;
    BuiltinCall *work = test->work;
    if (!underlying || underlying->kind != GO_MAP)
        return builtin_fail(
            work, "invalid argument: ", go_show_format(work->check, "%s is not a map", SHOW(work->x)));
    if (test->key && !go_type_identical(test->key, underlying->map.key))
        return builtin_fail(
            work, "invalid argument: ",
            go_show_format(work->check, "maps of %s must have identical key types", SHOW(work->x)));
    test->key = underlying->map.key;
    return true;
}

static bool builtin_delete(BuiltinCall *work) {
    DeleteTest test = {work, NULL};
    if (!go_type_all_underlying(work->check->program, work->x->type, builtin_delete_term, &test))
        return false;
    GoOperand *key = &work->arguments.items[1];
    go_check_assignment(work->check, key, test.key, "argument to delete");
    if (key->mode == GO_MODE_INVALID) return false;
    return builtin_void(work->x);
}

static bool builtin_make(BuiltinCall *work) {
    Checker *check = work->check;
    GoExprList list = work->call->call.arguments;
    GoPos outer_pos = check->env.declared_pos;
    check->env.declared_pos = work->call->pos;
    GoType *type = go_check_variable_type(check, list.items[0]);
    check->env.declared_pos = outer_pos;
    if (type->kind == GO_INVALID) return false;
    GoType *core = go_core_type(check->program, type);
    const char *shown = go_show_expr(check, list.items[0]);
    uint32_t least = 1;
    if (!core || (core->kind != GO_SLICE && core->kind != GO_MAP && core->kind != GO_CHAN)) {
        go_check_error(check, go_expr_start(list.items[0]),
                       core ? "invalid argument: cannot make %s; type must be slice, map, or channel"
                            : "invalid argument: cannot make %s: no core type",
                       shown);
        return false;
    }
    if (core->kind == GO_SLICE) least = 2;
    if (list.count < least || list.count > least + 1) {
        go_check_error(check, go_expr_start(work->call),
                       "invalid operation: %s expects %u or %u arguments; found %u",
                       go_show_expr(check, work->call), least, least + 1, list.count);
        return false;
    }
    int64_t sizes[2] = {-1, -1};
    for (uint32_t i = 1; i < list.count; i++) go_check_index_value(check, list.items[i], -1, &sizes[i - 1]);
    if (sizes[1] >= 0 && sizes[0] > sizes[1])
        go_check_error(check, go_expr_start(list.items[1]), "invalid argument: length and capacity swapped");
    return builtin_value(work->x, type);
}

static bool builtin_new(BuiltinCall *work) {
    GoType *type = go_check_variable_type(work->check, work->call->call.arguments.items[0]);
    if (type->kind == GO_INVALID) return false;
    return builtin_value(work->x, go_type_pointer(work->check->program, type));
}

/* ---- Numbers ---------------------------------------------------------------------------------------- */

static GoType *builtin_complex_of(GoType *type) {
    switch (go_underlying(type)->kind) {
    case GO_FLOAT32: return go_basic_type(GO_COMPLEX64);
    case GO_FLOAT64: return go_basic_type(GO_COMPLEX128);
    case GO_UNTYPED_FLOAT: return go_basic_type(GO_UNTYPED_COMPLEX);
    default: return NULL;
    }
}

static GoType *builtin_part_of(GoType *type) {
    switch (go_underlying(type)->kind) {
    case GO_COMPLEX64: return go_basic_type(GO_FLOAT32);
    case GO_COMPLEX128: return go_basic_type(GO_FLOAT64);
    case GO_UNTYPED_COMPLEX: return go_basic_type(GO_UNTYPED_FLOAT);
    default: return NULL;
    }
}

typedef GoType *ComplexPart(GoType *type);

static bool builtin_part_term(void *user, GoType *underlying) {
    ComplexPart **part = user;
    return underlying && (*part)(underlying);
}

/* complex, real and imag of a type parameter, all of whose types they could take: what the result's type
 * would be, Go has not settled. False (reported) in that case. */
static bool builtin_is_supported(BuiltinCall *work, ComplexPart *part) {
    GoOperand *x = work->x;
    if (x->type->kind != GO_TYPE_PARAMETER) return true;
    if (!go_type_all_underlying(work->check->program, x->type, builtin_part_term, &part)) return true;
    return builtin_fail(work, "",
                        go_show_format(work->check,
                                       "%s not supported as argument to %s for go1.18 (see issue #50937)",
                                       SHOW(x), go_builtin_name(work->builtin)));
}

static void builtin_to_float(GoOperand *x) {
    if ((go_type_flags(x->type) & GO_IS_NUMERIC) && go_constant_is_real(x->constant))
        x->type = go_basic_type(GO_UNTYPED_FLOAT);
}

/* Gives the parts of complex(x, y) a common type. */
static void builtin_complex_match(Checker *check, GoOperand *x, GoOperand *y) {
    bool x_untyped = go_type_is_untyped(x->type), y_untyped = go_type_is_untyped(y->type);
    if (x_untyped && !y_untyped) {
        go_check_convert_untyped(check, x, y->type);
    } else if (!x_untyped && y_untyped) {
        go_check_convert_untyped(check, y, x->type);
    } else if (x_untyped && x->mode == GO_MODE_CONSTANT && y->mode == GO_MODE_CONSTANT) {
        builtin_to_float(x);
        builtin_to_float(y);
    } else if (x_untyped) {
        go_check_convert_untyped(check, x, go_basic_type(GO_FLOAT64));
        go_check_convert_untyped(check, y, go_basic_type(GO_FLOAT64));
    }
}

static bool builtin_complex(BuiltinCall *work) {
    Checker *check = work->check;
    GoOperand *x = work->x, *y = &work->arguments.items[1];
    if (y->mode == GO_MODE_INVALID) return false;
    builtin_complex_match(check, x, y);
    if (x->mode == GO_MODE_INVALID || y->mode == GO_MODE_INVALID) return false;
    if (!go_type_identical(x->type, y->type))
        return builtin_fail(work, "invalid operation: ",
                            go_show_format(check, "%s (mismatched types %s and %s)",
                                           go_show_expr(check, work->call), go_show_type(check, x->type),
                                           go_show_type(check, y->type)));
    if (!builtin_is_supported(work, builtin_complex_of)) return false;
    GoType *type = builtin_complex_of(x->type);
    if (!type)
        return builtin_fail(work, "invalid argument: ",
                            go_show_format(check, "arguments have type %s, expected floating-point",
                                           go_show_type(check, x->type)));
    if (x->mode == GO_MODE_CONSTANT && y->mode == GO_MODE_CONSTANT)
        return builtin_constant(x, go_constant_complex(check->arena, x->constant, y->constant), type);
    return builtin_value(x, type);
}

static bool builtin_part(BuiltinCall *work) {
    Checker *check = work->check;
    GoOperand *x = work->x;
    if (go_type_is_untyped(x->type)) {
        if (x->mode == GO_MODE_CONSTANT) {
            if (go_type_flags(x->type) & GO_IS_NUMERIC) x->type = go_basic_type(GO_UNTYPED_COMPLEX);
        } else {
            go_check_convert_untyped(check, x, go_basic_type(GO_COMPLEX128));
            if (x->mode == GO_MODE_INVALID) return false;
        }
    }
    if (!builtin_is_supported(work, builtin_part_of)) return false;
    GoType *type = builtin_part_of(x->type);
    if (!type)
        return builtin_fail(work, "invalid argument: ",
                            go_show_format(check, "argument has type %s, expected complex type",
                                           go_show_type(check, x->type)));
    if (x->mode != GO_MODE_CONSTANT) return builtin_value(x, type);
    const GoConstant *part = work->builtin == GO_BUILTIN_REAL
                                 ? go_constant_real(check->arena, x->constant)
                                 : go_constant_imaginary(check->arena, x->constant);
    return builtin_constant(x, arena_copy_bytes(check->arena, part, sizeof(GoConstant)), type);
}

static bool builtin_min_max(BuiltinCall *work) {
    Checker *check = work->check;
    GoOperand *x = work->x;
    GoToken operator= work->builtin == GO_BUILTIN_MIN ? GO_TOKEN_LESS : GO_TOKEN_GREATER;
    for (uint32_t i = 0; i < work->arguments.count; i++) {
        GoOperand *y = &work->arguments.items[i];
        if (y->mode == GO_MODE_INVALID) return false;
        if (!go_type_all_flags(check->program, y->type, GO_IS_ORDERED)) {
            go_check_error(check, go_operand_pos(y), "invalid argument: %s cannot be ordered", SHOW(y));
            return false;
        }
        if (i == 0) continue;
        go_check_convert_untyped(check, x, y->type);
        if (x->mode == GO_MODE_INVALID) return false;
        go_check_convert_untyped(check, y, x->type);
        if (y->mode == GO_MODE_INVALID) return false;
        if (!go_type_identical(x->type, y->type)) {
            go_check_error(check, go_operand_pos(y),
                           "invalid argument: mismatched types %s (previous argument) and %s (type of %s)",
                           go_show_type(check, x->type), go_show_type(check, y->type),
                           go_show_expr(check, y->expr));
            return false;
        }
        if (x->mode == GO_MODE_CONSTANT && y->mode == GO_MODE_CONSTANT) {
            if (go_constant_compare(operator, y->constant, x->constant)) x->constant = y->constant;
        } else {
            x->mode = GO_MODE_VALUE;
        }
    }
    if (x->mode == GO_MODE_CONSTANT) return true;
    for (uint32_t i = 0; i < work->arguments.count; i++)
        go_check_update_type(check, work->call->call.arguments.items[i], x->type, true);
    return builtin_value(x, x->type);
}

/* ---- Statements ------------------------------------------------------------------------------------- */

static bool builtin_panic(BuiltinCall *work) {
    go_check_assignment(work->check, work->x, work->check->state->empty_interface, "argument to panic");
    return work->x->mode != GO_MODE_INVALID && builtin_void(work->x);
}

static bool builtin_print(BuiltinCall *work) {
    const char *context = go_show_format(work->check, "argument to %s", go_builtin_name(work->builtin));
    for (uint32_t i = 0; i < work->arguments.count; i++) {
        GoOperand *x = &work->arguments.items[i];
        go_check_assignment(work->check, x, NULL, context);
        if (x->mode == GO_MODE_INVALID) return false;
    }
    return builtin_void(work->x);
}

static bool builtin_recover(BuiltinCall *work) {
    if (work->check->env.function) work->check->env.function->calls_recover = true;
    return builtin_value(work->x, work->check->state->empty_interface);
}

/* ---- unsafe ----------------------------------------------------------------------------------------- */

static bool builtin_has_variable_size(GoType *type, int depth) {
    if (depth > 50) return false;
    if (type->kind == GO_TYPE_PARAMETER) return true;
    GoType *underlying = go_underlying(type);
    if (underlying->kind == GO_ARRAY) return builtin_has_variable_size(underlying->array.element, depth + 1);
    if (underlying->kind != GO_STRUCT) return false;
    for (uint32_t i = 0; i < underlying->structure.count; i++) {
        if (builtin_has_variable_size(underlying->structure.fields[i]->type, depth + 1)) return true;
    }
    return false;
}

static bool builtin_size(BuiltinCall *work) {
    Checker *check = work->check;
    GoOperand *x = work->x;
    const char *context = go_show_format(check, "argument to unsafe.%s", go_builtin_name(work->builtin));
    go_check_assignment(check, x, NULL, context);
    if (x->mode == GO_MODE_INVALID) return false;
    GoType *result = go_basic_type(GO_UINTPTR);
    if (builtin_has_variable_size(x->type, 0)) return builtin_value(x, result);
    int64_t size = work->builtin == GO_BUILTIN_UNSAFE_SIZEOF ? go_type_size(x->type) : go_type_align(x->type);
    return builtin_constant(x, go_constant_int(check->arena, size), result);
}

static int64_t builtin_path_offset(GoType *base, const GoLookup *found) {
    int64_t offset = 0;
    GoType *type = base;
    for (uint32_t i = 0; i < found->path_count; i++) {
        GoType *structure = go_underlying(type);
        offset += go_struct_offset(structure, found->path[i]);
        type = structure->structure.fields[found->path[i]]->type;
    }
    return offset;
}

static bool builtin_offset(BuiltinCall *work) {
    Checker *check = work->check;
    GoOperand *x = work->x;
    GoExpr *argument = work->call->call.arguments.items[0], *selector = go_expr_unparen(argument);
    if (selector->kind != GO_EXPR_SELECTOR) {
        go_check_error(check, go_expr_start(argument), "invalid argument: %s is not a selector expression",
                       go_show_expr(check, argument));
        go_check_use(check, argument);
        return false;
    }
    go_check_expr(check, x, selector->selector.operand);
    if (x->mode == GO_MODE_INVALID) return false;
    GoType *base = x->type, *pointed = go_underlying(base);
    if (pointed->kind == GO_POINTER && go_underlying(pointed->pointer.element)->kind == GO_STRUCT)
        base = pointed->pointer.element;
    Str name = selector->selector.name->name.text;
    GoLookup found = go_lookup(check->program, base, false, check->package, name);
    const char *shown = go_show_str(check, name), *type = go_show_type(check, base);
    if (!found.object)
        return builtin_fail(
            work, "invalid argument: ", go_show_format(check, "%s has no single field %s", type, shown));
    if (found.object->kind == GO_OBJECT_FUNC) {
        go_check_error(check, go_expr_start(argument), "invalid argument: %s is a method value",
                       go_show_expr(check, argument));
        return false;
    }
    if (found.is_indirect)
        return builtin_fail(work, "invalid argument: ",
                            go_show_format(check, "field %s is embedded via a pointer in %s", shown, type));
    GoType *result = go_basic_type(GO_UINTPTR);
    if (builtin_has_variable_size(base, 0)) return builtin_value(x, result);
    return builtin_constant(x, go_constant_int(check->arena, builtin_path_offset(base, &found)), result);
}

static bool builtin_unsafe_add(BuiltinCall *work) {
    Checker *check = work->check;
    go_check_require(check, go_expr_start(work->call->call.function), 17, "unsafe.Add");
    go_check_assignment(check, work->x, go_basic_type(GO_UNSAFE_POINTER), "argument to unsafe.Add");
    if (work->x->mode == GO_MODE_INVALID) return false;
    if (!go_check_valid_index(check, &work->arguments.items[1], "length", true)) return false;
    return builtin_value(work->x, go_basic_type(GO_UNSAFE_POINTER));
}

static bool builtin_unsafe_slice(BuiltinCall *work) {
    Checker *check = work->check;
    go_check_require(check, go_expr_start(work->call->call.function), 17, "unsafe.Slice");
    GoType *pointer = go_underlying(work->x->type);
    if (pointer->kind != GO_POINTER)
        return builtin_fail(
            work, "invalid argument: ", go_show_format(check, "%s is not a pointer", SHOW(work->x)));
    if (!go_check_valid_index(check, &work->arguments.items[1], "length", false)) return false;
    return builtin_value(work->x, go_type_slice(check->program, pointer->pointer.element));
}

static bool builtin_unsafe_slice_data(BuiltinCall *work) {
    GoType *slice = go_core_type(work->check->program, work->x->type);
    if (!slice || slice->kind != GO_SLICE)
        return builtin_fail(
            work, "invalid argument: ", go_show_format(work->check, "%s is not a slice", SHOW(work->x)));
    return builtin_value(work->x, go_type_pointer(work->check->program, slice->slice.element));
}

static bool builtin_unsafe_string(BuiltinCall *work) {
    Checker *check = work->check;
    GoType *pointer = go_type_pointer(check->program, go_byte_type());
    go_check_assignment(check, work->x, pointer, "argument to unsafe.String");
    if (work->x->mode == GO_MODE_INVALID) return false;
    if (!go_check_valid_index(check, &work->arguments.items[1], "length", false)) return false;
    return builtin_value(work->x, go_basic_type(GO_STRING));
}

static bool builtin_unsafe_string_data(BuiltinCall *work) {
    Checker *check = work->check;
    go_check_assignment(check, work->x, go_basic_type(GO_STRING), "argument to unsafe.StringData");
    if (work->x->mode == GO_MODE_INVALID) return false;
    return builtin_value(work->x, go_type_pointer(check->program, go_byte_type()));
}

/* ---- All of them ------------------------------------------------------------------------------------ */

static bool (*const builtin_checks[])(BuiltinCall *work) = {
    [GO_BUILTIN_APPEND] = builtin_append,
    [GO_BUILTIN_CAP] = builtin_length,
    [GO_BUILTIN_CLEAR] = builtin_clear,
    [GO_BUILTIN_CLOSE] = builtin_close,
    [GO_BUILTIN_COMPLEX] = builtin_complex,
    [GO_BUILTIN_COPY] = builtin_copy,
    [GO_BUILTIN_DELETE] = builtin_delete,
    [GO_BUILTIN_IMAG] = builtin_part,
    [GO_BUILTIN_LEN] = builtin_length,
    [GO_BUILTIN_MAKE] = builtin_make,
    [GO_BUILTIN_MAX] = builtin_min_max,
    [GO_BUILTIN_MIN] = builtin_min_max,
    [GO_BUILTIN_NEW] = builtin_new,
    [GO_BUILTIN_PANIC] = builtin_panic,
    [GO_BUILTIN_PRINT] = builtin_print,
    [GO_BUILTIN_PRINTLN] = builtin_print,
    [GO_BUILTIN_REAL] = builtin_part,
    [GO_BUILTIN_RECOVER] = builtin_recover,
    [GO_BUILTIN_UNSAFE_ADD] = builtin_unsafe_add,
    [GO_BUILTIN_UNSAFE_ALIGNOF] = builtin_size,
    [GO_BUILTIN_UNSAFE_OFFSETOF] = builtin_offset,
    [GO_BUILTIN_UNSAFE_SIZEOF] = builtin_size,
    [GO_BUILTIN_UNSAFE_SLICE] = builtin_unsafe_slice,
    [GO_BUILTIN_UNSAFE_SLICE_DATA] = builtin_unsafe_slice_data,
    [GO_BUILTIN_UNSAFE_STRING] = builtin_unsafe_string,
    [GO_BUILTIN_UNSAFE_STRING_DATA] = builtin_unsafe_string_data,
};

static bool builtin_has_right_count(BuiltinCall *work, uint32_t count) {
    const BuiltinInfo *info = &builtins[work->builtin];
    const char *quantity = NULL;
    if (count < info->arguments) quantity = "not enough";
    if (!info->is_variadic && count > info->arguments) quantity = "too many";
    if (!quantity) return true;
    go_check_error(work->check, go_expr_start(work->call),
                   "invalid operation: %s arguments for %s (expected %u, found %u)", quantity,
                   go_show_expr(work->check, work->call), info->arguments, count);
    return false;
}

bool go_check_builtin(Checker *check, GoOperand *x, GoExpr *call, GoBuiltin builtin) {
    BuiltinCall work = {check, x, call, builtin, {0}};
    if (call->call.has_dots && builtin != GO_BUILTIN_APPEND) {
        go_check_error(check, go_expr_start(call), "invalid operation: invalid use of ... with built-in %s",
                       go_builtin_name(builtin));
        go_check_use_list(check, call->call.arguments);
        return false;
    }
    bool is_length = builtin == GO_BUILTIN_LEN || builtin == GO_BUILTIN_CAP;
    bool had_call = check->env.has_call_or_receive;
    if (is_length) check->env.has_call_or_receive = false;
    bool takes_type =
        builtin == GO_BUILTIN_MAKE || builtin == GO_BUILTIN_NEW || builtin == GO_BUILTIN_UNSAFE_OFFSETOF;
    uint32_t count = call->call.arguments.count;
    bool is_good = true;
    if (!takes_type) {
        work.arguments = go_check_expr_list(check, call->call.arguments, NULL);
        count = work.arguments.count;
        call->call.spreads_tuple = call->call.arguments.count == 1 && count != 1;
        if (count > 0) *x = work.arguments.items[0];
        is_good = count == 0 || x->mode != GO_MODE_INVALID;
    }
    is_good = is_good && builtin_has_right_count(&work, count);
    if (is_good && work.arguments.count) work.arguments.items[0] = *x;
    is_good = is_good && builtin_checks[builtin](&work);
    if (is_length) check->env.has_call_or_receive = had_call;
    return is_good;
}
