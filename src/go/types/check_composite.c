/* Composite literals (spec: "Composite literals"). */
#include "go/types/checker.h"

/* The type of the literal, and in `base` the type that decides its form. NULL after an error. */
static GoType *composite_type(Checker *check, GoExpr *expr, GoType *hint, GoType **base) {
    GoExpr *written = expr->composite.type;
    if (written) {
        if (written->kind == GO_EXPR_ARRAY_TYPE && !written->array_type.length) {
            GoType *element = go_check_variable_type(check, written->array_type.element);
            *base = go_type_array(check->program, element, -1);
            written->mode = GO_MODE_TYPE;
            return written->type = *base;
        }
        return *base = go_check_type(check, written);
    }
    if (!hint) {
        go_check_error(check, go_expr_start(expr), "missing type in composite literal");
        return NULL;
    }
    GoType *core = go_core_type(check->program, hint);
    if (!core) {
        go_check_error(check, go_expr_start(expr), "invalid composite literal element type %s: no core type",
                       go_show_type(check, hint));
        return NULL;
    }
    *base = core->kind == GO_POINTER ? core->pointer.element : hint;
    return hint;
}

/* ---- Structs ---------------------------------------------------------------------------------------- */

static ptrdiff_t composite_field(Checker *check, GoType *structure, Str name) {
    if (str_equal_c(name, "_")) return -1;
    for (uint32_t i = 0; i < structure->structure.count; i++) {
        GoObject *field = structure->structure.fields[i];
        if (go_same_name(field->name, field->package, name, check->package)) return (ptrdiff_t)i;
    }
    return -1;
}

static void composite_keyed_field(Checker *check, GoExpr *literal, uint32_t index, GoType *structure,
                                  GoType *base, bool *visited) {
    GoExpr *pair = literal->composite.elements.items[index];
    GoOperand x;
    if (pair->kind != GO_EXPR_KEY_VALUE) {
        go_check_error(check, go_expr_start(pair),
                       "mixture of field:value and value elements in struct literal");
        return;
    }
    GoExpr *key = pair->key_value.key;
    if (key->kind != GO_EXPR_NAME) {
        go_check_expr(check, &x, pair->key_value.value);
        go_check_error(check, go_expr_start(pair), "invalid field name %s in struct literal",
                       go_show_expr(check, key));
        return;
    }
    ptrdiff_t field = composite_field(check, structure, key->name.text);
    GoType *type = field >= 0 ? structure->structure.fields[field]->type : NULL;
    go_check_expr_hinted(check, &x, pair->key_value.value, NULL);
    if (field < 0) {
        go_check_error(check, go_expr_start(key), "unknown field '%s' in struct literal of type %s",
                       go_show_expr(check, key), go_show_type(check, base));
        return;
    }
    key->name.object = structure->structure.fields[field];
    literal->composite.indices[index] = field;
    go_check_assignment(check, &x, type, "struct literal");
    if (visited[field])
        go_check_error(check, go_expr_start(pair), "duplicate field name %s in struct literal",
                       go_show_expr(check, key));
    visited[field] = true;
}

static void composite_positional(Checker *check, GoExpr *literal, GoType *structure, GoType *type,
                                 GoType *base) {
    GoExprList elements = literal->composite.elements;
    for (uint32_t i = 0; i < elements.count; i++) {
        GoExpr *element = elements.items[i];
        GoOperand x;
        if (element->kind == GO_EXPR_KEY_VALUE) {
            go_check_error(check, go_expr_start(element),
                           "mixture of field:value and value elements in struct literal");
            continue;
        }
        go_check_expr(check, &x, element);
        if (i >= structure->structure.count) {
            go_check_error(check, go_operand_pos(&x), "too many values in %s{\xE2\x80\xA6}",
                           go_show_type(check, base));
            return;
        }
        GoObject *field = structure->structure.fields[i];
        literal->composite.indices[i] = i;
        if (!go_object_is_exported(field) && field->package != check->package) {
            go_check_error(check, go_operand_pos(&x),
                           "implicit assignment to unexported field %s in %s literal",
                           go_show_str(check, field->name), go_show_type(check, type));
            continue;
        }
        go_check_assignment(check, &x, field->type, "struct literal");
    }
    if (elements.count < structure->structure.count)
        go_check_error(check, literal->composite.right_brace, "too few values in %s{\xE2\x80\xA6}",
                       go_show_type(check, base));
}

static void composite_struct(Checker *check, GoExpr *literal, GoType *structure, GoType *type, GoType *base) {
    GoExprList elements = literal->composite.elements;
    if (elements.count == 0) return;
    literal->composite.indices = ARENA_ARRAY(check->arena, int64_t, elements.count);
    if (elements.items[0]->kind != GO_EXPR_KEY_VALUE) {
        composite_positional(check, literal, structure, type, base);
        return;
    }
    bool *visited = ARENA_ARRAY(&check->scratch, bool, structure->structure.count + 1);
    for (uint32_t i = 0; i < elements.count; i++)
        composite_keyed_field(check, literal, i, structure, base, visited);
}

/* ---- Arrays and slices ------------------------------------------------------------------------------ */

/* The index that `pair` names, or -1 after an error. */
static int64_t composite_index(Checker *check, GoExpr *pair, int64_t length) {
    int64_t value;
    GoType *type = go_check_index_value(check, pair->key_value.key, length, &value);
    if (type->kind == GO_INVALID) return -1;
    if (value < 0)
        go_check_error(check, go_expr_start(pair), "index %s must be integer constant",
                       go_show_expr(check, pair->key_value.key));
    return value;
}

/* `length` is -1 when any length will do. Returns the largest index plus 1. */
int64_t go_check_indexed_elements(Checker *check, GoExpr *literal, GoType *element, int64_t length) {
    GoExprList elements = literal->composite.elements;
    literal->composite.indices = ARENA_ARRAY(check->arena, int64_t, elements.count + 1);
    IntMap visited = {0};
    int64_t index = 0, largest = 0;
    for (uint32_t i = 0; i < elements.count; i++) {
        GoExpr *value = elements.items[i];
        bool is_valid = true;
        if (value->kind == GO_EXPR_KEY_VALUE) {
            int64_t named = composite_index(check, value, length);
            is_valid = named >= 0;
            if (is_valid) index = named;
            value = value->key_value.value;
        } else if (length >= 0 && index >= length) {
            go_check_error(check, go_expr_start(value), "index %lld is out of bounds (>= %lld)",
                           (long long)index, (long long)length);
            is_valid = false;
        }
        if (is_valid && intmap_set(&visited, (uint64_t)index, literal))
            go_check_error(check, go_expr_start(elements.items[i]),
                           "duplicate index %lld in array or slice literal", (long long)index);
        literal->composite.indices[i] = index++;
        if (index > largest) largest = index;
        GoOperand x;
        go_check_expr_hinted(check, &x, value, element);
        go_check_assignment(check, &x, element, "array or slice literal");
    }
    intmap_free(&visited);
    return literal->composite.length = largest;
}

/* ---- Maps ------------------------------------------------------------------------------------------- */

/* A key as text, equal for equal constants; with its type where keys are interfaces. */
static Str composite_key_text(Checker *check, const GoOperand *x, bool has_type) {
    StrBuf out = {0};
    if (x->constant->kind == GO_CONSTANT_STRING) {
        strbuf_append_char(&out, 's');
        strbuf_append(&out, x->constant->string);
    } else if (go_constant_is_real(x->constant) && !go_constant_is_integer(x->constant)) {
        strbuf_format(&out, "%a", go_constant_to_double(x->constant));
    } else {
        go_constant_print(&out, x->constant, 0);
    }
    if (has_type) strbuf_format(&out, "|%s", go_show_type(check, x->type));
    Str text = arena_copy(&check->scratch, strbuf_view(&out));
    strbuf_free(&out);
    return text;
}

static void composite_map(Checker *check, GoExpr *literal, GoType *map) {
    GoExprList elements = literal->composite.elements;
    bool has_interface_keys = go_type_is_interface(map->map.key);
    StrMap visited = {0};
    for (uint32_t i = 0; i < elements.count; i++) {
        GoExpr *pair = elements.items[i];
        GoOperand x;
        if (pair->kind != GO_EXPR_KEY_VALUE) {
            go_check_error(check, go_expr_start(pair), "missing key in map literal");
            continue;
        }
        go_check_expr_hinted(check, &x, pair->key_value.key, map->map.key);
        go_check_assignment(check, &x, map->map.key, "map literal");
        if (x.mode == GO_MODE_INVALID) continue;
        if (x.mode == GO_MODE_CONSTANT &&
            strmap_set(&visited, composite_key_text(check, &x, has_interface_keys), literal)) {
            go_check_error(check, go_operand_pos(&x), "duplicate key %s in map literal",
                           go_show_constant(check, x.constant, x.type));
            continue;
        }
        go_check_expr_hinted(check, &x, pair->key_value.value, map->map.value);
        go_check_assignment(check, &x, map->map.value, "map literal");
    }
    strmap_free(&visited);
}

/* ---- All of them ------------------------------------------------------------------------------------ */

static bool composite_other(Checker *check, GoExpr *expr, GoType *type, GoType *core) {
    GoExprList elements = expr->composite.elements;
    for (uint32_t i = 0; i < elements.count; i++) {
        GoExpr *element = elements.items[i];
        go_check_use(check, element->kind == GO_EXPR_KEY_VALUE ? element->key_value.value : element);
    }
    if (core && core->kind == GO_INVALID) return true;
    go_check_error(check, go_expr_start(expr), "invalid composite literal type %s",
                   go_show_type(check, type));
    return false;
}

bool go_check_composite(Checker *check, GoOperand *x, GoExpr *expr, GoType *hint) {
    GoType *base;
    GoType *type = composite_type(check, expr, hint, &base);
    if (!type) return false;
    GoType *core = go_core_type(check->program, base);
    switch (core ? core->kind : GO_INVALID) {
    case GO_STRUCT:
        if (core->structure.is_incomplete) {
            go_check_error(check, go_expr_start(expr), "illegal cycle in type declaration");
            return false;
        }
        composite_struct(check, expr, core, type, base);
        break;
    case GO_ARRAY: {
        int64_t length = go_check_indexed_elements(check, expr, core->array.element, core->array.length);
        if (core->array.length < 0) core->array.length = length;
        break;
    }
    case GO_SLICE: go_check_indexed_elements(check, expr, core->slice.element, -1); break;
    case GO_MAP: composite_map(check, expr, core); break;
    default:
        if (!composite_other(check, expr, type, core)) return false;
    }
    x->mode = GO_MODE_VALUE;
    x->type = type;
    return true;
}
