/* The graph and its solution, see graph.h and escape.h. */
#include "go/escape/graph.h"

#include <string.h>

void leaks_init(Leaks *leaks) {
    memset(leaks, LEAK_NONE, sizeof *leaks);
}

Location *location_new(Analysis *analysis, EscVariable *variable, EscNode *node) {
    Location *location = ARENA_NEW(&analysis->arena, Location);
    location->variable = variable;
    location->node = node;
    location->function = analysis->function;
    location->loop_depth = analysis->loop_depth;
    leaks_init(&location->leaks);
    VEC_PUSH(&analysis->locations, location);
    return location;
}

/* Variables get their location when they are first seen; a declaration sets its loop depth. */
Location *location_of(Analysis *analysis, EscVariable *variable) {
    if (variable->location) return variable->location;
    Location *location = location_new(analysis, variable, NULL);
    location->function = variable->function;
    location->loop_depth = 1;
    location->is_parameter = variable->kind == ESC_PARAMETER;
    variable->location = location;
    return location;
}

Hole hole_of(Location *location) {
    return (Hole){.to = location};
}

Hole hole_shift(Hole hole, int derefs) {
    hole.derefs += derefs;
    if (hole.derefs < -1) hole.derefs = -1;
    hole.takes_address = derefs < 0;
    return hole;
}

Hole hole_heap(Analysis *analysis) {
    return hole_of(&analysis->heap);
}

Hole hole_blank(Analysis *analysis) {
    return hole_of(&analysis->blank);
}

/* One hole for several: a temporary that flows into each. */
Hole hole_tee(Analysis *analysis, const Hole *holes, uint32_t count) {
    if (count == 0) return hole_blank(analysis);
    if (count == 1) return holes[0];
    Location *both = location_new(analysis, NULL, NULL);
    for (uint32_t i = 0; i < count; i++) flow(analysis, holes[i], both);
    return hole_of(both);
}

void flow(Analysis *analysis, Hole hole, Location *source) {
    if (hole.takes_address) source->address_taken = true;
    if (hole.to == &analysis->blank || (hole.to == source && hole.derefs >= 0)) return;
    if (hole.to->escapes && hole.derefs < 0) {
        source->escapes = true;
        return;
    }
    VEC_PUSH(&hole.to->edges, (Edge){source, hole.derefs});
}

/* ---- Solving ------------------------------------------------------------------------------------------ */

static bool encloses(const EscFunction *outer, const EscFunction *inner) {
    for (inner = inner ? inner->outer : NULL; inner; inner = inner->outer)
        if (inner == outer) return true;
    return false;
}

/* May what is stored in `holder` be used when `held` is gone, if both are on the stack? */
static bool outlives(const Location *holder, const Location *held) {
    if (holder->escapes) return true;
    if (holder->result) {
        bool is_inside = encloses(held->function, holder->function);
        return !(is_inside && holder->function->is_directly_called);
    }
    if (holder->function == held->function && holder->loop_depth < held->loop_depth) return true;
    return encloses(holder->function, held->function);
}

static void leak_at_most(uint8_t *leak, int derefs) {
    uint8_t count = derefs < LEAK_NONE - 1 ? (uint8_t)derefs : LEAK_NONE - 1;
    if (count < *leak) *leak = count;
}

static void record_leak(Location *parameter, const Location *sink, int derefs) {
    bool to_result = !sink->escapes && sink->result && sink->function == parameter->function;
    if (to_result && sink->result <= LEAK_RESULTS)
        leak_at_most(&parameter->leaks.results[sink->result - 1], derefs);
    else
        leak_at_most(&parameter->leaks.heap, derefs);
}

typedef VEC(Location *) LocationList;

static void enqueue(LocationList *queue, Location *location) {
    if (location->is_queued) return;
    location->is_queued = true;
    VEC_PUSH(queue, location);
}

/* Walks from `root` backwards over the edges: the least number of dereferences at which each location
 * flows there. A sum below 0 means its address does; what flows into it then counts from 0 again. */
static void walk_from(Analysis *analysis, Location *root, LocationList *queue, LocationList *todo) {
    uint32_t walk = ++analysis->walk;
    root->walk = walk;
    root->derefs = 0;
    VEC_PUSH(todo, root);
    while (todo->count) {
        Location *location = VEC_POP(todo);
        int derefs = location->derefs;
        bool is_address = derefs < 0;
        if (is_address) derefs = 0;
        if (outlives(root, location)) {
            if (location->is_parameter) record_leak(location, root, derefs);
            if (is_address && !location->escapes) {
                location->escapes = true;
                enqueue(queue, location);
                continue;
            }
        }
        for (size_t i = 0; i < location->edges.count; i++) {
            Edge *edge = &location->edges.items[i];
            int sum = derefs + edge->derefs;
            if (edge->source->escapes) continue;
            if (edge->source->walk == walk && edge->source->derefs <= sum) continue;
            edge->source->walk = walk;
            edge->source->derefs = sum;
            VEC_PUSH(todo, edge->source);
        }
    }
}

void graph_solve(Analysis *analysis) {
    LocationList queue = {0}, todo = {0};
    for (size_t i = 0; i < analysis->locations.count; i++) enqueue(&queue, analysis->locations.items[i]);
    enqueue(&queue, &analysis->heap);
    while (queue.count) {
        Location *root = VEC_POP(&queue);
        root->is_queued = false;
        walk_from(analysis, root, &queue, &todo);
    }
    VEC_FREE(&queue);
    VEC_FREE(&todo);
}
