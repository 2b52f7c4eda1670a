/* Initialisation order: in which sequence package variables get their values (spec: "Package
 * initialization").
 *
 * A variable depends on the variables that its initialiser mentions, directly or through functions. Again and
 * again the first variable, in order of declaration, that has an initialiser and depends on no variable still
 * waiting is next. When none is ready there is a cycle, which is an error. */
#include "go/types/checker.h"

typedef VEC(uint32_t) NumberList;

/* A constant or a variable. Those that share a call share the DeclInfo. */
typedef struct Node {
    DeclInfo *info;
    GoObject *object;
    NumberList needs; /* the nodes that must come first */
    bool is_done;
} Node;

typedef struct Order {
    Checker *check;
    VEC(Node) nodes;
    IntMap numbers; /* from object to its node's number plus 1 */
    IntMap emitted; /* DeclInfos */
    IntMap visited; /* while dependencies are collected */
    VEC(GoObject *) work;
} Order;

static uint64_t order_key(const void *pointer) {
    return (uint64_t)(uintptr_t)pointer;
}

static void order_add_nodes(Order *order) {
    Checker *check = order->check;
    for (uint32_t i = 0; i < check->objects.count; i++) {
        GoObject *object = check->objects.items[i];
        if (object->kind != GO_OBJECT_VAR && object->kind != GO_OBJECT_CONST) continue;
        VEC_PUSH(&order->nodes, (Node){.info = go_check_info(check, object), .object = object});
        intmap_set(&order->numbers, order_key(object), (void *)(uintptr_t)order->nodes.count);
    }
}

/* Follows what an initialiser mentions; variables and constants end the way, functions lead on. */
static void order_collect_needs(Order *order, Node *node) {
    order->visited = (IntMap){0};
    order->work.count = 0;
    for (uint32_t i = 0; i < node->info->dependencies.count; i++)
        VEC_PUSH(&order->work, node->info->dependencies.items[i]);
    while (order->work.count) {
        GoObject *object = VEC_POP(&order->work);
        if (intmap_set(&order->visited, order_key(object), object)) continue;
        DeclInfo *info = go_check_info(order->check, object);
        uintptr_t number = (uintptr_t)intmap_get(&order->numbers, order_key(object));
        if (object->kind == GO_OBJECT_VAR || object->kind == GO_OBJECT_CONST) {
            if (number) VEC_PUSH(&node->needs, (uint32_t)(number - 1));
            continue;
        }
        for (uint32_t i = 0; i < info->dependencies.count; i++)
            VEC_PUSH(&order->work, info->dependencies.items[i]);
    }
    intmap_free(&order->visited);
}

static bool order_is_ready(const Order *order, const Node *node) {
    for (size_t i = 0; i < node->needs.count; i++) {
        if (!order->nodes.items[node->needs.items[i]].is_done) return false;
    }
    return true;
}

/* ---- Cycles ----------------------------------------------------------------------------------------- */

/* A way from `object` back to `goal`, by depth first search; the path is left in order->work. */
static bool order_find_path(Order *order, GoObject *object, GoObject *goal, int depth) {
    DeclInfo *info = go_check_info(order->check, object);
    if (!info || depth > 500 || intmap_set(&order->visited, order_key(object), object)) return false;
    VEC_PUSH(&order->work, object);
    for (uint32_t i = 0; i < info->dependencies.count; i++) {
        GoObject *next = info->dependencies.items[i];
        if (next == goal || order_find_path(order, next, goal, depth + 1)) return true;
    }
    order->work.count--;
    return false;
}

static void order_report_cycle(Order *order, GoObject *object) {
    Checker *check = order->check;
    order->visited = (IntMap){0};
    order->work.count = 0;
    bool is_cycle = order_find_path(order, object, object, 0);
    intmap_free(&order->visited);
    if (!is_cycle) return;
    StrBuf message = {0};
    strbuf_format(&message, "initialization loop for %s", go_show_str(check, object->name));
    for (size_t i = 0; i < order->work.count; i++) {
        GoObject *member = order->work.items[i];
        strbuf_format(&message, "\n\t%s: %s refers to", go_show_place(check, member->pos),
                      go_show_str(check, member->name));
    }
    strbuf_format(&message, "\n\t%s: %s", go_show_place(check, object->pos),
                  go_show_str(check, object->name));
    go_check_error(check, object->pos, "%s", message.data);
    strbuf_free(&message);
}

/* How many of the nodes that a node needs are not done; it may need itself. */
static uint32_t order_waiting_count(const Order *order, const Node *node) {
    uint32_t count = 0;
    for (size_t i = 0; i < node->needs.count; i++) count += !order->nodes.items[node->needs.items[i]].is_done;
    return count;
}

/* Constants and variables that lead back to themselves. Goes through them as Go's compiler does, always
 * taking the one that waits for the fewest others, so that the same cycles are named. */
static void order_check_cycles(Order *order) {
    for (size_t round = 0; round < order->nodes.count; round++) {
        Node *best = NULL;
        uint32_t fewest = UINT32_MAX;
        for (size_t i = 0; i < order->nodes.count && fewest > 0; i++) {
            Node *node = &order->nodes.items[i];
            if (node->is_done) continue;
            uint32_t waiting = order_waiting_count(order, node);
            if (waiting >= fewest) continue;
            fewest = waiting;
            best = node;
        }
        if (fewest > 0) order_report_cycle(order, best->object);
        best->is_done = true;
    }
    for (size_t i = 0; i < order->nodes.count; i++) order->nodes.items[i].is_done = false;
}

/* ---- The order -------------------------------------------------------------------------------------- */

static void order_emit(Order *order, Node *node) {
    Checker *check = order->check;
    node->is_done = true;
    if (node->object->kind != GO_OBJECT_VAR || !node->info->init) return;
    if (intmap_set(&order->emitted, order_key(node->info), node)) return;
    GoPackage *package = check->package;
    GoInitializer *initializer = &package->initializers[package->initializer_count++];
    initializer->right = node->info->init;
    initializer->left_count = node->info->left ? node->info->left_count : 1;
    initializer->left = node->info->left;
    if (!initializer->left) {
        initializer->left = ARENA_ARRAY(check->arena, GoObject *, 1);
        initializer->left[0] = node->object;
    }
    bool is_tuple = node->info->init->type && node->info->init->type->kind == GO_TUPLE;
    initializer->is_comma_ok = initializer->left_count == 2 && !is_tuple;
}

/* The next one that is ready, or NULL. */
static Node *order_next(Order *order) {
    for (size_t i = 0; i < order->nodes.count; i++) {
        Node *node = &order->nodes.items[i];
        if (!node->is_done && order_is_ready(order, node)) return node;
    }
    return NULL;
}

void go_check_init_order(Checker *check) {
    Order order = {.check = check};
    order_add_nodes(&order);
    for (size_t i = 0; i < order.nodes.count; i++) order_collect_needs(&order, &order.nodes.items[i]);
    check->package->initializers = ARENA_ARRAY(check->arena, GoInitializer, order.nodes.count + 1);
    size_t errors = check->errors->items.count;
    order_check_cycles(&order);
    if (check->errors->items.count == errors) {
        for (Node *node; (node = order_next(&order));) order_emit(&order, node);
    }
    for (size_t i = 0; i < order.nodes.count; i++) VEC_FREE(&order.nodes.items[i].needs);
    VEC_FREE(&order.nodes);
    VEC_FREE(&order.work);
    intmap_free(&order.numbers);
    intmap_free(&order.emitted);
}
