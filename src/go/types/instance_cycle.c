/* Instantiation cycles: generic code that would need endlessly many instances.
 *
 * func f[T any]() { f[[]T]() } asks for f[int], f[[]int], f[[][]int] and so on. Each type parameter is a
 * vertex of a graph; an instantiation that gives parameter P an argument that mentions parameter Q is an edge
 * from Q to P, of weight 0 when the argument is Q itself and 1 when it is built from Q. A cycle with a weight
 * has no end. It is found as the longest path that gets longer than there are vertices (Bellman and Ford). */
#include "go/types/checker.h"

static uint32_t cycle_vertex(Checker *check, GoType *parameter) {
    GoType *declared = intmap_get(&check->receiver_parameters, (uint64_t)(uintptr_t)parameter);
    if (declared) parameter = declared;
    for (size_t i = 0; i < check->instance_vertices.count; i++) {
        if (check->instance_vertices.items[i].parameter == parameter) return (uint32_t)i;
    }
    VEC_PUSH(&check->instance_vertices, (InstanceVertex){.parameter = parameter});
    return (uint32_t)check->instance_vertices.count - 1;
}

/* Adds an edge from each parameter in `mentioned` that `type` mentions. */
static void cycle_add_edges(Checker *check, GoPos pos, GoType *parameter, GoType *argument,
                            GoTypeList mentioned) {
    for (uint32_t i = 0; i < mentioned.count; i++) {
        GoType *one = mentioned.items[i], *gone = go_basic_type(GO_INVALID);
        bool mentions = go_type_substitute(check->program, argument, (GoTypeList){&one, 1},
                                           (GoTypeList){&gone, 1}) != argument;
        if (!mentions) continue;
        InstanceEdge edge = {cycle_vertex(check, one), cycle_vertex(check, parameter), argument != one, pos,
                             argument};
        VEC_PUSH(&check->instance_edges, edge);
    }
}

void go_check_note_instance(Checker *check, GoPos pos, GoTypeList parameters, GoTypeList arguments,
                            GoExprList at) {
    for (uint32_t i = 0; i < parameters.count && i < arguments.count; i++) {
        if (!go_type_is_parameterized(arguments.items[i])) continue;
        GoPos where = i < at.count ? at.items[i]->pos : pos;
        for (size_t k = 0; k < check->parameter_lists.count; k++)
            cycle_add_edges(check, where, parameters.items[i], arguments.items[i],
                            check->parameter_lists.items[k]);
    }
}

static void cycle_report(Checker *check, uint32_t vertex) {
    InstanceVertex *vertices = check->instance_vertices.items;
    InstanceEdge *edges = check->instance_edges.items;
    for (size_t i = 0; i < check->instance_vertices.count; i++) /* back until it is surely on the cycle */
        vertex = edges[vertices[vertex].edge].from;
    const GoObject *object = vertices[vertex].parameter->type_parameter.object;
    StrBuf message = {0};
    strbuf_append_c(&message, "instantiation cycle:");
    uint32_t current = vertex;
    do {
        InstanceEdge *edge = &edges[vertices[current].edge];
        strbuf_format(&message, "\n\t%s: %s instantiated as %s", go_show_place(check, edge->pos),
                      go_show_str(check, vertices[edge->to].parameter->type_parameter.object->name),
                      go_show_type(check, edge->type));
        current = edge->from;
    } while (current != vertex);
    go_check_error(check, object->pos, "%s", message.data);
    strbuf_free(&message);
}

void go_check_instance_cycles(Checker *check) {
    InstanceVertex *vertices = check->instance_vertices.items;
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < check->instance_edges.count; i++) {
            const InstanceEdge *edge = &check->instance_edges.items[i];
            uint32_t weight = vertices[edge->from].weight + edge->weight;
            InstanceVertex *to = &vertices[edge->to];
            if (weight <= to->weight) continue;
            to->edge = (uint32_t)i;
            to->length = vertices[edge->from].length + 1;
            to->weight = weight;
            again = true;
            if (to->length < check->instance_vertices.count) continue;
            cycle_report(check, edge->to);
            return;
        }
    }
}
