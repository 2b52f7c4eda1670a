/* Statements of the compiler's tree. Blocks dissolve into the list around them; what an `if` or `switch` has
 * in front of its condition becomes its `init`. */
#include "go/escape/build.h"

static void build_into(EscBuilder *builder, EscNodeList *list, GoStmt *statement);

static EscNode *stmt_node(EscBuilder *builder, EscOp op, const GoStmt *statement) {
    return esc_node_new(builder->arena, op, statement->pos, NULL);
}

static EscNodeList build_list(EscBuilder *builder, GoStmtList statements) {
    EscNodeList list = {0};
    for (uint32_t i = 0; i < statements.count; i++) build_into(builder, &list, statements.items[i]);
    return list;
}

static EscNode *build_single(EscBuilder *builder, GoStmt *statement) {
    EscNodeList list = {0};
    if (statement) build_into(builder, &list, statement);
    return list.count ? list.items[0] : NULL;
}

/* ---- Variables ---------------------------------------------------------------------------------------- */

EscVariable *build_variable(EscBuilder *builder, const GoObject *object) {
    EscVariable *variable = intmap_get(&builder->variables, (uintptr_t)object);
    if (variable) return variable;
    EscFunction *function = builder->function;
    variable = esc_variable_new(builder->arena, function, object->name, object->type, ESC_AUTOMATIC);
    variable->object = object;
    variable->pos = object->pos;
    intmap_set(&builder->variables, (uintptr_t)object, variable);
    return variable;
}

static void declare(EscBuilder *builder, EscNodeList *list, EscVariable *variable, GoPos pos) {
    EscNode *node = esc_node_new(builder->arena, ESC_DECLARE, pos, NULL);
    node->x = esc_name_new(builder->arena, pos, variable);
    esc_list_add(builder->arena, list, node);
}

/* The names on the left of `:=` that it declares. */
static void define_names(EscBuilder *builder, EscNode *node, GoExprList left, const bool *is_new) {
    for (uint32_t i = 0; i < left.count; i++) {
        GoExpr *name = left.items[i];
        GoObject *object = name && name->kind == GO_EXPR_NAME ? name->name.object : NULL;
        bool declares = object && !str_equal_c(object->name, "_") && (!is_new || is_new[i]);
        if (!declares) continue;
        EscVariable *variable = build_variable(builder, object);
        variable->definition = node;
        declare(builder, &node->init, variable, object->pos);
        node->is_define = true;
    }
}

/* ---- Assignments -------------------------------------------------------------------------------------- */

static bool needs_conversion(GoType *from, GoType *to) {
    return from && to && !go_type_identical(from, to);
}

/* a, b = f(): where a result has another type than what it goes to, all go through variables first. */
static EscNode *assign_call(EscBuilder *builder, EscNode *node, GoExpr *call) {
    GoType *type = call->type;
    bool is_mismatched = false;
    for (uint32_t i = 0; i < node->list.count && i < type->tuple.count; i++) {
        EscNode *target = node->list.items[i];
        if (target->op != ESC_BLANK && needs_conversion(type->tuple.variables[i]->type, target->type))
            is_mismatched = true;
    }
    if (!is_mismatched) {
        node->op = ESC_ASSIGN_CALL;
        esc_list_add(builder->arena, &node->body, build_value(builder, call));
        return node;
    }
    node->body = build_spread(builder, &node->init, call, node->pos);
    for (uint32_t i = 0; i < node->body.count && i < node->list.count; i++)
        if (node->list.items[i]->op != ESC_BLANK)
            node->body.items[i] =
                build_conversion(builder, node->body.items[i], node->list.items[i]->type, true);
    return node;
}

static EscNode *assign_several(EscBuilder *builder, EscNode *node, GoExprList right) {
    GoExpr *value = build_unparen(right.items[0]);
    if (right.count > 1 || node->list.count == 1) {
        for (uint32_t i = 0; i < node->body.count; i++)
            node->body.items[i] = build_conversion_of(builder, node->body.items[i], right.items[i]);
        return node;
    }
    bool is_call = value->kind == GO_EXPR_CALL && value->call.kind == GO_CALL_FUNCTION;
    if (is_call) return assign_call(builder, node, value);
    node->op = ESC_ASSIGN_OK;
    esc_list_add(builder->arena, &node->body, build_value(builder, value));
    return node;
}

static EscNode *assign_operation(EscBuilder *builder, GoStmt *statement) {
    EscNode *node = stmt_node(builder, ESC_ASSIGN_OPERATION, statement);
    GoExprList right = statement->assign.right;
    node->token = (uint8_t)statement->assign.operator;
    node->x = build_value(builder, statement->assign.left.items[0]);
    node->y = right.count ? build_value(builder, right.items[0])
                          : esc_node_new(builder->arena, ESC_LITERAL, statement->pos, node->x->type);
    return node;
}

static EscNode *assign(EscBuilder *builder, GoStmt *statement) {
    GoExprList left = statement->assign.left, right = statement->assign.right;
    if (statement->assign.operator!= GO_TOKEN_EOF || statement->assign.is_increment)
        return assign_operation(builder, statement);
    bool is_single = left.count == 1 && right.count == 1;
    EscNode *node = stmt_node(builder, is_single ? ESC_ASSIGN : ESC_ASSIGN_LIST, statement);
    if (is_single) node->y = build_value(builder, right.items[0]);
    if (right.count > 1) node->body = build_values(builder, right);
    if (statement->assign.is_define) define_names(builder, node, left, statement->assign.is_new);
    if (is_single) {
        bool is_define = statement->assign.is_define;
        GoPos place = builder->place;
        node->x = build_value(builder, left.items[0]);
        if (is_define) builder->place = place;
        node->y = build_conversion_of(builder, node->y, right.items[0]);
        return node;
    }
    node->list = build_values(builder, left);
    return assign_several(builder, node, right);
}

/* var a, b T = x, y is two declarations with an assignment each. */
static void declare_variables(EscBuilder *builder, EscNodeList *list, GoDecl *declaration) {
    GoExprList names = declaration->value.names, values = declaration->value.values;
    bool is_spread = values.count == 1 && names.count > 1;
    EscNode *several = NULL;
    builder->place = declaration->pos;
    EscNodeList built = {0};
    if (!is_spread) built = build_values(builder, values);
    GoPos place = builder->place;
    if (is_spread) several = esc_node_new(builder->arena, ESC_ASSIGN_LIST, declaration->pos, NULL);
    for (uint32_t i = 0; i < names.count; i++) {
        EscNode *name = build_value(builder, names.items[i]);
        EscNode *node = esc_node_new(builder->arena, ESC_ASSIGN, declaration->pos, NULL);
        if (name->op == ESC_NAME) {
            declare(builder, list, name->variable, declaration->pos);
            name->variable->definition = values.count ? (several ? several : node) : NULL;
        }
        if (several) {
            esc_list_add(builder->arena, &several->list, name);
            continue;
        }
        node->x = name;
        builder->place = place;
        if (i < values.count) node->y = build_conversion_of(builder, built.items[i], values.items[i]);
        esc_list_add(builder->arena, list, node);
    }
    if (several) esc_list_add(builder->arena, list, assign_several(builder, several, values));
}

static void declaration(EscBuilder *builder, EscNodeList *list, GoDecl *declaration) {
    for (; declaration; declaration = declaration->next) {
        if (declaration->kind == GO_DECL_VAR) declare_variables(builder, list, declaration);
        if (declaration->kind == GO_DECL_TYPE && !declaration->type.is_alias)
            esc_list_add(builder->arena, list,
                         esc_node_new(builder->arena, ESC_DECLARE_TYPE, declaration->pos, NULL));
    }
}

static EscNode *return_node(EscBuilder *builder, GoStmt *statement) {
    EscNode *node = stmt_node(builder, ESC_RETURN, statement);
    GoExprList values = statement->return_.results;
    EscVariableList results = builder->function->results;
    bool is_spread = values.count == 1 && results.count > 1;
    if (!is_spread) {
        node->list = build_values(builder, values);
        build_convert_each(builder, &node->list, values);
        return node;
    }
    node->list = build_spread(builder, &node->init, build_unparen(values.items[0]), statement->pos);
    for (uint32_t i = 0; i < node->list.count && i < results.count; i++)
        node->list.items[i] = build_conversion(builder, node->list.items[i], results.items[i]->type, true);
    return node;
}

/* ---- Control ------------------------------------------------------------------------------------------ */

static void add_init(EscBuilder *builder, EscNode *node, GoStmt *init) {
    if (init) build_into(builder, &node->init, init);
}

static EscNode *if_node(EscBuilder *builder, GoStmt *statement) {
    EscNode *node = stmt_node(builder, ESC_IF, statement);
    add_init(builder, node, statement->if_.init);
    node->x = build_value(builder, statement->if_.condition);
    node->list = build_list(builder, statement->if_.then->block.statements);
    if (statement->if_.otherwise) build_into(builder, &node->body, statement->if_.otherwise);
    return node;
}

static EscNode *for_node(EscBuilder *builder, GoStmt *statement) {
    EscNode *node = stmt_node(builder, ESC_FOR, statement);
    add_init(builder, node, statement->for_.init);
    node->is_fresh = statement->for_.has_fresh_variables;
    node->x = build_value(builder, statement->for_.condition);
    node->y = build_single(builder, statement->for_.post);
    node->body = build_list(builder, statement->for_.body->block.statements);
    return node;
}

static EscNode *range_node(EscBuilder *builder, GoStmt *statement) {
    EscNode *node = stmt_node(builder, ESC_RANGE, statement);
    GoExpr *targets[] = {statement->range.key, statement->range.value};
    node->is_fresh = statement->range.has_fresh_variables;
    node->x = build_value(builder, statement->range.operand);
    if (statement->range.is_define) define_names(builder, node, (GoExprList){targets, 2}, NULL);
    if (targets[0]) node->y = build_value(builder, targets[0]);
    if (targets[1]) node->z = build_value(builder, targets[1]);
    node->body = build_list(builder, statement->range.body->block.statements);
    return node;
}

static EscNode *case_node(EscBuilder *builder, GoClause *clause, EscNode *guard) {
    EscNode *node = esc_node_new(builder->arena, ESC_CASE, clause->pos, NULL);
    if (clause->object) {
        EscVariable *variable = build_variable(builder, clause->object);
        variable->pos = clause->colon;
        variable->definition = guard;
        node->x = esc_name_new(builder->arena, clause->colon, variable);
    }
    node->list = build_values(builder, clause->cases);
    node->body = build_list(builder, clause->body);
    return node;
}

static EscNode *type_guard(EscBuilder *builder, GoStmt *statement) {
    GoExpr *guard = statement->switch_.tag;
    EscNode *node = stmt_node(builder, ESC_TYPE_GUARD, statement);
    if (guard->type_switch.name)
        node->x = esc_node_new(builder->arena, ESC_IDENTIFIER, guard->type_switch.name->pos, NULL);
    node->y = build_value(builder, guard->type_switch.operand);
    return node;
}

static EscNode *switch_node(EscBuilder *builder, GoStmt *statement) {
    EscNode *node = stmt_node(builder, ESC_SWITCH, statement);
    bool is_type_switch = statement->kind == GO_STMT_TYPE_SWITCH;
    add_init(builder, node, statement->switch_.init);
    node->x = is_type_switch ? type_guard(builder, statement) : build_value(builder, statement->switch_.tag);
    for (uint32_t i = 0; i < statement->switch_.clauses.count; i++)
        esc_list_add(
            builder->arena, &node->list,
            case_node(builder, &statement->switch_.clauses.items[i], is_type_switch ? node->x : NULL));
    return node;
}

/* What a select receives goes to two targets, the second often blank. */
static EscNode *receive_node(EscBuilder *builder, EscNode *node) {
    bool is_receive = node->op == ESC_RECEIVE || node->op == ESC_ASSIGN;
    if (!is_receive) return node;
    EscNode *both = esc_node_new(builder->arena, ESC_ASSIGN_OK, node->pos, NULL);
    EscNode *value = node->op == ESC_ASSIGN ? node->y : node;
    if (value->is_implicit) value = value->x;
    EscNode *target = node->op == ESC_ASSIGN ? node->x : NULL;
    if (!target) target = esc_node_new(builder->arena, ESC_BLANK, node->pos, NULL);
    both->is_define = node->op == ESC_ASSIGN && node->is_define;
    if (node->op == ESC_ASSIGN) both->init = node->init;
    if (target->op == ESC_NAME && target->variable->definition == node) target->variable->definition = both;
    esc_list_add(builder->arena, &both->list, target);
    esc_list_add(builder->arena, &both->list, esc_node_new(builder->arena, ESC_BLANK, node->pos, NULL));
    esc_list_add(builder->arena, &both->body, value);
    return both;
}

static EscNode *select_node(EscBuilder *builder, GoStmt *statement) {
    EscNode *node = stmt_node(builder, ESC_SELECT, statement);
    for (uint32_t i = 0; i < statement->select.clauses.count; i++) {
        GoClause *clause = &statement->select.clauses.items[i];
        EscNode *branch = esc_node_new(builder->arena, ESC_COMMUNICATION, clause->pos, NULL);
        EscNode *communication = build_single(builder, clause->communication);
        if (communication) branch->x = receive_node(builder, communication);
        branch->body = build_list(builder, clause->body);
        esc_list_add(builder->arena, &node->list, branch);
    }
    return node;
}

static EscLabel *label_of(EscBuilder *builder, const GoStmt *labeled, const GoExpr *name) {
    EscLabel *label = intmap_get(&builder->labels, (uintptr_t)labeled);
    if (label || !labeled) return label;
    label = ARENA_NEW(builder->arena, EscLabel);
    if (name) label->name = name->name.text;
    intmap_set(&builder->labels, (uintptr_t)labeled, label);
    return label;
}

static EscNode *branch_node(EscBuilder *builder, GoStmt *statement) {
    GoToken keyword = statement->branch.keyword;
    EscNode *node = stmt_node(builder,
                              keyword == GO_TOKEN_GOTO          ? ESC_GOTO
                              : keyword == GO_TOKEN_FALLTHROUGH ? ESC_FALLTHROUGH
                                                                : ESC_BRANCH,
                              statement);
    if (node->op == ESC_GOTO)
        node->label = label_of(builder, statement->branch.target, statement->branch.label);
    return node;
}

static EscNode *labeled_node(EscBuilder *builder, GoStmt *statement) {
    EscNode *node = stmt_node(builder, ESC_LABEL, statement);
    node->label = label_of(builder, statement, statement->labeled.label);
    return node;
}

static EscNode *go_node(EscBuilder *builder, GoStmt *statement) {
    EscNode *node = stmt_node(builder, statement->kind == GO_STMT_GO ? ESC_GO : ESC_DEFER, statement);
    node->x = build_value(builder, statement->expression);
    return node;
}

static EscNode *send_node(EscBuilder *builder, GoStmt *statement) {
    EscNode *node = stmt_node(builder, ESC_SEND, statement);
    node->x = build_value(builder, statement->send.channel);
    node->y = build_converted(builder, statement->send.value);
    return node;
}

static EscNode *build_by_kind(EscBuilder *builder, GoStmt *statement) {
    switch (statement->kind) {
    case GO_STMT_EXPRESSION: return build_value(builder, statement->expression);
    case GO_STMT_SEND: return send_node(builder, statement);
    case GO_STMT_ASSIGN: return assign(builder, statement);
    case GO_STMT_BRANCH: return branch_node(builder, statement);
    case GO_STMT_GO:
    case GO_STMT_DEFER: return go_node(builder, statement);
    case GO_STMT_RETURN: return return_node(builder, statement);
    case GO_STMT_IF: return if_node(builder, statement);
    case GO_STMT_FOR: return for_node(builder, statement);
    case GO_STMT_RANGE: return range_node(builder, statement);
    case GO_STMT_SWITCH:
    case GO_STMT_TYPE_SWITCH: return switch_node(builder, statement);
    case GO_STMT_SELECT: return select_node(builder, statement);
    default: return NULL;
    }
}

static void build_into(EscBuilder *builder, EscNodeList *list, GoStmt *statement) {
    if (!statement || builder->depth > 2500) return;
    builder->depth++;
    if (statement->kind == GO_STMT_BLOCK) {
        for (uint32_t i = 0; i < statement->block.statements.count; i++)
            build_into(builder, list, statement->block.statements.items[i]);
    } else if (statement->kind == GO_STMT_DECLARATION) {
        declaration(builder, list, statement->declaration);
    } else if (statement->kind == GO_STMT_LABELED) {
        esc_list_add(builder->arena, list, labeled_node(builder, statement));
        build_into(builder, list, statement->labeled.statement);
    } else {
        EscNode *node = build_by_kind(builder, statement);
        if (node) esc_list_add(builder->arena, list, node);
    }
    builder->depth--;
}

void build_body(EscBuilder *builder, EscFunction *function, const GoFunction *source) {
    build_into(builder, &function->body, source->body);
    if (function->body.count == 0)
        esc_list_add(builder->arena, &function->body,
                     esc_node_new(builder->arena, ESC_BLOCK, source->body->pos, NULL));
}
