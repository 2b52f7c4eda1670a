/* Functions of the compiler's tree: declared ones, literals, and one that runs a package's initializers. */
#include "go/escape/build.h"

#include <string.h>

/* ---- Names -------------------------------------------------------------------------------------------- */

static Str method_name(EscBuilder *builder, const GoFunction *source) {
    GoType *type = source->receiver->type;
    bool is_pointer = type->kind == GO_POINTER;
    if (is_pointer) type = type->pointer.element;
    Str name = source->object->name;
    Str receiver = type->kind == GO_NAMED ? type->named.object->name : STR("?");
    return arena_format(builder->arena, is_pointer ? "(*%.*s).%.*s" : "%.*s.%.*s", STR_ARGS(receiver),
                        STR_ARGS(name));
}

static Str literal_name(EscBuilder *builder, EscFunction *outer) {
    if (!outer || outer->is_init)
        return arena_format(builder->arena, "glob..func%u", ++builder->package_literals);
    return arena_format(builder->arena, "%.*s.%s%u", STR_ARGS(outer->name), outer->is_closure ? "" : "func",
                        ++outer->closure_count);
}

/* The compiler's place of a declared function: what follows `func`. */
static GoPos function_pos(EscBuilder *builder, const GoFunction *source) {
    uint32_t offset;
    GoPos start = source->declaration->start;
    const Source *file = go_source_set_find(&builder->program->sources, start, &offset);
    if (!file) return start;
    size_t at = offset;
    if (str_starts_with(str_slice(file->text, at, at + 4), STR("func"))) at += 4;
    while (at < file->text.length && (file->text.data[at] == ' ' || file->text.data[at] == '\t')) at++;
    return start + (GoPos)(at - offset);
}

/* ---- Signatures --------------------------------------------------------------------------------------- */

static EscVariable *declare_fixed(EscBuilder *builder, EscFunction *function, const GoObject *object,
                                  EscVariableKind kind) {
    EscVariable *variable = esc_variable_new(builder->arena, function, object->name, object->type, kind);
    variable->object = object;
    variable->pos = object->pos;
    intmap_set(&builder->variables, (uintptr_t)object, variable);
    return variable;
}

static void declare_signature(EscBuilder *builder, EscFunction *function, const GoFunction *source) {
    if (source->receiver)
        function->receiver = declare_fixed(builder, function, source->receiver, ESC_PARAMETER);
    for (uint32_t i = 0; i < source->parameters.count; i++)
        esc_variables_add(builder->arena, &function->parameters,
                          declare_fixed(builder, function, source->parameters.items[i], ESC_PARAMETER));
    for (uint32_t i = 0; i < source->results.count; i++) {
        EscVariable *result = declare_fixed(builder, function, source->results.items[i], ESC_RESULT);
        if (result->name.length == 0) result->name = arena_format(builder->arena, "~r%u", i);
        esc_variables_add(builder->arena, &function->results, result);
    }
}

/* ---- Functions ---------------------------------------------------------------------------------------- */

static bool is_generic(const GoFunction *source) {
    if (!source->signature) return false;
    return source->signature->signature.type_parameters.count ||
           source->signature->signature.receiver_type_parameters.count ||
           go_type_is_parameterized(source->signature);
}

EscFunction *esc_build_function(EscBuilder *builder, const GoFunction *source, GoPackage *package) {
    EscFunction *function = intmap_get(&builder->functions, (uintptr_t)source);
    if (function) return function;
    function = ARENA_NEW(builder->arena, EscFunction);
    *function = (EscFunction){.source = source,
                              .package = package,
                              .signature = source->signature,
                              .has_body = source->body != NULL,
                              .is_native = package && package->is_native,
                              .is_generic = is_generic(source)};
    function->name = source->receiver ? method_name(builder, source) : source->object->name;
    /* There may be several `init`; no one can call them. */
    if (!source->receiver && str_equal_c(function->name, "init"))
        function->name = arena_format(builder->arena, "init.%u", builder->init_count++);
    function->pos = function_pos(builder, source);
    function->directives = esc_directives(&builder->program->sources, source->declaration->start);
    if (!function->has_body) function->directives |= ESC_UINTPTR_KEEPS;
    intmap_set(&builder->functions, (uintptr_t)source, function);
    declare_signature(builder, function, source);
    return function;
}

static void capture(EscBuilder *builder, EscFunction *function, const GoFunction *source) {
    for (uint32_t i = 0; i < source->captured.count; i++) {
        EscVariable *variable = build_variable(builder, source->captured.items[i]);
        esc_variables_add(builder->arena, &function->captured, variable);
    }
}

EscNode *build_literal_function(EscBuilder *builder, GoExpr *expression) {
    const GoFunction *source = expression->function.function;
    EscFunction *outer = builder->function, *function = ARENA_NEW(builder->arena, EscFunction);
    bool is_hidden = outer && !outer->is_init;
    *function = (EscFunction){.source = source,
                              .package = builder->package,
                              .name = literal_name(builder, outer),
                              .pos = expression->pos,
                              .signature = source->signature,
                              .has_body = true,
                              .is_closure = true,
                              .is_hidden = is_hidden,
                              .is_generic = outer && outer->is_generic,
                              .outer = is_hidden ? outer : NULL};
    intmap_set(&builder->functions, (uintptr_t)source, function);
    capture(builder, function, source);
    builder->function = function;
    declare_signature(builder, function, source);
    build_body(builder, function, source);
    builder->function = outer;
    esc_remove_dead_code(&function->body);
    EscNode *node = esc_node_new(builder->arena, ESC_CLOSURE, expression->pos, expression->type);
    node->source = expression;
    node->function = function;
    if (!is_hidden) VEC_PUSH(&builder->order, function);
    return node;
}

/* ---- Packages ----------------------------------------------------------------------------------------- */

static EscNode *global_node(EscBuilder *builder, GoObject *object, GoPos pos) {
    bool is_blank = str_equal_c(object->name, "_");
    EscNode *node = esc_node_new(builder->arena, is_blank ? ESC_BLANK : ESC_GLOBAL, pos, object->type);
    if (!is_blank) node->object = object;
    return node;
}

static EscNode *initializer_node(EscBuilder *builder, GoInitializer *initializer) {
    GoExpr *right = initializer->right;
    GoPos pos = initializer->left_count ? initializer->left[0]->pos : right->pos;
    EscNode *node = esc_node_new(builder->arena, ESC_ASSIGN, pos, NULL);
    if (initializer->left_count > 1) {
        node->op = initializer->is_comma_ok ? ESC_ASSIGN_OK : ESC_ASSIGN_CALL;
        for (uint32_t i = 0; i < initializer->left_count; i++)
            esc_list_add(builder->arena, &node->list, global_node(builder, initializer->left[i], pos));
        esc_list_add(builder->arena, &node->body, build_value(builder, right));
        return node;
    }
    node->x = initializer->left_count ? global_node(builder, initializer->left[0], pos)
                                      : esc_node_new(builder->arena, ESC_BLANK, pos, NULL);
    builder->place = pos;
    node->y = build_converted(builder, right);
    return node;
}

/* ---- What needs no code ------------------------------------------------------------------------------- */

/* Package variables of which the linker can lay out the bytes are not assigned to by anyone. Of a literal
 * that holds other things too, only these are assigned: they are added to `rest`. False: no such value. */
static bool lay_out(EscBuilder *builder, EscNode *value, EscNodeList *rest);

static void lay_out_part(EscBuilder *builder, EscNode *value, EscNodeList *rest) {
    if (lay_out(builder, value, rest)) return;
    EscNode *node = esc_node_new(builder->arena, ESC_ASSIGN, value->pos, NULL);
    node->x = esc_node_new(builder->arena, ESC_GLOBAL, value->pos, value->type);
    node->y = value;
    esc_list_add(builder->arena, rest, node);
}

static bool lay_out(EscBuilder *builder, EscNode *value, EscNodeList *rest) {
    while (value->op == ESC_CONVERT_NOTHING) value = value->x;
    switch (value->op) {
    case ESC_LITERAL:
    case ESC_NIL:
    case ESC_FUNCTION:
    case ESC_METHOD_EXPRESSION:
    case ESC_CLOSURE: return true;
    case ESC_ADDRESS: return value->x->op == ESC_GLOBAL;
    case ESC_CONVERT_TEXT: return value->x->op == ESC_LITERAL && esc_kind(value->type) == GO_SLICE;
    case ESC_CONVERT_INTERFACE:
        if (value->x->type && go_type_is_interface(value->x->type)) return value->x->op == ESC_NIL;
        lay_out_part(builder, value->x, rest);
        return true;
    case ESC_POINTER_LITERAL: lay_out_part(builder, value->x, rest); return true;
    case ESC_STRUCT_LITERAL:
    case ESC_ARRAY_LITERAL:
    case ESC_SLICE_LITERAL:
        for (uint32_t i = 0; i < value->list.count; i++) {
            EscNode *element = value->list.items[i];
            EscNode *part = element->op == ESC_KEY ? element->y : element;
            lay_out_part(builder, element->op == ESC_STRUCT_KEY ? element->x : part, rest);
        }
        return true;
    default: return false;
    }
}

static void add_initializer(EscBuilder *builder, EscNodeList *list, GoInitializer *initializer) {
    EscNode *node = initializer_node(builder, initializer);
    EscNodeList rest = {0};
    if (node->op == ESC_ASSIGN && lay_out(builder, node->y, &rest)) {
        for (uint32_t i = 0; i < rest.count; i++) esc_list_add(builder->arena, list, rest.items[i]);
        return;
    }
    esc_list_add(builder->arena, list, node);
}

static void build_initializers(EscBuilder *builder, GoPackage *package) {
    if (package->initializer_count == 0) return;
    EscFunction *function = ARENA_NEW(builder->arena, EscFunction);
    *function = (EscFunction){.package = package, .name = STR("init"), .pos = GO_NO_POS};
    function->is_init = function->has_body = function->is_inlining_checked = true;
    builder->function = function;
    builder->package_literals = 0;
    for (uint32_t i = 0; i < package->initializer_count; i++)
        add_initializer(builder, &function->body, &package->initializers[i]);
    builder->function = NULL;
    VEC_PUSH(&builder->order, function);
}

static void build_package(EscBuilder *builder, GoPackage *package) {
    builder->package = package;
    builder->init_count = 0;
    for (uint32_t i = 0; i < package->function_count; i++) {
        const GoFunction *source = package->functions[i];
        EscFunction *function = esc_build_function(builder, source, package);
        builder->function = function;
        if (source->body) {
            build_body(builder, function, source);
            esc_remove_dead_code(&function->body);
        }
        VEC_PUSH(&builder->order, function);
    }
    builder->function = NULL;
    build_initializers(builder, package);
}

void esc_build_program(EscBuilder *builder) {
    GoProgram *program = builder->program;
    for (uint32_t i = 0; i < program->package_count; i++) build_package(builder, program->packages[i]);
}

void esc_builder_free(EscBuilder *builder) {
    intmap_free(&builder->functions);
    intmap_free(&builder->variables);
    intmap_free(&builder->labels);
    VEC_FREE(&builder->order);
}
