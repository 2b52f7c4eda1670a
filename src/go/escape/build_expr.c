/* Expressions of the compiler's tree: everything implicit becomes a node of its own. */
#include "go/escape/build.h"

enum { DEPTH_LIMIT = 2500 };

GoExpr *build_unparen(GoExpr *expression) {
    while (expression && expression->kind == GO_EXPR_PAREN) expression = expression->paren.inner;
    return expression;
}

static EscNode *node_of(EscBuilder *builder, EscOp op, const GoExpr *expression) {
    EscNode *node = esc_node_new(builder->arena, op, expression->pos, expression->type);
    node->source = expression;
    return node;
}

EscNodeList build_values(EscBuilder *builder, GoExprList list) {
    EscNodeList nodes = {0};
    for (uint32_t i = 0; i < list.count; i++)
        esc_list_add(builder->arena, &nodes, build_value(builder, list.items[i]));
    return nodes;
}

/* Names are shared by all places where they stand, so they have none. */
void build_look_at(EscBuilder *builder, const EscNode *node) {
    bool has_place = node->op > ESC_FUNCTION && node->op != ESC_TYPE && node->pos != GO_NO_POS;
    if (has_place) builder->place = node->pos;
}

void build_convert_each(EscBuilder *builder, EscNodeList *nodes, GoExprList list) {
    GoPos place = builder->place;
    for (uint32_t i = 0; i < nodes->count; i++) {
        build_look_at(builder, nodes->items[i]);
        nodes->items[i] = build_conversion_of(builder, nodes->items[i], list.items[i]);
    }
    builder->place = place;
}

/* ---- Conversions -------------------------------------------------------------------------------------- */

static bool is_numeric(GoType *type) {
    return go_type_flags(type) & (GO_IS_INTEGER | GO_IS_FLOAT | GO_IS_COMPLEX);
}

/* int is int64 to the machine. */
static GoTypeKind machine_kind(GoType *type) {
    GoTypeKind kind = esc_kind(type);
    if (kind == GO_INT) return GO_INT64;
    return kind == GO_UINT || kind == GO_UINTPTR ? GO_UINT64 : kind;
}

static EscOp conversion_op(GoType *from, GoType *to) {
    bool from_text = esc_kind(from) == GO_STRING, to_text = esc_kind(to) == GO_STRING;
    bool from_slice = esc_kind(from) == GO_SLICE, to_slice = esc_kind(to) == GO_SLICE;
    if (go_type_is_interface(to)) return ESC_CONVERT_INTERFACE;
    if (from_slice && esc_kind(to) == GO_POINTER) return ESC_CONVERT_ARRAY;
    if (from_slice && to_text) return ESC_CONVERT_TEXT;
    if (from_text && to_slice) return ESC_CONVERT_TEXT;
    if (to_text && go_type_flags(from) & GO_IS_INTEGER) return ESC_CONVERT_TEXT;
    if (!is_numeric(from) || !is_numeric(to)) return ESC_CONVERT_NOTHING;
    bool is_exact = go_type_flags(to) & (GO_IS_FLOAT | GO_IS_COMPLEX);
    if (machine_kind(from) != machine_kind(to)) return ESC_CONVERT;
    return is_exact && !go_type_identical(from, to) ? ESC_CONVERT : ESC_CONVERT_NOTHING;
}

EscNode *build_conversion(EscBuilder *builder, EscNode *node, GoType *to, bool is_implicit) {
    if (!node->type || node->type == to) return node;
    bool is_same = is_implicit && go_type_identical(node->type, to);
    if (is_same) return node;
    EscOp op = conversion_op(node->type, to);
    EscNode *conversion = esc_node_new(builder->arena, op, builder->place, to);
    conversion->x = node;
    conversion->is_implicit = is_implicit;
    return conversion;
}

EscNode *build_conversion_of(EscBuilder *builder, EscNode *node, const GoExpr *expression) {
    GoType *to = expression->converted_to;
    if (!to || expression->mode == GO_MODE_NIL || node->op == ESC_BLANK) return node;
    EscNode *conversion = build_conversion(builder, node, to, true);
    if (conversion != node) conversion->source = expression;
    return conversion;
}

EscNode *build_converted(EscBuilder *builder, GoExpr *expression) {
    return build_conversion_of(builder, build_value(builder, expression), expression);
}

/* ---- Names -------------------------------------------------------------------------------------------- */

/* A method of an instance, as long as nobody has made it concrete, is the generic type's. */
EscFunction *build_declared(EscBuilder *builder, const GoObject *object) {
    const GoObject *origin = object->func.origin;
    if (!object->func.function && origin) object = origin;
    const GoFunction *function = object->func.is_interface_method ? NULL : object->func.function;
    return function ? esc_build_function(builder, function, object->package) : NULL;
}

static EscNode *function_node(EscBuilder *builder, const GoExpr *expression, const GoObject *object) {
    EscNode *node = node_of(builder, ESC_FUNCTION, expression);
    node->function = build_declared(builder, object);
    return node;
}

static EscNode *object_node(EscBuilder *builder, const GoExpr *expression, const GoObject *object) {
    if (!object) return node_of(builder, ESC_BLANK, expression);
    if (object->kind == GO_OBJECT_FUNC) return function_node(builder, expression, object);
    if (object->kind != GO_OBJECT_VAR) return node_of(builder, ESC_LITERAL, expression);
    if (str_equal_c(object->name, "_")) return node_of(builder, ESC_BLANK, expression);
    if (object->variable.kind == GO_VARIABLE_PACKAGE) {
        EscNode *node = node_of(builder, ESC_GLOBAL, expression);
        node->object = object;
        return node;
    }
    EscNode *node = node_of(builder, ESC_NAME, expression);
    node->variable = build_variable(builder, object);
    return node;
}

/* ---- Selectors ---------------------------------------------------------------------------------------- */

static EscNode *unary_node(EscBuilder *builder, EscOp op, EscNode *x, GoType *type, GoPos pos) {
    EscNode *node = esc_node_new(builder->arena, op, pos, type);
    node->x = x;
    return node;
}

/* x.f for field number `index` of a struct or of a pointer to one. */
static EscNode *field_node(EscBuilder *builder, EscNode *x, uint32_t index, GoPos pos) {
    GoType *type = go_underlying(x->type);
    bool is_pointer = type->kind == GO_POINTER;
    if (is_pointer) type = go_underlying(type->pointer.element);
    if (type->kind != GO_STRUCT || index >= type->structure.count) return x;
    GoObject *field = type->structure.fields[index];
    EscNode *node = unary_node(builder, is_pointer ? ESC_DOT_POINTER : ESC_DOT, x, field->type, pos);
    node->selected = field;
    return node;
}

static EscNode *receiver_node(EscBuilder *builder, EscNode *x, const GoObject *method, GoPos pos) {
    GoObject *receiver = method->type->signature.receiver;
    if (!receiver) return x;
    bool wants_pointer = esc_kind(receiver->type) == GO_POINTER;
    bool has_pointer = esc_kind(x->type) == GO_POINTER;
    if (wants_pointer == has_pointer) return x;
    GoType *type =
        wants_pointer ? go_type_pointer(builder->program, x->type) : go_underlying(x->type)->pointer.element;
    EscNode *node = unary_node(builder, wants_pointer ? ESC_ADDRESS : ESC_DEREFERENCE, x, type, pos);
    node->is_implicit = true;
    return node;
}

EscNode *build_promoted(EscBuilder *builder, EscNode *x, const GoLookup *found, GoPos pos) {
    for (uint32_t i = 0; i + 1 < found->path_count; i++) {
        x = field_node(builder, x, found->path[i], pos);
        x->is_implicit = true;
    }
    return go_type_is_interface(x->type) ? x : receiver_node(builder, x, found->object, pos);
}

static EscNode *method_node(EscBuilder *builder, GoExpr *expression, EscNode *x) {
    GoObject *method = expression->selector.selection->object;
    bool is_interface = go_type_is_interface(x->type) || go_type_is_type_parameter(x->type);
    if (!is_interface) x = receiver_node(builder, x, method, expression->pos);
    EscNode *node = node_of(builder, ESC_METHOD_VALUE, expression);
    node->x = x;
    node->selected = node->method = method;
    node->callee = is_interface ? NULL : build_declared(builder, method);
    return node;
}

static EscNode *method_expression_node(EscBuilder *builder, GoExpr *expression) {
    GoObject *method = expression->selector.selection->object;
    EscNode *node = node_of(builder, ESC_METHOD_EXPRESSION, expression);
    node->x = esc_node_new(builder->arena, ESC_TYPE, expression->pos, expression->selector.operand->type);
    node->method = method;
    bool is_direct = expression->selector.selection->path_count == 1;
    node->function = is_direct ? build_declared(builder, method) : NULL;
    return node;
}

static EscNode *selector_node(EscBuilder *builder, GoExpr *expression) {
    GoSelection *selection = expression->selector.selection;
    if (!selection) return object_node(builder, expression, expression->selector.name->name.object);
    if (selection->kind == GO_SELECT_METHOD_EXPRESSION) return method_expression_node(builder, expression);
    EscNode *x = build_value(builder, expression->selector.operand);
    for (uint32_t i = 0; i + 1 < selection->path_count; i++) {
        x = field_node(builder, x, selection->path[i], expression->pos);
        x->is_implicit = true;
    }
    if (selection->kind == GO_SELECT_METHOD) return method_node(builder, expression, x);
    EscNode *node = field_node(builder, x, selection->path[selection->path_count - 1], expression->pos);
    node->source = expression;
    return node;
}

/* ---- Literals ----------------------------------------------------------------------------------------- */

static EscNode *key_node(EscBuilder *builder, EscOp op, EscNode *x, EscNode *y, GoPos pos) {
    EscNode *node = esc_node_new(builder->arena, op, pos, NULL);
    node->x = x;
    node->y = y;
    return node;
}

static EscNode *element_node(EscBuilder *builder, GoExpr *element, GoTypeKind kind) {
    if (element->kind != GO_EXPR_KEY_VALUE) {
        EscNode *value = build_value(builder, element);
        return kind == GO_STRUCT ? key_node(builder, ESC_STRUCT_KEY, value, NULL, element->pos) : value;
    }
    GoExpr *key = element->key_value.key;
    EscNode *x = kind == GO_STRUCT ? NULL : build_value(builder, key);
    EscNode *y = build_value(builder, element->key_value.value);
    if (kind == GO_STRUCT) return key_node(builder, ESC_STRUCT_KEY, y, NULL, element->pos);
    return key_node(builder, ESC_KEY, x, y, element->pos);
}

/* Elements are converted when all of them have been built. */
static EscNode *convert_element(EscBuilder *builder, EscNode *node, GoExpr *element) {
    bool has_key = element->kind == GO_EXPR_KEY_VALUE;
    GoExpr *value = has_key ? element->key_value.value : element;
    bool is_struct = node->op == ESC_STRUCT_KEY;
    build_look_at(builder, is_struct && !has_key ? node->x : node);
    if (is_struct) {
        node->x = build_conversion_of(builder, node->x, value);
    } else if (has_key) {
        node->x = build_conversion_of(builder, node->x, element->key_value.key);
        node->y = build_conversion_of(builder, node->y, value);
    } else {
        return build_conversion_of(builder, node, value);
    }
    return node;
}

static void add_elements(EscBuilder *builder, EscNode *node, GoExpr *expression, GoTypeKind kind) {
    GoExprList elements = expression->composite.elements;
    for (uint32_t i = 0; i < elements.count; i++)
        esc_list_add(builder->arena, &node->list, element_node(builder, elements.items[i], kind));
    GoPos place = builder->place;
    builder->place = expression->pos;
    for (uint32_t i = 0; i < elements.count; i++)
        node->list.items[i] = convert_element(builder, node->list.items[i], elements.items[i]);
    builder->place = place;
}

static EscNode *composite_node(EscBuilder *builder, GoExpr *expression) {
    GoType *type = expression->type;
    bool is_pointer = esc_kind(type) == GO_POINTER;
    if (is_pointer) type = go_underlying(type)->pointer.element;
    GoType *core = go_core_type(builder->program, type);
    GoTypeKind kind = core ? core->kind : esc_kind(type);
    EscOp op = kind == GO_STRUCT  ? ESC_STRUCT_LITERAL
               : kind == GO_SLICE ? ESC_SLICE_LITERAL
               : kind == GO_MAP   ? ESC_MAP_LITERAL
                                  : ESC_ARRAY_LITERAL;
    EscNode *node = node_of(builder, op, expression);
    node->type = type;
    add_elements(builder, node, expression, kind);
    if (!is_pointer) return node;
    EscNode *pointer = node_of(builder, ESC_POINTER_LITERAL, expression);
    pointer->x = node;
    return pointer;
}

/* ---- Operators ---------------------------------------------------------------------------------------- */

static EscNode *address_node(EscBuilder *builder, GoExpr *expression) {
    EscNode *node = node_of(builder, ESC_ADDRESS, expression);
    node->x = build_value(builder, expression->unary.operand);
    bool is_literal = node->x->op >= ESC_ARRAY_LITERAL && node->x->op <= ESC_MAP_LITERAL;
    if (is_literal) node->op = ESC_POINTER_LITERAL;
    return node;
}

static EscNode *unary_operator_node(EscBuilder *builder, GoExpr *expression) {
    GoToken operator= expression->unary.operator;
    if (operator== GO_TOKEN_AND) return address_node(builder, expression);
    EscNode *node = node_of(builder, operator== GO_TOKEN_ARROW ? ESC_RECEIVE : ESC_UNARY, expression);
    node->x = build_value(builder, expression->unary.operand);
    node->token = (uint8_t)operator;
    return node;
}

static void add_texts(EscBuilder *builder, EscNodeList *list, EscNode *node) {
    if (node->op != ESC_CONCATENATE) {
        esc_list_add(builder->arena, list, node);
        return;
    }
    for (uint32_t i = 0; i < node->list.count; i++) esc_list_add(builder->arena, list, node->list.items[i]);
}

/* Of two types that are compared, only two interfaces, or two that are none, are converted; or one so large
 * that it is better not to copy it often. */
static EscNode *compared_node(EscBuilder *builder, EscNode *node, const GoExpr *operand) {
    if (!operand->converted_to || !operand->type || operand->mode == GO_MODE_NIL) return node;
    bool is_mixed = go_type_is_interface(operand->type) != go_type_is_interface(operand->converted_to);
    if (is_mixed && esc_type_size(operand->type) < 1 << 16) return node;
    EscNode *conversion = build_conversion(builder, node, operand->converted_to, false);
    if (conversion != node) conversion->source = operand;
    return conversion;
}

static EscNode *binary_node(EscBuilder *builder, GoExpr *expression) {
    GoToken operator= expression->binary.operator;
    GoExpr *left = expression->binary.left, *right = expression->binary.right;
    bool is_logical = operator== GO_TOKEN_AND_AND || operator== GO_TOKEN_OR_OR;
    bool is_comparison = operator>= GO_TOKEN_EQUAL && operator<= GO_TOKEN_GREATER_EQUAL;
    bool is_text = operator== GO_TOKEN_ADD && esc_kind(left->type) == GO_STRING;
    EscNode *node = node_of(builder,
                            is_logical ? ESC_LOGICAL
                            : is_text  ? ESC_CONCATENATE
                                       : ESC_BINARY,
                            expression);
    node->token = (uint8_t)operator;
    EscNode *x = build_value(builder, left), *y = build_value(builder, right);
    if (is_comparison) {
        x = compared_node(builder, x, left);
        y = compared_node(builder, y, right);
    }
    if (is_text) {
        add_texts(builder, &node->list, x);
        add_texts(builder, &node->list, y);
        return node;
    }
    node->x = x;
    node->y = y;
    return node;
}

static EscNode *index_node(EscBuilder *builder, GoExpr *expression) {
    if (expression->index.is_instance) return build_value(builder, expression->index.operand);
    EscNode *x = build_value(builder, expression->index.operand);
    GoType *type = go_underlying(x->type);
    bool is_map = type->kind == GO_MAP;
    if (type->kind == GO_POINTER) {
        x = unary_node(builder, ESC_DEREFERENCE, x, type->pointer.element, expression->pos);
        x->is_implicit = true;
    }
    EscNode *node = node_of(builder, is_map ? ESC_INDEX_MAP : ESC_INDEX, expression);
    if (is_map && node->type && node->type->kind == GO_TUPLE) node->type = type->map.value;
    GoExpr *index = expression->index.indices.items[0];
    node->x = x;
    node->y = is_map ? build_converted(builder, index) : build_value(builder, index);
    return node;
}

static EscNode *slice_node(EscBuilder *builder, GoExpr *expression) {
    EscNode *node = node_of(builder, ESC_SLICE, expression);
    EscNode *x = build_value(builder, expression->slice.operand);
    if (esc_kind(x->type) == GO_ARRAY) {
        x = unary_node(builder, ESC_ADDRESS, x, go_type_pointer(builder->program, x->type), x->pos);
        x->is_implicit = true;
    }
    node->x = x;
    for (int i = 0; i < 3; i++)
        esc_list_add(builder->arena, &node->list, build_value(builder, expression->slice.bounds[i]));
    return node;
}

/* x.(T) and <-c may have the type `value, ok`; the node's is that of the value. */
static GoType *value_type(GoType *type) {
    return type && type->kind == GO_TUPLE && type->tuple.count ? type->tuple.variables[0]->type : type;
}

static EscNode *build_by_kind(EscBuilder *builder, GoExpr *expression) {
    EscNode *node;
    switch (expression->kind) {
    case GO_EXPR_NAME: return object_node(builder, expression, expression->name.object);
    case GO_EXPR_COMPOSITE: return composite_node(builder, expression);
    case GO_EXPR_FUNCTION: return build_literal_function(builder, expression);
    case GO_EXPR_SELECTOR: return selector_node(builder, expression);
    case GO_EXPR_INDEX: return index_node(builder, expression);
    case GO_EXPR_SLICE: return slice_node(builder, expression);
    case GO_EXPR_TYPE_ASSERTION:
        node = node_of(builder, ESC_ASSERT, expression);
        node->x = build_value(builder, expression->assertion.operand);
        node->type = value_type(node->type);
        return node;
    case GO_EXPR_CALL: return build_call(builder, expression);
    case GO_EXPR_UNARY:
        node = unary_operator_node(builder, expression);
        node->type = value_type(node->type);
        return node;
    case GO_EXPR_STAR:
        node = node_of(builder, ESC_DEREFERENCE, expression);
        node->x = build_value(builder, expression->star.operand);
        return node;
    case GO_EXPR_BINARY: return binary_node(builder, expression);
    default: return node_of(builder, ESC_LITERAL, expression);
    }
}

EscNode *build_value(EscBuilder *builder, GoExpr *expression) {
    expression = build_unparen(expression);
    if (!expression) return NULL;
    if (builder->depth > DEPTH_LIMIT) return node_of(builder, ESC_LITERAL, expression);
    if (expression->mode == GO_MODE_TYPE) return node_of(builder, ESC_TYPE, expression);
    if (expression->mode == GO_MODE_CONSTANT) return node_of(builder, ESC_LITERAL, expression);
    builder->place = expression->pos;
    if (expression->mode == GO_MODE_NIL) return node_of(builder, ESC_NIL, expression);
    builder->depth++;
    EscNode *node = build_by_kind(builder, expression);
    builder->depth--;
    return node;
}
